//! A page that knows no format: headings, paragraphs, items and tables of marked text.

/// How a piece of text is to stand out; each format shows it in its own way.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mark {
    /// Not at all.
    Plain,
    /// It is what a reader looks for.
    Strong,
    /// It is beside the point.
    Quiet,
    /// It was added.
    Inserted,
    /// It was taken away.
    Deleted,
}

/// A piece of text with one mark.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Span {
    /// The text, as it came from the plan: every format makes it harmless in its own way.
    pub text: String,
    /// How it stands out.
    pub mark: Mark,
}

/// Marked text.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Text(pub Vec<Span>);

impl Text {
    /// Text without a mark.
    #[must_use]
    pub fn plain(text: impl Into<String>) -> Self {
        Self::default().and(Mark::Plain, text)
    }

    /// Text that stands out.
    #[must_use]
    pub fn strong(text: impl Into<String>) -> Self {
        Self::default().and(Mark::Strong, text)
    }

    /// Text beside the point.
    #[must_use]
    pub fn quiet(text: impl Into<String>) -> Self {
        Self::default().and(Mark::Quiet, text)
    }

    /// The same with a further piece.
    #[must_use]
    pub fn and(mut self, mark: Mark, text: impl Into<String>) -> Self {
        let text = text.into();
        if !text.is_empty() {
            self.0.push(Span { text, mark });
        }
        self
    }

    /// The same with all pieces of `other` behind it.
    #[must_use]
    pub fn join(mut self, other: Self) -> Self {
        self.0.extend(other.0);
        self
    }
}

/// A part of a page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Block {
    /// A heading; level 1 is the title of the page.
    Heading {
        /// 1, 2 or 3.
        level: u8,
        /// What it says.
        text: Text,
    },
    /// Running text, `depth` steps to the right.
    Paragraph {
        /// How far in.
        depth: usize,
        /// What it says.
        text: Text,
    },
    /// An entry with a sign in front, such as `Δ`.
    Item {
        /// The sign.
        sign: String,
        /// What it says.
        text: Text,
    },
    /// A table.
    Table(Table),
}

/// A table; every row has as many cells as the header.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Table {
    /// Names of the columns.
    pub header: Vec<String>,
    /// The rows; a cell is a list of paragraphs.
    pub rows: Vec<Vec<Vec<Text>>>,
    /// Columns of figures, which stand to the right.
    pub figures: Vec<usize>,
    /// Columns whose texts must not be broken, if the page is wide enough.
    pub unbroken: Vec<usize>,
}

/// A page from top to bottom.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Page {
    /// Its parts.
    pub blocks: Vec<Block>,
}

impl Page {
    /// Adds a heading.
    pub fn heading(&mut self, level: u8, text: Text) {
        self.blocks.push(Block::Heading { level, text });
    }

    /// Adds running text.
    pub fn paragraph(&mut self, depth: usize, text: Text) {
        self.blocks.push(Block::Paragraph { depth, text });
    }

    /// Adds an entry.
    pub fn item(&mut self, sign: impl Into<String>, text: Text) {
        self.blocks.push(Block::Item {
            sign: sign.into(),
            text,
        });
    }

    /// Adds a table.
    pub fn table(&mut self, table: Table) {
        self.blocks.push(Block::Table(table));
    }
}
