//! How much work linking is, counted and not timed: a count is the same on every machine.
//!
//! `cargo test --test work -- --nocapture` prints the counts.

#![allow(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "a test may stop at the first surprise, and prints its counts"
)]

mod common;
#[path = "bench/generate.rs"]
mod generate;

use peaceplan::{
    compare::{lexicon::Lexicon, link::link},
    plan::Plan,
    vocabulary::Vocabulary,
};

use generate::Generator;

/// How many pairs of clauses are scored exactly to link two plans, pins left out of account.
fn scored(left: &Plan, right: &Plan, vocabulary: &Vocabulary) -> usize {
    let mut lexicon = Lexicon::new(vocabulary);
    let (a, b) = (lexicon.prepare(left), lexicon.prepare(right));
    link(lexicon.roles(), &a, &b, &[]).scored
}

/// The same for generated plans of each length.
fn scored_at<const N: usize>(lengths: [usize; N]) -> [usize; N] {
    let vocabulary = common::library().vocabulary;
    let plans = common::plans();
    let scored = lengths.map(|length| {
        let [left, right] = Generator::new(&plans, 1).pair(length);
        scored(&left, &right, &vocabulary)
    });
    println!("clauses {lengths:?}: {scored:?} pairs scored");
    scored
}

/// Generated clauses derive from the same few hundred, so alike pairs multiply; still few are scored per clause.
#[test]
fn a_clause_is_scored_against_few_others() {
    let [small, large] = scored_at([200, 2_000]);
    assert!(small <= 2 * 200, "{small}");
    assert!(large <= 5 * 2_000, "{large}");
}

/// What holds now, so that it gets no worse: of a quarter of a million pairs fewer than one in a hundred.
#[test]
fn few_pairs_of_generated_clauses_are_scored() {
    let [small, large] = scored_at([50, 500]);
    assert!(small <= 50, "{small}");
    assert!(large <= 4 * 500, "{large}");
}

#[test]
fn few_pairs_of_the_library_are_scored() {
    let vocabulary = common::library().vocabulary;
    let plans = common::plans();
    let (mut all, mut possible) = (0, 0);
    for (at, left) in plans.iter().enumerate() {
        for right in &plans[at + 1..] {
            let scored = scored(left, right, &vocabulary);
            let clauses = left.clauses.len() + right.clauses.len();
            assert!(
                scored <= 2 * clauses,
                "{} {}: {scored} pairs for {clauses} clauses",
                left.id,
                right.id
            );
            all += scored;
            possible += left.clauses.len() * right.clauses.len();
        }
    }
    println!("library: {all} of {possible} pairs scored");
    assert!(all * 20 <= possible, "{all} of {possible}");
}

/// Of many equal clauses one is judged for all.
#[test]
fn equal_clauses_are_scored_once() {
    let vocabulary = common::library().vocabulary;
    let plans = common::plans();
    let clause = |id: &str, reference: &str| {
        let plan = plans.iter().find(|plan| plan.id == id).unwrap();
        let mut clauses = plan.clauses.iter();
        clauses.find(|clause| clause.reference == reference).unwrap().clone()
    };
    let equal = |clause| generate::plan("equal", vec![clause; 300]);
    let (left, right) = (equal(clause("us-28-point", "6")), equal(clause("us-ua-20-point", "4")));
    let scored = scored(&left, &right, &vocabulary);
    println!("300 equal clauses on either side: {scored} pairs scored");
    assert!(scored <= 10, "{scored}");
}
