//! Who the lines of all entries lead to, and whether lists of reports and the reports' own lines say
//! the same.

use std::borrow::Cow;
use std::collections::{BTreeMap, HashMap, HashSet};
use std::rc::Rc;

use super::entry::{Entry, FieldValues, OneOrMore, Value};
use super::layout::{Layout, Match};
use super::lookup::{Lookup, Target, marks_in, name_in_directory, names as names_of};
use super::names;
use super::texts::{folded, may_name_a_person};
use crate::chart::spelling::{first_name_first, plain_spellings};
use crate::chart::{Field, ListedLine, PositionId};
use crate::source::{FileId, Place, Span, offset};
use crate::yaml::NodeId;

/// A line of an entry as orglint's own format takes it.
#[derive(Debug)]
pub(super) struct Line<'t> {
    /// The id it leads to, or the text as it is there where that is not known.
    pub(super) to: Cow<'t, str>,
    pub(super) at: Span,
    pub(super) node: Option<NodeId>,
    /// Whether the text may name a person.
    pub(super) private: bool,
}

/// What is known of an entry once all are read.
#[derive(Debug)]
pub(super) struct EntryLines<'r> {
    pub(super) id: &'r str,
    /// None: it states no manager. Else the key, where the value stands, and its lines.
    pub(super) up: Option<(Option<NodeId>, Span, Vec<Line<'r>>)>,
    pub(super) dotted: Vec<Line<'r>>,
}

/// What the entries say together.
pub(super) struct Resolved<'a, 't> {
    resolver: Resolver<'a, 't>,
    ids: Vec<Cow<'t, str>>,
    /// Lists of reports that differ from the reports' own lines.
    pub(super) listed: Vec<ListedLine>,
    /// How many texts name a manager, and how many of them an entry.
    pub(super) named: (usize, usize),
    /// How many entries name an entry as their manager.
    pub(super) led: usize,
    /// Whether these are units, and none is above another.
    pub(super) is_flat: bool,
}

/// The ids of all entries.
#[derive(Clone, Copy)]
struct Ids<'r, 't> {
    /// In the order of the entries; none where each is as its entry says it.
    ids: &'r [Cow<'t, str>],
    entries: &'r [Entry<'t>],
}

impl<'r> Ids<'r, '_> {
    fn of(self, at: usize) -> &'r str {
        match self.ids.get(at) {
            Some(id) => id,
            None => self.entries[at].ids.first().map_or("", |(_, said)| said.text()),
        }
    }
}

struct Resolver<'a, 't> {
    entries: &'a [Entry<'t>],
    lookup: Lookup<'a>,
    files: &'a [FileId],
    /// What each text in the place of a manager names.
    ups: Vec<OneOrMore<Target>>,
    /// Managers that follow from lists of reports, with the place in the list.
    by_list: HashMap<usize, (usize, Span)>,
    /// The groups that say that an entity is a member, with the place in their lists.
    member_of: HashMap<usize, Vec<(usize, Span)>>,
    /// What lists of reports were compared with.
    lines: HashMap<usize, Rc<Lines>>,
}

/// Where the lines of an entry lead.
#[derive(Default)]
struct Lines {
    to: HashSet<usize>,
    /// Whether a solid line leads to somebody.
    is_known: bool,
}

/// Follows the lines of all entries.
pub(super) fn resolve<'a, 't>(
    entries: &'a [Entry<'t>],
    layout: &'a Layout,
    files: &'a [FileId],
    organisations: &HashSet<&str>,
) -> Resolved<'a, 't> {
    let lookup = Lookup::new(layout, entries);
    let texts = |entry: &Entry<'_>, stated: &FieldValues<'_>| -> OneOrMore<Target> {
        stated.values().iter().map(|said| lookup.find(entry, said.text(), "group")).collect()
    };
    let ups = entries.iter().map(|entry| entry.up.as_ref().map_or(OneOrMore::None, |up| texts(entry, up)));
    let mut ups: Vec<OneOrMore<Target>> = ups.collect();
    own_ids_at_the_top(&mut ups, layout);
    said_another_way(&mut ups, entries, organisations);
    if layout.matches.contains(&Match::Name) {
        by_one_name(&mut ups, entries);
    }
    let named = || ups.iter().flatten().filter(|target| **target != Target::Top);
    let named = (named().count(), named().filter(|target| matches!(target, Target::To(..))).count());
    let is_led = |up: &&OneOrMore<Target>| up.iter().any(|target| matches!(target, Target::To(..)));
    let led = ups.iter().filter(is_led).count();
    let mut resolver = Resolver {
        entries,
        lookup,
        files,
        ups,
        by_list: HashMap::new(),
        member_of: HashMap::new(),
        lines: HashMap::new(),
    };
    let listed = resolver.listed();
    let managers: Vec<Option<usize>> = (0..entries.len()).map(|at| resolver.manager(at)).collect();
    let is_unit = |at: &usize| is_entity(&entries[*at], "group");
    let mut units = (0..entries.len()).filter(is_unit).peekable();
    let is_flat =
        units.peek().is_some() && units.all(|at| managers[at].is_none() && resolver.ups[at].is_empty());
    let ids = names::ids(entries, &managers, || resolver.unknown_texts());
    let is_dotted = |entry: &Entry<'_>| entry.fields.iter().any(|stated| stated.field == Field::DottedTo);
    if !entries.iter().any(is_dotted) {
        resolver.lookup.forget();
    }
    Resolved { resolver, ids, listed, named, led, is_flat }
}

impl Resolved<'_, '_> {
    /// What is known of an entry. It is worked out when it is asked for: a table may have millions.
    pub(super) fn known(&self, at: usize) -> EntryLines<'_> {
        self.resolver.known(at, Ids { ids: &self.ids, entries: self.resolver.entries })
    }
}

/// Gives entries whose keys name different managers a line to each. Where the keys do so for most of the entries
/// that both of them name a manager of, which of them is meant is not for this program to say.
pub(super) fn two_managers(entries: &mut [Entry<'_>], layout: &Layout) -> Option<[String; 2]> {
    if entries.iter().all(|entry| entry.also_up.is_empty()) {
        return None;
    }
    // For each pair of keys, for how many entries both name a manager, and for which it is another one.
    let mut pairs: BTreeMap<[&str; 2], (usize, Vec<usize>)> = BTreeMap::new();
    let mut others: Vec<(usize, Value<'_>)> = Vec::new();
    let lookup = Lookup::new(layout, entries);
    for (at, entry) in entries.iter().enumerate() {
        let target = |said: &Value<'_>| match lookup.find(entry, said.text(), "group") {
            Target::To(to, _) => Some(to),
            _ => None,
        };
        let Some(((key, first), rest)) = entry.also_up.split_first() else { continue };
        let Some(first) = target(first) else { continue };
        let mut known = vec![first];
        for (other, said) in rest {
            let Some(to) = target(said) else { continue };
            let (both, differ) = pairs.entry([key, other]).or_default();
            *both += 1;
            if to != first {
                differ.push(at);
            }
            if !known.contains(&to) {
                known.push(to);
                others.push((at, said.clone()));
            }
        }
    }
    let most = pairs.into_iter().max_by_key(|(_, (_, differ))| differ.len());
    if let Some((keys, (both, differ))) = most
        && differ.len() > 1
        && differ.len() * 2 > both
    {
        return Some(keys.map(str::to_owned));
    }
    for (at, said) in others {
        if let Some(up) = entries[at].up.as_mut() {
            let values = up.values().iter().cloned().chain([said]).collect();
            *up = up.clone().saying(values);
        }
    }
    None
}

/// A text that is longer, in bytes, names no few who share a post.
const LONGEST_TOGETHER: usize = 200;

/// The texts of an entry in place of managers that may each name several together: `None` for the solid line, else
/// the number of the field of the dotted ones.
fn together<'e, 't>(entry: &'e Entry<'t>) -> impl Iterator<Item = (Option<usize>, &'e Value<'t>)> {
    let dotted = entry.fields.iter().enumerate().filter(|(_, stated)| stated.field == Field::DottedTo);
    let dotted = dotted.map(|(number, stated)| (Some(number), stated));
    entry.up.iter().map(|up| (None, up)).chain(dotted).filter_map(|(number, stated)| {
        let [said] = stated.values() else { return None };
        let is_short = said.text().len() <= LONGEST_TOGETHER;
        (is_short && marks_in(said.text()).next().is_some()).then_some((number, said))
    })
}

/// Where one text names several entries, a line leads to each; to those who share one position, to the first.
pub(super) fn named_together(entries: &mut [Entry<'_>], layout: &Layout) {
    if entries.iter().all(|entry| together(entry).next().is_none()) {
        return;
    }
    let lookup = Lookup::new(layout, entries);
    let title = |of: usize| entries[of].value(Field::Title).map(Value::text);
    let mut found = Vec::new();
    for (at, entry) in entries.iter().enumerate() {
        let target = |part: &&str| match lookup.find(entry, part, "group") {
            Target::To(to, _) => Some(to),
            _ => None,
        };
        for (number, said) in together(entry) {
            if lookup.find(entry, said.text(), "group") != Target::Unknown {
                continue;
            }
            let all = marks_in(said.text()).find_map(|mark| {
                let parts = said.text().split(mark).map(str::trim).filter(|part| !part.is_empty());
                let parts: Vec<&str> = parts.collect();
                let targets = parts.iter().map(target).collect::<Option<Vec<usize>>>()?;
                (parts.len() > 1).then_some((parts, targets))
            });
            let Some((parts, targets)) = all else { continue };
            let share = targets.iter().all(|of| title(*of).is_some() && title(*of) == title(targets[0]));
            // They who hold one post together are one.
            let is_one = targets.iter().all(|of| *of == targets[0]);
            let count = if share || is_one { 1 } else { parts.len() };
            let one = |part: &&str| Value::new((*part).to_owned().into(), said.at());
            found.push((at, number, parts[..count].iter().map(one).collect()));
        }
    }
    for (at, number, values) in found {
        let stated = match number {
            Some(number) => entries[at].fields.get_mut(number),
            None => entries[at].up.as_mut(),
        };
        if let Some(stated) = stated {
            *stated = stated.clone().saying(values);
        }
    }
}

/// The only head, written as its own manager, as many exports do it.
fn own_ids_at_the_top(ups: &mut [OneOrMore<Target>], layout: &Layout) {
    let is_own = |at: usize, up: &[Target]| matches!(up, [Target::To(to, _)] if *to == at);
    let own: Vec<usize> = (0..ups.len()).filter(|at| is_own(*at, &ups[*at])).collect();
    let has_other = ups.iter().any(|up| up.is_empty() || up[..] == [Target::Top]);
    if layout.own_id_is_top || (layout.is_shipped && own.len() == 1 && !has_other) {
        for at in own {
            ups[at] = OneOrMore::One(Target::Top);
        }
    }
}

/// Texts that name nobody as they stand: the entry that this one stands inside of, by its id or title in another
/// form, or the organisation as a whole.
fn said_another_way(ups: &mut [OneOrMore<Target>], entries: &[Entry<'_>], organisations: &HashSet<&str>) {
    for (entry, targets) in entries.iter().zip(ups) {
        let said = entry.up.iter().flat_map(FieldValues::values);
        for (said, target) in said.zip(&mut **targets).filter(|(_, target)| **target == Target::Unknown) {
            let is_called = |parent: usize| {
                let above = &entries[parent];
                let id = above.ids.first().map(|(_, said)| said);
                let title = above.value(Field::Title);
                let initials = |title: &Value<'_>| {
                    title.text().split_whitespace().filter_map(|word| word.chars().next()).collect::<String>()
                };
                let mut all = id.into_iter().chain(title).map(|known| folded(known.text()));
                all.any(|known| known == folded(said.text()))
                    || title.is_some_and(|title| folded(&initials(title)) == folded(said.text()))
            };
            if let Some(parent) = entry.parent().filter(|parent| is_called(*parent)) {
                *target = Target::To(parent, Match::Title);
            } else if organisations.contains(said.text().trim()) {
                *target = Target::Top;
            }
        }
    }
}

/// Where the whole column of managers is written by first names, or by last names, each that is told to be one
/// entry's names it.
fn by_one_name(ups: &mut [OneOrMore<Target>], entries: &[Entry<'_>]) {
    let said = || {
        let all = entries.iter().zip(&*ups).enumerate();
        let all = all.flat_map(|(at, (entry, targets))| {
            let said = entry.up.iter().flat_map(FieldValues::values);
            said.zip(targets).map(move |(said, target)| (at, said, *target))
        });
        all.filter(|(.., target)| *target != Target::Top)
    };
    let is_name = |text: &str| text.chars().all(|c| c.is_alphabetic() || matches!(c, '-' | '\'' | '’'));
    let is_open = |target: Target| matches!(target, Target::Unknown | Target::Several);
    let may_be = |text: &str, target: Target| is_name(text) && !matches!(target, Target::To(_, Match::Id));
    // Most columns say so at once.
    if !said().all(|(_, said, target)| may_be(said.text(), target))
        || !said().any(|(.., target)| is_open(target))
    {
        return;
    }
    for part in [FIRST, LAST] {
        let mut known: HashMap<String, Option<usize>> = HashMap::new();
        for (at, entry) in entries.iter().enumerate() {
            for name in names_of(entry).filter_map(part) {
                let of = known.entry(plain_spellings(&name).0).or_insert(Some(at));
                *of = of.filter(|of| *of == at);
            }
        }
        let open: Vec<(usize, Option<usize>)> = said()
            .filter(|(.., target)| is_open(*target))
            .map(|(at, said, _)| {
                let of = known.get(&plain_spellings(said.text()).0).copied().flatten();
                (at, of.filter(|of| *of != at))
            })
            .collect();
        if open.iter().filter(|(_, of)| of.is_some()).count() * 2 <= open.len() {
            continue;
        }
        for (at, of) in open {
            if let (Some(of), [target]) = (of, &mut *ups[at]) {
                *target = Target::To(of, Match::Name);
            }
        }
        return;
    }
}

/// The first word of a name, and the last.
type Part = fn(&str) -> Option<String>;
const FIRST: Part = |name| Some(first_name_first(name).split_once(' ')?.0.to_owned());
const LAST: Part = |name| Some(first_name_first(name).rsplit_once(' ')?.1.to_owned());

impl<'t> Resolver<'_, 't> {
    /// The entry above, as its own line or a list says.
    fn manager(&self, at: usize) -> Option<usize> {
        let stated = self.ups[at].iter().find_map(|target| match target {
            Target::To(to, _) => Some(*to),
            _ => None,
        });
        let by_list = || {
            let group = self.member_of.get(&at).and_then(|groups| groups.first());
            self.by_list.get(&at).or(group).map(|(manager, _)| *manager)
        };
        stated.or(self.entries[at].parent()).or_else(by_list)
    }

    fn place(&self, of: usize, span: Span) -> Place {
        Place { file: self.files[self.entries[of].file as usize], span }
    }

    /// Whether an entry names a manager, known or not.
    fn names_manager(&self, at: usize) -> bool {
        self.ups[at].iter().any(|target| *target != Target::Top)
    }

    /// Compares lists of reports with the reports' own lines, and takes from them the lines that the
    /// reports do not state.
    fn listed(&mut self) -> Vec<ListedLine> {
        let mut found = Vec::new();
        // Where nobody names a manager, lists are the only form there is.
        let both_ways = self.entries.iter().any(|entry| entry.up.is_some());
        // A catalogue may leave its users to another source.
        let has_users = self.entries.iter().any(|entry| is_entity(entry, "user"));
        let mut stated: HashSet<(usize, usize)> = HashSet::new();
        for of in 0..self.entries.len() {
            let entry = &self.entries[of];
            let down = entry.down.iter().map(|said| (said, "group"));
            let members = entry.members.iter().filter(|_| has_users).map(|said| (said, "user"));
            for (said, kind) in down.chain(members) {
                match self.lookup.find(entry, said.text(), kind) {
                    Target::To(report, _) if report != of => {
                        stated.insert((of, report));
                        self.listed_report(of, said, report, both_ways, &mut found);
                    }
                    Target::Unknown => found.push(ListedLine::Absent {
                        of: position(of),
                        at: self.place(of, said.at()),
                        text: said.text().to_owned(),
                        is_person: may_name_a_person(said.text()) || kind == "user",
                    }),
                    _ => {}
                }
            }
        }
        for report in 0..self.entries.len() {
            self.not_listed(report, &stated, &mut found);
        }
        found
    }

    fn listed_report(
        &mut self,
        of: usize,
        said: &Value<'_>,
        report: usize,
        both_ways: bool,
        found: &mut Vec<ListedLine>,
    ) {
        let at = self.place(of, said.at());
        let (of, report_position) = (position(of), position(report));
        if is_entity(&self.entries[report], "user") {
            // What a group says of its members and what they say of their groups is one list.
            self.member_of.entry(report).or_default().push((of.index(), said.at()));
            return;
        }
        if !self.names_manager(report) {
            if let Some((_, first)) = self.by_list.get(&report) {
                let first_of = self.by_list[&report].0;
                if first_of != of.index() {
                    let other = self.place(first_of, *first);
                    found.push(ListedLine::Twice { of, at, report: report_position, other });
                }
                return;
            }
            self.by_list.insert(report, (of.index(), said.at()));
            if both_ways {
                let line = self.entries[report].up.as_ref().map(|up| self.place(report, up.at()));
                let line = line.filter(|place| !place.span.is_empty());
                found.push(ListedLine::NoLine { of, at, report: report_position, line });
            }
            return;
        }
        // A line to nobody on the chart is reported as that.
        let lines = self.lines(report);
        if !lines.is_known || lines.to.contains(&of.index()) {
            return;
        }
        let line = self.entries[report]
            .up
            .as_ref()
            .map_or(at, |up| self.place(report, up.values().first().map_or(up.at(), Value::at)));
        found.push(ListedLine::OtherManager { of, at, report: report_position, line });
    }

    /// Where the lines of an entry lead. Many lists may name one entry that has many lines.
    fn lines(&mut self, of: usize) -> Rc<Lines> {
        if let Some(known) = self.lines.get(&of) {
            return Rc::clone(known);
        }
        let mut lines = Lines::default();
        for target in &self.ups[of] {
            if let Target::To(to, _) = target {
                lines.to.insert(*to);
                lines.is_known = true;
            }
        }
        let dotted = self.entries[of].fields.iter().filter(|stated| stated.field == Field::DottedTo);
        for said in dotted.flat_map(FieldValues::values) {
            if let Target::To(to, _) = self.lookup.find(&self.entries[of], said.text(), "group") {
                lines.to.insert(to);
            }
        }
        let lines = Rc::new(lines);
        self.lines.insert(of, Rc::clone(&lines));
        lines
    }

    /// A line to an entry that lists its reports, and not this one. An empty list says nothing.
    fn not_listed(&self, report: usize, stated: &HashSet<(usize, usize)>, found: &mut Vec<ListedLine>) {
        let Some(Target::To(of, _)) = self.ups[report].first() else { return };
        let manager = &self.entries[*of];
        let list = if is_entity(&self.entries[report], "user") { &[][..] } else { &manager.down[..] };
        let (Some(first), Some(line)) = (list.first(), &self.entries[report].up) else { return };
        if *of == report || stated.contains(&(*of, report)) {
            return;
        }
        let line = line.values().first().map_or(line.at(), Value::at);
        found.push(ListedLine::NotListed {
            of: position(*of),
            at: self.place(*of, first.at()),
            report: position(report),
            line: self.place(report, line),
        });
    }

    /// Texts that name nobody known: an id that is made must not equal one by chance.
    fn unknown_texts(&self) -> HashSet<String> {
        let mut texts = HashSet::new();
        for (entry, ups) in self.entries.iter().zip(&self.ups) {
            let said = entry.up.iter().flat_map(FieldValues::values).zip(ups);
            let unknown = said.filter(|(_, target)| matches!(target, Target::Several | Target::Unknown));
            texts.extend(unknown.map(|(said, _)| said.text().to_owned()));
        }
        texts
    }

    fn known<'r>(&'r self, at: usize, ids: Ids<'r, 't>) -> EntryLines<'r> {
        let entry = &self.entries[at];
        let mut up = entry.up.as_ref().map(|up| {
            let said = up.values().iter().zip(&self.ups[at]).filter(|(_, target)| **target != Target::Top);
            let lines: Vec<_> = said.map(|(said, target)| line(entry, said, *target, ids)).collect();
            (up.key(), up.at(), lines)
        });
        let memberships = self.memberships(at, &mut up, ids);
        if let Some(parent) = entry.parent() {
            let start = Span::empty(entry.span.start);
            let (.., lines) = up.get_or_insert((None, start, Vec::new()));
            // A line of its own that leads elsewhere is another one.
            let is_same =
                self.ups[at].iter().any(|target| matches!(target, Target::To(to, _) if *to == parent));
            if !is_same {
                let to = Cow::Borrowed(ids.of(parent));
                lines.push(Line { to, at: start, node: None, private: false });
            }
        }
        let is_stated = up.as_ref().is_some_and(|(.., lines)| !lines.is_empty());
        if let (false, Some((manager, _))) = (is_stated, self.by_list.get(&at)) {
            let start = Span::empty(entry.span.start);
            let (key, place) = up.map_or((None, start), |(key, place, _)| (key, place));
            let to = Cow::Borrowed(ids.of(*manager));
            up = Some((key, place, vec![Line { to, at: place, node: None, private: false }]));
        }
        let dotted = entry.fields.iter().filter(|stated| stated.field == Field::DottedTo);
        let dotted = dotted.flat_map(FieldValues::values).filter_map(|said| {
            let target = self.lookup.find(entry, said.text(), "group");
            (target != Target::Top).then(|| line(entry, said, target, ids))
        });
        EntryLines { id: ids.of(at), up, dotted: dotted.chain(memberships).collect() }
    }

    /// A member of several groups has a line to each: the first of those that are there is the solid one.
    fn memberships<'r>(
        &self,
        at: usize,
        up: &mut Option<(Option<NodeId>, Span, Vec<Line<'r>>)>,
        ids: Ids<'r, 't>,
    ) -> Vec<Line<'r>> {
        let entry = &self.entries[at];
        if !is_entity(entry, "user") {
            return Vec::new();
        }
        let start = Span::empty(entry.span.start);
        let (.., lines) = up.get_or_insert((None, start, Vec::new()));
        for (group, at) in self.member_of.get(&at).into_iter().flatten() {
            if lines.iter().all(|line| line.to != ids.of(*group)) {
                // What stands there is the name of the member.
                let to = Cow::Borrowed(ids.of(*group));
                lines.push(Line { to, at: *at, node: None, private: true });
            }
        }
        let known: HashSet<&str> = self.ups[at]
            .iter()
            .filter_map(|target| match target {
                Target::To(to, _) => Some(*to),
                _ => None,
            })
            .chain(self.member_of.get(&at).into_iter().flatten().map(|(group, _)| *group))
            .map(|group| ids.of(group))
            .collect();
        let (mut there, nowhere): (Vec<_>, Vec<_>) =
            std::mem::take(lines).into_iter().partition(|line| known.contains(&*line.to));
        let further = if there.is_empty() { Vec::new() } else { there.split_off(1) };
        lines.extend(there.into_iter().chain(nowhere));
        if lines.is_empty() && entry.up.is_none() {
            *up = None;
        }
        further
    }
}

fn line<'r>(entry: &Entry<'_>, said: &'r Value<'_>, target: Target, ids: Ids<'r, '_>) -> Line<'r> {
    if let Target::To(to, by) = target {
        let to = Cow::Borrowed(ids.of(to));
        let node = said.node().filter(|_| to == said.text());
        let private =
            matches!(by, Match::Name | Match::Email) || (node.is_none() && may_name_a_person(said.text()));
        return Line { to, at: said.at(), node, private };
    }
    // A name in a directory that several have is as good as the name itself.
    if let (Target::Several, Cow::Owned(name)) = (target, name_in_directory(said.text())) {
        return Line { to: Cow::Owned(name), at: said.at(), node: None, private: true };
    }
    // A name is that of an entity in the same namespace.
    let namespace = entry.namespace().filter(|namespace| *namespace != "default");
    let whole = namespace.filter(|_| !said.text().contains([':', '/']));
    let whole = whole.map(|namespace| Cow::Owned(format!("{namespace}/{}", said.text())));
    Line {
        node: said.node().filter(|_| whole.is_none()),
        to: whole.unwrap_or(Cow::Borrowed(said.text())),
        at: said.at(),
        private: may_name_a_person(said.text()),
    }
}

fn is_entity(entry: &Entry<'_>, kind: &str) -> bool {
    entry.entity.as_ref().is_some_and(|entity| entity.0 == kind)
}

fn position(at: usize) -> PositionId {
    PositionId(offset(at))
}
