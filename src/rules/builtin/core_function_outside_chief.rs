//! A function that the article gives to a chief, in nobody's area although that chief is there. A check
//! in Rust, because it is one finding for each function wherever its units are, and conditions speak
//! of each position by itself.

use std::collections::{BTreeMap, HashSet};

use super::shared::wording::{by_length, called};
use crate::chart::{CompanyField, Field, PositionId};
use crate::finding::Label;
use crate::graph::catalogue::Derived;
use crate::graph::facts::{Held, Link, Reach, RoleState};
use crate::rules::check::{About, Check, Context, Draft};
use crate::sort;
use crate::vocabulary::{Domain, FunctionId, Seat, function_named};

/// The chiefs, with the functions that the article names for each and the side these have to be on.
const CORES: [(Seat, Domain, &[&str]); 2] = [
    (
        Seat::Cio,
        Domain::Operations,
        &["internal-infrastructure", "infrastructure", "service-delivery", "information-systems"],
    ),
    (Seat::Cto, Domain::Product, &["product-development", "engineering", "web-development"]),
];

pub(super) const CHECK: Check = Check::of_chart(check);

fn check(ctx: &Context<'_, '_>, out: &mut Vec<Draft>) {
    for (seat, domain, functions) in CORES {
        let state = ctx.facts.roles().state(seat);
        let Link::To(chief) = ctx.facts.chief_alone(seat) else { continue };
        let is_held = matches!(state, RoleState::Held(Held::Full | Held::Temporary));
        // A CEO who is CTO as well has everything below already.
        if !is_held || ctx.facts.seating(chief).seat != Some(seat) {
            continue;
        }
        let outside = Outside { ctx, seat, chief, domain, functions };
        for positions in outside.by_function(outside.tops()).values() {
            out.push(outside.draft(positions));
        }
    }
}

/// What is sought for one chief.
struct Outside<'a, 'c, 'f> {
    ctx: &'a Context<'c, 'f>,
    seat: Seat,
    chief: PositionId,
    domain: Domain,
    functions: &'static [&'static str],
}

/// What there is above a position.
#[derive(Clone, Copy, Default)]
struct Above {
    /// A unit that is outside itself and stands for those below.
    unit: bool,
    /// A function that has another usual home here: product development with a chief product officer, a web
    /// team with marketing, where it works on what customers read.
    at_home: Option<&'static str>,
    /// A part of the company that has a chief of its own.
    part: bool,
}

impl Outside<'_, '_, '_> {
    /// Units that stand for one of the functions, without those below another of them.
    fn tops(&self) -> Vec<PositionId> {
        let facts = self.ctx.facts;
        // In most charts there is none, which few facts tell.
        let nearest = facts.links(Derived::NearestChief);
        let without_chief = self.ctx.chart.positions().filter(|of| nearest[of.index()] == Link::Nobody);
        if !without_chief.into_iter().any(|of| self.is_candidate(of)) {
            return Vec::new();
        }
        let parts = self.parts();
        let home = |of: PositionId| match facts.function(of) {
            _ if facts.seating(of).seat == Some(Seat::CpoProduct) => Some("product-development"),
            Some(function) if function.get().id == "marketing" => Some("web-development"),
            _ => None,
        };
        let mut tops = Vec::new();
        let mut above = vec![Above::default(); facts.count()];
        let mut is_unit = vec![false; facts.count()];
        for of in self.ctx.graph.pre_order() {
            let at = of.index();
            let Link::To(manager) = facts.links(Derived::Manager)[at] else { continue };
            let up = above[manager.index()];
            above[at] = Above {
                unit: up.unit || is_unit[manager.index()],
                at_home: home(manager).or(up.at_home),
                part: up.part || parts.contains(&manager),
            };
            is_unit[at] = self.is_outside(*of, above[at]);
            if is_unit[at] && !above[at].unit {
                tops.push(*of);
            }
        }
        tops.sort_unstable();
        tops
    }

    /// Positions below the top of the chart that have a chief for a part of the company below them.
    fn parts(&self) -> HashSet<PositionId> {
        let facts = self.ctx.facts;
        let mut parts = HashSet::new();
        for of in self.ctx.chart.positions() {
            let seating = facts.seating(of);
            if seating.holds(self.seat) && seating.reach == Reach::Part {
                let has_manager =
                    |at: &PositionId| facts.links(Derived::Manager)[at.index()].position().is_some();
                self.ctx
                    .graph
                    .path_up(of)
                    .take_while(|at| has_manager(at) && parts.insert(*at))
                    .for_each(drop);
            }
        }
        parts
    }

    /// Whether a position's function is one of those sought, and no chief is above.
    fn is_candidate(&self, of: PositionId) -> bool {
        let facts = self.ctx.facts;
        // Most have a chief.
        facts.links(Derived::NearestChief)[of.index()] == Link::Nobody
            && facts.function(of).is_some_and(|function| {
                let id = function.get().id;
                self.functions.contains(&id)
                    && (facts.domain(of) == Some(self.domain) || self.has_open_side(of, id))
            })
    }

    /// Whether it is infrastructure that does not say which side it is for: the article gives it to one of
    /// the two chiefs whichever that is.
    fn has_open_side(&self, of: PositionId, function: &str) -> bool {
        let facts = self.ctx.facts;
        function == "infrastructure"
            && matches!(facts.domain(of), None | Some(Domain::Depends))
            && matches!(facts.serves(of), None | Some("both"))
    }

    fn is_outside(&self, of: PositionId, above: Above) -> bool {
        let facts = self.ctx.facts;
        if !self.is_candidate(of) {
            return false;
        }
        let Some(function) = facts.function(of) else { return false };
        let id = function.get().id;
        // Homes that are as usual.
        let is_at_home = above.part || above.at_home == Some(id) || self.is_bought_in(function);
        facts.is_area(of)
            && !facts.seating(of).is_chief()
            && !self.ctx.graph.is_above(of, self.chief)
            && !is_at_home
    }

    fn is_bought_in(&self, function: FunctionId) -> bool {
        let Some(list) = self.ctx.chart.company(CompanyField::Outsourced) else { return false };
        self.ctx.chart.texts_at(list).any(|text| function_named(text.text) == Some(function))
    }

    fn by_function(&self, tops: Vec<PositionId>) -> BTreeMap<FunctionId, Vec<PositionId>> {
        let mut found: BTreeMap<FunctionId, Vec<PositionId>> = BTreeMap::new();
        for of in tops {
            if let Some(function) = self.ctx.facts.function(of) {
                found.entry(function).or_default().push(of);
            }
        }
        found
    }

    fn draft(&self, positions: &[PositionId]) -> Draft {
        let chart = self.ctx.chart;
        // The one that the message names is the same in every order of the files.
        let mut positions = positions.to_vec();
        sort::by_key(&mut positions, |of| by_length(chart.id(*of)));
        let (first, others) = (positions[0], &positions[1..]);
        let chief = if self.seat == Seat::Cio { "CIO" } else { "CTO" };
        let message = format!(
            "{} sits outside the {chief}'s area, where it typically belongs",
            called(self.ctx, first)
        );
        let serves = chart.file_key(Field::Serves);
        let help = format!(
            "move it to the {chief}, say what it serves (`{serves}: …`) or that it is bought in (`company: {{ outsourced: … }}`), \
             or keep it and note why"
        );
        let line = |of| chart.label_place(of, Field::ReportsTo);
        let label = Label::new(line(first), format!("this line does not lead to the {chief}"));
        let mut draft = Draft::new(About::Position(first), message, help, label)
            .label(chart.label_place(self.chief, Field::Title), "the article typically places it here")
            .ids(positions.iter().chain([&self.chief]).map(|of| chart.id(*of)))
            .path_from(first);
        for other in others {
            draft = draft.label(line(*other), "the same function, also outside");
        }
        draft.also = others.to_vec();
        draft
    }
}
