//! `danvan report`: one of the fixed tables, as text or for a spreadsheet.

use super::args::{ReportArgs, ReportFormat};
use super::export::deliver;
use super::out::{Out, Outcome, Stop};
use super::place::{Place, commit_time, this_year};
use crate::register::period::Period;
use crate::register::report::{Asked, csv, list, make, text};
use crate::register::sum::View;
use crate::say;

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
    // A period that is over is reported as of its last day.
    let as_of = today.min(period.last());
    let view = if asked.now { View::AsItIsNow } else { View::AsItWas };
    let report = make(&id, Asked { period, as_of, view }, &place.store.read()).map_err(Stop::Refused)?;
    let lang = out.lang;
    let written = match asked.format {
        ReportFormat::Text => text::write(&report, lang),
        ReportFormat::Csv => csv::write(&report, lang),
    };
    deliver(asked.output.as_deref(), out, |to| to.write_all(written.as_bytes()))
}
