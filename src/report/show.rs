//! One plan, whole.

use serde::Serialize;

use crate::{plan::Plan, vocabulary::Vocabulary};

/// The answer of `show`.
#[derive(Debug, Serialize)]
pub struct ShowReport {
    /// Name and version of this form.
    pub schema: &'static str,
    /// Ids of the plans that rework this one.
    pub revised_by: Vec<String>,
    /// The plan.
    #[serde(flatten)]
    pub plan: Plan,
    /// The clauses in the order in which they are shown: a topic as heading, and places in the plan.
    #[serde(skip)]
    pub sections: Vec<(Option<String>, Vec<usize>)>,
}

/// Shows `plan` in its own order or by topic; with `wanted`, only clauses on those topics.
#[must_use]
pub fn show(
    plan: Plan,
    vocabulary: &Vocabulary,
    revised_by: Vec<String>,
    by_topic: bool,
    wanted: &[String],
) -> ShowReport {
    let about =
        |place: &usize| wanted.is_empty() || plan.clauses[*place].topics.iter().any(|topic| wanted.contains(topic));
    let places: Vec<usize> = (0..plan.clauses.len()).filter(about).collect();
    let sections = if by_topic {
        let on = |topic: Option<&str>| -> Vec<usize> {
            places
                .iter()
                .copied()
                .filter(|place| plan.clauses[*place].main_topic() == topic)
                .collect()
        };
        let topics = vocabulary.topics.iter().map(|topic| topic.id.as_ref());
        let headed = topics.map(|topic| (Some(topic.to_owned()), on(Some(topic))));
        let open = std::iter::once((Some(String::new()), on(None)));
        headed.chain(open).filter(|(_, places)| !places.is_empty()).collect()
    } else {
        vec![(None, places)]
    };
    ShowReport {
        schema: "peaceplan/show/1",
        revised_by,
        plan,
        sections,
    }
}
