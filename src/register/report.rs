//! The reports of a ward as rows: columns under merged headers, groups, subtotals, totals and the lines that check them.
//!
//! A report is pure data made from the register; [`text`] and [`csv`] write it, and other writers may read the same rows.

use chrono::NaiveDate;
use rust_decimal::Decimal;

use super::period::Period;
use super::records::Records;
use super::sum::{Sum, View};
use super::words::{Label, Words};
use crate::say;
use crate::text::day::Day;
use crate::text::number::show_decimal;

pub mod csv;
pub mod differ;
mod frame;
pub mod frozen;
mod r2;
mod r4;
mod r5;
mod r8;
mod r9;
pub mod text;

/// Where the text of a column stands in its cells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Align {
    /// Words.
    Left,
    /// Figures.
    Right,
    /// Short marks, running numbers.
    Centre,
}

/// One column of a report.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Column {
    /// The header above several columns, which neighbours with the same words share; empty for none.
    pub over: Words,
    /// Its header.
    pub head: Words,
    /// Its width in a fixed-width text, in columns.
    pub width: usize,
    /// Where its cells stand.
    pub align: Align,
}

impl Column {
    fn new(head: impl Into<Words>, width: usize, align: Align) -> Self {
        Self { over: Words::default(), head: head.into(), width, align }
    }

    fn words(head: Label, width: usize) -> Self {
        Self::new(head, width, Align::Left)
    }

    fn figures(head: impl Into<Words>, width: usize) -> Self {
        Self::new(head, width, Align::Right)
    }

    fn under(mut self, over: Label) -> Self {
        self.over = over.into();
        self
    }
}

/// What a row is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RowKind {
    /// The name of the rows that follow.
    Group,
    /// One thing counted.
    Line,
    /// What a group comes to.
    Subtotal,
    /// What all come to.
    Total,
    /// Says whether the figures agree with each other.
    Check,
}

/// One cell: what is shown and, where it is a plain number, the number.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Cell {
    /// What is shown; empty for nothing.
    pub words: Words,
    /// The number that a spreadsheet may calculate with.
    pub number: Option<Decimal>,
}

impl Cell {
    /// An empty cell.
    pub fn blank() -> Self {
        Self::default()
    }

    /// The same text in both languages: a name, a code.
    pub fn text(text: impl Into<String>) -> Self {
        let text = text.into();
        Self { words: Words { vi: text.clone(), en: text }, number: None }
    }

    /// Words.
    pub fn words(words: impl Into<Words>) -> Self {
        Self { words: words.into(), number: None }
    }

    /// A number; zero is shown.
    pub fn number(number: impl Into<Decimal>) -> Self {
        let number = number.into();
        let shown = show_decimal(number);
        Self { words: Words { vi: shown.clone(), en: shown }, number: Some(number) }
    }

    /// A count; zero leaves the cell empty, as the paper forms have it.
    pub fn count(count: u32) -> Self {
        if count == 0 { Self::blank() } else { Self::number(count) }
    }

    /// A sum with its qualifier; no figure leaves the cell empty.
    pub fn sum(sum: &Sum) -> Self {
        if sum.is_empty() {
            return Self::blank();
        }
        let numbered = sum.figures() > sum.count(crate::text::number::Qualifier::Unknown);
        Self { number: numbered.then(|| sum.total()), ..Self::text(sum.show()) }
    }

    /// A percentage with at most one digit after the comma.
    pub fn percent(percent: Option<Decimal>) -> Self {
        percent.map_or_else(Self::blank, |percent| {
            let rounded = percent.round_dp_with_strategy(1, rust_decimal::RoundingStrategy::MidpointAwayFromZero);
            Self { number: Some(rounded), ..Self::text(format!("{} %", show_decimal(rounded))) }
        })
    }
}

/// One row of a report.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// What it is.
    pub kind: RowKind,
    /// Its cells, one for each column.
    pub cells: Vec<Cell>,
}

/// Which report, of when and how looked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Asked {
    /// The period.
    pub period: Period,
    /// The day as of which it is made ("tính đến ngày").
    pub as_of: NaiveDate,
    /// Under which neighbourhoods figures from before a boundary change stand.
    pub view: View,
}

/// A report.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Report {
    /// Its name in commands, such as `R2`.
    pub id: &'static str,
    /// Its title.
    pub title: Words,
    /// The ward.
    pub unit: Words,
    /// The period.
    pub period: Words,
    /// The day as of which it is made.
    pub as_of: NaiveDate,
    /// Its columns.
    pub columns: Vec<Column>,
    /// Its rows.
    pub rows: Vec<Row>,
    /// Lines below the table.
    pub footers: Vec<Words>,
}

/// Who signs on the left.
pub const DRAWN_UP_BY: Label = Label::new("NGƯỜI LẬP BIỂU", "DRAWN UP BY");
/// Who signs on the right.
pub const HEAD_OF_UNIT: Label = Label::new("THỦ TRƯỞNG ĐƠN VỊ", "HEAD OF UNIT");

impl Report {
    /// Says as of which day it is made.
    pub fn dated(&self) -> Words {
        say!("Tính đến ngày {day}", "As of {day}", day = Day::Date(self.as_of))
    }

    /// Returns whether columns are grouped under merged headers.
    pub fn has_merged_headers(&self) -> bool {
        self.columns.iter().any(|column| !column.over.is_empty())
    }
}

/// One kind of report: its name in commands, its title, how it is made.
struct Layout {
    id: &'static str,
    title: Label,
    make: fn(&frame::Frame<'_>) -> frame::Table,
}

/// The reports there are.
const LAYOUTS: &[Layout] = &[r2::LAYOUT, r4::LAYOUT, r5::LAYOUT, r8::LAYOUT, r8::WORKING, r9::LAYOUT];

/// Lists the reports there are: name in commands and title.
pub fn list() -> impl Iterator<Item = (&'static str, Label)> {
    LAYOUTS.iter().map(|layout| (layout.id, layout.title))
}

/// Makes a report from the register; `Err` names the reports there are.
pub fn make(id: &str, asked: Asked, records: &dyn Records) -> Result<Report, Words> {
    let Some(layout) = LAYOUTS.iter().find(|layout| layout.id.eq_ignore_ascii_case(id)) else {
        let known: Vec<_> = LAYOUTS.iter().map(|layout| layout.id).collect();
        return Err(say!(
            "Không có báo cáo \"{id}\". Có: {known}.",
            "There is no report \"{id}\". There are: {known}.",
            id = id,
            known = known.join(", ")
        ));
    };
    let frame = frame::Frame::new(asked, records);
    let table = (layout.make)(&frame);
    Ok(Report {
        id: layout.id,
        title: table.title.unwrap_or_else(|| layout.title.into()),
        unit: frame.unit(),
        period: asked.period.show(),
        as_of: asked.as_of,
        columns: table.columns,
        rows: table.rows,
        footers: table.footers,
    })
}

#[cfg(test)]
mod tests;
