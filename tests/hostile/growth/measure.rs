//! What a run costs: processor time and memory, as the system counts them.

use std::fs;
use std::io::ErrorKind;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use tempfile::TempDir;

use super::Case;
use crate::program::limited;

/// A run that takes more of a processor is ended, in milliseconds, and one that does nothing for so long.
const MOST_CPU: u64 = 60_000;
const LONGEST: Duration = Duration::from_secs(900);

/// How many times as long a program takes that is not optimized.
const SLOWER: u64 = if cfg!(debug_assertions) { 25 } else { 1 };

/// What runs take.
#[derive(Clone, Copy, Debug)]
pub(super) struct Cost {
    pub(super) cpu_ms: u64,
    pub(super) memory_kib: u64,
}

impl Cost {
    pub(super) fn least(self, other: Self) -> Self {
        Self { cpu_ms: self.cpu_ms.min(other.cpu_ms), memory_kib: self.memory_kib.min(other.memory_kib) }
    }

    /// How many times as long it took, for twice the bytes.
    pub(super) fn growth(self, before: Self, bytes: (usize, usize)) -> f64 {
        grown(before.cpu_ms, self.cpu_ms, bytes)
    }

    /// How many times the memory it took, for twice the bytes.
    pub(super) fn memory_growth(self, before: Self, bytes: (usize, usize)) -> f64 {
        grown(before.memory_kib, self.memory_kib, bytes)
    }

    /// 2 s for each MB and 0.2 s; 40 times the input and 64 MB.
    pub(super) fn is_within_budget(self, bytes: usize) -> bool {
        let bytes = bytes as u64;
        let cpu_us = self.cpu_ms * 1000 / SLOWER;
        cpu_us <= 2 * bytes + 200_000 && self.memory_kib * 1024 <= 40 * bytes + 64_000_000
    }
}

#[expect(clippy::cast_precision_loss, reason = "far smaller than that")]
pub(super) fn grown(before: u64, now: u64, bytes: (usize, usize)) -> f64 {
    let larger = bytes.1 as f64 / bytes.0 as f64;
    now.max(1) as f64 / before.max(1) as f64 * 2.0 / larger
}

/// The files of a case in a folder of their own.
#[track_caller]
fn written(case: &Case) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (path, text) in &case.files {
        let path = folder.path().join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
    folder
}

/// How many instructions the runs of a case take, as valgrind counts them: the same on a machine that does much
/// else meanwhile. None where valgrind is not there.
#[track_caller]
pub(super) fn instructions(case: &Case) -> Option<u64> {
    let folder = written(case);
    let mut all = 0;
    for arguments in &case.runs {
        let mut command = Command::new("valgrind");
        command.args(["--tool=cachegrind", "--cache-sim=no", "--cachegrind-out-file=/dev/null"]);
        command.arg(env!("CARGO_BIN_EXE_orglint")).args(arguments).current_dir(folder.path());
        command.env("RAYON_NUM_THREADS", "1").env_remove("GITHUB_ACTIONS").stdin(Stdio::null());
        let told = match command.output() {
            Ok(output) => String::from_utf8_lossy(&output.stderr).into_owned(),
            Err(error) if error.kind() == ErrorKind::NotFound => return None,
            Err(error) => panic!("{error}"),
        };
        let count = told.lines().find_map(|line| line.split_once("refs:"));
        let count = count.unwrap_or_else(|| panic!("{told}")).1.trim().replace(',', "");
        all += count.parse::<u64>().unwrap();
    }
    Some(all)
}

/// What the runs of a case take together.
#[track_caller]
pub(super) fn cost(case: &Case) -> Cost {
    let mut all = Cost { cpu_ms: 0, memory_kib: 0 };
    for arguments in &case.runs {
        let one = cost_of(case, arguments);
        all = Cost { cpu_ms: all.cpu_ms + one.cpu_ms, memory_kib: all.memory_kib.max(one.memory_kib) };
    }
    all
}

/// What one run on the files of a case takes.
#[track_caller]
pub(super) fn cost_of(case: &Case, arguments: &[String]) -> Cost {
    let folder = written(case);
    let mut command = limited();
    command.current_dir(folder.path()).args(arguments);
    command.stdout(Stdio::null()).stderr(Stdio::null());
    watched(command.spawn().unwrap())
}

/// What a process took. It stays readable after its end until somebody asks for its exit code.
#[track_caller]
fn watched(mut child: Child) -> Cost {
    let start = Instant::now();
    let of = |file: &str| fs::read_to_string(format!("/proc/{}/{file}", child.id())).unwrap();
    let mut memory_kib = 0;
    let cpu_ms = loop {
        let told = of("status");
        let peak = told.lines().find_map(|line| line.strip_prefix("VmHWM:"));
        let peak = peak.and_then(|peak| peak.trim().strip_suffix(" kB")?.parse().ok());
        memory_kib = memory_kib.max(peak.unwrap_or(0));
        let counted = of("stat");
        let fields: Vec<&str> = counted.rsplit(')').next().unwrap().split_whitespace().collect();
        // Hundredths of a second in user mode and in the system.
        let cpu_ms = 10 * (fields[11].parse::<u64>().unwrap() + fields[12].parse::<u64>().unwrap());
        if fields[0] == "Z" || cpu_ms > MOST_CPU * SLOWER || start.elapsed() > LONGEST {
            break cpu_ms;
        }
        std::thread::sleep(Duration::from_millis(2));
    };
    child.kill().unwrap();
    let code = child.wait().unwrap().code();
    match code {
        Some(0..=2) => Cost { cpu_ms, memory_kib },
        // A signal ended it: that of a limit, or the one above.
        _ => Cost { cpu_ms: 1_000_000, memory_kib },
    }
}
