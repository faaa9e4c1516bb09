//! How a chart is read where that is said, and not recognised.

use super::layout::{Entries, Layout};
use super::shape::{self, Shape};
use super::shipped;
use crate::chart::NATIVE;

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
        shapes.into_iter().chain((0..shipped::exports().len()).map(Self::Export)).collect()
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
            Self::Csv => shape::TABLE,
            Self::Export(number) => &shipped::exports()[number].layout.name,
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
