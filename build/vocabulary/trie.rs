//! Phrases → a tree of words, with what each phrase means at its last word.

use std::collections::BTreeMap;

/// What the phrase that ends at a node means; indexes count from 0.
#[derive(Default)]
pub(crate) struct Meaning {
    pub(crate) seat: Option<(usize, String)>,
    pub(crate) function: Option<(usize, String)>,
    /// An area whose head holds a seat.
    pub(crate) lead: Option<(usize, String)>,
    pub(crate) qualifier: Option<(usize, String)>,
    pub(crate) reading: Option<(usize, String)>,
    pub(crate) acronym: Option<(usize, String)>,
    /// The functions that it is a counter-phrase of.
    pub(crate) not: Vec<usize>,
    /// Industries, as bits.
    pub(crate) industries: u32,
    /// 1: a manager of work; 2: a secretary who heads a house.
    pub(crate) marks: u8,
}

#[derive(Default)]
pub(crate) struct Node {
    pub(crate) children: BTreeMap<String, usize>,
    pub(crate) meaning: Meaning,
}

pub(crate) struct Trie {
    pub(crate) nodes: Vec<Node>,
}

/// One of the places of a meaning, for [`Trie::set`].
pub(crate) type Slot = fn(&mut Meaning) -> &mut Option<(usize, String)>;

impl Trie {
    pub(crate) fn new() -> Self {
        Self { nodes: vec![Node::default()] }
    }

    /// The meaning of a phrase, to be filled in.
    pub(crate) fn meaning(&mut self, words: &[String]) -> &mut Meaning {
        let mut at = 0;
        for word in words {
            let new = self.nodes.len();
            let next = *self.nodes[at].children.entry(word.clone()).or_insert(new);
            if next == new {
                self.nodes.push(Node::default());
            }
            at = next;
        }
        &mut self.nodes[at].meaning
    }

    /// Gives a phrase one meaning of a kind; an error where another has it already. The owner may say
    /// the same twice: forms of a word are one word.
    pub(crate) fn set(
        &mut self,
        words: &[String],
        slot: Slot,
        index: usize,
        owner: &str,
    ) -> Result<(), String> {
        let place = slot(self.meaning(words));
        if let Some((_, before)) = place {
            if before == owner {
                return Ok(());
            }
            return Err(format!("`{}` stands in both `{before}` and `{owner}`", words.join(" ")));
        }
        *place = Some((index, owner.to_owned()));
        Ok(())
    }

    /// Has the phrase a meaning of this kind from this owner?
    pub(crate) fn has(&mut self, words: &[String], slot: Slot, owner: &str) -> bool {
        slot(self.meaning(words)).as_ref().is_some_and(|(_, before)| before == owner)
    }
}
