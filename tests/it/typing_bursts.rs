//! Bursts of input methods, however they are cut into reads: the same text in a field, the same row, the same command.
#![allow(clippy::expect_used, clippy::unwrap_used)]

use danvan::input::Input;
use danvan::register::{MemoryRecords, Record, Value};
use danvan::term::decode::Decoder;
use danvan::ui::screen::Event;
use unicode_normalization::UnicodeNormalization;

use crate::desk::{Desk, MODEL, TDP, WARD, register, text};

const BURSTS: &str = include_str!("../data/typing/bursts.tsv");

/// One burst: who sends it, its bytes with each kind of Backspace, and what is meant.
struct Burst {
    from: &'static str,
    sent: [Vec<u8>; 2],
    meant: &'static str,
}

fn bursts() -> impl Iterator<Item = Burst> {
    BURSTS.lines().filter(|line| !line.starts_with('#')).map(|line| {
        let mut cells = line.split('\t');
        let (from, sent, meant) = (cells.next().unwrap(), cells.next().unwrap(), cells.next().unwrap());
        let sent = sent.replace("<202F>", "\u{202f}");
        let with = |backspace| sent.replace('⌫', backspace).into_bytes();
        Burst { from, sent: [with("\u{7f}"), with("\u{8}")], meant }
    })
}

/// Decodes reads, and gives what they mean.
fn decoded<'a>(reads: impl IntoIterator<Item = &'a [u8]>) -> Vec<Input> {
    let (mut decoder, mut inputs) = (Decoder::new(), Vec::new());
    for read in reads {
        decoder.feed(read, &mut inputs);
    }
    inputs
}

/// A ward whose neighbourhoods are called like everything that is meant.
fn ward() -> MemoryRecords {
    let mut names: Vec<&str> = bursts().map(|burst| burst.meant).collect();
    names.sort_unstable();
    names.dedup();
    let values: Vec<_> =
        (1..).zip(&names).map(|(n, name)| [(1, text(&format!("TDP{n:02}"))), (2, text(name))]).collect();
    let rows: Vec<_> = (1..).zip(&values).map(|(id, values)| (TDP, id, values.as_slice())).collect();
    let mut rows = rows;
    let model = [(1, text("DVK-2026-001")), (2, Value::Integer(2026)), (3, text("Mô hình"))];
    rows.push((MODEL, 99, &model));
    register(WARD, &rows)
}

fn type_in(desk: &mut Desk, inputs: &[Input]) {
    for input in inputs {
        desk.feed(Event::Input(input.clone()));
    }
    desk.feed(Event::Idle);
}

/// Returns the marked line of the box on top.
fn chosen(desk: &mut Desk) -> String {
    let screen = desk.screen();
    screen.lines().find(|line| line.contains("│ > ")).unwrap_or_default().to_owned()
}

fn desk() -> Desk {
    let mut desk = Desk::new(ward());
    desk.is_wired = false;
    desk
}

#[test]
fn however_a_burst_is_cut_it_means_the_same_keys() {
    for Burst { from, sent: [del, bs], meant } in bursts() {
        let whole = decoded([del.as_slice()]);
        assert_eq!(decoded([bs.as_slice()]), whole, "{from}: {meant}");
        assert_eq!(decoded(del.chunks(1)), whole, "{from}: {meant}, byte by byte");
        for at in 0..del.len() {
            assert_eq!(decoded([&del[..at], &del[at..]]), whole, "{from}: {meant}, cut at {at}");
        }
    }
}

#[test]
fn every_burst_gives_its_text_in_a_field_of_one_line_and_of_several() {
    for Burst { from, sent, meant } in bursts() {
        let inputs = decoded([sent[0].as_slice()]);
        for (field, key) in [("2", "name"), ("4", "note")] {
            let mut desk = desk();
            desk.open(|cx| danvan::ui::screens::add(TDP, Record::new(), cx));
            desk.press(&format!("<F6>{field}<Enter>"));
            type_in(&mut desk, &inputs);
            desk.press("<Tab>");
            let kept = desk.drafts[0].cells.iter().find(|cell| cell.field == key).unwrap();
            let value = kept.value.as_ref().and_then(serde_json::Value::as_str);
            assert_eq!(value, Some(meant), "{from}: {meant} in {key}");
            assert!(meant.nfc().eq(meant.chars()), "the corpus is composed");
        }
    }
}

#[test]
fn every_burst_finds_its_row_in_a_table_in_the_finder_and_in_a_list() {
    for Burst { from, sent, meant } in bursts() {
        let inputs = decoded([sent[1].as_slice()]);
        let mut table = desk();
        table.press("to dan pho<Enter>");
        type_in(&mut table, &inputs);
        assert!(table.marked().contains(meant), "{from}: {meant} in the table\n{}", table.screen());
        let mut finder = desk();
        finder.press("<C-k>");
        type_in(&mut finder, &inputs);
        assert!(chosen(&mut finder).contains(meant), "{from}: {meant} in the finder\n{}", finder.screen());
        let mut list = desk();
        list.open(|cx| danvan::ui::screens::add(MODEL, Record::new(), cx));
        list.press("<F6>4<Enter><F4>");
        type_in(&mut list, &inputs);
        assert!(chosen(&mut list).contains(meant), "{from}: {meant} in the list\n{}", list.screen());
    }
}

#[test]
fn commands_are_reached_with_an_input_method_on() {
    // What Unikey sends for the keys of "list", "english", "history" as it goes, and of Vietnamese names.
    for (bursts, seen) in [
        ("to⌫ổ da⌫â⌫ân pho⌫ô⌫ố", "TDP01"),
        ("mo⌫ô hi⌫ì⌫ình", "DVK-2026-001"),
        ("engli⌫íh", "Neighbourhoods"),
        ("li⌫ị⌫ịch su⌫ư⌫ử", "Chưa có thay đổi nào"),
        ("lịch sử⌫ư⌫ử", "Chưa có thay đổi nào"),
    ] {
        let mut desk = desk();
        desk.press("<C-k>");
        type_in(&mut desk, &decoded([bursts.replace('⌫', "\u{7f}").as_bytes()]));
        desk.press("<Enter>").sees(&[seen]);
    }
    // Backspaces that come where nothing is typed change nothing.
    let mut desk = desk();
    type_in(&mut desk, &decoded([b"\x7f\x08\x7f".as_slice()]));
    desk.press("2<Enter>");
    let before = desk.screen();
    type_in(&mut desk, &decoded([b"\x08\x7f\x08".as_slice()]));
    assert_eq!(desk.screen(), before);
    desk.press("<F1>");
    type_in(&mut desk, &decoded(["a⌫á⌫".replace('⌫', "\u{8}").as_bytes()]));
    desk.sees(&["Mã"]).press("<Esc>");
    assert_eq!(desk.screen(), before);
}
