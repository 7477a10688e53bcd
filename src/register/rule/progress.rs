//! Rules of the result entry.

use std::sync::Arc;

use rust_decimal::Decimal;

use super::others::linking;
use super::{Rule, RuleCx, Severity};
use super::{dates, places};
use crate::register::record::{Read, Record};
use crate::register::schema::progress::{
    CORRECTS, DATE, DENOMINATOR, EVIDENCE, EVIDENCE_DOCS, METRIC, MODEL_YEAR, MONEY_SOURCE, NEIGHBOURHOOD, QUANTITY,
    SCHEMA, WHOLE_WARD,
};
use crate::register::schema::{metric, model, model_year};
use crate::register::value::{Quantity, Value};
use crate::register::words::{Label, Words};
use crate::say;
use crate::text::number::{Qualifier, show_decimal};

/// The unit of a ratio.
const PERCENT: &str = "%";

/// The rows.
pub const RULES: &[Rule] = &[
    Rule {
        id: "progress.date.future",
        severity: Severity::Hard,
        on: &[DATE],
        check: |cx| dates::in_future(cx, DATE),
        remedy: dates::NOT_YET,
    },
    Rule {
        id: "progress.date.year",
        severity: Severity::Hard,
        on: &[DATE, MODEL_YEAR],
        check: outside_the_year,
        remedy: Label::new(
            "Sửa ngày, hoặc chọn lượt đăng ký của năm đó.",
            "Change the date, or choose that year's registration.",
        ),
    },
    Rule {
        id: "progress.place.none",
        severity: Severity::Hard,
        on: &[NEIGHBOURHOOD, MODEL_YEAR, WHOLE_WARD],
        check: belongs_nowhere,
        remedy: Label::new(
            "Chọn mô hình hoặc khu dân cư; không tách được thì ghi \"có\" ở ô toàn phường.",
            "Choose a model or a neighbourhood; where it cannot be split, say yes to the whole ward.",
        ),
    },
    Rule {
        id: "progress.place.both",
        severity: Severity::Hard,
        on: &[WHOLE_WARD, NEIGHBOURHOOD],
        check: one_place_and_the_whole_ward,
        remedy: Label::new("Giữ một trong hai.", "Keep one of the two."),
    },
    Rule {
        id: "progress.neighbourhood.valid",
        severity: Severity::Hard,
        on: &[NEIGHBOURHOOD, DATE],
        check: |cx| places::not_there_then(cx, NEIGHBOURHOOD, DATE),
        remedy: places::CHOOSE_ANOTHER,
    },
    Rule {
        id: "progress.neighbourhood.model",
        severity: Severity::Soft,
        on: &[NEIGHBOURHOOD, MODEL_YEAR],
        check: not_where_the_model_is,
        remedy: Label::new("Chọn lại khu dân cư, hoặc thêm nó vào mô hình.", "Choose another, or add it to the model."),
    },
    Rule {
        id: "progress.quantity.whole",
        severity: Severity::Hard,
        on: &[QUANTITY, METRIC, DENOMINATOR],
        check: not_whole,
        remedy: Label::new("Ghi số nguyên.", "Write a whole number."),
    },
    Rule {
        id: "progress.quantity.percent",
        severity: Severity::Hard,
        on: &[QUANTITY, METRIC, DENOMINATOR],
        check: over_a_hundred,
        remedy: Label::new(
            "Ghi tỷ lệ từ 0 đến 100, hoặc ghi tử số kèm mẫu số.",
            "Write 0 to 100, or a numerator with its denominator.",
        ),
    },
    Rule {
        id: "progress.ratio.order",
        severity: Severity::Hard,
        on: &[DENOMINATOR, QUANTITY, METRIC],
        check: more_than_all,
        remedy: Label::new("Tử số không được lớn hơn mẫu số. Có thể đã ghi đảo.", "They may be swapped."),
    },
    Rule {
        id: "progress.denominator.class",
        severity: Severity::Hard,
        on: &[DENOMINATOR, METRIC],
        check: denominator_of_no_ratio,
        remedy: Label::new("Bỏ mẫu số, hoặc chọn chỉ số tỷ lệ.", "Take it out, or choose a metric that is a ratio."),
    },
    Rule {
        id: "progress.ratio.bare",
        severity: Severity::Hint,
        on: &[DENOMINATOR, METRIC],
        check: bare_percentage,
        remedy: Label::new("Hỏi lại tử số và mẫu số để cộng được.", "Ask for the numerator and the denominator."),
    },
    Rule {
        id: "progress.money.source",
        severity: Severity::Soft,
        on: &[MONEY_SOURCE, METRIC],
        check: money_from_nowhere,
        remedy: Label::new(
            "Chọn nguồn; không biết thì ghi \"-\".",
            "Choose the source; write \"-\" where nobody knows.",
        ),
    },
    Rule {
        id: "progress.model_year.state",
        severity: Severity::Soft,
        on: &[MODEL_YEAR],
        check: registration_does_not_count,
        remedy: Label::new(
            "Xem lại mô hình, hoặc chuyển bước của lượt đăng ký.",
            "Look at the model, or move its registration on.",
        ),
    },
    Rule {
        id: "progress.corrects.itself",
        severity: Severity::Hard,
        on: &[CORRECTS],
        check: corrects_itself,
        remedy: Label::new("Chọn bản ghi sai cần thay.", "Choose the wrong entry."),
    },
    Rule {
        id: "progress.corrects.twice",
        severity: Severity::Hard,
        on: &[CORRECTS],
        check: corrected_already,
        remedy: Label::new("Đính chính bản thay thế mới nhất.", "Correct the entry that took its place."),
    },
    Rule {
        id: "progress.corrects.other",
        severity: Severity::Soft,
        on: &[CORRECTS, METRIC, MODEL_YEAR],
        check: corrects_something_else,
        remedy: Label::new("Xem lại bản ghi được đính chính.", "Look at the entry that is corrected."),
    },
    Rule {
        id: "progress.repeat",
        severity: Severity::Soft,
        on: &[QUANTITY, DATE, METRIC, MODEL_YEAR, NEIGHBOURHOOD],
        check: typed_already,
        remedy: Label::new(
            "Nếu là một việc thì thôi; nếu là hai, ghi lý do rồi lưu.",
            "If it is one event, leave it; if two, say so and save.",
        ),
    },
    Rule {
        id: "progress.evidence.none",
        severity: Severity::Hint,
        on: &[EVIDENCE, EVIDENCE_DOCS],
        check: without_evidence,
        remedy: Label::new(
            "Bổ sung biên bản, danh sách ký nhận hoặc ảnh.",
            "Add minutes, a signed list or a photograph.",
        ),
    },
];

fn metric_of(cx: &RuleCx<'_>) -> Option<Arc<Record>> {
    cx.records.shared(&metric::SCHEMA, cx.record.link(METRIC)?)
}

fn registration_of(cx: &RuleCx<'_>) -> Option<Arc<Record>> {
    cx.records.shared(&model_year::SCHEMA, cx.record.link(MODEL_YEAR)?)
}

/// Returns a figure that has a number.
fn number(record: &Record, field: u16) -> Option<Decimal> {
    let quantity = record.get(&field).and_then(Value::as_quantity)?;
    (quantity.qualifier != Qualifier::Unknown).then_some(quantity.amount)
}

fn outside_the_year(cx: &RuleCx<'_>) -> Option<Words> {
    let day = cx.record.day(DATE)?;
    let year = registration_of(cx)?.integer(model_year::YEAR)?;
    (i64::from(day.year()) != year).then(|| {
        say!(
            "Ngày {day} không thuộc năm {year} của lượt đăng ký.",
            "The day {day} is not in the registration's year {year}.",
            day = day.show(),
            year = year
        )
    })
}

fn belongs_nowhere(cx: &RuleCx<'_>) -> Option<Words> {
    let record = cx.record;
    let somewhere = record.link(MODEL_YEAR).is_some() || record.contains_key(&NEIGHBOURHOOD) || record.flag(WHOLE_WARD);
    (!somewhere).then(|| say!("Số liệu chưa gắn với đâu.", "The figure belongs nowhere."))
}

fn one_place_and_the_whole_ward(cx: &RuleCx<'_>) -> Option<Words> {
    (cx.record.flag(WHOLE_WARD) && cx.record.link(NEIGHBOURHOOD).is_some()).then(|| {
        say!("Vừa chọn một khu dân cư vừa ghi toàn phường.", "It names one neighbourhood and the whole ward at once.")
    })
}

fn not_where_the_model_is(cx: &RuleCx<'_>) -> Option<Words> {
    let place = cx.record.link(NEIGHBOURHOOD)?;
    let model = cx.records.shared(&model::SCHEMA, registration_of(cx)?.link(model_year::MODEL)?)?;
    let places = model.links(model::NEIGHBOURHOODS);
    (!places.is_empty() && !places.contains(&place)).then(|| {
        say!(
            "Mô hình \"{name}\" không đăng ký ở khu dân cư này.",
            "The model \"{name}\" is not registered in this neighbourhood.",
            name = model.text(model::NAME)
        )
    })
}

fn not_whole(cx: &RuleCx<'_>) -> Option<Words> {
    let metric = metric_of(cx)?;
    // A bare percentage of a counted thing need not be whole.
    let share = metric.choice(metric::CLASS) == Some(metric::RATIO) && !cx.record.contains_key(&DENOMINATOR);
    if !metric.flag(metric::COUNTABLE) || share {
        return None;
    }
    let broken = [QUANTITY, DENOMINATOR].into_iter().filter_map(|field| number(cx.record, field));
    let part = broken.into_iter().find(|number| !number.fract().is_zero())?;
    Some(say!(
        "\"{name}\" đếm bằng số nguyên, không nhận {number}.",
        "\"{name}\" is counted in whole numbers, {number} is none.",
        name = metric.text(metric::NAME),
        number = show_decimal(part)
    ))
}

fn over_a_hundred(cx: &RuleCx<'_>) -> Option<Words> {
    let metric = metric_of(cx)?;
    let share = metric.choice(metric::CLASS) == Some(metric::RATIO) || metric.text(metric::UNIT) == PERCENT;
    let number = number(cx.record, QUANTITY)?;
    (share && !cx.record.contains_key(&DENOMINATOR) && number > Decimal::ONE_HUNDRED)
        .then(|| say!("{number} % vượt quá 100.", "{number} % is over 100.", number = show_decimal(number)))
}

fn more_than_all(cx: &RuleCx<'_>) -> Option<Words> {
    let (part, all) = (number(cx.record, QUANTITY)?, number(cx.record, DENOMINATOR)?);
    (part > all).then(|| {
        say!(
            "Tử số {part} lớn hơn mẫu số {all}.",
            "The numerator {part} is greater than the denominator {all}.",
            part = show_decimal(part),
            all = show_decimal(all)
        )
    })
}

fn denominator_of_no_ratio(cx: &RuleCx<'_>) -> Option<Words> {
    let metric = metric_of(cx)?;
    (cx.record.contains_key(&DENOMINATOR) && metric.choice(metric::CLASS) != Some(metric::RATIO)).then(|| {
        say!(
            "\"{name}\" không phải tỷ lệ nên không có mẫu số.",
            "\"{name}\" is no ratio and has no denominator.",
            name = metric.text(metric::NAME)
        )
    })
}

fn bare_percentage(cx: &RuleCx<'_>) -> Option<Words> {
    let metric = metric_of(cx)?;
    (metric.choice(metric::CLASS) == Some(metric::RATIO) && number(cx.record, DENOMINATOR).is_none())
        .then(|| say!("Tỷ lệ không có mẫu số.", "A ratio without its denominator."))
}

fn money_from_nowhere(cx: &RuleCx<'_>) -> Option<Words> {
    let metric = metric_of(cx)?;
    (metric.text(metric::UNIT) == metric::DONG && !cx.record.contains_key(&MONEY_SOURCE)).then(|| {
        say!(
            "Tiền chưa ghi nguồn nên không tách được trong báo cáo.",
            "Money without its source cannot be split in reports."
        )
    })
}

fn registration_does_not_count(cx: &RuleCx<'_>) -> Option<Words> {
    let registration = registration_of(cx)?;
    let state = registration.choice(model_year::YEAR_STATUS)?;
    (!model_year::status::COUNTED.contains(&state)).then(|| {
        let field = model_year::SCHEMA.field(model_year::YEAR_STATUS);
        let shown = field.map(|field| field.show(&registration, crate::register::ShowCx::vi(cx.records)));
        say!(
            "Lượt đăng ký đang ở trạng thái \"{state}\", chưa được tính.",
            "The registration is in the state \"{state}\" and does not count.",
            state = shown.unwrap_or_default()
        )
    })
}

fn corrects_itself(cx: &RuleCx<'_>) -> Option<Words> {
    (cx.record.link(CORRECTS) == Some(cx.id))
        .then(|| say!("Bản ghi không thể đính chính chính nó.", "An entry cannot correct itself."))
}

fn corrected_already(cx: &RuleCx<'_>) -> Option<Words> {
    linking(cx, &SCHEMA, cx.record.link(CORRECTS)?, CORRECTS).next().map(|_| {
        say!(
            "Bản ghi đó đã được một bản khác đính chính; hai bản thay một thì cộng trùng.",
            "That entry was corrected by another; two in the place of one would count twice."
        )
    })
}

fn corrects_something_else(cx: &RuleCx<'_>) -> Option<Words> {
    let wrong = cx.records.get(&SCHEMA, cx.record.link(CORRECTS)?)?;
    let differ = |field| wrong.link(field) != cx.record.link(field);
    (differ(METRIC) || differ(MODEL_YEAR)).then(|| {
        say!(
            "Bản được đính chính thuộc chỉ số hoặc mô hình khác.",
            "The corrected entry is of another metric or model."
        )
    })
}

fn typed_already(cx: &RuleCx<'_>) -> Option<Words> {
    let (target, field) = match (cx.record.link(MODEL_YEAR), cx.record.link(NEIGHBOURHOOD)) {
        (Some(registration), _) => (registration, MODEL_YEAR),
        (None, place) => (place?, NEIGHBOURHOOD),
    };
    let amount = |record: &Record| record.get(&QUANTITY).and_then(Value::as_quantity).map(|q: &Quantity| q.amount);
    let same = |other: &Record| {
        [DATE, METRIC, MODEL_YEAR, NEIGHBOURHOOD].iter().all(|field| other.get(field) == cx.record.get(field))
            && amount(other) == amount(cx.record)
            && cx.record.link(CORRECTS).is_none()
    };
    linking(cx, &SCHEMA, target, field).find(|other| same(other)).map(|_| {
        say!(
            "Đã có số liệu y hệt: cùng ngày, chỉ số, số lượng và địa bàn.",
            "There is the same figure already: same day, metric, quantity and place."
        )
    })
}

fn without_evidence(cx: &RuleCx<'_>) -> Option<Words> {
    let none = !cx.record.contains_key(&EVIDENCE) && !cx.record.contains_key(&EVIDENCE_DOCS);
    none.then(|| say!("Số liệu chưa có minh chứng.", "The figure has no evidence."))
}

#[cfg(test)]
mod tests;
