//! What `reports_to` names where it names no id of the chart.

use std::collections::{HashMap, HashSet};

use super::keys::StandIns;
use crate::chart::{Chart, Field, PositionId, Text};
use crate::graph::{Manager, stated_managers};
use crate::nearest::{LONGEST, nearest};
use crate::rules::check::Context;
use crate::source::Place;

/// Ids that are compared letter by letter over all unknown ones of a chart. Charts with thousands
/// of unknown ids come from another source as a whole, and a hint for each would not help.
const COMPARISONS: usize = 1_000_000;

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
    /// Positions that it fits in another way than by id.
    pub(in crate::rules::builtin) fits: Vec<(PositionId, By)>,
    /// The position with the nearest id or role slug, and that.
    pub(in crate::rules::builtin) similar: Option<(PositionId, &'c str)>,
    /// Whether the text may be a person's name, whoever it fits.
    private: bool,
}

impl Named<'_> {
    /// Whether it is, or may be, a person's name.
    pub(in crate::rules::builtin) fn is_person(&self) -> bool {
        self.private || self.fits.iter().any(|(_, by)| by.is_person())
    }
}

/// Every text that is named as a manager and is the id of no position, in the order of the chart.
/// There are none where a part of the chart could not be read: they may be in it.
pub(in crate::rules::builtin) fn unknown_managers<'c>(ctx: &Context<'c, '_>) -> Vec<Named<'c>> {
    if ctx.chart.is_broken() {
        return Vec::new();
    }
    let mut found = collect(ctx);
    if !found.is_empty() {
        leave_out_known(ctx.chart, &mut found);
        fit(ctx.chart, &mut found);
        nearest_ids(ctx, &mut found);
    }
    found
}

fn collect<'c>(ctx: &Context<'c, '_>) -> Vec<Named<'c>> {
    let mut found: Vec<Named<'c>> = Vec::new();
    let mut index: HashMap<&str, usize> = HashMap::new();
    for position in ctx.chart.positions() {
        // Of most positions the graph has looked up all there is.
        if is_known(ctx, position) && !ctx.chart.is_list(position, Field::ReportsTo) {
            continue;
        }
        for line in unknown_lines(ctx, position) {
            let at = *index.entry(line.text).or_insert_with(|| {
                found.push(Named {
                    text: line.text,
                    lines: Vec::new(),
                    fits: Vec::new(),
                    similar: None,
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

/// Takes out what `external_managers` lists, and ids that stand under a key that is not read.
fn leave_out_known(chart: &Chart, found: &mut Vec<Named<'_>>) {
    let external: HashSet<&str> = chart.external_managers().map(|text| text.text).collect();
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
        for at in texts.like(chart.id(position)) {
            found[*at].similar.get_or_insert((position, chart.id(position)));
        }
        for (by, field) in By::ALL {
            for text in chart.texts(position, field) {
                let like = texts.like(text.text);
                if like.is_empty() || (by.is_person() && chart.is_vacant(position)) {
                    continue;
                }
                for at in like {
                    let fits = &mut found[*at].fits;
                    if fits.last().is_none_or(|(last, _)| *last != position) {
                        fits.push((position, by));
                    }
                }
            }
        }
    }
    for (position, slug) in chart.role_slugs() {
        for at in texts.like(slug.text) {
            let named = &mut found[*at];
            if slug.text == named.text {
                named.fits.push((position, By::RoleSlug));
            } else {
                named.similar.get_or_insert((position, slug.text));
            }
        }
    }
}

/// Texts by what is left of them where case and separators do not count.
#[derive(Default)]
struct Folded {
    texts: HashMap<String, Vec<usize>>,
    shapes: Shapes,
    /// Room for the text that is looked for: every text of the chart is.
    room: String,
}

impl Folded {
    fn add(&mut self, text: &str, at: usize) {
        let folded = fold(text, &mut self.room).to_owned();
        self.shapes.add(&folded);
        self.texts.entry(folded).or_default().push(at);
    }

    fn like(&mut self, text: &str) -> &[usize] {
        if !self.shapes.may_hold(text) {
            return &[];
        }
        self.texts.get(fold(text, &mut self.room)).map_or(&[], Vec::as_slice)
    }
}

/// The lengths and the first and last characters of some texts: most others differ from all of them there.
struct Shapes([u64; 64]);

impl Default for Shapes {
    fn default() -> Self {
        Self([0; 64])
    }
}

impl Shapes {
    fn add(&mut self, folded: &str) {
        if let [first, .., last] = folded.as_bytes() {
            let (word, bit) = Self::place(*first, *last, folded.len());
            self.0[word] |= bit;
        }
    }

    /// Whether a text may be one of them when it is folded.
    fn may_hold(&self, text: &str) -> bool {
        let text = text.trim();
        let [first, .., last] = text.as_bytes() else { return true };
        // Of numbers the zeros before them go, and other scripts may change in length.
        if *first == b'0' || !text.is_ascii() {
            return true;
        }
        let (word, bit) = Self::place(folded_byte(*first), folded_byte(*last), text.len());
        self.0[word] & bit != 0
    }

    fn place(first: u8, last: u8, length: usize) -> (usize, u64) {
        let (first, last) = (usize::from(first % 16), u32::from(last % 16));
        (first * 4 + length % 4, 1 << (last * 4 + u32::try_from(length / 4 % 4).unwrap_or_default()))
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
    let budget = (COMPARISONS / ctx.chart.len().max(1)).max(1);
    let is_without = |named: &&mut Named<'c>| {
        named.similar.is_none() && named.fits.is_empty() && named.text.len() <= LONGEST
    };
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
        named.similar = near.and_then(|near| alike.iter().find(|(_, id)| *id == near)).copied();
    }
}

/// The digits of an id without leading zeros.
fn digits(text: &str) -> impl Iterator<Item = u8> {
    text.bytes().filter(u8::is_ascii_digit).skip_while(|b| *b == b'0')
}
