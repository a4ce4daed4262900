//! What `new` and `import` are told of a plan.

use std::{path::Path, str::FromStr};

use super::Context;
use crate::{
    cli::{Format, Head},
    error::{Error, nearest},
    output::{Existing, write_file},
    plan::{Date, Plan, Source, Wording, read::LONGEST_LABEL},
};

/// A plan file is TOML; its JSON comes from `show`.
pub(super) fn no_json(context: &Context<'_>) -> Result<(), Error> {
    match context.global.format {
        Format::Terminal => Ok(()),
        Format::Json => Err(Error::Usage(
            "a plan file is TOML: write it with --output, then `peaceplan show FILE --format json`".into(),
        )),
    }
}

/// The head of a plan as the options have it.
pub(super) fn plan(context: &Context<'_>, id: &str, args: &Head) -> Result<Plan, Error> {
    known_parties(context, &args.proponents)?;
    let revises: Result<Vec<String>, Error> = args
        .revises
        .iter()
        .map(|name| Ok(context.library.file(name)?.0))
        .collect();
    let label = args
        .label
        .clone()
        .unwrap_or_else(|| id.chars().take(LONGEST_LABEL).collect());
    let length = label.chars().count();
    if length > LONGEST_LABEL {
        return Err(Error::Usage(format!(
            "the label has {length} characters, a table column takes {LONGEST_LABEL}"
        )));
    }
    let mut plan = Plan {
        title: args.title.clone().unwrap_or_default(),
        label,
        date: args.date.as_deref().map(date).transpose()?,
        proponents: args.proponents.clone(),
        status: args.status,
        revises: revises?,
        wording: args.wording.unwrap_or(Wording::Verbatim),
        ..Plan::empty(id)
    };
    plan.sources.extend(source(args)?);
    Ok(plan)
}

fn known_parties(context: &Context<'_>, names: &[String]) -> Result<(), Error> {
    let ids = || context.vocabulary().parties.iter().map(|party| party.id.as_ref());
    match names.iter().find(|name| !ids().any(|id| id == name.as_str())) {
        None => Ok(()),
        Some(name) => Err(Error::UnknownParty {
            name: name.clone(),
            nearest: nearest(name, ids()),
        }),
    }
}

fn date(text: &str) -> Result<Date, Error> {
    let moment = toml::value::Datetime::from_str(text).ok();
    match moment.and_then(|moment| moment.date.filter(|_| moment.time.is_none())) {
        Some(date) => Ok(date),
        None => Err(Error::Usage(format!("`{text}` is no date; write it as 2026-01-31"))),
    }
}

/// The source, if anything is said of it. What is not said of it but needed comes from its address.
fn source(args: &Head) -> Result<Option<Source>, Error> {
    let said = [
        &args.source_publisher,
        &args.source_title,
        &args.source_url,
        &args.source_date,
    ];
    if said.iter().all(|part| part.is_none()) {
        return Ok(None);
    }
    let url = args.source_url.clone().unwrap_or_default();
    let host = url
        .split_once("://")
        .map(|(_, rest)| rest.split('/').next().unwrap_or(rest));
    if host.is_none() && !url.is_empty() {
        return Err(Error::Usage(format!(
            "`{url}` is no web address; one begins with `https://`"
        )));
    }
    let publisher = args
        .source_publisher
        .clone()
        .or(host.map(|host| host.trim_start_matches("www.").to_owned()));
    let Some(publisher) = publisher else {
        return Err(Error::Usage("a source needs --source-publisher or --source-url".into()));
    };
    Ok(Some(Source {
        title: args
            .source_title
            .clone()
            .or(args.title.clone())
            .unwrap_or_else(|| publisher.clone()),
        publisher,
        date: args.source_date.as_deref().map(date).transpose()?,
        url,
    }))
}

/// An id from the name of a file, or from one that the user gave: small letters, digits and hyphens.
pub(super) fn id(name: &str) -> String {
    let stem = Path::new(name).file_stem().unwrap_or_default().to_string_lossy();
    let mut id = String::new();
    for character in stem.to_lowercase().chars() {
        if character.is_alphanumeric() {
            id.push(character);
        } else if !id.is_empty() && !id.ends_with('-') {
            id.push('-');
        }
    }
    let id = id.trim_end_matches('-');
    if id.is_empty() { "draft".into() } else { id.into() }
}

/// The file that a new plan goes to; none for standard output, which `-` names too.
///
/// # Errors
/// The name of the vocabulary: in a folder of plans the file would be taken for one.
pub(super) fn file(to: &crate::cli::Target) -> Result<Option<&Path>, Error> {
    let path = to.output.as_deref().filter(|path| *path != Path::new("-"));
    match path.and_then(Path::file_name) {
        Some(name) if name == "vocabulary.toml" => Err(Error::Usage(
            "`vocabulary.toml` is the name of the vocabulary; choose another for the plan".into(),
        )),
        _ => Ok(path),
    }
}

/// Writes a new plan file to `--output`, or to standard output.
pub(super) fn deliver(text: &str, to: &crate::cli::Target, out: &mut dyn std::io::Write) -> Result<(), Error> {
    match file(to)? {
        None => out.write_all(text.as_bytes())?,
        Some(path) => {
            let existing = if to.force { Existing::Replace } else { Existing::Keep };
            write_file(path, text.as_bytes(), existing)?;
        }
    }
    Ok(())
}
