//! Mistakes that keep a part of a file from being read.

use crate::finding::Label;
use crate::rules::check::{About, Check, Context, Draft};
use crate::source::{Place, Span, TextError};
use crate::yaml::Problem;

pub(super) const CHECK: Check = Check::of_chart(check);

fn check(ctx: &Context<'_, '_>, out: &mut Vec<Draft>) {
    let folder = folder(ctx);
    for (file, problem) in &ctx.chart.yaml_problems {
        let Some(text) = seen_there(problem) else { continue };
        let place = |span: Span| Place { file: *file, span };
        let message = problem.to_string();
        let shown = match problem {
            Problem::UnknownAlias { name, .. } | Problem::AliasLoop { name, .. }
                if !ctx.chart.shows_label(name.trim_start_matches('*')) =>
            {
                message.replace(name.as_str(), "…")
            }
            _ => message.clone(),
        };
        // The same slip in two files is two.
        let path = &ctx.sources.get(*file).path()[folder..];
        let ids = ["chart", path, message.as_str()].map(str::to_owned);
        let primary = Label::new(place(problem.span()), text);
        let mut draft = Draft::new(About::File, shown, problem.help(), primary).ids(ids).value(&message);
        if let Problem::AliasLoop { target, .. } = problem {
            draft = draft.label(place(*target), "the part it refers to starts here");
        }
        out.push(draft);
    }
}

/// How long the path is of the folder that all files of the chart are in: a chart that is moved has the
/// mistakes it had.
fn folder(ctx: &Context<'_, '_>) -> usize {
    let mut paths = ctx.chart.files().iter().map(|file| ctx.sources.get(file.id).path());
    let first = paths.next().unwrap_or_default();
    let shared = paths.fold(first, |shared, path| {
        let same = shared.chars().zip(path.chars()).take_while(|(one, other)| one == other);
        &shared[..same.map(|(c, _)| c.len_utf8()).sum()]
    });
    shared.rfind('/').map_or(0, |end| end + 1)
}

/// What is to be seen at a problem's place; none for a problem that is another rule's. Every kind is
/// named, so that a new one cannot go unreported.
fn seen_there(problem: &Problem) -> Option<&'static str> {
    match problem {
        Problem::Text(TextError::NotUtf8 { .. } | TextError::Nul { .. }) => {
            Some("the file is read up to this byte")
        }
        Problem::Text(error) => {
            (!matches!(error, TextError::OtherFormat { .. })).then_some("nothing in this file is read")
        }
        Problem::Syntax { .. } => Some("this part is not read"),
        Problem::UnknownAlias { .. } => Some("nothing has this name"),
        Problem::AliasLoop { .. } => Some("this would never end"),
        Problem::AliasBomb { .. } => Some("this reference exceeds the limit"),
        Problem::NotMergeable { .. } => Some("no keys to merge here"),
        Problem::TooManyDocuments { .. } => Some("from here on nothing is read"),
        Problem::Row { .. } => Some("this row is not read"),
        Problem::Shifted { .. } => Some("the first of them; nothing in this table is read"),
        Problem::OtherFormat { .. }
        | Problem::DuplicateKey { .. }
        | Problem::Quote { .. }
        | Problem::NotPortable { .. }
        | Problem::CloseComment { .. } => None,
    }
}
