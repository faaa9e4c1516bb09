//! The layouts that the project ships, and how a chart is read where that is said and not recognised.

use std::collections::HashSet;
use std::sync::{Arc, OnceLock};

use super::from_node::read;
use super::layout::{Entries, HANDLES, IdFrom, Layout, Slot};
use super::manager_words::By;
use super::shape::{Shape, TABLE};
use crate::chart::{FIELDS, Field, Mapped, NATIVE, words};
use crate::source::SourceFile;
use crate::yaml::{self, NodeId};

const EXPORTS: &str = include_str!("shipped/exports.yaml");
const GENERAL: &str = include_str!("shipped/general.yaml");
const GROUP: &str = include_str!("shipped/backstage-group.yaml");
const USER: &str = include_str!("shipped/backstage-user.yaml");

/// The keys that charts use for what a position has.
pub(super) fn general() -> &'static Layout {
    static LAYOUT: OnceLock<Layout> = OnceLock::new();
    LAYOUT.get_or_init(|| {
        let mut layout = shipped("list", GENERAL);
        for key in FIELDS {
            let slot = match key.field {
                Field::Id => Slot::Id,
                Field::ReportsTo => Slot::Up,
                Field::Reports => Slot::Down,
                Field::Email => Slot::Email,
                field if key.mapped == Mapped::Always => Slot::Plain(field),
                _ => continue,
            };
            // A word that means a line now and then, and a person or a unit else, is not a name of a column.
            let often = if matches!(slot, Slot::Up | Slot::Down) { &[] } else { key.often };
            layout.take(slot, &[&[key.name], key.also, often].concat());
        }
        // Others may name an entry by the holder's handle.
        let handle = Field::Handle.key();
        layout.take_from(Slot::Id, &[handle.often, handle.abroad].concat(), HANDLES);
        layout.by_words = Some(By::Name);
        for (number, key) in words::flags().enumerate() {
            layout.take(Slot::Present(u8::try_from(number).unwrap_or(u8::MAX)), &[key]);
        }
        for (number, key) in words::hints().enumerate() {
            layout.take(Slot::Hint(u8::try_from(number).unwrap_or(u8::MAX)), &[key]);
        }
        layout
    })
}

/// The same keys, for entries in another place.
pub(super) fn in_place(name: &str, entries: Entries) -> Layout {
    let id = match entries {
        Entries::EachFile => IdFrom::FileStem,
        Entries::Map(_) => IdFrom::Key,
        Entries::Documents | Entries::List(_) | Entries::Top(_) => IdFrom::Field,
    };
    let mut layout = Layout { name: name.to_owned(), entries, id, ..general().clone() };
    // Columns have names in any language; keys that people write may mean anything in another one.
    if name == TABLE {
        layout.has_paths = true;
        take_abroad(&mut layout);
    }
    layout
}

/// Takes fields from their words in other languages, behind all others.
pub(super) fn take_abroad(layout: &mut Layout) {
    for key in FIELDS.iter().filter(|key| key.field != Field::ReportsTo) {
        let slot = match key.field {
            Field::Id => Slot::Id,
            Field::Email => Slot::Email,
            field if key.mapped == Mapped::Always => Slot::Plain(field),
            _ => continue,
        };
        layout.take_after(slot, key.abroad);
    }
    layout.by_words = layout.by_words.map(|_| By::Perhaps);
    layout.take_after(Slot::FirstName, FIRST_NAME_ABROAD);
    layout.take_after(Slot::LastName, LAST_NAME_ABROAD);
    layout.take_after(Slot::NamePrefix, NAME_PREFIX);
}

/// The words for the parts of a name, in any language.
pub(super) fn words_of(part: Slot) -> impl Iterator<Item = &'static str> {
    let of_part = move |(path, slots): (&'static String, &Vec<(Slot, u16)>)| {
        slots.iter().any(|(slot, _)| *slot == part).then_some(path.as_str())
    };
    let abroad = if part == Slot::FirstName { FIRST_NAME_ABROAD } else { LAST_NAME_ABROAD };
    general().keys.iter().filter_map(of_part).chain(abroad.iter().copied())
}

/// What columns of first names are called. Where one is next to a column `Nombre` or `Nome`, that is the name.
const FIRST_NAME_ABROAD: &[&str] = &[
    "vorname",
    "rufname",
    "prénom",
    "prénom usuel",
    "nombre de pila",
    "voornaam",
    "roepnaam",
    "primeiro nome",
    "förnamn",
    "fornavn",
    "etunimi",
    "imię",
    "křestní jméno",
    "adı",
    "keresztnév",
    "utónév",
    "prenume",
    "ad",
    "名",
];
/// What columns of the words before last names are called.
const NAME_PREFIX: &[&str] = &[
    "tussenvoegsel",
    "tussenvoegsels",
    "voorvoegsel",
    "voorvoegsels",
    "voorvoegsel achternaam",
    "last name prefix",
    "surname prefix",
    "family name prefix",
    "name infix",
    "infix",
    "namenszusatz",
    "namensvorsatz",
    "particule",
];
/// What columns of last names are called.
const LAST_NAME_ABROAD: &[&str] = &[
    "nachname",
    "familienname",
    "zuname",
    "nom de famille",
    "apellido",
    "apellidos",
    "primer apellido",
    "achternaam",
    "familienaam",
    "cognome",
    "sobrenome",
    "apelido",
    "apelidos",
    "efternamn",
    "etternavn",
    "efternavn",
    "sukunimi",
    "nazwisko",
    "příjmení",
    "soyad",
    "soyadı",
    "vezetéknév",
    "családnév",
    "nume de familie",
    "фамилия",
    "επώνυμο",
    "姓",
    "성",
];

/// The two kinds of documents of a Backstage catalogue that are positions.
pub(super) fn backstage() -> &'static [Layout; 2] {
    static LAYOUTS: OnceLock<[Layout; 2]> = OnceLock::new();
    LAYOUTS.get_or_init(|| [shipped("backstage", GROUP), shipped("backstage", USER)])
}

/// The export of a program.
#[derive(Debug)]
pub(super) struct Export {
    pub(super) layout: Layout,
    /// Keys of which most entries have one.
    pub(super) told_by: Vec<String>,
    /// Where the entries may stand; of none, in a list of the document or under any key.
    pub(super) at: Vec<String>,
    /// Keys of which most entries have one, where they are all that the document holds.
    pub(super) alone: Vec<String>,
}

/// The exports that are known by their keys.
pub(super) fn exports() -> &'static [Export] {
    static ALL: OnceLock<Vec<Export>> = OnceLock::new();
    ALL.get_or_init(|| {
        let parsed = yaml::parse(&Arc::new(SourceFile::new("exports", EXPORTS)));
        let tree = &parsed.tree;
        let root = tree.documents().first().and_then(|document| document.root);
        let texts = |item: NodeId, key: &str| -> Vec<String> {
            let items = tree.get(item, key).into_iter().flat_map(|list| tree.items(list));
            items.map(|item| tree.text(item).to_owned()).collect()
        };
        let export = |item: NodeId| {
            let name = tree.text(tree.get(item, "name")?);
            let layout = read(name, tree, tree.get(item, "layout")?, Some(general())).ok()?;
            // Nobody here is told what of it an export does not have.
            let mut layout = Layout {
                is_shipped: true,
                is_export: true,
                source: None,
                named: Vec::new(),
                said: HashSet::new(),
                ..layout
            };
            // Whoever wrote an export may have added the manager in words of its own. Teams call their holders so.
            if layout.inside.is_empty() && layout.otherwise.is_empty() {
                let key = Field::ReportsTo.key();
                layout.take_after(Slot::Up, &[&[key.name], key.also].concat());
                layout.by_words = Some(By::Name);
            }
            Some(Export {
                layout,
                told_by: texts(item, "told_by"),
                at: texts(item, "at"),
                alone: texts(item, "alone"),
            })
        };
        root.into_iter().flat_map(|root| tree.items(root)).filter_map(export).collect()
    })
}

/// The layout of an export whose entries stand there.
pub(super) fn export(number: usize, entries: &Entries) -> Layout {
    let layout = &exports()[number].layout;
    let id = if matches!(entries, Entries::Map(_)) { IdFrom::Key } else { IdFrom::Field };
    Layout { entries: entries.clone(), id, ..layout.clone() }
}

/// A shipped layout. That each can be read is tested; one that could not would know no keys.
fn shipped(name: &str, text: &str) -> Layout {
    let file = Arc::new(SourceFile::new(name, text));
    let parsed = yaml::parse(&file);
    let root = parsed.tree.documents().first().and_then(|document| document.root);
    let layout = root.and_then(|root| read(name, &parsed.tree, root, None).ok());
    let layout = layout.unwrap_or_else(|| Layout::new(name, Entries::List(None)));
    Layout { is_shipped: true, ..layout }
}

/// A layout that the configuration names or describes.
#[derive(Clone, Debug, PartialEq)]
pub enum Form {
    /// One that the project ships.
    Shipped(Shipped),
    /// A company's own.
    Own(Box<Layout>),
}

/// A layout that the project ships.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shipped {
    /// The native form.
    Native,
    /// A map of entries.
    Map,
    /// A list of entries.
    List,
    /// A file for each person.
    EachFile,
    /// A Backstage catalogue.
    Backstage,
    /// A table.
    Csv,
    /// The export of a program, by its number.
    Export(usize),
}

impl Shipped {
    /// All of them.
    #[must_use]
    pub fn all() -> Vec<Self> {
        let shapes = [Self::Native, Self::Map, Self::List, Self::EachFile, Self::Backstage, Self::Csv];
        shapes.into_iter().chain((0..exports().len()).map(Self::Export)).collect()
    }

    /// What it is called.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Native => NATIVE,
            Self::Map => "map",
            Self::List => "list",
            Self::EachFile => "each-file",
            Self::Backstage => "backstage",
            Self::Csv => TABLE,
            Self::Export(number) => &exports()[number].layout.name,
        }
    }

    /// The layout of that name.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        Self::all().into_iter().find(|known| known.name() == name)
    }

    /// The shape of files in this layout. Under which key the entries of a list or a map stand is
    /// taken from the first file that has them.
    pub(super) fn shape(self, shapes: &[Shape]) -> Shape {
        let is_like = |shape: &&Shape| self.takes(shape);
        let found = || shapes.iter().find(is_like).cloned();
        match self {
            Self::Native => Shape::Native,
            Self::Map => found().unwrap_or(Shape::Map(None)),
            Self::List => found().unwrap_or(Shape::List(None)),
            Self::EachFile => Shape::Person { names_manager: true },
            Self::Backstage => Shape::Backstage,
            Self::Csv => Shape::Table,
            Self::Export(number) => found().unwrap_or(Shape::Export(number, Entries::List(None))),
        }
    }

    fn takes(self, shape: &Shape) -> bool {
        match shape {
            Shape::Native => self == Self::Native,
            Shape::Map(_) => self == Self::Map,
            Shape::List(_) => self == Self::List,
            Shape::Person { .. } => self == Self::EachFile,
            Shape::Backstage => self == Self::Backstage,
            Shape::Table => self == Self::Csv,
            Shape::Export(number, _) => self == Self::Export(*number),
            Shape::Beside | Shape::Tree(_) | Shape::Unknown => false,
        }
    }
}

impl From<Layout> for Form {
    fn from(layout: Layout) -> Self {
        Self::Own(Box::new(layout))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_shipped_layout_can_be_read() {
        for text in [GENERAL, GROUP, USER] {
            let parsed = yaml::parse(&Arc::new(SourceFile::new("shipped", text)));
            let root = parsed.tree.documents()[0].root.expect("a document");
            let read = read("shipped", &parsed.tree, root, None);
            assert!(read.is_ok() && parsed.problems.is_empty(), "{read:?}");
        }
        let parsed = yaml::parse(&Arc::new(SourceFile::new("exports", EXPORTS)));
        let root = parsed.tree.documents()[0].root.expect("a document");
        assert_eq!(exports().len(), parsed.tree.items(root).count());
        for export in exports() {
            assert!(export.layout.takes(Slot::Up) && !export.told_by.is_empty(), "{}", export.layout.name);
        }
        assert!(general().takes(Slot::Up) && general().takes(Slot::Plain(Field::Title)));
        assert!(backstage().iter().all(|layout| layout.takes(Slot::Id) && !layout.only.is_empty()));
    }
}
