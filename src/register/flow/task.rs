//! The life of a task. Overdue, early and late are counted from its dates and are no states.

use super::{Flow, Needs, Step};
use crate::register::change::Role::{self, Head, Member, Officer, Owner, StandingDeputy, TeamHead, Unit};
use crate::register::schema::task::{
    AWAITS_APPROVAL, CALLED_OFF, DONE, DONE_ON, IN_WORK, PAUSED, PROGRESS, RESULT_TEXT, SET, STATUS,
};

/// Who does tasks.
const DOERS: &[Role] = &[Officer, TeamHead, StandingDeputy, Head, Member, Unit, Owner];
/// Who sets tasks and accepts what came of them.
const SETTERS: &[Role] = &[TeamHead, StandingDeputy, Head];
/// Who may close a task that nobody has to approve.
const CLOSERS: &[Role] = &[Officer, TeamHead, StandingDeputy, Head, Member];

/// The life cycle.
pub const FLOW: Flow = Flow {
    state: STATUS,
    entry: &[SET, IN_WORK],
    idle: &[CALLED_OFF],
    reason: None,
    fixed: None,
    steps: &[
        Step::new("begin", ("bắt tay làm", "begin"), &[SET], IN_WORK, DOERS),
        Step::new("hand_in", ("trình duyệt", "hand in"), &[SET, IN_WORK], AWAITS_APPROVAL, DOERS)
            .needs(&[Needs::Fields(&[RESULT_TEXT])]),
        Step::new("send_back", ("trả lại làm tiếp", "send back"), &[AWAITS_APPROVAL], IN_WORK, SETTERS).with_reason(),
        Step::new("finish", ("hoàn thành", "finish"), &[SET, IN_WORK], DONE, CLOSERS)
            .stamp(DONE_ON)
            .writes(PROGRESS, 100)
            .needs(&[Needs::Fields(&[RESULT_TEXT])]),
        Step::new("accept", ("duyệt hoàn thành", "accept"), &[AWAITS_APPROVAL], DONE, SETTERS)
            .stamp(DONE_ON)
            .writes(PROGRESS, 100)
            .needs(&[Needs::Fields(&[RESULT_TEXT])]),
        Step::new("reopen", ("mở lại", "reopen"), &[DONE], IN_WORK, SETTERS).with_reason(),
        Step::new("pause", ("tạm dừng", "pause"), &[SET, IN_WORK, AWAITS_APPROVAL], PAUSED, SETTERS).with_reason(),
        Step::new("resume", ("làm tiếp", "resume"), &[PAUSED, CALLED_OFF], IN_WORK, SETTERS).with_reason(),
        Step::new("call_off", ("huỷ", "call off"), &[SET, IN_WORK, AWAITS_APPROVAL, PAUSED], CALLED_OFF, SETTERS)
            .with_reason(),
    ],
};
