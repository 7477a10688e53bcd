//! Writing the journal: at its known end, with one sync, and back again on an error.

use std::io;
use std::sync::Arc;

use super::contents::Contents;
use super::disk::{Disk, DiskFile, read_if_there};
use super::layout::Layout;
use super::manifest::{Reach, Sealed, finish};
use super::scan::{Place, scan};
use super::trouble::why;
use crate::register::Words;
use crate::say;

/// The end of a device's journal, where it is written.
pub struct Journal {
    disk: Arc<dyn Disk>,
    layout: Layout,
    dev: String,
    contents: Arc<Contents>,
    file: Box<dyn DiskFile>,
    reach: Option<Box<dyn DiskFile>>,
    number: u32,
    /// Where the journal stood before the open segment.
    start: Place,
    place: Place,
    end: u64,
    hasher: blake3::Hasher,
    year: Option<i32>,
    closed: bool,
    limit: u64,
}

/// Why lines were not written.
#[derive(Clone, Debug)]
pub enum AppendError {
    /// None of them is in the journal; one may go on.
    NotWritten(Words),
    /// Nobody can tell whether they are in the journal; nothing more is written before it was opened anew.
    Unknown(Words),
}

/// The open segment as it was found.
pub struct OpenSegment {
    /// Its number.
    pub number: u32,
    /// Where the journal stood before it.
    pub start: Place,
    /// Where the journal stands after it.
    pub place: Place,
    /// Its length; all of it holds.
    pub bytes: u64,
    /// The hash of its bytes, so far.
    pub hasher: blake3::Hasher,
    /// The year of its first commit.
    pub year: Option<i32>,
    /// Whether its last line says that the program left in good order.
    pub closed: bool,
}

/// Lines of whole commits that are written together.
#[derive(Debug, Default)]
pub struct Breath {
    /// The bytes, with line ends.
    pub bytes: Vec<u8>,
    /// Where in them each commit begins.
    pub begins: Vec<usize>,
    /// Where the journal stands after them.
    pub place: Option<Place>,
    /// The year of the first commit.
    pub year: i32,
}

impl Journal {
    /// Opens the end of a journal for writing; `limit` is the length at which a segment is sealed.
    pub fn open(
        disk: Arc<dyn Disk>,
        layout: Layout,
        dev: String,
        contents: Arc<Contents>,
        segment: &OpenSegment,
        limit: u64,
    ) -> io::Result<Self> {
        let mut file = disk.open(&layout.segment(&dev, segment.number))?;
        // Lines that a killed program left there and nobody has waited for must not be missing under later ones.
        file.sync()?;
        // The witness is worth having and never worth failing for.
        let reach = witness_now(&*disk, &layout, &dev, segment.place).ok();
        let hasher = segment.hasher.clone();
        let (number, start, place) = (segment.number, segment.start, segment.place);
        let (end, year, closed) = (segment.bytes, segment.year, segment.closed);
        Ok(Self { disk, layout, dev, contents, file, reach, number, start, place, end, hasher, year, closed, limit })
    }

    /// Returns where the journal stands.
    pub const fn place(&self) -> Place {
        self.place
    }

    /// Returns the device.
    pub fn dev(&self) -> &str {
        &self.dev
    }

    /// Writes the lines and waits until they are on the disk; on an error none of them is there, or nobody knows.
    pub fn append(&mut self, breath: &Breath) -> Result<(), AppendError> {
        let Some(place) = breath.place else { return Ok(()) };
        let full = self.end >= self.limit;
        let new_year = self.year.is_some_and(|year| year < breath.year);
        if self.place.seq > self.start.seq && (full || new_year) {
            self.rotate()?;
        }
        self.write(&breath.bytes)?;
        let from = self.end;
        self.end += breath.bytes.len() as u64;
        self.hasher.update(&breath.bytes);
        self.place = place;
        self.closed = false;
        self.year = self.year.or(Some(breath.year));
        for (index, begins) in breath.begins.iter().enumerate() {
            let end = breath.begins.get(index + 1).map_or(self.end, |next| from + *next as u64);
            self.contents.note(from + *begins as u64, end);
        }
        self.witness();
        Ok(())
    }

    /// Writes that the program leaves in good order, unless that is what the journal says last.
    pub fn close(&mut self) -> Result<(), AppendError> {
        if self.closed {
            return Ok(());
        }
        let line = crate::register::line::encode_close(&self.dev, self.place.seq, self.place.tip);
        let written = crate::register::line::verify(&line).map(|frame| frame.hash);
        let Ok(tip) = written else { return Ok(()) };
        self.write(format!("{line}\n").as_bytes())?;
        self.place.tip = tip;
        self.closed = true;
        if let Some(file) = &mut self.reach {
            // Without it the journal tells by itself how far it goes.
            let _ = file.sync();
        }
        Ok(())
    }

    /// Writes at the known end and syncs once.
    ///
    /// A file that does not end there has another writer: the lock was taken away, or does not hold on this disk. What the
    /// other one was told is saved must not be written over.
    fn write(&mut self, bytes: &[u8]) -> Result<(), AppendError> {
        let path = self.layout.segment(&self.dev, self.number);
        if self.disk.len(&path).is_ok_and(|len| len != self.end) {
            return Err(AppendError::NotWritten(say!(
                "Chưa lưu: một chương trình khác đang ghi vào chính sổ này. Nội dung đang gõ vẫn còn; chép nó ra, đóng cả hai chương trình rồi mở lại một bên.",
                "Not saved: another program is writing to this same register. What you typed is still here; take it down, close both programs and open one again."
            )));
        }
        let mut written = self.file.write_at(self.end, bytes);
        if written.as_ref().is_err_and(is_full) && self.give_up_reserve() {
            written = self.file.write_at(self.end, bytes);
        }
        written.and_then(|()| self.file.sync()).map_err(|error| self.return_to_end(&error))
    }

    /// Tries to go on after nobody could tell where the journal ends: what was never acknowledged is cut off, and the rest is
    /// verified by a new reading.
    pub fn recover(&mut self) -> Result<(), Words> {
        match self.return_to_end(&io::ErrorKind::Other.into()) {
            AppendError::NotWritten(_) => Ok(()),
            AppendError::Unknown(words) => Err(words),
        }
    }

    /// Finds out where the journal ends after a failed write or sync: cuts it at the known end, waits until that is on the
    /// disk, and verifies what is there by a new reading.
    ///
    /// Reading alone would prove nothing: after a failed sync the system may show bytes that never reached the disk, and
    /// after a failed write whole lines may get there yet.
    fn return_to_end(&mut self, error: &io::Error) -> AppendError {
        let path = self.layout.segment(&self.dev, self.number);
        let cut = || -> io::Result<Box<dyn DiskFile>> {
            let mut file = self.disk.open(&path)?;
            file.set_len(self.end)?;
            file.sync()?;
            Ok(file)
        };
        let file = match cut() {
            Ok(file) => file,
            // Why it fails now matters more than why it failed first.
            Err(now) => return AppendError::Unknown(unknown(&now)),
        };
        let bytes = self.disk.read(&path).unwrap_or_default();
        let found = scan(&bytes, &self.dev, self.start);
        if found.bad.is_none() && found.place == self.place && found.end as u64 == self.end {
            self.file = file;
            AppendError::NotWritten(not_saved(error))
        } else {
            AppendError::Unknown(unknown(error))
        }
    }

    /// Gives up the reserved space; tells whether there was any.
    fn give_up_reserve(&self) -> bool {
        self.disk.remove(&self.layout.reserve()).is_ok()
    }

    /// Seals the open segment and begins the next.
    ///
    /// The next one is made first, so that a journal that ends with a sealed segment has lost one.
    fn rotate(&mut self) -> Result<(), AppendError> {
        let next = self.layout.segment(&self.dev, self.number + 1);
        let begun = || -> io::Result<Box<dyn DiskFile>> {
            let mut file = self.disk.open(&next)?;
            file.sync()?;
            self.disk.sync_dir(&self.layout.journal(&self.dev))?;
            Ok(file)
        };
        match begun() {
            Ok(file) => {
                // The list only saves reading: what it lacks is found and added when the register is next opened.
                let _ = self.seal();
                self.file = file;
                self.number += 1;
                self.start = self.place;
                self.end = 0;
                self.hasher = blake3::Hasher::new();
                self.year = None;
                self.contents.begin(self.number, self.place);
                Ok(())
            }
            // An empty last segment is taken back when the register is next opened.
            Err(error) => Err(AppendError::NotWritten(not_saved(&error))),
        }
    }

    /// Adds the open segment to the list of sealed ones.
    fn seal(&self) -> io::Result<()> {
        let path = self.layout.manifest(&self.dev);
        let end = match self.disk.len(&path) {
            Ok(end) => end,
            Err(error) if error.kind() == io::ErrorKind::NotFound => 0,
            Err(error) => return Err(error),
        };
        let sealed = Sealed {
            number: self.number,
            first: self.start.seq + 1,
            last: self.place.seq,
            bytes: self.end,
            hash: finish(&self.hasher),
            prev: self.start.tip,
            head: self.place.head,
            tip: self.place.tip,
        };
        let mut file = self.disk.open(&path)?;
        let written = file.write_at(end, sealed.line().as_bytes()).and_then(|()| file.sync());
        if written.is_err() {
            file.set_len(end)?;
        }
        written?;
        self.disk.sync_dir(&self.layout.journal(&self.dev))
    }

    fn witness(&mut self) {
        let reach = Reach { seq: self.place.seq, head: self.place.head };
        if let Some(file) = &mut self.reach
            && file.write_at(0, reach.write().as_bytes()).is_err()
        {
            self.reach = None;
        }
    }
}

/// Writes down how far the journal reaches and waits until that is on the disk; returns the file.
///
/// After each sync it is only written over. What was there at a start can so be missed at every later one, even if the end
/// of the journal rots away and a power cut took the newer words.
fn witness_now(disk: &dyn Disk, layout: &Layout, dev: &str, place: Place) -> io::Result<Box<dyn DiskFile>> {
    let path = layout.head(dev);
    let written = Reach { seq: place.seq, head: place.head }.write();
    let there = read_if_there(disk, &path)?;
    let mut file = disk.open(&path)?;
    if there.as_deref() != Some(written.as_bytes()) {
        file.set_len(written.len() as u64)?;
        file.write_at(0, written.as_bytes())?;
    }
    file.sync()?;
    if there.is_none() {
        disk.sync_dir(&layout.journal(dev))?;
    }
    Ok(file)
}

/// Returns whether an error says that there is no room.
pub fn is_full(error: &io::Error) -> bool {
    matches!(error.kind(), io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded)
}

fn not_saved(error: &io::Error) -> Words {
    if is_full(error) {
        return say!(
            "Chưa lưu: đĩa đã đầy. Nội dung đang gõ vẫn còn; hãy giải phóng chỗ trống rồi lưu lại.",
            "Not saved: the disk is full. What you typed is still here; make room, then save again."
        );
    }
    say!(
        "Chưa lưu: {why}. Nội dung đang gõ vẫn còn; sửa xong thì lưu lại.",
        "Not saved: {why}. What you typed is still here; save again when that is mended.",
        why = why(error)
    )
}

fn unknown(error: &io::Error) -> Words {
    say!(
        "Không biết chắc đã lưu hay chưa: {why}. Nội dung đang gõ vẫn còn; khi đĩa chạy lại thì lưu lại, sổ tự kiểm tra trước khi ghi.",
        "It is not known whether this was saved: {why}. What you typed is still here; save again when the disk works, and the register looks first what is there.",
        why = why(error)
    )
}
