//! Facts that are fields of the chart.

use std::collections::HashMap;

use fixedbitset::FixedBitSet;
use jiff::ToSpan as _;
use jiff::civil::Date;

use super::column::{Column, Texts, Value, Words};
use super::different::Different;
use crate::chart::{Chart, CompanyField, Field, NodeRef, OwnField, Part, PositionId, ValueKind, values};
use crate::graph::catalogue::{Derived, FactType};

/// Days after which a position is no longer new.
const NEW_DAYS: i64 = 90;

pub(super) fn column(chart: &Chart, field: Field) -> Column<'_> {
    // An id may follow from the title, and a status left out means filled.
    if !chart.has_field(field) && !matches!(field, Field::Id | Field::Status) {
        return Column::Nowhere;
    }
    let kind = field.key().kind;
    match FactType::of_field(kind) {
        FactType::Word(_) => words(chart, field),
        FactType::Date => Column::Date(chart.positions().map(|of| chart.date(of, field)).collect()),
        FactType::Number => {
            Column::Number(chart.positions().map(|of| chart.number(of, field).unwrap_or(f64::NAN)).collect())
        }
        FactType::Flag => flags(chart, |of| chart.flag(of, field)),
        // It may follow from the title.
        FactType::Text if field == Field::Id => {
            Column::Text(Texts::new(chart.positions().map(|of| Some(chart.id(of)))))
        }
        FactType::Text => Column::Text(Texts::new(chart.each_words(field))),
        FactType::Texts if kind == ValueKind::DottedLines => {
            lists(chart, |of| chart.dotted_lines(of).map(|line| line.to.text).collect())
        }
        FactType::Texts => lists(chart, |of| chart.texts(of, field).map(|text| text.text).collect()),
        FactType::Position | FactType::Stated => Column::Stated(chart.all_that_say(field)),
    }
}

/// A field of the company's own.
pub(super) fn own(chart: &Chart, field: OwnField) -> Column<'_> {
    if chart.own().fields.key(field).kind == ValueKind::Texts {
        let lists = chart.own_lists().filter(|(_, of, _)| *of == field);
        let lists = lists.map(|(of, _, at)| (of.0, chart.texts_at(at).map(|text| text.text).collect()));
        return Column::Texts(lists.collect());
    }
    let mut texts = vec![None; chart.len()];
    for (position, text) in chart.own_texts(field) {
        texts[position.index()] = Some(text.text);
    }
    let text = |of: PositionId| texts[of.index()];
    match chart.own().fields.key(field).kind {
        ValueKind::Number => {
            let numbers = texts.iter().map(|text| text.and_then(values::number).unwrap_or(f64::NAN));
            Column::Number(numbers.collect())
        }
        ValueKind::Date => Column::Date(texts.iter().map(|text| text.and_then(values::date)).collect()),
        ValueKind::Flag => flags(chart, |of| text(of).and_then(values::flag)),
        ValueKind::Word(_) => words_of(chart, text),
        _ => Column::Text(Texts::new(texts.into_iter())),
    }
}

pub(super) fn flags(chart: &Chart, flag: impl Fn(PositionId) -> Option<bool>) -> Column<'static> {
    let mut yes = FixedBitSet::with_capacity(chart.len());
    let mut no = FixedBitSet::with_capacity(chart.len());
    for of in chart.positions() {
        match flag(of) {
            Some(true) => yes.insert(of.index()),
            Some(false) => no.insert(of.index()),
            None => {}
        }
    }
    Column::Flag { yes, no }
}

fn lists<'c>(chart: &'c Chart, list: impl Fn(PositionId) -> Vec<&'c str>) -> Column<'c> {
    let list = |of: PositionId| {
        let mut list = list(of);
        list.shrink_to_fit();
        (of.0, list)
    };
    let lists = chart.positions().map(list).filter(|(_, list)| !list.is_empty());
    Column::Texts(lists.collect::<HashMap<_, _>>())
}

/// Words get numbers from 1 in the order they are met. `status` left out means filled.
fn words(chart: &Chart, field: Field) -> Column<'_> {
    let otherwise = (field == Field::Status).then_some("filled");
    numbered(chart.each_words(field).map(|word| word.or(otherwise)))
}

pub(super) fn words_of<'c>(chart: &Chart, word: impl Fn(PositionId) -> Option<&'c str>) -> Column<'c> {
    numbered(chart.positions().map(word))
}

fn numbered<'c>(words: impl Iterator<Item = Option<&'c str>>) -> Column<'c> {
    let mut different = Different::new();
    // A chart with more words than that has no word left to compare with.
    let mut number = |word| u16::try_from(different.number(word)).unwrap_or(0);
    let codes = words.map(|word| word.map_or(0, &mut number)).collect();
    let mut words = different.into_texts();
    words.truncate(usize::from(u16::MAX));
    Column::Word(Words::new(codes, words))
}

pub(super) fn vacant(chart: &Chart) -> Column<'static> {
    let mut yes = FixedBitSet::with_capacity(chart.len());
    yes.extend(chart.positions().filter(|of| chart.is_vacant(*of)).map(PositionId::index));
    let mut no = yes.clone();
    no.toggle_range(..);
    Column::Flag { yes, no }
}

/// New is what says so, or was created within the last 90 days.
pub(super) fn new(chart: &Chart, as_of: Date) -> Column<'static> {
    if !chart.has_field(Field::New) && !chart.has_field(Field::Created) {
        return Column::Nowhere;
    }
    let limit = as_of.checked_sub(NEW_DAYS.days()).unwrap_or(Date::MIN);
    flags(chart, |of| match chart.flag(of, Field::New) {
        Some(stated) => Some(stated),
        None => chart.date(of, Field::Created).map(|created| limit <= created),
    })
}

/// Parts of the mappings that a position may hold.
pub(super) fn parts(chart: &Chart, fact: Derived) -> Column<'_> {
    if !chart.has_field(whole(fact)) {
        return Column::Nowhere;
    }
    let at = |of, field, part| chart.value(of, field).and_then(|mapping: NodeRef| chart.part(mapping, part));
    let word = |of, part| at(of, Field::Mandate, part).and_then(|at| chart.scalar(at)).map(|text| text.text);
    let list = |field, part| {
        lists(chart, move |of| {
            at(of, field, part).into_iter().flat_map(|at| chart.texts_at(at)).map(|text| text.text).collect()
        })
    };
    match fact {
        Derived::MandateFacing => words_of(chart, |of| word(of, Part::Facing)),
        Derived::MandateLine => words_of(chart, |of| word(of, Part::Line)),
        Derived::MandateOwns => list(Field::Mandate, Part::Owns),
        Derived::ProfileNeeds => list(Field::Profile, Part::Needs),
        Derived::ProfileCovers => list(Field::Profile, Part::Covers),
        Derived::ProfileQualities => list(Field::Profile, Part::Qualities),
        Derived::GoalsTop => goals(chart, "top"),
        Derived::GoalsBottom => goals(chart, "bottom"),
        _ => goals_on_a_line(chart),
    }
}

/// The field that a fact is a part of.
fn whole(fact: Derived) -> Field {
    match fact {
        Derived::MandateFacing | Derived::MandateLine | Derived::MandateOwns => Field::Mandate,
        Derived::ProfileNeeds | Derived::ProfileCovers | Derived::ProfileQualities => Field::Profile,
        _ => Field::Goals,
    }
}

/// How many goals are on one line or the other.
fn goals_on_a_line(chart: &Chart) -> Column<'_> {
    match (goals(chart, "top"), goals(chart, "bottom")) {
        (Column::Number(top), Column::Number(bottom)) => {
            Column::Number(top.iter().zip(&bottom).map(|(top, bottom)| top + bottom).collect())
        }
        (other, _) => other,
    }
}

/// How many goals are on a line; not stated where there are none.
fn goals<'c>(chart: &'c Chart, line: &str) -> Column<'c> {
    let count = |of| {
        let Some(goals) = chart.value(of, Field::Goals) else { return f64::NAN };
        let lines = chart.items_at(goals).filter_map(|goal| chart.scalar(chart.part(goal, Part::Line)?));
        let mut count = 0.0;
        lines.filter(|text| text.text == line).for_each(|_| count += 1.0);
        count
    };
    Column::Number(chart.positions().map(count).collect())
}

/// A field of `company:`.
pub(super) fn company(chart: &Chart, field: CompanyField) -> Value<'_> {
    let text = chart.company_text(field).map(|text| text.text);
    match field.key().kind {
        ValueKind::Flag => chart.company_flag(field).map_or(Value::NotStated, Value::Flag),
        ValueKind::Number | ValueKind::Whole => {
            chart.company_number(field).map_or(Value::NotStated, Value::Number)
        }
        ValueKind::Texts | ValueKind::OpenWords(_) => match chart.company(field) {
            Some(at) => Value::Texts(chart.texts_at(at).map(|text| text.text).collect()),
            // A regime applies where the company says so, and no other does.
            None if field == CompanyField::Regimes => Value::Texts(Vec::new()),
            None => Value::NotStated,
        },
        _ => text.map_or(Value::NotStated, Value::Word),
    }
}
