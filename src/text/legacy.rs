//! Old Vietnamese encodings: TCVN3 (ABC) and VNI, which live on in the fonts of older files.
//!
//! Such text arrives as the Latin letters that share the codes: "Tr©n" for "Trân" in TCVN3, "Ñaûng" for
//! "Đảng" in VNI.

use unicode_normalization::UnicodeNormalization;

use super::syllable::is_syllable;

/// An encoding that a font's name gives away, or [`guess`] does.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Legacy {
    /// TCVN3, also called ABC: fonts named `.VnTime`, `.VnArial`, ...; `.VnTimeH` draws capitals.
    Tcvn3,
    /// VNI for Windows: fonts named `VNI-Times`, ...
    Vni,
}

impl Legacy {
    /// Decodes a text; TCVN3 as for a font that does not draw capitals.
    pub fn decode(self, s: &str) -> String {
        match self {
            Self::Tcvn3 => decode_tcvn3(s, false),
            Self::Vni => decode_vni(s),
        }
    }
}

/// How much larger the share of Vietnamese syllables must be before a text is taken for another encoding.
///
/// Measured on registers of wards: TCVN3 text scores about 0.27 as it is and 0.98 decoded, right Unicode
/// above 0.92.
const MARGIN: f64 = 0.10;

/// Decodes TCVN3; `capitals` is for fonts whose name ends in H, which draw every letter as a capital.
///
/// Characters outside the table stay as they are. The result is NFC.
pub fn decode_tcvn3(s: &str, capitals: bool) -> String {
    let text: String = s.chars().map(tcvn3_letter).nfc().collect();
    if capitals { text.to_uppercase() } else { text }
}

fn tcvn3_letter(c: char) -> char {
    let at = u32::from(c).checked_sub(0xA1).and_then(|at| usize::try_from(at).ok());
    at.and_then(|at| TCVN3.get(at)).copied().unwrap_or(c)
}

/// Decodes VNI; a letter with the code behind it goes before a code alone. The result is NFC.
///
/// A capital may carry its mark in either case, as people typed both ("AÁ" and "Aá" are Ấ).
pub fn decode_vni(s: &str) -> String {
    let mut out = String::with_capacity(s.len());
    let mut rest = s.chars().peekable();
    while let Some(c) = rest.next() {
        let pair = rest.peek().and_then(|mark| vni_pair(c, *mark));
        if pair.is_some() {
            rest.next();
        }
        out.push(pair.or_else(|| vni_single(c)).unwrap_or(c));
    }
    out.nfc().collect()
}

fn vni_pair(letter: char, mark: char) -> Option<char> {
    let is_capital = letter.is_uppercase();
    if mark.is_uppercase() && !is_capital {
        return None;
    }
    let key = (lower(letter), lower(mark));
    let at = VNI_PAIRS.binary_search_by_key(&key, |(letter, mark, _)| (*letter, *mark)).ok()?;
    Some(in_case(VNI_PAIRS[at].2, is_capital))
}

fn vni_single(c: char) -> Option<char> {
    let at = VNI_SINGLES.binary_search_by_key(&lower(c), |(code, _)| *code).ok()?;
    Some(in_case(VNI_SINGLES[at].1, c.is_uppercase()))
}

fn lower(c: char) -> char {
    c.to_lowercase().next().unwrap_or(c)
}

fn in_case(letter: char, is_capital: bool) -> char {
    if is_capital { letter.to_uppercase().next().unwrap_or(letter) } else { letter }
}

/// Guesses whether a text is in an old encoding; `None` means that it is right as it is, or cannot be told.
///
/// Give it a column or a page rather than a cell: the more words, the surer. Numbers and codes are not
/// counted.
pub fn guess(s: &str) -> Option<Legacy> {
    let as_it_is = share_of_syllables(s)?;
    let scored = [Legacy::Tcvn3, Legacy::Vni].map(|legacy| (legacy, share_of_syllables(&legacy.decode(s))));
    let (best, score) = scored
        .into_iter()
        .filter_map(|(legacy, share)| Some((legacy, share?)))
        .reduce(|a, b| if b.1 > a.1 { b } else { a })?;
    (score >= as_it_is + MARGIN).then_some(best)
}

/// Returns the share of words that are Vietnamese syllables, or `None` when there are no words.
fn share_of_syllables(s: &str) -> Option<f64> {
    let is_edge = |c: char| c.is_ascii_punctuation() || matches!(c, '“' | '”' | '‘' | '’' | '…' | '–');
    let words = s.split_whitespace().map(|word| word.trim_matches(is_edge));
    let words =
        words.filter(|word| word.chars().any(char::is_alphabetic) && !word.contains(|c: char| c.is_ascii_digit()));
    let (mut all, mut right) = (0_u32, 0_u32);
    for word in words {
        all = all.saturating_add(1);
        right = right.saturating_add(u32::from(is_syllable(word)));
    }
    (all > 0).then(|| f64::from(right) / f64::from(all))
}

/// TCVN 5712, table 1 ("ABC", fonts named .Vn...): the letters of the codes A1 to FF, in order.
const TCVN3: [char; 95] = [
    'Ă', 'Â', 'Ê', 'Ô', 'Ơ', 'Ư', 'Đ', 'ă', 'â', 'ê', 'ô', 'ơ', 'ư', 'đ', 'Ằ', '\u{300}', '\u{309}', '\u{303}',
    '\u{301}', '\u{323}', 'à', 'ả', 'ã', 'á', 'ạ', 'Ẳ', 'ằ', 'ẳ', 'ẵ', 'ắ', 'Ẵ', 'Ắ', 'Ầ', 'Ẩ', 'Ẫ', 'Ấ', 'Ề', 'ặ',
    'ầ', 'ẩ', 'ẫ', 'ấ', 'ậ', 'è', 'Ể', 'ẻ', 'ẽ', 'é', 'ẹ', 'ề', 'ể', 'ễ', 'ế', 'ệ', 'ì', 'ỉ', 'Ễ', 'Ế', 'Ồ', 'ĩ', 'í',
    'ị', 'ò', 'Ổ', 'ỏ', 'õ', 'ó', 'ọ', 'ồ', 'ổ', 'ỗ', 'ố', 'ộ', 'ờ', 'ở', 'ỡ', 'ớ', 'ợ', 'ù', 'Ỗ', 'ủ', 'ũ', 'ú', 'ụ',
    'ừ', 'ử', 'ữ', 'ứ', 'ự', 'ỳ', 'ỷ', 'ỹ', 'ý', 'ỵ', 'Ố',
];

/// VNI for Windows: a letter and the code behind it. Capitals have the capital codes; sorted.
const VNI_PAIRS: [(char, char, char); 58] = [
    ('a', 'à', 'ầ'),
    ('a', 'á', 'ấ'),
    ('a', 'â', 'â'),
    ('a', 'ã', 'ẫ'),
    ('a', 'ä', 'ậ'),
    ('a', 'å', 'ẩ'),
    ('a', 'è', 'ằ'),
    ('a', 'é', 'ắ'),
    ('a', 'ê', 'ă'),
    ('a', 'ë', 'ặ'),
    ('a', 'ï', 'ạ'),
    ('a', 'õ', 'ã'),
    ('a', 'ø', 'à'),
    ('a', 'ù', 'á'),
    ('a', 'ú', 'ẳ'),
    ('a', 'û', 'ả'),
    ('a', 'ü', 'ẵ'),
    ('e', 'à', 'ề'),
    ('e', 'á', 'ế'),
    ('e', 'â', 'ê'),
    ('e', 'ã', 'ễ'),
    ('e', 'ä', 'ệ'),
    ('e', 'å', 'ể'),
    ('e', 'ï', 'ẹ'),
    ('e', 'õ', 'ẽ'),
    ('e', 'ø', 'è'),
    ('e', 'ù', 'é'),
    ('e', 'û', 'ẻ'),
    ('o', 'à', 'ồ'),
    ('o', 'á', 'ố'),
    ('o', 'â', 'ô'),
    ('o', 'ã', 'ỗ'),
    ('o', 'ä', 'ộ'),
    ('o', 'å', 'ổ'),
    ('o', 'ï', 'ọ'),
    ('o', 'õ', 'õ'),
    ('o', 'ø', 'ò'),
    ('o', 'ù', 'ó'),
    ('o', 'û', 'ỏ'),
    ('u', 'ï', 'ụ'),
    ('u', 'õ', 'ũ'),
    ('u', 'ø', 'ù'),
    ('u', 'ù', 'ú'),
    ('u', 'û', 'ủ'),
    ('y', 'õ', 'ỹ'),
    ('y', 'ø', 'ỳ'),
    ('y', 'ù', 'ý'),
    ('y', 'û', 'ỷ'),
    ('ô', 'ï', 'ợ'),
    ('ô', 'õ', 'ỡ'),
    ('ô', 'ø', 'ờ'),
    ('ô', 'ù', 'ớ'),
    ('ô', 'û', 'ở'),
    ('ö', 'ï', 'ự'),
    ('ö', 'õ', 'ữ'),
    ('ö', 'ø', 'ừ'),
    ('ö', 'ù', 'ứ'),
    ('ö', 'û', 'ử'),
];

/// VNI for Windows: letters with a code of their own; sorted.
const VNI_SINGLES: [(char, char); 9] =
    [('æ', 'ỉ'), ('ì', 'ì'), ('í', 'í'), ('î', 'ỵ'), ('ñ', 'đ'), ('ò', 'ị'), ('ó', 'ĩ'), ('ô', 'ơ'), ('ö', 'ư')];

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const SAMPLE: &str = "Đảng bộ phường Trường Sơn vận động nhân dân hiến đất, tháo dỡ tường rào để mở rộng \
        ngõ xóm; ủy ban và mặt trận kiểm tra kết quả xây dựng mô hình “Dân vận khéo” năm 2023. Kỹ sư Ngô Quý ở Nghĩa Lộ.";

    fn encode_tcvn3(s: &str) -> String {
        let code = |c: char| TCVN3.iter().position(|letter| *letter == c).and_then(|at| u32::try_from(at).ok());
        s.chars().map(|c| code(c).and_then(|at| char::from_u32(0xA1 + at)).unwrap_or(c)).collect()
    }

    fn encode_vni(s: &str) -> String {
        let mut out = String::new();
        for c in s.chars() {
            let (small, is_capital) = (lower(c), c.is_uppercase());
            if let Some((letter, mark, _)) = VNI_PAIRS.iter().find(|row| row.2 == small) {
                out.extend([in_case(*letter, is_capital), in_case(*mark, is_capital)]);
            } else if let Some((code, _)) = VNI_SINGLES.iter().find(|row| row.1 == small) {
                out.push(in_case(*code, is_capital));
            } else {
                out.push(c);
            }
        }
        out
    }

    #[test]
    fn the_tables_can_be_searched() {
        assert!(VNI_PAIRS.is_sorted());
        assert!(VNI_SINGLES.is_sorted());
    }

    #[test]
    fn tcvn3_is_decoded() {
        assert_eq!(decode_tcvn3("Céng hßa x· héi chñ nghÜa ViÖt Nam", false), "Cộng hòa xã hội chủ nghĩa Việt Nam");
        assert_eq!(decode_tcvn3("§¶ng uû ph\u{ad}êng", false), "Đảng uỷ phường");
        assert_eq!(decode_tcvn3("d©n vËn khÐo", true), "DÂN VẬN KHÉO");
        assert_eq!(decode_tcvn3("a\u{b8}", false), "aá", "a toned letter of its own is no mark");
        assert_eq!(decode_tcvn3("a\u{b3}", false), "á", "a mark joins its letter");
    }

    #[test]
    fn vni_is_decoded() {
        assert_eq!(decode_vni("Coäng hoøa xaõ hoäi chuû nghóa Vieät Nam"), "Cộng hòa xã hội chủ nghĩa Việt Nam");
        assert_eq!(decode_vni("Ñaûng uûy phöôøng"), "Đảng ủy phường");
        assert_eq!(decode_vni("DAÂN VAÄN KHEÙO"), "DÂN VẬN KHÉO");
        assert_eq!(decode_vni("Aán, AÁN, Uûy, Yù"), "Ấn, ẤN, Ủy, Ý");
        assert_eq!(decode_vni("kyõ, thò xaõ, só, kî"), "kỹ, thị xã, sĩ, kỵ");
    }

    #[test]
    fn both_decoders_bring_a_text_back() {
        assert_eq!(decode_vni(&encode_vni(SAMPLE)), SAMPLE);
        assert_eq!(decode_tcvn3(&encode_tcvn3(SAMPLE), false), SAMPLE);
    }

    #[test]
    fn the_encoding_is_guessed() {
        assert_eq!(guess(SAMPLE), None);
        assert_eq!(guess(&encode_tcvn3(SAMPLE)), Some(Legacy::Tcvn3));
        assert_eq!(guess(&encode_vni(SAMPLE)), Some(Legacy::Vni));
        assert_eq!(guess("Dân vận khéo"), None);
        assert_eq!(guess("D©n vËn khÐo"), Some(Legacy::Tcvn3));
        assert_eq!(guess("Daân vaän kheùo"), Some(Legacy::Vni));
        for text in ["", "2023 310.000.000", "Nguyen Van An", "Excel office report", "café résumé", "Hà", "Lê Lợi"]
        {
            assert_eq!(guess(text), None, "{text}");
        }
    }

    #[test]
    fn each_word_of_right_text_is_left_alone() {
        for word in SAMPLE.split_whitespace() {
            assert_eq!(guess(word), None, "{word}");
        }
    }

    proptest! {
        #[test]
        fn nothing_panics(s in any::<String>()) {
            let _ = (guess(&s), decode_tcvn3(&s, true), decode_vni(&s));
        }

        #[test]
        fn plain_letters_stay(s in "[A-Za-z0-9 .,/-]{0,30}") {
            prop_assert_eq!(decode_tcvn3(&s, false), s.clone());
            prop_assert_eq!(decode_vni(&s), s);
        }
    }
}
