//! R2 on the figures of a district of 37 communes in 2022: 255 registrations, every one a record.

use super::{asked, cells, line, lines_of};
use crate::register::Period;
use crate::register::report::{Report, RowKind, csv, make, text};
use crate::register::schema::{model, model_year, organisation, ward as ward_schema};
use crate::register::sum::tests::ward::{Ward, code};
use crate::register::value::Value;
use crate::register::words::Lang;

const FIELDS: [&str; 4] = ["KT", "VHXH", "QPAN", "HTCT"];

/// Makes the district: at its own level 23 models, at the grass roots 232, spread over the communes in turn.
fn district() -> Ward {
    let mut ward = Ward::new(0);
    ward.make(&ward_schema::SCHEMA, vec![(ward_schema::WARD_NAME, Value::Text("Diễn Châu".to_owned()))]);
    let communes: Vec<_> = (1..=37)
        .map(|number| {
            let place = ward.neighbourhood(&format!("Xã {number:02}"));
            let name = format!("UBND xã {number:02}");
            let fields = vec![
                (organisation::NAME, Value::Text(name)),
                (organisation::BLOC, code("CHINH_QUYEN")),
                (organisation::MUST_REGISTER, Value::Bool(true)),
            ];
            (place, ward.make(&organisation::SCHEMA, fields))
        })
        .collect();
    let head = ward.orgs[0];
    for (field, count) in FIELDS.iter().zip([2, 15, 4, 2]) {
        for _ in 0..count {
            register(&mut ward, "HUYEN", field, head, None);
        }
    }
    let mut turn = communes.iter().cycle();
    for (field, count) in FIELDS.iter().zip([59, 92, 47, 34]) {
        for (place, org) in turn.by_ref().take(count) {
            register(&mut ward, "CO_SO", field, *org, Some(*place));
        }
    }
    ward
}

fn register(ward: &mut Ward, level: &str, field: &str, org: crate::register::Id, place: Option<crate::register::Id>) {
    let mut fields = vec![
        (model::LEVEL, code(level)),
        (model::FIELD, code(field)),
        (model::ORG, Value::Link(org)),
        (model::SUBJECT, code(model::COLLECTIVE)),
    ];
    fields.extend(place.map(|id| (model::NEIGHBOURHOODS, Value::Links(vec![id]))));
    let model = ward.make(&model::SCHEMA, fields);
    let year = ward.make(
        &model_year::SCHEMA,
        vec![
            (model_year::MODEL, Value::Link(model)),
            (model_year::YEAR, Value::Integer(2022)),
            (model_year::REG_TYPE, code(model_year::NEW)),
            (model_year::YEAR_STATUS, code("N5")),
        ],
    );
    ward.years.push(year);
}

fn r2(ward: &Ward) -> Report {
    make("r2", asked(Period::year(2022)), &ward.records).unwrap()
}

#[test]
fn the_districts_figures_come_out() {
    let ward = district();
    let report = r2(&ward);
    let subtotals = lines_of(&report, RowKind::Subtotal);
    assert_eq!(cells(subtotals[0], 1..7), ["Cộng I", "23", "2", "15", "4", "2"]);
    assert_eq!(cells(subtotals[1], 1..7), ["Cộng II", "232", "59", "92", "47", "34"]);
    assert_eq!(cells(lines_of(&report, RowKind::Total)[0], 1..7), ["TỔNG CỘNG", "255", "61", "107", "51", "36"]);
    let groups: Vec<_> =
        lines_of(&report, RowKind::Group).into_iter().map(|row| row.cells[1].words.vi.clone()).collect();
    assert_eq!(groups, ["Cấp huyện (đến 2024)", "Cấp cơ sở (đến 2024)"]);
    let checks: Vec<_> =
        lines_of(&report, RowKind::Check).into_iter().map(|row| row.cells[1].words.vi.clone()).collect();
    assert_eq!(checks, ["Kiểm tra: 23 + 232 = 255 (khớp)", "Kiểm tra lĩnh vực: 61 + 107 + 51 + 36 = 255 (khớp)"]);
    assert_eq!(report.footers[0].vi, "Số đơn vị đăng ký: 37/37");
    // Two groups, 36 or 37 communes with their lines, one bloc of the district.
    assert_eq!(lines_of(&report, RowKind::Line).len(), 1 + 37);
}

#[test]
fn what_does_not_count_or_is_not_said_shows() {
    let mut ward = district();
    let refused = ward.years[0];
    ward.set(&model_year::SCHEMA, refused, vec![(model_year::YEAR_STATUS, Some(code("N9")))]);
    let model = ward.make(&model::SCHEMA, vec![(model::ORG, Value::Link(ward.orgs[0]))]);
    ward.make(
        &model_year::SCHEMA,
        vec![
            (model_year::MODEL, Value::Link(model)),
            (model_year::YEAR, Value::Integer(2022)),
            (model_year::REG_TYPE, code("NANG_CHAT")),
            (model_year::YEAR_STATUS, code("N8")),
        ],
    );
    let report = r2(&ward);
    let total = line(&report, "TỔNG CỘNG");
    assert_eq!(cells(total, 2..7), ["255", "60", "107", "51", "36"]);
    assert_eq!(total.cells.last().unwrap().words.vi, "Nâng chất: 1; Chưa phân lĩnh vực: 1");
    assert_eq!(cells(line(&report, "Cộng III"), 2..3), ["1"]);
    let checks = lines_of(&report, RowKind::Check);
    assert_eq!(checks[0].cells[1].words.vi, "Kiểm tra: 22 + 232 + 1 = 255 (khớp)");
    assert!(checks[1].cells[1].words.vi.ends_with("còn 1 mô hình chưa phân được lĩnh vực của năm"));
}

#[test]
fn a_unit_without_a_neighbourhood_has_a_line_of_its_own() {
    let mut ward = district();
    let fields = vec![(organisation::NAME, Value::Text("Trường THCS".to_owned()))];
    let school = ward.make(&organisation::SCHEMA, fields);
    register(&mut ward, "CO_SO", "VHXH", school, None);
    let report = r2(&ward);
    assert_eq!(cells(line(&report, "Trường THCS"), 2..5), ["1", "", "1"]);
    assert_eq!(cells(line(&report, "Cộng II"), 2..3), ["233"]);
}

#[test]
fn every_row_has_every_column_in_both_forms() {
    let report = r2(&district());
    assert_eq!(report.columns.len(), 13);
    assert!(report.rows.iter().all(|row| row.cells.len() == report.columns.len()));
    let shown = text::write(&report, Lang::Vi);
    let rules: Vec<_> = shown.lines().filter(|line| line.contains('╪')).collect();
    assert!(rules.len() == 3 && rules.iter().all(|rule| rule.chars().count() == rules[0].chars().count()), "{shown}");
    for words in [
        "DIỄN CHÂU",
        "Năm 2022",
        "Tính đến ngày 15/12/2022",
        "Trong đó",
        "NGƯỜI LẬP BIỂU",
        "THỦ TRƯỞNG ĐƠN VỊ",
        "37/37",
    ] {
        assert!(shown.contains(words), "{words} in\n{shown}");
    }
    let table = csv::write(&report, Lang::Vi);
    assert!(table.starts_with('\u{feff}'));
    assert!(table.contains("\r\n,TỔNG CỘNG,255,61,107,51,36,255,,255,,,\r\n"), "{table}");
}
