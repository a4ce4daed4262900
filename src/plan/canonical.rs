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
    let written = file.to_string();
    (data(&written)? == data(text)?).then_some(written)
}

/// What a file says, without the blanks around its texts: those are dropped.
fn data(text: &str) -> Option<toml::Value> {
    fn trim(value: &mut toml::Value) {
        match value {
            toml::Value::String(text) => *text = text.trim().to_owned(),
            toml::Value::Array(items) => items.iter_mut().for_each(trim),
            toml::Value::Table(table) => table.iter_mut().for_each(|(_, value)| trim(value)),
            _ => {}
        }
    }
    let mut data = toml::Value::Table(text.parse().ok()?);
    trim(&mut data);
    Some(data)
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
    let mut values = values.to_vec();
    // a key that plan files do not have comes last, where `check` finds it
    values.sort_by_key(|(key, _)| {
        let place = order.iter().position(|known| known.name == key.get());
        place.unwrap_or(order.len())
    });
    values.into_iter().map(|(key, value)| entry(key, value)).collect()
}

fn entry(key: &Key, value: &Value) -> Entry {
    let mut above = comments(key.leaf_decor().prefix());
    let texts = value.as_array().and_then(|array| {
        let texts = array.iter().map(|item| item.as_str().map(str::trim));
        Some((array, texts.collect::<Option<Vec<&str>>>()?))
    });
    let value_text = match (value, texts) {
        (Value::String(text), _) => basic_string(text.value().trim()),
        (_, Some((array, texts))) => {
            above.extend(inner_comments(array));
            list(&texts)
        }
        // as it is, its own comments inside it; the one behind it follows below
        _ => value.clone().decorated("", "").to_string(),
    };
    Entry {
        comments: above,
        key: match key.get() {
            bare if is_bare(bare) => bare.to_owned(),
            _ => key.display_repr().into_owned(),
        },
        value: value_text,
        trailing: comments(value.decor().suffix()).into_iter().next(),
    }
}

/// Whether a key needs no quotation marks.
fn is_bare(key: &str) -> bool {
    let bare = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_');
    !key.is_empty() && key.bytes().all(bare)
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
    fn keys_that_need_quotation_marks_keep_them() {
        let text = "\"title\" = \"T\"\n\"odd key\" = 1\n\"\" = 2\n'a.b' = 3\n";
        let expected = "title = \"T\"\n\"odd key\" = 1\n\"\" = 2\n'a.b' = 3\n";
        assert_eq!(canonical(text).as_deref(), Some(expected));
    }

    #[test]
    fn a_second_run_changes_nothing() {
        let text = "odd = [ # one\n  1, # two\n  [2],\n] # three\ndate = 2026-01-31 # four\n";
        let once = canonical(text).unwrap_or_default();
        assert_eq!(canonical(&once).as_ref(), Some(&once));
        for comment in ["# one", "# two", "# three", "# four"] {
            assert_eq!(once.matches(comment).count(), 1, "{once}");
        }
    }

    #[test]
    fn what_is_no_plan_file_is_left_alone() {
        assert_eq!(canonical("title ="), None);
        assert_eq!(canonical("[note]\na = 1"), None);
        assert_eq!(canonical("[[clause]]\nref.a = 1"), None);
    }
}
