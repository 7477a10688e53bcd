//! Figures that were published and do not add up: pointed out, never repaired.

use rust_decimal::Decimal;

use super::{Desk, at};
use crate::register::id::Id;
use crate::register::record::Record;
use crate::register::report::RowKind;
use crate::register::report::frozen::{Frozen, thaw};
use crate::register::rule::Severity;
use crate::register::schema::report;
use crate::register::value::Value;
use crate::say;
use crate::text::number::{parse_decimal, show_decimal};

/// A total that was published, and what the rows above it come to.
struct Slip<'a> {
    row: &'a str,
    column: &'a str,
    published: Decimal,
    counted: Decimal,
}

impl Desk<'_> {
    pub(super) fn check_frozen(&mut self, id: Id, record: &Record) {
        let Some(Value::List(lines)) = record.get(&report::ROWS) else { return };
        let lines: Vec<Frozen<'_>> = lines.iter().filter_map(|line| thaw(line)).collect();
        let width = lines.iter().map(|line| cells(line).len()).max().unwrap_or_default();
        for slip in (0..width).flat_map(|column| slips(&lines, column)) {
            let words = say!(
                "Số đã công bố không cộng đúng: \"{row}\", cột \"{column}\" ghi {published}, cộng các dòng được {counted}. Sổ giữ nguyên; nếu sai thì lập báo cáo đính chính.",
                "A published total does not add up: \"{row}\", column \"{column}\" says {published}, its rows come to {counted}. It is left as it is; send a correction if it is wrong.",
                row = slip.row,
                column = slip.column,
                published = show_decimal(slip.published),
                counted = show_decimal(slip.counted)
            );
            self.tell(at(&report::SCHEMA, id, report::ROWS), Severity::Soft, "report.published.sum", words);
        }
    }
}

fn cells<'a>(line: &'a Frozen<'a>) -> &'a [&'a str] {
    match line {
        Frozen::Headers(cells) | Frozen::Row(_, cells) => cells,
    }
}

/// Finds the totals of one column that are not what their rows come to; a column with anything but plain numbers has none.
fn slips<'a>(lines: &'a [Frozen<'a>], column: usize) -> Vec<Slip<'a>> {
    let mut found = Vec::new();
    let mut header = "";
    let (mut group, mut all) = (Decimal::ZERO, Decimal::ZERO);
    for line in lines {
        let cell = cells(line).get(column).copied().unwrap_or_default();
        let kind = match line {
            Frozen::Headers(_) => {
                header = cell;
                continue;
            }
            Frozen::Row(kind, _) => *kind,
        };
        let number = match parse_decimal(cell) {
            Ok(number) => number,
            Err(_) if cell.is_empty() => Decimal::ZERO,
            Err(_) if kind == RowKind::Group || kind == RowKind::Check => continue,
            Err(_) => return Vec::new(),
        };
        let counted = match kind {
            RowKind::Group => {
                all += std::mem::take(&mut group);
                continue;
            }
            RowKind::Line => {
                group += number;
                continue;
            }
            RowKind::Check => continue,
            RowKind::Subtotal => {
                all += number;
                std::mem::take(&mut group)
            }
            RowKind::Total => all + group,
        };
        if counted != number && !cell.is_empty() {
            let row = cells(line).get(1).copied().unwrap_or_default();
            found.push(Slip { row, column: header, published: number, counted });
        }
    }
    found
}
