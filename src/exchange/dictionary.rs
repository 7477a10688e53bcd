//! The data dictionary: what the register holds, from the same rows that forms and files are made of.

use std::io::{self, Write};

use serde_json::json;

use crate::register::{Choices, Field, Kind, Lang, Need, Schema, catalogue};

/// How the dictionary is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// For people, in lines.
    Text,
    /// One JSON object a field, in both languages.
    Jsonl,
    /// One Markdown table an entity.
    Markdown,
}

/// Writes what an entity holds.
pub fn write(out: &mut dyn Write, schema: &Schema, form: Form, lang: Lang) -> io::Result<()> {
    match form {
        Form::Text => text(out, schema, lang),
        Form::Jsonl => schema.fields.iter().try_for_each(|field| writeln!(out, "{}", json_line(schema, field))),
        Form::Markdown => markdown(out, schema, lang),
    }
}

fn text(out: &mut dyn Write, schema: &Schema, lang: Lang) -> io::Result<()> {
    writeln!(out, "{} · {}", schema.key, schema.name.get(lang))?;
    for field in schema.fields {
        let flags = flags(field, lang);
        let kind = kind(field, lang);
        writeln!(out, "  {} · {} · {kind}{flags}", field.key, field.label.get(lang))?;
        if !field.help.is_empty() {
            writeln!(out, "      {}", field.help.get(lang))?;
        }
    }
    writeln!(out)
}

fn markdown(out: &mut dyn Write, schema: &Schema, lang: Lang) -> io::Result<()> {
    writeln!(out, "## {} (`{}`)\n", schema.name.get(lang), schema.key)?;
    let heads = match lang {
        Lang::Vi => "| trường | nhãn | loại | |",
        Lang::En => "| field | label | kind | |",
    };
    writeln!(out, "{heads}\n|---|---|---|---|")?;
    for field in schema.fields {
        let flags = flags(field, lang);
        let cells = [field.label.get(lang), &kind(field, lang), flags.trim_start_matches(" · ")].map(escaped);
        writeln!(out, "| `{}` | {} |", field.key, cells.join(" | "))?;
    }
    writeln!(out)
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
