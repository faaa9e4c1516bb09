//! Each stage of linting by itself, on charts of several sizes in all forms:
//!
//! ```sh
//! cargo bench --bench stages                       # 50, 1,000 and 100,000 positions
//! cargo bench --bench stages -- rules              # one stage
//! ORGLINT_MILLION=1 cargo bench --bench stages     # a million positions as well
//! ```
//!
//! Before a chart is measured it is linted once, and what is found has to be what was planted in it.
#![expect(clippy::unwrap_used, reason = "a benchmark that cannot go on fails")]

#[path = "../tests/generated/chart/mod.rs"]
#[expect(dead_code, reason = "tests ask more of a chart")]
mod chart;
#[path = "../tests/generated/run.rs"]
mod run;

use std::collections::HashMap;
use std::fmt;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, OnceLock};

use chart::{Company, Form, Spec};
use divan::{Bencher, black_box};
use jiff::civil::date;
use orglint::chart::{Chart, PositionId};
use orglint::files::Disk;
use orglint::graph::OrgGraph;
use orglint::internals::chart::Own;
use orglint::internals::chart::layouts::{self, ReadFile, Reading};
use orglint::internals::discover::{ChartFiles, discover};
use orglint::internals::facts::Facts;
use orglint::internals::rules::registry::Registry;
use orglint::internals::rules::run::{Subject, run as judge};
use orglint::report::{self, Format, Options};
use orglint::session::Dates;
use orglint::source::{FileId, Sources};
use rayon::prelude::*;

/// Where the charts are written.
static FOLDER: OnceLock<PathBuf> = OnceLock::new();

fn main() {
    let folder = tempfile::tempdir().unwrap();
    FOLDER.set(folder.path().to_owned()).unwrap();
    divan::main();
}

/// A chart that is measured.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
struct Case {
    form: Form,
    positions: usize,
}

impl fmt::Display for Case {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:>7} {}", self.positions, self.form.word())
    }
}

fn cases() -> Vec<Case> {
    let mut sizes = vec![50, 1000, 100_000];
    if std::env::var_os("ORGLINT_MILLION").is_some_and(|value| value != "0") {
        sizes.push(1_000_000);
    }
    let cases = sizes.into_iter().flat_map(|positions| Form::ALL.map(|form| Case { form, positions }));
    cases.collect()
}

/// What reports are measured on: their cost is that of findings, whatever the form of the chart.
fn flat_cases() -> Vec<Case> {
    cases().into_iter().filter(|case| case.form == Form::Flat).collect()
}

/// The path of a chart, which is written and checked when it is first asked for.
fn path(case: Case) -> PathBuf {
    static KNOWN: Mutex<Option<HashMap<Case, PathBuf>>> = Mutex::new(None);
    let mut known = KNOWN.lock().unwrap();
    let known = known.get_or_insert_default();
    let path = known.entry(case).or_insert_with(|| {
        let path = FOLDER.get().unwrap().join(format!("{}-{}", case.form.word(), case.positions));
        let company = Company::new(&Spec::new(case.positions, 1));
        company.write(case.form, &path).unwrap();
        let registry = Registry::builtin();
        let found = run::found(&run::report(&run::outcome(&path)));
        assert_eq!(found, run::expected(&company, &registry), "{case}");
        path
    });
    path.clone()
}

/// The files of a chart, read.
fn sources(case: Case) -> (Sources, Vec<FileId>) {
    let mut sources = Sources::default();
    let files = files(case).files;
    let ids = files.into_iter().map(|file| sources.add(file)).collect();
    (sources, ids)
}

/// Text to nodes; many files are shared out among threads, as in a run.
fn parsed(sources: &Sources, ids: &[FileId]) -> Vec<ReadFile> {
    ids.par_iter().with_min_len(32).map(|id| ReadFile::new(*id, sources.get(*id))).collect()
}

fn chart_of(case: Case, files: Vec<ReadFile>) -> Chart {
    let own = Arc::<Own>::default();
    layouts::read(files, Reading { layout: None, from_folder: case.form == Form::Folder, own: &own })
}

fn dates() -> Dates {
    Dates { stated: None, today: date(2026, 1, 15) }
}

fn found(path: &Path) -> ChartFiles {
    discover(&Disk, Path::new("/"), path).unwrap()
}

fn files(case: Case) -> ChartFiles {
    found(&path(case))
}

/// From the disk, or what the system keeps of it, into memory.
#[divan::bench(args = cases(), max_time = 2, skip_ext_time)]
fn a_read(bencher: Bencher<'_, '_>, case: Case) {
    let path = path(case);
    bencher.bench(|| found(black_box(&path)));
}

#[divan::bench(args = cases(), max_time = 2, skip_ext_time)]
fn b_parse(bencher: Bencher<'_, '_>, case: Case) {
    let (sources, ids) = sources(case);
    bencher.bench(|| parsed(black_box(&sources), &ids));
}

#[divan::bench(args = cases(), max_time = 2, skip_ext_time)]
fn c_chart(bencher: Bencher<'_, '_>, case: Case) {
    let (sources, ids) = sources(case);
    bencher.with_inputs(|| parsed(&sources, &ids)).bench_values(|files| chart_of(case, files));
}

/// Who reports to whom, and what most facts follow from: seats, sides, portfolios.
#[divan::bench(args = cases(), max_time = 2, skip_ext_time)]
fn d_graph_and_facts(bencher: Bencher<'_, '_>, case: Case) {
    let (sources, ids) = sources(case);
    let chart = chart_of(case, parsed(&sources, &ids));
    let as_of = dates().of(&chart);
    bencher.bench_local(|| {
        let graph = OrgGraph::new(black_box(&chart));
        let facts = Facts::new(&chart, &graph, as_of.date);
        black_box(facts.seating(PositionId(0)));
        drop(facts);
        graph
    });
}

/// All rules that are on; facts are derived as they ask for them, so their cost is in here too.
#[divan::bench(args = cases(), max_time = 2, skip_ext_time)]
fn e_rules(bencher: Bencher<'_, '_>, case: Case) {
    let (sources, ids) = sources(case);
    let chart = chart_of(case, parsed(&sources, &ids));
    let graph = OrgGraph::new(&chart);
    let registry = Registry::builtin();
    let as_of = dates().of(&chart);
    let subject = Subject::alone(&chart, &graph, &sources);
    bencher.bench_local(|| judge(Subject { chart: black_box(&chart), ..subject }, &registry, as_of));
}

fn reported(bencher: Bencher<'_, '_>, case: Case, format: Format) {
    let outcome = run::outcome(&path(case));
    bencher.bench_local(|| {
        let mut out = Vec::new();
        report::write(format, black_box(&outcome), &Options::default(), &mut out).unwrap();
        out
    });
}

#[divan::bench(args = flat_cases(), max_time = 2, skip_ext_time)]
fn f_report_human(bencher: Bencher<'_, '_>, case: Case) {
    reported(bencher, case, Format::Human);
}

#[divan::bench(args = flat_cases(), max_time = 2, skip_ext_time)]
fn f_report_json(bencher: Bencher<'_, '_>, case: Case) {
    reported(bencher, case, Format::Json);
}

/// All of it but the report.
#[divan::bench(args = cases(), max_time = 4, skip_ext_time)]
fn g_whole(bencher: Bencher<'_, '_>, case: Case) {
    let path = path(case);
    bencher.bench_local(|| run::outcome(black_box(&path)));
}
