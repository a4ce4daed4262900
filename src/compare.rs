//! The engine: which clauses speak of the same thing, and what changed between them.

mod all_links;
mod beginnings;
mod candidates;
pub mod collate;
pub mod explain;
pub(crate) mod fingerprint;
mod issues;
pub mod judge;
mod kinds;
pub mod lemma;
pub mod lexicon;
pub mod link;
pub mod measure;
mod phrases;
pub mod prepared;
mod queue;
pub mod redline;
pub mod roles;
mod search;
mod shape;
pub mod similarity;
pub mod terms;
mod tokens;
pub mod words;
