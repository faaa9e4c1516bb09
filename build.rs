//! Reads and checks the built-in rules when the crate is built, and writes them out as tables: a
//! broken rule cannot ship, and starting the program costs nothing.
//!
//! It shares the loader's source with the crate, so that built-in rules and a company's own are read
//! by the same code.
#![expect(
    clippy::enum_variant_names,
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

use rule_format::{Known, RuleFile, check_together, load};
use source::SourceFile;

fn main() -> Result<(), String> {
    let root = PathBuf::from(variable("CARGO_MANIFEST_DIR")?);
    let out = PathBuf::from(variable("OUT_DIR")?);
    for part in ["rules", "build", "build.rs", "src/rules", "src/yaml", "src/vocabulary"] {
        println!("cargo:rerun-if-changed={part}");
    }
    for part in ["chart/fields", "graph/catalogue", "finding", "nearest", "source"] {
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
    std::fs::write(out.join("rules.rs"), table(&files)).map_err(|error| error.to_string())
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
    let known = Known { functions: &functions, seats, builtins: &builtins, fields: &[] };
    let mut files = Vec::new();
    let mut problems = String::new();
    for pack in folders(&root.join("rules"))? {
        for stem in stems(&root.join("rules").join(&pack), "yaml")? {
            let shown = format!("rules/{pack}/{stem}.yaml");
            let file = Arc::new(SourceFile::read(&root.join(&shown), shown.clone()));
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

fn describe(file: &SourceFile, found: &[rule_format::RuleProblem], out: &mut String) {
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

/// The rules as a Rust table. `Debug` of a rule is the expression that makes it.
fn table(files: &[(String, RuleFile)]) -> String {
    let mut out = String::from("pub(in crate::rules) static RULES: &[Builtin] = &[\n");
    for (path, file) in files {
        let text = format!("include_str!(concat!(env!(\"CARGO_MANIFEST_DIR\"), \"/\", {path:?}))");
        let rule = with_paths(&format!("{:?}", file.rule));
        let _ = writeln!(out, "Builtin {{ path: {path:?}, text: {text}, rule: {rule} }},");
    }
    out.push_str("];\n");
    out
}

/// `Debug` names variants and structs bare. The names of variants are unique among all types of the
/// format, so each gets its path; one that is not listed here does not compile.
fn with_paths(expression: &str) -> String {
    let mut out = String::with_capacity(2 * expression.len());
    let mut rest = expression;
    while let Some(first) = rest.chars().next() {
        let length = match first {
            '"' => literal_length(rest),
            _ if first.is_ascii_alphabetic() => {
                rest.find(|c: char| !c.is_ascii_alphanumeric() && c != '_').unwrap_or(rest.len())
            }
            _ => first.len_utf8(),
        };
        let (token, after) = rest.split_at(length);
        // A name behind `::` has its path already; one before `:` is a field.
        if !out.ends_with("::") && (after.starts_with("::") || !after.starts_with(':')) {
            out.push_str(path_of(token));
        }
        out.push_str(token);
        rest = after;
    }
    out
}

/// The length of the string literal that a text begins with, quotes included.
fn literal_length(text: &str) -> usize {
    let mut escaped = false;
    for (at, c) in text.char_indices().skip(1) {
        match c {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            '"' => return at + 1,
            _ => {}
        }
    }
    text.len()
}

/// What stands before a bare name.
fn path_of(name: &str) -> &'static str {
    match name {
        "List" | "Txt" | "Rule" | "Param" | "Case" | "Quantified" | "Comparison" | "Template" | "Path"
        | "LabelSpec" | "FixSpec" | "TargetSpec" | "Yields" | "Source" => "format::",
        "FactId" | "Derived" | "Organisation" => "crate::graph::catalogue::",
        "Field" | "CompanyField" => "crate::chart::",
        "Info" | "Warning" | "Error" => "Severity::",
        "EachPosition" | "TheOrganisation" => "format::For::",
        "Each" | "Topmost" => "format::Report::",
        "Number" | "Word" | "Switch" => "format::ParamValue::",
        "Builtin" | "Cases" => "format::Body::",
        "AllOf" | "AnyOf" | "NotAllOf" | "FactTest" | "Step" | "Above" | "Group" | "HasSeats"
        | "Switched" => "format::Cond::",
        "ToManager" | "ToNearestChief" | "ToComplement" | "ToComplemented" | "ToCio" | "ToCto"
        | "ToLoneChief" | "ToOpposite" => "format::Single::",
        "DirectReports" | "EveryoneBelow" | "ChiefPortfolio" | "WholeChart" => "format::Many::",
        "AnyMember" | "AllMembers" | "NoMember" | "MostMembers" => "format::Quantifier::",
        "Present" | "Absent" | "IsFlag" | "OneOf" | "StartsWith" | "Holds" | "Matches" | "Compares"
        | "Dated" | "IsSelf" => "format::Test::",
        "Older" | "Newer" | "Ahead" => "format::Age::",
        "InDays" | "InMonths" => "format::Unit::",
        "Literally" | "FromParam" => "format::WordExpr::",
        "Less" | "AtMost" | "Equal" | "Different" | "AtLeast" | "Greater" => "format::Compared::",
        "Exactly" | "OfParam" | "OfFact" => "format::NumberExpr::",
        "Words" | "Value" | "ValueOfParam" | "HowMany" => "format::Piece::",
        "AsIs" | "Months" | "Days" | "Plural" => "format::Show::",
        "AtSelf" | "AtOrganisation" | "AtNamed" => "format::Base::",
        "TheSame" | "OneAbove" | "OneBelow" | "ItsChief" | "TheCompany" => "format::YieldAbout::",
        _ => "",
    }
}
