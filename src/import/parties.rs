//! Who takes on the obligation of a clause: by the place of a name in its sentence, the words around it, and what the
//! most alike clauses of the library say.

use std::collections::{BTreeSet, HashMap};

use super::{
    classifier::{Classifier, Example, Features},
    mentions::{Mention, Names},
    suggest::{Prepared, Suggester, neighbours},
};
use crate::{
    compare::similarity::PerMille,
    plan::{Clause, Plan},
};

/// From this margin on, a party is suggested. Below 0, since a party too many is sooner seen than one too few.
const SUGGESTED: f32 = -0.3;

/// How far one example may pull the classifier.
const COST: f32 = 0.1;

/// What one term of the clause weighs beside the place of a name.
const TERM: f32 = 0.35;

/// What it weighs that the plan is a party's own.
const PROPONENT: f32 = 0.5;

/// From this share of a plan's clauses on in which a party acts, it is thought of where it is not named, too.
const LEADING: f32 = 0.15;

/// Party ids for each clause of the draft.
pub(super) fn suggest(suggester: &Suggester<'_>, prepared: &Prepared, draft: &Plan) -> Vec<Vec<String>> {
    let names = Names::of(suggester.vocabulary);
    let mut numbers = Numbers::default();
    let examples = &suggester.examples.clauses;
    let named: Vec<_> = examples.iter().map(|clause| names.mentions(&clause.text)).collect();
    let mut training = Vec::new();
    let mut first = 0;
    for (plan, proponents) in suggester.proponents.iter().enumerate() {
        let count = suggester.plan_of.iter().filter(|of| **of == plan).count();
        let clauses = &examples[first..first + count];
        let document = Document::read(&names, clauses, proponents);
        for (place, clause) in clauses.iter().enumerate() {
            let index = first + place;
            // as with a new draft, the clause's own plan is not asked
            let asked = |other: usize| suggester.plan_of.get(other).is_some_and(|of| *of != plan);
            let near = neighbours(prepared, &prepared.library, index, asked);
            let votes = votes(suggester, &named, &near, &document.mentions[place]);
            let terms = &prepared.library.whole(index).terms;
            for (party, clues) in document.candidates(place, &votes, terms) {
                let takes_part = clause.parties.iter().any(|id| id == party);
                training.push(Example {
                    features: numbers.features(clues),
                    subjects: takes_part.then_some((0, 1.0)).into_iter().collect(),
                });
            }
        }
        first += count;
    }
    let classifier = Classifier::train(&training, 1, COST);
    let document = Document::read(&names, &draft.clauses, &draft.proponents);
    (0..draft.clauses.len())
        .map(|place| {
            let near = neighbours(prepared, &prepared.draft, place, |other| other < examples.len());
            let votes = votes(suggester, &named, &near, &document.mentions[place]);
            let terms = &prepared.draft.whole(place).terms;
            let candidates = document.candidates(place, &votes, terms).into_iter();
            let chosen = candidates.filter(|(party, clues)| {
                document.knows(party) && classifier.margins(&numbers.features(clues.clone()))[0] > SUGGESTED
            });
            chosen.map(|(party, _)| party.to_owned()).collect()
        })
        .collect()
}

/// What a clause makes of a party by its words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Naming {
    Unnamed,
    Named,
    Acts,
}

impl Naming {
    fn of(party: &str, mentions: &[Mention<'_>]) -> Self {
        let mut own = mentions.iter().filter(|mention| mention.party == party).peekable();
        if own.peek().is_none() {
            return Self::Unnamed;
        }
        if own.any(Mention::acts) {
            Self::Acts
        } else {
            Self::Named
        }
    }
}

/// What the most alike examples say of a party.
#[derive(Debug, Clone, Copy, Default)]
struct Vote {
    /// The share that has it in their likeness.
    share: f32,
    /// The share that has it, and names it as the clause does.
    so_named: f32,
    /// The share that names it as the clause does, and does not have it.
    against: f32,
    /// How alike the nearest example is that has it.
    nearest: f32,
}

/// The votes of the most alike examples on each party.
fn votes<'s>(
    suggester: &'s Suggester<'_>,
    named: &[Vec<Mention<'s>>],
    near: &[(PerMille, usize)],
    mentions: &[Mention<'s>],
) -> HashMap<&'s str, Vote> {
    let weight = |likeness: PerMille| (likeness as f32 / 1_000.0).powi(2);
    let all: f32 = near.iter().map(|(likeness, _)| weight(*likeness)).sum();
    let mut votes: HashMap<&str, Vote> = HashMap::new();
    for (likeness, other) in near {
        let share = weight(*likeness) / all.max(f32::EPSILON);
        let parties = &suggester.examples.clauses[*other].parties;
        for party in parties {
            let vote = votes.entry(party.as_str()).or_default();
            vote.share += share;
            vote.nearest = vote.nearest.max(*likeness as f32 / 1_000.0);
            if Naming::of(party, mentions) == Naming::of(party, &named[*other]) {
                vote.so_named += share;
            }
        }
        let others: BTreeSet<&str> = named[*other].iter().map(|mention| mention.party).collect();
        for party in others.into_iter().filter(|party| !parties.iter().any(|id| id == party)) {
            if Naming::of(party, mentions) == Naming::of(party, &named[*other]) {
                votes.entry(party).or_default().against += share;
            }
        }
    }
    votes
}

/// The clauses of a plan, and whom they name.
struct Document<'n, 'c> {
    mentions: Vec<Vec<Mention<'n>>>,
    proponents: &'c [String],
    /// In how many of the clauses each party does something, and in how many one of its names stands, as shares.
    active: HashMap<&'n str, f32>,
    named: HashMap<&'n str, f32>,
}

impl<'n, 'c> Document<'n, 'c> {
    fn read(names: &Names<'n>, clauses: &'c [Clause], proponents: &'c [String]) -> Self {
        let mentions: Vec<_> = clauses.iter().map(|clause| names.mentions(&clause.text)).collect();
        let one = 1.0 / clauses.len().max(1) as f32;
        let (mut active, mut named) = (HashMap::new(), HashMap::new());
        for mentions in &mentions {
            let all: BTreeSet<&str> = mentions.iter().map(|mention| mention.party).collect();
            let acting = mentions.iter().filter(|mention| mention.acts());
            for party in acting.map(|mention| mention.party).collect::<BTreeSet<_>>() {
                *active.entry(party).or_default() += one;
            }
            for party in all {
                *named.entry(party).or_default() += one;
            }
        }
        Self {
            mentions,
            proponents,
            active,
            named,
        }
    }

    /// A party that a draft never names is not made up from clauses like it.
    fn knows(&self, party: &str) -> bool {
        self.named.contains_key(party) || self.proponents.iter().any(|proponent| proponent == party)
    }

    /// The parties that are named in a clause, in clauses like it, or that the plan is of, in the order of their ids,
    /// with what speaks for them.
    fn candidates(
        &self,
        place: usize,
        votes: &HashMap<&'n str, Vote>,
        terms: &[u32],
    ) -> Vec<(&'n str, Vec<(String, f32)>)> {
        let mentions = &self.mentions[place];
        let named: BTreeSet<&str> = mentions.iter().map(|mention| mention.party).collect();
        let mut all: BTreeSet<&'n str> = named.iter().chain(votes.keys()).copied().collect();
        let leading = self.active.iter().filter(|(_, share)| **share >= LEADING);
        all.extend(leading.map(|(party, _)| *party));
        let both = mentions
            .iter()
            .find(|mention| mention.party == "parties-to-the-conflict");
        all.into_iter()
            .map(|party| {
                let vote = votes.get(party).copied().unwrap_or_default();
                let is_named = if named.contains(party) { "named" } else { "unnamed" };
                let own = mentions.iter().filter(|mention| mention.party == party);
                let other_acts = mentions.iter().any(|mention| mention.party != party && mention.acts());
                let other_suffers = mentions
                    .iter()
                    .any(|mention| mention.party != party && mention.role.starts_with("suffers"));
                let mut clues = vec![
                    ("always".into(), 1.0),
                    (party.to_owned(), 1.0),
                    (is_named.into(), 1.0),
                    (format!("{party} {is_named}"), 1.0),
                    (format!("{is_named} among {}", named.len().min(3)), 1.0),
                    ("vote".into(), vote.share),
                    (format!("vote {is_named}"), vote.share),
                    ("so named".into(), vote.so_named),
                    (format!("so named {is_named}"), vote.so_named),
                    ("against".into(), vote.against),
                    (format!("against {is_named}"), vote.against),
                    (format!("vote {is_named} acts: {other_acts}"), vote.share),
                    ("near".into(), vote.share * vote.nearest),
                    (format!("near {is_named}"), vote.share * vote.nearest),
                    (
                        format!("{is_named}, another does: {other_acts}, suffers: {other_suffers}"),
                        1.0,
                    ),
                    (format!("{party} {is_named}, another does: {other_acts}"), 1.0),
                ];
                let share = |of: &HashMap<&str, f32>| of.get(party).copied().unwrap_or_default();
                let acts = if own.clone().any(Mention::acts) {
                    "acts"
                } else if other_acts {
                    "other acts"
                } else {
                    is_named
                };
                clues.push((format!("active {acts}"), share(&self.active)));
                clues.push((format!("in plan {acts}"), share(&self.named)));
                if self.proponents.iter().any(|proponent| proponent == party) {
                    clues.push((format!("proponent {acts}"), PROPONENT));
                    clues.push((
                        format!("proponent of {} {acts}", self.proponents.len().min(3)),
                        PROPONENT,
                    ));
                }
                if let Some(both) = both {
                    clues.push((format!("{party} both {}", both.role), 1.0));
                    let belligerent = party == "russia" || party == "ukraine";
                    clues.push((format!("belligerent {belligerent} both {}", both.role), 1.0));
                }
                clues.extend(own.clone().map(|mention| (mention.role.clone(), 1.0)));
                clues.extend(own.map(|mention| (format!("{party} {}", mention.role), 1.0)));
                for number in terms {
                    clues.push((format!("{party} #{number}"), TERM));
                    clues.push((format!("{acts} #{number}"), TERM));
                }
                (party, clues)
            })
            .collect()
    }
}

/// Numbers for clues.
#[derive(Default)]
struct Numbers(HashMap<String, u32>);

impl Numbers {
    fn features(&mut self, clues: Vec<(String, f32)>) -> Features {
        let mut features: Features = clues
            .into_iter()
            .map(|(clue, value)| {
                let next = self.0.len() as u32;
                (*self.0.entry(clue).or_insert(next), value)
            })
            .collect();
        features.sort_by_key(|(number, _)| *number);
        features.dedup_by_key(|(number, _)| *number);
        features
    }
}
