//! How far a record has come, from the keyboard: set from the menu, seen in the table and the form, refused, unlocked.
#![allow(clippy::expect_used, clippy::unwrap_used)]

use danvan::register::schema::{person, standing};
use danvan::register::{MemoryRecords, REGISTER, Read};
use danvan::ui::screens::Table;

use crate::desk::{Desk, register, text};

fn ward() -> MemoryRecords {
    register(
        REGISTER,
        &[
            (&person::SCHEMA, 1, &[(person::FULL_NAME, text("Trần Văn Bình")), (person::TITLE, text("Tổ trưởng"))]),
            (&person::SCHEMA, 2, &[(person::FULL_NAME, text("Lê Thị An"))]),
        ],
    )
}

fn people() -> Desk {
    let mut desk = Desk::new(ward());
    desk.open(|_| Box::new(Table::new(&person::SCHEMA)));
    desk
}

fn kept(desk: &Desk) -> Vec<String> {
    desk.records.all(&standing::SCHEMA).map(|(_, record)| record.choice(standing::STATE).unwrap().to_owned()).collect()
}

#[test]
fn a_record_is_checked_locked_and_unlocked_from_the_menu() {
    let mut desk = people();
    desk.press("binh<Esc>").press("<F9><End><Enter>").sees(&["1  Nháp", "(đang ở đây)", "4  Khóa"]);
    desk.press("3").sees(&["Trạng thái bản ghi: Đã soát.", "· Đã soát"]);
    assert_eq!(kept(&desk), ["DA_SOAT"]);
    desk.press("<Enter>").sees(&["Tổ trưởng · Đã soát"]);
    desk.press("<F9><End><Enter>").press("4").sees(&["Tổ trưởng · Khóa"]);
    assert_eq!(kept(&desk), ["KHOA"]);
    desk.press("<F6>chuc danh<Enter>Bí thư<C-g>").sees(&["đã khóa (vp01, 05/03/2026)"]);
    let record = desk.records.all(&person::SCHEMA).find(|(id, _)| id.bits() == 1).unwrap().1;
    assert_eq!(record.text(person::TITLE), "Tổ trưởng");
}

#[test]
fn unlocking_is_a_choice_and_one_undo_takes_it_back() {
    let mut desk = people();
    desk.press("binh<Esc>").press("<F9><End><Enter>").press("4").sees(&["· Khóa"]);
    desk.press("<F9><End><Enter>").press("2").sees(&["· Đủ"]).misses(&["· Khóa"]);
    desk.press("<C-u><Enter>").sees(&["· Khóa"]);
    assert_eq!(kept(&desk), ["KHOA"]);
}

#[test]
fn what_lacks_something_is_refused_with_the_fields_by_name() {
    let mut desk = people();
    desk.press("le thi an<Esc>").press("<F9><End><Enter>").press("2").sees(&["còn thiếu: Chức danh"]);
    assert!(kept(&desk).is_empty());
    desk.press("<Esc>").misses(&["(đang ở đây)", "· Đủ"]);
}
