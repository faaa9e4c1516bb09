//! Reads and checks the built-in rules when the crate is built, and writes them out as bytes: a
//! broken rule cannot ship, and starting the program costs next to nothing.
//!
//! It shares the loader's source with the crate, so that built-in rules and a company's own are read
//! by the same code.
#![expect(
    dead_code,
    unreachable_pub,
    unused_imports,
    reason = "the modules are shared with the crate, which uses and shows all of them"
)]

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::sync::Arc;

#[path = "src/finding.rs"]
mod finding;
#[path = "src/nearest.rs"]
mod nearest;
#[path = "src/problem.rs"]
mod problem;
#[path = "src/source.rs"]
mod source;
#[path = "src/yaml/mod.rs"]
mod yaml;

#[path = "src/chart/fields.rs"]
mod chart_fields;
mod chart {
    pub(crate) use crate::chart_fields as fields;
}
#[path = "src/graph/catalogue.rs"]
mod graph_catalogue;
mod graph {
    pub(crate) use crate::graph_catalogue as catalogue;
}
#[path = "src/rules/format/mod.rs"]
mod rule_format;

/// The vocabulary's tables.
#[path = "build/vocabulary.rs"]
mod vocabulary_tables;

use rule_format::{KnownWords, RuleFile, check_together, load};
use source::SourceFile;

fn main() -> Result<(), String> {
    let root = PathBuf::from(variable("CARGO_MANIFEST_DIR")?);
    let out = PathBuf::from(variable("OUT_DIR")?);
    for part in ["rules", "build", "build.rs", "src/rules", "src/yaml", "src/vocabulary"] {
        println!("cargo:rerun-if-changed={part}");
    }
    for part in ["chart/fields", "graph/catalogue", "finding", "nearest", "problem", "source"] {
        println!("cargo:rerun-if-changed=src/{part}.rs");
    }
    vocabulary_tables::generate(&root, &out)?;
    let functions = vocabulary_tables::function_ids(&root)?;
    let files = read_all(&root, &functions)?;
    let rules: Vec<_> = files.iter().map(|(_, file)| &file.rule).collect();
    if let Some(problem) = check_together(&rules).first() {
        let (path, file) = &files[problem.rule];
        let at = file.tree.file().position(problem.span(&file.tree).start);
        return Err(format!("{path}:{}:{}: {}; {}", at.line, at.column, problem.message, problem.help));
    }
    let blob: Vec<_> = files.iter().map(|(path, file)| (path, file.tree.file().text(), &file.rule)).collect();
    let blob = postcard::to_stdvec(&blob).map_err(|error| error.to_string())?;
    std::fs::write(out.join("rules.bin"), blob).map_err(|error| error.to_string())
}

fn variable(name: &str) -> Result<String, String> {
    std::env::var(name).map_err(|error| format!("{name}: {error}"))
}

/// Every rule file, in the order of packs and ids.
fn read_all(root: &Path, functions: &[String]) -> Result<Vec<(String, RuleFile)>, String> {
    let builtins = stems(&root.join("src/rules/builtin"), "rs")?;
    let builtins: Vec<String> = builtins.iter().map(|stem| stem.replace('_', "-")).collect();
    let builtins: Vec<&str> = builtins.iter().map(String::as_str).collect();
    let functions: Vec<&str> = functions.iter().map(String::as_str).collect();
    let seats = vocabulary_tables::seat::Seat::WORDS;
    let known = KnownWords { functions: &functions, seats, builtins: &builtins, fields: &[] };
    let mut files = Vec::new();
    let mut problems = String::new();
    for pack in folders(&root.join("rules"))? {
        for stem in stems(&root.join("rules").join(&pack), "yaml")? {
            let shown = format!("rules/{pack}/{stem}.yaml");
            let bytes = std::fs::read(root.join(&shown)).map_err(|error| format!("{shown}: {error}"))?;
            let file = Arc::new(SourceFile::from_bytes(shown.clone(), bytes));
            match load(&file, &pack, &known) {
                Ok(rule) if rule.replaces.is_some() => {
                    let _ = writeln!(problems, "{shown}: a built-in rule replaces no other");
                }
                Ok(rule) => files.push((shown, rule)),
                Err(found) => describe(&file, &found, &mut problems),
            }
        }
    }
    if problems.is_empty() {
        Ok(files)
    } else {
        Err(format!("the built-in rules are not right:\n{problems}"))
    }
}

fn describe(file: &SourceFile, found: &[problem::Problem], out: &mut String) {
    for problem in found {
        let at = file.position(problem.span.start);
        let _ = writeln!(out, "{}:{}:{}: {problem}", file.path(), at.line, at.column);
        let _ = writeln!(out, "  {}", problem.help);
    }
}

/// The packs: folders of rules, without the vocabulary.
fn folders(at: &Path) -> Result<Vec<String>, String> {
    let mut found: Vec<String> = entries(at)?
        .into_iter()
        .filter(|path| path.is_dir() && path.file_name().is_some_and(|name| name != "vocabulary"))
        .filter_map(|path| Some(path.file_name()?.to_str()?.to_owned()))
        .collect();
    found.sort_unstable();
    Ok(found)
}

/// File names without their ending, sorted.
fn stems(at: &Path, ending: &str) -> Result<Vec<String>, String> {
    let mut found: Vec<String> = entries(at)?
        .into_iter()
        .filter(|path| path.extension().is_some_and(|found| found == ending))
        .filter_map(|path| Some(path.file_stem()?.to_str()?.to_owned()))
        .filter(|stem| stem != "mod")
        .collect();
    found.sort_unstable();
    Ok(found)
}

fn entries(at: &Path) -> Result<Vec<PathBuf>, String> {
    let read = std::fs::read_dir(at).map_err(|error| format!("{}: {error}", at.display()))?;
    read.map(|entry| entry.map(|entry| entry.path()).map_err(|error| error.to_string())).collect()
}
