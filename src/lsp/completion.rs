//! What can be written at a place: ids with their titles, keys, words, facts and rules.

use gen_lsp_types::{CompletionItem, CompletionItemKind, CompletionParams, Range, TextEdit};

use super::documents::byte;
use super::view::View;
use crate::ide::{Group, complete};
use crate::source::{SourceFile, offset};

pub(super) fn answer(view: View<'_>, params: &CompletionParams) -> Vec<CompletionItem> {
    let at = &params.text_document_position_params;
    let Some((path, document)) = view.document(&at.text_document.uri) else { return Vec::new() };
    let end = offset(byte(&document.text, at.position, view.encoding));
    let path = path.to_string_lossy().replace('\\', "/");
    let (span, found) = complete(&path, &document.text, end, &view.runs());
    let file = SourceFile::new(path, document.text.as_str());
    let range: Range = view.range(&file, span);
    let item = |one: crate::ide::Completion| CompletionItem {
        kind: Some(match one.group {
            Group::Id => CompletionItemKind::Reference,
            Group::Key => CompletionItemKind::Property,
            Group::Word => CompletionItemKind::EnumMember,
            Group::Fact => CompletionItemKind::Field,
            Group::Rule => CompletionItemKind::Constant,
        }),
        detail: (!one.detail.is_empty()).then_some(one.detail),
        text_edit: Some(TextEdit::new(range, one.label.clone()).into()),
        filter_text: Some(one.label.clone()),
        label: one.label,
        ..CompletionItem::default()
    };
    found.into_iter().map(item).collect()
}
