//! The native form, flat and nested: nodes → [`Chart`]. Every mistake is noted with its place, and
//! reading goes on.

use std::collections::HashSet;
use std::sync::Arc;

use super::check::Look;
use super::fields::{COMPANY_FIELDS, FIELDS, TOP_FIELDS};
use super::layouts::{Content, is_one_entry, is_position, seen};
use super::notes::Unknown;
use super::others::Others;
use super::{
    Chart, ChartFile, CompanyField, Field, NodeRef, Own, Position, PositionId, Problem, Stated, TopField,
    Value, ids, says_nothing, words,
};
use crate::sort;
use crate::source::FileId;
use crate::yaml::{Children, Entry, Kind, NodeId, Tree};

/// Reads a chart from its files, in their order. Documents of one file belong to one chart.
#[cfg(test)]
#[must_use]
pub fn read(files: Vec<(FileId, crate::yaml::Parsed)>) -> Chart {
    read_with(files, &Arc::default())
}

/// Reads a chart whose configuration adds words of its own.
#[must_use]
pub fn read_with(files: Vec<(FileId, impl Into<Content>)>, own: &Arc<Own>) -> Chart {
    let mut reader = Reader::new(own);
    for (id, parsed) in files {
        let parsed = parsed.into();
        let roots: Vec<NodeId> =
            parsed.tree.documents().iter().filter_map(|document| document.root).collect();
        reader.broken(id, parsed.problems);
        reader.chart.lacks_positions |= parsed.tree.has_unread_document();
        reader.file(id, &parsed.tree, &roots);
    }
    reader.finish()
}

/// Reads a chart from one node of a file, as an example in a rule file is.
#[cfg(test)]
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

/// A position that is still to be read.
#[derive(Clone, Copy)]
pub(super) struct Item {
    node: NodeId,
    parent: Option<PositionId>,
    /// The key of the list it is in.
    key: &'static str,
    /// In a list where only an `id` lets others name the position.
    flat: bool,
    /// Reached through a reference, so that it may be met again.
    shared: bool,
}

/// The next item of lists that are read from within: those of the last one come first.
fn next_of(open: &mut Vec<(Item, Children<'_>)>) -> Option<Item> {
    while let Some((like, items)) = open.last_mut() {
        if let Some(node) = items.next() {
            return Some(Item { node, ..*like });
        }
        open.pop();
    }
    None
}

#[derive(Default)]
pub(super) struct Reader {
    pub(super) chart: Chart,
    pub(super) unknown: Unknown,
    /// Values that several places refer to, each with the field it was checked for: what is wrong
    /// with one is noted once.
    pub(super) seen: HashSet<(u32, NodeId, Option<Field>)>,
    /// Whether any document has a key that holds positions.
    pub(super) has_positions: bool,
    /// Values under other words for the keys of positions.
    pub(super) others: Others,
    /// Documents that are not a set of keys.
    pub(super) strays: Vec<NodeRef>,
    /// Keys of positions that have no known key.
    pub(super) strange: Vec<NodeRef>,
}

impl Reader {
    pub(super) fn new(own: &Arc<Own>) -> Self {
        Self { chart: Chart { own: Arc::clone(own), ..Chart::default() }, ..Self::default() }
    }

    pub(super) fn file(&mut self, id: FileId, tree: &Arc<Tree>, roots: &[NodeId]) {
        let file = u32::try_from(self.chart.files.len()).unwrap_or(u32::MAX);
        self.chart.files.push(ChartFile { id, tree: Arc::clone(tree), origin: None });
        for root in roots {
            self.document(file, tree, *root);
        }
        self.cut_texts(file, tree);
        self.marked_texts(file, tree);
        self.allows(file, tree);
    }

    pub(super) fn finish(mut self) -> Chart {
        self.read_others();
        self.unread_lists();
        self.whole_chart();
        self.hide_strange_keys();
        // Room that doubles would be kept for as long as the chart is.
        self.chart.positions.shrink_to_fit();
        self.chart.values.shrink_to_fit();
        ids::derive(&mut self.chart);
        sort::by_key(&mut self.chart.surprises, |surprise| surprise.kind);
        self.chart
    }

    /// Hides keys at the top of the chart that are not known, which may as well be those of a map of people, and
    /// keys that stand once, in a position without any that is known.
    fn hide_strange_keys(&mut self) {
        for key in &mut self.chart.unknown_keys {
            key.is_hidden |= key.of == "chart" && key.near.is_none() && !seen::is_plain_key(&key.key);
        }
        let of_chart = self.chart.unknown_keys.iter().filter(|key| key.is_hidden);
        self.chart.hidden_keys = of_chart.flat_map(|key| key.places.iter().copied()).collect();
        let positions = self.unknown.get("position");
        for at in std::mem::take(&mut self.strange) {
            let name = self.chart.tree(at.file).text(at.node);
            let Some(known) = positions.and_then(|keys| keys.get(name)) else { continue };
            let key = &mut self.chart.unknown_keys[known.index];
            if key.places.len() == 1 && key.near.is_none() {
                key.is_hidden = true;
                self.chart.unread.push(at);
            }
        }
    }

    fn document(&mut self, file: u32, tree: &Tree, root: NodeId) {
        if tree.kind(root) != Kind::Mapping {
            if !tree.is_null(root) {
                self.strays.push(NodeRef { file, node: root });
            }
            return;
        }
        self.chart.lacks_positions |= tree.is_cut(root);
        for entry in tree.entries(root) {
            let look = Look { tree, file, node: entry.at, position: None };
            let key = tree.text(entry.key);
            let Some(field) = TopField::from_key(key) else {
                if self.note_unread(look, entry.key, false) {
                    continue;
                }
                if Field::from_key(key).is_some()
                    && tree.documents().iter().any(|document| !document.complete)
                {
                    // It may belong to a position of which a part cannot be read.
                    self.chart.unread.extend([NodeRef { file, node: entry.key }, look.at()]);
                    continue;
                }
                self.unknown_key("chart", look, entry.key, TOP_FIELDS);
                continue;
            };
            // In the file of one entry it is the name of the company.
            let is_of_other = || match look.kind() {
                Kind::Mapping => !is_position(tree, look.node),
                _ => is_one_entry(tree, root),
            };
            if field == TopField::Org && is_of_other() {
                self.chart.unread.push(look.at());
                continue;
            }
            self.top(field, look);
        }
    }

    /// A key of the chart as a whole.
    pub(super) fn top(&mut self, field: TopField, look: Look<'_>) {
        let holds_positions = matches!(field, TopField::Positions | TopField::People | TopField::Org);
        if look.tree.is_cut(look.value()) {
            self.has_positions |= holds_positions;
            self.chart.unread_company |= !holds_positions;
            // Roots and managers elsewhere say who may be above.
            self.chart.lacks_positions |= !matches!(field, TopField::Company | TopField::AsOf);
            if look.is_unread() {
                return;
            }
        }
        match field {
            TopField::Positions | TopField::People | TopField::Org => self.positions(look, field),
            TopField::Company => self.company(look),
            _ => {
                self.check(field.key(), look);
                if !look.is_null() {
                    self.chart.top.push(Value { field, at: look.at() });
                }
            }
        }
    }

    fn company(&mut self, look: Look<'_>) {
        let Look { tree, file, .. } = look;
        if look.is_null() {
            return;
        }
        if look.kind() != Kind::Mapping {
            self.wrong_type("company", "a set of keys", look, "write `company: { name: … }`");
            return;
        }
        self.chart.company_at.get_or_insert(look.at());
        for entry in tree.entries(look.value()) {
            let look = Look { tree, file, node: entry.at, position: None };
            if look.is_unread() {
                self.chart.unread_company = true;
                continue;
            }
            match CompanyField::from_key(tree.text(entry.key)) {
                Some(field) => {
                    self.check(field.key(), look);
                    if !tree.is_null(entry.value) {
                        self.chart.company.push(Value { field, at: look.at() });
                    }
                }
                None => self.unknown_key("company", look, entry.key, COMPANY_FIELDS),
            }
        }
    }

    /// A list of positions, with all that report to them, in the order of the file.
    fn positions(&mut self, look: Look<'_>, field: TopField) {
        self.has_positions = true;
        let flat = field != TopField::Org;
        let key = field.key().name;
        let shared = look.node != look.value();
        let first = Item { node: look.node, parent: None, key, flat, shared };
        let (mut next, mut open) = (None, Vec::new());
        if !flat && look.kind() == Kind::Mapping {
            next = Some(first);
        } else {
            open.extend(self.items(look, first));
        }
        while let Some(item) = next.take().or_else(|| next_of(&mut open)) {
            let Some((position, lists)) = self.position(look.tree, look.file, item) else { continue };
            // The last one first: the first is then read first.
            for reports in lists.into_iter().rev() {
                let look = Look { node: reports, position, ..look };
                let key = Field::Reports.key().name;
                let shared = item.shared || look.node != look.value();
                let like = Item { node: reports, parent: position, key, flat: false, shared };
                open.extend(self.items(look, like));
            }
        }
    }

    /// The items of a list of positions, each like this one.
    fn items<'t>(&mut self, look: Look<'t>, like: Item) -> Option<(Item, Children<'t>)> {
        if look.kind() != Kind::Sequence {
            if !look.is_null() {
                let expected = if like.key == TopField::Org.key().name {
                    "a position, or a list of positions"
                } else {
                    "a list of positions"
                };
                self.wrong_type(
                    like.key,
                    expected,
                    look,
                    "start each position with `- ` on a line of its own",
                );
            }
            return None;
        }
        self.chart.lacks_positions |= look.tree.is_cut(look.value());
        Some((like, look.tree.children(look.value())))
    }

    /// One position; gives its number and its `reports:`. A post that has ceased to be has no number.
    fn position(&mut self, tree: &Tree, file: u32, item: Item) -> Option<(Option<PositionId>, Vec<NodeId>)> {
        let node = tree.follow(item.node);
        if tree.kind(node) != Kind::Mapping {
            let look = Look { tree, file, node: item.node, position: item.parent };
            let help = "write it as `- id: …` with its title on the next line";
            self.wrong_type(item.key, "positions with keys such as `id` and `title`", look, help);
            return None;
        }
        let number = PositionId(u32::try_from(self.chart.positions.len()).unwrap_or(u32::MAX));
        let first_value = self.chart.values.len();
        let shared = item.shared || item.node != node;
        let (mut stated, mut fields, mut lists, mut said) = (0, 0, 0, 0);
        let (mut id, mut status, mut reports) = (None, None, Vec::new());
        let mut cut = tree.is_cut(node);
        let mut strange: Vec<NodeId> = Vec::new();
        for entry in tree.entries(node) {
            let look = Look { tree, file, node: entry.at, position: Some(number) };
            let key = tree.text(entry.key);
            let field = Field::from_key(key);
            if look.is_unread() {
                cut = true;
                self.chart.lacks_positions |= field == Some(Field::Reports);
                continue;
            }
            let met = (shared || entry.at != entry.value || tree.is_merged(node, entry))
                && self.is_met_again(file, entry, field);
            let own = match field {
                Some(field) if !field.key().may_be_own => None,
                _ => self.chart.own.fields.find(key),
            };
            if let Some(own) = own {
                self.own_value(own, look, number, met);
            }
            let Some(field) = field else {
                if own.is_none() {
                    if !met {
                        strange.push(entry.key);
                    }
                    reports.extend(self.other_key(look, entry.key, item, met));
                }
                continue;
            };
            // If a key is written twice, the first one counts.
            if stated & field.bit() != 0 {
                self.chart.unread.push(look.at());
                continue;
            }
            stated |= field.bit();
            match field {
                Field::Reports => reports.push(entry.at),
                Field::Id => id = Some(entry.at).filter(|_| look.text().is_some()),
                Field::Status => status = look.text(),
                _ => {}
            }
            let says = !says_nothing(tree, entry.value);
            let is_null = !says && tree.is_null(entry.value);
            if says {
                said |= field.bit();
            }
            if field.key().keeps_empty || !is_null {
                fields |= field.bit();
                self.chart.values.push(Stated { field, node: look.node });
                if tree.kind(entry.value) == Kind::Sequence {
                    lists |= field.bit();
                }
            }
            if !met && own.is_none() && !is_null {
                self.check_written(field.key(), look);
            }
        }
        if status.is_some_and(words::is_abolished) {
            self.abolished(number, first_value, id.map(|id| tree.trimmed(tree.follow(id))));
            return Some((None, reports));
        }
        // For what has no known key at all, the keys may as well be values.
        if stated == 0 {
            self.strange.extend(strange.into_iter().map(|node| NodeRef { file, node }));
        }
        self.chart.fields |= fields;
        self.chart.positions.push(Position {
            file,
            node,
            first_value: u32::try_from(first_value).unwrap_or(u32::MAX),
            fields,
            lists,
            said,
            parent: item.parent.unwrap_or(PositionId::NONE),
            id: id.map_or(u32::MAX, |id| id.0),
            has_written_id: id.is_some(),
            cut,
        });
        self.chart.unread_ids |= cut && id.is_none();
        if !self.is_pending(number) {
            self.check_required(number, item);
        }
        Some((Some(number), reports))
    }

    /// Forgets a position that has ceased to be.
    fn abolished(&mut self, position: PositionId, first_value: usize, id: Option<&str>) {
        let chart = &mut self.chart;
        chart.values.truncate(first_value);
        while chart.own_values.pop_if(|value| value.position() == position).is_some() {}
        while chart.problems.pop_if(|problem| problem.position == Some(position.0)).is_some() {}
        chart.abolished.push(id.map(Into::into));
        self.forget_others(position);
    }

    /// Whether a value that several places share was checked for the field already.
    fn is_met_again(&mut self, file: u32, entry: Entry, field: Option<Field>) -> bool {
        let node = if field.is_some() { entry.value } else { entry.key };
        !self.seen.insert((file, node, field))
    }

    /// An id, and something that tells what the position is.
    pub(super) fn check_required(&mut self, position: PositionId, item: Item) {
        let chart = &self.chart;
        if chart.is_cut(position) {
            return;
        }
        let named = !item.flat || chart.says(position, Field::Id) || chart.says(position, Field::Reports);
        // A value of another kind is noted as that, and is not missing.
        let tells = FIELDS.iter().any(|key| key.tells && chart.says(position, key.field));
        for (said, problem) in [(named, Problem::NoId), (tells, Problem::Bare)] {
            if !said {
                let place = self.chart.label_place(position, Field::Id);
                self.note(problem, place, Some(position));
            }
        }
    }
}
