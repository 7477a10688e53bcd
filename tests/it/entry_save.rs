//! Saving: what is refused stays, what clashes is shown, what is done begins anew.
#![allow(clippy::expect_used, clippy::unwrap_used)]

use danvan::register::{Accepted, Command, Read, Request, Seen, Set, Value, record::common};
use danvan::ui::app::Settings;

use crate::desk::{Desk, settings, text};
use crate::entry::{MODEL, PERSON, RESULT, added, id, new_model, the_model, ward};

/// Changes one field of the model at another desk.
fn elsewhere(desk: &mut Desk, field: u16, new: Value) {
    let set = vec![Set { field, seen: Seen::Any, new: Some(new) }];
    let commit = desk.apply(&Request::from(Command::Save { schema: MODEL, id: id(41), set, accepted: Accepted::None }));
    desk.feed(danvan::ui::screen::Event::Committed(commit.unwrap()));
    desk.feed(danvan::ui::screen::Event::Idle);
}

/// Changes one field of the model at another desk, of which this one did not hear yet.
fn unheard(desk: &mut Desk, field: u16, new: Value) {
    let set = vec![Set { field, seen: Seen::Any, new: Some(new) }];
    let save = Command::Save { schema: MODEL, id: id(41), set, accepted: Accepted::None };
    desk.apply(&Request::from(save)).unwrap();
}

fn model_text(desk: &Desk, field: u16) -> String {
    desk.records.all(MODEL).next().unwrap().1.text(field).to_owned()
}

#[test]
fn a_saved_record_makes_way_for_the_next_one() {
    let mut desk = new_model();
    desk.press("2026<Enter>Một<Enter>kt<C-g>").sees(&["Đã lưu DVK-2026-002; còn thiếu 1 ô: Người phụ trách"]);
    desk.press("2026<Enter>Hai<C-g>").sees(&["Đã lưu DVK-2026-003; còn thiếu 2 ô: Lĩnh vực, Người phụ trách"]);
    assert_eq!(added(&desk).len(), 2);
    assert!(desk.drafts.is_empty());
    desk.press("<Esc>").misses(&["Bản đang gõ"]);
}

#[test]
fn a_changed_record_is_saved_and_its_form_closes() {
    let mut desk = the_model();
    desk.press("<F6>3<Enter> đẹp<C-g>").sees(&["Đã lưu DVK-2026-001"]).misses(&["Tên mô hình"]);
    assert_eq!(model_text(&desk, 3), "Hẻm sạch đẹp");
    assert!(desk.drafts.is_empty());
}

#[test]
fn nothing_is_saved_where_nothing_changed() {
    let mut desk = the_model();
    desk.press("<C-g>").sees(&["Chưa có gì thay đổi để lưu."]);
    let mut desk = new_model();
    desk.press("<C-g>").sees(&["Chưa có gì thay đổi để lưu."]);
    assert!(desk.log.is_empty());
}

#[test]
fn what_the_register_refuses_stays_as_it_was_typed() {
    let mut desk = new_model();
    desk.press("2026<Enter><Enter>kt<C-g>").sees(&["Chưa lưu:", "Tên mô hình"]);
    assert!(desk.marked().contains("Tên mô hình"), "{}", desk.marked());
    desk.sees(&["Phát triển kinh tế", "2026"]);
    assert!(added(&desk).is_empty());
    assert_eq!(desk.drafts.len(), 1, "and is kept");
    desk.press("Tên<C-g>").sees(&["Đã lưu DVK-2026-002"]);
}

#[test]
fn a_code_that_is_taken_is_refused_at_its_field() {
    let mut desk = new_model();
    desk.press("2026<Enter>Tên<Enter><F6>1<Enter>dvk-2026-001<C-g>").sees(&["Đã có mô hình như vậy", "dvk-2026-001"]);
    assert!(desk.marked().contains("Mã"), "{}", desk.marked());
    // Typing again takes the mark away.
    desk.press("x").sees(&["dvk-2026-001x"]);
    assert!(!desk.marked().contains('!'), "{}", desk.marked());
}

#[test]
fn a_refusal_without_a_field_keeps_the_text_too() {
    let mut desk = Desk::new(ward());
    desk.open(|cx| danvan::ui::screens::edit(PERSON, id(13), cx).expect("a person"));
    desk.press(" (mới)");
    let withdraw = Command::Withdraw { schema: PERSON, id: id(13), reason: "ghi hai lần".to_owned() };
    desk.apply(&Request::from(withdraw)).unwrap();
    desk.press("<C-g>").sees(&["đã rút bỏ", "Trần Đình Thọ (mới)"]);
    assert_eq!(desk.drafts.len(), 1);
}

#[test]
fn a_soft_refusal_is_accepted_with_a_reason() {
    let mut desk = new_model();
    desk.press("2026<Enter>Tên<Enter><F6>kinh phi<Enter>0<C-g>").sees(&["Kinh phí bằng 0.", "F2"]);
    assert!(added(&desk).is_empty());
    desk.press("<F2><Enter>");
    assert!(added(&desk).is_empty(), "no reason, no save");
    desk.press("<C-g><F2>dân tự làm<Enter>").sees(&["Đã lưu DVK-2026-002"]);
    let accepted = Value::List(vec!["model.cost.none: dân tự làm".to_owned()]);
    assert_eq!(added(&desk)[0].get(&common::ACCEPTED), Some(&accepted));
    desk.press("<F2>").sees(&["Không có cảnh báo nào đang chờ"]);
}

#[test]
fn an_error_cannot_be_accepted() {
    let mut desk = new_model();
    desk.press("2026<Enter><C-g><F2>").sees(&["Còn lỗi phải sửa trước"]);
}

#[test]
fn two_people_in_one_field_see_both_values_and_choose() {
    for (choice, kept) in [("1", "Hẻm sạch của tôi"), ("2", "Hẻm sạch của họ")] {
        let mut desk = the_model();
        desk.press("<F6>3<Enter> của tôi");
        unheard(&mut desk, 3, text("Hẻm sạch của họ"));
        desk.press("<C-g>").sees(&["1 Tôi gõ: Hẻm sạch của tôi", "2 Trong sổ: Hẻm sạch của họ"]);
        assert_eq!(model_text(&desk, 3), "Hẻm sạch của họ", "nothing is overwritten unasked");
        desk.press("<Enter>").sees(&["Chọn 1 hoặc 2"]);
        desk.press(choice).press("<Enter>");
        assert_eq!(model_text(&desk, 3), kept);
        assert!(desk.drafts.is_empty(), "{:?}", desk.drafts);
    }
}

#[test]
fn what_changed_after_the_choice_is_asked_again() {
    let mut desk = the_model();
    desk.press("<F6>3<Enter> của tôi");
    unheard(&mut desk, 3, text("Hẻm sạch của họ"));
    desk.press("<C-g>1");
    unheard(&mut desk, 3, text("Hẻm sạch lần nữa"));
    desk.press("<Enter>").sees(&["2 Trong sổ: Hẻm sạch lần nữa"]);
    desk.press("<Esc>").sees(&["Hẻm sạch của tôi"]);
    assert_eq!(model_text(&desk, 3), "Hẻm sạch lần nữa");
}

#[test]
fn a_choice_for_one_field_does_not_hold_back_the_others() {
    let mut desk = the_model();
    desk.press("<F6>3<Enter> của tôi<F6>6<Enter>TDP15<Enter>");
    unheard(&mut desk, 3, text("Hẻm sạch của họ"));
    desk.press("<C-g>2<Enter>").sees(&["Đã lưu DVK-2026-001"]);
    assert_eq!(model_text(&desk, 3), "Hẻm sạch của họ");
    assert_eq!(desk.records.all(MODEL).next().unwrap().1.link(6), Some(id(22)));
}

#[test]
fn changes_of_others_show_where_nothing_is_being_typed() {
    let mut desk = the_model();
    desk.press("<F6>3<Enter> đẹp");
    elsewhere(&mut desk, 9, Value::Money(7_000_000));
    desk.sees(&["7.000.000", "Hẻm sạch đẹp"]);
    elsewhere(&mut desk, 3, text("Hẻm xanh"));
    desk.sees(&["Hẻm sạch đẹp"]);
    desk.press("<C-g>").sees(&["2 Trong sổ: Hẻm xanh"]);
}

#[test]
fn the_same_change_of_two_people_is_no_conflict() {
    let mut desk = the_model();
    desk.press("<F6>3<Enter> đẹp");
    elsewhere(&mut desk, 3, text("Hẻm sạch đẹp"));
    desk.press("<C-g>").misses(&["Trong sổ:"]);
    desk.press("<Esc>").misses(&["Bản đang gõ"]);
    assert!(desk.drafts.is_empty());
}

#[test]
fn keys_typed_while_a_save_waits_go_into_the_next_record() {
    let mut desk = new_model();
    desk.slow = true;
    desk.press("2026<Enter>Một<C-g>2027<Enter>Hai");
    assert!(added(&desk).is_empty());
    desk.answer();
    assert_eq!(added(&desk).len(), 1);
    desk.sees(&["2027", "Hai"]);
    desk.press("<C-g>");
    desk.answer();
    assert_eq!(added(&desk).len(), 2);
}

#[test]
fn leaving_keeps_the_text_and_coming_back_brings_it() {
    let mut desk = the_model();
    desk.press("<F6>3<Enter> đẹp<Esc>").sees(&["mở lại bản ghi này là gõ tiếp"]);
    desk.open(|cx| danvan::ui::screens::edit(MODEL, id(41), cx).expect("the model"));
    desk.sees(&["Hẻm sạch đẹp", "Đã mở lại bản đang gõ dở"]);
    desk.press("<C-g>");
    assert_eq!(model_text(&desk, 3), "Hẻm sạch đẹp");
    assert!(desk.drafts.is_empty());
}

#[test]
fn taking_a_change_back_leaves_no_draft() {
    let mut desk = the_model();
    desk.press("<F6>3<Enter>x<Enter>");
    assert_eq!(desk.drafts.len(), 1);
    desk.press("<Up><BS><Enter>");
    assert!(desk.drafts.is_empty());
}

#[test]
fn two_forms_keep_a_draft_each() {
    let mut desk = the_model();
    desk.press("<F6>3<Enter> đẹp<Esc>");
    desk.open(|cx| danvan::ui::screens::add(MODEL, danvan::register::Record::new(), cx));
    desk.press("2026<Enter>Mới<Esc>");
    assert_eq!(desk.drafts.len(), 2);
    let mut again = Desk::with(Settings { drafts: desk.drafts.clone(), ..settings() }, ward());
    again.sees(&["Mới"]).press("<Esc>");
    again.open(|cx| danvan::ui::screens::edit(MODEL, id(41), cx).expect("the model"));
    again.sees(&["Hẻm sạch đẹp"]);
}

#[test]
fn a_draft_that_was_saved_after_all_is_not_brought_back() {
    let mut desk = the_model();
    desk.press("<F6>3<Enter> đẹp<Enter>");
    let drafts = desk.drafts.clone();
    desk.press("<C-g>");
    let mut again = Desk::with(Settings { drafts, ..settings() }, desk.records.clone());
    again.misses(&["Tên mô hình"]);
}

#[test]
fn child_rows_stand_at_the_end_of_the_form_and_open() {
    let mut desk = the_model();
    for _ in 0..20 {
        desk.press("<Tab>");
    }
    assert!(desk.marked().contains("kết quả (2)"), "{}", desk.marked());
    desk.press("<Enter>").sees(&["14 hộ hiến đất", "Đường bê tông"]);
    assert_eq!(desk.records.all(RESULT).count(), 2);
}
