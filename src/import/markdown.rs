//! Markdown → plain text with numbered items.

use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

use super::prose::{Numbers, Prose};

/// The text of a Markdown file, list items with the numbers that a reader of it sees.
#[must_use]
pub fn plain_text(text: &str) -> String {
    let mut prose = Prose::default();
    for event in Parser::new_ext(text, Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH) {
        match event {
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

fn number(first: u64) -> (Numbers, u32) {
    (Numbers::Decimal, u32::try_from(first).unwrap_or(u32::MAX))
}
