//! A quick look whether a word may be in a list: nearly every word of a text is in none.

/// The first two letters of a word, as one of 128 numbers; other beginnings may have the same. The ending of
/// the possessive does not count as a letter.
#[derive(Clone, Copy)]
pub(super) struct Beginning(u8);

impl Beginning {
    pub(super) const fn of(word: &str) -> Self {
        let word = word.as_bytes();
        let first = if word.is_empty() { 0 } else { word[0] };
        let second = if word.len() > 1 && word[1].is_ascii_alphanumeric() {
            word[1]
        } else {
            0
        };
        Self(((11 * first as usize + second as usize) % 128) as u8)
    }
}

/// The beginnings of several words.
#[derive(Clone, Copy, Default)]
pub(super) struct Beginnings(u128);

impl Beginnings {
    const fn of(words: &[&str]) -> Self {
        let mut beginnings = Self(0);
        let mut at = 0;
        while at < words.len() {
            beginnings = beginnings.with(Beginning::of(words[at]));
            at += 1;
        }
        beginnings
    }

    #[must_use]
    pub(super) const fn with(self, beginning: Beginning) -> Self {
        Self(self.0 | 1 << beginning.0)
    }

    pub(super) const fn have(self, beginning: Beginning) -> bool {
        self.0 >> beginning.0 & 1 == 1
    }
}

/// Words in lower case.
pub(super) struct WordList {
    words: &'static [&'static str],
    beginnings: Beginnings,
}

impl WordList {
    pub(super) const fn of(words: &'static [&'static str]) -> Self {
        Self {
            words,
            beginnings: Beginnings::of(words),
        }
    }

    /// Whether a word with this beginning is in the list.
    pub(super) fn has(&self, word: &str, beginning: Beginning) -> bool {
        self.beginnings.have(beginning) && self.words.contains(&word)
    }
}
