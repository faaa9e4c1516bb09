//! The files of `rules/vocabulary/` as they are written.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use serde::Deserialize;
use serde::de::DeserializeOwned;

use super::language::Language;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Source {
    pub(crate) title: String,
    pub(crate) author: Option<String>,
    pub(crate) address: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Function {
    pub(crate) id: String,
    pub(crate) name: String,
    pub(crate) domain: String,
    pub(crate) basis: String,
    pub(crate) sources: Vec<String>,
    #[serde(default)]
    pub(crate) generic: bool,
    #[serde(default)]
    pub(crate) material: bool,
    pub(crate) names: Vec<String>,
    #[serde(default)]
    pub(crate) open: Vec<String>,
    #[serde(default)]
    pub(crate) languages: BTreeMap<String, Names>,
    #[serde(default)]
    pub(crate) not: Vec<String>,
    /// Classes of `industries.yaml`.
    #[serde(default)]
    pub(crate) unclear_in: Vec<String>,
    /// For the reader of the file.
    #[serde(rename = "note")]
    pub(crate) _note: Option<String>,
    /// The file it is in, for messages.
    #[serde(skip)]
    pub(crate) file: String,
}

/// The names of a function in one language.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(clippy::struct_field_names, reason = "the keys are those of the file")]
pub(crate) struct Names {
    #[serde(default)]
    pub(crate) names: Vec<String>,
    #[serde(default)]
    pub(crate) open: Vec<String>,
    #[serde(default)]
    pub(crate) not: Vec<String>,
}

/// Areas whose head holds a seat.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Leads {
    /// The lowest grade that counts as a head.
    pub(crate) least: String,
    pub(crate) areas: Vec<String>,
    #[serde(default)]
    pub(crate) unclear_areas: Vec<String>,
    #[serde(default)]
    pub(crate) languages: BTreeMap<String, Vec<String>>,
    /// Areas by language where only one with a head's title holds it.
    #[serde(default)]
    pub(crate) head_areas: BTreeMap<String, Vec<String>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Seat {
    pub(crate) id: String,
    pub(crate) equivalent_of: Option<String>,
    #[serde(default)]
    pub(crate) titles: Vec<String>,
    #[serde(default)]
    pub(crate) acronyms: Vec<String>,
    #[serde(default)]
    pub(crate) soft_titles: Vec<String>,
    #[serde(default)]
    pub(crate) yielding_titles: Vec<String>,
    #[serde(default)]
    pub(crate) other_readings: Vec<String>,
    #[serde(default)]
    pub(crate) exact_titles: Vec<String>,
    #[serde(default)]
    pub(crate) unclear_exact_titles: Vec<String>,
    #[serde(default)]
    pub(crate) root_titles: Vec<String>,
    #[serde(default)]
    pub(crate) unclear_in: Vec<String>,
    pub(crate) leads: Option<Leads>,
    /// Exact titles in other languages.
    #[serde(default)]
    pub(crate) languages: BTreeMap<String, Vec<String>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Acronym {
    #[serde(rename = "acronym")]
    pub(crate) short: String,
    pub(crate) usual: Option<String>,
    pub(crate) readings: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Qualifier {
    /// For the reader of the file.
    #[serde(rename = "effect")]
    pub(crate) _effect: String,
    pub(crate) function: Option<String>,
    #[serde(default)]
    pub(crate) words: Vec<String>,
    #[serde(default)]
    pub(crate) close: Vec<String>,
    #[serde(default)]
    pub(crate) before: Vec<String>,
    #[serde(default)]
    pub(crate) acronyms: BTreeMap<String, String>,
    /// As `words`, in other languages.
    #[serde(default)]
    pub(crate) languages: BTreeMap<String, Vec<String>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Words {
    pub(crate) stop: Vec<String>,
    pub(crate) often_misspelt: Vec<String>,
    pub(crate) same: BTreeMap<String, Vec<String>>,
    pub(crate) merge: Vec<[String; 3]>,
    pub(crate) apart: Vec<String>,
    pub(crate) grades: BTreeMap<String, Vec<String>>,
    pub(crate) work_managers: Vec<String>,
    pub(crate) head_secretaries: Vec<String>,
    pub(crate) levels: Vec<String>,
    pub(crate) high_grades: Vec<String>,
    pub(crate) harmless: Vec<String>,
    pub(crate) units: Vec<String>,
    pub(crate) own_area: Vec<String>,
    pub(crate) desks: Vec<String>,
    pub(crate) outsiders: Vec<String>,
    pub(crate) schools: Vec<String>,
    pub(crate) credentials: Vec<String>,
    pub(crate) sexes: Vec<String>,
    pub(crate) connectors: Vec<String>,
    pub(crate) regions: Vec<String>,
    pub(crate) dates: Vec<String>,
}

/// The words of a language other than English.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct LanguageWords {
    #[serde(rename = "name")]
    pub(crate) _name: String,
    pub(crate) stop: Vec<String>,
    /// By the English word that means the same.
    pub(crate) words: BTreeMap<String, Vec<String>>,
}

/// What industries are called, and where a class of functions is not what it is elsewhere.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Industries {
    pub(crate) names: BTreeMap<String, Vec<String>>,
    pub(crate) unclear: BTreeMap<String, Vec<String>>,
}

/// All files, read.
pub(crate) struct Data {
    pub(crate) sources: BTreeMap<String, Source>,
    /// By id.
    pub(crate) functions: Vec<Function>,
    pub(crate) seats: Vec<Seat>,
    pub(crate) acronyms: Vec<Acronym>,
    pub(crate) qualifiers: BTreeMap<String, Qualifier>,
    pub(crate) industries: Industries,
    /// By code.
    pub(crate) languages: BTreeMap<String, LanguageWords>,
    pub(crate) words: Words,
}

impl Words {
    /// Words without other forms.
    pub(crate) fn short(&self) -> impl Iterator<Item = &String> {
        [&self.credentials, &self.sexes, &self.connectors, &self.regions, &self.dates].into_iter().flatten()
    }
}

impl Data {
    /// Every phrase and word, with its language.
    pub(crate) fn phrases<'d>(&'d self) -> Result<Vec<(Language, &'d str)>, String> {
        let mut all: Vec<(Language, &'d str)> = Vec::new();
        let acronyms = self.qualifiers.values().flat_map(|qualifier| qualifier.acronyms.keys());
        all.extend(acronyms.map(|acronym| (Language::English, acronym.as_str())));
        all.extend(self.acronyms.iter().map(|acronym| (Language::English, acronym.short.as_str())));
        let mut add = |language: Language, phrases: &[&'d Vec<String>]| {
            all.extend(phrases.iter().flat_map(|list| list.iter()).map(|phrase| (language, phrase.as_str())));
        };
        let code = |code: &str| {
            Language::from_code(code).ok_or_else(|| format!("no language has the code `{code}`"))
        };
        for function in &self.functions {
            add(Language::English, &[&function.names, &function.open, &function.not]);
            for (language, names) in &function.languages {
                add(code(language)?, &[&names.names, &names.open, &names.not]);
            }
        }
        for seat in &self.seats {
            let lists = [
                &seat.titles,
                &seat.acronyms,
                &seat.soft_titles,
                &seat.yielding_titles,
                &seat.other_readings,
            ];
            add(Language::English, &lists);
            add(Language::English, &[&seat.exact_titles, &seat.unclear_exact_titles, &seat.root_titles]);
            for (language, titles) in &seat.languages {
                add(code(language)?, &[titles]);
            }
            if let Some(leads) = &seat.leads {
                add(Language::English, &[&leads.areas, &leads.unclear_areas]);
                for (language, areas) in leads.languages.iter().chain(&leads.head_areas) {
                    add(code(language)?, &[areas]);
                }
            }
        }
        for qualifier in self.qualifiers.values() {
            add(Language::English, &[&qualifier.words, &qualifier.close, &qualifier.before]);
            for (language, words) in &qualifier.languages {
                add(code(language)?, &[words]);
            }
        }
        self.industries.names.values().for_each(|names| add(Language::English, &[names]));
        let words = &self.words;
        words.grades.values().for_each(|list| add(Language::English, &[list]));
        add(
            Language::English,
            &[&words.work_managers, &words.head_secretaries, &words.levels, &words.high_grades],
        );
        add(
            Language::English,
            &[&words.harmless, &words.units, &words.own_area, &words.desks, &words.outsiders, &words.schools],
        );
        Ok(all)
    }
}

/// The files functions are written in, by their side.
const FUNCTION_FILES: [&str; 4] = [
    "functions/operations.yaml",
    "functions/product.yaml",
    "functions/shared.yaml",
    "functions/neither.yaml",
];

/// Reads the folder.
pub(crate) fn read(folder: &Path) -> Result<Data, String> {
    let mut functions = Vec::new();
    for name in FUNCTION_FILES {
        let mut some: Vec<Function> = read_file(folder, name)?;
        for function in &mut some {
            name.clone_into(&mut function.file);
        }
        functions.append(&mut some);
    }
    functions.sort_by(|a, b| a.id.cmp(&b.id));
    Ok(Data {
        sources: read_file(folder, "sources.yaml")?,
        functions,
        seats: read_file(folder, "seats.yaml")?,
        acronyms: read_file(folder, "acronyms.yaml")?,
        qualifiers: read_file(folder, "qualifiers.yaml")?,
        industries: read_file(folder, "industries.yaml")?,
        languages: read_file(folder, "languages.yaml")?,
        words: read_file(folder, "words.yaml")?,
    })
}

fn read_file<T: DeserializeOwned>(folder: &Path, name: &str) -> Result<T, String> {
    let text = fs::read_to_string(folder.join(name)).map_err(|error| format!("{name}: {error}"))?;
    serde_yaml::from_str(&text).map_err(|error| format!("{name}: {error}"))
}
