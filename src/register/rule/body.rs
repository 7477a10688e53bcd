//! Rules of the steering body.

use super::dates::{self, Span};
use super::others::linking;
use super::{Rule, RuleCx, Severity};
use crate::register::record::Read;
use crate::register::schema::body::{COMMITTEE, KIND, REPLACES, SCHEMA, VALID_FROM, VALID_TO};
use crate::register::schema::membership;
use crate::register::words::{Label, Words};
use crate::say;

/// The rows.
pub const RULES: &[Rule] = &[
    Rule {
        id: "body.valid.order",
        severity: Severity::Hard,
        on: &[VALID_TO, VALID_FROM],
        check: |cx| dates::backwards(cx, Span { from: VALID_FROM, to: VALID_TO }),
        remedy: dates::SWAP,
    },
    Rule {
        id: "body.replaces.itself",
        severity: Severity::Hard,
        on: &[REPLACES],
        check: replaces_itself,
        remedy: Label::new("Chọn ban cũ, hoặc để trống.", "Choose the one before it, or leave it empty."),
    },
    Rule {
        id: "body.replaced.open",
        severity: Severity::Hint,
        on: &[REPLACES],
        check: replaced_one_is_open,
        remedy: Label::new("Ghi ngày kết thúc cho ban cũ.", "Give the replaced one its last day."),
    },
    Rule {
        id: "body.head.none",
        severity: Severity::Hint,
        on: &[KIND, VALID_TO],
        check: has_no_head,
        remedy: Label::new("Thêm Trưởng ban vào danh sách thành viên.", "Add the head to its members."),
    },
];

fn replaces_itself(cx: &RuleCx<'_>) -> Option<Words> {
    (cx.record.link(REPLACES) == Some(cx.id))
        .then(|| say!("Ban không thể thay cho chính nó.", "A body cannot take its own place."))
}

fn replaced_one_is_open(cx: &RuleCx<'_>) -> Option<Words> {
    let old = cx.records.get(&SCHEMA, cx.record.link(REPLACES)?)?;
    (!old.contains_key(&VALID_TO)).then(|| {
        say!("Ban cũ mà ban này thay vẫn chưa ghi ngày kết thúc.", "The body that this one replaces has no last day.")
    })
}

fn has_no_head(cx: &RuleCx<'_>) -> Option<Words> {
    if cx.record.choice(KIND) != Some(COMMITTEE) || cx.record.contains_key(&VALID_TO) {
        return None;
    }
    let mut members = linking(cx, &membership::SCHEMA, cx.id, membership::BODY);
    let headed = members.any(|member| {
        member.choice(membership::POSITION) == Some(membership::HEAD)
            && member.day(membership::TO).is_none_or(|to| to.last() > cx.today)
    });
    (!headed).then(|| say!("Ban Chỉ đạo chưa có Trưởng ban.", "The committee has no head."))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::register::rule::trial::{SELF, Trial};
    use crate::register::schema::body::NAME;
    use crate::register::schema::person;
    use crate::register::value::Value;

    #[test]
    fn a_last_day_before_the_first_is_refused() {
        let days = |to| [(VALID_FROM, "01/07/2025"), (VALID_TO, to)];
        Trial::new().breaks("body.valid.order", &SCHEMA, &days("30/06/2025"));
        Trial::new().keeps("body.valid.order", &SCHEMA, &days("30/06/2026"));
    }

    #[test]
    fn a_body_replaces_another_that_has_ended() {
        let mut trial = Trial::new();
        let named = |to| [(KIND, COMMITTEE), (NAME, "Ban Chỉ đạo"), (VALID_TO, to)];
        let (open, ended) = (trial.put(&SCHEMA, &named("")), trial.put(&SCHEMA, &named("30/06/2025")));
        let for_one = |id| [(REPLACES, Value::Link(id))].into_iter().collect();
        trial.breaks_as("body.replaces.itself", &SCHEMA, &for_one(SELF));
        trial.keeps_as("body.replaces.itself", &SCHEMA, &for_one(open));
        trial.breaks_as("body.replaced.open", &SCHEMA, &for_one(open));
        trial.keeps_as("body.replaced.open", &SCHEMA, &for_one(ended));
    }

    #[test]
    fn a_committee_has_a_head() {
        let mut trial = Trial::new();
        let body = trial.put(&SCHEMA, &[(KIND, COMMITTEE), (NAME, "Ban Chỉ đạo")]);
        trial.breaks_at("body.head.none", &SCHEMA, body, &[]);
        trial.put(&person::SCHEMA, &[(person::FULL_NAME, "Cao Thị Ngọc Quỳnh")]);
        let seat = [
            (membership::BODY, "Ban Chỉ đạo"),
            (membership::PERSON, "Cao Thị Ngọc Quỳnh"),
            (membership::POSITION, membership::HEAD),
        ];
        trial.put(&membership::SCHEMA, &seat);
        trial.keeps_at("body.head.none", &SCHEMA, body, &[]);
        trial.keeps("body.head.none", &SCHEMA, &[(KIND, "TGV")]);
    }
}
