//! A key that appears more than once in one place: only the first is read.

use super::shared::wording::{id_of, ticked};
use crate::chart::PositionId;
use crate::finding::Label;
use crate::rules::check::{About, Check, Context, Draft};
use crate::source::{Place, Span};
use crate::yaml::Problem;

pub(super) const CHECK: Check = Check::of_chart(check);

fn check(ctx: &Context<'_, '_>, out: &mut Vec<Draft>) {
    let mut holders = None;
    for (file, problem) in &ctx.chart.yaml_problems {
        let Problem::DuplicateKey { key, first, again } = problem else { continue };
        let place = |span: Span| Place { file: *file, span };
        // A position of a map stands under such a key itself, and does not hold the other.
        let end = again.iter().map(|span| span.end).fold(first.end, u32::max);
        let all = place(Span::new(first.start, end));
        let position = holders.get_or_insert_with(|| Holders::of(ctx)).of_place(ctx, all);
        let owner = position.map_or("chart", |position| ctx.chart.id(position));
        let ids = [owner.to_owned(), ticked(key)];
        let is_shown = ctx.chart.shows_key(key);
        let times = again.len() + 1;
        let (about, message) = match position {
            Some(position) => {
                let key = if is_shown { format!("the key {}", ticked(key)) } else { "one key".to_owned() };
                let message = format!("{} has {key} {times} times", id_of(ctx, position));
                (About::Position(position), message)
            }
            None if is_shown => (About::File, problem.to_string()),
            None => (About::File, format!("a key appears {times} times in one place")),
        };
        let key = if is_shown { ticked(key) } else { "this key".to_owned() };
        let primary = Label::new(place(*first), format!("{key} appears here first; only this one is read"));
        let mut draft = Draft::new(about, message, problem.help(), primary).ids(ids);
        for span in again {
            draft = draft.label(place(*span), format!("{key} again"));
        }
        out.push(draft);
    }
}

/// The positions in the order of their places.
struct Holders {
    starts: Vec<(Place, PositionId)>,
}

impl Holders {
    fn of(ctx: &Context<'_, '_>) -> Self {
        let mut starts: Vec<(Place, PositionId)> =
            ctx.chart.positions().map(|position| (own_place(ctx, position), position)).collect();
        starts.sort_unstable();
        Self { starts }
    }

    /// The innermost position that a place is in: the one that starts last before it, or one that
    /// holds that one.
    fn of_place(&self, ctx: &Context<'_, '_>, place: Place) -> Option<PositionId> {
        let after = self
            .starts
            .partition_point(|(start, _)| (start.file, start.span.start) <= (place.file, place.span.start));
        let mut at = Some(self.starts[after.checked_sub(1)?].1);
        while let Some(position) = at {
            let own = own_place(ctx, position);
            if own.file == place.file && own.span.end >= place.span.end {
                return Some(position);
            }
            at = ctx.chart.parent(position);
        }
        None
    }
}

fn own_place(ctx: &Context<'_, '_>, position: PositionId) -> Place {
    let at = ctx.chart.node(position);
    let file = &ctx.chart.files()[at.file as usize];
    Place { file: file.id, span: file.tree.span(file.tree.follow(at.node)) }
}
