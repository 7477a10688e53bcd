//! The encoding of each kind of value, as it must stay while [`LAYOUT`] stays.

use rust_decimal::Decimal;

use super::*;
use crate::register::{Id, Quantity, Record, Value};
use crate::text::day::Day;
use crate::text::number::Qualifier;

fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |text, byte| format!("{text}{byte:02x}"))
}

fn one_of_each() -> Vec<Value> {
    vec![
        Value::Text("tổ".to_owned()),
        Value::Integer(-2),
        Value::Decimal(Decimal::new(25, 1)),
        Value::Money(310_000_000),
        Value::Quantity(Quantity { qualifier: Qualifier::Over, words: Some("x".to_owned()), ..Quantity::exact(3000) }),
        Value::Day(Day::from_iso("2023-04-12").unwrap()),
        Value::Bool(true),
        Value::Choice("N1".to_owned()),
        Value::Choices(vec!["A".to_owned()]),
        Value::Link(Id::from_bits(258)),
        Value::Links(vec![Id::from_bits(1)]),
        Value::List(vec!["a".to_owned()]),
        Value::NotKnown,
        Value::NotApplicable,
    ]
}

#[test]
fn each_value_is_encoded_like_this() {
    let encoded: Vec<String> = one_of_each().iter().map(|value| hex(&options().serialize(value).unwrap())).collect();
    assert_eq!(encoded, GOLDEN);
}

#[test]
fn what_is_sealed_comes_back() {
    let record: Record = (1..).zip(one_of_each()).collect();
    let bytes = seal(Kind::Record, &record).unwrap();
    assert_eq!(unseal::<Record>(Kind::Record, &bytes).unwrap(), record);
    assert_eq!(unseal::<Record>(Kind::Mark, &bytes), Err(EnvelopeError::Foreign));
}

#[test]
fn no_bit_can_be_changed_and_nothing_added() {
    let record: Record = (1..).zip(one_of_each()).collect();
    let bytes = seal(Kind::Record, &record).unwrap();
    for place in 0..bytes.len() * 8 {
        let mut rotten = bytes.clone();
        rotten[place / 8] ^= 1 << (place % 8);
        assert!(unseal::<Record>(Kind::Record, &rotten).is_err(), "bit {place}");
    }
    for len in 0..bytes.len() {
        assert!(unseal::<Record>(Kind::Record, &bytes[..len]).is_err(), "{len} bytes");
    }
    // Bytes behind the content, even under a sum that covers them.
    let mut longer = bytes.clone();
    longer.push(0);
    let new = sum([longer[0], longer[1], longer[2]], &longer[FRONT..]);
    longer[3..FRONT].copy_from_slice(&new.to_be_bytes());
    assert_eq!(unseal::<Record>(Kind::Record, &longer), Err(EnvelopeError::Broken));
}

#[test]
fn a_value_of_more_than_the_limit_is_refused() {
    let record = |letters| Record::from([(1, Value::Text("a".repeat(letters)))]);
    assert!(seal(Kind::Record, &record(LIMIT - 100)).is_ok());
    assert_eq!(seal(Kind::Record, &record(LIMIT)), Err(EnvelopeError::TooLarge));
}

/// Tag of the variant (4 bytes), then lengths (8 bytes) and contents.
const GOLDEN: &[&str] = &[
    "00000000040000000000000074e1bb95",
    "01000000feffffffffffffff",
    "020000000300000000000000322e35",
    "0300000080397a1200000000",
    "040000000400000000000000333030300100000001010000000000000078",
    "05000000000000000a00000000000000323032332d30342d3132",
    "0600000001",
    "0700000002000000000000004e31",
    "080000000100000000000000010000000000000041",
    "0900000002010000000000000000000000000000",
    "0a000000010000000000000001000000000000000000000000000000",
    "0b0000000100000000000000010000000000000061",
    "0c000000",
    "0d000000",
];
