//! Keys that the chart format does not have. What is under them is not read. In a file that is no
//! chart only those that are nearly known are told: the others belong to whatever it is instead.

use super::shared::wording::ticked;
use crate::chart::UnknownKey;
use crate::finding::{Label, Safety, Severity};
use crate::rules::check::{About, Check, Context, Draft};
use crate::rules::edit;

pub(super) const CHECK: Check = Check::of_chart(check);

fn check(ctx: &Context<'_, '_>, out: &mut Vec<Draft>) {
    let no_chart = ctx.chart.problems.iter().any(|placed| placed.problem.is_no_chart());
    out.extend(
        ctx.chart
            .unknown_keys
            .iter()
            .filter(|unknown| unknown.misspelt || !no_chart)
            .map(|unknown| draft(ctx, unknown)),
    );
    let further = ctx.chart.further_keys.iter().filter(|_| !no_chart);
    out.extend(further.map(|further| {
        let message = format!("{} more keys are not keys of {}", further.count, told(further.of));
        let help = "check whether the file is a chart; put the company's own keys under `extra:`";
        Draft::new(About::File, message, help, Label::new(further.first, "the first of them"))
            .at(Severity::Info)
            .ids([further.of, "further"])
    }));
}

/// Whose key it is, in a sentence.
fn told(of: &'static str) -> String {
    match of {
        "chart" => "the top of the chart".to_owned(),
        "company" => "`company`".to_owned(),
        "position" => "a position".to_owned(),
        other => format!("`{other}`"),
    }
}

fn draft(ctx: &Context<'_, '_>, unknown: &UnknownKey) -> Draft {
    let is_shown = ctx.chart.shows_names() || (!unknown.is_hidden && ctx.chart.shows_key(&unknown.key));
    let key = if is_shown { ticked(&unknown.key) } else { "what is written here".to_owned() };
    let of = told(unknown.of);
    let times = match unknown.places.len() {
        1 => String::new(),
        count => format!(", {count} times"),
    };
    let message = format!("{key} is not a key of {of}{times}");
    let help = match (unknown.near, unknown.misspelt) {
        (Some(near), true) => format!("a key with a similar name exists: `{near}`"),
        (Some(near), false) => {
            format!("the key for this is `{near}`; put the company's own keys under `extra:`")
        }
        (None, _) if unknown.of == "position" => {
            "put the company's own keys under `extra:`, or keep it: it is not read".to_owned()
        }
        (None, _) => "remove it, or keep it: it is not read".to_owned(),
    };
    let severity = if unknown.misspelt { Severity::Warning } else { Severity::Info };
    // Another word for a key is read as that key where its values fit; what is left here does not fit.
    let meant = unknown.near.filter(|_| unknown.misspelt && unknown.is_sure);
    Draft::new(About::File, message, help, Label::new(unknown.places[0], "not read"))
        .at(severity)
        .ids([unknown.of, unknown.key.as_str()])
        .fix(meant.and_then(|near| edit::rewrite(ctx.sources, unknown.places.clone(), near, Safety::Safe)))
}
