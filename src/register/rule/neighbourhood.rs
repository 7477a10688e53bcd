//! Rules of the neighbourhood.

use super::dates::{self, Span};
use super::others::{linking, namesake};
use super::{Rule, RuleCx, Severity};
use crate::register::record::Read;
use crate::register::schema::membership;
use crate::register::schema::neighbourhood::{
    ACTIVE, ASSIGNED_MEMBER, CODE, NAME, SCHEMA, STATUS, VALID_FROM, VALID_TO,
};
use crate::register::words::{Label, Words};
use crate::say;

/// The rows.
pub const RULES: &[Rule] = &[
    Rule {
        id: "neighbourhood.valid.order",
        severity: Severity::Hard,
        on: &[VALID_TO, VALID_FROM],
        check: |cx| dates::backwards(cx, Span { from: VALID_FROM, to: VALID_TO }),
        remedy: dates::SWAP,
    },
    Rule {
        id: "neighbourhood.name.duplicate",
        severity: Severity::Soft,
        on: &[NAME, STATUS],
        check: twin,
        remedy: Label::new(
            "Nếu là một thì dùng bản đã có; nếu là hai, ghi thêm tên phường cũ để phân biệt.",
            "If they are one, use the one there is; if two, add the former ward to tell them apart.",
        ),
    },
    Rule {
        id: "neighbourhood.status.ended",
        severity: Severity::Soft,
        on: &[STATUS, VALID_TO],
        check: ended_but_active,
        remedy: Label::new(
            "Chuyển trạng thái sang đã sáp nhập hoặc giải thể, hoặc bỏ ngày cuối.",
            "Set the status to merged or dissolved, or take the last day out.",
        ),
    },
    Rule {
        id: "neighbourhood.member.none",
        severity: Severity::Hint,
        on: &[ASSIGNED_MEMBER],
        check: nobody_in_charge,
        remedy: Label::new(
            "Phân công một thành viên Ban Chỉ đạo phụ trách.",
            "Put a member of the steering committee in charge.",
        ),
    },
];

fn is_active(record: &crate::register::Record) -> bool {
    record.choice(STATUS).is_none_or(|status| status == ACTIVE)
}

fn twin(cx: &RuleCx<'_>) -> Option<Words> {
    if !is_active(cx.record) {
        return None;
    }
    let (_, other) = namesake(cx, &SCHEMA, NAME, is_active)?;
    Some(say!(
        "Khu dân cư {code} đang hoạt động cũng tên \"{name}\".",
        "The active neighbourhood {code} has the name \"{name}\" too.",
        code = other.text(CODE),
        name = other.text(NAME)
    ))
}

fn ended_but_active(cx: &RuleCx<'_>) -> Option<Words> {
    let last = cx.record.day(VALID_TO)?;
    (is_active(cx.record) && last.last() < cx.today).then(|| {
        say!(
            "Hết hiệu lực từ {day} nhưng trạng thái vẫn là hoạt động.",
            "It ended on {day} but its status is still active.",
            day = last.show()
        )
    })
}

/// Says that no member of the committee is in charge of an active neighbourhood.
pub(in crate::register) fn nobody_in_charge(cx: &RuleCx<'_>) -> Option<Words> {
    let assigned = cx.record.contains_key(&ASSIGNED_MEMBER)
        || linking(cx, &membership::SCHEMA, cx.id, membership::NEIGHBOURHOODS)
            .any(|seat| seat.day(membership::TO).is_none_or(|to| to.last() > cx.today));
    (is_active(cx.record) && !assigned).then(|| {
        say!("Chưa có thành viên Ban Chỉ đạo phụ trách.", "No member of the steering committee is in charge of it.")
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::register::rule::trial::Trial;
    use crate::register::schema::{body, person};

    #[test]
    fn a_last_day_before_the_first_is_refused() {
        let trial = Trial::new();
        let days = |from, to| [(VALID_FROM, from), (VALID_TO, to)];
        trial.breaks("neighbourhood.valid.order", &SCHEMA, &days("01/07/2026", "30/06/2026"));
        trial.keeps("neighbourhood.valid.order", &SCHEMA, &days("01/07/2026", "01/07/2026"));
    }

    #[test]
    fn one_name_twice_is_asked_about_only_among_active_ones() {
        let mut trial = Trial::new();
        trial.put(&SCHEMA, &[(NAME, "23 Thạc Gián")]);
        trial.breaks("neighbourhood.name.duplicate", &SCHEMA, &[(NAME, "23 thac gian")]);
        trial.keeps("neighbourhood.name.duplicate", &SCHEMA, &[(NAME, "24 Thạc Gián")]);
        trial.keeps("neighbourhood.name.duplicate", &SCHEMA, &[(NAME, "23 Thạc Gián"), (STATUS, "GIAI_THE")]);
    }

    #[test]
    fn an_ended_one_is_not_active() {
        let trial = Trial::new();
        trial.breaks("neighbourhood.status.ended", &SCHEMA, &[(STATUS, ACTIVE), (VALID_TO, "01/07/2026")]);
        trial.keeps("neighbourhood.status.ended", &SCHEMA, &[(STATUS, "GIAI_THE"), (VALID_TO, "01/07/2026")]);
    }

    #[test]
    fn nobody_in_charge_is_pointed_out() {
        let trial = Trial::new();
        trial.breaks("neighbourhood.member.none", &SCHEMA, &[(NAME, "TDP 1")]);
        trial.keeps("neighbourhood.member.none", &SCHEMA, &[(NAME, "TDP 1"), (STATUS, "GIAI_THE")]);
    }

    #[test]
    fn a_member_with_the_area_is_in_charge() {
        let mut trial = Trial::new();
        let place = trial.put(&SCHEMA, &[(NAME, "TDP 1")]);
        trial.put(&body::SCHEMA, &[(body::KIND, body::COMMITTEE), (body::NAME, "Ban Chỉ đạo")]);
        trial.put(&person::SCHEMA, &[(person::FULL_NAME, "Lương Văn Hùng")]);
        let seat = |from, to| {
            let who = [(membership::BODY, "Ban Chỉ đạo"), (membership::PERSON, "Lương Văn Hùng")];
            let area = (membership::NEIGHBOURHOODS, "KDC01");
            [who[0], who[1], area, (membership::FROM, from), (membership::TO, to)]
        };
        trial.put(&membership::SCHEMA, &seat("01/07/2025", "01/01/2026"));
        trial.breaks_at("neighbourhood.member.none", &SCHEMA, place, &[]);
        trial.put(&membership::SCHEMA, &seat("01/01/2026", ""));
        trial.keeps_at("neighbourhood.member.none", &SCHEMA, place, &[]);
    }
}
