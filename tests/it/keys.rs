//! Records that officers type every day, key by key, with a budget of keys and bytes.
//!
//! Each file of `tests/keys` tells what is typed, what the register holds then, and what that may cost: keys counted as
//! Telex has them (a mark is a key of its own), bytes as they go over the line, a frame after each key.
#![allow(clippy::expect_used, clippy::panic, clippy::unwrap_used, reason = "a test ends where something is missing")]
#![allow(clippy::print_stdout, reason = "the figures are told to whoever asks with --no-capture")]

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::Path;

use danvan::input::{Input, script};
use danvan::register::parse::ParseCx;
use danvan::register::{
    Accepted, Command, Id, MemoryRecords, REGISTER, Record, Request, Seen, Set, ShowCx, Value, setup,
};
use danvan::term::screen::Look;
use danvan::term::surface::Surface;
use danvan::ui::screen::Event;
use danvan::ui::screens::Table;
use unicode_normalization::UnicodeNormalization;

use crate::desk::{Desk, now};

/// What the ward keeps before: units, people, neighbourhoods, and last year's model with a task and a result.
const BEFORE: &[(&str, &[(&str, &str)])] = &[
    ("organisation", &[("code", "UBND"), ("name", "UBND phường")]),
    ("organisation", &[("code", "HPN"), ("name", "Hội Liên hiệp Phụ nữ phường")]),
    ("organisation", &[("code", "HND"), ("name", "Hội Nông dân phường")]),
    ("person", &[("full_name", "Nguyễn Thị Minh Khai"), ("org", "HPN")]),
    ("person", &[("full_name", "Trần Thị Hoa"), ("org", "HPN")]),
    ("person", &[("full_name", "Lê Văn Trỗi"), ("org", "UBND")]),
    ("neighbourhood", &[("code", "TDP05"), ("name", "Tổ dân phố 5"), ("kind", "TDP")]),
    ("neighbourhood", &[("code", "TDP07"), ("name", "Tổ dân phố 7"), ("kind", "TDP")]),
    ("neighbourhood", &[("code", "TDP15"), ("name", "Tổ dân phố 15"), ("kind", "TDP")]),
    (
        "model",
        &[
            ("name", "Đường cờ"),
            ("org", "HPN"),
            ("field", "VHXH"),
            ("level", "KDC"),
            ("neighbourhoods", "TDP15"),
            ("place_text", "đường Hải Phòng"),
            ("first_year", "2025"),
        ],
    ),
    ("model_year", &[("model", "Đường cờ"), ("year", "2026"), ("reg_type", "DUY_TRI"), ("year_status", "N5")]),
    ("task", &[("title", "Họp tổ"), ("lead_org", "HPN"), ("due", "1/3/2026"), ("product", "Biên bản họp")]),
    (
        "progress",
        &[
            ("date", "1/2/2026"),
            ("model_year", "Đường cờ"),
            ("neighbourhood", "TDP15"),
            ("metric", "CHAU"),
            ("quantity", "20"),
            ("reporter", "bà Khai"),
        ],
    ),
];

/// One file.
#[derive(Default)]
struct Paper {
    /// The file that is typed before, without being counted.
    after: Option<String>,
    keys: usize,
    bytes: usize,
    typed: Vec<String>,
    saved: Vec<(String, String)>,
}

fn read(name: &str) -> Paper {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/keys").join(format!("{name}.keys"));
    let text = std::fs::read_to_string(path).unwrap();
    let (mut paper, mut part) = (Paper::default(), "");
    for line in text.lines().filter(|line| !line.starts_with('#') && !line.is_empty()) {
        match (part, line.split_once(' ').unwrap_or((line, ""))) {
            (_, ("type", "")) => part = "type",
            (_, ("saved", "")) => part = "saved",
            ("type", _) => paper.typed.push(line.to_owned()),
            ("saved", _) => {
                let (field, value) = line.split_once(" = ").expect(line);
                paper.saved.push((field.to_owned(), value.to_owned()));
            }
            (_, ("after", name)) => paper.after = Some(name.to_owned()),
            (_, ("keys", n)) => paper.keys = n.parse().unwrap(),
            (_, ("bytes", n)) => paper.bytes = n.parse().unwrap(),
            (_, other) => panic!("{other:?} is no line of {name}.keys"),
        }
    }
    paper
}

/// Counts the keys that an input gives: a letter with its marks is typed as Telex has it.
fn keys_of(input: &Input) -> usize {
    match input {
        Input::Chord(chord) => chord.typed().map_or(1, |letter| match letter {
            'đ' | 'Đ' => 2,
            letter => letter.nfd().count(),
        }),
        Input::Paste(_) | Input::Resize { .. } | Input::Reply(_) | Input::HangUp => panic!("papers are typed"),
    }
}

fn ward() -> MemoryRecords {
    let mut records = MemoryRecords::new(REGISTER);
    let mut next = 0;
    let mut new_id = || {
        next += 1;
        Id::from_bits(next)
    };
    let mut requests = vec![setup::furnish(&mut new_id)];
    let actor = danvan::register::Actor::sole("vp01");
    for (entity, fields) in BEFORE {
        apply(&mut records, &actor, requests.pop());
        let schema = REGISTER.entity(entity).unwrap();
        let mut record = Record::new();
        for (key, typed) in *fields {
            let field = schema.field_by_key(key).expect(key);
            let cx = ParseCx { today: now().date_naive(), year: 2026, records: &records, record: &record };
            let value = field.parse(typed, &cx).unwrap().unwrap();
            record.insert(field.id, value);
        }
        let set = record.into_iter().map(|(field, value)| Set { field, seen: Seen::Any, new: Some(value) }).collect();
        let accepted = Accepted::All("sổ cũ".to_owned());
        requests.push(Command::Save { schema, id: new_id(), set, accepted }.into());
    }
    apply(&mut records, &actor, requests.pop());
    records
}

fn apply(records: &mut MemoryRecords, actor: &danvan::register::Actor, request: Option<Request>) {
    let Some(request) = request else { return };
    let planned = danvan::register::plan(&request, records, actor, now()).unwrap();
    let seq = danvan::register::Records::seq(records) + 1;
    records.apply(seq, &planned.changes);
}

/// Types a paper and returns its keys and bytes.
fn type_in(desk: &mut Desk, paper: &Paper) -> (usize, usize) {
    let mut surface = Surface::thin(80, 24, Look::default()).unwrap();
    surface.frame(|frame| desk.app.draw(frame)).unwrap();
    let (mut keys, mut bytes) = (0, 0);
    for line in &paper.typed {
        for input in script(line).unwrap() {
            keys += keys_of(&input);
            desk.feed(Event::Input(input));
            desk.feed(Event::Idle);
            bytes += surface.frame(|frame| desk.app.draw(frame)).unwrap().len();
        }
    }
    (keys, bytes)
}

/// Tells what the last commit put into each field, as people type it.
fn saved(desk: &Desk) -> BTreeMap<String, String> {
    let show = ShowCx::vi(&desk.records);
    let mut told = BTreeMap::new();
    for change in &desk.log.last().expect("a commit").changes {
        for (field, _, new) in &change.set {
            let field = change.schema.field(*field).unwrap();
            let text = match new {
                Some(Value::Quantity(quantity)) => quantity.amount.to_string(),
                Some(value) => field.edit(value, show),
                None => continue,
            };
            told.insert(format!("{}.{}", change.schema.key, field.key), text);
        }
    }
    told
}

fn holds(name: &str) {
    let paper = read(name);
    let mut desk = Desk::new(ward());
    let entity = paper.saved[0].0.split('.').next().unwrap();
    let schema = REGISTER.entity(entity).unwrap();
    desk.open(|_| Box::new(Table::new(schema)));
    if let Some(before) = &paper.after {
        type_in(&mut desk, &read(before));
    }
    let commits = desk.log.len();
    let (keys, bytes) = type_in(&mut desk, &paper);
    assert_eq!(desk.log.len(), commits + 1, "{name} is one commit:\n{}", desk.screen());
    let told = saved(&desk);
    let mut wrong = String::new();
    for (field, value) in &paper.saved {
        let is = told.get(field).map_or("", String::as_str);
        // A link is typed by its code or its name.
        if is != value && !is.split(" · ").any(|part| part == value) {
            let _ = writeln!(wrong, "{field}: {is:?} instead of {value:?}");
        }
    }
    assert!(wrong.is_empty(), "{name}\n{wrong}{}", desk.screen());
    println!("{name}: {keys} keys, {bytes} bytes");
    assert!(keys <= paper.keys, "{name}: {keys} keys, {} are allowed", paper.keys);
    assert!(bytes <= paper.bytes, "{name}: {bytes} bytes, {} are allowed", paper.bytes);
}

#[test]
fn a_new_model_with_its_registration_and_an_indicator() {
    holds("model");
}

#[test]
fn the_same_model_for_another_neighbourhood() {
    holds("model-again");
}

#[test]
fn a_task() {
    holds("task");
}

#[test]
fn a_result() {
    holds("result");
}

#[test]
fn every_paper_is_typed_and_keys_are_counted_as_telex_has_them() {
    let count = |text: &str| script(text).unwrap().iter().map(keys_of).sum::<usize>();
    assert_eq!([count("Lê Lợi"), count("Đường"), count("t5<Enter>")], [9, 9, 3]);
    let dir = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/keys");
    let mut names: Vec<String> = std::fs::read_dir(dir)
        .unwrap()
        .map(|file| file.unwrap().path().file_stem().unwrap().to_str().unwrap().to_owned())
        .collect();
    names.sort();
    assert_eq!(names, ["model", "model-again", "result", "task"], "a paper without a test");
}
