//! Checks in Rust: graph algorithms and joins that the conditions of rule files cannot say. One file
//! a check; each has its rule file, which names it as `check: { builtin: <name> }`. What several of
//! them ask of a chart is in `shared`.

mod chart_out_of_date;
mod columns_inferred;
mod comment_about_person;
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
mod holder_differs;
mod id_differs;
mod ids_lost_zeros;
mod key_near_another;
mod key_read_as;
mod keys_differ;
mod layout_path_unused;
mod leaver_with_reports;
mod list_order;
mod listed_reports_differ;
mod listed_twice;
mod manager_differs;
mod manager_name_ambiguous;
mod match_ambiguous;
mod name_is_a_title;
mod no_chart;
mod no_root;
mod not_in_source;
mod not_on_chart;
mod person_in_two_places;
mod position_without_lines;
mod reference_to_nobody;
mod reference_unknown;
mod reporting_cycle;
mod reports_left_behind;
mod reports_to_self;
mod required_fields;
mod role_slug_twice;
mod sensitive_field_in_chart;
mod several_roots;
mod several_solid_managers;
mod shared;
mod shared_position;
mod spelt_two_ways;
mod status_and_holder_differ;
mod status_differs;
mod syntax_error;
mod title_differs;
mod title_missing;
mod unit_differs;
mod unit_in_two_places;
mod unknown_key;
mod unknown_manager;
mod unknown_word;
mod unread_positions;
mod unused_exception;
mod vacancy_differs;
mod wrong_type;
mod yaml_not_portable;
mod yaml_value_surprise;

use super::check::Check;

/// Every check by its name, in alphabetical order. Each says itself when it runs.
pub const CHECKS: &[(&str, Check)] = &[
    ("chart-out-of-date", chart_out_of_date::CHECK),
    ("columns-inferred", columns_inferred::CHECK),
    ("comment-about-person", comment_about_person::CHECK),
    ("core-function-outside-chief", core_function_outside_chief::CHECK),
    ("date-in-doubt", date_in_doubt::CHECK),
    ("dates-do-not-fit", dates_do_not_fit::CHECK),
    ("dotted-line-unknown", dotted_line_unknown::CHECK),
    ("duplicate-id", duplicate_id::CHECK),
    ("duplicate-key", duplicate_key::CHECK),
    ("exception-not-read", exception_not_read::CHECK),
    ("exception-without-reason", exception_without_reason::CHECK),
    ("file-repeated", file_repeated::CHECK),
    ("function-split-between-chiefs", function_split_between_chiefs::CHECK),
    ("headcount-differs", headcount_differs::CHECK),
    ("holder-differs", holder_differs::CHECK),
    ("id-differs", id_differs::CHECK),
    ("ids-lost-zeros", ids_lost_zeros::CHECK),
    ("key-near-another", key_near_another::CHECK),
    ("key-read-as", key_read_as::CHECK),
    ("keys-differ", keys_differ::CHECK),
    ("layout-path-unused", layout_path_unused::CHECK),
    ("list-order", list_order::CHECK),
    ("leaver-with-reports", leaver_with_reports::CHECK),
    ("listed-reports-differ", listed_reports_differ::CHECK),
    ("listed-twice", listed_twice::CHECK),
    ("manager-differs", manager_differs::CHECK),
    ("manager-name-ambiguous", manager_name_ambiguous::CHECK),
    ("match-ambiguous", match_ambiguous::CHECK),
    ("name-is-a-title", name_is_a_title::CHECK),
    ("no-chart", no_chart::CHECK),
    ("no-root", no_root::CHECK),
    ("not-in-source", not_in_source::CHECK),
    ("not-on-chart", not_on_chart::CHECK),
    ("person-in-two-places", person_in_two_places::CHECK),
    ("position-without-lines", position_without_lines::CHECK),
    ("reference-to-nobody", reference_to_nobody::CHECK),
    ("reference-unknown", reference_unknown::CHECK),
    ("reporting-cycle", reporting_cycle::CHECK),
    ("reports-left-behind", reports_left_behind::CHECK),
    ("reports-to-self", reports_to_self::CHECK),
    ("required-fields", required_fields::CHECK),
    ("role-slug-twice", role_slug_twice::CHECK),
    ("sensitive-field-in-chart", sensitive_field_in_chart::CHECK),
    ("several-roots", several_roots::CHECK),
    ("several-solid-managers", several_solid_managers::CHECK),
    ("shared-position", shared_position::CHECK),
    ("spelt-two-ways", spelt_two_ways::CHECK),
    ("status-and-holder-differ", status_and_holder_differ::CHECK),
    ("status-differs", status_differs::CHECK),
    ("syntax-error", syntax_error::CHECK),
    ("title-differs", title_differs::CHECK),
    ("title-missing", title_missing::CHECK),
    ("unit-in-two-places", unit_in_two_places::CHECK),
    ("unit-differs", unit_differs::CHECK),
    ("unknown-key", unknown_key::CHECK),
    ("unknown-manager", unknown_manager::CHECK),
    ("unknown-word", unknown_word::CHECK),
    ("unread-positions", unread_positions::CHECK),
    ("unused-exception", unused_exception::CHECK),
    ("vacancy-differs", vacancy_differs::CHECK),
    ("wrong-type", wrong_type::CHECK),
    ("yaml-not-portable", yaml_not_portable::CHECK),
    ("yaml-value-surprise", yaml_value_surprise::CHECK),
];

/// The check of a name.
#[must_use]
pub fn find(name: &str) -> Option<Check> {
    CHECKS.iter().find(|(known, _)| *known == name).map(|(_, check)| *check)
}

#[cfg(test)]
mod tests;
