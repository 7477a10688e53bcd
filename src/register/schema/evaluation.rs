//! An evaluation of a registration: the unit's own score, the support team's, the committee's vote.

use rust_decimal::Decimal;

use crate::register::field::{Choice, Field, FieldId, choice};
use crate::register::fit;
use crate::register::parse::ParseCx;
use crate::register::record::{Read, Record};
use crate::register::rule::evaluation::RULES;
use crate::register::value::Value;
use crate::text::number::parse_decimal;

use super::{Schema, Unique};

/// The registration.
pub const MODEL_YEAR: FieldId = 1;
/// Which of the three it is.
pub const ROUND: FieldId = 2;
/// Day.
pub const DATE: FieldId = 3;
/// Scores, one criterion a row.
pub const SCORES: FieldId = 5;
/// Sum of the scores.
pub const TOTAL: FieldId = 6;
/// Grade, of catalogue `xep_loai`.
pub const GRADE: FieldId = 7;
/// What follows.
pub const CONCLUSION: FieldId = 10;
/// The minutes.
pub const MINUTES_DOC: FieldId = 11;

/// Code of [`ROUND`] for the unit's own score.
pub const OWN: &str = "TU_CHAM";
/// Code of [`ROUND`] for the support team's.
pub const TEAM: &str = "THAM_DINH";
/// Code of [`ROUND`] for the committee's vote.
pub const FINAL: &str = "BINH_XET";
/// Code of [`CONCLUSION`]: recognition is proposed.
pub const PROPOSE: &str = "CONG_NHAN";

const ROUNDS: &[Choice] = &[
    choice(OWN, "Tự chấm", "Own score"),
    choice(TEAM, "Tổ giúp việc thẩm định", "Support team's score"),
    choice(FINAL, "Ban Chỉ đạo bình xét", "Committee's vote"),
];
const CONCLUSIONS: &[Choice] = &[
    choice(PROPOSE, "Đề nghị công nhận", "Propose recognition"),
    choice("THEO_DOI", "Duy trì, theo dõi", "Keep up and follow"),
    choice("DUNG", "Đề nghị dừng", "Propose to stop"),
];

const FIELDS: &[Field] = &[
    Field::link(MODEL_YEAR, "model_year", "model_year", "Lượt đăng ký", "Registration")
        .draft()
        .column(26)
        .aliases(&["Mô hình", "Tên mô hình"])
        .help("Mô hình nào, năm nào.", "Which model of which year."),
    Field::fixed(ROUND, "round", ROUNDS, "Vòng", "Round")
        .draft()
        .column(16)
        .aliases(&["Vòng chấm", "Lần đánh giá"])
        .help("Tự chấm, thẩm định hay bình xét.", "The unit's, the team's or the committee's."),
    Field::date(DATE, "date", "Ngày", "Date")
        .draft()
        .default("T")
        .column(10)
        .aliases(&["Ngày chấm", "Ngày bình xét"])
        .help("Ngày chấm hoặc họp bình xét.", "The day of the score or the vote."),
    Field::links(4, "council", "person", "Hội đồng", "Council")
        .fits(fit::people_with_a_seat)
        .aliases(&["Thành phần", "Người chấm"])
        .help("Những người chấm, bình xét.", "Who scored or voted."),
    Field::list(SCORES, "scores", 300, "Điểm từng tiêu chí", "Scores")
        .aliases(&["Điểm tiêu chí", "Điểm thành phần"])
        .help(
            "Mỗi dòng một tiêu chí, mã rồi điểm. Ví dụ: A: 12; B: 13,5.",
            "Code and score, for example A: 12; B: 13,5.",
        ),
    Field::decimal(TOTAL, "total", (0, 1000, 2, "điểm"), "Tổng điểm", "Total")
        .default_by(sum_of_scores)
        .column(10)
        .aliases(&["Điểm", "Điểm tự chấm", "Điểm thẩm định"])
        .help("Có điểm từng tiêu chí thì sổ tự cộng.", "Added up where the criteria's scores are given."),
    Field::one_of(GRADE, "grade", "xep_loai", "Xếp loại", "Grade")
        .column(12)
        .aliases(&["Loại"])
        .help("Xuất sắc, tốt, đạt, không đạt.", "Excellent, good, sufficient, not sufficient."),
    Field::integer(8, "votes_for", (0, 1000, "phiếu"), "Số phiếu tán thành", "Votes for")
        .aliases(&["Tán thành", "Đồng ý"])
        .help("Ví dụ: 15.", "For example 15."),
    Field::integer(9, "votes_against", (0, 1000, "phiếu"), "Số phiếu không tán thành", "Votes against")
        .aliases(&["Không tán thành", "Không đồng ý"])
        .help("Ví dụ: 2.", "For example 2."),
    Field::fixed(CONCLUSION, "conclusion", CONCLUSIONS, "Đề nghị", "Conclusion")
        .required()
        .aliases(&["Kết luận"])
        .help("Đề nghị công nhận, duy trì theo dõi hay dừng.", "Propose recognition, keep up, or stop."),
    Field::link(MINUTES_DOC, "minutes_doc", "document", "Biên bản", "Minutes")
        .required_when(is_final)
        .aliases(&["Biên bản bình xét"])
        .help("Bình xét phải có biên bản.", "The committee's vote needs minutes."),
    Field::memo(12, "note", "Ghi chú", "Note").help("Nhận xét, kết quả nổi bật.", "Remarks, outstanding results."),
];

/// The evaluation (đánh giá, bình xét).
pub const SCHEMA: Schema =
    Schema::new(19, "evaluation", ("đánh giá, bình xét", "evaluation"), ("đánh giá, bình xét", "evaluations"), FIELDS)
        .title(&[MODEL_YEAR, ROUND])
        .order(&[DATE, MODEL_YEAR])
        .unique(&[Unique { fields: &[MODEL_YEAR, ROUND, DATE], for_ever: false }])
        .by_year(DATE)
        .rules(RULES);

fn is_final(record: &Record) -> bool {
    record.choice(ROUND) == Some(FINAL)
}

/// Reads a row of scores, `A: 12` or `A: 12/15 note`, as the criterion's code and the score given.
pub fn score(row: &str) -> Option<(&str, Decimal)> {
    let (code, rest) = row.split_once(':')?;
    let given = rest.split_whitespace().next()?;
    let given = given.split_once('/').map_or(given, |(given, _)| given);
    Some((code.trim(), parse_decimal(given).ok()?))
}

/// Lists the rows of scores of an evaluation.
pub fn scores(record: &Record) -> &[String] {
    match record.get(&SCORES) {
        Some(Value::List(rows)) => rows,
        _ => &[],
    }
}

/// Adds the scores up; `None` where there are none, or one cannot be read.
pub fn total_of(record: &Record) -> Option<Decimal> {
    let rows = scores(record);
    if rows.is_empty() {
        return None;
    }
    rows.iter().map(|row| score(row).map(|(_, given)| given)).sum()
}

fn sum_of_scores(cx: &ParseCx<'_>) -> Option<Value> {
    total_of(cx.record).map(Value::Decimal)
}
