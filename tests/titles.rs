//! Titles in seven languages: how many are understood, and how many rightly.
//!
//! `tests/titles/README.md` says where the lists come from. Run with `-- --nocapture` to see the
//! figures. A change that lowers one below its bar fails.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails")]
#![expect(clippy::print_stdout, reason = "the figures are for people")]

use std::fmt::Write;
use std::fs;

/// The vocabulary as it is written.
#[expect(dead_code, unreachable_pub, reason = "shared with the build script, which uses all of it")]
#[path = "../build/vocabulary.rs"]
mod written;

use orglint::internals::vocabulary::{
    Domain, IndustrySet, Resolved, Seat, SeatState, TitleContext, resolve_title,
};

/// The languages with a list, and the lowest recall that is allowed, in per cent.
const LANGUAGES: [(&str, &str, f64); 7] = [
    ("en", "english", 90.0),
    ("de", "german", 85.0),
    ("fr", "french", 85.0),
    ("es", "spanish", 85.0),
    ("nl", "dutch", 85.0),
    ("it", "italian", 85.0),
    ("pt", "portuguese", 85.0),
];

fn read(file: &str) -> String {
    fs::read_to_string(format!("{}/tests/titles/{file}", env!("CARGO_MANIFEST_DIR"))).unwrap()
}

/// A title with what it is.
struct Labelled {
    title: String,
    seat: String,
    function: String,
    domain: String,
}

/// The seats whose holders the article speaks of.
const SEATS: [Seat; 5] = [Seat::Cio, Seat::Cto, Seat::Both, Seat::ItLead, Seat::EngineeringLead];

fn seat(resolved: &Resolved) -> Option<Seat> {
    resolved.seat.filter(|_| resolved.state != Some(SeatState::Unresolved))
}

/// The side, as the facts of a chart have it.
fn domain(resolved: &Resolved) -> Option<Domain> {
    let found = resolved.functions.domain_in(IndustrySet::default());
    found.or_else(|| {
        let seat = seat(resolved).or(resolved.below)?;
        let chief = if seat.is_chief() { Some(seat) } else { seat.equivalent_of() };
        match chief? {
            Seat::Cio => Some(Domain::Operations),
            Seat::Cto => Some(Domain::Product),
            _ => None,
        }
    })
}

fn is_side(domain: &str) -> bool {
    matches!(domain, "operations" | "product" | "mixed")
}

/// What the program says of a title.
struct Answer {
    seat: String,
    function: String,
    domain: String,
}

fn answer(title: &str) -> Answer {
    let resolved = resolve_title(title, &TitleContext::new());
    let word = |word: Option<&str>| word.unwrap_or("-").to_owned();
    Answer {
        seat: word(seat(&resolved).map(Seat::word)),
        function: word(resolved.functions.main().map(|function| function.get().id)),
        domain: word(domain(&resolved).map(Domain::word)),
    }
}

/// How many answers there are and should be.
#[derive(Default)]
struct Count {
    titles: u32,
    /// Titles with a side or one of the five seats.
    expected: u32,
    answered: u32,
    right: u32,
    /// Titles whose function is judged, and those where it is as expected.
    functions: u32,
    right_functions: u32,
}

impl Count {
    fn add(&mut self, labelled: &Labelled, differs: &mut String) {
        let said = answer(&labelled.title);
        let of_interest = |seat: &str| Seat::from_word(seat).is_some_and(|seat| SEATS.contains(&seat));
        let expected = is_side(&labelled.domain) || of_interest(&labelled.seat);
        let answered = is_side(&said.domain) || of_interest(&said.seat);
        let same_side =
            said.domain == labelled.domain || !(is_side(&said.domain) || is_side(&labelled.domain));
        let judged_seat = labelled.seat != "*" && (of_interest(&labelled.seat) || of_interest(&said.seat));
        let same_seat = !judged_seat || said.seat == labelled.seat;
        let right = same_side && same_seat;
        self.titles += 1;
        self.expected += u32::from(expected);
        self.answered += u32::from(answered);
        self.right += u32::from(expected && answered && right);
        let judged = !matches!(labelled.function.as_str(), "*" | "-");
        let same_function = said.function == labelled.function;
        self.functions += u32::from(judged);
        self.right_functions += u32::from(judged && same_function);
        if !right || (judged && !same_function) {
            let Labelled { title, seat, function, domain } = labelled;
            writeln!(
                differs,
                "  {}{title}: {} {} {}; expected {seat} {function} {domain}",
                if right { "(function) " } else { "" },
                said.seat,
                said.function,
                said.domain
            )
            .unwrap();
        }
    }

    fn precision(&self) -> f64 {
        share(self.right, self.answered)
    }

    fn recall(&self) -> f64 {
        share(self.right, self.expected)
    }

    fn line(&self) -> String {
        format!(
            "{} titles, {} with a side: precision {:.1} % ({}), recall {:.1} % ({}), functions {:.1} %",
            self.titles,
            self.expected,
            self.precision(),
            interval(self.right, self.answered),
            self.recall(),
            interval(self.right, self.expected),
            share(self.right_functions, self.functions),
        )
    }
}

fn share(part: u32, all: u32) -> f64 {
    if all == 0 { 100.0 } else { 100.0 * f64::from(part) / f64::from(all) }
}

/// The 95 % interval of a share, by Wilson.
fn interval(part: u32, all: u32) -> String {
    if all == 0 {
        return "none".to_owned();
    }
    let (n, p, z) = (f64::from(all), f64::from(part) / f64::from(all), 1.96);
    let middle = (p + z * z / (2.0 * n)) / (1.0 + z * z / n);
    let half = z / (1.0 + z * z / n) * (p * (1.0 - p) / n + z * z / (4.0 * n * n)).sqrt();
    format!("{:.1} to {:.1}", 100.0 * (middle - half), 100.0 * (middle + half))
}

/// The list of a language: `side | function | seat | title; title`.
fn list(name: &str) -> Vec<Labelled> {
    let text = read(&format!("{name}.txt"));
    let mut all = Vec::new();
    for line in text.lines().filter(|line| !line.starts_with('#') && !line.is_empty()) {
        let [domain, function, seat, titles] = line.split('|').map(str::trim).collect::<Vec<_>>()[..] else {
            panic!("{name}: {line}");
        };
        all.extend(titles.split(';').map(|title| Labelled {
            title: title.trim().to_owned(),
            seat: seat.to_owned(),
            function: function.to_owned(),
            domain: domain.to_owned(),
        }));
    }
    all
}

/// The rows of a table with tabs between.
fn rows(file: &str) -> Vec<Vec<String>> {
    read(file).lines().skip(1).map(|line| line.split('\t').map(str::to_owned).collect()).collect()
}

/// The folders of lists that were written before the first run over them, in the order of their writing.
fn unseen() -> Vec<String> {
    let folder = format!("{}/tests/titles/unseen", env!("CARGO_MANIFEST_DIR"));
    let mut all: Vec<String> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap())
        .filter(|entry| entry.file_type().unwrap().is_dir())
        .map(|entry| format!("unseen/{}", entry.file_name().to_str().unwrap()))
        .collect();
    all.sort();
    all
}

#[test]
fn ordinary_titles_are_understood() {
    let mut failed = String::new();
    for folder in [String::from(".")].into_iter().chain(unseen()) {
        for (_, name, bar) in LANGUAGES {
            let (mut count, mut differs) = (Count::default(), String::new());
            for labelled in &list(&format!("{folder}/{name}")) {
                count.add(labelled, &mut differs);
            }
            println!("{folder}/{name}: {}\n{differs}", count.line());
            if count.precision() < 98.0 || count.recall() < bar {
                writeln!(failed, "{folder}/{name}: {}", count.line()).unwrap();
            }
        }
    }
    assert!(failed.is_empty(), "{failed}");
}

#[test]
fn titles_of_the_tables_are_understood() {
    let mut failed = String::new();
    for (code, name, _) in LANGUAGES {
        let (mut count, mut differs) = (Count::default(), String::new());
        let missed = if code == "en" { rows("missed.tsv") } else { Vec::new() };
        let in_language =
            rows("languages.tsv").into_iter().filter(|row| row[0] == code).map(|row| row[1..].to_vec());
        for row in missed.into_iter().chain(in_language) {
            let [title, seat, function, domain] = row.try_into().unwrap();
            count.add(&Labelled { title, seat, function, domain }, &mut differs);
        }
        println!("{name}: {}\n{differs}", count.line());
        failed.push_str(&differs);
    }
    assert!(failed.is_empty(), "{failed}");
}

#[test]
fn a_title_means_the_same_for_women_and_men() {
    let mut failed = String::new();
    for row in rows("pairs.tsv") {
        let [language, masculine, feminine, neutral, seat, function, domain] = row.try_into().unwrap();
        for title in [masculine.as_str(), feminine.as_str()]
            .into_iter()
            .chain(neutral.split(';').map(str::trim).filter(|title| *title != "-"))
        {
            let (mut count, mut differs) = (Count::default(), String::new());
            let title = title.to_owned();
            let expected = Labelled {
                title: title.clone(),
                seat: seat.clone(),
                function: function.clone(),
                domain: domain.clone(),
            };
            count.add(&expected, &mut differs);
            let said = answer(&title);
            if differs.is_empty() && seat != "*" && said.seat != seat {
                writeln!(differs, "  {title}: seat {}; expected {seat}", said.seat).unwrap();
            }
            if !differs.is_empty() {
                write!(failed, "{language} {differs}").unwrap();
            }
        }
    }
    println!("{failed}");
    assert!(failed.is_empty(), "{failed}");
}

#[test]
fn titles_of_several_parts_are_read_part_by_part() {
    let mut failed = String::new();
    for row in rows("joined.tsv") {
        let [_, title, parts, domain, ..] = <[String; 6]>::try_from(row).unwrap();
        let said = answer(&title);
        let resolved = resolve_title(&title, &TitleContext::new());
        let functions: Vec<&str> = resolved.functions.iter().map(|function| function.get().id).collect();
        let mut expected: Vec<&str> = parts.split(',').map(str::trim).filter(|part| *part != "-").collect();
        expected.dedup();
        if functions != expected || said.domain != domain {
            writeln!(failed, "{title}: {functions:?} {}; expected {expected:?} {domain}", said.domain)
                .unwrap();
        }
    }
    println!("{failed}");
    assert!(failed.is_empty(), "{failed}");
}

/// Titles that look like a chief's, a lead's or a side's and are not; where the words alone do not show
/// it, the industry that does.
const SHOWN_BY_INDUSTRY: [(&str, &str); 8] = [
    ("Assistant Director Research & Development", "health services"),
    ("Deputy Director of Research & Development", "health services"),
    ("Director Research & Development", "college"),
    ("Director - Service Delivery", "government"),
    ("Engineering Department Manager", "energy"),
    ("Head of Service Delivery North & South", "defense"),
    ("Hd Service Delivery - Overseas", "defense"),
    ("Technical Director", "railway"),
];

#[test]
fn titles_that_look_like_another_one_are_not_taken_for_it() {
    let mut failed = String::new();
    for row in rows("false.tsv") {
        let [title, taken_for, what, _] = <[String; 4]>::try_from(row).unwrap();
        // Another position of the chart shows it; `src/graph/facts/chief_tests.rs` has these.
        if title == "Federal CTO" || what.contains("where another CTO is on the chart") {
            continue;
        }
        let industry =
            SHOWN_BY_INDUSTRY.iter().find(|(known, _)| *known == title).map(|(_, industry)| *industry);
        let context = TitleContext::new().industry(industry.unwrap_or_default());
        let resolved = resolve_title(&title, &context);
        let side = resolved.functions.domain_in(context.industries()).map_or("-", Domain::word);
        let held = seat(&resolved).map_or("-", Seat::word);
        let (kind, name) = taken_for.split_once(' ').unwrap();
        let name = name.split([' ', ',']).next().unwrap();
        let wrong = match kind {
            "seat" => held == name,
            _ => taken_for.contains('(') && taken_for.contains(&format!("({side})")) && !what.contains(side),
        };
        if wrong {
            writeln!(failed, "{title}: {held} {side}; is {what}").unwrap();
        }
    }
    println!("{failed}");
    assert!(failed.is_empty(), "{failed}");
}

/// Who works for a head is none, written together or apart.
#[test]
fn somebody_who_works_for_a_chief_holds_no_seat() {
    for title in [
        "Geschäftsführungsassistenz",
        "Geschäftsführungsassistentin",
        "Vorstandsassistent",
        "Vorstandssekretariat",
        "Geschäftsführungsreferentin",
        "Assistenz der Geschäftsführung",
        "Vorstandsbeauftragte",
        "Assistante du DSI",
        "Secrétaire du PDG",
        "Assistente dell'amministratore delegato",
        "Secretaria del director general",
        "Assistente do diretor geral",
        "Directiesecretaresse",
        "Secretaresse van de algemeen directeur",
        "Executive Assistant to the Managing Director",
        "PA to the CIO",
    ] {
        for root in [false, true] {
            let resolved = resolve_title(title, &TitleContext::new().root(root));
            assert_eq!(resolved.seat, None, "{title}");
        }
    }
}

/// How a language makes a masculine word for somebody feminine, and writes both at once; by the ends of
/// words, with no look at the vocabulary.
struct Forms {
    code: &'static str,
    /// The end of a masculine word, and of the feminine one.
    ends: &'static [(&'static str, &'static str)],
    /// What is written behind the masculine word for both, or for all.
    both: &'static [&'static str],
}

const FORMS: [Forms; 6] = [
    Forms {
        code: "de",
        ends: &[
            ("leiter", "leiterin"),
            ("entwickler", "entwicklerin"),
            ("administrator", "administratorin"),
            ("techniker", "technikerin"),
            ("ingenieur", "ingenieurin"),
            ("architekt", "architektin"),
            ("programmierer", "programmiererin"),
            ("koordinator", "koordinatorin"),
            ("berater", "beraterin"),
            ("tester", "testerin"),
            ("spezialist", "spezialistin"),
            ("referent", "referentin"),
            ("buchhalter", "buchhalterin"),
        ],
        both: &[":in", "*in", "/-in", "/in", "_in", "In", " (m/w/d)", " (w/m/d)", " (all genders)"],
    },
    Forms {
        code: "fr",
        ends: &[
            ("directeur", "directrice"),
            ("administrateur", "administratrice"),
            ("développeur", "développeuse"),
            ("programmeur", "programmeuse"),
            ("testeur", "testeuse"),
            ("ingénieur", "ingénieure"),
            ("technicien", "technicienne"),
            ("chef", "cheffe"),
            ("acheteur", "acheteuse"),
            ("consultant", "consultante"),
        ],
        both: &[" (H/F)", " (F/H)", " (h/f)"],
    },
    Forms {
        code: "es",
        ends: &[
            ("director", "directora"),
            ("administrador", "administradora"),
            ("desarrollador", "desarrolladora"),
            ("programador", "programadora"),
            ("ingeniero", "ingeniera"),
            ("técnico", "técnica"),
            ("arquitecto", "arquitecta"),
            ("jefe", "jefa"),
            ("científico", "científica"),
        ],
        both: &["/a", "(a)"],
    },
    Forms {
        code: "it",
        ends: &[
            ("direttore", "direttrice"),
            ("amministratore", "amministratrice"),
            ("sviluppatore", "sviluppatrice"),
            ("programmatore", "programmatrice"),
            ("architetto", "architetta"),
            ("tecnico", "tecnica"),
            ("addetto", "addetta"),
        ],
        both: &["/trice", "/a"],
    },
    Forms {
        code: "pt",
        ends: &[
            ("diretor", "diretora"),
            ("administrador", "administradora"),
            ("desenvolvedor", "desenvolvedora"),
            ("programador", "programadora"),
            ("engenheiro", "engenheira"),
            ("técnico", "técnica"),
            ("arquiteto", "arquiteta"),
            ("coordenador", "coordenadora"),
        ],
        both: &["(a)", "/a"],
    },
    Forms {
        code: "nl",
        ends: &[
            ("beheerder", "beheerster"),
            ("directeur", "directrice"),
            ("medewerker", "medewerkster"),
            ("ontwikkelaar", "ontwikkelaarster"),
            ("adviseur", "adviseuse"),
        ],
        both: &[" (m/v)", " (m/v/x)", " (v/m)"],
    },
];

/// A title with the first word that has a masculine end, and its other forms.
fn other_forms(title: &str, forms: &Forms) -> Vec<String> {
    let ends = |word: &str, end: &str| word.to_lowercase().ends_with(end);
    let found = title.split([' ', '-']).find_map(|word| {
        let (masculine, feminine) = forms.ends.iter().find(|(masculine, _)| ends(word, masculine))?;
        Some((word, masculine, feminine))
    });
    let Some((word, masculine, feminine)) = found else { return Vec::new() };
    let stem = &word[..word.len() - masculine.len()];
    // The first letter may be a capital.
    let first = word[stem.len()..].chars().next().unwrap();
    let feminine: String = std::iter::once(first).chain(feminine.chars().skip(1)).collect();
    let mut all = vec![title.replacen(word, &format!("{stem}{feminine}"), 1)];
    for both in forms.both {
        // The letters of an Italian ending stand for those of the masculine word's.
        if *both == "/trice" && !masculine.ends_with("tore") || *both == "/a" && masculine.ends_with("tore") {
            continue;
        }
        all.push(match both.strip_prefix(' ') {
            Some(behind) => format!("{title} {behind}"),
            None => title.replacen(word, &format!("{word}{both}"), 1),
        });
    }
    all
}

#[test]
fn every_masculine_title_of_the_tables_has_a_feminine_and_a_neutral_one() {
    let mut failed = String::new();
    for forms in &FORMS {
        let name = LANGUAGES.iter().find(|(code, ..)| *code == forms.code).unwrap().1;
        let of_tables =
            rows("languages.tsv").into_iter().filter(|row| row[0] == forms.code).map(|row| row[1].clone());
        let of_pairs =
            rows("pairs.tsv").into_iter().filter(|row| row[0] == forms.code).map(|row| row[1].clone());
        let of_list = list(name).into_iter().map(|labelled| labelled.title);
        let (mut checked, mut titles) = (0, 0);
        for title in of_tables.chain(of_pairs).chain(of_list) {
            let others = other_forms(&title, forms);
            titles += u32::from(!others.is_empty());
            let expected = answer(&title);
            for other in others {
                let said = answer(&other);
                checked += 1;
                let same = said.seat == expected.seat
                    && said.function == expected.function
                    && said.domain == expected.domain;
                if !same {
                    writeln!(
                        failed,
                        "{}: {title} is {} {}, {other} is {} {}",
                        forms.code, expected.seat, expected.function, said.seat, said.function
                    )
                    .unwrap();
                }
            }
        }
        println!("{name}: {titles} masculine titles, {checked} other forms");
        assert!(titles >= 15, "{name}: {titles}");
    }
    assert!(failed.is_empty(), "{failed}");
}

/// The part of docs/titles.md that people wrote.
const PAGE: &str = "# Titles

`orglint` reads a title word by word. `Head of IT & Security` has a head, and two parts: internal IT and information
security. The parts give the facts `functions`, `function` and `domain`; the head and the first part that has a seat give the `seat`. Words that it does not know mean nothing to it, and next to them only names count that mean the same everywhere: a `Night Shift Service Desk Analyst` works at a service desk, but `Energy Infrastructure` is not
infrastructure. If a title leaves something open, the chart decides: a `Head of Engineering` with highways below
does not lead software, and a bare `CIO` of an insurer with a service desk below is not a chief of investments. If nothing
decides it, `orglint` stays silent.

The industry of the company (`company.industry`) matters as well: service delivery is what a provider of services
sells, and engineering is not software in construction. The last column of the second table names the industries where
a function has no side of its own; write `serves:` there.

## Languages

Titles are read in the languages below, for women and men alike. The rules of each language make the other forms of a
word: `Leiterin`, `Leiter:in` and `Leiter (m/w/d)`, `directrice` and `directeur·rice`, `directora` and `director/a`.
German and Dutch words that are written together are taken apart.

Precision is the share of the sides and chief seats given that are right; recall is the share of those there are that
are given. The brackets show 95 % intervals.

The first table shows what to expect from titles that nobody has tried. Its lists (`tests/titles/unseen/`) were each written
before the program was run over them, and about half of each are near misses: titles that look like a chief's or a
side's and are not. After each first run the words and the grammar were improved, so the last list shows how good the program is now. Most lists repeat ordinary titles of earlier ones, as charts do; the last has only titles that no other
list has. Ordinary charts have fewer near misses and more ordinary titles.

";

/// How a company adds words.
const OWN_WORDS: &str = "
## Adding words

Your own words go into `orglint.yaml`; they come before those of `orglint`. A name counts in any letter case, with
grades and regions around it.

```yaml orglint.yaml
vocabulary:
  functions:
    customer-platform:
      domain: product
      departments: [Customer Platform]
    service-desk:
      titles: [Genius Bar]
  seats:
    it-lead: { titles: [Head of Gadgets] }
```

[configuration.md](configuration.md#words) says more. A position can also state these things itself: `function:` and `serves:` override what its title says, and `role:` names its seat.

To add a word for everybody, add it to its function in `rules/vocabulary/functions/`, or, if it translates a word that other titles use, in `rules/vocabulary/languages.yaml`, and add titles that use it to `tests/titles/`. Write the masculine
singular without accents: the rest follows.
";

/// What the first run over each list gave: a table with a row for each language.
fn first_runs() -> String {
    let rows = rows("first-runs.tsv");
    let folders = unseen();
    assert_eq!(rows.len(), folders.len() * LANGUAGES.len(), "every list has a row in first-runs.tsv");
    let last = folders.len();
    let mut table = String::from(
        "First runs:\n\n| language | earlier lists: precision | recall | last list: titles | precision | recall |\n\
         |---|---:|---:|---:|---:|---:|\n",
    );
    for (_, name, _) in LANGUAGES {
        let mut of_language: Vec<[u32; 5]> = rows
            .iter()
            .filter(|row| row[1] == name)
            .map(|row| [0, 2, 3, 4, 5].map(|at| row[at].parse().unwrap()))
            .collect();
        of_language.sort_unstable();
        let [.., [number, titles, expected, answered, right]] = of_language[..] else { panic!("{name}") };
        assert_eq!(usize::try_from(number).unwrap(), last, "{name}");
        let range = |part: fn(&[u32; 5]) -> f64| {
            let earlier = of_language[..of_language.len() - 1].iter().map(part);
            let (low, high) =
                earlier.fold((100.0_f64, 0.0_f64), |(low, high), one| (low.min(one), high.max(one)));
            format!("{low:.1} to {high:.1} %")
        };
        writeln!(
            table,
            "| {}{} | {} | {} | {titles} | {:.1} % ({}) | {:.1} % ({}) |",
            name[..1].to_uppercase(),
            &name[1..],
            range(|[_, _, _, answered, right]| share(*right, *answered)),
            range(|[_, _, expected, _, right]| share(*right, *expected)),
            share(right, answered),
            interval(right, answered),
            share(right, expected),
            interval(right, expected),
        )
        .unwrap();
    }
    table
}

#[test]
fn the_page_of_titles_is_that_of_the_data() {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR"));
    let data = written::data::read(&folder.join(written::FOLDER)).unwrap();
    let mut page = PAGE.to_owned();
    page.push_str(&first_runs());
    page.push_str(
        "\nAll lists, today:\n\n| language | titles | precision | recall |\n|---|---:|---:|---:|\n",
    );
    for (_, name, _) in LANGUAGES {
        let mut count = Count::default();
        for folder in [String::from(".")].into_iter().chain(unseen()) {
            for labelled in &list(&format!("{folder}/{name}")) {
                count.add(labelled, &mut String::new());
            }
        }
        let language = format!("{}{}", name[..1].to_uppercase(), &name[1..]);
        writeln!(
            page,
            "| {language} | {} | {:.1} % ({}) | {:.1} % ({}) |",
            count.titles,
            count.precision(),
            interval(count.right, count.answered),
            count.recall(),
            interval(count.right, count.expected),
        )
        .unwrap();
    }
    page.push_str(
        "\n## Functions\n\n| function | side | some names | no side by itself in |\n|---|---|---|---|\n",
    );
    for function in &data.functions {
        let names: Vec<&str> =
            function.open.iter().chain(&function.names).map(String::as_str).take(4).collect();
        let industries: Vec<&str> = function
            .unclear_in
            .iter()
            .flat_map(|class| data.industries.unclear[class].iter().map(String::as_str))
            .collect();
        let (id, domain) = (&function.id, &function.domain);
        writeln!(page, "| `{id}` | {domain} | {} | {} |", names.join(", "), industries.join(", ")).unwrap();
    }
    page.push_str(OWN_WORDS);
    let path = folder.join("docs/titles.md");
    if std::env::var_os("ORGLINT_UPDATE").is_some() {
        fs::write(&path, &page).unwrap();
    }
    let found = fs::read_to_string(&path).unwrap_or_default().replace("\r\n", "\n");
    assert!(found == page, "docs/titles.md is out of date: run `ORGLINT_UPDATE=1 cargo test --test titles`");
}
