//! The keys of a plan file: said once for the writer, the skeleton, and the schema that editors read.

/// A key of one of the tables.
#[derive(Debug)]
pub struct Key {
    /// Its name.
    pub name: &'static str,
    /// What a value looks like, in TOML's notation.
    pub example: &'static str,
    /// What it means.
    pub about: &'static str,
}

const fn key(name: &'static str, example: &'static str, about: &'static str) -> Key {
    Key { name, example, about }
}

/// Keys of the head, in canonical order.
pub const HEAD: &[Key] = &[
    key("title", "\"Draft agreement in 10 points\"", "Full name of the plan."),
    key(
        "label",
        "\"Draft 10\"",
        "Short name for table columns, at most 14 characters.",
    ),
    key("date", "2026-01-31", "When the plan became public."),
    key("dated", "2026-01-31", "The document's own date, where it differs."),
    key(
        "proponents",
        "[\"ukraine\"]",
        "Who tabled it: party ids from vocabulary.toml.",
    ),
    key(
        "status",
        "\"leaked\"",
        "How it became known: leaked, published, presented, reported or signed.",
    ),
    key("revises", "[]", "Ids of the plans that it reworks."),
    key(
        "wording",
        "\"verbatim\"",
        "What the texts are: verbatim (the document's words) or paraphrase (ours).",
    ),
    key(
        "summary",
        "\"One or two neutral sentences.\"",
        "What it is and where it comes from.",
    ),
    key(
        "note",
        "\"Points 3 and 4 are known from reports only.\"",
        "Anything else a reader must know of the file.",
    ),
];

/// Keys of a source, in canonical order.
pub const SOURCE: &[Key] = &[
    key("publisher", "\"Example News\"", "Who published it."),
    key("title", "\"The draft in full\"", "Title of the document or article."),
    key("date", "2026-01-31", "When it was published."),
    key("url", "\"https://example.org/draft\"", "Its web address."),
];

/// Keys of a clause, in canonical order.
pub const CLAUSE: &[Key] = &[
    key("ref", "\"1\"", "The document's own number; `10.a` is a part of `10`."),
    key(
        "topics",
        "[\"ceasefire\"]",
        "Topic ids from vocabulary.toml, the main one first.",
    ),
    key(
        "parties",
        "[\"russia\", \"ukraine\"]",
        "Who takes on the obligation; left out where the document names nobody.",
    ),
    key(
        "text",
        "\"There will be an immediate ceasefire.\"",
        "What the clause says.",
    ),
    key(
        "note",
        "\"Some translations have a truce.\"",
        "Where published versions of the text differ in substance.",
    ),
    key(
        "certainty",
        "\"partial\"",
        "How well it is established: confirmed (the default), partial or unverified.",
    ),
    key(
        "position",
        "\"usa\"",
        "Only on a point left open: whose position this is.",
    ),
    key(
        "follows",
        "[\"us-28-point#6\"]",
        "Only to overrule the program: the clauses (PLAN#REF) that this one answers.",
    ),
];
