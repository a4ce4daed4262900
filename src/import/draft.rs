//! An outline and what is known of the plan → a plan file for a person to correct.
//!
//! Nothing of the draft is lost: headings, text around the list, and remarks stand as comments above the clauses.

use super::{outline::Outline, suggest::Suggester};
use crate::plan::{
    Certainty, Clause, Plan, keys,
    skeleton::blank,
    write::{PlanFile, comment, lay_out},
};

/// The comment above a clause whose topics a person should look at; `check` counts it.
pub const UNCERTAIN_TOPICS: &str = "# uncertain: topics";

/// Keys of the head that `check` asks for.
const BLANKS: &[&str] = &["date", "proponents", "status"];

/// Lays out a plan file: `head` has what is known, `outline` the text.
#[must_use]
pub fn draft(mut head: Plan, outline: Outline, suggester: &Suggester<'_>) -> PlanFile {
    let Outline {
        title,
        before,
        items,
        after,
    } = outline;
    if let Some(title) = title
        && head.title.is_empty()
    {
        head.title = title;
    }
    let title_is_open = head.title.is_empty();
    if title_is_open {
        head.title.clone_from(&head.id);
    }
    let mut above = Vec::new();
    for item in items {
        above.push((item.above, item.remarks));
        head.clauses.push(clause(item.reference, item.text));
    }
    let suggestions = suggester.suggest(&head);
    let mut uncertain = Vec::new();
    for (clause, suggestion) in head.clauses.iter_mut().zip(suggestions) {
        uncertain.push(suggestion.uncertain);
        clause.topics = suggestion.topics;
        clause.parties = suggestion.parties;
    }
    let mut file = lay_out(&head);
    if title_is_open {
        file.head
            .comments
            .push(comment("the text has no title; this is the name of the file"));
    }
    open_blanks(&mut file);
    for (table, ((headings, remarks), uncertain)) in file.clauses.iter_mut().zip(above.into_iter().zip(uncertain)) {
        table
            .comments
            .extend(headings.iter().chain(&remarks).map(|line| comment(line)));
        if uncertain {
            table.comments.push(UNCERTAIN_TOPICS.to_owned());
        }
    }
    let no_source = file.sources.is_empty();
    if let Some(first) = file.sources.first_mut().or(file.clauses.first_mut()) {
        let mut comments = preface(&before, head.summary.is_empty());
        if no_source {
            comments.extend(open_source());
        }
        comments.append(&mut first.comments);
        first.comments = comments;
    }
    if !after.is_empty() {
        file.footer = paragraphs("Behind the last clause the document says:", &after);
        file.footer.pop();
    }
    file
}

/// A clause about which nothing is known but its text.
fn clause(reference: String, text: String) -> Clause {
    Clause {
        reference,
        topics: Vec::new(),
        parties: Vec::new(),
        text,
        note: String::new(),
        certainty: Certainty::Confirmed,
        position: None,
        follows: Vec::new(),
    }
}

/// Puts keys that are open into the head as comments, in their places.
fn open_blanks(file: &mut PlanFile) {
    let mut open = Vec::new();
    for key in keys::HEAD {
        if let Some(entry) = file.head.entries.iter_mut().find(|entry| entry.key == key.name) {
            entry.comments.append(&mut open);
        } else if BLANKS.contains(&key.name) {
            open.push(blank(key));
        }
    }
}

fn open_source() -> Vec<String> {
    let mut lines = vec!["# [[source]]".to_owned()];
    lines.extend(keys::SOURCE.iter().map(blank));
    lines.push(String::new());
    lines
}

fn preface(before: &[String], summary_is_open: bool) -> Vec<String> {
    match before {
        [] => Vec::new(),
        _ if summary_is_open => paragraphs(
            "Before the first clause the document says (a `summary` may come from it):",
            before,
        ),
        _ => paragraphs("Before the first clause the document says:", before),
    }
}

fn paragraphs(heading: &str, paragraphs: &[String]) -> Vec<String> {
    let mut lines = vec![comment(heading)];
    lines.extend(paragraphs.iter().map(|text| comment(text)));
    lines.push(String::new());
    lines
}
