//! `danvan report`: one of the fixed tables, as text or for a spreadsheet.

use super::args::{ReportArgs, ReportFormat};
use super::built::commit;
use super::export::deliver;
use super::out::{Out, Outcome, Stop};
use super::place::{Place, commit_time, this_year};
use crate::register::period::{Period, lock};
use crate::register::report::differ::differences;
use crate::register::report::{Asked, Report, csv, frozen, list, make, text};
use crate::register::sum::View;
use crate::register::{Field, Id, Lang, Read, Record, Records, ShowCx, Value, Words, schema};
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
    let made = Asked { period, as_of, view };
    let mut report = make(&id, made, &store.read()).map_err(Stop::Refused)?;
    report.footers.push(head(store));
    let lang = out.lang;
    let written = match (&asked.against, asked.format) {
        (Some(which), _) => compared(place, which, &report, period, lang)?,
        (None, ReportFormat::Text) => text::write(&report, lang),
        (None, ReportFormat::Csv) => csv::write(&report, lang),
    };
    if asked.freeze {
        freeze(place, &report, made, out)?;
    }
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

/// Keeps the report in the register as it is now; says where, and whether its figures can still change.
fn freeze(place: &Place, report: &Report, asked: Asked, out: &Out) -> Result<(), Stop> {
    let id = place.ids.next();
    let command = frozen::keep(report, asked, &place.store.read(), id).map_err(Stop::Usage)?;
    let seq = commit(place, command, format!("Chốt {} {}", report.id, report.period.vi))?;
    out.note(&say!(
        "Đã chốt {report}, mã {id} (lần ghi #{seq}).",
        "{report} is frozen as {id} (commit #{seq}).",
        report = report.id,
        id = id,
        seq = seq
    ));
    if !lock::is_closed(asked.period, &place.store.read()) {
        out.note(&say!(
            "Kỳ này chưa khóa nên số liệu còn sửa được; sau này xem bằng --against last.",
            "The period is not closed, so figures can still change; --against last shows them later."
        ));
    }
    Ok(())
}

/// Writes what differs from a frozen report, a line each.
fn compared(place: &Place, which: &str, report: &Report, period: Period, lang: Lang) -> Result<String, Stop> {
    let records = place.store.read();
    let (_, kept) = find(&records, which, report, period)?;
    let rows = match kept.get(&schema::report::ROWS) {
        Some(Value::List(rows)) => rows.as_slice(),
        _ => &[],
    };
    let (list, cx) = (differences(rows, report), ShowCx { records: &records, lang });
    let shown =
        |field| schema::report::SCHEMA.field(field).map(|field: &Field| field.show(&kept, cx)).unwrap_or_default();
    let head = say!(
        "{title} · {period}: {n} chênh lệch so với số đã báo cáo (tính đến {day})",
        "{title} · {period}: {n} differences from what was reported (as of {day})",
        title = report.id,
        period = report.period,
        n = list.len(),
        day = shown(schema::report::AS_OF)
    );
    let lines = list.iter().map(|difference| format!("  {}\n", difference.show().get(lang)));
    Ok(std::iter::once(format!("{}\n", head.get(lang))).chain(lines).collect())
}

fn find(records: &dyn Records, which: &str, report: &Report, period: Period) -> Result<(Id, Record), Stop> {
    let found = if which == "last" {
        frozen::last(records, report.id, period)
    } else {
        let id = which.parse::<Id>().ok();
        id.and_then(|id| Some((id, records.get(&schema::report::SCHEMA, id)?)))
    };
    let same = |record: &Record| record.choice(schema::report::TEMPLATE) == Some(report.id);
    found.filter(|(_, record)| same(record)).ok_or_else(|| {
        Stop::Refused(say!(
            "Chưa có bản {report} nào đã chốt cho {period}. Chốt bằng --freeze trước.",
            "No {report} was frozen for {period}. Freeze one with --freeze first.",
            period = report.period,
            report = report.id
        ))
    })
}
