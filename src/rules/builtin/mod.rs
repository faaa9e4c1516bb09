//! Checks in Rust: graph algorithms and joins that the conditions of rule files cannot say. One file
//! a check; each has its rule file, which names it as `check: { builtin: <name> }`. What several of
//! them ask of a chart is in `shared`.

mod columns_inferred;
mod core_function_outside_chief;
mod date_in_doubt;
mod dates_do_not_fit;
mod dotted_line_unknown;
mod duplicate_id;
mod duplicate_key;
mod exception_not_read;
mod exception_without_reason;
mod file_repeated;
mod function_split_between_chiefs;
mod headcount_differs;
mod ids_lost_zeros;
mod key_near_another;
mod key_read_as;
mod keys_differ;
mod layout_path_unused;
mod leaver_with_reports;
mod listed_reports_differ;
mod manager_name_ambiguous;
mod no_root;
mod person_in_two_places;
mod position_without_lines;
mod reference_to_nobody;
mod reporting_cycle;
mod reports_to_self;
mod role_slug_twice;
mod several_roots;
mod several_solid_managers;
mod shared;
mod shared_position;
mod status_and_holder_differ;
mod syntax_error;
mod title_missing;
mod unknown_key;
mod unknown_manager;
mod unknown_word;
mod unread_positions;
mod unused_exception;
mod wrong_type;
mod yaml_not_portable;
mod yaml_value_surprise;

use super::check::Check;

/// Every check by its name, in alphabetical order.
pub const CHECKS: &[(&str, Check)] = &[
    ("columns-inferred", columns_inferred::check),
    ("core-function-outside-chief", core_function_outside_chief::check),
    ("date-in-doubt", date_in_doubt::check),
    ("dates-do-not-fit", dates_do_not_fit::check),
    ("dotted-line-unknown", dotted_line_unknown::check),
    ("duplicate-id", duplicate_id::check),
    ("duplicate-key", duplicate_key::check),
    ("exception-not-read", exception_not_read::check),
    ("exception-without-reason", exception_without_reason::check),
    ("file-repeated", file_repeated::check),
    ("function-split-between-chiefs", function_split_between_chiefs::check),
    ("headcount-differs", headcount_differs::check),
    ("ids-lost-zeros", ids_lost_zeros::check),
    ("key-near-another", key_near_another::check),
    ("key-read-as", key_read_as::check),
    ("keys-differ", keys_differ::check),
    ("layout-path-unused", layout_path_unused::check),
    ("leaver-with-reports", leaver_with_reports::check),
    ("listed-reports-differ", listed_reports_differ::check),
    ("manager-name-ambiguous", manager_name_ambiguous::check),
    ("no-root", no_root::check),
    ("person-in-two-places", person_in_two_places::check),
    ("position-without-lines", position_without_lines::check),
    ("reference-to-nobody", reference_to_nobody::check),
    ("reporting-cycle", reporting_cycle::check),
    ("reports-to-self", reports_to_self::check),
    ("role-slug-twice", role_slug_twice::check),
    ("several-roots", several_roots::check),
    ("several-solid-managers", several_solid_managers::check),
    ("shared-position", shared_position::check),
    ("status-and-holder-differ", status_and_holder_differ::check),
    ("syntax-error", syntax_error::check),
    ("title-missing", title_missing::check),
    ("unknown-key", unknown_key::check),
    ("unknown-manager", unknown_manager::check),
    ("unknown-word", unknown_word::check),
    ("unread-positions", unread_positions::check),
    ("unused-exception", unused_exception::check),
    ("wrong-type", wrong_type::check),
    ("yaml-not-portable", yaml_not_portable::check),
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
