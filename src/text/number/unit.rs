//! Units as people write them, and the conversions that are exact.

use rust_decimal::Decimal;

use crate::text::letter::plain;

/// A unit and the ways of writing it, lower case and without marks.
struct Unit {
    name: &'static str,
    spellings: &'static [&'static str],
}

const fn unit(name: &'static str, spellings: &'static [&'static str]) -> Unit {
    Unit { name, spellings }
}

/// The units that the figures of the movement are given in.
const UNITS: &[Unit] = &[
    unit("m", &["m", "met"]),
    unit("km", &["km", "kilomet", "cay so"]),
    unit("cm", &["cm"]),
    unit("m2", &["m2", "met vuong"]),
    unit("km2", &["km2", "kilomet vuong"]),
    unit("m3", &["m3", "met khoi", "khoi"]),
    unit("ha", &["ha", "hec ta", "hecta"]),
    unit("sào", &["sao"]),
    unit("mẫu", &["mau"]),
    unit("kg", &["kg", "kilogam", "ki", "ky"]),
    unit("g", &["g", "gam"]),
    unit("yến", &["yen"]),
    unit("tạ", &["ta"]),
    unit("tấn", &["tan"]),
    unit("lít", &["l", "lit"]),
    unit("đồng", &["d", "dong", "vnd"]),
    unit("%", &["%", "phan tram"]),
    unit("công", &["cong", "ngay cong", "cong lao dong", "ngay cong lao dong"]),
    unit("hộ", &["ho", "ho dan", "ho gia dinh"]),
    unit("người", &["nguoi"]),
    unit("lượt", &["luot"]),
    unit("lượt người", &["luot nguoi"]),
    unit("cái", &["cai", "chiec"]),
    unit("cây", &["cay"]),
    unit("chậu", &["chau", "chau hoa"]),
    unit("nhà", &["nha", "can nha", "ngoi nha"]),
    unit("công trình", &["cong trinh"]),
    unit("suất", &["suat"]),
    unit("suất quà", &["suat qua"]),
    unit("phần quà", &["phan qua"]),
    unit("buổi", &["buoi"]),
    unit("cuộc", &["cuoc"]),
    unit("hội nghị", &["hoi nghi"]),
    unit("lớp", &["lop"]),
    unit("vụ", &["vu", "vu viec"]),
    unit("ngày", &["ngay"]),
    unit("lần", &["lan"]),
    unit("tin", &["tin"]),
    unit("bài", &["bai"]),
    unit("tin, bài", &["tin bai"]),
    unit("phóng sự", &["phong su"]),
    unit("văn bản", &["van ban"]),
    unit("tuyến", &["tuyen"]),
    unit("điểm", &["diem"]),
    unit("bóng", &["bong", "bong den"]),
    unit("cột", &["cot", "cot den"]),
    unit("camera", &["camera", "mat camera"]),
    unit("bộ", &["bo"]),
    unit("mô hình", &["mo hinh"]),
    unit("đơn vị", &["don vi"]),
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

/// Returns the usual name of a unit that is written lower case without marks.
pub(super) fn named(folded: &str) -> Option<&'static str> {
    UNITS.iter().find(|unit| unit.spellings.contains(&folded)).map(|unit| unit.name)
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
    let folded = plain(unit);
    let name = named(&folded);
    let is_it = |row: &&(&str, Kind, i64)| name.map_or_else(|| plain(row.0) == folded, |name| name == row.0);
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
        let mut all: Vec<&str> = UNITS.iter().flat_map(|unit| unit.spellings).copied().collect();
        all.sort_unstable();
        assert!(all.windows(2).all(|pair| pair[0] != pair[1]), "{all:?}");
        for unit in UNITS.iter().filter(|unit| unit.name != "tin, bài") {
            assert_eq!(named(&plain(unit.name)), Some(unit.name));
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
