//! Topics or issues × plans as a page.

use super::{certainty_legend, certainty_sign, position};
use crate::{
    page::{Mark, Page, Table, Text},
    report::{
        quoted::{PlanHead, QuotedClause},
        table::{TableReport, TableRow},
    },
    vocabulary::Vocabulary,
};

/// Fewest screen columns in which a plan's clauses can be read beside those of others.
const NARROWEST_COLUMN: usize = 26;

/// Lays out a table. Plans stand beside each other if `width` gives each a readable column, and below each other under
/// a heading per topic if not.
#[must_use]
pub fn table(report: &TableReport<'_>, vocabulary: &Vocabulary, width: usize) -> Page {
    let mut page = Page::default();
    let columns = report.heads.len();
    if columns > 0 && width.saturating_sub(18) / columns >= NARROWEST_COLUMN {
        page.table(side_by_side(report, vocabulary));
    } else {
        below_each_other(&mut page, report, vocabulary);
    }
    let shown = report.rows.iter().flat_map(|row| row.clauses.iter().flatten());
    if let Some(legend) = certainty_legend(shown.map(|clause| clause.certainty)) {
        page.paragraph(0, legend);
    }
    if report.rows.is_empty() {
        page.paragraph(0, Text::quiet("no clause of these plans is on these topics"));
    }
    page
}

fn side_by_side(report: &TableReport<'_>, vocabulary: &Vocabulary) -> Table {
    let mut table = Table {
        header: vec!["topic".into()],
        ..Table::default()
    };
    table.header.extend(report.heads.iter().map(column_name));
    let mut last_topic = "";
    for row in &report.rows {
        let repeated = report.by_issue && row.topic == last_topic;
        last_topic = row.topic;
        let label = if repeated {
            "″"
        } else {
            vocabulary.topic_label(row.topic)
        };
        let mut cells = vec![vec![Text::plain(label)]];
        cells.extend(row.clauses.iter().map(|clauses| cell(clauses, vocabulary)));
        table.rows.push(cells);
    }
    table
}

fn below_each_other(page: &mut Page, report: &TableReport<'_>, vocabulary: &Vocabulary) {
    let mut last_topic = None;
    for row in &report.rows {
        if last_topic != Some(row.topic) {
            page.heading(2, Text::plain(vocabulary.topic_label(row.topic)));
            last_topic = Some(row.topic);
        }
        page.table(one_below_the_other(report, row, vocabulary));
        if !report.by_issue {
            silent(page, report, row);
        }
    }
}

fn one_below_the_other(report: &TableReport<'_>, row: &TableRow<'_>, vocabulary: &Vocabulary) -> Table {
    let speaking = report
        .heads
        .iter()
        .zip(&row.clauses)
        .filter(|(_, clauses)| !clauses.is_empty());
    Table {
        header: vec!["date".into(), "plan".into(), "says".into()],
        rows: speaking
            .map(|(head, clauses)| {
                let date = head.date.clone().unwrap_or_else(|| "undated".into());
                vec![
                    vec![Text::plain(date)],
                    vec![Text::plain(head.label)],
                    cell(clauses, vocabulary),
                ]
            })
            .collect(),
        unbroken: vec![0, 1],
        ..Table::default()
    }
}

/// Which plans have no clause on a topic: silence is an answer too.
fn silent(page: &mut Page, report: &TableReport<'_>, row: &TableRow<'_>) {
    let silent = report
        .heads
        .iter()
        .zip(&row.clauses)
        .filter(|(_, clauses)| clauses.is_empty());
    let labels: Vec<&str> = silent.map(|(head, _)| head.label).collect();
    if !labels.is_empty() {
        page.paragraph(
            0,
            Text::quiet(format!("no clause on this topic: {}", labels.join(", "))),
        );
    }
}

fn column_name(head: &PlanHead<'_>) -> String {
    match &head.date {
        Some(date) => format!("{} ({date})", head.label),
        None => head.label.to_owned(),
    }
}

/// What a plan says: a paragraph per clause, with whose position it is on a point left open.
fn cell(clauses: &[QuotedClause<'_>], vocabulary: &Vocabulary) -> Vec<Text> {
    let said = clauses.iter().map(|clause| {
        let position = position(clause.position, vocabulary);
        let lead = format!("{}{}{position}: ", clause.reference, certainty_sign(clause.certainty));
        Text::strong(lead).and(Mark::Plain, clause.text)
    });
    said.collect()
}
