//! Every screen at every size, in both languages.

use danvan::register::{Lang, MemoryRecords};
use danvan::ui::action::{ACTIONS, Context};
use danvan::ui::app::Settings;

use crate::desk::{Desk, WARD, settings, ward};

/// Ways to each screen from the first one.
const WAYS: &[(&str, &str)] = &[
    ("home", ""),
    ("home, in the rooms", "<Down>"),
    ("tables", "0<Enter>"),
    ("tables, finding", "0<Enter>to"),
    ("neighbourhoods", "2<Enter>"),
    ("models", "1<Enter>"),
    ("models, another column", "1<Enter><Right><Right>"),
    ("models, filtered", "1<Enter><Right><Right><C-f>"),
    ("models, finding nothing", "1<Enter>xyz"),
    ("models of a year without any", "1<Enter><F9>12<Paste 2001><Enter>"),
    ("menu of the first screen", "<F9>"),
    ("menu of a table", "2<Enter><F9><End>"),
    ("finder", "<C-k>"),
    ("finder, finding", "<C-k>minh"),
    ("help of a field", "2<Enter><Right><F1>"),
    ("help of the keys", "2<Enter><F1><F1>"),
    ("history of the register", "<F9>1"),
    ("history of a record", "2<Enter><F9>8"),
    ("reason", "2<Enter><F9>7gõ nhầm"),
    ("question", "<Esc>"),
    ("copies", "<F9>7"),
    ("past day", "<F9>828/2/2026"),
];

fn at_every_size(lang: Lang) {
    for (screen, way) in WAYS {
        let mut desk = Desk::with(Settings { lang, ..settings() }, ward());
        desk.press(way);
        desk.is_wired = false;
        for rows in [1, 7, 8, 10, 24, 60] {
            for cols in 1..=200 {
                // Now and then a picture comes before the screens hear of the size.
                if cols % 20 == 0 {
                    desk.resize(cols, rows);
                    desk.screen();
                }
                desk.press(&format!("<Resize {cols}x{rows}>"));
                assert_eq!(desk.screen().lines().count(), usize::from(rows), "{screen}");
            }
        }
    }
}

#[test]
fn every_screen_is_drawn_at_every_size_in_vietnamese() {
    at_every_size(Lang::Vi);
}

#[test]
fn every_screen_is_drawn_at_every_size_in_english() {
    at_every_size(Lang::En);
}

#[test]
fn the_ways_lead_where_they_should() {
    let commands = ACTIONS.iter().filter(|row| row.menu.contains(&Context::Table)).count();
    let last = format!("> {commands}");
    let told = [
        ("home", "2 Khu dân cư"),
        ("tables", "Tổ dân phố"),
        ("neighbourhoods", "Thanh Lộc Đán"),
        ("models", "Đường cờ kiểu mẫu"),
        ("models, another column", "Địa bàn: TDP01 · Thanh Lộc Đán"),
        ("models, filtered", "1/1"),
        ("models, finding nothing", "Không có dòng nào khớp \"xyz\""),
        ("menu of the first screen", "Menu"),
        ("menu of a table", last.as_str()),
        ("finder", "bảng"),
        ("finder, finding", "Nguyễn Thị Minh Khai"),
        ("help of a field", "Tên đầy đủ."),
        ("help of the keys", "Các phím ở đây: bảng"),
        ("history of the register", "Chưa có thay đổi nào"),
        ("history of a record", "Chưa có thay đổi nào"),
        ("reason", "gõ nhầm"),
        ("question", "Thoát khỏi sổ?"),
        ("copies", "Đang đọc…"),
        ("past day", "cuối ngày nào"),
    ];
    for (screen, text) in told {
        let way = WAYS.iter().find(|(name, _)| *name == screen).expect(screen).1;
        let mut desk = Desk::new(ward());
        desk.press(way);
        assert!(desk.screen().contains(text), "{screen}: no {text:?} on\n{}", desk.screen());
    }
}

#[test]
fn a_window_that_is_too_small_says_so_and_comes_back() {
    let mut desk = Desk::new(ward());
    desk.press("2<Enter><F5>TDP77<Enter>Tổ đang gõ");
    let before = desk.screen();
    for size in ["30x5", "59x24", "80x19", "1x1"] {
        desk.press(&format!("<Resize {size}>"));
        // Nobody sees what a key would do there, so it does nothing.
        desk.press("x<BS><C-g><Esc>");
        assert!(desk.log.is_empty() && !desk.screen().contains("TDP77"), "{size}");
    }
    desk.press("<Resize 30x5>").sees(&["Cửa sổ nhỏ quá: cần ít"]);
    desk.press("<Resize 80x24>");
    assert_eq!(desk.screen(), before, "what was typed is there, and the cursor where it was");
}

#[test]
fn an_empty_register_says_what_to_do() {
    let mut desk = Desk::new(MemoryRecords::new(WARD));
    desk.press("1<Enter>").sees(&["Năm 2026 chưa có mô hình. F5: thêm mới. F9: năm khác."]);
    desk.press("<Esc>2<Enter>").sees(&["Chưa có tổ dân phố. F5: thêm mới."]);
}

#[test]
fn the_first_screen_at_eighty_by_twenty_four() {
    let mut desk = Desk::new(ward());
    insta::assert_snapshot!(desk.screen());
}

#[test]
fn a_table_at_eighty_by_twenty_four() {
    let mut desk = Desk::new(ward());
    desk.press("2<Enter><Down>");
    insta::assert_snapshot!(desk.screen());
}

#[test]
fn a_menu_at_eighty_by_twenty_four() {
    let mut desk = Desk::new(ward());
    desk.press("2<Enter><F9>");
    insta::assert_snapshot!(desk.screen());
}
