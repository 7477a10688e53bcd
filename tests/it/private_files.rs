//! What the program's files let others see, where it does not write, and what it never tells.
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test ends where something is missing")]

use std::fs;
use std::os::unix::fs::{PermissionsExt, symlink};
use std::path::{Path, PathBuf};

use crate::program::Program;
use crate::pty::Pty;

const NAME: &str = "Nguyễn Thị Kín Đáo";
const PHONE: &str = "0901234567";

fn unit(number: u32) -> String {
    format!("{{\"save\":\"organisation\",\"set\":{{\"code\":\"D{number}\",\"name\":\"Đơn vị {number}\"}}}}\n")
}

fn person() -> String {
    format!("{{\"save\":\"person\",\"set\":{{\"full_name\":\"{NAME}\",\"phone\":\"{PHONE}\"}}}}\n")
}

/// Lists everything below a folder, and the folder.
fn below(dir: &Path) -> Vec<PathBuf> {
    let mut found = vec![dir.to_owned()];
    for entry in fs::read_dir(dir).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() { found.extend(below(&path)) } else { found.push(path) }
    }
    found
}

fn journal(data: &Path) -> PathBuf {
    let inside = |path: &PathBuf| path.ends_with("000001.jsonl") && path.starts_with(data.join("journal"));
    below(data).into_iter().find(inside).unwrap()
}

/// Flips a bit in the middle of a file.
fn rot(path: &Path) {
    let mut bytes = fs::read(path).unwrap();
    let middle = bytes.len() / 2;
    bytes[middle] ^= 1;
    fs::write(path, bytes).unwrap();
}

/// Fails unless everything below a folder is its owner's alone.
fn assert_private(dir: &Path) {
    for path in below(dir) {
        let mode = fs::metadata(&path).unwrap().permissions().mode() & 0o777;
        // What the database writes by itself is behind a folder of ours.
        let above = path.ancestors().skip(1).filter_map(|folder| folder.file_name()?.to_str());
        let behind = above.into_iter().any(|name| name.starts_with("gen-"));
        let wanted = if path.is_dir() { 0o700 } else { 0o600 };
        assert!(mode == wanted || behind, "{}: {mode:o}", path.display());
    }
}

#[test]
fn after_a_day_of_everything_all_files_are_the_owners_alone() {
    let program = Program::set_up();
    let (usb, mirror) = (program.temporary().join("usb"), program.temporary().join("gương"));
    fs::create_dir_all(&usb).unwrap();
    let (to, reflected) = (usb.to_str().unwrap().to_owned(), mirror.to_str().unwrap().to_owned());
    program.apply(&person()).done();
    program.run(&["backup", "--to", &to, "--mirror", &reflected]).done();
    // A half-typed form, a setting, and a session that ends by a kill.
    let mut pty = Pty::start(&program.data(), &[], 80, 24);
    pty.wait_for("Enter Chọn");
    pty.press("<C-k>don vi<Enter>");
    pty.wait_for("F5 Thêm");
    pty.press("<F5>");
    pty.wait_for("Ctrl+G Lưu");
    pty.press("X1<Enter>Nửa chừng<Enter>");
    pty.settle();
    pty.kill();
    // A torn tail, a damage, mending, taking out, restoring.
    let journal = journal(&program.data());
    let mut bytes = fs::read(&journal).unwrap();
    bytes.extend_from_slice(b"{\"v\":1,\"dev");
    fs::write(&journal, bytes).unwrap();
    program.apply(&unit(1)).done();
    rot(&journal);
    program.run(&["doctor", "--repair"]).done();
    let id = program.records("person")[0]["id"].as_str().unwrap().to_owned();
    program.run(&["redact", "person", &id, "--field", "phone", "--why", "theo đơn", "--yes"]).done();
    program.run(&["backup", &to]).done();
    fs::remove_dir_all(program.data().join("journal")).unwrap();
    program.run(&["restore", &to, "--yes"]).done();
    program.apply(&unit(2)).done();
    for dir in ["drafts", "quarantine", "journal", "db"] {
        assert!(program.data().join(dir).is_dir(), "{dir}");
    }
    assert_private(&program.data());
    // The folder that somebody else made is theirs; what is made in it is ours.
    for entry in fs::read_dir(&usb).unwrap() {
        assert_private(&entry.unwrap().path());
    }
    assert_private(&mirror);
}

#[test]
fn what_goes_wrong_is_told_without_names_and_numbers() {
    let program = Program::set_up();
    program.apply(&person()).done();
    let told = |run: crate::program::Run| format!("{}{}", run.out, run.err);
    let bad = [
        person().replace("full_name", "ful_name"),
        person().replace("\"person\"", "\"persn\""),
        format!("{{\"save\":\"person\",\"id\":\"{NAME}\",\"set\":{{\"phone\":12}}}}\n").replace(NAME, "không có"),
        format!("{}{}\n", person().trim_end(), '}'),
    ];
    let mut all = String::new();
    for line in bad {
        all += &told(program.apply(&line));
    }
    rot(&journal(&program.data()));
    for args in [&["doctor"][..], &["check"], &["doctor", "--verify"], &["history"], &["doctor", "--repair"]] {
        all += &program.run(args).err;
    }
    assert!(!all.contains(NAME) && !all.contains(PHONE), "{all}");
    assert!(!all.contains("panicked"), "{all}");
}

#[test]
fn nobody_else_can_read_the_register() {
    let program = Program::new();
    fs::create_dir_all(program.data()).unwrap();
    fs::set_permissions(program.data(), fs::Permissions::from_mode(0o755)).unwrap();
    program.run(&["init", "--name", "Thử", "--province", "Tỉnh Thử", "--year", "2026"]).done();
    program.apply(&unit(1)).done();
    program.run(&["backup"]).done();
    for path in below(&program.data()) {
        let mode = fs::metadata(&path).unwrap().permissions().mode() & 0o777;
        // What the database writes by itself is behind a folder of ours.
        let behind = path.strip_prefix(program.data().join("db")).is_ok_and(|rest| rest.components().count() > 1);
        let wanted = if path.is_dir() { 0o700 } else { 0o600 };
        assert!(mode == wanted || behind, "{}: {mode:o}", path.display());
    }
}

#[test]
fn no_link_is_followed_out_of_the_register() {
    let program = Program::set_up();
    program.apply(&unit(1)).done();
    let elsewhere = program.temporary().join("nơi khác");
    let journal = program.data().join("journal");
    fs::rename(&journal, &elsewhere).unwrap();
    symlink(&elsewhere, &journal).unwrap();
    let run = program.apply(&unit(2));
    assert_eq!((run.code, run.err.contains("liên kết")), (3, true), "{run:?}");
    fs::remove_file(&journal).unwrap();
    fs::rename(&elsewhere, &journal).unwrap();
    let segment = fs::read_dir(&journal).unwrap().next().unwrap().unwrap().path().join("000001.jsonl");
    let target = program.temporary().join("tệp khác");
    fs::rename(&segment, &target).unwrap();
    symlink(&target, &segment).unwrap();
    let before = fs::read(&target).unwrap();
    assert_eq!(program.apply(&unit(2)).code, 3);
    assert_eq!(fs::read(&target).unwrap(), before);
}

#[test]
fn no_folder_of_the_register_may_lead_elsewhere() {
    let program = Program::set_up();
    program.apply(&unit(1)).done();
    let device = journal(&program.data()).parent().unwrap().to_owned();
    let elsewhere = program.temporary().join("nơi khác");
    for folder in [device, program.data().join("db/gen-1"), program.data().join("db")] {
        fs::rename(&folder, &elsewhere).unwrap();
        symlink(&elsewhere, &folder).unwrap();
        let before = below(&elsewhere);
        for args in [&["apply"][..], &["doctor", "--repair"], &["undo", "1"]] {
            let run = program.feed(args, unit(2));
            assert!(run.code != 0 && run.err.contains("liên kết"), "{}: {run:?}", folder.display());
        }
        assert_eq!(below(&elsewhere), before);
        fs::remove_file(&folder).unwrap();
        fs::rename(&elsewhere, &folder).unwrap();
    }
    // Settings and drafts are small files: a link in their place is replaced or refused, never written through.
    let target = program.temporary().join("tệp khác");
    fs::write(&target, "của người khác").unwrap();
    for name in ["settings-thu.new", "backup.new", "store.new", "settings-thu.json"] {
        symlink(&target, program.data().join(name)).unwrap();
    }
    let _ = program.run(&["backup", "--keep", "3"]);
    program.apply(&unit(3)).done();
    assert_eq!(fs::read_to_string(&target).unwrap(), "của người khác");
}
