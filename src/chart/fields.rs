//! The keys of the chart's native form: one table that reading, messages, facts and documentation share.

use crate::nearest::nearest;

/// What a key's value has to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ValueKind {
    /// The id of a position.
    Id,
    /// An id, or a list of them.
    Ids,
    /// Text.
    Text,
    /// Text of the company's own, which may be a number to look at: `cost_centre: 4711`.
    Code,
    /// Text, or a list of texts.
    Texts,
    /// Who holds the position: text or a list. Written empty, it says that nobody does.
    Person,
    /// One of these words.
    Word(&'static [&'static str]),
    /// Any word; these are the ones the rules know, and a near miss of one is pointed out.
    OpenWord(&'static [&'static str]),
    /// A list of words as in [`ValueKind::OpenWord`], or one of them.
    OpenWords(&'static [&'static str]),
    /// A date, `2026-01-15`.
    Date,
    /// A number that is not negative.
    Number,
    /// A whole number that is not negative.
    Whole,
    /// `true` or `false`.
    Flag,
    /// `true`, `false`, or text that says more.
    FlagOrText,
    /// Dotted lines: an id, a list of ids, or a list of `{to, for}`.
    DottedLines,
    /// A mapping of these keys.
    Map(&'static [Part]),
    /// Text, or a mapping of these keys.
    TextOrMap(&'static [Part]),
    /// A list of mappings of these keys.
    Maps(&'static [Part]),
    /// The facts about the company.
    Company,
    /// Positions.
    Positions,
    /// One position.
    Position,
    /// Anything.
    Any,
}

/// A key with what it may hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Key<F: 'static> {
    /// What it is in code.
    pub field: F,
    /// How it is written.
    pub name: &'static str,
    /// What it holds.
    pub kind: ValueKind,
    /// What it says, in one line.
    pub about: &'static str,
    /// Other names that people use for it, for a hint.
    pub also: &'static [&'static str],
}

macro_rules! keys {
    ($(#[$doc:meta])* $enum:ident, $table:ident:
     $($field:ident $name:literal $kind:expr, $about:literal $(, also $($also:literal)|+)?;)+) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
        #[repr(u8)]
        pub enum $enum {
            $(#[doc = $about] $field,)+
        }

        impl $enum {
            /// The field of a key as written.
            #[must_use]
            pub fn from_key(key: &str) -> Option<Self> {
                match key {
                    $($name => Some(Self::$field),)+
                    _ => None,
                }
            }

            /// The key and what it may hold.
            #[must_use]
            pub fn key(self) -> &'static Key<Self> {
                &$table[self as usize]
            }
        }

        #[doc = concat!("Every key of [`", stringify!($enum), "`], in its order.")]
        pub static $table: &[Key<$enum>] = &[
            $(Key { field: $enum::$field, name: $name, kind: $kind, about: $about, also: &[$($($also),+)?] },)+
        ];
    };
}

/// Words of `status`.
pub const STATUSES: &[&str] = &["filled", "acting", "interim", "vacant", "planned", "leaving"];
/// Words of `serves` that the rules know.
pub const SERVES: &[&str] = &["operations", "product", "both", "customers", "marketing"];
/// Words of `company.regimes` that the rules know.
pub const REGIMES: &[&str] = &[
    "gdpr",
    "sox",
    "gmp",
    "hipaa",
    "nydfs",
    "uk-aml",
    "eu-bank",
    "us-healthcare",
    "listed",
    "bank",
    "safety-critical",
];

/// The parts of a mandate.
pub(super) const MANDATE: &[Part] = &[Part::Facing, Part::Line, Part::Owns, Part::Text];
/// The parts of a dotted line.
pub(super) const DOTTED_LINE: &[Part] = &[Part::To, Part::For];
/// The parts of an exception.
pub(super) const EXCEPTION: &[Part] = &[Part::Rule, Part::At, Part::Reason, Part::Until];

keys! {
    /// A field of a position.
    Field, FIELDS:
    Id "id" ValueKind::Id, "the position's own key, unique in the chart",
        also "key" | "position_id" | "employee_id" | "slug";
    Title "title" ValueKind::Text, "the title as it is shown", also "job_title" | "position_title" | "job";
    Name "name" ValueKind::Person, "the holder's name, for people to read", also "full_name" | "display_name";
    Holder "holder" ValueKind::Person, "a key for the holder, where one person has several positions",
        also "person" | "employee";
    Role "role" ValueKind::Text, "the seat, where the title does not say it: `cio`, `cto`, `it-lead` …";
    Function "function" ValueKind::Text, "what the position's area does: `service-delivery`, `engineering` …";
    Department "department" ValueKind::Text, "the department's name", also "dept" | "division";
    Unit "unit" ValueKind::Text, "the unit's name, where the position heads one", also "team" | "group";
    Serves "serves" ValueKind::OpenWord(SERVES), "what the area is for: `operations`, `product`, `both` …";
    Status "status" ValueKind::Word(STATUSES), "whether somebody sits there; `filled` if left out", also "state";
    Since "since" ValueKind::Date, "since when the status holds", also "start_date" | "hire_date" | "start";
    Until "until" ValueKind::Date, "until when the status holds", also "end_date" | "end";
    Fte "fte" ValueKind::Number, "share of a full-time position, `1` is full time";
    Employment "employment" ValueKind::Word(&["employee", "contractor", "vendor", "agency"]),
        "how the holder is employed", also "employment_type";
    Scope "scope" ValueKind::Word(&["company", "group", "region", "business-unit", "product"]),
        "what part of the company the position speaks for";
    Level "level" ValueKind::Number, "the position's level on the company's own ladder", also "grade";
    ReportsTo "reports_to" ValueKind::Ids, "the id of the manager: the solid line",
        also "manager" | "manager_id" | "supervisor" | "boss" | "parent" | "parent_id" | "line_manager";
    DottedTo "dotted_to" ValueKind::DottedLines, "further lines, with `for:` to say what they are about",
        also "matrix_manager" | "dotted_line";
    Complements "complements" ValueKind::Id, "the id of the chief whose other side this position covers";
    CoversBothSince "covers_both_since" ValueKind::Date, "since when a chief also covers the other chief's side";
    Mandate "mandate" ValueKind::TextOrMap(MANDATE), "what the position is for: text, a link, or its parts";
    Profile "profile" ValueKind::Map(&[Part::Needs, Part::Covers, Part::Qualities]), "what the role needs, covers and asks for; never a person's";
    Goals "goals" ValueKind::Maps(&[Part::Text, Part::Line]), "the position's goals with the line they serve";
    AlsoHolds "also_holds" ValueKind::Ids, "ids or seats that the same holder has too";
    CoLead "co_lead" ValueKind::FlagOrText, "that the position is shared on purpose, or with whom";
    Cover "cover" ValueKind::Text, "who stands in while the position is open";
    Critical "critical" ValueKind::Flag, "that the position has to be covered at all times";
    New "new" ValueKind::Flag, "that the position or unit was just created";
    Created "created" ValueKind::Date, "when the position or unit was created";
    Extra "extra" ValueKind::Any, "anything of the company's own; never read";
    Reports "reports" ValueKind::Positions, "the positions that report here, in the nested form",
        also "direct_reports" | "children" | "subordinates";
}

impl Field {
    /// The field's bit in a set of fields.
    pub(super) fn bit(self) -> u64 {
        const { assert!(FIELDS.len() <= u64::BITS as usize) };
        1 << self as u8
    }
}

keys! {
    /// A fact about the company.
    CompanyField, COMPANY_FIELDS:
    Name "name" ValueKind::Text, "the company's name";
    Employees "employees" ValueKind::Whole, "number of employees", also "headcount" | "size";
    Complete "complete" ValueKind::Flag, "whether every position is on the chart; `false`: a part of a company";
    PartOf "part_of" ValueKind::Text, "the group this company belongs to";
    Stage "stage" ValueKind::Word(&["startup", "growth", "mid-size", "mature"]), "how far the company is";
    Funding "funding" ValueKind::Word(&["bootstrapped", "seed", "well-backed"]), "how it is funded";
    TechnologyStrategy "technology_strategy" ValueKind::Word(&["none", "forming", "in-place"]),
        "whether there is a technology strategy";
    TechnologyCore "technology_core" ValueKind::Flag, "whether technology is part of the core business";
    PrimaryGoal "primary_goal" ValueKind::Word(&["technology-strategy", "efficiency"]),
        "what matters more now";
    Industry "industry" ValueKind::Text, "the industry";
    Outsourced "outsourced" ValueKind::Texts, "functions that are bought in";
    Regimes "regimes" ValueKind::OpenWords(REGIMES), "the regimes that apply; they switch governance rules on";
}

keys! {
    /// A key at the top of a chart.
    TopField, TOP_FIELDS:
    AsOf "as_of" ValueKind::Date, "the date the chart is true for", also "date" | "asof";
    Company "company" ValueKind::Company, "facts about the company", also "organization" | "organisation";
    Positions "positions" ValueKind::Positions, "the positions, one list item each";
    People "people" ValueKind::Positions, "another name for `positions`", also "employees";
    Org "org" ValueKind::Position, "the topmost position, in the nested form", also "chart";
    Exceptions "exceptions" ValueKind::Maps(EXCEPTION), "findings that are meant to be so";
    Roots "roots" ValueKind::Ids, "ids of positions that have nobody above them on purpose";
    ExternalManagers "external_managers" ValueKind::Ids, "ids of managers who are not on this chart";
}

keys! {
    /// A key of one of the smaller mappings of a chart.
    Part, PARTS:
    Facing "facing" ValueKind::Word(&["internal", "customers", "both"]), "whom the position faces";
    Line "line" ValueKind::Word(&["top", "bottom", "both"]), "the line it works for";
    Owns "owns" ValueKind::Texts, "the functions it owns";
    Text "text" ValueKind::Text, "in words";
    Needs "needs" ValueKind::Texts, "what the role needs support in";
    Covers "covers" ValueKind::Texts, "what the role covers";
    Qualities "qualities" ValueKind::Texts, "what the role's profile asks for";
    To "to" ValueKind::Id, "the id the line leads to";
    For "for" ValueKind::Text, "what the line is about";
    Rule "rule" ValueKind::Text, "the rule that is allowed to differ";
    At "at" ValueKind::Id, "the id of the position, or `company`";
    Reason "reason" ValueKind::Text, "why it is meant to be so";
    Until "until" ValueKind::Date, "the last day the exception holds";
}

/// A company's own field, by its number among those of its configuration.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
pub struct OwnField(pub u16);

/// A company's own fields of positions.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct OwnFields(Vec<Key<OwnField>>);

impl OwnFields {
    /// The most fields that a configuration may add.
    pub const MOST: usize = 256;

    /// Adds a field, in place of one that has its name; those over the limit are left out.
    pub fn add(&mut self, name: &'static str, kind: ValueKind) {
        let at = self.0.iter().position(|key| key.name == name).unwrap_or(self.0.len());
        let Some(number) = u16::try_from(at).ok().filter(|_| at < Self::MOST) else { return };
        let key =
            Key { field: OwnField(number), name, kind, about: "a field of the company's own", also: &[] };
        match self.0.get_mut(at) {
            Some(known) => *known = key,
            None => self.0.push(key),
        }
    }

    /// Every field.
    #[must_use]
    pub fn keys(&self) -> &[Key<OwnField>] {
        &self.0
    }

    /// The field of a key as written.
    #[must_use]
    pub fn find(&self, name: &str) -> Option<OwnField> {
        self.0.iter().find(|key| key.name == name).map(|key| key.field)
    }

    /// The key of a field.
    #[must_use]
    pub fn key(&self, field: OwnField) -> &Key<OwnField> {
        &self.0[usize::from(field.0)]
    }
}

/// The key nearest to one that is not known, and whether it is near by its letters (`titel`) or by
/// its meaning (`manager` for `reports_to`).
#[must_use]
pub(super) fn near_key<F: Copy>(name: &str, keys: &[Key<F>]) -> Option<(&'static str, bool)> {
    if let Some(near) = nearest(name, keys.iter().map(|key| key.name)) {
        return Some((near, true));
    }
    keys.iter()
        .find(|key| nearest(name, key.also.iter().copied()).is_some_and(|found| same(found, name)))
        .map(|key| (key.name, false))
}

/// Whether two keys differ in their separators and letter case alone.
fn same(a: &str, b: &str) -> bool {
    let letters = |word: &str| -> String {
        word.chars().filter(char::is_ascii_alphanumeric).map(|c| c.to_ascii_lowercase()).collect()
    };
    letters(a) == letters(b)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_table_is_in_the_order_of_its_fields() {
        assert!(FIELDS.iter().enumerate().all(|(at, key)| key.field as usize == at));
        assert!(COMPANY_FIELDS.iter().enumerate().all(|(at, key)| key.field as usize == at));
        assert!(TOP_FIELDS.iter().enumerate().all(|(at, key)| key.field as usize == at));
        assert!(PARTS.iter().enumerate().all(|(at, key)| key.field as usize == at));
        assert_eq!(Field::from_key("reports_to"), Some(Field::ReportsTo));
        assert_eq!(Field::from_key("Reports_to"), None);
    }

    #[test]
    fn a_key_is_near_by_letters_or_by_meaning() {
        assert_eq!(near_key("titel", FIELDS), Some(("title", true)));
        assert_eq!(near_key("manager", FIELDS), Some(("reports_to", false)));
        assert_eq!(near_key("Manager ID", FIELDS), Some(("reports_to", false)));
        assert_eq!(near_key("email", FIELDS), None);
        assert_eq!(near_key("location", FIELDS), None);
    }
}
