//! The register's own forms: presets, life cycles, reasons.
#![allow(clippy::expect_used, clippy::unwrap_used)]

use danvan::register::schema::{model, model_year, task};
use danvan::register::{MemoryRecords, REGISTER, Read, Record, Value};

use crate::desk::{Desk, register, text};
use crate::entry::id;

/// A desk with one task that was set, its form open.
fn the_task() -> Desk {
    let task = [(task::TITLE, text("Báo cáo sơ kết")), (task::STATUS, Value::Choice(task::SET.to_owned()))];
    let mut desk = Desk::new(register(REGISTER, &[(&task::SCHEMA, 1, &task)]));
    desk.open(|cx| danvan::ui::screens::edit(&task::SCHEMA, id(1), cx).expect("the task"));
    desk
}

fn saved(desk: &Desk) -> Record {
    desk.records.all(&task::SCHEMA).next().unwrap().1.clone()
}

#[test]
fn a_new_record_begins_with_its_presets_and_what_is_emptied_stays_empty() {
    let mut desk = Desk::new(MemoryRecords::new(REGISTER));
    desk.open(|cx| danvan::ui::screens::add(&task::SCHEMA, Record::new(), cx));
    desk.sees(&["05/03/2026"]).press("Việc một<C-g>").sees(&["Đã lưu"]);
    assert_eq!(saved(&desk).day(task::ASSIGNED_ON).map(danvan::text::day::Day::iso), Some("2026-03-05".to_owned()));
    let mut desk = Desk::new(MemoryRecords::new(REGISTER));
    desk.open(|cx| danvan::ui::screens::add(&task::SCHEMA, Record::new(), cx));
    desk.press("Việc một<F6>ngay giao<Enter>");
    for _ in 0..10 {
        desk.press("<BS>");
    }
    desk.press("<C-g>").sees(&["Đã lưu"]);
    assert_eq!(saved(&desk).day(task::ASSIGNED_ON), None);
}

#[test]
fn presets_alone_are_nothing_to_save_or_keep() {
    let mut desk = Desk::new(MemoryRecords::new(REGISTER));
    desk.open(|cx| danvan::ui::screens::add(&task::SCHEMA, Record::new(), cx));
    desk.press("<C-g>").sees(&["Chưa có gì thay đổi để lưu."]).press("<Enter><Enter><Esc>");
    assert!(desk.drafts.is_empty() && desk.log.is_empty());
}

#[test]
fn another_state_is_saved_as_a_step() {
    let mut desk = the_task();
    desk.press("<F6>trang thai<Enter><F4>").sees(&["> "]).press("<Esc>");
    desk.press("hoàn thành<C-g>").sees(&["Chưa lưu"]);
    assert_eq!(saved(&desk).choice(task::STATUS), Some(task::SET), "the result is missing");
    desk.press("<F6>ket qua<Enter>Đã nộp báo cáo.<C-g>").sees(&["Đã lưu"]);
    let task = saved(&desk);
    assert_eq!(task.choice(task::STATUS), Some(task::DONE));
    assert_eq!(task.text(task::RESULT_TEXT), "Đã nộp báo cáo.");
    assert_eq!(task.integer(task::PROGRESS), Some(100), "the step writes what it stands for");
}

#[test]
fn a_step_that_wants_a_reason_asks_for_it() {
    let mut desk = the_task();
    desk.press("<F6>trang thai<Enter>tạm dừng<C-g>").sees(&["phải ghi lý do", "F2"]);
    assert_eq!(saved(&desk).choice(task::STATUS), Some(task::SET));
    desk.press("<F2>chờ ý kiến phường<Enter>").sees(&["Đã lưu"]);
    assert_eq!(saved(&desk).choice(task::STATUS), Some(task::PAUSED));
    assert!(desk.log.last().unwrap().why.contains("chờ ý kiến phường"));
}

#[test]
fn what_was_approved_changes_for_a_reason_only() {
    let model = [(model::NAME, text("Đường hoa"))];
    let approved = [
        (model_year::MODEL, Value::Link(id(2))),
        (model_year::YEAR, Value::Integer(2026)),
        (model_year::YEAR_STATUS, Value::Choice(model_year::status::RUNNING.to_owned())),
        (model_year::SITUATION, text("Đường hẹp.")),
    ];
    let records = register(REGISTER, &[(&model::SCHEMA, 2, &model), (&model_year::SCHEMA, 1, &approved)]);
    let mut desk = Desk::new(records);
    desk.open(|cx| danvan::ui::screens::edit(&model_year::SCHEMA, id(1), cx).expect("the registration"));
    desk.press("<F6>so ho<Enter>25<C-g>").sees(&["Mục này đã được phê duyệt", "F2"]);
    assert!(desk.log.is_empty());
    desk.press("<F2>thêm hộ mới<Enter>").sees(&["Đã lưu"]);
    let adjusted = desk.log.last().unwrap();
    assert!(adjusted.why.contains("thêm hộ mới"), "{adjusted:?}");
}
