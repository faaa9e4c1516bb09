//! A baseline as a file: one value to a line and always in the same order, so that a change to it
//! shows what has changed.

use std::fmt::Write as _;

use super::{Baseline, Entry, VERSION};
use crate::chart::native::scalar;

const HEAD: &str = "\
# Findings that were there when this file was written. `orglint --baseline FILE` sets them aside and shows
# what is new. You can add a `reason: …` to an entry; it is kept when `--write-baseline FILE` writes the
# file again, which removes the entries whose findings are gone. Comments are not kept.
";

impl Baseline {
    /// The file.
    #[must_use]
    pub fn to_yaml(&self) -> String {
        let mut out = format!("{HEAD}version: {VERSION}\n");
        out.push_str(if self.entries.is_empty() { "findings: []\n" } else { "findings:\n" });
        for entry in &self.entries {
            write_entry(entry, &mut out);
        }
        out
    }
}

fn write_entry(entry: &Entry, out: &mut String) {
    // Always in quotes: other programs would read digits as a number.
    let (rule, at, fingerprint) = (scalar(&entry.rule), scalar(&entry.at), entry.fingerprint);
    let _ = writeln!(out, "  - rule: {rule}\n    at: {at}\n    fingerprint: \"{fingerprint}\"");
    if entry.count > 1 {
        let _ = writeln!(out, "    count: {}", entry.count);
    }
    if let Some(reason) = &entry.reason {
        let _ = writeln!(out, "    reason: {}", scalar(reason));
    }
}
