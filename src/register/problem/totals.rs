//! What would keep totals from adding up.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;

use super::{Desk, at};
use crate::register::catalogue::{self, Scheme, gaps};
use crate::register::id::Id;
use crate::register::progress::{counts, is_counted, leads};
use crate::register::record::{Read, Record};
use crate::register::rule::Severity;
use crate::register::schema::{catalogue_entry, model, model_year, organisation};
use crate::register::value::Value;
use crate::say;

/// The catalogue of fields of work.
const FIELDS_OF_WORK: &str = "linh_vuc";

/// The fields of a model by which reports split the registrations.
const SPLITS: &[u16] = &[model::FIELD, model::LEVEL, model::KIND, model::SUBJECT];

/// What was worked out once and holds for many records.
#[derive(Default)]
pub(super) struct Known {
    /// The entries of a catalogue that hold in some years only and lead nowhere.
    gaps: BTreeMap<String, BTreeSet<String>>,
    /// The fields of work by which a year is counted.
    schemes: BTreeMap<i32, Scheme>,
    /// The last day of registration of the open year.
    pub(super) deadline: Option<NaiveDate>,
}

impl Desk<'_> {
    /// Every entry that holds in some years only leads to one of the other years.
    pub(super) fn check_mapping(&mut self, id: Id, record: &Record) {
        let name = record.text(catalogue_entry::CATALOGUE);
        let records = self.records;
        let gaps = self.totals.gaps.entry(name.to_owned()).or_insert_with(|| {
            let known = catalogue::names().any(|known| known == name);
            if known { gaps(&records.catalogue(name)).into_iter().collect() } else { BTreeSet::new() }
        });
        if gaps.contains(record.text(catalogue_entry::CODE)) {
            let words = say!(
                "Mục chỉ dùng một số năm mà chưa quy về mã nào của bộ khác: cộng nhiều năm sẽ thiếu. Ghi \"Quy về mã\".",
                "The entry holds in some years only and counts as none of another set: several years fall short. Say as what it counts."
            );
            self.tell(
                at(&catalogue_entry::SCHEMA, id, catalogue_entry::MAPS_TO),
                Severity::Soft,
                "total.mapping",
                words,
            );
        }
    }

    /// A registration counts by the set of its year: its field is of that set, or leads into it.
    pub(super) fn check_field(&mut self, id: Id, record: &Record) {
        let Some(year) = record.integer(model_year::YEAR).and_then(|year| i32::try_from(year).ok()) else { return };
        if !is_counted(record) {
            return;
        }
        let of_model = || {
            let model = self.records.get(&model::SCHEMA, record.link(model_year::MODEL)?)?;
            model.choice(model::FIELD).map(str::to_owned)
        };
        let Some(code) = record.choice(model_year::FIELD).map(str::to_owned).or_else(of_model) else { return };
        let records = self.records;
        let scheme = self.totals.schemes.entry(year);
        let scheme = scheme.or_insert_with(|| Scheme::of(&records.catalogue(FIELDS_OF_WORK), year..=year));
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

    /// Σ by field, by level, by kind and by subject is the total only where every counted model has each.
    pub(super) fn check_splits(&mut self, id: Id, record: &Record) {
        let lacks = |split: &u16| record.get(split).is_none_or(Value::is_missing);
        if !SPLITS.iter().any(lacks) || !counts(self.records, id, is_counted) {
            return;
        }
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
    }

    pub(super) fn check_bloc(&mut self, id: Id, record: &Record) {
        if record.get(&organisation::BLOC).is_none_or(Value::is_missing) && leads(self.records, id, is_counted) {
            let words = say!(
                "Đơn vị có mô hình đăng ký nhưng chưa thuộc khối nào: biểu tổng hợp theo khối sẽ thiếu. Chọn khối.",
                "The unit has registered models but belongs to no bloc: the summary by bloc falls short. Choose one."
            );
            self.tell(at(&organisation::SCHEMA, id, organisation::BLOC), Severity::Soft, "total.split", words);
        }
    }
}
