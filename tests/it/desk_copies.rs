//! The screen of copies, and the register shown for reading only.
#![allow(clippy::expect_used, reason = "a test ends where something is missing")]

use danvan::ui::copies::{Copies, Copy, CopyWish};
use danvan::ui::screen::{Answer, Event};

use crate::desk::{Desk, now, ward};

fn copy(name: &str, days: i64, seq: u64, bytes: u64) -> Copy {
    Copy { dir: format!("/media/usb/{name}"), made: now() - chrono::TimeDelta::days(days), seq, bytes }
}

fn copies() -> Copies {
    Copies {
        place: "/media/usb/dan-van".to_owned(),
        is_usual: false,
        keep: 7,
        mirror: Some("/mnt/guong".to_owned()),
        head: (1_250, "5e77000000000000000000000000c0de".to_owned()),
        held: vec![copy("b", 1, 1_248, 2_202_009), copy("a", 2, 900, 700_000)],
        proved: None,
    }
}

/// Opens the screen and answers its first wish.
fn opened() -> Desk {
    let mut desk = Desk::new(ward());
    desk.choose("Sao lưu").sees(&["Đang đọc…"]);
    answer(&mut desk, &CopyWish::Look, copies());
    desk
}

fn answer(desk: &mut Desk, wanted: &CopyWish, seen: Copies) {
    let (ticket, wish) = desk.copy_wishes.pop().expect("a wish");
    assert_eq!(wish, *wanted);
    desk.feed(Event::Answered(ticket, Answer::Copies(Ok(Box::new(seen)))));
    desk.feed(Event::Idle);
}

#[test]
fn it_tells_when_the_last_copy_was_made_and_proves_it_on_enter() {
    let mut desk = opened();
    desk.sees(&["/media/usb/dan-van", "mã cuối 5e77", "Bản gương: /mnt/guong", "thiếu 2 lần"]);
    assert!(desk.marked().contains("04/03/2026 08:00"), "{}", desk.marked());
    insta::assert_snapshot!(desk.screen());
    desk.press("<Enter>").sees(&["Đang đọc lại bản sao từ đĩa…"]);
    let newest = "/media/usb/b".to_owned();
    answer(&mut desk, &CopyWish::Prove(newest.clone()), Copies { proved: Some((newest, None)), ..copies() });
    desk.sees(&["Đã đọc lại từ đĩa: bản sao nguyên vẹn.", "nguyên vẹn (08:00)"]);
    let words = danvan::say!("Bản sao hỏng.", "The copy is damaged.");
    desk.press("<Down><Enter>");
    let older = "/media/usb/a".to_owned();
    answer(&mut desk, &CopyWish::Prove(older.clone()), Copies { proved: Some((older, Some(words))), ..copies() });
    desk.sees(&["Bản sao hỏng.", "HỎNG (08:00)"]);
    desk.press("<Home><Enter>").sees(&["Đang sao lưu và đọc lại…"]);
    // A second Enter does not ask twice.
    desk.press("<Enter>");
    let (ticket, wish) = desk.copy_wishes.pop().expect("a wish");
    assert_eq!((wish, desk.copy_wishes.len()), (CopyWish::Make, 0));
    let refused = danvan::say!("/media/usb: không thấy.", "/media/usb: gone.");
    desk.feed(Event::Answered(ticket, Answer::Copies(Err(refused))));
    desk.feed(Event::Idle);
    desk.sees(&["/media/usb: không thấy.", "Sao lưu ngay"]);
}

#[test]
fn a_past_day_is_asked_for_and_nothing_else_is_taken() {
    let mut desk = Desk::new(ward());
    desk.choose("Xem như ngày").press("30/6/2026<Enter>").sees(&["không phải ngày đã qua"]);
    desk.press("<Esc>").choose("Xem như ngày").press("28/2/2026<Enter>");
    assert_eq!(desk.viewed, [chrono::NaiveDate::from_ymd_opt(2026, 2, 28)]);
    desk.choose("Xem như ngày").press("<Enter>");
    assert_eq!(desk.viewed.last(), Some(&None));
}

#[test]
fn where_nothing_can_be_saved_the_top_line_says_so_and_what_is_typed_stays() {
    let mut desk = Desk::new(ward());
    desk.press("2<Enter><F5>TDP77<Enter>Tổ bảy bảy");
    desk.app.read_only(Some(danvan::say!("CHỈ XEM", "READ ONLY")));
    let drafts = desk.drafts.clone();
    desk.press("<C-g>").sees(&["[CHỈ XEM] Phường Thử · 2026", "không ghi được", "TDP77", "Tổ bảy bảy"]);
    assert!(desk.log.is_empty());
    assert_eq!(desk.drafts, drafts, "what another session keeps is left alone");
    desk.press("<Esc><F5>").sees(&["Đang mở chỉ để xem"]);
    desk.press("<F9>7").press("ly do<Enter>").sees(&["CHỈ XEM"]);
    assert!(desk.log.is_empty());
    desk.app.read_only(None);
    desk.press("<F5>").misses(&["CHỈ XEM"]);
}
