//! Lists, ditto, copies: filling fields other than by typing them out.

use danvan::register::{Id, MemoryRecords, Read, Record, Value};

use crate::desk::{Desk, register, text};
use crate::entry::{MODEL, PERSON, WARD, added, id, new_model, the_model};

#[test]
fn initials_find_a_person_in_the_list() {
    let mut desk = new_model();
    desk.press("2026<Enter>Tên<Enter><Enter>ntmk<F4>").sees(&["> Nguyễn Thị Minh Khai", "1/1"]);
    desk.press("<Enter>");
    assert!(desk.marked().contains("Địa bàn"), "picking goes on: {}", desk.marked());
    desk.press("<C-g>");
    assert_eq!(added(&desk)[0].link(5), Some(id(11)));
}

#[test]
fn a_text_that_fits_several_opens_their_list() {
    let mut desk = new_model();
    desk.press("2026<Enter>Tên<Enter><Enter>nguyen<Enter>").sees(&["Nguyễn Thị Minh Khai", "Nguyễn Văn Trỗi", "1/2"]);
    assert_eq!(desk.beeps, 0, "that is no refusal");
    desk.press(" van<Enter><C-g>");
    assert_eq!(added(&desk)[0].link(5), Some(id(12)));
}

#[test]
fn leaving_a_list_leaves_what_was_typed() {
    let mut desk = new_model();
    desk.press("2026<Enter>Tên<Enter><Enter>nguyen<F4><Esc>");
    assert!(desk.marked().contains("nguyen"), "{}", desk.marked());
}

#[test]
fn several_are_marked_and_taken_in_order() {
    let mut desk = new_model();
    desk.press("2026<Enter>Tên<Enter><F6>15<Enter><F4>tho<Ins>ntmk<Ins><Enter><C-g>");
    assert_eq!(added(&desk)[0].links(15), &[id(13), id(11)]);
    let mut desk = new_model();
    desk.press("2026<Enter>Tên<Enter><F6>14<Enter>ntm; h<F4>").sees(&["đã đánh dấu 1", ": h"]);
    desk.press("<BS>gpmb<Enter><C-g>");
    assert_eq!(added(&desk)[0].get(&14), Some(&Value::Choices(vec!["NTM".to_owned(), "GPMB".to_owned()])));
}

#[test]
fn a_list_of_one_says_so_when_several_are_marked() {
    let mut desk = new_model();
    desk.press("2026<Enter>Tên<Enter><F4><Ins>").sees(&["Ô này chỉ nhận một mục"]);
}

#[test]
fn a_list_stands_on_what_the_field_holds() {
    let mut desk = the_model();
    desk.press("<F6>4<Enter><F4>").sees(&["> VHXH Văn hóa - xã hội"]);
    desk.press("<Down><Enter>").sees(&["Quốc phòng - an ninh"]);
}

#[test]
fn a_yes_or_no_is_turned_over_by_the_key_for_lists() {
    let mut desk = new_model();
    desk.press("<F6>cong khai<Enter><F4>");
    assert!(desk.marked().contains("có"), "{}", desk.marked());
    desk.press("<F4>");
    assert!(desk.marked().contains("không"), "{}", desk.marked());
}

#[test]
fn a_field_without_a_list_says_so() {
    let mut desk = new_model();
    desk.press("<F4>").sees(&["Ô này không có danh sách"]);
}

#[test]
fn thousands_are_paged_through_and_found() {
    let mut records = crate::entry::ward();
    let rows: Vec<[(u16, Value); 1]> = (0..3_000).map(|n| [(1, text(&format!("Người {n:04}")))]).collect();
    let more: Vec<_> = rows.iter().enumerate().map(|(n, row)| (PERSON, 1_000 + n as u128, row.as_slice())).collect();
    let all: MemoryRecords = register(WARD, &more);
    for (person, record) in all.all(PERSON) {
        let set = record.iter().map(|(field, value)| (*field, None, Some(value.clone()))).collect();
        records.apply(1, &[danvan::register::Change { schema: PERSON, id: person, set }]);
    }
    let mut desk = Desk::new(records);
    desk.open(|cx| danvan::ui::screens::add(MODEL, Record::new(), cx));
    desk.press("2026<Enter>Tên<Enter><Enter><F4>").sees(&["1/3003"]);
    desk.press("<End>").sees(&["3003/3003"]);
    desk.press("<PgUp><PgUp><Home><PgDn>").misses(&["1/3003"]);
    desk.press("2718").sees(&["> Người 2718", "1/1"]).press("<Enter><C-g>");
    assert_eq!(added(&desk)[0].link(5), Some(Id::from_bits(1_000 + 2_718)));
}

#[test]
fn ditto_copies_the_field_of_the_record_before() {
    let mut desk = new_model();
    desk.press("<F3>").sees(&["Chưa có bản ghi nào vừa lưu"]);
    desk.press("2026<Enter>Một<Enter>kt<Enter>ntmk<Enter><C-g>");
    desk.press("<F3>Hai<Enter><F3><F3><C-g>");
    let models = added(&desk);
    assert_eq!(models.len(), 2);
    for model in &models {
        assert_eq!(model.choice(4), Some("KT"));
        assert_eq!(model.link(5), Some(id(11)));
        assert_eq!(model.integer(2), Some(2026));
    }
    desk.press("<F6>dia ban<Enter><F3>").sees(&["Bản ghi trước để trống ô này."]);
}

#[test]
fn a_copy_has_the_values_but_not_the_code() {
    let mut desk = the_model();
    desk.press("<C-p>").sees(&["Mô hình mới", "Hẻm sạch"]);
    desk.press("<C-g>").sees(&["Đã lưu DVK-2026-002"]);
    let copy = added(&desk).remove(0);
    assert_eq!((copy.text(3), copy.integer(9), copy.text(1)), ("Hẻm sạch", Some(5_000_000), "DVK-2026-002"));
}

#[test]
fn a_new_record_from_a_form_keeps_what_is_half_typed() {
    let mut desk = new_model();
    desk.press("2026<Enter>Một<F5>").misses(&["Một"]);
    assert_eq!(desk.drafts.len(), 1);
    desk.press("2026<Enter>Hai<C-g><Esc>");
    desk.open(|cx| danvan::ui::screens::add(MODEL, Record::new(), cx));
    desk.sees(&["Một", "Đã mở lại bản đang gõ dở"]);
}
