//! Files that are copies of other files of the chart: they are read once.

use std::collections::HashMap;

use super::ReadFile;
use super::shape::Shape;
use crate::chart::Copied;
use crate::source::{Place, Span, offset};

/// Removes copies from the files. Among files that are identical from beginning to end, the one with the shortest
/// name is kept. Where each file is one person, two people may well have the same entry: there a copy has
/// the name of one too.
pub(super) fn take_out(files: &mut Vec<ReadFile>) -> Vec<Copied> {
    let mut lengths: HashMap<usize, usize> = HashMap::new();
    for file in &*files {
        *lengths.entry(text(file).len()).or_default() += 1;
    }
    let mut same: HashMap<&str, Vec<usize>> = HashMap::new();
    for (at, file) in files.iter().enumerate() {
        let text = text(file);
        if !text.trim().is_empty() && lengths.get(&text.len()).is_some_and(|count| *count > 1) {
            same.entry(text).or_default().push(at);
        }
    }
    let mut copies: Vec<(usize, usize)> = Vec::new();
    for all in same.into_values().filter(|all| all.len() > 1) {
        let Some(kept) = all.iter().copied().min_by_key(|at| (name(&files[*at]).len(), *at)) else {
            continue;
        };
        let is_person = matches!(files[kept].shape, Shape::Person { .. });
        let others = all.into_iter().filter(|at| *at != kept);
        copies.extend(
            others
                .filter(|at| !is_person || is_name_of_copy(name(&files[*at]), name(&files[kept])))
                .map(|at| (at, kept)),
        );
    }
    if copies.is_empty() {
        return Vec::new();
    }
    copies.sort_unstable();
    let found = copies.iter().map(|(at, kept)| {
        let line = text(&files[*at]).lines().next().unwrap_or_default();
        let span = Span::new(0, offset(line.trim_end().len()));
        Copied { place: Place { file: files[*at].id, span }, of: files[*kept].id }
    });
    let found: Vec<Copied> = found.collect();
    files.retain(|file| found.iter().all(|copy| copy.place.file != file.id));
    found
}

fn text(file: &ReadFile) -> &str {
    file.parsed.tree.file().text()
}

/// The name of the file without its ending.
fn name(file: &ReadFile) -> &str {
    let path = file.parsed.tree.file().path();
    let name = path.rsplit('/').next().unwrap_or(path);
    name.rsplit_once('.').map_or(name, |(stem, _)| stem)
}

/// `ada (1)`, `ada copy 2`, `ada - Kopie`, `copy of ada`: a copy of `ada`.
fn is_name_of_copy(name: &str, of: &str) -> bool {
    let (name, of) = (name.to_lowercase(), of.to_lowercase());
    let Some((before, after)) = name.split_once(&*of) else { return false };
    let is_copy =
        |word: &str| matches!(word, "copy" | "kopie" | "copie" | "copia" | "cópia" | "of" | "von" | "de");
    let is_number = |word: &str| word.bytes().all(|byte| byte.is_ascii_digit());
    let rest = format!("{before} {after}");
    let mut words = rest.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    name != of && words.all(|word| is_copy(word) || is_number(word))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_copy_says_so_in_its_name() {
        for name in ["ada (1)", "Ada copy", "ada - Kopie (2)", "copy of ada", "ada_copy2", "ada~1"] {
            let is_copy = is_name_of_copy(name, "ada");
            assert_eq!(is_copy, name != "ada_copy2", "{name}");
        }
        for name in ["ada", "adam", "ada-north", "grace"] {
            assert!(!is_name_of_copy(name, "ada"), "{name}");
        }
    }
}
