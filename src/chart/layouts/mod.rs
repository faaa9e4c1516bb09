//! Charts in other shapes: a layout says where the entries are and which of their keys mean what, and
//! one engine maps them to orglint's own format. The tree it makes is read like any other; its spans lie in
//! the files as they are, and a text that differs from what is there (a title without its markup,
//! the id behind a role slug) keeps the place and carries its own words.

mod copies;
mod csv;
mod dates;
mod edges;
mod entries;
mod entry;
mod entry_reader;
mod from_node;
mod infer;
mod keys;
mod kinds;
mod layout;
mod ldif;
mod lookup;
mod manager_words;
mod mapped;
mod marks;
mod names;
mod near;
mod persons;
mod proposed;
mod resolve;
pub(super) mod seen;
mod shape;
mod shipped;
mod texts;
mod titles;
mod together;
mod workbook;
mod wrapped;
mod write;

use std::collections::HashSet;
use std::sync::Arc;

pub use csv::{is_table, parse as parse_table};
pub use from_node::from_node;
pub(crate) use from_node::{ENTRIES, FROM, layout_keys, layout_words};
pub use keys::{Column, columns};
pub use layout::{Entries, Layout, Match};
pub use proposed::{Proposed, propose, quoted_yaml};
pub use shipped::{Form, Shipped};
pub(crate) use workbook::{ENDINGS as WORKBOOKS, chart_file, is_workbook};

use super::read::Reader;
use super::{Chart, CompanyField, Field, Own, PARTS, TopField};
use crate::source::{FileId, SourceFile, quoted};
use crate::yaml::{self, Maker, Parsed, Tree};
use infer::Learned;
pub(super) use manager_words::names_manager;
use mapped::{Taking, mapped};
use shape::Shape;

/// Fewer files than this are not worth another thread.
pub(crate) const FEW_FILES: usize = 32;

/// The nodes of a file, which several charts may share, and its mistakes.
#[derive(Clone, Debug)]
pub struct Content {
    /// Its nodes.
    pub tree: Arc<Tree>,
    /// Its mistakes.
    pub problems: Vec<yaml::Problem>,
}

impl From<Parsed> for Content {
    fn from(parsed: Parsed) -> Self {
        Self { tree: Arc::new(parsed.tree), problems: parsed.problems }
    }
}

/// A file of a chart, read as YAML or as a table.
#[derive(Clone, Debug)]
pub struct ReadFile {
    /// The file.
    pub id: FileId,
    /// Its nodes and mistakes.
    pub parsed: Content,
    /// Whether it is a table.
    pub is_table: bool,
    shape: Shape,
    /// Its entries without what is around them, where that is how they are read.
    within: Option<Arc<Tree>>,
}

impl ReadFile {
    /// Reads a file: a table by its ending or its first line, anything else as YAML.
    #[must_use]
    pub fn new(id: FileId, file: &Arc<SourceFile>) -> Self {
        let is_table = is_table(file);
        let is_directory = !is_table && ldif::is_ldif(file);
        let parsed = match kinds::other_format(file) {
            Some(problem) => Parsed { tree: Maker::new(file).finish(&[]), problems: vec![problem] },
            None if is_table => parse_table(file),
            None if is_directory => ldif::parse(file),
            None if kinds::is_json_lines(file) => yaml::parse_each_line(file),
            None => match front_matter(file.text()).filter(|_| kinds::is_markdown(file.path())) {
                Some(end) => yaml::parse(&Arc::new(SourceFile::new(file.path(), &file.text()[..end]))),
                None => yaml::parse(file),
            },
        };
        let has_items = |tree: &Tree| {
            let mut roots = tree.documents().iter().filter_map(|document| document.root);
            roots.any(|root| tree.items(root).next().is_some())
        };
        if is_directory && has_items(&parsed.tree) {
            return Self { id, parsed: parsed.into(), is_table, shape: shape::directory(), within: None };
        }
        let shape = shape::shape(&parsed.tree, is_table);
        let may_be_nodes = !is_table && (shape != Shape::Native || edges::may_be_beside(&parsed.tree));
        let nodes = if may_be_nodes { edges::entries(&parsed.tree) } else { None };
        if let Some(tree) = nodes {
            let parsed = Parsed { tree, problems: parsed.problems };
            return Self { id, parsed: parsed.into(), is_table, shape: Shape::List(None), within: None };
        }
        let is_none = matches!(shape, Shape::Unknown | Shape::Beside);
        let within = if is_none { wrapped::entries(&parsed.tree) } else { None };
        let is_any = |tree: &Tree| shape == Shape::Unknown && shape::any_entries(tree).is_some();
        let within = within.filter(|tree| holds_entries(tree) || is_any(tree));
        let shape = within.as_ref().map_or(shape, |tree| shape::shape(tree, false));
        Self { id, parsed: parsed.into(), is_table, shape, within: within.map(Arc::new) }
    }

    /// The same content as another file.
    #[must_use]
    pub(crate) fn known_as(&self, id: FileId) -> Self {
        Self { id, ..self.clone() }
    }

    fn is_broken(&self) -> bool {
        self.parsed.problems.iter().any(yaml::Problem::loses_content)
    }
}

fn holds_entries(tree: &Tree) -> bool {
    !matches!(shape::shape(tree, false), Shape::Unknown | Shape::Beside)
}

/// Where the front matter of a text ends, if it begins with one.
pub(crate) fn front_matter(text: &str) -> Option<usize> {
    let mark = if text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
    let mut at = mark;
    for (number, line) in text[mark..].split_inclusive('\n').enumerate() {
        let is_mark = matches!(line.trim_end(), "---") || (number > 0 && line.trim_end() == "...");
        match (number, is_mark) {
            (0, false) => return None,
            (0, true) => {}
            (_, true) => return Some(at),
            _ => {}
        }
        at += line.len();
    }
    None
}

/// Whether a file is one of a chart by what is in it, and not only by its name.
pub(crate) fn holds_chart(file: &Arc<SourceFile>) -> bool {
    let shape = ReadFile::new(FileId::default(), file).shape;
    !matches!(shape, Shape::Beside | Shape::Unknown | Shape::Person { names_manager: false })
}

/// Whether a file is none of a chart for sure: all of it was read, and it holds none.
pub(crate) fn is_no_chart(file: &Arc<SourceFile>) -> bool {
    let file = ReadFile::new(FileId::default(), file);
    matches!(file.shape, Shape::Beside | Shape::Unknown) && !file.is_broken()
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
/// one its shape is recognised. Among the files of a folder, those that are not part of the chart are left
/// out.
#[must_use]
pub fn read(files: Vec<ReadFile>, reading: Reading<'_>) -> Chart {
    read_taking(files, reading, false)
}

/// The same, where ids that tell of people give way to ids made from titles.
#[must_use]
pub fn read_with_made_ids(files: Vec<ReadFile>, reading: Reading<'_>) -> Chart {
    read_taking(files, reading, true)
}

fn read_taking(mut files: Vec<ReadFile>, reading: Reading<'_>, made_ids: bool) -> Chart {
    let copies = copies::take_out(&mut files);
    let mut chart = read_files(files, reading, made_ids);
    chart.copies = copies;
    chart
}

fn read_files(mut files: Vec<ReadFile>, reading: Reading<'_>, made_ids: bool) -> Chart {
    let Reading { layout, from_folder, own } = reading;
    // A company's own layout names what is around its entries.
    if !matches!(layout, Some(Form::Own(_))) {
        for file in &mut files {
            file.parsed.tree = file.within.take().unwrap_or_else(|| Arc::clone(&file.parsed.tree));
        }
    }
    let taking = Taking { from_folder, made_ids };
    let mut shapes: Vec<Shape> = files.iter().map(|file| file.shape.clone()).collect();
    let is_named = layout.is_some() && !from_folder;
    let choice = match layout {
        Some(Form::Own(layout)) => {
            let kept = files.into_iter().map(|file| {
                let is_entry = !shape::is_all_beside(&file.parsed.tree);
                (file, is_entry)
            });
            return mapped(kept.collect(), std::slice::from_ref(&**layout), taking, own);
        }
        Some(Form::Shipped(Shipped::Native)) => Choice::Native,
        Some(Form::Shipped(shipped)) => Choice::Other(shipped.shape(&shapes)),
        None => choice(&shapes, from_folder),
    };
    let choice = match (choice, files.as_slice()) {
        // A list or map whose keys are not known may be a chart by its values.
        (Choice::Native, [file]) if file.shape == Shape::Unknown => shape::any_entries(&file.parsed.tree)
            .map_or(Choice::Native, |shape| {
                let layouts = shape::layouts(&shape);
                match infer::learn(&[(file.clone(), true)], &layouts[0], None) {
                    Some(Learned::Keys(_) | Learned::Either(_)) => {
                        shapes[0] = shape.clone();
                        Choice::Other(shape)
                    }
                    _ => Choice::Native,
                }
            }),
        (choice, _) => choice,
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
            // A note about somebody who is named as a manager is one of an entry, whatever it says.
            let is_person = |shape: &Shape| matches!(shape, Shape::Person { .. });
            let people = files.iter().zip(&shapes).filter(|(_, other)| is_person(&shape) && is_person(other));
            let above: HashSet<String> = people
                .flat_map(|(file, _)| shape::named_above(&file.parsed.tree))
                .map(|text| texts::folded(&text))
                .collect();
            for (file, other) in files.iter().zip(&mut shapes) {
                let stem = || entry_reader::stem(file.parsed.tree.file().path());
                if *other == Shape::Unknown && above.contains(&texts::folded(stem())) {
                    *other = Shape::Person { names_manager: false };
                }
            }
            let kept = files.into_iter().zip(&shapes).filter_map(|(file, other)| {
                let is_part = is_entry(other) || *other == Shape::Beside || file.is_broken() || !from_folder;
                // A file that is named, and not found, is meant to have entries.
                let is_meant = is_named && !shape::is_all_beside(&file.parsed.tree);
                let is_entry = is_entry(other) || file.is_broken() || is_meant;
                is_part.then_some((file, is_entry))
            });
            mapped(kept.collect(), &shape::layouts(&shape), taking, own)
        }
        Choice::Unclear(one, other) => unclear(files, [(one, &shapes[one]), (other, &shapes[other])], own),
    }
}

/// Whether a key is known: in orglint's own format, or as a word for one of its fields in another shape.
#[must_use]
pub fn is_known_key(key: &str) -> bool {
    let is_native = Field::from_key(key).is_some()
        || TopField::from_key(key).is_some()
        || CompanyField::from_key(key).is_some()
        || PARTS.iter().any(|part| part.name == key);
    is_native || !shipped::general().slots(key).is_empty()
}

/// Whether a file holds nothing but what orglint's own format says beside positions, and whether a node is
/// one of them.
pub(super) use ldif::beside;
pub(super) use shape::{is_all_beside, is_one_entry, is_position};

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
        // One file with one entry is not a chart.
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
        reader.unread(file.id, file.parsed.tree, file.parsed.problems);
    }
    reader.not_read(message, HELP_LAYOUT.to_owned(), at);
    reader.finish()
}
