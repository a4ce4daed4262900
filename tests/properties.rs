//! What holds for every pair of plans: real ones, and random mixtures of their clauses.

#![allow(clippy::unwrap_used, reason = "a test may stop at the first surprise")]

mod common;

use std::collections::{BTreeMap, BTreeSet};

use peaceplan::{
    compare::{collate::collate, redline::Op, words::words},
    library::Library,
    plan::{Clause, Plan},
    report::{
        diff::{Change, DiffReport, Kind, diff},
        quoted::QuotedClause,
    },
    vocabulary::Language,
};
use proptest::prelude::*;

/// Compares two plans without pins.
fn compared<'p>(left: &'p Plan, right: &'p Plan) -> DiffReport<'p> {
    diff(left, right, &common::library().vocabulary, false)
}

fn every_clause_is_in_one_change(report: &DiffReport<'_>, left: &Plan, right: &Plan) {
    let lefts = report.changes.iter().flat_map(|change| &change.left);
    let rights = report.changes.iter().flat_map(|change| &change.right);
    let places = |clauses: &mut dyn Iterator<Item = &QuotedClause<'_>>| {
        let mut places: Vec<usize> = clauses.map(|clause| clause.place).collect();
        places.sort_unstable();
        places
    };
    assert_eq!(places(&mut { lefts }), (0..left.clauses.len()).collect::<Vec<_>>());
    assert_eq!(places(&mut { rights }), (0..right.clauses.len()).collect::<Vec<_>>());
}

fn summary_counts_every_change(report: &DiffReport<'_>) {
    let summary = report.summary;
    assert_eq!(
        summary.unchanged + summary.amended + summary.added + summary.dropped,
        report.changes.len()
    );
    for change in &report.changes {
        assert_eq!(change.kind == Kind::Added, change.left.is_empty());
        assert_eq!(change.kind == Kind::Dropped, change.right.is_empty());
        assert_eq!(
            change.links.is_empty(),
            change.left.is_empty() || change.right.is_empty()
        );
    }
}

fn redlines_lead_from_one_text_to_the_other(report: &DiffReport<'_>) {
    for change in &report.changes {
        let text = |unwanted: Op| -> String {
            let runs = change.redline.iter().filter(|run| run.op != unwanted);
            runs.map(|run| run.text.as_str()).collect()
        };
        let joined = |clauses: &[QuotedClause<'_>]| {
            let texts: Vec<&str> = clauses.iter().map(|clause| clause.text).collect();
            texts.join(" ")
        };
        let keys = |text: &str| words(text).iter().map(|word| word.key.to_owned()).collect::<Vec<_>>();
        // blanks are never compared: a line break may stand for a space
        assert_eq!(
            keys(&text(Op::Delete)),
            keys(&joined(&change.right)),
            "keep + insert is the new text"
        );
        assert_eq!(
            keys(&text(Op::Insert)),
            keys(&joined(&change.left)),
            "keep + delete is the old text"
        );
    }
}

/// A change as both directions must agree on it, the sides exchanged if asked.
fn essence(change: &Change<'_>, exchanged: bool) -> String {
    let refs = |clauses: &[QuotedClause<'_>]| -> Vec<String> {
        clauses.iter().map(|clause| clause.reference.to_owned()).collect()
    };
    let (left, right) = (refs(&change.left), refs(&change.right));
    let links: BTreeSet<_> = change
        .links
        .iter()
        .cloned()
        .map(|(a, b)| if exchanged { (b, a) } else { (a, b) })
        .collect();
    let runs: BTreeSet<_> = change
        .redline
        .iter()
        .map(|run| {
            let op = match (run.op, exchanged) {
                (Op::Delete, true) => Op::Insert,
                (Op::Insert, true) => Op::Delete,
                (op, _) => op,
            };
            (format!("{op:?}"), run.text.trim().to_owned())
        })
        .collect();
    let (left, right) = if exchanged { (right, left) } else { (left, right) };
    format!(
        "{:?} {left:?} {right:?} {links:?} moved {} {:?} {runs:?}",
        change.topic, change.moved, change.evidence
    )
}

fn mirrors(forth: &DiffReport, back: &DiffReport) {
    let forth: BTreeSet<String> = forth.changes.iter().map(|change| essence(change, false)).collect();
    let back: BTreeSet<String> = back.changes.iter().map(|change| essence(change, true)).collect();
    assert_eq!(forth, back);
}

fn check_pair(left: &Plan, right: &Plan) {
    let report = compared(left, right);
    every_clause_is_in_one_change(&report, left, right);
    summary_counts_every_change(&report);
    redlines_lead_from_one_text_to_the_other(&report);
    mirrors(&report, &compared(right, left));
}

#[test]
fn all_real_pairs() {
    let plans = common::plans();
    for left in &plans {
        for right in plans.iter().filter(|right| right.id > left.id) {
            check_pair(left, right);
        }
    }
}

#[test]
fn a_plan_compared_with_itself_is_unchanged() {
    for plan in common::plans() {
        let report = compared(&plan, &plan);
        assert_eq!(report.summary.unchanged, plan.clauses.len(), "{}", plan.id);
        assert!(report.changes.iter().all(|change| !change.moved && !change.renumbered));
    }
}

#[test]
fn a_pin_overrules_the_engine_and_only_for_the_clause_that_declares_it() {
    let vocabulary = common::library().vocabulary;
    let old = common::plan(
        "old",
        vec![
            common::clause("1", &["elections"], "Ukraine will hold elections in 100 days."),
            common::clause("2", &["sanctions"], "All sanctions will be lifted."),
        ],
    );
    let mut new = common::plan(
        "new",
        vec![common::clause(
            "A",
            &["elections"],
            "Ukraine will hold elections in 50 days.",
        )],
    );
    let links = |new: &Plan, with_pins: bool| -> Vec<(String, String)> {
        let changes = diff(&old, new, &vocabulary, with_pins).changes;
        let links = changes.iter().flat_map(|change| &change.links);
        links.map(|(old, new)| ((*old).into(), (*new).into())).collect()
    };
    let pair = |a: &str, b: &str| (a.to_owned(), b.to_owned());
    assert_eq!(links(&new, true), [pair("1", "A")]);
    new.clauses[0].follows = vec!["old#2".into()];
    assert_eq!(links(&new, true), [pair("2", "A")]);
    assert_eq!(links(&new, false), [pair("1", "A")]);
    new.clauses.push(common::clause(
        "B",
        &["sanctions"],
        "All sanctions will be lifted at once.",
    ));
    assert_eq!(links(&new, true), [pair("2", "A"), pair("2", "B")]);
}

/// Rows as sets of names, so that they can be compared over different orders of the plans.
fn rows(plans: &[&Plan]) -> BTreeSet<BTreeMap<String, Vec<String>>> {
    let rows = collate(plans, &common::library().vocabulary, false);
    let named = rows.iter().map(|row| {
        let cells = plans.iter().zip(&row.cells).filter(|(_, places)| !places.is_empty());
        cells
            .map(|(plan, places)| {
                (
                    plan.id.clone(),
                    places
                        .iter()
                        .map(|place| plan.clauses[*place].reference.clone())
                        .collect(),
                )
            })
            .collect()
    });
    named.collect()
}

#[test]
fn rows_do_not_depend_on_the_order_of_the_whole_library() {
    let plans = common::plans();
    let forth: Vec<&Plan> = plans.iter().collect();
    let back: Vec<&Plan> = plans.iter().rev().collect();
    assert_eq!(rows(&forth), rows(&back));
}

/// The build script has linked the embedded plans; those of a folder are linked when they are compared.
#[test]
fn a_folder_with_the_same_plans_gives_the_same_rows() {
    let folder = Library::open(Some("proposals".as_ref())).unwrap();
    let (embedded, read) = (common::plans(), folder.plans().unwrap());
    let rows = |plans: &[Plan], library: &Library| {
        let plans: Vec<&Plan> = plans.iter().collect();
        format!("{:?}", collate(&plans, &library.vocabulary, true))
    };
    assert!(matches!(folder.vocabulary.language, Language::Stated { .. }));
    assert_eq!(rows(&embedded, &common::library()), rows(&read, &folder));
}

/// A plan that mixes up to twelve clauses of the library, some of them with other words.
fn mixture(id: &'static str) -> impl Strategy<Value = Plan> {
    let pool: Vec<Clause> = common::plans().into_iter().flat_map(|plan| plan.clauses).collect();
    let pick = (0..pool.len(), 0_u8..4, any::<u32>());
    proptest::collection::vec(pick, 0..12).prop_map(move |picks| {
        let clauses = picks.into_iter().enumerate().map(|(number, (at, change, seed))| {
            let mut clause = pool[at].clone();
            clause.reference = format!("{}", number + 1);
            clause.text = match change {
                0 => clause.text.replace("will", "may"),
                1 => clause.text.split(' ').rev().collect::<Vec<_>>().join(" "),
                2 => format!("{} {seed} days", clause.text),
                _ => clause.text,
            };
            clause
        });
        common::plan(id, clauses.collect())
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn mixtures_keep_every_property(left in mixture("a"), right in mixture("b")) {
        check_pair(&left, &right);
    }

    #[test]
    fn rows_do_not_depend_on_the_order_of_mixtures(a in mixture("a"), b in mixture("b"), c in mixture("c")) {
        let expected = rows(&[&a, &b, &c]);
        for order in [[&a, &c, &b], [&b, &a, &c], [&b, &c, &a], [&c, &a, &b], [&c, &b, &a]] {
            prop_assert_eq!(&expected, &rows(&order));
        }
    }

    #[test]
    fn numbers_of_clauses_never_matter(left in mixture("a"), right in mixture("b"), shift in 1_usize..9) {
        let mut renumbered = right.clone();
        for clause in &mut renumbered.clauses {
            let number: usize = clause.reference.parse().unwrap();
            clause.reference = format!("{}", number + shift);
        }
        let places = |report: DiffReport<'_>| -> Vec<Vec<(usize, usize)>> {
            let pairs = |change: &Change<'_>| change.left.iter().flat_map(|a| change.right.iter().map(move |b| (a.place, b.place))).collect();
            report.changes.iter().map(pairs).collect()
        };
        prop_assert_eq!(places(compared(&left, &right)), places(compared(&left, &renumbered)));
    }

    #[test]
    fn any_text_can_be_compared(a in ".{0,200}", b in ".{0,200}") {
        let plans = [("a", a), ("b", b)].map(|(id, text)| common::plan(id, vec![common::clause("1", &["nato"], &text)]));
        check_pair(&plans[0], &plans[1]);
    }
}
