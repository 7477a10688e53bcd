//! The grid: keys in, screen and register out.

use danvan::input::Input;
use danvan::register::{Id, Read, Records, Value};
use danvan::ui::action::{Context, EnterGoes};
use danvan::ui::screen::Event;

use crate::desk::{Desk, TDP, register, settings, text, ward};

/// Sits down before the grid of neighbourhoods.
fn grid() -> Desk {
    let mut desk = Desk::new(ward());
    desk.press("<C-k>to dan pho<Enter><C-t>");
    desk
}

fn homes(desk: &Desk, id: u128) -> Option<i64> {
    desk.records.get(TDP, Id::from_bits(id)).and_then(|record| record.integer(3))
}

#[test]
fn rows_are_typed_cell_by_cell_and_saved_as_one_commit() {
    let mut desk = grid();
    desk.sees(&["Lưới tổ dân phố", "TDP01", "Nguyễn Thị Minh Khai", "1/3"]);
    assert_eq!(desk.app.context(), Context::Grid);
    desk.press("<Right><Right>300<Enter>120<Enter>");
    desk.sees(&["2 chưa lưu", "3/3", "•"]);
    assert_eq!(homes(&desk, 11), Some(210), "nothing is saved before its time");
    desk.press("<C-g>").sees(&["Đã lưu 2 dòng"]);
    assert_eq!((homes(&desk, 11), homes(&desk, 12), desk.log.len()), (Some(300), Some(120), 1));
    assert!(desk.drafts.is_empty());
    desk.press("<C-u><Enter>");
    assert_eq!((homes(&desk, 11), homes(&desk, 12)), (Some(210), Some(95)), "one undo takes all back");
}

#[test]
fn tab_goes_right_and_makes_rows_and_enter_comes_back() {
    let mut desk = grid();
    desk.press("<F5>TDP11<Tab>Hòa Khê<Tab>310<Enter>TDP12<Tab>An Khê<Tab>95");
    desk.sees(&["2 chưa lưu", "5/5"]);
    desk.press("<C-g>").sees(&["Đã lưu 2 dòng", "Hòa Khê"]);
    let names: Vec<String> = desk.log[0].changes.iter().map(|change| change.set.len().to_string()).collect();
    assert_eq!(names, ["3", "3"]);
    // Tab behind the last cell of the last row makes one too.
    desk.press("<End><Tab>").sees(&["6/6"]);
    desk.press("<C-g>").sees(&["Chưa có gì thay đổi"]);
}

#[test]
fn what_cannot_be_read_stays_with_sign_and_words_and_the_others_may_be_saved() {
    let mut desk = grid();
    desk.press("<Right><Right>nhieu<Enter>120<Up>");
    desk.sees(&["nhieu", "! "]);
    desk.press("<C-g>").sees(&["1 dòng chưa lưu được", "1 dòng đúng"]);
    desk.press("<Esc>").sees(&["nhieu", "2 chưa lưu"]);
    assert!(desk.log.is_empty());
    desk.press("<C-g><Enter>").sees(&["Đã lưu 1 dòng; còn 1 dòng"]);
    assert_eq!((homes(&desk, 11), homes(&desk, 12)), (Some(210), Some(120)));
    desk.press("211<Enter><C-g>").sees(&["Đã lưu 1 dòng"]);
    assert_eq!(homes(&desk, 11), Some(211));
}

#[test]
fn esc_leaves_the_edit_then_the_grid_and_what_is_half_typed_comes_back() {
    let mut desk = grid();
    desk.press("<Right>Xin chào<Esc>").sees(&["Thanh Lộc Đán"]).misses(&["Xin chào", "chưa lưu"]);
    desk.press("Thanh Lộc Mới<Enter><Esc>").sees(&["Chưa lưu 1 dòng"]);
    assert_eq!(desk.app.context(), Context::Table);
    assert_eq!(desk.drafts.len(), 1);
    // A kill: the next session opens the grid again, in the same row and field.
    let mut again = Desk::with(danvan::ui::app::Settings { drafts: desk.drafts, ..settings() }, ward());
    again.sees(&["Lưới tổ dân phố", "Thanh Lộc Mới", "1 chưa lưu"]);
    assert_eq!(again.app.context(), Context::Grid);
    again.press("<C-g>").sees(&["Đã lưu 1 dòng"]);
    assert!(again.drafts.is_empty());
}

#[test]
fn a_row_is_a_form_and_a_form_is_a_row() {
    let mut desk = grid();
    desk.press("<Down><Right>Minh Khai<Enter><Up><C-t>");
    assert_eq!(desk.app.context(), Context::Form);
    desk.sees(&["Minh Khai"]).press("<C-t>").sees(&["Minh Khai", "1 chưa lưu", "2/3"]);
    assert_eq!(desk.app.context(), Context::Grid);
    desk.press("<C-g>").sees(&["Đã lưu 1 dòng"]);
    // A new record goes along as it is.
    desk.press("<Esc><F5>TDP20<Enter>Tổ hai mươi<Enter><C-t>").sees(&["TDP20", "Tổ hai mươi", "4/4"]);
    desk.press("<C-g>").sees(&["Đã lưu 1 dòng"]);
}

#[test]
fn fill_down_copies_continues_series_and_keeps_to_marked_rows() {
    let rows: Vec<(u128, [(u16, Value); 2])> =
        (1..=9).map(|n| (n, [(1, text(&format!("T{n:02}"))), (2, text(&format!("Tổ {n}")))])).collect();
    let rows: Vec<_> = rows.iter().map(|(id, values)| (TDP, *id, values.as_slice())).collect();
    let mut desk = Desk::new(register(crate::desk::WARD, &rows));
    desk.press("<C-k>to dan pho<Enter><C-t><Right><Right>");
    // A copy, down to the next cell that holds something.
    desk.press("<Down><Down><Down><Down><Down>7<Up><Up><Up><Up><Up>50<C-d>").sees(&["Đã điền 4 ô"]);
    // A series of figures one apart.
    desk.press("<Home><Right><Right><Down><Down><Down><Down><Down>8<Enter>9<Up><Down><C-d>").sees(&["dãy 2 ô"]);
    // Months go on too; only the marked rows are filled.
    desk.press("<Home><Right><Right><Right><Right><Right><PgUp>1/2026<Enter>2/2026<Up><Ins><Down><Down><Down><C-d>");
    desk.press("<C-g>").sees(&["Đã lưu 9 dòng"]);
    let all: Vec<Option<i64>> = (1..=9).map(|id| homes(&desk, id)).collect();
    assert_eq!(all, [50, 50, 50, 50, 50, 8, 9, 10, 11].map(Some));
    let since =
        |id| desk.records.get(TDP, Id::from_bits(id)).and_then(|record| record.day(6)).map(danvan::text::day::Day::iso);
    let since: Vec<_> = (1..=6).map(since).collect();
    let months = ["2026-01", "2026-02", "2026-03", "2026-04"].map(|month| Some(month.to_owned()));
    assert_eq!(since[..4], months);
    assert_eq!(since[4..], [None, None]);
}

#[test]
fn enter_goes_where_it_was_told_and_that_is_remembered() {
    let mut desk = grid();
    desk.choose("Enter xuống").sees(&["Enter sang ô bên phải"]);
    assert_eq!(desk.remembered, [("enter", "right".to_owned())]);
    assert_eq!(desk.app.settings().enter_goes, EnterGoes::Right);
    desk.press("<Right>Một<Enter>7<Enter><C-g>");
    assert_eq!(homes(&desk, 11), Some(7));
}

#[test]
fn ditto_missing_values_lists_and_yes() {
    let mut desk = grid();
    desk.press("<Right><Right>-<Enter><F3>--<Enter><C-g>").sees(&["Đã lưu 3 dòng"]);
    let value = |desk: &Desk, id| desk.records.get(TDP, Id::from_bits(id)).and_then(|record| record.get(&3).cloned());
    assert_eq!(
        [11, 12, 13].map(|id| value(&desk, id)),
        [Some(Value::NotKnown), Some(Value::NotKnown), Some(Value::NotApplicable)]
    );
    desk.press("<PgUp><F3>").sees(&["Ô phía trên để trống hoặc không có"]);
    // A list is found and picked from; a name without marks finds its record.
    desk.press("<Esc><Esc><C-k>mo hinh<Enter><C-t><End><Left>").sees(&["Địa bàn"]);
    desk.press("<F4>").sees(&["Enter"]).press("<Esc>");
    desk.press("minh khai<Enter>").misses(&["! "]).press("<C-g>").sees(&["Đã lưu 1 dòng"]);
}

#[test]
fn someone_elses_change_is_asked_about_and_never_overwritten() {
    let mut desk = grid();
    desk.press("<Right><Right>300<Enter>");
    let set =
        vec![danvan::register::Set { field: 3, seen: danvan::register::Seen::Any, new: Some(Value::Integer(250)) }];
    let accepted = danvan::register::Accepted::None;
    let other = danvan::register::Command::Save { schema: TDP, id: Id::from_bits(11), set, accepted };
    let commit = desk.apply(&other.into()).expect("saved");
    desk.feed(Event::Committed(commit));
    desk.press("<C-g>").sees(&["250", "300", "1 Tôi gõ"]);
    desk.press("1<Enter>").sees(&["Đã lưu 1 dòng"]);
    assert_eq!(homes(&desk, 11), Some(300));
}

#[test]
fn every_size_is_drawn() {
    let mut desk = grid();
    desk.is_wired = false;
    desk.press("<Right>Một tên dài hơn ô của nó, để tràn sang các ô bên cạnh");
    for cols in (1..=132).step_by(7) {
        for rows in [1, 2, 3, 7, 8, 9, 20, 24, 50] {
            desk.resize(cols, rows);
            desk.feed(Event::Input(Input::Resize { cols, rows }));
            desk.feed(Event::Idle);
            desk.screen();
            desk.press("<End><Home><Left><Right>");
            desk.screen();
        }
    }
}
