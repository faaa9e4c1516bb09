//! SVG: one picture that fits a page, or a page for each manager. No script and no request; what is in it is read
//! by screen readers as one picture with a title and a description.

use std::collections::HashMap;
use std::fmt::Write as _;

use super::layout::{Forest, Placed, Room, place};
use super::text::{fitted, width, wrapped};
use super::{Page, Part, View, marked, words};
use crate::escape::{push_xml, xml};
use crate::finding::{Finding, Severity};
use crate::structure::{Entry, State, Structure};

/// What the pictures look like, on light and on dark paper.
pub(crate) const STYLE: &str = include_str!("svg.css");
/// Pixels of a title, and of everything else in a box.
const TITLE: i64 = 12;
const SMALL: i64 = 10;
/// How high their lines are.
const TITLE_LINE: i64 = 14;
const SMALL_LINE: i64 = 12;
/// Around the boxes, and above them for the heading.
const MARGIN: i64 = 20;
const HEADING: i64 = 40;
/// Left of a text in a box, where the side's pattern is, and right of it.
const LEFT: i64 = 13;
const RIGHT: i64 = 7;
/// Widths of boxes, of which the first is taken that cuts few titles.
const WIDTHS: [i64; 3] = [128, 144, 160];
/// More dotted lines than this only make a knot: each is then a mark with the id.
const DOTTED: usize = 30;
/// The signs of findings, beside their words.
pub(crate) const SIGNS: &str = r#"<defs>
<path id="error" class="s-error" d="M3 0H7L10 3V7L7 10H3L0 7V3ZM2.6 3.6L4 5L2.6 6.4L3.6 7.4L5 6L6.4 7.4L7.4 6.4L6 5L7.4 3.6L6.4 2.6L5 4L3.6 2.6Z"/>
<path id="warning" class="s-warning" d="M5 0L10 9.5H0ZM4.4 3V6.5H5.6V3ZM4.4 7.3V8.5H5.6V7.3Z"/>
<path id="info" class="s-info" d="M5 0A5 5 0 0 1 5 10A5 5 0 0 1 5 0ZM4.3 4.2V8.2H5.7V4.2ZM4.3 1.9V3.3H5.7V1.9Z"/>
</defs>
"#;

impl Page {
    /// Its width and height, lying, in pixels of 1/96 inch.
    #[must_use]
    pub fn pixels(self) -> (i64, i64) {
        match self {
            Self::A4 => (1123, 794),
            Self::A3 => (1587, 1123),
            Self::Screen => (1920, 1080),
        }
    }
}

/// A picture.
#[derive(Clone, Debug, PartialEq)]
pub struct Drawn {
    /// The text of the file.
    pub text: String,
    /// How large a pixel of it is on the page.
    pub scale: f64,
}

/// One picture of everything that is seen.
#[must_use]
pub fn svg(view: &View<'_>, page: Page) -> Drawn {
    let sheet = sheet(view, page, &Links::default());
    let (width, height) = sheet.size;
    let unit = if page == Page::Screen { "" } else { "mm" };
    let shown = match page {
        Page::Screen => sheet.size,
        _ if width < height => flipped(millimetres(page)),
        _ => millimetres(page),
    };
    let mut out = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{}{unit}\" height=\"{}{unit}\" \
         viewBox=\"0 0 {width} {height}\" role=\"img\" aria-labelledby=\"title about\">\n",
        shown.0, shown.1
    );
    let about = view.about();
    // On paper it is a page of its own.
    let sized = match page {
        Page::Screen => String::new(),
        _ => format!("@page{{size:{}mm {}mm;margin:0}}\n", shown.0, shown.1),
    };
    let _ = writeln!(
        out,
        "<title id=\"title\">{}</title>\n<desc id=\"about\">{}</desc>\n<style>\n{STYLE}{sized}</style>\n{SIGNS}{}</svg>",
        xml(&view.title()),
        xml(&about),
        sheet.body
    );
    Drawn { text: out, scale: sheet.scale }
}

/// A page for each manager, one below the other, with links between them.
#[must_use]
pub fn pages(structure: &Structure, findings: &[Finding], page: Page) -> Drawn {
    let sheets = sheets(structure, findings, page);
    let (width, height) = page.pixels();
    let whole = height * i64::try_from(sheets.len()).unwrap_or(0);
    let view = View::new(structure, findings, Part::default());
    let mut out = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width}\" height=\"{whole}\" viewBox=\"0 0 {width} \
         {whole}\" role=\"group\" aria-labelledby=\"title about\">\n<title id=\"title\">{}</title>\n\
         <desc id=\"about\">{}</desc>\n<style>\n{STYLE}</style>\n{SIGNS}",
        xml(&view.title()),
        xml(&view.about())
    );
    for (at, (id, sheet)) in sheets.iter().enumerate() {
        let (inner, y) = (sheet.size, height * i64::try_from(at).unwrap_or(0));
        let _ = writeln!(
            out,
            "<svg id=\"{id}\" y=\"{y}\" width=\"{width}\" height=\"{height}\" viewBox=\"0 0 {} {}\">\n{}</svg>",
            inner.0, inner.1, sheet.body
        );
    }
    out.push_str("</svg>\n");
    let scale = sheets.iter().map(|(_, sheet)| sheet.scale).fold(1.0, f64::min);
    Drawn { text: out, scale }
}

/// The same as pictures of their own in a page of HTML, which has the style and the patterns.
pub(crate) fn sections(structure: &Structure, findings: &[Finding], out: &mut String) {
    for (id, sheet) in sheets(structure, findings, Page::A4) {
        let (width, height) = sheet.size;
        let _ = writeln!(
            out,
            "<section class=\"page\" id=\"{id}\"><svg viewBox=\"0 0 {width} {height}\">\n{}</svg></section>",
            sheet.body
        );
    }
}

fn sheets(structure: &Structure, findings: &[Finding], page: Page) -> Vec<(String, Sheet)> {
    let mut managers: Vec<Option<usize>> = Vec::new();
    if structure.tops.len() != 1 {
        managers.push(None);
    }
    let with_reports = structure.order.iter().filter(|of| structure.entries[**of].below > 0);
    managers.extend(with_reports.copied().map(Some));
    if managers.is_empty() {
        managers.extend(structure.tops.first().copied().map(Some));
    }
    let sheet = |manager: Option<usize>| {
        let depth = Some(usize::from(manager.is_some()));
        let view = View::new(structure, findings, Part { below: manager, depth, ..Part::default() });
        let up = manager.and_then(|of| structure.entries[of].manager);
        (page_of(manager), sheet(&view, page, &Links { is_on: true, up }))
    };
    managers.into_iter().map(sheet).collect()
}

/// The name of a manager's page.
fn page_of(manager: Option<usize>) -> String {
    manager.map_or_else(|| "page-0".to_owned(), |of| format!("page-{}", of + 1))
}

fn flipped((one, other): (i64, i64)) -> (i64, i64) {
    (other, one)
}

fn millimetres(page: Page) -> (i64, i64) {
    if page == Page::A3 { (420, 297) } else { (297, 210) }
}

/// Where boxes lead to.
#[derive(Default)]
struct Links {
    /// Whether managers lead to their own pages.
    is_on: bool,
    /// The manager of the page's own one.
    up: Option<usize>,
}

/// One page.
struct Sheet {
    body: String,
    size: (i64, i64),
    scale: f64,
}

/// The lines of a box.
struct Lines {
    title: Vec<String>,
    /// Each with its class, and what stands on its right.
    small: Vec<(&'static str, String, String)>,
    /// The last one tells of findings.
    severity: Option<Severity>,
}

impl Lines {
    fn height(&self) -> i64 {
        let count = |lines: usize| i64::try_from(lines).unwrap_or(0);
        12 + count(self.title.len()) * TITLE_LINE + count(self.small.len()) * SMALL_LINE
    }
}

fn sheet(view: &View<'_>, page: Page, links: &Links) -> Sheet {
    let across = box_width(view);
    let places = view.places();
    let dotted = dotted(view, &places);
    // Where lines are drawn, marks are only needed for those that lead out of the picture.
    let drawn = if dotted.is_some() { Some(&places) } else { None };
    let boxes: Vec<Lines> = (0..view.nodes.len()).map(|at| lines(view, at, across, drawn)).collect();
    let forest = Forest {
        parents: view.nodes.iter().map(|node| node.parent).collect(),
        sizes: boxes.iter().map(|lines| (across, lines.height())).collect(),
    };
    let (width, height) = page.pixels();
    let frame = (2 * MARGIN, 2 * MARGIN + HEADING);
    let lying = Room { width, height, frame };
    let standing = Room { width: height, height: width, ..lying };
    let mut room = lying;
    let mut laid = place(&forest, lying);
    // A page is turned where that is well worth it.
    if page != Page::Screen && !links.is_on {
        let turned = place(&forest, standing);
        if turned.scale(standing) > 1.3 * laid.scale(lying) {
            (room, laid) = (standing, turned);
        }
    }
    let scale = laid.scale(room);
    // A page has its own shape; on a screen a picture has that of its boxes.
    let size = if page == Page::Screen {
        let heading =
            super::text::width(&view.about(), SMALL).max(width_of_title(&view.title())) + 2 * MARGIN;
        ((laid.width + frame.0).max(heading), laid.height + frame.1)
    } else {
        (stretched(room.width, scale), stretched(room.height, scale))
    };
    let origin = ((size.0 - laid.width) / 2, MARGIN + HEADING);
    let mut body = format!("<rect class=\"paper\" width=\"{}\" height=\"{}\"/>\n", size.0, size.1);
    heading(view, links, size.0, &mut body);
    let _ = writeln!(body, "<g transform=\"translate({} {})\">", origin.0, origin.1);
    solid_lines(view, &forest, &laid, &mut body);
    for (from, to) in dotted.unwrap_or_default() {
        dotted_line(&forest, &laid, from, to, &mut body);
    }
    for (at, lines) in boxes.iter().enumerate() {
        draw_box(view, at, lines, (laid.at[at], forest.sizes[at]), links, &mut body);
    }
    body.push_str("</g>\n");
    Sheet { body, size, scale }
}

#[expect(clippy::cast_precision_loss, clippy::cast_possible_truncation, reason = "pixels of a page")]
fn stretched(pixels: i64, scale: f64) -> i64 {
    (pixels as f64 / scale).ceil() as i64
}

fn width_of_title(title: &str) -> i64 {
    width(title, 15)
}

/// The narrowest boxes that cut hardly any title.
fn box_width(view: &View<'_>) -> i64 {
    let is_cut = |room: i64, at: usize| wrapped(&view.entry(at).title, TITLE + 1, room, 3).len() > 2;
    let few = view.nodes.len() / 20;
    let fits = |across: &&i64| {
        let room = **across - LEFT - RIGHT;
        (0..view.nodes.len()).filter(|at| is_cut(room, *at)).nth(few).is_none()
    };
    WIDTHS.iter().find(fits).copied().unwrap_or(WIDTHS[WIDTHS.len() - 1])
}

/// The dotted lines between boxes, where they are few enough to be followed.
fn dotted(view: &View<'_>, places: &HashMap<usize, usize>) -> Option<Vec<(usize, usize)>> {
    let lines =
        (0..view.nodes.len()).flat_map(|from| view.entry(from).dotted.iter().map(move |to| (from, *to)));
    let lines: Vec<(usize, usize)> = lines
        .filter_map(|(from, to)| Some((from, *places.get(&to)?)))
        .filter(|(from, to)| from != to)
        .collect();
    (lines.len() <= DOTTED).then_some(lines)
}

fn lines(view: &View<'_>, at: usize, across: i64, drawn: Option<&HashMap<usize, usize>>) -> Lines {
    let (entry, room) = (view.entry(at), across - LEFT - RIGHT);
    let mut small: Vec<(&'static str, String, String)> = Vec::new();
    if let Some(name) = &entry.name {
        small.push(("w", fitted(name, SMALL, room), String::new()));
    }
    let hidden = view.nodes[at].hidden;
    let below = match (hidden, entry.below) {
        (0, 0) => String::new(),
        (0, below) => format!("{below} below"),
        (hidden, _) => format!("+{hidden} below"),
    };
    let id = entry.id.as_deref().unwrap_or_default();
    let left = room - if below.is_empty() { 0 } else { width(&below, SMALL) + 6 };
    if !(id.is_empty() && below.is_empty()) {
        small.push(("i", fitted(id, SMALL, left), below));
    }
    let words = words(entry).join(" · ");
    if !words.is_empty() {
        small.extend(wrapped(&words, SMALL, room, 2).into_iter().map(|line| ("w", line, String::new())));
    }
    let apart = || entry.dotted.iter().filter(|to| drawn.is_none_or(|places| !places.contains_key(to)));
    for to in apart().take(MOST_TOLD) {
        let to = &view.structure.entries[*to];
        let text = format!("dotted to {}", to.id.as_ref().unwrap_or(&to.title));
        small.push(("w", fitted(&text, SMALL, room), String::new()));
    }
    if let Some(more) = apart().count().checked_sub(MOST_TOLD).filter(|more| *more > 0) {
        small.push(("w", format!("and to {more} more"), String::new()));
    }
    let found = marked(entry, view.findings);
    if let Some((severity, numbers)) = &found {
        let mut text = format!("{severity} {}", numbers[0]);
        for (at, number) in numbers.iter().enumerate().skip(1) {
            let rest = format!(" +{}", numbers.len() - at);
            let more = format!("{text}, {number}");
            if width(&format!("{more} +9"), SMALL) > room - 13 {
                text.push_str(&rest);
                break;
            }
            text = more;
        }
        small.push(("m", text, String::new()));
    }
    Lines {
        title: wrapped(&entry.title, TITLE + 1, room, 2),
        small,
        severity: found.map(|(severity, _)| severity),
    }
}

fn heading(view: &View<'_>, links: &Links, across: i64, out: &mut String) {
    let room = across - 2 * MARGIN;
    let title = match (&view.nodes[..], links.is_on) {
        ([first, ..], true) if view.nodes.iter().filter(|node| node.parent.is_none()).count() == 1 => {
            format!("{}: {}", view.structure.name, view.structure.entries[first.of].title)
        }
        _ => view.title(),
    };
    text_at(out, "h", MARGIN, MARGIN + 12, &fitted(&title, 15, room), 15, room);
    text_at(out, "a", MARGIN, MARGIN + 28, &fitted(&view.about(), SMALL, room), SMALL, room);
    if let Some(up) = links.up {
        let title = fitted(&view.structure.entries[up].title, SMALL, room / 2);
        let text = format!("up: {title}");
        let x = across - MARGIN - width(&text, SMALL);
        let _ = write!(out, "<a href=\"#{}\">", page_of(Some(up)));
        text_at(out, "a", x, MARGIN + 12, &text, SMALL, room);
        out.push_str("</a>\n");
    }
}

fn solid_lines(view: &View<'_>, forest: &Forest, placed: &Placed, out: &mut String) {
    let mut heavy = String::new();
    out.push_str("<path class=\"l\" d=\"");
    for (at, node) in view.nodes.iter().enumerate() {
        let Some(parent) = node.parent else { continue };
        let line = placed.line(forest, parent, at);
        let on_line = view.entry(at).marks.iter().any(|mark| mark.on_line);
        path(&line, if on_line { &mut heavy } else { &mut *out });
    }
    out.push_str("\"/>\n");
    if !heavy.is_empty() {
        let _ = writeln!(out, "<path class=\"heavy\" d=\"{heavy}\"/>");
    }
}

fn path(line: &[(i64, i64)], out: &mut String) {
    let _ = write!(out, "M{} {}", line[0].0, line[0].1);
    for pair in line.windows(2) {
        let ((x, y), (to_x, to_y)) = (pair[0], pair[1]);
        let _ = match (x == to_x, y == to_y) {
            (true, true) => Ok(()),
            (true, false) => write!(out, "V{to_y}"),
            _ => write!(out, "H{to_x}"),
        };
    }
}

/// The dotted lines that are told in a box: one list may be that of every position.
const MOST_TOLD: usize = 20;

/// A dotted line leaves a box at its side and runs behind the others.
fn dotted_line(forest: &Forest, placed: &Placed, from: usize, to: usize, out: &mut String) {
    let (left, right) = if placed.at[from].0 <= placed.at[to].0 { (from, to) } else { (to, from) };
    let middle = |at: usize| placed.at[at].1 + forest.sizes[at].1 / 2;
    let start = placed.at[left].0 + forest.sizes[left].0;
    let end = placed.at[right].0;
    // Boxes above each other are joined on their left.
    let (x, y, to_x, to_y) = if end < start {
        (placed.at[left].0, middle(left), placed.at[right].0, middle(right))
    } else {
        (start, middle(left), end, middle(right))
    };
    let bend = if end < start { -30 } else { 30.max((end - start) / 3) };
    let other = if end < start { to_x + bend } else { to_x - bend };
    let _ = writeln!(
        out,
        "<path class=\"dotted\" d=\"M{x} {y}C{} {y} {other} {to_y} {to_x} {to_y}\"/>",
        x + bend
    );
}

type Area = ((i64, i64), (i64, i64));

fn draw_box(view: &View<'_>, at: usize, words: &Lines, area: Area, links: &Links, out: &mut String) {
    let (entry, ((x, y), (across, down))) = (view.entry(at), area);
    let is_link = links.is_on && view.nodes[at].parent.is_some() && entry.below > 0;
    if is_link {
        let _ = write!(out, "<a href=\"#{}\">", page_of(Some(view.nodes[at].of)));
    }
    let _ = write!(out, "<g transform=\"translate({x} {y})\"><title>");
    tooltip(entry, view.findings, out);
    let state = (entry.state != State::Filled).then(|| entry.state.word());
    let classes = [Some("b"), state, words.severity.map(Severity::word)];
    let classes = classes.into_iter().flatten().collect::<Vec<_>>().join(" ");
    let _ = write!(out, "</title><rect class=\"{classes}\" width=\"{across}\" height=\"{down}\" rx=\"4\"/>");
    if let Some(side) = entry.side.filter(|side| !["neither", "depends"].contains(side)) {
        let _ = write!(out, "<path class=\"s {side}\" d=\"M6 5V{}\"/>", down - 5);
    }
    let room = across - LEFT - RIGHT;
    let mut base = 4;
    for line in &words.title {
        base += TITLE_LINE;
        text_at(out, "t", LEFT, base - 1, line, TITLE + 1, room);
    }
    for (class, text, right) in &words.small {
        base += SMALL_LINE;
        let mut start = LEFT;
        if let Some(severity) = words.severity.filter(|_| *class == "m") {
            let _ = write!(out, "<use href=\"#{severity}\" x=\"{LEFT}\" y=\"{}\"/>", base - 8);
            start += 13;
        }
        let end = across - RIGHT - width(right, SMALL);
        text_at(out, class, start, base, text, SMALL, end - start - if right.is_empty() { 0 } else { 6 });
        text_at(out, class, end, base, right, SMALL, room);
    }
    out.push_str(if is_link { "</g></a>\n" } else { "</g>\n" });
}

/// What there is to know of a box, whole: its title, and its findings.
fn tooltip(entry: &Entry, findings: &[Finding], out: &mut String) {
    push_xml(out, &entry.title);
    for mark in &entry.marks {
        let finding = &findings[mark.finding];
        let _ = write!(out, "\n{} {}: ", finding.severity, mark.finding + 1);
        push_xml(out, &finding.message);
    }
}

/// A text in one line. Where it nearly fills its room it is held to its width, whatever the font.
fn text_at(out: &mut String, class: &str, x: i64, y: i64, text: &str, size: i64, room: i64) {
    if text.is_empty() {
        return;
    }
    let estimated = width(text, size);
    let _ = write!(out, "<text class=\"{class}\" x=\"{x}\" y=\"{y}\"");
    if estimated * 4 > room * 3 {
        let _ = write!(out, " textLength=\"{}\" lengthAdjust=\"spacingAndGlyphs\"", estimated.min(room));
    }
    out.push('>');
    push_xml(out, text);
    out.push_str("</text>");
}
