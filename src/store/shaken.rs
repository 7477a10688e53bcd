//! The store's own small files and envelopes, shaken out of shape: none makes a reader panic, and what is read is what would
//! be written.

#[path = "../../tests/shake.rs"]
#[allow(clippy::string_slice, clippy::panic)]
mod shake;

use super::backup::Receipt;
use super::envelope::{Kind, seal, unseal};
use super::identity::Identity;
use super::manifest::{Reach, Sealed, read_manifest};
use super::scan::{Place, lines_that_hold, scan};
use crate::register::line::Hash;
use crate::register::{Record, Value};
use shake::shake_all;

fn one() -> Hash {
    Hash([7; 16])
}

fn place(seq: u64) -> Place {
    Place { seq, head: one(), tip: one() }
}

fn shake(cases: usize) {
    let sealed: String = (1..4).map(|n| Sealed::of(n, place(9), place(20), b"x").line()).collect();
    shake_all("lists of segments", cases, &[sealed.into_bytes()], |bytes| {
        let (list, whole) = read_manifest(bytes);
        let again: String = list.iter().map(Sealed::line).collect();
        assert!(bytes.starts_with(again.as_bytes()) && (!whole || again.len() == bytes.len()));
    });
    let reach = Reach { seq: 12, head: one() };
    shake_all("marks", cases, &[reach.write().into_bytes()], |bytes| {
        assert!(Reach::read(bytes).is_none_or(|reach| reach.write().as_bytes() == bytes));
    });
    let identity = Identity { store: one(), device: "a1".to_owned() };
    shake_all("store.json", cases, &[identity.write().into_bytes()], |bytes| {
        let plain = |device: &str| !device.contains(['/', '.', '\\']) && !device.is_empty();
        assert!(Identity::read(bytes).is_ok_and(|found| plain(&found.device)) || Identity::read(bytes).is_err());
    });
    let receipt = r#"{"format":1,"store":"07070707070707070707070707070707","device":"a1","seq":3,"head":"07070707070707070707070707070707","bytes":9,"made":"2026-11-22T10:31:02+07:00"}"#;
    shake_all("receipts of copies", cases, &[receipt.into()], |bytes| {
        let read = Receipt::read(bytes);
        assert!(read.is_none_or(|receipt| !receipt.device.contains(['/', '.'])));
    });
    let record: Record = [(1, Value::Text("tổ".to_owned())), (2, Value::List(vec!["a".to_owned()]))].into();
    let envelopes: Vec<Vec<u8>> = [seal(Kind::Record, &record)].into_iter().flatten().collect();
    shake_all("envelopes", cases, &envelopes, |bytes| {
        assert!(unseal::<Record>(Kind::Record, bytes).is_err() || bytes == envelopes[0]);
    });
    let journal = include_bytes!("../../tests/data/journal-v1/000001.jsonl").to_vec();
    shake_all("segments", cases / 20, &[journal], |bytes| {
        let found = scan(bytes, "4x9k", Place { seq: 0, head: one(), tip: one() });
        assert!(found.end <= bytes.len() && found.offsets.len() <= bytes.len());
        assert!(lines_that_hold(bytes).count() <= bytes.len());
    });
}

#[test]
fn no_small_file_makes_its_reader_panic() {
    shake(1_500);
}

#[test]
#[ignore = "the long campaign: cargo test --release -- --ignored"]
#[allow(clippy::print_stdout)]
fn a_million_small_files() {
    shake(1_000_000);
    println!("fuzz | lists, marks, store.json, receipts, envelopes | cases 5000000 | panics 0");
    println!("fuzz | segments | cases 50000 | panics 0");
}
