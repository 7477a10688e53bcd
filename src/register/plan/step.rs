//! Steps of a life cycle, and what an ordinary save may not do to a state.

use chrono::NaiveDate;

use super::case::Case;
use crate::register::change::{Actor, Issue, Reject};
use crate::register::field::FieldId;
use crate::register::flow::{ADJUST, ENTRY, Flow, Lack, REASON, Step, StepCx, missing};
use crate::register::record::Record;
use crate::register::rule::Severity;
use crate::register::schema::Schema;
use crate::register::value::Value;
use crate::register::words::{Lang, Words};
use crate::say;
use crate::text::day::Day;

/// Finds the step that leads from where the record stands to `to`, and lets only those take it who may.
pub(super) fn chosen(
    schema: &'static Schema,
    before: &Record,
    to: &str,
    actor: &Actor,
) -> Result<(&'static Flow, &'static Step), Reject> {
    let Some(flow) = schema.flow else {
        return Err(Reject::Missing(say!(
            "Bảng {name} không có quy trình nên không có bước nào.",
            "The entity {name} has no life cycle, so it has no steps.",
            name = schema.key
        )));
    };
    let from = flow.state_of(before);
    let Some(step) = flow.step(from, to) else { return Err(Reject::Missing(no_such_step(schema, flow, from, to))) };
    if step.allows(actor) {
        return Ok((flow, step));
    }
    Err(Reject::Forbidden(say!(
        "Bước \"{step}\" do {who} thực hiện; tài khoản \"{actor}\" không có vai trò đó. Nhờ người có vai trò làm bước này.",
        "The step \"{step}\" is taken by: {who}; the account \"{actor}\" has no such role. Ask one who has it.",
        who = step.who(),
        step = step.label,
        actor = actor.id
    )))
}

fn no_such_step(schema: &Schema, flow: &Flow, from: &str, to: &str) -> Words {
    let names = |lang: Lang| flow.from(from).map(|step| step.label.get(lang)).collect::<Vec<_>>().join(", ");
    let (from_words, to_words) = (flow.state_words(schema, from), flow.state_words(schema, to));
    let steps = Words { vi: names(Lang::Vi), en: names(Lang::En) };
    if steps.is_empty() {
        return say!(
            "Đang ở \"{from}\": đây là trạng thái cuối, không chuyển sang \"{to}\" được.",
            "It stands at \"{from}\", where the road ends; it cannot go on to \"{to}\".",
            from = from_words,
            to = to_words
        );
    }
    say!(
        "Đang ở \"{from}\", không chuyển thẳng sang \"{to}\" được. Từ đây có các bước: {steps}.",
        "It stands at \"{from}\" and cannot go straight to \"{to}\". From here the steps are: {steps}.",
        from = from_words,
        to = to_words,
        steps = steps
    )
}

/// Moves the record: the state, the reason where one is kept, and the day where none was given.
pub(super) fn take(flow: &Flow, step: &Step, after: &mut Record, reason: &str, today: NaiveDate) {
    after.insert(flow.state, Value::Choice(step.to.to_owned()));
    if let Some(field) = flow.reason {
        match reason {
            "" => after.remove(&field),
            reason => after.insert(field, Value::Text(reason.to_owned())),
        };
    }
    if let Some((field, number)) = step.writes {
        after.insert(field, Value::Integer(number));
    }
    if let Some(field) = step.stamp {
        after.entry(field).or_insert(Value::Day(Day::Date(today)));
    }
}

impl Case<'_> {
    /// Checks that what a step asks for is there.
    pub(super) fn check_step(&self, step: &Step, reason: &str, today: NaiveDate, issues: &mut Vec<Issue>) {
        if step.reason && reason.is_empty() {
            let words = say!(
                "Bước \"{step}\" phải ghi lý do.",
                "The step \"{step}\" must be given a reason.",
                step = step.label
            );
            issues.push(self.flow_issue(None, Severity::Hard, REASON, words));
        }
        let cx = StepCx { schema: self.schema, id: self.id, record: self.after, records: self.records, today };
        for Lack { field, words } in missing(step, &cx) {
            issues.push(self.flow_issue(field, Severity::Hard, "flow.missing", words));
        }
    }

    /// Checks that a save leaves the state to the steps; a new record may begin later for a reason.
    pub(super) fn check_state(&self, issues: &mut Vec<Issue>) {
        let Some(flow) = self.schema.flow else { return };
        let field = Some(flow.state);
        let (from, to) = (flow.state_of(self.before), flow.state_of(self.after));
        if self.before.is_empty() {
            if !flow.entry.contains(&to) {
                let words = say!(
                    "Bản ghi mới đứng ngay ở \"{to}\" mà chưa qua các bước trước. Nếu nhập hồ sơ cũ thì ghi lý do.",
                    "A new record stands at \"{to}\" without the steps before it. Give a reason if old papers are entered.",
                    to = flow.state_words(self.schema, to)
                );
                issues.push(self.flow_issue(field, Severity::Soft, ENTRY, words));
            }
        } else if from != to {
            let words = say!(
                "Trạng thái không sửa trực tiếp từ \"{from}\" sang \"{to}\". Dùng bước của quy trình để chuyển.",
                "The state is not edited from \"{from}\" to \"{to}\" directly. Take a step of the procedure.",
                from = flow.state_words(self.schema, from),
                to = flow.state_words(self.schema, to)
            );
            issues.push(self.flow_issue(field, Severity::Hard, "flow.state", words));
        }
    }

    /// Checks that what was approved changes only for a reason; returns whether it changes at all.
    pub(super) fn check_fixed(&self, why: &str, issues: &mut Vec<Issue>) -> bool {
        let Some(flow) = self.schema.flow else { return false };
        let changed = |field: FieldId| self.is_changed(field);
        let Some(field) = flow.held(self.before, changed) else { return false };
        if why.is_empty() {
            let words = say!(
                "Mục này đã được phê duyệt. Muốn điều chỉnh thì ghi lý do điều chỉnh rồi lưu lại.",
                "This item was approved. To adjust it, give the reason for the adjustment and save again."
            );
            issues.push(self.flow_issue(Some(field), Severity::Hard, ADJUST, words));
        }
        true
    }

    fn flow_issue(&self, field: Option<FieldId>, severity: Severity, rule: &'static str, words: Words) -> Issue {
        Issue { schema: self.schema, id: self.id, field, severity, rule, words }
    }
}
