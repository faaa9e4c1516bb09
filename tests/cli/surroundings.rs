//! The program between its surroundings: pipes that close, files that cannot be read, names that hold
//! commands for terminals, and programs that read its output.

use std::path::Path;
use std::process::{Output, Stdio};

use orglint::report::Format;
use serde_json::Value;

use crate::program::{orglint, root};

const CLEAN: &str = "positions:\n  - { id: ceo, title: Chief Executive Officer }\n";

fn run(arguments: &[&str]) -> Output {
    orglint().args(arguments).output().unwrap()
}

fn run_in(folder: &Path, arguments: &[&str]) -> Output {
    orglint().current_dir(folder).args(arguments).output().unwrap()
}

fn formats() -> [&'static str; Format::ALL.len()] {
    Format::ALL.map(Format::word)
}

fn code(output: &Output) -> i32 {
    output.status.code().unwrap()
}

fn stdout(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).unwrap()
}

fn stderr(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).unwrap()
}

fn json(output: &Output) -> Value {
    serde_json::from_slice(&output.stdout).unwrap()
}

#[test]
fn a_folder_without_files_is_no_chart() {
    let folder = tempfile::tempdir().unwrap();
    let output = run_in(folder.path(), &["."]);
    assert_eq!(code(&output), 2);
    assert_eq!(stdout(&output), "");
    assert!(stderr(&output).starts_with(
        "error: `.` has no `.yaml`, `.yml` or `.json` file, no table and no text with front matter\n"
    ));

    let output = run_in(folder.path(), &[]);
    assert_eq!(code(&output), 2);
    assert!(stderr(&output).starts_with("error: no chart found here"));
}

#[test]
fn the_usual_names_are_found_in_their_order() {
    let folder = tempfile::tempdir().unwrap();
    let at = |name: &str| folder.path().join(name);
    std::fs::create_dir(at("org")).unwrap();
    std::fs::write(at("org/all.yaml"), CLEAN.to_owned() + "  - { id: cfo, title: CFO, reports_to: ceo }\n")
        .unwrap();
    assert!(stdout(&run_in(folder.path(), &[])).starts_with("2 positions, no findings\n"));
    std::fs::write(at("org.yml"), CLEAN).unwrap();
    assert!(stdout(&run_in(folder.path(), &[])).starts_with("1 position, no findings\n"));
    std::fs::write(at("org.yaml"), "positions: []\n").unwrap();
    assert_eq!(code(&run_in(folder.path(), &[])), 2);
}

#[test]
fn a_path_is_shown_from_the_current_folder() {
    let whole = root().join("fixtures/mistakes/unknown-manager.yaml");
    let output = run(&["--format", "json", whole.to_str().unwrap()]);
    assert_eq!(json(&output)["findings"][0]["path"], "fixtures/mistakes/unknown-manager.yaml");
    // Named both ways, it is one chart.
    let output =
        run(&["--format", "json", whole.to_str().unwrap(), "fixtures/mistakes/unknown-manager.yaml"]);
    assert_eq!(json(&output)["findings"].as_array().unwrap().len(), 1);
}

#[test]
fn standard_input_is_read_once() {
    let output = orglint().args(["-", "-"]).stdin(CLEAN).output().unwrap();
    assert!(stdout(&output).starts_with("1 position, no findings\n"));
    // Nothing at all on standard input is not an empty company.
    assert_eq!(code(&run(&["-"])), 2);
}

#[test]
fn standard_output_is_json_whatever_happens() {
    for arguments in [
        ["fixtures/small.yaml", "--quiet"],
        ["fixtures/small.yaml", "--statistics"],
        ["fixtures/many-mistakes.yaml", "--max-findings=0"],
        ["fixtures/many-mistakes.yaml", "--color=always"],
        ["fixtures/mistakes/cut-in-half.yaml", "--names"],
        ["fixtures/mistakes/empty.yaml", "--no-snippets"],
        ["fixtures/mistakes/not-a-chart.yaml", "--quiet"],
        ["fixtures/absent.yaml", "--quiet"],
        ["fixtures/no-chart", "--quiet"],
        ["-", "--quiet"],
    ] {
        let output = orglint().args(arguments).args(["--format", "json"]).output().unwrap();
        let report = json(&output);
        assert_eq!(report["version"], 1, "{arguments:?}");
        let incomplete = report["incomplete"].as_bool().unwrap();
        assert_eq!(incomplete, code(&output) == 2, "{arguments:?}");
    }
    let output = run(&["--format", "json"]);
    assert_eq!((code(&output), json(&output)["findings"].as_array().map(Vec::len)), (2, Some(0)));
}

#[test]
fn every_format_keeps_the_exit_code() {
    for format in formats() {
        for (path, expected) in [
            ("fixtures/small.yaml", 0),
            ("fixtures/mistakes/unknown-manager.yaml", 1),
            ("fixtures/mistakes/cut-in-half.yaml", 2),
            ("fixtures/absent.yaml", 2),
        ] {
            assert_eq!(code(&run(&["--format", format, path])), expected, "{format} {path}");
        }
    }
}

#[test]
fn colour_is_a_matter_of_the_option() {
    let path = "fixtures/mistakes/unknown-manager.yaml";
    let plain = stdout(&run(&[path]));
    assert!(!plain.contains('\u{1b}'), "a pipe gets no colours unasked");
    assert_eq!(stdout(&run(&["--color", "never", path])), plain);
    let coloured = stdout(&run(&["--color", "always", path]));
    assert!(coloured.contains("\u{1b}["));
    assert_eq!(anstream::adapter::strip_str(&coloured).to_string(), plain);
    // The formats for programs have no colours to use.
    let short = run(&["--format", "short", "--color", "always", path]);
    assert!(!stdout(&short).contains('\u{1b}'));
}

/// Closes the pipe before anything is written to it.
fn run_into_closed_pipe(arguments: &[&str]) -> (Option<i32>, String) {
    let mut child = std::process::Command::new(env!("CARGO_BIN_EXE_orglint"))
        .current_dir(root())
        .args(arguments)
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    drop(child.stdout.take());
    let output = child.wait_with_output().unwrap();
    (output.status.code(), String::from_utf8(output.stderr).unwrap())
}

#[test]
fn a_closed_pipe_is_no_error() {
    for (arguments, expected) in [
        (&["fixtures/small.yaml"][..], 0),
        (&["fixtures/many-mistakes.yaml"], 1),
        (&["fixtures/many-mistakes.yaml", "--format", "json"], 1),
        (&["fixtures/mistakes/cut-in-half.yaml"], 2),
        (&["rules"], 0),
        (&["explain", "reports-to-self"], 0),
        (&["test-rules", "fixtures/rules/every-lead-has-a-unit.yaml"], 0),
        (&["test-rules", "fixtures/rules/not-as-expected.yaml"], 1),
        (&["completions", "zsh"], 0),
        (&["man"], 0),
        (&["--help"], 0),
    ] {
        assert_eq!(run_into_closed_pipe(arguments), (Some(expected), String::new()), "{arguments:?}");
    }
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_is_one() {
    for arguments in [&["fixtures/small.yaml"][..], &["rules"], &["explain", "no-root"], &["man"]] {
        let full = std::fs::File::options().write(true).open("/dev/full").unwrap();
        let output = std::process::Command::new(env!("CARGO_BIN_EXE_orglint"))
            .current_dir(root())
            .args(arguments)
            .stdout(full)
            .output()
            .unwrap();
        assert_eq!(code(&output), 2, "{arguments:?}");
        assert!(stderr(&output).starts_with("error: standard output cannot be written: "), "{arguments:?}");
    }
}

/// A file that the user of this test may not read; none where no file is kept from that user.
#[cfg(unix)]
fn locked(path: &Path) -> Option<()> {
    use std::os::unix::fs::PermissionsExt as _;
    std::fs::write(path, CLEAN).unwrap();
    std::fs::set_permissions(path, std::fs::Permissions::from_mode(0o000)).unwrap();
    std::fs::File::open(path).is_err().then_some(())
}

#[cfg(unix)]
#[test]
fn a_file_that_may_not_be_read_is_told_and_hides_no_other() {
    let folder = tempfile::tempdir().unwrap();
    if locked(&folder.path().join("locked.yaml")).is_none() {
        return;
    }
    std::fs::write(folder.path().join("open.yaml"), CLEAN).unwrap();
    for arguments in [&["locked.yaml", "open.yaml"][..], &["."]] {
        let output = run_in(folder.path(), &[&["--format", "short"], arguments].concat());
        assert_eq!(code(&output), 2);
        assert!(stdout(&output).contains("locked.yaml:1:1: error[syntax-error]"), "{}", stdout(&output));
        assert!(stdout(&output).contains("permission denied"), "{}", stdout(&output));
    }
}

/// Text that clears the screen, renames the window, and turns the direction of writing.
const HOSTILE: &str = "\u{1b}[2J\u{1b}]0;owned\u{7}\u{9b}31m\u{202e}";

/// What a terminal would act on or hide.
fn commands(text: &str) -> String {
    text.chars().filter(|c| (c.is_control() && *c != '\n') || *c == '\u{202e}').collect()
}

/// A chart whose every name, id and title holds commands, with findings about them.
fn hostile_chart() -> String {
    let quoted = HOSTILE.chars().map(|c| format!("\\u{:04x}", u32::from(c))).collect::<Vec<_>>().concat();
    format!(
        "positions:\n  - {{ id: \"a{quoted}\", title: \"Head {quoted}\", name: \"Kim {quoted}\" }}\n  \
         - {{ id: \"b{quoted}\", title: \"Deputy {quoted}\", reports_to: \"c{quoted}\" }}\n  \
         - {{ id: d, title: \"Deputy {quoted}\", status: \"{quoted}\", \"key{quoted}\": 1 }}\n"
    )
}

#[test]
fn nothing_in_a_chart_is_a_command_for_the_terminal() {
    let raw =
        format!("positions:\n  - {{ id: ceo, title: \"Head {HOSTILE}\", reports_to: \"{HOSTILE}\" }}\n");
    for chart in [hostile_chart(), raw] {
        for format in formats() {
            for names in [&[][..], &["--names"]] {
                let arguments = [&["-", "--format", format], names].concat();
                let output = orglint().args(arguments).stdin(chart.as_str()).output().unwrap();
                assert!(!output.stdout.is_empty());
                assert_eq!(commands(&stdout(&output)), "", "{format}");
                assert_eq!(commands(&stderr(&output)), "", "{format}");
            }
        }
    }
}

#[cfg(unix)]
#[test]
fn nor_is_anything_in_the_name_of_a_file() {
    let folder = tempfile::tempdir().unwrap();
    let name = format!("org{HOSTILE}.yaml");
    std::fs::write(folder.path().join(&name), hostile_chart()).unwrap();
    for format in formats() {
        let output = run_in(folder.path(), &["--format", format, &name]);
        assert_eq!(code(&output), 1);
        assert_eq!(commands(&stdout(&output)), "", "{format}");
    }
    for arguments in [&[name.replace("org", "or").as_str()][..], &["rules", "gone\u{1b}[2J.yaml"]] {
        let output = run_in(folder.path(), arguments);
        assert_eq!(code(&output), 2);
        assert_eq!(commands(&stderr(&output)), "");
    }
    std::fs::write(folder.path().join(&name), "positions: []\n").unwrap();
    assert_eq!(commands(&stderr(&run_in(folder.path(), &["."]))), "");
}

#[test]
fn a_rule_file_is_no_command_either() {
    let folder = tempfile::tempdir().unwrap();
    let text = format!("id: \"{}\"\ntitle: x\nseverty: \"\\u001b[2J\"\n", "\\u001b[2J");
    std::fs::write(folder.path().join("rule.yaml"), text).unwrap();
    let output = run_in(folder.path(), &["test-rules", "rule.yaml"]);
    assert_eq!(code(&output), 2);
    assert!(stderr(&output).contains("rule.yaml:3:1: a rule file has no key `severty`"));
    assert_eq!(commands(&stderr(&output)), "");
}

#[test]
fn a_file_cut_anywhere_is_told_and_never_green_in_silence() {
    let whole = std::fs::read_to_string(root().join("fixtures/small.yaml")).unwrap();
    // A cut inside of a line, at several depths. What is left may be a chart; it is never a crash.
    for at in (0..whole.len()).step_by(41).filter(|at| whole.is_char_boundary(*at)) {
        let output = orglint().args(["-", "--format", "json"]).stdin(&whole[..at]).output().unwrap();
        assert!((0..=2).contains(&code(&output)), "cut at {at}");
        let report = json(&output);
        if report["summary"]["positions"] == 0 {
            assert_eq!(code(&output), 2, "cut at {at}");
        }
        assert!(!stderr(&output).contains("panicked"), "cut at {at}");
    }
}

#[test]
fn no_name_is_printed_unless_asked_for() {
    let path = "fixtures/reorg.yaml";
    let names = ["Mirjam", "Olsen", "Chidi", "Whitlock", "Ferreira", "December"];
    for format in formats() {
        let output = stdout(&run(&["--format", format, path]));
        assert!(!output.is_empty());
        for name in names {
            assert!(!output.contains(name), "{name} in {format}");
        }
    }
    assert!(stdout(&run(&["--names", path])).contains("Whitlock"));
}

#[test]
fn a_run_writes_nothing() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("org.yaml"), CLEAN).unwrap();
    for arguments in [&[][..], &["--format", "json"], &["rules", "org.yaml"], &["test-rules"], &["man"]] {
        run_in(folder.path(), arguments);
    }
    let there: Vec<_> =
        std::fs::read_dir(folder.path()).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    assert_eq!(there, ["org.yaml"]);
    assert_eq!(std::fs::read_to_string(folder.path().join("org.yaml")).unwrap(), CLEAN);
}
