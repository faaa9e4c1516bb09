//! What configuration says of a run beside the levels and parameters of its rules.

/// Settings of exceptions.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RunSettings {
    /// Whether an exception without a reason suppresses nothing.
    pub allow_needs_reason: bool,
    /// Rules that no exception suppresses.
    pub never_allow: Vec<NeverAllow>,
}

/// A rule that no exception suppresses.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NeverAllow {
    /// The rule's id.
    pub rule: String,
    /// Where that is said: `orglint.yaml:4`.
    pub set_by: String,
}

impl RunSettings {
    /// Where it is said that no exception suppresses a rule; none where exceptions do.
    #[must_use]
    pub fn never_allows(&self, rule: &str) -> Option<&str> {
        self.never_allow.iter().find(|never| never.rule == rule).map(|never| never.set_by.as_str())
    }
}
