//! Text → terms.
//!
//! A text is compared as a set of terms: stems of its words (Snowball's English stemmer) without function words, and
//! concepts of the vocabulary in place of the phrases that express them. The issues that a sentence speaks of, told from
//! words that stand in it together, are terms too.

use std::borrow::Cow;

use frostem::{Algorithm, Stemmer};
use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize};

use super::{
    issues::Issues,
    lemma::lemma,
    phrases::Phrases,
    prepared::{PreparedClause, PreparedPlan, Unit},
    roles::{Role, Roles},
    words::{Word, sentences, words},
};
use crate::{
    halves::both,
    plan::{Clause, Plan},
    vocabulary::{Concept, Issue, Language, Vocabulary},
};

/// Number of a term in its [`Lexicon`].
pub type TermId = u32;

/// Most sentences of a clause that are compared one by one; a longer clause, a treaty pasted as one, is compared whole.
const MOST_SENTENCES: usize = 60;
/// From so many clauses on a second thread takes less time than it costs.
const MANY_CLAUSES: usize = 5_000;

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
#[derive(Clone)]
pub struct Lexicon<'v> {
    vocabulary: &'v Vocabulary,
    stemmer: Stemmer,
    /// Word as it stands in a text → its stem.
    words: FxHashMap<Cow<'v, str>, TermId>,
    /// Stem → its number.
    stems: FxHashMap<Cow<'v, str>, TermId>,
    /// What each term tells.
    roles: Roles,
    /// By number: a concept, an issue, or the word that first had its stem.
    names: Vec<Cow<'v, str>>,
    phrases: Phrases,
    issues: Issues,
}

/// What a lexicon knows before it has seen a text: the terms of its vocabulary. The build script works it out for the
/// embedded one, since stemming all phrases takes longer than comparing two short plans.
#[derive(Serialize, Deserialize)]
pub struct Numbering<'v> {
    #[serde(borrow)]
    words: Vec<(&'v str, TermId)>,
    #[serde(borrow)]
    stems: Vec<(&'v str, TermId)>,
    roles: Roles,
    #[serde(borrow)]
    names: Vec<&'v str>,
    phrases: Phrases,
    issues: Issues,
}

impl<'v> Lexicon<'v> {
    /// A lexicon that knows the concepts of `vocabulary`.
    #[must_use]
    pub fn new(vocabulary: &'v Vocabulary) -> Self {
        match &vocabulary.language {
            Language::Stated { concepts, issues } => Self::numbered(vocabulary, concepts, issues),
            Language::WorkedOut(worked_out) => {
                let numbering = postcard::from_bytes(worked_out.numbering);
                Self::with(vocabulary, numbering.expect("a test reads what the build script wrote"))
            }
        }
    }

    fn with(vocabulary: &'v Vocabulary, numbering: Numbering<'static>) -> Self {
        let known = |numbers: Vec<(&'static str, TermId)>| -> FxHashMap<Cow<'v, str>, TermId> {
            let numbers = numbers.into_iter();
            numbers.map(|(text, term)| (Cow::Borrowed(text), term)).collect()
        };
        Self {
            vocabulary,
            stemmer: Stemmer::new(Algorithm::English),
            words: known(numbering.words),
            stems: known(numbering.stems),
            roles: numbering.roles,
            names: numbering.names.into_iter().map(Cow::Borrowed).collect(),
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
            roles: self.roles.clone(),
            names: self.names.iter().map(AsRef::as_ref).collect(),
            phrases: self.phrases.clone(),
            issues: self.issues.clone(),
        }
    }

    /// A lexicon that numbers the terms of `vocabulary` itself, which states these concepts and issues.
    fn numbered(vocabulary: &'v Vocabulary, concepts: &[Concept], issues: &[Issue]) -> Self {
        let mut lexicon = Self {
            vocabulary,
            stemmer: Stemmer::new(Algorithm::English),
            words: FxHashMap::default(),
            stems: FxHashMap::default(),
            roles: Roles::default(),
            names: Vec::new(),
            phrases: Phrases::default(),
            issues: Issues::default(),
        };
        let mut phrases = Vec::new();
        for word in FUNCTION_WORDS.split_whitespace() {
            let term = lexicon.word(word);
            lexicon.roles.set(term, Role::Function);
        }
        for concept in concepts {
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
        lexicon.describe_issues(issues);
        lexicon
    }

    fn describe_issues(&mut self, issues: &[Issue]) {
        // before the phrases, so that the numbers of issues follow each other: a judge tells so many apart as it has bits
        let mut numbers: FxHashMap<&str, TermId> = FxHashMap::default();
        for issue in issues {
            let term = numbers.entry(&issue.id);
            let role = if issue.broad { Role::BroadIssue } else { Role::Issue };
            term.or_insert_with(|| self.add_term(issue.id.clone(), role));
        }
        let (mut described, mut phrases) = (Vec::new(), Vec::new());
        for issue in issues {
            let term = numbers[issue.id.as_str()];
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
        let known = self.phrases.at_beginning(&stems).next();
        match (known, &stems[..]) {
            (_, []) => None,
            (Some((concept, length)), _) if length == stems.len() => Some(concept),
            (_, [term]) => Some(*term),
            _ => {
                let term = self.add_term(sign.to_owned(), Role::Function);
                phrases.push((stems, term));
                Some(term)
            }
        }
    }

    /// What each term tells.
    #[must_use]
    pub fn roles(&self) -> &Roles {
        &self.roles
    }

    /// The concept of that number, or the word that first had its stem.
    #[must_use]
    pub fn name(&self, term: TermId) -> &str {
        &self.names[term as usize]
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

    /// Prepares plans that are compared with each other, in their order; two threads share them if they are long.
    #[must_use]
    pub fn prepare_all(&mut self, plans: &[&Plan]) -> Vec<PreparedPlan> {
        let clauses: usize = plans.iter().map(|plan| plan.clauses.len()).sum();
        if clauses < MANY_CLAUSES {
            return plans.iter().map(|plan| self.prepare(plan)).collect();
        }
        let (first, second) = plans.split_at(plans.len() / 2);
        let mut other = self.clone();
        let known = self.roles.len();
        let (mut prepared, mut rest) = both(
            || first.iter().map(|plan| self.prepare(plan)).collect::<Vec<_>>(),
            || second.iter().map(|plan| other.prepare(plan)).collect::<Vec<_>>(),
        );
        let numbers = self.adopt(other, known);
        rest.iter_mut().for_each(|plan| plan.renumber(known, &numbers));
        prepared.append(&mut rest);
        prepared
    }

    /// Takes over the terms of a lexicon that was the same when it had `known` terms: the number here of each later one.
    fn adopt(&mut self, other: Self, known: usize) -> Vec<TermId> {
        let mut later: Vec<(Cow<'v, str>, TermId)> = other.stems.into_iter().collect();
        later.retain(|(_, term)| *term as usize >= known);
        later.sort_unstable_by_key(|(_, term)| *term);
        let names = other.names.into_iter().skip(known);
        let stems = later.into_iter().map(|(stem, _)| stem);
        let adopted = stems.zip(names).map(|(stem, name)| match self.stems.get(&stem) {
            Some(term) => *term,
            None => {
                let term = self.add_term(name.into_owned(), Role::Word);
                self.stems.insert(stem, term);
                term
            }
        });
        adopted.collect()
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
        let mut stems = Vec::with_capacity(words.len());
        let words = words.iter().filter(|word| !word.is_punctuation());
        stems.extend(words.map(|word| self.word(word.key)));
        stems
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
                    if self.roles.of(stems[at]) != Role::Function {
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
        self.names.push(name.into());
        self.roles.add(role)
    }

    /// Marks the terms that are names of parties, those that a name of the vocabulary comes down to, and of documents.
    fn mark_common(&mut self) {
        let parties = self.vocabulary.parties.iter().flat_map(|party| party.terms.iter());
        for name in parties.map(AsRef::as_ref).chain(DOCUMENT_WORDS.split(' ')) {
            let stems = self.stems(&words(name));
            if let [term] = self.terms(&stems)[..] {
                self.roles.set(term, Role::Common);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test may stop at the first surprise")]

    use std::{collections::BTreeSet, path::Path};

    use super::*;
    use crate::library::{Library, read_file};

    #[test]
    fn what_the_build_script_numbered_is_numbered_so_again() {
        let file = read_file(Path::new("proposals/vocabulary.toml")).unwrap();
        let (embedded, stated) = (Vocabulary::embedded().unwrap(), Vocabulary::read(&file).unwrap());
        assert!(matches!(embedded.language, Language::WorkedOut(_)));
        assert!(matches!(stated.language, Language::Stated { .. }));
        let (prepared, again) = (Lexicon::new(&embedded), Lexicon::new(&stated));
        assert_eq!(
            postcard::to_allocvec(&prepared.numbering()).unwrap(),
            postcard::to_allocvec(&again.numbering()).unwrap()
        );
    }

    #[test]
    fn plans_shared_between_two_threads_have_the_terms_that_one_thread_gives() {
        let library = Library::open(None).unwrap();
        let plans = library.plans().unwrap();
        let often: Vec<&Plan> = std::iter::repeat_n(&plans, 12).flatten().collect();
        let clauses: usize = often.iter().map(|plan| plan.clauses.len()).sum();
        assert!(clauses >= MANY_CLAUSES);
        let (mut one, mut two) = (Lexicon::new(&library.vocabulary), Lexicon::new(&library.vocabulary));
        let named = |lexicon: &Lexicon<'_>, plan: &PreparedPlan| -> Vec<BTreeSet<String>> {
            let names = |unit: &Unit| unit.terms.iter().map(|term| lexicon.name(*term).to_owned()).collect();
            plan.units.iter().map(names).collect()
        };
        let shared = two.prepare_all(&often);
        for (plan, shared) in often.into_iter().zip(&shared) {
            let alone = one.prepare(plan);
            assert_eq!(named(&one, &alone), named(&two, shared));
            assert!(shared.units.iter().all(|unit| unit.terms.is_sorted_by(|a, b| a < b)));
        }
    }
}
