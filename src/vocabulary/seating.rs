//! One part of a title → the seat it names, and how that seat is held.

use super::function::IndustrySet;
use super::grade::of_token;
use super::kinds::{Grade, Qualifier, Qualifiers};
use super::names::names;
use super::seat::{Seat, SeatSet};
use super::sentence::{
    ANY_LEVEL, BEHIND, HIGH_LIKE, Link, Part, Token, all_qualifiers, among, is_and, longest, peel_after,
    peel_before, whole,
};
use super::tables::{
    Acronym, BEGINS_LEAD, BEGINS_SEAT, DE, DESK, EN, Form, HIGH, NL, Node, OUTSIDER, OWN, REGION,
    SEAT_TITLES, SeatTitle, UNIT, WORD_ASSISTANT, WORD_CHIEF, WORD_DIRECTOR, WORD_GENERAL, WORD_HEAD,
    WORD_INFORMATION, WORD_MEMBER, WORD_OFFICER, WORD_SYSTEMS, WORD_TECHNICAL, WORD_TECHNOLOGY, WORD_TO,
};

/// A prefix of more words than this is prose.
const MOST_PREFIX: usize = 6;

/// What a C title found in a part means.
#[derive(Clone, Copy)]
pub(super) enum Target {
    Seat(&'static SeatTitle),
    /// A short form with several long forms and no usual one.
    Acronym(&'static Acronym),
}

impl Target {
    fn form(self) -> Form {
        match self {
            Target::Seat(title) => title.form,
            Target::Acronym(_) => Form::Acronym,
        }
    }
}

/// Is it a C title, or one as high?
pub(super) fn is_c_title(target: Target) -> bool {
    match target {
        Target::Acronym(_) => true,
        Target::Seat(title) => match title.seat {
            Seat::Dpo | Seat::Mlro | Seat::ChiefArchitect | Seat::Board => false,
            Seat::Ceo | Seat::Clo => true,
            _ => matches!(title.form, Form::Long | Form::Acronym),
        },
    }
}

/// How the words around a seat's title leave it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Standing {
    /// The seat itself.
    Held,
    /// A deputy's.
    Below,
    /// Not the seat.
    Not,
    /// It cannot be said.
    Unclear,
}

/// A seat named in a part of a title.
#[derive(Clone, Copy)]
pub(super) struct Seating<'t> {
    pub(super) target: Target,
    pub(super) standing: Standing,
    pub(super) qualifiers: Qualifiers,
    /// The words for the part of the company it is for.
    pub(super) scope: Option<&'t [Token]>,
}

impl Seating<'_> {
    /// Does its title mean something else in some industries?
    pub(super) fn is_doubtful(&self) -> bool {
        matches!(self.target, Target::Seat(title) if title.unclear_in != IndustrySet::default())
    }

    fn is_ceo(&self) -> bool {
        matches!(self.target, Target::Seat(title) if title.seat == Seat::Ceo)
    }

    /// Does it lead engineering without a C title?
    pub(super) fn is_engineering(&self) -> bool {
        matches!(self.target, Target::Seat(title) if title.seat == Seat::EngineeringLead)
    }

    /// Is it the short form of a seat that another's long form names, and does not hold?
    pub(super) fn repeats(&self, before: &Self) -> bool {
        match (self.target, before.target) {
            (Target::Seat(short), Target::Seat(long)) => {
                short.seat == long.seat
                    && (short.form, long.form) == (Form::Acronym, Form::Long)
                    && before.standing != Standing::Held
            }
            _ => false,
        }
    }
}

/// The words before and behind a title, without its qualifiers.
struct Around<'t> {
    before: &'t [Token],
    behind: &'t [Token],
    qualifiers: Qualifiers,
    /// The qualifying words of a part of the company.
    part: Option<&'t [Token]>,
}

/// Finds the seat of a part. `cancelled`: seats whose acronym stands for another long form in this
/// title. `root`: may titles count that only the head of a chart has?
pub(super) fn find<'t>(part: &Part<'t>, cancelled: SeatSet, root: bool) -> Option<Seating<'t>> {
    let tokens = part.tokens;
    let mut at = 0;
    let mut first = None;
    while at < tokens.len() {
        let Some((length, target)) = longest(&tokens[at..], BEGINS_SEAT, |node| target(node, cancelled))
        else {
            at += 1;
            continue;
        };
        let range = (at, at + length);
        // Another language's title that reads like English counts as a whole title: `Director General`.
        let foreign = matches!(target, Target::Seat(title) if title.languages & part.spoken == 0);
        if foreign && !(part.alone && length == tokens.len()) {
            at += 1;
            continue;
        }
        match target.form() {
            Form::Long | Form::Acronym => return Some(chief(part, range, target)),
            Form::Lead => {}
            Form::Root if !root => {}
            Form::Exact | Form::Root => {
                if let Some(seating) = exact(tokens, range, target) {
                    first = first.or(Some(seating));
                    at = range.1;
                    continue;
                }
            }
        }
        at += 1;
    }
    // `Director general de TI` leads IT.
    let plain = first.filter(|found| !(found.scope.is_some() && found.is_ceo()));
    plain.or_else(|| lead(part)).or(first).or_else(|| listed(tokens))
}

/// `Head of IT & Security`, `Director, Hospital IT`: a word for a head beside an area whose head holds a
/// seat. The first such area of a part counts.
fn lead<'t>(part: &Part<'t>) -> Option<Seating<'t>> {
    let tokens = part.tokens;
    let could_head = |token: &Token| matches!(of_token(token), Some(Grade::Manager | Grade::Head));
    // A team's leader is not a head; nor is somebody's assistant, but for an `Assistant Director`.
    let other = |token: &Token| {
        // `Gerente ejecutivo de TI`
        !token.is(HIGH) && matches!(of_token(token), Some(Grade::Assistant | Grade::Specialist | Grade::Lead))
    };
    // `IT & Admin Manager`
    let headed = |at: usize| is_and(&tokens[at - 1]) && at + 2 == tokens.len() && could_head(&tokens[at + 1]);
    if tokens.is_empty()
        || (1..tokens.len()).any(|at| other(&tokens[at]) && !headed(at))
        || (other(&tokens[0]) && tokens[0].word != WORD_ASSISTANT)
    {
        return None;
    }
    let has = |kind| tokens.iter().any(|token| token.is(kind));
    if !has(BEGINS_LEAD) || has(OUTSIDER) || !tokens.iter().any(could_head) {
        return None;
    }
    let (name, area) = names(part).find_map(|(name, _)| Some((name, name.lead?)))?;
    // What else an unknown area holds says whether engineering is about software; IT is IT.
    // So does a name that leaves no doubt: `Directora de desarrollo de software y datos`.
    let clear = name.is_open();
    if area.seat != Seat::ItLead && names(part).any(|(name, _)| (name.strange && !clear) || name.material) {
        return None;
    }
    // `Information Management and Technology`, `Operations & Technology`: what is first says which technology.
    if area.seat == Seat::EngineeringLead
        && names(part).take_while(|(name, _)| name.lead.is_none()).any(|(name, _)| name.is_aside())
    {
        return None;
    }
    // Only in some languages does it usually lead software: not a `Technischer Leiter`.
    if part.spoken & (DE | NL) != 0 && tokens.get(name.lead_at)?.word == WORD_TECHNICAL {
        return None;
    }
    // `Direttore del dipartimento di ingegneria` is a title of universities and towns.
    let department = || part.spoken & BEHIND != 0 && has(UNIT);
    if area.seat == Seat::EngineeringLead && department() {
        return None;
    }
    let least = area.least(part.spoken);
    // A `General Manager` is as high as a head.
    let general = tokens.iter().any(|token| token.word == WORD_GENERAL);
    let heads = |token: &Token| {
        let grade = of_token(token);
        (grade >= Some(least) && grade <= Some(Grade::Head)) || (general && grade == Some(Grade::Manager))
    };
    let head = tokens.iter().rposition(heads)?;
    if head > name.lead_at && tokens[head..].iter().any(|token| token.is(UNIT)) {
        // `IT Director's Office`
        return None;
    }
    let mut scope = name.behind_lead.and_then(|at| tokens.get(at..)).map(scope_words);
    if name.before_lead > 0 {
        // Only internal IT is the same everywhere: `Hospital IT Director`.
        let before = tokens.get(name.first..name.first + name.before_lead)?;
        let turned = before.first()?.start > tokens.get(name.lead_at)?.start;
        // `Responsable informatique site de Lyon`
        let set_off = |before| turned && all_qualifiers(before).0.contains(Qualifier::Part);
        // `Directeur des systèmes d'information hospitaliers`, `Trust Head of IT`
        let fits = head > name.lead_at
            || set_off(before)
            // `Head of Club IT`, `Leiter Verbands-IT`
            || (part.spoken & BEHIND == 0
                && !turned && name.before_lead == 1 && name.first + 1 == name.lead_at && head < name.first)
            || (turned && name.before_lead == 1 && tokens.get(name.lead_at)?.word != WORD_SYSTEMS)
            || (name.first < head && tokens.get(name.lead_at)?.after_of && head + 1 == name.lead_at);
        if area.seat != Seat::ItLead || name.before_lead > 2 || !fits {
            return None;
        }
        scope = Some(before);
    }
    let (qualifiers, part) = all_qualifiers(tokens);
    let scope = scope.or(part);
    Some(Seating {
        target: Target::Seat(area),
        standing: standing(qualifiers, Standing::Held),
        qualifiers,
        scope,
    })
}

/// `Chief Product, Technology and Data Officer`: an unknown C title that lists a chief's word among
/// others may be that chief's seat.
fn listed(tokens: &[Token]) -> Option<Seating<'_>> {
    let chief = tokens.iter().position(|token| token.word == WORD_CHIEF)?;
    let officer = chief + tokens[chief..].iter().position(|token| token.word == WORD_OFFICER)?;
    let run = &tokens[chief + 1..=officer];
    if !run.iter().any(is_and) {
        return None;
    }
    let ends_item = |token: &Token| is_and(token) || token.word == WORD_OFFICER;
    let seat = run.windows(2).find_map(|pair| match pair[0].word {
        WORD_TECHNOLOGY | WORD_TECHNICAL if ends_item(&pair[1]) => Some(Seat::Cto),
        WORD_INFORMATION if ends_item(&pair[1]) => Some(Seat::Cio),
        _ => None,
    })?;
    let title = SEAT_TITLES.iter().find(|title| title.seat == seat)?;
    let Around { before, qualifiers, part, .. } = around(tokens, (chief, officer + 1), HIGH_LIKE, HIGH_LIKE);
    let standing = standing(qualifiers, if before.is_empty() { Standing::Unclear } else { Standing::Not });
    Some(Seating { target: Target::Seat(title), standing, qualifiers, scope: part })
}

fn target(node: &'static Node, cancelled: SeatSet) -> Option<Target> {
    if let Some(title) = node.seat() {
        let given_way = title.form == Form::Acronym && cancelled.contains(title.seat);
        return (!given_way).then_some(Target::Seat(title));
    }
    node.acronym().map(Target::Acronym)
}

fn around(tokens: &[Token], range: (usize, usize), before_kinds: u32, behind_kinds: u32) -> Around<'_> {
    let before = &tokens[..range.0];
    let behind = &tokens[range.1..];
    let front = peel_before(before, before_kinds);
    let back = peel_after(behind, behind_kinds);
    let mut qualifiers = front.qualifiers;
    qualifiers.extend(back.qualifiers);
    let front_words = &before[before.len() - front.taken..];
    let back_words = &behind[..back.taken];
    let part = [(front, front_words), (back, back_words)]
        .into_iter()
        .find(|(beside, _)| beside.qualifiers.contains(Qualifier::Part))
        .map(|(_, words)| words);
    Around { before: &before[..before.len() - front.taken], behind: &behind[back.taken..], qualifiers, part }
}

/// A title that counts only as a whole.
fn exact(tokens: &[Token], range: (usize, usize), target: Target) -> Option<Seating<'_>> {
    // `Geschäftsführungsassistenz`
    if tokens[range.1..].iter().any(|token| of_token(token) == Some(Grade::Assistant)) {
        return None;
    }
    // `Directeur de cabinet du DSI`, but `Directrice de la DSI`
    let heads = |token: &Token| matches!(of_token(token), Some(Grade::Manager | Grade::Head));
    let first = tokens[range.0].start;
    let by_head = || tokens.iter().filter(|token| token.start < first).all(heads);
    if is_somebodys(tokens, range) && !among(tokens).contains(Qualifier::Below) && !by_head() {
        return None;
    }
    let Around { before, behind, mut qualifiers, part } =
        around(tokens, range, HIGH_LIKE | ANY_LEVEL, ANY_LEVEL);
    if !before.is_empty() {
        let more = among(before);
        let words = before.iter().filter(|token| !is_and(token)).count();
        if more.is_empty() || words > 2 {
            return None;
        }
        qualifiers.extend(more);
    }
    let mut scope = part;
    if let Some(first) = behind.first() {
        // `DSI Amérique du Nord`, `DSI CHU Nantes`, `DSI Assurances`
        let it = matches!(target, Target::Seat(title) if title.seat == Seat::ItLead);
        let named = || whole(behind).and_then(|node| node.function(u8::MAX)).is_some();
        let place = || it && !behind.iter().any(|token| token.is(DESK)) && !named();
        if !(first.connects() || place()) || behind.iter().any(|token| token.grade() != 0 || token.is(UNIT)) {
            return None;
        }
        scope = Some(scope_words(behind));
    }
    Some(Seating { target, standing: standing(qualifiers, Standing::Held), qualifiers, scope })
}

/// A C title, which counts wherever it is.
fn chief<'t>(part_of_title: &Part<'t>, range: (usize, usize), target: Target) -> Seating<'t> {
    let tokens = part_of_title.tokens;
    // `Vice-Chancellor's CIO`: what is before is another's title.
    let own = tokens[..range.0].iter().rposition(|token| token.owner).map_or(0, |at| at + 1);
    let tokens = &tokens[own..];
    let range = (range.0 - own, range.1 - own);
    let Around { before, behind, mut qualifiers, part } = around(tokens, range, HIGH_LIKE, HIGH_LIKE);
    let mut scope = part;
    let mut standing_so_far = Standing::Held;
    let all_before = &tokens[..range.0];
    let heads = all_before.iter().any(|token| matches!(token.word, WORD_HEAD | WORD_DIRECTOR));
    // `Sostituto del CIO`
    let deputy = || among(tokens).contains(Qualifier::Below);
    let owner = tokens[range.1 - 1].owner && range.1 < tokens.len();
    if (is_somebodys(tokens, range) && !deputy())
        || owner
        || (heads && !behind.is_empty())
        || names_a_desk(&tokens[range.1..])
    {
        // `Head of CTO Communications`, `Office of the CIO`, `CIO-J6-Head`
        standing_so_far = Standing::Not;
    }
    if !before.is_empty() {
        let more = among(before);
        qualifiers.extend(more);
        let (own, named) = prefix(before);
        // `Kommunikation CIO`: only English puts the part of the company in front with a space between.
        let desk = part_of_title.spoken != EN && named.is_some() && !tokens[range.0].hyphen;
        if own == Standing::Not || desk {
            standing_so_far = Standing::Not;
        }
        scope = named.or(scope);
    }
    if standing_so_far == Standing::Held && !behind.is_empty() {
        let (own, named) = suffix(behind);
        standing_so_far = own;
        // `CTO Group Functions`: what looked like a qualifier belongs to the name.
        let whole_name =
            tokens[range.1..].len() > behind.len() && !is_and(&behind[0]) && !behind[0].connects();
        scope = named.map(|named| if whole_name { &tokens[range.1..] } else { named }).or(scope);
        if own == Standing::Not {
            qualifiers.extend(among(behind));
        }
    }
    Seating { target, standing: standing(qualifiers, standing_so_far), qualifiers, scope }
}

/// `Head of CTO Communications`, `Collaboratore del CIO`: does `of` set the title off from a word that stood
/// before it in the title?
fn is_somebodys(tokens: &[Token], range: (usize, usize)) -> bool {
    let title = &tokens[range.0..range.1];
    let Some(first) = title.iter().min_by_key(|token| token.start) else { return false };
    first.after_of && tokens.iter().any(|token| token.start < first.start)
}

/// Do the words behind a C title make it a desk of the chief's office? A word that a hyphen joins to it is
/// a code, but for a region.
fn names_a_desk(behind: &[Token]) -> bool {
    let Some(first) = behind.first() else { return false };
    let region = first.is(REGION) || !all_qualifiers(&behind[..1]).0.is_empty();
    (first.hyphen && !region && !is_and(first)) || behind.iter().any(|token| token.is(DESK))
}

/// What unknown words before a C title make of it.
fn prefix(before: &[Token]) -> (Standing, Option<&[Token]>) {
    let beside =
        |token: &Token| token.grade() != 0 || token.is(UNIT) || token.word == WORD_TO || token.connects();
    if before.len() > MOST_PREFIX || before.iter().any(beside) {
        return (Standing::Not, None);
    }
    if before.last().is_some_and(is_and) || before.iter().all(|token| token.is(OWN)) {
        return (Standing::Held, None);
    }
    (Standing::Held, Some(before))
}

/// What unknown words behind a C title make of it.
fn suffix(behind: &[Token]) -> (Standing, Option<&[Token]>) {
    let Some(first) = behind.first() else { return (Standing::Held, None) };
    let joined = is_and(first);
    // `CIO und Mitglied des Vorstands`
    if joined && behind.get(1).is_some_and(|next| next.word == WORD_MEMBER) {
        return (Standing::Held, None);
    }
    if behind.iter().any(|token| token.grade() != 0 || token.is(UNIT) || token.word == WORD_TO) {
        return (Standing::Not, None);
    }
    if joined {
        return (Standing::Held, None);
    }
    if behind.len() > MOST_PREFIX {
        return (Standing::Unclear, None);
    }
    let area = whole(behind).and_then(|node| node.function(u8::MAX)).is_some();
    if area && !first.connects() {
        // `CIO Operations` may be the person or the house.
        return (Standing::Unclear, None);
    }
    (Standing::Held, Some(scope_words(behind)))
}

/// The words for a part of the company, without the `for` before them.
pub(super) fn scope_words(tokens: &[Token]) -> &[Token] {
    match tokens.split_first() {
        Some((first, rest)) if first.is(super::tables::CONNECTOR) && !rest.is_empty() => rest,
        _ => tokens,
    }
}

/// What the qualifiers leave of a seat.
pub(super) fn standing(qualifiers: Qualifiers, so_far: Standing) -> Standing {
    let has = |qualifier| qualifiers.contains(qualifier);
    if has(Qualifier::Former) || has(Qualifier::Advisory) || has(Qualifier::Outward) || has(Qualifier::Beside)
    {
        Standing::Not
    } else if has(Qualifier::Below) {
        if so_far == Standing::Not { Standing::Not } else { Standing::Below }
    } else {
        so_far
    }
}

/// Two parts that are one title: `Director, IT`, `Technology – VP`.
pub(super) fn find_joined<'t>(first: &Part<'t>, second: &Part<'t>) -> Option<Seating<'t>> {
    let (head, area) = if graded(first.tokens) { (first, second) } else { (second, first) };
    let (last, before) = head.tokens.split_last()?;
    let front = peel_before(before, HIGH_LIKE | ANY_LEVEL);
    let (name, _) = names(area).next()?;
    let target = name.lead.filter(|_| name.before_lead == 0)?;
    let grade = of_token(last)?;
    if !graded(head.tokens)
        || front.taken != before.len()
        || grade < target.least(area.spoken)
        || grade > Grade::Head
    {
        return None;
    }
    let (mut qualifiers, part) = all_qualifiers(area.tokens);
    qualifiers.extend(front.qualifiers);
    let standing = standing(qualifiers, Standing::Held);
    Some(Seating { target: Target::Seat(target), standing, qualifiers, scope: part })
}

/// `Head of Digital, Data and IT`: one head of areas that commas list.
pub(super) fn find_listed<'t>(parts: &[Part<'t>]) -> Option<Seating<'t>> {
    let [first, .., last] = parts else { return None };
    let (head, own) = first.tokens.split_first()?;
    let ungraded = |tokens: &[Token]| tokens.iter().all(|token| token.grade() == 0 && !token.is(UNIT));
    let lists = parts[1..].iter().all(|part| part.link == Link::Comma && ungraded(part.tokens))
        && last.tokens.iter().any(is_and);
    if !lists || of_token(head) != Some(Grade::Head) || own.is_empty() || !ungraded(own) {
        return None;
    }
    let target = parts[1..]
        .iter()
        .flat_map(names)
        .find_map(|(name, _)| name.lead.filter(|lead| lead.seat == Seat::ItLead && name.before_lead == 0))?;
    Some(Seating {
        target: Target::Seat(target),
        standing: Standing::Held,
        qualifiers: Qualifiers::default(),
        scope: None,
    })
}

fn graded(tokens: &[Token]) -> bool {
    tokens.last().is_some_and(|last| last.grade() > super::kinds::Grade::Specialist as u16 + 1)
}
