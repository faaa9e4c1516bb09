//! Charts made for tests and benchmarks: a company of any size, the same for the same seed, in which it
//! is known what there is to find.
//!
//! ```text
//! let chart = Company::new(&Spec { positions: 1000, findings: 100, seed: 1 });
//! chart.text(Form::Flat)        // the chart
//! chart.planted()               // how many findings of each rule it holds: these, and no other
//! ```

mod company;
mod plant;
mod random;
mod words;
mod write;

use std::collections::BTreeMap;

pub(crate) use write::Form;

/// What to make.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Spec {
    /// Positions of the chart, exactly.
    pub(crate) positions: usize,
    /// Findings to plant, of all kinds in turn. At most half of the positions go into them.
    pub(crate) findings: usize,
    /// Charts of different seeds differ in everything else.
    pub(crate) seed: u64,
}

impl Spec {
    /// A chart with about as much to find as one that nobody has checked before.
    pub(crate) fn new(positions: usize, seed: u64) -> Self {
        Self { positions, findings: (positions / 100).max(12), seed }
    }
}

/// A company with its chart.
pub(crate) struct Company {
    positions: Vec<Position>,
    planted: BTreeMap<&'static str, usize>,
    /// Findings that an exception hides.
    allowed: usize,
    /// Employees that the company states, where the chart is said to be complete.
    employees: Option<usize>,
}

/// One position.
struct Position {
    id: String,
    title: Option<String>,
    /// Who sits there; of an open position nobody.
    name: Option<String>,
    department: String,
    line: Line,
    /// Further lines of its entry, as they are written.
    more: Vec<String>,
}

/// Where the solid line of a position leads.
enum Line {
    /// Nowhere.
    None,
    /// To a position, by its number; one that is before it.
    To(usize),
    /// What is under `reports_to`, which no nesting can say.
    Written(String),
}

impl Company {
    pub(crate) fn new(spec: &Spec) -> Self {
        company::make(spec)
    }

    /// How many findings of each rule there are in it.
    pub(crate) fn planted(&self) -> &BTreeMap<&'static str, usize> {
        &self.planted
    }

    /// How many positions it has.
    pub(crate) fn positions(&self) -> usize {
        self.positions.len()
    }

    /// How many findings its exceptions hide.
    pub(crate) fn allowed(&self) -> usize {
        self.allowed
    }

    /// How many of its positions are open.
    pub(crate) fn open(&self) -> usize {
        self.positions
            .iter()
            .filter(|position| position.more.iter().any(|line| line == "status: vacant"))
            .count()
    }
}
