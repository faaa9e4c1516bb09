//! What is told of what is at a place: plain text, since titles and names are anybody's.

use std::fmt::Write as _;

use super::{Ide, What};
use crate::chart::{Field, PositionId};
use crate::escape::clean_lines;
use crate::finding::RuleInfo;
use crate::graph::catalogue::{Derived, FactId};
use crate::graph::facts::{Column, Facts};
use crate::session::Checked;
use crate::sort;
use crate::source::{FileId, Place};

/// Positions of the line to the top that are told.
const PATH: usize = 12;

impl Ide<'_> {
    /// What is told at a byte of a file, and what it is about.
    pub(crate) fn hover(self, file: FileId, at: u32) -> Option<(Place, String)> {
        if let Some((checked, named)) = self.name_at(file, at) {
            return match (named.what, named.position) {
                (What::Rule, _) => Some((named.place, self.rule(named.text)?)),
                (_, Some(position)) => Some((named.place, self.position(checked, position))),
                (_, None) => None,
            };
        }
        let (checked, position) = self.position_at(file, at)?;
        let chart = &checked.chart;
        let holds = |place: &Place| place.file == file && place.span.start <= at && at <= place.span.end;
        let value = chart.fields(position).map(|(_, value)| chart.place(value)).find(holds)?;
        Some((value, self.position(checked, position)))
    }

    /// What is told of the position with an id.
    pub(crate) fn hover_of(self, id: &str) -> Option<String> {
        self.run
            .charts
            .iter()
            .find_map(|checked| Some(self.position(checked, checked.graph.find(&checked.chart, id)?)))
    }

    /// What a rule looks for, and why that may matter.
    fn rule(self, id: &str) -> Option<String> {
        let RuleInfo { id, pack, title, why, source, default_severity, .. } =
            self.run.outcome.rules.iter().find(|rule| rule.id == id)?;
        let mut text = format!("{id} ({default_severity}, pack {pack}): {title}\n\n{}", why.trim());
        if !source.is_empty() {
            let _ = write!(text, "\n\n{source}");
        }
        let _ = write!(text, "\n\nMore: orglint explain {id}");
        Some(clean_lines(&text).into_owned())
    }

    /// What the title is taken for, the line to the top, and what is below by its side.
    fn position(self, checked: &Checked, position: PositionId) -> String {
        let Checked { chart, graph, .. } = checked;
        let text = |field| chart.text(position, field).map(|text| text.text);
        let mut out =
            text(Field::Title).or(text(Field::Name)).unwrap_or("a position without a title").to_owned();
        let _ = write!(out, " ({})", chart.id(position));
        if let Some(name) = text(Field::Name).filter(|_| text(Field::Title).is_some()) {
            let _ = write!(out, "\nheld by {name}");
        }
        let facts = Facts::new(chart, graph, chart.as_of().unwrap_or(self.today));
        let mut taken: Vec<String> = Vec::new();
        if let Some(seat) = facts.seating(position).seat {
            taken.push(format!("the seat {}", seat.word()));
        }
        let word = |fact| match &*facts.column(FactId::Derived(fact)) {
            Column::Word(words) => words.get(position.index()).map(str::to_owned),
            _ => None,
        };
        taken.extend(word(Derived::Function).map(|function| format!("the function {function}")));
        taken.extend(word(Derived::Domain).map(|side| format!("the side {side}")));
        if !taken.is_empty() {
            let _ = write!(out, "\ntaken for {}", taken.join(", "));
        }
        let path: Vec<&str> = graph.path_up(position).take(PATH + 1).map(|above| chart.id(above)).collect();
        if !path.is_empty() {
            let dots = if path.len() > PATH { " -> …" } else { "" };
            let _ = write!(out, "\nreports to {}{dots}", path[..path.len().min(PATH)].join(" -> "));
        }
        let below = graph.below(position);
        if !below.is_empty() {
            let mut sides: Vec<(String, usize)> = Vec::new();
            if let Column::Word(words) = &*facts.column(FactId::Derived(Derived::Domain)) {
                for one in below {
                    let side = words.get(one.index()).unwrap_or("side not known");
                    match sides.iter_mut().find(|(known, _)| known == side) {
                        Some((_, count)) => *count += 1,
                        None => sides.push((side.to_owned(), 1)),
                    }
                }
            }
            sort::by(&mut sides, |one, other| other.1.cmp(&one.1).then_with(|| one.0.cmp(&other.0)));
            let sides: Vec<String> = sides.iter().map(|(side, count)| format!("{count} {side}")).collect();
            let positions = if below.len() == 1 { "position" } else { "positions" };
            let _ = write!(out, "\n{} {positions} below: {}", below.len(), sides.join(", "));
        }
        clean_lines(&out).into_owned()
    }
}
