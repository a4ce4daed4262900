//! Plan files are written so that they read back as they were, and the library's are canonical.

#![allow(clippy::unwrap_used, reason = "a test may stop at the first surprise")]

use std::{fs, path::Path};

use peaceplan::{
    diagnostic::SourceFile,
    library::Library,
    plan::{Certainty, Clause, Plan, Source, Status, Wording, canonical::canonical, read::read, write::write},
    vocabulary::Vocabulary,
};
use proptest::prelude::*;

#[test]
fn the_files_of_the_library_are_canonical() {
    let library = Library::open(None).unwrap();
    for id in library.ids() {
        let (_, file) = library.file(id).unwrap();
        let canonical = canonical(&file.text).unwrap();
        if std::env::var_os("SNAPSHOTS").is_some_and(|value| value == "overwrite") {
            let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(&file.name);
            fs::write(path, &canonical).unwrap();
        }
        assert_eq!(
            canonical, file.text,
            "{id}: `peaceplan fmt proposals/{id}.toml` mends it"
        );
        assert_eq!(write(&library.plan(id).unwrap()), file.text, "{id}");
    }
}

/// Any text that a plan file may hold: the reader trims blanks at both ends.
fn text() -> impl Strategy<Value = String> {
    "\\PC{0,20}|[a-z \"'\\\\\n\t\u{202e}\u{7f}]{1,20}".prop_map(|text| format!("x{text}").trim().to_owned())
}

fn clauses() -> impl Strategy<Value = Vec<Clause>> {
    prop::collection::vec((text(), text(), 0..3_usize), 1..5).prop_map(|parts| {
        let clause = |(index, (text, note, certainty)): (usize, (String, String, usize))| Clause {
            reference: index.to_string(),
            topics: vec!["ceasefire".into()],
            parties: vec!["russia".into(), "ukraine".into()],
            text,
            note,
            certainty: Certainty::ALL[certainty],
            position: (index == 1).then(|| "usa".into()),
            follows: vec![format!("other#{index}")],
        };
        parts.into_iter().enumerate().map(clause).collect()
    })
}

/// Lines that plan files have, in any order: not all of it is TOML.
fn lines() -> impl Strategy<Value = String> {
    let line = prop::sample::select(vec![
        "",
        "# one",
        "  # two",
        "[[clause]]",
        "[[clause]] # three",
        "[[source]]",
        "title = 'a' # four",
        "label = \"b\"",
        "ref = '''\nc'''",
        "topics = [ # five\n 'x',\n # six\n \"y\" # seven\n]",
        "text = \"d\"# eight",
        "extra = 1",
        "revises = [\n]",
    ]);
    prop::collection::vec(line, 0..12).prop_map(|lines| lines.join("\n"))
}

proptest! {
    #[test]
    fn a_plan_reads_back_as_it_was_written(title in text(), summary in text(), clauses in clauses()) {
        let plan = Plan {
            title: title.clone(),
            label: "label".into(),
            date: "2026-01-31".parse::<toml::value::Datetime>().unwrap().date,
            proponents: vec!["usa".into()],
            status: Some(Status::Leaked),
            wording: Wording::Verbatim,
            summary,
            sources: vec![Source { publisher: title.clone(), title, date: None, url: "https://example.org".into() }],
            clauses,
            ..Plan::empty("p")
        };
        let text = write(&plan);
        let file = SourceFile { name: "p.toml".into(), text };
        let reading = read("p", &file, &Vocabulary::embedded().unwrap());
        prop_assert_eq!(reading.diagnostics, vec![]);
        prop_assert_eq!(reading.plan, Some(plan));
        prop_assert_eq!(canonical(&file.text), Some(file.text));
    }

    #[test]
    fn canonical_form_is_reached_at_once(text in lines()) {
        if let Some(once) = canonical(&text) {
            prop_assert_eq!(canonical(&once), Some(once.clone()));
            for comment in text.lines().filter_map(|line| line.split_once('#')) {
                prop_assert!(once.contains(comment.1.trim()), "{comment:?} is lost in {once:?}");
            }
        }
    }
}

#[test]
fn the_schema_beside_the_plans_is_the_one_that_is_printed() {
    let printed = format!(
        "{:#}\n",
        peaceplan::plan::schema::schema(&Vocabulary::embedded().unwrap())
    );
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("proposals/plan.schema.json");
    if std::env::var_os("SNAPSHOTS").is_some_and(|value| value == "overwrite") {
        fs::write(&path, &printed).unwrap();
    }
    assert_eq!(
        fs::read_to_string(path).unwrap(),
        printed,
        "`peaceplan schema` prints the new one"
    );
}
