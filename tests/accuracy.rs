//! How well clauses are linked, measured against alignments made by hand.
//!
//! `tests/gold/development` was used while the engine was written; `tests/gold/held-out` only for the figures at the
//! end. A label file lists the pairs that every careful reader links (`must`) and those a careful reader may link
//! (`may`), which count neither for nor against. Pins are left out of account.
//!
//! `cargo test --test accuracy -- --nocapture` prints the tables; with `MISSES=1` also every wrong and missed link of
//! the development pairs.

#![allow(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "a test may stop at the first surprise, and prints its table"
)]

mod common;

use std::{collections::BTreeSet, fs, path::Path};

use peaceplan::{
    compare::words::words,
    library::Library,
    plan::Plan,
    report::diff::{DiffReport, Kind, diff},
};
use serde::Deserialize;
use similar::{Algorithm, DiffOp, capture_diff_slices};

type Pair = (String, String);

#[derive(Deserialize)]
struct Gold {
    left: String,
    right: String,
    must: BTreeSet<Pair>,
    may: BTreeSet<Pair>,
    #[serde(default)]
    unchanged: Vec<String>,
    #[serde(default)]
    amended: Vec<String>,
    #[serde(default)]
    dropped: Vec<String>,
    #[serde(default)]
    added: Vec<String>,
}

impl Gold {
    fn print_misses(&self, found: &BTreeSet<Pair>) {
        let wrong = found.difference(&self.must).filter(|pair| !self.may.contains(*pair));
        let missed: Vec<_> = self.must.difference(found).collect();
        let wrong: Vec<_> = wrong.collect();
        println!("{} → {}\nwrong {wrong:?}\nmissed {missed:?}", self.left, self.right);
    }

    fn read(folder: &str) -> Vec<Self> {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/gold").join(folder);
        let mut files: Vec<_> = fs::read_dir(folder)
            .unwrap()
            .map(|entry| entry.unwrap().path())
            .collect();
        files.sort();
        let read = |path: &std::path::PathBuf| serde_json::from_str(&fs::read_to_string(path).unwrap()).unwrap();
        files.iter().map(read).collect()
    }

    fn plans(&self, library: &Library) -> (Plan, Plan) {
        (library.plan(&self.left).unwrap(), library.plan(&self.right).unwrap())
    }

    fn measure(&self, found: &BTreeSet<Pair>) -> Accuracy {
        let right = found.intersection(&self.must).count() as f64;
        let wrong = found
            .difference(&self.must)
            .filter(|pair| !self.may.contains(*pair))
            .count() as f64;
        Accuracy {
            precision: if right + wrong > 0.0 {
                right / (right + wrong)
            } else {
                0.0
            },
            recall: right / self.must.len() as f64,
        }
    }
}

#[derive(Debug, Clone, Copy)]
struct Accuracy {
    precision: f64,
    recall: f64,
}

impl Accuracy {
    fn f1(self) -> f64 {
        let sum = self.precision + self.recall;
        if sum > 0.0 {
            2.0 * self.precision * self.recall / sum
        } else {
            0.0
        }
    }
}

fn compared<'p>(left: &'p Plan, right: &'p Plan, library: &Library) -> DiffReport<'p> {
    diff(left, right, &library.vocabulary, false)
}

fn links(report: &DiffReport<'_>) -> BTreeSet<Pair> {
    let links = report.changes.iter().flat_map(|change| &change.links);
    links.map(|(left, right)| ((*left).into(), (*right).into())).collect()
}

/// Peer: equal numbers correspond.
fn by_number(left: &Plan, right: &Plan) -> BTreeSet<Pair> {
    let numbers = left.clauses.iter().map(|clause| clause.reference.to_owned());
    numbers
        .filter(|number| right.clause(number).is_some())
        .map(|number| (number.clone(), number))
        .collect()
}

/// Peer: a word diff over the whole texts, as wdiff and git make it; clauses correspond if one keeps a quarter of its
/// words inside the other.
fn by_word_diff(left: &Plan, right: &Plan) -> BTreeSet<Pair> {
    let spread = |plan: &Plan| -> Vec<(String, usize)> {
        let clauses = plan.clauses.iter().enumerate();
        clauses
            .flat_map(|(place, clause)| {
                words(&clause.text)
                    .iter()
                    .map(|word| (word.key.to_lowercase(), place))
                    .collect::<Vec<_>>()
            })
            .collect()
    };
    let (a, b) = (spread(left), spread(right));
    let keys = |words: &[(String, usize)]| words.iter().map(|(key, _)| key.clone()).collect::<Vec<_>>();
    let mut kept = vec![vec![0_usize; right.clauses.len()]; left.clauses.len()];
    for op in capture_diff_slices(Algorithm::Myers, &keys(&a), &keys(&b)) {
        if let DiffOp::Equal {
            old_index,
            new_index,
            len,
        } = op
        {
            for step in 0..len {
                kept[a[old_index + step].1][b[new_index + step].1] += 1;
            }
        }
    }
    let length = |plan: &Plan, place: usize| words(&plan.clauses[place].text).len();
    let owns = |i: usize, j: usize| 4 * kept[i][j] >= length(left, i).min(length(right, j));
    pairs(left, right)
        .into_iter()
        .filter(|(i, j)| owns(*i, *j))
        .map(|(i, j)| names(left, right, i, j))
        .collect()
}

/// Peer: TF-IDF cosine of the lower-case words, one to one, the best first, down to a cut-off.
fn by_tf_idf(left: &Plan, right: &Plan, cut_off: f64) -> BTreeSet<Pair> {
    let bag = |plan: &Plan, place: usize| -> BTreeSet<String> {
        words(&plan.clauses[place].text)
            .iter()
            .filter(|word| !word.is_punctuation())
            .map(|word| word.key.to_lowercase())
            .collect()
    };
    let bags = [left, right].map(|plan| {
        (0..plan.clauses.len())
            .map(|place| bag(plan, place))
            .collect::<Vec<_>>()
    });
    let all: Vec<&BTreeSet<String>> = bags.iter().flatten().collect();
    let weight = |word: &String| {
        (all.len() as f64 / all.iter().filter(|bag| bag.contains(word)).count() as f64)
            .ln()
            .powi(2)
    };
    let norm = |bag: &BTreeSet<String>| bag.iter().map(weight).sum::<f64>().sqrt();
    let cosine = |a: &BTreeSet<String>, b: &BTreeSet<String>| {
        a.intersection(b).map(weight).sum::<f64>() / (norm(a) * norm(b)).max(f64::MIN_POSITIVE)
    };
    let mut scored: Vec<(f64, usize, usize)> = pairs(left, right)
        .into_iter()
        .map(|(i, j)| (cosine(&bags[0][i], &bags[1][j]), i, j))
        .filter(|(score, ..)| *score >= cut_off)
        .collect();
    scored.sort_by(|a, b| b.0.total_cmp(&a.0));
    let (mut used_left, mut used_right) = (BTreeSet::new(), BTreeSet::new());
    scored.retain(|(_, i, j)| {
        let free = !used_left.contains(i) && !used_right.contains(j);
        if free {
            used_left.insert(*i);
            used_right.insert(*j);
        }
        free
    });
    scored.into_iter().map(|(_, i, j)| names(left, right, i, j)).collect()
}

fn pairs(left: &Plan, right: &Plan) -> Vec<(usize, usize)> {
    (0..left.clauses.len())
        .flat_map(|i| (0..right.clauses.len()).map(move |j| (i, j)))
        .collect()
}

fn names(left: &Plan, right: &Plan, i: usize, j: usize) -> Pair {
    (left.clauses[i].reference.clone(), right.clauses[j].reference.clone())
}

const TF_IDF_CUT_OFF: f64 = 0.15;

fn mean(values: impl IntoIterator<Item = f64>) -> f64 {
    let values: Vec<f64> = values.into_iter().collect();
    values.iter().sum::<f64>() / values.len() as f64
}

/// A pair of plans on whose links readers agree less often counts in no mean: one link more or less would decide.
const FEWEST_LINKS: usize = 3;

/// How well all pairs of a folder are linked.
struct Table {
    /// Of the pairs that count.
    rows: Vec<Accuracy>,
    /// The lines of the table, the last of them the mean.
    lines: Vec<String>,
}

impl Table {
    /// Measures a folder of labels and prints the table.
    fn of(folder: &str) -> Self {
        let library = common::library();
        let mut rows: Vec<[Accuracy; 4]> = Vec::new();
        let mut lines = vec![
            format!("| {folder} pairs | precision | recall | F1 | numbers | word diff | TF-IDF |"),
            "| --- | --- | --- | --- | --- | --- | --- |".to_owned(),
        ];
        for gold in Gold::read(folder) {
            let (left, right) = gold.plans(&library);
            let found = links(&compared(&left, &right, &library));
            if folder == "development" && std::env::var_os("MISSES").is_some() {
                gold.print_misses(&found);
            }
            let peers = [
                by_number(&left, &right),
                by_word_diff(&left, &right),
                by_tf_idf(&left, &right, TF_IDF_CUT_OFF),
            ];
            let [numbers, diff, tf_idf] = peers.map(|found| gold.measure(&found));
            let row = [gold.measure(&found), numbers, diff, tf_idf];
            lines.push(line(
                &format!("{} → {}", gold.left, gold.right),
                row[0].precision,
                row[0].recall,
                row.map(Accuracy::f1),
            ));
            if gold.must.len() >= FEWEST_LINKS {
                rows.push(row);
            }
        }
        let f1 = [0, 1, 2, 3].map(|peer| mean(rows.iter().map(|row| row[peer].f1())));
        let ours = |value: fn(&Accuracy) -> f64| mean(rows.iter().map(|row| value(&row[0])));
        lines.push(line(
            &format!("mean of {} {folder} pairs", rows.len()),
            ours(|accuracy| accuracy.precision),
            ours(|accuracy| accuracy.recall),
            f1,
        ));
        println!("\n{}", lines.join("\n"));
        Self {
            rows: rows.into_iter().map(|row| row[0]).collect(),
            lines,
        }
    }

    fn mean_f1(&self) -> f64 {
        mean(self.rows.iter().map(|row| row.f1()))
    }

    fn mean_precision(&self) -> f64 {
        mean(self.rows.iter().map(|row| row.precision))
    }

    fn lowest_f1(&self) -> f64 {
        self.rows.iter().map(|row| row.f1()).fold(1.0, f64::min)
    }
}

/// Fails unless the file shows these lines one after another.
fn assert_shown(file: &str, lines: &[String]) {
    let text = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(file)).unwrap();
    let lines = lines.join("\n");
    assert!(text.contains(&lines), "{file} shows other figures than these:\n{lines}");
}

fn line(name: &str, precision: f64, recall: f64, [ours, numbers, diff, tf_idf]: [f64; 4]) -> String {
    format!("| {name} | {precision:.2} | {recall:.2} | **{ours:.2}** | {numbers:.2} | {diff:.2} | {tf_idf:.2} |")
}

#[test]
fn the_drafts_of_november_and_december_2025() {
    let library = common::library();
    for (right, goal) in [("e3-counter-proposal", 0.97), ("us-ua-20-point", 0.95)] {
        let golds = Gold::read("development");
        let gold = golds
            .iter()
            .find(|gold| gold.left == "us-28-point" && gold.right == right)
            .unwrap();
        let (left, right) = gold.plans(&library);
        let report = compared(&left, &right, &library);
        let accuracy = gold.measure(&links(&report));
        assert!(
            accuracy.f1() >= goal,
            "{} → {}: {:.3}",
            gold.left,
            gold.right,
            accuracy.f1()
        );
        let kinds = |on_left: bool, kind: Kind| -> BTreeSet<String> {
            let changes = report.changes.iter().filter(|change| change.kind == kind);
            changes
                .flat_map(|change| if on_left { &change.left } else { &change.right })
                .map(|clause| clause.reference.to_owned())
                .collect()
        };
        let expected = [
            (true, Kind::Unchanged, &gold.unchanged),
            (true, Kind::Amended, &gold.amended),
            (true, Kind::Dropped, &gold.dropped),
            (false, Kind::Added, &gold.added),
        ];
        for (on_left, kind, refs) in expected {
            let found = kinds(on_left, kind);
            let missing: Vec<_> = refs.iter().filter(|reference| !found.contains(*reference)).collect();
            assert!(
                missing.is_empty(),
                "{} → {}: not {kind:?}: {missing:?}",
                gold.left,
                gold.right
            );
        }
    }
}

/// What is reached, rounded down.
#[test]
fn development_pairs() {
    let table = Table::of("development");
    assert!(table.mean_f1() >= 0.95);
    assert!(table.lowest_f1() >= 0.79);
    assert_shown("tests/gold/README.md", &table.lines);
    assert_shown("README.md", &table.lines[table.lines.len() - 1..]);
}

/// Looked at only for these figures, when the engine was done.
#[test]
fn held_out_pairs() {
    let table = Table::of("held-out");
    assert!(table.mean_f1() >= 0.94);
    assert!(table.lowest_f1() >= 0.85);
    assert!(table.mean_precision() >= 0.95);
    assert_shown("README.md", &table.lines);
}

/// Pins stand in the library only where the engine is wrong: this is the list of its known misses.
#[test]
fn every_pin_of_the_library_is_a_known_miss() {
    let library = common::library();
    for plan in common::plans() {
        for clause in &plan.clauses {
            for name in &clause.follows {
                let (id, reference) = name.split_once('#').unwrap();
                let found = links(&compared(&library.plan(id).unwrap(), &plan, &library));
                println!("{name} → {}#{} is pinned", plan.id, clause.reference);
                assert!(
                    !found.contains(&(reference.to_owned(), clause.reference.clone())),
                    "{name} needs no pin"
                );
            }
        }
    }
}
