//! The words that plan files may use, topics and parties; and what the comparison knows of language: the concepts that
//! count as one word, and the issues that sentences speak of.

use std::borrow::Cow;

use serde::{Deserialize, Serialize};

use crate::{
    diagnostic::{CheckedFile, Code, Diagnostic, SourceFile},
    error::Error,
};

/// A text that the binary carries, or that was read from a file.
pub type Text = Cow<'static, str>;

/// A subject that clauses are tagged with.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Topic {
    /// The name used in plan files.
    pub id: Text,
    /// The name used in print.
    pub label: Text,
    /// What belongs under it.
    pub definition: Text,
    /// Words that suggest the topic when a text is imported.
    #[serde(default)]
    pub terms: Cow<'static, [Text]>,
    /// Codes of the PA-X Peace Agreements Database that cover it.
    #[serde(default)]
    pub pax: Cow<'static, [Text]>,
    /// What PA-X lacks for this topic.
    #[serde(default)]
    pub gap: Text,
}

/// Somebody who takes on obligations.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Party {
    /// The name used in plan files.
    pub id: Text,
    /// The name used in print.
    pub label: Text,
    /// Words that name the party in a text.
    #[serde(default)]
    pub terms: Cow<'static, [Text]>,
}

/// Words and phrases that count as one word when clauses are compared.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Concept {
    /// The name under which an explanation shows it.
    pub id: String,
    /// The words and phrases, in any inflection.
    pub terms: Vec<String>,
}

/// A question that clauses answer, such as what becomes of frozen assets; much narrower than a topic. Issues of the same id
/// are one issue, described in several ways.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Issue {
    /// The name under which an explanation shows it.
    pub id: String,
    /// Whether several clauses of one plan may speak of it and yet answer different questions.
    #[serde(default)]
    pub broad: bool,
    /// A sentence speaks of the issue if it has one out of each group: words and phrases in any inflection; what is a term
    /// of a concept stands for the whole concept. Of no groups, nothing speaks.
    pub all: Vec<Vec<String>>,
}

/// Topics and parties, each in the order of the file, which is the order of every table; and what is known of language.
#[derive(Debug, Clone, Default)]
pub struct Vocabulary {
    /// All topics.
    pub topics: Cow<'static, [Topic]>,
    /// All parties.
    pub parties: Cow<'static, [Party]>,
    /// Concepts and issues.
    pub language: Language,
}

/// What a comparison knows of language.
#[derive(Debug, Clone)]
pub enum Language {
    /// As a vocabulary file states it.
    Stated {
        /// All concepts.
        concepts: Vec<Concept>,
        /// All issues.
        issues: Vec<Issue>,
    },
    /// What the build script made of the library's own file.
    WorkedOut(&'static WorkedOut),
}

impl Default for Language {
    fn default() -> Self {
        Self::Stated {
            concepts: Vec::new(),
            issues: Vec::new(),
        }
    }
}

/// What the build script made of the concepts and issues of the library, and of its plans by them, so that nobody waits for
/// it: all in postcard's notation.
#[derive(Debug)]
pub struct WorkedOut {
    /// What a lexicon knows before it has seen a text.
    pub(crate) numbering: &'static [u8],
    /// The links between every two plans of the library, which are known by their fingerprints.
    pub(crate) links: &'static [([u64; 2], &'static [u8])],
}

/// A vocabulary file.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct VocabularyFile {
    #[serde(default)]
    topic: Vec<Topic>,
    #[serde(default)]
    party: Vec<Party>,
    #[serde(default)]
    concept: Vec<Concept>,
    #[serde(default)]
    issue: Vec<Issue>,
}

impl Vocabulary {
    /// Reads a vocabulary file.
    ///
    /// # Errors
    /// [`Error::FaultyFiles`] with the first fault found.
    pub fn read(file: &SourceFile) -> Result<Self, Error> {
        let read: VocabularyFile = toml::from_str(&file.text).map_err(|fault| {
            let span = fault.span().unwrap_or(0..0);
            Error::FaultyFiles(vec![CheckedFile {
                file: file.clone(),
                diagnostics: vec![Diagnostic::error(Code::Syntax, span, fault.message())],
            }])
        })?;
        Ok(Self {
            topics: read.topic.into(),
            parties: read.party.into(),
            language: Language::Stated {
                concepts: read.concept,
                issues: read.issue,
            },
        })
    }

    /// The topic of that id.
    #[must_use]
    pub fn topic(&self, id: &str) -> Option<&Topic> {
        self.topics.iter().find(|topic| topic.id == id)
    }

    /// Place of a topic in the order of the vocabulary; an unknown one comes last.
    #[must_use]
    pub fn topic_order(&self, id: &str) -> usize {
        self.topics
            .iter()
            .position(|topic| topic.id == id)
            .unwrap_or(self.topics.len())
    }

    /// The printed name of a topic; an unknown id stands for itself.
    #[must_use]
    pub fn topic_label<'v>(&'v self, id: &'v str) -> &'v str {
        self.topic(id).map_or(id, |topic| &topic.label)
    }

    /// The printed name of a party; an unknown id stands for itself.
    #[must_use]
    pub fn party_label<'v>(&'v self, id: &'v str) -> &'v str {
        self.parties
            .iter()
            .find(|party| party.id == id)
            .map_or(id, |party| &party.label)
    }
}
