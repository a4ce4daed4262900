//! Which plans there are.

use serde::Serialize;

use crate::{
    plan::{Certainty, Plan, Status},
    vocabulary::Vocabulary,
};

/// The answer of `list`.
#[derive(Debug, Serialize)]
pub struct ListReport {
    /// Name and version of this form.
    pub schema: &'static str,
    /// The folder that replaces the embedded plans, if one does.
    pub folder: Option<String>,
    /// The plans, the oldest first.
    pub plans: Vec<ListedPlan>,
}

/// A plan as the list shows it.
#[derive(Debug, Serialize)]
pub struct ListedPlan {
    /// File name without `.toml`.
    pub id: String,
    /// Short name.
    pub label: String,
    /// Full name.
    pub title: String,
    /// When it became public.
    pub date: Option<String>,
    /// Printed names of those who tabled it.
    pub proponents: Vec<String>,
    /// How it became known.
    pub status: Option<Status>,
    /// How many clauses it has.
    pub clauses: usize,
    /// How many of them are not confirmed.
    pub uncertain: usize,
    /// Ids of the plans that it reworks.
    pub revises: Vec<String>,
    /// Ids of the plans that rework it.
    pub revised_by: Vec<String>,
}

/// Lists `plans` in their order.
#[must_use]
pub fn list(plans: &[Plan], vocabulary: &Vocabulary, folder: Option<String>) -> ListReport {
    let listed = plans.iter().map(|plan| ListedPlan {
        id: plan.id.clone(),
        label: plan.label.clone(),
        title: plan.title.clone(),
        date: plan.date.map(|date| date.to_string()),
        proponents: plan
            .proponents
            .iter()
            .map(|party| vocabulary.party_label(party).to_owned())
            .collect(),
        status: plan.status,
        clauses: plan.clauses.len(),
        uncertain: plan
            .clauses
            .iter()
            .filter(|clause| clause.certainty != Certainty::Confirmed)
            .count(),
        revises: plan.revises.clone(),
        revised_by: revisions(plan, plans),
    });
    ListReport {
        schema: "peaceplan/list/1",
        folder,
        plans: listed.collect(),
    }
}

/// Ids of those of `plans` that rework `plan`.
#[must_use]
pub fn revisions(plan: &Plan, plans: &[Plan]) -> Vec<String> {
    plans
        .iter()
        .filter(|other| other.revises.contains(&plan.id))
        .map(|other| other.id.clone())
        .collect()
}
