//! Fixes of what is found at a place, and an exception for it. Only a safe fix is preferred.

use gen_lsp_types::{CodeAction, CodeActionKind, CodeActionParams};

use super::diagnostics::diagnostic;
use super::view::View;
use crate::finding::{Edit, Safety};
use crate::session::exception_for;

/// What stands in an exception until somebody writes why.
const REASON: &str = "say why";

pub(super) fn answer(view: View<'_>, params: &CodeActionParams) -> Vec<CodeAction> {
    let (Some(run), Some((id, file))) = (view.run, view.file(&params.text_document.uri)) else {
        return Vec::new();
    };
    let (start, end) = (view.byte(file, params.range.start), view.byte(file, params.range.end));
    let mut actions = Vec::new();
    for finding in &run.outcome.findings {
        let meets = |place: crate::source::Place| {
            place.file == id && place.span.start <= end && start <= place.span.end
        };
        if !finding.labels().any(|label| meets(label.place)) {
            continue;
        }
        let mut add = |title: String, edits: &[Edit], is_preferred: bool| {
            let Some(edit) = view.edits(edits) else { return };
            actions.push(CodeAction {
                title,
                kind: Some(CodeActionKind::QuickFix),
                diagnostics: Some(vec![diagnostic(view, finding)]),
                is_preferred: is_preferred.then_some(true),
                edit: Some(edit),
                ..CodeAction::default()
            });
        };
        for (at, fix) in finding.fixes.iter().enumerate().filter(|(_, fix)| fix.safety != Safety::Display) {
            add(fix.title.clone(), &fix.edits, at == 0 && fix.safety == Safety::Safe);
        }
        if let Some(edit) = exception_for(run, finding, REASON) {
            let rule = &run.outcome.rule(finding.rule).id;
            add(format!("allow `{rule}` here, with a reason"), &[edit], false);
        }
    }
    actions
}
