//! The regular part of a company: chiefs, their areas, managers and those who report to them.

use std::collections::{BTreeMap, VecDeque};

use super::plant::Planter;
use super::random::Random;
use super::words::{self, Function, Words};
use super::{Company, Line, Position, Spec};

/// From this size on all chiefs are there.
const GROWN: usize = 300;

/// One of the areas below the head: whose it is, and how much of the company it is.
struct Area {
    id: &'static str,
    chief: &'static str,
    department: &'static str,
    side: Side,
    share: usize,
}

#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Side {
    Operations,
    Product,
    Neither,
}

const AREAS: [Area; 8] = [
    Area {
        id: "cio",
        chief: "Chief Information Officer",
        department: "IT",
        side: Side::Operations,
        share: 12,
    },
    Area {
        id: "cto",
        chief: "Chief Technology Officer",
        department: "Technology",
        side: Side::Product,
        share: 28,
    },
    Area {
        id: "cfo",
        chief: "Chief Financial Officer",
        department: "Finance",
        side: Side::Neither,
        share: 10,
    },
    Area {
        id: "coo",
        chief: "Chief Operating Officer",
        department: "Operations",
        side: Side::Neither,
        share: 20,
    },
    Area { id: "people", chief: "Chief People Officer", department: "People", side: Side::Neither, share: 5 },
    Area {
        id: "cmo",
        chief: "Chief Marketing Officer",
        department: "Marketing",
        side: Side::Neither,
        share: 5,
    },
    Area { id: "sales", chief: "Chief Revenue Officer", department: "Sales", side: Side::Neither, share: 15 },
    Area { id: "counsel", chief: "General Counsel", department: "Legal", side: Side::Neither, share: 5 },
];

/// What is being made.
pub(super) struct Maker {
    pub(super) positions: Vec<Position>,
    pub(super) random: Random,
    /// Managers of each side with how many report to each.
    pub(super) managers: Vec<(usize, Side, usize)>,
}

pub(super) fn make(spec: &Spec) -> Company {
    let areas = if spec.positions < GROWN { &AREAS[..4] } else { &AREAS };
    let mut maker = Maker {
        positions: Vec::with_capacity(spec.positions),
        random: Random::new(spec.seed),
        managers: Vec::new(),
    };
    let chosen = Planter::choose(spec);
    maker.top(areas);
    let rest = spec.positions.saturating_sub(maker.positions.len() + chosen.positions);
    let shares: usize = areas.iter().map(|area| area.share).sum();
    let words = Words::new();
    let mut left = rest;
    for (at, area) in areas.iter().enumerate().rev() {
        let size = if at == 0 { left } else { rest * area.share / shares };
        left -= size;
        maker.area(at + 1, area.side, size, &words);
    }
    let mut planter = Planter::new(maker);
    planter.plant(&chosen);
    planter.finish(spec)
}

impl Maker {
    /// The head and the chiefs.
    fn top(&mut self, areas: &[Area]) {
        let name = words::name(&mut self.random);
        self.positions.push(Position {
            id: "ceo".to_owned(),
            title: Some("Chief Executive Officer".to_owned()),
            name: Some(name),
            department: "Executive Office".to_owned(),
            line: Line::None,
            more: Vec::new(),
        });
        for area in areas {
            let name = words::name(&mut self.random);
            let mandate = match area.id {
                "cio" => "mandate: { facing: internal, line: bottom, owns: [internal-it, service-delivery] }",
                "cto" => {
                    "mandate: { facing: customers, line: top, owns: [engineering, product-development] }"
                }
                _ => "mandate: what the board has agreed with this seat for the year",
            };
            self.positions.push(Position {
                id: area.id.to_owned(),
                title: Some(area.chief.to_owned()),
                name: Some(name),
                department: area.department.to_owned(),
                line: Line::To(0),
                more: vec![mandate.to_owned()],
            });
        }
    }

    /// The area below a chief, level by level. The first unit is the one that belongs there by all
    /// accounts, so that no area is without its core.
    fn area(&mut self, chief: usize, side: Side, positions: usize, words: &Words) {
        let functions = match side {
            Side::Operations => &words.operations,
            Side::Product => &words.product,
            Side::Neither => &words.neither,
        };
        let mut waiting = VecDeque::from([(chief, self.random.below(functions.len()))]);
        let mut left = positions;
        while left > 0 {
            let Some((manager, function)) = waiting.pop_front() else { break };
            let wanted = self.random.between(6, 10).min(left);
            // Nobody has a single report.
            let reports = if left - wanted == 1 { left } else { wanted };
            for at in 0..reports {
                // The reports of a chief lead areas of their own; further down they share their manager's.
                let function = if manager == chief { self.random.below(functions.len()) } else { function };
                let core = (manager == chief && at == 0).then_some(side);
                let position = self.regular(manager, &functions[function], core);
                waiting.push_back((position, function));
            }
            self.managers.push((manager, side, reports));
            left -= reports;
        }
        // Among those who wait for reports in vain some seats are open.
        for (position, _) in waiting {
            let is_top = matches!(self.positions[position].line, Line::To(manager) if manager == chief);
            if !is_top && self.random.once_in(40) {
                self.positions[position].name = None;
                self.positions[position].more = vec!["status: vacant".to_owned()];
            }
        }
    }

    fn regular(&mut self, manager: usize, function: &Function, core: Option<Side>) -> usize {
        let random = &mut self.random;
        let (department, title) = match core {
            Some(Side::Operations) => ("Service Delivery", "Director of Service Delivery".to_owned()),
            Some(Side::Product) => ("Engineering", "Engineering Manager".to_owned()),
            _ => {
                let department = &function.departments[random.below(function.departments.len())];
                let title = match random.below(8) {
                    0 => words::ordinary(random).to_owned(),
                    1 => format!("{department} Manager"),
                    _ => function.titles[random.below(function.titles.len())].clone(),
                };
                (&**department, title)
            }
        };
        let mut more = Vec::new();
        if random.once_in(2) {
            more.push(format!("since: 20{}-0{}-01", random.between(10, 25), random.between(1, 9)));
        }
        if random.once_in(3) {
            more.push(format!("fte: {}", random.pick(&["1.0", "0.8", "0.5"])));
        }
        if random.once_in(10) {
            more.push("employment: contractor".to_owned());
        }
        let department = department.to_owned();
        self.add(Some(title), department, Line::To(manager), more)
    }

    /// Adds a position with somebody in it.
    pub(super) fn add(
        &mut self,
        title: Option<String>,
        department: String,
        line: Line,
        more: Vec<String>,
    ) -> usize {
        let at = self.positions.len();
        let name = Some(words::name(&mut self.random));
        self.positions.push(Position { id: format!("p-{at:06}"), title, name, department, line, more });
        at
    }

    pub(super) fn finish(
        self,
        planted: BTreeMap<&'static str, usize>,
        allowed: usize,
        employees: Option<usize>,
    ) -> Company {
        Company { positions: self.positions, planted, allowed, employees }
    }
}
