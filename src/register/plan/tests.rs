//! What a plan decides, on a small dictionary of its own.

use chrono::DateTime;

use super::*;
use crate::register::change::Commit;
use crate::register::field::{Field, choice};
use crate::register::memory::MemoryRecords;
use crate::register::parse::ParseCx;
use crate::register::rule::Rule;
use crate::register::schema::{Code, Dictionary, Unique};
use crate::register::words::{Label, Lang};

const UNIT: Schema = Schema::new(1, "unit", ("Đơn vị", "Unit"), ("Đơn vị", "Units"), UNIT_FIELDS)
    .title(&[1, 2])
    .unique(&[Unique { fields: &[1], for_ever: true }])
    .code(Code { field: 1, prefix: "DV", year: None, digits: 2 });
const UNIT_FIELDS: &[Field] = &[
    Field::text(1, "code", 8, "Mã", "Code"),
    Field::text(2, "name", 40, "Tên", "Name").draft(),
    Field::integer(3, "people", (0, 1000, "người"), "Số người", "People"),
];
const MODEL: Schema = Schema::new(2, "model", ("Mô hình", "Model"), ("Mô hình", "Models"), MODEL_FIELDS)
    .title(&[1, 2])
    .unique(&[Unique { fields: &[1], for_ever: true }])
    .code(Code { field: 1, prefix: "MH-", year: Some(5), digits: 3 })
    .rules(&[Rule {
        id: "model.name.short",
        severity: Severity::Soft,
        on: &[2],
        check: |cx| (cx.record.text(2).chars().count() < 5).then(|| say!("Tên ngắn quá.", "The name is very short.")),
        remedy: Label::new("Viết đủ tên.", "Write it in full."),
    }]);
const MODEL_FIELDS: &[Field] = &[
    Field::text(1, "code", 12, "Mã", "Code"),
    Field::text(2, "name", 200, "Tên", "Name").draft(),
    Field::link(3, "unit", "unit", "Đơn vị", "Unit").draft(),
    Field::fixed(
        4,
        "state",
        &[choice("A", "đang làm", "going on"), choice("B", "đã dừng", "stopped")],
        "T.thái",
        "State",
    ),
    Field::integer(5, "year", (2000, 2100, ""), "Năm", "Year"),
];
const WORLD: Dictionary = Dictionary(&[&UNIT, &MODEL]);

/// A register in memory with a clock that stands still and ids that count up.
struct Ward {
    records: MemoryRecords,
    commits: Vec<Commit>,
    next: u128,
}

impl Ward {
    fn new() -> Self {
        Self { records: MemoryRecords::new(WORLD), commits: Vec::new(), next: 0 }
    }

    fn id(&mut self) -> Id {
        self.next += 1;
        Id::from_bits(self.next)
    }

    fn at() -> Time {
        DateTime::parse_from_rfc3339("2026-11-22T08:00:00+07:00").unwrap()
    }

    fn apply(&mut self, command: Command) -> Result<u64, Reject> {
        let planned = plan(&command.into(), &self.records, &Actor::sole("vp01"), Self::at())?;
        let seq = self.records.seq() + 1;
        self.records.apply(seq, &planned.changes);
        self.commits.push(Commit {
            dev: "a1".to_owned(),
            seq,
            at: Self::at(),
            who: "vp01".to_owned(),
            why: planned.why,
            undoes: planned.undoes,
            changes: planned.changes,
        });
        Ok(seq)
    }

    fn undo(&mut self, seq: u64) -> Result<u64, Reject> {
        let commit = self.commits.iter().find(|commit| commit.seq == seq).unwrap().clone();
        self.apply(Command::Undo { commit: Box::new(commit), only: Vec::new() })
    }

    fn unit(&mut self, name: &str) -> Id {
        let id = self.id();
        self.apply(save(&UNIT, id, &[(2, text(name))])).unwrap();
        id
    }
}

#[expect(clippy::unnecessary_wraps, reason = "what a field is set to may be nothing")]
fn text(text: &str) -> Option<Value> {
    Some(Value::Text(text.to_owned()))
}

fn save(schema: &'static Schema, id: Id, set: &[(FieldId, Option<Value>)]) -> Command {
    let set = set.iter().map(|(field, new)| Set { field: *field, seen: Seen::Any, new: new.clone() }).collect();
    Command::Save { schema, id, set, accepted: Accepted::None }
}

fn rules_of(reject: &Reject) -> Vec<&'static str> {
    match reject {
        Reject::Invalid(issues) => issues.iter().map(|issue| issue.rule).collect(),
        Reject::At { reject, .. } => rules_of(reject),
        _ => panic!("{reject:?}"),
    }
}

#[test]
fn codes_count_up_and_never_come_back() {
    let mut ward = Ward::new();
    let first = ward.unit("Hội Nông dân");
    let second = ward.unit("Hội Phụ nữ");
    ward.apply(Command::Withdraw { schema: &UNIT, id: second, reason: "ghi nhầm".to_owned() }).unwrap();
    let third = ward.unit("Đoàn Thanh niên");
    let code = |id| ward.records.get(&UNIT, id).unwrap().text(1).to_owned();
    assert_eq!([code(first), code(second), code(third)], ["DV01", "DV02", "DV03"]);
}

#[test]
fn a_code_with_a_year_counts_within_it() {
    let mut ward = Ward::new();
    let unit = ward.unit("UBND");
    let mut code = |year| {
        let id = ward.id();
        let set = [(2, text("Đường hoa")), (3, Some(Value::Link(unit))), (5, Some(Value::Integer(year)))];
        ward.apply(save(&MODEL, id, &set)).unwrap();
        ward.records.get(&MODEL, id).unwrap().text(1).to_owned()
    };
    assert_eq!([code(2025), code(2026), code(2026)], ["MH-2025-001", "MH-2026-001", "MH-2026-002"]);
}

#[test]
fn what_is_wrong_is_told_all_at_once_and_nothing_is_kept() {
    let mut ward = Ward::new();
    let id = ward.id();
    let set = [
        (3, Some(Value::Link(Id::from_bits(99)))),
        (4, Some(Value::Choice("X".to_owned()))),
        (5, Some(Value::Integer(1999))),
    ];
    let reject = ward.apply(save(&MODEL, id, &set)).unwrap_err();
    assert_eq!(rules_of(&reject), ["field.reference", "field.reference", "field.value", "field.required"]);
    assert!(ward.records.is_empty());
    assert!(reject.show(Lang::En).contains("1999 is out of range: from 2000 to 2100"), "{}", reject.show(Lang::En));
}

#[test]
fn a_soft_rule_is_passed_with_a_reason_that_is_kept() {
    let mut ward = Ward::new();
    let unit = ward.unit("UBND");
    let id = ward.id();
    let Command::Save { schema, id, set, .. } = save(&MODEL, id, &[(2, text("Hoa")), (3, Some(Value::Link(unit)))])
    else {
        unreachable!()
    };
    let with = |accepted| Command::Save { schema, id, set: set.clone(), accepted };
    assert_eq!(rules_of(&ward.apply(with(Accepted::None)).unwrap_err()), ["model.name.short"]);
    let blank = Accepted::Rules(vec![("model.name.short".to_owned(), " ".to_owned())]);
    assert_eq!(rules_of(&ward.apply(with(blank)).unwrap_err()), ["model.name.short"]);
    let given = Accepted::Rules(vec![("model.name.short".to_owned(), "tên thật".to_owned())]);
    ward.apply(with(given)).unwrap();
    let kept = ward.records.get(&MODEL, id).unwrap();
    assert_eq!(kept.get(&common::ACCEPTED), Some(&Value::List(vec!["model.name.short: tên thật".to_owned()])));
}

#[test]
fn two_authors_clash_only_in_the_same_field() {
    let mut ward = Ward::new();
    let unit = ward.unit("Hội");
    let seen = |field, old, new| {
        let set = vec![Set { field, seen: Seen::Value(old), new }];
        Command::Save { schema: &UNIT, id: unit, set, accepted: Accepted::None }
    };
    ward.apply(seen(2, text("Hội"), text("Hội Nông dân"))).unwrap();
    ward.apply(seen(3, None, Some(Value::Integer(12)))).unwrap();
    let reject = ward.apply(seen(2, text("Hội"), text("Hội Phụ nữ"))).unwrap_err();
    let Reject::Conflict(clashes) = reject else { panic!("{reject:?}") };
    assert_eq!(clashes[0].current, text("Hội Nông dân"));
    assert_eq!(ward.apply(seen(2, text("Hội"), text("Hội Nông dân"))).unwrap_err(), Reject::Nothing);
}

#[test]
fn a_record_in_use_is_not_withdrawn() {
    let mut ward = Ward::new();
    let unit = ward.unit("UBND");
    let model = ward.id();
    ward.apply(save(&MODEL, model, &[(2, text("Đường hoa")), (3, Some(Value::Link(unit)))])).unwrap();
    let withdraw = |schema, id| Command::Withdraw { schema, id, reason: "nhầm".to_owned() };
    assert_eq!(rules_of(&ward.apply(withdraw(&UNIT, unit)).unwrap_err()), ["record.withdraw"]);
    ward.apply(withdraw(&MODEL, model)).unwrap();
    ward.apply(withdraw(&UNIT, unit)).unwrap();
    ward.apply(Command::Restore { schema: &UNIT, id: unit }).unwrap();
    assert!(!is_withdrawn(&ward.records.get(&UNIT, unit).unwrap()));
}

#[test]
fn undo_takes_back_exactly_and_can_be_undone() {
    let mut ward = Ward::new();
    let unit = ward.unit("Hội");
    let seq = ward.apply(save(&UNIT, unit, &[(2, text("Hội Nông dân")), (3, Some(Value::Integer(5)))])).unwrap();
    let before = ward.records.get(&UNIT, unit);
    let back = ward.undo(seq).unwrap();
    assert_eq!(ward.records.get(&UNIT, unit).unwrap().text(2), "Hội");
    ward.undo(back).unwrap();
    assert_eq!(ward.records.get(&UNIT, unit), before);
    ward.apply(save(&UNIT, unit, &[(2, text("Hội khác"))])).unwrap();
    assert!(matches!(ward.undo(seq), Err(Reject::Conflict(_))));
}

#[test]
fn undoing_the_making_of_a_record_in_use_is_refused() {
    let mut ward = Ward::new();
    let unit = ward.unit("UBND");
    let model = ward.id();
    ward.apply(save(&MODEL, model, &[(2, text("Đường hoa")), (3, Some(Value::Link(unit)))])).unwrap();
    assert_eq!(rules_of(&ward.undo(1).unwrap_err()), ["record.used"]);
    ward.undo(2).unwrap();
    ward.undo(1).unwrap();
    assert!(ward.records.is_empty());
}

#[test]
fn a_batch_is_whole_or_not_at_all_and_sees_its_own_lines() {
    let mut ward = Ward::new();
    let (unit, model) = (ward.id(), ward.id());
    let lines = |name| {
        Command::Batch(vec![
            save(&UNIT, unit, &[(2, text("UBND"))]),
            save(&MODEL, model, &[(2, text(name)), (3, Some(Value::Link(unit)))]),
        ])
    };
    let reject = ward.apply(lines("Hoa")).unwrap_err();
    assert!(matches!(&reject, Reject::At { index: 1, .. }), "{reject:?}");
    assert!(ward.records.is_empty());
    ward.apply(lines("Đường hoa")).unwrap();
    assert_eq!(ward.records.len(), 2);
    ward.undo(1).unwrap();
    assert!(ward.records.is_empty());
}

#[test]
fn a_superior_only_reads() {
    let ward = Ward::new();
    let actor = Actor { id: "tinh".to_owned(), roles: vec![Role::Superior] };
    let request = save(&UNIT, Id::from_bits(1), &[(2, text("Hội"))]).into();
    assert!(matches!(plan(&request, &ward.records, &actor, Ward::at()), Err(Reject::Forbidden(_))));
}

#[test]
fn typed_links_are_found_by_code_name_and_words_without_marks() {
    let mut ward = Ward::new();
    let farmers = ward.unit("Hội Nông dân");
    let women = ward.unit("Hội Phụ nữ");
    let record = Record::new();
    let cx = ParseCx { today: Ward::at().date_naive(), year: 2026, records: &ward.records, record: &record };
    let unit = MODEL.field(3).unwrap();
    let parse = |typed| unit.parse(typed, &cx);
    assert_eq!(parse("dv01"), Ok(Some(Value::Link(farmers))));
    assert_eq!(parse("Hội Phụ nữ"), Ok(Some(Value::Link(women))));
    assert_eq!(parse("nong dan"), Ok(Some(Value::Link(farmers))));
    assert_eq!(parse("hpn"), Ok(Some(Value::Link(women))));
    assert_eq!(parse("hoi").unwrap_err().candidates.len(), 2);
    assert!(parse("công an").unwrap_err().words.vi.contains("công an"));
    assert_eq!(parse("-"), Ok(Some(Value::NotKnown)));
}
