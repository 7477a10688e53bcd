//! A report's rows as they are kept once it was sent.
//!
//! Each row is one line of text: a letter that says what the row is, then its cells as they were printed, each behind a bar.
//! The first line holds the headers.

use super::{Asked, Report, RowKind};
use crate::register::change::{Accepted, Command, Seen, Set};
use crate::register::id::Id;
use crate::register::period::Period;
use crate::register::query::{Query, Test};
use crate::register::record::{Read, Record};
use crate::register::records::Records;
use crate::register::schema::report::{
    AS_OF, DRAFT, FROZEN, PERIOD, ROWS, SCHEMA, SEQ, STATUS, TEMPLATE, TEMPLATES, YEAR, YEAR_TO, YEARS,
};
use crate::register::value::Value;
use crate::register::words::{Lang, Words};
use crate::say;
use crate::text::day::Day;

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

/// Gives the command that keeps a report as it is now, frozen, under the id `id`; its figures stay whatever is corrected
/// later.
///
/// `Err` for a working copy, which is never sent, and for months that make no period of their own.
pub fn keep(report: &Report, asked: Asked, records: &dyn Records, id: Id) -> Result<Command, Words> {
    if !TEMPLATES.iter().any(|template| template.code == report.id) {
        return Err(say!(
            "{id} là bản làm việc, không chốt. Chốt bản chính thức.",
            "{id} is a working copy and is not frozen. Freeze the issued one.",
            id = report.id
        ));
    }
    let mut values = of_period(asked.period).ok_or_else(|| {
        say!(
            "Kỳ \"{period}\" không chốt được. Nhận: tháng, quý, 6 tháng, 9 tháng, năm, nhiều năm.",
            "The period \"{period}\" cannot be frozen. Take a month, a quarter, a half, nine months, a year or years.",
            period = asked.period.show()
        )
    })?;
    let seq = i64::try_from(records.seq()).unwrap_or(i64::MAX);
    values.extend([
        (TEMPLATE, Value::Choice(report.id.to_owned())),
        (AS_OF, Value::Day(Day::Date(report.as_of))),
        (ROWS, Value::List(freeze(report))),
        (SEQ, Value::Integer(seq)),
        (STATUS, Value::Choice(FROZEN.to_owned())),
    ]);
    let set = values.into_iter().map(|(field, value)| Set { field, seen: Seen::Any, new: Some(value) }).collect();
    Ok(Command::Save { schema: &SCHEMA, id, set, accepted: Accepted::None })
}

/// Finds the latest frozen report of this kind and period.
pub fn last(records: &dyn Records, template: &str, period: Period) -> Option<(Id, Record)> {
    let mut query = Query::all(&SCHEMA).filter(TEMPLATE, Test::Is(Value::Choice(template.to_owned())));
    for (field, value) in of_period(period)? {
        query = query.filter(field, Test::Is(value));
    }
    let rows = records.page(&query, 0, usize::MAX).rows;
    let kept =
        rows.into_iter().filter(|(_, record)| record.choice(STATUS) != Some(DRAFT) && record.contains_key(&ROWS));
    kept.max_by_key(|(id, record)| (record.day(AS_OF).map(Day::last), record.integer(SEQ), *id))
}

/// Gives the fields by which a frozen report names its period.
fn of_period(period: Period) -> Option<Vec<(crate::register::FieldId, Value)>> {
    if let Some((code, year)) = period.code() {
        return Some(vec![(PERIOD, Value::Choice(code)), (YEAR, Value::Integer(year.into()))]);
    }
    let (from, to) = period.years().into_inner();
    (Period::years_from(from, to) == Some(period)).then(|| {
        let years = [(YEAR, from), (YEAR_TO, to)].map(|(field, year)| (field, Value::Integer(year.into())));
        [(PERIOD, Value::Choice(YEARS.to_owned()))].into_iter().chain(years).collect()
    })
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
