//! Arguments in, exit code out.

use std::{env, io, process::ExitCode};

fn main() -> ExitCode {
    peaceplan::run(env::args_os(), &mut io::stdout().lock(), &mut io::stderr().lock()).into()
}
