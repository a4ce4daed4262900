//! One file per subcommand: gather, compute, lay out, write.

mod check;
mod diff;
mod fmt;
mod head;
mod import;
mod list;
mod new;
mod schema;
mod shell;
mod show;
mod table;
mod topics;

use std::{
    io::{self, IsTerminal, Write},
    mem::ManuallyDrop,
    path::PathBuf,
};

use clap::ColorChoice;
use serde::Serialize;

use crate::{
    cli::{Cli, Command, Format, Global},
    error::{Error, Outcome, nearest},
    format::{self, terminal::Screen},
    library::{Library, is_path},
    page::Page,
    plan::Plan,
    vocabulary::{Topic, Vocabulary},
};

/// Width of a line where there is no terminal.
const PIPE_WIDTH: usize = 100;

/// Carries out a command and writes its result to `out`.
///
/// # Errors
/// Whatever stops the command; nothing has been written to a file then.
pub fn run(cli: &Cli, out: &mut dyn Write) -> Result<Outcome, Error> {
    let library = Library::open(folder(&cli.global).as_deref())?;
    // the process ends with the command: giving its memory back piece by piece first takes time for nothing
    let context = ManuallyDrop::new(Context {
        library,
        global: &cli.global,
    });
    match &cli.command {
        Command::List => list::run(&context, out),
        Command::Show(args) => show::run(&context, args, out),
        Command::Topics(args) => topics::run(&context, args, out),
        Command::Table(args) => table::run(&context, args, out),
        Command::Diff(args) => diff::run(&context, args, out),
        Command::Check(args) => check::run(&context, args, out),
        Command::New(args) => new::run(&context, args, out),
        Command::Schema => schema::run(&context, out),
        Command::Completions(args) => shell::completions(args, out),
        Command::Man => shell::man(out),
        Command::Import(args) => import::run(&context, args, out),
        Command::Fmt(args) => fmt::run(&context, args, out),
    }
}

/// The folder that replaces the embedded plans, if the user named one; an empty variable names none.
fn folder(global: &Global) -> Option<PathBuf> {
    let variable = std::env::var_os("PEACEPLAN_PROPOSALS").filter(|value| !value.is_empty());
    global.proposals.clone().or_else(|| variable.map(PathBuf::from))
}

/// What every command needs.
struct Context<'c> {
    library: Library,
    global: &'c Global,
}

impl Context<'_> {
    fn vocabulary(&self) -> &Vocabulary {
        &self.library.vocabulary
    }

    fn screen(&self) -> Screen {
        let terminal = terminal_size::terminal_size_of(io::stdout()).map(|(width, _)| usize::from(width.0));
        Screen {
            width: self
                .global
                .width
                .map(usize::from)
                .or(terminal)
                .unwrap_or(PIPE_WIDTH)
                .max(20),
            colour: use_colour(self.global.color, io::stdout().is_terminal()),
        }
    }

    /// Writes a report in the form that the user asked for.
    fn write(
        &self,
        report: &impl Serialize,
        page: impl FnOnce(Screen) -> Page,
        out: &mut dyn Write,
    ) -> Result<(), Error> {
        match self.global.format {
            Format::Json => format::json(report, out)?,
            Format::Terminal => {
                let screen = self.screen();
                format::terminal::write(&ManuallyDrop::new(page(screen)), screen, out)?;
            }
        }
        Ok(())
    }

    /// The plans of these names, or all of them by date. Plans that share an id are told apart by the names given.
    fn plans(&self, names: &[String]) -> Result<Vec<Plan>, Error> {
        if names.is_empty() {
            return self.library.plans();
        }
        if names.iter().filter(|name| *name == "-").count() > 1 {
            return Err(Error::Usage("standard input (`-`) can be only one of the plans".into()));
        }
        let mut plans: Vec<Plan> = Vec::with_capacity(names.len());
        for name in names {
            let mut plan = self.library.plan(name)?;
            let taken = |id: &str| plans.iter().any(|other| other.id == id);
            if taken(&plan.id) && is_path(name) {
                plan.id.clone_from(name);
            }
            if taken(&plan.id) {
                return Err(Error::Usage(format!("`{}` is named twice", plan.id)));
            }
            plans.push(plan);
        }
        Ok(plans)
    }

    /// The ids of the topics of these names: an id or a label, in any case.
    fn topics(&self, names: &[String]) -> Result<Vec<String>, Error> {
        let topics = &self.vocabulary().topics;
        let found = |name: &String| {
            let wanted = name.to_lowercase();
            let is = |topic: &&Topic| topic.id == wanted.replace(' ', "-") || topic.label.to_lowercase() == wanted;
            topics.iter().find(is).map(|topic| topic.id.to_string()).ok_or_else(|| {
                let suggests = |topic: &&Topic| topic.terms.iter().any(|term| term.to_lowercase().contains(&wanted));
                let suggested = topics
                    .iter()
                    .filter(suggests)
                    .map(|topic| topic.id.to_string())
                    .collect();
                let alike: Vec<String> = nearest(&wanted, topics.iter().map(|topic| topic.id.as_ref()));
                Error::UnknownTopic {
                    name: name.clone(),
                    nearest: if alike.is_empty() { suggested } else { alike },
                }
            })
        };
        names.iter().map(found).collect()
    }
}

/// Whether to colour a stream.
#[must_use]
pub fn use_colour(choice: ColorChoice, is_terminal: bool) -> bool {
    match choice {
        ColorChoice::Always => true,
        ColorChoice::Never => false,
        ColorChoice::Auto => {
            let refused = std::env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty());
            let dumb = std::env::var_os("TERM").is_some_and(|value| value == "dumb");
            is_terminal && !refused && !dumb
        }
    }
}
