//! Makes a register of many models: its journal is written by the codec, line by line, without planning.

use std::fs::{self, File};
use std::io::{BufWriter, Write};
use std::path::Path;

use chrono::DateTime;
use danvan::register::line::{Hash, encode, verify};
use danvan::register::schema::{metric, model, model_year, neighbourhood, organisation, person, progress, ward};
use danvan::register::seed::seeds;
use danvan::register::{Change, Commit, FieldId, Id, Quantity, Schema, Time, Value};
use danvan::store::{Identity, Layout};
use danvan::text::day::Day;

/// Neighbourhoods, units and people of the ward.
const NEIGHBOURHOODS: usize = 60;
const UNITS: usize = 40;
const PEOPLE: usize = 200;
/// The first of the five years in which models are registered; the last is the open one.
const FIRST_YEAR: i32 = 2022;
/// Length of a segment of the journal.
const SEGMENT: u64 = 16 << 20;

/// Words of which the names of models are put together.
const WHAT: [&str; 12] = [
    "Tuyến phố văn minh",
    "Hẻm xanh, sạch, đẹp",
    "Hiến đất mở hẻm",
    "Camera an ninh",
    "Ngày thứ bảy vì dân",
    "Nuôi heo đất giúp trẻ khó khăn",
    "Phân loại rác tại nguồn",
    "Thắp sáng đường quê",
    "Tổ tiết kiệm và vay vốn",
    "Chính quyền thân thiện",
    "Vườn rau sạch của hội phụ nữ",
    "Đường hoa",
];
const WHERE: [&str; 10] = [
    "Nguyễn Thị Minh Khai",
    "Lê Lợi",
    "Trần Hưng Đạo",
    "Hoà Khê",
    "Hoà Phú",
    "Võ Văn Kiệt",
    "Phạm Ngũ Lão",
    "Ủy ban phường",
    "Nhà văn hóa khu phố",
    "Xuân Đông",
];
const FAMILY: [&str; 6] = ["Nguyễn", "Trần", "Lê", "Phạm", "Huỳnh", "Vy"];
const MIDDLE: [&str; 5] = ["Thị Minh", "Văn", "Hữu", "Thị Ngọc", "Đức"];
const GIVEN: [&str; 8] = ["Khai", "Hạnh", "Tàng", "Uyên", "Đạt", "Ánh", "Thủy", "Yến"];

/// Numbers that look random and are the same every time.
pub struct Dice(u64);

impl Dice {
    pub const fn new(seed: u64) -> Self {
        Self(seed)
    }

    pub fn roll(&mut self, below: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap() % below
    }

    /// An id of a later millisecond than all before.
    pub fn id(&mut self, number: usize) -> Id {
        let random = (self.roll(1 << 31) as u128) << 40 | self.roll(1 << 31) as u128;
        Id::from_parts(1_640_995_200_000 + number as u64 * 97, random)
    }
}

/// The journal that is written.
struct Journal<'a> {
    layout: &'a Layout,
    out: BufWriter<File>,
    number: u32,
    bytes: u64,
    seq: u64,
    prev: Hash,
}

impl<'a> Journal<'a> {
    fn begin(layout: &'a Layout, identity: &Identity) -> Self {
        fs::create_dir_all(layout.journal(&identity.device)).unwrap();
        fs::write(layout.identity(), identity.write()).unwrap();
        let out = BufWriter::new(File::create(layout.segment(&identity.device, 1)).unwrap());
        Self { layout, out, number: 1, bytes: 0, seq: 0, prev: identity.store }
    }

    fn commit(&mut self, dev: &str, at: Time, changes: Vec<Change>) {
        if self.bytes > SEGMENT {
            self.number += 1;
            self.bytes = 0;
            self.out.flush().unwrap();
            self.out = BufWriter::new(File::create(self.layout.segment(dev, self.number)).unwrap());
        }
        self.seq += 1;
        let (dev, who, why) = (dev.to_owned(), "vp01".to_owned(), String::new());
        let commit = Commit { dev, seq: self.seq, at, who, why, undoes: None, changes };
        for line in encode(&commit, Hash([7; 16]), self.prev, self.seq) {
            self.prev = verify(&line).unwrap().hash;
            self.out.write_all(line.as_bytes()).unwrap();
            self.out.write_all(b"\n").unwrap();
            self.bytes += line.len() as u64 + 1;
        }
    }
}

fn made(schema: &'static Schema, id: Id, values: Vec<(FieldId, Value)>) -> Change {
    let mut set: Vec<_> = values.into_iter().map(|(field, value)| (field, None, Some(value))).collect();
    set.sort_by_key(|(field, _, _)| *field);
    Change { schema, id, set }
}

fn text(text: impl Into<String>) -> Value {
    Value::Text(text.into())
}

fn choice(code: &str) -> Value {
    Value::Choice(code.to_owned())
}

/// What models refer to.
struct Ward {
    neighbourhoods: Vec<Id>,
    units: Vec<Id>,
    people: Vec<Id>,
    metrics: Vec<Id>,
}

/// Makes the records with which a ward begins; numbers its ids from 0.
fn begun(dice: &mut Dice) -> (Ward, Vec<Change>) {
    let mut changes = Vec::new();
    let mut number = 0;
    let mut fresh = |dice: &mut Dice| {
        number += 1;
        dice.id(number)
    };
    let mut metrics = Vec::new();
    for (schema, values) in seeds() {
        let id = fresh(dice);
        let flow = values.iter().any(|(field, value)| *field == metric::CLASS && *value == choice(metric::FLOW));
        if schema.key == "metric" && flow {
            metrics.push(id);
        }
        changes.push(made(schema, id, values));
    }
    let profile = vec![(ward::WARD_TYPE, choice("PHUONG")), (ward::WARD_NAME, text("Đo"))];
    changes.push(made(&ward::SCHEMA, fresh(dice), profile));
    let neighbourhoods: Vec<Id> = (0..NEIGHBOURHOODS).map(|_| fresh(dice)).collect();
    for (place, id) in (1..).zip(&neighbourhoods) {
        let values = vec![
            (neighbourhood::CODE, text(format!("TDP{place:02}"))),
            (neighbourhood::NAME, text(format!("Tổ dân phố {place} {}", WHERE[place % WHERE.len()]))),
            (neighbourhood::KIND, choice("TDP")),
            (neighbourhood::STATUS, choice(neighbourhood::ACTIVE)),
        ];
        changes.push(made(&neighbourhood::SCHEMA, *id, values));
    }
    let units: Vec<Id> = (0..UNITS).map(|_| fresh(dice)).collect();
    for (place, id) in (1..).zip(&units) {
        let values = vec![
            (organisation::CODE, text(format!("DV{place:02}"))),
            (organisation::NAME, text(format!("Hội Phụ nữ khu phố {place}"))),
            (organisation::KIND, choice("HOI")),
            (organisation::BLOC, choice("DOAN_THE")),
        ];
        changes.push(made(&organisation::SCHEMA, *id, values));
    }
    let people: Vec<Id> = (0..PEOPLE).map(|_| fresh(dice)).collect();
    for id in &people {
        let (family, middle, given) = (dice.roll(FAMILY.len()), dice.roll(MIDDLE.len()), dice.roll(GIVEN.len()));
        let name = format!("{} {} {}", FAMILY[family], MIDDLE[middle], GIVEN[given]);
        let unit = units[dice.roll(UNITS)];
        changes.push(made(
            &person::SCHEMA,
            *id,
            vec![(person::FULL_NAME, text(name)), (person::ORG, Value::Link(unit))],
        ));
    }
    (Ward { neighbourhoods, units, people, metrics }, changes)
}

/// Makes a model, its registration in one year and one result of it.
fn with_results(ward: &Ward, dice: &mut Dice, number: usize) -> Vec<Change> {
    let year = FIRST_YEAR + i32::try_from(number % 5).unwrap();
    let first = 10_000 + number * 3;
    let (model, registration, result) = (dice.id(first), dice.id(first + 1), dice.id(first + 2));
    let place = ward.neighbourhoods[dice.roll(NEIGHBOURHOODS)];
    let (what, at) = (WHAT[dice.roll(WHAT.len())], WHERE[dice.roll(WHERE.len())]);
    let month = u32::try_from(1 + dice.roll(12)).unwrap();
    let day = u32::try_from(1 + dice.roll(28)).unwrap();
    let date = chrono::NaiveDate::from_ymd_opt(year, month, day).unwrap();
    vec![
        made(
            &model::SCHEMA,
            model,
            vec![
                (model::CODE, text(format!("DVK-{year}-{:06}", number + 1))),
                (model::NAME, text(format!("{what} {at} {}", number % 997))),
                (model::KIND, choice("MO_HINH")),
                (model::SUBJECT, choice(model::COLLECTIVE)),
                (model::FIELD, choice(["KT", "VHXH", "QPAN", "HTCT"][dice.roll(4)])),
                (model::LEVEL, choice("KDC")),
                (model::ORG, Value::Link(ward.units[dice.roll(UNITS)])),
                (model::SCOPE, choice(model::ONE_NEIGHBOURHOOD)),
                (model::NEIGHBOURHOODS, Value::Links(vec![place])),
                (model::PLACE_TEXT, text(format!("đường {at}, hẻm {}", dice.roll(300)))),
                (model::FIRST_YEAR, Value::Integer(year.into())),
                (model::STATE, choice(model::AT_WORK)),
                (model::OWNER, Value::Link(ward.people[dice.roll(PEOPLE)])),
            ],
        ),
        made(
            &model_year::SCHEMA,
            registration,
            vec![
                (model_year::MODEL, Value::Link(model)),
                (model_year::YEAR, Value::Integer(year.into())),
                (model_year::REG_TYPE, choice(model_year::NEW)),
                (model_year::YEAR_STATUS, choice(model_year::status::RUNNING)),
                (model_year::GOALS, text("Vận động các hộ trong tổ cùng làm, tháng nào cũng có kết quả.")),
                (model_year::HOUSEHOLDS, Value::Integer(20 + i64::try_from(dice.roll(80)).unwrap())),
            ],
        ),
        made(
            &progress::SCHEMA,
            result,
            vec![
                (progress::DATE, Value::Day(Day::Date(date))),
                (progress::MODEL_YEAR, Value::Link(registration)),
                (progress::NEIGHBOURHOOD, Value::Link(place)),
                (progress::METRIC, Value::Link(ward.metrics[dice.roll(ward.metrics.len())])),
                (progress::QUANTITY, Value::Quantity(Quantity::exact(1 + i64::try_from(dice.roll(500)).unwrap()))),
                (progress::REPORTER, text("tổ trưởng")),
            ],
        ),
    ]
}

/// Writes the store's name and the journal of a ward with so many models; returns how many records there are.
pub fn write(dir: &Path, models: usize) -> usize {
    let layout = Layout::new(dir);
    let identity = Identity { store: Hash([9; 16]), device: "a1".to_owned() };
    let mut journal = Journal::begin(&layout, &identity);
    let mut dice = Dice::new(5);
    let at: Time = DateTime::parse_from_rfc3339("2026-11-02T08:00:00+07:00").unwrap();
    let (ward, base) = begun(&mut dice);
    let mut records = base.len();
    journal.commit(&identity.device, at, base);
    for number in 0..models {
        let changes = with_results(&ward, &mut dice, number);
        records += changes.len();
        journal.commit(&identity.device, at, changes);
    }
    journal.out.flush().unwrap();
    records
}
