//! One plan as a page.

use super::{certainty_legend, certainty_sign, count, position};
use crate::{
    page::{Mark, Page, Text},
    plan::{Clause, Plan},
    report::show::ShowReport,
    vocabulary::Vocabulary,
};

/// Lays out a plan: its head, its clauses with notes, its sources.
#[must_use]
pub fn show(report: &ShowReport, vocabulary: &Vocabulary) -> Page {
    let plan = &report.plan;
    let mut page = Page::default();
    page.heading(1, Text::plain(&plan.title));
    page.paragraph(0, head(plan, vocabulary));
    if !plan.revises.is_empty() {
        page.paragraph(0, Text::quiet("revises ").and(Mark::Plain, plan.revises.join(", ")));
    }
    if !report.revised_by.is_empty() {
        page.paragraph(
            0,
            Text::quiet("revised by ").and(Mark::Plain, report.revised_by.join(", ")),
        );
    }
    for text in [&plan.summary, &plan.note].into_iter().filter(|text| !text.is_empty()) {
        page.paragraph(0, Text::plain(text));
    }
    for (topic, places) in &report.sections {
        let heading = match topic.as_deref() {
            None => "Clauses",
            Some("") => "No topic yet",
            Some(topic) => vocabulary.topic_label(topic),
        };
        page.heading(2, Text::plain(heading));
        for place in places {
            clause(&mut page, &plan.clauses[*place], vocabulary);
        }
    }
    page.heading(2, Text::plain("Sources"));
    for source in &plan.sources {
        let date = source.date.map_or_else(String::new, |date| format!(", {date}"));
        page.item(
            "·",
            Text::plain(format!("{}: {}{date}", source.publisher, source.title)),
        );
        page.paragraph(1, Text::quiet(&source.url));
    }
    if plan.sources.is_empty() {
        page.paragraph(0, Text::quiet("none given yet"));
    }
    if let Some(legend) = certainty_legend(plan.clauses.iter().map(|clause| clause.certainty)) {
        page.paragraph(0, Text::default());
        page.paragraph(0, legend);
    }
    page
}

fn head(plan: &Plan, vocabulary: &Vocabulary) -> Text {
    let proponents: Vec<&str> = plan
        .proponents
        .iter()
        .map(|party| vocabulary.party_label(party))
        .collect();
    let dated = plan.dated.map_or_else(String::new, |date| format!(" (dated {date})"));
    let parts = [
        plan.id.clone(),
        plan.status
            .map_or_else(String::new, |status| format!("{} ", status.word()))
            + &plan.printed_date()
            + &dated,
        proponents.join(", "),
        count(plan.clauses.len(), "clause"),
        plan.wording.word().to_owned(),
    ];
    Text::quiet(
        parts
            .into_iter()
            .filter(|part| !part.is_empty())
            .collect::<Vec<_>>()
            .join(" · "),
    )
}

fn clause(page: &mut Page, clause: &Clause, vocabulary: &Vocabulary) {
    let position = position(clause.position.as_deref(), vocabulary);
    let topics: Vec<&str> = clause
        .topics
        .iter()
        .map(|topic| vocabulary.topic_label(topic))
        .collect();
    let parties: Vec<&str> = clause
        .parties
        .iter()
        .map(|party| vocabulary.party_label(party))
        .collect();
    let tags = [topics.join(", "), parties.join(", ")]
        .into_iter()
        .filter(|tags| !tags.is_empty())
        .collect::<Vec<_>>();
    let lead = format!("{}{}{position} ", clause.reference, certainty_sign(clause.certainty));
    page.paragraph(0, Text::strong(lead).and(Mark::Plain, &clause.text));
    page.paragraph(1, Text::quiet(tags.join(" · ")));
    if !clause.note.is_empty() {
        page.paragraph(1, Text::quiet(format!("Note: {}", clause.note)));
    }
}
