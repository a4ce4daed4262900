//! What changed between two plans. The JSON form of [`DiffReport`] is a contract, see `peaceplan diff --help`.

use std::collections::{BTreeSet, HashMap};

use serde::{Serialize, Serializer, ser::SerializeMap};

use super::{
    moves::mark_moved,
    quoted::{PlanHead, QuotedClause},
};
use crate::{
    compare::{
        collate::{Row, RowLink, collate},
        explain::{Explainer, Explanation},
        link::{Evidence, Pass},
        redline::{Op, Redline, is_too_long, kept_share, redline, whole},
        similarity::PerMille,
        terms::{TermChange, TermReader},
        words::words,
    },
    halves::in_order,
    plan::{Certainty, Clause, Plan, Status},
    vocabulary::Vocabulary,
};

/// The whole answer of `diff`.
#[derive(Debug, Serialize)]
pub struct DiffReport<'p> {
    /// Name and version of this form.
    pub schema: &'static str,
    /// The plan that is compared.
    pub left: PlanHead<'p>,
    /// The plan that it is compared with.
    pub right: PlanHead<'p>,
    /// How many changes there are of each kind.
    pub summary: Summary,
    /// What a reader must know before trusting the comparison.
    pub warnings: Vec<String>,
    /// The changes by topic; every clause of both plans is in exactly one.
    pub changes: Vec<Change<'p>>,
}

/// Counts of changes: the first four add up to all of them, the others may meet in one change.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
#[allow(missing_docs, reason = "each field counts the changes of the kind that it names")]
pub struct Summary {
    pub unchanged: usize,
    pub amended: usize,
    pub added: usize,
    pub dropped: usize,
    pub moved: usize,
    pub renumbered: usize,
    pub split: usize,
    pub merged: usize,
}

/// What became of a clause.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Kind {
    /// The same words on both sides.
    Unchanged,
    /// The same issue in other words.
    Amended,
    /// On the right only.
    Added,
    /// On the left only.
    Dropped,
}

impl Kind {
    /// Every kind, in the order of the summary.
    pub const ALL: [Self; 4] = [Self::Unchanged, Self::Amended, Self::Added, Self::Dropped];

    /// The word for it.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Unchanged => "unchanged",
            Self::Amended => "amended",
            Self::Added => "added",
            Self::Dropped => "dropped",
        }
    }
}

/// One issue on which the plans agree, differ, or of which only one speaks.
#[derive(Debug, Serialize)]
pub struct Change<'p> {
    /// What became of it.
    pub kind: Kind,
    /// The topic under which it is shown.
    pub topic: &'p str,
    /// The clauses on the left; none if it was added.
    pub left: Vec<QuotedClause<'p>>,
    /// The clauses on the right; none if it was dropped.
    pub right: Vec<QuotedClause<'p>>,
    /// Which of them correspond, as pairs of refs.
    pub links: Vec<(&'p str, &'p str)>,
    /// Whether its place among its neighbours changed.
    pub moved: bool,
    /// Whether its number changed.
    pub renumbered: bool,
    /// Whether one clause became several.
    pub split: bool,
    /// Whether several clauses became one.
    pub merged: bool,
    /// Why the clauses are linked: the strongest link. Absent if there is none.
    #[serde(serialize_with = "as_evidence")]
    pub evidence: Option<Evidence>,
    /// What changed in substance.
    pub terms: Vec<TermChange>,
    /// What changed word by word.
    pub redline: Redline,
    /// Whether the texts were too long to be compared word by word.
    #[serde(skip)]
    pub coarse: bool,
    /// The evidence of every link, in the order of `links`.
    #[serde(skip)]
    pub link_evidence: Vec<Evidence>,
    /// Why each link was made, or why there is none; filled in by [`DiffReport::explain`].
    #[serde(rename = "explanations", skip_serializing_if = "Vec::is_empty")]
    pub explanations: Vec<Explanation>,
}

fn as_evidence<S: Serializer>(evidence: &Option<Evidence>, to: S) -> Result<S::Ok, S::Error> {
    match evidence {
        None => to.serialize_none(),
        Some(evidence) => {
            let mut map = to.serialize_map(Some(2))?;
            map.serialize_entry("pass", &evidence.pass)?;
            map.serialize_entry("score", &as_fraction(evidence.score))?;
            map.end()
        }
    }
}

fn as_fraction(score: PerMille) -> f64 {
    f64::from(score) / 1_000.0
}

/// From so many rows on a second thread takes less time than it costs.
const LONG_DIFF: usize = 2_500;

/// Compares two plans. `with_pins` says whether `follows` is heeded.
#[must_use]
pub fn diff<'p>(left: &'p Plan, right: &'p Plan, vocabulary: &Vocabulary, with_pins: bool) -> DiffReport<'p> {
    let rows = collate(&[left, right], vocabulary, with_pins);
    let terms = TermReader::new(vocabulary);
    let change = |row: &Row<'p>| change(row, left, right, &terms);
    let mut changes: Vec<Change<'p>> = in_order(&rows, LONG_DIFF, change);
    mark_moved(&mut changes);
    sort(&mut changes, vocabulary);
    let mut warnings = warnings(left, right);
    warnings.extend(changes.iter().filter(|change| change.coarse).map(|change| {
        let refs = change.left.iter().map(|clause| clause.reference);
        format!(
            "{}: too long to be compared word by word",
            refs.collect::<Vec<_>>().join(", ")
        )
    }));
    let mut report = DiffReport {
        schema: "peaceplan/diff/1",
        left: PlanHead::of(left),
        right: PlanHead::of(right),
        summary: summarise(&changes),
        warnings,
        changes,
    };
    report.warnings.extend(report.unverified());
    report
}

/// Counts the changes.
#[must_use]
pub fn summarise(changes: &[Change<'_>]) -> Summary {
    let mut summary = Summary::default();
    for change in changes {
        match change.kind {
            Kind::Unchanged => summary.unchanged += 1,
            Kind::Amended => summary.amended += 1,
            Kind::Added => summary.added += 1,
            Kind::Dropped => summary.dropped += 1,
        }
        summary.moved += usize::from(change.moved);
        summary.renumbered += usize::from(change.renumbered);
        summary.split += usize::from(change.split);
        summary.merged += usize::from(change.merged);
    }
    summary
}

fn change<'p>(row: &Row<'p>, left: &'p Plan, right: &'p Plan, terms: &TermReader<'_>) -> Change<'p> {
    let (old, new) = (Side::of(left, &row.cells[0]), Side::of(right, &row.cells[1]));
    let linked = !old.clauses.is_empty() && !new.clauses.is_empty();
    let wording = match (old.clauses.is_empty(), new.clauses.is_empty()) {
        (true, _) => Wordings::of(Kind::Added, whole(Op::Insert, new.text())),
        (_, true) => Wordings::of(Kind::Dropped, whole(Op::Delete, old.text())),
        _ => compare_wordings(&old, &new, terms),
    };
    let refs = |link: &RowLink| {
        let (old, new) = (&left.clauses[link.left.1], &right.clauses[link.right.1]);
        (old.reference.as_str(), new.reference.as_str())
    };
    let evidence = || row.links.iter().map(|link| link.evidence);
    Change {
        kind: wording.kind,
        topic: row.topic,
        links: row.links.iter().map(refs).collect(),
        link_evidence: evidence().collect(),
        explanations: Vec::new(),
        moved: false,
        renumbered: linked && !old.references().eq(new.references()),
        split: linked && new.clauses.len() > 1,
        merged: linked && old.clauses.len() > 1,
        evidence: evidence().min_by_key(|evidence| (evidence.pass, std::cmp::Reverse(evidence.score))),
        terms: wording.terms,
        redline: wording.redline,
        coarse: wording.coarse,
        left: old.quoted(left, &row.cells[0]),
        right: new.quoted(right, &row.cells[1]),
    }
}

/// What the clauses of one plan say on an issue.
struct Side<'p> {
    clauses: Vec<&'p Clause>,
}

impl<'p> Side<'p> {
    fn of(plan: &'p Plan, places: &[usize]) -> Self {
        Self {
            clauses: places.iter().map(|place| &plan.clauses[*place]).collect(),
        }
    }

    fn text(&self) -> String {
        self.clauses
            .iter()
            .map(|clause| clause.text.as_str())
            .collect::<Vec<_>>()
            .join(" ")
    }

    /// Who takes on the obligation: the same words may bind somebody else.
    fn parties(&self) -> BTreeSet<&str> {
        self.clauses
            .iter()
            .flat_map(|clause| &clause.parties)
            .map(String::as_str)
            .collect()
    }

    fn references(&self) -> impl Iterator<Item = &str> {
        self.clauses.iter().map(|clause| clause.reference.as_str())
    }

    fn quoted(&self, plan: &'p Plan, places: &[usize]) -> Vec<QuotedClause<'p>> {
        places.iter().map(|place| QuotedClause::of(plan, *place)).collect()
    }
}

/// How two texts differ.
struct Wordings {
    kind: Kind,
    redline: Redline,
    terms: Vec<TermChange>,
    coarse: bool,
}

impl Wordings {
    fn of(kind: Kind, redline: Redline) -> Self {
        Self {
            kind,
            redline,
            terms: Vec::new(),
            coarse: false,
        }
    }
}

fn compare_wordings(old: &Side<'_>, new: &Side<'_>, terms: &TermReader<'_>) -> Wordings {
    let (old_text, new_text) = (old.text(), new.text());
    let same_parties = old.parties() == new.parties();
    if same_parties && old_text == new_text {
        return Wordings::of(Kind::Unchanged, whole(Op::Keep, new_text));
    }
    let (a, b) = (words(&old_text), words(&new_text));
    if same_parties && a.iter().map(|word| word.key).eq(b.iter().map(|word| word.key)) {
        return Wordings::of(Kind::Unchanged, whole(Op::Keep, new_text));
    }
    Wordings {
        kind: Kind::Amended,
        redline: redline(&a, &b),
        coarse: is_too_long(&a, &b),
        terms: terms.changed((&a, &old.clauses), (&b, &new.clauses)),
    }
}

/// By topic; inside a topic in the order of the left plan, an added clause behind the one it follows on the right.
fn sort(changes: &mut Vec<Change<'_>>, vocabulary: &Vocabulary) {
    let mut left_of_right: HashMap<usize, usize> = HashMap::new();
    for change in changes.iter().filter(|change| !change.left.is_empty()) {
        for clause in &change.right {
            left_of_right.insert(clause.place, change.left[0].place);
        }
    }
    let mut keyed: Vec<((usize, usize, usize), Change<'_>)> = Vec::with_capacity(changes.len());
    for change in changes.drain(..) {
        let topic = vocabulary.topic_order(change.topic);
        let key = match change.left.first() {
            Some(clause) => (topic, clause.place, 0),
            None => {
                let place = change.right[0].place;
                let anchor = (0..place).rev().find_map(|before| left_of_right.get(&before));
                (topic, anchor.copied().unwrap_or(0), place + 1)
            }
        };
        keyed.push((key, change));
    }
    keyed.sort_by_key(|(key, _)| *key);
    changes.extend(keyed.into_iter().map(|(_, change)| change));
}

/// What a reader must know before trusting the comparison.
fn warnings(left: &Plan, right: &Plan) -> Vec<String> {
    let mut warnings = Vec::new();
    if left == right {
        warnings.push("both sides are the same plan".into());
    }
    let first_hand = |plan: &Plan| !matches!(plan.status, Some(Status::Reported | Status::Presented) | None);
    for (plan, other) in [(left, right), (right, left)] {
        let Some(status) = plan.status else { continue };
        if !first_hand(plan) && first_hand(other) {
            let how = match status {
                Status::Presented => "was set out in speech",
                _ => "is known from press reports only",
            };
            warnings.push(format!(
                "{} {how}, while a text of {} exists: a clause missing there may only be unreported",
                plan.label, other.label
            ));
        }
    }
    if left.wording != right.wording {
        warnings.push("one side holds the words of the document, the other our restatement: expect differences of wording that mean nothing".into());
    }
    warnings
}

impl<'p> DiffReport<'p> {
    /// Keeps the changes that `wanted` accepts; the summary counts what is left.
    pub fn retain(&mut self, wanted: impl Fn(&Change<'p>) -> bool) {
        let unshown = self.unverified();
        self.changes.retain(wanted);
        self.summary = summarise(&self.changes);
        self.warnings.retain(|warning| !unshown.contains(warning));
        self.warnings.extend(self.unverified());
    }

    /// A warning for each plan of which unverified clauses are shown.
    fn unverified(&self) -> Vec<String> {
        let warning = |head: &PlanHead<'_>, clauses: for<'c> fn(&'c Change<'p>) -> &'c Vec<QuotedClause<'p>>| {
            let mut quoted: Vec<&QuotedClause<'_>> = self.changes.iter().flat_map(clauses).collect();
            quoted.retain(|clause| clause.certainty == Certainty::Unverified);
            quoted.sort_by_key(|clause| clause.place);
            let refs: Vec<&str> = quoted.iter().map(|clause| clause.reference).collect();
            (!refs.is_empty()).then(|| format!("{}: unverified {}", head.label, refs.join(", ")))
        };
        let left = warning(&self.left, |change| &change.left);
        left.into_iter()
            .chain(warning(&self.right, |change| &change.right))
            .collect()
    }

    /// Says of every change why its links were made, or which clause came nearest.
    pub fn explain(&mut self, left: &Plan, right: &Plan, vocabulary: &Vocabulary) {
        let explainer = Explainer::of(left, right, vocabulary);
        let judge = explainer.judge();
        for change in &mut self.changes {
            let place = |clauses: &[QuotedClause<'_>], reference: &str| {
                clauses
                    .iter()
                    .find(|clause| clause.reference == reference)
                    .map_or(0, |clause| clause.place)
            };
            let links = change
                .links
                .iter()
                .zip(&change.link_evidence)
                .map(|((old, new), evidence)| {
                    explainer.linked(&judge, place(&change.left, old), place(&change.right, new), *evidence)
                });
            let lone_left = change.left.iter().filter(|_| change.right.is_empty());
            let lone_right = change.right.iter().filter(|_| change.left.is_empty());
            change.explanations = links
                .chain(lone_left.filter_map(|clause| explainer.unlinked_left(&judge, clause.place)))
                .chain(lone_right.filter_map(|clause| explainer.unlinked_right(&judge, clause.place)))
                .collect();
        }
    }

    /// Whether anything but unchanged clauses is in it.
    #[must_use]
    pub fn is_different(&self) -> bool {
        self.changes
            .iter()
            .any(|change| change.kind != Kind::Unchanged || change.moved || change.renumbered)
    }
}

impl Change<'_> {
    /// Whether nothing but the weight of shared topics made the link: a reader should look twice.
    #[must_use]
    pub fn is_linked_by_topic(&self) -> bool {
        !self.link_evidence.is_empty() && self.link_evidence.iter().all(|evidence| evidence.pass == Pass::Topic)
    }

    /// Whether the redline is easier to read than the two texts side by side.
    #[must_use]
    pub fn redline_reads_well(&self) -> bool {
        kept_share(&self.redline) >= 400
    }
}
