//! The life of a registration in its year, from the draft to the recognition.
//!
//! | from → to | step | who |
//! |---|---|---|
//! | N1 → N2 | nộp bản đăng ký | unit, officer for it |
//! | N2 → N1 | trả lại bổ sung | support team |
//! | N2 → N3 | khảo sát, thẩm định | support team |
//! | N2, N3 → N4 | phê duyệt | head, standing deputy |
//! | N2, N3 → N9 | không chấp thuận | head |
//! | N4 → N5 | triển khai | unit, officer for it |
//! | N5 → N5 | sơ kết, cập nhật | unit, team |
//! | N5 ↔ N6 | tạm dừng, làm tiếp | head |
//! | N5 → N7 | tổng kết | unit, officer for it |
//! | N7 → N8 | công nhận | committee's heads |
//! | N7 → N10 | không công nhận | committee's heads |
//! | N8 → N8B | tiêu biểu | committee's heads |
//! | N1–N7 → N11 | rút đăng ký | unit while nothing is approved, then head |
//!
//! There is no way from N2 to N8, and none to N8 without a decision.

use super::{Fixed, Flow, Lack, Needs, Step, StepCx};
use crate::register::change::Role::{self, Head, Officer, Owner, StandingDeputy, TeamHead, Unit};
use crate::register::field::FieldId;
use crate::register::record::Read;
use crate::register::schema::model_year::status::{
    APPROVED, DONE, DRAFT, EXEMPLARY, NOT_RECOGNISED, PAUSED, RECOGNISED, REFUSED, REGISTERED, RUNNING, SURVEYED,
    WITHDRAWN,
};
use crate::register::schema::model_year::{
    APPROVE_DOC, APPROVE_NOTE, APPROVED_ON, AREA_PEOPLE, END, GOALS, HOUSEHOLDS, JOINING_FORCE, LEAD_FORCE, METHOD,
    MODEL, NEXT_STEP, NO_FIGURES, OUTPUTS, PARTNER_FORCE, PEOPLE, RECEIVED_ON, REG_TYPE, RESOURCES, RESULT_TEXT,
    REVIEW_NOTE, REVIEW_ON, SITUATION, START, STATUS_REASON, SUSTAIN, YEAR, YEAR_STATUS,
};
use crate::register::schema::{award, budget_line, evaluation, inspection, progress, recognition};
use crate::say;

/// The unit, or an officer who types what the unit hands in.
const FOR_THE_UNIT: &[Role] = &[Unit, Owner, Officer, TeamHead];
/// The support team.
const TEAM: &[Role] = &[Officer, TeamHead];
/// Who speaks for the committee.
const COMMITTEE: &[Role] = &[Head, StandingDeputy];
/// The head alone.
const HEAD: &[Role] = &[Head];

/// The items of the registration form that are fields of the registration; item 1 is the model's name.
pub const ITEMS: &[FieldId] =
    &[SITUATION, GOALS, METHOD, AREA_PEOPLE, LEAD_FORCE, PARTNER_FORCE, JOINING_FORCE, START, END, OUTPUTS, SUSTAIN];

/// The life cycle.
pub const FLOW: Flow = Flow {
    state: YEAR_STATUS,
    entry: &[DRAFT],
    idle: &[REFUSED, WITHDRAWN],
    reason: Some(STATUS_REASON),
    fixed: Some(Fixed {
        states: &[APPROVED, RUNNING, PAUSED, DONE, RECOGNISED, EXEMPLARY, NOT_RECOGNISED],
        fields: &[
            MODEL,
            YEAR,
            REG_TYPE,
            SITUATION,
            GOALS,
            METHOD,
            AREA_PEOPLE,
            HOUSEHOLDS,
            PEOPLE,
            LEAD_FORCE,
            PARTNER_FORCE,
            JOINING_FORCE,
            START,
            END,
            REVIEW_ON,
            RESOURCES,
            OUTPUTS,
            SUSTAIN,
        ],
    }),
    steps: STEPS,
};

const STEPS: &[Step] = &[
    Step::new("submit", ("nộp bản đăng ký", "hand in"), &[DRAFT], REGISTERED, FOR_THE_UNIT).needs(&[
        Needs::Fields(ITEMS),
        Needs::Check(means),
        Needs::Fields(&[RECEIVED_ON]),
    ]),
    Step::new("return", ("trả lại bổ sung", "send back"), &[REGISTERED], DRAFT, TEAM).with_reason(),
    Step::new("survey", ("khảo sát, thẩm định", "survey"), &[REGISTERED], SURVEYED, TEAM)
        .needs(&[Needs::Check(inspected)]),
    Step::new("approve", ("phê duyệt", "approve"), &[REGISTERED, SURVEYED], APPROVED, COMMITTEE)
        .stamp(APPROVED_ON)
        .needs(&[Needs::OneOf(&[APPROVE_DOC, APPROVE_NOTE])]),
    Step::new("refuse", ("không chấp thuận", "refuse"), &[REGISTERED, SURVEYED], REFUSED, HEAD).with_reason(),
    Step::new("start", ("triển khai", "start"), &[APPROVED], RUNNING, FOR_THE_UNIT).needs(&[Needs::Fields(&[START])]),
    Step::new("review", ("sơ kết, cập nhật", "review"), &[RUNNING], RUNNING, FOR_THE_UNIT)
        .needs(&[Needs::Fields(&[REVIEW_NOTE])]),
    Step::new("pause", ("tạm dừng", "pause"), &[RUNNING], PAUSED, HEAD).with_reason(),
    Step::new("resume", ("làm tiếp", "resume"), &[PAUSED], RUNNING, HEAD).with_reason(),
    Step::new("conclude", ("tổng kết", "conclude"), &[RUNNING], DONE, FOR_THE_UNIT)
        .needs(&[Needs::Fields(&[RESULT_TEXT]), Needs::Check(measured)]),
    Step::new("recognise", ("công nhận", "recognise"), &[DONE], RECOGNISED, COMMITTEE)
        .needs(&[Needs::Check(voted), Needs::Check(decided)]),
    Step::new("decline", ("không công nhận", "decline"), &[DONE], NOT_RECOGNISED, COMMITTEE)
        .with_reason()
        .needs(&[Needs::Fields(&[NEXT_STEP])]),
    Step::new("honour", ("chọn tiêu biểu, khen thưởng", "make exemplary"), &[RECOGNISED], EXEMPLARY, COMMITTEE)
        .needs(&[Needs::Check(honoured)]),
    Step::new(
        "withdraw",
        ("rút đăng ký", "withdraw"),
        &[DRAFT, REGISTERED, SURVEYED],
        WITHDRAWN,
        &[Unit, Officer, Head],
    )
    .with_reason(),
    Step::new("cancel", ("cho rút đăng ký", "let withdraw"), &[APPROVED, RUNNING, PAUSED, DONE], WITHDRAWN, HEAD)
        .with_reason(),
];

/// Item 7 asks for the means: in words, or as budget lines, of which 0 is one.
fn means(cx: &StepCx<'_>) -> Option<Lack> {
    let given = cx.record.contains_key(&RESOURCES)
        || !cx.linked(&budget_line::SCHEMA, budget_line::MODEL_YEAR, cx.id).is_empty();
    let words = say!(
        "Chưa có nguồn lực (mục 7): ghi chung một câu, hoặc thêm dòng kinh phí; không tốn kém thì ghi 0.",
        "The means (item 7) are missing: say them in words, or add a budget line; write 0 for none."
    );
    (!given).then_some(Lack { field: Some(RESOURCES), words })
}

/// A survey is on record: an inspection of the model in that year.
fn inspected(cx: &StepCx<'_>) -> Option<Lack> {
    let year = cx.record.integer(YEAR)?;
    let inspections = cx.linked(&inspection::SCHEMA, inspection::MODEL, cx.record.link(MODEL)?);
    let of_year = |record: &crate::register::Record| {
        record.day(inspection::DATE).is_some_and(|day| i64::from(day.year()) == year)
    };
    let words = say!(
        "Chưa có lần khảo sát, kiểm tra nào của mô hình trong năm {year}. Ghi một lần khảo sát trước.",
        "No survey of the model is on record in {year}. Write one down first.",
        year = year
    );
    (!inspections.iter().any(of_year)).then_some(Lack { field: None, words })
}

/// At least one result figure, or the statement that there is none to give.
fn measured(cx: &StepCx<'_>) -> Option<Lack> {
    let figures = cx.linked(&progress::SCHEMA, progress::MODEL_YEAR, cx.id);
    let words = say!(
        "Chưa có số liệu kết quả nào. Ghi ít nhất một kết quả, hoặc ghi \"có\" ở ô \"Kết quả không định lượng\".",
        "There is no result figure. Write one down, or say yes to \"No figures\"."
    );
    (figures.is_empty() && !cx.record.flag(NO_FIGURES)).then_some(Lack { field: Some(NO_FIGURES), words })
}

/// The committee voted: a final evaluation that proposes the recognition.
fn voted(cx: &StepCx<'_>) -> Option<Lack> {
    let evaluations = cx.linked(&evaluation::SCHEMA, evaluation::MODEL_YEAR, cx.id);
    let is_final = |record: &crate::register::Record| record.choice(evaluation::ROUND) == Some(evaluation::FINAL);
    let words = say!(
        "Chưa có lần bình xét của Ban Chỉ đạo. Ghi kết quả bình xét trước khi công nhận.",
        "The committee's vote is not on record. Write it down before the recognition."
    );
    (!evaluations.iter().any(is_final)).then_some(Lack { field: None, words })
}

/// A decision recognises it.
fn decided(cx: &StepCx<'_>) -> Option<Lack> {
    let recognitions = cx.linked(&recognition::SCHEMA, recognition::MODEL_YEAR, cx.id);
    let has_paper = |record: &crate::register::Record| record.link(recognition::DECISION_DOC).is_some();
    let words = say!(
        "Chưa có quyết định công nhận. Vào sổ quyết định, ghi mục công nhận rồi làm lại.",
        "There is no decision. Register the decision and the recognition, then try again."
    );
    (!recognitions.iter().any(has_paper)).then_some(Lack { field: None, words })
}

/// An award of the model, or its recognition as exemplary.
fn honoured(cx: &StepCx<'_>) -> Option<Lack> {
    let recognitions = cx.linked(&recognition::SCHEMA, recognition::MODEL_YEAR, cx.id);
    let exemplary = recognitions.iter().any(|record| record.choice(recognition::LEVEL) == Some(recognition::EXEMPLARY));
    let awarded = !cx.linked(&award::SCHEMA, award::MODEL_YEAR, cx.id).is_empty();
    let words = say!(
        "Chưa có mục công nhận \"tiêu biểu\" hoặc khen thưởng nào của lượt này. Ghi một mục trước.",
        "Neither a recognition as exemplary nor an award is on record. Write one down first."
    );
    (!exemplary && !awarded).then_some(Lack { field: None, words })
}
