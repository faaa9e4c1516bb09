//! Who joined, who left, and who has other positions than before.
//!
//! The same key (`holder`) is the same person. Without keys equal names are taken for one person, first
//! at the same position; two people of one name stay two.

use crate::sort;
use std::collections::{BTreeSet, HashMap, HashSet};
use std::hash::Hash;

use super::positions::Pairs;
use super::{Changed, Changes, Holder, Named, Person, Snapshot};

/// Somebody in one version, with the numbers of their positions.
struct Somebody<'s> {
    holder: &'s Holder,
    at: Vec<usize>,
}

pub(super) fn changes(old: &Snapshot, new: &Snapshot, pairs: &Pairs, changes: &mut Changes) {
    let (before, after) = (people(old), people(new));
    let matched = matched(&before, &after, pairs);
    let stays: BTreeSet<usize> = matched.iter().map(|(one, _)| *one).collect();
    let was_there: BTreeSet<usize> = matched.iter().map(|(_, other)| *other).collect();
    let (to_new, to_old) = ways(pairs);
    for (at, somebody) in before.iter().enumerate() {
        if !stays.contains(&at) && !is_untold(somebody, new, &to_new) {
            changes.left.push(person(somebody, old));
        }
    }
    for (at, somebody) in after.iter().enumerate() {
        if !was_there.contains(&at) && !is_untold(somebody, old, &to_old) {
            changes.joined.push(person(somebody, new));
        }
    }
    let now = pairs.other_ids(old, new);
    for (one, other) in matched {
        changes.changed.extend(changed(&before[one], old, &after[other], new, &now));
    }
    sort::by(&mut changes.left, |a, b| a.at.cmp(&b.at));
    sort::by(&mut changes.joined, |a, b| a.at.cmp(&b.at));
    sort::by(&mut changes.changed, |a, b| (&a.from, &a.to).cmp(&(&b.from, &b.to)));
}

/// The people of a version: by key, or one for each position where there is none.
fn people(snapshot: &Snapshot) -> Vec<Somebody<'_>> {
    let mut people: Vec<Somebody<'_>> = Vec::new();
    let mut by_key: HashMap<&str, usize> = HashMap::new();
    for (at, position) in snapshot.positions.iter().enumerate() {
        for holder in &position.holders {
            let known = holder.key.as_ref().map(|key| *by_key.entry(key).or_insert(people.len()));
            match known.and_then(|known| people.get_mut(known)) {
                Some(somebody) => somebody.at.push(at),
                None => people.push(Somebody { holder, at: vec![at] }),
            }
        }
    }
    people
}

/// Positions of one version by those of the other.
type Way = HashMap<usize, usize>;

fn ways(pairs: &Pairs) -> (Way, Way) {
    let both = || pairs.0.iter().filter_map(|(old, new)| Some(((*old)?, (*new)?)));
    (both().collect(), both().map(|(old, new)| (new, old)).collect())
}

/// Whether the other version has all positions of somebody and says of none who sits there: then
/// nobody is known to have come or gone.
fn is_untold(somebody: &Somebody<'_>, other: &Snapshot, way: &Way) -> bool {
    somebody.at.iter().all(|at| {
        let there = way.get(at).map(|there| &other.positions[*there]);
        there.is_some_and(|there| !there.is_vacant && there.holders.is_empty())
    })
}

/// Who of one version is who of the other.
fn matched(before: &[Somebody<'_>], after: &[Somebody<'_>], pairs: &Pairs) -> Vec<(usize, usize)> {
    let mut matched = Vec::new();
    let mut by_key = Free::new(after, |somebody, add| {
        if let Some(key) = &somebody.holder.key {
            add(key.as_str());
        }
    });
    let mut taken = vec![false; after.len()];
    let mut left: Vec<usize> = (0..before.len()).collect();
    left.retain(|one| {
        let key = before[*one].holder.key.as_deref();
        let other = key.and_then(|key| by_key.take(&key, false, &mut taken));
        matched.extend(other.map(|other| (*one, other)));
        other.is_none()
    });
    let (to_new, _) = ways(pairs);
    let mut by_place = Free::new(after, |somebody, add| {
        if let Some(name) = &somebody.holder.name {
            somebody.at.iter().for_each(|at| add((*at, name.as_str())));
        }
    });
    let mut by_name = Free::new(after, |somebody, add| {
        if let Some(name) = &somebody.holder.name {
            add(name.as_str());
        }
    });
    for at_same_position in [true, false] {
        left.retain(|one| {
            let somebody = &before[*one];
            let Some(name) = somebody.holder.name.as_deref() else { return true };
            let is_keyed = somebody.holder.key.is_some();
            let mut there = somebody.at.iter().filter_map(|at| to_new.get(at));
            let other = if at_same_position {
                there.find_map(|at| by_place.take(&(*at, name), is_keyed, &mut taken))
            } else {
                by_name.take(&name, is_keyed, &mut taken)
            };
            matched.extend(other.map(|other| (*one, other)));
            other.is_none()
        });
    }
    matched
}

/// People who are not yet known to be somebody of the other version, those without a key apart from
/// those with one.
struct Free<K>(HashMap<K, [Vec<usize>; 2]>);

impl<K: Eq + Hash> Free<K> {
    fn new<'s>(people: &'s [Somebody<'s>], by: impl Fn(&'s Somebody<'s>, &mut dyn FnMut(K))) -> Self {
        let mut lists: HashMap<K, [Vec<usize>; 2]> = HashMap::new();
        // The first is taken first, from the end.
        for (at, somebody) in people.iter().enumerate().rev() {
            let with_key = usize::from(somebody.holder.key.is_some());
            by(somebody, &mut |by| lists.entry(by).or_default()[with_key].push(at));
        }
        Self(lists)
    }

    /// Takes somebody. Two keys that differ are two people, so that `without_key` asks for somebody
    /// who has none.
    fn take(&mut self, by: &K, without_key: bool, taken: &mut [bool]) -> Option<usize> {
        let lists = self.0.get_mut(by)?;
        let lists = if without_key { &mut lists[..1] } else { &mut lists[..] };
        for list in lists {
            while let Some(at) = list.pop() {
                if !std::mem::replace(&mut taken[at], true) {
                    return Some(at);
                }
            }
        }
        None
    }
}

fn person(somebody: &Somebody<'_>, snapshot: &Snapshot) -> Person {
    Person { name: somebody.holder.called(), at: positions(somebody, snapshot).into_iter().collect() }
}

fn positions(somebody: &Somebody<'_>, snapshot: &Snapshot) -> BTreeSet<Named> {
    somebody.at.iter().map(|at| snapshot.positions[*at].named.clone()).collect()
}

/// `now` has the ids that were changed: another id makes no other position.
fn changed(
    one: &Somebody<'_>,
    old: &Snapshot,
    other: &Somebody<'_>,
    new: &Snapshot,
    now: &HashMap<&str, &str>,
) -> Option<Changed> {
    let (before, after) = (positions(one, old), positions(other, new));
    let as_now = |named: &Named| now.get(&*named.id).map_or_else(|| named.id.clone(), |id| (*id).to_owned());
    let kept: HashSet<String> = before.iter().map(as_now).collect();
    let ids: HashSet<&str> = after.iter().map(|named| &*named.id).collect();
    let from: Vec<Named> = before.iter().filter(|named| !ids.contains(&*as_now(named))).cloned().collect();
    let to: Vec<Named> = after.iter().filter(|named| !kept.contains(&named.id)).cloned().collect();
    let is_same = from.is_empty() && to.is_empty();
    (!is_same).then(|| Changed { name: other.holder.called(), from, to })
}
