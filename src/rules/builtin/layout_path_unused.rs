//! Keys that a company's own layout names and no entry has.

use super::shared::wording::ticked;
use crate::finding::Label;
use crate::rules::check::{About, Check, Context, Draft};

pub(super) const CHECK: Check = Check::of_chart(check);

fn check(ctx: &Context<'_, '_>, out: &mut Vec<Draft>) {
    for unused in &ctx.chart.unused_paths {
        let path = ticked(&unused.path);
        let message = format!("the layout takes `{}` from {path}, a key that no entry has", unused.slot);
        let help = match &unused.near {
            Some(near) => format!("the entries have {}", ticked(near)),
            None => "name a key that entries have, or remove the line".to_owned(),
        };
        let primary = Label::new(unused.place, "no entry has this key");
        out.push(Draft::new(About::File, message, help, primary).ids(["layout", unused.slot, &unused.path]));
    }
}
