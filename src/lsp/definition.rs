//! Where the position stands that a line names.

use gen_lsp_types::{DefinitionParams, Location};

use super::view::View;

pub(super) fn answer(view: View<'_>, params: &DefinitionParams) -> Option<Location> {
    let (file, at) = view.at(&params.text_document_position_params)?;
    view.location(view.ide()?.definition(file, at)?)
}
