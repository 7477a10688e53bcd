//! Random bytes at the keyboard: nothing panics, and what is typed reaches the screen in the order in which it came.
#![allow(clippy::expect_used, clippy::unwrap_used)]

use std::sync::{Arc, Mutex};

use danvan::input::{Chord, Input, Key};
use danvan::register::{Record, Words};
use danvan::term::decode::Decoder;
use danvan::text::typing::Method;
use danvan::ui::action::{Action, Context, resolve};
use danvan::ui::app::Settings;
use danvan::ui::screen::{Ask, Cx, Event, Screen};
use danvan::ui::theme::Look;
use ratatui::Frame;
use ratatui::layout::Rect;

use crate::desk::{Desk, settings};
use crate::entry::{MODEL, ward};

/// Bytes fed between two looks at the screen.
const BATCH: usize = 64;

/// A small generator: the same bytes on every machine.
struct Noise(u64);

impl Noise {
    fn next(&mut self) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0
    }

    /// Fills a read: any bytes, or such as terminals and input methods send more often.
    fn read(&mut self) -> Vec<u8> {
        const PIECES: [&[u8]; 16] = [
            b"\x7f",
            b"\x08",
            b"\r",
            b"\t",
            b"\x1b",
            b"\x1b[A",
            b"\x1bOS",
            b"\x1b[21~",
            b"a",
            b"s",
            b"1",
            b" ",
            "ệ".as_bytes(),
            "\u{323}".as_bytes(),
            "\u{202f}".as_bytes(),
            b"\x1b[200~x\x1b[201~",
        ];
        let mut bytes = Vec::new();
        while bytes.len() < BATCH {
            let random = self.next();
            if random.is_multiple_of(4) {
                bytes.extend_from_slice(&random.to_le_bytes()[1..]);
            } else {
                bytes.extend_from_slice(PIECES[usize::try_from(random >> 8 & 15).unwrap()]);
            }
        }
        bytes
    }
}

/// Decodes bytes cut into reads at random places, and holds that to the same bytes in one read.
fn decoded(bytes: &[u8], whole: &mut Decoder, cut: &mut Decoder, noise: &mut Noise) -> Vec<Input> {
    let (mut expected, mut inputs) = (Vec::new(), Vec::new());
    whole.feed(bytes, &mut expected);
    let mut rest = bytes;
    while !rest.is_empty() {
        let n = usize::try_from(noise.next() % 7).unwrap().clamp(1, rest.len());
        let (read, after) = rest.split_at(n);
        cut.feed(read, &mut inputs);
        rest = after;
    }
    assert_eq!(inputs, expected, "{bytes:?}");
    inputs
}

/// Feeds random bytes to a desk that is renewed whenever a person has left it.
fn feed(bytes: usize, method: Method) {
    let mut noise = Noise(0x9e37_79b9_7f4a_7c15 ^ bytes as u64);
    let (mut whole, mut cut) = (Decoder::new(), Decoder::new());
    let sit = || {
        let mut desk = Desk::with(Settings { typing: method, ..settings() }, ward());
        desk.is_wired = false;
        desk.open(|cx| danvan::ui::screens::add(MODEL, Record::new(), cx));
        desk
    };
    let mut desk = sit();
    for batch in 0..bytes / BATCH {
        for input in decoded(&noise.read(), &mut whole, &mut cut, &mut noise) {
            desk.feed(Event::Input(input));
        }
        desk.feed(Event::Idle);
        if batch % 32 == 0 {
            let _ = desk.screen();
        }
        if desk.app.ended() || batch % 4_096 == 4_095 {
            desk = sit();
        }
    }
}

#[test]
fn random_bytes_do_no_harm() {
    for method in Method::ALL {
        feed(6_000, method);
    }
}

#[test]
#[ignore = "ten million: `cargo test --release --test it ten_million -- --ignored`"]
fn ten_million_random_bytes_do_no_harm_and_keep_their_order() {
    for method in Method::ALL {
        feed(3_333_334, method);
    }
    keeps_order(10_000_000 / BATCH);
}

/// A screen that keeps what it is told, in order.
struct Sink(Arc<Mutex<String>>);

impl Screen for Sink {
    fn name(&self) -> Words {
        Words::default()
    }

    fn context(&self) -> Context {
        Context::Dialog
    }

    fn act(&mut self, action: Action, _: &Cx<'_>) -> Vec<Ask> {
        if action == Action::Erase {
            self.0.lock().unwrap().pop();
        }
        Vec::new()
    }

    fn text(&mut self, typed: &str, _: &Cx<'_>) -> Vec<Ask> {
        self.0.lock().unwrap().push_str(typed);
        Vec::new()
    }

    fn refresh(&mut self, _: &Cx<'_>) {}

    fn draw(&self, _: &mut Frame<'_>, _: Rect, _: &Look) {}
}

/// Feeds random bytes to a screen that keeps what it is told, and holds that to the order in which it was sent.
fn keeps_order(reads: usize) {
    let mut noise = Noise(7);
    let (mut whole, mut cut) = (Decoder::new(), Decoder::new());
    let told = Arc::new(Mutex::new(String::new()));
    let mut desk = Desk::new(ward());
    desk.is_wired = false;
    desk.open(|_| Box::new(Sink(Arc::clone(&told))));
    let mut expected = String::new();
    for _ in 0..reads {
        for input in decoded(&noise.read(), &mut whole, &mut cut, &mut noise) {
            match &input {
                Input::Chord(chord) if chord.canonical() == Chord::plain(Key::Backspace) => drop(expected.pop()),
                Input::Chord(chord) if resolve(Context::Dialog, *chord).is_some() => {
                    // Help and the like would cover the screen; they are none of this.
                    if !matches!(chord.key, Key::Left | Key::Right | Key::Up | Key::Down) {
                        continue;
                    }
                }
                Input::Chord(chord) => expected.extend(chord.typed()),
                // What is pasted may bring a question.
                Input::Paste(_) | Input::Resize { .. } | Input::Reply(_) | Input::HangUp => continue,
            }
            desk.feed(Event::Input(input));
        }
    }
    assert!(expected.chars().count() > 1_000);
    assert_eq!(*told.lock().unwrap(), expected);
}

#[test]
fn letters_reach_the_screen_in_the_order_in_which_they_came() {
    keeps_order(500);
}
