//! Facts of a change: the chart beside an earlier version of it.

use std::collections::HashSet;

use jiff::civil::Date;

use super::column::{Column, Link, Texts, Value};
use super::{Facts, fields};
use crate::chart::{Chart, Field, PositionId};
use crate::graph::catalogue::{Derived, FactId, Organisation};
use crate::graph::pairs::{Identity, held_as, pairs, plain};
use crate::graph::{Manager, OrgGraph, stated_managers};
use crate::vocabulary::{Grade, Seat};

/// An earlier version of a chart.
#[derive(Clone, Copy, Debug)]
pub struct Earlier<'c> {
    /// The chart as it was.
    pub chart: &'c Chart,
    /// Who reported to whom.
    pub graph: &'c OrgGraph,
    /// The date it was true for.
    pub as_of: Date,
}

/// A chart beside an earlier version of it.
#[derive(Debug)]
pub struct Before<'c> {
    facts: Facts<'c>,
    /// For each position of the earlier version, which one it is now.
    now: Vec<Option<PositionId>>,
    /// For each position, which one it was.
    then: Vec<Option<PositionId>>,
    /// Whether a position that is not found now was removed, and not merely not read.
    knows_removed: bool,
    /// Whether one that was not found before is new.
    knows_added: bool,
}

impl<'c> Before<'c> {
    pub(super) fn new(earlier: Earlier<'c>, chart: &Chart) -> Self {
        let Earlier { chart: before, graph, as_of } = earlier;
        let (knows_removed, knows_added) = (!chart.may_lack_positions(), !before.may_lack_positions());
        let versions = [before, chart];
        let known = versions.map(|chart| chart.positions().map(|of| known_as(chart, of)).collect::<Vec<_>>());
        let at = |at: usize| PositionId(crate::source::offset(at));
        // What is not found may merely not have been read.
        let is_whole = knows_removed && knows_added;
        let held = |side: usize, of| is_whole.then(|| held(versions[side], at(of))).flatten();
        let mut then: Vec<Option<PositionId>> = vec![None; chart.len()];
        let mut now: Vec<Option<PositionId>> = vec![None; before.len()];
        for pair in pairs([&known[0], &known[1]], held) {
            if let (Some(old), Some(new)) = pair {
                (now[old], then[new]) = (Some(at(new)), Some(at(old)));
            }
        }
        Self { facts: Facts::new(before, graph, as_of), now, then, knows_removed, knows_added }
    }

    /// The facts of the earlier version.
    #[must_use]
    pub fn facts(&self) -> &Facts<'c> {
        &self.facts
    }

    /// The earlier chart.
    #[must_use]
    pub fn chart(&self) -> &'c Chart {
        self.facts.chart
    }

    /// Who reported to whom.
    #[must_use]
    pub fn graph(&self) -> &'c OrgGraph {
        self.facts.graph
    }

    /// Which position one of the earlier version is now.
    #[must_use]
    pub fn now(&self, of: PositionId) -> Option<PositionId> {
        self.now[of.index()]
    }

    /// Which position of the earlier version one was.
    #[must_use]
    pub fn then(&self, of: PositionId) -> Option<PositionId> {
        self.then[of.index()]
    }

    /// The positions of the earlier version that are gone; none where a part of the chart could
    /// not be read.
    pub fn removed(&self) -> impl Iterator<Item = PositionId> + '_ {
        self.chart().positions().filter(|of| self.knows_removed && self.now(*of).is_none())
    }

    /// Where the line of a position led, by its place in the earlier version; none where it was not there, or
    /// nobody was above.
    #[must_use]
    pub fn manager(&self, of: PositionId) -> Option<PositionId> {
        self.graph().manager_position(self.then(of)?)
    }

    /// The id that a position had, where that was another, as the earlier chart shows it.
    #[must_use]
    pub fn id(&self, of: PositionId) -> Option<String> {
        self.then(of).map(|then| self.chart().subject(then))
    }

    /// What the line of a position led to, in words that messages may show.
    #[must_use]
    pub fn manager_called(&self, of: PositionId, called: impl Fn(&Chart, PositionId) -> String) -> String {
        let (chart, graph) = (self.chart(), self.graph());
        let Some(then) = self.then(of) else { return "nobody".to_owned() };
        match graph.manager(then) {
            Manager::Position(manager) => called(chart, manager),
            Manager::None | Manager::Itself | Manager::Unreadable => "nobody".to_owned(),
            Manager::External | Manager::Unknown => {
                stated_managers(chart, then).next().filter(|text| chart.shows_text(text.text)).map_or_else(
                    || "somebody who was not on the chart".to_owned(),
                    |text| format!("`{}`", text.text),
                )
            }
        }
    }

    /// Whether a line leads elsewhere than before; none where either is not known.
    fn has_moved(&self, of: PositionId, chart: &Chart, graph: &OrgGraph) -> Option<bool> {
        let then = self.then(of)?;
        let stated =
            |chart: &'_ Chart, of| stated_managers(chart, of).next().map(|text| text.text.to_owned());
        match (self.graph().manager(then), graph.manager(of)) {
            (Manager::Unknown | Manager::Unreadable, _) | (_, Manager::Unknown | Manager::Unreadable) => None,
            (Manager::Position(old), Manager::Position(new)) => match self.now(old) {
                Some(now) => Some(now != new),
                None => self.knows_removed.then_some(true),
            },
            // A head that is written as its own manager is one that names none.
            (Manager::None | Manager::Itself, Manager::None | Manager::Itself) => Some(false),
            (Manager::External, Manager::External) => Some(stated(self.chart(), then) != stated(chart, of)),
            _ => Some(true),
        }
    }

    fn is_manager_removed(&self, of: PositionId) -> Option<bool> {
        let manager = self.graph().manager(self.then(of)?);
        match manager {
            Manager::Position(manager) if self.now(manager).is_none() => self.knows_removed.then_some(true),
            Manager::Unreadable => None,
            _ => Some(false),
        }
    }

    fn link(&self, of: PositionId) -> Link {
        let Some(then) = self.then(of) else { return Link::Unknown };
        match self.graph().manager(then) {
            Manager::Position(manager) => self.now(manager).map_or(Link::Nobody, Link::To),
            Manager::None | Manager::Itself => Link::Nobody,
            Manager::External | Manager::Unknown | Manager::Unreadable => Link::Unknown,
        }
    }

    /// A fact of positions, each of which takes that of the position it was.
    pub(super) fn column(&self, fact: Derived, chart: &'c Chart, graph: &OrgGraph) -> Column<'c> {
        let flag = |holds: &dyn Fn(PositionId) -> Option<bool>| fields::flags(chart, holds);
        let number = |fact| {
            let numbers = self.facts.column(FactId::Derived(fact));
            let of = |of| self.then(of).map_or(f64::NAN, |then| numbers.number(then));
            Column::Number(chart.positions().map(of).collect())
        };
        let before = self.chart();
        match fact {
            Derived::Added => flag(&|of| {
                if self.then(of).is_some() { Some(false) } else { self.knows_added.then_some(true) }
            }),
            Derived::Moved => flag(&|of| self.has_moved(of, chart, graph)),
            Derived::BeforeManagerRemoved => flag(&|of| self.is_manager_removed(of)),
            Derived::BeforeVacant => flag(&|of| self.then(of).map(|then| before.is_vacant(then))),
            Derived::BeforeManager => Column::Link(self.links(chart)),
            Derived::BeforeTitle => {
                let title = |of| self.then(of).and_then(|then| before.words(then, Field::Title));
                Column::Text(Texts::new(chart.positions().map(title)))
            }
            Derived::BeforeStatus => fields::words_of(chart, |of| {
                let then = self.then(of)?;
                Some(before.words(then, Field::Status).unwrap_or("filled"))
            }),
            Derived::BeforeSeat => {
                let seats = self.facts.column(FactId::Derived(Derived::Seat));
                fields::words_of(chart, |of| match &*seats {
                    Column::Word(words) => words.get(self.then(of)?.index()),
                    _ => None,
                })
            }
            Derived::BeforeReportsCount => number(Derived::ReportsCount),
            Derived::BeforeBelowCount => number(Derived::BelowCount),
            _ => {
                // An id that follows from the title is in no other file.
                let is_written = |of, then| chart.has_written_id(of) && before.has_written_id(then);
                let then = |of| self.then(of).filter(|then| is_written(of, *then));
                let id = |of| then(of).map(|then| before.id(then)).filter(|id| *id != chart.id(of));
                Column::Text(Texts::new(chart.positions().map(id)))
            }
        }
    }

    /// Where the lines led, for every position.
    pub(super) fn links(&self, chart: &Chart) -> Vec<Link> {
        chart.positions().map(|of| self.link(of)).collect()
    }

    pub(super) fn value(&self, fact: Organisation, later: &Facts<'c>) -> Value<'c> {
        let before = |fact| self.facts.value(FactId::Organisation(fact));
        match fact {
            Organisation::BeforePositionsCount => before(Organisation::PositionsCount),
            Organisation::BeforeHeadcount => before(Organisation::Headcount),
            Organisation::BeforeCioState => before(Organisation::CioState),
            Organisation::BeforeCtoState => before(Organisation::CtoState),
            Organisation::RemovedCount if self.knows_removed =>
            {
                #[expect(clippy::cast_precision_loss, reason = "a count of positions is far below 2^52")]
                Value::Number(self.removed().count() as f64)
            }
            Organisation::RemovedChiefs if self.knows_removed => match self.removed_chiefs(later) {
                titles if titles.is_empty() => Value::NotStated,
                titles => Value::Texts(titles),
            },
            Organisation::Before => Value::Flag(true),
            _ => Value::NotStated,
        }
    }

    /// Titles of chiefs whose seat no position has any more, whether it was removed or is called otherwise now.
    fn removed_chiefs(&self, later: &Facts<'c>) -> Vec<&'c str> {
        let titles: HashSet<String> =
            later.chart.positions().filter_map(|of| later.chart.words(of, Field::Title)).map(plain).collect();
        let is_gone = |of: PositionId| {
            let seating = self.facts.seating(of);
            let title = self.chart().words(of, Field::Title)?;
            let is_held = |seat: Seat| later.has_seat(seat.word()) != Some(false);
            let is_gone = seating.grade == Some(Grade::Chief)
                && seating.unresolved.is_none()
                && !titles.contains(&plain(title))
                && seating.seat.is_none_or(|seat| !is_held(seat));
            is_gone.then_some(title)
        };
        // What is called otherwise may mean the same, where the vocabulary does not know the seat.
        let is_without = |of: &PositionId| self.facts.seating(*of).seat.is_some() || self.now(*of).is_none();
        let mut titles: Vec<&str> = self.chart().positions().filter(is_without).filter_map(is_gone).collect();
        titles.sort_unstable();
        titles.dedup();
        titles
    }
}

fn known_as(chart: &Chart, of: PositionId) -> Identity<'_> {
    (chart.id(of), chart.words(of, Field::Title))
}

/// Who holds a position under which title.
fn held(chart: &Chart, of: PositionId) -> Option<String> {
    if chart.is_vacant(of) {
        return None;
    }
    let field = if chart.text(of, Field::Holder).is_some() { Field::Holder } else { Field::Name };
    held_as(chart.texts(of, field).map(|text| text.text), chart.words(of, Field::Title))
}
