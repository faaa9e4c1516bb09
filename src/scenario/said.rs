//! Two versions of a chart → the scenario that makes the later one of the earlier one. Names and comments are
//! left apart: a scenario says who reports to whom, and what positions are called.

use std::collections::HashMap;
use std::fmt::Write as _;

use super::write::is_plain;
use crate::chart::{Chart, Field, PositionId, ValueKind};
use crate::graph::{Manager, OrgGraph, stated_managers};
use crate::problem::Refusal;
use crate::rules::edit;
use crate::rules::render::called_before;

/// What a new position says in a scenario: nothing that tells who holds it.
const SAID: [Field; 8] = [
    Field::Title,
    Field::Role,
    Field::Function,
    Field::Department,
    Field::Unit,
    Field::Serves,
    Field::Scope,
    Field::Status,
];

/// A version of a chart with its lines.
pub(crate) type Version<'c> = (&'c Chart, &'c OrgGraph);

/// The scenario that leads from one version to the other; `from` is the path of the earlier one.
pub(crate) fn said(from: &str, old: Version<'_>, new: Version<'_>) -> Result<String, Refusal> {
    let says = Says { old, new, was: ids(old)?, is: ids(new)? };
    if !new.1.loops().is_empty() {
        let message = "in the later version, positions report to each other in a circle";
        return Err(Refusal::new(message, "correct that first"));
    }
    let mut lines = Vec::new();
    let order = new.1.pre_order();
    for of in order.iter().filter(|of| !says.was.contains_key(new.0.id(**of))) {
        lines.push(says.add(*of)?);
    }
    let both = || order.iter().filter_map(|of| Some((*says.was.get(new.0.id(*of))?, *of)));
    for (was, is) in both() {
        lines.extend(says.moved(was, is)?);
    }
    for (was, is) in both() {
        lines.extend(says.set(was, is)?);
    }
    for of in old.1.pre_order().iter().rev().filter(|of| !says.is.contains_key(old.0.id(**of))) {
        lines.push(format!("remove: {}", id_in(old.0, *of)?));
    }
    let mut out = format!("from: {}\n", scalar(from));
    if let Some(date) = new.0.as_of() {
        let _ = writeln!(out, "as_of: {date}");
    }
    out.push_str(if lines.is_empty() { "changes: []\n" } else { "changes:\n" });
    for line in lines {
        let _ = writeln!(out, "  - {{ {line} }}");
    }
    Ok(out)
}

fn ids((chart, _): Version<'_>) -> Result<HashMap<&str, PositionId>, Refusal> {
    let mut ids = HashMap::with_capacity(chart.len());
    for of in chart.positions() {
        if ids.insert(chart.id(of), of).is_some() {
            let message = format!("several positions have the same id as {}", called_before(chart, of));
            return Err(Refusal::new(message, "give each its own id"));
        }
    }
    Ok(ids)
}

struct Says<'c> {
    old: Version<'c>,
    new: Version<'c>,
    was: HashMap<&'c str, PositionId>,
    is: HashMap<&'c str, PositionId>,
}

/// The id of a position, where it may be shown.
fn id_in(chart: &Chart, of: PositionId) -> Result<String, Refusal> {
    match chart.shown_id(of) {
        Some(id) => Ok(scalar(id)),
        None => Err(Refusal::new(
            format!("the id of {} reveals who holds it", called_before(chart, of)),
            "use `--names` to write it",
        )),
    }
}

impl Says<'_> {
    /// Where a line of the later version leads, as a scenario says it.
    fn up(&self, of: PositionId) -> Result<String, Refusal> {
        let (chart, graph) = self.new;
        match graph.manager(of) {
            Manager::Position(manager) => id_in(chart, manager),
            Manager::None | Manager::Itself => Ok("null".to_owned()),
            Manager::External | Manager::Unknown | Manager::Unreadable => Err(Refusal::new(
                format!("{} reports to somebody who is not on the chart", called_before(chart, of)),
                "in a scenario, lines lead only to positions: add the manager, or correct the line",
            )),
        }
    }

    fn add(&self, of: PositionId) -> Result<String, Refusal> {
        let (chart, _) = self.new;
        let mut line = format!("id: {}", id_in(chart, of)?);
        let is_open = chart.is_vacant(of);
        let mut says_open = false;
        let mut tells = false;
        for field in SAID {
            let Some(text) = words(chart, of, field) else { continue };
            tells |= matches!(field, Field::Title | Field::Function | Field::Unit);
            says_open |= field == Field::Status && matches!(text, "vacant" | "planned");
            let _ = write!(line, ", {}: {}", field.key().name, scalar(text));
        }
        if !tells {
            let message = format!("{} has no title that a scenario could state", called_before(chart, of));
            return Err(Refusal::new(message, "give it a title"));
        }
        if is_open && !says_open {
            line.push_str(", status: vacant");
        }
        let up = self.up(of)?;
        if up != "null" {
            let _ = write!(line, ", reports_to: {up}");
        }
        Ok(format!("add: {{ {line} }}"))
    }

    fn moved(&self, was: PositionId, is: PositionId) -> Result<Option<String>, Refusal> {
        let text =
            |(chart, _): Version<'_>, of| stated_managers(chart, of).next().map(|text| text.text.to_owned());
        let is_same = match (self.old.1.manager(was), self.new.1.manager(is)) {
            (Manager::Position(old), Manager::Position(new)) => self.old.0.id(old) == self.new.0.id(new),
            (Manager::None | Manager::Itself, Manager::None | Manager::Itself)
            | (Manager::Unreadable, Manager::Unreadable) => true,
            (Manager::External, Manager::External) | (Manager::Unknown, Manager::Unknown) => {
                text(self.old, was) == text(self.new, is)
            }
            _ => false,
        };
        if is_same {
            return Ok(None);
        }
        Ok(Some(format!("move: {}, to: {}", id_in(self.new.0, is)?, self.up(is)?)))
    }

    fn set(&self, was: PositionId, is: PositionId) -> Result<Option<String>, Refusal> {
        let (old, new) = (self.old.0, self.new.0);
        let mut fields = String::new();
        let (before, after) = (title(old, was), title(new, is));
        if before != after {
            let _ = write!(fields, ", title: {}", after.map_or("null".to_owned(), |title| scalar(&title)));
        }
        let status = words(new, is, Field::Status);
        match (old.is_vacant(was), new.is_vacant(is)) {
            (false, true) => {
                let word = status.filter(|word| matches!(*word, "vacant" | "planned")).unwrap_or("vacant");
                let _ = write!(fields, ", status: {word}");
            }
            (true, false) => {
                if old.value(was, Field::Status).is_some() {
                    let _ = write!(fields, ", status: {}", status.unwrap_or("filled"));
                }
                // A name that says that nobody is there goes too.
                for field in [Field::Name, Field::Holder] {
                    if old.value(was, field).is_some() {
                        let _ = write!(fields, ", {}: null", field.key().name);
                    }
                }
            }
            _ => {}
        }
        if fields.is_empty() {
            return Ok(None);
        }
        Ok(Some(format!("set: {}{fields}", id_in(new, is)?)))
    }
}

/// What a field says. Where it takes certain words, any other may be somebody's name; so may a function that is none.
fn words(chart: &Chart, of: PositionId, field: Field) -> Option<&str> {
    let text = chart.words(of, field).filter(|_| !chart.is_list(of, field))?;
    let is_shown = match field.key().kind {
        ValueKind::Word(known) => known.contains(&text),
        ValueKind::OpenWord(known) => known.contains(&text) || chart.shows_function(text),
        _ => field != Field::Function || chart.shows_function(text),
    };
    is_shown.then_some(text)
}

fn title(chart: &Chart, of: PositionId) -> Option<String> {
    let title = chart.text(of, Field::Title)?;
    Some(title.text.split_whitespace().collect::<Vec<_>>().join(" "))
}

/// A text within braces.
fn scalar(text: &str) -> String {
    if is_plain(text) { text.to_owned() } else { edit::scalar(text) }
}
