//! What befalls the real program: kills, a full disk, other programs; its syncs.
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test ends where something is missing")]
#![allow(clippy::print_stdout, reason = "what was skipped or tried is told")]

use std::fs;
use std::io::{BufRead, BufReader, Write};
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::program::Program;
use crate::tally::Tally;

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
    let acknowledged = kills(200);
    println!("{}", Tally::of("kill -9 of the real program while it saves").with_tried(200));
    println!("kill -9: {acknowledged} commits were acknowledged, all are there");
}

/// A small disk of its own; `None` where the system does not let one be made.
pub struct SmallDisk(PathBuf);

impl SmallDisk {
    pub fn new(dir: PathBuf, size: &str) -> Option<Self> {
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

/// Fills a disk to its last byte; the file to be removed to make room again.
pub fn fill_up(dir: &Path) -> PathBuf {
    let filler = dir.join("đầy");
    let mut file = fs::File::create(&filler).unwrap();
    for piece in [1 << 20, 4096, 1] {
        while file.write_all(&vec![1; piece]).is_ok() {}
    }
    filler
}

/// Fills the disk while the program saves, and makes room again, over and over in one run of it; `None` without a disk.
fn fill_while_saving(rounds: u32) -> Option<Tally> {
    let mut tally = Tally::of("real full disk (tmpfs) while the program saves");
    let program = Program::new();
    let disk = SmallDisk::new(program.data(), "80m")?;
    program.run(&["init", "--name", "Thử", "--province", "Tỉnh Thử", "--year", "2026"]).done();
    let mut saved = 0;
    for round in 0..rounds {
        let mut child = program.start(&["apply"]);
        let mut stdin = child.stdin.take().unwrap();
        let mut answers = BufReader::new(child.stdout.take().unwrap()).lines();
        let mut save = |number: u32| {
            stdin.write_all(unit(round * 10 + number).as_bytes()).unwrap();
            answers.next().unwrap().unwrap()
        };
        assert!(save(0).starts_with("{\"seq\""), "round {round}: work goes on when there is room");
        let filler = fill_up(&disk.0);
        tally.tried += 1;
        let answer = save(1);
        assert!(answer.contains("Chưa lưu: đĩa"), "{answer}");
        tally.refused += 1;
        // What the disk does not take ends the run: the lines behind it may need it.
        assert_eq!(child.wait().unwrap().code(), Some(3));
        fs::remove_file(filler).unwrap();
        saved += 1;
    }
    assert_eq!(program.records("organisation").len(), saved, "what was acknowledged and nothing else");
    program.run(&["doctor", "--verify"]).done();
    Some(tally)
}

#[test]
fn a_disk_that_fills_up_while_the_program_saves_loses_nothing() {
    assert!(fill_while_saving(2).is_none_or(|tally| tally.refused > 0));
}

#[test]
#[ignore = "the long campaign: cargo test --release -- --ignored"]
fn two_hundred_full_disks() {
    if let Some(tally) = fill_while_saving(200) {
        println!("{tally}");
    }
}

/// Has two programs save at once, again and again; the second must be told, or have its turn.
fn two_at_once(rounds: u32) -> Tally {
    let mut tally = Tally::of("two programs at once on one register");
    let program = Program::set_up();
    let mut saved = 0;
    for round in 0..rounds {
        let mut first = program.start(&["apply"]);
        let mut stdin = first.stdin.take().unwrap();
        let mut answers = BufReader::new(first.stdout.take().unwrap()).lines();
        stdin.write_all(unit(round * 10).as_bytes()).unwrap();
        assert!(answers.next().unwrap().unwrap().starts_with("{\"seq\""));
        tally.tried += 1;
        let second = program.apply(&unit(round * 10 + 1));
        assert_eq!((second.code, second.out.as_str()), (3, ""), "{second:?}");
        let who = "Sổ đang do thu mở trên máy";
        assert!(second.err.contains(who) && second.err.contains("đóng bên kia rồi mở lại"), "{second:?}");
        tally.refused += 1;
        // Looking is allowed all the same.
        saved += 1;
        assert_eq!(program.records("organisation").len(), saved);
        drop(stdin);
        assert!(first.wait().unwrap().success());
    }
    program.run(&["doctor", "--verify"]).done();
    tally
}

#[test]
fn a_second_program_is_told_who_has_the_register() {
    two_at_once(2);
}

#[test]
#[ignore = "the long campaign: cargo test --release -- --ignored"]
fn a_hundred_second_programs() {
    println!("{}", two_at_once(100));
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
