//! Exceptions that hide nothing: the chart has moved on, or they name what is not there. Runs after
//! all other rules, once it is known which exceptions were used.

use std::collections::HashMap;

use super::exception_without_reason::{about, ids, place_words};
use super::shared::near::NearIds;
use super::shared::wording::{id_of, ticked};
use crate::chart::{Allow, Chart, Field, PositionId};
use crate::finding::{Edit, Fix, Label, Safety, Severity};
use crate::rules::check::{Check, Context, Draft};
use crate::rules::edit;
use crate::rules::exceptions::{Exception, ExceptionStatus, Holds};
use crate::source::{Place, Span};

/// An exception at an id that no position has.
fn at_nobody<'c>(
    ctx: &Context<'c, '_>,
    exception: &Exception,
    known: &mut Option<Candidates<'c>>,
) -> Option<Draft> {
    let Holds::At { id, position: None } = &exception.holds else { return None };
    if matches!(id.as_str(), "company" | "chart") {
        return None;
    }
    let chart = ctx.chart;
    let known = known.get_or_insert_with(|| Candidates::of(chart));
    let rule = ticked(&exception.rule);
    let message = if chart.shows_text(id) {
        format!("the exception for {rule} names {}, an id that no position has", ticked(id))
    } else {
        format!("the exception for {rule} names an id that no position has")
    };
    let help = if let Some(position) = known.titles.get(id.as_str()) {
        format!("`at` takes an id: {} has this title", id_of(ctx, *position))
    } else {
        match known.ids.near(id) {
            Some(near) => format!("a position with a similar id exists: {}", ticked(near)),
            None => "remove it, or name an id of the chart".to_owned(),
        }
    };
    Some(Draft::new(about(exception), message, help, Label::new(exception.place, "no position has this id")))
}

/// What an id that no position has is looked for in.
struct Candidates<'c> {
    /// The first position with each title.
    titles: HashMap<&'c str, PositionId>,
    ids: NearIds<'c>,
}

impl<'c> Candidates<'c> {
    fn of(chart: &'c Chart) -> Self {
        let mut titles = HashMap::new();
        for position in chart.positions() {
            if let Some(title) = chart.words(position, Field::Title) {
                titles.entry(title).or_insert(position);
            }
        }
        Self { titles, ids: NearIds::of(chart) }
    }
}

pub(super) const CHECK: Check = Check::of_findings(check);

fn check(ctx: &Context<'_, '_>, out: &mut Vec<Draft>) {
    let comments: HashMap<Place, &Allow> =
        ctx.chart.allows.iter().map(|allow| (allow.place, allow)).collect();
    let mut known = None;
    let mut unknown: HashMap<Place, usize> = HashMap::new();
    for exception in ctx.exceptions {
        let is_unknown = exception.status.get() == ExceptionStatus::UnknownRule;
        // One comment may name as many rules as the chart has letters.
        if is_unknown && let Some(allow) = comments.get(&exception.place) {
            let count = unknown.entry(exception.place).or_default();
            *count += 1;
            if *count == MOST_RULES + 1 {
                out.push(more_rules(ctx, exception, allow));
            }
            if *count > MOST_RULES {
                continue;
            }
        }
        let rule = ticked(&exception.rule);
        let at = place_words(ctx, exception);
        let draft = match exception.status.get() {
            ExceptionStatus::UnknownRule => {
                let message = format!("the exception{at} names a rule that is not known: {rule}");
                let label = Label::new(exception.rule_place, "no rule has this id");
                Draft::new(about(exception), message, (ctx.near_rule)(&exception.rule), label)
                    .at(Severity::Error)
            }
            ExceptionStatus::NeverAllowed => {
                let message = format!("the exception for {rule}{at} has no effect");
                let label = Label::new(exception.place, format!("{rule} is listed under `never_allow`"));
                let help = "correct what the rule points at, or remove the rule from `never_allow`";
                Draft::new(about(exception), message, help, label)
            }
            ExceptionStatus::WithoutReason => {
                let message = format!("the exception for {rule}{at} only counts with a reason");
                let label = Label::new(exception.place, "no reason is given here");
                let help = "add `reason: …` (in a comment: `-- …`): the configuration asks for one";
                Draft::new(about(exception), message, help, label)
            }
            ExceptionStatus::Unused => {
                if let Some(draft) = at_nobody(ctx, exception, &mut known) {
                    draft
                } else {
                    let message = format!("the exception for {rule}{at} is not needed");
                    let label = Label::new(exception.place, format!("{rule} finds nothing here"));
                    Draft::new(about(exception), message, "remove it, or correct what it names", label)
                        .fix(comments.get(&exception.place).and_then(|allow| fix(ctx, exception, allow)))
                }
            }
            ExceptionStatus::Used | ExceptionStatus::Expired | ExceptionStatus::Asleep => continue,
        };
        out.push(draft.ids(ids(exception)));
    }
}

/// Rules of one comment that are told one by one where they are not known.
const MOST_RULES: usize = 20;

/// What is told of all others.
fn more_rules(ctx: &Context<'_, '_>, exception: &Exception, allow: &Allow) -> Draft {
    let at = place_words(ctx, exception);
    let message = format!("the exception{at} names {} rules, and several are not known", allow.rules.len());
    let label = Label::new(exception.place, "these rules");
    let help = "write ids of rules that `orglint rules` lists";
    Draft::new(about(exception), message, help, label).at(Severity::Error).ids(["more rules", "comment"])
}

/// Takes a comment out; of one that allows findings of several rules, the rule.
fn fix(ctx: &Context<'_, '_>, exception: &Exception, allow: &Allow) -> Option<Fix> {
    let text = ctx.sources.get(exception.place.file).text();
    let span = match &allow.rules[..] {
        [_] => edit::comment_out(text, exception.place.span),
        rules => {
            let at = rules.binary_search_by_key(&exception.rule_place, |(_, place)| *place).ok()?;
            let own = exception.rule_place.span;
            match (rules.get(at + 1), at.checked_sub(1)) {
                (Some((_, next)), _) => Span::new(own.start, next.span.start),
                (None, Some(before)) => Span::new(rules[before].1.span.end, own.end),
                (None, None) => return None,
            }
        }
    };
    let edits = vec![Edit { place: Place { span, ..exception.place }, text: String::new() }];
    Some(Fix { title: "remove the exception".to_owned(), safety: Safety::Safe, edits })
}
