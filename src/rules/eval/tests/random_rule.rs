//! Rules of every kind of condition, each with its text: what the loader makes of the text has to
//! be the rule.

use std::fmt::Write as _;

use super::random::Dice;
use crate::graph::catalogue::{Fact, FactId, FactType, Of, Words, facts};
use crate::rules::format::{
    Age, Body, Case, Compared, Comparison, Cond, For, Many, NumberExpr, Param, ParamValue, Quantified,
    Quantifier, Shared, Single, Template, Test, Unit, WordExpr, relation_of,
};
use crate::vocabulary::{FUNCTION_IDS, Seat};

/// A rule's conditions and the text of a file that says them.
pub(in crate::rules) struct Made {
    pub(in crate::rules) about: For,
    pub(in crate::rules) cases: Vec<Case>,
    pub(in crate::rules) params: Vec<Param>,
    pub(in crate::rules) text: String,
}

/// A condition with its key and value as they are written.
struct Entry {
    key: String,
    value: String,
    cond: Cond,
}

/// Where a condition stands, as the format allows `as` and `self`.
#[derive(Clone, Copy)]
#[expect(clippy::struct_excessive_bools, reason = "each says one thing of the place")]
struct Scope {
    position: bool,
    names: bool,
    has_self: bool,
    groups: usize,
    stepped: bool,
    /// How many more relations may follow.
    left: usize,
}

pub(in crate::rules) struct Maker<'d> {
    dice: &'d mut Dice,
    facts: Vec<Fact>,
    params: Vec<Param>,
    names: usize,
}

const TEXTS: &[&str] = &[
    "p0",
    "p1",
    "P1",
    "developer",
    "Head of Product",
    "Officer",
    "cto",
    "Engineering",
    "runs it",
    "h1",
    "gdpr",
];
const COMMON: &[&str] = &[
    "level",
    "grade",
    "domain",
    "seat",
    "title",
    "since",
    "created",
    "vacant",
    "status",
    "is_unit",
    "depth",
    "reports.count",
    "complements",
    "complements",
    "manager",
    "nearest_chief",
    "company.complete",
    "company.employees",
    "chiefs",
    "cio.state",
];
const PATTERNS: &[&str] = &["^C.O$", "Manager|Lead", "[0-9]", "(?i)officer", "^$"];

impl<'d> Maker<'d> {
    /// A rule of up to three cases.
    pub(in crate::rules) fn rule(dice: &'d mut Dice) -> Made {
        let number = Param { name: "n".into(), default: ParamValue::Number(2.0), about: "a number".into() };
        let switch = Param { name: "on".into(), default: ParamValue::Switch(true), about: "a switch".into() };
        let mut maker = Self { dice, facts: facts(), params: vec![number, switch], names: 0 };
        let about = if maker.dice.chance(80) { For::Position } else { For::Organisation };
        let (cases, written) = maker.cases(about);
        let params = std::mem::take(&mut maker.params);
        let mut text = String::from("id: made\ntitle: made\nseverity: info\nparams:\n");
        for param in &params {
            let value = crate::rules::registry::shown(&param.default);
            let _ = writeln!(text, "  {}: {{ default: {value}, about: {} }}", param.name, param.about);
        }
        let (whom, label) = match about {
            For::Position => ("position", "self.title"),
            For::Organisation => ("organisation", "company"),
        };
        let uses: Vec<String> = params.iter().map(|param| format!("{{${}}}", param.name)).collect();
        let uses = uses.join(" ");
        let _ = write!(
            text,
            "for: {whom}\nmessage: \"{uses}\"\nhelp: none\nlabels: [{{ at: {label}, text: here }}]\nwhy: {{ text: x, \
             source: {{ title: x }} }}\nexamples:\n- {{ name: a, chart: {{ org: {{ title: a }} }}, expect: [a] }}\n\
             - {{ name: b, chart: {{ org: {{ title: a }} }}, expect: [] }}\ncases:\n{written}"
        );
        Made { about, cases, params, text }
    }

    fn cases(&mut self, about: For) -> (Vec<Case>, String) {
        let (mut cases, mut text) = (Vec::new(), String::new());
        for _ in 0..=self.dice.below(3) {
            let position = about == For::Position;
            let given = self.dice.chance(30).then(|| self.part(false, true, 1));
            let looks_at = self.dice.chance(60).then(|| self.part(position, true, 2));
            let unless = self.dice.chance(25).then(|| self.part(position, false, 2));
            let negated = self.dice.chance(60);
            let (tested, must) = self.part(position, negated, 3);
            let mut parts = Vec::new();
            let mut both = |key: &str, part: Option<(Cond, String)>| {
                let conds = part.into_iter().map(|(cond, text)| {
                    parts.push(format!("{key}: {text}"));
                    cond
                });
                Cond::All(conds.collect::<Vec<_>>())
            };
            let (given, looks_at) = (both("given", given), both("where", looks_at));
            if let Some((_, text)) = &unless {
                parts.push(format!("unless: {text}"));
            }
            parts.push(format!("{}: {must}", if negated { "must_not" } else { "must" }));
            let _ = writeln!(text, "- {{ {} }}", parts.join(", "));
            cases.push(Case {
                given,
                looks_at,
                unless: unless.map(|(cond, _)| cond),
                raises: if negated { tested } else { Cond::NotAll(vec![tested]) },
                severity: None,
                message: Template::default(),
                help: Template::default(),
            });
        }
        (cases, text)
    }

    /// The conditions of `given`, `where` and the like.
    fn part(&mut self, position: bool, names: bool, left: usize) -> (Cond, String) {
        let scope = Scope { position, names, has_self: position, groups: 0, stepped: false, left };
        let (conds, text) = self.all(scope);
        (Cond::All(conds), text)
    }

    fn all(&mut self, scope: Scope) -> (Vec<Cond>, String) {
        self.all_as(scope, None)
    }

    /// One to three conditions, and `as` where the position is named.
    fn all_as(&mut self, scope: Scope, name: Option<&String>) -> (Vec<Cond>, String) {
        let mut entries: Vec<Entry> = Vec::new();
        for _ in 0..self.dice.one(&[&1, &1, &2, &3]).to_owned() {
            let entry = self.entry(scope);
            if entries.iter().all(|known| known.key != entry.key) {
                entries.push(entry);
            }
        }
        let mut text: Vec<String> =
            entries.iter().map(|entry| format!("{}: {}", entry.key, entry.value)).collect();
        text.extend(name.map(|name| format!("as: {name}")));
        let conds: Vec<Cond> = entries.into_iter().map(|entry| entry.cond).collect();
        (conds, format!("{{ {} }}", text.join(", ")))
    }

    fn entry(&mut self, scope: Scope) -> Entry {
        let inner = Scope { left: scope.left.saturating_sub(1), ..scope };
        match self.dice.below(if scope.left == 0 { 5 } else { 12 }) {
            0 if scope.has_self && scope.groups == 1 && self.dice.chance(70) => self.says_self(),
            0..=3 => self.fact_test(scope),
            4 if self.dice.chance(20) => {
                let on = self.dice.chance(70);
                let cond = Cond::Switched { param: "on".into(), on };
                Entry { key: "$on".to_owned(), value: on.to_string(), cond }
            }
            4 if self.dice.chance(20) => {
                let seats =
                    if self.dice.chance(50) { vec!["cio", "cto"] } else { vec![self.dice.one(Seat::WORDS)] };
                let value = format!("[{}]", seats.join(", "));
                let cond = Cond::HasSeats(seats.into_iter().map(String::from).collect::<Vec<_>>());
                Entry { key: "has_seats".to_owned(), value, cond }
            }
            4 => self.stated(scope),
            5 => {
                let (conds, value) = self.all(Scope { names: false, ..inner });
                Entry { key: "not".to_owned(), value, cond: Cond::NotAll(conds) }
            }
            6 => {
                let is_any = self.dice.chance(70);
                let (conds, value) = self.alternatives(Scope { names: inner.names && !is_any, ..inner });
                let (key, cond) = if is_any { ("any", Cond::Any(conds)) } else { ("all", Cond::All(conds)) };
                Entry { key: key.to_owned(), value, cond }
            }
            7 | 8 => self.step(inner),
            9 if scope.position => {
                let name = self.name(scope);
                let inner = Scope { groups: scope.groups + 2, stepped: true, ..inner };
                let (all, value) = self.all_as(inner, name.as_ref());
                Entry { key: "above".to_owned(), value, cond: Cond::Above { all, name } }
            }
            _ => self.group(inner),
        }
    }

    /// A condition that names the position looked at, from a member of its group.
    fn says_self(&mut self) -> Entry {
        let name = *self.dice.one(&[&"complements", &"manager", &"nearest_chief", &"cio"]);
        let fact = self.facts.iter().find(|fact| fact.name == name).unwrap().id;
        let says = Cond::Fact { fact, test: Test::IsSelf };
        let entry = Entry { key: name.to_owned(), value: "self".to_owned(), cond: says };
        if self.dice.chance(60) {
            return entry;
        }
        let value = format!("{{ {name}: self }}");
        Entry { key: "not".to_owned(), value, cond: Cond::NotAll(vec![entry.cond]) }
    }

    fn alternatives(&mut self, scope: Scope) -> (Vec<Cond>, String) {
        let (mut conds, mut texts) = (Vec::new(), Vec::new());
        for _ in 0..=self.dice.below(3) {
            let (all, text) = self.all(scope);
            conds.push(Cond::All(all));
            texts.push(text);
        }
        (conds, format!("[{}]", texts.join(", ")))
    }

    fn stated(&mut self, scope: Scope) -> Entry {
        let fact = self.fact(scope.position);
        let (key, test) =
            if self.dice.chance(50) { ("present", Test::Present) } else { ("absent", Test::Absent) };
        let cond = Cond::All(vec![Cond::Fact { fact: fact.id, test }]);
        Entry { key: key.to_owned(), value: fact.name.to_owned(), cond }
    }

    fn name(&mut self, scope: Scope) -> Option<String> {
        (scope.names && self.dice.chance(40)).then(|| {
            self.names += 1;
            format!("n{}", self.names).as_str().into()
        })
    }

    fn relation(&mut self, position: bool) -> Single {
        loop {
            let relation = Single::ALL[self.dice.below(Single::ALL.len())];
            if position || relation.is_of_organisation() {
                return relation;
            }
        }
    }

    fn step(&mut self, scope: Scope) -> Entry {
        let relation = self.relation(scope.position);
        let inner = Scope { position: true, stepped: true, ..scope };
        if self.dice.chance(30) {
            // `manager.level: 3`
            let Entry { key, value, cond } = self.fact_test(Scope { left: 0, ..inner });
            if matches!(&cond, Cond::Fact { fact, .. } if !matches!(fact, FactId::Company(_) | FactId::Organisation(_)))
            {
                let key = format!("{}.{key}", relation.word());
                return Entry { key, value, cond: Cond::Step { relation, all: vec![cond], name: None } };
            }
        }
        let name = self.name(scope);
        let (all, value) = self.all_as(inner, name.as_ref());
        Entry { key: relation.word().to_owned(), value, cond: Cond::Step { relation, all, name } }
    }

    fn group(&mut self, scope: Scope) -> Entry {
        let relation =
            if scope.position { Many::ALL[self.dice.below(Many::ALL.len())] } else { Many::Positions };
        let name = self.name(scope);
        let inner = Scope {
            position: true,
            groups: scope.groups + if scope.stepped { 2 } else { 1 },
            stepped: false,
            ..scope
        };
        let mut parts = Vec::new();
        let mut quantified = Vec::new();
        let only_count = self.dice.chance(15);
        let several = self.dice.chance(15);
        for quantifier in self.quantifiers(only_count, several) {
            let names = inner.names && quantifier == Quantifier::Any;
            let (all, text) = self.all(Scope { names, ..inner });
            parts.push(format!("{}: {text}", quantifier.word()));
            quantified.push(Quantified { quantifier: Some(quantifier), all, count: None });
        }
        if quantified.len() < 2 && (only_count || self.dice.chance(30)) {
            let (count, text) = self.count();
            parts.push(format!("count: {text}"));
            match quantified.first_mut() {
                Some(only) => only.count = Some(count),
                None => {
                    quantified.push(Quantified { quantifier: None, all: Vec::new(), count: Some(count) });
                }
            }
        }
        parts.extend(name.as_ref().map(|name| format!("as: {name}")));
        let cond = Cond::Group { relation, quantified, name };
        Entry { key: relation.word().to_owned(), value: format!("{{ {} }}", parts.join(", ")), cond }
    }

    fn quantifiers(&mut self, none: bool, two: bool) -> Vec<Quantifier> {
        let at = self.dice.below(4);
        match (none, two) {
            (true, _) => Vec::new(),
            (_, true) => vec![Quantifier::ALL[at], Quantifier::ALL[(at + 1) % 4]],
            _ => vec![Quantifier::ALL[at]],
        }
    }

    fn count(&mut self) -> (Comparison, String) {
        let with = if self.dice.chance(20) { None } else { Some(self.dice.below(5)) };
        self.comparison_with(with.map(|with| (NumberExpr::Number(whole(with)), with.to_string())))
    }

    /// A comparison with something, or with the parameter.
    fn comparison_with(&mut self, with: Option<(NumberExpr, String)>) -> (Comparison, String) {
        let (with, text) = with.unwrap_or((NumberExpr::Param("n".into()), "$n".to_owned()));
        let all = [
            ("<", Compared::Less),
            ("<=", Compared::AtMost),
            ("", Compared::Equal),
            ("=", Compared::Equal),
            ("!=", Compared::Different),
            (">=", Compared::AtLeast),
            (">", Compared::Greater),
        ];
        let (sign, how) = all[self.dice.below(all.len())];
        (Comparison { how, with }, format!("\"{sign} {text}\""))
    }

    // Facts.

    /// Any fact, and more often one that charts have something to say about.
    fn fact(&mut self, position: bool) -> Fact {
        loop {
            let common = self.dice.chance(60).then(|| self.dice.one(COMMON));
            let fact = match common {
                Some(name) => *self.facts.iter().find(|fact| fact.name == name).unwrap(),
                None => self.facts[self.dice.below(self.facts.len())],
            };
            if position || fact.of == Of::Organisation {
                return fact;
            }
        }
    }

    fn fact_test(&mut self, scope: Scope) -> Entry {
        let fact = self.fact(scope.position);
        let entry = |(test, value): (Test, String)| Entry {
            key: fact.name.to_owned(),
            value,
            cond: Cond::Fact { fact: fact.id, test },
        };
        if self.dice.chance(8) {
            let present = self.dice.chance(50);
            return entry(if present {
                (Test::Present, "present".to_owned())
            } else {
                (Test::Absent, "absent".to_owned())
            });
        }
        match fact.kind {
            FactType::Flag => {
                let flag = self.dice.chance(50);
                entry((Test::Flag(flag), flag.to_string()))
            }
            FactType::Number => {
                let with = self.number_of(scope.position);
                let (comparison, text) = self.comparison_with(with);
                entry((Test::Compares(comparison), text))
            }
            FactType::Date => entry(self.dated()),
            FactType::Word(words) => entry(self.words(fact, words)),
            FactType::Texts if fact.of == Of::Position && self.dice.chance(50) => entry(self.list()),
            FactType::Text | FactType::Texts => entry(self.text()),
            FactType::Position if self.may_say_self(scope, fact) => entry((Test::IsSelf, "self".to_owned())),
            FactType::Position | FactType::Stated => entry((Test::Present, "present".to_owned())),
        }
    }

    /// `self` is never more than one relation away.
    fn may_say_self(&mut self, scope: Scope, fact: Fact) -> bool {
        scope.has_self && scope.groups < 2 && relation_of(fact.id).is_some() && self.dice.chance(85)
    }

    /// A number, or a fact that is one, perhaps of another position.
    fn number_of(&mut self, position: bool) -> Option<(NumberExpr, String)> {
        if self.dice.chance(10) {
            return None;
        }
        if self.dice.chance(70) {
            let number = self.dice.below(6);
            return Some((NumberExpr::Number(whole(number)), number.to_string()));
        }
        let mut steps = Vec::new();
        let mut text = String::new();
        let mut position = position;
        while self.dice.chance(40) {
            let relation = self.relation(position);
            let _ = write!(text, "{}.", relation.word());
            steps.push(relation);
            position = true;
        }
        loop {
            let fact = self.fact(position);
            let of_position = !matches!(fact.id, FactId::Company(_) | FactId::Organisation(_));
            if fact.kind == FactType::Number && (of_position || steps.is_empty()) {
                text.push_str(fact.name);
                return Some((NumberExpr::Fact { steps, fact: fact.id }, text));
            }
        }
    }

    fn words(&mut self, fact: Fact, words: Words) -> (Test, String) {
        let seats: Vec<&str> = Seat::WORDS.iter().copied().chain(["none"]).collect();
        let known: Vec<&str> = match words {
            Words::Closed(words) => words.to_vec(),
            Words::Open(words) => words.iter().copied().chain(["our partners"]).collect(),
            Words::Seats => seats,
            Words::Functions => FUNCTION_IDS.to_vec(),
        };
        if self.dice.chance(10) {
            let name = format!("w{}", self.params.len());
            let default = ParamValue::Word(self.dice.one(&known).into());
            self.params.push(Param { name: name.as_str().into(), default, about: fact.name.into() });
            let words = vec![WordExpr::Param(name.as_str().into())];
            return (Test::OneOf(words), format!("${name}"));
        }
        let chosen: Vec<&str> = (0..=self.dice.below(3)).map(|_| self.dice.one(&known)).collect();
        Self::one_of(&chosen)
    }

    fn one_of(words: &[&str]) -> (Test, String) {
        let quoted: Vec<String> = words.iter().map(|word| format!("{word:?}")).collect();
        let text = if words.len() == 1 { quoted[0].clone() } else { format!("[{}]", quoted.join(", ")) };
        let words: Vec<WordExpr> = words.iter().map(|word| WordExpr::Text((*word).into())).collect();
        (Test::OneOf(words), text)
    }

    fn list(&mut self) -> (Test, String) {
        match self.dice.below(4) {
            0 => {
                let wanted = self.dice.chance(50);
                (Test::Repeats(wanted), format!("{{ repeats: {wanted} }}"))
            }
            1 => {
                let count = self.dice.below(3);
                let how = Compared::AtLeast;
                #[expect(clippy::cast_precision_loss, reason = "a small number")]
                let with = NumberExpr::Number(count as f64);
                (Test::Counts(Comparison { how, with }), format!("{{ count: \">= {count}\" }}"))
            }
            _ => {
                let lists =
                    self.facts.iter().filter(|fact| fact.of == Of::Position && fact.kind == FactType::Texts);
                let lists: Vec<Fact> = lists.copied().collect();
                let with = lists[self.dice.below(lists.len())];
                let shared = Shared::ALL[self.dice.below(2)];
                let text = format!("{{ {}: {} }}", shared.word(), with.name);
                (Test::Shares { shared, with: with.id }, text)
            }
        }
    }

    fn text(&mut self) -> (Test, String) {
        let said = self.dice.one(TEXTS);
        match self.dice.below(5) {
            0 => (Test::StartsWith(said.into()), format!("{{ starts_with: {said} }}")),
            1 => (Test::Contains(said.into()), format!("{{ contains: {said} }}")),
            2 => {
                let pattern = self.dice.one(PATTERNS);
                (Test::Matches(pattern.into()), format!("{{ matches: '{pattern}' }}"))
            }
            3 => {
                let other = self.dice.one(TEXTS);
                let (test, words) = Self::one_of(&[said, other]);
                (test, format!("{{ is: {words} }}"))
            }
            _ => Self::one_of(&[said]),
        }
    }

    fn dated(&mut self) -> (Test, String) {
        let zero = NumberExpr::Number(0.0);
        let (unit, unit_word) =
            if self.dice.chance(50) { (Unit::Days, "days") } else { (Unit::Months, "months") };
        let number = self.dice.one(&[&0, &1, &3, &15, &90]);
        let (amount, written) = if self.dice.chance(20) {
            (NumberExpr::Param("n".into()), "$n".to_owned())
        } else {
            (NumberExpr::Number(whole(*number)), number.to_string())
        };
        let (age, amount, unit, text) = match self.dice.below(5) {
            0 => (Age::Older, zero, Unit::Days, "in the past".to_owned()),
            1 => (Age::Ahead, zero, Unit::Days, "in the future".to_owned()),
            2 => (Age::Newer, amount, unit, format!("newer than {written} {unit_word}")),
            3 => (Age::Ahead, amount, unit, format!("more than {written} {unit_word} ahead")),
            _ => (Age::Older, amount, unit, format!("older than {written} {unit_word}")),
        };
        (Test::Dated { age, amount, unit }, text)
    }
}

/// What the loader reads is what was made, but for the texts.
pub(in crate::rules) fn assert_same(made: &Made, body: &Body, params: &[Param]) {
    let Body::Cases(cases) = body else { panic!("{}", made.text) };
    let plain =
        |case: &Case| Case { message: Template::default(), help: Template::default(), ..case.clone() };
    let read: Vec<Case> = cases.iter().map(plain).collect();
    assert_eq!(read, made.cases, "{}", made.text);
    assert_eq!(params, made.params, "{}", made.text);
}

fn whole(number: usize) -> f64 {
    f64::from(u32::try_from(number).unwrap())
}
