//! Bytes as choices that make up a chart before and after.
#![no_main]

use libfuzzer_sys::fuzz_target;
use orglint_fuzz::{made, on_one_thread, promises};

fuzz_target!(init: on_one_thread(), |bytes: &[u8]| {
    let (before, after) = bytes.split_at(bytes.len() / 2);
    promises::versions(&made::chart(before), &made::chart(after));
});
