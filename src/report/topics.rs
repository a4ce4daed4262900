//! The topics: how many clauses each plan has on each, or the codes that PA-X has for them.

use serde::Serialize;

use crate::{plan::Plan, vocabulary::Vocabulary};

/// The answer of `topics`.
#[derive(Debug, Serialize)]
pub struct TopicsReport {
    /// Name and version of this form.
    pub schema: &'static str,
    /// The plans counted, in order.
    pub plans: Vec<CountedPlan>,
    /// The topics, in the order of the vocabulary.
    pub topics: Vec<CountedTopic>,
}

/// A plan whose clauses are counted.
#[derive(Debug, Serialize)]
pub struct CountedPlan {
    /// File name without `.toml`.
    pub id: String,
    /// Short name.
    pub label: String,
}

/// A topic and its clauses.
#[derive(Debug, Serialize)]
pub struct CountedTopic {
    /// Id used in plan files.
    pub id: String,
    /// Printed name.
    pub label: String,
    /// What belongs under it.
    pub definition: String,
    /// PA-X codes.
    pub pax: Vec<String>,
    /// What PA-X lacks for it.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub gap: String,
    /// Clauses on the topic, plan by plan.
    pub clauses: Vec<usize>,
}

/// Counts the clauses of `plans` on every topic; a clause with several topics counts under each.
#[must_use]
pub fn topics(plans: &[Plan], vocabulary: &Vocabulary) -> TopicsReport {
    let count = |plan: &Plan, id: &str| {
        let clauses = plan.clauses.iter();
        clauses
            .filter(|clause| clause.topics.iter().any(|topic| topic == id))
            .count()
    };
    TopicsReport {
        schema: "peaceplan/topics/1",
        plans: plans
            .iter()
            .map(|plan| CountedPlan {
                id: plan.id.clone(),
                label: plan.label.clone(),
            })
            .collect(),
        topics: vocabulary
            .topics
            .iter()
            .map(|topic| CountedTopic {
                id: topic.id.to_string(),
                label: topic.label.to_string(),
                definition: topic.definition.to_string(),
                pax: topic.pax.iter().map(ToString::to_string).collect(),
                gap: topic.gap.to_string(),
                clauses: plans.iter().map(|plan| count(plan, &topic.id)).collect(),
            })
            .collect(),
    }
}
