//! Commits written for people: which record, which field, the old value and the new one.

use std::sync::Arc;

use super::Dialog;
use crate::register::record::common;
use crate::register::{Change, Command, Commit, Field, Label, ShowCx, Value, Words};
use crate::say;

/// Most records of one commit that are written out; an import has thousands.
const MOST_RECORDS: usize = 12;
/// Most letters of one value; the rest is in the record.
const MOST_LETTERS: usize = 200;
/// Shown for a commit whose values were taken out.
const TAKEN_OUT: Label = Label::new("(giá trị đã bị xóa khỏi nhật ký)", "(its values were taken out of the journal)");
/// Shown for a field that held nothing.
const EMPTY: Label = Label::new("(trống)", "(empty)");
/// Shown for a value that is shown on demand only.
const PRIVATE: Label = Label::new("(riêng tư)", "(private)");

/// Writes what a commit changed: for each record a line that names it, then a line a field; of an import only the first
/// records.
pub fn lines(commit: &Commit, show: ShowCx<'_>, arrow: &str) -> Vec<String> {
    if commit.changes.is_empty() {
        return vec![TAKEN_OUT.get(show.lang).to_owned()];
    }
    let first = commit.changes.iter().take(MOST_RECORDS);
    let mut lines: Vec<String> = first.flat_map(|change| change_lines(change, show, arrow)).collect();
    let more = commit.changes.len().saturating_sub(MOST_RECORDS);
    if more > 0 {
        lines.push(say!("… và {more} bản ghi nữa", "… and {more} more records", more = more).get(show.lang).to_owned());
    }
    lines
}

/// Says in one line when, who and why.
pub fn heading(commit: &Commit, show: ShowCx<'_>) -> String {
    let mut parts =
        vec![format!("#{}", commit.seq), commit.at.format("%d/%m/%Y %H:%M").to_string(), commit.who.clone()];
    if let Some(seq) = commit.undoes {
        parts.push(say!("hoàn tác #{seq}", "takes back #{seq}", seq = seq).get(show.lang).to_owned());
    }
    if !commit.why.is_empty() {
        parts.push(commit.why.clone());
    }
    parts.join(" · ")
}

fn change_lines(change: &Change, show: ShowCx<'_>, arrow: &str) -> Vec<String> {
    let mut lines = vec![format!("{}: {}", change.schema.name.get(show.lang), title(change, show))];
    for (id, old, new) in &change.set {
        let Some(field) = change.schema.field(*id) else { continue };
        let (old, new) = (shown(field, old.as_ref(), show), shown(field, new.as_ref(), show));
        lines.push(format!("  {}: {old} {arrow} {new}", field.label.get(show.lang)));
    }
    lines
}

/// Names the record as it is now, or as the change knew it where it is gone.
fn title(change: &Change, show: ShowCx<'_>) -> String {
    let now = show.records.get(change.schema, change.id);
    let record = now.unwrap_or_else(|| {
        let known =
            |(field, old, new): &(_, Option<Value>, Option<Value>)| Some((*field, new.clone().or(old.clone())?));
        change.set.iter().filter_map(known).collect()
    });
    let title = show.title_of(change.schema, &record);
    if title.is_empty() { change.id.to_string() } else { title }
}

fn shown(field: &Field, value: Option<&Value>, show: ShowCx<'_>) -> String {
    match value {
        None => EMPTY.get(show.lang).to_owned(),
        Some(_) if field.private && field.id != common::WITHDRAWN => PRIVATE.get(show.lang).to_owned(),
        Some(value) => {
            let text = field.show_value(value, show).replace('\n', " ");
            if text.chars().count() <= MOST_LETTERS {
                text
            } else {
                text.chars().take(MOST_LETTERS).chain(std::iter::once('…')).collect()
            }
        }
    }
}

/// Makes the question whether a commit is to be taken back, with what would change: from what it wrote to what was there
/// before, last change first.
pub fn undo(commit: &Arc<Commit>, question: Words, show: ShowCx<'_>, arrow: &str) -> Dialog {
    let back = |change: &Change| Change {
        set: change.set.iter().map(|(field, old, new)| (*field, new.clone(), old.clone())).collect(),
        ..change.clone()
    };
    let taken_back = Commit { changes: commit.changes.iter().rev().map(back).collect(), ..Commit::clone(commit) };
    let lines = lines(&taken_back, show, arrow);
    let command = Command::Undo { commit: Box::new(Commit::clone(commit)), only: Vec::new() };
    Dialog::commit(question, lines, command.into(), say!("Đã hoàn tác.", "Taken back."))
}
