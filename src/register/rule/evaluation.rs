//! Rules of the evaluation.

use std::collections::BTreeSet;

use rust_decimal::Decimal;

use super::others::linking;
use super::{Rule, RuleCx, Severity, dates};
use crate::register::query::{Query, Test};
use crate::register::record::{Read, Record};
use crate::register::schema::evaluation::{
    CONCLUSION, DATE, GRADE, MODEL_YEAR, PROPOSE, ROUND, SCHEMA, SCORES, TOTAL, score, scores, total_of,
};
use crate::register::schema::rubric;
use crate::register::value::Value;
use crate::register::words::{Label, Words};
use crate::say;
use crate::text::day::Day;
use crate::text::number::show_decimal;

/// The rows.
pub const RULES: &[Rule] = &[
    Rule {
        id: "evaluation.date.future",
        severity: Severity::Hard,
        on: &[DATE],
        check: |cx| dates::in_future(cx, DATE),
        remedy: dates::NOT_YET,
    },
    Rule {
        id: "evaluation.scores.form",
        severity: Severity::Hard,
        on: &[SCORES],
        check: scores_cannot_be_read,
        remedy: Label::new("Mỗi dòng ghi mã tiêu chí, dấu hai chấm, điểm: A: 12.", "Write code, colon, score: A: 12."),
    },
    Rule {
        id: "evaluation.scores.rubric",
        severity: Severity::Hard,
        on: &[SCORES, DATE],
        check: scores_do_not_fit_the_rubric,
        remedy: Label::new("Xem thang điểm đang dùng.", "Look at the rubric in use."),
    },
    Rule {
        id: "evaluation.total.differs",
        severity: Severity::Hard,
        on: &[TOTAL, SCORES],
        check: total_differs,
        remedy: Label::new("Sửa điểm tiêu chí hoặc tổng điểm.", "Change the scores or the total."),
    },
    Rule {
        id: "evaluation.grade.differs",
        severity: Severity::Soft,
        on: &[GRADE, TOTAL],
        check: grade_differs,
        remedy: Label::new("Xếp loại theo thang điểm, hoặc ghi lý do.", "Grade by the rubric, or say why not."),
    },
    Rule {
        id: "evaluation.conclusion.grade",
        severity: Severity::Soft,
        on: &[CONCLUSION, GRADE],
        check: proposes_what_failed,
        remedy: Label::new("Xem lại xếp loại hoặc đề nghị.", "Look at the grade or the conclusion."),
    },
    Rule {
        id: "evaluation.round.repeat",
        severity: Severity::Soft,
        on: &[ROUND, MODEL_YEAR],
        check: round_was_held,
        remedy: Label::new("Nếu chấm lại, ghi lý do rồi lưu.", "If it is scored again, say why and save."),
    },
];

/// Grade that stands for failure, of catalogue `xep_loai`.
const FAILED: &str = "KHONG_DAT";

/// Lists the rows of the rubric that hold in the year of the evaluation.
fn rubric_of(cx: &RuleCx<'_>, kind: &str) -> Vec<Record> {
    let query = Query::all(&rubric::SCHEMA).filter(rubric::KIND, Test::Is(Value::Choice(kind.to_owned())));
    let year = cx.record.day(DATE).map(|day| i64::from(day.year()));
    let holds = |row: &Record| {
        let from = row.integer(rubric::VALID_FROM_YEAR);
        let to = row.integer(rubric::VALID_TO_YEAR);
        !matches!(row.get(&rubric::ACTIVE), Some(Value::Bool(false)))
            && year.is_none_or(|year| from.is_none_or(|from| from <= year) && to.is_none_or(|to| year <= to))
    };
    cx.records.page(&query, 0, usize::MAX).rows.into_iter().map(|(_, row)| row).filter(holds).collect()
}

fn points(row: &Record) -> Decimal {
    match row.get(&rubric::WEIGHT) {
        Some(Value::Decimal(points)) => *points,
        _ => Decimal::ZERO,
    }
}

fn scores_cannot_be_read(cx: &RuleCx<'_>) -> Option<Words> {
    let row = scores(cx.record).iter().find(|row| score(row).is_none_or(|(_, given)| given.is_sign_negative()))?;
    Some(say!("Không đọc được điểm ở dòng \"{row}\".", "The row \"{row}\" holds no score.", row = row))
}

fn scores_do_not_fit_the_rubric(cx: &RuleCx<'_>) -> Option<Words> {
    let criteria = rubric_of(cx, rubric::IS_CRITERION);
    if criteria.is_empty() {
        return None;
    }
    let mut seen = BTreeSet::new();
    scores(cx.record).iter().filter_map(|row| score(row)).find_map(|(code, given)| {
        if !seen.insert(code) {
            return Some(say!(
                "Tiêu chí {code} được chấm hai lần.",
                "The criterion {code} is scored twice.",
                code = code
            ));
        }
        let Some(criterion) = criteria.iter().find(|row| row.text(rubric::CODE) == code) else {
            return Some(say!(
                "Thang điểm không có tiêu chí \"{code}\".",
                "The rubric has no criterion \"{code}\".",
                code = code
            ));
        };
        let most = points(criterion);
        (given > most).then(|| {
            say!(
                "Tiêu chí {code} được {given}, quá điểm tối đa {most}.",
                "The criterion {code} has {given}, more than its {most}.",
                code = code,
                given = show_decimal(given),
                most = show_decimal(most)
            )
        })
    })
}

fn total(record: &Record) -> Option<Decimal> {
    match record.get(&TOTAL) {
        Some(Value::Decimal(total)) => Some(*total),
        _ => None,
    }
}

fn total_differs(cx: &RuleCx<'_>) -> Option<Words> {
    let (sum, total) = (total_of(cx.record)?, total(cx.record)?);
    (sum != total).then(|| {
        say!(
            "Tổng điểm ghi {total} nhưng các tiêu chí cộng lại là {sum}.",
            "The total says {total}, the scores come to {sum}.",
            total = show_decimal(total),
            sum = show_decimal(sum)
        )
    })
}

fn grade_differs(cx: &RuleCx<'_>) -> Option<Words> {
    let (grade, total) = (cx.record.choice(GRADE)?, total(cx.record)?);
    let mut grades = rubric_of(cx, rubric::IS_GRADE);
    grades.sort_by_key(points);
    let earned = grades.iter().rev().find(|row| points(row) <= total)?;
    (earned.choice(rubric::GRADE) != Some(grade)).then(|| {
        say!(
            "{total} điểm theo thang điểm là \"{earned}\".",
            "By the rubric {total} points are \"{earned}\".",
            total = show_decimal(total),
            earned = earned.text(rubric::CRITERION)
        )
    })
}

fn proposes_what_failed(cx: &RuleCx<'_>) -> Option<Words> {
    (cx.record.choice(CONCLUSION) == Some(PROPOSE) && cx.record.choice(GRADE) == Some(FAILED))
        .then(|| say!("Không đạt mà vẫn đề nghị công nhận.", "It is not sufficient, yet proposed for recognition."))
}

fn round_was_held(cx: &RuleCx<'_>) -> Option<Words> {
    let round = cx.record.choice(ROUND)?;
    let other = linking(cx, &SCHEMA, cx.record.link(MODEL_YEAR)?, MODEL_YEAR)
        .find(|other| other.choice(ROUND) == Some(round))?;
    Some(say!(
        "Vòng này đã chấm ngày {day}.",
        "This round was held on {day}.",
        day = other.day(DATE).map(Day::show).unwrap_or_default()
    ))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::register::rule::trial::Trial;
    use crate::register::schema::evaluation::FINAL;
    use crate::register::schema::{model, model_year, organisation};

    fn trial() -> Trial {
        let mut trial = Trial::new();
        for (kind, code, words, weight, grade) in [
            (rubric::IS_CRITERION, "A", "Đăng ký", "15", ""),
            (rubric::IS_CRITERION, "B", "Kết quả", "85", ""),
            (rubric::IS_GRADE, "X1", "Tốt", "80", "TOT"),
            (rubric::IS_GRADE, "X2", "Đạt", "65", "DAT"),
            (rubric::IS_GRADE, "X3", "Không đạt", "0", "KHONG_DAT"),
        ] {
            let row = [
                (rubric::NAME, "2026"),
                (rubric::KIND, kind),
                (rubric::CODE, code),
                (rubric::CRITERION, words),
                (rubric::WEIGHT, weight),
                (rubric::GRADE, grade),
            ];
            trial.put(&rubric::SCHEMA, &row);
        }
        trial
    }

    #[track_caller]
    fn check(rule: &str, breaks: &[(u16, &str)], keeps: &[(u16, &str)]) {
        trial().breaks(rule, &SCHEMA, breaks);
        trial().keeps(rule, &SCHEMA, keeps);
    }

    #[test]
    fn a_vote_has_been_held() {
        check("evaluation.date.future", &[(DATE, "23/11/2026")], &[(DATE, "22/11/2026")]);
    }

    #[test]
    fn scores_are_read_and_fit_the_rubric() {
        check("evaluation.scores.form", &[(SCORES, "A 12")], &[(SCORES, "A: 12; B: 60,5/85 tốt")]);
        let rule = "evaluation.scores.rubric";
        check(rule, &[(SCORES, "A: 16")], &[(SCORES, "A: 15; B: 85")]);
        check(rule, &[(SCORES, "C: 1")], &[(SCORES, "A: 0")]);
        check(rule, &[(SCORES, "A: 1; A: 2")], &[(SCORES, "B: 1")]);
        Trial::new().keeps(rule, &SCHEMA, &[(SCORES, "C: 16")]);
    }

    #[test]
    fn the_total_is_the_sum() {
        let of = |total| [(SCORES, "A: 12; B: 60,5"), (TOTAL, total)];
        check("evaluation.total.differs", &of("72"), &of("72,5"));
    }

    #[test]
    fn the_grade_follows_the_rubric() {
        let of = |total, grade| [(TOTAL, total), (GRADE, grade)];
        check("evaluation.grade.differs", &of("79,5", "TOT"), &of("80", "TOT"));
        check("evaluation.grade.differs", &of("65", "KHONG_DAT"), &of("64", "KHONG_DAT"));
    }

    #[test]
    fn what_failed_is_not_proposed() {
        let of = |grade| [(CONCLUSION, PROPOSE), (GRADE, grade)];
        check("evaluation.conclusion.grade", &of("KHONG_DAT"), &of("DAT"));
    }

    #[test]
    fn a_second_vote_is_asked_about() {
        let mut trial = trial();
        trial.put(&organisation::SCHEMA, &[(organisation::NAME, "UBND phường")]);
        trial.put(&model::SCHEMA, &[(model::NAME, "Đường hoa"), (model::ORG, "DV01")]);
        trial.put(&model_year::SCHEMA, &[(model_year::MODEL, "DVK-2026-001"), (model_year::YEAR, "2026")]);
        let vote = |round| [(MODEL_YEAR, "Đường hoa"), (ROUND, round), (SCORES, "A: 12; B: 60,5")];
        trial.keeps("evaluation.round.repeat", &SCHEMA, &vote(FINAL));
        let id = trial.put(&SCHEMA, &vote(FINAL));
        trial.breaks("evaluation.round.repeat", &SCHEMA, &vote(FINAL));
        trial.keeps("evaluation.round.repeat", &SCHEMA, &vote("TU_CHAM"));
        assert_eq!(total(&trial.get(&SCHEMA, id)), Some(Decimal::new(725, 1)), "the total was added up");
    }
}
