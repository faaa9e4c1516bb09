//! The program from the outside, as its users run it.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails")]

mod baseline;
mod charts;
mod configuration;
mod diff;
mod documents;
mod guides;
mod left_out;
#[cfg(unix)]
mod links;
mod program;
mod replay;
mod repository;
mod since;
mod sources;
mod streams;
mod surroundings;
