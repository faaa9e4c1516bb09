//! Charts in other shapes: a layout says where the entries are and which of their keys mean what, and
//! one engine maps them to the native form. The tree it makes is read like any other; its spans lie in
//! the files as they are, and a text that differs from what stands there (a title without its markup,
//! the id behind a role slug) keeps the place and carries its own words.

mod beside;
mod columns;
mod csv;
mod entry;
mod form;
mod from_node;
mod keys;
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
pub use form::{Form, Shipped};
pub(crate) use from_node::{ENTRIES, layout_keys};
pub use from_node::{Problem, from_node};
pub use layout::{Entries, IdFrom, Layout, Match};

use super::read::Reader;
use super::{Chart, ListedLine, Origin, Own, OwnFields, PositionId};
use crate::source::{FileId, Place, SourceFile, Span, offset, quoted};
use crate::yaml::{self, Entry, Kind, NodeId, Parsed, Tree};
use entry::{EntryAt, EntryReader};
use keys::Keys;
use person::{Person, Said};
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
    pub layout: Option<&'a Form>,
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
    let shapes: Vec<Shape> = files.iter().map(|file| file.shape.clone()).collect();
    let is_named = layout.is_some() && !from_folder;
    let choice = match layout {
        Some(Form::Own(layout)) => {
            let kept = files.into_iter().map(|file| {
                let is_entry = !shape::is_all_beside(&file.parsed.tree);
                (file, is_entry)
            });
            return mapped(kept.collect(), std::slice::from_ref(&**layout), from_folder, own);
        }
        Some(Form::Shipped(Shipped::Native)) => Choice::Native,
        Some(Form::Shipped(shipped)) => Choice::Other(shipped.shape(&shapes)),
        None => choice(&shapes, from_folder),
    };
    match choice {
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
                // A file that is named, and not found, is meant to have entries.
                let is_meant = is_named && !shape::is_all_beside(&file.parsed.tree);
                let is_entry = is_entry(other) || file.is_broken() || is_meant;
                is_part.then_some((file, is_entry))
            });
            mapped(kept.collect(), &shape::layouts(&shape), from_folder, own)
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
        Shape::Person { .. } => (from_folder || shapes.len() > 1) && names_managers,
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
fn not_clear(people: &[Person<'_>], layouts: &[Layout]) -> Option<(String, &'static str)> {
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
fn mapped(files: Vec<(ReadFile, bool)>, layouts: &[Layout], from_folder: bool, own: &Arc<Own>) -> Chart {
    let mut reader = Reader::new(own);
    let mapped = match map(&files, layouts, own) {
        Ok(mapped) => mapped,
        Err((why, help)) => {
            let first = files[0].0.id;
            for (file, _) in files {
                reader.unread(file.id, Arc::new(file.parsed.tree), file.parsed.problems);
            }
            reader.not_read(why, help.to_owned(), first);
            return reader.finish();
        }
    };
    let first = files.first().map(|(file, _)| file.id);
    for ((file, _), native) in files.into_iter().zip(mapped.native) {
        let tree = file.parsed.tree;
        reader.broken(file.id, file.parsed.problems);
        let Some(native) = native else {
            let roots: Vec<NodeId> = tree.documents().iter().filter_map(|document| document.root).collect();
            reader.file(file.id, &Arc::new(tree), &roots);
            continue;
        };
        let origin = Origin::new(tree, native.written.shown, native.hidden);
        reader.mapped_file(file.id, &Arc::new(native.written.tree), origin);
    }
    reader.layout(&layouts[0].name, mapped.listed, mapped.keys.named(&layouts[0]));
    let without = match first {
        Some(first) if mapped.is_empty && !reader.is_broken() => vec![first],
        // Other files there are no part of the chart.
        _ if from_folder => Vec::new(),
        _ => mapped.without,
    };
    for file in without {
        let (message, help) = nothing_in(&layouts[0]);
        reader.not_read(message, help.to_owned(), file);
    }
    reader.private(mapped.private.into_iter());
    for (position, slug, place) in mapped.slugs {
        reader.role_slug(position, &slug, place);
    }
    reader.finish()
}

/// The native form of a file, with the keys in it that name people.
struct Native {
    written: write::Written,
    hidden: Vec<Span>,
}

/// What the entries of all files come to. What was known of each is gone: a table may have millions.
struct Mapped {
    /// Of each file; none where it is read as it stands.
    native: Vec<Option<Native>>,
    listed: Vec<ListedLine>,
    keys: Keys,
    /// Files that are named, and hold no entry.
    without: Vec<FileId>,
    /// Whether there is no entry at all.
    is_empty: bool,
    /// Lines whose texts may name people.
    private: Vec<Place>,
    slugs: Vec<(PositionId, String, Place)>,
}

/// Maps the entries of the files to the native form. An error says why it is not clear how, and the help.
fn map(files: &[(ReadFile, bool)], layouts: &[Layout], own: &Own) -> Result<Mapped, (String, &'static str)> {
    let ids: Vec<FileId> = files.iter().map(|(file, _)| file.id).collect();
    let entered = files.par_iter().enumerate().with_min_len(FEW_FILES).map(|(at, (file, is_entry))| {
        if *is_entry { people_of(file, offset(at), layouts, &own.fields) } else { Entered::default() }
    });
    let mut people: Vec<Person<'_>> = Vec::new();
    let mut keys = Keys::default();
    let mut besides: Vec<Vec<Entry>> = Vec::with_capacity(files.len());
    for entered in entered.collect::<Vec<Entered<'_>>>() {
        if people.is_empty() {
            people = entered.people;
        } else {
            people.extend(entered.people);
        }
        keys.add(entered.keys);
        besides.push(entered.beside);
    }
    lookup::choose_ids(&mut people);
    if let Some(why) = not_clear(&people, layouts) {
        return Err(why);
    }
    let resolved = resolve::resolve(&people, &layouts[0], &ids);
    let mut native = Vec::with_capacity(files.len());
    let mut next = 0;
    let mut without: Vec<FileId> = Vec::new();
    for ((at, (file, is_entry)), beside) in files.iter().enumerate().zip(besides) {
        let first = next;
        while people.get(next).is_some_and(|person| person.file as usize == at) {
            next += 1;
        }
        if first == next && *is_entry && beside.is_empty() && !file.is_broken() {
            without.push(file.id);
        }
        native.push((first != next || *is_entry).then(|| {
            let people = &people[first..next];
            let entries = people.iter().zip(&resolved.known[first..next]);
            let written = write::write(&file.parsed.tree, entries, &beside);
            Native { written, hidden: people.iter().filter_map(|person| person.hidden_key).collect() }
        }));
    }
    let place = |person: &Person<'_>, span| Place { file: ids[person.file as usize], span };
    let private = people.iter().zip(&resolved.known).flat_map(|(person, known)| {
        let lines = known.up.iter().flat_map(|(.., lines)| lines).chain(&known.dotted);
        lines.filter(|line| line.private).map(move |line| place(person, line.at))
    });
    let slugs = people.iter().enumerate().flat_map(|(at, person)| {
        let slug = move |slug: &Said<'_>| {
            (PositionId(offset(at)), slug.text.clone().into_owned(), place(person, slug.at))
        };
        person.slugs.iter().map(slug)
    });
    Ok(Mapped {
        native,
        keys,
        without,
        is_empty: people.is_empty(),
        private: private.collect(),
        slugs: slugs.collect(),
        listed: resolved.listed,
    })
}

/// Says that a file holds no entries.
fn nothing_in(layout: &Layout) -> (String, &'static str) {
    if layout.is_shipped && layout.name == shape::TABLE {
        let message = "there are no rows in this table".to_owned();
        return (message, "write a row for each position below the column names");
    }
    let message = format!("the layout {} finds no entries here", quoted(&layout.name));
    (message, "check `entries:` and `only:` of the layout, and `files:` of the chart")
}

/// What the entries of a file say.
#[derive(Default)]
struct Entered<'t> {
    people: Vec<Person<'t>>,
    /// Which of its keys mean what.
    keys: Keys,
    /// What the file says beside entries.
    beside: Vec<Entry>,
}

/// The entries of a file that any of the layouts is about.
fn people_of<'t>(file: &'t ReadFile, at: u32, layouts: &'t [Layout], own: &'t OwnFields) -> Entered<'t> {
    let tree = &file.parsed.tree;
    let mut readers: Vec<EntryReader<'_>> =
        layouts.iter().map(|layout| EntryReader::new(file, at, layout, own)).collect();
    let beside = beside::beside(tree, &layouts[0].entries);
    let entries = entries(tree, &layouts[0].entries).into_iter().filter(|entry| !beside.holds(tree, entry));
    let people = entries.filter_map(|entry| readers.iter_mut().find_map(|reader| reader.read(entry)));
    let people = people.collect();
    let mut keys = Keys::default();
    for reader in &readers {
        keys.add(reader.keys());
    }
    Entered { people, keys, beside: beside.entries }
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
