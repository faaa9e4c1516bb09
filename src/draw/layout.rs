//! Where the boxes of a tree go so that they fit a page. It knows boxes by their size and nothing of charts.
//!
//! A tidy tree is far too wide. So every manager has a choice: reports in a row below, each with its own tree
//! (Reingold and Tilford), or in one or several columns below, like an indented list. Choices are not made one by
//! one: of each subtree a few sizes are kept of which none is both narrower and lower than another, and the size
//! of the whole that fits the page best says what each manager does. Then contours push the trees of a row
//! together. All of it takes time in proportion to the boxes, but for sorting the reports of one manager.

use crate::sort;
use std::collections::BinaryHeap;
use std::ops::Range;

/// Between boxes that are next to each other.
const GAP: i64 = 14;
/// Between a manager and a row of reports, where the lines run.
const DROP: i64 = 24;
/// Between boxes of a column.
const STEP: i64 = 7;
/// How far a column stands in; its line runs there.
const INDENT: i64 = 16;
/// How many sizes of a subtree are kept.
const FRONT: usize = 16;
/// How many choices of its reports' sizes a manager tries for columns.
const TRIED: usize = 4;

/// A tree of boxes, or several.
#[derive(Clone, Debug, Default)]
pub struct Forest {
    /// The manager of each box, which is before its reports.
    pub parents: Vec<Option<usize>>,
    /// Width and height of each.
    pub sizes: Vec<(i64, i64)>,
}

/// What everything has to fit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Room {
    /// How wide it is.
    pub width: i64,
    /// How high it is.
    pub height: i64,
    /// What stands around the boxes, side by side and one above the other; it is scaled with them.
    pub frame: (i64, i64),
}

/// How the reports of a box stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Way {
    /// There are none.
    Alone,
    /// In a row below; each may be so high with what is below it.
    Row(i64),
    /// In so many columns below; each may be so wide.
    Columns(usize, i64),
}

/// Where everything is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Placed {
    /// The upper left corner of each box.
    pub at: Vec<(i64, i64)>,
    /// How the reports of each stand.
    pub ways: Vec<Way>,
    /// The width of the whole.
    pub width: i64,
    /// The height of the whole.
    pub height: i64,
}

impl Placed {
    /// How large it is shown, with 1 for its own size, which is the largest: a chart of three boxes does not
    /// fill a page.
    #[must_use]
    pub fn scale(&self, room: Room) -> f64 {
        let width = ratio(room.width, self.width + room.frame.0);
        width.min(ratio(room.height, self.height + room.frame.1)).min(1.0)
    }

    /// Where the line from a box to one of its reports runs, from the box on.
    #[must_use]
    pub fn line(&self, forest: &Forest, from: usize, to: usize) -> Vec<(i64, i64)> {
        let ((x, y), (width, height)) = (self.at[from], forest.sizes[from]);
        let ((to_x, to_y), (to_width, to_height)) = (self.at[to], forest.sizes[to]);
        if let Way::Columns(columns, _) = self.ways[from] {
            let (down, middle) = (to_x - INDENT / 2, to_y + to_height / 2);
            if columns == 1 {
                return vec![(down, y + height), (down, middle), (to_x, middle)];
            }
            let across = y + height + DROP / 2;
            let start = x + INDENT / 2;
            return vec![
                (start, y + height),
                (start, across),
                (down, across),
                (down, middle),
                (to_x, middle),
            ];
        }
        let (start, end) = (x + width / 2, to_x + to_width / 2);
        let across = y + height + DROP / 2;
        vec![(start, y + height), (start, across), (end, across), (end, to_y)]
    }
}

#[expect(clippy::cast_precision_loss, reason = "pictures are far smaller than 2^52")]
fn ratio(one: i64, other: i64) -> f64 {
    one as f64 / other.max(1) as f64
}

/// A size that a subtree can have.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Shape {
    width: i64,
    height: i64,
    way: Way,
}

/// Places boxes so that they are shown as large as can be in so much room.
#[must_use]
pub fn place(forest: &Forest, room: Room) -> Placed {
    let tree = Tree::new(forest);
    let fronts = tree.fronts();
    let placed = fronts[0].iter().map(|shape| tree.placed(&fronts, *shape));
    // Among those that are shown as large, one that begins with a row, as people draw it, and the widest of
    // these.
    let is_row = |placed: &Placed| {
        let top = usize::from(tree.reports(0).len() == 1);
        matches!(placed.ways[top], Way::Row(_))
    };
    let rank = |placed: &Placed| (placed.scale(room), is_row(placed));
    let best = placed.reduce(|best, next| if rank(&next) < rank(&best) { best } else { next });
    let mut best = best.unwrap_or_default();
    // Above several tops there is nothing.
    best.at.remove(0);
    best.ways.remove(0);
    best
}

/// The forest below one box that has no size, with the reports of each beside each other.
struct Tree {
    parents: Vec<usize>,
    sizes: Vec<(i64, i64)>,
    first: Vec<usize>,
    below: Vec<usize>,
}

impl Tree {
    fn new(forest: &Forest) -> Self {
        let count = forest.sizes.len();
        let parent = |at: usize| forest.parents[at].map_or(0, |parent| parent + 1);
        let mut first = vec![0; count + 2];
        (0..count).for_each(|at| first[parent(at) + 1] += 1);
        (0..=count).for_each(|at| first[at + 1] += first[at]);
        let mut next = first.clone();
        let mut below = vec![0; count];
        for at in 0..count {
            below[next[parent(at)]] = at + 1;
            next[parent(at)] += 1;
        }
        let sizes = std::iter::once((0, 0)).chain(forest.sizes.iter().copied()).collect();
        let parents = std::iter::once(0).chain((0..count).map(parent)).collect();
        Self { parents, sizes, first, below }
    }

    fn reports(&self, of: usize) -> &[usize] {
        &self.below[self.first[of]..self.first[of + 1]]
    }

    /// What stands between a box and what is below it; nothing below a box that is not there.
    fn drop(&self, of: usize, way: Way) -> i64 {
        match way {
            _ if self.sizes[of].1 == 0 => 0,
            Way::Columns(1, _) => STEP,
            _ => DROP,
        }
    }

    fn indent(&self, of: usize) -> i64 {
        if self.sizes[of].1 == 0 { 0 } else { INDENT }
    }

    /// The sizes of every subtree: from the narrowest and highest to the widest and lowest.
    fn fronts(&self) -> Vec<Vec<Shape>> {
        let mut fronts: Vec<Vec<Shape>> = vec![Vec::new(); self.sizes.len()];
        for of in (0..self.sizes.len()).rev() {
            let (width, height) = self.sizes[of];
            let below: Vec<&[Shape]> = self.reports(of).iter().map(|report| &fronts[*report][..]).collect();
            let front = if below.is_empty() {
                vec![Shape { width, height, way: Way::Alone }]
            } else {
                let mut shapes = self.rows(of, &below);
                self.columns(of, &below, &mut shapes);
                thinned(shapes)
            };
            fronts[of] = front;
        }
        fronts
    }

    /// Reports in a row: the lower it is, the wider its trees are.
    fn rows(&self, of: usize, below: &[&[Shape]]) -> Vec<Shape> {
        let (width, height) = self.sizes[of];
        let gaps = GAP * (length(below.len()) - 1);
        let shape = |(limit, total): (i64, i64)| {
            let way = Way::Row(limit);
            Shape { width: width.max(total + gaps), height: height + self.drop(of, way) + limit, way }
        };
        limits(below, true).into_iter().map(shape).collect()
    }

    /// Reports in columns, which are filled one after the other.
    fn columns(&self, of: usize, below: &[&[Shape]], shapes: &mut Vec<Shape>) {
        let (width, height) = self.sizes[of];
        let limits = limits(below, false);
        let tried = limits.len().min(TRIED);
        for (limit, _) in (0..tried).map(|at| limits[at * (limits.len() - 1) / (tried - 1).max(1)]) {
            let picked: Vec<Shape> = below.iter().map(|front| within_width(front, limit)).collect();
            let mut columns = 1;
            while columns == 1 || columns < below.len() {
                let way = Way::Columns(columns, limit);
                let parts = parts(&picked, columns);
                let widest = |part: &Range<usize>| {
                    picked[part.clone()].iter().map(|shape| shape.width).max().unwrap_or(0)
                };
                let across: i64 = parts.iter().map(widest).sum();
                let across = self.indent(of) + across + INDENT * (length(parts.len()) - 1);
                let down = parts.iter().map(|part| stacked(&picked[part.clone()])).max().unwrap_or(0);
                let height = height + self.drop(of, way) + down;
                shapes.push(Shape { width: width.max(across), height, way });
                // 1, 2, 3, 4, 6, 8, 12, 16 and so on.
                columns = match columns {
                    1 | 2 => columns + 1,
                    _ if columns.is_power_of_two() => columns * 3 / 2,
                    _ => columns * 4 / 3,
                };
            }
        }
    }

    /// Places everything so that the whole has a size, or a smaller one.
    fn placed(&self, fronts: &[Vec<Shape>], whole: Shape) -> Placed {
        let count = self.sizes.len();
        let mut chosen = vec![whole; count];
        for of in 0..count {
            for report in self.reports(of) {
                chosen[*report] = match chosen[of].way {
                    Way::Row(limit) => within_height(&fronts[*report], limit),
                    Way::Columns(_, limit) => within_width(&fronts[*report], limit),
                    Way::Alone => continue,
                };
            }
        }
        // Where each box stands from its manager's on.
        let mut offsets = vec![(0, 0); count];
        let mut outlines: Vec<Outline> = std::iter::repeat_with(Outline::default).take(count).collect();
        for of in (0..count).rev() {
            outlines[of] = match chosen[of].way {
                Way::Alone => Outline::of_block(self.sizes[of].0, self.sizes[of].1),
                Way::Row(_) => {
                    // What stands in a column begins where the others do.
                    let is_left = matches!(chosen[self.parents[of]].way, Way::Columns(..));
                    self.place_row(of, is_left, &mut outlines, &mut offsets)
                }
                Way::Columns(columns, _) => {
                    self.place_columns(of, &chosen, columns, &mut outlines, &mut offsets)
                }
            };
        }
        let mut at = vec![(0, 0); count];
        at[0] = (-outlines[0].min, 0);
        for of in 0..count {
            for report in self.reports(of) {
                at[*report] = (at[of].0 + offsets[*report].0, at[of].1 + offsets[*report].1);
            }
        }
        let ways = chosen.iter().map(|shape| shape.way).collect();
        Placed { at, ways, width: outlines[0].max - outlines[0].min, height: outlines[0].height }
    }

    fn place_row(
        &self,
        of: usize,
        is_left: bool,
        outlines: &mut [Outline],
        offsets: &mut [(i64, i64)],
    ) -> Outline {
        let (width, height) = self.sizes[of];
        let down = height + self.drop(of, Way::Row(0));
        let reports = self.reports(of);
        let mut row = Outline::default();
        for report in reports {
            let next = std::mem::take(&mut outlines[*report]);
            let shift = if row.is_empty() { 0 } else { row.clear_of(&next) + GAP };
            offsets[*report] = (shift, down);
            row.join(next, shift);
        }
        let middle = |report: usize| offsets[report].0 + self.sizes[report].0 / 2;
        let (first, last) = (middle(reports[0]), middle(reports[reports.len() - 1]));
        let left = if is_left { row.min } else { i64::midpoint(first, last) - width / 2 };
        for report in reports {
            offsets[*report].0 -= left;
        }
        let (first, last) = ((first - left).min(width / 2), (last - left).max(width / 2));
        row.under(-left, down, first.min(0), last.max(width));
        row
    }

    fn place_columns(
        &self,
        of: usize,
        chosen: &[Shape],
        columns: usize,
        outlines: &mut [Outline],
        offsets: &mut [(i64, i64)],
    ) -> Outline {
        let (width, height) = self.sizes[of];
        let reports = self.reports(of);
        let picked: Vec<Shape> = reports.iter().map(|report| chosen[*report]).collect();
        let (mut x, mut bottom) = (self.indent(of), 0);
        for part in parts(&picked, columns) {
            let mut y = height + self.drop(of, chosen[of].way);
            let mut widest = 0;
            for report in &reports[part] {
                let outline = std::mem::take(&mut outlines[*report]);
                offsets[*report] = (x - outline.min, y);
                y += outline.height + STEP;
                widest = widest.max(outline.max - outline.min);
            }
            bottom = bottom.max(y - STEP);
            x += widest + INDENT;
        }
        Outline::of_block(width.max(x - INDENT), bottom)
    }
}

/// The sizes in one direction that all reports may be kept to, the largest first, each with the sum of the
/// sizes in the other direction that they then have.
fn limits(below: &[&[Shape]], by_height: bool) -> Vec<(i64, i64)> {
    let step = |at: usize, step: usize| -> Option<(i64, i64)> {
        let front = below[at];
        if by_height {
            front.get(step).map(|shape| (shape.height, shape.width))
        } else {
            front.iter().rev().nth(step).map(|shape| (shape.width, shape.height))
        }
    };
    let first = || (0..below.len()).filter_map(|at| Some((step(at, 0)?, at, 0)));
    let mut total: i64 = first().map(|((_, other), ..)| other).sum();
    let mut largest: BinaryHeap<((i64, i64), usize, usize)> = first().collect();
    let mut found = Vec::new();
    while let Some(((limit, _), ..)) = largest.peek().copied() {
        found.push((limit, total));
        while let Some(((size, before), at, taken)) = largest.peek().copied().filter(|top| top.0.0 == limit) {
            debug_assert_eq!(size, limit);
            largest.pop();
            let Some(next) = step(at, taken + 1) else { return found };
            total += next.1 - before;
            largest.push((next, at, taken + 1));
        }
    }
    found
}

/// The narrowest shape that is no higher.
fn within_height(front: &[Shape], limit: i64) -> Shape {
    front[front.partition_point(|shape| shape.height > limit).min(front.len() - 1)]
}

/// The lowest shape that is no wider.
fn within_width(front: &[Shape], limit: i64) -> Shape {
    front[front.partition_point(|shape| shape.width <= limit).saturating_sub(1)]
}

/// Cuts a list into so many columns or fewer, in its order, so that the highest is as low as can be.
fn parts(shapes: &[Shape], columns: usize) -> Vec<Range<usize>> {
    let cut = |limit: i64| {
        let (mut parts, mut start, mut height) = (Vec::new(), 0, -STEP);
        for (at, shape) in shapes.iter().enumerate() {
            if height + STEP + shape.height > limit && at > start {
                parts.push(start..at);
                (start, height) = (at, -STEP);
            }
            height += STEP + shape.height;
        }
        parts.push(start..shapes.len());
        parts
    };
    let mut low = shapes.iter().map(|shape| shape.height).max().unwrap_or(0);
    let mut high = stacked(shapes);
    low = low.max(high / length(columns) - STEP).min(high);
    while low < high {
        let middle = low + (high - low) / 2;
        if cut(middle).len() <= columns { high = middle } else { low = middle + 1 }
    }
    cut(high)
}

/// The height of shapes below each other.
fn stacked(shapes: &[Shape]) -> i64 {
    shapes.iter().map(|shape| shape.height + STEP).sum::<i64>() - STEP
}

/// The sizes that are of use, and of many of them some.
fn thinned(mut shapes: Vec<Shape>) -> Vec<Shape> {
    sort::by_key(&mut shapes, |shape| (shape.width, shape.height));
    let mut lowest = i64::MAX;
    shapes.retain(|shape| {
        let is_lower = shape.height < lowest;
        lowest = lowest.min(shape.height);
        is_lower
    });
    if shapes.len() <= FRONT {
        return shapes;
    }
    // As many narrow as wide ones, by their proportions.
    let of = |shape: &Shape| ratio(shape.width, shape.height).ln();
    let (from, to) = (of(&shapes[0]), of(&shapes[shapes.len() - 1]));
    let mut kept: Vec<usize> = Vec::with_capacity(FRONT);
    for step in 0..FRONT {
        let wanted = from + (to - from) * ratio(length(step), length(FRONT - 1));
        let at = shapes.partition_point(|shape| of(shape) < wanted).min(shapes.len() - 1);
        if kept.last() != Some(&at) {
            kept.push(at);
        }
    }
    kept.into_iter().map(|at| shapes[at]).collect()
}

fn length(count: usize) -> i64 {
    i64::try_from(count).unwrap_or(i64::MAX)
}

/// What a subtree takes up, from the upper left corner of its box on.
#[derive(Debug, Default)]
struct Outline {
    min: i64,
    max: i64,
    height: i64,
    left: Contour,
    right: Contour,
}

/// One side of an outline: steps from the bottom up, each with where it ends below and how far it reaches. It
/// is moved without touching the steps.
#[derive(Debug, Default)]
struct Contour {
    steps: Vec<(i64, i64)>,
    x: i64,
    y: i64,
}

impl Contour {
    fn of(bottom: i64, x: i64) -> Self {
        Self { steps: vec![(bottom, x)], x: 0, y: 0 }
    }

    /// The steps from the top on.
    fn down(&self) -> impl Iterator<Item = (i64, i64)> {
        self.steps.iter().rev().map(|(bottom, x)| (bottom + self.y, x + self.x))
    }

    fn bottom(&self) -> i64 {
        self.steps.first().map_or(0, |(bottom, _)| bottom + self.y)
    }

    /// Puts another one in place of what is as high as that.
    fn covered_by(&mut self, upper: &Self) {
        let bottom = upper.bottom();
        while self.steps.last().is_some_and(|(own, _)| own + self.y <= bottom) {
            self.steps.pop();
        }
        let moved = upper.steps.iter();
        self.steps.extend(moved.map(|(own, x)| (own + upper.y - self.y, x + upper.x - self.x)));
    }
}

impl Outline {
    fn of_block(width: i64, height: i64) -> Self {
        // A little below it is its own, so that nothing stands close under it.
        let bottom = height + DROP / 2;
        Self { min: 0, max: width, height, left: Contour::of(bottom, 0), right: Contour::of(bottom, width) }
    }

    fn is_empty(&self) -> bool {
        self.left.steps.is_empty()
    }

    /// How far to the right another has to go so that the two only touch.
    fn clear_of(&self, other: &Self) -> i64 {
        let (mut ours, mut theirs) = (self.right.down().peekable(), other.left.down().peekable());
        let mut shift = i64::MIN;
        while let (Some((our_bottom, our_x)), Some((their_bottom, their_x))) = (ours.peek(), theirs.peek()) {
            shift = shift.max(our_x - their_x);
            let (ours_ends, theirs_ends) = (our_bottom <= their_bottom, their_bottom <= our_bottom);
            if ours_ends {
                ours.next();
            }
            if theirs_ends {
                theirs.next();
            }
        }
        shift
    }

    /// Takes another in, to the right of this one.
    fn join(&mut self, mut other: Self, shift: i64) {
        if self.is_empty() {
            *self = other;
            return;
        }
        other.left.x += shift;
        other.right.x += shift;
        (self.min, self.max) = (self.min.min(other.min + shift), self.max.max(other.max + shift));
        if other.left.bottom() > self.left.bottom() {
            other.left.covered_by(&self.left);
            self.left = other.left;
            self.right = other.right;
        } else {
            self.right.covered_by(&other.right);
        }
        self.height = self.height.max(other.height);
    }

    /// Goes under a box and its lines, which reach from one place to another.
    fn under(&mut self, x: i64, y: i64, from: i64, to: i64) {
        for (contour, reach) in [(&mut self.left, from), (&mut self.right, to)] {
            contour.x += x;
            contour.y += y;
            contour.steps.push((y - contour.y, reach - contour.x));
        }
        (self.min, self.max) = ((self.min + x).min(from), (self.max + x).max(to));
        self.height += y;
    }
}

#[cfg(test)]
mod tests;
