//! Plain text as it is put together from the parts of a formatted document.

use super::{
    marker::{to_letters, to_roman},
    source::Source,
};

/// Blanks by which a part of a list stands further in.
const STEP: usize = 4;

/// Deepest nesting of lists that is shown by blanks.
const DEEPEST: usize = 8;

/// How a list counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Numbers {
    /// 1. 2. 3.
    Decimal,
    /// a. b. c., or A. B. C.
    Letters {
        /// Capital letters.
        upper: bool,
    },
    /// i. ii. iii., or I. II. III.
    Roman {
        /// Capital letters.
        upper: bool,
    },
}

impl Numbers {
    /// The number of that place as it is printed.
    #[must_use]
    pub fn print(self, place: u32) -> String {
        let (text, upper) = match self {
            Self::Decimal => (place.to_string(), false),
            Self::Letters { upper } => (to_letters(place), upper),
            Self::Roman { upper } => (to_roman(place.min(399)), upper),
        };
        if upper { text.to_uppercase() } else { text }
    }
}

/// A list that is open: how it counts, and the number that comes next; `None` has bullets.
#[derive(Debug, Clone, Copy)]
struct List(Option<(Numbers, u32)>);

/// Collects paragraphs, headings and list items.
#[derive(Debug, Default)]
pub struct Prose {
    text: String,
    line: String,
    /// The number or sign that stands before the next line.
    mark: Option<String>,
    lists: Vec<List>,
    /// Whether words were left out.
    left_out: bool,
}

impl Prose {
    /// Adds words to the line. Line breaks in them count as blanks.
    pub fn text(&mut self, text: &str) {
        for character in text.chars() {
            if !character.is_whitespace() {
                self.line.push(character);
            } else if !self.line.ends_with(' ') {
                self.line.push(' ');
            }
        }
    }

    /// Says that words are left out.
    pub fn leave_out(&mut self) {
        self.left_out = true;
    }

    /// Ends a line within a paragraph.
    pub fn line(&mut self) {
        let line = std::mem::take(&mut self.line);
        if line.trim().is_empty() {
            return;
        }
        let depth = self.lists.len().saturating_sub(1).min(DEEPEST);
        let mark = self.mark.take();
        // what goes on with an item stands further in than its number
        let indent = STEP * depth
            + if mark.is_none() && !self.lists.is_empty() {
                STEP / 2
            } else {
                0
            };
        self.text += &" ".repeat(indent);
        if let Some(mark) = mark {
            self.text += &mark;
            self.text.push(' ');
        }
        self.text += line.trim();
        self.text.push('\n');
    }

    /// Ends a paragraph. The number of an item waits for the first one inside it.
    pub fn paragraph(&mut self) {
        self.line();
        if !self.text.is_empty() && !self.text.ends_with("\n\n") {
            self.text.push('\n');
        }
    }

    /// Begins a paragraph that stands behind `mark`, a number or the sign of a heading.
    pub fn marked(&mut self, mark: impl Into<String>) {
        self.paragraph();
        self.forgo_mark();
        self.mark = Some(mark.into());
    }

    /// Begins a list of that kind of numbers, from the number given; `None` has bullets.
    pub fn begin_list(&mut self, first: Option<(Numbers, u32)>) {
        self.paragraph();
        self.forgo_mark();
        self.lists.push(List(first));
    }

    /// Ends the innermost list.
    pub fn end_list(&mut self) {
        self.paragraph();
        self.forgo_mark();
        self.lists.pop();
    }

    /// Begins an item of the innermost list, with a number of its own if the document gives it one.
    pub fn item(&mut self, number: Option<u32>) {
        let mark = match self.lists.last_mut() {
            Some(List(Some((numbers, next)))) => {
                let place = number.unwrap_or(*next);
                *next = place.saturating_add(1);
                format!("{}.", numbers.print(place))
            }
            _ => "•".to_owned(),
        };
        self.marked(mark);
    }

    /// An item without text is still counted.
    fn forgo_mark(&mut self) {
        if let Some(mark) = self.mark.take_if(|mark| mark.as_str() != "•" && mark.as_str() != "#") {
            let depth = self.lists.len().saturating_sub(1).min(DEEPEST);
            self.text += &format!("{}{mark}\n\n", " ".repeat(STEP * depth));
        }
        self.mark = None;
    }

    /// The whole text.
    #[must_use]
    pub fn finish(mut self) -> Source {
        self.paragraph();
        self.forgo_mark();
        Source {
            text: self.text,
            left_out: self.left_out,
        }
    }
}
