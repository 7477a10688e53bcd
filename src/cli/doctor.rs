//! `danvan doctor`: what is on the disk, whether it holds, and mending what can be mended.

use std::path::Path;

use super::out::{End, Out, Outcome, Stop};
use super::place::{Place, close, options, refuse_missing};
use crate::register::{MemoryRecords, REGISTER, Records, ShowCx, Words};
use crate::say;
use crate::store::{Grade, OpenError, Report, doctor};

/// Examines the register in `dir`; on request builds its database anew, and compares every record with the journal.
pub(super) fn run(dir: &Path, repair: bool, verify: bool, out: &mut Out) -> Outcome {
    refuse_missing(dir)?;
    let mut report = doctor::examine(dir, &options()).map_err(|error| stop(&error))?;
    if repair && !report.is_damaged() {
        report = doctor::rebuild(dir, &options()).map_err(|error| stop(&error))?;
    }
    tell(&report, out)?;
    if report.is_damaged() {
        return Err(Stop::Store(say!(
            "Nhật ký bị hỏng. Chưa xóa gì; phục hồi từ bản sao lưu.",
            "The journal is damaged. Nothing was removed; restore it from a backup."
        )));
    }
    let end = if report.is_sound() { End::Done } else { End::Problems };
    if !verify {
        return Ok(end);
    }
    let place = Place::open(dir, out)?;
    let found = compare(&place, out);
    close(place)?;
    match found? {
        0 => {
            out.say(&say!("Mọi bản ghi khớp với nhật ký.", "Every record agrees with the journal."))?;
            Ok(end)
        }
        _ => Ok(End::Problems),
    }
}

fn stop(error: &OpenError) -> Stop {
    match error {
        OpenError::Missing(words) => Stop::Usage(words.clone()),
        _ => Stop::Store(error.words()),
    }
}

fn tell(report: &Report, out: &mut Out) -> Result<(), Stop> {
    for finding in &report.findings {
        let mark = match finding.grade {
            Grade::Note => Words { vi: "ghi nhận".to_owned(), en: "note".to_owned() },
            Grade::Healable => Words { vi: "tự sửa được".to_owned(), en: "mends itself".to_owned() },
            Grade::Damage => Words { vi: "HỎNG".to_owned(), en: "DAMAGED".to_owned() },
        };
        out.say(&say!("{mark}: {what}", "{mark}: {what}", mark = mark, what = finding.words))?;
    }
    Ok(())
}

/// Folds the journal from its first line on and compares the outcome with the database, record by record; tells and counts
/// the differences.
fn compare(place: &Place, out: &mut Out) -> Result<usize, Stop> {
    let mut folded = MemoryRecords::new(REGISTER);
    for seq in 1..=place.store.head().seq {
        let commit = place.store.commit_at(seq).map_err(|error| Stop::Store(error.words()))?;
        let commit = commit.ok_or_else(|| {
            Stop::Store(say!("Nhật ký thiếu lần ghi số {seq}.", "The journal lacks commit number {seq}.", seq = seq))
        })?;
        folded.apply(seq, &commit.changes);
    }
    let records = place.store.read();
    let mut differences = 0;
    for schema in REGISTER.0.iter().copied() {
        let query = crate::register::Query { withdrawn: true, ..crate::register::Query::all(schema) };
        let kept = records.page(&query, 0, 0).total;
        let wanted = folded.all(schema).count();
        if kept != wanted {
            differences += 1;
            out.say(&say!(
                "{name}: cơ sở dữ liệu có {kept}, nhật ký có {wanted}.",
                "{name}: the database has {kept}, the journal {wanted}.",
                name = schema.plural,
                kept = kept,
                wanted = wanted
            ))?;
        }
        for (id, record) in folded.all(schema) {
            if records.get(schema, id).as_ref() != Some(record) {
                differences += 1;
                let title = ShowCx::vi(&folded).title_of(schema, record);
                out.say(&say!(
                    "{name} \"{title}\" ({id}) khác với nhật ký. Chạy \"danvan doctor --repair\".",
                    "The {name} \"{title}\" ({id}) differs from the journal. Run \"danvan doctor --repair\".",
                    name = schema.name,
                    title = title,
                    id = id
                ))?;
            }
        }
    }
    Ok(differences)
}
