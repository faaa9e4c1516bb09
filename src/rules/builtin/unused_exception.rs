//! Exceptions that hide nothing: the chart has moved on, or they name what is not there. Runs after
//! all other rules, once it is known which exceptions were used.

use super::exception_without_reason::{about, ids, place_words};
use super::shared::wording::ticked;
use crate::finding::{Label, Severity};
use crate::rules::check::{Context, Draft};
use crate::rules::exceptions::{Fate, Holds};

pub(super) fn check(ctx: &Context<'_, '_>, out: &mut Vec<Draft>) {
    for exception in ctx.exceptions {
        let rule = ticked(&exception.rule);
        let at = place_words(exception);
        let draft = match exception.fate.get() {
            Fate::UnknownRule => {
                let message = format!("the exception{at} names a rule that is not known: {rule}");
                let label = Label::new(exception.rule_place, "no rule has this id");
                Draft::new(about(exception), message, (ctx.near_rule)(&exception.rule), label)
                    .at(Severity::Error)
            }
            Fate::NeverAllowed => {
                let message = format!("the exception for {rule}{at} has no effect");
                let label = Label::new(exception.place, format!("{rule} is listed under `never_allow`"));
                let help = "correct what the rule points at, or take the rule off `never_allow`";
                Draft::new(about(exception), message, help, label)
            }
            Fate::WithoutReason => {
                let message = format!("the exception for {rule}{at} counts only with a reason");
                let label = Label::new(exception.place, "no reason is given here");
                let help = "add `reason: …` (in a comment: `-- …`): the configuration asks for one";
                Draft::new(about(exception), message, help, label)
            }
            Fate::Unused => {
                let named = match &exception.holds {
                    Holds::At { id, position: None } if !matches!(id.as_str(), "company" | "chart") => {
                        format!("no position has the id {}", ticked(id))
                    }
                    _ => format!("{rule} finds nothing here"),
                };
                let message = format!("the exception for {rule}{at} is not needed");
                let help = "take it out, or correct what it names";
                Draft::new(about(exception), message, help, Label::new(exception.place, named))
            }
            Fate::Used | Fate::Expired | Fate::Asleep => continue,
        };
        out.push(draft.ids(ids(exception)));
    }
}
