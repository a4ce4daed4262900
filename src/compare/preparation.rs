//! Plans made ready to be compared with each other.

use super::{
    lexicon::{Lexicon, TermId},
    prepared::{PreparedPlan, fingerprint},
    roles::Roles,
};
use crate::{
    plan::Plan,
    vocabulary::{Language, Vocabulary, WorkedOut},
};

/// Plans that may be compared with each other, and what their terms tell.
pub struct Preparation {
    /// The roles of all terms of the plans.
    pub roles: Roles,
    /// The plans, in the order given.
    pub plans: Vec<PreparedPlan>,
}

impl Preparation {
    /// Prepares plans. Those of the library were prepared by the build script, which serves where no other is compared
    /// with them.
    #[must_use]
    pub fn of(plans: &[&Plan], vocabulary: &Vocabulary) -> Self {
        if let Language::WorkedOut(worked_out) = &vocabulary.language
            && let Some(preparation) = Self::worked_out(plans, worked_out)
        {
            return preparation.compacted();
        }
        let mut lexicon = Lexicon::new(vocabulary);
        let plans = lexicon.prepare_all(plans);
        Self {
            roles: lexicon.into_roles(),
            plans,
        }
    }

    fn worked_out(plans: &[&Plan], worked_out: &WorkedOut) -> Option<Self> {
        let prepared = |plan: &&Plan| {
            let wanted = fingerprint(plan);
            let (_, prepared) = worked_out.plans.iter().find(|(known, _)| *known == wanted)?;
            postcard::from_bytes(prepared).ok()
        };
        Some(Self {
            plans: plans.iter().map(prepared).collect::<Option<_>>()?,
            roles: postcard::from_bytes(worked_out.roles).ok()?,
        })
    }

    /// The same without the terms that no plan has, which are most if few plans of many are compared: numbers are given
    /// anew, in the same order.
    fn compacted(mut self) -> Self {
        let mut numbers: Vec<Option<TermId>> = vec![None; self.roles.len()];
        let terms = self
            .plans
            .iter()
            .flat_map(|plan| &plan.units)
            .flat_map(|unit| &unit.terms);
        terms.for_each(|term| numbers[*term as usize] = Some(0));
        let mut roles = Roles::default();
        for (term, number) in numbers.iter_mut().enumerate() {
            if let Some(number) = number {
                *number = roles.add(self.roles.of(term as TermId));
            }
        }
        let units = self.plans.iter_mut().flat_map(|plan| &mut plan.units);
        for term in units.flat_map(|unit| &mut unit.terms) {
            *term = numbers[*term as usize].unwrap_or_default();
        }
        Self { roles, ..self }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test may stop at the first surprise")]

    use super::*;
    use crate::library::Library;

    #[test]
    fn the_build_script_prepared_what_a_lexicon_prepares() {
        let library = Library::open(None).unwrap();
        let plans = library.plans().unwrap();
        let Language::WorkedOut(worked_out) = &library.vocabulary.language else {
            panic!("the build script worked nothing out")
        };
        let mut lexicon = Lexicon::new(&library.vocabulary);
        for id in library.ids() {
            let plan = plans.iter().find(|plan| plan.id == id).unwrap();
            let worked_out = Preparation::worked_out(&[plan], worked_out).unwrap();
            assert_eq!(lexicon.prepare(plan), worked_out.plans[0]);
        }
        let roles = Preparation::worked_out(&[], worked_out).unwrap().roles;
        assert_eq!(lexicon.into_roles(), roles);
    }

    #[test]
    fn a_plan_with_another_text_or_topic_is_prepared_anew() {
        let library = Library::open(None).unwrap();
        let plan = library.plan("us-28-point").unwrap();
        let mut other_text = plan.clone();
        other_text.clauses[3].text += " Perhaps.";
        let mut other_topic = plan.clone();
        other_topic.clauses[3].topics.swap(0, 1);
        let mut fewer = plan.clone();
        fewer.clauses.pop();
        for changed in [other_text, other_topic, fewer] {
            let prepared = Preparation::of(&[&changed], &library.vocabulary);
            let mut lexicon = Lexicon::new(&library.vocabulary);
            assert_eq!(prepared.plans, [lexicon.prepare(&changed)]);
        }
    }
}
