//! [`Plan`] → canonical TOML: one order of keys and one layout, so that a change to a file shows as that change alone.
//!
//! A [`PlanFile`] is the layout before it is text. The importer and the formatter put comments into it; what is
//! canonical is said here and nowhere else.

use std::fmt::{self, Display, Formatter};

use super::{Certainty, Clause, Plan, Source};
use crate::untrusted::is_unsafe;

/// A plan file laid out: the head, then sources, then clauses.
#[derive(Debug, Default)]
pub struct PlanFile {
    /// The keys before the first table.
    pub head: Table,
    /// `[[source]]` tables.
    pub sources: Vec<Table>,
    /// `[[clause]]` tables.
    pub clauses: Vec<Table>,
    /// Comment lines after the last table.
    pub footer: Vec<String>,
}

/// A table of a plan file. Comment lines begin with `#`; an empty one is a blank line.
#[derive(Debug, Default)]
pub struct Table {
    /// Comment lines above the header.
    pub comments: Vec<String>,
    /// Comment behind the header.
    pub trailing: Option<String>,
    /// Its keys with their values.
    pub entries: Vec<Entry>,
}

/// A line `key = value`.
#[derive(Debug)]
pub struct Entry {
    /// Comment lines above it.
    pub comments: Vec<String>,
    /// The key.
    pub key: String,
    /// The value in TOML's notation.
    pub value: String,
    /// Comment behind the value.
    pub trailing: Option<String>,
}

/// The canonical text of a plan.
#[must_use]
pub fn write(plan: &Plan) -> String {
    lay_out(plan).to_string()
}

/// Lays out a plan. Keys that are open or say nothing are left out.
#[must_use]
pub fn lay_out(plan: &Plan) -> PlanFile {
    let mut head = Table::default();
    head.text("title", &plan.title);
    head.text("label", &plan.label);
    head.bare("date", plan.date);
    head.bare("dated", plan.dated);
    head.ids("proponents", &plan.proponents);
    head.text("status", plan.status.map_or("", |status| status.word()));
    head.bare("revises", Some(list(&plan.revises)));
    head.text("wording", plan.wording.word());
    head.text("summary", &plan.summary);
    head.text("note", &plan.note);
    PlanFile {
        head,
        sources: plan.sources.iter().map(source).collect(),
        clauses: plan.clauses.iter().map(clause).collect(),
        footer: Vec::new(),
    }
}

fn source(source: &Source) -> Table {
    let mut table = Table::default();
    table.text("publisher", &source.publisher);
    table.text("title", &source.title);
    table.bare("date", source.date);
    table.text("url", &source.url);
    table
}

fn clause(clause: &Clause) -> Table {
    let mut table = Table::default();
    table.text("ref", &clause.reference);
    table.bare("topics", Some(list(&clause.topics)));
    table.ids("parties", &clause.parties);
    table.text("text", &clause.text);
    table.text("note", &clause.note);
    if clause.certainty != Certainty::Confirmed {
        table.text("certainty", clause.certainty.word());
    }
    table.text("position", clause.position.as_deref().unwrap_or_default());
    table.ids("follows", &clause.follows);
    table
}

impl Table {
    fn text(&mut self, key: &str, text: &str) {
        self.bare(key, (!text.is_empty()).then(|| basic_string(text)));
    }

    fn ids(&mut self, key: &str, ids: &[String]) {
        self.bare(key, (!ids.is_empty()).then(|| list(ids)));
    }

    fn bare(&mut self, key: &str, value: Option<impl Display>) {
        self.entries.extend(value.map(|value| Entry {
            comments: Vec::new(),
            key: key.to_owned(),
            value: value.to_string(),
            trailing: None,
        }));
    }

    fn write(&self, to: &mut Formatter<'_>) -> fmt::Result {
        for entry in &self.entries {
            lines(&entry.comments, to)?;
            write!(to, "{} = {}", entry.key, entry.value)?;
            trailing(entry.trailing.as_deref(), to)?;
        }
        Ok(())
    }
}

impl Display for PlanFile {
    fn fmt(&self, to: &mut Formatter<'_>) -> fmt::Result {
        lines(&self.head.comments, to)?;
        self.head.write(to)?;
        let sources = self.sources.iter().map(|table| ("[[source]]", table));
        let clauses = self.clauses.iter().map(|table| ("[[clause]]", table));
        let mut first = self.head.entries.is_empty() && self.head.comments.is_empty();
        for (header, table) in sources.chain(clauses) {
            if !first {
                writeln!(to)?;
            }
            first = false;
            lines(&table.comments, to)?;
            to.write_str(header)?;
            trailing(table.trailing.as_deref(), to)?;
            table.write(to)?;
        }
        if !self.footer.is_empty() {
            writeln!(to)?;
        }
        lines(&self.footer, to)
    }
}

fn lines(lines: &[String], to: &mut Formatter<'_>) -> fmt::Result {
    lines.iter().try_for_each(|line| writeln!(to, "{line}"))
}

fn trailing(comment: Option<&str>, to: &mut Formatter<'_>) -> fmt::Result {
    match comment {
        Some(comment) => writeln!(to, " {comment}"),
        None => writeln!(to),
    }
}

/// A list of texts on one line.
pub(super) fn list<T: AsRef<str>>(texts: &[T]) -> String {
    let quoted: Vec<String> = texts.iter().map(|text| basic_string(text.as_ref())).collect();
    format!("[{}]", quoted.join(", "))
}

/// A text in quotation marks, on one line. What an editor would not show, or show in another order, is escaped.
pub(super) fn basic_string(text: &str) -> String {
    let mut quoted = String::with_capacity(text.len() + 2);
    quoted.push('"');
    for character in text.chars() {
        match character {
            '"' => quoted.push_str("\\\""),
            '\\' => quoted.push_str("\\\\"),
            '\n' => quoted.push_str("\\n"),
            '\t' => quoted.push_str("\\t"),
            '\r' => quoted.push_str("\\r"),
            _ if is_unsafe(character) => quoted += &format!("\\u{:04X}", u32::from(character)),
            _ => quoted.push(character),
        }
    }
    quoted.push('"');
    quoted
}

/// A comment line that holds `text`, whatever is in it.
#[must_use]
pub fn comment(text: &str) -> String {
    format!("# {}", crate::untrusted::one_line(text)).trim_end().to_owned()
}
