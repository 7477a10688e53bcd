//! What the real program sends to its terminal, in bytes and in writes: counts, never times.

#![allow(clippy::unwrap_used, reason = "a test ends where something is missing")]

use std::io::{self, Read};
use std::path::Path;
use std::process::Command;
use std::sync::mpsc::{Receiver, channel};

use portable_pty::CommandBuilder;

use crate::program::Program;
use crate::pty::{Answering, Pty, danvan};

/// The practice ward, whose tables fill a window several times.
pub(crate) fn practice() -> Program {
    let program = Program::new();
    let commands = program.run(&["practice", "--models", "60"]).done().out;
    program.apply(&commands).done();
    program
}

/// Opens the table of models; returns its screen.
fn open_models(pty: &mut Pty) -> String {
    pty.wait_for("Enter Chọn");
    pty.press("<C-k>mo hinh");
    pty.wait_for("> bảng");
    pty.press("<Enter>");
    pty.wait_for("1/60")
}

/// Presses a key until the counter of the table shows each of these rows, and gives the mean bytes of a key.
pub(crate) fn walk(pty: &mut Pty, key: &str, rows: impl Iterator<Item = usize>) -> usize {
    let (before, mut count) = (pty.bytes(), 0);
    for row in rows {
        pty.press(key);
        pty.wait_for(&format!(" {row}/60"));
        count += 1;
    }
    (pty.bytes() - before) / count
}

#[test]
fn every_action_stays_within_its_bytes() {
    let program = practice();
    let mut pty = Pty::start(&program.data(), &[], 80, 24);
    pty.wait_for("Ctrl+K Tìm nhanh");
    let first = pty.settle();
    assert!(first <= 3_000, "first screen: {first}");
    open_models(&mut pty);
    let down = walk(&mut pty, "<Down>", 2..=19);
    assert!(down <= 40, "row down: {down}");
    let scroll = walk(&mut pty, "<Down>", 20..=29);
    assert!(scroll <= 300, "one-row scroll: {scroll}");
    let up = walk(&mut pty, "<Up>", (20..29).rev());
    assert!(up <= 40, "row up: {up}");
    let before = pty.settle();
    pty.press("<PgDn>");
    let page = pty.settle() - before;
    assert!((1..=2_000).contains(&page), "page down: {page}");
    pty.press("<F5>");
    pty.wait_for("Ctrl+G Lưu");
    typing(&mut pty);
    let idle = pty.settle();
    assert_eq!(pty.settle(), idle, "nothing is sent while nothing happens");
    pty.kill();
}

#[test]
fn a_row_of_the_board_costs_no_more_than_one_of_a_table() {
    let program = practice();
    let mut pty = Pty::start(&program.data(), &[], 80, 24);
    pty.wait_for("Ctrl+K Tìm nhanh");
    pty.press("<C-k>tong hop khu dan cu");
    pty.wait_for("> trang");
    pty.press("<Enter>");
    pty.wait_for("1/16");
    let (before, rows) = (pty.settle(), 14);
    for _ in 0..rows {
        pty.press("<Down>");
        pty.settle();
    }
    let down = (pty.settle() - before) / rows;
    assert!((1..=40).contains(&down), "row down on the board: {down}");
    pty.kill();
}

/// Types a name and rubs it out again, each key after the frame of the one before.
fn typing(pty: &mut Pty) {
    let name = "Tuyến phố văn minh không rác không tờ rơ";
    let letters = u16::try_from(name.chars().count()).unwrap();
    let most = 3 * usize::from(letters);
    let (before, start) = (pty.settle(), pty.cursor());
    for (n, letter) in (1..).zip(name.chars()) {
        pty.press(&letter.to_string());
        pty.wait_modes("the cursor behind the letter", |screen| screen.cursor_position() == (start.0, start.1 + n));
    }
    let cost = pty.settle() - before;
    assert!(cost <= most, "{letters} letters: {cost}");
    let before = pty.bytes();
    for n in (0..letters).rev() {
        pty.press("<BS>");
        pty.wait_modes("the cursor a letter back", |screen| screen.cursor_position() == (start.0, start.1 + n));
    }
    // The first letter gone brings the mark of an empty required field back.
    let cost = pty.settle() - before;
    assert!(cost <= most + 10, "{letters} Backspaces: {cost}");
}

#[test]
fn ratatuis_own_backend_shows_the_same() {
    let program = practice();
    let screens = ["thin", "crossterm"].map(|backend| {
        let mut command = danvan(&program.data(), &[]);
        command.env("DANVAN_BACKEND", backend);
        let mut pty = Pty::run(command, 80, 24);
        open_models(&mut pty);
        walk(&mut pty, "<Down>", 2..=40);
        pty.press("<F1>");
        pty.settle();
        let lines: Vec<String> = pty.screen().lines().map(|line| line.trim_end().to_owned()).collect();
        let bytes = pty.bytes();
        pty.kill();
        (lines, bytes)
    });
    let [(thin, few), (crossterm, many)] = screens;
    assert_eq!(thin, crossterm);
    assert!(few * 2 < many, "{few} of {many} bytes");
}

/// Runs the program under strace with what `keys` does; gives the sizes of its writes to the terminal, in order.
///
/// `None` where there is no strace.
fn writes(program: &Program, keys: impl FnOnce(&mut Pty)) -> Option<Vec<usize>> {
    let trace = program.data().with_extension("trace");
    Command::new("strace").arg("-V").output().ok()?;
    let plain = danvan(&program.data(), &[]);
    let mut command = CommandBuilder::new("strace");
    for (name, value) in plain.iter_full_env_as_str() {
        command.env(name, value);
    }
    command.args(["-f", "-qq", "-e", "trace=write,writev", "-o"]);
    command.arg(&trace);
    command.args(plain.get_argv());
    let mut pty = Pty::run(command, 80, 24);
    keys(&mut pty);
    pty.press("<C-k>thoat");
    pty.wait_for("Thoát");
    pty.press("<Enter>");
    pty.wait_end();
    Some(sizes(&trace))
}

/// Reads the writes to standard output out of a trace.
fn sizes(trace: &Path) -> Vec<usize> {
    let text = String::from_utf8_lossy(&std::fs::read(trace).unwrap()).into_owned();
    let calls = text.lines().filter(|line| line.contains("write(1,") || line.contains("writev(1,"));
    calls.map(|line| line.rsplit_once("= ").unwrap().1.trim().parse().unwrap()).collect()
}

#[test]
fn a_frame_is_one_write_and_waiting_keys_share_one() {
    let program = practice();
    let counted = |keys: &dyn Fn(&mut Pty)| {
        writes(&program, |pty| {
            // The first screen is painted anew while the register is looked through.
            pty.wait_for("Enter Chọn");
            pty.settle();
            open_models(pty);
            pty.settle();
            keys(pty);
        })
    };
    let Some(none) = counted(&|_| ()) else {
        println!("no strace here: not counted");
        return;
    };
    let none = since_the_table(&none);
    let one_by_one = counted(&|pty| assert!(walk(pty, "<Down>", 2..=31) > 0)).unwrap();
    let frames = since_the_table(&one_by_one).saturating_sub(none);
    assert!((28..=32).contains(&frames), "thirty frames: {one_by_one:?}");
    let at_once = counted(&|pty| {
        pty.press(&"<Down>".repeat(30));
        pty.wait_for(" 31/60");
    });
    let at_once = at_once.unwrap();
    assert!(since_the_table(&at_once).saturating_sub(none) <= 15, "thirty keys at once: {at_once:?}");
}

/// Counts the writes behind the largest, which paints the table: how often the first screen is painted while the register
/// is looked through is another matter.
fn since_the_table(writes: &[usize]) -> usize {
    let largest = writes.iter().max().copied().unwrap_or_default();
    writes.iter().rev().take_while(|bytes| **bytes < largest).count()
}

/// A line that carries nothing until it is told to.
struct Stalled {
    wire: Box<dyn Read + Send>,
    go: Option<Receiver<()>>,
}

impl Read for Stalled {
    fn read(&mut self, bytes: &mut [u8]) -> io::Result<usize> {
        if let Some(go) = self.go.take() {
            let _ = go.recv();
        }
        self.wire.read(bytes)
    }
}

#[test]
fn a_stalled_line_holds_up_frames_not_keys() {
    let program = practice();
    let (tell, go) = channel();
    let mut pty = Pty::over(danvan(&program.data(), &[]), (80, 24), Answering::Never, |wire| {
        Box::new(Stalled { wire, go: Some(go) })
    });
    // Typed ahead of the first picture, as people do who know their way.
    pty.press("<C-k>mo hinh<Enter>");
    for _ in 0..500 {
        pty.press("<PgDn><PgUp>");
        std::thread::sleep(std::time::Duration::from_millis(1));
    }
    pty.press("<Home><Down><Down>");
    tell.send(()).unwrap();
    pty.wait_for(" 3/60");
    // A thousand pages would be more than a megabyte; what was sent before the line stalled is what the system takes.
    let bytes = pty.settle();
    assert!(bytes < 100_000, "{bytes}");
    pty.kill();
}
