//! Which clauses could be alike: an index of terms, and bounds that no likeness exceeds, so that few pairs are scored.

use super::{
    link::FIRST_LINK,
    similarity::{PreparedPlan, TermId, Unit, Weights},
};

/// The topics of a clause taken together.
#[derive(Debug, Clone, Copy)]
pub(super) struct TopicSum {
    pub(super) weight: u32,
    /// A bit for each topic; two clauses without a common bit share no topic.
    pub(super) mask: u64,
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

/// The least that every kind of link needs: a quarter of the smaller of the two units. Both measures of a first link
/// are below the share that two units have of the smaller one, and every other link needs more.
pub(super) fn is_possible(shared: u32, smaller: u32) -> bool {
    1_000 * u64::from(shared) >= u64::from(FIRST_LINK) * u64::from(smaller)
}

/// Which units of a plan have a term.
pub(super) struct Index {
    /// For each term, where its list begins in `places`; one more at the end.
    starts: Vec<u32>,
    /// Places of units, term after term.
    places: Vec<u32>,
    pub(super) units: Vec<IndexedUnit>,
}

/// A unit of the indexed plan: its clause, the weight of its terms, and the topics of its clause.
pub(super) struct IndexedUnit {
    pub(super) clause: u32,
    pub(super) total: u32,
    pub(super) topics: TopicSum,
}

impl Index {
    pub(super) fn of(
        plan: &PreparedPlan,
        weights: &Weights,
        topics: &[TopicSum],
        wanted: impl Fn(usize) -> bool,
    ) -> Self {
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
        let units = plan.units.iter().map(|unit| IndexedUnit {
            clause: unit.clause,
            total: weights.total(unit),
            topics: topics[unit.clause as usize],
        });
        Self {
            starts,
            places,
            units: units.collect(),
        }
    }

    fn with_term(&self, term: TermId) -> &[u32] {
        let range = self.starts[term as usize] as usize..self.starts[term as usize + 1] as usize;
        &self.places[range]
    }

    /// Adds up, for every unit that shares a term with `unit`, the weight of what they share; `met` lists those units.
    pub(super) fn meet(&self, unit: &Unit, weights: &Weights, shared: &mut [u32], met: &mut Vec<u32>) {
        for term in &unit.terms {
            let weight = weights.weight(*term);
            for place in self.with_term(*term) {
                let sum = &mut shared[*place as usize];
                if *sum == 0 {
                    met.push(*place);
                }
                *sum += weight;
            }
        }
    }
}
