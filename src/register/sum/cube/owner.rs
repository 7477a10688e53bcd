//! What the cube remembers of models, registrations and organisations: by what their figures are split.
//!
//! Figures are kept under their registration, and everything that the registration, its model and its organisation say
//! is looked up when a question is asked. So a model that gets another field takes all its figures along, at no cost.

use super::Cell;
use super::names::{NONE, Names, SEVERAL, WARD};
use crate::register::id::Id;
use crate::register::record::{Read, Record, is_withdrawn};
use crate::register::schema::{model, model_year, organisation};

/// A registration.
#[derive(Clone, Copy, Debug)]
pub(super) struct YearRow {
    pub live: bool,
    /// Whether it is in a state that reports count.
    pub counted: bool,
    pub year: i32,
    /// The number of its model's key.
    pub model: u32,
    pub reg_type: u32,
    pub state: u32,
    /// The field of work of that year, where it is not the model's.
    pub field: u32,
}

/// A model.
#[derive(Clone, Copy, Debug)]
pub(super) struct ModelRow {
    pub live: bool,
    pub neighbourhood: u32,
    pub org: u32,
    pub field: u32,
    pub level: u32,
    pub kind: u32,
    pub subject: u32,
}

/// Rows by the number of their record's key; most numbers have none.
#[derive(Clone, Debug, Default)]
pub(super) struct Owners {
    years: Vec<Option<YearRow>>,
    models: Vec<Option<ModelRow>>,
    /// The number of the bloc of each organisation.
    blocs: Vec<u32>,
}

impl Owners {
    /// Takes over a registration as it is now; `None` for one that is gone.
    pub(super) fn set_year(&mut self, names: &mut Names, id: Id, record: Option<&Record>) {
        let row = record.map(|record| YearRow {
            live: !is_withdrawn(record),
            counted: record
                .choice(model_year::YEAR_STATUS)
                .is_some_and(|state| model_year::status::COUNTED.contains(&state)),
            year: record.integer(model_year::YEAR).and_then(|year| i32::try_from(year).ok()).unwrap_or_default(),
            model: record.link(model_year::MODEL).map_or(NONE, |id| names.record(id)),
            reg_type: names.code(record.choice(model_year::REG_TYPE)),
            state: names.code(record.choice(model_year::YEAR_STATUS)),
            field: names.code(record.choice(model_year::FIELD)),
        });
        set(&mut self.years, names.record(id), row);
    }

    /// Takes over a model as it is now.
    pub(super) fn set_model(&mut self, names: &mut Names, id: Id, record: Option<&Record>) {
        let row = record.map(|record| ModelRow {
            live: !is_withdrawn(record),
            neighbourhood: place(names, record),
            org: record.link(model::ORG).map_or(NONE, |id| names.record(id)),
            field: names.code(record.choice(model::FIELD)),
            level: names.code(record.choice(model::LEVEL)),
            kind: names.code(record.choice(model::KIND)),
            subject: names.code(record.choice(model::SUBJECT)),
        });
        set(&mut self.models, names.record(id), row);
    }

    /// Takes over an organisation as it is now.
    pub(super) fn set_org(&mut self, names: &mut Names, id: Id, record: Option<&Record>) {
        let bloc = names.code(record.and_then(|record| record.choice(organisation::BLOC)));
        set(&mut self.blocs, names.record(id), bloc);
    }

    /// Returns a registration by its number.
    pub(super) fn year(&self, number: u32) -> Option<&YearRow> {
        self.years.get(number as usize)?.as_ref()
    }

    /// Returns a model by its number.
    pub(super) fn model(&self, number: u32) -> Option<&ModelRow> {
        self.models.get(number as usize)?.as_ref()
    }

    /// Returns the bloc of an organisation.
    pub(super) fn bloc(&self, org: u32) -> u32 {
        self.blocs.get(org as usize).copied().unwrap_or(NONE)
    }

    /// Returns whose latest figure holds: the model's, else the neighbourhood's.
    pub(super) fn owner(&self, cell: Cell) -> u32 {
        match self.year(cell.owner) {
            Some(year) if year.model != NONE => year.model,
            _ => cell.neighbourhood,
        }
    }

    /// Lists all registrations by number.
    pub(super) fn years(&self) -> impl Iterator<Item = (u32, &YearRow)> {
        let numbered = (0_u32..).zip(&self.years);
        numbered.filter_map(|(number, row)| Some((number, row.as_ref()?)))
    }
}

/// Under which neighbourhood a model's registrations stand: its only one, "several", or the ward.
fn place(names: &mut Names, record: &Record) -> u32 {
    if record.choice(model::SCOPE) == Some(model::WHOLE_WARD) {
        return WARD;
    }
    match record.links(model::NEIGHBOURHOODS) {
        [] => WARD,
        [one] => names.record(*one),
        _ => SEVERAL,
    }
}

fn set<T: Default + Clone>(rows: &mut Vec<T>, number: u32, row: T) {
    let place = number as usize;
    if place >= rows.len() {
        rows.resize(place + 1, T::default());
    }
    rows[place] = row;
}
