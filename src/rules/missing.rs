//! What to write into a chart, so that a rule that lacks a fact can be checked.

use crate::chart::{COMPANY_FIELDS, ValueKind};

/// The line that would state facts of the company, where there is one such line.
pub(super) fn line_to_add(facts: &[&str]) -> Option<String> {
    let key = |fact: &&str| {
        // Stated, it is the number of employees; otherwise it is counted on a complete chart.
        let name = if *fact == "headcount" { "employees" } else { fact.strip_prefix("company.")? };
        let key = COMPANY_FIELDS.iter().find(|key| key.name == name)?;
        Some(format!("{name}: {}", placeholder(key.kind)))
    };
    let keys: Vec<String> = facts.iter().map(key).collect::<Option<_>>()?;
    (!keys.is_empty()).then(|| format!("company: {{ {} }}", keys.join(", ")))
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
    fn facts_of_the_company_are_one_line() {
        assert_eq!(line_to_add(&["company.employees"]).as_deref(), Some("company: { employees: N }"));
        assert_eq!(
            line_to_add(&["company.funding", "headcount"]).as_deref(),
            Some("company: { funding: bootstrapped|seed|well-backed, employees: N }")
        );
        assert_eq!(line_to_add(&["cio.state"]), None);
        assert_eq!(line_to_add(&[]), None);
    }
}
