//! The room of the committee: the order of its members, and the page about a model.
#![allow(clippy::expect_used, clippy::unwrap_used)]

use danvan::register::schema::{body, membership, model, model_year, person};
use danvan::register::{Id, MemoryRecords, REGISTER, Read, Records, Value};
use danvan::ui::action::Context;
use danvan::ui::screens::{Committee, Models};

use crate::desk::{Desk, Row, register, text};

const BODY: u128 = 9;

fn link(id: u128) -> Value {
    Value::Link(Id::from_bits(id))
}

fn code(code: &str) -> Value {
    Value::Choice(code.to_owned())
}

/// A committee of three; the last one has no number.
fn ward() -> MemoryRecords {
    let names = ["Cao Thị Quỳnh", "Lương Văn Hùng", "Vy Văn Tàng"];
    let people: Vec<Vec<(u16, Value)>> = names.iter().map(|name| vec![(person::FULL_NAME, text(name))]).collect();
    let seat = |number: u128| {
        let mut seat = vec![
            (membership::BODY, link(BODY)),
            (membership::PERSON, link(number)),
            (membership::POSITION, code(if number == 1 { membership::HEAD } else { "THANH_VIEN" })),
            (membership::POST_HELD, text("Cán bộ")),
            (membership::FROM, Value::Day(danvan::text::day::Day::from_iso("2026-01-01").unwrap())),
        ];
        let number = i64::try_from(number).unwrap();
        seat.extend((number < 3).then_some((membership::ORDER_NO, Value::Integer(number))));
        seat
    };
    let seats: Vec<Vec<(u16, Value)>> = (1..=3).map(seat).collect();
    let board = [(body::NAME, text("Ban Chỉ đạo")), (body::KIND, code(body::COMMITTEE))];
    let mut rows: Vec<Row<'_>> = vec![(&body::SCHEMA, BODY, &board)];
    rows.extend((1..).zip(&people).map(|(id, values)| -> Row<'_> { (&person::SCHEMA, id, values) }));
    rows.extend((11..).zip(&seats).map(|(id, values)| -> Row<'_> { (&membership::SCHEMA, id, values) }));
    register(REGISTER, &rows)
}

fn numbers(desk: &Desk) -> Vec<Option<i64>> {
    let of = |id| desk.records.get(&membership::SCHEMA, Id::from_bits(id)).unwrap().integer(membership::ORDER_NO);
    (11..=13).map(of).collect()
}

#[test]
fn a_member_moves_up_and_down_in_one_change_each() {
    let mut desk = Desk::new(ward());
    desk.open(|_| Box::new(Committee::new()));
    // Whoever has no number stands first; the first move numbers the whole list.
    desk.sees(&[" 1  Vy Văn Tàng", " 2  Cao Thị Quỳnh"]);
    desk.press("<F6>").sees(&["Đứng ở một thành viên"]);
    desk.press("<Down><F7>").sees(&["Đã đổi thứ tự", " 1  Cao Thị Quỳnh", " 2  Vy Văn Tàng", " 3  Lương Văn Hùng"]);
    assert_eq!(numbers(&desk), [Some(1), Some(3), Some(2)]);
    assert!(desk.marked().contains("Vy Văn Tàng"), "the cursor goes along");
    desk.press("<F7><F7>").sees(&["Đã ở đầu hoặc cuối", " 3  Vy Văn Tàng"]);
    desk.press("<F6>");
    assert_eq!((numbers(&desk), desk.log.len()), (vec![Some(1), Some(3), Some(2)], 3));
    assert_eq!(desk.log.last().map(|commit| commit.changes.len()), Some(2), "only the two that change places");
    desk.press("<C-u><Enter>").sees(&[" 3  Vy Văn Tàng"]);
}

#[test]
fn a_page_tells_of_a_model_where_nothing_stands_beside() {
    let model = |name: &str, more: Vec<(u16, Value)>| {
        let mut fields = vec![(model::NAME, text(name)), (model::CODE, text(&format!("DVK-{}", name.len())))];
        fields.extend(more);
        fields
    };
    let flowers = model("Đường hoa", Vec::new());
    let copy = model("Tuyến phố hoa", vec![(model::REPLICATED_FROM, link(1))]);
    let twin = model("Đường hoa Lê Lợi", Vec::new());
    let year = |year: i64| [(model_year::MODEL, link(1)), (model_year::YEAR, Value::Integer(year))];
    let (now, before) = (year(2026), year(2025));
    let rows: [Row<'_>; 5] = [
        (&model::SCHEMA, 1, &flowers),
        (&model::SCHEMA, 2, &copy),
        (&model::SCHEMA, 3, &twin),
        (&model_year::SCHEMA, 4, &now),
        (&model_year::SCHEMA, 5, &before),
    ];
    let mut desk = Desk::new(register(REGISTER, &rows));
    desk.open(|_| Box::new(Models::new()));
    let seen = ["Các năm, nhân rộng", "2025:", "Nhân rộng ra", "Tuyến phố hoa", "Có thể trùng", "Đường hoa Lê Lợi"];
    desk.press("<C-d>").sees(&seen).sees(&["Chín mục của bản đăng ký"]);
    assert_eq!(desk.app.context(), Context::Reader);
    desk.press("<Resize 60x20><PgDn><End><Up><Home><Esc>");
    // The form has it under the same key: that of the registration, and that of the model.
    desk.press("<Enter><C-d>").sees(&seen).press("<Esc><Esc>");
    desk.press("<C-k>m<Enter>duong hoa<Enter><C-d>").sees(&["Các năm, nhân rộng", "2026:", "2025:", "Có thể trùng"]);
    desk.press("<Esc><F5><C-d>").sees(&["Lưu bản ghi này trước"]);
    desk.press("<C-k>c<Enter><F5>Người mới<C-g><Esc><Enter><C-d>").sees(&["chỉ có ở mô hình"]);
}

/// Begins a re-making by a decision whose symbol is not written as ward papers are.
const DECISION: &str = "<C-l>15-QĐ, 1/3<C-g><C-g>";

#[test]
fn a_warning_about_the_decision_is_accepted_with_a_reason() {
    let mut desk = Desk::new(ward());
    desk.open(|_| Box::new(Committee::new()));
    desk.press("<C-l>").sees(&["Ctrl+G Bước sau", "F4 Danh sách"]).misses(&["Như trên", "Đến ô"]);
    assert_eq!(desk.app.context(), Context::Wizard);
    desk.press("<F2>").sees(&["Không có cảnh báo nào đang chờ"]);
    desk.press("15-QĐ, 1/3<C-g><C-g>").sees(&["3/3"]).press("<C-g>");
    desk.sees(&["F2: vẫn ghi, kèm lý do", "3/3"]);
    assert_eq!(desk.log.len(), 0);
    desk.press("<F2> <Enter>").sees(&["cần lý do"]);
    desk.press("<C-g><F2>ký hiệu như bản giấy<Enter>").sees(&["Đã kiện toàn"]);
    assert_eq!((desk.log.len(), desk.drafts.len()), (1, 0));
}

#[test]
fn the_half_made_list_and_the_half_typed_body_are_kept_apart() {
    let mut desk = Desk::new(ward());
    desk.open(|_| Box::new(Committee::new()));
    desk.press(DECISION).press("<Esc>").sees(&["2/3"]).press("<Esc><Esc>").sees(&["Phần đã gõ được giữ lại"]);
    assert_eq!(desk.drafts.len(), 1);
    assert_ne!(desk.drafts[0].id, Id::from_bits(BODY).to_string(), "the draft is no record's");
    // The form of the body has a draft of its own.
    desk.press("<Enter><F6>ten<Enter><End> mới<Enter><C-k>d<Enter>");
    let of = |entity: &str| desk.drafts.iter().filter(|draft| draft.entity == entity).count();
    assert_eq!((of("#renewal"), of("body")), (1, 1), "{:?}", desk.drafts);
    let settings = danvan::ui::app::Settings { drafts: desk.drafts.clone(), ..crate::desk::settings() };
    let mut later = Desk::with(settings, desk.records);
    later.press("<C-k>d<Enter>");
    later.open(|_| Box::new(Committee::new()));
    later.press("<C-l>").sees(&["15-QĐ, 1/3"]);
}
