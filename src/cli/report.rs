//! `danvan report`: one of the fixed tables, as text or for a spreadsheet.

use super::args::{ReportArgs, ReportFormat};
use super::export::deliver;
use super::out::{Out, Outcome, Stop};
use super::place::{Place, commit_time, this_year};
use crate::register::Words;
use crate::register::period::Period;
use crate::register::report::{Asked, csv, list, make, text};
use crate::register::sum::View;
use crate::say;
use crate::store::Store;

/// Makes the report and writes it to the file that was named, or prints it.
pub(super) fn run(place: &Place, asked: &ReportArgs, out: &mut Out) -> Outcome {
    let today = commit_time().date_naive();
    let year = asked.year.unwrap_or_else(this_year);
    let period = Period::parse(&asked.period, year).ok_or_else(|| {
        Stop::Usage(say!(
            "Không hiểu kỳ \"{period}\". Nhận: T1–T12, Q1–Q4, 6T1, 6T2, 9T, N, 2021-2025.",
            "The period \"{period}\" is not known. There are: T1–T12, Q1–Q4, 6T1, 6T2, 9T, N, 2021-2025.",
            period = asked.period
        ))
    })?;
    let known = || list().map(|(id, _)| id);
    let id = asked.id.to_uppercase();
    if !known().any(|known| known == id) {
        return Err(Stop::Usage(say!(
            "Chưa có báo cáo \"{id}\". Có: {known}.",
            "There is no report \"{id}\" yet. There are: {known}.",
            id = asked.id,
            known = known().collect::<Vec<_>>().join(", ")
        )));
    }
    let past = asked.as_of.as_deref().map(|asked| place.as_of(asked)).transpose()?;
    let store = past.as_ref().unwrap_or(&place.store);
    let today = match past.as_ref().and_then(|past| past.commit_at(past.head().seq).ok().flatten()) {
        Some(last) => today.min(last.at.date_naive()),
        None => today,
    };
    // A period that is over is reported as of its last day.
    let as_of = today.min(period.last());
    let view = if asked.now { View::AsItIsNow } else { View::AsItWas };
    let mut report = make(&id, Asked { period, as_of, view }, &store.read()).map_err(Stop::Refused)?;
    report.footers.push(head(store));
    let lang = out.lang;
    let written = match asked.format {
        ReportFormat::Text => text::write(&report, lang),
        ReportFormat::Csv => csv::write(&report, lang),
    };
    deliver(asked.output.as_deref(), out, |to| to.write_all(written.as_bytes()))
}

/// Says of which state of the register a paper is, so that a later change of what was kept then shows.
fn head(store: &Store) -> Words {
    let head = store.head();
    say!(
        "Số liệu đến lần ghi {seq}, mã cuối {hash} (kiểm: danvan doctor --verify {hash}).",
        "Figures up to commit {seq}, head {hash} (check: danvan doctor --verify {hash}).",
        seq = head.seq,
        hash = head.hash
    )
}
