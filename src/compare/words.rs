//! Text → words, each with the form that is compared and the form that is printed; words → sentences.
//!
//! A word owns the blanks behind it, so blanks never count when texts are compared (CollateX makes the same split
//! between a token's text and its normal form). Word borders are those of UAX #29, except that what belongs together
//! in a plan stays together: `all-for-all`, `US$100`, `50%`, `50:50`.

use unicode_segmentation::UnicodeSegmentation;

/// A word, number or punctuation mark of a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Word<'t> {
    /// What is compared, without blanks.
    pub key: &'t str,
    /// What is printed: the key and the blanks behind it. All of them joined are the text.
    pub printed: &'t str,
}

impl Word<'_> {
    /// Whether this is a mark and no word.
    #[must_use]
    pub fn is_punctuation(&self) -> bool {
        !self.key.chars().any(char::is_alphanumeric)
    }
}

/// Splits `text` into words. Blanks before the first word are given to it; a text of blanks has no words.
#[must_use]
pub fn words(text: &str) -> Vec<Word<'_>> {
    if text.is_ascii() {
        ascii_words(text)
    } else {
        let pieces = text.split_word_bound_indices();
        joined(text, pieces.map(|(at, piece)| (at, at + piece.len())))
    }
}

/// The same for an ASCII text, which nearly every text is: many times as fast as the general way, and compared with it
/// by a test.
fn ascii_words(text: &str) -> Vec<Word<'_>> {
    let bytes = text.as_bytes();
    let is_blank = |at: usize| matches!(bytes.get(at), Some(b' ' | b'\t'..=b'\r'));
    let mut words: Vec<Word<'_>> = Vec::with_capacity(text.len() / 5);
    let (mut start, mut at) = (0, 0);
    while is_blank(at) {
        at += 1;
    }
    while at < bytes.len() {
        let key_start = at;
        at = piece_end(bytes, at);
        while let Some(next) = bytes.get(at) {
            let may_continue = next.is_ascii_alphanumeric() || matches!(next, b'%' | b':' | b'-' | b'$');
            let end = if may_continue { piece_end(bytes, at) } else { at };
            if end == at || !belongs_to(&text[key_start..at], &text[at..end], &text[end..]) {
                break;
            }
            at = end;
        }
        let key = &text[key_start..at];
        while is_blank(at) {
            at += 1;
        }
        words.push(Word {
            key,
            printed: &text[start..at],
        });
        start = at;
    }
    words
}

/// Where the piece between two word borders of UAX #29 ends that begins here in an ASCII text; it is no blank.
fn piece_end(bytes: &[u8], start: usize) -> usize {
    let run = |from: usize| {
        let run = bytes[from..].iter().take_while(|byte| WORD_BYTES[usize::from(**byte)]);
        from + run.count()
    };
    let mut end = run(start);
    if end == start {
        return start + 1;
    }
    while let (Some(byte), Some(next)) = (bytes.get(end), bytes.get(end + 1)) {
        let last = bytes[end - 1];
        let between_letters = || last.is_ascii_alphabetic() && next.is_ascii_alphabetic();
        let between_digits = || last.is_ascii_digit() && next.is_ascii_digit();
        let joins = match byte {
            b'.' | b'\'' => between_letters() || between_digits(),
            b':' => between_letters(),
            b',' | b';' => between_digits(),
            _ => false,
        };
        if !joins {
            break;
        }
        end = run(end + 1);
    }
    end
}

/// The ASCII characters that words consist of.
const WORD_BYTES: [bool; 256] = {
    let mut table = [false; 256];
    let mut byte = 0_u8;
    while byte < 128 {
        table[byte as usize] = byte.is_ascii_alphanumeric() || byte == b'_';
        byte += 1;
    }
    table
};

/// Joins the pieces between word borders to words, each with the blanks behind it.
fn joined(text: &str, pieces: impl Iterator<Item = (usize, usize)>) -> Vec<Word<'_>> {
    let mut words: Vec<Word<'_>> = Vec::with_capacity(text.len() / 5);
    let (mut start, mut key_start, mut key_end, mut end) = (0, 0, 0, 0);
    let mut push = |start: usize, key_start: usize, key_end: usize, end: usize| {
        if key_end > key_start {
            words.push(Word {
                key: &text[key_start..key_end],
                printed: &text[start..end],
            });
        }
    };
    for (from, to) in pieces {
        let piece = &text[from..to];
        let blank = piece.starts_with(char::is_whitespace);
        let continues =
            key_end == from && key_end > key_start && belongs_to(&text[key_start..key_end], piece, &text[to..]);
        if !blank && !continues {
            push(start, key_start, key_end, end);
            start = if key_end > key_start { end } else { 0 };
            key_start = from;
        }
        if !blank {
            key_end = to;
        }
        end = to;
    }
    push(start, key_start, key_end, end);
    words
}

/// Whether `piece` continues the word that stands directly before it.
fn belongs_to(before: &str, piece: &str, after: &str) -> bool {
    let joins = |character: char| matches!(character, '-' | '\u{2010}' | '\u{2011}' | ':');
    let currency = |character: char| matches!(character, '$' | '€' | '£' | '₴' | '₽');
    let (Some(first), Some(last)) = (piece.chars().next(), before.chars().next_back()) else {
        return false;
    };
    if first.is_alphanumeric() {
        return joins(last) && before.len() > last.len_utf8() || currency(last);
    }
    let next = after.chars().next().unwrap_or(' ');
    match first {
        '%' => last.is_ascii_digit(),
        ':' => last.is_ascii_digit() && next.is_ascii_digit(),
        _ if joins(first) => last.is_alphanumeric() && next.is_alphanumeric(),
        _ if currency(first) => next.is_alphanumeric() && before.bytes().all(|byte| byte.is_ascii_uppercase()),
        _ => false,
    }
}

/// Splits words into sentences: half-open ranges of `words`, all of them together the whole.
#[must_use]
pub fn sentences(words: &[Word<'_>]) -> Vec<std::ops::Range<usize>> {
    let mut ranges = Vec::new();
    let mut start = 0;
    for (index, word) in words.iter().enumerate() {
        let ends = match word.key {
            "." => !is_initial(words[..index].last()),
            "!" | "?" | ";" | "。" => true,
            _ => false,
        };
        // a mark without a blank behind it stands inside a name or a number
        let spaced = word.printed.len() > word.key.len();
        if index + 1 == words.len() || ends && spaced {
            ranges.push(start..index + 1);
            start = index + 1;
        }
    }
    ranges
}

/// `J.` in a name, `No.` before a number: the full stop ends no sentence.
fn is_initial(word: Option<&Word<'_>>) -> bool {
    word.is_some_and(|word| {
        let mut characters = word.key.chars();
        let single_capital = characters.next().is_some_and(char::is_uppercase) && characters.next().is_none();
        single_capital
            || matches!(
                word.key,
                "No" | "no" | "Art" | "art" | "Mr" | "Ms" | "Dr" | "St" | "para"
            )
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn keys(text: &str, expected: &[&str]) {
        let words = words(text);
        assert_eq!(words.iter().map(|word| word.key).collect::<Vec<_>>(), expected);
        assert_eq!(words.iter().map(|word| word.printed).collect::<String>(), text);
    }

    #[test]
    fn what_belongs_together_stays_together() {
        keys(
            "limited to 600,000 personnel.",
            &["limited", "to", "600,000", "personnel", "."],
        );
        keys("all-for-all, 50:50; 50%", &["all-for-all", ",", "50:50", ";", "50%"]);
        keys("US$100 billion", &["US$100", "billion"]);
        keys("Russia's €90.5 bn", &["Russia's", "€90.5", "bn"]);
        keys("START-1/New START", &["START-1", "/", "New", "START"]);
    }

    #[test]
    fn blanks_belong_to_the_word_before() {
        keys("  two \n words ", &["two", "words"]);
        keys("", &[]);
        keys("Київ і Москва", &["Київ", "і", "Москва"]);
    }

    proptest::proptest! {
        #[test]
        fn the_short_way_for_ascii_gives_the_same(text in "[a-zA-Z0-9 .,:;'_$%()\\-\n\t\u{b}\r\u{1f}\u{0}]{0,60}") {
            let general = joined(&text, text.split_word_bound_indices().map(|(at, piece)| (at, at + piece.len())));
            proptest::prop_assert_eq!(words(&text), general);
        }
    }

    #[test]
    fn sentences_end_at_marks_with_a_blank_behind() {
        let text = "President Donald J. Trump chairs it. Art. 5 applies; 3.5 is one number. End";
        let words = words(text);
        let parts: Vec<String> = sentences(&words)
            .into_iter()
            .map(|range| words[range].iter().map(|word| word.printed).collect())
            .collect();
        assert_eq!(
            parts,
            [
                "President Donald J. Trump chairs it. ",
                "Art. 5 applies; ",
                "3.5 is one number. ",
                "End"
            ]
        );
    }
}
