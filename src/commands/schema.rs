//! `peaceplan schema`

use std::io::Write;

use super::Context;
use crate::{
    error::{Error, Outcome},
    format,
    plan::schema::schema,
};

pub(super) fn run(context: &Context<'_>, out: &mut dyn Write) -> Result<Outcome, Error> {
    format::json(&schema(context.vocabulary()), out)?;
    Ok(Outcome::Done)
}
