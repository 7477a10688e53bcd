//! `danvan adopt` and `danvan carry-over`: commands that make many records in one commit.

use super::out::{End, Out, Outcome, Stop};
use super::place::{Place, commit_time, this_year};
use crate::register::catalogue::sets::{READY, adopt as adopted};
use crate::register::flow::carry_over as renewed;
use crate::register::schema::model;
use crate::register::{Command, Lang, Reject, Request, ShowCx, Words};
use crate::say;

/// Lists the ready-made sets.
pub(super) fn list_sets(out: &mut Out) -> Outcome {
    for ready in READY {
        out.line(&format!("{:<12} {}", ready.name, ready.title.get(out.lang)))?;
    }
    Ok(End::Done)
}

/// Takes a ready-made set on for a year.
pub(super) fn adopt(place: &Place, name: &str, year: Option<i32>, out: &mut Out) -> Outcome {
    let year = year.unwrap_or_else(this_year);
    let commands = adopted(&place.store.read(), name, &(year..=year), &mut || place.ids.next());
    let commands = commands.map_err(Stop::Usage)?;
    let entries = commands.len();
    let seq = commit(place, Command::Batch(commands), format!("Dùng bộ {name} cho năm {year}"))?;
    out.say(&say!(
        "Đã dùng bộ {name} cho năm {year}: {n} mục (lần ghi #{seq}; hoàn tác: danvan undo {seq}).",
        "The set {name} holds for {year}: {n} entries (commit #{seq}; danvan undo {seq} takes it back).",
        name = name,
        year = year,
        n = entries,
        seq = seq
    ))?;
    Ok(End::Done)
}

/// Registers the models of a year for the next one, or only lists them.
pub(super) fn carry_over(place: &Place, year: i32, only_list: bool, out: &mut Out) -> Outcome {
    let records = place.store.read();
    let renewal = renewed(&records, year, &mut || place.ids.next());
    let cx = ShowCx { records: &records, lang: out.lang };
    for id in &renewal.models {
        out.line(&cx.title(&model::SCHEMA, *id))?;
    }
    let count = renewal.models.len();
    if only_list || count == 0 {
        out.note(&say!(
            "{n} mô hình của năm {year} được chuyển sang năm {next}.",
            "{n} models of {year} go on into {next}.",
            n = count,
            year = year,
            next = year + 1
        ));
        return Ok(End::Done);
    }
    drop(records);
    let seq = commit(place, Command::Batch(renewal.commands), format!("Chuyển năm {year} sang {}", year + 1))?;
    out.say(&say!(
        "Đã chuyển {n} mô hình sang năm {next}, ở trạng thái nháp (lần ghi #{seq}; hoàn tác: danvan undo {seq}).",
        "{n} models were registered for {next}, as drafts (commit #{seq}; danvan undo {seq} takes it back).",
        n = count,
        next = year + 1,
        seq = seq
    ))?;
    Ok(End::Done)
}

/// Commits one command; gives the number of its commit.
pub(super) fn commit(place: &Place, command: Command, why: String) -> Result<u64, Stop> {
    match place.store.commit(&[Request { command, why }], &place.actor, commit_time()).into_iter().next() {
        Some(Ok(commit)) => Ok(commit.seq),
        Some(Err(Reject::Storage(words))) => Err(Stop::Store(words)),
        Some(Err(reject)) => Err(Stop::Refused(Words { vi: reject.show(Lang::Vi), en: reject.show(Lang::En) })),
        None => Err(Stop::Store(say!(
            "Không rõ đã ghi chưa. Xem \"danvan history\".",
            "It is not known whether this was saved. See \"danvan history\"."
        ))),
    }
}
