//! Lists as people type or paste them: a line a member, a neighbourhood, an organisation.
//!
//! | list | a line |
//! |---|---|
//! | members | `Nguyễn Văn An, Bí thư Đảng ủy, Trưởng ban`; the last two may be missing |
//! | neighbourhoods | `TDP 1..27`, `Thôn Vân Phú`, or columns of a spreadsheet: number, code, name |
//! | organisations | `Hội Nông dân phường`: its kind is the one of the catalogue with which it begins |
//!
//! Cells of a line are parted by a comma, a semicolon or a tab.

use std::collections::BTreeSet;

use crate::register::records::Records;
use crate::register::schema::membership::SINGLE_POSITIONS;
use crate::register::words::Words;
use crate::say;
use crate::text::fold::{fold, tidy};

/// Most neighbourhoods that one line makes; the largest wards have less than a hundred.
const MOST: u32 = 200;
/// Most letters of a neighbourhood's code.
const CODE: usize = 8;
/// Code of the position of whoever names none.
const MEMBER: &str = "THANH_VIEN";
/// Code of the kind of whatever names none.
const OTHER: &str = "KHAC";
/// Code of the usual kind of neighbourhood.
const USUAL_PLACE: &str = "TDP";

/// What one line comes to, or what is wrong with it.
pub type Read<T> = Result<T, Words>;

/// A member of a body.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Seat {
    /// Full name.
    pub name: String,
    /// The main post; empty where none is given.
    pub post: String,
    /// Code of the position.
    pub position: String,
}

/// A neighbourhood.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// Its code; empty where the register is to make one.
    pub code: String,
    /// Code of its kind.
    pub kind: String,
    /// Its name.
    pub name: String,
}

/// An organisation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unit {
    /// Its name.
    pub name: String,
    /// Code of its kind.
    pub kind: String,
    /// Code of its bloc.
    pub bloc: &'static str,
}

fn no_name(line: &str) -> Words {
    say!("\"{line}\": không thấy tên.", "\"{line}\": there is no name.", line = tidy(line))
}

/// Lists the lines that hold something, in one form.
fn lines(text: &str) -> impl Iterator<Item = &str> {
    text.lines().filter(|line| !line.trim().is_empty())
}

/// Parts a line into its cells.
fn cells(line: &str) -> Vec<String> {
    let apart: &[char] = if line.contains('\t') { &['\t'] } else { &[',', ';'] };
    line.split(apart).map(tidy).filter(|cell| !cell.is_empty()).collect()
}

/// Finds the entry of a catalogue whose code or name this is.
fn entry(name: &str, typed: &str, records: &dyn Records) -> Option<String> {
    let typed = fold(typed);
    let entries = records.catalogue(name);
    entries.iter().find(|entry| fold(&entry.label.vi) == typed || fold(&entry.code) == typed).map(|it| it.code.clone())
}

/// Reads members, a line each; a name or a position that a body has once is refused the second time.
pub fn seats(text: &str, records: &dyn Records) -> Vec<Read<Seat>> {
    let (mut names, mut single) = (BTreeSet::new(), BTreeSet::new());
    let seat = |line: &str| {
        let mut cells = cells(line);
        // Lists are numbered in papers.
        if cells.first().is_some_and(|cell| cell.chars().all(|letter| letter.is_ascii_digit() || letter == '.')) {
            cells.remove(0);
        }
        let position = cells.iter().skip(1).rposition(|cell| entry("chuc_danh_bcd", cell, records).is_some());
        let position = position.map(|at| cells.remove(at + 1));
        let code = position.and_then(|typed| entry("chuc_danh_bcd", &typed, records));
        let mut cells = cells.into_iter();
        let name = cells.next().unwrap_or_default();
        let seat =
            Seat { name, post: cells.collect::<Vec<_>>().join(", "), position: code.unwrap_or(MEMBER.to_owned()) };
        if fold(&seat.name).is_empty() {
            return Err(no_name(line));
        }
        if !names.insert(fold(&seat.name)) {
            return Err(say!("{name}: ghi hai lần.", "{name} stands twice.", name = seat.name));
        }
        if SINGLE_POSITIONS.contains(&seat.position.as_str()) && !single.insert(seat.position.clone()) {
            return Err(say!(
                "{name}: chức danh này đã có người.",
                "{name}: somebody has this position already.",
                name = seat.name
            ));
        }
        Ok(seat)
    };
    lines(text).map(seat).collect()
}

/// Reads neighbourhoods, a line each; a range makes one for each of its numbers.
pub fn places(text: &str, records: &dyn Records) -> Vec<Read<Place>> {
    let mut kind = USUAL_PLACE.to_owned();
    let mut read: Vec<Read<Place>> = Vec::new();
    for line in lines(text) {
        read.extend(of_line(line, &mut kind, records));
    }
    let (mut codes, mut names) = (BTreeSet::new(), BTreeSet::new());
    let once = |place: Read<Place>| {
        let place = place?;
        if fold(&place.name).is_empty() {
            return Err(no_name(&place.name));
        }
        let known = !place.code.is_empty() && !codes.insert(fold(&place.code));
        if known || !names.insert(fold(&place.name)) {
            return Err(say!("{name}: ghi hai lần.", "{name} stands twice.", name = place.name));
        }
        Ok(place)
    };
    read.into_iter().map(once).collect()
}

/// Reads one line; a kind that it names is that of the lines after it too.
fn of_line(line: &str, usual: &mut String, records: &dyn Records) -> Vec<Read<Place>> {
    let mut cells = cells(line);
    if cells.len() > 1 && cells[0].chars().all(|letter| letter.is_ascii_digit()) {
        cells.remove(0);
    }
    let is_code = |cell: &String| !cell.contains(' ') && cell.chars().any(|letter| letter.is_ascii_digit());
    let code = if cells.len() > 1 && is_code(&cells[0]) { cells.remove(0) } else { String::new() };
    let name = cells.join(" ");
    let (kind, rest) = kind_of(&name, records);
    if let Some(kind) = &kind {
        kind.clone_into(usual);
    }
    match range(&rest) {
        Some((from, to)) if to < from || to - from >= MOST => {
            vec![Err(say!(
                "\"{line}\": ghi từ số nhỏ đến số lớn, tối đa {n}.",
                "\"{line}\": from the smaller to the larger number, at most {n}.",
                line = tidy(line),
                n = MOST
            ))]
        }
        Some((from, to)) => (from..=to).map(|number| Ok(numbered(usual, number, "", records))).collect(),
        None => match rest.parse::<u32>() {
            Ok(number) => vec![Ok(numbered(usual, number, &code, records))],
            Err(_) => vec![Ok(Place { code, kind: usual.clone(), name })],
        },
    }
}

/// Finds the kind with which a name begins, by its code or its word, and what follows.
fn kind_of(name: &str, records: &dyn Records) -> (Option<String>, String) {
    let entries = records.catalogue("loai_kdc");
    let words = entries.iter().flat_map(|entry| [(entry, fold(&entry.label.vi)), (entry, fold(&entry.code))]);
    let folded = fold(name);
    let begins = words.filter(|(_, word)| folded.strip_prefix(word.as_str()).is_some_and(|rest| !starts_a_word(rest)));
    let Some((entry, word)) = begins.max_by_key(|(_, word)| word.len()) else { return (None, name.to_owned()) };
    let skipped = word.split(' ').count();
    let rest: Vec<&str> = name.split_whitespace().skip(skipped).collect();
    let rest = if rest.is_empty() { digits_at_the_end(name).to_owned() } else { rest.join(" ") };
    (Some(entry.code.clone()), rest)
}

/// Returns whether a kind's word goes on, so that it is only the beginning of another word.
fn starts_a_word(rest: &str) -> bool {
    rest.chars().next().is_some_and(char::is_alphabetic)
}

fn digits_at_the_end(name: &str) -> &str {
    let stem = name.trim_end_matches(|letter: char| letter.is_ascii_digit());
    name.strip_prefix(stem).unwrap_or_default()
}

/// Reads `1..27`, `1-27` or `1 đến 27`.
fn range(text: &str) -> Option<(u32, u32)> {
    let (from, to) = ["..", "đến", "–", "-"].iter().find_map(|sign| text.split_once(sign))?;
    let to = to.trim_start_matches('.');
    Some((digits_at_the_end(from.trim()).parse().ok()?, to.trim().parse().ok()?))
}

fn numbered(kind: &str, number: u32, code: &str, records: &dyn Records) -> Place {
    let entries = records.catalogue("loai_kdc");
    let word = entries.iter().find(|entry| entry.code == kind).map_or("", |entry| entry.label.vi.as_str());
    let letters: String = kind.chars().filter(char::is_ascii_alphabetic).take(CODE - 3).collect();
    let made = || format!("{letters}{number:02}");
    let code = if code.is_empty() { made() } else { code.to_owned() };
    Place { code, kind: kind.to_owned(), name: format!("{word} {number}") }
}

/// The bloc of each kind of organisation that is not simply "other".
const BLOCS: &[(&str, &[&str])] = &[
    ("DANG", &["DANG_UY", "VP_DANG_UY", "BAN_XDD", "UBKT", "CB_CQ"]),
    (
        "CHINH_QUYEN",
        &["HDND", "UBND", "VP_HDND_UBND", "PHONG_VHXH", "PHONG_KT", "TT_HCC", "TT_DVC", "BQL_DU_AN", "TRAM_YT"],
    ),
    ("MTTQ_DT", &["MTTQ", "HND", "HPN", "DTN", "CCB", "CONG_DOAN", "NCT", "CTD"]),
    ("LLVT", &["CONG_AN", "BCHQS"]),
    ("TRUONG_HOC", &["TRUONG_MN", "TRUONG_TH", "TRUONG_THCS", "TRUONG_THPT"]),
    ("DN_HTX", &["HTX", "DOANH_NGHIEP"]),
    ("KDC", &["CB_KDC", "BAN_CTMT", "CHI_HOI", "TO_DAN_PHO", "TO_TU_QUAN"]),
    ("TON_GIAO", &["TON_GIAO"]),
];

/// Reads organisations, a line each.
pub fn units(text: &str, records: &dyn Records) -> Vec<Read<Unit>> {
    let entries = records.catalogue("loai_to_chuc");
    let mut names = BTreeSet::new();
    let unit = |line: &str| {
        let name = tidy(line);
        let folded = fold(&name);
        let fits = entries.iter().filter(|entry| folded.starts_with(&fold(&entry.label.vi)));
        let kind = fits.max_by_key(|entry| entry.label.vi.len()).map_or(OTHER, |entry| entry.code.as_str()).to_owned();
        let bloc = BLOCS.iter().find(|(_, kinds)| kinds.contains(&kind.as_str())).map_or(OTHER, |(bloc, _)| bloc);
        if !names.insert(folded) {
            return Err(say!("{name}: ghi hai lần.", "{name} stands twice.", name = name));
        }
        Ok(Unit { name, kind, bloc })
    };
    lines(text).map(unit).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::register::catalogue::built_in;
    use crate::register::{MemoryRecords, REGISTER};
    use proptest::prelude::*;

    fn empty() -> MemoryRecords {
        MemoryRecords::new(REGISTER)
    }

    fn made(text: &str) -> Vec<String> {
        let show = |place: Read<Place>| match place {
            Ok(place) => format!("{}|{}|{}", place.code, place.kind, place.name),
            Err(words) => words.vi,
        };
        places(text, &empty()).into_iter().map(show).collect()
    }

    #[test]
    fn a_range_makes_one_for_each_number() {
        let twelve = made("TDP 1..12");
        assert_eq!(twelve.len(), 12);
        assert_eq!((twelve[0].as_str(), twelve[11].as_str()), ("TDP01|TDP|Tổ dân phố 1", "TDP12|TDP|Tổ dân phố 12"));
        assert_eq!(made("Tổ dân phố 3 đến 4"), ["TDP03|TDP|Tổ dân phố 3", "TDP04|TDP|Tổ dân phố 4"]);
        assert_eq!(made("thôn 1-2"), ["THON01|THON|Thôn 1", "THON02|THON|Thôn 2"]);
        assert!(made("TDP 9..1")[0].contains("số nhỏ đến số lớn"));
    }

    #[test]
    fn names_and_pasted_columns_are_read() {
        assert_eq!(made("Thôn Vân Phú\nHải Thành"), ["|THON|Thôn Vân Phú", "|THON|Hải Thành"]);
        assert_eq!(
            made("1\tKDC23\t23 Thạc Gián\n2\tKDC24\t24 Thạc Gián"),
            ["KDC23|TDP|23 Thạc Gián", "KDC24|TDP|24 Thạc Gián"]
        );
        assert_eq!(made("TDP07"), ["TDP07|TDP|Tổ dân phố 7"]);
        assert_eq!(made("TDP 1..2\nTDP 2").last().map(String::as_str), Some("Tổ dân phố 2: ghi hai lần."));
        assert_eq!(made("Khu dân cư Xóm Chùa"), ["|KDC|Khu dân cư Xóm Chùa"]);
    }

    #[test]
    fn members_have_a_name_a_post_and_a_position() {
        let text = "1. , Cao Thị Ngọc Quỳnh, Bí thư Đảng ủy, Trưởng ban\nLương Văn Hùng; Chủ tịch UBND; pho truong ban thuong truc\n\
                    Vy Văn Tàng\nLê Bình, Phó Trưởng phòng, Văn phòng";
        let seats: Vec<Seat> = seats(text, &empty()).into_iter().map(Result::unwrap).collect();
        let told: Vec<(&str, &str, &str)> =
            seats.iter().map(|seat| (seat.name.as_str(), seat.post.as_str(), seat.position.as_str())).collect();
        assert_eq!(told[0], ("Cao Thị Ngọc Quỳnh", "Bí thư Đảng ủy", "TRUONG_BAN"));
        assert_eq!(told[1], ("Lương Văn Hùng", "Chủ tịch UBND", "PHO_TT"));
        assert_eq!(told[2], ("Vy Văn Tàng", "", "THANH_VIEN"));
        assert_eq!(told[3], ("Lê Bình", "Phó Trưởng phòng, Văn phòng", "THANH_VIEN"));
    }

    #[test]
    fn a_second_head_and_a_second_line_of_one_person_are_refused() {
        let heads = seats("An, Bí thư, Trưởng ban\nBình, Chủ tịch, Trưởng ban\nan, Bí thư", &empty());
        assert_eq!(heads.iter().map(Result::is_ok).collect::<Vec<_>>(), [true, false, false]);
    }

    #[test]
    fn every_kind_of_the_catalogue_is_found_by_its_name_and_has_a_bloc() {
        for kind in built_in("loai_to_chuc") {
            let unit = units(&kind.label.vi, &empty()).remove(0).unwrap();
            assert_eq!(unit.kind, kind.code);
            let known = BLOCS.iter().any(|(_, kinds)| kinds.contains(&kind.code.as_str()));
            assert_eq!(known, !["CA_NHAN", "KHAC"].contains(&kind.code.as_str()), "{}", kind.code);
        }
        assert!(BLOCS.iter().all(|(bloc, _)| built_in("khoi").iter().any(|entry| entry.code == *bloc)));
    }

    proptest! {
        #[test]
        fn nothing_that_is_pasted_breaks_the_reading(text in "(\\PC|[\\t\\n,;.]){0,120}") {
            let records = empty();
            let lines = lines(&text).count();
            prop_assert_eq!(seats(&text, &records).len(), lines);
            prop_assert_eq!(units(&text, &records).len(), lines);
            prop_assert!(places(&text, &records).len() >= lines);
        }
    }
}
