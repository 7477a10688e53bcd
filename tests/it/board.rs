//! The board of neighbourhoods at the desk: what it shows is what R4 prints, and every figure leads to its records.
#![allow(clippy::expect_used, clippy::unwrap_used)]

use danvan::register::period::Period;
use danvan::register::practice::{Size, practice};
use danvan::register::report::{Asked, RowKind, make};
use danvan::register::{Lang, MemoryRecords, REGISTER, View};
use danvan::ui::app::Settings;
use danvan::ui::screens::Board;

use crate::desk::{Desk, now, settings};
use crate::pictures::practice_records;

/// Sits down before the board of the practice ward.
fn board_of(settings: Settings) -> Desk {
    let mut desk = Desk::with(settings, practice_records());
    desk.open(|_| Box::new(Board::new()));
    desk
}

fn board() -> Desk {
    board_of(settings())
}

/// Returns the line with the marker, without it.
fn here(desk: &mut Desk) -> String {
    desk.marked().trim_start_matches('>').trim().to_owned()
}

fn last_line(desk: &mut Desk) -> String {
    let screen = desk.screen();
    let lines: Vec<&str> = screen.lines().collect();
    lines[lines.len() - 3].trim().to_owned()
}

#[test]
fn it_shows_what_r4_prints() {
    let mut desk = board();
    desk.press("<Resize 200x40>");
    let asked = Asked { period: Period::year(2026), as_of: now().date_naive(), view: View::AsItWas };
    let report = make("R4", asked, &desk.records).unwrap();
    let screen = desk.screen();
    let mut held = 0;
    for row in report.rows.iter().filter(|row| matches!(row.kind, RowKind::Line | RowKind::Total)) {
        let name = &row.cells[1].words.vi;
        let line = screen.lines().find(|line| line.contains(&format!(" {name}  "))).expect(name);
        // Behind the name, the member and the households: the states, the results and the overdue tasks.
        for at in (4..13).chain([14]) {
            let cell = &row.cells[at].words.vi;
            assert!(cell.is_empty() || line.contains(cell.as_str()), "{name}, {at}: {cell:?} in {line:?}");
            held += usize::from(!cell.is_empty());
        }
    }
    assert!(held > 40, "{held} figures");
}

#[test]
fn enter_on_a_figure_lists_the_records_that_come_to_it_and_esc_comes_back_to_the_cell() {
    let mut desk = board();
    let mut opened = 0;
    for turn in 1..=18 {
        desk.press(if turn % 2 == 0 { "<Down>" } else { "<Down><Right>" });
        let (line, strip) = (here(&mut desk), last_line(&mut desk));
        let Some((_, figure)) = strip.rsplit_once(": ") else { continue };
        let figure = figure.split("  ").next().unwrap().split(" · ").next().unwrap().to_owned();
        desk.press("<Enter>");
        if figure == "không có" {
            desk.sees(&["Vì sao"]);
        } else {
            let sum = last_line(&mut desk);
            assert!(sum.contains(&figure), "{line}, {strip}: {sum}");
            opened += 1;
        }
        desk.press("<Esc>");
        assert_eq!((here(&mut desk), last_line(&mut desk)), (line, strip));
    }
    assert!(opened >= 6, "{opened} figures");
}

#[test]
fn it_leads_from_a_group_to_an_entry_and_back() {
    let mut desk = board();
    let group = here(&mut desk);
    desk.press("<Enter>").sees(&["Cộng"]).misses(&["TỔNG"]);
    desk.press("to 9<Esc>").press("<Enter>").sees(&["Tổ 9 (mẫu) · MH đăng ký", "Cộng 4 dòng"]);
    desk.press("<End><Enter>").sees(&["lần ghi kết quả"]);
    let model = desk.screen();
    desk.press("<Enter>").sees(&["Lượt đăng ký", "Trạng thái năm"]);
    desk.press("<Esc>");
    assert_eq!(desk.screen(), model);
    desk.press("<Esc><Esc>").sees(&["> Tổ 9 (mẫu)"]);
    desk.press("<Esc>");
    assert_eq!(here(&mut desk), group);
}

#[test]
fn single_keys_change_what_is_looked_at() {
    let mut desk = board();
    desk.press("<F2>q2<Enter>").sees(&["Quý II/2026 · Mọi lĩnh vực, mọi đơn vị · Địa bàn như lúc phát sinh"]);
    desk.press("<F4>kinh te<Enter>").sees(&["Quý II/2026 · Phát triển kinh tế · "]);
    desk.press("<F4>lhpn<Enter>").sees(&["Phát triển kinh tế · Hội LHPN (tập)"]);
    desk.press("<F4><Home><Enter>").sees(&["Mọi lĩnh vực, mọi đơn vị"]);
    desk.press("<F6>hien nay<Enter>").sees(&["Địa bàn hiện nay"]);
    desk.press("<F6>nhom theo loai<Enter>").sees(&["Tổ dân phố  "]);
    desk.press("<F6>chi dong nhom<Enter>").misses(&["Tổ 3 (mẫu)"]).sees(&["TỔNG"]);
}

#[test]
fn other_results_can_have_the_columns() {
    let mut desk = board();
    desk.press("<F6>chon cot<Enter>");
    desk.press("vu viec<Tab><Enter>").press("<Resize 200x30>").sees(&["Đường tu sửa", "Vụ việc, kiến…", "(vụ)"]);
}

#[test]
fn pictures_show_the_column_and_lead_to_records_too() {
    let mut desk = board();
    desk.press("<Right><Down><C-t>").sees(&["MH đăng ký · Năm 2026", "VHXH", "> Tổ 3 (mẫu)", "░░ ▒▒ ▓▓ ██"]);
    desk.press("<Right>")
        .sees(&["Văn hoá - xã hội"])
        .press("<Enter>")
        .sees(&["Tổ 3 (mẫu) · Văn hoá - xã hội · MH đăng ký"]);
    desk.press("<Esc><C-t>").sees(&["Tổ 3 (mẫu) · MH đăng ký", "Theo lĩnh vực", "Theo trạng thái", "█"]);
    desk.press("<Enter>").sees(&["Tổ 3 (mẫu) · Phát triển kinh tế · MH đăng ký"]);
    desk.press("<Esc><C-t>").sees(&[">   Tổ 3 (mẫu)", "Đăng  Đang"]);
}

#[test]
fn what_is_looked_at_in_a_picture_or_a_group_stays_so() {
    let mut desk = board();
    desk.press("<Right><Down><C-t><F2>q2<Enter>").sees(&["bản đồ đậm nhạt", "MH đăng ký · Quý II/2026"]);
    desk.press("<Down><C-t><F4>kinh te<Enter>").sees(&["Theo lĩnh vực", "Quý II/2026 · Phát triển kinh tế"]);
    desk.press("<Esc>").sees(&["Quý II/2026 · Phát triển kinh tế · Địa bàn như lúc phát sinh", "TỔNG"]);
    assert!(here(&mut desk).contains("Tổ 6 (mẫu)"), "the line that the pictures were about: {}", here(&mut desk));
    desk.press("<Left><Home>");
    let group = here(&mut desk);
    desk.press("<Enter><F2>q3<Enter>").sees(&["Quý III/2026", "Tổng hợp khu dân cư: "]).press("<Esc>");
    desk.sees(&["Quý III/2026", "TỔNG"]);
    assert_eq!(here(&mut desk).split_whitespace().nth(1), group.split_whitespace().nth(1));
    desk.press("<Esc>").misses(&["TỔNG"]);
}

#[test]
fn chosen_columns_stay() {
    let mut desk = board();
    desk.press("<F6>chon cot<Enter>vu viec<Tab><Enter>");
    let (name, ids) = desk.remembered.last().cloned().expect("a choice");
    assert_eq!(name, "board.columns");
    let chosen = [(name, ids)].into();
    let mut again = board_of(Settings { chosen, ..settings() });
    again.press("<Resize 200x30>").sees(&["Vụ việc, kiến…", "(vụ)"]);
    // A gauge that is there no more takes its picture with it.
    again.press("<End><C-t>").sees(&["TỔNG"]);
}

#[test]
fn nothing_leaves_ascii_where_the_terminal_has_no_more() {
    let mut desk = board_of(Settings { ascii: true, ..settings() });
    for way in ["<Right><Right><Right><Right><Right>", "<C-t>", "<C-t>", "<Enter>"] {
        desk.press(way);
        let screen = desk.screen();
        let drawn = screen.chars().find(|letter| ('\u{2190}'..='\u{2bff}').contains(letter));
        assert_eq!(drawn, None, "{screen}");
    }
}

#[test]
fn an_empty_register_says_what_to_do() {
    let mut desk = Desk::new(MemoryRecords::new(REGISTER));
    desk.open(|_| Box::new(Board::new()));
    desk.sees(&["Sổ chưa có khu dân cư nào."]);
    desk.press("<C-t><Enter><Esc><C-t><C-t><Enter>");
}

/// Makes a small practice ward.
fn small_ward() -> MemoryRecords {
    let mut made = Desk::new(MemoryRecords::new(REGISTER));
    made.is_wired = false;
    for request in practice(2, now().date_naive(), Size { models: 8, neighbourhoods: 5 }) {
        made.apply(&request).unwrap();
    }
    made.records
}

/// Draws the board, its pictures and a list of records in windows of many sizes.
fn at_many_sizes(lang: Lang) {
    let records = small_ward();
    for way in
        ["", "<Right><Right><Right><Right><Right><Right><Right>", "<Right><C-t>", "<Right><C-t><C-t>", "<Right><Enter>"]
    {
        let mut desk = Desk::with(Settings { lang, ..settings() }, records.clone());
        desk.is_wired = false;
        desk.open(|_| Box::new(Board::new()));
        desk.press(way);
        for (cols, rows) in
            [(1, 1), (39, 7), (40, 8), (59, 19), (60, 20), (79, 24), (81, 10), (100, 50), (132, 43), (240, 70)]
        {
            desk.resize(cols, rows);
            desk.screen();
            desk.press(&format!("<Resize {cols}x{rows}>"));
            let screen = desk.screen();
            assert_eq!(screen.lines().count(), usize::from(rows), "{way}");
            let small = cols < 60 || rows < 20;
            assert!(small || screen.lines().any(|line| line.starts_with('>')), "{way} at {cols}×{rows}\n{screen}");
        }
    }
}

#[test]
fn it_is_drawn_in_many_sizes_in_vietnamese() {
    at_many_sizes(Lang::Vi);
}

#[test]
fn it_is_drawn_in_many_sizes_in_english() {
    at_many_sizes(Lang::En);
}

#[test]
fn the_board_at_eighty_by_twenty_four() {
    insta::assert_snapshot!(board().screen());
}
