//! What can be folded.

use gen_lsp_types::{FoldingRange, FoldingRangeParams};

use super::view::View;

pub(super) fn answer(view: View<'_>, params: &FoldingRangeParams) -> Vec<FoldingRange> {
    let (Some(ide), Some((id, file))) = (view.ide(), view.file(&params.text_document.uri)) else {
        return Vec::new();
    };
    let range = |span| {
        let range = view.range(file, span);
        // A mapping ends where the next line begins.
        let end = if range.end.character == 0 { range.end.line.saturating_sub(1) } else { range.end.line };
        (end > range.start.line).then(|| FoldingRange::new(range.start.line, None, end, None, None, None))
    };
    ide.folds(id).into_iter().filter_map(range).collect()
}
