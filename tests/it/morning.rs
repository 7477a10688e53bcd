//! A morning's work from an empty folder, played by keys in a real terminal of 80×24: the set-up, models, results, tasks, a
//! visit, a new committee, a question answered from the board. Afterwards every table holds what the officer typed.
//!
//! In `tests/it/morning/` lie the keys (`keys.txt`), what the tables and the reports must hold, written by hand
//! (`tables.txt`, `figures.txt`), and the screens that are looked at. After a change of a screen that is meant, look at it
//! and run `DANVAN_PICTURES=write cargo test morning`.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test ends where something is missing")]

use std::fmt::Write as _;
use std::fs::{read_to_string, write};
use std::path::{Path, PathBuf};
use std::process::Command;

use danvan::register::schema::ENTITIES;

use crate::picture::is_to_be_written;
use crate::program::{Program, repository};
use crate::pty::{Pty, danvan};

/// What the clock shows: eight in the morning of 9 April 2026 in Hanoi, in seconds since 1970.
const EIGHT_O_CLOCK: &str = "1775696400";
/// Between keys and what the screen then says, in the file of keys.
const THEN: &str = " ⇒ ";
/// Records of a table of which only the number is kept: what the set-up furnishes.
const MANY: usize = 30;

/// A register in which it is always the same morning: the program, which is the one that officers run, is started with a
/// library before the system's own that stops the calendar's clock.
struct Morning {
    program: Program,
    clock: PathBuf,
}

impl Morning {
    /// Begins in an empty folder. The library is built with the C compiler that building the program needs too.
    fn begins() -> Self {
        let program = Program::new();
        std::fs::create_dir_all(program.data()).unwrap();
        let clock = program.temporary().join("clock.so");
        let done =
            Command::new("cc").args(["-shared", "-fPIC", "-o"]).arg(&clock).arg(kept("clock.c")).status().unwrap();
        assert!(done.success(), "the clock is compiled");
        Self { program, clock }
    }

    fn variables(&self) -> [(&'static str, &str); 3] {
        let clock = self.clock.to_str().unwrap();
        [("LD_PRELOAD", clock), ("DANVAN_TEST_CLOCK", EIGHT_O_CLOCK), ("TZ", "Asia/Ho_Chi_Minh")]
    }

    fn desk(&self) -> Pty {
        let mut command = danvan(&self.program.data(), &[]);
        for (name, value) in self.variables() {
            command.env(name, value);
        }
        command.env("USER", "thu");
        Pty::run(command, 80, 24)
    }

    /// Runs a command without a screen and returns what it prints.
    fn prints(&self, args: &[&str]) -> String {
        let output = self.program.command(args).envs(self.variables()).output().unwrap();
        assert!(output.status.success(), "{args:?}: {output:?}");
        String::from_utf8(output.stdout).unwrap()
    }

    /// Writes down what all tables hold: each record a line of its fields that are filled, without its id.
    fn tables(&self) -> String {
        let mut text = "What the tables hold after the morning, written by hand.\n".to_owned();
        for schema in ENTITIES {
            let csv = self.prints(&["export", schema.key, "--format", "csv"]);
            let mut reader = csv::Reader::from_reader(csv.trim_start_matches('\u{feff}').as_bytes());
            let headings = reader.headers().unwrap().clone();
            let records: Vec<csv::StringRecord> = reader.records().map(Result::unwrap).collect();
            if records.is_empty() {
                continue;
            }
            writeln!(text, "\n# {}: {}", schema.key, records.len()).unwrap();
            for record in records.iter().filter(|_| records.len() < MANY) {
                let cells = headings.iter().zip(record).take(headings.len() - 1).filter(|(_, cell)| !cell.is_empty());
                let cells: Vec<String> = cells.map(|(heading, cell)| format!("{heading}: {cell}")).collect();
                writeln!(text, "{}", cells.join(" | ")).unwrap();
            }
        }
        text
    }
}

fn kept(name: &str) -> PathBuf {
    repository("tests/it/morning").join(name)
}

/// Carries one line of the file of keys out: keys, and what the screen must come to say; or a screen to be looked at.
fn carry_out(pty: &mut Pty, line: &str) {
    if let Some(name) = line.strip_prefix("look ") {
        return look(pty, &kept(&format!("{name}.txt")));
    }
    let (keys, then) = line.split_once(THEN).unwrap_or_else(|| panic!("no \"{THEN}\" in {line}"));
    pty.press(keys);
    pty.wait(line, |screen| screen.contains(then));
}

/// Compares the screen with the kept one.
fn look(pty: &Pty, path: &Path) {
    // The last line shows the keys, which have tests of their own; blanks at the end of a line may not have been sent.
    let lines = |screen: &str| screen.lines().take(23).flat_map(|line| [line.trim_end(), "\n"]).collect::<String>();
    let seen = |screen: &str| lines(screen).trim_end().to_owned() + "\n";
    if is_to_be_written("DANVAN_PICTURES") {
        pty.settle();
        return write(path, seen(&pty.screen())).unwrap();
    }
    let kept = read_to_string(path).unwrap_or_default();
    pty.wait(&format!("the screen in {}:\n{kept}", path.display()), |screen| seen(screen) == kept);
}

#[test]
fn an_officer_does_a_mornings_work_and_all_of_it_is_there() {
    let morning = Morning::begins();
    let mut pty = morning.desk();
    let keys = read_to_string(kept("keys.txt")).unwrap();
    for line in keys.lines().filter(|line| !line.is_empty() && !line.starts_with('#')) {
        carry_out(&mut pty, line);
    }
    assert!(pty.end(), "the program ends well");

    let (typed, held) = (read_to_string(kept("tables.txt")).unwrap(), morning.tables());
    for (wanted, found) in typed.lines().zip(held.lines()) {
        assert_eq!(wanted, found, "tables.txt says otherwise; what is held:\n{held}");
    }
    assert_eq!(typed.lines().count(), held.lines().count(), "tables.txt says otherwise; what is held:\n{held}");

    let figures = read_to_string(kept("figures.txt")).unwrap();
    let mut report = String::new();
    for line in figures.lines().filter(|line| !line.is_empty()) {
        match line.strip_prefix("# ") {
            Some(id) => report = morning.prints(&["report", id, "--year", "2026", "--format", "csv"]),
            None => assert!(report.lines().any(|printed| printed == line), "no line {line} in\n{report}"),
        }
    }
    morning.prints(&["doctor", "--verify"]);
}
