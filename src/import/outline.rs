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

use std::collections::{HashMap, HashSet};

use super::marker::{Count, Frame, Marker, marker, to_letters};

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

/// Longest run of words that can be a heading.
const LONGEST_HEADING: usize = 12;

/// From this length on, a line without a mark at its end goes on in the next line.
const FULL_LINE: usize = 50;

/// Deepest nesting that is kept; what is nested deeper stands on this level.
const DEEPEST: usize = 8;

/// Reads the items of `text`.
#[must_use]
pub fn outline(text: &str) -> Outline {
    let mut reader = Reader::default();
    for paragraph in paragraphs(text) {
        reader.paragraph(&paragraph);
    }
    reader.finish()
}

struct Line<'t> {
    indent: usize,
    text: &'t str,
}

/// The lines between blank lines. Where a text has no blank line and each line is a whole sentence, each is a paragraph.
fn paragraphs(text: &str) -> Vec<Vec<Line<'_>>> {
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

fn ends_sentence(text: &str) -> bool {
    let bare = text.trim_end_matches(['"', '”', '»', '“', '’', '\'', ')', ']', '*', '_']);
    bare.ends_with(['.', ';', ':', '!', '?', ',', '…', '؟', '۔', '。'])
}

/// A few words without a mark at the end.
fn is_heading(text: &str) -> bool {
    !ends_sentence(text) && text.split_whitespace().count() <= LONGEST_HEADING
}

/// An item while the text is being read.
struct Open {
    marker: Marker,
    count: Count,
    ordinal: u32,
    indent: usize,
    parent: Option<usize>,
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
    /// The items from the outermost to the one being read.
    stack: Vec<usize>,
    /// Headings, and text under them, above the item that comes next.
    pending: Vec<String>,
    /// The last number of each kind of list, whatever it was part of.
    last: HashMap<(Count, Frame), u32>,
    target: Option<Target>,
}

/// Where a marker belongs.
#[derive(Clone, Copy)]
struct Place {
    count: Count,
    ordinal: u32,
    parent: Option<usize>,
    /// It goes on with a list.
    continues: bool,
}

/// What the lines before a marker say about it.
#[derive(Clone, Copy)]
struct Context {
    indent: usize,
    /// It is the first line of a paragraph.
    begins: bool,
    /// The line before looks as if it went on.
    unfinished: bool,
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
        let place = self
            .next_of_a_list(&marker, context)
            .or_else(|| self.first_of_a_list(&marker, context))
            .or_else(|| self.out_of_order(&marker, context))?;
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
                let word = matches!(item.marker.frame, Frame::Word | Frame::SectionWord);
                if item.first.is_empty() || item.titled || word || line.indent > item.indent {
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
        while self.stack.last().copied() != place.parent && self.stack.pop().is_some() {}
        if self.stack.len() >= DEEPEST {
            self.stack.pop();
        }
        self.last.insert((place.count, marker.frame), place.ordinal);
        self.items.push(Open {
            marker,
            count: place.count,
            ordinal: place.ordinal,
            indent,
            parent: self.stack.last().copied(),
            titled: false,
            above: std::mem::take(&mut self.pending),
            first: rest.to_owned(),
            more: Vec::new(),
            loose: Vec::new(),
        });
        self.stack.push(self.items.len() - 1);
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

    fn next_of_a_list(&self, marker: &Marker, context: Context) -> Option<Place> {
        let dash = matches!(marker.frame, Frame::Bullet('-' | '–' | '—'));
        if dash && context.unfinished {
            return None;
        }
        // `2)` goes on after `1.` if nothing fits better
        [true, false].into_iter().find_map(|same_frame| {
            self.stack.iter().rev().find_map(|index| {
                let item = &self.items[*index];
                let framed = !same_frame || item.marker.frame == marker.frame;
                let reading = marker.readings.iter().find(|(count, ordinal)| {
                    let next = match count {
                        Count::Bullet => item.indent.abs_diff(context.indent) <= 1,
                        Count::Dotted => {
                            *ordinal == item.ordinal + 1 && path(&marker.label) == path(&item.marker.label)
                        }
                        // alphabets leave out different letters
                        Count::Cyrillic => (1..=3).contains(&ordinal.saturating_sub(item.ordinal)),
                        _ => *ordinal == item.ordinal + 1,
                    };
                    *count == item.count && framed && next
                })?;
                Some(Place {
                    count: reading.0,
                    ordinal: reading.1,
                    parent: item.parent,
                    continues: true,
                })
            })
        })
    }

    fn first_of_a_list(&self, marker: &Marker, context: Context) -> Option<Place> {
        let weak = match marker.frame {
            Frame::Bullet(sign) => matches!(sign, '-' | '–' | '—'),
            Frame::Behind => marker.readings.iter().all(|(count, _)| *count != Count::Decimal),
            Frame::Word | Frame::SectionWord => true,
            Frame::Closed | Frame::Enclosed => false,
        };
        if weak && context.unfinished {
            return None;
        }
        let (count, ordinal) = *marker
            .readings
            .iter()
            .find(|(count, ordinal)| *ordinal == 1 || matches!(count, Count::Bullet | Count::Dotted))?;
        let parent = if count == Count::Dotted {
            self.parent_of_dotted(marker, context, ordinal)?
        } else {
            let same = |index: &&usize| {
                let item = &self.items[**index];
                (item.count, item.marker.frame) == (count, marker.frame)
            };
            if self
                .stack
                .iter()
                .rev()
                .find(same)
                .is_some_and(|index| context.indent <= self.items[*index].indent + 1)
            {
                return None;
            }
            self.parent_of(count, marker.frame, context.indent)
        };
        Some(Place {
            count,
            ordinal,
            parent,
            continues: false,
        })
    }

    fn parent_of(&self, count: Count, frame: Frame, indent: usize) -> Option<usize> {
        let mut outwards = self.stack.iter().rev().copied();
        match (count, frame) {
            (_, Frame::SectionWord) => None,
            (_, Frame::Word) => outwards.find(|index| self.is_section(*index)),
            (Count::UpperRoman, _) => outwards.find(|index| self.items[*index].indent < indent),
            _ => outwards.find(|index| self.items[*index].indent <= indent),
        }
    }

    fn is_section(&self, index: usize) -> bool {
        let item = &self.items[index];
        item.marker.frame == Frame::SectionWord || item.count == Count::UpperRoman
    }

    /// `2.1` is part of `2`; where there is no `2` it stands beside `1.3`. `3.5 million` is an amount.
    fn parent_of_dotted(&self, marker: &Marker, context: Context, ordinal: u32) -> Option<Option<usize>> {
        let whole = path(&marker.label);
        if let Some(parent) = self
            .stack
            .iter()
            .rev()
            .find(|index| self.items[**index].marker.label == whole)
        {
            return Some(Some(*parent));
        }
        let depth = marker.label.matches('.').count();
        let beside = self.stack.iter().find(|index| {
            let item = &self.items[**index];
            item.count == Count::Dotted && item.marker.label.matches('.').count() == depth
        });
        match beside {
            Some(index) if ordinal == 1 && !context.unfinished => Some(self.items[*index].parent),
            None if ordinal == 1 && context.begins => {
                Some(self.stack.iter().copied().find(|index| self.is_section(*index)))
            }
            _ => None,
        }
    }

    /// A number that comes twice, leaves out some, or begins a text at 5.
    fn out_of_order(&self, marker: &Marker, context: Context) -> Option<Place> {
        if context.unfinished {
            return None;
        }
        let in_stack = self.stack.iter().rev().find_map(|index| {
            let item = &self.items[*index];
            let same = |(count, _): &&(Count, u32)| (*count, marker.frame) == (item.count, item.marker.frame);
            let (count, ordinal) = *marker.readings.iter().find(same)?;
            Some(Place {
                count,
                ordinal,
                parent: item.parent,
                continues: ordinal > item.ordinal,
            })
        });
        let runs_on = || {
            let (count, ordinal) = *marker.readings.iter().find(|(count, ordinal)| {
                self.last
                    .get(&(*count, marker.frame))
                    .is_some_and(|last| last + 1 == *ordinal)
            })?;
            let parent = self.parent_of(count, marker.frame, context.indent);
            Some(Place {
                count,
                ordinal,
                parent,
                continues: false,
            })
        };
        let begins_late = || {
            let (count, ordinal) = *marker.readings.first()?;
            let plain = count == Count::Decimal || matches!(marker.frame, Frame::Word | Frame::SectionWord);
            let first = self.items.is_empty() && context.begins && plain;
            first.then_some(Place {
                count,
                ordinal,
                parent: None,
                continues: false,
            })
        };
        in_stack.or_else(runs_on).or_else(begins_late)
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
        let refs = references(&self.items);
        let has_parts: HashSet<usize> = self.items.iter().filter_map(|item| item.parent).collect();
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

/// A line that Markdown has as a heading.
fn heading(line: &str) -> Option<&str> {
    let text = line.trim_start_matches('#');
    let level = line.len() - text.len();
    ((1..=6).contains(&level) && text.starts_with(char::is_whitespace))
        .then(|| text.trim().trim_end_matches('#').trim_end())
}

fn join(text: &mut String, line: &str) {
    // a word that is divided at the end of a line keeps its hyphen: it may be one that it always has
    let divided = text.ends_with('-') && line.starts_with(char::is_lowercase);
    if !text.is_empty() && !divided {
        text.push(' ');
    }
    text.push_str(line);
}

/// `1.1` of `1.1.2`.
fn path(label: &str) -> &str {
    label.rsplit_once('.').map_or("", |(path, _)| path)
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

/// The ref of each item, unique, and a remark where it is not the document's own.
fn references(items: &[Open]) -> Vec<(String, Option<String>)> {
    let numbered = items
        .iter()
        .any(|item| item.parent.is_none() && item.count != Count::Bullet);
    let mut bullets: HashMap<Option<usize>, u32> = HashMap::new();
    let labels: Vec<String> = items
        .iter()
        .map(|item| {
            if item.count != Count::Bullet {
                return item.marker.label.clone();
            }
            let place = bullets.entry(item.parent).or_default();
            *place += 1;
            match item.parent {
                Some(_) => to_letters(*place),
                None if numbered => format!("b{place}"),
                None => place.to_string(),
            }
        })
        .collect();
    let short = paths(items, &labels, |item| {
        item.count == Count::Dotted || item.marker.frame == Frame::Word
    });
    let unique: HashSet<&String> = short.iter().collect();
    // articles that are counted anew in each chapter need the chapter's number
    let paths = if unique.len() == short.len() {
        short
    } else {
        paths(items, &labels, |item| item.count == Count::Dotted)
    };
    let mut seen = HashSet::new();
    let mut times: HashMap<String, u32> = HashMap::new();
    let mut unique = |path: String| {
        let mut reference = path.clone();
        while !seen.insert(reference.clone()) {
            let times = times.entry(path.clone()).or_insert(1);
            *times += 1;
            reference = format!("{path}-{times}");
        }
        let twice = || format!("the document has the number {path} more than once; `{reference}` is ours");
        let remark = (reference != path).then(twice);
        (reference, remark)
    };
    let mut lists = HashSet::new();
    let referenced = items.iter().zip(paths).map(|(item, path)| {
        let (reference, remark) = unique(path);
        // said once a list, at its first bullet
        let first = item.count == Count::Bullet && lists.insert(item.parent);
        let ours = || format!("the document has bullets here; `{reference}` and so on are ours");
        let remark = remark.or_else(|| first.then(ours));
        (reference, remark)
    });
    referenced.collect()
}

fn paths(items: &[Open], labels: &[String], is_whole: impl Fn(&Open) -> bool) -> Vec<String> {
    let mut paths: Vec<String> = Vec::with_capacity(items.len());
    for (item, label) in items.iter().zip(labels) {
        paths.push(match item.parent {
            Some(parent) if !is_whole(item) => format!("{}.{label}", paths[parent]),
            _ => label.clone(),
        });
    }
    paths
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
