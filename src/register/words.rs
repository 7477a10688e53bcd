//! Words for people, always in both languages at once.

use std::fmt;

/// The language a session speaks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Lang {
    /// Vietnamese, the default.
    #[default]
    Vi,
    /// English.
    En,
}

impl Lang {
    /// Returns the language's short name, `vi` or `en`.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Vi => "vi",
            Self::En => "en",
        }
    }

    /// Reads a short name; `None` for a language that is not spoken here.
    pub fn from_code(code: &str) -> Option<Self> {
        match code {
            "vi" => Some(Self::Vi),
            "en" => Some(Self::En),
            _ => None,
        }
    }

    /// Returns the other language.
    #[must_use]
    pub const fn other(self) -> Self {
        match self {
            Self::Vi => Self::En,
            Self::En => Self::Vi,
        }
    }
}

/// Fixed words of a table: a label, a help text, a menu line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Label {
    /// Vietnamese.
    pub vi: &'static str,
    /// English.
    pub en: &'static str,
}

impl Label {
    /// No words at all.
    pub const NONE: Self = Self { vi: "", en: "" };

    /// Makes a label from its two languages.
    pub const fn new(vi: &'static str, en: &'static str) -> Self {
        Self { vi, en }
    }

    /// Returns the words in `lang`.
    pub const fn get(self, lang: Lang) -> &'static str {
        match lang {
            Lang::Vi => self.vi,
            Lang::En => self.en,
        }
    }

    /// Returns whether there are no words.
    pub const fn is_empty(self) -> bool {
        self.vi.is_empty()
    }
}

/// Words made while running, in both languages; what a refusal or a notice says.
///
/// They are made in both at once because whoever makes them (the planner, the store) does not know
/// who will read them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Words {
    /// Vietnamese.
    pub vi: String,
    /// English.
    pub en: String,
}

impl Words {
    /// Returns the words in `lang`.
    pub fn get(&self, lang: Lang) -> &str {
        match lang {
            Lang::Vi => &self.vi,
            Lang::En => &self.en,
        }
    }

    /// Returns whether there are no words.
    pub fn is_empty(&self) -> bool {
        self.vi.is_empty()
    }
}

impl From<Label> for Words {
    fn from(label: Label) -> Self {
        Self { vi: label.vi.to_owned(), en: label.en.to_owned() }
    }
}

/// What can stand in a sentence: the same in both languages (a number, a name), or with words of its own in each.
pub trait Speak {
    /// Returns how it is said in `lang`.
    fn speak(&self, lang: Lang) -> String;
}

impl<T: fmt::Display> Speak for T {
    fn speak(&self, _: Lang) -> String {
        self.to_string()
    }
}

impl Speak for Label {
    fn speak(&self, lang: Lang) -> String {
        self.get(lang).to_owned()
    }
}

impl Speak for Words {
    fn speak(&self, lang: Lang) -> String {
        self.get(lang).to_owned()
    }
}

/// Makes [`Words`] from two format strings, Vietnamese first.
///
/// A missing language does not compile, and neither does a named argument that one of them leaves out.
#[macro_export]
macro_rules! say {
    ($vi:literal, $en:literal $(, $name:ident = $value:expr)* $(,)?) => {{
        #[allow(unused_imports)]
        use $crate::register::words::Speak as _;
        $(let $name = &$value;)*
        $crate::register::Words {
            vi: format!($vi $(, $name = $name.speak($crate::register::Lang::Vi))*),
            en: format!($en $(, $name = $name.speak($crate::register::Lang::En))*),
        }
    }};
}
