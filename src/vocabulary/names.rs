//! The names of departments and units, and job titles → functions.
//!
//! A title falls into parts, a part into names at the word `and`. In a name the longest phrase of the
//! vocabulary goes first. Beside unknown words only phrases count that mean the same
//! everywhere: `Energy Infrastructure` is not infrastructure, `Night Shift Service Desk` is a service
//! desk.

use super::function::{FunctionId, Functions, IndustrySet};
use super::grade::of_token;
use super::kinds::{Domain, Grade};
use super::seat::Seat;
use super::sentence::{Link, Part, Parts, Sentence, Token, is_and, longest, qualifier, whole};
use super::tables::{
    BEGINS_COUNTER, BEGINS_NAME, CONNECTOR, CREDENTIAL, DATE, DE, EN, FunctionPhrase, HARMLESS, HIGH, LEVEL,
    NL, Node, OUTSIDER, PHYSICAL_FUNCTION, REGION, SCHOOL, SEX, SeatTitle, WORD_STAFF,
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
    /// Does it have unknown words?
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
    /// Does it name work on things or people?
    pub(super) material: bool,
    /// Does it hold a profession of another field: `Software Engineering Lecturer`?
    outsider: bool,
}

impl Name {
    /// Does it mean the same beside unknown words?
    pub(super) fn is_open(&self) -> bool {
        !self.strange && self.phrase.is_some_and(|phrase| phrase.open)
    }

    /// Does it name work that is not on the product's side?
    pub(super) fn is_aside(&self) -> bool {
        self.phrase.is_some_and(|phrase| {
            matches!(phrase.function.get().domain, Domain::Operations | Domain::Neither)
        })
    }
}

/// What one part of a title names.
#[derive(Clone, Copy, Default)]
#[expect(clippy::struct_excessive_bools, reason = "each says something of its own about the words")]
struct Named {
    functions: Functions,
    /// The first name.
    first: Name,
    /// Does some name have unknown words?
    strange: bool,
    /// Does it hold nothing but grades, levels, regions and the like?
    quiet: bool,
    /// How many names it joins with `and`.
    names: usize,
    /// Does it hold somebody's grade or profession?
    graded: bool,
    /// Does it hold a profession of another field?
    outsider: bool,
}

impl Named {
    /// Does it name a profession that is no matter of the two chiefs: `Counsel`?
    fn is_of_another_field(&self) -> bool {
        self.first
            .phrase
            .is_some_and(|phrase| phrase.person && phrase.function.get().domain == Domain::Neither)
    }
}

/// The functions of a title's parts.
pub(super) fn of_parts(parts: &Parts<'_>) -> Functions {
    let all = parts.all();
    let mut functions = Functions::default();
    // The first part that is more than a grade, and whether one like it was met.
    let mut first: Option<Named> = None;
    for (at, part) in all.iter().enumerate() {
        let named = name_part(part);
        if named.outsider {
            return Functions::default();
        }
        if named.quiet {
            continue;
        }
        let Some(main) = first else {
            functions = named.functions;
            first = Some(named);
            continue;
        };
        let of_field = main.graded && main.is_of_another_field();
        let lists = !named.graded && all[at..].iter().any(|part| part.tokens.iter().any(is_and));
        if let Some(function) = composed(all, at, functions) {
            functions = Functions::of(Some(function));
        } else if matches!(part.link, Link::Slash | Link::And | Link::ActingAs) || lists {
            // `Kaufmännischer Leiter und IT-Leiter` are two titles, `Legal Counsel and IT` is one.
            let kept = |function: &FunctionId| !(of_field && !named.graded && function.get().generic);
            named.functions.iter().filter(kept).for_each(|function| functions.add(function));
        } else {
            narrow(&mut functions, main, named, part.tokens);
        }
    }
    functions
}

/// `Support Analyst (IT)` is an IT support analyst: one name over two parts, where the first has no side.
fn composed(all: &[Part<'_>], at: usize, so_far: Functions) -> Option<FunctionId> {
    let [first, second] = all.get(..=at)? else { return None };
    let sided = so_far
        .main()
        .is_some_and(|function| matches!(function.get().domain, Domain::Operations | Domain::Product));
    if sided || matches!(second.link, Link::Slash | Link::And | Link::ActingAs) {
        return None;
    }
    let says = |token: &&Token| token.grade() == 0 && !is_quiet(token);
    let content = first.tokens.iter().any(|token| says(&token));
    let words = second.tokens.iter().chain(first.tokens).filter(|_| content);
    let named = |node: Option<&'static Node>| Some(node?.function(first.spoken)?.function);
    named(whole(words.clone()))
        .or_else(|| named(whole(words.filter(says))))
        .filter(|function| matches!(function.get().domain, Domain::Operations | Domain::Product))
}

/// A web developer of marketing builds the company's own site.
const WEB: &str = "web-development";

/// Engineers without a word for what they build.
const ENGINEERING: &str = "engineering";

/// Software for the staff: what engineers build there is no product.
const OFFICE_SOFTWARE: &str = "office-it-automation";

/// What a part behind a comma, a dash or in brackets makes of the functions before it.
fn narrow(functions: &mut Functions, main: Named, part: Named, tokens: &[Token]) {
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
                // `Full Stack Engineer - Growth` builds software.
                let builds = open && main.first.phrase.is_some_and(|phrase| phrase.person);
                if !builds || before.get().id == WEB {
                    *functions = Functions::default();
                }
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
        // `Product Development, Cosmetics`
        None if !open && before.get().unclear_in.meets(IndustrySet::among(tokens)) => {
            *functions = Functions::default();
        }
        // `Product Engineer, Tyres`; but an `Engineering Manager, Growth` builds software.
        None if !open && part.strange && (short || before.get().is_doubtful() || is_of_makers(before)) => {
            *functions = Functions::default();
        }
        None => {}
    }
}

/// Is it work on products that need not be software?
fn is_of_makers(function: FunctionId) -> bool {
    let function = function.get();
    function.domain == Domain::Product
        && function.unclear_in != IndustrySet::default()
        && function.id != ENGINEERING
}

/// The names of one part.
fn name_part(part: &Part<'_>) -> Named {
    let Part { tokens, spoken, .. } = *part;
    let mut named = Named { quiet: true, ..Named::default() };
    let last = tokens.last();
    for (at, name) in names(part).enumerate() {
        let (name, words) = name;
        named.names = at + 1;
        named.outsider |= name.outsider;
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
    if named.names > 1 {
        named.functions = beside_each_other(part, named.strange).unwrap_or(named.functions);
    }
    for token in tokens {
        named.graded |= token.grade() != 0;
        named.outsider |= token.is(OUTSIDER) && token.is(SCHOOL);
    }
    named
}

/// The functions of several names where one tells that another is of its world; none where no name does.
fn beside_each_other(part: &Part<'_>, strange: bool) -> Option<Functions> {
    let one_word = |name: &Name| name.phrase.is_some_and(|phrase| !phrase.open && phrase.words < 2);
    // A grade beside it makes it no longer: `Responsable réseaux`.
    let content = |token: &&Token| token.grade() <= Grade::Specialist as u16 + 1;
    let plain = |name: &Name, words: &[Token]| {
        let short = words.iter().filter(content).nth(1).is_none();
        one_word(name) || (short && name.phrase.is_some_and(|phrase| !phrase.open))
    };
    let function = |name: &Name| name.phrase.map(|phrase| phrase.function.get());
    let neither = names(part)
        .any(|(name, _)| function(&name).is_some_and(|function| function.domain == Domain::Neither));
    let material = names(part).any(|(name, _)| name.material);
    // `Avocate numérique et IT`
    let of_field = names(part).next().is_some_and(|(name, words)| {
        let somebody = words.iter().any(|token| (1..=Grade::Specialist as u16 + 1).contains(&token.grade()));
        somebody && function(&name).is_some_and(|function| function.domain == Domain::Neither)
    });
    let dropped = |(name, words): &(Name, &[Token])| {
        let Some(function) = function(name) else { return false };
        // One word beside an unknown name is somebody else's word: `Water Markets & Infrastructure`.
        (strange && plain(name, words))
            // `Networks and Partnerships`
            || (neither && function.is_doubtful() && plain(name, words))
            || (of_field && function.generic)
            // `Ingeniería y Obras`: beside what is of another world one word for technology is of it too.
            || (material && function.domain == Domain::Product && one_word(name))
    };
    names(part).any(|name| dropped(&name)).then(|| {
        let mut functions = Functions::default();
        for (name, _) in names(part).filter(|name| !dropped(name)) {
            name.phrase.into_iter().for_each(|phrase| functions.add(phrase.function));
        }
        functions
    })
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
    let Part { tokens, spoken, second, .. } = *part;
    let mut at = 0;
    std::iter::from_fn(move || {
        if at >= tokens.len() {
            return None;
        }
        let begin = at;
        let empty = || Reader { second, spoken, ..Reader::default() };
        let mut reader = empty();
        while at < tokens.len() {
            let rest = &tokens[at..];
            let phrase = longest(rest, BEGINS_NAME, |node| meaning(node, spoken))
                .filter(|(length, _)| !is_outdone(rest, *length, spoken));
            if let Some((length, meant)) = phrase {
                reader.take(meant, at, tokens);
                // In a name that only looks like one function's there may be another's.
                let other = matches!(meant, Meant::Other);
                let inside = || {
                    longest(rest, BEGINS_NAME, |node| {
                        meaning(node, spoken).filter(|meant| !matches!(meant, Meant::Other))
                    })
                };
                at += match other.then(inside).flatten() {
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
                at += reader.pass(tokens, at);
            }
        }
        let words = &tokens[begin..at];
        // The `and` itself.
        at += 1;
        if reader.may_be_swapped()
            && let Some(meant) = swapped(words, spoken).filter(|meant| reader.is_outdone_by(*meant))
        {
            reader = Reader { outsider: reader.outsider, ..empty() };
            reader.take(meant, begin, tokens);
        }
        Some((reader.finish(tokens, begin), words))
    })
}

/// What a name means whose last words narrow the first: `Support Manager IT` is an IT support manager,
/// `Beheerder werkplekken` a workplace administrator, and `Leiter Entwicklung Software` leads software
/// development.
fn swapped(words: &[Token], spoken: u8) -> Option<Meant> {
    let says = |token: &&Token| token.grade() == 0 && !is_quiet(token);
    let Some(first) = words.iter().position(|token| says(&token)) else {
        // `Administrator Linux`
        let turned = words.iter().skip(1).chain(words.first());
        return whole(turned).and_then(|node| meaning(node, spoken));
    };
    let grade = words[first..].iter().position(|token| token.grade() != 0).map(|at| first + at);
    let (front, behind) = match (grade, words.first()?.grade()) {
        (Some(grade), _) => words.split_at(grade),
        // `Engineer Networks`, `Gestor de proveedores`: somebody's word before the area.
        (None, grade) if first > 0 && grade != 0 => {
            let all = || words.iter().filter(says);
            let (area, last) = (all().count().saturating_sub(1), all().next_back());
            let turned = || last.into_iter().chain(all().take(area));
            let found = |node: Option<&'static Node>| node.and_then(|node| meaning(node, spoken));
            return found(whole(all().chain(words.first())))
                .or_else(|| found(whole(turned().chain(words.first()))))
                .or_else(|| found(whole(turned()).filter(|_| area > 0)));
        }
        (None, _) if spoken != EN => words.split_at(first + 1),
        _ => return None,
    };
    behind.iter().find(says)?;
    let turned = || behind.iter().filter(says).chain(front.iter().filter(says));
    let grade = grade.and_then(|grade| words.get(grade));
    let with_grade = whole(turned().chain(grade)).and_then(|node| meaning(node, spoken));
    with_grade.or_else(|| whole(turned()).and_then(|node| meaning(node, spoken)))
}

/// Does a phrase that begins with a head's word end before one that begins behind it? `Head of Data` is no
/// name in `Head of Data Engineering`.
fn is_outdone(tokens: &[Token], length: usize, spoken: u8) -> bool {
    let head = tokens.first().is_some_and(|token| token.grade() > Grade::Specialist as u16 + 1);
    let behind = tokens.get(1..).filter(|_| head && length > 1);
    let next = behind.and_then(|behind| longest(behind, BEGINS_NAME, |node| meaning(node, spoken)));
    next.is_some_and(|(behind, _)| behind + 1 > length)
}

/// What a phrase means for the name that it is in.
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
#[expect(clippy::struct_excessive_bools, reason = "each says something of its own about the words")]
struct Reader {
    best: Option<&'static FunctionPhrase>,
    best_open: Option<&'static FunctionPhrase>,
    unclear: bool,
    strange: usize,
    first_strange: usize,
    lead: Option<&'static SeatTitle>,
    lead_at: usize,
    /// Names of another field before that area: their number, and the first.
    aside: usize,
    first_aside: usize,
    /// Does it name something beside the area whose head holds a seat?
    more: bool,
    profession: bool,
    outsider: bool,
    /// Was a grade met behind the last phrase?
    parted: bool,
    /// Do single words count no more?
    second: bool,
    spoken: u8,
}

impl Reader {
    fn take(&mut self, meant: Meant, at: usize, tokens: &[Token]) {
        let parted = self.parted;
        let lead = match meant {
            Meant::Function(phrase, lead) => {
                let turned = || self.second && cancelled_turned(tokens, phrase);
                if cancelled(tokens, phrase) || turned() {
                    // `Voorzitter ICT-commissie`
                    lead.filter(|lead| lead.seat != Seat::ItLead)
                } else {
                    self.offer(phrase);
                    lead
                }
            }
            Meant::Lead(lead) => Some(lead),
            Meant::Other => {
                self.unknown(at);
                None
            }
        };
        let aside =
            matches!(meant, Meant::Function(phrase, None) if phrase.function.get().domain == Domain::Neither);
        let it = self.lead.is_some_and(|lead| lead.seat == Seat::ItLead);
        match (lead, self.lead) {
            // `IT-Leiter Logistik`
            (None, Some(_)) if it && aside && parted => self.unknown(at),
            (Some(lead), None) if !self.more && (self.aside == 0 || lead.seat == Seat::ItLead) => {
                self.lead = Some(lead);
                self.lead_at = at;
            }
            // `Plant IT Manager`
            (None, None) if aside && !self.parted && !self.more => {
                if self.aside == 0 {
                    self.first_aside = at;
                }
                self.aside += 1;
            }
            _ => self.more = true,
        }
    }

    /// Somebody's work says more than an area, a special area more than a general one, a longer name
    /// more than a short one; of equals the last.
    fn offer(&mut self, phrase: &'static FunctionPhrase) {
        let rank = |phrase: &FunctionPhrase| {
            let person = phrase.person && (phrase.open || phrase.words > 1);
            (person, !phrase.function.get().generic, phrase.words)
        };
        // Two short names of different sides are an unknown third: `Plant Engineering`.
        let short = |phrase: &FunctionPhrase| !phrase.open && phrase.words < 2;
        let other = |best: &FunctionPhrase| best.function.get().domain != phrase.function.get().domain;
        self.unclear |= short(phrase) && self.best.is_some_and(|best| short(best) && other(best));
        let parted = std::mem::take(&mut self.parted);
        let neither = |phrase: &FunctionPhrase| {
            let function = phrase.function.get();
            function.domain == Domain::Neither && !function.generic && !phrase.person
        };
        if let Some(best) = self.best {
            // `Gas Network Engineer`, `Netzingenieur Strom`: what is of another world there is no IT.
            let physical = |phrase: &FunctionPhrase| phrase.function == PHYSICAL_FUNCTION;
            if physical(best) && (phrase.function.get().is_doubtful() || !phrase.open) {
                return;
            }
            if physical(phrase) && best.function.get().is_doubtful() {
                self.best = Some(phrase);
                self.best_open = phrase.open.then_some(phrase);
                return;
            }
            let area = !best.person && (!best.open || best.function.get().generic);
            // `R&D Tax` is about taxes.
            if neither(phrase) && area && !parted {
                self.best = Some(phrase);
                self.best_open = phrase.open.then_some(phrase);
                return;
            }
            // `Sales Manager Software` sells it, and a `Social Media Developer` writes no software.
            let alone = |phrase: &FunctionPhrase| {
                !phrase.open && phrase.single && phrase.function.get().domain == Domain::Operations
            };
            if neither(best) && (short(phrase) || alone(phrase) || (parted && !phrase.person)) {
                return;
            }
            // A `Game Tester Recruiter` tests nothing.
            if phrase.person && phrase.open && phrase.function.get().domain == Domain::Neither {
                self.best = Some(phrase);
                self.best_open = Some(phrase);
                return;
            }
            // `Finance IT` is IT.
            if neither(best) && phrase.open && !phrase.person && self.spoken == EN {
                self.best = Some(phrase);
                self.best_open = Some(phrase);
                return;
            }
        }
        if self.best.is_none_or(|best| rank(phrase) >= rank(best)) {
            self.best = Some(phrase);
        }
        if phrase.open && self.best_open.is_none_or(|best| rank(phrase) >= rank(best)) {
            self.best_open = Some(phrase);
        }
    }

    /// May the words say more in another order?
    fn may_be_swapped(&self) -> bool {
        self.best.is_none_or(|best| {
            let open = matches!(best.function.get().domain, Domain::Shared | Domain::Depends);
            !best.open && (best.words < 2 || open)
        })
    }

    /// Does a name in another order say more?
    fn is_outdone_by(&self, meant: Meant) -> bool {
        let words = self.best.map_or(0, |best| best.words);
        !matches!(meant, Meant::Function(phrase, _) if phrase.words <= words)
    }

    /// Passes over a word that no function's name begins with; how many words were taken.
    fn pass(&mut self, tokens: &[Token], at: usize) -> usize {
        let rest = &tokens[at..];
        let before = at.checked_sub(1).and_then(|before| tokens.get(before));
        let Some(token) = rest.first() else { return 1 };
        if let Some((length, narrows)) = qualifier(rest) {
            if narrows {
                self.unknown(at);
            }
            return length;
        }
        let grade = token.grade();
        self.parted |= grade != 0 || token.word == WORD_STAFF;
        self.outsider |= token.is(OUTSIDER);
        // An `Executive Director` is not an executive.
        let beside = |other: Option<&Token>| {
            other.is_some_and(|other| matches!(of_token(other), Some(Grade::Head | Grade::Manager)))
        };
        let high = token.is(HIGH) && (beside(rest.get(1)) || beside(before));
        self.profession |= grade != 0 && grade <= Grade::Specialist as u16 + 1 && !high;
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

    /// Are the unknown words one word? `Universitätsklinikum` is two that stand together.
    fn is_one_word(&self, tokens: &[Token]) -> bool {
        let unknown = || tokens.get(self.first_strange..self.first_strange + self.strange);
        self.strange == 1 || unknown().is_some_and(|all| all.iter().all(|token| token.start == all[0].start))
    }

    fn finish(self, tokens: &[Token], begin: usize) -> Name {
        let strange = self.strange > 0;
        // `IT Reseller Account Manager` is about accounts.
        let elsewhere =
            self.best.is_some_and(|best| best.person && best.function.get().domain == Domain::Neither);
        // `Home Office IT`: beside an unknown word `Office IT` says nothing, and IT is IT.
        let within = || {
            let words =
                tokens.get(begin..).filter(|_| strange && self.best.is_some_and(|best| best.words > 1))?;
            open_within(words, self.spoken)
        };
        let open = self.best_open.or_else(within);
        let open = open.filter(|open| !(elsewhere && open.function.get().generic));
        let phrase = if strange || self.unclear { open } else { self.best };
        // A profession behind one word is often another one: `design engineer`.
        let phrase =
            phrase.filter(|phrase| phrase.open || phrase.person || phrase.words > 1 || !self.profession);
        let phrase = phrase.filter(|phrase| !self.second || phrase.open);
        let before = self
            .lead
            .map_or(0, |_| self.aside + if self.first_strange < self.lead_at { self.strange } else { 0 });
        let first = match (self.aside > 0, strange) {
            (true, true) => self.first_aside.min(self.first_strange),
            (true, false) => self.first_aside,
            (false, true) => self.first_strange,
            (false, false) => begin,
        };
        let behind = strange && self.lead.is_some() && self.first_strange > self.lead_at;
        let it = self.lead.is_some_and(|lead| lead.seat == Seat::ItLead);
        // `for Retail`, `IT Manager Leeds`, and in German and Dutch `Hoofd ICT ziekenhuis`.
        // English puts a head behind the area or `of` between them: `Manager ICT woningbouw` is none.
        let turned = || {
            let unknown = tokens.get(self.first_strange).is_some_and(|token| token.word == 0);
            let [head, area, ..] = tokens else { return false };
            unknown
                && self.spoken == EN
                && self.lead_at == 1
                && !area.after_of
                && of_token(head) >= Some(Grade::Manager)
        };
        let bare = it && self.is_one_word(tokens) && (self.spoken & (DE | NL) != 0 || turned());
        let sets_off = |token: &Token| token.is(CONNECTOR) || (it && of_token(token) >= Some(Grade::Manager));
        let part = behind && (bare || tokens.get(self.first_strange.saturating_sub(1)).is_some_and(sets_off));
        let lead = self.lead.filter(|_| !self.more && (!behind || part) && !self.profession);
        Name {
            phrase: phrase.filter(|_| !self.outsider),
            outsider: self.outsider,
            material: self.best.is_some_and(|best| best.function.get().material),
            strange,
            lead,
            before_lead: before,
            first,
            lead_at: self.lead_at,
            behind_lead: part.then_some(self.first_strange),
        }
    }
}

/// The first name in a longer one that means the same beside any other word.
fn open_within(tokens: &[Token], spoken: u8) -> Option<&'static FunctionPhrase> {
    let open = |node: &'static Node| node.function(spoken).filter(|phrase| phrase.open);
    (0..tokens.len())
        .find_map(|at| longest(&tokens[at..], BEGINS_NAME, open))
        .map(|(_, phrase)| phrase)
        .filter(|phrase| !cancelled(tokens, phrase))
}

/// Says the word nothing about what an area does?
fn is_quiet(token: &Token) -> bool {
    let quiet = LEVEL | HIGH | HARMLESS | REGION | CONNECTOR | CREDENTIAL | SEX | DATE;
    token.grade() != 0 || token.is(quiet) || token.number
}

/// Do the words hold a phrase as long that means something else?
fn cancelled(tokens: &[Token], phrase: &FunctionPhrase) -> bool {
    (0..tokens.len()).any(|at| {
        let longer =
            longest(&tokens[at..], BEGINS_COUNTER, |node| node.counters(phrase.function).then_some(()));
        longer.is_some_and(|(words, ())| words >= usize::from(phrase.words))
    })
}

/// The same of words in the order of their language: `tienda de informática`.
fn cancelled_turned(tokens: &[Token], phrase: &FunctionPhrase) -> bool {
    tokens.windows(2).any(|pair| {
        let counters = whole([&pair[1], &pair[0]]).is_some_and(|node| node.counters(phrase.function));
        counters && phrase.words <= 2
    })
}
