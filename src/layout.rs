//! Report → Page: headings, order and wording, said once for every format.

pub mod diff;
pub mod list;
pub mod show;
pub mod table;
pub mod topics;

use crate::{page::Text, plan::Certainty, report::quoted::QuotedClause, vocabulary::Vocabulary};

/// The sign behind the ref of a clause that is not confirmed.
pub(crate) fn certainty_sign(certainty: Certainty) -> &'static str {
    match certainty {
        Certainty::Confirmed => "",
        Certainty::Partial => "°",
        Certainty::Unverified => "°°",
    }
}

/// What the signs mean, for the foot of a page that has any.
pub(crate) fn certainty_legend(certainties: impl IntoIterator<Item = Certainty>) -> Option<Text> {
    let (mut partial, mut unverified) = (false, false);
    for certainty in certainties {
        partial |= certainty == Certainty::Partial;
        unverified |= certainty == Certainty::Unverified;
    }
    let signs: Vec<&str> = [
        partial.then_some("° partly confirmed"),
        unverified.then_some("°° unverified: not found in a source that could be opened"),
    ]
    .into_iter()
    .flatten()
    .collect();
    (!signs.is_empty()).then(|| Text::quiet(signs.join(" · ")))
}

/// The refs of several clauses with their signs: `14.a, 14.b°`.
pub(crate) fn refs(clauses: &[QuotedClause<'_>]) -> String {
    let named = clauses
        .iter()
        .map(|clause| format!("{}{}", clause.reference, certainty_sign(clause.certainty)));
    named.collect::<Vec<_>>().join(", ")
}

/// ` (position of Russia)` behind the ref of a clause on a point left open, nothing behind others.
pub(crate) fn position(party: Option<&str>, vocabulary: &Vocabulary) -> String {
    party.map_or_else(String::new, |party| {
        format!(" (position of {})", vocabulary.party_label(party))
    })
}

/// `1 clause`, `3 clauses`.
pub(crate) fn count(number: usize, noun: &str) -> String {
    match number {
        1 => format!("1 {noun}"),
        _ => format!("{number} {noun}s"),
    }
}
