//! Plain text → paragraphs, and what a line of them looks like.

/// Longest run of words that can be a heading.
const LONGEST_HEADING: usize = 12;

/// A line without the blanks around it.
pub(super) struct Line<'t> {
    /// How many blanks stood before it.
    pub(super) indent: usize,
    pub(super) text: &'t str,
}

/// The lines between blank lines. Where a text has no blank line and each line is a whole sentence, each is a paragraph.
pub(super) fn paragraphs(text: &str) -> Vec<Vec<Line<'_>>> {
    let mut paragraphs = vec![Vec::new()];
    for line in text.lines() {
        let trimmed = line.trim();
        let words = trimmed.chars().any(char::is_alphanumeric);
        if words {
            let blanks = line.chars().take_while(|character| character.is_whitespace());
            let indent = blanks.map(|blank| if blank == '\t' { 4 } else { 1 }).sum();
            if let Some(paragraph) = paragraphs.last_mut() {
                paragraph.push(Line { indent, text: trimmed });
            }
        } else if paragraphs.last().is_some_and(|paragraph| !paragraph.is_empty()) {
            paragraphs.push(Vec::new());
        }
    }
    paragraphs.retain(|paragraph| !paragraph.is_empty());
    match paragraphs.pop() {
        Some(only) if paragraphs.is_empty() && only.iter().all(|line| ends_sentence(line.text)) => {
            only.into_iter().map(|line| vec![line]).collect()
        }
        Some(last) => {
            paragraphs.push(last);
            paragraphs
        }
        None => paragraphs,
    }
}

/// Whether a mark stands at the end.
pub(super) fn ends_sentence(text: &str) -> bool {
    let bare = text.trim_end_matches(['"', '”', '»', '“', '’', '\'', ')', ']', '*', '_']);
    bare.ends_with(['.', ';', ':', '!', '?', ',', '…', '؟', '۔', '。'])
}

/// A few words without a mark at the end.
pub(super) fn is_heading(text: &str) -> bool {
    !ends_sentence(text) && text.split_whitespace().count() <= LONGEST_HEADING
}

/// A line that Markdown has as a heading.
pub(super) fn heading(line: &str) -> Option<&str> {
    let text = line.trim_start_matches('#');
    let level = line.len() - text.len();
    ((1..=6).contains(&level) && text.starts_with(char::is_whitespace))
        .then(|| text.trim().trim_end_matches('#').trim_end())
}

/// Adds a further line of one paragraph.
pub(super) fn join(text: &mut String, line: &str) {
    // a word that is divided at the end of a line keeps its hyphen: it may be one that it always has
    let divided = text.ends_with('-') && line.starts_with(char::is_lowercase);
    if !text.is_empty() && !divided {
        text.push(' ');
    }
    text.push_str(line);
}
