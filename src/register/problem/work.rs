//! Work that stands still or is not clear.

use chrono::{Days, NaiveDate};

use super::{Desk, at};
use crate::register::id::Id;
use crate::register::progress::{deadline, unregistered};
use crate::register::record::{Read, Record, is_withdrawn};
use crate::register::rule::Severity;
use crate::register::schema::{model_year, organisation, progress, task};
use crate::say;
use crate::text::day::Day;

/// Days without a result after which a model at work is asked about.
const SILENCE: u64 = 30;

/// What an open task must make clear, with the problem's name: who, by when, which product.
const CLEAR: &[(u16, &str)] = &[(task::DUE, "task.clear.due"), (task::PRODUCT, "task.clear.product")];

impl Desk<'_> {
    pub(super) fn check_work(&mut self) {
        self.each(&model_year::SCHEMA, Self::check_silence);
        self.check_coverage();
        self.each(&task::SCHEMA, Self::check_clear);
    }

    /// A model at work reports something at least every thirty days.
    fn check_silence(&mut self, id: Id, record: &Record) {
        let of_this_year = record.integer(model_year::YEAR) == Some(self.year.into());
        if !of_this_year || record.choice(model_year::YEAR_STATUS) != Some(model_year::status::RUNNING) {
            return;
        }
        let Some(since) = self.last_sign(id, record) else { return };
        let silent = since.checked_add_days(Days::new(SILENCE)).is_some_and(|end| end < self.today);
        if silent {
            let words = say!(
                "Từ {day} chưa có kết quả nào được ghi (quá {n} ngày). Hỏi đơn vị rồi ghi kết quả, hoặc tạm dừng lượt đăng ký.",
                "No result since {day} (more than {n} days). Ask the unit and write one down, or pause the registration.",
                day = Day::Date(since).show(),
                n = SILENCE
            );
            self.tell(at(&model_year::SCHEMA, id, model_year::YEAR_STATUS), Severity::Soft, "model_year.silent", words);
        }
    }

    /// Returns the last day on which the registration gave a sign: its latest result, or else its launch, start or receipt.
    fn last_sign(&self, id: Id, record: &Record) -> Option<NaiveDate> {
        let entries = self.records.linked(id, &progress::SCHEMA, progress::MODEL_YEAR);
        let entries = entries.into_iter().filter_map(|id| self.records.get(&progress::SCHEMA, id));
        let days = entries.filter(|entry| !is_withdrawn(entry)).filter_map(|entry| entry.day(progress::DATE));
        let begun = [model_year::LAUNCH_ON, model_year::START, model_year::RECEIVED_ON];
        days.chain(begun.iter().filter_map(|field| record.day(*field)))
            .map(Day::last)
            .max()
            .map(|day| day.min(self.today))
    }

    /// Every unit that must register has registered a model of the year: a hint until the last day of registration.
    fn check_coverage(&mut self) {
        let severity = if self.today > deadline(self.records, self.year) { Severity::Soft } else { Severity::Hint };
        for id in unregistered(self.records, self.year) {
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
    fn check_clear(&mut self, id: Id, record: &Record) {
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
