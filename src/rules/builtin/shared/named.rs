//! What `reports_to` names where it names no id of the chart.

use std::rc::Rc;

use fixedbitset::FixedBitSet;
use hashbrown::{HashMap, HashSet};

use super::keys::StandIns;
use super::near::bearable;
use super::wording::{by_length, id_of, some_of_count};
use crate::chart::spelling::{first_name_first, plain_spellings};
use crate::chart::{Chart, Field, PositionId, Text};
use crate::graph::{Manager, stated_managers};
use crate::nearest::{LONGEST, nearest};
use crate::rules::check::Context;
use crate::sort;
use crate::source::Place;

/// By what a text fits a position.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::rules::builtin) enum By {
    RoleSlug,
    Title,
    Role,
    Name,
    Holder,
}

impl By {
    const ALL: [(Self, Field); 4] = [
        (Self::Title, Field::Title),
        (Self::Role, Field::Role),
        (Self::Name, Field::Name),
        (Self::Holder, Field::Holder),
    ];

    /// The field in a sentence. Never the text itself for a person.
    pub(in crate::rules::builtin) fn words(self) -> &'static str {
        match self {
            Self::RoleSlug => "role slug",
            Self::Title => "title",
            Self::Role => "`role`",
            Self::Name => "holder's name",
            Self::Holder => "`holder` key",
        }
    }

    /// Whether the text names a person, and is therefore not shown.
    pub(in crate::rules::builtin) fn is_person(self) -> bool {
        matches!(self, Self::Name | Self::Holder)
    }
}

/// A text that positions name as their manager and that is the id of none.
pub(in crate::rules::builtin) struct Named<'c> {
    /// The text.
    pub(in crate::rules::builtin) text: &'c str,
    /// Who names it, and where, in the order of the chart.
    pub(in crate::rules::builtin) lines: Vec<(PositionId, Place)>,
    /// What it fits, with all texts that are like it.
    pub(in crate::rules::builtin) like: Rc<Like>,
    /// Positions with just this text as a role slug.
    pub(in crate::rules::builtin) slugs: Vec<(PositionId, Place)>,
    /// The position with the nearest id or role slug, and that.
    pub(in crate::rules::builtin) similar: Option<(PositionId, String)>,
    /// Where a name stands that is nearly the text, where that may be one.
    pub(in crate::rules::builtin) similar_name: Option<Place>,
    /// Whether the text may be a person's name, whoever it fits.
    private: bool,
}

/// What texts fit that differ in letter case and separators alone. It is worked out once for all of them:
/// there may be as many as positions, and each of them fits all of these.
#[derive(Default)]
pub(in crate::rules::builtin) struct Like {
    /// Positions that they fit in another way than by id or role slug.
    pub(in crate::rules::builtin) fits: Vec<(PositionId, By)>,
    /// The first of the ways in the order of [`By`].
    by: Option<By>,
    /// Whether one of the ways names a person.
    is_person: bool,
    /// The first position with an id like it, else the first two role slugs that differ.
    similar: Vec<(PositionId, String)>,
    /// Some of the positions, those with the shortest ids.
    shortest: Vec<PositionId>,
}

impl Named<'_> {
    /// Whether messages show it: it is called like a position, or has the form of an id.
    pub(in crate::rules::builtin) fn is_shown(&self, chart: &Chart) -> bool {
        let is_title = match self.by() {
            Some(By::RoleSlug) => {
                self.slugs.iter().all(|(position, _)| chart.shows_slug(*position, self.text))
            }
            by => by.is_some_and(|by| !by.is_person()),
        };
        chart.shows_names() || (!self.is_person() && (is_title || chart.shows_text(self.text)))
    }

    /// Whether it is, or may be, a person's name.
    pub(in crate::rules::builtin) fn is_person(&self) -> bool {
        self.private || self.like.is_person
    }

    /// How many positions it fits in another way than by id.
    pub(in crate::rules::builtin) fn count(&self) -> usize {
        self.like.fits.len() + self.slugs.len()
    }

    /// The first of them, and how it fits.
    pub(in crate::rules::builtin) fn first(&self) -> Option<(PositionId, By)> {
        let slug = self.slugs.first().map(|(position, _)| (*position, By::RoleSlug));
        self.like.fits.first().copied().or(slug)
    }

    /// How it fits them, the same in every order of the files.
    pub(in crate::rules::builtin) fn by(&self) -> Option<By> {
        if self.slugs.is_empty() { self.like.by } else { Some(By::RoleSlug) }
    }

    /// A few of the positions it fits, and how many more there are.
    pub(in crate::rules::builtin) fn offered(&self, ctx: &Context<'_, '_>) -> String {
        let slugs = self.slugs.iter().map(|(position, _)| *position);
        let mut some: Vec<PositionId> = self.like.shortest.iter().copied().chain(slugs).collect();
        sort::by_key(&mut some, |position| by_length(ctx.chart.id(*position)));
        some.truncate(OFFERED);
        some_of_count(&some, self.count(), "or", |position| id_of(ctx, *position))
    }
}

/// How many positions a help line offers.
const OFFERED: usize = 5;

/// What each of the unknown texts fits, in their order.
struct Fits(Vec<Fit>);

struct Fit {
    like: Rc<Like>,
    slugs: Vec<(PositionId, Place)>,
    similar: Option<(PositionId, String)>,
    similar_name: Option<Place>,
}

/// A position that names more managers who are not on the chart than are told one by one: that is one slip,
/// such as a list of something else.
pub(in crate::rules::builtin) struct Crowd {
    pub(in crate::rules::builtin) position: PositionId,
    /// Where the first of them are named.
    pub(in crate::rules::builtin) places: Vec<Place>,
    /// How many there are.
    pub(in crate::rules::builtin) count: usize,
}

/// Managers of one position that are told one by one.
const MOST_OF_ONE: usize = 20;

/// The positions that name many managers who are not on the chart, in the order of the chart.
pub(in crate::rules::builtin) fn crowds(ctx: &Context<'_, '_>) -> Rc<Vec<Crowd>> {
    ctx.memo.get(|| {
        if ctx.chart.may_have_any_id() {
            return Vec::new();
        }
        let external = external(ctx.chart);
        let lists = ctx.chart.positions().filter(|of| ctx.chart.is_list(*of, Field::ReportsTo));
        lists.filter_map(|position| crowd(ctx, position, &external)).collect()
    })
}

fn crowd(ctx: &Context<'_, '_>, position: PositionId, external: &HashSet<&str>) -> Option<Crowd> {
    let lines = || unknown_lines(ctx, position).filter(|line| !external.contains(line.text));
    lines().nth(MOST_OF_ONE)?;
    let mut met = HashSet::new();
    let places = lines().filter(|line| met.insert(line.text)).map(|line| line.place);
    let places: Vec<Place> = places.take(MOST_OF_ONE + 1).collect();
    met.extend(lines().map(|line| line.text));
    (met.len() > MOST_OF_ONE).then_some(Crowd { position, places, count: met.len() })
}

fn external(chart: &Chart) -> HashSet<&str> {
    chart.external_managers().map(|text| text.text).collect()
}

/// Every text that is named as a manager and is the id of no position, in the order of the chart, without
/// those of [`crowds`]. There are none where the id of some position could not be read: it may be any of
/// them.
pub(in crate::rules::builtin) fn unknown_managers<'c>(ctx: &Context<'c, '_>) -> Vec<Named<'c>> {
    if ctx.chart.may_have_any_id() {
        return Vec::new();
    }
    let mut found = collect(ctx);
    if !found.is_empty() {
        leave_out_known(ctx.chart, &mut found);
        // This goes over the texts of all positions, and several rules ask for it.
        let fits = ctx.memo.get(|| Fits::of(ctx, &mut found));
        for (named, fit) in found.iter_mut().zip(&fits.0) {
            named.like = Rc::clone(&fit.like);
            named.slugs.clone_from(&fit.slugs);
            named.similar.clone_from(&fit.similar);
            named.similar_name = fit.similar_name;
        }
    }
    found
}

/// Positions that a line was meant for which misses their id.
pub(in crate::rules::builtin) fn meant(all: Vec<Named<'_>>) -> HashSet<PositionId> {
    let mut meant = HashSet::new();
    let mut met = HashSet::new();
    for named in all {
        if met.insert(Rc::as_ptr(&named.like)) {
            meant.extend(named.like.fits.iter().map(|(position, _)| *position));
        }
        meant.extend(named.slugs.iter().map(|(position, _)| *position));
        meant.extend(named.similar.map(|(position, _)| position));
    }
    meant
}

impl Fits {
    fn of<'c>(ctx: &Context<'c, '_>, found: &mut [Named<'c>]) -> Self {
        fit(ctx.chart, found);
        nearest_ids(ctx, found);
        nearest_names(ctx.chart, found);
        let taken = found.iter_mut().map(|named| Fit {
            like: Rc::clone(&named.like),
            slugs: std::mem::take(&mut named.slugs),
            similar: named.similar.take(),
            similar_name: named.similar_name,
        });
        Self(taken.collect())
    }
}

fn collect<'c>(ctx: &Context<'c, '_>) -> Vec<Named<'c>> {
    let mut found: Vec<Named<'c>> = Vec::new();
    let mut index: HashMap<&str, usize> = HashMap::new();
    let nothing = Rc::default();
    let crowds = crowds(ctx);
    let mut crowds = crowds.iter().map(|crowd| crowd.position).peekable();
    for position in ctx.chart.positions() {
        if crowds.next_if_eq(&position).is_some() {
            continue;
        }
        // For most positions, the graph has already looked up everything.
        if is_known(ctx, position) && !ctx.chart.is_list(position, Field::ReportsTo) {
            continue;
        }
        for line in unknown_lines(ctx, position) {
            let at = *index.entry(line.text).or_insert_with(|| {
                found.push(Named {
                    text: line.text,
                    lines: Vec::with_capacity(1),
                    like: Rc::clone(&nothing),
                    slugs: Vec::new(),
                    similar: None,
                    similar_name: None,
                    private: false,
                });
                found.len() - 1
            });
            found[at].private |= ctx.chart.is_private(line.place);
            found[at].lines.push((position, line.place));
        }
    }
    found
}

/// Whether the first line of a position leads somewhere, or is none.
fn is_known(ctx: &Context<'_, '_>, position: PositionId) -> bool {
    ctx.chart.parent(position).is_none() && ctx.graph.manager(position) != Manager::Unknown
}

/// The lines of one position that lead to no id. The graph has looked up the first one already.
fn unknown_lines<'c>(ctx: &Context<'c, '_>, position: PositionId) -> impl Iterator<Item = Text<'c>> {
    let (chart, graph): (&'c Chart, _) = (ctx.chart, ctx.graph);
    stated_managers(chart, position)
        .skip(usize::from(is_known(ctx, position)))
        .filter(move |line| line.text != chart.id(position) && graph.find(chart, line.text).is_none())
}

/// Takes out what `external_managers` lists, and ids that are under a key that is not read.
fn leave_out_known(chart: &Chart, found: &mut Vec<Named<'_>>) {
    let external = external(chart);
    let stand_ins = StandIns::of(chart, Field::Id.key().name);
    let unread: HashSet<&str> = match stand_ins.first() {
        None => HashSet::new(),
        Some(_) => chart.positions().filter_map(|position| stand_ins.said_by(chart, position)).collect(),
    };
    found.retain(|named| !external.contains(named.text) && !unread.contains(named.text));
}

/// One pass over the positions for all texts at once.
fn fit<'c>(chart: &'c Chart, found: &mut [Named<'c>]) {
    let mut texts = Folded::default();
    for (at, named) in found.iter().enumerate() {
        texts.add(named.text, at);
    }
    for position in chart.positions() {
        if let Some(like) = texts.like(chart.id(position)).filter(|like| like.similar.is_empty()) {
            like.similar.push((position, chart.id(position).to_owned()));
        }
        for (by, field) in By::ALL {
            for text in chart.texts(position, field) {
                let Some(like) = texts.like(text.text) else { continue };
                if by.is_person() && chart.is_vacant(position) {
                    continue;
                }
                like.by = Some(like.by.map_or(by, |known| known.min(by)));
                like.is_person |= by.is_person();
                if like.fits.last().is_none_or(|(last, _)| *last != position) {
                    like.fits.push((position, by));
                }
            }
        }
    }
    let has_id: Vec<bool> = texts.groups.iter().map(|group| !group.like.similar.is_empty()).collect();
    let mut slugs: HashMap<&str, Vec<(PositionId, Place)>> = HashMap::new();
    for (position, slug) in chart.role_slugs() {
        let Some(at) = texts.group(slug.text) else { continue };
        slugs.entry(slug.text).or_default().push((position, slug.place));
        let similar = &mut texts.groups[at].like.similar;
        if !has_id[at] && similar.len() < 2 && similar.iter().all(|(_, known)| known != slug.text) {
            similar.push((position, slug.text.to_owned()));
        }
    }
    for Group { mut like, of } in texts.groups {
        let mut shortest: Vec<PositionId> = like.fits.iter().map(|(position, _)| *position).collect();
        if shortest.len() > OFFERED {
            shortest.select_nth_unstable_by_key(OFFERED, |position| by_length(chart.id(*position)));
            shortest.truncate(OFFERED);
        }
        like.shortest = shortest;
        let like = Rc::new(like);
        for at in of {
            let named = &mut found[at];
            let mut similar = like.similar.iter();
            named.slugs = slugs.remove(named.text).unwrap_or_default();
            named.similar = similar.find(|(_, known)| known != named.text).cloned();
            named.like = Rc::clone(&like);
        }
    }
}

/// Texts by what is left of them where case and separators do not count.
#[derive(Default)]
struct Folded {
    texts: HashMap<String, usize>,
    groups: Vec<Group>,
    shapes: Shapes,
    /// Room for the text that is looked for: every text of the chart is.
    room: String,
}

/// Texts that are like each other.
struct Group {
    like: Like,
    of: Vec<usize>,
}

impl Folded {
    fn add(&mut self, text: &str, at: usize) {
        let folded = fold(text, &mut self.room);
        self.shapes.add(folded);
        if let Some(group) = self.texts.get(folded) {
            self.groups[*group].of.push(at);
        } else {
            self.texts.insert(folded.to_owned(), self.groups.len());
            self.groups.push(Group { like: Like::default(), of: vec![at] });
        }
    }

    fn group(&mut self, text: &str) -> Option<usize> {
        if !self.shapes.may_hold(text) {
            return None;
        }
        self.texts.get(fold(text, &mut self.room)).copied()
    }

    fn like(&mut self, text: &str) -> Option<&mut Like> {
        self.group(text).map(|group| &mut self.groups[group].like)
    }
}

/// The lengths and the first and last characters of some texts: most others differ from all of them there.
struct Shapes(FixedBitSet);

/// How many shapes are told apart.
const SHAPES: usize = 1 << 16;

impl Default for Shapes {
    fn default() -> Self {
        Self(FixedBitSet::with_capacity(SHAPES))
    }
}

impl Shapes {
    fn add(&mut self, folded: &str) {
        self.0.extend(Self::whole(folded).into_iter().chain(Self::end(folded)));
    }

    /// Whether a text may be one of them when it is folded.
    fn may_hold(&self, text: &str) -> bool {
        let text = text.trim();
        // Numbers lose the zeros before them.
        if text.starts_with('0') {
            return true;
        }
        // Other scripts may change in length.
        let shape = if text.is_ascii() { Self::whole(text) } else { Self::end(text) };
        shape.is_none_or(|shape| self.0.contains(shape))
    }

    /// By both ends and the length of a text.
    fn whole(text: &str) -> Option<usize> {
        let [first, second, .., last] = text.as_bytes() else { return None };
        Self::of(text.len(), [*first, *second, *last])
    }

    /// By the end of a text, where no character of it may become another one or several.
    fn end(text: &str) -> Option<usize> {
        let end = text.as_bytes().last_chunk().filter(|end| end.is_ascii())?;
        Self::of(0, *end)
    }

    fn of(length: usize, bytes: [u8; 3]) -> Option<usize> {
        let mut mixed = u32::try_from(length).ok()?;
        for byte in bytes {
            mixed = (mixed ^ u32::from(folded_byte(byte))).wrapping_mul(0x9e37_79b1);
        }
        usize::try_from(mixed >> 16).ok()
    }
}

fn folded_byte(byte: u8) -> u8 {
    match byte {
        b'-' | b' ' | b'.' => b'_',
        byte => byte.to_ascii_lowercase(),
    }
}

/// Lower-case, separators alike, numbers without leading zeros: spreadsheets eat them.
fn fold<'r>(text: &str, room: &'r mut String) -> &'r str {
    room.clear();
    for c in text.trim().chars() {
        match u8::try_from(c) {
            Ok(byte) if byte.is_ascii() => room.push(char::from(folded_byte(byte))),
            _ => room.extend(c.to_lowercase()),
        }
    }
    let is_number = !room.is_empty() && room.bytes().all(|b| b.is_ascii_digit());
    if is_number { room.trim_start_matches('0') } else { room }
}

/// The nearest id for each text that fits nothing, as long as the work is bearable.
fn nearest_ids<'c>(ctx: &Context<'c, '_>, found: &mut [Named<'c>]) {
    let budget = bearable(ctx.chart.len());
    let is_without =
        |named: &&mut Named<'c>| named.similar.is_none() && named.count() == 0 && named.text.len() <= LONGEST;
    let without: Vec<&mut Named<'c>> = found.iter_mut().filter(is_without).take(budget).collect();
    if without.is_empty() {
        return;
    }
    let chart: &'c Chart = ctx.chart;
    let ids = chart.positions().map(|position| (position, chart.id(position)));
    let slugs = chart.role_slugs().map(|(position, slug)| (position, slug.text));
    // Numbered ids are all alike: `p12` says nothing about `p13`.
    let wanted = without.iter().map(|named| (digits(named.text).collect(), Vec::new()));
    let mut by_digits: HashMap<Vec<u8>, Vec<(PositionId, &str)>> = wanted.collect();
    let mut room = Vec::new();
    for (position, id) in ids.chain(slugs).filter(|(_, id)| id.len() <= 2 * LONGEST) {
        room.clear();
        room.extend(digits(id));
        if let Some(alike) = by_digits.get_mut(&room) {
            alike.push((position, id));
        }
    }
    for named in without {
        room.clear();
        room.extend(digits(named.text));
        let Some(alike) = by_digits.get(&room) else { continue };
        let near = nearest(named.text, alike.iter().map(|(_, id)| *id));
        let near = near.and_then(|near| alike.iter().find(|(_, id)| *id == near));
        named.similar = near.map(|(position, id)| (*position, (*id).to_owned()));
    }
}

/// The nearest name for each text that may be a person's and fits nobody.
fn nearest_names(chart: &Chart, found: &mut [Named<'_>]) {
    let spelled = |text: &str| plain_spellings(&first_name_first(text)).0;
    let is_without = |named: &&mut Named<'_>| {
        let is_name = named.private || named.text.contains(char::is_whitespace);
        is_name && named.similar.is_none() && named.count() == 0 && named.text.len() <= LONGEST
    };
    let mut without = found.iter_mut().filter(is_without).peekable();
    if without.peek().is_none() {
        return;
    }
    let names = chart.positions().flat_map(|position| chart.texts(position, Field::Name));
    let names = names.filter(|name| name.text.len() <= LONGEST);
    let names: Vec<(String, Place)> = names.map(|name| (spelled(name.text), name.place)).collect();
    let budget = bearable(names.len());
    for named in without.take(budget) {
        let near = nearest(&spelled(named.text), names.iter().map(|(name, _)| &**name)).map(str::to_owned);
        named.similar_name =
            near.and_then(|near| names.iter().find(|(name, _)| *name == near)).map(|(_, place)| *place);
    }
}

/// The digits of an id without leading zeros.
fn digits(text: &str) -> impl Iterator<Item = u8> {
    text.bytes().filter(u8::is_ascii_digit).skip_while(|b| *b == b'0')
}
