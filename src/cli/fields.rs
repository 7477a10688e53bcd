//! `danvan fields`: the data dictionary, from the same rows that forms and files are made of.

use serde_json::json;

use super::args::FieldsFormat;
use super::export::entity;
use super::out::{End, Out, Outcome};
use crate::register::{Choices, Field, Kind, Lang, Need, REGISTER, Schema, catalogue};

/// Prints all entities, or one.
pub(super) fn run(only: Option<&str>, format: FieldsFormat, out: &mut Out) -> Outcome {
    let entities = match only {
        Some(key) => vec![entity(key)?],
        None => REGISTER.0.to_vec(),
    };
    for schema in entities {
        match format {
            FieldsFormat::Jsonl => {
                for field in schema.fields {
                    out.line(&json_line(schema, field))?;
                }
            }
            FieldsFormat::Text => text(schema, out)?,
            FieldsFormat::Md => markdown(schema, out)?,
        }
    }
    Ok(End::Done)
}

fn text(schema: &Schema, out: &mut Out) -> std::io::Result<()> {
    let lang = out.lang;
    out.line(&format!("{} · {}", schema.key, schema.name.get(lang)))?;
    for field in schema.fields {
        let flags = flags(field, lang);
        let kind = kind(field, lang);
        out.line(&format!("  {} · {} · {kind}{flags}", field.key, field.label.get(lang)))?;
        if !field.help.is_empty() {
            out.line(&format!("      {}", field.help.get(lang)))?;
        }
    }
    out.line("")
}

fn markdown(schema: &Schema, out: &mut Out) -> std::io::Result<()> {
    let lang = out.lang;
    out.line(&format!("## {} (`{}`)\n", schema.name.get(lang), schema.key))?;
    out.line(match lang {
        Lang::Vi => "| trường | nhãn | loại | |\n|---|---|---|---|",
        Lang::En => "| field | label | kind | |\n|---|---|---|---|",
    })?;
    for field in schema.fields {
        let flags = flags(field, lang);
        let cells = [field.label.get(lang), &kind(field, lang), flags.trim_start_matches(" · ")].map(escaped);
        out.line(&format!("| `{}` | {} |", field.key, cells.join(" | ")))?;
    }
    out.line("")
}

fn escaped(cell: &str) -> String {
    cell.replace('|', "\\|")
}

/// Names the kind with its limits.
fn kind(field: &Field, lang: Lang) -> String {
    let name = field.kind.label().get(lang);
    match field.kind {
        Kind::Text { max } | Kind::Memo { max } | Kind::List { max } => format!("{name} (≤ {max})"),
        Kind::Integer { min, max, unit } => format!("{name} ({min}…{max}{})", spaced(unit)),
        Kind::Decimal { min, max, digits, unit } => format!("{name} ({min}…{max}, ,{digits}{})", spaced(unit)),
        Kind::Choice(Choices::Fixed(list)) | Kind::Choices(Choices::Fixed(list)) => {
            let codes: Vec<&str> = list.iter().map(|choice| choice.code).collect();
            format!("{name} ({})", codes.join(", "))
        }
        Kind::Choice(Choices::Catalogue(list)) | Kind::Choices(Choices::Catalogue(list)) => format!("{name} ({list})"),
        Kind::Link(target) | Kind::Links(target) => format!("{name} (→ {target})"),
        Kind::Money | Kind::Quantity { .. } | Kind::Date | Kind::Bool => name.to_owned(),
    }
}

fn spaced(unit: &str) -> String {
    if unit.is_empty() { String::new() } else { format!(" {unit}") }
}

fn flags(field: &Field, lang: Lang) -> String {
    let pick = |vi: &'static str, en: &'static str| match lang {
        Lang::Vi => vi,
        Lang::En => en,
    };
    let need = match field.need {
        Need::Optional => "",
        Need::Complete => pick(" · cần để đủ", " · needed to be complete"),
        Need::Draft => pick(" · bắt buộc", " · required"),
        Need::When(_) => pick(" · cần tùy trường hợp", " · needed in some cases"),
    };
    let mut flags = need.to_owned();
    for (holds, vi, en) in [
        (field.private, " · riêng tư", " · private"),
        (field.computed, " · tự tính", " · computed"),
        (field.retired, " · không dùng nữa", " · retired"),
    ] {
        if holds {
            flags.push_str(pick(vi, en));
        }
    }
    flags
}

fn json_line(schema: &Schema, field: &Field) -> String {
    let need = match field.need {
        Need::Optional => "optional",
        Need::Complete => "complete",
        Need::Draft => "draft",
        Need::When(_) => "when",
    };
    let choices: Option<Vec<String>> = field.kind.choices().map(|choices| match choices {
        Choices::Fixed(list) => list.iter().map(|choice| choice.code.to_owned()).collect(),
        Choices::Catalogue(name) => catalogue::built_in(name).into_iter().map(|entry| entry.code).collect(),
    });
    json!({
        "entity": schema.key,
        "field": field.key,
        "id": field.id,
        "vi": field.label.vi,
        "en": field.label.en,
        "kind": field.kind.label().en,
        "json": field.kind.json_form(),
        "need": need,
        "links_to": field.kind.target(),
        "choices": choices,
        "aliases": field.aliases,
        "help": {"vi": field.help.vi, "en": field.help.en},
        "private": field.private,
        "computed": field.computed,
        "retired": field.retired,
    })
    .to_string()
}
