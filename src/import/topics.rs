//! Which topics a clause is on, by its words.

use super::{
    classifier::{Classifier, Example, Features},
    suggest::{Prepared, Suggester},
};
use crate::{
    compare::{prepared::Unit, similarity::Weights},
    plan::{Certainty, Clause, Plan},
    vocabulary::Vocabulary,
};

/// How far one example may pull the classifier.
const COST: f32 = 1.0;

/// What a clause's second and third topic count for, beside its main one: they are not wrong, and not the answer.
const SECOND: f32 = 0.1;

/// How much the clauses before and behind say about a clause.
const CONTEXT: f32 = 0.1;

/// What every text has; it lets a classifier say no by default.
const ALWAYS: f32 = 0.5;

/// Below this margin nothing is known of the topic.
const OPEN: f32 = -0.8;

/// Below this margin a person should look at the topic.
const SURE: f32 = -0.4;

/// Where the middle clause of a draft is below this margin, only what is sure is suggested.
const STRANGE: f32 = -0.55;

/// From this margin on, a second topic is suggested.
const ALSO: f32 = -0.2;

/// The examples, and behind them the terms of each topic as short clauses on it, and the first sentence of its
/// definition; what follows there tells the topic from others and so names those.
pub(super) fn with_vocabulary(examples: &Plan, vocabulary: &Vocabulary) -> Plan {
    let mut all = examples.clone();
    for topic in vocabulary.topics.iter() {
        let subject = topic.definition.split(". ").next();
        let terms = topic.terms.iter().map(AsRef::as_ref).chain(subject);
        all.clauses.extend(terms.map(|term| Clause {
            reference: String::new(),
            topics: vec![topic.id.to_string()],
            parties: Vec::new(),
            text: term.to_owned(),
            note: String::new(),
            certainty: Certainty::Confirmed,
            position: None,
            follows: Vec::new(),
        }));
    }
    all
}

/// Topics for each clause of the draft, and whether a person should look at them.
pub(super) fn suggest(suggester: &Suggester<'_>, prepared: &Prepared) -> Vec<(Vec<String>, bool)> {
    let vocabulary = suggester.vocabulary;
    let all = with_vocabulary(&suggester.examples, vocabulary);
    let examples: Vec<Example> = all
        .clauses
        .iter()
        .enumerate()
        .map(|(index, clause)| Example {
            features: features(prepared.library.whole(index), &prepared.weights),
            subjects: subjects(clause, vocabulary),
        })
        .collect();
    let classifier = Classifier::train(&examples, vocabulary.topics.len(), COST);
    let draft = &prepared.draft;
    let margins: Vec<Vec<f32>> = (0..draft.clauses.len())
        .map(|clause| classifier.margins(&features(draft.whole(clause), &prepared.weights)))
        .collect();
    let margins: Vec<Vec<f32>> = (0..margins.len()).map(|clause| in_context(&margins, clause)).collect();
    let open = if is_strange(&margins) { SURE } else { OPEN };
    margins
        .iter()
        .map(|margins| choose(margins, open, vocabulary))
        .collect()
}

/// Whether most of the draft is about none of the topics, as a labour agreement would be.
fn is_strange(margins: &[Vec<f32>]) -> bool {
    let best = |margins: &Vec<f32>| margins.iter().copied().fold(f32::NEG_INFINITY, f32::max);
    let mut best: Vec<f32> = margins.iter().map(best).collect();
    best.sort_by(f32::total_cmp);
    best.get(best.len() / 2).is_some_and(|middle| *middle < STRANGE)
}

fn subjects(clause: &Clause, vocabulary: &Vocabulary) -> Vec<(usize, f32)> {
    let weight = |place| if place == 0 { 1.0 } else { SECOND };
    let topics = clause.topics.iter().enumerate();
    topics
        .map(|(place, topic)| (vocabulary.topic_order(topic), weight(place)))
        .collect()
}

/// The terms of a clause, each with its weight, as a vector of unit length.
fn features(unit: &Unit, weights: &Weights) -> Features {
    let weight = |term| weights.weight(term) as f32;
    let length = unit
        .terms
        .iter()
        .map(|term| weight(*term).powi(2))
        .sum::<f32>()
        .sqrt()
        .max(1.0);
    let mut features = vec![(0, ALWAYS)];
    features.extend(unit.terms.iter().map(|term| (term + 1, weight(*term) / length)));
    features
}

fn in_context(margins: &[Vec<f32>], clause: usize) -> Vec<f32> {
    let mut sum = margins[clause].clone();
    for beside in [clause.wrapping_sub(1), clause + 1] {
        for (margin, other) in sum.iter_mut().zip(margins.get(beside).into_iter().flatten()) {
            *margin += CONTEXT * other;
        }
    }
    sum
}

fn choose(margins: &[f32], open: f32, vocabulary: &Vocabulary) -> (Vec<String>, bool) {
    let mut best: Vec<(f32, &str)> = margins
        .iter()
        .copied()
        .zip(vocabulary.topics.iter().map(|topic| topic.id.as_ref()))
        .collect();
    best.sort_by(|a, b| b.0.total_cmp(&a.0));
    let main = best.first().map_or(f32::NEG_INFINITY, |best| best.0);
    if main < open {
        return (Vec::new(), false);
    }
    let chosen = best
        .iter()
        .enumerate()
        .take(3)
        .filter(|(place, (margin, _))| *place == 0 || *margin >= ALSO);
    (chosen.map(|(_, (_, topic))| (*topic).to_owned()).collect(), main < SURE)
}
