//! What a mandate says: how much of it is written, and the side of what it owns.

use super::column::{Column, Texts};
use super::roles::owned;
use crate::chart::{Chart, Field, Part, PositionId};
use crate::graph::catalogue::Derived;
use crate::vocabulary::Domain;

/// The mandate in words: the text itself, or the part `text` of it.
pub(super) fn text(chart: &Chart, of: PositionId) -> Option<&str> {
    let mandate = chart.value(of, Field::Mandate)?;
    let part = chart.part(mandate, Part::Text).and_then(|at| chart.scalar(at));
    part.or_else(|| chart.scalar(mandate)).map(|text| text.text)
}

pub(super) fn column(chart: &Chart, fact: Derived) -> Column<'_> {
    if !chart.has_field(Field::Mandate) {
        return Column::Nowhere;
    }
    match fact {
        Derived::MandateLength => {
            Column::Number(chart.positions().map(|of| length(chart, of).unwrap_or(f64::NAN)).collect())
        }
        Derived::MandateSide => super::fields::words_of(chart, |of| side(chart, of)),
        _ => Column::Text(Texts::new(chart.positions().map(|of| text(chart, of)))),
    }
}

/// A mandate that repeats the title says nothing.
fn length(chart: &Chart, of: PositionId) -> Option<f64> {
    let mandate = text(chart, of)?;
    let title = chart.text(of, Field::Title).map(|title| title.text.to_lowercase());
    if title.is_some_and(|title| title == mandate.to_lowercase()) {
        return Some(0.0);
    }
    #[expect(clippy::cast_precision_loss, reason = "the length of a text is far below 2^52")]
    Some(mandate.chars().count() as f64)
}

/// The side of more than half of what the mandate owns.
fn side(chart: &Chart, of: PositionId) -> Option<&'static str> {
    let (mut operations, mut product, mut all) = (0, 0, 0);
    for name in owned(chart, of) {
        all += 1;
        match chart.own().vocabulary.function_named(name).map(|function| function.get().domain) {
            Some(Domain::Operations) => operations += 1,
            Some(Domain::Product) => product += 1,
            _ => {}
        }
    }
    match (2 * operations > all, 2 * product > all) {
        (true, _) => Some(Domain::Operations.word()),
        (_, true) => Some(Domain::Product.word()),
        _ if all > 0 => Some("none"),
        _ => None,
    }
}
