//! Charts in other shapes: a layout says where the entries are and which of their keys mean what, and
//! one engine maps them to the native form. The tree it makes is read like any other; its spans lie in
//! the files as they are, and a text that differs from what stands there (a title without its markup,
//! the id behind a role slug) keeps the place and carries its own words.

mod columns;
mod csv;
mod entry;
mod from_node;
mod layout;
mod lookup;
mod names;
mod person;
mod resolve;
mod shape;
mod shipped;
mod words;
mod write;

use std::sync::Arc;

use rayon::prelude::*;

pub use columns::{Column, columns};
pub use csv::{is_table, parse as parse_table};
pub(crate) use from_node::{ENTRIES, layout_keys};
pub use from_node::{Problem, from_node};
pub use layout::{Entries, IdFrom, Layout, Match};

use super::read::Reader;
use super::{Chart, Origin, Own, OwnFields, PositionId};
use crate::source::{FileId, SourceFile, Span, quoted};
use crate::yaml::{self, Kind, NodeId, Parsed, Tree};
use entry::{EntryAt, EntryReader};
use person::Person;
use shape::Shape;

/// Fewer files than this are not worth another thread.
pub(crate) const FEW_FILES: usize = 32;

/// A file of a chart, read as YAML or as a table.
#[derive(Debug)]
pub struct ReadFile {
    /// The file.
    pub id: FileId,
    /// Its nodes and mistakes.
    pub parsed: Parsed,
    /// Whether it is a table.
    pub is_table: bool,
    shape: Shape,
}

impl ReadFile {
    /// Reads a file: a table by its ending or its first line, anything else as YAML.
    #[must_use]
    pub fn new(id: FileId, file: &Arc<SourceFile>) -> Self {
        let is_table = is_table(file);
        let parsed = if is_table { parse_table(file) } else { yaml::parse(file) };
        let shape = shape::shape(&parsed.tree, is_table);
        Self { id, parsed, is_table, shape }
    }

    fn is_broken(&self) -> bool {
        self.parsed.problems.iter().any(yaml::Problem::loses_content)
    }
}

/// How a chart is to be read.
#[derive(Clone, Copy, Debug)]
pub struct Reading<'a> {
    /// Its layout; without one its shape is recognised.
    pub layout: Option<&'a Layout>,
    /// Whether its files were found in a folder, where some of them may be no part of it.
    pub from_folder: bool,
    /// What the configuration adds to its words.
    pub own: &'a Arc<Own>,
}

/// Reads a chart of any shape from its files, in their order. With a layout the chart has it; without
/// one its shape is recognised. Of the files of a folder, those that are no part of the chart are left
/// out.
#[must_use]
pub fn read(files: Vec<ReadFile>, reading: Reading<'_>) -> Chart {
    let Reading { layout, from_folder, own } = reading;
    if let Some(layout) = layout {
        let kept = files.into_iter().map(|file| {
            let is_entry = !shape::is_all_beside(&file.parsed.tree);
            (file, is_entry)
        });
        return mapped(kept.collect(), std::slice::from_ref(layout), own);
    }
    let shapes: Vec<Shape> = files.iter().map(|file| file.shape.clone()).collect();
    match choice(&shapes, from_folder) {
        Choice::Native => {
            // What is cut short may hold a part of the chart.
            let is_part = |file: &ReadFile, shape: &Shape| {
                !from_folder || file.is_broken() || matches!(shape, Shape::Native | Shape::Beside)
            };
            let kept = files.into_iter().zip(&shapes).filter(|(file, shape)| is_part(file, shape));
            super::read_with(kept.map(|(file, _)| (file.id, file.parsed)).collect(), own)
        }
        Choice::Other(shape) => {
            let is_entry = |other: &Shape| {
                *other == shape || matches!((other, &shape), (Shape::Person { .. }, Shape::Person { .. }))
            };
            let kept = files.into_iter().zip(&shapes).filter_map(|(file, other)| {
                let is_part = is_entry(other) || *other == Shape::Beside || file.is_broken() || !from_folder;
                let is_entry = is_entry(other) || file.is_broken();
                is_part.then_some((file, is_entry))
            });
            mapped(kept.collect(), &shape::layouts(&shape), own)
        }
        Choice::Unclear(one, other) => unclear(files, [(one, &shapes[one]), (other, &shapes[other])], own),
    }
}

/// Which shape a chart has.
enum Choice {
    Native,
    Other(Shape),
    /// Two files whose shapes differ.
    Unclear(usize, usize),
}

fn choice(shapes: &[Shape], from_folder: bool) -> Choice {
    if shapes.contains(&Shape::Native) {
        return Choice::Native;
    }
    let names_managers = shapes.iter().any(|shape| matches!(shape, Shape::Person { names_manager: true }));
    let is_chart = |shape: &Shape| match shape {
        Shape::Native | Shape::Beside | Shape::Unknown => false,
        // One file with one entry is no chart.
        Shape::Person { .. } => from_folder && names_managers,
        _ => true,
    };
    let mut found: Option<(usize, &Shape)> = None;
    for (at, shape) in shapes.iter().enumerate().filter(|(_, shape)| is_chart(shape)) {
        match found {
            Some((first, known)) if std::mem::discriminant(known) != std::mem::discriminant(shape) => {
                return Choice::Unclear(first, at);
            }
            Some((first, known)) if known != shape && !matches!(shape, Shape::Person { .. }) => {
                return Choice::Unclear(first, at);
            }
            Some(_) => {}
            None => found = Some((at, shape)),
        }
    }
    found.map_or(Choice::Native, |(_, shape)| Choice::Other(shape.clone()))
}

const HELP_LAYOUT: &str = "say which files are the chart and how to read them: `files:` and `layout:` under `charts:` in `orglint.yaml`";

/// Why the entries cannot be mapped with certainty.
fn not_clear(people: &[Person], layouts: &[Layout]) -> Option<(String, &'static str)> {
    let layout = &layouts[0];
    let is_table = layout.is_shipped && layout.name == shape::TABLE;
    if is_table && !people.is_empty() && people.iter().all(|person| person.up.is_none()) {
        let message = "no column of this table is known to name the manager";
        let help = "call it `Manager ID`, or name it under `reports_to:` of a `layout:` in `orglint.yaml`";
        return Some((message.to_owned(), help));
    }
    if let Some([one, other]) = resolve::two_managers(people, layout).filter(|_| layout.is_shipped) {
        let (one, other) = (quoted(&one), quoted(&other));
        let message = format!("{one} and {other} name different managers, and either may be the line");
        return Some((message, HELP_LAYOUT));
    }
    None
}

/// A chart of which it is not clear how to read it.
fn unclear(files: Vec<ReadFile>, shapes: [(usize, &Shape); 2], own: &Arc<Own>) -> Chart {
    let name = |at: usize| {
        let path = files[at].parsed.tree.file().path();
        quoted(path.rsplit('/').next().unwrap_or(path))
    };
    let [(one, first), (other, second)] = shapes;
    let message = format!(
        "two shapes in one chart: {} is {}, and {} is {}",
        name(one),
        shape::words(first),
        name(other),
        shape::words(second)
    );
    let mut reader = Reader::new(own);
    let at = files[one].id;
    for file in files {
        reader.unread(file.id, Arc::new(file.parsed.tree), file.parsed.problems);
    }
    reader.not_read(message, HELP_LAYOUT.to_owned(), at);
    reader.finish()
}

/// Maps the entries of the files to the native form, and reads it. Files without entries may say what
/// the native form says beside positions.
fn mapped(files: Vec<(ReadFile, bool)>, layouts: &[Layout], own: &Arc<Own>) -> Chart {
    let ids: Vec<FileId> = files.iter().map(|(file, _)| file.id).collect();
    let people = files.par_iter().enumerate().with_min_len(FEW_FILES).map(|(at, (file, is_entry))| {
        if *is_entry { people_of(file, crate::source::offset(at), layouts, &own.fields) } else { Vec::new() }
    });
    let mut people: Vec<Person> = people.collect::<Vec<_>>().into_iter().flatten().collect();
    lookup::choose_ids(&mut people);
    if let Some((why, help)) = not_clear(&people, layouts) {
        let mut reader = Reader::new(own);
        for (file, _) in files {
            reader.unread(file.id, Arc::new(file.parsed.tree), file.parsed.problems);
        }
        reader.not_read(why, help.to_owned(), ids[0]);
        return reader.finish();
    }
    let resolved = resolve::resolve(&people, &layouts[0], &ids);
    let mut reader = Reader::new(own);
    let mut next = 0;
    for (at, (file, is_entry)) in files.into_iter().enumerate() {
        let first = next;
        while people.get(next).is_some_and(|person| person.file as usize == at) {
            next += 1;
        }
        let tree = file.parsed.tree;
        reader.broken(file.id, file.parsed.problems);
        if first == next && !is_entry {
            let roots: Vec<NodeId> = tree.documents().iter().filter_map(|document| document.root).collect();
            reader.file(file.id, &Arc::new(tree), &roots);
            continue;
        }
        let entries = people[first..next].iter().zip(&resolved.known[first..next]);
        let written = write::write(&tree, entries);
        let hidden: Vec<Span> = people[first..next].iter().filter_map(|person| person.hidden_key).collect();
        let root = written.tree.first();
        let origin = Origin::new(tree, written.shown, hidden);
        reader.mapped_file(file.id, &Arc::new(written.tree), root, origin);
    }
    reader.layout(&layouts[0].name, resolved.listed);
    if people.is_empty() && !reader.is_broken() && !ids.is_empty() {
        let is_table = layouts[0].is_shipped && layouts[0].name == shape::TABLE;
        let (message, help) = if is_table {
            (
                "there are no rows in this table".to_owned(),
                "write a row for each position below the column names",
            )
        } else {
            let message = format!("the layout {} finds no entries here", quoted(&layouts[0].name));
            (message, "check `entries:` and `only:` of the layout, and `files:` of the chart")
        };
        reader.not_read(message, help.to_owned(), ids[0]);
    }
    let private = people.iter().zip(&resolved.known).flat_map(|(person, known)| {
        let file = ids[person.file as usize];
        let lines = known.up.iter().flat_map(|(.., lines)| lines).chain(&known.dotted);
        let private = lines.filter(|line| line.private);
        private.map(move |line| crate::source::Place { file, span: line.at })
    });
    reader.private(private);
    for (at, person) in people.iter().enumerate() {
        let position = PositionId(crate::source::offset(at));
        let file = ids[person.file as usize];
        for slug in &person.slugs {
            reader.role_slug(position, &slug.text, crate::source::Place { file, span: slug.at });
        }
    }
    reader.finish()
}

/// The entries of a file that any of the layouts is about.
fn people_of(file: &ReadFile, at: u32, layouts: &[Layout], own: &OwnFields) -> Vec<Person> {
    let tree = &file.parsed.tree;
    let mut readers: Vec<EntryReader<'_>> =
        layouts.iter().map(|layout| EntryReader::new(file, at, layout, own)).collect();
    let entries = entries(tree, &layouts[0].entries);
    entries.into_iter().filter_map(|entry| readers.iter_mut().find_map(|reader| reader.read(entry))).collect()
}

/// Where the entries of a file stand.
fn entries(tree: &Tree, entries: &Entries) -> Vec<EntryAt> {
    let roots = tree.documents().iter().filter_map(|document| document.root);
    let under = |root: NodeId, path: &Option<String>| {
        let path = path.as_deref().unwrap_or("");
        let steps = path.split('.').filter(|step| !step.is_empty());
        steps.into_iter().try_fold(root, |node, step| tree.get(node, step))
    };
    let mut found = Vec::new();
    for root in roots {
        match entries {
            Entries::EachFile | Entries::Documents => found.push(EntryAt { node: root, key: None }),
            Entries::List(path) => {
                let list = under(root, path).filter(|node| tree.kind(*node) == Kind::Sequence);
                found.extend(
                    list.into_iter()
                        .flat_map(|list| tree.children(list))
                        .map(|node| EntryAt { node, key: None }),
                );
            }
            Entries::Map(path) => {
                let map = under(root, path).filter(|node| tree.kind(*node) == Kind::Mapping);
                let all = map.into_iter().flat_map(|map| tree.entries(map));
                found.extend(all.map(|entry| EntryAt { node: entry.at, key: Some(entry.key) }));
            }
        }
    }
    found
}
