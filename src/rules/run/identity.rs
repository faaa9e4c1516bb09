//! What identifies a finding of conditions: the positions it is about, whatever their order in the file.

use super::Run;
use crate::chart::PositionId;
use crate::finding::Fingerprint;
use crate::rules::eval::Raised;
use crate::rules::format::{Base, Body, Case, Cond, Quantifier};
use crate::rules::registry::Registered;
use crate::rules::render::Renderer;

impl Run<'_> {
    /// Ids of the position and of those that the labels point at.
    pub(super) fn involved(
        &self,
        registered: &Registered,
        raised: &Raised,
        renderer: &Renderer<'_, '_>,
    ) -> Vec<String> {
        let Body::Cases(cases) = &registered.rule.body else { return Vec::new() };
        let picked = picked(&cases[raised.case]);
        let labels = registered.rule.labels.iter();
        let labels = labels.filter(|label| match &label.at.base {
            Base::Named(name) => !picked.contains(&name),
            Base::This | Base::Organisation => true,
        });
        let mut involved: Vec<PositionId> =
            labels.filter_map(|label| renderer.target(&label.at.base, &label.at.steps)).collect();
        involved.extend(raised.position);
        involved.sort_unstable();
        involved.dedup();
        let mut ids: Vec<String> =
            involved.iter().map(|position| Fingerprint::id(self.chart.id(*position)).into_owned()).collect();
        if raised.position.is_none() {
            ids.push("company".to_owned());
        }
        ids
    }
}

/// Names that stand for the first of several positions that fit. Which one that is depends on the
/// order of the file, and another one may come first any day: they show a finding, and are not what
/// makes it this one.
fn picked(case: &Case) -> Vec<&String> {
    let mut names = Vec::new();
    let conditions = [Some(&case.given), Some(&case.looks_at), case.unless.as_ref(), Some(&case.raises)];
    let mut waiting: Vec<(&Cond, bool)> =
        conditions.into_iter().flatten().map(|condition| (condition, false)).collect();
    while let Some((condition, is_below_pick)) = waiting.pop() {
        let (inner, name, is_pick) = match condition {
            Cond::All(all) => (all, None, is_below_pick),
            Cond::Step { all, name, .. } | Cond::Above { all, name } => (all, name.as_ref(), is_below_pick),
            Cond::Group { quantified, name, .. } => {
                let any = quantified.iter().find(|one| one.quantifier == Some(Quantifier::Any));
                let Some(any) = any else { continue };
                (&any.all, name.as_ref(), true)
            }
            Cond::Any(_)
            | Cond::NotAll(_)
            | Cond::Fact { .. }
            | Cond::HasSeats(_)
            | Cond::Switched { .. } => continue,
        };
        names.extend(name.filter(|_| is_pick));
        waiting.extend(inner.iter().map(|condition| (condition, is_pick)));
    }
    names
}
