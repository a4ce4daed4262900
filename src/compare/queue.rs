//! Pairs of clauses in the order in which they are linked.

use std::{cmp::Reverse, collections::BinaryHeap};

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
    heap: BinaryHeap<Entry>,
    lefts: Vec<u32>,
    rights: Vec<u32>,
}

/// Compared from the first field on. Of one pair there is never more than one entry.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
struct Entry {
    standing: PerMille,
    nearness: (Reverse<u32>, Reverse<u32>),
    pair: (u32, u32),
    /// Where the pair stands in its groups; `None` for a pair alone.
    cell: Option<Cell>,
}

/// A pair of two groups: half-open ranges in the places of the queue, which begin with the clauses of the pair.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
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
        self.push_cell(
            standing,
            Cell {
                row: (row.0 + offsets.0, row.1 + offsets.0),
                column: (column.0 + offsets.1, column.1 + offsets.1),
                heads: true,
            },
        );
    }

    /// Queues a single pair.
    pub(super) fn push(&mut self, standing: PerMille, pair: Pair) {
        self.push_entry(standing, (pair.0 as u32, pair.1 as u32), None);
    }

    fn push_cell(&mut self, standing: PerMille, cell: Cell) {
        if cell.row.0 < cell.row.1 && cell.column.0 < cell.column.1 {
            let pair = (self.lefts[cell.row.0 as usize], self.rights[cell.column.0 as usize]);
            self.push_entry(standing, pair, Some(cell));
        }
    }

    fn push_entry(&mut self, standing: PerMille, pair: (u32, u32), cell: Option<Cell>) {
        let (left, right) = pair;
        self.heap.push(Entry {
            standing,
            nearness: (Reverse(left + right), Reverse(left.min(right))),
            pair,
            cell,
        });
    }

    /// The first pair and its standing. A pair of a clause that `is_open` denies may be passed over.
    pub(super) fn pop(&mut self, is_open: impl Fn(usize, usize) -> bool) -> Option<(PerMille, Pair)> {
        loop {
            let Entry {
                standing, pair, cell, ..
            } = self.heap.pop()?;
            let found = (standing, (pair.0 as usize, pair.1 as usize));
            let Some(cell) = cell else {
                return Some(found);
            };
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
        self.heap.peek().map(|entry| entry.standing)
    }

    pub(super) fn is_empty(&self) -> bool {
        self.heap.is_empty()
    }
}
