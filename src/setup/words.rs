//! A company's own fields and words, from all files of its configuration.

use crate::chart::{Field, Own, OwnFields, ValueKind};
use crate::config::{Config, FieldKind, FieldSetting, FunctionSetting, Layer, SeatSetting};
use crate::intern;
use crate::nearest::{near_or, nearest, one_of};
use crate::problem::Problem;
use crate::rules::format::{is_condition_word, is_rule_id};
use crate::source::quoted;
use crate::vocabulary::{Domain, FUNCTION_IDS, OwnVocabulary, Seat};

pub(super) fn own(config: &mut Config) -> Own {
    let mut own = Own::default();
    for layer in &mut config.layers {
        fields(layer, &mut own.fields);
        functions(layer, &mut own.vocabulary);
        seats(layer, &mut own.vocabulary);
    }
    own
}

fn fields(layer: &mut Layer, own: &mut OwnFields) {
    for field in &layer.settings.fields {
        if let Err(problem) = add_field(field, own) {
            layer.problems.push(problem);
        }
    }
}

fn add_field(field: &FieldSetting, own: &mut OwnFields) -> Result<(), Problem> {
    let name = field.name.value.as_str();
    let problem = |message: String, help: &str| Err(Problem::new(field.name.span, message, help));
    if Field::from_key(name).is_some_and(|field| !field.key().may_be_own) {
        return problem(
            format!("{} is already a field of every chart", quoted(name)),
            "choose another name for the company's field",
        );
    }
    if is_condition_word(name) {
        let message = format!("{} already has a meaning in rules", quoted(name));
        return problem(message, "choose another name, for example one that starts with the department");
    }
    let is_plain = name.starts_with(char::is_alphabetic)
        && name.chars().all(|c| c.is_alphanumeric() || matches!(c, '_' | '-'));
    if !is_plain {
        let help = "start with a letter, and use letters, digits, `_` and `-`";
        return problem(format!("{} cannot be the name of a field", quoted(name)), help);
    }
    if own.find(name).is_none() && own.keys().len() >= OwnFields::MOST {
        return problem(
            format!("`fields` has more than {} entries", OwnFields::MOST),
            "keep those that rules use",
        );
    }
    let kind = match &field.kind {
        FieldKind::Text => ValueKind::Code,
        FieldKind::Number => ValueKind::Number,
        FieldKind::Flag => ValueKind::Flag,
        FieldKind::Date => ValueKind::Date,
        FieldKind::List => ValueKind::Texts,
        FieldKind::Words(words) => ValueKind::Word(intern::texts(words)),
    };
    own.add(intern::text(name), kind);
    Ok(())
}

fn functions(layer: &mut Layer, own: &mut OwnVocabulary) {
    let mut problems = Vec::new();
    for function in &layer.settings.functions {
        add_function(function, own, &mut problems);
    }
    layer.problems.append(&mut problems);
}

/// The words of domains that a function may have.
fn stated() -> impl Iterator<Item = &'static str> {
    Domain::STATED.into_iter().map(Domain::word)
}

fn add_function(setting: &FunctionSetting, own: &mut OwnVocabulary, problems: &mut Vec<Problem>) {
    let id = setting.id.value.as_str();
    if !is_rule_id(id) {
        let help = "write it in lower case, with `-` between the words";
        problems.push(Problem::new(
            setting.id.span,
            format!("{} is not an id of a function", quoted(id)),
            help,
        ));
        return;
    }
    let mut domain = None;
    if let Some(word) = &setting.domain {
        domain = Domain::from_word(&word.value).filter(|domain| Domain::STATED.contains(domain));
        if domain.is_none() {
            let known = stated();
            let help = near_or(&word.value, known, || {
                format!("a domain is {}", one_of(&stated().collect::<Vec<_>>()))
            });
            let message = format!("there is no domain {}", quoted(&word.value));
            problems.push(Problem::new(word.span, message, help));
            return;
        }
    }
    let Some(function) = own.add_function(id, domain) else {
        let mut help =
            format!("say which side it belongs to: `domain:` with {}", one_of(&stated().collect::<Vec<_>>()));
        if let Some(near) = nearest(id, FUNCTION_IDS) {
            help = format!("{help}; a known function has a similar id: `{near}`");
        }
        problems.push(Problem::new(
            setting.id.span,
            format!("the function {} has no `domain`", quoted(id)),
            help,
        ));
        return;
    };
    for name in setting.departments.iter().chain(&setting.titles) {
        if let Err(error) = own.add_name(function, &name.value) {
            let message = format!("{} cannot mean {}: {error}", quoted(&name.value), quoted(id));
            problems.push(Problem::new(
                name.span,
                message,
                "write a name that contains words, and give it to only one function",
            ));
        }
    }
}

fn seats(layer: &mut Layer, own: &mut OwnVocabulary) {
    let mut problems = Vec::new();
    for setting in &layer.settings.seats {
        add_seat(setting, own, &mut problems);
    }
    layer.problems.append(&mut problems);
}

fn add_seat(setting: &SeatSetting, own: &mut OwnVocabulary, problems: &mut Vec<Problem>) {
    let word = setting.seat.value.as_str();
    let Some(seat) = Seat::from_word(word) else {
        let help =
            near_or(word, Seat::WORDS.iter().copied(), || format!("seats are {}", Seat::WORDS.join(", ")));
        problems.push(Problem::new(setting.seat.span, format!("there is no seat {}", quoted(word)), help));
        return;
    };
    for title in &setting.titles {
        if let Err(error) = own.add_seat_title(seat, &title.value) {
            let message = format!("{} cannot mean `{word}`: {error}", quoted(&title.value));
            problems.push(Problem::new(
                title.span,
                message,
                "write a title that contains words, and give it to only one seat",
            ));
        }
    }
}
