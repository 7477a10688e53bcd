//! Vietnamese order as keys of bytes: letters first, then tones, then capitals.

use super::letter::{Cell, cells};

/// The letters in the order of Vietnamese dictionaries; f, j, w and z stand where foreign words need them.
const ALPHABET: &str = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz";

/// Ends a level or a part. Lower than anything within, so that the shorter of two texts comes first.
const END: u8 = 0;
/// The gap between words: "An Hoà" comes before "Anh".
const GAP: u8 = 1;
/// Opens a number; numbers come before letters.
const NUMBER: u8 = 2;
/// The first letter of the alphabet.
const LETTER: u8 = 0x10;
/// Opens a character of another script.
const FOREIGN: u8 = 0xF0;

/// Makes a key whose byte order is the Vietnamese order of the texts.
///
/// Letters decide first (a ă â b c d đ ...), then tones (ngang, huyền, hỏi, ngã, sắc, nặng), then capitals
/// and leading zeros. A number within a text counts by its value: "9 Tam Thuận" comes before "10 Tam Thuận".
/// Punctuation counts as a space. Texts that differ only in the place of a tone (hoà, hòa) have equal keys.
pub fn sort_key(s: &str) -> Vec<u8> {
    let levels = Levels::of(&cells(s));
    let mut key = levels.letters;
    key.push(END);
    key.extend(levels.tones);
    key.push(END);
    key.extend(levels.capitals);
    key
}

/// Makes the key of a person's name: given name, then family name, then what is between.
///
/// Something in brackets or behind a comma is left out of the name and only breaks ties.
pub fn name_sort_key(full_name: &str) -> Vec<u8> {
    let (name, rest) = match full_name.find(['(', ',', '[']) {
        Some(at) => full_name.split_at(at),
        None => (full_name, ""),
    };
    let cells_of_name = cells(name);
    let words: Vec<&[Cell]> = cells_of_name.split(|cell| cell.is_gap()).collect();
    let (given, others) = words.split_last().map_or((&[][..], &[][..]), |(given, others)| (*given, others));
    let (family, middle) = others.split_first().map_or((&[][..], &[][..]), |(family, middle)| (*family, middle));
    let gap = cells_of_name.iter().find(|cell| cell.is_gap()).copied();
    let middle: Vec<Cell> = middle.iter().flat_map(|word| gap.into_iter().chain(word.iter().copied())).collect();

    let mut key = Vec::new();
    let mut capitals = Vec::new();
    for part in [given, family, &middle, &cells(rest)] {
        let levels = Levels::of(part);
        key.extend(levels.letters);
        key.push(END);
        key.extend(levels.tones);
        key.push(END);
        capitals.extend(levels.capitals);
        capitals.push(END);
    }
    key.extend(capitals);
    key
}

/// The three rounds of comparison, each without [`END`] inside.
struct Levels {
    letters: Vec<u8>,
    tones: Vec<u8>,
    capitals: Vec<u8>,
}

impl Levels {
    fn of(cells: &[Cell]) -> Self {
        let mut levels = Self { letters: Vec::with_capacity(cells.len() + 4), tones: Vec::new(), capitals: Vec::new() };
        for run in cells.chunk_by(|a, b| (a.is_vowel() && b.is_vowel()) || (is_digit(*a) && is_digit(*b))) {
            match run {
                [first, ..] if is_digit(*first) => levels.push_number(run),
                _ => levels.push_letters(run),
            }
        }
        drop_trailing(&mut levels.tones);
        drop_trailing(&mut levels.capitals);
        levels
    }

    /// Writes a number as its length, then its digits, so that it sorts by value.
    fn push_number(&mut self, run: &[Cell]) {
        let zeros = run.iter().take_while(|cell| cell.base == '0').count().min(run.len() - 1);
        let digits = &run[zeros..];
        let length = u16::try_from(digits.len()).unwrap_or(u16::MAX);
        self.letters.push(NUMBER);
        self.letters.extend(length.to_be_bytes());
        self.letters.extend(digits.iter().filter_map(|cell| u8::try_from(cell.base).ok()));
        self.capitals.push(u8::try_from(zeros).unwrap_or(u8::MAX - 1).saturating_add(1));
    }

    /// Writes letters or gaps; a run of vowels has one tone.
    fn push_letters(&mut self, run: &[Cell]) {
        for cell in run {
            push_letter(&mut self.letters, *cell);
            self.capitals.push(1 + u8::from(cell.upper));
        }
        if let Some(first) = run.first().filter(|cell| !cell.is_gap()) {
            self.tones.push(first.tone as u8 + 1);
        }
    }
}

fn push_letter(out: &mut Vec<u8>, cell: Cell) {
    if cell.is_gap() {
        out.push(GAP);
        return;
    }
    if let Some(at) = place(shaped(cell)) {
        out.push(LETTER + at);
    } else {
        out.push(FOREIGN);
        out.extend(u32::from(cell.base).to_be_bytes().into_iter().skip(1));
    }
}

/// The places of the letters without marks, from a to z.
const PLAIN: [u8; 26] = {
    let (mut places, mut at, mut byte) = ([0; 26], 0, 0);
    let alphabet = ALPHABET.as_bytes();
    while byte < alphabet.len() {
        if alphabet[byte].is_ascii_lowercase() {
            places[(alphabet[byte] - b'a') as usize] = at;
        }
        // The second and later bytes of a letter are none of their own.
        if alphabet[byte] & 0xC0 != 0x80 {
            at += 1;
        }
        byte += 1;
    }
    places
};

/// Returns the place of a letter in the alphabet.
fn place(letter: char) -> Option<u8> {
    match u8::try_from(letter) {
        Ok(plain) if plain.is_ascii_lowercase() => Some(PLAIN[usize::from(plain - b'a')]),
        _ => ALPHABET.chars().position(|c| c == letter).and_then(|at| u8::try_from(at).ok()),
    }
}

/// Returns the letter with its Vietnamese shape; foreign marks (ü, ç) do not make another letter.
fn shaped(cell: Cell) -> char {
    match (cell.base, cell.shape) {
        ('a', Some('\u{306}')) => 'ă',
        ('a', Some('\u{302}')) => 'â',
        ('d', Some('\u{335}')) => 'đ',
        ('e', Some('\u{302}')) => 'ê',
        ('o', Some('\u{302}')) => 'ô',
        ('o', Some('\u{31B}')) => 'ơ',
        ('u', Some('\u{31B}')) => 'ư',
        (base, _) => base,
    }
}

fn is_digit(cell: Cell) -> bool {
    cell.base.is_ascii_digit()
}

/// Drops the least weights at the end of a level: both sides of a comparison have them or a higher one.
fn drop_trailing(level: &mut Vec<u8>) {
    let kept = level.iter().rposition(|weight| *weight != 1).map_or(0, |last| last + 1);
    level.truncate(kept);
}

#[cfg(test)]
mod tests {
    use std::cmp::Ordering;

    use proptest::prelude::*;
    use unicode_normalization::UnicodeNormalization;

    use super::*;

    fn sorted<'a>(texts: &[&'a str], key: fn(&str) -> Vec<u8>) -> Vec<&'a str> {
        let mut out = texts.to_vec();
        out.reverse();
        out.sort_by_key(|text| key(text));
        out
    }

    #[track_caller]
    fn in_order(texts: &[&str]) {
        for pair in texts.windows(2) {
            assert!(sort_key(pair[0]) < sort_key(pair[1]), "{} before {}", pair[0], pair[1]);
        }
        assert_eq!(sorted(texts, sort_key), texts);
    }

    #[test]
    fn letters_come_in_dictionary_order() {
        in_order(&["a", "ă", "â", "b", "c", "d", "đ", "e", "ê", "g", "h", "i", "k", "l", "m", "n", "o", "ô", "ơ", "p"]);
        in_order(&["t", "u", "ư", "v", "x", "y"]);
        in_order(&["Dân", "Dương", "Đào", "Đường", "Em"]);
    }

    #[test]
    fn tones_come_after_all_letters() {
        in_order(&["ma", "mà", "mả", "mã", "má", "mạ", "man"]);
        in_order(&["Hoà An", "Hoạ An", "Hoà Bình"]);
        in_order(&["cần", "cận", "cầu"]);
    }

    #[test]
    fn capitals_come_last() {
        in_order(&["an", "An", "AN", "án", "anh"]);
    }

    #[test]
    fn words_end_before_letters_go_on() {
        in_order(&["", "An", "An Hoà", "Anh"]);
        in_order(&["Hải Thành", "Hải Thành 2", "Hải-Thành Đông"]);
    }

    #[test]
    fn numbers_count_by_value() {
        in_order(&["9 Tam Thuận", "10 Tam Thuận", "10 Tân An"]);
        in_order(&["TDP 2", "TDP 02", "TDP 15", "TDP 015", "TDP 100", "TDP Hải Thành"]);
        in_order(&["DVK-2025-100", "DVK-2026-9", "DVK-2026-014"]);
        let long = "9".repeat(70_000);
        assert!(sort_key("10") < sort_key(&long));
    }

    #[test]
    fn both_places_of_a_tone_sort_alike() {
        assert_eq!(sort_key("Hoà"), sort_key("Hòa"));
        assert_eq!(sort_key("uỷ ban"), sort_key("ủy ban"));
    }

    #[test]
    fn people_are_sorted_by_given_name() {
        let names = [
            "Lê An",
            "Nguyễn Văn An",
            "Trần An",
            "Lê Thị Ánh",
            "Phạm Bình",
            "Đặng Minh Đức",
            "Lê Văn Hà",
            "Nguyễn Thị Hà",
            "Nguyễn Văn Hà",
            "Lê Hạ",
            "Nguyễn Thị Minh Khai",
        ];
        assert_eq!(sorted(&names, name_sort_key), names);
        assert!(name_sort_key("NGUYỄN VĂN AN") > name_sort_key("Nguyễn Văn An"));
        assert!(name_sort_key("NGUYỄN VĂN AN") < name_sort_key("Nguyễn Văn Anh"));
        assert!(name_sort_key("Lê An (Ban Dân vận)") < name_sort_key("Lê Bình"));
        assert!(name_sort_key("") < name_sort_key("An"));
    }

    proptest! {
        #[test]
        fn equal_keys_mean_equal_search_keys(a in "[aàâăAĐdđ0-2 -]{0,5}", b in "[aàâăAĐdđ0-2 -]{0,5}") {
            if sort_key(&a) == sort_key(&b) {
                prop_assert_eq!(crate::text::fold::fold(&a), crate::text::fold::fold(&b));
            }
        }

        #[test]
        fn letters_outweigh_what_follows(a in "[a-cđêơ]{1,4}", b in "[a-cđêơ]{1,4}", rest in "[áạA0-9 ]{0,3}") {
            let shorter = sort_key(&a).cmp(&sort_key(&b));
            if shorter != Ordering::Equal && !a.starts_with(&b) && !b.starts_with(&a) {
                let longer = sort_key(&format!("{a}{rest}")).cmp(&sort_key(&format!("{b}{rest}")));
                prop_assert_eq!(shorter, longer);
            }
        }

        #[test]
        fn keys_do_not_depend_on_the_normal_form(s in any::<String>()) {
            let apart: String = s.nfd().collect();
            prop_assert_eq!(sort_key(&apart), sort_key(&s.nfc().collect::<String>()));
            let _ = name_sort_key(&s);
        }

        #[test]
        fn numbers_sort_as_numbers(a in any::<u32>(), b in any::<u32>()) {
            prop_assert_eq!(sort_key(&format!("Tổ {a}")).cmp(&sort_key(&format!("Tổ {b}"))), a.cmp(&b));
        }
    }
}
