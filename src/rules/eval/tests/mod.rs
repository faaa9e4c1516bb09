//! Conditions and charts in, raised positions out.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails")]

mod edges;
mod naive;
mod oracle;
pub(in crate::rules) mod random;
pub(in crate::rules) mod random_chart;
pub(in crate::rules) mod random_rule;
