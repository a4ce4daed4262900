//! Phrases: runs of stems that stand for one term.

use std::ops::Range;

use serde::{Deserialize, Serialize};

use super::lexicon::TermId;

/// Phrases, and the terms that they stand for.
#[derive(Clone, Default, Serialize, Deserialize)]
pub(super) struct Phrases {
    /// The stems of all phrases, one phrase after another.
    stems: Vec<TermId>,
    /// The phrases by first stem; of those that begin alike, longest first.
    all: Vec<Phrase>,
    /// By stem, which phrases begin with it. Stems that came later begin none.
    by_first: Vec<Range<u32>>,
}

#[derive(Clone, Serialize, Deserialize)]
struct Phrase {
    /// Its stems in [`Phrases::stems`].
    stems: Range<u32>,
    /// What it stands for.
    term: TermId,
}

impl Phrases {
    /// Phrases given as stems and the term that they stand for; none is empty.
    pub(super) fn of(mut given: Vec<(Vec<TermId>, TermId)>) -> Self {
        given.sort_by_key(|(stems, _)| (stems[0], std::cmp::Reverse(stems.len())));
        let mut phrases = Self::default();
        for (at, (stems, term)) in given.into_iter().enumerate() {
            let first = stems[0] as usize;
            if phrases.by_first.len() <= first {
                phrases.by_first.resize(first + 1, 0..0);
            }
            let alike = &mut phrases.by_first[first];
            let begin = if alike.start == alike.end {
                at as u32
            } else {
                alike.start
            };
            *alike = begin..at as u32 + 1;
            let start = phrases.stems.len() as u32;
            phrases.stems.extend(stems);
            phrases.all.push(Phrase {
                stems: start..phrases.stems.len() as u32,
                term,
            });
        }
        phrases
    }

    /// The phrases that `stems` begins with, the longest first: what each stands for, and of how many stems it is.
    pub(super) fn at_beginning(&self, stems: &[TermId]) -> impl Iterator<Item = (TermId, usize)> {
        let alike = stems.first().and_then(|first| self.by_first.get(*first as usize));
        let alike = alike.map_or(&[][..], |alike| &self.all[in_usize(alike)]);
        alike.iter().filter_map(|phrase| {
            let wanted = &self.stems[in_usize(&phrase.stems)];
            stems.starts_with(wanted).then_some((phrase.term, wanted.len()))
        })
    }
}

/// A range of places.
pub(super) fn in_usize(range: &Range<u32>) -> Range<usize> {
    range.start as usize..range.end as usize
}
