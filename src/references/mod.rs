//! Names of people and units in other files, such as `CODEOWNERS`: which of them are on the chart. Uses
//! [`crate::chart`] and [`crate::yaml`].

mod read;
#[cfg(test)]
mod tests;

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use crate::chart::{Chart, Field, PositionId, slug};
use crate::source::{Place, SourceFile};

pub use read::read;

/// What a reference names.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Names {
    /// The id of a position.
    Id,
    /// A holder's handle or address.
    Handle,
    /// A unit or department, or the position that heads it.
    Unit,
}

impl Names {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Id, Self::Handle, Self::Unit];

    /// Its word.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Id => "id",
            Self::Handle => "handle",
            Self::Unit => "unit",
        }
    }
}

/// A file with references, and where they are in it.
#[derive(Clone, Debug)]
pub struct ReferenceFile {
    /// The file.
    pub file: Arc<SourceFile>,
    /// Where they are in each document, as `spec.owner`; none: where files of this name have them.
    pub at: Option<String>,
    /// What they name; none: what they do in files of this name.
    pub names: Option<Names>,
}

/// One reference.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reference {
    /// Whom it names, without signs before it.
    pub text: String,
    /// What it names.
    pub names: Names,
    /// Where it stands.
    pub place: Place,
}

/// References in one file to somebody who is not on the chart, or has left.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unresolved {
    /// The path of the file.
    pub path: String,
    /// Whom they name.
    pub text: String,
    /// What they name.
    pub names: Names,
    /// Whether somebody of this name has left.
    pub has_left: bool,
    /// Where they stand.
    pub places: Vec<Place>,
}

/// Whom charts know.
#[derive(Debug, Default)]
pub struct Mentionable(HashMap<(Names, String), bool>);

impl Mentionable {
    /// Everybody on these charts; nobody where positions may be missing.
    #[must_use]
    pub fn of<'c>(charts: impl IntoIterator<Item = &'c Chart>) -> Option<Self> {
        let mut known = Self::default();
        for chart in charts {
            if chart.may_have_any_id() || chart.is_broken() {
                return None;
            }
            chart.positions().for_each(|position| known.add(chart, position));
        }
        Some(known)
    }

    fn add(&mut self, chart: &Chart, position: PositionId) {
        let has_left = chart.words(position, Field::Status) == Some("left");
        let mut add = |names, text: &str| {
            let key = key(names, text);
            // Whoever is there under one position has not left with another.
            // A unit is there whoever heads it.
            let has_left = has_left && names != Names::Unit;
            let left = self.0.entry((names, key)).or_insert(has_left);
            *left &= has_left;
        };
        for names in Names::ALL {
            if !chart.has_made_id(position) {
                add(names, chart.id(position));
            }
        }
        for field in [Field::Handle, Field::Email, Field::Holder] {
            chart.texts(position, field).for_each(|text| add(Names::Handle, text.text));
        }
        for field in [Field::Unit, Field::Department, Field::Function, Field::Title] {
            chart.texts(position, field).for_each(|text| add(Names::Unit, text.text));
        }
    }

    /// The references that lead to nobody, each text of a file once. Where none of a kind in a file leads
    /// anywhere, the chart does not have such names, and nothing is known of them.
    #[must_use]
    pub fn unresolved(&self, path: &str, references: Vec<Reference>) -> Vec<Unresolved> {
        let found = |one: &Reference| self.0.get(&(one.names, key(one.names, &one.text))).copied();
        let told: HashSet<Names> =
            references.iter().filter(|one| found(one).is_some()).map(|one| one.names).collect();
        let mut out: Vec<Unresolved> = Vec::new();
        let mut index: HashMap<(Names, String), usize> = HashMap::new();
        for one in references.into_iter().filter(|one| told.contains(&one.names)) {
            let has_left = match found(&one) {
                Some(false) => continue,
                Some(true) => true,
                None => false,
            };
            let at = *index.entry((one.names, key(one.names, &one.text))).or_insert(out.len());
            match out.get_mut(at) {
                Some(known) => known.places.push(one.place),
                None => out.push(Unresolved {
                    path: path.to_owned(),
                    text: one.text,
                    names: one.names,
                    has_left,
                    places: vec![one.place],
                }),
            }
        }
        out
    }
}

/// A text as it is compared.
fn key(names: Names, text: &str) -> String {
    match names {
        Names::Id => text.to_owned(),
        Names::Handle => text.trim_start_matches('@').to_lowercase(),
        Names::Unit => slug(text),
    }
}
