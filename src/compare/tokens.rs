//! The words of a text as terms are read off them: figures, dates, spans of time, negations.

use std::borrow::Cow;

use super::{
    beginnings::{Beginning, WordList},
    shape::Shape,
    words::Word,
};
use crate::untrusted::one_line;

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];
const NUMBER_WORDS: WordList = WordList::of(&[
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "fifteen",
    "twenty",
    "thirty",
    "half",
    "two-thirds",
]);
const SPANS_OF_TIME: WordList = WordList::of(&[
    "hour", "hours", "day", "days", "week", "weeks", "month", "months", "year", "years",
]);
const MAGNITUDES: WordList = WordList::of(&["thousand", "million", "billion", "trillion"]);
/// What stands before a number that names a provision and measures nothing.
const REFERENCES: WordList = WordList::of(&[
    "article",
    "articles",
    "chapter",
    "resolution",
    "point",
    "points",
    "paragraph",
    "start",
    "no",
]);
const NEGATIONS: WordList = WordList::of(&["not", "no", "never", "without", "neither", "nor", "none", "cannot"]);
/// What may stand between a negation and the word it denies.
const SMALL_WORDS: WordList = WordList::of(&["to", "be", "been", "a", "an", "the", "any", "such", "seek"]);
/// How many words after a negation may be the one it denies.
const LONGEST_NEGATION: usize = 4;

/// Something found in a text: what is compared, and what is quoted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Term<'t> {
    pub(super) key: Cow<'t, str>,
    pub(super) quote: Cow<'t, str>,
    /// Terms of one unit are set against each other.
    pub(super) unit: &'t str,
}

/// A text's words, and what is told of each by its letters.
pub(super) struct Tokens<'t> {
    pub(super) words: &'t [Word<'t>],
    pub(super) lower: Vec<Cow<'t, str>>,
    /// Of the words as they are written.
    pub(super) beginnings: Vec<Beginning>,
    /// Of the words in lower case.
    pub(super) lower_beginnings: Vec<Beginning>,
    shapes: Vec<Shape>,
    /// Half-open ranges of a number and its magnitude.
    numbers: Vec<(usize, usize)>,
}

impl<'t> Tokens<'t> {
    pub(super) fn of(words: &'t [Word<'t>]) -> Self {
        let shapes: Vec<Shape> = words.iter().map(|word| Shape::of(word.key)).collect();
        let lower = words.iter().zip(&shapes).map(|(word, shape)| {
            if shape.has(Shape::CAPITAL | Shape::OTHER) {
                Cow::Owned(word.key.to_lowercase())
            } else {
                Cow::Borrowed(word.key)
            }
        });
        let lower: Vec<Cow<'_, str>> = lower.collect();
        let mut tokens = Self {
            words,
            beginnings: words.iter().map(|word| Beginning::of(word.key)).collect(),
            lower_beginnings: lower.iter().map(|word| Beginning::of(word)).collect(),
            lower,
            shapes,
            numbers: Vec::new(),
        };
        tokens.numbers = tokens.find_numbers();
        tokens
    }

    /// The words of a range as a term.
    pub(super) fn term<'s>(&'s self, at: usize, end: usize, unit: &'s str) -> Term<'s> {
        if end == at + 1 && !self.shapes[at].has(Shape::OTHER | Shape::UNSEEN) {
            return Term {
                key: Cow::Borrowed(&self.lower[at]),
                quote: Cow::Borrowed(self.words[at].key),
                unit,
            };
        }
        let printed: String = self.words[at..end].iter().map(|word| word.printed).collect();
        let quote = one_line(printed.trim_end_matches([' ', ',', '.', ';', ':', '\n']));
        Term {
            key: quote.to_lowercase().into(),
            quote: quote.into(),
            unit,
        }
    }

    fn is_one_of(&self, at: usize, list: &WordList) -> bool {
        let beginning = self.lower_beginnings.get(at);
        beginning.is_some_and(|beginning| list.has(&self.lower[at], *beginning))
    }

    fn is_number(&self, at: usize) -> bool {
        // nearly every word is of plain letters
        if !self.shapes[at].has(Shape::DIGIT | Shape::DOLLAR | Shape::OTHER) {
            return self.is_one_of(at, &NUMBER_WORDS);
        }
        let key = self.words[at].key;
        let counted = self.shapes[at].has(Shape::DIGIT) && !key.starts_with(char::is_alphabetic);
        counted || key.contains(['$', '€', '£'])
    }

    fn is_year(&self, at: usize) -> bool {
        let year = |word: &Word<'_>| {
            word.key.len() == 4 && word.key.parse::<u16>().is_ok_and(|year| (1900..2100).contains(&year))
        };
        self.has_shape(at, Shape::DIGIT) && year(&self.words[at])
    }

    /// `may` is a verb unless it is written as a name.
    pub(super) fn is_month(&self, at: usize) -> bool {
        self.has_shape(at, Shape::CAPITAL) && MONTHS.contains(&self.words[at].key)
    }

    fn is_day(&self, at: usize) -> bool {
        let key = self.words[at].key;
        key.len() <= 2 && key.bytes().all(|byte| byte.is_ascii_digit())
    }

    fn has_shape(&self, at: usize, kinds: u8) -> bool {
        self.shapes.get(at).is_some_and(|shape| shape.has(kinds))
    }

    fn find_numbers(&self) -> Vec<(usize, usize)> {
        let mut ranges = Vec::new();
        let mut at = 0;
        while at < self.words.len() {
            let mut end = at + 1;
            let refers = || at > 0 && self.is_one_of(at - 1, &REFERENCES);
            if self.is_number(at) && !refers() {
                while self.is_one_of(end, &MAGNITUDES) {
                    end += 1;
                }
                ranges.push((at, end));
            }
            at = end;
        }
        ranges
    }

    /// Numbers with their unit, neither dates nor spans of time.
    pub(super) fn figures(&self) -> Vec<Term<'_>> {
        let mut figures = Vec::new();
        for &(at, end) in &self.numbers {
            let in_date = self.is_year(at) || self.is_month(end) || at > 0 && self.is_month(at - 1);
            if in_date || self.is_one_of(end, &SPANS_OF_TIME) {
                continue;
            }
            let key = self.words[at].key;
            let complete = key.contains(['$', '€', '£', '%', ':']);
            let unit = self.words.get(end).filter(|word| !complete && !word.is_punctuation());
            figures.push(match unit {
                Some(_) => self.term(at, end + 1, &self.lower[end]),
                None => self.term(
                    at,
                    end,
                    key.trim_matches(|character: char| character.is_ascii_digit() || ",.".contains(character)),
                ),
            });
        }
        figures
    }

    /// Spans of time: a number of hours, days …
    pub(super) fn spans(&self) -> impl Iterator<Item = Term<'_>> {
        let spans = self
            .numbers
            .iter()
            .filter(|(_, end)| self.is_one_of(*end, &SPANS_OF_TIME));
        spans.map(|(at, end)| self.term(*at, end + 1, "time"))
    }

    /// Calendar dates and years.
    pub(super) fn dates(&self) -> Vec<Term<'_>> {
        let mut dates = Vec::new();
        let mut at = 0;
        while at < self.words.len() {
            let mut end = at;
            if self.is_day(at) && self.is_month(at + 1) {
                end = at + 2;
            } else if self.is_month(at) || self.is_year(at) {
                end = at + 1;
            }
            if end > at && self.is_month(end - 1) && self.is_year(end) {
                end += 1;
            }
            if end > at {
                dates.push(self.term(at, end, "date"));
            }
            at = end.max(at + 1);
        }
        dates
    }

    /// Negations, each quoted up to the word it denies.
    pub(super) fn negations(&self) -> Vec<Term<'_>> {
        let negations = (0..self.words.len()).filter(|at| self.is_one_of(*at, &NEGATIONS));
        let quoted = negations.map(|at| {
            let after = (at + 1..self.words.len()).take_while(|next| !self.words[*next].is_punctuation());
            let denied = after
                .take(LONGEST_NEGATION)
                .find(|next| !self.is_one_of(*next, &SMALL_WORDS));
            self.term(at, denied.unwrap_or(at) + 1, "negation")
        });
        quoted.collect()
    }
}
