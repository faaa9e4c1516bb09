//! What is known of the files of a chart in another shape, beside orglint's own format they were mapped to.

use std::borrow::Cow;
use std::sync::Arc;

use fixedbitset::FixedBitSet;

use super::layouts::beside;
use super::read::Reader;
use super::{Chart, ChartFile, Field, PlacedProblem, PositionId, Problem};
use crate::source::{FileId, Place, Span, offset};
use crate::yaml::{self, Kind, NodeId, Tree};

/// A file's own nodes.
#[derive(Debug)]
pub(super) struct Origin {
    tree: Arc<Tree>,
    hidden: Vec<Span>,
}

/// Rows of a table whose nodes are kept. Its keys are the same in each, and it may have millions.
pub const ROWS_KEPT: usize = 1000;

impl Origin {
    /// From the places whose texts tell about positions, and not about people, in order; and from the keys
    /// that name people.
    pub(super) fn new(tree: Arc<Tree>, is_table: bool, shown: &[Span], keys: Vec<Span>) -> Self {
        // Who made a table often stands above its columns.
        let above = if is_table { above_the_columns(&tree) } else { Vec::new() };
        let mut hidden: Vec<Span> = above.into_iter().chain(beside(&tree)).collect();
        tree.each_value(|span| {
            if shown.binary_search(&span).is_err() {
                hidden.push(span);
            }
        });
        hidden.extend(keys);
        hidden.retain(|span| !span.is_empty());
        hidden.shrink_to_fit();
        let tree = if is_table { Arc::new(tree.beginning(ROWS_KEPT)) } else { tree };
        Self { tree, hidden }
    }

    /// Every value that is not known to tell about a position, and every key that names a person.
    pub(super) fn hidden(&self) -> &[Span] {
        &self.hidden
    }

    /// The nodes; of a table those of the first rows.
    pub(super) fn tree(&self) -> &Arc<Tree> {
        &self.tree
    }

    /// The keys of the file's own entries that are to be found.
    pub(super) fn keys<'o>(&'o self, find: &mut dyn FnMut(&'o str) -> bool) -> Vec<Span> {
        let tree = &*self.tree;
        let nodes = std::iter::successors(tree.first(), |node| tree.after(*node));
        let mappings = nodes.filter(|node| tree.kind(*node) == Kind::Mapping);
        let keys = mappings.flat_map(|node| tree.entries(node)).map(|entry| entry.key);
        let found = keys.filter(|key| !tree.span(*key).is_empty() && find(tree.text(*key)));
        found.map(|key| tree.span(key)).collect()
    }
}

/// The lines above the column names of a table.
fn above_the_columns(tree: &Tree) -> Vec<Span> {
    let root = tree.documents().iter().find_map(|document| document.root);
    let start = root.map_or(0, |root| tree.span(root).start);
    let mut from = 0;
    let lines = tree.file().slice(Span::new(0, start)).split_inclusive('\n');
    let lines = lines.map(|line| {
        let at = Span::new(from, from + offset(line.trim_end().len()));
        from += offset(line.len());
        at
    });
    lines.collect()
}

/// A list of reports that differs from the reports' own lines.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ListedLine {
    /// The list names somebody who is not on the chart.
    Absent {
        /// Whose list.
        of: PositionId,
        /// Where the list names the report.
        at: Place,
        /// What it says there.
        text: String,
        /// Whether that may be a person's name.
        is_person: bool,
    },
    /// The report names no manager.
    NoLine {
        /// Whose list.
        of: PositionId,
        /// Where the list names the report.
        at: Place,
        /// The report.
        report: PositionId,
        /// Where it says that it has no manager.
        line: Option<Place>,
    },
    /// The report names another manager.
    OtherManager {
        /// Whose list.
        of: PositionId,
        /// Where the list names the report.
        at: Place,
        /// The report.
        report: PositionId,
        /// Its own line.
        line: Place,
    },
    /// Two lists name the report, which names no manager.
    Twice {
        /// Whose list.
        of: PositionId,
        /// Where the list names the report.
        at: Place,
        /// The report.
        report: PositionId,
        /// Where the first list names it.
        other: Place,
    },
    /// The report names a manager whose list leaves it out.
    NotListed {
        /// Whose list.
        of: PositionId,
        /// Where the list starts.
        at: Place,
        /// The report.
        report: PositionId,
        /// Its own line.
        line: Place,
    },
}

/// A key of entries that is most likely a slip in one that the others have.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NearKey {
    /// The key as written.
    pub key: String,
    /// The other one.
    pub near: String,
    /// How many entries have the other one.
    pub count: usize,
    /// What the other one says of a position.
    pub field: Option<Field>,
    /// The positions with the key.
    pub positions: Vec<PositionId>,
    /// Where it stands.
    pub places: Vec<Place>,
}

/// A key that a company's own layout names and no entry has.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnusedPath {
    /// The key, perhaps a path.
    pub path: String,
    /// The key of the layout.
    pub slot: &'static str,
    /// What it says of a position.
    pub field: Option<Field>,
    /// A similar key that the entries have.
    pub near: Option<String>,
    /// Where the layout names it.
    pub place: Place,
}

/// Somebody who appears twice in lists of an entry that the layout keeps apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ListedTwice {
    /// Whose lists.
    pub of: PositionId,
    /// Where.
    pub places: [Place; 2],
    /// Whether both places are in one list.
    pub is_one_list: bool,
}

/// A file that is a copy of another one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Copied {
    /// The beginning of the copy.
    pub place: Place,
    /// The other one, which is read.
    pub of: FileId,
}

/// A column of dates that can be read with the day or with the month first. None of them is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DateDoubt {
    /// What the dates are.
    pub field: Field,
    /// The first of them.
    pub place: Place,
    /// How many there are.
    pub count: usize,
}

impl Chart {
    /// What the files call a field of a position: its key in orglint's own format, unless their layout
    /// takes it from another.
    #[must_use]
    pub(crate) fn file_key(&self, field: Field) -> &str {
        let known = self.file_keys.iter().find(|(known, _)| *known == field);
        known.map_or(field.key().name, |(_, key)| key)
    }

    /// A text that speaks of keys of positions (`` `title` ``, `` `serves: product` ``), with those of
    /// the files in their places.
    #[must_use]
    pub(crate) fn in_file_keys<'t>(&self, text: &'t str) -> Cow<'t, str> {
        if self.file_keys.is_empty() || !text.contains('`') {
            return Cow::Borrowed(text);
        }
        let parts: Vec<Cow<'t, str>> = text.split('`').map(Cow::Borrowed).collect();
        let last = parts.len() - 1;
        let parts = parts.into_iter().enumerate().map(|(at, part)| {
            let key = part.split(':').next().unwrap_or_default();
            let field = Field::from_key(key).filter(|field| field.key().name == key);
            // Backticks stand around every second part.
            match field.filter(|_| at % 2 == 1 && at < last) {
                Some(field) => Cow::Owned(format!("{}{}", self.file_key(field), &part[key.len()..])),
                None => part,
            }
        });
        Cow::Owned(parts.collect::<Vec<_>>().join("`"))
    }
}

impl Reader {
    /// Notes what is wrong with a file as YAML or as a table.
    pub(super) fn broken(&mut self, id: FileId, problems: Vec<yaml::Problem>) {
        let hides_positions = |problem: &yaml::Problem| {
            problem.loses_content() && !matches!(problem, yaml::Problem::Syntax { .. })
        };
        self.chart.lacks_positions |= problems.iter().any(hides_positions);
        self.chart.yaml_problems.extend(problems.into_iter().map(|problem| (id, problem)));
    }

    pub(super) fn is_broken(&self) -> bool {
        self.chart.is_broken()
    }

    /// Notes what of positions and ids stands in parts that could not be read.
    pub(super) fn unread_parts(&mut self, positions: bool, ids: bool) {
        self.chart.lacks_positions |= positions;
        self.chart.unread_ids |= ids;
    }

    /// Keeps a file of which nothing is read.
    pub(super) fn unread(&mut self, id: FileId, tree: Arc<Tree>, problems: Vec<yaml::Problem>) {
        self.broken(id, problems);
        self.chart.files.push(ChartFile { id, tree, origin: None });
    }

    /// Says why a chart is not read.
    pub(super) fn not_read(&mut self, message: String, help: String, file: FileId) {
        self.has_positions = true;
        self.note(Problem::NoChart { message, help }, Place { file, span: Span::default() }, None);
    }

    /// No unit of the chart is above another, so none of them lacks one.
    pub(super) fn units_without_top(&mut self) {
        self.chart.is_flat = true;
    }

    /// Where no key was understood as the title, that is one thing to say and not one for each position.
    /// `seen` says which keys there are.
    pub(super) fn without_titles(&mut self, seen: Option<String>) {
        self.chart.keys_seen = seen;
        let is_bare = |placed: &PlacedProblem| placed.problem == Problem::Bare;
        let bare = self.chart.problems.iter().filter(|placed| is_bare(placed)).count();
        if bare > 1 && bare == self.chart.len() {
            self.chart.problems.retain(|placed| !is_bare(placed));
        }
    }

    /// Reads orglint's own format that so many entries of a file were mapped to.
    pub(super) fn mapped_file(&mut self, id: FileId, tree: &Arc<Tree>, count: usize, origin: Origin) {
        let roots: Vec<NodeId> = tree.documents().iter().filter_map(|document| document.root).collect();
        // Room that doubles leaves holes behind that nothing fits into.
        self.chart.positions.reserve(count);
        self.chart.values.reserve(tree.len().saturating_sub(count) / 2);
        self.file(id, tree, &roots);
        if let Some(file) = self.chart.files.last_mut() {
            file.origin = Some(Arc::new(origin));
        }
    }

    /// Notes the layout, the fields that a company's own names, what its lists of reports say, and what its
    /// files call the fields.
    pub(super) fn layout(
        &mut self,
        name: &str,
        named: impl Iterator<Item = Field>,
        listed: Vec<ListedLine>,
        keys: Vec<(Field, Box<str>)>,
    ) {
        self.chart.layout = Some(name.into());
        self.chart.layout_fields = named.fold(0, |all, field| all | field.bit());
        self.chart.file_keys = keys;
        self.chart.listed = listed;
    }

    /// Notes posts that have ceased to be, how many members teams have, rows of totals and notes, and columns
    /// of dates that can be read two ways.
    pub(super) fn left_out(
        &mut self,
        abolished: Vec<Option<Box<str>>>,
        members: usize,
        notes: usize,
        dates: Vec<DateDoubt>,
    ) {
        self.chart.abolished = abolished;
        self.chart.members = members;
        self.chart.notes = notes;
        self.chart.date_doubts = dates;
    }

    /// Notes keys that are near others, those that the layout names in vain, and who is listed twice.
    pub(super) fn keys(&mut self, near: Vec<NearKey>, unused: Vec<UnusedPath>, twice: Vec<ListedTwice>) {
        self.chart.listed_twice = twice;
        self.chart.near_keys = near;
        self.chart.unused_paths = unused;
    }

    /// Notes that ids are keys of a map or names of files.
    pub(super) fn keys_for_ids(&mut self) {
        self.chart.has_keys_for_ids = true;
    }

    /// Notes lines whose texts may name people.
    pub(super) fn private(&mut self, lines: impl Iterator<Item = Place>) {
        self.chart.private.extend(lines);
    }

    /// Notes which positions a file in another shape says in a word to be filled. The native form leaves that
    /// out.
    pub(super) fn says_filled(&mut self, which: FixedBitSet) {
        self.chart.says_filled = which;
    }

    /// Notes a further key of a position.
    pub(super) fn personal_ids(&mut self, told: FixedBitSet, are_handles: bool) {
        self.chart.told = told;
        self.chart.has_handles_for_ids = are_handles;
    }

    /// A further key by which lines may name a position.
    pub(super) fn role_slug(&mut self, of: PositionId, text: &str, place: Place) {
        self.chart.role_slugs.push((of, place, text.into()));
    }
}
