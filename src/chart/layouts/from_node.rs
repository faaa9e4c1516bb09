//! A layout as a company writes it: YAML → [`Layout`], with every mistake at its place.

use super::layout::{
    Entries, IdFrom, Layout, Match, Named, SLOTS, Slot, fields, is_mapped, slot_of, words_of,
};
use super::shipped;
use super::texts::word_key;
use crate::chart::Field;
use crate::nearest::{near_or, one_of};
use crate::problem::Problem;
use crate::source::quoted;
use crate::yaml::{self, Entry, Kind, NodeId, Tree};

/// Keys of a layout beside those that say which keys of an entry mean what.
const OTHERS: [&str; 12] = [
    "entries",
    "only",
    "inside",
    "counted",
    "matches",
    "top",
    "vacant",
    "not_disclosed",
    "apart",
    "otherwise",
    "entity",
    "private_ids",
];

/// Which key of an entry has the words that are mapped.
pub(crate) const FROM: &str = "from";

/// The words that `entries` takes.
pub(crate) const ENTRIES: [&str; 4] = ["each-file", "list", "map", "documents"];

/// The keys that say which keys of an entry mean what, each once, and the others.
pub(crate) fn layout_keys() -> (Vec<&'static str>, &'static [&'static str]) {
    let fields =
        fields().map(|field| field.key().name).filter(|name| SLOTS.iter().all(|(slot, _)| slot != name));
    (SLOTS.map(|(name, _)| name).into_iter().chain(fields).collect(), &OTHERS)
}

/// The words that the field of a layout's key takes, where those of the entries can be mapped.
pub(crate) fn layout_words(key: &str) -> Option<&'static [&'static str]> {
    slot_of(key).and_then(words_of).map(|(_, known)| known)
}

/// Reads a layout. `name` is what it is called where a run says which layout it took.
pub fn from_node(name: &str, tree: &Tree, node: NodeId) -> Result<Layout, Vec<Problem>> {
    read(name, tree, node, Some(shipped::general()))
}

/// Reads a layout that takes from another one what it does not say.
pub(super) fn read(
    name: &str,
    tree: &Tree,
    node: NodeId,
    base: Option<&Layout>,
) -> Result<Layout, Vec<Problem>> {
    let mut reader = Reader { yaml: yaml::Reader::of_part(tree) };
    let mut layout = reader.layout(name, node, base);
    if let Some(layout) = layout.as_mut().filter(|_| base.is_some()) {
        layout.source = Some((tree.file().path().into(), tree.file().text().into()));
    }
    let problems = reader.yaml.into_problems();
    layout.filter(|_| problems.is_empty()).ok_or(problems)
}

struct Reader<'t> {
    yaml: yaml::Reader<'t>,
}

impl Reader<'_> {
    fn layout(&mut self, name: &str, node: NodeId, base: Option<&Layout>) -> Option<Layout> {
        let node = self.yaml.tree.follow(node);
        let all = self.yaml.mapping(node, "a layout");
        let Some(entries) = self.yaml.tree.get(node, "entries") else {
            let help = format!("write `entries:` with {}", one_of(&ENTRIES));
            self.yaml.lacks(node, "the layout", &[("entries", false)], &help);
            return None;
        };
        let mut layout = Layout::new(name, self.entries(entries)?);
        // Conditions name fields by what the other keys say about them.
        let (slots, others): (Vec<Entry>, Vec<Entry>) =
            all.into_iter().partition(|entry| slot_of(self.yaml.tree.text(entry.key)).is_some());
        for entry in slots {
            if let Some(slot) = slot_of(self.yaml.tree.text(entry.key)) {
                self.slot(&mut layout, slot, entry);
            }
        }
        if let Some(base) = base {
            layout.take_rest(base);
            layout.top.clone_from(&base.top);
            layout.not_disclosed.clone_from(&base.not_disclosed);
        }
        for entry in others {
            self.other(&mut layout, entry);
        }
        if let Some(base) = base.filter(|_| layout.vacant.is_empty()) {
            layout.vacant.clone_from(&base.vacant);
            for (path, slots) in &base.keys {
                let conditions = slots.iter().filter(|(slot, _)| matches!(slot, Slot::Vacant(_)));
                layout.keys.entry(path.clone()).or_default().extend(conditions);
            }
        }
        if base.is_none() {
            layout.said.clear();
        }
        Some(layout)
    }

    fn entries(&mut self, node: NodeId) -> Option<Entries> {
        let tree = self.yaml.tree;
        let help = format!("write {}, or `{{ list: key }}` for the list under a key", one_of(&ENTRIES));
        if tree.kind(node) == Kind::Mapping {
            let mut inside = tree.entries(node);
            if let (Some(entry), None) = (inside.next(), inside.next()) {
                let at = tree.stated(entry.value).map(str::to_owned);
                match tree.text(entry.key) {
                    "list" if at.is_some() => return Some(Entries::List(at)),
                    "map" if at.is_some() => return Some(Entries::Map(at)),
                    _ => {}
                }
            }
            self.yaml.problem(node, "`entries` takes one of `list` and `map` with a key", help);
            return None;
        }
        match self.yaml.text_as(node, "`entries`", &one_of(&ENTRIES))? {
            "each-file" => Some(Entries::EachFile),
            "documents" => Some(Entries::Documents),
            "list" => Some(Entries::List(None)),
            "map" => Some(Entries::Map(None)),
            word => {
                let message = format!("`entries` has no word {}", quoted(word));
                self.yaml.problem(node, message, near_or(word, ENTRIES, || help));
                None
            }
        }
    }

    /// Which keys of an entry fill a slot. Written empty, none does.
    fn slot(&mut self, layout: &mut Layout, slot: Slot, entry: Entry) {
        let (tree, node) = (self.yaml.tree, entry.value);
        if tree.kind(node) == Kind::Mapping
            && let Some((field, known)) = words_of(slot)
        {
            self.words(layout, field, known, entry);
            return;
        }
        layout.said.insert(slot);
        if slot == Slot::Id {
            match tree.trimmed(node) {
                "$file-stem" => {
                    layout.id = IdFrom::FileStem;
                    return;
                }
                "$key" => {
                    if !matches!(layout.entries, Entries::Map(_)) {
                        let message = "`$key` is the key of an entry in a map, and these are in none";
                        self.yaml.problem(node, message, "name the key of an entry that holds its id");
                    }
                    layout.id = IdFrom::Key;
                    return;
                }
                _ => layout.id = IdFrom::Field,
            }
        }
        let what = format!("`{}`", tree.text(entry.key));
        if let Some(mut keys) = self.yaml.any_texts(node, &what, "a key, or a list of keys") {
            if let Slot::Plain(field) = slot
                && keys.contains(&"$key")
            {
                keys.retain(|key| *key != "$key");
                layout.by_key.push(field);
            }
            self.take(layout, slot, node, &keys);
        }
    }

    /// Takes a slot from keys that the layout names.
    fn take(&mut self, layout: &mut Layout, slot: Slot, node: NodeId, keys: &[&str]) {
        layout.take(slot, keys);
        let tree = self.yaml.tree;
        let nodes = self.yaml.one_or_more(node).into_iter();
        let nodes = nodes.filter(|node| tree.stated(*node).is_some_and(|text| text != "$key"));
        let named =
            nodes.map(|node| Named { slot, path: tree.trimmed(node).to_owned(), span: tree.span(node) });
        layout.named.extend(named);
    }

    /// `{ from: key, word: [texts of the entries] }`. Without `from`, the keys are the usual ones.
    fn words(&mut self, layout: &mut Layout, field: Field, known: &'static [&'static str], entry: Entry) {
        let what = format!("`{}`", field.key().name);
        for part in self.yaml.mapping(entry.value, &what) {
            let name = self.yaml.tree.text(part.key);
            if name == FROM {
                if let Some(keys) = self.yaml.any_texts(part.value, "`from`", "a key, or a list of keys") {
                    layout.said.insert(Slot::Plain(field));
                    self.take(layout, Slot::Plain(field), part.value, &keys);
                }
            } else if let Some(word) = known.iter().find(|word| **word == name) {
                for text in self.texts(part.value, &format!("`{name}`")) {
                    let other =
                        layout.words.insert((field, word_key(&text)), word).filter(|other| other != word);
                    if let Some(other) = other {
                        let message = format!("{} is listed for both `{other}` and `{word}`", quoted(&text));
                        self.yaml.problem(part.value, message, "keep it under one of the two");
                    }
                }
            } else {
                let words: Vec<&str> = [FROM].into_iter().chain(known.iter().copied()).collect();
                self.yaml.unknown_key(part.key, &what, &words);
            }
        }
    }

    fn other(&mut self, layout: &mut Layout, entry: Entry) {
        let node = entry.value;
        let key = self.yaml.tree.text(entry.key);
        let what = format!("`{key}`");
        match key {
            "entries" => {}
            "matches" => self.matches(layout, node),
            "top" => {
                let texts = self.texts(node, &what);
                layout.own_id_is_top = texts.iter().any(|text| text == "$id");
                layout.top = texts.into_iter().filter(|text| text != "$id").collect();
            }
            "inside" => layout.inside = self.texts(node, &what),
            "counted" => layout.counted = self.texts(node, &what),
            "not_disclosed" => layout.not_disclosed = self.texts(node, &what),
            "vacant" => self.conditions(layout, node, &what, Slot::Vacant),
            "only" => self.conditions(layout, node, &what, Slot::Only),
            "apart" => self.apart(layout, node),
            "otherwise" => self.otherwise(layout, node),
            "entity" => layout.entity = self.yaml.text(node, &what).map(str::to_owned),
            "private_ids" => layout.private_ids = self.yaml.flag(node, &what).unwrap_or(true),
            _ => {
                let known = OTHERS
                    .into_iter()
                    .chain(SLOTS.map(|(name, _)| name))
                    .chain(fields().map(|field| field.key().name));
                let help =
                    near_or(key, known, || "remove it; other keys of an entry are not read".to_owned());
                self.yaml.problem(entry.key, format!("{} is not a key of a layout", quoted(key)), help);
            }
        }
    }

    fn matches(&mut self, layout: &mut Layout, node: NodeId) {
        let words = Match::ALL.map(|known| (known.word(), known));
        let items = if self.yaml.tree.is_null(node) { Vec::new() } else { self.yaml.one_or_more(node) };
        let found = items.into_iter().filter_map(|item| self.yaml.word(item, "`matches`", &words));
        layout.matches = found.collect();
    }

    /// `{ key: [values] }`: a key is one of the entry, or a field that the layout takes from one.
    fn conditions(&mut self, layout: &mut Layout, node: NodeId, what: &str, slot: impl Fn(u8) -> Slot) {
        let entries = self.yaml.mapping(node, what);
        if let Some(over) = entries.get(MOST_TEXTS) {
            let message = format!("{what} has more than {MOST_TEXTS} keys");
            self.yaml.problem(over.key, message, "keep those that tell entries apart");
        }
        for entry in entries.into_iter().take(MOST_TEXTS) {
            let key = self.yaml.tree.text(entry.key);
            let values = self.texts(entry.value, &format!("`{key}`"));
            let mut index = 0;
            let list = if matches!(slot(0), Slot::Only(_)) { &mut layout.only } else { &mut layout.vacant };
            if let Ok(at) = u8::try_from(list.len()) {
                index = at;
                list.push(values);
            }
            let taken: Vec<String> = match slot_of(key) {
                Some(of) => paths_of(layout, of),
                None => Vec::new(),
            };
            for (rank, path) in taken.into_iter().enumerate() {
                let rank = u16::try_from(rank).unwrap_or(u16::MAX);
                layout.keys.entry(path).or_default().push((slot(index), rank));
            }
            layout.take(slot(index), &[key]);
        }
    }

    /// Lists of people that have nobody in common, or several groups of them.
    fn apart(&mut self, layout: &mut Layout, node: NodeId) {
        let tree = self.yaml.tree;
        let help = "write the keys of the lists: `apart: [maintainers, members]`";
        let items = self.yaml.list(node, "`apart`", help);
        let is_group = |item: &NodeId| tree.kind(*item) == Kind::Sequence;
        let groups = if items.iter().any(is_group) { items } else { vec![node] };
        for (group, node) in groups.into_iter().enumerate() {
            for key in self.texts(node, "`apart`") {
                let Ok(at) = u8::try_from(layout.apart.len()) else { return };
                layout.apart.push(group);
                layout.take(Slot::Apart(at), &[&key]);
            }
        }
    }

    fn otherwise(&mut self, layout: &mut Layout, node: NodeId) {
        for entry in self.yaml.mapping(node, "`otherwise`") {
            let key = self.yaml.tree.text(entry.key);
            if let Some(field) = Field::from_key(key).filter(|field| is_mapped(*field)) {
                let text = self.yaml.text(entry.value, &format!("`{key}`"));
                let is_long = |text: &&str| text.chars().nth(LONGEST_TEXT).is_some();
                if text.as_ref().is_some_and(is_long) {
                    let message = format!("`{key}` has more than {LONGEST_TEXT} characters");
                    self.yaml.problem(
                        entry.value,
                        message,
                        "write what each entry has to say in a few words",
                    );
                    continue;
                }
                layout.otherwise.extend(text.map(|text| (field, text.to_owned())));
                continue;
            }
            let help = near_or(key, fields().map(|field| field.key().name), || {
                "name a field of a position, such as `department`".to_owned()
            });
            self.yaml.problem(entry.key, format!("{} is not a field of a position", quoted(key)), help);
        }
    }

    /// Texts of entries, the empty one among them.
    fn texts(&mut self, node: NodeId, what: &str) -> Vec<String> {
        let texts = self.yaml.any_texts(node, what, "a text, or a list of texts").unwrap_or_default();
        if texts.len() > MOST_TEXTS {
            let help = "keep those that entries of the chart have";
            self.yaml.problem(node, format!("{what} has more than {MOST_TEXTS} texts"), help);
        }
        texts.into_iter().take(MOST_TEXTS).map(str::to_owned).collect()
    }
}

/// How many texts a key of a layout may list: each entry is compared with them.
const MOST_TEXTS: usize = 100;

/// How long a text may be that stands for every entry without one, in characters.
const LONGEST_TEXT: usize = 200;

/// The paths that a layout takes a slot from, the first of them first.
fn paths_of(layout: &Layout, slot: Slot) -> Vec<String> {
    let mut found: Vec<(u16, &String)> = layout
        .keys
        .iter()
        .flat_map(|(path, slots)| slots.iter().map(move |(known, rank)| (known, rank, path)))
        .filter(|(known, ..)| **known == slot)
        .map(|(_, rank, path)| (*rank, path))
        .collect();
    found.sort_unstable();
    found.into_iter().map(|(_, path)| path.clone()).collect()
}
