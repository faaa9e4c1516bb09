//! Another id for a position, wherever it is named.

use gen_lsp_types::{PrepareRenameParams, PrepareRenamePlaceholder, RenameParams, WorkspaceEdit};
use lsp_server::ErrorCode;

use super::view::{Failure, View};
use crate::ide::RenameError;

pub(super) fn prepare(view: View<'_>, params: &PrepareRenameParams) -> Option<PrepareRenamePlaceholder> {
    let (file, at) = view.at(&params.text_document_position_params)?;
    let (place, id) = view.ide()?.renamed_at(file, at)?;
    Some(PrepareRenamePlaceholder::new(view.location(place)?.range, id.to_owned()))
}

pub(super) fn answer(view: View<'_>, params: &RenameParams) -> Result<Option<WorkspaceEdit>, Failure> {
    let failure =
        |error: RenameError| Failure { code: ErrorCode::InvalidParams as i32, message: error.to_string() };
    let at = view.at(&params.text_document_position_params);
    let (Some(ide), Some((file, at))) = (view.ide(), at) else { return Err(failure(RenameError::NoId)) };
    let edits = ide.rename(file, at, &params.new_name).map_err(failure)?;
    Ok(view.edits(&edits))
}
