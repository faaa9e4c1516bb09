//! The GitHub Action: `action.yml` and its scripts, run step by step in a made-up workflow.

#![cfg(unix)]
#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails")]

mod get;
mod hostile;
mod job;
mod lint;
#[path = "../hostile/repositories/made.rs"]
mod made;
mod page;
mod pull_request;
