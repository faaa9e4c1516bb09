//! Titles and departments of generated charts, from the project's own vocabulary and beside it.

use super::random::Random;

/// The vocabulary of functions, by side.
const OPERATIONS: &str = include_str!("../../../rules/vocabulary/functions/operations.yaml");
const PRODUCT: &str = include_str!("../../../rules/vocabulary/functions/product.yaml");
const NEITHER: &str = include_str!("../../../rules/vocabulary/functions/neither.yaml");

/// Functions that no one has but those who are planted, so that a planted finding stands alone.
const KEPT: &[&str] = &["pmo", "information-systems", "data-center", "web-development", "vendor-management"];

/// Names that end in these are those of who works there.
const JOBS: &[&str] = &[
    "administrator",
    "agent",
    "analyst",
    "architect",
    "assistant",
    "coordinator",
    "designer",
    "developer",
    "engineer",
    "lead",
    "manager",
    "officer",
    "owner",
    "recruiter",
    "scientist",
    "specialist",
    "technician",
    "tester",
    "writer",
];

/// Titles with these words mean a seat at the top.
const SEATS: &[&str] = &["chief", "officer", "cio", "cto", "cfo", "chro", "dpo", "vp", "svp", "president"];

const FIRST_NAMES: &[&str] = &[
    "Ada",
    "Åsa",
    "Bram",
    "Chiara",
    "Dana",
    "Édith",
    "Fatima",
    "Grace",
    "Hiroshi",
    "Inês",
    "João",
    "Kim",
    "Łukasz",
    "Mei",
    "Nguyễn",
    "Øyvind",
    "Priya",
    "Quinn",
    "Raúl",
    "Siobhán",
    "Tomáš",
    "Ümit",
    "Valentina",
    "Wei",
    "Ximena",
    "Yusuf",
    "Zoë",
    "Анна",
    "Γιώργος",
    "明",
];

const LAST_NAMES: &[&str] = &[
    "Almeida",
    "Bjørnstad",
    "Çelik",
    "D'Angelo",
    "Eriksson",
    "Fernández",
    "García",
    "Hoffmann",
    "Ivanova",
    "Jovanović",
    "Kowalczyk",
    "Lindqvist",
    "Müller",
    "Nakamura",
    "O'Brien",
    "Papadopoulos",
    "Quispe",
    "Řezníček",
    "Schäfer",
    "Tanaka",
    "Üstün",
    "Vásquez",
    "Whitlock",
    "Xu",
    "Yılmaz",
    "Žukauskas",
    "Иванова",
    "山田",
    "Saint-Exupéry",
    "van den Berg",
];

/// Titles that the vocabulary does not know, from all walks of life.
const ORDINARY: &[&str] = &[
    "Warehouse Operative",
    "Forklift Driver",
    "Ward Nurse",
    "Barista",
    "Tram Driver",
    "Lecturer",
    "Gardener",
    "Pastry Cook",
    "Glazier",
    "Line Operator",
    "Night Porter",
    "Laboratory Assistant",
    "Archivist",
    "Sachbearbeiterin",
    "Assistenz der Geschäftsführung",
    "Schichtführer",
    "Opérateur de production",
    "Chargée de clientèle",
    "Técnico de mantenimiento",
    "Técnica de calidad",
    "Księgowa",
    "Brygadzista",
    "Żeglarz",
    "Műszaki vezető",
    "Инженер по качеству",
    "Υπεύθυνος βάρδιας",
    "営業担当",
    "品質管理担当",
    "Çağrı merkezi görevlisi",
    "Kvalitetsingenjör",
    "Fløyleder",
    "Coordinatore di turno",
];

/// What an area does: names of departments, and titles in them.
pub(crate) struct Function {
    pub(crate) departments: Vec<String>,
    pub(crate) titles: Vec<String>,
}

/// The words of one side.
pub(crate) struct Words {
    pub(crate) operations: Vec<Function>,
    pub(crate) product: Vec<Function>,
    pub(crate) neither: Vec<Function>,
}

#[derive(serde::Deserialize)]
struct Written {
    id: String,
    #[serde(default)]
    names: Vec<String>,
    #[serde(default)]
    open: Vec<String>,
}

impl Words {
    pub(crate) fn new() -> Self {
        Self { operations: functions(OPERATIONS), product: functions(PRODUCT), neither: functions(NEITHER) }
    }
}

fn functions(text: &str) -> Vec<Function> {
    let written: Vec<Written> =
        serde_yaml::from_str(text).expect("the vocabulary is read when the crate is built");
    let free = written.into_iter().filter(|function| !KEPT.contains(&&*function.id));
    let functions = free.map(|function| {
        let is_job = |name: &&String| JOBS.iter().any(|job| name.ends_with(job));
        let (titles, departments): (Vec<&String>, Vec<&String>) =
            function.names.iter().chain(&function.open).partition(is_job);
        Function { departments: usual(departments.into_iter()), titles: usual(titles.into_iter()) }
    });
    functions.filter(|function| !function.departments.is_empty() && !function.titles.is_empty()).collect()
}

fn usual<'a>(phrases: impl Iterator<Item = &'a String>) -> Vec<String> {
    let names_no_seat = |phrase: &&String| phrase.split(' ').all(|word| !SEATS.contains(&word));
    phrases.filter(names_no_seat).map(|phrase| capitals(phrase)).collect()
}

/// A phrase as people write it on a chart.
fn capitals(phrase: &str) -> String {
    const SHORT: &[&str] = &[
        "it", "hr", "qa", "ux", "ui", "av", "sap", "erp", "noc", "pmo", "ict", "api", "itsm", "grc", "aml",
        "kyc", "euc", "iam", "itam", "bpm", "rpa", "mis", "is", "ap", "pr", "cms",
    ];
    let words = phrase.split(' ').map(|word| match word {
        _ if SHORT.contains(&word) => word.to_uppercase(),
        "of" | "and" | "the" | "de" | "et" | "y" => word.to_owned(),
        _ => {
            let mut letters = word.chars();
            letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
        }
    });
    words.collect::<Vec<String>>().join(" ")
}

/// Somebody's name.
pub(crate) fn name(random: &mut Random) -> String {
    format!("{} {}", random.pick(FIRST_NAMES), random.pick(LAST_NAMES))
}

/// A title that says nothing of a chief's area.
pub(crate) fn ordinary(random: &mut Random) -> &'static str {
    random.pick(ORDINARY)
}
