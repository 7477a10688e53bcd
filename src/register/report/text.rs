//! A report as text of fixed width, to be read in a terminal or printed as it is.

use super::{Align, Column, DRAWN_UP_BY, HEAD_OF_UNIT, Report, Row, RowKind};
use crate::register::words::Lang;
use crate::text::width::{center, pad_left, pad_right, wrap};

/// Stands between columns.
const BAR: &str = " │ ";
const BAR_WIDTH: usize = 3;

/// Writes a report in `lang`.
pub fn write(report: &Report, lang: Lang) -> String {
    let all = report.columns.iter().map(|column| column.width + BAR_WIDTH).sum::<usize>().saturating_sub(BAR_WIDTH);
    let mut out = Vec::new();
    out.push(report.unit.get(lang).to_owned());
    out.push(String::new());
    out.extend(wrapped(report.title.get(lang), all).iter().map(|line| center(line, all)));
    out.push(center(report.period.get(lang), all));
    out.push(center(report.dated().get(lang), all));
    out.push(String::new());
    header(report, lang, &mut out);
    for row in &report.rows {
        if row.kind == RowKind::Total {
            out.push(rule(&report.columns, '─'));
        }
        line(row, &report.columns, all, lang, &mut out);
    }
    out.push(rule(&report.columns, '═'));
    for footer in &report.footers {
        out.extend(wrapped(footer.get(lang), all));
    }
    out.push(String::new());
    let half = all / 2;
    out.push(center(DRAWN_UP_BY.get(lang), half) + &center(HEAD_OF_UNIT.get(lang), all - half));
    let lines: Vec<&str> = out.iter().map(|line| line.trim_end()).collect();
    lines.join("\n") + "\n"
}

fn rule(columns: &[Column], line: char) -> String {
    let cross = match line {
        '═' => "═╪═",
        _ => "─┼─",
    };
    let parts: Vec<String> = columns.iter().map(|column| line.to_string().repeat(column.width)).collect();
    parts.join(cross)
}

/// Writes the headers: those above several columns, then each column's own.
fn header(report: &Report, lang: Lang, out: &mut Vec<String>) {
    out.push(rule(&report.columns, '═'));
    if report.has_merged_headers() {
        let mut parts = Vec::new();
        let mut rest = report.columns.as_slice();
        while let Some(first) = rest.first() {
            let same = |column: &&Column| !first.over.is_empty() && column.over == first.over;
            let span = rest.iter().take_while(same).count().max(1);
            let columns = rest[..span].iter().map(|column| column.width + BAR_WIDTH).sum::<usize>() - BAR_WIDTH;
            parts.push(center(first.over.get(lang), columns));
            rest = &rest[span..];
        }
        out.push(parts.join(BAR));
    }
    let heads: Vec<Vec<String>> =
        report.columns.iter().map(|column| wrapped(column.head.get(lang), column.width)).collect();
    push_lines(&heads, &report.columns, |_| Align::Centre, out);
    out.push(rule(&report.columns, '═'));
}

/// Writes one row, in as many lines as its longest cell needs; a group's name may run over the whole width.
fn line(row: &Row, columns: &[Column], all: usize, lang: Lang, out: &mut Vec<String>) {
    let filled = |cells: &[super::Cell]| cells.iter().any(|cell| !cell.words.is_empty());
    if row.cells.len() > 2 && !filled(&row.cells[2..]) {
        let text = |at: usize| row.cells[at].words.get(lang);
        let lead = center(text(0), columns[0].width);
        let room = all.saturating_sub(columns[0].width + BAR_WIDTH);
        for (at, part) in wrapped(text(1), room).into_iter().enumerate() {
            let lead = if at == 0 { lead.clone() } else { " ".repeat(columns[0].width) };
            out.push(format!("{lead}{BAR}{part}"));
        }
        return;
    }
    let cells: Vec<Vec<String>> =
        row.cells.iter().zip(columns).map(|(cell, column)| wrapped(cell.words.get(lang), column.width)).collect();
    push_lines(&cells, columns, |column| column.align, out);
}

fn push_lines(cells: &[Vec<String>], columns: &[Column], align: fn(&Column) -> Align, out: &mut Vec<String>) {
    let height = cells.iter().map(Vec::len).max().unwrap_or(0);
    for at in 0..height {
        let parts: Vec<String> = cells
            .iter()
            .zip(columns)
            .map(|(lines, column)| {
                let text = lines.get(at).map_or("", String::as_str);
                match align(column) {
                    Align::Left => pad_right(text, column.width),
                    Align::Right => pad_left(text, column.width),
                    Align::Centre => center(text, column.width),
                }
            })
            .collect();
        out.push(parts.join(BAR));
    }
}

/// Breaks a text into lines of at most `cols` columns; at least one line, never one that is cut.
fn wrapped(text: &str, cols: usize) -> Vec<String> {
    wrap(text, cols).into_iter().map(|line| text.get(line).unwrap_or_default().trim_end().to_owned()).collect()
}
