//! What stops the program, and its exit codes.

use std::{io, path::PathBuf, process::ExitCode};

use crate::diagnostic::CheckedFile;

/// Why a command could not be carried out. Every message says what to do next where there is something to do.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// No plan has that name.
    #[error("there is no plan `{name}`{}", nearest_names(.nearest))]
    UnknownPlan {
        /// What was asked for.
        name: String,
        /// The ids most like it.
        nearest: Vec<String>,
    },
    /// More than one plan begins so.
    #[error("`{name}` could be any of: {}", .candidates.join(", "))]
    AmbiguousPlan {
        /// What was asked for.
        name: String,
        /// The ids that begin with it.
        candidates: Vec<String>,
    },
    /// The vocabulary has no such topic.
    #[error("there is no topic `{name}`{}; `peaceplan topics` lists them", nearest_names(.nearest))]
    UnknownTopic {
        /// What was asked for.
        name: String,
        /// The ids most like it.
        nearest: Vec<String>,
    },
    /// The vocabulary has no such party.
    #[error("there is no party `{name}`{}; `proposals/vocabulary.toml` lists them", nearest_names(.nearest))]
    UnknownParty {
        /// What was asked for.
        name: String,
        /// The ids most like it.
        nearest: Vec<String>,
    },
    /// Plan files with errors.
    #[error("{}", count_faulty(.0))]
    FaultyFiles(Vec<CheckedFile>),
    /// A file or folder that cannot be read.
    #[error("cannot read `{}`: {source}", .path.display())]
    Unreadable {
        /// Which one.
        path: PathBuf,
        /// Why.
        source: io::Error,
    },
    /// A file that is not UTF-8 text.
    #[error("`{name}` is not UTF-8 text (first wrong byte at offset {offset}); save it as UTF-8")]
    NotText {
        /// Which one.
        name: String,
        /// Where the first wrong byte is.
        offset: usize,
    },
    /// A file or folder that cannot be written.
    #[error("cannot write `{}`: {source}", .path.display())]
    Unwritable {
        /// Which one.
        path: PathBuf,
        /// Why.
        source: io::Error,
    },
    /// A file that must not be written over.
    #[error("`{}` is there already; --force writes over it", .0.display())]
    Exists(PathBuf),
    /// A draft of a kind that `import` does not read, or that is damaged.
    #[error("cannot import `{name}`: {reason}")]
    Unimportable {
        /// Which one.
        name: String,
        /// Why, and what to do instead.
        reason: String,
    },
    /// A folder that holds no plan.
    #[error("`{}` holds no plan files (*.toml)", .0.display())]
    NoPlans(PathBuf),
    /// Options that do not go together, or a value that makes no sense.
    #[error("{0}")]
    Usage(String),
    /// The result could not be written.
    #[error("cannot write the result: {0}")]
    Output(#[from] io::Error),
}

fn nearest_names(nearest: &[String]) -> String {
    match nearest {
        [] => String::new(),
        names => format!("; did you mean {}?", names.join(" or ")),
    }
}

fn count_faulty(files: &[CheckedFile]) -> String {
    match files {
        [one] => format!("`{}` cannot be used as it is", one.file.name),
        many => format!("{} plan files cannot be used as they are", many.len()),
    }
}

/// How a command ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// Done. Exit code 0.
    Done,
    /// Done, and there was a difference or a fault that the user asked to be told of. Exit code 1.
    Different,
    /// Trouble. Exit code 2.
    Failed,
}

impl From<Outcome> for ExitCode {
    fn from(outcome: Outcome) -> Self {
        ExitCode::from(match outcome {
            Outcome::Done => 0,
            Outcome::Different => 1,
            Outcome::Failed => 2,
        })
    }
}

/// The names of `among` most like `name`, best first, at most three; none that is unlike.
pub fn nearest<'n>(name: &str, among: impl IntoIterator<Item = &'n str>) -> Vec<String> {
    let mut scored: Vec<(f64, &str)> = among
        .into_iter()
        .map(|candidate| (strsim::jaro_winkler(name, candidate), candidate))
        .filter(|(score, candidate)| *score > 0.75 || candidate.contains(name) && name.len() > 2)
        .collect();
    scored.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(b.1)));
    scored.into_iter().take(3).map(|(_, name)| name.to_owned()).collect()
}
