//! The positions of a file as a tree.

use gen_lsp_types::{DocumentSymbol, DocumentSymbolParams, SymbolKind};

use super::view::View;
use crate::ide::Outlined;
use crate::source::SourceFile;

pub(super) fn answer(view: View<'_>, params: &DocumentSymbolParams) -> Vec<DocumentSymbol> {
    let (Some(ide), Some((id, file))) = (view.ide(), view.file(&params.text_document.uri)) else {
        return Vec::new();
    };
    ide.outline(id).into_iter().map(|one| symbol(view, file, one)).collect()
}

/// A position with those below it, as deep as the outline goes.
fn symbol(view: View<'_>, file: &SourceFile, one: Outlined) -> DocumentSymbol {
    let below: Vec<DocumentSymbol> = one.below.into_iter().map(|one| symbol(view, file, one)).collect();
    // A symbol without a name is refused.
    let name = if one.name.trim().is_empty() { "-".to_owned() } else { one.name };
    #[expect(deprecated, reason = "the type has the old field, which stays empty")]
    DocumentSymbol {
        name,
        detail: Some(one.detail),
        kind: SymbolKind::Struct,
        tags: None,
        deprecated: None,
        range: view.range(file, one.whole),
        selection_range: view.range(file, one.label),
        children: (!below.is_empty()).then_some(below),
    }
}
