//! Names, addresses and whatever else a file holds of people are shown nowhere.

use orglint::report::{Format, Options, write};
use orglint::session::Run;

use super::outcome;

pub(super) fn reports(run: Run) -> String {
    let outcome = outcome(run);
    assert!(!outcome.findings.is_empty());
    let mut out = Vec::new();
    for format in Format::ALL {
        write(format, &outcome, &Options::default(), &mut out).unwrap();
    }
    String::from_utf8(out).unwrap()
}

#[test]
fn no_report_holds_anything_about_a_person() {
    for (path, secrets) in [
        ("names.yaml", &["Imani", "Okafor", "Tomás", "Wen", "Noor", "Ekberg", "@example"][..]),
        ("hris.csv", &["Imani", "Okafor", "Tomás", "Wen", "Noor", "Haddad", "@example"]),
        ("handbook.yaml", &["Imani", "Tomás", "Wen", "Noor"]),
        ("posts.csv", &["Imani", "Noor", "Wen"]),
        ("catalogue", &["Wen", "wen"]),
    ] {
        let reports = reports(super::at(&super::fixture(path)));
        for secret in secrets {
            assert!(!reports.contains(secret), "{path}: {secret}\n{reports}");
        }
    }
}

#[test]
fn keys_that_are_names_are_masked_and_not_used_as_ids() {
    let text = "Imani Okafor: { title: Head, phone: 555-0100 }\nWen Li: { title: Lead, manager: Imani Okafor }\nBo Lind: { title: Clerk, manager: Ruth Ekberg }\n";
    let chart = super::read(&[("org.yaml", text)], None);
    assert_eq!(super::lines(&chart), [">head: Head", "head>lead: Lead", "Ruth Ekberg>clerk: Clerk"]);
    let reports = reports(super::files(&[("org.yaml", text)]));
    for secret in ["Imani", "Okafor", "Wen", "Bo Lind", "Ruth", "555"] {
        assert!(!reports.contains(secret), "{secret}\n{reports}");
    }
    assert!(reports.contains("Clerk reports to a person who is not on the chart"));
}

/// Beside ids that are numbers two words may be a name, unless lines name managers by such role slugs.
#[test]
fn a_text_like_role_slugs_is_shown_where_lines_name_them() {
    let chart = "p1: { name: Imani Okafor, role: Head, role_slug: SLUG, reports_to: none }\n\
                 p2: { name: Wen Li, role: Lead, role_slug: lead_sales, reports_to: LINE }\n\
                 p3: { name: Bo Lind, role: Clerk, reports_to: vp_people }\n\
                 p4: { name: Al Haddad, role: Clerk, reports_to: okafor_wen }\n";
    for (slug, line, is_shown) in [
        ("head_of_all", "head_of_all", true),
        ("head_of_all", "p1", false),
        ("imani_okafor", "imani_okafor", false),
        ("boss", "boss", false),
    ] {
        let text = chart.replace("SLUG", slug).replace("LINE", line);
        let reports = reports(super::files(&[("org.yaml", &text)]));
        assert_eq!(reports.contains("vp_people"), is_shown, "{slug} {line}\n{reports}");
        assert!(!reports.contains("okafor_wen"), "{slug} {line}\n{reports}");
    }
}

#[test]
fn equal_titles_get_ids_that_tell_no_name() {
    let text = "- { name: Head Person, title: Head }\n- { name: Zoe, title: Clerk, manager: Head Person }\n- { name: Abe, title: Clerk, manager: Head Person }\n";
    let chart = super::read(&[("org.yaml", text)], None);
    let ids: Vec<&str> = chart.positions().map(|position| chart.id(position)).collect();
    assert_eq!(ids, ["head", "head-clerk-2", "head-clerk"]);
}

#[test]
fn what_stands_around_the_rows_of_a_table_is_masked() {
    let rows = "101;Frost;Geschäftsführerin;\n102;Lund;Leiter Vertrieb;101\n103;Oke;Kundenberater;102\n104;Holm;Einkäufer;199\n";
    for above in
        ["Created by Uma Bergstrand;;;\n", "# exported by uma.bergstrand@example.org\n", "Uma Bergstrand\n\n"]
    {
        for header in ["Personalnummer;Nachname;Stelle;Vorgesetzter", "Employee ID;Name;Job Title;Manager ID"]
        {
            let text = format!("\u{feff}{above}{header}\n{rows}Printed by Uma Bergstrand;;;\n");
            let reports = reports(super::files(&[("staff.csv", &text)]));
            for secret in ["Bergstrand", "bergstrand", "Frost", "Lund", "Oke"] {
                assert!(!reports.contains(secret), "{secret}\n{reports}");
            }
            assert!(reports.contains("Einkäufer reports to `199`"), "{reports}");
        }
    }
}
