//! `peaceplan fmt`

use std::{io::Write, path::Path};

use super::Context;
use crate::{
    cli::Fmt,
    diagnostic::{CheckedFile, Code, Diagnostic, SourceFile},
    error::{Error, Outcome},
    output::{Existing, write_file},
    plan::{canonical::canonical, read::read},
};

pub(super) fn run(context: &Context<'_>, args: &Fmt, out: &mut dyn Write) -> Result<Outcome, Error> {
    let files = files(context, &args.files)?;
    let (mut done, mut faulty) = (Vec::new(), Vec::new());
    for file in files {
        match canonical(&file.text) {
            Some(text) => done.push((file, text)),
            None => faulty.push(faults(context, file)),
        }
    }
    // nothing is written while one of the files cannot be
    if !faulty.is_empty() {
        return Err(Error::FaultyFiles(faulty));
    }
    let mut outcome = Outcome::Done;
    for (file, text) in done {
        let changed = file.text != text;
        match (args.check, file.name == "<stdin>") {
            (true, _) if changed => {
                writeln!(out, "{}", file.name)?;
                outcome = Outcome::Different;
            }
            (false, true) => out.write_all(text.as_bytes())?,
            (false, false) if changed => write_file(Path::new(&file.name), text.as_bytes(), Existing::Replace)?,
            _ => {}
        }
    }
    Ok(outcome)
}

fn files(context: &Context<'_>, names: &[String]) -> Result<Vec<SourceFile>, Error> {
    let library = &context.library;
    let all: Vec<String> = match names {
        [] => library.ids().map(str::to_owned).collect(),
        names => names.to_vec(),
    };
    all.iter()
        .map(|name| {
            let is_file = name == "-" || name.contains(['/', '\\']) || name.ends_with(".toml");
            if !is_file && library.folder().is_none() {
                return Err(Error::Usage(
                    "the plans in the program cannot be rewritten; name a file (`fmt ./plan.toml`) or a folder (--proposals DIR)".into(),
                ));
            }
            Ok(library.file(name)?.1)
        })
        .collect()
}

/// Why a file has no canonical form.
fn faults(context: &Context<'_>, file: SourceFile) -> CheckedFile {
    let shape = [Code::Syntax, Code::UnknownKey, Code::WrongType];
    let mut diagnostics = read("", &file, context.vocabulary()).diagnostics;
    diagnostics.retain(|fault| shape.contains(&fault.code));
    if diagnostics.is_empty() {
        let message = "the canonical form would not say the same as the file";
        let fault = Diagnostic::error(Code::NotCanonical, 0..0, message);
        diagnostics.push(fault.help("`peaceplan check` shows what else is wrong with it"));
    }
    CheckedFile { file, diagnostics }
}
