//! The number of a paper as people type and print it, taken apart.
//!
//! | layout | form | example |
//! |---|---|---|
//! | Party | number - type / issuer | `239-KH/TU`, `05 – CT/TU` |
//! | State | number / [year /] type - issuer | `12/QĐ-UBND`, `06/2021/QĐ-UBND` |
//! | Front | number / [type -] MTTQ… | `12/QĐ-MTTQ-BTT`, `249/MTTQ-BTT` |
//!
//! An official letter of the State or the Front has no type in its symbol. Real papers have blanks and long dashes
//! where the forms have none; typed ones also lack marks and capitals.

use super::catalogue::built_in;
use super::schema::document::{FRONT, PARTY, STATE};
use crate::text::day::YEARS;
use crate::text::fold::{fold, nfc};

/// Code of the type that an official letter has.
const LETTER: &str = "CV";

/// Who issues papers with these endings: what the ending begins with, and the name.
const ISSUERS: &[(&str, &str)] = &[
    ("TW", "Trung ương Đảng"),
    ("TU", "Tỉnh ủy, Thành ủy"),
    ("HU", "Huyện ủy"),
    ("ThU", "Thị ủy"),
    ("ĐUK", "Đảng ủy Khối"),
    ("ĐU", "Đảng ủy"),
    ("BCĐ", "Ban Chỉ đạo"),
    ("BTGDV", "Ban Tuyên giáo và Dân vận"),
    ("BDV", "Ban Dân vận"),
    ("UBKT", "Ủy ban Kiểm tra"),
    ("CB", "Chi bộ"),
    ("HĐND", "Hội đồng nhân dân"),
    ("UBND", "Ủy ban nhân dân"),
    ("BCTMT", "Ban Công tác Mặt trận"),
    ("MTTQ", "Ủy ban Mặt trận Tổ quốc"),
];

/// A number taken apart.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cited {
    /// The number.
    pub number: i64,
    /// What follows it, as the forms write it: `-KH/TU`, `/2021/QĐ-UBND`.
    pub symbol: String,
    /// Code of the type, of catalogue `loai_van_ban`; `None` where the symbol tells none that is known.
    pub doc_type: Option<String>,
    /// Code of the layout.
    pub layout: &'static str,
    /// Who issues papers with this ending; `None` for an ending that is not known.
    pub issuer: Option<&'static str>,
}

impl Cited {
    /// Takes a number apart; `None` for what has no number with a symbol.
    pub fn parse(typed: &str) -> Option<Self> {
        let line = plain(typed);
        let at = line.find(|letter: char| !letter.is_ascii_digit())?;
        let (digits, rest) = line.split_at(at);
        let number = digits.parse().ok().filter(|number| (1..=99_999).contains(number))?;
        let mut rest_of = rest.chars();
        match rest_of.next()? {
            '-' => Self::of_the_party(number, rest_of.as_str()),
            '/' => Self::of_others(number, rest_of.as_str()),
            _ => None,
        }
    }

    fn of_the_party(number: i64, rest: &str) -> Option<Self> {
        let (kind, ending) = rest.split_once('/')?;
        if !is_symbol(kind) || !is_symbol(ending) {
            return None;
        }
        let known = known_type(kind);
        let kind = known.clone().unwrap_or_else(|| kind.to_uppercase());
        let ending = known_ending(ending);
        let (symbol, issuer) = (format!("-{kind}/{ending}"), issuer(&ending));
        Some(Self { number, symbol, doc_type: known, layout: PARTY, issuer })
    }

    fn of_others(number: i64, rest: &str) -> Option<Self> {
        let year = rest.split_once('/').filter(|(year, _)| year.parse().is_ok_and(|year: i32| YEARS.contains(&year)));
        let (year, rest) = year.map_or((String::new(), rest), |(year, rest)| (format!("/{year}"), rest));
        let mut parts = rest.split('-');
        let first = parts.next().filter(|first| is_symbol(first))?;
        let others: Vec<String> = parts.map(known_ending).collect();
        if others.iter().any(|other| !is_symbol(other)) {
            return None;
        }
        let ending = known_ending(first);
        let (doc_type, first, of) = match known_type(first) {
            // Of a letter the first part already is who issues it.
            _ if issuer(&ending).is_some() => (Some(LETTER.to_owned()), ending.clone(), ending),
            Some(kind) => (Some(kind.clone()), kind, others.first()?.clone()),
            None => (None, first.to_uppercase(), others.first()?.clone()),
        };
        let symbol = [first].into_iter().chain(others).collect::<Vec<_>>().join("-");
        let layout = if of.contains("MTTQ") || of == "BCTMT" { FRONT } else { STATE };
        Some(Self { number, symbol: format!("{year}/{symbol}"), doc_type, layout, issuer: issuer(&of) })
    }
}

/// Takes away what real papers have beside the form: `Số:`, blanks, long dashes.
fn plain(typed: &str) -> String {
    let line: String =
        nfc(typed).trim().chars().map(|letter| if "–—−‑".contains(letter) { '-' } else { letter }).collect();
    let line = line
        .trim_start_matches(|letter: char| letter.is_alphabetic() || letter == ':' || letter == ' ' || letter == '.');
    line.split_whitespace().collect()
}

/// Returns whether a part of a symbol is letters only.
fn is_symbol(part: &str) -> bool {
    !part.is_empty() && part.chars().all(char::is_alphabetic)
}

/// Finds the type that an abbreviation stands for: as it is written, else whatever its capitals and marks.
fn known_type(part: &str) -> Option<String> {
    let types: Vec<String> = built_in("loai_van_ban").into_iter().map(|entry| entry.code).collect();
    let exact = types.iter().find(|code| *code == part);
    let alike = || types.iter().find(|code| fold(code) == fold(part));
    exact.or_else(alike).cloned()
}

/// Writes an ending as the forms have it, whatever its capitals and marks.
fn known_ending(part: &str) -> String {
    let known = ISSUERS.iter().find(|(ending, _)| fold(ending) == fold(part));
    known.map_or_else(|| part.to_uppercase(), |(ending, _)| (*ending).to_owned())
}

/// Names who issues papers with an ending.
fn issuer(ending: &str) -> Option<&'static str> {
    ISSUERS.iter().find(|(known, _)| ending.starts_with(known)).map(|(_, name)| *name)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(typed: &str) -> (i64, String, Option<String>, &'static str, Option<&'static str>) {
        let Cited { number, symbol, doc_type, layout, issuer } = Cited::parse(typed).expect(typed);
        (number, symbol, doc_type, layout, issuer)
    }

    #[test]
    fn numbers_are_taken_apart_as_they_are_typed() {
        for (typed, number, symbol, kind, layout, issuer) in [
            ("239-KH/TU", 239, "-KH/TU", Some("KH"), PARTY, Some("Tỉnh ủy, Thành ủy")),
            ("05 – CT/TU", 5, "-CT/TU", Some("CT"), PARTY, Some("Tỉnh ủy, Thành ủy")),
            ("Số 07-KH/BCĐ", 7, "-KH/BCĐ", Some("KH"), PARTY, Some("Ban Chỉ đạo")),
            ("2683-QĐi/TU", 2683, "-QĐi/TU", Some("QĐi"), PARTY, Some("Tỉnh ủy, Thành ủy")),
            ("29-HD/ĐUK", 29, "-HD/ĐUK", Some("HD"), PARTY, Some("Đảng ủy Khối")),
            ("12/QĐ-UBND", 12, "/QĐ-UBND", Some("QĐ"), STATE, Some("Ủy ban nhân dân")),
            ("Số: 12/qd-ubnd", 12, "/QĐ-UBND", Some("QĐ"), STATE, Some("Ủy ban nhân dân")),
            ("06/2021/QĐ-UBND", 6, "/2021/QĐ-UBND", Some("QĐ"), STATE, Some("Ủy ban nhân dân")),
            ("249/MTTQ-BTT", 249, "/MTTQ-BTT", Some("CV"), FRONT, Some("Ủy ban Mặt trận Tổ quốc")),
            ("12/QĐ-MTTQ-BTT", 12, "/QĐ-MTTQ-BTT", Some("QĐ"), FRONT, Some("Ủy ban Mặt trận Tổ quốc")),
            ("88/UBND-VX", 88, "/UBND-VX", Some("CV"), STATE, Some("Ủy ban nhân dân")),
            ("3-XYZ/ABC", 3, "-XYZ/ABC", None, PARTY, None),
        ] {
            let kind = kind.map(str::to_owned);
            assert_eq!(read(typed), (number, symbol.to_owned(), kind, layout, issuer), "{typed}");
        }
    }

    #[test]
    fn what_is_no_number_is_left_alone() {
        for typed in ["", "KH/TU", "239", "239-", "239-KH", "0-KH/TU", "12/", "12/2021", "giấy mời", "12 tháng 4"]
        {
            assert_eq!(Cited::parse(typed), None, "{typed}");
        }
    }
}
