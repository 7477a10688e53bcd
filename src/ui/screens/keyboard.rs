//! The keyboard tried: a few keys, one after the other, and the map that works with those that arrive.

use ratatui::Frame;
use ratatui::layout::Rect;

use crate::input::{Chord, Key, Mods};
use crate::register::{Label, Words};
use crate::say;
use crate::ui::action::{Action, Context, KeyMap};
use crate::ui::layout::centred;
use crate::ui::screen::{Ask, Cx, Notice, Screen};
use crate::ui::theme::Look;
use crate::ui::widget::frame::{cursor, line, popup};

/// The keys that are asked for, Esc last since it also leaves.
const ASKED: [Chord; 6] =
    [Chord::f(4), Chord::f(1), Chord::f(10), Chord::ctrl('g'), Chord::plain(Key::Backspace), Chord::plain(Key::Esc)];
/// The widest box.
const COLS: u16 = 72;
const TITLE: Label = Label::new("Bàn phím: bấm phím được hỏi", "Keyboard: press the key that is asked for");
const COMES: Label = Label::new("ăn", "works");
const FAILS: Label = Label::new("không ăn", "does not work");
const PRESS: Label = Label::new("bấm phím này; không thấy gì thì Enter", "press it; if nothing happens, Enter");
const CHOOSE: Label = Label::new("Chọn ngay:", "Choose at once:");
const SKIP: Label = Label::new("Esc: thôi, giữ như cũ", "Esc: leave it as it is");

/// The keys tried so far.
pub struct Keyboard {
    /// The map in use.
    map: KeyMap,
    /// Whether each key asked for so far arrived.
    came: Vec<bool>,
}

impl Keyboard {
    /// Begins with the first key, on a machine that uses this map.
    pub const fn new(map: KeyMap) -> Self {
        Self { map, came: Vec::new() }
    }

    /// Returns the key that is asked for; `None` when all were.
    fn asked(&self) -> Option<Chord> {
        ASKED.get(self.came.len()).copied()
    }

    fn arrives(&self, chord: Chord) -> bool {
        ASKED.iter().zip(&self.came).any(|(asked, came)| *asked == chord && *came)
    }

    /// Notes whether the key came; after the last one, chooses.
    fn note(&mut self, came: bool) -> Vec<Ask> {
        self.came.push(came);
        if self.asked().is_some() {
            return Vec::new();
        }
        choose(match (self.arrives(Chord::f(4)), self.arrives(Chord::plain(Key::Esc))) {
            (true, true) => KeyMap::Full,
            (true, false) => KeyMap::NoEsc,
            // Where neither arrives, Ctrl+[ sends what Esc would.
            (false, _) => KeyMap::EscPrefix,
        })
    }
}

/// Leaves with a choice.
fn choose(map: KeyMap) -> Vec<Ask> {
    let words = say!("Bộ phím: {keys}.", "Keys: {keys}.", keys = map.label());
    vec![Ask::Keys(map), Ask::Close, Ask::Say(Notice::done(words))]
}

impl Screen for Keyboard {
    fn name(&self) -> Words {
        Words::default()
    }

    fn context(&self) -> Context {
        Context::Dialog
    }

    fn key(&mut self, chord: Chord, _cx: &Cx<'_>) -> Option<Vec<Ask>> {
        let chord = chord.canonical();
        let map = chord
            .typed()
            .and_then(|letter| letter.to_digit(10))
            .and_then(|digit| usize::try_from(digit).ok()?.checked_sub(1).and_then(|at| KeyMap::ALL.get(at).copied()));
        Some(match chord {
            _ if Some(chord) == self.asked() => self.note(true),
            Chord { key: Key::Esc, .. } | Chord { key: Key::Char('x'), mods: Mods::CTRL } => {
                vec![Ask::Keys(self.map), Ask::Close]
            }
            Chord { key: Key::Enter, .. } => self.note(false),
            _ => map.map(choose).unwrap_or_default(),
        })
    }

    fn act(&mut self, _action: Action, _cx: &Cx<'_>) -> Vec<Ask> {
        Vec::new()
    }

    fn text(&mut self, _typed: &str, _cx: &Cx<'_>) -> Vec<Ask> {
        Vec::new()
    }

    fn refresh(&mut self, _cx: &Cx<'_>) {}

    fn draw(&self, frame: &mut Frame<'_>, area: Rect, look: &Look) {
        let rows = u16::try_from(ASKED.len() + KeyMap::ALL.len()).unwrap_or(0) + 4;
        let inner = popup(frame, centred(area, COLS, rows), TITLE.get(look.lang), look);
        let mut y = 0;
        for (at, chord) in ASKED.iter().enumerate() {
            let (sign, said, style) = match self.came.get(at) {
                Some(true) => (" ", COMES, look.theme.done),
                Some(false) => (" ", FAILS, look.theme.warn),
                None if at == self.came.len() => (look.marker(), PRESS, look.theme.text),
                None => (" ", Label::NONE, look.theme.text),
            };
            line(frame, inner, y, &format!("{sign} {:<10} {}", chord.to_string(), said.get(look.lang)), style);
            if at == self.came.len() {
                cursor(frame, inner, 0, y);
            }
            y += 1;
        }
        line(frame, inner, y, CHOOSE.get(look.lang), look.theme.label);
        for (number, map) in (1..).zip(KeyMap::ALL) {
            y += 1;
            line(frame, inner, y, &format!("  {number}  {}", map.label().get(look.lang)), look.theme.text);
        }
        line(frame, inner, y + 1, SKIP.get(look.lang), look.theme.label);
    }

    fn is_popup(&self) -> bool {
        true
    }
}
