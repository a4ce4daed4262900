//! Topics or issues × plans: what each plan says on each.

use std::collections::BTreeMap;

use serde::Serialize;

use super::quoted::{PlanHead, QuotedClause};
use crate::{compare::collate::collate, plan::Plan, vocabulary::Vocabulary};

/// The answer of `table`. The JSON form of a table by issue is a contract.
#[derive(Debug, Serialize)]
pub struct TableReport<'p> {
    /// Name and version of this form.
    pub schema: &'static str,
    /// Ids of the plans, in the order of the columns.
    pub plans: Vec<&'p str>,
    /// One row a topic or an issue.
    pub rows: Vec<TableRow<'p>>,
    /// Heads of the plans, in the same order.
    #[serde(skip)]
    pub heads: Vec<PlanHead<'p>>,
    /// Whether a row is one issue and not a whole topic.
    #[serde(skip)]
    pub by_issue: bool,
}

/// One row.
#[derive(Debug, Serialize)]
pub struct TableRow<'p> {
    /// Topic id.
    pub topic: &'p str,
    /// Refs of each plan's clauses; a plan that says nothing is left out.
    pub cells: BTreeMap<&'p str, Vec<&'p str>>,
    /// The clauses themselves, by plan in the order of the columns.
    #[serde(skip)]
    pub clauses: Vec<Vec<QuotedClause<'p>>>,
}

/// One row per topic; with `wanted`, only those topics. A clause stands under each of its topics if topics were asked
/// for, and under its main topic otherwise.
#[must_use]
pub fn by_topic<'p>(plans: &[&'p Plan], vocabulary: &'p Vocabulary, wanted: &[String]) -> TableReport<'p> {
    let topics = vocabulary
        .topics
        .iter()
        .map(|topic| topic.id.as_ref())
        .filter(|id| wanted.is_empty() || wanted.iter().any(|wanted| wanted == id));
    let on = |plan: &Plan, topic: &str| -> Vec<usize> {
        let about = |place: &usize| match wanted {
            [] => plan.clauses[*place].main_topic() == Some(topic),
            _ => plan.clauses[*place].topics.iter().any(|other| other == topic),
        };
        (0..plan.clauses.len()).filter(about).collect()
    };
    let rows = topics.map(|topic| {
        row(
            topic,
            plans,
            &plans.iter().map(|plan| on(plan, topic)).collect::<Vec<_>>(),
        )
    });
    report(plans, rows.filter(|row| !row.cells.is_empty()).collect(), false)
}

/// One row per issue, as the engine collates them; with `wanted`, only issues that touch one of those topics.
#[must_use]
pub fn by_issue<'p>(
    plans: &[&'p Plan],
    vocabulary: &Vocabulary,
    wanted: &[String],
    with_pins: bool,
) -> TableReport<'p> {
    let rows = collate(plans, vocabulary, with_pins);
    let rows = rows.iter().map(|found| row(found.topic, plans, &found.cells));
    let touches = |row: &TableRow<'_>| {
        let mut topics = row.clauses.iter().flatten().flat_map(|clause| clause.topics);
        wanted.is_empty() || topics.any(|topic| wanted.contains(topic))
    };
    report(plans, rows.filter(touches).collect(), true)
}

fn row<'p>(topic: &'p str, plans: &[&'p Plan], cells: &[Vec<usize>]) -> TableRow<'p> {
    let clauses: Vec<Vec<QuotedClause<'p>>> = plans
        .iter()
        .zip(cells)
        .map(|(plan, places)| places.iter().map(|place| QuotedClause::of(plan, *place)).collect())
        .collect();
    let refs = |clauses: &[QuotedClause<'p>]| clauses.iter().map(|clause| clause.reference).collect();
    TableRow {
        topic,
        cells: plans
            .iter()
            .zip(&clauses)
            .filter(|(_, clauses)| !clauses.is_empty())
            .map(|(plan, clauses)| (plan.id.as_str(), refs(clauses)))
            .collect(),
        clauses,
    }
}

fn report<'p>(plans: &[&'p Plan], rows: Vec<TableRow<'p>>, by_issue: bool) -> TableReport<'p> {
    TableReport {
        schema: "peaceplan/table/1",
        plans: plans.iter().map(|plan| plan.id.as_str()).collect(),
        rows,
        heads: plans.iter().map(|plan| PlanHead::of(plan)).collect(),
        by_issue,
    }
}
