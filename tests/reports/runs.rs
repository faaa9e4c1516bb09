//! Running the program on charts made for a test.

use std::path::Path;
use std::process::Output;

use orglint::report::Format;

use crate::program::orglint;

/// Without a finding.
pub(crate) const CLEAN: &str = "positions:\n  - { id: ceo, title: Chief Executive Officer }\n";

/// With one error, which names an id that is not there.
pub(crate) const ONE: &str = "\
positions:
  - { id: ceo, title: Chief Executive Officer }
  - { id: tax, title: Head of Tax, reports_to: cfo }
";

/// With an end that cannot be read.
pub(crate) const BROKEN: &str = "positions:\n  - { id: ceo, title: \"Chief Executive\n";

/// A folder with a chart in it.
pub(crate) fn folder(chart: &str) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("org.yaml"), chart).unwrap();
    folder
}

pub(crate) fn run_in(folder: &Path, arguments: &[&str]) -> Output {
    orglint().current_dir(folder).args(arguments).output().unwrap()
}

/// A report on a chart that comes over standard input.
pub(crate) fn report(chart: &str, format: Format, more: &[&str]) -> String {
    let output = orglint().args(["-", "--format", format.word()]).args(more).stdin(chart).output().unwrap();
    stdout(&output)
}

pub(crate) fn code(output: &Output) -> i32 {
    output.status.code().unwrap()
}

pub(crate) fn stdout(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).unwrap()
}

pub(crate) fn stderr(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).unwrap()
}
