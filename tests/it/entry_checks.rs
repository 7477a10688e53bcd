//! What is said of a field while it is keyed, and what a refusal does.
#![allow(clippy::unwrap_used, clippy::expect_used)]

use std::collections::BTreeSet;

use danvan::register::{Id, MemoryRecords, REGISTER, Read, Record, Records, Value, schema};
use danvan::ui::screens::{add, edit};

use crate::desk::{Desk, register, text};
use crate::entry::{added, new_model};

/// A ward with a unit, two neighbourhoods without a kind, and two models.
fn ward() -> MemoryRecords {
    use schema::{model, neighbourhood, organisation, ward};
    let model = |code, name: &str| {
        [
            (model::CODE, text(code)),
            (model::NAME, text(name)),
            (model::ORG, Value::Link(Id::from_bits(1))),
            (model::FIRST_YEAR, Value::Integer(2026)),
            (model::STATE, Value::Choice(model::AT_WORK.to_owned())),
        ]
    };
    let place = |code, name: &str| [(neighbourhood::CODE, text(code)), (neighbourhood::NAME, text(name))];
    register(
        REGISTER,
        &[
            (&ward::SCHEMA, 9, &[(1, Value::Choice("PHUONG".to_owned())), (2, text("Thử"))]),
            (&organisation::SCHEMA, 1, &[(organisation::CODE, text("HPN")), (organisation::NAME, text("Hội Phụ nữ"))]),
            (&neighbourhood::SCHEMA, 2, &place("TDP01", "Tổ 1")),
            (&neighbourhood::SCHEMA, 3, &place("TDP02", "Tổ 2")),
            (&model::SCHEMA, 4, &model("DVK-2026-001", "Đường hoa Lê Lợi")),
            (&model::SCHEMA, 5, &model("DVK-2026-002", "Hẻm sạch")),
        ],
    )
}

#[test]
fn a_refusal_drops_what_was_typed_ahead() {
    let mut desk = new_model();
    desk.rush("hai nghìn<Enter>Hẻm hoa<Enter>").sees(&["hai nghìn"]).misses(&["Hẻm hoa"]);
    assert!(desk.marked().contains("hai nghìn"), "the cursor stays at the refusal");
    // Once it was seen, keys count again.
    let erase = "<Backspace>".repeat(9);
    desk.rush(&erase).rush("2026<Enter>Hẻm hoa<C-g>").sees(&["Đã lưu"]);
    assert_eq!(added(&desk).len(), 1);
}

#[test]
fn a_twin_is_told_while_keying_and_holds_nobody_up() {
    let mut desk = Desk::new(ward());
    desk.open(|cx| add(&schema::model::SCHEMA, Record::new(), cx));
    desk.press("duong hoa le loi<Enter>").sees(&["Xem lại Tên mô hình", "DVK-2026-001", "?", "> 3"]);
    desk.press("<Up>x<Enter>").misses(&["Xem lại"]);
}

#[test]
fn help_on_a_refusal_explains_the_rule_with_an_example_that_is_accepted() {
    let mut desk = Desk::new(ward());
    desk.open(|cx| edit(&schema::model::SCHEMA, Id::from_bits(4), cx).unwrap());
    desk.press("<F6>Nhân rộng<Enter>DVK-2026-001<C-g>").sees(&["Mô hình không thể nhân rộng từ chính nó"]);
    desk.press("<F1>").sees(&["Vì sao ô này bị dừng", "Phải làm gì", "Gõ như sau thì được nhận: DVK-2026-002"]);
    desk.press("<Esc><C-x>");
    let mut desk = Desk::new(ward());
    desk.open(|cx| edit(&schema::model::SCHEMA, Id::from_bits(4), cx).unwrap());
    desk.press("<F6>Năm bắt đầu<Enter><End>x<Enter><F1>").sees(&["Gõ như sau thì được nhận: 2026"]);
}

#[test]
fn from_problem_to_problem_in_two_keys_and_the_correction() {
    let mut desk = Desk::new(ward());
    desk.press("<F8>");
    for _ in 0..4 {
        desk.sees(&["F8: chỗ kế tiếp"]);
        // Each of these fields takes a mark for "not known".
        desk.press("-<C-g>");
    }
    assert_eq!(desk.log.len(), 4, "each correction is one save:\n{}", desk.screen());
    let places = desk.log.iter().map(|commit| (commit.changes[0].id, commit.changes[0].set[0].0));
    assert_eq!(places.collect::<BTreeSet<_>>().len(), 4, "each of another place");
    // What is half typed stays when the round goes on without a save.
    desk.press("- <F8>");
    assert_eq!(desk.drafts.len(), 1);
    desk.sees(&["F8: chỗ kế tiếp"]).press("<Esc>");
    assert_eq!(desk.log.len(), 4);
}

#[test]
fn a_note_stands_at_its_field_and_in_one_list_until_it_is_settled() {
    let mut desk = Desk::new(ward());
    desk.open(|cx| edit(&schema::model::SCHEMA, Id::from_bits(5), cx).unwrap());
    desk.press("<F6>Địa điểm<Enter><C-n>hỏi lại tổ trưởng<Enter>").sees(&["Đã ghi chú", "#"]);
    desk.press("<Esc>");
    desk.open(|_| Box::new(danvan::ui::screens::Table::new(&schema::model::SCHEMA)));
    desk.choose("Ghi chú, cảnh báo").sees(&["DVK-2026-002 · Hẻm sạch · Địa điểm cụ thể", "hỏi lại tổ trưởng"]);
    desk.press("<Enter>");
    assert!(desk.marked().contains("Địa điểm cụ thể"), "{}", desk.screen());
    desk.press("<C-n>").sees(&["hỏi lại tổ trưởng"]);
    desk.press(&format!("{}<Enter><Esc>", "<Backspace>".repeat(20))).sees(&["Không có ghi chú nào"]);
    let notes: Vec<Record> = desk.records.all(&schema::note::SCHEMA).map(|(_, note)| note.clone()).collect();
    assert_eq!((notes.len(), notes[0].flag(schema::note::DONE)), (1, true));
}

#[test]
fn accepted_warnings_are_listed_with_their_reasons() {
    let mut desk = Desk::new(ward());
    desk.open(|cx| edit(&schema::model::SCHEMA, Id::from_bits(5), cx).unwrap());
    desk.press("<F6>2<Enter><F4>").press("<End>");
    let erase = "<Backspace>".repeat(8);
    desk.press(&format!("{erase}Đường hoa Lê Lợi<C-g>")).sees(&["cùng tên", "F2: vẫn lưu"]);
    desk.press("<F2>hai đường cùng tên<Enter>").sees(&["Đã lưu"]);
    desk.open(|_| Box::new(danvan::ui::screens::Table::new(&schema::model::SCHEMA)));
    desk.choose("Ghi chú, cảnh báo").sees(&["hai đường cùng tên", "model.name.duplicate"]);
    desk.press("<Enter>");
    assert!(desk.marked().contains("Tên mô hình"), "{}", desk.screen());
    assert!(desk.records.get(&schema::model::SCHEMA, Id::from_bits(5)).is_some());
}
