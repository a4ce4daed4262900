//! Whatever a draft holds, the importer neither stops nor loses a word, and what it writes reads back.

#![allow(clippy::unwrap_used, reason = "a test may stop at the first surprise")]

mod common;

use std::collections::HashMap;

use common::library;
use peaceplan::{
    diagnostic::SourceFile,
    import::{
        draft::draft,
        marker::marker,
        outline::{Outline, outline},
        source::{Form, plain_text},
        suggest::Suggester,
    },
    plan::{Plan, canonical::canonical, read::read},
};
use proptest::prelude::*;

/// Lines as drafts have them, and lines as nobody has them.
fn text() -> impl Strategy<Value = String> {
    let number = prop::sample::select(vec![
        "1.",
        "2)",
        "(3)",
        "a.",
        "(b)",
        "iv.",
        "I.",
        "Article 5",
        "Point 2:",
        "§ 3",
        "1.1",
        "2.1.3",
        "-",
        "•",
        "*",
        "# ",
        "## II.",
        "",
        "",
        "    (i)",
        "\t1.",
        "9. 10.",
        "٣.",
        "б)",
        "Chapter II",
    ]);
    let words = "[A-Za-zа-я ]{0,60}[.;:]?|\\PC{0,30}";
    let line = (number, words).prop_map(|(number, words)| format!("{number} {words}"));
    let blank = Just(String::new());
    prop::collection::vec(prop_oneof![4 => line, 1 => blank], 0..25).prop_map(|lines| lines.join("\n"))
}

/// Words as they are counted: runs of letters. Numbers go into refs.
fn words(text: &str) -> impl Iterator<Item = String> {
    text.split(|character: char| !character.is_alphabetic())
        .filter(|word| !word.is_empty())
        .map(str::to_lowercase)
        .collect::<Vec<_>>()
        .into_iter()
}

fn count(text: &str) -> HashMap<String, usize> {
    let mut counts = HashMap::new();
    for word in words(text) {
        *counts.entry(word).or_default() += 1;
    }
    counts
}

fn everything(outline: &Outline) -> String {
    let items = outline.items.iter().flat_map(|item| {
        item.above
            .iter()
            .chain([&item.reference, &item.text])
            .cloned()
            .collect::<Vec<_>>()
    });
    let around = outline
        .title
        .iter()
        .chain(&outline.before)
        .chain(&outline.after)
        .cloned();
    around.chain(items).collect::<Vec<_>>().join("\n")
}

/// Words that a marker may have taken into a ref: its number, and the word before it.
fn in_marker(text: &str) -> HashMap<String, usize> {
    let taken: Vec<String> = text
        .lines()
        .filter_map(|line| {
            let line = line.trim().trim_start_matches('#').trim();
            let (_, rest) = marker(line)?;
            Some(line[..line.len() - rest.len()].to_owned())
        })
        .collect();
    count(&taken.join("\n"))
}

proptest! {
    #[test]
    fn no_word_is_lost(text in text()) {
        let found = count(&everything(&outline(&text)));
        let taken = in_marker(&text);
        for (word, times) in count(&text) {
            let kept = found.get(&word).copied().unwrap_or_default() + taken.get(&word).copied().unwrap_or_default();
            prop_assert!(kept >= times, "{word:?} is lost: {text:?}");
        }
    }

    #[test]
    fn refs_are_unique_and_texts_say_something(text in text()) {
        let outline = outline(&text);
        let mut refs: Vec<_> = outline.items.iter().map(|item| &item.reference).collect();
        refs.sort();
        refs.dedup();
        prop_assert_eq!(refs.len(), outline.items.len());
        prop_assert!(outline.items.iter().all(|item| !item.text.trim().is_empty()));
    }

    #[test]
    fn pages_and_markdown_of_any_kind_are_read(text in "([<>/a-z =\"#*1-9.-]|<li>|<ol start=3>|</ol>|<p>|<ul>|\n){0,80}") {
        for form in [Form::Html, Form::Markdown] {
            let _ = outline(&plain_text("x", text.as_bytes(), Some(form)).unwrap().text);
        }
    }
}

proptest! {
    // each case trains a classifier
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn what_is_written_reads_back(text in text()) {
        let vocabulary = library().vocabulary;
        let outline = outline(&text);
        let items = outline.items.len();
        let file = draft(Plan { label: "p".into(), ..Plan::empty("p") }, outline, &Suggester::new(&vocabulary, &[]));
        let file = SourceFile { name: "p.toml".into(), text: file.to_string() };
        let again = canonical(&file.text);
        prop_assert_eq!(again.as_ref(), Some(&file.text));
        let reading = read("p", &file, &vocabulary);
        if items > 0 {
            prop_assert!(reading.plan.is_some_and(|plan| plan.clauses.len() == items), "{:?}", reading.diagnostics);
        }
    }
}

#[test]
fn a_deep_or_long_text_is_read() {
    let deep = "<div><ul><li>1".repeat(20_000);
    assert!(plain_text("x", deep.as_bytes(), Some(Form::Html)).is_err());
    let quotes = "> - ".repeat(5_000);
    let _ = outline(&plain_text("x", quotes.as_bytes(), Some(Form::Markdown)).unwrap().text);
    let long: String = (1..20_000)
        .map(|number| format!("{}. Text.\n", number % 999 + 1))
        .collect();
    assert!(outline(&long).items.len() > 10_000);
    let indented: String = (0..300)
        .map(|depth| format!("{}1. Text\n", " ".repeat(depth * 2)))
        .collect();
    assert!(outline(&indented).items.len() > 10);
}
