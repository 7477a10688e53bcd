//! Sessions on a store on the disk, driven by what they show: keys are sent when the screen says that it is time.
#![allow(clippy::expect_used)]

use std::collections::VecDeque;
use std::io::{self, Write};
use std::num::NonZeroU16;
use std::path::Path;
use std::sync::mpsc::{RecvTimeoutError, Sender, channel};
use std::time::Duration;

use danvan::input::{Input, script};
use danvan::register::{Accepted, Actor, Command, Id, Lang, Request, Seen, Set, Value};
use danvan::session::{SessionEvent, Sitting, run};
use danvan::store::{Holder, Options, Store};
use danvan::term::caps::Surroundings;
use danvan::term::front::Front;
use danvan::term::surface::Surface;

use crate::desk::{MODEL, TDP, WARD, now, text};

/// How long a session may take; only one that fails takes it.
const LONG: Duration = Duration::from_secs(30);

/// A person who waits until the screen shows something, and then presses keys.
struct Person {
    steps: VecDeque<(&'static str, &'static str)>,
    screen: vt100::Parser,
    tell: Sender<SessionEvent>,
    frames: usize,
}

impl Write for Person {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.screen.process(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        self.frames += 1;
        let shown = self.screen.screen().contents();
        if let Some((_, keys)) = self.steps.front().filter(|(wanted, _)| shown.contains(wanted)) {
            let inputs = script(keys).map_err(io::Error::other)?;
            self.steps.pop_front();
            self.tell.send(SessionEvent::Inputs(inputs)).map_err(io::Error::other)?;
        }
        Ok(())
    }
}

fn open(dir: &Path) -> Store {
    Store::open(dir, Options::new(WARD, Holder::default())).expect("a store").0
}

fn save(store: &Store, schema: &'static danvan::register::Schema, id: u128, values: Vec<(u16, Value)>) {
    let set = values.into_iter().map(|(field, value)| Set { field, seen: Seen::Any, new: Some(value) }).collect();
    let command = Command::Save { schema, id: Id::from_bits(id), set, accepted: Accepted::None };
    let answers = store.commit(&[Request::from(command)], &Actor::sole("vp01"), now());
    assert!(answers.iter().all(Result::is_ok), "{answers:?}");
}

fn ward(store: &Store) {
    save(store, TDP, 11, vec![(1, text("TDP01")), (2, text("Thanh Lộc Đán"))]);
    save(store, TDP, 12, vec![(1, text("TDP02")), (2, text("Nguyễn Thị Minh Khai"))]);
    save(store, MODEL, 21, vec![(2, Value::Integer(2026)), (3, text("Đường cờ kiểu mẫu"))]);
}

fn sitting(lang: Option<Lang>) -> Sitting {
    let xterm = Surroundings { term: Some("xterm"), ..Surroundings::default() };
    Sitting { actor: Actor::sole("vp01"), lang, front: Front::new(&xterm), size: (80, 24), reading: None }
}

/// Sits down until the session ends; returns the last screen and how many frames were drawn.
fn sit(store: &Store, lang: Option<Lang>, steps: &[(&'static str, &'static str)]) -> (String, usize) {
    let (tell, events) = channel();
    let side = |cells| NonZeroU16::new(cells).expect("a size");
    let screen = vt100::Parser::new(side(24), side(80), 0);
    let mut person = Person { steps: steps.iter().copied().collect(), screen, tell: tell.clone(), frames: 0 };
    let sitting = self::sitting(lang);
    let mut surface = Surface::crossterm(80, 24).expect("a surface");
    let (over, watched) = channel::<()>();
    let impatient = tell.clone();
    std::thread::spawn(move || {
        if watched.recv_timeout(LONG) == Err(RecvTimeoutError::Timeout) {
            let _ = impatient.send(SessionEvent::Inputs(vec![Input::HangUp]));
        }
    });
    run(store, sitting, (&events, &tell), &mut surface, &mut person).expect("a session");
    drop(over);
    let shown = person.screen.screen().contents();
    assert!(person.steps.is_empty(), "never shown: {:?}, but\n{shown}", person.steps);
    (shown, person.frames)
}

#[test]
fn a_past_day_is_shown_for_reading_and_then_the_present_again() {
    let dir = tempfile::tempdir().expect("a folder");
    let store = open(dir.path());
    ward(&store);
    sit(
        &store,
        None,
        &[
            ("hu dân cư", "<F9>8"),
            ("cuối ngày nào", "4/3/2026<Enter>"),
            ("sổ chưa có gì", "<F9>8"),
            ("cuối ngày nào", "5/3/2026<Enter>"),
            ("[CHỈ XEM, như ngày 05/03/2026]", "to dan pho<Enter>"),
            ("Thanh Lộc Đán", "<F5>"),
            ("Đang mở chỉ để xem", "<Esc><F9>8"),
            ("cuối ngày nào", "<Enter>"),
            ("Đang xem sổ hiện nay", "<HangUp>"),
        ],
    );
    assert_eq!(store.head().seq, 3);
}

#[test]
fn a_copy_is_made_and_proved_at_the_desk() {
    let dir = tempfile::tempdir().expect("a folder");
    let store = open(dir.path());
    ward(&store);
    let steps = [
        ("hu dân cư", "<F9>7"),
        ("Sao lưu ngay", "<Home><Enter>"),
        ("bản sao nguyên vẹn", "<Down><Enter>"),
        ("· nguyên vẹn", "<HangUp>"),
    ];
    sit(&store, None, &steps);
    let held = store.copies_in(&dir.path().join("backup")).expect("copies");
    assert_eq!(held.iter().map(|held| held.receipt.seq).collect::<Vec<_>>(), [3]);
}

#[test]
fn what_is_done_at_a_desk_is_durable_when_the_desk_says_so() {
    let dir = tempfile::tempdir().expect("a folder");
    let store = open(dir.path());
    ward(&store);
    sit(
        &store,
        None,
        &[
            ("hu dân cư", "to dan pho<Enter>"),
            ("Thanh Lộc Đán", "<Down><F9>7nhập trùng<Enter>"),
            ("Đã rút bỏ.", "<HangUp>"),
        ],
    );
    assert_eq!(store.head().seq, 4);
    store.close().expect("closed");
    let store = open(dir.path());
    let record = danvan::register::Records::get(&store.read(), TDP, Id::from_bits(12)).expect("the record");
    assert!(danvan::register::record::is_withdrawn(&record));
}

#[test]
fn keys_typed_ahead_of_a_save_are_played_after_it() {
    let dir = tempfile::tempdir().expect("a folder");
    let store = open(dir.path());
    ward(&store);
    let way = "to dan pho<Enter><F9>7giải thể<Enter><F9>6<Home><F9>7<Enter><Esc>1<Enter>";
    let (shown, _) = sit(&store, None, &[("hu dân cư", way), ("Đường cờ kiểu mẫu", "<HangUp>")]);
    assert!(shown.contains("Đường cờ kiểu mẫu"), "{shown}");
    assert_eq!(store.head().seq, 5, "withdrawn, restored");
}

#[test]
fn one_desk_sees_what_another_saves() {
    let dir = tempfile::tempdir().expect("a folder");
    let store = open(dir.path());
    ward(&store);
    let other = store.clone();
    let (tell, seen) = channel();
    std::thread::scope(|scope| {
        scope.spawn(move || {
            sit(&store, None, &[("hu dân cư", "to dan<Enter>"), ("1/3", "<HangUp>")]);
            let _ = tell.send(());
        });
        // Saved at any moment of the other session: it ends only once it shows the row.
        save(&other, TDP, 13, vec![(1, text("TDP03")), (2, text("Đa Phước"))]);
        assert_eq!(seen.recv_timeout(LONG), Ok(()));
    });
}

#[test]
fn language_and_year_are_remembered_for_the_person() {
    let dir = tempfile::tempdir().expect("a folder");
    let store = open(dir.path());
    ward(&store);
    sit(
        &store,
        None,
        &[
            ("hu dân cư", "<C-k>english<Enter>"),
            ("eighbourhoods", "<C-k>other year<Enter>2026<Enter>"),
            ("2026", "<HangUp>"),
        ],
    );
    let (shown, _) = sit(&store, None, &[("eighbourhoods", "<HangUp>")]);
    assert!(shown.contains(" · 2026"), "{shown}");
    sit(&store, Some(Lang::Vi), &[("hu dân cư", "<HangUp>")]);
}

#[test]
fn nothing_is_drawn_while_nothing_happens() {
    let dir = tempfile::tempdir().expect("a folder");
    let store = open(dir.path());
    ward(&store);
    let (_, frames) = sit(&store, None, &[("hu dân cư", "<Down>"), ("hu dân cư", "<HangUp>")]);
    assert_eq!(frames, 2, "the first picture, and one for the key");
    let (_, frames) = sit(&store, None, &[("hu dân cư", "<Down><Down><Up><Down><Up><Up><HangUp>")]);
    assert_eq!(frames, 1, "what comes together is drawn together");
}

#[test]
fn a_line_that_takes_no_bytes_ends_the_session() {
    struct Cut;
    impl Write for Cut {
        fn write(&mut self, _: &[u8]) -> io::Result<usize> {
            Err(io::ErrorKind::BrokenPipe.into())
        }
        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }
    let dir = tempfile::tempdir().expect("a folder");
    let store = open(dir.path());
    let (tell, events) = channel();
    let sitting = self::sitting(None);
    let mut surface = Surface::crossterm(80, 24).expect("a surface");
    run(&store, sitting, (&events, &tell), &mut surface, &mut Cut).expect("an orderly end");
}

#[test]
fn a_half_typed_form_comes_back_after_the_line_was_cut_and_is_gone_once_saved() {
    let dir = tempfile::tempdir().expect("a folder");
    let store = open(dir.path());
    ward(&store);
    sit(&store, None, &[("hu dân cư", "2<Enter><F5>TDP77<Enter>Tổ chưa xo"), ("Tổ chưa xo", "<HangUp>")]);
    assert_eq!(store.head().seq, 3, "nothing was saved");
    sit(&store, None, &[("Đã mở lại bản đang gõ dở", "<End>ng<C-g>"), ("Đã lưu", "<HangUp>")]);
    let record = danvan::register::Records::page(&store.read(), &danvan::register::Query::all(TDP), 0, 9);
    let names: Vec<_> = record.rows.iter().filter_map(|(_, record)| record.get(&2)).collect();
    assert!(names.contains(&&text("Tổ chưa xong")), "{names:?}");
    let (shown, _) = sit(&store, None, &[("hu dân cư", "<HangUp>")]);
    assert!(!shown.contains("nhập dở"), "{shown}");
}

#[test]
fn leaving_with_a_half_typed_form_asks_and_keeps_it() {
    let dir = tempfile::tempdir().expect("a folder");
    let store = open(dir.path());
    ward(&store);
    sit(
        &store,
        None,
        &[
            ("hu dân cư", "2<Enter><F5>TDP77<Enter>"),
            ("TDP77", "<C-k>thoat<Enter>"),
            ("Còn biểu đang nhập dở", "<Enter>"),
        ],
    );
    let (shown, _) = sit(&store, None, &[("bản đang gõ dở", "<HangUp>")]);
    assert!(shown.contains("TDP77"), "{shown}");
}
