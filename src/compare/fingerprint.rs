//! Numbers by which the program knows the plans again that the build script has linked.

use std::hash::{DefaultHasher, Hash, Hasher};

use crate::plan::Plan;

/// A number that tells apart plans which are linked in different ways, because their clauses say other things, are on other
/// topics or follow others: equal for equal ones, in every program that one compiler has built.
pub(crate) fn fingerprint(plan: &Plan) -> u64 {
    let mut hasher = DefaultHasher::new();
    (&plan.id, plan.clauses.len()).hash(&mut hasher);
    for clause in &plan.clauses {
        (&clause.reference, &clause.text, &clause.topics, &clause.follows).hash(&mut hasher);
    }
    hasher.finish()
}
