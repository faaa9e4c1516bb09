#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails")]

use std::fmt::Write as _;

use jiff::civil::date;
use proptest::prelude::*;

use super::*;
use crate::files::Memory;
use crate::session::{Options, Request, Run, Session};

fn linted(text: &str, names: bool) -> Run {
    let options = Options { names, ..Options::on(date(2026, 1, 15)) };
    let mut run =
        Session::new(Memory::new([("org.yaml", text)]), options).lint(Request::of(["org.yaml"])).unwrap();
    run.outcome.put_together();
    run
}

/// The four formats of a chart, with all that each can show.
fn drawn(text: &str, names: bool) -> [String; 5] {
    let run = linted(text, names);
    let structures = run.structures();
    let findings = &run.outcome.findings;
    let view = View::new(&structures[0], findings, Part::default());
    let mut page = Vec::new();
    let options = crate::report::Options {
        structures: structures.clone().into(),
        part: Part { pages: true, ..Part::default() },
        ..crate::report::Options::default()
    };
    crate::report::write(crate::report::Format::Html, &run.outcome, &options, &mut page).unwrap();
    [
        svg(&view, Page::A4).text,
        pages(&structures[0], findings, Page::A4).text,
        String::from_utf8(page).unwrap(),
        mermaid(&view).0,
        dot(&view),
    ]
}

#[test]
fn a_picture_says_what_the_chart_says() {
    let text = "as_of: 2026-01-15\ncompany: { name: Harbour }\npositions:\n- { id: ceo, title: CEO, name: Ada Qxz }\n\
                - { id: cto, title: CTO, reports_to: ceo }\n\
                - { id: sd, title: Director of Service Delivery, status: interim, reports_to: cto, dotted_to: ceo }\n\
                - { id: eng, title: Head of Engineering, status: vacant, reports_to: cto }\n\
                - { id: tax, title: Head of Tax, status: leaving, reports_to: cfo }\n\
                - { id: cio, title: CIO, reports_to: ceo }\n";
    for (at, picture) in drawn(text, false).iter().enumerate() {
        let words =
            ["Director of", "open", "interim", "leaving", "manager", "warning", "error", "operations"];
        for word in words {
            assert!(picture.contains(word), "{at} lacks {word}: {picture}");
        }
        assert!(!picture.contains("Qxz"), "{picture}");
    }
    for picture in &drawn(text, true) {
        assert!(picture.contains("Ada Qxz"), "{picture}");
    }
    let [svg, pages, page, mermaid, dot] = drawn(text, false);
    assert!(
        svg.contains("class=\"heavy\"")
            && svg.contains("class=\"dotted\"")
            && svg.contains("\"b interim warning\"")
    );
    assert!(pages.contains("href=\"#page-2\"") && pages.contains("id=\"page-2\""));
    assert!(page.contains("href=\"#f1\"") && page.contains("id=\"f1\"") && page.contains("href=\"#p3\""));
    assert!(mermaid.contains("n1 ==> n2") && mermaid.contains("n0 -.-> n2"));
    assert!(
        dot.contains("n1 -> n2 [penwidth=3];") && dot.contains("n0 -> n2 [style=dashed, constraint=false];")
    );
}

#[test]
fn a_part_says_how_much_is_below_it() {
    let structure =
        Structure::bare((0..40).map(|at: usize| (format!("P {at}"), at.checked_sub(1).map(|at| at / 3))));
    let view = View::new(&structure, &[], Part { depth: Some(1), ..Part::default() });
    assert_eq!(view.nodes.len(), 4);
    assert_eq!(view.nodes.iter().map(|node| node.hidden).sum::<usize>(), 36);
    let view = View::new(&structure, &[], Part { below: Some(1), depth: Some(0), ..Part::default() });
    assert!(svg(&view, Page::Screen).text.contains("+12 below"), "{:?}", view.nodes);
    assert_eq!(View::new(&structure, &[], Part { below: Some(1), ..Part::default() }).nodes.len(), 13);
}

#[test]
fn mermaid_gets_no_more_than_it_takes() {
    let title = "(((((".repeat(20);
    let structure =
        Structure::bare((0..1000).map(|at: usize| (title.clone(), at.checked_sub(1).map(|at| at / 9))));
    let view = View::new(&structure, &[], Part::default());
    let (text, left) = mermaid(&view);
    assert!(text.lines().count() <= 400 && text.len() < 50_000);
    assert!(left > 0 && text.contains(&format!("{left} positions not drawn")), "{text}");
}

/// Titles as somebody writes them who means to break a picture.
fn hostile() -> Vec<String> {
    let long = "x".repeat(10_000);
    let texts = [
        "</text></svg><script>alert(1)</script>",
        "\" onload=\"alert(1)",
        "]]> <!-- &lt;b&gt; &#60; &amp;amp;",
        "\u{202e}olleh\u{200f}\u{2066}",
        "\\\" ]; node [label=\\N",
        "\"]\nclick n0 \"javascript:alert(1)\"",
        "end %% flowchart LR; subgraph",
        "עברית العربية 工程",
        "##[error]x ::error::y",
        "`code` ``` **bold** | a",
        &long,
    ];
    texts.map(str::to_owned).to_vec()
}

#[test]
fn hostile_titles_stay_text() {
    let mut text = "positions:\n- { id: top, title: Top }\n".to_owned();
    for (at, title) in hostile().iter().enumerate() {
        let title = serde_json::to_string(title).unwrap();
        let _ = writeln!(text, "- {{ id: {title}, title: {title}, reports_to: top, dotted_to: [{title}] }}");
        let _ = writeln!(text, "- {{ id: b{at}, title: {title}, reports_to: nobody-{at} }}");
    }
    let [svg, pages, page, mermaid, dot] = drawn(&text, true);
    for picture in [&svg, &pages] {
        // An independent reader finds texts and nothing that runs.
        let document = roxmltree::Document::parse(picture).unwrap();
        let known = [
            "svg", "title", "desc", "style", "defs", "pattern", "path", "circle", "rect", "g", "text", "use",
            "a",
        ];
        for node in document.descendants().filter(roxmltree::Node::is_element) {
            assert!(known.contains(&node.tag_name().name()), "{node:?}");
            assert!(node.attributes().all(|one| !one.name().starts_with("on")), "{node:?}");
        }
        let titles: Vec<&str> =
            document.descendants().filter(|n| n.has_tag_name("title")).filter_map(|n| n.text()).collect();
        assert!(titles.iter().any(|title| title.starts_with("</text></svg><script>alert(1)</script>")));
    }
    assert_eq!(page.matches("<script").count(), 1);
    assert!(!page.contains("onload=\"") && page.contains("&lt;script&gt;"));
    for picture in [&svg, &page, &mermaid, &dot] {
        assert!(!picture.contains(['\u{202e}', '\u{200f}', '\u{2066}']));
        assert!(!picture.contains("##[") && !picture.lines().any(|line| line.starts_with("::")));
    }
    let inside = |line: &str| line.split('"').nth(1).unwrap_or_default().to_owned();
    for line in mermaid.lines().filter(|line| line.contains('[')) {
        assert_eq!(line.matches('"').count(), 2, "{line}");
        let text = inside(line).replace("<br/>", "");
        assert!(!text.contains(['<', '>', '(', '[', '%', '`']), "{line}");
    }
    for line in dot.lines().filter(|line| line.contains("label=")) {
        // Quotes and backslashes are written out, and lines are parted by the one escape that is meant.
        let label = line.split("[label=\"").nth(1).unwrap().split('"').next().unwrap();
        assert!(!label.replace("\\\\", "").replace("\\n", "").contains('\\'), "{line}");
    }
}

/// A tree with its positions written in an order, in which those of one manager keep theirs.
fn tree(managers: &[usize], order: &[usize]) -> String {
    let mut out = "positions:\n".to_owned();
    for at in order {
        let _ = writeln!(out, "- id: p{at}\n  title: Position {at}");
        if let Some(manager) = at.checked_sub(1).map(|at| managers[at]) {
            let _ = writeln!(out, "  reports_to: p{manager}");
        }
    }
    out
}

proptest! {
    #[test]
    fn the_order_of_the_file_does_not_count(picks in prop::collection::vec(any::<prop::sample::Index>(), 1..30), keys in prop::collection::vec(any::<u8>(), 31)) {
        let managers: Vec<usize> = picks.iter().enumerate().map(|(at, pick)| pick.index(at + 1)).collect();
        let count = managers.len() + 1;
        let plain: Vec<usize> = (0..count).collect();
        // The reports of one manager stay in their order; everything else is mixed.
        let mut mixed = plain.clone();
        mixed.sort_by_key(|at| at.checked_sub(1).map_or(keys[30], |at| keys[managers[at] % 30]));
        // Findings have their numbers by the file.
        let [one, other] = [plain, mixed].map(|order| {
            let run = linted(&tree(&managers, &order), false);
            let chart = &run.charts[0];
            let structure = Structure::of(&chart.chart, &chart.graph, chart.as_of, &[], 0..0);
            let view = View::new(&structure, &[], Part::default());
            (svg(&view, Page::A4), dot(&view))
        });
        prop_assert_eq!(one, other);
    }
}

#[test]
fn fifty_positions_are_read_on_a_lying_page() {
    let text = std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/fixtures/fifty.yaml")).unwrap();
    let run = linted(&text, false);
    let structures = run.structures();
    let view = View::new(&structures[0], &run.outcome.findings, Part::default());
    let drawn = svg(&view, Page::A4);
    assert!(drawn.text.contains("width=\"297mm\" height=\"210mm\""));
    assert!(12.0 * drawn.scale > 8.0, "{}", drawn.scale);
    assert!(svg(&view, Page::A3).scale >= drawn.scale);
}

#[test]
fn many_dotted_lines_of_one_position_are_counted() {
    let ids = (0..25).map(|at| format!("p{at}")).collect::<Vec<_>>().join(", ");
    let mut text = format!(
        "positions:\n- {{ id: top, title: Top }}\n- {{ id: a, title: A, reports_to: top, dotted_to: [{ids}] }}\n"
    );
    for at in 0..25 {
        let _ = writeln!(text, "- {{ id: p{at}, title: T, reports_to: top }}");
    }
    let [_, _, page, _, _] = drawn(&text, true);
    assert_eq!(page.matches("dotted to ").count(), 20, "the first of them are told");
    assert!(page.contains("and to 5 more"), "{page}");
}
