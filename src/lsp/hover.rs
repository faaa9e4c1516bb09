//! What is told of the position or the rule at a place.

use gen_lsp_types::{Hover, HoverParams, MarkupContent, MarkupKind};

use super::documents::byte;
use super::view::View;

pub(super) fn answer(view: View<'_>, params: &HoverParams) -> Option<Hover> {
    let at = &params.text_document_position_params;
    let contents = |text| MarkupContent::new(MarkupKind::PlainText, text).into();
    if let (Some(ide), Some((file, byte))) = (view.ide(), view.at(at))
        && let Some((place, text)) = ide.hover(file, byte)
    {
        return Some(Hover::new(contents(text), Some(view.location(place)?.range)));
    }
    // Where nothing can be read now, the word at the place may be an id that was read before.
    let (_, document) = view.document(&at.text_document.uri)?;
    let word = word_at(&document.text, byte(&document.text, at.position, view.encoding));
    Some(Hover::new(contents(view.ide_before()?.hover_of(word)?), None))
}

fn word_at(text: &str, at: usize) -> &str {
    let is_part = |c: &char| c.is_alphanumeric() || matches!(c, '-' | '_' | '.' | '@' | '/' | '+');
    let before: usize = text[..at].chars().rev().take_while(is_part).map(char::len_utf8).sum();
    let after: usize = text[at..].chars().take_while(is_part).map(char::len_utf8).sum();
    &text[at - before..at + after]
}
