//! `peaceplan table`

use std::io::Write;

use super::Context;
use crate::{
    cli::{RowOf, Table},
    error::{Error, Outcome},
    layout,
    plan::Plan,
    report,
};

pub(super) fn run(context: &Context<'_>, args: &Table, out: &mut dyn Write) -> Result<Outcome, Error> {
    let topics = context.topics(&args.topic)?;
    let plans = context.plans(&args.plans)?;
    let plans: Vec<&Plan> = plans.iter().collect();
    let vocabulary = context.vocabulary();
    let report = match args.by {
        RowOf::Topic => report::table::by_topic(&plans, vocabulary, &topics),
        RowOf::Issue => report::table::by_issue(&plans, vocabulary, &args.topic, !args.no_pins),
    };
    context.write(
        &report,
        |screen| layout::table::table(&report, vocabulary, screen.width),
        out,
    )?;
    Ok(Outcome::Done)
}
