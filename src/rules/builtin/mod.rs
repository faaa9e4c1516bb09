//! Checks in Rust: graph algorithms and joins that the conditions of rule files cannot say. One file
//! a check; each has its rule file, which names it as `check: { builtin: <name> }`. What several of
//! them ask of a chart is in `shared`.

mod core_function_outside_chief;
mod dates_do_not_fit;
mod duplicate_id;
mod duplicate_key;
mod exception_without_reason;
mod function_split_between_chiefs;
mod headcount_differs;
mod ids_lost_zeros;
mod listed_reports_differ;
mod manager_name_ambiguous;
mod no_root;
mod person_in_two_places;
mod position_without_lines;
mod reporting_cycle;
mod reports_to_self;
mod several_roots;
mod several_solid_managers;
mod shared;
mod shared_position;
mod syntax_error;
mod title_missing;
mod unknown_key;
mod unknown_manager;
mod unknown_word;
mod unused_exception;
mod wrong_type;
mod yaml_value_surprise;

use super::check::Check;

/// Every check by its name, in alphabetical order.
pub const CHECKS: &[(&str, Check)] = &[
    ("core-function-outside-chief", core_function_outside_chief::check),
    ("dates-do-not-fit", dates_do_not_fit::check),
    ("duplicate-id", duplicate_id::check),
    ("duplicate-key", duplicate_key::check),
    ("exception-without-reason", exception_without_reason::check),
    ("function-split-between-chiefs", function_split_between_chiefs::check),
    ("headcount-differs", headcount_differs::check),
    ("ids-lost-zeros", ids_lost_zeros::check),
    ("listed-reports-differ", listed_reports_differ::check),
    ("manager-name-ambiguous", manager_name_ambiguous::check),
    ("no-root", no_root::check),
    ("person-in-two-places", person_in_two_places::check),
    ("position-without-lines", position_without_lines::check),
    ("reporting-cycle", reporting_cycle::check),
    ("reports-to-self", reports_to_self::check),
    ("several-roots", several_roots::check),
    ("several-solid-managers", several_solid_managers::check),
    ("shared-position", shared_position::check),
    ("syntax-error", syntax_error::check),
    ("title-missing", title_missing::check),
    ("unknown-key", unknown_key::check),
    ("unknown-manager", unknown_manager::check),
    ("unknown-word", unknown_word::check),
    ("unused-exception", unused_exception::check),
    ("wrong-type", wrong_type::check),
    ("yaml-value-surprise", yaml_value_surprise::check),
];

/// Checks that run after all others, since they look at what became of the findings.
pub const LAST: &[&str] = &["unused-exception"];

/// The check of a name.
#[must_use]
pub fn find(name: &str) -> Option<Check> {
    CHECKS.iter().find(|(known, _)| *known == name).map(|(_, check)| *check)
}

#[cfg(test)]
mod tests;
