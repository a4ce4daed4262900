//! `peaceplan topics`

use std::io::Write;

use super::Context;
use crate::{
    cli::Topics,
    error::{Error, Outcome},
    layout, report,
};

pub(super) fn run(context: &Context<'_>, args: &Topics, out: &mut dyn Write) -> Result<Outcome, Error> {
    let report = report::topics::topics(&context.plans(&args.plans)?, context.vocabulary());
    let page = |_| match args.scheme {
        Some(_) => layout::topics::crosswalk(&report),
        None => layout::topics::topics(&report),
    };
    context.write(&report, page, out)?;
    Ok(Outcome::Done)
}
