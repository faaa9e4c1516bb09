//! The parts of a rule.

use std::fmt;
use std::hash::{Hash, Hasher};

use serde::{Deserialize, Serialize};

use crate::finding::{Safety, Severity};
use crate::graph::catalogue::FactId;

/// One rule, read and checked.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Rule {
    /// Its id, unique over all packs.
    pub id: String,
    /// The pack it is in.
    pub pack: String,
    /// What it looks for, in one line.
    pub title: String,
    /// Its severity, where no case says otherwise.
    pub severity: Severity,
    /// Whether it waits to be switched on.
    pub off: bool,
    /// Words to find it by.
    pub tags: Vec<String>,
    /// The release it came with.
    pub since: String,
    /// What one finding is about.
    pub about: For,
    /// Its parameters.
    pub params: Vec<Param>,
    /// What it checks.
    pub body: Body,
    /// Which of the positions that raise it are reported.
    pub report: Report,
    /// Rules of one group report a solid line together.
    pub group: Option<String>,
    /// Rules that speak first.
    pub yields_to: Vec<Yields>,
    /// Whether findings of one cause are one finding from the second on.
    pub together: bool,
    /// The value that findings of one cause share; none: that of the primary label, or, where findings of
    /// one cause are one finding from the second on, the rule itself.
    pub cause: Option<Path>,
    /// The message of findings that are put together; `{count}` is how many there are.
    pub summary: Option<Template>,
    /// Labels; the first is the primary one.
    pub labels: Vec<LabelSpec>,
    /// An edit that clears a finding.
    pub fix: Option<FixSpec>,
    /// What it looks at, in words for people who read charts and not rule files.
    pub looks_at: Option<String>,
    /// Why it may matter.
    pub why: String,
    /// When it stays silent, in words.
    pub silent: Vec<String>,
    /// Where the claim comes from.
    pub source: Source,
}

/// What one finding is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum For {
    /// A position.
    Position,
    /// The organisation.
    Organisation,
}

/// Which positions are reported.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Report {
    /// All that raise the rule.
    Each,
    /// Among those on one solid line, the highest.
    Topmost,
}

/// A named number or word.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Param {
    /// Its name.
    pub name: String,
    /// Its value unless it is set.
    pub default: ParamValue,
    /// What it is for, its unit, and where the number comes from.
    pub about: String,
}

/// The value of a parameter.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum ParamValue {
    /// A number.
    Number(f64),
    /// A word.
    Word(String),
    /// Yes or no.
    Switch(bool),
}

/// What a rule checks.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Body {
    /// A check in Rust, by its name.
    Builtin(String),
    /// Conditions; for each position the first case whose `given` and `where` hold decides.
    Cases(Vec<Case>),
}

/// One variant of a rule.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Case {
    /// About the organisation; otherwise the case sleeps.
    pub given: Cond,
    /// Which positions it looks at.
    pub looks_at: Cond,
    /// Positions left out where this is known to hold.
    pub unless: Option<Cond>,
    /// What raises the finding: the negation of `must`, or `must_not`.
    pub raises: Cond,
    /// Its severity, where that is not the rule's.
    pub severity: Option<Severity>,
    /// The finding's first line.
    pub message: Template,
    /// The choices.
    pub help: Template,
}

/// A condition.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Cond {
    /// All of these.
    All(Vec<Cond>),
    /// One of these.
    Any(Vec<Cond>),
    /// Not all of these.
    NotAll(Vec<Cond>),
    /// A test of a fact.
    Fact {
        /// The fact.
        fact: FactId,
        /// What is tested.
        test: Test,
    },
    /// The one position that a relation leads to is so.
    Step {
        /// The relation.
        relation: Single,
        /// All of these hold there.
        all: Vec<Cond>,
        /// What messages call that position.
        name: Option<String>,
    },
    /// Someone up the solid line is so.
    Above {
        /// All of these hold there.
        all: Vec<Cond>,
        /// What messages call that position, the nearest of them.
        name: Option<String>,
    },
    /// The positions that a relation leads to.
    Group {
        /// The relation.
        relation: Many,
        /// What holds of them.
        quantified: Vec<Quantified>,
        /// What messages call the first that matches `any`.
        name: Option<String>,
    },
    /// The organisation has these seats, held in whatever way.
    HasSeats(Vec<String>),
    /// A parameter is set to yes, or to no.
    Switched {
        /// The parameter.
        param: String,
        /// To which.
        on: bool,
    },
}

/// A relation to one position.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Single {
    /// Where the solid line leads.
    Manager,
    /// The first chief going up.
    NearestChief,
    /// The position that complements a chief.
    Complement,
    /// The chief it complements, as stated.
    Complements,
    /// Who holds the role opposite to the nearest chief's.
    Opposite,
    /// Where the solid line led in the earlier version.
    BeforeManager,
    /// The company's CIO.
    Cio,
    /// The company's CTO.
    Cto,
    /// The only chief.
    LoneChief,
}

impl Single {
    /// All of them.
    pub const ALL: [Self; 9] = [
        Self::Manager,
        Self::NearestChief,
        Self::Complement,
        Self::Complements,
        Self::Opposite,
        Self::BeforeManager,
        Self::Cio,
        Self::Cto,
        Self::LoneChief,
    ];

    /// How rules write it.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Manager => "manager",
            Self::NearestChief => "nearest_chief",
            Self::Complement => "complement",
            Self::Complements => "complements",
            Self::Opposite => "opposite",
            Self::BeforeManager => "before.manager",
            Self::Cio => "cio",
            Self::Cto => "cto",
            Self::LoneChief => "lone_chief",
        }
    }

    /// Whether it is about the organisation, and not about one position.
    #[must_use]
    pub fn is_of_organisation(self) -> bool {
        matches!(self, Self::Cio | Self::Cto | Self::LoneChief)
    }
}

/// A relation to any number of positions.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Many {
    /// Those who report directly.
    Reports,
    /// Everyone down the solid line.
    Below,
    /// Those whose nearest chief this is.
    Portfolio,
    /// Those whom the dotted lines lead to.
    Dotted,
    /// The whole chart.
    Positions,
}

impl Many {
    /// All of them.
    pub const ALL: [Self; 5] = [Self::Reports, Self::Below, Self::Portfolio, Self::Dotted, Self::Positions];

    /// How rules write it.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Reports => "reports",
            Self::Below => "below",
            Self::Portfolio => "portfolio",
            Self::Dotted => "dotted",
            Self::Positions => "positions",
        }
    }

    /// Whether everybody's group is the same.
    #[must_use]
    pub fn is_same_for_all(self) -> bool {
        self == Self::Positions
    }
}

/// How many of a relation's positions.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Quantifier {
    /// At least one; false over nobody.
    Any,
    /// Every one; true over nobody.
    All,
    /// Not one; true over nobody.
    None,
    /// More than half, and at least one.
    Most,
}

impl Quantifier {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Any, Self::All, Self::None, Self::Most];

    /// How rules write it.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Any => "any",
            Self::All => "all",
            Self::None => "none",
            Self::Most => "most",
        }
    }
}

/// A quantifier with what it counts.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Quantified {
    /// How many; none where only `count` is tested.
    pub quantifier: Option<Quantifier>,
    /// All of these hold of a member that counts.
    pub all: Vec<Cond>,
    /// A test of how many count.
    pub count: Option<Comparison>,
}

/// What is tested of a fact.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Test {
    /// It is stated.
    Present,
    /// It is not stated.
    Absent,
    /// It is yes, or no.
    Flag(bool),
    /// It is one of these words or texts.
    OneOf(Vec<WordExpr>),
    /// It begins with this, in any letter case.
    StartsWith(String),
    /// It contains this, in any letter case.
    Contains(String),
    /// It matches this regular expression.
    Matches(String),
    /// It compares so.
    Compares(Comparison),
    /// It lies so long ago.
    Dated {
        /// Before or after that day.
        age: Age,
        /// How many days or months before the chart's date.
        amount: NumberExpr,
        /// Which of the two.
        unit: Unit,
    },
    /// For a list: every text of it is in another list of the same position, or none is.
    Shares {
        /// Which of the two.
        shared: Shared,
        /// The other list.
        with: FactId,
    },
    /// For a list: some text stands in it twice, or none does.
    Repeats(bool),
    /// For a list: it has so many texts.
    Counts(Comparison),
    /// It is the position looked at.
    IsSelf,
}

/// How much of a list another one has.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Shared {
    /// All of it.
    Whole,
    /// Nothing of it.
    Nothing,
}

impl Shared {
    /// Both.
    pub const ALL: [Self; 2] = [Self::Whole, Self::Nothing];

    /// How rules write it.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Whole => "within",
            Self::Nothing => "apart_from",
        }
    }
}

/// A date against a day before the chart's date.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Age {
    /// Longer ago than that.
    Older,
    /// Not so long ago, and not after the chart's date.
    Newer,
    /// After the chart's date by more than that.
    Ahead,
}

/// A length of time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Unit {
    /// Days.
    Days,
    /// Calendar months.
    Months,
}

/// A word or text to compare with.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum WordExpr {
    /// This one.
    Text(String),
    /// The value of a parameter.
    Param(String),
}

/// A comparison of numbers.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Comparison {
    /// How.
    pub how: Compared,
    /// With what.
    pub with: NumberExpr,
}

/// How two numbers compare.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Compared {
    /// `<`
    Less,
    /// `<=`
    AtMost,
    /// `=`, or a number alone
    Equal,
    /// `!=`
    Different,
    /// `>=`
    AtLeast,
    /// `>`
    Greater,
}

impl Compared {
    /// Whether `a` compares so with `b`.
    #[must_use]
    #[expect(clippy::float_cmp, reason = "numbers are compared as they are written")]
    pub fn holds(self, a: f64, b: f64) -> bool {
        match self {
            Self::Less => a < b,
            Self::AtMost => a <= b,
            Self::Equal => a == b,
            Self::Different => a != b,
            Self::AtLeast => a >= b,
            Self::Greater => a > b,
        }
    }
}

/// A number, or where it comes from.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum NumberExpr {
    /// This one.
    Number(f64),
    /// The value of a parameter.
    Param(String),
    /// A fact, reached from the position looked at.
    Fact {
        /// The relations that lead there.
        steps: Vec<Single>,
        /// The fact.
        fact: FactId,
    },
}

/// Numbers in rule files are finite, so equality is what it should be.
impl Eq for NumberExpr {}

impl Hash for NumberExpr {
    fn hash<H: Hasher>(&self, state: &mut H) {
        match self {
            Self::Number(number) => number.to_bits().hash(state),
            Self::Param(name) => name.hash(state),
            Self::Fact { steps, fact } => (steps, fact).hash(state),
        }
    }
}

/// A text with places for values.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Template {
    /// Its pieces in order.
    pub pieces: Vec<Piece>,
}

/// A piece of a template.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Piece {
    /// As it stands.
    Text(String),
    /// A value.
    Value {
        /// Where it is.
        path: Path,
        /// How it is shown.
        show: Show,
    },
    /// The value of a parameter.
    Param(String),
    /// How many findings a summary counts.
    Count,
}

/// How a value is shown.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Show {
    /// As it is.
    AsIs,
    /// A date as the number of whole months before the chart's date.
    Months,
    /// A date as the number of days before the chart's date.
    Days,
    /// One of two words, by whether a number is one.
    Plural {
        /// For one.
        one: String,
        /// For any other.
        many: String,
    },
}

/// A way to a value.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Path {
    /// Where it starts.
    pub base: Base,
    /// The relations that lead on.
    pub steps: Vec<Single>,
    /// The fact there; none: the position itself.
    pub fact: Option<FactId>,
}

/// Where a way to a value starts.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Base {
    /// At the position looked at.
    This,
    /// At the organisation.
    Organisation,
    /// At a position that a condition named.
    Named(String),
}

/// A label.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct LabelSpec {
    /// The value it points at.
    pub at: Path,
    /// Its text.
    pub text: Template,
}

/// An edit.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct FixSpec {
    /// What is set.
    pub set: TargetSpec,
    /// The value it gets.
    pub to: Template,
    /// Who may make it.
    pub safety: Safety,
}

/// A field that an edit sets.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct TargetSpec {
    /// The position, or the organisation.
    pub base: Base,
    /// The relations that lead on.
    pub steps: Vec<Single>,
    /// The key.
    pub key: String,
}

/// A rule that speaks first.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Yields {
    /// The rule.
    pub rule: String,
    /// What it has to have reported.
    pub about: YieldAbout,
    /// At that severity or higher.
    pub at: Option<Severity>,
}

/// What another rule has to have reported, seen from a position.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum YieldAbout {
    /// The position.
    This,
    /// One above it.
    Above,
    /// Its nearest chief.
    NearestChief,
    /// The organisation.
    Organisation,
    /// One below it.
    Below,
}

/// Where a claim comes from.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Source {
    /// Its title.
    pub title: String,
    /// Its author.
    pub author: Option<String>,
    /// Its address.
    pub url: Option<String>,
}

impl fmt::Display for Source {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.title)?;
        self.author.as_ref().map_or(Ok(()), |author| write!(f, ", {author}"))
    }
}
