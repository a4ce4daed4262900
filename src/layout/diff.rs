//! What changed between two plans, as a page: a summary first, then topic by topic.

use super::{certainty_legend, position, refs};
use crate::{
    compare::{
        explain::Explanation,
        redline::{Op, Run},
        terms::{Aspect, TermChange},
    },
    page::{Mark, Page, Text},
    report::{
        diff::{Change, DiffReport, Kind, Summary},
        quoted::{PlanHead, QuotedClause},
    },
    vocabulary::Vocabulary,
};

/// How many topics the summary names.
const TOPICS_NAMED: usize = 5;

/// Lays out a diff. Unchanged clauses are only counted unless `with_unchanged` asks for their texts.
#[must_use]
pub fn diff(report: &DiffReport<'_>, vocabulary: &Vocabulary, with_unchanged: bool) -> Page {
    let mut page = Page::default();
    page.heading(
        1,
        Text::plain(format!("{} → {}", report.left.label, report.right.label)),
    );
    page.paragraph(0, side("−", &report.left));
    page.paragraph(0, side("+", &report.right));
    for warning in &report.warnings {
        page.item("!", Text::plain(warning));
    }
    page.paragraph(0, Text::default());
    page.paragraph(0, summary(&report.summary));
    if let Some(busiest) = busiest_topics(report, vocabulary) {
        page.paragraph(0, busiest);
    }
    let mut at = 0;
    while at < report.changes.len() {
        let topic = &report.changes[at].topic;
        let end = report.changes[at..]
            .iter()
            .position(|change| &change.topic != topic)
            .map_or(report.changes.len(), |length| at + length);
        section(&mut page, &report.changes[at..end], report, vocabulary, with_unchanged);
        at = end;
    }
    if report.changes.is_empty() {
        page.paragraph(0, Text::default());
        page.paragraph(0, Text::quiet("nothing to show"));
    }
    let quoted = report
        .changes
        .iter()
        .flat_map(|change| change.left.iter().chain(&change.right));
    if let Some(legend) = certainty_legend(quoted.map(|clause| clause.certainty)) {
        page.paragraph(0, Text::default());
        page.paragraph(0, legend);
    }
    page
}

fn side(sign: &str, head: &PlanHead<'_>) -> Text {
    let status = head.status.map_or("", |status| status.word());
    let date = head.date.as_deref().unwrap_or("undated");
    Text::plain(format!("{sign} {} ", head.title)).and(Mark::Quiet, format!("({}, {status} {date})", head.id))
}

fn summary(summary: &Summary) -> Text {
    let kinds = [
        ("Δ", summary.amended, "amended"),
        ("+", summary.added, "added"),
        ("×", summary.dropped, "dropped"),
        ("=", summary.unchanged, "unchanged"),
    ];
    let also = [
        (summary.moved, "moved"),
        (summary.renumbered, "renumbered"),
        (summary.split, "split"),
        (summary.merged, "merged"),
    ];
    let kinds: Vec<String> = kinds
        .into_iter()
        .map(|(sign, number, word)| format!("{sign} {number} {word}"))
        .collect();
    let also: Vec<String> = also
        .into_iter()
        .filter(|(number, _)| *number > 0)
        .map(|(number, word)| format!("{number} {word}"))
        .collect();
    let text = Text::strong(kinds.join(" · "));
    if also.is_empty() {
        text
    } else {
        text.and(Mark::Quiet, format!(" · of these {}", also.join(", ")))
    }
}

fn busiest_topics(report: &DiffReport<'_>, vocabulary: &Vocabulary) -> Option<Text> {
    let mut counts: Vec<(&str, usize)> = Vec::new();
    for change in report.changes.iter().filter(|change| change.kind != Kind::Unchanged) {
        match counts.last_mut() {
            Some((topic, number)) if *topic == change.topic => *number += 1,
            _ => counts.push((change.topic, 1)),
        }
    }
    counts.sort_by_key(|(_, number)| std::cmp::Reverse(*number));
    let named: Vec<String> = counts
        .iter()
        .take(TOPICS_NAMED)
        .map(|(topic, number)| format!("{} {number}", vocabulary.topic_label(topic)))
        .collect();
    (counts.len() > 1).then(|| Text::quiet("most change: ").and(Mark::Plain, named.join(", ")))
}

fn section(
    page: &mut Page,
    changes: &[Change<'_>],
    report: &DiffReport<'_>,
    vocabulary: &Vocabulary,
    with_unchanged: bool,
) {
    let topic = &changes[0].topic;
    let heading = if topic.is_empty() {
        "No topic yet"
    } else {
        vocabulary.topic_label(topic)
    };
    page.heading(2, Text::plain(heading));
    for change in changes
        .iter()
        .filter(|change| with_unchanged || change.kind != Kind::Unchanged)
    {
        entry(page, change, report, vocabulary);
    }
    let unchanged: Vec<String> = changes
        .iter()
        .filter(|change| change.kind == Kind::Unchanged)
        .map(move_of)
        .collect();
    if !with_unchanged && !unchanged.is_empty() {
        page.item("=", Text::quiet(format!("unchanged: {}", unchanged.join(", "))));
    }
}

/// `6 → 4`, or `6` where the number stayed.
fn move_of(change: &Change<'_>) -> String {
    match (change.left.is_empty(), change.right.is_empty()) {
        (false, true) => refs(&change.left),
        (true, _) => refs(&change.right),
        _ if change.renumbered => format!("{} → {}", refs(&change.left), refs(&change.right)),
        _ => refs(&change.right),
    }
}

fn entry(page: &mut Page, change: &Change<'_>, report: &DiffReport<'_>, vocabulary: &Vocabulary) {
    let sign = match change.kind {
        Kind::Unchanged => "=",
        Kind::Amended => "Δ",
        Kind::Added => "+",
        Kind::Dropped => "×",
    };
    let mut title = Text::strong(move_of(change)).and(Mark::Quiet, format!(" {}", qualities(change).join(", ")));
    if let Some(elsewhere) = other_topics(change, vocabulary) {
        title = title.and(Mark::Quiet, format!("; {elsewhere}"));
    }
    page.item(sign, title);
    match change.kind {
        Kind::Unchanged => page.paragraph(1, texts(&change.right, Mark::Plain, vocabulary)),
        Kind::Added => page.paragraph(1, texts(&change.right, Mark::Inserted, vocabulary)),
        Kind::Dropped => page.paragraph(1, texts(&change.left, Mark::Deleted, vocabulary)),
        Kind::Amended if change.redline_reads_well() => page.paragraph(1, redline(&change.redline)),
        Kind::Amended => {
            page.paragraph(
                1,
                Text::quiet(format!("{}: ", report.left.label)).join(texts(&change.left, Mark::Deleted, vocabulary)),
            );
            page.paragraph(
                1,
                Text::quiet(format!("{}: ", report.right.label)).join(texts(&change.right, Mark::Inserted, vocabulary)),
            );
        }
    }
    if change.kind == Kind::Amended {
        page.paragraph(1, terms(&change.terms));
    }
    for explanation in &change.explanations {
        page.paragraph(1, Text::quiet(explained(explanation)));
    }
}

/// `why: 6 → 4 wording, 0.83 alike; both on Armed forces; both speak of: size-of-forces; both say: …`
fn explained(explanation: &Explanation) -> String {
    let pair = format!("{} → {}", explanation.left, explanation.right);
    let fraction = |score| format!("{:.2}", f64::from(score) / 1_000.0);
    let mut text = match (explanation.pass, explanation.verdict) {
        (Some(pass), _) => format!("why: {pair} {}, {} alike", pass.word(), fraction(explanation.likeness)),
        (None, verdict) => format!(
            "nearest: {pair}, {} alike, {} needed: {}",
            fraction(explanation.likeness),
            fraction(explanation.needed),
            verdict.unwrap_or("not linked")
        ),
    };
    if !explanation.topics.is_empty() {
        text += &format!("; both on {}", explanation.topics.join(", "));
    }
    if !explanation.issues.is_empty() {
        text += &format!("; both speak of: {}", explanation.issues.join(" "));
    }
    if !explanation.words.is_empty() {
        text += &format!("; both say: {}", explanation.words.join(" "));
    }
    text
}

fn qualities(change: &Change<'_>) -> Vec<&'static str> {
    let also = [
        (change.split, "split"),
        (change.merged, "merged"),
        (change.moved, "moved"),
        (change.renumbered && !change.split && !change.merged, "renumbered"),
        (change.is_linked_by_topic(), "linked by topic more than by words"),
    ];
    let also = also.into_iter().filter(|(is, _)| *is).map(|(_, word)| word);
    std::iter::once(change.kind.word()).chain(also).collect()
}

/// Where the two sides stand under different main topics, what the other one is.
fn other_topics(change: &Change<'_>, vocabulary: &Vocabulary) -> Option<String> {
    let main = |clauses: &[QuotedClause<'_>]| clauses.first().and_then(|clause| clause.topics.first().cloned());
    let (old, new) = (main(&change.left)?, main(&change.right)?);
    (old != new).then(|| {
        format!(
            "topic {} → {}",
            vocabulary.topic_label(&old),
            vocabulary.topic_label(&new)
        )
    })
}

fn texts(clauses: &[QuotedClause<'_>], mark: Mark, vocabulary: &Vocabulary) -> Text {
    let mut text = Text::default();
    for (index, clause) in clauses.iter().enumerate() {
        if index > 0 {
            text = text.and(Mark::Plain, " ");
        }
        if clauses.len() > 1 {
            text = text.and(Mark::Quiet, format!("{} ", clause.reference));
        }
        let whose = position(clause.position, vocabulary);
        if !whose.is_empty() {
            text = text.and(Mark::Quiet, format!("{} ", whose.trim_start()));
        }
        text = text.and(mark, clause.text);
    }
    text
}

fn redline(runs: &[Run]) -> Text {
    let mut text = Text::default();
    for run in runs {
        let mark = match run.op {
            Op::Keep => Mark::Plain,
            Op::Delete => Mark::Deleted,
            Op::Insert => Mark::Inserted,
        };
        // marks stand around words, not around the blanks beside them
        let words = run.text.trim();
        let start = run.text.len() - run.text.trim_start().len();
        let (before, after) = (
            &run.text[..start],
            &run.text[(start + words.len()).min(run.text.len())..],
        );
        text = text.and(Mark::Plain, before).and(mark, words).and(Mark::Plain, after);
    }
    text
}

fn terms(terms: &[TermChange]) -> Text {
    if terms.is_empty() {
        return Text::quiet("tracked terms unchanged (figure, date, party, obligation, condition, negation)");
    }
    let mut text = Text::default();
    for (index, term) in terms.iter().enumerate() {
        let aspect = match term.aspect {
            Aspect::Figure => "figure",
            Aspect::Date => "date",
            Aspect::Deadline => "time",
            Aspect::Party => "party",
            Aspect::Obligation => "obligation",
            Aspect::Condition => "condition",
            Aspect::Negation => "negation",
        };
        let change = match (term.left.as_str(), term.right.as_str()) {
            (left, "") => format!("× {left}"),
            ("", right) => format!("+ {right}"),
            (left, right) => format!("{left} → {right}"),
        };
        text = text
            .and(Mark::Quiet, format!("{aspect}: "))
            .and(Mark::Plain, change + if index + 1 < terms.len() { "; " } else { "" });
    }
    text
}
