//! Pairs of clauses in the order in which they are linked.

use std::collections::BinaryHeap;

use super::{kinds::Groups, similarity::PerMille};

/// Two clauses by their places, left and right.
pub(super) type Pair = (usize, usize);

/// Pairs of clauses: the highest standing first. Ties go to the pair nearer the beginning, a rule that reads the same
/// from both sides.
///
/// Of two groups of equal clauses every pair has the same standing. Only the foremost of them wait in the heap, each
/// brings those behind it when its turn comes: a row is a clause of the left group with all of the right one.
#[derive(Default)]
pub(super) struct Queue {
    /// What a search has found, the first at the end once `is_sorted`: most is never moved again.
    found: Vec<Entry>,
    is_sorted: bool,
    /// What came later: pairs put back, and the next ones of two groups.
    later: BinaryHeap<Entry>,
    cells: Vec<Cell>,
    lefts: Vec<u32>,
    rights: Vec<u32>,
}

/// A pair. Of one pair there is never more than one entry.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Entry {
    /// From the highest digits on: standing; nearness to the beginning, by the sum of the places and by the lesser place;
    /// the place on the left.
    order: u128,
    right: u32,
    /// Where its cell stands in the queue; [`NO_CELL`] of a pair alone.
    cell: u32,
}

const NO_CELL: u32 = u32::MAX;

impl Entry {
    fn of(standing: PerMille, (left, right): (u32, u32), cell: u32) -> Self {
        let digits = [standing, !(left + right), !left.min(right), left];
        Self {
            order: digits
                .into_iter()
                .fold(0, |order, digit| order << 32 | u128::from(digit)),
            right,
            cell,
        }
    }

    fn standing(self) -> PerMille {
        (self.order >> 96) as PerMille
    }

    fn pair(self) -> Pair {
        (self.order as u32 as usize, self.right as usize)
    }
}

/// A pair of two groups: half-open ranges in the places of the queue, which begin with the clauses of the pair.
#[derive(Clone, Copy, PartialEq, Eq)]
struct Cell {
    row: (u32, u32),
    column: (u32, u32),
    /// Whether it brings the next row.
    heads: bool,
}

/// The groups of a search, which the queue keeps: where each list begins.
#[derive(Clone, Copy)]
pub(super) struct Offsets(u32, u32);

impl Queue {
    /// Takes over the groups whose pairs are queued next.
    pub(super) fn groups(&mut self, lefts: &Groups, rights: &Groups) -> Offsets {
        let offsets = Offsets(self.lefts.len() as u32, self.rights.len() as u32);
        self.lefts.extend(&lefts.places);
        self.rights.extend(&rights.places);
        offsets
    }

    /// Queues all pairs of two groups, given by their ranges.
    pub(super) fn push_all(&mut self, standing: PerMille, offsets: Offsets, row: (u32, u32), column: (u32, u32)) {
        let cell = Cell {
            row: (row.0 + offsets.0, row.1 + offsets.0),
            column: (column.0 + offsets.1, column.1 + offsets.1),
            heads: true,
        };
        let entry = self.entry(standing, cell);
        self.found.extend(entry);
        self.is_sorted = false;
    }

    /// Queues a single pair.
    pub(super) fn push(&mut self, standing: PerMille, pair: Pair) {
        self.later
            .push(Entry::of(standing, (pair.0 as u32, pair.1 as u32), NO_CELL));
    }

    /// The entry of a cell, unless its group is at its end.
    fn entry(&mut self, standing: PerMille, cell: Cell) -> Option<Entry> {
        let (rows, columns) = (cell.row.1 - cell.row.0, cell.column.1 - cell.column.0);
        if rows == 0 || columns == 0 {
            return None;
        }
        let pair = (self.lefts[cell.row.0 as usize], self.rights[cell.column.0 as usize]);
        if rows == 1 && columns == 1 {
            return Some(Entry::of(standing, pair, NO_CELL));
        }
        self.cells.push(cell);
        Some(Entry::of(standing, pair, self.cells.len() as u32 - 1))
    }

    fn push_cell(&mut self, standing: PerMille, cell: Cell) {
        let entry = self.entry(standing, cell);
        self.later.extend(entry);
    }

    /// The first entry, and whether it is among those that came later.
    fn first(&self) -> Option<(Entry, bool)> {
        match (self.found.last(), self.later.peek()) {
            (Some(found), Some(later)) if later > found => Some((*later, true)),
            (Some(found), _) => Some((*found, false)),
            (None, later) => later.map(|later| (*later, true)),
        }
    }

    /// The first pair and its standing. A pair of a clause that `is_open` denies may be passed over.
    pub(super) fn pop(&mut self, is_open: impl Fn(usize, usize) -> bool) -> Option<(PerMille, Pair)> {
        if !self.is_sorted {
            self.found.sort_unstable();
            self.is_sorted = true;
        }
        loop {
            let (entry, is_later) = self.first()?;
            if is_later {
                self.later.pop();
            } else {
                self.found.pop();
            }
            let (standing, pair) = (entry.standing(), entry.pair());
            let found = (standing, pair);
            if entry.cell == NO_CELL {
                if is_open(0, pair.0) && is_open(1, pair.1) {
                    return Some(found);
                }
                continue;
            }
            let cell = self.cells[entry.cell as usize];
            let open = |side: usize, places: &[u32], range: (u32, u32)| {
                let closed = (range.0..range.1).take_while(|at| !is_open(side, places[*at as usize] as usize));
                (range.0 + closed.count() as u32, range.1)
            };
            let (row, column) = (open(0, &self.lefts, cell.row), open(1, &self.rights, cell.column));
            if (row, column) != (cell.row, cell.column) {
                // the rest of a closed row is of no use, but for the rows behind it
                if cell.heads || row == cell.row {
                    self.push_cell(standing, Cell { row, column, ..cell });
                }
                continue;
            }
            if cell.heads {
                let rows_behind = Cell {
                    row: (row.0 + 1, row.1),
                    ..cell
                };
                self.push_cell(standing, rows_behind);
            }
            let rest_of_row = Cell {
                row: (row.0, row.0 + 1),
                column: (column.0 + 1, column.1),
                heads: false,
            };
            self.push_cell(standing, rest_of_row);
            return Some(found);
        }
    }

    /// The standing of the first pair.
    pub(super) fn next_standing(&self) -> Option<PerMille> {
        self.first().map(|(entry, _)| entry.standing())
    }

    pub(super) fn is_empty(&self) -> bool {
        self.found.is_empty() && self.later.is_empty()
    }
}
