//! Conditions: mappings of a rule file → [`Cond`].

use super::data::{
    Age, Compared, Comparison, Cond, For, List, Many, NumberExpr, Quantified, Quantifier, Single, Test, Txt,
    Unit, WordExpr,
};
use super::load::{MAX_CONDITIONS, MAX_LEVELS, ParamKind, Reader};
use super::problem::near_or;
use crate::graph::catalogue::{Derived, Fact, FactId, FactType, Of, Organisation, Words};
use crate::source::Span;
use crate::yaml::{Entry, Kind, NodeId};

/// Where a condition stands.
#[derive(Clone, Copy)]
struct Scope {
    /// Whose facts can be tested.
    about: For,
    level: usize,
    /// Whether `as` names a position here: not below `not`, `none`, `all`, `most` and `any: [...]`.
    names: bool,
    /// How many relations to any number of positions lead here from the position looked at; one that
    /// is seen from elsewhere counts twice, since `self` cannot be joined through it.
    groups: usize,
    /// Whether a relation to one position leads here from the position looked at.
    stepped: bool,
    /// Whether there is a position looked at, which `self` can be.
    has_self: bool,
}

impl Scope {
    fn of_position(self) -> Self {
        Self { about: For::EachPosition, ..self }
    }

    fn stepped(self) -> Self {
        Self { stepped: true, ..self.of_position() }
    }

    fn nameless(self) -> Self {
        Self { names: false, ..self }
    }
}

impl Reader<'_> {
    /// The conditions of a mapping: all of them.
    pub(super) fn conditions(&mut self, node: NodeId, about: For, what: &str) -> Cond {
        let has_self = about == For::EachPosition;
        let all =
            self.all(node, what, Scope { about, level: 0, names: true, groups: 0, stepped: false, has_self });
        Cond::AllOf(all)
    }

    fn all(&mut self, node: NodeId, what: &str, scope: Scope) -> List<Cond> {
        self.all_but(node, what, scope, &[])
    }

    fn all_but(&mut self, node: NodeId, what: &str, scope: Scope, left_out: &[&str]) -> List<Cond> {
        let scope = Scope { level: scope.level + 1, ..scope };
        if scope.level > MAX_LEVELS {
            let message = format!("conditions are nested more than {MAX_LEVELS} deep");
            self.problem(self.span(node), message, "split the rule");
            return List::default();
        }
        let mut found = Vec::new();
        for entry in self.mapping(node, what).unwrap_or_default() {
            if left_out.contains(&self.tree.text(entry.key)) {
                continue;
            }
            self.conditions += 1;
            if self.conditions == MAX_CONDITIONS + 1 {
                let message = format!("the rule has more than {MAX_CONDITIONS} conditions");
                self.problem(self.tree.span(entry.key), message, "split the rule");
            }
            if self.conditions <= MAX_CONDITIONS {
                found.extend(self.condition(entry, scope));
            }
        }
        found.into()
    }

    fn condition(&mut self, entry: Entry, scope: Scope) -> Option<Cond> {
        let key = self.tree.text(entry.key);
        match key {
            "all" => Some(Cond::AllOf(self.alternatives(entry, scope))),
            "any" => Some(Cond::AnyOf(self.alternatives(entry, scope.nameless()))),
            "not" => Some(Cond::NotAllOf(self.all(entry.value, "`not`", scope.nameless()))),
            "present" => Some(self.stated(entry.value, &Test::Present, scope)),
            "absent" => Some(self.stated(entry.value, &Test::Absent, scope)),
            "has_seats" => Some(Cond::HasSeats(self.seats(entry.value))),
            "above" if scope.about == For::EachPosition => {
                let name = self.name(entry.value, scope);
                let inner = Scope { groups: scope.groups + 2, ..scope.stepped() };
                let all = self.all_but(entry.value, "`above`", inner, &["as"]);
                Some(Cond::Above { all, name })
            }
            _ => self.relation_or_fact(key, entry, scope),
        }
    }

    fn alternatives(&mut self, entry: Entry, scope: Scope) -> List<Cond> {
        let what = format!("`{}`", self.tree.text(entry.key));
        let items = self.list(entry.value);
        let conds: Vec<Cond> =
            items.into_iter().map(|item| Cond::AllOf(self.all(item, &what, scope))).collect();
        conds.into()
    }

    /// `present: mandate`, `absent: [since, until]`.
    fn stated(&mut self, node: NodeId, test: &Test, scope: Scope) -> Cond {
        let mut all = Vec::new();
        for item in self.list(node) {
            let Some(name) = self.text(item, "`present` or `absent`") else { continue };
            let span = self.span(item);
            all.extend(self.at_fact(name, span, scope, &mut |_, fact, _| {
                Some(Cond::FactTest { fact: fact.id, test: test.clone() })
            }));
        }
        Cond::AllOf(all.into())
    }

    fn seats(&mut self, node: NodeId) -> List<Txt> {
        let mut seats = Vec::new();
        for item in self.list(node) {
            let Some(seat) = self.text(item, "`has_seats`") else { continue };
            if !self.known.seats.contains(&seat) {
                let known = self.known.seats;
                let help = near_or(seat, known.iter().copied(), || format!("seats are {}", known.join(", ")));
                self.problem(self.span(item), format!("there is no seat `{seat}`"), help);
            }
            seats.push(seat.into());
        }
        seats.into()
    }

    /// The name that `as` gives to the position a relation leads to.
    fn name(&mut self, node: NodeId, scope: Scope) -> Option<Txt> {
        let node = self.tree.get(node, "as")?;
        let name = self.text(node, "`as`")?;
        let span = self.span(node);
        if !scope.names {
            let help = "`as` names the position that a relation found; here there may be none";
            self.problem(span, format!("`{name}` would be the name of nobody"), help);
        }
        let taken = ["self", "company", "cio", "cto", "lone_chief", "count"].contains(&name)
            || self.names.iter().any(|known| &**known == name);
        if taken || name.contains(['.', '{', '}', '|', '$']) {
            let help = "choose a word of its own, such as `as: head`";
            self.problem(span, format!("`{name}` cannot be the name of a position"), help);
        }
        self.names.push(name.into());
        Some(name.into())
    }

    fn relation_or_fact(&mut self, key: &str, entry: Entry, scope: Scope) -> Option<Cond> {
        let is_mapping = self.tree.kind(entry.value) == Kind::Mapping;
        let position = scope.about == For::EachPosition;
        if let Some(relation) = Many::ALL.into_iter().find(|relation| relation.word() == key)
            && (position || relation == Many::WholeChart)
        {
            return self.group(relation, entry, scope);
        }
        if let Some(relation) = Single::ALL.into_iter().find(|relation| relation.word() == key)
            && (position || relation.is_of_organisation())
            && is_mapping
        {
            let name = self.name(entry.value, scope);
            let what = format!("`{key}`");
            let all = self.all_but(entry.value, &what, scope.stepped(), &["as"]);
            return Some(Cond::Step { relation, all, name });
        }
        let span = self.tree.span(entry.key);
        self.at_fact(key, span, scope, &mut |reader, fact, scope| {
            reader.test(*fact, entry.value, scope).map(|test| Cond::FactTest { fact: fact.id, test })
        })
    }

    /// Finds the fact that a dotted name leads to (`manager.level`), and wraps what is made of it
    /// in the relations on the way.
    fn at_fact(
        &mut self,
        name: &str,
        span: Span,
        scope: Scope,
        make: &mut dyn FnMut(&mut Self, &Fact, Scope) -> Option<Cond>,
    ) -> Option<Cond> {
        let (steps, fact) = self.fact_path(name, span, scope.about)?;
        let scope = if steps.is_empty() { scope } else { scope.stepped() };
        let mut cond = make(self, &fact, scope)?;
        for relation in steps.iter().rev() {
            cond = Cond::Step { relation: *relation, all: vec![cond].into(), name: None };
        }
        Some(cond)
    }

    /// A dotted name as relations and the fact at their end.
    pub(super) fn fact_path(&mut self, name: &str, span: Span, about: For) -> Option<(Vec<Single>, Fact)> {
        let mut steps = Vec::new();
        let mut rest = name;
        let mut about = about;
        loop {
            if let Some(fact) = self.find_fact(rest, about) {
                return Some((steps, fact));
            }
            let step = rest.split_once('.').and_then(|(first, rest)| {
                let relation = Single::ALL.into_iter().find(|relation| relation.word() == first)?;
                let fits = about == For::EachPosition || relation.is_of_organisation();
                fits.then_some((relation, rest))
            });
            let Some((relation, after)) = step else { break };
            steps.push(relation);
            about = For::EachPosition;
            rest = after;
        }
        self.unknown_fact(name, rest, span, about);
        None
    }

    fn find_fact(&self, name: &str, about: For) -> Option<Fact> {
        let fits =
            |fact: &&Fact| fact.name == name && (fact.of == Of::Organisation || about == For::EachPosition);
        self.facts.iter().find(fits).copied()
    }

    fn unknown_fact(&mut self, name: &str, rest: &str, span: Span, about: For) {
        if self.facts.iter().any(|fact| fact.name == rest) {
            let help =
                "test it below `where` or `must`, or within a relation such as `positions: { any: … }`";
            self.problem(span, format!("`{name}` is a fact of a position, not of the organisation"), help);
            return;
        }
        let words = ["any", "all", "not", "above", "has_seats", "present", "absent"];
        let relations = Many::ALL.map(Many::word);
        let facts =
            self.facts.iter().filter(|fact| fact.of == Of::Organisation || about == For::EachPosition);
        let known: Vec<&str> = facts.map(|fact| fact.name).chain(words).chain(relations).collect();
        let help = near_or(rest, known.iter().copied(), || {
            "the facts that rules can test are listed in docs/facts.md".to_owned()
        });
        self.problem(span, format!("there is no fact `{name}`"), help);
    }

    fn group(&mut self, relation: Many, entry: Entry, scope: Scope) -> Option<Cond> {
        let what = format!("`{}`", relation.word());
        let name = self.name(entry.value, scope);
        let groups = scope.groups + if scope.stepped { 2 } else { 1 };
        let inner = Scope { groups, level: scope.level + 1, stepped: false, ..scope.of_position() };
        let entries = self.mapping(entry.value, &what)?;
        let mut quantified: Vec<Quantified> = Vec::new();
        let mut count = None;
        for entry in &entries {
            let key = self.tree.text(entry.key);
            if let Some(quantifier) = Quantifier::ALL.into_iter().find(|quantifier| quantifier.word() == key)
            {
                let names = inner.names && quantifier == Quantifier::AnyMember;
                let all = self.all(entry.value, &what, Scope { names, ..inner });
                quantified.push(Quantified { quantifier: Some(quantifier), all, count: None });
            } else if key == "count" {
                count = self.comparison(entry.value, "`count`", None);
            } else if key != "as" {
                self.unknown_key(entry.key, &what, &["any", "all", "none", "most", "count", "as"]);
            }
        }
        match (count, quantified.as_mut_slice()) {
            (None, []) => {
                let help =
                    format!("write `{}: {{ any: … }}`, or `all`, `none`, `most`, `count`", relation.word());
                self.problem(self.span(entry.value), format!("{what} does not say how many"), help);
            }
            (Some(count), []) => {
                quantified.push(Quantified { quantifier: None, all: List::default(), count: Some(count) });
            }
            (Some(count), [only]) => only.count = Some(count),
            (Some(_), _) => {
                let help = "write the relation twice, in `all: [...]`";
                self.problem(
                    self.span(entry.value),
                    "`count` stands beside more than one of `any`, `all` …",
                    help,
                );
            }
            (None, _) => {}
        }
        Some(Cond::Group { relation, quantified: quantified.into(), name })
    }

    fn test(&mut self, fact: Fact, node: NodeId, scope: Scope) -> Option<Test> {
        match self.tree.text(node).trim() {
            "present" => return Some(Test::Present),
            "absent" => return Some(Test::Absent),
            _ => {}
        }
        let what = format!("`{}`", fact.name);
        match fact.kind {
            FactType::Flag => self.flag(node, &what).map(Test::IsFlag),
            FactType::Number => self.comparison(node, &what, Some(scope.about)).map(Test::Compares),
            FactType::Date => self.dated(node, &what),
            FactType::Word(words) => self.words(node, &what, Some(words)).map(Test::OneOf),
            FactType::Text | FactType::Texts => self.text_test(node, &what),
            FactType::Position => self.position_test(fact, node, scope),
            FactType::Stated => {
                let help = "it is private, or can take any form, so rules test only whether it is stated";
                self.problem(self.span(node), format!("{what} takes `present` or `absent`"), help);
                None
            }
        }
    }

    fn position_test(&mut self, fact: Fact, node: NodeId, scope: Scope) -> Option<Test> {
        if self.tree.text(node).trim() == "self" {
            if !scope.has_self {
                let help =
                    "`self` is the position that a rule `for: position` looks at, in `where` or `must`";
                self.problem(self.span(node), "`self` is nobody here", help);
            }
            if scope.groups > 1 {
                let help = "say it with one relation, or with a fact such as `complement.kind`";
                self.problem(self.span(node), "`self` is more than one relation away", help);
            }
            return Some(Test::IsSelf);
        }
        let help = format!("write `{}: {{ … }}` with what holds of that position", fact.name);
        self.problem(self.span(node), format!("`{}` is another position", fact.name), help);
        None
    }

    /// Words, each known where the fact has a closed list of them.
    fn words(&mut self, node: NodeId, what: &str, words: Option<Words>) -> Option<List<WordExpr>> {
        let known: Option<Vec<&str>> = match words {
            None | Some(Words::Open(_)) => None,
            Some(Words::Closed(words)) => Some(words.to_vec()),
            Some(Words::Functions) => Some(self.known.functions.to_vec()),
            Some(Words::Seats) => Some(self.known.seats.iter().copied().chain(["none"]).collect()),
        };
        let mut found = Vec::new();
        for item in self.list(node) {
            let text = self.text(item, what)?;
            let span = self.span(item);
            if let Some(param) = text.strip_prefix('$') {
                found.push(WordExpr::FromParam(self.param(param, span)?.0));
                continue;
            }
            if let Some(known) = &known
                && !known.contains(&text)
            {
                let help = near_or(text, known.iter().copied(), || {
                    if known.len() <= 12 {
                        format!("it is one of {}", known.join(", "))
                    } else {
                        String::new()
                    }
                });
                self.problem(span, format!("{what} has no word `{text}`"), help);
            }
            found.push(WordExpr::Literally(text.into()));
        }
        Some(found.into())
    }

    fn text_test(&mut self, node: NodeId, what: &str) -> Option<Test> {
        if self.tree.kind(node) != Kind::Mapping {
            return self.words(node, what, None).map(Test::OneOf);
        }
        let entries = self.mapping(node, what)?;
        let [entry] = entries[..] else {
            let help = "write one of `is`, `starts_with`, `contains`, `matches`; join two with `all: [...]`";
            self.problem(self.span(node), format!("{what} takes one test"), help);
            return None;
        };
        let key = self.tree.text(entry.key);
        match key {
            "is" => self.words(entry.value, what, None).map(Test::OneOf),
            "starts_with" => self.own_text(entry.value, what).map(Test::StartsWith),
            "contains" => self.own_text(entry.value, what).map(Test::Holds),
            "matches" => self.pattern(entry.value, what).map(Test::Matches),
            _ => {
                self.unknown_key(entry.key, what, &["is", "starts_with", "contains", "matches"]);
                None
            }
        }
    }

    fn pattern(&mut self, node: NodeId, what: &str) -> Option<Txt> {
        let text = self.text(node, what)?;
        if let Err(error) = regex_lite::Regex::new(text) {
            let help = "a regular expression such as `^Head of .* Sales$`; put it in single quotes";
            self.problem(self.span(node), format!("the pattern cannot be read: {error}"), help);
            return None;
        }
        Some(text.into())
    }

    fn comparison(&mut self, node: NodeId, what: &str, about: Option<For>) -> Option<Comparison> {
        let text = self.text(node, what)?;
        let (how, rest) = COMPARED
            .iter()
            .find_map(|(sign, how)| text.strip_prefix(sign).map(|rest| (*how, rest)))
            .unwrap_or((Compared::Equal, text));
        let with = self.number_expr(rest.trim(), self.span(node), about)?;
        Some(Comparison { how, with })
    }

    /// A number, a parameter, or where `about` says whose facts there are, a fact.
    pub(super) fn number_expr(&mut self, text: &str, span: Span, about: Option<For>) -> Option<NumberExpr> {
        if let Some(param) = text.strip_prefix('$') {
            let (name, kind) = self.param(param, span)?;
            if kind != ParamKind::Number {
                let help = "give it a number as its `default`";
                self.problem(span, format!("the parameter `{name}` is no number"), help);
            }
            return Some(NumberExpr::OfParam(name));
        }
        if let Ok(number) = text.parse::<f64>()
            && number.is_finite()
        {
            return Some(NumberExpr::Exactly(number));
        }
        let Some(about) = about.filter(|_| text.starts_with(|c: char| c.is_ascii_alphabetic())) else {
            let help = "write a number such as `10`, a comparison such as `\"> 10\"`, or `\"<= $max\"`";
            self.problem(span, format!("`{text}` is no number"), help);
            return None;
        };
        let (steps, fact) = self.fact_path(text, span, about)?;
        if fact.kind != FactType::Number {
            self.problem(span, format!("`{text}` is no number"), "compare with a fact that is one");
            return None;
        }
        Some(NumberExpr::OfFact { steps: steps.into(), fact: fact.id })
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
                self.problem(span, format!("`{text}` is no test of a date"), help);
                return None;
            }
        };
        let unit = match unit {
            "day" | "days" => Unit::InDays,
            "month" | "months" => Unit::InMonths,
            _ => {
                self.problem(span, format!("`{unit}` is no length of time"), "count in `days` or `months`");
                return None;
            }
        };
        let amount = self.number_expr(amount, span, None)?;
        Some(Test::Dated { age, amount, unit })
    }
}

/// Words that mean something of their own where the name of a fact can stand.
pub const CONDITION_WORDS: &[&str] = &[
    "any",
    "all",
    "none",
    "most",
    "not",
    "above",
    "has_seats",
    "present",
    "absent",
    "count",
    "as",
    "self",
    "company",
    "manager",
    "nearest_chief",
    "complement",
    "complements",
    "cio",
    "cto",
    "lone_chief",
    "reports",
    "below",
    "portfolio",
    "positions",
];

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

/// The relation that a fact about another position is.
#[must_use]
pub fn relation_of(fact: FactId) -> Option<Single> {
    match fact {
        FactId::Derived(Derived::Manager) => Some(Single::ToManager),
        FactId::Derived(Derived::NearestChief) => Some(Single::ToNearestChief),
        FactId::Derived(Derived::Complement) => Some(Single::ToComplement),
        FactId::Derived(Derived::Complements) => Some(Single::ToComplemented),
        FactId::Organisation(Organisation::Cio) => Some(Single::ToCio),
        FactId::Organisation(Organisation::Cto) => Some(Single::ToCto),
        FactId::Organisation(Organisation::LoneChief) => Some(Single::ToLoneChief),
        _ => None,
    }
}
