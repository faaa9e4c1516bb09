//! Input made to hurt: each ends within a time and with a memory that are limited, with a message that says
//! what is the matter and an exit code that is right.
//!
//! Small files are in `fixtures/hostile`, large ones are made here. Those marked as ignored are a million
//! positions each, for a release build: `cargo test --release --test hostile -- --ignored --test-threads 1`.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails")]

mod calls;
mod files;
mod fixtures;
mod full;
#[cfg(target_os = "linux")]
mod growth;
mod interrupted;
mod lines;
#[expect(unreachable_pub, reason = "the targets of `fuzz/` reach it from outside")]
mod made;
mod planted;
mod program;
#[expect(unreachable_pub, reason = "the targets of `fuzz/` reach it from outside")]
mod promises;
mod replay;
mod repositories;
mod settings;
mod texts;
