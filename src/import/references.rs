//! Numbers of items → refs.

use std::collections::{HashMap, HashSet};

use super::{
    marker::{Count, Frame, to_letters},
    nesting::Numbered,
};

/// The ref of each item, unique, and a remark where it is not the document's own.
pub(super) fn references(items: &[Numbered]) -> Vec<(String, Option<String>)> {
    let numbered = items
        .iter()
        .any(|item| item.parent.is_none() && item.count != Count::Bullet);
    let mut bullets: HashMap<Option<usize>, u32> = HashMap::new();
    let labels: Vec<String> = items
        .iter()
        .map(|item| {
            if item.count != Count::Bullet {
                return item.marker.label.clone();
            }
            let place = bullets.entry(item.parent).or_default();
            *place += 1;
            match item.parent {
                Some(_) => to_letters(*place),
                None if numbered => format!("b{place}"),
                None => place.to_string(),
            }
        })
        .collect();
    let short = paths(items, &labels, |item| {
        item.count == Count::Dotted || item.marker.frame == Frame::Word
    });
    let unique: HashSet<&String> = short.iter().collect();
    // articles that are counted anew in each chapter need the chapter's number
    let paths = if unique.len() == short.len() {
        short
    } else {
        paths(items, &labels, |item| item.count == Count::Dotted)
    };
    let mut seen = HashSet::new();
    let mut times: HashMap<String, u32> = HashMap::new();
    let mut unique = |path: String| {
        let mut reference = path.clone();
        while !seen.insert(reference.clone()) {
            let times = times.entry(path.clone()).or_insert(1);
            *times += 1;
            reference = format!("{path}-{times}");
        }
        let twice = || format!("the document has the number {path} more than once; `{reference}` is ours");
        let remark = (reference != path).then(twice);
        (reference, remark)
    };
    let mut lists = HashSet::new();
    let referenced = items.iter().zip(paths).map(|(item, path)| {
        let (reference, remark) = unique(path);
        // said once a list, at its first bullet
        let first = item.count == Count::Bullet && lists.insert(item.parent);
        let ours = || format!("the document has bullets here; `{reference}` and so on are ours");
        let remark = remark.or_else(|| first.then(ours));
        (reference, remark)
    });
    referenced.collect()
}

fn paths(items: &[Numbered], labels: &[String], is_whole: impl Fn(&Numbered) -> bool) -> Vec<String> {
    let mut paths: Vec<String> = Vec::with_capacity(items.len());
    for (item, label) in items.iter().zip(labels) {
        paths.push(match item.parent {
            Some(parent) if !is_whole(item) => format!("{}.{label}", paths[parent]),
            _ => label.clone(),
        });
    }
    paths
}
