//! What stands between a terminal and the screens: it learns what the terminal can do, and explains what it cannot.
//!
//! The screens are painted without waiting for the terminal's answers, since most terminals can do all that is needed
//! and a slow line would make people wait for nothing. An answer that says otherwise changes the picture when it comes.

use ratatui::Frame;
use ratatui::layout::{Margin, Rect};
use ratatui::style::{Modifier, Style};
use ratatui::text::Line;

use super::caps::{Answer, Borders, Caps, Probe, Surroundings};
use crate::input::{Chord, Input, Key};

/// The page for a terminal that does not read UTF-8: what it shows instead of the register.
///
/// It keeps within ASCII, so Vietnamese stands here without its marks.
const PAGE: &[&str] = &[
    "MAN HINH NAY CHUA HIEN DUOC CHU VIET (UTF-8)",
    "This terminal does not show Vietnamese letters (UTF-8)",
    "",
    "PuTTY, KiTTY:",
    "  1. Bam chuot phai vao thanh tieu de cua so / Right-click the title bar:",
    "     Change Settings...",
    "  2. Window > Translation > Remote character set: UTF-8",
    "  3. Bam Apply, roi mo lai so / Apply, then open the register again",
    "Chuong trinh khac / Other programs:",
    "  Character set, Encoding, Charset: UTF-8",
    "Linux: LANG=C.UTF-8",
    "",
    "Enter: van mo so / open the register anyway",
    "Esc:   thoat / leave",
];

/// What is known of a terminal, and the page that it is shown if it cannot show the register.
#[derive(Clone, Debug)]
pub struct Front {
    /// What the surroundings leave possible, were the terminal to answer as most do.
    best: Caps,
    caps: Caps,
    probe: Probe,
    /// Whether the page stands in place of the screens.
    explains: bool,
}

impl Front {
    /// Begins with what the surroundings tell; the answers to [`PROBE`](super::caps::PROBE) come with the input.
    pub fn new(around: &Surroundings<'_>) -> Self {
        let caps = Caps::of(around, None);
        let best = Caps::of(around, Some(Answer { utf8: true, wide: false }));
        Self { best, caps, probe: Probe::default(), explains: !caps.utf8 }
    }

    /// Returns what the terminal can do, as far as it is known by now.
    pub const fn caps(&self) -> Caps {
        self.caps
    }

    /// Takes what came from the terminal and gives on what is for the screens.
    ///
    /// Its answers are never for them, nor are keys while the page is shown: Enter takes the page away, Esc comes out as
    /// [`Input::HangUp`].
    pub fn take(&mut self, input: Input) -> Option<Input> {
        match input {
            Input::Reply(reply) => {
                if let Some(answer) = self.probe.reply(reply) {
                    self.answered(answer);
                }
                None
            }
            Input::Chord(Chord { key: Key::Enter, .. }) if self.explains => {
                self.explains = false;
                None
            }
            Input::Chord(Chord { key: Key::Esc, .. }) if self.explains => Some(Input::HangUp),
            Input::Chord(_) | Input::Paste(_) if self.explains => None,
            Input::Chord(_) | Input::Paste(_) | Input::Resize { .. } | Input::HangUp => Some(input),
        }
    }

    fn answered(&mut self, Answer { utf8, wide }: Answer) {
        let plain = !utf8 || wide;
        let borders = if plain { Borders::Ascii } else { self.best.borders };
        self.caps = Caps { borders, utf8, wide, ..self.best };
        self.explains = !utf8;
    }

    /// Draws the page if it has to be shown, and tells whether it did.
    pub fn draw(&self, frame: &mut Frame<'_>) -> bool {
        if !self.explains {
            return false;
        }
        let area = frame.area().inner(Margin::new(1, 0));
        for (y, text) in (area.y..area.bottom()).zip(PAGE) {
            let bold = if y == area.y { Modifier::BOLD } else { Modifier::empty() };
            let line = Line::styled(*text, Style::new().add_modifier(bold));
            frame.render_widget(line, Rect { y, height: 1, ..area });
        }
        true
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::input::{Reply, script};
    use ratatui::Terminal;
    use ratatui::backend::TestBackend;

    const XTERM: Surroundings<'_> = Surroundings {
        term: Some("xterm"),
        no_color: None,
        colorterm: None,
        lc_all: None,
        lc_ctype: None,
        lang: None,
        remote: false,
    };

    /// A terminal that answers with these columns.
    fn answered(around: &Surroundings<'_>, columns: [u16; 2]) -> Front {
        let mut front = Front::new(around);
        for col in columns {
            assert_eq!(front.take(Input::Reply(Reply::Position { row: 2, col })), None, "no reply reaches a screen");
        }
        front
    }

    fn page(front: &Front) -> Option<String> {
        let mut terminal = Terminal::new(TestBackend::new(80, 24)).unwrap();
        let mut shows = false;
        terminal.draw(|frame| shows = front.draw(frame)).unwrap();
        shows.then(|| terminal.backend().to_string())
    }

    #[test]
    fn until_the_answer_the_surroundings_count() {
        let front = Front::new(&XTERM);
        assert_eq!((front.caps().utf8, front.caps().borders, page(&front)), (true, Borders::Box, None));
        let latin = Surroundings { lang: Some("en_US.ISO-8859-1"), ..XTERM };
        assert!(page(&Front::new(&latin)).is_some());
        let told = answered(&latin, [2, 2]);
        assert_eq!((told.caps().utf8, told.caps().borders, page(&told)), (true, Borders::Box, None));
    }

    #[test]
    fn a_terminal_with_another_charset_is_told_how_to_change_it() {
        let mut front = answered(&XTERM, [4, 3]);
        let text = page(&front).unwrap();
        assert!(text.is_ascii() && text.contains("Translation"), "{text}");
        for input in script("a<Down><Paste x>").unwrap() {
            assert_eq!(front.take(input), None, "keys wait until the page is gone");
        }
        let size = Input::Resize { cols: 90, rows: 20 };
        assert_eq!(front.take(size.clone()), Some(size));
        assert_eq!(front.clone().take(Chord::plain(Key::Esc).into()), Some(Input::HangUp));
        assert_eq!(front.take(Chord::plain(Key::Enter).into()), None);
        assert_eq!(page(&front), None);
        assert_eq!(front.caps().borders, Borders::Ascii);
        assert_eq!(front.take(Chord::plain(Key::Enter).into()), Some(Chord::plain(Key::Enter).into()));
    }

    #[test]
    fn wide_letters_cost_only_the_borders() {
        let front = answered(&XTERM, [2, 3]);
        assert_eq!((front.caps().wide, front.caps().borders, page(&front)), (true, Borders::Ascii, None));
    }

    #[test]
    fn the_page_fits_a_small_window_and_is_cut_by_a_smaller_one() {
        assert!(PAGE.iter().all(|line| line.is_ascii() && line.len() < 80) && PAGE.len() < 24);
        let front = answered(&XTERM, [4, 3]);
        let mut terminal = Terminal::new(TestBackend::new(3, 2)).unwrap();
        terminal.draw(|frame| assert!(front.draw(frame))).unwrap();
    }
}
