//! What terms tell of the issue of a clause, by their numbers.

use serde::{Deserialize, Serialize};

use super::lexicon::TermId;

/// What a term tells of the issue of a clause.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(super) enum Role {
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
    /// The same, where clauses that speak of it may yet answer different questions.
    BroadIssue,
}

/// The role of each term of a lexicon, in order of their numbers.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Roles(Vec<Role>);

impl Roles {
    /// How many terms there are; their numbers are below this.
    pub(super) fn len(&self) -> usize {
        self.0.len()
    }

    /// The number of a new term that has this role.
    pub(super) fn add(&mut self, role: Role) -> TermId {
        self.0.push(role);
        (self.0.len() - 1) as TermId
    }

    pub(super) fn set(&mut self, term: TermId, role: Role) {
        self.0[term as usize] = role;
    }

    pub(super) fn of(&self, term: TermId) -> Role {
        self.0[term as usize]
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = Role> {
        self.0.iter().copied()
    }

    /// Whether the term is an issue.
    pub(super) fn is_issue(&self, term: TermId) -> bool {
        matches!(self.of(term), Role::Issue | Role::BroadIssue)
    }

    /// Whether the term is an issue, and not a broad one.
    pub(super) fn is_narrow_issue(&self, term: TermId) -> bool {
        self.of(term) == Role::Issue
    }
}
