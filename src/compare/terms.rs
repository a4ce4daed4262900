//! What changed in substance between two texts: figures, dates, deadlines, parties, obligation strength, conditions,
//! negation.
//!
//! Each aspect is read off both texts; what stands on one side only is a change. A clause that changed in words alone
//! has none.

use rustc_hash::FxHashMap;
use serde::Serialize;

use super::{
    beginnings::{Beginning, Beginnings},
    tokens::{Term, Tokens},
    words::{Word, words},
};
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
/// Longest condition that is quoted whole, in words.
const LONGEST_CONDITION: usize = 10;

/// Reads terms off texts.
pub struct TermReader<'v> {
    vocabulary: &'v Vocabulary,
    /// Names of parties; each leads to the party's place in the vocabulary.
    names: Phrases<'v>,
    timings: Phrases<'v>,
    obligations: Phrases<'v>,
    conditions: Phrases<'v>,
}

impl<'v> TermReader<'v> {
    /// A reader that knows the parties of `vocabulary`.
    #[must_use]
    pub fn new(vocabulary: &'v Vocabulary) -> Self {
        let parties = vocabulary.parties.iter().enumerate();
        let numbered = |list: &[&'static str]| Phrases::of(list.iter().enumerate().map(|(id, phrase)| (*phrase, id)));
        Self {
            vocabulary,
            names: Phrases::of(parties.flat_map(|(id, party)| party.terms.iter().map(move |term| (term.as_ref(), id)))),
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

    fn deadlines<'t>(&self, tokens: &'t Tokens<'_>) -> Vec<Term<'t>> {
        let timings = self
            .timings
            .places(&tokens.lower_beginnings, |at| &tokens.lower[at])
            .into_iter();
        let timings = timings.map(|found| tokens.term(found.at, found.end, "time"));
        tokens.spans().chain(timings).collect()
    }

    fn obligations<'t>(&self, tokens: &'t Tokens<'_>) -> Vec<Term<'t>> {
        let verbs = self
            .obligations
            .places(&tokens.lower_beginnings, |at| &tokens.lower[at])
            .into_iter();
        verbs
            .filter(|found| !tokens.is_month(found.at))
            .map(|found| tokens.term(found.at, found.end, "verb"))
            .collect()
    }

    /// Conditions, each quoted from its first word to the next mark, the beginning of a long one.
    fn conditions<'t>(&self, tokens: &'t Tokens<'_>) -> Vec<Term<'t>> {
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
        let conditions = self
            .conditions
            .places(&tokens.lower_beginnings, |at| &tokens.lower[at])
            .into_iter();
        conditions.map(condition).collect()
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

    fn named(&self, tokens: &Tokens<'_>) -> Vec<Term<'_>> {
        let names = self
            .names
            .places(&tokens.beginnings, |at| bare(tokens.words[at].key))
            .into_iter();
        let parties = names.map(|found| &self.vocabulary.parties[found.id]);
        parties.map(|party| party_term(&party.id, &party.label)).collect()
    }

    fn obliged<'t>(&'t self, clauses: &[&'t Clause]) -> Vec<Term<'t>> {
        let parties = clauses.iter().flat_map(|clause| &clause.parties);
        parties
            .map(|id| party_term(id, self.vocabulary.party_label(id)))
            .collect()
    }
}

fn party_term<'t>(id: &'t str, label: &'t str) -> Term<'t> {
    Term {
        key: id.into(),
        quote: label.into(),
        unit: "party",
    }
}

/// A word without the ending of the possessive.
fn bare(word: &str) -> &str {
    word.strip_suffix("'s")
        .or_else(|| word.strip_suffix("’s"))
        .unwrap_or(word)
}

/// Phrases to be found in a run of words; of several that begin at one word the longest is found.
struct Phrases<'v> {
    /// By first word the others, and the number the phrase was given.
    by_first: FxHashMap<&'v str, Vec<(Vec<&'v str>, usize)>>,
    /// Those of the first words.
    beginnings: Beginnings,
}

/// A phrase that was found: half-open range of words, and the number the phrase was given.
#[derive(Clone, Copy)]
struct Found {
    at: usize,
    end: usize,
    id: usize,
}

impl<'v> Phrases<'v> {
    fn of(phrases: impl Iterator<Item = (&'v str, usize)>) -> Self {
        let mut by_first: FxHashMap<&str, Vec<(Vec<&str>, usize)>> = FxHashMap::default();
        for (phrase, id) in phrases {
            let mut parts = words(phrase).into_iter().map(|word| word.key);
            if let Some(first) = parts.next() {
                by_first.entry(first).or_default().push((parts.collect(), id));
            }
        }
        for phrases in by_first.values_mut() {
            phrases.sort_by_key(|(rest, _)| std::cmp::Reverse(rest.len()));
        }
        let beginnings = by_first.keys().map(|first| Beginning::of(first));
        Self {
            beginnings: beginnings.fold(Beginnings::default(), Beginnings::with),
            by_first,
        }
    }

    /// Where phrases stand in a text whose words have these beginnings, and are given by `word` as they stand in phrases.
    fn places<'w>(&self, beginnings: &[Beginning], word: impl Fn(usize) -> &'w str) -> Vec<Found> {
        let mut found = Vec::new();
        let mut at = 0;
        while at < beginnings.len() {
            let begins = self.beginnings.have(beginnings[at]);
            let alike = if begins { self.by_first.get(word(at)) } else { None };
            let after = at + 1..beginnings.len();
            let fits = |(rest, _): &&(Vec<&str>, usize)| {
                after.len() >= rest.len() && rest.iter().zip(after.clone()).all(|(part, next)| *part == word(next))
            };
            let phrase = alike.and_then(|phrases| phrases.iter().find(fits));
            let end = at + 1 + phrase.map_or(0, |(rest, _)| rest.len());
            found.extend(phrase.map(|(_, id)| Found { at, end, id: *id }));
            at = end;
        }
        found
    }
}

/// Takes away what both sides have and sets the rest against each other, terms of one unit first, then in order.
fn pair(aspect: Aspect, left: Vec<Term<'_>>, right: Vec<Term<'_>>) -> Vec<TermChange> {
    if left.is_empty() && right.is_empty() {
        return Vec::new();
    }
    let (left, mut right) = (unique(left), unique(right));
    let mut rest = Vec::new();
    for term in left {
        match right.iter().position(|other| other.key == term.key) {
            Some(at) => drop(right.remove(at)),
            None => rest.push(term),
        }
    }
    let mut pairs: Vec<(Option<Term<'_>>, Option<Term<'_>>)> = Vec::new();
    for term in rest {
        let partner = right.iter().position(|other| other.unit == term.unit);
        pairs.push((Some(term), partner.map(|at| right.remove(at))));
    }
    for pair in pairs.iter_mut().filter(|pair| pair.1.is_none()) {
        if !right.is_empty() {
            pair.1 = Some(right.remove(0));
        }
    }
    pairs.extend(right.into_iter().map(|term| (None, Some(term))));
    let quote = |term: Option<Term<'_>>| term.map_or_else(String::new, |term| term.quote.into_owned());
    let changes = pairs.into_iter().map(|(left, right)| TermChange {
        aspect,
        left: quote(left),
        right: quote(right),
    });
    changes.collect()
}

fn unique(terms: Vec<Term<'_>>) -> Vec<Term<'_>> {
    let mut kept: Vec<Term<'_>> = Vec::with_capacity(terms.len());
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
        case("clause 5a January", "clause 5b January", &[]);
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
