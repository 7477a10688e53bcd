//! The life of a model across the years: ý tưởng → đang hoạt động ↔ tạm dừng → kết thúc, loại bỏ.
//!
//! A practice that was there before the register enters as one at work.

use super::{Flow, Lack, Needs, Step, StepCx};
use crate::register::change::Role::{self, Head, Officer, StandingDeputy, TeamHead, Unit};
use crate::register::record::Read;
use crate::register::schema::model::{AT_WORK, DROPPED, ENDED, IDEA, ORG, PAUSED, PLACE_TEXT, STATE, STATE_REASON};
use crate::register::schema::model_year;
use crate::say;

/// Who begins a model.
const BEGINNERS: &[Role] = &[Unit, Officer, TeamHead];
/// Who stops one.
const DECIDERS: &[Role] = &[Head, StandingDeputy];

/// The life cycle.
pub const FLOW: Flow = Flow {
    state: STATE,
    entry: &[AT_WORK, IDEA],
    idle: &[ENDED, DROPPED],
    reason: Some(STATE_REASON),
    fixed: None,
    steps: &[
        Step::new("begin", ("đưa vào hoạt động", "begin"), &[IDEA], AT_WORK, BEGINNERS)
            .needs(&[Needs::Fields(&[ORG, PLACE_TEXT])]),
        Step::new("pause", ("tạm dừng", "pause"), &[AT_WORK], PAUSED, DECIDERS).with_reason(),
        Step::new("resume", ("hoạt động lại", "resume"), &[PAUSED], AT_WORK, DECIDERS),
        Step::new("end", ("kết thúc", "end"), &[AT_WORK, PAUSED], ENDED, DECIDERS)
            .with_reason()
            .needs(&[Needs::Check(nothing_open)]),
        Step::new("drop", ("loại bỏ", "drop"), &[IDEA, AT_WORK, PAUSED], DROPPED, DECIDERS)
            .with_reason()
            .needs(&[Needs::Check(nothing_open)]),
    ],
};

/// A model does not end under a registration that is still going on.
fn nothing_open(cx: &StepCx<'_>) -> Option<Lack> {
    let open = cx.linked(&model_year::SCHEMA, model_year::MODEL, cx.id).into_iter().find(|record| {
        record.choice(model_year::YEAR_STATUS).is_some_and(|state| model_year::status::OPEN.contains(&state))
    })?;
    let words = say!(
        "Lượt đăng ký năm {year} của mô hình còn dở. Tổng kết hoặc rút lượt đó trước.",
        "Its registration of {year} is still going on. Conclude or withdraw it first.",
        year = open.integer(model_year::YEAR).unwrap_or_default()
    );
    Some(Lack { field: None, words })
}
