//! A file as a configuration.
#![no_main]

use std::sync::LazyLock;

use libfuzzer_sys::fuzz_target;
use orglint_fuzz::{on_one_thread, promises};
use tempfile::TempDir;

static FOLDER: LazyLock<TempDir> = LazyLock::new(|| tempfile::tempdir().expect("there is room for a folder"));

fuzz_target!(init: on_one_thread(), |bytes: &[u8]| promises::configuration(FOLDER.path(), bytes));
