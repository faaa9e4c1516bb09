//! Shapes put together by chance: each field of a position gets texts that relate to those of other positions
//! in some way.

use std::fmt::Write as _;

use super::{Case, Shape};

/// How the texts of one field relate to each other, over all positions.
#[derive(Clone, Copy, Debug)]
enum Texts {
    /// Each has its own.
    Own,
    /// All have the same.
    Same,
    /// Pairs have the same.
    Pairs,
    /// The same in another letter case.
    Twins,
    /// Numbers with and without zeros before them.
    Zeros,
    /// One that is as long as the chart, for all.
    Long,
    /// The id of the one before, the one behind, one half as far, the first.
    Before,
    Behind,
    Half,
    First,
    /// An id that nobody has; one that is almost there.
    Unknown,
    Near,
    /// A list, as long as the chart for one position, and for all by reference.
    ListOfOne,
    ListOfAll,
    /// Something that the field may know.
    Known,
    /// Nothing.
    Empty,
}

const TEXTS: [Texts; 16] = [
    Texts::Own,
    Texts::Same,
    Texts::Pairs,
    Texts::Twins,
    Texts::Zeros,
    Texts::Long,
    Texts::Before,
    Texts::Behind,
    Texts::Half,
    Texts::First,
    Texts::Unknown,
    Texts::Near,
    Texts::ListOfOne,
    Texts::ListOfAll,
    Texts::Known,
    Texts::Empty,
];

/// Fields with a text that rules know.
const FIELDS: &[(&str, &[&str])] = &[
    ("title", &["CIO", "CTO", "Head of Service Delivery", "VP Engineering", "Data Engineering"]),
    ("name", &["Kim Lee", "vacant", "Lee, Kim"]),
    ("holder", &["kim"]),
    ("role", &["cio", "cto", "it-lead"]),
    ("function", &["engineering", "service-delivery"]),
    ("department", &["Engineering", "IT Operations"]),
    ("unit", &["Engineering", "Infrastructure"]),
    ("serves", &["operations", "product", "both"]),
    ("status", &["vacant", "acting", "leaving"]),
    ("since", &["2026-01-15"]),
    ("fte", &["0.5"]),
    ("level", &["3"]),
    ("dotted_to", &["r"]),
    ("complements", &["r"]),
    ("also_holds", &["cio"]),
    ("co_lead", &["true"]),
    ("cover", &["r"]),
    ("mandate", &["{ facing: customers, line: top, owns: [engineering] }"]),
    ("profile", &["{ needs: [people], covers: [security], qualities: [calm] }"]),
    ("goals", &["[{ text: t, line: top }]"]),
    ("reports", &["[{ title: T }]"]),
    ("manager", &["r"]),
    ("manages", &["r"]),
    ("manager_role_slug", &["slug"]),
    ("email", &["a@example.com"]),
    ("titel", &["CIO"]),
];

/// A sequence of numbers that a seed fixes.
struct Dice(u64);

impl Dice {
    fn below(&mut self, limit: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap() % limit
    }
}

#[derive(Clone, Copy, Debug)]
enum Form {
    Positions,
    Map,
    List,
    Table,
    Versions,
}

impl Texts {
    /// The text of a field at a position.
    fn at(self, at: usize, count: usize, known: &[&str]) -> String {
        let long = || "a long word ".repeat(count * 2);
        match self {
            Self::Own => format!("Text number {at} of all"),
            Self::Same => "The same text".to_owned(),
            Self::Pairs => format!("Text number {}", at / 2),
            Self::Twins => super::named::twin(at),
            Self::Zeros => format!("{:0width$}", 7, width = at % 60),
            Self::Long if at == 0 => format!("&L{{}} {}", long()),
            Self::Before => format!("p{}", at.saturating_sub(1)),
            Self::Behind => format!("p{}", at + 1),
            Self::Half => format!("p{}", at / 2),
            Self::First => "p0".to_owned(),
            Self::Unknown => format!("nobody-{at}"),
            Self::Near => format!("p{at}x"),
            Self::ListOfOne if at == count / 2 => list(count),
            Self::ListOfOne | Self::Empty => String::new(),
            Self::ListOfAll if at == 0 => format!("&L{{}} {}", list(count)),
            Self::Long | Self::ListOfAll => "*L{}".to_owned(),
            Self::Known => known[at % known.len()].to_owned(),
        }
    }
}

fn list(count: usize) -> String {
    format!("[{}]", (0..count).map(|at| format!("p{at}")).collect::<Vec<_>>().join(", "))
}

/// The shape of a seed.
pub(super) fn shape(seed: u64) -> Shape {
    let mut dice = Dice(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15).wrapping_add(1));
    let form =
        [Form::Positions, Form::Positions, Form::Map, Form::List, Form::Table, Form::Versions][dice.below(6)];
    let mut fields = vec![("reports_to", &["r"][..], TEXTS[dice.below(TEXTS.len())])];
    let id = [Texts::Own, Texts::Own, Texts::Own, Texts::Own, TEXTS[dice.below(6)]][dice.below(5)];
    for _ in 0..=dice.below(4) {
        let (name, known) = FIELDS[dice.below(FIELDS.len())];
        if fields.iter().all(|(other, ..)| *other != name) {
            fields.push((name, known, TEXTS[dice.below(TEXTS.len())]));
        }
    }
    let name = format!("seed {seed}: {form:?}, id {id:?}, {:?}", Told(&fields));
    Shape::new(name, move |count| case(form, id, &fields, count))
}

/// Fields by their names and texts.
struct Told<'f>(&'f [(&'static str, &'static [&'static str], Texts)]);

impl std::fmt::Debug for Told<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_map().entries(self.0.iter().map(|(name, _, texts)| (name, texts))).finish()
    }
}

type Fields<'f> = &'f [(&'static str, &'static [&'static str], Texts)];

fn case(form: Form, id: Texts, fields: Fields<'_>, count: usize) -> Case {
    match form {
        Form::Positions => Case::chart(format!("positions:\n{}", list_of("id", "p", id, fields, count))),
        Form::List => Case::chart(list_of("key", "p", id, fields, count)),
        Form::Map => Case::chart(map_of(fields, count)),
        Form::Table => {
            let table = table_of(id, fields, count);
            Case::lint(vec![("org.csv".to_owned(), table)], &["org.csv"])
        }
        Form::Versions => {
            let of = |side: &str| format!("positions:\n{}", list_of("id", side, id, fields, count));
            let files = vec![("old.yaml".to_owned(), of("p")), ("new.yaml".to_owned(), of("q"))];
            Case::run(files, &["diff", "--no-config", "--format", "json", "old.yaml", "new.yaml"])
        }
    }
}

/// What is at a position behind a key.
fn value(key: &str, texts: Texts, known: &[&str], at: usize, count: usize) -> String {
    // A mark is of one field.
    texts.at(at, count, known).replace("{}", key)
}

fn list_of(key: &str, prefix: &str, id: Texts, fields: Fields<'_>, count: usize) -> String {
    let mut out = String::new();
    for at in 0..count {
        let own = match id {
            Texts::Own => format!("{prefix}{at}"),
            other => value("id", other, &["id"], at, count),
        };
        let _ = writeln!(out, "- {key}: {own}");
        for (field, known, texts) in fields {
            let _ = writeln!(out, "  {field}: {}", value(field, *texts, known, at, count));
        }
    }
    out
}

fn map_of(fields: Fields<'_>, count: usize) -> String {
    let mut out = String::new();
    for at in 0..count {
        let _ = writeln!(out, "p{at}:");
        for (field, known, texts) in fields {
            let _ = writeln!(out, "  {field}: {}", value(field, *texts, known, at, count));
        }
    }
    out
}

fn table_of(id: Texts, fields: Fields<'_>, count: usize) -> String {
    let mut out = "id".to_owned();
    for (field, ..) in fields {
        let _ = write!(out, ",{field}");
    }
    out.push('\n');
    for at in 0..count {
        let own = if matches!(id, Texts::Own) { format!("p{at}") } else { id.at(at, count, &["id"]) };
        let _ = write!(out, "\"{own}\"");
        for (_, known, texts) in fields {
            let _ = write!(out, ",\"{}\"", texts.at(at, count, known));
        }
        out.push('\n');
    }
    out
}
