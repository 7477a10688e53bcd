//! Everything that reads what people, files or terminals give: no bytes make it panic or hang, and what is too long or too
//! deep is refused.
//!
//! Some thousand cases a parser run with the tests, a million a parser with `cargo test --release -- --ignored`.
#![allow(clippy::unwrap_used, clippy::print_stdout, reason = "a test ends where something is missing")]

use std::io::Read;

use chrono::NaiveDate;
use danvan::exchange::lines::{LONGEST, Lines};
use danvan::input::Input;
use danvan::register::condition::conditions;
use danvan::register::intake::header;
use danvan::register::line::{self, Hash};
use danvan::register::setup::roster;
use danvan::register::wire::{Reader, Source};
use danvan::register::{Actor, Commit, Dictionary, ENTITIES, Id, MemoryRecords, ParseCx, REGISTER, Record, Words};
use danvan::term::decode::{CSI_LIMIT, Decoder, PASTE_LIMIT, STRING_LIMIT};
use danvan::text::block::cells;
use danvan::text::day::{DayCx, parse_day};
use danvan::text::legacy::{Legacy, guess};
use danvan::text::number::{parse_decimal, parse_figure, parse_integer, parse_money};
use danvan::ui::app::Settings;
use danvan::ui::draft::Draft;

use crate::desk::{Desk, now, settings};
use crate::shake::shake_all;

/// Cases a parser that run with the tests, and in the long campaign.
const QUICK: usize = 400;
const LONG: usize = 1_000_000;

fn bytes(seeds: &[&str]) -> Vec<Vec<u8>> {
    seeds.iter().map(|seed| seed.as_bytes().to_vec()).collect()
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

fn today() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 11, 22).unwrap()
}

struct Nothing;

impl Source for Nothing {
    fn new_id(&mut self) -> Id {
        Id::from_bits(7)
    }

    fn commit(&self, _: u64) -> Result<Option<Commit>, Words> {
        Ok(None)
    }
}

fn journal() -> Vec<Vec<u8>> {
    let kept = crate::program::repository("tests/data/journal-v1/000001.jsonl");
    std::fs::read_to_string(kept).unwrap().lines().map(|line| line.as_bytes().to_vec()).collect()
}

fn journal_lines(cases: usize) {
    shake_all("journal lines", cases, &journal(), |bytes| {
        let line = text(bytes);
        let read = line::decode(&line, REGISTER);
        let framed = line::verify(&line).is_ok();
        assert!(framed || read.is_err(), "a line whose hashes do not hold is never read");
        if let Ok(cut) = line::redact(&line) {
            assert_eq!(line::verify(&cut).is_ok(), framed);
        }
    });
}

const COMMANDS: &[&str] = &[
    r#"{"save":"organisation","set":{"code":"HPN","name":"Hội Phụ nữ","kind":"HPN","bloc":"MTTQ_DT"}}"#,
    r#"{"save":"person","id":"01ARZ3NDEKTSV4RRFFQ69G5FAV","set":{"full_name":"Nguyễn Thị Minh Khai","phone":"0900000001"}}"#,
    r#"{"batch":[{"save":"neighbourhood","set":{"code":"TDP01","name":"Tổ 1"}}],"why":"đầu năm"}"#,
    r#"{"save":"model","typed":{"name":"Đường hoa","start":"15/3/2026","target":"310"},"seen":{"name":null}}"#,
    r#"{"withdraw":"model","id":"DVK-2026-001","why":"nhập trùng"}"#,
    r#"{"undo":12,"only":["name"]}"#,
    r#"{"step":"model","id":"DVK-2026-001","to":"registered"}"#,
];

fn commands(cases: usize) {
    let (records, actor) = (MemoryRecords::new(REGISTER), Actor::sole("vp01"));
    shake_all("apply lines", cases, &bytes(COMMANDS), |bytes| {
        let _ = Reader::new(&records, &actor, now(), 2026, &mut Nothing).read(&text(bytes));
    });
}

fn keys(cases: usize) {
    let seeds: Vec<Vec<u8>> = vec![
        "Tuyến phố văn minh\r\t".into(),
        b"\x1b[A\x1bOP\x1b[15~\x1b[1;5C\x1b[3~".to_vec(),
        "\x1b[200~một\thai\r\nba\x1b[201~".into(),
        b"\x1b[24;80R\x1b[?62;22c\x1b]11;rgb:0000/0000/0000\x1b\\\x1bP>|xterm(390)\x1b\\".to_vec(),
        b"\x1b[M !!\x1b[<0;10;10M\x1b[[A\x1b\x1b".to_vec(),
        "e\u{323}\x7fệ\x08\x01\x1a".into(),
    ];
    shake_all("key bytes", cases, &seeds, |bytes| {
        let whole = decoded(bytes, bytes.len().max(1));
        assert_eq!(whole, decoded(bytes, 1), "how bytes come changes nothing");
        assert!(whole.len() <= bytes.len() + 2);
    });
}

fn decoded(bytes: &[u8], at_once: usize) -> Vec<Input> {
    let (mut decoder, mut inputs) = (Decoder::new(), Vec::new());
    for part in bytes.chunks(at_once) {
        decoder.feed(part, &mut inputs);
    }
    decoder.timeout(&mut inputs);
    inputs
}

fn figures(cases: usize) {
    let seeds =
        bytes(&["310tr", "1.234.567,89", "trên 3.000", "-5", "12,5 %", "khoảng 1,2 tỷ", "3/4", "~20", "1500000đ"]);
    shake_all("numbers and amounts", cases, &seeds, |bytes| {
        let typed = text(bytes);
        let _ = (parse_integer(&typed), parse_money(&typed), parse_figure(&typed));
        if let Ok(number) = parse_decimal(&typed) {
            let again = danvan::text::number::show_decimal(number);
            assert_eq!(parse_decimal(&again), Ok(number), "{typed:?} is shown as {again:?}");
        }
    });
}

fn days(cases: usize) {
    let seeds = bytes(&["T", "T-1", "T+1W", "5/3", "15/3/2026", "3/2026", "Q2/2026", "2026", "2026-03-15", "cuối năm"]);
    shake_all("days", cases, &seeds, |bytes| {
        let _ = parse_day(&text(bytes), &DayCx { today: today(), year: 2026 });
    });
}

fn blocks(cases: usize) {
    let seeds =
        bytes(&["một\thai\nba\tbốn\n", "\"a \"\"b\"\"\nc\"\td\r\n", "STT\tHọ và tên\tSĐT\n1\tNguyễn Văn A\t09\n"]);
    shake_all("pasted blocks and CSV", cases, &seeds, |bytes| {
        let text = text(bytes);
        for separator in ['\t', ',', ';'] {
            let rows = cells(&text, separator);
            let letters: usize = rows.iter().flatten().map(String::len).sum();
            assert!(letters <= text.len() && rows.len() <= text.len() + 1, "{} letters of {}", letters, text.len());
            for schema in ENTITIES {
                let _ = rows.first().and_then(|first| header(schema, first));
            }
        }
        let records = MemoryRecords::new(REGISTER);
        let _ = (roster::seats(&text, &records).len(), roster::places(&text, &records), roster::units(&text, &records));
    });
}

fn old_letters(cases: usize) {
    let seeds =
        bytes(&["Tr\u{a9}n \u{110}\u{b8}p", "\u{d1}a\u{fb}ng boä", "§\u{b6}ng bé ph\u{ad}\u{ea}ng", "Đảng bộ phường"]);
    shake_all("old encodings", cases, &seeds, |bytes| {
        let typed = text(bytes);
        let _ = guess(&typed);
        for old in [Legacy::Tcvn3, Legacy::Vni] {
            assert!(old.decode(&typed).len() <= 8 * typed.len() + 8);
        }
    });
}

fn cells_and_conditions(cases: usize) {
    let seeds =
        bytes(&[">100", "1..20", "=", "*", "!HPN", "T-1..T", "<= 5tr", "hoa; cờ", "KDC01, KDC02", "có", "-", "--"]);
    let (records, record) = (MemoryRecords::new(REGISTER), Record::new());
    let cx = ParseCx { today: today(), year: 2026, records: &records, record: &record };
    let fields: Vec<_> = ENTITIES.iter().flat_map(|schema| schema.fields).collect();
    let mut turn = 0;
    shake_all("cells and conditions", cases, &seeds, |bytes| {
        let typed = text(bytes);
        turn += 1;
        let field = fields[turn % fields.len()];
        let _ = conditions(field, &typed, &cx);
        if let Ok(Some(value)) = field.parse(&typed, &cx) {
            let _ = field.check(&value);
        }
    });
}

fn drafts(cases: usize) {
    let seeds = bytes(&[
        r#"[{"entity":"model","id":"01ARZ3NDEKTSV4RRFFQ69G5FAV","seq":1,"cells":[{"field":"name","text":"Đường hoa"}],"at":"name"}]"#,
        "[]",
    ]);
    let mut desk = Desk::new(MemoryRecords::new(REGISTER));
    desk.open(|cx| danvan::ui::screens::add(REGISTER.entity("model").unwrap(), Record::new(), cx));
    desk.press("Nửa chừng<Enter>").feed(danvan::ui::screen::Event::Input(Input::HangUp));
    let real = serde_json::to_vec(&desk.drafts).unwrap();
    let seeds = [seeds, vec![real.clone(), real]].concat();
    shake_all("drafts", cases, &seeds, |bytes| {
        let Ok(drafts) = serde_json::from_slice::<Vec<Draft>>(bytes) else { return };
        let mut desk = Desk::with(Settings { drafts, ..settings() }, MemoryRecords::new(REGISTER));
        desk.screen();
    });
}

fn lines_of_files(cases: usize) {
    let seeds = bytes(&["{\"a\":1}\n{\"b\":2}\n", "\u{feff}một\r\n\r\nhai", "\n\n\n"]);
    shake_all("lines of files", cases, &seeds, |bytes| {
        let mut lines = Lines::new(bytes);
        let mut seen = 0;
        while let Ok(group) = lines.group(7) {
            if group.is_empty() {
                break;
            }
            seen += group.len();
            assert!(seen <= bytes.len() + 1);
        }
    });
}

/// A parser by its name, to be shaken so many times; and how much dearer than the others it is.
type Shaken = (&'static str, fn(usize), usize);

const PARSERS: &[Shaken] = &[
    ("journal lines", journal_lines, 1),
    ("apply lines", commands, 1),
    ("key bytes", keys, 1),
    ("numbers and amounts", figures, 1),
    ("days", days, 1),
    ("pasted blocks and CSV", blocks, 40),
    ("old encodings", old_letters, 1),
    ("cells and conditions", cells_and_conditions, 1),
    ("lines of files", lines_of_files, 1),
];

#[test]
fn nothing_that_is_read_panics() {
    for (_, shake, dearer) in PARSERS {
        shake(QUICK / dearer);
    }
    drafts(QUICK / 5);
}

#[test]
#[ignore = "the long campaign: cargo test --release -- --ignored"]
fn millions_of_shaken_inputs() {
    for (name, shake, dearer) in PARSERS {
        shake(LONG / dearer);
        println!("fuzz | {name} | cases {} | panics 0", LONG / dearer);
    }
    drafts(LONG / 20);
    println!("fuzz | drafts | cases {} | panics 0", LONG / 20);
}

#[test]
fn what_is_too_deep_or_too_long_is_refused() {
    let deep = |open: &str, close: &str| format!("{}1{}", open.repeat(200_000), close.repeat(200_000));
    let (records, actor) = (MemoryRecords::new(REGISTER), Actor::sole("vp01"));
    for nested in [deep("[", "]"), deep("{\"save\":", "}"), deep("{\"batch\":[", "]}")] {
        assert!(Reader::new(&records, &actor, now(), 2026, &mut Nothing).read(&nested).is_err());
        assert!(line::decode(&nested, REGISTER).is_err() && line::verify(&nested).is_err());
        assert!(serde_json::from_str::<Vec<Draft>>(&nested).is_err());
        let framed = format!("{{\"v\":1,\"dev\":\"a1\",\"seq\":1,\"ch\":{nested}}}");
        assert!(line::decode(&framed, Dictionary(&[])).is_err() && line::redact(&framed).is_err());
    }
    // A line that never ends is passed over, and the next one read.
    let endless = std::io::repeat(b'a').take(3 * LONGEST as u64).chain(&b"\n{}\n"[..]);
    let mut lines = Lines::new(endless);
    let read: Vec<_> = std::iter::from_fn(|| lines.group(1).unwrap().pop()).collect();
    assert!(matches!(&read[..], [(1, Err(_)), (2, Ok(line))] if line == "{}"), "{read:?}");
    assert!("0".repeat(33).parse::<Hash>().is_err());
    for figure in ["9".repeat(100_000), "1,".repeat(50_000), "0.".to_owned() + &"0".repeat(100_000) + "1"] {
        assert!(parse_integer(&figure).is_err() && parse_money(&figure).is_err());
        let _ = (parse_decimal(&figure), parse_figure(&figure));
    }
}

#[test]
fn a_terminal_that_never_ends_its_sequence_fills_no_memory() {
    for (begin, limit) in [("\x1b[", CSI_LIMIT), ("\x1b]", STRING_LIMIT), ("\x1b[200~", PASTE_LIMIT)] {
        let flood = begin.as_bytes().iter().copied().chain(std::iter::repeat_n(b'1', 3 * PASTE_LIMIT));
        let inputs = decoded(&flood.collect::<Vec<u8>>(), 4_096);
        let longest = inputs.iter().map(|input| if let Input::Paste(text) = input { text.len() } else { 1 }).max();
        assert!(longest.unwrap_or(0) <= limit.max(PASTE_LIMIT), "{begin:?}: {longest:?}");
    }
}
