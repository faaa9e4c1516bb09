//! Every rule of a run: the built-in ones and a company's own, each with its level and parameters.

use std::borrow::Cow;
use std::sync::Arc;

use super::embedded;
use super::format::{ParamValue, Required, Rule};
use crate::finding::Severity;
use crate::nearest::{nearest, one_of};
use crate::source::{SourceFile, quoted};
use crate::yaml::told;

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

    /// The word of the level.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Off => "off",
            Self::On => "on",
            Self::At(severity) => severity.word(),
        }
    }

    /// The severity of a finding that the rule itself would give this one.
    #[must_use]
    pub fn severity(self, own: Severity) -> Severity {
        match self {
            Self::At(severity) => severity,
            Self::On | Self::Off => own,
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
    pub params: Vec<(String, ParamValue)>,
    /// The parameters that were set, the values that they have by default among them.
    pub params_set: Vec<SetParam>,
    /// What differs in parts of the chart; of two that hold for a position the later one counts.
    pub parts: Vec<PartSetting>,
}

/// How a rule takes part at a position and everyone below it.
#[derive(Clone, Debug)]
pub struct PartSetting {
    /// Which part.
    pub part: Part,
    /// How it takes part there, where that differs, and who set that.
    pub level: Option<(Level, String)>,
    /// Parameters that differ there.
    pub params: Vec<SetParam>,
}

/// A parameter that was set.
#[derive(Clone, Debug, PartialEq)]
pub struct SetParam {
    /// Its name.
    pub name: String,
    /// Its value.
    pub value: ParamValue,
    /// Who set it.
    pub set_by: String,
}

/// How exceptions are taken, beyond what the chart says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ExceptionSettings {
    /// Only an exception with a reason hides anything.
    pub needs_reason: bool,
    /// Rules whose findings no exception hides.
    pub never_allow: Vec<String>,
}

/// A position and everyone below it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Part {
    /// Where the configuration names it: `path:line:column`.
    pub at: String,
    /// The id of the position.
    pub within: String,
}

impl Registered {
    fn new(rule: Cow<'static, Rule>, path: Cow<'static, str>, text: Cow<'static, str>) -> Self {
        let level = if rule.off { Level::Off } else { Level::On };
        let params = rule.params.iter().map(|param| (param.name.clone(), param.default.clone())).collect();
        Self { rule, path, text, level, set_by: None, params, params_set: Vec::new(), parts: Vec::new() }
    }

    /// Whether it takes part, be it in a part of the chart.
    #[must_use]
    pub fn is_on(&self) -> bool {
        let in_part = |part: &PartSetting| part.level.as_ref().is_some_and(|(level, _)| *level != Level::Off);
        self.level != Level::Off || self.parts.iter().any(in_part)
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
    /// Which part of the setting it is about.
    pub about: SettingPart,
    /// What is wrong.
    pub message: String,
    /// What to do about it.
    pub help: String,
}

/// A part of a setting.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SettingPart {
    /// The rule or pack.
    Name,
    /// The level.
    Level,
    /// The parameter.
    Param,
    /// The parameter's value.
    Value,
}

impl SettingError {
    fn new(about: SettingPart, message: String, help: String) -> Self {
        Self { about, message, help }
    }
}

/// All rules of a run, in the order of packs and ids.
#[derive(Clone, Debug)]
pub struct Registry {
    rules: Vec<Registered>,
    /// Fields that the configuration asks positions for.
    pub required: Vec<Required>,
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
        Self { rules, required: Vec::new(), exceptions: ExceptionSettings::default() }
    }

    /// Adds a rule of one's own.
    pub fn add(&mut self, rule: Rule, file: &SourceFile) {
        let registered =
            Registered::new(Cow::Owned(rule), file.path().to_owned().into(), file.text().to_owned().into());
        self.rules.push(registered);
    }

    /// Adds a rule, in place of the one that has its id, and in the pack of that.
    pub fn replace(&mut self, mut rule: Rule, file: &SourceFile) {
        let Some(at) = self.rules.iter().position(|registered| registered.rule.id == rule.id) else {
            return self.add(rule, file);
        };
        rule.pack.clone_from(&self.rules[at].rule.pack);
        self.add(rule, file);
        self.rules.swap_remove(at);
    }

    /// Takes rules out.
    pub fn remove(&mut self, is_meant: impl Fn(&Rule) -> bool) {
        self.rules.retain(|registered| !is_meant(&registered.rule));
    }

    /// One rule and those that it yields to switched on, all others off. One that looks at what became of the
    /// findings of others needs them: `keeps_others`.
    #[must_use]
    pub fn only(&self, id: &str, keeps_others: bool) -> Self {
        let mut wanted = vec![id.to_owned()];
        let mut at = 0;
        while let Some(id) = wanted.get(at) {
            let registered = self.find(id).into_iter();
            let firsts: Vec<String> = registered
                .flat_map(|registered| registered.rule.yields_to.iter().map(|yields| yields.rule.clone()))
                .collect();
            for first in firsts {
                if !wanted.contains(&first) {
                    wanted.push(first);
                }
            }
            at += 1;
        }
        let mut only = self.clone();
        for registered in &mut only.rules {
            registered.parts.clear();
            let is_wanted = wanted.iter().any(|wanted| *wanted == *registered.rule.id);
            if is_wanted {
                registered.level = Level::On;
            } else if !keeps_others {
                registered.level = Level::Off;
            }
        }
        only
    }

    /// The same with all other rules off.
    #[must_use]
    pub fn narrowed(&self, is_meant: impl Fn(&Rule) -> bool) -> Self {
        let mut narrowed = self.clone();
        for registered in narrowed.rules.iter_mut().filter(|registered| !is_meant(&registered.rule)) {
            registered.level = Level::Off;
            registered.parts.clear();
        }
        narrowed
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
            let help = "write `RULE=LEVEL`, such as `several-roots=off`, or `RULE.PARAM=VALUE`".to_owned();
            return Err(SettingError::new(SettingPart::Name, format!("`{setting}` sets nothing"), help));
        };
        match name.split_once('.') {
            Some((rule, param)) => self.set_param(rule.trim(), param.trim(), value.trim(), by),
            None => self.set_level(name.trim(), value.trim(), by),
        }
    }

    /// Sets the level of a rule, or of all rules of a pack, in the whole chart.
    pub fn set_level(&mut self, name: &str, level: &str, by: &str) -> Result<(), SettingError> {
        let level = level_of(level)?;
        for at in self.chosen(name)? {
            let registered = &mut self.rules[at];
            registered.level = level;
            registered.set_by = Some(by.to_owned());
            for part in &mut registered.parts {
                part.level = None;
            }
        }
        Ok(())
    }

    /// Sets the level of a rule, or of all rules of a pack, in a part of the chart.
    pub fn set_level_within(
        &mut self,
        part: &Part,
        name: &str,
        level: &str,
        by: &str,
    ) -> Result<(), SettingError> {
        let level = level_of(level)?;
        for at in self.chosen(name)? {
            self.rules[at].within(part).level = Some((level, by.to_owned()));
        }
        Ok(())
    }

    /// The rule of an id, or the rules of a pack.
    pub fn chosen(&self, name: &str) -> Result<Vec<usize>, SettingError> {
        let of = |fits: &dyn Fn(&Rule) -> bool| -> Vec<usize> {
            let rules = self.rules.iter().enumerate();
            rules.filter(|(_, registered)| fits(&registered.rule)).map(|(at, _)| at).collect()
        };
        let by_id = of(&|rule| &*rule.id == name);
        let chosen = if by_id.is_empty() { of(&|rule| &*rule.pack == name) } else { by_id };
        if chosen.is_empty() {
            let message = format!("there is no rule or pack {}", told(name));
            return Err(SettingError::new(SettingPart::Name, message, self.near_rule_or_pack(name)));
        }
        Ok(chosen)
    }

    /// Whether the name is a pack's, and no rule's.
    #[must_use]
    pub fn is_pack(&self, name: &str) -> bool {
        self.find(name).is_none() && self.rules.iter().any(|registered| &*registered.rule.pack == name)
    }

    /// Sets a parameter of a rule in the whole chart.
    pub fn set_param(&mut self, id: &str, param: &str, value: &str, by: &str) -> Result<(), SettingError> {
        let (registered, name, value) = self.param(id, param, value)?;
        for part in &mut registered.parts {
            part.params.retain(|known| known.name != name);
        }
        if let Some((_, current)) = registered.params.iter_mut().find(|(known, _)| *known == name) {
            *current = value.clone();
        }
        registered.params_set.retain(|known| known.name != name);
        registered.params_set.push(SetParam { name, value, set_by: by.to_owned() });
        Ok(())
    }

    /// Sets a parameter of a rule in a part of the chart.
    pub fn set_param_within(
        &mut self,
        part: &Part,
        id: &str,
        param: &str,
        value: &str,
        by: &str,
    ) -> Result<(), SettingError> {
        let (registered, name, value) = self.param(id, param, value)?;
        registered.within(part).params.push(SetParam { name, value, set_by: by.to_owned() });
        Ok(())
    }

    /// A rule's parameter with the value that a text is for it.
    fn param(
        &mut self,
        id: &str,
        param: &str,
        value: &str,
    ) -> Result<(&mut Registered, String, ParamValue), SettingError> {
        let near = self.near_rule(id);
        let Some(registered) = self.rules.iter_mut().find(|registered| &*registered.rule.id == id) else {
            return Err(SettingError::new(SettingPart::Name, format!("there is no rule `{id}`"), near));
        };
        let Some(known) = registered.rule.params.iter().find(|known| &*known.name == param) else {
            let names: Vec<&str> = registered.rule.params.iter().map(|known| &*known.name).collect();
            let help = match nearest(param, names.iter().copied()) {
                Some(near) => format!("a similar one is known: `{near}`"),
                None if names.is_empty() => format!("`orglint explain {id}` says what can be set"),
                None => format!("it has {}", one_of(&names)),
            };
            let message = format!("`{id}` has no parameter {}", quoted(param));
            return Err(SettingError::new(SettingPart::Param, message, help));
        };
        let (name, default) = (known.name.clone(), known.default.clone());
        let (value, expected) = match (&default, ParamValue::of(value)) {
            (ParamValue::Word(_), _) if !value.is_empty() => (Some(ParamValue::Word(value.into())), "a word"),
            (ParamValue::Word(_), _) => (None, "a word"),
            (ParamValue::Number(_), value @ ParamValue::Number(_)) => (Some(value), "a number"),
            (ParamValue::Number(_), _) => (None, "a number"),
            (ParamValue::Switch(_), _) => {
                (crate::yaml::flag(value).map(ParamValue::Switch), "`true` or `false`")
            }
        };
        let Some(value) = value else {
            let message = format!("the parameter `{param}` of `{id}` takes {expected}");
            let help = format!("its default is `{}`", shown(&default));
            return Err(SettingError::new(SettingPart::Value, message, help));
        };
        Ok((registered, name, value))
    }
}

impl Registered {
    /// The setting for a part of the chart that is being made.
    fn within(&mut self, part: &Part) -> &mut PartSetting {
        let is_last = self.parts.last().is_some_and(|last| last.part == *part);
        if !is_last {
            self.parts.push(PartSetting { part: part.clone(), level: None, params: Vec::new() });
        }
        let last = self.parts.len() - 1;
        &mut self.parts[last]
    }
}

fn level_of(word: &str) -> Result<Level, SettingError> {
    Level::from_word(word).ok_or_else(|| {
        let help = match nearest(word, Level::WORDS) {
            Some(near) => format!("a similar one is known: `{near}`"),
            None => format!("a level is {}", one_of(&Level::WORDS)),
        };
        SettingError::new(SettingPart::Level, format!("there is no level {}", told(word)), help)
    })
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
        ParamValue::Word(word) => word.clone(),
        ParamValue::Switch(on) => on.to_string(),
    }
}
