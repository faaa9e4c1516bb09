//! Bytes as choices that make up files in which people are named wherever anybody may name one.
#![no_main]

use libfuzzer_sys::fuzz_target;
use orglint_fuzz::{made, on_one_thread, promises};

fuzz_target!(init: on_one_thread(), |bytes: &[u8]| promises::planted(&made::planted::planted(bytes)));
