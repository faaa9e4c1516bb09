//! What is under `name` and is a title: two columns changed places, or a post was entered as a person.
//!
//! Names are not facts, so that no rule of a company's own can print one; this one looks and does not show.

use super::shared::wording::called;
use crate::chart::{Field, PositionId};
use crate::finding::Label;
use crate::rules::check::{About, Check, Context, Draft};
use crate::vocabulary::{TitleContext, resolve_title};

pub(super) const CHECK: Check = Check::of_chart(check);

/// Words that a title has and hardly any name: only then is a name read as a title.
const WORDS: &[&str] = &[
    "head",
    "manager",
    "director",
    "officer",
    "engineer",
    "president",
    "vp",
    "lead",
    "leiter",
    "leiterin",
    "direktor",
    "directeur",
    "directrice",
    "responsable",
    "directora",
    "jefe",
    "hoofd",
    "direttore",
    "responsabile",
    "diretor",
    "diretora",
    "gerente",
];

/// The first letters of the words of each length, a bit each: most words of names end the search there.
const FIRST: [u32; 16] = {
    let mut first = [0; 16];
    let mut at = 0;
    while at < WORDS.len() {
        let word = WORDS[at].as_bytes();
        first[word.len()] |= 1 << (word[0] % 32);
        at += 1;
    }
    first
};

fn has_word_of_title(name: &str) -> bool {
    // None of them has a letter that is not ASCII, so bytes do.
    let mut words = name.as_bytes().split(|byte| byte.is_ascii() && !byte.is_ascii_alphanumeric());
    words.any(|word| {
        let may_be = word
            .first()
            .is_some_and(|byte| FIRST.get(word.len()).is_some_and(|first| first >> (byte % 32) & 1 == 1));
        may_be && WORDS.iter().any(|known| known.as_bytes().eq_ignore_ascii_case(word))
    })
}

fn check(ctx: &Context<'_, '_>, out: &mut Vec<Draft>) {
    if !ctx.chart.has_field(Field::Name) {
        return;
    }
    let context = TitleContext::new();
    let names = ctx.chart.positions().zip(ctx.chart.each_words(Field::Name));
    out.extend(names.filter_map(|(position, name)| {
        let name = name?;
        let may_be = has_word_of_title(name) && name.split_whitespace().count() > 1;
        let title = may_be.then(|| resolve_title(name, &context))?;
        let says = title.seat.is_some() || !title.functions.is_empty();
        (says && title.grade.is_some()).then(|| draft(ctx, position))
    }));
}

fn draft(ctx: &Context<'_, '_>, position: PositionId) -> Draft {
    let message = format!("the name of {} reads like a title", called(ctx, position));
    let label = Label::new(ctx.chart.label_place(position, Field::Name), "a title");
    let help = "write it under `title`, and the holder under `name`; or keep it and note why";
    Draft::new(About::Position(position), message, ctx.chart.in_file_keys(help), label)
        .ids([ctx.chart.id(position)])
}
