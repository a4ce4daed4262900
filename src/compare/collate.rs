//! N plans → rows: a row is one issue, a cell is what one plan says on it.
//!
//! The links between every two plans are merged into rows, the strongest first. Two half-built rows become one only if
//! at least half of the pairs of plans that would meet in it are linked directly, so that a chain of doubtful links
//! cannot pull two issues into one. Everything is ordered by date and id of the plans, never by the order in which
//! they were given; for two plans the rows are the connected groups of their links.

use rustc_hash::{FxHashMap, FxHashSet};

use super::{
    all_links::all_links,
    link::{Evidence, Pass},
};
use crate::{plan::Plan, vocabulary::Vocabulary};

/// One issue over all plans.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row<'p> {
    /// The topic under which the row is shown: the most frequent main topic of its clauses.
    pub topic: &'p str,
    /// For each plan, in the order given, the places of its clauses on the issue.
    pub cells: Vec<Vec<usize>>,
    /// The links inside the row.
    pub links: Vec<RowLink>,
}

/// A link inside a row: two clauses as (plan, place), and why.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RowLink {
    /// The clause of the plan that was given first.
    pub left: (usize, usize),
    /// The clause of the other plan.
    pub right: (usize, usize),
    /// Why they are linked.
    pub evidence: Evidence,
}

/// Rows by topic in the order of the vocabulary, inside a topic in the order of the oldest plan that has them.
/// Every clause of every plan is in exactly one row. `with_pins` says whether `follows` is heeded.
#[must_use]
pub fn collate<'p>(plans: &[&'p Plan], vocabulary: &Vocabulary, with_pins: bool) -> Vec<Row<'p>> {
    let ranks = ranks(plans);
    let mut links = Vec::new();
    for pair in all_links(plans, vocabulary, with_pins) {
        links.extend(pair.links.into_iter().map(|link| RowLink {
            left: (pair.left, link.left),
            right: (pair.right, link.right),
            evidence: link.evidence,
        }));
    }
    let mut groups = Groups::of(plans);
    let by_rank = |(plan, clause): (usize, usize)| (ranks[plan], clause);
    links.sort_by_key(|link| {
        let ends = [by_rank(link.left), by_rank(link.right)];
        (strength(link.evidence), ends.into_iter().min(), ends.into_iter().max())
    });
    let linked: FxHashSet<((usize, usize), (usize, usize))> = links
        .iter()
        .flat_map(|link| [(link.left, link.right), (link.right, link.left)])
        .collect();
    for link in &links {
        groups.merge(link.left, link.right, &linked);
    }
    groups.rows(plans, vocabulary, &links, &ranks)
}

/// Place of each plan in the order of date and id.
fn ranks(plans: &[&Plan]) -> Vec<usize> {
    let mut order: Vec<usize> = (0..plans.len()).collect();
    order.sort_by_key(|plan| (plans[*plan].date.is_none(), plans[*plan].date, &plans[*plan].id));
    let mut ranks = vec![0; plans.len()];
    for (rank, plan) in order.into_iter().enumerate() {
        ranks[plan] = rank;
    }
    ranks
}

/// Sorts links from the strongest to the weakest.
fn strength(evidence: Evidence) -> (u8, std::cmp::Reverse<u32>) {
    let class = match evidence.pass {
        Pass::Pinned => 0,
        Pass::Identical => 1,
        Pass::Wording | Pass::Topic => 2,
        Pass::LeftOver => 3,
    };
    (class, std::cmp::Reverse(evidence.score))
}

type Place = (usize, usize);

/// The rows while they are being built: groups of clauses, and the group of each clause.
struct Groups {
    members: Vec<Vec<Place>>,
    group_of: FxHashMap<Place, usize>,
}

impl Groups {
    fn of(plans: &[&Plan]) -> Self {
        let places = plans
            .iter()
            .enumerate()
            .flat_map(|(plan, content)| (0..content.clauses.len()).map(move |clause| (plan, clause)));
        let members: Vec<Vec<Place>> = places.map(|place| vec![place]).collect();
        let group_of = members
            .iter()
            .enumerate()
            .map(|(group, places)| (places[0], group))
            .collect();
        Self { members, group_of }
    }

    fn merge(&mut self, left: Place, right: Place, linked: &FxHashSet<(Place, Place)>) {
        let (into, from) = (self.group_of[&left], self.group_of[&right]);
        if into == from || !self.cohere(into, from, linked) {
            return;
        }
        for place in std::mem::take(&mut self.members[from]) {
            self.group_of.insert(place, into);
            self.members[into].push(place);
        }
    }

    /// Whether at least half of the pairs of different plans that meet in the two groups are linked.
    fn cohere(&self, into: usize, from: usize, linked: &FxHashSet<(Place, Place)>) -> bool {
        let mut pairs: FxHashMap<(usize, usize), bool> = FxHashMap::default();
        for a in &self.members[into] {
            for b in self.members[from].iter().filter(|b| b.0 != a.0) {
                *pairs.entry((a.0, b.0)).or_default() |= linked.contains(&(*a, *b));
            }
        }
        2 * pairs.values().filter(|linked| **linked).count() >= pairs.len()
    }

    fn rows<'p>(self, plans: &[&'p Plan], vocabulary: &Vocabulary, links: &[RowLink], ranks: &[usize]) -> Vec<Row<'p>> {
        let mut row_links: Vec<Vec<RowLink>> = vec![Vec::new(); self.members.len()];
        for link in links {
            let group = self.group_of[&link.left];
            if group == self.group_of[&link.right] {
                row_links[group].push(*link);
            }
        }
        let mut rows: Vec<((usize, usize, usize), Row<'p>)> = Vec::new();
        for (members, mut links) in self.members.into_iter().zip(row_links) {
            let Some(first) = members.iter().map(|(plan, clause)| (ranks[*plan], *clause)).min() else {
                continue;
            };
            let topic = main_topic(
                members
                    .iter()
                    .filter_map(|(plan, clause)| plans[*plan].clauses[*clause].main_topic()),
                vocabulary,
            );
            let mut cells = vec![Vec::new(); plans.len()];
            for (plan, clause) in members {
                cells[plan].push(clause);
            }
            cells.iter_mut().for_each(|cell| cell.sort_unstable());
            links.sort_by_key(|link| (link.left, link.right));
            rows.push((
                (vocabulary.topic_order(topic), first.0, first.1),
                Row { topic, cells, links },
            ));
        }
        rows.sort_by_key(|(order, _)| *order);
        rows.into_iter().map(|(_, row)| row).collect()
    }
}

/// The most frequent of `topics`; of equally frequent ones the first of the vocabulary.
fn main_topic<'t>(topics: impl Iterator<Item = &'t str>, vocabulary: &Vocabulary) -> &'t str {
    let mut counts: Vec<(&str, usize)> = Vec::new();
    for topic in topics {
        match counts.iter_mut().find(|(counted, _)| *counted == topic) {
            Some((_, count)) => *count += 1,
            None => counts.push((topic, 1)),
        }
    }
    counts
        .into_iter()
        .min_by_key(|(topic, count)| (std::cmp::Reverse(*count), vocabulary.topic_order(topic)))
        .map_or("", |(topic, _)| topic)
}
