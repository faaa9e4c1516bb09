//! Which position of one version of a chart is which of another.

use crate::sort;
use std::collections::{BTreeMap, HashMap};

/// Positions of two versions, of which one may be missing.
pub type Pair = (Option<usize>, Option<usize>);

/// A position as it is known again: its id, and what it is called.
pub type Identity<'a> = (&'a str, Option<&'a str>);

/// Pairs the positions of two versions, in the order of ids. Among several with one id, those that are called
/// alike go together, whatever their order. One whose id is new is the one that is gone where the same people
/// hold it under the same title and nobody else fits: its id was changed. `held` says who holds a position,
/// and as what, of which version.
pub fn pairs(versions: [&[Identity<'_>]; 2], held: impl Fn(usize, usize) -> Option<String>) -> Vec<Pair> {
    let mut by_id: BTreeMap<&str, [Vec<usize>; 2]> = BTreeMap::new();
    for (side, positions) in versions.iter().enumerate() {
        for (at, (id, _)) in positions.iter().enumerate() {
            by_id.entry(id).or_default()[side].push(at);
        }
    }
    let mut pairs: Vec<Pair> = Vec::with_capacity(by_id.len());
    for mut of_id in by_id.into_values() {
        for (side, of_id) in of_id.iter_mut().enumerate() {
            sort::by_key(of_id, |at| versions[side][*at].1);
        }
        let [olds, news] = of_id;
        let count = olds.len().max(news.len());
        pairs.extend((0..count).map(|at| (olds.get(at).copied(), news.get(at).copied())));
    }
    join_renamed(&mut pairs, held);
    pairs
}

fn join_renamed(pairs: &mut Vec<Pair>, held: impl Fn(usize, usize) -> Option<String>) {
    let is_new = |pair: &&Pair| pair.0.is_none();
    let is_gone = |pair: &&Pair| pair.1.is_none();
    if !(pairs.iter().any(|pair| is_new(&pair)) && pairs.iter().any(|pair| is_gone(&pair))) {
        return;
    }
    let mut by_holder: HashMap<String, [Vec<usize>; 2]> = HashMap::new();
    for pair in pairs.iter() {
        let (side, at) = match *pair {
            (Some(old), None) => (0, old),
            (None, Some(new)) => (1, new),
            _ => continue,
        };
        if let Some(held) = held(side, at) {
            by_holder.entry(held).or_default()[side].push(at);
        }
    }
    let alone = by_holder.into_values().filter_map(|[olds, news]| match (&olds[..], &news[..]) {
        ([old], [new]) => Some((*new, *old)),
        _ => None,
    });
    let renamed: HashMap<usize, usize> = alone.collect();
    let gone: std::collections::HashSet<usize> = renamed.values().copied().collect();
    pairs.retain(|pair| !matches!(*pair, (Some(old), None) if gone.contains(&old)));
    for pair in pairs.iter_mut() {
        if let (None, Some(new)) = *pair {
            pair.0 = renamed.get(&new).copied();
        }
    }
}

/// Who holds a position, and as what, as texts that are compared; none where one of the two is not stated.
pub fn held_as<'a>(holders: impl IntoIterator<Item = &'a str>, title: Option<&str>) -> Option<String> {
    let mut holders: Vec<String> = holders.into_iter().map(plain).collect();
    holders.sort_unstable();
    (!holders.is_empty()).then(|| Some(format!("{}\u{1f}{}", holders.join("\u{1e}"), plain(title?))))?
}

/// A text with single spaces and in lower case.
pub fn plain(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase()
}
