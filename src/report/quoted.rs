//! What reports quote of plans.

use serde::Serialize;

use crate::plan::{Certainty, Plan, Status, Wording};

/// What identifies a plan.
#[derive(Debug, Clone, Serialize)]
pub struct PlanHead<'p> {
    /// File name without `.toml`.
    pub id: &'p str,
    /// Short name.
    pub label: &'p str,
    /// Full name.
    pub title: &'p str,
    /// When it became public.
    pub date: Option<String>,
    /// How it became known.
    pub status: Option<Status>,
    /// What its texts are.
    pub wording: Wording,
}

impl<'p> PlanHead<'p> {
    /// The head of `plan`.
    #[must_use]
    pub fn of(plan: &'p Plan) -> Self {
        Self {
            id: &plan.id,
            label: &plan.label,
            title: &plan.title,
            date: plan.date.map(|date| date.to_string()),
            status: plan.status,
            wording: plan.wording,
        }
    }
}

/// A clause as a report quotes it.
#[derive(Debug, Clone, Serialize)]
pub struct QuotedClause<'p> {
    /// The document's number.
    #[serde(rename = "ref")]
    pub reference: &'p str,
    /// Topic ids.
    pub topics: &'p [String],
    /// Party ids.
    pub parties: &'p [String],
    /// What it says.
    pub text: &'p str,
    /// How well it is established.
    pub certainty: Certainty,
    /// Whose position it states, on a point left open.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub position: Option<&'p str>,
    /// Its place in the plan.
    #[serde(skip)]
    pub place: usize,
}

impl<'p> QuotedClause<'p> {
    /// The clause at `place` of `plan`.
    #[must_use]
    pub fn of(plan: &'p Plan, place: usize) -> Self {
        let clause = &plan.clauses[place];
        Self {
            reference: &clause.reference,
            topics: &clause.topics,
            parties: &clause.parties,
            text: &clause.text,
            certainty: clause.certainty,
            position: clause.position.as_deref(),
            place,
        }
    }
}
