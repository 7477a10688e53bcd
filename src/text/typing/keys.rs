//! How a person types a text: the keys of each letter, in several orders; and names found by the keys that an input
//! method took for Vietnamese.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use super::Method;
use crate::text::fold::{Pattern, Rank};

/// Where the keys of marks are pressed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Order {
    /// Shapes right behind their letters, the tone at the end of the word.
    ToneLast,
    /// Everything right behind its letter.
    AtOnce,
    /// All letters first, then the shapes, then the tone.
    MarksLast,
}

/// All of them.
pub const ORDERS: [Order; 3] = [Order::ToneLast, Order::AtOnce, Order::MarksLast];

fn tone_key(method: Method, mark: char) -> Option<char> {
    let at = ['\u{301}', '\u{300}', '\u{309}', '\u{303}', '\u{323}'].iter().position(|tone| *tone == mark)?;
    let keys = if method == Method::Vni { "12345" } else { "sfrxj" };
    keys.chars().nth(at)
}

fn shape_key(method: Method, letter: char, mark: char) -> Option<char> {
    match (method, mark) {
        (Method::Vni, '\u{302}') => Some('6'),
        (Method::Vni, '\u{31b}') => Some('7'),
        (Method::Vni, '\u{306}') => Some('8'),
        (_, '\u{302}') => Some(letter),
        (_, '\u{31b}' | '\u{306}') => Some('w'),
        _ => None,
    }
}

/// Returns whether a word has two o that stay two: "xoong", "moóc".
fn has_long_o(word: &str) -> bool {
    let bare: String = word.nfd().filter(|c| !is_combining_mark(*c)).collect();
    let bare = bare.to_lowercase();
    bare.ends_with("oong") || bare.ends_with("ooc")
}

/// Writes the keys of a word; signs and figures are keys of their own.
pub fn keys(word: &str, method: Method, order: Order) -> String {
    let mut out = String::new();
    let (mut shapes, mut tone, mut letter) = (String::new(), None, ' ');
    let is_capital = word.chars().filter(|c| c.is_alphabetic()).all(char::is_uppercase) && word.chars().count() > 1;
    let case = |key: char| if is_capital { key.to_ascii_uppercase() } else { key.to_ascii_lowercase() };
    let long_o = method == Method::Telex && has_long_o(word);
    for part in word.nfd() {
        if matches!(part, 'đ' | 'Đ') {
            out.push(if part == 'Đ' { 'D' } else { 'd' });
            out.push(if method == Method::Vni { '9' } else { case('d') });
            letter = 'd';
        } else if let Some(key) = tone_key(method, part).map(case) {
            if order == Order::AtOnce { out.push(key) } else { tone = Some(key) }
        } else if let Some(key) = shape_key(method, letter, part).map(case) {
            match order {
                Order::MarksLast
                    if shapes.ends_with(key) && !key.is_ascii_digit() && key.eq_ignore_ascii_case(&'w') => {}
                Order::MarksLast if shapes.ends_with('7') && key == '7' => {}
                Order::MarksLast => shapes.push(key),
                Order::ToneLast | Order::AtOnce => out.push(key),
            }
        } else if part.is_alphabetic() {
            if long_o && letter.eq_ignore_ascii_case(&'o') && part.eq_ignore_ascii_case(&'o') {
                // A second o makes ô of the first, a third gives both back.
                out.push(part);
            }
            letter = part;
            out.push(part);
        } else {
            out.push_str(&std::mem::take(&mut shapes));
            out.extend(tone.take());
            out.push(part);
            letter = part;
        }
    }
    out.push_str(&shapes);
    out.extend(tone);
    out
}

/// What was typed to find a command or a name out of a list, by someone whose input method may have been on.
///
/// Telex makes "lít" of the keys of "list". Where what was typed finds nothing as it stands, the keys that were pressed
/// are looked for: so nobody need switch anything off to reach a command.
#[derive(Clone, Debug)]
pub struct Sought {
    typed: Pattern,
    pressed: Vec<Pattern>,
}

impl Sought {
    /// Prepares what was typed.
    pub fn new(typed: &str) -> Self {
        let mut pressed: Vec<String> = Vec::new();
        let ways = [Method::Telex, Method::Vni].into_iter().flat_map(|method| ORDERS.map(|order| (method, order)));
        let line =
            |(method, order)| typed.split(' ').map(|word| keys(word, method, order)).collect::<Vec<_>>().join(" ");
        // Some make ư of w alone, and đ of d at once.
        let single = typed.replace('ư', "w").replace('đ', "d");
        for line in ways.map(line).chain([single]).filter(|_| !typed.is_ascii()) {
            if line != typed && !pressed.contains(&line) {
                pressed.push(line);
            }
        }
        Self { typed: Pattern::new(typed), pressed: pressed.iter().map(|line| Pattern::new(line)).collect() }
    }

    /// Says whether nothing that can be searched was typed.
    pub fn is_empty(&self) -> bool {
        self.typed.is_empty()
    }

    /// Ranks a name, or returns `None` when it does not match.
    pub fn matches(&self, name: &str) -> Option<Rank> {
        self.typed.matches(name).or_else(|| self.pressed.iter().find_map(|keys| keys.matches(name)))
    }
}
