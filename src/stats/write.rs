//! Numbers as text. Formats for people and tables share one list of rows.

use std::collections::{HashMap, VecDeque};
use std::fmt::Write as _;

use serde::Serialize;

use super::{Area, Group, OTHERS, Stats, VERSION, of_thousand, percent};
use crate::escape::json_text::json_text;
use crate::escape::{clean, markdown_text, xml};
use crate::sort;

/// An output format.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// For people at a terminal.
    Human,
    /// For programs; the shape is stable.
    Json,
    /// For spreadsheets.
    Csv,
    /// For a wiki, or a comment.
    Markdown,
    /// A page of its own.
    Html,
}

/// What the numbers mean, and what studies report of such numbers.
const EXPLAINED: &[&str] = &[
    "A span is how many positions, held or open, report to a manager on solid lines. Averages hide both the \
        manager with one report and the one with twenty, so managers are counted by bands of spans.",
    "A layer is how far a position is from the top of its line. If lines form a loop, it counts from the \
        first position of the loop.",
    "Steps are those from a chief up to the top; a board is not a step.",
    "Groups of fewer than five positions are combined as `others`, because such numbers are about \
        individuals; `--small-groups` shows them.",
    "Gallup (gallup.com/workplace/700718) reports for managers in the United States an average of 12.1 reports in \
     2025, after 10.9 in 2024, and a median of five to six: few very large teams raise the average. 37 % of the \
     managers had fewer than five reports, 66 % fewer than ten, 13 % had 25 or more.",
    "Gary L. Neilson and Julie Wulf (How Many Direct Reports?, Harvard Business Review, April 2012) found that the \
     average span of chief executives of large companies rose from about five in the mid-1980s to almost ten in \
     the mid-2000s.",
    "Ashwin Acharya, Roni Lieber, Lissa Seem and Tom Welchman (How to identify the right 'spans of control' for your \
     organization, McKinsey, 2017) say that no one number fits all managers: it depends on the kind of work.",
    "None of these says what is right for a company, and these numbers say nothing about how anybody does a \
        job.",
];

/// A line of the lists: what it counts, and of how many.
struct Row {
    part: &'static str,
    name: String,
    count: usize,
    /// What it is a share of.
    whole: Option<usize>,
    note: String,
}

fn rows(stats: &Stats) -> Vec<Row> {
    let mut rows = Vec::new();
    let mut add = |part, name: &str, count, whole, note: String| {
        rows.push(Row { part, name: name.to_owned(), count, whole, note });
    };
    let all = Some(stats.positions);
    add("positions", "all", stats.positions, None, fte(stats.fte, stats.fte_not_stated, stats.positions));
    let held = [
        ("filled", stats.filled),
        ("open", stats.open),
        ("interim", stats.interim),
        ("leaving", stats.leaving),
    ];
    for (name, count) in held {
        add("positions", name, count, all, String::new());
    }
    add("managers", "all", stats.managers, all, String::new());
    add("managers", "with one report", stats.managers_with_one_report, Some(stats.managers), String::new());
    for (at, count) in stats.layers.iter().enumerate() {
        add("layers", &(at + 1).to_string(), *count, all, String::new());
    }
    for span in &stats.spans {
        let mut named: Vec<String> =
            span.widest.iter().map(|wide| format!("{} {}", wide.id, wide.reports)).collect();
        let rest = span.managers - span.widest.len();
        named.extend((rest > 0 && !named.is_empty()).then(|| format!("{rest} more")));
        add("managers by span", span.reports, span.managers, Some(stats.managers), named.join(", "));
    }
    for (part, groups) in [("functions", &stats.functions), ("sides", &stats.sides)] {
        for Group { name, positions, open, fte: sum, fte_not_stated } in groups {
            let open = (*open > 0).then(|| format!("{open} open"));
            let small = (name == OTHERS).then(|| "groups of fewer than five".to_owned());
            let notes = small.into_iter().chain(open).chain(Some(fte(*sum, *fte_not_stated, *positions)));
            let notes: Vec<String> = notes.filter(|note| !note.is_empty()).collect();
            add(part, name, *positions, all, notes.join(", "));
        }
    }
    for Area { chief, product, operations, other, unknown } in &stats.areas {
        let whole = product + operations + other + unknown;
        let sides =
            [("product", product), ("operations", operations), ("other", other), ("not known", unknown)];
        for (side, count) in sides {
            add("below the chiefs", &format!("{chief}: {side}"), *count, Some(whole), String::new());
        }
    }
    for chief in &stats.chiefs {
        add("steps to the top", &chief.title, chief.steps, None, String::new());
    }
    rows
}

fn fte(fte: u64, not_stated: usize, positions: usize) -> String {
    if not_stated == positions {
        return String::new();
    }
    let of = if not_stated == 0 { String::new() } else { format!(" ({not_stated} not stated)") };
    format!("{} FTE{of}", of_thousand(fte))
}

/// The lists, in their order.
const PARTS: [&str; 8] = [
    "positions",
    "managers",
    "layers",
    "managers by span",
    "functions",
    "sides",
    "below the chiefs",
    "steps to the top",
];

/// The rows with those of an earlier chart beside them, and rows that only that one has behind.
fn joined(stats: &Stats, old: Option<&Stats>) -> Vec<(Row, Option<usize>)> {
    let mut before: HashMap<(&str, String), VecDeque<Row>> = HashMap::new();
    for row in old.map(rows).unwrap_or_default() {
        before.entry((row.part, row.name.clone())).or_default().push_back(row);
    }
    let with_then = |row: Row| {
        let then = before.get_mut(&(row.part, row.name.clone())).and_then(VecDeque::pop_front);
        (row, then.map(|then| then.count))
    };
    let mut out: Vec<(Row, Option<usize>)> = rows(stats).into_iter().map(with_then).collect();
    let mut gone: Vec<Row> = before.into_values().flatten().collect();
    sort::by(&mut gone, |a, b| (a.name.len(), &a.name).cmp(&(b.name.len(), &b.name)));
    out.extend(gone.into_iter().map(|row| {
        let then = Some(row.count);
        (Row { count: 0, whole: row.whole.map(|_| 0), note: String::new(), ..row }, then)
    }));
    sort::by_key(&mut out, |(row, _)| PARTS.iter().position(|part| *part == row.part));
    out
}

/// The numbers of a chart, and those of an earlier one beside them, in a format.
#[must_use]
pub fn write(format: Format, stats: &Stats, old: Option<&Stats>, explain: bool) -> String {
    let rows = joined(stats, old);
    let mut out = match format {
        Format::Json => return json(stats, old),
        Format::Csv => return csv(&rows, old.is_some()),
        Format::Html => return html(stats, old, &rows, explain),
        Format::Human => human(stats, old, &rows),
        Format::Markdown => markdown(stats, old, &rows),
    };
    for line in EXPLAINED.iter().filter(|_| explain) {
        match format {
            Format::Markdown => drop(write!(out, "\n{}\n", markdown_text::text(line))),
            _ => drop(write!(out, "\n{}\n", textwrap::fill(line, 100))),
        }
    }
    out
}

fn title(stats: &Stats, old: Option<&Stats>) -> String {
    let date = stats.as_of.as_ref().map(|date| format!(", as of {date}")).unwrap_or_default();
    let then = old.map(|old| {
        let date = old.as_of.as_ref().map(|date| format!(" as of {date}")).unwrap_or_default();
        format!("; before: {}{date}", old.chart)
    });
    let incomplete = if stats.incomplete { "; a part could not be read" } else { "" };
    format!("{}{date}{}{incomplete}", clean(&stats.chart), clean(&then.unwrap_or_default()))
}

fn share(row: &Row) -> String {
    row.whole.map(|whole| format!("{} %", percent(row.count, whole).round())).unwrap_or_default()
}

/// The widest bar, in characters.
const BAR: usize = 24;

fn human(stats: &Stats, old: Option<&Stats>, rows: &[(Row, Option<usize>)]) -> String {
    let mut out = format!("{}\n", title(stats, old));
    let widest =
        rows.iter().map(|(row, _)| textwrap::core::display_width(&clean(&row.name))).max().unwrap_or(0);
    for rows in rows.chunk_by(|(one, _), (next, _)| one.part == next.part) {
        let part = rows[0].0.part;
        let _ = writeln!(out, "\n{part}");
        let most = rows.iter().map(|(row, _)| row.count).max().unwrap_or(0).max(1);
        let has_bars = ["layers", "managers by span", "functions", "sides"].contains(&part);
        for (row, then) in rows {
            let name = clean(&row.name);
            let pad = widest - textwrap::core::display_width(&name);
            let before = old.map(|_| format!("{:>7}", then.unwrap_or(0))).unwrap_or_default();
            let bar = "█".repeat(if has_bars { (row.count * BAR).div_ceil(most) } else { 0 });
            let (share, note) = (share(row), clean(&row.note));
            let line = format!("  {name}{:pad$}{before}{:>7}{share:>6}  {bar} {note}", "", row.count);
            let _ = writeln!(out, "{}", line.trim_end());
        }
    }
    out
}

fn markdown(stats: &Stats, old: Option<&Stats>, rows: &[(Row, Option<usize>)]) -> String {
    let mut out = format!("## {}\n", markdown_text::text(&title(stats, old)));
    let mut part = "";
    for (row, then) in rows {
        if row.part != part {
            part = row.part;
            let (before, line) = if old.is_some() { (" before |", "---:|") } else { ("", "") };
            let _ = writeln!(out, "\n| {part} |{before} | | |\n|---|{line}---:|---:|---|");
        }
        let before = old.map(|_| format!(" {} |", then.unwrap_or(0))).unwrap_or_default();
        let (name, note) = (markdown_text::text(&row.name), markdown_text::text(&row.note));
        let _ = writeln!(out, "| {name} |{before} {} | {} | {note} |", row.count, share(row));
    }
    out
}

/// A cell that no spreadsheet takes for a formula.
pub(super) fn cell(text: &str) -> String {
    let text = clean(text);
    let guard = if text.starts_with(['=', '+', '-', '@']) { "'" } else { "" };
    format!("\"{guard}{}\"", text.replace('"', "\"\""))
}

fn csv(rows: &[(Row, Option<usize>)], has_old: bool) -> String {
    let mut out = format!("part,name,count,whole{}\r\n", if has_old { ",before" } else { "" });
    for (row, then) in rows {
        let whole = row.whole.map(|whole| whole.to_string()).unwrap_or_default();
        let before = if has_old { format!(",{}", then.unwrap_or(0)) } else { String::new() };
        let _ = write!(out, "{},{},{},{whole}{before}\r\n", cell(row.part), cell(&row.name), row.count);
    }
    out
}

fn html(stats: &Stats, old: Option<&Stats>, rows: &[(Row, Option<usize>)], explain: bool) -> String {
    let title = xml(&title(stats, old));
    let mut out = format!(
        "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n<meta \
         http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'\">\n<meta name=\"color-scheme\" \
         content=\"light dark\">\n<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <title>{title}</title>\n</head>\n<body>\n<main>\n<h1 dir=\"auto\">{title}</h1>\n"
    );
    for rows in rows.chunk_by(|(one, _), (next, _)| one.part == next.part) {
        let before = if old.is_some() { "<th scope=\"col\">before</th>" } else { "" };
        let _ = write!(
            out,
            "<table>\n<caption>{}</caption>\n<thead><tr><th scope=\"col\">name</th>{before}<th \
             scope=\"col\">count</th><th scope=\"col\">share</th><th scope=\"col\">note</th></tr></thead>\n<tbody>\n",
            rows[0].0.part
        );
        for (row, then) in rows {
            let before = old.map(|_| format!("<td>{}</td>", then.unwrap_or(0))).unwrap_or_default();
            let _ = writeln!(
                out,
                "<tr><th scope=\"row\" dir=\"auto\">{}</th>{before}<td>{}</td><td>{}</td><td>{}</td></tr>",
                xml(&row.name),
                row.count,
                share(row),
                xml(&row.note)
            );
        }
        out.push_str("</tbody>\n</table>\n");
    }
    for line in EXPLAINED.iter().filter(|_| explain) {
        let _ = writeln!(out, "<p>{}</p>", xml(line));
    }
    out.push_str("</main>\n</body>\n</html>\n");
    out
}

fn json(stats: &Stats, old: Option<&Stats>) -> String {
    #[derive(Serialize)]
    struct Report<'a> {
        version: u8,
        #[serde(flatten)]
        stats: &'a Stats,
        #[serde(skip_serializing_if = "Option::is_none")]
        before: Option<&'a Stats>,
    }
    json_text(&Report { version: VERSION, stats, before: old })
}
