//! The form of a word that its irregular forms and spellings come down to, before it is stemmed.

use std::borrow::Cow;

/// American endings in *z* that British English writes with *s*; plans use both.
const ENDINGS: [(&str, &str); 6] = [
    ("ize", "ise"),
    ("ized", "ised"),
    ("izes", "ises"),
    ("izing", "ising"),
    ("ization", "isation"),
    ("izations", "isations"),
];

/// The base form of an irregular verb or noun, and the British spelling, of a word in lower case. A regular form, which
/// the stemmer knows how to shorten, is given back as it is.
#[must_use]
pub fn lemma(word: &str) -> Cow<'_, str> {
    if let Some(base) = irregular(word).or_else(|| respelt(word)) {
        return Cow::Borrowed(base);
    }
    for (ending, british) in ENDINGS {
        if let Some(start) = word.strip_suffix(ending) {
            return Cow::Owned([start, british].concat());
        }
    }
    Cow::Borrowed(word)
}

/// Irregular forms that the language of treaties uses.
fn irregular(word: &str) -> Option<&'static str> {
    Some(match word {
        "began" | "begun" => "begin",
        "bound" => "bind",
        "broke" | "broken" => "break",
        "brought" => "bring",
        "built" => "build",
        "bought" => "buy",
        "came" => "come",
        "caught" => "catch",
        "chose" | "chosen" => "choose",
        "children" => "child",
        "drew" | "drawn" => "draw",
        "fallen" | "fell" => "fall",
        "fought" => "fight",
        "forbade" | "forbidden" => "forbid",
        "forgave" | "forgiven" => "forgive",
        "froze" | "frozen" => "freeze",
        "gave" | "given" => "give",
        "gone" | "went" => "go",
        "grew" | "grown" => "grow",
        "held" => "hold",
        "kept" => "keep",
        "laid" => "lay",
        "led" => "lead",
        "left" => "leave",
        "lost" => "lose",
        "made" => "make",
        "meant" => "mean",
        "met" => "meet",
        "men" => "man",
        "overseen" | "oversaw" => "oversee",
        "paid" => "pay",
        "ran" => "run",
        "rebuilt" => "rebuild",
        "retaken" | "retook" => "retake",
        "said" => "say",
        "sent" => "send",
        "shot" => "shoot",
        "sold" => "sell",
        "sought" => "seek",
        "spent" => "spend",
        "stolen" | "stole" => "steal",
        "stood" => "stand",
        "struck" => "strike",
        "taken" | "took" => "take",
        "undertaken" | "undertook" => "undertake",
        "upheld" => "uphold",
        "withdrawn" | "withdrew" => "withdraw",
        "withheld" => "withhold",
        "won" => "win",
        "women" => "woman",
        "written" | "wrote" => "write",
        _ => return None,
    })
}

/// Spellings that follow no rule.
fn respelt(word: &str) -> Option<&'static str> {
    Some(match word {
        "center" => "centre",
        "centers" => "centres",
        "co-operate" => "cooperate",
        "co-operation" => "cooperation",
        "co-ordinate" => "coordinate",
        "co-ordinated" => "coordinated",
        "co-ordination" => "coordination",
        "defense" => "defence",
        "fulfill" => "fulfil",
        "fulfillment" => "fulfilment",
        "harbor" => "harbour",
        "honor" => "honour",
        "labor" => "labour",
        "neighbor" => "neighbour",
        "neighbors" => "neighbours",
        "neighboring" => "neighbouring",
        "program" => "programme",
        "programs" => "programmes",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::lemma;

    #[test]
    fn irregular_forms_and_spellings_come_down_to_one() {
        for (word, base) in [
            ("rebuilt", "rebuild"),
            ("withdrawn", "withdraw"),
            ("recognized", "recognised"),
            ("demobilization", "demobilisation"),
            ("defense", "defence"),
            ("ceasefire", "ceasefire"),
        ] {
            assert_eq!(lemma(word), base);
        }
    }
}
