//! The year of the movement: its fixed days, and the days that the year's plan and its rounds set.
//!
//! | when | what | from |
//! |---|---|---|
//! | February | the plan of the year | usage, until there is a plan |
//! | March | launch, units register | the plan, else usage |
//! | end of a round | last day of registration | the plan, the rounds |
//! | June | review of the first half | the plan, else usage |
//! | 15 October | traditional day of people's mobilisation | fixed |
//! | 18 November | festival of great unity | fixed |
//! | December | votes, awards, final review | the plan, else usage |
//! | closing day | the year is reported as of it | the ward's profile |

use chrono::NaiveDate;

use super::query::{Query, Test};
use super::record::{Read, Record};
use super::records::Records;
use super::schema::{round, ward, year_plan};
use super::words::{Label, Words};
use crate::say;
use crate::text::day::Day;

/// A day of the year, or a month in which something usually happens.
#[derive(Clone, Debug, PartialEq)]
pub struct Event {
    /// When.
    pub day: Day,
    /// What.
    pub words: Words,
}

/// A day that the year's plan may set, and the month in which it usually is.
type Planned = (u16, u32, Label);

const PLANNED: &[Planned] = &[
    (year_plan::LAUNCH_DATE, 3, Label::new("Phát động", "Launch")),
    (year_plan::MID_REVIEW_DATE, 6, Label::new("Sơ kết 6 tháng", "Mid-year review")),
    (year_plan::FINAL_REVIEW_DATE, 12, Label::new("Tổng kết năm", "Final review")),
];

/// Days that are the same each year.
const FIXED: &[(u32, u32, Label)] = &[
    (10, 15, Label::new("Ngày truyền thống dân vận", "Day of people's mobilisation")),
    (11, 18, Label::new("Ngày hội Đại đoàn kết", "Festival of great unity")),
];

/// Lists the days of a year in their order.
pub fn calendar(records: &dyn Records, year: i32) -> Vec<Event> {
    let of_year = Query::all(&year_plan::SCHEMA).filter(year_plan::YEAR, Test::InYear(year));
    let plan = records.page(&of_year, 0, 1).rows.pop().map(|(_, record)| record);
    let mut events = planned(plan.as_ref(), year);
    let of_year = Query::all(&round::SCHEMA).filter(round::YEAR, Test::InYear(year));
    let most = 24;
    for (_, record) in records.page(&of_year, 0, most).rows {
        let words = say!("Hạn đăng ký {name}", "Registration: {name}", name = record.text(round::NAME));
        events.extend(record.day(round::CLOSES).map(|day| Event { day, words }));
    }
    let fixed = FIXED.iter().filter_map(|(month, day, label)| on(year, *month, *day, (*label).into()));
    events.extend(fixed);
    events.extend(closing(records, year));
    events.sort_by_key(|event| (event.day.last(), event.day.first()));
    events
}

/// Lists the days that the plan sets; where it sets none, the months that are usual.
fn planned(plan: Option<&Record>, year: i32) -> Vec<Event> {
    let mut events = Vec::new();
    if let Some(plan) = plan {
        let words = say!("Hạn đăng ký", "Last day of registration");
        events.extend(plan.day(year_plan::REGISTER_DEADLINE).map(|day| Event { day, words }));
    }
    if plan.is_none_or(|plan| plan.link(year_plan::PLAN_DOC).is_none()) {
        let words = say!("Kế hoạch năm", "Plan of the year");
        events.extend(Day::month(year, 2).map(|day| Event { day, words }));
    }
    for (field, month, label) in PLANNED {
        let set = plan.and_then(|plan| plan.day(*field));
        events.extend(set.or(Day::month(year, *month)).map(|day| Event { day, words: (*label).into() }));
    }
    events
}

fn on(year: i32, month: u32, day: u32, words: Words) -> Option<Event> {
    NaiveDate::from_ymd_opt(year, month, day).map(|date| Event { day: Day::Date(date), words })
}

/// Returns the day as of which the year is reported, as the profile in force says.
fn closing(records: &dyn Records, year: i32) -> Option<Event> {
    let (_, profile) = ward::in_force(records, Day::Year(year).last())?;
    let (month, day) = ward::closing_day(&profile)?;
    on(year, month, day, say!("Chốt số liệu năm", "Figures of the year close"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::register::rule::trial::Trial;
    use crate::register::words::Lang;

    fn told(trial: &Trial) -> Vec<String> {
        let events = calendar(trial.records(), 2026);
        events.iter().map(|event| format!("{} {}", event.day.show(), event.words.get(Lang::Vi))).collect()
    }

    #[test]
    fn an_empty_register_has_the_usual_year() {
        let expected = [
            "02/2026 Kế hoạch năm",
            "03/2026 Phát động",
            "06/2026 Sơ kết 6 tháng",
            "15/10/2026 Ngày truyền thống dân vận",
            "18/11/2026 Ngày hội Đại đoàn kết",
            "12/2026 Tổng kết năm",
        ];
        assert_eq!(told(&Trial::new()), expected);
    }

    #[test]
    fn the_plan_its_rounds_and_the_profile_set_their_days() {
        let mut trial = Trial::new();
        let plan = [
            (year_plan::YEAR, "2026"),
            (year_plan::LAUNCH_DATE, "9/3/2026"),
            (year_plan::REGISTER_DEADLINE, "31/3/2026"),
            (year_plan::FINAL_REVIEW_DATE, "20/12/2026"),
        ];
        trial.put(&year_plan::SCHEMA, &plan);
        let round = [(round::YEAR, "2026"), (round::NAME, "đợt 18/11"), (round::CLOSES, "25/10/2026")];
        trial.put(&round::SCHEMA, &round);
        let profile = [
            (ward::WARD_TYPE, "phường"),
            (ward::WARD_NAME, "Trường Sơn"),
            (ward::VALID_FROM, "1/1/2026"),
            (ward::YEAR_CLOSE_RULE, "30/11"),
        ];
        trial.put(&ward::SCHEMA, &profile);
        let told = told(&trial);
        for day in ["09/03/2026 Phát động", "31/03/2026 Hạn đăng ký", "25/10/2026 Hạn đăng ký đợt 18/11"]
        {
            assert!(told.iter().any(|line| line == day), "{day} in {told:?}");
        }
        assert_eq!(told.last().map(String::as_str), Some("20/12/2026 Tổng kết năm"));
        assert!(told.contains(&"30/11/2026 Chốt số liệu năm".to_owned()), "{told:?}");
    }
}
