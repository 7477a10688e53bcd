//! Lines in, requests out, and back.

use chrono::{DateTime, FixedOffset};
use serde_json::{Value as Json, json};

use super::*;
use crate::register::change::{Accepted, Actor, Change, Command, Commit, Request, Role, Seen, Set};
use crate::register::field::{Choice, Choices, Field, FieldId, Kind, choice};
use crate::register::flow::{Flow, Step};
use crate::register::plan::plan;
use crate::register::record::common;
use crate::register::rule::{Rule, RuleCx, Severity};
use crate::register::{Dictionary, Id, Label, Lang, MemoryRecords, Records, Schema, Unique, Value, Words};

const THEMES: &[Choice] =
    &[choice("NTM", "Nông thôn mới", "New countryside"), choice("MT", "Môi trường", "Environment")];

static UNIT: Schema = Schema::new(
    1,
    "unit",
    ("đơn vị", "unit"),
    ("đơn vị", "units"),
    &[Field::text(1, "code", 12, "Mã", "Code").draft(), Field::text(2, "name", 80, "Tên", "Name")],
)
.title(&[2])
.unique(&[Unique { fields: &[1], for_ever: true }]);

static METRIC: Schema = Schema::new(
    2,
    "metric",
    ("chỉ số", "metric"),
    ("chỉ số", "metrics"),
    &[
        Field::text(1, "code", 12, "Mã", "Code").draft(),
        Field::text(2, "name", 80, "Tên", "Name"),
        Field::text(3, "unit", 20, "Đơn vị tính", "Unit"),
    ],
)
.title(&[2])
.unique(&[Unique { fields: &[1], for_ever: true }]);

fn shouts(cx: &RuleCx<'_>) -> Option<Words> {
    let name = cx.record.get(&1)?.as_text()?;
    (name.to_uppercase() == name).then(|| Words { vi: "Tên toàn chữ hoa.".into(), en: "The name shouts.".into() })
}

static WORK: Schema = Schema::new(
    3,
    "work",
    ("việc", "work"),
    ("việc", "works"),
    &[
        Field::text(1, "name", 60, "Tên", "Name").draft(),
        Field::memo(2, "story", "Nội dung", "Story"),
        Field::link(3, "unit", "unit", "Đơn vị", "Unit"),
        Field::links(4, "partners", "unit", "Phối hợp", "Partners"),
        Field::link(5, "metric", "metric", "Chỉ số", "Metric"),
        Field::quantity(6, "quantity", 5, "Số lượng", "Quantity"),
        Field::money(7, "money", "Tiền", "Money"),
        Field::date(8, "date", "Ngày", "Date"),
        Field::flag(9, "pilot", "Làm điểm", "Pilot"),
        Field::new(10, "themes", Kind::Choices(Choices::Fixed(THEMES)), "Chủ đề", "Themes"),
        Field::decimal(11, "share", (0, 100, 2, "%"), "Tỷ lệ", "Share"),
        Field::integer(12, "homes", (0, 99_999, "hộ"), "Số hộ", "Homes"),
        Field::list(13, "teams", 40, "Đội", "Teams"),
        Field::text(14, "phone", 20, "Điện thoại", "Phone").private(),
        Field::fixed(15, "state", &[choice("N1", "nháp", "draft"), choice("N2", "đã nộp", "in")], "T.thái", "State"),
    ],
)
.title(&[1])
.flow(&Flow {
    state: 15,
    entry: &["N1"],
    idle: &[],
    reason: None,
    steps: &[Step::new("hand_in", ("nộp", "hand in"), &["N1"], "N2", &[Role::Unit])],
    fixed: None,
})
.rules(&[Rule {
    id: "work.name.shouts",
    severity: Severity::Soft,
    on: &[1],
    check: shouts,
    remedy: Label::new("Viết thường.", "Write small letters."),
}]);

static ENTITIES: [&Schema; 3] = [&UNIT, &METRIC, &WORK];

struct Counter(u128);

impl Source for Counter {
    fn new_id(&mut self) -> Id {
        self.0 += 1;
        Id::from_bits(self.0)
    }

    fn commit(&self, seq: u64) -> Result<Option<Commit>, Words> {
        let change = Change {
            schema: &UNIT,
            id: Id::from_bits(7),
            set: vec![(2, None, Some(Value::Text("Hội Nông dân".into())))],
        };
        let commit = Commit {
            dev: "d".into(),
            seq,
            at: noon(),
            who: "vp01".into(),
            why: String::new(),
            undoes: None,
            changes: vec![change],
        };
        Ok((seq == 12).then_some(commit))
    }
}

fn noon() -> DateTime<FixedOffset> {
    DateTime::parse_from_rfc3339("2026-11-22T12:00:00+07:00").unwrap()
}

/// A register with two units and a metric, and what reads lines on it.
fn register() -> MemoryRecords {
    let mut records = MemoryRecords::new(Dictionary(&ENTITIES));
    for (number, line) in [
        r#"{"save":"unit","set":{"code":"HND","name":"Hội Nông dân"}}"#,
        r#"{"save":"unit","set":{"code":"HPN","name":"Hội Phụ nữ"}}"#,
        r#"{"save":"metric","set":{"code":"DAT","name":"Đất hiến","unit":"m²"}}"#,
    ]
    .iter()
    .zip(1..)
    .map(|(line, number)| (number, *line))
    {
        let mut ids = Counter(u128::from(number) * 100);
        let actor = Actor::sole("vp01");
        let request = Reader::new(&records, &actor, noon(), 2026, &mut ids).read(line).unwrap();
        let planned = plan(&request, &records, &actor, noon()).unwrap();
        records.apply(number, &planned.changes);
    }
    records
}

fn read_all(lines: &[&str]) -> Vec<Result<Request, Fault>> {
    let mut records = register();
    let actor = Actor::sole("vp01");
    let mut ids = Counter(1000);
    let mut read = |line: &&str| {
        let request = Reader::new(&records, &actor, noon(), 2026, &mut ids).read(line)?;
        if let Ok(planned) = plan(&request, &records, &actor, noon()) {
            records.apply(records.seq() + 1, &planned.changes);
        }
        Ok(request)
    };
    lines.iter().map(&mut read).collect()
}

fn read(line: &str) -> Result<Request, Fault> {
    read_all(&[line]).remove(0)
}

fn saved(line: &str) -> Vec<(FieldId, Option<Value>)> {
    match read(line).unwrap().command {
        Command::Save { set, .. } => set.into_iter().map(|set| (set.field, set.new)).collect(),
        other => panic!("{other:?}"),
    }
}

fn refused(line: &str) -> (String, Option<String>, String) {
    let fault = read(line).unwrap_err();
    (fault.code.to_owned(), fault.field, fault.words.en)
}

#[test]
fn values_come_in_their_json_form_or_as_typed() {
    let set = saved(
        r#"{"save":"work","set":{"name":"Đường hoa","unit":"HND","partners":["HPN","Hội Nông dân"],"money":310000000,
            "date":"2023-Q2","pilot":true,"themes":["NTM"],"share":"2.5","homes":null},
            "typed":{"quantity":"hơn 4.000 m2","metric":"DAT"}}"#,
    );
    let of = |field: FieldId| set.iter().find(|(at, _)| *at == field).unwrap().1.clone();
    assert_eq!(of(3), Some(Value::Link(Id::from_bits(101))));
    assert_eq!(of(4), Some(Value::Links(vec![Id::from_bits(201), Id::from_bits(101)])));
    assert_eq!(of(7), Some(Value::Money(310_000_000)));
    assert_eq!(of(12), None);
    let quantity = of(6).unwrap();
    assert_eq!(quantity.to_json(), json!({"n": "4000", "q": "hon"}), "read in the unit of the metric typed beside it");
}

#[test]
fn letters_are_composed() {
    let set = saved("{\"save\":\"work\",\"set\":{\"name\":\"  Đươ\u{300}ng  hoa \"}}");
    assert_eq!(set, vec![(1, Some(Value::Text("Đường hoa".into())))]);
}

#[test]
fn a_slip_is_named_with_what_was_meant() {
    let (code, field, words) = refused(r#"{"save":"work","set":{"quantiy":{"n":"1","q":"dung"}}}"#);
    assert_eq!((code.as_str(), field.as_deref()), ("unknown_field", Some("quantiy")));
    assert!(words.contains("Did you mean \"quantity\"?"), "{words}");
    let (code, field, words) = refused(r#"{"save":"wrk","set":{}}"#);
    assert_eq!((code.as_str(), field.as_deref()), ("unknown_entity", Some("save")));
    assert!(words.contains("\"work\""), "{words}");
    let (code, field, words) = refused(r#"{"save":"work","sets":{}}"#);
    assert_eq!((code.as_str(), field.as_deref()), ("unknown_key", Some("sets")));
    assert!(words.contains("\"set\""), "{words}");
}

#[test]
fn wrong_forms_are_refused_by_field() {
    for (line, code, field) in [
        (r#"{"save":"work","set":{"money":"ba trăm"}}"#, "json", Some("money")),
        (r#"{"save":"work","set":{"money":2.5}}"#, "json", Some("money")),
        (r#"{"save":"work","set":{"share":"3.000"}}"#, "json", Some("share")),
        (r#"{"save":"work","set":{"unit":"XYZ"}}"#, "value", Some("unit")),
        (r#"{"save":"work","typed":{"homes":"nhiều"}}"#, "value", Some("homes")),
        (r#"{"save":"work","typed":{"homes":5}}"#, "json", Some("homes")),
        (r#"{"save":"work","set":{"name":"A"},"typed":{"name":"B"}}"#, "unknown_field", Some("name")),
        (r#"{"save":"work","set":{"name":"A"},"seen":{"homes":1}}"#, "unknown_field", Some("homes")),
        (r#"{"save":"work","set":{"withdrawn":"vì sai"}}"#, "unknown_field", Some("withdrawn")),
        (r#"{"save":"work","set":["name"]}"#, "json", Some("set")),
        (r#"{"save":"work","id":7}"#, "json", Some("id")),
        (r#"{"save":"unit","id":"NOBODY","set":{}}"#, "missing", Some("id")),
        (r#"{"save":"work","accept":{"*":"x","a":"y"}}"#, "json", Some("accept")),
        (r#"{"save":"work","undo":3}"#, "unknown_key", None),
        (r#"{"step":"work","to":"N2"}"#, "json", Some("id")),
        (r#"{"step":"unit","id":"HND","to":"N2"}"#, "unknown_entity", Some("step")),
        (r#"{"step":"work","id":"00000000000000000000000007","to":"N3"}"#, "value", Some("to")),
        (r#"{"withdraw":"work","why":"x"}"#, "json", Some("id")),
        (r#"{"undo":13}"#, "missing", Some("undo")),
        (r#"{"undo":12,"only":[["00000000000000000000000007","phone"]]}"#, "unknown_field", Some("phone")),
        (r#"{"batch":[{"batch":[]}]}"#, "unknown_key", Some("batch")),
        (r#"{"save":"work","set":{"name":"A","name":"B"}}"#, "json", None),
        ("[1]", "json", None),
        (r#"{"save":"work""#, "json", None),
        ("", "json", None),
    ] {
        let fault = read(line).unwrap_err();
        assert_eq!((fault.code, fault.field.as_deref()), (code, field), "{line}: {}", fault.words.en);
        assert!(!fault.words.vi.is_empty() && !fault.words.en.is_empty());
    }
}

#[test]
fn deep_nesting_is_refused_without_a_deep_stack() {
    let deep = format!("{{\"save\":{}", "[".repeat(900_000));
    assert_eq!(read(&deep).unwrap_err().code, "json");
}

#[test]
fn a_later_line_names_by_code_what_an_earlier_one_makes() {
    let lines = [
        r#"{"save":"unit","set":{"code":"DTN","name":"Đoàn Thanh niên"}}"#,
        r#"{"save":"work","set":{"name":"Thắp sáng","unit":"DTN"}}"#,
    ];
    assert!(read_all(&lines).iter().all(Result::is_ok));
    let batch = format!("{{\"batch\":[{}],\"why\":\"đầu năm\"}}", lines.join(","));
    let request = read(&batch).unwrap();
    assert!(matches!(&request.command, Command::Batch(commands) if commands.len() == 2));
    assert_eq!(request.why, "đầu năm");
}

#[test]
fn a_line_that_gives_the_code_makes_the_record_once() {
    let line = r#"{"save":"unit","id":"DTN","set":{"code":"dtn","name":"Đoàn Thanh niên"}}"#;
    let read = read_all(&[line, line]);
    let ids: Vec<Id> = read
        .into_iter()
        .map(|request| match request.unwrap().command {
            Command::Save { id, .. } => id,
            other => panic!("{other:?}"),
        })
        .collect();
    assert_eq!(ids[0], ids[1], "the second time it is that record");
    assert_eq!(refused(r#"{"save":"unit","id":"DTN","set":{"code":"HCCB"}}"#).0, "missing");
}

#[test]
fn a_refused_item_names_its_place() {
    let fault =
        read(r#"{"batch":[{"save":"work","set":{"name":"Một"}},{"save":"work","set":{"name":"Hai","homes":100000}}]}"#)
            .unwrap_err();
    assert_eq!((fault.code, fault.item, fault.field.as_deref()), ("invalid", Some(2), Some("homes")));
    let answer: Json = serde_json::from_str(&fault.line(5, Lang::En)).unwrap();
    assert_eq!(answer["error"]["line"], 5);
    assert_eq!(answer["error"]["item"], 2);
}

#[test]
fn a_soft_refusal_names_the_rule_to_accept() {
    let records = register();
    let actor = Actor::sole("vp01");
    let mut ids = Counter(1000);
    let mut try_line = |line: &str| {
        let request = Reader::new(&records, &actor, noon(), 2026, &mut ids).read(line).unwrap();
        plan(&request, &records, &actor, noon()).map_err(Fault::from)
    };
    let fault = try_line(r#"{"save":"work","set":{"name":"ỒN ÀO"}}"#).unwrap_err();
    assert_eq!((fault.rule, fault.field.as_deref()), (Some("work.name.shouts"), Some("name")));
    let accepted = r#"{"save":"work","set":{"name":"ỒN ÀO"},"accept":{"work.name.shouts":"tên riêng"}}"#;
    assert!(try_line(accepted).is_ok());
    assert!(try_line(r#"{"save":"work","set":{"name":"ỒN ÀO"},"accept":{"*":"giấy cũ"}}"#).is_ok());
}

#[test]
fn every_command_is_written_and_read_back() {
    let id = Id::from_bits(7);
    let save = Command::Save {
        schema: &WORK,
        id,
        set: vec![
            Set {
                field: 1, seen: Seen::Value(Some(Value::Text("Cũ".into()))), new: Some(Value::Text("Mới".into()))
            },
            Set { field: 2, seen: Seen::Value(None), new: Some(Value::Text("Hai\ndòng".into())) },
            Set { field: 12, seen: Seen::Any, new: None },
            Set { field: 13, seen: Seen::Any, new: Some(Value::List(vec!["Đội 8".into(), "Đội 9".into()])) },
        ],
        accepted: Accepted::Rules(vec![("work.name.shouts".into(), "tên riêng".into())]),
    };
    let name = Set { field: 1, seen: Seen::Any, new: Some(Value::Text("Đường hoa".into())) };
    let named = Command::Save { schema: &WORK, id, set: vec![name], accepted: Accepted::All("giấy cũ".into()) };
    let homes = Set { field: 12, seen: Seen::Any, new: Some(Value::Integer(55)) };
    let (to, reason, accepted) = ("N2".to_owned(), "nộp giấy".to_owned(), Accepted::None);
    let step = Command::Step { schema: &WORK, id, to, reason, set: vec![homes], accepted };
    let undone = Counter(0).commit(12).unwrap().unwrap();
    for (command, why) in [
        (save, "sửa tên"),
        (Command::Withdraw { schema: &UNIT, id: Id::from_bits(101), reason: "nhập trùng".into() }, "nhập trùng"),
        (Command::Restore { schema: &UNIT, id }, ""),
        (Command::Undo { commit: Box::new(undone), only: vec![(id, 2)] }, "nhầm"),
        (step, "nộp giấy"),
        (Command::Batch(vec![named]), "cả gói"),
    ] {
        let line = request_line(&Request { command, why: why.to_owned() });
        let again = read(&line).unwrap();
        assert_eq!(request_line(&again), line);
        assert_eq!(again.why, why);
    }
}

#[test]
fn a_record_is_written_and_made_again() {
    let records = register();
    let actor = Actor::sole("vp01");
    let line = r#"{"save":"work","id":"0000000000000000000000009Z","set":{"name":"ỒN ÀO","unit":"HND","partners":["HPN"],
        "metric":"DAT","quantity":{"q":"khong_ro","w":"hàng chục"},"money":{"m":"not_known"},"date":"2022-04",
        "pilot":false,"themes":["MT","NTM"],"share":"0.25","homes":12,"teams":["Đội 8"],"phone":"0900","state":"N2"},
        "accept":{"*":"tên riêng"}}"#;
    let make = |line: &str| {
        let mut ids = Counter(1000);
        let request = Reader::new(&records, &actor, noon(), 2026, &mut ids).read(line).unwrap();
        let mut after = records.clone();
        after.apply(4, &plan(&request, &records, &actor, noon()).unwrap().changes);
        let id: Id = "0000000000000000000000009Z".parse().unwrap();
        (id, after.get(&WORK, id).unwrap())
    };
    let (id, record) = make(line);
    assert!(record.contains_key(&common::ACCEPTED));
    let written = save_line(&WORK, id, &record, |_| true);
    assert_eq!(make(&written).1, record);
    assert!(!save_line(&WORK, id, &record, |field| !field.private).contains("0900"));
    assert_eq!(withdraw_line(&WORK, id, &record), None);
}

#[test]
fn a_record_that_came_by_steps_is_made_again_where_it_stands() {
    let record = [(1, Value::Text("Đường hoa".into())), (15, Value::Choice("N2".into()))].into();
    let line = save_line(&WORK, Id::from_bits(7), &record, |_| true);
    let request = read(&line).unwrap();
    assert!(plan(&request, &register(), &Actor::sole("vp01"), noon()).is_ok(), "{line}");
}

proptest::proptest! {
    #[test]
    fn any_text_is_read_or_refused(text in "\\PC{0,80}") {
        let _ = read(&text);
    }

    #[test]
    fn a_broken_line_is_read_or_refused(cut in 0usize..200, letter in "\\PC") {
        let line = r#"{"save":"work","set":{"name":"Đường hoa","partners":["HPN"],"date":"2023-Q2"},"typed":{"homes":"12"}}"#;
        let at = (0..=cut.min(line.len())).rev().find(|at| line.is_char_boundary(*at)).unwrap();
        let (head, tail) = line.split_at(at);
        let _ = read(&format!("{head}{letter}{tail}"));
        let _ = read(head);
    }
}
