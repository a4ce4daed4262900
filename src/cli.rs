//! Arguments and help texts; no logic.

use std::path::PathBuf;

use clap::{Args, ColorChoice, Parser, Subcommand, ValueEnum};

/// Compares peace proposals clause by clause: which clauses of two or more plans speak of the same thing, what changed
/// between them word by word, and what each says on a topic.
///
/// A PLAN is an id (`peaceplan list`), an unambiguous beginning of one, a path (it contains `/` or ends in `.toml`), or
/// `-` for standard input. Results go to standard output, faults to standard error. Exit codes: 0 done; 1 different,
/// where that was asked for; 2 trouble.
#[derive(Debug, Parser)]
#[command(name = "peaceplan", version, max_term_width = 100, disable_help_subcommand = true)]
pub struct Cli {
    /// What to do.
    #[command(subcommand)]
    pub command: Command,

    /// What applies to every command.
    #[command(flatten)]
    pub global: Global,
}

/// Options of every command.
#[derive(Debug, Args)]
#[command(next_help_heading = "Options of every command")]
pub struct Global {
    /// Folder of plan files to use in place of the embedded ones; PEACEPLAN_PROPOSALS does the same
    #[arg(long, global = true, value_name = "DIR")]
    pub proposals: Option<PathBuf>,

    /// Form of the result
    #[arg(long, global = true, value_enum, default_value_t = Format::Terminal)]
    pub format: Format,

    /// Whether to colour; `auto` colours a terminal unless NO_COLOR is set
    #[arg(long, global = true, value_name = "WHEN", default_value_t = ColorChoice::Auto)]
    pub color: ColorChoice,

    /// Columns to wrap to, in place of the terminal's own (100 in a pipe)
    #[arg(long, global = true, value_name = "COLUMNS", value_parser = clap::value_parser!(u16).range(20..=1000))]
    pub width: Option<u16>,
}

/// Forms of a result.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// Text for a screen or a pipe
    Terminal,
    /// JSON for programs
    Json,
}

/// The subcommands.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Which plans there are
    List,
    /// One plan, with its sources, its notes, and a mark at every uncertain clause
    Show(Show),
    /// The topics, and how many clauses each plan has on each
    Topics(Topics),
    /// What each plan says on each topic, or on each issue
    Table(Table),
    /// What changed between two plans, by topic
    Diff(Diff),
    /// Every fault of plan files, with its place and a way out
    Check(Check),
    /// Plan files in canonical form, comments kept
    Fmt(Fmt),
}

/// Arguments of `show`.
#[derive(Debug, Args)]
pub struct Show {
    /// The plan
    pub plan: String,
    /// Order the clauses by topic, not as the document has them
    #[arg(long, value_name = "ORDER")]
    pub by: Option<ShowOrder>,
    /// Only clauses on these topics
    #[arg(long, value_name = "TOPIC", num_args = 1..)]
    pub topic: Vec<String>,
}

/// Orders of `show`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum ShowOrder {
    /// By main topic
    Topic,
}

/// Arguments of `topics`.
#[derive(Debug, Args)]
pub struct Topics {
    /// The plans to count; all of them if none is named
    pub plans: Vec<String>,
    /// Print the codes of another taxonomy in place of counts
    #[arg(long)]
    pub scheme: Option<Scheme>,
}

/// Taxonomies with a crosswalk.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Scheme {
    /// The PA-X Peace Agreements Database
    Pax,
}

/// Arguments of `table`.
#[derive(Debug, Args)]
pub struct Table {
    /// The plans; all of them, by date, if none is named
    pub plans: Vec<String>,
    /// Only these topics
    #[arg(long, value_name = "TOPIC", num_args = 1..)]
    pub topic: Vec<String>,
    /// What a row is
    #[arg(long, default_value = "topic", value_name = "ROW")]
    pub by: RowOf,
    /// Leave `follows` in the plan files out of account
    #[arg(long)]
    pub no_pins: bool,
}

/// What a row of a table is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum RowOf {
    /// A topic
    Topic,
    /// An issue: clauses that correspond
    Issue,
}

/// Arguments of `diff`.
#[derive(Debug, Args)]
pub struct Diff {
    /// The plan to compare
    pub left: String,
    /// The plan to compare it with
    pub right: String,
    /// Only changes that touch these topics
    #[arg(long, value_name = "TOPIC", num_args = 1..)]
    pub topic: Vec<String>,
    /// Only changes of these kinds
    #[arg(long, value_name = "KIND", num_args = 1.., value_enum)]
    pub kind: Vec<ChangeKind>,
    /// Say why clauses are linked, and why others are not
    #[arg(long)]
    pub explain: bool,
    /// Exit with 1 if anything changed
    #[arg(long)]
    pub exit_code: bool,
    /// Leave `follows` in the plan files out of account
    #[arg(long)]
    pub no_pins: bool,
}

/// Kinds that `diff --kind` takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum ChangeKind {
    /// The same words on both sides
    Unchanged,
    /// The same issue in other words
    Amended,
    /// On the right only
    Added,
    /// On the left only
    Dropped,
    /// Another place among its neighbours
    Moved,
    /// Another number
    Renumbered,
    /// One clause became several
    Split,
    /// Several clauses became one
    Merged,
}

/// Arguments of `check`.
#[derive(Debug, Args)]
pub struct Check {
    /// The files; every plan of the library if none is named
    pub files: Vec<String>,
}

/// Arguments of `fmt`.
#[derive(Debug, Args)]
pub struct Fmt {
    /// The files, `-` for standard input to standard output; every file of --proposals if none is named
    pub files: Vec<String>,
    /// Write nothing; name the files that are not canonical, and exit with 1 if there are any
    #[arg(long)]
    pub check: bool,
}
