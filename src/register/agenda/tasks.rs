//! Tasks that are overdue, due or waiting for somebody's yes.

use super::look::{At, Desk, Told};
use super::{COMING, Kind, SOON};
use crate::register::record::Read;
use crate::register::schema::task;
use crate::register::words::Words;
use crate::say;
use crate::text::day::Day;

impl Desk<'_> {
    pub(super) fn task(&self, at: At<'_>, found: &mut Vec<Told>) {
        let status = at.record.choice(task::STATUS);
        if matches!(status, Some(task::DONE | task::CALLED_OFF)) {
            return;
        }
        if let Some(day) = at.record.day(task::DUE).map(Day::last).filter(|day| *day <= self.ahead(COMING)) {
            let left = (day - self.today).num_days();
            let kind = if left < 0 {
                Kind::Overdue
            } else if day <= self.ahead(SOON) {
                Kind::Soon
            } else {
                Kind::Coming
            };
            found.push((at.entry(kind, &task::SCHEMA, task::DUE, (0, Some(day))), days_left(left)));
        }
        if status == Some(task::AWAITS_APPROVAL) {
            let words = say!("chờ duyệt kết quả", "waits for approval");
            found.push((at.entry(Kind::Waits, &task::SCHEMA, task::STATUS, (0, None)), words));
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
