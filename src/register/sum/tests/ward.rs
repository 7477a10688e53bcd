//! A register with its cube, changed at random.

use proptest::prelude::*;

use crate::register::change::Change;
use crate::register::field::FieldId;
use crate::register::id::Id;
use crate::register::memory::MemoryRecords;
use crate::register::record::{Record, common};
use crate::register::records::Records;
use crate::register::schema::{
    REGISTER, Schema, activity, boundary_change, metric, model, model_year, neighbourhood, organisation, progress, task,
};
use crate::register::sum::Cube;
use crate::register::value::{Quantity, Value};
use crate::text::day::Day;
use crate::text::number::Qualifier;

pub const FIELDS: [&str; 4] = ["KT", "VHXH", "QPAN", "HTCT"];
pub const SOURCES: [&str; 3] = ["NS", "DAN", "DN"];

/// A register in memory beside a cube that takes over every change.
pub struct Ward {
    pub records: MemoryRecords,
    pub cube: Cube,
    /// Whether the cube takes over every change; a large register builds it once instead.
    pub has_cube: bool,
    pub commits: Vec<Vec<Change>>,
    made: Vec<(&'static Schema, Id)>,
    pub neighbourhoods: Vec<Id>,
    pub orgs: Vec<Id>,
    pub metrics: Vec<Id>,
    pub models: Vec<Id>,
    pub years: Vec<Id>,
    pub entries: Vec<Id>,
    next: u128,
}

type Fields = Vec<(FieldId, Value)>;

pub fn code(code: &str) -> Value {
    Value::Choice(code.to_owned())
}

pub fn text(text: &str) -> Value {
    Value::Text(text.to_owned())
}

impl Ward {
    /// Makes a ward with so many neighbourhoods, four organisations and a metric of each class.
    pub fn new(neighbourhoods: usize) -> Self {
        let records = MemoryRecords::new(REGISTER);
        let mut ward = Self {
            cube: Cube::build(&records),
            records,
            has_cube: true,
            commits: Vec::new(),
            made: Vec::new(),
            neighbourhoods: Vec::new(),
            orgs: Vec::new(),
            metrics: Vec::new(),
            models: Vec::new(),
            years: Vec::new(),
            entries: Vec::new(),
            next: 0,
        };
        for number in 0..neighbourhoods {
            ward.neighbourhood(&format!("TDP{number:02}"));
        }
        for bloc in ["DANG", "MTTQ", "DANG", "TRUONG"] {
            let id = ward.make(&organisation::SCHEMA, vec![(organisation::BLOC, code(bloc))]);
            ward.orgs.push(id);
        }
        for class in [metric::FLOW, metric::FLOW, metric::STOCK, metric::RATIO, metric::PAIR] {
            let id = ward.make(&metric::SCHEMA, vec![(metric::CLASS, code(class))]);
            ward.metrics.push(id);
        }
        ward
    }

    pub fn without_cube(mut self) -> Self {
        self.has_cube = false;
        self
    }

    pub fn neighbourhood(&mut self, name: &str) -> Id {
        let fields = vec![
            (neighbourhood::CODE, Value::Text(name.to_owned())),
            (neighbourhood::NAME, Value::Text(name.to_owned())),
        ];
        let id = self.make(&neighbourhood::SCHEMA, fields);
        self.neighbourhoods.push(id);
        id
    }

    /// Makes a record in a commit of its own.
    pub fn make(&mut self, schema: &'static Schema, fields: Fields) -> Id {
        self.next += 1;
        let id = Id::from_bits(self.next);
        self.made.push((schema, id));
        self.set(schema, id, fields.into_iter().map(|(field, value)| (field, Some(value))).collect());
        id
    }

    pub fn set(&mut self, schema: &'static Schema, id: Id, fields: Vec<(FieldId, Option<Value>)>) {
        let before = self.records.get(schema, id).unwrap_or_default();
        let set: Vec<_> = fields.into_iter().map(|(field, new)| (field, before.get(&field).cloned(), new)).collect();
        self.commit(vec![Change { schema, id, set }]);
    }

    /// Applies a commit to the records and to the cube.
    pub fn commit(&mut self, mut changes: Vec<Change>) {
        for change in &mut changes {
            change.set.retain(|(_, old, new)| old != new);
        }
        changes.retain(|change| !change.set.is_empty());
        if changes.is_empty() {
            return;
        }
        self.records.apply(self.records.seq() + 1, &changes);
        if self.has_cube {
            self.cube.apply(&changes, &self.records);
        }
        self.commits.push(changes);
    }

    /// Takes the last commit back.
    pub fn undo(&mut self) {
        let Some(changes) = self.commits.last().cloned() else { return };
        let swap = |change: Change| Change {
            set: change.set.into_iter().map(|(field, old, new)| (field, new, old)).collect(),
            ..change
        };
        self.commit(changes.into_iter().rev().map(swap).collect());
    }

    /// Withdraws a record, or brings it back.
    pub fn toggle(&mut self, schema: &'static Schema, id: Id) {
        let withdrawn = self.records.get(schema, id).unwrap_or_default().contains_key(&common::WITHDRAWN);
        let reason = (!withdrawn).then(|| Value::Text("nhập nhầm".to_owned()));
        self.set(schema, id, vec![(common::WITHDRAWN, reason)]);
    }

    pub fn act(&mut self, act: &Act) {
        match act {
            Act::Model { fields, places, org } => {
                let fields = self.model_fields(fields, places, *org);
                let id = self.make(&model::SCHEMA, fields);
                self.models.push(id);
            }
            Act::EditModel { which, fields, places, org } => {
                let fields = self.model_fields(fields, places, *org);
                if let Some(id) = pick(&self.models, *which) {
                    self.set(
                        &model::SCHEMA,
                        id,
                        fields.into_iter().map(|(field, value)| (field, Some(value))).collect(),
                    );
                }
            }
            Act::Year { which, year, state } => {
                let Some(model) = pick(&self.models, *which) else { return };
                let id = self.make(
                    &model_year::SCHEMA,
                    vec![
                        (model_year::MODEL, Value::Link(model)),
                        (model_year::YEAR, Value::Integer(i64::from(*year))),
                        (model_year::REG_TYPE, code(model_year::NEW)),
                        (model_year::YEAR_STATUS, code(state)),
                    ],
                );
                self.years.push(id);
            }
            Act::EditYear { which, state, model } => {
                let Some(id) = pick(&self.years, *which) else { return };
                // Every third registration has a field of its own in its year.
                let field = (which % 3 == 0).then(|| code(FIELDS[which % 4]));
                let mut fields = vec![(model_year::YEAR_STATUS, Some(code(state))), (model_year::FIELD, field)];
                if let Some(model) = model.and_then(|which| pick(&self.models, which)) {
                    fields.push((model_year::MODEL, Some(Value::Link(model))));
                }
                self.set(&model_year::SCHEMA, id, fields);
            }
            Act::Entry(entry) => {
                let fields = self.entry_fields(entry);
                let id = self.make(&progress::SCHEMA, fields);
                self.entries.push(id);
            }
            Act::EditEntry(which, entry) => {
                let Some(id) = pick(&self.entries, *which) else { return };
                let new: Record = self.entry_fields(entry).into_iter().collect();
                let fields =
                    progress::SCHEMA.fields.iter().map(|field| (field.id, new.get(&field.id).cloned())).collect();
                self.set(&progress::SCHEMA, id, fields);
            }
            Act::Toggle(which) => {
                if let Some((schema, id)) = pick(&self.made, *which) {
                    self.toggle(schema, id);
                }
            }
            Act::Undo => self.undo(),
            Act::Boundary { from, to, day } => self.boundary(from, to, *day),
            Act::Activity { place, kind, count, day, which } => {
                let mut fields = vec![
                    (activity::DATE, Value::Day(*day)),
                    (activity::KIND, code(["PHONGSU", "TINBAI"][kind % 2])),
                    (activity::PARTICIPANTS, Value::Integer(count * 3)),
                    (activity::INTERACTIONS, Value::Integer(count * 7)),
                ];
                if *count > 0 {
                    fields.push((activity::COUNT, Value::Integer(*count)));
                }
                fields.extend(self.place(*place).map(|id| (activity::NEIGHBOURHOOD, Value::Link(id))));
                fields.extend(pick(&self.models, *which).map(|id| (activity::MODEL, Value::Link(id))));
                self.make(&activity::SCHEMA, fields);
            }
            Act::Task { place, due, done, which } => {
                let status = if *done { task::DONE } else { task::SET };
                let mut fields = vec![(task::DUE, Value::Day(*due)), (task::STATUS, code(status))];
                fields.extend(self.place(*place).map(|id| (task::NEIGHBOURHOOD, Value::Link(id))));
                fields.extend(pick(&self.models, *which).map(|id| (task::MODEL, Value::Link(id))));
                self.make(&task::SCHEMA, fields);
            }
            Act::MoveOrg { which, bloc } => {
                let id = self.orgs[which % self.orgs.len()];
                self.set(
                    &organisation::SCHEMA,
                    id,
                    vec![(organisation::BLOC, Some(code(["DANG", "MTTQ", "LLVT"][bloc % 3])))],
                );
            }
            Act::Reclass { which, class } => {
                let id = self.metrics[which % self.metrics.len()];
                let class = [metric::FLOW, metric::STOCK, metric::RATIO][class % 3];
                self.set(&metric::SCHEMA, id, vec![(metric::CLASS, Some(code(class)))]);
            }
        }
    }

    fn boundary(&mut self, from: &[usize], to: &[usize], day: Day) {
        let ids = |places: &[usize]| {
            let mut ids: Vec<Id> = places.iter().filter_map(|place| pick(&self.neighbourhoods, *place)).collect();
            ids.sort_unstable();
            ids.dedup();
            ids
        };
        let (from, to) = (ids(from), ids(to));
        let fields = vec![
            (boundary_change::DATE, Value::Day(day)),
            (boundary_change::FROM, Value::Links(from)),
            (boundary_change::TO, Value::Links(to)),
        ];
        self.make(&boundary_change::SCHEMA, fields);
    }

    fn place(&self, which: usize) -> Option<Id> {
        // One in so many is of the whole ward.
        self.neighbourhoods.get(which % (self.neighbourhoods.len() + 1)).copied()
    }

    fn model_fields(&self, fields: &[usize; 4], places: &[usize], org: usize) -> Fields {
        let mut places: Vec<Id> = places.iter().filter_map(|place| self.place(*place)).collect();
        places.sort_unstable();
        places.dedup();
        vec![
            (model::FIELD, code(FIELDS[fields[0] % 4])),
            (model::LEVEL, code(["PHUONG", "KDC"][fields[1] % 2])),
            (model::KIND, code(["MO_HINH", "DIEN_HINH"][fields[2] % 2])),
            (model::SUBJECT, code([model::COLLECTIVE, model::ONE_PERSON][fields[3] % 2])),
            (model::ORG, Value::Link(self.orgs[org % self.orgs.len()])),
            (model::NEIGHBOURHOODS, Value::Links(places)),
        ]
    }

    fn entry_fields(&self, entry: &Entry) -> Fields {
        let metric = self.metrics[entry.metric % self.metrics.len()];
        let qualifier = Qualifier::ALL[entry.qualifier];
        let (amount, words) = match qualifier {
            Qualifier::Unknown => (0, Some("hàng chục".to_owned())),
            _ => (entry.amount, None),
        };
        let quantity = Quantity { amount: amount.into(), qualifier, words };
        let mut fields = vec![
            (progress::DATE, Value::Day(entry.day)),
            (progress::METRIC, Value::Link(metric)),
            (progress::QUANTITY, Value::Quantity(quantity)),
            (progress::MONEY_SOURCE, code(SOURCES[entry.source % 3])),
        ];
        match self.place(entry.place) {
            Some(id) => fields.push((progress::NEIGHBOURHOOD, Value::Link(id))),
            None => fields.push((progress::WHOLE_WARD, Value::Bool(true))),
        }
        if entry.metric % 2 == 1 {
            fields.push((progress::DENOMINATOR, Value::Quantity(Quantity::exact(entry.amount + 7))));
        }
        let year = entry.year.and_then(|which| pick(&self.years, which));
        fields.extend(year.map(|id| (progress::MODEL_YEAR, Value::Link(id))));
        if year.is_none() {
            fields.push((progress::ORG, Value::Link(self.orgs[entry.source % self.orgs.len()])));
        }
        let wrong = entry.corrects.and_then(|which| pick(&self.entries, which));
        fields.extend(wrong.map(|id| (progress::CORRECTS, Value::Link(id))));
        fields
    }
}

fn pick<T: Copy>(of: &[T], which: usize) -> Option<T> {
    if of.is_empty() { None } else { of.get(which % of.len()).copied() }
}

/// One thing that happens in a ward.
#[derive(Clone, Debug)]
pub enum Act {
    Model { fields: [usize; 4], places: Vec<usize>, org: usize },
    EditModel { which: usize, fields: [usize; 4], places: Vec<usize>, org: usize },
    Year { which: usize, year: i32, state: &'static str },
    EditYear { which: usize, state: &'static str, model: Option<usize> },
    Entry(Entry),
    EditEntry(usize, Entry),
    Toggle(usize),
    Undo,
    Boundary { from: Vec<usize>, to: Vec<usize>, day: Day },
    Activity { place: usize, kind: usize, count: i64, day: Day, which: usize },
    Task { place: usize, due: Day, done: bool, which: usize },
    MoveOrg { which: usize, bloc: usize },
    Reclass { which: usize, class: usize },
}

/// A result entry to be made.
#[derive(Clone, Debug)]
pub struct Entry {
    pub place: usize,
    pub year: Option<usize>,
    pub metric: usize,
    pub amount: i64,
    pub qualifier: usize,
    pub source: usize,
    pub day: Day,
    pub corrects: Option<usize>,
}

pub fn days() -> impl Strategy<Value = Day> {
    prop_oneof![
        6 => (2025_i32..=2026, 1_u32..=365)
            .prop_filter_map("a day", |(year, day)| chrono::NaiveDate::from_yo_opt(year, day).map(Day::Date)),
        1 => (2025_i32..=2026, 1_u8..=12).prop_map(|(year, month)| Day::Month { year, month }),
        1 => (2025_i32..=2026, 1_u8..=4).prop_map(|(year, quarter)| Day::Quarter { year, quarter }),
        1 => (2025_i32..=2026).prop_map(Day::Year),
    ]
}

pub fn entries() -> impl Strategy<Value = Entry> {
    let which = || proptest::option::of(any::<usize>());
    let qualifier = prop_oneof![4 => Just(0_usize), 1 => 0_usize..6];
    let corrects = prop_oneof![5 => Just(None), 1 => any::<usize>().prop_map(Some)];
    let numbers = (any::<usize>(), 0_usize..5, 0_i64..10_000, qualifier, 0_usize..3);
    (numbers, which(), days(), corrects).prop_map(
        |((place, metric, amount, qualifier, source), year, day, corrects)| Entry {
            place,
            year,
            metric,
            amount,
            qualifier,
            source,
            day,
            corrects,
        },
    )
}

pub fn acts() -> impl Strategy<Value = Act> {
    let some = || any::<usize>();
    let fields = || [0_usize..4, 0..4, 0..4, 0..4];
    let places = || proptest::collection::vec(some(), 0..3);
    let ends = || proptest::collection::vec(some(), 1..3);
    let state = || proptest::sample::select(vec!["N1", "N2", "N5", "N8", "N9", "N10", "N11"]);
    prop_oneof![
        3 => (fields(), places(), some()).prop_map(|(fields, places, org)| Act::Model { fields, places, org }),
        2 => (some(), fields(), places(), some())
            .prop_map(|(which, fields, places, org)| Act::EditModel { which, fields, places, org }),
        4 => (some(), 2025_i32..=2026, state()).prop_map(|(which, year, state)| Act::Year { which, year, state }),
        2 => (some(), state(), prop_oneof![4 => Just(None), 1 => some().prop_map(Some)])
            .prop_map(|(which, state, model)| Act::EditYear { which, state, model }),
        12 => entries().prop_map(Act::Entry),
        4 => (some(), entries()).prop_map(|(which, entry)| Act::EditEntry(which, entry)),
        4 => some().prop_map(Act::Toggle),
        2 => Just(Act::Undo),
        2 => (ends(), ends(), days()).prop_map(|(from, to, day)| Act::Boundary { from, to, day }),
        2 => (some(), some(), 0_i64..5, days(), some())
            .prop_map(|(place, kind, count, day, which)| Act::Activity { place, kind, count, day, which }),
        1 => (some(), days(), any::<bool>(), some())
            .prop_map(|(place, due, done, which)| Act::Task { place, due, done, which }),
        1 => (some(), some()).prop_map(|(which, bloc)| Act::MoveOrg { which, bloc }),
        1 => (some(), some()).prop_map(|(which, class)| Act::Reclass { which, class }),
    ]
}
