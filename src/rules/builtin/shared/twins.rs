//! Positions that share an id: copies of one position, or a mistake that leaves it open which of
//! them a line means.

use hashbrown::{HashMap, HashSet};

use crate::chart::{Chart, Field, NodeRef, PositionId};
use crate::graph::SharedId;
use crate::rules::check::Context;
use crate::yaml::Kind;

/// The positions of a chart that share their ids.
#[derive(Default)]
pub(in crate::rules::builtin) struct Twins {
    /// Positions with an id that differing positions have: what leads to it is not sure.
    pub(in crate::rules::builtin) doubtful: HashSet<PositionId>,
    /// Entries beside the first of their id for the same position: they say it once more in another file, or
    /// name a further holder.
    pub(in crate::rules::builtin) copies: HashSet<PositionId>,
    /// The entries of positions that several people hold, each with the first.
    shares: HashMap<PositionId, PositionId>,
}

impl Twins {
    pub(in crate::rules::builtin) fn of(ctx: &Context<'_, '_>) -> Self {
        let mut twins = Self::default();
        for shared in ctx.graph.shared_ids() {
            if share(ctx.chart, shared).is_some() {
                twins.copies.extend(&shared.others);
                let entries = differing(ctx.chart, shared).chain([shared.first]);
                twins.shares.extend(entries.map(|entry| (entry, shared.first)));
            } else if differing(ctx.chart, shared).next().is_some() {
                twins.doubtful.insert(shared.first);
                twins.doubtful.extend(&shared.others);
            } else {
                twins.copies.extend(&shared.others);
            }
        }
        twins
    }

    /// Whether an entry is one of several for a position that several people hold.
    pub(in crate::rules::builtin) fn is_shared(&self, entry: PositionId) -> bool {
        self.shares.contains_key(&entry)
    }

    /// The position that an entry is about: the first entry for it.
    pub(in crate::rules::builtin) fn position(&self, entry: PositionId) -> PositionId {
        self.shares.get(&entry).copied().unwrap_or(entry)
    }

    /// Whether an entry tells of nobody whom another one tells of.
    pub(in crate::rules::builtin) fn is_own(&self, entry: PositionId) -> bool {
        self.is_shared(entry) || !self.copies.contains(&entry)
    }
}

/// Entries for one position that several people hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::rules::builtin) enum Share {
    /// The chart says so: they lead together, or share one full-time position.
    Stated,
    /// It says more than one full-time position, or nothing but that they have the position's id.
    Unstated,
}

/// Whether entries with one id, one title and one manager are one position that several people hold.
pub(in crate::rules::builtin) fn share(chart: &Chart, shared: &SharedId) -> Option<Share> {
    let all: Vec<PositionId> = std::iter::once(shared.first).chain(differing(chart, shared)).collect();
    let first = shared.first;
    let same = |field| {
        let texts = |of| chart.texts(of, field).map(|text| text.text);
        all[1..].iter().all(|other| texts(first).eq(texts(*other)))
    };
    if all.len() < 2
        || chart.words(first, Field::Title).is_none()
        || !same(Field::Title)
        || !same(Field::ReportsTo)
    {
        return None;
    }
    let ftes: Option<Vec<f64>> =
        all.iter().map(|of| chart.number(*of, Field::Fte).filter(|fte| *fte < 1.0)).collect();
    if all.iter().any(|of| is_co_lead(chart, *of)) {
        return Some(Share::Stated);
    }
    if let Some(ftes) = ftes {
        // Tenths do not add up exactly.
        return Some(if ftes.iter().sum::<f64>() < 1.001 { Share::Stated } else { Share::Unstated });
    }
    let key = chart.file_key(Field::Id).to_lowercase();
    let is_of_position = !chart.is_native() && (key.contains("position") || key.contains("post"));
    let mut holders = HashSet::new();
    let holder = |of: PositionId| chart.words(of, Field::Holder).or_else(|| chart.words(of, Field::Name));
    let all_differ = all.iter().all(|of| holder(*of).is_some_and(|holder| holders.insert(holder)));
    (is_of_position && all_differ).then_some(Share::Unstated)
}

/// The others with an id that are not copies of its first position.
pub(in crate::rules::builtin) fn differing<'c>(
    chart: &'c Chart,
    shared: &'c SharedId,
) -> impl Iterator<Item = PositionId> + 'c {
    shared.others.iter().copied().filter(move |other| !is_copy(chart, shared.first, *other))
}

/// Whether two positions stand in different files and say the same.
fn is_copy(chart: &Chart, one: PositionId, other: PositionId) -> bool {
    if chart.node(one).file == chart.node(other).file {
        return false;
    }
    let count = |position| chart.fields(position).count();
    count(one) == count(other)
        && chart
            .fields(one)
            .all(|(field, at)| chart.value(other, field).is_some_and(|other| same(chart, field, at, other)))
}

/// Whether two values are the same, however they are written. A stack instead of recursion: a
/// position may hold a whole tree of others.
fn same(chart: &Chart, field: Field, one: NodeRef, other: NodeRef) -> bool {
    if field == Field::Id {
        return true;
    }
    let (left, right) = (&chart.files()[one.file as usize].tree, &chart.files()[other.file as usize].tree);
    let mut waiting = vec![(left.follow(one.node), right.follow(other.node))];
    while let Some((a, b)) = waiting.pop() {
        if left.kind(a) != right.kind(b) {
            return false;
        }
        match left.kind(a) {
            Kind::Scalar if left.text(a).trim() != right.text(b).trim() => return false,
            Kind::Scalar => {}
            Kind::Alias => return false,
            Kind::Sequence => {
                let (items, others): (Vec<_>, Vec<_>) = (left.items(a).collect(), right.items(b).collect());
                if items.len() != others.len() {
                    return false;
                }
                waiting.extend(items.into_iter().zip(others));
            }
            Kind::Mapping => {
                if left.entries(a).count() != right.entries(b).count() {
                    return false;
                }
                for entry in left.entries(a) {
                    let Some(value) = right.get(b, left.text(entry.key)) else { return false };
                    waiting.push((entry.value, value));
                }
            }
        }
    }
    true
}

/// Whether the chart says that the position is shared on purpose.
pub(in crate::rules::builtin) fn is_co_lead(chart: &Chart, position: PositionId) -> bool {
    chart.value(position, Field::CoLead).is_some() && chart.flag(position, Field::CoLead) != Some(false)
}
