//! The values of one table of a plan file, each with the faults that it may have.

use std::ops::Range;

use toml::{
    Spanned,
    de::{DeString, DeTable, DeValue},
};

use super::{Places, Reader};
use crate::{
    diagnostic::{Code, Diagnostic},
    error::nearest,
    plan::Date,
};

/// A table that is being read: what it is, where its header is, and which of its keys were asked for.
pub(super) struct Fields<'t, 'i> {
    pub(super) what: &'static str,
    pub(super) header: Range<usize>,
    pub(super) table: &'t DeTable<'i>,
    known: Vec<&'static str>,
}

impl<'t, 'i> Fields<'t, 'i> {
    pub(super) fn new(what: &'static str, header: Range<usize>, table: &'t DeTable<'i>) -> Self {
        Self {
            what,
            header,
            table,
            known: Vec::new(),
        }
    }

    pub(super) fn get(&mut self, key: &'static str) -> Option<&'t Spanned<DeValue<'i>>> {
        self.known.push(key);
        self.table.get(key)
    }
}

impl Reader<'_> {
    /// A string that must be there and say something; a fault stands for an empty one.
    pub(super) fn required(&mut self, fields: &mut Fields<'_, '_>, key: &'static str) -> String {
        let present = fields.table.contains_key(key);
        match self.string(fields, key) {
            Some((text, place)) => {
                if text.is_empty() {
                    let fault = Diagnostic::error(Code::EmptyValue, place, format!("`{key}` is empty"));
                    self.diagnostics
                        .push(fault.help(format!("{} needs a `{key}` that says something", fields.what)));
                }
                text
            }
            None => {
                if !present {
                    let message = format!("{} without `{key}`", fields.what);
                    let fault = Diagnostic::error(Code::MissingKey, fields.header.clone(), message);
                    self.diagnostics.push(fault.help(format!("add `{key} = \"…\"`")));
                }
                String::new()
            }
        }
    }

    pub(super) fn string(&mut self, fields: &mut Fields<'_, '_>, key: &'static str) -> Option<(String, Range<usize>)> {
        let value = fields.get(key)?;
        match value.get_ref() {
            DeValue::String(text) => Some((text.trim().to_owned(), value.span())),
            other => {
                self.wrong_type(key, "a text in quotation marks", other, value.span());
                None
            }
        }
    }

    pub(super) fn strings(&mut self, fields: &mut Fields<'_, '_>, key: &'static str) -> (Vec<String>, Places) {
        let Some(value) = fields.get(key) else {
            return (Vec::new(), Vec::new());
        };
        let DeValue::Array(items) = value.get_ref() else {
            self.wrong_type(key, "a list such as [\"…\", \"…\"]", value.get_ref(), value.span());
            return (Vec::new(), Vec::new());
        };
        let mut read = (Vec::new(), Vec::new());
        for item in items.iter() {
            match item.get_ref() {
                DeValue::String(text) => {
                    read.0.push(text.trim().to_owned());
                    read.1.push(item.span());
                }
                other => self.wrong_type(key, "a list of texts", other, item.span()),
            }
        }
        read
    }

    pub(super) fn ids(
        &mut self,
        fields: &mut Fields<'_, '_>,
        key: &'static str,
        known: &[&str],
        code: Code,
    ) -> (Vec<String>, Places) {
        let (ids, places) = self.strings(fields, key);
        for (id, place) in ids.iter().zip(&places) {
            self.known_id(key, id, place.clone(), known, code);
        }
        (ids, places)
    }

    pub(super) fn known_id(&mut self, key: &str, id: &str, place: Range<usize>, known: &[&str], code: Code) {
        if known.contains(&id) {
            return;
        }
        let fault = Diagnostic::error(code, place, format!("`{id}` in `{key}` is not in the vocabulary"));
        self.diagnostics
            .push(match nearest(id, known.iter().copied()).as_slice() {
                [] => fault.help("`proposals/vocabulary.toml` lists what there is; a new one is added there"),
                names => fault.help(format!("did you mean `{}`?", names.join("` or `"))),
            });
    }

    pub(super) fn date(&mut self, fields: &mut Fields<'_, '_>, key: &'static str) -> Option<Date> {
        let value = fields.get(key)?;
        if let DeValue::Datetime(moment) = value.get_ref()
            && let (Some(date), None) = (moment.date, moment.time)
        {
            return Some(date);
        }
        let fault = Diagnostic::error(Code::BadDate, value.span(), format!("`{key}` is no date"));
        self.diagnostics
            .push(fault.help("write it as 2026-01-31, without quotation marks and without a time"));
        None
    }

    pub(super) fn word<W: Copy>(
        &mut self,
        fields: &mut Fields<'_, '_>,
        key: &'static str,
        all: &'static [W],
        word: fn(W) -> &'static str,
    ) -> Option<W> {
        let (text, place) = self.string(fields, key)?;
        let found = all.iter().copied().find(|candidate| word(*candidate) == text);
        if found.is_none() {
            let allowed: Vec<&str> = all.iter().copied().map(word).collect();
            let fault = Diagnostic::error(Code::UnknownWord, place, format!("`{text}` is no {key}"));
            self.diagnostics
                .push(fault.help(format!("one of {}", allowed.join(", "))));
        }
        found
    }

    pub(super) fn tables<'t, 'i>(
        &mut self,
        fields: &mut Fields<'t, 'i>,
        key: &'static str,
        what: &'static str,
    ) -> Vec<Fields<'t, 'i>> {
        let Some(value) = fields.get(key) else {
            return Vec::new();
        };
        let DeValue::Array(items) = value.get_ref() else {
            self.wrong_type(key, &format!("written as `[[{key}]]`"), value.get_ref(), value.span());
            return Vec::new();
        };
        let mut tables = Vec::with_capacity(items.len());
        for item in items.iter() {
            match item.get_ref() {
                DeValue::Table(table) => tables.push(Fields::new(what, item.span(), table)),
                other => self.wrong_type(key, &format!("written as `[[{key}]]`"), other, item.span()),
            }
        }
        tables
    }

    fn wrong_type(&mut self, key: &str, wanted: &str, found: &DeValue<'_>, place: Range<usize>) {
        let message = format!("`{key}` is {} and should be {wanted}", with_article(found.type_str()));
        self.diagnostics
            .push(Diagnostic::error(Code::WrongType, place, message));
    }

    pub(super) fn unknown_keys(&mut self, fields: &Fields<'_, '_>) {
        for key in fields.table.keys() {
            let name: &DeString<'_> = key.get_ref();
            if fields.known.contains(&name.as_ref()) {
                continue;
            }
            let fault = Diagnostic::error(
                Code::UnknownKey,
                key.span(),
                format!("{} has no key `{name}`", fields.what),
            );
            self.diagnostics
                .push(match nearest(name, fields.known.iter().copied()).first() {
                    Some(known) => fault.help(format!("did you mean `{known}`?")),
                    None => fault.help(format!("the keys are {}", fields.known.join(", "))),
                });
        }
    }
}

fn with_article(noun: &str) -> String {
    let article = if noun.starts_with(['a', 'e', 'i', 'o', 'u']) {
        "an"
    } else {
        "a"
    };
    format!("{article} {noun}")
}
