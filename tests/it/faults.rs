//! What befalls the real program: kills, a full disk, links, other programs; what its files let others see; its syncs.
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test ends where something is missing")]
#![allow(clippy::print_stdout, reason = "what was skipped or tried is told")]

use std::fs;
use std::io::{BufRead, BufReader, Write};
use std::os::unix::fs::{PermissionsExt, symlink};
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::program::Program;

fn unit(number: u32) -> String {
    format!("{{\"save\":\"organisation\",\"set\":{{\"code\":\"D{number}\",\"name\":\"Đơn vị {number}\"}}}}\n")
}

fn last(program: &Program) -> u64 {
    let head = program.run(&["history", "-n", "1"]).done().out;
    head.trim_start_matches('#').split(' ').next().unwrap().parse().unwrap()
}

/// Kills the program while it saves, over and over; each time, all that it had acknowledged must be there.
fn kills(times: u32) -> u64 {
    let program = Program::set_up();
    let mut acknowledged = 0;
    for round in 0..times {
        let mut child = program.start(&["apply"]);
        let mut stdin = child.stdin.take().unwrap();
        let answers = BufReader::new(child.stdout.take().unwrap());
        let feeding = std::thread::spawn(move || {
            for number in 0..10_000 {
                if stdin.write_all(unit(round * 10_000 + number).as_bytes()).is_err() {
                    return;
                }
            }
        });
        for line in answers.lines().take(1 + (round as usize * 7) % 40) {
            let line = line.unwrap();
            acknowledged = line.trim_start_matches("{\"seq\":").trim_end_matches('}').parse().expect(&line);
        }
        child.kill().unwrap();
        child.wait().unwrap();
        feeding.join().unwrap();
        let there = last(&program);
        assert!(there >= acknowledged, "{round}: {acknowledged} were acknowledged, {there} are there");
    }
    program.run(&["doctor", "--verify"]).done();
    acknowledged
}

#[test]
fn nothing_acknowledged_is_lost_to_a_kill() {
    assert!(kills(3) > 3);
}

#[test]
#[ignore = "the long campaign: cargo test --release -- --ignored"]
fn two_hundred_kills() {
    println!("kill -9 while saving: 200 kills, {} commits acknowledged, 0 lost", kills(200));
}

/// A small disk of its own; `None` where the system does not let one be made.
struct SmallDisk(PathBuf);

impl SmallDisk {
    fn new(dir: PathBuf, size: &str) -> Option<Self> {
        fs::create_dir_all(&dir).unwrap();
        let mounted =
            Command::new("mount").args(["-t", "tmpfs", "-o", &format!("size={size}"), "none"]).arg(&dir).output();
        if mounted.is_ok_and(|run| run.status.success()) {
            return Some(Self(dir));
        }
        println!("skipped: a small disk (tmpfs) can only be made by root");
        None
    }

    fn remount(&self, how: &str) -> bool {
        Command::new("mount").args(["-o", &format!("remount,{how}")]).arg(&self.0).output().unwrap().status.success()
    }
}

impl Drop for SmallDisk {
    fn drop(&mut self) {
        let _ = Command::new("umount").arg("-l").arg(&self.0).output();
    }
}

#[test]
fn on_a_full_disk_nothing_is_lost_and_work_goes_on_when_there_is_room() {
    let program = Program::new();
    let Some(disk) = SmallDisk::new(program.data(), "40m") else { return };
    program.run(&["init", "--name", "Thử", "--province", "Tỉnh Thử", "--year", "2026"]).done();
    program.apply(&unit(1)).done();
    let filler = program.data().join("đầy");
    fs::write(&filler, vec![1; 30 << 20]).unwrap_or_default();
    let run = program.apply(&unit(2));
    assert!(run.code != 0 && run.out.contains("MB trống"), "{run:?}");
    assert_eq!(program.records("organisation").len(), 1);
    // Really full, to the last byte: what is there can still be read.
    let mut file = fs::OpenOptions::new().append(true).open(&filler).unwrap();
    while file.write_all(&[1; 4096]).is_ok() {}
    assert_eq!(program.run(&["export", "organisation"]).code, 0);
    assert!(program.apply(&unit(3)).code != 0);
    drop(file);
    fs::remove_file(&filler).unwrap();
    program.apply(&unit(2)).done();
    assert_eq!(program.records("organisation").len(), 2);
    // A disk that takes nothing can be read, and says what is wrong.
    if disk.remount("ro") {
        assert_eq!(program.records("organisation").len(), 2);
        let run = program.apply(&unit(4));
        assert_eq!((run.code, run.err.contains("chỉ đọc")), (3, true), "{run:?}");
        assert!(disk.remount("rw"));
        program.apply(&unit(4)).done();
    }
    program.run(&["doctor", "--verify"]).done();
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
fn a_lone_commit_costs_one_sync() {
    let program = Program::set_up();
    let syncs = |commits: u32, first: u32| {
        let trace = program.temporary().join("trace");
        let plain = program.command(&["apply"]);
        let mut command = Command::new("strace");
        command.args(["-f", "-qq", "-y", "-e", "trace=fsync,fdatasync,sync_file_range,msync,syncfs", "-o"]).arg(&trace);
        command.arg(plain.get_program()).args(plain.get_args());
        for (name, value) in plain.get_envs() {
            if let Some(value) = value {
                command.env(name, value);
            }
        }
        command.stdin(std::process::Stdio::piped()).stdout(std::process::Stdio::piped());
        let mut child = command.spawn().ok()?;
        let mut stdin = child.stdin.take().unwrap();
        let mut answers = BufReader::new(child.stdout.take().unwrap()).lines();
        for number in first..first + commits {
            stdin.write_all(unit(number).as_bytes()).unwrap();
            assert!(answers.next().unwrap().unwrap().starts_with("{\"seq\""));
        }
        drop(stdin);
        assert!(child.wait().unwrap().success());
        Some(fs::read_to_string(&trace).unwrap().lines().filter(|line| line.contains(".jsonl>")).count())
    };
    let (Some(two), Some(twelve)) = (syncs(2, 0), syncs(12, 100)) else {
        println!("skipped: no strace here");
        return;
    };
    assert_eq!(twelve - two, 10, "ten more commits, each by itself: {two} and {twelve} syncs");
}

#[test]
fn a_database_that_cannot_be_opened_is_tried_in_a_process_of_its_own() {
    let program = Program::set_up();
    let base = program.data().join("db");
    let newest = fs::read_dir(&base).unwrap().map(|entry| entry.unwrap().path()).find(|path| path.is_dir()).unwrap();
    assert_eq!(program.run(&["try-database", newest.to_str().unwrap()]).code, 0);
    let file = newest.join("db");
    let bytes = fs::read(&file).unwrap();
    fs::write(&file, vec![0xa5; bytes.len()]).unwrap();
    // As after a kill: nothing tells whether the files are as they were.
    for entry in fs::read_dir(&base).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_some_and(|ending| ending == "sum") {
            fs::remove_file(path).unwrap();
        }
    }
    let run = program.apply(&unit(1)).done();
    assert!(!run.err.contains("panicked"), "{run:?}");
    program.run(&["doctor", "--verify"]).done();
}
