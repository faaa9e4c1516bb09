//! Ids for positions that do not write one: the title as a slug.
//!
//! A slug that is taken is prefixed by the parent's id, and numbered if that is taken too. A slug
//! that several positions have is prefixed for all of them but a topmost one, and numbers are given
//! level by level, so that exchanging siblings changes no id but the numbered ones and those made
//! from them.

use std::collections::{BTreeMap, HashMap, HashSet};

use super::{Chart, Field, IdText, PositionId};

/// A longer slug is cut: ids are printed, and a prefix is repeated for everyone below.
const LONGEST_SLUG: usize = 100;

/// A longer id is not a prefix; the slug takes its place, so that ids do not grow with every level.
const LONGEST_PREFIX: usize = 200;

/// Gives every position without a written id a derived one.
pub(super) fn derive(chart: &mut Chart) {
    let without: Vec<PositionId> =
        chart.positions().filter(|position| !chart.has_written_id(*position)).collect();
    if without.is_empty() {
        return;
    }
    let mut deriving = Deriving::new(chart, &without);
    let mut levels: BTreeMap<u32, Vec<PositionId>> = BTreeMap::new();
    for position in without {
        let slug = slug_of(chart, position);
        if deriving.is_free_of_doubt(&slug) {
            deriving.give(chart, position, slug);
        } else {
            levels.entry(deriving.depths[position.index()]).or_default().push(position);
        }
    }
    for level in levels.into_values() {
        deriving.level(chart, level);
    }
}

struct Deriving {
    /// Steps from a position without a parent.
    depths: Vec<u32>,
    /// How many positions have a slug.
    wanted: HashMap<String, u32>,
    /// Ids that are written.
    written: HashSet<String>,
    /// Ids that are taken.
    taken: HashSet<String>,
    /// The last number that was given after an id.
    numbers: HashMap<String, u32>,
}

impl Deriving {
    fn new(chart: &Chart, without: &[PositionId]) -> Self {
        let mut depths: Vec<u32> = Vec::with_capacity(chart.len());
        for position in chart.positions() {
            // Parents come before their reports.
            let depth = chart.parent(position).and_then(|parent| depths.get(parent.index()));
            depths.push(depth.map_or(0, |depth| depth + 1));
        }
        let written: HashSet<String> = chart
            .positions()
            .filter(|position| chart.has_written_id(*position))
            .map(|position| chart.id(position).to_owned())
            .collect();
        let mut wanted: HashMap<String, u32> = HashMap::new();
        for position in without {
            *wanted.entry(slug_of(chart, *position)).or_default() += 1;
        }
        // A prefixed id takes no slug away that one position alone has.
        let mut taken = written.clone();
        taken.extend(wanted.iter().filter(|(_, count)| **count == 1).map(|(slug, _)| slug.clone()));
        Self { depths, wanted, written, taken, numbers: HashMap::new() }
    }

    fn is_free_of_doubt(&self, slug: &str) -> bool {
        self.wanted.get(slug) == Some(&1) && !self.written.contains(slug)
    }

    fn give(&mut self, chart: &mut Chart, position: PositionId, id: String) {
        let index = u32::try_from(chart.derived_ids.len()).unwrap_or(u32::MAX);
        self.taken.insert(id.clone());
        chart.derived_ids.push(id.into_boxed_str());
        chart.positions[position.index()].set_id(IdText::Derived(index));
    }

    /// Positions as far from the top as each other. All above them have their ids.
    fn level(&mut self, chart: &mut Chart, level: Vec<PositionId>) {
        let mut groups: BTreeMap<String, Vec<PositionId>> = BTreeMap::new();
        for position in level {
            groups.entry(Self::prefixed(chart, position)).or_default().push(position);
        }
        let (alone, several): (Vec<_>, Vec<_>) =
            groups.into_iter().partition(|(id, positions)| positions.len() == 1 && !self.taken.contains(id));
        for (id, positions) in alone {
            self.give(chart, positions[0], id);
        }
        for (id, positions) in several {
            for position in positions {
                let free = self.free(&id);
                self.give(chart, position, free);
            }
        }
    }

    /// The slug behind the parent's id.
    fn prefixed(chart: &Chart, position: PositionId) -> String {
        let slug = slug_of(chart, position);
        let Some(parent) = chart.parent(position) else { return slug };
        let prefix = chart.id(parent);
        if prefix.len() > LONGEST_PREFIX {
            return format!("{}-{slug}", slug_of(chart, parent));
        }
        format!("{prefix}-{slug}")
    }

    /// The id itself, or with the first number from 2 on that is not taken.
    fn free(&mut self, id: &str) -> String {
        if !self.taken.contains(id) {
            return id.to_owned();
        }
        let number = self.numbers.entry(id.to_owned()).or_insert(1);
        loop {
            *number += 1;
            let numbered = format!("{id}-{number}");
            if !self.taken.contains(&numbered) {
                return numbered;
            }
        }
    }
}

/// The title as a slug; where there is none the function, the unit or the department. Never the
/// holder's name: ids are printed.
fn slug_of(chart: &Chart, position: PositionId) -> String {
    [Field::Title, Field::Function, Field::Unit, Field::Department, Field::Role]
        .into_iter()
        .filter_map(|field| chart.text(position, field))
        .map(|text| slug(text.text))
        .find(|slug| !slug.is_empty())
        .unwrap_or_else(|| "position".to_owned())
}

/// Letters and digits in lower case, everything else as single hyphens.
pub(crate) fn slug(text: &str) -> String {
    let mut out = String::with_capacity(text.len().min(LONGEST_SLUG));
    for c in text.chars().flat_map(char::to_lowercase) {
        if out.len() >= LONGEST_SLUG {
            break;
        }
        if c.is_alphanumeric() {
            out.push(c);
        } else if !out.is_empty() && !out.ends_with('-') {
            out.push('-');
        }
    }
    out.truncate(out.trim_end_matches('-').len());
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slug_keeps_letters_and_digits() {
        assert_eq!(slug("Director of  Service Delivery"), "director-of-service-delivery");
        assert_eq!(slug("CTO, Payments (EMEA)"), "cto-payments-emea");
        assert_eq!(slug("Geschäftsführer"), "geschäftsführer");
        assert_eq!(slug("—"), "");
        assert_eq!(slug(&"é ".repeat(1000)).len(), 101);
    }
}
