//! What whoever works in a register should know of its disk and of the clock.

use chrono::TimeDelta;

use super::Store;
use super::writer::ROOM;
use crate::register::{Time, Words};
use crate::say;

/// Bytes of free space below which people are warned; far from where nothing is saved any more.
const LITTLE: u64 = 200 << 20;

/// What a piece of advice is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Concern {
    /// There is little room left on the disk.
    Room,
    /// The clock tells an earlier time than the last commit.
    Clock,
    /// The register lies on another machine's disk.
    Network,
}

impl Store {
    /// Returns what there is to know now; nothing, when all is well.
    pub fn advice(&self, now: Time) -> Vec<(Concern, Words)> {
        let mut advice = Vec::new();
        if self.shared.disk.is_remote(self.shared.layout.root()) {
            advice.push((
                Concern::Network,
                say!(
                    "Sổ nằm trên ổ mạng: khóa và ghi đĩa qua mạng không chắc chắn, dễ hỏng khi mất mạng. Nên để sổ trên đĩa của máy này và sao lưu ra ổ mạng.",
                    "The register is on a network drive, where locks and writes are not to be relied on. Better keep it on this machine's disk, and back it up to the network."
                ),
            ));
        }
        if let Some(free) = self.free_space().filter(|free| *free < LITTLE) {
            let words = if free < ROOM {
                say!(
                    "Đĩa chỉ còn {mb} MB trống nên chưa lưu được. Xóa hoặc chuyển bớt tệp khác cho còn trên 16 MB, rồi lưu.",
                    "Only {mb} MB are free on the disk, so nothing can be saved. Make room for more than 16 MB, then save.",
                    mb = free >> 20
                )
            } else {
                say!(
                    "Đĩa chỉ còn {mb} MB trống. Vẫn lưu được đến khi còn 16 MB; hãy giải phóng chỗ trống sớm.",
                    "Only {mb} MB are free on the disk. Saving works down to 16 MB; make room soon.",
                    mb = free >> 20
                )
            };
            advice.push((Concern::Room, words));
        }
        let last = self.commit_at(self.head().seq).ok().flatten().map(|commit| commit.at);
        if let Some(last) = last.filter(|last| *last > now + TimeDelta::minutes(5)) {
            advice.push((
                Concern::Clock,
                say!(
                    "Đồng hồ máy đang là {now}, sớm hơn lần ghi trước ({last}). Hãy chỉnh lại đồng hồ; sổ vẫn ghi đúng thứ tự.",
                    "The clock says {now}, earlier than the last commit ({last}). Set the clock; the order of commits is kept in any case.",
                    now = now.format("%H:%M %d/%m/%Y"),
                    last = last.format("%H:%M %d/%m/%Y")
                ),
            ));
        }
        advice
    }
}
