//! A long plan file, read part by part: its parsed form takes ten times its memory.

use std::ops::Range;

use toml::{
    Spanned,
    de::{DeTable, DeValue},
};

use super::{ClausePlace, KnownIds, Read, Reader, fields::Fields};
use crate::plan::Clause;

/// Least length in bytes of the parts in which a file is parsed.
const PART: usize = 1 << 16;

/// Splits a file before lines that begin a clause. The parsed form of a file takes ten times its memory, so a long one
/// is parsed part by part.
pub(super) fn parts(text: &str) -> Vec<Range<usize>> {
    let mut parts = Vec::new();
    let mut start = 0;
    while text.len() - start > PART {
        let from = text.floor_char_boundary(start + PART);
        let Some(at) = text[from..].find("\n[[clause]]") else {
            break;
        };
        let end = from + at + 1;
        parts.push(start..end);
        start = end;
    }
    parts.push(start..text.len());
    parts
}

impl Reader<'_> {
    /// Reads a file of several parts; `None` if they are not what the whole file says: it is no TOML, or has anything
    /// but clauses behind its first part. A split inside a text or a list leaves a part that is no TOML.
    pub(super) fn in_parts(&mut self, id: &str, parts: &[Range<usize>]) -> Option<Read> {
        let (head, rest) = parts.split_first()?;
        let text = self.text;
        let (table, faults) = DeTable::parse_recoverable(&text[head.clone()]);
        let may_go_on = match table.get_ref().get("clause").map(Spanned::get_ref) {
            None => true,
            // a list of clauses written in another way could not be continued
            Some(DeValue::Array(items)) => {
                items.iter().all(|item| text[item.span()].starts_with("[[")) && !items.is_empty()
            }
            Some(_) => false,
        };
        if !faults.is_empty() || !may_go_on {
            return None;
        }
        self.plan(id, table.get_ref(), rest)
    }

    /// Reads the clauses of a further part.
    pub(super) fn further_clauses(
        &mut self,
        part: &Range<usize>,
        known: &KnownIds<'_>,
    ) -> Option<Vec<(Clause, ClausePlace)>> {
        let text = self.text;
        let (table, faults) = DeTable::parse_recoverable(&text[part.clone()]);
        if !faults.is_empty() || table.get_ref().len() > 1 {
            return None;
        }
        let in_file = |place: &mut Range<usize>| *place = place.start + part.start..place.end + part.start;
        let known_faults = self.diagnostics.len();
        let mut fields = Fields::new("a plan", 0..0, table.get_ref());
        let mut clauses = Vec::new();
        for fields in self.tables(&mut fields, "clause", "a clause") {
            let (clause, mut place) = self.clause(fields, known);
            in_file(&mut place.header);
            in_file(&mut place.text);
            place.follows.iter_mut().for_each(in_file);
            clauses.push((clause, place));
        }
        self.diagnostics[known_faults..]
            .iter_mut()
            .for_each(|fault| in_file(&mut fault.span));
        Some(clauses)
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test may stop at the first surprise")]

    use super::*;
    use crate::vocabulary::Vocabulary;

    /// A long file in parts says what it says as a whole.
    #[track_caller]
    fn case(head: &str, odd: &str, is_read_in_parts: bool) {
        let vocabulary = Vocabulary::embedded().unwrap();
        let mut text = head.to_owned();
        for number in 0..2_000 {
            text += &format!(
                "\n[[clause]]\nref = \"{number}\"\ntopics = [\"ceasefire\"]\ntext = \"Fire ceases at {number}.\"\n"
            );
            if number == 1_500 {
                text += odd;
            }
        }
        let reader = || Reader {
            text: &text,
            vocabulary: &vocabulary,
            diagnostics: Vec::new(),
        };
        let (mut in_parts, mut whole) = (reader(), reader());
        let parts = parts(&text);
        assert!(parts.len() > 2);
        assert_eq!(parts.iter().map(|part| &text[part.clone()]).collect::<String>(), text);
        let read = in_parts.in_parts("p", &parts);
        let read_whole = whole.whole("p");
        assert_eq!(read.is_some(), is_read_in_parts);
        if let (Some(read), Some(read_whole)) = (read, read_whole) {
            assert_eq!(read.0, read_whole.0);
            assert_eq!(
                format!("{:?}", (read.1, read.2)),
                format!("{:?}", (read_whole.1, read_whole.2))
            );
            assert_eq!(in_parts.diagnostics, whole.diagnostics);
        }
    }

    #[test]
    fn parts_say_what_the_whole_says() {
        let head = "title = \"T\"\nlabel = \"T\"\n";
        case(head, "", true);
        case(&format!("{head}note = \"{}\"\n", "n".repeat(PART)), "", true);
        case(head, "note = 3\nnotes = \"\"\nfollows = [\"a#1\", 2]\n", true);
        case(head, "[clause.sub]\nx = 1\n", true);
        case(head, "\n[[source]]\npublisher = \"P\"\ntitle = \"T\"\n", false);
        case(head, "note = \"no end\n", false);
        case(&format!("{head}clause = []\n"), "", false);
        case(&format!("{head}clause = 3\n"), "", false);
        let quoted = format!("{head}note = \"\"\"\n{}\n[[clause]]\n\"\"\"\n", "n".repeat(PART));
        case(&quoted, "", false);
    }
}
