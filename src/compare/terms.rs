//! What changed in substance between two texts: figures, dates, deadlines, parties, obligation strength, conditions,
//! negation.
//!
//! Each aspect is read off both texts; what stands on one side only is a change. A clause that changed in words alone
//! has none.

use std::borrow::Cow;

use rustc_hash::FxHashMap;
use serde::Serialize;

use super::words::{Word, words};
use crate::{plan::Clause, untrusted::one_line, vocabulary::Vocabulary};

/// What kind of substance a change touches.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Aspect {
    /// A number with its unit.
    Figure,
    /// A calendar date or year.
    Date,
    /// How long, how soon, how lasting.
    Deadline,
    /// Who is named, or who takes on the obligation.
    Party,
    /// *will*, *must*, *may*, *is expected to* …
    Obligation,
    /// What a duty or right depends on.
    Condition,
    /// *not*, *no*, *without* …
    Negation,
}

/// A term that the two texts do not share.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct TermChange {
    /// What kind of term it is.
    pub aspect: Aspect,
    /// The term on the left; empty if the right has no counterpart there.
    pub left: String,
    /// The term on the right; empty likewise.
    pub right: String,
}

const MONTHS: &[&str] = &[
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
const NUMBER_WORDS: &[&str] = &[
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
];
const SPANS_OF_TIME: &[&str] = &[
    "hour", "hours", "day", "days", "week", "weeks", "month", "months", "year", "years",
];
const MAGNITUDES: &[&str] = &["thousand", "million", "billion", "trillion"];
/// What stands before a number that names a provision and measures nothing.
const REFERENCES: &[&str] = &[
    "article",
    "articles",
    "chapter",
    "resolution",
    "point",
    "points",
    "paragraph",
    "start",
    "no",
];
const TIMINGS: &[&str] = &[
    "as soon as possible",
    "immediately",
    "at once",
    "without delay",
    "permanently",
    "temporarily",
    "short-term",
    "long-term",
    "in future",
    "gradually",
];
/// Verb forms of obligation.
const OBLIGATIONS: &[&str] = &[
    "is expected",
    "are expected",
    "agrees to",
    "agree to",
    "undertakes to",
    "undertake to",
    "commits to",
    "commit to",
    "is ready to",
    "are ready to",
    "will be discussed",
    "shall",
    "must",
    "should",
    "may",
    "might",
    "can",
    "could",
    "will",
];
/// What begins a condition.
const CONDITIONS: &[&str] = &[
    "as long as",
    "provided that",
    "on condition that",
    "in the event of",
    "subject to",
    "depends on",
    "if",
    "unless",
    "until",
    "once",
    "after",
    "before",
    "while",
    "when",
    "upon",
];
/// Conditions that are complete in themselves.
const COMPLETE_CONDITIONS: &[&str] = &["in peacetime", "without cause", "without conditions"];
const NEGATIONS: &[&str] = &["not", "no", "never", "without", "neither", "nor", "none", "cannot"];
/// What may stand between a negation and the word it denies.
const SMALL_WORDS: &[&str] = &["to", "be", "been", "a", "an", "the", "any", "such", "seek"];
/// How many words after a negation may be the one it denies.
const LONGEST_NEGATION: usize = 4;
/// Longest condition that is quoted whole, in words.
const LONGEST_CONDITION: usize = 10;

/// Reads terms off texts.
pub struct TermReader<'v> {
    vocabulary: &'v Vocabulary,
    /// Names of parties; each leads to the party's place in the vocabulary.
    names: Phrases,
    timings: Phrases,
    obligations: Phrases,
    conditions: Phrases,
}

impl<'v> TermReader<'v> {
    /// A reader that knows the parties of `vocabulary`.
    #[must_use]
    pub fn new(vocabulary: &'v Vocabulary) -> Self {
        let parties = vocabulary.parties.iter().enumerate();
        let numbered = |list: &[&'static str]| Phrases::of(list.iter().enumerate().map(|(id, phrase)| (*phrase, id)));
        Self {
            vocabulary,
            names: Phrases::of(parties.flat_map(|(id, party)| party.terms.iter().map(move |term| (term.as_str(), id)))),
            timings: numbered(TIMINGS),
            obligations: numbered(OBLIGATIONS),
            conditions: numbered(&[CONDITIONS, COMPLETE_CONDITIONS].concat()),
        }
    }

    /// The terms in which one text differs from another, aspect by aspect. Either side is given as words and as the
    /// clauses that they come from.
    #[must_use]
    pub fn changed(&self, left: (&[Word<'_>], &[&Clause]), right: (&[Word<'_>], &[&Clause])) -> Vec<TermChange> {
        let (a, b) = (Tokens::of(left.0), Tokens::of(right.0));
        let mut changes = pair(Aspect::Figure, a.figures(), b.figures());
        changes.extend(pair(Aspect::Date, a.dates(), b.dates()));
        changes.extend(pair(Aspect::Deadline, self.deadlines(&a), self.deadlines(&b)));
        changes.extend(self.parties((&a, left.1), (&b, right.1)));
        // a sentence more or less always brings a verb: only an exchange of verbs is a change of strength
        let verbs = pair(Aspect::Obligation, self.obligations(&a), self.obligations(&b));
        changes.extend(
            verbs
                .into_iter()
                .filter(|change| !change.left.is_empty() && !change.right.is_empty()),
        );
        changes.extend(pair(Aspect::Condition, self.conditions(&a), self.conditions(&b)));
        changes.extend(pair(Aspect::Negation, a.negations(), b.negations()));
        changes
    }

    fn deadlines(&self, tokens: &Tokens<'_>) -> Vec<Term> {
        let spans = tokens
            .numbers()
            .into_iter()
            .filter(|(_, end)| tokens.is_one_of(*end, SPANS_OF_TIME));
        let spans = spans.map(|(at, end)| tokens.term(at, end + 1, "time"));
        let timings = self.timings.places(&tokens.lower).into_iter();
        spans
            .chain(timings.map(|found| tokens.term(found.at, found.end, "time")))
            .collect()
    }

    fn obligations(&self, tokens: &Tokens<'_>) -> Vec<Term> {
        let verbs = self.obligations.places(&tokens.lower).into_iter();
        verbs
            .filter(|found| !tokens.is_month(found.at))
            .map(|found| tokens.term(found.at, found.end, "verb"))
            .collect()
    }

    /// Conditions, each quoted from its first word to the next mark, the beginning of a long one.
    fn conditions(&self, tokens: &Tokens<'_>) -> Vec<Term> {
        let condition = |found: Found| {
            let rest = if found.id >= CONDITIONS.len() {
                &[]
            } else {
                &tokens.words[found.end..]
            };
            let length = rest.iter().position(Word::is_punctuation).unwrap_or(rest.len());
            let whole = tokens.term(found.at, found.end + length, &tokens.lower[found.at]);
            let quote = if length > LONGEST_CONDITION {
                tokens.term(found.at, found.end + LONGEST_CONDITION, "").quote + " …"
            } else {
                whole.quote
            };
            Term { quote, ..whole }
        };
        self.conditions
            .places(&tokens.lower)
            .into_iter()
            .map(condition)
            .collect()
    }

    /// Who is named on either side; where the words are the same, who takes on the obligation.
    fn parties(&self, left: (&Tokens<'_>, &[&Clause]), right: (&Tokens<'_>, &[&Clause])) -> Vec<TermChange> {
        let named = pair(Aspect::Party, self.named(left.0), self.named(right.0));
        if left.0.lower == right.0.lower {
            pair(Aspect::Party, self.obliged(left.1), self.obliged(right.1))
        } else {
            named
        }
    }

    fn named(&self, tokens: &Tokens<'_>) -> Vec<Term> {
        let bare: Vec<&str> = tokens.words.iter().map(|word| bare(word.key)).collect();
        let parties = self
            .names
            .places(&bare)
            .into_iter()
            .map(|found| &self.vocabulary.parties[found.id]);
        parties.map(|party| party_term(&party.id, &party.label)).collect()
    }

    fn obliged(&self, clauses: &[&Clause]) -> Vec<Term> {
        let parties = clauses.iter().flat_map(|clause| &clause.parties);
        parties
            .map(|id| party_term(id, self.vocabulary.party_label(id)))
            .collect()
    }
}

fn party_term(id: &str, label: &str) -> Term {
    Term {
        key: id.to_owned(),
        quote: label.to_owned(),
        unit: "party".into(),
    }
}

/// A word without the ending of the possessive.
fn bare(word: &str) -> &str {
    word.strip_suffix("'s")
        .or_else(|| word.strip_suffix("’s"))
        .unwrap_or(word)
}

/// Phrases to be found in a run of words; of several that begin at one word the longest is found.
struct Phrases(FxHashMap<String, Vec<(Vec<String>, usize)>>);

/// A phrase that was found: half-open range of words, and the number the phrase was given.
#[derive(Clone, Copy)]
struct Found {
    at: usize,
    end: usize,
    id: usize,
}

impl Phrases {
    fn of<'p>(phrases: impl Iterator<Item = (&'p str, usize)>) -> Self {
        let mut by_first: FxHashMap<String, Vec<(Vec<String>, usize)>> = FxHashMap::default();
        for (phrase, id) in phrases {
            let mut parts = words(phrase).into_iter().map(|word| word.key.to_owned());
            if let Some(first) = parts.next() {
                by_first.entry(first).or_default().push((parts.collect(), id));
            }
        }
        for phrases in by_first.values_mut() {
            phrases.sort_by_key(|(rest, _)| std::cmp::Reverse(rest.len()));
        }
        Self(by_first)
    }

    fn places(&self, words: &[impl AsRef<str>]) -> Vec<Found> {
        let mut found = Vec::new();
        let mut at = 0;
        while at < words.len() {
            let after = &words[at + 1..];
            let fits = |(rest, _): &&(Vec<String>, usize)| {
                after.len() >= rest.len() && rest.iter().zip(after).all(|(part, word)| part == word.as_ref())
            };
            let phrase = self
                .0
                .get(words[at].as_ref())
                .and_then(|phrases| phrases.iter().find(fits));
            let end = at + 1 + phrase.map_or(0, |(rest, _)| rest.len());
            if let Some((_, id)) = phrase {
                found.push(Found { at, end, id: *id });
            }
            at = end;
        }
        found
    }
}

/// Something found in a text: what is compared, and what is quoted.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Term {
    key: String,
    quote: String,
    /// Terms of one unit are set against each other.
    unit: String,
}

/// A text's words, and their lower-case forms.
struct Tokens<'t> {
    words: &'t [Word<'t>],
    lower: Vec<Cow<'t, str>>,
}

fn lower(word: &str) -> Cow<'_, str> {
    if word.bytes().all(|byte| byte.is_ascii() && !byte.is_ascii_uppercase()) {
        Cow::Borrowed(word)
    } else {
        Cow::Owned(word.to_lowercase())
    }
}

impl<'t> Tokens<'t> {
    fn of(words: &'t [Word<'t>]) -> Self {
        Self {
            words,
            lower: words.iter().map(|word| lower(word.key)).collect(),
        }
    }

    fn term(&self, at: usize, end: usize, unit: &str) -> Term {
        let printed: String = self.words[at..end].iter().map(|word| word.printed).collect();
        let quote = one_line(printed.trim_end_matches([' ', ',', '.', ';', ':', '\n']));
        Term {
            key: quote.to_lowercase(),
            quote,
            unit: unit.to_owned(),
        }
    }

    fn is_one_of(&self, at: usize, list: &[&str]) -> bool {
        self.lower.get(at).is_some_and(|word| list.contains(&word.as_ref()))
    }

    fn is_number(&self, at: usize) -> bool {
        let key = self.words[at].key;
        let counted =
            key.contains(|character: char| character.is_ascii_digit()) && !key.starts_with(char::is_alphabetic);
        counted || key.contains(['$', '€', '£']) || self.is_one_of(at, NUMBER_WORDS)
    }

    fn is_year(&self, at: usize) -> bool {
        let year = |word: &Word<'_>| {
            word.key.len() == 4 && word.key.parse::<u16>().is_ok_and(|year| (1900..2100).contains(&year))
        };
        self.words.get(at).is_some_and(year)
    }

    /// `may` is a verb unless it is written as a name.
    fn is_month(&self, at: usize) -> bool {
        self.words.get(at).is_some_and(|word| MONTHS.contains(&word.key))
    }

    /// Half-open ranges of a number and its magnitude.
    fn numbers(&self) -> Vec<(usize, usize)> {
        let mut ranges = Vec::new();
        let mut at = 0;
        while at < self.words.len() {
            let refers = at > 0 && self.is_one_of(at - 1, REFERENCES);
            let mut end = at + 1;
            if self.is_number(at) && !refers {
                while self.is_one_of(end, MAGNITUDES) {
                    end += 1;
                }
                ranges.push((at, end));
            }
            at = end;
        }
        ranges
    }

    fn figures(&self) -> Vec<Term> {
        let mut figures = Vec::new();
        for (at, end) in self.numbers() {
            let in_date = self.is_year(at) || self.is_month(end) || at > 0 && self.is_month(at - 1);
            if in_date || self.is_one_of(end, SPANS_OF_TIME) {
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

    fn dates(&self) -> Vec<Term> {
        let mut dates = Vec::new();
        let mut at = 0;
        while at < self.words.len() {
            let key = self.words[at].key;
            let is_day = key.len() <= 2 && key.bytes().all(|byte| byte.is_ascii_digit());
            let mut end = at;
            if is_day && self.is_month(at + 1) {
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
    fn negations(&self) -> Vec<Term> {
        let negations = (0..self.words.len()).filter(|at| self.is_one_of(*at, NEGATIONS));
        let quoted = negations.map(|at| {
            let after = (at + 1..self.words.len()).take_while(|next| !self.words[*next].is_punctuation());
            let denied = after
                .take(LONGEST_NEGATION)
                .find(|next| !self.is_one_of(*next, SMALL_WORDS));
            self.term(at, denied.unwrap_or(at) + 1, "negation")
        });
        quoted.collect()
    }
}

/// Takes away what both sides have and sets the rest against each other, terms of one unit first, then in order.
fn pair(aspect: Aspect, left: Vec<Term>, right: Vec<Term>) -> Vec<TermChange> {
    let (mut left, mut right) = (unique(left), unique(right));
    let known: Vec<String> = left
        .iter()
        .filter(|term| right.iter().any(|other| other.key == term.key))
        .map(|term| term.key.clone())
        .collect();
    left.retain(|term| !known.contains(&term.key));
    right.retain(|term| !known.contains(&term.key));
    let mut pairs: Vec<(Option<Term>, Option<Term>)> = Vec::new();
    for term in left {
        let partner = right.iter().position(|other| other.unit == term.unit);
        pairs.push((Some(term), partner.map(|at| right.remove(at))));
    }
    for pair in pairs.iter_mut().filter(|pair| pair.1.is_none()) {
        if !right.is_empty() {
            pair.1 = Some(right.remove(0));
        }
    }
    pairs.extend(right.into_iter().map(|term| (None, Some(term))));
    let quote = |term: Option<Term>| term.map_or_else(String::new, |term| term.quote);
    pairs
        .into_iter()
        .map(|(left, right)| TermChange {
            aspect,
            left: quote(left),
            right: quote(right),
        })
        .collect()
}

fn unique(terms: Vec<Term>) -> Vec<Term> {
    let mut kept: Vec<Term> = Vec::new();
    for term in terms {
        if !kept.iter().any(|known| known.key == term.key) {
            kept.push(term);
        }
    }
    kept
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn case(left: &str, right: &str, expected: &[&str]) {
        let vocabulary = Vocabulary::embedded().expect("the vocabulary reads");
        let changes = TermReader::new(&vocabulary).changed((&words(left), &[]), (&words(right), &[]));
        let side = |side: &str| {
            if side.is_empty() {
                "—".to_owned()
            } else {
                side.to_owned()
            }
        };
        let shown: Vec<String> = changes
            .iter()
            .map(|change| format!("{:?}: {} → {}", change.aspect, side(&change.left), side(&change.right)))
            .collect();
        assert_eq!(shown, expected);
    }

    #[test]
    fn figures_are_set_against_figures_of_the_same_unit() {
        case(
            "limited to 600,000 personnel.",
            "limited to 800,000 personnel in peacetime.",
            &[
                "Figure: 600,000 personnel → 800,000 personnel",
                "Condition: — → in peacetime",
            ],
        );
        case(
            "US$100 billion and 50%",
            "50% and US$200 billion",
            &["Figure: US$100 billion → US$200 billion"],
        );
        case("under Article 5 of it", "under Article 6 of it", &[]);
    }

    #[test]
    fn dates_and_deadlines_are_no_figures() {
        case(
            "by 1 January 2027",
            "by 1 March 2027",
            &["Date: 1 January 2027 → 1 March 2027"],
        );
        case(
            "in 100 days",
            "as soon as possible",
            &["Deadline: 100 days → as soon as possible"],
        );
    }

    #[test]
    fn parties_are_named_by_any_of_their_names() {
        case(
            "Russian forces leave",
            "Ukrainian forces leave",
            &["Party: Russia → Ukraine"],
        );
        case("Russia's forces leave", "the forces of Russia leave", &[]);
    }

    #[test]
    fn strength_is_an_exchange_of_verbs() {
        case("They shall leave.", "They may leave.", &["Obligation: shall → may"]);
        case(
            "They will leave.",
            "They will leave in May. They must pay.",
            &["Date: — → May"],
        );
    }

    #[test]
    fn conditions_and_negations_are_quoted() {
        case(
            "It ends.",
            "It ends if both agree, not before.",
            &[
                "Condition: — → if both agree",
                "Condition: — → before",
                "Negation: — → not before",
            ],
        );
    }
}
