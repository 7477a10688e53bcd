//! Rules of the award.

use super::{Rule, RuleCx, Severity, dates};
use crate::register::record::{Read, is_withdrawn};
use crate::register::schema::award::{COLLECTIVE, DATE, FORM, MODEL_YEAR, ONE_PERSON, ORG, PERSON, RECIPIENT_KIND};
use crate::register::schema::{model_year, recognition};
use crate::register::words::{Label, Words};
use crate::say;

/// The rows.
pub const RULES: &[Rule] = &[
    Rule {
        id: "award.recipient.none",
        severity: Severity::Hard,
        on: &[RECIPIENT_KIND, ORG, PERSON, FORM],
        check: goes_to_nobody,
        remedy: Label::new("Chọn tập thể hoặc cá nhân được khen.", "Choose who gets it."),
    },
    Rule {
        id: "award.recipient.kind",
        severity: Severity::Soft,
        on: &[RECIPIENT_KIND, ORG, PERSON],
        check: kind_does_not_fit,
        remedy: Label::new("Sửa ô tập thể/cá nhân.", "Change collective or individual."),
    },
    Rule {
        id: "award.date.future",
        severity: Severity::Hard,
        on: &[DATE],
        check: |cx| dates::in_future(cx, DATE),
        remedy: dates::NOT_YET,
    },
    Rule {
        id: "award.model.recognised",
        severity: Severity::Soft,
        on: &[MODEL_YEAR, DATE],
        check: model_is_not_recognised,
        remedy: Label::new("Ghi công nhận trước, hoặc ghi lý do.", "Write the recognition down first, or say why not."),
    },
];

fn goes_to_nobody(cx: &RuleCx<'_>) -> Option<Words> {
    (cx.record.link(ORG).is_none() && cx.record.link(PERSON).is_none())
        .then(|| say!("Chưa ghi ai được khen.", "It does not say who gets the award."))
}

fn kind_does_not_fit(cx: &RuleCx<'_>) -> Option<Words> {
    let (org, person) = (cx.record.link(ORG).is_some(), cx.record.link(PERSON).is_some());
    let fits = match cx.record.choice(RECIPIENT_KIND)? {
        COLLECTIVE => org || !person,
        ONE_PERSON => person || !org,
        _ => true,
    };
    (!fits).then(|| say!("Người nhận không khớp với ô tập thể/cá nhân.", "The recipient does not fit its kind."))
}

/// Looks for a recognition of the same model in the same or an earlier year.
fn model_is_not_recognised(cx: &RuleCx<'_>) -> Option<Words> {
    let registration = cx.records.get(&model_year::SCHEMA, cx.record.link(MODEL_YEAR)?)?;
    let year = registration.integer(model_year::YEAR)?;
    let model = registration.link(model_year::MODEL)?;
    let years = cx.records.linked(model, &model_year::SCHEMA, model_year::MODEL);
    let up_to = |id: &crate::register::Id| {
        let record = cx.records.get(&model_year::SCHEMA, *id);
        record.and_then(|record| record.integer(model_year::YEAR)).is_some_and(|other| other <= year)
    };
    let recognised = years.into_iter().filter(up_to).any(|id| {
        cx.records.linked(id, &recognition::SCHEMA, recognition::MODEL_YEAR).into_iter().any(|recognition| {
            cx.records.get(&recognition::SCHEMA, recognition).is_some_and(|record| !is_withdrawn(&record))
        })
    });
    (!recognised).then(|| {
        say!(
            "Mô hình chưa được công nhận năm {year} hay năm trước.",
            "The model was not recognised in {year} or before.",
            year = year
        )
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::register::rule::trial::Trial;
    use crate::register::schema::award::SCHEMA;
    use crate::register::schema::{model, organisation, person};

    fn trial() -> Trial {
        let mut trial = Trial::new();
        trial.put(&organisation::SCHEMA, &[(organisation::NAME, "UBND phường")]);
        trial.put(&person::SCHEMA, &[(person::FULL_NAME, "Vy Văn Tàng")]);
        trial.put(&model::SCHEMA, &[(model::NAME, "Đường hoa"), (model::ORG, "DV01")]);
        for year in ["2025", "2026"] {
            trial.put(&model_year::SCHEMA, &[(model_year::MODEL, "DVK-2026-001"), (model_year::YEAR, year)]);
        }
        trial
    }

    #[test]
    fn an_award_goes_to_somebody() {
        trial().breaks("award.recipient.none", &SCHEMA, &[(FORM, "GK_UBND")]);
        trial().keeps("award.recipient.none", &SCHEMA, &[(FORM, "GK_UBND"), (ORG, "DV01")]);
    }

    #[test]
    fn a_person_is_no_collective() {
        let to_person = |kind| [(RECIPIENT_KIND, kind), (PERSON, "Vy Văn Tàng")];
        trial().breaks("award.recipient.kind", &SCHEMA, &to_person(COLLECTIVE));
        trial().keeps("award.recipient.kind", &SCHEMA, &to_person(ONE_PERSON));
    }

    #[test]
    fn an_award_has_been_given() {
        trial().breaks("award.date.future", &SCHEMA, &[(DATE, "23/11/2026")]);
        trial().keeps("award.date.future", &SCHEMA, &[(DATE, "22/11/2026")]);
    }

    #[test]
    fn a_model_is_recognised_before_it_is_awarded() {
        let mut trial = trial();
        let of = |year| [(MODEL_YEAR, year)];
        trial.breaks("award.model.recognised", &SCHEMA, &of("2026 · DVK-2026-001 · Đường hoa"));
        let earlier = "2025 · DVK-2026-001 · Đường hoa";
        let level = (recognition::LEVEL, recognition::OF_THE_WARD);
        trial.put(&recognition::SCHEMA, &[(recognition::MODEL_YEAR, earlier), level]);
        trial.keeps("award.model.recognised", &SCHEMA, &of("2026 · DVK-2026-001 · Đường hoa"));
        trial.keeps("award.model.recognised", &SCHEMA, &of(earlier));
    }
}
