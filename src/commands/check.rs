//! `peaceplan check`

use std::io::Write;

use super::{Context, use_colour};
use crate::{
    check,
    cli::Check,
    error::{Error, Outcome},
};

pub(super) fn run(context: &Context<'_>, args: &Check, out: &mut dyn Write) -> Result<Outcome, Error> {
    let checked = check::check(&context.library, &args.files)?;
    let colour = use_colour(
        context.global.color,
        std::io::IsTerminal::is_terminal(&std::io::stdout()),
    );
    for file in &checked {
        write!(out, "{}", file.render(colour))?;
    }
    let faults = |wanted| {
        checked
            .iter()
            .flat_map(|file| &file.diagnostics)
            .filter(|fault| fault.severity == wanted)
            .count()
    };
    let (errors, warnings) = (
        faults(crate::diagnostic::Severity::Error),
        faults(crate::diagnostic::Severity::Warning),
    );
    writeln!(
        out,
        "{}, {}, {}",
        crate::layout::count(checked.len(), "plan"),
        crate::layout::count(errors, "error"),
        crate::layout::count(warnings, "warning")
    )?;
    Ok(if errors > 0 { Outcome::Failed } else { Outcome::Done })
}
