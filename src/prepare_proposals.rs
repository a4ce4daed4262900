//! Build script: reads the plan files of `proposals/` and links their clauses, so that the binary carries the plans both
//! as they are and read, and the links between every two of them.
//!
//! It does so with the modules that read and link any plan. A file with an error is no reason to stop: the binary then reads it
//! again when it is asked for, and shows what is wrong. A new file in the folder must cause a rebuild, which only
//! `rerun-if-changed` does.

#![allow(clippy::print_stdout, reason = "cargo reads what a build script prints")]
#![allow(
    dead_code,
    unused_imports,
    reason = "of each module only what reading and linking need is used here"
)]

mod compare {
    mod candidates;
    pub mod fingerprint;
    pub mod issues;
    pub mod judge;
    mod kinds;
    pub mod lemma;
    pub mod lexicon;
    pub mod link;
    pub mod measure;
    pub mod phrases;
    pub mod prepared;
    mod queue;
    pub mod roles;
    mod search;
    pub mod similarity;
    pub mod words;
}
mod diagnostic;
mod error;
mod halves;
mod plan;
mod untrusted;
mod vocabulary;

use std::{env, fmt::Write, fs, io, path::Path};

use compare::{
    fingerprint::fingerprint,
    lexicon::Lexicon,
    link::{link, pins},
};
use diagnostic::SourceFile;
use plan::Plan;
use vocabulary::{Text, Vocabulary};

fn main() -> io::Result<()> {
    println!("cargo::rerun-if-changed=proposals");
    let target = |part: &str| env::var(format!("CARGO_CFG_TARGET_{part}")).unwrap_or_default();
    if target("OS") == "linux" && target("ENV") == "gnu" {
        // at a fixed address nothing of our own must be relocated when the program starts
        println!("cargo::rustc-link-arg-bins=-no-pie");
    }
    let root = env::var("CARGO_MANIFEST_DIR").map_err(io::Error::other)?;
    let out = env::var("OUT_DIR").map_err(io::Error::other)?;
    let (folder, out) = (Path::new(&root).join("proposals"), Path::new(&out));
    let file = |name: &str| -> io::Result<SourceFile> {
        Ok(SourceFile {
            name: name.to_owned(),
            text: fs::read_to_string(folder.join(name))?,
        })
    };
    let vocabulary = Vocabulary::read(&file("vocabulary.toml")?).ok();
    let lexicon = vocabulary.as_ref().map(Lexicon::new);
    let numbering = lexicon.as_ref().map(Lexicon::numbering);
    fs::write(out.join("numbering"), as_bytes(numbering.as_ref()))?;
    let (mut list, mut plans) = (String::new(), Vec::new());
    for name in plan_files(&folder)? {
        let id = name.trim_end_matches(".toml");
        let plan = match &vocabulary {
            Some(vocabulary) => plan::read::read(id, &file(&name)?, vocabulary).plan,
            None => None,
        };
        let (text, read) = (folder.join(&name), out.join(format!("{id}.plan")));
        fs::write(&read, as_bytes(plan.as_ref()))?;
        let fields = format!("id: {id:?}, text: include_str!({text:?}), prepared: include_bytes!({read:?})");
        let _ = writeln!(list, "    EmbeddedPlan {{ {fields} }},");
        plans.extend(plan);
    }
    let links = lexicon.map_or_else(String::new, |lexicon| links(lexicon, &plans));
    let words = vocabulary
        .as_ref()
        .map_or_else(|| "None".into(), |read| format!("Some(({}))", topics_and_parties(read)));
    let embedded = format!(
        "pub(crate) static PLANS: &[EmbeddedPlan] = &[\n{list}];\n\
         static TOPICS_AND_PARTIES: Option<(&[Topic], &[Party])> = {words};\n\
         static WORKED_OUT: WorkedOut = WorkedOut {{ numbering: include_bytes!({:?}), links: &[\n{links}] }};\n",
        out.join("numbering"),
    );
    fs::write(out.join("embedded.rs"), embedded)
}

/// Topics and parties as two lists in Rust.
fn topics_and_parties(vocabulary: &Vocabulary) -> String {
    let text = |text: &Text| format!("Cow::Borrowed({text:?})");
    let texts = |list: &[Text]| {
        format!(
            "Cow::Borrowed(&[{}])",
            list.iter().map(text).collect::<Vec<_>>().join(", ")
        )
    };
    let topics = vocabulary.topics.iter().map(|topic| {
        let [id, label, definition, gap] = [&topic.id, &topic.label, &topic.definition, &topic.gap].map(text);
        let (terms, pax) = (texts(&topic.terms), texts(&topic.pax));
        format!(
            "Topic {{ id: {id}, label: {label}, definition: {definition}, terms: {terms}, pax: {pax}, gap: {gap} }},\n"
        )
    });
    let parties = vocabulary.parties.iter().map(|party| {
        let ([id, label], terms) = ([&party.id, &party.label].map(text), texts(&party.terms));
        format!("Party {{ id: {id}, label: {label}, terms: {terms} }},\n")
    });
    format!(
        "&[\n{}], &[\n{}]",
        topics.collect::<String>(),
        parties.collect::<String>()
    )
}

/// For every two plans a line of Rust: their fingerprints and the links between them.
fn links(mut lexicon: Lexicon<'_>, plans: &[Plan]) -> String {
    let prepared: Vec<_> = plans.iter().map(|plan| lexicon.prepare(plan)).collect();
    let mut lines = String::new();
    for (at, left) in plans.iter().enumerate() {
        for (behind, right) in plans.iter().enumerate().skip(at + 1) {
            let links = link(lexicon.roles(), &prepared[at], &prepared[behind], &pins(left, right)).links;
            let fingerprints = [left, right].map(fingerprint);
            let _ = writeln!(lines, "    ({fingerprints:?}, &{:?}),", as_bytes(Some(&links)));
        }
    }
    lines
}

/// Names of the plan files of a folder, in alphabetical order.
fn plan_files(folder: &Path) -> io::Result<Vec<String>> {
    let entries = fs::read_dir(folder)?;
    let mut names: Vec<String> = entries
        .map(|entry| Ok(entry?.file_name().to_string_lossy().into_owned()))
        .collect::<io::Result<_>>()?;
    names.retain(|name| name.ends_with(".toml") && name != "vocabulary.toml");
    names.sort();
    Ok(names)
}

/// In postcard's notation; no bytes for nothing.
fn as_bytes(read: Option<&impl serde::Serialize>) -> Vec<u8> {
    read.and_then(|read| postcard::to_allocvec(read).ok())
        .unwrap_or_default()
}
