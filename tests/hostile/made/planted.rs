//! Charts, and files that are none, in which people are named wherever anybody may name one.

use std::fmt::Write as _;

use super::Steer;

/// Stands in every name, address, handle, comment and pay that is planted, and nowhere else.
pub const MARK: &str = "qxz";

/// The shapes that files have.
pub const SHAPES: usize = 26;

const FIRST: [&str; 7] = ["Qxzara", "Qxzóle", "Qxzun", "QXZINA", "Qxzbo", "Qxzpeer", "Qxzula"];
const LAST: [&str; 7] =
    ["Qxzfrost", "Qxzlund", "van Qxzdijk", "Qxzmüller", "Qxzoke", "Qxzholm-Qxzreis", "Qxzghost"];
const TITLES: [&str; 6] =
    ["Managing Director", "Head of Sales", "Account Manager", "Finance Director", "Clerk", "Head of Tax"];

/// Somebody.
#[derive(Clone, Copy)]
struct Person(usize);

impl Person {
    fn first(self) -> &'static str {
        FIRST[self.0 % FIRST.len()]
    }

    fn last(self) -> &'static str {
        LAST[(self.0 + self.0 / FIRST.len()) % LAST.len()]
    }

    fn name(self) -> String {
        format!("{} {}", self.first(), self.last())
    }

    fn first_in_small(self) -> String {
        self.slug(" ").split(' ').next().unwrap_or_default().to_owned()
    }

    fn title(self) -> &'static str {
        TITLES[self.0 % TITLES.len()]
    }

    /// Letters alone, in lower case: `qxzara-qxzfrost`.
    fn slug(self, between: &str) -> String {
        let plain = |c: char| match c {
            'ó' => 'o',
            'ü' => 'u',
            c => c.to_ascii_lowercase(),
        };
        let name: String = self.name().chars().map(plain).collect();
        name.replace(' ', between)
    }

    fn address(self) -> String {
        format!("{}@example.org", self.slug("."))
    }
}

/// Somebody as a text that is not an id.
fn text(steer: &mut Steer<'_>, person: Person) -> String {
    let name = person.name();
    match steer.byte() % 10 {
        0 => format!("{}, {}", person.last(), person.first()),
        1 => format!("{name} (1003)"),
        2 => format!("1004 - {name}"),
        3 => format!("E1005 {name}"),
        4 => person.address(),
        5 => format!("{name} <{}>", person.address()),
        6 => format!("CN={name},OU=Staff,DC=example"),
        7 => format!("user:default/{}", person.slug(".")),
        8 => name.to_uppercase(),
        _ => name,
    }
}

/// An id that tells who somebody is.
fn id(steer: &mut Steer<'_>, person: Person, form: usize) -> String {
    let initial = &person.slug("")[..1];
    match form % 5 {
        0 => person.slug("_"),
        1 => person.slug("-"),
        2 => person.slug("."),
        3 => format!(
            "{initial}{}",
            Person(person.0).last().replace("van ", "").replace('ü', "u").to_lowercase()
        ),
        _ => format!("{}{}", person.slug("."), steer.byte() % 3),
    }
}

fn quoted(text: &str) -> String {
    format!("\"{}\"", text.replace('"', ""))
}

/// The files of a folder or one file, by their paths, whose names may be people's.
#[must_use]
pub fn planted(bytes: &[u8]) -> Vec<(String, String)> {
    let mut steer = Steer(bytes);
    let shape = steer.byte() % SHAPES;
    let count = 3 + steer.byte() % 4;
    let people: Vec<Person> = (0..count).map(Person).collect();
    let form = steer.byte();
    let one = |path: &str, text: String| vec![(path.to_owned(), text)];
    match shape {
        0..=2 => one("org.yaml", native(&mut steer, &people, None)),
        3 | 4 => one("org.yaml", native(&mut steer, &people, Some(form))),
        5 => one("org.yaml", nested(&mut steer, &people)),
        6 | 7 => one("org.yaml", list(&mut steer, &people, form)),
        8 => one("org.json", json(&mut steer, &people, form)),
        9 | 10 => one("org.yaml", map(&mut steer, &people, form, true)),
        11 => one("org.yaml", map(&mut steer, &people, form, false)),
        12 | 13 => people.iter().map(|person| file(&mut steer, *person, &people, form)).collect(),
        14..=17 => one("org.csv", table(&mut steer, &people, form, shape)),
        18 => one("org.yaml", backstage(&mut steer, &people)),
        19 => one("notes.txt", notes(&mut steer, &people)),
        20 => one("org.yaml", rows(&mut steer, &people)),
        21 => one("org.yaml", handbook(&mut steer, &people)),
        22 => one("org.yaml", crowd(&mut steer, form)),
        23 => one("org.csv", row_for_header(&mut steer, &people)),
        24 => one("org.yaml", twice(&mut steer, &people, form)),
        _ => {
            let mut files = one("org/a.yaml", map(&mut steer, &people, form, true));
            files.extend(one("org/b.yaml", list(&mut steer, &people, form)));
            files
        }
    }
}

/// Things of no chart that a position says beside.
fn aside(steer: &mut Steer<'_>, person: Person, out: &mut String, indent: &str) {
    match steer.byte() % 20 {
        0 => drop(writeln!(out, "{indent}pay: qxz90000")),
        1 => drop(writeln!(out, "{indent}email: {}", person.address())),
        2 => drop(writeln!(out, "{indent}# {} left", person.name())),
        3 => drop(writeln!(
            out,
            "{indent}extra: {{ assistant: {}, notes: [{}] }}",
            person.name(),
            person.slug(".")
        )),
        4 => drop(writeln!(out, "{indent}nmae: {}", person.name())),
        5 => drop(writeln!(out, "{indent}holder: {}", person.slug("-"))),
        6 => drop(writeln!(out, "{indent}notes: >-\n{indent}  {} is\n{indent}  away", person.name())),
        7 => drop(writeln!(out, "{indent}since: {}", person.name())),
        8 => drop(writeln!(out, "{indent}status: {}", person.name())),
        9 => drop(writeln!(out, "{indent}employment: {}", person.slug("."))),
        10 => drop(writeln!(out, "{indent}reports_ot: {}", person.name())),
        11 => drop(writeln!(out, "{indent}{}: Oslo", person.name())),
        12 => drop(writeln!(out, "{indent}dotted_to: [{}, {}]", quoted(&person.name()), person.slug("_"))),
        13 => drop(writeln!(out, "{indent}status: {}", person.first_in_small())),
        14 => drop(writeln!(out, "{indent}fte: {}", person.first_in_small())),
        15 => drop(writeln!(out, "{indent}function: {}", person.first())),
        16 => drop(writeln!(out, "{indent}serves: {}", person.first_in_small())),
        17 => drop(writeln!(out, "{indent}function: {}", person.name())),
        _ => {}
    }
}

/// A line to one's manager: sound, or to somebody who is not there.
fn line(steer: &mut Steer<'_>, sound: &str, somebody: &str) -> String {
    if steer.once_in(3) { quoted(somebody) } else { quoted(sound) }
}

fn native(steer: &mut Steer<'_>, people: &[Person], form: Option<usize>) -> String {
    let mut out = "positions:\n".to_owned();
    let ids: Vec<String> = people
        .iter()
        .map(|person| form.map_or_else(|| format!("p{}", person.0), |form| id(steer, *person, form)))
        .collect();
    for person in people {
        let name = match steer.byte() % 5 {
            0 if form.is_none() => format!("{}\\u0020{}", person.first(), person.last()),
            1 if form.is_none() => format!("{} Maria del Mar de la {}", person.first(), person.last()),
            _ => person.name(),
        };
        let _ =
            writeln!(out, "  - id: {}\n    title: {}\n    name: \"{name}\"", ids[person.0], person.title());
        if steer.once_in(5) {
            let _ = writeln!(out, "    name: {}", Person(person.0 + 1).name());
        }
        if person.0 > 0 {
            let gone = Person(person.0 + 1);
            let somebody =
                if form.is_some() && steer.once_in(2) { gone.slug("_") + "x" } else { text(steer, gone) };
            let reason = match steer.byte() % 4 {
                0 => format!(
                    " # orglint: allow(unknown-manager) -- until {} is back",
                    person.name().to_lowercase()
                ),
                1 => format!(" # orglint: allow(no-such-rule) -- {}", person.address()),
                2 if steer.once_in(2) => {
                    format!(
                        " # orglint: allow(unknown-manager) -- asked for by {}",
                        Person(person.0 + 9).name()
                    )
                }
                2 => format!(" # {}", person.name()),
                _ => String::new(),
            };
            let _ =
                writeln!(out, "    reports_to: {}{reason}", line(steer, &ids[(person.0 - 1) / 2], &somebody));
        }
        aside(steer, *person, &mut out, "    ");
    }
    match steer.byte() % 4 {
        0 => {
            let (at, reason) = (&ids[1], people[1].name().to_uppercase());
            let _ = writeln!(
                out,
                "exceptions:\n  - {{ rule: unknown-manager, at: {at}, reason: \"for {reason}\" }}"
            );
        }
        1 => drop(writeln!(out, "exceptions:\n  - {{ rule: no-root, at: {} }}", people[0].name())),
        2 => drop(writeln!(out, "external_managers: [{}]", people[0].name())),
        3 => drop(writeln!(out, "{}:\n  role: Clerk", Person(8).first_in_small())),
        _ => {}
    }
    out
}

fn nested(steer: &mut Steer<'_>, people: &[Person]) -> String {
    let mut out = format!("org:\n  title: CEO\n  name: {}\n", people[0].name());
    aside(steer, people[0], &mut out, "  ");
    out.push_str("  reports:\n");
    for person in &people[1..] {
        match steer.byte() % 4 {
            0 => drop(writeln!(out, "    - {}", person.name())),
            1 => drop(writeln!(out, "    - [{}, Head]", person.name())),
            _ => {
                let _ = writeln!(out, "    - title: {}\n      name: {}", person.title(), person.name());
                if steer.once_in(3) {
                    let _ = writeln!(out, "      reports_to: {}", quoted(&text(steer, *person)));
                }
                aside(steer, *person, &mut out, "      ");
            }
        }
    }
    out
}

fn list(steer: &mut Steer<'_>, people: &[Person], form: usize) -> String {
    let mut out = String::new();
    for person in people {
        let _ = writeln!(out, "- name: {}\n  title: {}", person.name(), person.title());
        if form.is_multiple_of(3) {
            let _ = writeln!(out, "  login: {}", id(steer, *person, form));
        }
        if !form.is_multiple_of(4) && person.0 > 0 {
            let manager = Person((person.0 - 1) / 2).name();
            let gone = text(steer, Person(person.0 + 1));
            let _ = writeln!(out, "  manager: {}", line(steer, &manager, &gone));
        }
        aside(steer, *person, &mut out, "  ");
    }
    out
}

/// Positions known by slugs, which may be people's, or those of several.
fn handbook(steer: &mut Steer<'_>, people: &[Person]) -> String {
    let mut out = String::new();
    for person in people {
        let of = Person(if steer.once_in(3) { 0 } else { person.0 });
        let manager = line(steer, &Person(0).slug("-"), &person.slug("-"));
        let _ = writeln!(
            out,
            "- slug: {}\n  name: {}\n  type: person\n  role: {}\n  role_slug: {}\n  reports_to: {manager}",
            of.slug("-"),
            person.name(),
            person.title(),
            of.slug("-")
        );
        aside(steer, *person, &mut out, "  ");
    }
    out
}

/// So many that findings of one cause are put together.
fn crowd(steer: &mut Steer<'_>, form: usize) -> String {
    let ids: Vec<String> = (0..24).map(|at| id(steer, Person(at), form % 4)).collect();
    let mut out = "positions:\n".to_owned();
    for at in 0..ids.len() {
        let title = if form.is_multiple_of(3) { "" } else { Person(at).title() };
        let _ = writeln!(out, "  - id: {}\n    title: {title}\n    name: {}", ids[at], Person(at).name());
        let _ = match form % 5 {
            0 if at > 0 => writeln!(out, "    reports_to: {}", quoted(&text(steer, Person(30)))),
            1 if at > 0 => writeln!(out, "    reports_to: {}x", Person(40).slug("_")),
            2 => writeln!(out, "    reports_to: {}", ids[at]),
            3 if at > 0 => writeln!(out, "    reports_to: {}", ids[0]),
            _ => Ok(()),
        };
        if at == 0 && form % 5 == 3 {
            out.push_str("    status: left\n");
        }
        if steer.once_in(4) {
            aside(steer, Person(at), &mut out, "    ");
        }
    }
    out
}

/// A table without a header, in which people have one name.
fn row_for_header(steer: &mut Steer<'_>, people: &[Person]) -> String {
    let mut out = String::new();
    let between = steer.of(&[",", ";", "\t"]);
    for person in people {
        let manager = Person(person.0.saturating_sub(1) / 2);
        let _ = writeln!(out, "{}", [person.first(), person.title(), manager.first()].join(between));
    }
    out
}

/// A map of people in which keys appear twice.
fn twice(steer: &mut Steer<'_>, people: &[Person], form: usize) -> String {
    let mut out = if form.is_multiple_of(2) { "people:\n".to_owned() } else { String::new() };
    let indent = if form.is_multiple_of(2) { "  " } else { "" };
    for person in people.iter().chain(people) {
        let manager = line(steer, &people[0].name(), &person.slug("_"));
        let key = if form.is_multiple_of(3) { quoted(&person.name()) } else { person.name() };
        let _ =
            writeln!(out, "{indent}{key}:\n{indent}  role: {}\n{indent}  manager: {manager}", person.title());
        aside(steer, *person, &mut out, &format!("{indent}  "));
    }
    out
}

fn json(steer: &mut Steer<'_>, people: &[Person], form: usize) -> String {
    let rows: Vec<String> = people
        .iter()
        .map(|person| {
            let manager = match (form % 3, person.0) {
                (0, _) => String::new(),
                (_, 0) => ",\"manager\":null".to_owned(),
                _ => format!(",\"manager\":{}", quoted(&text(steer, Person(person.0 - 1)))),
            };
            format!(
                "{{\"name\":\"{}\",\"email\":\"{}\",\"salary\":\"qxz1\",\"title\":\"{}\"{manager}}}",
                person.name(),
                person.address(),
                person.title()
            )
        })
        .collect();
    format!("[{}]", rows.join(","))
}

fn map(steer: &mut Steer<'_>, people: &[Person], form: usize, with_lines: bool) -> String {
    let has_names = form.is_multiple_of(2);
    let key = |steer: &mut Steer<'_>, person: Person| match form % 7 {
        6 => person.name(),
        5 => person.address(),
        // Without a name beside it, an id of one word may be any.
        form => id(steer, person, if has_names { form } else { form % 3 }),
    };
    let keys: Vec<String> = people.iter().map(|person| key(steer, *person)).collect();
    let mut out = String::new();
    for person in people {
        let _ = writeln!(out, "{}:", keys[person.0]);
        if has_names {
            let _ = writeln!(out, "  name: {}", person.name());
        }
        if with_lines {
            let _ = writeln!(out, "  role: {}", person.title());
            let somebody = if steer.once_in(2) { format!("{}x", keys[0]) } else { text(steer, *person) };
            let manager = if person.0 == 0 {
                "none".to_owned()
            } else {
                line(steer, &keys[(person.0 - 1) / 2], &somebody)
            };
            let _ = writeln!(out, "  reports_to: {manager}");
        } else {
            out.push_str("  salary: qxz1\n  city: Oslo\n");
        }
        aside(steer, *person, &mut out, "  ");
    }
    if steer.once_in(4) {
        let _ = writeln!(out, "{}:\n  role: Clerk", keys[0]);
    }
    out
}

fn file(steer: &mut Steer<'_>, person: Person, people: &[Person], form: usize) -> (String, String) {
    let stem = |person: Person| person.slug(if form.is_multiple_of(2) { "-" } else { "_" });
    let mut out = String::new();
    if !form.is_multiple_of(3) {
        let _ = writeln!(out, "name: {}", person.name());
    }
    let manager = if person.0 == 0 {
        "none".to_owned()
    } else {
        let gone = format!("{}x", stem(Person(people.len())));
        line(steer, &stem(Person((person.0 - 1) / 2)), &gone)
    };
    let _ = writeln!(out, "role: {}\nreports_to: {manager}", person.title());
    aside(steer, person, &mut out, "");
    (format!("people/{}.yml", stem(person)), out)
}

fn table(steer: &mut Steer<'_>, people: &[Person], form: usize, shape: usize) -> String {
    let cell = |text: &str| if text.contains(',') { quoted(text) } else { text.to_owned() };
    let mut out = match shape {
        14 => "Employee ID,Name,Job Title,Manager,Salary,Status,FTE\n",
        15 => "id,name,email,title,manager_id\n",
        16 => "Name,Email,Salary,Sick days\n",
        _ => "",
    }
    .to_owned();
    for person in people {
        let gone = text(steer, Person(person.0 + 1));
        let row: Vec<String> = match shape {
            14 => {
                let manager = Person(person.0.saturating_sub(1) / 2).name();
                let manager = if person.0 == 0 {
                    String::new()
                } else if steer.once_in(3) {
                    gone
                } else {
                    manager
                };
                vec![
                    (1000 + person.0).to_string(),
                    person.name(),
                    person.title().to_owned(),
                    manager,
                    "qxz1".to_owned(),
                    if steer.once_in(3) { person.first_in_small() } else { String::new() },
                    if steer.once_in(3) { person.first_in_small() } else { "1".to_owned() },
                ]
            }
            15 => {
                let own = id(steer, *person, form);
                let manager = Person(person.0.saturating_sub(1) / 2);
                let manager = match person.0 {
                    0 => String::new(),
                    _ if steer.once_in(3) => format!("{}x", manager.slug(".")),
                    _ => id(steer, manager, form),
                };
                vec![own, person.name(), person.address(), person.title().to_owned(), manager]
            }
            _ => vec![person.name(), person.address(), "qxz90000".to_owned(), gone],
        };
        let row: Vec<String> = row.iter().map(|text| cell(text)).collect();
        let _ = writeln!(out, "{}", row.join(","));
    }
    if steer.once_in(5) {
        let _ = writeln!(out, "{},,,,,,,", people[0].name());
        let _ = writeln!(out, "9,{},x,,,,,,more", people[0].name());
    }
    out
}

fn backstage(steer: &mut Steer<'_>, people: &[Person]) -> String {
    let mut out = "apiVersion: backstage.io/v1alpha1\nkind: Group\nmetadata: { name: sales }\nspec: { type: team, children: [] }\n".to_owned();
    for person in people {
        let of = if steer.once_in(3) { "nowhere" } else { "sales" };
        let _ = writeln!(
            out,
            "---\napiVersion: backstage.io/v1alpha1\nkind: User\nmetadata: {{ name: {} }}\nspec:\n  profile: {{ displayName: {}, email: {} }}\n  memberOf: [{of}]",
            person.slug("."),
            person.name(),
            person.address()
        );
    }
    out
}

fn notes(steer: &mut Steer<'_>, people: &[Person]) -> String {
    let mut out = String::new();
    for person in people {
        let _ = match steer.byte() % 4 {
            0 => writeln!(out, "{} runs the company and earns qxz180000.", person.name()),
            1 => writeln!(out, "{} = \"{}\"", person.slug("_"), person.name()),
            2 => writeln!(out, "| {} | {} |", person.name(), person.title()),
            _ => writeln!(out, "{}: {}", person.name(), person.title()),
        };
    }
    out
}

fn rows(steer: &mut Steer<'_>, people: &[Person]) -> String {
    let mut out = steer.of(&["positions:\n", "people:\n", "", "staff:\n"]).to_owned();
    for person in people {
        let _ = match steer.byte() % 4 {
            0 => writeln!(out, "- {}", person.name()),
            1 => writeln!(out, "- [{}, {}]", person.name(), person.title()),
            2 => writeln!(out, "- {{ wie: {}, tel: qxz1 }}", person.name()),
            _ => writeln!(out, "- {}: {}", person.slug("_"), person.title()),
        };
    }
    out
}
