//! Patterns of rule files. They are read in all letters that people write, and a small pattern that would
//! become a large program is refused.

use regex::{Error, Regex, RegexBuilder};

/// The most bytes that one pattern may take up.
const MAX_SIZE: usize = 1024 * 1024;

/// The most bytes that the patterns of all rule files of one's own may take up together.
pub const MAX_TOGETHER: usize = 16 * MAX_SIZE;

/// How many bytes a pattern takes up at the most, in steps of four; that of the largest where it cannot be read.
#[must_use]
pub fn pattern_size(text: &str) -> usize {
    let sizes = [MAX_SIZE / 256, MAX_SIZE / 64, MAX_SIZE / 16, MAX_SIZE / 4];
    let fits = |size: &usize| RegexBuilder::new(text).size_limit(*size).build().is_ok();
    sizes.into_iter().find(fits).unwrap_or(MAX_SIZE)
}

/// Reads a pattern; where it cannot be read, says why in one line.
pub fn pattern(text: &str) -> Result<Regex, String> {
    RegexBuilder::new(text).size_limit(MAX_SIZE).dfa_size_limit(MAX_SIZE).build().map_err(|error| match error
    {
        Error::CompiledTooBig(_) => "it matches in too many ways".to_owned(),
        error => {
            let text = error.to_string();
            let reason = text.lines().last().unwrap_or_default();
            reason.strip_prefix("error: ").unwrap_or(reason).to_owned()
        }
    })
}
