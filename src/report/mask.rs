//! Which bytes of a shown line name a person, and are masked there.
//!
//! The run says where the names and comments of a file are. In a file that could not be read in
//! full it cannot know them all: there everything is masked but what is certain to be no name.

use std::sync::OnceLock;

use super::guess;
use super::names::NameWords;
use crate::finding::{Edit, Fix, Outcome};
use crate::source::{FileId, SourceFile, Span, offset};

/// How far around the shown part of a line a guess looks.
const REACH: u32 = 1024;

/// The masks of all files, each prepared when the file is first shown.
pub(super) struct Masks<'a> {
    outcome: &'a Outcome,
    names: bool,
    files: Vec<OnceLock<FileMask>>,
}

impl<'a> Masks<'a> {
    /// Masks for a run; with `names` nothing is masked.
    pub(super) fn new(outcome: &'a Outcome, names: bool) -> Self {
        let files = outcome.sources.iter().map(|_| OnceLock::new()).collect();
        Self { outcome, names, files }
    }

    /// Whether what a fix writes in the place of names are names, as where it puts a list of people in order.
    pub(super) fn hides(&self, fix: &Fix) -> bool {
        fix.edits.iter().any(|edit| self.hides_edit(edit))
    }

    /// The same of one edit.
    pub(super) fn hides_edit(&self, edit: &Edit) -> bool {
        !edit.text.is_empty() && self.file(edit.place.file).knows(edit.place.span)
    }

    /// The mask of a file.
    pub(super) fn file(&self, id: FileId) -> &FileMask {
        self.files[id.0 as usize].get_or_init(|| {
            if self.names {
                FileMask { known: Vec::new(), guess: Guess::Nothing }
            } else {
                FileMask::new(self.outcome, id)
            }
        })
    }
}

enum Guess {
    Nothing,
    Comments,
    /// All but what is certain to be no name.
    Everything,
    /// Every value, and every key that is not known.
    Values,
}

/// What is masked in one file.
pub(super) struct FileMask {
    /// In order, none touching another.
    known: Vec<Span>,
    guess: Guess,
}

impl FileMask {
    fn new(outcome: &Outcome, id: FileId) -> Self {
        let file = outcome.sources.get(id);
        let comments = outcome.comments.get(&id);
        let mut known = outcome.names.get(&id).cloned().unwrap_or_default();
        for comment in comments.into_iter().flatten() {
            if let Some(text) = comment_text(file, *comment) {
                known.push(text);
            } else {
                let words = NameWords::new(outcome).find_in_sentence(file.slice(*comment));
                let start = |at: usize| comment.start.saturating_add(offset(at));
                known.extend(words.into_iter().map(|at| Span::new(start(at.start), start(at.end))));
            }
        }
        let guess = if outcome.foreign.contains(&id) {
            Guess::Values
        } else if outcome.broken.contains(&id) {
            Guess::Everything
        } else if comments.is_none() {
            Guess::Comments
        } else {
            Guess::Nothing
        };
        Self { known: in_order(known), guess }
    }

    /// Whether a part of the file is known to tell of people.
    fn knows(&self, span: Span) -> bool {
        let first = self.known.partition_point(|known| known.end <= span.start);
        self.known.get(first).is_some_and(|known| known.start < span.end)
    }

    /// The masked parts of `shown`, which is a part of `line`.
    pub(super) fn within(&self, file: &SourceFile, line: Span, shown: Span) -> Vec<Span> {
        let first = self.known.partition_point(|span| span.end <= shown.start);
        let known = self.known[first..].iter().take_while(|span| span.start < shown.end);
        let mut spans: Vec<Span> = known.map(|span| without_indent(file, line, *span)).collect();
        let find = match self.guess {
            Guess::Nothing => return spans,
            Guess::Comments => guess::comments,
            Guess::Everything => guess::everything,
            Guess::Values => guess::values,
        };
        let from = boundary(file.text(), shown.start.saturating_sub(REACH).max(line.start));
        let to = boundary(file.text(), shown.end.saturating_add(REACH).min(line.end));
        let guessed = find(file.slice(Span::new(from, to)));
        spans.extend(guessed.into_iter().map(|part| {
            Span::new(from.saturating_add(offset(part.start)), from.saturating_add(offset(part.end)))
        }));
        in_order(spans)
    }
}

/// A comment without its `#`; none for a directive, which is written for this program.
fn comment_text(file: &SourceFile, comment: Span) -> Option<Span> {
    let text = file.slice(comment);
    let body = text.strip_prefix('#').unwrap_or(text);
    (!guess::is_directive(body))
        .then(|| Span::new(comment.end - offset(body.len()).min(comment.end), comment.end))
}

/// For a name over several lines, the blanks a line starts with are left as they are.
fn without_indent(file: &SourceFile, line: Span, span: Span) -> Span {
    if span.start >= line.start {
        return span;
    }
    let text = file.slice(line);
    let blanks = text.len() - text.trim_start().len();
    Span::new((line.start + offset(blanks)).min(span.end), span.end)
}

/// The spans sorted, empty ones left out, those that touch made one.
fn in_order(mut spans: Vec<Span>) -> Vec<Span> {
    spans.retain(|span| !span.is_empty());
    spans.sort_unstable();
    let mut out: Vec<Span> = Vec::with_capacity(spans.len());
    for span in spans {
        match out.last_mut() {
            Some(last) if span.start <= last.end => last.end = last.end.max(span.end),
            _ => out.push(span),
        }
    }
    out
}

/// The nearest character boundary at or before a byte offset.
pub(super) fn boundary(text: &str, at: u32) -> u32 {
    let mut at = (at as usize).min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    offset(at)
}
