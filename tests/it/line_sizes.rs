//! A walk through the screens in windows of several sizes: after every key an emulator shows what was drawn.

use crate::desk::{Desk, ward};

/// Opens what there is to open, types, comes back.
const WALK: &[&str] = &[
    "<F1>",
    "<F1>",
    "<PgDn>",
    "<Esc>",
    "<Esc>",
    "<Down><Down><Up>",
    "<Enter>",
    "<Down><Down><Down><Right><End><Home>",
    "nguyễn",
    "<Esc>",
    "<F9>",
    "<Down><PgDn><Esc>",
    "<C-k>",
    "dương cờ<BS><BS>",
    "<Down><Esc>",
    "<C-o><C-o><C-f><C-f>",
    "<F5>",
    "Tổ dân phố số 9<Tab>đường Nguyễn Thị Minh Khai<BS><BS>",
    "<Tab>12a<S-Tab>",
    "Tra\u{302}\u{300}n",
    "<F6><Esc>",
    "<F1><Esc>",
    "<Esc>",
    "<Esc><Esc>",
];

#[test]
fn the_emulator_shows_every_frame_in_windows_of_many_sizes() {
    for (cols, rows) in [(80, 24), (100, 30), (132, 43), (60, 20), (59, 20), (12, 3)] {
        let mut desk = Desk::new(ward());
        desk.press(&format!("<Resize {cols}x{rows}>"));
        for keys in WALK {
            desk.press(keys);
        }
    }
}

#[test]
fn the_emulator_follows_a_window_that_changes_in_the_middle() {
    let sizes = [(80, 24), (100, 30), (60, 20), (60, 21), (61, 21), (20, 5), (80, 24)];
    let mut desk = Desk::new(ward());
    for (keys, (cols, rows)) in WALK.iter().zip(sizes.iter().cycle()) {
        desk.press(keys);
        desk.press(&format!("<Resize {cols}x{rows}>"));
    }
}
