//! Page → bytes for a terminal; report → JSON.

pub mod terminal;

use std::io::{self, Write};

use serde::Serialize;

/// Writes a report as indented JSON.
///
/// # Errors
/// Those of `out`.
pub fn json(report: &impl Serialize, out: &mut dyn Write) -> io::Result<()> {
    serde_json::to_writer_pretty(&mut *out, report)?;
    writeln!(out)
}
