//! Texts → dates, numbers, yes and no.

use std::collections::HashSet;
use std::sync::LazyLock;

use fixedbitset::FixedBitSet;
use jiff::civil::Date;

use super::words;

/// A date as `2026-01-15`.
pub(crate) fn date(text: &str) -> Option<Date> {
    let number = |digits: &[u8]| {
        let mut digits = digits.iter();
        digits.try_fold(0, |number, byte| byte.is_ascii_digit().then(|| number * 10 + i16::from(byte - b'0')))
    };
    let &[y1, y2, y3, y4, b'-', m1, m2, b'-', d1, d2] = text.as_bytes() else { return None };
    let (year, month, day) = (number(&[y1, y2, y3, y4])?, number(&[m1, m2])?, number(&[d1, d2])?);
    Date::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()
}

pub(crate) use crate::yaml::{flag, number, whole};

/// A share of a whole, as numbers and as spreadsheets write it: `0.5`, `0,5`, `50%`, `50 %`.
pub(crate) fn share(text: &str) -> Option<f64> {
    let (digits, whole) = match text.strip_suffix('%') {
        Some(percent) => (percent.trim_end(), 100.0),
        None => (text, 1.0),
    };
    number(digits).or_else(|| number(&digits.replacen(',', ".", 1))).map(|share| share / whole)
}

/// Words and phrases that stand in place of a name where nobody is, beside those of a status, as they are compared:
/// in small letters and without accents. `N/D` is none: it means that a name is not disclosed.
const VACANT: &[&str] = &[
    // English
    "open headcount",
    "open req",
    "open role",
    "open seat",
    "new hire",
    "new vacancy",
    "not filled",
    "to be announced",
    "to be appointed",
    "to be confirmed",
    "to be decided",
    "to be determined",
    "to be hired",
    "to be recruited",
    "currently vacant",
    "backfill",
    "backfill in progress",
    "backfill tbd",
    "backfill pending",
    "open backfill",
    "to hire",
    "to recruit",
    "to be assigned",
    "to be filled externally",
    "unassigned",
    "nobody",
    "no incumbent",
    "awaiting hire",
    "recruitment in progress",
    "recruitment ongoing",
    "under recruitment",
    "open hc",
    "placeholder",
    "position on hold",
    "post on hold",
    "role on hold",
    "position vacant",
    "post vacant",
    "role vacant",
    // Nobody is named: `N.N.`
    "n n",
    "nn",
    // German
    "derzeit unbesetzt",
    "derzeit vakant",
    "zurzeit vakant",
    "aktuell vakant",
    "aktuell unbesetzt",
    "stelle vakant",
    "stelle unbesetzt",
    "stelle offen",
    "position vakant",
    "offene stelle",
    "offene position",
    "freie stelle",
    "in besetzung",
    "wird besetzt",
    "wird noch besetzt",
    "noch zu besetzen",
    "noch offen",
    "nachbesetzung",
    "in nachbesetzung",
    "neubesetzung",
    "niemand",
    // French
    "poste a pourvoir",
    "poste non pourvu",
    "poste ouvert",
    "recrutement en cours",
    "en cours de recrutement",
    "a recruter",
    "a nommer",
    // Spanish
    "plaza vacante",
    "posicion vacante",
    "cargo vacante",
    "posicion abierta",
    "vacante abierta",
    "por contratar",
    "por designar",
    "por asignar",
    "por definir",
    // Dutch
    "te vervullen",
    "nog te vervullen",
    "nog in te vullen",
    "openstaande vacature",
    "functie vacant",
    "nader te bepalen",
    // Italian
    "posizione vacante",
    "posizione aperta",
    "posizione scoperta",
    "da assumere",
    "da nominare",
    "da definire",
    "in ricerca",
    // Portuguese
    "posto vago",
    "cargo vago",
    "lugar vago",
    "posicao vaga",
    "posicao aberta",
    "vaga em aberto",
    "vaga disponivel",
    "em contratacao",
    "a contratar",
    "a preencher",
    "por nomear",
    "a definir",
];

/// Words that no holder is called by, whatever follows.
const SURELY_VACANT: &[&str] =
    &["vacant", "vacancy", "vakant", "vakanz", "unbesetzt", "vacante", "vacature", "vacatures", "vacantes"];

/// The first words of all of them.
static STARTS: LazyLock<HashSet<String>> = LazyLock::new(|| {
    let all = VACANT.iter().chain(SURELY_VACANT).map(|said| (*said).to_owned()).chain(words::vacant());
    all.filter_map(|said| said.split(' ').next().map(str::to_owned)).collect()
});

/// With which letters they begin: most names begin otherwise.
static FIRST_LETTERS: LazyLock<FixedBitSet> =
    LazyLock::new(|| STARTS.iter().filter_map(|word| first_letters(word)).collect());

/// A number for what a plain letter is not: the end of the word, and a letter of its own.
const END: usize = 26;
const OTHER: usize = 27;
/// Letters of other scripts share so many numbers behind those.
const OF_SCRIPTS: usize = 16;

/// The number of the first three letters of a text, read as [`words::plain`] does, or of fewer and the end of the
/// word; none where that takes a second look.
fn first_letters(text: &str) -> Option<usize> {
    let mut number = 0;
    let mut letters = text.chars().skip_while(|c| !c.is_alphanumeric());
    let mut ended = false;
    for _ in 0..3 {
        let letter = match letters.next().filter(|_| !ended) {
            Some(c @ ('a'..='z' | 'A'..='Z')) => plain_letter(c.to_ascii_lowercase()),
            None | Some('\0'..='\u{7f}') => END,
            // Letters of Western Europe.
            Some(c @ '\u{c0}'..='\u{24f}') if !matches!(c, 'ß' | 'œ' | 'Œ' | 'İ' | '×' | '÷') => {
                plain_letter(words::without_accent(c.to_lowercase().next()?))
            }
            // No letter of these scripts is plain in lower case.
            Some(c @ ('\u{370}'..='\u{1fff}' | '\u{3000}'..='\u{d7ff}')) if c.is_alphanumeric() => {
                OTHER + 1 + c.to_lowercase().next()? as usize % OF_SCRIPTS
            }
            Some(_) => return None,
        };
        ended |= letter == END;
        number = number * (OTHER + 1 + OF_SCRIPTS) + letter;
    }
    Some(number)
}

fn plain_letter(c: char) -> usize {
    if c.is_ascii_lowercase() { c as usize - 'a' as usize } else { OTHER }
}

/// The first run of letters and digits.
fn first_word(name: &str) -> &str {
    // Most names begin with a word of plain letters, and a space ends it.
    let plain = name.bytes().position(|byte| !byte.is_ascii_alphanumeric());
    match plain.map(|at| (at, name.as_bytes()[at])) {
        Some((at, end)) if at > 0 && end.is_ascii() => &name[..at],
        _ => {
            let start = name.trim_start_matches(|c: char| !c.is_alphanumeric());
            start.split(|c: char| !c.is_alphanumeric()).next().unwrap_or("")
        }
    }
}

/// Whether a name says that nobody is there: `Vacant`, `(TBD)`, `"To be hired"`, `VACANTE - Ventas`.
pub(crate) fn says_vacant(name: &str) -> bool {
    let may_be = first_letters(name).is_none_or(|letters| FIRST_LETTERS.contains(letters));
    may_be && reads_vacant(name)
}

fn reads_vacant(name: &str) -> bool {
    let first = words::plain(first_word(name));
    if !STARTS.contains(&first) {
        return false;
    }
    if SURELY_VACANT.contains(&first.as_str()) {
        return true;
    }
    // A person's name is rarely shorter, and never longer, than what is looked for.
    let dash = [" - ", " – ", " — "].iter().filter_map(|dash| name.find(dash)).min();
    let said = &name[..dash.unwrap_or(name.len())];
    let said = match said.trim_start().split_once(['(', '[']) {
        Some((before, _)) if !before.is_empty() => before,
        _ => said,
    };
    said.len() <= 40 && is_vacant(&words::plain(said))
}

/// Whether a text is nothing but a word for vacant.
pub(crate) fn says_only_vacant(name: &str) -> bool {
    name.len() <= 40 && is_vacant(&words::plain(name))
}

/// Whether a title is that of no post but of a vacancy: `Vacancy`, `Open position`. What is still to be decided may be
/// the title alone, and departments are for hiring.
pub(crate) fn is_title_of_vacancy(title: &str) -> bool {
    if !says_only_vacant(title) {
        return false;
    }
    let plain = words::plain(title);
    plain != "open" && plain.split(' ').any(|word| SURELY_VACANT.contains(&word) || word == "open")
}

fn is_vacant(plain: &str) -> bool {
    VACANT.contains(&plain) || SURELY_VACANT.contains(&plain) || words::vacant().any(|word| word == plain)
}

/// Whether a word is a known one but for letter case, separators, two letters exchanged, or one
/// letter more or less at its end. Where any word is allowed, a word that is merely similar is most
/// likely another one: `us-aml` is not `uk-aml`.
pub(super) fn is_spelling_of(word: &str, known: &str) -> bool {
    let letters = |word: &str| -> Vec<char> {
        word.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
    };
    let (word, known) = (letters(word), letters(known));
    if word.len() == known.len() {
        let differ: Vec<usize> = (0..word.len()).filter(|at| word[*at] != known[*at]).collect();
        return match differ[..] {
            [] => true,
            [one, two] => two == one + 1 && word[one] == known[two] && word[two] == known[one],
            _ => false,
        };
    }
    let (shorter, longer) = if word.len() < known.len() { (word, known) } else { (known, word) };
    longer.len() == shorter.len() + 1 && shorter.len() >= 4 && longer.starts_with(&shorter)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_may_say_that_nobody_is_there() {
        assert!(VACANT.iter().all(|said| says_vacant(said) && words::plain(said) == **said));
        for said in [
            "Vacant",
            "VACANTE",
            "Vakant",
            "unbesetzt",
            "N.N.",
            "N. N.",
            "NN",
            "POSTE VACANT",
            "à pourvoir",
            "À POURVOIR",
            "Poste à pourvoir",
            "te vervullen",
            "Vacature",
            "da coprire",
            "vaga",
            "Vago",
            "(TBD)",
            "VACANTE - Ventas",
            "Vakant (ab 1.1.)",
            "Zu besetzen",
            "por cubrir",
            "Sin cubrir",
            "Posição vaga",
            "non pourvu",
            "to be hired",
            "\"Open\"",
            "Stelle offen - Nachfolge",
        ] {
            assert!(says_vacant(said), "{said}");
        }
        for name in [
            "",
            "Ann Lee",
            "Vaga Lund",
            "Nina Noor",
            "N. Noor",
            "Nn Aa",
            "Sinead Open",
            "Offen Bach",
            "Da Silva",
            "Te Rangi",
            "Por Lee",
            "Zu Chen",
            "N/D",
            "Vacantini",
            "Ouverte Marie",
            "In Lee",
        ] {
            assert!(!says_vacant(name), "{name}");
        }
        assert!(says_only_vacant("VACANTE") && !says_only_vacant("Vacant, formerly Ann Lee"));
    }

    #[test]
    fn the_first_letters_rule_out_no_word_for_vacant() {
        let odd =
            ["", " ", "(", "ß", "œ", "É", "e\u{301}", "İ", "×", "\u{a0}", "\u{1680}", "明", "K", "7", "ö"];
        for word in VACANT.iter().chain(SURELY_VACANT).map(|said| (*said).to_owned()).chain(words::vacant()) {
            for (at, _) in word.char_indices() {
                for odd in odd {
                    let said = format!("{}{odd}{}", &word[..at], word[at..].to_uppercase());
                    assert_eq!(says_vacant(&said), reads_vacant(&said), "{said}");
                }
            }
        }
    }

    #[test]
    fn a_date_is_year_month_day() {
        assert!(date("2026-01-15").is_some());
        for text in
            ["2026-1-5", "15.01.2026", "2026-13-01", "2026-02-30", "2026-01-15T00:00", "2026/01/15", ""]
        {
            assert_eq!(date(text), None, "{text}");
        }
    }

    #[test]
    fn a_number_is_digits_and_a_point() {
        assert_eq!(number("0.5"), Some(0.5));
        assert_eq!(number("007"), Some(7.0));
        for text in ["", ".", "-1", "1e3", "1,5", "1_000", "nan", "inf", "50%"] {
            assert_eq!(number(text), None, "{text}");
        }
        assert_eq!(whole("240"), Some(240));
        assert_eq!(whole("2.5"), None);
        assert_eq!(whole(""), None);
        assert_eq!(whole("99999999999999999999999"), None);
    }

    #[test]
    fn yes_and_no_in_every_spelling() {
        assert_eq!(flag("True"), Some(true));
        assert_eq!(flag("no"), Some(false));
        assert_eq!(flag("maybe"), None);
    }
}
