//! Markdown as GitHub shows it.

use pulldown_cmark::{CodeBlockKind, Event, Options, Parser, Tag};

/// What a report may hold of HTML.
const HTML: [&str; 6] = ["<code>", "</code>", "<sub>", "</sub>", "<br>", "<!-- -->"];

/// Rows of the table in a Markdown report, its head left out.
pub(crate) fn table_rows(report: &str) -> usize {
    let (mut rows, mut cells, mut headings, mut pictures) = (0, 0, 0, 0);
    let mut in_picture = false;
    for event in Parser::new_ext(report, Options::all()) {
        match event {
            Event::Start(Tag::TableRow) => {
                rows += 1;
                cells = 0;
            }
            Event::Start(Tag::TableCell) => cells += 1,
            Event::End(pulldown_cmark::TagEnd::TableRow) => assert_eq!(cells, 4, "{report}"),
            Event::Start(Tag::Heading { .. }) => headings += 1,
            Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(kind))) => {
                assert_eq!(&*kind, "mermaid");
                pictures += 1;
                in_picture = true;
            }
            Event::End(pulldown_cmark::TagEnd::CodeBlock) => in_picture = false,
            Event::Start(
                Tag::Paragraph
                | Tag::Table(_)
                | Tag::TableHead
                | Tag::List(None)
                | Tag::Item
                | Tag::Strong
                | Tag::BlockQuote(_),
            )
            | Event::End(_)
            | Event::SoftBreak => {}
            Event::InlineHtml(html) => assert!(HTML.contains(&&*html), "{html}: {report}"),
            Event::Text(text) => assert!(!in_picture || is_mermaid(&text), "{text}: {report}"),
            other => panic!("{other:?}: {report}"),
        }
    }
    assert!(headings <= 1 && pictures <= 1, "{report}");
    // GitHub makes links and mentions of plain text too.
    let page = report.split("\n```mermaid\n").next().unwrap_or_default();
    let bare = page.replace("\\:", "").replace("@<!-- -->", "");
    assert!(!bare.contains(":/") && !bare.contains('@'), "{report}");
    rows
}

/// Lines of a picture: boxes, whose texts hold nothing that Mermaid reads, and arrows between them.
fn is_mermaid(lines: &str) -> bool {
    lines.lines().all(|line| {
        let line = line.trim_start();
        match line.split_once("[\"") {
            Some((number, rest)) => {
                let text = rest.strip_suffix(":::found").unwrap_or(rest).strip_suffix("\"]");
                let plain = |c: char| !c.is_ascii_punctuation() || "#;-_.,".contains(c);
                is_box(number) && text.is_some_and(|text| text.chars().all(plain) && are_codes(text))
            }
            None => match line.split_once(" --> ") {
                Some((above, below)) => is_box(above) && is_box(below),
                None => ["flowchart TD", "classDef found stroke-width:3px"].contains(&line),
            },
        }
    })
}

fn is_box(name: &str) -> bool {
    name.strip_prefix('n').is_some_and(|number| number.parse::<usize>().is_ok())
}

/// Every `#` begins a character code, and every `;` ends one.
fn are_codes(text: &str) -> bool {
    let codes = text.split('#').skip(1);
    text.matches('#').count() == text.matches(';').count()
        && codes.map(|code| code.split_once(';')).all(|it| it.is_some_and(|it| it.0.parse::<u32>().is_ok()))
}
