//! A chart that says it is complete, and shows another number of people than the company has.

use std::collections::HashSet;

use super::shared::twins::Twins;
use crate::chart::{CompanyField, Field, PositionId};
use crate::finding::Label;
use crate::rules::check::{About, Check, Context, Draft};

pub(super) const CHECK: Check = Check::of_chart(check);

fn check(ctx: &Context<'_, '_>, out: &mut Vec<Draft>) {
    let chart = ctx.chart;
    if chart.is_broken() || chart.company_flag(CompanyField::Complete) != Some(true) {
        return;
    }
    let Some(stated) = chart.company_text(CompanyField::Employees) else { return };
    let Some(employees) = chart.company_number(CompanyField::Employees) else { return };
    let (least, most) = counted(ctx);
    let difference = (f64::from(least) - employees).max(employees - f64::from(most));
    if difference <= ctx.number("number") || difference <= employees * ctx.number("percent") / 100.0 {
        return;
    }
    let shown = if f64::from(least) > employees { least } else { most };
    let message =
        format!("the chart shows {shown} filled positions, but the company states {employees} employees");
    let help = "correct `employees`, add the positions that are missing, write `complete: false`, or keep it and \
                note why";
    let primary = Label::new(stated.place, format!("the chart shows {shown} filled positions"));
    let mut draft = Draft::new(About::Company, message, help, primary).ids(["company"]);
    if let Some(complete) = chart.company_text(CompanyField::Complete) {
        draft = draft.label(complete.place, "the chart is said to be complete");
    }
    out.push(draft);
}

/// Fewest and most people that the filled positions may stand for: contractors may count or not,
/// positions with dates may have begun or ended, a holder with two positions is one person.
fn counted(ctx: &Context<'_, '_>) -> (u32, u32) {
    let twins = Twins::of(ctx);
    let (mut least, mut most) = (0, 0);
    let mut seen: HashSet<&str> = HashSet::new();
    let filled = ctx.chart.positions().filter(|position| !ctx.chart.is_vacant(*position));
    for position in filled.filter(|position| twins.is_own(*position)) {
        let texts = |field| ctx.chart.texts(position, field).count();
        let holders = texts(Field::Holder).max(texts(Field::Name)).max(1);
        most += u32::try_from(holders).unwrap_or(u32::MAX);
        if twins.doubtful.contains(&position) || !is_employee_now(ctx, position) {
            continue;
        }
        // Whoever holds two positions counts by any of them that counts, whichever comes first; the holders
        // of one position may be one person as long as nobody says who they are.
        let holder = ctx.chart.text(position, Field::Holder);
        if holder.map_or(!twins.is_shared(position), |holder| seen.insert(holder.text)) {
            least += 1;
        }
    }
    (least, most)
}

fn is_employee_now(ctx: &Context<'_, '_>, position: PositionId) -> bool {
    let date = |field| ctx.chart.date(position, field);
    let employment = ctx.chart.text(position, Field::Employment).map(|word| word.text);
    matches!(employment, None | Some("employee"))
        && date(Field::Since).is_none_or(|since| since <= ctx.as_of.date)
        && date(Field::Until).is_none_or(|until| until >= ctx.as_of.date)
}
