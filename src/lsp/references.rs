//! Every place that names a position.

use gen_lsp_types::{Location, ReferenceParams};

use super::view::View;

pub(super) fn answer(view: View<'_>, params: &ReferenceParams) -> Vec<Location> {
    let at = view.at(&params.text_document_position_params);
    let (Some(ide), Some((file, at))) = (view.ide(), at) else { return Vec::new() };
    let places = ide.references(file, at, params.context.include_declaration);
    places.into_iter().filter_map(|place| view.location(place)).collect()
}
