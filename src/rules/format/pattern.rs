//! Patterns of rule files. They are read in all letters that people write, and a small pattern that would
//! become a large program is refused.

use regex::{Error, Regex, RegexBuilder};

/// The most bytes that one pattern may take up.
const MAX_SIZE: usize = 1024 * 1024;

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
