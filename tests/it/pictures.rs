//! The pictures of the README and the manual: real screens over the practice ward, always of the same morning.
#![allow(clippy::expect_used)]

use danvan::register::practice::{Size, practice};
use danvan::register::{MemoryRecords, REGISTER};
use danvan::ui::app::Settings;
use danvan::ui::screens::Board;
use danvan::ui::theme::Theme;

use crate::desk::{Desk, now, settings};
use crate::picture::compare;

/// The seed of the ward that `danvan --demo` opens.
const SEED: u64 = 1;

/// A result on its way in: the model by part of its name, the figure as people say it.
const FORM: &str =
    "<C-k>nhat ky<Enter><F5><Enter>2026 duong hoa so 12<Enter>tdp06<Enter><Enter>dat<Enter>hơn 4.000 m2<Enter>";

/// Ways from the first screen to each picture, and something that is seen there.
const WAYS: &[(&str, &str, &str)] = &[
    ("home", "", "Nhiệm vụ quá hạn"),
    ("models", "<C-k>luot dang ky<Enter><Right><Right><Down><Down>", "Trạng thái năm"),
    ("form", FORM, "hơn 4.000"),
    ("pick", "<C-k>nhat ky<Enter><F5><Enter>2026 duong hoa<Enter>", "Tuyến đường hoa"),
    ("menu", "<C-k>luot dang ky<Enter><F9>", "Lọc theo ô"),
    ("help", "<C-k>nhat ky<Enter><F5><F6>so luong<Enter><F1>", "hơn 4.000"),
    ("history", "<C-k>luot dang ky<Enter>duong hoa<C-k>lich su<Enter>", "→"),
    ("palette", "<C-k>hien dat", "Hiến đất"),
];

/// Makes the practice ward.
fn practice_desk() -> Desk {
    let mut made = Desk::new(MemoryRecords::new(REGISTER));
    for request in practice(SEED, now().date_naive(), Size::WARD) {
        made.apply(&request).expect("a practice ward");
    }
    made
}

/// Returns the records of the practice ward.
pub fn practice_records() -> MemoryRecords {
    practice_desk().records
}

/// Sits down in the practice ward, with all its past.
pub fn desk() -> Desk {
    let made = practice_desk();
    let seen = Settings { ward: "Phường Thực Hành".to_owned(), theme: Theme::COLOURS, ..settings() };
    let mut desk = Desk::with(seen, made.records);
    desk.log = made.log;
    desk
}

/// Ways from the board of neighbourhoods to each of its pictures, and something that is seen there.
const BOARD_WAYS: &[(&str, &str, &str)] = &[
    ("board", "<Right><Down><Down><Down><Down><Down><Down><Down>", "TỔNG"),
    ("heat", "<Right><Down><C-t><Down><Down>", "HTCT"),
    ("chart", "<Right><Right><Right><Right><Right><Right><Right><Right><Right><End><C-t><C-t>", "Theo tháng"),
    ("why", "<Right><Right><Right><Right><Right><Right><Right><Right><Right><End><Enter>", "lần ghi kết quả"),
];

#[test]
fn the_pictures_of_the_board_show_it() {
    for (name, way, seen) in BOARD_WAYS {
        let mut desk = desk();
        desk.open(|_| Box::new(Board::new()));
        desk.press(way).sees(&[seen]);
        compare(name, &desk.picture());
    }
}

#[test]
fn the_pictures_show_the_screens() {
    for (name, way, seen) in WAYS {
        let mut desk = desk();
        desk.press(way).sees(&[seen]);
        compare(name, &desk.picture());
    }
}
