//! What lists write beside a name or in a title of what has a column of its own elsewhere: that the holder has left,
//! or that nobody is there.

use std::borrow::Cow;

use super::dates;
use super::entry::{Entry, FieldValues, OneOrMore, Value};
use crate::chart::{Field, values, words};
use crate::source::Span;

/// A mark behind the name may say that the holder has left: `(left 31.12.2024)`, ` - LEFT`, `(bis 30.6.2025)`.
pub(super) fn leaver_in_name(person: &mut Entry<'_>) {
    let Some(said) = person.value(Field::Name).filter(|_| person.vacant.is_none()) else { return };
    let text = said.text();
    // Most names have no such mark.
    let Some(mark) = behind_name(text) else { return };
    let (word, date) = match mark.find(|c: char| c.is_ascii_digit()) {
        Some(at) => mark.split_at(at),
        None => (mark, ""),
    };
    let word = word.trim().to_lowercase();
    let has_left = words::meaning(Field::Status.key().name, &word) == Some("left");
    let is_until = UNTIL.contains(&word.as_str()) && !date.is_empty();
    if !has_left && !is_until {
        return;
    }
    let at = Span::empty(said.at().start);
    let open = text.strip_suffix([')', ']']).unwrap_or(text);
    let name = open[..open.len() - mark.len()].trim_end_matches([' ', '-', '–', '—', '(', '[']);
    let name = said.clone().saying(name.to_owned());
    if dates::is_date(date) && person.value(Field::Until).is_none() {
        person.fields.push(FieldValues::of(Field::Until, Value::new(Cow::Owned(date.to_owned()), at)));
    }
    if has_left && person.value(Field::Status).is_none_or(|said| said.text() == "filled") {
        person.fields.retain(|stated| stated.field != Field::Status);
        person.fields.push(FieldValues::of(Field::Status, Value::new(Cow::Owned("left".to_owned()), at)));
        person.says_filled = false;
    }
    if let Some(stated) = person.fields.iter_mut().find(|stated| stated.field == Field::Name) {
        *stated = stated.clone().saying(OneOrMore::One(name));
    }
}

/// Where nobody is named, the title may say that nobody is there: `Clerk (vacant)`, `VACANT - Clerk`, `Vacancy`.
pub(super) fn vacant_in_title(person: &mut Entry<'_>) {
    let is_named = person
        .fields
        .iter()
        .any(|stated| matches!(stated.field, Field::Name | Field::Holder | Field::Status));
    let Some(said) = person.value(Field::Title).filter(|_| !is_named && person.vacant.is_none()) else {
        return;
    };
    if values::is_title_of_vacancy(said.text()) {
        person.rare().vacant = Some(Span::empty(said.at().start));
        return;
    }
    let Some((title, _)) = parts_of_title(said.text()).find(|(_, mark)| {
        // Departments are called so as well.
        !matches!(mark.to_lowercase().as_str(), "hiring" | "recruiting" | "posted" | "empty")
            && values::says_only_vacant(mark)
    }) else {
        return;
    };
    let (at, title) = (Span::empty(said.at().start), said.clone().saying(title.to_owned()));
    person.rare().vacant = Some(at);
    if let Some(stated) = person.fields.iter_mut().find(|stated| stated.field == Field::Title) {
        *stated = stated.clone().saying(OneOrMore::One(title));
    }
}

/// Words before the last day of somebody.
const UNTIL: &[&str] = &[
    "until", "till", "to", "bis", "bis zum", "jusqu'au", "hasta", "hasta el", "tot", "t/m", "fino al", "até",
    "leaves", "leaving",
];

/// What stands behind a name in brackets or behind a dash.
fn behind_name(name: &str) -> Option<&str> {
    if let Some(inner) = name.strip_suffix([')', ']']) {
        return Some(inner.rsplit_once(['(', '['])?.1);
    }
    [" - ", " – ", " — "].iter().find_map(|dash| Some(name.rsplit_once(dash)?.1))
}

/// A title without a part at its beginning or its end, and that part.
fn parts_of_title(title: &str) -> impl Iterator<Item = (&str, &str)> {
    let in_brackets = title.strip_suffix([')', ']']).and_then(|inner| inner.rsplit_once(['(', '[']));
    let before_brackets = title.strip_prefix(['(', '[']).and_then(|inner| inner.split_once([')', ']']));
    let dash = [" - ", " – ", " — ", ": "].into_iter().find(|dash| title.contains(dash));
    let before = dash.and_then(|dash| title.split_once(dash)).map(|(mark, title)| (title, mark));
    let behind = dash.and_then(|dash| title.rsplit_once(dash));
    let before_brackets = before_brackets.map(|(mark, title)| (title, mark));
    let all = [in_brackets, before_brackets, before, behind].into_iter().flatten();
    all.map(|(title, mark)| (title.trim(), mark.trim())).filter(|(title, _)| !title.is_empty())
}
