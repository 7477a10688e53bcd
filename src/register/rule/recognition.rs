//! Rules of the recognition.

use super::others::linking;
use super::{Rule, RuleCx, Severity, dates};
use crate::register::record::Read;
use crate::register::schema::recognition::{DATE, LEVEL, MODEL_YEAR, OF_THE_WARD, SCHEMA};
use crate::register::schema::{evaluation, model_year};
use crate::register::words::{Label, Words};
use crate::say;

/// The rows.
pub const RULES: &[Rule] = &[
    Rule {
        id: "recognition.date.future",
        severity: Severity::Hard,
        on: &[DATE],
        check: |cx| dates::in_future(cx, DATE),
        remedy: dates::NOT_YET,
    },
    Rule {
        id: "recognition.date.before",
        severity: Severity::Soft,
        on: &[DATE, MODEL_YEAR],
        check: before_the_work,
        remedy: Label::new("Xem lại ngày công nhận.", "Look at the day of the recognition."),
    },
    Rule {
        id: "recognition.level.first",
        severity: Severity::Soft,
        on: &[LEVEL, MODEL_YEAR],
        check: not_yet_recognised,
        remedy: Label::new("Ghi công nhận cấp phường trước.", "Write the ward's recognition down first."),
    },
    Rule {
        id: "recognition.evaluation.none",
        severity: Severity::Soft,
        on: &[MODEL_YEAR],
        check: without_a_vote,
        remedy: Label::new("Ghi kết quả bình xét của Ban Chỉ đạo trước.", "Write the committee's vote down first."),
    },
];

fn before_the_work(cx: &RuleCx<'_>) -> Option<Words> {
    let day = cx.record.day(DATE)?;
    let registration = cx.records.get(&model_year::SCHEMA, cx.record.link(MODEL_YEAR)?)?;
    let steps = [model_year::RECEIVED_ON, model_year::APPROVED_ON, model_year::LAUNCH_ON];
    let later = steps.iter().filter_map(|step| registration.day(*step)).find(|step| step.first() > day.last())?;
    Some(say!(
        "Ngày công nhận {day} trước ngày {later} của lượt đăng ký.",
        "The recognition on {day} lies before {later} of the registration.",
        day = day.show(),
        later = later.show()
    ))
}

fn not_yet_recognised(cx: &RuleCx<'_>) -> Option<Words> {
    if cx.record.choice(LEVEL)? == OF_THE_WARD {
        return None;
    }
    let recognised = linking(cx, &SCHEMA, cx.record.link(MODEL_YEAR)?, MODEL_YEAR)
        .any(|other| other.choice(LEVEL) == Some(OF_THE_WARD));
    (!recognised).then(|| {
        say!("Lượt đăng ký chưa được công nhận cấp phường.", "The registration is not yet recognised by the ward.")
    })
}

fn without_a_vote(cx: &RuleCx<'_>) -> Option<Words> {
    let target = cx.record.link(MODEL_YEAR)?;
    let voted = linking(cx, &evaluation::SCHEMA, target, evaluation::MODEL_YEAR)
        .any(|vote| vote.choice(evaluation::ROUND) == Some(evaluation::FINAL));
    (!voted).then(|| say!("Chưa có lần bình xét của Ban Chỉ đạo.", "The committee has not voted on it."))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::register::rule::trial::Trial;
    use crate::register::schema::recognition::EXEMPLARY;
    use crate::register::schema::{model, organisation};

    fn trial() -> Trial {
        let mut trial = Trial::new();
        trial.put(&organisation::SCHEMA, &[(organisation::NAME, "UBND phường")]);
        trial.put(&model::SCHEMA, &[(model::NAME, "Đường hoa"), (model::ORG, "DV01")]);
        let registration =
            [(model_year::MODEL, "DVK-2026-001"), (model_year::YEAR, "2026"), (model_year::LAUNCH_ON, "15/03/2026")];
        trial.put(&model_year::SCHEMA, &registration);
        trial
    }

    fn of(level: &'static str, day: &'static str) -> [(u16, &'static str); 3] {
        [(MODEL_YEAR, "Đường hoa"), (LEVEL, level), (DATE, day)]
    }

    #[test]
    fn a_recognition_is_dated_after_the_launch_and_before_tomorrow() {
        trial().breaks("recognition.date.future", &SCHEMA, &of(OF_THE_WARD, "23/11/2026"));
        trial().keeps("recognition.date.future", &SCHEMA, &of(OF_THE_WARD, "22/11/2026"));
        trial().breaks("recognition.date.before", &SCHEMA, &of(OF_THE_WARD, "14/03/2026"));
        trial().keeps("recognition.date.before", &SCHEMA, &of(OF_THE_WARD, "15/11/2026"));
    }

    #[test]
    fn first_recognised_then_exemplary() {
        let mut trial = trial();
        trial.breaks("recognition.level.first", &SCHEMA, &of(EXEMPLARY, "20/11/2026"));
        trial.keeps("recognition.level.first", &SCHEMA, &of(OF_THE_WARD, "20/11/2026"));
        trial.put(&SCHEMA, &of(OF_THE_WARD, "20/11/2026"));
        trial.keeps("recognition.level.first", &SCHEMA, &of(EXEMPLARY, "20/11/2026"));
    }

    #[test]
    fn no_recognition_without_a_vote() {
        let mut trial = trial();
        trial.breaks("recognition.evaluation.none", &SCHEMA, &of(OF_THE_WARD, "20/11/2026"));
        let vote = [(evaluation::MODEL_YEAR, "Đường hoa"), (evaluation::ROUND, evaluation::FINAL)];
        trial.put(&evaluation::SCHEMA, &vote);
        trial.keeps("recognition.evaluation.none", &SCHEMA, &of(OF_THE_WARD, "20/11/2026"));
    }
}
