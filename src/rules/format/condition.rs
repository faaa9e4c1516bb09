//! Conditions: mappings of a rule file → [`Cond`].

use super::data::{Cond, For, Many, ParamValue, Quantified, Quantifier, Single, Test};
use super::load::{MAX_CONDITIONS, MAX_LEVELS, Reader};
use crate::graph::catalogue::{Derived, Fact, FactId, Of, Organisation};
use crate::nearest::near_or;
use crate::source::Span;
use crate::yaml::{Entry, Kind, NodeId};

/// Where a condition stands.
#[derive(Clone, Copy)]
pub(super) struct Scope {
    /// Whose facts can be tested.
    pub(super) about: For,
    level: usize,
    /// Whether `as` names a position here: not below `not`, `none`, `all`, `most` and `any: [...]`.
    names: bool,
    /// How many relations to any number of positions lead here from the position looked at; one that
    /// is seen from elsewhere counts twice, since `self` cannot be joined through it.
    pub(super) groups: usize,
    /// Whether a relation to one position leads here from the position looked at.
    stepped: bool,
    /// Whether there is a position looked at, which `self` can be.
    pub(super) has_self: bool,
}

impl Scope {
    fn of_position(self) -> Self {
        Self { about: For::Position, ..self }
    }

    fn stepped(self) -> Self {
        Self { stepped: true, ..self.of_position() }
    }

    fn nameless(self) -> Self {
        Self { names: false, ..self }
    }
}

impl Reader<'_> {
    /// The conditions of a mapping: all of them. `names` says whether `as` names a position there:
    /// only conditions that hold of a finding do.
    pub(super) fn conditions(&mut self, node: NodeId, about: For, what: &str, names: bool) -> Cond {
        let has_self = about == For::Position;
        let scope = Scope { about, level: 0, names, groups: 0, stepped: false, has_self };
        Cond::All(self.all(node, what, scope))
    }

    fn all(&mut self, node: NodeId, what: &str, scope: Scope) -> Vec<Cond> {
        self.all_but(node, what, scope, &[])
    }

    fn all_but(&mut self, node: NodeId, what: &str, scope: Scope, left_out: &[&str]) -> Vec<Cond> {
        let scope = Scope { level: scope.level + 1, ..scope };
        if scope.level > MAX_LEVELS {
            let message = format!("conditions are nested more than {MAX_LEVELS} deep");
            self.problem(node, message, "split the rule");
            return Vec::new();
        }
        let mut found = Vec::new();
        for entry in self.mapping(node, what) {
            if left_out.contains(&self.tree.text(entry.key)) {
                continue;
            }
            // What all cases share is read once for each, and counted once.
            let is_new = self.conditions.insert(entry.key);
            if is_new && self.conditions.len() == MAX_CONDITIONS + 1 {
                let message = format!("the rule has more than {MAX_CONDITIONS} conditions");
                self.problem(entry.key, message, "split the rule");
            }
            if self.conditions.len() <= MAX_CONDITIONS {
                found.extend(self.condition(entry, scope));
            }
        }
        found
    }

    fn condition(&mut self, entry: Entry, scope: Scope) -> Option<Cond> {
        let key = self.tree.text(entry.key);
        match key {
            "all" => Some(Cond::All(self.alternatives(entry, scope))),
            "any" => Some(Cond::Any(self.alternatives(entry, scope.nameless()))),
            "not" => Some(Cond::NotAll(self.all(entry.value, "`not`", scope.nameless()))),
            "present" => Some(self.stated(entry.value, &Test::Present, scope)),
            "absent" => Some(self.stated(entry.value, &Test::Absent, scope)),
            _ if key.starts_with('$') => self.switched(&key[1..], entry),
            "has_seats" => Some(Cond::HasSeats(self.seats(entry.value))),
            "above" if scope.about == For::Position => {
                let name = self.name(entry.value, scope);
                let inner = Scope { groups: scope.groups + 2, ..scope.stepped() };
                let all = self.all_but(entry.value, "`above`", inner, &["as"]);
                Some(Cond::Above { all, name })
            }
            _ => self.relation_or_fact(key, entry, scope),
        }
    }

    /// `$strict: true`: holds where the parameter is set so.
    fn switched(&mut self, name: &str, entry: Entry) -> Option<Cond> {
        let span = self.tree.span(entry.key);
        let param = self.param(name, span)?;
        if !matches!(param.default, ParamValue::Switch(_)) {
            let help = "give it `true` or `false` as its `default`, or compare a fact with it";
            self.problem_at(span, format!("the parameter `{name}` is not a switch"), help);
        }
        let on = self.flag(entry.value, &format!("`${name}`"))?;
        Some(Cond::Switched { param: param.name, on })
    }

    fn alternatives(&mut self, entry: Entry, scope: Scope) -> Vec<Cond> {
        let what = format!("`{}`", self.tree.text(entry.key));
        if self.tree.kind(entry.value) != Kind::Sequence {
            let help = "write a list, and start each of its items with `- `";
            self.problem(entry.value, format!("{what} takes a list of conditions"), help);
            return Vec::new();
        }
        let items = self.some(entry.value, &what);
        let conds: Vec<Cond> =
            items.into_iter().map(|item| Cond::All(self.all(item, &what, scope))).collect();
        conds
    }

    /// `present: mandate`, `absent: [since, until]`.
    fn stated(&mut self, node: NodeId, test: &Test, scope: Scope) -> Cond {
        let what = if *test == Test::Present { "`present`" } else { "`absent`" };
        let mut all = Vec::new();
        for item in self.some(node, what) {
            let Some(name) = self.text(item, what) else { continue };
            let span = self.span(item);
            all.extend(self.at_fact(name, span, scope, &mut |_, fact, _| {
                Some(Cond::Fact { fact: fact.id, test: test.clone() })
            }));
        }
        Cond::All(all)
    }

    fn seats(&mut self, node: NodeId) -> Vec<String> {
        let mut seats = Vec::new();
        for item in self.some(node, "`has_seats`") {
            let Some(seat) = self.text(item, "`has_seats`") else { continue };
            if !self.known.seats.contains(&seat) {
                let known = self.known.seats;
                let help = near_or(seat, known.iter().copied(), || format!("seats are {}", known.join(", ")));
                self.problem(item, format!("there is no seat `{seat}`"), help);
            }
            seats.push(seat.into());
        }
        seats
    }

    /// The name that `as` gives to the position a relation leads to.
    fn name(&mut self, node: NodeId, scope: Scope) -> Option<String> {
        let node = self.tree.get(node, "as")?;
        let name = self.text(node, "`as`")?;
        let span = self.span(node);
        if !scope.names {
            let help = "`as` names the position that a relation found, but here there may be none";
            self.problem_at(span, format!("`{name}` would be the name of nobody"), help);
            return None;
        }
        let taken = ["self", "company", "cio", "cto", "lone_chief", "count"].contains(&name)
            || self.names.iter().any(|known| &**known == name);
        if taken || name.contains(['.', '{', '}', '|', '$']) {
            let help = "choose another word, such as `as: head`";
            self.problem_at(span, format!("`{name}` cannot be the name of a position"), help);
            return None;
        }
        self.names.push(name.into());
        Some(name.into())
    }

    fn relation_or_fact(&mut self, key: &str, entry: Entry, scope: Scope) -> Option<Cond> {
        let is_mapping = self.tree.kind(entry.value) == Kind::Mapping;
        let position = scope.about == For::Position;
        if let Some(relation) = Many::ALL.into_iter().find(|relation| relation.word() == key)
            && (position || relation == Many::Positions)
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
            reader.test(*fact, entry.value, scope).map(|test| Cond::Fact { fact: fact.id, test })
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
        if scope.level + steps.len() > MAX_LEVELS {
            let message = format!("conditions are nested more than {MAX_LEVELS} deep");
            self.problem_at(span, message, "split the rule");
            return None;
        }
        let mut cond = make(self, &fact, scope)?;
        for relation in steps.iter().rev() {
            cond = Cond::Step { relation: *relation, all: vec![cond], name: None };
        }
        Some(cond)
    }

    /// A dotted name as relations and the fact at their end.
    pub(super) fn fact_path(&mut self, name: &str, span: Span, about: For) -> Option<(Vec<Single>, Fact)> {
        let mut steps = Vec::new();
        let mut rest = name;
        let mut about = about;
        loop {
            match self.find_fact(rest, about) {
                Some(fact) if steps.is_empty() || fact.of == Of::Position => return Some((steps, fact)),
                Some(_) => {
                    let help = format!("it is the same for everybody: write `{rest}`");
                    self.problem_at(span, format!("`{rest}` is a fact of the organisation"), help);
                    return None;
                }
                None => {}
            }
            let Some((relation, after)) = step(rest).filter(|(relation, _)| fits(*relation, about)) else {
                break;
            };
            steps.push(relation);
            if steps.len() > MAX_LEVELS {
                let message = format!("more than {MAX_LEVELS} steps lead to the fact");
                self.problem_at(span, message, "name a position nearer to the one looked at");
                return None;
            }
            about = For::Position;
            rest = after;
        }
        self.unknown_fact(name, rest, span, about);
        None
    }

    fn find_fact(&self, name: &str, about: For) -> Option<Fact> {
        let fits =
            |fact: &&Fact| fact.name == name && (fact.of == Of::Organisation || about == For::Position);
        self.facts.iter().find(fits).copied()
    }

    fn unknown_fact(&mut self, name: &str, rest: &str, span: Span, about: For) {
        if about == For::Organisation && self.is_of_position(rest) {
            let help =
                "test it below `where` or `must`, or within a relation such as `positions: { any: … }`";
            self.problem_at(span, format!("`{name}` is a fact of a position, not of the organisation"), help);
            return;
        }
        let words = ["any", "all", "not", "above", "has_seats", "present", "absent"];
        let relations = Many::ALL.map(Many::word);
        let facts: Vec<&str> = self
            .facts
            .iter()
            .filter(|fact| fact.of == Of::Organisation || about == For::Position)
            .map(|fact| fact.name)
            .collect();
        let known: Vec<&str> = facts.iter().copied().chain(words).chain(relations).collect();
        let help = near_or(rest, known.iter().copied(), || {
            // `employees` for `company.employees`, `kind` for `complement.kind`.
            let whole = facts.iter().find(|fact| fact.rsplit_once('.').is_some_and(|(_, last)| last == rest));
            whole.map_or_else(
                || "the facts that rules can test are listed in docs/facts.md".to_owned(),
                |whole| format!("a similar one is known: `{whole}`"),
            )
        });
        self.problem_at(span, format!("there is no fact `{name}`"), help);
    }

    /// Whether a name is a fact or a relation of positions.
    fn is_of_position(&self, name: &str) -> bool {
        let mut rest = name;
        while let Some((_, after)) = step(rest) {
            rest = after;
        }
        let relations = Many::ALL.map(Many::word);
        rest == "above" || relations.contains(&rest) || self.find_fact(rest, For::Position).is_some()
    }

    fn group(&mut self, relation: Many, entry: Entry, scope: Scope) -> Option<Cond> {
        let what = format!("`{}`", relation.word());
        let name = self.name(entry.value, scope);
        let groups = scope.groups + if scope.stepped { 2 } else { 1 };
        let inner = Scope { groups, level: scope.level + 1, stepped: false, ..scope.of_position() };
        if self.tree.kind(entry.value) != Kind::Mapping {
            self.mapping(entry.value, &what);
            return None;
        }
        let entries = self.mapping(entry.value, &what);
        let mut quantified: Vec<Quantified> = Vec::new();
        let mut count = None;
        // Whether a mistake was found that leaves nothing to quantify.
        let mut said = false;
        for entry in &entries {
            let key = self.tree.text(entry.key);
            if let Some(quantifier) = Quantifier::ALL.into_iter().find(|quantifier| quantifier.word() == key)
            {
                let names = inner.names && quantifier == Quantifier::Any;
                let all = self.all(entry.value, &what, Scope { names, ..inner });
                quantified.push(Quantified { quantifier: Some(quantifier), all, count: None });
            } else if key == "count" {
                count = self.comparison(entry.value, "`count`", None);
                said = count.is_none();
            } else if key != "as" {
                said = true;
                self.unknown_key(entry.key, &what, &["any", "all", "none", "most", "count", "as"]);
            }
        }
        match (count, quantified.as_mut_slice()) {
            (None, []) if !said => {
                let help =
                    format!("write `{}: {{ any: … }}`, or `all`, `none`, `most`, `count`", relation.word());
                self.problem(entry.value, format!("{what} does not say how many"), help);
            }
            (Some(count), []) => {
                quantified.push(Quantified { quantifier: None, all: Vec::new(), count: Some(count) });
            }
            (Some(count), [only]) => only.count = Some(count),
            (Some(_), _) => {
                let help = "write the relation twice, under `all: [...]`";
                self.problem(entry.value, "`count` appears with more than one of `any`, `all` …", help);
            }
            (None, _) => {}
        }
        Some(Cond::Group { relation, quantified, name })
    }
}

/// Whether a word means something of its own where the name of a fact can stand.
#[must_use]
pub fn is_condition_word(word: &str) -> bool {
    let fixed = ["not", "above", "has_seats", "present", "absent", "count", "as", "self", "company"];
    fixed.contains(&word)
        || Quantifier::ALL.iter().any(|known| known.word() == word)
        || Single::ALL.iter().any(|known| known.word() == word)
        || Many::ALL.iter().any(|known| known.word() == word)
}

/// The relation that a dotted name starts with, and the rest of the name.
fn step(name: &str) -> Option<(Single, &str)> {
    let rest = |relation: Single| name.strip_prefix(relation.word())?.strip_prefix('.');
    Single::ALL.into_iter().find_map(|relation| Some((relation, rest(relation)?)))
}

fn fits(relation: Single, about: For) -> bool {
    about == For::Position || relation.is_of_organisation()
}

/// The relation that a fact about another position is.
#[must_use]
pub fn relation_of(fact: FactId) -> Option<Single> {
    match fact {
        FactId::Derived(Derived::Manager) => Some(Single::Manager),
        FactId::Derived(Derived::NearestChief) => Some(Single::NearestChief),
        FactId::Derived(Derived::Complement) => Some(Single::Complement),
        FactId::Derived(Derived::Complements) => Some(Single::Complements),
        FactId::Derived(Derived::Opposite) => Some(Single::Opposite),
        FactId::Derived(Derived::BeforeManager) => Some(Single::BeforeManager),
        FactId::Organisation(Organisation::Cio) => Some(Single::Cio),
        FactId::Organisation(Organisation::Cto) => Some(Single::Cto),
        FactId::Organisation(Organisation::LoneChief) => Some(Single::LoneChief),
        _ => None,
    }
}
