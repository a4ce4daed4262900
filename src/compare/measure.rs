//! How alike two units are, and how alike they must be.
//!
//! The constants were found by search on the development pairs of `tests/gold`, and are the middle of a plateau.

use super::similarity::{PerMille, share};

/// Likeness that two clauses without a link need.
const FIRST_LINK: PerMille = 316;
/// Likeness that a clause without a link needs to join one that has links.
const JOINING: PerMille = 262;
/// Part of a clause or sentence without a link that a clause with one must account for.
const SECOND_LINK: PerMille = 385;
/// Likeness that two clauses need that have links already.
const THIRD_LINK: PerMille = 430;
/// How much of the needed likeness two clauses need that speak of a common issue which is not broad: none need less.
pub(super) const COMMON_ISSUE: u32 = 625;
/// What it counts that one unit accounts for the smaller one, in thousandths of likeness both ways.
const CONTAINED: PerMille = 540;
/// Weight added to a unit when it is asked how much of it another accounts for: a heading of two words is soon
/// accounted for, and that says little.
pub(super) const HEADING: u64 = 2_600;

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
    pub(super) const NONE: Self = Self {
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

/// How a pair is measured.
pub(super) struct Measure {
    /// Which of the two clauses have no link yet.
    pub(super) fresh: [bool; 2],
    /// Whether the main topic of the clause without a link is one of the other, so that it may join the link of the other.
    pub(super) may_join: bool,
    /// How much of the needed likeness the two need, in thousandths: more than all if they are about other things; at least
    /// [`COMMON_ISSUE`].
    pub(super) demand: u32,
    /// The weight of all topics of each.
    pub(super) topics: [u32; 2],
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
            Some((Likeness::Ordinary, JOINING)),
        ],
    }
}

impl Measure {
    /// The ways open to the pair, each with the likeness that it needs.
    fn ways(&self) -> impl Iterator<Item = (Likeness, PerMille)> {
        let open = if self.may_join { 2 } else { 1 };
        let ways = ways(self.fresh).into_iter().take(open).flatten();
        ways.map(|(likeness, needed)| (likeness, needed * self.demand / 1_000))
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
    /// one, and its clause never needs less than this part of the likeness, in thousandths. Two units suffice only if they
    /// share what the lighter one asks for.
    pub(super) fn least_shared(side: usize, own: u32, fresh: [bool; 2], least_demand: u32) -> u32 {
        let ways = ways(fresh).into_iter().flatten();
        let least = ways
            .map(|(likeness, needed)| likeness.least_shared(needed * least_demand / 1_000, side, u64::from(own)))
            .min();
        least.map_or(u32::MAX, |least| u32::try_from(least).unwrap_or(u32::MAX))
    }
}
