//! Seeded mutations of real plans: what a revision does to a text, done by machine, so that every link is known.

#![allow(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "a test may stop at the first surprise, and prints its figures"
)]

mod common;

use std::collections::BTreeSet;

use peaceplan::{
    compare::words::{sentences, words},
    plan::{Clause, Plan},
    report::diff::diff,
};

/// A small generator of repeatable numbers (xorshift64*): a test must not depend on a library's stream.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: usize) -> usize {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        (self.0.wrapping_mul(0x2545_f491_4f6c_dd1d) >> 33) as usize % sides
    }
}

/// A revision and the links to it that are known: places left and right.
struct Revision {
    plan: Plan,
    links: BTreeSet<(usize, usize)>,
    /// Places on the right of the clauses that were put elsewhere.
    moved: BTreeSet<usize>,
}

/// Changes the words of some clauses, splits and merges some, moves one far away, and numbers all of them anew.
fn revise(plan: &Plan, seed: u64) -> Revision {
    let mut dice = Dice(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1);
    let mut parts: Vec<(Vec<usize>, Clause)> = Vec::new();
    let mut place = 0;
    while place < plan.clauses.len() {
        let clause = &plan.clauses[place];
        match dice.roll(10) {
            0 if place + 1 < plan.clauses.len() => {
                parts.push((vec![place, place + 1], merged(clause, &plan.clauses[place + 1])));
                place += 1;
            }
            1 => parts.extend(split(clause).into_iter().map(|part| (vec![place], part))),
            2 => parts.push((vec![place], edited(clause, &mut dice, other_figure))),
            3 => parts.push((vec![place], edited(clause, &mut dice, weaker))),
            4 => parts.push((vec![place], edited(clause, &mut dice, negated))),
            5 => parts.push((vec![place], edited(clause, &mut dice, other_party))),
            _ => parts.push((vec![place], clause.clone())),
        }
        place += 1;
    }
    let mut moved = BTreeSet::new();
    let from = dice.roll(parts.len());
    let to = (from + parts.len() / 2) % parts.len();
    let alone = |at: usize| {
        parts
            .iter()
            .filter(|(origin, _)| origin.iter().any(|one| parts[at].0.contains(one)))
            .count()
            == 1
    };
    // one clause put at least three places away: nearer, it is not clear which of two has moved
    if parts.len() >= 8 && alone(from) && parts[from].0.len() == 1 {
        let part = parts.remove(from);
        parts.insert(to, part);
        moved.insert(to);
    }
    let mut links = BTreeSet::new();
    let mut revised = Plan::empty("revision");
    for (right, (origin, clause)) in parts.into_iter().enumerate() {
        links.extend(origin.into_iter().map(|left| (left, right)));
        revised.clauses.push(Clause {
            reference: format!("N{right}"),
            ..clause
        });
    }
    Revision {
        plan: revised,
        links,
        moved,
    }
}

fn merged(a: &Clause, b: &Clause) -> Clause {
    let mut topics = a.topics.clone();
    topics.extend(b.topics.iter().filter(|topic| !a.topics.contains(topic)).cloned());
    Clause {
        topics,
        text: format!("{} {}", a.text, b.text),
        ..a.clone()
    }
}

fn split(clause: &Clause) -> Vec<Clause> {
    let words = words(&clause.text);
    let parts = sentences(&words)
        .into_iter()
        .map(|range| -> String { words[range].iter().map(|word| word.printed).collect() });
    let split: Vec<Clause> = parts
        .map(|text| Clause {
            text: text.trim().into(),
            ..clause.clone()
        })
        .collect();
    // a fragment of few words says too little to be found again
    if split.iter().any(|part| part.text.split(' ').count() < 5) {
        vec![clause.clone()]
    } else {
        split
    }
}

fn edited(clause: &Clause, dice: &mut Dice, edit: fn(&str, &mut Dice) -> String) -> Clause {
    Clause {
        text: edit(&clause.text, dice),
        ..clause.clone()
    }
}

fn other_figure(text: &str, dice: &mut Dice) -> String {
    let figure = |word: &str| {
        if word.contains(|digit: char| digit.is_ascii_digit()) {
            format!("{}00", dice_figure(word))
        } else {
            word.to_owned()
        }
    };
    let _ = dice;
    text.split(' ').map(figure).collect::<Vec<_>>().join(" ")
}

fn dice_figure(word: &str) -> String {
    word.chars().filter(char::is_ascii_digit).collect()
}

fn weaker(text: &str, _: &mut Dice) -> String {
    text.replacen(" will ", " may ", 1)
}

fn negated(text: &str, _: &mut Dice) -> String {
    text.replacen(" will ", " will not ", 1)
}

fn other_party(text: &str, _: &mut Dice) -> String {
    text.replace("Ukraine", "§")
        .replace("Russia", "Ukraine")
        .replace('§', "Russia")
}

#[test]
fn revisions_by_machine_are_linked_as_they_were_made() {
    let vocabulary = common::library().vocabulary;
    let (mut known, mut found, mut wrong, mut moves, mut wrong_moves) = (0, 0, 0, 0, 0);
    for plan in common::plans() {
        for seed in 1..=8 {
            let revision = revise(&plan, seed);
            let report = diff(&plan, &revision.plan, &vocabulary, false);
            let place = |plan: &Plan, reference: &str| {
                plan.clauses
                    .iter()
                    .position(|clause| clause.reference == reference)
                    .unwrap()
            };
            let links: BTreeSet<(usize, usize)> = report
                .changes
                .iter()
                .flat_map(|change| &change.links)
                .map(|(left, right)| (place(&plan, left), place(&revision.plan, right)))
                .collect();
            known += revision.links.len();
            found += links.intersection(&revision.links).count();
            wrong += links.difference(&revision.links).count();
            for change in report.changes.iter().filter(|change| change.moved) {
                moves += 1;
                wrong_moves += usize::from(!change.right.iter().any(|clause| revision.moved.contains(&clause.place)));
            }
        }
    }
    let recall = f64::from(found as u32) / f64::from(known as u32);
    println!("{known} links made, {found} found ({recall:.4}), {wrong} wrong; {moves} moves, {wrong_moves} wrong");
    assert!(recall >= 0.99);
    assert_eq!(wrong_moves, 0);
}
