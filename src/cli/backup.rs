//! `danvan backup` and `danvan restore`: copies of the register elsewhere, and taking one back.

use std::path::{Path, PathBuf};

use super::args::{Backup, Restore};
use super::out::{End, Out, Outcome, Stop};
use super::place::{Place, now, options};
use crate::register::Words;
use crate::say;
use crate::store::{CopyError, Held, Keeping, Mirror, Store, restore};

/// Makes a copy where it was asked for, or where copies go; keeps the settings that came along.
pub(super) fn run(place: &Place, asked: &Backup, out: &mut Out) -> Outcome {
    if place.damaged {
        return Err(Stop::Store(say!(
            "Sổ đang hỏng nên không sao lưu, để không thay bản tốt bằng bản thiếu. Chạy \"danvan doctor\".",
            "The register is damaged and not backed up, so that no good copy gives way to a poor one. Run \"danvan doctor\"."
        )));
    }
    if asked.list {
        return list(place, asked, out);
    }
    let store = &place.store;
    let mut keeping = store.keeping();
    if asked.to.is_some() || asked.mirror.is_some() || (asked.keep.is_some() && asked.target.is_none()) {
        keeping = change(keeping, asked)?;
        // Whether it works shows before it is kept.
        copy(store, &keeping.place(store.layout().root()), keeping.keep, out)?;
        reflect(store, &keeping, out)?;
        store.set_keeping(&keeping).map_err(stop)?;
        return Ok(End::Done);
    }
    let target = asked.target.as_deref().map(absolute).transpose()?;
    let to = target.unwrap_or_else(|| keeping.place(store.layout().root()));
    copy(store, &to, asked.keep.map_or(keeping.keep, usize::from), out)?;
    reflect(store, &keeping, out)?;
    Ok(End::Done)
}

/// Takes over where copies go; `-` takes a place away.
fn change(keeping: Keeping, asked: &Backup) -> Result<Keeping, Stop> {
    let place = |asked: &Option<PathBuf>, before: Option<PathBuf>| match asked {
        None => Ok(before),
        Some(path) if path == Path::new("-") => Ok(None),
        Some(path) => absolute(path).map(Some),
    };
    let (to, mirror) = (place(&asked.to, keeping.to)?, place(&asked.mirror, keeping.mirror)?);
    Ok(Keeping { to, mirror, keep: asked.keep.map_or(keeping.keep, usize::from) })
}

fn copy(store: &Store, to: &Path, keep: usize, out: &mut Out) -> Result<(), Stop> {
    let held = store.copy_to(to, keep, now()).map_err(stop)?;
    out.say(&say!(
        "Đã sao lưu và đọc lại để kiểm chứng: {dir}. Đến lần ghi {seq}, mã cuối {head}.",
        "Backed up, and proved by reading it again: {dir}. Up to commit {seq}, head {head}.",
        dir = held.dir.display(),
        seq = held.receipt.seq,
        head = held.receipt.head
    ))?;
    Ok(())
}

/// Brings the mirror up to date, where there is one.
fn reflect(store: &Store, keeping: &Keeping, out: &mut Out) -> Result<(), Stop> {
    let Some(dir) = &keeping.mirror else { return Ok(()) };
    let head = Mirror::new(dir).bring_up(store).map_err(stop)?;
    out.say(&say!(
        "Bản gương {dir} đã đủ đến lần ghi {seq}.",
        "The mirror {dir} has everything up to commit {seq}.",
        dir = dir.display(),
        seq = head.seq
    ))?;
    Ok(())
}

/// Lists the copies and proves each by reading it again; the command fails where one does not hold.
fn list(place: &Place, asked: &Backup, out: &mut Out) -> Outcome {
    let store = &place.store;
    let target = asked.target.as_deref().map(absolute).transpose()?;
    let at = target.unwrap_or_else(|| store.keeping().place(store.layout().root()));
    let held = store.copies_in(&at).map_err(stop)?;
    let mut end = End::Done;
    for held in held.iter().rev() {
        let proved = store.prove(held);
        out.say(&line(held, proved.as_ref().err().map(CopyError::words)))?;
        if proved.is_err() {
            end = End::Problems;
        }
    }
    if held.is_empty() {
        out.say(&say!("{at} chưa có bản sao lưu nào.", "{at} holds no backup yet.", at = at.display()))?;
        end = End::Problems;
    }
    Ok(end)
}

fn line(held: &Held, wrong: Option<&Words>) -> Words {
    let good = say!("nguyên vẹn", "holds");
    say!(
        "{made} · lần ghi {seq} · {head} · {dir} · {proved}",
        "{made} · commit {seq} · {head} · {dir} · {proved}",
        made = held.receipt.made.format("%d/%m/%Y %H:%M"),
        seq = held.receipt.seq,
        head = held.receipt.head,
        dir = held.dir.display(),
        proved = wrong.unwrap_or(&good)
    )
}

/// Takes a copy back into the register's folder.
pub(super) fn take_back(dir: &Path, asked: &Restore, out: &mut Out) -> Outcome {
    let restored = restore(&absolute(&asked.source)?, dir, &options(), asked.yes).map_err(stop)?;
    let (seq, head, from) = (restored.head.seq, restored.head.hash, restored.from.display());
    if restored.same {
        out.say(&say!(
            "Sổ đã có đủ những gì trong {from} (lần ghi {seq}, mã cuối {head}). Không đổi gì.",
            "The register has all that is in {from} (commit {seq}, head {head}). Nothing was changed.",
            from = from,
            seq = seq,
            head = head
        ))?;
        return Ok(End::Done);
    }
    out.say(&say!(
        "Đã phục hồi từ {from} và kiểm chứng: đến lần ghi {seq}, mã cuối {head}.",
        "Restored from {from} and proved: up to commit {seq}, head {head}.",
        from = from,
        seq = seq,
        head = head
    ))?;
    if let Some(aside) = &restored.aside {
        out.say(&say!(
            "Nhật ký cũ được giữ nguyên ở {aside}.",
            "The old journal is kept as it was in {aside}.",
            aside = aside.display()
        ))?;
    }
    Ok(End::Done)
}

/// Copies what a command changed to the places that were set for copies: the mirror each time, a copy once a day.
///
/// What fails is told and is no failure of the command, whose own work is done.
pub(super) fn after_work(store: &Store, out: &Out) {
    if let Err(error) = store.look_after(now(), false) {
        out.note(&failed(error.words()));
    }
}

/// Makes a copy at the end of a day at the desk, unless the newest one has everything.
pub(super) fn after_desk(store: &Store, out: &Out) {
    if let Err(error) = store.copy_after_work(now()) {
        out.note(&failed(error.words()));
    }
}

fn failed(why: &Words) -> Words {
    say!(
        "Chưa sao lưu được (sổ vẫn an toàn tại chỗ). {why}",
        "The backup was not made (the register itself is safe). {why}",
        why = why
    )
}

fn stop(error: CopyError) -> Stop {
    match error {
        CopyError::Refused(words) => Stop::Refused(words),
        CopyError::Damaged(words) | CopyError::Disk(words) => Stop::Store(words),
    }
}

/// Makes a path that means the same from any folder.
fn absolute(path: &Path) -> Result<PathBuf, Stop> {
    std::path::absolute(path).map_err(|error| {
        Stop::Usage(say!(
            "Không hiểu đường dẫn {path}: {error}.",
            "The path {path} cannot be used: {error}.",
            path = path.display(),
            error = error
        ))
    })
}
