use super::*;

/// A finding with a label on every line of a text, in which `names` are known.
fn masked(text: &str, names: &[&str]) -> String {
    masked_by(text, |run, file| names.iter().for_each(|name| run.name(file, name)))
}

fn masked_by(text: &str, set: impl Fn(&mut Run, FileId)) -> String {
    let mut run = Run::default();
    let file = run.file("org.yaml", text);
    set(&mut run, file);
    let rule = run.rule("rule", Severity::Info);
    let starts = text.match_indices('\n').map(|(at, _)| offset(at));
    let labels = starts.map(|at| Label::new(place(file, at, at), "")).take(5).collect();
    run.find(rule, "message", labels);
    let human = run.human();
    let lines = human.lines().filter(|line| line.contains(" │ "));
    lines.map(|line| line.split_once(" │ ").map_or("", |parts| parts.1).to_owned() + "\n").collect()
}

#[test]
fn names_are_masked_at_their_width() {
    insta::assert_snapshot!(masked("- id: a\n  name: Ada 工程\n  title: T\n", &["Ada 工程"]), @"
    - id: a
      name: ••••••••
      title: T
    ");
    insta::assert_snapshot!(masked("- {id: a, name: \"Ada\", holder: p-1}\n", &["\"Ada\"", "p-1"]), @"- {id: a, name: •••••, holder: •••}");
    insta::assert_snapshot!(masked("- id: a\n  name: >-\n    Ada\n    Lovelace\n", &[">-\n    Ada\n    Lovelace"]), @"
    - id: a
      name: ••
        •••
        ••••••••
    ");
    insta::assert_snapshot!(masked("- name: [Ada,\n    Grace ]\n", &["[Ada,\n    Grace ]"]), @"
    - name: •••••
        •••••••
    ");
}

#[test]
fn names_are_printed_when_asked_for() {
    let run = small();
    assert!(!run.human().contains("Ada"));
    let mut run = run;
    let at = run.at(FileId(0), "Ada Lovelace", 0);
    run.0.findings[0].primary = Label::new(at, "here");
    let options = Options { names: true, ..Options::default() };
    assert!(run.report(Format::Human, &options).contains("name: Ada Lovelace"));
    assert!(!run.human().contains("Ada"));
}

#[test]
fn comments_are_masked_unless_they_speak_to_orglint() {
    let text = "# for Ada\n- id: a # Ada\n  title: C#\n  unit: x # orglint: allow(r) -- why\n";
    let expected = "#••••••••\n- id: a #••••\n  title: C#\n  unit: x # orglint: allow(r) -- why\n";
    assert_eq!(masked(text, &[]), expected);
    // Where the comments are known, a `#` that starts none is left alone.
    let known = masked_by("- id: a # Ada\n  title: \"Head of C #1\"\n", |run, file| {
        let comment = run.at(file, "# Ada", 0).span;
        run.0.comments.insert(file, vec![comment]);
    });
    assert_eq!(known, "- id: a #••••\n  title: \"Head of C #1\"\n");
}

#[test]
fn a_comment_for_orglint_is_shown_without_names() {
    let text = "- name: Ada Dyk\n  unit: x # orglint: allow(r) -- until Ada is back\n  title: Head\n";
    let shown = masked_by(text, |run, file| {
        run.name(file, "Ada Dyk");
        let comment = run.at(file, "# orglint: allow(r) -- until Ada is back", 0).span;
        run.0.comments.insert(file, vec![comment]);
    });
    assert_eq!(shown, "- name: •••••••\n  unit: x # orglint: allow(r) -- until ••• is back\n  title: Head\n");
    // Where not every name is known, the whole reason is masked.
    let shown = masked_by(text, |run, file| {
        run.0.broken.insert(file);
    });
    assert_eq!(shown, "- name: •••••••\n  unit: x # orglint: allow(r) ••••••••••••••••••••\n  title: Head\n");
}

#[test]
fn a_broken_file_shows_only_what_names_nobody() {
    let text = "- id: cto\n  name: Ada\n  title: Head of IT\n  Lovelace\n- { name: Bob\n";
    let shown = masked_by(text, |run, file| {
        run.0.broken.insert(file);
    });
    assert_eq!(shown, "- id: cto\n  name: •••\n  title: Head of IT\n  ••••••••\n- { name: •••\n");
}

#[test]
fn a_long_line_of_a_broken_file_is_masked_from_the_middle_on() {
    let entry = |at: usize| format!("{{\"id\":\"p{at}\",\"name\":\"Ada Lovelace\",\"title\":\"Head\"}},");
    let mut run = Run::default();
    let file = run.file("org.json", &(0..1000).map(entry).collect::<String>());
    run.0.broken.insert(file);
    let rule = run.rule("rule", Severity::Info);
    for text in ["\"p500\"", "\"name\"", "Lovelace", "\"title\""] {
        let at = run.at(file, text, 400.min(run.0.sources.get(file).text().matches(text).count() - 1));
        run.find(rule, "message", vec![Label::new(at, "here")]);
    }
    let human = run.human();
    assert!(human.contains("p500") && human.contains("\"title\":\"Head\""), "{human}");
    assert!(!human.contains("Ada") && !human.contains("Love"), "{human}");
}

#[test]
fn spans_of_names_that_overlap_or_lie_outside_do_no_harm() {
    let shown = masked_by("- name: Ada\n  title: T\n", |run, file| {
        let spans = [(8, 11), (9, 10), (2, 2), (60, 90), (20, 900)];
        run.0.names.insert(file, spans.map(|(start, end)| Span::new(start, end)).to_vec());
    });
    assert_eq!(shown, "- name: •••\n  title:••\n");
}
