//! The ratios that the README quotes.

use std::time::Duration;

use crate::{
    generate::Files,
    process::{Corpus, Program},
};

/// Prints time against the peers, growth with the number of clauses, and memory against the input.
pub fn print(corpus: &Corpus) {
    println!("\n| diff of | we / wdiff | we / git |\n| --- | --- | --- |");
    let small = row("two plans of the library", &corpus.library_pair, 40);
    let middle = row("1,000 clauses", &corpus.clauses_1_000, 10);
    let large = row("10,000 clauses", &corpus.clauses_10_000, 4);
    println!("\nten times the clauses take");
    for ((program, middle), (_, large)) in middle.iter().zip(&large) {
        println!("- {program}: {:.1} times as long", ratio(*large, *middle));
    }
    memory("1,000 clauses", &corpus.clauses_1_000);
    memory("10,000 clauses", &corpus.clauses_10_000);
    println!("\nshortest times, which say something on this machine only");
    for (name, times) in [("library", small), ("1,000", middle), ("10,000", large)] {
        println!("- {name}: {times:.1?}");
    }
}

/// Prints how we compare with each peer, and gives the shortest time of each program.
fn row(name: &str, files: &Files, rounds: usize) -> Vec<(String, Duration)> {
    let programs = Program::installed();
    let mut shortest = vec![Duration::MAX; programs.len()];
    // all in turn, round after round: what else the machine does then slows all of them alike
    for _ in 0..rounds {
        for (program, shortest) in programs.iter().zip(&mut shortest) {
            *shortest = program.time(files).min(*shortest);
        }
    }
    let times: Vec<(Program, Duration)> = programs.iter().copied().zip(shortest).collect();
    let time_of = |wanted| {
        times
            .iter()
            .find(|(program, _)| *program == wanted)
            .map(|(_, time)| *time)
    };
    let against = |peer| match (time_of(Program::Peaceplan), time_of(peer)) {
        (Some(ours), Some(theirs)) => format!("{:.2}", ratio(ours, theirs)),
        _ => "–".into(),
    };
    println!("| {name} | {} | {} |", against(Program::Wdiff), against(Program::Git));
    times
        .into_iter()
        .map(|(program, time)| (program.to_string(), time))
        .collect()
}

fn ratio(a: Duration, b: Duration) -> f64 {
    a.as_secs_f64() / b.as_secs_f64()
}

fn memory(name: &str, files: &Files) {
    let input = files.size().unwrap();
    match Program::Peaceplan.peak_memory(files) {
        Some(peak) => println!(
            "\npeak memory at {name}: {:.1} times the input ({:.1} MB of {:.1} MB)",
            peak as f64 / input as f64,
            peak as f64 / 1e6,
            input as f64 / 1e6
        ),
        None => println!("\npeak memory at {name}: not measured, GNU time is not installed"),
    }
}
