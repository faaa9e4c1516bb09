//! Files that are none, that may not be read, and that change meanwhile.

use std::path::Path;
use std::time::Duration;

use crate::program::{limited, lint_in, run_within};

const CLEAN: &str = "positions:\n- { id: ceo, title: Chief Executive Officer }\n";

fn folder_with_a_chart() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("org.yaml"), CLEAN).unwrap();
    folder
}

#[test]
fn a_file_above_the_limit_is_not_read() {
    let folder = tempfile::tempdir().unwrap();
    let sized = |name: &str, size: u64| {
        std::fs::File::create(folder.path().join(name)).unwrap().set_len(size).unwrap();
    };
    // Nothing but a size: such a file takes no room on the disk.
    sized("large.yaml", 5 << 30);
    let too_large = "the file has 1 GiB or more, which is over the limit";
    lint_in(folder.path(), &["large.yaml"]).told(2, too_large);
    sized("zeros.yaml", 1 << 30);
    lint_in(folder.path(), &["zeros.yaml"]).told(2, too_large);
    sized("zeros.yaml", (1 << 30) - 1);
    lint_in(folder.path(), &["zeros.yaml"]).told(2, "the file has a NUL byte at byte 0");
}

#[test]
fn a_file_that_grows_and_shrinks_while_it_is_read_is_read_somehow() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("org.yaml");
    let whole = CLEAN.to_owned() + &"- { id: a, title: A, reports_to: ceo }\n".repeat(20_000);
    std::fs::write(&path, &whole).unwrap();
    let done = std::sync::atomic::AtomicBool::new(false);
    std::thread::scope(|scope| {
        scope.spawn(|| {
            while !done.load(std::sync::atomic::Ordering::Relaxed) {
                std::fs::write(&path, &whole[..whole.len() / 2]).unwrap();
                std::fs::write(&path, &whole).unwrap();
            }
        });
        for _ in 0..10 {
            let ran = lint_in(folder.path(), &["org.yaml"]);
            assert!(matches!(ran.code, Some(1 | 2)), "{ran:?}");
            assert!(!ran.err.contains("panicked"), "{}", ran.err);
        }
        done.store(true, std::sync::atomic::Ordering::Relaxed);
    });
}

#[cfg(unix)]
mod unix {
    use std::os::unix::fs::{PermissionsExt as _, symlink};
    use std::os::unix::net::UnixListener;
    use std::process::Command;

    use super::*;

    /// A pipe in the file system; none where no program makes them.
    fn pipe(path: &Path) -> bool {
        Command::new("mkfifo").arg(path).status().is_ok_and(|status| status.success())
    }

    #[test]
    fn pipes_sockets_and_devices_are_no_charts() {
        let folder = folder_with_a_chart();
        let at = |name: &str| folder.path().join(name);
        let _socket = UnixListener::bind(at("socket.yaml")).unwrap();
        symlink("/dev/zero", at("device.yaml")).unwrap();
        let mut names = vec!["socket.yaml", "device.yaml", "/dev/zero", "/dev/null", "/dev/tty"];
        if pipe(&at("pipe.yaml")) {
            names.push("pipe.yaml");
        }
        for name in names {
            lint_in(folder.path(), &[name]).told(2, "this is not a regular file");
        }
        // In a folder they are not files of the chart.
        lint_in(folder.path(), &["."]).told(0, "");
    }

    #[test]
    fn nor_are_they_settings_or_rules() {
        for place in ["orglint.yaml", ".orglint/rules/slow.yaml"] {
            let folder = folder_with_a_chart();
            let path = folder.path().join(place);
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            if !pipe(&path) {
                return;
            }
            lint_in(folder.path(), &["org.yaml"]).told(2, "this is not a regular file");
            std::fs::remove_file(&path).unwrap();
            symlink("/dev/zero", &path).unwrap();
            lint_in(folder.path(), &["org.yaml"]).told(2, "this is a link that leads out of the repository");
        }
        let folder = folder_with_a_chart();
        if pipe(&folder.path().join("rule.yaml")) {
            for arguments in [&["test-rules", "rule.yaml"][..], &["--config", "rule.yaml", "org.yaml"]] {
                let mut command = limited();
                command.current_dir(folder.path()).args(arguments);
                run_within(command, Duration::from_secs(60)).told(2, "this is not a regular file");
            }
        }
    }

    #[test]
    fn a_stream_that_never_ends_is_left() {
        for (stream, words) in [
            ("cat /dev/zero", "the file has a NUL byte at byte 0"),
            ("cat /dev/urandom", "-:1:1: error[syntax-error]"),
        ] {
            let mut command = Command::new("sh");
            let program = env!("CARGO_BIN_EXE_orglint");
            command.args(["-c", &format!("{stream} | exec \"$0\" --format short -"), program]);
            let ran = run_within(command, Duration::from_secs(60));
            assert_eq!(ran.code, Some(2), "{ran:?}");
            assert!(ran.out.contains(words) || stream.contains("random"), "{}", ran.out);
        }
    }

    #[test]
    fn links_in_a_circle_are_not_followed() {
        let folder = folder_with_a_chart();
        let at = |name: &str| folder.path().join(name);
        symlink("b.yaml", at("a.yaml")).unwrap();
        symlink("a.yaml", at("b.yaml")).unwrap();
        std::fs::create_dir(at("teams")).unwrap();
        symlink("..", at("teams/up")).unwrap();
        symlink(".", at("teams/here")).unwrap();
        symlink("/", at("teams/root")).unwrap();
        lint_in(folder.path(), &["."]).told(0, "");
        lint_in(folder.path(), &["a.yaml"]).told(2, "error: `a.yaml`: ");
        lint_in(folder.path(), &["teams/up/teams/here/up/org.yaml"]).told(0, "");
        symlink("orglint.yaml", at("orglint.yaml")).unwrap();
        lint_in(folder.path(), &["org.yaml"]).told(2, "orglint.yaml");
    }

    #[test]
    fn a_folder_may_be_deep() {
        let folder = folder_with_a_chart();
        let mut deep = folder.path().to_owned();
        (0..150).for_each(|_| deep.push("folder"));
        std::fs::create_dir_all(&deep).unwrap();
        std::fs::write(deep.join("more.yaml"), "positions:\n- { id: a, title: A, reports_to: ceo }\n")
            .unwrap();
        lint_in(folder.path(), &["."]).told(0, "");
    }

    #[test]
    fn a_folder_that_may_not_be_looked_into_is_told() {
        let folder = folder_with_a_chart();
        let locked = folder.path().join("locked");
        std::fs::create_dir(&locked).unwrap();
        std::fs::set_permissions(&locked, std::fs::Permissions::from_mode(0o000)).unwrap();
        // Some users may look into every folder.
        if std::fs::read_dir(&locked).is_err() {
            lint_in(folder.path(), &["."]).told(2, "locked:1:1: error[syntax-error]");
            lint_in(folder.path(), &["locked"]).told(2, "permission denied");
        }
        std::fs::set_permissions(&locked, std::fs::Permissions::from_mode(0o700)).unwrap();
    }

    #[test]
    fn a_name_may_hold_anything() {
        use std::os::unix::ffi::OsStrExt as _;
        let folder = tempfile::tempdir().unwrap();
        let name = std::ffi::OsStr::from_bytes(b"a\xff\n\x1b[2J::error::b%0A.yaml");
        if std::fs::write(folder.path().join(name), "positions:\n- { id: a, title: A, reports_to: b }\n")
            .is_err()
        {
            return;
        }
        for format in ["human", "short", "json", "sarif", "github", "gitlab", "junit", "markdown"] {
            let mut command = limited();
            command.current_dir(folder.path()).args(["--format", format, "."]);
            let ran = run_within(command, Duration::from_secs(60));
            ran.told(1, "");
            assert!(
                !ran.out.contains('\u{1b}') && !ran.out.contains("\n::error::b"),
                "{format}: {}",
                ran.out
            );
        }
    }
}
