//! The list of plans as a page.

use super::count;
use crate::{
    page::{Page, Table, Text},
    report::list::{ListReport, ListedPlan},
};

/// Fewest screen columns in which every column of the list can be read.
const ROOM_FOR_ALL: usize = 116;

/// Lays out the list as one table; on a narrow screen what tabled a plan stands below its id.
#[must_use]
pub fn list(report: &ListReport, width: usize) -> Page {
    let mut page = Page::default();
    let wide = width >= ROOM_FOR_ALL;
    let columns: &[&str] = match wide {
        true => &["plan", "date", "status", "clauses", "label", "proponents"],
        false => &["plan", "date", "status", "clauses"],
    };
    let mut table = Table {
        header: columns.iter().map(|name| (*name).to_owned()).collect(),
        figures: vec![3],
        unbroken: if wide { vec![0, 1, 2, 3, 4] } else { vec![1, 2] },
        ..Table::default()
    };
    for plan in &report.plans {
        table.rows.push(row(plan, wide));
    }
    page.table(table);
    let place = report
        .folder
        .as_ref()
        .map_or_else(|| "embedded in the program".into(), |folder| format!("in {folder}"));
    let mut foot = format!("{} {place}", count(report.plans.len(), "plan"));
    if report.plans.iter().any(|plan| plan.uncertain > 0) {
        foot += "; ° clauses that are only partly confirmed, or not at all";
    }
    page.paragraph(0, Text::quiet(foot));
    page
}

fn row(plan: &ListedPlan, wide: bool) -> Vec<Vec<Text>> {
    let mut name = vec![Text::plain(&plan.id)];
    let proponents = plan.proponents.join(", ");
    if !wide && !proponents.is_empty() {
        name.push(Text::plain(format!("  by {proponents}")));
    }
    name.extend(plan.revises.iter().map(|id| Text::plain(format!("  revises {id}"))));
    let uncertain = match plan.uncertain {
        0 => String::new(),
        number => format!(" ({number}°)"),
    };
    let mut cells = vec![
        name,
        vec![Text::plain(plan.date.as_deref().unwrap_or("open"))],
        vec![Text::plain(plan.status.map_or("open", |status| status.word()))],
        vec![Text::plain(format!("{}{uncertain}", plan.clauses))],
    ];
    if wide {
        cells.push(vec![Text::plain(&plan.label)]);
        cells.push(vec![Text::plain(proponents)]);
    }
    cells
}
