//! Every fault of plan files: what is wrong inside a file, and what is wrong between plans.

pub mod weakness;

use std::collections::BTreeMap;

use weakness::{Sentences, weaknesses};

use crate::{
    diagnostic::{CheckedFile, Code, Diagnostic, SourceFile},
    error::{Error, nearest},
    library::Library,
    plan::{
        Plan,
        read::{Reading, read},
    },
};

/// Checks the plans of these names, or all of the library. Plans named in `revises` and `follows` are looked up in the
/// library and among the files checked.
///
/// # Errors
/// A name that no plan has; what is wrong with a file, even that it cannot be read, is a diagnostic.
pub fn check(library: &Library, names: &[String]) -> Result<Vec<CheckedFile>, Error> {
    let names: Vec<String> = if names.is_empty() {
        library.ids().map(str::to_owned).collect()
    } else {
        names.to_vec()
    };
    let (mut files, mut unread) = (Vec::new(), Vec::new());
    for name in &names {
        let (id, file) = match library.file(name) {
            Err(fault @ (Error::Unreadable { .. } | Error::NotText { .. })) => {
                unread.push(CheckedFile {
                    diagnostics: vec![Diagnostic::error(Code::Unreadable, 0..0, fault.to_string())],
                    file: SourceFile {
                        name: name.clone(),
                        text: String::new(),
                    },
                });
                continue;
            }
            file => file?,
        };
        let reading = read(&id, &file, &library.vocabulary);
        files.push((id, file, reading));
    }
    let mut known: BTreeMap<String, Plan> = BTreeMap::new();
    for id in library.ids() {
        if let Ok(plan) = library.plan(id) {
            known.insert(id.to_owned(), plan);
        }
    }
    for (id, _, reading) in &files {
        if let Some(plan) = &reading.plan {
            known.insert(id.clone(), plan.clone());
        }
    }
    let sentences = Sentences::of(known.values());
    let read = files.into_iter().map(|(_, file, mut reading)| {
        if let Some(plan) = reading.plan.take() {
            let faults = between_plans(&plan, &reading, &known);
            reading.diagnostics.extend(faults);
            let weak = weaknesses(&plan, &reading, &file, &library.vocabulary, &sentences);
            reading.diagnostics.extend(weak);
        }
        reading
            .diagnostics
            .sort_by_key(|fault| (fault.span.start, fault.span.end));
        CheckedFile {
            file,
            diagnostics: reading.diagnostics,
        }
    });
    Ok(unread.into_iter().chain(read).collect())
}

fn between_plans(plan: &Plan, reading: &Reading, known: &BTreeMap<String, Plan>) -> Vec<Diagnostic> {
    let mut faults = Vec::new();
    for (id, place) in plan.revises.iter().zip(&reading.revises) {
        let Some(revised) = known.get(id) else {
            let fault = Diagnostic::error(
                Code::UnknownPlan,
                place.clone(),
                format!("`{id}` in `revises` is no plan of the library"),
            );
            faults.push(match nearest(id, known.keys().map(String::as_str)).first() {
                Some(name) => fault.help(format!("did you mean `{name}`?")),
                None => fault.help("`peaceplan list` shows the plans there are"),
            });
            continue;
        };
        if let Some(chain) = chain_back(plan, id, known) {
            let fault = Diagnostic::error(
                Code::RevisionCycle,
                place.clone(),
                format!("plans revise each other: {}", chain.join(" → ")),
            );
            faults.push(fault.help("a plan can only rework an earlier one; take one of them out of `revises`"));
        } else if let (Some(date), Some(earlier)) = (plan.date, revised.date)
            && date < earlier
        {
            let message = format!("the plan of {date} cannot revise `{id}` of {earlier}");
            faults.push(
                Diagnostic::error(Code::RevisionOrder, place.clone(), message)
                    .help("correct one of the dates, or take it out of `revises`"),
            );
        }
    }
    for (clause, place) in plan.clauses.iter().zip(&reading.clauses) {
        for (name, place) in clause.follows.iter().zip(&place.follows) {
            let found = name
                .split_once('#')
                .and_then(|(id, reference)| known.get(id)?.clause(reference));
            if found.is_none() {
                let fault = Diagnostic::error(
                    Code::DanglingFollows,
                    place.clone(),
                    format!("`{name}` in `follows` names no clause"),
                );
                faults.push(fault.help("write it as PLAN#REF, for instance `us-28-point#6`"));
            }
        }
    }
    faults
}

/// The way from `plan` over `first` back to `plan`, if what it revises revises it in turn.
fn chain_back(plan: &Plan, first: &str, known: &BTreeMap<String, Plan>) -> Option<Vec<String>> {
    let mut open = vec![vec![plan.id.clone(), first.to_owned()]];
    let mut seen = Vec::new();
    while let Some(chain) = open.pop() {
        let last = chain.last()?.clone();
        if last == plan.id {
            return Some(chain);
        }
        if seen.contains(&last) {
            continue;
        }
        for next in known.get(&last).into_iter().flat_map(|plan| &plan.revises) {
            let mut longer = chain.clone();
            longer.push(next.clone());
            open.push(longer);
        }
        seen.push(last);
    }
    None
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test may stop at the first surprise")]

    use super::*;

    #[test]
    fn a_file_that_cannot_be_read_hides_no_other() {
        let folder = tempfile::tempdir().unwrap();
        let write = |name: &str, bytes: &[u8]| std::fs::write(folder.path().join(name), bytes).unwrap();
        write("a.toml", b"title = \"\xff\"");
        write("b.toml", b"title =");
        std::fs::create_dir(folder.path().join("c.toml")).unwrap();
        let checked = check(&Library::open(Some(folder.path())).unwrap(), &[]).unwrap();
        let codes: Vec<Code> = checked.iter().map(|file| file.diagnostics[0].code).collect();
        assert_eq!(codes, [Code::Unreadable, Code::Syntax]);
    }
}
