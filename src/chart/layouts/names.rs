//! Ids for entries that have none, or whose ids name people: titles as slugs. The order of the
//! entries does not count.

use std::borrow::Cow;
use std::collections::{BTreeMap, HashMap, HashSet};

use super::entry::{Entry, Value};
use super::layout::{IdFrom, Layout};
use super::texts::folds_to;
use crate::chart::ids::slug;
use crate::chart::{
    CALLED, Field, has_form_of_id, may_hold_words, names_handle, tells, tells_of, tells_of_address,
};

/// The id of every entry; nothing where each is as its entry says it, so that a long table is not told twice.
/// `managers` are the entries above, `unknown` are texts that no made id may equal.
pub(super) fn ids<'t>(
    entries: &[Entry<'t>],
    managers: &[Option<usize>],
    unknown: impl FnOnce() -> HashSet<String>,
) -> Vec<Cow<'t, str>> {
    let says_its_own = |entry: &Entry<'_>| !entry.private_id && !entry.ids.is_empty() && !has_prefix(entry);
    if entries.iter().all(says_its_own) {
        return Vec::new();
    }
    let mut ids: Vec<Cow<'t, str>> = Vec::with_capacity(entries.len());
    let mut without: Vec<usize> = Vec::new();
    for (at, entry) in entries.iter().enumerate() {
        if let Some((_, said)) = entry.ids.first().filter(|_| !entry.private_id) {
            ids.push(shown(entry, said));
        } else {
            ids.push(Cow::Borrowed(""));
            without.push(at);
        }
    }
    if !without.is_empty() {
        let mut taken = unknown();
        taken.extend(ids.iter().filter(|id| !id.is_empty()).map(|id| id.clone().into_owned()));
        make(entries, managers, without, taken, &mut ids);
    }
    ids
}

/// Makes the ids of those `without` one.
fn make<'t>(
    entries: &[Entry<'t>],
    managers: &[Option<usize>],
    without: Vec<usize>,
    mut taken: HashSet<String>,
    ids: &mut [Cow<'t, str>],
) {
    let slugs: HashMap<usize, String> = without.iter().map(|at| (*at, slug_of(&entries[*at]))).collect();
    let mut groups = grouped(without, |at| slugs[&at].clone());
    let (alone, several): (Vec<_>, Vec<_>) =
        std::mem::take(&mut groups).into_iter().partition(|(id, all)| all.len() == 1 && !taken.contains(id));
    for (id, all) in alone {
        taken.insert(id.clone());
        ids[all[0]] = Cow::Owned(id);
    }
    // What several have is told apart by the manager's title, then by a number.
    let prefixed = |at: usize| {
        let slug = &slugs[&at];
        match managers[at].filter(|manager| *manager != at) {
            Some(manager) => format!("{}-{slug}", slug_of(&entries[manager])),
            None => slug.clone(),
        }
    };
    for (id, mut all) in grouped(several.into_iter().flat_map(|(_, all)| all).collect(), prefixed) {
        all.sort_by_cached_key(|at| told_apart(&entries[*at]));
        let mut number = 1;
        for at in all {
            let mut free = if number == 1 { id.clone() } else { format!("{id}-{number}") };
            while !taken.insert(free.clone()) {
                number += 1;
                free = format!("{id}-{number}");
            }
            number += 1;
            ids[at] = Cow::Owned(free);
        }
    }
}

/// Marks ids that are names, addresses or handles, so that others are made from titles. Where most of those
/// beside a name are, all are.
pub(super) fn hide_personal(entries: &mut [Entry<'_>], are_handles: bool) {
    let (mut beside, mut telling) = (0_usize, 0_usize);
    for entry in entries.iter_mut() {
        let Some((_, id)) = entry.ids.first() else { continue };
        let name = entry.name();
        beside += usize::from(name.is_some());
        let is_address = entry.emails.iter().any(|email| {
            let local = email.text().split('@').next().unwrap_or_default();
            local.eq_ignore_ascii_case(id.text()) && id.text().contains(|c: char| c.is_alphabetic())
        });
        let by_name =
            name.is_some_and(|name| may_hold_words(id.text()) && is_told_by(entry, id.text(), name));
        if by_name || is_told(entry) || is_address || !has_form_of_id(id.text()) {
            entry.private_id = true;
            telling += 1;
        }
    }
    if are_handles || telling * 2 > beside {
        for entry in entries.iter_mut() {
            entry.private_id = true;
        }
    }
}

/// Whether the id of an entry is made of what it says of its holder elsewhere than in the name.
pub(super) fn is_told(entry: &Entry<'_>) -> bool {
    let is_told = |(rank, _): &(u16, Value<'_>)| entry.told >> (*rank).min(31) & 1 == 1;
    !entry.private_id && entry.ids.first().is_some_and(is_told)
}

/// Whether an id is made of a text that tells of the holder, and not of what the position is called.
pub(super) fn is_told_by(entry: &Entry<'_>, id: &str, text: &str) -> bool {
    let called = || CALLED.into_iter().filter_map(|field| Some(entry.value(field)?.text())).collect();
    if text.contains(['@', '=']) { tells_of_address(id, text, &called) } else { tells_of(id, text, &called) }
}

/// Whether the key of the ids is a word for what people are called in programs. A `uid` may be any id: not where most
/// are made of titles.
pub(super) fn are_handles(entries: &[Entry<'_>], key: Option<&str>, layout: &Layout) -> bool {
    if entries.iter().all(|entry| entry.ids.is_empty()) {
        // Lines may name managers by them.
        return entries.iter().any(|entry| entry.value(Field::Handle).is_some());
    }
    let Some(key) = key.filter(|key| layout.id == IdFrom::Field && names_handle(key)) else { return false };
    let ids = || entries.iter().filter_map(|entry| Some((entry, entry.ids.first()?.1.text())));
    let worded = || ids().filter(|(_, id)| may_hold_words(id));
    let is_sure = layout.is_export || !folds_to(key, "uid");
    let is_title = |(entry, id): &(&Entry<'_>, &str)| {
        let mut texts = CALLED.into_iter().filter_map(|field| entry.value(field));
        texts.any(|said| tells(id, said.text()) || slug(said.text()).contains(&slug(id)))
    };
    worded().next().is_some() && (is_sure || worded().filter(is_title).count() * 2 <= ids().count())
}

fn grouped(all: Vec<usize>, id: impl Fn(usize) -> String) -> BTreeMap<String, Vec<usize>> {
    let mut groups: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for at in all {
        groups.entry(id(at)).or_default().push(at);
    }
    groups
}

/// The id of an entity outside of the usual namespace names it.
fn shown<'t>(entry: &Entry<'t>, id: &Value<'t>) -> Cow<'t, str> {
    match entry.namespace().filter(|_| has_prefix(entry)) {
        Some(namespace) => Cow::Owned(format!("{namespace}/{}", id.text())),
        None => id.to_text(),
    }
}

fn has_prefix(entry: &Entry<'_>) -> bool {
    entry.namespace().is_some_and(|namespace| namespace != "default")
}

/// Never the holder's name: ids are printed.
fn slug_of(entry: &Entry<'_>) -> String {
    [Field::Title, Field::Function, Field::Unit, Field::Department, Field::Role]
        .into_iter()
        .filter_map(|field| entry.value(field))
        .map(|said| slug(said.text()))
        .find(|slug| !slug.is_empty())
        .unwrap_or_else(|| "position".to_owned())
}

type ToldApart = (Option<String>, Vec<String>, Vec<(Field, Vec<String>)>);

/// What makes equal titles different, to give them their numbers in an order that is always the same.
fn told_apart(entry: &Entry<'_>) -> ToldApart {
    let texts = |said: &[Value<'_>]| said.iter().map(|said| said.text().to_owned()).collect::<Vec<_>>();
    let ids = entry.ids.iter().map(|(_, said)| said.text().to_owned()).chain(texts(&entry.emails)).collect();
    let mut fields: Vec<(Field, Vec<String>)> =
        entry.fields.iter().map(|stated| (stated.field, texts(stated.values()))).collect();
    fields.sort();
    (entry.name().map(str::to_owned), ids, fields)
}
