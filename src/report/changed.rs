//! The lines that a fix changes, as they are and as they would be: masked, made harmless, and cut around the change.

use super::escape::push_clean;
use super::mask::{Masks, boundary};
use super::names::MASK;
use crate::finding::{Edit, Fix, Outcome};
use crate::sort;
use crate::source::{SourceFile, Span, offset};

/// Places of a fix that are shown.
const SHOWN: usize = 3;
/// Lines of one place that are shown.
const LINES: usize = 4;

/// A line as it is, or as it would be.
pub(super) struct ChangedLine {
    /// Its number in the file as it is, from 1.
    pub(super) number: u32,
    pub(super) is_new: bool,
    pub(super) text: String,
}

/// What a fix changes at the first of its places.
pub(super) fn lines(outcome: &Outcome, masks: &Masks<'_>, fix: &Fix, width: usize) -> Vec<ChangedLine> {
    let mut edits: Vec<&Edit> = fix.edits.iter().collect();
    sort::by_key(&mut edits, |edit| edit.place);
    // Several positions may hold one value by its anchor.
    edits.dedup_by_key(|edit| edit.place);
    // How much is shown before and behind an edit.
    let room = offset(width.saturating_sub(16) / 2);
    let is_near = |one: &&Edit, next: &&Edit| {
        let (one, next) = (one.place, next.place);
        if one.file != next.file || next.span.start < one.span.end {
            return false;
        }
        let file = outcome.sources.get(one.file);
        let between = Span::new(one.span.end, next.span.start);
        between.end - between.start < room && !file.slice(between).contains(['\n', '\r'])
    };
    let mut out = Vec::new();
    for group in edits.chunk_by(is_near).take(SHOWN) {
        let place = group[0].place;
        let file = outcome.sources.get(place.file);
        let end = group.last().map_or(place.span.end, |edit| edit.place.span.end);
        let whole = window(file, Span::new(place.span.start, end), room);
        let mask = masks.file(place.file);
        let masked = |span: Span| {
            let lines = file.lines();
            let mut spans: Vec<Span> = Vec::new();
            let (first, last) =
                (lines.line_of(file.text(), span.start), lines.line_of(file.text(), span.end));
            for line in (first..=last).take(LINES + 1) {
                let line = lines.line_span(file.text(), line);
                let part = Span::new(span.start.max(line.start), span.end.min(line.end));
                if !part.is_empty() {
                    spans.extend(mask.within(file, line, part));
                }
            }
            shown(file, span, &spans)
        };
        let old = masked(whole.text);
        let (mut new, mut past) = (String::new(), whole.text.start);
        for edit in group {
            new.push_str(&masked(Span::new(past, edit.place.span.start)));
            let is_masked = masks.hides_edit(edit);
            edit.text.chars().for_each(|c| if is_masked { new.push(MASK) } else { push(&mut new, c) });
            past = edit.place.span.end;
        }
        new.push_str(&masked(Span::new(past, whole.text.end.max(past))));
        let number = file.position(whole.text.start).line;
        let dots = |cut: bool| if cut { "…" } else { "" };
        for (text, is_new) in [(old, false), (new, true)] {
            for (at, line) in text.lines().filter(|line| !line.trim().is_empty()).take(LINES).enumerate() {
                let text =
                    format!("{}{}{}", dots(whole.is_cut_before), line.trim_end(), dots(whole.is_cut_behind));
                out.push(ChangedLine { number: number + offset(at), is_new, text });
            }
        }
    }
    out
}

/// What is shown around a change.
struct Window {
    text: Span,
    is_cut_before: bool,
    is_cut_behind: bool,
}

fn window(file: &SourceFile, change: Span, room: u32) -> Window {
    let text = file.text();
    let start = change.start as usize;
    // A line that goes with its end is shown, and not the one below it.
    let end =
        change.end as usize - usize::from(text[..change.end as usize].ends_with('\n') && !change.is_empty());
    let end = end.max(start);
    let from = boundary(text, change.start.saturating_sub(room)) as usize;
    let to = boundary(text, offset(end).saturating_add(room)) as usize;
    let line_start = text[from..start].rfind(['\n', '\r']).map(|at| from + at + 1);
    let line_end = text[end..to].find(['\n', '\r']).map(|at| end + at);
    let mark = if from == 0 && text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
    Window {
        text: Span::new(
            offset(line_start.unwrap_or(from.max(mark).min(start))),
            offset(line_end.unwrap_or(to)),
        ),
        is_cut_before: line_start.is_none() && from > 0,
        is_cut_behind: line_end.is_none() && to < text.len(),
    }
}

fn shown(file: &SourceFile, span: Span, masked: &[Span]) -> String {
    let mut out = String::new();
    let mut masked = masked.iter().peekable();
    for (at, c) in file.slice(span).char_indices() {
        let at = span.start + offset(at);
        while masked.next_if(|span| span.end <= at).is_some() {}
        let is_masked = masked.peek().is_some_and(|span| span.start <= at);
        if is_masked && !matches!(c, '\n' | '\r') { out.push(MASK) } else { push(&mut out, c) }
    }
    out
}

fn push(out: &mut String, c: char) {
    match c {
        '\n' => out.push(c),
        '\r' => {}
        '\t' => out.push(' '),
        _ => push_clean(out, c),
    }
}
