//! Rules of the standing of a record.

use super::{Rule, RuleCx, Severity};
use crate::register::id::Id;
use crate::register::plan::measure;
use crate::register::record::{Read, Record, is_withdrawn};
use crate::register::schema::Schema;
use crate::register::schema::standing::{DRAFT, ENTITY_KEY, RECORD_ID, SCHEMA, STATE};
use crate::register::words::{Label, Lang, Words};
use crate::say;

/// The rows.
pub const RULES: &[Rule] = &[
    Rule {
        id: "standing.record.unknown",
        severity: Severity::Hard,
        on: &[RECORD_ID, ENTITY_KEY],
        check: on_no_record,
        remedy: Label::new(
            "Mở bản ghi rồi đặt trạng thái: F9, Trạng thái bản ghi.",
            "Open the record and choose F9, Record state.",
        ),
    },
    Rule {
        id: "standing.record.incomplete",
        severity: Severity::Hard,
        on: &[STATE, RECORD_ID, ENTITY_KEY],
        check: lacks_something,
        remedy: Label::new(
            "Mở bản ghi, điền hoặc sửa các ô đó, rồi đặt lại trạng thái.",
            "Open the record, fill in or mend those fields, then set the state again.",
        ),
    },
];

/// Finds the record that a standing is about, where there is one that is not withdrawn.
fn target(cx: &RuleCx<'_>) -> Option<(&'static Schema, Id, Record)> {
    let schema = cx.records.dictionary().entity(cx.record.text(ENTITY_KEY)).filter(|schema| **schema != SCHEMA)?;
    let id = cx.record.text(RECORD_ID).parse::<Id>().ok()?;
    let record = cx.records.get(schema, id).filter(|record| !is_withdrawn(record))?;
    Some((schema, id, record))
}

fn on_no_record(cx: &RuleCx<'_>) -> Option<Words> {
    target(cx).is_none().then(|| {
        say!(
            "Bảng \"{entity}\" không có bản ghi {id}, hoặc bản ghi đã rút bỏ.",
            "The entity \"{entity}\" has no record {id}, or it was withdrawn.",
            entity = cx.record.text(ENTITY_KEY),
            id = cx.record.text(RECORD_ID)
        )
    })
}

/// Names what a record lacks, or has wrong, that is to be more than a draft.
fn lacks_something(cx: &RuleCx<'_>) -> Option<Words> {
    if matches!(cx.record.choice(STATE), None | Some(DRAFT)) {
        return None;
    }
    let (schema, id, record) = target(cx)?;
    let names = |lang| schema.wanted(&record).map(|field| field.label.get(lang)).collect::<Vec<_>>().join(", ");
    if schema.wanted(&record).next().is_some() {
        let fields = Words { vi: names(Lang::Vi), en: names(Lang::En) };
        return Some(say!("Bản ghi còn thiếu: {fields}.", "The record still lacks: {fields}.", fields = fields));
    }
    let asked = |rule: &Rule| rule.severity == Severity::Hard;
    let issues = measure(schema, id, &record, (cx.records, cx.today), &asked);
    let wrong = issues.into_iter().find(|issue| issue.severity == Severity::Hard)?;
    let said = Words { vi: wrong.show(Lang::Vi), en: wrong.show(Lang::En) };
    Some(say!("Bản ghi còn sai: {wrong}", "The record is still wrong: {wrong}", wrong = said))
}
