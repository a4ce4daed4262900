//! The links between every two of any number of plans.

use super::{
    fingerprint::fingerprint,
    lexicon::Lexicon,
    link::{Link, link, pins},
};
use crate::{
    plan::Plan,
    vocabulary::{Language, Vocabulary, WorkedOut},
};

/// The links between two plans.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct PairLinks {
    /// Place of the left plan among those given.
    pub(super) left: usize,
    /// Place of the right one, which is greater.
    pub(super) right: usize,
    /// In any order.
    pub(super) links: Vec<Link>,
}

/// The links between every two of `plans`. Those between plans of the library the build script has worked out, `follows`
/// heeded, which serves where no other plan is compared with them.
pub(super) fn all_links(plans: &[&Plan], vocabulary: &Vocabulary, with_pins: bool) -> Vec<PairLinks> {
    let worked_out = match &vocabulary.language {
        Language::WorkedOut(worked_out) if with_pins => worked_out_links(plans, worked_out),
        _ => None,
    };
    worked_out.unwrap_or_else(|| new_links(plans, vocabulary, with_pins))
}

fn new_links(plans: &[&Plan], vocabulary: &Vocabulary, with_pins: bool) -> Vec<PairLinks> {
    let mut lexicon = Lexicon::new(vocabulary);
    let prepared = lexicon.prepare_all(plans);
    let links = pairs(plans.len()).map(|(left, right)| {
        let pins = if with_pins {
            pins(plans[left], plans[right])
        } else {
            Vec::new()
        };
        let links = link(lexicon.roles(), &prepared[left], &prepared[right], &pins).links;
        PairLinks { left, right, links }
    });
    links.collect()
}

fn worked_out_links(plans: &[&Plan], worked_out: &WorkedOut) -> Option<Vec<PairLinks>> {
    let fingerprints: Vec<u64> = plans.iter().map(|plan| fingerprint(plan)).collect();
    let links = pairs(plans.len()).map(|(left, right)| {
        let wanted = [fingerprints[left], fingerprints[right]];
        let is_of_pair = |known: &[u64; 2]| *known == wanted || *known == [wanted[1], wanted[0]];
        let (known, links) = worked_out.links.iter().find(|(known, _)| is_of_pair(known))?;
        let mut links: Vec<Link> = postcard::from_bytes(links).ok()?;
        if *known != wanted {
            links.iter_mut().for_each(|link| *link = link.mirrored());
        }
        Some(PairLinks { left, right, links })
    });
    links.collect()
}

/// Every two of so many places, the lesser first.
fn pairs(places: usize) -> impl Iterator<Item = (usize, usize)> {
    (0..places).flat_map(move |left| (left + 1..places).map(move |right| (left, right)))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test may stop at the first surprise")]

    use super::*;
    use crate::library::Library;

    fn worked_out(library: &Library) -> &'static WorkedOut {
        match library.vocabulary.language {
            Language::WorkedOut(worked_out) => worked_out,
            Language::Stated { .. } => panic!("the build script worked nothing out"),
        }
    }

    fn sorted(mut links: Vec<PairLinks>) -> Vec<PairLinks> {
        links
            .iter_mut()
            .for_each(|pair| pair.links.sort_by_key(|link| (link.left, link.right)));
        links
    }

    #[test]
    fn the_build_script_links_as_the_program_does_in_either_order() {
        let library = Library::open(None).unwrap();
        let plans = library.plans().unwrap();
        let forth: Vec<&Plan> = plans.iter().collect();
        let back: Vec<&Plan> = plans.iter().rev().collect();
        for plans in [forth, back] {
            let worked_out = worked_out_links(&plans, worked_out(&library)).unwrap();
            assert!(sorted(worked_out) == sorted(new_links(&plans, &library.vocabulary, true)));
        }
    }

    #[test]
    fn a_plan_with_another_text_topic_or_pin_is_linked_anew() {
        let library = Library::open(None).unwrap();
        let (left, plan) = (
            library.plan("us-28-point").unwrap(),
            library.plan("us-ua-20-point").unwrap(),
        );
        assert!(worked_out_links(&[&left, &plan], worked_out(&library)).is_some());
        let mut other_text = plan.clone();
        other_text.clauses[3].text += " Perhaps.";
        let mut other_topic = plan.clone();
        other_topic.clauses[3].topics.push("ceasefire".into());
        let mut other_pin = plan.clone();
        other_pin.clauses[3].follows.push("us-28-point#1".into());
        let mut fewer = plan.clone();
        fewer.clauses.pop();
        for changed in [other_text, other_topic, other_pin, fewer] {
            assert_eq!(worked_out_links(&[&left, &changed], worked_out(&library)), None);
        }
    }
}
