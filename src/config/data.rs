//! What one configuration file says, each value with its place.

use crate::yaml::{NodeId, Spanned};

/// The keys of one configuration file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Settings {
    /// Files that this one builds on, the first one first.
    pub extends: Vec<Spanned<String>>,
    /// Levels and parameters.
    pub rules: Vec<RuleSetting>,
    /// Levels and parameters for parts of the chart.
    pub overrides: Vec<Override>,
    /// The company's own functions.
    pub functions: Vec<FunctionSetting>,
    /// Titles that mean a seat.
    pub seats: Vec<SeatSetting>,
    /// The company's own fields of positions.
    pub fields: Vec<FieldSetting>,
    /// Fields that positions have to state: its node in [`super::Layer::tree`].
    pub required_fields: Option<NodeId>,
    /// Whether an exception without a reason suppresses nothing.
    pub allow_needs_reason: Option<bool>,
    /// Rules that no exception suppresses.
    pub never_allow: Vec<Spanned<String>>,
    /// Charts of many files.
    pub charts: Vec<ChartSetting>,
    /// Files that name people and units of the charts.
    pub references: Vec<ReferenceSetting>,
    /// Whether the language server says what the schema of a chart says too.
    pub editor_schema: Option<bool>,
}

/// A chart: which files it has, and how they are read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ChartSetting {
    /// What it is called.
    pub name: Spanned<String>,
    /// Its files, as patterns of paths from the folder of the configuration.
    pub files: Vec<Spanned<String>>,
    /// Its layout; without one its shape is recognised.
    pub layout: Option<LayoutSetting>,
    /// The set of keys that states facts of it, where any are stated: its node in [`super::Layer::tree`].
    pub stated: Option<NodeId>,
    /// Second sources that it is compared with.
    pub seconds: Vec<SecondSetting>,
}

/// A second source of a chart.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SecondSetting {
    /// Its file, or those that are read as one, as paths from the folder of the configuration.
    pub files: Vec<Spanned<String>>,
    /// Its layout; without one its shape is recognised.
    pub layout: Option<LayoutSetting>,
    /// The words for what it is right about; without any, for all.
    pub says: Option<Vec<Spanned<String>>>,
    /// The words for how to recognise who is who; without any, all of them.
    pub keys: Option<Vec<Spanned<String>>>,
}

/// Files that name people and units of the charts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReferenceSetting {
    /// The files, as patterns of paths from the folder of the configuration.
    pub files: Vec<Spanned<String>>,
    /// Where the names stand in each document; none: where files of this name have them.
    pub at: Option<Spanned<String>>,
    /// The word for what they name.
    pub names: Option<Spanned<String>>,
}

/// How the files of a chart are read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LayoutSetting {
    /// By a layout that the project ships.
    Named(Spanned<String>),
    /// By one of the company's own: its node in [`super::Layer::tree`].
    Own(NodeId),
}

/// What is set of a rule or a pack.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RuleSetting {
    /// The rule or pack.
    pub name: Spanned<String>,
    /// The word of its level.
    pub level: Option<Spanned<String>>,
    /// Its parameters.
    pub params: Vec<Param>,
}

/// A parameter with its value as it is written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Param {
    /// The parameter.
    pub name: Spanned<String>,
    /// The value.
    pub value: Spanned<String>,
}

/// Other levels for a position and everyone below it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Override {
    /// The id of the position.
    pub within: Spanned<String>,
    /// Levels and parameters there.
    pub rules: Vec<RuleSetting>,
}

/// A function of the company's own, or one of the vocabulary that it describes anew.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FunctionSetting {
    /// Its id.
    pub id: Spanned<String>,
    /// The word of the side it belongs to.
    pub domain: Option<Spanned<String>>,
    /// Names of departments that mean it.
    pub departments: Vec<Spanned<String>>,
    /// Titles that mean it.
    pub titles: Vec<Spanned<String>>,
}

/// Titles of the company's own that mean a seat.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SeatSetting {
    /// The word of the seat.
    pub seat: Spanned<String>,
    /// The titles.
    pub titles: Vec<Spanned<String>>,
}

/// A field of the company's own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FieldSetting {
    /// The key.
    pub name: Spanned<String>,
    /// What it holds.
    pub kind: FieldKind,
}

/// What one of the company's own fields holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FieldKind {
    /// Text.
    Text,
    /// A number that is not negative.
    Number,
    /// Yes or no.
    Flag,
    /// A date.
    Date,
    /// A list of texts.
    List,
    /// One of these words.
    Words(Vec<String>),
}

impl FieldKind {
    /// The words of those that have one.
    pub const WORDS: [&'static str; 5] = ["text", "number", "flag", "date", "list"];

    pub(super) fn from_word(word: &str) -> Option<Self> {
        match word {
            "text" => Some(Self::Text),
            "number" => Some(Self::Number),
            "flag" => Some(Self::Flag),
            "date" => Some(Self::Date),
            "list" => Some(Self::List),
            _ => None,
        }
    }
}
