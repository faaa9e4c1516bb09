//! Exceptions that do not say why, or whose date is past. A check in Rust, because conditions speak
//! of positions and of the organisation, and exceptions are neither.

use super::shared::wording::{id_of, ticked};
use crate::finding::Label;
use crate::rules::check::{About, Check, Context, Draft};
use crate::rules::exceptions::{Exception, ExceptionStatus, Holds};

pub(super) const CHECK: Check = Check::of_chart(check);

fn check(ctx: &Context<'_, '_>, out: &mut Vec<Draft>) {
    for exception in ctx.exceptions {
        let rule = ticked(&exception.rule);
        let at = place_words(ctx, exception);
        let (message, label, help) = match exception.status.get() {
            ExceptionStatus::UnknownRule => continue,
            ExceptionStatus::Expired => {
                let Some(until) = exception.until else { continue };
                (
                    format!("the exception for {rule}{at} ended on {until}"),
                    format!("valid until {until}"),
                    "remove it, or give it a later date and say why",
                )
            }
            _ if exception.reason.is_none() => (
                format!("the exception for {rule}{at} has no reason"),
                "no reason is given here".to_owned(),
                "add `reason: …` (in a comment: `-- …`); one sentence answers the next reader's question",
            ),
            _ => continue,
        };
        let about = about(exception);
        let draft = Draft::new(about, message, help, Label::new(exception.place, label));
        out.push(draft.ids(ids(exception)));
    }
}

/// What an exception is about.
pub(super) fn about(exception: &Exception) -> About {
    match &exception.holds {
        Holds::At { position: Some(position), .. } => About::Position(*position),
        Holds::At { id, .. } if id == "company" => About::Company,
        Holds::At { .. } | Holds::Everywhere => About::File,
    }
}

pub(super) fn ids(exception: &Exception) -> Vec<String> {
    let at = match &exception.holds {
        Holds::At { id, .. } => id.clone(),
        Holds::Everywhere => "chart".to_owned(),
    };
    vec![exception.rule.clone(), at]
}

/// Where it holds, in words.
pub(super) fn place_words(ctx: &Context<'_, '_>, exception: &Exception) -> String {
    match &exception.holds {
        Holds::At { position: Some(position), .. } => format!(" at {}", id_of(ctx, *position)),
        Holds::At { id, .. } if ctx.chart.shows_text(id) => format!(" at {}", ticked(id)),
        Holds::At { .. } => " at nobody".to_owned(),
        Holds::Everywhere => String::new(),
    }
}
