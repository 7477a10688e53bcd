//! The parts of a line: which keys it may have, what they must hold, and how a slip is named.

use serde_json::{Map, Value as Json};

use super::answer::Fault;
use super::nearest::nearest;
use crate::register::change::Accepted;
use crate::register::field::Field;
use crate::register::schema::Schema;
use crate::register::words::Words;
use crate::say;
use crate::text::fold::tidy;

/// A JSON object.
pub(super) type Object = Map<String, Json>;

pub(super) fn accepted(object: &Object) -> Result<Accepted, Fault> {
    let mut rules = Vec::new();
    for (rule, json) in entries(object, "accept")? {
        let reason = json.as_str().ok_or_else(|| expected("accept", r#"{"model.name.duplicate":"…"}"#))?;
        rules.push((rule.clone(), reason.to_owned()));
    }
    let all = rules.iter().position(|(rule, _)| rule == "*");
    Ok(match (all, rules.len()) {
        (_, 0) => Accepted::None,
        (Some(_), 1) => Accepted::All(rules.remove(0).1),
        (Some(_), _) => return Err(expected("accept", r#"{"*":"…"}"#)),
        (None, _) => Accepted::Rules(rules),
    })
}

pub(super) fn entries<'a>(
    object: &'a Object,
    key: &str,
) -> Result<impl Iterator<Item = (&'a String, &'a Json)> + use<'a>, Fault> {
    let map = match object.get(key) {
        None => None,
        Some(json) => Some(json.as_object().ok_or_else(|| expected(key, "{…}"))?),
    };
    Ok(map.into_iter().flatten())
}

pub(super) fn text_of(object: &Object, key: &str) -> Result<Option<String>, Fault> {
    match object.get(key) {
        None => Ok(None),
        Some(Json::String(text)) => Ok(Some(tidy(text))),
        Some(_) => Err(expected(key, r#""…""#)),
    }
}

/// Reads a key that is true or false; false where it is not there.
pub(super) fn flag_of(object: &Object, key: &str) -> Result<bool, Fault> {
    match object.get(key) {
        None => Ok(false),
        Some(Json::Bool(flag)) => Ok(*flag),
        Some(_) => Err(expected(key, "true, false")),
    }
}

/// Finds a field that people may fill.
pub(super) fn open_field(schema: &'static Schema, key: &str) -> Result<&'static Field, Fault> {
    let field = schema.field_by_key(key).ok_or_else(|| unknown_field(schema, key))?;
    if field.computed {
        return Err(Fault::on(
            key,
            "unknown_field",
            say!(
                "Trường \"{field}\" do chương trình tự ghi, không đặt được.",
                "The field \"{field}\" is filled by the program and cannot be set.",
                field = field.label
            ),
        ));
    }
    Ok(field)
}

pub(super) fn unknown_field(schema: &'static Schema, key: &str) -> Fault {
    let words = say!(
        "Bảng {name} không có trường \"{key}\".",
        "The entity {name} has no field \"{key}\".",
        name = schema.key,
        key = key
    );
    let known = schema.all_fields().filter(|field| !field.computed).map(|field| field.key);
    Fault::on(key, "unknown_field", with_hint(words, key, known))
}

pub(super) fn known_keys(object: &Object, known: &[&str]) -> Result<(), Fault> {
    let Some(key) = object.keys().find(|key| !known.contains(&key.as_str())) else { return Ok(()) };
    let words = say!(
        "Không hiểu khóa \"{key}\"; ở đây nhận: {known}.",
        "The key \"{key}\" is not known; accepted here: {known}.",
        key = key,
        known = known.join(", ")
    );
    Err(Fault::on(key, "unknown_key", with_hint(words, key, known.iter().copied())))
}

/// Adds the word that was probably meant.
pub(super) fn with_hint<'a>(words: Words, typed: &str, known: impl Iterator<Item = &'a str>) -> Words {
    match nearest(typed, known) {
        Some(word) => {
            say!("{words} Có phải \"{word}\"?", "{words} Did you mean \"{word}\"?", words = words, word = word)
        }
        None => words,
    }
}

pub(super) fn expected(key: &str, form: &str) -> Fault {
    let words = say!("Sai dạng; ở đây nhận {form}.", "Wrong form; {form} is accepted here.", form = form);
    Fault::on(key, "json", words)
}

pub(super) fn not_an_object() -> Fault {
    Fault::new(
        "json",
        say!(
            "Mỗi lệnh là một đối tượng JSON {{…}} trên một dòng.",
            "Each command is one JSON object {{…}} on one line."
        ),
    )
}

pub(super) fn not_json(error: &serde_json::Error) -> Fault {
    Fault::new(
        "json",
        say!(
            "Không đọc được JSON ở cột {column}: {error}.",
            "This is no JSON, at column {column}: {error}.",
            column = error.column(),
            error = error
        ),
    )
}
