//! What would keep totals from adding up.

use std::collections::BTreeSet;

use super::{Desk, at};
use crate::register::id::Id;
use crate::register::record::{Read, is_withdrawn};
use crate::register::rule::Severity;
use crate::register::schema::{model, model_year, organisation};
use crate::register::value::Value;
use crate::say;

/// The fields of a model by which reports split the registrations.
const SPLITS: &[u16] = &[model::FIELD, model::LEVEL, model::KIND, model::SUBJECT];

impl Desk<'_> {
    pub(super) fn check_totals(&mut self) {
        let mut counted = BTreeSet::new();
        self.each(&model_year::SCHEMA, |_, _, record| {
            let state = record.choice(model_year::YEAR_STATUS).unwrap_or_default();
            if model_year::status::COUNTED.contains(&state) {
                counted.extend(record.link(model_year::MODEL));
            }
        });
        let mut leaders = BTreeSet::new();
        for model in counted {
            leaders.extend(self.check_splits(model));
        }
        for org in leaders {
            self.check_bloc(org);
        }
    }

    /// Σ by field, by level, by kind and by subject is the total only where every counted model has each; gives the unit that
    /// leads the model.
    fn check_splits(&mut self, id: Id) -> Option<Id> {
        let record = self.records.get(&model::SCHEMA, id).filter(|record| !is_withdrawn(record))?;
        for &split in SPLITS {
            let severity = match record.get(&split) {
                None => Severity::Soft,
                Some(value) if value.is_missing() => Severity::Hint,
                Some(_) => continue,
            };
            let Some(field) = model::SCHEMA.field(split) else { continue };
            let words = say!(
                "Mô hình đã tính vào tổng số nhưng chưa phân được theo \"{field}\": cộng theo cột này thiếu một. Hỏi lại đơn vị rồi chọn.",
                "The model counts in the total but not by \"{field}\": that column's sum is one short. Ask the unit and choose.",
                field = field.label
            );
            self.tell(at(&model::SCHEMA, id, split), severity, "total.split", words);
        }
        record.link(model::ORG)
    }

    fn check_bloc(&mut self, id: Id) {
        let Some(record) = self.records.get(&organisation::SCHEMA, id) else { return };
        if record.get(&organisation::BLOC).is_none_or(Value::is_missing) {
            let words = say!(
                "Đơn vị có mô hình đăng ký nhưng chưa thuộc khối nào: biểu tổng hợp theo khối sẽ thiếu. Chọn khối.",
                "The unit has registered models but belongs to no bloc: the summary by bloc falls short. Choose one."
            );
            self.tell(at(&organisation::SCHEMA, id, organisation::BLOC), Severity::Soft, "total.split", words);
        }
    }
}
