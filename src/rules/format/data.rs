//! The parts of a rule.

use std::fmt;
use std::hash::{Hash, Hasher};
use std::ops::Deref;

use crate::finding::Severity;
use crate::graph::catalogue::FactId;

/// A list that stands in the binary, or one that was read.
#[derive(Clone)]
pub enum List<T: 'static> {
    /// Made when the crate was built.
    Fixed(&'static [T]),
    /// Read from a file.
    Owned(Vec<T>),
}

impl<T> Deref for List<T> {
    type Target = [T];

    fn deref(&self) -> &[T] {
        match self {
            Self::Fixed(items) => items,
            Self::Owned(items) => items,
        }
    }
}

impl<T> From<Vec<T>> for List<T> {
    fn from(items: Vec<T>) -> Self {
        Self::Owned(items)
    }
}

impl<T: PartialEq> PartialEq for List<T> {
    fn eq(&self, other: &Self) -> bool {
        **self == **other
    }
}

impl<T: Eq> Eq for List<T> {}

impl<T: Hash> Hash for List<T> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        (**self).hash(state);
    }
}

impl<T> Default for List<T> {
    fn default() -> Self {
        Self::Fixed(&[])
    }
}

impl<T: fmt::Debug> fmt::Debug for List<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("List::Fixed(&")?;
        f.debug_list().entries(self.iter()).finish()?;
        f.write_str(")")
    }
}

/// A text that stands in the binary, or one that was read.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Txt(pub std::borrow::Cow<'static, str>);

impl Txt {
    /// A text of the binary.
    #[must_use]
    pub const fn fixed(text: &'static str) -> Self {
        Self(std::borrow::Cow::Borrowed(text))
    }
}

impl Deref for Txt {
    type Target = str;

    fn deref(&self) -> &str {
        &self.0
    }
}

impl From<&str> for Txt {
    fn from(text: &str) -> Self {
        Self(text.to_owned().into())
    }
}

impl Default for Txt {
    fn default() -> Self {
        Self::fixed("")
    }
}

impl fmt::Debug for Txt {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Txt::fixed({:?})", &*self.0)
    }
}

impl fmt::Display for Txt {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// One rule, read and checked.
#[derive(Clone, Debug, PartialEq)]
pub struct Rule {
    /// Its id, unique over all packs.
    pub id: Txt,
    /// The pack it is in.
    pub pack: Txt,
    /// What it looks for, in one line.
    pub title: Txt,
    /// Its severity, where no case says otherwise.
    pub severity: Severity,
    /// Whether it waits to be switched on.
    pub off: bool,
    /// Words to find it by.
    pub tags: List<Txt>,
    /// The release it came with.
    pub since: Txt,
    /// What one finding is about.
    pub about: For,
    /// Its parameters.
    pub params: List<Param>,
    /// What it checks.
    pub body: Body,
    /// Which of the positions that raise it are reported.
    pub report: Report,
    /// Rules of one group report a solid line together.
    pub group: Option<Txt>,
    /// Rules that speak first.
    pub yields_to: List<Yields>,
    /// More findings than this become one.
    pub summarise_above: Option<NumberExpr>,
    /// The message of that one; `{count}` is how many there are.
    pub summary: Option<Template>,
    /// Labels; the first is the primary one.
    pub labels: List<LabelSpec>,
    /// An edit that clears a finding.
    pub fix: Option<FixSpec>,
    /// What it looks at, in words for people who read charts and not rule files.
    pub looks_at: Option<Txt>,
    /// Why it may matter.
    pub why: Txt,
    /// When it stays silent, in words.
    pub silent: List<Txt>,
    /// Where the claim comes from.
    pub source: Source,
}

/// What one finding is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum For {
    /// A position.
    EachPosition,
    /// The organisation.
    TheOrganisation,
}

/// Which positions are reported.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Report {
    /// All that raise the rule.
    Each,
    /// Of those on one solid line, the highest.
    Topmost,
}

/// A named number or word.
#[derive(Clone, Debug, PartialEq)]
pub struct Param {
    /// Its name.
    pub name: Txt,
    /// Its value unless it is set.
    pub default: ParamValue,
    /// What it is for, its unit, and where the number comes from.
    pub about: Txt,
}

/// The value of a parameter.
#[derive(Clone, Debug, PartialEq)]
pub enum ParamValue {
    /// A number.
    Number(f64),
    /// A word.
    Word(Txt),
    /// Yes or no.
    Switch(bool),
}

/// What a rule checks.
#[derive(Clone, Debug, PartialEq)]
pub enum Body {
    /// A check in Rust, by its name.
    Builtin(Txt),
    /// Conditions; for each position the first case whose `given` and `where` hold decides.
    Cases(List<Case>),
}

/// One variant of a rule.
#[derive(Clone, Debug, PartialEq)]
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
#[derive(Clone, Debug, PartialEq)]
pub enum Cond {
    /// All of these.
    AllOf(List<Cond>),
    /// One of these.
    AnyOf(List<Cond>),
    /// Not all of these.
    NotAllOf(List<Cond>),
    /// A test of a fact.
    FactTest {
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
        all: List<Cond>,
        /// What messages call that position.
        name: Option<Txt>,
    },
    /// Someone up the solid line is so.
    Above {
        /// All of these hold there.
        all: List<Cond>,
        /// What messages call that position, the nearest of them.
        name: Option<Txt>,
    },
    /// The positions that a relation leads to.
    Group {
        /// The relation.
        relation: Many,
        /// What holds of them.
        quantified: List<Quantified>,
        /// What messages call the first that matches `any`.
        name: Option<Txt>,
    },
    /// The organisation has these seats, held in whatever way.
    HasSeats(List<Txt>),
    /// A parameter is set to yes, or to no.
    Switched {
        /// The parameter.
        param: Txt,
        /// To which.
        on: bool,
    },
}

/// A relation to one position.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Single {
    /// Where the solid line leads.
    ToManager,
    /// The first chief going up.
    ToNearestChief,
    /// The position that complements a chief.
    ToComplement,
    /// The chief it complements, as stated.
    ToComplemented,
    /// Who holds the role opposite to the nearest chief's.
    ToOpposite,
    /// The company's CIO.
    ToCio,
    /// The company's CTO.
    ToCto,
    /// The only chief.
    ToLoneChief,
}

impl Single {
    /// All of them.
    pub const ALL: [Self; 8] = [
        Self::ToManager,
        Self::ToNearestChief,
        Self::ToComplement,
        Self::ToComplemented,
        Self::ToOpposite,
        Self::ToCio,
        Self::ToCto,
        Self::ToLoneChief,
    ];

    /// How rules write it.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::ToManager => "manager",
            Self::ToNearestChief => "nearest_chief",
            Self::ToComplement => "complement",
            Self::ToComplemented => "complements",
            Self::ToOpposite => "opposite",
            Self::ToCio => "cio",
            Self::ToCto => "cto",
            Self::ToLoneChief => "lone_chief",
        }
    }

    /// Whether it is about the organisation, and not about one position.
    #[must_use]
    pub fn is_of_organisation(self) -> bool {
        matches!(self, Self::ToCio | Self::ToCto | Self::ToLoneChief)
    }
}

/// A relation to any number of positions.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Many {
    /// Those who report directly.
    DirectReports,
    /// Everyone down the solid line.
    EveryoneBelow,
    /// Those whose nearest chief this is.
    ChiefPortfolio,
    /// The whole chart.
    WholeChart,
}

impl Many {
    /// All of them.
    pub const ALL: [Self; 4] =
        [Self::DirectReports, Self::EveryoneBelow, Self::ChiefPortfolio, Self::WholeChart];

    /// How rules write it.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::DirectReports => "reports",
            Self::EveryoneBelow => "below",
            Self::ChiefPortfolio => "portfolio",
            Self::WholeChart => "positions",
        }
    }
}

/// How many of a relation's positions.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Quantifier {
    /// At least one; false over nobody.
    AnyMember,
    /// Every one; true over nobody.
    AllMembers,
    /// Not one; true over nobody.
    NoMember,
    /// More than half, and at least one.
    MostMembers,
}

impl Quantifier {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::AnyMember, Self::AllMembers, Self::NoMember, Self::MostMembers];

    /// How rules write it.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::AnyMember => "any",
            Self::AllMembers => "all",
            Self::NoMember => "none",
            Self::MostMembers => "most",
        }
    }
}

/// A quantifier with what it counts.
#[derive(Clone, Debug, PartialEq)]
pub struct Quantified {
    /// How many; none where only `count` is tested.
    pub quantifier: Option<Quantifier>,
    /// All of these hold of a member that counts.
    pub all: List<Cond>,
    /// A test of how many count.
    pub count: Option<Comparison>,
}

/// What is tested of a fact.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Test {
    /// It is stated.
    Present,
    /// It is not stated.
    Absent,
    /// It is yes, or no.
    IsFlag(bool),
    /// It is one of these words or texts.
    OneOf(List<WordExpr>),
    /// It begins so, in any letter case.
    StartsWith(Txt),
    /// It holds this, in any letter case.
    Holds(Txt),
    /// It fits this regular expression.
    Matches(Txt),
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
    /// It is the position looked at.
    IsSelf,
}

/// A date against a day before the chart's date.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Age {
    /// Longer ago than that.
    Older,
    /// Not so long ago, and not after the chart's date.
    Newer,
    /// After the chart's date by more than that.
    Ahead,
}

/// A length of time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Unit {
    /// Days.
    InDays,
    /// Calendar months.
    InMonths,
}

/// A word or text to compare with.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum WordExpr {
    /// This one.
    Literally(Txt),
    /// The value of a parameter.
    FromParam(Txt),
}

/// A comparison of numbers.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Comparison {
    /// How.
    pub how: Compared,
    /// With what.
    pub with: NumberExpr,
}

/// How two numbers compare.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
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
#[derive(Clone, Debug, PartialEq)]
pub enum NumberExpr {
    /// This one.
    Exactly(f64),
    /// The value of a parameter.
    OfParam(Txt),
    /// A fact, reached from the position looked at.
    OfFact {
        /// The relations that lead there.
        steps: List<Single>,
        /// The fact.
        fact: FactId,
    },
}

/// Numbers in rule files are finite, so equality is what it should be.
impl Eq for NumberExpr {}

impl Hash for NumberExpr {
    fn hash<H: Hasher>(&self, state: &mut H) {
        match self {
            Self::Exactly(number) => number.to_bits().hash(state),
            Self::OfParam(name) => name.hash(state),
            Self::OfFact { steps, fact } => (steps, fact).hash(state),
        }
    }
}

/// A text with places for values.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Template {
    /// Its pieces in order.
    pub pieces: List<Piece>,
}

/// A piece of a template.
#[derive(Clone, Debug, PartialEq)]
pub enum Piece {
    /// As it stands.
    Words(Txt),
    /// A value.
    Value {
        /// Where it is.
        path: Path,
        /// How it is shown.
        show: Show,
    },
    /// The value of a parameter.
    ValueOfParam(Txt),
    /// How many findings a summary counts.
    HowMany,
}

/// How a value is shown.
#[derive(Clone, Debug, PartialEq)]
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
        one: Txt,
        /// For any other.
        many: Txt,
    },
}

/// A way to a value.
#[derive(Clone, Debug, PartialEq)]
pub struct Path {
    /// Where it starts.
    pub base: Base,
    /// The relations that lead on.
    pub steps: List<Single>,
    /// The fact there; none: the position itself.
    pub fact: Option<FactId>,
}

/// Where a way to a value starts.
#[derive(Clone, Debug, PartialEq)]
pub enum Base {
    /// At the position looked at.
    AtSelf,
    /// At the organisation.
    AtOrganisation,
    /// At a position that a condition named.
    AtNamed(Txt),
}

/// A label.
#[derive(Clone, Debug, PartialEq)]
pub struct LabelSpec {
    /// The value it points at.
    pub at: Path,
    /// Its text.
    pub text: Template,
}

/// An edit.
#[derive(Clone, Debug, PartialEq)]
pub struct FixSpec {
    /// What is set.
    pub set: TargetSpec,
    /// The value it gets.
    pub to: Template,
    /// Whether it keeps the meaning of the chart.
    pub safe: bool,
}

/// A field that an edit sets.
#[derive(Clone, Debug, PartialEq)]
pub struct TargetSpec {
    /// The position, or the organisation.
    pub base: Base,
    /// The relations that lead on.
    pub steps: List<Single>,
    /// The key.
    pub key: Txt,
}

/// A rule that speaks first.
#[derive(Clone, Debug, PartialEq)]
pub struct Yields {
    /// The rule.
    pub rule: Txt,
    /// What it has to have reported.
    pub about: YieldAbout,
    /// At that severity or higher.
    pub at: Option<Severity>,
}

/// What another rule has to have reported, seen from a position.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum YieldAbout {
    /// The position.
    TheSame,
    /// One above it.
    OneAbove,
    /// Its nearest chief.
    ItsChief,
    /// The organisation.
    TheCompany,
    /// One below it.
    OneBelow,
}

/// Where a claim comes from.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Source {
    /// Its title.
    pub title: Txt,
    /// Its author.
    pub author: Option<Txt>,
    /// Its address.
    pub url: Option<Txt>,
}

impl fmt::Display for Source {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.title)?;
        self.author.as_ref().map_or(Ok(()), |author| write!(f, ", {author}"))
    }
}
