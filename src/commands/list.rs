//! `peaceplan list`

use std::io::Write;

use super::Context;
use crate::{
    error::{Error, Outcome},
    layout, report,
};

pub(super) fn run(context: &Context<'_>, out: &mut dyn Write) -> Result<Outcome, Error> {
    let folder = context.library.folder().map(|folder| folder.display().to_string());
    let report = report::list::list(&context.library.plans()?, context.vocabulary(), folder);
    context.write(&report, |screen| layout::list::list(&report, screen.width), out)?;
    Ok(Outcome::Done)
}
