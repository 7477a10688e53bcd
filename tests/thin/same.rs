//! Random pages, changed at random: the terminal always shows the page.

use danvan::term::screen::{Look, Thin};
use proptest::collection::vec;
use proptest::prelude::*;
use ratatui::Terminal;
use ratatui::backend::{Backend, ClearType};
use ratatui::buffer::{Buffer, Cell};
use ratatui::layout::Position;
use ratatui::style::{Color, Modifier, Style};

use crate::desk::Desk;
use crate::page::{Book, TEXTS, size, step, well_formed};

proptest! {
    #[test]
    fn the_terminal_shows_the_page_after_every_frame(
        size in size(),
        frames in vec(vec(step(), 0..6), 1..25),
    ) {
        let mut book = Book::new(size);
        for steps in &frames {
            for step in steps {
                book.apply(step);
            }
            book.show();
            prop_assert_eq!(book.show().thin, 0, "the same frame again");
        }
    }
}

#[test]
fn half_a_wide_glyph_is_painted_over() {
    let mut book = Book::new((10, 2));
    let blue = Style::new().bg(Color::Blue);
    for (x, text, style) in [
        (0, "漢字漢字漢", blue),
        (1, "字漢字", Style::new()),
        (0, "abc", Style::new()),
        (2, "字", blue),
        (3, "x", blue),
        (0, "          ", Style::new()),
    ] {
        book.page.set_string(x, 0, text, style);
        well_formed(&mut book.page);
        book.show();
    }
}

#[test]
fn the_last_column_and_the_corner_do_not_scroll() {
    let mut book = Book::new((6, 3));
    for letter in ["a", "ệ", "字", " ", "x"] {
        for y in 0..3 {
            book.page.set_string(0, y, letter.repeat(6), Style::new());
        }
        well_formed(&mut book.page);
        book.show();
        book.page.set_string(5, 2, "#", Style::new());
        well_formed(&mut book.page);
        book.show();
    }
}

#[test]
fn blocks_that_move_apart_are_right() {
    let mut book = Book::new((60, 30));
    for y in 0..30 {
        book.page.set_string(0, y, format!("{y:02} {}", TEXTS[3].repeat(2)), Style::new());
    }
    book.show();
    let repaint = book.page.area.area();
    book.roll(2, 12, 1);
    book.roll(16, 12, -2);
    let cost = book.show();
    assert!(cost.thin < 100, "{cost:?}, not {repaint} cells");
}

#[test]
fn an_emoji_of_uncertain_width_leaves_its_neighbours_right() {
    let mut desk = Desk::new(12, 1);
    let thin = desk.thin.backend_mut();
    let letters: Vec<Cell> = "0123456789ab".chars().map(Cell::from).collect();
    thin.draw((0..12).zip(&letters).map(|(x, cell)| (x, 0, cell))).unwrap();
    thin.flush().unwrap();
    desk.emulator.process(&thin.take());
    // The emulator draws the members of the family one after the other, over 6 to 9.
    let family = Cell::new("👨\u{200d}👩\u{200d}👧");
    thin.draw([(4, 0, &family)].into_iter()).unwrap();
    thin.flush().unwrap();
    desk.emulator.process(&thin.take());
    let shown = desk.emulator.screen().contents();
    assert!(shown.starts_with("0123"), "{shown}");
    assert!(shown.ends_with("6789ab"), "{shown}");
}

#[test]
fn control_characters_never_reach_the_terminal() {
    let mut desk = Desk::new(20, 2);
    let thin = desk.thin.backend_mut();
    let cells: Vec<Cell> =
        ('\0'..='\u{a0}').filter(|c| c.is_control()).chain(['\u{202e}', '\u{2028}']).map(Cell::from).collect();
    for cell in &cells {
        thin.draw([(3, 0, cell)].into_iter()).unwrap();
        thin.flush().unwrap();
        let text = String::from_utf8(thin.take()).unwrap();
        let plain = text.replace('\x1b', "").replace(['\r', '\n', '\x08'], "");
        assert!(!plain.chars().any(char::is_control), "{text:?}");
        desk.emulator.process(text.as_bytes());
        let shown = desk.emulator.screen().contents();
        let expected = if cell.symbol().chars().all(char::is_control) { "   ?" } else { "" };
        assert_eq!(shown.trim_end(), expected, "{:?}", cell.symbol());
    }
}

#[test]
fn regions_are_cleared_from_the_wanted_cursor() {
    let regions = [
        (ClearType::All, "\n\n"),
        (ClearType::AfterCursor, "aaaa\nbb"),
        (ClearType::BeforeCursor, "\n   b\ncccc"),
        (ClearType::CurrentLine, "aaaa\n\ncccc"),
        (ClearType::UntilNewLine, "aaaa\nbb\ncccc"),
    ];
    for (region, expected) in regions {
        let mut desk = Desk::new(4, 3);
        desk.draw(|frame| *frame.buffer_mut() = Buffer::with_lines(["aaaa", "bbbb", "cccc"]));
        let thin = desk.thin.backend_mut();
        thin.set_cursor_position((2, 1)).unwrap();
        thin.clear_region(region).unwrap();
        thin.flush().unwrap();
        desk.emulator.process(&thin.take());
        let shown = desk.emulator.screen().contents();
        assert_eq!(shown.trim_end(), expected.trim_end(), "{region:?}");
    }
}

#[test]
fn lines_are_appended_below_the_last() {
    let mut desk = Desk::new(4, 3);
    desk.draw(|frame| *frame.buffer_mut() = Buffer::with_lines(["aaaa", "bbbb", "cccc"]));
    let thin = desk.thin.backend_mut();
    thin.set_cursor_position((0, 1)).unwrap();
    thin.append_lines(2).unwrap();
    assert_eq!(thin.get_cursor_position().unwrap(), Position { x: 0, y: 2 });
    thin.flush().unwrap();
    desk.emulator.process(&thin.take());
    assert_eq!(desk.emulator.screen().contents(), "bbbb\ncccc");
}

#[test]
fn without_colours_only_attributes_are_sent() {
    let mut desk = Desk::with_look(20, 2, Look { colours: false, ..Look::default() });
    let thin = desk.thin.backend_mut();
    let mut cell = Cell::new("x");
    cell.set_style(Style::new().fg(Color::Red).bg(Color::Blue).add_modifier(Modifier::BOLD));
    thin.draw([(0, 0, &cell)].into_iter()).unwrap();
    thin.flush().unwrap();
    let text = String::from_utf8(thin.take()).unwrap();
    assert!(text.contains("\x1b[1mx"), "{text:?}");
}

#[test]
fn concealed_text_is_not_sent() {
    let mut terminal = Terminal::new(Thin::new(20, 2, Look::default())).unwrap();
    terminal
        .draw(|frame| {
            let hidden = Style::new().add_modifier(Modifier::HIDDEN);
            frame.buffer_mut().set_string(0, 0, "mật khẩu 字", hidden);
        })
        .unwrap();
    let text = String::from_utf8(terminal.backend_mut().take()).unwrap();
    assert!(!text.contains("kh") && !text.contains('字'), "{text:?}");
}
