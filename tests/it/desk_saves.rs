//! Changing the register from a desk: withdrawing, undo and redo, history, keys typed while a save is on its way.

use danvan::register::{Accepted, Command, Id, Lang, Reject, Request, Seen, Set, Words};
use danvan::ui::action::Context;
use danvan::ui::app::Settings;
use danvan::ui::screen::{Ask, Cx, Event, Notice};
use danvan::ui::screens::Dialog;

use crate::desk::{Desk, TDP, settings, text, ward};

/// Withdraws the third neighbourhood, which nothing of 2026 links to but a model of 2025 does.
fn withdraw_a_model(desk: &mut Desk) {
    desk.press("1<Enter><Down><F9>7nhập trùng<Enter>");
}

#[test]
fn a_row_is_withdrawn_with_a_reason_and_comes_back() {
    let mut desk = Desk::new(ward());
    withdraw_a_model(&mut desk);
    desk.sees(&["Đã rút bỏ.", "1/1"]).misses(&["Hẻm sáng"]);
    assert_eq!(desk.log.len(), 1);
    desk.press("<F9>6").sees(&["Hẻm sáng", "×", "cả dòng đã rút"]);
    desk.press("<End><F9>7").sees(&["Khôi phục mô hình này?", "nhập trùng"]);
    desk.press("<Enter>").sees(&["Đã khôi phục."]).misses(&["×DVK"]);
    assert_eq!(desk.log.len(), 2);
}

#[test]
fn a_reason_is_needed_and_a_refused_one_stays_typed() {
    let mut desk = Desk::new(ward());
    desk.press("2<Enter><F9>7<Enter>").sees(&["Gõ lý do rồi bấm Enter."]);
    assert_eq!((desk.beeps, desk.log.len()), (1, 0));
    desk.press("giải thể<Enter>").sees(&["Chưa lưu:", "Đường cờ kiểu mẫu", "giải thể"]);
    assert_eq!(desk.app.context(), Context::Dialog, "the question stays");
    assert_eq!((desk.beeps, desk.log.len()), (2, 0));
}

#[test]
fn what_nobody_asked_for_waits_behind_a_refusal() {
    let mut desk = Desk::new(ward());
    desk.press("2<Enter><F9>7<Enter>").sees(&["Gõ lý do rồi bấm Enter."]);
    desk.feed(Event::Told(Notice::note(Words { vi: "Đĩa sắp đầy.".to_owned(), en: String::new() })));
    desk.sees(&["Gõ lý do rồi bấm Enter."]).misses(&["Đĩa sắp đầy."]);
    desk.press("g").sees(&["Đĩa sắp đầy."]).press("i").misses(&["Đĩa sắp đầy."]);
}

#[test]
fn the_last_save_is_taken_back_and_made_again() {
    let mut desk = Desk::new(ward());
    desk.press("<C-u>").sees(&["chưa lưu gì để hoàn tác"]);
    desk.press("<C-y>").sees(&["Không có gì để làm lại"]);
    withdraw_a_model(&mut desk);
    desk.press("<C-u>").sees(&[
        "Hoàn tác lần lưu này?",
        "mô hình: Hẻm sáng, xanh, sạch, đẹp",
        "Lý do rút bỏ: nhập trùng → (trống)",
    ]);
    desk.press("<Esc>").misses(&["Hẻm sáng"]);
    desk.press("<C-z><Enter>").sees(&["Đã hoàn tác.", "Hẻm sáng"]);
    desk.press("<C-u>").sees(&["chưa lưu gì để hoàn tác"]);
    desk.press("<C-y>").sees(&["Làm lại", "(trống) → nhập trùng"]);
    desk.press("<Enter>").misses(&["Hẻm sáng"]);
    desk.press("<C-u><Enter>").sees(&["Hẻm sáng"]);
    let undoes: Vec<Option<u64>> = desk.log.iter().map(|commit| commit.undoes).collect();
    let seqs: Vec<u64> = desk.log.iter().map(|commit| commit.seq).collect();
    assert_eq!(undoes, [None, Some(seqs[0]), Some(seqs[1]), Some(seqs[2])]);
}

#[test]
fn history_tells_who_changed_what_and_takes_it_back() {
    let mut desk = Desk::new(ward());
    withdraw_a_model(&mut desk);
    desk.press("<Esc><F9>1").sees(&["05/03/2026 08:00", "vp01", "Lý do rút bỏ: (trống) → nhập trùng"]);
    desk.press("<Enter>").sees(&["Hoàn tác lần sửa #7?"]);
    desk.press("<Enter>").sees(&["hoàn tác #7", "nhập trùng → (trống)"]);
    assert!(desk.row_of("#8") < desk.row_of("#7 ·"), "the newest comes first");
    desk.press("<Esc>1<Enter>").sees(&["Hẻm sáng"]);
    desk.press("<F9>8").misses(&["#7"]);
    desk.press("<Esc><Down><F9>8").sees(&["#7", "#8"]);
}

#[test]
fn a_large_commit_is_told_in_short_and_taken_back_whole() {
    let mut desk = Desk::new(ward());
    let save = |number: u128| {
        let set = [(1, format!("B{number:03}")), (2, format!("Tổ {number}"))];
        let set = set.map(|(field, value)| Set { field, seen: Seen::Any, new: Some(text(&value)) });
        Command::Save { schema: TDP, id: Id::from_bits(1000 + number), set: set.into(), accepted: Accepted::None }
    };
    desk.open(move |_| {
        let batch = Command::Batch((0..300).map(save).collect());
        let done = danvan::say!("Đã nhập.", "Imported.");
        Box::new(Dialog::commit(danvan::say!("Nhập?", "Import?"), Vec::new(), batch.into(), done))
    });
    desk.press("<Enter>").sees(&["Đã nhập."]).press("0<Enter>").sees(&["303"]).press("<Esc>");
    desk.press("<F9>1").sees(&["tổ dân phố: B000 · Tổ 0"]);
    desk.press("<End>").sees(&["… và 288 bản ghi nữa"]);
    desk.press("<Enter><Enter>").sees(&["Đã hoàn tác."]);
    desk.press("<Esc>0<Enter>").sees(&["Tổ dân phố"]).misses(&["303"]);
}

#[test]
fn keys_typed_during_a_save_wait_for_it() {
    let mut desk = Desk::new(ward());
    desk.slow = true;
    withdraw_a_model(&mut desk);
    desk.sees(&["Đang lưu…"]);
    desk.press("<Esc>2<Enter>minh").sees(&["Đang lưu…"]);
    desk.answer();
    desk.sees(&["Tìm: minh"]);
    assert!(desk.marked().contains("Nguyễn Thị Minh Khai"));
    assert_eq!(desk.beeps, 0);
}

#[test]
fn keys_typed_during_a_save_that_is_refused_are_dropped_with_a_beep() {
    let mut desk = Desk::new(ward());
    desk.slow = true;
    desk.press("2<Enter><F9>7giải thể<Enter>").press("<Esc><Esc>abc");
    desk.answer();
    desk.sees(&["Chưa lưu:", "giải thể"]).misses(&["abc"]);
    assert_eq!((desk.beeps, desk.app.context()), (1, Context::Dialog));
}

#[test]
fn a_hang_up_ends_the_session_even_during_a_save() {
    let mut desk = Desk::new(ward());
    desk.slow = true;
    withdraw_a_model(&mut desk);
    desk.press("<HangUp>");
    assert!(desk.app.ended());
}

#[test]
fn a_refusal_is_said_in_the_language_of_the_session() {
    let mut desk = Desk::with(Settings { lang: Lang::En, ..settings() }, ward());
    desk.open(|cx: &Cx<'_>| {
        let question = danvan::say!("Lưu?", "Save?");
        let set = Set { field: 1, seen: Seen::Any, new: Some(text("TDP01")) };
        let save = Command::Save { schema: TDP, id: cx.fresh, set: vec![set], accepted: Accepted::None };
        Box::new(Dialog::commit(question, Vec::new(), Request::from(save), danvan::register::Words::default()))
    });
    desk.press("<Enter>").sees(&["Not saved:", "such a neighbourhood"]);
    let again = desk.apply(&Command::Batch(Vec::new()).into());
    assert!(matches!(again, Err(Reject::Nothing)));
}

#[test]
fn what_a_question_asks_for_happens_once() {
    let mut desk = Desk::new(ward());
    desk.open(|_| Box::new(Dialog::ask(danvan::say!("Đi?", "Go?"), || vec![Ask::Close, Ask::OpenYear(2025)])));
    desk.press("<Enter>").sees(&["Phường Thử · 2025"]).misses(&["Đi?"]);
}

#[test]
fn a_save_is_taken_back_in_the_next_session_too() {
    let mut desk = Desk::new(ward());
    desk.open(|cx| danvan::ui::screens::edit(TDP, Id::from_bits(12), cx).expect("a record"));
    desk.press("<F6>2<Enter> mới<C-g>").sees(&["Đã lưu"]);
    let mut next = Desk::new(desk.records.clone());
    next.log.clone_from(&desk.log);
    next.press("<C-u>").sees(&["Hoàn tác lần lưu này?", "Nguyễn Thị Minh Khai"]);
    next.press("<Enter>").sees(&["Đã hoàn tác"]);
    assert_eq!(next.log.last().and_then(|commit| commit.undoes), Some(desk.log[0].seq));
    // What was taken back before can be made again, in yet another session.
    let mut third = Desk::new(next.records.clone());
    third.log.clone_from(&next.log);
    third.press("<C-y>").sees(&["Làm lại"]).press("<Enter>");
    assert_eq!(third.log.len(), 3);
    third.press("<C-u><Enter><C-u>").sees(&["chưa lưu gì để hoàn tác"]);
}
