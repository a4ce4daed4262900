//! Build script: lists the plan files of `proposals/` so that the binary carries them.
//!
//! A script and not a crate: a new file in the folder must cause a rebuild, which only `rerun-if-changed` does.

#![allow(clippy::print_stdout, reason = "cargo reads what a build script prints")]

use std::{env, fs, io, path::Path};

fn main() -> io::Result<()> {
    println!("cargo::rerun-if-changed=proposals");
    let root = env::var("CARGO_MANIFEST_DIR").map_err(io::Error::other)?;
    let folder = Path::new(&root).join("proposals");
    let mut names: Vec<String> = fs::read_dir(&folder)?
        .map(|entry| Ok(entry?.file_name().to_string_lossy().into_owned()))
        .collect::<io::Result<_>>()?;
    names.retain(|name| name.ends_with(".toml") && name != "vocabulary.toml");
    names.sort();

    let mut list = String::from("&[\n");
    for name in &names {
        let id = name.trim_end_matches(".toml");
        list += &format!("    ({id:?}, include_str!({:?})),\n", folder.join(name));
    }
    list += "]\n";
    let out = env::var("OUT_DIR").map_err(io::Error::other)?;
    fs::write(Path::new(&out).join("embedded_plans.rs"), list)
}
