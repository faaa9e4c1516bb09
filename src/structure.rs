//! What a chart says of its structure, as pictures and counts show it. Nothing that tells who holds a position
//! is in here, unless names are asked for. Uses [`crate::chart`], [`crate::graph`] and [`crate::finding`].

use std::collections::{HashMap, HashSet};
use std::ops::Range;

use jiff::civil::Date;

use crate::chart::{Chart, CompanyField, Field, PositionId};
use crate::finding::Finding;
use crate::graph::facts::{Facts, Held};
use crate::graph::{Manager, OrgGraph};
use crate::rules::render::{called, called_whole};
use crate::source::{Place, cut};

/// How a position is held.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum State {
    /// By somebody, as far as the chart says.
    Filled,
    /// By nobody.
    Open,
    /// For the time being.
    Interim,
    /// By somebody who is about to leave.
    Leaving,
}

impl State {
    /// All of them.
    pub(crate) const ALL: [Self; 4] = [Self::Filled, Self::Open, Self::Interim, Self::Leaving];

    /// The word for it.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Filled => "filled",
            Self::Open => "open",
            Self::Interim => "interim",
            Self::Leaving => "leaving",
        }
    }
}

/// A finding at a position.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Mark {
    /// Its number among those of the run, from 0.
    pub finding: usize,
    /// Whether it is about the line to the manager.
    pub on_line: bool,
}

/// A position.
#[derive(Clone, Debug, PartialEq)]
pub struct Entry {
    /// What it is called.
    pub title: String,
    /// Its id, where it is written in the chart and tells of nobody.
    pub id: Option<String>,
    /// What programs know it by: its id, or `#` and its number.
    pub subject: String,
    /// Who holds it, where names are asked for.
    pub name: Option<String>,
    /// The manager, by its number.
    pub manager: Option<usize>,
    /// Why it is at the top, where that is not because it names no manager.
    pub apart: Option<&'static str>,
    /// How it is held.
    pub state: State,
    /// What its title means.
    pub seat: Option<&'static str>,
    /// Whether it is CIO, CTO or both.
    pub is_chief: bool,
    /// Whether it is a board, which is not a step of a line.
    pub is_board: bool,
    /// The side of its area.
    pub side: Option<&'static str>,
    /// What its area does.
    pub function: Option<&'static str>,
    /// Its share of a full-time position.
    pub fte: Option<f64>,
    /// Where its dotted lines lead, by number.
    pub dotted: Vec<usize>,
    /// How many positions are below.
    pub below: usize,
    /// The findings at it, in their order.
    pub marks: Vec<Mark>,
}

/// The structure of one chart. Loops are opened at the position of each that comes first.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Structure {
    /// The name of the organisation, else of its chart.
    pub name: String,
    /// The date it is true for.
    pub as_of: Option<Date>,
    /// The positions, in the order of the chart.
    pub entries: Vec<Entry>,
    /// Positions without a manager on the chart.
    pub tops: Vec<usize>,
    /// All positions, managers before their reports, who keep their order.
    pub order: Vec<usize>,
    /// The reports of all, and where those of each begin.
    reports: Vec<usize>,
    first: Vec<usize>,
    /// The numbers of its files.
    pub(crate) files: Range<u32>,
}

impl Structure {
    /// The structure of a chart at a date, with the findings that are about it.
    #[must_use]
    pub(crate) fn of(
        chart: &Chart,
        graph: &OrgGraph,
        as_of: Date,
        findings: &[Finding],
        files: Range<u32>,
    ) -> Self {
        let facts = Facts::new(chart, graph, as_of);
        let opened: HashSet<PositionId> =
            graph.loops().iter().filter_map(|one| one.first().copied()).collect();
        let mut entries: Vec<Entry> =
            chart.positions().map(|of| entry(chart, graph, &facts, of, opened.contains(&of))).collect();
        let own = findings.iter().enumerate();
        let own = own.filter(|(_, one)| files.contains(&one.primary.place.file.0));
        mark(chart, &own.collect::<Vec<_>>(), &mut entries);
        let name = chart.company_text(CompanyField::Name).map(|name| name.text.to_owned());
        let mut structure =
            Self { name: name.unwrap_or_default(), as_of: chart.as_of(), entries, files, ..Self::default() };
        structure.join();
        structure
    }

    /// Who reports to a position, in the order of the chart.
    #[must_use]
    pub fn reports(&self, of: usize) -> &[usize] {
        &self.reports[self.first[of]..self.first[of + 1]]
    }

    /// A structure of bare positions, each with its manager: what tests of pictures are about.
    #[cfg(any(test, feature = "internals"))]
    #[must_use]
    pub fn bare(positions: impl IntoIterator<Item = (String, Option<usize>)>) -> Self {
        let entry = |(at, (title, manager)): (usize, (String, Option<usize>))| Entry {
            title,
            id: Some(format!("p{at}")),
            subject: format!("p{at}"),
            name: None,
            manager,
            apart: None,
            state: State::Filled,
            seat: None,
            is_chief: false,
            is_board: false,
            side: None,
            function: None,
            fte: None,
            dotted: Vec::new(),
            below: 0,
            marks: Vec::new(),
        };
        let entries = positions.into_iter().enumerate().map(entry).collect();
        let mut structure = Self { entries, ..Self::default() };
        structure.join();
        structure
    }

    /// Works out what follows from the managers.
    fn join(&mut self) {
        let count = self.entries.len();
        let mut first = vec![0; count + 1];
        for manager in self.entries.iter().filter_map(|entry| entry.manager) {
            first[manager + 1] += 1;
        }
        for at in 0..count {
            first[at + 1] += first[at];
        }
        let mut next = first.clone();
        let mut reports = vec![0; first[count]];
        for (at, entry) in self.entries.iter().enumerate() {
            match entry.manager {
                Some(manager) => {
                    reports[next[manager]] = at;
                    next[manager] += 1;
                }
                None => self.tops.push(at),
            }
        }
        (self.first, self.reports) = (first, reports);
        let mut waiting: Vec<usize> = self.tops.iter().rev().copied().collect();
        while let Some(at) = waiting.pop() {
            self.order.push(at);
            waiting.extend(self.reports(at).iter().rev());
        }
        for at in self.order.iter().rev() {
            if let Some(manager) = self.entries[*at].manager {
                self.entries[manager].below += self.entries[*at].below + 1;
            }
        }
    }
}

fn entry(chart: &Chart, graph: &OrgGraph, facts: &Facts<'_>, of: PositionId, is_opened: bool) -> Entry {
    let (manager, apart) = match graph.manager(of) {
        Manager::Position(_) if is_opened => (None, Some("in a loop")),
        Manager::Position(manager) => (Some(manager.index()), None),
        Manager::None => (None, None),
        Manager::Itself if graph.roots() == [of] => (None, None),
        Manager::Itself => (None, Some("reports to itself")),
        Manager::External => (None, Some("manager elsewhere")),
        Manager::Unknown | Manager::Unreadable => (None, Some("manager not found")),
    };
    let seating = facts.seating(of);
    let seat = seating.seat.filter(|_| seating.unresolved.is_none()).map(crate::vocabulary::Seat::word);
    let names = chart.texts(of, Field::Name).map(|name| name.text).collect::<Vec<_>>().join(", ");
    let dotted = chart.dotted_lines(of).filter_map(|line| graph.find(chart, line.to.text));
    // One text of a megabyte may be that of every position.
    let short = |text: &str| cut(text, Finding::LONGEST_SUBJECT).into_owned();
    let title = called_whole(chart, of).unwrap_or_else(|| called(chart, of).trim_matches('`').to_owned());
    let id = chart.shown_id(of);
    Entry {
        title: short(&title),
        id: id.filter(|_| chart.has_written_id(of)).map(short),
        subject: id.map_or_else(|| chart.subject(of), short),
        name: (chart.shows_names() && !names.is_empty() && !chart.is_vacant(of)).then(|| short(&names)),
        manager,
        apart,
        state: match facts.held(of) {
            Held::Full | Held::Partial => State::Filled,
            Held::Temporary => State::Interim,
            Held::Leaving => State::Leaving,
            Held::Open => State::Open,
        },
        seat,
        is_chief: seating.is_chief(),
        is_board: seat == Some(crate::vocabulary::Seat::Board.word()),
        side: facts.domain(of).map(crate::vocabulary::Domain::word),
        function: facts.function(of).map(|function| function.get().id),
        fte: chart.number(of, Field::Fte),
        dotted: dotted.map(PositionId::index).collect(),
        below: 0,
        marks: Vec::new(),
    }
}

/// Puts findings at the positions that they are about. One that stands for several, or is about the company, is
/// at each position that it points at.
fn mark(chart: &Chart, findings: &[(usize, &Finding)], entries: &mut [Entry]) {
    if findings.is_empty() {
        return;
    }
    let is_joined = |one: &Finding| {
        let is_one_of_many = one.cause.as_ref().is_some_and(|cause| cause.fingerprint == one.fingerprint);
        is_one_of_many || ["company", "chart"].contains(&&*one.subject)
    };
    // For each place the first position that is there.
    let mut wanted: HashMap<Place, Option<(u32, bool)>> = HashMap::new();
    for (_, finding) in findings {
        for label in finding.labels() {
            wanted.entry(label.place).or_default();
        }
    }
    let mut subjects: HashMap<String, usize> = HashMap::new();
    for of in chart.positions() {
        let subject = entries[of.index()].subject.clone();
        subjects.entry(subject).or_insert(of.index());
        let mut is_at = |place: Place, on_line: bool| {
            if let Some(found) = wanted.get_mut(&place) {
                found.get_or_insert((of.0, on_line));
            }
        };
        for (field, at) in chart.fields(of) {
            let on_line = field == Field::ReportsTo;
            is_at(chart.place(at), on_line);
            if on_line && chart.is_list(of, field) {
                chart.texts_at(at).for_each(|text| is_at(text.place, on_line));
            }
        }
        is_at(chart.label_place(of, Field::Id), false);
    }
    for (number, finding) in findings {
        let at_labels = finding.labels().take(if is_joined(finding) { usize::MAX } else { 1 });
        let mut found: Vec<(usize, bool)> = at_labels
            .filter_map(|label| *wanted.get(&label.place)?)
            .map(|(at, on_line)| (at as usize, on_line))
            .collect();
        if !is_joined(finding) {
            let named = subjects.get(&finding.subject).copied();
            // Among several positions with one id, the one that the finding points at.
            found.retain(|(at, _)| entries[*at].subject == finding.subject);
            if found.is_empty() {
                found.extend(named.map(|at| (at, false)));
            }
        }
        found.sort_unstable_by_key(|(at, on_line)| (*at, !on_line));
        found.dedup_by_key(|(at, _)| *at);
        for (at, on_line) in found {
            let marks = &mut entries[at].marks;
            if marks.is_empty() {
                // Most have one, and room for four takes more than what it is about.
                marks.reserve_exact(1);
            }
            marks.push(Mark { finding: *number, on_line });
        }
    }
}
