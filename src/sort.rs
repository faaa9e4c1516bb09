//! Sorting by one piece of code. What the standard library sorts with is compiled anew for each kind of items and
//! each order, 9 kB a time: a hundred of them were a tenth of the program, and of the time it takes to build.
//!
//! For lists that do not grow with the chart, or are sorted once.

use std::cmp::Ordering;

/// Sorts by a key, and leaves items of one key in their order, as the method of slices does.
pub(crate) fn by_key<T, K: Ord>(items: &mut [T], key: impl Fn(&T) -> K) {
    by(items, |one, other| key(one).cmp(&key(other)));
}

/// Sorts as `compare` says, and leaves equal items in their order.
pub(crate) fn by<T>(items: &mut [T], compare: impl Fn(&T, &T) -> Ordering) {
    let mut from = sorted(items.len(), &|one, other| compare(&items[one], &items[other]));
    // Each round puts the items of one circle of places where they belong.
    for first in 0..from.len() {
        let mut at = first;
        while from[at] != first {
            let next = std::mem::replace(&mut from[at], at);
            items.swap(at, next);
            at = next;
        }
        from[at] = at;
    }
}

/// Where the item stands that belongs at each place.
fn sorted(count: usize, compare: &dyn Fn(usize, usize) -> Ordering) -> Vec<usize> {
    let mut places: Vec<usize> = (0..count).collect();
    places.sort_by(|one, other| compare(*one, *other));
    places
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn sorts_as_the_standard_library_does(items: Vec<(u8, char)>) {
            let items: Vec<(u8, char)> = items.into_iter().map(|(key, item)| (key % 8, item)).collect();
            let (mut sorted, mut expected) = (items.clone(), items);
            by_key(&mut sorted, |(key, _)| *key);
            expected.sort_by_key(|(key, _)| *key);
            prop_assert_eq!(sorted, expected);
        }
    }
}
