//! A report's rows as they are kept once it was sent.
//!
//! Each row is one line of text: a letter that says what the row is, then its cells as they were printed, each behind a bar.
//! The first line holds the headers.

use super::{Report, RowKind};
use crate::register::words::Lang;

/// Stands before each cell; a cell that holds one is written with a stroke instead.
const BAR: char = '|';
/// Marks the line of headers.
const HEADERS: &str = "H";
/// What the letters mean.
const KINDS: &[(&str, RowKind)] = &[
    ("G", RowKind::Group),
    ("L", RowKind::Line),
    ("S", RowKind::Subtotal),
    ("T", RowKind::Total),
    ("C", RowKind::Check),
];

/// A line of a frozen report.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Frozen<'a> {
    /// The headers of the columns.
    Headers(Vec<&'a str>),
    /// A row.
    Row(RowKind, Vec<&'a str>),
}

/// Writes the rows of a report as they are sent, in Vietnamese.
pub fn freeze(report: &Report) -> Vec<String> {
    let headers = report.columns.iter().map(|column| column.head.get(Lang::Vi));
    let rows = report.rows.iter().map(|row| {
        let letter = KINDS.iter().find(|(_, kind)| *kind == row.kind).map_or("L", |(letter, _)| letter);
        line(letter, row.cells.iter().map(|cell| cell.words.get(Lang::Vi)))
    });
    std::iter::once(line(HEADERS, headers)).chain(rows).collect()
}

/// Reads one line of a frozen report; `None` for what [`freeze`] never writes.
pub fn thaw(line: &str) -> Option<Frozen<'_>> {
    let mut cells = line.split(BAR);
    let letter = cells.next()?;
    if letter == HEADERS {
        return Some(Frozen::Headers(cells.collect()));
    }
    let (_, kind) = KINDS.iter().find(|(known, _)| *known == letter)?;
    Some(Frozen::Row(*kind, cells.collect()))
}

fn line<'a>(letter: &str, cells: impl Iterator<Item = &'a str>) -> String {
    let mut line = letter.to_owned();
    for cell in cells {
        line.push(BAR);
        line.extend(cell.chars().map(|letter| match letter {
            BAR => '/',
            letter if letter.is_control() => ' ',
            letter => letter,
        }));
    }
    line
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_is_read_as_it_was_written() {
        let written = line("S", ["", "Cộng I", "23\n", "a|b"].into_iter());
        assert_eq!(thaw(&written), Some(Frozen::Row(RowKind::Subtotal, vec!["", "Cộng I", "23 ", "a/b"])));
        assert_eq!(thaw("H|TT|Khối"), Some(Frozen::Headers(vec!["TT", "Khối"])));
        assert_eq!(thaw("Tổng cộng 255"), None);
    }
}
