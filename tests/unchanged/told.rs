//! All that is told of a case, as one text.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::sync::{Arc, LazyLock};

use jiff::civil::{Date, date};
use orglint::chart::Chart;
use orglint::files::{Memory, Over};
use orglint::finding::{Finding, Outcome, Safety};
use orglint::graph::OrgGraph;
use orglint::internals::chart::Own;
use orglint::internals::chart::layouts::{self, ReadFile, Reading};
use orglint::internals::chart::native::to_yaml;
use orglint::internals::compare::Comparison;
use orglint::internals::facts::Earlier;
use orglint::internals::rules::check::AsOf;
use orglint::internals::rules::registry::Registry;
use orglint::internals::rules::run::{self, Subject};
use orglint::internals::stats::{self, Stats};
use orglint::report::{self, Format};
use orglint::session::{Error, Options, Reconcile, Request, Run, Session};
use orglint::source::{FileId, SourceFile, Sources};

/// The day on which everything is judged that states none.
pub const TODAY: Date = date(2026, 1, 15);

/// The built-in rules.
static BUILTIN: LazyLock<Registry> = LazyLock::new(Registry::builtin);

/// The packs about how a chart is read: they are always on.
const READING: [&str; 3] = ["reading", "integrity", "near"];

/// Settings that turn on what is off by default, and packs off that are not asked for.
fn settings(pack: Option<&str>) -> Vec<String> {
    let rules = BUILTIN.rules();
    let is_on = |of: &str| pack.is_none_or(|pack| of == pack) || READING.contains(&of);
    let packs: BTreeSet<&str> = rules.iter().map(|rule| &*rule.rule.pack).filter(|of| !is_on(of)).collect();
    let off = rules.iter().filter(|rule| !rule.is_on() && is_on(&rule.rule.pack));
    packs
        .into_iter()
        .map(|pack| format!("{pack}=off"))
        .chain(off.map(|rule| format!("{}=info", rule.rule.id)))
        .collect()
}

/// Files, by their paths.
pub type Files = Vec<(String, Vec<u8>)>;

/// What is looked at: a chart, and what belongs to it.
#[derive(Clone, Debug, Default)]
pub struct Case {
    /// Files; the chart is `org.*`, else the whole folder.
    pub files: Files,
    /// A second source among the files.
    pub source: Option<String>,
    /// An earlier version.
    pub before: Option<String>,
    /// A scenario for the chart: then only that is looked at.
    pub scenario: Option<String>,
    /// Whether only what fixes make of the chart is looked at.
    pub is_mended: bool,
    /// Whether more is asked for than the findings.
    pub is_deep: bool,
    /// Whether names are shown.
    pub names: bool,
    /// The only pack that is on beside those about how a chart is read; without it all are.
    pub pack: Option<String>,
}

/// What was told.
#[derive(Clone, Debug, Default)]
pub struct Told {
    /// The findings: `rule line:column`.
    pub findings: Vec<String>,
    /// Everything.
    pub whole: String,
}

impl Told {
    /// The rules that reported.
    pub fn rules(&self) -> impl Iterator<Item = &str> {
        self.findings.iter().filter_map(|line| line.split(' ').next())
    }
}

fn session(case: &Case) -> Session<Over<Memory>> {
    let options = Options { rules: settings(case.pack.as_deref()), names: case.names, ..Options::on(TODAY) };
    Session::new(Over::new(Memory::new(case.files.clone())), options)
}

fn request(case: &Case) -> Request {
    if case.files.iter().any(|(path, _)| path == "orglint.yaml") && case.source.is_none() {
        return Request::default();
    }
    let path = case.files.iter().map(|(path, _)| &**path).find(|path| path.starts_with("org."));
    let reconcile = case.source.as_ref().map(|path| Reconcile { path: path.into(), says: None, keys: None });
    Request { reconcile, ..Request::of([path.unwrap_or(".")]) }
}

/// All that is told of a case.
pub fn told(case: &Case) -> Told {
    let mut told = Told::default();
    if let Some(scenario) = &case.scenario {
        what_if(case, scenario, &mut told);
        return told;
    }
    if case.is_mended {
        mended(case, &mut told);
        return told;
    }
    let mut session = session(case);
    match session.lint(request(case)) {
        Ok(run) => {
            told.findings = run.outcome.findings.iter().map(|one| placed(one, &run.outcome)).collect();
            write_report(&run.outcome, case.names, &mut told.whole);
            let allowed = run.outcome.allowed.iter().map(|allowed| placed(&allowed.finding, &run.outcome));
            for line in allowed {
                let _ = writeln!(told.whole, "allowed: {line}");
            }
            // Where nothing is found, this is what tells how the chart was read.
            for chart in &run.charts {
                told.whole.push_str(&to_yaml(&chart.chart));
            }
            if case.is_deep {
                numbers(&run, &mut told.whole);
            }
            if let (Some(before), Some(now)) = (&case.before, run.charts.first()) {
                since(before, (&now.chart, &now.graph), &run.outcome.sources, &mut told);
            }
        }
        Err(error) => write_error(&error, &mut told),
    }
    for notice in session.take_notices() {
        let _ = writeln!(told.whole, "{notice:?}");
    }
    told
}

fn placed(finding: &Finding, outcome: &Outcome) -> String {
    let place = finding.primary.place;
    let at = outcome.sources.get(place.file).position(place.span.start);
    format!("{} {}:{}", outcome.rule(finding.rule).id, at.line, at.column)
}

fn write_report(outcome: &Outcome, names: bool, out: &mut String) {
    let mut report = Vec::new();
    report::write(
        Format::Json,
        outcome,
        &report::Options { names, ..report::Options::default() },
        &mut report,
    )
    .unwrap();
    out.push_str(&String::from_utf8(report).unwrap());
}

fn write_error(error: &Error, told: &mut Told) {
    match error {
        Error::Configuration(mistakes) => {
            for mistake in mistakes {
                let at = mistake.at.split_once(':').unwrap_or_default().1;
                told.findings.push(format!("mistake {at}"));
                let _ = writeln!(told.whole, "{}: {}\n  {}", mistake.at, mistake.message, mistake.help);
            }
        }
        Error::Argument { message, help } => {
            told.findings.push("refused".to_owned());
            let _ = writeln!(told.whole, "{message}\n  {help}");
        }
    }
}

/// The chart in numbers.
fn numbers(run: &Run, out: &mut String) {
    for structure in run.structures() {
        let stats = Stats::of(&structure, &run.outcome.portfolios, run.outcome.incomplete, true);
        out.push_str(&stats::write(stats::Format::Csv, &stats, None, false));
    }
}

fn read(path: &str, text: &str, sources: &mut Sources) -> Chart {
    let id = sources.add(SourceFile::new(path, text));
    let own = Arc::new(Own::default());
    let read = vec![ReadFile::new(FileId(id.0), sources.get(id))];
    layouts::read(read, Reading { layout: None, from_folder: false, own: &own })
}

/// What rules about a change and `diff` say of a chart that was another one before.
fn since(before: &str, (chart, graph): (&Chart, &OrgGraph), sources: &Sources, told: &mut Told) {
    let before = read("org.yaml", before, &mut Sources::default());
    let earlier = OrgGraph::new(&before);
    let as_of = |chart: &Chart| chart.as_of().unwrap_or(TODAY);
    let subject = Subject {
        earlier: Some(Earlier { chart: &before, graph: &earlier, as_of: as_of(&before) }),
        ..Subject::alone(chart, graph, sources)
    };
    let registry = BUILTIN.narrowed(|rule| &*rule.pack == "change");
    let judged = run::run(subject, &registry, AsOf { date: as_of(chart), stated: true, today: TODAY });
    for finding in &judged.findings {
        let id = &registry.rules()[usize::from(finding.rule.0)].rule.id;
        told.findings.push(format!("{id} at {}", finding.subject));
        let _ = writeln!(told.whole, "{id} {finding:?}");
    }
    let comparison = Comparison::of([(&before, &earlier), (chart, graph)]);
    let _ = writeln!(told.whole, "{:?}", comparison.changes);
}

/// What a scenario makes of the chart.
fn what_if(case: &Case, scenario: &str, told: &mut Told) {
    let file = Arc::new(SourceFile::new("scenario.yaml", scenario));
    match session(case).what_if(&file) {
        Ok(found) => {
            write_report(&found.after.outcome, case.names, &mut told.whole);
            for (path, _, text) in &found.files {
                let _ = writeln!(told.whole, "{}\n{text}", path.display());
            }
        }
        Err(error) => write_error(&error, told),
    }
}

/// What fixes make of the chart.
fn mended(case: &Case, told: &mut Told) {
    match session(case).fix(|| request(case), Safety::Unsafe) {
        Ok(fixed) => {
            told.findings =
                fixed.after.outcome.findings.iter().map(|one| placed(one, &fixed.after.outcome)).collect();
            for (path, _, text) in fixed.files() {
                let _ = writeln!(told.whole, "{}\n{text}", path.display());
            }
            let _ = writeln!(told.whole, "{} {} {:?}", fixed.made, fixed.untried, fixed.refused);
        }
        Err(error) => write_error(&error, told),
    }
}

/// The ids of the positions in a file.
pub fn ids(path: &str, text: &str) -> Vec<String> {
    let chart = read(path, text, &mut Sources::default());
    chart.positions().map(|position| chart.id(position).to_owned()).collect()
}
