//! R9: who sits in the committee on the day, in the order of the decision.

use super::r4::{day, small};
use super::{asked, cells, lines_of};
use crate::register::Period;
use crate::register::report::{RowKind, make};
use crate::register::schema::{body, membership, person};
use crate::register::sum::tests::ward::code;
use crate::register::sum::tests::ward::text as text_value;
use crate::register::value::Value;

#[test]
fn members_of_the_day_stand_in_the_order_of_the_decision() {
    let mut small = small();
    let committee = small
        .ward
        .make(&body::SCHEMA, vec![(body::KIND, code(body::COMMITTEE)), (body::NAME, text_value("Ban Chỉ đạo phường"))]);
    for (order, name, to) in [(2, "Trần Thị B", None), (1, "Nguyễn Văn A", None), (3, "Lê Văn C", Some("2026-06-01"))]
    {
        let who = small.ward.make(&person::SCHEMA, vec![(person::FULL_NAME, text_value(name))]);
        let mut fields = vec![
            (membership::BODY, Value::Link(committee)),
            (membership::PERSON, Value::Link(who)),
            (membership::POSITION, code("THANH_VIEN")),
            (membership::POST_HELD, text_value("Công chức")),
            (membership::ORDER_NO, Value::Integer(order)),
            (membership::NEIGHBOURHOODS, Value::Links(vec![small.places[0]])),
        ];
        fields.extend(to.map(|iso| (membership::TO, day(iso))));
        small.ward.make(&membership::SCHEMA, fields);
    }
    let report = make("R9", asked(Period::year(2026)), &small.ward.records).unwrap();
    let lines = lines_of(&report, RowKind::Line);
    assert_eq!(lines.len(), 2, "one has left");
    assert_eq!(cells(lines[0], 0..3), ["1", "Nguyễn Văn A", "Công chức"]);
    assert_eq!(cells(lines[1], 0..2), ["2", "Trần Thị B"]);
    assert!(lines[0].cells[4].words.vi.starts_with("Địa bàn: "), "{:?}", lines[0].cells[4]);
    assert_eq!(lines_of(&report, RowKind::Group)[0].cells[1].words.vi, "Ban Chỉ đạo phường");
    assert_eq!(report.footers[0].vi, "Danh sách có 2 người.");
}
