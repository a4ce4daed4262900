//! Page → lines of a terminal, or of a pipe, where signs stand in for colour.

use std::{
    fmt::Write as _,
    io::{self, Write},
};

use anstyle::{AnsiColor, Effects, Style};
use comfy_table::{CellAlignment, ColumnConstraint, ContentArrangement, Width, presets};
use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

use crate::{
    page::{Block, Mark, Page, Table, Text},
    untrusted::visible,
};

/// What the screen can do.
#[derive(Debug, Clone, Copy)]
pub struct Screen {
    /// Columns.
    pub width: usize,
    /// Whether it shows colours; without them changed text stands in `[-…-]` and `{+…+}`.
    pub colour: bool,
}

/// Blanks per step to the right.
const STEP: usize = 4;

/// Writes a page.
///
/// # Errors
/// Those of `out`.
pub fn write(page: &Page, screen: Screen, out: &mut dyn Write) -> io::Result<()> {
    let mut lines = String::new();
    for (index, block) in page.blocks.iter().enumerate() {
        lines.clear();
        match block {
            Block::Heading { level, text } => {
                if index > 0 {
                    lines.push('\n');
                }
                heading(*level, text, screen, &mut lines);
            }
            Block::Paragraph { depth, text } => {
                let indent = " ".repeat(depth * STEP);
                wrapped(text, &indent, &indent, screen, &mut lines);
            }
            Block::Item { sign, text } => {
                let sign = format!("{sign} ");
                wrapped(text, &sign, &" ".repeat(sign.width()), screen, &mut lines);
            }
            Block::Table(table) => {
                writeln!(out, "{}", drawn(table, screen))?;
                continue;
            }
        }
        out.write_all(lines.as_bytes())?;
    }
    Ok(())
}

fn heading(level: u8, text: &Text, screen: Screen, lines: &mut String) {
    let strong = Text(
        text.0
            .iter()
            .map(|span| crate::page::Span {
                mark: if span.mark == Mark::Plain {
                    Mark::Strong
                } else {
                    span.mark
                },
                ..span.clone()
            })
            .collect(),
    );
    wrapped(&strong, "", "", screen, lines);
    let rule = match level {
        1 => "═",
        2 => "─",
        _ => return,
    };
    let length: usize = text.0.iter().map(|span| visible(&span.text).width()).sum();
    lines.push_str(&rule.repeat(length.min(screen.width)));
    lines.push('\n');
}

/// The text between blanks and line breaks.
fn parted(text: &str) -> impl Iterator<Item = &str> {
    let mut rest = Some(text);
    std::iter::from_fn(move || {
        let text = rest?;
        // both are bytes that stand in no other character
        let end = text.bytes().position(|byte| matches!(byte, b' ' | b'\n'));
        rest = end.map(|end| &text[end + 1..]);
        Some(end.map_or(text, |end| &text[..end]))
    })
}

/// Adds text wrapped to the width; words that are longer than a line are cut.
fn wrapped(text: &Text, first: &str, next: &str, screen: Screen, lines: &mut String) {
    lines.push_str(first);
    let mut wrapper = Wrapper {
        lines,
        next,
        screen,
        width: screen.width.max(next.width() + 10),
        column: first.width(),
        begins: true,
        style: Mark::Plain,
    };
    let mut spaced = false;
    for span in &text.0 {
        let (open, close) = match (span.mark, screen.colour) {
            (Mark::Inserted, false) => ("{+", "+}"),
            (Mark::Deleted, false) => ("[-", "-]"),
            _ => ("", ""),
        };
        let shown = visible(&span.text);
        let mut word = Piece {
            open,
            text: "",
            close: "",
            mark: span.mark,
            spaced,
        };
        // a line break in a plan's text is a blank here: a text must not write lines of its own into a report
        for (place, part) in parted(&shown).enumerate() {
            if place > 0 {
                spaced = true;
            }
            if part.is_empty() {
                continue;
            }
            if !word.text.is_empty() {
                wrapper.write(&word);
                word.open = "";
            }
            (word.text, word.spaced) = (part, std::mem::take(&mut spaced));
        }
        if !word.text.is_empty() {
            wrapper.write(&Piece { close, ..word });
        }
    }
    wrapper.end_style();
    lines.push('\n');
}

/// A word with the mark it stands under.
struct Piece<'t> {
    /// What stands before the first word of a change.
    open: &'static str,
    text: &'t str,
    /// What stands behind the last word of a change.
    close: &'static str,
    mark: Mark,
    /// Whether a blank stands before it, at which a line may be broken.
    spaced: bool,
}

impl Piece<'_> {
    fn width(&self) -> usize {
        // nothing that a screen obeys is left, so that an ASCII character is one column wide
        let word = if self.text.is_ascii() {
            self.text.len()
        } else {
            self.text.width()
        };
        self.open.len() + word + self.close.len()
    }
}

/// Writes words into lines of one width.
struct Wrapper<'l> {
    lines: &'l mut String,
    /// What stands before every line but the first.
    next: &'l str,
    screen: Screen,
    width: usize,
    column: usize,
    /// Whether no word has been written yet.
    begins: bool,
    style: Mark,
}

impl Wrapper<'_> {
    fn write(&mut self, piece: &Piece<'_>) {
        let width = piece.width();
        let spaced = piece.spaced && !self.begins;
        if spaced && self.column + 1 + width > self.width {
            self.end_style();
            self.break_line();
        } else if spaced {
            if self.style != piece.mark {
                self.end_style();
            }
            self.lines.push(' ');
            self.column += 1;
        }
        if self.style != piece.mark {
            self.end_style();
            self.begin_style(piece.mark);
        }
        self.begins = false;
        if self.column + width <= self.width {
            for part in [piece.open, piece.text, piece.close] {
                self.lines.push_str(part);
            }
            self.column += width;
            return;
        }
        for cluster in [piece.open, piece.text, piece.close].concat().graphemes(true) {
            if self.column + cluster.width() > self.width {
                self.break_line();
            }
            self.lines.push_str(cluster);
            self.column += cluster.width();
        }
    }

    fn break_line(&mut self) {
        self.lines.push('\n');
        self.lines.push_str(self.next);
        self.column = self.next.width();
    }

    fn begin_style(&mut self, mark: Mark) {
        self.style = mark;
        if self.screen.colour {
            // a string takes whatever is written to it
            let _ = write!(self.lines, "{}", style_of(mark).render());
        }
    }

    fn end_style(&mut self) {
        if self.screen.colour && self.style != Mark::Plain {
            let _ = write!(self.lines, "{}", style_of(self.style).render_reset());
        }
        self.style = Mark::Plain;
    }
}

fn style_of(mark: Mark) -> Style {
    let colour = |colour: AnsiColor| Style::new().fg_color(Some(colour.into()));
    match mark {
        Mark::Plain => Style::new(),
        Mark::Strong => Style::new().effects(Effects::BOLD),
        Mark::Quiet => Style::new().effects(Effects::DIMMED),
        // lines as well as colours, for readers who cannot tell red from green
        Mark::Inserted => colour(AnsiColor::Green).effects(Effects::UNDERLINE),
        Mark::Deleted => colour(AnsiColor::Red).effects(Effects::STRIKETHROUGH),
    }
}

fn drawn(table: &Table, screen: Screen) -> comfy_table::Table {
    let mut drawn = comfy_table::Table::new();
    drawn
        .load_style(presets::UTF8_FULL_CONDENSED)
        .set_content_arrangement(ContentArrangement::Dynamic)
        .set_width(u16::try_from(screen.width).unwrap_or(u16::MAX))
        .set_header(table.header.iter().map(|name| crate::untrusted::one_line(name)));
    let long = table
        .rows
        .iter()
        .flatten()
        .flatten()
        .any(|text| cell_text(text).width() > 60);
    if long {
        // between rows of running text a line is needed, between figures it only makes the table long
        drawn.load_style(presets::UTF8_FULL);
    }
    for row in &table.rows {
        drawn.add_row(
            row.iter()
                .map(|cell| cell.iter().map(cell_text).collect::<Vec<_>>().join("\n")),
        );
    }
    for column in &table.figures {
        if let Some(column) = drawn.column_mut(*column) {
            column.set_cell_alignment(CellAlignment::Right);
        }
    }
    // in a narrow terminal a reader would rather have broken words than no table
    let wide_enough = screen.width >= 60;
    for column in table.unbroken.iter().filter(|_| wide_enough) {
        let texts = table
            .rows
            .iter()
            .filter_map(|row| row.get(*column))
            .flatten()
            .map(|text| cell_text(text).width());
        let needed = texts
            .chain(table.header.get(*column).map(|name| name.width()))
            .max()
            .unwrap_or(0)
            + 2;
        if let (Some(column), Ok(needed)) = (drawn.column_mut(*column), u16::try_from(needed)) {
            column.set_constraint(ColumnConstraint::LowerBoundary(Width::Fixed(needed)));
        }
    }
    drawn
}

/// A cell holds plain text: the library counts escape codes as text.
fn cell_text(text: &Text) -> String {
    let pieces = text.0.iter().map(|span| {
        let shown = visible(&span.text).replace('\n', " ");
        match span.mark {
            Mark::Inserted => format!("{{+{shown}+}}"),
            Mark::Deleted => format!("[-{shown}-]"),
            _ => shown,
        }
    });
    pieces.collect()
}
