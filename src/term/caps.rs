//! What a terminal can do, as data: from the environment, and from two questions put to it.
//!
//! Nothing here refuses a terminal. What cannot be known is taken for the common case, and an odd
//! `TERM` only makes the picture plainer.

use crate::input::Reply;

/// How many colours are sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Colours {
    /// None; attributes such as bold stay.
    None,
    /// The sixteen that every colour terminal has, in the shades that its owner chose.
    Sixteen,
}

/// What frames and rules are drawn with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Borders {
    /// The box-drawing letters of Unicode.
    Box,
    /// `+`, `-` and `|`.
    Ascii,
}

/// What a terminal can do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Caps {
    /// How many colours are sent.
    pub colours: Colours,
    /// What frames and rules are drawn with.
    pub borders: Borders,
    /// How long a lone Esc waits for the rest of a sequence, in milliseconds.
    pub esc_ms: u16,
    /// Whether the terminal reads UTF-8; without it Vietnamese cannot be shown at all.
    pub utf8: bool,
    /// Whether letters of ambiguous width (đ, ư, borders) take two columns, as in fonts for Chinese.
    pub wide: bool,
}

/// How long a lone Esc waits on a tty of the same machine, in milliseconds.
const ESC_HERE_MS: u16 = 60;

/// How long a lone Esc waits behind a network that may part a sequence, in milliseconds.
const ESC_REMOTE_MS: u16 = 150;

/// What the caller knows about a terminal; nothing is read from the process's environment here.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Surroundings<'a> {
    /// `TERM`.
    pub term: Option<&'a str>,
    /// `NO_COLOR` (<https://no-color.org>): any text in it asks for no colours.
    pub no_color: Option<&'a str>,
    /// `COLORTERM`: any text in it promises colours, whatever `TERM` is called.
    pub colorterm: Option<&'a str>,
    /// `LC_ALL`, which wins over the next two.
    pub lc_all: Option<&'a str>,
    /// `LC_CTYPE`, which wins over `LANG`.
    pub lc_ctype: Option<&'a str>,
    /// `LANG`.
    pub lang: Option<&'a str>,
    /// Whether a network lies between: an SSH channel, or `SSH_CONNECTION` set for a local tty.
    pub remote: bool,
}

impl Caps {
    /// Tells what a terminal can do; `answer` is what it said to [`PROBE`], if it said anything.
    pub fn of(around: &Surroundings<'_>, answer: Option<Answer>) -> Self {
        let term = around.term.unwrap_or_default();
        let utf8 = answer.map_or_else(|| locale_allows_utf8(around), |answer| answer.utf8);
        let wide = answer.is_some_and(|answer| answer.wide);
        let plain = !utf8 || wide || is_dumb(term);
        Self {
            colours: colours(term, around),
            borders: if plain { Borders::Ascii } else { Borders::Box },
            esc_ms: if around.remote { ESC_REMOTE_MS } else { ESC_HERE_MS },
            utf8,
            wide,
        }
    }
}

fn colours(term: &str, around: &Surroundings<'_>) -> Colours {
    let set = |value: Option<&str>| value.is_some_and(|text| !text.is_empty());
    // The VT100 to VT420 had none, and terminfo ends the names of colourless variants so.
    let colourless = || {
        let vt = term.strip_prefix("vt").and_then(|rest| rest.chars().next());
        is_dumb(term)
            || vt.is_some_and(|digit| digit.is_ascii_digit())
            || term.ends_with("-mono")
            || term.ends_with("-m")
    };
    if set(around.no_color) || (!set(around.colorterm) && colourless()) { Colours::None } else { Colours::Sixteen }
}

/// Tells whether `TERM` promises nothing.
fn is_dumb(term: &str) -> bool {
    matches!(term, "" | "dumb" | "unknown" | "network" | "dialup")
}

/// Tells whether the locale leaves UTF-8 possible: only another charset by name speaks against it.
///
/// `C` and `POSIX` say nothing about the terminal; they are what servers without a setting have.
fn locale_allows_utf8(around: &Surroundings<'_>) -> bool {
    let values = [around.lc_all, around.lc_ctype, around.lang];
    let locale = values.into_iter().flatten().find(|value| !value.is_empty());
    let charset = locale.and_then(|locale| locale.split_once('.')).map(|(_, charset)| charset);
    charset.is_none_or(|charset| {
        let name = charset.split('@').next().unwrap_or_default();
        name.eq_ignore_ascii_case("utf-8") || name.eq_ignore_ascii_case("utf8")
    })
}

/// The two questions: `ệ` and `đ`, each written at the left edge and followed by a position request.
///
/// They are asked in the second row, because in the first row the answer would look like Shift+F3
/// of xterm. The row is emptied afterwards. It is sent after [`OPEN`](super::OPEN) and before the
/// first frame; who gets no answer within a second goes on without.
pub const PROBE: &[u8] = "\x1b[2Hệ\x1b[6n\rđ\x1b[6n\r\x1b[K".as_bytes();

/// What the terminal said to [`PROBE`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Answer {
    /// Whether it reads UTF-8.
    pub utf8: bool,
    /// Whether letters of ambiguous width take two columns.
    pub wide: bool,
}

/// Collects the answers to [`PROBE`].
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Probe {
    /// The column after `ệ`, once known.
    first: Option<u16>,
}

impl Probe {
    /// Takes a reply of the terminal; gives the answer when it is complete.
    ///
    /// `ệ` has three bytes and one column: a cursor further right than column 2 means that the bytes
    /// were taken for letters. `đ` is of ambiguous width: column 3 after it means that such letters
    /// are wide.
    pub fn reply(&mut self, reply: Reply) -> Option<Answer> {
        let Reply::Position { col, .. } = reply else {
            return None;
        };
        let Some(first) = self.first else {
            self.first = Some(col);
            return None;
        };
        let utf8 = first < 3;
        Some(Answer { utf8, wide: utf8 && col >= 3 })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn term(name: &str) -> Surroundings<'_> {
        Surroundings { term: Some(name), ..Surroundings::default() }
    }

    #[test]
    fn a_common_terminal_has_colours_and_boxes() {
        for name in ["xterm-256color", "screen", "tmux-256color", "linux", "putty", "rxvt", "no-such-thing"] {
            let caps = Caps::of(&term(name), None);
            assert_eq!((caps.colours, caps.borders, caps.utf8), (Colours::Sixteen, Borders::Box, true), "{name}");
        }
    }

    #[test]
    fn an_odd_terminal_gets_a_plain_picture() {
        for around in [term("dumb"), term("unknown"), term(""), Surroundings::default()] {
            let caps = Caps::of(&around, None);
            assert_eq!((caps.colours, caps.borders), (Colours::None, Borders::Ascii), "{around:?}");
        }
        assert_eq!(Caps::of(&term("vt220"), None).colours, Colours::None);
        assert_eq!(Caps::of(&term("xterm-mono"), None).colours, Colours::None);
    }

    #[test]
    fn no_color_wins_over_colorterm_and_that_over_term() {
        let mut around = Surroundings { colorterm: Some("truecolor"), ..term("dumb") };
        assert_eq!(Caps::of(&around, None).colours, Colours::Sixteen);
        around.no_color = Some("");
        assert_eq!(Caps::of(&around, None).colours, Colours::Sixteen, "an empty NO_COLOR is none");
        around.no_color = Some("1");
        assert_eq!(Caps::of(&around, None).colours, Colours::None);
    }

    #[test]
    fn esc_waits_longer_behind_a_network() {
        assert_eq!(Caps::of(&term("xterm"), None).esc_ms, 60);
        assert_eq!(Caps::of(&Surroundings { remote: true, ..term("xterm") }, None).esc_ms, 150);
    }

    #[test]
    fn only_another_charset_by_name_speaks_against_utf8() {
        for (lang, utf8) in [
            ("vi_VN.UTF-8", true),
            ("en_US.utf8", true),
            ("vi_VN.UTF-8@x", true),
            ("C", true),
            ("POSIX", true),
            ("", true),
            ("vi_VN.TCVN", false),
            ("en_US.ISO-8859-1", false),
        ] {
            let around = Surroundings { lang: Some(lang), ..term("xterm") };
            assert_eq!(Caps::of(&around, None).utf8, utf8, "{lang}");
        }
        let order =
            Surroundings { lc_all: Some(""), lc_ctype: Some("vi_VN.UTF-8"), lang: Some("vi_VN.TCVN"), ..term("xterm") };
        assert!(Caps::of(&order, None).utf8, "LC_CTYPE wins over LANG, an empty LC_ALL over nothing");
        assert!(!Caps::of(&Surroundings { lc_all: Some("vi_VN.TCVN"), ..order }, None).utf8);
    }

    /// Sends the answers of a terminal whose cursor stood at these columns.
    fn answer(columns: [u16; 2]) -> Option<Answer> {
        let mut probe = Probe::default();
        assert_eq!(probe.reply(Reply::Other), None, "another answer is passed over");
        assert_eq!(probe.reply(Reply::Position { row: 2, col: columns[0] }), None);
        probe.reply(Reply::Position { row: 2, col: columns[1] })
    }

    #[test]
    fn the_terminal_itself_knows_best() {
        let latin = Surroundings { lang: Some("vi_VN.TCVN"), ..term("xterm") };
        let caps = Caps::of(&latin, answer([2, 2]));
        assert_eq!((caps.utf8, caps.borders, caps.wide), (true, Borders::Box, false));
        let caps = Caps::of(&term("xterm"), answer([4, 3]));
        assert_eq!((caps.utf8, caps.borders, caps.wide), (false, Borders::Ascii, false));
        let caps = Caps::of(&term("xterm"), answer([3, 3]));
        assert!(!caps.utf8, "one of the three bytes may be taken for a control");
        let caps = Caps::of(&term("xterm"), answer([2, 3]));
        assert_eq!((caps.utf8, caps.borders, caps.wide), (true, Borders::Ascii, true));
    }

    #[test]
    fn the_questions_are_answered_by_a_real_screen() {
        let side = |cells| std::num::NonZeroU16::new(cells).unwrap();
        let mut screen = vt100::Parser::new(side(24), side(80), 0);
        let mut probe = Probe::default();
        let mut answer = None;
        // The screen model does not answer by itself: ask it where a terminal would.
        for part in PROBE.split_inclusive(|&byte| byte == b'n').filter(|part| part.ends_with(b"n")) {
            screen.process(part);
            let (row, col) = screen.screen().cursor_position();
            assert_eq!(row, 1, "not the first row, whose answer looks like F3");
            answer = probe.reply(Reply::Position { row: row + 1, col: col + 1 });
        }
        assert_eq!(answer, Some(Answer { utf8: true, wide: false }));
        screen.process(b"\r\x1b[K");
        assert!(PROBE.ends_with(b"\r\x1b[K") && screen.screen().contents().trim().is_empty());
    }
}
