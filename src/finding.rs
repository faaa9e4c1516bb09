//! What a rule reports: findings with labelled places, ready for any output format.

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};
use std::fmt;
use std::hash::Hasher as _;
use std::sync::Arc;
use std::time::Duration;

use serde::{Deserialize, Serialize};
use siphasher::sip128::{Hasher128 as _, SipHasher13};

use crate::source::{FileId, Place, Sources, Span};

/// How much a finding weighs. The order is the order of weight.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Severity {
    /// The rule's source says typically, often, may.
    Info,
    /// The rule's source says should, or is necessary.
    Warning,
    /// The chart contradicts itself.
    Error,
}

impl Severity {
    /// All severities, the heaviest first.
    pub const ALL: [Self; 3] = [Self::Error, Self::Warning, Self::Info];

    /// The word used in files, on the command line and in reports.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Info => "info",
            Self::Warning => "warning",
            Self::Error => "error",
        }
    }

    /// The severity of a word.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|severity| severity.word() == word)
    }
}

impl fmt::Display for Severity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.word())
    }
}

/// A place in a file with a short text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Label {
    /// The place.
    pub place: Place,
    /// What is to be seen there, in a few words.
    pub text: Cow<'static, str>,
}

impl Label {
    /// A label at a place.
    pub(crate) fn new(place: Place, text: impl Into<Cow<'static, str>>) -> Self {
        Self { place, text: text.into() }
    }
}

/// A change of files that would clear the finding.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fix {
    /// What it does, in a few words.
    pub title: String,
    /// Who may make it.
    pub safety: Safety,
    /// The replacements of bytes; they do not overlap.
    pub edits: Vec<Edit>,
}

/// A replacement of bytes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edit {
    /// The bytes replaced; an empty span inserts.
    pub place: Place,
    /// The new text.
    pub text: String,
}

impl Fix {
    /// A file's text with the edits that are in it; none where they do not fit.
    #[must_use]
    pub fn applied(&self, file: FileId, text: &str) -> Option<String> {
        let mut edits: Vec<&Edit> = self.edits.iter().filter(|edit| edit.place.file == file).collect();
        // From the end on, so that the places before stay what they are.
        edits.sort_by_key(|edit| std::cmp::Reverse(edit.place.span));
        let mut text = text.to_owned();
        for edit in edits {
            let range = edit.place.span.range();
            text.get(range.clone())?;
            text.replace_range(range, &edit.text);
        }
        Some(text)
    }
}

/// Who may make a fix.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Safety {
    /// The meaning of the chart stays, so it can be made unasked.
    Safe,
    /// It changes what the chart says: somebody has to agree.
    Unsafe,
    /// It is there to be read; a person makes it by hand.
    Display,
}

impl Safety {
    /// All of them, the safest first.
    pub(crate) const ALL: [Self; 3] = [Self::Safe, Self::Unsafe, Self::Display];

    /// The word used in rule files and reports.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Safe => "safe",
            Self::Unsafe => "unsafe",
            Self::Display => "display",
        }
    }
}

/// What several findings of one rule have in common. Where they are many, reports show one finding in
/// their place that names it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cause {
    /// From how many labels on they are one finding.
    pub fewest: usize,
    /// Whether the one finding has all labels of each of them, and not only the primary ones.
    pub has_all_labels: bool,
    /// The message of the one finding: how many labels it has goes between the parts.
    pub message: Vec<String>,
    /// Its choices; none: those of the first of them.
    pub help: Option<String>,
    /// What it is about: `company`, or the id of the position that is the cause.
    pub subject: String,
    /// What stays the same of it, however many there are.
    pub fingerprint: Fingerprint,
}

impl Cause {
    /// More findings than this, on more than a tenth of the positions, are one finding where nothing
    /// else is said.
    pub(crate) const MANY: usize = 10;

    /// From how many labels on findings are one in a chart of so many positions.
    #[must_use]
    pub(crate) fn fewest_of(positions: usize) -> usize {
        Self::MANY.max(positions / 10) + 1
    }

    fn labels_of(&self, finding: &Finding) -> usize {
        if self.has_all_labels { 1 + finding.others.len() } else { 1 }
    }
}

/// What reports tell of a rule.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RuleInfo {
    /// The rule's id, kebab-case, unique over all packs.
    pub id: Cow<'static, str>,
    /// The pack it is in.
    pub pack: Cow<'static, str>,
    /// What it looks for, in one line.
    pub title: Cow<'static, str>,
    /// Why that may matter.
    pub why: Cow<'static, str>,
    /// Where the claim comes from, as it is cited; empty where the design of the chart format is the source.
    pub source: Cow<'static, str>,
    /// The severity its findings have where nothing says otherwise.
    pub default_severity: Severity,
    /// The choices it offers, in general words; empty where only a finding can name them.
    pub help: Cow<'static, str>,
}

/// A rule among those of a run: an index into [`Outcome::rules`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RuleIndex(pub u16);

/// One result of one rule.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// The rule that speaks.
    pub rule: RuleIndex,
    /// Its severity for this finding.
    pub severity: Severity,
    /// One line, lower-case, without a final period, able to stand alone.
    pub message: String,
    /// The choices; the last one is to keep things as they are and note why.
    pub help: Arc<str>,
    /// Id of the position the finding is about, or `company`. For an id that tells who holds the position
    /// there is `#` and the number of the position.
    pub subject: String,
    /// What files that are kept call the subject, where its id tells who holds it: its title.
    pub kept_as: Option<String>,
    /// The place that shows it best. Its text makes sense on its own.
    pub primary: Label,
    /// Further places.
    pub others: Vec<Label>,
    /// Ids from the position up to the top, where that explains the finding.
    pub path_up: Vec<String>,
    /// Changes that clear it, the first one first.
    pub fixes: Vec<Fix>,
    /// What it has in common with others that may be shown as one with it.
    pub cause: Option<Arc<Cause>>,
    /// What stays the same when the file is edited elsewhere.
    pub fingerprint: Fingerprint,
}

impl Finding {
    /// The most characters of a subject: an id of a megabyte may be that of every finding.
    pub(crate) const LONGEST_SUBJECT: usize = 200;

    /// The first of several findings that are shown as one.
    fn into_first(mut self) -> Self {
        if self.cause.as_ref().is_some_and(|cause| !cause.has_all_labels) {
            self.others.clear();
        }
        self.path_up.clear();
        self
    }

    /// Adds one that has the same cause.
    fn join(&mut self, other: Self) {
        let has_all_labels = self.cause.as_ref().is_some_and(|cause| cause.has_all_labels);
        self.others.push(other.primary);
        if has_all_labels {
            self.others.extend(other.others);
        }
        // What mends all of them in one way is one fix; of several ways none would be that of the whole.
        let alike = |one: &Fix, other: &Fix| (&one.title, one.safety) == (&other.title, other.safety);
        match (&mut self.fixes[..], &other.fixes[..]) {
            ([one], [other]) if alike(one, other) => one.edits.extend(other.edits.iter().cloned()),
            _ => self.fixes.clear(),
        }
    }

    /// Says what all of those have in common that were put together in this one.
    fn name_cause(&mut self) {
        let Some(cause) = &self.cause else { return };
        self.message = cause.message.join(&(1 + self.others.len()).to_string());
        if let Some(help) = &cause.help {
            self.help = help.as_str().into();
        }
        self.subject.clone_from(&cause.subject);
        self.kept_as = None;
        self.fingerprint = cause.fingerprint;
        let primary = self.primary.place;
        self.others.retain(|label| label.place != primary);
    }

    /// What files that are kept call the subject.
    #[must_use]
    pub(crate) fn kept(&self) -> &str {
        self.kept_as.as_deref().unwrap_or(&self.subject)
    }

    /// The primary label and the others after it.
    pub fn labels(&self) -> impl Iterator<Item = &Label> {
        std::iter::once(&self.primary).chain(&self.others)
    }
}

/// A finding that an exception in the chart hides.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AllowedFinding {
    /// The finding.
    pub finding: Finding,
    /// Why it is intended, as the exception says.
    pub reason: Option<String>,
    /// The last day that the exception holds.
    pub until: Option<String>,
}

/// Identifies a finding over edits: made of the rule and of the ids involved, never of line numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Fingerprint(u128);

/// The longest id that a finding keeps as it is, in bytes.
const LONGEST_ID: usize = 256;

impl Fingerprint {
    /// The fingerprint of a rule and the ids it names. The order of the ids does not count, so
    /// that reordering a file changes nothing.
    #[must_use]
    pub(crate) fn new<'a>(rule: &str, ids: impl IntoIterator<Item = &'a str>) -> Self {
        let mut ids: Vec<&str> = ids.into_iter().collect();
        ids.sort_unstable();
        let mut hasher = SipHasher13::new();
        for part in std::iter::once(rule).chain(ids) {
            hasher.write(part.as_bytes());
            // No id holds this byte, so `ab`+`c` and `a`+`bc` differ.
            hasher.write(&[0xff]);
        }
        Self(hasher.finish128().as_u128())
    }

    /// What stands for an id among those of a finding: itself, or where it is long its fingerprint. One id of a
    /// megabyte may be in every finding of a chart.
    #[must_use]
    pub(crate) fn id(id: &str) -> Cow<'_, str> {
        if id.len() <= LONGEST_ID { id.into() } else { Self::new("id", [id]).to_string().into() }
    }

    /// The fingerprint that reports write as this text: 32 hexadecimal digits.
    #[must_use]
    pub(crate) fn from_text(text: &str) -> Option<Self> {
        let is_written_so = text.len() == 32 && text.bytes().all(|byte| byte.is_ascii_hexdigit());
        is_written_so.then(|| u128::from_str_radix(text, 16).ok().map(Self))?
    }
}

impl fmt::Display for Fingerprint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:032x}", self.0)
    }
}

/// A finding that was known before and that the run did not meet.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Gone {
    /// The id of its rule.
    pub rule: String,
    /// What it was about: the id of a position, `company` or `chart`.
    pub at: String,
    /// Its fingerprint.
    pub fingerprint: Fingerprint,
    /// How many of the known ones are gone.
    pub count: usize,
}

/// What came of comparing a run with a baseline.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct WithBaseline {
    /// The path of the baseline, as it is shown.
    pub path: String,
    /// The findings that it holds, in the order of reports. They are not among those of the run.
    pub known: Vec<Finding>,
    /// Entries whose findings no longer exist. None are known where a part of the charts was
    /// not read or not asked for.
    pub stale: Vec<Gone>,
}

/// What came of comparing a run with the charts of an earlier revision.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct WithRevision {
    /// The revision, as it was asked for.
    pub revision: String,
    /// The beginning of the commit's id.
    pub commit: String,
    /// The findings that were there before, in the order of reports. They are not among those of the
    /// run.
    pub known: Vec<Finding>,
    /// Earlier findings that no longer exist. None are known where a part of the charts was
    /// not read or not asked for.
    pub gone: Vec<Gone>,
}

/// A rule that stayed silent because facts it needs are not stated.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NotChecked {
    /// The rule.
    pub rule: RuleIndex,
    /// The facts that are not stated.
    pub missing: Vec<MissingFact>,
}

impl NotChecked {
    /// What is missing, in words.
    #[must_use]
    pub(crate) fn in_words(&self) -> String {
        self.missing.iter().map(MissingFact::in_words).collect::<Vec<_>>().join(", ")
    }

    /// The names of the facts, as rules and reports write them.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.missing.iter().map(|fact| &*fact.name)
    }
}

impl MissingFact {
    /// Whether it is not a fact of the chart that is missing, but an earlier version to compare with.
    #[must_use]
    pub fn is_earlier_version(&self) -> bool {
        self.name == "before"
    }

    /// What is missing, in words.
    #[must_use]
    pub(crate) fn in_words(&self) -> &str {
        if self.is_earlier_version() { "an earlier version" } else { &self.name }
    }
}

/// A fact that a chart does not state.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MissingFact {
    /// Its name, as it is written in the chart: `company.employees`.
    pub name: Cow<'static, str>,
    /// What to add to the chart: `company: { employees: N }`; none where that is not one line.
    pub add: Option<String>,
}

/// What is below a chief, by the side it belongs to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Portfolio {
    /// How the chief's position is called: its title, else its id.
    pub chief: String,
    /// Positions and owned functions of the product side.
    pub product: usize,
    /// Of the operations side.
    pub operations: usize,
    /// Of both sides, or of neither.
    pub other: usize,
    /// Whose side is not known.
    pub unknown: usize,
}

/// How many of what a run found and read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Summary {
    /// Findings of severity error.
    pub error: usize,
    /// Findings of severity warning.
    pub warning: usize,
    /// Findings of severity info.
    pub info: usize,
    /// Findings that an exception in the chart allows; not among the above.
    pub allowed: usize,
    /// Findings that a baseline holds; not among the above.
    pub baseline: usize,
    /// Positions of all charts.
    pub positions: usize,
    /// Posts that have ceased to be; not among the positions.
    pub abolished: usize,
    /// Members of teams that are not positions.
    pub members: usize,
    /// Rows of totals and notes in tables, and records of something else in lists.
    pub notes: usize,
    /// Files read.
    pub files: usize,
}

impl Summary {
    /// Counts a finding.
    pub(crate) fn count(&mut self, severity: Severity) {
        match severity {
            Severity::Error => self.error += 1,
            Severity::Warning => self.warning += 1,
            Severity::Info => self.info += 1,
        }
    }

    /// Findings of a severity.
    #[must_use]
    pub fn of(&self, severity: Severity) -> usize {
        match severity {
            Severity::Error => self.error,
            Severity::Warning => self.warning,
            Severity::Info => self.info,
        }
    }
}

/// Everything a report needs of a run.
#[derive(Clone, Debug, Default)]
pub struct Outcome {
    /// The files, whose texts the labels point into.
    pub sources: Sources,
    /// The rules that findings and [`NotChecked`] name by index.
    pub rules: Vec<RuleInfo>,
    /// The findings in the order of reports: file, line, column, rule.
    pub findings: Vec<Finding>,
    /// Findings that exceptions hide.
    pub allowed: Vec<AllowedFinding>,
    /// The baseline that findings were compared with.
    pub baseline: Option<WithBaseline>,
    /// The earlier revision that findings were compared with.
    pub since: Option<WithRevision>,
    /// Rules that stayed silent for want of a fact, in the order of the rules.
    pub not_checked: Vec<NotChecked>,
    /// What is below each chief, in the order of the charts.
    pub portfolios: Vec<Portfolio>,
    /// Values that name people, by file and in order, to be masked where a source line is shown.
    pub names: HashMap<FileId, Vec<Span>>,
    /// Files of which a part could not be read, so that `names` may not know every name in them.
    pub broken: HashSet<FileId>,
    /// Files in which no part of a chart was understood, and configurations: of them no value is shown.
    pub foreign: HashSet<FileId>,
    /// The words of names of people: they are masked
    /// in the reasons of exceptions.
    pub name_words: HashSet<Box<str>>,
    /// Comments by file and in order, each from its `#`. People are named in them too. For a file
    /// that is not in here every `#` that may start a comment is taken for one.
    pub comments: HashMap<FileId, Vec<Span>>,
    /// Whether a part of the job could not be done: the findings are then not the whole picture.
    pub incomplete: bool,
    /// The names, else the paths, of charts in which there is no position, and no finding that says why.
    pub without_positions: Vec<String>,
    /// What was read of each chart, and how long it took.
    pub charts: Vec<ChartRead>,
    /// Counts over all charts.
    pub summary: Summary,
}

/// What in the folder of a chart was not read, though it may hold a part of it by its name.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LeftOut {
    /// Folders with a name that those of builds and of other people's files have, and no chart in them.
    pub without_chart: Vec<String>,
    /// Files that Git ignores and does not track.
    pub ignored_files: usize,
    /// Folders that Git ignores; a file in them that it tracks was read.
    pub ignored_folders: usize,
    /// Files whose names start with a dot.
    pub hidden_files: usize,
    /// Folders whose names do, with files in them that may be a part of a chart.
    pub hidden_folders: usize,
}

/// How a rule took part in the judgement of one chart.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Seen {
    /// Not at all, and who set that; none: it waits to be switched on.
    Off(Option<String>),
    /// It looked at so many positions; at none where it does not apply.
    LookedAt(usize),
    /// It looked at the chart as a whole.
    Chart,
}

/// How one chart was read.
#[derive(Clone, Debug)]
pub struct ChartRead {
    /// The path it was found at.
    pub path: String,
    /// What it is called, where the configuration describes it.
    pub name: Option<String>,
    /// The layout that was taken.
    pub layout: String,
    /// Whether that is the chart's own format.
    pub is_native: bool,
    /// The files that are a part of it.
    pub files: Vec<FileId>,
    /// How many others lie in its folder.
    pub left_out: usize,
    /// What of its folder was not read at all.
    pub unread: LeftOut,
    /// Of how many of its files findings are reported, where that is not all of them.
    pub reported: Option<usize>,
    /// Number of positions.
    pub positions: usize,
    /// The date it was judged at.
    pub as_of: String,
    /// Whether the chart or the command line states that date; otherwise it is that of the run.
    pub as_of_is_stated: bool,
    /// Whether it says that it is a draft of how things could be.
    pub is_scenario: bool,
    /// The regimes that the company says apply to it, of those that rules know.
    pub regimes: Vec<&'static str>,
    /// How each rule of its configuration took part.
    pub rules: Vec<(RuleIndex, Seen)>,
    /// How long reading took.
    pub reading: Duration,
    /// How long the rules took.
    pub judging: Duration,
}

impl Outcome {
    /// The rule of a finding.
    #[must_use]
    pub fn rule(&self, index: RuleIndex) -> &RuleInfo {
        &self.rules[usize::from(index.0)]
    }

    /// Whether every chart was read from its beginning to its end, and has positions.
    #[must_use]
    pub fn is_read_in_full(&self) -> bool {
        self.broken.is_empty() && self.charts.iter().all(|chart| chart.positions > 0)
    }

    /// Puts the findings in the order of reports, and counts them.
    pub(crate) fn sort_findings(&mut self) {
        let sources = &self.sources;
        let path = |finding: &Finding| sources.get(finding.primary.place.file).path();
        let key = |finding: &Finding| {
            let place = finding.primary.place;
            (place.file, place.span.start, finding.rule)
        };
        self.findings.sort_by(|a, b| {
            let by_place = path(a).cmp(path(b)).then_with(|| key(a).cmp(&key(b)));
            by_place.then_with(|| a.message.cmp(&b.message))
        });
        self.count();
    }

    /// Takes out the findings that are known and gives them, in their order.
    pub(crate) fn take_known(&mut self, mut is_known: impl FnMut(&Finding) -> bool) -> Vec<Finding> {
        let (known, new) = std::mem::take(&mut self.findings).into_iter().partition(|one| is_known(one));
        self.findings = new;
        self.count();
        known
    }

    /// Puts findings together that have one cause and are many. This comes after everything that
    /// compares findings with those of before, so that one more of them changes nothing that was known.
    pub fn put_together(&mut self) {
        let key =
            |finding: &Finding| finding.cause.as_ref().map(|cause| (Arc::as_ptr(cause), finding.severity));
        let mut labels: HashMap<_, usize> = HashMap::new();
        for finding in &self.findings {
            if let (Some(key), Some(cause)) = (key(finding), &finding.cause) {
                *labels.entry(key).or_default() += cause.labels_of(finding);
            }
        }
        let is_many = |finding: &Finding| {
            let count = key(finding).and_then(|key| labels.get(&key).copied()).unwrap_or(0);
            finding.cause.as_ref().is_some_and(|cause| count >= cause.fewest)
        };
        if !self.findings.iter().any(is_many) {
            return;
        }
        let mut first_of: HashMap<_, usize> = HashMap::new();
        let mut shown: Vec<Finding> = Vec::with_capacity(self.findings.len());
        for finding in std::mem::take(&mut self.findings) {
            let Some(key) = key(&finding).filter(|_| is_many(&finding)) else {
                shown.push(finding);
                continue;
            };
            if let Some(first) = first_of.get(&key) {
                shown[*first].join(finding);
            } else {
                first_of.insert(key, shown.len());
                shown.push(finding.into_first());
            }
        }
        for at in first_of.into_values() {
            shown[at].name_cause();
        }
        self.findings = shown;
        self.count();
    }

    /// Counts the findings by severity.
    pub(crate) fn count(&mut self) {
        self.summary = Summary { error: 0, warning: 0, info: 0, ..self.summary };
        for finding in &self.findings {
            self.summary.count(finding.severity);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fingerprint_depends_on_the_ids_and_not_on_their_order() {
        let one = Fingerprint::new("reporting-cycle", ["a", "b"]);
        assert_eq!(one, Fingerprint::new("reporting-cycle", ["b", "a"]));
        assert_ne!(one, Fingerprint::new("reporting-cycle", ["ab"]));
        assert_ne!(one, Fingerprint::new("reports-to-self", ["a", "b"]));
        // Stored baselines rely on this value staying what it is.
        assert_eq!(one.to_string(), "ba2e0c8450cbcd164c10098d6d8a3389");
        assert_eq!(Fingerprint::from_text(&one.to_string()), Some(one));
        for text in ["", "1", "+123456789012345678901234567890ab", "g0000000000000000000000000000000"] {
            assert_eq!(Fingerprint::from_text(text), None);
        }
    }

    #[test]
    fn severities_are_ordered_by_weight() {
        assert!(Severity::Error > Severity::Warning && Severity::Warning > Severity::Info);
        assert_eq!(Severity::from_word("warning"), Some(Severity::Warning));
        assert_eq!(Severity::from_word("Warning"), None);
    }
}
