//! Rule files and configurations that try to be slow, to read what is none of theirs, or to break off.

use std::fmt::Write as _;
use std::path::Path;
use std::time::Duration;

use crate::program::{Ran, limited, lint_in, run_within};

/// A chain of positions.
fn chart(count: usize) -> String {
    let mut text = "positions:\n- { id: p0, title: T }\n".to_owned();
    for at in 1..count {
        let _ = writeln!(text, "- {{ id: p{at}, title: T{at}, reports_to: p{} }}", at - 1);
    }
    text
}

fn write(folder: &Path, path: &str, text: &str) {
    let path = folder.join(path);
    std::fs::create_dir_all(path.parent().unwrap()).unwrap();
    std::fs::write(path, text).unwrap();
}

/// A rule of a company's own with these conditions.
fn rule(conditions: &str) -> String {
    format!(
        "id: slow\ntitle: a rule that takes its time\nseverity: info\nfor: position\n{conditions}\n\
         message: \"`{{self.id}}` is here\"\nlabels: [{{ at: self.title, text: here }}]\nhelp: keep it\n\
         why: {{ text: It is a test, source: {{ title: Tests }} }}\n\
         examples:\n\
         - {{ name: hit, chart: {{ positions: [{{ id: a, title: Hit }}] }}, expect: [a] }}\n\
         - {{ name: miss, chart: {{ positions: [{{ id: a, title: Miss }}] }}, expect: [] }}\n"
    )
}

/// Lints a chain of positions with a rule of these conditions.
#[track_caller]
fn lint_with(conditions: &str, count: usize) -> Ran {
    let folder = tempfile::tempdir().unwrap();
    write(folder.path(), "org.yaml", &chart(count));
    write(folder.path(), ".orglint/rules/slow.yaml", &rule(conditions));
    lint_in(folder.path(), &["--rule", "spans=off", "org.yaml"])
}

/// Lints a small chart with a configuration.
#[track_caller]
fn lint_configured(configuration: &str) -> Ran {
    let folder = tempfile::tempdir().unwrap();
    write(folder.path(), "org.yaml", &chart(3));
    write(folder.path(), "orglint.yaml", configuration);
    lint_in(folder.path(), &["org.yaml"])
}

#[test]
fn a_rule_about_everybody_below_everybody_ends() {
    let below = "must_not: { below: { any: { title: { contains: zzz } } } }";
    lint_with(below, 5000).told(0, "");
    let nested =
        "must_not: { positions: { any: { below: { any: { positions: { any: { title: zzz } } } } } } }";
    let ran = lint_with(nested, 1000);
    assert!(matches!(ran.code, Some(0 | 2)), "{ran:?}");
}

#[test]
fn patterns_take_no_time_that_grows_beyond_measure() {
    for pattern in
        ["(a*)*b", "(a|a)*b", "(a+)+$", "(.*)*(.*)*(.*)*x", "((a{0,50}){0,50}){0,50}", "(", "a{1000000000}"]
    {
        let folder = tempfile::tempdir().unwrap();
        let title = "a".repeat(20_000);
        write(folder.path(), "org.yaml", &format!("positions:\n- {{ id: p, title: {title} }}\n"));
        let conditions = format!("must_not: {{ title: {{ matches: '{pattern}' }} }}");
        write(folder.path(), ".orglint/rules/slow.yaml", &rule(&conditions));
        let ran = lint_in(folder.path(), &["org.yaml"]);
        assert!(matches!(ran.code, Some(0 | 2)), "{pattern}: {ran:?}");
    }
}

#[test]
fn patterns_of_all_rules_together_take_little() {
    let with = |count: usize, pattern: &str| {
        let folder = tempfile::tempdir().unwrap();
        write(folder.path(), "org.yaml", "positions:\n- { id: p, title: Head }\n");
        for at in 0..count {
            let conditions = format!("must_not: {{ title: {{ matches: '{pattern}' }} }}");
            let name = format!("rule-{at}");
            write(
                folder.path(),
                &format!(".orglint/rules/{name}.yaml"),
                &rule(&conditions).replace("slow", &name),
            );
        }
        lint_in(folder.path(), &["org.yaml"])
    };
    // Each of them alone is small enough.
    with(3, r"(\w{3} ){6}").told(0, "");
    with(40, r"(\w{3} ){6}").told(2, "the patterns of all rules take up more than 16 MiB");
    with(60, "^Head of .* Sales$").told(0, "");
}

#[test]
fn a_rule_file_has_limits_of_its_own() {
    let deep = format!("must: {}{{ unit: present }}{}", "{ not: ".repeat(3000), " }".repeat(3000));
    lint_with(&deep, 3).told(2, "slow.yaml");
    let wide = format!("must: {{ any: [{}] }}", "{ unit: present }, ".repeat(3000));
    lint_with(&wide, 3).told(2, "slow.yaml");
    let large = format!("# {}\nmust: {{ unit: present }}", "x".repeat(100_000));
    lint_with(&large, 3).told(2, "slow.yaml");
    lint_with("must: &a { not: *a }", 3).told(2, "slow.yaml");
}

#[test]
fn a_configuration_has_limits_of_its_own() {
    lint_configured(&"a".repeat(2_000_000)).told(2, "orglint.yaml:1:1");
    lint_configured(&"[".repeat(100_000)).told(2, "orglint.yaml:1:4097");
    lint_configured("rules: &r { no-root: *r }\n").told(2, "orglint.yaml:1:");
    lint_configured("extends: orglint.yaml\n").told(2, "the file extends itself");
    lint_configured("extends: https://example.org/orglint.yaml\n").told(2, "but this is an address");
    #[cfg(unix)]
    lint_configured("extends: /dev/zero\n").told(2, "/dev/zero:1:1: this is not a regular file");
    lint_configured("rules:\n\0").told(2, "orglint.yaml");
    let overrides = "- { within: p0, rules: { span-wide: off } }\n".repeat(1000);
    lint_configured(&format!("overrides:\n{overrides}")).told(2, "`overrides` has more than 256 entries");
    let titles = "head of the department of naming departments, ".repeat(10_000);
    lint_configured(&format!(
        "vocabulary: {{ functions: {{ x: {{ domain: neither, titles: [{titles}] }} }} }}\n"
    ))
    .told(0, "");
}

#[test]
fn a_configuration_shows_little_of_a_file_that_is_none() {
    let folder = tempfile::tempdir().unwrap();
    let secret = "s3cret-value-of-a-password";
    write(folder.path(), "org.yaml", &chart(3));
    write(folder.path(), "secrets.txt", &format!("machine example.org password {secret}\n"));
    write(folder.path(), "orglint.yaml", "extends: secrets.txt\n");
    let ran = lint_in(folder.path(), &["org.yaml"]);
    ran.told(2, "secrets.txt:1:1");
    assert!(!ran.err.contains(secret) && !ran.out.contains(secret), "{ran:?}");
}

#[test]
fn options_may_hold_anything() {
    let long = "x".repeat(100_000);
    let folder = tempfile::tempdir().unwrap();
    write(folder.path(), "org.yaml", &chart(3));
    for arguments in [
        &["--rule", long.as_str(), "org.yaml"][..],
        &["--rule", "=", "org.yaml"],
        &["--as-of", "9999-99-99", "org.yaml"],
        &["--config", long.as_str(), "org.yaml"],
        &["--max-findings", "-1", "org.yaml"],
        &["--max-findings", "99999999999999999999", "org.yaml"],
        &["--output", "json=org.yaml", "org.yaml"],
        &[long.as_str()],
        &["explain", long.as_str()],
        &["test-rules", long.as_str()],
        &["import", long.as_str()],
        &["new-rule", "../../outside"],
        &["new-rule", "/tmp/outside"],
    ] {
        let mut command = limited();
        command.current_dir(folder.path()).args(arguments);
        run_within(command, Duration::from_secs(60)).told(2, "error: ");
    }
    assert_eq!(std::fs::read_to_string(folder.path().join("org.yaml")).unwrap(), chart(3));
}
