//! Units as people write them, and the conversions that are exact.

use rust_decimal::Decimal;

use crate::text::fold::Pattern;
use crate::text::letter::plain;

/// A unit and the ways of writing it, with all marks.
struct Unit {
    name: &'static str,
    spellings: &'static [&'static str],
}

const fn unit(name: &'static str, spellings: &'static [&'static str]) -> Unit {
    Unit { name, spellings }
}

/// The units that the figures of the movement are given in.
const UNITS: &[Unit] = &[
    unit("m", &["m", "mét"]),
    unit("km", &["km", "kilômét", "cây số"]),
    unit("cm", &["cm"]),
    unit("m2", &["m2", "mét vuông"]),
    unit("km2", &["km2", "kilômét vuông"]),
    unit("m3", &["m3", "mét khối", "khối"]),
    unit("ha", &["ha", "héc ta", "hécta"]),
    unit("sào", &["sào"]),
    unit("mẫu", &["mẫu"]),
    unit("kg", &["kg", "kilôgam", "kí", "ký", "cân"]),
    unit("g", &["g", "gam"]),
    unit("yến", &["yến"]),
    unit("tạ", &["tạ"]),
    unit("tấn", &["tấn"]),
    unit("lít", &["l", "lít"]),
    unit("đồng", &["đ", "đồng", "vnđ"]),
    unit("%", &["%", "phần trăm"]),
    unit("công", &["công", "ngày công", "công lao động", "ngày công lao động"]),
    unit("hộ", &["hộ", "hộ dân", "hộ gia đình"]),
    unit("người", &["người"]),
    unit("lượt", &["lượt"]),
    unit("lượt người", &["lượt người"]),
    unit("cái", &["cái", "chiếc"]),
    unit("cây", &["cây"]),
    unit("chậu", &["chậu", "chậu hoa"]),
    unit("nhà", &["nhà", "căn nhà", "ngôi nhà"]),
    unit("công trình", &["công trình"]),
    unit("suất", &["suất"]),
    unit("suất quà", &["suất quà"]),
    unit("phần quà", &["phần quà"]),
    unit("buổi", &["buổi"]),
    unit("cuộc", &["cuộc"]),
    unit("hội nghị", &["hội nghị"]),
    unit("lớp", &["lớp"]),
    unit("vụ", &["vụ", "vụ việc"]),
    unit("ngày", &["ngày"]),
    unit("lần", &["lần"]),
    unit("tin", &["tin"]),
    unit("bài", &["bài"]),
    unit("tin, bài", &["tin bài"]),
    unit("phóng sự", &["phóng sự"]),
    unit("văn bản", &["văn bản"]),
    unit("tuyến", &["tuyến"]),
    unit("điểm", &["điểm"]),
    unit("bóng", &["bóng", "bóng đèn"]),
    unit("cột", &["cột", "cột đèn"]),
    unit("camera", &["camera", "mắt camera"]),
    unit("bộ", &["bộ"]),
    unit("mô hình", &["mô hình"]),
    unit("đơn vị", &["đơn vị"]),
];

/// What a unit measures; only units of one kind convert.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Length,
    Area,
    Mass,
    Money,
}

/// Units that are a fixed multiple of another. A sào or mẫu is not: it differs by region.
const SCALED: &[(&str, Kind, i64)] = &[
    ("cm", Kind::Length, 1),
    ("m", Kind::Length, 100),
    ("km", Kind::Length, 100_000),
    ("m2", Kind::Area, 1),
    ("ha", Kind::Area, 10_000),
    ("km2", Kind::Area, 1_000_000),
    ("g", Kind::Mass, 1),
    ("kg", Kind::Mass, 1_000),
    ("yến", Kind::Mass, 10_000),
    ("tạ", Kind::Mass, 100_000),
    ("tấn", Kind::Mass, 1_000_000),
    ("đồng", Kind::Money, 1),
    ("nghìn đồng", Kind::Money, 1_000),
    ("triệu đồng", Kind::Money, 1_000_000),
    ("tỷ đồng", Kind::Money, 1_000_000_000),
];

/// Returns the usual name of a unit, typed with all, some or none of its marks and no others: "ho" is hộ,
/// "hố" is not.
pub(super) fn named(typed: &str) -> Option<&'static str> {
    let pattern = Pattern::new(typed);
    let is_it = |spelling: &&str| *spelling == typed || pattern.is_whole(spelling);
    UNITS.iter().find(|unit| unit.spellings.iter().any(is_it)).map(|unit| unit.name)
}

/// Returns a unit as it is printed: m² for "m2"; others as they are.
pub fn unit_sign(unit: &str) -> &str {
    match unit {
        "m2" => "m²",
        "m3" => "m³",
        "km2" => "km²",
        _ => unit,
    }
}

/// Converts an amount between units of length, area, mass or money, however they are spelt.
///
/// `None` when a unit is unknown, when they measure different things, or when the result is not exact.
pub fn convert(amount: Decimal, from_unit: &str, to_unit: &str) -> Option<Decimal> {
    if plain(from_unit) == plain(to_unit) {
        return Some(amount);
    }
    let (from_kind, from) = scaled(from_unit)?;
    let (to_kind, to) = scaled(to_unit)?;
    let least = amount.checked_mul(from).filter(|_| from_kind == to_kind)?;
    let converted = least.checked_div(to)?;
    (converted.checked_mul(to)? == least).then(|| converted.normalize())
}

fn scaled(unit: &str) -> Option<(Kind, Decimal)> {
    let name = named(unit);
    let pattern = Pattern::new(unit);
    let is_it = |row: &&(&str, Kind, i64)| name.map_or_else(|| pattern.is_whole(row.0), |name| name == row.0);
    SCALED.iter().find(is_it).map(|(_, kind, size)| (*kind, Decimal::from(*size)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn dec(s: &str) -> Decimal {
        Decimal::from_str_exact(s).unwrap()
    }

    #[test]
    fn no_spelling_means_two_units() {
        for unit in UNITS {
            assert_eq!(named(unit.name), Some(unit.name));
            for spelling in unit.spellings {
                assert_eq!(named(spelling), Some(unit.name), "{spelling}");
                assert_eq!(named(&plain(spelling)), Some(unit.name), "{spelling} without marks");
            }
        }
    }

    #[test]
    fn exact_conversions() {
        assert_eq!(convert(dec("2"), "km", "m"), Some(dec("2000")));
        assert_eq!(convert(dec("2.5"), "ha", "m²"), Some(dec("25000")));
        assert_eq!(convert(dec("1.5"), "tấn", "kg"), Some(dec("1500")));
        assert_eq!(convert(dec("900"), "m", "km"), Some(dec("0.9")));
        assert_eq!(convert(dec("310"), "triệu đồng", "đ"), Some(dec("310000000")));
        assert_eq!(convert(dec("310000000"), "đồng", "tỷ đồng"), Some(dec("0.31")));
        assert_eq!(convert(dec("3"), "cái", "Cái"), Some(dec("3")));
    }

    #[test]
    fn others_are_refused() {
        assert_eq!(convert(dec("3"), "m", "m2"), None);
        assert_eq!(convert(dec("3"), "sào", "m2"), None);
        assert_eq!(convert(dec("3"), "cái", "chậu"), None);
        assert_eq!(convert(Decimal::MAX, "km", "cm"), None);
        assert_eq!(convert(dec("0.0000000000000000000000000001"), "m", "km"), None);
    }
}
