//! Who takes on the obligation of a clause: by the place of a name in its sentence, the words around it, and what the
//! most alike clauses of the library say.

use std::collections::{BTreeSet, HashMap};

use super::{
    classifier::{Classifier, Example, Features},
    suggest::{Prepared, Suggester, neighbours},
};
use crate::{
    compare::{
        similarity::PreparedPlan,
        words::{Word, sentences, words},
    },
    plan::Clause,
    vocabulary::Vocabulary,
};

/// From this margin on, a party is suggested. Below 0, since a party too many is sooner seen than one too few.
const SUGGESTED: f32 = -0.4;

/// How far one example may pull the classifier.
const COST: f32 = 0.1;

/// What one term of the clause weighs beside the place of a name.
const TERM: f32 = 0.35;

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

/// Words before a name that say what part it has.
const PREPOSITIONS: &[&str] = &[
    "of", "by", "with", "from", "to", "for", "against", "in", "on", "between",
];

/// Party ids for each clause of the draft.
pub(super) fn suggest(suggester: &Suggester<'_>, prepared: &Prepared, draft: &[Clause]) -> Vec<Vec<String>> {
    let names = Names::of(suggester.vocabulary);
    let mut numbers = Numbers::default();
    let examples = &suggester.examples.clauses;
    let mut training = Vec::new();
    for (index, clause) in examples.iter().enumerate() {
        // as with a new draft, the clause's own plan is not asked
        let asked = |other: usize| {
            suggester
                .plan_of
                .get(other)
                .is_some_and(|plan| *plan != suggester.plan_of[index])
        };
        let votes = votes(suggester, prepared, &prepared.library, index, asked);
        for (party, features) in candidates(
            clause,
            &names,
            &votes,
            prepared.library.whole(index).terms.iter(),
            &mut numbers,
        ) {
            let takes_part = clause.parties.iter().any(|id| id == party);
            training.push(Example {
                features,
                subjects: takes_part.then_some((0, 1.0)).into_iter().collect(),
            });
        }
    }
    let classifier = Classifier::train(&training, 1, COST);
    // a party that the draft never names is not made up from clauses like it
    let in_draft: BTreeSet<&str> = draft
        .iter()
        .flat_map(|clause| names.mentions(&clause.text))
        .map(|mention| mention.party)
        .collect();
    draft
        .iter()
        .enumerate()
        .map(|(index, clause)| {
            let votes = votes(suggester, prepared, &prepared.draft, index, |other| {
                other < examples.len()
            });
            let terms = prepared.draft.whole(index).terms.iter();
            let candidates = candidates(clause, &names, &votes, terms, &mut numbers).into_iter();
            let candidates = candidates.filter(|(party, _)| in_draft.contains(party));
            let chosen = candidates.filter(|(_, features)| classifier.margins(features)[0] > SUGGESTED);
            chosen.map(|(party, _)| party.to_owned()).collect()
        })
        .collect()
}

/// How much of the likeness of the most alike examples is on the side of each party.
fn votes<'s>(
    suggester: &'s Suggester<'_>,
    prepared: &Prepared,
    plan: &PreparedPlan,
    clause: usize,
    may_be_asked: impl Fn(usize) -> bool,
) -> HashMap<&'s str, f32> {
    let near = neighbours(prepared, plan, clause, may_be_asked);
    let weight = |likeness: u32| (likeness as f32 / 1_000.0).powi(2);
    let all: f32 = near.iter().map(|(likeness, _)| weight(*likeness)).sum();
    let mut votes = HashMap::new();
    for (likeness, other) in near {
        for party in &suggester.examples.clauses[other].parties {
            *votes.entry(party.as_str()).or_default() += weight(likeness) / all.max(f32::EPSILON);
        }
    }
    votes
}

/// The parties that are named in a clause or in clauses like it, in the order of their ids, with what speaks for them.
fn candidates<'n>(
    clause: &Clause,
    names: &Names<'n>,
    votes: &HashMap<&'n str, f32>,
    terms: impl Iterator<Item = &'n u32> + Clone,
    numbers: &mut Numbers,
) -> Vec<(&'n str, Features)> {
    let mentions = names.mentions(&clause.text);
    let named: BTreeSet<&str> = mentions.iter().map(|mention| mention.party).collect();
    let all: BTreeSet<&str> = named.iter().chain(votes.keys()).copied().collect();
    all.into_iter()
        .map(|party| {
            let vote = votes.get(party).copied().unwrap_or_default();
            let is_named = if named.contains(party) { "named" } else { "unnamed" };
            let mut clues = vec![
                ("always".into(), 1.0),
                (party.to_owned(), 1.0),
                (is_named.into(), 1.0),
                (format!("{party} {is_named}"), 1.0),
                (format!("{is_named} among {}", named.len().min(3)), 1.0),
                ("vote".into(), vote),
                (format!("vote {is_named}"), vote),
            ];
            let own = mentions.iter().filter(|mention| mention.party == party);
            clues.extend(own.clone().map(|mention| (mention.role.clone(), 1.0)));
            clues.extend(own.map(|mention| (format!("{party} {}", mention.role), 1.0)));
            let others = mentions
                .iter()
                .any(|mention| mention.party != party && mention.role.starts_with("does"));
            clues.push((format!("{is_named}, another does: {others}"), 1.0));
            clues.push((format!("{party} {is_named}, another does: {others}"), 1.0));
            for term in terms.clone() {
                clues.push((format!("{party} #{term}"), TERM));
                clues.push((format!("{is_named} #{term}"), TERM));
            }
            (party, numbers.features(clues))
        })
        .collect()
}

/// A party that is named in a sentence.
struct Mention<'n> {
    party: &'n str,
    /// Whether it does something or has something done to it, and the preposition before it.
    role: String,
}

/// The names of all parties, as words.
pub(crate) struct Names<'v>(Vec<(&'v str, Vec<&'v str>)>);

impl<'v> Names<'v> {
    /// The names that the vocabulary has for parties.
    pub(crate) fn of(vocabulary: &'v Vocabulary) -> Self {
        let mut names = Vec::new();
        for party in &vocabulary.parties {
            for term in &party.terms {
                names.push((
                    party.id.as_str(),
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

    fn mentions(&self, text: &str) -> Vec<Mention<'v>> {
        let words = words(text);
        let mut mentions = Vec::new();
        for range in sentences(&words) {
            self.mentions_in(&words[range], &mut mentions);
        }
        mentions
    }

    fn mentions_in(&self, sentence: &[Word<'_>], mentions: &mut Vec<Mention<'v>>) {
        let verb = sentence
            .iter()
            .position(|word| VERBS.contains(&word.key))
            .unwrap_or(sentence.len());
        let behind = &sentence[verb..];
        let passive = behind.iter().take(3).any(|word| word.key == "be");
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

/// Names keep their capitals: `US` is a party, `us` is not.
fn same_name(word: &str, name: &str) -> bool {
    let bare = word
        .strip_suffix("'s")
        .or_else(|| word.strip_suffix("’s"))
        .unwrap_or(word);
    bare == name
}

/// Numbers for clues.
#[derive(Default)]
struct Numbers(HashMap<String, u32>);

impl Numbers {
    fn features(&mut self, clues: Vec<(String, f32)>) -> Features {
        let mut features: Features = clues
            .into_iter()
            .map(|(clue, value)| {
                let next = self.0.len() as u32;
                (*self.0.entry(clue).or_insert(next), value)
            })
            .collect();
        features.sort_by_key(|(number, _)| *number);
        features.dedup_by_key(|(number, _)| *number);
        features
    }
}
