//! Reports from the outside: where they are written, and what independent readers make of them.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails")]

mod annotations;
mod evidence;
mod files;
mod privacy;
#[path = "../cli/program.rs"]
mod program;
mod read_back;
#[path = "../../src/report/tests/readers/mod.rs"]
mod readers;
mod runs;
