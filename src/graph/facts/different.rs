//! Numbers for texts: equal texts get the same one. Titles, departments and words repeat many times.

use hashbrown::HashMap;

/// Slots for texts that were met before. Titles and departments are some hundred.
const SLOTS: usize = 1024;

/// The different texts that were met so far, each with a number from 1.
pub(super) struct Different<'c> {
    texts: Vec<&'c str>,
    numbers: HashMap<&'c str, u32>,
    /// By [`slot`] the number of the text that was met there last; 0 where none was.
    met: Box<[u32; SLOTS]>,
}

impl<'c> Different<'c> {
    pub(super) fn new() -> Self {
        Self { texts: Vec::new(), numbers: HashMap::new(), met: Box::new([0; SLOTS]) }
    }

    /// The number of a text.
    pub(super) fn number(&mut self, text: &'c str) -> u32 {
        // A look at a few of its bytes finds most texts, for a third of what it takes to hash them all.
        // Texts made to share a slot go on to the table, whose hash nobody can foresee.
        let slot = slot(text);
        let met = self.met[slot];
        if let Some(known) = (met as usize).checked_sub(1)
            && self.texts[known] == text
        {
            return met;
        }
        self.met[slot] = self.look_up(text);
        self.met[slot]
    }

    fn look_up(&mut self, text: &'c str) -> u32 {
        *self.numbers.entry(text).or_insert_with(|| {
            self.texts.push(text);
            crate::source::offset(self.texts.len())
        })
    }

    /// The different texts, in the order of their numbers.
    pub(super) fn into_texts(self) -> Vec<&'c str> {
        self.texts
    }
}

/// A slot by the length and both ends of a text: what numbered and graded titles differ in.
fn slot(text: &str) -> usize {
    let bytes = text.as_bytes();
    let ends = match (bytes.first_chunk(), bytes.last_chunk()) {
        (Some(first), Some(last)) => u64::from_le_bytes(*first).rotate_left(23) ^ u64::from_le_bytes(*last),
        _ => bytes.iter().fold(0, |ends, byte| (ends << 8) | u64::from(*byte)),
    };
    let mixed = (ends ^ text.len() as u64).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    // The upper bits of a product depend on all of the lower ones.
    usize::try_from(mixed >> (u64::BITS - SLOTS.ilog2())).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equal_texts_have_one_number_also_where_they_share_a_slot() {
        let (one, other) = ("Head of Group One Sales", "Head of Group Two Sales");
        let alike = ["aaaaaaaa-1-bbbbbbbb", "aaaaaaaa-2-bbbbbbbb"];
        assert_eq!(slot(alike[0]), slot(alike[1]), "they differ in the middle alone");
        let mut different = Different::new();
        let texts = [alike[0], alike[1], alike[0], "", "CTO", one, other, "CTO", alike[1], "", one];
        let numbers: Vec<u32> = texts.iter().map(|text| different.number(text)).collect();
        assert_eq!(numbers, [1, 2, 1, 3, 4, 5, 6, 4, 2, 3, 5]);
        assert_eq!(different.into_texts(), [alike[0], alike[1], "", "CTO", one, other]);
    }
}
