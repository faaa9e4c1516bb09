//! Turns `rules/vocabulary/` into static tables ahead of run time, and refuses what is not sound:
//! unknown words, a phrase with two meanings, a phrase that is not written as it is read.
//!
//! Shares the list of seats, the small words and the reader of text with `src/vocabulary/`.

use std::fs;
use std::path::Path;

#[path = "vocabulary/compile.rs"]
mod compile;
#[path = "vocabulary/data.rs"]
pub(crate) mod data;
#[path = "vocabulary/emit.rs"]
mod emit;
#[path = "../src/vocabulary/kinds.rs"]
mod kinds;
#[path = "vocabulary/language.rs"]
mod language;
#[path = "vocabulary/lexicon.rs"]
mod lexicon;
#[path = "../src/vocabulary/scan.rs"]
mod scan;
#[path = "../src/vocabulary/seat.rs"]
pub(crate) mod seat;
#[path = "vocabulary/trie.rs"]
mod trie;

/// The folder of the vocabulary, below the package's own.
pub(crate) const FOLDER: &str = "rules/vocabulary";

/// Reads the vocabulary and writes `vocabulary.rs` into `out_dir`.
pub(crate) fn generate(manifest_dir: &Path, out_dir: &Path) -> Result<(), String> {
    let data = data::read(&manifest_dir.join(FOLDER)).map_err(|error| in_folder(&error))?;
    let lexicon = lexicon::Lexicon::new(&data).map_err(|error| in_folder(&error))?;
    let tables = compile::compile(&data, &lexicon).map_err(|error| in_folder(&error))?;
    let text = emit::emit(&data, &lexicon, &tables).map_err(|error| in_folder(&error))?;
    let target = out_dir.join("vocabulary.rs");
    fs::write(&target, text).map_err(|error| format!("{}: {error}", target.display()))
}

/// The ids of all functions, for the loader of rules in the build step.
pub(crate) fn function_ids(manifest_dir: &Path) -> Result<Vec<String>, String> {
    let data = data::read(&manifest_dir.join(FOLDER)).map_err(|error| in_folder(&error))?;
    Ok(data.functions.into_iter().map(|function| function.id).collect())
}

fn in_folder(error: &str) -> String {
    format!("{FOLDER}/{error}")
}
