//! Plans as sets of terms, ready to be compared.

use std::ops::Range;

use super::lexicon::TermId;

/// A text as a set of terms, in ascending order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unit {
    /// The clause it belongs to, by its place in the plan.
    pub clause: u32,
    /// Its terms.
    pub terms: Box<[TermId]>,
}

/// A clause ready to be compared.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PreparedClause {
    /// Its units in [`PreparedPlan::units`]: the whole clause first, then each sentence if there are several.
    pub units: Range<usize>,
    /// Its topics by number in the vocabulary, the main one first.
    pub topics: Vec<u16>,
}

/// A plan ready to be compared.
#[derive(Debug, Clone, PartialEq, Eq)]
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
