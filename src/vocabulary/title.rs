//! A title → what it says.

use super::context::TitleContext;
use super::function::{Functions, IndustrySet};
use super::grade;
use super::kinds::{Domain, Grade, Qualifier, Qualifiers, SeatState};
use super::names;
use super::resolved::{Ambiguity, Resolved, SeatScope};
use super::seat::{Seat, SeatSet};
use super::seating::{self, Seating, Standing, Target, scope_words, standing};
use super::sentence::{
    Link, MAX_PARTS, Part, Parts, Sentence, Token, alone, among, ending, is_and, leading, longest,
};
use super::tables::{
    BEGINS_SEAT, CREDENTIAL, DATE, DESK, HARMLESS, HIGH, IT_FUNCTION, LEVEL, Node, OUTWARD_FUNCTION, OWN,
    SEX, UNIT, WORD_MEMBER, WORD_SECRETARY, WORD_STAFF,
};

/// What a title says: the seat and how it is held, the function, the grade. Unknown words say
/// nothing; a title of more than thirty-two words is read only so far.
#[must_use]
pub fn resolve_title(title: &str, context: &TitleContext<'_>) -> Resolved {
    let sentence = Sentence::read(title);
    if !sentence.known {
        return Resolved::default();
    }
    let says = |resolved: &Resolved| {
        resolved.seat.is_some() || resolved.below.is_some() || !resolved.functions.is_empty()
    };
    sentence.in_order(|sentence| resolve(title, sentence, context), says)
}

fn resolve(title: &str, sentence: &Sentence, context: &TitleContext<'_>) -> Resolved {
    let parts = Parts::split(sentence);
    let mut readings = Readings::read(&parts, context, other_readings(sentence.tokens()));
    readings.settle();
    let mut resolved = readings.seat(title, context);
    if resolved.seat.is_none() && resolved.below.is_none() && resolved.ambiguous.is_none() {
        resolved.below = deputy_of(sentence);
    }
    resolved.grade = grade::of(&parts, &resolved, readings.c_title);
    resolved.functions = functions(&parts, &resolved);
    resolved
}

/// The functions that a title names, for their own sake.
pub(super) fn functions_of_title(title: &str) -> Functions {
    resolve_title(title, &TitleContext::new()).functions
}

fn functions(parts: &Parts<'_>, resolved: &Resolved) -> Functions {
    let chief = resolved.seat.or(resolved.below).is_some_and(Seat::is_chief);
    if resolved.is(Qualifier::Former) || chief {
        return Functions::default();
    }
    if resolved.is(Qualifier::Outward) {
        return Functions::of(Some(OUTWARD_FUNCTION));
    }
    let functions = names::of_parts(parts);
    // `Responsable de TI Planta` leads IT, wherever the plant is.
    let neither = functions.iter().all(|function| function.get().domain == Domain::Neither);
    let leads_it = resolved.seat == Some(Seat::ItLead);
    if (leads_it && neither) || (!leads_it && is_unknown_profession(parts, functions)) {
        return Functions::default();
    }
    let sided = |function: super::function::FunctionId| {
        matches!(function.get().domain, Domain::Operations | Domain::Product)
    };
    if leads_it && !functions.is_empty() && !functions.iter().any(sided) {
        // `DSI / RSSI`
        let mut both = Functions::of(Some(IT_FUNCTION));
        functions.iter().for_each(|function| both.add(function));
        return both;
    }
    functions
}

/// `IT-Anwältin`: an unknown word beside IT, and none for somebody's work, may be the profession of another
/// field.
fn is_unknown_profession(parts: &Parts<'_>, functions: Functions) -> bool {
    let generic = functions.iter().all(|function| function.get().generic);
    let tokens = || parts.all().iter().flat_map(|part| part.tokens);
    generic
        && !functions.is_empty()
        && tokens().any(|token| token.word == 0 && !token.number)
        && tokens().all(|token| token.grade() == 0 && !token.is(UNIT) && token.word != WORD_STAFF)
}

/// Seats whose acronym a title spells out as something else.
fn other_readings(tokens: &[Token]) -> SeatSet {
    let mut seats = SeatSet::default();
    for at in 0..tokens.len() {
        if let Some((_, seat)) = longest(&tokens[at..], BEGINS_SEAT, Node::reading) {
            seats.insert(seat);
        }
    }
    seats
}

/// `deputy to the CTO`: the words behind `to` are left out elsewhere.
fn deputy_of(sentence: &Sentence) -> Option<Seat> {
    let tokens = sentence.tokens();
    let to = tokens.iter().position(|token| token.word == super::tables::WORD_TO)?;
    let deputy = alone(&tokens[..to]).is_some_and(|qualifiers| qualifiers.contains(Qualifier::Below));
    if !deputy {
        return None;
    }
    let (_, seat) = longest(&tokens[to + 1..], BEGINS_SEAT, |node| node.seat().map(|title| title.seat))?;
    Some(seat)
}

/// What one part of a title is.
#[derive(Clone, Copy)]
enum Kind<'t> {
    /// A seat.
    Seat(Seating<'t>),
    /// Qualifiers and nothing else.
    Qualifiers(Qualifiers),
    /// Grades, founders, degrees: nothing about the seat.
    Nothing,
    /// Other words.
    Other,
}

/// The parts of a title as they are understood.
struct Readings<'p, 't> {
    parts: &'p [Part<'t>],
    kinds: [Kind<'t>; MAX_PARTS],
    unclear: bool,
    /// Is the seat's title a C title?
    c_title: bool,
}

impl<'p, 't> Readings<'p, 't> {
    fn read(parts: &'p Parts<'t>, context: &TitleContext<'_>, cancelled: SeatSet) -> Self {
        let mut kinds = [Kind::Nothing; MAX_PARTS];
        for (kind, part) in kinds.iter_mut().zip(parts.all()) {
            *kind = kind_of(part, context, cancelled);
        }
        let mut readings = Self { parts: parts.all(), kinds, unclear: false, c_title: false };
        readings.join();
        readings
    }

    /// `Director, IT`, `Manager (IT)` and `Technology – VP` are one title in two parts; `(m/w/d)` between them is nothing.
    fn join(&mut self) {
        if self.kinds.iter().any(|kind| matches!(kind, Kind::Seat(_))) {
            return;
        }
        if let Some(seating) = seating::find_listed(self.parts) {
            self.kinds[0] = Kind::Seat(seating);
            self.kinds[1..self.parts.len()].fill(Kind::Nothing);
            return;
        }
        let sex = |part: &Part<'_>| part.tokens.iter().all(|token| token.is(SEX));
        let mut said = (0..self.parts.len()).filter(|at| !sex(&self.parts[*at]));
        let (Some(first), Some(second)) = (said.next(), said.next()) else { return };
        let set_off = |at: usize| matches!(self.parts[at].link, Link::Comma | Link::Dash);
        let bracket = self.parts[second].link == Link::Bracket;
        if !set_off(first) || !(set_off(second) || bracket || second > first + 1) {
            return;
        }
        if let Some(seating) = seating::find_joined(&self.parts[first], &self.parts[second]) {
            self.kinds[first] = Kind::Seat(seating);
            self.kinds[second] = Kind::Nothing;
        }
    }

    /// Lets the parts around a seat have their say.
    fn settle(&mut self) {
        for at in 0..self.parts.len() {
            let Kind::Seat(mut seating) = self.kinds[at] else { continue };
            let first = !self.kinds[..at].iter().any(|kind| matches!(kind, Kind::Seat(_)));
            if first {
                self.before(at, &mut seating);
            }
            self.behind(at, &mut seating);
            seating.standing = standing(seating.qualifiers, seating.standing);
            self.kinds[at] = Kind::Seat(seating);
        }
    }

    /// The parts before the first seat.
    fn before(&mut self, at: usize, seating: &mut Seating<'t>) {
        for earlier in 0..at {
            match self.kinds[earlier] {
                // `Subdirector general y jefe de informática`: whoever is another's deputy heads this.
                Kind::Qualifiers(qualifiers)
                    if qualifiers.contains(Qualifier::Below) && self.parts[at].link == Link::And => {}
                Kind::Qualifiers(qualifiers) => seating.qualifiers.extend(qualifiers),
                Kind::Other => self.other_before(earlier, at, seating),
                Kind::Seat(_) | Kind::Nothing => {}
            }
        }
    }

    fn other_before(&self, earlier: usize, at: usize, seating: &mut Seating<'t>) {
        if seating.standing != Standing::Held {
            return;
        }
        let tokens = self.parts[earlier].tokens;
        let link = self.parts[at].link;
        let two_titles = matches!(link, Link::Slash | Link::And | Link::ActingAs);
        let held = seating.qualifiers.contains(Qualifier::Temporary);
        if among(tokens).contains(Qualifier::Beside) || ends_as_assistant(tokens) {
            seating.standing = Standing::Not;
        } else if two_titles || held || own_house(tokens) {
        } else if head_grade(tokens) {
            seating.standing = Standing::Unclear;
        } else if tokens.iter().any(|token| token.grade() != 0 || token.is(UNIT)) {
            seating.standing = Standing::Not;
        } else if seating.scope.is_none() {
            seating.scope = Some(tokens);
        }
    }

    /// The parts behind a seat, up to the next one.
    fn behind(&self, at: usize, seating: &mut Seating<'t>) {
        for later in at + 1..self.parts.len() {
            match self.kinds[later] {
                Kind::Seat(_) => break,
                // `CTO: Staff Engineer`, `CTO – Recruiting`
                _ if self.parts[later].link == Link::Dash && is_desk(self.parts[later].tokens) => {
                    seating.standing = Standing::Not;
                }
                // `CTO / Advisor` are two titles.
                Kind::Qualifiers(_) if matches!(self.parts[later].link, Link::Slash | Link::And) => {}
                Kind::Qualifiers(qualifiers) => {
                    seating.qualifiers.extend(qualifiers);
                    if qualifiers.contains(Qualifier::Part) && seating.scope.is_none() {
                        seating.scope = Some(self.parts[later].tokens);
                    }
                }
                Kind::Nothing => {}
                Kind::Other => {
                    let part = &self.parts[later];
                    // `Director of Engineering – Facilities`, `Technical Director, Football`
                    let doubtful = seating.is_engineering() && seating.is_doubtful();
                    let other = |name: &names::Name| name.material || (doubtful && name.strange);
                    if seating.is_engineering() && names::names(part).any(|(name, _)| other(&name)) {
                        seating.standing = Standing::Not;
                    }
                    let names_part = !matches!(part.link, Link::Slash | Link::And | Link::ActingAs)
                        && !part.tokens.iter().any(|token| token.grade() != 0)
                        && !own_house(part.tokens);
                    if names_part && seating.scope.is_none() {
                        seating.scope = Some(scope_words(part.tokens));
                    }
                }
            }
        }
    }

    /// Puts the seats of all parts together.
    fn seat(&mut self, title: &str, context: &TitleContext<'_>) -> Resolved {
        let mut resolved = Resolved::default();
        let mut best: Option<Seating<'t>> = None;
        let mut seats = SeatSet::default();
        let mut before: Option<Seating<'t>> = None;
        for (kind, part) in self.kinds.iter().zip(self.parts) {
            let seating = match kind {
                Kind::Seat(seating) => {
                    // `Deputy Chief Information Officer (CIO)`: the short form says no more than the long one.
                    let again =
                        before.is_some_and(|before| part.link == Link::Bracket && seating.repeats(&before));
                    before = Some(*seating);
                    if again {
                        continue;
                    }
                    *seating
                }
                Kind::Qualifiers(qualifiers) => {
                    resolved.qualifiers.extend(*qualifiers);
                    continue;
                }
                Kind::Other if grade::of_part(part) > Some(Grade::Specialist) => {
                    if let Some(qualifier) = leading(part.tokens) {
                        resolved.qualifiers.insert(qualifier);
                    }
                    continue;
                }
                Kind::Nothing | Kind::Other => continue,
            };
            resolved.qualifiers.extend(seating.qualifiers);
            if matches!(seating.target, Target::Seat(title) if title.partial) {
                resolved.qualifiers.insert(Qualifier::Partial);
            }
            match (seating.target, seating.standing) {
                (Target::Seat(seat), Standing::Held | Standing::Unclear) => {
                    seats.insert(seat.seat);
                    let better = best.is_none_or(|best| rank(&seating, context) > rank(&best, context));
                    if better {
                        best = Some(seating);
                    }
                }
                (Target::Seat(seat), Standing::Below) => {
                    resolved.below = resolved.below.or(Some(seat.seat));
                }
                (Target::Acronym(acronym), Standing::Held) if !self.spelled_out() => {
                    let (acronym, readings) = (acronym.acronym, acronym.readings);
                    resolved.ambiguous.get_or_insert(Ambiguity::Acronym { acronym, readings });
                }
                _ => {}
            }
        }
        if let Some(best) = best {
            self.unclear = best.standing == Standing::Unclear;
            self.c_title = seating::is_c_title(best.target);
            self.put(&mut resolved, &best, seats, title, context);
        }
        resolved
    }

    /// Is a C title written in full somewhere?
    fn spelled_out(&self) -> bool {
        self.parts.iter().any(|part| grade::is_officer(part.tokens))
    }

    fn put(
        &self,
        resolved: &mut Resolved,
        best: &Seating<'t>,
        mut seats: SeatSet,
        title: &str,
        context: &TitleContext<'_>,
    ) {
        let Target::Seat(found) = best.target else { return };
        let combined = found.seat == Seat::Both || (seats.contains(Seat::Cio) && seats.contains(Seat::Cto));
        let seat = if combined { Seat::Both } else { found.seat };
        if combined {
            seats.remove(Seat::Cio);
            seats.remove(Seat::Cto);
        }
        seats.remove(seat);
        let scope = scope(best, title, context);
        // `CIO, Asset Management`
        let part =
            if let SeatScope::Part(text) = &scope { IndustrySet::of(text) } else { IndustrySet::default() };
        let elsewhere = found.unclear_in.meets(context.industries()) || found.unclear_in.meets(part);
        // `VP IT (Acting CIO)` leaves no doubt.
        let in_doubt = elsewhere && !seats.contains(Seat::ItLead);
        resolved.seat = Some(seat);
        resolved.also = seats;
        resolved.soft = found.soft;
        resolved.yields = found.yields;
        resolved.below = resolved.below.filter(|below| *below != seat);
        resolved.ambiguous = in_doubt.then(|| doubt(found.seat));
        if self.unclear {
            resolved.ambiguous = Some(Ambiguity::Words);
        }
        resolved.scope = scope;
        resolved.state = Some(if resolved.ambiguous.is_some() {
            SeatState::Unresolved
        } else {
            state(best, combined, found.partial)
        });
    }
}

fn doubt(seat: Seat) -> Ambiguity {
    let acronym =
        super::tables::ACRONYMS.iter().find(|entry| entry.acronym.eq_ignore_ascii_case(seat.word()));
    acronym.map_or(Ambiguity::Industry, |entry| Ambiguity::Acronym {
        acronym: entry.acronym,
        readings: entry.readings,
    })
}

/// Which of several seats of one title leads: a chief before others, one in the seat before a deputy
/// or an open question; among equals the first.
fn rank(seating: &Seating<'_>, context: &TitleContext<'_>) -> u8 {
    let Target::Seat(title) = seating.target else { return 0 };
    let in_doubt = title.unclear_in.meets(context.industries());
    let clear = u8::from(seating.standing == Standing::Held && !in_doubt);
    clear + if title.seat.is_chief() { 2 } else { 0 }
}

fn state(seating: &Seating<'_>, combined: bool, partial: bool) -> SeatState {
    let has = |qualifier| seating.qualifiers.contains(qualifier);
    if has(Qualifier::Planned) || has(Qualifier::Vacant) {
        SeatState::Open
    } else if partial || has(Qualifier::Partial) {
        SeatState::Partial
    } else if combined {
        SeatState::Combined
    } else if has(Qualifier::Leaving) {
        SeatState::Leaving
    } else if has(Qualifier::Temporary) {
        SeatState::Temporary
    } else {
        SeatState::Full
    }
}

fn scope(seating: &Seating<'_>, title: &str, context: &TitleContext<'_>) -> SeatScope {
    let words = seating.scope.and_then(|tokens| {
        let (first, last) = (tokens.first()?, tokens.last()?);
        title.get(first.start as usize..last.end as usize)
    });
    match words {
        Some(text) if !context.is_company(text) => SeatScope::Part(text.into()),
        _ if seating.qualifiers.contains(Qualifier::Wide) => SeatScope::Group,
        _ => SeatScope::Company,
    }
}

fn kind_of<'t>(part: &Part<'t>, context: &TitleContext<'_>, cancelled: SeatSet) -> Kind<'t> {
    let tokens = part.tokens;
    if let Some(mut seating) = seating::find(part, cancelled, context.is_root()) {
        if part.link == Link::ActingAs {
            seating.qualifiers.insert(Qualifier::Temporary);
        }
        return Kind::Seat(seating);
    }
    if let Some(qualifiers) = alone(tokens) {
        return if qualifiers.is_empty() { Kind::Nothing } else { Kind::Qualifiers(qualifiers) };
    }
    // `Mitglied der Geschäftsleitung, Leiter IT`
    if [tokens.first(), tokens.last()].into_iter().flatten().any(|token| token.word == WORD_MEMBER) {
        return Kind::Nothing;
    }
    let quiet = HIGH | CREDENTIAL | SEX | LEVEL;
    let person = tokens.first().is_some_and(|token| token.is(CREDENTIAL));
    if person || tokens.first().is_some_and(|token| token.is(DATE)) {
        return Kind::Nothing;
    }
    if tokens.iter().all(|token| token.is(quiet) || token.number || is_and(token))
        && !ends_as_assistant(tokens)
    {
        return Kind::Nothing;
    }
    Kind::Other
}

/// Somebody who works for a chief, or a desk of the chief's office.
fn is_desk(tokens: &[Token]) -> bool {
    let works = |token: &Token| {
        matches!(
            grade::of_token(token),
            Some(Grade::Manager | Grade::Lead | Grade::Specialist | Grade::Assistant)
        )
    };
    tokens.iter().any(|token| token.is(DESK)) || tokens.last().is_some_and(works)
}

/// Only words for the chief's own house: `Head of Group IT (CIO)`, `Direttore tecnico (CTO)`; a `Técnico` alone
/// is no head of one.
fn own_house(tokens: &[Token]) -> bool {
    let own = OWN | HARMLESS | HIGH | LEVEL;
    let worker = |token: &Token| grade::of_token(token) == Some(Grade::Specialist) && !token.is(HIGH);
    tokens.iter().all(|token| token.is(own) || is_and(token) || is_wide(token))
        && (head_grade(tokens) || !tokens.iter().any(worker))
}

fn is_wide(token: &Token) -> bool {
    among(std::slice::from_ref(token)).contains(Qualifier::Wide)
        || alone(std::slice::from_ref(token)).is_some_and(|found| found.contains(Qualifier::Wide))
}

fn head_grade(tokens: &[Token]) -> bool {
    tokens.iter().any(|token| grade::of_token(token) >= Some(Grade::Head))
}

fn ends_as_assistant(tokens: &[Token]) -> bool {
    let Some((last, before)) = tokens.split_last() else { return false };
    // A `Deputy Secretary` of a ministry assists nobody.
    let high = last.word == WORD_SECRETARY
        && ending(before).is_some_and(|(_, qualifier)| qualifier == Qualifier::Below);
    grade::of_token(last) == Some(Grade::Assistant) && !high
}
