//! `orglint reconcile CHART SOURCE`: what differs between a chart and a second source.

use std::path::PathBuf;

use clap::Args;

use super::lint::{Reporting, report};
use super::{CliError, End, refused};
use crate::nearest::{near_or, one_of};
use crate::reconcile::{MatchKey, Says};
use crate::session::Reconcile;
use crate::source::quoted;

#[derive(Debug, Args)]
pub(super) struct Arguments {
    /// The chart: a file, a folder, or `-` for standard input
    #[arg(value_name = "CHART")]
    chart: PathBuf,
    /// The source to compare it with, in any shape that charts are read in; `-` is standard input
    #[arg(value_name = "SOURCE")]
    source: PathBuf,
    /// How to recognise who is who, the surest first: id, email, handle, name
    #[arg(long = "match", value_name = "KEYS", value_delimiter = ',')]
    keys: Vec<String>,
    /// What the source is the authority on: manager, title, unit, status, id
    #[arg(long, value_name = "FIELDS", value_delimiter = ',')]
    says: Vec<String>,
    #[command(flatten)]
    reporting: Reporting,
}

pub(super) fn run(arguments: &Arguments) -> Result<End, CliError> {
    if arguments.chart == arguments.source {
        return Err(refused(
            "the chart and the source are the same",
            "name another file as the source, such as an export of the HR system",
        ));
    }
    let reconcile = Reconcile {
        path: arguments.source.clone(),
        says: words("--says", &arguments.says, Says::ALL, Says::word)?,
        keys: words("--match", &arguments.keys, MatchKey::ALL, MatchKey::word)?,
    };
    report(&arguments.reporting, std::slice::from_ref(&arguments.chart), Some(&reconcile))
}

/// What the words of an option stand for; none where it is not given.
fn words<T: Copy + PartialEq, const N: usize>(
    option: &str,
    written: &[String],
    all: [T; N],
    word: impl Fn(T) -> &'static str,
) -> Result<Option<Vec<T>>, CliError> {
    let known = all.map(&word);
    let mut found = Vec::new();
    for text in written {
        let Some(one) = all.into_iter().find(|one| word(*one) == text.trim()) else {
            return Err(refused(
                format!("`{option}` takes no {}", quoted(text)),
                near_or(text, known, || format!("write {}, with commas between", one_of(&known))),
            ));
        };
        if !found.contains(&one) {
            found.push(one);
        }
    }
    Ok((!found.is_empty()).then_some(found))
}
