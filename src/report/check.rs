//! What `check` found, with the places as editors count them.

use serde::Serialize;

use crate::diagnostic::{CheckedFile, Code, LineStarts, Severity};

/// A fault and its place. Lines and columns count from one, columns in characters; the end is the place behind.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Place<'f> {
    /// The file, as the user named it.
    pub file: &'f str,
    /// Line of the beginning.
    pub line: usize,
    /// Column of the beginning.
    pub column: usize,
    /// Line of the end.
    pub end_line: usize,
    /// Column of the end.
    pub end_column: usize,
    /// How bad it is.
    pub severity: Severity,
    /// What kind it is.
    pub code: Code,
    /// What is wrong.
    pub message: &'f str,
    /// What to do about it.
    pub help: Option<&'f str>,
}

/// The faults of all files, in the order of the files and of the places in them.
#[must_use]
pub fn places(checked: &[CheckedFile]) -> Vec<Place<'_>> {
    checked.iter().flat_map(places_in).collect()
}

fn places_in(checked: &CheckedFile) -> Vec<Place<'_>> {
    let lines = LineStarts::of(&checked.file.text);
    let faults = checked.diagnostics.iter();
    faults
        .map(|fault| {
            let (line, column) = lines.position(&checked.file.text, fault.span.start);
            let (end_line, end_column) = lines.position(&checked.file.text, fault.span.end);
            Place {
                file: &checked.file.name,
                line,
                column,
                end_line,
                end_column,
                severity: fault.severity,
                code: fault.code,
                message: &fault.message,
                help: fault.help.as_deref(),
            }
        })
        .collect()
}
