//! Pairs of long plans made by machine: a text of any length and its revision, out of the words and topics of the
//! embedded library. The same seed makes the same plans everywhere.
//!
//! Shared by the benches and by `tests/work.rs`, hence by path.

#![allow(dead_code, reason = "no file that shares this needs all of it")]

use std::{
    fs, io,
    path::{Path, PathBuf},
};

use peaceplan::{
    compare::words::words,
    plan::{Certainty, Clause, Plan},
};

/// Of 1000 words of a library clause, how many are exchanged to make a new one.
const EXCHANGED_WORDS: usize = 400;
/// Of 1000 clauses, how many get a proper name that stands nowhere in the library.
const WITH_A_NAME: usize = 300;
/// Of 1000 clauses, how many the revision edits, drops, or has another behind them.
const EDITED: usize = 300;
const DROPPED: usize = 50;
const ADDED: usize = 50;
/// Of 1000 words of an edited clause, how many change.
const EDITED_WORDS: usize = 125;
/// One block of clauses in this many clauses is put elsewhere.
const CLAUSES_A_BLOCK: usize = 200;
const NAMES: &[&str] = &[
    "District", "Protocol", "Brigade", "Sector", "Crossing", "Depot", "Reactor", "Bridge",
];

/// A small generator of repeatable numbers (xorshift64*): plans must not depend on a library's stream.
pub struct Dice(u64);

impl Dice {
    /// Dice that fall as `seed` says.
    pub fn new(seed: u64) -> Self {
        Self(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1)
    }

    /// A number below `sides`.
    pub fn roll(&mut self, sides: usize) -> usize {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        (self.0.wrapping_mul(0x2545_f491_4f6c_dd1d) >> 33) as usize % sides
    }

    fn happens(&mut self, per_mille: usize) -> bool {
        self.roll(1_000) < per_mille
    }

    fn pick<T: Copy>(&mut self, choices: &[T]) -> T {
        choices[self.roll(choices.len())]
    }
}

/// Makes plans out of the clauses and words of others.
pub struct Generator<'p> {
    clauses: Vec<&'p Clause>,
    /// Every word as often as it stands in the library, so that one drawn at random comes by its frequency.
    words: Vec<&'p str>,
    dice: Dice,
}

impl<'p> Generator<'p> {
    /// A generator that draws from `plans`.
    pub fn new(plans: &'p [Plan], seed: u64) -> Self {
        let clauses: Vec<&Clause> = plans.iter().flat_map(|plan| &plan.clauses).collect();
        let all_words = clauses.iter().flat_map(|clause| words(&clause.text));
        let words = all_words.filter(|word| !word.is_punctuation()).map(|word| word.key);
        Self {
            words: words.collect(),
            clauses,
            dice: Dice::new(seed),
        }
    }

    /// A plan of `length` clauses and its revision, both numbered from 1.
    pub fn pair(&mut self, length: usize) -> [Plan; 2] {
        let original: Vec<Clause> = (0..length).map(|_| self.clause()).collect();
        let mut revised = Vec::with_capacity(length);
        for clause in &original {
            if !self.dice.happens(DROPPED) {
                revised.push(self.revised(clause));
            }
            if self.dice.happens(ADDED) {
                revised.push(self.clause());
            }
        }
        for _ in 0..length / CLAUSES_A_BLOCK {
            self.move_a_block(&mut revised);
        }
        [plan("original", original), plan("revision", revised)]
    }

    /// A text of at least `bytes` bytes, sentences of library clauses with exchanged words, and its revision.
    pub fn long_texts(&mut self, bytes: usize) -> [String; 2] {
        let mut original = String::new();
        while original.len() < bytes {
            original += &self.clause().text;
            original.push(' ');
        }
        let revised = self.edited(&original, EDITED_WORDS);
        [original, revised]
    }

    fn clause(&mut self) -> Clause {
        let model = self.dice.pick(&self.clauses);
        let mut text = String::new();
        for word in words(&model.text) {
            let exchanged = !word.is_punctuation() && self.dice.happens(EXCHANGED_WORDS);
            push(
                &mut text,
                if exchanged {
                    self.dice.pick(&self.words)
                } else {
                    word.key
                },
                &word,
            );
        }
        if self.dice.happens(WITH_A_NAME) {
            let name = self.dice.pick(NAMES);
            text += &format!(" This holds for {name}-{}.", self.dice.roll(1_000));
        }
        Clause {
            text: text.split_whitespace().collect::<Vec<_>>().join(" "),
            note: String::new(),
            certainty: Certainty::Confirmed,
            position: None,
            follows: Vec::new(),
            ..model.clone()
        }
    }

    fn revised(&mut self, clause: &Clause) -> Clause {
        let mut clause = clause.clone();
        if self.dice.happens(EDITED) {
            clause.text = self.edited(&clause.text, EDITED_WORDS);
        }
        clause
    }

    /// `text` with some words exchanged, left out, or followed by another.
    fn edited(&mut self, text: &str, per_mille: usize) -> String {
        let mut edited = String::with_capacity(text.len());
        for word in words(text) {
            if word.is_punctuation() || !self.dice.happens(per_mille) {
                edited += word.printed;
                continue;
            }
            let other = self.dice.pick(&self.words);
            match self.dice.roll(4) {
                0 => {}
                1 => {
                    edited += &format!("{} ", word.key);
                    push(&mut edited, other, &word);
                }
                _ => push(&mut edited, other, &word),
            }
        }
        edited
    }

    fn move_a_block(&mut self, clauses: &mut Vec<Clause>) {
        let length = 3 + self.dice.roll(18);
        let from = self.dice.roll(clauses.len() - length);
        let block: Vec<Clause> = clauses.drain(from..from + length).collect();
        let to = self.dice.roll(clauses.len() + 1);
        clauses.splice(to..to, block);
    }
}

/// Writes `text` in the place of `word`, with the blanks that the word has behind it.
fn push(to: &mut String, text: &str, word: &peaceplan::compare::words::Word<'_>) {
    *to += text;
    if word.printed.ends_with(char::is_whitespace) {
        to.push(' ');
    }
}

/// A plan of these clauses, numbered from 1.
pub fn plan(id: &str, mut clauses: Vec<Clause>) -> Plan {
    for (place, clause) in clauses.iter_mut().enumerate() {
        clause.reference = (place + 1).to_string();
    }
    let mut plan = Plan::empty(id);
    plan.clauses = clauses;
    plan
}

/// The files of two plans: as plans for us, as plain texts for the peers.
pub struct Files {
    /// Plan files, left and right.
    pub plans: [PathBuf; 2],
    /// The texts of the clauses alone, one a line.
    pub texts: [PathBuf; 2],
}

impl Files {
    /// Writes both forms of both plans into `folder`; `name` begins the names of the files.
    pub fn write(folder: &Path, name: &str, plans: &[Plan; 2]) -> io::Result<Self> {
        let path = |plan: &Plan, ending: &str| folder.join(format!("{name}-{}.{ending}", plan.id));
        for plan in plans {
            fs::write(path(plan, "toml"), toml(plan))?;
            fs::write(path(plan, "txt"), lines(plan))?;
        }
        let paths = |ending| [path(&plans[0], ending), path(&plans[1], ending)];
        Ok(Self {
            plans: paths("toml"),
            texts: paths("txt"),
        })
    }

    /// Bytes of the two plan files.
    pub fn size(&self) -> io::Result<u64> {
        Ok(fs::metadata(&self.plans[0])?.len() + fs::metadata(&self.plans[1])?.len())
    }
}

/// The texts of the clauses, one a line.
fn lines(plan: &Plan) -> String {
    plan.clauses.iter().map(|clause| format!("{}\n", clause.text)).collect()
}

/// The plan as a file.
fn toml(plan: &Plan) -> String {
    let mut file = format!("title = \"{0}\"\nlabel = \"{0}\"\nwording = \"paraphrase\"\n", plan.id);
    for clause in &plan.clauses {
        let text = toml::Value::from(clause.text.as_str());
        file += &format!(
            "\n[[clause]]\nref = \"{}\"\ntopics = {:?}\nparties = {:?}\ntext = {text}\n",
            clause.reference, clause.topics, clause.parties
        );
    }
    file
}
