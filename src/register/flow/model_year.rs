//! The life of a registration in its year, from the draft to the recognition.
//!
//! | from → to | step | who |
//! |---|---|---|
//! | N1 → N2 | nộp bản đăng ký | unit, officer for it |
//! | N2 → N1 | trả lại bổ sung | support team |
//! | N2, N3 → N4 | phê duyệt | head, standing deputy |
//! | N2, N3 → N9 | không chấp thuận | head |
//! | N4 → N5 | triển khai | unit, officer for it |
//! | N5 → N5 | sơ kết, cập nhật | unit, team |
//! | N5 ↔ N6 | tạm dừng, làm tiếp | head |
//! | N5 → N7 | tổng kết | unit, officer for it |
//! | N7 → N10 | không công nhận | committee's heads |
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
use crate::register::schema::progress;
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
    Step::new("decline", ("không công nhận", "decline"), &[DONE], NOT_RECOGNISED, COMMITTEE)
        .with_reason()
        .needs(&[Needs::Fields(&[NEXT_STEP])]),
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
    let given = cx.record.contains_key(&RESOURCES);
    let words = say!(
        "Chưa có nguồn lực (mục 7): ghi chung một câu, không tốn kém thì ghi 0.",
        "The means (item 7) are missing: say them in words, 0 for none."
    );
    (!given).then_some(Lack { field: Some(RESOURCES), words })
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
