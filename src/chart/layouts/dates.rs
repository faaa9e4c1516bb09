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
    let doubts = fields.filter_map(|field| column(entries, field)).collect();
    take_out_former_ends(entries);
    doubts
}

/// The days that programs write where there is no date.
fn is_no_date(text: &str) -> bool {
    // The numbers of each in their order, whichever is written first.
    const DAYS: [[u16; 3]; 9] = [
        [0, 0, 0],
        [1, 1, 1],
        [1, 1, 1753],
        [12, 30, 1899],
        [12, 31, 1899],
        [0, 1, 1900],
        [1, 1, 1900],
        [12, 31, 4712],
        [12, 31, 9999],
    ];
    let day = without_time(text.trim());
    // Most dates are of other years.
    if !["00", "175", "189", "1900", "471", "9999"].iter().any(|part| day.contains(part)) {
        return false;
    }
    let numbers: Result<Vec<u16>, _> = parts(day).into_iter().map(str::parse).collect();
    numbers.is_ok_and(|mut numbers| {
        numbers.sort_unstable();
        DAYS.iter().any(|known| *known == numbers[..])
    })
}

fn column(entries: &mut [Entry<'_>], field: Field) -> Option<Doubt> {
    let (mut day_first, mut month_first) = (true, true);
    let (mut count, mut first) = (0, None);
    let (mut is_foreign, mut is_serial) = (false, true);
    for entry in &*entries {
        let Some(said) = entry.value(field) else { continue };
        if is_no_date(said.text()) {
            is_foreign = true;
            continue;
        }
        count += 1;
        // Most charts write dates as orglint's own format does.
        if values::date(said.text()).is_some() {
            is_serial = false;
            continue;
        }
        is_foreign = true;
        is_serial &= serial(said.text()).is_some();
        if let Some(Written::Either(one, two, year)) = written(said.text()) {
            let (day, month) = (Date::new(year, two, one).is_ok(), Date::new(year, one, two).is_ok());
            // What is no date either way tells nothing of the others.
            if !day && !month {
                continue;
            }
            day_first &= day;
            // Nobody writes the month first with points.
            month_first &= month && !said.text().contains('.');
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
            if is_no_date(said.text()) {
                return false;
            }
            let number = serial(said.text()).filter(|_| is_serial);
            let date = match number.map(Written::Clear).or_else(|| written(said.text())) {
                None => return true,
                Some(Written::Clear(date)) => Some(date),
                Some(Written::Either(one, two, year)) if is_clear => {
                    let (day, month) = if day_first { (one, two) } else { (two, one) };
                    match Date::new(year, month, day) {
                        Ok(date) => Some(date),
                        Err(_) => return true,
                    }
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

/// The day that a spreadsheet keeps as a number of days, of this century or the one before.
fn serial(text: &str) -> Option<Date> {
    let whole = text.trim().split_once('.').map_or(text.trim(), |(whole, _)| whole);
    let days: i32 = whole.parse().ok().filter(|days| (20_000..80_000).contains(days) && whole.len() == 5)?;
    Date::new(1899, 12, 30).ok()?.checked_add(jiff::Span::new().days(days)).ok()
}

/// Whoever was hired again after an end that the list still shows has not left.
fn take_out_former_ends(entries: &mut [Entry<'_>]) {
    for entry in entries {
        if !entry.rehired && !entry.says_filled {
            continue;
        }
        let date = |field| entry.value(field).and_then(|said| values::date(said.text()));
        if let (Some(since), Some(until)) = (date(Field::Since), date(Field::Until))
            && until < since
        {
            entry.fields.retain(|stated| stated.field != Field::Until);
        }
    }
}

/// The numbers and words of a date.
fn parts(day: &str) -> Vec<&str> {
    let between = ['.', '/', '-', ' ', ',', '年', '月', '日', '년', '월', '일'];
    let parts = day.split(between).filter(|part| !part.is_empty());
    // `1. März 2024`, `1 de marzo de 2024`
    parts.filter(|part| !part.eq_ignore_ascii_case("de")).collect()
}

pub(super) fn is_date(text: &str) -> bool {
    values::date(text).is_some() || written(text).is_some()
}

fn written(text: &str) -> Option<Written> {
    let day = without_time(text.trim());
    if day.len() == 8 && day.bytes().all(|byte| byte.is_ascii_digit()) {
        let number = |range: std::ops::Range<usize>| day[range].parse::<i16>().ok();
        return date(number(0..4)?, number(4..6)?, number(6..8)?).map(Written::Clear);
    }
    let [one, two, three] = parts(day)[..] else { return None };
    let number = |part: &str| part.parse::<i16>().ok().filter(|_| part.len() <= 2);
    let year = |part: &str| part.parse::<i16>().ok().filter(|_| part.len() == 4);
    // `03/31/25`, but not `25-03-31`, whose parts may be in any order.
    let short = |part: &str| {
        let year = number(part).filter(|_| part.len() == 2 && !day.contains('-'))?;
        Some(if year < 69 { 2000 + year } else { 1900 + year })
    };
    if let Some(year) = year(one) {
        return date(year, number(two).or_else(|| month(two))?, number(three)?).map(Written::Clear);
    }
    let year = year(three).or_else(|| short(three))?;
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

/// A day without its time and zone: `2025-01-31-08:00`, `2025-01-31Z`.
fn without_time(text: &str) -> &str {
    let text = without_hours(text);
    let zone = text.get(10..).filter(|rest| {
        let mut signs = rest.chars();
        let is_sign = matches!(signs.next(), Some('-' | '+'));
        matches!(*rest, "Z" | "z")
            || is_sign && rest.contains(':') && signs.all(|c| c.is_ascii_digit() || c == ':')
    });
    zone.map_or(text, |zone| &text[..text.len() - zone.len()])
}

/// Midnight, or whatever else is after the day.
fn without_hours(text: &str) -> &str {
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
            "2024-03-01-08:00",
            "2024-03-01+01:00",
            "2024-03-01Z",
            "2024年3月1日",
            "2024년 3월 1일",
            "2024. 3. 1.",
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
        for text in ["01/03/2024", "1.3.2024", "01-03-2024", "31/12/2024 00:00", "01/03/24", "1.3.24"] {
            assert!(matches!(written(text), Some(Written::Either(..))), "{text}");
        }
        for text in
            ["24-03-01", "soon", "", "2024", "12:30", "1/2", "2024-13-01", "99999999", "1 foo 2024", "é"]
        {
            assert!(written(text).is_none(), "{text}");
        }
        for text in [
            "1900-01-01",
            "01/01/1900",
            "01.01.1900 00:00:00",
            "9999-12-31",
            "12/31/9999",
            "31.12.9999",
            "00/00/0000",
            "0000-00-00",
            "0001-01-01T00:00:00",
            "4712-12-31",
        ] {
            assert!(is_no_date(text), "{text}");
        }
        for text in ["1900-02-01", "2000-01-01", "01/01/2000", "2031-12-31", "", "00", "1900"] {
            assert!(!is_no_date(text), "{text}");
        }
        assert_eq!(serial("45747").map(|date| date.to_string()).as_deref(), Some("2025-03-31"));
        assert!(serial("10457").is_none() && serial("045747").is_none() && serial("x").is_none());
    }
}
