//! Small charts with everything that can be unusual about one.

use std::fmt::Write as _;

use super::random::Dice;

/// Titles of chiefs, leads, heads, and of nobody in particular; some in doubt.
const TITLES: &[&str] = &[
    "CEO",
    "Chief Information Officer",
    "CTO",
    "CIO & CTO",
    "CEO & CTO",
    "Acting CIO",
    "CTO EMEA",
    "Chief Digital & Information Officer",
    "IT Director",
    "VP Engineering",
    "Technical Director",
    "Chief Investment Officer",
    "Director of Service Delivery",
    "Service Desk Manager",
    "Head of Product",
    "Development Team Lead",
    "Developer",
    "IT Manager",
    "Deputy CIO",
    "Board of Directors",
    "Chief Operating Officer",
    "Accountant",
];

const COMPANY: &[&str] = &[
    "employees: 120",
    "employees: 300",
    "employees: many",
    "complete: true",
    "complete: false",
    "part_of: Group",
    "stage: startup",
    "stage: growth",
    "stage: Growth",
    "funding: well-backed",
    "technology_strategy: in-place",
    "technology_core: true",
    "technology_core: false",
    "primary_goal: efficiency",
    "industry: software",
    "industry: Banking",
    "industry: unresolved",
    "outsourced: [internal-it, Payroll]",
    "regimes: [gdpr]",
    "regimes: []",
    "name: Acme",
];

/// Fields with values, some of which cannot be read.
const FIELDS: &[&str] = &[
    "role: cio",
    "role: cto",
    "role: engineering-lead",
    "role: none",
    "function: service-delivery",
    "function: engineering",
    "function: something of our own",
    "department: Engineering",
    "department: Service Delivery",
    "unit: Web",
    "serves: operations",
    "serves: product",
    "serves: both",
    "serves: our partners",
    "status: filled",
    "status: acting",
    "status: vacant",
    "status: planned",
    "status: leaving",
    "status: Vacant",
    "name: Ada",
    "name: ''",
    "name: vacant",
    "holder: h1",
    "holder: h2",
    "since: 2025-12-31",
    "since: 2025-10-17",
    "since: 2024-01-15",
    "since: last year",
    "until: 2026-01-15",
    "until: 2026-03-01",
    "created: 2026-01-02",
    "created: 2020-02-29",
    "new: true",
    "new: no",
    "new: maybe",
    "fte: 0.5",
    "fte: 1",
    "employment: employee",
    "employment: contractor",
    "employment: freelance",
    "scope: company",
    "scope: region",
    "level: 1",
    "level: 2",
    "level: 3",
    "level: 3",
    "level: high",
    "critical: yes",
    "co_lead: true",
    "cover: the deputy",
    "covers_both_since: 2024-06-01",
    "also_holds: [p1, cto]",
    "also_holds: cio",
    "mandate: runs it",
    "mandate: { facing: internal, line: bottom, owns: [service-delivery] }",
    "mandate: { facing: everybody, owns: [engineering, pmo], text: for the top line }",
    "profile: { needs: [budgeting], covers: [on call], qualities: [calm] }",
    "goals: [{ text: grow, line: top }, { text: save, line: bottom }]",
    "extra: { a: b }",
    "dotted_to: p2",
    "dotted_to: [{ to: p0, for: x }]",
];

/// A chart as it is written: what is before the positions, and the fields of each.
pub(in crate::rules) struct Written {
    pub(in crate::rules) head: String,
    pub(in crate::rules) positions: Vec<Vec<String>>,
}

impl Written {
    pub(in crate::rules) fn text(&self) -> String {
        let positions = self.positions.iter().map(|fields| format!("- {{ {} }}\n", fields.join(", ")));
        self.head.clone() + &positions.collect::<Vec<_>>().concat()
    }
}

/// The text of a chart of up to 15 positions.
pub(in crate::rules) fn chart(dice: &mut Dice) -> String {
    written(dice).text()
}

pub(in crate::rules) fn written(dice: &mut Dice) -> Written {
    let mut head = String::from("as_of: 2026-01-15\n");
    let facts = dice.below(6);
    let facts = distinct(dice, COMPANY, facts);
    if !facts.is_empty() {
        let _ = writeln!(head, "company: {{ {} }}", facts.join(", "));
    }
    if dice.chance(15) {
        head.push_str("external_managers: [elsewhere]\n");
    }
    head.push_str("positions:\n");
    // Most charts are in order; few have a part that cannot be read.
    let (odd, unreadable) = (dice.one(&[&0, &0, &5, &25]), dice.one(&[&0, &0, &0, &8]));
    let count = 1 + dice.below(15);
    let positions = (0..count).map(|at| position(dice, at, count, *odd, *unreadable)).collect();
    Written { head, positions }
}

fn position(dice: &mut Dice, at: usize, count: usize, odd: usize, unreadable: usize) -> Vec<String> {
    let mut fields = vec![format!("id: p{at}")];
    if dice.chance(90) {
        fields.push(format!("title: {}", dice.one(TITLES)));
    } else if dice.chance(20) {
        fields.push("title: [a, b]".to_owned());
    }
    if dice.chance(unreadable) {
        fields.push("reports_to: { a: b }".to_owned());
    } else if dice.chance(odd) {
        fields.push(match dice.below(5) {
            0 => "reports_to: nosuch".to_owned(),
            1 => "reports_to: elsewhere".to_owned(),
            2 => format!("reports_to: p{at}"),
            3 => "reports_to: []".to_owned(),
            _ => format!("reports_to: [p{}, p0]", dice.below(count)),
        });
    } else if at > 0 && dice.chance(95) {
        fields.push(format!("reports_to: p{}", dice.below(at)));
    }
    if dice.chance(15) {
        let to = if dice.chance(10) { "nosuch".to_owned() } else { format!("p{}", dice.below(count)) };
        fields.push(format!("complements: {to}"));
    }
    let more = dice.below(6);
    fields.extend(distinct(dice, FIELDS, more).into_iter().map(str::to_owned));
    fields
}

/// Some of these, each key once.
fn distinct<'t>(dice: &mut Dice, all: &[&'t str], count: usize) -> Vec<&'t str> {
    let mut out: Vec<&str> = Vec::new();
    let key = |text: &'t str| text.split(':').next();
    for _ in 0..count {
        let one = dice.one(all);
        if out.iter().all(|known| key(known) != key(one)) {
            out.push(one);
        }
    }
    out
}
