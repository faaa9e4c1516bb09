//! Well-run companies of many kinds: the program has next to nothing to say of them, and says the same of a
//! company however its chart is written.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails")]

mod company;
mod healthy;

use std::collections::BTreeSet;
use std::sync::LazyLock;

use company::{Company, Form, Post};
use healthy::Healthy;
use jiff::civil::date;
use orglint::files::Memory;
use orglint::finding::Severity;
use orglint::session::{Configuration, Options, Request, Session};

/// One finding: its rule, how severe it is, and which position it is about.
type Found = (String, Severity, String);

/// Rules whose finding is about several positions alike, and shown at the one that an id or a file has first.
const ABOUT_SEVERAL: [&str; 3] =
    ["function-split-between-chiefs", "core-function-outside-chief", "unit-in-two-places"];

/// What is found in files, with positions by their place in the company and not by their ids.
fn found(files: &[(String, String)], company: &Company) -> BTreeSet<Found> {
    let options = Options { configuration: Configuration::None, ..Options::on(date(2026, 1, 15)) };
    let memory = Memory::new(files.iter().map(|(path, text)| (path.as_str(), text.as_str())));
    // Several files are one chart, in a folder.
    let path = match files {
        [(path, _)] => path,
        _ => "org",
    };
    let outcome = Session::new(memory, options).lint(Request::of([path])).unwrap().outcome;
    let keys = company.keys();
    let findings = outcome.findings.iter().map(|finding| {
        let rule = outcome.rules[usize::from(finding.rule.0)].id.to_string();
        if ABOUT_SEVERAL.contains(&rule.as_str()) {
            return (rule, finding.severity, String::new());
        }
        let subject = keys.get(&finding.subject).map_or(finding.subject.clone(), ToString::to_string);
        (rule, finding.severity, subject)
    });
    findings.collect()
}

fn of(company: &Company) -> BTreeSet<Found> {
    found(&company.files(Form::Yaml), company)
}

/// The companies of the list, each with two members below every position that has none or one.
fn well_run() -> Vec<Company> {
    let all = Company::read(include_str!("well-run.txt"));
    assert!(all.len() >= 40, "{}", all.len());
    all.into_iter().map(|company| company.with_members(2)).collect()
}

#[test]
fn next_to_nothing_is_said_of_a_well_run_company() {
    let mut wrong = Vec::new();
    for company in well_run() {
        let findings = of(&company);
        let infos = findings.iter().filter(|(_, severity, _)| *severity == Severity::Info).count();
        if infos < findings.len() || infos > 2 {
            wrong.push(format!("{}: {}", company.name, company.named(&findings)));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// At most ten findings of a healthy company, whatever its size, and each of them is known to be true.
#[test]
fn at_most_ten_true_findings_in_a_healthy_company() {
    for people in [30, 300, 3_000] {
        let company = Healthy::of(people);
        assert!(company.len() * 10 >= people * 9, "{people}: {}", company.len());
        let options = Options { configuration: Configuration::None, ..Options::on(date(2026, 1, 15)) };
        let chart = company.chart();
        let memory = Memory::new([("org.yaml", chart.as_str())]);
        let mut session = Session::new(memory, options);
        let mut outcome = session.lint(Request::of(["org.yaml"])).unwrap().outcome;
        for finding in &outcome.findings {
            let rule = &*outcome.rules[usize::from(finding.rule.0)].id;
            let is_true = match rule {
                "single-report" => company.with_one_report.contains(&finding.subject),
                "span-wide" => company.with_many_reports.contains(&finding.subject),
                _ => false,
            };
            assert!(is_true, "{people}: {rule} at {}: {}", finding.subject, finding.message);
            assert_eq!(finding.severity, Severity::Info, "{people}: {rule}");
        }
        // What is planted is found, so that the company is not healthy for want of looking.
        let planted = company.with_one_report.len() + company.with_many_reports.len();
        assert_eq!(outcome.findings.len(), planted, "{people}");
        outcome.put_together();
        assert!(outcome.findings.len() <= 10, "{people}: {}", outcome.findings.len());
    }
}

/// Numbers that look like chance and are the same in every run.
struct Dice(u64);

impl Dice {
    fn below(&mut self, most: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap() % most
    }
}

/// The companies again, each with some of its units below another manager and what is found then.
static DISARRANGED: LazyLock<Vec<(Company, BTreeSet<Found>)>> = LazyLock::new(|| {
    let mut dice = Dice(7);
    let mut all = well_run();
    for company in &mut all {
        let count = company.posts.len();
        for _ in 0..6 {
            let (moved, above) = (dice.below(count), dice.below(count));
            if moved != 0 && !company.line(above).any(|at| at == moved) {
                company.posts[moved].manager = Some(above);
            }
        }
    }
    all.into_iter()
        .map(|company| {
            let findings = of(&company);
            (company, findings)
        })
        .collect()
});

/// Checks that a change to each company leaves the findings as they are.
fn changes_nothing(what: &str, change: impl Fn(&mut Company)) {
    let mut wrong = Vec::new();
    let (mut found_at_all, mut changed) = (0, 0);
    for (company, before) in &*DISARRANGED {
        let mut other = company.clone();
        change(&mut other);
        let written = |company: &Company| company.files(Form::Yaml);
        changed += usize::from(written(company) != written(&other));
        let after = of(&other);
        found_at_all += before.len();
        if *before != after {
            wrong.push(company.difference(before, &after));
        }
    }
    assert!(found_at_all > 60, "{found_at_all}");
    assert!(changed > 4, "{what} changes {changed} companies");
    assert!(wrong.is_empty(), "{what}\n{}", wrong.join("\n"));
}

fn titles(company: &mut Company, change: impl Fn(&str) -> String) {
    for post in &mut company.posts {
        post.title = change(&post.title);
    }
}

#[test]
fn the_order_of_positions_says_nothing() {
    changes_nothing("order", |company| {
        let mut dice = Dice(11);
        let mut order: Vec<usize> = (0..company.posts.len()).collect();
        for at in (1..order.len()).rev() {
            order.swap(at, dice.below(at + 1));
        }
        *company = company.in_order(&order);
    });
}

#[test]
fn ids_say_nothing() {
    changes_nothing("ids", |company| {
        for post in &mut company.posts {
            post.id = format!("unit-{}", 7000 - post.key);
        }
    });
}

#[test]
fn the_form_says_nothing() {
    for (company, expected) in &*DISARRANGED {
        for form in [Form::Json, Form::Files] {
            assert_eq!(found(&company.files(form), company), *expected, "{form:?} {}", company.name);
        }
        // A table says nothing of the company.
        let mut company = company.clone();
        company.stated = false;
        assert_eq!(found(&company.files(Form::Csv), &company), of(&company), "{}", company.name);
    }
}

#[test]
fn capitals_say_nothing() {
    changes_nothing("upper case", |company| titles(company, str::to_uppercase));
    changes_nothing("lower case", |company| titles(company, str::to_lowercase));
    changes_nothing("departments", |company| {
        company.posts.iter_mut().for_each(|post| post.department = post.department.to_uppercase());
    });
}

#[test]
fn departments_joined_or_split_say_nothing() {
    // Each unit below the head of a department has its own part of it.
    changes_nothing("split", |company| {
        for at in 0..company.posts.len() {
            if let Some(unit) = company.line(at).nth_back(2) {
                let number = format!(" {}", unit + 1);
                company.posts[at].department.push_str(&number);
            }
        }
    });
    changes_nothing("teams", |company| {
        for post in &mut company.posts {
            post.department.push_str(" Team");
        }
    });
    // One department for all below one who reports to the top.
    for company in well_run() {
        let mut joined = company.clone();
        for at in 0..joined.posts.len() {
            if let Some(head) = company.line(at).nth_back(1) {
                joined.posts[at].department.clone_from(&company.posts[head].department);
            }
        }
        assert_eq!(of(&joined), of(&company), "{}", company.name);
    }
}

#[test]
fn more_members_say_nothing() {
    let mut wrong = Vec::new();
    for (company, findings) in &*DISARRANGED {
        let mut other = company.clone();
        for (at, post) in company.posts.iter().enumerate() {
            let leaf = company.posts.iter().all(|other| other.manager != Some(at));
            let at_home =
                post.manager.is_some_and(|above| company.posts[above].department == post.department);
            if leaf && at_home && post.title == company.member() {
                other.posts.push(Post { key: other.posts.len(), id: format!("more-{at}"), ..post.clone() });
            }
        }
        // How many report to somebody is what other rules are about.
        let about_chiefs = |findings: &BTreeSet<Found>| -> BTreeSet<Found> {
            let shape = ["single-report", "one-report-chain", "layers"];
            findings.iter().filter(|(rule, ..)| !shape.contains(&rule.as_str())).cloned().collect()
        };
        assert!(other.posts.len() > company.posts.len());
        let (before, after) = (about_chiefs(findings), about_chiefs(&of(&other)));
        if before != after {
            wrong.push(other.difference(&before, &after));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Words that mean the same in a title; the first becomes the second.
const SYNONYMS: [(&str, &str); 22] = [
    ("Chief Information Officer", "CIO"),
    ("CIO", "Chief Information Officer (CIO)"),
    ("CTO", "Chief Technology Officer"),
    ("Chief Technology Officer", "Chief Technical Officer"),
    ("Head of ", "Director of "),
    ("Director of ", "Head of "),
    ("VP ", "Vice President, "),
    ("IT Director", "Director of IT"),
    (" and ", " & "),
    (" & ", " and "),
    ("Data Centre", "Data Center"),
    ("Programme", "Program"),
    ("Leiter ", "Leitung "),
    ("Leiterin ", "Leitung "),
    ("Responsable informatique", "Responsable de l'informatique"),
    ("Director de Sistemas", "Director de los Sistemas"),
    (" de TI", " de Tecnologías de la Información"),
    ("Hoofd ICT", "Hoofd IT"),
    ("Responsabile IT", "Responsabile dei sistemi informativi"),
    ("Responsável de TI", "Responsável pela TI"),
    ("Software Engineering", "Software Development"),
    ("Service Desk", "Help Desk"),
];

#[test]
fn synonyms_say_the_same() {
    for (word, other) in SYNONYMS {
        let mut wrong = Vec::new();
        for (company, before) in &*DISARRANGED {
            // There the short form may be somebody else's.
            if company.is_about_money() {
                continue;
            }
            let mut changed = company.clone();
            titles(&mut changed, |title| title.replace(word, other));
            if changed.files(Form::Yaml) == company.files(Form::Yaml) {
                continue;
            }
            let after = of(&changed);
            if *before != after {
                wrong.push(company.difference(before, &after));
            }
        }
        assert!(wrong.is_empty(), "{word} → {other}\n{}", wrong.join("\n"));
    }
}

/// The language, a masculine word and the feminine and neutral ones.
const FORMS: [(&str, &str, &[&str]); 14] = [
    ("de", "Leiter ", &["Leiterin ", "Leiter:in ", "Leiter*in ", "Leiter (m/w/d) "]),
    ("de", "leiter ", &["leiterin ", "leiter/-in "]),
    ("de", "Leiterin ", &["Leiter ", "LeiterIn "]),
    ("de", "entwickler", &["entwicklerin", "entwickler*in"]),
    ("fr", "Directeur ", &["Directrice ", "Directeur·rice "]),
    ("fr", "Directrice ", &["Directeur ", "Directeur/Directrice "]),
    ("fr", "Développeur ", &["Développeuse ", "Développeur·se "]),
    ("es", "Director ", &["Directora ", "Director/a "]),
    ("es", "Jefe ", &["Jefa ", "Jefe/a "]),
    ("es", "Desarrollador ", &["Desarrolladora ", "Desarrollador(a) "]),
    ("it", "Direttore ", &["Direttrice ", "Direttore/trice "]),
    ("pt", "Diretor ", &["Diretora ", "Diretor(a) "]),
    ("pt", "Técnico ", &["Técnica ", "Técnico(a) "]),
    ("nl", "beheerder", &["beheerster", "beheerder (m/v)"]),
];

#[test]
fn a_title_says_the_same_of_women_and_men() {
    for (company, expected) in &*DISARRANGED {
        for (_, word, others) in FORMS.iter().filter(|(language, ..)| *language == company.language) {
            for other in *others {
                let mut changed = company.clone();
                titles(&mut changed, |title| title.replace(word, other));
                assert_eq!(of(&changed), *expected, "{word}→ {other}: {}", company.name);
            }
        }
    }
}
