//! Keeps the texts and the newest reading of the charts, and answers in the order of the messages.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::PoisonError;
use std::sync::mpsc::Receiver;

use gen_lsp_types::{
    DidChangeTextDocumentParams, DidCloseTextDocumentParams, DidOpenTextDocumentParams,
    PublishDiagnosticsParams,
};
use lsp_server::{ErrorCode, Message, Notification, Request, Response};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

use super::documents::Document;
use super::view::{Failure, View};
use super::{
    Cancelled, Encoding, code_action, completion, definition, diagnostics, document_symbol, folding, hover,
    references, rename, tree, uri,
};
use crate::config::{FILE_NAMES, RULES_FOLDER};
use crate::files::{Files, Over};
use crate::session::{Options, Request as Charts, Run, Session};

/// How messages go out.
pub(super) type Send = Box<dyn Fn(Message) + std::marker::Send>;

pub(super) struct Worker<F> {
    session: Session<Over<F>>,
    options: Options,
    send: Send,
    encoding: Encoding,
    /// The folders that are open.
    roots: Vec<PathBuf>,
    cancelled: Cancelled,
    documents: BTreeMap<PathBuf, Document>,
    /// Files with diagnostics that the client shows.
    published: BTreeSet<PathBuf>,
    run: Option<Run>,
    good: Option<Run>,
    /// Whether something has changed since the newest reading.
    is_old: bool,
}

impl<F: Files> Worker<F> {
    pub(super) fn new(
        files: F,
        options: Options,
        send: Send,
        encoding: Encoding,
        roots: Vec<PathBuf>,
        cancelled: Cancelled,
    ) -> Self {
        Self {
            session: Session::new(Over::new(files), options.clone()),
            options,
            send,
            encoding,
            roots,
            cancelled,
            documents: BTreeMap::new(),
            published: BTreeSet::new(),
            run: None,
            good: None,
            is_old: false,
        }
    }

    /// Works until nobody sends any more.
    pub(super) fn work(&mut self, messages: &Receiver<Message>) {
        while let Ok(first) = messages.recv() {
            let mut waiting = vec![first];
            waiting.extend(messages.try_iter());
            for at in 0..waiting.len() {
                let is_outdated = waiting[at + 1..].iter().any(is_change);
                match &waiting[at] {
                    Message::Request(request) => self.answer(request, is_outdated),
                    Message::Notification(notification) => self.take(notification),
                    Message::Response(_) => {}
                }
            }
            self.read();
        }
    }

    /// What the client tells.
    fn take(&mut self, notification: &Notification) {
        let params = notification.params.clone();
        match notification.method.as_str() {
            "textDocument/didOpen" => {
                let Some(params) = read::<DidOpenTextDocumentParams>(params) else { return };
                let opened = params.text_document;
                let Some(path) = uri::path(opened.uri.as_ref()) else { return };
                let uri = opened.uri.as_ref().to_owned();
                self.put(path, Document { uri, version: opened.version, text: opened.text });
            }
            "textDocument/didChange" => {
                let Some(params) = read::<DidChangeTextDocumentParams>(params) else { return };
                let changed = params.text_document;
                let path = uri::path(changed.text_document_identifier.uri.as_ref());
                let Some((path, mut document)) = path.and_then(|path| self.documents.remove_entry(&path))
                else {
                    return;
                };
                document.version = changed.version;
                params.content_changes.into_iter().for_each(|change| document.change(change, self.encoding));
                self.put(path, document);
            }
            "textDocument/didClose" => {
                let Some(params) = read::<DidCloseTextDocumentParams>(params) else { return };
                if let Some(path) = uri::path(params.text_document.uri.as_ref()) {
                    self.session.files_mut().take_away(&path);
                    self.documents.remove(&path);
                    self.is_old = true;
                }
            }
            "workspace/didChangeWatchedFiles" | "workspace/didChangeConfiguration" => self.is_old = true,
            _ => {}
        }
    }

    fn put(&mut self, path: PathBuf, document: Document) {
        self.session.files_mut().put(&path, document.text.as_str());
        self.documents.insert(path, document);
        self.is_old = true;
    }

    /// Reads the charts of the open texts anew where something has changed, and tells what is found.
    fn read(&mut self) {
        if !std::mem::take(&mut self.is_old) {
            return;
        }
        let paths = self.charts();
        let mut found = diagnostics::Found::default();
        if paths.is_empty() {
            (self.run, self.good) = (None, None);
        } else {
            match self.session.lint(Charts { paths, whole: true, ..Charts::default() }) {
                Ok(mut run) => {
                    run.outcome.put_together();
                    if let Some(before) = self.run.replace(run).filter(|run| run.outcome.broken.is_empty()) {
                        self.good = Some(before);
                    }
                }
                Err(error) => found.error(&error),
            }
        }
        found.notices(&self.session.take_notices());
        self.read_settings(&mut found);
        let leaves_schema = self.leaves_schema();
        let view = self.view();
        let mut all = found.placed(self.session.here());
        diagnostics::of_run(view, leaves_schema, &mut all);
        self.publish(all);
    }

    /// Mistakes in configurations and rule files that are open.
    fn read_settings(&mut self, found: &mut diagnostics::Found) {
        let open: Vec<PathBuf> = self.documents.keys().filter(|path| is_setting(path)).cloned().collect();
        for path in open {
            let folder = path.parent().unwrap_or(Path::new("/")).to_owned();
            if let Err(error) = self.session.setup(&folder) {
                found.error(&error);
            }
            found.notices(&self.session.take_notices());
        }
    }

    /// The charts that open texts belong to: the folder `org` of an open folder, else each file by itself.
    fn charts(&self) -> Vec<PathBuf> {
        let of = |path: &PathBuf| {
            let folder =
                self.roots.iter().map(|root| root.join("org")).find(|folder| path.starts_with(folder));
            folder.unwrap_or_else(|| path.clone())
        };
        let open = self.documents.keys().filter(|path| is_chart(path) && !is_setting(path));
        open.map(of).collect::<BTreeSet<_>>().into_iter().collect()
    }

    /// Whether what the schema says is left to another server, as the configuration of some open text asks.
    fn leaves_schema(&mut self) -> bool {
        let first = self.documents.keys().next().cloned();
        let folder = first.as_deref().and_then(Path::parent).map(Path::to_owned);
        let setup = folder.and_then(|folder| self.session.setup(&folder).ok());
        self.session.take_notices();
        setup.is_some_and(|setup| setup.leaves_schema)
    }

    fn publish(&mut self, mut all: BTreeMap<PathBuf, Vec<gen_lsp_types::Diagnostic>>) {
        // A file of which there is nothing to say any more is cleared.
        for path in self.published.iter().chain(self.documents.keys()) {
            all.entry(path.clone()).or_default();
        }
        self.published.clear();
        for (path, diagnostics) in all {
            if !diagnostics.is_empty() {
                self.published.insert(path.clone());
            }
            let version = self.documents.get(&path).map(|document| document.version);
            let params = PublishDiagnosticsParams::new(self.view().uri(&path), version, diagnostics);
            (self.send)(Notification::new("textDocument/publishDiagnostics".to_owned(), params).into());
        }
    }

    fn view(&self) -> View<'_> {
        View {
            documents: &self.documents,
            run: self.run.as_ref(),
            good: self.good.as_ref(),
            encoding: self.encoding,
            today: self.options.today,
        }
    }

    fn answer(&mut self, request: &Request, is_outdated: bool) {
        let refuse =
            |code: ErrorCode, message: &str| Failure { code: code as i32, message: message.to_owned() };
        let was_cancelled = self.cancelled.lock().unwrap_or_else(PoisonError::into_inner).remove(&request.id);
        let result = if was_cancelled {
            Err(refuse(ErrorCode::RequestCanceled, "taken back"))
        } else if is_outdated {
            Err(refuse(ErrorCode::ContentModified, "the text has changed since"))
        } else {
            self.read();
            self.result(request)
        };
        let response = match result {
            Ok(value) => Response::new_ok(request.id.clone(), value),
            Err(Failure { code, message }) => Response::new_err(request.id.clone(), code, message),
        };
        (self.send)(response.into());
    }

    fn result(&mut self, request: &Request) -> Result<Value, Failure> {
        let view = self.view();
        match request.method.as_str() {
            "textDocument/codeAction" => call(request, |params| Ok(code_action::answer(view, &params))),
            "textDocument/completion" => call(request, |params| Ok(completion::answer(view, &params))),
            "textDocument/hover" => call(request, |params| Ok(hover::answer(view, &params))),
            "textDocument/definition" => call(request, |params| Ok(definition::answer(view, &params))),
            "textDocument/references" => call(request, |params| Ok(references::answer(view, &params))),
            "textDocument/prepareRename" => call(request, |params| Ok(rename::prepare(view, &params))),
            "textDocument/rename" => {
                let result = call(request, |params| rename::answer(view, &params));
                if result.is_ok() {
                    self.tell_of_baseline(request);
                }
                result
            }
            "textDocument/documentSymbol" => {
                call(request, |params| Ok(document_symbol::answer(view, &params)))
            }
            "textDocument/foldingRange" => call(request, |params| Ok(folding::answer(view, &params))),
            "orglint/tree" => Ok(tree::answer(view)),
            _ => {
                let message = "there is no such request".to_owned();
                Err(Failure { code: ErrorCode::MethodNotFound as i32, message })
            }
        }
    }

    /// A baseline calls positions by their ids, and is not changed with them.
    fn tell_of_baseline(&self, request: &Request) {
        let path = request.params.pointer("/textDocument/uri").and_then(Value::as_str).and_then(uri::path);
        let Some(path) = path else { return };
        let baseline = path.ancestors().map(|folder| folder.join(".orglint/baseline.yaml"));
        if !baseline.take(8).any(|path| self.session.is_there(&path)) {
            return;
        }
        let message = "the baseline knows positions by their ids: write it again with `--write-baseline`";
        let params = json!({ "type": 3, "message": message });
        (self.send)(Notification::new("window/showMessage".to_owned(), params).into());
    }
}

fn call<P: DeserializeOwned, R: Serialize>(
    request: &Request,
    answer: impl FnOnce(P) -> Result<R, Failure>,
) -> Result<Value, Failure> {
    let Some(params) = read(request.params.clone()) else {
        let message = "the parameters do not fit this request".to_owned();
        return Err(Failure { code: ErrorCode::InvalidParams as i32, message });
    };
    Ok(json!(answer(params)?))
}

fn read<P: DeserializeOwned>(params: Value) -> Option<P> {
    serde_json::from_value(params).ok()
}

fn is_change(message: &Message) -> bool {
    matches!(message, Message::Notification(notification) if notification.method == "textDocument/didChange")
}

fn is_chart(path: &Path) -> bool {
    let ending = path.extension().map(|ending| ending.to_string_lossy().to_lowercase());
    matches!(ending.as_deref(), Some("yaml" | "yml" | "json" | "csv" | "tsv"))
}

/// Whether a file is a configuration or a rule.
fn is_setting(path: &Path) -> bool {
    let is_config = path.file_name().is_some_and(|name| FILE_NAMES.iter().any(|known| name == *known));
    is_config || path.parent().is_some_and(|folder| folder.ends_with(RULES_FOLDER))
}
