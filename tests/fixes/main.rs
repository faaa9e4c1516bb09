//! Fixes: a chart in, the chart that comes of it, byte for byte.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails")]

mod cases;
mod laws;
