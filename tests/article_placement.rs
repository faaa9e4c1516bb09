//! Who sits below which chief: whole charts in, the findings of the pack about the two chiefs out, with
//! every rule on that is on by default.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails")]

use std::fmt::Write as _;

use jiff::civil::date;

use orglint::files::Memory;
use orglint::finding::{Finding, Outcome, Safety, Severity};
use orglint::session::{Options, Request, Session};

/// The rules about placement, and the two beside them that speak of the same units.
const RULES: &[&str] = &[
    "operations-function-under-cto",
    "product-function-under-cio",
    "internal-infrastructure-under-cto",
    "infrastructure-purpose-unstated",
    "chief-without-core-function",
    "core-function-outside-chief",
    "vendor-management-placement",
    "division-purpose-unstated",
    "division-purpose-contradicts-chief",
    "function-split-between-chiefs",
    "blurred-portfolio",
];

/// A chart of one line for each position: `id: title < manager`, and further fields behind a `|`.
fn chart(lines: &str) -> String {
    let mut text = "as_of: 2026-01-15\n".to_owned();
    let lines = lines.lines().map(str::trim).filter(|line| !line.is_empty());
    let (company, positions): (Vec<&str>, Vec<&str>) = lines.partition(|line| line.starts_with("company:"));
    for line in company {
        writeln!(text, "{line}").unwrap();
    }
    text += "positions:\n";
    for line in positions {
        let (place, more) = line.split_once('|').unwrap_or((line, ""));
        let (id, rest) = place.split_once(':').unwrap();
        let (title, manager) = rest.split_once('<').unwrap_or((rest, ""));
        writeln!(text, "  - id: {id}\n    title: \"{}\"", title.trim()).unwrap();
        if !manager.trim().is_empty() {
            writeln!(text, "    reports_to: {}", manager.trim()).unwrap();
        }
        for field in more.split(';').map(str::trim).filter(|field| !field.is_empty()) {
            writeln!(text, "    {field}").unwrap();
        }
    }
    text
}

/// What linting a chart finds, with these settings of rules.
fn lint_with(text: &str, rules: &[&str]) -> Outcome {
    let rules = rules.iter().map(|&rule| rule.to_owned()).collect();
    let options = Options { rules, ..Options::on(date(2026, 1, 15)) };
    let mut session = Session::new(Memory::new([("org.yaml", text)]), options);
    session.lint(Request::of(["org.yaml"])).unwrap().outcome
}

fn lint(lines: &str) -> (String, Outcome) {
    let text = chart(lines);
    let outcome = lint_with(&text, &[]);
    (text, outcome)
}

fn rule_of<'o>(outcome: &'o Outcome, finding: &Finding) -> &'o str {
    &outcome.rules[usize::from(finding.rule.0)].id
}

/// Findings of the rules about placement as `severity rule at`.
fn found(lines: &str) -> Vec<String> {
    let (_, outcome) = lint(lines);
    let mut found: Vec<String> = outcome
        .findings
        .iter()
        .filter(|finding| RULES.contains(&rule_of(&outcome, finding)))
        .map(|finding| format!("{} {} {}", finding.severity, rule_of(&outcome, finding), finding.subject))
        .collect();
    found.sort_unstable();
    found
}

#[track_caller]
fn nothing(lines: &str) {
    assert_eq!(found(lines), Vec::<String>::new(), "on\n{lines}");
}

#[track_caller]
fn only(lines: &str, expected: &str) {
    assert_eq!(found(lines), [expected], "on\n{lines}");
}

#[track_caller]
fn info_at_most(lines: &str, expected: &[&str]) {
    let found = found(lines);
    assert!(found.iter().all(|finding| finding.starts_with("info ")), "{found:?} on\n{lines}");
    assert_eq!(found, expected, "on\n{lines}");
}

const BOTH: &str = "
    ceo: CEO
    cio: Chief Information Officer < ceo
    cto: Chief Technology Officer < ceo
";

fn both(more: &str) -> String {
    format!("{BOTH}{more}")
}

#[test]
fn service_delivery_below_the_cto_is_one_warning_with_its_line_and_the_cio() {
    let (text, outcome) = lint(&both("sd: Director of Service Delivery < cto"));
    let [finding] =
        outcome.findings.iter().filter(|f| RULES.contains(&rule_of(&outcome, f))).collect::<Vec<_>>()[..]
    else {
        panic!("not one finding: {:#?}", outcome.findings);
    };
    assert_eq!(rule_of(&outcome, finding), "operations-function-under-cto");
    assert_eq!(finding.severity, Severity::Warning);
    assert_eq!(finding.subject, "sd");
    assert_eq!(
        finding.message,
        "Director of Service Delivery sits below the CTO; the article typically places it with the CIO"
    );
    let at = |place: orglint::source::Place| &text[place.span.range()];
    assert_eq!(at(finding.primary.place), "cto");
    let line = text[..finding.primary.place.span.range().start].rsplit('\n').next().unwrap();
    assert_eq!(line, "    reports_to: ");
    let others: Vec<&str> = finding.others.iter().map(|label| at(label.place)).collect();
    assert_eq!(others, ["\"Chief Information Officer\""]);
    assert_eq!(finding.path_up, ["sd", "cto", "ceo"]);
    assert!(finding.help.ends_with("or keep it and note why"));
}

#[test]
fn service_delivery_four_levels_below_the_cto_is_one_warning() {
    let known = "
        a: VP Engineering < cto
        b: Director of Engineering < a
        c: Engineering Manager < b
        sd: Director of Service Delivery < c
        sdm: Service Delivery Manager < sd
        desk: Service Desk < sdm
    ";
    only(&both(known), "warning operations-function-under-cto sd");
    let unknown = "
        a: Head of Things < cto
        b: Head of Further Things < a
        c: Thing Lead < b
        sd: Director of Service Delivery < c
        sdm: Service Delivery Manager < sd
    ";
    only(&both(unknown), "warning operations-function-under-cto sd");
}

#[test]
fn the_fix_sends_it_to_the_other_chief_and_clears_it() {
    let lines = both("sd: Director of Service Delivery < cto");
    let (mut text, outcome) = lint(&lines);
    let fix = outcome.findings.iter().find_map(|finding| finding.fixes.first().cloned()).unwrap();
    assert_eq!(fix.safety, Safety::Unsafe);
    text = fix.applied(fix.edits[0].place.file, &text).unwrap();
    assert!(text.contains("reports_to: cio"));
    let after = lint_with(&text, &[]);
    assert!(after.findings.iter().all(|finding| !RULES.contains(&rule_of(&after, finding))));
}

#[test]
fn a_lone_cto_holds_what_has_to_sit_somewhere() {
    nothing(
        "
        ceo: CEO
        cto: CTO < ceo
        eng: VP Engineering < cto
        sd: Director of Service Delivery < cto
        pmo: Head of PMO < cto
        it: Head of IT < cto
        net: Network Operations < it
        infra: Infrastructure < cto | unit: Infrastructure
    ",
    );
    nothing(
        "
        ceo: CEO
        cto: CTO < ceo
        sd: Director of Service Delivery < cto
        pmo: Head of PMO < cto
        it: Head of IT < cto
    ",
    );
    nothing(
        "
        ceo: CEO
        cio: CIO < ceo
        eng: VP Engineering < cio
        web: Web Development < cio
        vendors: Vendor Management < cio
    ",
    );
}

#[test]
fn a_clean_split_is_silent() {
    let split = "
        infra: Infrastructure < cio | unit: Infrastructure
        sd: Director of Service Delivery < cio
        desk: Service Desk Manager < sd
        pmo: Head of PMO < cio
        eng: VP Engineering < cto
        em: Engineering Manager < eng
        dev: Software Engineer < em
        qa: QA Manager < eng
        web: Head of Web Development < cto
        product: Head of Product Development < cto
        vendors: Vendor Management < cto
        cfo: CFO < ceo
        finance: Head of Finance < cfo
    ";
    nothing(&both(split));
    nothing(&format!("company: {{ complete: true, employees: 400 }}\n{}", both(split)));
}

#[test]
fn a_cto_below_the_cio_is_judged_as_a_cto() {
    let lines = "
        ceo: CEO
        cio: CIO < ceo
        cto: CTO < cio
        eng: VP Engineering < cto
        sd: Service Delivery < cto
        guild: Automation Guild < cto | serves: operations
        net: Network Operations < cto
    ";
    info_at_most(
        lines,
        &[
            "info division-purpose-contradicts-chief guild",
            "info infrastructure-purpose-unstated net",
            "info operations-function-under-cto sd",
        ],
    );
    info_at_most(
        "
        ceo: CEO
        cio: CIO < ceo
        cto: CTO < cio
        sd: Service Delivery < cto
        pmo: Head of PMO < cto
    ",
        &["info operations-function-under-cto pmo", "info operations-function-under-cto sd"],
    );
}

#[test]
fn a_vacant_cio_seat_asks_for_nothing_before_it_is_filled() {
    for seat in
        ["cio: CIO < ceo | status: vacant", "cio: CIO < ceo | status: planned", "cio: CIO (vacant) < ceo"]
    {
        let lines = format!(
            "ceo: CEO\n{seat}\ncto: CTO < ceo\neng: VP Engineering < cto\nsd: Service Delivery < cto"
        );
        info_at_most(&lines, &["info operations-function-under-cto sd"]);
        let (_, outcome) = lint(&lines);
        let says = |finding: &Finding| finding.message.contains("the CIO seat is open, and ");
        assert!(outcome.findings.iter().any(says), "{:#?}", outcome.findings);
    }
    info_at_most(
        "
        company: { complete: true }
        ceo: CEO
        cio: CIO < ceo | status: vacant
        cto: CTO < ceo
        sd: Service Delivery < cto
        pmo: Head of PMO < cto
    ",
        &[
            "info chief-without-core-function cto",
            "info operations-function-under-cto pmo",
            "info operations-function-under-cto sd",
        ],
    );
}

#[test]
fn a_digital_and_information_chief_may_have_product_functions() {
    info_at_most(
        "
        ceo: CEO
        cdio: Chief Digital and Information Officer < ceo
        sd: Service Delivery < cdio
        web: Web Development < cdio
        qa: QA Manager < cdio
        guild: Automation Guild < cdio | serves: product
        cto: CTO < ceo
        eng: VP Engineering < cto
    ",
        &["info product-function-under-cio qa", "info product-function-under-cio web"],
    );
    // Neither a warning about the chief: the title says both.
    info_at_most(
        "
        ceo: CEO
        cdio: CDIO < ceo
        web: Web Development < cdio
        qa: QA Manager < cdio
        cto: CTO < ceo
        eng: VP Engineering < cto
    ",
        &["info product-function-under-cio qa", "info product-function-under-cio web"],
    );
    nothing("ceo: CEO\ncdio: CDIO < ceo\nweb: Web Development < cdio\nqa: QA Manager < cdio");
}

#[test]
fn infrastructure_twice_with_different_purposes_is_the_picture_of_the_article() {
    nothing(&both(
        "
        a: Infrastructure < cto | serves: product
        b: Infrastructure < cio | serves: operations
        c: Network Operations < b
        d: VP Engineering < cto
    ",
    ));
    nothing(&both(
        "
        a: Product Infrastructure < cto
        b: Corporate Infrastructure < cio
        d: VP Engineering < cto
    ",
    ));
}

#[test]
fn product_infrastructure_below_the_cio_is_never_a_finding() {
    for unit in [
        "a: Product Infrastructure < cio",
        "a: Head of Product Infrastructure < cio | unit: Product Infrastructure",
        "a: Infrastructure < cio | serves: product; unit: Infrastructure",
        "a: Infrastructure < cio | unit: Infrastructure",
        "a: Network Operations < cio | serves: product",
        "a: Head of Platform Engineering < cio | serves: product",
        "a: Shop Infrastructure Crew < cio | serves: product",
        "a: SaaS Infrastructure < cio | new: true",
    ] {
        nothing(&both(&format!("{unit}\nsd: Service Delivery < cio\neng: VP Engineering < cto")));
        nothing(&both(&format!("{unit}\nother: Product Infrastructure < cto\neng: VP Engineering < cto")));
    }
}

#[test]
fn a_chief_whose_whole_portfolio_is_on_the_other_side_is_one_finding() {
    let cio = "
        web: Web Development < cio
        eng: VP Engineering < cio
        qa: QA Manager < cio
        vendors: Vendor Management < cio
        guild: Automation Guild < cio | serves: product
        one: Software Engineer < eng
    ";
    only(&both(cio), "warning chief-without-core-function cio");
    let cto = "
        sd: Service Delivery < cto
        pmo: Head of PMO < cto
        net: Network Operations < cto
        it: Head of IT < cto
        desk: Service Desk < it
        eng: VP Engineering < cio
        infra: IT Infrastructure < cio
    ";
    assert_eq!(
        found(&both(cto)),
        ["warning chief-without-core-function cto", "warning product-function-under-cio eng"]
    );
    only(
        &both("web: Web Development < cio\none: Web Developer < web"),
        "warning product-function-under-cio web",
    );
}

#[test]
fn a_field_cto_and_a_deputy_cio_are_no_seats() {
    // A field CTO makes no chief's area, and no CTO of the company.
    only(
        "
        ceo: CEO
        cio: CIO < ceo
        web: Web Development < cio
        sales: Head of Sales < ceo
        field: Field CTO < sales
        sd: Service Delivery < field
    ",
        "info core-function-outside-chief sd",
    );
    nothing(
        "
        ceo: CEO
        cto: CTO < ceo
        deputy: Deputy CIO < ceo
        sd: Service Delivery < cto
    ",
    );
}

#[test]
fn an_acting_cio_speaks_as_a_full_one() {
    for title in ["Acting CIO", "Interim Chief Information Officer", "VP IT (Acting CIO)"] {
        let lines = format!("ceo: CEO\ncio: {title} < ceo\ncto: CTO < ceo\nsd: Service Delivery < cto");
        only(&lines, "warning operations-function-under-cto sd");
    }
    only(
        "ceo: CEO\ncio: CIO < ceo | status: interim\ncto: CTO < ceo\nsd: Service Delivery < cto",
        "warning operations-function-under-cto sd",
    );
}

#[test]
fn bare_names_say_nothing_of_the_side() {
    for name in ["Operations", "Delivery", "Support", "Desk"] {
        for title in [name.to_owned(), format!("Head of {name}"), format!("{name} Manager")] {
            nothing(&both(&format!("eng: VP Engineering < cto\na: {title} < cto")));
        }
    }
}

#[test]
fn many_units_without_a_purpose_are_one_finding_for_each_chief() {
    let units = |count: usize| {
        let unit = |at: usize| {
            let chief = if at.is_multiple_of(2) { "cio" } else { "cto" };
            format!("u{at}: Crew {at} < {chief} | unit: Crew {at}\n")
        };
        both(&(0..count).map(unit).collect::<String>())
    };
    let shown = |count: usize| {
        let (_, mut outcome) = lint(&units(count));
        outcome.put_together();
        let of_rule = |finding: &&Finding| rule_of(&outcome, finding) == "division-purpose-unstated";
        let told = outcome.findings.iter().filter(of_rule);
        told.map(|finding| (finding.message.clone(), finding.labels().count())).collect::<Vec<_>>()
    };
    // Two below each chief leave it open, and nothing is asked.
    assert_eq!(shown(4), []);
    let one = |chief: &str| {
        (format!("the chart does not say what 11 units below {chief} are for: operations or the product"), 11)
    };
    assert_eq!(shown(22), [one("Chief Information Officer"), one("Chief Technology Officer")]);
}

#[test]
fn one_unit_raises_the_first_rule_that_applies() {
    // Internal infrastructure that says it serves operations.
    only(
        &both("eng: VP Engineering < cto\na: Infrastructure < cto | serves: operations; new: true"),
        "warning internal-infrastructure-under-cto a",
    );
    // A vendor office that says it serves the product.
    only(
        &both("sd: Service Delivery < cio\na: Vendor Management < cio | serves: product"),
        "warning division-purpose-contradicts-chief a",
    );
    // Quality is tested on both sides, so only the split is pointed out.
    only(
        &both("sd: Service Delivery < cio\na: QA Manager < cio\nb: QA Manager < cto"),
        "info function-split-between-chiefs a",
    );
    // A split counts on each position that it labels.
    only(
        &both(
            "
            a: Data Engineering < cio | unit: Data
            b: Data Engineering < cto | unit: Data; function: data-engineering
        ",
        ),
        "info function-split-between-chiefs a",
    );
    // A rule that is off takes no part.
    let text = chart(&both(
        "eng: VP Engineering < cto\na: Automation Guild < cto | serves: operations; function: service-delivery",
    ));
    let outcome = lint_with(&text, &["division-purpose-contradicts-chief=off"]);
    let rules: Vec<&str> = outcome.findings.iter().map(|finding| rule_of(&outcome, finding)).collect();
    assert_eq!(
        rules.iter().filter(|rule| RULES.contains(rule)).collect::<Vec<_>>(),
        [&"operations-function-under-cto"]
    );
}

#[test]
fn two_equal_chiefs_count_as_there_and_neither_is_named() {
    let lines = "
        ceo: CEO
        north: CIO < ceo
        south: CIO < ceo
        cto: CTO < ceo
        sd: Service Delivery < cto
    ";
    only(lines, "warning operations-function-under-cto sd");
    let (text, outcome) = lint(lines);
    let finding = outcome.findings.iter().find(|f| f.subject == "sd").unwrap();
    assert_eq!(finding.fixes, []);
    let named = |word: &str| {
        finding.message.contains(word)
            || finding.help.contains(word)
            || finding.others.iter().any(|label| text[label.place.span.range()].contains("CIO"))
    };
    assert!(!named("north") && !named("south"), "{finding:#?}");
}

#[test]
fn messages_fit_into_a_line_with_usual_titles() {
    let (_, outcome) = lint(&both(
        "
        a: Director of Service Delivery < cto
        b: Director of IT Infrastructure < cto
        c: Head of Technology Infrastructure < cto
        d: Director of Enterprise Automation < cto | serves: operations
        e: VP Software Engineering < cio
        f: Director of Vendor Management < cio
        g: Director of Data Engineering < cio
        h: Director of Data Engineering < cto
        i: Director of Site Reliability < cto | new: true
        coo: Chief Operating Officer < ceo
        j: Director of Information Systems < coo
        k: Director of Infrastructure Services < cto | serves: both
        a1: Service Delivery Manager < a
        c1: Infrastructure Manager < c
        d1: Automation Manager < d
        e1: Engineering Manager < e
        f1: Vendor Manager < f
        h1: Data Engineering Manager < h
    ",
    ));
    let own: Vec<&Finding> =
        outcome.findings.iter().filter(|finding| RULES.contains(&rule_of(&outcome, finding))).collect();
    assert!(own.len() >= 8, "{own:#?}");
    for finding in own {
        assert!(finding.message.chars().count() < 100, "{}", finding.message);
        assert!(finding.help.ends_with("keep it and note why"), "{}", finding.help);
        assert!(!finding.message.ends_with('.') && !finding.message.contains('?'), "{}", finding.message);
    }
}

#[test]
fn a_mandate_that_names_the_core_stands_in_for_an_area_of_it() {
    let chart = |mandate: &str| {
        format!(
            "ceo: CEO\ncio: CIO < ceo\nsd: Service Delivery < cio\ncto: CTO < ceo {mandate}\n\
             marketing: Head of Marketing < cto"
        )
    };
    assert_eq!(found(&chart("")), ["info chief-without-core-function cto"]);
    assert_eq!(found(&chart("| mandate: { owns: [technology-strategy] }")), [""; 0]);
    // What is the other chief's is no core.
    assert_eq!(
        found(&chart("| mandate: { owns: [service-delivery] }")),
        ["info chief-without-core-function cto"]
    );
}

#[test]
fn only_a_chief_for_a_part_of_the_company_makes_what_is_above_a_part() {
    let chart = |title: &str| {
        format!(
            "ceo: CEO\ncoo: COO < ceo\ncto: {title} < coo\nweb: Web Development < cto\ncio: CIO < ceo\n\
             sd: Service Delivery < cio\neng: VP Engineering < coo"
        )
    };
    assert_eq!(found(&chart("CTO")), ["info core-function-outside-chief eng"]);
    assert_eq!(found(&chart("CTO EMEA")), [""; 0]);
}
