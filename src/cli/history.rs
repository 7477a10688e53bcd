//! `danvan history` and `danvan undo`: who changed what when, and taking one change back.

use super::built::commit;
use super::export::entity;
use super::out::{End, Out, Outcome, Stop};
use super::place::Place;
use crate::register::{Change, Command, Commit, Field, Id, Lang, Records, Schema, ShowCx, Value, unique};
use crate::say;

/// Prints the latest commits, of one record or of all, newest first.
pub(super) fn run(place: &Place, of: Option<(&str, &str)>, most: usize, out: &mut Out) -> Outcome {
    let of = match of {
        Some((key, code)) => {
            let schema = entity(key)?;
            Some((schema, record(schema, code, &place.store.read())?))
        }
        None => None,
    };
    let commits = place.store.history(of, None, most).map_err(|error| Stop::Store(error.words()))?;
    let records = place.store.read();
    let cx = ShowCx { records: &records, lang: out.lang };
    for commit in &commits {
        out.line(&head(commit, out.lang))?;
        if commit.changes.is_empty() {
            let words = say!("  (giá trị đã bị xóa khỏi nhật ký)", "  (its values were taken out of the journal)");
            out.say(&words)?;
        }
        for change in commit.changes.iter().filter(|change| of.is_none_or(|(_, id)| change.id == id)) {
            for line in change_lines(change, cx) {
                out.line(&line)?;
            }
        }
    }
    if commits.is_empty() {
        out.note(&say!("Chưa có lần ghi nào.", "There is no commit yet."));
    }
    Ok(End::Done)
}

/// Finds a record by its id or its code.
pub(super) fn record(schema: &'static Schema, code: &str, records: &dyn Records) -> Result<Id, Stop> {
    let by_id = code.parse::<Id>().ok().filter(|id| records.get(schema, *id).is_some());
    let claim = unique::claim_of(code);
    let by_code = || unique::codes(schema).find_map(|set| records.claimed(schema, set, &claim));
    by_id.or_else(by_code).ok_or_else(|| {
        Stop::Refused(say!(
            "Không có {name} nào mang mã \"{code}\".",
            "There is no {name} with the code \"{code}\".",
            name = schema.name,
            code = code
        ))
    })
}

fn head(commit: &Commit, lang: Lang) -> String {
    let mut line = format!("#{} · {} · {}", commit.seq, commit.at.format("%d/%m/%Y %H:%M:%S"), commit.who);
    if let Some(undone) = commit.undoes {
        let words = say!(" · hoàn tác #{n}", " · takes #{n} back", n = undone);
        line.push_str(words.get(lang));
    }
    if !commit.why.is_empty() {
        line.push_str(" · ");
        line.push_str(&commit.why);
    }
    line
}

/// Says what one record's change is: its title, then each field with the value before and after.
fn change_lines(change: &Change, cx: ShowCx<'_>) -> Vec<String> {
    let title = cx.title(change.schema, change.id);
    let mut lines = vec![format!("  {} · {title}", change.schema.name.get(cx.lang))];
    for (field, old, new) in &change.set {
        let Some(field) = change.schema.field(*field) else { continue };
        let private = field.private.then_some("…");
        let show = |value: &Option<Value>| match (value, private) {
            (None, _) => "∅".to_owned(),
            (Some(_), Some(hidden)) => hidden.to_owned(),
            (Some(value), None) => one_line(field, value, cx),
        };
        lines.push(format!("    {}: {} → {}", field.label.get(cx.lang), show(old), show(new)));
    }
    lines
}

/// Letters of a value that history shows.
const SHOWN: usize = 120;

fn one_line(field: &Field, value: &Value, cx: ShowCx<'_>) -> String {
    let text = field.show_value(value, cx).replace('\n', " ⏎ ");
    if text.chars().count() <= SHOWN {
        return text;
    }
    text.chars().take(SHOWN).chain(['…']).collect()
}

/// Takes the commit with this number back.
pub(super) fn undo(place: &Place, seq: u64, why: Option<&str>, out: &mut Out) -> Outcome {
    let found = place.store.commit_at(seq).map_err(|error| Stop::Store(error.words()))?;
    let Some(found) = found else {
        return Err(Stop::Refused(say!(
            "Sổ không có lần ghi số {seq}. Xem \"danvan history\".",
            "The register has no commit number {seq}. See \"danvan history\".",
            seq = seq
        )));
    };
    let command = Command::Undo { commit: Box::new(found), only: Vec::new() };
    let new = commit(place, command, why.unwrap_or_default().to_owned())?;
    out.say(&say!(
        "Đã hoàn tác lần ghi #{seq} (bằng lần ghi #{new}).",
        "Commit #{seq} was taken back (by commit #{new}).",
        seq = seq,
        new = new
    ))?;
    Ok(End::Done)
}
