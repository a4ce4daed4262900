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
    pub mod words;
}
mod diagnostic;
mod error;
mod halves;
mod plan;
mod untrusted;
mod vocabulary;

use std::{env, fmt::Write, fs, io, path::Path};

use compare::lexicon::Lexicon;
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
    let mut names: Vec<String> = fs::read_dir(&folder)?
        .map(|entry| Ok(entry?.file_name().to_string_lossy().into_owned()))
        .collect::<io::Result<_>>()?;
    names.retain(|name| name.ends_with(".toml") && name != "vocabulary.toml");
    names.sort();

    let file = |name: &str| -> io::Result<SourceFile> {
        Ok(SourceFile {
            name: name.to_owned(),
            text: fs::read_to_string(folder.join(name))?,
        })
    };
    let vocabulary = Vocabulary::read(&file("vocabulary.toml")?).ok();
    fs::write(out.join("vocabulary"), vocabulary.as_ref().map_or(Vec::new(), as_bytes))?;
    let numbering = vocabulary
        .as_ref()
        .map_or(Vec::new(), |vocabulary| as_bytes(&Lexicon::new(vocabulary).numbering()));
    fs::write(out.join("numbering"), numbering)?;
    let mut list = String::from("pub(crate) static PLANS: &[EmbeddedPlan] = &[\n");
    for name in &names {
        let id = name.trim_end_matches(".toml");
        let plan = match &vocabulary {
            Some(vocabulary) => plan::read::read(id, &file(name)?, vocabulary).plan,
            None => None,
        };
        let prepared = out.join(format!("{id}.plan"));
        fs::write(&prepared, plan.as_ref().map_or(Vec::new(), as_bytes))?;
        let text = folder.join(name);
        let fields = format!("id: {id:?}, text: include_str!({text:?}), prepared: include_bytes!({prepared:?})");
        let _ = writeln!(list, "    EmbeddedPlan {{ {fields} }},");
    }
    list += "];\n";
    for (name, file) in [("VOCABULARY", "vocabulary"), ("NUMBERING", "numbering")] {
        let _ = writeln!(list, "static {name}: &[u8] = include_bytes!({:?});", out.join(file));
    }
    fs::write(out.join("embedded.rs"), list)
}

fn as_bytes(read: &impl serde::Serialize) -> Vec<u8> {
    postcard::to_allocvec(read).unwrap_or_default()
}
