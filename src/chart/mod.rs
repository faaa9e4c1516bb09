//! Nodes → [`Chart`]: positions with spanned fields, company facts, exceptions. Uses
//! `crate::yaml` and `crate::source`.
//!
//! A chart keeps the nodes it was read from. A position is a short list of fields, each with the
//! node of its value, so that every value has its place and a million positions fit in memory.

mod allow;
mod check;
mod facts;
pub(crate) mod fields;
mod ids;
pub(crate) mod layouts;
pub(crate) mod native;
mod notes;
mod origin;
mod others;
pub(crate) mod own;
mod personal;
mod problem;
mod read;
mod remarks;
pub(crate) mod spelling;
mod stated;
mod surprise;
pub(crate) mod values;
mod words;

use std::collections::{HashMap, HashSet};
use std::ops::Range;
use std::sync::{Arc, OnceLock};

use fixedbitset::FixedBitSet;
use jiff::civil::Date;

pub(crate) use allow::Allow;
pub use facts::DottedLine;
pub(crate) use fields::{
    COMPANY_FIELDS, FIELDS, Mapped, OwnField, OwnFields, PARTS, Part, STATUSES, Shown, TopField, ValueKind,
    shown,
};
pub use fields::{CompanyField, Field};
pub(crate) use ids::slug;
use origin::Origin;
pub(crate) use origin::ROWS_KEPT;
pub(crate) use origin::{Copied, DateDoubt, ListedLine, ListedTwice, NearKey, UnusedPath};
pub(crate) use others::{KeyReadAs, KeysDiffer, UnreadPositions};
pub(crate) use own::Own;
pub(crate) use personal::{
    CALLED, folded as folded_name, has_form_of_id, may_hold_words, names_handle, tells, tells_of,
    tells_of_address,
};
pub(crate) use problem::{FurtherKeys, PlacedProblem, Problem, UnknownKey};
#[cfg(test)]
pub(crate) use read::{read, read_node};
pub(crate) use read::{read_node_with, read_with};
pub(crate) use stated::{InConfiguration, STATED};
pub(crate) use surprise::{Surprise, SurpriseAt};

use crate::bits;
use crate::source::{FileId, Place};
use crate::yaml::{self, Kind, NodeId, Tree};

/// A position, by its number in the order of the chart.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PositionId(pub u32);

impl PositionId {
    /// That of no position.
    const NONE: Self = Self(u32::MAX);

    /// The number as an index.
    #[must_use]
    pub fn index(self) -> usize {
        self.0 as usize
    }
}

/// What the chart's own format is called among the layouts.
pub(crate) const NATIVE: &str = "native";

/// A node in one of the chart's files.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NodeRef {
    /// Index of the file in [`Chart::files`].
    pub file: u32,
    /// The node as it is there; an alias is followed when it is read.
    pub node: NodeId,
}

/// A file of a chart.
#[derive(Clone, Debug)]
pub struct ChartFile {
    /// The file.
    pub id: FileId,
    /// Its nodes. For a chart in another shape, those of orglint's own format that its entries were mapped
    /// to; their places are those of the file.
    pub tree: Arc<Tree>,
    /// The file's own nodes, where `tree` was made from them.
    origin: Option<Arc<Origin>>,
}

/// Where a position's id comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum IdText {
    Written(NodeId),
    /// Made from the title: an index into `Chart::derived_ids`.
    Derived(u32),
}

/// One position: where it stands and where its fields are.
#[derive(Clone, Copy, Debug)]
struct Position {
    file: u32,
    node: NodeId,
    first_value: u32,
    /// Which fields have a value, a bit for each by its number.
    fields: u64,
    /// Those of them that have a list.
    lists: u64,
    /// Those of them whose value says something: see [`Chart::says_nothing`].
    said: u64,
    /// That of [`PositionId::NONE`] where there is none: an `Option` takes twice the room.
    parent: PositionId,
    /// Its id, as [`Position::id`] takes it apart.
    id: u32,
    has_written_id: bool,
    cut: bool,
}

impl Position {
    #[inline]
    fn id(&self) -> IdText {
        if self.has_written_id { IdText::Written(NodeId(self.id)) } else { IdText::Derived(self.id) }
    }

    fn set_id(&mut self, id: IdText) {
        (self.id, self.has_written_id) = match id {
            IdText::Written(node) => (node.0, true),
            IdText::Derived(at) => (at, false),
        };
    }
}

#[derive(Clone, Copy, Debug)]
struct Value<F> {
    field: F,
    at: NodeRef,
}

/// A value of a position, in the file that the position is in.
#[derive(Clone, Copy, Debug)]
struct Stated {
    field: Field,
    node: NodeId,
}

/// The values of all positions, one position after the other. Field and node are apart, since together they take
/// the room of two nodes.
#[derive(Debug, Default)]
struct Values {
    fields: Vec<Field>,
    nodes: Vec<NodeId>,
}

impl Values {
    fn len(&self) -> usize {
        self.nodes.len()
    }

    #[inline]
    fn push(&mut self, value: Stated) {
        self.fields.push(value.field);
        self.nodes.push(value.node);
    }

    fn reserve(&mut self, count: usize) {
        self.fields.reserve(count);
        self.nodes.reserve(count);
    }

    fn truncate(&mut self, count: usize) {
        self.fields.truncate(count);
        self.nodes.truncate(count);
    }

    fn shrink_to_fit(&mut self) {
        self.fields.shrink_to_fit();
        self.nodes.shrink_to_fit();
    }

    fn extend(&mut self, from: &Self, range: Range<usize>) {
        self.fields.extend_from_slice(&from.fields[range.clone()]);
        self.nodes.extend_from_slice(&from.nodes[range]);
    }
}

/// Whether nothing is written at a node that is no reference, or an empty list or text.
fn says_nothing(tree: &Tree, node: NodeId) -> bool {
    match tree.kind(node) {
        Kind::Scalar => tree.is_blank(node),
        Kind::Sequence => tree.items(node).next().is_none(),
        Kind::Mapping | Kind::Alias => false,
    }
}

/// A text of a chart with its place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Text<'c> {
    /// The text, trimmed.
    pub text: &'c str,
    /// Where it stands.
    pub place: Place,
}

/// One organisation as read from one or more files.
#[derive(Debug, Default)]
#[expect(clippy::struct_excessive_bools, reason = "each says one thing of the chart")]
pub struct Chart {
    files: Vec<ChartFile>,
    positions: Vec<Position>,
    values: Values,
    /// The fields that some position has a value of, as in `Position::fields`.
    fields: u64,
    derived_ids: Vec<Box<str>>,
    company: Vec<Value<CompanyField>>,
    /// The `company:` key's value.
    company_at: Option<NodeRef>,
    top: Vec<Value<TopField>>,
    own: Arc<Own>,
    /// Values of the company's own fields, by position.
    own_values: Vec<own::OwnValue>,
    /// Whether positions may stand in a part that could not be read.
    lacks_positions: bool,
    /// Whether the id of some position could not be read.
    unread_ids: bool,
    /// Whether something about the company could not be read.
    unread_company: bool,
    /// Mistakes in the files as YAML, with the file.
    pub yaml_problems: Vec<(FileId, yaml::Problem)>,
    /// Mistakes in values.
    pub problems: Vec<PlacedProblem>,
    /// Keys that are not known.
    pub unknown_keys: Vec<UnknownKey>,
    /// Those beyond a thousand of a kind.
    pub further_keys: Vec<FurtherKeys>,
    /// Values that no rule reads, which may tell of people.
    unread: Vec<NodeRef>,
    /// Keys that are not known, wherever they are.
    strange_keys: Vec<NodeRef>,
    /// Where keys stand that are not known and may be people's.
    hidden_keys: Vec<Place>,
    /// Comments that allow findings.
    pub allows: Vec<Allow>,
    /// Values that other readers of YAML may take for something else.
    pub surprises: Vec<SurpriseAt>,
    /// The layout the chart was read by; none for orglint's own format.
    layout: Option<Box<str>>,
    /// The fields whose keys the company's own layout names, as in `Position::fields`.
    layout_fields: u64,
    /// What the files call fields of positions, where that is not their key in orglint's own format.
    file_keys: Vec<(Field, Box<str>)>,
    /// Lines whose texts may name people.
    private: HashSet<Place>,
    /// Whether ids are keys of a map or names of files, which nobody chose to be shown.
    has_keys_for_ids: bool,
    /// Whether ids are what people are called in programs.
    has_handles_for_ids: bool,
    /// Positions whose ids tell of somebody by what the file says of them elsewhere: a last name, an address.
    told: FixedBitSet,
    /// Whether names are shown in messages.
    names_shown: bool,
    /// Which ids tell of people; worked out when one is to be shown.
    personal: OnceLock<personal::Personal>,
    /// Where nobody sits; worked out when the first is asked about.
    vacant: OnceLock<FixedBitSet>,
    /// The words of names.
    name_words: OnceLock<HashSet<Box<str>>>,
    /// Positions that a file in another shape says in a word to be filled.
    says_filled: FixedBitSet,
    /// Further keys by which lines may name a position, in the order of the positions.
    role_slugs: Vec<(PositionId, Place, Box<str>)>,
    /// Which keys the entries have, where none of them was understood as the title.
    pub keys_seen: Option<String>,
    /// Whether it is of units of which none is above another.
    pub is_flat: bool,
    /// Lists of reports that differ from the reports' own lines.
    pub listed: Vec<ListedLine>,
    /// Keys of positions that were read as other ones.
    pub read_as: Vec<KeyReadAs>,
    /// Keys of one position that mean the same and say different things.
    pub keys_differ: Vec<KeysDiffer>,
    /// Lists of positions under keys that are not known.
    pub unread_positions: Vec<UnreadPositions>,
    /// What keys with yes or no say about the status.
    flags: HashMap<(u32, NodeId), &'static str>,
    /// Posts that have ceased to be, and are not positions: the id of each, where it has one.
    pub abolished: Vec<Option<Box<str>>>,
    /// Members of teams, who are not positions.
    pub members: usize,
    /// Rows of tables that say a total or a note.
    pub notes: usize,
    /// Keys of entries that are most likely a slip in another one.
    pub near_keys: Vec<NearKey>,
    /// Keys that the company's own layout names and no entry has.
    pub unused_paths: Vec<UnusedPath>,
    /// Who appears twice in lists that the layout keeps apart.
    pub listed_twice: Vec<ListedTwice>,
    /// Files that are copies of others, and are not among the files.
    pub copies: Vec<Copied>,
    /// Exceptions within comments, with the position they are in.
    pub unread_allows: Vec<(Place, Option<PositionId>)>,
    /// Columns of dates that can be read two ways.
    pub date_doubts: Vec<DateDoubt>,
}

impl Chart {
    /// The files, in the order they were read.
    #[must_use]
    pub fn files(&self) -> &[ChartFile] {
        &self.files
    }

    /// Every file with its own nodes, as they are written; of a table those of the first rows ([`ROWS_KEPT`]).
    pub(crate) fn written(&self) -> impl Iterator<Item = (FileId, &Tree)> {
        self.files.iter().map(|file| (file.id, file.origin.as_ref().map_or(&*file.tree, |own| own.tree())))
    }

    /// What a position says of its status: its word, or that it is filled.
    #[must_use]
    pub(crate) fn said_status(&self, position: PositionId) -> Option<&str> {
        let filled = || self.says_filled.contains(position.index()).then_some("filled");
        self.words(position, Field::Status).or_else(filled)
    }

    /// Number of positions.
    #[must_use]
    pub fn len(&self) -> usize {
        self.positions.len()
    }

    /// Whether the chart has no positions.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.positions.is_empty()
    }

    /// Every position, in the order of the chart.
    pub fn positions(&self) -> impl DoubleEndedIterator<Item = PositionId> + ExactSizeIterator {
        let count = u32::try_from(self.positions.len()).unwrap_or(u32::MAX);
        (0..count).map(PositionId)
    }

    /// Whether a part of some file could not be read, so that positions may be missing.
    #[must_use]
    pub fn is_broken(&self) -> bool {
        self.yaml_problems.iter().any(|(_, problem)| problem.loses_content())
    }

    /// How many sheets of its workbooks were not read and may hold positions.
    #[must_use]
    pub(crate) fn unread_sheets(&self) -> usize {
        self.files.iter().map(|file| file.tree.file().further_sheets()).sum()
    }

    /// Whether positions may be missing: a part that could not be read may hold some.
    #[must_use]
    pub(crate) fn may_lack_positions(&self) -> bool {
        self.lacks_positions
    }

    /// Whether any id may be that of a position: some position is missing, or its id could not be read.
    #[must_use]
    pub(crate) fn may_have_any_id(&self) -> bool {
        self.lacks_positions || self.unread_ids
    }

    /// Whether any seat may be there: some position is missing, or its title could not be read.
    #[must_use]
    pub(crate) fn may_lack_seats(&self) -> bool {
        let is_unread = |position| self.is_cut(position) && self.value(position, Field::Title).is_none();
        self.lacks_positions || (self.is_broken() && self.positions().any(is_unread))
    }

    /// Whether a part of what the chart says of the company could not be read.
    #[must_use]
    pub(crate) fn is_company_cut(&self) -> bool {
        self.unread_company
    }

    /// Files of which a part could not be read.
    pub(crate) fn broken_files(&self) -> impl Iterator<Item = FileId> {
        self.yaml_problems.iter().filter(|(_, problem)| problem.loses_content()).map(|(file, _)| *file)
    }

    /// The layout that the chart was read by.
    #[must_use]
    pub fn layout(&self) -> &str {
        self.layout.as_deref().unwrap_or(NATIVE)
    }

    /// Whether the chart is written in orglint's own format.
    #[must_use]
    pub fn is_native(&self) -> bool {
        self.layout.is_none()
    }

    /// Whether the company's own layout says which key holds a field.
    #[must_use]
    pub(crate) fn layout_names(&self, field: Field) -> bool {
        self.layout_fields & field.bit() != 0
    }

    /// Whether the text of a line may name a person, and is not shown.
    #[must_use]
    pub(crate) fn is_private(&self, line: Place) -> bool {
        !self.names_shown && self.private.contains(&line)
    }

    /// Keys by which lines may name positions beside their ids.
    pub fn role_slugs(&self) -> impl Iterator<Item = (PositionId, Text<'_>)> {
        self.role_slugs.iter().map(|(position, place, text)| (*position, Text { text, place: *place }))
    }

    /// The places of values that name people, those that references lead to among them, and of values
    /// that are not read. For a chart in another shape, every value that is not known to tell about a
    /// position.
    pub(crate) fn names(&self) -> impl Iterator<Item = Place> {
        let others = self.files.iter().filter_map(|file| Some((file.id, file.origin.as_deref()?)));
        let others = others
            .flat_map(|(file, origin)| origin.hidden().iter().map(move |span| Place { file, span: *span }));
        let private = FIELDS.iter().filter(|key| key.private).map(|key| key.field);
        let named = self.stated(private);
        let named = named.chain(self.private_own()).chain(self.unread.iter().copied()).flat_map(|at| {
            let followed = NodeRef { node: self.tree(at.file).follow(at.node), ..at };
            // Only a reference leads elsewhere.
            let elsewhere = (followed != at).then(|| self.place(followed));
            std::iter::once(self.place(at)).chain(elsewhere)
        });
        let copied = |place: Place| {
            let copies = self.copies.iter().filter(move |copy| copy.of == place.file);
            copies.map(move |copy| Place { file: copy.place.file, ..place })
        };
        let remarks = self.remarks().into_iter().map(|(_, place)| place);
        // One by one: a table may have millions.
        let here = named.chain(others).chain(self.personal_places()).chain(remarks);
        here.flat_map(move |place| std::iter::once(place).chain(copied(place)))
    }

    fn tree(&self, file: u32) -> &Tree {
        &self.files[file as usize].tree
    }

    /// The place of a node.
    #[must_use]
    pub fn place(&self, at: NodeRef) -> Place {
        let file = &self.files[at.file as usize];
        Place { file: file.id, span: file.tree.span(at.node) }
    }

    /// A node's text, trimmed; none where it is not a scalar, or nothing is written.
    #[must_use]
    #[inline]
    pub(crate) fn scalar(&self, at: NodeRef) -> Option<Text<'_>> {
        let text = self.tree(at.file).stated(at.node)?;
        Some(Text { text, place: self.place(at) })
    }

    /// Whether nothing is written at a node, or an empty list or text.
    #[must_use]
    pub(crate) fn says_nothing(&self, at: NodeRef) -> bool {
        let tree = self.tree(at.file);
        says_nothing(tree, tree.follow(at.node))
    }

    /// A position's id, trimmed.
    #[must_use]
    #[inline]
    pub fn id(&self, position: PositionId) -> &str {
        let it = &self.positions[position.index()];
        match it.id() {
            IdText::Written(node) => {
                let tree = self.tree(it.file);
                tree.trimmed(tree.follow(node))
            }
            IdText::Derived(at) => &self.derived_ids[at as usize],
        }
    }

    /// Whether the id is written in the file, and not made from the title.
    #[must_use]
    pub(crate) fn has_written_id(&self, position: PositionId) -> bool {
        self.positions[position.index()].has_written_id
    }

    /// Whether the id was made from what the position is called, since none is written: in the nested form,
    /// and in other shapes, where it stands with the title.
    #[must_use]
    pub(crate) fn has_made_id(&self, position: PositionId) -> bool {
        let it = &self.positions[position.index()];
        let IdText::Written(node) = it.id() else { return true };
        if self.files[it.file as usize].origin.is_none() {
            return false;
        }
        let (span, id) = (self.tree(it.file).span(node), self.id(position));
        match self.value(position, Field::Title) {
            Some(title) if self.tree(title.file).span(title.node) == span => {
                !id.contains('/') && self.scalar(title).is_none_or(|title| title.text != id)
            }
            _ => span.is_empty() && !self.has_keys_for_ids,
        }
    }

    /// The position that holds this one in the nested form.
    #[must_use]
    #[inline]
    pub fn parent(&self, position: PositionId) -> Option<PositionId> {
        Some(self.positions[position.index()].parent).filter(|parent| *parent != PositionId::NONE)
    }

    /// Whether a syntax error cut the position short, so that fields of it may be missing.
    #[must_use]
    pub(crate) fn is_cut(&self, position: PositionId) -> bool {
        self.positions[position.index()].cut
    }

    /// Where the position stands: its whole mapping.
    #[must_use]
    pub(crate) fn node(&self, position: PositionId) -> NodeRef {
        let it = &self.positions[position.index()];
        NodeRef { file: it.file, node: it.node }
    }

    #[inline]
    fn values(&self, position: PositionId) -> Range<usize> {
        // The values of the next position follow.
        let first = self.positions[position.index()].first_value as usize;
        let next = self.positions.get(position.index() + 1);
        first..next.map_or(self.values.len(), |next| next.first_value as usize)
    }

    /// The fields a position states, each with its value, in the order of the file.
    pub fn fields(&self, position: PositionId) -> impl Iterator<Item = (Field, NodeRef)> {
        let file = self.positions[position.index()].file;
        let (fields, nodes) = (&self.values.fields, &self.values.nodes);
        self.values(position).map(move |at| (fields[at], NodeRef { file, node: nodes[at] }))
    }

    /// The values of some fields, in the order of the chart.
    fn stated(&self, fields: impl Iterator<Item = Field>) -> impl Iterator<Item = NodeRef> {
        let meant = fields.fold(0, |meant, field| meant | field.bit());
        let all = self.positions.iter().enumerate().filter(move |(_, it)| it.fields & meant != 0);
        all.flat_map(move |(at, it)| {
            let values = self.values(PositionId(crate::source::offset(at)));
            let values = values.filter(move |value| meant & self.values.fields[*value].bit() != 0);
            values.map(|value| NodeRef { file: it.file, node: self.values.nodes[value] })
        })
    }

    /// The value of a field. `name`, `holder` and `reports_to` are there even where nothing is
    /// written after them; other fields written empty are as if left out.
    #[must_use]
    #[inline]
    pub fn value(&self, position: PositionId, field: Field) -> Option<NodeRef> {
        // Most fields are not stated, which the bits tell at once. Of one that is, the first value from
        // the position's own on is that of the position.
        let it = &self.positions[position.index()];
        if it.fields & field.bit() == 0 {
            return None;
        }
        let first = it.first_value as usize;
        let at = first + self.values.fields.get(first..)?.iter().position(|known| *known == field)?;
        Some(NodeRef { file: it.file, node: self.values.nodes[at] })
    }

    /// Whether a position has a value of a field that says something, whether or not it can be read.
    #[must_use]
    pub fn says(&self, position: PositionId, field: Field) -> bool {
        self.positions[position.index()].said & field.bit() != 0
    }

    /// Where a field says something.
    #[must_use]
    pub(crate) fn all_that_say(&self, field: Field) -> FixedBitSet {
        bits::set(&self.positions, |it| it.said & field.bit() != 0)
    }

    /// Whether any position has a value of a field.
    #[must_use]
    pub(crate) fn has_field(&self, field: Field) -> bool {
        self.fields & field.bit() != 0
    }

    /// The text of a field; of one that takes words, the field's own word for it.
    #[must_use]
    #[inline]
    pub fn text(&self, position: PositionId, field: Field) -> Option<Text<'_>> {
        let at = self.value(position, field)?;
        let text = self.scalar(at)?;
        Some(Text { text: self.native_word(field, at, text.text), ..text })
    }

    /// The text of a field without its place.
    #[must_use]
    pub(crate) fn words(&self, position: PositionId, field: Field) -> Option<&str> {
        let at = self.value(position, field)?;
        Some(self.native_word(field, at, self.tree(at.file).stated(at.node)?))
    }

    /// A text as one of its field's own words, where the field takes words and it means one of them.
    #[inline]
    fn native_word<'c>(&'c self, field: Field, at: NodeRef, text: &'c str) -> &'c str {
        if !matches!(field.key().kind, ValueKind::Word(_)) {
            return text;
        }
        let by_flag = self.flags.get(&(at.file, at.node)).filter(|_| field == Field::Status);
        by_flag.copied().unwrap_or_else(|| words::native(field, text))
    }

    /// Whether a field holds a list.
    #[must_use]
    pub(crate) fn is_list(&self, position: PositionId, field: Field) -> bool {
        self.positions[position.index()].lists & field.bit() != 0
    }

    /// Whether a position has a value of one of these fields, as [`Chart::value`] gives it.
    #[must_use]
    #[inline]
    pub(crate) fn has_any(&self, position: PositionId, fields: &[Field]) -> bool {
        let any = fields.iter().fold(0, |any, field| any | field.bit());
        self.positions[position.index()].fields & any != 0
    }

    /// The texts of a field that takes one or a list.
    #[inline]
    pub fn texts(&self, position: PositionId, field: Field) -> impl Iterator<Item = Text<'_>> {
        self.value(position, field).into_iter().flat_map(|at| self.texts_at(at))
    }

    /// The texts of a node that is one text or a list of them.
    pub fn texts_at(&self, at: NodeRef) -> impl Iterator<Item = Text<'_>> {
        let tree = self.tree(at.file);
        let node = tree.follow(at.node);
        let alone = (tree.kind(node) == Kind::Scalar).then_some(at);
        let items = tree.items(node).map(move |node| NodeRef { file: at.file, node });
        alone.into_iter().chain(items).filter_map(|at| self.scalar(at))
    }

    /// The items of a list.
    pub(crate) fn items_at(&self, list: NodeRef) -> impl Iterator<Item = NodeRef> {
        let tree = self.tree(list.file);
        tree.items(tree.follow(list.node)).map(move |node| NodeRef { file: list.file, node })
    }

    /// The value of a key in a mapping.
    #[must_use]
    pub(crate) fn part(&self, mapping: NodeRef, part: Part) -> Option<NodeRef> {
        let tree = self.tree(mapping.file);
        let mut entries = tree.entries(tree.follow(mapping.node));
        let entry = entries.find(|entry| tree.text(entry.key) == part.key().name)?;
        Some(NodeRef { file: mapping.file, node: entry.at })
    }

    /// The date of a field.
    #[must_use]
    pub fn date(&self, position: PositionId, field: Field) -> Option<Date> {
        values::date(self.text(position, field)?.text)
    }

    /// The number of a field.
    #[must_use]
    pub fn number(&self, position: PositionId, field: Field) -> Option<f64> {
        let text = self.text(position, field)?.text;
        if field.key().kind == ValueKind::Share { values::share(text) } else { values::number(text) }
    }

    /// The yes or no of a field.
    #[must_use]
    pub(crate) fn flag(&self, position: PositionId, field: Field) -> Option<bool> {
        values::flag(self.text(position, field)?.text)
    }

    /// Where a label about a field belongs: its value; where it is not stated, the title, else the id.
    #[must_use]
    pub(crate) fn label_place(&self, position: PositionId, field: Field) -> Place {
        [field, Field::Title, Field::Id, Field::Function, Field::Unit, Field::Department, Field::Role]
            .into_iter()
            .filter_map(|field| self.value(position, field))
            .find(|at| self.scalar(*at).is_some())
            .or_else(|| self.value(position, field).filter(|at| !self.place(*at).span.is_empty()))
            .map_or_else(|| self.start_of(position), |at| self.place(at))
    }

    /// Where the position begins: its first key.
    fn start_of(&self, position: PositionId) -> Place {
        let at = self.node(position);
        let tree = self.tree(at.file);
        let first = tree.entries(at.node).next().map_or(at.node, |entry| entry.key);
        self.place(NodeRef { file: at.file, node: first })
    }
}

#[cfg(test)]
mod tests;
