//! What fixes change, as a unified diff. Names and comments are masked in it as in every line that is shown: with
//! names it is a patch.

use std::collections::HashMap;
use std::io::{self, Write};
use std::ops::Range;
use std::path::Path;

use anstyle::{AnsiColor, Style};
use imara_diff::{Algorithm, Diff, Hunk, InternedInput};

use super::Options;
use super::escape::{clean, no_commands, push_clean};
use super::mask::{FileMask, Masks};
use super::names::MASK;
use crate::finding::Outcome;
use crate::source::{FileId, SourceFile, Span, offset};

/// Lines around a change.
const CONTEXT: u32 = 3;

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
    let mut input = InternedInput::default();
    input.update_before(old.texts.iter().copied());
    input.update_after(new.texts.iter().copied());
    let mut diff = Diff::compute(Algorithm::Histogram, &input);
    diff.postprocess_lines(&input);
    let path = clean(old.file.path());
    writeln!(out, "--- a/{path}\n+++ b/{path}")?;
    let changes: Vec<Hunk> = diff.hunks().collect();
    // What is around two changes is shown once if nothing is left out between them.
    for hunk in changes.chunk_by(|one, next| next.before.start - one.before.end <= 2 * CONTEXT) {
        write_hunk(hunk, old, new, color, out)?;
    }
    Ok(())
}

fn write_hunk(
    changes: &[Hunk],
    old: &Lines<'_>,
    new: &Lines<'_>,
    color: bool,
    out: &mut dyn Write,
) -> io::Result<()> {
    let [first, ..] = changes else { return Ok(()) };
    let last = changes.last().unwrap_or(first);
    let lead = CONTEXT.min(first.before.start);
    let rest = CONTEXT.min(offset(old.texts.len()) - last.before.end);
    let before = first.before.start - lead..last.before.end + rest;
    let after = first.after.start - lead..last.after.end + rest;
    writeln!(out, "@@ -{} +{} @@", lines_of(&before), lines_of(&after))?;
    let mut at = before.start;
    for change in changes {
        old.write(at..change.before.start, ' ', Style::new(), out)?;
        let style = |of: AnsiColor| if color { of.on_default() } else { Style::new() };
        old.write(change.before.clone(), '-', style(AnsiColor::Red), out)?;
        new.write(change.after.clone(), '+', style(AnsiColor::Green), out)?;
        at = change.before.end;
    }
    old.write(at..before.end, ' ', Style::new(), out)
}

/// Lines as the head of a hunk names them: the first and how many, or the one before if there are none.
fn lines_of(lines: &Range<u32>) -> String {
    match lines.end - lines.start {
        0 => format!("{},0", lines.start),
        1 => (lines.start + 1).to_string(),
        count => format!("{},{count}", lines.start + 1),
    }
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

    fn write(&self, lines: Range<u32>, sign: char, style: Style, out: &mut dyn Write) -> io::Result<()> {
        for at in lines {
            let shown = self.shown(at as usize);
            let (line, end) = shown.strip_suffix('\n').map_or((shown.as_str(), false), |line| (line, true));
            writeln!(out, "{style}{sign}{line}{style:#}")?;
            if !end {
                writeln!(out, "\\ No newline at end of file")?;
            }
        }
        Ok(())
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
