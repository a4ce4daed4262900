//! The programs that are compared, the texts they are run on, and how long they take and how much memory.

use std::{
    fmt,
    path::Path,
    process::{Command, Stdio},
    sync::LazyLock,
    time::{Duration, Instant},
};

use peaceplan::{library::Library, plan::Plan};
use tempfile::TempDir;

use crate::generate::{Files, Generator};

/// GNU time, which reads the peak memory of a child from the kernel once the child has ended.
///
/// Reading `/proc/PID/status` ourselves would race with that end; and what the kernel reports to us of our own children
/// begins with our own size, which they have for a moment before they become another program. The child of `time` begins
/// with the size of `time`.
const TIME: &str = "/usr/bin/time";

/// Seed of all generated plans.
const SEED: u64 = 2;

/// The texts that the programs are run on.
pub struct Corpus {
    /// `us-28-point` and `us-ua-20-point`.
    pub library_pair: Files,
    /// Two plans of 1000 clauses.
    pub clauses_1_000: Files,
    /// Two plans of 10,000 clauses.
    pub clauses_10_000: Files,
    /// Only held: the files go when it does.
    _folder: TempDir,
}

impl Corpus {
    /// Writes the texts to a temporary folder.
    pub fn write(library: &Library, plans: &[Plan]) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let made = |length: usize| {
            let pair = Generator::new(plans, SEED).pair(length);
            Files::write(folder.path(), &length.to_string(), &pair).unwrap()
        };
        let pair = ["us-28-point", "us-ua-20-point"];
        let mut library_pair =
            Files::write(folder.path(), "library", &pair.map(|id| library.plan(id).unwrap())).unwrap();
        // we take these plans from the program itself, as a reader does
        library_pair.plans = pair.map(Into::into);
        Self {
            library_pair,
            clauses_1_000: made(1_000),
            clauses_10_000: made(10_000),
            _folder: folder,
        }
    }
}

/// A program that compares two texts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Program {
    /// This one.
    Peaceplan,
    /// `wdiff`, its plain word diff.
    Wdiff,
    /// `git diff --no-index --word-diff`.
    Git,
}

impl fmt::Display for Program {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        to.write_str(match self {
            Self::Peaceplan => "peaceplan",
            Self::Wdiff => "wdiff",
            Self::Git => "git",
        })
    }
}

impl Program {
    /// We and those peers that this machine has; a missing one is named.
    pub fn installed() -> &'static [Self] {
        static INSTALLED: LazyLock<Vec<Program>> = LazyLock::new(|| {
            let mut programs = vec![Program::Peaceplan, Program::Wdiff, Program::Git];
            programs.retain(|program| {
                let name = program.to_string();
                let found = *program == Program::Peaceplan || answers(Command::new(&name).arg("--version"));
                if !found {
                    println!("{name} is not installed and is left out");
                }
                found
            });
            programs
        });
        &INSTALLED
    }

    /// Compares two texts, start of the process to its end.
    pub fn run(self, files: &Files) {
        let output = self.command(files, &[]).output().unwrap();
        assert!(!output.stdout.is_empty(), "{self} said nothing: {output:?}");
    }

    /// How long one run takes.
    pub fn time(self, files: &Files) -> Duration {
        let start = Instant::now();
        self.run(files);
        start.elapsed()
    }

    /// Peak memory of a run in bytes; `None` without GNU time.
    pub fn peak_memory(self, files: &Files) -> Option<u64> {
        let measured = [TIME, "-f", "%M"];
        if !Path::new(TIME).exists() {
            return None;
        }
        let output = self.command(files, &measured).output().ok()?;
        // `time` writes last, below what the program says
        let report = String::from_utf8(output.stderr).ok()?;
        let kibibytes: u64 = report.lines().last()?.trim().parse().ok()?;
        Some(kibibytes * 1_024)
    }

    /// The command line, `before` in front of it.
    fn command(self, files: &Files, before: &[&str]) -> Command {
        let (program, arguments, files): (_, &[&str], _) = match self {
            Self::Peaceplan => (env!("CARGO_BIN_EXE_peaceplan"), &["diff"], &files.plans),
            Self::Wdiff => ("wdiff", &[], &files.texts),
            Self::Git => (
                "git",
                &["--no-pager", "diff", "--no-index", "--word-diff"],
                &files.texts,
            ),
        };
        let mut line = before.iter().copied().chain([program]);
        let mut command = Command::new(line.next().unwrap_or(program));
        command.args(line).args(arguments).args(files);
        // nobody's own settings of git, no plans but the embedded ones
        command
            .env("GIT_CONFIG_GLOBAL", "/dev/null")
            .env("GIT_CONFIG_NOSYSTEM", "1");
        command.env_remove("PEACEPLAN_PROPOSALS").stdin(Stdio::null());
        command
    }
}

/// Whether a command can be run at all.
fn answers(command: &mut Command) -> bool {
    command
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status()
        .is_ok_and(|status| status.success())
}
