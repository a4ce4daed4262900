//! `peaceplan completions` and `peaceplan man`

use std::io::Write;

use clap::CommandFactory;

use crate::{
    cli::{Cli, Completions},
    error::{Error, Outcome},
};

pub(super) fn completions(args: &Completions, out: &mut dyn Write) -> Result<Outcome, Error> {
    // clap_complete panics where it cannot write
    let mut script = Vec::new();
    clap_complete::generate(args.shell, &mut Cli::command(), "peaceplan", &mut script);
    out.write_all(&script)?;
    Ok(Outcome::Done)
}

/// One page: the program, then each command.
pub(super) fn man(out: &mut dyn Write) -> Result<Outcome, Error> {
    let command = Cli::command();
    clap_mangen::Man::new(command.clone()).render(&mut *out)?;
    for part in command.get_subcommands() {
        let man = clap_mangen::Man::new(part.clone());
        writeln!(out, ".SH \"PEACEPLAN {}\"", part.get_name().to_uppercase())?;
        man.render_synopsis_section(&mut *out)?;
        man.render_description_section(&mut *out)?;
        man.render_options_section(&mut *out)?;
    }
    Ok(Outcome::Done)
}
