//! Arguments and help texts; no logic.

use std::path::PathBuf;

use clap::{Args, ColorChoice, Parser, Subcommand, ValueEnum, builder::PossibleValue};

use crate::plan::{Status, Wording};

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

/// The subcommands. The arguments of one are described only when it is called.
#[derive(Debug, Subcommand)]
#[command(defer = true)]
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
    /// A new plan file, with every key explained; asks for what is missing when run in a terminal
    New(Box<New>),
    /// A plan file from a text: its numbered clauses, with topics and parties suggested
    Import(Box<Import>),
    /// Plan files in canonical form, comments kept
    Fmt(Fmt),
    /// JSON Schema of a plan file, for editors
    Schema,
    /// Completions for a shell
    Completions(Completions),
    /// The manual page, in roff
    Man,
}

#[derive(Debug, Args)]
#[allow(missing_docs, reason = "a description here would replace that of the command")]
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

#[derive(Debug, Args)]
#[allow(missing_docs, reason = "a description here would replace that of the command")]
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

#[derive(Debug, Args)]
#[allow(missing_docs, reason = "a description here would replace that of the command")]
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

#[derive(Debug, Args)]
#[allow(missing_docs, reason = "a description here would replace that of the command")]
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

#[derive(Debug, Args)]
#[allow(missing_docs, reason = "a description here would replace that of the command")]
pub struct Check {
    /// The files; every plan of the library if none is named
    pub files: Vec<String>,
    /// Exit with 1 if there are warnings
    #[arg(long)]
    pub strict: bool,
}

#[derive(Debug, Args)]
#[allow(missing_docs, reason = "a description here would replace that of the command")]
pub struct Fmt {
    /// The files, `-` for standard input to standard output; every file of --proposals if none is named
    pub files: Vec<String>,
    /// Write nothing; name the files that are not canonical, and exit with 1 if there are any
    #[arg(long)]
    pub check: bool,
}

#[derive(Debug, Args)]
#[allow(missing_docs, reason = "a description here would replace that of the command")]
pub struct Import {
    /// The text, `-` for standard input: plain text, Markdown, HTML, or a Word file (.docx)
    pub file: String,
    /// Id of the plan, if not the name of the file
    #[arg(long)]
    pub id: Option<String>,
    /// What the text is, where its name and beginning do not tell
    #[arg(long, value_name = "FORM", value_enum)]
    pub from: Option<DraftForm>,
    /// What is known of the plan.
    #[command(flatten)]
    pub head: Head,
    /// Where it goes.
    #[command(flatten)]
    pub target: Target,
}

/// Forms that `import --from` takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum DraftForm {
    /// Plain text
    Txt,
    /// Markdown
    Markdown,
    /// A web page
    Html,
    /// A Word file
    Docx,
}

// what `new` and `import` may be told of a plan
#[derive(Debug, Clone, Args)]
#[allow(missing_docs, reason = "a description here would replace that of the command")]
pub struct Head {
    /// Full name of the plan
    #[arg(long)]
    pub title: Option<String>,
    /// Short name for table columns, at most 14 characters
    #[arg(long)]
    pub label: Option<String>,
    /// When it became public
    #[arg(long, value_name = "YYYY-MM-DD")]
    pub date: Option<String>,
    /// Who tabled it
    #[arg(long, value_name = "PARTY,…", value_delimiter = ',')]
    pub proponents: Vec<String>,
    /// How it became known
    #[arg(long, value_enum)]
    pub status: Option<Status>,
    /// The plans that it reworks
    #[arg(long, value_name = "PLAN,…", value_delimiter = ',')]
    pub revises: Vec<String>,
    /// Whether the texts are the document's words or ours [default: verbatim]
    #[arg(long, value_enum)]
    pub wording: Option<Wording>,
    /// Who published the source
    #[arg(long, value_name = "NAME")]
    pub source_publisher: Option<String>,
    /// Title of the source
    #[arg(long, value_name = "TITLE")]
    pub source_title: Option<String>,
    /// When the source was published
    #[arg(long, value_name = "YYYY-MM-DD")]
    pub source_date: Option<String>,
    /// Web address of the source
    #[arg(long, value_name = "URL")]
    pub source_url: Option<String>,
}

// where a new file goes
#[derive(Debug, Args)]
#[allow(missing_docs, reason = "a description here would replace that of the command")]
pub struct Target {
    /// Write to this file, not to standard output
    #[arg(long, short, value_name = "FILE")]
    pub output: Option<PathBuf>,
    /// Write over a file that is there
    #[arg(long)]
    pub force: bool,
}

impl ValueEnum for Status {
    fn value_variants<'a>() -> &'a [Self] {
        Self::ALL
    }

    fn to_possible_value(&self) -> Option<PossibleValue> {
        Some(PossibleValue::new(self.word()))
    }
}

impl ValueEnum for Wording {
    fn value_variants<'a>() -> &'a [Self] {
        Self::ALL
    }

    fn to_possible_value(&self) -> Option<PossibleValue> {
        Some(PossibleValue::new(self.word()))
    }
}

#[derive(Debug, Args)]
#[allow(missing_docs, reason = "a description here would replace that of the command")]
pub struct New {
    /// Id of the plan: small letters, digits and hyphens
    pub id: String,
    /// What is known of the plan.
    #[command(flatten)]
    pub head: Head,
    /// Where it goes.
    #[command(flatten)]
    pub target: Target,
}

#[derive(Debug, Args)]
#[allow(missing_docs, reason = "a description here would replace that of the command")]
pub struct Completions {
    /// The shell
    #[arg(value_enum)]
    pub shell: clap_complete::Shell,
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    use super::*;

    /// The arguments of a command are described when it is called; a description there would replace its own.
    #[test]
    fn a_command_keeps_its_description() {
        let described = |command: &clap::Command| -> Vec<String> {
            let commands = command.get_subcommands();
            commands
                .map(|command| format!("{} {:?}", command.get_name(), command.get_about()))
                .collect()
        };
        let mut built = Cli::command();
        built.build();
        assert_eq!(described(&Cli::command()), described(&built));
    }
}
