//! A plan file to be filled in, with every key explained.

use super::{
    Plan,
    keys::{self, Key},
    write::{Entry, PlanFile, Table, lay_out},
};

/// A plan file with what is known of `plan`; keys that are open stand as comments.
#[must_use]
pub fn skeleton(plan: &Plan) -> String {
    let known = lay_out(plan);
    let mut head = explained(keys::HEAD, known.head.entries);
    head.0.comments = vec![
        "# Fill in what stands behind a `#`, take the sign away, and delete what does not apply.".into(),
        "# `peaceplan check` says what is still open, `peaceplan fmt` puts the file in order.".into(),
        String::new(),
    ];
    let mut sources: Vec<Table> = known.sources;
    let mut before_clause = head.1;
    match sources.first_mut() {
        Some(first) => {
            first.comments = std::mem::take(&mut before_clause);
        }
        None => {
            before_clause.push("# Where it is documented: two sources at least.".into());
            before_clause.push("# [[source]]".into());
            before_clause.extend(
                keys::SOURCE
                    .iter()
                    .flat_map(|key| [format!("# {}", key.about), blank(key)]),
            );
            before_clause.push(String::new());
        }
    }
    let given = [("ref", "\"1\""), ("topics", "[]"), ("text", "\"\"")];
    let given = given.map(|(key, value)| Entry {
        comments: Vec::new(),
        key: key.into(),
        value: value.into(),
        trailing: None,
    });
    let (mut clause, mut rest) = explained(keys::CLAUSE, given.into());
    before_clause.push("# One `[[clause]]` for each provision, in the order of the document.".into());
    clause.comments = before_clause;
    rest.pop();
    PlanFile {
        head: head.0,
        sources,
        clauses: vec![clause],
        footer: rest,
    }
    .to_string()
}

/// The keys that have a value, each below what it means; the open ones stand as comments above the next, or remain.
fn explained(keys: &[Key], mut known: Vec<Entry>) -> (Table, Vec<String>) {
    let mut table = Table::default();
    let mut open = Vec::new();
    for key in keys {
        open.push(format!("# {}", key.about));
        match known.iter().position(|entry| entry.key == key.name) {
            Some(at) => {
                let mut entry = known.remove(at);
                entry.comments = std::mem::take(&mut open);
                table.entries.push(entry);
            }
            None => open.push(blank(key)),
        }
    }
    if !open.is_empty() {
        open.push(String::new());
    }
    (table, open)
}

/// A key to be filled in: `# date = 2026-01-31`.
pub(crate) fn blank(key: &Key) -> String {
    format!("# {} = {}", key.name, key.example)
}
