//! Rules of the paper.

use std::sync::Arc;

use super::dates::{self, Span};
use super::others::alike;
use super::{Rule, RuleCx, Severity};
use crate::register::record::{Read, Record};
use crate::register::schema::document::{
    DEADLINE, DIRECTION, DOC_TYPE, FRONT, INCOMING, ISSUED_ON, ISSUER, LAYOUT, NUMBER, OUTGOING, PARTY, RECEIVED_ON,
    SCHEMA, STATE, SUMMARY, SUPERSEDES, SYMBOL, TERM,
};
use crate::register::words::{Label, Words};
use crate::say;
use crate::text::day::Day;
use crate::text::fold::fold;

/// The rows.
pub const RULES: &[Rule] = &[
    Rule {
        id: "document.number.taken",
        severity: Severity::Hard,
        on: &[NUMBER, DOC_TYPE, ISSUER, TERM, ISSUED_ON, LAYOUT, DIRECTION],
        check: |cx| number_is_taken(cx, OUTGOING),
        remedy: Label::new("Lấy số tiếp theo của loạt này.", "Take the next number of the series."),
    },
    Rule {
        id: "document.number.received",
        severity: Severity::Soft,
        on: &[NUMBER, DOC_TYPE, ISSUER, TERM, ISSUED_ON, LAYOUT, DIRECTION],
        check: |cx| number_is_taken(cx, INCOMING),
        remedy: Label::new("Có thể văn bản này đã vào sổ.", "The paper may be in the register already."),
    },
    Rule {
        id: "document.number.gap",
        severity: Severity::Hint,
        on: &[NUMBER],
        check: number_leaves_a_gap,
        remedy: Label::new("Xem số đó đã cấp cho văn bản nào.", "Look for the paper that has that number."),
    },
    Rule {
        id: "document.symbol.form",
        severity: Severity::Soft,
        on: &[SYMBOL, LAYOUT, DIRECTION],
        check: symbol_is_malformed,
        remedy: Label::new(
            "Văn bản Đảng: -KH/ĐU; Nhà nước, MTTQ: /KH-UBND, /KH-MTTQ-BTT.",
            "Party papers: -KH/ĐU; State and Front papers: /KH-UBND, /KH-MTTQ-BTT.",
        ),
    },
    Rule {
        id: "document.type.level",
        severity: Severity::Soft,
        on: &[DOC_TYPE, LAYOUT, DIRECTION],
        check: type_is_not_for_a_ward,
        remedy: Label::new("Dùng nghị quyết, kết luận hoặc kế hoạch.", "Use a resolution, a conclusion or a plan."),
    },
    Rule {
        id: "document.issued.future",
        severity: Severity::Soft,
        on: &[ISSUED_ON],
        check: |cx| dates::in_future(cx, ISSUED_ON),
        remedy: dates::NOT_YET,
    },
    Rule {
        id: "document.received.before",
        severity: Severity::Soft,
        on: &[RECEIVED_ON, ISSUED_ON],
        check: |cx| dates::backwards(cx, Span { from: ISSUED_ON, to: RECEIVED_ON }),
        remedy: dates::SWAP,
    },
    Rule {
        id: "document.deadline.before",
        severity: Severity::Soft,
        on: &[DEADLINE, ISSUED_ON],
        check: |cx| dates::backwards(cx, Span { from: ISSUED_ON, to: DEADLINE }),
        remedy: dates::SWAP,
    },
    Rule {
        id: "document.supersedes.itself",
        severity: Severity::Hard,
        on: &[SUPERSEDES],
        check: supersedes_itself,
        remedy: Label::new("Bỏ văn bản này khỏi phần thay thế.", "Take the paper out of those that it replaces."),
    },
];

/// Returns whether two papers are numbered in one series: Party papers by issuer, type and term; others by issuer and
/// year of issue.
fn in_one_series(a: &Record, b: &Record) -> bool {
    let year = |record: &Record| record.day(ISSUED_ON).map(Day::year);
    a.choice(DIRECTION) == b.choice(DIRECTION)
        && a.choice(LAYOUT) == b.choice(LAYOUT)
        && fold(a.text(ISSUER)) == fold(b.text(ISSUER))
        && match a.choice(LAYOUT) {
            Some(PARTY) => a.choice(DOC_TYPE) == b.choice(DOC_TYPE) && fold(a.text(TERM)) == fold(b.text(TERM)),
            _ => year(a) == year(b),
        }
}

/// Finds another paper of the same series with this number.
fn with_number(cx: &RuleCx<'_>, number: i64) -> Option<Arc<Record>> {
    if cx.record.text(ISSUER).is_empty() {
        return None;
    }
    let likeness = number.to_string();
    let mut numbered = alike(cx, &SCHEMA, NUMBER, &likeness).map(|(_, record)| record);
    numbered.find(|record| in_one_series(record, cx.record))
}

fn number_is_taken(cx: &RuleCx<'_>, direction: &str) -> Option<Words> {
    if cx.record.choice(DIRECTION) != Some(direction) {
        return None;
    }
    let number = cx.record.integer(NUMBER)?;
    let other = with_number(cx, number)?;
    Some(say!(
        "Số {number} đã là của \"{summary}\".",
        "The number {number} is that of \"{summary}\".",
        number = number,
        summary = other.text(SUMMARY)
    ))
}

fn number_leaves_a_gap(cx: &RuleCx<'_>) -> Option<Words> {
    let number = cx.record.integer(NUMBER).filter(|number| *number > 1)?;
    (cx.record.choice(DIRECTION) == Some(OUTGOING) && with_number(cx, number - 1).is_none())
        .then(|| say!("Trong loạt này chưa có số {n}.", "The series has no number {n}.", n = number - 1))
}

fn symbol_is_malformed(cx: &RuleCx<'_>) -> Option<Words> {
    if cx.record.choice(DIRECTION) != Some(OUTGOING) {
        return None;
    }
    let symbol = cx.record.text(SYMBOL);
    let fits = match cx.record.choice(LAYOUT)? {
        PARTY => symbol.strip_prefix('-').and_then(|rest| rest.split_once('/')).is_some_and(|(kind, issuer)| {
            !kind.is_empty() && !issuer.is_empty() && issuer.chars().all(char::is_uppercase)
        }),
        STATE | FRONT => symbol.strip_prefix('/').map(without_year).is_some_and(|rest| {
            rest.contains('-') && rest.split('-').all(|part| !part.is_empty() && part.chars().all(char::is_alphabetic))
        }),
        _ => true,
    };
    (!symbol.is_empty() && !fits).then(|| {
        say!(
            "Ký hiệu \"{symbol}\" không đúng thể thức.",
            "The symbol \"{symbol}\" is not of that layout.",
            symbol = symbol
        )
    })
}

/// Takes away the year that stands before the type in papers that lay down rules: `2021/QĐ-UBND`.
fn without_year(symbol: &str) -> &str {
    symbol
        .split_once('/')
        .filter(|(year, _)| year.len() == 4 && year.parse::<u16>().is_ok())
        .map_or(symbol, |(_, rest)| rest)
}

fn type_is_not_for_a_ward(cx: &RuleCx<'_>) -> Option<Words> {
    let own = cx.record.choice(DIRECTION) == Some(OUTGOING) && cx.record.choice(LAYOUT) == Some(PARTY);
    (own && cx.record.choice(DOC_TYPE) == Some("CT"))
        .then(|| say!("Đảng ủy cơ sở không ban hành chỉ thị.", "A grass-roots Party committee issues no directives."))
}

fn supersedes_itself(cx: &RuleCx<'_>) -> Option<Words> {
    cx.record
        .links(SUPERSEDES)
        .contains(&cx.id)
        .then(|| say!("Văn bản không thể thay thế chính nó.", "A paper cannot take its own place."))
}

#[cfg(test)]
mod tests;
