//! A file as a scenario for a chart.
#![no_main]

use libfuzzer_sys::fuzz_target;
use orglint_fuzz::{on_one_thread, promises};

fuzz_target!(init: on_one_thread(), |bytes: &[u8]| promises::scenario(bytes));
