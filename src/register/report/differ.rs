//! What has changed since a report was frozen ("chênh lệch so với số đã báo cáo"), row by row and column by column.

use std::collections::BTreeMap;

use rust_decimal::Decimal;

use super::frozen::{Frozen, freeze, thaw};
use super::{Report, RowKind};
use crate::register::words::Words;
use crate::say;
use crate::text::number::{parse_decimal, show_decimal};

/// One cell that is no longer what was reported. Names and figures are the Vietnamese ones, as they were sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference {
    /// The row, behind the group that it stands in.
    pub row: String,
    /// The header of the column; empty where the whole row is new or gone.
    pub column: String,
    /// What was reported.
    pub was: String,
    /// What it is now.
    pub is: String,
}

impl Difference {
    /// Says it in one line.
    pub fn show(&self) -> Words {
        let empty = |text: &str| if text.is_empty() { "(trống)".to_owned() } else { text.to_owned() };
        let by = match (parse_decimal(&self.was), parse_decimal(&self.is)) {
            (Ok(was), Ok(is)) => signed(is - was),
            _ => String::new(),
        };
        let column = if self.column.is_empty() { String::new() } else { format!(" · {}", self.column) };
        say!(
            "{row}{column}: {was} → {is}{by}",
            "{row}{column}: {was} → {is}{by}",
            row = self.row,
            column = column,
            was = empty(&self.was),
            is = empty(&self.is),
            by = by
        )
    }
}

/// Lists the cells in which a report differs from the lines that were frozen, in the report's order, then the rows that
/// are gone. Running numbers and the lines that only check are left out.
pub fn differences(frozen: &[String], report: &Report) -> Vec<Difference> {
    let now = freeze(report);
    let (old, new) = (Sheet::read(frozen), Sheet::read(&now));
    let mut found = Vec::new();
    for (key, cells) in &new.rows {
        match old.find(key) {
            Some(before) => found.extend(new.compare(key, cells, &old, before)),
            None => found.push(whole(key, "", "dòng mới")),
        }
    }
    found.extend(
        old.rows.iter().filter(|(key, _)| new.find(key).is_none()).map(|(key, _)| whole(key, "dòng đã báo cáo", "")),
    );
    found
}

fn whole(key: &Key<'_>, was: &str, is: &str) -> Difference {
    Difference { row: key.show(), column: String::new(), was: was.to_owned(), is: is.to_owned() }
}

fn signed(by: Decimal) -> String {
    let sign = if by.is_sign_negative() { "" } else { "+" };
    format!(" ({sign}{})", show_decimal(by))
}

/// What a row is called: its group, its name, and its number among rows of that name.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Key<'a> {
    group: &'a str,
    name: &'a str,
    number: u32,
}

impl Key<'_> {
    fn show(&self) -> String {
        if self.group.is_empty() || self.group == self.name {
            self.name.to_owned()
        } else {
            format!("{} · {}", self.group, self.name)
        }
    }
}

/// The lines of a report, read.
struct Sheet<'a> {
    heads: Vec<&'a str>,
    rows: Vec<(Key<'a>, Vec<&'a str>)>,
    places: BTreeMap<Key<'a>, usize>,
}

impl<'a> Sheet<'a> {
    fn read(lines: &'a [String]) -> Self {
        let mut sheet = Self { heads: Vec::new(), rows: Vec::new(), places: BTreeMap::new() };
        let mut group = "";
        for line in lines {
            match thaw(line) {
                Some(Frozen::Headers(heads)) => sheet.heads = heads,
                Some(Frozen::Row(RowKind::Group, cells)) => group = cells.get(1).copied().unwrap_or_default(),
                Some(Frozen::Row(RowKind::Check, _)) | None => {}
                Some(Frozen::Row(kind, cells)) => {
                    // Totals belong to no group.
                    let group = if kind == RowKind::Total { "" } else { group };
                    sheet.push(group, cells);
                }
            }
        }
        sheet
    }

    fn push(&mut self, group: &'a str, cells: Vec<&'a str>) {
        let mut key = Key { group, name: cells.get(1).copied().unwrap_or_default(), number: 1 };
        while self.places.contains_key(&key) {
            key.number += 1;
        }
        self.places.insert(key.clone(), self.rows.len());
        self.rows.push((key, cells));
    }

    fn find(&self, key: &Key<'_>) -> Option<&[&'a str]> {
        self.places.get(key).map(|place| self.rows[*place].1.as_slice())
    }

    /// Lists the header of each cell behind the name, with its number among headers of the same words.
    fn columns(&self) -> impl Iterator<Item = ((&'a str, usize), usize)> {
        let number = |at: usize| self.heads[..at].iter().filter(|head| **head == self.heads[at]).count();
        (2..self.heads.len()).map(move |at| ((self.heads[at], number(at)), at))
    }

    fn compare(&self, key: &Key<'_>, cells: &[&str], old: &Self, before: &[&str]) -> Vec<Difference> {
        let cell =
            |cells: &[&str], at: Option<usize>| at.and_then(|at| cells.get(at).copied()).unwrap_or_default().to_owned();
        let difference = |column: &str, was: String, is: String| {
            (was != is).then(|| Difference { row: key.show(), column: column.to_owned(), was, is })
        };
        let there = self.columns().filter_map(|(head, at)| {
            let earlier = old.columns().find(|(known, _)| *known == head).map(|(_, at)| at);
            difference(head.0, cell(before, earlier), cell(cells, Some(at)))
        });
        let gone = old.columns().filter(|(head, _)| self.columns().all(|(known, _)| known != *head));
        let gone = gone.filter_map(|(head, at)| difference(head.0, cell(before, Some(at)), String::new()));
        there.chain(gone).collect()
    }
}
