//! Comments that allow a finding where it is:
//! `# orglint: allow(rule, other-rule) until 2026-09-30 -- reason`.

use jiff::civil::Date;

use super::read::Reader;
use super::{Chart, NodeRef, PositionId, Problem, values};
use crate::source::{Place, Span, offset};
use crate::yaml::{Kind, NodeId, Tree};

/// What every such comment begins with.
pub(super) const MARK: &str = "orglint:";

/// A comment that allows findings of some rules.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Allow {
    /// The rules, as written, each with its place.
    pub rules: Vec<(String, Place)>,
    /// The last day it holds, as written: none where the date cannot be read.
    pub until: Option<Date>,
    /// Where the date is written, whether it can be read or not.
    pub until_place: Option<Place>,
    /// Why.
    pub reason: Option<String>,
    /// The comment.
    pub place: Place,
    /// The position it belongs to; none where it belongs to the whole chart.
    pub position: Option<PositionId>,
}

impl Reader {
    /// Reads the comments of a file whose positions are read.
    pub(super) fn allows(&mut self, file: u32, tree: &Tree) {
        let text = tree.file().text();
        let marked =
            tree.comments().iter().filter_map(|comment| Some((*comment, behind_mark(text, *comment)?)));
        let mut owned = Vec::new();
        for (comment, behind) in marked {
            match directive_of(text, behind) {
                Ok(directive) => owned.push((comment, directive)),
                Err(mistake) => {
                    self.note_directive(file, "`allow(rule)`", mistake.found, mistake.at, mistake.help);
                }
            }
        }
        let inside: Vec<Span> =
            tree.comments().iter().filter_map(|comment| mark_inside(text, *comment)).collect();
        if owned.is_empty() && inside.is_empty() {
            return;
        }
        let owners = Owners::new(&self.chart, file, tree);
        let id = self.chart.files[file as usize].id;
        let unread: Vec<_> =
            inside.into_iter().map(|span| (Place { file: id, span }, owners.owner(span))).collect();
        let positions: Vec<Option<PositionId>> =
            owned.iter().map(|(comment, _)| owners.owner(*comment)).collect();
        self.chart.unread_allows.extend(unread);
        for ((comment, directive), position) in owned.into_iter().zip(positions) {
            self.add_allow(file, &directive, comment, position);
        }
    }

    fn add_allow(&mut self, file: u32, read: &Directive<'_>, comment: Span, position: Option<PositionId>) {
        let id = self.chart.files[file as usize].id;
        let place = |span: Span| Place { file: id, span };
        let allow = Allow {
            rules: read.rules.iter().map(|(rule, span)| ((*rule).to_owned(), place(*span))).collect(),
            until: read.until.and_then(|(text, _)| values::date(text)),
            until_place: read.until.map(|(_, span)| place(span)),
            reason: read.reason.map(str::to_owned),
            place: place(comment),
            position,
        };
        if allow.until.is_none()
            && let Some((_, span)) = read.until
        {
            let help = "write year, month and day: `until 2026-01-15`";
            self.note_directive(file, "`until` with a date", "another date or none", span, help);
        }
        self.chart.allows.push(allow);
    }

    fn note_directive(
        &mut self,
        file: u32,
        expected: &'static str,
        found: &'static str,
        span: Span,
        help: &'static str,
    ) {
        let place = Place { file: self.chart.files[file as usize].id, span };
        let problem = Problem::WrongType { key: MARK, expected, found, help: help.to_owned() };
        self.note(problem, place, None);
    }
}

/// What is after the mark of a comment; none where the comment begins in another way.
fn behind_mark(text: &str, comment: Span) -> Option<Span> {
    let whole = text[comment.start as usize + 1..comment.end as usize].trim_start();
    let mark = whole.get(..MARK.len())?;
    let start = comment.end - offset(whole.len() - MARK.len());
    mark.eq_ignore_ascii_case(MARK).then_some(Span::new(start, comment.end))
}

/// An exception behind other words of a comment.
fn mark_inside(text: &str, comment: Span) -> Option<Span> {
    let whole = &text[comment.range()];
    let inside = whole.match_indices('#').skip(1).map(|(at, _)| at).find(|at| {
        let rest = whole[at + 1..].trim_start();
        let is_mark = rest.get(..MARK.len()).is_some_and(|mark| mark.eq_ignore_ascii_case(MARK));
        is_mark && rest[MARK.len()..].trim_start().starts_with("allow")
    })?;
    let is_own = behind_mark(text, comment).is_some();
    (!is_own).then(|| Span::new(comment.start + offset(inside), comment.end))
}

/// What is after the mark.
#[derive(Debug, Default)]
struct Directive<'t> {
    rules: Vec<(&'t str, Span)>,
    until: Option<(&'t str, Span)>,
    reason: Option<&'t str>,
}

/// Why a directive cannot be read.
#[derive(Debug)]
struct Mistake {
    found: &'static str,
    at: Span,
    help: &'static str,
}

const HELP_FORM: &str =
    "write `# orglint: allow(rule) until 2026-01-15 -- reason`; date and reason may be left out";

/// Reads `allow(rule, other) until 2026-01-15 -- reason` at a span.
fn directive_of(text: &str, span: Span) -> Result<Directive<'_>, Mistake> {
    let whole = trimmed(text, span);
    let mistake = |found, at, help| Err(Mistake { found, at, help });
    let word_end = text[whole.range()].find(|c: char| !c.is_alphanumeric() && c != '-' && c != '_');
    let word = Span::new(whole.start, whole.start + word_end.map_or(whole.end - whole.start, offset));
    if &text[word.range()] != "allow" {
        let found = if word.is_empty() { "nothing of the kind" } else { "another word" };
        return mistake(found, if word.is_empty() { span } else { word }, HELP_FORM);
    }
    let rest = trimmed(text, Span::new(word.end, whole.end));
    if !text[rest.range()].starts_with('(') {
        return mistake("`allow` without `(`", word, HELP_FORM);
    }
    let Some(close) = text[rest.range()].find(')') else {
        return mistake("a bracket that is not closed", rest, "write `)` after the last rule");
    };
    let close = rest.start + offset(close);
    let rules = rules_of(text, Span::new(rest.start + 1, close));
    if rules.is_empty() {
        return mistake(
            "a list without a rule",
            Span::new(rest.start, close + 1),
            "name the rule between the brackets",
        );
    }
    if let Some((_, at)) = rules.iter().find(|(rule, _)| rule.contains(char::is_whitespace)) {
        return mistake("two words as one rule", *at, "separate the rules with `, `");
    }
    let mut directive = Directive { rules, ..Directive::default() };
    let mut rest = trimmed(text, Span::new(close + 1, whole.end));
    if let Some(after) = text[rest.range()].strip_prefix("until")
        && !after.starts_with(char::is_alphanumeric)
    {
        let after = trimmed(text, Span::new(rest.start + offset("until".len()), rest.end));
        let length = text[after.range()].find(char::is_whitespace).map_or(after.end - after.start, offset);
        let date = Span::new(after.start, after.start + length);
        let is_reason = dash_of(&text[date.range()]).is_some();
        let date = if date.is_empty() || is_reason { Span::new(rest.start, rest.start + 5) } else { date };
        directive.until = Some((&text[date.range()], date));
        rest = trimmed(text, Span::new(date.end, rest.end));
    }
    if rest.is_empty() {
        return Ok(directive);
    }
    let Some(dash) = dash_of(&text[rest.range()]) else {
        return mistake("more text after it", rest, "write the reason after ` -- `");
    };
    let reason = text[rest.range()][dash..].trim();
    directive.reason = Some(reason).filter(|reason| !reason.is_empty());
    Ok(directive)
}

/// The rules between the brackets.
fn rules_of(text: &str, span: Span) -> Vec<(&str, Span)> {
    let mut at = span.start;
    let parts = text[span.range()].split(',').map(|part| {
        let here = Span::new(at, at + offset(part.len()));
        at = here.end + 1;
        trimmed(text, here)
    });
    parts.filter(|part| !part.is_empty()).map(|part| (&text[part.range()], part)).collect()
}

/// Length of the dash that a reason begins with. Editors make one long dash of two hyphens.
fn dash_of(text: &str) -> Option<usize> {
    ["--", "–", "—"].into_iter().find(|dash| text.starts_with(dash)).map(str::len)
}

/// A span without the spaces at its ends.
fn trimmed(text: &str, span: Span) -> Span {
    let whole = &text[span.range()];
    let start = span.start + offset(whole.len() - whole.trim_start().len());
    Span::new(start.min(span.end), span.start + offset(whole.trim_end().len()).max(start - span.start))
}

/// Finds the position that a comment belongs to.
struct Owners<'c> {
    chart: &'c Chart,
    tree: &'c Tree,
    file: u32,
    /// The positions of the file by their nodes; of those that a reference repeats, the first.
    nodes: Vec<(NodeId, PositionId)>,
}

impl<'c> Owners<'c> {
    fn new(chart: &'c Chart, file: u32, tree: &'c Tree) -> Self {
        let here = chart.positions().map(|position| (chart.node(position), position));
        let mut nodes: Vec<(NodeId, PositionId)> = here
            .filter(|(at, _)| at.file == file)
            .map(|(NodeRef { node, .. }, position)| (node, position))
            .collect();
        nodes.sort_unstable();
        nodes.dedup_by_key(|(node, _)| *node);
        Self { chart, tree, file, nodes }
    }

    /// A comment beside something belongs to the position that holds what it is next to. One on
    /// a line of its own belongs to the position that begins below it, unless it is indented like
    /// the keys of a position above.
    fn owner(&self, comment: Span) -> Option<PositionId> {
        let text = self.tree.file().text();
        let line = text[..comment.start as usize].rfind(['\n', '\r']).map_or(0, |end| end + 1);
        let before = text[line..comment.start as usize].trim_start_matches('\u{feff}');
        let last = self.tree.last_before(comment.start);
        let is_alone = before.trim_matches([' ', '\t', '-']).is_empty();
        if !is_alone {
            return self.around(last, |_| true);
        }
        let column = before.chars().count();
        let above = || {
            self.around(last, |position| {
                let node = self.chart.node(position).node;
                comment.start < self.tree.span(node).end || self.key_column(node) <= column
            })
        };
        match self.beginning_after(last) {
            Some((below, line_column)) if column <= line_column => Some(below),
            Some((below, _)) => above().or(Some(below)),
            None => above(),
        }
    }

    /// The innermost position that holds a node and passes a test.
    fn around(&self, node: Option<NodeId>, passes: impl Fn(PositionId) -> bool) -> Option<PositionId> {
        let node = node?;
        let past = self.nodes.partition_point(|(start, _)| *start <= node);
        let mut at = Some(self.nodes[past.checked_sub(1)?].1);
        while let Some(position) = at {
            let here = self.chart.node(position);
            if here.file == self.file && self.tree.holds(here.node, node) && passes(position) {
                break;
            }
            at = self.chart.parent(position);
        }
        at
    }

    /// The position that the next node begins, with the column in which its first line starts.
    fn beginning_after(&self, last: Option<NodeId>) -> Option<(PositionId, usize)> {
        let mut next = last.map_or_else(|| self.tree.first(), |last| self.tree.after(last));
        while let Some(node) = next.filter(|node| self.tree.kind(*node) == Kind::Sequence) {
            next = self.tree.after(node);
        }
        let node = next?;
        let at = self.nodes.binary_search_by_key(&node, |(node, _)| *node).ok()?;
        let text = self.tree.file().text();
        let start = self.tree.span(node).start as usize;
        let line = text[..start].rfind(['\n', '\r']).map_or(0, |end| end + 1);
        let indentation = text[line..start].len() - text[line..start].trim_start_matches(' ').len();
        Some((self.nodes[at].1, indentation))
    }

    /// The column of a position's keys.
    fn key_column(&self, node: NodeId) -> usize {
        let text = self.tree.file().text();
        let start = self.tree.span(node).start as usize;
        let line = text[..start].rfind(['\n', '\r']).map_or(0, |end| end + 1);
        text[line..start].chars().count()
    }
}
