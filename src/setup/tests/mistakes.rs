//! What is wrong with a configuration: each mistake at its place, all of them in one run.

use std::fmt::Write as _;

use super::*;
use crate::chart::layouts::Form;

/// A configuration, where its mistake is, and parts of the message and of the help.
pub(crate) const MISTAKES: &[(&str, &str, &str, &str)] = &[
    // Keys.
    ("rule: {}", "1:1", "a configuration has no key `rule`", "a similar one is known: `rules`"),
    ("severity: {}", "1:1", "this is not a configuration", "the keys of a configuration are extends, rules"),
    (
        "rules: {}\nseverity: {}",
        "2:1",
        "a configuration has no key `severity`",
        "its keys are extends, rules",
    ),
    ("overrids: []", "1:1", "no key `overrids`", "`overrides`"),
    ("never_alow: []", "1:1", "no key `never_alow`", "`never_allow`"),
    ("allow-needs-reason: true", "1:1", "no key `allow-needs-reason`", "`allow_needs_reason`"),
    ("chart: []", "1:1", "no key `chart`", "`charts`"),
    ("- rules", "1:1", "a configuration takes a set of keys, and this is a list", "key: value"),
    ("just text", "1:1", "a configuration takes a set of keys, and this is a single value", "key: value"),
    ("rules: {}\n---\nrules: {}", "3:1", "a configuration is a single document", "join the parts"),
    ("rules: {}\nrules: {}", "1:1", "the key `rules` is written 2 times", "keep one of them"),
    ("rules: {title-missing: off", "1:8", "", ""),
    ("rules: *nothing", "1:8", "refers to nothing", "&name"),
    // Charts.
    ("charts: []", "1:9", "`charts` lists no chart", "name a chart and its files"),
    ("charts: people", "1:9", "`charts` takes a list, and this is a single value", "- name: …"),
    ("charts:\n  acme: [people]", "2:3", "`charts` takes a list, and this is a set of keys", "- name: …"),
    ("charts: [people]", "1:10", "an entry of `charts` takes a set of keys", "key: value"),
    ("charts: [{ name: a }]", "1:10", "an entry of `charts` has no `files`", "write `files:`"),
    ("charts: [{ files: [a.yaml] }]", "1:10", "an entry of `charts` has no `name`", "write `name:`"),
    ("charts: [{ name: a, file: a.yaml }]", "1:21", "an entry of `charts` has no key `file`", "`files`"),
    (
        "charts: [{ name: a, files: x, colour: red }]",
        "1:31",
        "no key `colour`",
        "name, files, layout, sources, company, exceptions, as_of",
    ),
    ("charts: [{ name: a, files: [] }]", "1:28", "`files` names no file", "a pattern such as"),
    ("charts: [{ name: a, files: { b: c } }]", "1:28", "`files` takes paths of files", "one value"),
    ("charts: [{ name: a, files: [[b]] }]", "1:29", "`files` takes paths of files", "one value"),
    ("charts: [{ name: [a], files: b }]", "1:18", "`name` takes the name of a chart, and this is a list", ""),
    (
        "charts:\n  - { name: a, files: x }\n  - { name: a, files: y }",
        "3:13",
        "two charts are called `a`",
        "its own name",
    ),
    ("charts: [{ name: a, files: [/etc/x] }]", "1:29", "does not start at the folder", "from the folder"),
    ("charts: [{ name: a, files: [C:/x] }]", "1:29", "does not start at the folder", "from the folder"),
    ("charts: [{ name: a, files: [../x] }]", "1:29", "`../x` leads out of the repository", "`.git`"),
    ("charts: [{ name: a, files: ['*/../x'] }]", "1:29", "has `..` after a wildcard", "at the beginning"),
    ("charts: [{ name: a, files: [a**b] }]", "1:29", "`a**b` is not a pattern", "`**` between slashes"),
    ("charts: [{ name: a, files: ['[a'] }]", "1:29", "`[a` is not a pattern", "`[ab]` for one of these"),
    ("charts: [{ name: a, files: 'a\\b' }]", "1:28", "`a\\b` has a `\\` in it", "write `/`"),
    ("charts: [{ name: a, files: x, layout: lists }]", "1:39", "there is no layout `lists`", "`list`"),
    (
        "charts: [{ name: a, files: x, layout: tree }]",
        "1:39",
        "there is no layout `tree`",
        "write `native`, `map`, `list`, `each-file`, `backstage`, `csv`, ",
    ),
    ("charts: [{ name: a, files: x, layout: [list] }]", "1:39", "`layout` takes the name of a layout", ""),
    ("charts: [{ name: a, files: x, layout: {} }]", "1:39", "the layout has no `entries`", "each-file"),
    (
        "charts:\n  - name: a\n    files: x\n    layout:\n      entries: list\n      titel: role",
        "6:7",
        "`titel` is not a key of a layout",
        "`title`",
    ),
    // What an entry of `charts:` states of its chart.
    ("charts: [{ name: a, files: x, company: 3 }]", "1:40", "`company` takes a set of keys", "{ name: … }"),
    (
        "charts: [{ name: a, files: x, company: { employes: 3 } }]",
        "1:42",
        "`company` has no key `employes`",
        "`employees`",
    ),
    (
        "charts: [{ name: a, files: x, company: { zzz: 3 } }]",
        "1:42",
        "`company` has no key `zzz`",
        "chart-format",
    ),
    (
        "charts: [{ name: a, files: x, company: { employees: many } }]",
        "1:53",
        "`employees` takes a whole number",
        "240",
    ),
    ("charts: [{ name: a, files: x, company: { stage: grown } }]", "1:49", "`stage` has no word `grown`", ""),
    ("charts: [{ name: a, files: x, as_of: soon }]", "1:38", "`as_of` takes a date", "2026-01-15"),
    ("charts: [{ name: a, files: x, exceptions: { rule: b } }]", "1:43", "`exceptions` takes a list", "- "),
    (
        "charts: [{ name: a, files: x, exceptions: [{ rul: b }] }]",
        "1:46",
        "`exceptions` has no key `rul`",
        "`rule`",
    ),
    // Rules and packs.
    ("rules: []", "1:8", "`rules` takes a set of keys, and this is a list", "key: value"),
    ("rules: off", "1:8", "`rules` takes a set of keys, and this is a single value", "key: value"),
    ("rules:\n  title-mising: off", "2:3", "there is no rule or pack `title-mising`", "`title-missing`"),
    ("rules:\n  integrety: on", "2:3", "there is no rule or pack `integrety`", "`integrity`"),
    ("rules:\n  zzzzzz: on", "2:3", "there is no rule or pack `zzzzzz`", "`orglint rules` lists every rule"),
    ("rules:\n  title-missing: of", "2:18", "there is no level `of`", ""),
    ("rules:\n  title-missing: warn", "2:18", "there is no level `warn`", "a level is `off`, `info`"),
    ("rules:\n  title-missing: waring", "2:18", "there is no level `waring`", "`warning`"),
    ("rules:\n  title-missing: true", "2:18", "there is no level `true`", "a level is"),
    (
        "rules:\n  title-missing:",
        "2:17",
        "takes a level, or `severity` and `params`, and this is nothing",
        "",
    ),
    ("rules:\n  title-missing: [off]", "2:18", "this is a list", "write a level such as `off`"),
    (
        "rules:\n  title-missing: { level: off }",
        "2:20",
        "`title-missing` has no key `level`",
        "severity, params",
    ),
    ("rules:\n  title-missing: { severty: off }", "2:20", "has no key `severty`", "`severity`"),
    ("rules:\n  title-missing: { severity: loud }", "2:30", "there is no level `loud`", "a level is"),
    ("rules:\n  title-missing: { severity: [info] }", "2:30", "`severity` takes a level", "one value"),
    ("rules:\n  ? [a]\n  : off", "2:5", "a key takes a word, and this is a list", ""),
    // Parameters.
    (
        "rules:\n  title-missing: { params: { max: 3 } }",
        "2:30",
        "`title-missing` has no parameter `max`",
        "says what can be set",
    ),
    (
        "rules:\n  headcount-differs: { params: { percnt: 3 } }",
        "2:34",
        "has no parameter `percnt`",
        "`percent`",
    ),
    (
        "rules:\n  headcount-differs: { params: { zzz: 3 } }",
        "2:34",
        "has no parameter `zzz`",
        "`percent` or `number`",
    ),
    (
        "rules:\n  headcount-differs: { params: { percent: ten } }",
        "2:43",
        "takes a number",
        "its default is `10`",
    ),
    ("rules:\n  headcount-differs: { params: { percent: [1] } }", "2:43", "`percent` takes one value", ""),
    ("rules:\n  headcount-differs: { params: 3 }", "2:32", "`params` takes a set of keys", ""),
    (
        "rules:\n  integrity: { params: { percent: 3 } }",
        "2:26",
        "the pack `integrity` has no parameters",
        "a rule of the pack",
    ),
    // Parts of the chart.
    ("overrides: { within: a }", "1:12", "`overrides` takes a list", "- within"),
    ("overrides:\n  - within: a", "2:5", "an entry of `overrides` has no `rules`", "`rules:`"),
    ("overrides:\n  - rules: {}", "2:5", "an entry of `overrides` has no `within`", "`within:`"),
    (
        "overrides:\n  - { in: a, rules: {} }",
        "2:7",
        "an entry of `overrides` has no key `in`",
        "within, rules",
    ),
    ("overrides:\n  - { within: [a], rules: {} }", "2:15", "`within` takes the id of a position", ""),
    (
        "overrides:\n  - { within: a, rules: { no-such-rule: off } }",
        "2:27",
        "there is no rule or pack `no-such-rule`",
        "",
    ),
    ("overrides:\n  - { within: a, rules: { title-missing: nope } }", "2:42", "there is no level `nope`", ""),
    ("overrides:\n  - off", "2:5", "an entry of `overrides` takes a set of keys", ""),
    // Words.
    ("vocabulary: { function: {} }", "1:15", "`vocabulary` has no key `function`", "`functions`"),
    ("vocabulary: { functions: [] }", "1:26", "`functions` takes a set of keys", ""),
    (
        "vocabulary:\n  functions:\n    Big Area: { domain: product }",
        "3:5",
        "`Big Area` is not an id of a function",
        "lower case",
    ),
    (
        "vocabulary:\n  functions:\n    area: { domain: produkt }",
        "3:21",
        "there is no domain `produkt`",
        "`product`",
    ),
    (
        "vocabulary:\n  functions:\n    area: { domain: sales }",
        "3:21",
        "there is no domain `sales`",
        "`operations`",
    ),
    (
        "vocabulary:\n  functions:\n    area: { departments: [A] }",
        "3:5",
        "the function `area` has no `domain`",
        "domain",
    ),
    (
        "vocabulary:\n  functions:\n    engineerin: { departments: [A] }",
        "3:5",
        "has no `domain`",
        "`engineering`",
    ),
    (
        "vocabulary:\n  functions:\n    area: { domain: product, department: [A] }",
        "3:30",
        "no key `department`",
        "`departments`",
    ),
    ("vocabulary:\n  functions:\n    area: product", "3:11", "`area` takes a set of keys", ""),
    (
        "vocabulary:\n  functions:\n    area: { domain: product, departments: ['–'] }",
        "3:44",
        "cannot mean `area`: it contains no words",
        "",
    ),
    (
        "vocabulary:\n  functions:\n    a1: { domain: product, titles: [X] }\n    b2: { domain: shared, titles: [x] }",
        "4:36",
        "`x` cannot mean `b2`: `a1` already has it",
        "write a name",
    ),
    ("vocabulary:\n  seats: { cxo: { titles: [Boss] } }", "2:12", "there is no seat `cxo`", "`cio`"),
    ("vocabulary:\n  seats: { cio: [Boss] }", "2:17", "`cio` takes a set of keys", ""),
    ("vocabulary:\n  seats: { cio: { title: [Boss] } }", "2:19", "`cio` has no key `title`", "`titles`"),
    // Fields.
    ("fields: [a]", "1:9", "`fields` takes a set of keys", ""),
    ("fields: { a: txt }", "1:14", "there is no type `txt`", "`text`"),
    ("required_fields: [{ fields: [titel] }]", "1:30", "there is no fact `titel`", "`title`"),
    (
        "required_fields: [{ fields: [depth] }]",
        "1:30",
        "`depth` is not a field that a position states",
        "name a key",
    ),
    (
        "required_fields: [{ where: { grade: boss }, fields: [title] }]",
        "1:37",
        "`grade` has no word `boss`",
        "chief",
    ),
    (
        "required_fields: [{ where: { grade: head } }]",
        "1:19",
        "an entry of `required_fields` has no `fields`",
        "write `fields:`",
    ),
    ("required_fields: title", "1:18", "`required_fields` takes a list", "start each entry"),
    (
        "fields: { a: money }",
        "1:14",
        "there is no type `money`",
        "`text`, `number`, `flag`, `date` or `list`",
    ),
    ("fields: { a: }", "1:13", "the field `a` takes a type", ""),
    ("fields: { a: [] }", "1:14", "the field `a` does not take any word", ""),
    ("fields: { a: [x, y, x] }", "1:21", "the word `x` is in the list twice", ""),
    ("fields: { title: text }", "1:11", "`title` is already a field of every chart", "another name"),
    ("fields: { manager: text }", "1:11", "`manager` already has a meaning in rules", ""),
    ("fields: { a b: text }", "1:11", "`a b` cannot be the name of a field", "letter"),
    ("fields: { 1a: text }", "1:11", "`1a` cannot be the name of a field", "letter"),
    ("fields: { a.b: text }", "1:11", "`a.b` cannot be the name of a field", "letter"),
    // Exceptions.
    ("allow_needs_reason: maybe", "1:21", "`allow_needs_reason` takes `true` or `false`", ""),
    ("allow_needs_reason: {}", "1:21", "`allow_needs_reason` takes `true` or `false`", ""),
    ("never_allow: [reporting-cicle]", "1:15", "no rule or pack `reporting-cicle`", "`reporting-cycle`"),
    ("never_allow: { a: b }", "1:14", "`never_allow` takes a rule, or a list of rules", ""),
    // Files.
    ("extends: base.yaml", "1:10", "`base.yaml`: there is no such file or folder", "path"),
    ("extends: [.git]", "1:11", "`.git` is a folder", "a file in it"),
    ("extends: orglint.yaml", "1:10", "the file extends itself", "remove one"),
    ("extends: https://example.org/base.yaml", "1:10", "this is an address", "nothing is fetched"),
    ("extends: { file: base.yaml }", "1:10", "`extends` takes a file, or a list of files", ""),
];

#[test]
fn every_mistake_has_its_place_and_a_way_out() {
    assert!(MISTAKES.len() >= 40);
    for (text, at, message, help) in MISTAKES {
        let found = Project::configured(text).mistakes();
        let [only] = &found[..] else { panic!("{text}\ngives {found:#?}") };
        let (says, helps) = only.split_once(" | ").unwrap();
        assert!(says.starts_with(&format!("orglint.yaml:{at}: ")), "{text}\ngives {only}");
        assert!(says.contains(message) && helps.contains(help), "{text}\ngives {only}");
        let first_line = says.split(": ").skip(1).collect::<Vec<_>>().join(": ");
        assert!(!helps.is_empty() && !first_line.ends_with('.'), "{text}\ngives {only}");
    }
}

#[test]
fn all_mistakes_of_all_files_come_in_one_run_and_in_order() {
    let project = Project::new(&[
        (
            "orglint.yaml",
            "fields: { a: txt }\nextends: [base.yaml]\nrules:\n  nope: off\n  title-missing: loud\n",
        ),
        ("base.yaml", "rule: {}\nnever_allow: [nope]\n"),
        (".orglint/rules/broken.yaml", "id: other\n"),
    ]);
    let found = project.mistakes();
    let places: Vec<&str> = found.iter().map(|mistake| mistake.split(": ").next().unwrap()).collect();
    assert_eq!(
        places[..5],
        ["base.yaml:1:1", "base.yaml:2:15", "orglint.yaml:1:14", "orglint.yaml:4:3", "orglint.yaml:5:18"]
    );
    assert!(places[5..].iter().all(|place| place.starts_with(".orglint/rules/broken.yaml:")), "{found:#?}");
    assert!(places.len() > 5);
}

#[test]
fn a_file_that_is_no_text_or_too_large_is_a_mistake() {
    let project = Project::configured("");
    std::fs::write(project.path().join("orglint.yaml"), b"rules: {}\n# \xff").unwrap();
    assert!(project.mistakes()[0].contains("not UTF-8"));
    project.write("orglint.yaml", &"#\n".repeat(600_000));
    assert!(project.mistakes()[0].contains("larger than the limit of 1024 KiB"));
    let gone =
        Setup::load(&Disk, &Disk.here(), &find_file(&Disk, &project.path().join("gone.yaml"))).unwrap_err();
    assert!(gone[0].to_string().contains("there is no such file or folder"), "{gone:?}");
}

#[test]
fn nothing_is_a_configuration_too() {
    for text in ["", "# nothing yet\n", "---\n", "rules: {}\noverrides: []\nfields: {}\nnever_allow: []\n"] {
        assert_eq!(Project::configured(text).mistakes(), [""; 0], "{text}");
    }
}

#[test]
fn files_that_build_on_each_other_are_read_once_around() {
    let project = Project::new(&[
        ("orglint.yaml", "extends: a.yaml"),
        ("a.yaml", "extends: sub/b.yaml"),
        ("sub/b.yaml", "extends: ../a.yaml"),
    ]);
    let found = project.mistakes();
    assert_eq!(found.len(), 1, "{found:#?}");
    let expected = "sub/b.yaml:1:10: `../a.yaml` extends itself through a.yaml, sub/b.yaml | ";
    assert!(found[0].starts_with(expected), "{found:#?}");
}

#[test]
fn chains_and_numbers_of_files_are_limited() {
    let project = Project::configured("extends: f1.yaml");
    for at in 1..20 {
        project.write(&format!("f{at}.yaml"), &format!("extends: f{}.yaml", at + 1));
    }
    project.write("f20.yaml", "");
    let found = project.mistakes();
    assert_eq!(found.len(), 1, "{found:#?}");
    assert!(found[0].contains("more than 16 files extend one another"), "{found:#?}");

    // Each file twice, six deep: more than any configuration has.
    for at in 1..8 {
        project.write(&format!("f{at}.yaml"), &format!("extends: [f{0}.yaml, f{0}.yaml]", at + 1));
    }
    project.write("f8.yaml", "");
    assert!(project.mistakes().iter().any(|mistake| mistake.contains("more than 64 files are extended")));
}

#[test]
fn two_configurations_in_one_folder_are_one_too_many() {
    let project = Project::new(&[("orglint.yaml", ""), (".orglint.yaml", "")]);
    let found = project.mistakes();
    assert!(found[0].contains("`orglint.yaml` and `.orglint.yaml` both exist"), "{found:#?}");
    assert!(found[0].starts_with(".orglint.yaml:1:1: "), "{found:#?}");
}

#[test]
fn more_overrides_than_can_be_are_said() {
    let mut text = String::from("overrides:\n");
    for at in 0..300 {
        let _ = writeln!(text, "  - {{ within: p{at}, rules: {{ title-missing: off }} }}");
    }
    let found = Project::configured(&text).mistakes();
    assert_eq!(found.len(), 1, "{found:#?}");
    assert!(found[0].starts_with("orglint.yaml:258:5: `overrides` has more than 256 entries"), "{found:#?}");
}

#[test]
fn more_patterns_than_can_be_are_said() {
    let list = |count: usize| {
        (0..count).map(|at| format!("\"*{at}.yaml\", plain.yaml")).collect::<Vec<_>>().join(", ")
    };
    let charts = |count: usize| {
        let one = |at: usize| format!("- {{ name: c{at}, files: [{}] }}\n", list(110));
        format!("charts:\n{}", (0..count).map(one).collect::<Vec<_>>().concat())
    };
    let found = Project::configured(&charts(5)).mistakes();
    assert_eq!(found, [""; 0], "paths without a wildcard take no room");
    let found = Project::configured(&charts(10)).mistakes();
    assert_eq!(found.len(), 1, "it is told once: {found:#?}");
    assert!(found[0].contains("more than 1000 patterns"), "{found:#?}");
}

#[cfg(unix)]
#[test]
fn a_link_that_leads_nowhere_is_not_taken_for_no_configuration() {
    let project = Project::new(&[]);
    std::os::unix::fs::symlink("gone.yaml", project.path().join("orglint.yaml")).unwrap();
    assert!(project.mistakes()[0].contains("there is no such file or folder"));
}

/// What one file takes for yes is no nowhere else.
#[test]
fn yes_and_no_are_read_in_one_way_everywhere() {
    for (word, means) in [
        ("true", true),
        ("yes", true),
        ("On", true),
        ("YES", true),
        ("false", false),
        ("no", false),
        ("OFF", false),
    ] {
        let rule = super::WIDE
            .replace("{ default: many, about: how many that is }", "{ default: true, about: whether it is }")
            .replace("must:", &format!("given: {{ company.complete: {word}, $word: {word} }}\nmust:"))
            .replace("chart: {", &format!("chart: {{ company: {{ complete: {word} }},"))
            .replace("chart:\n", &format!("chart:\n      company: {{ complete: {word} }}\n"));
        let settings = format!(
            "allow_needs_reason: {word}\nrules:\n  wide: {{ params: {{ word: {word} }} }}\ncharts:\n  - name: a\n    \
             files: staff.csv\n    layout: {{ entries: list, private_ids: {word} }}\n"
        );
        let project = Project::new(&[("orglint.yaml", &settings), (".orglint/rules/wide.yaml", &rule)]);
        assert_eq!(project.mistakes(), [""; 0], "{word}");
        let setup = project.setup();
        assert_eq!(setup.registry.exceptions.needs_reason, means, "{word}");
        let Some(Form::Own(layout)) = &setup.charts[0].layout else { panic!("a layout of its own") };
        assert_eq!(layout.private_ids, means, "{word}");
        let chart = format!("company: {{ complete: {word} }}\npositions: [{{ id: a, title: A }}, ");
        let team = ["b", "c", "d"].map(|id| format!("{{ id: {id}, title: B, reports_to: a }}")).join(", ");
        let found = project.findings(&(chart + &team + "]\n"));
        assert!(found.contains(&"a: warning[wide]".to_owned()), "{word}: {found:?}");
    }
}

/// A file that somebody named by mistake, or to have it shown.
#[test]
fn what_a_foreign_file_holds_is_not_shown() {
    let secret = "hunter2-".repeat(20);
    for text in [
        format!("{secret}: 1\n{secret}: 2\n"),
        format!("aws: &{secret} 1\nkey: {secret}\n"),
        format!("- {secret}\n"),
        secret.clone(),
        format!("rules:\n  {secret}: off\n  title-missing: {secret}\n{secret}: 1\n"),
        format!(
            "fields: {{ {secret}: {secret} }}\nvocabulary: {{ functions: {{ {secret}: {{ domain: {secret} }} }} }}\n"
        ),
        format!("extends: {secret}\nallow_needs_reason: {secret}\nnever_allow: {secret}\n"),
        format!("vocabulary: {{ seats: {{ {secret}: {{ titles: [{secret}] }} }} }}\n"),
    ] {
        let found = Project::configured(&text).mistakes();
        let is_configuration =
            ["rules", "fields", "extends", "vocabulary"].iter().any(|key| text.starts_with(key));
        let shown = &secret[..if is_configuration { 41 } else { 8 }];
        assert!(!found.is_empty() && !found.iter().any(|line| line.contains(shown)), "{text}: {found:#?}");
    }
}
