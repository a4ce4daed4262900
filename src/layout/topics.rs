//! Topics as a page: counts per plan, or the crosswalk to PA-X.

use crate::{
    page::{Page, Table, Text},
    report::topics::TopicsReport,
};

/// Most plans that stand beside each other as columns of counts.
const MOST_COLUMNS: usize = 8;

/// Lays out the topics with their counts.
#[must_use]
pub fn topics(report: &TopicsReport) -> Page {
    let mut page = Page::default();
    let columns = report.plans.len();
    let side_by_side = columns <= MOST_COLUMNS;
    let mut table = Table {
        header: vec!["id".into(), "topic".into()],
        unbroken: vec![0],
        ..Table::default()
    };
    if side_by_side {
        table.header.extend(report.plans.iter().map(|plan| plan.label.clone()));
        table.figures = (2..2 + columns).collect();
    } else {
        table
            .header
            .extend(["clauses".into(), "plans".into(), "what belongs there".into()]);
        table.figures = vec![2, 3];
    }
    for topic in &report.topics {
        let mut row = vec![vec![Text::plain(&topic.id)], vec![Text::plain(&topic.label)]];
        if side_by_side {
            row.extend(topic.clauses.iter().map(|clauses| vec![Text::plain(figure(*clauses))]));
        } else {
            row.push(vec![Text::plain(topic.clauses.iter().sum::<usize>().to_string())]);
            row.push(vec![Text::plain(
                topic.clauses.iter().filter(|clauses| **clauses > 0).count().to_string(),
            )]);
            row.push(vec![Text::plain(&topic.definition)]);
        }
        table.rows.push(row);
    }
    page.table(table);
    page
}

fn figure(clauses: usize) -> String {
    if clauses == 0 { "·".into() } else { clauses.to_string() }
}

/// Lays out the crosswalk to PA-X, gaps said as gaps.
#[must_use]
pub fn crosswalk(report: &TopicsReport) -> Page {
    let mut page = Page::default();
    let mut table = Table {
        header: vec!["topic".into(), "PA-X codes".into(), "gap".into()],
        ..Table::default()
    };
    for topic in &report.topics {
        let codes = if topic.pax.is_empty() {
            "—".into()
        } else {
            topic.pax.join(" ")
        };
        table.rows.push(vec![
            vec![Text::plain(&topic.label)],
            vec![Text::plain(codes)],
            vec![Text::plain(&topic.gap)],
        ]);
    }
    page.table(table);
    let lacking = report.topics.iter().filter(|topic| topic.pax.is_empty()).count();
    page.paragraph(
        0,
        Text::quiet(format!(
            "PA-X, the Peace Agreements Database, has no code for {lacking} of these {} topics. The crosswalk is ours, not PA-X's.",
            report.topics.len()
        )),
    );
    page
}
