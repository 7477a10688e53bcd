//! Rules of a seat in a steering body.

use super::dates::{self, Span};
use super::others::linking;
use super::{Rule, RuleCx, Severity};
use crate::register::record::{Read, Record};
use crate::register::schema::body;
use crate::register::schema::membership::{
    APPOINTED_DOC, BODY, FROM, ORDER_NO, PERSON, POSITION, SCHEMA, SINGLE_POSITIONS, TO,
};
use crate::register::show::ShowCx;
use crate::register::words::{Label, Words};
use crate::say;

/// The rows.
pub const RULES: &[Rule] = &[
    Rule {
        id: "membership.dates.order",
        severity: Severity::Hard,
        on: &[TO, FROM],
        check: |cx| dates::backwards(cx, Span { from: FROM, to: TO }),
        remedy: dates::SWAP,
    },
    Rule {
        id: "membership.position.taken",
        severity: Severity::Hard,
        on: &[POSITION, BODY, FROM, TO],
        check: position_is_taken,
        remedy: Label::new(
            "Ghi ngày thôi cho người cũ trước, hoặc chọn chức danh khác.",
            "Give the other one a last day first, or choose another position.",
        ),
    },
    Rule {
        id: "membership.order.taken",
        severity: Severity::Hard,
        on: &[ORDER_NO, BODY, FROM, TO],
        check: number_is_taken,
        remedy: Label::new("Chọn số thứ tự khác.", "Choose another number."),
    },
    Rule {
        id: "membership.person.twice",
        severity: Severity::Hard,
        on: &[PERSON, BODY, FROM, TO],
        check: person_sits_twice,
        remedy: Label::new("Sửa bản đã có, hoặc ghi ngày thôi cho bản đó.", "Change that seat, or give it a last day."),
    },
    Rule {
        id: "membership.decision.old",
        severity: Severity::Soft,
        on: &[APPOINTED_DOC, FROM, BODY],
        check: changed_without_decision,
        remedy: Label::new(
            "Nhân sự thay đổi thì kiện toàn kịp thời: ghi quyết định kiện toàn.",
            "A change of people asks for a decision of its own: name it.",
        ),
    },
];

/// Returns whether two seats are held at the same time; on its last day a seat is already another's.
fn overlap(a: &Record, b: &Record) -> bool {
    let starts_before_end = |a: &Record, b: &Record| match (a.day(FROM), b.day(TO)) {
        (Some(from), Some(to)) => from.first() < to.last(),
        _ => true,
    };
    starts_before_end(a, b) && starts_before_end(b, a)
}

/// Finds another seat of the same body at the same time of which `holds` is true.
fn other_seat(cx: &RuleCx<'_>, holds: impl Fn(&Record) -> bool) -> Option<String> {
    let body = cx.record.link(BODY)?;
    let other = linking(cx, &SCHEMA, body, BODY).find(|other| overlap(other, cx.record) && holds(other))?;
    Some(ShowCx::vi(cx.records).title_of(&SCHEMA, &other))
}

fn position_is_taken(cx: &RuleCx<'_>) -> Option<Words> {
    let position = cx.record.choice(POSITION).filter(|position| SINGLE_POSITIONS.contains(position))?;
    let other = other_seat(cx, |other| other.choice(POSITION) == Some(position))?;
    Some(say!(
        "Ban đã có người giữ chức danh này: {other}.",
        "The body has somebody in this position: {other}.",
        other = other
    ))
}

fn number_is_taken(cx: &RuleCx<'_>) -> Option<Words> {
    let number = cx.record.integer(ORDER_NO)?;
    let other = other_seat(cx, |other| other.integer(ORDER_NO) == Some(number))?;
    Some(say!(
        "Số thứ tự {number} đã là của {other}.",
        "The number {number} is that of {other}.",
        number = number,
        other = other
    ))
}

fn person_sits_twice(cx: &RuleCx<'_>) -> Option<Words> {
    let person = cx.record.link(PERSON)?;
    let other = other_seat(cx, |other| other.link(PERSON) == Some(person))?;
    Some(say!("Người này đã có trong ban: {other}.", "This person sits in the body already: {other}.", other = other))
}

fn changed_without_decision(cx: &RuleCx<'_>) -> Option<Words> {
    let body = cx.records.get(&body::SCHEMA, cx.record.link(BODY)?)?;
    let late = cx.record.day(FROM)?.first() > body.day(body::VALID_FROM)?.last();
    let paper = cx.record.link(APPOINTED_DOC);
    (late && (paper.is_none() || paper == body.link(body::ESTABLISHED_DOC))).then(|| {
        say!(
            "Vào ban sau ngày thành lập mà không có quyết định mới.",
            "The seat begins after the body did, without a decision of its own."
        )
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::register::rule::trial::Trial;
    use crate::register::schema::membership::HEAD;
    use crate::register::schema::{document, person};

    /// A committee of 1/7/2025 by decision 12, with Quỳnh as its head; decision 30 is a later one.
    fn trial() -> Trial {
        let mut trial = Trial::new();
        for number in ["12", "30"] {
            let paper = [
                (document::DIRECTION, document::OUTGOING),
                (document::DOC_TYPE, "QĐ"),
                (document::SUMMARY, "Kiện toàn Ban Chỉ đạo"),
                (document::NUMBER, number),
                (document::SYMBOL, "-QĐ/ĐU"),
            ];
            trial.put(&document::SCHEMA, &paper);
        }
        let body = [
            (body::KIND, body::COMMITTEE),
            (body::NAME, "Ban Chỉ đạo"),
            (body::VALID_FROM, "01/07/2025"),
            (body::ESTABLISHED_DOC, "12-QĐ/ĐU"),
        ];
        trial.put(&body::SCHEMA, &body);
        for name in ["Cao Thị Ngọc Quỳnh", "Lương Văn Hùng"] {
            trial.put(&person::SCHEMA, &[(person::FULL_NAME, name)]);
        }
        trial.put(&SCHEMA, &seat("Cao Thị Ngọc Quỳnh", HEAD, "1", "01/07/2025"));
        trial
    }

    fn seat<'a>(who: &'a str, position: &'a str, number: &'a str, from: &'a str) -> [(u16, &'a str); 5] {
        [(BODY, "Ban Chỉ đạo"), (PERSON, who), (POSITION, position), (ORDER_NO, number), (FROM, from)]
    }

    #[test]
    fn a_seat_ends_after_it_begins() {
        let days = |to| [(FROM, "01/07/2025"), (TO, to)];
        trial().breaks("membership.dates.order", &SCHEMA, &days("30/06/2025"));
        trial().keeps("membership.dates.order", &SCHEMA, &days("01/07/2026"));
    }

    #[test]
    fn one_head_at_a_time() {
        let mut trial = trial();
        let second = seat("Lương Văn Hùng", HEAD, "2", "01/08/2026");
        trial.breaks("membership.position.taken", &SCHEMA, &second);
        let member = seat("Lương Văn Hùng", "THANH_VIEN", "2", "01/08/2026");
        trial.keeps("membership.position.taken", &SCHEMA, &member);
        let mut first = seat("Cao Thị Ngọc Quỳnh", HEAD, "1", "01/01/2024").to_vec();
        first.push((TO, "01/07/2025"));
        trial.put(&SCHEMA, &first);
        trial.keeps(
            "membership.position.taken",
            &SCHEMA,
            &[first[0], first[2], (FROM, "01/01/2020"), (TO, "01/01/2024")],
        );
    }

    #[test]
    fn each_number_and_person_once() {
        let trial = trial();
        let of = |who, number| seat(who, "THANH_VIEN", number, "01/07/2025");
        trial.breaks("membership.order.taken", &SCHEMA, &of("Lương Văn Hùng", "1"));
        trial.keeps("membership.order.taken", &SCHEMA, &of("Lương Văn Hùng", "2"));
        trial.breaks("membership.person.twice", &SCHEMA, &of("Cao Thị Ngọc Quỳnh", "2"));
        trial.keeps("membership.person.twice", &SCHEMA, &of("Lương Văn Hùng", "2"));
    }

    #[test]
    fn a_new_holder_needs_a_decision() {
        let trial = trial();
        let by = |paper, from| {
            let mut seat = seat("Lương Văn Hùng", "THANH_VIEN", "2", from).to_vec();
            seat.push((APPOINTED_DOC, paper));
            seat
        };
        trial.breaks("membership.decision.old", &SCHEMA, &by("12-QĐ/ĐU", "01/03/2026"));
        trial.breaks("membership.decision.old", &SCHEMA, &by("", "01/03/2026"));
        trial.keeps("membership.decision.old", &SCHEMA, &by("30-QĐ/ĐU", "01/03/2026"));
        trial.keeps("membership.decision.old", &SCHEMA, &by("12-QĐ/ĐU", "01/07/2025"));
    }
}
