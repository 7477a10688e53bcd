//! Lines: the one written form, what is refused, and that any commit comes back as it was.

use chrono::{FixedOffset, TimeZone};
use proptest::prelude::*;
use rust_decimal::Decimal;

use super::*;
use crate::register::change::Change;
use crate::register::field::{Field, FieldId};
use crate::register::id::Id;
use crate::register::schema::Schema;
use crate::register::value::{Quantity, Value};
use crate::text::day::Day;
use crate::text::number::Qualifier;

const FIELDS: &[Field] = &[
    Field::text(1, "name", 500, "Tên", "Name"),
    Field::memo(2, "note", "Ghi chú", "Note"),
    Field::integer(3, "households", (0, 1_000_000, "hộ"), "Số hộ", "Households"),
    Field::decimal(4, "area", (0, 1_000_000, 3, "ha"), "Diện tích", "Area"),
    Field::money(5, "cost", "Kinh phí", "Cost"),
    Field::quantity(6, "result", 12, "Kết quả", "Result"),
    Field::date(7, "from", "Từ", "From"),
    Field::flag(8, "typical", "Điển hình", "Typical"),
    Field::one_of(9, "kind", "loai", "Loại", "Kind"),
    Field::some_of(10, "fields", "linh_vuc", "Lĩnh vực", "Fields"),
    Field::link(11, "head", "person", "Người phụ trách", "Head"),
    Field::links(12, "members", "person", "Thành viên", "Members"),
    Field::list(13, "subunits", 100, "Tổ", "Subunits"),
];
const MODEL: Schema = Schema::new(1, "model", ("Mô hình", "Model"), ("Mô hình", "Models"), FIELDS);
const PERSON: Schema = Schema::new(2, "person", ("Người", "Person"), ("Người", "People"), FIELDS);
const BOTH: Dictionary = Dictionary(&[&MODEL, &PERSON]);

fn time(second: i64) -> Time {
    FixedOffset::east_opt(7 * 3600).unwrap().timestamp_opt(second, 0).unwrap()
}

fn sample() -> Commit {
    let set = vec![
        (1, None, Some(Value::Text("Con đường \"hoa\"".to_owned()))),
        (4, Some(Value::Decimal(Decimal::new(25, 1))), Some(Value::NotKnown)),
        (6, None, Some(Value::Quantity(Quantity { qualifier: Qualifier::Over, ..Quantity::exact(3000) }))),
    ];
    Commit {
        dev: "a1".to_owned(),
        seq: 12,
        at: time(1_795_318_262),
        who: "vp01".to_owned(),
        why: String::new(),
        undoes: None,
        changes: vec![Change { schema: &MODEL, id: Id::from_bits(7), set }],
    }
}

/// The written form is for ever: a journal of today must read in ten years.
#[test]
fn a_line_is_written_like_this() {
    let salt = Hash([0x11; 16]);
    let lines = encode(&sample(), salt, Hash([0xab; 16]), 12);
    let expected = concat!(
        r#"{"v":1,"dev":"a1","seq":12,"t":"2026-11-22T10:31:02+07:00","who":"vp01","why":"","#,
        r#""salt":"11111111111111111111111111111111","#,
        r#""ch":[{"e":"model","id":"00000000000000000000000007","set":{"name":[null,"Con đường \"hoa\""],"#,
        r#""area":["2.5",{"m":"not_known"}],"result":[null,{"n":"3000","q":"tren"}]}}],"#,
        r#""d":"35c094a4630986cbd18275b18ec95677","prev":"abababababababababababababababab","#,
        r#""h":"885b51baa0d26ec920b7bbdcb81d486a"}"#,
    );
    assert_eq!(lines, [expected]);
    let (head, rest) = expected.split_once(",\"salt\"").unwrap();
    let (ch, tail) = rest.split_once(",\"ch\":").unwrap().1.split_once(",\"d\":").unwrap();
    let tail = format!(",\"d\":{}", tail.split_once(",\"h\":").unwrap().0);
    assert!(expected.contains(&blake3_of(&format!("{}{ch}", "1".repeat(32)))));
    assert!(expected.ends_with(&format!("\"{}\"}}", blake3_of(&format!("{head}{tail}")))));
}

/// Hashes the way anyone would who checks a journal without this program.
fn blake3_of(text: &str) -> String {
    blake3::hash(text.as_bytes()).to_hex().chars().take(32).collect()
}

#[test]
fn other_kinds_of_lines() {
    let prev = Hash([1; 16]);
    let close = encode_close("a1", 12, prev);
    let read = decode(&close, BOTH).unwrap();
    assert_eq!((read.seq, read.prev, &read.says), (12, prev, &Says::Close));
    let line = encode_redact("a1", 13, 12, (time(0), "bt", "lộ số điện thoại"), read.hash);
    let read = decode(&line, BOTH).unwrap();
    let (who, why) = ("bt".to_owned(), "lộ số điện thoại".to_owned());
    assert_eq!(read.says, Says::Redact { of: 12, at: time(0), who, why });
}

#[test]
fn what_was_taken_out_leaves_a_line_that_verifies() {
    let line = encode(&sample(), Hash([1; 16]), Hash([2; 16]), 12).remove(0);
    let cut = redact(&line).unwrap();
    assert!(!cut.contains("salt") && !cut.contains("hoa"));
    let (before, after) = (decode(&line, BOTH).unwrap(), decode(&cut, BOTH).unwrap());
    assert_eq!((before.hash, before.prev), (after.hash, after.prev));
    let Says::Commit { commit, redacted: true } = after.says else { panic!("{:?}", after.says) };
    assert_eq!(commit, Commit { changes: Vec::new(), ..sample() });
    assert_eq!(redact(&cut).unwrap(), cut);
}

#[test]
fn no_byte_can_be_changed() {
    let line = encode(&Commit { undoes: Some(3), ..sample() }, Hash([1; 16]), Hash([2; 16]), 10).remove(0);
    for at in 0..line.len() {
        for bit in 0..8 {
            let mut bytes = line.clone().into_bytes();
            bytes[at] ^= 1 << bit;
            if let Ok(text) = String::from_utf8(bytes) {
                assert!(verify(&text).is_err(), "byte {at}, bit {bit}: {text}");
            }
        }
        if let Some((before, after)) = line.split_at_checked(at) {
            assert!(verify(before).is_err());
            assert!(verify(&format!("{before} {after}")).is_err());
        }
    }
}

/// Seals a line that someone else wrote.
fn seal(head: &str, ch: &str) -> String {
    let salt = "0".repeat(32);
    let tail = format!(",\"d\":\"{}\",\"prev\":\"{salt}\"", blake3_of(&format!("{salt}{ch}")));
    format!("{head},\"salt\":\"{salt}\",\"ch\":{ch}{tail},\"h\":\"{}\"}}", blake3_of(&format!("{head}{tail}")))
}

#[test]
fn what_a_newer_program_wrote_is_named() {
    let head = r#"{"v":1,"dev":"a1","seq":1,"t":"2026-11-22T10:31:02+07:00","who":"x","why":"""#;
    let id = "00000000000000000000000007";
    let fault = |ch: &str| {
        let error = decode(&seal(head, ch), BOTH).unwrap_err();
        (error.is_newer(), error.fault)
    };
    assert_eq!(
        fault(&format!(r#"[{{"e":"drone","id":"{id}","set":{{}}}}]"#)),
        (true, Fault::Entity("drone".to_owned()))
    );
    let field = Fault::Field { entity: "model".to_owned(), field: "colour".to_owned() };
    assert_eq!(fault(&format!(r#"[{{"e":"model","id":"{id}","set":{{"colour":[null,1]}}}}]"#)), (true, field));
    let value = Fault::Value { entity: "model".to_owned(), field: "households".to_owned(), expected: "3000" };
    assert_eq!(
        fault(&format!(r#"[{{"e":"model","id":"{id}","set":{{"households":[null,"3.000"]}}}}]"#)),
        (true, value)
    );
    for broken in ["{}", "[1]", r#"[{"e":"model","id":"x","set":{}}]"#, r#"[{"e":"model","id":"#] {
        let error = decode(&seal(head, broken), BOTH).unwrap_err();
        assert!(!error.is_newer(), "{broken}: {error}");
    }
    let newer = seal(r#"{"v":2,"dev":"a1","seq":1"#, "[]");
    assert_eq!(verify(&newer).unwrap_err().fault, Fault::Version(2));
}

#[test]
fn keys_stand_in_their_order_and_no_others() {
    let time = r#""t":"2026-11-22T10:31:02+07:00""#;
    for head in [
        format!(r#"{{"v":1,"seq":1,"dev":"a1",{time},"who":"x","why":"""#),
        format!(r#"{{"v":1,"dev":"a1","seq":1,{time},"why":"","who":"x""#),
        format!(r#"{{"v":1,"dev":"a1","seq":1,{time},"who":"x","why":"","of":3"#),
        format!(r#"{{"v":1,"dev":"a1","seq":1,"seq":1,{time},"who":"x","why":"""#),
        format!(r#"{{"v":1,"dev":"a1","seq":1,{time},"who":"x","why":"","extra":1"#),
        format!(r#"{{"v":1, "dev":"a1","seq":1,{time},"who":"x","why":"""#),
        r#"{"v":1,"dev":"a1","seq":1,"who":"x","why":"""#.to_owned(),
    ] {
        assert!(decode(&seal(&head, "[]"), BOTH).is_err(), "{head}");
    }
    let right = format!(r#"{{"v":1,"dev":"a1","seq":1,{time},"who":"x","why":"""#);
    assert!(decode(&seal(&right, "[]"), BOTH).is_ok());
}

fn long(changes: usize) -> Commit {
    let change = |n: usize| {
        let text = Value::Text(format!("tổ {n}"));
        Change { schema: &MODEL, id: Id::from_bits(n as u128), set: vec![(1, None, Some(text))] }
    };
    Commit { changes: (0..changes).map(change).collect(), ..sample() }
}

/// Reads lines one after the other, as a journal's.
fn gather(lines: &[String], prev: Hash) -> Result<Vec<Commit>, LineError> {
    let mut gather = Gather::default();
    let mut tip = prev;
    let mut commits = Vec::new();
    for line in lines {
        let line = decode(line, BOTH)?;
        assert_eq!(line.prev, tip);
        tip = line.hash;
        commits.extend(gather.push(line)?);
    }
    assert!(!gather.is_open());
    Ok(commits)
}

#[test]
fn a_long_commit_is_several_lines() {
    let prev = Hash([5; 16]);
    for (changes, lines) in [(0, 1), (1_000, 1), (1_001, 3), (2_500, 4)] {
        let commit = long(changes);
        let written = encode(&commit, Hash([4; 16]), prev, 12);
        assert_eq!(written.len(), lines, "{changes}");
        assert_eq!(gather(&written, prev).unwrap(), [commit]);
    }
    let mut big = long(3);
    for change in &mut big.changes {
        change.set.push((2, None, Some(Value::Text("ă".repeat(300_000)))));
    }
    let written = encode(&big, Hash([4; 16]), prev, 12);
    assert_eq!(written.len(), 4);
    assert_eq!(gather(&written, prev).unwrap(), [big]);
}

#[test]
fn parts_that_do_not_fit_are_refused() {
    let lines: Vec<Line> =
        encode(&long(2_500), Hash([4; 16]), Hash([5; 16]), 12).iter().map(|line| decode(line, BOTH).unwrap()).collect();
    let other = decode(&encode(&sample(), Hash([1; 16]), Hash([2; 16]), 12)[0], BOTH).unwrap();
    let refused = |order: &[&Line]| {
        let mut gather = Gather::default();
        order.iter().find_map(|line| gather.push((*line).clone()).err()).map(|error| error.fault)
    };
    let [first, second, third, end] = lines.as_slice() else { panic!("{}", lines.len()) };
    assert_eq!(refused(&[first, second, third, end]), None);
    assert_eq!(refused(&[second]), Some(Fault::Batch("beginning")));
    assert_eq!(refused(&[first, third]), Some(Fault::Batch("part")));
    assert_eq!(refused(&[first, second, end]), Some(Fault::Batch("end")));
    assert_eq!(refused(&[first, &other]), Some(Fault::Batch("no end")));
}

fn day() -> impl Strategy<Value = Day> {
    prop_oneof![
        (1900_i32..2100, 1_u32..13, 1_u32..29).prop_map(|(y, m, d)| format!("{y:04}-{m:02}-{d:02}")),
        (1900_i32..2100, 1_u32..13).prop_map(|(y, m)| format!("{y:04}-{m:02}")),
        (1900_i32..2100, 1_u32..5).prop_map(|(y, q)| format!("{y:04}-Q{q}")),
        (1900_i32..2100).prop_map(|y| format!("{y:04}")),
    ]
    .prop_map(|iso| Day::from_iso(&iso).unwrap())
}

fn decimal() -> impl Strategy<Value = Decimal> {
    (any::<i64>(), 0_u32..10).prop_map(|(digits, scale)| Decimal::new(digits, scale).normalize())
}

fn quantity() -> impl Strategy<Value = Quantity> {
    let exact = [Qualifier::Exact, Qualifier::Over, Qualifier::MoreThan, Qualifier::Under, Qualifier::About];
    prop_oneof![
        (decimal(), prop::sample::select(exact.to_vec()), prop::option::of(".{0,9}"))
            .prop_map(|(amount, qualifier, words)| Quantity { amount, qualifier, words }),
        prop::option::of(".{0,9}").prop_map(|words| Quantity {
            amount: Decimal::ZERO,
            qualifier: Qualifier::Unknown,
            words
        }),
    ]
}

fn ids() -> impl Strategy<Value = Id> {
    any::<u128>().prop_map(Id::from_bits)
}

/// A value that the field with this number can hold.
fn value(field: FieldId) -> BoxedStrategy<Value> {
    let filled = match field {
        1 | 2 => any::<String>().prop_map(Value::Text).boxed(),
        3 => any::<i64>().prop_map(Value::Integer).boxed(),
        4 => decimal().prop_map(Value::Decimal).boxed(),
        5 => any::<i64>().prop_map(Value::Money).boxed(),
        6 => quantity().prop_map(Value::Quantity).boxed(),
        7 => day().prop_map(Value::Day).boxed(),
        8 => any::<bool>().prop_map(Value::Bool).boxed(),
        9 => any::<String>().prop_map(Value::Choice).boxed(),
        10 => prop::collection::vec(any::<String>(), 0..4).prop_map(Value::Choices).boxed(),
        11 => ids().prop_map(Value::Link).boxed(),
        12 => prop::collection::vec(ids(), 0..4).prop_map(Value::Links).boxed(),
        _ => prop::collection::vec(any::<String>(), 0..4).prop_map(Value::List).boxed(),
    };
    prop_oneof![8 => filled, 1 => Just(Value::NotKnown), 1 => Just(Value::NotApplicable)].boxed()
}

fn change() -> impl Strategy<Value = Change> {
    let pair = |field| (Just(field), prop::option::of(value(field)), prop::option::of(value(field)));
    let set = prop::sample::subsequence((1..=13).collect::<Vec<FieldId>>(), 0..6)
        .prop_flat_map(move |fields| fields.into_iter().map(pair).collect::<Vec<_>>());
    let schema = prop_oneof![Just(&MODEL), Just(&PERSON)];
    (schema, ids(), set).prop_map(|(schema, id, set)| Change { schema, id, set })
}

fn commit() -> impl Strategy<Value = Commit> {
    let moment = (0_i64..4_000_000_000, -14 * 60_i32..14 * 60);
    let at = moment.prop_map(|(s, m)| FixedOffset::east_opt(m * 60).unwrap().timestamp_opt(s, 0).unwrap());
    let texts = ("[a-z0-9]{1,6}", any::<String>(), any::<String>());
    (texts, any::<u64>(), at, prop::option::of(any::<u64>()), prop::collection::vec(change(), 0..5))
        .prop_map(|((dev, who, why), seq, at, undoes, changes)| Commit { dev, seq, at, who, why, undoes, changes })
}

proptest! {
    #[test]
    fn any_commit_comes_back(commit in commit(), salt in any::<[u8; 16]>(), prev in any::<[u8; 16]>(), from in any::<u64>()) {
        let lines = encode(&commit, Hash(salt), Hash(prev), from);
        let line = decode(&lines[0], BOTH).unwrap();
        prop_assert_eq!(line.from, from);
        prop_assert_eq!(gather(&lines, Hash(prev)).unwrap(), [commit]);
        prop_assert_eq!(decode(&redact(&lines[0]).unwrap(), BOTH).unwrap().hash, line.hash);
        prop_assert!(!lines[0].contains('\n'));
        // How a reader finds the next line behind a damaged one.
        prop_assert_eq!(lines[0].match_indices("{\"v\":").count(), 1);
    }

    #[test]
    fn any_text_is_read_or_refused(text in "\\PC{0,80}") {
        let _ = decode(&text, BOTH);
        let _ = decode(&format!("{{\"v\":1,{text}"), BOTH);
    }
}
