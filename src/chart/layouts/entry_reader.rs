//! Reads the entries of a file by what a layout says of their keys.

use std::borrow::Cow;

use hashbrown::{HashMap, HashSet};

use super::entry::{Entry, FieldValues, OneOrMore, OwnValues, Value, first_and_last};
use super::infer;
use super::keys::Keys;
use super::layout::{Entries, IdFrom, Layout, Slot};
use super::manager_words::{By, FIRST_NAME, LAST_NAME, named_by};
use super::texts::{
    behind_container, folded, folded_path, is_one_of, is_persons_key, may_name_a_person, without_markup,
};
use super::{ReadFile, dates, marks, names};
use crate::chart::{Field, OwnFields, ValueKind, may_hold_words, others, values, words};
use crate::sort;
use crate::source::Span;
use crate::yaml::{self, Kind, NodeId, Tree};

/// A key that means something, with its value.
#[derive(Clone, Copy)]
struct FoundKey {
    slot: Slot,
    rank: u16,
    key: NodeId,
    at: NodeId,
}

/// What a key is for, and whether it leads to further ones.
type Meaning<'l> = (&'l [(Slot, u16)], bool);

/// One of several values that a table has beside each other, each with a column for what it is: `relations.0.type`
/// and `relations.0.value`.
#[derive(Default)]
struct Typed<'t> {
    types: HashMap<&'t str, &'t str>,
    values: Vec<(&'t str, yaml::Entry)>,
}

impl<'t> Typed<'t> {
    fn add(&mut self, key: &'t str, entry: yaml::Entry, text: &'t str) {
        match typed(key) {
            Some((of, true)) => self.values.push((of, entry)),
            Some((of, false)) => _ = self.types.insert(of, text),
            None => {}
        }
    }

    /// The values that name a manager, by what is said beside them.
    fn hits(self) -> impl Iterator<Item = FoundKey> {
        let types = self.types;
        self.values.into_iter().filter_map(move |(of, entry)| {
            let kind = *types.get(of)?;
            let is_dotted = || infer::DOTTED.iter().any(|word| folded(kind).contains(word));
            let slot = match named_by(kind) {
                Some(_) => Slot::Up,
                None => is_dotted().then_some(Slot::Plain(Field::DottedTo))?,
            };
            Some(FoundKey { slot, rank: 0, key: entry.key, at: entry.at })
        })
    }
}

/// What a column is a part of, where it is the value or the type of one of several: `relations.0` and whether it is
/// the value.
pub(super) fn typed(key: &str) -> Option<(&str, bool)> {
    let (of, part) = key.rsplit_once(['.', '/', '_'])?;
    let is_value = part.eq_ignore_ascii_case("value");
    let is_one =
        of.ends_with(|c: char| c.is_ascii_digit()) && (is_value || part.eq_ignore_ascii_case("type"));
    is_one.then_some((of, is_value))
}

/// Where an entry stands.
#[derive(Clone, Copy)]
pub(super) struct EntryAt {
    pub(super) node: NodeId,
    /// The key it is under.
    pub(super) key: Option<NodeId>,
}

/// Reads the entries of one file by one layout.
pub(super) struct EntryReader<'t> {
    pub(super) tree: &'t Tree,
    pub(super) layout: &'t Layout,
    pub(super) file: u32,
    /// Whether the file is a table, whose cells are there even where nothing is in them.
    pub(super) is_table: bool,
    /// The company's own fields.
    pub(super) own: &'t OwnFields,
    /// What the keys met so far are for, whether they lead to further ones, whether they are one of several that say
    /// what they are, and how many entries have them.
    known: HashMap<&'t str, (Meaning<'t>, bool, usize)>,
    /// The same for paths of keys.
    paths: HashMap<String, Meaning<'t>>,
    /// Paths of keys that were met and mean something.
    deep: HashSet<String>,
}

impl<'t> EntryReader<'t> {
    pub(super) fn new(file: &'t ReadFile, at: u32, layout: &'t Layout, own: &'t OwnFields) -> Self {
        let (tree, is_table) = (&file.parsed.tree, file.is_table);
        Self {
            tree,
            layout,
            file: at,
            is_table,
            own,
            known: HashMap::new(),
            paths: HashMap::new(),
            deep: HashSet::new(),
        }
    }

    /// Which of the keys met so far mean what.
    pub(super) fn keys(&self) -> Keys {
        let all =
            self.known.iter().flat_map(|(key, ((slots, _), ..))| slots.iter().map(|slot| (*slot, *key)));
        Keys::of(all)
    }

    /// Whether any entry has a key that the layout names.
    pub(super) fn has(&self, path: &str) -> bool {
        let (flat, deep) = (folded(path), folded_path(path));
        self.deep.contains(&deep) || self.known.keys().any(|key| folded(key) == flat)
    }

    /// How many entries have each key.
    pub(super) fn counts(&self) -> impl Iterator<Item = (&'t str, usize)> + '_ {
        self.known.iter().map(|(key, (.., count))| (*key, *count))
    }

    /// What an entry says; none where it is not a set of keys, or the layout is not about such entries.
    pub(super) fn read(&mut self, entry: EntryAt) -> Option<Entry<'t>> {
        let node = self.tree.follow(entry.node);
        if self.tree.kind(node) != Kind::Mapping {
            return None;
        }
        let hits = self.hits(node);
        if !self.is_meant(&hits) {
            return None;
        }
        let start = entry.key.map_or(self.tree.span(node).start, |key| self.tree.span(key).start);
        let span = Span::new(start, self.tree.span(node).end.max(start));
        let cut =
            self.tree.is_cut(node) || self.tree.entries(node).any(|entry| self.tree.is_cut(entry.value));
        let mut person = Entry::new(self.file, span, cut);
        person.private_id = self.layout.private_ids;
        let emails = hits.iter().filter(|hit| hit.slot == Slot::Email);
        person.emails = emails.flat_map(|hit| self.values(hit.at)).collect();
        self.rare(node, &hits, &mut person);
        self.fields(&hits, &mut person);
        for field in &self.layout.by_key {
            let said = entry.key.and_then(|key| Value::of(self.tree, key));
            if let Some(said) = said.filter(|_| person.value(*field).is_none()) {
                person.fields.push(FieldValues::of(*field, Value::new(said.to_text(), said.at())));
            }
        }
        self.ids(&hits, entry, &mut person);
        person.told = self.told(&hits, &person);
        self.lines(&hits, &mut person);
        // Most hold one or two, and there may be millions of entries.
        person.fields.shrink_to_fit();
        Some(person)
    }

    /// Which ids of an entry tell of its holder by what else it says of the name.
    fn told(&self, hits: &[FoundKey], person: &Entry<'t>) -> u32 {
        let tells = [Slot::FirstName, Slot::LastName, Slot::Email, Slot::Plain(Field::Handle)];
        let mut told = 0;
        for (rank, id) in person.ids.iter().filter(|(_, said)| may_hold_words(said.text())) {
            let hits = hits.iter().filter(|hit| tells.contains(&hit.slot));
            let mut texts = hits.flat_map(|hit| self.values(hit.at));
            if texts.any(|said| names::is_told_by(person, id.text(), said.text())) {
                told |= 1 << (*rank).min(31);
            }
        }
        told
    }

    /// Every key of an entry that means something, with those in the mappings inside that may.
    fn hits(&mut self, node: NodeId) -> Vec<FoundKey> {
        let (tree, layout) = (self.tree, self.layout);
        let mut hits = Vec::new();
        let mut several = Typed::default();
        let mut waiting = vec![(node, String::new())];
        while let Some((mapping, prefix)) = waiting.pop() {
            for entry in tree.entries(mapping).filter(|entry| !is_unread(tree, entry.value)) {
                let text = tree.text(entry.key);
                let (slots, inner) = if prefix.is_empty() {
                    let (meaning, is_typed, count) = self.known.entry(text).or_insert_with(|| {
                        let found = meaning(layout, text, &folded(text));
                        (found, self.is_table && found.0.is_empty() && typed(text).is_some(), 0)
                    });
                    *count += 1;
                    if *is_typed {
                        several.add(text, entry, tree.text(entry.value).trim());
                    }
                    *meaning
                } else {
                    let path = format!("{prefix}.{}", folded(text));
                    let known = self.paths.get(&path).copied();
                    let found = known.unwrap_or_else(|| meaning_of_path(layout, &path));
                    if known.is_none() {
                        self.paths.insert(path.clone(), found);
                    }
                    if !found.0.is_empty() && !layout.named.is_empty() {
                        self.deep.insert(path);
                    }
                    found
                };
                hits.extend(slots.iter().map(|(slot, rank)| FoundKey {
                    slot: *slot,
                    rank: *rank,
                    key: entry.key,
                    at: entry.at,
                }));
                if inner && tree.kind(entry.value) != Kind::Scalar {
                    let path =
                        if prefix.is_empty() { folded(text) } else { format!("{prefix}.{}", folded(text)) };
                    self.inside(entry.value, path, &mut waiting);
                }
            }
        }
        hits.extend(several.hits());
        sort::by_key(&mut hits, |hit| (hit.slot, hit.rank));
        hits
    }

    /// Notes the mappings that a path leads to: the value itself, or items of a list.
    fn inside(&self, value: NodeId, path: String, waiting: &mut Vec<(NodeId, String)>) {
        let (tree, layout) = (self.tree, self.layout);
        let leads_on = layout.inner.contains(&path) || names_manager(layout, &path);
        if tree.kind(value) == Kind::Mapping {
            waiting.extend(leads_on.then_some((value, path)));
            return;
        }
        let items: Vec<NodeId> = tree.items(value).filter(|item| tree.kind(*item) == Kind::Mapping).collect();
        // The first of them is to be looked at first.
        let all = if leads_on { &items[..] } else { &[] };
        waiting.extend(all.iter().rev().map(|item| (*item, path.clone())));
        for chosen in layout.chosen.get(&path).into_iter().flatten() {
            let has = |entry: yaml::Entry| folded(tree.text(entry.key)) == chosen.key;
            let says = |entry: yaml::Entry| has(entry) && folded(tree.text(entry.value)) == chosen.value;
            let is_meant = |item: &&NodeId| match &*chosen.value {
                "" => !tree.entries(**item).any(has),
                _ => tree.entries(**item).any(says),
            };
            let meant = items.iter().rev().filter(is_meant);
            waiting.extend(meant.map(|item| (*item, chosen.path.clone())));
        }
    }

    /// Reads what most entries say nothing of.
    fn rare(&self, node: NodeId, hits: &[FoundKey], person: &mut Entry<'t>) {
        let (own, twice) = (self.own(node), self.twice(hits));
        let slugs: Vec<Value<'t>> = self.texts(hits, Slot::RoleSlug).into_iter().collect();
        let (vacant, entity) = (self.vacant(hits, person.span.start), self.entity(hits));
        let (down, members) = (self.list(hits, Slot::Down), self.list(hits, Slot::Members));
        let is_none = own.is_empty() && twice.is_empty() && slugs.is_empty() && down.is_empty();
        if is_none && members.is_empty() && vacant.is_none() && entity.is_none() {
            return;
        }
        let rare = person.rare();
        (rare.own, rare.twice, rare.slugs, rare.vacant) = (own, twice, slugs, vacant);
        (rare.entity, rare.down, rare.members) = (entity, down, members);
    }

    /// What an entry says under the names of the company's own fields.
    fn own(&self, node: NodeId) -> Vec<OwnValues<'t>> {
        if self.own.keys().is_empty() {
            return Vec::new();
        }
        let stated = self.tree.entries(node).filter_map(|entry| {
            let key = self.own.key(self.own.find(self.tree.text(entry.key))?);
            let (at, values) = (self.tree.span(entry.at), self.values(entry.at));
            let said = OwnValues { name: key.name, at, values, private: key.private };
            (!said.values.is_empty()).then_some(said)
        });
        stated.collect()
    }

    /// Who appears twice in lists that the layout keeps apart. Handles are the same in any letter case.
    fn twice(&self, hits: &[FoundKey]) -> Vec<(Span, Span, bool)> {
        let mut twice = Vec::new();
        let mut seen: HashMap<(usize, String), (u8, Span)> = HashMap::new();
        for (list, group) in (0..).zip(&self.layout.apart) {
            let of_list = hits.iter().filter(|hit| hit.slot == Slot::Apart(list));
            for said in of_list.flat_map(|hit| self.values(hit.at)) {
                let handle = (*group, said.text().trim_start_matches('@').to_lowercase());
                match seen.get(&handle) {
                    Some((first, at)) => twice.push((*at, said.at(), *first == list)),
                    None => _ = seen.insert(handle, (list, said.at())),
                }
            }
        }
        twice
    }

    /// Whether the entry fulfils every condition of `only`.
    fn is_meant(&self, hits: &[FoundKey]) -> bool {
        self.layout.only.iter().enumerate().all(|(at, values)| {
            let slot = u8::try_from(at).map(Slot::Only);
            slot.is_ok_and(|slot| {
                self.texts(hits, slot).iter().any(|said| values.iter().any(|value| *value == said.text()))
            })
        })
    }

    /// Where the entry says that nobody is there.
    fn vacant(&self, hits: &[FoundKey], start: u32) -> Option<Span> {
        let by_value = self.layout.vacant.iter().enumerate().find_map(|(at, values)| {
            let slot = u8::try_from(at).map(Slot::Vacant).ok()?;
            let mut said = hits.iter().filter(|hit| hit.slot == slot).flat_map(|hit| self.values(hit.at));
            said.find(|said| is_one_of(said.text(), values))
        });
        let names = || self.texts(hits, Slot::Plain(Field::Name));
        let by_name = || names().into_iter().find(|said| values::says_vacant(said.text()));
        if let Some(said) = by_value.or_else(by_name) {
            return Some(said.at());
        }
        // A folder of files for open positions.
        let path = self.tree.file().path();
        let is_open = |folder: &str| matches!(folder, "vacancy" | "vacancies");
        let is_there = self.layout.entries == Entries::EachFile && path.split('/').rev().skip(1).any(is_open);
        is_there.then_some(Span::empty(start))
    }

    fn entity(&self, hits: &[FoundKey]) -> Option<(&'t str, Cow<'t, str>)> {
        let kind = self.layout.entity.as_deref()?;
        let namespace = self.texts(hits, Slot::Namespace).into_iter().next();
        Some((kind, namespace.map_or(Cow::Borrowed("default"), |said| said.to_text())))
    }

    /// The texts of a value that is one or a list of them.
    fn values(&self, at: NodeId) -> OneOrMore<Value<'t>> {
        let node = self.tree.follow(at);
        match self.tree.kind(node) {
            Kind::Sequence => {
                // `[[Mara Frost]]` without quotes is a list in a list.
                let text = |item| self.tree.items(item).next().unwrap_or(item);
                self.tree.children(node).filter_map(|item| Value::of(self.tree, text(item))).collect()
            }
            _ => Value::of(self.tree, at).into_iter().collect(),
        }
    }

    /// The values of a slot. What is meant may stand there with its id: `department: { id: 7, name: … }`.
    fn values_of(&self, slot: Slot, at: NodeId) -> OneOrMore<Value<'t>> {
        let node = self.tree.follow(at);
        let names: &[&str] = match slot {
            Slot::Plain(Field::Department | Field::Unit) => &["name", "displayname", "title"],
            Slot::Plain(Field::Title) => &["name", "title", "displayname"],
            _ => &[],
        };
        if self.tree.kind(node) != Kind::Mapping || names.is_empty() {
            return self.values(at);
        }
        let found = |name: &&str| {
            let mut entries = self.tree.entries(node);
            let entry = entries.find(|entry| folded(self.tree.text(entry.key)) == **name)?;
            Value::of(self.tree, entry.value)
        };
        names.iter().find_map(found).into_iter().collect()
    }

    /// The surest key of a slot under which anything is said, else the surest of all.
    fn best(&self, hits: &[FoundKey], slot: Slot) -> Option<(FoundKey, OneOrMore<Value<'t>>)> {
        let all = || hits.iter().filter(|hit| hit.slot == slot);
        let mut said = all().map(|hit| (*hit, self.values_of(slot, hit.at)));
        said.find(|(_, values)| !values.is_empty())
            .or_else(|| all().next().map(|hit| (*hit, OneOrMore::None)))
    }

    fn texts(&self, hits: &[FoundKey], slot: Slot) -> OneOrMore<Value<'t>> {
        self.best(hits, slot).map(|(_, values)| values).unwrap_or_default()
    }

    /// Where a key stands. A cell of a table has none; one would stand before it.
    fn key(&self, hit: FoundKey) -> Option<NodeId> {
        (!self.is_table).then_some(hit.key)
    }

    fn fields(&self, hits: &[FoundKey], person: &mut Entry<'t>) {
        let mut slots: Vec<Field> = hits
            .iter()
            .filter_map(|hit| if let Slot::Plain(field) = hit.slot { Some(field) } else { None })
            .collect();
        slots.dedup();
        person.fields.reserve_exact(slots.len());
        for field in slots {
            let Some((mut hit, mut values)) = self.best(hits, Slot::Plain(field)) else { continue };
            if self.lists_people(&hit, &values) {
                continue;
            }
            if matches!(field, Field::Since | Field::Status)
                && let Some(other) = self.says_more(hits, field)
            {
                person.rare().rehired |= field == Field::Since;
                (hit, values) = other;
            }
            let stated = FieldValues::new(field, self.key(hit), self.tree.span(hit.at), values);
            match field {
                Field::Name => self.name(hits, stated, person),
                Field::Status => self.status(stated, person),
                _ => person.fields.extend(self.field(stated)),
            }
        }
        self.present(hits, person);
        if !person.fields.iter().any(|stated| stated.field == Field::Name) {
            self.full_name(hits, None, person);
        }
        self.also_named(hits, person);
        marks::leaver_in_name(person);
        marks::vacant_in_title(person);
        let start = Span::empty(person.span.start);
        for (field, text) in &self.layout.otherwise {
            if person.value(*field).is_none() {
                person.fields.retain(|stated| stated.field != *field);
                person.fields.push(FieldValues::of(*field, Value::new(Cow::Borrowed(text), start)));
            }
        }
        let names = self.texts(hits, Slot::Plain(Field::Name));
        // What the layout says of such a word counts.
        person.abolished |=
            person.vacant.is_none() && names.iter().any(|said| words::says_abolished(said.text()));
        if let Some(at) = person.vacant {
            // A word for nobody in place of a name is as good as an empty one.
            let name = person.fields.iter().find(|stated| stated.field == Field::Name);
            let name = name.map(|stated| stated.clone().saying(OneOrMore::None));
            person
                .fields
                .retain(|stated| !matches!(stated.field, Field::Status | Field::Name | Field::Holder));
            let said = Value::new(Cow::Borrowed("vacant"), at);
            person.fields.push(FieldValues::of(Field::Status, said));
            person.fields.extend(name);
        }
    }

    /// Whether the people of a team stand under a key that has the name of a unit elsewhere: `team: [Cy Cedar]`.
    fn lists_people(&self, hit: &FoundKey, values: &[Value<'_>]) -> bool {
        matches!(hit.slot, Slot::Plain(Field::Department | Field::Unit))
            && values.iter().filter(|said| may_name_a_person(said.text())).count() * 2 > values.len()
            && others::may_list_people(self.tree, self.tree.text(hit.key), self.tree.follow(hit.at))
    }

    /// Of several keys the one that says more than the surest: that somebody has left, or was hired again.
    fn says_more(&self, hits: &[FoundKey], field: Field) -> Option<(FoundKey, OneOrMore<Value<'t>>)> {
        let all = || hits.iter().filter(|hit| hit.slot == Slot::Plain(field));
        all().nth(1)?;
        let said = |hit: &FoundKey| self.values(hit.at).into_iter().next();
        let found = if field == Field::Since {
            let is_again = |hit: &&FoundKey| REHIRED.contains(&&*folded(self.tree.text(hit.key)));
            all().filter(is_again).find(|hit| said(hit).is_some_and(|said| dates::is_date(said.text())))?
        } else {
            let says = |hit: &FoundKey, meant: &str| {
                said(hit).is_some_and(|said| {
                    let word = self.layout.word_for(field, said.text());
                    word.or_else(|| words::meaning(field.key().name, said.text())) == Some(meant)
                })
            };
            // Of an account it may be that somebody is away.
            let is_of_account = |hit: &FoundKey| folded(self.tree.text(hit.key)).contains("account");
            let is_gone = |hit: &&FoundKey| says(hit, "inactive") && !is_of_account(hit);
            all().find(|hit| says(hit, "left")).or_else(|| all().find(is_gone))?
        };
        Some((*found, self.values_of(found.slot, found.at)))
    }

    /// A status in the words of orglint's own format. That somebody sits there goes without saying.
    fn status(&self, stated: FieldValues<'t>, person: &mut Entry<'t>) {
        let written = stated.values().first().map(Value::to_text);
        let is_named = |text: &Cow<'_, str>| {
            text.eq_ignore_ascii_case("filled") || self.layout.word_for(Field::Status, text).is_some()
        };
        let Some(stated) = self.field(stated) else { return };
        let word = stated.values().first().map_or("", Value::text);
        person.abolished = words::is_abolished(word);
        person.says_filled = word == "filled";
        if word != "filled" || written.as_ref().is_some_and(is_named) {
            person.fields.push(stated);
        }
    }

    /// Keys with yes or no may say that nobody is there, where the status does not; and since when.
    fn present(&self, hits: &[FoundKey], person: &mut Entry<'t>) {
        if person.value(Field::Until).is_none() {
            let end = hits.iter().find_map(|hit| {
                let Slot::Present(number) = hit.slot else { return None };
                let said = Value::of(self.tree, hit.at).filter(|_| words::flag_may_be_end(number))?;
                dates::is_date(said.text()).then_some(said)
            });
            person.fields.extend(end.map(|said| FieldValues::of(Field::Until, said)));
        }
        if person.value(Field::Status).is_some_and(|said| said.text() != "filled") {
            return;
        }
        let said = hits.iter().find_map(|hit| {
            if !matches!(hit.slot, Slot::Present(_) | Slot::Hint(_)) {
                return None;
            }
            let said = Value::of(self.tree, hit.at)?;
            let word = match hit.slot {
                Slot::Present(number) => words::by_flag(number, said.text()).filter(|word| *word != "filled"),
                Slot::Hint(number) => words::by_hint(number, said.text())
                    .filter(|word| *word != "vacant" || self.leaves_name_empty(hits)),
                _ => None,
            }?;
            Some(said.saying(word.to_owned()))
        });
        if let Some(said) = said {
            person.fields.retain(|stated| stated.field != Field::Status);
            person.fields.push(FieldValues::of(Field::Status, said));
        }
    }

    /// Whether there are keys for the holder's name, and no name.
    fn leaves_name_empty(&self, hits: &[FoundKey]) -> bool {
        let is_name = |hit: &&FoundKey| {
            matches!(hit.slot, Slot::Plain(Field::Name | Field::Holder) | Slot::FirstName | Slot::LastName)
        };
        let is_told = |said: &Value<'_>| !is_one_of(said.text(), &self.layout.not_disclosed);
        let mut names = hits.iter().filter(is_name).peekable();
        names.peek().is_some() && !names.any(|hit| self.values(hit.at).iter().any(is_told))
    }

    /// A name that is not told says nothing; written empty, it says that nobody is there. A table has
    /// an empty cell for either.
    fn name(&self, hits: &[FoundKey], stated: FieldValues<'t>, person: &mut Entry<'t>) {
        let is_told = |said: &Value<'_>| !is_one_of(said.text(), &self.layout.not_disclosed);
        let was_empty = stated.values().is_empty();
        let stated = stated.filtered(|said| is_told(&said).then_some(said));
        if stated.values().is_empty() {
            // `name: { givenName: …, familyName: … }`
            if was_empty && hits.iter().any(|hit| matches!(hit.slot, Slot::FirstName | Slot::LastName)) {
                self.full_name(hits, None, person);
            } else if was_empty && !self.is_table && !self.layout.is_export {
                person.fields.push(stated);
            }
            return;
        }
        if stated.values().len() == 1 {
            self.full_name(hits, Some(stated), person);
        } else {
            person.fields.push(stated);
        }
    }

    /// Notes the names that stand beside that of the holder: a preferred one, or one with a preferred first name.
    fn also_named(&self, hits: &[FoundKey], person: &mut Entry<'t>) {
        let (name, first) = (Slot::Plain(Field::Name), Slot::FirstName);
        if hits.iter().filter(|hit| hit.slot == name || hit.slot == first).nth(1).is_none() {
            return;
        }
        let Some(known) = person.name() else { return };
        let stated = self.texts(hits, Slot::LastName).into_iter().next();
        let last = stated.as_ref().map(Value::text).or_else(|| Some(known.split_once(' ')?.1));
        let mut also = Vec::new();
        for hit in hits.iter().filter(|hit| hit.slot == name || hit.slot == first) {
            let Some(said) = self.values(hit.at).into_iter().next() else { continue };
            let is_whole = hit.slot == name && said.text().contains([' ', ',']);
            let text = match last.filter(|_| !is_whole) {
                Some(last) => format!("{} {last}", said.text()),
                None => said.text().to_owned(),
            };
            let is_told = !is_one_of(said.text(), &self.layout.not_disclosed);
            if is_told && text != known && !known.contains(said.text()) && !also.contains(&text) {
                also.push(text);
            }
        }
        if !also.is_empty() {
            person.rare().also_named = also;
        }
    }

    /// Puts first and last name together. Where there is a last name and no first one, `name` is it.
    fn full_name(&self, hits: &[FoundKey], name: Option<FieldValues<'t>>, person: &mut Entry<'t>) {
        let part = |slot| self.texts(hits, slot).into_iter().next();
        let (first, mut last) = (part(Slot::FirstName), part(Slot::LastName));
        if let (Some(prefix), Some(known)) = (part(Slot::NamePrefix), &last) {
            last = Some(known.clone().saying(first_and_last(&prefix, known)));
        }
        let stated = match (name, first, last) {
            (Some(name), None, Some(last)) => name.filtered(|said| {
                let text = first_and_last(&said, &last);
                Some(said.saying(text))
            }),
            // `Nom` is the last name where `Prénom` is next to it.
            (Some(name), Some(first), None) if name.is_last_name(first.text()) => {
                name.behind_first_name(&first)
            }
            (Some(name), ..) => name,
            (None, first, last) => {
                let said = match (first, last) {
                    (Some(first), Some(last)) => {
                        let text = first_and_last(&first, &last);
                        first.saying(text)
                    }
                    (first, last) => {
                        let Some(one) = first.or(last) else { return };
                        one
                    }
                };
                if is_one_of(said.text(), &self.layout.not_disclosed) {
                    return;
                }
                FieldValues::of(Field::Name, said)
            }
        };
        person.fields.push(stated);
    }

    /// A field as orglint's own format takes it; none where nothing is said. In a layout that the project
    /// ships, a value that does not fit was never written for the field.
    fn field(&self, stated: FieldValues<'t>) -> Option<FieldValues<'t>> {
        let kind = stated.field.key().kind;
        let takes_one =
            matches!(kind, ValueKind::Text | ValueKind::Word(_) | ValueKind::OpenWord(_) | ValueKind::Date);
        let mut is_first = true;
        let name = stated.field.key().name;
        let is_nothing = |said: &Value<'_>| is_one_of(said.text(), &self.layout.not_disclosed);
        let field = stated.field;
        let fitting = |said: Value<'t>| match kind {
            ValueKind::Text => {
                let plain = match without_markup(said.text()) {
                    Cow::Borrowed(_) => None,
                    Cow::Owned(plain) => Some(plain),
                };
                Some(if let Some(plain) = plain { said.saying(plain) } else { said })
            }
            ValueKind::Word(known) => {
                if let Some(word) = self.layout.word_for(field, said.text()) {
                    return Some(said.saying(word.to_owned()));
                }
                if is_nothing(&said) {
                    return None;
                }
                let word = said.text().to_lowercase().replace(' ', "-");
                let native = if known.contains(&word.as_str()) { Some(word) } else { None };
                let native = native.or_else(|| words::meaning(name, said.text()).map(str::to_owned));
                Some(if let Some(native) = native { said.saying(native) } else { said })
            }
            ValueKind::Date | ValueKind::Number | ValueKind::Share | ValueKind::Whole | ValueKind::Flag => {
                (!is_nothing(&said)).then_some(said)
            }
            ValueKind::Id
            | ValueKind::Ids
            | ValueKind::Code
            | ValueKind::Texts
            | ValueKind::Person
            | ValueKind::OpenWord(_)
            | ValueKind::OpenWords(_)
            | ValueKind::FlagOrText
            | ValueKind::DottedLines
            | ValueKind::Map(_)
            | ValueKind::TextOrMap(_)
            | ValueKind::Maps(_)
            | ValueKind::Company
            | ValueKind::Positions
            | ValueKind::Position
            | ValueKind::Any => Some(said),
        };
        let stated = stated.filtered(|said| {
            let is_meant = !takes_one || is_first;
            is_first = false;
            Some(said).filter(|_| is_meant).and_then(fitting)
        });
        (!stated.values().is_empty()).then_some(stated)
    }

    fn ids(&self, hits: &[FoundKey], entry: EntryAt, person: &mut Entry<'t>) {
        let start = Span::empty(person.span.start);
        match self.layout.id {
            IdFrom::Field => {
                let ids = hits.iter().filter(|hit| hit.slot == Slot::Id);
                person.ids =
                    ids.filter_map(|hit| Some((hit.rank, self.values(hit.at).into_iter().next()?))).collect();
            }
            IdFrom::FileStem => {
                let stem = stem(self.tree.file().path());
                let said = Value::new(Cow::Borrowed(stem), start);
                if person.name().is_none() && stem.contains(' ') && may_name_a_person(stem) {
                    // Notes are called by the name of whom they are about.
                    person.fields.push(FieldValues::of(Field::Name, said.clone()));
                }
                person.ids.push((0, said));
            }
            IdFrom::Key => {
                if let Some(said) = entry.key.and_then(|key| Value::of(self.tree, key)) {
                    if is_persons_key(said.text()) || person.name() == Some(said.text()) {
                        person.rare().hidden_key = Some(said.at());
                    }
                    person.ids.push((0, said));
                }
            }
        }
        let is_person =
            |(_, said): &(u16, Value<'_>)| said.text().contains('@') || person.name() == Some(said.text());
        let is_private = person.hidden_key.is_some() || person.ids.first().is_some_and(is_person);
        person.private_id |= is_private;
    }

    fn lines(&self, hits: &[FoundKey], person: &mut Entry<'t>) {
        let Some((hit, values)) = self.best(hits, Slot::Up) else { return };
        let (key, at) = (self.key(hit), self.tree.span(hit.at));
        let mut up = FieldValues::new(Field::ReportsTo, key, at, values);
        let all = || hits.iter().filter(|hit| hit.slot == Slot::Up);
        if all().nth(1).is_some() {
            let is_part = |hit: &FoundKey| matches!(hit.rank, FIRST_NAME | LAST_NAME);
            let part = |rank| {
                let of_part = all().filter(|hit| hit.rank == rank);
                of_part.flat_map(|hit| self.values(hit.at)).next()
            };
            let (first, last) = (part(FIRST_NAME), part(LAST_NAME));
            let named = first.as_ref().zip(last.as_ref());
            let named = named.map(|(first, last)| first.clone().saying(first_and_last(first, last)));
            if let Some(named) = named.clone().filter(|_| is_part(&hit)) {
                up = up.saying(OneOrMore::One(named));
            } else if let (Some(first), None) = (&first, &last)
                && !is_part(&hit)
                && up.is_last_name(first.text())
            {
                // `Nom du manager` is the last name where `Prénom du manager` is next to it.
                up = up.behind_first_name(first);
            }
            let said = all()
                .filter(|hit| !is_part(hit))
                .filter_map(|hit| Some((self.tree.text(hit.key), self.values(hit.at).into_iter().next()?)));
            let of_parts = all().find(|hit| is_part(hit)).zip(named);
            let of_parts = of_parts.map(|(hit, named)| (self.tree.text(hit.key), named));
            let said: Vec<_> = said.chain(of_parts).collect();
            if said.len() > 1 {
                person.rare().also_up = said;
            }
        }
        person.up = Some(up);
    }

    /// The texts of a list. What is one word and no list may count the reports as well as name them.
    fn list(&self, hits: &[FoundKey], slot: Slot) -> Vec<Value<'t>> {
        let found = self.best(hits, slot).map(|(first, values)| {
            // Each item of a list may hold one.
            let others =
                hits.iter().filter(|hit| hit.slot == slot && hit.rank == first.rank && hit.at != first.at);
            (first, values.into_iter().chain(others.flat_map(|hit| self.values(hit.at))).collect())
        });
        let is_list = |hit: &FoundKey| {
            self.tree.kind(self.tree.follow(hit.at)) == Kind::Sequence
                || self.layout.said.contains(&slot)
                || self.layout.is_export
        };
        found.filter(|(hit, _)| is_list(hit)).map_or(Vec::new(), |(_, values)| values)
    }
}

/// Keys of the day on which somebody came back.
const REHIRED: &[&str] = &[
    "rehiredate",
    "lasthiredate",
    "latesthiredate",
    "mostrecenthiredate",
    "lateststartdate",
    "laststartdate",
    "mostrecentstartdate",
    "currentstartdate",
    "reinstatementdate",
    "wiedereintritt",
    "wiedereintrittsdatum",
    "datederéembauche",
    "fechaderecontratación",
    "datadireassunzione",
];

/// The name of a file without its ending; that of its folder, where all files are called the same.
pub(super) fn stem(path: &str) -> &str {
    let mut parts = path.rsplit('/');
    let name = parts.next().unwrap_or(path);
    let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
    let is_any =
        ["agents", "agent", "index", "_index", "readme", "profile", "position", "role", "skill", "person"]
            .iter()
            .any(|known| stem.eq_ignore_ascii_case(known));
    parts.next().filter(|folder| is_any && !folder.is_empty()).unwrap_or(stem)
}

fn meaning<'l>(layout: &'l Layout, key: &str, folded: &str) -> Meaning<'l> {
    (layout.slots(key), layout.leads_on(folded) || names_manager(layout, key))
}

/// What a path of keys is for: `manager.id` is as good a name for the manager as `managerId`.
fn meaning_of_path<'l>(layout: &'l Layout, path: &str) -> Meaning<'l> {
    let known = layout.keys.get(path).map_or(&[][..], Vec::as_slice);
    let words = || layout.names_manager(path).or_else(|| layout.names_manager(behind_container(path)?));
    let by_words = || words().map_or(&[][..], By::slots);
    (if known.is_empty() { by_words() } else { known }, layout.leads_on(path))
}

/// Whether what is under a key may be the manager, in keys of its own.
fn names_manager(layout: &Layout, key: &str) -> bool {
    layout.names_manager(key).is_some_and(|by| by >= By::Name)
}

/// Whether a value could not be read.
fn is_unread(tree: &Tree, value: NodeId) -> bool {
    tree.is_cut(value) && tree.kind(value) == Kind::Scalar
}
