//! What several test files need.

use peaceplan::{
    library::Library,
    plan::{Certainty, Clause, Plan},
};

/// The embedded library.
#[allow(dead_code, reason = "not every test file opens the library")]
pub fn library() -> Library {
    Library::open(None).expect("the embedded library opens")
}

/// All embedded plans, the oldest first.
#[allow(dead_code, reason = "not every test file compares all plans")]
pub fn plans() -> Vec<Plan> {
    library().plans().expect("the embedded plans read")
}

/// A clause without notes.
#[allow(dead_code, reason = "not every test file makes clauses")]
pub fn clause(reference: &str, topics: &[&str], text: &str) -> Clause {
    Clause {
        reference: reference.into(),
        topics: topics.iter().map(|topic| (*topic).into()).collect(),
        parties: Vec::new(),
        text: text.into(),
        note: String::new(),
        certainty: Certainty::Confirmed,
        position: None,
        follows: Vec::new(),
    }
}

/// A plan of these clauses.
#[allow(dead_code, reason = "not every test file makes plans")]
pub fn plan(id: &str, clauses: Vec<Clause>) -> Plan {
    let mut plan = Plan::empty(id);
    plan.clauses = clauses;
    plan
}
