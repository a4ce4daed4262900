//! Plans as sets of terms, ready to be compared.

use std::{
    hash::{DefaultHasher, Hash, Hasher},
    ops::Range,
};

use serde::{Deserialize, Serialize};

use super::lexicon::TermId;
use crate::plan::Plan;

/// A text as a set of terms, in ascending order.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Unit {
    /// The clause it belongs to, by its place in the plan.
    pub clause: u32,
    /// Its terms.
    pub terms: Box<[TermId]>,
}

/// A clause ready to be compared.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PreparedClause {
    /// Its units in [`PreparedPlan::units`]: the whole clause first, then each sentence if there are several.
    pub units: Range<usize>,
    /// Its topics by number in the vocabulary, the main one first.
    pub topics: Vec<u16>,
}

/// A plan ready to be compared.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PreparedPlan {
    /// Its clauses, in the order of the document.
    pub clauses: Vec<PreparedClause>,
    /// Units of all clauses, clause after clause.
    pub units: Vec<Unit>,
}

impl PreparedPlan {
    /// Gives the terms from the number `known` on these numbers, in order.
    pub(super) fn renumber(&mut self, known: usize, numbers: &[TermId]) {
        for unit in &mut self.units {
            for term in &mut unit.terms {
                if let Some(later) = (*term as usize).checked_sub(known) {
                    *term = numbers[later];
                }
            }
            unit.terms.sort_unstable();
        }
    }

    /// The whole clause as a unit.
    #[must_use]
    pub fn whole(&self, clause: usize) -> &Unit {
        &self.units[self.clauses[clause].units.start]
    }

    /// The units of a clause: the whole of it, then each sentence if there are several.
    #[must_use]
    pub fn units_of(&self, clause: usize) -> &[Unit] {
        &self.units[self.clauses[clause].units.clone()]
    }
}

/// A number that tells apart plans whose clauses say other things or are on other topics: equal for equal ones, in every
/// program that one compiler has built.
pub(crate) fn fingerprint(plan: &Plan) -> u64 {
    let mut hasher = DefaultHasher::new();
    plan.clauses.len().hash(&mut hasher);
    for clause in &plan.clauses {
        (&clause.text, &clause.topics).hash(&mut hasher);
    }
    hasher.finish()
}
