//! Rules of the catalogue entry.

use super::dates::{self, Span};
use super::{Rule, RuleCx, Severity};
use crate::register::catalogue;
use crate::register::record::Read;
use crate::register::schema::catalogue_entry::{CATALOGUE, CODE, MAPS_TO, VALID_FROM_YEAR, VALID_TO_YEAR};
use crate::register::words::{Label, Words};
use crate::say;

/// The rows.
pub const RULES: &[Rule] = &[
    Rule {
        id: "catalogue_entry.catalogue.unknown",
        severity: Severity::Hard,
        on: &[CATALOGUE],
        check: catalogue_is_unknown,
        remedy: Label::new(
            "Ghi đúng tên danh mục của sổ, ví dụ linh_vuc, loai_kdc.",
            "Give a catalogue that the register has, for example linh_vuc, loai_kdc.",
        ),
    },
    Rule {
        id: "catalogue_entry.code.form",
        severity: Severity::Hard,
        on: &[CODE],
        check: code_is_malformed,
        remedy: Label::new("Bỏ dấu cách và dấu phẩy. Ví dụ: VHXH.", "Take them out, for example VHXH."),
    },
    Rule {
        id: "catalogue_entry.years.order",
        severity: Severity::Hard,
        on: &[VALID_TO_YEAR, VALID_FROM_YEAR],
        check: |cx| dates::years_backwards(cx, Span { from: VALID_FROM_YEAR, to: VALID_TO_YEAR }),
        remedy: dates::SWAP_YEARS,
    },
    Rule {
        id: "catalogue_entry.maps_to.unknown",
        severity: Severity::Soft,
        on: &[MAPS_TO, CATALOGUE],
        check: maps_to_nothing,
        remedy: Label::new("Thêm mục kia trước, hoặc sửa mã.", "Add the other entry first, or change the code."),
    },
];

fn catalogue_is_unknown(cx: &RuleCx<'_>) -> Option<Words> {
    let name = cx.record.text(CATALOGUE);
    (!catalogue::names().any(|known| known == name))
        .then(|| say!("Sổ không có danh mục \"{name}\".", "The register has no catalogue \"{name}\".", name = name))
}

fn code_is_malformed(cx: &RuleCx<'_>) -> Option<Words> {
    let code = cx.record.text(CODE);
    let parts = |letter: char| letter.is_whitespace() || letter == ';' || letter == ',';
    code.contains(parts).then(|| {
        say!("Mã \"{code}\" có dấu cách hoặc dấu phẩy.", "The code \"{code}\" holds a blank or a comma.", code = code)
    })
}

fn maps_to_nothing(cx: &RuleCx<'_>) -> Option<Words> {
    let code = Some(cx.record.text(MAPS_TO)).filter(|code| !code.is_empty())?;
    let entries = cx.records.catalogue(cx.record.text(CATALOGUE));
    let leads = code != cx.record.text(CODE) && entries.iter().any(|entry| entry.code == code);
    (!leads).then(|| {
        say!(
            "Danh mục không có mục khác mang mã \"{code}\".",
            "The catalogue has no other entry \"{code}\".",
            code = code
        )
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::register::rule::trial::Trial;
    use crate::register::schema::catalogue_entry::SCHEMA;

    fn check(rule: &str, breaks: &[(u16, &str)], keeps: &[(u16, &str)]) {
        Trial::new().breaks(rule, &SCHEMA, breaks);
        Trial::new().keeps(rule, &SCHEMA, keeps);
    }

    #[test]
    fn an_entry_belongs_to_a_catalogue_of_the_register() {
        check("catalogue_entry.catalogue.unknown", &[(CATALOGUE, "linhvuc")], &[(CATALOGUE, "linh_vuc")]);
    }

    #[test]
    fn a_code_has_no_blanks() {
        check("catalogue_entry.code.form", &[(CODE, "VH XH")], &[(CODE, "VHXH")]);
    }

    #[test]
    fn years_are_in_order() {
        let years = |from, to| [(VALID_FROM_YEAR, from), (VALID_TO_YEAR, to)];
        check("catalogue_entry.years.order", &years("2025", "2021"), &years("2021", "2025"));
    }

    #[test]
    fn an_entry_counts_as_another_one() {
        let counts_as = |code| [(CATALOGUE, "linh_vuc"), (CODE, "NTM"), (MAPS_TO, code)];
        check("catalogue_entry.maps_to.unknown", &counts_as("XYZ"), &counts_as("VHXH"));
        check("catalogue_entry.maps_to.unknown", &counts_as("NTM"), &counts_as("KT"));
    }
}
