//! What a command answers, as plain data that knows no layout.

pub mod check;
pub mod diff;
pub mod list;
mod moves;
pub mod quoted;
pub mod show;
pub mod table;
pub mod topics;
