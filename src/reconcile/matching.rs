//! Which row of a source is which position of a chart: by hash joins over one key after the other, in time that
//! grows with both.

use std::borrow::Cow;

use hashbrown::{HashMap, HashSet};

use super::keys::MatchKey;
use crate::chart::{Chart, Field, PositionId};
use crate::sort;

/// More positions of one name or address than this say nothing of who is who: it is a word such as `unknown`, or
/// the address of everybody.
const MOST_ALIKE: u32 = 8;

/// Positions and rows of which it is not clear who is who.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ambiguous {
    /// Positions of the chart, each with what it has in common with the rows; in the order of the chart.
    pub positions: Vec<(PositionId, MatchKey)>,
    /// Rows of the source, in its order.
    pub rows: Vec<PositionId>,
}

/// Who is who.
#[derive(Debug, Default)]
pub struct Matching {
    /// For each row of the source its position.
    positions: Vec<Option<PositionId>>,
    /// Each position with its row, or one after the other with its rows; in the order of the chart.
    pub pairs: Vec<Pair>,
    /// What is not clear, in the order of the chart.
    pub ambiguous: Vec<Ambiguous>,
    matched: HashSet<PositionId>,
    doubtful_positions: HashSet<PositionId>,
    doubtful_rows: HashSet<PositionId>,
}

/// A position and a row that are the same.
#[derive(Clone, Copy, Debug)]
pub struct Pair {
    /// The position.
    pub position: PositionId,
    /// The row.
    pub row: PositionId,
    /// By what they were matched.
    pub by: MatchKey,
}

/// Who has a value: nobody, one, or how many.
#[derive(Clone, Copy, Default)]
enum Who {
    #[default]
    Nobody,
    One(PositionId),
    Several(u32),
}

impl Who {
    fn add(&mut self, of: PositionId) {
        *self = match *self {
            Self::Nobody => Self::One(of),
            Self::One(known) if known == of => return,
            Self::One(_) => Self::Several(2),
            Self::Several(count) => Self::Several(count.saturating_add(1)),
        };
    }

    fn is_few(self) -> bool {
        !matches!(self, Self::Several(count) if count > MOST_ALIKE)
    }
}

/// A position and a row that have a value in common which nobody else has.
#[derive(Clone, Copy)]
struct Link {
    position: PositionId,
    row: PositionId,
    /// The number of the key among those that were asked for.
    rank: u8,
}

impl Link {
    fn key(self, keys: &[MatchKey]) -> MatchKey {
        keys[usize::from(self.rank)]
    }
}

impl Matching {
    /// Matches by these keys, the surest first. Each counts only where it is unique on both sides.
    #[must_use]
    pub fn new(chart: &Chart, source: &Chart, keys: &[MatchKey]) -> Self {
        let mut links: Vec<Link> = Vec::with_capacity(chart.len().min(source.len()));
        let mut alike: Vec<(MatchKey, [Vec<PositionId>; 2])> = Vec::new();
        for (rank, key) in (0..).zip(keys) {
            join(chart, source, *key, rank, &mut links, &mut alike);
        }
        let mut matching = Self { positions: vec![None; source.len()], ..Self::default() };
        let mut doubts: Vec<Ambiguous> = Vec::new();
        // Those of one row, then of one position, the surest first.
        links.sort_unstable_by_key(|link| (link.row, link.rank, link.position));
        let mut sure: Vec<Link> = Vec::with_capacity(source.len());
        for of_row in links.chunk_by(|one, next| one.row == next.row) {
            let first = of_row[0];
            if of_row.iter().all(|link| link.position == first.position) {
                sure.push(first);
                continue;
            }
            let mut known = HashSet::new();
            let others = of_row.iter().filter(|link| known.insert(link.position));
            let mut positions: Vec<_> = others.map(|link| (link.position, link.key(keys))).collect();
            sort::by_key(&mut positions, |(position, _)| *position);
            doubts.push(Ambiguous { positions, rows: vec![first.row] });
        }
        drop(links);
        sure.sort_unstable_by_key(|link| (link.position, link.rank, link.row));
        for of_position in sure.chunk_by(|one, next| one.position == next.position) {
            matching.settle(chart, of_position, keys, &mut doubts);
        }
        for doubt in doubts {
            matching.doubt(doubt);
        }
        for (key, [positions, rows]) in alike {
            let positions = positions.into_iter().filter(|of| matching.is_free(*of));
            let positions: Vec<(PositionId, MatchKey)> = positions.map(|of| (of, key)).collect();
            let rows: Vec<PositionId> = rows.into_iter().filter(|row| matching.is_free_row(*row)).collect();
            if !positions.is_empty() && !rows.is_empty() {
                matching.doubt(Ambiguous { positions, rows });
            }
        }
        sort::by_key(&mut matching.ambiguous, |one| {
            (one.positions.first().map(|(of, _)| *of), one.rows.clone())
        });
        matching
    }

    /// Takes the rows of one position that its surest key names. A position of several holders has a row for each.
    fn settle(&mut self, chart: &Chart, links: &[Link], keys: &[MatchKey], doubts: &mut Vec<Ambiguous>) {
        let position = links[0].position;
        let holders = chart.texts(position, Field::Name).count().max(1);
        let surest = links.iter().take_while(|link| link.rank == links[0].rank).count();
        let taken = if surest > holders { 0 } else { links.len().min(holders) };
        if taken > 0 {
            for link in &links[..taken] {
                self.positions[link.row.index()] = Some(position);
                self.pairs.push(Pair { position, row: link.row, by: link.key(keys) });
            }
            self.matched.insert(position);
        }
        for link in &links[taken..] {
            doubts.push(Ambiguous { positions: vec![(position, link.key(keys))], rows: vec![link.row] });
        }
    }

    fn doubt(&mut self, doubt: Ambiguous) {
        self.doubtful_positions.extend(doubt.positions.iter().map(|(of, _)| *of));
        self.doubtful_rows.extend(&doubt.rows);
        // Two rows for one position are one doubt.
        let same = self.ambiguous.last_mut().filter(|last| last.positions == doubt.positions);
        match same {
            Some(last) => last.rows.extend(doubt.rows),
            None => self.ambiguous.push(doubt),
        }
    }

    /// The position of a row.
    #[must_use]
    pub fn position_of(&self, row: PositionId) -> Option<PositionId> {
        self.positions[row.index()]
    }

    /// How many positions have a row.
    #[must_use]
    pub fn count(&self) -> usize {
        self.matched.len()
    }

    /// Whether it is not clear whether another row is this position too.
    #[must_use]
    pub fn is_doubtful(&self, of: PositionId) -> bool {
        self.doubtful_positions.contains(&of)
    }

    /// Whether it is clear that no row is this position.
    #[must_use]
    pub fn is_free(&self, of: PositionId) -> bool {
        !self.matched.contains(&of) && !self.doubtful_positions.contains(&of)
    }

    /// Whether it is clear that no position is this row.
    #[must_use]
    pub fn is_free_row(&self, row: PositionId) -> bool {
        self.position_of(row).is_none() && !self.doubtful_rows.contains(&row)
    }
}

/// Joins both by one key: links those that are alone with a value on both sides, and notes those that are not.
fn join(
    chart: &Chart,
    source: &Chart,
    key: MatchKey,
    rank: u8,
    links: &mut Vec<Link>,
    alike: &mut Vec<(MatchKey, [Vec<PositionId>; 2])>,
) {
    // Most keys are of all or of nobody, and a table that doubles takes half as much again.
    let mut table: HashMap<Cow<'_, str>, [Who; 2]> = HashMap::with_capacity(chart.len());
    for position in chart.positions() {
        key.each(chart, position, |value| table.entry(value).or_default()[0].add(position));
    }
    if table.is_empty() {
        return;
    }
    for row in source.positions() {
        key.each(source, row, |value| {
            if let Some(who) = table.get_mut(&value) {
                who[1].add(row);
            }
        });
    }
    let mut several: HashMap<Cow<'_, str>, [Vec<PositionId>; 2]> = HashMap::new();
    for (value, who) in table {
        match who {
            [_, Who::Nobody] => {}
            [Who::One(position), Who::One(row)] => links.push(Link { position, row, rank }),
            [on_chart, in_source] if on_chart.is_few() && in_source.is_few() => {
                several.insert(value, <[Vec<PositionId>; 2]>::default());
            }
            _ => {}
        }
    }
    if several.is_empty() {
        return;
    }
    for (side, of) in [chart, source].into_iter().enumerate() {
        for position in of.positions() {
            key.each(of, position, |value| {
                if let Some(all) = several.get_mut(&value)
                    && all[side].last() != Some(&position)
                {
                    all[side].push(position);
                }
            });
        }
    }
    let mut several: Vec<[Vec<PositionId>; 2]> = several.into_values().collect();
    several.sort();
    // Two spellings of one name are one group.
    several.dedup();
    alike.extend(several.into_iter().map(|both| (key, both)));
}
