//! What a change does to people's lines, as the page of a pull request says it first.

use std::collections::HashMap;
use std::io::{self, Write};

use super::super::escape::short;
use super::super::summary::plural;
use super::PATH_LIMIT;
use super::lists::{List, Show};
use crate::compare::{Above, Comparison, Moved, Shape};
use crate::escape::markdown_text::text;
use crate::sort;

/// Rows of each list: the page is read by people who decide about the change.
const ROWS: usize = 12;
/// From how many on positions with one way are one row.
const MANY: usize = 3;
/// Positions of such a row that are named.
const NAMED: usize = 3;

/// Writes it for every chart that has an earlier version.
pub(in crate::report) fn page(all: &[Comparison], names: bool, out: &mut dyn Write) -> io::Result<()> {
    for comparison in all {
        let of = match all {
            [_] => String::new(),
            _ => format!(" to `{}`", short(&comparison.new.path, PATH_LIMIT)),
        };
        writeln!(out, "### What this change does{}\n\n{}\n", text(&of), text(&head(comparison)))?;
        let lists = lists(comparison, names);
        for List { title, rows } in &lists {
            for row in rows.iter().take(ROWS) {
                writeln!(out, "- **{title}:** {}", text(row))?;
            }
            if let Some(rest) = rows.len().checked_sub(ROWS).filter(|rest| *rest > 0) {
                writeln!(out, "- **{title}:** {rest} more")?;
            }
        }
        if !lists.is_empty() {
            writeln!(out)?;
        }
        if let Some(shapes) = shapes(comparison) {
            writeln!(out, "{}\n", text(&shapes))?;
        }
        if !comparison.old.is_whole || !comparison.new.is_whole {
            writeln!(out, "A part of the chart could not be read, then or now, so this is incomplete.\n")?;
        }
    }
    if !all.is_empty() {
        writeln!(out, "### Findings\n")?;
    }
    Ok(())
}

/// Whether somebody above went without anybody in their place.
fn is_lost(one: &Moved) -> bool {
    matches!(one.from, Above::Id(_)) && !matches!(one.to, Above::Id(_))
}

/// The change in one sentence.
fn head(comparison: &Comparison) -> String {
    let changes = &comparison.changes;
    let lost = changes.moved.iter().filter(|one| is_lost(one)).count();
    let moved = || changes.moved.iter().filter(|one| !is_lost(one));
    let below: usize = moved().map(|one| one.below).sum();
    let along = if below == 0 { String::new() } else { format!(" with {below} below") };
    let count = |count: usize, one: &str, many: &str| (count > 0).then(|| plural(count, one, many));
    let parts = [
        count(lost, "position is left without a manager", "positions are left without a manager"),
        count(moved().count(), "position moves", "positions move").map(|words| words + &along),
        count(changes.joined.len(), "holder joins", "holders join"),
        count(changes.left.len(), "holder leaves", "holders leave"),
        count(changes.changed.len(), "holder has another position", "holders have other positions"),
        count(changes.opened.len(), "position opens", "positions open"),
        count(changes.filled.len(), "position is filled", "positions are filled"),
        count(changes.added.len(), "position is new", "positions are new"),
        count(changes.removed.len(), "position is removed", "positions are removed"),
        count(changes.renamed.len(), "position has a new id", "positions have new ids"),
        count(changes.retitled.len(), "position has a new title", "positions have new titles"),
    ];
    let parts: Vec<String> = parts.into_iter().flatten().collect();
    if parts.is_empty() {
        return "Nobody joins, leaves or moves, and no position is added, removed or renamed.".to_owned();
    }
    format!("{}.", parts.join("; "))
}

fn lists(comparison: &Comparison, names: bool) -> Vec<List> {
    let changes = &comparison.changes;
    let show = Show { comparison, names, titles: true };
    let moved = |is_lost_wanted: bool| {
        let some: Vec<&Moved> = changes.moved.iter().filter(|one| is_lost(one) == is_lost_wanted).collect();
        ways(&show, &some, is_lost_wanted)
    };
    let lists = [
        List { title: "left without a manager", rows: moved(true) },
        List { title: "moves", rows: moved(false) },
        List { title: "joins", rows: changes.joined.iter().map(|one| show.person(one)).collect() },
        List { title: "leaves", rows: changes.left.iter().map(|one| show.person(one)).collect() },
        List {
            title: "has another position",
            rows: changes.changed.iter().map(|one| show.changed(one)).collect(),
        },
        List { title: "opens", rows: changes.opened.iter().map(|one| show.named(one)).collect() },
        List { title: "filled", rows: changes.filled.iter().map(|one| show.named(one)).collect() },
        List { title: "new", rows: changes.added.iter().map(|one| show.listed(one)).collect() },
        List { title: "removed", rows: changes.removed.iter().map(|one| show.listed(one)).collect() },
        List { title: "other id", rows: changes.renamed.iter().map(|one| show.renamed(one)).collect() },
        List { title: "other title", rows: changes.retitled.iter().map(|one| show.retitled(one)).collect() },
    ];
    lists.into_iter().filter(|list| !list.rows.is_empty()).collect()
}

/// Moves, those with most below first. Many single positions that go one way are one row.
fn ways(show: &Show<'_>, moved: &[&Moved], is_lost: bool) -> Vec<String> {
    let way = |one: &Moved, reported: &str| {
        if is_lost { format!("{reported} to {}", show.above(&one.from)) } else { show.way(one) }
    };
    let single = |one: &Moved| {
        let with = if one.below == 0 { String::new() } else { format!(", with {} below", one.below) };
        format!("{}: {}{with}", show.named(&one.position), way(one, "reported"))
    };
    let mut alone: HashMap<String, Vec<&Moved>> = HashMap::new();
    for one in moved.iter().filter(|one| one.below == 0) {
        alone.entry(show.way(one)).or_default().push(one);
    }
    let mut rows: Vec<(usize, usize, String)> = Vec::new();
    for (at, one) in moved.iter().enumerate() {
        let together = if one.below == 0 { alone.get(&show.way(one)) } else { None };
        match together.filter(|together| together.len() >= MANY) {
            None => rows.push((one.below + 1, at, single(one))),
            Some(together) if std::ptr::eq(together[0], *one) => {
                let named = together.iter().take(NAMED).map(|one| show.named(&one.position));
                let mut named = named.collect::<Vec<_>>().join("; ");
                if let Some(rest) = together.len().checked_sub(NAMED).filter(|rest| *rest > 0) {
                    named = format!("{named}; and {rest} more");
                }
                let count = together.len();
                rows.push((count, at, format!("{count} positions {}: {named}", way(one, "that reported"))));
            }
            Some(_) => {}
        }
    }
    sort::by_key(&mut rows, |(weight, at, _)| (std::cmp::Reverse(*weight), *at));
    rows.into_iter().map(|(.., row)| row).collect()
}

/// Spans and layers before and after, where they differ.
fn shapes(comparison: &Comparison) -> Option<String> {
    let [before, after] = [comparison.old.shape, comparison.new.shape];
    let part = |what: &str, before: String, after: String| {
        (before != after).then(|| format!("{what} {before} before, {after} now"))
    };
    let parts = [
        part("direct reports of a manager on average", span(before), span(after)),
        part("widest span", before.widest.to_string(), after.widest.to_string()),
        part("layers", before.layers.to_string(), after.layers.to_string()),
    ];
    let parts: Vec<String> = parts.into_iter().flatten().collect();
    (!parts.is_empty()).then(|| format!("Spans and layers: {}.", parts.join("; ")))
}

/// Direct reports of a manager, on average, with one decimal.
fn span(shape: Shape) -> String {
    if shape.managers == 0 {
        return "0".to_owned();
    }
    let tenths = (10 * shape.reports + shape.managers / 2) / shape.managers;
    format!("{}.{}", tenths / 10, tenths % 10)
}
