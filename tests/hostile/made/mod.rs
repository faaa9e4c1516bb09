//! Charts that bytes choose the parts of: sound ones, and ones with whatever people and programs write.

pub mod planted;
mod words;

use std::fmt::Write as _;

use words::{COMPANY, FIELDS, FUNCTIONS, GOALS, IDS, MANDATES, PROFILES, RULES, TITLES, WORDS};

/// Letters that stand in names of people and nowhere else.
pub const NAME: &str = "Qxzqj";

/// Bytes as choices; when they are used up, the first of everything.
struct Steer<'a>(&'a [u8]);

impl Steer<'_> {
    fn byte(&mut self) -> usize {
        let Some((first, rest)) = self.0.split_first() else { return 0 };
        self.0 = rest;
        usize::from(*first)
    }

    fn of<'t>(&mut self, all: &[&'t str]) -> &'t str {
        all[self.byte() % all.len()]
    }

    /// Once in so many times.
    fn once_in(&mut self, times: usize) -> bool {
        self.byte() % times == times - 1
    }

    fn is_over(&self) -> bool {
        self.0.is_empty()
    }
}

/// The chart that bytes make up.
#[must_use]
pub fn chart(bytes: &[u8]) -> String {
    let mut steer = Steer(bytes);
    let mut out = String::new();
    if steer.once_in(8) {
        out.push_str(steer.of(&[
            "\u{feff}",
            "---\n",
            "%YAML 1.2\n---\n",
            "# orglint: allow(no-root) -- so it is\n",
        ]));
    }
    if steer.once_in(2) {
        let _ = writeln!(out, "as_of: {}", steer.of(&["2026-01-15", "2025-12-31", "2030-01-01", "soon", ""]));
    }
    company(&mut steer, &mut out);
    match steer.byte() % 8 {
        0..5 => flat(&mut steer, &mut out, "positions"),
        5 => flat(&mut steer, &mut out, "people"),
        _ => nested(&mut steer, &mut out),
    }
    rest(&mut steer, &mut out);
    if steer.once_in(9) {
        out.push_str("---\n");
        flat(&mut steer, &mut out, "positions");
    }
    out
}

fn company(steer: &mut Steer<'_>, out: &mut String) {
    let count = steer.byte() % 5;
    if count == 0 {
        return;
    }
    out.push_str("company:\n");
    for _ in 0..count {
        let key = steer.of(COMPANY);
        let value = match key {
            "employees" => steer.of(&["5", "60", "240", "5000", "0", "many"]),
            "complete" | "technology_core" => steer.of(&["true", "false", "maybe"]),
            _ => steer.of(WORDS),
        };
        let _ = writeln!(out, "  {key}: {}", value.replace('@', "  "));
    }
}

fn flat(steer: &mut Steer<'_>, out: &mut String, key: &str) {
    let _ = writeln!(out, "{key}:");
    let indent = steer.of(&["", "  ", "    "]);
    for number in 0..=steer.byte() % 24 {
        if steer.is_over() && number > 1 {
            break;
        }
        let id = if steer.once_in(4) { steer.of(IDS).to_owned() } else { IDS[number % IDS.len()].to_owned() };
        position(steer, out, indent, Some(&id));
    }
}

fn nested(steer: &mut Steer<'_>, out: &mut String) {
    out.push_str("org:\n");
    let mut depth: usize = 1;
    position(steer, out, "  ", None);
    for _ in 0..steer.byte() % 24 {
        if steer.is_over() {
            break;
        }
        let pad = "  ".repeat(2 * depth);
        if steer.once_in(2) {
            let _ = writeln!(out, "{pad}reports:");
            depth += 1;
        } else if depth > 1 && steer.once_in(3) {
            depth -= 1;
        }
        let id = steer.once_in(3).then(|| steer.of(IDS));
        position(steer, out, &"  ".repeat(2 * depth - 1), id);
    }
}

/// A position as an item of a list, its fields in one line or in lines of their own.
fn position(steer: &mut Steer<'_>, out: &mut String, indent: &str, id: Option<&str>) {
    let fields = fields(steer, id);
    if steer.once_in(5) {
        let one_line = fields.iter().all(|(_, value)| !value.contains(['\n', '#']) && !value.is_empty());
        if one_line {
            let fields: Vec<String> = fields.iter().map(|(key, value)| format!("{key}: {value}")).collect();
            let _ = writeln!(out, "{indent}- {{ {} }}{}", fields.join(", "), comment(steer));
            return;
        }
    }
    let mut dash = if steer.once_in(12) { "- &p " } else { "- " };
    for (key, value) in fields {
        let value = value.replace('@', &format!("{indent}  "));
        let note = if value.contains('\n') { String::new() } else { comment(steer) };
        let _ = writeln!(out, "{indent}{dash}{key}: {value}{note}");
        if dash.len() > 2 {
            // What has a name of its own starts on a line of its own.
            let line = format!("{dash}{key}");
            if let Some(at) = out.rfind(&line) {
                out.replace_range(at..at + line.len(), &format!("- &p\n{indent}  {key}"));
            }
        }
        dash = "  ";
    }
}

fn fields(steer: &mut Steer<'_>, id: Option<&str>) -> Vec<(String, String)> {
    let mut fields: Vec<(String, String)> = Vec::new();
    let mut add = |key: &str, value: &str| fields.push((key.to_owned(), value.to_owned()));
    if let Some(id) = id {
        add("id", id);
    }
    let has = steer.byte();
    if has & 7 != 7 {
        add("title", steer.of(TITLES));
    }
    if has & 8 != 0 {
        add("reports_to", steer.of(IDS));
    }
    if has & 16 != 0 {
        let many = format!("[{}, {}]", steer.of(IDS), steer.of(IDS));
        let lines = format!("[{{ to: {}, for: {} }}]", steer.of(IDS), steer.of(FUNCTIONS));
        let value = steer.of(&["a", &many, &lines, "[]", "{to: a}"]).to_owned();
        add(steer.of(&["dotted_to", "reports_to", "also_holds", "complements"]), &value);
    }
    if has & 32 != 0 {
        let name = name(steer);
        add(steer.of(&["name", "holder"]), &name);
    }
    if has & 64 != 0 {
        let key = steer.of(&["function", "department", "unit", "serves"]);
        add(key, if key == "serves" { steer.of(WORDS) } else { steer.of(FUNCTIONS) });
    }
    let more = if has & 128 == 0 { 0 } else { 1 + steer.byte() % 4 };
    for _ in 0..more {
        let key = steer.of(FIELDS);
        let value = match key {
            "mandate" => steer.of(MANDATES),
            "profile" => steer.of(PROFILES),
            "goals" => steer.of(GOALS),
            "since" | "until" | "created" | "covers_both_since" => {
                steer.of(&["2026-01-15", "2025-01-01", "2020-02-29", "2026-03-01", "later"])
            }
            _ => steer.of(WORDS),
        };
        add(key, value);
    }
    fields
}

/// What stands for a person.
fn name(steer: &mut Steer<'_>) -> String {
    match steer.byte() % 12 {
        0..5 => NAME.to_owned(),
        5 => format!("\"{NAME} \\u00e9 {NAME}\""),
        6 => format!("'{NAME} ''x'' {NAME}'"),
        7 => format!("[{NAME}, \"{NAME} b\"]"),
        8 => format!("|\n@  {NAME}\n@  x {NAME}"),
        9 => format!(">-\n@  {NAME}\n\n@  {NAME} é"),
        10 => format!("&n{} {NAME}", steer.byte() % 3),
        _ => steer.of(&["", "Vacant", "TBD", "null", "[]"]).to_owned(),
    }
}

fn comment(steer: &mut Steer<'_>) -> String {
    if !steer.once_in(6) {
        return String::new();
    }
    let rule = steer.of(RULES);
    match steer.byte() % 6 {
        0 => format!(" # {NAME}"),
        1 => format!(" # orglint: allow({rule})"),
        2 => format!(" # orglint: allow({rule}) -- as agreed"),
        3 => format!(" # orglint: allow({rule}) until 2026-09-30 -- until then"),
        4 => format!(" # orglint: allow({rule}, {}) until 2020-01-01", steer.of(RULES)),
        _ => " # orglint: allow(".to_owned(),
    }
}

fn rest(steer: &mut Steer<'_>, out: &mut String) {
    if steer.once_in(3) {
        out.push_str("exceptions:\n");
        for _ in 0..=steer.byte() % 3 {
            let (rule, at) = (steer.of(RULES), steer.of(IDS));
            let more = steer.of(&[
                "",
                ", reason: as agreed",
                ", until: 2020-01-01",
                ", reason: , until: x",
                ", since: 1",
            ]);
            let _ = writeln!(out, "- {{ rule: {rule}, at: {at}{more} }}");
        }
    }
    if steer.once_in(4) {
        let key = steer.of(&["roots", "external_managers", "root", "positions", "org"]);
        let _ = writeln!(out, "{key}: [{}, {}]", steer.of(IDS), steer.of(IDS));
    }
}
