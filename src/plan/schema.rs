//! JSON Schema of a plan file: editors complete keys, topics and parties by it.

use serde_json::{Map, Value, json};

use super::{
    Certainty, Status, Wording,
    keys::{self, Key},
    read::LONGEST_LABEL,
};
use crate::vocabulary::Vocabulary;

/// The schema, with the ids of `vocabulary`. Draft 7, which every editor knows.
#[must_use]
pub fn schema(vocabulary: &Vocabulary) -> Value {
    let topics = choices(
        vocabulary
            .topics
            .iter()
            .map(|topic| (topic.id.as_ref(), format!("{}: {}", topic.label, topic.definition))),
    );
    let parties = choices(
        vocabulary
            .parties
            .iter()
            .map(|party| (party.id.as_ref(), party.label.to_string())),
    );
    let source = table(keys::SOURCE, &["publisher", "title"], |key| match key {
        "date" => json!({"type": "string", "format": "date"}),
        "url" => json!({"type": "string", "pattern": "^https?://"}),
        _ => json!({"type": "string", "minLength": 1}),
    });
    let clause = table(keys::CLAUSE, &["ref", "text"], |key| match key {
        "topics" => list(&json!({"$ref": "#/definitions/topic"})),
        "parties" => list(&json!({"$ref": "#/definitions/party"})),
        "position" => json!({"$ref": "#/definitions/party"}),
        "certainty" => words(Certainty::ALL.iter().map(|certainty| certainty.word())),
        "follows" => list(&json!({"type": "string", "pattern": "^[^#]+#[^#]+$"})),
        "note" => json!({"type": "string"}),
        _ => json!({"type": "string", "minLength": 1}),
    });
    let mut schema = table(keys::HEAD, &["title"], |key| match key {
        "label" => json!({"type": "string", "maxLength": LONGEST_LABEL}),
        "date" | "dated" => json!({"type": "string", "format": "date"}),
        "proponents" => list(&json!({"$ref": "#/definitions/party"})),
        "status" => words(Status::ALL.iter().map(|status| status.word())),
        "wording" => words(Wording::ALL.iter().map(|wording| wording.word())),
        "revises" => list(&json!({"type": "string"})),
        "title" => json!({"type": "string", "minLength": 1}),
        _ => json!({"type": "string"}),
    });
    schema["$schema"] = json!("http://json-schema.org/draft-07/schema#");
    schema["title"] = json!("Plan file of peaceplan");
    schema["required"] = json!(["title", "clause"]);
    schema["properties"]["source"] = list(&source);
    schema["properties"]["clause"] = list(&clause);
    schema["properties"]["clause"]["minItems"] = json!(1);
    schema["definitions"] = json!({"topic": topics, "party": parties});
    schema
}

fn table(keys: &[Key], required: &[&str], kind: impl Fn(&str) -> Value) -> Value {
    let properties: Map<String, Value> = keys
        .iter()
        .map(|key| {
            let mut property = kind(key.name);
            // beside a reference a description is not read in draft 7
            if property.get("$ref").is_some() {
                property = json!({"allOf": [property]});
            }
            property["description"] = json!(key.about);
            (key.name.to_owned(), property)
        })
        .collect();
    json!({"type": "object", "additionalProperties": false, "required": required, "properties": properties})
}

fn list(items: &Value) -> Value {
    json!({"type": "array", "items": items})
}

fn words(words: impl Iterator<Item = &'static str>) -> Value {
    json!({"type": "string", "enum": words.collect::<Vec<_>>()})
}

/// Ids, each with what it means: Taplo shows `enumValues` beside the choice.
fn choices<'v>(choices: impl Iterator<Item = (&'v str, String)>) -> Value {
    let (ids, docs): (Vec<&str>, Vec<String>) = choices.unzip();
    json!({"type": "string", "enum": ids, "x-taplo": {"docs": {"enumValues": docs}}})
}
