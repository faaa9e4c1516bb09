//! The native form, flat and nested: nodes → [`Chart`]. Every mistake is noted with its place, and
//! reading goes on.

use std::collections::HashMap;
use std::sync::Arc;

use super::fields::{COMPANY_FIELDS, FIELDS, Key, TOP_FIELDS, near_key};
use super::{
    Chart, ChartFile, CompanyField, Field, IdText, NodeRef, Own, PlacedProblem, Position, PositionId,
    Problem, Surprise, SurpriseAt, TopField, UnknownKey, Value, ValueKind, ids,
};
use crate::source::{FileId, Place, Span};
use crate::yaml::{self, Entry, Kind, NodeId, Parsed, Tree};

/// Reads a chart from its files, in their order. Documents of one file belong to one chart.
#[must_use]
pub fn read(files: Vec<(FileId, Parsed)>) -> Chart {
    read_with(files, &Arc::default())
}

/// Reads a chart whose configuration adds words of its own.
#[must_use]
pub fn read_with(files: Vec<(FileId, Parsed)>, own: &Arc<Own>) -> Chart {
    let mut reader = Reader::new(own);
    for (id, parsed) in files {
        let roots: Vec<NodeId> =
            parsed.tree.documents().iter().filter_map(|document| document.root).collect();
        reader.chart.yaml_problems.extend(parsed.problems.into_iter().map(|problem| (id, problem)));
        reader.file(id, &Arc::new(parsed.tree), &roots);
    }
    reader.finish()
}

/// Reads a chart from one node of a file, as an example in a rule file is.
#[must_use]
pub fn read_node(id: FileId, tree: &Arc<Tree>, root: NodeId) -> Chart {
    read_node_with(id, tree, root, &Arc::default())
}

/// Reads a chart from one node of a file, where the configuration adds words of its own.
#[must_use]
pub fn read_node_with(id: FileId, tree: &Arc<Tree>, root: NodeId, own: &Arc<Own>) -> Chart {
    let mut reader = Reader::new(own);
    reader.file(id, tree, &[root]);
    reader.finish()
}

/// Where a list of positions was found.
#[derive(Clone, Copy)]
struct Item {
    node: NodeId,
    parent: Option<PositionId>,
    /// In a flat list, where only an `id` lets others name the position.
    flat: bool,
}

#[derive(Default)]
pub(super) struct Reader {
    pub(super) chart: Chart,
    unknown: HashMap<(&'static str, String), usize>,
    /// Whether any document has a key that holds positions.
    has_positions: bool,
}

impl Reader {
    fn new(own: &Arc<Own>) -> Self {
        Self { chart: Chart { own: Arc::clone(own), ..Chart::default() }, ..Self::default() }
    }

    fn file(&mut self, id: FileId, tree: &Arc<Tree>, roots: &[NodeId]) {
        let file = u32::try_from(self.chart.files.len()).unwrap_or(u32::MAX);
        self.chart.files.push(ChartFile { id, tree: Arc::clone(tree) });
        for root in roots {
            self.document(file, tree, *root);
        }
        self.cut_texts(file, tree);
    }

    fn finish(mut self) -> Chart {
        if !self.has_positions && !self.chart.is_broken() {
            self.no_chart();
        }
        ids::derive(&mut self.chart);
        self.chart.surprises.sort_by_key(|surprise| surprise.kind);
        self.chart
    }

    /// Says what is there instead of a chart.
    fn no_chart(&mut self) {
        let Some(file) = self.chart.files.first() else { return };
        let misspelt = self
            .chart
            .unknown_keys
            .iter()
            .find(|key| key.of == "chart" && matches!(key.near, Some("positions" | "people" | "org")));
        let root = file.tree.documents().iter().find_map(|document| document.root);
        let (message, help, span) = match (misspelt, root) {
            (Some(key), _) => (
                format!("no positions here: the key `{}` is not known", key.key),
                format!("a key with a similar name exists: `{}`", key.near.unwrap_or_default()),
                key.place.span,
            ),
            (None, None) => (
                "the file is empty, so there is no chart to check".to_owned(),
                "list the positions under `positions:`".to_owned(),
                Span::default(),
            ),
            (None, Some(_)) => (
                "no chart here: neither `positions:` nor `org:` at the top of the file".to_owned(),
                "list the positions under `positions:`, or nest them under `org:`".to_owned(),
                Span::default(),
            ),
        };
        let place = Place { file: file.id, span };
        self.chart.problems.push(PlacedProblem {
            problem: Problem::NoChart { message, help },
            place,
            position: None,
        });
    }

    fn document(&mut self, file: u32, tree: &Tree, root: NodeId) {
        if tree.kind(root) != Kind::Mapping {
            return;
        }
        for entry in tree.entries(root) {
            let at = NodeRef { file, node: entry.at };
            let key = tree.text(entry.key);
            let Some(field) = TopField::from_key(key) else {
                self.unknown_key(file, tree, "chart", entry, TOP_FIELDS);
                continue;
            };
            match field {
                TopField::Positions | TopField::People => self.positions(file, tree, entry, field, true),
                TopField::Org => self.positions(file, tree, entry, field, false),
                TopField::Company => self.company(file, tree, entry),
                _ => {
                    self.check(field.key(), at, None);
                    if !tree.is_null(entry.value) {
                        self.chart.top.push(Value { field, at });
                    }
                }
            }
        }
    }

    fn company(&mut self, file: u32, tree: &Tree, entry: Entry) {
        let at = NodeRef { file, node: entry.at };
        if tree.is_null(entry.value) {
            return;
        }
        if tree.kind(entry.value) != Kind::Mapping {
            self.wrong_type("company", "a set of keys", at, None, "write `company: { name: … }`");
            return;
        }
        self.chart.company_at.get_or_insert(at);
        for entry in tree.entries(entry.value) {
            let at = NodeRef { file, node: entry.at };
            match CompanyField::from_key(tree.text(entry.key)) {
                Some(field) => {
                    self.check(field.key(), at, None);
                    if !tree.is_null(entry.value) {
                        self.chart.company.push(Value { field, at });
                    }
                }
                None => self.unknown_key(file, tree, "company", entry, COMPANY_FIELDS),
            }
        }
    }

    /// A list of positions, with all that report to them, in the order of the file.
    fn positions(&mut self, file: u32, tree: &Tree, entry: Entry, field: TopField, flat: bool) {
        self.has_positions = true;
        let at = NodeRef { file, node: entry.at };
        let mut waiting = match tree.kind(entry.value) {
            Kind::Mapping if !flat => vec![Item { node: entry.at, parent: None, flat }],
            _ => self.items(tree, at, field.key().name, None, flat),
        };
        while let Some(item) = waiting.pop() {
            let Some((position, reports)) = self.position(file, tree, item) else { continue };
            if let Some(reports) = reports {
                let at = NodeRef { file, node: reports };
                waiting.extend(self.items(tree, at, Field::Reports.key().name, Some(position), false));
            }
        }
    }

    /// The items of a list of positions, the last one first.
    fn items(
        &mut self,
        tree: &Tree,
        at: NodeRef,
        key: &'static str,
        parent: Option<PositionId>,
        flat: bool,
    ) -> Vec<Item> {
        let list = tree.follow(at.node);
        if tree.kind(list) != Kind::Sequence {
            if !tree.is_null(list) {
                let help = "start each position with `- ` on a line of its own";
                self.wrong_type(key, "a list of positions", at, parent, help);
            }
            return Vec::new();
        }
        let mut items: Vec<Item> = tree.items(list).map(|node| Item { node, parent, flat }).collect();
        items.reverse();
        items
    }

    /// One position; gives its number and its `reports:`.
    fn position(&mut self, file: u32, tree: &Tree, item: Item) -> Option<(PositionId, Option<NodeId>)> {
        let node = tree.follow(item.node);
        let at = NodeRef { file, node: item.node };
        if tree.kind(node) != Kind::Mapping {
            let help = "write it as `- id: …` with its title on the next line";
            self.wrong_type(
                "positions",
                "positions with keys such as `id` and `title`",
                at,
                item.parent,
                help,
            );
            return None;
        }
        let number = PositionId(u32::try_from(self.chart.positions.len()).unwrap_or(u32::MAX));
        let first_value = self.chart.values.len();
        let mut id = None;
        let mut reports = None;
        for entry in tree.entries(node) {
            let at = NodeRef { file, node: entry.at };
            let Some(field) = Field::from_key(tree.text(entry.key)) else {
                match self.chart.own.fields.find(tree.text(entry.key)) {
                    Some(field) => self.own_value(field, at, number),
                    None => self.unknown_key(file, tree, "position", entry, FIELDS),
                }
                continue;
            };
            if self.chart.values[first_value..].iter().any(|value| value.field == field) {
                continue;
            }
            match field {
                Field::Reports => reports = Some(entry.at),
                Field::Id => id = Some(at).filter(|at| self.chart.scalar(*at).is_some()),
                _ => {}
            }
            if keeps_empty(field) || !tree.is_null(entry.value) {
                self.chart.values.push(Value { field, at });
            }
            self.check_field(field, at, number);
        }
        let values = self.chart.values.len() - first_value;
        self.chart.positions.push(Position {
            file,
            node,
            first_value: u32::try_from(first_value).unwrap_or(u32::MAX),
            values: u16::try_from(values).unwrap_or(u16::MAX),
            parent: item.parent,
            id: id.map_or(IdText::Derived(u32::MAX), |at| IdText::Written(at.node)),
            cut: tree.is_cut(node),
        });
        self.check_required(number, item, id.is_some(), reports.is_some());
        Some((number, reports))
    }

    fn check_field(&mut self, field: Field, at: NodeRef, position: PositionId) {
        if field.key().kind != ValueKind::Positions {
            self.check(field.key(), at, Some(position));
        }
    }

    /// An id, and something that tells what the position is.
    fn check_required(&mut self, position: PositionId, item: Item, has_id: bool, has_reports: bool) {
        if self.chart.is_cut(position) {
            return;
        }
        if item.flat && !has_id && !has_reports {
            self.note(Problem::NoId, self.chart.label_place(position, Field::Id), Some(position));
        }
        let tells = self.chart.fields(position).any(|(field, _)| {
            matches!(
                field,
                Field::Title
                    | Field::Name
                    | Field::Holder
                    | Field::Function
                    | Field::Role
                    | Field::Unit
                    | Field::Department
            )
        });
        if !tells {
            self.note(Problem::Bare, self.chart.label_place(position, Field::Id), Some(position));
        }
    }

    pub(super) fn note(&mut self, problem: Problem, place: Place, position: Option<PositionId>) {
        let position = position.map(|position| position.0);
        self.chart.problems.push(PlacedProblem { problem, place, position });
    }

    pub(super) fn unknown_key<F: Copy>(
        &mut self,
        file: u32,
        tree: &Tree,
        of: &'static str,
        entry: Entry,
        known: &[Key<F>],
    ) {
        let at = NodeRef { file, node: entry.key };
        if tree.kind(entry.key) != Kind::Scalar {
            let help = "a key is a word with a colon after it";
            self.wrong_type("a key", "a word", at, None, help);
            return;
        }
        let key = tree.text(entry.key);
        self.country(key, NodeRef { file, node: entry.at });
        if let Some(index) = self.unknown.get(&(of, key.to_owned())) {
            self.chart.unknown_keys[*index].count += 1;
            return;
        }
        let own = if of == "position" { self.chart.own.fields.keys() } else { &[] };
        let near = near_key(key, own).or_else(|| near_key(key, known));
        self.unknown.insert((of, key.to_owned()), self.chart.unknown_keys.len());
        self.chart.unknown_keys.push(UnknownKey {
            key: key.to_owned(),
            of,
            count: 1,
            place: self.chart.place(at),
            near: near.map(|(name, _)| name),
            misspelt: near.is_some_and(|(_, misspelt)| misspelt),
        });
    }

    /// `country: NO`, the best known surprise of all, stands under a key that is not ours.
    fn country(&mut self, key: &str, at: NodeRef) {
        let key = key.to_ascii_lowercase();
        let is_code = ["country", "nation", "locale", "language", "region", "site"];
        if is_code.iter().any(|word| key.contains(word)) {
            self.surprise(at, true, None);
        }
    }

    pub(super) fn add_surprise(&mut self, kind: Surprise, place: Place, position: Option<PositionId>) {
        let place = (place, position.map(|position| position.0));
        match self.chart.surprises.iter_mut().find(|surprise| surprise.kind == kind) {
            Some(known) => known.places.push(place),
            None => self.chart.surprises.push(SurpriseAt { kind, places: vec![place] }),
        }
    }

    /// Comments that start right after a plain text and without a space: `title: Head of C #1`.
    fn cut_texts(&mut self, file: u32, tree: &Tree) {
        let text = tree.file().text();
        for comment in tree.comments() {
            let after = text[comment.range()].chars().nth(1);
            if !after.is_some_and(char::is_alphanumeric) {
                continue;
            }
            let Some(value) = tree.scalar_before(comment.start) else { continue };
            let between = text.get(tree.span(value).end as usize..comment.start as usize);
            let beside = between.is_some_and(|between| between == " ");
            let key = tree.key_of(value).map(|key| tree.text(key)).and_then(Field::from_key);
            let is_text = key.is_some_and(|key| {
                matches!(key.key().kind, ValueKind::Text | ValueKind::Texts | ValueKind::Person)
            });
            if beside && is_text && tree.style(value) == yaml::Style::Plain {
                let span = Span::new(tree.span(value).start, comment.end);
                let place = Place { file: self.chart.files[file as usize].id, span };
                self.add_surprise(Surprise::Comment, place, None);
            }
        }
    }
}

/// Fields whose being written empty says something: nobody sits there, nobody is above.
fn keeps_empty(field: Field) -> bool {
    matches!(field, Field::Name | Field::Holder | Field::ReportsTo)
}
