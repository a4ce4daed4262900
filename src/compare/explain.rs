//! Why two clauses are linked, and why another is not.

use serde::Serialize;

use super::{
    judge::Judge,
    lexicon::Lexicon,
    link::{Evidence, Pass},
    prepared::PreparedPlan,
    similarity::{PerMille, shared_terms},
};
use crate::{plan::Plan, vocabulary::Vocabulary};

/// How many words and issues an explanation names, the weightiest first.
const WORDS_NAMED: usize = 8;

/// What speaks for and against a pair of clauses.
#[derive(Debug, Serialize)]
pub struct Explanation {
    /// Ref on the left.
    pub left: String,
    /// Ref on the right.
    pub right: String,
    /// The rule that linked them; absent if they are not linked.
    pub pass: Option<Pass>,
    /// Likeness in wording, in thousandths.
    pub likeness: PerMille,
    /// The likeness that a pair with these topics needs, in thousandths.
    pub needed: PerMille,
    /// Ids of the topics that both have.
    pub topics: Vec<String>,
    /// Ids of the issues that both speak of, the weightiest first.
    pub issues: Vec<String>,
    /// Words and concepts that both have, the weightiest first.
    pub words: Vec<String>,
    /// Why the pair is not linked.
    pub verdict: Option<&'static str>,
}

/// Explains links between two plans.
pub struct Explainer<'p> {
    vocabulary: &'p Vocabulary,
    lexicon: Lexicon<'p>,
    plans: [&'p Plan; 2],
    prepared: [PreparedPlan; 2],
}

impl<'p> Explainer<'p> {
    /// An explainer for two plans.
    #[must_use]
    pub fn of(left: &'p Plan, right: &'p Plan, vocabulary: &'p Vocabulary) -> Self {
        let mut lexicon = Lexicon::new(vocabulary);
        let prepared = [lexicon.prepare(left), lexicon.prepare(right)];
        Self {
            vocabulary,
            lexicon,
            plans: [left, right],
            prepared,
        }
    }

    /// The judge of the two plans, to be handed to the other methods.
    #[must_use]
    pub fn judge(&self) -> Judge<'_> {
        Judge::of(self.lexicon.roles(), &self.prepared[0], &self.prepared[1])
    }

    /// Why the clauses at these places are linked.
    #[must_use]
    pub fn linked(&self, judge: &Judge<'_>, left: usize, right: usize, evidence: Evidence) -> Explanation {
        Explanation {
            pass: Some(evidence.pass),
            likeness: evidence.score,
            ..self.explain(judge, left, right)
        }
    }

    /// The best candidate for a clause of the left plan that is linked to none, and why it was not taken.
    #[must_use]
    pub fn unlinked_left(&self, judge: &Judge<'_>, left: usize) -> Option<Explanation> {
        let candidates = (0..self.prepared[1].clauses.len()).map(|right| (left, right));
        self.best_of(judge, candidates)
    }

    /// The same for a clause of the right plan.
    #[must_use]
    pub fn unlinked_right(&self, judge: &Judge<'_>, right: usize) -> Option<Explanation> {
        let candidates = (0..self.prepared[0].clauses.len()).map(|left| (left, right));
        self.best_of(judge, candidates)
    }

    fn best_of(&self, judge: &Judge<'_>, candidates: impl Iterator<Item = (usize, usize)>) -> Option<Explanation> {
        let judged = candidates.map(|(left, right)| (judge.judge(left, right), left, right));
        let (judgement, left, right) =
            judged.max_by_key(|(judgement, left, right)| (judgement.standing(), std::cmp::Reverse(left + right)))?;
        (judgement.likeness > 0).then(|| Explanation {
            verdict: Some(if !judgement.suffices() {
                "not alike enough"
            } else {
                "one of the two is nearer to another clause"
            }),
            ..self.explain(judge, left, right)
        })
    }

    fn explain(&self, judge: &Judge<'_>, left: usize, right: usize) -> Explanation {
        let judgement = judge.judge(left, right);
        let (a, b) = (&self.plans[0].clauses[left], &self.plans[1].clauses[right]);
        let mut shared: Vec<u32> = shared_terms(self.prepared[0].whole(left), self.prepared[1].whole(right)).collect();
        shared.sort_by_key(|term| (std::cmp::Reverse(judge.weights.weight(*term)), *term));
        let named = shared.into_iter().take(WORDS_NAMED);
        let (issues, words) = named.partition::<Vec<_>, _>(|term| self.lexicon.roles().is_issue(*term));
        let names = |terms: Vec<u32>| terms.iter().map(|term| self.lexicon.name(*term).to_owned()).collect();
        let topics = a.topics.iter().filter(|topic| b.topics.contains(topic));
        Explanation {
            left: a.reference.clone(),
            right: b.reference.clone(),
            pass: None,
            likeness: judgement.likeness,
            needed: judgement.needed,
            topics: topics
                .map(|topic| self.vocabulary.topic_label(topic).to_owned())
                .collect(),
            issues: names(issues),
            words: names(words),
            verdict: None,
        }
    }
}
