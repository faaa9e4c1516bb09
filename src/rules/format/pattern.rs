//! Patterns of rule files. They are read in all letters that people write, and a small pattern that would
//! become a large program is refused.

use regex_automata::meta::{Builder, Config, Regex};

/// The most bytes that one pattern may take up.
const MAX_SIZE: usize = 1024 * 1024;

/// The most bytes that the patterns of all rule files of one's own may take up together.
pub const MAX_TOGETHER: usize = 16 * MAX_SIZE;

/// How many bytes a pattern takes up at most, in steps of four; that of the largest where it cannot be read.
#[must_use]
pub fn pattern_size(text: &str) -> usize {
    let sizes = [MAX_SIZE / 256, MAX_SIZE / 64, MAX_SIZE / 16, MAX_SIZE / 4];
    let fits = |size: &usize| builder(*size).build(text).is_ok();
    sizes.into_iter().find(fits).unwrap_or(MAX_SIZE)
}

/// Reads a pattern; where it cannot be read, says why in one line.
pub fn pattern(text: &str) -> Result<Regex, String> {
    builder(MAX_SIZE).build(text).map_err(|error| {
        if error.size_limit().is_some() {
            return "it matches in too many ways".to_owned();
        }
        let text = error.syntax_error().map_or_else(|| error.to_string(), ToString::to_string);
        let reason = text.lines().last().unwrap_or_default();
        reason.strip_prefix("error: ").unwrap_or(reason).to_owned()
    })
}

/// Titles are short and patterns many: what would find texts sooner in long ones took nine tenths of the work of
/// making a pattern, and most of a small chart's.
fn builder(size: usize) -> Builder {
    let limits = Config::new().nfa_size_limit(Some(size)).hybrid_cache_capacity(MAX_SIZE);
    let mut builder = Builder::new();
    builder.configure(limits.auto_prefilter(false));
    builder
}
