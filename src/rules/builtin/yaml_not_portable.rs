//! Texts in quotes that not every reader of YAML takes: one finding, with every place.

use crate::finding::{Edit, Fix, Label, Safety};
use crate::rules::check::{About, Check, Context, Draft};
use crate::source::{FileId, Place, Span, offset};
use crate::yaml::Problem;

pub(super) const CHECK: Check = Check::of_chart(check);

fn check(ctx: &Context<'_, '_>, out: &mut Vec<Draft>) {
    let of_lines = found(ctx, |problem| matches!(problem, Problem::NotPortable { .. }));
    let many = |count| format!("{count} texts in quotes have a line that starts too far to the left");
    let edits: Option<Vec<_>> =
        of_lines.iter().map(|(file, problem)| moved_in(ctx, *file, problem.span())).collect();
    out.extend(draft(
        &of_lines,
        many,
        edits.map(|edits| ("indent the lines, below their key", edits.concat())),
    ));

    let of_comments = found(ctx, |problem| matches!(problem, Problem::CloseComment { .. }));
    let many = |count| format!("{count} comments start right behind a text in quotes");
    let space = |(file, problem): &(FileId, &Problem)| Edit {
        place: Place { file: *file, span: Span::empty(problem.span().start) },
        text: " ".to_owned(),
    };
    let edits = of_comments.iter().map(space).collect();
    out.extend(draft(&of_comments, many, Some(("write a space before the `#`", edits))));
}

fn found<'c>(ctx: &Context<'c, '_>, is_one: fn(&Problem) -> bool) -> Vec<(FileId, &'c Problem)> {
    let all = ctx.chart.yaml_problems.iter().map(|(file, problem)| (*file, problem));
    all.filter(|(_, problem)| is_one(problem)).collect()
}

/// One finding for all places of a kind.
fn draft(
    found: &[(FileId, &Problem)],
    many: impl Fn(usize) -> String,
    edits: Option<(&str, Vec<Edit>)>,
) -> Option<Draft> {
    let (_, first) = found.first()?;
    let message = if found.len() == 1 { first.to_string() } else { many(found.len()) };
    let mut labels = found.iter().map(|(file, problem)| {
        let place = Place { file: *file, span: problem.span() };
        Label::new(place, "some programs refuse this line")
    });
    let mut draft = Draft::new(About::File, message, first.help(), labels.next()?).ids(["chart"]);
    draft.others.extend(labels);
    let fix = edits.map(|(title, edits)| Fix { title: title.to_owned(), safety: Safety::Safe, edits });
    Some(draft.fix(fix))
}

/// Moves the lines of a text that start too far left in by two from their key. The blanks that a line of such
/// a text starts with do not belong to it.
fn moved_in(ctx: &Context<'_, '_>, file: FileId, line: Span) -> Option<Vec<Edit>> {
    let tree = &ctx.chart.files().iter().find(|known| known.id == file)?.tree;
    let text = tree.file().text();
    let value = tree.scalar_before(line.start)?;
    let (value, key) = (tree.span(value), tree.key_of(value).unwrap_or(value));
    let column = |at: u32| {
        let before = &text[..at as usize];
        let start = before.rfind(['\n', '\r']).map_or(0, |end| end + 1);
        before[start..].trim_start_matches('\u{feff}').chars().count()
    };
    let least = column(tree.span(key).start) + 2;
    let mut edits = Vec::new();
    let mut at = value.start as usize;
    while let Some(end) = text[at..value.end as usize].find('\n') {
        at += end + 1;
        let rest = &text[at..value.end as usize];
        let blanks = rest.len() - rest.trim_start_matches([' ', '\t']).len();
        let is_blank = rest[blanks..].starts_with(['\n', '\r']);
        if !is_blank && (blanks < least - 1 || rest[..blanks].contains('\t')) {
            let span = Span::new(offset(at), offset(at + blanks));
            edits.push(Edit { place: Place { file, span }, text: " ".repeat(least) });
        }
    }
    Some(edits)
}
