//! The files of `rules/vocabulary/` as they are written.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use serde::Deserialize;
use serde::de::DeserializeOwned;

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
    pub(crate) default: Option<String>,
    pub(crate) basis: String,
    pub(crate) sources: Vec<String>,
    #[serde(default)]
    pub(crate) generic: bool,
    pub(crate) departments: Vec<String>,
    #[serde(default)]
    pub(crate) titles: Vec<String>,
    #[serde(default)]
    pub(crate) open_titles: Vec<String>,
    #[serde(default)]
    pub(crate) not: Vec<String>,
    #[serde(default)]
    pub(crate) unclear_in: Vec<String>,
    pub(crate) note: Option<String>,
    /// The file it stands in, for messages.
    #[serde(skip)]
    pub(crate) file: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Leads {
    pub(crate) grades: Vec<String>,
    pub(crate) areas: Vec<String>,
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
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Words {
    pub(crate) stop: Vec<String>,
    pub(crate) same: BTreeMap<String, Vec<String>>,
    pub(crate) merge: Vec<[String; 3]>,
    pub(crate) grades: BTreeMap<String, Vec<String>>,
    pub(crate) work_managers: Vec<String>,
    pub(crate) head_secretaries: Vec<String>,
    pub(crate) levels: Vec<String>,
    pub(crate) high_grades: Vec<String>,
    pub(crate) harmless: Vec<String>,
    pub(crate) units: Vec<String>,
    pub(crate) own_area: Vec<String>,
    pub(crate) credentials: Vec<String>,
    pub(crate) sexes: Vec<String>,
    pub(crate) connectors: Vec<String>,
    pub(crate) regions: Vec<String>,
    pub(crate) dates: Vec<String>,
}

/// All files, read.
pub(crate) struct Data {
    pub(crate) sources: BTreeMap<String, Source>,
    /// By id.
    pub(crate) functions: Vec<Function>,
    pub(crate) seats: Vec<Seat>,
    pub(crate) acronyms: Vec<Acronym>,
    pub(crate) qualifiers: BTreeMap<String, Qualifier>,
    pub(crate) industries: BTreeMap<String, Vec<String>>,
    pub(crate) words: Words,
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
        words: read_file(folder, "words.yaml")?,
    })
}

fn read_file<T: DeserializeOwned>(folder: &Path, name: &str) -> Result<T, String> {
    let text = fs::read_to_string(folder.join(name)).map_err(|error| format!("{name}: {error}"))?;
    serde_yaml::from_str(&text).map_err(|error| format!("{name}: {error}"))
}
