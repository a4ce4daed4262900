//! How alike two clauses are.
//!
//! A text is compared as a set of terms: stems of its words (Snowball's English stemmer) without function words, and
//! concepts of the vocabulary in place of the phrases that express them. The issues that a sentence speaks of, told from
//! words that stand in it together, are terms too. A term weighs the more the rarer it is in the
//! two plans compared (inverse document frequency), so that `Kinburn` counts and `Ukraine` hardly does. Likeness is the
//! weighted Dice coefficient. All sums are whole numbers: they come out the same in every order and on every machine.

use std::{borrow::Cow, ops::Range};

use frostem::{Algorithm, Stemmer};
use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize};

use super::{
    lemma::lemma,
    words::{Word, sentences, words},
};
use crate::{
    plan::{Clause, Plan},
    vocabulary::Vocabulary,
};

/// Number of a term in its [`Lexicon`].
pub type TermId = u32;

/// Likeness or share in thousandths.
pub type PerMille = u32;

/// Most sentences of a clause that are compared one by one; a longer clause, a treaty pasted as one, is compared whole.
const MOST_SENTENCES: usize = 60;
/// How much the name of a party or of the document weighs, in thousandths of a word of the same rarity. Found by search on the development pairs.
const COMMON_FACTOR: u32 = 530;
/// The same for a concept.
const CONCEPT_FACTOR: u32 = 1_430;

/// The same for an issue.
const ISSUE_FACTOR: u32 = 2_200;

/// What plans call themselves and those who make them.
const DOCUMENT_WORDS: &str = "agreement treaty document plan memorandum party side country leaders";

/// Words that say nothing of the subject. Modal verbs are here too: they are compared as terms of substance, not of subject.
const FUNCTION_WORDS: &str = "a an the this that these those it its they them their he his she her we our you who whom whose which what \
    when where while how and or nor but if then than as so also both each every all any some other such same own only \
    of to in on at by for from with without within into onto upon over under between among along through during after before \
    since until against about above below out off up down per via towards toward \
    is are was were be been being am has have had having do does did done will shall would should must may might can could \
    not no once there here again further more most much many few one two first again as follows follow following \
    include including included regarding respect respective";

/// The terms of all plans that are compared with each other.
///
/// Owned by one comparison; plans prepared by different lexicons must not be compared.
pub struct Lexicon<'v> {
    vocabulary: &'v Vocabulary,
    stemmer: Stemmer,
    /// Word as it stands in a text → its stem.
    words: FxHashMap<Cow<'v, str>, TermId>,
    /// Stem → its number.
    stems: FxHashMap<Cow<'v, str>, TermId>,
    terms: Vec<Term<'v>>,
    phrases: Phrases,
    issues: Issues,
}

struct Term<'v> {
    name: Cow<'v, str>,
    role: Role,
}

/// What a term tells of the issue of a clause.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
enum Role {
    /// Nothing: function words are needed to find phrases and are left out afterwards.
    Function,
    /// Little: parties and the document itself are named everywhere.
    Common,
    /// What any word tells.
    Word,
    /// More: a person chose these words to stand for one thing.
    Concept,
    /// Not a word: what a sentence answers, told from several words.
    Issue,
}

impl Role {
    /// Factor on the weight of a term, in thousandths.
    fn factor(self) -> u32 {
        match self {
            Self::Function => 0,
            Self::Common => COMMON_FACTOR,
            Self::Word => 1_000,
            Self::Concept => CONCEPT_FACTOR,
            Self::Issue => ISSUE_FACTOR,
        }
    }
}

/// Phrases, and the terms that they stand for.
#[derive(Clone, Default, Serialize, Deserialize)]
struct Phrases {
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
    fn of(mut given: Vec<(Vec<TermId>, TermId)>) -> Self {
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
    fn at_beginning(&self, stems: &[TermId]) -> impl Iterator<Item = (TermId, usize)> {
        let alike = stems.first().and_then(|first| self.by_first.get(*first as usize));
        let alike = alike.map_or(&[][..], |alike| &self.all[in_usize(alike)]);
        alike.iter().filter_map(|phrase| {
            let wanted = &self.stems[in_usize(&phrase.stems)];
            stems.starts_with(wanted).then_some((phrase.term, wanted.len()))
        })
    }
}

/// How the issues are told that a sentence speaks of.
#[derive(Clone, Default, Serialize, Deserialize)]
struct Issues {
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
    fn of(given: &[(TermId, Vec<Vec<TermId>>)], phrases: Vec<(Vec<TermId>, TermId)>) -> Self {
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
    fn spoken_of(&self, stems: &[TermId], terms: &[TermId]) -> Vec<TermId> {
        let phrases = (0..stems.len()).flat_map(|at| self.phrases.at_beginning(&stems[at..]));
        let terms = terms.iter().copied().chain(phrases.map(|(phrase, _)| phrase));
        let known = terms.filter_map(|term| self.by_term.get(term as usize));
        let mut met: Vec<(u32, u32)> = known
            .flat_map(|groups| &self.groups[in_usize(groups)])
            .copied()
            .collect();
        met.sort_unstable();
        met.dedup();
        let told = met.chunk_by(|a, b| a.0 == b.0).filter_map(|groups| {
            let (issue, needed) = self.descriptions[groups[0].0 as usize];
            (groups.len() as u32 == needed).then_some(issue)
        });
        told.collect()
    }
}

fn in_usize(range: &Range<u32>) -> Range<usize> {
    range.start as usize..range.end as usize
}

/// What a lexicon knows before it has seen a text: the terms of its vocabulary. The build script works it out for the
/// embedded one, since stemming all phrases takes longer than comparing two short plans.
#[derive(Serialize, Deserialize)]
pub struct Numbering<'v> {
    #[serde(borrow)]
    words: Vec<(&'v str, TermId)>,
    #[serde(borrow)]
    stems: Vec<(&'v str, TermId)>,
    #[serde(borrow)]
    terms: Vec<(&'v str, Role)>,
    phrases: Phrases,
    issues: Issues,
}

/// A text as a set of terms, in ascending order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unit {
    /// The clause it belongs to, by its place in the plan.
    pub clause: u32,
    /// Its terms.
    pub terms: Box<[TermId]>,
}

/// A clause ready to be compared.
#[derive(Debug, Clone)]
pub struct PreparedClause {
    /// Its units in [`PreparedPlan::units`]: the whole clause first, then each sentence if there are several.
    pub units: Range<usize>,
    /// Its topics by number in the vocabulary, the main one first.
    pub topics: Vec<u16>,
}

/// A plan ready to be compared.
#[derive(Debug, Clone)]
pub struct PreparedPlan {
    /// Its clauses, in the order of the document.
    pub clauses: Vec<PreparedClause>,
    /// Units of all clauses, clause after clause.
    pub units: Vec<Unit>,
}

impl PreparedPlan {
    /// The whole clause as a unit.
    #[must_use]
    pub fn whole(&self, clause: usize) -> &Unit {
        &self.units[self.clauses[clause].units.start]
    }

    /// The units of a clause: the whole of it, then each sentence if there are several.
    #[must_use]
    pub fn units_of(&self, clause: usize) -> &[Unit] {
        &self.units[self.clauses[clause].units.clone()]
    }
}

impl<'v> Lexicon<'v> {
    /// A lexicon that knows the concepts of `vocabulary`.
    #[must_use]
    pub fn new(vocabulary: &'v Vocabulary) -> Self {
        let numbering = vocabulary.numbering.map(postcard::from_bytes::<Numbering<'static>>);
        let Some(Ok(numbering)) = numbering else {
            return Self::numbered(vocabulary);
        };
        let known = |numbers: Vec<(&'static str, TermId)>| -> FxHashMap<Cow<'v, str>, TermId> {
            numbers
                .into_iter()
                .map(|(text, term)| (Cow::Borrowed(text), term))
                .collect()
        };
        let terms = numbering.terms.into_iter().map(|(name, role)| Term {
            name: Cow::Borrowed(name),
            role,
        });
        Self {
            vocabulary,
            stemmer: Stemmer::new(Algorithm::English),
            words: known(numbering.words),
            stems: known(numbering.stems),
            terms: terms.collect(),
            phrases: numbering.phrases,
            issues: numbering.issues,
        }
    }

    /// What [`Lexicon::new`] has worked out.
    #[must_use]
    pub fn numbering(&self) -> Numbering<'_> {
        fn sorted<'n>(numbers: &'n FxHashMap<Cow<'_, str>, TermId>) -> Vec<(&'n str, TermId)> {
            let mut sorted: Vec<(&str, TermId)> = numbers.iter().map(|(text, term)| (text.as_ref(), *term)).collect();
            // a build gives the same bytes each time
            sorted.sort_unstable();
            sorted
        }
        Numbering {
            words: sorted(&self.words),
            stems: sorted(&self.stems),
            terms: self.terms.iter().map(|term| (term.name.as_ref(), term.role)).collect(),
            phrases: self.phrases.clone(),
            issues: self.issues.clone(),
        }
    }

    /// A lexicon that numbers the terms of `vocabulary` itself.
    fn numbered(vocabulary: &'v Vocabulary) -> Self {
        let mut lexicon = Self {
            vocabulary,
            stemmer: Stemmer::new(Algorithm::English),
            words: FxHashMap::default(),
            stems: FxHashMap::default(),
            terms: Vec::new(),
            phrases: Phrases::default(),
            issues: Issues::default(),
        };
        let mut phrases = Vec::new();
        for word in FUNCTION_WORDS.split_whitespace() {
            let term = lexicon.word(word);
            lexicon.terms[term as usize].role = Role::Function;
        }
        for concept in &vocabulary.concepts {
            let id = lexicon.add_term(concept.id.clone(), Role::Concept);
            for phrase in &concept.terms {
                let stems = lexicon.stems(&words(phrase));
                if !stems.is_empty() {
                    phrases.push((stems, id));
                }
            }
        }
        lexicon.phrases = Phrases::of(phrases);
        lexicon.mark_common();
        lexicon.describe_issues();
        lexicon
    }

    fn describe_issues(&mut self) {
        let mut numbers: FxHashMap<&str, TermId> = FxHashMap::default();
        let (mut described, mut phrases) = (Vec::new(), Vec::new());
        for issue in &self.vocabulary.issues {
            let term = *numbers
                .entry(&issue.id)
                .or_insert_with(|| self.add_term(issue.id.clone(), Role::Issue));
            let groups = issue.all.iter().map(|group| {
                let signs = group.iter().filter_map(|sign| self.sign(sign, &mut phrases));
                signs.collect()
            });
            described.push((term, groups.collect()));
        }
        self.issues = Issues::of(&described, phrases);
    }

    /// The term of a word or concept; of another phrase a new one, which is added to `phrases`.
    fn sign(&mut self, sign: &str, phrases: &mut Vec<(Vec<TermId>, TermId)>) -> Option<TermId> {
        let stems = self.stems(&words(sign));
        match self.terms(&stems)[..] {
            [] => None,
            [term] => Some(term),
            _ => {
                let term = self.add_term(sign.to_owned(), Role::Function);
                phrases.push((stems, term));
                Some(term)
            }
        }
    }

    /// Whether the term is an issue.
    pub(super) fn is_issue(&self, term: TermId) -> bool {
        self.terms[term as usize].role == Role::Issue
    }

    /// How many terms there are; their numbers are below this.
    #[must_use]
    pub fn len(&self) -> usize {
        self.terms.len()
    }

    /// Whether there are no terms at all.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.terms.is_empty()
    }

    /// The concept of that number, or the word that first had its stem.
    #[must_use]
    pub fn name(&self, term: TermId) -> &str {
        &self.terms[term as usize].name
    }

    /// Prepares a plan for comparison.
    #[must_use]
    pub fn prepare(&mut self, plan: &Plan) -> PreparedPlan {
        let mut prepared = PreparedPlan {
            clauses: Vec::with_capacity(plan.clauses.len()),
            units: Vec::with_capacity(plan.clauses.len()),
        };
        for (index, clause) in plan.clauses.iter().enumerate() {
            let start = prepared.units.len();
            self.units(index as u32, &clause.text, &mut prepared.units);
            prepared.clauses.push(PreparedClause {
                units: start..prepared.units.len(),
                topics: self.topics(clause),
            });
        }
        prepared
    }

    fn topics(&self, clause: &Clause) -> Vec<u16> {
        let number = |id: &String| self.vocabulary.topic_order(id) as u16;
        clause.topics.iter().map(number).collect()
    }

    fn units(&mut self, clause: u32, text: &str, units: &mut Vec<Unit>) {
        let words = words(text);
        let parts: Vec<Vec<TermId>> = sentences(&words)
            .into_iter()
            .map(|range| {
                let stems = self.stems(&words[range]);
                let mut terms = self.terms(&stems);
                terms.extend(self.issues.spoken_of(&stems, &terms));
                terms
            })
            .filter(|terms| !terms.is_empty())
            .collect();
        let as_unit = |mut terms: Vec<TermId>| {
            terms.sort_unstable();
            terms.dedup();
            Unit {
                clause,
                terms: terms.into_boxed_slice(),
            }
        };
        units.push(as_unit(parts.concat()));
        if (2..=MOST_SENTENCES).contains(&parts.len()) {
            units.extend(parts.into_iter().map(as_unit));
        }
    }

    /// The stems of a run of words.
    fn stems(&mut self, words: &[Word<'_>]) -> Vec<TermId> {
        let words = words.iter().filter(|word| !word.is_punctuation());
        words.map(|word| self.word(word.key)).collect()
    }

    /// The terms of a run of stems, phrases replaced by their concepts.
    fn terms(&self, stems: &[TermId]) -> Vec<TermId> {
        let mut terms = Vec::with_capacity(stems.len());
        let mut at = 0;
        while at < stems.len() {
            match self.phrases.at_beginning(&stems[at..]).next() {
                Some((concept, length)) => {
                    terms.push(concept);
                    at += length;
                }
                None => {
                    if self.terms[stems[at] as usize].role != Role::Function {
                        terms.push(stems[at]);
                    }
                    at += 1;
                }
            }
        }
        terms
    }

    fn word(&mut self, key: &str) -> TermId {
        if let Some(term) = self.words.get(key) {
            return *term;
        }
        let lower: Cow<'_, str> = if key.bytes().all(|byte| byte.is_ascii_lowercase()) {
            key.into()
        } else {
            key.to_lowercase().into()
        };
        let bare = lower
            .strip_suffix("'s")
            .or_else(|| lower.strip_suffix("’s"))
            .unwrap_or(&lower);
        let stem = self.stemmer.stem(&lemma(bare)).into_owned();
        let term = match self.stems.get(stem.as_str()) {
            Some(term) => *term,
            None => {
                // an explanation shows the word as it was first met, not its stem
                let term = self.add_term(bare.to_owned(), Role::Word);
                self.stems.insert(stem.into(), term);
                term
            }
        };
        self.words.insert(key.to_owned().into(), term);
        term
    }

    fn add_term(&mut self, name: String, role: Role) -> TermId {
        self.terms.push(Term {
            name: name.into(),
            role,
        });
        (self.terms.len() - 1) as TermId
    }

    /// Marks the terms that are names of parties, those that a name of the vocabulary comes down to, and of documents.
    fn mark_common(&mut self) {
        let parties = self.vocabulary.parties.iter().flat_map(|party| &party.terms);
        for name in parties.map(String::as_str).chain(DOCUMENT_WORDS.split(' ')) {
            let stems = self.stems(&words(name));
            if let [term] = self.terms(&stems)[..] {
                self.terms[term as usize].role = Role::Common;
            }
        }
    }
}

/// How much each term weighs when two plans are compared: ln(1 + clauses / clauses that have the term), in thousandths,
/// more for concepts and less for parties.
pub struct Weights(Vec<u32>);

impl Weights {
    /// Weights for comparing `left` with `right`, which `lexicon` prepared; the order of the two does not matter.
    #[must_use]
    pub fn of(lexicon: &Lexicon<'_>, left: &PreparedPlan, right: &PreparedPlan) -> Self {
        let mut clauses_with = vec![0_u32; lexicon.len()];
        for plan in [left, right] {
            for term in (0..plan.clauses.len()).flat_map(|clause| &plan.whole(clause).terms) {
                clauses_with[*term as usize] += 1;
            }
        }
        let all = (left.clauses.len() + right.clauses.len()) as f64;
        let rarity = |count: u32| (1_000.0 * (1.0 + all / f64::from(count.max(1))).ln()).round() as u32;
        let weights = clauses_with.into_iter().zip(&lexicon.terms);
        Self(
            weights
                .map(|(count, term)| rarity(count) * term.role.factor() / 1_000)
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

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test may stop at the first surprise")]

    use super::*;

    #[test]
    fn what_the_build_script_numbered_is_numbered_so_again() {
        let vocabulary = Vocabulary::embedded().unwrap();
        let (prepared, again) = (Lexicon::new(&vocabulary), Lexicon::numbered(&vocabulary));
        assert!(vocabulary.numbering.is_some());
        assert_eq!(
            postcard::to_allocvec(&prepared.numbering()).unwrap(),
            postcard::to_allocvec(&again.numbering()).unwrap()
        );
    }
}
