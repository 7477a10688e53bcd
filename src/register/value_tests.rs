//! The forms of a value agree: JSON, the database's bytes, and what a person types.

use chrono::NaiveDate;
use proptest::prelude::*;
use rust_decimal::Decimal;

use super::field::{Field, Kind, choice};
use super::memory::MemoryRecords;
use super::parse::ParseCx;
use super::record::Record;
use super::schema::Dictionary;
use super::show::ShowCx;
use super::value::{Quantity, Value};
use super::words::Lang;
use crate::text::day::Day;
use crate::text::number::Qualifier;

const WORLD: Dictionary = Dictionary(&[]);

/// A field of each kind that needs no other record.
const FIELDS: &[Field] = &[
    Field::text(1, "text", 200, "Chữ", "Text"),
    Field::memo(2, "memo", "Đoạn", "Memo"),
    Field::integer(3, "integer", (-1_000_000, i64::MAX, "hộ"), "Số", "Number"),
    Field::decimal(4, "decimal", (-1000, 1_000_000_000, 4, "km"), "Số lẻ", "Decimal"),
    Field::money(5, "money", "Tiền", "Money"),
    Field::quantity(6, "quantity", 20, "Số lượng", "Quantity"),
    Field::date(7, "date", "Ngày", "Date"),
    Field::flag(8, "flag", "Có không", "Flag"),
    Field::fixed(
        9,
        "choice",
        &[choice("A", "Đang làm", "Going on"), choice("B", "Đã dừng", "Stopped")],
        "Chọn",
        "Choice",
    ),
    Field::list(10, "list", 40, "Danh sách", "List"),
];

fn line() -> impl Strategy<Value = String> {
    "[a-zA-ZđĐăâêôơưáàảãạệốữ0-9\"(][a-zđăâêôơưáàảãạệốữ0-9 ,.%/&()-]{1,30}[a-zđ0-9)]"
        .prop_map(|text| crate::text::fold::tidy(&text))
        .prop_filter("no list mark", |text| !text.contains(';'))
}

fn decimal() -> impl Strategy<Value = Decimal> {
    (0_i64..99_999_999_999, 0_u32..=4).prop_map(|(digits, scale)| Decimal::new(digits, scale).normalize())
}

fn qualifier() -> impl Strategy<Value = Qualifier> {
    prop::sample::select(vec![
        Qualifier::Exact,
        Qualifier::Over,
        Qualifier::MoreThan,
        Qualifier::Under,
        Qualifier::About,
    ])
}

fn day() -> impl Strategy<Value = Day> {
    (1950_i32..2090, 1_u32..=12, 1_u32..=28, 0_u8..4).prop_map(|(year, month, day, precision)| match precision {
        0 => Day::Year(year),
        1 => Day::quarter(year, month.div_ceil(3)).unwrap(),
        2 => Day::month(year, month).unwrap(),
        _ => Day::Date(NaiveDate::from_ymd_opt(year, month, day).unwrap()),
    })
}

/// A field and a value that it can hold.
fn held() -> impl Strategy<Value = (&'static Field, Value)> {
    let strategies = FIELDS.iter().map(|field| {
        let values: BoxedStrategy<Value> = match field.kind {
            Kind::Text { .. } => line().prop_map(Value::Text).boxed(),
            Kind::Memo { .. } => {
                prop::collection::vec(line(), 1..4).prop_map(|lines| Value::Text(lines.join("\n"))).boxed()
            }
            Kind::Integer { .. } => (-1_000_000_i64..1_000_000_000_000).prop_map(Value::Integer).boxed(),
            Kind::Decimal { .. } => {
                decimal().prop_filter("in range", |n| *n <= 1_000_000_000.into()).prop_map(Value::Decimal).boxed()
            }
            Kind::Money => (0_i64..9_000_000_000_000).prop_map(Value::Money).boxed(),
            Kind::Quantity { .. } => (decimal(), qualifier())
                .prop_map(|(amount, qualifier)| Value::Quantity(Quantity { amount, qualifier, words: None }))
                .boxed(),
            Kind::Date => day().prop_map(Value::Day).boxed(),
            Kind::Bool => any::<bool>().prop_map(Value::Bool).boxed(),
            Kind::Choice(_) => {
                prop::sample::select(vec!["A", "B"]).prop_map(|code| Value::Choice(code.to_owned())).boxed()
            }
            Kind::List { .. } => prop::collection::vec(line(), 1..5).prop_map(Value::List).boxed(),
            Kind::Choices(_) | Kind::Link(_) | Kind::Links(_) => unreachable!("{} needs other records", field.key),
        };
        let missing = prop::sample::select(vec![Value::NotKnown, Value::NotApplicable]);
        prop_oneof![20 => values, 1 => missing].prop_map(move |value| (field, value)).boxed()
    });
    prop::strategy::Union::new(strategies)
}

fn parse(field: &Field, typed: &str, records: &MemoryRecords) -> Result<Option<Value>, super::Refusal> {
    let record = Record::new();
    let today = NaiveDate::from_ymd_opt(2026, 11, 22).unwrap();
    field.parse(typed, &ParseCx { today, year: 2026, records, record: &record })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2000))]

    #[test]
    fn what_is_shown_for_typing_reads_back((field, value) in held()) {
        let records = MemoryRecords::new(WORLD);
        for lang in [Lang::Vi, Lang::En] {
            let typed = field.edit(&value, ShowCx { records: &records, lang });
            prop_assert_eq!(parse(field, &typed, &records), Ok(Some(value.clone())), "typed {:?}", typed);
        }
    }

    #[test]
    fn json_reads_back((field, value) in held()) {
        let json = value.to_json();
        let text = serde_json::to_string(&json).unwrap();
        prop_assert_eq!(Value::from_json(&field.kind, &serde_json::from_str(&text).unwrap()), Ok(value));
    }

    #[test]
    fn bytes_read_back((_, value) in held()) {
        let bytes = bincode::serialize(&value).unwrap();
        prop_assert_eq!(bincode::deserialize::<Value>(&bytes).unwrap(), value);
    }

    #[test]
    fn whatever_is_typed_is_read_or_refused_in_words(typed in "\\PC{0,40}", at in 0..FIELDS.len()) {
        let records = MemoryRecords::new(WORLD);
        match parse(&FIELDS[at], &typed, &records) {
            Ok(None) => prop_assert!(crate::text::fold::tidy(&typed).is_empty()),
            Ok(Some(value)) => prop_assert!(FIELDS[at].check(&value).is_ok()),
            Err(refusal) => prop_assert!(!refusal.words.vi.is_empty() && !refusal.words.en.is_empty()),
        }
    }

    #[test]
    fn whatever_json_is_given_is_read_or_refused(text in "\\PC{0,20}", number in any::<i64>(), at in 0..FIELDS.len()) {
        for json in [serde_json::json!(text), serde_json::json!(number), serde_json::json!([text]), serde_json::json!({"n": text, "q": "tren"})] {
            if let Ok(value) = Value::from_json(&FIELDS[at].kind, &json) {
                prop_assert_eq!(value.to_json(), json);
            }
        }
    }
}

#[test]
fn a_typed_point_is_never_a_decimal_in_json() {
    let kind = Kind::Decimal { min: 0, max: 10_000, digits: 2, unit: "m" };
    assert!(Value::from_json(&kind, &serde_json::json!("3.000")).is_err());
    assert_eq!(Value::from_json(&kind, &serde_json::json!("3000")), Ok(Value::Decimal(3000.into())));
}

#[test]
fn figures_are_read_as_the_articles_write_them() {
    let records = MemoryRecords::new(WORLD);
    let quantity = &FIELDS[5];
    let show = |typed: &str| match parse(quantity, typed, &records) {
        Ok(Some(Value::Quantity(quantity))) => super::show::show_quantity(&quantity),
        other => format!("{other:?}"),
    };
    assert_eq!(show("trên 3.000 m²"), "trên 3.000");
    assert_eq!(show("hơn 4.000 m2"), "hơn 4.000");
    assert_eq!(show("hon 4 nghin m2"), "hơn 4.000");
    assert_eq!(show("hàng chục"), "hàng chục");
    assert_eq!(show("310 triệu"), "310.000.000");
}
