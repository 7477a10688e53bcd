//! What the list holds, in which order, and that every entry leads somewhere.

use super::*;
use crate::register::practice::{Size, practice};
use crate::register::rule::trial::Trial;
use crate::register::schema::model_year::status;
use crate::register::schema::{
    REGISTER, body, membership, metric, model, model_year, neighbourhood, organisation, person, progress, task,
    year_plan,
};
use crate::register::{Actor, MemoryRecords, Read, Value, plan};

/// What the whole register comes to, counted in one go.
pub fn agenda(records: &dyn Records, today: NaiveDate, year: i32, most: usize) -> Agenda {
    let mut watch = Watch::listing(most);
    watch.work(records, today, year, usize::MAX);
    assert_eq!(watch.progress(), None);
    watch.agenda().clone()
}

fn of(trial: &Trial) -> Agenda {
    agenda(trial.records(), trial.today(), 2026, usize::MAX)
}

/// Says what is the matter with an entry.
fn words(trial: &Trial, entry: &Entry) -> String {
    entry.words(trial.records(), trial.today(), 2026).vi
}

/// Lists the entries of a kind as `record: words`.
fn told(trial: &Trial, kind: Kind, title: FieldId) -> Vec<String> {
    let agenda = of(trial);
    let told = |entry: &Entry| format!("{}: {}", trial.get(entry.schema, entry.id).text(title), words(trial, entry));
    agenda.of(kind).map(told).collect()
}

#[test]
fn open_tasks_come_by_their_day_whatever_their_year() {
    let mut trial = Trial::new();
    for (title, due) in [
        ("Hôm qua", "21/11/2026"),
        ("Năm ngoái", "20/11/2025"),
        ("Hôm nay", "22/11/2026"),
        ("Tuần tới", "29/11/2026"),
        ("Tháng này", "11/2026"),
        ("Nửa tháng", "6/12/2026"),
        ("Còn lâu", "7/12/2026"),
    ] {
        trial.put(&task::SCHEMA, &[(task::TITLE, title), (task::ASSIGNED_ON, "1/1/2025"), (task::DUE, due)]);
    }
    let done =
        [(task::TITLE, "Xong"), (task::DUE, "1/11/2026"), (task::STATUS, task::DONE), (task::DONE_ON, "1/11/2026")];
    trial.put(&task::SCHEMA, &done);
    let told = |kind| told(&trial, kind, task::TITLE);
    assert_eq!(told(Kind::Overdue), ["Năm ngoái: quá hạn 367 ngày", "Hôm qua: quá hạn 1 ngày"]);
    assert_eq!(told(Kind::Soon), ["Hôm nay: hạn hôm nay", "Tuần tới: còn 7 ngày"]);
    assert_eq!(told(Kind::Coming), ["Tháng này: còn 8 ngày", "Nửa tháng: còn 14 ngày"]);
    let agenda = of(&trial);
    assert_eq!([Kind::Overdue, Kind::Soon, Kind::Coming].map(|kind| agenda.count(kind)), [2, 2, 2]);
}

#[test]
fn a_result_that_was_handed_in_waits_for_a_yes() {
    let mut trial = Trial::new();
    let fields = [(task::TITLE, "Sơ kết"), (task::STATUS, task::AWAITS_APPROVAL), (task::RESULT_TEXT, "Báo cáo")];
    trial.put(&task::SCHEMA, &fields);
    assert_eq!(told(&trial, Kind::Waits, task::TITLE), ["Sơ kết: chờ duyệt kết quả"]);
}

/// Registers a model in a state; the dates are those of the registration.
fn registered(trial: &mut Trial, name: &str, state: &str, dates: &[(FieldId, &str)]) -> Id {
    trial.put(&organisation::SCHEMA, &[(organisation::NAME, name)]);
    trial.put(&model::SCHEMA, &[(model::NAME, name), (model::ORG, name)]);
    let fields = [(model_year::MODEL, name), (model_year::YEAR, "2026"), (model_year::YEAR_STATUS, state)];
    let fields: Vec<(FieldId, &str)> = fields.iter().chain(dates).copied().collect();
    trial.put(&model_year::SCHEMA, &fields)
}

#[test]
fn registrations_wait_before_their_step_and_the_longest_wait_comes_first() {
    let mut trial = Trial::new();
    registered(&mut trial, "Nháp", status::DRAFT, &[]);
    registered(&mut trial, "Mới nộp", status::REGISTERED, &[(model_year::RECEIVED_ON, "1/11/2026")]);
    registered(&mut trial, "Nộp lâu", status::REGISTERED, &[(model_year::RECEIVED_ON, "1/3/2026")]);
    let at_work = [(model_year::START, "1/11/2026"), (model_year::END, "21/11/2026")];
    registered(&mut trial, "Hết hạn", status::RUNNING, &at_work);
    let to_review =
        [(model_year::START, "1/11/2026"), (model_year::END, "1/12/2026"), (model_year::REVIEW_ON, "10/11/2026")];
    registered(&mut trial, "Sơ kết", status::RUNNING, &to_review);
    registered(
        &mut trial,
        "Đang làm",
        status::RUNNING,
        &[(model_year::START, "1/11/2026"), (model_year::END, "1/12/2026")],
    );
    registered(&mut trial, "Đã rút", status::WITHDRAWN, &[]);
    let agenda = of(&trial);
    let waits: Vec<(String, String, u16)> = agenda
        .of(Kind::Waits)
        .map(|entry| {
            let model = trial.get(&model_year::SCHEMA, entry.id).link(model_year::MODEL).unwrap();
            let name = trial.get(&model::SCHEMA, model).text(model::NAME).to_owned();
            (name, words(&trial, entry), entry.field.unwrap())
        })
        .collect();
    let expected = [
        ("Nộp lâu", "chờ khảo sát, thẩm định từ 01/03/2026", model_year::YEAR_STATUS),
        ("Mới nộp", "chờ khảo sát, thẩm định từ 01/11/2026", model_year::YEAR_STATUS),
        ("Sơ kết", "chờ sơ kết, cập nhật từ 10/11/2026", model_year::REVIEW_NOTE),
        ("Hết hạn", "chờ tổng kết từ 21/11/2026", model_year::RESULT_TEXT),
        ("Nháp", "chờ nộp bản đăng ký", model_year::SITUATION),
    ];
    assert_eq!(waits, expected.map(|(name, words, field)| (name.to_owned(), words.to_owned(), field)));
}

#[test]
fn a_model_at_work_is_asked_about_after_thirty_days_without_a_result() {
    let mut trial = Trial::new();
    let metric = [(metric::CODE, "DAT"), (metric::NAME, "Đất hiến"), (metric::UNIT, "m²"), (metric::CLASS, "FLOW")];
    trial.put(&metric::SCHEMA, &metric);
    let since = [(model_year::START, "1/3/2026"), (model_year::END, "31/12/2026")];
    let quiet = registered(&mut trial, "Im lặng", status::RUNNING, &since);
    let told_of =
        |trial: &Trial| of(trial).of(Kind::Silent).map(|entry| (entry.id, words(trial, entry))).collect::<Vec<_>>();
    assert_eq!(told_of(&trial), [(quiet, "chưa có kết quả từ 01/03/2026".to_owned())]);
    let mut result = |day: &str| {
        let year = Value::Link(quiet);
        let fields = [(progress::DATE, day), (progress::METRIC, "DAT"), (progress::QUANTITY, "30")];
        let mut record = trial.typed(&progress::SCHEMA, &fields);
        record.insert(progress::MODEL_YEAR, year);
        trial.put_record(&progress::SCHEMA, record);
        told_of(&trial)
    };
    assert_eq!(result("22/10/2026"), [(quiet, "chưa có kết quả từ 22/10/2026".to_owned())], "31 days ago");
    assert_eq!(result("23/10/2026"), [], "30 days ago");
    assert_eq!(result("1/2/2026"), [], "an older result that is typed later hides no newer one");
}

#[test]
fn units_are_asked_about_in_the_last_month_and_late_afterwards() {
    let kinds = |deadline: &str| {
        let mut trial = Trial::new();
        trial.put(&organisation::SCHEMA, &[(organisation::NAME, "Hội Nông dân"), (organisation::MUST_REGISTER, "có")]);
        trial.put(&year_plan::SCHEMA, &[(year_plan::YEAR, "2026"), (year_plan::REGISTER_DEADLINE, deadline)]);
        let agenda = of(&trial);
        let of_units = agenda.entries().filter(|entry| entry.field == Some(organisation::MUST_REGISTER));
        of_units.map(|entry| (entry.kind, words(&trial, entry))).collect::<Vec<_>>()
    };
    assert_eq!(kinds("31/3/2026"), [(Kind::Late, "chưa đăng ký, quá hạn 236 ngày".to_owned())]);
    assert_eq!(kinds("22/11/2026"), [(Kind::Coming, "chưa đăng ký, hạn 22/11/2026".to_owned())]);
    assert_eq!(kinds("22/12/2026"), [(Kind::Coming, "chưa đăng ký, hạn 22/12/2026".to_owned())]);
    assert_eq!(kinds("23/12/2026"), []);
}

#[test]
fn a_neighbourhood_without_a_member_is_listed_once() {
    let mut trial = Trial::new();
    for name in ["TDP 1", "TDP 2"] {
        trial.put(&neighbourhood::SCHEMA, &[(neighbourhood::NAME, name)]);
    }
    trial.put(&body::SCHEMA, &[(body::KIND, body::COMMITTEE), (body::NAME, "Ban Chỉ đạo")]);
    trial.put(&person::SCHEMA, &[(person::FULL_NAME, "Lương Văn Hùng")]);
    let seat = [
        (membership::BODY, "Ban Chỉ đạo"),
        (membership::PERSON, "Lương Văn Hùng"),
        (membership::NEIGHBOURHOODS, "KDC01"),
    ];
    trial.put(&membership::SCHEMA, &seat);
    assert_eq!(told(&trial, Kind::Unled, neighbourhood::NAME), ["TDP 2: chưa có người phụ trách"]);
    let of_places =
        |entry: &&Entry| entry.schema == &neighbourhood::SCHEMA && entry.field == Some(neighbourhood::ASSIGNED_MEMBER);
    assert_eq!(of(&trial).entries().filter(of_places).count(), 1, "the checks tell it too");
    assert_eq!(unled(trial.records(), trial.today()).len(), 1);
}

pub fn practice_ward() -> (MemoryRecords, NaiveDate) {
    let today = NaiveDate::from_ymd_opt(2026, 3, 5).unwrap();
    let now = chrono::DateTime::parse_from_rfc3339("2026-03-05T08:00:00+07:00").unwrap();
    let mut records = MemoryRecords::new(REGISTER);
    for request in practice(1, today, Size { models: 12, neighbourhoods: 6 }) {
        let planned = plan(&request, &records, &Actor::sole("thu"), now).unwrap();
        records.apply(records.seq() + 1, &planned.changes);
    }
    (records, today)
}

#[test]
fn every_entry_leads_to_a_field_of_a_live_record_and_has_words() {
    let (records, today) = practice_ward();
    let all = agenda(&records, today, 2026, usize::MAX);
    let entries: Vec<Entry> = all.entries().copied().collect();
    assert!(entries.len() > 20, "{}", entries.len());
    assert!(entries.is_sorted());
    assert_eq!(all.total(), entries.len());
    for entry in &entries {
        assert!(records.get(entry.schema, entry.id).is_some(), "{entry:?}");
        assert!(entry.field.is_none_or(|field| entry.schema.field(field).is_some()), "{entry:?}");
        assert!(!entry.words(&records, today, 2026).vi.is_empty(), "{entry:?}");
    }
    let places: std::collections::BTreeSet<_> = entries.iter().map(Entry::place).collect();
    assert_eq!(places.len(), entries.len(), "each place once");
}

#[test]
fn a_short_list_holds_the_first_of_each_kind_and_counts_all() {
    let (records, today) = practice_ward();
    let (all, short) = (agenda(&records, today, 2026, usize::MAX), agenda(&records, today, 2026, 2));
    for kind in Kind::ALL {
        assert_eq!(short.count(kind), all.count(kind));
        let first: Vec<&Entry> = all.of(kind).take(2).collect();
        assert_eq!(short.of(kind).collect::<Vec<_>>(), first);
    }
}

#[test]
fn the_checks_and_the_agenda_tell_of_the_same_records() {
    let (records, today) = practice_ward();
    let all = agenda(&records, today, 2026, usize::MAX);
    let listed: std::collections::BTreeSet<_> = all.entries().map(Entry::place).collect();
    for issue in crate::register::problems(&records, today, 2026) {
        let place = (issue.schema.id, issue.id, issue.field);
        assert!(listed.contains(&place) || issue.rule == "organisation.unregistered", "{issue:?}");
    }
}
