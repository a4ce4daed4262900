//! TOML text → [`Plan`], or every fault of the file.
//!
//! The parsed table is walked by hand: a derived reader stops at the first fault, and people who write a plan file
//! want to see all of them.

mod fields;
mod parts;

use std::{collections::HashMap, ops::Range};

use fields::Fields;
use toml::{Spanned, de::DeTable};

use super::{Certainty, Clause, Plan, Source, Status, Wording};
use crate::{
    diagnostic::{Code, Diagnostic, Severity, SourceFile},
    vocabulary::Vocabulary,
};

/// Longest label of a plan, in characters: what a table column takes.
pub const LONGEST_LABEL: usize = 14;

/// Where the parts of a clause stand in the file, in bytes.
#[derive(Debug, Clone, Default)]
pub struct ClausePlace {
    /// The `[[clause]]` line.
    pub header: Range<usize>,
    /// The value of `text`.
    pub text: Range<usize>,
    /// The values of `follows`.
    pub follows: Vec<Range<usize>>,
}

/// What a plan file turned out to hold.
#[derive(Debug)]
pub struct Reading {
    /// The plan; `None` if any diagnostic is an error.
    pub plan: Option<Plan>,
    /// Every fault, in the order of the places.
    pub diagnostics: Vec<Diagnostic>,
    /// Places of the clauses, as many as the plan has.
    pub clauses: Vec<ClausePlace>,
    /// Places of the values of `revises`.
    pub revises: Vec<Range<usize>>,
}

/// Reads the plan `id` from `file`, with the ids that `vocabulary` allows.
#[must_use]
pub fn read(id: &str, file: &SourceFile, vocabulary: &Vocabulary) -> Reading {
    let mut reader = Reader {
        text: &file.text,
        vocabulary,
        diagnostics: Vec::new(),
    };
    let parts = parts::parts(&file.text);
    let read = if parts.len() > 1 {
        reader.in_parts(id, &parts)
    } else {
        None
    };
    let read = read.or_else(|| reader.whole(id));
    reader
        .diagnostics
        .sort_by_key(|fault| (fault.span.start, fault.span.end));
    let usable = !reader.diagnostics.iter().any(|fault| fault.severity == Severity::Error);
    let (plan, clauses, revises) = read.unwrap_or_else(|| (Plan::empty(id), Vec::new(), Vec::new()));
    Reading {
        plan: usable.then_some(plan),
        diagnostics: reader.diagnostics,
        clauses,
        revises,
    }
}

impl Plan {
    /// A plan that says nothing yet.
    #[must_use]
    pub fn empty(id: &str) -> Self {
        Self {
            id: id.to_owned(),
            title: String::new(),
            label: String::new(),
            date: None,
            dated: None,
            proponents: Vec::new(),
            status: None,
            revises: Vec::new(),
            wording: Wording::Paraphrase,
            summary: String::new(),
            note: String::new(),
            sources: Vec::new(),
            clauses: Vec::new(),
        }
    }
}

struct Reader<'v> {
    text: &'v str,
    vocabulary: &'v Vocabulary,
    diagnostics: Vec<Diagnostic>,
}

/// The words of the vocabulary that a plan may use.
struct KnownIds<'v> {
    topics: Vec<&'v str>,
    parties: Vec<&'v str>,
}

impl<'v> KnownIds<'v> {
    fn of(vocabulary: &'v Vocabulary) -> Self {
        Self {
            topics: vocabulary.topics.iter().map(|topic| topic.id.as_ref()).collect(),
            parties: vocabulary.parties.iter().map(|party| party.id.as_ref()).collect(),
        }
    }
}

type Places = Vec<Range<usize>>;

/// What a plan file says, and where.
type Read = (Plan, Vec<ClausePlace>, Places);

impl<'v> Reader<'v> {
    fn whole(&mut self, id: &str) -> Option<Read> {
        self.diagnostics.clear();
        let text = self.text;
        let (table, faults) = DeTable::parse_recoverable(text);
        self.syntax_faults(text, &faults);
        if self.diagnostics.is_empty() {
            self.plan(id, table.get_ref(), &[])
        } else {
            None
        }
    }

    /// One fault a line: what follows a slip on its line is mostly its echo.
    fn syntax_faults(&mut self, text: &str, faults: &[toml::de::Error]) {
        let mut last_line = None;
        for fault in faults {
            let span = fault.span().unwrap_or(0..0);
            let line = text.as_bytes()[..span.start.min(text.len())]
                .iter()
                .filter(|byte| **byte == b'\n')
                .count();
            if last_line.replace(line) != Some(line) {
                let fault = Diagnostic::error(Code::Syntax, span, fault.message());
                self.diagnostics.push(fault.help(
                    "see https://toml.io for the notation; a text with quotation marks in it stands between \"\"\" marks",
                ));
            }
        }
    }

    /// Reads the plan of `table`, which has further clauses in these parts of the file.
    fn plan(&mut self, id: &str, table: &DeTable<'_>, further: &[Range<usize>]) -> Option<Read> {
        let mut head = Fields::new("a plan", 0..0, table);
        let title = self.required(&mut head, "title");
        let label = self.label(&mut head, id);
        let date = self.date(&mut head, "date");
        let dated = self.date(&mut head, "dated");
        let known = KnownIds::of(self.vocabulary);
        let (proponents, _) = self.ids(&mut head, "proponents", &known.parties, Code::UnknownParty);
        let status = self.word(&mut head, "status", Status::ALL, Status::word);
        let (revises, revises_places) = self.strings(&mut head, "revises");
        let wording = self.word(&mut head, "wording", Wording::ALL, Wording::word);
        let summary = self
            .string(&mut head, "summary")
            .map_or_else(String::new, |(text, _)| text);
        let note = self
            .string(&mut head, "note")
            .map_or_else(String::new, |(text, _)| text);
        let sources: Vec<Source> = self
            .tables(&mut head, "source", "a source")
            .into_iter()
            .map(|fields| self.source(fields))
            .collect();
        let has_clauses = table.contains_key("clause");
        let clause_fields = self.tables(&mut head, "clause", "a clause");
        if clause_fields.is_empty() && further.is_empty() && (!has_clauses || self.diagnostics.is_empty()) {
            let fault = Diagnostic::error(Code::NoClauses, 0..0, "the plan has no clauses");
            self.diagnostics
                .push(fault.help("add a `[[clause]]` with `ref`, `topics` and `text`"));
        }
        let (mut clauses, mut places): (Vec<_>, Vec<_>) = clause_fields
            .into_iter()
            .map(|fields| self.clause(fields, &known))
            .unzip();
        for part in further {
            let (more, their_places): (Vec<_>, Vec<_>) = self.further_clauses(part, &known)?.into_iter().unzip();
            clauses.extend(more);
            places.extend(their_places);
        }
        self.unknown_keys(&head);
        self.duplicate_refs(&clauses, &places);
        // a key that is there and wrong has its fault already
        let lacks = |key: &str, empty: bool| empty && !table.contains_key(key);
        self.open_blanks(&[
            ("date", lacks("date", date.is_none())),
            ("proponents", proponents.is_empty()),
            ("status", lacks("status", status.is_none())),
            ("source", lacks("source", sources.is_empty())),
        ]);
        let plan = Plan {
            title,
            label,
            date,
            dated,
            proponents,
            status,
            revises,
            wording: wording.unwrap_or(Wording::Paraphrase),
            summary,
            note,
            sources,
            clauses,
            ..Plan::empty(id)
        };
        Some((plan, places, revises_places))
    }

    fn label(&mut self, head: &mut Fields<'_, '_>, id: &str) -> String {
        match self.string(head, "label") {
            None => id.chars().take(LONGEST_LABEL).collect(),
            Some((label, place)) => {
                let length = label.chars().count();
                if length > LONGEST_LABEL {
                    let message = format!("the label has {length} characters, a table column takes {LONGEST_LABEL}");
                    let fault = Diagnostic::error(Code::LongLabel, place, message);
                    self.diagnostics
                        .push(fault.help("shorten it; the title may be as long as you like"));
                }
                label
            }
        }
    }

    fn source(&mut self, mut fields: Fields<'_, '_>) -> Source {
        let publisher = self.required(&mut fields, "publisher");
        let title = self.required(&mut fields, "title");
        let date = self.date(&mut fields, "date");
        let url = self.string(&mut fields, "url");
        if let Some((url, place)) = &url
            && !(url.starts_with("https://") || url.starts_with("http://"))
        {
            let fault = Diagnostic::error(Code::BadUrl, place.clone(), format!("`{url}` is no web address"));
            self.diagnostics
                .push(fault.help("a web address begins with `https://`; leave `url` out if there is none"));
        }
        self.unknown_keys(&fields);
        Source {
            publisher,
            title,
            date,
            url: url.map_or_else(String::new, |(url, _)| url),
        }
    }

    fn clause(&mut self, mut fields: Fields<'_, '_>, known: &KnownIds<'_>) -> (Clause, ClausePlace) {
        let reference = self.required(&mut fields, "ref");
        let (topics, _) = self.ids(&mut fields, "topics", &known.topics, Code::UnknownTopic);
        let (clause_parties, _) = self.ids(&mut fields, "parties", &known.parties, Code::UnknownParty);
        let text_place = fields
            .table
            .get("text")
            .map_or_else(|| fields.header.clone(), Spanned::span);
        let text = self.required(&mut fields, "text");
        let note = self
            .string(&mut fields, "note")
            .map_or_else(String::new, |(note, _)| note);
        let certainty = self.word(&mut fields, "certainty", Certainty::ALL, Certainty::word);
        let position = self.string(&mut fields, "position").map(|(position, place)| {
            self.known_id("position", &position, place, &known.parties, Code::UnknownParty);
            position
        });
        let (follows, follows_places) = self.strings(&mut fields, "follows");
        self.unknown_keys(&fields);
        let place = ClausePlace {
            header: fields.header.clone(),
            text: text_place,
            follows: follows_places,
        };
        let clause = Clause {
            reference,
            topics,
            parties: clause_parties,
            text,
            note,
            certainty: certainty.unwrap_or(Certainty::Confirmed),
            position,
            follows,
        };
        (clause, place)
    }

    fn duplicate_refs(&mut self, clauses: &[Clause], places: &[ClausePlace]) {
        let mut seen = HashMap::new();
        for (index, clause) in clauses.iter().enumerate() {
            if clause.reference.is_empty() {
                continue;
            }
            if let Some(first) = seen.insert(&clause.reference, index) {
                let message = format!(
                    "the ref `{}` stands twice: clauses {} and {}",
                    clause.reference,
                    first + 1,
                    index + 1
                );
                let fault = Diagnostic::error(Code::DuplicateRef, places[index].header.clone(), message);
                self.diagnostics
                    .push(fault.help("number one of them differently, `2.a` for a part of `2`"));
            }
        }
    }

    fn open_blanks(&mut self, blanks: &[(&str, bool)]) {
        for (key, _) in blanks.iter().filter(|(_, open)| *open) {
            let place = commented_key(self.text, key);
            let fault = Diagnostic::warning(Code::OpenBlank, place, format!("`{key}` is still open"));
            self.diagnostics.push(fault.help(match *key {
                "source" => "add a `[[source]]` with `publisher`, `title`, `date` and `url`",
                "date" => "say when the plan became public: `date = 2026-01-31`",
                "status" => "one of leaked, published, presented, reported, signed",
                _ => "name those who tabled the plan: `proponents = [\"ukraine\"]`",
            }));
        }
    }
}

/// The line in which a key of the head stands as a comment, as `import` and `new` write it; else the file's beginning.
fn commented_key(text: &str, key: &str) -> Range<usize> {
    let table = format!("[[{key}]]");
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        let bare = line.trim_end();
        let said = bare.strip_prefix('#').map_or("", str::trim_start);
        let rest = said.strip_prefix(key).map_or("", str::trim_start);
        if rest.starts_with('=') || said == table {
            return start..start + bare.len();
        }
        start += line.len();
    }
    0..0
}
