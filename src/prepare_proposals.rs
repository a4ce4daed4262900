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
use vocabulary::Vocabulary;

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
    let words = vocabulary.as_ref().map(|read| (&read.topics, &read.parties));
    fs::write(out.join("words"), as_bytes(words.as_ref()))?;
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
    let include = |part: &str| format!("include_bytes!({:?})", out.join(part));
    let embedded = format!(
        "pub(crate) static PLANS: &[EmbeddedPlan] = &[\n{list}];\n\
         static TOPICS_AND_PARTIES: &[u8] = {};\n\
         static WORKED_OUT: WorkedOut = WorkedOut {{ numbering: {}, links: &[\n{links}] }};\n",
        include("words"),
        include("numbering"),
    );
    fs::write(out.join("embedded.rs"), embedded)
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
