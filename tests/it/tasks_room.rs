//! The room of tasks: grouped four ways, done with one key, told of and extended in a line, narrowed to one person.
#![allow(clippy::expect_used, clippy::unwrap_used)]

use danvan::register::schema::{body, membership, model, model_year, organisation, person, task};
use danvan::register::{Actor, Id, Lang, MemoryRecords, REGISTER, Read, Record, Records, Role, Value};
use danvan::ui::action::Context;
use danvan::ui::screens::{Committee, Models, Tasks};

use crate::desk::{Desk, Row, register, settings, text};
use crate::pictures;

const BINH: u128 = 1;
const AN: u128 = 2;
const WOMEN: u128 = 3;
const FLOWERS: u128 = 4;
const FLOWERS_2026: u128 = 5;
const BODY: u128 = 6;
const SEAT: u128 = 7;
const REVIEW: u128 = 11;
const LIST: u128 = 12;
const TRIP: u128 = 13;
const PLAN: u128 = 14;
const OLD: u128 = 15;
const OLD_DONE: u128 = 16;

fn link(id: u128) -> Value {
    Value::Link(Id::from_bits(id))
}

fn code(code: &str) -> Value {
    Value::Choice(code.to_owned())
}

fn day(iso: &str) -> Value {
    Value::Day(danvan::text::day::Day::from_iso(iso).unwrap())
}

fn job(number: &str, title: &str, (set_on, due): (&str, &str), more: &[(u16, Value)]) -> Vec<(u16, Value)> {
    let mut fields = vec![
        (task::CODE, text(number)),
        (task::TITLE, text(title)),
        (task::ASSIGNED_ON, day(set_on)),
        (task::DUE, day(due)),
        (task::PRODUCT, text("Báo cáo")),
        (task::STATUS, code(task::SET)),
        (task::PROGRESS, Value::Integer(0)),
    ];
    for (field, value) in more {
        fields.retain(|(known, _)| known != field);
        fields.push((*field, value.clone()));
    }
    fields
}

/// A ward on 5 March 2026 with six tasks, a model, a committee of one.
fn ward() -> MemoryRecords {
    let done = |on: &str| {
        vec![
            (task::STATUS, code(task::DONE)),
            (task::PROGRESS, Value::Integer(100)),
            (task::DONE_ON, day(on)),
            (task::RESULT_TEXT, text("đã gửi")),
        ]
    };
    let with = |mut fields: Vec<(u16, Value)>, more: (u16, Value)| {
        fields.push(more);
        fields
    };
    let review = job(
        "NV-2026-001",
        "Báo cáo sơ kết quý I",
        ("2026-02-01", "2026-02-20"),
        &[(task::LEAD_PERSON, link(BINH)), (task::MODEL, link(FLOWERS))],
    );
    let list = job("NV-2026-002", "Lập danh sách hộ", ("2026-03-01", "2026-03-06"), &[(task::LEAD_PERSON, link(AN))]);
    let trip = job(
        "NV-2026-003",
        "Kiểm tra tuyến đường hoa",
        ("2026-03-01", "2026-04-20"),
        &[(task::LEAD_ORG, link(WOMEN)), (task::MODEL, link(FLOWERS))],
    );
    let plan = job(
        "NV-2026-004",
        "Kế hoạch năm",
        ("2026-01-05", "2026-02-10"),
        &with(done("2026-02-13"), (task::LEAD_PERSON, link(AN))),
    );
    let old = job("NV-2025-009", "Hồ sơ công nhận", ("2025-11-01", "2025-12-15"), &[(task::LEAD_PERSON, link(BINH))]);
    let old_done = job("NV-2025-001", "Việc năm cũ", ("2025-01-05", "2025-02-10"), &done("2025-02-08"));
    let person_of = |name: &str| vec![(person::FULL_NAME, text(name)), (person::TITLE, text("Công chức"))];
    let (binh, an) = (person_of("Trần Văn Bình"), person_of("Lê Thị An"));
    let rows: Vec<Row<'_>> = vec![
        (&person::SCHEMA, BINH, &binh),
        (&person::SCHEMA, AN, &an),
        (&task::SCHEMA, REVIEW, &review),
        (&task::SCHEMA, LIST, &list),
        (&task::SCHEMA, TRIP, &trip),
        (&task::SCHEMA, PLAN, &plan),
        (&task::SCHEMA, OLD, &old),
        (&task::SCHEMA, OLD_DONE, &old_done),
    ];
    let women = [(organisation::CODE, text("HPN")), (organisation::NAME, text("Hội Phụ nữ"))];
    let flowers = [
        (model::CODE, text("DVK-2026-001")),
        (model::NAME, text("Đường hoa")),
        (model::ORG, link(WOMEN)),
        (model::FIELD, code("VHXH")),
    ];
    let year = [(model_year::MODEL, link(FLOWERS)), (model_year::YEAR, Value::Integer(2026))];
    let board = [(body::NAME, text("Ban Chỉ đạo")), (body::KIND, code("BCD"))];
    let seat = [
        (membership::BODY, link(BODY)),
        (membership::PERSON, link(BINH)),
        (membership::POSITION, code("TRUONG_BAN")),
        (membership::ORDER_NO, Value::Integer(1)),
        (membership::FROM, day("2026-01-01")),
    ];
    let others: Vec<Row<'_>> = vec![
        (&organisation::SCHEMA, WOMEN, &women),
        (&model::SCHEMA, FLOWERS, &flowers),
        (&model_year::SCHEMA, FLOWERS_2026, &year),
        (&body::SCHEMA, BODY, &board),
        (&membership::SCHEMA, SEAT, &seat),
    ];
    register(REGISTER, &[rows, others].concat())
}

fn room() -> Desk {
    let mut desk = Desk::new(ward());
    desk.open(|_| Box::new(Tasks::new()));
    desk
}

fn job_of(desk: &Desk, id: u128) -> Record {
    desk.records.get(&task::SCHEMA, Id::from_bits(id)).unwrap()
}

#[test]
fn tasks_stand_by_due_day_with_how_late_or_early_they_are_in_words_and_sign() {
    let mut desk = room();
    desk.sees(&[
        "Theo hạn · Mọi người",
        "4 chưa xong, 2 quá hạn",
        "Quá hạn · 2",
        "! 15/12/2025 quá 80 ngày",
        "! 20/02/2026 quá 13 ngày   Báo cáo sơ kết quý I",
        "Trong 7 ngày · 1",
        "06/03/2026 ngày mai",
        "Để sau · 1",
        "20/04/2026 còn 46 ngày",
        "Đã xong · 1",
        "✓ 10/02/2026 muộn 3 ngày",
        "F2 Xong",
        "1/5",
    ]);
    desk.misses(&["Việc năm cũ"]);
    assert!(desk.row_of("Quá hạn · 2") < desk.row_of("Trong 7 ngày"));
    // What is open is followed into other years, what is over is not.
    assert!(desk.marked().contains("15/12/2025"), "{}", desk.marked());
}

#[test]
fn one_key_goes_round_the_groupings_and_the_last_one_stays() {
    let mut desk = room();
    desk.press("<F6>").sees(&["Theo người chủ trì", "Lê Thị An · 1 chưa xong, 1 đã xong", "Hội Phụ nữ · 1 chưa xong"]);
    assert!(desk.row_of("Lê Thị An ·") < desk.row_of("Trần Văn Bình ·"), "by given name");
    desk.press("<F6>").sees(&[
        "Theo mô hình",
        "DVK-2026-001 · Đường hoa · 2 chưa xong, 1 quá hạn",
        "Không ghi · 2 chưa",
    ]);
    desk.press("<F6>").sees(&["Theo trạng thái", "Mới giao · 4 chưa xong, 2 quá hạn", "Hoàn thành · 1"]);
    assert_eq!(desk.remembered.last(), Some(&("tasks.grouping", "state".to_owned())));
    assert!(desk.marked().contains("15/12/2025"), "the cursor stays on its task");
    let chosen = [("tasks.grouping", "model".to_owned())].into();
    let mut again = Desk::with(danvan::ui::app::Settings { chosen, ..settings() }, ward());
    again.open(|_| Box::new(Tasks::new()));
    again.sees(&["Theo mô hình"]).press("<F6><F6>").sees(&["Theo hạn"]);
}

#[test]
fn a_task_is_done_with_one_key_which_asks_for_the_result_only_where_it_lacks() {
    let mut desk = room();
    // The product that was to come stands there already.
    desk.press("<Down><F2>").sees(&["Kết quả? (Enter: xong)", "NV-2026-001", "Báo cáo"]);
    desk.press("<Enter>").sees(&["hoàn thành", "Quá hạn · 1", "Đã xong · 2", "✓ 20/02/2026 muộn 13 ngày"]);
    let done = job_of(&desk, REVIEW);
    assert_eq!((done.choice(task::STATUS), done.integer(task::PROGRESS)), (Some(task::DONE), Some(100)));
    assert_eq!(
        (done.day(task::DONE_ON), done.text(task::RESULT_TEXT)),
        (danvan::text::day::Day::from_iso("2026-03-05"), "Báo cáo")
    );
    // The cursor goes on to what is left.
    assert!(desk.marked().contains("Lập danh sách hộ"), "{}", desk.marked());
    desk.press("<F2><End> đã gửi<Enter>");
    assert_eq!(job_of(&desk, LIST).text(task::RESULT_TEXT), "Báo cáo đã gửi");
    // One undo takes all of it back.
    desk.press("<C-u><Enter>");
    assert_eq!(job_of(&desk, LIST).choice(task::STATUS), Some(task::SET));
    // What waits for a yes has its result: nothing is asked.
    let mut desk = room();
    desk.press("<Down><C-l>2báo cáo số 5<C-g>");
    let commits = desk.log.len();
    let handed_in = job_of(&desk, REVIEW).choice(task::STATUS) == Some(task::AWAITS_APPROVAL);
    assert!(handed_in, "{}", desk.screen());
    desk.press("<F2>").sees(&["Đã xong: NV-2026-001", "Ctrl+U: lấy lại"]);
    assert_eq!(desk.log.len(), commits + 1);
    assert_eq!(job_of(&desk, REVIEW).choice(task::STATUS), Some(task::DONE));
    desk.press("<End><F2>").sees(&["Việc này đã xong"]);
}

#[test]
fn whoever_may_not_close_a_task_hands_it_in() {
    let mut actor = Actor::sole("hpn");
    actor.roles.retain(|role| *role == Role::Unit);
    let mut desk = Desk::with(danvan::ui::app::Settings { actor, ..settings() }, ward());
    desk.open(|_| Box::new(Tasks::new()));
    desk.press("<Down><F2>").sees(&["Kết quả?"]).press("<Enter>").sees(&["trình duyệt"]);
    assert_eq!(job_of(&desk, REVIEW).choice(task::STATUS), Some(task::AWAITS_APPROVAL));
    desk.press("<F2>").sees(&["Bước này do"]);
}

#[test]
fn progress_is_a_figure_and_a_word() {
    let mut desk = room();
    desk.press("<Down><Insert>").sees(&["Tiến độ mấy phần trăm?", "Đang ở 0 %"]);
    desk.press("sáu mươi<Enter>").sees(&["Gõ tiến độ từ 0 đến 100"]);
    desk.press("<Esc><Insert>60 đã gửi dự thảo<Enter>").sees(&["Đã ghi tiến độ", " 60%"]);
    let told = job_of(&desk, REVIEW);
    assert_eq!((told.choice(task::STATUS), told.integer(task::PROGRESS)), (Some(task::IN_WORK), Some(60)));
    assert_eq!(told.text(task::NOTE), "05/03/2026: 60 %, đã gửi dự thảo");
    assert_eq!(desk.log.last().map(|commit| commit.why.as_str()), Some("Tiến độ 60 %: đã gửi dự thảo"));
    desk.press("<C-u><Enter>");
    assert_eq!(job_of(&desk, REVIEW).choice(task::STATUS), Some(task::SET), "one undo for both");
}

#[test]
fn an_extension_asks_for_the_reason_and_keeps_both_days() {
    let mut desk = room();
    desk.press("<Down><C-e>").sees(&["Gia hạn đến ngày nào", "Hạn: 20/02/2026"]);
    desk.press("20/3<Enter>").sees(&["Ghi lý do sau ngày"]);
    desk.press(" chờ số liệu<Enter>").sees(&["Đã gia hạn", "Quá hạn · 1", "20/03/2026 còn 15 ngày"]);
    desk.press("<C-e>").sees(&["Gia hạn lần 1: 20/02/2026 → 20/03/2026: chờ số liệu"]);
    desk.press("10/4 mưa bão<Enter>").press("<C-k>lich su<Enter>").sees(&[
        "Gia hạn lần 2: mưa bão",
        "Hạn: 20/03/2026 → 10/04/2026",
        "Gia hạn lần 1: chờ số liệu",
        "Hạn: 20/02/2026 → 20/03/2026",
    ]);
}

#[test]
fn the_list_is_narrowed_to_one_person() {
    let mut desk = room();
    desk.press("<F4>").sees(&["Nhiệm vụ của ai?", "Mọi người", "Lê Thị An · 1 chưa xong", "Hội Phụ nữ"]);
    desk.press("binh<Enter>").sees(&["Theo hạn · Trần Văn Bình", "2 chưa xong, 2 quá hạn"]).misses(&["Lập danh sách"]);
    // A new task is his.
    desk.press("<F5>").sees(&["Trần Văn Bình"]).press("<Esc>");
    desk.press("<F4><Home><Enter>").sees(&["Mọi người", "Lập danh sách"]);
}

#[test]
fn a_model_and_a_member_lead_to_their_tasks() {
    let mut desk = Desk::new(ward());
    desk.open(|_| Box::new(Models::new()));
    desk.press("<F3>")
        .sees(&["Theo hạn · DVK-2026-001 · Đường hoa", "Báo cáo sơ kết", "Kiểm tra tuyến"])
        .misses(&["Lập danh"]);
    assert_eq!(desk.app.context(), Context::Tasks);
    let mut desk = Desk::new(ward());
    desk.open(|_| Box::new(Committee::new()));
    desk.press("<F3>").sees(&["Đứng ở một thành viên"]);
    desk.press("<Down><F3>").sees(&["Theo hạn · Trần Văn Bình", "Hồ sơ công nhận"]).misses(&["Lập danh"]);
}

#[test]
fn the_first_screen_leads_to_the_task_on_which_it_stands() {
    let mut desk = pictures::desk();
    let line = desk.marked();
    let code = line.split_whitespace().find(|word| word.starts_with("NV-")).expect("a task").to_owned();
    desk.press("<F3>").sees(&["Theo hạn · Mọi người", "Quá hạn"]);
    desk.press("<Enter>").sees(&[&code, "Ctrl+G Lưu"]);
}

/// A task as it is noted: what, who, what comes of it; the code, the day and the due day come by themselves.
const NEW: &str = "<F5>Họp dân tổ 5<Enter><Enter>an<Enter><Enter>Biên bản<C-g>";

#[test]
fn a_new_task_takes_few_keys() {
    let mut desk = room();
    let keys = danvan::input::script(NEW).expect(NEW).len();
    assert!(keys <= 30, "{keys} keys");
    desk.press(NEW).sees(&["Đã lưu"]).press("<Esc>").sees(&["Họp dân tổ 5", "Lê Thị An", "16/03/2026 còn 11 ngày"]);
}

#[test]
fn typing_goes_to_a_task_and_enter_opens_it() {
    let mut desk = room();
    desk.press("duong hoa").sees(&["Tìm: duong hoa"]);
    assert!(desk.marked().contains("Kiểm tra tuyến đường hoa"));
    desk.press("<Esc><Enter>").sees(&["NV-2026-003", "Ctrl+G Lưu"]).press("<Esc>");
    assert!(desk.marked().contains("Kiểm tra tuyến đường hoa"), "it stays there");
    desk.press("<C-t>").sees(&["Mã          Nhiệm vụ", "Trạng thái"]);
    assert_eq!(desk.app.context(), Context::Table);
}

#[test]
fn it_fits_small_windows_and_tells_more_on_wide_ones() {
    let mut desk = room();
    desk.press("<Resize 60x20>").sees(&["20/02/2026 quá 13 ngày", "Báo cáo sơ kết quý I", "1/5", "Trần Văn Bình"]);
    desk.press("<Resize 130x24><Down>").sees(&["20/02/2026: quá 13 ngày", "Sản phẩm: Báo cáo", "Phục vụ", "│"]);
    desk.press("<C-e>20/3 chờ số liệu<Enter>").sees(&["1. 20/02/2026 → 20/03/2026: chờ số liệu"]);
    desk.press("<Resize 80x24>").press("<C-d>").sees(&["Gia hạn", "1. 20/02/2026 → 20/03/2026", "Phục vụ"]);
    desk.press("<Esc>");
    for (cols, rows) in [(60, 20), (73, 24), (80, 24), (119, 30), (120, 30), (200, 60)] {
        desk.press(&format!("<Resize {cols}x{rows}><PgDn><PgUp><End><Home>"));
        assert!(desk.screen().contains('>'), "{}", desk.screen());
    }
}

#[test]
fn it_speaks_english_and_stays_within_ascii() {
    let mut desk = Desk::with(danvan::ui::app::Settings { lang: Lang::En, ascii: true, ..settings() }, ward());
    desk.open(|_| Box::new(Tasks::new()));
    desk.sees(&[
        "By due day · Everybody",
        "4 open, 2 overdue",
        "! 20/02/2026 13 days over",
        "+ 10/02/2026 3 days late",
    ]);
    desk.press("<F2>").sees(&["The result? (Enter: done)"]);
}

#[test]
fn an_empty_register_says_what_to_do() {
    let mut desk = Desk::new(MemoryRecords::new(REGISTER));
    desk.open(|_| Box::new(Tasks::new()));
    desk.sees(&["Chưa có nhiệm vụ nào. F5: thêm."]);
    desk.press("<F2>").sees(&["Chưa có nhiệm vụ nào ở đây"]);
    desk.press("<F6><F4><Enter><Down><End>").sees(&["Mọi người"]);
}
