//! What several test files need.

use peaceplan::{
    library::{Library, read_file},
    plan::{Certainty, Clause, Plan},
    vocabulary::{Concept, Issue, Language, Vocabulary},
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

/// Concepts and issues as the library's vocabulary states them.
#[allow(dead_code, reason = "not every test file looks at language")]
pub fn language() -> (Vec<Concept>, Vec<Issue>) {
    let file = read_file("proposals/vocabulary.toml".as_ref()).expect("the vocabulary is there");
    match Vocabulary::read(&file).expect("the vocabulary reads").language {
        Language::Stated { concepts, issues } => (concepts, issues),
        Language::WorkedOut(_) => panic!("a file states it"),
    }
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
