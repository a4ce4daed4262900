//! Markdown → plain text with numbered items.

use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

use super::{
    html::STRUCK_OUT,
    prose::{Numbers, Prose},
    source::Source,
};

/// The text of a Markdown file, list items with the numbers that a reader of it sees.
#[must_use]
pub fn plain_text(text: &str) -> Source {
    let mut prose = Prose::default();
    // how many struck out parts the place is in
    let mut struck = 0_usize;
    for event in Parser::new_ext(text, Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH) {
        match event {
            Event::Start(Tag::Strikethrough) => {
                struck += 1;
                prose.leave_out();
            }
            Event::End(TagEnd::Strikethrough) => struck = struck.saturating_sub(1),
            Event::InlineHtml(tag) if is_struck(&tag, "<") => {
                struck += 1;
                prose.leave_out();
            }
            Event::InlineHtml(tag) if is_struck(&tag, "</") => struck = struck.saturating_sub(1),
            // a tag that nothing closes ends with its paragraph
            Event::End(TagEnd::Paragraph | TagEnd::Item | TagEnd::Heading(_)) if struck > 0 => {
                struck = 0;
                prose.paragraph();
            }
            Event::Text(_) | Event::Code(_) | Event::InlineHtml(_) if struck > 0 => {}
            Event::Start(Tag::Heading { .. }) => prose.marked("#"),
            Event::Start(Tag::List(first)) => prose.begin_list(first.map(number)),
            Event::End(TagEnd::List(_)) => prose.end_list(),
            Event::Start(Tag::Item) => prose.item(None),
            Event::Start(Tag::Paragraph | Tag::CodeBlock(_) | Tag::TableRow | Tag::TableHead | Tag::HtmlBlock)
            | Event::End(TagEnd::Heading(_) | TagEnd::Paragraph | TagEnd::Item | TagEnd::Table | TagEnd::CodeBlock) => {
                prose.paragraph();
            }
            Event::Start(Tag::TableCell) => prose.text(" "),
            Event::Text(text) | Event::Code(text) | Event::Html(text) | Event::InlineHtml(text) => prose.text(&text),
            Event::SoftBreak | Event::HardBreak => prose.line(),
            _ => {}
        }
    }
    prose.finish()
}

/// Whether a tag, which begins as given, strikes out.
fn is_struck(tag: &str, begin: &str) -> bool {
    let name = tag.strip_prefix(begin).unwrap_or_default();
    let end = name.find(|sign: char| !sign.is_ascii_alphanumeric());
    STRUCK_OUT.contains(&name[..end.unwrap_or(name.len())].to_ascii_lowercase().as_str())
}

fn number(first: u64) -> (Numbers, u32) {
    (Numbers::Decimal, u32::try_from(first).unwrap_or(u32::MAX))
}
