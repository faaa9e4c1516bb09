//! Texts in boxes: how wide they are, and where their lines break.

use unicode_width::UnicodeWidthChar as _;

use crate::escape::visible;

/// Widths of the printable characters of ASCII in Helvetica and Arial, in quarters of a hundredth of an em.
const WIDTHS: [u8; 95] = [
    70, 70, 89, 139, 139, 222, 167, 48, 83, 83, 97, 146, 70, 83, 70, 70, 139, 139, 139, 139, 139, 139, 139,
    139, 139, 139, 70, 70, 146, 146, 146, 139, 254, 167, 167, 181, 181, 167, 153, 195, 181, 70, 125, 167,
    139, 208, 181, 195, 167, 195, 181, 167, 153, 181, 167, 236, 167, 167, 153, 70, 70, 70, 117, 139, 83, 139,
    139, 125, 139, 139, 70, 139, 139, 56, 56, 125, 56, 208, 139, 139, 139, 139, 83, 125, 70, 139, 125, 181,
    125, 125, 125, 84, 65, 84, 146,
];

/// How wide a text is at a size in pixels, in hundredths of a pixel.
fn hundredths(c: char, size: i64) -> i64 {
    let quarters = match u32::from(c).checked_sub(32).and_then(|at| WIDTHS.get(at as usize)) {
        Some(width) => i64::from(*width),
        // A sign that stands on the one before it is drawn with it.
        None => [0, 160, 250][c.width().unwrap_or(0).min(2)],
    };
    quarters * size * 2 / 5
}

/// How wide a text is at a size, in pixels.
pub(super) fn width(text: &str, size: i64) -> i64 {
    text.chars().map(|c| hundredths(c, size)).sum::<i64>() / 100
}

/// A text with what is hidden written out, cut where it is wider than there is room.
pub(super) fn fitted(text: &str, size: i64, room: i64) -> String {
    let mut lines = wrapped(text, size, room, 1);
    lines.pop().unwrap_or_default()
}

/// The lines of a text, so many at most. They break between words, and where a word is too long for a line;
/// what does not fit is cut.
pub(super) fn wrapped(text: &str, size: i64, room: i64, most: usize) -> Vec<String> {
    let room = room * 100;
    let dots = hundredths('…', size);
    let mut lines = Vec::new();
    let (mut line, mut used) = (String::new(), 0);
    // Where the line may break, and where it is short enough for dots behind it.
    let (mut blank, mut short) = (None, 0);
    for c in text.chars().flat_map(visible) {
        if c == ' ' && line.is_empty() {
            continue;
        }
        used += hundredths(c, size);
        let is_last = lines.len() + 1 == most;
        if used > room && !line.is_empty() && is_last {
            line.truncate(short);
            line.truncate(line.trim_end().len());
            line.push('…');
            lines.push(line);
            return lines;
        }
        if used > room && !line.is_empty() && c != ' ' && hundredths(c, size) > 0 {
            let rest = line.split_off(blank.unwrap_or(line.len()));
            lines.push(std::mem::replace(&mut line, rest.trim_start().to_owned()));
            used = line.chars().map(|c| hundredths(c, size)).sum::<i64>() + hundredths(c, size);
            (blank, short) = (None, 0);
        }
        if c == ' ' {
            blank = Some(line.len());
        }
        line.push(c);
        if matches!(c, '-' | '/') {
            blank = Some(line.len());
        }
        if used + dots <= room {
            short = line.len();
        }
    }
    line.truncate(line.trim_end().len());
    if !line.is_empty() || lines.is_empty() {
        lines.push(line);
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_break_between_words_and_are_cut() {
        let lines = |text: &str| wrapped(text, 12, 100, 2);
        assert_eq!(lines("CEO"), ["CEO"]);
        assert_eq!(lines("Chief Executive Officer"), ["Chief Executive", "Officer"]);
        assert_eq!(
            lines("Director of Service Delivery and more of it"),
            ["Director of Service", "Delivery and mor…"]
        );
        assert_eq!(lines("Donaudampfschifffahrtskapitän"), ["Donaudampfschiff", "fahrtskapitän"]);
        assert_eq!(lines(""), [""]);
        assert_eq!(fitted("a\u{202e}b", 10, 200), "a\\u{202e}b");
        for text in [
            "工程工程工程工程工程工程工程工程工程工程",
            &"x".repeat(10_000),
            &"e\u{301}".repeat(500),
            "WWW WWWWWWWWWWW - / WW",
        ] {
            for room in [8, 30, 100] {
                let lines = wrapped(text, 12, room, 2);
                assert!(
                    lines.len() <= 2 && lines.iter().all(|line| width(line, 12) <= room.max(24)),
                    "{lines:?}"
                );
            }
        }
    }
}
