//! `peaceplan diff`

use std::{io::Write, mem::ManuallyDrop};

use super::Context;
use crate::{
    cli::{ChangeKind, Diff},
    error::{Error, Outcome},
    layout,
    plan::Plan,
    report::{
        self,
        diff::{Change, Kind},
    },
};

pub(super) fn run(context: &Context<'_>, args: &Diff, out: &mut dyn Write) -> Result<Outcome, Error> {
    let topics = context.topics(&args.topic)?;
    // as in `commands::run`
    let sides = ManuallyDrop::new(sides(context, args)?);
    let (left, right) = &*sides;
    let mut report = ManuallyDrop::new(report::diff::diff(left, right, context.vocabulary(), !args.no_pins));
    if !topics.is_empty() || !args.kind.is_empty() {
        report.retain(|change| touches(change, &topics) && is_one_of(change, &args.kind));
    }
    if args.explain {
        report.explain(left, right, context.vocabulary());
    }
    let with_unchanged = args.kind.contains(&ChangeKind::Unchanged);
    context.write(
        &*report,
        |_| layout::diff::diff(&report, context.vocabulary(), with_unchanged),
        out,
    )?;
    Ok(if args.exit_code && report.is_different() {
        Outcome::Different
    } else {
        Outcome::Done
    })
}

/// The two plans; the same plan may stand on both sides. Two versions of one file are told apart by the names given.
fn sides(context: &Context<'_>, args: &Diff) -> Result<(Plan, Plan), Error> {
    if args.left == "-" && args.right == "-" {
        return Err(Error::Usage("standard input (`-`) can be only one of the plans".into()));
    }
    let (mut left, mut right) = context.library.two_plans(&args.left, &args.right)?;
    if left.id == right.id && left != right {
        left.id.clone_from(&args.left);
        right.id.clone_from(&args.right);
    }
    Ok((left, right))
}

fn touches(change: &Change, topics: &[String]) -> bool {
    let mut touched = change.left.iter().chain(&change.right).flat_map(|clause| clause.topics);
    topics.is_empty() || touched.any(|topic| topics.contains(topic))
}

fn is_one_of(change: &Change, kinds: &[ChangeKind]) -> bool {
    let is = |kind: &ChangeKind| match kind {
        ChangeKind::Unchanged => change.kind == Kind::Unchanged,
        ChangeKind::Amended => change.kind == Kind::Amended,
        ChangeKind::Added => change.kind == Kind::Added,
        ChangeKind::Dropped => change.kind == Kind::Dropped,
        ChangeKind::Moved => change.moved,
        ChangeKind::Renumbered => change.renumbered,
        ChangeKind::Split => change.split,
        ChangeKind::Merged => change.merged,
    };
    kinds.is_empty() || kinds.iter().any(is)
}
