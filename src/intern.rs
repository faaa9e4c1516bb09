//! Texts that a configuration adds to tables which otherwise stand in the binary: each is kept once
//! and lives as long as the program, so that keys, words and facts of both kinds are of one type.
//! Uses nothing else.

use std::collections::HashSet;
use std::hash::Hash;
use std::sync::{LazyLock, Mutex, PoisonError};

static TEXTS: LazyLock<Mutex<HashSet<&'static str>>> = LazyLock::new(Mutex::default);
static LISTS: LazyLock<Mutex<HashSet<&'static [&'static str]>>> = LazyLock::new(Mutex::default);

/// The one copy of a text.
#[must_use]
pub fn text(text: &str) -> &'static str {
    kept(&TEXTS, text, || text.to_owned().leak())
}

/// The one copy of a list of texts.
#[must_use]
pub fn texts<T: AsRef<str>>(texts: &[T]) -> &'static [&'static str] {
    let list: Vec<&'static str> = texts.iter().map(|one| text(one.as_ref())).collect();
    kept(&LISTS, &list[..], || list.clone().leak())
}

fn kept<T: Eq + Hash + ?Sized>(
    known: &Mutex<HashSet<&'static T>>,
    wanted: &T,
    make: impl FnOnce() -> &'static T,
) -> &'static T {
    let mut known = known.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some(kept) = known.get(wanted) {
        return kept;
    }
    let new = make();
    known.insert(new);
    new
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equal_texts_are_kept_once() {
        let first = text("cost_centre");
        assert!(std::ptr::eq(first, text(&String::from("cost_centre"))));
        assert_eq!(texts(&["a", "b"]), ["a", "b"]);
        assert!(std::ptr::eq(texts(&["a", "b"]), texts(&["a".to_owned(), "b".to_owned()])));
        assert_ne!(texts(&["a", "b"]), texts(&["b", "a"]));
    }
}
