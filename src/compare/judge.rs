//! Judges pairs of clauses by the weight of what both have, given the links made so far.
//!
//! The constants were found by search on the development pairs of `tests/gold`, and are the middle of a plateau.

use rustc_hash::FxHashMap;

use super::{
    lexicon::TermId,
    measure::{COMMON_ISSUE, Judgement, Measure},
    prepared::{PreparedPlan, Unit},
    roles::Roles,
    similarity::{PerMille, Weights, shared_terms},
};

/// How much a topic counts that a link has claimed; and a term for a clause without a link, if the other one's has.
const CLAIMED: PerMille = 715;
/// How much a topic weighs, in thousandths of a term of the same rarity.
const TOPIC: PerMille = 2_400;
/// How much a topic weighs that is not the main one of its clause, in thousandths of the main one.
const SIDE_TOPIC: PerMille = 780;

/// How much of the needed likeness two clauses need that share a topic which is not the main one of both.
const OTHER_MAIN_TOPIC: u32 = 1_220;
/// How much of it two clauses need that share no topic.
const NO_COMMON_TOPIC: u32 = 2_380;
/// How much of it two clauses need that speak of issues, but not of a common one.
const OTHER_ISSUES: u32 = 1_265;

/// What the links made so far mean for a clause.
#[derive(Debug, Clone, Default)]
pub(super) struct State {
    /// Whether it has a link.
    linked: bool,
    /// Whether the clause has several sentences, so that it may answer several others.
    has_sentences: bool,
    /// Whether a person fixed its links.
    pub(super) settled: bool,
    /// Whether its link rests on all of its words, so that it has nothing to offer to another linked clause.
    pub(super) spent: bool,
    /// Whether a link has changed how it is judged since this was last noted.
    pub(super) changed: bool,
    /// Terms that its links rest on, in ascending order.
    terms: Vec<TermId>,
    /// Topics that its links rest on.
    topics: Vec<u16>,
}

impl State {
    pub(super) fn is_free(&self) -> bool {
        !self.linked
    }

    pub(super) fn is_unspent(&self) -> bool {
        self.linked && !self.spent
    }

    pub(super) fn is_unspent_and_changed(&self) -> bool {
        self.is_unspent() && self.changed
    }

    pub(super) fn is_unspent_of_several(&self) -> bool {
        self.is_unspent() && self.has_sentences
    }

    pub(super) fn is_unspent_of_one(&self) -> bool {
        self.is_unspent() && !self.has_sentences
    }

    /// Notes a link that rests on these terms and topics and may spend the clause, and says whether that changes how the
    /// clause is judged.
    fn claim(&mut self, terms: &[TermId], topics: &[u16], spends: bool) -> bool {
        let known = (self.terms.len(), self.topics.len(), self.linked, self.spent);
        self.spent |= spends;
        self.linked = true;
        self.terms.extend(terms);
        // both runs are sorted already, which this sort makes use of
        self.terms.sort();
        self.terms.dedup();
        for topic in topics {
            if !self.topics.contains(topic) {
                self.topics.push(*topic);
            }
        }
        let changes = (self.terms.len(), self.topics.len(), self.linked, self.spent) != known;
        self.changed |= changes;
        changes
    }
}

/// Judges pairs of clauses, given the links made so far.
pub struct Judge<'p> {
    pub(super) plans: [&'p PreparedPlan; 2],
    /// How much each term weighs between these plans.
    pub weights: Weights,
    /// How much each topic weighs.
    topics: FxHashMap<u16, u32>,
    /// What each clause is about, left and right.
    pub(super) scopes: [Vec<Scope>; 2],
    pub(super) states: [Vec<State>; 2],
}

impl<'p> Judge<'p> {
    /// A judge of two plans whose terms have these `roles`, before any link is made.
    #[must_use]
    pub fn of(roles: &Roles, left: &'p PreparedPlan, right: &'p PreparedPlan) -> Self {
        let topics = topic_weights(left, right);
        let scope = |plan: &PreparedPlan, clause: usize| {
            let of_clause = &plan.clauses[clause].topics;
            let ranked = of_clause.iter().enumerate();
            let issues = |is_one: fn(&Roles, TermId) -> bool| {
                let terms = plan.whole(clause).terms.iter().filter(|term| is_one(roles, **term));
                terms.fold(0, |issues, issue| issues | 1 << (issue % u128::BITS))
            };
            Scope {
                topic_weight: ranked.map(|(rank, topic)| topic_weight(&topics, *topic, rank)).sum(),
                main: of_clause.first().copied(),
                topics: of_clause.iter().fold(0, |topics, topic| topics | bit(*topic)),
                issues: issues(Roles::is_issue),
                narrow_issues: issues(Roles::is_narrow_issue),
            }
        };
        Self {
            plans: [left, right],
            weights: Weights::of(roles, left, right),
            scopes: [left, right].map(|plan| (0..plan.clauses.len()).map(|clause| scope(plan, clause)).collect()),
            topics,
            states: [left, right].map(|plan| {
                let states = (0..plan.clauses.len()).map(|clause| State {
                    has_sentences: plan.units_of(clause).len() > 1,
                    ..State::default()
                });
                states.collect()
            }),
        }
    }

    /// Judges the clauses at these places: the most alike pair of their units decides.
    #[must_use]
    pub fn judge(&self, left: usize, right: usize) -> Judgement {
        let topics = self.shared_topics(left, right);
        let measure = self.measure(left, right, [self.is_fresh(0, left), self.is_fresh(1, right)]);
        let mut best = Judgement::NONE;
        for a in self.plans[0].units_of(left) {
            let total = self.weights.total(a);
            for b in self.plans[1].units_of(right) {
                let shared = self.shared_wording(a, left, b, right);
                // a topic alone links nothing
                if shared > 0 {
                    let judgement = measure.judge(shared, topics, total, self.weights.total(b));
                    best = if judgement.standing() > best.standing() {
                        judgement
                    } else {
                        best
                    };
                }
            }
        }
        best
    }

    /// How the clauses at these places are measured; `fresh` says which of them has no link.
    pub(super) fn measure(&self, left: usize, right: usize, fresh: [bool; 2]) -> Measure {
        let scopes = [self.scopes[0][left], self.scopes[1][right]];
        let may_join = match fresh {
            [true, false] => scopes[0].is_about(scopes[1]),
            [false, true] => scopes[1].is_about(scopes[0]),
            _ => false,
        };
        Measure {
            fresh,
            may_join,
            demand: scopes[0].demand(scopes[1]),
            topics: scopes.map(|scope| scope.topic_weight),
        }
    }

    /// Whether the clause has no link.
    pub(super) fn is_fresh(&self, side: usize, clause: usize) -> bool {
        self.states[side][clause].is_free()
    }

    /// The topics of a clause, and those that its links rest on.
    pub(super) fn topics(&self, side: usize, clause: usize) -> [&[u16]; 2] {
        [
            &self.plans[side].clauses[clause].topics,
            &self.states[side][clause].topics,
        ]
    }

    /// Whether a link of the clause rests on the term.
    pub(super) fn has_claimed(&self, side: usize, clause: usize, term: TermId) -> bool {
        self.states[side][clause].terms.binary_search(&term).is_ok()
    }

    /// What is left of the weight of a term that links of so many of the two clauses have claimed; `fresh` says which has
    /// no link. Two linked clauses may share what only one of them has used up.
    pub(super) fn unclaimed_weight(weight: u32, claims: u32, fresh: [bool; 2]) -> u32 {
        match claims {
            0 => weight,
            1 if fresh == [false, false] => weight,
            1 => weight * CLAIMED / 1_000,
            _ => 0,
        }
    }

    /// Weight of the topics that both clauses have.
    pub(super) fn shared_topics(&self, left: usize, right: usize) -> u32 {
        let (a, b) = (
            &self.plans[0].clauses[left].topics,
            &self.plans[1].clauses[right].topics,
        );
        let claimed =
            |topic| self.states[0][left].topics.contains(topic) || self.states[1][right].topics.contains(topic);
        let shared = a.iter().enumerate().filter_map(|(rank, topic)| {
            let other = b.iter().position(|other| other == topic)?;
            let weight = topic_weight(&self.topics, *topic, rank.max(other));
            Some(if claimed(topic) {
                weight * CLAIMED / 1_000
            } else {
                weight
            })
        });
        shared.sum()
    }

    /// Weight of the terms that two units share, as far as links have not claimed it.
    pub(super) fn shared_wording(&self, a: &Unit, left: usize, b: &Unit, right: usize) -> u32 {
        let fresh = [self.is_fresh(0, left), self.is_fresh(1, right)];
        let shared = shared_terms(a, b).map(|term| {
            let claims = u32::from(self.has_claimed(0, left, term)) + u32::from(self.has_claimed(1, right, term));
            Self::unclaimed_weight(self.weights.weight(term), claims, fresh)
        });
        shared.sum()
    }

    /// Notes that the two clauses are linked, and what the link rests on. Says of either whether that changes how it is
    /// judged.
    pub(super) fn claim(&mut self, left: usize, right: usize) -> [bool; 2] {
        let (a, b) = (self.plans[0].whole(left), self.plans[1].whole(right));
        let terms: Vec<TermId> = shared_terms(a, b).collect();
        let spends = a.terms == b.terms;
        let topics = |side: usize, clause: usize| &self.plans[side].clauses[clause].topics;
        let topics: Vec<u16> = topics(0, left)
            .iter()
            .copied()
            .filter(|topic| topics(1, right).contains(topic))
            .collect();
        let [left_states, right_states] = &mut self.states;
        [&mut left_states[left], &mut right_states[right]].map(|state| state.claim(&terms, &topics, spends))
    }
}

/// What a clause is about.
#[derive(Debug, Clone, Copy)]
pub(super) struct Scope {
    /// All its topics.
    pub(super) topic_weight: u32,
    /// The main topic.
    main: Option<u16>,
    /// A bit for each topic; two clauses without a common bit share no topic.
    topics: u64,
    /// The same for the issues that it speaks of.
    issues: u128,
    /// Those of them that are not broad.
    narrow_issues: u128,
}

fn bit(topic: u16) -> u64 {
    1 << (topic % 64)
}

impl Scope {
    /// The most that the topics weigh which two clauses share.
    pub(super) fn shared_at_most(self, other: Self) -> u32 {
        if self.topics & other.topics == 0 {
            0
        } else {
            self.topic_weight.min(other.topic_weight)
        }
    }

    /// The least part of the needed likeness that this clause needs with any other, in thousandths.
    pub(super) fn least_demand(self) -> u32 {
        if self.narrow_issues == 0 { 1_000 } else { COMMON_ISSUE }
    }

    /// How much of the needed likeness two clauses need, in thousandths.
    fn demand(self, other: Self) -> u32 {
        let of_topics = if self.main == other.main || self.main.is_none() || other.main.is_none() {
            1_000
        } else if self.topics & other.topics != 0 {
            OTHER_MAIN_TOPIC
        } else {
            NO_COMMON_TOPIC
        };
        let of_issues = if self.narrow_issues & other.narrow_issues != 0 {
            COMMON_ISSUE
        } else if self.issues & other.issues != 0 || self.issues == 0 || other.issues == 0 {
            1_000
        } else {
            OTHER_ISSUES
        };
        of_topics * of_issues / 1_000
    }

    /// Whether the other clause has the main topic of this one. Topics that have one bit in common pass for the same:
    /// that takes more than 64 topics.
    fn is_about(self, other: Self) -> bool {
        self.main.is_some_and(|main| other.topics & bit(main) != 0)
    }
}

/// Weight of a topic that has this rank among those of a clause.
fn topic_weight(topics: &FxHashMap<u16, u32>, topic: u16, rank: usize) -> u32 {
    let weight = topics.get(&topic).copied().unwrap_or(0);
    if rank == 0 { weight } else { weight * SIDE_TOPIC / 1_000 }
}

/// A topic weighs like a term that as many clauses have: ln(1 + clauses / 2 √(clauses that have it left · right)).
fn topic_weights(left: &PreparedPlan, right: &PreparedPlan) -> FxHashMap<u16, u32> {
    let mut counts: FxHashMap<u16, [u32; 2]> = FxHashMap::default();
    for (side, plan) in [left, right].into_iter().enumerate() {
        for topic in plan.clauses.iter().flat_map(|clause| &clause.topics) {
            counts.entry(*topic).or_default()[side] += 1;
        }
    }
    let all = (left.clauses.len() + right.clauses.len()) as f64;
    let weight = |[left, right]: [u32; 2]| {
        let crowd = 2.0 * (f64::from(left.max(1)) * f64::from(right.max(1))).sqrt();
        (f64::from(TOPIC) * (1.0 + all / crowd).ln()).round() as u32
    };
    counts
        .into_iter()
        .map(|(topic, counts)| (topic, weight(counts)))
        .collect()
}
