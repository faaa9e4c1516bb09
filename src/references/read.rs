//! Files → the references in them.

use std::sync::Arc;

use super::{Names, Reference};
use crate::source::{FileId, Place, SourceFile, Span, offset};
use crate::yaml::{self, Kind, NodeId, Parsed, Tree};

/// Where the owner stands in an entity of a catalogue.
const OWNER: &str = "spec.owner";

/// What a file with references says.
#[derive(Debug, Default)]
pub struct Read {
    /// The references that could be read.
    pub references: Vec<Reference>,
    /// The file as YAML, where a part of it could not be read.
    pub broken: Option<Parsed>,
}

/// The references of a file. Files of a known name have them where programs look for them; others are YAML or JSON,
/// and have them `at` a path of each document.
#[must_use]
pub fn read(file: &Arc<SourceFile>, id: FileId, at: Option<&str>, names: Option<Names>) -> Read {
    let name = file.path().rsplit('/').next().unwrap_or_default();
    let place = |span| Place { file: id, span };
    if let ("CODEOWNERS", None) = (name, at) {
        let all = code_owners(file, names).into_iter();
        let references = all.map(|(text, names, span)| Reference { text, names, place: place(span) });
        return Read { references: references.collect(), broken: None };
    }
    let parsed = yaml::parse(file);
    let tree = &parsed.tree;
    let references = if let ("OWNERS_ALIASES", None) = (name, at) {
        let found = in_documents(tree, id, |tree, root, add| {
            let groups = tree.get(root, "aliases").into_iter().flat_map(|all| tree.entries(tree.follow(all)));
            groups.for_each(|group| each_text(tree, group.value, &mut |node| add(node)));
        });
        let names = names.unwrap_or(Names::Handle);
        found.into_iter().map(|(text, place)| Reference { text, names, place }).collect()
    } else {
        let path: Vec<&str> = at.unwrap_or(OWNER).split('.').collect();
        let found = in_documents(tree, id, |tree, root, add| {
            walk(tree, root, &path, &mut |node| each_text(tree, node, &mut |node| add(node)));
        });
        found.into_iter().map(|(text, place)| entity(&text, names, place)).collect()
    };
    let is_broken = parsed.problems.iter().any(yaml::Problem::loses_content);
    Read { references, broken: is_broken.then_some(parsed) }
}

/// The lines of `CODEOWNERS`: a pattern of paths, and owners with `@` in them. Sections of GitLab have owners too.
fn code_owners(file: &SourceFile, names: Option<Names>) -> Vec<(String, Names, Span)> {
    let mut found = Vec::new();
    let mut start = 0;
    for line in file.text().split_inclusive('\n') {
        let code = line.split_once(" #").map_or(line, |(code, _)| code);
        let code = if code.trim_start().starts_with('#') { "" } else { code };
        let mut rest = 0;
        for (number, word) in code.split_whitespace().enumerate() {
            let Some(at) = code[rest..].find(word).map(|at| rest + at) else { continue };
            rest = at + word.len();
            // What comes first is a path, which may hold an `@` too. `@@` is a role of GitLab.
            let is_owner = number > 0 && word.contains('@') && !word.starts_with("@@");
            if !is_owner {
                continue;
            }
            let bare = word.trim_start_matches('@');
            let (text, of_form) = match bare.rsplit_once('/') {
                Some((_, team)) => (team, Names::Unit),
                None => (bare, Names::Handle),
            };
            let span = Span::new(offset(start + at), offset(start + rest));
            found.push((text.to_owned(), names.unwrap_or(of_form), span));
        }
        start += line.len();
    }
    found
}

/// A reference to an entity of a catalogue: `group:default/payments`, `user:ada`, `payments`.
fn entity(text: &str, names: Option<Names>, place: Place) -> Reference {
    let (kind, rest) = text.split_once(':').map_or(("", text), |(kind, rest)| (kind, rest));
    let is_kind = !kind.is_empty() && kind.bytes().all(|byte| byte.is_ascii_alphabetic());
    let (kind, rest) = if is_kind { (kind, rest) } else { ("", text) };
    let bare = rest.rsplit_once('/').map_or(rest, |(_, name)| name);
    let of_form = if kind.eq_ignore_ascii_case("user") { Names::Handle } else { Names::Unit };
    Reference { text: bare.trim().to_owned(), names: names.unwrap_or(of_form), place }
}

type Add<'a> = &'a mut dyn FnMut(NodeId);

/// The texts that are found in each document of a file.
fn in_documents(tree: &Tree, id: FileId, look: impl Fn(&Tree, NodeId, Add<'_>)) -> Vec<(String, Place)> {
    let mut found = Vec::new();
    for root in tree.documents().iter().filter_map(|document| document.root) {
        look(tree, root, &mut |node| {
            let text = tree.trimmed(tree.follow(node)).to_owned();
            found.push((text, Place { file: id, span: tree.span(node) }));
        });
    }
    found.retain(|(text, _)| !text.is_empty());
    found
}

/// Follows a path; a list on the way is followed in each of its items.
fn walk(tree: &Tree, node: NodeId, path: &[&str], found: Add<'_>) {
    let mut waiting = vec![(node, path)];
    while let Some((node, path)) = waiting.pop() {
        let followed = tree.follow(node);
        if tree.kind(followed) == Kind::Sequence {
            let items: Vec<NodeId> = tree.items(followed).collect();
            waiting.extend(items.into_iter().rev().map(|item| (item, path)));
            continue;
        }
        match path.split_first() {
            None => found(node),
            Some((step, rest)) => waiting.extend(tree.get(followed, step).map(|next| (next, rest))),
        }
    }
}

/// Each text of a node that is one, or a list of them.
fn each_text(tree: &Tree, node: NodeId, found: Add<'_>) {
    let followed = tree.follow(node);
    match tree.kind(followed) {
        Kind::Scalar if !tree.is_null(followed) => found(node),
        Kind::Sequence => {
            let items = tree.items(followed).filter(|item| tree.kind(tree.follow(*item)) == Kind::Scalar);
            items.for_each(found);
        }
        _ => {}
    }
}
