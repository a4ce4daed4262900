//! The number or bullet at the beginning of a line: `1.`, `(a)`, `iv)`, `1.1.2`, `Point 3:`, `Article 4`, `§ 5`, `•`.

/// What kind of counting a number belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Count {
    /// 1, 2, 3
    Decimal,
    /// 1.1, 1.2: the whole path stands in the text
    Dotted,
    /// a, b, c
    Lower,
    /// A, B, C
    Upper,
    /// i, ii, iii
    LowerRoman,
    /// I, II, III
    UpperRoman,
    /// а, б, в, of which languages leave out different letters
    Cyrillic,
    /// No counting at all.
    Bullet,
}

/// What stands around a number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Frame {
    /// `1.`, `1:` and `1 –`
    Behind,
    /// `1)`
    Closed,
    /// `(1)`
    Enclosed,
    /// `Point 1`, `Article 1`, `§ 1`
    Word,
    /// `Section 1`, `Chapter 1`: a heading over numbered parts
    SectionWord,
    /// A bullet, by its sign.
    Bullet(char),
}

/// A marker as it stands in the text. A letter can be a Roman number too, so there may be two ways to count it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Marker {
    /// The number as refs have it; empty for a bullet.
    pub label: String,
    /// What stands around it.
    pub frame: Frame,
    /// How it may be counted: the kind, and the place in it from one.
    pub readings: Vec<(Count, u32)>,
}

const BULLETS: &[char] = &['•', '◦', '▪', '‣', '·', '●', '○', '■', '–', '—', '-', '*', '+'];

/// Words before the number of a provision, in the languages in which drafts have appeared.
const WORDS: &[&str] = &[
    "point",
    "article",
    "art.",
    "paragraph",
    "clause",
    "item",
    "principle",
    "step",
    "rule",
    "пункт",
    "стаття",
    "статья",
    "punkt",
    "artikel",
];

/// Words before the number of a part that has numbered provisions.
const SECTION_WORDS: &[&str] = &[
    "section",
    "chapter",
    "part",
    "title",
    "розділ",
    "раздел",
    "частина",
    "часть",
];

/// The marker at the beginning of `line`, and the text behind it. `line` begins and ends without blanks.
#[must_use]
pub fn marker(line: &str) -> Option<(Marker, &str)> {
    bullet(line)
        .or_else(|| enclosed(line))
        .or_else(|| section_sign(line))
        .or_else(|| with_word(line))
        .or_else(|| bare(line))
}

fn bullet(line: &str) -> Option<(Marker, &str)> {
    let sign = line.chars().next().filter(|sign| BULLETS.contains(sign))?;
    let rest = &line[sign.len_utf8()..];
    let marker = Marker {
        label: String::new(),
        frame: Frame::Bullet(sign),
        readings: vec![(Count::Bullet, 0)],
    };
    rest.starts_with(char::is_whitespace)
        .then(|| (marker, rest.trim_start()))
}

fn enclosed(line: &str) -> Option<(Marker, &str)> {
    let (token, rest) = line.strip_prefix('(')?.split_once(')')?;
    let ends = rest.is_empty() || rest.starts_with(char::is_whitespace) || rest.starts_with(char::is_alphabetic);
    ends.then(|| number(token.trim(), Frame::Enclosed, rest)).flatten()
}

fn section_sign(line: &str) -> Option<(Marker, &str)> {
    let rest = line.strip_prefix('§')?.trim_start();
    let (token, rest) = rest.split_at(token_length(rest));
    number(
        token.trim_end_matches('.'),
        Frame::Word,
        rest.trim_start_matches(['.', ':', ')']),
    )
}

/// `Article 3` counts as a number if nothing follows, or a mark, or a title: `Article 5 of the Treaty` is a sentence.
fn with_word(line: &str) -> Option<(Marker, &str)> {
    let (word, behind) = line.split_once(char::is_whitespace)?;
    let word = word.to_lowercase();
    let frame = if WORDS.contains(&word.as_str()) {
        Frame::Word
    } else if SECTION_WORDS.contains(&word.as_str()) {
        Frame::SectionWord
    } else {
        return None;
    };
    let behind = behind.trim_start();
    let (token, rest) = behind.split_at(token_length(behind));
    let (token, rest) = match token.strip_suffix('.') {
        Some(bare) => (bare, &behind[bare.len()..]),
        None => (token, rest),
    };
    let text = rest.trim_start();
    let mark = text.starts_with(['.', ':', ')', '–', '—', '-', '|']);
    let title = text.starts_with(char::is_uppercase) && text.len() < 80 && !text.ends_with(['.', ';', ',']);
    if !(text.is_empty() || mark || title) || token.chars().any(char::is_lowercase) {
        return None;
    }
    number(
        token,
        frame,
        text.trim_start_matches(['.', ':', ')', '–', '—', '-', '|']),
    )
}

fn bare(line: &str) -> Option<(Marker, &str)> {
    let length = if line.starts_with(char::is_numeric) {
        line.find(|character: char| !character.is_numeric() && character != '.')
            .unwrap_or(line.len())
    } else {
        token_length(line)
    };
    let token = line[..length].trim_end_matches('.');
    let rest = &line[token.len()..];
    if token.is_empty() {
        return None;
    }
    let digits = token.ends_with(|character: char| character.is_numeric());
    let (frame, behind) = match rest.chars().next() {
        Some('.') => (Frame::Behind, rest[1..].strip_prefix(')').unwrap_or(&rest[1..])),
        Some(')') => (Frame::Closed, &rest[1..]),
        Some(':') if digits => (Frame::Behind, &rest[1..]),
        _ if token.contains('.') => (Frame::Behind, rest),
        _ if digits => (Frame::Behind, dash_between_blanks(rest)?),
        _ => return None,
    };
    let tight = digits && behind.starts_with(char::is_uppercase);
    let ends = behind.is_empty() || behind.starts_with(char::is_whitespace) || tight && behind != rest;
    ends.then(|| number(token, frame, behind)).flatten()
}

fn dash_between_blanks(rest: &str) -> Option<&str> {
    let behind = rest
        .strip_prefix(char::is_whitespace)?
        .trim_start()
        .strip_prefix(['–', '—', '-'])?;
    behind.starts_with(char::is_whitespace).then_some(behind)
}

/// Length of the letters, digits and full stops at the beginning.
fn token_length(text: &str) -> usize {
    text.find(|character: char| !character.is_alphanumeric() && character != '.')
        .unwrap_or(text.len())
}

fn number<'l>(token: &str, frame: Frame, rest: &'l str) -> Option<(Marker, &'l str)> {
    let label: String = token.chars().map(western_digit).collect();
    let readings = readings(&label);
    let marker = Marker { label, frame, readings };
    (!marker.readings.is_empty()).then(|| (marker, rest.trim_start()))
}

/// Arabic-Indic and Persian digits become those that refs are typed with.
fn western_digit(character: char) -> char {
    let code = u32::from(character);
    let value = match character {
        '\u{660}'..='\u{669}' => code - 0x660,
        '\u{6f0}'..='\u{6f9}' => code - 0x6f0,
        _ => return character,
    };
    char::from_digit(value, 10).unwrap_or(character)
}

fn readings(label: &str) -> Vec<(Count, u32)> {
    let parts: Vec<&str> = label.split('.').collect();
    if parts.iter().all(|part| is_number(part)) {
        let last = parts.last().and_then(|part| part.parse().ok());
        let count = if parts.len() > 1 { Count::Dotted } else { Count::Decimal };
        return last.map(|last| (count, last)).into_iter().collect();
    }
    let mut readings = Vec::new();
    let lower = label.to_lowercase();
    let is_lower = lower == label;
    if !is_lower && label.to_uppercase() != label {
        return readings;
    }
    if let Some(value) = roman(&lower) {
        readings.push((if is_lower { Count::LowerRoman } else { Count::UpperRoman }, value));
    }
    let mut letters = lower.chars();
    if let (Some(letter), None) = (letters.next(), letters.next()) {
        match letter {
            'a'..='z' => readings.push((
                if is_lower { Count::Lower } else { Count::Upper },
                u32::from(letter) - u32::from('a') + 1,
            )),
            'а'..='я' => readings.push((Count::Cyrillic, u32::from(letter) - u32::from('а') + 1)),
            _ => {}
        }
    }
    readings
}

/// Up to three digits: a longer one is a year or an amount.
fn is_number(part: &str) -> bool {
    (1..=3).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_digit())
}

/// The value of a Roman number up to 89, if it is written as it should be.
fn roman(text: &str) -> Option<u32> {
    (1..90).find(|value| to_roman(*value) == text)
}

/// A number below 400 in small Roman digits.
#[must_use]
pub fn to_roman(mut value: u32) -> String {
    const DIGITS: &[(u32, &str)] = &[
        (100, "c"),
        (90, "xc"),
        (50, "l"),
        (40, "xl"),
        (10, "x"),
        (9, "ix"),
        (5, "v"),
        (4, "iv"),
        (1, "i"),
    ];
    let mut text = String::new();
    for (worth, digit) in DIGITS {
        while value >= *worth {
            text += digit;
            value -= worth;
        }
    }
    text
}

/// a, b, … z, aa, ab: the letters that lists count with.
#[must_use]
pub fn to_letters(mut value: u32) -> String {
    let mut letters = Vec::new();
    while value > 0 {
        value -= 1;
        letters.push(char::from(b'a' + (value % 26) as u8));
        value /= 26;
    }
    letters.iter().rev().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn case(line: &str, label: &str, rest: &str) {
        let found = marker(line).map(|(marker, rest)| (marker.label, rest));
        assert_eq!(found, Some((label.to_owned(), rest)), "{line}");
    }

    #[test]
    fn forms_that_occur() {
        case("1. Peace", "1", "Peace");
        case("1.Peace", "1", "Peace");
        case("12) peace", "12", "peace");
        case("(3) peace", "3", "peace");
        case("(iv) peace", "iv", "peace");
        case("a. peace", "a", "peace");
        case("б) мир", "б", "мир");
        case("1.1 Peace", "1.1", "Peace");
        case("1.1.2. Peace", "1.1.2", "Peace");
        case("Point 1: Peace", "1", "Peace");
        case("Article 3", "3", "");
        case("ARTICLE IV – Peace", "IV", "Peace");
        case("Article 5 Security Guarantees", "5", "Security Guarantees");
        case("§ 3 Peace", "3", "Peace");
        case("Пункт 2. Мир", "2", "Мир");
        case("7 – Peace", "7", "Peace");
        case("• peace", "", "peace");
        case("١. سلام", "1", "سلام");
        case("5.", "5", "");
    }

    #[test]
    fn what_only_looks_like_a_number() {
        for line in [
            "600,000 personnel",
            "2014. Then",
            "3.5million",
            "Article 5 of the North Atlantic Treaty applies.",
            "Point by point",
            "A ceasefire",
            "-5 degrees",
            "**bold**",
            "24.12.2025 Kyiv",
            "50% of it",
            "Mr. Smith",
            "",
        ] {
            assert_eq!(marker(line), None, "{line}");
        }
    }

    #[test]
    fn counting() {
        assert_eq!(roman("xlix"), Some(49));
        assert_eq!(roman("iiii"), None);
        assert_eq!([1, 26, 27, 53].map(to_letters), ["a", "z", "aa", "ba"]);
    }
}
