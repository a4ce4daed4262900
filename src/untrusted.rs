//! Text from a plan file may hold anything; here it is made harmless for a screen.

use std::borrow::Cow;

/// `text` as it may be shown: control characters and the marks that reorder a line become visible signs.
///
/// Blanks of every kind but the line break become plain blanks. The text of a right-to-left language is left as it is.
#[must_use]
pub fn visible(text: &str) -> Cow<'_, str> {
    let is_harmless = |byte: u8| matches!(byte, b' '..=b'~' | b'\n');
    // nearly every text is of such bytes alone, which are looked through many at a time if none stops the search
    let all_harmless = text.bytes().fold(true, |all, byte| all & is_harmless(byte));
    if all_harmless || !text.chars().any(is_unsafe) {
        return Cow::Borrowed(text);
    }
    let mut shown = String::with_capacity(text.len() + 8);
    for character in text.chars() {
        match character {
            '\t' | '\r' => shown.push(' '),
            '\u{0}'..='\u{1f}' if character != '\n' => {
                shown.extend(char::from_u32(0x2400 + u32::from(character)));
            }
            '\u{7f}' => shown.push('\u{2421}'),
            _ if is_unsafe(character) => shown += &format!("\\u{{{:x}}}", u32::from(character)),
            _ => shown.push(character),
        }
    }
    Cow::Owned(shown)
}

/// `text` made harmless and put on one line, for headings, cells and messages.
#[must_use]
pub fn one_line(text: &str) -> String {
    visible(text).split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Whether a screen would obey the character, or show nothing, in place of showing it.
pub(crate) fn is_unsafe(character: char) -> bool {
    let control = character.is_control() && character != '\n';
    // the overrides and isolates of Unicode's bidirectional algorithm, and the marks that have no width
    control
        || matches!(
            character,
            '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{2028}' | '\u{2029}' | '\u{feff}'
        )
        || matches!(character, '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_escape_sequence_becomes_visible() {
        assert_eq!(visible("a\u{1b}[31mb\u{7}\u{9b}"), "a␛[31mb␇\\u{9b}");
        assert_eq!(visible("line\nline\ttab"), "line\nline tab");
        assert_eq!(visible("\u{202e}evil"), "\\u{202e}evil");
    }

    #[test]
    fn ordinary_text_is_left_alone() {
        for text in ["Україна", "عربي עברית", "50 % – „so“"] {
            assert!(matches!(visible(text), Cow::Borrowed(same) if same == text));
        }
        assert_eq!(one_line(" a\n b "), "a b");
    }
}
