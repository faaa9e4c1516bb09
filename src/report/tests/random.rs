//! Whatever a chart holds and wherever labels point, reports keep their promises.

use proptest::collection::vec;
use proptest::prelude::*;
use unicode_width::UnicodeWidthStr as _;

use super::super::escape::{clean_width, is_hidden};
use super::*;

/// What ends or opens something in one format or another.
const HOSTILE: &[&str] = &[
    "::error::",
    "\n::warning file=a::",
    "%0A",
    "%",
    ",line=1",
    "</script>",
    "<b>",
    "```",
    "`",
    "|",
    "\\",
    "##[error]",
    "##vso[",
    "]]>",
    "&amp;",
    "%%{init: {}}%%",
    "\"]",
    "](http://a.b)",
    "[a",
    "-->",
    "<!--",
    "@user",
    "'",
    "\" x=\"",
    "$$",
    "\r\n::",
];

/// Letters that stand in names and nowhere else.
const NAME_LETTERS: &str = "[QXZ]{3,12}";

fn hostile_text() -> impl Strategy<Value = String> {
    let part = prop_oneof![
        4 => "[a-z]{1,8}",
        2 => Just("\n".to_owned()),
        1 => Just("  name: ".to_owned()),
        2 => "[ \t\r#:,{}\"'|-]{1,3}",
        1 => "[\u{0}-\u{1f}\u{7f}-\u{9f}\u{200b}-\u{200f}\u{2028}-\u{202e}\u{2066}-\u{2069}\u{feff}]{1,2}",
        1 => "[é工程師\u{301}👩\u{200d}💻]{1,4}",
        1 => "[a-z ]{200,300}",
        2 => prop::sample::select(HOSTILE.to_vec()).prop_map(str::to_owned),
    ];
    vec(part, 0..40).prop_map(|parts| parts.concat())
}

fn span() -> impl Strategy<Value = Span> {
    (0_u32..500, 0_u32..60).prop_map(|(start, length)| Span::new(start, (start + length).saturating_sub(5)))
}

fn outcome() -> impl Strategy<Value = Outcome> {
    let file = (hostile_text(), hostile_text(), vec(span(), 0..8), any::<bool>(), any::<bool>());
    let files = vec(file, 1..4);
    let labels = vec((any::<prop::sample::Index>(), span(), hostile_text()), 1..9);
    let finding = (hostile_text(), labels, vec(hostile_text(), 0..3));
    (files, vec(finding, 0..6)).prop_map(|(files, findings)| {
        let mut run = Run::default();
        for (path, text, names, broken, comments) in files {
            let file = run.file(&format!("{path}.yaml"), &text);
            run.0.names.insert(file, names.clone());
            if broken {
                run.0.broken.insert(file);
            }
            if comments {
                run.0.comments.insert(file, names);
            }
        }
        let files = run.0.summary.files;
        let rule = run.rule("some\u{1b}-rule", Severity::Warning);
        for (message, labels, path_up) in findings {
            let labels = labels.into_iter().map(|(file, span, text)| {
                Label::new(Place { file: FileId(offset(file.index(files))), span }, text)
            });
            let finding = run.find(rule, &message, labels.collect());
            finding.help = (&*message).into();
            finding.path_up = path_up;
        }
        run.0
    })
}

fn options() -> impl Strategy<Value = Options> {
    let switches = (any::<bool>(), any::<bool>(), any::<bool>());
    (switches, 0_usize..150).prop_map(|((names, snippets, statistics), width)| Options {
        names,
        snippets,
        width,
        statistics,
        ..Options::default()
    })
}

/// Lines of the file in a human report.
fn source_lines(human: &str) -> impl Iterator<Item = &str> {
    human.lines().filter(|line| {
        line.trim_start().split_once(" │ ").is_some_and(|(number, _)| number.parse::<u32>().is_ok())
    })
}

/// Without what cannot be seen at the end.
fn trimmed(line: &str) -> &str {
    line.trim_end_matches(|c| c == ' ' || clean_width(c) == 0)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 32, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn every_format_takes_every_outcome(outcome in outcome(), options in options()) {
        for format in Format::ALL {
            let text = report(&outcome, format, &options);
            prop_assert!(!text.contains(|c| c != '\n' && is_hidden(c)), "{format}: {text:?}");
            prop_assert!(!text.contains("##["), "{format}: {text:?}");
            let command = text.lines().any(|line| line.trim_start().starts_with("::"));
            prop_assert!(format == Format::Github || !command, "{format}: {text:?}");
        }
    }

    #[test]
    fn every_format_keeps_its_shape(outcome in outcome()) {
        let count = outcome.findings.len();
        let text = |format| report(&outcome, format, &Options::default());
        prop_assert_eq!(text(Format::Short).matches('\n').count(), count);
        prop_assert_eq!(readers::findings(&text(Format::Json)), count);
        prop_assert_eq!(readers::results(&text(Format::Sarif)), (count, outcome.allowed.len()));
        prop_assert_eq!(readers::issues(&text(Format::Gitlab)), count);
        prop_assert_eq!(readers::annotations(&text(Format::Github)), count);
        prop_assert_eq!(readers::test_cases(&text(Format::Junit)), count.max(1));
        prop_assert_eq!(readers::table_rows(&text(Format::Markdown)), count);
    }

    #[test]
    fn colours_are_all_that_a_coloured_report_adds(outcome in outcome(), options in options()) {
        let colored = report(&outcome, Format::Human, &Options { color: true, ..options.clone() });
        prop_assert_eq!(anstream::adapter::strip_str(&colored).to_string(), report(&outcome, Format::Human, &options));
    }

    #[test]
    fn source_lines_fit_the_width(outcome in outcome(), width in 60_usize..150) {
        let human = report(&outcome, Format::Human, &Options { width, ..Options::default() });
        for line in source_lines(&human) {
            let columns: usize = line.chars().map(clean_width).sum();
            prop_assert!(columns <= width, "{columns} > {width}: {line:?}");
        }
    }

    #[test]
    fn masking_keeps_the_width_of_every_line(outcome in outcome(), options in options()) {
        let with = |names| report(&outcome, Format::Human, &Options { names, ..options.clone() });
        let (masked, plain) = (with(false), with(true));
        prop_assert_eq!(masked.lines().count(), plain.lines().count());
        for (masked, plain) in masked.lines().zip(plain.lines()) {
            // Blanks at the end of a line are not drawn; their masks are, with the blanks before those.
            let (plain, masked) = (trimmed(plain), trimmed(masked));
            let columns = |line: &str| line.chars().map(clean_width).sum::<usize>();
            prop_assert!(columns(masked) >= columns(plain), "{masked:?} {plain:?}");
            let rest: String = masked.chars().rev().take_while(|c| matches!(c, '•' | ' ')).collect();
            prop_assert!(columns(masked) - columns(plain) <= rest.width(), "{masked:?} {plain:?}");
        }
    }

    #[test]
    fn no_letter_of_a_name_gets_out(
        parts in vec((hostile_text(), NAME_LETTERS, "[QXZ\n \"工]{0,8}"), 1..8),
        at in vec(any::<prop::sample::Index>(), 1..8),
        quoted in any::<bool>(),
    ) {
        let mut text = String::new();
        let mut names = Vec::new();
        for (before, name, more) in parts {
            text.push_str(&before);
            let start = offset(text.len());
            text.push_str(&name);
            text.push_str(&more);
            names.push(Span::new(start, offset(text.len())));
        }
        let mut run = Run::default();
        let file = run.file("org.yaml", &text);
        run.0.names.insert(file, names);
        if quoted {
            run.0.comments.insert(file, Vec::new());
        }
        let rule = run.rule("rule", Severity::Info);
        let labels = at.iter().map(|at| {
            let at = offset(at.index(text.len()));
            Label::new(place(file, at, at + 5), "here")
        });
        run.find(rule, "message", labels.collect());
        for format in Format::ALL {
            let text = run.report(format, &Options::default());
            // What a page has before its findings is the same in all of them.
            let told = text.find("<aside").map_or(&*text, |at| &text[at..]);
            prop_assert!(!told.contains(['Q', 'X', 'Z']), "{told}");
        }
    }

    #[test]
    fn no_letter_of_a_name_gets_out_of_a_broken_file(
        lines in vec((prop_oneof![
            Just("  name: NAME"), Just("  holder: \"NAME"), Just("  NAME"), Just("- NAME"), Just("NAME:"),
            Just("- {id: a, name: 'NAME, b', title: c}"), Just("{\"name\":\"NAME\",\"id\":\"b\"}"),
            Just("  title: b # NAME"), Just("  title: b name: NAME"), Just("  reports_to: NAME"),
            Just("  title: b, name: NAME"), Just("  name: &a !b NAME"), Just("  title: \"b\" NAME"),
            Just("  name: |"), Just("  name : NAME"), Just("  title: 'b # NAME"), Just("  id: a\tname: NAME"),
        ], NAME_LETTERS), 1..12),
        at in any::<prop::sample::Index>(),
    ) {
        let text: String = lines.iter().map(|(line, name)| line.replace("NAME", name) + "\n").collect();
        let mut run = Run::default();
        let file = run.file("org.yaml", &text);
        run.0.broken.insert(file);
        let rule = run.rule("syntax-error", Severity::Error);
        let at = offset(at.index(text.len()));
        run.find(rule, "message", vec![Label::new(place(file, at, at + 1), "here")]);
        let human = run.human();
        prop_assert!(!human.contains(['Q', 'X', 'Z']), "{text}\n{human}");
    }
}
