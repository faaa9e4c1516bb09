//! Variations of a text, the same ones on every machine: each number is another one.

use std::fmt::Write as _;

/// Words that charts, rules and configurations are made of.
const WORDS: &str = include_str!("../../fuzz/orglint.dict");

/// Numbers that look as if they were drawn by lot.
#[derive(Clone, Debug)]
pub struct Lot(u64);

impl Lot {
    /// The numbers that belong to a text and a number.
    pub fn of(text: &str, number: usize) -> Self {
        Self(hash(text.as_bytes()) ^ (number as u64).wrapping_mul(0x9e37_79b9_7f4a_7c15))
    }

    /// A number below a limit.
    pub fn below(&mut self, limit: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^= mixed >> 31;
        usize::try_from(mixed % limit.max(1) as u64).unwrap()
    }

    fn of_all<'t, T>(&mut self, all: &'t [T]) -> Option<&'t T> {
        all.get(self.below(all.len()))
    }
}

/// A short number that stands for a text (FNV-1a).
pub fn hash(bytes: &[u8]) -> u64 {
    let one = |hash: u64, byte: &u8| (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3);
    bytes.iter().fold(0xcbf2_9ce4_8422_2325, one)
}

/// A variation: what was done, and the text that came of it.
pub type Varied = (String, String);

type Vary = fn(&str, &mut Lot) -> Option<Varied>;

/// For any text of lines.
const EVERYWHERE: [Vary; 17] = [
    number,
    without_line,
    word,
    kind,
    value,
    line_twice,
    number,
    lines_swapped,
    without_piece,
    indented,
    letter_case,
    cut,
    char_lost,
    word_elsewhere,
    char_added,
    from_dictionary,
    ends,
];
/// For tables.
const TABLES: [Vary; 15] = [
    separators,
    column_lost,
    columns_swapped,
    cell_lost,
    quoted,
    row_above,
    names_again,
    row_below,
    short_row,
    all_quoted,
    empty_column,
    cell_too_many,
    rows_reversed,
    comments,
    blanks,
];

/// The variation with this number of a file; another one is tried where it does not fit.
pub fn varied(path: &str, text: &str, number: usize) -> Option<Varied> {
    let mut lot = Lot::of(text, number);
    let is_table = is_table(path);
    (number..number + EVERYWHERE.len()).find_map(|number| {
        let vary = if is_table && number % 2 == 1 {
            TABLES[number / 2 % TABLES.len()]
        } else {
            EVERYWHERE[number % EVERYWHERE.len()]
        };
        vary(text, &mut lot).filter(|(_, varied)| varied != text)
    })
}

/// Whether a file is a table, by its name.
pub fn is_table(path: &str) -> bool {
    [".csv", ".tab", ".txt"].iter().any(|end| path.ends_with(end))
}

/// The parts of a text that one of these characters makes up, as ranges.
fn runs(text: &str, is_in: impl Fn(char) -> bool) -> Vec<(usize, usize)> {
    let mut found: Vec<(usize, usize)> = Vec::new();
    for (at, char) in text.char_indices().filter(|(_, char)| is_in(*char)) {
        match found.last_mut() {
            Some((_, end)) if *end == at => *end += char.len_utf8(),
            _ => found.push((at, at + char.len_utf8())),
        }
    }
    found
}

fn words(text: &str) -> Vec<(usize, usize)> {
    runs(text, char::is_alphanumeric)
}

fn with(text: &str, (start, end): (usize, usize), by: &str) -> String {
    format!("{}{by}{}", &text[..start], &text[end..])
}

/// `line:column` of a place.
fn place(text: &str, at: usize) -> String {
    let before = &text[..at];
    let line = before.matches('\n').count() + 1;
    format!("{line}:{}", before.chars().rev().take_while(|char| *char != '\n').count() + 1)
}

/// The lines with their ends.
fn lines(text: &str) -> Vec<&str> {
    text.split_inclusive('\n').collect()
}

/// The number of a line that has something on it.
fn a_line(lines: &[&str], lot: &mut Lot) -> Option<usize> {
    let full: Vec<usize> = (0..lines.len()).filter(|at| !lines[*at].trim().is_empty()).collect();
    lot.of_all(&full).copied()
}

fn without_line(text: &str, lot: &mut Lot) -> Option<Varied> {
    let mut all = lines(text);
    let at = a_line(&all, lot)?;
    all.remove(at);
    Some((format!("without line {}", at + 1), all.concat()))
}

fn line_twice(text: &str, lot: &mut Lot) -> Option<Varied> {
    let mut all = lines(text);
    let at = a_line(&all, lot)?;
    all.insert(at, all[at]);
    Some((format!("line {} twice", at + 1), all.concat()))
}

fn lines_swapped(text: &str, lot: &mut Lot) -> Option<Varied> {
    let mut all = lines(text);
    let (one, other) = (a_line(&all, lot)?, a_line(&all, lot)?);
    all.swap(one, other);
    Some((format!("lines {} and {} change places", one + 1, other + 1), all.concat()))
}

fn indented(text: &str, lot: &mut Lot) -> Option<Varied> {
    let mut all: Vec<String> = lines(text).into_iter().map(str::to_owned).collect();
    let at = a_line(&lines(text), lot)?;
    let how = lot.below(4);
    all[at] = match how {
        0 => format!("  {}", all[at]),
        1 => format!(" {}", all[at]),
        2 => format!("\t{}", all[at]),
        _ => all[at].trim_start_matches(' ').to_owned(),
    };
    let how = ["by two", "by one", "by a tab", "no more"][how];
    Some((format!("line {} indented {how}", at + 1), all.concat()))
}

/// A whole number or a day becomes the next one, the one before, or another.
fn number(text: &str, lot: &mut Lot) -> Option<Varied> {
    let mut all = runs(text, |char| char.is_ascii_digit());
    all.retain(|(start, end)| end - start < 10);
    let (start, end) = *lot.of_all(&all)?;
    let number: u64 = text[start..end].parse().ok()?;
    let by = match lot.below(8) {
        0..=2 => number + 1,
        3..=5 => number.saturating_sub(1),
        6 => number * 10,
        _ => lot.below(60) as u64,
    };
    let by = format!("{by:0width$}", width = end - start);
    Some((format!("{by} at {}", place(text, start)), with(text, (start, end), &by)))
}

/// A word of the text in the place of another.
fn word(text: &str, lot: &mut Lot) -> Option<Varied> {
    let all = words(text);
    let (one, other) = (*lot.of_all(&all)?, *lot.of_all(&all)?);
    let by = &text[other.0..other.1];
    Some((format!("`{by}` at {}", place(text, one.0)), with(text, one, by)))
}

/// What stands behind a colon in the place of what stands behind another.
fn value(text: &str, lot: &mut Lot) -> Option<Varied> {
    let values = values(text);
    let (one, other) = (*lot.of_all(&values)?, *lot.of_all(&values)?);
    let by = &text[other.0..other.1];
    Some((format!("`{by}` at {}", place(text, one.0)), with(text, one, by)))
}

/// What stands behind colons, up to the end of the line or of the item.
fn values(text: &str) -> Vec<(usize, usize)> {
    let of = |(at, _): (usize, &str)| {
        let start = at + 2;
        let rest = &text[start..];
        let end = rest.find(['\n', '\r', ',', '}', ']']).unwrap_or(rest.len());
        (end > 0).then_some((start, start + end))
    };
    text.match_indices(": ").filter_map(of).collect()
}

/// What a value can be instead.
pub const KINDS: [&str; 22] = [
    "",
    "~",
    "[]",
    "{}",
    "true",
    "no",
    "0",
    "-1",
    "1e3",
    "0.5",
    "2026-01-15",
    "2026-01-16",
    "2025-13-01",
    "\"\"",
    "null",
    "n/a",
    "-",
    "1, 2",
    "[a, a]",
    "*a",
    "&a b",
    "!t x",
];

/// A value of another kind.
fn kind(text: &str, lot: &mut Lot) -> Option<Varied> {
    let (start, end) = *lot.of_all(&values(text))?;
    let old = &text[start..end];
    let by = match lot.below(5) {
        0 => format!("[{old}]"),
        1 => format!("\"{old}\""),
        2 => format!("{{ {old}: {old} }}"),
        _ => (*lot.of_all(&KINDS)?).to_owned(),
    };
    Some((format!("`{by}` at {}", place(text, start)), with(text, (start, end), &by)))
}

/// Without an item of a list or a map on one line.
fn without_piece(text: &str, lot: &mut Lot) -> Option<Varied> {
    let commas: Vec<usize> = text.match_indices(", ").map(|(at, _)| at).collect();
    let start = *lot.of_all(&commas)?;
    let rest = &text[start + 1..];
    let end = start + 1 + rest.find([',', '}', ']', '\n']).unwrap_or(rest.len());
    Some((format!("without `{}`", text[start + 1..end].trim()), with(text, (start, end), "")))
}

fn letter_case(text: &str, lot: &mut Lot) -> Option<Varied> {
    let (start, end) = *lot.of_all(&words(text))?;
    let old = &text[start..end];
    let upper = old.to_uppercase();
    let by = if upper == old { old.to_lowercase() } else { upper };
    Some((format!("`{by}` at {}", place(text, start)), with(text, (start, end), &by)))
}

fn cut(text: &str, lot: &mut Lot) -> Option<Varied> {
    let places: Vec<usize> = text.char_indices().map(|(at, _)| at).collect();
    let at = *lot.of_all(&places)?;
    Some((format!("cut at {}", place(text, at)), text[..at].to_owned()))
}

/// Characters that mean something.
fn signs(text: &str) -> Vec<(usize, usize)> {
    let is_sign = |(_, char): &(usize, char)| !char.is_alphanumeric() && *char != ' ';
    text.char_indices().filter(is_sign).map(|(at, char)| (at, at + char.len_utf8())).collect()
}

fn char_lost(text: &str, lot: &mut Lot) -> Option<Varied> {
    let at = *lot.of_all(&signs(text))?;
    Some((format!("without {:?} at {}", &text[at.0..at.1], place(text, at.0)), with(text, at, "")))
}

/// What is put between.
const SIGNS: [&str; 24] = [
    "\"", "'", ",", ": ", "#", " #", "[", "]", "{", "}", "- ", "\n", "\t", " ", "&", "|", "\\", "é", "ß",
    "\u{a0}", "/", " (", "*", "\u{feff}",
];

fn char_added(text: &str, lot: &mut Lot) -> Option<Varied> {
    let edges: Vec<usize> = words(text).into_iter().flat_map(|(start, end)| [start, end]).collect();
    let at = *lot.of_all(&edges)?;
    let by = *lot.of_all(&SIGNS)?;
    Some((format!("{by:?} at {}", place(text, at)), with(text, (at, at), by)))
}

/// A word is written somewhere else.
fn word_elsewhere(text: &str, lot: &mut Lot) -> Option<Varied> {
    let all = words(text);
    let (one, other) = (*lot.of_all(&all)?, *lot.of_all(&all)?);
    let by = format!(" {}", &text[other.0..other.1]);
    Some((format!("`{by}` at {}", place(text, one.1)), with(text, (one.1, one.1), &by)))
}

/// The words of the dictionary.
pub fn dictionary() -> Vec<&'static str> {
    let words = WORDS.lines().filter_map(|line| line.strip_prefix('"')?.strip_suffix('"'));
    words.filter(|word| !word.contains('\\')).collect()
}

fn from_dictionary(text: &str, lot: &mut Lot) -> Option<Varied> {
    let known = dictionary();
    let by = *lot.of_all(&known)?;
    let at = *lot.of_all(&words(text))?;
    Some((format!("`{by}` at {}", place(text, at.0)), with(text, at, by)))
}

/// Other ends of lines, a mark at the start, a line above.
fn ends(text: &str, lot: &mut Lot) -> Option<Varied> {
    let (said, text) = match lot.below(6) {
        0 => ("CRLF", text.replace('\n', "\r\n")),
        1 => ("CR", text.replace('\n', "\r")),
        2 => ("a byte order mark", format!("\u{feff}{text}")),
        3 => ("a comment above", format!("# a line\n{text}")),
        4 => ("a blank line between lines", text.replace('\n', "\n\n")),
        _ => ("twice, as two documents", format!("{text}---\n{text}")),
    };
    Some((said.to_owned(), text))
}

fn separator(text: &str) -> char {
    let first = text.lines().next().unwrap_or_default();
    [';', '\t', '|'].into_iter().find(|char| first.contains(*char)).unwrap_or(',')
}

fn separators(text: &str, lot: &mut Lot) -> Option<Varied> {
    let by = *lot.of_all(&[";", ",", "\t", "|", " , ", ":"])?;
    Some((format!("{by:?} between cells"), text.replace(separator(text), by)))
}

/// Changes every row of a table.
fn rows(text: &str, change: impl Fn(&mut Vec<&str>)) -> String {
    let mut out = String::new();
    let separator = separator(text);
    for line in text.lines() {
        let mut cells: Vec<&str> = line.split(separator).collect();
        change(&mut cells);
        let _ = writeln!(out, "{}", cells.join(&separator.to_string()));
    }
    out
}

fn width(text: &str) -> usize {
    text.lines().next().unwrap_or_default().matches(separator(text)).count() + 1
}

fn column_lost(text: &str, lot: &mut Lot) -> Option<Varied> {
    let column = lot.below(width(text));
    let text = rows(text, |cells| {
        if column < cells.len() {
            cells.remove(column);
        }
    });
    Some((format!("without column {}", column + 1), text))
}

fn columns_swapped(text: &str, lot: &mut Lot) -> Option<Varied> {
    let (one, other) = (lot.below(width(text)), lot.below(width(text)));
    let text = rows(text, |cells| {
        if one < cells.len() && other < cells.len() {
            cells.swap(one, other);
        }
    });
    Some((format!("columns {} and {} change places", one + 1, other + 1), text))
}

/// Something above the names of the columns.
fn row_above(text: &str, lot: &mut Lot) -> Option<Varied> {
    let separator = separator(text);
    let names = text.lines().next()?;
    let above = match lot.below(5) {
        0 => format!("sep={separator}"),
        1 => "Staff list, January".to_owned(),
        2 => format!("Organisation{}", separator.to_string().repeat(width(text) - 1)),
        3 => names.to_uppercase(),
        _ => format!("Report 2026-01-15\n\nunit{separator}all"),
    };
    Some((format!("{above:?} above"), format!("{above}\n{text}")))
}

/// The names of the columns once more, as printed reports have them on each page.
fn names_again(text: &str, lot: &mut Lot) -> Option<Varied> {
    let mut all = lines(text);
    let at = 1 + lot.below(all.len());
    all.insert(at.min(all.len()), lines(text).first()?);
    Some((format!("names again behind row {at}"), all.concat()))
}

/// Something below the last row.
fn row_below(text: &str, lot: &mut Lot) -> Option<Varied> {
    let separator = separator(text);
    let below = match lot.below(6) {
        0 => format!("Total{separator}5"),
        1 => "Source: HR, confidential".to_owned(),
        2 => "\"open".to_owned(),
        3 => separator.to_string().repeat(width(text) - 1),
        4 => "\u{c}".to_owned(),
        _ => lines(text).last()?.trim_end().to_owned(),
    };
    Some((format!("{below:?} below"), format!("{}\n{below}\n", text.trim_end())))
}

/// A row that ends early.
fn short_row(text: &str, lot: &mut Lot) -> Option<Varied> {
    let mut all: Vec<String> = lines(text).into_iter().map(str::to_owned).collect();
    let at = if lot.below(2) == 0 { all.len() - 1 } else { lot.below(all.len()) };
    let row = all.get_mut(at)?;
    let end = row.rfind(separator(text))?;
    row.truncate(end);
    row.push('\n');
    Some((format!("row {at} without its last cell"), all.concat()))
}

fn all_quoted(text: &str, lot: &mut Lot) -> Option<Varied> {
    let quote = ["\"", "'", "\" "][lot.below(3)];
    let text = text.lines().map(|line| {
        let cells: Vec<String> = line
            .split(separator(text))
            .map(|cell| format!("{quote}{}{quote}", cell.trim_matches('"')))
            .collect();
        cells.join(&separator(text).to_string()) + "\n"
    });
    Some((format!("all in {quote}"), text.collect()))
}

fn empty_column(text: &str, lot: &mut Lot) -> Option<Varied> {
    let at = lot.below(width(text) + 1);
    let text = rows(text, |cells| cells.insert(at.min(cells.len()), ""));
    Some((format!("an empty column {}", at + 1), text))
}

fn cell_too_many(text: &str, lot: &mut Lot) -> Option<Varied> {
    let mut all: Vec<String> =
        lines(text).into_iter().map(|line| line.trim_end().to_owned() + "\n").collect();
    let at = lot.below(all.len());
    let row = all.get_mut(at)?;
    row.insert(row.len() - 1, separator(text));
    row.insert_str(row.len() - 1, ["x", "", "2"][lot.below(3)]);
    Some((format!("a cell too many in row {at}"), all.concat()))
}

fn rows_reversed(text: &str, _: &mut Lot) -> Option<Varied> {
    let mut all: Vec<&str> = text.lines().collect();
    all.get_mut(1..)?.reverse();
    Some(("rows in reverse".to_owned(), all.join("\n") + "\n"))
}

/// Signs of comments before lines.
fn comments(text: &str, lot: &mut Lot) -> Option<Varied> {
    let mut all: Vec<String> = lines(text).into_iter().map(str::to_owned).collect();
    let at = if lot.below(2) == 0 { 0 } else { lot.below(all.len()) };
    let sign = ["# ", "#", "// ", "-- "][lot.below(4)];
    all.get_mut(at)?.insert_str(0, sign);
    Some((format!("{sign:?} before row {at}"), all.concat()))
}

/// Blanks around cells, or lines of them.
fn blanks(text: &str, lot: &mut Lot) -> Option<Varied> {
    let separator = separator(text);
    let text = match lot.below(3) {
        0 => text.replace(separator, &format!("{separator} ")),
        1 => text.replace(separator, &format!("\u{a0}{separator}")),
        _ => text.replace('\n', "\n \n"),
    };
    Some(("blanks".to_owned(), text))
}

fn cells(text: &str) -> Vec<(usize, usize)> {
    let separator = separator(text);
    runs(text, |char| char != separator && char != '\n' && char != '\r')
}

fn cell_lost(text: &str, lot: &mut Lot) -> Option<Varied> {
    let at = *lot.of_all(&cells(text))?;
    Some((format!("no cell at {}", place(text, at.0)), with(text, at, "")))
}

fn quoted(text: &str, lot: &mut Lot) -> Option<Varied> {
    let at = *lot.of_all(&cells(text))?;
    let by = format!("\"{}\"", &text[at.0..at.1]);
    Some((format!("quotes at {}", place(text, at.0)), with(text, at, &by)))
}
