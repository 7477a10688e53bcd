//! The same bytes in tmux, a terminal written by other people.
//!
//! Run with `cargo test --test thin -- --ignored` where tmux is installed.

use std::path::Path;
use std::process::{Command, Output};
use std::thread::sleep;
use std::time::Duration;

use proptest::collection::vec;
use proptest::strategy::{Strategy, ValueTree};
use proptest::test_runner::TestRunner;

use crate::desk::assert_shown;
use crate::page::{Book, Step, step};

const COLS: u16 = 80;
const ROWS: u16 = 24;

/// A tmux server of its own with one pane; gone when dropped.
struct Pane {
    socket: String,
}

impl Pane {
    /// Opens a pane that prints the file as raw output and waits; `None` without tmux.
    fn open(file: &Path) -> Option<Self> {
        let pane = Self { socket: format!("danvan-thin-{}", std::process::id()) };
        Command::new("tmux").arg("-V").output().ok()?;
        let config = file.with_extension("conf");
        std::fs::write(&config, "set -g status off\n").unwrap();
        let script = format!("stty raw -echo; cat '{}'; printf '\\033]2;shown\\007'; exec sleep 60", file.display());
        let size = [COLS.to_string(), ROWS.to_string()];
        let config = config.to_str()?;
        let output = pane.run(&["-u", "-f", config, "new-session", "-d", "-x", &size[0], "-y", &size[1], &script]);
        assert!(output.status.success(), "{output:?}");
        Some(pane)
    }

    fn run(&self, arguments: &[&str]) -> Output {
        Command::new("tmux").args(["-L", &self.socket]).args(arguments).env("LC_ALL", "C.UTF-8").output().unwrap()
    }

    /// Waits until everything was printed and gives the pane's rows with their colours.
    fn picture(&self) -> String {
        for _ in 0..100 {
            let title = self.run(&["display-message", "-p", "#{pane_title}"]).stdout;
            if String::from_utf8_lossy(&title).trim() == "shown" {
                let captured = self.run(&["capture-pane", "-e", "-p", "-N"]).stdout;
                return String::from_utf8(captured).unwrap();
            }
            sleep(Duration::from_millis(50));
        }
        panic!("tmux did not print the record within five seconds");
    }
}

impl Drop for Pane {
    fn drop(&mut self) {
        self.run(&["kill-server"]);
    }
}

#[test]
#[ignore = "needs tmux"]
fn tmux_shows_the_page() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("record");
    let steps = vec(vec(step(), 0..6), 10..40);
    let mut runner = TestRunner::deterministic();
    for round in 0..20 {
        let frames = steps.new_tree(&mut runner).unwrap().current();
        let mut book = Book::new((COLS, ROWS));
        for step in frames.iter().flatten() {
            // tmux cannot be resized from within, and noise between frames would have to be
            // in the record.
            if !matches!(step, Step::Resize(..) | Step::Flicker(..) | Step::Invalidate) {
                book.apply(step);
            }
            book.show();
        }
        std::fs::write(&file, &book.desk.record).unwrap();
        let Some(pane) = Pane::open(&file) else {
            println!("tmux is not installed; nothing was checked");
            return;
        };
        let picture = pane.picture();
        let mut emulator = book.desk.blank_emulator();
        // This emulator draws emoji with a variation selector wide, tmux up to 3.3 narrow and an
        // empty place behind.
        let picture = picture.replace("\u{fe0f} ", "\u{fe0f}");
        emulator.process(picture.trim_end_matches('\n').replace('\n', "\r\n").as_bytes());
        assert_shown(&book.page, &emulator, format!("round {round}").as_bytes());
    }
}
