//! `peaceplan new`

use std::io::{self, BufRead, IsTerminal, Write};

use super::{Context, head};
use crate::{
    cli::{Head, New},
    error::{Error, Outcome},
    plan::{Status, skeleton::skeleton},
};

pub(super) fn run(context: &Context<'_>, args: &New, out: &mut dyn Write) -> Result<Outcome, Error> {
    head::no_json(context)?;
    let id = head::id(&format!("{}.toml", args.id));
    if id != args.id {
        return Err(Error::Usage(format!(
            "`{}` is no id; small letters, digits and hyphens make one: `{id}`",
            args.id
        )));
    }
    let mut plan = head::plan(context, &id, &args.head)?;
    if io::stdin().is_terminal() && io::stderr().is_terminal() && io::stdout().is_terminal() {
        plan = head::plan(context, &id, &ask(context, &id, &args.head)?)?;
    }
    head::deliver(&skeleton(&plan), &args.target, out)?;
    if let Some(path) = head::file(&args.target)? {
        let path = path.display();
        // the plan is written; a reader who closed standard error wants no more
        let _ = writeln!(io::stderr(), "wrote {path}; `peaceplan check {path}` says what is open");
    }
    Ok(Outcome::Done)
}

/// Asks for what the options leave open; an empty answer leaves it open. A wrong one is asked for again.
fn ask(context: &Context<'_>, id: &str, given: &Head) -> Result<Head, Error> {
    let mut head = given.clone();
    type Put = fn(&mut Head, String) -> Result<(), Error>;
    let questions: [(&str, bool, Put); 5] = [
        ("Full name of the plan", given.title.is_none(), |head, answer| {
            head.title = Some(answer);
            Ok(())
        }),
        (
            "When it became public (2026-01-31)",
            given.date.is_none(),
            |head, answer| {
                head.date = Some(answer);
                Ok(())
            },
        ),
        (
            "Who tabled it (usa, ukraine)",
            given.proponents.is_empty(),
            |head, answer| {
                head.proponents = answer.split(',').map(|part| part.trim().to_owned()).collect();
                Ok(())
            },
        ),
        (
            "How it became known (leaked, published, presented, reported, signed)",
            given.status.is_none(),
            |head, answer| {
                head.status = Some(status(&answer)?);
                Ok(())
            },
        ),
        (
            "Where it can be read (https://…)",
            given.source_url.is_none(),
            |head, answer| {
                head.source_url = Some(answer);
                Ok(())
            },
        ),
    ];
    writeln!(io::stderr(), "An empty answer leaves a question open.")?;
    for (question, _, put) in questions.into_iter().filter(|(_, open, _)| *open) {
        while let Some(answer) = answer(question)? {
            let mut tried = head.clone();
            match put(&mut tried, answer).and_then(|()| head::plan(context, id, &tried)) {
                Ok(_) => {
                    head = tried;
                    break;
                }
                Err(error) => writeln!(io::stderr(), "{error}")?,
            }
        }
    }
    Ok(head)
}

fn status(answer: &str) -> Result<Status, Error> {
    let mut all = Status::ALL.iter().copied();
    all.find(|status| status.word().eq_ignore_ascii_case(answer))
        .ok_or_else(|| Error::Usage(format!("`{answer}` is none of them")))
}

fn answer(question: &str) -> Result<Option<String>, Error> {
    let mut screen = io::stderr();
    write!(screen, "{question}: ")?;
    screen.flush()?;
    let mut line = String::new();
    if io::stdin().lock().read_line(&mut line)? == 0 {
        // after Ctrl-D the cursor still stands behind the question
        writeln!(screen)?;
    }
    let line = line.trim();
    Ok((!line.is_empty()).then(|| line.to_owned()))
}
