//! The one reader of what people write as YAML: texts, words, yes and no, lists and sets of keys, each
//! with its place. What does not fit is noted, and reading goes on, so that one run tells every mistake
//! of a file.

use super::{Entry, Kind, NodeId, Parsed, Problem as YamlProblem, Tree};
use crate::nearest::{any_known, near_or, one_of};
use crate::problem::Problem;
use crate::source::{Span, quoted};

/// A value with its place in its file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Spanned<T> {
    /// The value.
    pub value: T,
    /// Where it stands.
    pub span: Span,
}

/// Walks the nodes of a file and notes what is wrong.
#[derive(Debug)]
pub struct Reader<'t> {
    /// The nodes.
    pub tree: &'t Tree,
    /// What is wrong so far.
    pub problems: Vec<Problem>,
    /// Whether a part of the file could not be read, so that what is missing may stand there.
    is_cut: bool,
}

const ONE_VALUE: &str = "one value";

impl<'t> Reader<'t> {
    /// For a whole file: what is wrong with it as YAML is noted.
    #[must_use]
    pub fn new(parsed: &'t Parsed) -> Self {
        let problems = parsed.problems.iter().map(Problem::from).collect();
        let is_cut = parsed.problems.iter().any(YamlProblem::loses_content);
        Self { tree: &parsed.tree, problems, is_cut }
    }

    /// For a part of a file whose mistakes as YAML are told elsewhere.
    #[must_use]
    pub fn of_part(tree: &'t Tree) -> Self {
        Self { tree, problems: Vec::new(), is_cut: false }
    }

    /// Whether a part of the file could not be read.
    #[must_use]
    pub fn is_cut(&self) -> bool {
        self.is_cut
    }

    /// Notes what is wrong with a node, at its first line.
    pub fn problem(&mut self, node: NodeId, message: impl Into<String>, help: impl Into<String>) {
        // What could not be read is told already.
        if self.tree.is_cut(node) {
            return;
        }
        self.problem_at(self.span(node), message, help);
    }

    /// Notes what is wrong at a place.
    pub fn problem_at(&mut self, span: Span, message: impl Into<String>, help: impl Into<String>) {
        self.problems.push(Problem::new(span, message, help));
    }

    /// Notes what is not there. In a file that could not be read whole, it may be in the rest.
    pub fn absent(&mut self, node: NodeId, message: impl Into<String>, help: impl Into<String>) {
        if !self.is_cut {
            self.problem(node, message, help);
        }
    }

    /// Notes the first of the keys that a set of keys lacks. Where something inside it is not right,
    /// that is said already.
    pub fn lacks(&mut self, node: NodeId, what: &str, keys: &[(&str, bool)], help: &str) {
        let outer = self.tree.span(node);
        let is_inside =
            |problem: &Problem| outer.start <= problem.span.start && problem.span.end <= outer.end;
        if let Some((key, _)) = keys.iter().find(|(_, there)| !there)
            && !self.problems.iter().any(is_inside)
        {
            self.absent(node, format!("{what} has no `{key}`"), help);
        }
    }

    /// Where a value stands, its first line.
    #[must_use]
    pub fn span(&self, node: NodeId) -> Span {
        self.tree.file().first_line(self.tree.span(node))
    }

    /// The topmost node of a file that is a single document; none where nothing is written.
    pub fn document(&mut self, what: &str, help: &str) -> Option<NodeId> {
        let tree = self.tree;
        let mut roots =
            tree.documents().iter().filter_map(|document| document.root).filter(|root| !tree.is_null(*root));
        let first = roots.next();
        if let Some(second) = roots.next() {
            self.problem(second, format!("{what} is a single document"), help);
        }
        first
    }

    /// Whether a file is something else: a set of keys none of which is known, or near to one that is. Then
    /// that is all that is told of it: whose file it is, is not known.
    pub fn is_foreign(&mut self, root: NodeId, what: &str, known: &[&str]) -> bool {
        let tree = self.tree;
        let keys = tree.entries(root).map(|entry| tree.text(entry.key));
        let mut keys = keys.peekable();
        let is_foreign = keys.peek().is_some() && !any_known(keys, known);
        if is_foreign {
            self.problems.clear();
            let help = format!("the keys of a {what} are {}", known.join(", "));
            let message = format!("this is not a {what}: it has none of the keys of one");
            self.problem_at(Span::empty(0), message, help);
        }
        is_foreign
    }

    /// Notes that something else was to stand there.
    pub fn wrong(&mut self, node: NodeId, what: &str, expected: &str, help: &str) {
        let Some(found) = self.tree.in_words(node, "a single value") else { return };
        self.problem(node, format!("{what} takes {expected}, and this is {found}"), help);
    }

    /// The entries of a set of keys; none, with a problem, where it is something else.
    pub fn mapping(&mut self, node: NodeId, what: &str) -> Vec<Entry> {
        if self.tree.kind(node) != Kind::Mapping {
            self.wrong(node, what, "a set of keys", "write each on its own line below: `key: value`");
        }
        self.tree.entries(node).collect()
    }

    /// The values of these keys of a set of keys, each where it is there. A key that is none of them is
    /// noted.
    pub fn keys<const N: usize>(
        &mut self,
        node: NodeId,
        what: &str,
        known: [&str; N],
    ) -> [Option<NodeId>; N] {
        let mut values = [None; N];
        for entry in self.mapping(node, what) {
            let name = self.tree.text(entry.key);
            match known.iter().position(|key| *key == name) {
                Some(at) => values[at] = values[at].or(Some(entry.value)),
                None => self.unknown_key(entry.key, what, &known),
            }
        }
        values
    }

    /// The items of a list; none, with a problem, where it is something else.
    pub fn list(&mut self, node: NodeId, what: &str, help: &str) -> Vec<NodeId> {
        if self.tree.kind(node) != Kind::Sequence {
            self.wrong(node, what, "a list", help);
        }
        self.tree.items(node).collect()
    }

    /// The items of a list; anything else is a list of one.
    #[must_use]
    pub fn one_or_more(&self, node: NodeId) -> Vec<NodeId> {
        match self.tree.kind(node) {
            Kind::Sequence => self.tree.items(node).collect(),
            _ => vec![node],
        }
    }

    /// The same, of a list that says something; a problem where it is empty.
    pub fn some(&mut self, node: NodeId, what: &str) -> Vec<NodeId> {
        let items = self.one_or_more(node);
        if items.is_empty() {
            self.problem(node, format!("{what} takes at least one"), "write it between the brackets");
        }
        items
    }

    /// A text; none, with a problem, where it is something else or nothing is written.
    pub fn text(&mut self, node: NodeId, what: &str) -> Option<&'t str> {
        self.text_as(node, what, ONE_VALUE)
    }

    /// The same, where more can be said of what it is to be: `a level`.
    pub fn text_as(&mut self, node: NodeId, what: &str, expected: &str) -> Option<&'t str> {
        let text = self.tree.stated(node);
        if text.is_none() {
            self.wrong(node, what, expected, "write one value after the key");
        }
        text
    }

    /// A text with its place.
    pub fn spanned(&mut self, node: NodeId, what: &str, expected: &str) -> Option<Spanned<String>> {
        let value = self.text_as(node, what, expected)?.to_owned();
        Some(Spanned { value, span: self.span(node) })
    }

    /// A key that names something.
    pub fn name(&mut self, key: NodeId) -> Option<Spanned<String>> {
        self.spanned(key, "a key", "a word")
    }

    /// One text, or a list of them, each with its place.
    pub fn texts(&mut self, node: NodeId, what: &str, expected: &str) -> Vec<Spanned<String>> {
        self.one_or_more(node).into_iter().filter_map(|item| self.spanned(item, what, expected)).collect()
    }

    /// One text or a list of them, any of which may be empty; none at all where nothing is written.
    pub fn any_texts(&mut self, node: NodeId, what: &str, expected: &str) -> Option<Vec<&'t str>> {
        let tree = self.tree;
        if tree.is_null(node) {
            return Some(Vec::new());
        }
        let items = self.one_or_more(node);
        if items.iter().all(|item| tree.kind(*item) == Kind::Scalar) {
            return Some(items.into_iter().map(|item| tree.trimmed(item)).collect());
        }
        let help = "put a text in quotes if it contains `: `, ` #`, `[` or `{`";
        self.wrong(node, what, expected, help);
        None
    }

    /// A value that `read` makes of a text: a number, a date.
    pub fn value<T>(
        &mut self,
        node: NodeId,
        what: &str,
        (expected, help): (&str, &str),
        read: impl FnOnce(&str) -> Option<T>,
    ) -> Option<T> {
        let text = self.text_as(node, what, expected)?;
        let value = read(text);
        if value.is_none() {
            self.problem(node, format!("{what} takes {expected}, and this is {}", told(text)), help);
        }
        value
    }

    /// Yes or no.
    pub fn flag(&mut self, node: NodeId, what: &str) -> Option<bool> {
        self.value(node, what, ("`true` or `false`", "write `true` or `false`"), flag)
    }

    /// One of these words.
    pub fn word<T: Copy>(&mut self, node: NodeId, what: &str, words: &[(&str, T)]) -> Option<T> {
        let text = self.text(node, what)?;
        if let Some((_, value)) = words.iter().find(|(word, _)| *word == text) {
            return Some(*value);
        }
        let all: Vec<&str> = words.iter().map(|(word, _)| *word).collect();
        let help = near_or(text, all.iter().copied(), || format!("it takes {}", one_of(&all)));
        self.problem(node, format!("{what} has no word {}", told(text)), help);
        None
    }

    /// Notes a key that is not known, with the nearest of those that are.
    pub fn unknown_key(&mut self, key: NodeId, of: &str, known: &[&str]) {
        let Some(name) = self.text_as(key, "a key", "a word") else { return };
        let help = near_or(name, known.iter().copied(), || format!("its keys are {}", known.join(", ")));
        self.problem(key, format!("{of} has no key {}", told(name)), help);
    }

    /// What is wrong, in the order of the file, each once.
    #[must_use]
    pub fn into_problems(mut self) -> Vec<Problem> {
        self.problems.sort();
        self.problems.dedup();
        self.problems
    }
}

/// A text that stands where another was expected; not one that may be somebody's name or address.
pub(crate) fn told(text: &str) -> String {
    let is_name_like = |word: &&str| {
        let mut chars = word.chars();
        chars.next().is_some_and(char::is_uppercase) && chars.next().is_some_and(char::is_lowercase)
    };
    let words = text.split(|c: char| !c.is_alphabetic());
    if text.contains('@') || words.filter(is_name_like).nth(1).is_some() {
        "another text".to_owned()
    } else {
        quoted(text)
    }
}

impl Tree {
    /// What a node is, as a message says it; nothing of a reference to nothing, which is noted as that.
    pub(crate) fn in_words(&self, node: NodeId, scalar: &'static str) -> Option<&'static str> {
        match self.kind(node) {
            Kind::Scalar if self.stated(node).is_none() => Some("nothing"),
            Kind::Scalar => Some(scalar),
            Kind::Sequence => Some("a list"),
            Kind::Mapping => Some("a set of keys"),
            Kind::Alias => None,
        }
    }
}

impl From<&YamlProblem> for Problem {
    fn from(problem: &YamlProblem) -> Self {
        Self::new(problem.span(), problem.to_string(), problem.help())
    }
}

/// `true` and `false`, and the words that YAML 1.1 reads so: where yes or no is asked for, nobody
/// means anything else by them.
#[must_use]
pub fn flag(text: &str) -> Option<bool> {
    match text.to_ascii_lowercase().as_str() {
        "true" | "yes" | "on" => Some(true),
        "false" | "no" | "off" => Some(false),
        _ => None,
    }
}

/// A number that is finite and not negative. `1_000` and `1,5` are none: readers differ on them.
#[must_use]
pub fn number(text: &str) -> Option<f64> {
    let plain =
        text.bytes().all(|b| b.is_ascii_digit() || b == b'.') && text.bytes().any(|b| b.is_ascii_digit());
    let number: f64 = if plain { text.parse().ok()? } else { return None };
    number.is_finite().then_some(number)
}

/// A whole number that is not negative.
#[must_use]
pub fn whole(text: &str) -> Option<u64> {
    if text.bytes().all(|b| b.is_ascii_digit()) { text.parse().ok() } else { None }
}
