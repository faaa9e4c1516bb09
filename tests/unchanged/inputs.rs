//! What the repository holds of charts.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use orglint::internals::yaml::{self, Kind, NodeId, Tree};
use orglint::source::SourceFile;
use walkdir::WalkDir;

use super::told::{Case, Files};
use super::vary::{Lot, varied};

/// A case with a name, and which of its files is varied.
#[derive(Clone, Debug)]
pub struct Input {
    pub name: String,
    pub case: Case,
    pub varied: usize,
    /// The pack that it is about.
    pub pack: String,
}

impl Input {
    /// A chart that is a text.
    pub fn of(name: impl Into<String>, path: &str, text: impl Into<String>) -> Self {
        let files = vec![(path.to_owned(), text.into().into_bytes())];
        Self {
            name: name.into(),
            case: Case { files, is_deep: true, ..Case::default() },
            varied: 0,
            pack: String::new(),
        }
    }

    /// The variation with a number: what was varied, and the case with it.
    pub fn varied(&self, number: usize) -> Option<(String, Case)> {
        let mut case = self.case.clone();
        // Every sixth tells more, every other one names.
        (case.is_deep, case.names) = (number.is_multiple_of(6), number % 2 == 1);
        case.pack = (!case.is_deep).then(|| self.pack.clone());
        // Other files are varied now and then.
        let at = if number % 4 == 3 { (self.varied + 1) % case.files.len() } else { self.varied };
        let (path, bytes) = &mut case.files[at];
        let what;
        if let Ok(text) = std::str::from_utf8(bytes) {
            let text = text.to_owned();
            let (said, now) = varied(path, &text, number)?;
            what = said;
            *bytes = now.into_bytes();
            // What a chart was before: itself, without the variation.
            if number % 4 == 1 && case.before.is_none() && path.starts_with("org.") {
                case.before = Some(text);
            }
        } else {
            // One that says something.
            let full: Vec<usize> = (0..bytes.len()).filter(|at| !matches!(bytes[*at], 0 | 255)).collect();
            let at = full[Lot::of(path, number).below(full.len())];
            what = format!("another byte at {at}");
            bytes[at] ^= 1 << (number % 8);
        }
        Some((what, case))
    }
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// The files below a folder in the order of their paths, with slashes, from the root of the repository.
pub fn below(folder: &str) -> Vec<(String, PathBuf)> {
    let walked = WalkDir::new(root().join(folder)).sort_by_file_name().into_iter().map(Result::unwrap);
    let files = walked.filter(|entry| entry.file_type().is_file());
    let named = files.map(|entry| {
        let path = entry.path().strip_prefix(root()).unwrap().to_str().unwrap().replace('\\', "/");
        (path, entry.path().to_owned())
    });
    named.collect()
}

/// A text file, with the line ends of the repository.
pub fn text(path: &Path) -> String {
    std::fs::read_to_string(path).unwrap().replace("\r\n", "\n")
}

/// The bytes of a file; a text in UTF-8 with the line ends that it has in the repository.
fn bytes(path: &Path) -> Vec<u8> {
    std::fs::read(path).unwrap()
}

fn ending(path: &str) -> &str {
    path.rsplit('.').next().unwrap_or_default()
}

/// Charts that are files or folders.
pub fn files() -> Vec<Input> {
    let mut found: Vec<Input> = Vec::new();
    let folders =
        ["fixtures/folder", "fixtures/layouts/own", "fixtures/layouts/people", "fixtures/layouts/catalogue"];
    let mut add = |path: &str, file: &Path| {
        let text = bytes(file);
        if text.len() > 8000
            || path.ends_with("README.md")
            || path.contains("/rules/")
            || path.contains("alias-bomb-org")
        {
            return;
        }
        let cases = "tests/first_contact/cases/";
        let folder = folders.iter().copied().find(|folder| path.starts_with(&format!("{folder}/")));
        let folder = folder.or_else(|| {
            let (case, _) = path.strip_prefix(cases)?.split_once('/')?;
            Some(&path[..cases.len() + case.len()])
        });
        let Some(folder) = folder else {
            let case = Case {
                files: vec![(format!("org.{}", ending(path)), text)],
                is_deep: true,
                ..Case::default()
            };
            found.push(Input { name: path.to_owned(), case, varied: 0, pack: String::new() });
            return;
        };
        let within = path[folder.len() + 1..].to_owned();
        if within.contains("/.git/") {
            return;
        }
        if let Some(input) = found.last_mut().filter(|input| input.name == folder) {
            input.case.files.push((within, text));
        } else {
            let case = Case { files: vec![(within, text)], is_deep: true, ..Case::default() };
            found.push(Input { name: folder.to_owned(), case, varied: 0, pack: String::new() });
        }
    };
    for folder in ["fixtures", "tests/first_contact/cases", "tests/fixes/cases"] {
        for (path, file) in below(folder) {
            add(&path, &file);
        }
    }
    found
}

/// The charts about the article's cases.
pub fn article() -> Vec<Input> {
    let charts = below("tests/article_cases/charts").into_iter();
    charts.map(|(path, file)| Input::of(path, "org.yaml", text(&file))).collect()
}

/// Charts that were collected in one file: `--> name.ext` begins each.
pub fn collected(name: &str) -> Vec<Input> {
    let all = text(&root().join(format!("tests/unchanged/inputs/{name}.txt")));
    parts(&all)
        .into_iter()
        .map(|(path, text)| Input::of(path, &format!("org.{}", ending(path)), text))
        .collect()
}

/// The parts of a text, each begun by a line with its path.
pub fn parts(text: &str) -> Vec<(&str, &str)> {
    let rest = text.strip_prefix("--> ").unwrap_or_default();
    let parts = rest.split("\n--> ").filter(|part| !part.is_empty());
    parts.map(|part| part.split_once('\n').unwrap_or((part, ""))).collect()
}

/// The examples of the rules of a pack.
pub fn examples(pack: &str) -> Vec<Input> {
    let mut found = Vec::new();
    for (path, file) in below(&format!("rules/{pack}")) {
        let file = std::sync::Arc::new(SourceFile::new(&*path, text(&file)));
        let tree = yaml::parse(&file).tree;
        let examples = tree.documents()[0].root.and_then(|root| tree.get(root, "examples"));
        for (number, example) in examples.iter().flat_map(|node| tree.items(*node)).enumerate() {
            found.push(example_of(&tree, example, &format!("{path} {}", number + 1)));
        }
    }
    found
}

fn example_of(tree: &Tree, example: NodeId, name: &str) -> Input {
    let part = |key: &str| tree.get(example, key).map(|node| source_of(tree, node));
    let mut files: Files = Vec::new();
    let mut configuration = String::new();
    let chart = part("chart").unwrap_or_default();
    if chart.starts_with("--> ") {
        for (path, text) in parts(&chart) {
            let text = format!("{}\n", text.trim_end());
            match path {
                "layout" => {
                    configuration.push_str("charts:\n- name: chart\n  files: [\"**/*.*\"]\n  layout:\n");
                    for line in text.lines() {
                        let _ = writeln!(configuration, "    {line}");
                    }
                }
                "required_fields" => drop(write!(configuration, "required_fields:\n{text}")),
                _ => files.push((path.to_owned(), text.into_bytes())),
            }
        }
    } else {
        files.push(("org.yaml".to_owned(), chart.into_bytes()));
    }
    if let Some(references) = part("references") {
        configuration += "references:\n";
        for (path, text) in parts(&references) {
            let _ = writeln!(configuration, "- {{ files: {path} }}");
            files.push((path.to_owned(), text.as_bytes().to_vec()));
        }
    }
    let is_one = files.len() == 1;
    let mut source = None;
    if let Some(text) = part("source") {
        let (path, text) =
            parts(&text).first().map_or(("source.yaml".to_owned(), text.clone()), |(path, text)| {
                ((*path).to_owned(), (*text).to_owned())
            });
        files.push((path.clone(), text.into_bytes()));
        source = Some(path);
    }
    if !configuration.is_empty() {
        if is_one {
            configuration = configuration.replace("**/*.*", &files[0].0);
        }
        files.push(("orglint.yaml".to_owned(), configuration.into_bytes()));
    }
    let case = Case { files, source, before: part("before"), is_deep: true, ..Case::default() };
    let pack = name.split('/').nth(1).unwrap_or_default().to_owned();
    Input { name: name.to_owned(), case, varied: 0, pack }
}

/// The text of a node, as a file of its own.
fn source_of(tree: &Tree, node: NodeId) -> String {
    if tree.kind(node) == Kind::Scalar {
        return tree.text(node).to_owned();
    }
    let span = tree.span(node);
    let text = tree.file().text();
    let start = span.range().start;
    let line = text[..start].rfind('\n').map_or(0, |at| at + 1);
    let indent = start - line;
    let of_lines = format!("{}{}", " ".repeat(indent), &text[span.range()]);
    let dedented =
        of_lines.lines().map(|line| format!("{}\n", line.get(indent..).unwrap_or(line.trim_start())));
    dedented.collect()
}
