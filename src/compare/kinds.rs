//! Which clauses of a plan are judged alike, so that of many equal clauses one is judged for all.

use std::hash::{Hash, Hasher};

use rustc_hash::FxHashMap;

use super::{lexicon::TermId, prepared::PreparedPlan};

/// Number of a kind of clauses.
pub(super) type Kind = u32;

/// The clauses of one plan by kind. Those of a kind have the same terms, sentence by sentence, and the same topics; and
/// their links, if they have any, rest on the same.
pub(super) struct Kinds {
    /// The kind of each clause by its text and topics alone.
    texts: Vec<Kind>,
    /// The kind of each clause.
    kinds: Vec<Kind>,
    /// The next unused number.
    next: Kind,
    /// What a clause of some kind becomes that is linked to a clause of some text.
    linked: FxHashMap<(Kind, Kind), Kind>,
}

impl Kinds {
    pub(super) fn of(plan: &PreparedPlan) -> Self {
        let mut known: FxHashMap<Wording<'_>, Kind> = FxHashMap::default();
        let kinds = (0..plan.clauses.len()).map(|clause| {
            let next = known.len() as Kind;
            *known.entry(Wording { plan, clause }).or_insert(next)
        });
        let kinds: Vec<Kind> = kinds.collect();
        Self {
            texts: kinds.clone(),
            kinds,
            next: known.len() as Kind,
            linked: FxHashMap::default(),
        }
    }

    pub(super) fn kind(&self, clause: usize) -> Kind {
        self.kinds[clause]
    }

    /// The kind that the clause has by its text and topics alone.
    pub(super) fn text(&self, clause: usize) -> Kind {
        self.texts[clause]
    }

    /// Notes that a link to a clause of the text `other` has changed how the clause is judged.
    pub(super) fn change(&mut self, clause: usize, other: Kind) {
        let next = self.next;
        let kind = *self.linked.entry((self.kinds[clause], other)).or_insert(next);
        self.next = self.next.max(kind + 1);
        self.kinds[clause] = kind;
    }

    /// The wanted clauses, kind by kind.
    pub(super) fn groups(&self, wanted: impl Fn(usize) -> bool) -> Groups {
        let wanted = (0..self.kinds.len()).filter(|clause| wanted(*clause));
        let mut sorted: Vec<(Kind, u32)> = wanted.map(|clause| (self.kinds[clause], clause as u32)).collect();
        sorted.sort_unstable();
        let mut ends: Vec<u32> = Vec::with_capacity(sorted.len());
        for (at, (kind, _)) in sorted.iter().enumerate() {
            match ends.last_mut() {
                Some(end) if sorted[at - 1].0 == *kind => *end += 1,
                _ => ends.push(at as u32 + 1),
            }
        }
        Groups {
            places: sorted.into_iter().map(|(_, place)| place).collect(),
            ends,
        }
    }
}

/// Clauses of one plan in groups.
pub(super) struct Groups {
    /// Places of the clauses, group after group, in ascending order inside a group.
    pub(super) places: Vec<u32>,
    /// Where each group ends in `places`.
    ends: Vec<u32>,
}

impl Groups {
    pub(super) fn len(&self) -> usize {
        self.ends.len()
    }

    /// Where the group begins and ends in `places`.
    pub(super) fn range(&self, group: usize) -> (u32, u32) {
        let start = group.checked_sub(1).map_or(0, |before| self.ends[before]);
        (start, self.ends[group])
    }

    /// A clause that stands for all of its group.
    pub(super) fn first(&self, group: usize) -> usize {
        self.places[self.range(group).0 as usize] as usize
    }
}

/// All that a clause is judged by before any link is made.
struct Wording<'p> {
    plan: &'p PreparedPlan,
    clause: usize,
}

impl Wording<'_> {
    fn units(&self) -> impl Iterator<Item = &[TermId]> {
        self.plan.units_of(self.clause).iter().map(|unit| &*unit.terms)
    }

    fn topics(&self) -> &[u16] {
        &self.plan.clauses[self.clause].topics
    }
}

impl PartialEq for Wording<'_> {
    fn eq(&self, other: &Self) -> bool {
        self.topics() == other.topics() && self.units().eq(other.units())
    }
}

impl Eq for Wording<'_> {}

impl Hash for Wording<'_> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        // the whole clause stands first and tells texts apart well enough
        self.units().next().hash(state);
        self.topics().hash(state);
    }
}
