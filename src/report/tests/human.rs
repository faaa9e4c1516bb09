use super::*;

#[test]
fn one_finding() {
    insta::assert_snapshot!(small().human(), @"
    warning[operations-function-under-cto]

      ⚠ Director of Service Delivery sits below the Chief Technology Officer
        ╭─[org.yaml:13:17]
     12 │     title: Director of Service Delivery
     13 │     reports_to: cto #•••••••••••••••
        ·                 ─┬─
        ·                  ╰── this line leads to `cto`
        ╰────
      path: delivery -> cto -> ceo
      why: internal operations and the product pull on a leader in different ways (CIO vs. CTO,
           Christopher J. Coleman)
      help: move it under `cio`, or keep it and note why

    1 warning in 3 positions, 1 file
    to keep it and note why: `# orglint: allow(RULE) -- why` beside the line
    more about this rule: `orglint explain operations-function-under-cto`
    ");
}

#[test]
fn labels_in_two_files() {
    let mut run = small();
    let other = run.file("teams/it.yaml", "positions:\n  - id: cio\n    title: Chief Information Officer\n");
    let title = run.at(other, "Chief Information Officer", 0);
    let here = run.at(FileId(0), "Chief Technology Officer", 0);
    let finding = &mut run.0.findings[0];
    finding.others.push(Label::new(title, "internal operations usually sit here"));
    finding.others.push(Label::new(here, "the nearest chief"));
    insta::assert_snapshot!(run.human(), @"
    warning[operations-function-under-cto]

      ⚠ Director of Service Delivery sits below the Chief Technology Officer
        ╭─[org.yaml:13:17]
     12 │     title: Director of Service Delivery
     13 │     reports_to: cto #•••••••••••••••
        ·                 ─┬─
        ·                  ╰── this line leads to `cto`
        ╰────
      ☞ and further up
       ╭─[org.yaml:8:12]
     7 │   - id: cto
     8 │     title: Chief Technology Officer
       ·            ────────────┬───────────
       ·                        ╰── the nearest chief
     9 │     name: ••••••••••••
       ╰────
      ☞ and in `teams/it.yaml`
       ╭─[teams/it.yaml:3:12]
     2 │   - id: cio
     3 │     title: Chief Information Officer
       ·            ────────────┬────────────
       ·                        ╰── internal operations usually sit here
       ╰────
      path: delivery -> cto -> ceo
      why: internal operations and the product pull on a leader in different ways (CIO vs. CTO,
           Christopher J. Coleman)
      help: move it under `cio`, or keep it and note why

    1 warning in 3 positions, 2 files
    to keep it and note why: `# orglint: allow(RULE) -- why` beside the line
    more about this rule: `orglint explain operations-function-under-cto`
    ");
}

#[test]
fn many_labels_are_counted() {
    let mut run = Run::default();
    let entry = |at| format!("  - id: p{at:02}\n    title: Engineer\n    reports_to: bos\n");
    let text = "positions:\n".to_owned() + &(0..16).map(entry).collect::<String>();
    let file = run.file("org.yaml", &text);
    run.0.summary.positions = 16;
    let rule = run.rule("unknown-manager", Severity::Error);
    let labels = (0..16).map(|at| Label::new(run.at(file, "bos", at), "no position has this id")).collect();
    run.find(rule, "16 positions report to `bos`, an id no position has", labels);
    insta::assert_snapshot!(run.human(), @"
    error[unknown-manager]

      × 16 positions report to `bos`, an id no position has
        ╭─[org.yaml:4:17]
      3 │     title: Engineer
      4 │     reports_to: bos
        ·                 ─┬─
        ·                  ╰── no position has this id
      5 │   - id: p01
      6 │     title: Engineer
      7 │     reports_to: bos
        ·                 ─┬─
        ·                  ╰── no position has this id
      8 │   - id: p02
      9 │     title: Engineer
     10 │     reports_to: bos
        ·                 ─┬─
        ·                  ╰── no position has this id
     11 │   - id: p03
        ╰────
      and 13 more: lines 13, 16, 19, 22, 25, 28, 31, 34, 37, 40, 43, 46, …
      why: internal operations and the product pull on a leader in different ways (CIO vs. CTO,
           Christopher J. Coleman)
      help: move it under `cio`, or keep it and note why

    1 error in 16 positions, 1 file
    to keep it and note why: `# orglint: allow(RULE) -- why` beside the line
    more about this rule: `orglint explain unknown-manager`
    ");
}

#[test]
fn hostile_text_stays_on_its_line() {
    let mut run = Run::default();
    let file = run.file("or\ng\u{1b}[2J.yaml", "title: a\u{1b}[31mb\u{202e}c\u{9b}d\r\nid: x\u{2028}y\r\n");
    run.0.summary.positions = 1;
    let rule = run.rule("unknown-word", Severity::Error);
    let at = run.at(file, "d", 0);
    let title = Label::new(at, "here\nerror: no");
    let finding = run.find(rule, "a\u{1b}]0;title\u{7}b\n\nerror[x]: forged", vec![title]);
    finding.help = "one\u{202e}\ntwo".into();
    finding.path_up = vec!["a\nb".to_owned(), "c".to_owned()];
    insta::assert_snapshot!(run.human(), @r"
    error[unknown-word]

      × a\u{1b}]0;title\u{7}b\n\nerror[x]: forged
       ╭─[or\ng\u{1b}[2J.yaml:1:18]
     1 │ title: a\u{1b}[31mb\u{202e}c\u{9b}d
       ·                                   ┬
       ·                                   ╰── here\nerror: no
     2 │ id: x\u{2028}y
       ╰────
      path: a\nb -> c
      why: internal operations and the product pull on a leader in different ways (CIO vs. CTO,
           Christopher J. Coleman)
      help: one\u{202e} two

    1 error in 1 position, 1 file
    more about this rule: `orglint explain unknown-word`
    ");
    insta::assert_snapshot!(run.report(Format::Short, &Options::default()), @r"or\ng\u{1b}[2J.yaml:1:18: error[unknown-word] a\u{1b}]0;title\u{7}b\n\nerror[x]: forged");
}

#[test]
fn tabs_and_wide_characters_keep_labels_in_place() {
    let mut run = Run::default();
    let file = run.file("org.yaml", "- {\tid: 工程,\ttitle: 工程師 é,\tfte: two }\n");
    let rule = run.rule("wrong-type", Severity::Error);
    let two = run.at(file, "two", 0);
    let title = run.at(file, "師 é", 0);
    run.find(rule, "`fte` takes a number", vec![Label::new(two, "a number goes here")]);
    run.find(rule, "two labels on one line", vec![Label::new(title, "first"), Label::new(two, "second")]);
    let human = run.human();
    insta::assert_snapshot!(human, @"
    error[wrong-type]

      × `fte` takes a number
       ╭─[org.yaml:1:32]
     1 │ - { id: 工程,   title: 工程師 é,    fte: two }
       ·                                          ─┬─
       ·                                           ╰── a number goes here
       ╰────
      why: internal operations and the product pull on a leader in different ways (CIO vs. CTO,
           Christopher J. Coleman)
      help: move it under `cio`, or keep it and note why

    error[wrong-type]

      × two labels on one line
       ╭─[org.yaml:1:22]
     1 │ - { id: 工程,   title: 工程師 é,    fte: two }
       ·                            ──┬─          ─┬─
       ·                              │            ╰── second
       ·                              ╰── first
       ╰────
      why: internal operations and the product pull on a leader in different ways (CIO vs. CTO,
           Christopher J. Coleman)
      help: move it under `cio`, or keep it and note why

    2 errors in 0 positions, 1 file
    to keep it and note why: `# orglint: allow(RULE) -- why` beside the line
    more about this rule: `orglint explain wrong-type`
    ");
}

#[test]
fn an_empty_file_and_spans_at_and_past_the_end() {
    let mut run = Run::default();
    let empty = run.file("empty.yaml", "");
    let short = run.file("org.yaml", "positions:\n  - id: a\n");
    let rule = run.rule("syntax-error", Severity::Error);
    run.find(rule, "the file is empty", vec![Label::new(place(empty, 0, 0), "nothing is written here")]);
    run.find(rule, "at the end of a line", vec![Label::new(place(short, 10, 10), "a list goes here")]);
    run.find(rule, "at the end of the file", vec![Label::new(place(short, 20, 21), "it ends here")]);
    run.find(rule, "past the end of the file", vec![Label::new(place(short, 400, 900), "")]);
    run.find(rule, "a span that ends before it starts", vec![Label::new(place(short, 15, 3), "odd")]);
    insta::assert_snapshot!(run.human(), @"
    error[syntax-error]

      × the file is empty
       ╭─[empty.yaml:1:1]
     1 │
       · ▲
       · ╰── nothing is written here
       ╰────
      why: internal operations and the product pull on a leader in different ways (CIO vs. CTO,
           Christopher J. Coleman)
      help: move it under `cio`, or keep it and note why

    error[syntax-error]

      × at the end of a line
       ╭─[org.yaml:1:11]
     1 │ positions:
       ·           ▲
       ·           ╰── a list goes here
     2 │   - id: a
       ╰────
      why: internal operations and the product pull on a leader in different ways (CIO vs. CTO,
           Christopher J. Coleman)
      help: move it under `cio`, or keep it and note why

    error[syntax-error]

      × at the end of the file
       ╭─[org.yaml:2:10]
     1 │ positions:
     2 │   - id: a
       ·          ▲
       ·          ╰── it ends here
       ╰────
      why: internal operations and the product pull on a leader in different ways (CIO vs. CTO,
           Christopher J. Coleman)
      help: move it under `cio`, or keep it and note why

    error[syntax-error]

      × past the end of the file
       ╭─[org.yaml:3:1]
     2 │   - id: a
     3 │
       · ▲
       ╰────
      why: internal operations and the product pull on a leader in different ways (CIO vs. CTO,
           Christopher J. Coleman)
      help: move it under `cio`, or keep it and note why

    error[syntax-error]

      × a span that ends before it starts
       ╭─[org.yaml:2:5]
     1 │ positions:
     2 │   - id: a
       ·     ▲
       ·     ╰── odd
       ╰────
      why: internal operations and the product pull on a leader in different ways (CIO vs. CTO,
           Christopher J. Coleman)
      help: move it under `cio`, or keep it and note why

    5 errors in 0 positions, 2 files
    to keep it and note why: `# orglint: allow(RULE) -- why` beside the line
    more about this rule: `orglint explain syntax-error`
    ");
}

#[test]
fn a_span_over_many_lines_is_shown_by_its_first() {
    let mut run = Run::default();
    let file = run.file("org.yaml", "positions:\n  - id: a\n    title: A\n  - id: a\n");
    let rule = run.rule("duplicate-id", Severity::Error);
    run.find(rule, "two positions have the id `a`", vec![Label::new(place(file, 15, 35), "from here on")]);
    let human = run.human();
    assert!(human.contains("org.yaml:2:5"), "{human}");
    insta::assert_snapshot!(human, @"
    error[duplicate-id]

      × two positions have the id `a`
       ╭─[org.yaml:2:5]
     1 │ positions:
     2 │   - id: a
       ·     ──┬──
       ·       ╰── from here on
     3 │     title: A
       ╰────
      why: internal operations and the product pull on a leader in different ways (CIO vs. CTO,
           Christopher J. Coleman)
      help: move it under `cio`, or keep it and note why

    1 error in 0 positions, 1 file
    to keep it and note why: `# orglint: allow(RULE) -- why` beside the line
    more about this rule: `orglint explain duplicate-id`
    ");
}

#[test]
fn a_long_line_is_shown_around_its_labels() {
    let mut run = Run::default();
    let entry = |at: usize| format!("{{\"id\":\"p{at}\",\"title\":\"Engineer\",\"reports_to\":\"ceo\"}},");
    let text = (0..20_000).map(entry).collect::<String>();
    let file = run.file("org.json", &text);
    let rule = run.rule("reporting-cycle", Severity::Error);
    let labels = vec![
        Label::new(run.at(file, "\"p10000\"", 0), "leads to `p7`"),
        Label::new(run.at(file, "\"p7\"", 0), "leads to `p10000`"),
    ];
    run.find(rule, "a line with two labels", labels);
    let start = Label::new(place(file, 2, 4), "at the start");
    run.find(rule, "a line with one label", vec![start]);
    insta::assert_snapshot!(run.human(), @r#"
    error[reporting-cycle]

      × a line with two labels
       ╭─[org.json:1:528897]
     1 │ …":"ceo"},{"id":"p7","title":"Engineer","repor…":"ceo"},{"id":"p10000","title":"Engineer","r…
       ·                 ──┬─                                          ────┬───
       ·                   │                                               ╰── leads to `p7`
       ·                   ╰── leads to `p10000`
       ╰────
      why: internal operations and the product pull on a leader in different ways (CIO vs. CTO,
           Christopher J. Coleman)
      help: move it under `cio`, or keep it and note why

    error[reporting-cycle]

      × a line with one label
       ╭─[org.json:1:3]
     1 │ {"id":"p0","title":"Engineer","reports_to":"ceo"},{"id":"p1","title":"Engineer","reports_to":…
       ·   ─┬
       ·    ╰── at the start
       ╰────
      why: internal operations and the product pull on a leader in different ways (CIO vs. CTO,
           Christopher J. Coleman)
      help: move it under `cio`, or keep it and note why

    2 errors in 0 positions, 1 file
    to keep it and note why: `"exceptions": [{ "rule": "RULE", "at": "ID", "reason": "why" }]` at the top
    more about this rule: `orglint explain reporting-cycle`
    "#);
}

#[test]
fn a_long_title_is_cut() {
    let mut run = Run::default();
    let title = "Head of Everything ".repeat(5000);
    let file = run.file("org.yaml", &format!("- id: a\n  title: {title}\n"));
    let rule = run.rule("title-too-long", Severity::Info);
    let at = run.at(file, title.trim_end(), 0);
    run.find(rule, &format!("{title} has one direct report"), vec![Label::new(at, title.clone())]);
    let human = run.human();
    assert!(human.len() < 3000, "{}", human.len());
}

#[test]
fn without_snippets_places_are_listed() {
    let mut run = small();
    let title = run.at(FileId(0), "Chief Technology Officer", 0);
    run.0.findings[0].others.push(Label::new(title, "the nearest chief"));
    let options = Options { snippets: false, ..Options::default() };
    insta::assert_snapshot!(run.report(Format::Human, &options), @"
    warning[operations-function-under-cto]

      ⚠ Director of Service Delivery sits below the Chief Technology Officer
      --> org.yaml:13:17 this line leads to `cto`
      --> org.yaml:8:12 the nearest chief
      path: delivery -> cto -> ceo
      why: internal operations and the product pull on a leader in different ways (CIO vs. CTO,
           Christopher J. Coleman)
      help: move it under `cio`, or keep it and note why

    1 warning in 3 positions, 1 file
    to keep it and note why: `# orglint: allow(RULE) -- why` beside the line
    more about this rule: `orglint explain operations-function-under-cto`
    ");
}

#[test]
fn colours_change_nothing_but_colours() {
    let run = small();
    let colored = run.report(Format::Human, &Options { color: true, ..Options::default() });
    assert!(colored.contains("\u{1b}["));
    assert_eq!(anstream::adapter::strip_str(&colored).to_string(), run.human());
}
