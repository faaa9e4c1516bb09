//! What to write into a chart, so that a rule that lacks a fact can be checked.

use crate::chart::{COMPANY_FIELDS, ValueKind};
use crate::finding::MissingFact;

/// A fact with the line that would state it, where there is one.
pub(super) fn missing(fact: &'static str) -> MissingFact {
    let add = match fact {
        "before" => Some("--since REV".to_owned()),
        // Known but for a title in doubt, which the author can settle.
        "cio.state" => Some("role: cio|none".to_owned()),
        "cto.state" => Some("role: cto|none".to_owned()),
        _ => fact.strip_prefix("company.").and_then(|name| {
            let key = COMPANY_FIELDS.iter().find(|key| key.name == name)?;
            Some(format!("company: {{ {name}: {} }}", placeholder(key.kind)))
        }),
    };
    MissingFact { name: fact.into(), add }
}

/// What kind of value to write.
fn placeholder(kind: ValueKind) -> String {
    match kind {
        ValueKind::Flag => "true|false".to_owned(),
        ValueKind::Number | ValueKind::Whole => "N".to_owned(),
        ValueKind::Word(words) => words.join("|"),
        _ => "…".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fact_of_the_company_is_one_line() {
        let add = |fact| missing(fact).add;
        assert_eq!(add("company.employees").as_deref(), Some("company: { employees: N }"));
        assert_eq!(
            add("company.funding").as_deref(),
            Some("company: { funding: bootstrapped|seed|well-backed }")
        );
        assert_eq!(add("level"), None);
    }
}
