//! Which clauses could be alike: an index of terms, and bounds that no likeness exceeds, so that few pairs are scored.
//!
//! The terms of a unit are parted. *Spare* are the lightest, as many as a likeness that suffices cannot rest on even with
//! all topics of the clause; the others are *key* terms. Two units that are alike enough share a key term of one of them,
//! so the spare terms, which many units have, need not lead from one unit to another in which they are spare too.

use rustc_hash::FxHashMap;

use super::{
    judge::{Judge, Scope},
    kinds::Groups,
    lexicon::TermId,
    measure::Measure,
    prepared::Unit,
    similarity::PerMille,
};

/// Finds the groups of the right plan that a clause of the left one is alike enough to. The clauses of a group are judged
/// alike, so its first stands for all. Of either plan, all clauses wanted have links, or none has.
pub(super) struct Candidates<'j, 'p> {
    judge: &'j Judge<'p>,
    rights: &'j Groups,
    index: &'j Index,
    terms: Terms,
    /// For each indexed unit, the weight that the unit at hand shares with it.
    shared: Vec<u32>,
    /// The indexed units that it shares any with.
    met: Vec<u32>,
    /// For each set of topics, the weight that the clause at hand shares with it, or [`UNKNOWN`].
    shared_topics: Vec<u32>,
    /// For each group, one more than the clause of the left plan that it was last scored with.
    scored_with: Vec<u32>,
    /// How many pairs of clauses were scored exactly.
    pub(super) scored: usize,
}

impl<'j, 'p> Candidates<'j, 'p> {
    pub(super) fn of(judge: &'j Judge<'p>, rights: &'j Groups, index: &'j Index) -> Self {
        Self {
            judge,
            rights,
            terms: Terms::default(),
            shared: vec![0; index.units.len()],
            met: Vec::new(),
            shared_topics: vec![UNKNOWN; index.topic_sets],
            scored_with: vec![0; rights.len()],
            scored: 0,
            index,
        }
    }

    /// Finds every group that the clause stands high enough with, each with its standing; a group may come repeatedly.
    pub(super) fn find(&mut self, left: usize, found: &mut Vec<(usize, PerMille)>) {
        let plan = self.judge.plans[0];
        self.shared_topics.fill(UNKNOWN);
        for unit in plan.units_of(left) {
            let total = self.judge.weights.total(unit);
            self.meet(left, unit, total);
            let mut met = std::mem::take(&mut self.met);
            for place in met.drain(..) {
                let shared = std::mem::take(&mut self.shared[place as usize]);
                let gate = self.index.gates[place as usize];
                let shared_topics = self.shared_topics(left, gate.topic_set, place);
                // nearly all units that are met end here
                if shared + shared_topics < gate.least.min(self.terms.least) {
                    continue;
                }
                let other = &self.index.units[place as usize];
                let unseen = self.terms.spare_weight.min(other.spare_weight);
                let measure = self
                    .judge
                    .measure(left, self.rights.first(other.group as usize), self.index.fresh);
                if !measure.may_suffice(shared + unseen + shared_topics, total, other.total) {
                    continue;
                }
                let unseen = self.terms.spare_within(other.spare_bits).min(unseen);
                if measure.may_suffice(shared + unseen + shared_topics, total, other.total)
                    && let Some(standing) = self.score(&measure, (left, unit, total), place, shared_topics)
                {
                    found.push((self.index.units[place as usize].group as usize, standing));
                }
            }
            self.met = met;
        }
    }

    /// The weight of the topics that the clause shares with that of an indexed unit, which has this set of topics.
    fn shared_topics(&mut self, left: usize, topic_set: u32, place: u32) -> u32 {
        let known = &mut self.shared_topics[topic_set as usize];
        if *known == UNKNOWN {
            let other = &self.index.units[place as usize];
            *known = if self.judge.scopes[0][left].shared_at_most(other.scope) == 0 {
                0
            } else {
                self.judge.shared_topics(left, self.rights.first(other.group as usize))
            };
        }
        *known
    }

    /// Adds up, for every indexed unit that a key term leads to, the weight of what it shares with `unit`, spare terms of
    /// both left out.
    fn meet(&mut self, left: usize, unit: &Unit, total: u32) {
        self.terms.part(self.judge, 0, left, unit, total, self.index.fresh);
        for (place, term) in self.terms.terms.iter().enumerate() {
            if term.weight == 0 {
                continue;
            }
            let is_spare = place < self.terms.spare;
            for posting in self.index.with_term(term.term, !is_spare) {
                let weight = if posting.is_claimed() {
                    term.claimed_weight
                } else {
                    term.weight
                };
                let sum = &mut self.shared[posting.unit()];
                if *sum == 0 && weight > 0 {
                    self.met.push(posting.unit() as u32);
                }
                *sum += weight;
            }
        }
    }

    /// The standing of two units if they suffice.
    fn score(
        &mut self,
        measure: &Measure,
        (left, unit, total): (usize, &Unit, u32),
        place: u32,
        topics: u32,
    ) -> Option<PerMille> {
        let other = &self.index.units[place as usize];
        let right = self.rights.first(other.group as usize);
        let last = &mut self.scored_with[other.group as usize];
        if *last != left as u32 + 1 {
            *last = left as u32 + 1;
            self.scored += 1;
        }
        let unit_of_other = &self.judge.plans[1].units[other.unit as usize];
        let wording = self.judge.shared_wording(unit, left, unit_of_other, right);
        let judgement = measure.judge(wording, topics, total, other.total);
        (wording > 0 && judgement.suffices()).then(|| judgement.standing())
    }
}

/// No weight of shared topics yet.
const UNKNOWN: u32 = u32::MAX;

/// A term of a unit, and what it weighs.
struct WeighedTerm {
    /// What is left of its weight if the other clause has not claimed it.
    weight: u32,
    /// What is left of it if the other clause has claimed it too.
    claimed_weight: u32,
    term: TermId,
    claimed: bool,
}

/// The terms of a unit, parted.
#[derive(Default)]
struct Terms {
    /// The spare ones first.
    terms: Vec<WeighedTerm>,
    spare: usize,
    /// Weight of the spare ones.
    spare_weight: u32,
    /// The least that a unit must share with this one but spare terms, if this is the lighter of the two.
    least: u32,
}

impl Terms {
    /// Takes in the terms of a unit of one plan, the left being 0, that weighs `total`.
    fn part(&mut self, judge: &Judge<'_>, side: usize, clause: usize, unit: &Unit, total: u32, fresh: [bool; 2]) {
        self.terms.clear();
        self.terms.extend(unit.terms.iter().map(|term| {
            let claimed = judge.has_claimed(side, clause, *term);
            let left_over = |claims| Judge::unclaimed_weight(judge.weights.weight(*term), claims, fresh);
            let claims = u32::from(claimed);
            WeighedTerm {
                weight: left_over(claims),
                claimed_weight: left_over(claims + 1),
                term: *term,
                claimed,
            }
        }));
        self.terms.sort_unstable_by_key(|term| (term.weight, term.term));
        let scope = judge.scopes[side][clause];
        let topics = scope.topic_weight;
        let least = Measure::least_shared(side, total + topics, fresh, scope.least_demand());
        (self.spare, self.spare_weight) = (0, 0);
        for term in &self.terms {
            if self.spare_weight + term.weight + topics >= least {
                break;
            }
            self.spare += 1;
            self.spare_weight += term.weight;
        }
        self.least = least.saturating_sub(self.spare_weight);
    }

    fn spare_bits(&self) -> u64 {
        let spare = self.terms[..self.spare].iter();
        spare.fold(0, |bits, term| bits | bit(term.term))
    }

    /// The most that the spare terms weigh that another unit has as spare terms too.
    fn spare_within(&self, bits: u64) -> u32 {
        let spare = self.terms[..self.spare].iter();
        spare
            .filter(|term| bits & bit(term.term) != 0)
            .map(|term| term.weight)
            .sum()
    }
}

fn bit(term: TermId) -> u64 {
    1 << (term % 64)
}

/// A unit in the list of a term, and whether its clause has claimed the term.
#[derive(Clone, Copy)]
struct Posting(u32);

impl Posting {
    fn of(unit: usize, claimed: bool) -> Self {
        Self((unit as u32) << 1 | u32::from(claimed))
    }

    fn unit(self) -> usize {
        (self.0 >> 1) as usize
    }

    fn is_claimed(self) -> bool {
        self.0 & 1 == 1
    }
}

/// Which units of the right plan have a term.
pub(super) struct Index {
    /// Where the lists of each term begin in `postings`: first the units of which it is a key term, then those of which
    /// it is a spare one.
    starts: Vec<u32>,
    postings: Vec<Posting>,
    units: Vec<IndexedUnit>,
    /// What decides on most units that are met, apart from the rest so that it stays near.
    gates: Vec<Gate>,
    /// How many different sets of topics the clauses have.
    topic_sets: usize,
    /// Whether the clauses wanted have no links, left and right.
    fresh: [bool; 2],
}

/// A unit of the first clause of a group.
struct IndexedUnit {
    group: u32,
    /// Its place in the plan.
    unit: u32,
    total: u32,
    spare_weight: u32,
    /// A bit for each spare term; terms may have one in common.
    spare_bits: u64,
    scope: Scope,
}

/// What an indexed unit asks for at least.
#[derive(Clone, Copy)]
struct Gate {
    /// Number of the topics of its clause, and of those among them that are claimed.
    topic_set: u32,
    /// The least that a unit must share with it but spare terms, if this is the lighter of the two.
    least: u32,
}

impl Index {
    pub(super) fn of(judge: &Judge<'_>, lefts: &Groups, rights: &Groups) -> Self {
        let mut terms = Terms::default();
        let is_fresh = |side: usize, groups: &Groups| groups.len() > 0 && judge.is_fresh(side, groups.first(0));
        let fresh = [is_fresh(0, lefts), is_fresh(1, rights)];
        let plan = judge.plans[1];
        let mut starts = vec![0_u32; 2 * judge.weights.len() + 1];
        let (mut units, mut gates) = (Vec::new(), Vec::new());
        let mut topic_sets: FxHashMap<[&[u16]; 2], u32> = FxHashMap::default();
        // list and posting, unit after unit
        let mut unsorted: Vec<(u32, Posting)> = Vec::new();
        for group in 0..rights.len() {
            let clause = rights.first(group);
            let known = topic_sets.len() as u32;
            let topic_set = *topic_sets.entry(judge.topics(1, clause)).or_insert(known);
            for unit in plan.clauses[clause].units.clone() {
                let total = judge.weights.total(&plan.units[unit]);
                terms.part(judge, 1, clause, &plan.units[unit], total, fresh);
                for (place, term) in terms.terms.iter().enumerate().filter(|(_, term)| term.weight > 0) {
                    let list = 2 * term.term + u32::from(place < terms.spare);
                    unsorted.push((list, Posting::of(units.len(), term.claimed)));
                    starts[list as usize + 1] += 1;
                }
                units.push(IndexedUnit {
                    group: group as u32,
                    unit: unit as u32,
                    total,
                    spare_weight: terms.spare_weight,
                    spare_bits: terms.spare_bits(),
                    scope: judge.scopes[1][clause],
                });
                gates.push(Gate {
                    topic_set,
                    least: terms.least,
                });
            }
        }
        for list in 1..starts.len() {
            starts[list] += starts[list - 1];
        }
        let mut next = starts.clone();
        let mut postings = vec![Posting(0); unsorted.len()];
        for (list, posting) in unsorted {
            let at = &mut next[list as usize];
            postings[*at as usize] = posting;
            *at += 1;
        }
        Self {
            starts,
            postings,
            units,
            gates,
            topic_sets: topic_sets.len(),
            fresh,
        }
    }

    /// The units that have a term, those of which it is a spare one only if `with_spare`.
    fn with_term(&self, term: TermId, with_spare: bool) -> &[Posting] {
        let list = 2 * term as usize;
        let end = if with_spare { list + 2 } else { list + 1 };
        &self.postings[self.starts[list] as usize..self.starts[end] as usize]
    }
}
