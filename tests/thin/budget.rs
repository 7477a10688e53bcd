//! What each action may cost, in bytes, and what ratatui's own backend pays for it.

use ratatui::Frame;
use ratatui::buffer::Buffer;
use ratatui::layout::Position;
use ratatui::style::{Color, Modifier, Style};

use crate::desk::{Cost, Desk};
use crate::words::{MODELS, PEOPLE};

/// A table of models under a title and over the key line, `first` being its first record.
fn table(buffer: &mut Buffer, first: usize, chosen: usize) {
    let bold = Style::new().add_modifier(Modifier::BOLD);
    let dim = Style::new().fg(Color::DarkGray);
    let (width, height) = (buffer.area.width, buffer.area.height);
    buffer.set_string(0, 0, "Mô hình năm 2026 · phường Tam Thuận", bold);
    buffer.set_string(0, 1, "  Mã            Tên mô hình             TDP    Phụ trách", dim);
    for row in 0..usize::from(height) - 3 {
        let n = first + row;
        let marker = if n == chosen { '>' } else { ' ' };
        let (model, person) = (MODELS[n % MODELS.len()], PEOPLE[n % PEOPLE.len()]);
        let place = n % 17 + 1;
        let text = format!(
            "{marker} DVK-2026-{n:03}  {model:<23} TDP{place:02}  {person:<21} {:02}/{:02}",
            n % 28 + 1,
            n % 12 + 1
        );
        let y = u16::try_from(row).unwrap() + 2;
        buffer.set_stringn(0, y, text, usize::from(width), Style::new());
        if n.is_multiple_of(5) {
            buffer.set_string(width - 5, y, "trễ", Style::new().fg(Color::Red));
        }
    }
    let keys = "F1 Trợ giúp  F4 Danh mục  F5 Thêm mới  F7 Tìm  F8 Việc cần làm  F9 Thực đơn";
    buffer.set_stringn(0, height - 1, keys, usize::from(width), dim);
}

const LABELS: [&str; 11] = [
    "Tên mô hình",
    "Lĩnh vực",
    "Tổ dân phố",
    "Người phụ trách",
    "Điện thoại",
    "Ngày bắt đầu",
    "Số hộ tham gia",
    "Kinh phí",
    "Nguồn vốn",
    "Kết quả",
    "Ghi chú",
];

/// A form: the field with the cursor is marked, its hint stands below.
fn form(buffer: &mut Buffer, values: &[String], field: usize) {
    let hints = ["Gõ tên, F3 chép bản trước", "F4 danh mục", "Số tổ, ví dụ 05", "Gõ chữ đầu của tên"];
    buffer.set_string(0, 0, "Mô hình mới", Style::new().add_modifier(Modifier::BOLD));
    for (n, label) in LABELS.iter().enumerate() {
        let y = u16::try_from(n).unwrap() + 2;
        buffer.set_string(0, y, if n == field { ">" } else { " " }, Style::new());
        buffer.set_string(2, y, label, Style::new());
        buffer.set_string(20, y, &values[n], Style::new());
    }
    let last = buffer.area.height - 2;
    buffer.set_string(2, last, hints[field % hints.len()], Style::new().fg(Color::DarkGray));
}

fn shown(desk: &mut Desk, picture: impl Fn(&mut Buffer)) -> Cost {
    desk.draw(|frame: &mut Frame<'_>| picture(frame.buffer_mut()))
}

/// Prints a line of the comparison (seen with `--nocapture`) and asserts both limits: the budget,
/// and the share of what ratatui's own backend sends for the same frames.
fn assert_within(action: &str, costs: &[Cost], budget: usize, percent: usize) {
    let thin: usize = costs.iter().map(|cost| cost.thin).sum();
    let fat: usize = costs.iter().map(|cost| cost.fat).sum();
    println!("{action:<34} {:>7.1} B, CrosstermBackend {:>7.1} B", mean(thin, costs.len()), mean(fat, costs.len()));
    assert!(thin <= budget * costs.len(), "{action}: {thin} bytes in {} frames", costs.len());
    assert!(thin * 100 <= fat * percent, "{action}: {thin} of {fat} bytes");
}

#[allow(clippy::cast_precision_loss)] // Counts of bytes for people to read.
fn mean(sum: usize, count: usize) -> f64 {
    sum as f64 / count as f64
}

#[test]
fn the_first_screen() {
    let mut small = Desk::new(80, 24);
    let cost = shown(&mut small, |buffer| table(buffer, 0, 0));
    assert_within("first screen, 80x24", &[cost], 2300, 65);
    let mut large = Desk::new(100, 30);
    let cost = shown(&mut large, |buffer| table(buffer, 0, 0));
    assert_within("first screen, 100x30", &[cost], 2900, 65);
}

#[test]
fn nothing_changed() {
    let mut desk = Desk::new(80, 24);
    shown(&mut desk, |buffer| table(buffer, 0, 3));
    let costs: Vec<_> = (0..5).map(|_| shown(&mut desk, |buffer| table(buffer, 0, 3))).collect();
    assert_within("nothing changed", &costs, 0, 0);
}

#[test]
fn a_typed_letter() {
    let mut desk = Desk::new(80, 24);
    let mut values = vec![String::new(); LABELS.len()];
    let mut costs = Vec::new();
    desk.cursor = Some(Position::new(20, 2));
    shown(&mut desk, |buffer| form(buffer, &values, 0));
    for letter in "Tuyến phố không rác, không tờ rơi".chars() {
        values[0].push(letter);
        desk.cursor = desk.cursor.map(|at| Position::new(at.x + 1, at.y));
        costs.push(shown(&mut desk, |buffer| form(buffer, &values, 0)));
    }
    assert_within("letter in a field", &costs, 3, 10);
    costs.clear();
    while values[0].pop().is_some() {
        desk.cursor = desk.cursor.map(|at| Position::new(at.x - 1, at.y));
        costs.push(shown(&mut desk, |buffer| form(buffer, &values, 0)));
    }
    assert_within("Backspace in a field", &costs, 3, 10);
}

#[test]
fn letters_in_parts() {
    let mut desk = Desk::new(80, 24);
    let mut values = vec![String::new(); LABELS.len()];
    let mut costs = Vec::new();
    desk.cursor = Some(Position::new(20, 2));
    shown(&mut desk, |buffer| form(buffer, &values, 0));
    for (letter, columns) in [("T", 1), ("r", 1), ("a", 1), ("\u{302}", 0), ("\u{300}", 0), ("n", 1)] {
        values[0].push_str(letter);
        desk.cursor = desk.cursor.map(|at| Position::new(at.x + columns, at.y));
        costs.push(shown(&mut desk, |buffer| form(buffer, &values, 0)));
    }
    assert_within("letter in parts (NFD)", &costs, 4, 10);
}

#[test]
fn the_next_field() {
    let mut desk = Desk::new(80, 24);
    let values: Vec<String> = LABELS.iter().map(|label| label.to_lowercase()).collect();
    desk.cursor = Some(Position::new(20, 2));
    shown(&mut desk, |buffer| form(buffer, &values, 0));
    let mut costs = Vec::new();
    for field in 1..LABELS.len() {
        desk.cursor = Some(Position::new(20, u16::try_from(field).unwrap() + 2));
        costs.push(shown(&mut desk, |buffer| form(buffer, &values, field)));
    }
    assert_within("next field, with its hint", &costs, 55, 50);
}

#[test]
fn the_next_row() {
    let mut desk = Desk::new(80, 24);
    shown(&mut desk, |buffer| table(buffer, 0, 0));
    let mut costs = Vec::new();
    for chosen in (1..20).chain((0..19).rev()) {
        costs.push(shown(&mut desk, |buffer| table(buffer, 0, chosen)));
    }
    assert_within("row down or up, marker", &costs, 10, 20);
}

#[test]
fn a_scroll_by_one_row() {
    let mut desk = Desk::new(80, 25);
    shown(&mut desk, |buffer| table(buffer, 0, 21));
    let mut costs = Vec::new();
    for first in 1..12 {
        costs.push(shown(&mut desk, |buffer| table(buffer, first, first + 21)));
    }
    assert_within("one-row scroll of 22 rows, down", &costs, 150, 5);
    costs.clear();
    for first in (0..11).rev() {
        costs.push(shown(&mut desk, |buffer| table(buffer, first, first)));
    }
    assert_within("one-row scroll of 22 rows, up", &costs, 150, 5);
}

#[test]
fn a_page_down() {
    let mut desk = Desk::new(80, 25);
    shown(&mut desk, |buffer| table(buffer, 0, 0));
    let costs: Vec<_> = (1..5).map(|page| shown(&mut desk, |buffer| table(buffer, page * 21, page * 21))).collect();
    assert_within("page down", &costs, 1900, 70);
}

#[test]
fn a_form_over_a_table_and_back() {
    let mut desk = Desk::new(80, 24);
    let values = vec![String::new(); LABELS.len()];
    shown(&mut desk, |buffer| table(buffer, 0, 0));
    let mut costs = vec![shown(&mut desk, |buffer| form(buffer, &values, 0))];
    assert_within("from a table to a form", &costs, 300, 10);
    costs = vec![shown(&mut desk, |buffer| table(buffer, 0, 0))];
    assert_within("back to the table", &costs, 2300, 65);
}

#[test]
fn a_cursor_that_is_hidden_only_for_long_frames() {
    let mut desk = Desk::new(80, 24);
    desk.cursor = Some(Position::new(0, 2));
    shown(&mut desk, |buffer| table(buffer, 0, 0));
    let before = desk.record.len();
    shown(&mut desk, |buffer| table(buffer, 0, 1));
    assert!(!desk.record[before..].windows(4).any(|part| part == b"\x1b[?2"));
    let before = desk.record.len();
    shown(&mut desk, |buffer| table(buffer, 33, 34));
    assert!(desk.record[before..].starts_with(b"\x1b[?25l"));
    assert!(desk.record.ends_with(b"\x1b[?25h"));
}
