//! `peaceplan check`

use std::io::{self, IsTerminal, Write};

use super::{Context, use_colour};
use crate::{
    check,
    cli::{Check, Format},
    diagnostic::{CheckedFile, Severity},
    error::{Error, Outcome},
    format,
    layout::count,
    report,
};

pub(super) fn run(context: &Context<'_>, args: &Check, out: &mut dyn Write) -> Result<Outcome, Error> {
    let checked = check::check(&context.library, &args.files)?;
    match context.global.format {
        Format::Json => format::json(&report::check::places(&checked), out)?,
        Format::Terminal => write(
            &checked,
            use_colour(context.global.color, io::stdout().is_terminal()),
            out,
        )?,
    }
    Ok(if faults(&checked, Severity::Error) > 0 {
        Outcome::Failed
    } else if args.strict && faults(&checked, Severity::Warning) > 0 {
        Outcome::Different
    } else {
        Outcome::Done
    })
}

fn write(checked: &[CheckedFile], colour: bool, out: &mut dyn Write) -> io::Result<()> {
    for file in checked {
        write!(out, "{}", file.render(colour))?;
    }
    let plans = count(checked.len(), "plan");
    let errors = count(faults(checked, Severity::Error), "error");
    let warnings = count(faults(checked, Severity::Warning), "warning");
    writeln!(out, "{plans}, {errors}, {warnings}")
}

fn faults(checked: &[CheckedFile], severity: Severity) -> usize {
    let all = checked.iter().flat_map(|file| &file.diagnostics);
    all.filter(|fault| fault.severity == severity).count()
}
