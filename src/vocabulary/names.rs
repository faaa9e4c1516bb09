//! The names of departments and units, and job titles → functions.
//!
//! A title falls into parts, a part into names at the word `and`. In a name the longest phrase of the
//! vocabulary goes first. Beside words that are not known only phrases count that mean the same
//! everywhere: `Energy Infrastructure` is not infrastructure, `Night Shift Service Desk` is a service
//! desk.

use super::function::{FunctionId, Functions};
use super::kinds::{Domain, Grade};
use super::sentence::{Link, Part, Parts, Sentence, Token, is_and, longest, whole};
use super::tables::{
    CONNECTOR, CREDENTIAL, DATE, FunctionPhrase, HARMLESS, HIGH, LEVEL, Node, REGION, SEX, SeatTitle,
};
use super::title::functions_of_title;

/// Where a text stands in the chart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TextKind {
    /// A department.
    Department,
    /// A unit.
    Unit,
    /// A title.
    Title,
}

/// The functions that a text names.
#[must_use]
pub fn functions_of(text: &str, kind: TextKind) -> Functions {
    if kind == TextKind::Title {
        return functions_of_title(text);
    }
    let sentence = Sentence::read(text);
    if !sentence.known {
        return Functions::default();
    }
    sentence.in_order(of_department, |found| !found.is_empty())
}

/// `CI/CD` is one name, `IT/Finance` are two.
fn of_department(sentence: &Sentence) -> Functions {
    let tokens = sentence.tokens();
    let found = of_parts(&Parts::split(sentence));
    if found.is_empty() {
        let name = whole(tokens).and_then(|node| node.function(sentence.spoken));
        return Functions::of(name.map(|phrase| phrase.function));
    }
    found
}

/// One name in a part of a title.
#[derive(Clone, Copy, Default)]
pub(super) struct Name {
    /// What it names.
    phrase: Option<&'static FunctionPhrase>,
    /// Does it have words that are not known?
    pub(super) strange: bool,
    /// The area whose head holds a seat, where nothing else is named.
    pub(super) lead: Option<&'static SeatTitle>,
    /// Unknown words before that area: their number and the first of them.
    pub(super) before_lead: usize,
    pub(super) first: usize,
    /// Where that area stands.
    pub(super) lead_at: usize,
    /// Where words for a part of the company begin behind it: `for Retail`.
    pub(super) behind_lead: Option<usize>,
}

/// What one part of a title names.
#[derive(Clone, Copy, Default)]
struct Named {
    functions: Functions,
    /// The first name.
    first: Name,
    /// Does some name have words that are not known?
    strange: bool,
    /// Does it hold nothing but grades, levels, regions and the like?
    quiet: bool,
    /// How many names it joins with `and`.
    names: usize,
    /// Does it hold somebody's grade or profession?
    graded: bool,
}

/// The functions of a title's parts.
pub(super) fn of_parts(parts: &Parts<'_>) -> Functions {
    let all = parts.all();
    let mut functions = Functions::default();
    // The first part that is more than a grade, and whether one like it was met.
    let mut first: Option<Named> = None;
    for (at, part) in all.iter().enumerate() {
        let named = name_part(part);
        if named.quiet {
            continue;
        }
        let Some(main) = first else {
            functions = named.functions;
            first = Some(named);
            continue;
        };
        let lists = !named.graded && all[at..].iter().any(|part| part.tokens.iter().any(is_and));
        if matches!(part.link, Link::Slash | Link::And | Link::ActingAs) || lists {
            named.functions.iter().for_each(|function| functions.add(function));
        } else {
            narrow(&mut functions, main, named);
        }
    }
    functions
}

/// Software for the staff: what engineers build there is no product.
const OFFICE_SOFTWARE: &str = "office-it-automation";

/// What a part behind a comma, a dash or in brackets makes of the functions before it.
fn narrow(functions: &mut Functions, main: Named, part: Named) {
    let side = |function: FunctionId| match function.get().domain {
        Domain::Operations | Domain::Product => Some(function.get().domain),
        _ => None,
    };
    let Some(before) = functions.main() else {
        // The name of an unknown area's part says nothing: `Category Lead, Engineering`.
        if !main.strange || part.first.phrase.is_some_and(|phrase| phrase.open) {
            *functions = part.functions;
        }
        return;
    };
    let open = main.first.phrase.is_some_and(|phrase| phrase.open);
    let short = main.first.phrase.is_some_and(|phrase| phrase.words < 2) && !main.graded;
    match part.functions.main() {
        Some(_) if before.get().domain == Domain::Neither => {}
        Some(next) if side(next).is_none() => {
            if side(before).is_some() && next.get().domain == Domain::Neither {
                *functions = Functions::default();
            } else if side(before).is_none() && before.get().domain != Domain::Neither {
                functions.add(next);
            }
        }
        Some(next) if side(before).is_none() || side(before) == side(next) => {
            if before.get().generic {
                *functions = part.functions;
            } else {
                functions.add(next);
            }
        }
        // `Software Engineer, IAM` builds software; `Software Engineer, IT` may build it for the office.
        Some(next) if open && !next.get().generic && next.get().id != OFFICE_SOFTWARE => {}
        Some(_) => *functions = Functions::default(),
        None if !open && part.strange && (short || before.get().is_doubtful()) => {
            *functions = Functions::default();
        }
        None => {}
    }
}

/// The names of one part.
fn name_part(part: &Part<'_>) -> Named {
    let Part { tokens, spoken, .. } = *part;
    let mut named = Named { quiet: true, ..Named::default() };
    let last = tokens.last();
    for (at, name) in names(part).enumerate() {
        let (name, words) = name;
        named.names = at + 1;
        named.quiet &= name.phrase.is_none() && !name.strange && name.lead.is_none();
        named.strange |= name.strange;
        let ending = last
            .filter(|_| tokens.len() > 1 && tokens.get(tokens.len() - 2).is_some_and(|token| !is_and(token)));
        let found = name.phrase.or_else(|| shared_end(words, ending, tokens, spoken));
        if at == 0 {
            named.first = Name { phrase: found, ..name };
        }
        if let Some(phrase) = found {
            named.functions.add(phrase.function);
        }
    }
    // One word beside an unknown name is somebody else's word: `Water Markets & Infrastructure`.
    let plain = |name: &Name| name.phrase.is_some_and(|phrase| !phrase.open && phrase.words < 2);
    if named.names > 1 && named.strange && names(part).any(|(name, _)| plain(&name)) {
        named.functions = Functions::default();
        for (name, _) in names(part).filter(|(name, _)| !plain(name)) {
            name.phrase.into_iter().for_each(|phrase| named.functions.add(phrase.function));
        }
    }
    named.graded = tokens.iter().any(|token| token.grade() != 0);
    named
}

/// `Web & Mobile Development` is web development too.
fn shared_end(
    words: &[Token],
    last: Option<&Token>,
    tokens: &[Token],
    spoken: u8,
) -> Option<&'static FunctionPhrase> {
    let last = last.filter(|_| words.len() < tokens.len() && words.len() < 3)?;
    let quiet = words.iter().take_while(|token| is_quiet(token)).count();
    let own = words.get(quiet..).filter(|own| !own.is_empty()).unwrap_or(words);
    whole(own.iter().chain([last]))?.function(spoken)
}

/// The names of a part, each with its words.
pub(super) fn names<'t>(part: &Part<'t>) -> impl Iterator<Item = (Name, &'t [Token])> + use<'t> {
    let Part { tokens, spoken, .. } = *part;
    let mut at = 0;
    std::iter::from_fn(move || {
        if at >= tokens.len() {
            return None;
        }
        let begin = at;
        let mut reader = Reader::default();
        while at < tokens.len() {
            let rest = &tokens[at..];
            let phrase = longest(rest, |node| meaning(node, spoken))
                .filter(|(length, _)| !is_outdone(rest, *length, spoken));
            if let Some((length, meant)) = phrase {
                reader.take(meant, at, tokens);
                // In a name that only looks like one function's there may be another's.
                let other = matches!(meant, Meant::Other);
                let inside = longest(rest, |node| {
                    meaning(node, spoken).filter(|meant| !matches!(meant, Meant::Other))
                });
                at += match inside.filter(|_| other) {
                    Some((length, meant)) => {
                        reader.take(meant, at, tokens);
                        length
                    }
                    None if other => 1,
                    None => length,
                };
            } else if is_and(&tokens[at]) {
                break;
            } else {
                at += reader.pass(rest, at);
            }
        }
        let words = &tokens[begin..at];
        // The `and` itself.
        at += 1;
        Some((reader.finish(tokens, begin), words))
    })
}

/// Does a phrase that begins with a head's word end before one that begins behind it? `Head of Data` is no
/// name in `Head of Data Engineering`.
fn is_outdone(tokens: &[Token], length: usize, spoken: u8) -> bool {
    let head = tokens.first().is_some_and(|token| token.grade() > Grade::Specialist as u16 + 1);
    let behind = tokens.get(1..).filter(|_| head && length > 1);
    let next = behind.and_then(|behind| longest(behind, |node| meaning(node, spoken)));
    next.is_some_and(|(behind, _)| behind + 1 > length)
}

/// What a phrase means for the name that it stands in.
#[derive(Clone, Copy)]
enum Meant {
    Function(&'static FunctionPhrase, Option<&'static SeatTitle>),
    Lead(&'static SeatTitle),
    /// It only looks like a function's name.
    Other,
}

fn meaning(node: &'static Node, spoken: u8) -> Option<Meant> {
    let lead = node.lead().filter(|lead| lead.languages & spoken != 0);
    match node.function(spoken) {
        Some(phrase) => Some(Meant::Function(phrase, lead)),
        None => lead.map(Meant::Lead).or_else(|| node.is_counter().then_some(Meant::Other)),
    }
}

/// Puts a name together.
#[derive(Default)]
struct Reader {
    best: Option<&'static FunctionPhrase>,
    best_open: Option<&'static FunctionPhrase>,
    unclear: bool,
    strange: usize,
    first_strange: usize,
    lead: Option<&'static SeatTitle>,
    lead_at: usize,
    /// Does it name something beside the area whose head holds a seat?
    more: bool,
    profession: bool,
}

impl Reader {
    fn take(&mut self, meant: Meant, at: usize, tokens: &[Token]) {
        let lead = match meant {
            Meant::Function(phrase, lead) => {
                if !cancelled(tokens, phrase) {
                    self.offer(phrase);
                }
                lead
            }
            Meant::Lead(lead) => Some(lead),
            Meant::Other => {
                self.unknown(at);
                None
            }
        };
        match (lead, self.lead) {
            (Some(lead), None) if !self.more => {
                self.lead = Some(lead);
                self.lead_at = at;
            }
            _ => self.more = true,
        }
    }

    /// Somebody's work says more than an area, a special area more than a general one, a longer name
    /// more than a short one; of equals the last.
    fn offer(&mut self, phrase: &'static FunctionPhrase) {
        let rank = |phrase: &FunctionPhrase| (phrase.person, !phrase.function.get().generic, phrase.words);
        // Two short names of different sides are an unknown third: `Plant Engineering`.
        let short = |phrase: &FunctionPhrase| !phrase.open && phrase.words < 2;
        let other = |best: &FunctionPhrase| best.function.get().domain != phrase.function.get().domain;
        self.unclear |= short(phrase) && self.best.is_some_and(|best| short(best) && other(best));
        if self.best.is_none_or(|best| rank(phrase) >= rank(best)) {
            self.best = Some(phrase);
        }
        if phrase.open && self.best_open.is_none_or(|best| rank(phrase) >= rank(best)) {
            self.best_open = Some(phrase);
        }
    }

    /// Passes over a word that no function's name begins with; how many words were taken.
    fn pass(&mut self, rest: &[Token], at: usize) -> usize {
        let Some(token) = rest.first() else { return 1 };
        let qualifier = longest(rest, Node::qualifier).map(|(length, _)| length);
        if let Some(length) = qualifier {
            return length;
        }
        let grade = token.grade();
        self.profession |= grade != 0 && grade <= Grade::Specialist as u16 + 1;
        if !is_quiet(token) {
            self.unknown(at);
        }
        1
    }

    fn unknown(&mut self, at: usize) {
        if self.strange == 0 {
            self.first_strange = at;
        }
        self.strange += 1;
    }

    fn finish(self, tokens: &[Token], begin: usize) -> Name {
        let strange = self.strange > 0;
        let phrase = if strange || self.unclear { self.best_open } else { self.best };
        // A profession behind one word is often another one: `design engineer`.
        let phrase =
            phrase.filter(|phrase| phrase.open || phrase.person || phrase.words > 1 || !self.profession);
        let before =
            self.lead.map_or(0, |_| if self.first_strange < self.lead_at { self.strange } else { 0 });
        let behind = strange && self.lead.is_some() && self.first_strange > self.lead_at;
        let connects = |at: usize| tokens.get(at).is_some_and(|token| token.is(CONNECTOR));
        let part = behind && connects(self.first_strange.saturating_sub(1));
        let lead = self.lead.filter(|_| !self.more && (!behind || part) && !self.profession);
        Name {
            phrase,
            strange,
            lead,
            before_lead: before,
            first: if strange { self.first_strange } else { begin },
            lead_at: self.lead_at,
            behind_lead: part.then_some(self.first_strange),
        }
    }
}

/// Says the word nothing about what an area does?
fn is_quiet(token: &Token) -> bool {
    let quiet = LEVEL | HIGH | HARMLESS | REGION | CONNECTOR | CREDENTIAL | SEX | DATE;
    token.grade() != 0 || token.is(quiet) || token.number
}

/// Do the words hold a phrase as long that means something else?
fn cancelled(tokens: &[Token], phrase: &FunctionPhrase) -> bool {
    (0..tokens.len()).any(|at| {
        let longer = longest(&tokens[at..], |node| node.counters(phrase.function).then_some(()));
        longer.is_some_and(|(words, ())| words >= usize::from(phrase.words))
    })
}
