//! Rules of the person.

use super::others::namesake;
use super::{Rule, RuleCx, Severity};
use crate::register::record::{Read, Record};
use crate::register::schema::person::{FULL_NAME, NEIGHBOURHOOD, NOTE, ORG, PHONE, SCHEMA, TITLE};
use crate::register::words::{Label, Words};
use crate::say;
use crate::text::fold::fold;

/// Digits of a citizen's identity number, which the register does not hold.
const IDENTITY_DIGITS: usize = 12;

/// The rows.
pub const RULES: &[Rule] = &[
    Rule {
        id: "person.duplicate",
        severity: Severity::Soft,
        on: &[FULL_NAME, TITLE, ORG, NEIGHBOURHOOD],
        check: twin,
        remedy: Label::new(
            "Nếu là một người thì dùng bản đã có, ghi chức danh kia vào kiêm nhiệm.",
            "If they are one person, use the record there is and put the other post into its further posts.",
        ),
    },
    Rule {
        id: "person.identity.number",
        severity: Severity::Soft,
        on: &[NOTE, PHONE],
        check: holds_identity_number,
        remedy: Label::new("Bỏ dãy số đó: báo cáo không cần.", "Take it out: no report needs it."),
    },
];

/// Returns whether two people of one name are likely one person: same post, organisation or neighbourhood.
fn is_close(a: &Record, b: &Record) -> bool {
    let same_link = |field| a.link(field).is_some() && a.link(field) == b.link(field);
    fold(a.text(TITLE)) == fold(b.text(TITLE)) || same_link(ORG) || same_link(NEIGHBOURHOOD)
}

fn twin(cx: &RuleCx<'_>) -> Option<Words> {
    let (_, other) = namesake(cx, &SCHEMA, FULL_NAME, |record| is_close(cx.record, record))?;
    Some(say!(
        "Đã có \"{name}\", {title}.",
        "There is \"{name}\", {title}, already.",
        name = other.text(FULL_NAME),
        title = other.text(TITLE)
    ))
}

fn holds_identity_number(cx: &RuleCx<'_>) -> Option<Words> {
    let is_identity = |run: &str| run.len() == IDENTITY_DIGITS;
    let holds = |text: &str| text.split(|letter: char| !letter.is_ascii_digit()).any(is_identity);
    (holds(cx.record.text(NOTE)) || holds(cx.record.text(PHONE)))
        .then(|| say!("Có dãy 12 chữ số giống số căn cước.", "It holds 12 digits in a row, like an identity number."))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::register::rule::trial::Trial;

    #[test]
    fn one_person_twice_is_asked_about() {
        let mut trial = Trial::new();
        trial.put(&SCHEMA, &[(FULL_NAME, "Nông Văn Hạnh"), (TITLE, "Trưởng Ban CTMT tổ 15")]);
        let named = |title| [(FULL_NAME, "Nông Văn Hạnh"), (TITLE, title)];
        trial.breaks("person.duplicate", &SCHEMA, &named("trưởng ban ctmt Tổ 15"));
        trial.keeps("person.duplicate", &SCHEMA, &named("Hiệu trưởng"));
    }

    #[test]
    fn identity_numbers_are_not_held() {
        let trial = Trial::new();
        trial.breaks("person.identity.number", &SCHEMA, &[(NOTE, "CCCD 079012345678")]);
        trial.keeps("person.identity.number", &SCHEMA, &[(NOTE, "máy 0905 123 456"), (PHONE, "0905123456")]);
    }
}
