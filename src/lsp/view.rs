//! What a request is answered from: the newest reading of the charts, and places in the words of the protocol.

use std::collections::{BTreeMap, HashMap};
use std::path::{Path, PathBuf};

use gen_lsp_types::{Location, Position, Range, TextDocumentPositionParams, TextEdit, Uri, WorkspaceEdit};
use jiff::civil::Date;

use super::Encoding;
use super::documents::{Document, byte, columns};
use super::uri;
use crate::finding::Edit;
use crate::ide::Ide;
use crate::session::Run;
use crate::source::{FileId, Place, SourceFile, Span, offset};

/// Why a request has no answer.
pub(super) struct Failure {
    pub(super) code: i32,
    pub(super) message: String,
}

/// A reading of the charts, and the texts it was made of.
#[derive(Clone, Copy)]
pub(super) struct View<'w> {
    pub(super) documents: &'w BTreeMap<PathBuf, Document>,
    /// The newest reading.
    pub(super) run: Option<&'w Run>,
    /// The newest one in which every file could be read in full.
    pub(super) good: Option<&'w Run>,
    pub(super) encoding: Encoding,
    pub(super) today: Date,
}

impl<'w> View<'w> {
    /// The readings, the newest first.
    pub(super) fn runs(self) -> Vec<&'w Run> {
        self.run.into_iter().chain(self.good).collect()
    }

    pub(super) fn ide(self) -> Option<Ide<'w>> {
        Some(Ide { run: self.run?, today: self.today })
    }

    /// The reading before that serves where something cannot be read now.
    pub(super) fn ide_before(self) -> Option<Ide<'w>> {
        Some(Ide { run: self.good?, today: self.today })
    }

    /// A file of the charts.
    pub(super) fn file(self, uri: &Uri) -> Option<(FileId, &'w SourceFile)> {
        let path = uri::path(uri.as_ref())?;
        let mut files = self.run?.outcome.sources.iter();
        files.find(|(_, file)| file.location() == Some(&*path)).map(|(id, file)| (id, &**file))
    }

    /// The file and the byte that a request is about.
    pub(super) fn at(self, params: &TextDocumentPositionParams) -> Option<(FileId, u32)> {
        let (id, file) = self.file(&params.text_document.uri)?;
        Some((id, self.byte(file, params.position)))
    }

    pub(super) fn byte(self, file: &SourceFile, position: Position) -> u32 {
        offset(byte(file.text(), position, self.encoding))
    }

    /// The open text that a request is about.
    pub(super) fn document(self, uri: &Uri) -> Option<(PathBuf, &'w Document)> {
        let path = uri::path(uri.as_ref())?;
        let document = self.documents.get(&path)?;
        Some((path, document))
    }

    fn position(self, file: &SourceFile, at: u32) -> Position {
        let text = file.text();
        let line = file.lines().line_of(text, at);
        let start = file.lines().line_span(text, line).start;
        let before = file.slice(Span::new(start, at.max(start)));
        // An editor shows no mark at the start of a file.
        let before = if line == 0 { before.trim_start_matches('\u{feff}') } else { before };
        Position { line: offset(line), character: columns(before, self.encoding) }
    }

    pub(super) fn range(self, file: &SourceFile, span: Span) -> Range {
        Range { start: self.position(file, span.start), end: self.position(file, span.end.max(span.start)) }
    }

    /// The address of a file, as the client writes it where it is open.
    pub(super) fn uri(self, location: &Path) -> Uri {
        match self.documents.get(location) {
            Some(document) => document.uri.clone().into(),
            None => uri::of(location).into(),
        }
    }

    pub(super) fn location(self, place: Place) -> Option<Location> {
        let file = self.run?.outcome.sources.get(place.file);
        Some(Location::new(self.uri(file.location()?), self.range(file, place.span)))
    }

    /// Edits of files; none where one of them is not a file of its own.
    pub(super) fn edits(self, edits: &[Edit]) -> Option<WorkspaceEdit> {
        let mut changes: HashMap<Uri, Vec<TextEdit>> = HashMap::new();
        for edit in edits {
            let file = self.run?.outcome.sources.get(edit.place.file);
            if file.is_sheet() {
                return None;
            }
            let text = TextEdit::new(self.range(file, edit.place.span), edit.text.clone());
            changes.entry(self.uri(file.location()?)).or_default().push(text);
        }
        Some(WorkspaceEdit { changes: Some(changes), ..WorkspaceEdit::default() })
    }
}
