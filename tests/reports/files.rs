//! `--output FORMAT=FILE`.

use std::fs;
use std::path::Path;

use orglint::report::Format;

use crate::program::orglint;
use crate::runs::{BROKEN, CLEAN, ONE, code, folder, report, run_in, stderr, stdout};

fn read(folder: &Path, name: &str) -> String {
    fs::read_to_string(folder.join(name)).unwrap()
}

fn names(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).unwrap();
    let mut names: Vec<String> =
        entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    names
}

#[test]
fn one_run_writes_them_all_and_each_is_what_standard_output_would_get() {
    for chart in [CLEAN, ONE, BROKEN] {
        let folder = folder(chart);
        let alone = |format: Format| stdout(&run_in(folder.path(), &["--format", format.word()]));
        let outputs = Format::ALL.map(|format| format!("--output={format}=report.{format}"));
        for format in Format::ALL {
            let expected = run_in(folder.path(), &["--format", format.word()]);
            let mut arguments = vec!["--format", format.word()];
            arguments.extend(outputs.iter().map(String::as_str));
            let output = run_in(folder.path(), &arguments);
            assert_eq!(output.stdout, expected.stdout, "{format}");
            assert_eq!(code(&output), code(&expected), "{format}");
            for format in Format::ALL {
                assert_eq!(read(folder.path(), &format!("report.{format}")), alone(format), "{format}");
            }
        }
        assert_eq!(names(folder.path()).len(), Format::ALL.len() + 1, "nothing else is left behind");
    }
}

#[test]
fn a_file_has_no_colours_and_a_width_of_its_own() {
    let folder = folder(ONE);
    let output = run_in(folder.path(), &["--color=always", "--output=human=report.txt"]);
    assert!(stdout(&output).contains('\u{1b}'));
    assert_eq!(read(folder.path(), "report.txt"), stdout(&run_in(folder.path(), &[])));
}

#[test]
fn other_options_hold_for_files_too() {
    let folder = folder(ONE);
    for options in
        [&["--no-snippets"][..], &["--statistics"], &["--quiet"], &["--max-findings=0"], &["--names"]]
    {
        run_in(folder.path(), &[options, &["--format=short", "--output=human=report.txt"]].concat());
        assert_eq!(read(folder.path(), "report.txt"), stdout(&run_in(folder.path(), options)), "{options:?}");
    }
}

#[test]
fn what_cannot_be_written_is_told_before_anything_is_read() {
    let folder = folder(ONE);
    fs::create_dir(folder.path().join("reports")).unwrap();
    for (arguments, message) in [
        (&["json"][..], "`--output json` names no file"),
        (&["json="], "`--output json=` names no file"),
        (&["sarf=a"], "a similar format is known: `sarif`"),
        (&["xml=a"], "the format is `human`, `short`, "),
        (&["=a"], "`` is not a known format"),
        (&["json=-"], "`--format json` writes to standard output"),
        (&["json=absent/a"], "the folder of `absent/a` cannot be used"),
        (&["json=org.yaml/a"], "the folder of `org.yaml/a` cannot be used"),
        (&["json=reports"], "`reports` is a folder"),
        (&["json=new/"], "`new/` is a folder"),
        (&["json=a", "json=./a"], "name the same file"),
        (&["json=a", "sarif=reports/../a"], "name the same file"),
        (&["json=reports/../org.yaml"], "is a file that this run also reads"),
    ] {
        let outputs: Vec<String> = arguments.iter().map(|it| format!("--output={it}")).collect();
        let outputs: Vec<&str> = outputs.iter().map(String::as_str).collect();
        let output = run_in(folder.path(), &outputs);
        assert_eq!((code(&output), stdout(&output).as_str()), (2, ""), "{arguments:?}");
        assert!(stderr(&output).contains(message), "{arguments:?}: {}", stderr(&output));
    }
    assert_eq!(names(folder.path()), ["org.yaml", "reports"]);
    assert_eq!(read(folder.path(), "org.yaml"), ONE);
}

#[test]
fn a_run_without_a_chart_leaves_reports_that_say_so() {
    let folder = tempfile::tempdir().unwrap();
    let output = run_in(folder.path(), &["--output=json=a.json", "--output=human=a.txt"]);
    assert_eq!(code(&output), 2);
    assert!(read(folder.path(), "a.json").contains("\"incomplete\": true"));
    assert!(read(folder.path(), "a.txt").starts_with("incomplete: "));
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_keeps_no_other_report_from_being_written() {
    for chart in [CLEAN, ONE] {
        let folder = folder(chart);
        let output = run_in(
            folder.path(),
            &["--format=short", "--output=sarif=a", "--output=json=/dev/full", "--output=junit=b"],
        );
        assert_eq!(code(&output), 2);
        assert_eq!(stdout(&output), stdout(&run_in(folder.path(), &["--format=short"])));
        assert!(stderr(&output).starts_with("error: `/dev/full` cannot be written: "), "{}", stderr(&output));
        assert_eq!(names(folder.path()), ["a", "b", "org.yaml"]);
        assert_eq!(read(folder.path(), "b"), stdout(&run_in(folder.path(), &["--format=junit"])));
    }
}

#[cfg(target_os = "linux")]
#[test]
fn nor_does_a_standard_output_that_is_full() {
    let folder = folder(ONE);
    let full = fs::File::options().write(true).open("/dev/full").unwrap();
    let output = std::process::Command::new(env!("CARGO_BIN_EXE_orglint"))
        .current_dir(folder.path())
        .args(["--output=json=a"])
        .stdout(full)
        .output()
        .unwrap();
    assert_eq!(code(&output), 2);
    assert_eq!(read(folder.path(), "a"), stdout(&run_in(folder.path(), &["--format=json"])));
}

#[cfg(unix)]
#[test]
fn a_file_that_may_not_be_changed_is_told_and_left_alone() {
    use std::os::unix::fs::PermissionsExt as _;
    let folder = folder(ONE);
    let kept = folder.path().join("kept.json");
    fs::write(&kept, "kept").unwrap();
    fs::set_permissions(&kept, fs::Permissions::from_mode(0o444)).unwrap();
    let output = run_in(folder.path(), &["--output=json=kept.json", "--output=short=b"]);
    assert_eq!(code(&output), 2);
    assert!(stderr(&output).starts_with("error: `kept.json` cannot be written: permission denied\n"));
    assert_eq!(read(folder.path(), "kept.json"), "kept");
    assert_eq!(names(folder.path()), ["b", "kept.json", "org.yaml"]);
}

#[cfg(unix)]
#[test]
fn no_report_goes_through_a_link_and_devices_are_written_to_straight() {
    let folder = folder(ONE);
    fs::write(folder.path().join("real"), "before").unwrap();
    std::os::unix::fs::symlink("real", folder.path().join("link")).unwrap();
    let output = run_in(folder.path(), &["--output=short=link"]);
    assert_eq!((code(&output), stdout(&output).as_str()), (2, ""));
    assert!(
        stderr(&output).starts_with("error: `link` is a link, and orglint does not write through links\n")
    );
    assert_eq!(read(folder.path(), "real"), "before");
    assert_eq!(code(&run_in(folder.path(), &["--output=json=/dev/null"])), 1);
    assert!(!fs::metadata("/dev/null").unwrap().is_file());
}

#[cfg(target_os = "linux")]
#[test]
fn standard_output_by_its_name_gets_one_report_after_the_other() {
    let folder = folder(ONE);
    let expected = ["short", "json"].map(|it| stdout(&run_in(folder.path(), &["--format", it]))).concat();
    let output = run_in(folder.path(), &["--format=short", "--output=json=/dev/stdout"]);
    assert_eq!(stdout(&output), expected);
    // The same where a shell sends it to a file.
    let all = folder.path().join("all.txt");
    let status = std::process::Command::new(env!("CARGO_BIN_EXE_orglint"))
        .current_dir(folder.path())
        .args(["--format=short", "--output=json=/dev/stdout"])
        .stdout(fs::File::create(&all).unwrap())
        .status()
        .unwrap();
    assert_eq!((status.code(), read(folder.path(), "all.txt")), (Some(1), expected));
}

#[test]
fn the_summary_of_a_step_is_added_to() {
    let folder = folder(ONE);
    let summary = folder.path().join("summary.md");
    fs::write(&summary, "# Before\n").unwrap();
    let output = orglint()
        .current_dir(folder.path())
        .arg(format!("--output=markdown={}", summary.display()))
        .env("GITHUB_STEP_SUMMARY", &summary)
        .output()
        .unwrap();
    assert_eq!(code(&output), 1);
    assert_eq!(read(folder.path(), "summary.md"), format!("# Before\n{}", alone(folder.path())));
    // Any other file is written anew.
    fs::write(folder.path().join("other.md"), "# Before\n").unwrap();
    run_in(folder.path(), &["--output=markdown=other.md"]);
    assert_eq!(read(folder.path(), "other.md"), alone(folder.path()));
}

fn alone(folder: &Path) -> String {
    stdout(&run_in(folder, &["--format=markdown"]))
}

#[test]
fn a_chart_may_come_over_standard_input() {
    let folder = tempfile::tempdir().unwrap();
    let output = orglint()
        .current_dir(folder.path())
        .args(["-", "--quiet", "--output=short=a"])
        .stdin(ONE)
        .output()
        .unwrap();
    assert_eq!(code(&output), 1);
    assert_eq!(read(folder.path(), "a"), report(ONE, Format::Short, &[]));
}

#[test]
fn services_find_the_file_wherever_the_program_was_run() {
    let folder = tempfile::tempdir().unwrap();
    let charts = folder.path().join("hr/charts");
    fs::create_dir_all(&charts).unwrap();
    fs::create_dir(folder.path().join(".git")).unwrap();
    fs::write(charts.join("org.yaml"), ONE).unwrap();
    for format in ["github", "gitlab", "sarif"] {
        let [below, at_root] = [(&*charts, "org.yaml"), (folder.path(), "hr/charts/org.yaml")]
            .map(|(from, path)| stdout(&run_in(from, &["--format", format, path])));
        assert!(below.contains("hr/charts/org.yaml"), "{below}");
        assert_eq!(below, at_root);
    }
    // People and editors are where they are.
    assert!(stdout(&run_in(&charts, &["--format=short"])).starts_with("org.yaml:3:"));
    assert!(stdout(&run_in(&charts, &["--format=json"])).contains("\"path\": \"org.yaml\""));
}
