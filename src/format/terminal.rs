//! Page → lines of a terminal, or of a pipe, where signs stand in for colour.

use std::{
    borrow::Cow,
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

/// A word with the mark it stands under, as long as it is on the screen.
struct Piece<'t> {
    /// What stands before the first word of a change.
    open: &'static str,
    text: &'t str,
    /// What stands behind the last word of a change.
    close: &'static str,
    width: usize,
    mark: Mark,
    /// Whether a blank stands before it, at which a line may be broken.
    spaced: bool,
}

/// The words of `shown`, which is `text` made harmless span by span.
fn pieces<'t>(text: &Text, shown: &'t [Cow<'_, str>], colour: bool) -> Vec<Piece<'t>> {
    let mut pieces: Vec<Piece<'t>> = Vec::with_capacity(shown.iter().map(|span| span.len() / 5 + 1).sum());
    let mut spaced = false;
    for (span, shown) in text.0.iter().zip(shown) {
        let (open, close) = match (span.mark, colour) {
            (Mark::Inserted, false) => ("{+", "+}"),
            (Mark::Deleted, false) => ("[-", "-]"),
            _ => ("", ""),
        };
        let first = pieces.len();
        // a line break in a plan's text is a blank here: a text must not write lines of its own into a report
        for (place, word) in parted(shown).enumerate() {
            spaced |= place > 0;
            if word.is_empty() {
                continue;
            }
            pieces.push(Piece {
                open: "",
                text: word,
                close: "",
                // nothing that a screen obeys is left, so that an ASCII character is one column wide
                width: if word.is_ascii() { word.len() } else { word.width() },
                mark: span.mark,
                spaced,
            });
            spaced = false;
        }
        if let Some(piece) = pieces.get_mut(first) {
            piece.open = open;
            piece.width += open.len();
        }
        if let Some(piece) = pieces[first..].last_mut() {
            piece.close = close;
            piece.width += close.len();
        }
    }
    pieces
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
    let width = screen.width.max(next.width() + 10);
    lines.push_str(first);
    let mut column = first.width();
    let mut start_of_line = true;
    let mut style = Mark::Plain;
    let shown: Vec<Cow<'_, str>> = text.0.iter().map(|span| visible(&span.text)).collect();
    for piece in pieces(text, &shown, screen.colour) {
        let gap = usize::from(piece.spaced && !start_of_line);
        if piece.spaced && !start_of_line && column + gap + piece.width > width {
            end_style(&mut style, screen, lines);
            lines.push('\n');
            lines.push_str(next);
            column = next.width();
        } else if gap == 1 {
            if style != piece.mark {
                end_style(&mut style, screen, lines);
            }
            lines.push(' ');
            column += 1;
        }
        if style != piece.mark {
            end_style(&mut style, screen, lines);
            begin_style(&mut style, piece.mark, screen, lines);
        }
        if column + piece.width <= width {
            for part in [piece.open, piece.text, piece.close] {
                lines.push_str(part);
            }
            column += piece.width;
            start_of_line = false;
            continue;
        }
        for cluster in [piece.open, piece.text, piece.close].concat().graphemes(true) {
            if column + cluster.width() > width {
                lines.push('\n');
                lines.push_str(next);
                column = next.width();
            }
            lines.push_str(cluster);
            column += cluster.width();
        }
        start_of_line = false;
    }
    end_style(&mut style, screen, lines);
    lines.push('\n');
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

fn begin_style(current: &mut Mark, mark: Mark, screen: Screen, lines: &mut String) {
    *current = mark;
    if screen.colour {
        // a string takes whatever is written to it
        let _ = write!(lines, "{}", style_of(mark).render());
    }
}

fn end_style(current: &mut Mark, screen: Screen, lines: &mut String) {
    if screen.colour && *current != Mark::Plain {
        let _ = write!(lines, "{}", style_of(*current).render_reset());
    }
    *current = Mark::Plain;
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
