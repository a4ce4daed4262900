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
    let mut ends: Vec<(usize, usize, usize)> = Vec::new(); // start, end of key, end of print
    let mut start_of_next = 0;
    for (at, piece) in text.split_word_bound_indices() {
        let end = at + piece.len();
        if piece.trim().is_empty() {
            match ends.last_mut() {
                Some(last) => last.2 = end,
                None => continue,
            }
            start_of_next = end;
            continue;
        }
        let start = if ends.is_empty() { 0 } else { start_of_next };
        match ends.last_mut() {
            Some(last) if last.1 == last.2 && belongs_to(&text[last.0..last.1], piece, &text[end..]) => {
                last.1 = end;
                last.2 = end;
            }
            _ => ends.push((start, end, end)),
        }
        start_of_next = end;
    }
    ends.into_iter()
        .map(|(start, key_end, end)| Word {
            key: text[start..key_end].trim_start(),
            printed: &text[start..end],
        })
        .collect()
}

/// Whether `piece` continues the word that stands directly before it.
fn belongs_to(before: &str, piece: &str, after: &str) -> bool {
    let joins = |character: char| matches!(character, '-' | '\u{2010}' | '\u{2011}' | ':');
    let currency = |character: char| matches!(character, '$' | '€' | '£' | '₴' | '₽');
    let next_is_word = || after.chars().next().is_some_and(char::is_alphanumeric);
    let ends_in_word = before.chars().next_back().is_some_and(char::is_alphanumeric);
    let first = piece.chars().next().unwrap_or(' ');
    if first == '%' {
        return before
            .chars()
            .next_back()
            .is_some_and(|character| character.is_ascii_digit());
    }
    if joins(first) {
        let digits_around = || {
            before.ends_with(|character: char| character.is_ascii_digit())
                && after.starts_with(|character: char| character.is_ascii_digit())
        };
        return ends_in_word && next_is_word() && (first != ':' || digits_around());
    }
    if currency(first) {
        return before.chars().all(|character| character.is_ascii_uppercase()) && next_is_word();
    }
    first.is_alphanumeric() && before.ends_with(|character| joins(character) || currency(character))
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
