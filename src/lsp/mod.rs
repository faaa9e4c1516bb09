//! `orglint lsp`: a language server. One loop takes messages, and one worker answers them in their order over the newest
//! texts: what a later change has made pointless is not worked out. What is answered is found in [`crate::ide`]; here it
//! is put into the words of the protocol, one file for each request.
//!
//! Nothing is logged: texts of charts hold names.

mod code_action;
mod completion;
mod definition;
mod diagnostics;
mod document_symbol;
mod documents;
mod folding;
mod hover;
mod references;
mod rename;
#[cfg(test)]
mod tests;
mod tree;
mod uri;
mod view;
mod worker;

use std::collections::HashSet;
use std::path::PathBuf;
use std::sync::mpsc;
use std::sync::{Arc, Mutex, PoisonError};

use gen_lsp_types::{
    CodeActionOptions, CompletionOptions, InitializeResult, PositionEncodingKind, RenameOptions,
    ServerCapabilities, ServerInfo, TextDocumentSyncKind, TextDocumentSyncOptions,
};
use lsp_server::{Connection, Message, ProtocolError, Request, RequestId};
use serde_json::{Value, json};

use crate::files::Files;
use crate::session::Options;
use worker::Worker;

/// How columns are counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Encoding {
    /// In bytes.
    Utf8,
    /// In units of 16 bits.
    Utf16,
}

/// Requests that were taken back.
pub(crate) type Cancelled = Arc<Mutex<HashSet<RequestId>>>;

/// Serves until the client says that it is enough, or goes.
pub(crate) fn serve<F: Files + Send>(
    connection: &Connection,
    files: F,
    options: Options,
) -> Result<(), ProtocolError> {
    let (id, params) = connection.initialize_start()?;
    let encoding = encoding(&params);
    let result = InitializeResult::new(
        capabilities(encoding),
        Some(ServerInfo::new("orglint".to_owned(), Some(env!("CARGO_PKG_VERSION").to_owned()))),
    );
    connection.initialize_finish(id, json!(result))?;
    if watches(&params) {
        watch(connection);
    }
    let cancelled = Cancelled::default();
    let (sender, receiver) = mpsc::channel();
    let out = connection.sender.clone();
    // A client that has gone is noticed where messages are taken.
    let send = Box::new(move |message| drop(out.send(message)));
    let mut worker = Worker::new(files, options, send, encoding, roots(&params), Arc::clone(&cancelled));
    let shutdown = std::thread::scope(|scope| {
        scope.spawn(move || worker.work(&receiver));
        // Without a sender the worker ends, and what was asked for until then is answered.
        let request = take(connection, &sender, &cancelled);
        drop(sender);
        request
    });
    match shutdown {
        Some(request) => connection.handle_shutdown(&request).map(|_| ()),
        None => Ok(()),
    }
}

/// Hands messages on until somebody asks for the end.
fn take(connection: &Connection, sender: &mpsc::Sender<Message>, cancelled: &Cancelled) -> Option<Request> {
    for message in &connection.receiver {
        match message {
            Message::Request(request) if request.method == "shutdown" => return Some(request),
            Message::Notification(notification) if notification.method == "exit" => return None,
            Message::Notification(notification) if notification.method == "$/cancelRequest" => {
                let id = notification.params.get("id").cloned();
                if let Some(id) = id.and_then(|id| serde_json::from_value(id).ok()) {
                    cancelled.lock().unwrap_or_else(PoisonError::into_inner).insert(id);
                }
            }
            // What the client says of the files that are watched.
            Message::Response(_) => {}
            message => sender.send(message).ok()?,
        }
    }
    None
}

fn encoding(params: &Value) -> Encoding {
    let known = params.pointer("/capabilities/general/positionEncodings").and_then(Value::as_array);
    let is_utf8 = known.is_some_and(|known| known.iter().any(|kind| kind == "utf-8"));
    if is_utf8 { Encoding::Utf8 } else { Encoding::Utf16 }
}

/// The folders that the client has open.
fn roots(params: &Value) -> Vec<PathBuf> {
    let of = |folder: &Value| uri::path(folder.get("uri")?.as_str()?);
    let folders = params.get("workspaceFolders").and_then(Value::as_array);
    folders.into_iter().flatten().filter_map(of).collect()
}

fn capabilities(encoding: Encoding) -> ServerCapabilities {
    let sync = TextDocumentSyncOptions {
        open_close: Some(true),
        change: Some(TextDocumentSyncKind::Incremental),
        ..TextDocumentSyncOptions::default()
    };
    let letters = [":", " ", "-", "[", "(", ","].map(str::to_owned).to_vec();
    ServerCapabilities {
        position_encoding: Some(match encoding {
            Encoding::Utf8 => PositionEncodingKind::UTF8,
            Encoding::Utf16 => PositionEncodingKind::UTF16,
        }),
        text_document_sync: Some(sync.into()),
        code_action_provider: Some(CodeActionOptions::default().into()),
        completion_provider: Some(CompletionOptions {
            trigger_characters: Some(letters),
            ..CompletionOptions::default()
        }),
        hover_provider: Some(true.into()),
        definition_provider: Some(true.into()),
        references_provider: Some(true.into()),
        rename_provider: Some(
            RenameOptions { prepare_provider: Some(true), ..RenameOptions::default() }.into(),
        ),
        document_symbol_provider: Some(true.into()),
        folding_range_provider: Some(true.into()),
        ..ServerCapabilities::default()
    }
}

fn watches(params: &Value) -> bool {
    let dynamic = params.pointer("/capabilities/workspace/didChangeWatchedFiles/dynamicRegistration");
    dynamic.and_then(Value::as_bool) == Some(true)
}

/// Asks to be told when other files of a chart, or the configuration, change.
fn watch(connection: &Connection) {
    let watchers = ["**/*.{yaml,yml,json,csv,tsv}", "**/.orglint/**"];
    let watchers = watchers.map(|glob| json!({ "globPattern": glob }));
    let registration = json!({
        "id": "files",
        "method": "workspace/didChangeWatchedFiles",
        "registerOptions": { "watchers": watchers },
    });
    let request = lsp_server::Request::new(
        "watch".to_owned().into(),
        "client/registerCapability".to_owned(),
        json!({ "registrations": [registration] }),
    );
    // A client that has gone is noticed where messages are taken.
    let _ = connection.sender.send(request.into());
}
