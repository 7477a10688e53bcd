//! A fault in a screen: the terminal is given back, the fault is told there, and what is half typed is kept.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test ends where something is missing, and here by a fault")]

use std::io;
use std::path::Path;
use std::sync::mpsc::channel;

use danvan::input::script;
use danvan::register::{Actor, Dictionary, Field, Record, Schema};
use danvan::session::{SessionEvent, Sitting, run, run_local};
use danvan::store::{Holder, Options, Store};
use danvan::term::caps::Surroundings;
use danvan::term::front::Front;
use danvan::term::surface::Surface;

use crate::line_terminal::assert_given_back;
use crate::pty::Pty;

/// What the screen cannot bear to be told.
const TRIGGER: i64 = 13;

/// Forms that break as soon as a figure of theirs is the trigger.
const BRITTLE: &Schema = &Schema::new(
    1,
    "brittle",
    ("bảng dễ vỡ", "brittle table"),
    ("bảng dễ vỡ", "brittle tables"),
    &[
        Field::text(1, "name", 80, "Tên", "Name").draft(),
        Field::integer(2, "figure", (0, 99, ""), "Con số", "Figure"),
        Field::text(3, "note", 80, "Ghi chú", "Note").required_when(breaks),
    ],
)
.title(&[1]);

fn breaks(record: &Record) -> bool {
    assert_ne!(record.get(&2).and_then(danvan::register::Value::as_integer), Some(TRIGGER), "out of order");
    false
}

/// What leads into the form and breaks it.
const KEYS: &str = "<C-k>de vo<Enter><F5>Nửa chừng<Enter>13";
const BREAKING: &str = "<Enter>";

fn open(dir: &Path) -> Store {
    Store::open(dir, Options::new(Dictionary(&[BRITTLE]), Holder::default())).unwrap().0
}

/// Returns the text that was kept of each field of the only draft.
fn kept(store: &Store) -> Vec<String> {
    let drafts = store.drafts().get("vp01").unwrap().unwrap();
    let drafts: serde_json::Value = serde_json::from_str(&drafts).unwrap();
    let cells = drafts[0]["cells"].as_array().unwrap();
    cells.iter().map(|cell| cell["text"].as_str().unwrap().to_owned()).collect()
}

#[test]
fn a_fault_goes_on_as_a_panic_after_the_form_was_kept() {
    let dir = tempfile::tempdir().unwrap();
    let store = open(dir.path());
    let (tell, events) = channel();
    tell.send(SessionEvent::Inputs(script(&format!("{KEYS}{BREAKING}<HangUp>")).unwrap())).unwrap();
    let around = Surroundings { term: Some("xterm"), ..Surroundings::default() };
    let sitting =
        Sitting { actor: Actor::sole("vp01"), lang: None, front: Front::new(&around), size: (80, 24), reading: None };
    let mut surface = Surface::crossterm(80, 24).unwrap();
    let session =
        std::panic::AssertUnwindSafe(|| run(&store, sitting, (&events, &tell), &mut surface, &mut io::sink()));
    let fault = std::panic::catch_unwind(session).unwrap_err();
    assert!(fault.downcast_ref::<String>().is_some_and(|told| told.contains("out of order")));
    assert_eq!(kept(&store), ["Nửa chừng", "13"]);
}

#[test]
fn a_fault_gives_the_terminal_back_and_is_told_there() {
    let dir = tempfile::tempdir().unwrap();
    let mut command = portable_pty::CommandBuilder::new(std::env::current_exe().unwrap());
    command.args(["--exact", "line_fault::breaks_in_its_terminal", "--ignored", "--nocapture"]);
    command.env("DANVAN_DATA", dir.path());
    let mut pty = Pty::run(command, 80, 24);
    pty.wait_for("Ctrl+K");
    pty.press(KEYS);
    pty.wait_for("13");
    pty.press(BREAKING);
    pty.wait_for("out of order");
    pty.wait_end();
    assert_given_back(&pty);
    assert_eq!(kept(&open(dir.path())), ["Nửa chừng", "13"]);
}

/// Run by the test above in a terminal of its own.
#[test]
#[ignore = "it breaks, and needs a terminal"]
#[allow(clippy::disallowed_methods, reason = "the test above tells the folder by the environment")]
fn breaks_in_its_terminal() {
    let store = open(Path::new(&std::env::var_os("DANVAN_DATA").unwrap()));
    run_local(&store, Actor::sole("vp01"), None, None).unwrap();
}
