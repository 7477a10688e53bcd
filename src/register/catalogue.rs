//! Catalogues: lists of choices that the ward may edit, with built-in entries to begin with.

use super::words::{Lang, Words};

/// One entry of a catalogue.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// What is stored.
    pub code: String,
    /// What people see.
    pub label: Words,
    /// Whether it is still offered; an inactive one is shown where it is already used.
    pub active: bool,
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

/// The built-in catalogues, from `data/catalogues/`.
const BUILT_IN: &[BuiltIn] = &[];

/// Returns the built-in entries of a catalogue, in order; none for an unknown name.
pub fn built_in(name: &str) -> Vec<Entry> {
    BUILT_IN.iter().find(|catalogue| catalogue.name == name).map_or_else(Vec::new, |catalogue| entries(catalogue.table))
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
            Some(Entry { code, label: Words { vi, en }, active: true })
        })
        .collect()
}
