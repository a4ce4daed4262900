//! Which pairs of clauses are alike enough to be linked.

use std::{cmp::Reverse, ops::Range};

use super::{
    candidates::{Candidates, Index},
    judge::{Judge, State},
    kinds::{Groups, Kinds},
    similarity::PerMille,
};
use crate::halves::both;

/// From so many clauses on a second thread takes less time than it costs.
const LONG_SEARCH: usize = 2_500;

/// Which clauses a search takes. It must not take clauses with and without links from one side.
pub(super) type Wanted = fn(&State) -> bool;

/// The clauses of two plans that were searched, and what was found.
pub(super) struct Search {
    pub(super) lefts: Groups,
    pub(super) rights: Groups,
    /// In order of the left groups, then of the right ones.
    pub(super) pairs: Vec<FoundPair>,
    /// How many pairs of clauses were scored exactly.
    pub(super) scored: usize,
}

/// Groups of the left and the right plan, and their standing.
pub(super) type FoundPair = (u32, u32, PerMille);

impl Search {
    /// Finds every pair of the clauses wanted on either side that is good enough.
    pub(super) fn of(judge: &Judge<'_>, kinds: &[Kinds; 2], wanted: [Wanted; 2]) -> Self {
        let groups = |side: usize| {
            let states = &judge.states[side];
            kinds[side].groups(|clause| !states[clause].settled && wanted[side](&states[clause]))
        };
        let mut search = Self {
            lefts: groups(0),
            rights: groups(1),
            pairs: Vec::new(),
            scored: 0,
        };
        if search.lefts.len() > 0 && search.rights.len() > 0 {
            for part in search.find(judge) {
                search.scored += part.scored;
                search.pairs.extend(part.pairs);
            }
        }
        search
    }

    /// Two threads share a long search; each goes through its part in order.
    fn find(&self, judge: &Judge<'_>) -> Vec<Found> {
        let (lefts, rights) = (&self.lefts, &self.rights);
        let index = Index::of(judge, lefts, rights);
        let part = |range: Range<usize>| {
            let mut candidates = Candidates::of(judge, rights, &index);
            let mut found = Vec::new();
            let mut pairs = Vec::new();
            for left in range {
                candidates.find(lefts.first(left), &mut found);
                // of several pairs of units the one that stands highest decides
                found.sort_unstable_by_key(|(right, standing)| (*right, Reverse(*standing)));
                found.dedup_by_key(|(right, _)| *right);
                let found = found.drain(..);
                pairs.extend(found.map(|(right, standing)| (left as u32, right as u32, standing)));
            }
            Found {
                pairs,
                scored: candidates.scored,
            }
        };
        if lefts.len() < LONG_SEARCH {
            return vec![part(0..lefts.len())];
        }
        let middle = lefts.len() / 2;
        let (first, second) = both(|| part(0..middle), || part(middle..lefts.len()));
        vec![first, second]
    }

    /// Takes out the pairs that do not reach this part, in thousandths, of the standing of the best pair of either group.
    pub(super) fn set_aside(&mut self, part_of_best: PerMille) -> Vec<FoundPair> {
        let mut best = [vec![0; self.lefts.len()], vec![0; self.rights.len()]];
        for (left, right, standing) in &self.pairs {
            for (side, group) in [*left, *right].into_iter().enumerate() {
                let known: &mut PerMille = &mut best[side][group as usize];
                *known = (*known).max(*standing);
            }
        }
        let is_reached = |(left, right, standing): &FoundPair| {
            let best = best[0][*left as usize].max(best[1][*right as usize]);
            u64::from(*standing) * 1_000 >= u64::from(best) * u64::from(part_of_best)
        };
        let (reached, others) = std::mem::take(&mut self.pairs).into_iter().partition(is_reached);
        self.pairs = reached;
        others
    }
}

/// What a part of a search has found.
struct Found {
    pairs: Vec<FoundPair>,
    scored: usize,
}
