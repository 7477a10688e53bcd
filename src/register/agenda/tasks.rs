//! Tasks that are overdue, due or waiting for somebody's yes.

use chrono::NaiveDate;

use super::{COMING, Desk, Entry, Kind, SOON};
use crate::register::id::Id;
use crate::register::record::{Read, is_withdrawn};
use crate::register::schema::task;
use crate::register::words::Words;
use crate::say;
use crate::text::day::Day;

impl Desk<'_> {
    pub(super) fn tasks(&mut self) {
        let mut due: Vec<(NaiveDate, Id)> = Vec::new();
        let mut handed_in = Vec::new();
        let last = self.ahead(COMING);
        self.records.scan(&task::SCHEMA, &mut |id, record| {
            let open = match record.choice(task::STATUS) {
                Some(task::DONE | task::CALLED_OFF) => false,
                Some(_) | None => !is_withdrawn(&record),
            };
            let day = record.day(task::DUE).map(Day::last).filter(|day| open && *day <= last);
            due.extend(day.map(|day| (day, id)));
            if open && record.choice(task::STATUS) == Some(task::AWAITS_APPROVAL) {
                handed_in.push(id);
            }
        });
        due.sort_unstable();
        for (day, id) in due {
            let left = (day - self.today).num_days();
            let kind = if left < 0 {
                Kind::Overdue
            } else if day <= self.ahead(SOON) {
                Kind::Soon
            } else {
                Kind::Coming
            };
            self.found.push(Entry { kind, schema: &task::SCHEMA, id, field: Some(task::DUE), words: days_left(left) });
        }
        handed_in.sort_unstable();
        for id in handed_in {
            let words = say!("chờ duyệt kết quả", "waits for approval");
            self.found.push(Entry { kind: Kind::Waits, schema: &task::SCHEMA, id, field: Some(task::STATUS), words });
        }
    }
}

/// Says how many days are left, or how many it is late.
pub fn days_left(left: i64) -> Words {
    match left {
        0 => say!("hạn hôm nay", "due today"),
        1 => say!("hạn ngày mai", "due tomorrow"),
        ..0 => say!("quá hạn {n} ngày", "{n} days late", n = -left),
        _ => say!("còn {n} ngày", "in {n} days", n = left),
    }
}
