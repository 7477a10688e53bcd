//! What would keep totals from adding up.

use std::collections::{BTreeMap, BTreeSet};

use super::{Desk, at};
use crate::register::catalogue::{self, Scheme, gaps};
use crate::register::id::Id;
use crate::register::record::{Read, Record, is_withdrawn};
use crate::register::rule::Severity;
use crate::register::schema::{catalogue_entry, model, model_year, organisation};
use crate::register::value::Value;
use crate::say;

/// The catalogue of fields of work.
const FIELDS_OF_WORK: &str = "linh_vuc";

/// The fields of a model by which reports split the registrations.
const SPLITS: &[u16] = &[model::FIELD, model::LEVEL, model::KIND, model::SUBJECT];

impl Desk<'_> {
    pub(super) fn check_totals(&mut self) {
        self.check_mappings();
        let fields = self.records.catalogue(FIELDS_OF_WORK);
        let mut schemes = BTreeMap::new();
        let mut counted = BTreeSet::new();
        self.each(&model_year::SCHEMA, |desk, id, record| {
            let state = record.choice(model_year::YEAR_STATUS).unwrap_or_default();
            if model_year::status::COUNTED.contains(&state) {
                counted.extend(record.link(model_year::MODEL));
                let year = record.integer(model_year::YEAR).and_then(|year| i32::try_from(year).ok());
                if let Some(year) = year {
                    let scheme = schemes.entry(year).or_insert_with(|| Scheme::of(&fields, year..=year));
                    desk.check_field(id, record, year, scheme);
                }
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

    /// Every entry that holds in some years only leads to one of the other years.
    fn check_mappings(&mut self) {
        let gaps: BTreeSet<(&str, String)> = catalogue::names()
            .flat_map(|name| gaps(&self.records.catalogue(name)).into_iter().map(move |code| (name, code)))
            .collect();
        if gaps.is_empty() {
            return;
        }
        self.each(&catalogue_entry::SCHEMA, |desk, id, record| {
            let code = record.text(catalogue_entry::CODE).to_owned();
            if gaps.contains(&(record.text(catalogue_entry::CATALOGUE), code)) {
                let words = say!(
                    "Mục chỉ dùng một số năm mà chưa quy về mã nào của bộ khác: cộng nhiều năm sẽ thiếu. Ghi \"Quy về mã\".",
                    "The entry holds in some years only and counts as none of another set: several years fall short. Say as what it counts."
                );
                desk.tell(at(&catalogue_entry::SCHEMA, id, catalogue_entry::MAPS_TO), Severity::Soft, "total.mapping", words);
            }
        });
    }

    /// A registration counts by the set of its year: its field is of that set, or leads into it.
    fn check_field(&mut self, id: Id, record: &Record, year: i32, scheme: &Scheme) {
        let of_model = || {
            let model = self.records.get(&model::SCHEMA, record.link(model_year::MODEL)?)?;
            model.choice(model::FIELD).map(str::to_owned)
        };
        let Some(code) = record.choice(model_year::FIELD).map(str::to_owned).or_else(of_model) else { return };
        if scheme.place(&code).is_none() {
            let words = say!(
                "Bộ lĩnh vực của năm {year} không có \"{code}\" và không có mục nào tương ứng: biểu theo lĩnh vực thiếu một. Chọn \"Lĩnh vực của năm\".",
                "The fields of work of {year} have no \"{code}\" and nothing that it counts as: the summary by field is one short. Choose the field in that year.",
                year = year,
                code = code
            );
            self.tell(at(&model_year::SCHEMA, id, model_year::FIELD), Severity::Soft, "total.set", words);
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
