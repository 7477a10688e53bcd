//! `danvan backup` and `danvan restore`: what they print, what they refuse, what comes back.
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test ends where something is missing")]

use std::fs;
use std::path::Path;

use crate::program::Program;

/// Saves some units.
fn fill(program: &Program, numbers: std::ops::Range<u32>) {
    let line = |n| format!("{{\"save\":\"organisation\",\"set\":{{\"code\":\"D{n}\",\"name\":\"Đơn vị {n}\"}}}}\n");
    program.apply(&numbers.map(line).collect::<String>()).done();
}

fn text(path: &Path) -> String {
    path.to_str().unwrap().to_owned()
}

#[test]
fn a_backup_comes_back_with_the_same_head_and_the_same_export() {
    let (program, other) = (Program::set_up(), Program::new());
    fill(&program, 0..5);
    let place = program.temporary().join("usb");
    let told = program.run(&["backup", &text(&place)]).done().out;
    let head = told.trim_end().trim_end_matches('.').rsplit(' ').next().unwrap().to_owned();
    assert_eq!(head.len(), 32, "{told}");
    let listed = program.run(&["--lang", "en", "backup", "--list", &text(&place)]).done().out;
    assert!(listed.contains(&head) && listed.contains("holds"), "{listed}");
    let restored = other.run(&["restore", &text(&place)]).done().out;
    assert!(restored.contains(&head), "{restored}");
    let export = |program: &Program| program.run(&["export", "organisation", "--format", "jsonl"]).done().out;
    assert_eq!(export(&program), export(&other));
    // Both go on, and from then on neither takes the other's place.
    fill(&other, 10..12);
    let run = other.run(&["restore", &text(&place)]);
    assert_eq!((run.code, run.err.contains("không thay bản dài bằng bản ngắn")), (1, true), "{run:?}");
    other.run(&["backup", &text(&place)]).done();
    fill(&program, 20..21);
    let run = program.run(&["backup", &text(&place)]);
    assert_eq!((run.code, run.err.contains("dài hơn sổ này")), (1, true), "{run:?}");
    assert_eq!(program.run(&["restore", &text(&program.temporary().join("không có"))]).code, 1);
}

#[test]
fn a_place_that_is_set_gets_a_copy_a_day_and_the_mirror_each_line() {
    let program = Program::set_up();
    let (place, mirror) = (program.temporary().join("nơi khác"), program.temporary().join("gương"));
    let asked = ["backup", "--to", &text(&place), "--keep", "3", "--mirror", &text(&mirror)];
    program.run(&asked).done();
    fill(&program, 0..3);
    let other = Program::new();
    other.run(&["restore", &text(&mirror)]).done();
    assert_eq!(other.records("organisation").len(), 3);
    assert_eq!(fs::read_dir(&place).unwrap().count(), 1, "one a day");
    // A mirror that cannot be written is told and stops nobody.
    fs::remove_dir_all(&mirror).unwrap();
    fs::write(&mirror, "a file").unwrap();
    let run = program.apply("{\"save\":\"organisation\",\"set\":{\"code\":\"X\",\"name\":\"Đơn vị X\"}}\n").done();
    assert!(run.err.contains("Chưa sao lưu được"), "{run:?}");
    program.run(&["backup", "--mirror", "-"]).done();
    assert_eq!(program.run(&["backup", "--keep", "0"]).code, 2);
    assert_eq!(program.run(&["backup", "x", "--to", "y"]).code, 2);
}
