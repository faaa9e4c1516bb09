//! Sets of positions, made from what is known of each.

use fixedbitset::FixedBitSet;

/// Positions in one block of a set.
pub(crate) const BLOCK: usize = usize::BITS as usize;

/// The places of the items that are as said. Whole blocks of bits: setting each by itself takes most of the time.
pub(crate) fn set<T>(items: &[T], is_so: impl Fn(&T) -> bool) -> FixedBitSet {
    let block = |items: &[T]| {
        items.iter().enumerate().fold(0, |block, (at, item)| block | (usize::from(is_so(item)) << at))
    };
    FixedBitSet::with_capacity_and_blocks(items.len(), items.chunks(BLOCK).map(block))
}
