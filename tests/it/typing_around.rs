//! Around typing: text of old fonts that is pasted, and the keyboard that is tried.
#![allow(clippy::expect_used, clippy::unwrap_used)]

use danvan::register::Record;
use danvan::ui::action::KeyMap;
use danvan::ui::app::Settings;

use crate::desk::{Desk, settings, ward as plain_ward};
use crate::entry::{MODEL, ward};

/// The same words in TCVN3, in VNI for Windows, and right.
const OLD: [(&str, &str); 2] =
    [("TuyÕn phè kh«ng r¸c, kh«ng tê r¬i", "TCVN3"), ("Tuyeán phoá khoâng raùc, khoâng tôø rôi", "VNI")];
const RIGHT: &str = "Tuyến phố không rác, không tờ rơi";

fn form() -> Desk {
    let mut desk = Desk::new(ward());
    desk.open(|cx| danvan::ui::screens::add(MODEL, Record::new(), cx));
    desk.press("<F6>3<Enter>");
    desk
}

fn kept(desk: &Desk, key: &str) -> String {
    desk.drafts[0].cells.iter().find(|cell| cell.field == key).unwrap().text.clone()
}

#[test]
fn pasted_text_of_an_old_font_is_shown_converted_and_taken_or_kept() {
    for (old, name) in OLD {
        let mut desk = form();
        desk.press(&format!("Mới: <Paste {old}>")).sees(&[name, RIGHT, old]);
        desk.press("<Enter><Enter>");
        assert_eq!(kept(&desk, "name"), format!("Mới: {RIGHT}"));
        let mut desk = form();
        desk.press(&format!("<Paste {old}><Esc><Enter>"));
        assert_eq!(kept(&desk, "name"), old);
        let mut desk = form();
        desk.press(&format!("<Paste {old}><HangUp>"));
        assert_eq!(kept(&desk, "name"), old, "a cut line keeps what was pasted");
    }
}

#[test]
fn text_in_parts_is_composed_as_it_is_pasted_and_other_text_brings_no_question() {
    let mut desk = form();
    desk.press("<Paste Tuye\u{302}\u{301}n pho\u{302}\u{301}>").misses(&["Esc:"]).press("<Enter>");
    assert_eq!(kept(&desk, "name"), "Tuyến phố");
    for text in [RIGHT, "office DVK-2026-014", "310.000", "naïve café, Đà Nẵng"] {
        let mut desk = form();
        desk.press(&format!("<Paste {text}><Enter>"));
        assert_eq!(kept(&desk, "name"), text);
    }
}

#[test]
fn a_table_is_searched_for_what_is_pasted_from_an_old_font() {
    let mut desk = Desk::new(plain_ward());
    desk.press("mo hinh<Enter><Paste §\u{ad}êng cê kiÓu mÉu><Enter>");
    assert!(desk.marked().contains("Đường cờ kiểu mẫu"), "{}", desk.screen());
}

fn fresh() -> Desk {
    Desk::with(Settings { is_untried: true, ..settings() }, plain_ward())
}

fn map(desk: &Desk) -> KeyMap {
    desk.app.settings().key_map
}

#[test]
fn the_keys_that_arrive_choose_the_map_and_the_key_line_follows() {
    for (keys, expected, line) in [
        ("<F4><F1><F10><C-g><BS><Esc>", KeyMap::Full, "Esc Về"),
        ("<Enter><Enter><Enter><C-g><BS><Esc>", KeyMap::EscPrefix, "Esc Esc Về"),
        ("<F4><Enter><F10><C-g><BS><Enter>", KeyMap::NoEsc, "Ctrl+X Về"),
    ] {
        let mut desk = fresh();
        desk.press("<C-k>phim F<Enter>").sees(&["bấm phím này"]).press(keys);
        assert_eq!(map(&desk), expected, "{keys}");
        assert_eq!(desk.remembered, [("keys", expected.code().to_owned())]);
        desk.sees(&[line, "Bộ phím"]);
    }
}

#[test]
fn the_keyboard_is_offered_not_forced() {
    let mut desk = fresh();
    let offer = "chọn Bàn phím";
    desk.sees(&[offer]).press("to dan pho<Enter>").misses(&[offer]).press("<Esc>").sees(&[offer]);
    desk.press("<C-k>phim F<Enter><Esc>").misses(&[offer, "bấm phím này"]);
    assert_eq!(map(&desk), KeyMap::Full, "left as it was");
    let mut desk = fresh();
    desk.press("<C-k>phim F<Enter>x<Down>2").sees(&["Esc Esc Về"]);
    assert_eq!(map(&desk), KeyMap::EscPrefix, "chosen at once");
    desk.press("<Esc>1").sees(&["Các phím ở đây", "Esc 9"]);
}
