//! What a plan is: a list of clauses, each tagged with topics, and where they come from.

pub mod canonical;
pub mod keys;
pub mod read;
pub mod schema;
pub mod skeleton;
pub mod write;

use serde::{Deserialize, Serialize};
pub use toml::value::Date;

/// Declares an enum whose values stand as fixed words in plan files.
macro_rules! words {
    ($(#[$about:meta])* $name:ident { $($(#[$doc:meta])* $variant:ident = $word:literal,)+ }) => {
        $(#[$about])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
        pub enum $name { $($(#[$doc])* #[serde(rename = $word)] $variant,)+ }

        impl $name {
            /// Every value, in the order of the file format's description.
            pub const ALL: &[Self] = &[$(Self::$variant),+];

            /// The word that stands in plan files.
            #[must_use]
            pub fn word(self) -> &'static str {
                match self { $(Self::$variant => $word,)+ }
            }
        }
    };
}

words! {
    /// How a plan became known.
    Status {
        /// A draft that somebody passed on.
        Leaked = "leaked",
        /// Published by those who wrote it.
        Published = "published",
        /// Set out in speech, without a published text.
        Presented = "presented",
        /// Known from reports only.
        Reported = "reported",
        /// Signed by the parties.
        Signed = "signed",
    }
}

words! {
    /// What the texts of a plan file are.
    Wording {
        /// Our own words.
        Paraphrase = "paraphrase",
        /// The words of the document.
        Verbatim = "verbatim",
    }
}

words! {
    /// How well it is established that a clause says this.
    Certainty {
        /// Read in at least two sources.
        Confirmed = "confirmed",
        /// The gist is established, details are not.
        Partial = "partial",
        /// Not found in a source.
        Unverified = "unverified",
    }
}

/// Where a plan is documented.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Source {
    /// Who published it.
    pub publisher: String,
    /// Title of the document or article.
    pub title: String,
    /// When it was published, if known.
    #[serde(serialize_with = "as_text", deserialize_with = "from_text")]
    pub date: Option<Date>,
    /// Its web address.
    pub url: String,
}

/// One provision of a plan.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Clause {
    /// The document's own number; `10.a` is a part of `10`.
    #[serde(rename = "ref")]
    pub reference: String,
    /// Topic ids, the main one first.
    pub topics: Vec<String>,
    /// Ids of those who take on the obligation.
    pub parties: Vec<String>,
    /// What it says.
    pub text: String,
    /// Where published versions differ in substance; may be empty.
    pub note: String,
    /// How well it is established.
    pub certainty: Certainty,
    /// On a point left open, the party whose position this is.
    pub position: Option<String>,
    /// Clauses (`PLAN#REF`) that this one answers, whatever the engine thinks.
    pub follows: Vec<String>,
}

impl Clause {
    /// The main topic, if the clause has one yet.
    #[must_use]
    pub fn main_topic(&self) -> Option<&str> {
        self.topics.first().map(String::as_str)
    }
}

/// A peace proposal: its head and its clauses in the order of the document.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Plan {
    /// File name without `.toml`.
    pub id: String,
    /// Full name.
    pub title: String,
    /// Short name for table columns.
    pub label: String,
    /// When it became public; open in a fresh import.
    #[serde(serialize_with = "as_text", deserialize_with = "from_text")]
    pub date: Option<Date>,
    /// The document's own date, where it differs.
    #[serde(serialize_with = "as_text", deserialize_with = "from_text")]
    pub dated: Option<Date>,
    /// Ids of those who tabled it; open in a fresh import.
    pub proponents: Vec<String>,
    /// How it became known; open in a fresh import.
    pub status: Option<Status>,
    /// Ids of the plans that it reworks.
    pub revises: Vec<String>,
    /// What the texts are.
    pub wording: Wording,
    /// One or two neutral sentences; may be empty.
    pub summary: String,
    /// Anything a reader must know of the file; may be empty.
    pub note: String,
    /// Where it is documented.
    #[serde(rename = "source")]
    pub sources: Vec<Source>,
    /// The provisions.
    #[serde(rename = "clause")]
    pub clauses: Vec<Clause>,
}

impl Plan {
    /// The clause of that ref.
    #[must_use]
    pub fn clause(&self, reference: &str) -> Option<&Clause> {
        self.clauses.iter().find(|clause| clause.reference == reference)
    }

    /// The date as printed, `undated` where it is open.
    #[must_use]
    pub fn printed_date(&self) -> String {
        self.date.map_or_else(|| "undated".into(), |date| date.to_string())
    }
}

fn as_text<S: serde::Serializer>(date: &Option<Date>, to: S) -> Result<S::Ok, S::Error> {
    match date {
        Some(date) => to.serialize_some(&date.to_string()),
        None => to.serialize_none(),
    }
}

fn from_text<'de, D: serde::Deserializer<'de>>(from: D) -> Result<Option<Date>, D::Error> {
    let text = Option::<&str>::deserialize(from)?;
    let Some(text) = text else { return Ok(None) };
    let moment: toml::value::Datetime = text.parse().map_err(serde::de::Error::custom)?;
    Ok(moment.date)
}
