//! A page to hand on: the charts as trees, the findings beside them, each linked to its box and back, and what
//! was not checked. It is one file that asks for nothing: what it may load and run is named by its hash. Without
//! scripts it shows all of it; with them it can be folded, searched, filtered and zoomed.

use std::collections::{BTreeMap, HashSet};
use std::fmt::Write as _;
use std::io::{self, Write};

use super::{Options, summary};
use crate::draw::layout::{Forest, Room, Way, place};
use crate::draw::{View, marked, svg, words};
use crate::escape::{push_xml, xml};
use crate::finding::{Finding, Outcome, Severity};
use crate::source::cut;
use crate::structure::State;

const STYLE: &str = include_str!("html/page.css");
const SCRIPT: &str = include_str!("html/page.js");
/// What the policy of the page allows: these two texts and nothing else. A test says what they have to be.
const STYLE_HASH: &str = "sha256-uwYiYf2YLnkKnN48YCq9kH/wXlq+cjXmQKcrSCgcBfE=";
const SCRIPT_HASH: &str = "sha256-BXVPq8FeE7nnK5tWqIuWRT+7YBGBIYiX61nHrLRweTI=";
const PICTURES_HASH: &str = "sha256-9+dmPiw61eASeNPNeVgFRyAt7RpNh4clrLMhuPUgs1I=";

/// More positions than this start folded, down to the rows that have this many together.
const UNFOLDED: usize = 2000;
const AT_FIRST: usize = 60;
/// More than this do not fit a window however they stand.
const ROWS: usize = 80;
/// Links from one finding to its boxes.
const LINKS: usize = 20;
/// Characters of a title in such a link.
const TITLE: usize = 60;

pub(super) fn write(outcome: &Outcome, options: &Options, out: &mut dyn Write) -> io::Result<()> {
    let mut page = String::new();
    let views: Vec<View<'_>> = options
        .structures
        .iter()
        .map(|structure| View::new(structure, &outcome.findings, options.part))
        .collect();
    let sentences = summary::sentences(outcome, None);
    head(outcome, &views, options.part.pages, &sentences, &mut page);
    out.write_all(page.as_bytes())?;
    let mut boxes: BTreeMap<usize, Vec<(usize, &str)>> = BTreeMap::new();
    let mut before = 0;
    for view in &views {
        page.clear();
        chart(view, before, views.len() > 1, &mut page);
        out.write_all(page.as_bytes())?;
        for (at, node) in view.nodes.iter().enumerate() {
            for mark in &view.entry(at).marks {
                boxes.entry(mark.finding).or_default().push((before + node.of + 1, &view.entry(at).title));
            }
        }
        before += view.structure.entries.len();
    }
    page.clear();
    if views.is_empty() {
        page.push_str("<p class=\"chart\">There is no chart to draw.</p>");
    }
    page.push_str("</div>\n");
    aside(outcome, options, &boxes, &sentences, &mut page);
    if options.part.pages {
        let structures = options.structures.iter();
        structures.for_each(|structure| svg::sections(structure, &outcome.findings, &mut page));
    }
    page.push_str("</body>\n</html>\n");
    out.write_all(page.as_bytes())
}

fn head(outcome: &Outcome, views: &[View<'_>], has_pages: bool, sentences: &[String], out: &mut String) {
    let paged = if has_pages { " class=\"paged\"" } else { "" };
    let pictures = if has_pages { format!("<style>{}</style>\n", svg::STYLE) } else { String::new() };
    let names: Vec<&str> = views.iter().map(|view| &*view.structure.name).collect();
    let title =
        if names.is_empty() { "orglint".to_owned() } else { format!("Org chart: {}", names.join(", ")) };
    let _ = write!(
        out,
        "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src '{STYLE_HASH}' \
         '{PICTURES_HASH}'; script-src '{SCRIPT_HASH}'; base-uri 'none'; form-action 'none'\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>{0}</title>\n\
         <style>{STYLE}</style>\n{pictures}<script>{SCRIPT}</script>\n</head>\n<body{paged}>\n<header>\n\
         <h1 dir=\"auto\">{0}</h1>\n",
        xml(&title)
    );
    if let [view] = views {
        let _ = writeln!(out, "<p>{}</p>", xml(&view.about()));
    } else if let Some(result) = sentences.first() {
        let _ = writeln!(out, "<p>{}</p>", rich(result));
    }
    for (word, words) in summary::alerts(outcome) {
        let _ = writeln!(out, "<p class=\"alert\">{word}: {}</p>", rich(&words));
    }
    out.push_str("</header>\n<div class=\"tools\" role=\"search\">\n");
    out.push_str(
        "<label>Search <input id=\"search\" type=\"search\" autocomplete=\"off\"></label>\n<label>Show \
         <select id=\"filter\"><option value=\"\">all positions</option>",
    );
    if !outcome.findings.is_empty() {
        out.push_str("<option value=\"any\">with findings</option>");
    }
    for severity in Severity::ALL.into_iter().filter(|severity| outcome.summary.of(*severity) > 0) {
        let _ = write!(out, "<option value=\"{severity}\">with {severity}</option>");
    }
    let mut rules: BTreeMap<&str, usize> = BTreeMap::new();
    for finding in &outcome.findings {
        *rules.entry(&*outcome.rule(finding.rule).id).or_default() += 1;
    }
    for (rule, count) in rules {
        let _ = write!(out, "<option value=\"{0}\">{0} ({count})</option>", xml(rule));
    }
    out.push_str(
        "</select></label>\n<span><button type=\"button\" id=\"open\">Unfold all</button> <button type=\"button\" \
         id=\"close\">Fold all</button></span>\n<span><button type=\"button\" id=\"out\" aria-label=\"Zoom out\">−\
         </button> <span id=\"scale\">100 %</span> <button type=\"button\" id=\"in\" aria-label=\"Zoom in\">+</button> \
         <button type=\"button\" id=\"fit\">Fit</button></span>\n<output></output>\n</div>\n",
    );
    out.push_str("<svg class=\"none\" aria-hidden=\"true\">");
    out.push_str(svg::SIGNS);
    out.push_str(
        "</svg>\n<main>\n<div class=\"charts\" role=\"region\" aria-label=\"Charts\" tabindex=\"0\">\n",
    );
}

/// A chart as a tree.
fn chart(view: &View<'_>, before: usize, has_heading: bool, out: &mut String) {
    out.push_str("<div class=\"chart\">\n");
    let title = xml(&view.structure.name);
    if has_heading {
        let _ = writeln!(out, "<h2 dir=\"auto\">{title}</h2>\n<p>{}</p>", xml(&view.about()));
    }
    if view.nodes.is_empty() {
        out.push_str("<p>There are no positions.</p>\n</div>\n");
        return;
    }
    let _ = writeln!(out, "<ul role=\"tree\" aria-label=\"{title}\">");
    let (depths, has_reports) = depths(view);
    let shapes = shapes(view, &depths);
    let folded = folded_from(&depths);
    let drawn: HashSet<usize> = view.nodes.iter().map(|node| node.of).collect();
    let mut depth = 0;
    for at in 0..view.nodes.len() {
        for _ in depths[at]..depth {
            out.push_str("</ul></li>");
        }
        depth = depths[at];
        let of = view.nodes[at].of;
        let _ = write!(out, "<li role=\"treeitem\" id=\"p{}\"", before + of + 1);
        let on_line = view.entry(at).marks.iter().any(|mark| mark.on_line);
        let classes = [
            shapes[at],
            if on_line { "heavy" } else { "" },
            if has_reports[at] && depth >= folded { "c" } else { "" },
        ];
        let classes: Vec<&str> = classes.into_iter().filter(|class| !class.is_empty()).collect();
        if !classes.is_empty() {
            let _ = write!(out, " class=\"{}\"", classes.join(" "));
        }
        if has_reports[at] {
            out.push_str(" aria-expanded=\"true\"");
        }
        out.push('>');
        draw_box(view, at, before, &drawn, out);
        if has_reports[at] {
            out.push_str("<ul role=\"group\">");
            depth += 1;
        } else {
            out.push_str("</li>\n");
        }
    }
    for _ in 0..depth {
        out.push_str("</ul></li>");
    }
    out.push_str("\n</ul>\n</div>\n");
}

/// How deep each box is, and whether boxes are below it.
fn depths(view: &View<'_>) -> (Vec<usize>, Vec<bool>) {
    let mut depths = vec![0; view.nodes.len()];
    let mut has_reports = vec![false; view.nodes.len()];
    for (at, node) in view.nodes.iter().enumerate() {
        if let Some(parent) = node.parent {
            depths[at] = depths[parent] + 1;
            has_reports[parent] = true;
        }
    }
    (depths, has_reports)
}

/// How deep a large tree is unfolded at first.
fn folded_from(depths: &[usize]) -> usize {
    if depths.len() <= UNFOLDED {
        return usize::MAX;
    }
    let deepest = depths.iter().max().copied().unwrap_or(0);
    let mut counts = vec![0; deepest + 1];
    for depth in depths {
        counts[*depth] += 1;
    }
    let mut shown = 0;
    let fits = |count: &&usize| {
        shown += **count;
        shown <= AT_FIRST
    };
    counts.iter().take_while(fits).count().saturating_sub(1)
}

/// How the reports of each box stand: `r` in a row, `g2` in two columns and so on, else below each other. Where
/// there are many, those of the head are in a row, and all others below each other: a window is read downwards.
fn shapes(view: &View<'_>, depths: &[usize]) -> Vec<&'static str> {
    const COLUMNS: [&str; 5] = ["g2", "g3", "g4", "g5", "g6"];
    let count = view.nodes.len();
    if count > ROWS {
        return depths.iter().map(|depth| if *depth == 0 { "r" } else { "" }).collect();
    }
    let parents = view.nodes.iter().map(|node| node.parent).collect();
    let forest = Forest { parents, sizes: vec![(160, 62); count] };
    let ways = place(&forest, Room { width: 1200, height: 900, frame: (0, 0) }).ways;
    let mut is_flat = vec![true; count];
    for node in &view.nodes {
        if let Some(above) = node.parent.and_then(|parent| view.nodes[parent].parent) {
            is_flat[above] = false;
        }
    }
    let shape = |(at, way): (usize, &Way)| match way {
        Way::Columns(columns, _) if is_flat[at] && *columns > 1 => COLUMNS[(columns - 2).min(4)],
        Way::Columns(..) if depths[at] > 0 => "",
        Way::Alone => "",
        _ => "r",
    };
    let mut shapes: Vec<&str> = ways.iter().enumerate().map(shape).collect();
    // A row stands in rows all the way up.
    for (at, node) in view.nodes.iter().enumerate() {
        if shapes[at] == "r" && node.parent.is_some_and(|parent| shapes[parent] != "r") {
            shapes[at] = "";
        }
    }
    shapes
}

fn draw_box(view: &View<'_>, at: usize, before: usize, drawn: &HashSet<usize>, out: &mut String) {
    let entry = view.entry(at);
    let found = marked(entry, view.findings);
    out.push_str("<div class=\"b");
    for class in [
        (entry.state != State::Filled).then(|| entry.state.word()),
        entry.side,
        found.as_ref().map(|(severity, _)| severity.word()),
    ]
    .into_iter()
    .flatten()
    {
        let _ = write!(out, " {class}");
    }
    out.push_str("\"><b dir=\"auto\"");
    if entry.title.len() > 36 {
        let _ = write!(out, " title=\"{}\"", xml(&entry.title));
    }
    out.push('>');
    push_xml(out, &entry.title);
    out.push_str("</b>");
    if let Some(name) = &entry.name {
        let _ = write!(out, " <span class=\"w\" dir=\"auto\">{}</span>", xml(name));
    }
    let hidden = view.nodes[at].hidden;
    if entry.id.is_some() || entry.below > 0 {
        out.push_str(" <span>");
        if let Some(id) = &entry.id {
            let _ = write!(out, "<i>{}</i> ", xml(id));
        }
        match (hidden, entry.below) {
            (0, 0) => {}
            (0, below) => drop(write!(out, "<i class=\"n\">{below} below</i>")),
            (hidden, _) => drop(write!(out, "<i>+{hidden} below</i>")),
        }
        out.push_str("</span>");
    }
    let words = words(entry).join(" · ");
    if !words.is_empty() {
        let _ = write!(out, " <span class=\"w\">{words}</span>");
    }
    for to in entry.dotted.iter().take(MOST_DOTTED) {
        let title = xml(&cut(&view.structure.entries[*to].title, TITLE));
        let link = format!("<a href=\"#p{}\">{title}</a>", before + to + 1);
        let to = if drawn.contains(to) { link } else { title };
        let _ = write!(out, " <span class=\"w\">dotted to {to}</span>");
    }
    if let Some(more) = entry.dotted.len().checked_sub(MOST_DOTTED).filter(|more| *more > 0) {
        let _ = write!(out, " <span class=\"w\">and to {more} more</span>");
    }
    for mark in &entry.marks {
        let (severity, number) = (view.findings[mark.finding].severity, mark.finding + 1);
        let _ = write!(
            out,
            " <a class=\"{severity}\" href=\"#f{number}\">{}{severity} {number}</a>",
            sign(severity)
        );
    }
    out.push_str("</div>");
}

/// The dotted lines of a position that are told: one list may be that of every position.
const MOST_DOTTED: usize = 20;

fn sign(severity: Severity) -> String {
    format!("<svg class=\"i\" viewBox=\"0 0 10 10\" aria-hidden=\"true\"><use href=\"#{severity}\"/></svg>")
}

/// The findings, and what was not checked.
fn aside(
    outcome: &Outcome,
    options: &Options,
    boxes: &BTreeMap<usize, Vec<(usize, &str)>>,
    sentences: &[String],
    out: &mut String,
) {
    out.push_str("<aside aria-label=\"Findings\">\n<h2>Findings</h2>\n");
    if outcome.findings.is_empty() {
        let _ = writeln!(out, "<p>{}</p>", sentences.first().map_or_else(String::new, |result| rich(result)));
    } else {
        out.push_str("<ol>\n");
        let shown = summary::shown(outcome, options);
        for (at, finding) in shown.iter().enumerate() {
            let none = Vec::new();
            finding_row(outcome, at, finding, boxes.get(&at).unwrap_or(&none), out);
        }
        out.push_str("</ol>\n");
        if let Some(words) = summary::not_shown(outcome, shown.len()) {
            let _ = writeln!(out, "<p>{words}</p>");
        }
    }
    if sentences.len() > 1 {
        out.push_str("<h2>Also worth knowing</h2>\n<ul>\n");
        for sentence in &sentences[1..] {
            let _ = writeln!(out, "<li>{}</li>", rich(sentence));
        }
        out.push_str("</ul>\n");
    }
    out.push_str("</aside>\n</main>\n");
}

fn finding_row(outcome: &Outcome, at: usize, finding: &Finding, boxes: &[(usize, &str)], out: &mut String) {
    let (severity, rule, number) = (finding.severity, xml(&outcome.rule(finding.rule).id), at + 1);
    let place = finding.primary.place;
    let file = outcome.sources.get(place.file);
    let _ = writeln!(
        out,
        "<li id=\"f{number}\" data-is=\"{severity} {rule}\"><p><span class=\"s {severity}\">{}{severity} {number}</span> \
         {}</p>",
        sign(severity),
        rich(&finding.message)
    );
    if !boxes.is_empty() {
        out.push_str("<p>At ");
        for (at, (id, title)) in boxes.iter().take(LINKS).enumerate() {
            let gap = if at == 0 { "" } else { ", " };
            let _ = write!(out, "{gap}<a href=\"#p{id}\" dir=\"auto\">{}</a>", xml(&cut(title, TITLE)));
        }
        if boxes.len() > LINKS {
            let _ = write!(out, " and {} more", boxes.len() - LINKS);
        }
        out.push_str("</p>\n");
    }
    if !finding.help.is_empty() {
        let _ = writeln!(out, "<p>{}</p>", rich(&finding.help));
    }
    let (path, spot) = (xml(&cut(file.path(), 120)), file.spot(place.span.start));
    let _ = writeln!(out, "<p class=\"where\"><code>{path}:{spot}</code> <code>{rule}</code></p></li>");
}

/// A sentence with what stands between backticks as code; where their number is odd, they are shown as they are.
fn rich(sentence: &str) -> String {
    let parts: Vec<&str> = sentence.split('`').collect();
    if parts.len().is_multiple_of(2) {
        return xml(sentence);
    }
    let part = |(at, part): (usize, &&str)| {
        if at % 2 == 1 { format!("<code>{}</code>", xml(part)) } else { xml(part) }
    };
    parts.iter().enumerate().map(part).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The hash of a text as a policy names it.
    fn hash(text: &str) -> String {
        use base64::Engine as _;
        use sha2::Digest as _;
        let digest = sha2::Sha256::digest(text.as_bytes());
        format!("sha256-{}", base64::engine::general_purpose::STANDARD.encode(digest))
    }

    #[test]
    fn the_policy_names_what_is_in_the_page() {
        let hashes = [STYLE, SCRIPT, svg::STYLE].map(hash);
        assert_eq!(hashes, [STYLE_HASH, SCRIPT_HASH, PICTURES_HASH]);
    }

    #[test]
    fn the_script_is_small_and_nothing_is_asked_for() {
        assert!(SCRIPT.len() < 15_000, "{}", SCRIPT.len());
        for text in [STYLE, SCRIPT, svg::STYLE, svg::SIGNS] {
            assert!(
                ["http", "url(//", "@import", "</"]
                    .iter()
                    .all(|word| !text.contains(word) || text == svg::SIGNS)
            );
        }
    }
}
