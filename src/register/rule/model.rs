//! Rules of the model.

use super::others::namesake;
use super::{Rule, RuleCx, Severity};
use crate::register::record::Read;
use crate::register::schema::model::{
    CODE, COLLECTIVE, INDIVIDUAL, NAME, NEIGHBOURHOODS, ONE_NEIGHBOURHOOD, ORG, PARTNERS, PLACE_TEXT, REPLICATED_FROM,
    SCHEMA, SCOPE, SEVERAL, SUBJECT, WHOLE_WARD,
};
use crate::register::value::Value;
use crate::register::words::{Label, Words};
use crate::say;

/// The rows.
pub const RULES: &[Rule] = &[
    Rule {
        id: "model.name.duplicate",
        severity: Severity::Soft,
        on: &[NAME],
        check: twin,
        remedy: Label::new(
            "Đặt tên riêng, rõ ở đâu làm gì; nếu làm theo mô hình kia thì chọn \"Nhân rộng từ\".",
            "Give it a name of its own that says where and what; if it copies the other one, say so in \"Copied from\".",
        ),
    },
    Rule {
        id: "model.replicated.itself",
        severity: Severity::Hard,
        on: &[REPLICATED_FROM],
        check: copies_itself,
        remedy: Label::new("Chọn mô hình gốc, hoặc để trống.", "Choose the one that it copies, or leave it empty."),
    },
    Rule {
        id: "model.individual.subject",
        severity: Severity::Soft,
        on: &[INDIVIDUAL, SUBJECT],
        check: individual_of_a_collective,
        remedy: Label::new("Chọn \"Cá nhân\", hoặc bỏ tên cá nhân.", "Choose \"Individual\", or take the person out."),
    },
    Rule {
        id: "model.scope.neighbourhoods",
        severity: Severity::Soft,
        on: &[NEIGHBOURHOODS, SCOPE],
        check: scope_and_count_differ,
        remedy: Label::new("Sửa phạm vi hoặc danh sách khu dân cư.", "Change the scope or the neighbourhoods."),
    },
    Rule {
        id: "model.partners.itself",
        severity: Severity::Soft,
        on: &[PARTNERS, ORG],
        check: partner_of_itself,
        remedy: Label::new("Bỏ đơn vị chủ trì khỏi phần phối hợp.", "Take the leading unit out of the partners."),
    },
    Rule {
        id: "model.place.vague",
        severity: Severity::Hint,
        on: &[PLACE_TEXT],
        check: place_is_unknown,
        remedy: Label::new(
            "Hỏi lại đơn vị đăng ký: ở đường nào, cụm nào.",
            "Ask the unit: which street, which group of houses.",
        ),
    },
];

fn twin(cx: &RuleCx<'_>) -> Option<Words> {
    let (_, other) = namesake(cx, &SCHEMA, NAME, |_| true)?;
    Some(say!(
        "Trong phường đã có mô hình {code} cùng tên \"{name}\".",
        "The ward has the model {code} of the same name \"{name}\".",
        code = other.text(CODE),
        name = other.text(NAME)
    ))
}

fn copies_itself(cx: &RuleCx<'_>) -> Option<Words> {
    (cx.record.link(REPLICATED_FROM) == Some(cx.id))
        .then(|| say!("Mô hình không thể nhân rộng từ chính nó.", "A model cannot be copied from itself."))
}

fn individual_of_a_collective(cx: &RuleCx<'_>) -> Option<Words> {
    (cx.record.choice(SUBJECT) == Some(COLLECTIVE) && cx.record.link(INDIVIDUAL).is_some())
        .then(|| say!("Ghi là tập thể nhưng lại có cá nhân điển hình.", "It is a collective, yet names an individual."))
}

fn scope_and_count_differ(cx: &RuleCx<'_>) -> Option<Words> {
    let count = cx.record.links(NEIGHBOURHOODS).len();
    let differ = match cx.record.choice(SCOPE)? {
        ONE_NEIGHBOURHOOD => count > 1,
        SEVERAL => count == 1,
        WHOLE_WARD => count > 0,
        _ => false,
    };
    differ.then(|| {
        say!(
            "Phạm vi và số khu dân cư đã chọn ({n}) không khớp.",
            "The scope and the number of neighbourhoods ({n}) do not agree.",
            n = count
        )
    })
}

fn partner_of_itself(cx: &RuleCx<'_>) -> Option<Words> {
    let org = cx.record.link(ORG)?;
    cx.record
        .links(PARTNERS)
        .contains(&org)
        .then(|| say!("Đơn vị chủ trì có cả trong phần phối hợp.", "The leading unit stands among its own partners."))
}

fn place_is_unknown(cx: &RuleCx<'_>) -> Option<Words> {
    cx.record.get(&PLACE_TEXT).is_some_and(Value::is_missing).then(|| {
        say!(
            "Chưa rõ địa điểm; tiêu chí đòi hỏi có tên, có địa chỉ cụ thể.",
            "The place is not known; the criteria ask for a name and an exact address."
        )
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::register::id::Id;
    use crate::register::rule::trial::{SELF, Trial};
    use crate::register::schema::{neighbourhood, organisation, person};

    fn trial() -> Trial {
        let mut trial = Trial::new();
        trial.put(&organisation::SCHEMA, &[(organisation::NAME, "UBND phường")]);
        trial.put(&organisation::SCHEMA, &[(organisation::NAME, "Hội Nông dân")]);
        for name in ["Tổ 1", "Tổ 2"] {
            trial.put(&neighbourhood::SCHEMA, &[(neighbourhood::NAME, name)]);
        }
        trial.put(&person::SCHEMA, &[(person::FULL_NAME, "Vy Văn Tàng")]);
        trial
    }

    #[test]
    fn a_name_that_is_taken_is_asked_about() {
        let mut trial = trial();
        trial.put(&SCHEMA, &[(NAME, "Đường hoa Lê Lợi"), (ORG, "DV01")]);
        trial.breaks("model.name.duplicate", &SCHEMA, &[(NAME, "duong hoa  LE LOI")]);
        trial.keeps("model.name.duplicate", &SCHEMA, &[(NAME, "Đường hoa Lý Tự Trọng")]);
    }

    #[test]
    fn no_model_copies_itself() {
        let mut trial = trial();
        let other = trial.put(&SCHEMA, &[(NAME, "Đường cờ"), (ORG, "DV01")]);
        let copy_of = |id: Id| [(REPLICATED_FROM, Value::Link(id))].into_iter().collect();
        trial.breaks_as("model.replicated.itself", &SCHEMA, &copy_of(SELF));
        trial.keeps_as("model.replicated.itself", &SCHEMA, &copy_of(other));
    }

    #[test]
    fn a_collective_names_no_individual() {
        let of = |subject| [(SUBJECT, subject), (INDIVIDUAL, "Vy Văn Tàng")];
        trial().breaks("model.individual.subject", &SCHEMA, &of(COLLECTIVE));
        trial().keeps("model.individual.subject", &SCHEMA, &of("CA_NHAN"));
    }

    #[test]
    fn scope_and_neighbourhoods_agree() {
        let rule = "model.scope.neighbourhoods";
        let trial = trial();
        for (scope, places, fits) in [
            (ONE_NEIGHBOURHOOD, "KDC01", true),
            (ONE_NEIGHBOURHOOD, "KDC01; KDC02", false),
            (SEVERAL, "KDC01; KDC02", true),
            (SEVERAL, "KDC01", false),
            (WHOLE_WARD, "", true),
            (WHOLE_WARD, "KDC01", false),
            ("TUYEN", "KDC01", true),
        ] {
            let fields = [(SCOPE, scope), (NEIGHBOURHOODS, places)];
            if fits { trial.keeps(rule, &SCHEMA, &fields) } else { trial.breaks(rule, &SCHEMA, &fields) }
        }
    }

    #[test]
    fn nobody_is_a_partner_of_itself() {
        let with = |partners| [(ORG, "DV01"), (PARTNERS, partners)];
        trial().breaks("model.partners.itself", &SCHEMA, &with("DV02; DV01"));
        trial().keeps("model.partners.itself", &SCHEMA, &with("DV02"));
    }

    #[test]
    fn an_unknown_place_is_pointed_out() {
        trial().breaks("model.place.vague", &SCHEMA, &[(PLACE_TEXT, "-")]);
        trial().keeps("model.place.vague", &SCHEMA, &[(PLACE_TEXT, "đường Lê Lợi")]);
    }
}
