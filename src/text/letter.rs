//! Letters taken apart: base, shape (â, ă, ơ, đ, ...) and tone, the ground of searching and sorting.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::{decompose_compatible, is_combining_mark};

/// The mark that stands for the bar of đ, which Unicode does not decompose.
const BAR: char = '\u{335}';

/// The tone of a syllable, in the order of Vietnamese dictionaries.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Tone {
    /// Ngang: no mark.
    #[default]
    Level,
    /// Huyền: à.
    Falling,
    /// Hỏi: ả.
    Asking,
    /// Ngã: ã.
    Tumbling,
    /// Sắc: á.
    Sharp,
    /// Nặng: ạ.
    Heavy,
}

impl Tone {
    /// Returns the tone that a combining mark writes.
    pub(super) fn of_mark(mark: char) -> Option<Self> {
        match mark {
            '\u{300}' => Some(Self::Falling),
            '\u{309}' => Some(Self::Asking),
            '\u{303}' => Some(Self::Tumbling),
            '\u{301}' => Some(Self::Sharp),
            '\u{323}' => Some(Self::Heavy),
            _ => None,
        }
    }
}

/// One letter, digit or gap of a text that was taken apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Cell {
    /// The lower-case letter without marks, a digit, or a space for any run of blanks and punctuation.
    pub base: char,
    /// The mark that makes another letter of it: the hook of ơ, the bar of đ.
    pub shape: Option<char>,
    /// The tone of the vowels that the letter stands among: the same on each, so that hoà equals hòa.
    pub tone: Tone,
    /// Whether the letter was a capital.
    pub upper: bool,
}

impl Cell {
    const GAP: Self = Self { base: ' ', shape: None, tone: Tone::Level, upper: false };

    /// Says whether the cell stands between words.
    pub(super) fn is_gap(self) -> bool {
        self.base == ' '
    }

    /// Says whether the cell is one of the letters that carry a tone.
    pub(super) fn is_vowel(self) -> bool {
        matches!(self.base, 'a' | 'e' | 'i' | 'o' | 'u' | 'y')
    }
}

/// Takes a text apart into letters, digits and single gaps, with no gap at either end.
///
/// Apostrophes and invisible characters vanish (H'Mông is one word); all other punctuation is a gap.
pub(super) fn cells(s: &str) -> Vec<Cell> {
    let mut out: Vec<Cell> = Vec::with_capacity(s.len());
    for c in s.chars().filter(|c| !is_ignored(*c)) {
        decompose_compatible(c, |part| push(&mut out, part));
    }
    if out.last().is_some_and(|cell| cell.is_gap()) {
        out.pop();
    }
    share_tones(&mut out);
    out
}

fn push(out: &mut Vec<Cell>, part: char) {
    if is_ignored(part) {
        return;
    }
    if is_combining_mark(part) {
        if let Some(last) = out.last_mut().filter(|cell| !cell.is_gap()) {
            // Normal forms order the marks differently: which of several counts must not depend on it.
            match Tone::of_mark(part) {
                Some(tone) => last.tone = last.tone.max(tone),
                None => last.shape = Some(last.shape.map_or(part, |mark| leading_mark(mark, part))),
            }
        }
    } else if is_d_with_bar(part) {
        let upper = matches!(part, 'Đ' | 'Ð');
        out.push(Cell { base: 'd', shape: Some(BAR), tone: Tone::Level, upper });
    } else if part.is_alphanumeric() {
        let upper = part.is_uppercase();
        let lower = part.to_lowercase().filter(|c| c.is_alphanumeric() && !is_combining_mark(*c));
        out.extend(lower.map(|base| Cell { base, upper, ..Cell::GAP }));
    } else if out.last().is_some_and(|cell| !cell.is_gap()) {
        out.push(Cell::GAP);
    }
}

/// Returns which of two marks on a letter makes another letter of it: a Vietnamese one (â, ă, ơ) before others.
fn leading_mark(a: char, b: char) -> char {
    let weight = |mark: char| (matches!(mark, '\u{302}' | '\u{306}' | '\u{31B}' | BAR), mark);
    if weight(b) > weight(a) { b } else { a }
}

/// Đ, and the Icelandic eth that looks the same and is found in its place in older files.
fn is_d_with_bar(c: char) -> bool {
    matches!(c, 'đ' | 'Đ' | 'ð' | 'Ð')
}

/// Apostrophes, joiners, direction marks and the narrow space that an input method leaves behind.
fn is_ignored(c: char) -> bool {
    matches!(c, '\'' | '’' | '‘' | 'ʼ' | '\u{AD}' | '\u{200B}'..='\u{200F}' | '\u{202F}' | '\u{2060}' | '\u{FEFF}')
}

/// Gives every vowel of a run the tone that is written on one of them.
fn share_tones(cells: &mut [Cell]) {
    for run in cells.chunk_by_mut(|a, b| a.is_vowel() && b.is_vowel()) {
        let tone = run.iter().map(|cell| cell.tone).find(|tone| *tone != Tone::Level);
        if let Some(tone) = tone {
            for cell in run {
                cell.tone = tone;
            }
        }
    }
}

/// Lowers a text to one spelling for the parsers of numbers: composed, small letters, single spaces.
///
/// Marks and punctuation stay. The many dashes become `-`, `₫` becomes `đ`. A raised 2 or 3 becomes a digit
/// only behind a letter (m²), so that 10² is never read as 102.
pub(super) fn lowered(s: &str) -> String {
    let mut out = String::with_capacity(s.len());
    for c in s.chars().filter(|c| !is_ignored(*c)) {
        match c {
            '²' | '³' if !out.ends_with(|last: char| last.is_ascii_alphabetic()) => out.push('^'),
            '₫' => out.push('đ'),
            '−' | '–' | '—' | '‐' | '‑' => out.push('-'),
            _ if c.is_whitespace() => out.push(' '),
            _ if is_d_with_bar(c) => out.push('đ'),
            _ => decompose_compatible(c, |part| out.extend(part.to_lowercase())),
        }
    }
    squeeze(&out.nfc().collect::<String>())
}

/// Strips the marks of a [`lowered`] text.
pub(super) fn plain(s: &str) -> String {
    let letters = lowered(s);
    letters.nfd().filter(|c| !is_combining_mark(*c)).map(|c| if c == 'đ' { 'd' } else { c }).collect()
}

/// Trims a text and leaves one space between its words.
pub(super) fn squeeze(s: &str) -> String {
    let mut out = String::with_capacity(s.len());
    for word in s.split_whitespace() {
        if !out.is_empty() {
            out.push(' ');
        }
        out.push_str(word);
    }
    out
}
