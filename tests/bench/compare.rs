//! Speed and memory, beside those who compare texts word by word: `cargo bench --bench compare`.
//!
//! Whole processes are run side by side, theirs and ours, on the same texts in the same run, so that only ratios are
//! read off and the machine does not matter. After the tables of the harness a summary gives those ratios; with
//! `cargo bench --bench compare -- summary` it comes alone. A peer that is not installed is named and left out.

#![allow(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "a bench may stop at the first surprise, and prints its figures"
)]

mod generate;
mod process;
mod summary;

use std::sync::LazyLock;

use divan::{Bencher, black_box, counter::BytesCount};
use peaceplan::{
    compare::{
        lexicon::Lexicon,
        link::{link, pins},
        redline::redline,
        words::words,
    },
    library::Library,
    plan::Plan,
    report::{diff::diff, table::by_issue},
    vocabulary::Vocabulary,
};

use generate::Generator;
use process::{Corpus, Program};

static LIBRARY: LazyLock<Library> = LazyLock::new(|| Library::open(None).unwrap());
static PLANS: LazyLock<Vec<Plan>> = LazyLock::new(|| LIBRARY.plans().unwrap());
static CORPUS: LazyLock<Corpus> = LazyLock::new(|| Corpus::write(&LIBRARY, &PLANS));

fn vocabulary() -> &'static Vocabulary {
    &LIBRARY.vocabulary
}

fn main() {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let wanted = words.iter().find(|word| !word.starts_with('-'));
    if wanted.is_none_or(|wanted| !wanted.contains("summary")) {
        divan::main();
    }
    // `cargo test --benches` and `--list` come here too
    let measures = words.iter().any(|word| word == "--bench") && !words.iter().any(|word| word == "--list");
    if measures && wanted.is_none_or(|wanted| wanted.contains("summary")) {
        summary::print(&CORPUS);
    }
}

/// One process each, start to end, output to a pipe that is read to its end.
#[divan::bench_group(sample_size = 1)]
mod processes {
    use super::{Bencher, CORPUS, Program};

    #[divan::bench(args = Program::installed(), sample_count = 40)]
    fn library_pair(bencher: Bencher<'_, '_>, program: &Program) {
        bencher.bench(|| program.run(&CORPUS.library_pair));
    }

    #[divan::bench(args = Program::installed(), sample_count = 20)]
    fn clauses_1_000(bencher: Bencher<'_, '_>, program: &Program) {
        bencher.bench(|| program.run(&CORPUS.clauses_1_000));
    }

    #[divan::bench(args = Program::installed(), sample_count = 4)]
    fn clauses_10_000(bencher: Bencher<'_, '_>, program: &Program) {
        bencher.bench(|| program.run(&CORPUS.clauses_10_000));
    }
}

#[divan::bench]
fn read_all_plans(bencher: Bencher<'_, '_>) {
    bencher.bench(|| Library::open(None).unwrap().plans().unwrap());
}

#[divan::bench]
fn link_two_plans(bencher: Bencher<'_, '_>) {
    let named = |id: &str| PLANS.iter().find(|plan| plan.id == id).unwrap();
    let (left, right) = (named("us-28-point"), named("us-ua-20-point"));
    bencher.bench(|| {
        let mut lexicon = Lexicon::new(vocabulary());
        let (a, b) = (lexicon.prepare(left), lexicon.prepare(right));
        link(lexicon.roles(), &a, &b, &pins(left, right))
    });
}

/// What `table --by issue` computes of plans that the build script has not linked.
#[divan::bench(sample_count = 20)]
fn collate_all_plans(bencher: Bencher<'_, '_>) {
    let plans: Vec<&Plan> = PLANS.iter().collect();
    bencher.bench(|| by_issue(&plans, vocabulary(), &[], false));
}

/// A whole treaty pasted as one clause.
#[divan::bench(args = [20_000, 200_000, 2_000_000], sample_count = 1, sample_size = 1)]
fn one_huge_clause(bencher: Bencher<'_, '_>, bytes: usize) {
    let mut generator = Generator::new(&PLANS, 3);
    let plans = generator.long_texts(bytes).map(|text| {
        let mut clause = PLANS[0].clauses[0].clone();
        clause.text = text;
        generate::plan("treaty", vec![clause])
    });
    bencher
        .counter(BytesCount::new(2 * bytes))
        .bench(|| diff(&plans[0], &plans[1], vocabulary(), false));
}

#[divan::bench(args = [1_000, 10_000, 100_000], sample_count = 5)]
fn redline_long_texts(bencher: Bencher<'_, '_>, bytes: usize) {
    let [left, right] = Generator::new(&PLANS, 4).long_texts(bytes);
    let (left, right) = (words(&left), words(&right));
    bencher
        .counter(BytesCount::new(2 * bytes))
        .bench(|| redline(black_box(&left), black_box(&right)));
}
