//! What differs between a position and its rows.

use std::collections::{HashMap, HashSet};

use jiff::civil::Date;

use super::keys::{self, MatchKey, are_two_people, is_same_text};
use super::matching::{Ambiguous, Matching, Pair};
use super::{Says, Terms};
use crate::chart::{Chart, CompanyField, Field, PositionId, STATUSES};
use crate::graph::{Manager, OrgGraph, stated_managers};
use crate::sort;
use crate::source::offset;

/// Where the source says that a line leads.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Above {
    /// To a position of the chart.
    Position(PositionId),
    /// To a row that is not a position of the chart.
    Row(PositionId),
}

/// One thing that differs. `position` is of the chart and `row` of the source.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Difference {
    /// The source does not have the position: its holder has left, or never came.
    NotInSource {
        /// The position.
        position: PositionId,
    },
    /// The chart does not have the row: somebody has joined.
    NotOnChart {
        /// The row.
        row: PositionId,
        /// The manager on the chart, where the source names one.
        manager: Option<PositionId>,
    },
    /// The source names another manager.
    Manager {
        /// The position.
        position: PositionId,
        /// Its row.
        row: PositionId,
        /// Who it is in the source.
        to: Above,
    },
    /// Another title.
    Title {
        /// The position.
        position: PositionId,
        /// Its row.
        row: PositionId,
    },
    /// Another unit or department.
    Unit {
        /// The position.
        position: PositionId,
        /// Its row.
        row: PositionId,
        /// The field of the chart, and that of the source.
        fields: [Field; 2],
    },
    /// Another id.
    Id {
        /// The position.
        position: PositionId,
        /// Its row.
        row: PositionId,
    },
    /// Another holder of the same id.
    Holder {
        /// The position.
        position: PositionId,
        /// Its row.
        row: PositionId,
    },
    /// Another status.
    Status {
        /// The position.
        position: PositionId,
        /// Its row.
        row: PositionId,
        /// The word of the chart, and that of the source.
        words: [&'static str; 2],
    },
    /// Vacant in one of them alone.
    Vacancy {
        /// The position.
        position: PositionId,
        /// Its row.
        row: PositionId,
        /// Whether somebody sits there by the source.
        is_filled: bool,
    },
    /// Who is who is not clear.
    Ambiguous(Ambiguous),
}

/// All that differs, and what was compared.
#[derive(Debug, Default)]
pub struct Drift {
    /// What differs, by kind and in the order of the chart.
    pub differences: Vec<Difference>,
    /// How many positions have a row.
    pub matched: usize,
    /// How many rows were matched by each key, in the order in which the keys were tried.
    pub by: Vec<(MatchKey, usize)>,
    /// Rows whose manager names nobody.
    pub unknown_managers: usize,
    /// Rows whose status is a word that is not known.
    pub unknown_statuses: usize,
    /// What was asked for and the source says nothing of.
    pub unsaid: Vec<Says>,
    /// Positions that the source does not speak of, such as vacancies and units in a list of people.
    pub beyond: usize,
}

/// One side: a chart and its lines.
type Side<'a> = (&'a Chart, &'a OrgGraph);

struct Comparing<'a> {
    chart: &'a Chart,
    graph: &'a OrgGraph,
    source: &'a Chart,
    of_source: &'a OrgGraph,
    matching: Matching,
    keys: &'a [MatchKey],
    as_of: Date,
    /// Whether positions of the chart without and with a person were found in the source, and the same of its rows.
    speaks: [[bool; 2]; 2],
    /// The manager of each position past those that the source does not speak of.
    above: Vec<Option<PositionId>>,
    /// The manager of each row past vacancies that the chart does not have.
    above_rows: Vec<Option<PositionId>>,
    out: Drift,
}

impl Drift {
    /// Compares both as of a date.
    #[must_use]
    pub fn between(
        (chart, graph): Side<'_>,
        (source, of_source): Side<'_>,
        terms: &Terms,
        as_of: Date,
    ) -> Self {
        let mut matching = Matching::new(chart, source, &terms.keys);
        let ambiguous = std::mem::take(&mut matching.ambiguous);
        let mut speaks = [[false; 2]; 2];
        for pair in &matching.pairs {
            speaks[0][usize::from(has_person(chart, pair.position))] = true;
            speaks[1][usize::from(has_person(source, pair.row))] = true;
        }
        let out = Self { matched: matching.count(), ..Self::default() };
        let keys = &terms.keys;
        let (above, above_rows) = (Vec::new(), Vec::new());
        let mut comparing = Comparing {
            chart,
            graph,
            source,
            of_source,
            matching,
            keys,
            as_of,
            speaks,
            above,
            above_rows,
            out,
        };
        comparing.count(&terms.keys);
        // Where nobody was found, the keys are not those of this chart.
        if comparing.out.matched == 0 {
            return comparing.out;
        }
        comparing.look_up();
        comparing.out.unsaid = terms.says.iter().copied().filter(|says| comparing.is_unsaid(*says)).collect();
        if terms.says.contains(&Says::Status) {
            comparing.who_is_there();
        }
        for says in Says::ALL.into_iter().filter(|says| terms.says.contains(says)) {
            match says {
                Says::Manager => comparing.managers(),
                Says::Title => comparing.titles(),
                Says::Unit => comparing.units(),
                Says::Id => comparing.ids(),
                Says::Status => {
                    comparing.holders();
                    comparing.statuses();
                }
            }
        }
        comparing.out.differences.extend(ambiguous.into_iter().map(Difference::Ambiguous));
        comparing.out
    }
}

/// Whether a position states who holds it.
fn has_person(chart: &Chart, of: PositionId) -> bool {
    chart.has_any(of, &[Field::Name, Field::Holder, Field::Email, Field::Handle])
}

/// For each position its manager past those that are to be skipped.
fn past(graph: &OrgGraph, count: usize, is_skipped: impl Fn(PositionId) -> bool) -> Vec<Option<PositionId>> {
    let all = (0..count).map(|at| PositionId(offset(at)));
    let mut above: Vec<Option<PositionId>> = all.map(|of| graph.manager_position(of)).collect();
    // Managers come before their reports.
    for of in graph.pre_order() {
        if let Some(manager) = above[of.index()].filter(|manager| is_skipped(*manager)) {
            above[of.index()] = above[manager.index()];
        }
    }
    above
}

impl Comparing<'_> {
    fn count(&mut self, keys: &[MatchKey]) {
        let rows = |key| self.matching.pairs.iter().filter(|pair| pair.by == key).count();
        let by = keys.iter().map(|key| (*key, rows(*key)));
        self.out.by = by.filter(|(_, count)| *count > 0).collect();
    }

    /// Every position with its rows.
    fn pairs(&self) -> impl Iterator<Item = (PositionId, &[Pair])> {
        let each = self.matching.pairs.chunk_by(|one, next| one.position == next.position);
        each.map(|rows| (rows[0].position, rows))
    }

    /// Whether the chart says something of this, of whatever position, and the source of no row.
    fn is_unsaid(&self, says: Says) -> bool {
        let has_lines =
            |graph: &OrgGraph| graph.pre_order().iter().any(|of| graph.manager_position(*of).is_some());
        let only_here = |fields: &[Field]| {
            let has = |chart: &Chart| fields.iter().any(|field| chart.has_field(*field));
            has(self.chart) && !has(self.source)
        };
        match says {
            Says::Manager => has_lines(self.graph) && !has_lines(self.of_source),
            Says::Title => only_here(&[Field::Title]),
            Says::Unit => only_here(&[Field::Unit, Field::Department]),
            // Whoever is not in it has left, and that is a status too.
            Says::Status | Says::Id => false,
        }
    }

    /// The first row of each position for which all of its rows say something else than the chart.
    fn differing<T>(
        &self,
        mut differs: impl FnMut(PositionId, PositionId) -> Option<T>,
    ) -> Vec<(PositionId, PositionId, T)> {
        let mut found = Vec::new();
        for (position, rows) in self.pairs() {
            let mut all = rows.iter().map(|pair| (pair.row, differs(position, pair.row)));
            let Some((row, Some(first))) = all.next() else { continue };
            if all.all(|(_, differs)| differs.is_some()) {
                found.push((position, row, first));
            }
        }
        found
    }

    /// Whether somebody or something has a value that could have been matched.
    fn has_key(&self, chart: &Chart, of: PositionId) -> bool {
        let mut has = false;
        self.keys.iter().for_each(|key| key.each(chart, of, |_| has = true));
        has
    }

    /// Whether the other side would have a row for it, if it were there.
    fn is_spoken_of(&self, of: PositionId) -> bool {
        self.speaks[0][usize::from(has_person(self.chart, of))] && self.has_key(self.chart, of)
    }

    /// The same of a row.
    fn is_row_spoken_of(&self, row: PositionId) -> bool {
        self.speaks[1][usize::from(has_person(self.source, row))] && self.has_key(self.source, row)
    }

    /// Whether somebody begins later.
    fn is_yet_to_come(&self, chart: &Chart, of: PositionId) -> bool {
        chart.date(of, Field::Since).is_some_and(|since| since > self.as_of)
    }

    /// Whether somebody's last day is past.
    fn is_over(&self, chart: &Chart, of: PositionId) -> bool {
        chart.date(of, Field::Until).is_some_and(|until| until < self.as_of)
    }

    fn who_is_there(&mut self) {
        let (chart, source) = (self.chart, self.source);
        // Whoever is missing may be on a sheet that was not read.
        if !source.may_have_any_id() && !source.is_broken() && source.unread_sheets() == 0 {
            for position in chart.positions().filter(|of| self.matching.is_free(*of)) {
                let word = chart.words(position, Field::Status);
                if chart.is_vacant(position) || !self.is_spoken_of(position) {
                    self.out.beyond += 1;
                } else if word != Some("left")
                    && !self.is_yet_to_come(chart, position)
                    && !self.is_over(chart, position)
                {
                    self.out.differences.push(Difference::NotInSource { position });
                }
            }
        }
        if chart.may_have_any_id() || chart.is_broken() || chart.unread_sheets() > 0 {
            return;
        }
        let is_part = chart.company_flag(CompanyField::Complete) == Some(false)
            || chart.external_managers().next().is_some();
        let shows_vacancies = chart.positions().any(|of| chart.is_vacant(of));
        for row in source.positions().filter(|row| self.matching.is_free_row(*row)) {
            let is_away = matches!(source.words(row, Field::Status), Some("left" | "inactive" | "planned"))
                || self.is_yet_to_come(source, row)
                || (self.is_over(source, row) && source.said_status(row).is_none());
            let is_shown = shows_vacancies || !source.is_vacant(row);
            let manager = match self.above(row) {
                Some(Above::Position(manager)) => Some(manager),
                _ => None,
            };
            // Of a part of a company nobody knows where it ends, but for those who report into it.
            if !is_away && is_shown && self.is_row_spoken_of(row) && (manager.is_some() || !is_part) {
                self.out.differences.push(Difference::NotOnChart { row, manager });
            }
        }
    }

    /// Where the source says that the line of a row leads, as far as that is known: past vacancies that the chart
    /// does not have.
    fn above(&self, row: PositionId) -> Option<Above> {
        let manager = match self.of_source.manager(row) {
            Manager::Position(_) => self.above_rows[row.index()]?,
            Manager::Unknown | Manager::External => {
                // A source that is a part of the company may name managers by ids of the chart.
                let text = stated_managers(self.source, row).next()?;
                let by_id = self.keys.contains(&MatchKey::Id);
                return self.graph.find(self.chart, text.text).filter(|_| by_id).map(Above::Position);
            }
            Manager::None | Manager::Itself | Manager::Unreadable => return None,
        };
        if let Some(position) = self.matching.position_of(manager) {
            return Some(Above::Position(position));
        }
        self.matching.is_free_row(manager).then_some(Above::Row(manager))
    }

    /// Looks once for the managers that the other side can know of.
    fn look_up(&mut self) {
        self.above = past(self.graph, self.chart.len(), |of| {
            self.matching.is_free(of) && (self.chart.is_vacant(of) || !self.is_spoken_of(of))
        });
        self.above_rows = past(self.of_source, self.source.len(), |row| {
            self.source.is_vacant(row) && self.matching.position_of(row).is_none()
        });
    }

    fn managers(&mut self) {
        let rows = self.source.positions();
        self.out.unknown_managers = rows
            .filter(|row| self.of_source.manager(*row) == Manager::Unknown && self.above(*row).is_none())
            .count();
        let roots: HashSet<&str> = self.chart.declared_roots().map(|root| root.text).collect();
        let found = self.differing(|position, row| {
            let to = self.above(row)?;
            let direct = self.graph.manager_position(position);
            let is_same = |to: PositionId| {
                to == position || direct == Some(to) || self.above[position.index()] == Some(to)
            };
            match (self.graph.manager(position), to) {
                (_, Above::Position(to)) if is_same(to) => None,
                // Whoever is at the top of a part of a company reports to somebody who is not on the chart.
                (manager, Above::Row(_)) if !matches!(manager, Manager::Position(_)) => None,
                (Manager::Unreadable, _) => None,
                (Manager::None, _) if roots.contains(self.chart.id(position)) => None,
                _ => Some(to),
            }
        });
        let found = found.into_iter();
        self.out.differences.extend(found.map(|(position, row, to)| Difference::Manager {
            position,
            row,
            to,
        }));
    }

    fn titles(&mut self) {
        let found = self.differing(|position, row| self.differ([Field::Title; 2], position, row));
        let found = found.into_iter().map(|(position, row, ())| Difference::Title { position, row });
        self.out.differences.extend(found);
    }

    /// Whether both have a text, and not the same.
    fn differ(&self, [field, other]: [Field; 2], position: PositionId, row: PositionId) -> Option<()> {
        let one = self.chart.words(position, field)?;
        let other = self.source.words(row, other)?;
        (!is_same_text(one, other)).then_some(())
    }

    /// A unit is compared with a unit and a department with a department. Where the two files use the two
    /// words for one thing, most of their values are the same.
    fn units(&mut self) {
        let is_alike = |fields: [Field; 2]| {
            let (mut both, mut same) = (0_usize, 0_usize);
            for (position, rows) in self.pairs() {
                for Pair { row, .. } in rows.iter().copied() {
                    let has = self.chart.words(position, fields[0]).is_some()
                        && self.source.words(row, fields[1]).is_some();
                    both += usize::from(has);
                    same += usize::from(has && self.differ(fields, position, row).is_none());
                }
            }
            same > 1 && same * 2 > both
        };
        let mut compared = vec![[Field::Unit; 2], [Field::Department; 2]];
        let across = [[Field::Unit, Field::Department], [Field::Department, Field::Unit]];
        compared.extend(across.into_iter().filter(|fields| is_alike(*fields)));
        let mut found: HashMap<PositionId, (PositionId, [Field; 2])> = HashMap::new();
        for fields in compared {
            // One that is under either word is not a difference.
            for (position, row, ()) in self.differing(|position, row| self.differ(fields, position, row)) {
                found.entry(position).or_insert((row, fields));
            }
        }
        let mut found: Vec<_> = found.into_iter().collect();
        sort::by_key(&mut found, |(position, _)| *position);
        let found = found.into_iter();
        self.out.differences.extend(found.map(|(position, (row, fields))| Difference::Unit {
            position,
            row,
            fields,
        }));
    }

    /// Ids that differ, where those of the two are of one kind: most of the pairs have the same one.
    fn ids(&mut self) {
        let (chart, source) = (self.chart, self.source);
        let (mut both, mut same) = (0_usize, 0_usize);
        let found = self.differing(|position, row| {
            if chart.has_made_id(position) || source.has_made_id(row) {
                return None;
            }
            both += 1;
            let is_same = keys::id(chart.id(position)) == keys::id(source.id(row));
            same += usize::from(is_same);
            (!is_same).then_some(())
        });
        if same * 2 > both {
            let found = found.into_iter().map(|(position, row, ())| Difference::Id { position, row });
            self.out.differences.extend(found);
        }
    }

    /// Positions whose row has the same id and somebody else's name. What one of the two says of who is there for
    /// now, or was, is no difference.
    fn holders(&mut self) {
        let (chart, source) = (self.chart, self.source);
        let is_passing = |chart: &Chart, of| {
            let status = chart.words(of, Field::Status);
            matches!(status, Some("acting" | "interim" | "left" | "leaving" | "planned"))
                || self.is_yet_to_come(chart, of)
                || self.is_over(chart, of)
        };
        let values = |key: MatchKey, chart, of| {
            let mut values = Vec::new();
            key.each(chart, of, |value| values.push(value));
            values
        };
        let is_other = |Pair { position, row, by }: Pair| {
            let is_shared = |key| {
                let there = values(key, source, row);
                values(key, chart, position).iter().any(|value| there.contains(value))
            };
            let is_one = |chart: &Chart, of| chart.texts(of, Field::Name).nth(1).is_none();
            by == MatchKey::Id
                && chart.words(position, Field::Name) != source.words(row, Field::Name)
                && is_one(chart, position)
                && is_one(source, row)
                && are_two_people(
                    &values(MatchKey::Name, chart, position),
                    &values(MatchKey::Name, source, row),
                )
                && !self.matching.is_doubtful(position)
                && ![chart.is_vacant(position), source.is_vacant(row)].contains(&true)
                && !is_passing(chart, position)
                && !is_passing(source, row)
                && !is_shared(MatchKey::Email)
                && !is_shared(MatchKey::Handle)
        };
        let alone = self.pairs().filter_map(|(_, rows)| <&[Pair; 1]>::try_from(rows).ok());
        let found: Vec<Difference> = alone
            .filter(|[pair]| is_other(*pair))
            .map(|[pair]| Difference::Holder { position: pair.position, row: pair.row })
            .collect();
        self.out.differences.extend(found);
    }

    fn statuses(&mut self) {
        let (chart, source) = (self.chart, self.source);
        let used = |word: &str| source.positions().any(|row| source.words(row, Field::Status) == Some(word));
        let used: Vec<&str> = STATUSES.iter().copied().filter(|word| used(word)).collect();
        let known = |word: &str| STATUSES.iter().copied().find(|known| *known == word);
        let is_odd =
            |row: &PositionId| source.words(*row, Field::Status).is_some_and(|word| known(word).is_none());
        self.out.unknown_statuses = source.positions().filter(is_odd).count();
        let is_held = |row| has_person(source, row) || source.words(row, Field::Status).is_some();
        let vacancies = self.differing(|position, row| {
            let is_vacant = [chart.is_vacant(position), source.is_vacant(row)];
            match is_vacant {
                [true, false] if is_held(row) && source.words(row, Field::Status) != Some("left") => {
                    Some(true)
                }
                [false, true] if chart.words(position, Field::Status) != Some("left") => Some(false),
                _ => None,
            }
        });
        let statuses = self.differing(|position, row| {
            if chart.is_vacant(position) != source.is_vacant(row) {
                return None;
            }
            let over = |chart, of| self.is_over(chart, of).then_some("left");
            let here = chart.words(position, Field::Status).or_else(|| over(chart, position));
            let here = known(here.unwrap_or("filled"))?;
            let there = known(source.said_status(row).or_else(|| over(source, row))?)?;
            // Systems that know no more than that somebody is there say so of those who stand in too.
            let is_finer = there == "filled" && matches!(here, "acting" | "interim" | "leaving");
            (here != there && (!is_finer || used.contains(&here))).then_some([here, there])
        });
        let vacancies = vacancies.into_iter();
        self.out.differences.extend(vacancies.map(|(position, row, is_filled)| Difference::Vacancy {
            position,
            row,
            is_filled,
        }));
        let statuses = statuses.into_iter();
        self.out.differences.extend(statuses.map(|(position, row, words)| Difference::Status {
            position,
            row,
            words,
        }));
    }
}
