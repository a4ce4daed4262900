//! What a command answers, as plain data that knows no layout.

pub mod check;
pub mod diff;
pub mod list;
pub mod show;
pub mod table;
pub mod topics;
