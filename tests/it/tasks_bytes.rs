//! What the room of tasks sends to its terminal, in bytes.
#![allow(clippy::unwrap_used, reason = "a test ends where something is missing")]

use crate::line_budget::practice;
use crate::pty::Pty;

/// Presses a key until the counter shows each of these tasks of forty, and gives the mean bytes of a key.
fn walk(pty: &mut Pty, key: &str, tasks: impl Iterator<Item = usize>) -> usize {
    let (before, mut count) = (pty.bytes(), 0);
    for task in tasks {
        pty.press(key);
        pty.wait_for(&format!(" {task}/40"));
        count += 1;
    }
    (pty.bytes() - before) / count
}

#[test]
fn the_room_of_tasks_stays_within_its_bytes() {
    let program = practice();
    let mut pty = Pty::start(&program.data(), &[], 80, 24);
    pty.wait_for("Ctrl+K");
    let before = pty.settle();
    pty.press("<C-k>4<Enter>");
    pty.wait_for("1/40");
    let opened = pty.settle() - before;
    assert!(opened <= 4_000, "opened: {opened}");
    let down = walk(&mut pty, "<Down>", 2..=14);
    assert!(down <= 40, "row down: {down}");
    walk(&mut pty, "<Down>", 15..=22);
    let scroll = walk(&mut pty, "<Down>", 23..=30);
    assert!(scroll <= 300, "one-row scroll: {scroll}");
    let up = walk(&mut pty, "<Up>", (20..30).rev());
    assert!(up <= 40, "row up: {up}");
    let idle = pty.settle();
    assert_eq!(pty.settle(), idle, "nothing is sent while nothing happens");
    pty.kill();
}
