//! How alike two clauses are.
//!
//! A term weighs the more the rarer it is in the two plans compared (inverse document frequency), so that `Kinburn` counts
//! and `Ukraine` hardly does. Likeness is the weighted Dice coefficient. All sums are whole numbers: they come out the same
//! in every order and on every machine.
//!
//! The factors were found by search on the development pairs of `tests/gold`.

use super::{
    lexicon::TermId,
    prepared::{PreparedPlan, Unit},
    roles::{Role, Roles},
};

/// Likeness or share in thousandths.
pub type PerMille = u32;

/// How much the name of a party or of the document weighs, in thousandths of a word of the same rarity.
const COMMON_FACTOR: u32 = 430;
/// The same for a concept.
const CONCEPT_FACTOR: u32 = 1_380;
/// The same for an issue.
const ISSUE_FACTOR: u32 = 2_450;

/// How much each term weighs when two plans are compared: ln(1 + clauses / clauses that have the term), in thousandths,
/// more for concepts and less for parties.
pub struct Weights(Vec<u32>);

impl Weights {
    /// Weights for comparing `left` with `right`, whose terms have these `roles`; the order of the two does not matter.
    #[must_use]
    pub fn of(roles: &Roles, left: &PreparedPlan, right: &PreparedPlan) -> Self {
        let mut clauses_with = vec![0_u32; roles.len()];
        for plan in [left, right] {
            for term in (0..plan.clauses.len()).flat_map(|clause| &plan.whole(clause).terms) {
                clauses_with[*term as usize] += 1;
            }
        }
        let all = (left.clauses.len() + right.clauses.len()) as f64;
        let rarity = |count: u32| (1_000.0 * (1.0 + all / f64::from(count.max(1))).ln()).round() as u32;
        let weights = clauses_with.into_iter().zip(roles.iter());
        Self(
            weights
                .map(|(count, role)| rarity(count) * factor(role) / 1_000)
                .collect(),
        )
    }

    /// How many terms have a weight; the numbers of all terms of the two plans are below this.
    #[must_use]
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether neither plan has a term.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Weight of one term.
    #[must_use]
    pub fn weight(&self, term: TermId) -> u32 {
        self.0[term as usize]
    }

    /// Weight of all terms of `unit`.
    #[must_use]
    pub fn total(&self, unit: &Unit) -> u32 {
        unit.terms.iter().map(|term| self.weight(*term)).sum()
    }
}

/// `part` of `whole` in thousandths; 0 of nothing.
#[must_use]
pub fn share(part: u64, whole: u64) -> PerMille {
    (1_000 * part).checked_div(whole).unwrap_or(0) as PerMille
}

/// The terms that stand in both units, in ascending order.
pub fn shared_terms<'u>(a: &'u Unit, b: &'u Unit) -> impl Iterator<Item = TermId> + 'u {
    let (mut i, mut j) = (0, 0);
    std::iter::from_fn(move || {
        while let (Some(x), Some(y)) = (a.terms.get(i), b.terms.get(j)) {
            match x.cmp(y) {
                std::cmp::Ordering::Less => i += 1,
                std::cmp::Ordering::Greater => j += 1,
                std::cmp::Ordering::Equal => {
                    i += 1;
                    j += 1;
                    return Some(*x);
                }
            }
        }
        None
    })
}

/// Factor on the weight of a term, in thousandths.
fn factor(role: Role) -> u32 {
    match role {
        Role::Function => 0,
        Role::Common => COMMON_FACTOR,
        Role::Word => 1_000,
        Role::Concept => CONCEPT_FACTOR,
        Role::Issue | Role::BroadIssue => ISSUE_FACTOR,
    }
}
