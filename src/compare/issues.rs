//! Issues: the questions that sentences answer, told from terms that stand in them together.

use std::ops::Range;

use serde::{Deserialize, Serialize};

use super::{
    lexicon::TermId,
    phrases::{Phrases, in_usize},
};

/// How the issues are told that a sentence speaks of.
#[derive(Clone, Default, Serialize, Deserialize)]
pub(super) struct Issues {
    /// The issue that each description is one of, and how many groups of terms it has.
    descriptions: Vec<(TermId, u32)>,
    /// Description and group that a term is in, term after term.
    groups: Vec<(u32, u32)>,
    /// By term, its part of `groups`. Terms that came later are in none.
    by_term: Vec<Range<u32>>,
    /// Phrases in the groups that are no concepts.
    phrases: Phrases,
}

impl Issues {
    /// Descriptions given as issue and groups of terms, some of which stand for phrases that are no concepts.
    pub(super) fn of(given: &[(TermId, Vec<Vec<TermId>>)], phrases: Vec<(Vec<TermId>, TermId)>) -> Self {
        let mut issues = Self {
            phrases: Phrases::of(phrases),
            ..Self::default()
        };
        let mut members: Vec<(TermId, u32, u32)> = Vec::new();
        for (description, (issue, groups)) in given.iter().enumerate() {
            issues.descriptions.push((*issue, groups.len() as u32));
            for (group, terms) in groups.iter().enumerate() {
                members.extend(terms.iter().map(|term| (*term, description as u32, group as u32)));
            }
        }
        members.sort_unstable();
        members.dedup();
        for of_term in members.chunk_by(|a, b| a.0 == b.0) {
            let start = issues.groups.len() as u32;
            issues
                .groups
                .extend(of_term.iter().map(|(_, description, group)| (*description, *group)));
            issues.by_term.resize(of_term[0].0 as usize + 1, 0..0);
            issues.by_term[of_term[0].0 as usize] = start..issues.groups.len() as u32;
        }
        issues
    }

    /// The issues that a sentence of these stems, which come down to these terms, speaks of, perhaps repeatedly.
    pub(super) fn spoken_of(&self, stems: &[TermId], terms: &[TermId]) -> Vec<TermId> {
        let mut met: Vec<(u32, u32)> = Vec::new();
        let mut meet = |term: TermId| {
            if let Some(groups) = self.by_term.get(term as usize) {
                met.extend_from_slice(&self.groups[in_usize(groups)]);
            }
        };
        terms.iter().for_each(|term| meet(*term));
        for at in 0..stems.len() {
            let phrases = self.phrases.at_beginning(&stems[at..]);
            phrases.for_each(|(phrase, _)| meet(phrase));
        }
        met.sort_unstable();
        met.dedup();
        let told = met.chunk_by(|a, b| a.0 == b.0).filter_map(|groups| {
            let (issue, needed) = self.descriptions[groups[0].0 as usize];
            (groups.len() as u32 == needed).then_some(issue)
        });
        told.collect()
    }
}
