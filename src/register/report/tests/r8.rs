//! R8: which tasks stand in it, and what the last line counts.

use super::r4::{day, small};
use super::{asked, cells, line, lines_of};
use crate::register::Period;
use crate::register::report::{RowKind, make};
use crate::register::schema::task;
use crate::register::sum::tests::ward::text as text_value;
use crate::register::sum::tests::ward::{Ward, code};

fn task(ward: &mut Ward, title: &str, status: &str, due: &str, done: Option<&str>) {
    let mut fields = vec![
        (task::TITLE, text_value(title)),
        (task::STATUS, code(status)),
        (task::ASSIGNED_ON, day("2026-01-05")),
        (task::DUE, day(due)),
    ];
    fields.extend(done.map(|iso| (task::DONE_ON, day(iso))));
    ward.make(&task::SCHEMA, fields);
}

#[test]
fn tasks_of_the_period_stand_with_how_late_they_are() {
    let mut ward = small().ward;
    task(&mut ward, "Còn làm", task::SET, "2026-12-31", None);
    task(&mut ward, "Đã trễ", task::SET, "2026-12-05", None);
    task(&mut ward, "Xong muộn", task::DONE, "2026-08-01", Some("2026-08-04"));
    task(&mut ward, "Xong từ trước", task::DONE, "2026-03-01", Some("2026-03-01"));
    let quarters = (1..=4).filter_map(|quarter| Period::quarter(2026, quarter));
    let lines = quarters.map(|period| {
        let report = make("R8", asked(period), &ward.records).unwrap();
        lines_of(&report, RowKind::Line).len()
    });
    assert_eq!(lines.collect::<Vec<_>>(), [4, 3, 3, 2], "what is open stands in every period from its beginning");
    let report = make("R8", asked(Period::year(2026)), &ward.records).unwrap();
    assert_eq!(cells(line(&report, "Đã trễ"), 6..10), ["05/12/2026", "", "Quá hạn", "10"]);
    assert_eq!(cells(line(&report, "Xong muộn"), 8..10), ["Hoàn thành quá hạn", "3"]);
    let total = &lines_of(&report, RowKind::Total)[0].cells[1].words.vi;
    assert_eq!(total, "Tổng số 4 nhiệm vụ: đúng hạn 1; hoàn thành quá hạn 1; đang thực hiện 1; quá hạn 1");
}

#[test]
fn only_the_working_copy_explains() {
    let mut ward = small().ward;
    let fields = vec![(task::TITLE, text_value("Việc")), (task::DUE, day("2026-12-05"))];
    let id = ward.make(&task::SCHEMA, fields);
    let explanation = task::SCHEMA.field_by_key("explanation").unwrap().id;
    ward.set(&task::SCHEMA, id, vec![(explanation, Some(text_value("chờ số liệu")))]);
    let issued = make("R8", asked(Period::year(2026)), &ward.records).unwrap();
    let working = make("R8G", asked(Period::year(2026)), &ward.records).unwrap();
    assert_eq!((issued.columns.len(), working.columns.len()), (11, 12));
    assert_eq!(working.rows[0].cells[11].words.vi, "chờ số liệu");
    assert!(issued.rows[0].cells.iter().all(|cell| cell.words.vi != "chờ số liệu"));
}
