//! Two plans → links between clauses, each with its evidence.
//!
//! A pair of clauses is judged by the weight of what both have: the terms of their wording, and their topics, which
//! count as terms of heavy weight; the fewer clauses have a topic, the heavier. Clauses are compared whole and sentence
//! by sentence, and the most alike pair of units counts.
//!
//! 1. *pinned*: a `follows` in a plan file says so;
//! 2. *identical*: the same words;
//! 3. *wording*: a sentence in common that stands only once in either plan;
//! 4. *wording*, *topic*: the pair that stands highest above what it needs is linked first, one to one. Clauses of
//!    different main topics need more, those without a common topic still more, those that answer different issues most.
//!    A clause whose best partner is taken does not make do with one that it stands much lower with;
//! 5. *left-over*: what a link rests on is claimed and counts for less, so that a clause gets a second link, and becomes a
//!    split or a merger, by what its first link does not account for, unless that is all of it. A clause that found no
//!    partner may also join one that has its main topic too. Those that joined none take what partners are left, as in 4.
//!    Last, two linked clauses are linked by what not both have used up.
//!
//! Clause numbers are never looked at. Every rule treats both plans alike, so `link(b, a)` mirrors `link(a, b)`.

use rustc_hash::{FxHashMap, FxHashSet};
use serde::{Deserialize, Serialize};

use super::{
    judge::{Judge, State},
    kinds::{Kind, Kinds},
    lexicon::TermId,
    measure::{HEADING, Judgement},
    prepared::{PreparedPlan, Unit},
    queue::{Pair, Queue},
    roles::Roles,
    search::{Search, Wanted},
    similarity::PerMille,
};
use crate::plan::Plan;

/// Part of the standing that a clause has with its best partner which another partner must reach as long as it may join
/// the best. Found by search on the development pairs.
const SECOND_CHOICE: PerMille = 780;

/// Which rule made a link.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Pass {
    /// A `follows` in a plan file.
    Pinned,
    /// The same words.
    Identical,
    /// Alike enough in wording alone.
    Wording,
    /// Alike enough with the weight of shared topics.
    Topic,
    /// By what an earlier link does not account for.
    LeftOver,
}

impl Pass {
    /// The word for it.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Pinned => "pinned",
            Self::Identical => "identical",
            Self::Wording => "wording",
            Self::Topic => "topic",
            Self::LeftOver => "left-over",
        }
    }
}

/// Why two clauses are linked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Evidence {
    /// The rule.
    pub pass: Pass,
    /// Likeness, in thousandths.
    pub score: PerMille,
}

/// Two clauses that speak of the same thing, by their places in the plans.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Link {
    /// Place in the left plan.
    pub left: usize,
    /// Place in the right plan.
    pub right: usize,
    /// Why.
    pub evidence: Evidence,
}

impl Link {
    /// The same link when the plans are given the other way round.
    pub(super) fn mirrored(self) -> Self {
        Self {
            left: self.right,
            right: self.left,
            ..self
        }
    }
}

/// The links between two plans.
#[derive(Debug, Clone, Default)]
pub struct Links {
    /// In order of the left plan, then of the right.
    pub links: Vec<Link>,
    /// How many times a pair of clauses was scored exactly: the work done, which a test watches.
    pub scored: usize,
}

/// A correspondence that a person has declared, by the places of the clauses.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Pin {
    /// Place in the left plan.
    pub left: usize,
    /// Place in the right plan.
    pub right: usize,
    /// Whether the clause of the left plan says so; it is the one whose links are fixed by that.
    pub by_left: bool,
}

/// What the `follows` of two plans say of each other.
#[must_use]
pub fn pins(left: &Plan, right: &Plan) -> Vec<Pin> {
    let declared = |from: &Plan, to: &Plan| -> Vec<(usize, usize)> {
        let target = |name: &String| {
            let (id, reference) = name.split_once('#')?;
            let place = to.clauses.iter().position(|clause| clause.reference == reference)?;
            (id == to.id).then_some(place)
        };
        let clauses = from.clauses.iter().enumerate();
        clauses
            .flat_map(|(at, clause)| clause.follows.iter().filter_map(target).map(move |place| (at, place)))
            .collect()
    };
    let mut pins: Vec<Pin> = declared(left, right)
        .into_iter()
        .map(|(left, right)| Pin {
            left,
            right,
            by_left: true,
        })
        .collect();
    pins.extend(declared(right, left).into_iter().map(|(right, left)| Pin {
        left,
        right,
        by_left: false,
    }));
    pins.sort_unstable();
    pins
}

/// Links two plans whose terms have these `roles`; `pins` are taken as they are, and a clause that declares one gets no other
/// link than its pins.
#[must_use]
pub fn link(roles: &Roles, left: &PreparedPlan, right: &PreparedPlan, pins: &[Pin]) -> Links {
    let mut linker = Linker::of(Judge::of(roles, left, right));
    for pin in pins {
        if !linker.linked.contains(&(pin.left, pin.right)) {
            let score = linker.judge.judge(pin.left, pin.right).likeness;
            linker.add(pin.left, pin.right, Pass::Pinned, score);
        }
        let [left_states, right_states] = &mut linker.judge.states;
        let declaring = if pin.by_left {
            &mut left_states[pin.left]
        } else {
            &mut right_states[pin.right]
        };
        declaring.settled = true;
    }
    linker.identical();
    linker.same_sentences();
    linker.by_likeness();
    linker.links.sort_by_key(|link| (link.left, link.right));
    Links {
        links: linker.links,
        scored: linker.scored,
    }
}

/// Where a sentence stands in a plan.
#[derive(Debug, Clone, Copy, Default)]
enum Place {
    #[default]
    Nowhere,
    In(u32),
    Several,
}

struct Linker<'p> {
    judge: Judge<'p>,
    kinds: [Kinds; 2],
    /// What was found out about clauses of these kinds.
    judged: FxHashMap<(Kind, Kind), Judgement>,
    links: Vec<Link>,
    linked: FxHashSet<Pair>,
    scored: usize,
}

impl<'p> Linker<'p> {
    fn of(judge: Judge<'p>) -> Self {
        Self {
            kinds: judge.plans.map(Kinds::of),
            judge,
            judged: FxHashMap::default(),
            links: Vec::new(),
            linked: FxHashSet::default(),
            scored: 0,
        }
    }

    fn add(&mut self, left: usize, right: usize, pass: Pass, score: PerMille) {
        let [left_changes, right_changes] = self.judge.claim(left, right);
        if left_changes {
            self.kinds[0].change(left, self.kinds[1].text(right));
        }
        if right_changes {
            self.kinds[1].change(right, self.kinds[0].text(left));
        }
        self.linked.insert((left, right));
        self.links.push(Link {
            left,
            right,
            evidence: Evidence { pass, score },
        });
    }

    /// Clauses of the same terms. Where a text stands several times, the first goes with the first.
    fn identical(&mut self) {
        let [left_plan, right_plan] = self.judge.plans;
        let mut by_terms: FxHashMap<&[TermId], Vec<usize>> = FxHashMap::default();
        for right in (0..right_plan.clauses.len()).rev() {
            let terms = &right_plan.whole(right).terms;
            if self.judge.states[1][right].is_free() && !terms.is_empty() {
                by_terms.entry(terms).or_default().push(right);
            }
        }
        for left in 0..left_plan.clauses.len() {
            if self.judge.states[0][left].is_free()
                && let Some(right) = by_terms.get_mut(&*left_plan.whole(left).terms).and_then(Vec::pop)
            {
                self.add(left, right, Pass::Identical, 1_000);
            }
        }
    }

    /// Clauses that have a sentence in common word for word which stands only once in either plan, and says more than a
    /// heading: so a clause that was split or merged is found again, whatever else its parts resemble.
    fn same_sentences(&mut self) {
        let mut clauses_with: FxHashMap<&[TermId], [Place; 2]> = FxHashMap::default();
        for (side, plan) in self.judge.plans.into_iter().enumerate() {
            let may_tell = |unit: &&Unit| {
                let state = &self.judge.states[side][unit.clause as usize];
                !state.spent && !state.settled && u64::from(self.judge.weights.total(unit)) > HEADING
            };
            for unit in plan.units.iter().filter(may_tell) {
                let place = &mut clauses_with.entry(&unit.terms).or_default()[side];
                *place = match *place {
                    Place::Nowhere => Place::In(unit.clause),
                    Place::In(clause) if clause == unit.clause => Place::In(clause),
                    _ => Place::Several,
                };
            }
        }
        let once = clauses_with.into_values().filter_map(|places| match places {
            [Place::In(left), Place::In(right)] => Some((left as usize, right as usize)),
            _ => None,
        });
        let mut pairs: Vec<Pair> = once.collect();
        pairs.sort_unstable();
        pairs.dedup();
        for (left, right) in pairs {
            if !self.linked.contains(&(left, right)) {
                let score = self.judge(left, right).likeness;
                self.add(left, right, Pass::Wording, score);
            }
        }
    }

    /// Links clauses that have no link yet, one to one, first those that stand nowhere much higher; after either of the
    /// two, clauses that are left to those that are linked. Last come clauses that have links and share what these do not
    /// rest on; one of them must have several sentences.
    fn by_likeness(&mut self) {
        let mut queue = Queue::default();
        let mut search = self.search(State::is_free, State::is_free);
        let second_choices = search.set_aside(SECOND_CHOICE);
        self.enqueue(&mut queue, &search);
        self.empty(&mut queue, true);
        self.left_overs(&mut queue, State::is_unspent);
        search.pairs = second_choices;
        self.enqueue(&mut queue, &search);
        self.empty(&mut queue, true);
        self.left_overs(&mut queue, State::is_unspent_and_changed);
        self.search_for(&mut queue, State::is_unspent_of_several, State::is_unspent);
        self.search_for(&mut queue, State::is_unspent_of_one, State::is_unspent_of_several);
        self.empty(&mut queue, false);
    }

    /// Links clauses that are left to those that are linked, not used up, and wanted. Such a link changes what is left
    /// over, so the search goes on with what has changed until it finds nothing.
    fn left_overs(&mut self, queue: &mut Queue, wanted: Wanted) {
        let mut wanted = wanted;
        loop {
            self.search_for(queue, State::is_free, wanted);
            self.search_for(queue, wanted, State::is_free);
            self.judge
                .states
                .iter_mut()
                .flatten()
                .for_each(|state| state.changed = false);
            if queue.is_empty() {
                break;
            }
            self.empty(queue, false);
            wanted = State::is_unspent_and_changed;
        }
    }

    /// Links the pairs of the queue, the highest standing first, those that still suffice when their turn comes; one to
    /// one, only clauses that have no link then.
    fn empty(&mut self, queue: &mut Queue, one_to_one: bool) {
        while let Some((standing, (left, right))) =
            queue.pop(|side, clause| !one_to_one || self.judge.is_fresh(side, clause))
        {
            if self.linked.contains(&(left, right)) {
                continue;
            }
            let judgement = self.judge(left, right);
            let now = judgement.standing();
            if !judgement.suffices() {
                continue;
            }
            if now < standing && queue.next_standing().is_some_and(|next| next > now) {
                queue.push(now, (left, right));
                continue;
            }
            let fresh = self.judge.is_fresh(0, left) && self.judge.is_fresh(1, right);
            let pass = match (fresh, judgement.wording >= judgement.needed) {
                (false, _) => Pass::LeftOver,
                (true, true) => Pass::Wording,
                (true, false) => Pass::Topic,
            };
            self.add(left, right, pass, judgement.likeness);
        }
    }

    fn judge(&mut self, left: usize, right: usize) -> Judgement {
        let kinds = (self.kinds[0].kind(left), self.kinds[1].kind(right));
        *self.judged.entry(kinds).or_insert_with(|| {
            self.scored += 1;
            self.judge.judge(left, right)
        })
    }

    fn search(&mut self, left_wanted: Wanted, right_wanted: Wanted) -> Search {
        let search = Search::of(&self.judge, &self.kinds, [left_wanted, right_wanted]);
        self.scored += search.scored;
        search
    }

    /// Queues every pair of the clauses wanted on either side that is good enough.
    fn search_for(&mut self, queue: &mut Queue, left_wanted: Wanted, right_wanted: Wanted) {
        let search = self.search(left_wanted, right_wanted);
        self.enqueue(queue, &search);
    }

    /// Queues what was found.
    fn enqueue(&self, queue: &mut Queue, search: &Search) {
        let (lefts, rights) = (&search.lefts, &search.rights);
        let offsets = queue.groups(lefts, rights);
        for (left, right, standing) in &search.pairs {
            let (left, right) = (*left as usize, *right as usize);
            let (row, column) = (lefts.range(left), rights.range(right));
            let single = row.1 - row.0 == 1 && column.1 - column.0 == 1;
            if !(single && self.linked.contains(&(lefts.first(left), rights.first(right)))) {
                queue.push_all(*standing, offsets, row, column);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{compare::lexicon::Lexicon, library::Library};

    /// All pairs that the search queues, with their standing.
    fn found(linker: &mut Linker<'_>) -> Vec<((usize, usize), PerMille)> {
        let mut queue = Queue::default();
        linker.search_for(&mut queue, State::is_free, State::is_free);
        let mut pairs: Vec<_> = std::iter::from_fn(|| queue.pop(|_, _| true))
            .map(|(standing, pair)| (pair, standing))
            .collect();
        pairs.sort_unstable();
        pairs
    }

    fn exhaustive(judge: &Judge<'_>) -> Vec<((usize, usize), PerMille)> {
        let [left, right] = judge.plans.map(|plan| plan.clauses.len());
        let pairs = (0..left).flat_map(|left| (0..right).map(move |right| (left, right)));
        let judged = pairs.map(|pair| (pair, judge.judge(pair.0, pair.1)));
        judged
            .filter(|(_, judgement)| judgement.suffices())
            .map(|(pair, judgement)| (pair, judgement.standing()))
            .collect()
    }

    #[test]
    fn what_is_not_scored_would_not_have_sufficed() {
        let library = Library::open(None).expect("the library opens");
        let plans = library.plans().expect("the plans read");
        let mut scored = (0, 0);
        for (at, left) in plans.iter().enumerate() {
            for right in &plans[at + 1..] {
                let mut lexicon = Lexicon::new(&library.vocabulary);
                let (a, b) = (lexicon.prepare(left), lexicon.prepare(right));
                let mut linker = Linker::of(Judge::of(lexicon.roles(), &a, &b));
                assert_eq!(
                    found(&mut linker),
                    exhaustive(&linker.judge),
                    "{} {}",
                    left.id,
                    right.id
                );
                scored = (scored.0 + linker.scored, scored.1 + a.clauses.len() * b.clauses.len());
            }
        }
        assert!(
            scored.0 * 20 < scored.1,
            "{} of {} pairs were scored",
            scored.0,
            scored.1
        );
    }
}
