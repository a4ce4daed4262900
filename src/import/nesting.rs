//! Which numbers of a text are numbers of a list, and of which.

use std::collections::HashMap;

use super::marker::{Count, Frame, Marker};

/// Deepest nesting that is kept; what is nested deeper stands on this level.
const DEEPEST: usize = 8;

/// The number of an item.
pub(super) struct Numbered {
    pub(super) marker: Marker,
    pub(super) count: Count,
    ordinal: u32,
    pub(super) indent: usize,
    /// The item that it is part of.
    pub(super) parent: Option<usize>,
}

/// The numbers of the items so far.
#[derive(Default)]
pub(super) struct Nesting {
    pub(super) numbered: Vec<Numbered>,
    /// The items from the outermost to the one being read.
    stack: Vec<usize>,
    /// The last number of each kind of list, whatever it was part of.
    last: HashMap<(Count, Frame), u32>,
}

/// Where a marker belongs.
#[derive(Clone, Copy)]
pub(super) struct Place {
    count: Count,
    ordinal: u32,
    parent: Option<usize>,
    /// It goes on with a list.
    pub(super) continues: bool,
}

/// What the lines before a marker say about it.
#[derive(Clone, Copy)]
pub(super) struct Context {
    pub(super) indent: usize,
    /// It is the first line of a paragraph.
    pub(super) begins: bool,
    /// The line before looks as if it went on.
    pub(super) unfinished: bool,
}

impl Nesting {
    /// Where a marker belongs; `None` if a line only happens to begin so.
    pub(super) fn place(&self, marker: &Marker, context: Context) -> Option<Place> {
        self.next_of_a_list(marker, context)
            .or_else(|| self.first_of_a_list(marker, context))
            .or_else(|| self.out_of_order(marker, context))
    }

    /// Opens an item at its place.
    pub(super) fn open(&mut self, marker: Marker, place: Place, indent: usize) {
        while self.stack.last().copied() != place.parent && self.stack.pop().is_some() {}
        if self.stack.len() >= DEEPEST {
            self.stack.pop();
        }
        self.last.insert((place.count, marker.frame), place.ordinal);
        self.numbered.push(Numbered {
            marker,
            count: place.count,
            ordinal: place.ordinal,
            indent,
            parent: self.stack.last().copied(),
        });
        self.stack.push(self.numbered.len() - 1);
    }

    fn next_of_a_list(&self, marker: &Marker, context: Context) -> Option<Place> {
        let dash = matches!(marker.frame, Frame::Bullet('-' | '–' | '—'));
        if dash && context.unfinished {
            return None;
        }
        // `2)` goes on after `1.` if nothing fits better
        [true, false].into_iter().find_map(|same_frame| {
            self.stack.iter().rev().find_map(|index| {
                let item = &self.numbered[*index];
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
                let item = &self.numbered[**index];
                (item.count, item.marker.frame) == (count, marker.frame)
            };
            if self
                .stack
                .iter()
                .rev()
                .find(same)
                .is_some_and(|index| context.indent <= self.numbered[*index].indent + 1)
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
            (Count::UpperRoman, _) => outwards.find(|index| self.numbered[*index].indent < indent),
            _ => outwards.find(|index| self.numbered[*index].indent <= indent),
        }
    }

    fn is_section(&self, index: usize) -> bool {
        let item = &self.numbered[index];
        item.marker.frame == Frame::SectionWord || item.count == Count::UpperRoman
    }

    /// `2.1` is part of `2`; where there is no `2` it stands beside `1.3`. `3.5 million` is an amount.
    fn parent_of_dotted(&self, marker: &Marker, context: Context, ordinal: u32) -> Option<Option<usize>> {
        let whole = path(&marker.label);
        if let Some(parent) = self
            .stack
            .iter()
            .rev()
            .find(|index| self.numbered[**index].marker.label == whole)
        {
            return Some(Some(*parent));
        }
        let depth = marker.label.matches('.').count();
        let beside = self.stack.iter().find(|index| {
            let item = &self.numbered[**index];
            item.count == Count::Dotted && item.marker.label.matches('.').count() == depth
        });
        match beside {
            Some(index) if ordinal == 1 && !context.unfinished => Some(self.numbered[*index].parent),
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
            let item = &self.numbered[*index];
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
            let first = self.numbered.is_empty() && context.begins && plain;
            first.then_some(Place {
                count,
                ordinal,
                parent: None,
                continues: false,
            })
        };
        in_stack.or_else(runs_on).or_else(begins_late)
    }
}

/// `1.1` of `1.1.2`.
fn path(label: &str) -> &str {
    label.rsplit_once('.').map_or("", |(path, _)| path)
}
