//! What is wrong with a file: a code, a place and a way out.

use std::ops::Range;

use annotate_snippets::{AnnotationKind, Level, Renderer, Snippet, renderer::DecorStyle};
use serde::Serialize;

use crate::untrusted::{one_line, visible};

/// A file as it was read, under the name that the user knows it by.
#[derive(Debug, Clone)]
pub struct SourceFile {
    /// Path, `<stdin>`, or `proposals/ID.toml` for an embedded plan.
    pub name: String,
    /// The whole content.
    pub text: String,
}

/// How bad a diagnostic is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Severity {
    /// The file cannot be used.
    Error,
    /// The file can be used, and should be mended.
    Warning,
    /// The file is good, and could be tidier.
    Information,
}

/// What kind of fault it is; the kebab-case name is stable and may be relied on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Code {
    /// The file cannot be read, or is no text.
    Unreadable,
    /// The file is no TOML.
    Syntax,
    /// A key that plan files do not have.
    UnknownKey,
    /// A value of the wrong type.
    WrongType,
    /// A key that must be there is not.
    MissingKey,
    /// A value that must say something is empty.
    EmptyValue,
    /// A date that is no calendar date.
    BadDate,
    /// A word that is not among those a key allows.
    UnknownWord,
    /// A topic that the vocabulary does not have.
    UnknownTopic,
    /// A party that the vocabulary does not have.
    UnknownParty,
    /// Two clauses with one ref.
    DuplicateRef,
    /// A label too long for a table column.
    LongLabel,
    /// A link that is no web address.
    BadUrl,
    /// A plan without clauses.
    NoClauses,
    /// A plan named in `revises` that does not exist.
    UnknownPlan,
    /// Plans that revise each other.
    RevisionCycle,
    /// A revision that is older than what it revises.
    RevisionOrder,
    /// A `follows` that names no clause of the library.
    DanglingFollows,
    /// A blank of the head that is still open.
    OpenBlank,
    /// Topics that were suggested without certainty.
    UncertainTopic,
    /// A clause without topics.
    NoTopic,
    /// A plan known from one source, without a word on why.
    FewSources,
    /// A clause that had better be two.
    TwoObligations,
    /// A form of words that the other plans have in another way.
    RecurringForm,
    /// A file that `fmt` would change.
    NotCanonical,
}

impl Code {
    /// The name under which the code is printed.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Unreadable => "unreadable",
            Self::Syntax => "syntax",
            Self::UnknownKey => "unknown-key",
            Self::WrongType => "wrong-type",
            Self::MissingKey => "missing-key",
            Self::EmptyValue => "empty-value",
            Self::BadDate => "bad-date",
            Self::UnknownWord => "unknown-word",
            Self::UnknownTopic => "unknown-topic",
            Self::UnknownParty => "unknown-party",
            Self::DuplicateRef => "duplicate-ref",
            Self::LongLabel => "long-label",
            Self::BadUrl => "bad-url",
            Self::NoClauses => "no-clauses",
            Self::UnknownPlan => "unknown-plan",
            Self::RevisionCycle => "revision-cycle",
            Self::RevisionOrder => "revision-order",
            Self::DanglingFollows => "dangling-follows",
            Self::OpenBlank => "open-blank",
            Self::UncertainTopic => "uncertain-topic",
            Self::NoTopic => "no-topic",
            Self::FewSources => "few-sources",
            Self::TwoObligations => "two-obligations",
            Self::RecurringForm => "recurring-form",
            Self::NotCanonical => "not-canonical",
        }
    }
}

/// One fault of one file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Diagnostic {
    /// How bad it is.
    pub severity: Severity,
    /// What kind it is.
    pub code: Code,
    /// What is wrong, as a lower-case sentence with names in back-ticks.
    pub message: String,
    /// Where, in bytes of the file's text.
    pub span: Range<usize>,
    /// What to do about it.
    pub help: Option<String>,
}

impl Diagnostic {
    /// An error at `span`.
    pub fn error(code: Code, span: Range<usize>, message: impl AsRef<str>) -> Self {
        Self {
            severity: Severity::Error,
            code,
            message: one_line(message.as_ref()),
            span,
            help: None,
        }
    }

    /// A warning at `span`.
    pub fn warning(code: Code, span: Range<usize>, message: impl AsRef<str>) -> Self {
        Self {
            severity: Severity::Warning,
            ..Self::error(code, span, message)
        }
    }

    /// A remark at `span`.
    pub fn information(code: Code, span: Range<usize>, message: impl AsRef<str>) -> Self {
        Self {
            severity: Severity::Information,
            ..Self::error(code, span, message)
        }
    }

    /// The same with a way out.
    #[must_use]
    pub fn help(mut self, help: impl AsRef<str>) -> Self {
        self.help = Some(one_line(help.as_ref()));
        self
    }
}

/// A file and all that was found wrong with it, in the order of the places.
#[derive(Debug, Clone)]
pub struct CheckedFile {
    /// The file.
    pub file: SourceFile,
    /// Its faults.
    pub diagnostics: Vec<Diagnostic>,
}

impl CheckedFile {
    /// Whether the file cannot be used.
    #[must_use]
    pub fn has_errors(&self) -> bool {
        self.diagnostics
            .iter()
            .any(|diagnostic| diagnostic.severity == Severity::Error)
    }

    /// The faults as a terminal shows them, each with its line and a caret under the place.
    #[must_use]
    pub fn render(&self, colour: bool) -> String {
        let renderer = if colour {
            Renderer::styled().decor_style(DecorStyle::Unicode)
        } else {
            Renderer::plain()
        };
        let name = one_line(&self.file.name);
        let lines = LineStarts::of(&self.file.text);
        let mut shown = String::new();
        for diagnostic in &self.diagnostics {
            let level = match diagnostic.severity {
                Severity::Error => Level::ERROR,
                Severity::Warning => Level::WARNING,
                Severity::Information => Level::INFO,
            };
            let window = lines.window(&self.file.text, &diagnostic.span);
            let mut group = level
                .primary_title(&diagnostic.message)
                .id(diagnostic.code.name())
                .element(
                    Snippet::source(&window.text)
                        .path(&name)
                        .line_start(window.line)
                        .annotation(AnnotationKind::Primary.span(window.span)),
                );
            if let Some(help) = &diagnostic.help {
                group = group.element(Level::HELP.message(help));
            }
            shown += &renderer.render(&[group]);
            shown += "\n\n";
        }
        shown
    }
}

/// Where the lines of a text begin, found once for all its diagnostics.
pub struct LineStarts(Vec<usize>);

/// The part of a file that a diagnostic shows: whole lines, unless they are too long for any screen.
struct Window {
    text: String,
    line: usize,
    span: Range<usize>,
}

/// Longest line shown whole, in bytes; of a longer one the neighbourhood of the place is shown.
const LONGEST_LINE: usize = 400;

impl LineStarts {
    /// Finds the lines of `text`.
    #[must_use]
    pub fn of(text: &str) -> Self {
        let breaks = text.match_indices('\n').map(|(at, _)| at + 1);
        Self(std::iter::once(0).chain(breaks).collect())
    }

    /// Line and column of a place, both counted from one, the column in characters.
    #[must_use]
    pub fn position(&self, text: &str, offset: usize) -> (usize, usize) {
        let line = self.0.partition_point(|start| *start <= offset).max(1);
        let start = self.0[line - 1];
        let before = text.get(start..offset).unwrap_or_default();
        (line, before.chars().count() + 1)
    }

    fn window(&self, text: &str, span: &Range<usize>) -> Window {
        let start = text.floor_char_boundary(span.start);
        let end = text.ceil_char_boundary(span.end).max(start);
        let (line, _) = self.position(text, start);
        let line_start = self.0[line - 1];
        let line_end = self.0.get(line).map_or(text.len(), |next| next - 1);
        // a place of several lines is shown by its first
        let end = end.min(line_end);
        let (from, to) = if line_end - line_start <= LONGEST_LINE {
            (line_start, line_end)
        } else {
            let from = text.floor_char_boundary(start.saturating_sub(40).max(line_start));
            (from, text.floor_char_boundary((from + LONGEST_LINE).min(line_end)))
        };
        let start = start.min(to);
        let end = end.clamp(start, to);
        // a sign for what cannot be shown is longer than that
        let before = visible(&text[from..start]);
        let marked = visible(&text[start..end]);
        Window {
            line,
            span: before.len()..before.len() + marked.len(),
            text: format!("{before}{marked}{}", visible(&text[end..to])),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_is_shown_with_line_column_and_way_out() {
        let file = SourceFile {
            name: "p.toml".into(),
            text: "a = 1\nb = 2\n".into(),
        };
        let fault = Diagnostic::error(Code::UnknownKey, 6..7, "`b` is no key").help("remove it");
        let checked = CheckedFile {
            file,
            diagnostics: vec![fault],
        };
        let expected =
            "error[unknown-key]: `b` is no key\n --> p.toml:2:1\n  |\n2 | b = 2\n  | ^\n  |\n  = help: remove it\n\n";
        assert_eq!(checked.render(false), expected);
    }

    #[test]
    fn what_a_screen_would_obey_is_shown_and_the_caret_stays_in_place() {
        let file = SourceFile {
            name: "p.toml".into(),
            text: "\"\u{9b}\u{200b}\" = x\n".into(),
        };
        let place = file.text.find('x').map_or(0..0, |at| at..at + 1);
        let checked = CheckedFile {
            file,
            diagnostics: vec![Diagnostic::error(Code::Syntax, place, "wrong")],
        };
        let shown = checked.render(false);
        let expected = "1 | \"\\u{9b}\\u{200b}\" = x\n  |                    ^\n";
        assert!(shown.contains(expected), "{shown}");
    }

    #[test]
    fn a_huge_line_is_shown_in_part() {
        let file = SourceFile {
            name: "p.toml".into(),
            text: format!("text = \"{}\"", "é ".repeat(1_000_000)),
        };
        let checked = CheckedFile {
            diagnostics: vec![Diagnostic::error(Code::WrongType, 7..file.text.len(), "too long")],
            file,
        };
        assert!(checked.render(false).len() < 2_000);
    }
}
