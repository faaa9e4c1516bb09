//! Keys and columns that tell more of people than a chart of lines needs: pay, health, origin.
//!
//! Keys that the format does not have are not facts, and their values are never read.

use std::collections::{BTreeMap, HashMap, VecDeque};

use super::shared::wording::ticked;
use crate::chart::ROWS_KEPT;
use crate::chart::layouts::is_table;
use crate::finding::Label;
use crate::rules::check::{About, Check, Context, Draft};
use crate::source::{FileId, Place, Span, offset};
use crate::yaml::{Kind, NodeId, Tree};

pub(super) const CHECK: Check = Check::of_chart(check);

/// Entries of a file that are looked through: what tells of people stands in most of them.
const LOOKED_AT: usize = ROWS_KEPT;

/// Entries of all files.
const OF_ALL: usize = 20_000;

/// Words of keys, each as a word or as words in a row, in the languages that titles are read in.
const WORDS: &[&str] = &[
    // Pay.
    "salary",
    "salaries",
    "pay",
    "wage",
    "wages",
    "bonus",
    "compensation",
    "remuneration",
    "gehalt",
    "lohn",
    "vergütung",
    "salaire",
    "rémunération",
    "prime",
    "salario",
    "sueldo",
    "salaris",
    "loon",
    "stipendio",
    "retribuzione",
    "salário",
    "remuneração",
    "iban",
    "bank account",
    // How somebody does a job.
    "rating",
    "performance",
    "appraisal",
    "weaknesses",
    "potential rating",
    "leistungsbewertung",
    "beurteilung",
    "évaluation",
    "evaluación",
    "beoordeling",
    "valutazione",
    "avaliação",
    // Who somebody is.
    "birth",
    "birthday",
    "birthdate",
    "dob",
    "date of birth",
    "age",
    "gender",
    "sex",
    "nationality",
    "ethnicity",
    "race",
    "religion",
    "union member",
    "trade union",
    "marital status",
    "sexual orientation",
    "geburtsdatum",
    "geburtstag",
    "geschlecht",
    "nationalität",
    "staatsangehörigkeit",
    "konfession",
    "familienstand",
    "date de naissance",
    "sexe",
    "nationalité",
    "fecha de nacimiento",
    "género",
    "nacionalidad",
    "geboortedatum",
    "geslacht",
    "nationaliteit",
    "data di nascita",
    "sesso",
    "nazionalità",
    "data de nascimento",
    "sexo",
    "nacionalidade",
    // Health and absence.
    "health",
    "disability",
    "disabled",
    "pregnancy",
    "pregnant",
    "sick days",
    "sick leave",
    "leave reason",
    "reason for leaving",
    "krankheitstage",
    "fehltage",
    "behinderung",
    "schwerbehinderung",
    "kündigungsgrund",
    "arrêt maladie",
    "handicap",
    "discapacidad",
    "ziektedagen",
    "disabilità",
    "deficiência",
    // Where to find somebody, and numbers of the state.
    "home address",
    "private address",
    "private phone",
    "personal email",
    "home phone",
    "ssn",
    "social security",
    "national id",
    "passport",
    "tax id",
    "privatadresse",
    "adresse privée",
    "sozialversicherungsnummer",
    "steuernummer",
    "steuer id",
    "numéro de sécurité sociale",
    "dni",
    "bsn",
    "codice fiscale",
    "cpf",
];

fn check(ctx: &Context<'_, '_>, out: &mut Vec<Draft>) {
    if ctx.chart.is_empty() {
        return;
    }
    let mut found = Found::default();
    let mut left = OF_ALL;
    for (file, tree) in ctx.chart.written() {
        left = found.look_through(file, tree, left);
    }
    out.extend(found.keys.into_iter().map(|(key, places)| draft(ctx, &key, &places)));
}

#[derive(Default)]
struct Found {
    /// What is known of the keys that were met.
    known: HashMap<String, bool>,
    /// Keys that tell of people, as they stand first, with their places.
    keys: BTreeMap<String, Vec<Place>>,
}

impl Found {
    /// The mappings of a file, those nearer to the top first. Gives how many more may be looked at.
    fn look_through(&mut self, file: FileId, tree: &Tree, left: usize) -> usize {
        let most = left.min(LOOKED_AT);
        let mut looked_at = 0;
        let mut queue: VecDeque<NodeId> =
            tree.documents().iter().filter_map(|document| document.root).collect();
        while let Some(node) = queue.pop_front() {
            match tree.kind(node) {
                Kind::Sequence => queue.extend(tree.items(node).take(most)),
                Kind::Mapping if looked_at < most => {
                    looked_at += 1;
                    for entry in tree.entries(node) {
                        self.key(file, tree, entry.key);
                        if tree.kind(entry.value) != Kind::Scalar {
                            queue.push_back(tree.follow(entry.value));
                        }
                    }
                }
                _ => {}
            }
        }
        left - looked_at
    }

    fn key(&mut self, file: FileId, tree: &Tree, key: NodeId) {
        if tree.kind(key) != Kind::Scalar {
            return;
        }
        let text = tree.text(key);
        let known = self.known.get(text).copied();
        let tells = known.unwrap_or_else(|| tells_of_people(text));
        if known.is_none() {
            self.known.insert(text.to_owned(), tells);
        }
        if tells {
            let places = self.keys.entry(text.to_lowercase()).or_default();
            // The cells of a column have one header, which is above them all.
            if !is_table(tree.file()) {
                places.push(Place { file, span: tree.span(key) });
            } else if places.last().is_none_or(|last| last.file != file) {
                let start = tree.file().text().find(text).map_or(0, offset);
                places.push(Place { file, span: Span::new(start, start + offset(text.len())) });
            }
        }
    }
}

/// Whether a key has one of the words.
fn tells_of_people(key: &str) -> bool {
    let words = words(key);
    let says = |wanted: &&str| {
        let wanted: Vec<&str> = wanted.split(' ').collect();
        words.windows(wanted.len()).any(|run| run.iter().zip(&wanted).all(|(word, wanted)| word == wanted))
    };
    words.len() <= 8 && WORDS.iter().any(says)
}

/// The words of a key in small letters: `leaveReason`, `leave_reason` and `Leave Reason` have the same.
fn words(key: &str) -> Vec<String> {
    let mut words = vec![String::new()];
    let mut was_small = false;
    for c in key.chars() {
        let starts = !c.is_alphabetic() || (c.is_uppercase() && was_small);
        if starts && words.last().is_some_and(|word| !word.is_empty()) {
            words.push(String::new());
        }
        if let Some(word) = words.last_mut().filter(|_| c.is_alphabetic()) {
            word.extend(c.to_lowercase());
        }
        was_small = c.is_lowercase();
    }
    words.retain(|word| !word.is_empty());
    words
}

fn draft(ctx: &Context<'_, '_>, key: &str, places: &[Place]) -> Draft {
    let shown = if ctx.chart.shows_key(key) { ticked(key) } else { "a key".to_owned() };
    let first = places.first().copied().unwrap_or_default();
    let message = format!("{shown} says more about people than a chart needs");
    let help = "remove it from this file and from its history in Git, or keep it and note why";
    let draft =
        Draft::new(About::File, message, help, Label::new(first, "reports never show this")).ids([key]);
    match places.len() {
        0 | 1 => draft,
        _ => places.iter().skip(1).take(4).fold(draft, |draft, place| draft.label(*place, "here too")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_are_known_by_their_words() {
        for key in
            ["salary", "Base Salary", "leaveReason", "LEAVE_REASON", "date-of-birth", "Actual Pay Floor (£)"]
        {
            assert!(tells_of_people(key), "{key}");
        }
        for key in ["payroll", "Payroll Manager", "manager", "stage", "language", "essex", "agency", "unit"] {
            assert!(!tells_of_people(key), "{key}");
        }
    }
}
