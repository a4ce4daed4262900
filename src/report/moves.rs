//! Which changes have another place among their neighbours.

use super::diff::Change;

/// Marks the changes whose place among their neighbours is another: those outside the longest run of changes that
/// stand in the same order on both sides. Of equally long runs the one with more text stays, so that a short clause
/// moves around a long one; what is still equal is settled by the texts, which read the same from both sides.
pub(super) fn mark_moved(changes: &mut [Change<'_>]) {
    let mut linked: Vec<usize> = (0..changes.len())
        .filter(|index| changes[*index].evidence.is_some())
        .collect();
    linked.sort_by_key(|index| changes[*index].left[0].place);
    let position = |index: usize| changes[index].right[0].place;
    let mut staying: Vec<bool> = vec![false; changes.len()];
    for index in heaviest_rising(
        &linked
            .iter()
            .map(|index| (position(*index), weight(&changes[*index])))
            .collect::<Vec<_>>(),
    ) {
        staying[linked[index]] = true;
    }
    for index in linked {
        changes[index].moved = !staying[index];
    }
}

fn weight(change: &Change<'_>) -> u64 {
    let texts = || change.left.iter().chain(&change.right).map(|clause| clause.text);
    let length: u64 = texts().map(count_words).sum();
    // a sum of hashes does not depend on the order of its parts
    let hash = |byte: u8| u32::from(byte).wrapping_mul(2_654_435_761) >> 7;
    let tie = texts()
        .flat_map(|text| text.bytes())
        .fold(0_u32, |sum, byte| sum.wrapping_add(hash(byte)));
    let tie = u64::from(tie);
    (1 << 40) + (length.min(0xff_ffff) << 12) + (tie & 0xfff)
}

/// How many words stand between blanks.
fn count_words(text: &str) -> u64 {
    if !text.is_ascii() {
        return text.split_whitespace().count() as u64;
    }
    let is_blank = |byte: u8| matches!(byte, b' ' | b'\t'..=b'\r');
    let begins = text.bytes().zip(text.bytes().skip(1));
    let first = text.bytes().next().is_some_and(|byte| !is_blank(byte));
    u64::from(first)
        + begins
            .filter(|(before, byte)| is_blank(*before) && !is_blank(*byte))
            .count() as u64
}

/// Indices of the rising run of greatest weight, in order: O(n log n) with a Fenwick tree of maxima.
fn heaviest_rising(items: &[(usize, u64)]) -> Vec<usize> {
    let size = items.iter().map(|(position, _)| position + 1).max().unwrap_or(0);
    let mut tree: Vec<(u64, Option<usize>)> = vec![(0, None); size + 1];
    let mut before: Vec<Option<usize>> = vec![None; items.len()];
    let mut end = (0, None);
    for (index, (position, weight)) in items.iter().enumerate() {
        let mut best = (0, None);
        let mut at = *position;
        while at > 0 {
            best = best.max(tree[at]);
            at &= at - 1;
        }
        before[index] = best.1;
        let reached = (best.0 + weight, Some(index));
        end = end.max(reached);
        let mut at = position + 1;
        while at < tree.len() {
            tree[at] = tree[at].max(reached);
            at += at & at.wrapping_neg();
        }
    }
    let mut run = Vec::new();
    let mut next = end.1;
    while let Some(index) = next {
        run.push(index);
        next = before[index];
    }
    run.reverse();
    run
}
