//! Steps, on a small dictionary of their own: a form that is handed in, approved on a paper, and closed.

use chrono::DateTime;

use super::*;
use crate::register::change::{Accepted, Command, Reject, Request, Seen, Set, Time};
use crate::register::field::choice;
use crate::register::memory::MemoryRecords;
use crate::register::plan::plan;
use crate::register::record::common;
use crate::register::schema::Dictionary;
use crate::register::value::Value;
use crate::register::words::Lang;
use crate::text::day::Day;

const NAME: FieldId = 1;
const STATE: FieldId = 2;
const GOALS: FieldId = 3;
const REASON: FieldId = 4;
const APPROVED_ON: FieldId = 5;
const NOTE: FieldId = 6;
const PLACE: FieldId = 7;
const PROGRESS: FieldId = 8;

const FORM: Schema = Schema::new(1, "form", ("Phiếu", "Form"), ("Phiếu", "Forms"), FORM_FIELDS).flow(&FLOW);
const FORM_FIELDS: &[Field] = &[
    Field::text(NAME, "name", 80, "Tên", "Name").draft(),
    Field::fixed(
        STATE,
        "state",
        &[choice("A", "nháp", "draft"), choice("B", "đã nộp", "handed in"), choice("C", "đã duyệt", "approved")],
        "Trạng thái",
        "State",
    ),
    Field::memo(GOALS, "goals", "Mục tiêu", "Goals"),
    Field::text(REASON, "reason", 80, "Lý do", "Reason"),
    Field::date(APPROVED_ON, "approved_on", "Ngày duyệt", "Approved on"),
    Field::text(NOTE, "note", 80, "Ghi chú", "Note"),
    Field::text(PLACE, "place", 80, "Địa điểm", "Place"),
    Field::integer(PROGRESS, "progress", (0, 100, "%"), "Tiến độ", "Progress"),
];
const PAPER: Schema = Schema::new(
    2,
    "paper",
    ("Văn bản", "Paper"),
    ("Văn bản", "Papers"),
    &[Field::text(1, "number", 20, "Số", "Number").draft(), Field::link(2, "form", "form", "Phiếu", "Form")],
);
const WORLD: Dictionary = Dictionary(&[&FORM, &PAPER]);

static FLOW: Flow = Flow {
    state: STATE,
    entry: &["A"],
    idle: &[],
    reason: Some(REASON),
    fixed: Some(Fixed { states: &["C"], fields: &[GOALS] }),
    steps: &[
        Step::new("hand_in", ("nộp", "hand in"), &["A"], "B", &[Role::Unit, Role::Officer])
            .needs(&[Needs::Fields(&[GOALS]), Needs::OneOf(&[NOTE, PLACE])]),
        Step::new("send_back", ("trả lại", "send back"), &["B"], "A", &[Role::Officer]).with_reason(),
        Step::new("approve", ("phê duyệt", "approve"), &["B"], "C", &[Role::Head])
            .stamp(APPROVED_ON)
            .writes(PROGRESS, 100)
            .needs(&[Needs::Fields(&[APPROVED_ON]), Needs::Check(has_a_paper)]),
    ],
};

fn has_a_paper(cx: &StepCx<'_>) -> Option<Lack> {
    let words = say!("Chưa có văn bản phê duyệt.", "There is no approving paper.");
    cx.linked(&PAPER, 2, cx.id).is_empty().then_some(Lack { field: None, words })
}

struct Ward {
    records: MemoryRecords,
    why: String,
}

impl Ward {
    fn new() -> Self {
        Self { records: MemoryRecords::new(WORLD), why: String::new() }
    }

    fn at() -> Time {
        DateTime::parse_from_rfc3339("2026-11-22T08:00:00+07:00").unwrap()
    }

    fn run(&mut self, actor: &Actor, command: Command, why: &str) -> Result<(), Reject> {
        let planned = plan(&Request { command, why: why.to_owned() }, &self.records, actor, Self::at())?;
        self.records.apply(self.records.seq() + 1, &planned.changes);
        self.why = planned.why;
        Ok(())
    }

    fn save(&mut self, set: &[(FieldId, Value)], accepted: Accepted, why: &str) -> Result<(), Reject> {
        let command = Command::Save { schema: &FORM, id: form(), set: sets(set), accepted };
        self.run(&Actor::sole("vp01"), command, why)
    }

    fn step(&mut self, roles: &[Role], to: &str, reason: &str, set: &[(FieldId, Value)]) -> Result<(), Reject> {
        let actor = Actor { id: "vp01".to_owned(), roles: roles.to_vec() };
        let (to, reason) = (to.to_owned(), reason.to_owned());
        let command = Command::Step { schema: &FORM, id: form(), to, reason, set: sets(set), accepted: Accepted::None };
        self.run(&actor, command, "")
    }

    fn paper(&mut self) {
        let set = sets(&[(1, text("12/QĐ-UBND")), (2, Value::Link(form()))]);
        let command = Command::Save { schema: &PAPER, id: Id::from_bits(9), set, accepted: Accepted::None };
        self.run(&Actor::sole("vp01"), command, "").unwrap();
    }

    fn form(&self) -> Record {
        self.records.get(&FORM, form()).unwrap()
    }
}

fn form() -> Id {
    Id::from_bits(1)
}

fn text(text: &str) -> Value {
    Value::Text(text.to_owned())
}

fn state(code: &str) -> Value {
    Value::Choice(code.to_owned())
}

fn sets(set: &[(FieldId, Value)]) -> Vec<Set> {
    set.iter().map(|(field, new)| Set { field: *field, seen: Seen::Any, new: Some(new.clone()) }).collect()
}

fn issues(result: Result<(), Reject>) -> Vec<(&'static str, Option<FieldId>)> {
    match result {
        Err(Reject::Invalid(issues)) => issues.iter().map(|issue| (issue.rule, issue.field)).collect(),
        other => panic!("{other:?}"),
    }
}

fn handed_in() -> Ward {
    let mut ward = Ward::new();
    ward.save(&[(NAME, text("Đường hoa")), (GOALS, text("310 chậu"))], Accepted::None, "").unwrap();
    ward.step(&[Role::Unit], "B", "", &[(PLACE, text("đường Lê Lợi"))]).unwrap();
    ward
}

#[test]
fn a_step_names_all_that_is_missing_and_then_moves() {
    let mut ward = Ward::new();
    ward.save(&[(NAME, text("Đường hoa"))], Accepted::None, "").unwrap();
    let missing = issues(ward.step(&[Role::Unit], "B", "", &[]));
    assert_eq!(missing, [("flow.missing", Some(GOALS)), ("flow.missing", Some(NOTE))]);
    assert!(!ward.form().contains_key(&STATE), "nothing of a refused step is kept");
    ward.step(&[Role::Unit], "B", "", &[(GOALS, Value::NotKnown), (NOTE, text("x"))]).unwrap();
    assert_eq!(ward.form().choice(STATE), Some("B"));
}

#[test]
fn only_the_roles_of_a_step_take_it() {
    let mut ward = handed_in();
    ward.paper();
    let Err(Reject::Forbidden(words)) = ward.step(&[Role::Officer, Role::Unit], "C", "", &[]) else { panic!() };
    assert!(words.vi.contains("Trưởng Ban Chỉ đạo") && words.vi.contains("phê duyệt"), "{}", words.vi);
    ward.step(&[Role::Head], "C", "", &[]).unwrap();
    assert_eq!(ward.form().day(APPROVED_ON), Some(Day::Date(Ward::at().date_naive())));
    assert_eq!(ward.form().integer(PROGRESS), Some(100));
}

#[test]
fn a_date_that_is_given_is_not_stamped_over() {
    let mut ward = handed_in();
    ward.paper();
    let day = Day::from_iso("2026-03-20").unwrap();
    ward.step(&[Role::Head], "C", "", &[(APPROVED_ON, Value::Day(day))]).unwrap();
    assert_eq!(ward.form().day(APPROVED_ON), Some(day));
}

#[test]
fn a_linked_record_is_asked_for() {
    let mut ward = handed_in();
    assert_eq!(issues(ward.step(&[Role::Head], "C", "", &[])), [("flow.missing", None)]);
    let command = |reason: &str| Command::Withdraw { schema: &PAPER, id: Id::from_bits(9), reason: reason.to_owned() };
    ward.paper();
    ward.run(&Actor::sole("vp01"), command("ghi nhầm"), "").unwrap();
    assert_eq!(issues(ward.step(&[Role::Head], "C", "", &[])), [("flow.missing", None)], "a withdrawn paper is none");
}

#[test]
fn a_reason_is_asked_for_kept_and_cleared_by_the_next_step() {
    let mut ward = handed_in();
    assert_eq!(issues(ward.step(&[Role::Officer], "A", " ", &[])), [("flow.reason", None)]);
    ward.step(&[Role::Officer], "A", " thiếu chỉ tiêu ", &[]).unwrap();
    assert_eq!((ward.form().text(REASON), ward.why.as_str()), ("thiếu chỉ tiêu", "thiếu chỉ tiêu"));
    ward.step(&[Role::Unit], "B", "", &[]).unwrap();
    assert_eq!(ward.form().text(REASON), "");
}

#[test]
fn there_is_no_way_round_the_steps() {
    let mut ward = Ward::new();
    ward.save(&[(NAME, text("Đường hoa"))], Accepted::None, "").unwrap();
    let Err(Reject::Missing(words)) = ward.step(&[Role::Head], "C", "", &[]) else { panic!() };
    assert!(
        words.vi.contains("\"nháp\"") && words.vi.contains("\"đã duyệt\"") && words.vi.contains("nộp"),
        "{}",
        words.vi
    );
    let all = Accepted::All("vội".to_owned());
    assert_eq!(issues(ward.save(&[(STATE, state("C"))], all, "vội")), [("flow.state", Some(STATE))]);
    assert_eq!(ward.save(&[(STATE, state("A"))], Accepted::None, ""), Ok(()), "saying where it stands moves nothing");
}

#[test]
fn old_papers_begin_in_a_later_state_for_a_reason_that_is_kept() {
    let mut ward = Ward::new();
    let set = [(NAME, text("Đường hoa")), (STATE, state("C"))];
    assert_eq!(issues(ward.save(&set, Accepted::None, "")), [("flow.entry", Some(STATE))]);
    ward.save(&set, Accepted::Rules(vec![("flow.entry".to_owned(), "hồ sơ 2022".to_owned())]), "").unwrap();
    assert_eq!(ward.form().get(&common::ACCEPTED), Some(&Value::List(vec!["flow.entry: hồ sơ 2022".to_owned()])));
}

#[test]
fn what_was_approved_is_adjusted_only_with_a_reason_that_history_shows() {
    let mut ward = handed_in();
    ward.paper();
    ward.save(&[(GOALS, text("300 chậu"))], Accepted::None, "").unwrap();
    ward.step(&[Role::Head], "C", "", &[]).unwrap();
    let silently = ward.save(&[(GOALS, text("310 chậu"))], Accepted::All("vội".to_owned()), " ");
    assert_eq!(issues(silently), [("flow.adjust", Some(GOALS))]);
    ward.save(&[(NOTE, text("đã chụp ảnh"))], Accepted::None, "").unwrap();
    assert_eq!(ward.why, "");
    ward.save(&[(GOALS, text("310 chậu"))], Accepted::None, "thêm 10 chậu").unwrap();
    assert_eq!(ward.why, "Điều chỉnh: thêm 10 chậu");
}

#[test]
fn a_step_within_a_batch_sees_what_the_batch_made() {
    let mut ward = handed_in();
    let paper = sets(&[(1, text("12/QĐ-UBND")), (2, Value::Link(form()))]);
    let save = Command::Save { schema: &PAPER, id: Id::from_bits(9), set: paper, accepted: Accepted::None };
    let (to, reason) = ("C".to_owned(), String::new());
    let step = Command::Step { schema: &FORM, id: form(), to, reason, set: Vec::new(), accepted: Accepted::None };
    ward.run(&Actor::sole("vp01"), Command::Batch(vec![save, step]), "").unwrap();
    assert_eq!(ward.form().choice(STATE), Some("C"));
}

#[test]
fn offers_tell_what_is_missing_and_who_may() {
    let ward = handed_in();
    let actor = Actor { id: "vp01".to_owned(), roles: vec![Role::Officer] };
    let offers = offered(&FORM, form(), &ward.form(), (&ward.records, &actor), Ward::at().date_naive());
    let told: Vec<_> = offers.iter().map(|offer| (offer.step.id, offer.missing.len(), offer.allowed)).collect();
    assert_eq!(told, [("send_back", 0, true), ("approve", 1, false)]);
    assert_eq!(offers[1].missing[0].words.get(Lang::En), "There is no approving paper.");
}
