//! What changed in substance between two texts: figures, dates, deadlines, parties, obligation strength, conditions,
//! negation.
//!
//! Each aspect is read off both texts; what stands on one side only is a change. A clause that changed in words alone
//! has none.

use serde::Serialize;

use super::words::{Word, words};
use crate::{plan::Clause, vocabulary::Vocabulary};

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
    /// Who is named.
    Party,
    /// *will*, *must*, *may*, *is expected to* …
    Obligation,
    /// What a duty or right depends on.
    Condition,
    /// *not*, *no*, *without* …
    Negation,
}

/// A term that the two texts do not share; one side may lack a counterpart.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct TermChange {
    /// What kind of term it is.
    pub aspect: Aspect,
    /// The term on the left.
    pub left: Option<String>,
    /// The term on the right.
    pub right: Option<String>,
}

const MONTHS: &[&str] = &[
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
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
    "third",
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
const TIMINGS: &[&[&str]] = &[
    &["as", "soon", "as", "possible"],
    &["immediately"],
    &["at", "once"],
    &["without", "delay"],
    &["permanently"],
    &["temporarily"],
    &["short-term"],
    &["long-term"],
    &["in", "future"],
    &["gradually"],
];
/// Verb forms of obligation, the longer before those they contain.
const OBLIGATIONS: &[&[&str]] = &[
    &["is", "expected"],
    &["are", "expected"],
    &["agrees", "to"],
    &["agree", "to"],
    &["undertakes", "to"],
    &["undertake", "to"],
    &["commits", "to"],
    &["commit", "to"],
    &["is", "ready", "to"],
    &["are", "ready", "to"],
    &["will", "be", "discussed"],
    &["shall"],
    &["must"],
    &["should"],
    &["may"],
    &["might"],
    &["can"],
    &["could"],
    &["will"],
];
const CONDITIONS: &[&[&str]] = &[
    &["as", "long", "as"],
    &["provided", "that"],
    &["on", "condition", "that"],
    &["in", "the", "event", "of"],
    &["subject", "to"],
    &["depends", "on"],
    &["in", "peacetime"],
    &["without", "cause"],
    &["without", "conditions"],
    &["if"],
    &["unless"],
    &["until"],
    &["once"],
    &["after"],
    &["before"],
    &["while"],
    &["when"],
    &["upon"],
];
const NEGATIONS: &[&str] = &["not", "no", "never", "without", "neither", "nor", "none", "cannot"];
/// Longest condition that is quoted, in words.
const LONGEST_CONDITION: usize = 10;

/// The terms in which `right` differs from `left`, aspect by aspect; both sides may be several clauses.
#[must_use]
pub fn changed_terms(left: &[&Clause], right: &[&Clause], vocabulary: &Vocabulary) -> Vec<TermChange> {
    let (left_text, right_text) = (joined(left), joined(right));
    let (a, b) = (words(&left_text), words(&right_text));
    let mut changes = Vec::new();
    changes.extend(pair(Aspect::Figure, figures(&a), figures(&b)));
    changes.extend(pair(Aspect::Date, dates(&a), dates(&b)));
    changes.extend(pair(Aspect::Deadline, deadlines(&a), deadlines(&b)));
    changes.extend(party_changes((&left_text, left), (&right_text, right), vocabulary));
    // a sentence more or less always brings a verb: only an exchange of verbs is a change of strength
    let (before, after) = (phrases(&a, OBLIGATIONS), phrases(&b, OBLIGATIONS));
    changes.extend(
        pair(Aspect::Obligation, before, after)
            .into_iter()
            .filter(|change| change.left.is_some() && change.right.is_some()),
    );
    changes.extend(pair(Aspect::Condition, conditions(&a), conditions(&b)));
    changes.extend(pair(Aspect::Negation, negations(&a), negations(&b)));
    changes
}

/// The texts of several clauses as one.
#[must_use]
pub fn joined(clauses: &[&Clause]) -> String {
    clauses
        .iter()
        .map(|clause| clause.text.as_str())
        .collect::<Vec<_>>()
        .join(" ")
}

/// Something found in a text: what is compared, and what is quoted.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Term {
    key: String,
    quote: String,
    /// Terms of one unit are set against each other.
    unit: String,
}

/// Takes away what both sides have and sets the rest against each other, terms of one unit first, then in order.
fn pair(aspect: Aspect, left: Vec<Term>, right: Vec<Term>) -> Vec<TermChange> {
    let (mut left, mut right) = (unique(left), unique(right));
    let known: Vec<String> = left
        .iter()
        .map(|term| term.key.clone())
        .filter(|key| right.iter().any(|term| &term.key == key))
        .collect();
    left.retain(|term| !known.contains(&term.key));
    right.retain(|term| !known.contains(&term.key));
    let mut pairs: Vec<(Option<Term>, Option<Term>)> = Vec::new();
    for term in left {
        let partner = right.iter().position(|other| other.unit == term.unit);
        pairs.push((Some(term), partner.map(|at| right.remove(at))));
    }
    for pair in &mut pairs {
        if pair.1.is_none() && !right.is_empty() {
            pair.1 = Some(right.remove(0));
        }
    }
    pairs.extend(right.into_iter().map(|term| (None, Some(term))));
    let quote = |term: Option<Term>| term.map(|term| term.quote);
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

fn term(words: &[Word<'_>], unit: impl Into<String>) -> Term {
    let printed: String = words.iter().map(|word| word.printed).collect();
    let quote = crate::untrusted::one_line(printed.trim_end_matches([' ', ',', '.', ';', ':', '\n']));
    Term {
        key: quote.to_lowercase(),
        quote,
        unit: unit.into(),
    }
}

fn lower(word: &Word<'_>) -> String {
    word.key.to_lowercase()
}

fn is_number(word: &Word<'_>) -> bool {
    word.key.contains(|character: char| character.is_ascii_digit()) && !word.key.starts_with(char::is_alphabetic)
        || word.key.contains(['$', '€', '£'])
        || NUMBER_WORDS.contains(&lower(word).as_str())
}

fn is_year(word: &Word<'_>) -> bool {
    word.key.len() == 4 && word.key.parse::<u16>().is_ok_and(|year| (1900..2100).contains(&year))
}

fn is_month(word: &Word<'_>) -> bool {
    // `may` is a verb unless it is written as a name
    MONTHS.contains(&lower(word).as_str()) && word.key.starts_with(char::is_uppercase)
}

/// Runs of a number and what belongs to it, with the place where each begins.
fn numbers(words: &[Word<'_>]) -> Vec<(usize, usize)> {
    let mut runs = Vec::new();
    let mut at = 0;
    while at < words.len() {
        let refers = at > 0 && REFERENCES.contains(&lower(&words[at - 1]).as_str());
        if !is_number(&words[at]) || refers {
            at += 1;
            continue;
        }
        let mut end = at + 1;
        while end < words.len() && MAGNITUDES.contains(&lower(&words[end]).as_str()) {
            end += 1;
        }
        runs.push((at, end));
        at = end;
    }
    runs
}

fn belongs_to_date(words: &[Word<'_>], at: usize, end: usize) -> bool {
    is_year(&words[at]) || words.get(end).is_some_and(is_month) || at > 0 && is_month(&words[at - 1])
}

fn figures(words: &[Word<'_>]) -> Vec<Term> {
    let mut figures = Vec::new();
    for (at, end) in numbers(words) {
        if belongs_to_date(words, at, end) {
            continue;
        }
        let unit = words.get(end).filter(|word| !word.is_punctuation()).map(lower);
        if unit.as_deref().is_some_and(|unit| SPANS_OF_TIME.contains(&unit)) {
            continue;
        }
        let complete = words[at].key.contains(['$', '€', '£', '%', ':']);
        let end = if complete || unit.is_none() { end } else { end + 1 };
        let kind = words[at]
            .key
            .trim_matches(|character: char| character.is_ascii_digit() || ",.".contains(character));
        let unit = if complete {
            kind.to_owned()
        } else {
            unit.unwrap_or_default()
        };
        figures.push(term(&words[at..end], unit));
    }
    figures
}

fn dates(words: &[Word<'_>]) -> Vec<Term> {
    let mut dates = Vec::new();
    let mut at = 0;
    while at < words.len() {
        let mut end = at;
        let is_day = |word: &Word<'_>| word.key.len() <= 2 && word.key.bytes().all(|byte| byte.is_ascii_digit());
        if is_day(&words[at]) && words.get(at + 1).is_some_and(is_month) {
            end = at + 2;
        } else if is_month(&words[at]) || is_year(&words[at]) {
            end = at + 1;
        }
        if end > at && is_month(&words[end - 1]) && words.get(end).is_some_and(is_year) {
            end += 1;
        }
        if end > at {
            dates.push(term(&words[at..end], "date"));
        }
        at = end.max(at + 1);
    }
    dates
}

fn deadlines(words: &[Word<'_>]) -> Vec<Term> {
    let mut deadlines = Vec::new();
    for (at, end) in numbers(words) {
        if words
            .get(end)
            .is_some_and(|word| SPANS_OF_TIME.contains(&lower(word).as_str()))
        {
            deadlines.push(term(&words[at..=end], "time"));
        }
    }
    deadlines.extend(phrases(words, TIMINGS));
    deadlines
}

/// Who is named on either side; where both name the same, who takes on the obligation.
fn party_changes(left: (&str, &[&Clause]), right: (&str, &[&Clause]), vocabulary: &Vocabulary) -> Vec<TermChange> {
    let named = pair(
        Aspect::Party,
        named_parties(left.0, vocabulary),
        named_parties(right.0, vocabulary),
    );
    if named.is_empty() {
        pair(
            Aspect::Party,
            obliged_parties(left.1, vocabulary),
            obliged_parties(right.1, vocabulary),
        )
    } else {
        named
    }
}

fn named_parties(text: &str, vocabulary: &Vocabulary) -> Vec<Term> {
    let words = words(text);
    let named = |name: &String| {
        let name = self::words(name);
        let same = |(word, part): (&Word<'_>, &Word<'_>)| bare(word.key) == part.key;
        words
            .windows(name.len())
            .any(|window| window.iter().zip(&name).all(same))
    };
    let parties = vocabulary.parties.iter().filter(|party| party.terms.iter().any(named));
    parties.map(|party| party_term(&party.id, &party.label)).collect()
}

fn obliged_parties(clauses: &[&Clause], vocabulary: &Vocabulary) -> Vec<Term> {
    let parties = clauses.iter().flat_map(|clause| &clause.parties);
    parties.map(|id| party_term(id, vocabulary.party_label(id))).collect()
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

/// Which of `wanted` stand in the text; of several that begin at one word the first of the list counts.
fn phrases(words: &[Word<'_>], wanted: &[&[&str]]) -> Vec<Term> {
    phrase_places(words, wanted)
        .into_iter()
        .map(|(at, end)| term(&words[at..end], "phrase"))
        .collect()
}

fn phrase_places(words: &[Word<'_>], wanted: &[&[&str]]) -> Vec<(usize, usize)> {
    let mut found = Vec::new();
    let mut at = 0;
    while at < words.len() {
        let fits = |phrase: &&&[&str]| {
            words.len() - at >= phrase.len() && phrase.iter().zip(&words[at..]).all(|(part, word)| lower(word) == *part)
        };
        match wanted.iter().find(fits) {
            Some(phrase) if !is_month(&words[at]) => {
                found.push((at, at + phrase.len()));
                at += phrase.len();
            }
            _ => at += 1,
        }
    }
    found
}

/// Conditions, each quoted from its first word to the next mark, the beginning of a long one.
fn conditions(words: &[Word<'_>]) -> Vec<Term> {
    let condition = |(at, end): (usize, usize)| {
        let complete = matches!(lower(&words[end - 1]).as_str(), "peacetime" | "cause" | "conditions");
        let rest = if complete { &[] } else { &words[end..] };
        let length = rest.iter().position(|word| word.is_punctuation()).unwrap_or(rest.len());
        let whole = term(&words[at..end + length], lower(&words[at]));
        let quote = if length > LONGEST_CONDITION {
            term(&words[at..end + LONGEST_CONDITION], "").quote + " …"
        } else {
            whole.quote
        };
        Term { quote, ..whole }
    };
    phrase_places(words, CONDITIONS).into_iter().map(condition).collect()
}

/// Negations, each quoted with the word it denies.
fn negations(words: &[Word<'_>]) -> Vec<Term> {
    let mut found = Vec::new();
    for (at, word) in words.iter().enumerate() {
        if NEGATIONS.contains(&lower(word).as_str()) {
            let end = words[at..]
                .iter()
                .take(3)
                .take_while(|word| !word.is_punctuation())
                .count()
                + at;
            found.push(term(&words[at..end], "negation"));
        }
    }
    found
}
