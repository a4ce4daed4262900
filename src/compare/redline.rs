//! Two texts → what was kept, deleted and inserted, word by word.

use rustc_hash::FxHashMap;
use serde::Serialize;
use similar::{Algorithm, DiffOp, capture_diff_slices};

use super::{
    similarity::{PerMille, share},
    words::Word,
};

/// What happened to a run of text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Op {
    /// It stands in both texts.
    Keep,
    /// It stands in the left text only.
    Delete,
    /// It stands in the right text only.
    Insert,
}

/// A run of words with one fate.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Run {
    /// What happened to it.
    pub op: Op,
    /// The words with their blanks.
    pub text: String,
}

/// The runs that lead from one text to another. Kept and deleted runs joined are the left text, kept and inserted
/// ones the right text, up to blanks, which are never compared.
pub type Redline = Vec<Run>;

/// Kept words between two changes that are not worth interrupting a reader for.
const SHORTEST_KEPT: usize = 2;

/// Compares two texts word by word; `redline(b, a)` is `redline(a, b)` with deletions and insertions exchanged.
#[must_use]
pub fn redline(left: &[Word<'_>], right: &[Word<'_>]) -> Redline {
    let mut runs = Runs::default();
    for op in bridge(&changes(left, right), right) {
        let (old, new) = (&left[op.old_range()], &right[op.new_range()]);
        if matches!(op, DiffOp::Equal { .. }) {
            old.iter().zip(new).for_each(|(old, new)| runs.keep(old, new));
        } else {
            append(&mut runs.deleted, old);
            append(&mut runs.inserted, new);
        }
    }
    runs.flush();
    runs.runs
}

/// A redline while it is being written. Between two kept words, what was deleted stands before what was inserted.
#[derive(Default)]
struct Runs {
    runs: Redline,
    deleted: String,
    inserted: String,
}

impl Runs {
    /// Keeps a word. Where only one of the texts has a blank behind it, the blank goes with what that text has next.
    fn keep(&mut self, old: &Word<'_>, new: &Word<'_>) {
        self.flush();
        if old.printed == new.printed {
            return self.push(Op::Keep, new.printed);
        }
        let blanks = |word: &Word<'_>| word.printed.trim_start().len() > word.key.len();
        match (blanks(old), blanks(new)) {
            (true, false) => {
                self.push(Op::Keep, new.printed);
                self.deleted += old.printed.trim_start().trim_start_matches(old.key);
            }
            (false, true) => {
                self.push(Op::Keep, old.printed);
                self.inserted += new.printed.trim_start().trim_start_matches(new.key);
            }
            _ => self.push(Op::Keep, new.printed),
        }
    }

    fn flush(&mut self) {
        for (op, text) in [(Op::Delete, &mut self.deleted), (Op::Insert, &mut self.inserted)] {
            if !text.is_empty() {
                let text = std::mem::take(text);
                self.runs.push(Run { op, text });
            }
        }
    }

    fn push(&mut self, op: Op, text: &str) {
        match self.runs.last_mut() {
            _ if text.is_empty() => {}
            Some(last) if last.op == op => last.text += text,
            _ => self.runs.push(Run {
                op,
                text: text.to_owned(),
            }),
        }
    }
}

/// Puts words behind a text.
fn append(text: &mut String, words: &[Word<'_>]) {
    text.reserve(words.iter().map(|word| word.printed.len()).sum());
    words.iter().for_each(|word| text.push_str(word.printed));
}

/// Most words, both texts together, that are compared word by word where they differ. Myers' algorithm takes time
/// proportional to the words times the differences; this bound keeps the worst case below a second.
const MOST_WORDS: usize = 20_000;

/// Whether two texts differ in too many words to be compared word by word; their redline then shows what differs whole.
#[must_use]
pub fn is_too_long(left: &[Word<'_>], right: &[Word<'_>]) -> bool {
    let (start, end) = equal_ends(left, right);
    left.len() + right.len() - 2 * (start + end) > MOST_WORDS
}

/// How many words two texts share at the beginning, and then at the end.
fn equal_ends(left: &[Word<'_>], right: &[Word<'_>]) -> (usize, usize) {
    let same = |(a, b): &(&Word<'_>, &Word<'_>)| a.key == b.key;
    let start = left.iter().zip(right).take_while(same).count();
    let end = left[start..]
        .iter()
        .rev()
        .zip(right[start..].iter().rev())
        .take_while(same)
        .count();
    (start, end)
}

/// Myers' algorithm is symmetric for short texts only, so two texts are always compared in one order.
fn changes(left: &[Word<'_>], right: &[Word<'_>]) -> Vec<DiffOp> {
    if is_too_long(left, right) {
        return changed_middle(left, right);
    }
    let keys = |words| <[Word<'_>]>::iter(words).map(|word| word.key);
    if keys(left).le(keys(right)) {
        return compare(left, right);
    }
    compare(right, left).into_iter().map(mirrored).collect()
}

/// Compares those words that stand in both texts; all others are changed anyway, and take most of the time.
fn compare(left: &[Word<'_>], right: &[Word<'_>]) -> Vec<DiffOp> {
    let [old, new] = in_both(left, right);
    let mut ops = Vec::new();
    let mut done = (0, 0);
    for op in capture_diff_slices(Algorithm::Myers, &old.numbers, &new.numbers) {
        if !matches!(op, DiffOp::Equal { .. }) {
            continue;
        }
        for (old_at, new_at) in op.old_range().zip(op.new_range()) {
            let (old_index, new_index) = (old.places[old_at], new.places[new_at]);
            if (old_index, new_index) != done {
                ops.push(replace(done.0..old_index, done.1..new_index));
            }
            match ops.last_mut() {
                Some(DiffOp::Equal { len, .. }) => *len += 1,
                _ => ops.push(DiffOp::Equal {
                    old_index,
                    new_index,
                    len: 1,
                }),
            }
            done = (old_index + 1, new_index + 1);
        }
    }
    if done != (left.len(), right.len()) {
        ops.push(replace(done.0..left.len(), done.1..right.len()));
    }
    ops
}

/// Words of a text that another text has too.
struct SharedWords {
    /// A number for each: the same word has the same number.
    numbers: Vec<u32>,
    /// Where each stands in the text.
    places: Vec<usize>,
}

impl SharedWords {
    fn for_about(words: usize) -> Self {
        Self {
            numbers: Vec::with_capacity(words),
            places: Vec::with_capacity(words),
        }
    }
}

fn in_both(left: &[Word<'_>], right: &[Word<'_>]) -> [SharedWords; 2] {
    let mut numbers: FxHashMap<&str, (u32, bool)> = FxHashMap::default();
    numbers.reserve(left.len());
    for word in left {
        let next = numbers.len() as u32;
        numbers.entry(word.key).or_insert((next, false));
    }
    let fewer = left.len().min(right.len());
    let mut shared = [SharedWords::for_about(fewer), SharedWords::for_about(fewer)];
    for (place, word) in right.iter().enumerate() {
        if let Some((number, is_shared)) = numbers.get_mut(word.key) {
            *is_shared = true;
            shared[1].numbers.push(*number);
            shared[1].places.push(place);
        }
    }
    for (place, word) in left.iter().enumerate() {
        if let (number, true) = numbers[word.key] {
            shared[0].numbers.push(number);
            shared[0].places.push(place);
        }
    }
    shared
}

/// One replacement between the words that the texts share at both ends.
fn changed_middle(left: &[Word<'_>], right: &[Word<'_>]) -> Vec<DiffOp> {
    let (start, end) = equal_ends(left, right);
    let equal = |old_index, new_index, len| DiffOp::Equal {
        old_index,
        new_index,
        len,
    };
    let ops = [
        equal(0, 0, start),
        replace(start..left.len() - end, start..right.len() - end),
        equal(left.len() - end, right.len() - end, end),
    ];
    ops.into_iter()
        .filter(|op| op.old_range().len() + op.new_range().len() > 0)
        .collect()
}

fn mirrored(op: DiffOp) -> DiffOp {
    match op {
        DiffOp::Equal {
            old_index,
            new_index,
            len,
        } => DiffOp::Equal {
            old_index: new_index,
            new_index: old_index,
            len,
        },
        change => replace(change.new_range(), change.old_range()),
    }
}

/// A text as one run of kept, deleted or inserted words; nothing for an empty text.
#[must_use]
pub fn whole(op: Op, text: String) -> Redline {
    if text.is_empty() {
        Vec::new()
    } else {
        vec![Run { op, text }]
    }
}

/// Share of both texts that a redline keeps, in thousandths of their length.
#[must_use]
pub fn kept_share(redline: &[Run]) -> PerMille {
    let length = |op| -> u64 {
        let runs = redline.iter().filter(|run| run.op == op);
        runs.map(|run| run.text.len() as u64).sum()
    };
    let kept = 2 * length(Op::Keep);
    share(kept, kept + length(Op::Delete) + length(Op::Insert))
}

/// Joins neighbouring changes, and changes that only function words or marks stand between: a reader sees one change
/// and not three.
fn bridge(ops: &[DiffOp], right: &[Word<'_>]) -> Vec<DiffOp> {
    let is_equal = |op: &DiffOp| matches!(op, DiffOp::Equal { .. });
    let size = |op: &DiffOp| op.old_range().len() + op.new_range().len();
    let mut bridged: Vec<DiffOp> = Vec::new();
    for (index, op) in ops.iter().enumerate() {
        let slight = is_equal(op) && index > 0 && index + 1 < ops.len() && {
            let kept = &right[op.new_range()];
            let changed_around = size(&ops[index - 1]) + size(&ops[index + 1]);
            let empty_words = kept.iter().all(|word| word.key.len() <= 3 && !has_digit(word));
            kept.len() <= SHORTEST_KEPT && empty_words && changed_around > 4 * kept.len()
        };
        match bridged.last_mut() {
            Some(last) if !is_equal(last) && (slight || !is_equal(op)) => {
                *last = replace(
                    last.old_range().start..op.old_range().end,
                    last.new_range().start..op.new_range().end,
                );
            }
            _ => bridged.push(*op),
        }
    }
    bridged
}

fn has_digit(word: &Word<'_>) -> bool {
    word.key.contains(|character: char| character.is_ascii_digit())
}

fn replace(old: std::ops::Range<usize>, new: std::ops::Range<usize>) -> DiffOp {
    DiffOp::Replace {
        old_index: old.start,
        old_len: old.len(),
        new_index: new.start,
        new_len: new.len(),
    }
}

#[cfg(test)]
mod tests {
    use super::{super::words::words, *};

    #[track_caller]
    fn case(left: &str, right: &str, expected: &str) {
        let shown: String = redline(&words(left), &words(right))
            .iter()
            .map(|run| match run.op {
                Op::Keep => run.text.clone(),
                Op::Delete => format!("[-{}-]", run.text.trim_end()),
                Op::Insert => format!("{{+{}+}}", run.text.trim_end()),
            })
            .collect();
        assert_eq!(shown, expected);
    }

    #[test]
    fn only_what_moved_is_marked() {
        case(
            "limited to 600,000 personnel.",
            "limited to 800,000 personnel in peacetime.",
            "limited to [-600,000-]{+800,000+}personnel{+ in peacetime+}.",
        );
        case("the same", "the  same", "the  same");
        case("", "all new", "{+all new+}");
    }

    #[test]
    fn changes_around_a_function_word_are_one_change() {
        case(
            "Russia will hold talks of peace soon.",
            "Russia will sign pacts of trade and war soon.",
            "Russia will [-hold talks of peace-]{+sign pacts of trade and war+}soon.",
        );
    }
}
