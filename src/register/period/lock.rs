//! Closed periods: what was reported changes only by correcting entries, which everybody can see.

use std::collections::BTreeMap;

use super::Period;
use crate::register::change::{Change, Reject};
use crate::register::field::FieldId;
use crate::register::memory::change_record;
use crate::register::record::{Read, Record, common, is_withdrawn};
use crate::register::records::Records;
use crate::register::schema::{Schema, activity, period_lock, progress};
use crate::register::words::Words;
use crate::say;
use crate::text::day::Day;

/// An entity whose figures a closed period keeps: its date and the fields that decide what is counted where. Its other
/// fields (evidence, notes) stay open.
struct Kept {
    schema: &'static Schema,
    date: FieldId,
    counted: &'static [FieldId],
    /// The link by which a new record corrects an old one.
    corrects: Option<FieldId>,
}

const KEPT: &[Kept] = &[
    Kept {
        schema: &progress::SCHEMA,
        date: progress::DATE,
        counted: &[
            progress::DATE,
            progress::MODEL_YEAR,
            progress::NEIGHBOURHOOD,
            progress::WHOLE_WARD,
            progress::METRIC,
            progress::QUANTITY,
            progress::DENOMINATOR,
            progress::MONEY_SOURCE,
            progress::CORRECTS,
            progress::ORG,
            common::WITHDRAWN,
        ],
        corrects: Some(progress::CORRECTS),
    },
    Kept {
        schema: &activity::SCHEMA,
        date: activity::DATE,
        counted: &[
            activity::DATE,
            activity::KIND,
            activity::COUNT,
            activity::PARTICIPANTS,
            activity::MODEL,
            activity::NEIGHBOURHOOD,
            activity::HOST,
            common::WITHDRAWN,
        ],
        corrects: None,
    },
];

/// Refuses changes to figures of a closed period; `records` is the register without the changes.
///
/// A new entry that corrects another is let through: it leaves the old one readable and stands in its place.
pub fn check(changes: &[Change], records: &dyn Records) -> Result<(), Reject> {
    let mut closed = None;
    for change in changes {
        let Some(kept) = KEPT.iter().find(|kept| kept.schema == change.schema && kept.schema.key == change.schema.key)
        else {
            continue;
        };
        if !change.set.iter().any(|(field, _, _)| kept.counted.contains(field)) {
            continue;
        }
        let before = records.shared(change.schema, change.id).unwrap_or_default();
        let mut after = Record::clone(&before);
        change_record(&mut after, change);
        let corrects = kept.corrects.and_then(|field| after.link(field));
        if before.is_empty() && corrects.is_some() {
            continue;
        }
        let closed = closed.get_or_insert_with(|| closed_periods(records));
        let mut days = [&*before, &after].into_iter().filter_map(|record: &Record| record.day(kept.date));
        if let Some((period, on)) = days.find_map(|day| closing(closed, day)) {
            return Err(Reject::Locked(refusal(period, on, kept.corrects.is_some())));
        }
    }
    Ok(())
}

/// Returns the closed period in which a figure of `day` counts, and when it was closed.
pub fn closed_on(day: Day, records: &dyn Records) -> Option<(Period, Option<Day>)> {
    closing(&closed_periods(records), day)
}

/// Returns whether all figures of a period are closed, by it or by a longer one.
pub fn is_closed(period: Period, records: &dyn Records) -> bool {
    let holds = |closed: &Period| closed.covers(Day::Date(period.first())) && closed.covers(Day::Date(period.last()));
    closed_periods(records).keys().any(holds)
}

fn closing(closed: &BTreeMap<Period, Option<Day>>, day: Day) -> Option<(Period, Option<Day>)> {
    closed.iter().find(|(period, _)| period.covers(day)).map(|(period, on)| (*period, *on))
}

fn closed_periods(records: &dyn Records) -> BTreeMap<Period, Option<Day>> {
    let mut closed = BTreeMap::new();
    records.scan(&period_lock::SCHEMA, &mut |_, record| {
        let open = matches!(record.choice(period_lock::STATUS), None | Some(period_lock::OPEN));
        let year = record.integer(period_lock::YEAR).and_then(|year| i32::try_from(year).ok());
        if let (false, false, Some(year), Some(code)) =
            (open, is_withdrawn(&record), year, record.choice(period_lock::PERIOD))
            && let Some(period) = Period::parse(code, year)
        {
            closed.insert(period, record.day(period_lock::LOCKED_ON));
        }
    });
    closed
}

fn refusal(period: Period, on: Option<Day>, can_correct: bool) -> Words {
    let on = on.map_or_else(String::new, |day| format!(" ({day})"));
    let period = period.show();
    if can_correct {
        say!(
            "{period} đã chốt số liệu{on}. Ghi một kết quả mới, chọn kết quả sai ở ô \"Đính chính cho\"; \
             hoặc nhờ Tổ trưởng Tổ giúp việc mở lại kỳ.",
            "{period} is closed{on}. Enter a new result that names the wrong one under \"Corrects\", \
             or ask the head of the support team to open the period again.",
            period = period,
            on = on
        )
    } else {
        say!(
            "{period} đã chốt số liệu{on}. Nhờ Tổ trưởng Tổ giúp việc mở lại kỳ rồi sửa.",
            "{period} is closed{on}. Ask the head of the support team to open the period again, then change it.",
            period = period,
            on = on
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::register::change::Change;
    use crate::register::id::Id;
    use crate::register::sum::tests::ward::{Ward, code};
    use crate::register::value::{Quantity, Value};

    fn ward() -> (Ward, Id) {
        let mut ward = Ward::new(1);
        ward.make(
            &period_lock::SCHEMA,
            vec![
                (period_lock::YEAR, Value::Integer(2026)),
                (period_lock::PERIOD, code("Q1")),
                (period_lock::STATUS, code(period_lock::CLOSED)),
                (period_lock::LOCKED_ON, Value::Day(Day::from_iso("2026-04-05").unwrap())),
            ],
        );
        let entry = ward.make(&progress::SCHEMA, vec![(progress::DATE, on("2026-03-10"))]);
        (ward, entry)
    }

    fn on(iso: &str) -> Value {
        Value::Day(Day::from_iso(iso).unwrap())
    }

    fn try_set(ward: &Ward, id: Id, fields: Vec<(FieldId, Value)>) -> Result<(), Reject> {
        let before = ward.records.get(&progress::SCHEMA, id).unwrap_or_default();
        let set = fields.into_iter().map(|(field, new)| (field, before.get(&field).cloned(), Some(new))).collect();
        check(&[Change { schema: &progress::SCHEMA, id, set }], &ward.records)
    }

    const NEW: Id = Id::from_bits(1 << 100);

    #[test]
    fn figures_of_a_closed_period_stay() {
        let (ward, entry) = ward();
        let figure = (progress::QUANTITY, Value::Quantity(Quantity::exact(5)));
        let Err(Reject::Locked(words)) = try_set(&ward, entry, vec![figure.clone()]) else { panic!("not refused") };
        assert!(words.vi.starts_with("Quý I/2026 đã chốt số liệu (05/04/2026)."), "{}", words.vi);
        let away = try_set(&ward, entry, vec![(progress::DATE, on("2026-05-01"))]);
        assert!(matches!(away, Err(Reject::Locked(_))), "an entry does not leave a closed period");
        let gone = try_set(&ward, entry, vec![(common::WITHDRAWN, Value::Text("sai".to_owned()))]);
        assert!(matches!(gone, Err(Reject::Locked(_))));
        for iso in ["2026-02-01", "2026-01", "2026-Q1"] {
            let new = try_set(&ward, NEW, vec![(progress::DATE, on(iso)), figure.clone()]);
            assert!(matches!(new, Err(Reject::Locked(_))), "{iso}");
        }
    }

    #[test]
    fn what_does_not_touch_them_is_free() {
        let (mut ward, entry) = ward();
        assert_eq!(try_set(&ward, entry, vec![(progress::TEXT, Value::Text("có biên bản".to_owned()))]), Ok(()));
        for iso in ["2026-04-01", "2026", "2025-02-01"] {
            assert_eq!(try_set(&ward, NEW, vec![(progress::DATE, on(iso))]), Ok(()), "{iso}");
        }
        let correction = vec![(progress::DATE, on("2026-03-10")), (progress::CORRECTS, Value::Link(entry))];
        assert_eq!(try_set(&ward, NEW, correction), Ok(()), "a correction is let through");
        let mut lock = None;
        ward.records.scan(&period_lock::SCHEMA, &mut |id, _| lock = Some(id));
        ward.set(&period_lock::SCHEMA, lock.unwrap(), vec![(period_lock::STATUS, Some(code(period_lock::OPEN)))]);
        assert_eq!(try_set(&ward, entry, vec![(progress::DATE, on("2026-03-11"))]), Ok(()), "it was opened again");
    }

    #[test]
    fn an_activity_has_no_correction() {
        let (ward, _) = ward();
        let set = vec![(activity::DATE, None, Some(on("2026-03-01")))];
        let refused = check(&[Change { schema: &activity::SCHEMA, id: NEW, set }], &ward.records);
        let Err(Reject::Locked(words)) = refused else { panic!("not refused") };
        assert!(!words.vi.contains("Đính chính"), "{}", words.vi);
    }
}
