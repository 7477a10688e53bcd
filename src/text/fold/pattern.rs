//! Finding by what was typed: marks that are typed must match, marks that are not typed do not matter.

use crate::text::letter::{Cell, Tone, cells};

/// How well a text matches; the best comes first in order, so that hits can be sorted by it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Rank {
    /// The whole text was typed.
    Exact,
    /// The text begins with what was typed.
    Prefix,
    /// Each typed word begins a word of the text, in the same order.
    Words,
    /// As [`Rank::Words`], but some typed word is the first letters of several words: `ntmk`, `tdp 15`.
    Initials,
    /// What was typed stands somewhere in the text, spaces aside.
    Substring,
}

/// What was typed to find something, prepared once for many texts.
#[derive(Clone, Debug)]
pub struct Pattern {
    cells: Vec<Cell>,
    folded: String,
    marked: bool,
}

impl Pattern {
    /// Prepares what was typed, composed or decomposed, with as many or as few marks as there are.
    pub fn new(typed: &str) -> Self {
        let cells = cells(typed);
        let marked = cells.iter().any(|cell| cell.shape.is_some() || cell.tone != Tone::Level);
        let folded = cells.iter().map(|cell| cell.base).collect();
        Self { cells, folded, marked }
    }

    /// Says whether nothing that can be searched was typed; such a pattern matches every text.
    pub fn is_empty(&self) -> bool {
        self.cells.is_empty()
    }

    /// Returns what was typed, folded.
    pub(super) fn folded(&self) -> &str {
        &self.folded
    }

    /// Says whether marks were typed.
    pub(super) const fn is_marked(&self) -> bool {
        self.marked
    }

    /// Says whether the typed words are the whole of a text.
    pub(in crate::text) fn is_whole(&self, text: &str) -> bool {
        !self.is_empty() && self.matches(text) == Some(Rank::Exact)
    }

    /// Ranks a text, or returns `None` when it does not match.
    ///
    /// A letter typed with its mark finds only that letter (đ does not find d, but d finds đ). A tone belongs
    /// to its syllable, so that hòa finds hoà and the other way round.
    pub fn matches(&self, text: &str) -> Option<Rank> {
        rank(&self.cells, &cells(text))
    }

    /// Does what [`Pattern::matches`] does, faster, for an index that keeps `folded`, the
    /// [`fold`](super::fold)ed form of `original`.
    ///
    /// The original is looked at only when marks were typed and the folded form matches.
    pub fn matches_folded(&self, folded: &str, original: &str) -> Option<Rank> {
        if !self.folded.is_ascii() {
            return self.matches(original);
        }
        let by_bytes = rank(self.folded.as_bytes(), folded.as_bytes())?;
        if self.marked { self.matches(original) } else { Some(by_bytes) }
    }
}

/// One comparable piece of a text: a byte of a folded key or a letter with its marks.
trait Unit: Copy {
    fn is_gap(self) -> bool;
    fn is_digit(self) -> bool;
    /// Says whether the typed unit `self` finds the unit `text`.
    fn finds(self, text: Self) -> bool;
}

impl Unit for u8 {
    fn is_gap(self) -> bool {
        self == b' '
    }

    fn is_digit(self) -> bool {
        self.is_ascii_digit()
    }

    fn finds(self, text: Self) -> bool {
        self == text
    }
}

impl Unit for Cell {
    fn is_gap(self) -> bool {
        self.is_gap()
    }

    fn is_digit(self) -> bool {
        self.base.is_ascii_digit()
    }

    fn finds(self, text: Self) -> bool {
        self.base == text.base
            && (self.shape.is_none() || self.shape == text.shape)
            && (self.tone == Tone::Level || self.tone == text.tone)
    }
}

fn rank<U: Unit>(typed: &[U], text: &[U]) -> Option<Rank> {
    if begins(typed, text) {
        return Some(if typed.len() == text.len() && !typed.is_empty() { Rank::Exact } else { Rank::Prefix });
    }
    by_words(typed, text).or_else(|| is_inside(typed, text).then_some(Rank::Substring))
}

fn begins<U: Unit>(typed: &[U], text: &[U]) -> bool {
    typed.len() <= text.len() && typed.iter().zip(text).all(|(a, b)| a.finds(*b))
}

/// Matches typed words to words of the text from left to right, each at the earliest possible end: what is
/// left is then the longest possible, so no match is missed.
fn by_words<U: Unit>(typed: &[U], text: &[U]) -> Option<Rank> {
    let mut rest = text;
    let mut rank = Rank::Words;
    for word in typed.split(|unit| unit.is_gap()) {
        let as_prefix = starts_of_words(rest).find(|from| begins(word, from)).map(after_word);
        let as_initials = starts_of_words(rest).find_map(|from| after_initials(word, from));
        rest = match (as_prefix, as_initials) {
            (Some(prefix), Some(initials)) if initials.len() > prefix.len() => {
                rank = Rank::Initials;
                initials
            }
            (Some(prefix), _) => prefix,
            (None, Some(initials)) => {
                rank = Rank::Initials;
                initials
            }
            (None, None) => return None,
        };
    }
    Some(rank)
}

/// Yields the text from the start of each of its words on.
fn starts_of_words<U: Unit>(text: &[U]) -> impl Iterator<Item = &[U]> {
    (0..text.len()).filter(|&i| !text[i].is_gap() && (i == 0 || text[i - 1].is_gap())).map(|i| &text[i..])
}

/// Returns what follows the first word.
fn after_word<U: Unit>(text: &[U]) -> &[U] {
    let end = text.iter().position(|unit| unit.is_gap()).map_or(text.len(), |gap| gap + 1);
    &text[end..]
}

/// Reads `word` as the first letters of the words that `text` begins with, a typed number as the start of
/// one word, and returns what follows them.
fn after_initials<'a, U: Unit>(word: &[U], text: &'a [U]) -> Option<&'a [U]> {
    let mut rest = text;
    for piece in word.chunk_by(|a, b| a.is_digit() && b.is_digit()) {
        if rest.is_empty() || !begins(piece, rest) {
            return None;
        }
        rest = after_word(rest);
    }
    Some(rest)
}

/// Says whether what was typed stands anywhere in the text as it is, or from the start of a word on when
/// the spaces of both are left out: `dvk2026014` finds `dvk 2026 014`.
fn is_inside<U: Unit>(typed: &[U], text: &[U]) -> bool {
    text.windows(typed.len().max(1)).any(|window| begins(typed, window))
        || starts_of_words(text).any(|from| begins_without_gaps(typed, from))
}

fn begins_without_gaps<U: Unit>(typed: &[U], text: &[U]) -> bool {
    let mut letters = text.iter().filter(|unit| !unit.is_gap());
    typed.iter().filter(|unit| !unit.is_gap()).all(|unit| letters.next().is_some_and(|letter| unit.finds(*letter)))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use unicode_normalization::UnicodeNormalization;

    use super::*;
    use crate::text::fold::{fold, initials};

    fn find(typed: &str, text: &str) -> Option<Rank> {
        let pattern = Pattern::new(typed);
        let found = pattern.matches(text);
        assert_eq!(pattern.matches_folded(&fold(text), text), found, "fast and slow differ: {typed} in {text}");
        found
    }

    #[test]
    fn names_are_found_without_marks_and_by_initials() {
        let name = "Nguyễn Thị Minh Khai";
        assert_eq!(find("nguyen thi minh khai", name), Some(Rank::Exact));
        assert_eq!(find("nguyen t", name), Some(Rank::Prefix));
        assert_eq!(find("nguyen khai", name), Some(Rank::Words));
        assert_eq!(find("minh k", name), Some(Rank::Words));
        assert_eq!(find("ntmk", name), Some(Rank::Initials));
        assert_eq!(find("tmk", name), Some(Rank::Initials));
        assert_eq!(find("nt khai", name), Some(Rank::Initials));
        assert_eq!(find("uyen", name), Some(Rank::Substring));
        assert_eq!(find("minhkhai", name), Some(Rank::Substring));
        assert_eq!(find("khai minh", name), None);
        assert_eq!(find("ntkm", name), None);
    }

    #[test]
    fn typed_marks_must_match_and_others_do_not_matter() {
        assert!(find("nguyễn", "Nguyễn Văn An").is_some());
        assert_eq!(find("nguyện", "Nguyễn Văn An"), None);
        assert_eq!(find("nguyên", "Nguyễn Văn An"), Some(Rank::Prefix));
        assert_eq!(find("an", "Ân"), Some(Rank::Exact));
        assert_eq!(find("ân", "An"), None);
        assert_eq!(find("tó", "Tổ dân phố"), None);
        assert_eq!(find("tô", "Tổ dân phố"), Some(Rank::Prefix));
        assert_eq!(find("tỏ", "Tổ dân phố"), Some(Rank::Prefix));
    }

    #[test]
    fn d_finds_d_with_bar_but_not_the_other_way_round() {
        assert_eq!(find("dang", "Đặng"), Some(Rank::Exact));
        assert_eq!(find("đang", "Đặng"), Some(Rank::Exact));
        assert_eq!(find("đang", "Dạng"), None);
        assert_eq!(find("tđp", "Tổ dân phố"), None);
        assert_eq!(find("td", "Tiền Đường"), Some(Rank::Initials));
    }

    #[test]
    fn both_places_of_a_tone_are_equal() {
        for (a, b) in [("hoà", "hòa"), ("uỷ", "ủy"), ("thuý", "thúy"), ("khoẻ", "khỏe"), ("toá", "tóa")] {
            assert_eq!(find(a, b), Some(Rank::Exact), "{a} {b}");
            assert_eq!(find(b, a), Some(Rank::Exact), "{b} {a}");
        }
        assert_eq!(find("hò", "Khu phố Hoà Bình"), Some(Rank::Words));
        assert_eq!(find("hoá", "hòa"), None);
    }

    #[test]
    fn codes_and_numbered_places_are_found() {
        for typed in ["dvk-2026-014", "DVK 2026 014", "dvk2026014", "2026-014"] {
            assert!(find(typed, "DVK-2026-014").is_some(), "{typed}");
        }
        assert_eq!(find("tdp15", "Tổ dân phố 15"), Some(Rank::Initials));
        assert_eq!(find("tdp 15", "Tổ dân phố 15"), Some(Rank::Initials));
        assert_eq!(find("tdp 15", "TDP15"), Some(Rank::Substring));
        assert_eq!(find("tdp 5", "Tổ dân phố 15"), None);
        assert_eq!(find("hmong", "bản người H’Mông"), Some(Rank::Words));
    }

    #[test]
    fn letters_do_not_join_across_the_middle_of_words() {
        assert_eq!(find("gth", "Trang Thu"), None);
        assert_eq!(find("", "gì cũng được"), Some(Rank::Prefix));
        assert_eq!(find("a", ""), None);
        assert!(Pattern::new(" - ").is_empty());
    }

    const SYLLABLES: [&str; 12] =
        ["Nguyễn", "Thị", "Hoà", "Hòa", "Đặng", "dân", "đường", "Thuý", "ủy", "15", "R’lấp", "An"];

    proptest! {
        #[test]
        fn a_text_finds_itself_in_every_form(words in prop::collection::vec(prop::sample::select(&SYLLABLES[..]), 1..6)) {
            let text = words.join(" ");
            let apart: String = text.nfd().collect();
            for typed in [text.clone(), apart, fold(&text), text.to_uppercase()] {
                prop_assert_eq!(find(&typed, &text), Some(Rank::Exact));
            }
            // Two numbers side by side run together in the initials.
            if !text.contains("15 15") {
                prop_assert!(find(&initials(&text), &text).is_some());
            }
        }

        #[test]
        fn fewer_marks_find_no_less(typed in "[aâăáàạeêoôơuưdđ ]{0,6}", text in "[aâăáàạeêoôơuưdđ ]{0,10}") {
            if find(&typed, &text).is_some() {
                prop_assert!(find(&fold(&typed), &text).is_some());
            }
        }

        #[test]
        fn nothing_typed_panics(typed in any::<String>(), text in any::<String>()) {
            let _ = Pattern::new(&typed).matches(&text);
            let _ = Pattern::new(&typed).matches_folded(&fold(&text), &text);
        }
    }
}
