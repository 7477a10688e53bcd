//! Work that stands still or is not clear.

use super::{Desk, at};
use crate::register::id::Id;
use crate::register::progress::{SILENCE, deadline, has_registered, is_obliged, silent_since};
use crate::register::record::{Read, Record};
use crate::register::rule::Severity;
use crate::register::schema::{model_year, organisation, task};
use crate::say;
use crate::text::day::Day;

/// What an open task must make clear, with the problem's name: who, by when, which product.
const CLEAR: &[(u16, &str)] = &[(task::DUE, "task.clear.due"), (task::PRODUCT, "task.clear.product")];

impl Desk<'_> {
    /// A model at work reports something at least every thirty days.
    pub(super) fn check_silence(&mut self, id: Id, record: &Record) {
        if record.integer(model_year::YEAR) != Some(self.year.into()) {
            return;
        }
        if let Some(since) = silent_since(self.records, id, record, self.today) {
            let words = say!(
                "Từ {day} chưa có kết quả nào được ghi (quá {n} ngày). Hỏi đơn vị rồi ghi kết quả, hoặc tạm dừng lượt đăng ký.",
                "No result since {day} (more than {n} days). Ask the unit and write one down, or pause the registration.",
                day = Day::Date(since).show(),
                n = SILENCE
            );
            self.tell(at(&model_year::SCHEMA, id, model_year::YEAR_STATUS), Severity::Soft, "model_year.silent", words);
        }
    }

    /// Every unit that must register has registered a model of the year: a hint until the last day of registration.
    pub(super) fn check_coverage(&mut self, id: Id, record: &Record) {
        let deadline = *self.totals.deadline.get_or_insert_with(|| deadline(self.records, self.year));
        if is_obliged(record, deadline) && !has_registered(self.records, id, self.year) {
            let severity = if self.today > deadline { Severity::Soft } else { Severity::Hint };
            let words = say!(
                "Đơn vị thuộc diện phải đăng ký nhưng năm {year} chưa có lượt đăng ký nào. Nhắc đơn vị.",
                "The unit must register but has no registration in {year}. Remind it.",
                year = self.year
            );
            let field = at(&organisation::SCHEMA, id, organisation::MUST_REGISTER);
            self.tell(field, severity, "organisation.unregistered", words);
        }
    }

    /// An open task says who, by when and with which product.
    pub(super) fn check_clear(&mut self, id: Id, record: &Record) {
        if matches!(record.choice(task::STATUS), Some(task::DONE | task::CALLED_OFF)) {
            return;
        }
        let lead = !record.contains_key(&task::LEAD_ORG) && !record.contains_key(&task::LEAD_PERSON);
        let lead = lead.then_some((task::LEAD_ORG, "task.clear.lead"));
        self.covered.insert((task::SCHEMA.id, id, Some(task::LEAD_PERSON)));
        let empty = CLEAR.iter().copied().filter(|(field, _)| !record.contains_key(field));
        for (field, rule) in empty.chain(lead) {
            let Some(label) = task::SCHEMA.field(field).map(|field| field.label) else { continue };
            let words = say!(
                "Nhiệm vụ chưa đủ \"6 rõ\": thiếu \"{field}\". Hỏi người giao việc rồi ghi vào.",
                "The task is not clear: \"{field}\" is missing. Ask who set it and fill it.",
                field = label
            );
            self.tell(at(&task::SCHEMA, id, field), Severity::Soft, rule, words);
        }
    }
}
