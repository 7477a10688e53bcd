//! A disk that fills up, turns read-only or vanishes while somebody types: the text stays, the words say why, and the same key
//! saves when the disk is back.
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test ends where something is missing")]

use std::collections::VecDeque;
use std::io::{self, Write};
use std::num::NonZeroU16;
use std::sync::Arc;
use std::sync::mpsc::{RecvTimeoutError, Sender, channel};
use std::time::Duration;

use danvan::input::{Input, script};
use danvan::register::{Actor, Records, Value};
use danvan::session::{SessionEvent, Sitting, run};
use danvan::store::{Database, Holder, Options, Store};
use danvan::term::caps::Surroundings;
use danvan::term::front::Front;
use danvan::term::surface::Surface;

use crate::desk::{TDP, WARD};
use crate::store_disk::{Faults, FaultyDisk};

/// How long a session may take; only one that fails takes it.
const LONG: Duration = Duration::from_secs(30);

/// What a step waits for on the screen, what it does to the disk, and the keys it presses.
type Step<'a> = (&'a str, &'a dyn Fn(&FaultyDisk), &'a str);

struct Person<'a> {
    steps: VecDeque<Step<'a>>,
    disk: &'a FaultyDisk,
    screen: vt100::Parser,
    tell: Sender<SessionEvent>,
    seen: Vec<String>,
}

impl Write for Person<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.screen.process(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        let shown = flowing(&self.screen.screen().contents());
        if let Some((_, change, keys)) = self.steps.front().filter(|(wanted, ..)| shown.contains(wanted)) {
            change(self.disk);
            let inputs = script(keys).map_err(io::Error::other)?;
            self.steps.pop_front();
            self.seen.push(shown);
            self.tell.send(SessionEvent::Inputs(inputs)).map_err(io::Error::other)?;
        }
        Ok(())
    }
}

/// Gives the text of a screen as if no line of it were broken.
fn flowing(screen: &str) -> String {
    screen.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Types a neighbourhood, lets the disk fail, saves in vain, lets it work again and saves; returns what was shown when the
/// save failed.
fn type_through(fail: &dyn Fn(&FaultyDisk), words: &str) -> String {
    let dir = tempfile::tempdir().unwrap();
    let disk = FaultyDisk::new(5);
    let options = Options::new(WARD, Holder::default());
    let options = Options { disk: Arc::new(disk.clone()), database: Database::Memory, ..options };
    let store = Store::open(&dir.path().join("so"), options).unwrap().0;
    std::fs::create_dir_all(dir.path().join("so")).unwrap();
    let nothing: &dyn Fn(&FaultyDisk) = &|_| {};
    let mend: &dyn Fn(&FaultyDisk) = &|disk| {
        disk.set_faults(Faults::default());
        disk.set_free(32 << 20);
    };
    let steps = [
        ("hu dân cư", nothing, "to dan pho<Enter>"),
        ("F5 Thêm", nothing, "<F5>"),
        ("Ctrl+G Lưu", nothing, "TDP09<Enter>Tổ giữ nguyên"),
        ("Tổ giữ nguyên", fail, "<C-g>"),
        (words, mend, "<C-g>"),
        ("Đã lưu", nothing, "<HangUp>"),
    ];
    let (tell, events) = channel();
    let side = |cells| NonZeroU16::new(cells).unwrap();
    let screen = vt100::Parser::new(side(24), side(80), 0);
    let mut person =
        Person { steps: steps.into_iter().collect(), disk: &disk, screen, tell: tell.clone(), seen: Vec::new() };
    let xterm = Surroundings { term: Some("xterm"), ..Surroundings::default() };
    let sitting =
        Sitting { actor: Actor::sole("vp01"), lang: None, front: Front::new(&xterm), size: (80, 24), reading: None };
    let (over, watched) = channel::<()>();
    let impatient = tell.clone();
    std::thread::spawn(move || {
        if watched.recv_timeout(LONG) == Err(RecvTimeoutError::Timeout) {
            let _ = impatient.send(SessionEvent::Inputs(vec![Input::HangUp]));
        }
    });
    let mut surface = Surface::crossterm(80, 24).unwrap();
    run(&store, sitting, (&events, &tell), &mut surface, &mut person).unwrap();
    drop(over);
    let shown = person.screen.screen().contents();
    assert!(person.steps.is_empty(), "never shown: {:?}, but\n{shown}", person.steps.front().map(|step| step.0));
    let records = store.read();
    let names: Vec<_> = records.page(&danvan::register::Query::all(TDP), 0, 9).rows;
    assert_eq!(names.len(), 1, "saved once");
    assert_eq!(names[0].1.get(&2), Some(&Value::Text("Tổ giữ nguyên".to_owned())));
    person.seen.swap_remove(4)
}

fn keeps_the_text(screen: &str) {
    assert!(screen.contains("TDP09") && screen.contains("Tổ giữ nguyên"), "{screen}");
    assert!(screen.contains("Nội dung đang gõ vẫn còn"), "{screen}");
}

#[test]
fn a_disk_with_too_little_room_costs_no_letter() {
    keeps_the_text(&type_through(&|disk| disk.set_free(3 << 20), "đĩa chỉ còn 3 MB trống"));
}

#[test]
fn a_disk_that_is_really_full_costs_no_letter() {
    let full = |disk: &FaultyDisk| disk.set_faults(Faults { always_full: true, ..Faults::default() });
    keeps_the_text(&type_through(&full, "đĩa đã đầy"));
}

#[test]
fn a_disk_that_turned_read_only_costs_no_letter() {
    let read_only = |disk: &FaultyDisk| disk.set_faults(Faults { read_only: true, ..Faults::default() });
    keeps_the_text(&type_through(&read_only, "chỉ đọc"));
}

#[test]
fn a_disk_that_vanished_costs_no_letter() {
    let away = |disk: &FaultyDisk| disk.set_faults(Faults { power: Some(0), ..Faults::default() });
    keeps_the_text(&type_through(&away, "Không biết chắc đã lưu"));
}
