//! Which parties a text names, and what part each has in its sentence.

use std::collections::BTreeSet;

use crate::{
    compare::words::{Word, sentences, words},
    vocabulary::Vocabulary,
};

/// Words at which the one who does something has been named.
const VERBS: &[&str] = &[
    "will",
    "shall",
    "must",
    "may",
    "should",
    "can",
    "is",
    "are",
    "agrees",
    "agree",
    "undertakes",
    "undertake",
    "commits",
    "commit",
    "confirms",
    "confirm",
    "calls",
    "call",
    "supports",
    "support",
    "recognises",
    "refuses",
    "depends",
];

/// Those of them that make a duty of it.
const DUTIES: &[&str] = &[
    "will",
    "shall",
    "must",
    "agrees",
    "agree",
    "undertakes",
    "undertake",
    "commits",
    "commit",
];

/// Words with which a sentence begins by a condition, a time or a place.
const CONDITIONS: &[&str] = &[
    "If", "Once", "When", "After", "Before", "Until", "Unless", "As", "Since", "Where", "In", "Under", "For", "On",
    "From",
];

/// Words before a name that say what part it has.
const PREPOSITIONS: &[&str] = &[
    "of", "by", "with", "from", "to", "for", "against", "in", "on", "between",
];

/// A party that is named in a sentence.
pub(super) struct Mention<'n> {
    pub(super) party: &'n str,
    /// Whether it does something or has something done to it, and the preposition before it.
    pub(super) role: String,
}

impl Mention<'_> {
    pub(super) fn acts(&self) -> bool {
        self.role.starts_with("does")
    }
}

/// The names of all parties, as words.
pub(crate) struct Names<'v>(Vec<(&'v str, Vec<&'v str>)>);

impl<'v> Names<'v> {
    /// The names that the vocabulary has for parties.
    pub(crate) fn of(vocabulary: &'v Vocabulary) -> Self {
        let mut names = Vec::new();
        for party in vocabulary.parties.iter() {
            for term in party.terms.iter() {
                names.push((
                    party.id.as_ref(),
                    words(term).iter().map(|word| word.key).collect::<Vec<_>>(),
                ));
            }
        }
        // `certain areas of the Donetsk region of Ukraine` is not Ukraine
        names.sort_by_key(|(_, words)| std::cmp::Reverse(words.len()));
        Self(names)
    }

    /// The party that a sentence begins with, if the sentence then says what it has to do.
    pub(crate) fn obliged(&self, sentence: &[Word<'_>]) -> Option<&'v str> {
        let verb = sentence.iter().position(|word| VERBS.contains(&word.key))?;
        if !DUTIES.contains(&sentence[verb].key) {
            return None;
        }
        let mut mentions = Vec::new();
        self.mentions_in(sentence, &mut mentions);
        let first = mentions.iter().find(|mention| mention.role == "does")?;
        let named_alone = (1..=3).contains(&verb);
        named_alone.then_some(first.party)
    }

    /// All parties that a sentence names.
    pub(crate) fn named(&self, sentence: &[Word<'_>]) -> BTreeSet<&'v str> {
        let mut mentions = Vec::new();
        self.mentions_in(sentence, &mut mentions);
        mentions.iter().map(|mention| mention.party).collect()
    }

    pub(super) fn mentions(&self, text: &str) -> Vec<Mention<'v>> {
        let words = words(text);
        let mut mentions = Vec::new();
        for range in sentences(&words) {
            self.mentions_in(&words[range], &mut mentions);
        }
        mentions
    }

    fn mentions_in(&self, sentence: &[Word<'_>], mentions: &mut Vec<Mention<'v>>) {
        let begin = main_clause(sentence);
        let verb = sentence[begin..]
            .iter()
            .position(|word| VERBS.contains(&word.key))
            .map_or(sentence.len(), |verb| begin + verb);
        let behind = &sentence[verb..];
        let passive = behind.iter().take(3).any(|word| word.key == "be");
        let there = sentence[begin..]
            .first()
            .is_some_and(|word| word.key == "There" || word.key == "there");
        let mut at = 0;
        while at < sentence.len() {
            let found = self.0.iter().find(|(_, name)| {
                let begins = sentence[at..]
                    .iter()
                    .zip(name)
                    .all(|(word, part)| same_name(word.key, part));
                begins && sentence.len() - at >= name.len()
            });
            let Some((party, name)) = found else {
                at += 1;
                continue;
            };
            let does = match (at < verb, passive) {
                _ if at < begin => "condition",
                (false, _) if there => "is there",
                (true, false) => "does",
                (true, true) => "suffers",
                (false, false) => "is behind",
                (false, true) => "is behind passive",
            };
            let before = sentence[..at]
                .iter()
                .rev()
                .take(2)
                .find(|word| PREPOSITIONS.contains(&word.key));
            for role in [
                does.to_owned(),
                format!("{does} {}", before.map_or("", |word| word.key)),
            ] {
                mentions.push(Mention { party, role });
            }
            at += name.len();
        }
    }
}

/// Where the main clause begins: behind `If Russia invades Ukraine,`.
fn main_clause(sentence: &[Word<'_>]) -> usize {
    let opens = sentence.first().is_some_and(|word| CONDITIONS.contains(&word.key));
    let comma = sentence.iter().position(|word| word.key == ",");
    comma.filter(|_| opens).map_or(0, |comma| comma + 1)
}

/// Names keep their capitals: `US` is a party, `us` is not.
fn same_name(word: &str, name: &str) -> bool {
    let bare = word
        .strip_suffix("'s")
        .or_else(|| word.strip_suffix("’s"))
        .unwrap_or(word);
    bare == name
}
