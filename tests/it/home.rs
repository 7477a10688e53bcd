//! The first screen: what is due leads to its field and back, groups open and close, the rooms are a number away.
#![allow(clippy::expect_used, reason = "a test ends where something is missing")]

use danvan::register::schema::{task, ward};
use danvan::register::{MemoryRecords, REGISTER, Value};
use danvan::text::day::Day;

use crate::desk::{Desk, Row, register, text};
use crate::pictures;

/// A ward with this many open tasks, due on the first days of February and the first weeks of March.
fn with_tasks(days: &[&str]) -> Desk {
    let tasks: Vec<_> = (1..)
        .zip(days)
        .map(|(number, day): (u128, _)| {
            let values = [
                (task::CODE, text(&format!("NV-2026-{number:03}"))),
                (task::TITLE, text(&format!("Việc thứ {number}"))),
                (task::DUE, Value::Day(Day::from_iso(day).expect("a day"))),
                (task::STATUS, Value::Choice(task::SET.to_owned())),
            ];
            (number, values)
        })
        .collect();
    let profile = [(ward::WARD_TYPE, Value::Choice("PHUONG".to_owned())), (ward::WARD_NAME, text("Thử"))];
    let tasks = tasks.iter().map(|(number, values)| (&task::SCHEMA, *number, values.as_slice()));
    let rows: Vec<Row<'_>> = tasks.chain([(&ward::SCHEMA, 1, profile.as_slice())]).collect();
    Desk::new(register(REGISTER, &rows))
}

#[test]
fn enter_leads_to_the_field_and_esc_back_to_the_line() {
    let mut desk = with_tasks(&["2026-02-01", "2026-02-02", "2026-03-07"]);
    desk.sees(&["Nhiệm vụ quá hạn: 2", "quá hạn 32 ngày", "Nhiệm vụ đến hạn trong 7 ngày: 1", "còn 2 ngày"]);
    assert!(desk.marked().contains("Việc thứ 1"), "the most urgent one is where the cursor stands");
    desk.press("<Down><Enter>").sees(&["› NV-2026-002"]);
    assert!(desk.marked().contains("Hạn"), "{}", desk.marked());
    desk.press("<Esc>");
    assert!(desk.marked().contains("Việc thứ 2"));
}

#[test]
fn a_heading_opens_its_whole_group_and_closes_it_again() {
    let days: Vec<String> = (1..=9).map(|day| format!("2026-02-0{day}")).collect();
    let days: Vec<&str> = days.iter().map(String::as_str).collect();
    let mut desk = with_tasks(&days);
    desk.sees(&["+ Nhiệm vụ quá hạn: 9", "Việc thứ 4"]).misses(&["Việc thứ 5"]);
    desk.press("<Up><Enter>").sees(&["Việc thứ 9"]);
    assert!(desk.marked().contains("Nhiệm vụ quá hạn"));
    desk.press("<Enter>").misses(&["Việc thứ 5"]);
}

#[test]
fn the_rooms_are_a_digit_away_and_behind_the_list() {
    let mut desk = with_tasks(&["2026-02-01"]);
    desk.press("4<Enter>").sees(&["› Nhiệm vụ"]);
    desk.press("<Esc><End><Up><Enter>").sees(&["› Tất cả các bảng"]);
    desk.press("<Esc>").sees(&[">0 Tất cả bảng"]);
    desk.press("=<Enter>").sees(&["› Tổng hợp khu dân cư"]);
}

#[test]
fn the_finder_leads_home_from_anywhere_and_keeps_what_is_half_typed() {
    let mut desk = with_tasks(&["2026-02-01"]);
    desk.press("4<Enter><F5>Gọi lại<Enter><C-k>d<Enter>").sees(&["Nhiệm vụ quá hạn: 1", "1 Mô hình"]);
    assert_eq!(desk.drafts.len(), 1);
    desk.press("4<Enter><F5>").sees(&["Gọi lại"]);
}

#[test]
fn an_empty_ward_has_nothing_due() {
    let mut desk = Desk::new(MemoryRecords::new(REGISTER));
    desk.press("<Esc>").sees(&["Không có việc gì đến hạn", "1 Mô hình", "0 Tất cả bảng"]);
}

#[test]
fn the_practice_ward_fits_a_narrow_window_and_a_wide_one() {
    let mut desk = pictures::desk();
    for (cols, rows) in [(60, 20), (80, 24), (132, 43)] {
        desk.press(&format!("<Resize {cols}x{rows}>")).sees(&["Nhiệm vụ quá hạn", "[T3]", "0 Tất cả bảng", "Thứ Năm"]);
        let screen = desk.screen();
        assert!(screen.lines().all(|line| danvan::text::width::width(line) <= cols), "{screen}");
    }
}
