//! Rules of the task.

use chrono::{Datelike, Weekday};

use super::dates::{self, Span};
use super::{Rule, RuleCx, Severity};
use crate::register::record::Read;
use crate::register::schema::task::{
    ASSIGNED_ON, DONE, DONE_ON, DUE, EXTENSIONS, INDICATOR, MODEL, NEIGHBOURHOOD, PROGRESS, SCHEMA, SET, STATUS,
    YEAR_PLAN,
};
use crate::register::words::{Label, Words};
use crate::say;

/// The rows.
pub const RULES: &[Rule] = &[
    Rule {
        id: "task.due.before",
        severity: Severity::Soft,
        on: &[DUE, ASSIGNED_ON],
        check: |cx| dates::backwards(cx, Span { from: ASSIGNED_ON, to: DUE }),
        remedy: Label::new("Hạn phải sau ngày giao.", "A task is due after it is set."),
    },
    Rule {
        id: "task.due.weekend",
        severity: Severity::Hint,
        on: &[DUE],
        check: due_on_a_weekend,
        remedy: Label::new(
            "Chuyển sang thứ Hai nếu cấp trên không ấn định.",
            "Move it to Monday unless it was set so from above.",
        ),
    },
    Rule {
        id: "task.due.extension",
        severity: Severity::Soft,
        on: &[DUE],
        check: due_moved_in_silence,
        remedy: Label::new(
            "Thêm một dòng gia hạn: hạn cũ → hạn mới: lý do (ai cho).",
            "Add a line to the extensions: old → new: why (who).",
        ),
    },
    Rule {
        id: "task.done.future",
        severity: Severity::Hard,
        on: &[DONE_ON],
        check: |cx| dates::in_future(cx, DONE_ON),
        remedy: dates::NOT_YET,
    },
    Rule {
        id: "task.done.before",
        severity: Severity::Soft,
        on: &[DONE_ON, ASSIGNED_ON],
        check: |cx| dates::backwards(cx, Span { from: ASSIGNED_ON, to: DONE_ON }),
        remedy: dates::SWAP,
    },
    Rule {
        id: "task.progress.status",
        severity: Severity::Soft,
        on: &[PROGRESS, STATUS],
        check: progress_and_status_differ,
        remedy: Label::new("Sửa tiến độ hoặc trạng thái.", "Change the progress or the state."),
    },
    Rule {
        id: "task.target.none",
        severity: Severity::Hint,
        on: &[INDICATOR, MODEL, NEIGHBOURHOOD, YEAR_PLAN],
        check: serves_nothing,
        remedy: Label::new(
            "Gắn với chỉ tiêu, mô hình, khu dân cư hoặc kế hoạch năm.",
            "Link it to an indicator, a model, a neighbourhood or the year's plan.",
        ),
    },
];

fn due_on_a_weekend(cx: &RuleCx<'_>) -> Option<Words> {
    let due = cx.record.day(DUE)?;
    let weekend = matches!(due.first().weekday(), Weekday::Sat | Weekday::Sun);
    (weekend && due.first() == due.last())
        .then(|| say!("Hạn {day} rơi vào cuối tuần.", "It is due on {day}, a weekend.", day = due.show()))
}

fn due_moved_in_silence(cx: &RuleCx<'_>) -> Option<Words> {
    let before = cx.records.shared(&SCHEMA, cx.id)?;
    let (old, new) = (before.day(DUE)?, cx.record.day(DUE)?);
    (old != new && before.get(&EXTENSIONS) == cx.record.get(&EXTENSIONS)).then(|| {
        say!(
            "Hạn đổi từ {old} sang {new} mà chưa ghi gia hạn.",
            "The due day moves from {old} to {new} without an extension.",
            old = old.show(),
            new = new.show()
        )
    })
}

fn progress_and_status_differ(cx: &RuleCx<'_>) -> Option<Words> {
    let (progress, status) = (cx.record.integer(PROGRESS)?, cx.record.choice(STATUS)?);
    let differ = (status == DONE && progress < 100) || (status == SET && progress == 100);
    differ.then(|| {
        say!("Tiến độ {n} % không khớp với trạng thái.", "Progress of {n} % does not fit the state.", n = progress)
    })
}

fn serves_nothing(cx: &RuleCx<'_>) -> Option<Words> {
    let served = [INDICATOR, MODEL, NEIGHBOURHOOD, YEAR_PLAN].iter().any(|field| cx.record.contains_key(field));
    (!served).then(|| say!("Nhiệm vụ chưa gắn với mục tiêu nào.", "The task serves no target."))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::register::rule::trial::Trial;
    use crate::register::schema::neighbourhood;
    use crate::register::schema::task::{CODE, TITLE, ten_days_on};
    use chrono::NaiveDate;

    fn check(rule: &str, breaks: &[(u16, &str)], keeps: &[(u16, &str)]) {
        Trial::new().breaks(rule, &SCHEMA, breaks);
        Trial::new().keeps(rule, &SCHEMA, keeps);
    }

    #[test]
    fn due_after_it_is_set() {
        let on = |due| [(ASSIGNED_ON, "10/11/2026"), (DUE, due)];
        check("task.due.before", &on("09/11/2026"), &on("10/11/2026"));
    }

    #[test]
    fn due_on_a_working_day() {
        check("task.due.weekend", &[(DUE, "21/11/2026")], &[(DUE, "23/11/2026")]);
    }

    #[test]
    fn an_extension_is_written_down() {
        let mut trial = Trial::new();
        let task = trial.put(&SCHEMA, &[(TITLE, "Sơ kết"), (DUE, "01/12/2026")]);
        let later = (DUE, "10/12/2026");
        trial.breaks_at("task.due.extension", &SCHEMA, task, &[later]);
        trial.keeps_at("task.due.extension", &SCHEMA, task, &[later, (EXTENSIONS, "1/12 → 10/12: chờ số liệu")]);
    }

    #[test]
    fn done_in_the_past_and_after_it_was_set() {
        check("task.done.future", &[(DONE_ON, "23/11/2026")], &[(DONE_ON, "22/11/2026")]);
        let on = |done| [(ASSIGNED_ON, "10/11/2026"), (DONE_ON, done)];
        check("task.done.before", &on("09/11/2026"), &on("12/11/2026"));
    }

    #[test]
    fn progress_fits_the_state() {
        let at = |progress, status| [(PROGRESS, progress), (STATUS, status)];
        check("task.progress.status", &at("90", DONE), &at("100", DONE));
        check("task.progress.status", &at("100", SET), &at("0", SET));
    }

    #[test]
    fn a_task_serves_a_target() {
        let mut trial = Trial::new();
        trial.put(&neighbourhood::SCHEMA, &[(neighbourhood::NAME, "Tổ 1")]);
        trial.breaks("task.target.none", &SCHEMA, &[(TITLE, "Sơ kết")]);
        trial.keeps("task.target.none", &SCHEMA, &[(TITLE, "Sơ kết"), (NEIGHBOURHOOD, "KDC01")]);
    }

    #[test]
    fn ten_days_on_is_never_a_weekend() {
        let day = |text: &str| text.parse::<NaiveDate>().unwrap();
        assert_eq!(ten_days_on(day("2026-11-02")), Some(day("2026-11-12")));
        assert_eq!(ten_days_on(day("2026-11-04")), Some(day("2026-11-16")), "Saturday moves to Monday");
        assert_eq!(ten_days_on(day("2026-11-05")), Some(day("2026-11-16")), "Sunday moves to Monday");
    }

    #[test]
    fn a_new_task_has_its_code_day_and_state() {
        let mut trial = Trial::new();
        let task = trial.put(&SCHEMA, &[(TITLE, "Sơ kết"), (ASSIGNED_ON, "02/11/2026")]);
        let record = trial.get(&SCHEMA, task);
        assert_eq!(record.text(CODE), "NV-2026-001");
        assert_eq!(record.day(DUE), crate::text::day::Day::from_iso("2026-11-12"));
        assert_eq!((record.choice(STATUS), record.integer(PROGRESS)), (Some(SET), Some(0)));
    }
}
