//! Finding one's way: the first screen, tables, menu, finder, help, languages, years.

use danvan::register::{Dictionary, Field, Id, Lang, Schema};
use danvan::ui::action::KeyMap;
use danvan::ui::app::Settings;

use crate::desk::{Desk, TDP, register, settings, text, ward};

#[test]
fn a_number_or_a_name_and_enter_open_a_table() {
    for way in ["2<Enter>", "to dan pho<Enter>", "tổ dân<Enter>", "<Down><Enter>", "0<Enter>2<Enter>"] {
        let mut desk = Desk::new(ward());
        desk.press(way).sees(&["Tổ dân phố", "Thanh Lộc Đán"]);
        assert!(desk.press("<Esc>").screen().starts_with("Phường Thử · 2026"));
    }
}

#[test]
fn counts_follow_the_year_and_the_register() {
    let mut desk = Desk::new(ward());
    desk.press("0<Enter>");
    assert_eq!(desk.marked().split_whitespace().last(), Some("2"));
    desk.press("<F9>").sees(&["Đổi năm"]);
    desk.press("<Esc>");
    desk.choose("Đổi năm");
    desk.press("2025<Enter>").sees(&["Phường Thử · 2025"]);
    assert_eq!(desk.marked().split_whitespace().last(), Some("1"));
    assert_eq!(desk.remembered, [("year", "2025".to_owned())]);
    desk.press("<Enter>").sees(&["Camera an ninh", "1/1"]).misses(&["Đường cờ"]);
    desk.choose("Mọi năm");
    desk.sees(&["Camera an ninh", "Đường cờ", "mọi năm"]);
}

#[test]
fn a_slip_in_a_year_is_refused_and_stays() {
    let mut desk = Desk::new(ward());
    desk.choose("Đổi năm");
    desk.press("20266<Enter>").sees(&["\"20266\" không phải năm", "20266"]);
    assert_eq!(desk.beeps, 1);
    desk.press("<BS><Enter>").sees(&["Phường Thử · 2026\n"]);
}

#[test]
fn typing_finds_rows_with_and_without_marks() {
    for typed in ["nguyen", "Nguyễn", "nguyễn thị minh khai", "nguyen khai", "ntmk", "tdp02", "TDP02"] {
        let mut desk = Desk::new(ward());
        desk.press("2<Enter>").press(typed);
        assert!(desk.marked().contains("Nguyễn Thị Minh Khai"), "{typed}: {}", desk.screen());
        assert!(desk.screen().contains(&format!("Tìm: {typed}")), "{typed}");
    }
    let mut desk = Desk::new(ward());
    desk.press("2<Enter>da phuoc");
    assert!(desk.marked().contains("Đa Phước"));
}

#[test]
fn the_row_that_was_found_stays_when_the_search_ends() {
    let mut desk = Desk::new(ward());
    desk.press("2<Enter>minh").misses(&["Đa Phước"]);
    desk.press("<Esc>").sees(&["Đa Phước", "2/3"]);
    assert!(desk.marked().contains("Minh Khai"));
    desk.press("da<BS><BS>").sees(&["3/3", "Thanh Lộc Đán"]);
    desk.press("<Esc>").sees(&["Enter Chọn"]);
    desk.sees(&["2 Khu dân cư"]);
}

#[test]
fn an_input_method_types_outside_fields_without_harm() {
    // What Unikey sends for "việt" and "đa": letters, Backspaces, replacements; then stray Backspaces.
    let mut desk = Desk::new(ward());
    desk.press("2<Enter>d<BS>đa").sees(&["Tìm: đa"]);
    assert!(desk.marked().contains("Đa Phước"));
    desk.press("<BS><BS><BS><BS>").sees(&["3/3"]);
    desk.press("minh<BS><BS><BS><BS>");
    desk.press("ngu<BS>ư<BS>uy\u{202f}<BS>e<BS>ê<BS>ễn").sees(&["1/1"]);
    assert!(desk.marked().contains("Nguyễn"));
    desk.press("<Esc><Esc>").press("<BS><BS>mo<BS>ô hi<BS>ì<Enter>").sees(&["Đường cờ kiểu mẫu"]);
    assert_eq!(desk.beeps, 0);
    assert!(desk.log.is_empty());
}

#[test]
fn letters_alone_do_nothing_but_find() {
    for way in ["", "2<Enter>", "2<Enter><F9>", "<C-k>", "<F1>", "<F9>1", "<Esc>"] {
        let mut desk = Desk::new(ward());
        desk.press(way);
        for letter in ('!'..='~').chain("đêơưảấ ".chars()) {
            if letter.is_ascii_digit() || letter == '<' {
                continue;
            }
            desk.press(&letter.to_string());
        }
        assert!(desk.log.is_empty() && !desk.app.ended() && desk.beeps == 0, "{way}");
    }
}

#[test]
fn a_column_sorts_up_then_down_then_not() {
    let mut desk = Desk::new(ward());
    desk.press("2<Enter><Right><Right><C-o>").sees(&["↑Số hộ"]);
    assert!(desk.row_of("Minh Khai") < desk.row_of("Thanh Lộc"));
    assert!(desk.marked().contains("Thanh Lộc Đán"), "the cursor stays on its record");
    desk.press("<C-o>").sees(&["↓Số hộ"]);
    assert!(desk.row_of("Đa Phước") < desk.row_of("Thanh Lộc"));
    desk.press("<C-o>").misses(&["↓Số hộ"]);
    assert!(desk.row_of("TDP01") < desk.row_of("TDP02"));
}

#[test]
fn the_value_under_the_cursor_filters_and_lets_go() {
    let mut desk = Desk::new(ward());
    desk.press("1<Enter><Down><Right><Right>").sees(&["Địa bàn: TDP02 · Nguyễn Thị Minh Khai"]);
    desk.press("<C-f>").sees(&["DVK-2026-002", "1/1 · Địa bàn = TDP02"]).misses(&["DVK-2026-001"]);
    desk.press("<C-f>").sees(&["DVK-2026-001", "2/2"]);
    desk.press("<Right><C-f>").sees(&["Kinh phí = (trống)", "2/2"]);
}

#[test]
fn the_cut_cell_stands_whole_in_the_strip() {
    let name = "Tuyến đường hoa, cờ và camera an ninh do các đoàn thể cùng nhân dân tổ tự quản";
    let mut desk = Desk::new(register(Dictionary(&[TDP]), &[(TDP, 1, &[(1, text("A")), (2, text(name))])]));
    desk.press("2<Enter><Resize 100x20><Right>").sees(&[&format!("Tên: {name}")]);
}

#[test]
fn columns_scroll_and_the_first_stays() {
    let mut desk = Desk::new(ward());
    desk.press("1<Enter><Resize 60x20><Right><Right><Right>").sees(&["Kinh phí", "DVK-2026-001"]);
    desk.misses(&["Tên mô hình"]);
    desk.press("<Left><Left>").sees(&["Tên mô hình", "DVK-2026-001"]);
}

#[test]
fn selection_follows_the_record_when_others_change_the_register() {
    let mut desk = Desk::new(ward());
    desk.press("2<Enter><Down>");
    let set = [(1, "TDP00"), (2, "Tổ mới")].map(|(field, value)| danvan::register::Set {
        field,
        seen: danvan::register::Seen::Any,
        new: Some(text(value)),
    });
    let save = danvan::register::Command::Save {
        schema: TDP,
        id: Id::from_bits(99),
        set: set.to_vec(),
        accepted: danvan::register::Accepted::None,
    };
    let commit = desk.apply(&save.into()).expect("saved");
    assert!(desk.marked().contains("TDP02"));
    desk.feed(danvan::ui::screen::Event::Committed(commit));
    desk.misses(&["Tổ mới"]);
    desk.feed(danvan::ui::screen::Event::Idle);
    desk.sees(&["Tổ mới", "3/4"]);
    assert!(desk.marked().contains("TDP02"));
}

#[test]
fn the_finder_goes_to_tables_records_and_commands() {
    let mut desk = Desk::new(ward());
    desk.press("<C-k>to dan<Enter>").sees(&["Thanh Lộc Đán"]);
    desk.press("<C-k>ngon ngu").press("<Esc><C-k>english<Enter>").sees(&["Neighbourhoods"]);
    desk.press("<C-k>xqxq<Enter>").sees(&["Nothing fits"]);
    assert_eq!(desk.beeps, 1);
}

#[test]
fn the_language_changes_everywhere_and_is_remembered() {
    let mut desk = Desk::new(ward());
    desk.press("2<Enter>");
    desk.choose("English");
    desk.sees(&["Neighbourhoods", "Homes", "Enter Choose", "F9 Menu"]).misses(&["Số hộ", "Chọn"]);
    assert_eq!(desk.remembered, [("lang", "en".to_owned())]);
    desk.choose("Tiếng Việt");
    desk.sees(&["Số hộ"]);
}

#[test]
fn help_turns_from_the_field_to_the_keys_and_to_the_manual() {
    let mut desk = Desk::new(ward());
    desk.press("2<Enter><Right><F1>").sees(&["Tên đầy đủ.", "Tối đa 80 chữ.", "Bắt buộc", "Tên cột: name"]);
    desk.press("<F1>").sees(&["Các phím ở đây: bảng", "Ctrl+F"]).misses(&["Tên đầy đủ."]);
    desk.press("<F1>").sees(&["Bảng: tìm, lọc, sắp xếp", "ntmk"]).misses(&["Các phím ở đây", "Năm phút đầu"]);
    desk.press("<Home>").sees(&["Năm phút đầu"]);
    desk.press("<F1>").sees(&["Tên đầy đủ."]);
    desk.press("<Esc>").sees(&["Thanh Lộc Đán"]);
    desk.press("<Esc><F1>").sees(&["Các phím ở đây: đầu sổ"]);
    desk.press("<F1>").sees(&["Các màn hình"]);
    desk.press("<F1>").sees(&["Các phím ở đây: đầu sổ"]);
}

#[test]
fn without_f_keys_esc_is_a_prefix_that_waits() {
    let mut desk = Desk::with(Settings { key_map: KeyMap::EscPrefix, ..settings() }, ward());
    desk.press("2<Enter>").sees(&["Esc 9 Menu", "Esc Esc Về"]);
    desk.press("<Esc>").sees(&["Esc rồi:", "9 Menu", "Thanh Lộc Đán"]);
    desk.press("9").sees(&["Menu: gõ số"]);
    desk.press("<Esc><Esc>").misses(&["Menu: gõ số"]).sees(&["Thanh Lộc Đán"]);
    desk.press("<M-9>").sees(&["Menu: gõ số"]);
    desk.press("<C-x><C-x>");
    desk.sees(&["2 Khu dân cư"]);
}

#[test]
fn the_keyboard_is_changed_without_an_f_key_and_remembered() {
    let mut desk = Desk::new(ward());
    desk.press("<C-k>ban phim<Enter>2").sees(&["Esc 9 Menu"]);
    assert_eq!(desk.remembered, [("keys", "esc".to_owned())]);
    desk.press("<C-k>ban phim<Enter>1").sees(&["F9 Menu"]).misses(&["Esc 9"]);
}

#[test]
fn leaving_asks_once_on_the_first_screen_and_not_from_the_menu() {
    let mut desk = Desk::new(ward());
    desk.press("<Esc>").sees(&["Thoát khỏi sổ?"]);
    desk.press("<Esc>");
    assert!(!desk.app.ended());
    desk.press("<C-x><Enter>");
    assert!(desk.app.ended());
    let mut desk = Desk::new(ward());
    desk.press("2<Enter>");
    desk.choose("Thoát");
    assert!(desk.app.ended());
}

#[test]
fn a_field_that_is_added_is_in_the_table_at_once() {
    const BEFORE: &[Field] = &[Field::text(1, "name", 80, "Tên", "Name").draft().column(20)];
    const AFTER: &[Field] = &[BEFORE_NAME, Field::integer(2, "trees", (0, 999, "cây"), "Số cây", "Trees").column(8)];
    const BEFORE_NAME: Field = Field::text(1, "name", 80, "Tên", "Name").draft().column(20);
    const OLD: &Schema = &Schema::new(7, "garden", ("vườn", "garden"), ("vườn", "gardens"), BEFORE).title(&[1]);
    const NEW: &Schema = &Schema::new(7, "garden", ("vườn", "garden"), ("vườn", "gardens"), AFTER).title(&[1]);
    let values = [(1, text("Vườn hoa tổ 5")), (2, danvan::register::Value::Integer(65))];
    let mut old = Desk::new(register(Dictionary(&[OLD]), &[(OLD, 1, &values)]));
    old.press("vuon<Enter>").misses(&["Số cây"]);
    let mut new = Desk::new(register(Dictionary(&[NEW]), &[(NEW, 1, &values)]));
    new.press("vuon<Enter>").sees(&["Số cây", "65"]);
    new.press("<Enter>").sees(&["Số cây", "65", "cây"]);
    let mut english = Desk::with(Settings { lang: Lang::En, ..settings() }, register(Dictionary(&[NEW]), &[]));
    english.press("garden<Enter>").sees(&["Trees (cây)", "No gardens yet. F5: add one."]);
}
