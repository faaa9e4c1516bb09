//! Reading on after a slip: whatever it is and wherever it is, the items around it are read as without it.

use super::*;

/// Charts of the same four items in every common style: what comes before the items, the items, and what comes
/// behind them.
fn styles() -> Vec<(&'static str, [String; 4], &'static str)> {
    let people = [("a", "CEO", "x"), ("b", "Head of IT", "a"), ("c", "CTO", "a"), ("d", "Clerk", "b")];
    let all = |form: &dyn Fn(&str, &str, &str) -> String| people.map(|(id, title, to)| form(id, title, to));
    vec![
        (
            "positions:\n",
            all(&|id, title, to| format!("  - id: {id}\n    title: {title}\n    reports_to: {to}\n")),
            "roots: [a]\n",
        ),
        (
            "company: {name: x}\npositions:\n",
            all(&|id, title, to| format!("- id: {id}\n  reports_to: {to}\n  title: {title}\n")),
            "",
        ),
        (
            "positions:\n",
            all(&|id, title, to| {
                format!("  - id: \"{id}\"\n    title: '{title}'\n    goals:\n      - \"{to}\"\n")
            }),
            "company:\n  name: x\n",
        ),
        (
            "positions:\n",
            all(&|id, title, to| format!("  - {{ id: {id}, title: {title}, reports_to: {to} }}\n")),
            "",
        ),
        (
            "positions: [\n",
            all(&|id, title, to| format!("  {{ id: {id}, title: {title}, reports_to: {to} }},\n")),
            "]\n",
        ),
        (
            "{\"positions\": [\n",
            all(&|id, title, to| {
                format!("  {{\"id\": \"{id}\", \"title\": \"{title}\", \"to\": \"{to}\"}},\n")
            }),
            "  {\"id\": \"z\"}\n]}\n",
        ),
        (
            "{\n  \"positions\": [\n",
            all(&|id, title, to| {
                format!(
                    "    {{\n      \"id\": \"{id}\",\n      \"title\": \"{title}\",\n      \"to\": [\"{to}\"]\n    }},\n"
                )
            }),
            "    {}\n  ]\n}\n",
        ),
        (
            "{\"positions\":[",
            all(&|id, title, to| format!("{{\"id\":\"{id}\",\"title\":\"{title}\",\"to\":\"{to}\"}},")),
            "{}]}",
        ),
    ]
}

/// What is typed too much or instead of something else.
const SLIPS: [&str; 24] = [
    "", "\"", "'", "[", "]", "{", "}", ":", ": ", ",", "&", "*", "!", "|", ">", "@", "%", "#", " #", "-",
    "\t", "?", "`", "\\",
];

fn items(text: &str) -> Vec<String> {
    let parsed = parsed(text);
    let list =
        parsed.tree.documents().iter().filter_map(|document| parsed.tree.get(document.root?, "positions"));
    let items = list.flat_map(|list| parsed.tree.items(list).collect::<Vec<_>>());
    items
        .map(|item| {
            let mut out = String::new();
            show(&parsed.tree, item, &mut out);
            out
        })
        .collect()
}

/// Whether a text has all items but one, in their order.
fn keeps(text: &str, whole: &[String], but: usize) -> bool {
    let found = items(text);
    let mut left = found.iter();
    whole.iter().enumerate().filter(|(at, _)| *at != but).all(|(_, item)| left.any(|found| found == item))
}

#[test]
fn a_slip_at_any_byte_costs_the_item_that_it_is_in() {
    let mut lost = Vec::new();
    let mut tried = 0;
    for (head, parts, tail) in styles() {
        let whole = items(&format!("{head}{}{tail}", parts.concat()));
        for but in 0..4 {
            for at in 1..parts[but].len() {
                for (slip, drop) in SLIPS.iter().flat_map(|slip| [(slip, 0), (slip, 1)]) {
                    let mut parts = parts.clone();
                    let line_end = parts[but].as_bytes()[at] == b'\n';
                    // Lines that are joined are one item.
                    if drop == 1 && line_end || at + drop > parts[but].len() {
                        continue;
                    }
                    parts[but].replace_range(at..at + drop, slip);
                    let text = format!("{head}{}{tail}", parts.concat());
                    tried += 1;
                    if !keeps(&text, &whole, but) {
                        lost.push((text, whole.len(), items(&parsed_text(head, &parts, tail))));
                    }
                }
            }
        }
    }
    if let Ok(path) = std::env::var("OUT") {
        let shown: Vec<String> =
            lost.iter().map(|(text, _, found)| format!("{text}\n{}\n=====\n", found.join("\n"))).collect();
        std::fs::write(path, shown.concat()).unwrap();
    }
    // What is typed too much can be YAML of its own, that means something else.
    assert!(lost.len() * 50 < tried, "{} of {tried}", lost.len());
}

fn parsed_text(head: &str, parts: &[String; 4], tail: &str) -> String {
    format!("{head}{}{tail}", parts.concat())
}

#[test]
fn an_item_that_is_cut_at_any_byte_costs_itself() {
    for (head, parts, tail) in styles() {
        let whole = items(&format!("{head}{}{tail}", parts.concat()));
        for but in 0..4 {
            for at in 1..parts[but].len() {
                let mut parts = parts.clone();
                let ends = if parts[but].ends_with('\n') { "\n" } else { "," };
                parts[but].truncate(at);
                parts[but].push_str(ends);
                let text = format!("{head}{}{tail}", parts.concat());
                assert!(keeps(&text, &whole, but), "{text}\n{:#?}", items(&text));
            }
        }
    }
}

#[test]
fn a_file_that_breaks_off_at_any_byte_keeps_the_items_before() {
    for (head, parts, tail) in styles() {
        let text = format!("{head}{}{tail}", parts.concat());
        let whole = items(&text);
        for at in 0..text.len() {
            let found = items(&text[..at]);
            let ends = parts.iter().scan(head.len(), |end, part| {
                *end += part.len();
                Some(*end)
            });
            let complete = ends.take_while(|end| *end <= at).count();
            assert_eq!(found.get(..complete), whole.get(..complete), "{}", &text[..at]);
        }
    }
}

#[test]
fn a_comment_right_behind_a_text_in_quotes_is_read_as_others_read_it() {
    for (text, tree) in [
        ("- id: \"a\"# c\n  title: b\n- id: c\n", r#"[{"id":"a" "title":"b" } {"id":"c" } ];"#),
        ("a: 'b'# c\nd: e\n", r#"{"a":"b" "d":"e" };"#),
    ] {
        let parsed = parsed(text);
        assert_eq!(shown(&parsed), tree);
        assert!(matches!(parsed.problems[..], [Problem::CloseComment { .. }]), "{:?}", parsed.problems);
    }
    // An item that is read twice has no end.
    assert_eq!(shown(&parsed("  -   : - : \t: \né: x\n")), "[{~:[{~:… …} …] } ]…;");
}

#[test]
fn a_sign_of_a_block_behind_the_comment_is_not_that_of_the_text_above_it() {
    for text in
        [" :\n #:\n #f\n|\n \n\n\nf\n|\n \n\n\n", "a:\n  b:\n  # c\n|\n  d\n", "a:\n # b\n>\n\n\n  c\nd: e\n"]
    {
        assert!(!parsed(text).problems.is_empty(), "{text:?}");
    }
}
