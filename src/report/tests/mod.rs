//! Outcomes made by hand, and what the formats make of them.

mod human;
mod json;
mod privacy;
mod random;
mod readers;
mod services;
mod summary;

use super::{Format, Options, write};
use crate::finding::{
    Finding, Fingerprint, Label, MissingFact, NotChecked, Outcome, RuleIndex, RuleInfo, Severity,
};
use crate::source::{FileId, Place, SourceFile, Span, offset};

/// A small chart with a name and a comment.
const CHART: &str = "\
company:
  name: Acme Robotics
positions:
  - id: ceo
    title: Chief Executive Officer
    name: Grace Hopper
  - id: cto
    title: Chief Technology Officer
    name: Ada Lovelace
    reports_to: ceo
  - id: delivery
    title: Director of Service Delivery
    reports_to: cto # since Ada came
";

/// Builds an [`Outcome`].
#[derive(Default)]
struct Run(Outcome);

impl Run {
    fn file(&mut self, path: &str, text: &str) -> FileId {
        let id = self.0.sources.add(SourceFile::new(path, text));
        self.0.summary.files += 1;
        id
    }

    fn rule(&mut self, id: &str, severity: Severity) -> RuleIndex {
        let index = RuleIndex(u16::try_from(self.0.rules.len()).expect("few rules"));
        self.0.rules.push(RuleInfo {
            id: id.to_owned().into(),
            pack: "cio-cto".into(),
            title: "an operations function sits under the CTO".into(),
            why: "internal operations and the product pull on a leader in different ways".into(),
            source: "CIO vs. CTO, Christopher J. Coleman".into(),
            default_severity: severity,
            help: "".into(),
        });
        index
    }

    fn find(&mut self, rule: RuleIndex, message: &str, labels: Vec<Label>) -> &mut Finding {
        let severity = self.0.rules[usize::from(rule.0)].default_severity;
        let mut labels = labels.into_iter();
        self.0.summary.count(severity);
        self.0.findings.push(Finding {
            rule,
            severity,
            message: message.to_owned(),
            help: "move it under `cio`, or keep it and note why".into(),
            kept_as: None,
            subject: "delivery".to_owned(),
            primary: labels.next().expect("a primary label"),
            others: labels.collect(),
            path_up: Vec::new(),
            fixes: Vec::new(),
            cause: None,
            fingerprint: Fingerprint::new("rule", [message]),
        });
        self.0.findings.last_mut().expect("just added")
    }

    /// The place of the `nth` occurrence of a text, from 0.
    fn at(&self, file: FileId, text: &str, nth: usize) -> Place {
        let whole = self.0.sources.get(file).text();
        let start = whole.match_indices(text).nth(nth).expect("the text is there").0;
        Place { file, span: Span::new(offset(start), offset(start + text.len())) }
    }

    fn name(&mut self, file: FileId, text: &str) {
        let span = self.at(file, text, 0).span;
        self.0.names.entry(file).or_default().push(span);
        let words = text.split_whitespace().map(|word| crate::chart::folded_name(word).into());
        self.0.name_words.extend(words);
    }

    fn not_checked(&mut self, rule: RuleIndex, missing: &[&'static str]) {
        let missing = missing.iter().map(|fact| MissingFact { name: (*fact).into(), add: None }).collect();
        self.0.not_checked.push(NotChecked { rule, missing });
    }

    fn report(&self, format: Format, options: &Options) -> String {
        report(&self.0, format, options)
    }

    fn human(&self) -> String {
        self.report(Format::Human, &Options::default())
    }
}

fn report(outcome: &Outcome, format: Format, options: &Options) -> String {
    let mut out = Vec::new();
    write(format, outcome, options, &mut out).expect("memory takes everything");
    String::from_utf8(out).expect("reports are UTF-8")
}

fn place(file: FileId, start: u32, end: u32) -> Place {
    Place { file, span: Span::new(start, end) }
}

/// One finding on [`CHART`], whose names are known.
fn small() -> Run {
    let mut run = Run::default();
    let file = run.file("org.yaml", CHART);
    run.name(file, "Grace Hopper");
    run.name(file, "Ada Lovelace");
    run.0.summary.positions = 3;
    let rule = run.rule("operations-function-under-cto", Severity::Warning);
    let at = run.at(file, "cto", 2);
    let finding = run.find(
        rule,
        "Director of Service Delivery sits below the Chief Technology Officer",
        vec![Label::new(at, "this line leads to `cto`")],
    );
    finding.path_up = ["delivery", "cto", "ceo"].map(str::to_owned).to_vec();
    run
}

#[test]
fn every_format_has_a_word() {
    for format in Format::ALL {
        assert_eq!(Format::from_word(format.word()), Some(format));
    }
    assert_eq!(Format::from_word("Human"), None);
}

#[test]
fn an_error_of_the_writer_is_handed_up() {
    struct Closed;
    impl std::io::Write for Closed {
        fn write(&mut self, _: &[u8]) -> std::io::Result<usize> {
            Err(std::io::ErrorKind::BrokenPipe.into())
        }
        fn flush(&mut self) -> std::io::Result<()> {
            Ok(())
        }
    }
    for format in Format::ALL {
        let error = write(format, &small().0, &Options::default(), &mut Closed).map_err(|error| error.kind());
        assert_eq!(error, Err(std::io::ErrorKind::BrokenPipe), "{format}");
    }
}
