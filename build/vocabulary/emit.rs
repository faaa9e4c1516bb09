//! Tables → Rust source.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;

use super::compile::{Form, FunctionPhrase, Tables, WORD_KINDS};
use super::data::Data;
use super::kinds::{Basis, Domain};
use super::language::Language;
use super::lexicon::Lexicon;
use super::scan;
use super::trie::{Meaning, Node};

/// Words that the code names.
const NAMED: [&str; 25] = [
    "general",
    "trainer",
    "college",
    "member",
    "staff",
    "systems",
    "advisor",
    "secretariat",
    "secretary",
    "and",
    "to",
    "chief",
    "officer",
    "reporting",
    "reports",
    "acting",
    "as",
    "technology",
    "technical",
    "information",
    "head",
    "director",
    "assistant",
    "en",
    "e",
];

/// The text of the generated file. Writing into a string cannot fail.
pub(crate) fn emit(data: &Data, lexicon: &Lexicon, tables: &Tables) -> Result<String, String> {
    let mut out = String::new();
    let words = numbers(lexicon, tables);
    let too_long = |_| "the vocabulary is too large for its tables".to_owned();
    u16::try_from(tables.trie.nodes.len().max(words.len())).map_err(too_long)?;
    let ok = emit_words(&mut out, lexicon, tables, &words)
        .and_then(|()| emit_trie(&mut out, tables, &words))
        .and_then(|()| emit_seats(&mut out, data, tables))
        .and_then(|()| emit_functions(&mut out, data, tables));
    ok.map_err(|error| error.to_string())?;
    Ok(out)
}

/// Every word of a phrase or a list, numbered from 1 in alphabetical order.
fn numbers(lexicon: &Lexicon, tables: &Tables) -> BTreeMap<String, usize> {
    let mut all: BTreeSet<&str> = NAMED.into_iter().collect();
    all.extend(tables.trie.nodes.iter().flat_map(|node| node.children.keys().map(String::as_str)));
    all.extend(tables.word_flags.keys().map(String::as_str));
    let merged: Vec<String> = lexicon.merge.iter().flatten().map(|word| lexicon.canonical(word)).collect();
    all.extend(merged.iter().map(String::as_str));
    let heads: Vec<String> = lexicon.spellings.values().map(|spelling| spelling.word.clone()).collect();
    all.extend(heads.iter().map(String::as_str));
    all.into_iter().enumerate().map(|(at, word)| (word.to_owned(), at + 1)).collect()
}

fn emit_words(
    out: &mut String,
    lexicon: &Lexicon,
    tables: &Tables,
    words: &BTreeMap<String, usize>,
) -> std::fmt::Result {
    for name in NAMED {
        writeln!(out, "pub(super) const WORD_{}: u16 = {};", name.to_uppercase(), words[name])?;
    }
    let begins = Begins::ALL.map(Begins::name);
    for (bit, name) in WORD_KINDS.iter().chain(&begins).enumerate() {
        writeln!(out, "pub(super) const {name}: u32 = {};", grouped(8 << bit))?;
    }
    let spellings: Vec<(&str, usize, u8)> = lexicon
        .spellings
        .iter()
        .filter_map(|(spelled, spelling)| {
            Some((spelled.as_str(), *words.get(&spelling.word)?, spelling.languages))
        })
        .collect();
    emit_spellings(out, &spellings)?;
    let in_compounds: BTreeSet<usize> = lexicon
        .in_compounds
        .iter()
        .filter_map(|word| words.get(&lexicon.spellings.get(word)?.word).copied())
        .collect();
    let compounds: Vec<bool> = (0..=words.len()).map(|number| in_compounds.contains(&number)).collect();
    writeln!(out, "pub(super) static IN_COMPOUNDS: [bool; {}] = {compounds:?};", compounds.len())?;
    for (code, language) in Language::CODES.iter().zip(Language::ALL) {
        writeln!(out, "pub(super) const {}: u8 = {};", code.to_uppercase(), language.bit())?;
    }
    let flags: Vec<String> = std::iter::once(0)
        .chain(words.keys().map(|word| {
            let kinds = tables.word_flags.get(word).copied().unwrap_or_default();
            let begun = Begins::ALL.into_iter().enumerate().filter(|(_, begins)| begins.at(tables, word));
            begun.fold(kinds, |flags, (bit, _)| flags | 8 << (WORD_KINDS.len() + bit))
        }))
        .map(grouped)
        .collect();
    writeln!(out, "pub(super) static WORD_FLAGS: [u32; {}] = [{}];", flags.len(), flags.join(", "))?;
    let mut merge: Vec<[usize; 3]> = lexicon
        .merge
        .iter()
        .map(|three| three.each_ref().map(|word| words[&lexicon.canonical(word)]))
        .collect();
    // Among equal pairs the first counts.
    merge.sort_by_key(|[first, second, _]| (*first, *second));
    merge.dedup_by_key(|[first, second, _]| (*first, *second));
    writeln!(out, "pub(super) static MERGES: [[u16; 3]; {}] = {merge:?};", merge.len())
}

/// What phrases begin with a word: where none does, nothing has to be looked for.
#[derive(Clone, Copy)]
enum Begins {
    Seat,
    Name,
    Lead,
    Qualifier,
    Counter,
}

impl Begins {
    const ALL: [Self; 5] = [Self::Seat, Self::Name, Self::Lead, Self::Qualifier, Self::Counter];

    const fn name(self) -> &'static str {
        match self {
            Self::Seat => "BEGINS_SEAT",
            Self::Name => "BEGINS_NAME",
            Self::Lead => "BEGINS_LEAD",
            Self::Qualifier => "BEGINS_QUALIFIER",
            Self::Counter => "BEGINS_COUNTER",
        }
    }

    fn at(self, tables: &Tables, word: &str) -> bool {
        let nodes = &tables.trie.nodes;
        nodes[0].children.get(word).is_some_and(|at| self.below(nodes, *at))
    }

    fn below(self, nodes: &[Node], at: usize) -> bool {
        let Meaning { seat, function, lead, qualifier, reading, acronym, not, marks, .. } =
            &nodes[at].meaning;
        let here = match self {
            Self::Seat => seat.is_some() || reading.is_some() || acronym.is_some(),
            Self::Name => function.is_some() || lead.is_some() || !not.is_empty() || *marks != 0,
            Self::Lead => lead.is_some(),
            Self::Qualifier => qualifier.is_some(),
            Self::Counter => !not.is_empty(),
        };
        here || nodes[at].children.values().any(|child| self.below(nodes, *child))
    }
}

/// The ways to write words as one text, and a table of places by their hashes.
fn emit_spellings(out: &mut String, spellings: &[(&str, usize, u8)]) -> std::fmt::Result {
    let text: String = spellings.iter().map(|(spelled, ..)| *spelled).collect();
    let mut end = 0;
    let mut entries = String::new();
    for (spelled, word, languages) in spellings {
        let begin = end;
        end += u32::try_from(spelled.len()).unwrap_or(u32::MAX);
        write!(entries, "({}, {}, {word}, {languages}), ", grouped(begin), grouped(end))?;
    }
    let slots = (2 * spellings.len()).next_power_of_two();
    let mut table = vec![0; slots];
    for (number, (spelled, ..)) in spellings.iter().enumerate() {
        let mut at = scan::hash(spelled) as usize % slots;
        while table[at] != 0 {
            at = (at + 1) % slots;
        }
        table[at] = number + 1;
    }
    writeln!(out, "pub(super) static TEXT: &str = {text:?};")?;
    writeln!(
        out,
        "/// Every way to write a word: its place in the text, its number, and the languages that write it so."
    )?;
    writeln!(out, "pub(super) static SPELLINGS: [(u32, u32, u16, u8); {}] = [{entries}];", spellings.len())?;
    writeln!(out, "/// Which of them has a hash, counted from 1; the next place where another has it.")?;
    writeln!(out, "pub(super) static SLOTS: [u16; {slots}] = {table:?};")
}

fn emit_trie(out: &mut String, tables: &Tables, words: &BTreeMap<String, usize>) -> std::fmt::Result {
    let mut edges: Vec<(usize, usize)> = Vec::new();
    let mut nots: Vec<usize> = Vec::new();
    let mut first = vec![0; words.len() + 1];
    let nodes = &tables.trie.nodes;
    writeln!(out, "pub(super) static NODES: [Node; {}] = [", nodes.len())?;
    for (at, node) in nodes.iter().enumerate() {
        let begin = edges.len();
        let mut children: Vec<(usize, usize)> =
            node.children.iter().map(|(word, child)| (words[word], *child)).collect();
        children.sort_unstable();
        if at == 0 {
            for (word, child) in children {
                first[word] = child;
            }
        } else {
            edges.append(&mut children);
        }
        let Meaning { seat, function, lead, qualifier, reading, acronym, not, industries, marks } =
            &node.meaning;
        let index = |slot: &Option<(usize, String)>| slot.as_ref().map_or(0, |(index, _)| index + 1);
        let not_begin = nots.len();
        nots.extend(not);
        writeln!(
            out,
            "    Node {{ edges: {begin}, edge_count: {}, seat: {}, function: {}, lead: {}, nots: {not_begin}, \
             not_count: {}, qualifier: {}, reading: {}, acronym: {}, industries: {}, marks: {marks} }},",
            edges.len() - begin,
            index(seat),
            index(function),
            index(lead),
            not.len(),
            index(qualifier),
            index(reading),
            index(acronym),
            grouped(*industries),
        )?;
    }
    writeln!(out, "];\npub(super) static EDGES: [(u16, u16); {}] = {edges:?};", edges.len())?;
    writeln!(out, "/// The node of each word as a first word.")?;
    writeln!(out, "pub(super) static FIRST: [u16; {}] = {first:?};", first.len())?;
    writeln!(out, "pub(super) static NOTS: [u16; {}] = {nots:?};", nots.len())
}

fn emit_seats(out: &mut String, data: &Data, tables: &Tables) -> std::fmt::Result {
    writeln!(out, "pub(super) static SEAT_TITLES: [SeatTitle; {}] = [", tables.seat_titles.len())?;
    for title in &tables.seat_titles {
        let form = match title.form {
            Form::Long => "Long",
            Form::Acronym => "Acronym",
            Form::Exact => "Exact",
            Form::Root => "Root",
            Form::Lead => "Lead",
        };
        writeln!(
            out,
            "    SeatTitle {{ seat: Seat::{:?}, form: Form::{form}, soft: {}, partial: {}, \
             yields: {}, unclear_in: IndustrySet({}), languages: {}, least: Grade::{:?}, strict: {} }},",
            title.seat,
            title.soft,
            title.partial,
            title.yields,
            grouped(title.unclear_in),
            title.languages,
            title.least,
            title.strict
        )?;
    }
    writeln!(out, "];\npub(super) static ACRONYMS: [Acronym; {}] = [", data.acronyms.len())?;
    for entry in &data.acronyms {
        writeln!(out, "    Acronym {{ acronym: {:?}, readings: &{:?} }},", entry.short, entry.readings)?;
    }
    writeln!(out, "];")?;
    let names: Vec<&String> = data.industries.names.keys().collect();
    writeln!(out, "pub(super) static INDUSTRIES: [&str; {}] = {names:?};", names.len())
}

fn emit_functions(out: &mut String, data: &Data, tables: &Tables) -> std::fmt::Result {
    writeln!(out, "pub(super) static FUNCTIONS: [Function; {}] = [", data.functions.len())?;
    for (function, unclear) in data.functions.iter().zip(&tables.unclear_in) {
        let domain = Domain::from_word(&function.domain).unwrap_or(Domain::Depends);
        let basis = Basis::from_word(&function.basis).unwrap_or(Basis::Inferred);
        writeln!(
            out,
            "    Function {{ id: {:?}, name: {:?}, domain: Domain::{domain:?}, basis: Basis::{basis:?}, \
             generic: {}, material: {}, unclear_in: IndustrySet({}) }},",
            function.id,
            function.name,
            function.generic,
            function.material,
            grouped(*unclear),
        )?;
    }
    let ids: Vec<&String> = data.functions.iter().map(|function| &function.id).collect();
    writeln!(out, "];\n/// The ids of all functions, in order.")?;
    writeln!(out, "pub static FUNCTION_IDS: [&str; {}] = {ids:?};", ids.len())?;
    writeln!(
        out,
        "pub(super) const OUTWARD_FUNCTION: FunctionId = FunctionId({});",
        tables.outward_function
    )?;
    let physical = data.functions.iter().position(|function| function.id == "physical-engineering");
    writeln!(
        out,
        "pub(super) const PHYSICAL_FUNCTION: FunctionId = FunctionId({});",
        physical.ok_or(std::fmt::Error)?
    )?;
    let it = data.functions.iter().position(|function| function.id == "internal-it");
    writeln!(out, "pub(super) const IT_FUNCTION: FunctionId = FunctionId({});", it.ok_or(std::fmt::Error)?)?;
    emit_phrases(out, &tables.phrases)
}

fn emit_phrases(out: &mut String, phrases: &[FunctionPhrase]) -> std::fmt::Result {
    writeln!(out, "pub(super) static PHRASES: [FunctionPhrase; {}] = [", phrases.len())?;
    for phrase in phrases {
        writeln!(
            out,
            "    FunctionPhrase {{ function: FunctionId({}), open: {}, person: {}, words: {}, single: {}, \
             languages: {} }},",
            phrase.function, phrase.open, phrase.person, phrase.words, phrase.single, phrase.languages
        )?;
    }
    writeln!(out, "];")
}

/// A number as it is written in code: `131_072`.
fn grouped(number: u32) -> String {
    let (thousands, rest) = (number / 1000, number % 1000);
    if thousands == 0 { rest.to_string() } else { format!("{}_{rest:03}", grouped(thousands)) }
}
