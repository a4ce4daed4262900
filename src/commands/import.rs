//! `peaceplan import`

use std::io::{self, Write};

use super::{Context, head};
use crate::{
    cli::{DraftForm, Import},
    error::{Error, Outcome},
    import::{
        import,
        source::{Form, LARGEST},
        suggest::Suggester,
    },
    layout::count,
    library,
    plan::write::PlanFile,
};

pub(super) fn run(context: &Context<'_>, args: &Import, out: &mut dyn Write) -> Result<Outcome, Error> {
    head::no_json(context)?;
    let output = head::file(&args.target)?.map(|path| path.display().to_string());
    let id = args.id.clone().or(output).unwrap_or_else(|| args.file.clone());
    let plan = head::plan(context, &head::id(&id), &args.head)?;
    let (name, bytes) = library::read_bytes(&args.file, LARGEST)?;
    let form = args.from.map(|form| match form {
        DraftForm::Txt => Form::Text,
        DraftForm::Markdown => Form::Markdown,
        DraftForm::Html => Form::Html,
        DraftForm::Docx => Form::Docx,
    });
    let suggester = Suggester::new(context.vocabulary(), &context.library.plans()?);
    let file = import(&name, &bytes, form, plan, &suggester)?;
    head::deliver(&file.to_string(), &args.target, out)?;
    if let Some(path) = head::file(&args.target)? {
        let path = path.display();
        // the plan is written; a reader who closed standard error wants no more
        let _ = writeln!(
            io::stderr(),
            "wrote {path}: {}; `peaceplan check {path}` says what is open",
            summary(&file)
        );
    }
    Ok(Outcome::Done)
}

fn summary(file: &PlanFile) -> String {
    let clauses = file.clauses.len();
    let without = file.clauses.iter().filter(|clause| {
        clause
            .entries
            .iter()
            .any(|entry| entry.key == "topics" && entry.value == "[]")
    });
    match without.count() {
        0 => count(clauses, "clause"),
        open => format!("{}, {open} without a topic", count(clauses, "clause")),
    }
}
