//! Two plans → links between clauses, each with its evidence.
//!
//! The passes, each working on what the ones before left over:
//! 1. *pinned*: a `follows` in a plan file says so;
//! 2. *identical*: the same words;
//! 3. *wording* and *topic*: one to one, the best first. Topics open the gate (the fewer clauses a shared topic has in
//!    either plan, the wider), wording ranks inside it; without a shared topic wording alone must carry the link;
//! 4. *left-over*: sentences that the links so far do not account for go to the clause that accounts for them best,
//!    which is how a split or merged clause gets its second link.
//!
//! Clause numbers are never looked at. Every rule treats both plans alike, so `link(b, a)` mirrors `link(a, b)`.

use rustc_hash::{FxHashMap, FxHashSet};

use serde::Serialize;

use super::similarity::{PerMille, PreparedPlan, Unit, Weights, dice, share};
use crate::plan::Plan;

/// Likeness that a link without a shared topic needs.
const ALONE: PerMille = 420;
/// Likeness that a link needs when both clauses share a crowded topic.
const CROWDED: PerMille = 300;
/// Likeness that a link needs when nothing else in either plan has the topic.
const UNIQUE: PerMille = 40;
/// What a shared topic adds to the rank of a pair, at most.
const TOPIC_BONUS: PerMille = 400;
/// Part of a left-over sentence that its new partner must account for.
const LEFT_OVER: PerMille = 450;
/// The same when the two clauses share no topic.
const LEFT_OVER_ALONE: PerMille = 700;
/// A sentence is accounted for when its clause's partners have this part of it.
const ACCOUNTED: PerMille = 400;

/// Which rule made a link.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Pass {
    /// A `follows` in a plan file.
    Pinned,
    /// The same words.
    Identical,
    /// Alike in wording, inside or across topics.
    Wording,
    /// Few words in common, but alone in its topic.
    Topic,
    /// A sentence that was left over.
    LeftOver,
}

impl Pass {
    /// The word for it.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Pinned => "pinned",
            Self::Identical => "identical",
            Self::Wording => "wording",
            Self::Topic => "topic",
            Self::LeftOver => "left-over",
        }
    }
}

/// Why two clauses are linked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Evidence {
    /// The rule.
    pub pass: Pass,
    /// Likeness in wording, in thousandths.
    pub score: PerMille,
}

/// Two clauses that speak of the same thing, by their places in the plans.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Link {
    /// Place in the left plan.
    pub left: usize,
    /// Place in the right plan.
    pub right: usize,
    /// Why.
    pub evidence: Evidence,
}

/// The links between two plans.
#[derive(Debug, Clone, Default)]
pub struct Links {
    /// In order of the left plan, then of the right.
    pub links: Vec<Link>,
    /// How many pairs of clauses were scored exactly: the work done, which a test watches.
    pub scored: usize,
}

/// Which clauses of two plans a person has declared to correspond, by their places.
#[must_use]
pub fn pins(left: &Plan, right: &Plan) -> Vec<(usize, usize)> {
    let place = |plan: &Plan, name: &str| {
        let (id, reference) = name.split_once('#')?;
        let found = plan.clauses.iter().position(|clause| clause.reference == reference)?;
        (id == plan.id).then_some(found)
    };
    let mut pins = Vec::new();
    for (at, clause) in right.clauses.iter().enumerate() {
        pins.extend(clause.follows.iter().filter_map(|name| Some((place(left, name)?, at))));
    }
    for (at, clause) in left.clauses.iter().enumerate() {
        pins.extend(clause.follows.iter().filter_map(|name| Some((at, place(right, name)?))));
    }
    pins.sort_unstable();
    pins.dedup();
    pins
}

/// Links two plans that one lexicon prepared; `pins` are taken as they are.
#[must_use]
pub fn link(left: &PreparedPlan, right: &PreparedPlan, pins: &[(usize, usize)]) -> Links {
    let mut linker = Linker {
        left,
        right,
        judge: Judge::of(left, right),
        links: Vec::new(),
        taken: [vec![false; left.clauses.len()], vec![false; right.clauses.len()]],
        settled: [vec![false; left.clauses.len()], vec![false; right.clauses.len()]],
        scored: 0,
    };
    linker.pinned(pins);
    linker.identical();
    linker.one_to_one();
    linker.left_overs();
    linker.links.sort_by_key(|link| (link.left, link.right));
    Links {
        links: linker.links,
        scored: linker.scored,
    }
}

/// Whether two clauses speak of the same thing, as far as wording and topics tell.
pub struct Judge<'p> {
    left: &'p PreparedPlan,
    right: &'p PreparedPlan,
    /// How much each term weighs between these plans.
    pub weights: Weights,
    crowds: Crowds,
}

/// What was found out about a pair of clauses.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Judgement {
    /// How alike their wording is: the most alike pair of their units.
    pub likeness: PerMille,
    /// What their shared topics say for them: 0 without a shared topic, 1000 for one that nothing else has.
    pub affinity: PerMille,
}

impl Judgement {
    /// The likeness that a pair of this affinity needs.
    #[must_use]
    pub fn needed(self) -> PerMille {
        match self.affinity {
            0 => ALONE,
            rarity => CROWDED - (CROWDED - UNIQUE) * rarity / 1_000,
        }
    }

    /// What pairs are ranked by: likeness, and what shared topics add to it.
    #[must_use]
    pub fn rank(self) -> PerMille {
        self.likeness + TOPIC_BONUS * self.affinity / 1_000
    }
}

impl<'p> Judge<'p> {
    /// A judge of two plans that one lexicon prepared.
    #[must_use]
    pub fn of(left: &'p PreparedPlan, right: &'p PreparedPlan) -> Self {
        Self {
            left,
            right,
            weights: Weights::of(left, right),
            crowds: Crowds::of([left, right], |_, _| true),
        }
    }

    /// Judges the clauses at these places.
    #[must_use]
    pub fn judge(&self, left: usize, right: usize) -> Judgement {
        let units = |plan: &'p PreparedPlan, clause: usize| &plan.units[plan.clauses[clause].units.clone()];
        let others = units(self.right, right);
        let pairs = units(self.left, left)
            .iter()
            .flat_map(|unit| others.iter().map(move |other| (unit, other)));
        Judgement {
            likeness: pairs
                .map(|(unit, other)| self.weights.likeness(unit, other))
                .max()
                .unwrap_or(0),
            affinity: self.affinity(left, right),
        }
    }

    fn affinity(&self, left: usize, right: usize) -> PerMille {
        let (a, b) = (&self.left.clauses[left].topics, &self.right.clauses[right].topics);
        let shared = a.iter().enumerate().filter_map(|(i, topic)| {
            let j = b.iter().position(|other| other == topic)?;
            let rarity = self.crowds.rarity(*topic);
            // a topic that is a side issue of a clause says less about it
            Some(match (i, j) {
                (0, 0) => rarity,
                (0, _) | (_, 0) => rarity * 6 / 10,
                _ => rarity * 4 / 10,
            })
        });
        shared.max().unwrap_or(0)
    }
}

/// How many clauses of either plan have a topic, by the topic's number.
struct Crowds([FxHashMap<u16, u32>; 2]);

impl Crowds {
    /// Counts the clauses, by side and place, that `counts` accepts.
    fn of(plans: [&PreparedPlan; 2], counts: impl Fn(usize, usize) -> bool) -> Self {
        let mut crowds = [FxHashMap::default(), FxHashMap::default()];
        for (side, plan) in plans.into_iter().enumerate() {
            for (_, clause) in plan
                .clauses
                .iter()
                .enumerate()
                .filter(|(place, _)| counts(side, *place))
            {
                for topic in &clause.topics {
                    *crowds[side].entry(*topic).or_default() += 1;
                }
            }
        }
        Self(crowds)
    }

    /// How much a topic says about a pair that shares it, in thousandths: all if each plan has it once.
    fn rarity(&self, topic: u16) -> PerMille {
        let [left, right] = self
            .0
            .each_ref()
            .map(|counts| f64::from(counts.get(&topic).copied().unwrap_or(1)));
        (1_000.0 / (left * right).sqrt()) as PerMille
    }
}

#[derive(Clone, Copy)]
struct Candidate {
    left: usize,
    right: usize,
    likeness: PerMille,
    rank: PerMille,
}

struct Linker<'p> {
    left: &'p PreparedPlan,
    right: &'p PreparedPlan,
    judge: Judge<'p>,
    links: Vec<Link>,
    /// Clauses that have a link, left and right.
    taken: [Vec<bool>; 2],
    /// Clauses whose links a person fixed: they get no others.
    settled: [Vec<bool>; 2],
    scored: usize,
}

impl Linker<'_> {
    fn add(&mut self, left: usize, right: usize, pass: Pass, score: PerMille) {
        self.taken[0][left] = true;
        self.taken[1][right] = true;
        self.links.push(Link {
            left,
            right,
            evidence: Evidence { pass, score },
        });
    }

    fn pinned(&mut self, pins: &[(usize, usize)]) {
        for &(left, right) in pins {
            let score = self
                .judge
                .weights
                .likeness(self.left.whole(left), self.right.whole(right));
            self.add(left, right, Pass::Pinned, score);
            self.settled[0][left] = true;
            self.settled[1][right] = true;
        }
    }

    /// Clauses of the same terms. Where a text stands several times, the first goes with the first.
    fn identical(&mut self) {
        let mut by_terms: FxHashMap<&[u32], Vec<usize>> = FxHashMap::default();
        for right in (0..self.right.clauses.len()).rev() {
            let terms = &self.right.whole(right).terms;
            if !self.taken[1][right] && !terms.is_empty() {
                by_terms.entry(terms).or_default().push(right);
            }
        }
        for left in 0..self.left.clauses.len() {
            if !self.taken[0][left]
                && let Some(right) = by_terms.get_mut(&*self.left.whole(left).terms).and_then(Vec::pop)
            {
                self.add(left, right, Pass::Identical, 1_000);
            }
        }
    }

    /// Pairs of free clauses above their threshold, the best first. Ties go to the pair nearer the beginning,
    /// a rule that reads the same from both sides.
    fn one_to_one(&mut self) {
        let mut candidates = self.candidates();
        candidates.sort_by_key(|pair| {
            (
                std::cmp::Reverse(pair.rank),
                pair.left + pair.right,
                pair.left.min(pair.right),
            )
        });
        for pair in candidates {
            if !self.taken[0][pair.left] && !self.taken[1][pair.right] {
                let pass = if pair.likeness >= CROWDED {
                    Pass::Wording
                } else {
                    Pass::Topic
                };
                self.add(pair.left, pair.right, pass, pair.likeness);
            }
        }
    }

    /// Every pair of free clauses that reaches its threshold. Pairs that share no term cannot, so each unit only meets
    /// the units that its terms lead to.
    fn candidates(&mut self) -> Vec<Candidate> {
        let index = Index::of(self.right, &self.judge.weights, |clause| !self.taken[1][clause]);
        let mut shared = vec![0_u32; index.units.len()];
        let mut met = Vec::new();
        let mut best: FxHashMap<usize, PerMille> = FxHashMap::default();
        let mut candidates = Vec::new();
        for left in 0..self.left.clauses.len() {
            if self.taken[0][left] {
                continue;
            }
            for unit in &self.left.units[self.left.clauses[left].units.clone()] {
                index.meet(unit, &self.judge.weights, &mut shared, &mut met);
                let total = self.judge.weights.total(unit);
                for place in met.drain(..) {
                    let (clause, other) = index.units[place];
                    let likeness = dice(std::mem::take(&mut shared[place]), total, other);
                    let known = best.entry(clause).or_insert(0);
                    *known = (*known).max(likeness);
                }
            }
            for (right, likeness) in best.drain() {
                self.scored += 1;
                let judgement = Judgement {
                    likeness,
                    affinity: self.judge.affinity(left, right),
                };
                if likeness >= judgement.needed() {
                    candidates.push(Candidate {
                        left,
                        right,
                        likeness,
                        rank: judgement.rank(),
                    });
                }
            }
        }
        candidates
    }

    /// Gives sentences that no link accounts for to the clause of the other plan that accounts for them best.
    fn left_overs(&mut self) {
        let mut found = self.left_overs_of(Side::Left);
        found.extend(self.left_overs_of(Side::Right));
        found.sort_by_key(|pair| {
            (
                std::cmp::Reverse(pair.likeness),
                pair.left + pair.right,
                pair.left.min(pair.right),
            )
        });
        let mut known: FxHashSet<(usize, usize)> = self.links.iter().map(|link| (link.left, link.right)).collect();
        for pair in found {
            if known.insert((pair.left, pair.right)) {
                let score = self
                    .judge
                    .weights
                    .likeness(self.left.whole(pair.left), self.right.whole(pair.right));
                self.add(pair.left, pair.right, Pass::LeftOver, score);
            }
        }
    }

    fn left_overs_of(&self, side: Side) -> Vec<Candidate> {
        let (own, other, s, o) = match side {
            Side::Left => (self.left, self.right, 0, 1),
            Side::Right => (self.right, self.left, 1, 0),
        };
        let mut partners = vec![Vec::new(); own.clauses.len()];
        let mut claims = vec![Vec::new(); other.clauses.len()];
        for link in &self.links {
            let ends = [link.left, link.right];
            partners[ends[s]].push(ends[o]);
            claims[ends[o]].push(ends[s]);
        }
        let index = Index::of(other, &self.judge.weights, |clause| !self.settled[o][clause]);
        let mut shared = vec![0_u32; index.units.len()];
        let mut met = Vec::new();
        let mut found = Vec::new();
        for clause in (0..own.clauses.len()).filter(|clause| !self.settled[s][*clause]) {
            for unit in own.sentences(clause) {
                let total = self.judge.weights.total(unit);
                let covered = |other_clause: usize| {
                    share(
                        u64::from(self.judge.weights.shared(unit, other.whole(other_clause))),
                        u64::from(total),
                    )
                };
                if partners[clause].iter().any(|partner| covered(*partner) >= ACCOUNTED) {
                    continue;
                }
                index.meet(unit, &self.judge.weights, &mut shared, &mut met);
                met.sort_unstable();
                let mut best: Option<Candidate> = None;
                for place in met.drain(..) {
                    let upper = share(u64::from(std::mem::take(&mut shared[place])), u64::from(total));
                    let (partner, _) = index.units[place];
                    if upper < LEFT_OVER || best.is_some_and(|best| best.likeness >= upper) {
                        continue;
                    }
                    let own_share = self.unclaimed(unit, total, &other.units[place], &claims[partner], own);
                    let (left, right) = match side {
                        Side::Left => (clause, partner),
                        Side::Right => (partner, clause),
                    };
                    let needed = if self.judge.affinity(left, right) == 0 {
                        LEFT_OVER_ALONE
                    } else {
                        LEFT_OVER
                    };
                    if own_share >= needed && best.is_none_or(|best| own_share > best.likeness) {
                        best = Some(Candidate {
                            left,
                            right,
                            likeness: own_share,
                            rank: own_share,
                        });
                    }
                }
                found.extend(best);
            }
        }
        found
    }

    /// The part of `unit` that `partner` accounts for with words that no clause linked to it has claimed.
    fn unclaimed(&self, unit: &Unit, total: u32, partner: &Unit, claims: &[usize], own: &PreparedPlan) -> PerMille {
        let free = super::similarity::shared_terms(unit, partner)
            .filter(|term| {
                claims
                    .iter()
                    .all(|claim| own.whole(*claim).terms.binary_search(term).is_err())
            })
            .map(|term| u64::from(self.judge.weights.weight(term)))
            .sum();
        share(free, u64::from(total))
    }
}

#[derive(Clone, Copy)]
enum Side {
    Left,
    Right,
}

/// Which units of a plan have a term.
struct Index {
    /// For each term, where its list begins in `places`; one more at the end.
    starts: Vec<u32>,
    /// Places of units, term after term.
    places: Vec<u32>,
    /// Clause and weight of each unit.
    units: Vec<(usize, u32)>,
}

impl Index {
    fn of(plan: &PreparedPlan, weights: &Weights, wanted: impl Fn(usize) -> bool) -> Self {
        let wanted: Vec<bool> = plan.units.iter().map(|unit| wanted(unit.clause as usize)).collect();
        let indexed = || plan.units.iter().enumerate().filter(|(place, _)| wanted[*place]);
        let mut starts = vec![0_u32; weights.len() + 1];
        for term in indexed().flat_map(|(_, unit)| &unit.terms) {
            starts[*term as usize + 1] += 1;
        }
        for term in 1..starts.len() {
            starts[term] += starts[term - 1];
        }
        let mut next = starts.clone();
        let mut places = vec![0_u32; starts.last().map_or(0, |end| *end as usize)];
        for (place, unit) in indexed() {
            for term in &unit.terms {
                let at = &mut next[*term as usize];
                places[*at as usize] = place as u32;
                *at += 1;
            }
        }
        let units = plan
            .units
            .iter()
            .map(|unit| (unit.clause as usize, weights.total(unit)));
        Self {
            starts,
            places,
            units: units.collect(),
        }
    }

    fn with_term(&self, term: u32) -> &[u32] {
        let range = self.starts[term as usize] as usize..self.starts[term as usize + 1] as usize;
        &self.places[range]
    }

    /// Adds up, for every unit that shares a term with `unit`, the weight of what they share; `met` lists those units.
    fn meet(&self, unit: &Unit, weights: &Weights, shared: &mut [u32], met: &mut Vec<usize>) {
        for term in &unit.terms {
            let weight = weights.weight(*term);
            for place in self.with_term(*term) {
                let sum = &mut shared[*place as usize];
                if *sum == 0 {
                    met.push(*place as usize);
                }
                *sum += weight;
            }
        }
    }
}
