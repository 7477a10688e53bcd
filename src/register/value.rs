//! What a field can hold, and its one JSON form.
//!
//! The JSON form is what the journal, `apply` and `export --format jsonl` carry; it is fixed for ever:
//!
//! | value | JSON |
//! |---|---|
//! | text, memo | `"chữ"` |
//! | integer, money (đồng) | `310000000` |
//! | decimal | `"2.5"` (a string, a point, no grouping, no trailing zeros) |
//! | quantity | `{"n":"3000","q":"tren"}`; without a number `{"q":"khong_ro","w":"hàng chục"}` |
//! | date | `"2023-04-12"`, `"2023-04"`, `"2023-Q2"`, `"2023"` |
//! | yes/no | `true`, `false` |
//! | choice | `"VHXH"` (the code) |
//! | choices | `["GPMB","NTM"]` |
//! | link | `"01J…"` (the id) |
//! | links | `["01J…", …]` |
//! | list of texts | `["Đội 8","Đội 9"]` |
//! | not known | `{"m":"not_known"}` |
//! | not applicable | `{"m":"not_applicable"}` |

use std::str::FromStr;

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};
use serde_json::{Value as Json, json};

use super::field::Kind;
use super::id::Id;
use crate::text::day::Day;
use crate::text::number::Qualifier;

/// A figure as its source gave it: an amount and how exact it is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Quantity {
    /// The amount in the unit of the figure's metric; zero when `qualifier` is `Unknown`.
    pub amount: Decimal,
    /// How exact the source was.
    pub qualifier: Qualifier,
    /// The source's own words where it gave no number ("hàng chục", "nhiều").
    pub words: Option<String>,
}

impl Quantity {
    /// Makes an exact figure.
    pub fn exact(amount: impl Into<Decimal>) -> Self {
        Self { amount: amount.into().normalize(), qualifier: Qualifier::Exact, words: None }
    }
}

/// One value of a record's field.
///
/// Variants are appended, never moved: their position is part of the database's encoding.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Value {
    /// A line or a memo, Unicode NFC.
    Text(String),
    /// A whole number.
    Integer(i64),
    /// An exact decimal, in the field's unit.
    Decimal(Decimal),
    /// An amount of money in đồng.
    Money(i64),
    /// A figure with its qualifier, in the unit of its metric.
    Quantity(Quantity),
    /// A date with its precision.
    Day(Day),
    /// Yes or no.
    Bool(bool),
    /// The code of one entry of a catalogue or of a fixed list.
    Choice(String),
    /// Codes of several entries.
    Choices(Vec<String>),
    /// Another record.
    Link(Id),
    /// Several other records, in order.
    Links(Vec<Id>),
    /// Several short texts, in order.
    List(Vec<String>),
    /// The officer asked and nobody knows ("không rõ").
    NotKnown,
    /// The question does not arise ("không áp dụng").
    NotApplicable,
}

impl Value {
    /// Returns the text of a text value.
    pub fn as_text(&self) -> Option<&str> {
        match self {
            Self::Text(text) => Some(text),
            _ => None,
        }
    }

    /// Returns the whole number of an integer or a money value.
    pub fn as_integer(&self) -> Option<i64> {
        match self {
            Self::Integer(number) | Self::Money(number) => Some(*number),
            _ => None,
        }
    }

    /// Returns the code of a choice.
    pub fn as_choice(&self) -> Option<&str> {
        match self {
            Self::Choice(code) => Some(code),
            _ => None,
        }
    }

    /// Returns the day of a date.
    pub fn as_day(&self) -> Option<Day> {
        match self {
            Self::Day(day) => Some(*day),
            _ => None,
        }
    }

    /// Returns the target of a link.
    pub fn as_link(&self) -> Option<Id> {
        match self {
            Self::Link(id) => Some(*id),
            _ => None,
        }
    }

    /// Returns the targets of a link or of links.
    pub fn links(&self) -> &[Id] {
        match self {
            Self::Link(id) => std::slice::from_ref(id),
            Self::Links(ids) => ids,
            _ => &[],
        }
    }

    /// Returns the figure of a quantity.
    pub fn as_quantity(&self) -> Option<&Quantity> {
        match self {
            Self::Quantity(quantity) => Some(quantity),
            _ => None,
        }
    }

    /// Returns whether the value says that there is none to give.
    pub const fn is_missing(&self) -> bool {
        matches!(self, Self::NotKnown | Self::NotApplicable)
    }

    /// Writes the JSON form.
    pub fn to_json(&self) -> Json {
        match self {
            Self::Text(text) => json!(text),
            Self::Integer(number) | Self::Money(number) => json!(number),
            Self::Decimal(number) => json!(plain(*number)),
            Self::Quantity(quantity) => quantity_to_json(quantity),
            Self::Day(day) => json!(day.iso()),
            Self::Bool(flag) => json!(flag),
            Self::Choice(code) => json!(code),
            Self::Choices(codes) => json!(codes),
            Self::Link(id) => json!(id.to_string()),
            Self::Links(ids) => Json::Array(ids.iter().map(|id| json!(id.to_string())).collect()),
            Self::List(items) => json!(items),
            Self::NotKnown => json!({"m": "not_known"}),
            Self::NotApplicable => json!({"m": "not_applicable"}),
        }
    }

    /// Reads the JSON form of a value of `kind`; `Err` names what is expected there.
    pub fn from_json(kind: &Kind, json: &Json) -> Result<Self, &'static str> {
        if let Some(mark) = json.get("m").and_then(Json::as_str) {
            return match mark {
                "not_known" => Ok(Self::NotKnown),
                "not_applicable" => Ok(Self::NotApplicable),
                _ => Err(r#"{"m":"not_known"} | {"m":"not_applicable"}"#),
            };
        }
        let expected = kind.json_form();
        let read = match kind {
            Kind::Text { .. } | Kind::Memo { .. } => json.as_str().map(|s| Self::Text(s.to_owned())),
            Kind::Integer { .. } => json.as_i64().map(Self::Integer),
            Kind::Money => json.as_i64().map(Self::Money),
            Kind::Decimal { .. } => json.as_str().and_then(decimal_from_plain).map(Self::Decimal),
            Kind::Quantity { .. } => quantity_from_json(json).map(Self::Quantity),
            Kind::Date => json.as_str().and_then(Day::from_iso).map(Self::Day),
            Kind::Bool => json.as_bool().map(Self::Bool),
            Kind::Choice(_) => json.as_str().map(|s| Self::Choice(s.to_owned())),
            Kind::Choices(_) => texts(json).map(Self::Choices),
            Kind::Link(_) => json.as_str().and_then(|s| s.parse().ok()).map(Self::Link),
            Kind::Links(_) => {
                texts(json).and_then(|ids| ids.iter().map(|id| id.parse().ok()).collect()).map(Self::Links)
            }
            Kind::List { .. } => texts(json).map(Self::List),
        };
        read.ok_or(expected)
    }
}

/// Writes a decimal the one way the JSON form knows: no grouping, no trailing zeros, no exponent.
fn plain(number: Decimal) -> String {
    number.normalize().to_string()
}

/// Reads what [`plain`] writes, and refuses everything else so that "3.000" is never taken for three.
fn decimal_from_plain(text: &str) -> Option<Decimal> {
    let number = Decimal::from_str(text).ok()?.normalize();
    (plain(number) == text).then_some(number)
}

fn texts(json: &Json) -> Option<Vec<String>> {
    json.as_array()?.iter().map(|item| item.as_str().map(str::to_owned)).collect()
}

fn quantity_to_json(quantity: &Quantity) -> Json {
    let mut map = serde_json::Map::new();
    if quantity.qualifier != Qualifier::Unknown {
        map.insert("n".to_owned(), json!(plain(quantity.amount)));
    }
    map.insert("q".to_owned(), json!(quantity.qualifier.code()));
    if let Some(words) = &quantity.words {
        map.insert("w".to_owned(), json!(words));
    }
    Json::Object(map)
}

fn quantity_from_json(json: &Json) -> Option<Quantity> {
    let map = json.as_object()?;
    if map.keys().any(|key| !matches!(key.as_str(), "n" | "q" | "w")) {
        return None;
    }
    let qualifier = Qualifier::from_code(map.get("q")?.as_str()?)?;
    let words = match map.get("w") {
        None => None,
        Some(words) => Some(words.as_str()?.to_owned()),
    };
    let amount = match (map.get("n"), qualifier) {
        (None, Qualifier::Unknown) => Decimal::ZERO,
        (Some(number), qualifier) if qualifier != Qualifier::Unknown => decimal_from_plain(number.as_str()?)?,
        _ => return None,
    };
    Some(Quantity { amount, qualifier, words })
}
