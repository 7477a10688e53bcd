//! A field is one row: with it, the form, the table, the files and the dictionary know it.
#![allow(clippy::expect_used, clippy::unwrap_used)]

use danvan::exchange::csv::{Heads, Table};
use danvan::exchange::{dictionary, jsonl};
use danvan::register::{Dictionary, Field, Lang, Query, Records, Schema, ShowCx, Value};

use crate::desk::{Desk, register, text};

/// The row that makes the difference.
const TREES: Field = Field::integer(2, "trees", (0, 999, "cây"), "Số cây trồng", "Trees").column(14);

const NAME: Field = Field::text(1, "name", 80, "Tên", "Name").draft().column(24);

const fn place(fields: &'static [Field]) -> Schema {
    Schema::new(1, "neighbourhood", ("tổ dân phố", "neighbourhood"), ("tổ dân phố", "neighbourhoods"), fields)
        .title(&[1])
}

const BEFORE: &Schema = &place(&[NAME]);
const AFTER: &Schema = &place(&[NAME, TREES]);
const WARD_BEFORE: Dictionary = Dictionary(&[BEFORE]);
const WARD_AFTER: Dictionary = Dictionary(&[AFTER]);

/// Opens the table, then the form of its row.
fn seen(ward: Dictionary) -> [String; 2] {
    let record = [(1, text("Tổ 5")), (2, Value::Integer(65))];
    let known = ward.0[0].fields.len();
    let mut desk = Desk::new(register(ward, &[(ward.0[0], 1, &record[..known])]));
    desk.press("<Enter>");
    let table = desk.screen();
    desk.press("<Enter>");
    [table, desk.screen()]
}

/// Writes the record to a spreadsheet, as a line of commands and its entity to the dictionary.
fn written(ward: Dictionary) -> [String; 3] {
    let record = [(1, text("Tổ 5")), (2, Value::Integer(65))];
    let schema = ward.0[0];
    let records = register(ward, &[(schema, 1, &record[..schema.fields.len()])]);
    let mut table = Table::begin(Vec::new(), schema, schema.fields.iter().collect(), Heads::Labels, Lang::Vi).unwrap();
    let show = ShowCx { records: &records, lang: Lang::Vi };
    records.scan(schema, &mut |id, record| table.row(id, &record, show).unwrap());
    let mut lines = Vec::new();
    jsonl::write(&mut lines, &records, &Query::all(schema), |_| true, |_| true).unwrap();
    let mut fields = Vec::new();
    dictionary::write(&mut fields, schema, dictionary::Form::Text, Lang::Vi).unwrap();
    [table.finish().unwrap(), lines, fields].map(|bytes| String::from_utf8(bytes).unwrap())
}

#[test]
fn one_row_more_is_a_field_more_everywhere() {
    for (before, after) in seen(WARD_BEFORE).iter().zip(&seen(WARD_AFTER)) {
        assert!(!before.contains("Số cây") && !before.contains("65"), "{before}");
        assert!(after.contains("Số cây") && after.contains("65"), "{after}");
    }
    let [table, lines, fields] = written(WARD_BEFORE);
    assert!(![&table, &lines, &fields].iter().any(|text| text.contains("cây") || text.contains("trees")));
    let [table, lines, fields] = written(WARD_AFTER);
    assert!(table.contains("Số cây trồng") && table.contains("65"), "{table}");
    assert!(lines.contains("\"trees\":65"), "{lines}");
    assert!(fields.contains("trees · Số cây trồng · ") && fields.contains("0…999 cây"), "{fields}");
}
