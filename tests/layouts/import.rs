//! What an import writes is the same chart.

use orglint::chart::{Chart, Field};
use orglint::internals::chart::native::to_yaml;
use proptest::prelude::*;

use super::read;

/// An id, and the texts of the fields beside it.
type Said = (String, Vec<(Field, Vec<String>)>);

/// Ids with the texts of every field; a line written empty is none.
fn said(chart: &Chart) -> Vec<Said> {
    let fields = |position| {
        let mut fields: Vec<(Field, Vec<String>)> = chart
            .fields(position)
            .map(|(field, at)| {
                (field, chart.texts_at(at).map(|text| text.text.to_owned()).collect::<Vec<_>>())
            })
            .filter(|(field, texts)| *field != Field::Id && !(texts.is_empty() && *field == Field::ReportsTo))
            .collect();
        fields.sort();
        fields
    };
    chart.positions().map(|position| (chart.id(position).to_owned(), fields(position))).collect()
}

fn quoted(cell: &str) -> String {
    format!("\"{}\"", cell.replace('"', "\"\""))
}

fn cell() -> impl Strategy<Value = String> {
    let known = prop::sample::select(vec![
        "NO",
        "on",
        "y",
        "012",
        "1e3",
        "2020-01-02",
        "12:30",
        "null",
        "~",
        " lead",
        "trail ",
        "a: b",
        "a #b",
        "- x",
        "*x",
        "&x",
        "!x",
        "{x",
        "[x",
        "%x",
        "@x",
        "`x",
        "x:",
        "<<",
        "=",
        "\"x\"",
        "'x'",
        "a\nb",
        "a\tb",
        "a\u{85}b",
        "a\u{2028}b",
        "Vacant",
        "N/D",
        "0x1F",
        "1_000",
        ".5",
        "-",
        "?",
        "|",
        ">",
        "Ünï",
        "日本",
        "\u{1f600}",
        "a\\b",
        "a,b",
        "a;b",
        "---",
        "...",
        "yes",
        "NaN",
        "+1",
        "Head of C #1",
    ]);
    prop_oneof![known.prop_map(str::to_owned), "[ -~]{0,12}", "\\PC{0,8}"]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 256, ..ProptestConfig::default() })]

    #[test]
    fn reading_what_was_written_gives_the_same_chart(
        rows in prop::collection::vec((cell(), cell(), cell(), cell(), 0_usize..8, "[0-9.]{0,4}"), 1..8)
    ) {
        let mut text = "id,title,name,department,manager id,fte\n".to_owned();
        for (at, (id, title, name, department, up, fte)) in rows.iter().enumerate() {
            let up = rows.get(*up).map_or("gone", |row| row.0.as_str());
            let cells = [format!("{at}{id}"), title.clone(), name.clone(), department.clone(), format!("{at}{up}"), fte.clone()];
            text += &(cells.map(|cell| quoted(&cell)).join(",") + "\n");
        }
        let chart = read(&[("people.csv", &text)], None);
        prop_assume!(!chart.is_empty());
        let written = to_yaml(&chart);
        let again = read(&[("org.yaml", &written)], None);
        prop_assert_eq!(&again.yaml_problems, &[][..], "{}", written);
        prop_assert!(again.surprises.is_empty(), "{}\n{:?}", written, again.surprises);
        prop_assert_eq!(said(&chart), said(&again), "{}", written);
        // Another reader takes every text for the same text.
        let other: serde_yaml::Value = serde_yaml::from_str(&written).unwrap();
        let positions = other["positions"].as_sequence().unwrap();
        for (position, value) in chart.positions().zip(positions) {
            prop_assert_eq!(value["id"].as_str(), Some(chart.id(position)));
            if let Some(title) = chart.text(position, Field::Title) {
                prop_assert_eq!(value["title"].as_str(), Some(title.text));
            }
        }
    }
}
