//! How well clauses are linked, measured against alignments made by hand.
//!
//! `tests/gold/development` was used while the engine was written; `tests/gold/held-out` only for the figures at the
//! end. A label file lists the pairs that every careful reader links (`must`) and those a careful reader may link
//! (`may`), which count neither for nor against. Pins are left out of account.

#![allow(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "a test may stop at the first surprise, and prints its table"
)]

use std::{fs, path::Path};

use peaceplan::{
    compare::{link::link, similarity::Lexicon},
    library::Library,
};
use serde::Deserialize;

#[derive(Deserialize)]
struct Gold {
    left: String,
    right: String,
    must: Vec<(String, String)>,
    may: Vec<(String, String)>,
}

#[derive(Debug, Clone, Copy)]
struct Accuracy {
    precision: f64,
    recall: f64,
}

impl Accuracy {
    fn f1(self) -> f64 {
        if self.precision + self.recall == 0.0 {
            return 0.0;
        }
        2.0 * self.precision * self.recall / (self.precision + self.recall)
    }
}

fn golds(folder: &str) -> Vec<Gold> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/gold").join(folder);
    let mut files: Vec<_> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    files.sort();
    files
        .iter()
        .map(|path| serde_json::from_str(&fs::read_to_string(path).unwrap()).unwrap())
        .collect()
}

fn measure(library: &Library, gold: &Gold, show: bool) -> Accuracy {
    let (left, right) = (library.plan(&gold.left).unwrap(), library.plan(&gold.right).unwrap());
    let mut lexicon = Lexicon::new(&library.vocabulary);
    let (a, b) = (lexicon.prepare(&left), lexicon.prepare(&right));
    let found: Vec<_> = link(&a, &b, &[])
        .links
        .into_iter()
        .map(|link| {
            let pair = (
                left.clauses[link.left].reference.clone(),
                right.clauses[link.right].reference.clone(),
            );
            (pair, link.evidence)
        })
        .collect();
    let right_ones = found.iter().filter(|(pair, _)| gold.must.contains(pair)).count();
    let wrong: Vec<_> = found
        .iter()
        .filter(|(pair, _)| !gold.must.contains(pair) && !gold.may.contains(pair))
        .collect();
    let missed: Vec<_> = gold
        .must
        .iter()
        .filter(|pair| !found.iter().any(|(found, _)| found == *pair))
        .collect();
    if show {
        for pair in &wrong {
            println!("   wrong {pair:?}");
        }
        for pair in &missed {
            println!("  missed {pair:?}");
        }
    }
    let precision = right_ones as f64 / (right_ones + wrong.len()).max(1) as f64;
    let recall = right_ones as f64 / gold.must.len().max(1) as f64;
    Accuracy { precision, recall }
}

fn table(folder: &str, show: bool) -> Vec<Accuracy> {
    let library = Library::open(None).unwrap();
    let mut all = Vec::new();
    for gold in golds(folder) {
        let accuracy = measure(&library, &gold, show);
        println!(
            "{:60} P {:.2}  R {:.2}  F1 {:.2}",
            format!("{} → {}", gold.left, gold.right),
            accuracy.precision,
            accuracy.recall,
            accuracy.f1()
        );
        all.push(accuracy);
    }
    let mean = all.iter().map(|accuracy| accuracy.f1()).sum::<f64>() / all.len() as f64;
    println!("{:60} mean F1 {mean:.3}", folder);
    all
}

#[test]
fn development_pairs() {
    table("development", std::env::var_os("SHOW").is_some());
}
