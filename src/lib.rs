//! A linter for org charts kept as YAML.
//!
//! `orglint` reads a chart, builds a graph of who reports to whom, applies rules, and points at the
//! exact place in the file with what is unusual, why it may matter, and what the choices are.

pub mod baseline;
pub mod chart;
pub mod cli;
pub mod compare;
pub mod config;
pub mod discover;
pub mod files;
pub mod finding;
mod git;
pub mod graph;
pub mod history;
pub mod intern;
pub mod nearest;
pub mod problem;
pub mod report;
pub mod rules;
pub mod schema;
pub mod session;
pub mod setup;
pub mod source;
pub mod vocabulary;
pub mod yaml;
