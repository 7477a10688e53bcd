//! Telex and VNI: Vietnamese typed with plain keys, for machines that have no input method of their own.
//!
//! A [`Typist`] does what an input method on the person's machine does: each key becomes letters taken back and letters
//! put in their place. So whatever bears such bursts from outside bears it from here.

mod keys;

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use super::syllable::is_syllable;
pub use keys::Sought;

/// How Vietnamese is typed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Method {
    /// As it comes: the person's machine does it, or nobody.
    #[default]
    Off,
    /// Doubled letters and `w` for the shape, `s f r x j` for the tone.
    Telex,
    /// `6 7 8 9` for the shape, `1` to `5` for the tone.
    Vni,
}

impl Method {
    /// All of them, in the order in which a key goes round.
    pub const ALL: [Self; 3] = [Self::Off, Self::Telex, Self::Vni];

    /// Returns the name under which the setting is kept.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Off => "off",
            Self::Telex => "telex",
            Self::Vni => "vni",
        }
    }

    /// Reads the name of the setting.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|method| method.code() == code)
    }

    /// Returns the one that follows when a key goes round.
    #[must_use]
    pub const fn next(self) -> Self {
        match self {
            Self::Off => Self::Telex,
            Self::Telex => Self::Vni,
            Self::Vni => Self::Off,
        }
    }

    /// Returns the name that people know, the same in every language; none where nothing is on.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Off => "",
            Self::Telex => "Telex",
            Self::Vni => "VNI",
        }
    }
}

/// Puts one word together from its keys.
pub trait Composer: Send {
    /// Takes one more key.
    fn key(&mut self, key: char);

    /// Takes the last letter away, its marks with it; those before it keep theirs.
    fn erase(&mut self);

    /// Returns the word as it stands, composed.
    fn word(&self) -> String;

    /// Begins another word.
    fn clear(&mut self);
}

/// The engine of the bamboo-core crate.
struct Bamboo(bamboo_core::Engine);

impl Composer for Bamboo {
    fn key(&mut self, key: char) {
        self.0.process_key(key, bamboo_core::Mode::Vietnamese);
    }

    fn erase(&mut self) {
        self.0.remove_last_output_char();
    }

    fn word(&self) -> String {
        self.0.output().nfc().collect()
    }

    fn clear(&mut self) {
        self.0.reset();
    }
}

/// Makes what puts words together; `None` where nothing is to be put together.
fn composer(method: Method) -> Option<Box<dyn Composer>> {
    let method = match method {
        Method::Off => return None,
        Method::Telex => bamboo_core::InputMethod::telex(),
        Method::Vni => bamboo_core::InputMethod::vni(),
    };
    Some(Box::new(Bamboo(bamboo_core::Engine::new(method))))
}

/// What a key does to the text left of the cursor.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Burst {
    /// Code points taken away.
    pub erase: usize,
    /// Letters put in their place.
    pub insert: String,
}

impl Burst {
    fn typed(letter: char) -> Self {
        Self { erase: 0, insert: letter.to_string() }
    }

    /// Makes what turns one text into another that begins alike.
    fn between(old: &str, new: &str) -> Self {
        let same = old.chars().zip(new.chars()).take_while(|(one, other)| one == other).count();
        Self { erase: old.chars().count() - same, insert: new.chars().skip(same).collect() }
    }

    fn then(mut self, letter: char) -> Self {
        self.insert.push(letter);
        self
    }
}

/// A person at the keys: what was typed since the last blank.
#[derive(Default)]
pub struct Typist {
    method: Method,
    composer: Option<Box<dyn Composer>>,
    /// The keys of the word being typed.
    keys: String,
    /// The word as it is shown.
    word: String,
    /// What stands before the word since the last blank, as it is shown and as its keys were.
    before: String,
    before_keys: String,
    /// Whether nothing more is put together before the next blank: an address, a code, letters that came whole.
    is_plain: bool,
}

impl Typist {
    /// Makes someone who types in this way.
    pub fn new(method: Method) -> Self {
        Self { method, composer: composer(method), ..Self::default() }
    }

    /// Returns the way of typing.
    pub const fn method(&self) -> Method {
        self.method
    }

    /// Forgets what was typed: the cursor stands elsewhere.
    pub fn forget(&mut self) {
        let composer = self.composer.take();
        *self = Self { method: self.method, composer, ..Self::default() };
        if let Some(composer) = &mut self.composer {
            composer.clear();
        }
    }

    /// Takes a letter, a figure, a sign or a blank.
    pub fn letter(&mut self, letter: char) -> Burst {
        if self.composer.is_none() {
            return Burst::typed(letter);
        }
        if letter.is_whitespace() {
            let burst = self.finish();
            self.forget();
            return burst.then(letter);
        }
        if !letter.is_ascii() {
            // Another input method is at work, or the keyboard has the letter.
            self.is_plain = true;
        }
        if letter.is_ascii_alphabetic() && self.keys.is_empty() && self.before.ends_with(|c: char| c.is_ascii_digit()) {
            // 310tr, 3A: what begins with a figure is no word.
            self.is_plain = true;
        }
        if self.is_plain {
            return self.pass(letter);
        }
        let steers = self.method == Method::Vni && letter.is_ascii_digit() && !self.keys.is_empty();
        if letter.is_ascii_alphabetic() || steers { self.compose(letter) } else { self.sign(letter) }
    }

    /// Takes the last letter away, as Backspace does.
    pub fn erase(&mut self) -> Burst {
        let Some(composer) = self.composer.as_mut().filter(|_| !self.keys.is_empty() && !self.is_plain) else {
            self.before.push_str(&std::mem::take(&mut self.word));
            self.before.pop();
            self.before_keys.clone_from(&self.before);
            self.keys.clear();
            self.is_plain &= !self.before.is_empty();
            return Burst { erase: 1, insert: String::new() };
        };
        composer.erase();
        let word = composer.word();
        let burst = Burst::between(&self.word, &word);
        self.keys = if self.word == self.keys { word.clone() } else { bare(&word) };
        self.word = word;
        burst
    }

    /// Ends the word: one that is not Vietnamese gets its keys back.
    pub fn finish(&mut self) -> Burst {
        let kept = self.kept();
        let burst = Burst::between(&self.word, &kept);
        self.before.push_str(&kept);
        self.before_keys.push_str(&self.keys);
        self.begin();
        burst
    }

    /// Begins another word behind what stands before it.
    fn begin(&mut self) {
        self.keys.clear();
        self.word.clear();
        if let Some(composer) = &mut self.composer {
            composer.clear();
        }
    }

    fn compose(&mut self, letter: char) -> Burst {
        let Some(composer) = &mut self.composer else { return Burst::typed(letter) };
        self.keys.push(letter);
        composer.key(letter);
        let word = composer.word();
        let burst = Burst::between(&self.word, &word);
        self.word = word;
        burst
    }

    /// Takes what is no letter.
    fn sign(&mut self, sign: char) -> Burst {
        let is_code = sign.is_ascii_digit() && self.keys.len() > 1 && !self.keys.contains(|c: char| c.is_lowercase());
        let burst = match sign {
            // An e-mail address, a path, a name out of a program.
            '@' | '_' | '\\' => self.take_back(),
            // HAS2: capitals with a figure right behind are a code.
            _ if is_code => {
                let burst = Burst::between(&self.word, &self.keys);
                self.before.push_str(&self.keys);
                self.before_keys.push_str(&self.keys);
                self.begin();
                burst
            }
            _ => self.finish(),
        };
        self.before.push(sign);
        self.before_keys.push(sign);
        burst.then(sign)
    }

    /// Gives everything since the last blank its keys back, and leaves the rest alone.
    fn take_back(&mut self) -> Burst {
        let shown = format!("{}{}", self.before, self.word);
        let keys = format!("{}{}", self.before_keys, self.keys);
        self.begin();
        self.is_plain = true;
        let burst = Burst::between(&shown, &keys);
        self.before.clone_from(&keys);
        self.before_keys = keys;
        burst
    }

    /// Takes a letter as it is.
    fn pass(&mut self, letter: char) -> Burst {
        self.before.push_str(&std::mem::take(&mut self.word));
        self.before.push(letter);
        self.before_keys.clone_from(&self.before);
        self.begin();
        Burst::typed(letter)
    }

    /// Returns the word as it is to stay.
    ///
    /// A key pressed twice takes its mark back (`tesst` for "test") where once would have made a syllable of it; `office`
    /// has its two letters because nobody can mean a mark there.
    fn kept(&self) -> String {
        if self.word == self.keys || is_word(&self.word) {
            return self.word.clone();
        }
        let undone =
            self.word.is_ascii() && self.once(&self.word).is_some_and(|word| !word.is_ascii() && is_word(&word));
        if undone { self.word.clone() } else { self.keys.clone() }
    }

    /// Returns what these keys give by themselves.
    fn once(&self, keys: &str) -> Option<String> {
        let mut composer = composer(self.method)?;
        keys.chars().for_each(|key| composer.key(key));
        Some(composer.word())
    }
}

/// Says whether a word may stay as it was put together: a syllable in any capitals, or one of the highlands' names, whose
/// spelling ends in k (Đắk, Lắk).
fn is_word(word: &str) -> bool {
    let lower = word.to_lowercase();
    let highland = || {
        let stem = lower.strip_suffix('k').filter(|stem| !stem.is_ascii())?;
        Some(is_syllable(&format!("{stem}c")))
    };
    is_syllable(&lower) || highland().unwrap_or(false)
}

/// Strips the marks of a word.
fn bare(word: &str) -> String {
    let letters = word.nfd().filter(|c| !is_combining_mark(*c));
    letters
        .map(|c| {
            if c == 'đ' {
                'd'
            } else if c == 'Đ' {
                'D'
            } else {
                c
            }
        })
        .collect()
}

#[cfg(test)]
mod tests;
