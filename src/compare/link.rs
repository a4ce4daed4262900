//! Two plans → links between clauses, each with its evidence.
//!
//! A pair of clauses is judged by the weight of what both have: the terms of their wording, and their topics, which
//! count as terms of heavy weight; the fewer clauses have a topic, the heavier. Clauses are compared whole and sentence
//! by sentence, and the most alike pair of units counts.
//!
//! 1. *pinned*: a `follows` in a plan file says so;
//! 2. *identical*: the same words;
//! 3. *wording*: a sentence in common that stands only once in either plan;
//! 4. *wording*, *topic*: the pair that stands highest above what it needs is linked first, one to one. Clauses of
//!    different main topics need more, those without a common topic still more;
//! 5. *left-over*: what a link rests on is claimed and counts for less in every other pair, so that a clause gets a second
//!    link, and becomes a split or a merger, only by what its first link does not account for. A clause that found no
//!    partner may also join one of its main topic whose words its first link does not use up.
//!
//! Clause numbers are never looked at. Every rule treats both plans alike, so `link(b, a)` mirrors `link(a, b)`.
//! The constants were found by search on the development pairs of `tests/gold`, and are the middle of a plateau.

use rustc_hash::{FxHashMap, FxHashSet};
use serde::Serialize;

use super::{
    candidates::Candidates,
    kinds::{Kind, Kinds},
    queue::{Pair, Queue},
    similarity::{Lexicon, PerMille, PreparedClause, PreparedPlan, TermId, Unit, Weights, share, shared_terms},
};
use crate::plan::Plan;

/// Likeness that two clauses without a link need.
const FIRST_LINK: PerMille = 250;
/// Part of a clause or sentence without a link that a clause with one must account for.
const SECOND_LINK: PerMille = 310;
/// Likeness that a clause without a link needs to join one of the same main topic that has one.
const JOINING_LINK: PerMille = 260;
/// Likeness that two clauses need that have links already.
const THIRD_LINK: PerMille = 330;
/// How much of the needed likeness two clauses need that share a topic which is not the main one of both.
const OTHER_MAIN_TOPIC: u32 = 1_070;
/// How much of it two clauses need that share no topic.
const NO_COMMON_TOPIC: u32 = 1_500;
/// How much a term counts that a link has claimed.
const CLAIMED_TERM: PerMille = 720;
/// The same when both clauses have links already.
const CLAIMED_TWICE: PerMille = 0;
/// How much a topic counts that a link has claimed.
const CLAIMED_TOPIC: PerMille = 720;
/// How much a topic weighs, in thousandths of a term of the same rarity.
const TOPIC: PerMille = 1_520;
/// How much a topic weighs that is not the main one of its clause, in thousandths of the main one.
const SIDE_TOPIC: PerMille = 550;
/// What it counts that one unit accounts for the smaller one, in thousandths of likeness both ways.
const CONTAINED: PerMille = 615;
/// Weight added to a unit when it is asked how much of it another accounts for: a heading of two words is soon
/// accounted for, and that says little.
const HEADING: u64 = 3_300;

/// Which rule made a link.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Pass {
    /// A `follows` in a plan file.
    Pinned,
    /// The same words.
    Identical,
    /// Alike enough in wording alone.
    Wording,
    /// Alike enough with the weight of shared topics.
    Topic,
    /// By what an earlier link does not account for.
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
    /// Likeness, in thousandths.
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
    /// How many times a pair of clauses was scored exactly: the work done, which a test watches.
    pub scored: usize,
}

/// A correspondence that a person has declared, by the places of the clauses.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Pin {
    /// Place in the left plan.
    pub left: usize,
    /// Place in the right plan.
    pub right: usize,
    /// Whether the clause of the left plan says so; it is the one whose links are fixed by that.
    pub by_left: bool,
}

/// What the `follows` of two plans say of each other.
#[must_use]
pub fn pins(left: &Plan, right: &Plan) -> Vec<Pin> {
    let declared = |from: &Plan, to: &Plan| -> Vec<(usize, usize)> {
        let target = |name: &String| {
            let (id, reference) = name.split_once('#')?;
            let place = to.clauses.iter().position(|clause| clause.reference == reference)?;
            (id == to.id).then_some(place)
        };
        let clauses = from.clauses.iter().enumerate();
        clauses
            .flat_map(|(at, clause)| clause.follows.iter().filter_map(target).map(move |place| (at, place)))
            .collect()
    };
    let mut pins: Vec<Pin> = declared(left, right)
        .into_iter()
        .map(|(left, right)| Pin {
            left,
            right,
            by_left: true,
        })
        .collect();
    pins.extend(declared(right, left).into_iter().map(|(right, left)| Pin {
        left,
        right,
        by_left: false,
    }));
    pins.sort_unstable();
    pins
}

/// Links two plans that `lexicon` prepared; `pins` are taken as they are, and a clause that declares one gets no other
/// link than its pins.
#[must_use]
pub fn link(lexicon: &Lexicon<'_>, left: &PreparedPlan, right: &PreparedPlan, pins: &[Pin]) -> Links {
    let mut linker = Linker::of(Judge::of(lexicon, left, right));
    for pin in pins {
        if !linker.linked.contains(&(pin.left, pin.right)) {
            let score = linker.judge.judge(pin.left, pin.right).likeness;
            linker.add(pin.left, pin.right, Pass::Pinned, score);
        }
        let [left_states, right_states] = &mut linker.judge.states;
        let declaring = if pin.by_left {
            &mut left_states[pin.left]
        } else {
            &mut right_states[pin.right]
        };
        declaring.settled = true;
    }
    linker.identical();
    linker.same_sentences();
    linker.by_likeness();
    linker.links.sort_by_key(|link| (link.left, link.right));
    Links {
        links: linker.links,
        scored: linker.scored,
    }
}

/// What was found out about a pair of clauses.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Judgement {
    /// How alike they are, with the weight of their topics.
    pub likeness: PerMille,
    /// The likeness that they need.
    pub needed: PerMille,
    /// How alike they are in wording alone.
    pub wording: PerMille,
}

impl Judgement {
    const NONE: Self = Self {
        likeness: 0,
        needed: FIRST_LINK,
        wording: 0,
    };

    /// How far the pair stands above what it needs, in thousandths; from 1000 on it is good enough.
    #[must_use]
    pub fn standing(self) -> PerMille {
        share(u64::from(self.likeness), u64::from(self.needed))
    }

    /// Whether the pair is good enough.
    #[must_use]
    pub fn suffices(self) -> bool {
        self.likeness >= self.needed
    }
}

/// What the links made so far mean for a clause.
#[derive(Debug, Clone, Default)]
struct State {
    links: u32,
    /// Whether a person fixed its links.
    settled: bool,
    /// Whether its link rests on all of its words, so that it has nothing to offer to another linked clause.
    spent: bool,
    /// Terms that its links rest on, in ascending order.
    terms: Vec<TermId>,
    /// Topics that its links rest on.
    topics: Vec<u16>,
}

impl State {
    fn is_free(&self) -> bool {
        self.links == 0
    }

    fn is_linked(&self) -> bool {
        self.links > 0
    }

    fn is_unspent(&self) -> bool {
        self.links > 0 && !self.spent
    }

    /// Notes a link that rests on these terms and topics and may spend the clause, and says whether that changes how the
    /// clause is judged.
    fn claim(&mut self, terms: &[TermId], topics: &[u16], spends: bool) -> bool {
        let known = (self.terms.len(), self.topics.len(), self.is_linked(), self.spent);
        self.spent |= spends;
        self.links += 1;
        self.terms.extend(terms);
        // both runs are sorted already, which this sort makes use of
        self.terms.sort();
        self.terms.dedup();
        for topic in topics {
            if !self.topics.contains(topic) {
                self.topics.push(*topic);
            }
        }
        (self.terms.len(), self.topics.len(), true, self.spent) != known
    }
}

/// Judges pairs of clauses, given the links made so far.
pub struct Judge<'p> {
    pub(super) plans: [&'p PreparedPlan; 2],
    /// How much each term weighs between these plans.
    pub weights: Weights,
    /// How much each topic weighs.
    topics: FxHashMap<u16, u32>,
    /// All topics of each clause, left and right.
    pub(super) topic_sums: [Vec<TopicSum>; 2],
    states: [Vec<State>; 2],
}

impl<'p> Judge<'p> {
    /// A judge of two plans that `lexicon` prepared, before any link is made.
    #[must_use]
    pub fn of(lexicon: &Lexicon<'_>, left: &'p PreparedPlan, right: &'p PreparedPlan) -> Self {
        let topics = topic_weights(left, right);
        let sum = |clause: &PreparedClause| {
            let ranked = clause.topics.iter().enumerate();
            TopicSum {
                weight: ranked.map(|(rank, topic)| topic_weight(&topics, *topic, rank)).sum(),
                mask: clause.topics.iter().fold(0, |mask, topic| mask | 1 << (topic % 64)),
            }
        };
        Self {
            plans: [left, right],
            weights: Weights::of(lexicon, left, right),
            topic_sums: [left, right].map(|plan| plan.clauses.iter().map(sum).collect()),
            topics,
            states: [left, right].map(|plan| vec![State::default(); plan.clauses.len()]),
        }
    }

    /// Judges the clauses at these places: the most alike pair of their units decides.
    #[must_use]
    pub fn judge(&self, left: usize, right: usize) -> Judgement {
        let topics = self.shared_topics(left, right);
        let measure = self.measure(left, right);
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

    /// How the clauses at these places are measured.
    pub(super) fn measure(&self, left: usize, right: usize) -> Measure {
        let sums = [self.topic_sums[0][left], self.topic_sums[1][right]];
        let [a, b] = [(0, left), (1, right)].map(|(side, clause)| self.plans[side].clauses[clause].topics.first());
        let kinship = if a == b || a.is_none() || b.is_none() {
            Kinship::MainTopic
        } else if sums[0].shared_at_most(sums[1]) > 0 {
            Kinship::OtherTopic
        } else {
            Kinship::None
        };
        Measure {
            fresh: [self.is_fresh(0, left), self.is_fresh(1, right)],
            may_join: a.is_some() && a == b && !self.states[0][left].spent && !self.states[1][right].spent,
            kinship,
            topics: sums.map(|sum| sum.weight),
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

    /// What is left of the weight of a term that a link of either clause has claimed; `fresh` says which has no link.
    pub(super) fn claimed_weight(weight: u32, fresh: [bool; 2]) -> u32 {
        let factor = if fresh == [false, false] {
            CLAIMED_TWICE
        } else {
            CLAIMED_TERM
        };
        weight * factor / 1_000
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
                weight * CLAIMED_TOPIC / 1_000
            } else {
                weight
            })
        });
        shared.sum()
    }

    /// Weight of the terms that two units share, those that a link of either clause has claimed for less.
    pub(super) fn shared_wording(&self, a: &Unit, left: usize, b: &Unit, right: usize) -> u32 {
        let fresh = [self.is_fresh(0, left), self.is_fresh(1, right)];
        let shared = shared_terms(a, b).map(|term| {
            let weight = self.weights.weight(term);
            if self.has_claimed(0, left, term) || self.has_claimed(1, right, term) {
                Self::claimed_weight(weight, fresh)
            } else {
                weight
            }
        });
        shared.sum()
    }

    /// Notes that the two clauses are linked, and what the link rests on. Says of either whether that changes how it is
    /// judged.
    fn claim(&mut self, left: usize, right: usize) -> [bool; 2] {
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

/// The topics of a clause taken together.
#[derive(Debug, Clone, Copy)]
pub(super) struct TopicSum {
    pub(super) weight: u32,
    /// A bit for each topic; two clauses without a common bit share no topic.
    mask: u64,
}

impl TopicSum {
    /// The most that two clauses can share.
    pub(super) fn shared_at_most(self, other: Self) -> u32 {
        if self.mask & other.mask == 0 {
            0
        } else {
            self.weight.min(other.weight)
        }
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

/// What the topics of two clauses have in common.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kinship {
    /// The main topic of both, or nothing is known of the topics of either.
    MainTopic,
    /// Another topic.
    OtherTopic,
    /// No topic.
    None,
}

impl Kinship {
    /// The likeness that such clauses need, given what clauses of the same main topic need.
    fn needed(self, needed: PerMille) -> PerMille {
        match self {
            Self::MainTopic => needed,
            Self::OtherTopic => needed * OTHER_MAIN_TOPIC / 1_000,
            Self::None => needed * NO_COMMON_TOPIC / 1_000,
        }
    }
}

/// How a pair is measured.
pub(super) struct Measure {
    /// Which of the two clauses have no link yet.
    fresh: [bool; 2],
    /// Whether both have the same main topic and neither is spent, so that one may join the other's link.
    may_join: bool,
    kinship: Kinship,
    /// The weight of all topics of each.
    topics: [u32; 2],
}

/// How likeness is reckoned.
#[derive(Clone, Copy)]
enum Likeness {
    /// What two units share of both together.
    BothWays,
    /// The same, or what they share of the smaller one, whichever is more.
    Ordinary,
    /// What they share of one of them.
    OfOne(usize),
}

impl Likeness {
    /// Likeness of units that share `shared` and weigh `own`.
    fn of(self, shared: u32, own: [u64; 2]) -> PerMille {
        let shared = u64::from(shared);
        let both_ways = || share(2 * shared, own[0] + own[1]);
        match self {
            Self::BothWays => both_ways(),
            Self::Ordinary => both_ways().max(CONTAINED * share(shared, own[0].min(own[1]) + HEADING) / 1_000),
            Self::OfOne(side) => share(shared, own[side] + HEADING),
        }
    }

    /// Whether units that share so much might reach the likeness: what it denies, [`Self::of`] denies.
    fn may_reach(self, needed: PerMille, shared: u32, own: [u64; 2]) -> bool {
        let (shared, needed) = (u64::from(shared), u64::from(needed));
        let both_ways = || 2_000 * shared >= needed * (own[0] + own[1]);
        match self {
            Self::BothWays => both_ways(),
            Self::Ordinary => both_ways() || u64::from(CONTAINED) * shared >= needed * (own[0].min(own[1]) + HEADING),
            Self::OfOne(side) => 1_000 * shared >= needed * (own[side] + HEADING),
        }
    }

    /// The least that units must share of which the one on this side, that weighs `own`, is the lighter.
    fn least_shared(self, needed: PerMille, side: usize, own: u64) -> u64 {
        let needed = u64::from(needed);
        // with a unit of the same weight, which asks for the least
        let both_ways = (needed * own).div_ceil(1_000);
        match self {
            Self::BothWays => both_ways,
            Self::Ordinary => both_ways.min((needed * (own + HEADING)).div_ceil(u64::from(CONTAINED))),
            Self::OfOne(one) if one == side => (needed * (own + HEADING)).div_ceil(1_000),
            // the other one decides alone
            Self::OfOne(_) => u64::MAX,
        }
    }
}

/// The ways in which clauses can come to be linked, each with the likeness that clauses of the same main topic need;
/// `fresh` says which of the two has no link. The second way is open only to clauses that may join.
fn ways(fresh: [bool; 2]) -> [Option<(Likeness, PerMille)>; 2] {
    match fresh {
        [true, true] => [Some((Likeness::Ordinary, FIRST_LINK)), None],
        [false, false] => [Some((Likeness::BothWays, THIRD_LINK)), None],
        [left_is_fresh, _] => [
            Some((Likeness::OfOne(usize::from(!left_is_fresh)), SECOND_LINK)),
            Some((Likeness::Ordinary, JOINING_LINK)),
        ],
    }
}

impl Measure {
    /// The ways open to the pair, each with the likeness that it needs.
    fn ways(&self) -> impl Iterator<Item = (Likeness, PerMille)> {
        let open = if self.may_join { 2 } else { 1 };
        let ways = ways(self.fresh).into_iter().take(open).flatten();
        ways.map(|(likeness, needed)| (likeness, self.kinship.needed(needed)))
    }

    fn own(&self, a: u32, b: u32) -> [u64; 2] {
        [u64::from(a + self.topics[0]), u64::from(b + self.topics[1])]
    }

    /// Judges two units by the weights of the wording and topics that they share, and of each one's own wording. The way
    /// on which they stand higher counts.
    pub(super) fn judge(&self, wording: u32, topics: u32, a: u32, b: u32) -> Judgement {
        let own = self.own(a, b);
        let judged = self.ways().map(|(likeness, needed)| Judgement {
            likeness: likeness.of(wording + topics, own),
            wording: likeness.of(wording, own),
            needed,
        });
        judged
            .max_by_key(|judgement| judgement.standing())
            .unwrap_or(Judgement::NONE)
    }

    /// Whether two units might suffice that share so much of wording and topics: what it denies, [`Self::judge`] denies.
    pub(super) fn may_suffice(&self, shared: u32, a: u32, b: u32) -> bool {
        let own = self.own(a, b);
        self.ways()
            .any(|(likeness, needed)| likeness.may_reach(needed, shared, own))
    }

    /// The least that two units must share if the one of this side, which weighs `own` with its topics, is the lighter
    /// one. Two units suffice only if they share what the lighter one asks for.
    pub(super) fn least_shared(side: usize, own: u32, fresh: [bool; 2]) -> u32 {
        let ways = ways(fresh).into_iter().flatten();
        let least = ways
            .map(|(likeness, needed)| likeness.least_shared(needed, side, u64::from(own)))
            .min();
        least.map_or(u32::MAX, |least| u32::try_from(least).unwrap_or(u32::MAX))
    }
}

/// Where a sentence stands in a plan.
#[derive(Debug, Clone, Copy, Default)]
enum Place {
    #[default]
    Nowhere,
    In(u32),
    Several,
}

struct Linker<'p> {
    judge: Judge<'p>,
    kinds: [Kinds; 2],
    /// What was found out about clauses of these kinds.
    judged: FxHashMap<(Kind, Kind), Judgement>,
    links: Vec<Link>,
    linked: FxHashSet<Pair>,
    scored: usize,
}

impl<'p> Linker<'p> {
    fn of(judge: Judge<'p>) -> Self {
        Self {
            kinds: judge.plans.map(Kinds::of),
            judge,
            judged: FxHashMap::default(),
            links: Vec::new(),
            linked: FxHashSet::default(),
            scored: 0,
        }
    }

    fn add(&mut self, left: usize, right: usize, pass: Pass, score: PerMille) {
        let [left_changes, right_changes] = self.judge.claim(left, right);
        if left_changes {
            self.kinds[0].change(left, self.kinds[1].text(right));
        }
        if right_changes {
            self.kinds[1].change(right, self.kinds[0].text(left));
        }
        self.linked.insert((left, right));
        self.links.push(Link {
            left,
            right,
            evidence: Evidence { pass, score },
        });
    }

    /// Clauses of the same terms. Where a text stands several times, the first goes with the first.
    fn identical(&mut self) {
        let [left_plan, right_plan] = self.judge.plans;
        let mut by_terms: FxHashMap<&[TermId], Vec<usize>> = FxHashMap::default();
        for right in (0..right_plan.clauses.len()).rev() {
            let terms = &right_plan.whole(right).terms;
            if self.judge.states[1][right].is_free() && !terms.is_empty() {
                by_terms.entry(terms).or_default().push(right);
            }
        }
        for left in 0..left_plan.clauses.len() {
            if self.judge.states[0][left].is_free()
                && let Some(right) = by_terms.get_mut(&*left_plan.whole(left).terms).and_then(Vec::pop)
            {
                self.add(left, right, Pass::Identical, 1_000);
            }
        }
    }

    /// Clauses that have a sentence in common word for word which stands only once in either plan, and says more than a
    /// heading: so a clause that was split or merged is found again, whatever else its parts resemble.
    fn same_sentences(&mut self) {
        let mut clauses_with: FxHashMap<&[TermId], [Place; 2]> = FxHashMap::default();
        for (side, plan) in self.judge.plans.into_iter().enumerate() {
            let is_open = |clause: u32| {
                let state = &self.judge.states[side][clause as usize];
                !state.spent && !state.settled
            };
            for unit in plan.units.iter().filter(|unit| is_open(unit.clause)) {
                let place = &mut clauses_with.entry(&unit.terms).or_default()[side];
                *place = match *place {
                    Place::Nowhere => Place::In(unit.clause),
                    Place::In(clause) if clause == unit.clause => Place::In(clause),
                    _ => Place::Several,
                };
            }
        }
        let weight = |terms: &[TermId]| {
            terms
                .iter()
                .map(|term| u64::from(self.judge.weights.weight(*term)))
                .sum::<u64>()
        };
        let once = clauses_with.into_iter().filter_map(|(terms, places)| match places {
            [Place::In(left), Place::In(right)] if weight(terms) > HEADING => Some((left as usize, right as usize)),
            _ => None,
        });
        let mut pairs: Vec<Pair> = once.collect();
        pairs.sort_unstable();
        pairs.dedup();
        for (left, right) in pairs {
            if !self.linked.contains(&(left, right)) {
                let score = self.judge(left, right).likeness;
                self.add(left, right, Pass::Wording, score);
            }
        }
    }

    /// Links clauses that have no link yet, one to one; then clauses that are left to those that are linked, and clauses
    /// that are not spent to each other. Such a link changes what is left over, so the search goes on until it finds
    /// nothing.
    fn by_likeness(&mut self) {
        let mut queue = Queue::default();
        self.search(&mut queue, State::is_free, State::is_free);
        self.empty(&mut queue, true);
        self.search(&mut queue, State::is_unspent, State::is_unspent);
        loop {
            // two clauses that are both left have been found not to suffice
            self.search(&mut queue, State::is_free, State::is_linked);
            self.search(&mut queue, State::is_linked, State::is_free);
            if queue.is_empty() {
                break;
            }
            self.empty(&mut queue, false);
        }
    }

    /// Links the pairs of the queue, the highest standing first, those that still suffice when their turn comes; one to
    /// one, only clauses that have no link then.
    fn empty(&mut self, queue: &mut Queue, one_to_one: bool) {
        while let Some((standing, (left, right))) =
            queue.pop(|side, clause| !one_to_one || self.judge.is_fresh(side, clause))
        {
            if self.linked.contains(&(left, right)) {
                continue;
            }
            let judgement = self.judge(left, right);
            let now = judgement.standing();
            if !judgement.suffices() {
                continue;
            }
            if now < standing && queue.next_standing().is_some_and(|next| next > now) {
                queue.push(now, (left, right));
                continue;
            }
            let fresh = self.judge.is_fresh(0, left) && self.judge.is_fresh(1, right);
            let pass = match (fresh, judgement.wording >= judgement.needed) {
                (false, _) => Pass::LeftOver,
                (true, true) => Pass::Wording,
                (true, false) => Pass::Topic,
            };
            self.add(left, right, pass, judgement.likeness);
        }
    }

    fn judge(&mut self, left: usize, right: usize) -> Judgement {
        let kinds = (self.kinds[0].kind(left), self.kinds[1].kind(right));
        *self.judged.entry(kinds).or_insert_with(|| {
            self.scored += 1;
            self.judge.judge(left, right)
        })
    }

    /// Queues every pair of the clauses wanted on either side that is good enough; `wanted` must not take clauses with and
    /// without links from one side.
    fn search(&mut self, queue: &mut Queue, left_wanted: fn(&State) -> bool, right_wanted: fn(&State) -> bool) {
        let states = &self.judge.states;
        let groups = |side: usize, wanted: fn(&State) -> bool| {
            let states = &states[side];
            self.kinds[side].groups(|clause| !states[clause].settled && wanted(&states[clause]))
        };
        let (lefts, rights) = (groups(0, left_wanted), groups(1, right_wanted));
        let offsets = queue.groups(&lefts, &rights);
        let mut candidates = Candidates::of(&self.judge, &lefts, &rights);
        let mut found = Vec::new();
        for left in 0..lefts.len() {
            candidates.find(lefts.first(left), &mut found);
            // of several pairs of units the one that stands highest decides
            found.sort_unstable_by_key(|(right, standing)| (*right, std::cmp::Reverse(*standing)));
            found.dedup_by_key(|(right, _)| *right);
            for (right, standing) in found.drain(..) {
                let (row, column) = (lefts.range(left), rights.range(right));
                let single = row.1 - row.0 == 1 && column.1 - column.0 == 1;
                if !(single && self.linked.contains(&(lefts.first(left), rights.first(right)))) {
                    queue.push_all(standing, offsets, row, column);
                }
            }
        }
        self.scored += candidates.scored;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::library::Library;

    /// All pairs that the search queues, with their standing.
    fn found(linker: &mut Linker<'_>) -> Vec<((usize, usize), PerMille)> {
        let mut queue = Queue::default();
        linker.search(&mut queue, State::is_free, State::is_free);
        let mut pairs: Vec<_> = std::iter::from_fn(|| queue.pop(|_, _| true))
            .map(|(standing, pair)| (pair, standing))
            .collect();
        pairs.sort_unstable();
        pairs
    }

    fn exhaustive(judge: &Judge<'_>) -> Vec<((usize, usize), PerMille)> {
        let [left, right] = judge.plans.map(|plan| plan.clauses.len());
        let pairs = (0..left).flat_map(|left| (0..right).map(move |right| (left, right)));
        let judged = pairs.map(|pair| (pair, judge.judge(pair.0, pair.1)));
        judged
            .filter(|(_, judgement)| judgement.suffices())
            .map(|(pair, judgement)| (pair, judgement.standing()))
            .collect()
    }

    #[test]
    fn what_is_not_scored_would_not_have_sufficed() {
        let library = Library::open(None).expect("the library opens");
        let plans = library.plans().expect("the plans read");
        let mut scored = (0, 0);
        for (at, left) in plans.iter().enumerate() {
            for right in &plans[at + 1..] {
                let mut lexicon = Lexicon::new(&library.vocabulary);
                let (a, b) = (lexicon.prepare(left), lexicon.prepare(right));
                let mut linker = Linker::of(Judge::of(&lexicon, &a, &b));
                assert_eq!(
                    found(&mut linker),
                    exhaustive(&linker.judge),
                    "{} {}",
                    left.id,
                    right.id
                );
                scored = (scored.0 + linker.scored, scored.1 + a.clauses.len() * b.clauses.len());
            }
        }
        assert!(
            scored.0 * 20 < scored.1,
            "{} of {} pairs were scored",
            scored.0,
            scored.1
        );
    }
}
