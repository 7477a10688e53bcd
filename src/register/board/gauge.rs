//! What the results of a board are counted by.

use crate::register::id::Id;
use crate::register::record::Read;
use crate::register::records::Records;
use crate::register::schema::metric;
use crate::register::unique::claim_of;
use crate::register::words::{Label, Words};
use crate::say;

/// The gauges that R4 prints and a board begins with: name, unit where the name does not say it, codes of the metrics.
const USUAL: &[(Label, &str, &[&str])] = &[
    (Label::new("Đất hiến", "Land given"), "m²", &["DAT"]),
    (Label::new("Ngày công", "Days of work"), "", &["CONG"]),
    (Label::new("Tiền", "Money"), "đồng", &["TIEN"]),
    (Label::new("Đường", "Roads"), "m", &["DUONG_BT", "DUONG_SUA"]),
    (Label::new("Cây/chậu", "Trees/pots"), "", &["CAY", "CHAU"]),
];

/// A column of results: one metric, or several whose figures add up.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Gauge {
    /// What it is called, without the unit.
    pub name: Words,
    /// The unit; empty where the name says it.
    pub unit: String,
    /// The metrics.
    pub metrics: Vec<Id>,
}

impl Gauge {
    /// Lists the gauges that R4 prints.
    pub fn usual(records: &dyn Records) -> Vec<Self> {
        let made = |(name, unit, codes): &(Label, &str, &[&str])| Self {
            name: (*name).into(),
            unit: (*unit).to_owned(),
            metrics: codes.iter().filter_map(|code| of_code(records, code)).collect(),
        };
        USUAL.iter().map(made).collect()
    }

    /// Makes the gauge of one metric; `None` for one that is not in the register.
    pub fn of_metric(records: &dyn Records, id: Id) -> Option<Self> {
        let record = records.get(&metric::SCHEMA, id)?;
        let vi = record.text(metric::NAME).to_owned();
        let en = Some(record.text(metric::NAME_EN)).filter(|name| !name.is_empty()).unwrap_or(&vi).to_owned();
        Some(Self { name: Words { vi, en }, unit: record.text(metric::UNIT).to_owned(), metrics: vec![id] })
    }

    /// Returns the name with the unit behind it.
    pub fn heading(&self) -> Words {
        if self.unit.is_empty() {
            return self.name.clone();
        }
        say!("{name} ({unit})", "{name} ({unit})", name = self.name, unit = self.unit)
    }
}

/// Finds the metric with this code.
fn of_code(records: &dyn Records, code: &str) -> Option<Id> {
    let set = metric::SCHEMA.unique.iter().position(|unique| unique.fields == [metric::CODE])?;
    records.claimed(&metric::SCHEMA, set, &claim_of(code))
}
