//! Lines that take a commit back.

use serde_json::Value as Json;

use super::super::answer::Fault;
use super::super::parts::{Object, expected, unknown_field};
use super::Desk;
use crate::register::change::{Command, Commit};
use crate::register::field::FieldId;
use crate::register::id::Id;
use crate::say;

impl Desk<'_> {
    pub(super) fn undo(&self, object: &Object) -> Result<Command, Fault> {
        let seq = object.get("undo").and_then(Json::as_u64).ok_or_else(|| expected("undo", "12"))?;
        let commit =
            self.source.commit(seq).map_err(|words| Fault::on("undo", "storage", words))?.ok_or_else(|| {
                let words =
                    say!("Sổ không có lần ghi số {seq}.", "The register has no commit number {seq}.", seq = seq);
                Fault::on("undo", "missing", words)
            })?;
        let mut only = Vec::new();
        if let Some(json) = object.get("only") {
            let pairs = json.as_array().ok_or_else(|| expected("only", ONLY))?;
            for pair in pairs {
                only.push(undone_field(&commit, pair)?);
            }
        }
        Ok(Command::Undo { commit: Box::new(commit), only })
    }
}

/// An example of what `only` takes.
const ONLY: &str = r#"[["01JD…","name"]]"#;

fn undone_field(commit: &Commit, pair: &Json) -> Result<(Id, FieldId), Fault> {
    let pair: Option<(&str, &str)> = match pair.as_array().map(Vec::as_slice) {
        Some([id, field]) => id.as_str().zip(field.as_str()),
        _ => None,
    };
    let (id, key) = pair.ok_or_else(|| expected("only", ONLY))?;
    let id: Id = id.parse().map_err(|_| expected("only", ONLY))?;
    let change = commit.changes.iter().find(|change| change.id == id).ok_or_else(|| {
        let words = say!("Lần ghi đó không sửa bản ghi {id}.", "That commit did not change the record {id}.", id = id);
        Fault::on("only", "missing", words)
    })?;
    let field = change.schema.field_by_key(key).ok_or_else(|| unknown_field(change.schema, key))?;
    Ok((id, field.id))
}
