//! What holds for the plans that the program carries: they can be trusted to say one thing in one way.

#![allow(clippy::unwrap_used, reason = "a test may stop at the first surprise")]

mod common;

use std::collections::{BTreeMap, BTreeSet};

use peaceplan::{
    check::check,
    compare::{
        lexicon::Lexicon,
        words::{sentences, words},
    },
    plan::{Clause, Plan},
};
use serde::Deserialize;

/// The house wording, whose two tables are what the texts are held to.
const HOUSE_WORDING: &str = include_str!("../proposals/README.md");
/// The numbers of every plan's fact base.
const COVERAGE: &str = include_str!("coverage.toml");

/// Largest share of the library that one topic may be the main one of, in percent: above it a topic says little.
const LARGEST_SHARE: usize = 12;

/// Topics that are no clause's main one, and why.
const SECOND_TOPICS: &[(&str, &str)] = &[(
    "refugees",
    "the plans name displaced persons only beside families or children",
)];

/// Republishers, link collections and boards: they are no source, what they copy is.
const NO_SOURCES: &[&str] = &[
    "5ch.net",
    "almanar.com.lb",
    "breakinglatest.news",
    "daily8.com",
    "hanna-ai.com",
    "ibbit.at",
    "iwpost.com",
    "lnginnorthernbc.ca",
    "metroloud.com",
    "news-pravda.com",
    "newsbeep.com",
    "newslite.tv",
    "nigerialive24.com",
    "reddit.com",
    "t.me",
];

/// Beginnings of words that are spelt otherwise in Britain.
const AMERICAN: &[&str] = &[
    "authoriz",
    "center",
    "color",
    "decentraliz",
    "defense",
    "demilitariz",
    "demobiliz",
    "favor",
    "finaliz",
    "fulfill ",
    "honor",
    "labor",
    "materializ",
    "mobiliz",
    "moderniz",
    "neighbor",
    "normaliz",
    "organiz",
    "program ",
    "realiz",
    "recogniz",
    "stabiliz",
    "utiliz",
];

/// Words that judge.
const JUDGING: &[&str] = &[
    "absurd",
    "barbaric",
    "brutal",
    "cynical",
    "draconian",
    "generous",
    "harsh",
    "heinous",
    "heroic",
    "humiliating",
    "illegitimate",
    "outrageous",
    "predatory",
    "reasonable",
    "shameful",
    "so-called",
    "sweeping",
    "unacceptable",
    "unfair",
    "unprovoked",
    "unrealistic",
    "unreasonable",
];

/// Clauses that use a form of the right-hand column of the table, because the document means just that.
const FORMS_OF_THE_DOCUMENT: &[(&str, &str)] = &[("russia-memorandum-2025-06#III.2", "truce")];

fn every_clause(plans: &[Plan]) -> impl Iterator<Item = (String, &Clause)> {
    let named = |plan: &Plan, clause: &Clause| format!("{}#{}", plan.id, clause.reference);
    plans
        .iter()
        .flat_map(move |plan| plan.clauses.iter().map(move |clause| (named(plan, clause), clause)))
}

/// Everything that we wrote ourselves in a plan, and the clause or plan it stands in. Titles of sources are theirs.
fn own_words(plan: &Plan) -> Vec<(String, &str)> {
    let head = [&plan.title, &plan.summary, &plan.note].map(|text| (plan.id.clone(), text.as_str()));
    let clauses = plan.clauses.iter().flat_map(|clause| {
        [&clause.text, &clause.note].map(|text| (format!("{}#{}", plan.id, clause.reference), text.as_str()))
    });
    head.into_iter().chain(clauses).collect()
}

fn nothing(found: &[String], fault: &str) {
    assert!(found.is_empty(), "{fault}:\n  {}", found.join("\n  "));
}

/// The keys of the words of a text, every figure in them as `N`.
fn keys(text: &str) -> Vec<String> {
    let figureless = |key: &str| {
        let mut kept = String::new();
        for character in key.chars() {
            let figure = character.is_ascii_digit() || matches!(character, '.' | ',') && kept.ends_with('N');
            if !figure {
                kept.push(character);
            } else if !kept.ends_with('N') {
                kept.push('N');
            }
        }
        kept
    };
    words(text).iter().map(|word| figureless(word.key)).collect()
}

/// The sentences of a text, each as the keys of its words.
fn sentences_of(text: &str) -> Vec<Vec<String>> {
    let words = words(text);
    let parts = sentences(&words).into_iter();
    parts
        .map(|range| keys(&words[range].iter().map(|word| word.printed).collect::<String>()))
        .collect()
}

/// Whether a form stands at the beginning of these words; `…` is any run of words, and an end without a full stop is open.
fn begins_with(words: &[String], form: &[String]) -> bool {
    match form.split_first() {
        None => words.is_empty(),
        Some((gap, [])) if gap == "…" => true,
        Some((gap, rest)) if gap == "…" => (0..=words.len()).any(|skipped| begins_with(&words[skipped..], rest)),
        Some((word, rest)) => words.first() == Some(word) && begins_with(&words[1..], rest),
    }
}

/// The rows of the table of `proposals/README.md` under that head, cell by cell.
fn table(head: &str) -> Vec<Vec<&'static str>> {
    let lines = HOUSE_WORDING.lines().skip_while(|line| *line != head).skip(2);
    let rows = lines.take_while(|line| line.starts_with('|'));
    rows.map(|line| line.trim_matches('|').split('|').map(str::trim).collect())
        .collect()
}

#[test]
fn check_finds_nothing_in_any_plan() {
    let library = common::library();
    let found: Vec<String> = check(&library, &[])
        .unwrap()
        .iter()
        .flat_map(|checked| {
            let told = |fault: &peaceplan::diagnostic::Diagnostic| {
                format!("{}: {}: {}", checked.file.name, fault.code.name(), fault.message)
            };
            checked.diagnostics.iter().map(told).collect::<Vec<_>>()
        })
        .collect();
    nothing(&found, "faults in the library");
}

#[test]
fn every_clause_has_a_text_and_topics_and_parties_of_the_vocabulary() {
    let vocabulary = common::library().vocabulary;
    for (name, clause) in every_clause(&common::plans()) {
        assert!(!clause.text.is_empty(), "{name} has no text");
        assert!(!clause.topics.is_empty(), "{name} has no topic");
        for topic in &clause.topics {
            assert!(vocabulary.topic(topic).is_some(), "{name}: topic {topic}");
        }
        for party in clause.parties.iter().chain(&clause.position) {
            assert!(
                vocabulary.parties.iter().any(|known| known.id == *party),
                "{name}: party {party}"
            );
        }
    }
}

#[test]
fn no_clause_names_a_topic_or_a_party_twice() {
    for (name, clause) in every_clause(&common::plans()) {
        for ids in [&clause.topics, &clause.parties] {
            assert_eq!(ids.iter().collect::<BTreeSet<_>>().len(), ids.len(), "{name}: {ids:?}");
        }
    }
}

#[test]
fn every_topic_is_the_main_one_of_some_clause_or_says_why_not() {
    let plans = common::plans();
    let main: BTreeSet<&str> = every_clause(&plans)
        .filter_map(|(_, clause)| clause.main_topic())
        .collect();
    let named: BTreeSet<&str> = every_clause(&plans)
        .flat_map(|(_, clause)| clause.topics.iter().map(String::as_str))
        .collect();
    let vocabulary = common::library().vocabulary;
    let topics: BTreeSet<&str> = vocabulary.topics.iter().map(|topic| topic.id.as_ref()).collect();
    let second: BTreeSet<&str> = SECOND_TOPICS.iter().map(|(topic, _)| *topic).collect();
    assert_eq!(topics.difference(&main).copied().collect::<BTreeSet<_>>(), second);
    assert_eq!(topics, named, "a topic stands in no clause");
}

#[test]
fn no_topic_is_a_lumber_room() {
    let plans = common::plans();
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for (_, clause) in every_clause(&plans) {
        *counts.entry(clause.main_topic().unwrap()).or_default() += 1;
    }
    let all: usize = counts.values().sum();
    let large: Vec<_> = counts
        .iter()
        .filter(|(_, count)| *count * 100 > all * LARGEST_SHARE)
        .collect();
    assert!(large.is_empty(), "of {all} clauses: {large:?}");
}

#[test]
fn every_term_is_read_as_its_own_concept() {
    let vocabulary = common::library().vocabulary;
    let (concepts, issues) = common::language();
    let mut lexicon = Lexicon::new(&vocabulary);
    let mut found = Vec::new();
    for concept in &concepts {
        for term in &concept.terms {
            let plan = common::plan("terms", vec![common::clause("1", &[], term)]);
            let prepared = lexicon.prepare(&plan);
            let read = &prepared.whole(0).terms;
            let names: Vec<&str> = read
                .iter()
                .map(|term| lexicon.name(*term))
                .filter(|name| !issues.iter().any(|issue| issue.id == *name))
                .collect();
            if names != [concept.id.as_str()] {
                found.push(format!("`{term}` of {} is read as {names:?}", concept.id));
            }
        }
    }
    nothing(&found, "terms that stand in another concept, whole or in part");
}

#[test]
fn every_issue_is_one_that_plans_speak_of() {
    let vocabulary = common::library().vocabulary;
    let (concepts, issues) = common::language();
    let mut lexicon = Lexicon::new(&vocabulary);
    let mut unmet: BTreeSet<&str> = issues.iter().map(|issue| issue.id.as_str()).collect();
    for plan in common::plans() {
        let prepared = lexicon.prepare(&plan);
        for term in prepared.units.iter().flat_map(|unit| &unit.terms) {
            unmet.remove(lexicon.name(*term));
        }
    }
    assert!(unmet.is_empty(), "{unmet:?}");
    let concept = |id: &str| concepts.iter().any(|concept| concept.id == id);
    let twice: Vec<_> = issues.iter().filter(|issue| concept(&issue.id)).collect();
    assert!(twice.is_empty(), "also a concept: {twice:?}");
}

#[test]
fn no_term_is_listed_twice() {
    let (concepts, _) = common::language();
    let mut home: BTreeMap<String, &str> = BTreeMap::new();
    for concept in &concepts {
        for term in &concept.terms {
            if let Some(other) = home.insert(term.to_lowercase(), &concept.id) {
                panic!("`{term}` stands in {other} and in {}", concept.id);
            }
        }
    }
}

#[test]
fn ids_and_labels_of_the_vocabulary_are_unique() {
    let vocabulary = common::library().vocabulary;
    let topics = vocabulary.topics.iter().map(|topic| (&topic.id, &topic.label));
    let parties = vocabulary.parties.iter().map(|party| (&party.id, &party.label));
    for entries in [topics.collect::<Vec<_>>(), parties.collect()] {
        let ids: BTreeSet<_> = entries.iter().map(|(id, _)| id).collect();
        let labels: BTreeSet<_> = entries.iter().map(|(_, label)| label).collect();
        assert_eq!((ids.len(), labels.len()), (entries.len(), entries.len()));
    }
    let (concepts, _) = common::language();
    let ids: BTreeSet<_> = concepts.iter().map(|concept| &concept.id).collect();
    assert_eq!(ids.len(), concepts.len());
}

#[test]
fn every_topic_has_a_pax_code_or_says_what_pax_lacks() {
    for topic in common::library().vocabulary.topics.iter() {
        assert!(!topic.pax.is_empty() || !topic.gap.is_empty(), "{}", topic.id);
    }
}

#[test]
fn a_plan_has_two_sources_or_says_why_not() {
    for plan in common::plans() {
        let publishers: BTreeSet<_> = plan.sources.iter().map(|source| &source.publisher).collect();
        // a note on something else is no reason
        assert!(publishers.len() >= 2 || plan.note.contains("source"), "{}", plan.id);
    }
}

#[test]
fn sources_are_pages_of_publishers() {
    let mut found = Vec::new();
    for plan in common::plans() {
        let mut seen = BTreeSet::new();
        for source in &plan.sources {
            let rest = ["https://", "http://"]
                .iter()
                .find_map(|scheme| source.url.strip_prefix(scheme));
            let host = rest.unwrap_or_default().split('/').next().unwrap_or_default();
            let listed = |no: &&str| host == *no || host.ends_with(&format!(".{no}"));
            if !host.contains('.') || NO_SOURCES.iter().any(listed) || !seen.insert(&source.url) {
                found.push(format!("{}: {}", plan.id, source.url));
            }
        }
    }
    nothing(&found, "no address, a republisher, or a page named twice");
}

#[test]
fn plans_rework_plans_that_were_public_before() {
    let plans = common::plans();
    let dates: BTreeMap<_, _> = plans.iter().map(|plan| (&plan.id, plan.date.unwrap())).collect();
    for plan in &plans {
        for revised in &plan.revises {
            assert!(dates[revised] <= dates[&plan.id], "{} revises {revised}", plan.id);
        }
    }
}

#[test]
fn what_a_clause_follows_is_a_clause_of_another_plan() {
    let plans = common::plans();
    let names: BTreeSet<String> = every_clause(&plans).map(|(name, _)| name).collect();
    for (name, clause) in every_clause(&plans) {
        let own = format!("{}#", name.split('#').next().unwrap());
        for followed in &clause.follows {
            assert!(
                names.contains(followed) && !followed.starts_with(&own),
                "{name} follows {followed}"
            );
        }
    }
}

#[test]
fn labels_and_titles_tell_the_plans_apart() {
    let plans = common::plans();
    assert_eq!(
        plans.iter().map(|plan| &plan.label).collect::<BTreeSet<_>>().len(),
        plans.len()
    );
    assert_eq!(
        plans.iter().map(|plan| &plan.title).collect::<BTreeSet<_>>().len(),
        plans.len()
    );
}

#[test]
fn a_position_is_one_of_several_on_a_point_left_open() {
    for plan in common::plans() {
        for clause in plan.clauses.iter().filter(|clause| clause.position.is_some()) {
            let (point, _) = clause.reference.rsplit_once('.').unwrap();
            let beside = plan
                .clauses
                .iter()
                .filter(|other| other.position.is_some() && other.reference.starts_with(&format!("{point}.")));
            let holders: BTreeSet<_> = beside.map(|other| &other.position).collect();
            assert!(holders.len() >= 2, "{}#{}", plan.id, clause.reference);
            assert!(plan.clause(point).is_some(), "{}#{point}", plan.id);
        }
    }
}

#[test]
fn commitments_that_recur_have_one_sentence() {
    let plans = common::plans();
    let rows = table("| commitment | its sentence |");
    assert!(!rows.is_empty(), "the table has moved");
    let mut found = Vec::new();
    for row in rows {
        for mut form in sentences_of(row[1]) {
            let written = form.join(" ");
            if form.last().is_some_and(|last| last == ";") {
                form.pop();
            }
            if form.last().is_some_and(|last| last != "." && last != "…") {
                form.push("…".into());
            }
            let says = |plan: &&Plan| {
                let mut texts = plan.clauses.iter().flat_map(|clause| sentences_of(&clause.text));
                texts.any(|sentence| begins_with(&sentence, &form))
            };
            let by: Vec<&str> = plans.iter().filter(says).map(|plan| plan.id.as_str()).collect();
            if by.len() < 2 {
                found.push(format!("{}: {written} {by:?}", row[0]));
            }
        }
    }
    nothing(&found, "sentences that stand in fewer than two plans");
}

#[test]
fn forms_that_recur_are_not_written_otherwise() {
    let plans = common::plans();
    let rows = table("| form | not |");
    assert!(!rows.is_empty(), "the table has moved");
    let mut found = Vec::new();
    let mut excused = BTreeSet::new();
    for row in rows.iter().filter(|row| row[1] != "as the document has them") {
        for cell in row[1].split([',', ';']).filter(|cell| !cell.is_empty()) {
            let (form, qualification) = cell.split_once('(').unwrap_or((cell, ""));
            let form = form.trim();
            // a name must be written so; another word may begin a sentence
            let same = |text: &str| {
                if form.chars().any(char::is_uppercase) {
                    keys(text)
                } else {
                    keys(&text.to_lowercase())
                }
            };
            let wanted = same(form);
            for (name, clause) in every_clause(&plans) {
                let text = same(&clause.text);
                let Some(at) = text.windows(wanted.len()).position(|window| window == wanted) else {
                    continue;
                };
                let house = same(row[0]);
                let named = text[..at].windows(house.len()).any(|window| window == house);
                if let Some(excuse) = FORMS_OF_THE_DOCUMENT
                    .iter()
                    .find(|excuse| **excuse == (name.as_str(), form))
                {
                    excused.insert(*excuse);
                } else if !(named && qualification.starts_with("at first mention")) {
                    found.push(format!("{name}: `{form}` instead of `{}`", row[0]));
                }
            }
        }
    }
    nothing(&found, "texts that leave the house wording");
    assert_eq!(
        excused,
        FORMS_OF_THE_DOCUMENT.iter().copied().collect(),
        "excuses that nothing needs"
    );
}

#[test]
fn texts_are_whole_sentences_with_single_blanks() {
    let plans = common::plans();
    let mut found = Vec::new();
    for (name, text) in plans.iter().flat_map(own_words) {
        let single = text == text.split_whitespace().collect::<Vec<_>>().join(" ");
        if !single || text.contains(" ,") || text.contains(" .") {
            found.push(format!("{name}: blanks: {text}"));
        }
    }
    for (name, clause) in every_clause(&plans) {
        for text in [&clause.text, &clause.note] {
            let begins = text
                .chars()
                .next()
                .is_none_or(|first| first.is_uppercase() || first.is_ascii_digit());
            if !begins || !text.is_empty() && !text.ends_with('.') {
                found.push(format!("{name}: no sentence: {text}"));
            }
        }
    }
    nothing(&found, "blemishes");
}

#[test]
fn texts_state_and_do_not_report() {
    for (name, clause) in every_clause(&common::plans()) {
        for telling in [
            "is reported to",
            "are reported to",
            "reportedly",
            "allegedly",
            "apparently",
        ] {
            assert!(
                !clause.text.to_lowercase().contains(telling),
                "{name}: {telling} belongs into `note`"
            );
        }
    }
}

#[test]
fn spelling_is_british() {
    let mut found = Vec::new();
    for (name, text) in common::plans().iter().flat_map(own_words) {
        for word in words(text) {
            // a blank in the list marks the end of a word
            let word = format!("{} ", word.key.to_lowercase());
            if AMERICAN.iter().any(|beginning| word.starts_with(beginning)) {
                found.push(format!("{name}: {word}"));
            }
        }
    }
    nothing(&found, "American spellings");
}

#[test]
fn nothing_is_judged() {
    let mut found = Vec::new();
    for (name, text) in common::plans().iter().flat_map(own_words) {
        for word in words(text) {
            let word = word.key.to_lowercase();
            if JUDGING.contains(&word.as_str()) || JUDGING.iter().any(|judging| word == format!("{judging}ly")) {
                found.push(format!("{name}: {word}"));
            }
        }
    }
    nothing(&found, "words that judge");
}

/// What the fact base of a plan numbers.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Covered {
    /// Its numbers, in order.
    refs: Vec<String>,
    /// Numbers that are no clause, and why.
    #[serde(default)]
    left_out: BTreeMap<String, String>,
}

#[test]
fn plans_have_every_number_of_their_fact_base_and_no_other() {
    let covered: BTreeMap<String, Covered> = toml::from_str(COVERAGE).unwrap();
    let plans = common::plans();
    assert_eq!(
        plans.iter().map(|plan| &plan.id).collect::<BTreeSet<_>>(),
        covered.keys().collect()
    );
    for plan in &plans {
        let Covered { refs, left_out } = &covered[&plan.id];
        let clauses: Vec<&String> = plan.clauses.iter().map(|clause| &clause.reference).collect();
        let wanted: Vec<&String> = refs.iter().filter(|number| !left_out.contains_key(*number)).collect();
        assert_eq!(clauses, wanted, "{}", plan.id);
        for (number, reason) in left_out {
            assert!(refs.contains(number) && !reason.is_empty(), "{}#{number}", plan.id);
        }
    }
}
