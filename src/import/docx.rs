//! A Word file → plain text with numbered items.
//!
//! docx-rs reads the file; what it found is walked as JSON, in which every part says its type. Word keeps no numbers in
//! a text, only which list and level a paragraph belongs to, so the numbers are counted here as Word counts them.

use std::{
    collections::HashMap,
    io::{Cursor, Read, Write},
    panic, thread,
};

use serde_json::Value;
use zip::{CompressionMethod, ZipArchive, ZipWriter, write::SimpleFileOptions};

use super::{
    prose::{Numbers, Prose},
    source::Source,
};

/// Largest content of a file once unpacked: a small file may hold more than any memory.
const LARGEST_UNPACKED: u64 = 64 << 20;

/// Deepest nesting of elements; a text has some twenty.
const DEEPEST: usize = 500;

const DAMAGED: &str =
    "it is no Word file, or a damaged one; open it in Word and save it again, or save it as plain text";

/// The text of a Word file.
///
/// # Errors
/// Why the file cannot be read, as a sentence.
pub fn plain_text(bytes: &[u8]) -> Result<Source, String> {
    let bytes = bounded(bytes)?;
    // a thread of its own: docx-rs expects some parts to be there, and recurses where elements nest
    let reader = thread::Builder::new().stack_size(64 << 20).spawn(move || {
        let docx = docx_rs::read_docx(&bytes).ok()?;
        let json = |part: Result<Value, _>| part.ok();
        let body = json(serde_json::to_value(&docx.document))?;
        let lists = Lists::of(&json(serde_json::to_value(&docx.numberings))?);
        let styles = Styles::of(&json(serde_json::to_value(&docx.styles))?);
        let mut text = Text {
            lists,
            styles,
            prose: Prose::default(),
            open: 0,
        };
        text.parts(&body["children"]);
        if leaves_out(&body) {
            text.prose.leave_out();
        }
        Some(text.prose.finish())
    });
    let hook = panic::take_hook();
    panic::set_hook(Box::new(|_| {}));
    let read = reader.ok().and_then(|reader| reader.join().ok()).flatten();
    panic::set_hook(hook);
    read.ok_or_else(|| DAMAGED.to_owned())
}

/// Refuses what would not fit into memory, before anything is unpacked for good. What is returned is the file with what
/// docx-rs does not read written in another way.
fn bounded(bytes: &[u8]) -> Result<Vec<u8>, String> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|_| DAMAGED)?;
    let mut rewritten = ZipWriter::new(Cursor::new(Vec::new()));
    let stored = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
    let mut left = LARGEST_UNPACKED;
    for index in 0..archive.len() {
        let part = archive.by_index(index).map_err(|_| DAMAGED)?;
        let name = part.name().to_owned();
        let is_xml = name.ends_with(".xml");
        let mut content = Vec::new();
        part.take(left + 1).read_to_end(&mut content).map_err(|_| DAMAGED)?;
        left = left.checked_sub(content.len() as u64).ok_or_else(|| {
            let limit = LARGEST_UNPACKED >> 20;
            format!("its content is larger than {limit} MB; save the text of the plan alone")
        })?;
        if is_xml && depth(&content) > DEEPEST {
            return Err(DAMAGED.into());
        }
        if is_xml {
            content = respelt(content);
        }
        rewritten.start_file(name, stored).map_err(|_| DAMAGED)?;
        rewritten.write_all(&content).map_err(|_| DAMAGED)?;
    }
    Ok(rewritten.finish().map_err(|_| DAMAGED)?.into_inner())
}

/// docx-rs drops hyphens at which no line breaks, and takes `vanish` for hidden whatever its value.
fn respelt(xml: Vec<u8>) -> Vec<u8> {
    const SPELLINGS: &[(&str, &str)] = &[
        ("<w:noBreakHyphen/>", "<w:t>-</w:t>"),
        ("<w:noBreakHyphen />", "<w:t>-</w:t>"),
        ("<w:vanish w:val=\"0\"/>", ""),
        ("<w:vanish w:val=\"false\"/>", ""),
    ];
    match String::from_utf8(xml) {
        Ok(xml) => SPELLINGS
            .iter()
            .fold(
                xml,
                |xml, (from, to)| if xml.contains(from) { xml.replace(from, to) } else { xml },
            )
            .into_bytes(),
        Err(other) => other.into_bytes(),
    }
}

/// How deep elements nest, judged by the signs around their names.
fn depth(xml: &[u8]) -> usize {
    let (mut depth, mut deepest) = (0_usize, 0);
    for pair in xml.windows(2) {
        match pair {
            b"</" | b"/>" => depth = depth.saturating_sub(1),
            [b'<', name] if name.is_ascii_alphabetic() => {
                depth += 1;
                deepest = deepest.max(depth);
            }
            _ => {}
        }
    }
    deepest
}

struct Text {
    lists: Lists,
    styles: Styles,
    prose: Prose,
    /// How many levels of a list are open.
    open: usize,
}

impl Text {
    fn parts(&mut self, parts: &Value) {
        for part in parts.as_array().into_iter().flatten() {
            let data = &part["data"];
            match part["type"].as_str() {
                Some("paragraph") => self.paragraph(data),
                Some("table") => self.table(data),
                Some("structuredDataTag") => self.parts(&data["children"]),
                _ => {}
            }
        }
    }

    fn paragraph(&mut self, paragraph: &Value) {
        let property = &paragraph["property"];
        let style = property["style"].as_str();
        let heading = style.is_some_and(|style| self.styles.is_heading(style));
        let place = list_place(property).or_else(|| self.styles.list_place(style?));
        let number = place.and_then(|(list, level)| Some((level, self.lists.number(list, level)?)));
        let indented = property["indent"]["start"].as_i64().is_some_and(|start| start > 0);
        match number {
            _ if words(paragraph).trim().is_empty() => return,
            Some((level, number)) if !heading => {
                self.open_to(level + 1);
                self.prose.marked(number);
            }
            _ if indented && self.open > 0 && !heading => self.prose.paragraph(),
            _ => {
                self.open_to(0);
                let number = number.map_or(String::new(), |(_, number)| number);
                match heading {
                    true => self.prose.marked(format!("# {number}").trim_end()),
                    false => self.prose.paragraph(),
                }
            }
        }
        for line in words(paragraph).lines() {
            self.prose.text(line);
            self.prose.line();
        }
        self.prose.paragraph();
    }

    fn open_to(&mut self, levels: usize) {
        while self.open > levels {
            self.prose.end_list();
            self.open -= 1;
        }
        while self.open < levels {
            self.prose.begin_list(None);
            self.open += 1;
        }
    }

    /// Each row is a paragraph; a number in its first cell is the number of the row.
    fn table(&mut self, table: &Value) {
        self.open_to(0);
        for row in table["rows"].as_array().into_iter().flatten() {
            let cells = row["data"]["cells"].as_array().into_iter().flatten();
            for (place, cell) in cells.enumerate() {
                let mut cell_words = Vec::new();
                collect(&cell["data"]["children"], &mut cell_words);
                let text = cell_words.concat();
                let text = text.trim();
                self.prose.text(text);
                let number = place == 0 && !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
                self.prose.text(if number { ". " } else { " " });
            }
            self.prose.paragraph();
        }
    }
}

/// The words of a paragraph as they stand after all changes are accepted.
fn words(paragraph: &Value) -> String {
    let mut pieces = Vec::new();
    collect(&paragraph["children"], &mut pieces);
    pieces.concat()
}

/// Whether the words of a run are struck out or hidden.
fn is_struck(run: &Value) -> bool {
    let property = &run["runProperty"];
    ["strike", "dstrike", "vanish"]
        .iter()
        .any(|key| property[*key] == Value::Bool(true))
}

/// Whether a run anywhere in the document is struck out or hidden.
fn leaves_out(part: &Value) -> bool {
    match part {
        Value::Array(parts) => parts.iter().any(leaves_out),
        Value::Object(parts) => part["type"] == "run" && is_struck(&part["data"]) || parts.values().any(leaves_out),
        _ => false,
    }
}

fn collect<'v>(parts: &'v Value, words: &mut Vec<&'v str>) {
    for part in parts.as_array().into_iter().flatten() {
        let data = &part["data"];
        match part["type"].as_str() {
            Some("text") => words.extend(data["text"].as_str()),
            Some("tab" | "pTab") => words.push(" "),
            Some("break" | "carriageReturn") => words.push("\n"),
            Some("run") if is_struck(data) => {}
            Some("delete" | "moveFrom" | "deleteText" | "instrText") => {}
            Some(kind) => {
                collect(&data["children"], words);
                if kind == "paragraph" {
                    words.push(" ");
                }
            }
            None => {}
        }
    }
}

/// List and level of a paragraph.
type ListPlace = (u64, usize);

fn list_place(property: &Value) -> Option<ListPlace> {
    let numbering = &property["numberingProperty"];
    let level = numbering["level"].as_u64().unwrap_or(0);
    numbering["id"].as_u64().map(|id| (id, level.min(8) as usize))
}

/// What styles say of the paragraphs that have them.
struct Styles(HashMap<String, Value>);

impl Styles {
    fn of(styles: &Value) -> Self {
        let all = styles["styles"].as_array().into_iter().flatten();
        Self(
            all.filter_map(|style| Some((style["styleId"].as_str()?.to_owned(), style.clone())))
                .collect(),
        )
    }

    fn is_heading(&self, id: &str) -> bool {
        let name = self
            .0
            .get(id)
            .and_then(|style| style["name"].as_str())
            .unwrap_or(id)
            .to_lowercase();
        name.starts_with("heading") || name == "title"
    }

    /// The list that a style, or one that it is based on, puts its paragraphs in.
    fn list_place(&self, id: &str) -> Option<ListPlace> {
        let mut id = id;
        for _ in 0..10 {
            let style = self.0.get(id)?;
            if let Some(place) = list_place(&style["paragraphProperty"]) {
                return Some(place);
            }
            id = style["basedOn"].as_str()?;
        }
        None
    }
}

/// A level of a list: how its numbers look.
#[derive(Clone)]
struct Level {
    start: u32,
    format: String,
    text: String,
}

/// The lists of a file and how far each has counted.
struct Lists {
    /// List → its definition, and the numbers it begins with in place of those of the definition.
    lists: HashMap<u64, (u64, HashMap<usize, u32>)>,
    levels: HashMap<u64, Vec<Level>>,
    /// The last number on each level of a definition: lists with one definition go on counting.
    counted: HashMap<u64, [Option<u32>; 9]>,
    begun: Vec<u64>,
}

impl Lists {
    fn of(numberings: &Value) -> Self {
        let array = |value: &Value| value.as_array().cloned().unwrap_or_default();
        let number = |value: &Value| value.as_u64().map(|number| u32::try_from(number).unwrap_or(u32::MAX));
        let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
        let mut lists = HashMap::new();
        for list in array(&numberings["numberings"]) {
            let overrides = array(&list["levelOverrides"]);
            let starts = overrides
                .iter()
                .filter_map(|level| Some((number(&level["level"])? as usize, number(&level["overrideStart"])?)));
            if let (Some(id), Some(definition)) = (list["id"].as_u64(), list["abstractNumId"].as_u64()) {
                lists.insert(id, (definition, starts.collect()));
            }
        }
        let mut levels = HashMap::new();
        for definition in array(&numberings["abstractNums"]) {
            let own = array(&definition["levels"]);
            let own = own.iter().map(|level| Level {
                start: number(&level["start"]).unwrap_or(1),
                format: text(&level["format"]),
                text: text(&level["text"]),
            });
            levels.insert(definition["id"].as_u64().unwrap_or(0), own.collect());
        }
        Self {
            lists,
            levels,
            counted: HashMap::new(),
            begun: Vec::new(),
        }
    }

    /// Counts a paragraph on that level of a list: its number, as Word shows it.
    fn number(&mut self, list: u64, level: usize) -> Option<String> {
        let (definition, starts) = self.lists.get(&list)?;
        let levels = self.levels.get(definition)?;
        let own = levels.get(level)?;
        let counted = self.counted.entry(*definition).or_default();
        if !self.begun.contains(&list) {
            self.begun.push(list);
            for level in starts.keys() {
                if let Some(last) = counted.get_mut(*level) {
                    *last = None;
                }
            }
        }
        let start = |level: usize| {
            starts
                .get(&level)
                .copied()
                .unwrap_or_else(|| levels.get(level).map_or(1, |level| level.start))
        };
        counted[level] = Some(counted[level].map_or_else(|| start(level), |last| last.saturating_add(1)));
        counted[level + 1..].fill(None);
        if own.format == "bullet" {
            return Some("•".into());
        }
        let mut shown = own.text.clone();
        for (place, level) in levels.iter().enumerate().take(counted.len()) {
            let number = print(&level.format, counted[place].unwrap_or_else(|| start(place)));
            shown = shown.replace(&format!("%{}", place + 1), &number);
        }
        let shown = shown.trim();
        // a bare number is told from the text behind it by a full stop
        let bare = shown.ends_with(char::is_alphanumeric);
        (!shown.is_empty()).then(|| if bare { format!("{shown}.") } else { shown.to_owned() })
    }
}

fn print(format: &str, number: u32) -> String {
    match format {
        "lowerLetter" => Numbers::Letters { upper: false }.print(number),
        "upperLetter" => Numbers::Letters { upper: true }.print(number),
        "lowerRoman" => Numbers::Roman { upper: false }.print(number),
        "upperRoman" => Numbers::Roman { upper: true }.print(number),
        "none" => String::new(),
        _ => number.to_string(),
    }
}
