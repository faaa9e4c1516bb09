//! Charts in, findings out.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails")]

mod integrity;
mod oracles;
mod reading;

use jiff::civil::date;

use crate::chart::{self, Chart};
use crate::finding::{Label, Severity};
use crate::graph::OrgGraph;
use crate::graph::facts::Facts;
use crate::rules::builtin::find;
use crate::rules::check::{About, AsOf, Context, Draft, Memo};
use crate::rules::format::ParamValue;
use crate::source::{SourceFile, Sources};
use crate::yaml;

/// What a check says about a chart, as people see it.
#[derive(Debug, PartialEq)]
struct Seen {
    /// The id of the position, `company` or `chart`.
    at: String,
    severity: Option<Severity>,
    message: String,
    /// `line:column text`, the primary one first.
    labels: Vec<String>,
    help: String,
    /// Sorted, as the order says nothing.
    ids: Vec<String>,
}

/// A chart with all that a check looks at.
struct Read {
    chart: Chart,
    graph: OrgGraph,
    sources: Sources,
}

impl Read {
    fn files(texts: &[&str]) -> Self {
        let mut sources = Sources::default();
        let parsed = texts.iter().enumerate().map(|(at, text)| {
            let id = sources.add(SourceFile::new(format!("org{at}.yaml"), *text));
            (id, yaml::parse(sources.get(id)))
        });
        let chart = chart::read(parsed.collect());
        Self { graph: OrgGraph::new(&chart), chart, sources }
    }

    fn drafts(&self, rule: &str) -> Vec<Draft> {
        let params =
            [("percent", 10.0), ("number", 5.0)].map(|(name, n)| (name.into(), ParamValue::Number(n)));
        let as_of = match self.chart.as_of() {
            Some(date) => AsOf { date, stated: true, today: date },
            None => AsOf { date: date(2026, 1, 15), stated: false, today: date(2026, 1, 15) },
        };
        let facts = Facts::new(&self.chart, &self.graph, as_of.date);
        let context = Context {
            chart: &self.chart,
            graph: &self.graph,
            facts: &facts,
            exceptions: &[],
            required: &[],
            near_rule: &|_| String::new(),
            sources: &self.sources,
            as_of,
            memo: &Memo::default(),
            seconds: &[],
            references: &[],
            params: &params,
        };
        let mut out = Vec::new();
        (find(rule).unwrap().run)(&context, &mut out);
        out
    }

    fn seen(&self, rule: &str) -> Vec<Seen> {
        self.drafts(rule).into_iter().map(|draft| self.see(draft)).collect()
    }

    fn see(&self, mut draft: Draft) -> Seen {
        let label = |label: &Label| {
            let at = self.sources.get(label.place.file).position(label.place.span.start);
            format!("{}:{} {}", at.line, at.column, label.text)
        };
        draft.ids.sort_unstable();
        Seen {
            at: self.subject(draft.about),
            severity: draft.severity,
            labels: std::iter::once(&draft.primary).chain(&draft.others).map(label).collect(),
            message: draft.message,
            help: draft.help.into_owned(),
            ids: draft.ids,
        }
    }

    fn subject(&self, about: About) -> String {
        match about {
            About::Position(position) => self.chart.id(position).to_owned(),
            About::Company => "company".to_owned(),
            About::File => "chart".to_owned(),
        }
    }
}

fn findings(rule: &str, text: &str) -> Vec<Seen> {
    Read::files(&[text]).seen(rule)
}

fn only(rule: &str, text: &str) -> Seen {
    let mut found = findings(rule, text);
    assert_eq!(found.len(), 1, "{rule} on\n{text}\ngives {found:#?}");
    found.remove(0)
}

fn none(rule: &str, text: &str) {
    assert_eq!(findings(rule, text), [], "{rule} on\n{text}");
}
