//! The files → tables, checked: every phrase has one meaning, every name used is known.

use std::collections::BTreeMap;

use super::data::{Data, Function, Seat as SeatData};
use super::kinds::{Basis, Domain, Grade, Qualifier};
use super::language::Language;
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
    Lead,
}

#[derive(Clone, Copy)]
pub(crate) struct SeatTitle {
    pub(crate) seat: Seat,
    pub(crate) form: Form,
    pub(crate) soft: bool,
    pub(crate) partial: bool,
    pub(crate) yields: bool,
    pub(crate) unclear_in: u32,
    /// The languages that it holds in, as bits.
    pub(crate) languages: u8,
    /// Of [`Form::Lead`]: the lowest grade of a head.
    pub(crate) least: Grade,
    /// The languages where it is [`Grade::Head`] in any case.
    pub(crate) strict: u8,
}

pub(crate) struct FunctionPhrase {
    pub(crate) function: usize,
    pub(crate) open: bool,
    /// Does it name somebody and not only an area?
    pub(crate) person: bool,
    /// How many words it has.
    pub(crate) words: usize,
    /// Is it one word, but for those of heads and managers?
    pub(crate) single: bool,
    /// The languages that it holds in, as bits; all where English has it.
    pub(crate) languages: u8,
}

/// The bits of a word; bits 0 to 2 hold its grade, counted from 1.
pub(crate) const WORD_KINDS: [&str; 14] = [
    "STOP",
    "HARMLESS",
    "LEVEL",
    "HIGH",
    "UNIT",
    "OWN",
    "CREDENTIAL",
    "SEX",
    "CONNECTOR",
    "REGION",
    "DATE",
    "DESK",
    "OUTSIDER",
    "SCHOOL",
];

/// Stands beside the bits of languages for a name that no other language takes from English.
const ENGLISH_ALONE: u8 = 1 << 7;

/// Everything that is written into the generated file.
pub(crate) struct Tables {
    pub(crate) trie: Trie,
    pub(crate) seat_titles: Vec<SeatTitle>,
    pub(crate) phrases: Vec<FunctionPhrase>,
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
        phrases: Vec::new(),
        word_flags: BTreeMap::new(),
        outward_function: 0,
        unclear_in: Vec::new(),
    };
    let mut compiler = Compiler { data, lexicon, tables: &mut tables };
    // The words come first: whether a phrase names a person is read from their grades.
    compiler.words().map_err(in_file("words.yaml"))?;
    compiler.industries().map_err(in_file("industries.yaml"))?;
    compiler.functions()?;
    compiler.seats().map_err(in_file("seats.yaml"))?;
    compiler.acronyms().map_err(in_file("acronyms.yaml"))?;
    compiler.qualifiers().map_err(in_file("qualifiers.yaml"))?;
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
        if self.data.industries.names.len() > 32 {
            return Err("more than 32 industries".to_owned());
        }
        for (bit, phrases) in self.data.industries.names.values().enumerate() {
            for phrase in phrases {
                let words = self.lexicon.phrase(phrase)?;
                self.tables.trie.meaning(&words).industries |= 1 << bit;
            }
        }
        Ok(())
    }

    /// The industries of classes, as bits.
    fn industry_bits(&self, classes: &[String]) -> Result<u32, String> {
        let industries = &self.data.industries;
        let mut bits = 0;
        for class in classes {
            let names = industries
                .unclear
                .get(class)
                .ok_or_else(|| format!("no class of functions is called `{class}`"))?;
            for name in names {
                let bit = industries.names.keys().position(|known| known == name);
                bits |= 1 << bit.ok_or_else(|| format!("no industry is called `{name}`"))?;
            }
        }
        Ok(bits)
    }

    fn functions(&mut self) -> Result<(), String> {
        for pair in self.data.functions.windows(2) {
            if let [a, b] = pair
                && a.id == b.id
            {
                return Err(format!("{}: `{}` stands in {} too", b.file, b.id, a.file));
            }
        }
        let mut problems = Vec::new();
        for (index, function) in self.data.functions.iter().enumerate() {
            if let Err(error) = self.function(index, function) {
                let lines = error.lines().map(|line| format!("{}: `{}`: {line}", function.file, function.id));
                problems.extend(lines);
            }
        }
        if problems.is_empty() { Ok(()) } else { Err(problems.join("\n")) }
    }

    fn function(&mut self, index: usize, function: &Function) -> Result<(), String> {
        let kebab = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
        if !function.id.chars().all(kebab) {
            return Err("an id has lower-case letters, digits and hyphens".to_owned());
        }
        let stated = Domain::STATED.map(Domain::word);
        let domain = known("domain", &function.domain, Domain::from_word, &stated)?;
        if domain == Domain::Mixed {
            return Err("one function is not mixed".to_owned());
        }
        let basis = known("basis", &function.basis, Basis::from_word, Basis::WORDS)?;
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
        // Among two ways to write one phrase, the open one counts.
        let every = (Language::English, u8::MAX);
        let mut lists = vec![(every, &function.open, true), (every, &function.names, false)];
        for (code, names) in &function.languages {
            let language = language(code)?;
            // English words are said in every language, but for those that it keeps to itself.
            let own = (language, if language == Language::English { ENGLISH_ALONE } else { language.bit() });
            lists.extend([(own, &names.open, true), (own, &names.names, false)]);
        }
        let found = lists.into_iter().filter_map(|(language, phrases, open)| {
            self.names(index, function, language, phrases, open).err()
        });
        let problems: Vec<String> = found.collect();
        if !problems.is_empty() {
            return Err(problems.join("\n"));
        }
        for (code, names) in &function.languages {
            self.counters(index, function, language(code)?, &names.not)?;
        }
        self.counters(index, function, Language::English, &function.not)
    }

    fn names(
        &mut self,
        index: usize,
        function: &Function,
        (language, languages): (Language, u8),
        phrases: &[String],
        open: bool,
    ) -> Result<(), String> {
        let mut problems = Vec::new();
        for phrase in phrases {
            let set = self.lexicon.phrase_in(phrase, language).and_then(|words| {
                let number = self.tables.phrases.len();
                self.tables.trie.set(&words, |meaning| &mut meaning.function, number, &function.id)?;
                Ok(words)
            });
            let words = match set {
                Ok(words) => words,
                Err(error) => {
                    problems.push(if error.starts_with(&format!("`{phrase}`")) {
                        error
                    } else {
                        format!("`{phrase}`: {error}")
                    });
                    continue;
                }
            };
            let person =
                words.iter().any(|word| self.tables.word_flags.get(word).is_some_and(|flags| flags & 7 != 0));
            let grade = |word: &&String| self.tables.word_flags.get(*word).map_or(0, |flags| flags & 7);
            let single = words.iter().filter(|word| grade(word) <= Grade::Specialist as u32 + 1).count() < 2;
            // `senior network engineer` means the same beside other words because `network engineer` does.
            // What begins with `it` is about computers.
            let it = function.domain == Domain::Operations.word()
                && words.first().is_some_and(|word| word == "it")
                && words
                    .get(1)
                    .is_some_and(|word| !["services", "service", "software"].contains(&word.as_str()));
            let open = open || it || self.holds_open(&words, index);
            let slot = self.tables.trie.meaning(&words).function.as_ref().map(|(number, _)| *number);
            if let Some(known) = slot.and_then(|number| self.tables.phrases.get_mut(number)) {
                known.languages |= languages;
                continue;
            }
            self.tables.phrases.push(FunctionPhrase {
                function: index,
                open,
                person,
                words: words.len(),
                single,
                languages,
            });
        }
        if problems.is_empty() { Ok(()) } else { Err(problems.join("\n")) }
    }

    /// Do words hold an open name of the same function?
    fn holds_open(&mut self, words: &[String], function: usize) -> bool {
        let parts = (0..words.len()).flat_map(|from| (from + 1..=words.len()).map(move |to| (from, to)));
        parts.into_iter().any(|(from, to)| {
            let slot =
                self.tables.trie.meaning(&words[from..to]).function.as_ref().map(|(number, _)| *number);
            slot.and_then(|number| self.tables.phrases.get(number))
                .is_some_and(|known| known.function == function && known.open)
        })
    }

    fn counters(
        &mut self,
        index: usize,
        function: &Function,
        language: Language,
        phrases: &[String],
    ) -> Result<(), String> {
        for phrase in phrases {
            let words = self.lexicon.phrase_in(phrase, language)?;
            if self.tables.trie.has(&words, |meaning| &mut meaning.function, &function.id) {
                return Err(format!("`{phrase}` is both its own and a counter-phrase"));
            }
            self.tables.trie.meaning(&words).not.push(index);
        }
        Ok(())
    }

    fn seats(&mut self) -> Result<(), String> {
        for seat in Seat::ALL {
            if self.data.seats.iter().filter(|entry| entry.id == seat.word()).count() != 1 {
                return Err(format!("`{}` is there once", seat.word()));
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
        let plain = SeatTitle {
            seat,
            form: Form::Long,
            soft: false,
            partial: false,
            yields: false,
            unclear_in: 0,
            languages: u8::MAX,
            least: Grade::Head,
            strict: 0,
        };
        let lists = [
            (&entry.titles, plain),
            (&entry.soft_titles, SeatTitle { soft: true, ..plain }),
            (&entry.yielding_titles, SeatTitle { yields: true, ..plain }),
            (&entry.acronyms, SeatTitle { form: Form::Acronym, unclear_in: unclear, ..plain }),
            (&entry.exact_titles, SeatTitle { form: Form::Exact, ..plain }),
            (&entry.unclear_exact_titles, SeatTitle { form: Form::Exact, unclear_in: unclear, ..plain }),
            (&entry.root_titles, SeatTitle { form: Form::Root, ..plain }),
        ];
        for (phrases, title) in lists {
            for phrase in phrases {
                self.seat_title(phrase, Language::English, title)?;
            }
        }
        for (code, phrases) in &entry.languages {
            for phrase in phrases {
                let language = language(code)?;
                self.seat_title(
                    phrase,
                    language,
                    SeatTitle { form: Form::Exact, languages: language.bit(), ..plain },
                )?;
            }
        }
        for phrase in &entry.other_readings {
            let words = self.lexicon.phrase(phrase)?;
            self.tables.trie.set(&words, |meaning| &mut meaning.reading, seat as usize, &entry.id)?;
        }
        let Some(leads) = &entry.leads else { return Ok(()) };
        let least = known("grade", &leads.least, Grade::from_word, Grade::WORDS)?;
        let lead = SeatTitle { form: Form::Lead, least, ..plain };
        for (phrases, unclear_in) in [(&leads.areas, 0), (&leads.unclear_areas, unclear)] {
            for phrase in phrases {
                self.lead_area(phrase, Language::English, SeatTitle { unclear_in, ..lead })?;
            }
        }
        for (code, phrases) in &leads.languages {
            for phrase in phrases {
                let language = language(code)?;
                self.lead_area(phrase, language, SeatTitle { languages: language.bit(), ..lead })?;
            }
        }
        for (code, phrases) in &leads.head_areas {
            for phrase in phrases {
                let language = language(code)?;
                let title = SeatTitle { languages: language.bit(), strict: language.bit(), ..lead };
                self.lead_area(phrase, language, title)?;
            }
        }
        Ok(())
    }

    fn lead_area(&mut self, phrase: &str, language: Language, title: SeatTitle) -> Result<(), String> {
        let words = self.lexicon.phrase_in(phrase, language)?;
        let known = self.tables.trie.meaning(&words).lead.as_ref().map(|(number, _)| *number);
        let number = known.unwrap_or(self.tables.seat_titles.len());
        self.tables.trie.set(&words, |meaning| &mut meaning.lead, number, title.seat.word())?;
        match self.tables.seat_titles.get_mut(number) {
            Some(known) => {
                known.languages |= title.languages;
                known.strict |= title.strict;
            }
            None => self.tables.seat_titles.push(title),
        }
        Ok(())
    }

    fn seat_title(&mut self, phrase: &str, language: Language, title: SeatTitle) -> Result<(), String> {
        let words = self.lexicon.phrase_in(phrase, language)?;
        let known = self.tables.trie.meaning(&words).seat.as_ref().map(|(number, _)| *number);
        let number = known.unwrap_or(self.tables.seat_titles.len());
        self.tables.trie.set(&words, |meaning| &mut meaning.seat, number, title.seat.word())?;
        match self.tables.seat_titles.get_mut(number) {
            Some(known) => known.languages |= title.languages,
            None => self.tables.seat_titles.push(title),
        }
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
            for (code, phrases) in &entry.languages {
                for phrase in phrases {
                    let words = self.lexicon.phrase_in(phrase, language(code)?)?;
                    let number = kind as usize * 3;
                    self.tables.trie.set(&words, |meaning| &mut meaning.qualifier, number, name)?;
                }
            }
            for (phrase, seat) in &entry.acronyms {
                let seat = known("seat", seat, Seat::from_word, Seat::WORDS)?;
                let form = Form::Acronym;
                let title = SeatTitle {
                    seat,
                    form,
                    soft: false,
                    partial: true,
                    yields: false,
                    unclear_in: 0,
                    languages: u8::MAX,
                    least: Grade::Head,
                    strict: 0,
                };
                self.seat_title(phrase, Language::English, title)?;
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
                if *flags & 7 != 0 && *flags & 7 != grade as u32 + 1 {
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
            &words.desks,
            &words.outsiders,
            &words.schools,
        ];
        for list in self.data.languages.values().map(|language| &language.stop) {
            for word in list {
                *self.tables.word_flags.entry(word.clone()).or_default() |= 8;
            }
        }
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
        let word = if self.lexicon.is_stop(word) { word.to_owned() } else { self.lexicon.single(word)? };
        Ok(self.tables.word_flags.entry(word).or_default())
    }
}

fn language(code: &str) -> Result<Language, String> {
    known("language", code, Language::from_code, &Language::CODES)
}

fn known<T>(what: &str, word: &str, from: fn(&str) -> Option<T>, words: &[&str]) -> Result<T, String> {
    from(word).ok_or_else(|| format!("unknown {what} `{word}`; known: {}", words.join(", ")))
}
