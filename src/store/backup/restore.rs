//! Taking a copy back.

use std::io;
use std::path::{Path, PathBuf};

use super::places::{Held, held_in};
use super::transfer::{add_files, copy_files};
use super::{CopyError, Receipt, failed};
use crate::register::Time;
use crate::register::line::Hash;
use crate::say;
use crate::store::disk::{Disk, read_if_there};
use crate::store::identity::Identity;
use crate::store::layout::{Layout, segment_number};
use crate::store::manifest::Reach;
use crate::store::moving::{move_in, stage};
use crate::store::open::{OpenError, lock};
use crate::store::options::Options;
use crate::store::report::Report;
use crate::store::survey::{Survey, survey};
use crate::store::{Head, doctor};

/// What was taken back.
#[derive(Clone, Debug)]
pub struct Restored {
    /// The copy that it came from.
    pub from: PathBuf,
    /// When that was made, where it says so.
    pub made: Option<Time>,
    /// How far the register reaches now.
    pub head: Head,
    /// Where the journal that was there before lies now, if there was one.
    pub aside: Option<PathBuf>,
    /// Whether the register held all of it already, so that nothing was changed.
    pub same: bool,
}

/// A copy that was read from end to end and holds.
struct Whole {
    layout: Layout,
    identity: Identity,
    head: Head,
    made: Option<Time>,
}

/// Takes the newest copy that holds from `source` (a copy, a mirror, or a folder of copies) into the register in `dir`, and
/// builds its database.
///
/// A journal that is there is set aside, never removed; and it is only replaced by a longer one that begins with all that can
/// be read of it. `accept_loss` allows a copy that ends before the number that the damaged journal is known to have reached.
///
/// # Errors
/// [`CopyError::Refused`] when the copy is shorter, of another history or another register; [`CopyError::Damaged`] when no
/// copy holds; [`CopyError::Disk`] when the disk fails or another program has the register.
pub fn restore(source: &Path, dir: &Path, options: &Options, accept_loss: bool) -> Result<Restored, CopyError> {
    let disk = &*options.disk;
    let whole = find_whole(disk, source)?;
    let layout = Layout::new(dir);
    disk.make_dir(dir).map_err(failed(dir))?;
    let held = lock(&layout, options).map_err(|error| CopyError::Disk(error.words()))?;
    let from = whole.layout.root().to_owned();
    let told = |aside, same| Restored { from: from.clone(), made: whole.made, head: whole.head, aside, same };
    if compare(disk, &layout, &whole, accept_loss)? {
        return Ok(told(None, true));
    }
    let dev = whole.identity.device.clone();
    let moved = || -> io::Result<Option<PathBuf>> {
        // What only adds to what is there comes first: when the journal is in its place, all is.
        for other in disk.list(&whole.layout.journals())?.iter().filter(|other| **other != dev) {
            add_files(disk, &whole.layout.journal(other), &layout.journal(other))?;
        }
        add_files(disk, &whole.layout.files(), &layout.files())?;
        let staged = stage(disk, &layout, &dev)?;
        copy_files(disk, &whole.layout.journal(&dev), &staged)?;
        move_in(disk, &layout, &whole.identity, options.database)
    };
    let aside = moved().map_err(failed(dir))?;
    drop(held);
    let report: Report = doctor::rebuild(dir, options).map_err(|error| match error {
        OpenError::Damaged(_) => CopyError::Damaged(error.words()),
        _ => CopyError::Disk(error.words()),
    })?;
    if (report.seq, report.head) != (whole.head.seq, whole.head.hash) {
        return Err(CopyError::Damaged(say!(
            "Phục hồi xong nhưng đọc lại không khớp (lần ghi {seq}, phải là {wanted}). Bản cũ vẫn còn trong quarantine.",
            "What was restored reads back differently (commit {seq}, expected {wanted}). The old one is still in quarantine.",
            seq = report.seq,
            wanted = whole.head.seq
        )));
    }
    Ok(told(aside, false))
}

/// Finds a copy that holds from end to end, the newest first.
fn find_whole(disk: &dyn Disk, source: &Path) -> Result<Whole, CopyError> {
    let receipt = read_if_there(disk, &Layout::new(source).receipt()).ok().flatten();
    let own = receipt.and_then(|bytes| Receipt::read(&bytes)).map(|receipt| Held { dir: source.to_owned(), receipt });
    let mut copies = match own {
        Some(own) => vec![own],
        None => held_in(disk, source).map_err(failed(source))?,
    };
    let mut why = None;
    while let Some(held) = copies.pop() {
        match held.prove(disk) {
            Ok(()) => {
                let Held { dir, receipt } = held;
                let head = Head { seq: receipt.seq, hash: receipt.head };
                let identity = Identity { store: receipt.store, device: receipt.device };
                return Ok(Whole { layout: Layout::new(&dir), identity, head, made: Some(receipt.made) });
            }
            Err(error) => why = why.or(Some(error)),
        }
    }
    if let Some(why) = why {
        return Err(why);
    }
    bare(disk, source)
}

/// Takes a folder without a receipt as a copy: a mirror, or a register's folder that was copied by hand.
fn bare(disk: &dyn Disk, source: &Path) -> Result<Whole, CopyError> {
    let none = || {
        CopyError::Refused(say!(
            "{dir} không có bản sao lưu nào. Chỉ đúng thư mục đã sao lưu tới.",
            "{dir} holds no backup. Name the folder that backups were made to.",
            dir = source.display()
        ))
    };
    let layout = Layout::new(source);
    let written = read_if_there(disk, &layout.identity()).map_err(failed(source))?;
    let identity = written.and_then(|bytes| Identity::read(&bytes).ok()).ok_or_else(none)?;
    let found = survey(disk, &layout, &identity.device, identity.store, true).map_err(failed(source))?;
    if found.is_damaged() || found.scan.bad.is_some() {
        return Err(CopyError::Damaged(say!(
            "{dir} không nguyên vẹn (đọc được đến lần ghi {seq}). Dùng \"danvan doctor --repair --from {dir}\" để lấy phần còn tốt.",
            "{dir} does not hold from end to end (it can be read up to commit {seq}). \"danvan doctor --repair --from {dir}\" takes what is good in it.",
            dir = source.display(),
            seq = found.place().seq
        )));
    }
    let head = Head { seq: found.place().seq, hash: found.place().head };
    Ok(Whole { layout, identity, head, made: None })
}

/// Refuses a copy that must not replace what is there; tells whether all of it is there already.
fn compare(disk: &dyn Disk, layout: &Layout, whole: &Whole, accept_loss: bool) -> Result<bool, CopyError> {
    let root = layout.root();
    let names = disk.list(&layout.journals());
    if names.as_ref().map_or(true, Vec::is_empty) {
        return Ok(false);
    }
    let dev = &whole.identity.device;
    let written = read_if_there(disk, &layout.identity()).map_err(failed(root))?;
    let other = written.and_then(|bytes| Identity::read(&bytes).ok()).is_some_and(|own| own != whole.identity);
    if other || !names.unwrap_or_default().contains(dev) {
        return Err(CopyError::Refused(say!(
            "{dir} đang giữ một sổ khác. Phục hồi vào thư mục trống: thêm --data THƯ_MỤC. Chưa đổi gì.",
            "{dir} holds another register. Restore into an empty folder with --data DIR. Nothing was changed.",
            dir = root.display()
        )));
    }
    let here = survey(disk, layout, dev, whole.identity.store, true).map_err(failed(root))?;
    let place = here.place();
    if place.seq > whole.head.seq {
        return Err(CopyError::Refused(say!(
            "Sổ đang có đến lần ghi {here}, bản sao chỉ đến {copy}: không thay bản dài bằng bản ngắn. Muốn xem bản sao, phục hồi vào thư mục trống (--data THƯ_MỤC). Chưa đổi gì.",
            "The register reaches commit {here}, the copy {copy}: a longer one is not replaced. To look at the copy, restore it into an empty folder (--data DIR). Nothing was changed.",
            here = place.seq,
            copy = whole.head.seq
        )));
    }
    if hash_in(disk, whole, place.seq)? != Some(place.head) {
        return Err(CopyError::Refused(say!(
            "Bản sao có lịch sử khác với sổ đang có (từ lần ghi {seq} trở về trước). Phục hồi vào thư mục trống (--data THƯ_MỤC) để so. Chưa đổi gì.",
            "The copy has another history than the register (up to commit {seq}). Restore it into an empty folder (--data DIR) to compare. Nothing was changed.",
            seq = place.seq
        )));
    }
    let reached = reach_of(disk, layout, dev).unwrap_or(0);
    if reached > whole.head.seq && !accept_loss {
        return Err(CopyError::Refused(say!(
            "Sổ từng ghi đến lần {reached}, bản sao chỉ đến {copy}. Thử \"danvan doctor --repair\" trước; nếu chấp nhận mất các lần sau thì thêm --yes. Chưa đổi gì.",
            "The register had reached commit {reached}, the copy {copy}. Try \"danvan doctor --repair\" first; to accept the loss of the later ones add --yes. Nothing was changed.",
            reached = reached,
            copy = whole.head.seq
        )));
    }
    Ok(is_all_there(&here, whole.head))
}

fn is_all_there(here: &Survey, head: Head) -> bool {
    !here.is_damaged() && here.scan.bad.is_none() && here.place().seq == head.seq
}

/// Returns the number that a journal's own mark says it reached.
fn reach_of(disk: &dyn Disk, layout: &Layout, dev: &str) -> Option<u64> {
    let bytes = read_if_there(disk, &layout.head(dev)).ok().flatten()?;
    Reach::read(&bytes).map(|reach| reach.seq)
}

/// Returns the hash that a copy has at a number.
fn hash_in(disk: &dyn Disk, whole: &Whole, seq: u64) -> Result<Option<Hash>, CopyError> {
    if seq == 0 {
        return Ok(Some(whole.identity.store));
    }
    let layout = &whole.layout;
    let dev = &whole.identity.device;
    for number in segments(disk, &layout.journal(dev)).map_err(failed(layout.root()))? {
        let path = layout.segment(dev, number);
        let bytes = disk.read(&path).map_err(failed(&path))?;
        let lines = bytes.split(|byte| *byte == b'\n').filter_map(|line| std::str::from_utf8(line).ok());
        let frames = lines.filter_map(|line| crate::register::line::verify(line).ok());
        let mut of_seq = frames.filter(|frame| frame.seq == seq && matches!(frame.kind.as_str(), "" | "end"));
        if let Some(last) = of_seq.next_back() {
            return Ok(Some(last.hash));
        }
    }
    Ok(None)
}

fn segments(disk: &dyn Disk, dir: &Path) -> io::Result<Vec<u32>> {
    Ok(disk.list(dir)?.iter().filter_map(|name| segment_number(name)).collect())
}
