//! Transcripts of whole commands: what a user types and what the program answers, to the letter.
//!
//! `TRYCMD=overwrite cargo test --test cli` writes what the program answers now; read the difference before you commit it.

#![allow(clippy::unwrap_used, reason = "a test may stop at the first surprise")]

use std::{
    fs,
    io::{Read, Write},
    process::{Command, Output, Stdio},
};

#[test]
fn transcripts() {
    trycmd::TestCases::new()
        .env("PEACEPLAN_PROPOSALS", "")
        .case("README.md")
        .case("tests/cli/*.md");
}

fn peaceplan(args: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_peaceplan"));
    command.args(args).env_remove("PEACEPLAN_PROPOSALS");
    command
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).unwrap()
}

/// Runs the program with `input` on its standard input.
fn with_input(args: &[&str], input: &[u8]) -> Output {
    let mut child = peaceplan(args)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut stdin = child.stdin.take().unwrap();
    let input = input.to_vec();
    // the program may refuse the input before it has read it all
    let writer = std::thread::spawn(move || drop(stdin.write_all(&input)));
    let output = child.wait_with_output().unwrap();
    writer.join().unwrap();
    output
}

#[test]
fn a_reader_that_leaves_early_is_no_fault() {
    let mut child = peaceplan(&["show", "us-28-point"])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    drop(child.stdout.take());
    let status = child.wait().unwrap();
    let mut faults = String::new();
    child.stderr.take().unwrap().read_to_string(&mut faults).unwrap();
    assert_eq!((status.code(), faults.as_str()), (Some(0), ""));
}

#[test]
fn a_plan_can_come_from_standard_input() {
    let plan = fs::read(concat!(env!("CARGO_MANIFEST_DIR"), "/proposals/us-28-point.toml")).unwrap();
    let output = with_input(&["diff", "-", "us-28-point", "--exit-code"], &plan);
    assert_eq!(output.status.code(), Some(0), "{}", text(&output.stderr));
}

#[test]
fn clauses_of_a_megabyte_are_compared() {
    let folder = tempfile::tempdir().unwrap();
    let plan = |name: &str, word: &str| {
        let long = format!("Troops {word} withdraw from village {word}. ").repeat(1024 * 1024 / 45);
        let path = folder.path().join(name);
        let text = format!("title = \"Long\"\n[[clause]]\nref = \"1\"\ntopics = [\"withdrawal\"]\ntext = \"{long}\"\n");
        fs::write(&path, text).unwrap();
        path.display().to_string()
    };
    let (left, right) = (plan("left.toml", "will"), plan("right.toml", "may"));
    let output = peaceplan(&["diff", &left, &right]).output().unwrap();
    assert_eq!(output.status.code(), Some(0), "{}", text(&output.stderr));
    assert!(text(&output.stdout).contains("! 1: too long to be compared word by word"));
}

#[test]
fn the_environment_names_a_folder_and_the_option_overrules_it() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/faults/cycle");
    let listed = |command: &mut Command| text(&command.output().unwrap().stdout);
    assert!(listed(peaceplan(&["list"]).env("PEACEPLAN_PROPOSALS", folder)).contains("2 plans in"));
    let proposals = concat!(env!("CARGO_MANIFEST_DIR"), "/proposals");
    let overruled = listed(peaceplan(&["list", "--proposals", proposals]).env("PEACEPLAN_PROPOSALS", folder));
    assert!(overruled.contains("plans in") && overruled.contains("us-28-point"));
}

#[test]
fn nothing_but_the_result_goes_to_standard_output() {
    let output = peaceplan(&["show", "tests/faults/many.toml"]).output().unwrap();
    assert_eq!(text(&output.stdout), "");
    assert!(text(&output.stderr).contains("error[unknown-topic]"));
}

#[test]
fn no_color_turns_colour_off_and_the_option_turns_it_on() {
    let plain = text(&peaceplan(&["list"]).env("NO_COLOR", "1").output().unwrap().stdout);
    assert!(!plain.contains('\u{1b}'));
    let coloured = text(
        &peaceplan(&["show", "us-28-point", "--color", "always"])
            .env("NO_COLOR", "1")
            .output()
            .unwrap()
            .stdout,
    );
    assert!(coloured.contains("\u{1b}["));
}

#[test]
fn a_draft_goes_to_standard_output_or_to_a_file_that_is_no_vocabulary() {
    let draft = "1. Ukraine will hold elections.\n".as_bytes();
    let shown = with_input(&["import", "-", "--output", "-"], draft);
    assert_eq!(shown.status.code(), Some(0), "{}", text(&shown.stderr));
    assert!(text(&shown.stdout).contains("Ukraine will hold elections."));
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("vocabulary.toml");
    let refused = with_input(&["import", "-", "--output", &path.display().to_string()], draft);
    assert_eq!((refused.status.code(), path.exists()), (Some(2), false));
}
