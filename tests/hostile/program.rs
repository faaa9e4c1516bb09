//! Runs the program under limits.

use std::ffi::OsStr;
#[cfg(unix)]
use std::fmt::Write as _;
use std::fs::File;
use std::io::{Read as _, Seek as _};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

/// What a run may take: generous, since tests run unoptimised beside others.
const TIME: Duration = Duration::from_secs(120);
/// Address space of a run in KiB, where the system can limit it.
const MEMORY: u32 = 3 * 1024 * 1024;

/// The repository.
pub(crate) fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// What a folder holds.
#[cfg(unix)]
pub(crate) fn names(folder: &Path) -> Vec<String> {
    let entries = std::fs::read_dir(folder).unwrap();
    let mut names: Vec<String> =
        entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    names
}

/// A chart with a finding for each of its positions but the top, without which they would be one.
#[cfg(unix)]
pub(crate) fn many_findings(count: usize) -> String {
    let mut text = "positions:\n- { id: top, title: Top }\n".to_owned();
    for at in 0..count {
        let _ = writeln!(text, "- {{ id: p{at}, title: T{at}, reports_to: nobody{at} }}");
    }
    text
}

/// A table of positions below one.
#[cfg(unix)]
pub(crate) fn table(count: usize) -> String {
    let mut text = "Employee ID,Job Title,Manager ID\n".to_owned();
    for at in 0..count {
        let _ = writeln!(text, "p{at},Title {at},p0");
    }
    text
}

/// How a run ended.
#[derive(Debug)]
pub(crate) struct Ran {
    /// Exit code; none where a signal ended it.
    pub(crate) code: Option<i32>,
    pub(crate) out: String,
    pub(crate) err: String,
    took: Duration,
}

impl Ran {
    /// The run ended with a code and told so much, on whichever of its two outputs.
    #[track_caller]
    pub(crate) fn told(&self, code: i32, words: &str) {
        let start = |text: &str| text.chars().take(2000).collect::<String>();
        let (out, err) = (start(&self.out), start(&self.err));
        assert_eq!(self.code, Some(code), "in {:?}\n{out}\n{err}", self.took);
        assert!(self.out.contains(words) || self.err.contains(words), "no `{words}` in\n{out}\n{err}");
        assert!(!self.err.contains("panicked"), "{err}");
    }
}

/// The program with nothing of the machine's own settings around it.
pub(crate) fn command(wrapped: &[&str]) -> Command {
    let program = env!("CARGO_BIN_EXE_orglint");
    let mut command = match wrapped {
        [] => Command::new(program),
        [first, rest @ ..] => {
            let mut command = Command::new(first);
            command.args(rest).arg(program);
            command
        }
    };
    let kept = ["PATH", "SYSTEMROOT", "TMPDIR", "TEMP", "TMP"];
    let kept = kept.iter().filter_map(|name| Some((*name, std::env::var_os(name)?)));
    let kept: Vec<_> = kept.collect();
    command.env_clear().envs(kept).env("TERM", "dumb");
    // Every thread reserves address space.
    command.env("RAYON_NUM_THREADS", "2").current_dir(root()).stdin(Stdio::null());
    command
}

/// The program, with its memory limited where there is a shell that can.
pub(crate) fn limited() -> Command {
    if cfg!(target_os = "linux") {
        let limit = format!("ulimit -v {MEMORY} && exec \"$0\" \"$@\"");
        command(&["sh", "-c", &limit])
    } else {
        command(&[])
    }
}

/// Runs a command to its end, which has to come in time.
#[track_caller]
pub(crate) fn run_within(mut command: Command, limit: Duration) -> Ran {
    // Files take what a pipe would have to be emptied of.
    let (out, err) = (tempfile::tempfile().unwrap(), tempfile::tempfile().unwrap());
    command.stdout(out.try_clone().unwrap()).stderr(err.try_clone().unwrap());
    let start = Instant::now();
    let mut child = command.spawn().unwrap();
    let code = ended(&mut child, start, limit);
    Ran { code, out: whole(out), err: whole(err), took: start.elapsed() }
}

#[track_caller]
fn ended(child: &mut Child, start: Instant, limit: Duration) -> Option<i32> {
    loop {
        if let Some(status) = child.try_wait().unwrap() {
            return status.code();
        }
        if start.elapsed() > limit {
            child.kill().unwrap();
            child.wait().unwrap();
            panic!("not done after {limit:?}");
        }
        std::thread::sleep(Duration::from_millis(5));
    }
}

fn whole(mut file: File) -> String {
    let mut bytes = Vec::new();
    file.rewind().unwrap();
    file.read_to_end(&mut bytes).unwrap();
    String::from_utf8(bytes).unwrap()
}

/// Lints in a folder, one line for each finding.
#[track_caller]
pub(crate) fn lint_in<A: AsRef<OsStr>>(folder: &Path, arguments: &[A]) -> Ran {
    let mut command = limited();
    command.current_dir(folder).args(["--format", "short"]).args(arguments);
    run_within(command, TIME)
}

/// Lints a chart of this text.
#[track_caller]
pub(crate) fn lint(text: &str) -> Ran {
    lint_as("org.yaml", text.as_bytes())
}

/// Lints a file of this name and these bytes. What large shapes look like as companies is no question here.
#[track_caller]
pub(crate) fn lint_as(name: &str, bytes: &[u8]) -> Ran {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join(name), bytes).unwrap();
    lint_in(folder.path(), &["--rule", "spans=off", name])
}
