//! Documents with sessions in them, run again.
//!
//! A session is a block `console` that starts with `$ orglint`; after it what standard output got, and where
//! the exit code is not 0, `$ echo $?` with that code. A block `stderr` below holds what standard error got, a block
//! `stdin` (or `yaml stdin`) above what standard input gives. `console in FOLDER` runs it there.

use std::path::Path;

use snapbox::IntoData as _;
use snapbox::data::DataFormat;

use crate::program::{orglint, root};

/// What a session printed, as documents show it: the command, its output, its exit code where it is not 0; and in a block of its own what it wrote to standard error.
pub(crate) struct Session {
    shown: String,
    errors: String,
}

impl Session {
    /// Runs the command of a session.
    fn run(info: &str, command: &str, stdin: &str) -> Self {
        let folder = info.strip_prefix("console in ").map_or_else(|| root().to_owned(), |at| root().join(at));
        Self::run_in(&folder, info, command, stdin)
    }

    /// Runs the command of a session in a folder.
    pub(crate) fn run_in(folder: &Path, info: &str, command: &str, stdin: &str) -> Self {
        let arguments = command.strip_prefix("$ orglint").expect("a session starts with `$ orglint`");
        let run = orglint().args(arguments.split_whitespace()).stdin(stdin).current_dir(folder);
        let output = run.output().expect("the program starts");
        let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).expect("the output is UTF-8");
        let code = output.status.code().expect("the program ends by itself");
        let status = if code == 0 { String::new() } else { format!("$ echo $?\n{code}\n") };
        let errors = text(&output.stderr);
        Self {
            shown: format!("```{info}\n{command}\n{}{status}```{}\n", text(&output.stdout), backticks(info)),
            errors: if errors.is_empty() { errors } else { format!("\n```stderr\n{errors}```\n") },
        }
    }

    /// The session, with the wildcards of the document where they fit: `...` for lines, `[..]` within one.
    pub(crate) fn like(&self, block: &[&str]) -> String {
        let pattern = text(block);
        let assert = snapbox::Assert::new().normalize_paths(false);
        let (shown, _) = assert.normalize(self.shown.clone().into_data(), pattern.into_data());
        shown.render().expect("a session is a text") + &self.errors
    }
}

/// A document with every session in it run again.
fn replayed(document: &str) -> String {
    let lines: Vec<&str> = document.lines().collect();
    let mut out = String::new();
    let mut stdin = String::new();
    let mut at = 0;
    while let Some(line) = lines.get(at) {
        let info = line.strip_prefix("```").unwrap_or_default();
        let end = if info.is_empty() { at } else { fence_end(&lines, at + 1) };
        let block = &lines[at..=end];
        at = end + 1;
        if info.starts_with("console") {
            let session = Session::run(info, block[1], &std::mem::take(&mut stdin));
            out += &session.like(block);
            at = after_errors(&lines, at);
            continue;
        }
        if info.ends_with("stdin") {
            stdin = text(&block[1..block.len() - 1]);
        }
        out += &text(block);
    }
    out
}

pub(crate) fn text(lines: &[&str]) -> String {
    lines.iter().flat_map(|line| [line, "\n"]).collect()
}

/// What a fence has beyond three backticks, where there are fences in the block.
fn backticks(info: &str) -> &str {
    &info[..info.len() - info.trim_start_matches('`').len()]
}

/// The line that ends a block.
pub(crate) fn fence_end(lines: &[&str], from: usize) -> usize {
    let fence = lines[from - 1];
    let fence = &fence[..fence.len() - fence.trim_start_matches('`').len()];
    let length = lines[from..].iter().position(|line| *line == fence);
    from + length.unwrap_or_else(|| panic!("line {from}: a block without an end"))
}

/// Leaves out the block of standard error that follows a session: the session writes its own.
pub(crate) fn after_errors(lines: &[&str], at: usize) -> usize {
    match lines.get(at..at + 2) {
        Some(["", "```stderr"]) => fence_end(lines, at + 2) + 1,
        _ => at,
    }
}

/// Compares a document with its sessions run again; `SNAPSHOTS=overwrite` writes them anew.
pub(crate) fn assert_current(path: &Path) {
    let document = std::fs::read_to_string(path).expect("the document is there");
    let expected = snapbox::Data::read_from(path, Some(DataFormat::Text)).raw();
    snapbox::assert_data_eq!(replayed(&document), expected);
}
