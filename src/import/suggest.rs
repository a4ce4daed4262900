//! Topics and parties for the clauses of a new draft, suggested from the clauses of the library.
//!
//! A clause that the library has almost word for word is tagged as it is there. Otherwise a classifier trained on the
//! library speaks for each topic (`topics.rs`) and for each party (`parties.rs`). Where it says too little
//! the topic stays open: an open topic is better than a wrong one.

use super::{parties, topics};
use crate::{
    compare::{
        lexicon::Lexicon,
        prepared::{PreparedPlan, Unit},
        similarity::{PerMille, Weights, share, shared_terms},
    },
    plan::Plan,
    vocabulary::Vocabulary,
};

/// What is suggested for a clause.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Suggestion {
    /// Topic ids, the main one first; empty where nothing is known.
    pub topics: Vec<String>,
    /// Ids of those who seem to take on the obligation.
    pub parties: Vec<String>,
    /// A person should look at the topics.
    pub uncertain: bool,
}

/// Suggests from the plans of a library.
#[derive(Debug)]
pub struct Suggester<'v> {
    pub(super) vocabulary: &'v Vocabulary,
    /// The clauses of all plans, as one plan.
    pub(super) examples: Plan,
    /// The plan of each example, by its place in the library.
    pub(super) plan_of: Vec<usize>,
    /// The proponents of each plan.
    pub(super) proponents: Vec<Vec<String>>,
}

/// The examples and a draft, ready to be compared.
pub(super) struct Prepared {
    pub(super) library: PreparedPlan,
    pub(super) draft: PreparedPlan,
    pub(super) weights: Weights,
}

/// From this likeness on, two clauses say the same.
const SAME: PerMille = 900;

/// How many of the most alike examples are asked.
const NEIGHBOURS: usize = 5;

impl<'v> Suggester<'v> {
    /// A suggester that has read the plans of a library.
    #[must_use]
    pub fn new(vocabulary: &'v Vocabulary, plans: &[Plan]) -> Self {
        let mut examples = Plan::empty("examples");
        let mut plan_of = Vec::new();
        for (index, plan) in plans.iter().enumerate() {
            plan_of.extend(plan.clauses.iter().map(|_| index));
            examples.clauses.extend(plan.clauses.iter().cloned());
        }
        Self {
            vocabulary,
            examples,
            plan_of,
            proponents: plans.iter().map(|plan| plan.proponents.clone()).collect(),
        }
    }

    /// Suggestions for the clauses of one draft, in their order.
    #[must_use]
    pub fn suggest(&self, plan: &Plan) -> Vec<Suggestion> {
        let mut lexicon = Lexicon::new(self.vocabulary);
        let library = lexicon.prepare(&topics::with_vocabulary(&self.examples, self.vocabulary));
        let draft = lexicon.prepare(plan);
        let weights = Weights::of(lexicon.roles(), &library, &draft);
        let prepared = Prepared {
            library,
            draft,
            weights,
        };
        let topics = topics::suggest(self, &prepared);
        let parties = parties::suggest(self, &prepared, plan);
        let suggested = topics.into_iter().zip(parties).enumerate();
        suggested
            .map(|(index, ((topics, uncertain), parties))| {
                let nearest = neighbours(&prepared, &prepared.draft, index, |other| {
                    other < self.examples.clauses.len()
                });
                match nearest.first() {
                    Some((likeness, same)) if *likeness >= SAME => {
                        let same = &self.examples.clauses[*same];
                        Suggestion {
                            topics: same.topics.clone(),
                            parties: same.parties.clone(),
                            uncertain: false,
                        }
                    }
                    _ => Suggestion {
                        topics,
                        parties,
                        uncertain,
                    },
                }
            })
            .collect()
    }
}

/// The examples most alike to a clause, the most alike first, among those that may be asked.
pub(super) fn neighbours(
    prepared: &Prepared,
    plan: &PreparedPlan,
    clause: usize,
    may_be_asked: impl Fn(usize) -> bool,
) -> Vec<(PerMille, usize)> {
    let mut found: Vec<(PerMille, usize)> = (0..prepared.library.clauses.len())
        .filter(|other| may_be_asked(*other))
        .map(|other| {
            let likeness = likeness(&prepared.weights, plan.whole(clause), prepared.library.whole(other));
            (likeness, other)
        })
        .collect();
    found.sort_by_key(|(likeness, other)| (std::cmp::Reverse(*likeness), *other));
    found.truncate(NEIGHBOURS);
    found
}

/// The weighted Dice coefficient: the weight of shared terms among that of all terms.
fn likeness(weights: &Weights, a: &Unit, b: &Unit) -> PerMille {
    let shared: u32 = shared_terms(a, b).map(|term| weights.weight(term)).sum();
    share(
        2 * u64::from(shared),
        u64::from(weights.total(a)) + u64::from(weights.total(b)),
    )
}
