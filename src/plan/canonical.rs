//! A plan file → the same in canonical form, with every comment kept.

use toml_edit::{Array, DocumentMut, Item, Key, RawString, TableLike, Value};

use super::{
    keys::{self, Key as PlanKey},
    write::{Entry, PlanFile, Table, basic_string, list},
};

/// The canonical form of `text`: keys in their order, one line each, a blank line before each table.
///
/// `None` where `text` has not the shape of a plan file (no TOML, tables that plan files do not have); the reader says
/// what is wrong with it. Comments stay above or behind what they stood at; those inside a list move above its key.
#[must_use]
pub fn canonical(text: &str) -> Option<String> {
    let document: DocumentMut = text.parse().ok()?;
    let mut file = PlanFile::default();
    let mut head: Vec<(&Key, &Value)> = Vec::new();
    for (key, item) in document.as_table().iter() {
        match (key, item) {
            ("source", _) => file.sources = tables(item, keys::SOURCE)?,
            ("clause", _) => file.clauses = tables(item, keys::CLAUSE)?,
            (_, Item::Value(value)) => head.push((document.as_table().key(key)?, value)),
            _ => return None,
        }
    }
    file.head.entries = entries(&head, keys::HEAD);
    file.footer = comments(Some(document.trailing()));
    Some(file.to_string())
}

fn tables(item: &Item, order: &[PlanKey]) -> Option<Vec<Table>> {
    match item {
        Item::ArrayOfTables(tables) => tables
            .iter()
            .map(|table| lay_out(table, table.decor().prefix(), table.decor().suffix(), order))
            .collect(),
        Item::Value(Value::Array(array)) => array
            .iter()
            .map(|value| {
                let table = value.as_inline_table()?;
                lay_out(table, value.decor().prefix(), value.decor().suffix(), order)
            })
            .collect(),
        _ => None,
    }
}

fn lay_out(
    table: &dyn TableLike,
    before: Option<&RawString>,
    behind: Option<&RawString>,
    order: &[PlanKey],
) -> Option<Table> {
    let values: Option<Vec<(&Key, &Value)>> = table
        .iter()
        .map(|(key, item)| Some((table.key(key)?, item.as_value()?)))
        .collect();
    Some(Table {
        comments: comments(before),
        trailing: comments(behind).into_iter().next(),
        entries: entries(&values?, order),
    })
}

fn entries(values: &[(&Key, &Value)], order: &[PlanKey]) -> Vec<Entry> {
    let mut entries: Vec<Entry> = values.iter().map(|(key, value)| entry(key, value)).collect();
    // a key that plan files do not have comes last, where `check` finds it
    entries.sort_by_key(|entry| {
        let place = order.iter().position(|key| key.name == entry.key);
        place.unwrap_or(order.len())
    });
    entries
}

fn entry(key: &Key, value: &Value) -> Entry {
    let mut above = comments(key.leaf_decor().prefix());
    let value_text = match value {
        Value::String(text) => basic_string(text.value().trim()),
        Value::Array(array) => {
            above.extend(inner_comments(array));
            let texts: Option<Vec<&str>> = array.iter().map(|item| item.as_str().map(str::trim)).collect();
            texts.map_or_else(|| array.to_string().trim().to_owned(), |texts| list(&texts))
        }
        other => other.to_string().trim().to_owned(),
    };
    Entry {
        comments: above,
        key: key.get().to_owned(),
        value: value_text,
        trailing: comments(value.decor().suffix()).into_iter().next(),
    }
}

fn inner_comments(array: &Array) -> Vec<String> {
    let decors = array
        .iter()
        .flat_map(|item| [item.decor().prefix(), item.decor().suffix()]);
    let mut found: Vec<String> = decors.flat_map(comments).collect();
    found.extend(comments(Some(array.trailing())));
    found.retain(|line| !line.is_empty());
    found
}

/// The comment lines among what stands between two values, with at most one blank line between them.
fn comments(between: Option<&RawString>) -> Vec<String> {
    let text = between.and_then(RawString::as_str).unwrap_or_default();
    let mut lines: Vec<String> = Vec::new();
    for line in text.lines().map(str::trim) {
        let blank = line.is_empty();
        if !blank || lines.last().is_some_and(|last| !last.is_empty()) {
            lines.push(line.to_owned());
        }
    }
    if !text.ends_with(char::is_whitespace) || lines.iter().all(String::is_empty) {
        lines.retain(|line| !line.is_empty());
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_are_sorted_texts_quoted_comments_kept() {
        let text = r#"
# about this file

label = 'US "28"'   # short
title = """
Two
lines"""
revises = [ # which
  "a", "b",
] # those
[[clause]] # first
text = "T"
  # number
ref = "1"
# before the source
[[source]]
publisher = "P"
title = "T"
# the end
"#;
        let expected = r#"title = "Two\nlines"
# about this file

label = "US \"28\"" # short
# which
revises = ["a", "b"] # those

# before the source
[[source]]
publisher = "P"
title = "T"

[[clause]] # first
# number
ref = "1"
text = "T"

# the end
"#;
        let written = canonical(text).unwrap_or_default();
        assert_eq!(written, expected);
        assert_eq!(canonical(&written).as_deref(), Some(expected));
    }

    #[test]
    fn what_is_no_plan_file_is_left_alone() {
        assert_eq!(canonical("title ="), None);
        assert_eq!(canonical("[note]\na = 1"), None);
        assert_eq!(canonical("[[clause]]\nref.a = 1"), None);
    }
}
