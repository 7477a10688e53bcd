//! What is noted from where one stands: visits and meetings with the tasks that they set, papers taken apart as printed.
#![allow(clippy::expect_used, clippy::unwrap_used)]

use danvan::register::record::Read;
use danvan::register::schema::{activity, document, inspection, task};
use danvan::register::{Id, Record, Records, Schema};
use danvan::ui::screens::{Board, Table};

use crate::desk::Desk;
use crate::pictures::practice_records;
use crate::program::Program;

fn board() -> Desk {
    let mut desk = Desk::new(practice_records());
    desk.open(|_| Box::new(Board::new()));
    desk
}

/// Returns the last record of an entity that the last commit made.
fn last(desk: &Desk, schema: &'static Schema) -> (Id, Record) {
    let commit = desk.log.last().unwrap();
    let made = commit.changes.iter().rev().find(|change| change.schema.key == schema.key).expect(schema.key);
    (made.id, desk.records.get(schema, made.id).unwrap())
}

fn tasks(desk: &Desk) -> usize {
    desk.records.all(&task::SCHEMA).count()
}

#[test]
fn a_visit_to_a_neighbourhood_sets_its_tasks_in_one_commit() {
    let mut desk = board();
    let before = tasks(&desk);
    desk.press("tdp06<Esc><F5>").sees(&["Ghi thêm gì?", "Tổ 6 (mẫu)", "2  Kiểm tra, khảo sát"]);
    desk.press("2").sees(&["TDP06"]);
    desk.press("<F6>hinh thuc<Enter>don doc<Enter>");
    desk.press("<F6>yeu cau sau<Enter>Thay chậu hỏng; Nộp danh sách hộ<C-g>").sees(&["Đã lưu"]);
    assert_eq!(tasks(&desk), before + 2);
    let (_, visit) = last(&desk, &inspection::SCHEMA);
    let (_, made) = last(&desk, &task::SCHEMA);
    assert_eq!(made.link(task::NEIGHBOURHOOD), visit.link(inspection::NEIGHBOURHOOD));
    assert_eq!(made.choice(task::ORIGIN), Some(task::FROM_INSPECTION));
    // The form begins the next visit of the same neighbourhood; what was saved goes back in one piece, shown first.
    desk.sees(&["TDP06"]).press("<C-u>").sees(&["Hoàn tác lần lưu này?", "Nộp danh sách hộ"]);
    desk.press("<Enter>").sees(&["Đã hoàn tác"]);
    assert_eq!(tasks(&desk), before);
}

#[test]
fn a_meeting_about_a_model_sets_what_it_concluded() {
    let mut desk = Desk::new(practice_records());
    let before = tasks(&desk);
    desk.open(|_| Box::new(Table::new(&danvan::register::schema::model_year::SCHEMA)));
    desk.press("<C-k>ghi them<Enter>3").sees(&["Mô hình"]);
    desk.press("<F6>loai<Enter>hop dan<Enter>Bàn cách tưới hoa<Enter><F6>ket luan<Enter>Thống nhất lịch tưới<C-g>")
        .sees(&["Đã lưu"]);
    let (_, meeting) = last(&desk, &activity::SCHEMA);
    assert!(meeting.link(activity::MODEL).is_some() && meeting.link(activity::NEIGHBOURHOOD).is_some());
    assert_eq!(tasks(&desk), before + 1);
    assert_eq!(last(&desk, &task::SCHEMA).1.link(task::MODEL), meeting.link(activity::MODEL));
}

#[test]
fn a_paper_is_taken_apart_as_it_is_typed_and_offers_its_task() {
    let mut desk = Desk::new(practice_records());
    desk.open(|_| Box::new(Table::new(&document::SCHEMA)));
    desk.press("<F5><F6>di / den<Enter>den<Enter>05 – CT/TU<Enter>").sees(&["Chỉ thị", "-CT/TU", "Tỉnh ủy, Thành ủy"]);
    desk.press("<F6>trich yeu<Enter>Tăng cường công tác dân vận<Enter>");
    desk.press("<F6>ngay ban hanh<Enter>23/2/2026<Enter><F6>han xu ly<Enter>25/3/2026<Enter><C-g>");
    desk.sees(&["\"Ghi thêm\" để giao nhiệm vụ."]);
    let (id, paper) = last(&desk, &document::SCHEMA);
    assert_eq!((paper.integer(document::NUMBER), paper.text(document::SYMBOL)), (Some(5), "-CT/TU"));
    assert_eq!((paper.text(document::AS_PRINTED), paper.text(document::CITED)), ("05 – CT/TU", "05-CT/TU"));
    let before = tasks(&desk);
    desk.press("<C-k>ghi them<Enter>")
        .sees(&["1  Nhiệm vụ"])
        .press("1")
        .sees(&["25/03/2026", "Tăng cường công tác dân vận"]);
    desk.press("<F6>don vi chu tri<Enter>XDD<Enter><C-g>").sees(&["Đã lưu"]);
    assert_eq!(tasks(&desk), before + 1);
    assert_eq!(last(&desk, &task::SCHEMA).1.link(task::ORIGIN_DOC), Some(id));
}

#[test]
fn a_command_from_a_file_may_make_the_tasks_too() {
    let program = Program::new();
    let line = r#"{"save":"inspection","typed":{"date":"4/11/2026","kind":"KIEM_TRA","requests":"Thay chậu hỏng"},"tasks":true}"#;
    program.run(&["init", "--name", "Thử", "--kind", "phuong", "--province", "Thử", "--year", "2026"]).done();
    program.apply(line).done();
    let tasks = program.run(&["export", "task", "--format", "csv"]).done().out;
    assert!(tasks.contains("Thay chậu hỏng") && tasks.contains("16/11/2026"), "{tasks}");
}
