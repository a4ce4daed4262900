//! Plain text → numbered items, headings, and the text around them.
//!
//! One reader serves all formats: HTML, Word and Markdown are first turned into plain text in which list items begin
//! with their number, parts of a list stand further in, and headings begin with `#`.
//!
//! How lines are read: a blank line ends a paragraph. A line that begins with a number opens an item if that number
//! goes on where a list left off, or begins a list; otherwise it is a wrapped line that happens to begin so. An item that
//! is only a title over parts or paragraphs (`Section II. Security`) is a heading. Without any number each paragraph is
//! an item. Refs are the document's own numbers, joined by full stops along the nesting (`10.a`, `II.3`); `1.1.2` and
//! `Article 3` already are the whole number. What the document leaves without a number gets one of ours, with a remark.

use std::collections::HashSet;

use super::{
    marker::{Frame, Marker, marker},
    nesting::{Context, Nesting, Place},
    paragraphs::{Line, ends_sentence, heading, is_heading, join, paragraphs},
    references::references,
};

/// A text in parts. Every word of it is in one of them.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Outline {
    /// The title, if the text begins with one.
    pub title: Option<String>,
    /// Paragraphs before the first item.
    pub before: Vec<String>,
    /// The items, in their order.
    pub items: Vec<Item>,
    /// Paragraphs and headings after the last item.
    pub after: Vec<String>,
}

/// A provision.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Item {
    /// Its number along the nesting.
    pub reference: String,
    /// Its text, on one line.
    pub text: String,
    /// Headings and unnumbered text above it.
    pub above: Vec<String>,
    /// What a person should know about the ref.
    pub remarks: Vec<String>,
}

/// From this length on, a line without a mark at its end goes on in the next line.
const FULL_LINE: usize = 50;

/// Reads the items of `text`.
#[must_use]
pub fn outline(text: &str) -> Outline {
    let mut reader = Reader::default();
    for paragraph in paragraphs(text) {
        reader.paragraph(&paragraph);
    }
    reader.finish()
}

/// An item while the text is being read.
#[derive(Default)]
struct Open {
    /// It stands in a heading: its text is a title.
    titled: bool,
    /// Headings, and text under them, that stand above it.
    above: Vec<String>,
    /// What stands behind the number; may be empty.
    first: String,
    /// Further paragraphs that are its own.
    more: Vec<String>,
    /// Paragraphs behind it that may be its own or may stand between two lists.
    loose: Vec<String>,
}

/// A paragraph before the first item.
struct Opening {
    text: String,
    heading: bool,
}

/// What the next line of a paragraph is added to.
#[derive(Clone, Copy)]
enum Target {
    Before,
    First,
    More,
    Loose,
    Pending,
}

#[derive(Default)]
struct Reader {
    before: Vec<Opening>,
    items: Vec<Open>,
    /// The numbers of the items.
    nesting: Nesting,
    /// Headings, and text under them, above the item that comes next.
    pending: Vec<String>,
    target: Option<Target>,
}

impl Reader {
    fn paragraph(&mut self, lines: &[Line<'_>]) {
        self.target = None;
        let mut previous = "";
        for line in lines {
            let context = Context {
                indent: line.indent,
                begins: self.target.is_none(),
                unfinished: self.target.is_some() && previous.len() >= FULL_LINE && !ends_sentence(previous),
            };
            if let Some(heading) = heading(line.text) {
                self.heading(heading, context);
            } else if let Some((marker, rest, place)) = self.marker(line.text, context) {
                self.open(marker, place, rest, line.indent);
            } else {
                self.plain(line);
            }
            previous = line.text;
        }
    }

    fn marker<'l>(&self, text: &'l str, context: Context) -> Option<(Marker, &'l str, Place)> {
        let (marker, rest) = marker(text)?;
        let place = self.nesting.place(&marker, context)?;
        Some((marker, rest, place))
    }

    fn heading(&mut self, text: &str, context: Context) {
        if let Some((marker, rest, place)) = self.marker(
            text,
            Context {
                begins: true,
                ..context
            },
        ) {
            self.open(marker, place, rest, context.indent);
            if let Some(item) = self.items.last_mut() {
                item.titled = true;
            }
        } else if self.items.is_empty() {
            self.before.push(Opening {
                text: text.to_owned(),
                heading: true,
            });
        } else {
            self.pending.push(text.to_owned());
        }
        self.target = None;
    }

    /// A line without a number.
    fn plain(&mut self, line: &Line<'_>) {
        if let Some(text) = self.target.and_then(|target| self.last_text(target)) {
            join(text, line.text);
            return;
        }
        let text = line.text.to_owned();
        let target = match self.items.last_mut() {
            None => {
                self.before.push(Opening { text, heading: false });
                Target::Before
            }
            Some(_) if !self.pending.is_empty() => {
                self.pending.push(text);
                Target::Pending
            }
            Some(item) => {
                let number = self.nesting.numbered.last();
                let owns = number.is_some_and(|number| {
                    matches!(number.marker.frame, Frame::Word | Frame::SectionWord) || line.indent > number.indent
                });
                if item.first.is_empty() || item.titled || owns {
                    item.more.push(text);
                    Target::More
                } else {
                    item.loose.push(text);
                    Target::Loose
                }
            }
        };
        self.target = Some(target);
    }

    fn last_text(&mut self, target: Target) -> Option<&mut String> {
        let item = self.items.last_mut();
        match target {
            Target::Before => self.before.last_mut().map(|opening| &mut opening.text),
            Target::Pending => self.pending.last_mut(),
            Target::First => item.map(|item| &mut item.first),
            Target::More => item.and_then(|item| item.more.last_mut()),
            Target::Loose => item.and_then(|item| item.loose.last_mut()),
        }
    }

    fn open(&mut self, marker: Marker, place: Place, rest: &str, indent: usize) {
        self.settle(place.continues);
        self.nesting.open(marker, place, indent);
        self.items.push(Open {
            above: std::mem::take(&mut self.pending),
            first: rest.to_owned(),
            ..Open::default()
        });
        self.target = Some(Target::First);
    }

    /// Decides whose the paragraphs before a new item are: what looks like a heading belongs to the new one.
    fn settle(&mut self, continues: bool) {
        let mut headings = Vec::new();
        match self.items.last_mut() {
            Some(item) => {
                if !continues {
                    headings.append(&mut item.loose);
                }
                while let Some(text) = item.loose.pop_if(|text| is_heading(text)) {
                    headings.insert(0, text);
                }
                item.more.append(&mut item.loose);
            }
            None => {
                while self.before.len() > 1
                    && let Some(opening) = self
                        .before
                        .pop_if(|opening| opening.heading || is_heading(&opening.text))
                {
                    headings.insert(0, opening.text);
                }
            }
        }
        self.pending.splice(0..0, headings);
    }

    fn finish(mut self) -> Outline {
        let mut after = Vec::new();
        if let Some(item) = self.items.last_mut() {
            after.append(&mut item.loose);
        }
        after.append(&mut self.pending);
        let title = self
            .before
            .first()
            .is_some_and(|first| first.heading || is_heading(&first.text));
        let title = (title && self.before.len() + self.items.len() > 1).then(|| self.before.remove(0).text);
        if self.items.is_empty() {
            return unnumbered(title, self.before);
        }
        let refs = references(&self.nesting.numbered);
        let parents = self.nesting.numbered.iter().filter_map(|number| number.parent);
        let has_parts: HashSet<usize> = parents.collect();
        let mut items = Vec::new();
        let mut above = Vec::new();
        for (index, open) in self.items.into_iter().enumerate() {
            let (reference, remark) = &refs[index];
            above.extend(open.above);
            let titled = open.titled || is_heading(&open.first);
            let is_title = titled && (!open.more.is_empty() || has_parts.contains(&index));
            let mut texts = open.more;
            if is_title {
                above.push(format!("{reference}. {}", open.first));
            } else {
                texts.insert(0, open.first);
            }
            let text = texts.join(" ").trim().to_owned();
            if text.is_empty() {
                if !is_title && !has_parts.contains(&index) {
                    above.push(format!("{reference}. (without text)"));
                }
                continue;
            }
            items.push(Item {
                reference: reference.clone(),
                text,
                above: std::mem::take(&mut above),
                remarks: remark.iter().cloned().collect(),
            });
        }
        above.append(&mut after);
        Outline {
            title,
            before: self.before.into_iter().map(|opening| opening.text).collect(),
            items,
            after: above,
        }
    }
}

/// Without numbers each paragraph is an item, and what looks like a heading stands above the next one.
fn unnumbered(title: Option<String>, paragraphs: Vec<Opening>) -> Outline {
    let mut outline = Outline {
        title,
        ..Outline::default()
    };
    let last = paragraphs.len().saturating_sub(1);
    for (index, Opening { text, heading }) in paragraphs.into_iter().enumerate() {
        if heading || is_heading(&text) && index < last {
            outline.after.push(text);
            continue;
        }
        outline.items.push(Item {
            reference: (outline.items.len() + 1).to_string(),
            text,
            above: std::mem::take(&mut outline.after),
            remarks: Vec::new(),
        });
    }
    outline
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn refs(text: &str, expected: &[(&str, &str)]) {
        let outline = outline(text);
        let found: Vec<_> = outline
            .items
            .iter()
            .map(|item| (item.reference.as_str(), item.text.as_str()))
            .collect();
        assert_eq!(found, expected, "{outline:#?}");
    }

    #[test]
    fn lists_in_their_forms() {
        refs("1. One\n2. Two", &[("1", "One"), ("2", "Two")]);
        refs("(1) One\n\n(2) Two", &[("1", "One"), ("2", "Two")]);
        refs("Point 1: One.\nPoint 2: Two.", &[("1", "One."), ("2", "Two.")]);
        refs("5) Five\n6) Six", &[("5", "Five"), ("6", "Six")]);
        refs("• One\n• Two", &[("1", "One"), ("2", "Two")]);
        refs("а) Один\nб) Два\nв) Три", &[("а", "Один"), ("б", "Два"), ("в", "Три")]);
        refs(
            "1.1 One\n1.2 Two\n2.1 Three",
            &[("1.1", "One"), ("1.2", "Two"), ("2.1", "Three")],
        );
    }

    #[test]
    fn parts_of_points() {
        refs(
            "1. One:\n (a) first;\n (b) second:\n  (i) small\n  (ii) smaller\n2. Two\n- left\n- right",
            &[
                ("1", "One:"),
                ("1.a", "first;"),
                ("1.b", "second:"),
                ("1.b.i", "small"),
                ("1.b.ii", "smaller"),
                ("2.a", "left"),
                ("2.b", "right"),
            ],
        );
    }

    #[test]
    fn letters_that_are_roman_numbers_too() {
        let text: String = ('a'..='k')
            .map(|letter| format!("{letter}) text {letter}.\n"))
            .collect();
        let refs: Vec<String> = outline(&text).items.into_iter().map(|item| item.reference).collect();
        assert_eq!(refs.concat(), "abcdefghijk");
    }

    #[test]
    fn sections_are_headings() {
        refs(
            "I. SECURITY\n\n1. One.\n2. Two.\n\nII. ECONOMY\n\n1. Three.",
            &[("I.1", "One."), ("I.2", "Two."), ("II.1", "Three.")],
        );
        refs(
            "Chapter I\nPeace\n\nArticle 1\nOne.\n\nChapter II\n\nArticle 2\nTwo.\n\nMore of two.",
            &[("1", "One."), ("2", "Two. More of two.")],
        );
    }

    #[test]
    fn wrapped_lines() {
        refs(
            "1. The force will be limited to a number that both sides agree on in\n   2026. It will not grow in accordance with\nArticle 5. Nor will it\nshrink.\n2. Two.",
            &[
                (
                    "1",
                    "The force will be limited to a number that both sides agree on in 2026. It will not grow in accordance with Article 5. Nor will it shrink.",
                ),
                ("2", "Two."),
            ],
        );
    }

    #[test]
    fn numbers_that_come_twice_or_are_left_out() {
        refs(
            "1. A.\n3. B.\n3. C.\n4. D.",
            &[("1", "A."), ("3", "B."), ("3-2", "C."), ("4", "D.")],
        );
    }

    #[test]
    fn without_numbers_each_paragraph_is_an_item() {
        refs(
            "The plan\n\nOne thing\nis this.\n\nAnother.",
            &[("1", "One thing is this."), ("2", "Another.")],
        );
        refs("One.\nTwo.", &[("1", "One."), ("2", "Two.")]);
        refs("Only this", &[("1", "Only this")]);
        refs(
            "3.5 million people will return.",
            &[("1", "3.5 million people will return.")],
        );
    }

    #[test]
    fn text_around_the_list_is_kept() {
        let text =
            "A plan\n\nThe paper wrote this.\n\nSecurity\n\n1. One.\n\nMore of one.\n\n2. Two.\n\nEnd of the article.";
        let outline = outline(text);
        assert_eq!(outline.title.as_deref(), Some("A plan"));
        assert_eq!(outline.before, ["The paper wrote this."]);
        assert_eq!(outline.items[0].above, ["Security"]);
        assert_eq!(outline.items[0].text, "One. More of one.");
        assert_eq!(outline.after, ["End of the article."]);
    }
}
