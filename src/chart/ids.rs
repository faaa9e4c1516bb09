//! Ids for positions that do not write one: the title as a slug.
//!
//! A slug that is taken is prefixed by the parent's id, and numbered if that is taken too. A slug
//! that several positions have is prefixed for all of them but a topmost one, so that exchanging
//! siblings changes no id but the numbered ones.

use std::collections::{HashMap, HashSet};

use super::{Chart, Field, IdText, PositionId};

/// Gives every position without a written id a derived one.
pub(super) fn derive(chart: &mut Chart) {
    let without: Vec<PositionId> =
        chart.positions().filter(|position| !chart.has_written_id(*position)).collect();
    if without.is_empty() {
        return;
    }
    let mut taken: HashSet<String> = chart
        .positions()
        .filter(|position| chart.has_written_id(*position))
        .map(|position| chart.id(position).to_owned())
        .collect();
    let slugs: Vec<String> = without.iter().map(|position| slug_of(chart, *position)).collect();
    let mut wanted: HashMap<&str, usize> = HashMap::new();
    for slug in &slugs {
        *wanted.entry(slug).or_default() += 1;
    }
    // Ids that are free of doubt first: a prefixed one must not take a plain one away.
    let plain: HashSet<String> =
        slugs.iter().filter(|slug| wanted[slug.as_str()] == 1 && !taken.contains(*slug)).cloned().collect();
    taken.extend(plain.iter().cloned());
    let mut numbers: HashMap<String, u32> = HashMap::new();
    for (position, slug) in without.iter().zip(&slugs) {
        let id = if plain.contains(slug) {
            slug.clone()
        } else {
            let prefixed = match chart.parent(*position) {
                // Parents come before their reports, so the parent's id is settled.
                Some(parent) => format!("{}-{slug}", chart.id(parent)),
                None => slug.clone(),
            };
            free(prefixed, &mut taken, &mut numbers)
        };
        let index = u32::try_from(chart.derived_ids.len()).unwrap_or(u32::MAX);
        chart.derived_ids.push(id.into_boxed_str());
        chart.positions[position.index()].id = IdText::Derived(index);
    }
}

/// The id itself where it is free, else numbered in order from 2.
fn free(id: String, taken: &mut HashSet<String>, numbers: &mut HashMap<String, u32>) -> String {
    if taken.insert(id.clone()) {
        return id;
    }
    let number = numbers.entry(id.clone()).or_insert(1);
    loop {
        *number += 1;
        let numbered = format!("{id}-{number}");
        if taken.insert(numbered.clone()) {
            return numbered;
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
fn slug(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars().flat_map(char::to_lowercase) {
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
    }
}
