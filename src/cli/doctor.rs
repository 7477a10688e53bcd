//! `danvan doctor`: what is on the disk, whether it holds, and mending what can be mended.

use std::path::{Path, PathBuf};

use super::args::Doctor;
use super::out::{End, Out, Outcome, Stop};
use super::place::{Place, close, now, options, refuse_missing, who};
use crate::register::line::Hash;
use crate::register::{Actor, MemoryRecords, REGISTER, Records, ShowCx, Words};
use crate::say;
use crate::store::{Grade, OpenError, Report, doctor};

/// Examines the register in `dir`; on request mends it, looks for a printed head, or compares every record with the journal.
pub(super) fn run(dir: &Path, asked: &Doctor, out: &mut Out) -> Outcome {
    refuse_missing(dir)?;
    let sources = asked.from.iter().map(std::path::absolute).collect::<Result<Vec<PathBuf>, _>>()?;
    let mut report = doctor::examine(dir, &options(), &sources).map_err(|error| stop(&error))?;
    if asked.repair {
        report = if report.is_damaged() {
            let actor = Actor::sole(&who());
            doctor::repair(dir, &options(), &sources, (&actor, now())).map_err(|error| stop(&error))?
        } else {
            doctor::rebuild(dir, &options()).map_err(|error| stop(&error))?
        };
    }
    tell(&report, out)?;
    if report.is_damaged() {
        return Err(Stop::Store(say!(
            "Nhật ký bị hỏng. Chưa đổi gì; xem ở trên sẽ lấy lại được gì, rồi chạy \"danvan doctor --repair\".",
            "The journal is damaged. Nothing was changed; see above what comes back, then run \"danvan doctor --repair\"."
        )));
    }
    let end = if report.is_sound() { End::Done } else { End::Problems };
    match &asked.verify {
        None => Ok(end),
        Some(head) if head.is_empty() => verify(dir, end, out),
        Some(head) => find(dir, head, end, out),
    }
}

/// Compares every record with the journal.
fn verify(dir: &Path, end: End, out: &mut Out) -> Outcome {
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

/// Looks for a head that was printed on a report or a backup: where it stands, the register had then what the paper says.
fn find(dir: &Path, head: &str, end: End, out: &mut Out) -> Outcome {
    let hash: Hash = head.to_lowercase().parse().map_err(|_| {
        Stop::Usage(say!(
            "\"{head}\" không phải mã cuối: cần 32 chữ số 0–9, a–f như in trên báo cáo.",
            "\"{head}\" is no head: it has 32 digits 0–9, a–f, as printed on a report.",
            head = head
        ))
    })?;
    let place = Place::open_to_read(dir, out)?;
    let found = place.store.seq_of(hash);
    let last = place.store.head().seq;
    close(place)?;
    let Some(seq) = found.map_err(|error| Stop::Store(error.words()))? else {
        out.say(&say!(
            "Mã {head} KHÔNG có trong nhật ký: bản in ra từ một sổ khác, hoặc nhật ký đã bị thay đổi sau khi in.",
            "The head {head} is NOT in the journal: the paper is of another register, or the journal was changed since.",
            head = hash
        ))?;
        return Ok(End::Problems);
    };
    out.say(&say!(
        "Mã {head} là của lần ghi {seq}; mọi lần ghi đến đó không đổi kể từ khi in. Sổ nay đến lần ghi {last}.",
        "The head {head} is that of commit {seq}; nothing up to there was changed since it was printed. There are {last} now.",
        head = hash,
        seq = seq,
        last = last
    ))?;
    Ok(end)
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
