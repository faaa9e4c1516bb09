//! A file that is read line by line as the parser reads it.
#![no_main]

use libfuzzer_sys::{Corpus, fuzz_target};
use orglint::internals::yaml::alike::compare;
use orglint_fuzz::on_one_thread;

fuzz_target!(init: on_one_thread(), |bytes: &[u8]| -> Corpus {
    let Ok(text) = std::str::from_utf8(bytes) else { return Corpus::Reject };
    compare(text);
    Corpus::Keep
});
