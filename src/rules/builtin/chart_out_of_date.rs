//! A chart that is older than those who ask for a current one would have it. Facts know the chart's own day and
//! no other, so that this is not a condition.

use jiff::Span;

use crate::chart::TopField;
use crate::finding::Label;
use crate::rules::check::{About, Check, Context, Draft};

pub(super) const CHECK: Check = Check::of_chart(check).under(&["soc2", "uk-smcr"]);

fn check(ctx: &Context<'_, '_>, out: &mut Vec<Draft>) {
    out.extend(draft(ctx));
}

fn draft(ctx: &Context<'_, '_>) -> Option<Draft> {
    let of = ctx.chart.as_of()?;
    #[expect(clippy::cast_possible_truncation, reason = "a number of days is rounded to a whole one")]
    let days = ctx.number("days") as i64;
    let limit = ctx.as_of.today.checked_sub(Span::new().try_days(days).ok()?).ok()?;
    if of >= limit {
        return None;
    }
    let message = format!("the chart is dated {of}, and today is {}", ctx.as_of.today);
    let label = Label::new(ctx.chart.place(ctx.chart.top(TopField::AsOf).next()?), "the chart's date");
    let help = "write the date of the last review, or keep it and note why";
    Some(Draft::new(About::Company, message, help, label).ids(["chart"]))
}
