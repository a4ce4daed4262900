//! Drafts of several forms become the plan files that stand beside them.

#![allow(clippy::unwrap_used, reason = "a test may stop at the first surprise")]

mod common;

use std::{fs, io::Cursor, path::Path};

use common::{library, plans};
use docx_rs::{
    AbstractNumbering, Docx, IndentLevel, Level, LevelJc, LevelText, NumberFormat, Numbering, NumberingId, Paragraph,
    Run, Start, Table, TableCell, TableRow,
};
use peaceplan::{
    diagnostic::SourceFile,
    error::Error,
    import::{import, source, suggest::Suggester},
    plan::{Plan, canonical::canonical, read::read},
};
use snapbox::{Data, assert_data_eq, data::DataFormat};

fn imported(name: &str, bytes: &[u8]) -> Result<String, Error> {
    let library = library();
    let suggester = Suggester::new(&library.vocabulary, &plans());
    let id = name.split('.').next().unwrap();
    let head = Plan {
        label: id.into(),
        ..Plan::empty(id)
    };
    let text = import(name, bytes, None, head, &suggester)?.to_string();
    let file = SourceFile {
        name: name.into(),
        text,
    };
    let reading = read(id, &file, &library.vocabulary);
    assert!(reading.plan.is_some(), "{:?}", reading.diagnostics);
    assert_eq!(
        canonical(&file.text).as_ref(),
        Some(&file.text),
        "an import is canonical"
    );
    Ok(file.text)
}

#[track_caller]
fn golden(name: &str, bytes: &[u8]) {
    let path = Path::new("tests/import").join(name).with_extension("toml");
    let expected = Data::read_from(&path, Some(DataFormat::Text)).raw();
    assert_data_eq!(imported(name, bytes).unwrap(), expected);
}

#[test]
fn texts_and_pages() {
    for name in ["roman.txt", "ceasefire.txt", "labour.txt", "page.html", "notes.md"] {
        golden(name, &fs::read(Path::new("tests/import").join(name)).unwrap());
    }
}

fn level(level: usize, format: &str, text: &str) -> Level {
    Level::new(
        level,
        Start::new(1),
        NumberFormat::new(format),
        LevelText::new(text),
        LevelJc::new("left"),
    )
}

fn item(list: usize, level: usize, text: &str) -> Paragraph {
    plain(text).numbering(NumberingId::new(list), IndentLevel::new(level))
}

fn plain(text: &str) -> Paragraph {
    Paragraph::new().add_run(Run::new().add_text(text))
}

fn packed(docx: Docx) -> Vec<u8> {
    let mut bytes = Cursor::new(Vec::new());
    docx.build().pack(&mut bytes).unwrap();
    bytes.into_inner()
}

/// A Word file in which no number stands in the text.
fn word_file() -> Vec<u8> {
    let numbering = AbstractNumbering::new(7)
        .add_level(level(0, "upperRoman", "%1."))
        .add_level(level(1, "decimal", "%2."))
        .add_level(level(2, "lowerLetter", "(%3)"));
    let cell = |text| TableCell::new().add_paragraph(plain(text));
    packed(
        Docx::new()
            .add_abstract_numbering(numbering)
            .add_numbering(Numbering::new(7, 7))
            .add_paragraph(plain("Draft of a settlement").style("Title"))
            .add_paragraph(item(7, 0, "Security"))
            .add_paragraph(item(7, 1, "The sovereignty of Ukraine will be confirmed."))
            .add_paragraph(item(7, 1, "Russia and Ukraine will release:"))
            .add_paragraph(item(7, 2, "all prisoners of war;"))
            .add_paragraph(item(7, 2, "all civilian detainees."))
            .add_paragraph(item(7, 0, "Economy"))
            .add_paragraph(item(7, 1, "The EU will open its market to Ukraine."))
            .add_table(Table::new(vec![TableRow::new(vec![
                cell("2"),
                cell("Ports on the Black Sea will reopen."),
            ])])),
    )
}

#[test]
fn a_word_file_with_automatic_numbers() {
    golden("word.docx", &word_file());
}

#[track_caller]
fn refused(name: &str, bytes: &[u8], reason: &str) {
    let error = imported(name, bytes).map_err(|error| error.to_string());
    assert!(error.as_ref().is_err_and(|error| error.contains(reason)), "{error:?}");
}

#[test]
fn what_cannot_be_imported_is_refused_with_a_way_out() {
    let word = word_file();
    refused("empty.txt", b"", "there is no text in it");
    refused("blank.txt", b" \n\n -- \n", "there is no text in it");
    refused("old.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1....", "password");
    refused("a.pdf", b"%PDF-1.7", "copy its text");
    refused(
        "a.txt",
        b"caf\xe9 1. text",
        "not UTF-8 text (first wrong byte at offset 3)",
    );
    refused("a.txt", b"1. text\0", "not UTF-8 text");
    refused("broken.docx", &word[..word.len() / 2], "damaged");
    refused("broken.docx", b"PK\x03\x04 and no more", "damaged");
    refused("huge.txt", &vec![b'a'; 50 << 20], "larger than 20 MB");
    for cut in (0..word.len()).step_by(97) {
        let mut bytes = word.clone();
        bytes[cut] ^= 0x55;
        // damage may go unnoticed; it must not stop the program
        let _ = source::plain_text("damaged.docx", &bytes, None);
    }
}

#[test]
fn a_small_file_that_unpacks_to_more_than_memory_is_refused() {
    use std::io::Write;
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let options = zip::write::SimpleFileOptions::default();
    zip.start_file("word/document.xml", options).unwrap();
    for _ in 0..70 {
        zip.write_all(&vec![b' '; 1 << 20]).unwrap();
    }
    refused("bomb.docx", &zip.finish().unwrap().into_inner(), "larger than 64 MB");
}

#[test]
fn texts_of_other_scripts() {
    let cyrillic = imported(
        "a.txt",
        "Пункт 1. Припинення вогню.\nПункт 2. Обмін полоненими.".as_bytes(),
    )
    .unwrap();
    assert!(cyrillic.contains("text = \"Обмін полоненими.\""), "{cyrillic}");
    let arabic = imported("a.txt", "١. وقف إطلاق النار.\n٢. تبادل الأسرى.".as_bytes()).unwrap();
    assert!(
        arabic.contains("ref = \"2\"\ntopics = []\ntext = \"تبادل الأسرى.\""),
        "{arabic}"
    );
    let utf16: Vec<u8> = "\u{feff}1. Peace.".encode_utf16().flat_map(u16::to_le_bytes).collect();
    assert!(imported("a.txt", &utf16).unwrap().contains("\"Peace.\""));
}

#[test]
fn words_struck_out_or_hidden_are_no_text_of_the_plan() {
    let run = |text| Run::new().add_text(text);
    let paragraph = Paragraph::new()
        .add_run(run("1. Troops withdraw "))
        .add_run(run("ten ").strike())
        .add_run(run("twenty ").dstrike())
        .add_run(run("thirty ").vanish())
        .add_run(run("forty kilometres."));
    let word = packed(Docx::new().add_paragraph(paragraph));
    let markdown = "1. Troops withdraw ~~ten~~ <del>twenty</del> <s>thirty</s> forty kilometres.";
    let html = "<body><p>1. Troops withdraw <del>ten</del> <s>twenty</s> <strike>thirty</strike> forty kilometres.";
    for (name, bytes) in [
        ("a.docx", word.as_slice()),
        ("a.md", markdown.as_bytes()),
        ("a.html", html.as_bytes()),
    ] {
        let text = imported(name, bytes).unwrap();
        assert!(text.contains("text = \"Troops withdraw forty kilometres.\""), "{text}");
        assert!(text.contains("# words that are struck out or hidden"), "{text}");
    }
}

#[test]
fn a_hyphen_at_which_no_line_breaks_is_kept() {
    use std::io::{Read, Write};
    let mut word = zip::ZipArchive::new(Cursor::new(packed(
        Docx::new().add_paragraph(plain("1. Within 10~15 days.")),
    )))
    .unwrap();
    let mut changed = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for index in 0..word.len() {
        let mut part = word.by_index(index).unwrap();
        let mut content = String::new();
        part.read_to_string(&mut content).unwrap();
        let content = content.replace('~', "</w:t><w:noBreakHyphen/><w:t>");
        changed
            .start_file(part.name(), zip::write::SimpleFileOptions::default())
            .unwrap();
        changed.write_all(content.as_bytes()).unwrap();
    }
    let text = imported("a.docx", &changed.finish().unwrap().into_inner()).unwrap();
    assert!(text.contains("Within 10-15 days."), "{text}");
}
