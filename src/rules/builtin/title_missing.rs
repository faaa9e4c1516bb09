//! A holder without a title or function: nothing says what the position is for.

use super::shared::keys::StandIns;
use super::shared::wording::id_of;
use crate::chart::{Field, PositionId};
use crate::finding::Label;
use crate::rules::check::{About, Check, Context, Draft, DraftCause};

pub(super) const CHECK: Check = Check::of_chart(check);

fn check(ctx: &Context<'_, '_>, out: &mut Vec<Draft>) {
    // The layout looks for titles where none are, and is told so.
    if ctx.chart.unused_paths.iter().any(|unused| unused.field == Some(Field::Title)) {
        return;
    }
    let stand_ins = StandIns::of(ctx.chart, Field::Title.key().name);
    let without: Vec<PositionId> = ctx
        .chart
        .positions()
        .filter(|position| lacks_title(ctx, *position) && stand_ins.said_by(ctx.chart, *position).is_none())
        .collect();
    let is_everywhere = without.len() == ctx.chart.len();
    out.extend(without.into_iter().map(|position| draft(ctx, position, is_everywhere)));
}

/// A unit is called by its `unit` or `department`, and a position that tells nothing at all is an
/// error of reading.
fn lacks_title(ctx: &Context<'_, '_>, position: PositionId) -> bool {
    let tells = || ctx.chart.has_any(position, &[Field::Title, Field::Function, Field::Role, Field::Unit]);
    let is_person = || ctx.chart.has_any(position, &[Field::Name, Field::Holder]);
    !tells() && is_person() && !ctx.chart.is_cut(position)
}

/// Nobody on the chart has a title: the column or key was left out, or is called something else.
const NO_TITLES: DraftCause = DraftCause {
    message: "none of the {count} positions has a title or a function",
    is_one: true,
    has_all_labels: false,
};

const HELP: &str = "write `title`, or `function` for what it does, or keep it and note why";

const WHICH: &str = "if one of them holds titles, `orglint init --chart FILE --column title=NAME` writes \
    that to `orglint.yaml`; otherwise keep it and note why";

fn draft(ctx: &Context<'_, '_>, position: PositionId, is_everywhere: bool) -> Draft {
    let id = ctx.chart.id(position);
    let message = format!("{} has neither a title nor a function", id_of(ctx, position));
    let primary = Label::new(
        ctx.chart.label_place(position, Field::Id),
        ctx.chart.in_file_keys("no `title` and no `function` here").into_owned(),
    );
    let draft =
        Draft::new(About::Position(position), message, ctx.chart.in_file_keys(HELP), primary).ids([id]);
    if !is_everywhere {
        return draft;
    }
    let draft = draft.cause(NO_TITLES);
    match &ctx.chart.keys_seen {
        Some(seen) => Draft { help: format!("{seen}; {WHICH}").into(), ..draft },
        None => draft,
    }
}
