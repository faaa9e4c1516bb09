//! Three-valued truth over all positions at once: two bitsets, or one value for everybody.

use fixedbitset::FixedBitSet;

use crate::bits::BLOCK;

/// Yes, no, or not known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kleene {
    /// It holds.
    Yes,
    /// It does not hold.
    No,
    /// A fact it needs is not stated.
    Unknown,
}

impl Kleene {
    /// Made from a known yes or no.
    #[must_use]
    pub fn of(known: Option<bool>) -> Self {
        match known {
            Some(true) => Self::Yes,
            Some(false) => Self::No,
            None => Self::Unknown,
        }
    }

    /// Both.
    #[must_use]
    pub fn and(self, other: Self) -> Self {
        match (self, other) {
            (Self::No, _) | (_, Self::No) => Self::No,
            (Self::Yes, Self::Yes) => Self::Yes,
            _ => Self::Unknown,
        }
    }

    /// The opposite.
    #[must_use]
    pub fn negated(self) -> Self {
        match self {
            Self::Yes => Self::No,
            Self::No => Self::Yes,
            Self::Unknown => Self::Unknown,
        }
    }

    /// Either.
    #[must_use]
    pub fn or(self, other: Self) -> Self {
        self.negated().and(other.negated()).negated()
    }
}

/// The truth of a condition for every position.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Truth {
    /// The same for all.
    Same(Kleene),
    /// By position: where it holds, and where it is known not to.
    Each {
        /// Positions where it holds.
        yes: FixedBitSet,
        /// Positions where it is known not to.
        no: FixedBitSet,
    },
}

impl Truth {
    /// From a value for each position.
    pub(super) fn each(count: usize, mut value: impl FnMut(usize) -> Kleene) -> Self {
        // Whole blocks of bits: setting each by itself takes most of the time of a simple test.
        let blocks = count.div_ceil(BLOCK);
        let (mut yes, mut no) = (Vec::with_capacity(blocks), Vec::with_capacity(blocks));
        for start in (0..count).step_by(BLOCK) {
            let (mut yes_block, mut no_block) = (0_usize, 0_usize);
            for at in start..count.min(start + BLOCK) {
                let truth = value(at);
                yes_block |= usize::from(truth == Kleene::Yes) << (at - start);
                no_block |= usize::from(truth == Kleene::No) << (at - start);
            }
            yes.push(yes_block);
            no.push(no_block);
        }
        Self::Each {
            yes: FixedBitSet::with_capacity_and_blocks(count, yes),
            no: FixedBitSet::with_capacity_and_blocks(count, no),
        }
    }

    /// From an item for each position.
    pub(super) fn of_each<T>(items: &[T], value: impl Fn(&T) -> Kleene) -> Self {
        let blocks = items.len().div_ceil(BLOCK);
        let (mut yes, mut no) = (Vec::with_capacity(blocks), Vec::with_capacity(blocks));
        for items in items.chunks(BLOCK) {
            let (mut yes_block, mut no_block) = (0_usize, 0_usize);
            for (at, item) in items.iter().enumerate() {
                let truth = value(item);
                yes_block |= usize::from(truth == Kleene::Yes) << at;
                no_block |= usize::from(truth == Kleene::No) << at;
            }
            yes.push(yes_block);
            no.push(no_block);
        }
        let set = |blocks| FixedBitSet::with_capacity_and_blocks(items.len(), blocks);
        Self::Each { yes: set(yes), no: set(no) }
    }

    /// Where a set of positions holds, and elsewhere does not.
    #[must_use]
    pub(super) fn known(yes: FixedBitSet) -> Self {
        let mut no = yes.clone();
        no.toggle_range(..);
        Self::Each { yes, no }
    }

    /// The truth at one position.
    #[must_use]
    pub(super) fn at(&self, position: usize) -> Kleene {
        match self {
            Self::Same(value) => *value,
            Self::Each { yes, no } => {
                if yes.contains(position) {
                    Kleene::Yes
                } else if no.contains(position) {
                    Kleene::No
                } else {
                    Kleene::Unknown
                }
            }
        }
    }

    /// Both.
    #[must_use]
    pub(super) fn and(self, other: &Self) -> Self {
        match (self, other) {
            (Self::Same(Kleene::Yes), other) => other.clone(),
            (Self::Same(one), Self::Same(other)) => Self::Same(one.and(*other)),
            (Self::Same(Kleene::No), _) | (_, Self::Same(Kleene::No)) => Self::Same(Kleene::No),
            (each, Self::Same(Kleene::Yes)) => each,
            (Self::Same(Kleene::Unknown), Self::Each { yes, no }) => {
                Self::Each { yes: FixedBitSet::with_capacity(yes.len()), no: no.clone() }
            }
            (Self::Each { mut yes, no }, Self::Same(Kleene::Unknown)) => {
                yes.clear();
                Self::Each { yes, no }
            }
            (Self::Each { mut yes, mut no }, Self::Each { yes: other_yes, no: other_no }) => {
                yes.intersect_with(other_yes);
                no.union_with(other_no);
                Self::Each { yes, no }
            }
        }
    }

    /// The opposite.
    #[must_use]
    pub(super) fn negated(self) -> Self {
        match self {
            Self::Same(value) => Self::Same(value.negated()),
            Self::Each { yes, no } => Self::Each { yes: no, no: yes },
        }
    }

    /// The positions where it holds, out of `count`.
    #[must_use]
    pub(super) fn holds(&self, count: usize) -> FixedBitSet {
        match self {
            Self::Each { yes, .. } => yes.clone(),
            Self::Same(value) => {
                let mut all = FixedBitSet::with_capacity(count);
                all.set_range(.., *value == Kleene::Yes);
                all
            }
        }
    }
}
