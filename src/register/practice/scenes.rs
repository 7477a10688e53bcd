//! The practice ward's years, in the order in which a real ward would have come to them.

use std::collections::BTreeMap;

use chrono::{Datelike, Days, NaiveDate, Weekday};

use super::Size;
use super::committee::committee;
use super::maker::{Maker, choice, date, figure, text};
use super::text::{FORMER_WARDS, ORGANISATIONS, TASKS, THEMES, Theme};
use crate::register::change::Command;
use crate::register::id::Id;
use crate::register::value::{Quantity, Value};

/// Plays all scenes: who there is, what was registered, what came of it, what is to be done.
pub(super) fn play(maker: &mut Maker, size: Size) {
    let cast = cast(maker, size);
    let models = models(maker, &cast, size);
    let years = registrations(maker, &models);
    targets(maker, &years);
    results(maker, &cast, &years, size);
    tasks(maker, &cast, &models, size);
    committee(maker, &cast);
}

/// Who there is.
pub(super) struct Cast {
    pub(super) neighbourhoods: Vec<Id>,
    pub(super) people: Vec<Id>,
    organisations: Vec<Id>,
}

/// One model, as the later scenes need it.
struct Model {
    id: Id,
    theme: &'static Theme,
    first_year: i32,
    neighbourhood: Id,
}

/// One year of a model that has come so far that there are results.
struct Running {
    id: Id,
    theme: &'static Theme,
    year: i32,
    neighbourhood: Id,
}

fn cast(maker: &mut Maker, size: Size) -> Cast {
    let from = date(maker.day(maker.year() - 3, 7, 1));
    let neighbourhoods = (1..=size.neighbourhoods).map(|number| {
        let former = FORMER_WARDS[number as usize % FORMER_WARDS.len()];
        maker.record(
            "neighbourhood",
            vec![
                ("code", text(format!("TDP{number:02}"))),
                ("kind", choice("TDP")),
                ("name", text(format!("Tổ {number} (mẫu)"))),
                ("former_ward", text(former)),
                ("status", choice("HOAT_DONG")),
                ("valid_from", from.clone()),
            ],
        )
    });
    let neighbourhoods: Vec<Id> = neighbourhoods.collect();
    let people = (0..size.neighbourhoods as usize + ORGANISATIONS.len()).map(|number| {
        let mut values = vec![("full_name", text(format!("Người tập {:02}", number + 1)))];
        match neighbourhoods.get(number) {
            Some(place) => {
                values.push(("title", text("Tổ trưởng tổ dân phố (tập)")));
                values.push(("neighbourhood", Value::Link(*place)));
            }
            None => values.push(("title", text("Cán bộ phường (tập)"))),
        }
        maker.record("person", values)
    });
    let people: Vec<Id> = people.collect();
    let organisations = ORGANISATIONS.iter().enumerate().map(|(number, (code, name, kind, bloc))| {
        maker.record(
            "organisation",
            vec![
                ("code", text(*code)),
                ("name", text(*name)),
                ("kind", choice(kind)),
                ("bloc", choice(bloc)),
                ("leader", Value::Link(people[neighbourhoods.len() + number])),
                ("must_register", Value::Bool(true)),
            ],
        )
    });
    let organisations = organisations.collect();
    Cast { neighbourhoods, people, organisations }
}

fn models(maker: &mut Maker, cast: &Cast, size: Size) -> Vec<Model> {
    let mut models = Vec::with_capacity(size.models as usize);
    let mut numbers: BTreeMap<i32, u32> = BTreeMap::new();
    for number in 0..size.models as usize {
        let theme = &THEMES[number % THEMES.len()];
        let first_year = maker.year() - 2 + i32::try_from(number % 3).unwrap_or(0);
        let in_year = numbers.entry(first_year).or_insert(0);
        *in_year += 1;
        let code = format!("DVK-{first_year}-{in_year:03}");
        let place = number / THEMES.len() + number;
        let neighbourhood = cast.neighbourhoods[place % cast.neighbourhoods.len()];
        let organisation = cast.organisations[maker.random.below(cast.organisations.len())];
        let state = if maker.random.chance(6) { "TAM_DUNG" } else { "HOAT_DONG" };
        let mut values = vec![
            ("code", text(code)),
            ("name", text(format!("{} số {} (mẫu)", theme.name, number + 1))),
            ("kind", choice("MO_HINH")),
            ("subject", choice("TAP_THE")),
            ("field", choice(theme.field)),
            ("level", choice("KDC")),
            ("org", Value::Link(organisation)),
            ("scope", choice("MOT_KDC")),
            ("neighbourhoods", Value::Links(vec![neighbourhood])),
            ("place_text", text(format!("hẻm {} (tập)", number % 40 + 1))),
            ("first_year", Value::Integer(i64::from(first_year))),
            ("state", choice(state)),
        ];
        if state == "TAM_DUNG" {
            values.push(("state_reason", text("Chờ mặt bằng (tập)")));
        }
        let id = maker.record("model", values);
        models.push(Model { id, theme, first_year, neighbourhood });
    }
    models
}

/// States of a past year and of this year, with how often each comes up.
const PAST: &[(&str, usize)] = &[("N8", 60), ("N8B", 15), ("N10", 10), ("N7", 10), ("N11", 5)];
const PRESENT: &[(&str, usize)] =
    &[("N5", 45), ("N4", 12), ("N2", 12), ("N1", 10), ("N3", 6), ("N7", 6), ("N6", 4), ("N9", 5)];

fn state_of(maker: &mut Maker, of: &[(&'static str, usize)]) -> &'static str {
    let mut at = maker.random.below(of.iter().map(|(_, weight)| weight).sum());
    for (state, weight) in of {
        match at.checked_sub(*weight) {
            Some(rest) => at = rest,
            None => return state,
        }
    }
    of.first().map_or("N1", |(state, _)| state)
}

fn registrations(maker: &mut Maker, models: &[Model]) -> Vec<Running> {
    let mut running = Vec::new();
    for model in models {
        for year in model.first_year..=maker.year() {
            let state = state_of(maker, if year == maker.year() { PRESENT } else { PAST });
            let id = registration(maker, model, year, state);
            if matches!(state, "N5" | "N6" | "N7" | "N8" | "N8B" | "N10") {
                running.push(Running { id, theme: model.theme, year, neighbourhood: model.neighbourhood });
            }
            if state == "N11" {
                break;
            }
        }
    }
    running
}

fn registration(maker: &mut Maker, model: &Model, year: i32, state: &'static str) -> Id {
    let mut values = vec![
        ("model", Value::Link(model.id)),
        ("year", Value::Integer(i64::from(year))),
        ("reg_type", choice(if year == model.first_year { "MOI" } else { "DUY_TRI" })),
        ("year_status", choice(state)),
        ("situation", text("Người dân nêu ở cuộc họp tổ, cần làm sớm (tập).")),
        ("goals", text(format!("{} trong năm {year} (tập).", model.theme.output))),
    ];
    if state != "N1" {
        let received = maker.some_day(year, 2..=3);
        values.extend([
            ("method", text("Họp dân, thống nhất cách làm, cùng góp sức, phân công người giữ (tập).")),
            ("area_people", text("Các hộ trong tổ (tập).")),
            ("households", Value::Integer(20 + i64::try_from(maker.random.below(60)).unwrap_or(0))),
            ("lead_force", text("Chi bộ và tổ dân phố (tập)")),
            ("partner_force", text("Ban công tác Mặt trận (tập)")),
            ("joining_force", text("Các hộ dân (tập)")),
            ("start", date(maker.day(year, 3, 15))),
            ("end", Value::Day(crate::text::day::Day::Month { year, month: 11 })),
            ("review_on", Value::Day(crate::text::day::Day::Month { year, month: 6 })),
            ("outputs", text(format!("{} (tập).", model.theme.output))),
            ("sustain", text("Tổ giữ lịch chăm sóc, tổ khác có thể làm theo (tập).")),
            ("received_on", date(received)),
            ("received_by", text("Người tập 20")),
        ]);
    }
    if matches!(state, "N4" | "N5" | "N6" | "N7" | "N8" | "N8B" | "N10") {
        values.push(("approve_note", text(format!("Kết luận họp Ban Chỉ đạo tháng 3/{year} (tập)"))));
        values.push(("approved_on", date(maker.day(year, 3, 28))));
    }
    if matches!(state, "N7" | "N8" | "N8B" | "N10") {
        values.push(("result_text", text(format!("{}; dân đồng tình (tập).", model.theme.output))));
    }
    if matches!(state, "N6" | "N9" | "N10" | "N11") {
        values.push(("status_reason", text("Chưa đủ điều kiện, làm lại sau (tập)")));
    }
    if state == "N10" {
        values.push(("next_step", choice("KHAC_PHUC")));
    }
    maker.record("model_year", values)
}

/// Gives three registrations of four a target each: the first figure of their theme.
fn targets(maker: &mut Maker, years: &[Running]) {
    let metrics = metrics(maker);
    for of in years.iter().enumerate().filter(|(number, _)| number % 4 < 3).map(|(_, of)| of) {
        let Some((metric, most)) = of.theme.figures.first().and_then(|(code, most)| Some((metrics.get(*code)?, most)))
        else {
            continue;
        };
        let target = Quantity::exact(i64::try_from(*most).unwrap_or(0));
        let values = vec![
            ("model_year", Value::Link(of.id)),
            ("metric", Value::Link(*metric)),
            ("target", Value::Quantity(target)),
        ];
        maker.record("indicator", values);
    }
}

/// Results for each hundred models.
const RESULTS: usize = 333;

fn results(maker: &mut Maker, cast: &Cast, years: &[Running], size: Size) {
    let metrics = metrics(maker);
    for number in 0..size.models as usize * RESULTS / 100 {
        let Some(of) = maker.random.one(years) else { return };
        let Some((code, most)) = maker.random.one(of.theme.figures).copied() else { return };
        let Some(metric) = metrics.get(code) else { continue };
        let amount = 1 + maker.random.below(most);
        // Money comes in round sums.
        let amount = if most > 1_000_000 { (amount / 100_000 + 1) * 100_000 } else { amount };
        let day = maker.some_day(of.year, 4..=11);
        let reporter = number % cast.people.len() + 1;
        let mut values = vec![
            ("date", date(day)),
            ("model_year", Value::Link(of.id)),
            ("neighbourhood", Value::Link(of.neighbourhood)),
            ("metric", Value::Link(*metric)),
            ("quantity", figure(amount, &mut maker.random)),
            ("text", text(format!("Kết quả đợt {} (tập).", number % 4 + 1))),
            ("reporter", text(format!("Người tập {reporter:02}"))),
            ("contributors", Value::Integer(1 + i64::try_from(maker.random.below(30)).unwrap_or(0))),
        ];
        if code == "TIEN" {
            values.push(("money_source", choice("DAN")));
        }
        maker.record("progress", values);
    }
}

/// Finds the metrics that the set-up made, by code.
fn metrics(maker: &Maker) -> BTreeMap<String, Id> {
    let commands = maker.requests.iter().flat_map(|request| match &request.command {
        Command::Batch(commands) => commands.as_slice(),
        single => std::slice::from_ref(single),
    });
    let found = commands.filter_map(|command| match command {
        Command::Save { schema, id, set, .. } if schema.key == "metric" => {
            let code = schema.field_by_key("code")?.id;
            let code = set.iter().find(|set| set.field == code)?.new.as_ref()?.as_text()?;
            Some((code.to_owned(), *id))
        }
        _ => None,
    });
    found.collect()
}

fn tasks(maker: &mut Maker, cast: &Cast, models: &[Model], size: Size) {
    for number in 0..size.models as usize * 2 / 3 {
        let (title, product) = TASKS[number % TASKS.len()];
        // From sixty days ago on, so that some are overdue, some due this week and some later.
        let back = u64::try_from(maker.random.below(60)).unwrap_or(0);
        let set_on = maker.today.checked_sub_days(Days::new(back)).unwrap_or(maker.today);
        let due = set_on.checked_add_days(Days::new(7 + maker.random.below(28) as u64)).unwrap_or(set_on);
        // Nothing is due on a weekend.
        let due = due.checked_add_days(Days::new(weekend(due))).unwrap_or(due);
        let done = due < maker.today && maker.random.chance(70);
        let model = &models[maker.random.below(models.len())];
        let lead = cast.organisations[maker.random.below(cast.organisations.len())];
        let mut values = vec![
            ("title", text(format!("{title} (tập)"))),
            ("lead_org", Value::Link(lead)),
            ("assigned_on", date(set_on)),
            ("due", date(due)),
            ("product", text(format!("{product} (tập)"))),
            ("origin", choice("TU_GIAO")),
            ("model", Value::Link(model.id)),
            ("neighbourhood", Value::Link(model.neighbourhood)),
        ];
        if done {
            let late = maker.random.below(4) as u64;
            let done_on = due.checked_add_days(Days::new(late)).unwrap_or(due).min(maker.today);
            values.extend([
                ("status", choice("HOAN_THANH")),
                ("progress", Value::Integer(100)),
                ("done_on", date(done_on)),
                ("result_text", text(format!("Đã có: {} (tập).", product.to_lowercase()))),
            ]);
        } else {
            let percent = i64::try_from(maker.random.below(9)).unwrap_or(0) * 10;
            let status = if percent == 0 { "MOI_GIAO" } else { "DANG_LAM" };
            values.extend([("status", choice(status)), ("progress", Value::Integer(percent))]);
        }
        maker.record("task", values);
    }
}

/// Counts the days from a Saturday or a Sunday to Monday.
fn weekend(day: NaiveDate) -> u64 {
    match day.weekday() {
        Weekday::Sat => 2,
        Weekday::Sun => 1,
        Weekday::Mon | Weekday::Tue | Weekday::Wed | Weekday::Thu | Weekday::Fri => 0,
    }
}
