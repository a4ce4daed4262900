//! A web page → plain text with numbered items.

use scraper::{ElementRef, Html, Node, Selector, node::Element};

use super::{
    prose::{Numbers, Prose},
    source::Source,
};

/// What a page has around its text: menus, forms, footers, and what is never shown.
const AROUND: &[&str] = &[
    "head", "script", "style", "noscript", "template", "nav", "header", "footer", "aside", "form", "button", "select",
    "svg", "iframe", "object", "figure", "dialog",
];

/// What a later version of the text no longer has.
pub(super) const STRUCK_OUT: &[&str] = &["del", "s", "strike"];

/// Elements that stand on lines of their own.
const BLOCKS: &[&str] = &[
    "p",
    "div",
    "section",
    "article",
    "main",
    "blockquote",
    "pre",
    "table",
    "tr",
    "dl",
    "dt",
    "dd",
    "hr",
    "address",
    "details",
    "summary",
    "figcaption",
    "body",
];

/// Deepest nesting of elements; a page has some thirty. Time to parse grows with the square of it.
const DEEPEST: usize = 1_000;

/// Elements that nest and are always closed.
const NESTING: &[&str] = &[
    "div",
    "span",
    "ul",
    "ol",
    "table",
    "section",
    "article",
    "blockquote",
    "a",
    "b",
    "i",
    "em",
    "strong",
    "font",
];

/// The text of a web page: of its `<article>` or `<main>` if it has one, without menus.
///
/// # Errors
/// Why the page cannot be read, as a sentence.
pub fn plain_text(page: &str) -> Result<Source, String> {
    if depth(page) > DEEPEST {
        return Err("its elements nest deeper than those of any page; save it as plain text".into());
    }
    let page = Html::parse_document(page);
    let text = text_of(
        ["article", "main", "body"]
            .iter()
            .find_map(|name| only(&page, name))
            .unwrap_or_else(|| page.root_element()),
    );
    // a page may keep its text where another keeps its menus
    Ok(if text.text.trim().is_empty() {
        text_of(page.root_element())
    } else {
        text
    })
}

/// How deep elements nest, judged by their names alone.
fn depth(page: &str) -> usize {
    let (mut depth, mut deepest) = (0_usize, 0);
    for tag in page.split('<').skip(1) {
        let closes = tag.starts_with('/');
        let tag = tag.trim_start_matches('/');
        let end = tag
            .find(|character: char| !character.is_ascii_alphanumeric())
            .unwrap_or(tag.len());
        if !NESTING.contains(&tag[..end].to_ascii_lowercase().as_str()) {
            continue;
        }
        depth = if closes { depth.saturating_sub(1) } else { depth + 1 };
        deepest = deepest.max(depth);
    }
    deepest
}

/// The element of that name, if there is exactly one: a page with many articles is a list of news.
fn only<'p>(page: &'p Html, name: &str) -> Option<ElementRef<'p>> {
    let selector = Selector::parse(name).ok()?;
    let mut found = page.select(&selector);
    found.next().filter(|_| found.next().is_none())
}

fn text_of(root: ElementRef<'_>) -> Source {
    use ego_tree::iter::Edge;

    let mut prose = Prose::default();
    // depth of the element whose content is left out
    let mut around: Option<ego_tree::NodeId> = None;
    for edge in root.traverse() {
        match edge {
            Edge::Open(node) if around.is_none() => match node.value() {
                Node::Element(element) if AROUND.contains(&element.name()) => around = Some(node.id()),
                Node::Element(element) if STRUCK_OUT.contains(&element.name()) => {
                    prose.leave_out();
                    around = Some(node.id());
                }
                Node::Element(element) => open(element, &mut prose),
                Node::Text(text) => prose.text(text),
                _ => {}
            },
            Edge::Close(node) if around == Some(node.id()) => around = None,
            Edge::Close(node) if around.is_none() => {
                if let Node::Element(element) = node.value() {
                    close(element.name(), &mut prose);
                }
            }
            _ => {}
        }
    }
    prose.finish()
}

fn open(element: &Element, prose: &mut Prose) {
    match element.name() {
        "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => prose.marked("#"),
        "ol" => prose.begin_list(Some((numbers(element), number(element, "start").unwrap_or(1)))),
        "ul" | "menu" => prose.begin_list(None),
        "li" => prose.item(number(element, "value")),
        "br" => prose.line(),
        "td" | "th" => prose.text(" "),
        name if BLOCKS.contains(&name) => prose.paragraph(),
        _ => {}
    }
}

fn close(name: &str, prose: &mut Prose) {
    match name {
        "ol" | "ul" | "menu" => prose.end_list(),
        "h1" | "h2" | "h3" | "h4" | "h5" | "h6" | "li" => prose.paragraph(),
        name if BLOCKS.contains(&name) => prose.paragraph(),
        _ => {}
    }
}

fn numbers(list: &Element) -> Numbers {
    match list.attr("type") {
        Some("a") => Numbers::Letters { upper: false },
        Some("A") => Numbers::Letters { upper: true },
        Some("i") => Numbers::Roman { upper: false },
        Some("I") => Numbers::Roman { upper: true },
        _ => Numbers::Decimal,
    }
}

fn number(element: &Element, attribute: &str) -> Option<u32> {
    element.attr(attribute)?.trim().parse().ok()
}
