//! A Word file → plain text with numbered items.

/// The text of a Word file.
///
/// # Errors
/// Why the file cannot be read, as a sentence.
pub fn plain_text(_bytes: &[u8]) -> Result<String, String> {
    Err("not yet".into())
}
