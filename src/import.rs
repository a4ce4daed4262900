//! A prose draft → a plan file with suggestions, for a person to correct.
//!
//! ```text
//! bytes ──source──▶ plain text ──outline──▶ numbered items ──suggest, draft──▶ PlanFile
//! ```

mod classifier;
mod docx;
pub mod draft;
mod html;
mod markdown;
pub mod marker;
pub(crate) mod mentions;
mod nesting;
pub mod outline;
mod paragraphs;
mod parties;
mod prose;
mod references;
pub mod source;
pub mod suggest;
mod topics;

use crate::{
    error::Error,
    plan::{
        Plan,
        write::{PlanFile, comment},
    },
};
use source::Form;
use suggest::Suggester;

/// Imports a draft: `head` has what is known of the plan, `name` is what the user calls the file.
///
/// # Errors
/// A file that cannot be read as text, or has none.
pub fn import(
    name: &str,
    bytes: &[u8],
    form: Option<Form>,
    head: Plan,
    suggester: &Suggester<'_>,
) -> Result<PlanFile, Error> {
    let source = source::plain_text(name, bytes, form)?;
    let outline = outline::outline(&source.text);
    if outline.items.is_empty() {
        return Err(Error::Unimportable {
            name: name.to_owned(),
            reason: "there is no text in it".into(),
        });
    }
    let mut file = draft::draft(head, outline, suggester);
    if source.left_out {
        let remark = "words that are struck out or hidden in the document are left out";
        file.head.comments.push(comment(remark));
    }
    Ok(file)
}
