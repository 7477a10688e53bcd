//! What is stored when a field is left, and what is searched.

use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfc_quick};

use super::letter::{cells, squeeze};

mod pattern;
mod sieve;

pub use pattern::{Pattern, Rank};
pub use sieve::{Sieve, Traces, first_letters};

/// Composes a text as it is stored when a field is left.
///
/// NFC, without the narrow no-break space (U+202F) that one input method inserts. Nothing else changes:
/// blanks at the ends stay.
pub fn nfc(s: &str) -> String {
    if is_nfc_quick(s.chars()) == IsNormalized::Yes && !s.contains('\u{202F}') {
        return s.to_owned();
    }
    s.chars().filter(|c| *c != '\u{202F}').nfc().collect()
}

/// Composes the text of a one-line field: [`nfc`], trimmed, one space between words.
pub fn tidy(s: &str) -> String {
    squeeze(&nfc(s))
}

/// Composes the text of a memo: [`nfc`], `\n` as the only line end, no blanks at the ends of lines, no
/// empty lines at the end.
pub fn tidy_memo(s: &str) -> String {
    let text = nfc(s).replace("\r\n", "\n").replace('\r', "\n");
    let lines: Vec<&str> = text.split('\n').map(str::trim_end).collect();
    lines.join("\n").trim_end().to_owned()
}

/// Makes the search key of a text: no marks, đ as d, lower case, single spaces.
///
/// Letters and digits stay; punctuation is a space ("DVK-2026-014" is `dvk 2026 014`), but an apostrophe
/// vanishes ("H'Mông" is `hmong`). Folding twice changes nothing.
pub fn fold(s: &str) -> String {
    cells(s).into_iter().map(|cell| cell.base).collect()
}

/// Returns the folded first letters of the words of a text; numbers stay whole.
///
/// "Nguyễn Thị Minh Khai" gives `ntmk`, "Tổ dân phố 15" gives `tdp15`.
pub fn initials(s: &str) -> String {
    let folded = fold(s);
    let mut out = String::new();
    for word in folded.split(' ') {
        if word.starts_with(|c: char| c.is_ascii_digit()) {
            out.extend(word.chars().take_while(char::is_ascii_digit));
        } else {
            out.extend(word.chars().next());
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use unicode_normalization::UnicodeNormalization;

    use super::*;

    #[test]
    fn nfc_composes_and_drops_only_the_narrow_space() {
        let apart: String = "  Đảng uỷ phường ".nfd().collect();
        assert_eq!(nfc(&apart), "  Đảng uỷ phường ");
        assert_eq!(nfc("Hải\u{202F} Thành"), "Hải Thành");
        assert_eq!(nfc("a\u{A0}b"), "a\u{A0}b");
    }

    #[test]
    fn tidy_squeezes_blanks_of_one_line() {
        assert_eq!(tidy("  Tổ dân phố \t Hải\u{A0}Thành\n"), "Tổ dân phố Hải Thành");
        assert_eq!(tidy(" \u{202F} "), "");
    }

    #[test]
    fn tidy_memo_keeps_inner_lines_and_drops_loose_ends() {
        assert_eq!(tidy_memo("Vận động  \r\n\r\n  hiến đất \t\rxong\n\n \n"), "Vận động\n\n  hiến đất\nxong");
        assert_eq!(tidy_memo("\n \n"), "");
    }

    #[test]
    fn fold_makes_search_keys() {
        assert_eq!(fold("Nguyễn Thị Minh Khai"), "nguyen thi minh khai");
        assert_eq!(
            fold("  ĐƯỜNG   Lê Lợi, đoạn “Hồ Xuân Hương” → Lý Tự Trọng "),
            "duong le loi doan ho xuan huong ly tu trong"
        );
        assert_eq!(fold("DVK-2026-014"), "dvk 2026 014");
        assert_eq!(fold("xã Đắk R'lấp, người H’Mông"), "xa dak rlap nguoi hmong");
        assert_eq!(fold("3.000 m²"), "3 000 m2");
        assert_eq!(fold("Ðà Nẵng"), "da nang");
        assert_eq!(fold("—"), "");
    }

    #[test]
    fn initials_keep_numbers_whole() {
        assert_eq!(initials("Nguyễn Thị Minh Khai"), "ntmk");
        assert_eq!(initials("Tổ dân phố 15"), "tdp15");
        assert_eq!(initials("Đặng Ánh"), "da");
        assert_eq!(initials(""), "");
    }

    proptest! {
        #[test]
        fn fold_is_idempotent(s in any::<String>()) {
            let once = fold(&s);
            prop_assert_eq!(fold(&once), once);
        }

        #[test]
        fn fold_ignores_the_normal_form(s in any::<String>()) {
            let apart: String = s.nfd().collect();
            let composed: String = s.nfc().collect();
            prop_assert_eq!(fold(&apart), fold(&composed));
        }

        #[test]
        fn what_is_stored_stays_as_it_is(s in "(?s).{0,40}") {
            for clean in [nfc, tidy, tidy_memo] {
                let once = clean(&s);
                prop_assert_eq!(clean(&once), once);
            }
        }
    }
}
