//! Build script: reads the plan files of `proposals/`, so that the binary carries them both as they are and read.
//!
//! It reads with the modules that read any plan. A file with an error is no reason to stop: the binary then reads it
//! again when it is asked for, and shows what is wrong. A new file in the folder must cause a rebuild, which only
//! `rerun-if-changed` does.

#![allow(clippy::print_stdout, reason = "cargo reads what a build script prints")]
#![allow(
    dead_code,
    unused_imports,
    reason = "of each module only what reading needs is used here"
)]

mod compare {
    pub mod issues;
    pub mod lemma;
    pub mod lexicon;
    pub mod phrases;
    pub mod prepared;
    pub mod roles;
    pub mod words;
}
mod diagnostic;
mod error;
mod halves;
mod plan;
mod untrusted;
mod vocabulary;

use std::{env, fmt::Write, fs, io, path::Path};

use compare::{lexicon::Lexicon, prepared::fingerprint};
use diagnostic::SourceFile;
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
    let mut lexicon = vocabulary.as_ref().map(Lexicon::new);
    let words = vocabulary.as_ref().map(|read| (&read.topics, &read.parties));
    fs::write(out.join("words"), as_bytes(words.as_ref()))?;
    let numbering = lexicon.as_ref().map(Lexicon::numbering);
    fs::write(out.join("numbering"), as_bytes(numbering.as_ref()))?;
    let (mut plans, mut prepared) = (String::new(), String::new());
    for name in plan_files(&folder)? {
        let id = name.trim_end_matches(".toml");
        let plan = match &vocabulary {
            Some(vocabulary) => plan::read::read(id, &file(&name)?, vocabulary).plan,
            None => None,
        };
        let (text, read, units) = (
            folder.join(&name),
            out.join(format!("{id}.plan")),
            out.join(format!("{id}.units")),
        );
        fs::write(&read, as_bytes(plan.as_ref()))?;
        let fields = format!("id: {id:?}, text: include_str!({text:?}), prepared: include_bytes!({read:?})");
        let _ = writeln!(plans, "    EmbeddedPlan {{ {fields} }},");
        if let (Some(lexicon), Some(plan)) = (&mut lexicon, &plan) {
            fs::write(&units, as_bytes(Some(&lexicon.prepare(plan))))?;
            let _ = writeln!(prepared, "    ({}, include_bytes!({units:?})),", fingerprint(plan));
        }
    }
    let roles = lexicon.as_ref().map(Lexicon::roles);
    fs::write(out.join("roles"), as_bytes(roles))?;
    let include = |part: &str| format!("include_bytes!({:?})", out.join(part));
    let list = format!(
        "pub(crate) static PLANS: &[EmbeddedPlan] = &[\n{plans}];\n\
         static TOPICS_AND_PARTIES: &[u8] = {};\n\
         static WORKED_OUT: WorkedOut = WorkedOut {{ numbering: {}, roles: {}, plans: &[\n{prepared}] }};\n",
        include("words"),
        include("numbering"),
        include("roles"),
    );
    fs::write(out.join("embedded.rs"), list)
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
