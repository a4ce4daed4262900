//! `peaceplan show`

use std::io::Write;

use super::Context;
use crate::{
    cli::Show,
    error::{Error, Outcome},
    layout, report,
};

pub(super) fn run(context: &Context<'_>, args: &Show, out: &mut dyn Write) -> Result<Outcome, Error> {
    let topics = context.topics(&args.topic)?;
    let plan = context.library.plan(&args.plan)?;
    // a broken file elsewhere in the library is no reason to show nothing
    let revised_by = context
        .library
        .plans()
        .map(|plans| report::list::revisions(&plan, &plans))
        .unwrap_or_default();
    let report = report::show::show(plan, context.vocabulary(), revised_by, args.by.is_some(), &topics);
    context.write(&report, |_| layout::show::show(&report, context.vocabulary()), out)?;
    Ok(Outcome::Done)
}
