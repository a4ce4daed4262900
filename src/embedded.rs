//! The plans and the vocabulary that the binary carries, as the build script read them.

use std::borrow::Cow;

use crate::{
    diagnostic::SourceFile,
    error::Error,
    plan::Plan,
    vocabulary::{Language, Party, Topic, Vocabulary, WorkedOut},
};

/// A plan of `proposals/`.
#[derive(Debug)]
pub(crate) struct EmbeddedPlan {
    /// File name without `.toml`.
    pub(crate) id: &'static str,
    /// The file.
    pub(crate) text: &'static str,
    /// What the file says, in postcard's notation; nothing if the build script found an error in it.
    prepared: &'static [u8],
}

impl EmbeddedPlan {
    /// What the file says; `None` if it must be read for that, which shows its errors.
    pub(crate) fn prepared(&self) -> Option<Plan> {
        postcard::from_bytes(self.prepared).ok()
    }
}

// the build script writes `PLANS`, in order of id, `TOPICS_AND_PARTIES` and `WORKED_OUT`
include!(concat!(env!("OUT_DIR"), "/embedded.rs"));

impl Vocabulary {
    /// The vocabulary that the binary carries.
    ///
    /// # Errors
    /// [`Error::FaultyFiles`] if it does not parse, which a test rules out for a released binary.
    pub fn embedded() -> Result<Self, Error> {
        match TOPICS_AND_PARTIES {
            Some((topics, parties)) => Ok(Self {
                topics: topics.into(),
                parties: parties.into(),
                language: Language::WorkedOut(&WORKED_OUT),
            }),
            None => Self::read(&SourceFile {
                name: "proposals/vocabulary.toml".into(),
                text: include_str!("../proposals/vocabulary.toml").into(),
            }),
        }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test may stop at the first surprise")]

    use super::*;
    use crate::plan::read::read;

    #[test]
    fn what_is_prepared_is_what_the_files_say() {
        let vocabulary = Vocabulary::embedded().unwrap();
        let file = SourceFile {
            name: "proposals/vocabulary.toml".into(),
            text: include_str!("../proposals/vocabulary.toml").into(),
        };
        let read_again = Vocabulary::read(&file).unwrap();
        assert_eq!(vocabulary.topics, read_again.topics);
        assert_eq!(vocabulary.parties, read_again.parties);
        for plan in PLANS {
            let file = SourceFile {
                name: plan.id.into(),
                text: plan.text.into(),
            };
            let read_again = read(plan.id, &file, &vocabulary).plan;
            assert!(read_again.is_some());
            assert_eq!(plan.prepared(), read_again);
        }
    }
}
