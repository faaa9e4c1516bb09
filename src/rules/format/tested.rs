//! What is tested of a fact: words, texts, numbers, dates.

use super::condition::Scope;
use super::data::{Age, Compared, Comparison, For, NumberExpr, ParamValue, Shared, Test, Unit, WordExpr};
use super::load::Reader;
use super::pattern::pattern;
use crate::graph::catalogue::{Fact, FactId, FactType, Of, Words};
use crate::nearest::{near_or, one_of};
use crate::source::Span;
use crate::yaml::{Kind, NodeId};

impl Reader<'_> {
    pub(super) fn test(&mut self, fact: Fact, node: NodeId, scope: Scope) -> Option<Test> {
        match self.tree.text(node).trim() {
            "present" => return Some(Test::Present),
            "absent" => return Some(Test::Absent),
            _ => {}
        }
        let what = format!("`{}`", fact.name);
        match fact.kind {
            FactType::Flag => self.flag(node, &what).map(Test::Flag),
            FactType::Number => self.comparison(node, &what, Some(scope.about)).map(Test::Compares),
            FactType::Date => self.dated(node, &what),
            FactType::Word(words) => Some(self.words(node, &what, Some(words))),
            FactType::Texts if fact.of == Of::Position => self.text_test(node, &what, true),
            FactType::Text | FactType::Texts => self.text_test(node, &what, false),
            FactType::Position => self.position_test(fact, node, scope),
            FactType::Stated => {
                let help = "it is private, or can take any form, so rules only test whether it is stated";
                self.problem(node, format!("{what} takes `present` or `absent`"), help);
                None
            }
        }
    }

    fn position_test(&mut self, fact: Fact, node: NodeId, scope: Scope) -> Option<Test> {
        if self.tree.text(node).trim() == "self" {
            if !scope.has_self {
                let help =
                    "`self` is the position that a rule `for: position` looks at, in `where` or `must`";
                self.problem(node, "`self` is nobody here", help);
            }
            if scope.groups > 1 {
                let help = "say it with one relation, or with a fact such as `complement.kind`";
                self.problem(node, "`self` is more than one relation away", help);
            }
            return Some(Test::IsSelf);
        }
        let help = format!("write `{}: {{ … }}` with the conditions for that position", fact.name);
        self.problem(node, format!("`{}` is another position", fact.name), help);
        None
    }

    /// Words, each known where the fact has a closed list of them.
    fn words(&mut self, node: NodeId, what: &str, words: Option<Words>) -> Test {
        let known: Option<Vec<&str>> = match words {
            None | Some(Words::Open(_)) => None,
            Some(Words::Closed(words)) => Some(words.to_vec()),
            Some(Words::Functions) => Some(self.known.functions.to_vec()),
            Some(Words::Seats) => Some(self.known.seats.iter().copied().chain(["none"]).collect()),
        };
        let mut found = Vec::new();
        for item in self.some(node, what) {
            let Some(text) = self.text(item, what) else { continue };
            let span = self.span(item);
            if let Some(param) = text.strip_prefix('$') {
                let Some(param) = self.param(param, span) else { continue };
                if let (Some(known), ParamValue::Word(word)) = (&known, &param.default) {
                    self.known_word(word, known, span, what);
                }
                found.push(WordExpr::Param(param.name));
                continue;
            }
            if let Some(known) = &known {
                self.known_word(text, known, span, what);
            }
            found.push(WordExpr::Text(text.into()));
        }
        Test::OneOf(found)
    }

    fn known_word(&mut self, word: &str, known: &[&str], span: Span, what: &str) {
        if known.contains(&word) {
            return;
        }
        let help = near_or(word, known.iter().copied(), || {
            if known.len() <= 12 {
                format!("it is one of {}", known.join(", "))
            } else {
                "its words are listed in docs/facts.md".to_owned()
            }
        });
        self.problem_at(span, format!("{what} has no word `{word}`"), help);
    }

    /// A test of a text, or of a position's list of them.
    fn text_test(&mut self, node: NodeId, what: &str, is_list: bool) -> Option<Test> {
        if self.tree.kind(node) != Kind::Mapping {
            return Some(self.words(node, what, None));
        }
        let entries = self.mapping(node, what);
        let [entry] = entries[..] else {
            let known = if is_list { LIST_TESTS } else { TEXT_TESTS };
            let help = format!("write {}; join two with `all: [...]`", one_of(known));
            self.problem(node, format!("{what} takes one test"), help);
            return None;
        };
        let key = self.tree.text(entry.key);
        match key {
            "is" => Some(self.words(entry.value, what, None)),
            "starts_with" => self.own_text(entry.value, what).map(Test::StartsWith),
            "contains" => self.own_text(entry.value, what).map(Test::Contains),
            "matches" => self.pattern(entry.value, what).map(Test::Matches),
            "repeats" if is_list => self.flag(entry.value, "`repeats`").map(Test::Repeats),
            "count" if is_list => self.comparison(entry.value, "`count`", None).map(Test::Counts),
            _ => {
                let shared = Shared::ALL.into_iter().find(|shared| shared.word() == key);
                if let Some(shared) = shared.filter(|_| is_list) {
                    let with = self.list(entry.value, key)?;
                    return Some(Test::Shares { shared, with });
                }
                let known = if is_list { LIST_TESTS } else { TEXT_TESTS };
                self.unknown_key(entry.key, what, known);
                None
            }
        }
    }

    /// The list that another one is compared with.
    fn list(&mut self, node: NodeId, key: &str) -> Option<FactId> {
        let name = self.text(node, &format!("`{key}`"))?;
        let span = self.span(node);
        let (steps, fact) = self.fact_path(name, span, For::Position)?;
        if !steps.is_empty() || fact.of != Of::Position || fact.kind != FactType::Texts {
            let help = "name a list of the same position, such as `members`";
            self.problem_at(span, format!("`{name}` is not a list of the position"), help);
            return None;
        }
        Some(fact.id)
    }

    fn pattern(&mut self, node: NodeId, what: &str) -> Option<String> {
        let text = self.text(node, what)?;
        if let Err(error) = pattern(text) {
            let help = "a regular expression such as `^Head of .* Sales$`; put it in single quotes";
            self.problem(node, format!("the pattern cannot be read: {error}"), help);
            return None;
        }
        Some(text.into())
    }

    pub(super) fn comparison(&mut self, node: NodeId, what: &str, about: Option<For>) -> Option<Comparison> {
        let text = self.text(node, what)?;
        let (how, rest) = COMPARED
            .iter()
            .find_map(|(sign, how)| text.strip_prefix(sign).map(|rest| (*how, rest)))
            .unwrap_or((Compared::Equal, text));
        let rest = rest.trim();
        if rest.is_empty() || rest.starts_with(['<', '=', '>', '!']) {
            self.problem(node, format!("`{text}` is not a comparison"), COMPARISON_HELP);
            return None;
        }
        let with = self.number_expr(rest, self.span(node), about)?;
        Some(Comparison { how, with })
    }

    /// A number, a parameter, or where `about` says whose facts there are, a fact.
    pub(super) fn number_expr(&mut self, text: &str, span: Span, about: Option<For>) -> Option<NumberExpr> {
        if let Some(param) = text.strip_prefix('$') {
            let param = self.param(param, span)?;
            if !matches!(param.default, ParamValue::Number(_)) {
                let help = "give it a number as its `default`";
                self.problem_at(span, format!("the parameter `{}` is not a number", param.name), help);
            }
            return Some(NumberExpr::Param(param.name));
        }
        if let Ok(number) = text.parse::<f64>()
            && number.is_finite()
        {
            return Some(NumberExpr::Number(number));
        }
        let Some(about) = about.filter(|_| text.starts_with(|c: char| c.is_ascii_alphabetic())) else {
            self.problem_at(span, format!("`{text}` is not a number"), COMPARISON_HELP);
            return None;
        };
        let (steps, fact) = self.fact_path(text, span, about)?;
        if fact.kind != FactType::Number {
            self.problem_at(span, format!("`{text}` is not a number"), "compare with a fact that is one");
            return None;
        }
        Some(NumberExpr::Fact { steps, fact: fact.id })
    }

    /// `older than 90 days`, `newer than $n months`, `in the past`, `in the future`.
    fn dated(&mut self, node: NodeId, what: &str) -> Option<Test> {
        let text = self.text(node, what)?;
        let words: Vec<&str> = text.split_whitespace().collect();
        let span = self.span(node);
        let (age, amount, unit) = match words[..] {
            ["in", "the", "past"] => (Age::Older, "0", "days"),
            ["in", "the", "future"] => (Age::Ahead, "0", "days"),
            ["older", "than", amount, unit] => (Age::Older, amount, unit),
            ["newer", "than", amount, unit] => (Age::Newer, amount, unit),
            ["more", "than", amount, unit, "ahead"] => (Age::Ahead, amount, unit),
            _ => {
                let help =
                    "write `older than 90 days`, `newer than $n months`, `in the past`, `in the future`";
                self.problem_at(span, format!("`{text}` is not a test of a date"), help);
                return None;
            }
        };
        let unit = match unit {
            "day" | "days" => Unit::Days,
            "month" | "months" => Unit::Months,
            _ => {
                self.problem_at(
                    span,
                    format!("`{unit}` is not a length of time"),
                    "count in `days` or `months`",
                );
                return None;
            }
        };
        let amount = self.number_expr(amount, span, None)?;
        Some(Test::Dated { age, amount, unit })
    }
}

/// What can be tested of a text.
const TEXT_TESTS: &[&str] = &["is", "starts_with", "contains", "matches"];

/// What can be tested of a list of texts.
const LIST_TESTS: &[&str] =
    &["is", "starts_with", "contains", "matches", "within", "apart_from", "repeats", "count"];

const COMPARISON_HELP: &str =
    "write a number such as `10`, a comparison such as `\"> 10\"`, or a parameter such as `$max`";

/// The longer signs first.
const COMPARED: &[(&str, Compared)] = &[
    ("<=", Compared::AtMost),
    (">=", Compared::AtLeast),
    ("!=", Compared::Different),
    ("==", Compared::Equal),
    ("<", Compared::Less),
    (">", Compared::Greater),
    ("=", Compared::Equal),
];
