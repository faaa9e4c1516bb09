//! Dates of other shapes: how the dates of a column are written is told by the column as a whole.

use jiff::civil::Date;

use super::entry::Entry;
use crate::chart::{FIELDS, Field, ValueKind, values};
use crate::source::Span;

/// A column of dates that can be read two ways, and is not read.
#[derive(Debug)]
pub(super) struct Doubt {
    pub(super) field: Field,
    /// The first of its dates that can be: the file's index, and where it stands.
    pub(super) first: (u32, Span),
    /// How many values the column has.
    pub(super) count: usize,
}

/// A date as it is written.
#[derive(Clone, Copy)]
enum Written {
    /// With the year first, or the month in letters.
    Clear(Date),
    /// Day and month, or month and day.
    Either(i8, i8, i16),
}

/// Gives every date the form of the native one, where its column leaves no doubt what it is. What is no
/// date at all stays as it is.
pub(super) fn settle(entries: &mut [Entry<'_>]) -> Vec<Doubt> {
    let fields = FIELDS.iter().filter(|key| key.kind == ValueKind::Date).map(|key| key.field);
    fields.filter_map(|field| column(entries, field)).collect()
}

fn column(entries: &mut [Entry<'_>], field: Field) -> Option<Doubt> {
    let (mut day_first, mut month_first) = (true, true);
    let (mut count, mut first) = (0, None);
    let mut is_foreign = false;
    for entry in &*entries {
        let Some(said) = entry.value(field) else { continue };
        count += 1;
        // Most charts write dates as orglint's own format does.
        if values::date(said.text()).is_some() {
            continue;
        }
        is_foreign = true;
        if let Some(Written::Either(one, two, year)) = written(said.text()) {
            day_first &= Date::new(year, two, one).is_ok();
            // Nobody writes the month first with points.
            month_first &= Date::new(year, one, two).is_ok() && !said.text().contains('.');
            if one != two && first.is_none() {
                first = Some((entry.file, said.at()));
            }
        }
    }
    if !is_foreign {
        return None;
    }
    let is_clear = first.is_none() || day_first != month_first;
    for entry in entries {
        entry.fields.retain_mut(|stated| {
            let is_meant = stated.field == field;
            let Some(said) = stated.first_mut().filter(|_| is_meant) else { return true };
            let date = match written(said.text()) {
                None => return true,
                Some(Written::Clear(date)) => Some(date),
                Some(Written::Either(one, two, year)) if is_clear => {
                    let (day, month) = if day_first { (one, two) } else { (two, one) };
                    Date::new(year, month, day).ok()
                }
                Some(Written::Either(..)) => None,
            };
            if let Some(date) = date {
                *said = said.clone().saying(date.to_string());
            }
            date.is_some()
        });
    }
    first.filter(|_| !is_clear).map(|first| Doubt { field, first, count })
}

fn written(text: &str) -> Option<Written> {
    let day = without_time(text.trim());
    if day.len() == 8 && day.bytes().all(|byte| byte.is_ascii_digit()) {
        let number = |range: std::ops::Range<usize>| day[range].parse::<i16>().ok();
        return date(number(0..4)?, number(4..6)?, number(6..8)?).map(Written::Clear);
    }
    let parts: Vec<&str> = day.split(['.', '/', '-', ' ', ',']).filter(|part| !part.is_empty()).collect();
    // `1. März 2024`, `1 de marzo de 2024`
    let parts: Vec<&str> = parts.into_iter().filter(|part| !part.eq_ignore_ascii_case("de")).collect();
    let [one, two, three] = parts[..] else { return None };
    let number = |part: &str| part.parse::<i16>().ok().filter(|_| part.len() <= 2);
    let year = |part: &str| part.parse::<i16>().ok().filter(|_| part.len() == 4);
    if let Some(year) = year(one) {
        return date(year, number(two).or_else(|| month(two))?, number(three)?).map(Written::Clear);
    }
    let year = year(three)?;
    if let (Some(one), Some(two)) = (number(one), number(two)) {
        return Some(Written::Either(i8::try_from(one).ok()?, i8::try_from(two).ok()?, year));
    }
    let ordinal = |part: &str| number(part.trim_end_matches(|c: char| c.is_alphabetic() || c == 'º'));
    let (day, month) = match (month(one), month(two)) {
        (None, Some(month)) => (ordinal(one)?, month),
        (Some(month), None) => (ordinal(two)?, month),
        _ => return None,
    };
    date(year, month, day).map(Written::Clear)
}

/// Midnight, or whatever else is after the day.
fn without_time(text: &str) -> &str {
    let end = text.char_indices().find(|(at, c)| {
        matches!(c, 'T' | ' ')
            && text[*at + 1..].starts_with(|c: char| c.is_ascii_digit())
            && text[*at + 1..].contains(':')
            && text[..*at].chars().filter(char::is_ascii_digit).count() >= 5
    });
    end.map_or(text, |(at, _)| &text[..at])
}

fn date(year: i16, month: i16, day: i16) -> Option<Date> {
    let is_likely = (1900..2200).contains(&year);
    Date::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok().filter(|_| is_likely)
}

/// A month by its first letters, in seven languages.
fn month(text: &str) -> Option<i16> {
    const MONTHS: [&[&str]; 12] = [
        &["jan", "ene", "gen", "jän"],
        &["feb", "fev", "fév"],
        &["mar", "mär", "mae", "maa", "mrt"],
        &["apr", "avr", "abr"],
        &["may", "mai", "mei", "mag"],
        &["jun", "juin", "giu"],
        &["jul", "juil", "lug"],
        &["aug", "aoû", "aou", "ago"],
        &["sep", "set"],
        &["oct", "okt", "out", "ott"],
        &["nov"],
        &["dec", "déc", "dez", "dic"],
    ];
    let text = text.to_lowercase();
    let is_month = |known: &&[&str]| known.iter().any(|start| text.starts_with(start));
    MONTHS.iter().position(is_month).and_then(|at| i16::try_from(at + 1).ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_date_is_clear_by_itself_or_by_its_column() {
        let clear = |text| match written(text) {
            Some(Written::Clear(date)) => Some(date.to_string()),
            _ => None,
        };
        for text in [
            "2024-03-01",
            "2024/03/01",
            "2024.3.1",
            "20240301",
            "2024-03-01T00:00:00Z",
            "2024-03-01 00:00:00",
            "1-Mar-2024",
            "01 mars 2024",
            "1. März 2024",
            "March 1, 2024",
            "Mar 1st 2024",
            "1 de marzo de 2024",
            "1 mrt 2024",
        ] {
            assert_eq!(clear(text).as_deref(), Some("2024-03-01"), "{text}");
        }
        for text in ["01/03/2024", "1.3.2024", "01-03-2024", "31/12/2024 00:00"] {
            assert!(matches!(written(text), Some(Written::Either(..))), "{text}");
        }
        for text in
            ["01/03/24", "soon", "", "2024", "12:30", "1/2", "2024-13-01", "99999999", "1 foo 2024", "é"]
        {
            assert!(written(text).is_none(), "{text}");
        }
    }
}
