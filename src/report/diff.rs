//! What fixes change, as a unified diff. Names and comments are masked in it as in every line that is shown: with
//! names it is a patch.

use std::collections::HashMap;
use std::io::{self, Write};
use std::path::Path;

use anstyle::{AnsiColor, Style};
use similar::{Algorithm, ChangeTag, TextDiff};

use super::Options;
use super::escape::{clean, no_commands, push_clean};
use super::mask::{FileMask, Masks};
use super::names::MASK;
use crate::finding::Outcome;
use crate::source::{FileId, SourceFile, Span, offset};

/// Lines around a change.
const CONTEXT: usize = 3;

pub(super) fn write(
    before: &Outcome,
    after: &Outcome,
    options: &Options,
    out: &mut dyn Write,
) -> io::Result<()> {
    let (masks_before, masks_after) = (Masks::new(before, options.names), Masks::new(after, options.names));
    let new: HashMap<&Path, FileId> =
        after.sources.iter().filter_map(|(id, file)| Some((file.location()?, id))).collect();
    for (old_id, file) in before.sources.iter() {
        let Some(new_id) = file.location().and_then(|location| new.get(location)) else { continue };
        let new = after.sources.get(*new_id);
        if new.text() != file.text() {
            let old = Lines::new(file, masks_before.file(old_id), options.names);
            let new = Lines::new(new, masks_after.file(*new_id), options.names);
            write_file(&old, &new, options.color, out)?;
        }
    }
    Ok(())
}

fn write_file(old: &Lines<'_>, new: &Lines<'_>, color: bool, out: &mut dyn Write) -> io::Result<()> {
    // Lines that stand once are looked for first, so that many changes in a large file take no long search.
    let diff = TextDiff::configure().algorithm(Algorithm::Patience).diff_slices(&old.texts, &new.texts);
    let path = clean(old.file.path());
    writeln!(out, "--- a/{path}\n+++ b/{path}")?;
    for hunk in diff.unified_diff().context_radius(CONTEXT).iter_hunks() {
        writeln!(out, "{}", hunk.header())?;
        for change in hunk.iter_changes() {
            let (sign, at, lines, style) = match change.tag() {
                ChangeTag::Delete => ('-', change.old_index(), old, AnsiColor::Red.on_default()),
                ChangeTag::Insert => ('+', change.new_index(), new, AnsiColor::Green.on_default()),
                ChangeTag::Equal => (' ', change.old_index(), old, Style::new()),
            };
            let style = if color { style } else { Style::new() };
            let shown = at.map(|at| lines.shown(at)).unwrap_or_default();
            let (line, end) = shown.strip_suffix('\n').map_or((shown.as_str(), false), |line| (line, true));
            writeln!(out, "{style}{sign}{line}{style:#}")?;
            if !end {
                writeln!(out, "\\ No newline at end of file")?;
            }
        }
    }
    Ok(())
}

/// The lines of a file, with their ends.
struct Lines<'f> {
    file: &'f SourceFile,
    mask: &'f FileMask,
    /// Whether they are shown as they are.
    as_they_are: bool,
    texts: Vec<&'f str>,
    starts: Vec<u32>,
}

impl<'f> Lines<'f> {
    fn new(file: &'f SourceFile, mask: &'f FileMask, as_they_are: bool) -> Self {
        let texts: Vec<&str> = file.text().split_inclusive('\n').collect();
        let start = |line: &str, at: &mut u32| {
            let next = *at + offset(line.len());
            std::mem::replace(at, next)
        };
        let mut at = 0;
        let starts = texts.iter().map(|line| start(line, &mut at)).collect();
        Self { file, mask, as_they_are, texts, starts }
    }

    /// A line as it is shown: masked, and harmless.
    fn shown(&self, at: usize) -> String {
        let (line, start) = (self.texts[at], self.starts[at]);
        if self.as_they_are {
            return line.to_owned();
        }
        let body = line.trim_end_matches(['\r', '\n']);
        let whole = Span::new(start, start + offset(body.len()));
        let masked = self.mask.within(self.file, whole, whole);
        let mut masked = masked.iter().peekable();
        let mut out = String::with_capacity(line.len());
        for (at, c) in body.char_indices() {
            let at = start + offset(at);
            while masked.next_if(|span| span.end <= at).is_some() {}
            if masked.peek().is_some_and(|span| span.start <= at) {
                out.push(MASK);
            } else if matches!(c, '\t' | '\u{feff}') {
                out.push(c);
            } else {
                push_clean(&mut out, c);
            }
        }
        out.push_str(&line[body.len()..]);
        no_commands(&out).into_owned()
    }
}
