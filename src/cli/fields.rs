//! `danvan fields`: the data dictionary.

use super::args::FieldsFormat;
use super::export::entity;
use super::out::{End, Out, Outcome};
use crate::exchange::dictionary::{self, Form};
use crate::register::REGISTER;

/// Prints all entities, or one.
pub(super) fn run(only: Option<&str>, format: FieldsFormat, out: &mut Out) -> Outcome {
    let entities = match only {
        Some(key) => vec![entity(key)?],
        None => REGISTER.0.to_vec(),
    };
    let form = match format {
        FieldsFormat::Text => Form::Text,
        FieldsFormat::Jsonl => Form::Jsonl,
        FieldsFormat::Md => Form::Markdown,
    };
    let lang = out.lang;
    for schema in entities {
        dictionary::write(out.raw(), schema, form, lang)?;
    }
    Ok(End::Done)
}
