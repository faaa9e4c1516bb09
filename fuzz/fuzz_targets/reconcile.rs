//! Two files as a chart and a second source; and the same bytes as choices that make up both.
#![no_main]

use libfuzzer_sys::fuzz_target;
use orglint_fuzz::{made, on_one_thread, promises};

fuzz_target!(init: on_one_thread(), |bytes: &[u8]| {
    promises::reconcile(bytes);
    let (chart, source) = bytes.split_at(bytes.len() / 2);
    promises::reconciled_made(&made::chart(chart), &made::chart(source));
});
