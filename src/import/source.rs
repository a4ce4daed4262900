//! Bytes of a draft → plain text: which form they have, and what is refused.

use super::{docx, html, markdown};
use crate::error::Error;

/// The forms of a draft.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// Plain text.
    Text,
    /// Markdown.
    Markdown,
    /// A web page.
    Html,
    /// A Word file.
    Docx,
}

/// Largest file that is read. A plan has some kilobytes; the rest is room for pictures in Word files.
pub const LARGEST: usize = 20 * MEGABYTE;

/// Longest text that is read.
const LONGEST_TEXT: usize = MEGABYTE;

const MEGABYTE: usize = 1 << 20;

/// The text of a draft.
#[derive(Debug, Default)]
pub struct Source {
    /// What stands in it.
    pub text: String,
    /// Whether words that are struck out or hidden were left out.
    pub left_out: bool,
}

/// The text of a draft: items begin with their number, headings with `#`, a blank line ends a paragraph.
///
/// Without `form` the name and the first bytes decide.
///
/// # Errors
/// A file that is too large, no text, protected, damaged, or of a kind that is not read.
pub fn plain_text(name: &str, bytes: &[u8], form: Option<Form>) -> Result<Source, Error> {
    let refuse = |reason: String| Error::Unimportable {
        name: name.to_owned(),
        reason,
    };
    if bytes.len() > LARGEST {
        let limit = LARGEST / MEGABYTE;
        return Err(refuse(format!(
            "it is larger than {limit} MB; save the text of the plan alone"
        )));
    }
    if let Some(reason) = other_kind(bytes) {
        return Err(refuse(reason.into()));
    }
    let form = form.unwrap_or_else(|| guess(name, bytes));
    if form == Form::Docx {
        return docx::plain_text(bytes).map_err(refuse);
    }
    let text = decode(name, bytes)?;
    if text.len() > LONGEST_TEXT {
        let limit = LONGEST_TEXT / MEGABYTE;
        return Err(refuse(format!(
            "its text is longer than {limit} MB; save the text of the plan alone"
        )));
    }
    Ok(match form {
        Form::Markdown => markdown::plain_text(&text),
        Form::Html => html::plain_text(&text).map_err(refuse)?,
        Form::Text | Form::Docx => Source { text, left_out: false },
    })
}

/// What is known by its first bytes and is not read.
fn other_kind(bytes: &[u8]) -> Option<&'static str> {
    const KINDS: &[(&[u8], &str)] = &[
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
            "it is a Word file with a password, or of the kind used before 2007; save it as .docx without a password",
        ),
        (
            b"%PDF",
            "it is a PDF; copy its text into a .txt file, or open it in Word and save it as .docx",
        ),
        (b"{\\rtf", "it is RTF; save it as .docx or as plain text"),
        (b"\x89PNG", "it is a picture; a text is needed"),
        (b"\xff\xd8\xff", "it is a picture; a text is needed"),
    ];
    KINDS
        .iter()
        .find(|(first, _)| bytes.starts_with(first))
        .map(|(_, reason)| *reason)
}

fn guess(name: &str, bytes: &[u8]) -> Form {
    let lower = name.to_lowercase();
    let ending = lower.rsplit_once('.').map_or("", |(_, ending)| ending);
    let first = String::from_utf8_lossy(&bytes[..bytes.len().min(1000)]).to_lowercase();
    match ending {
        _ if bytes.starts_with(b"PK\x03\x04") => Form::Docx,
        "docx" | "docm" => Form::Docx,
        "md" | "markdown" => Form::Markdown,
        "html" | "htm" | "xhtml" => Form::Html,
        _ if first.contains("<!doctype html") || first.contains("<html") || first.contains("<body") => Form::Html,
        _ => Form::Text,
    }
}

/// UTF-8, or what Windows calls Unicode text.
fn decode(name: &str, bytes: &[u8]) -> Result<String, Error> {
    let not_text = |offset| Error::NotText {
        name: name.to_owned(),
        offset,
    };
    let wide = match bytes {
        [0xff, 0xfe, rest @ ..] => Some((rest, u16::from_le_bytes as fn([u8; 2]) -> u16)),
        [0xfe, 0xff, rest @ ..] => Some((rest, u16::from_be_bytes as fn([u8; 2]) -> u16)),
        _ => None,
    };
    if let Some((rest, number)) = wide {
        let units = rest.chunks_exact(2).map(|pair| number([pair[0], pair[1]]));
        return char::decode_utf16(units)
            .collect::<Result<_, _>>()
            .map_err(|_| not_text(2));
    }
    let text = std::str::from_utf8(bytes).map_err(|fault| not_text(fault.valid_up_to()))?;
    match text.find('\0') {
        Some(offset) => Err(not_text(offset)),
        None => Ok(text.strip_prefix('\u{feff}').unwrap_or(text).to_owned()),
    }
}
