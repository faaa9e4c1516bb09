//! For programs: the shape is stable.

use std::io::{self, Write};

use serde::Serialize;

use crate::compare::{Above, Changed, Comparison, FindingRow, Listed, Named, Person, Version};
use crate::escape::json_text::write_value;
use crate::stats::Stats;

/// Version of the shape; raised when a key changes its meaning or goes away.
const VERSION: u8 = 1;

pub(super) fn write(
    comparison: &Comparison,
    stats: Option<&[Stats; 2]>,
    names: bool,
    out: &mut dyn Write,
) -> io::Result<()> {
    let stats = stats.map(|[before, after]| Both { before, after });
    write_value(&Report { stats, ..Report::new(comparison, names) }, out)
}

/// The numbers of both versions.
#[derive(Serialize)]
struct Both<'a> {
    before: &'a Stats,
    after: &'a Stats,
}

#[derive(Serialize)]
struct Report<'a> {
    version: u8,
    old: Side<'a>,
    new: Side<'a>,
    positions: Positions<'a>,
    holders: Holders<'a>,
    findings: Findings<'a>,
    #[serde(skip_serializing_if = "Option::is_none")]
    stats: Option<Both<'a>>,
}

#[derive(Serialize)]
struct Side<'a> {
    path: &'a str,
    positions: usize,
    /// A part of it could not be read: the differences are not the whole picture.
    incomplete: bool,
}

#[derive(Serialize)]
struct Positions<'a> {
    added: Vec<ListedRow<'a>>,
    removed: Vec<ListedRow<'a>>,
    moved: Vec<MovedRow<'a>>,
    renamed: Vec<RenamedRow<'a>>,
    retitled: Vec<RetitledRow<'a>>,
    opened: Vec<NamedRow<'a>>,
    filled: Vec<NamedRow<'a>>,
}

#[derive(Serialize)]
struct Holders<'a> {
    joined: Vec<PersonRow<'a>>,
    left: Vec<PersonRow<'a>>,
    changed: Vec<ChangedRow<'a>>,
}

#[derive(Serialize)]
struct Findings<'a> {
    new: Vec<Row<'a>>,
    gone: Vec<Row<'a>>,
    known: usize,
}

#[derive(Serialize)]
struct NamedRow<'a> {
    id: &'a str,
    title: Option<&'a str>,
}

#[derive(Serialize)]
struct ListedRow<'a> {
    #[serde(flatten)]
    position: NamedRow<'a>,
    reports_to: Option<&'a str>,
}

#[derive(Serialize)]
struct MovedRow<'a> {
    #[serde(flatten)]
    position: NamedRow<'a>,
    from: Option<&'a str>,
    to: Option<&'a str>,
    below: usize,
}

#[derive(Serialize)]
struct RenamedRow<'a> {
    #[serde(flatten)]
    position: NamedRow<'a>,
    from: &'a str,
}

#[derive(Serialize)]
struct RetitledRow<'a> {
    id: &'a str,
    from: Option<&'a str>,
    to: Option<&'a str>,
}

#[derive(Serialize)]
struct PersonRow<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    name: Option<&'a str>,
    at: Vec<NamedRow<'a>>,
}

#[derive(Serialize)]
struct ChangedRow<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    name: Option<&'a str>,
    from: Vec<NamedRow<'a>>,
    to: Vec<NamedRow<'a>>,
}

#[derive(Serialize)]
struct Row<'a> {
    rule: &'a str,
    severity: &'static str,
    message: &'a str,
    subject: &'a str,
    path: &'a str,
    line: u32,
    column: u32,
    fingerprint: String,
}

impl<'a> Report<'a> {
    fn new(comparison: &'a Comparison, with_names: bool) -> Self {
        let changes = &comparison.changes;
        let named = |one: &'a Named| named(comparison, one);
        let above = |one: &'a Above| above(comparison, one, with_names);
        let all_named = |all: &'a [Named]| all.iter().map(named).collect::<Vec<_>>();
        let listed =
            |one: &'a Listed| ListedRow { position: named(&one.position), reports_to: above(&one.above) };
        let moved = changes.moved.iter().map(|one| MovedRow {
            position: named(&one.position),
            from: above(&one.from),
            to: above(&one.to),
            below: one.below,
        });
        let renamed = changes.renamed.iter();
        let renamed = renamed
            .map(|one| RenamedRow { position: named(&one.position), from: comparison.shown(&one.from) });
        let retitled = changes.retitled.iter();
        let retitled = retitled.map(|one| RetitledRow {
            id: comparison.shown(&one.id),
            from: one.from.as_deref(),
            to: one.to.as_deref(),
        });
        Self {
            version: VERSION,
            old: side(&comparison.old),
            new: side(&comparison.new),
            positions: Positions {
                added: changes.added.iter().map(listed).collect(),
                removed: changes.removed.iter().map(listed).collect(),
                moved: moved.collect(),
                renamed: renamed.collect(),
                retitled: retitled.collect(),
                opened: all_named(&changes.opened),
                filled: all_named(&changes.filled),
            },
            holders: Holders {
                joined: changes.joined.iter().map(|one| person(comparison, one, with_names)).collect(),
                left: changes.left.iter().map(|one| person(comparison, one, with_names)).collect(),
                changed: changes.changed.iter().map(|one| changed(comparison, one, with_names)).collect(),
            },
            findings: Findings {
                new: comparison.new_findings.iter().map(finding).collect(),
                gone: comparison.gone_findings.iter().map(finding).collect(),
                known: comparison.known_findings,
            },
            stats: None,
        }
    }
}

fn side(version: &Version) -> Side<'_> {
    Side { path: &version.path, positions: version.positions, incomplete: !version.is_whole }
}

fn named<'a>(comparison: &'a Comparison, named: &'a Named) -> NamedRow<'a> {
    NamedRow { id: comparison.shown(&named.id), title: named.called.as_deref() }
}

fn all_named<'a>(comparison: &'a Comparison, all: &'a [Named]) -> Vec<NamedRow<'a>> {
    all.iter().map(|one| named(comparison, one)).collect()
}

/// An id. What is none may be a name.
fn above<'a>(comparison: &'a Comparison, above: &'a Above, names: bool) -> Option<&'a str> {
    match above {
        Above::Nobody => None,
        Above::Id(id) => Some(comparison.shown(id)),
        Above::Unknown(text) => names.then_some(text),
    }
}

fn person<'a>(comparison: &'a Comparison, one: &'a Person, names: bool) -> PersonRow<'a> {
    PersonRow { name: names.then_some(&one.name), at: all_named(comparison, &one.at) }
}

fn changed<'a>(comparison: &'a Comparison, one: &'a Changed, names: bool) -> ChangedRow<'a> {
    ChangedRow {
        name: names.then_some(&one.name),
        from: all_named(comparison, &one.from),
        to: all_named(comparison, &one.to),
    }
}

fn finding(row: &FindingRow) -> Row<'_> {
    Row {
        rule: &row.rule,
        severity: row.severity.word(),
        message: &row.message,
        subject: &row.subject,
        path: &row.path,
        line: row.at.line,
        column: row.at.column,
        fingerprint: row.fingerprint.to_string(),
    }
}
