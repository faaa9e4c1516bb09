//! What two lists of the same people take: a chart, and the export that it is compared with.

use std::fmt::Write as _;

use super::Case;
use super::measure::cost_of;

/// How many people.
const MANY: usize = 40_000;

/// How many times the size of both lists the comparison may take, beyond what one of hardly anybody does.
const TIMES: u64 = 8;

/// A list of so many people, as a table or in orglint's own format, by other words than the chart where it is the
/// source.
fn people(count: usize, ending: &str, is_source: bool) -> String {
    let mut text = match (ending, is_source) {
        ("yaml", _) => "positions:\n",
        (_, false) => "Employee ID,Name,Job Title,Manager ID,Department,Email\n",
        (_, true) => "Personnel Number,Full Name,Position Title,Supervisor ID,Dept,Work Email\n",
    }
    .to_owned();
    for at in 0..count {
        // Of every thousand, one has another manager in the source.
        let above = if is_source && at % 1000 == 7 { at / 9 } else { at.saturating_sub(1) / 8 };
        let manager = if at == 0 { String::new() } else { format!("E{above:06}") };
        let (title, unit) = (at % 50, at % 40);
        if ending == "csv" {
            writeln!(text, "E{at:06},Person Nr{at},Engineer {title},{manager},Dept {unit},p{at}@example.org")
                .unwrap();
            continue;
        }
        writeln!(text, "  - id: E{at:06}\n    title: Engineer {title}\n    name: Person Nr{at}").unwrap();
        writeln!(text, "    department: Dept {unit}\n    email: p{at}@example.org").unwrap();
        if at > 0 {
            writeln!(text, "    reports_to: {manager}").unwrap();
        }
    }
    text
}

fn two_lists(count: usize, [chart, source]: [&str; 2]) -> Case {
    let paths = [format!("chart.{chart}"), format!("source.{source}")];
    let texts = [people(count, chart, false), people(count, source, true)];
    let [one, other] = &paths;
    let arguments = ["reconcile".to_owned(), one.clone(), other.clone()];
    Case::run(paths.clone().into_iter().zip(texts).collect(), &arguments.each_ref().map(String::as_str))
}

#[test]
fn two_lists_of_people_take_memory_by_their_size() {
    for forms in [["csv", "csv"], ["yaml", "csv"]] {
        let [few, many] = [20, MANY].map(|count| two_lists(count, forms));
        let [least, most] = [&few, &many].map(|case| cost_of(case, &case.runs[0]).memory_kib * 1024);
        let (took, bytes) = (most.saturating_sub(least), many.bytes() as u64);
        println!("{forms:?}: {took} bytes of memory for {bytes}, {} % of them", took * 100 / bytes);
        assert!(took <= TIMES * bytes, "{forms:?}: {took} bytes of memory for {bytes}");
    }
}
