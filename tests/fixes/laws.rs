//! What holds of fixes over random charts with planted findings: the generator knows each text as it is and
//! as it is wanted, so the whole file is compared.

use jiff::civil::date;
use orglint::files::{Memory, Over};
use orglint::finding::Safety;
use orglint::session::{Options, Request, Session};
use proptest::prelude::*;

const IDS: [&str; 8] =
    ["harbour", "workshop", "foundry", "stables", "kitchen", "archive", "laundries", "gardens"];
/// The same with two letters in each other's place.
const SLIPS: [&str; 8] =
    ["harbuor", "worskhop", "fuondry", "stabels", "kithcen", "acrhive", "laudnries", "gadrens"];

/// How a chart is written.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Style {
    Block,
    Flow,
    Json,
}

/// What is planted in a position; each part by itself.
#[derive(Clone, Debug)]
#[expect(clippy::struct_excessive_bools, reason = "each says whether one thing is planted")]
struct Planted {
    misspelt_key: bool,
    other_key: bool,
    word: Option<bool>,
    slip_in_id: bool,
    number: bool,
    unused: Option<bool>,
    comment: bool,
    single_quotes: bool,
    manager: usize,
}

fn planted() -> impl Strategy<Value = Planted> {
    let flags = (any::<[bool; 6]>(), any::<Option<bool>>(), any::<Option<bool>>(), 0..8_usize);
    flags.prop_map(|(flags, word, unused, manager)| Planted {
        misspelt_key: flags[0],
        other_key: flags[1],
        slip_in_id: flags[2],
        number: flags[3],
        comment: flags[4],
        single_quotes: flags[5],
        word,
        unused,
        manager,
    })
}

#[derive(Clone, Debug)]
struct Written {
    style: Style,
    returns: bool,
    mark: bool,
    heads_itself: bool,
    positions: Vec<Planted>,
}

fn written() -> impl Strategy<Value = Written> {
    let style = prop_oneof![Just(Style::Block), Just(Style::Flow), Just(Style::Json)];
    (style, any::<[bool; 3]>(), prop::collection::vec(planted(), 1..7)).prop_map(
        |(style, flags, positions)| Written {
            style,
            returns: flags[0],
            mark: flags[1],
            heads_itself: flags[2],
            positions,
        },
    )
}

/// A part of a text as it is, and as it is wanted after safe and after all fixes.
#[derive(Default)]
struct Three([String; 3]);

impl Three {
    fn all(&mut self, text: &str) {
        self.0.iter_mut().for_each(|out| out.push_str(text));
    }

    fn each(&mut self, before: &str, safe: &str, all: &str) {
        for (out, text) in self.0.iter_mut().zip([before, safe, all]) {
            out.push_str(text);
        }
    }
}

impl Written {
    fn texts(&self) -> [String; 3] {
        let mut out = Three::default();
        let json = self.style == Style::Json;
        out.all(if self.mark { "\u{feff}" } else { "" });
        out.all(if json { "{\"positions\": [\n" } else { "" });
        if !json {
            out.all("# the works\npositions: # in any order\n");
        }
        for at in 0..=self.positions.len() {
            self.position(&mut out, at);
        }
        out.all(if json { "]}\n" } else { "# the end" });
        let ends = |text: String| if self.returns { text.replace('\n', "\r\n") } else { text };
        out.0.map(ends)
    }

    fn id(&self, at: usize) -> String {
        match at.checked_sub(1).map(|at| self.positions[at].number) {
            Some(true) => format!("00{at}"),
            _ => IDS[at].to_owned(),
        }
    }

    /// Keys and values with what is before, between and behind them.
    fn position(&self, out: &mut Three, at: usize) {
        let one = at.checked_sub(1).map(|at| &self.positions[at]);
        let has = |planted: fn(&Planted) -> bool| one.is_some_and(planted);
        let is_block = self.style == Style::Block;
        let json = self.style == Style::Json;
        let manager = one.map(|one| one.manager % at);
        if let (true, Some(_)) = (has(|one| one.unused == Some(true)) && !json, one) {
            out.each("  # orglint: allow(several-roots) -- two founders\n", "", "");
        }
        out.all(match self.style {
            Style::Block => "  - ",
            Style::Flow => "  - { ",
            Style::Json => "  { ",
        });
        let key = |out: &mut Three, before: &str, after: &str| {
            let quote = if json { "\"" } else { "" };
            let written = |key: &str| format!("{quote}{key}{quote}: ");
            out.each(&written(before), &written(after), &written(after));
        };
        let next = |out: &mut Three| {
            let comment = has(|one| one.comment) && is_block;
            out.all(if comment { "   # titel: not \"a key\"" } else { "" });
            out.all(if is_block { "\n    " } else { ", " });
        };
        let id = self.id(at);
        key(out, "id", "id");
        let quoted = format!("\"{id}\"");
        let is_number = has(|one| one.number);
        if json {
            out.all(&quoted);
        } else {
            let plain = if is_number { &quoted } else { &id };
            out.each(&id, plain, plain);
        }
        next(out);
        key(out, if has(|one| one.misspelt_key) { "titel" } else { "title" }, "title");
        let title = format!("Keeper of Part {at}");
        out.all(&if json { format!("\"{title}\"") } else { title });
        if let Some(manager) = manager {
            next(out);
            key(out, if has(|one| one.other_key) { "manager" } else { "reports_to" }, "reports_to");
            self.manager(out, one.unwrap(), manager);
        } else if self.heads_itself {
            // Goes with the comma, or with its line.
            let (start, line) = if is_block { ("\n    ", "reports_to: ") } else { (", ", "reports_to: ") };
            let line = if json { "\"reports_to\": " } else { line };
            let value = if json { quoted } else { id };
            out.each(&format!("{start}{line}{value}"), "", "");
        }
        if let Some(word) = one.and_then(|one| one.word) {
            next(out);
            key(out, "status", "status");
            let (wrong, right) = if word { ("vacnat", "vacant") } else { ("intrim", "interim") };
            let quote = if json {
                "\""
            } else if has(|one| one.single_quotes) {
                "'"
            } else {
                ""
            };
            let right = format!("{quote}{right}{quote}");
            out.each(&format!("{quote}{wrong}{quote}"), &right, &right);
        }
        out.all(match self.style {
            Style::Block => "",
            Style::Json if at < self.positions.len() => " },",
            Style::Flow | Style::Json => " }",
        });
        if has(|one| one.unused == Some(false)) && !json {
            out.each("  # orglint: allow(no-root) -- once", "", "");
        }
        out.all("\n");
    }

    fn manager(&self, out: &mut Three, one: &Planted, manager: usize) {
        let id = self.id(manager);
        let is_number = id.starts_with("00");
        let json = self.style == Style::Json;
        let quote = if json {
            "\""
        } else if one.single_quotes {
            "'"
        } else {
            ""
        };
        let in_quotes = |text: &str| format!("{quote}{text}{quote}");
        if is_number {
            let right = if quote.is_empty() { format!("\"{id}\"") } else { in_quotes(&id) };
            out.each(&in_quotes(&id), &right, &right);
        } else if one.slip_in_id && !one.other_key {
            out.each(&in_quotes(SLIPS[manager]), &in_quotes(SLIPS[manager]), &in_quotes(&id));
        } else {
            out.all(&in_quotes(&id));
        }
    }
}

/// The text after fixes, and how many were refused.
fn fixed(text: &str, path: &str, safety: Safety) -> (String, usize) {
    let files = Over::new(Memory::new([(path, text)]));
    let mut session = Session::new(files, Options::on(date(2026, 1, 15)));
    let fixed = session.fix(|| Request::of([path]), safety).unwrap();
    let after = fixed.files().next().map_or_else(|| text.to_owned(), |(_, _, after)| after.to_owned());
    (after, fixed.refused.len())
}

proptest! {
    #[test]
    fn fixes_change_what_was_planted_and_nothing_else(chart in written()) {
        let [before, safe, all] = chart.texts();
        let path = if chart.style == Style::Json { "org.json" } else { "org.yaml" };
        for (safety, wanted) in [(Safety::Safe, &safe), (Safety::Unsafe, &all)] {
            let (after, refused) = fixed(&before, path, safety);
            prop_assert_eq!(&after, wanted, "{:?} of\n{}", safety, before);
            prop_assert_eq!(refused, 0);
            prop_assert_eq!(&fixed(&after, path, safety).0, &after, "twice is once");
        }
        if chart.style == Style::Json {
            let json = all.trim_start_matches('\u{feff}');
            prop_assert!(serde_json::from_str::<serde_json::Value>(json).is_ok(), "{}", json);
        }
    }
}
