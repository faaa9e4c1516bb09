//! Every rule of a run: the built-in ones and a company's own, each with its level and parameters.

use std::borrow::Cow;
use std::sync::Arc;

use super::embedded;
use super::exceptions::ExceptionSettings;
use super::format::{ParamValue, Rule, Txt};
use crate::finding::Severity;
use crate::nearest::{nearest, one_of};
use crate::source::SourceFile;

/// How a rule takes part.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Level {
    /// Not at all.
    Off,
    /// With its own severities.
    On,
    /// With this severity, whatever its own.
    At(Severity),
}

impl Level {
    /// The words of levels.
    pub const WORDS: [&'static str; 5] = ["off", "info", "warning", "error", "on"];

    /// The level of a word.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        match word {
            "off" => Some(Self::Off),
            "on" => Some(Self::On),
            _ => Severity::from_word(word).map(Self::At),
        }
    }
}

/// A rule with how it takes part.
#[derive(Clone, Debug)]
pub struct Registered {
    /// The rule.
    pub rule: Cow<'static, Rule>,
    /// The path of its file.
    pub path: Cow<'static, str>,
    /// The text of its file.
    text: Cow<'static, str>,
    /// How it takes part.
    pub level: Level,
    /// Who set that; none: the rule's own default.
    pub set_by: Option<String>,
    /// The values of its parameters.
    pub params: Vec<(Txt, ParamValue)>,
}

impl Registered {
    fn new(rule: Cow<'static, Rule>, path: Cow<'static, str>, text: Cow<'static, str>) -> Self {
        let level = if rule.off { Level::Off } else { Level::On };
        let params = rule.params.iter().map(|param| (param.name.clone(), param.default.clone())).collect();
        Self { rule, path, text, level, set_by: None, params }
    }

    /// Whether it takes part.
    #[must_use]
    pub fn is_on(&self) -> bool {
        self.level != Level::Off
    }

    /// The severity of a finding that the rule itself would give this one.
    #[must_use]
    pub fn severity(&self, own: Severity) -> Severity {
        match self.level {
            Level::At(severity) => severity,
            Level::On | Level::Off => own,
        }
    }

    /// The rule's file.
    #[must_use]
    pub fn file(&self) -> Arc<SourceFile> {
        Arc::new(SourceFile::new(self.path.as_ref(), self.text.as_ref()))
    }
}

/// A setting that cannot be made.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{message}")]
pub struct SettingError {
    /// What is amiss.
    pub message: String,
    /// What to do about it.
    pub help: String,
}

/// All rules of a run, in the order of packs and ids.
#[derive(Clone, Debug)]
pub struct Registry {
    rules: Vec<Registered>,
    /// How exceptions are taken.
    pub exceptions: ExceptionSettings,
}

impl Default for Registry {
    fn default() -> Self {
        Self::builtin()
    }
}

impl Registry {
    /// The built-in rules, each at its own default.
    #[must_use]
    pub fn builtin() -> Self {
        let rules = embedded::RULES
            .iter()
            .map(|builtin| {
                Registered::new(
                    Cow::Borrowed(&builtin.rule),
                    Cow::Borrowed(builtin.path),
                    Cow::Borrowed(builtin.text),
                )
            })
            .collect();
        Self { rules, exceptions: ExceptionSettings::default() }
    }

    /// Adds a rule of one's own.
    pub fn add(&mut self, rule: Rule, file: &SourceFile) {
        let registered =
            Registered::new(Cow::Owned(rule), file.path().to_owned().into(), file.text().to_owned().into());
        self.rules.push(registered);
    }

    /// Adds a rule, in place of the one that has its id.
    pub fn replace(&mut self, rule: Rule, file: &SourceFile) {
        self.remove(|known| known.id == rule.id);
        self.add(rule, file);
    }

    /// Takes rules out.
    pub fn remove(&mut self, is_meant: impl Fn(&Rule) -> bool) {
        self.rules.retain(|registered| !is_meant(&registered.rule));
    }

    /// One rule and those that it yields to switched on, all others off.
    #[must_use]
    pub fn only(&self, id: &str) -> Self {
        let mut wanted = vec![id.to_owned()];
        let mut at = 0;
        while let Some(id) = wanted.get(at) {
            let registered = self.find(id).into_iter();
            let firsts: Vec<String> = registered
                .flat_map(|registered| registered.rule.yields_to.iter().map(|yields| yields.rule.to_string()))
                .collect();
            for first in firsts {
                if !wanted.contains(&first) {
                    wanted.push(first);
                }
            }
            at += 1;
        }
        // A check that looks at what became of the findings needs all of them.
        let all = super::builtin::LAST.contains(&id);
        let mut only = self.clone();
        for registered in &mut only.rules {
            let is_wanted = wanted.iter().any(|wanted| *wanted == *registered.rule.id);
            if is_wanted {
                registered.level = Level::On;
            } else if !all {
                registered.level = Level::Off;
            }
        }
        only
    }

    /// Every rule.
    #[must_use]
    pub fn rules(&self) -> &[Registered] {
        &self.rules
    }

    /// The rule of an id.
    #[must_use]
    pub fn find(&self, id: &str) -> Option<&Registered> {
        self.rules.iter().find(|registered| &*registered.rule.id == id)
    }

    /// A help line for an id that no rule has.
    #[must_use]
    pub fn near_rule(&self, id: &str) -> String {
        if self.rules.iter().any(|registered| &*registered.rule.pack == id) {
            return format!("`{id}` is a pack; `orglint rules` lists its rules");
        }
        near(id, self.rules.iter().map(|registered| &*registered.rule.id))
    }

    fn near_rule_or_pack(&self, name: &str) -> String {
        near(name, self.rules.iter().flat_map(|registered| [&*registered.rule.id, &*registered.rule.pack]))
    }

    /// Makes a setting: `ID=LEVEL` for a rule or a pack, `ID.PARAM=VALUE` for a parameter.
    pub fn set(&mut self, setting: &str, by: &str) -> Result<(), SettingError> {
        let Some((name, value)) = setting.split_once('=') else {
            return Err(SettingError {
                message: format!("`{setting}` sets nothing"),
                help: "write `RULE=LEVEL`, such as `several-roots=off`, or `RULE.PARAM=VALUE`".to_owned(),
            });
        };
        match name.split_once('.') {
            Some((rule, param)) => self.set_param(rule.trim(), param.trim(), value.trim(), by),
            None => self.set_level(name.trim(), value.trim(), by),
        }
    }

    /// Sets the level of a rule, or of all rules of a pack.
    pub fn set_level(&mut self, name: &str, level: &str, by: &str) -> Result<(), SettingError> {
        let Some(level) = Level::from_word(level) else {
            let help = match nearest(level, Level::WORDS) {
                Some(near) => format!("a similar one is known: `{near}`"),
                None => format!("a level is {}", one_of(&Level::WORDS)),
            };
            return Err(SettingError { message: format!("there is no level `{level}`"), help });
        };
        let by_id = self.rules.iter().any(|registered| &*registered.rule.id == name);
        let chosen = |rule: &Rule| if by_id { &*rule.id == name } else { &*rule.pack == name };
        if !self.rules.iter().any(|registered| chosen(&registered.rule)) {
            return Err(SettingError {
                message: format!("there is no rule or pack `{name}`"),
                help: self.near_rule_or_pack(name),
            });
        }
        for registered in self.rules.iter_mut().filter(|registered| chosen(&registered.rule)) {
            registered.level = level;
            registered.set_by = Some(by.to_owned());
        }
        Ok(())
    }

    /// Sets a parameter of a rule.
    pub fn set_param(&mut self, id: &str, param: &str, value: &str, by: &str) -> Result<(), SettingError> {
        let near = self.near_rule(id);
        let Some(registered) = self.rules.iter_mut().find(|registered| &*registered.rule.id == id) else {
            return Err(SettingError { message: format!("there is no rule `{id}`"), help: near });
        };
        let names: Vec<Txt> = registered.params.iter().map(|(name, _)| name.clone()).collect();
        let Some((_, current)) = registered.params.iter_mut().find(|(name, _)| &**name == param) else {
            let help = match nearest(param, names.iter().map(|name| &**name)) {
                Some(near) => format!("a similar one is known: `{near}`"),
                None if names.is_empty() => format!("`orglint explain {id}` tells what can be set"),
                None => {
                    let names: Vec<&str> = names.iter().map(|name| &**name).collect();
                    format!("it has {}", one_of(&names))
                }
            };
            return Err(SettingError { message: format!("`{id}` has no parameter `{param}`"), help });
        };
        let value = ParamValue::of(value);
        let fits = std::mem::discriminant(&value) == std::mem::discriminant(current);
        if !fits {
            let expected = match current {
                ParamValue::Number(_) => "a number",
                ParamValue::Word(_) => "a word",
                ParamValue::Switch(_) => "`true` or `false`",
            };
            return Err(SettingError {
                message: format!("the parameter `{param}` of `{id}` takes {expected}"),
                help: format!("write `{id}.{param}={}`", shown(current)),
            });
        }
        *current = value;
        registered.set_by = Some(by.to_owned());
        Ok(())
    }
}

fn near<'k>(name: &str, known: impl IntoIterator<Item = &'k str>) -> String {
    match nearest(name, known) {
        Some(near) => format!("a similar one is known: `{near}`"),
        None => "`orglint rules` lists every rule".to_owned(),
    }
}

/// A parameter's value as it is written.
#[must_use]
pub fn shown(value: &ParamValue) -> String {
    match value {
        ParamValue::Number(number) => number.to_string(),
        ParamValue::Word(word) => word.to_string(),
        ParamValue::Switch(on) => on.to_string(),
    }
}
