//! Laws that the rows of all life cycles keep, and the lives of a registration, a model and a task.

use std::collections::BTreeSet;

use chrono::DateTime;

use super::*;
use crate::register::change::{Accepted, Command, Reject, Request, Seen, Set, Time};
use crate::register::field::FieldId;
use crate::register::memory::MemoryRecords;
use crate::register::parse::ParseCx;
use crate::register::plan::plan;
use crate::register::query::{Query, Test};
use crate::register::schema::model_year::status;
use crate::register::schema::{
    ENTITIES, REGISTER, document, evaluation, inspection, metric, model, model_year, organisation, progress,
    recognition, task,
};
use crate::register::value::Value;

fn flows() -> impl Iterator<Item = (&'static Schema, &'static Flow)> {
    ENTITIES.iter().filter_map(|schema| Some((*schema, schema.flow?)))
}

fn states(schema: &Schema, flow: &Flow) -> Vec<&'static str> {
    match schema.field(flow.state).unwrap().kind {
        Kind::Choice(Choices::Fixed(list)) => list.iter().map(|choice| choice.code).collect(),
        other => panic!("{}: {other:?}", schema.key),
    }
}

#[test]
fn steps_lead_between_states_that_there_are() {
    assert!(flows().count() >= 3);
    for (schema, flow) in flows() {
        let states = states(schema, flow);
        let known = |code: &&str| states.contains(code);
        let fixed = flow.fixed.as_ref().map_or(&[][..], |fixed| fixed.states);
        assert!(!flow.entry.is_empty() && flow.entry.iter().chain(flow.idle).chain(fixed).all(known), "{}", schema.key);
        for step in flow.steps {
            assert!(!step.from.is_empty() && step.from.iter().all(known) && known(&step.to), "{}", step.id);
            assert!(!step.roles.is_empty() && !step.roles.contains(&Role::Superior), "{}", step.id);
            assert!(!step.label.vi.is_empty() && !step.label.en.is_empty(), "{}", step.id);
        }
    }
}

#[test]
fn between_two_states_there_is_one_step() {
    for (schema, flow) in flows() {
        let ways: Vec<(&str, &str)> =
            flow.steps.iter().flat_map(|step| step.from.iter().map(|from| (*from, step.to))).collect();
        let distinct: BTreeSet<_> = ways.iter().collect();
        assert_eq!(distinct.len(), ways.len(), "{}", schema.key);
        let ids: BTreeSet<&str> = flow.steps.iter().map(|step| step.id).collect();
        assert_eq!(ids.len(), flow.steps.len(), "{}", schema.key);
    }
}

#[test]
fn every_state_can_be_reached() {
    for (schema, flow) in flows() {
        let mut reached: BTreeSet<&str> = flow.entry.iter().copied().collect();
        for _ in flow.steps {
            let next = flow.steps.iter().filter(|step| step.from.iter().any(|from| reached.contains(from)));
            let next: Vec<&str> = next.map(|step| step.to).collect();
            reached.extend(next);
        }
        assert_eq!(reached, states(schema, flow).into_iter().collect(), "{}", schema.key);
    }
}

#[test]
fn nothing_is_recognised_straight_from_the_registration() {
    let flow = model_year::SCHEMA.flow.unwrap();
    for from in states(&model_year::SCHEMA, flow) {
        let way = flow.step(from, status::RECOGNISED);
        assert_eq!(way.is_some(), from == status::DONE, "{from}");
    }
}

#[test]
fn the_fields_of_steps_are_fields_of_their_entity() {
    for (schema, flow) in flows() {
        let fixed = flow.fixed.as_ref().map_or(&[][..], |fixed| fixed.fields);
        let mut named: Vec<FieldId> = fixed.iter().copied().chain([flow.state]).chain(flow.reason).collect();
        for step in flow.steps {
            named.extend(step.stamp.into_iter().chain(step.writes.map(|(field, _)| field)));
            for needs in step.needs {
                match needs {
                    Needs::Fields(fields) | Needs::OneOf(fields) => named.extend(*fields),
                    Needs::Check(_) => {}
                }
            }
        }
        assert!(named.iter().all(|field| schema.field(*field).is_some()), "{}: {named:?}", schema.key);
    }
}

/// A ward with one organisation and the register's own dictionary.
struct Ward {
    records: MemoryRecords,
    made: u128,
}

impl Ward {
    fn new() -> Self {
        let mut ward = Self { records: MemoryRecords::new(REGISTER), made: 0 };
        ward.save(&organisation::SCHEMA, &[(organisation::NAME, "UBND phường")]).unwrap();
        ward
    }

    fn at() -> Time {
        DateTime::parse_from_rfc3339("2026-11-22T08:00:00+07:00").unwrap()
    }

    fn run(&mut self, command: Command) -> Result<(), Reject> {
        let planned = plan(&Request::from(command), &self.records, &Actor::sole("vp01"), Self::at())?;
        self.records.apply(self.records.seq() + 1, &planned.changes);
        Ok(())
    }

    fn sets(&self, schema: &'static Schema, fields: &[(FieldId, &str)]) -> Vec<Set> {
        let mut record = Record::new();
        for (id, typed) in fields {
            let cx = ParseCx { today: Self::at().date_naive(), year: 2026, records: &self.records, record: &record };
            let value = schema.field(*id).unwrap().parse(typed, &cx).unwrap_or_else(|refusal| panic!("{refusal:?}"));
            record.insert(*id, value.unwrap());
        }
        record.into_iter().map(|(field, value)| Set { field, seen: Seen::Any, new: Some(value) }).collect()
    }

    fn save(&mut self, schema: &'static Schema, fields: &[(FieldId, &str)]) -> Result<Id, Reject> {
        self.made += 1;
        let (id, set) = (Id::from_bits(self.made), self.sets(schema, fields));
        self.run(Command::Save { schema, id, set, accepted: Accepted::None }).map(|()| id)
    }

    fn step(&mut self, schema: &'static Schema, id: Id, to: &str, fields: &[(FieldId, &str)]) -> Result<(), Reject> {
        let (set, to, reason) = (self.sets(schema, fields), to.to_owned(), "vì việc".to_owned());
        self.run(Command::Step { schema, id, to, reason, set, accepted: Accepted::None })
    }

    fn model(&mut self, name: &str) -> Id {
        self.save(&model::SCHEMA, &[(model::NAME, name), (model::ORG, "DV01")]).unwrap()
    }

    fn registration(&mut self, name: &str) -> Id {
        self.model(name);
        self.save(&model_year::SCHEMA, &[(model_year::MODEL, name), (model_year::YEAR, "2026")]).unwrap()
    }

    fn state(&self, schema: &'static Schema, id: Id) -> String {
        schema.flow.unwrap().state_of(&self.records.get(schema, id).unwrap()).to_owned()
    }
}

const FORM: &[(FieldId, &str)] = &[
    (model_year::SITUATION, "Vỉa hè bị lấn chiếm"),
    (model_year::GOALS, "310 chậu hoa"),
    (model_year::METHOD, "Họp dân, vận động"),
    (model_year::AREA_PEOPLE, "Đường Lê Lợi"),
    (model_year::LEAD_FORCE, "UBND phường"),
    (model_year::PARTNER_FORCE, "--"),
    (model_year::JOINING_FORCE, "Các hộ dân"),
    (model_year::START, "3/2026"),
    (model_year::END, "11/2026"),
    (model_year::RESOURCES, "0"),
    (model_year::OUTPUTS, "2 km đường hoa"),
    (model_year::SUSTAIN, "-"),
    (model_year::RECEIVED_ON, "10/03/2026"),
];

fn running(ward: &mut Ward, name: &str) -> Id {
    let id = ward.registration(name);
    ward.step(&model_year::SCHEMA, id, status::REGISTERED, FORM).unwrap();
    let conclusion = [(model_year::APPROVE_NOTE, "Kết luận họp 20/3"), (model_year::APPROVED_ON, "20/03/2026")];
    ward.step(&model_year::SCHEMA, id, status::APPROVED, &conclusion).unwrap();
    ward.step(&model_year::SCHEMA, id, status::RUNNING, &[]).unwrap();
    id
}

fn missing_fields(result: Result<(), Reject>) -> Vec<Option<FieldId>> {
    let Err(Reject::Invalid(issues)) = result else { panic!("{result:?}") };
    assert!(issues.iter().all(|issue| issue.rule == "flow.missing"), "{issues:?}");
    issues.iter().map(|issue| issue.field).collect()
}

#[test]
fn a_registration_is_handed_in_with_all_its_items() {
    let mut ward = Ward::new();
    let id = ward.registration("Đường hoa");
    let missing = missing_fields(ward.step(&model_year::SCHEMA, id, status::REGISTERED, &[]));
    assert_eq!(missing.into_iter().flatten().collect::<BTreeSet<_>>(), FORM.iter().map(|(field, _)| *field).collect());
    ward.step(&model_year::SCHEMA, id, status::REGISTERED, FORM).unwrap();
    assert_eq!(ward.state(&model_year::SCHEMA, id), status::REGISTERED);
}

#[test]
fn approval_rests_on_a_paper_or_a_conclusion() {
    let mut ward = Ward::new();
    let id = ward.registration("Đường hoa");
    ward.step(&model_year::SCHEMA, id, status::REGISTERED, FORM).unwrap();
    let missing = missing_fields(ward.step(&model_year::SCHEMA, id, status::APPROVED, &[]));
    assert_eq!(missing, [Some(model_year::APPROVE_DOC)]);
}

#[test]
fn work_is_concluded_with_a_figure_or_the_word_that_there_is_none() {
    let mut ward = Ward::new();
    let id = running(&mut ward, "Đường hoa");
    let result = [(model_year::RESULT_TEXT, "Tuyến đường sạch đẹp")];
    let missing = missing_fields(ward.step(&model_year::SCHEMA, id, status::DONE, &result));
    assert_eq!(missing, [Some(model_year::NO_FIGURES)]);
    let stated = [result[0], (model_year::NO_FIGURES, "có")];
    ward.step(&model_year::SCHEMA, id, status::DONE, &stated).unwrap();

    let measured = running(&mut ward, "Đường cờ");
    let pots = [(metric::CODE, "CHAU"), (metric::NAME, "Chậu hoa"), (metric::UNIT, "chậu")];
    ward.save(&metric::SCHEMA, &pots).unwrap();
    let figure = [
        (progress::DATE, "12/04/2026"),
        (progress::METRIC, "CHAU"),
        (progress::QUANTITY, "310"),
        (progress::WHOLE_WARD, "có"),
        (progress::MODEL_YEAR, "Đường cờ"),
    ];
    ward.save(&progress::SCHEMA, &figure).unwrap();
    ward.step(&model_year::SCHEMA, measured, status::DONE, &result).unwrap();
}

fn concluded(ward: &mut Ward, name: &str) -> Id {
    let id = running(ward, name);
    let result = [(model_year::RESULT_TEXT, "Tuyến đường sạch đẹp"), (model_year::NO_FIGURES, "có")];
    ward.step(&model_year::SCHEMA, id, status::DONE, &result).unwrap();
    id
}

#[test]
fn the_survey_is_on_record_before_the_state_says_so() {
    let mut ward = Ward::new();
    let id = ward.registration("Đường hoa");
    ward.step(&model_year::SCHEMA, id, status::REGISTERED, FORM).unwrap();
    assert_eq!(missing_fields(ward.step(&model_year::SCHEMA, id, status::SURVEYED, &[])), [None]);
    let survey = |day| [(inspection::DATE, day), (inspection::KIND, "KHAO_SAT"), (inspection::MODEL, "Đường hoa")];
    ward.save(&inspection::SCHEMA, &survey("15/03/2025")).unwrap();
    assert_eq!(missing_fields(ward.step(&model_year::SCHEMA, id, status::SURVEYED, &[])), [None], "a year ago");
    ward.save(&inspection::SCHEMA, &survey("15/03/2026")).unwrap();
    ward.step(&model_year::SCHEMA, id, status::SURVEYED, &[]).unwrap();
}

#[test]
fn recognition_takes_a_vote_and_a_decision_and_honour_takes_more() {
    let mut ward = Ward::new();
    let id = concluded(&mut ward, "Đường hoa");
    assert_eq!(missing_fields(ward.step(&model_year::SCHEMA, id, status::RECOGNISED, &[])), [None, None]);
    let vote = |round| {
        let model = (evaluation::MODEL_YEAR, "Đường hoa");
        [model, (evaluation::ROUND, round), (evaluation::DATE, "10/11/2026"), (evaluation::CONCLUSION, "CONG_NHAN")]
    };
    ward.save(&evaluation::SCHEMA, &vote(evaluation::OWN)).unwrap();
    assert_eq!(missing_fields(ward.step(&model_year::SCHEMA, id, status::RECOGNISED, &[])).len(), 2, "its own score");
    ward.save(&evaluation::SCHEMA, &vote(evaluation::FINAL)).unwrap();
    let paper = [
        (document::DIRECTION, "Đi"),
        (document::DOC_TYPE, "QĐ"),
        (document::SUMMARY, "Công nhận mô hình năm 2026"),
        (document::LAYOUT, "Nhà nước"),
        (document::ISSUER, "UBND phường"),
        (document::NUMBER, "12"),
        (document::SYMBOL, "/QĐ-UBND"),
        (document::ISSUED_ON, "15/11/2026"),
    ];
    ward.save(&document::SCHEMA, &paper).unwrap();
    let recognition = |level, paper| {
        let model = (recognition::MODEL_YEAR, "Đường hoa");
        [model, (recognition::LEVEL, level), (recognition::DATE, "15/11/2026"), (recognition::DECISION_DOC, paper)]
    };
    ward.save(&recognition::SCHEMA, &recognition("PHUONG", "-")).unwrap();
    assert_eq!(missing_fields(ward.step(&model_year::SCHEMA, id, status::RECOGNISED, &[])), [None], "no decision");
    ward.save(&recognition::SCHEMA, &recognition("TINH", "Công nhận mô hình năm 2026")).unwrap();
    ward.step(&model_year::SCHEMA, id, status::RECOGNISED, &[]).unwrap();

    assert_eq!(missing_fields(ward.step(&model_year::SCHEMA, id, status::EXEMPLARY, &[])), [None]);
    ward.save(&recognition::SCHEMA, &recognition("TIEU_BIEU", "Công nhận mô hình năm 2026")).unwrap();
    ward.step(&model_year::SCHEMA, id, status::EXEMPLARY, &[]).unwrap();
}

#[test]
fn a_model_does_not_end_under_an_open_registration() {
    let mut ward = Ward::new();
    let id = running(&mut ward, "Đường hoa");
    let model = ward.records.get(&model_year::SCHEMA, id).unwrap().link(model_year::MODEL).unwrap();
    assert_eq!(missing_fields(ward.step(&model::SCHEMA, model, model::ENDED, &[])), [None]);
    ward.step(&model_year::SCHEMA, id, status::WITHDRAWN, &[]).unwrap();
    ward.step(&model::SCHEMA, model, model::ENDED, &[]).unwrap();
    assert_eq!(ward.records.get(&model::SCHEMA, model).unwrap().text(model::STATE_REASON), "vì việc");
}

#[test]
fn a_task_is_done_on_a_day_with_a_result() {
    let mut ward = Ward::new();
    let id = ward.save(&task::SCHEMA, &[(task::TITLE, "Sơ kết 6 tháng")]).unwrap();
    assert_eq!(missing_fields(ward.step(&task::SCHEMA, id, task::DONE, &[])), [Some(task::RESULT_TEXT)]);
    ward.step(&task::SCHEMA, id, task::DONE, &[(task::RESULT_TEXT, "Báo cáo 12-BC/ĐU")]).unwrap();
    let record = ward.records.get(&task::SCHEMA, id).unwrap();
    assert_eq!(record.day(task::DONE_ON).map(crate::text::day::Day::iso), Some("2026-11-22".to_owned()));
    assert_eq!(record.integer(task::PROGRESS), Some(100));
}

#[test]
fn models_are_carried_into_the_next_year_once() {
    let mut ward = Ward::new();
    running(&mut ward, "Đường hoa");
    let paused = running(&mut ward, "Đường cờ");
    ward.step(&model_year::SCHEMA, paused, status::PAUSED, &[]).unwrap();
    let given_up = concluded(&mut ward, "Ngôi nhà trí tuệ");
    let ends = [(model_year::NEXT_STEP, "Kết thúc")];
    ward.step(&model_year::SCHEMA, given_up, status::NOT_RECOGNISED, &ends).unwrap();

    let mut last = 1000;
    let mut new_id = || {
        last += 1;
        Id::from_bits(last)
    };
    let renewal = carry_over(&ward.records, 2026, &mut new_id);
    assert_eq!(renewal.models.len(), 1, "neither the paused one nor the one that ends");
    ward.run(Command::Batch(renewal.commands)).unwrap();
    assert!(carry_over(&ward.records, 2026, &mut new_id).models.is_empty(), "a second time there is nothing left");
    let next = Query::all(&model_year::SCHEMA).filter(model_year::YEAR, Test::Is(Value::Integer(2027)));
    let (_, next) = ward.records.page(&next, 0, 9).rows.remove(0);
    assert_eq!(next.choice(model_year::REG_TYPE), Some(model_year::KEPT));
    assert_eq!(next.choice(model_year::YEAR_STATUS), Some(status::DRAFT));
    assert_eq!(next.text(model_year::GOALS), "310 chậu hoa");
    assert!(!next.contains_key(&model_year::START) && !next.contains_key(&model_year::RECEIVED_ON));
}
