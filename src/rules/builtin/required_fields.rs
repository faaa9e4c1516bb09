//! Fields that the configuration asks positions for. The conditions stand in the configuration, and are evaluated
//! as those of a rule file are.
//!
//! Which fields are asked for is not known when rule files are read.

use std::collections::BTreeMap;

use super::shared::wording::{called, some, ticked};
use crate::chart::{Field, PositionId};
use crate::finding::Label;
use crate::graph::catalogue::FactId;
use crate::rules::check::{About, Check, Context, Draft};
use crate::rules::eval::{Asked, evaluate};
use crate::rules::format::{Case, Cond, For, Template, Test};

pub(super) const CHECK: Check = Check::of_chart(check);

/// Names of fields that a message lists; of more it says how many.
const MOST: usize = 3;

fn check(ctx: &Context<'_, '_>, out: &mut Vec<Draft>) {
    let fields: Vec<(&Cond, FactId, &str)> = ctx
        .required
        .iter()
        .flat_map(|asked| asked.fields.iter().map(|(field, name)| (&asked.looks_at, *field, &**name)))
        .collect();
    let cases: Vec<[Case; 1]> = fields.iter().map(|(looks_at, field, _)| [lacks(looks_at, *field)]).collect();
    let asked: Vec<Asked<'_>> =
        cases.iter().map(|cases| Asked { about: For::Position, cases, params: &[] }).collect();
    let mut lacking: BTreeMap<PositionId, Vec<&str>> = BTreeMap::new();
    for (answer, (_, field, name)) in evaluate(&asked, ctx.facts).iter().zip(&fields) {
        let name = match field {
            FactId::Field(field) => ctx.chart.file_key(*field),
            _ => name,
        };
        for position in answer.raised.iter().filter_map(|raised| raised.position) {
            // What is after a slip cannot be read.
            let lacks = lacking.entry(position).or_default();
            if !ctx.chart.is_cut(position) && !lacks.contains(&name) {
                lacks.push(name);
            }
        }
    }
    lacking.retain(|_, names| !names.is_empty());
    out.extend(lacking.into_iter().map(|(position, names)| draft(ctx, position, &names)));
}

/// The positions that are meant, and do not state the field.
fn lacks(looks_at: &Cond, field: FactId) -> Case {
    Case {
        given: Cond::All(Vec::new()),
        looks_at: looks_at.clone(),
        unless: None,
        raises: Cond::Fact { fact: field, test: Test::Absent },
        severity: None,
        message: Template::default(),
        help: Template::default(),
    }
}

fn draft(ctx: &Context<'_, '_>, position: PositionId, names: &[&str]) -> Draft {
    let listed = some(names, MOST, "and", |name| ticked(name));
    let message = format!("{} does not state {listed}", called(ctx, position));
    let label = Label::new(ctx.chart.label_place(position, Field::Title), format!("no {listed}"));
    let help = "state it, or keep it and note why";
    Draft::new(About::Position(position), message, help, label)
        .ids(std::iter::once(ctx.chart.id(position)).chain(names.iter().copied()))
}
