//! The list of plans as a page.

use super::count;
use crate::{
    page::{Page, Table, Text},
    report::list::ListReport,
};

/// Lays out the list as one table.
#[must_use]
pub fn list(report: &ListReport) -> Page {
    let mut page = Page::default();
    let mut table = Table {
        header: ["id", "label", "date", "proponents", "status", "clauses", "revises"]
            .map(str::to_owned)
            .to_vec(),
        figures: vec![5],
        unbroken: vec![0, 2, 4],
        ..Table::default()
    };
    for plan in &report.plans {
        let uncertain = match plan.uncertain {
            0 => String::new(),
            number => format!(" ({number}°)"),
        };
        let cells = [
            plan.id.clone(),
            plan.label.clone(),
            plan.date.clone().unwrap_or_else(|| "open".into()),
            plan.proponents.join(", "),
            plan.status.map_or("open", |status| status.word()).to_owned(),
            format!("{}{uncertain}", plan.clauses),
            plan.revises.join(", "),
        ];
        table.rows.push(cells.map(|cell| vec![Text::plain(cell)]).to_vec());
    }
    page.table(table);
    let place = report
        .folder
        .as_ref()
        .map_or_else(|| "embedded in the program".into(), |folder| format!("in {folder}"));
    let mut foot = format!("{} {place}", count(report.plans.len(), "plan"));
    if report.plans.iter().any(|plan| plan.uncertain > 0) {
        foot += "; ° clauses that are not, or only partly, confirmed";
    }
    page.paragraph(0, Text::quiet(foot));
    page
}
