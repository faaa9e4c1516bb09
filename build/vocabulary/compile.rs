//! The files → tables, checked: every phrase has one meaning, every name used is known.

use std::collections::BTreeMap;

use super::data::{Data, Function, Seat as SeatData};
use super::kinds::{Basis, Domain, Grade, Qualifier};
use super::lexicon::Lexicon;
use super::seat::Seat;
use super::trie::Trie;

/// How a title of a seat counts.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Form {
    Long,
    Acronym,
    Exact,
    Root,
}

pub(crate) struct SeatTitle {
    pub(crate) seat: Seat,
    pub(crate) form: Form,
    pub(crate) soft: bool,
    pub(crate) partial: bool,
    pub(crate) unclear_in: u32,
    pub(crate) phrase: String,
}

pub(crate) struct FunctionPhrase {
    pub(crate) function: usize,
    pub(crate) open: bool,
    pub(crate) phrase: String,
}

/// The bits of a word; bits 0 to 2 hold its grade, counted from 1.
pub(crate) const WORD_KINDS: [&str; 11] =
    ["STOP", "HARMLESS", "LEVEL", "HIGH", "UNIT", "OWN", "CREDENTIAL", "SEX", "CONNECTOR", "REGION", "DATE"];

/// Everything that is written into the generated file.
pub(crate) struct Tables {
    pub(crate) trie: Trie,
    pub(crate) seat_titles: Vec<SeatTitle>,
    pub(crate) departments: Vec<FunctionPhrase>,
    pub(crate) titles: Vec<FunctionPhrase>,
    /// Kinds of single words.
    pub(crate) word_flags: BTreeMap<String, u32>,
    pub(crate) outward_function: usize,
    /// Industries by function, as bits.
    pub(crate) unclear_in: Vec<u32>,
}

/// Checks the data and makes the tables.
pub(crate) fn compile(data: &Data, lexicon: &Lexicon) -> Result<Tables, String> {
    let mut tables = Tables {
        trie: Trie::new(),
        seat_titles: Vec::new(),
        departments: Vec::new(),
        titles: Vec::new(),
        word_flags: BTreeMap::new(),
        outward_function: 0,
        unclear_in: Vec::new(),
    };
    let mut compiler = Compiler { data, lexicon, tables: &mut tables };
    compiler.industries().map_err(in_file("industries.yaml"))?;
    compiler.functions()?;
    compiler.seats().map_err(in_file("seats.yaml"))?;
    compiler.acronyms().map_err(in_file("acronyms.yaml"))?;
    compiler.qualifiers().map_err(in_file("qualifiers.yaml"))?;
    compiler.words().map_err(in_file("words.yaml"))?;
    Ok(tables)
}

fn in_file(name: &str) -> impl Fn(String) -> String {
    move |error| format!("{name}: {error}")
}

struct Compiler<'d> {
    data: &'d Data,
    lexicon: &'d Lexicon,
    tables: &'d mut Tables,
}

impl Compiler<'_> {
    fn industries(&mut self) -> Result<(), String> {
        if self.data.industries.len() > 32 {
            return Err("more than 32 industries".to_owned());
        }
        for (bit, phrases) in self.data.industries.values().enumerate() {
            for phrase in phrases {
                let words = self.lexicon.phrase(phrase)?;
                self.tables.trie.meaning(&words).industries |= 1 << bit;
            }
        }
        Ok(())
    }

    fn industry_bits(&self, names: &[String]) -> Result<u32, String> {
        names.iter().try_fold(0, |bits, name| {
            let bit = self.data.industries.keys().position(|known| known == name);
            bit.map(|bit| bits | 1 << bit).ok_or_else(|| format!("no industry is called `{name}`"))
        })
    }

    fn functions(&mut self) -> Result<(), String> {
        for pair in self.data.functions.windows(2) {
            if let [a, b] = pair
                && a.id == b.id
            {
                return Err(format!("{}: `{}` stands in {} too", b.file, b.id, a.file));
            }
        }
        for (index, function) in self.data.functions.iter().enumerate() {
            self.function(index, function)
                .map_err(|error| format!("{}: `{}`: {error}", function.file, function.id))?;
        }
        Ok(())
    }

    fn function(&mut self, index: usize, function: &Function) -> Result<(), String> {
        let kebab = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
        if !function.id.chars().all(kebab) {
            return Err("an id has lower-case letters, digits and hyphens".to_owned());
        }
        let domain = known("domain", &function.domain, Domain::from_word, Domain::WORDS)?;
        let basis = known("basis", &function.basis, Basis::from_word, Basis::WORDS)?;
        if let Some(default) = &function.default {
            known("default", default, Domain::from_word, Domain::WORDS)?;
        }
        if function.default.is_some() != (domain == Domain::Depends) {
            return Err("`default` goes with `domain: depends`".to_owned());
        }
        if let Some(source) = function.sources.iter().find(|key| !self.data.sources.contains_key(*key)) {
            return Err(format!("no source has the key `{source}`"));
        }
        let cites_article = function.sources.iter().any(|key| key == "article");
        if function.sources.is_empty()
            || (matches!(basis, Basis::ArticleSays | Basis::ArticleSkill) && !cites_article)
        {
            return Err("it lacks the source that its basis names".to_owned());
        }
        let bits = self.industry_bits(&function.unclear_in)?;
        self.tables.unclear_in.push(bits);
        self.function_phrases(index, function)
    }

    fn function_phrases(&mut self, index: usize, function: &Function) -> Result<(), String> {
        for phrase in &function.departments {
            let words = self.lexicon.phrase(phrase)?;
            let number = self.tables.departments.len();
            self.tables.trie.set(&words, |meaning| &mut meaning.department, number, &function.id)?;
            self.tables.departments.push(FunctionPhrase {
                function: index,
                open: false,
                phrase: phrase.clone(),
            });
        }
        for (phrases, open) in [(&function.titles, false), (&function.open_titles, true)] {
            for phrase in phrases {
                let words = self.lexicon.phrase(phrase)?;
                let number = self.tables.titles.len();
                self.tables.trie.set(&words, |meaning| &mut meaning.title, number, &function.id)?;
                self.tables.titles.push(FunctionPhrase { function: index, open, phrase: phrase.clone() });
            }
        }
        for phrase in &function.not {
            let words = self.lexicon.phrase(phrase)?;
            let own = |slot| self.tables.trie.has(&words, slot, &function.id);
            let mut own = own;
            if own(|meaning| &mut meaning.department) || own(|meaning| &mut meaning.title) {
                return Err(format!("`{phrase}` is both its own and a counter-phrase"));
            }
            self.tables.trie.meaning(&words).not.push(index);
        }
        Ok(())
    }

    fn seats(&mut self) -> Result<(), String> {
        for seat in Seat::ALL {
            if self.data.seats.iter().filter(|entry| entry.id == seat.word()).count() != 1 {
                return Err(format!("`{}` stands there once", seat.word()));
            }
        }
        for entry in &self.data.seats {
            let seat = known("seat", &entry.id, Seat::from_word, Seat::WORDS)?;
            if entry.equivalent_of.as_deref() != seat.equivalent_of().map(Seat::word) {
                return Err(format!("`{}`: its `equivalent_of` differs from the list of seats", entry.id));
            }
            self.seat(seat, entry).map_err(|error| format!("`{}`: {error}", entry.id))?;
        }
        Ok(())
    }

    fn seat(&mut self, seat: Seat, entry: &SeatData) -> Result<(), String> {
        let unclear = self.industry_bits(&entry.unclear_in)?;
        let lists = [
            (&entry.titles, Form::Long, false, 0),
            (&entry.soft_titles, Form::Long, true, 0),
            (&entry.acronyms, Form::Acronym, false, unclear),
            (&entry.exact_titles, Form::Exact, false, 0),
            (&entry.unclear_exact_titles, Form::Exact, false, unclear),
            (&entry.root_titles, Form::Root, false, 0),
        ];
        for (phrases, form, soft, unclear_in) in lists {
            for phrase in phrases {
                let title =
                    SeatTitle { seat, form, soft, partial: false, unclear_in, phrase: phrase.clone() };
                self.seat_title(title)?;
            }
        }
        for phrase in &entry.other_readings {
            let words = self.lexicon.phrase(phrase)?;
            self.tables.trie.set(&words, |meaning| &mut meaning.reading, seat as usize, &entry.id)?;
        }
        let Some(leads) = &entry.leads else { return Ok(()) };
        for grade in &leads.grades {
            for area in &leads.areas {
                for phrase in [format!("{grade} {area}"), format!("{area} {grade}")] {
                    let words = self.lexicon.phrase(&phrase)?;
                    if !self.tables.trie.has(&words, |meaning| &mut meaning.seat, &entry.id) {
                        let form = Form::Exact;
                        self.seat_title(SeatTitle {
                            seat,
                            form,
                            soft: false,
                            partial: false,
                            unclear_in: 0,
                            phrase,
                        })?;
                    }
                }
            }
        }
        Ok(())
    }

    fn seat_title(&mut self, title: SeatTitle) -> Result<(), String> {
        let words = self.lexicon.phrase(&title.phrase)?;
        let number = self.tables.seat_titles.len();
        self.tables.trie.set(&words, |meaning| &mut meaning.seat, number, title.seat.word())?;
        self.tables.seat_titles.push(title);
        Ok(())
    }

    fn acronyms(&mut self) -> Result<(), String> {
        for (index, entry) in self.data.acronyms.iter().enumerate() {
            if entry.readings.len() < 2 {
                return Err(format!("`{}` has one reading", entry.short));
            }
            let words = self.lexicon.phrase(&entry.short.to_lowercase())?;
            let usual = entry.usual.as_deref();
            if let Some(usual) = usual {
                known("seat", usual, Seat::from_word, Seat::WORDS)?;
            }
            let seat = self.tables.trie.meaning(&words).seat.as_ref().map(|(_, owner)| owner.as_str());
            if seat != usual {
                return Err(format!("`{}`: `usual` differs from seats.yaml", entry.short));
            }
            self.tables.trie.set(&words, |meaning| &mut meaning.acronym, index, &entry.short)?;
        }
        Ok(())
    }

    fn qualifiers(&mut self) -> Result<(), String> {
        for (name, entry) in &self.data.qualifiers {
            let kind = known("qualifier", name, Qualifier::from_word, Qualifier::WORDS)?;
            for (form, phrases) in [&entry.words, &entry.close, &entry.before].into_iter().enumerate() {
                for phrase in phrases {
                    let words = self.lexicon.phrase(phrase)?;
                    let number = kind as usize * 3 + form;
                    self.tables.trie.set(&words, |meaning| &mut meaning.qualifier, number, name)?;
                }
            }
            for (phrase, seat) in &entry.acronyms {
                let seat = known("seat", seat, Seat::from_word, Seat::WORDS)?;
                let form = Form::Acronym;
                let phrase = phrase.clone();
                self.seat_title(SeatTitle { seat, form, soft: false, partial: true, unclear_in: 0, phrase })?;
            }
            if let Some(function) = &entry.function {
                let at = self.data.functions.iter().position(|known| known.id == *function);
                self.tables.outward_function =
                    at.ok_or_else(|| format!("no function is called `{function}`"))?;
            }
        }
        match Qualifier::WORDS.iter().find(|word| !self.data.qualifiers.contains_key(**word)) {
            Some(missing) => Err(format!("`{missing}` is missing")),
            None => Ok(()),
        }
    }

    fn words(&mut self) -> Result<(), String> {
        let words = &self.data.words;
        for (name, list) in &words.grades {
            let grade = known("grade", name, Grade::from_word, Grade::WORDS)?;
            for word in list {
                let flags = self.flags(word)?;
                if *flags & 7 != 0 {
                    return Err(format!("`{word}` has two grades"));
                }
                *flags |= grade as u32 + 1;
            }
        }
        let kinds = [
            &words.stop,
            &words.harmless,
            &words.levels,
            &words.high_grades,
            &words.units,
            &words.own_area,
            &words.credentials,
            &words.sexes,
            &words.connectors,
            &words.regions,
            &words.dates,
        ];
        for (bit, list) in kinds.into_iter().enumerate() {
            for word in list {
                *self.flags(word)? |= 8 << bit;
            }
        }
        for (mark, phrases) in [(1, &words.work_managers), (2, &words.head_secretaries)] {
            for phrase in phrases {
                let words = self.lexicon.phrase(phrase)?;
                self.tables.trie.meaning(&words).marks |= mark;
            }
        }
        Ok(())
    }

    fn flags(&mut self, word: &str) -> Result<&mut u32, String> {
        let word = if self.data.words.stop.iter().any(|stop| stop == word) {
            word.to_owned()
        } else {
            self.lexicon.single(word)?
        };
        Ok(self.tables.word_flags.entry(word).or_default())
    }
}

fn known<T>(what: &str, word: &str, from: fn(&str) -> Option<T>, words: &[&str]) -> Result<T, String> {
    from(word).ok_or_else(|| format!("unknown {what} `{word}`; known: {}", words.join(", ")))
}
