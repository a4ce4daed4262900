//! Work on many things shared between two threads.

use std::{panic::resume_unwind, thread};

/// What `work` makes of each thing, in the order of the things; by two threads if there are at least `enough` of them.
pub(crate) fn in_order<T: Sync, R: Send>(things: &[T], enough: usize, work: impl Fn(&T) -> R + Sync) -> Vec<R> {
    if things.len() < enough {
        return things.iter().map(work).collect();
    }
    let (first, second) = things.split_at(things.len() / 2);
    let (mut done, rest) = both(
        || first.iter().map(&work).collect::<Vec<_>>(),
        || second.iter().map(&work).collect::<Vec<_>>(),
    );
    done.extend(rest);
    done
}

/// The results of two works done at the same time.
pub(crate) fn both<A, B: Send>(first: impl FnOnce() -> A, second: impl FnOnce() -> B + Send) -> (A, B) {
    thread::scope(|scope| {
        let second = scope.spawn(second);
        (first(), second.join().unwrap_or_else(|fault| resume_unwind(fault)))
    })
}
