//! A report as comma-separated values that a spreadsheet opens as it is.

use super::{DRAWN_UP_BY, HEAD_OF_UNIT, Report};
use crate::register::words::Lang;

/// Tells Excel that the file is UTF-8.
const BOM: char = '\u{feff}';

/// Writes a report in `lang`: title lines, headers (the merged ones above), rows, footers and who signs; UTF-8 with a byte
/// order mark, lines end in CR LF.
///
/// A text that begins like a formula (`=`, `+`, `-`, `@`, a tab or a return) gets a `'` before it, because a spreadsheet
/// would run it. Numbers are written as people read them, so that a qualifier stays with its figure.
pub fn write(report: &Report, lang: Lang) -> String {
    let mut out = String::from(BOM);
    for words in [&report.unit, &report.title, &report.period, &report.dated()] {
        line(&mut out, [words.get(lang)]);
    }
    line(&mut out, [""]);
    if report.has_merged_headers() {
        let mut before = None;
        line(
            &mut out,
            report.columns.iter().map(|column| {
                // Only the first of several columns under one header carries it, as in a merged cell.
                let repeated = before == Some(&column.over);
                before = Some(&column.over);
                if repeated { "" } else { column.over.get(lang) }
            }),
        );
    }
    line(&mut out, report.columns.iter().map(|column| column.head.get(lang)));
    for row in &report.rows {
        line(&mut out, row.cells.iter().map(|cell| cell.words.get(lang)));
    }
    for footer in &report.footers {
        line(&mut out, [footer.get(lang)]);
    }
    line(&mut out, [""]);
    line(&mut out, [DRAWN_UP_BY.get(lang), HEAD_OF_UNIT.get(lang)]);
    out
}

fn line<'a>(out: &mut String, cells: impl IntoIterator<Item = &'a str>) {
    for (place, cell) in cells.into_iter().enumerate() {
        if place > 0 {
            out.push(',');
        }
        push_cell(out, cell);
    }
    out.push_str("\r\n");
}

fn push_cell(out: &mut String, cell: &str) {
    let formula = cell.starts_with(['=', '+', '-', '@', '\t', '\r']);
    if !formula && !cell.contains([',', '"', '\n', '\r']) {
        out.push_str(cell);
        return;
    }
    out.push('"');
    if formula {
        out.push('\'');
    }
    out.push_str(&cell.replace('"', "\"\""));
    out.push('"');
}
