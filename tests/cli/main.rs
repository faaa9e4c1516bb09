//! The program from the outside, as its users run it.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails")]

mod charts;
mod configuration;
mod documents;
mod guides;
mod program;
mod replay;
mod surroundings;
