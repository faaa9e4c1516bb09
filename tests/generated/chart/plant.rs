//! What there is to find in a company: each kind is planted so that it raises its own rule and no other.

use std::collections::BTreeMap;

use super::company::{Maker, Side};
use super::words;
use super::{Company, Line, Spec};

/// Something that a rule points out.
struct Kind {
    /// The rule.
    rule: &'static str,
    /// Positions that it takes.
    positions: usize,
    /// Whether a chart can have it more than once.
    repeats: bool,
    plant: fn(&mut Planter),
}

const fn kind(rule: &'static str, positions: usize, plant: fn(&mut Planter)) -> Kind {
    Kind { rule, positions, repeats: true, plant }
}

/// What is about the whole chart, or about a chief.
const fn once(rule: &'static str, positions: usize, plant: fn(&mut Planter)) -> Kind {
    Kind { rule, positions, repeats: false, plant }
}

const KINDS: &[Kind] = &[
    kind("unknown-manager", 2, Planter::unknown_manager),
    kind("duplicate-id", 2, Planter::duplicate_id),
    kind("reports-to-self", 1, Planter::reports_to_self),
    kind("reporting-cycle", 6, Planter::reporting_cycle),
    kind("operations-function-under-cto", 1, |planter| {
        planter.unit(Side::Product, "Project Management Office", "PMO Manager", &[]);
    }),
    kind("position-without-lines", 1, Planter::position_without_lines),
    once("several-roots", 3, Planter::several_roots),
    kind("manager-name-ambiguous", 4, Planter::manager_name_ambiguous),
    kind("person-in-two-places", 2, Planter::person_in_two_places),
    kind("product-function-under-cio", 1, |planter| {
        planter.unit(Side::Operations, "Web Development", "Web Development Manager", &[]);
    }),
    kind("shared-position", 1, Planter::shared_position),
    kind("several-solid-managers", 1, Planter::several_solid_managers),
    kind("dates-do-not-fit", 1, |planter| planter.leaf(&["since: 2025-06-01", "until: 2024-06-01"])),
    kind("title-missing", 1, Planter::title_missing),
    once("headcount-differs", 0, |planter| planter.misses_employees = true),
    kind("unused-exception", 1, |planter| {
        planter.leaf(&["level: 3  # orglint: allow(reports-to-self) -- an export wrote it so"]);
    }),
    kind("exception-without-reason", 1, Planter::exception_without_reason),
    once("yaml-value-surprise", 1, |planter| planter.leaf(&["unit: NO"])),
    kind("unknown-key", 1, Planter::unknown_key),
    // One finding, however many have the word.
    once("unknown-word", 1, |planter| planter.leaf(&["status: filed"])),
    kind("wrong-type", 1, |planter| planter.leaf(&["fte: most of the week"])),
    kind("duplicate-key", 1, |planter| planter.leaf(&["level: 3", "level: 4"])),
    kind("internal-infrastructure-under-cto", 1, |planter| {
        planter.unit(Side::Product, "Corporate Infrastructure", "IT Infrastructure Manager", &[]);
    }),
    kind("infrastructure-purpose-unstated", 1, |planter| {
        planter.unit(Side::Product, "Infrastructure", "Infrastructure Manager", &[]);
    }),
    kind("vendor-management-placement", 1, |planter| {
        planter.unit(Side::Operations, "Vendor Management", "Vendor Manager", &[]);
    }),
    kind("division-purpose-contradicts-chief", 1, |planter| {
        planter.unit(Side::Product, "Business Systems", "Business Systems Manager", &["serves: operations"]);
    }),
    once("core-function-outside-chief", 1, |planter| {
        planter.unit(Side::Neither, "Information Systems", "Information Systems Manager", &[]);
    }),
    once("function-split-between-chiefs", 2, |planter| {
        planter.unit(Side::Operations, "Integration", "Integration Manager", &[]);
        planter.unit(Side::Product, "Integration", "Integration Manager", &[]);
    }),
    once("chief-mandate-missing", 0, |planter| planter.chief("cto").clear()),
    once("title-does-not-match-mandate", 0, |planter| {
        *planter.chief("cio") =
            vec!["mandate: { facing: customers, line: top, owns: [engineering] }".to_owned()];
    }),
    // No rules of this name are there yet; `benches/by_hand.py` looks for both.
    once("span-wide", 20, |planter| planter.team(19, &[])),
    kind("vacant-manager-with-reports", 4, |planter| planter.team(3, &["status: vacant"])),
];

/// Which kinds are planted, and the positions that they take.
pub(super) struct Chosen {
    kinds: Vec<&'static Kind>,
    pub(super) positions: usize,
}

/// Plants findings in what has been made.
pub(super) struct Planter {
    maker: Maker,
    planted: BTreeMap<&'static str, usize>,
    allowed: usize,
    /// Whether the company states more employees than there are.
    misses_employees: bool,
    /// The manager that gets the next report.
    next: usize,
}

/// As many report to nobody whom others are put below.
const FULL: usize = 15;

impl Planter {
    /// Kinds in turn, as far as findings and half of the positions go.
    pub(super) fn choose(spec: &Spec) -> Chosen {
        let mut chosen = Chosen { kinds: Vec::with_capacity(spec.findings), positions: 0 };
        let mut is_chosen = vec![false; KINDS.len()];
        let first = usize::try_from(spec.seed % KINDS.len() as u64).unwrap_or(0);
        let mut since_last = 0;
        for at in (first..).map(|at| at % KINDS.len()) {
            if chosen.kinds.len() == spec.findings || since_last == KINDS.len() {
                break;
            }
            since_last += 1;
            let kind = &KINDS[at];
            let fits = chosen.positions + kind.positions <= spec.positions / 2;
            if fits && (kind.repeats || !is_chosen[at]) {
                chosen.positions += kind.positions;
                chosen.kinds.push(kind);
                is_chosen[at] = true;
                since_last = 0;
            }
        }
        chosen
    }

    pub(super) fn new(maker: Maker) -> Self {
        Self { maker, planted: BTreeMap::new(), allowed: 0, misses_employees: false, next: 0 }
    }

    pub(super) fn plant(&mut self, chosen: &Chosen) {
        for kind in &chosen.kinds {
            (kind.plant)(self);
            *self.planted.entry(kind.rule).or_default() += 1;
        }
    }

    pub(super) fn finish(self, spec: &Spec) -> Company {
        let employees = self.misses_employees.then_some(2 * spec.positions + 20);
        self.maker.finish(self.planted, self.allowed, employees)
    }

    /// A manager on one side who can have more reports; where there is none, one who has many already.
    fn host(&mut self, side: Side) -> usize {
        let managers = &mut self.maker.managers;
        let all = managers.len();
        let in_turn = (self.next..self.next + all).map(|at| at % all);
        let on_side = in_turn.filter(|at| managers[*at].1 == side);
        let mut many = None;
        let found = on_side.map(|at| (at, managers[at].2)).find(|(at, reports)| {
            many.get_or_insert(*at);
            *reports < FULL
        });
        let Some(at) = found.map(|(at, _)| at).or(many) else { return 0 };
        managers[at].2 += 1;
        self.next = at + 1;
        managers[at].0
    }

    /// A position that is nobody's business but its own.
    fn add(&mut self, line: Line, more: &[&str]) -> usize {
        let title = words::ordinary(&mut self.maker.random).to_owned();
        let more = more.iter().map(|line| (*line).to_owned()).collect();
        self.maker.add(Some(title), "Facilities".to_owned(), line, more)
    }

    fn written(&mut self, line: &str) -> usize {
        self.add(Line::Written(line.to_owned()), &[])
    }

    /// A position somewhere below, and its number.
    fn below(&mut self, more: &[&str]) -> usize {
        let manager = self.host(Side::Neither);
        self.add(Line::To(manager), more)
    }

    fn leaf(&mut self, more: &[&str]) {
        self.below(more);
    }

    /// A unit in the area of a chief.
    fn unit(&mut self, side: Side, department: &str, title: &str, more: &[&str]) {
        let manager = self.host(side);
        let more = more.iter().map(|line| (*line).to_owned()).collect();
        self.maker.add(Some(title.to_owned()), department.to_owned(), Line::To(manager), more);
    }

    /// A manager with as many reports.
    fn team(&mut self, reports: usize, more: &[&str]) {
        let manager = self.below(more);
        // Whoever leads a ward or a shift may have many reports.
        self.maker.positions[manager].title = Some("Archivist".to_owned());
        if more.contains(&"status: vacant") {
            self.maker.positions[manager].name = None;
        }
        for _ in 0..reports {
            self.add(Line::To(manager), &[]);
        }
    }

    /// What a chief's entry says beside the usual.
    fn chief(&mut self, id: &str) -> &mut Vec<String> {
        let at = self.maker.positions.iter().position(|position| position.id == id).unwrap_or(0);
        &mut self.maker.positions[at].more
    }

    fn id(&self, at: usize) -> String {
        self.maker.positions[at].id.clone()
    }

    /// The id of the position that is added next.
    fn own_id(&self) -> String {
        format!("p-{:06}", self.maker.positions.len())
    }

    fn unknown_manager(&mut self) {
        let gone = format!("left-{:06}", self.maker.positions.len());
        self.written(&gone);
        self.written(&gone);
    }

    fn duplicate_id(&mut self) {
        let one = self.below(&[]);
        let other = self.below(&["level: 2"]);
        self.maker.positions[other].id = self.id(one);
    }

    fn reports_to_self(&mut self) {
        let id = self.own_id();
        self.written(&id);
    }

    /// A loop of three, each with somebody else below too.
    fn reporting_cycle(&mut self) {
        let first = self.maker.positions.len();
        for at in 0..3 {
            self.written(&format!("p-{:06}", first + (at + 1) % 3));
        }
        for manager in first..first + 3 {
            self.add(Line::To(manager), &[]);
        }
    }

    fn position_without_lines(&mut self) {
        self.add(Line::None, &[]);
    }

    fn several_roots(&mut self) {
        let root = self.add(Line::None, &[]);
        self.add(Line::To(root), &[]);
        self.add(Line::To(root), &[]);
    }

    fn manager_name_ambiguous(&mut self) {
        let title = format!("Schichtleitung Süd {}", self.maker.positions.len());
        for _ in 0..2 {
            let at = self.below(&[]);
            self.maker.positions[at].title = Some(title.clone());
        }
        self.written(&title);
        self.written(&title);
    }

    fn person_in_two_places(&mut self) {
        let holder = format!("holder: h-{:06}", self.maker.positions.len());
        self.leaf(&[&holder]);
        self.leaf(&[&holder]);
    }

    fn shared_position(&mut self) {
        let at = self.below(&[]);
        let (one, other) = (words::name(&mut self.maker.random), words::name(&mut self.maker.random));
        self.maker.positions[at].name = Some(format!("[{one}, {other} the Younger]"));
    }

    fn several_solid_managers(&mut self) {
        let (one, other) = (self.host(Side::Neither), self.host(Side::Neither));
        let line = if one == other {
            format!("[{}, ceo]", self.id(one))
        } else {
            format!("[{}, {}]", self.id(one), self.id(other))
        };
        self.written(&line);
    }

    fn title_missing(&mut self) {
        let at = self.below(&[]);
        self.maker.positions[at].title = None;
    }

    fn exception_without_reason(&mut self) {
        let line = format!("{}  # orglint: allow(reports-to-self)", self.own_id());
        self.written(&line);
        self.allowed += 1;
    }

    fn unknown_key(&mut self) {
        let key = format!("locker_on_floor_{}: 12", self.maker.positions.len());
        self.leaf(&[&key]);
    }
}
