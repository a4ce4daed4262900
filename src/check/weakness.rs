//! What makes a plan file weak though it can be used: each a warning with a way out.

use std::{
    collections::{BTreeSet, HashMap},
    ops::Range,
};

use crate::{
    compare::words::{Word, sentences, words},
    diagnostic::{Code, Diagnostic, SourceFile},
    import::{draft::UNCERTAIN_TOPICS, mentions::Names},
    plan::{
        Plan, Wording,
        canonical::canonical,
        read::{ClausePlace, Reading},
    },
    vocabulary::Vocabulary,
};

/// Forms of words that the library has in one way only, wrong before right; `proposals/README.md` has the whole table.
const FORMS: &[(&str, &str)] = &[
    ("Russian Federation", "Russia"),
    ("European Union", "EU"),
    ("percent", "%"),
    ("per cent", "%"),
    ("capped at", "limited to"),
    ("cease-fire", "ceasefire"),
    ("contact line", "line of contact"),
    ("Dnieper", "Dnipro River"),
    ("ZNPP", "Zaporizhzhia nuclear power plant"),
];

/// Every sentence of the library by its bare words, to find one that differs in its marks or capitals only.
pub struct Sentences(HashMap<String, String>);

impl Sentences {
    /// Collects the sentences of plans.
    #[must_use]
    pub fn of<'p>(plans: impl IntoIterator<Item = &'p Plan>) -> Self {
        let mut all = HashMap::new();
        for clause in plans.into_iter().flat_map(|plan| &plan.clauses) {
            let words = words(&clause.text);
            for range in sentences(&words) {
                let sentence = printed(&words[range.clone()]);
                all.entry(bare(&words[range])).or_insert(sentence);
            }
        }
        Self(all)
    }
}

fn printed(words: &[Word<'_>]) -> String {
    let text: String = words.iter().map(|word| word.printed).collect();
    text.trim().to_owned()
}

fn bare(words: &[Word<'_>]) -> String {
    let keys = words.iter().filter(|word| !word.is_punctuation());
    keys.map(|word| word.key.to_lowercase()).collect::<Vec<_>>().join(" ")
}

/// The weaknesses of one file.
#[must_use]
pub fn weaknesses(
    plan: &Plan,
    reading: &Reading,
    file: &SourceFile,
    vocabulary: &Vocabulary,
    library: &Sentences,
) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    found.extend(few_sources(plan));
    found.extend(not_canonical(file));
    let names = Names::of(vocabulary);
    for (clause, place) in plan.clauses.iter().zip(&reading.clauses) {
        found.extend(open_topics(clause.topics.is_empty(), place, file));
        found.extend(two_obligations(&clause.text, place, &names));
        // the words of a document stay as they are
        if plan.wording == Wording::Paraphrase {
            found.extend(recurring_forms(&clause.text, place, library));
        }
    }
    found
}

/// Pages of one publisher are one source; a note on something else is no reason.
fn few_sources(plan: &Plan) -> Option<Diagnostic> {
    let publishers: BTreeSet<&str> = plan.sources.iter().map(|source| source.publisher.as_str()).collect();
    let alone = publishers.len() == 1 && !plan.note.contains("source");
    alone.then(|| {
        Diagnostic::warning(Code::FewSources, 0..0, "the plan has the word of one publisher only")
            .help("add a `[[source]]` of another publisher, or say in the plan's `note` why there is no second source")
    })
}

fn not_canonical(file: &SourceFile) -> Option<Diagnostic> {
    let canonical = canonical(&file.text).filter(|canonical| *canonical != file.text)?;
    let same = canonical
        .bytes()
        .zip(file.text.bytes())
        .take_while(|(a, b)| a == b)
        .count();
    let start = file.text[..file.text.floor_char_boundary(same)]
        .rfind('\n')
        .map_or(0, |at| at + 1);
    let end = file.text[start..].find('\n').map_or(file.text.len(), |at| start + at);
    Some(
        Diagnostic::information(
            Code::NotCanonical,
            start..end,
            "the file is not in canonical form from here on",
        )
        .help(format!("`peaceplan fmt {}` puts it right", file.name)),
    )
}

fn open_topics(open: bool, place: &ClausePlace, file: &SourceFile) -> Option<Diagnostic> {
    if let Some(comment) = comment_above(UNCERTAIN_TOPICS, place, file) {
        return Some(
            Diagnostic::warning(
                Code::UncertainTopic,
                comment,
                "the topics of this clause were suggested without certainty",
            )
            .help("correct `topics`, then delete the comment"),
        );
    }
    open.then(|| {
        Diagnostic::warning(Code::NoTopic, place.header.clone(), "the clause has no topic")
            .help("`peaceplan topics` lists the topics; a new one is added in vocabulary.toml")
    })
}

/// Where the comment stands among those directly above a clause.
fn comment_above(comment: &str, place: &ClausePlace, file: &SourceFile) -> Option<Range<usize>> {
    let mut end = place.header.start;
    while let Some(before) = file.text[..end].strip_suffix('\n') {
        let start = before.rfind('\n').map_or(0, |at| at + 1);
        let line = before[start..].trim_end();
        if line.trim() == comment {
            return Some(start..start + line.len());
        }
        if !line.starts_with('#') {
            return None;
        }
        end = start;
    }
    None
}

/// Sentences that each begin with what another party has to do are several clauses, unless each names both parties:
/// what two parties promise each other is one commitment.
fn two_obligations(text: &str, place: &ClausePlace, names: &Names<'_>) -> Option<Diagnostic> {
    let words = words(text);
    let sentences = sentences(&words);
    let obliged: Vec<(&str, BTreeSet<&str>)> = sentences
        .into_iter()
        .filter_map(|range| {
            let sentence = &words[range];
            Some((names.obliged(sentence)?, names.named(sentence)))
        })
        .collect();
    let (first, named) = obliged.first()?;
    let (second, _) = obliged
        .iter()
        .find(|(party, others)| party != first && !(named.contains(party) && others.contains(first)))?;
    Some(
        Diagnostic::warning(
            Code::TwoObligations,
            place.text.clone(),
            format!("the clause has obligations of `{first}` and of `{second}` in sentences of their own"),
        )
        .help("make two clauses of it, `2.a` and `2.b` for instance, so that each can be compared"),
    )
}

fn recurring_forms(text: &str, place: &ClausePlace, library: &Sentences) -> Vec<Diagnostic> {
    let words = words(text);
    let warning = |message: String, help: String| {
        Diagnostic::warning(Code::RecurringForm, place.text.clone(), message).help(help)
    };
    let mut found = Vec::new();
    let padded = format!(" {} ", words.iter().map(|word| word.key).collect::<Vec<_>>().join(" "));
    for (wrong, right) in FORMS {
        if padded.contains(&format!(" {wrong} ")) {
            found.push(warning(
                format!("`{wrong}` is `{right}` in the other plans"),
                format!("write `{right}`, so that no redline shows it as a change"),
            ));
        }
    }
    for range in sentences(&words) {
        let sentence = printed(&words[range.clone()]);
        if let Some(theirs) = library
            .0
            .get(&bare(&words[range]))
            .filter(|theirs| **theirs != sentence)
        {
            found.push(warning(
                format!("another plan says the same with other marks or capitals: {theirs}"),
                "take over its form".into(),
            ));
        }
    }
    found
}
