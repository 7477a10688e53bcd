//! Blocks from a spreadsheet, and one value for many records: seen first, saved as one commit, taken back by one undo.

use danvan::input::Input;
use danvan::register::{Id, Query, Read, Records, Value};
use danvan::ui::action::Context;
use danvan::ui::screen::Event;

use crate::desk::{Desk, TDP, ward};

/// Rows of the block, the header not counted.
const ROWS: usize = 200;

fn grid() -> Desk {
    let mut desk = Desk::new(ward());
    desk.press("<C-k>to dan pho<Enter><C-t>");
    desk
}

fn paste(desk: &mut Desk, text: &str) {
    desk.feed(Event::Input(Input::Paste(text.to_owned())));
    desk.feed(Event::Idle);
}

fn total(desk: &Desk) -> usize {
    desk.records.page(&Query::all(TDP), 0, 0).total
}

/// Two hundred neighbourhoods as a spreadsheet copies them, seven of them wrong: the number of each wrong line, and its field.
fn block() -> (String, Vec<(usize, &'static str)>) {
    let wrong = [
        (3, "Số hộ", ["T003", "Tổ 3", "nhiều lắm", "1/2/2020"]),
        (40, "Số hộ", ["T040", "Tổ 40", "100000", "1/2/2020"]),
        (77, "Mã", ["T076", "Tổ 77", "12", "1/2/2020"]),
        (101, "Tên", ["T101", "", "12", "1/2/2020"]),
        (150, "Lập ngày", ["T150", "Tổ 150", "12", "31/2/2020"]),
        (180, "Mã", ["", "Tổ 180", "12", "1/2/2020"]),
        (200, "Lập ngày", ["T200", "Tổ 200", "12", "hôm nào"]),
    ];
    let line = |n: usize| {
        if let Some((_, _, cells)) = wrong.iter().find(|(at, _, _)| *at == n) {
            return cells.map(str::to_owned).join("\t");
        }
        // A cell with a line break comes in quotation marks.
        let name = if n == 5 { "\"Tổ 5\r\n(nhánh)\"".to_owned() } else { format!("Tổ {n}") };
        format!("T{n:03}\t{name}\t{homes}\t1/2/2020\tx", homes = n + 50)
    };
    let header = "ma\tTÊN\tSố hộ (hộ)\tLập ngày\tCột thừa".to_owned();
    let lines: Vec<String> = std::iter::once(header).chain((1..=ROWS).map(line)).collect();
    (lines.join("\r\n"), wrong.map(|(n, field, _)| (n + 1, field)).to_vec())
}

#[test]
fn seven_errors_of_two_hundred_rows_are_shown_by_row_and_field() {
    let mut desk = grid();
    let (text, wrong) = block();
    paste(&mut desk, &text);
    assert_eq!(desk.app.context(), Context::Preview);
    desk.sees(&["200 dòng: 193 mới, 0 sửa, 0 như cũ, 7 sai", "Cột theo dòng tiêu đề: Mã, Tên, Số hộ, Lập ngày, –"]);
    let screen = desk.screen();
    for (number, field) in wrong {
        let row = screen.lines().find(|line| {
            line.split_whitespace().any(|word| word == number.to_string())
                && line.contains("sai")
                && line.contains(field)
        });
        assert!(row.is_some(), "row {number}, {field} on\n{screen}");
    }
}

#[test]
fn none_is_saved_or_the_right_ones_and_one_undo_takes_them_back() {
    let mut desk = grid();
    let (text, _) = block();
    paste(&mut desk, &text);
    // None: leaving changes nothing.
    desk.press("<C-g>").sees(&["7 dòng sai, 193 dòng đúng"]).press("<Esc><Esc>");
    assert_eq!((desk.app.context(), total(&desk), desk.log.len(), desk.drafts.len()), (Context::Grid, 3, 0, 0));
    // The right ones, as one commit; the wrong ones stay in the grid.
    paste(&mut desk, &text);
    desk.press("<C-g><Enter>").sees(&["Đã ghi 193 dòng", "Còn 7 dòng sai", "7 chưa lưu"]);
    assert_eq!((desk.app.context(), total(&desk), desk.log.len(), desk.drafts.len()), (Context::Grid, 196, 1, 7));
    let name = desk.records.page(&Query::all(TDP).search("T005"), 0, 1).rows;
    assert_eq!(name[0].1.text(2), "Tổ 5 (nhánh)");
    // What was wrong is mended where it stands, and saved by itself.
    desk.sees(&["nhiều lắm"]).press("52<Enter><C-g><Enter>").sees(&["Đã lưu 1 dòng; còn 6 dòng"]);
    desk.press("<C-u><Enter>");
    assert_eq!(total(&desk), 196);
    desk.press("<C-u><Enter>");
    assert_eq!(total(&desk), 3, "one undo takes the whole block back");
}

#[test]
fn a_block_without_header_lies_over_the_rows_from_the_cursor_on() {
    let mut desk = grid();
    desk.press("<Right><Right>");
    paste(&mut desk, "211\tSửa rồi\n95\tGiữ nguyên\n");
    desk.sees(&["2 dòng: 0 mới, 2 sửa", "Số hộ: 210 -> 211", "Cột từ chỗ con trỏ: Số hộ, Ghi chú"]);
    desk.press("<C-g>").sees(&["Đã ghi 2 dòng"]);
    let homes = |id| desk.records.get(TDP, Id::from_bits(id)).and_then(|record| record.integer(3));
    assert_eq!([11, 12, 13].map(homes), [Some(211), Some(95), Some(1_250)]);
}

#[test]
fn one_copied_cell_is_typed_and_a_block_that_is_too_large_is_refused_with_words() {
    let mut desk = grid();
    desk.press("<Right>");
    paste(&mut desk, "Thanh Lộc Tây\n");
    assert_eq!(desk.app.context(), Context::Grid);
    desk.press("<Enter>").sees(&["Thanh Lộc Tây", "1 chưa lưu"]);
    // It arrives in pieces, as large ones do.
    let rows = |from: usize, n: usize| {
        let lines: Vec<String> = (from..from + n).map(|n| format!("X{n}\tTổ {n}\n")).collect();
        lines.concat()
    };
    paste(&mut desk, &rows(0, 10));
    desk.sees(&["10 dòng"]);
    paste(&mut desk, &rows(10, 10));
    desk.sees(&["20 dòng"]);
    paste(&mut desk, &rows(20, 5_001));
    desk.sees(&["hơn 5000 dòng nên không nhận"]).press("<C-g>").sees(&["không nhận"]).press("<Esc>");
    assert_eq!(total(&desk), 3);
}

#[test]
fn old_encodings_are_offered_converted_and_decomposed_letters_are_composed() {
    let mut desk = grid();
    paste(&mut desk, "M·\tTªn\nT91\tTæ d©n phè sè chÝn m¬i mèt\n");
    desk.sees(&["đã đổi từ TCVN3", "Tổ dân phố số chín mơi mốt"]);
    desk.press("<F4>").sees(&["có vẻ là TCVN3"]).misses(&["số chín"]).press("<F4><C-g>").sees(&["Đã ghi 1 dòng"]);
    paste(&mut desk, "Mã\tTên\nT92\tTo\u{302}\u{309} 92\n");
    desk.press("<C-g>").sees(&["Đã ghi 1 dòng"]);
    let found = desk.records.page(&Query::all(TDP).search("T92"), 0, 1).rows;
    assert_eq!(found[0].1.text(2), "Tổ 92");
}

#[test]
fn a_field_of_all_rows_that_are_listed_is_set_at_once_with_the_count_first() {
    let mut desk = Desk::new(ward());
    desk.press("<C-k>to dan pho<Enter><Right><Right>").press("<C-k>doi hang loat<Enter>");
    desk.sees(&["Đổi \"Số hộ\" của 3 tổ dân phố", "Giá trị mới:"]).press("200000<Enter>").sees(&["! "]);
    desk.press("<BS><BS><BS><BS><BS><BS>95<Enter>");
    desk.sees(&["3 dòng: 0 mới, 2 sửa, 1 như cũ, 0 sai", "Số hộ: 210 -> 95"]);
    assert!(desk.log.is_empty(), "nothing is saved before it is seen");
    desk.press("<C-g>").sees(&["Đã ghi 2 dòng"]);
    assert_eq!(desk.app.context(), Context::Table);
    let homes = |desk: &Desk| [11, 12, 13].map(|id| desk.records.get(TDP, Id::from_bits(id)).unwrap().get(&3).cloned());
    assert_eq!(homes(&desk), [95, 95, 95].map(|n| Some(Value::Integer(n))));
    desk.press("<C-u><Enter>");
    assert_eq!(homes(&desk), [210, 95, 1_250].map(|n| Some(Value::Integer(n))));
    // Under a filter only what is listed; what is refused is told by its row.
    desk.press("<C-f>").press("<C-k>doi hang loat<Enter>").sees(&["của 1 tổ dân phố"]).press("<Up><Up>TDP02<Enter>");
    desk.sees(&["0 sửa, 0 như cũ, 1 sai", "Mã: "]).press("<C-g>").sees(&["Không có dòng nào để ghi"]);
}

#[test]
fn the_preview_and_the_choice_are_drawn_at_every_size() {
    for open in ["<C-t>", "<F9>"] {
        let mut desk = Desk::new(ward());
        desk.is_wired = false;
        desk.press("<C-k>to dan pho<Enter>");
        if open == "<C-t>" {
            desk.press(open);
            paste(&mut desk, &block().0);
        } else {
            desk.press("<C-k>doi hang loat<Enter>");
        }
        for cols in (1..=120).step_by(13) {
            for rows in [1, 2, 7, 8, 9, 20, 50] {
                desk.resize(cols, rows);
                desk.feed(Event::Input(Input::Resize { cols, rows }));
                desk.feed(Event::Idle);
                desk.screen();
                desk.press("<End><Up><Home><Down>");
                desk.screen();
            }
        }
    }
}
