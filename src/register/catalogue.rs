//! Catalogues: lists of choices that the ward may edit, with built-in entries to begin with.

use super::query::{Query, Test};
use super::record::Read;
use super::records::Records;
use super::value::Value;
use super::words::{Lang, Words};

pub mod sets;
mod years;

pub use years::{Scheme, gaps, of_year};

/// One entry of a catalogue.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Entry {
    /// What is stored.
    pub code: String,
    /// What people see.
    pub label: Words,
    /// Whether it is still offered; an inactive one is shown where it is already used.
    pub active: bool,
    /// The set that it belongs to; empty for the usual one.
    pub set: String,
    /// The first year in which it holds; `None` for since ever.
    pub from: Option<i32>,
    /// The last year in which it holds; `None` for until further notice.
    pub to: Option<i32>,
    /// The code of the entry of another set as which it counts.
    pub counts_as: Option<String>,
}

impl Entry {
    /// Returns what people see in `lang`.
    pub fn show(&self, lang: Lang) -> &str {
        self.label.get(lang)
    }
}

/// A built-in catalogue: its name and its table (tab-separated: code, Vietnamese, English).
struct BuiltIn {
    name: &'static str,
    table: &'static str,
}

/// Takes the table of a catalogue in from the file of its name.
macro_rules! built {
    ($name:literal) => {
        BuiltIn { name: $name, table: include_str!(concat!("../../data/catalogues/", $name, ".tsv")) }
    };
}

/// The built-in catalogues, from `data/catalogues/`.
const BUILT_IN: &[BuiltIn] = &[
    built!("cap_ban"),
    built!("cap_mo_hinh"),
    built!("chu_de"),
    built!("chuc_danh_bcd"),
    built!("doi_tuong_gop"),
    built!("hinh_thuc_khen"),
    built!("ho_so"),
    built!("kenh_tuyen_truyen"),
    built!("khoi"),
    built!("linh_vuc"),
    built!("loai_hoat_dong"),
    built!("loai_kdc"),
    built!("loai_kiem_tra"),
    built!("loai_nguon_luc"),
    built!("loai_to_chuc"),
    built!("loai_van_ban"),
    built!("ly_do_thoi"),
    built!("nguon_tien"),
    built!("nhom_chi_so"),
    built!("quyen_han_ky"),
    built!("vung_dac_thu"),
    built!("xep_loai"),
    built!("xep_loai_kiem_tra"),
];

/// Returns the built-in entries of a catalogue, in order; none for an unknown name.
pub fn built_in(name: &str) -> Vec<Entry> {
    BUILT_IN.iter().find(|catalogue| catalogue.name == name).map_or_else(Vec::new, |catalogue| entries(catalogue.table))
}

/// Returns the ward's own entries of a catalogue, in the order of their `order` field, then of their code; none where the
/// register has no such entity or the ward no such entries.
pub fn own(name: &str, records: &dyn Records) -> Vec<Entry> {
    let Some(schema) = records.dictionary().entity("catalogue_entry") else { return Vec::new() };
    let field = |key| schema.field_by_key(key).map(|field| field.id);
    let (Some(catalogue), Some(code), Some(vi), Some(en), Some(order), Some(active)) =
        (field("catalogue"), field("code"), field("name"), field("name_en"), field("order"), field("active"))
    else {
        return Vec::new();
    };
    let mut query = Query::all(schema).filter(catalogue, Test::Is(Value::Text(name.to_owned())));
    query.sort = vec![(order, false), (code, false)];
    let rows = records.page(&query, 0, usize::MAX).rows;
    let entry = |(_, record): (_, super::record::Record)| {
        let vi_name = record.text(vi).to_owned();
        let en_name = Some(record.text(en)).filter(|name| !name.is_empty()).unwrap_or(&vi_name).to_owned();
        let active = !matches!(record.get(&active), Some(Value::Bool(false)));
        let label = Words { vi: vi_name, en: en_name };
        let text = |key| field(key).map(|id| record.text(id).to_owned()).unwrap_or_default();
        let year = |key| record.integer(field(key)?).and_then(|year| i32::try_from(year).ok());
        Entry {
            code: record.text(code).to_owned(),
            label,
            active,
            set: text("set"),
            from: year("valid_from_year"),
            to: year("valid_to_year"),
            counts_as: Some(text("maps_to")).filter(|code| !code.is_empty()),
        }
    };
    rows.into_iter().map(entry).collect()
}

/// Lists the names of the built-in catalogues.
pub fn names() -> impl Iterator<Item = &'static str> {
    BUILT_IN.iter().map(|catalogue| catalogue.name)
}

fn entries(table: &str) -> Vec<Entry> {
    table
        .lines()
        .filter(|line| !line.trim().is_empty() && !line.starts_with('#'))
        .filter_map(|line| {
            let mut cells = line.split('\t');
            let code = cells.next()?.to_owned();
            let vi = cells.next()?.to_owned();
            let en = cells.next().filter(|en| !en.is_empty()).unwrap_or(&vi).to_owned();
            Some(Entry { code, label: Words { vi, en }, active: true, ..Entry::default() })
        })
        .collect()
}
