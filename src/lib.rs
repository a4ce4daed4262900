//! `peaceplan` compares peace proposals clause by clause: it says which clauses of two or more plans speak of the same
//! thing, shows what changed between them word by word, and prints the plans side by side by topic.
//!
//! Data goes one way, through five stages:
//!
//! ```text
//! proposals/*.toml ──read──▶ Plan ──compare──▶ rows ──report──▶ answer ──layout──▶ Page ──format──▶ bytes
//! ```
//!
//! | stage | modules |
//! | --- | --- |
//! | read | [`library`], [`plan`], [`vocabulary`], [`check`]; what is wrong with a file is a [`diagnostic`]; `embedded` holds what the build script has read and linked already; files are written by [`output`] |
//! | compare | [`compare`]: words, lexicon, issues, similarity, links, collation, redline, terms |
//! | report | [`report`]: what a command answers, as plain data |
//! | layout | [`layout`]: report → [`page`], headings and wording said once |
//! | format | [`format`](mod@format): page → terminal; report → JSON |
//!
//! [`cli`] has the arguments, [`commands`] puts the stages together, [`error`] says what stops the program.

pub mod check;
pub mod cli;
pub mod commands;
pub mod compare;
pub mod diagnostic;
mod embedded;
pub mod error;
pub mod format;
mod halves;
pub mod import;
pub mod layout;
pub mod library;
pub mod output;
pub mod page;
pub mod plan;
pub mod report;
pub mod untrusted;
pub mod vocabulary;

use std::{
    ffi::OsString,
    io::{self, BufWriter, IsTerminal, Write},
};

use clap::Parser;

use crate::{
    cli::Cli,
    error::{Error, Outcome},
};

/// Runs the program: results go to `out`, faults to `faults`. A reader that closes the pipe early is no fault.
pub fn run(args: impl IntoIterator<Item = OsString>, out: &mut dyn Write, faults: &mut dyn Write) -> Outcome {
    let cli = match Cli::try_parse_from(args) {
        Ok(cli) => cli,
        Err(answer) => {
            // help and version are answers, everything else is a fault
            let failed = answer.use_stderr();
            // a reader that closes the pipe early has read what it wanted
            let unwritten = answer
                .print()
                .is_err_and(|fault| fault.kind() != io::ErrorKind::BrokenPipe);
            return if failed || unwritten {
                Outcome::Failed
            } else {
                Outcome::Done
            };
        }
    };
    let mut out = BufWriter::new(out);
    let result = commands::run(&cli, &mut out).and_then(|outcome| {
        out.flush()?;
        Ok(outcome)
    });
    match result {
        Ok(outcome) => outcome,
        Err(Error::Output(fault)) if fault.kind() == io::ErrorKind::BrokenPipe => Outcome::Done,
        Err(error) => {
            let colour = commands::use_colour(cli.global.color, io::stderr().is_terminal());
            // nobody is left to hear of a fault in writing faults
            let _ = write_error(&error, colour, faults);
            Outcome::Failed
        }
    }
}

fn write_error(error: &Error, colour: bool, faults: &mut dyn Write) -> io::Result<()> {
    if let Error::FaultyFiles(files) = error {
        for file in files {
            write!(faults, "{}", file.render(colour))?;
        }
    }
    writeln!(faults, "peaceplan: {}", untrusted::one_line(&error.to_string()))
}
