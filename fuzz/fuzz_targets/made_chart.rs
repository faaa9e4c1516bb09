//! Bytes as choices that make up a chart: what is read as one gets deeper than most files that grow at random.
#![no_main]

use libfuzzer_sys::fuzz_target;
use orglint_fuzz::{made, on_one_thread, promises};

fuzz_target!(init: on_one_thread(), |bytes: &[u8]| promises::made_chart(&made::chart(bytes)));
