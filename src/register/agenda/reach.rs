//! Which records are judged otherwise when one changes: the ways from a changed record back to those that look at it.
//!
//! A rule that begins to look at other records needs a row here; a test follows what is read and compares.

use std::collections::BTreeSet;

use Step::{From, To};

use crate::register::change::Change;
use crate::register::field::FieldId;
use crate::register::id::Id;
use crate::register::query::{Query, Test};
use crate::register::record::{Read, Record, is_withdrawn};
use crate::register::records::Records;
use crate::register::schema::{
    Schema, activity, award, body, boundary_change, budget_line, catalogue_entry, document, evaluation, indicator,
    inspection, membership, metric, model, model_year, neighbourhood, neighbourhood_year, note, organisation, person,
    progress, recognition, round, rubric, standing, task, year_plan,
};
use crate::register::standing::standing_record;
use crate::register::unique::{claim, likeness};
use crate::register::value::Value;

/// One step from record to record.
#[derive(Clone, Copy)]
pub enum Step {
    /// To what its field links to.
    To(FieldId),
    /// To the records of an entity whose field links to it.
    From(&'static Schema, FieldId),
}

/// A way back to those that look at a record.
pub struct Way {
    /// The entity of the changed record.
    pub of: &'static Schema,
    /// The fields that are looked at; any, where none is named.
    pub on: &'static [FieldId],
    /// The steps.
    pub steps: &'static [Step],
}

/// Entities by which everything is judged; few records that seldom change.
pub const EVERYWHERE: &[&Schema] = &[&catalogue_entry::SCHEMA, &year_plan::SCHEMA, &round::SCHEMA, &rubric::SCHEMA];

const fn way(of: &'static Schema, on: &'static [FieldId], steps: &'static [Step]) -> Way {
    Way { of, on, steps }
}

/// The model of a registration, and its other registrations.
const MODEL: Step = To(model_year::MODEL);
const YEARS: Step = From(&model_year::SCHEMA, model_year::MODEL);

/// All ways.
#[rustfmt::skip]
pub const WAYS: &[Way] = &[
    way(&neighbourhood::SCHEMA, &[neighbourhood::VALID_FROM, neighbourhood::VALID_TO], &[From(&progress::SCHEMA, progress::NEIGHBOURHOOD)]),
    way(&neighbourhood::SCHEMA, &[neighbourhood::VALID_FROM, neighbourhood::VALID_TO], &[From(&inspection::SCHEMA, inspection::NEIGHBOURHOOD)]),
    way(&neighbourhood::SCHEMA, &[neighbourhood::VALID_FROM, neighbourhood::VALID_TO], &[From(&activity::SCHEMA, activity::NEIGHBOURHOOD)]),
    way(&neighbourhood::SCHEMA, &[neighbourhood::VALID_TO], &[From(&boundary_change::SCHEMA, boundary_change::FROM)]),
    way(&boundary_change::SCHEMA, &[], &[To(boundary_change::FROM)]),
    way(&membership::SCHEMA, &[], &[To(membership::NEIGHBOURHOODS)]),
    way(&membership::SCHEMA, &[], &[To(membership::BODY)]),
    way(&membership::SCHEMA, &[], &[To(membership::BODY), From(&membership::SCHEMA, membership::BODY)]),
    way(&body::SCHEMA, &[body::VALID_TO], &[From(&body::SCHEMA, body::REPLACES)]),
    way(&body::SCHEMA, &[body::VALID_FROM, body::ESTABLISHED_DOC], &[From(&membership::SCHEMA, membership::BODY)]),
    way(&neighbourhood_year::SCHEMA, &[], &[To(neighbourhood_year::NEIGHBOURHOOD), From(&model::SCHEMA, model::NEIGHBOURHOODS), YEARS]),
    way(&metric::SCHEMA, &[metric::CLASS, metric::COUNTABLE, metric::UNIT], &[From(&progress::SCHEMA, progress::METRIC)]),
    way(&metric::SCHEMA, &[metric::CLASS, metric::COUNTABLE], &[From(&indicator::SCHEMA, indicator::METRIC)]),
    way(&model::SCHEMA, &[model::FIRST_YEAR, model::NEIGHBOURHOODS, model::FIELD], &[YEARS]),
    way(&model::SCHEMA, &[model::NEIGHBOURHOODS], &[YEARS, From(&progress::SCHEMA, progress::MODEL_YEAR)]),
    way(&model::SCHEMA, &[model::ORG], &[To(model::ORG)]),
    way(&model_year::SCHEMA, &[], &[MODEL]),
    way(&model_year::SCHEMA, &[model_year::YEAR, model_year::MODEL], &[MODEL, YEARS]),
    way(&model_year::SCHEMA, &[model_year::YEAR, model_year::MODEL, model_year::YEAR_STATUS], &[MODEL, To(model::ORG)]),
    way(&model_year::SCHEMA, &[model_year::RECEIVED_ON, model_year::APPROVED_ON, model_year::LAUNCH_ON], &[From(&recognition::SCHEMA, recognition::MODEL_YEAR)]),
    way(&model_year::SCHEMA, &[model_year::YEAR, model_year::MODEL], &[From(&award::SCHEMA, award::MODEL_YEAR)]),
    way(&model_year::SCHEMA, &[model_year::YEAR, model_year::MODEL], &[MODEL, YEARS, From(&award::SCHEMA, award::MODEL_YEAR)]),
    way(&model_year::SCHEMA, &[model_year::YEAR, model_year::MODEL, model_year::YEAR_STATUS], &[From(&progress::SCHEMA, progress::MODEL_YEAR)]),
    way(&model_year::SCHEMA, &[model_year::YEAR], &[From(&indicator::SCHEMA, indicator::MODEL_YEAR)]),
    way(&indicator::SCHEMA, &[indicator::MODEL_YEAR], &[To(indicator::MODEL_YEAR)]),
    way(&budget_line::SCHEMA, &[budget_line::MODEL_YEAR], &[To(budget_line::MODEL_YEAR)]),
    way(&progress::SCHEMA, &[progress::MODEL_YEAR, progress::DATE], &[To(progress::MODEL_YEAR)]),
    way(&progress::SCHEMA, &[progress::CORRECTS], &[To(progress::CORRECTS), From(&progress::SCHEMA, progress::CORRECTS)]),
    way(&progress::SCHEMA, &[progress::METRIC, progress::MODEL_YEAR], &[From(&progress::SCHEMA, progress::CORRECTS)]),
    way(&task::SCHEMA, &[task::INDICATOR], &[To(task::INDICATOR)]),
    way(&inspection::SCHEMA, &[inspection::MODEL, inspection::DATE], &[To(inspection::MODEL), YEARS]),
    way(&evaluation::SCHEMA, &[], &[To(evaluation::MODEL_YEAR)]),
    way(&evaluation::SCHEMA, &[], &[To(evaluation::MODEL_YEAR), From(&evaluation::SCHEMA, evaluation::MODEL_YEAR)]),
    way(&evaluation::SCHEMA, &[], &[To(evaluation::MODEL_YEAR), From(&recognition::SCHEMA, recognition::MODEL_YEAR)]),
    way(&recognition::SCHEMA, &[], &[To(recognition::MODEL_YEAR)]),
    way(&recognition::SCHEMA, &[], &[To(recognition::MODEL_YEAR), From(&recognition::SCHEMA, recognition::MODEL_YEAR)]),
    way(&recognition::SCHEMA, &[recognition::MODEL_YEAR], &[To(recognition::MODEL_YEAR), MODEL, YEARS, From(&award::SCHEMA, award::MODEL_YEAR)]),
    way(&award::SCHEMA, &[award::MODEL_YEAR], &[To(award::MODEL_YEAR)]),
];

/// Names by which twins are found.
const NAMES: &[(&Schema, FieldId)] = &[
    (&neighbourhood::SCHEMA, neighbourhood::NAME),
    (&organisation::SCHEMA, organisation::NAME),
    (&person::SCHEMA, person::FULL_NAME),
    (&model::SCHEMA, model::NAME),
];

/// What makes two results the same figure.
const SAME_FIGURE: &[FieldId] = &[progress::DATE, progress::METRIC, progress::MODEL_YEAR, progress::NEIGHBOURHOOD];

/// The records that may be judged otherwise.
pub type Reached = BTreeSet<(u16, Id)>;

/// A record that changed, as it was and as it is.
struct Changed<'a> {
    schema: &'static Schema,
    id: Id,
    /// The register before and after.
    worlds: [&'a dyn Records; 2],
    records: [Option<Record>; 2],
}

/// Adds the records that look at one that changes take from `worlds[0]` to `worlds[1]`; `false` where everything is to be
/// judged anew.
///
/// `most` is how many records are listed before that is the quicker way.
pub fn reach(changes: &[&Change], worlds: [&dyn Records; 2], most: usize, reached: &mut Reached) -> bool {
    for change in changes {
        let (schema, id) = (change.schema, change.id);
        let records = worlds.map(|world| world.get(schema, id));
        let one = Changed { schema, id, worlds, records };
        if !one.reach(reached) || reached.len() > most {
            return false;
        }
    }
    // How far a record has come is judged by whatever the record itself is judged by.
    let told = |(schema, id): &(u16, Id)| {
        let schema = worlds[1].dictionary().entity_by_id(*schema)?;
        standing_record(schema, *id, worlds[1]).map(|(at, _)| (standing::SCHEMA.id, at))
    };
    let told: Vec<(u16, Id)> = reached.iter().filter_map(told).collect();
    reached.extend(told);
    true
}

impl Changed<'_> {
    fn reach(&self, reached: &mut Reached) -> bool {
        if EVERYWHERE.contains(&self.schema) || self.is_the_plan() {
            return false;
        }
        reached.insert((self.schema.id, self.id));
        let comes_or_goes = self.comes_or_goes();
        for way in WAYS.iter().filter(|way| way.of == self.schema) {
            if comes_or_goes || way.on.is_empty() || way.on.iter().any(|field| self.differs(*field)) {
                self.walk(way.steps, reached);
            }
        }
        if comes_or_goes {
            self.users(reached);
        }
        self.namesakes(reached);
        self.claimants(reached);
        if self.schema.id == progress::SCHEMA.id {
            self.same_figures(reached);
        }
        true
    }

    fn differs(&self, field: FieldId) -> bool {
        let [before, after] = self.records.each_ref().map(|record| record.as_ref().and_then(|of| of.get(&field)));
        before != after
    }

    /// Returns whether it is there for others before and not after, or the other way round.
    fn comes_or_goes(&self) -> bool {
        let [before, after] = self.records.each_ref().map(|record| record.as_ref().map(is_withdrawn));
        before != after
    }

    /// Returns whether it is a year's plan as a paper, by whose day registrations are judged.
    fn is_the_plan(&self) -> bool {
        let plans = |world: &dyn Records| !world.linked(self.id, &year_plan::SCHEMA, year_plan::PLAN_DOC).is_empty();
        self.schema.id == document::SCHEMA.id && self.worlds.into_iter().any(plans)
    }

    fn walk(&self, steps: &[Step], reached: &mut Reached) {
        for world in self.worlds {
            reached.extend(walk((self.schema.id, self.id), steps, world));
        }
    }

    /// Adds those that link to it, of whatever entity: a link must lead to a record that is there.
    fn users(&self, reached: &mut Reached) {
        for world in self.worlds {
            for (source, field) in world.dictionary().links_to(self.schema.key) {
                let users = world.linked(self.id, source, field.id);
                reached.extend(users.into_iter().map(|id| (source.id, id)));
            }
            // One that was never there before has no notes yet, or they changed with it.
            if self.records[0].is_some() {
                let on_it =
                    Query::all(&note::SCHEMA).filter(note::RECORD_ID, Test::Is(Value::Text(self.id.to_string())));
                let notes = world.page(&on_it, 0, usize::MAX).rows;
                reached.extend(notes.into_iter().map(|(id, _)| (note::SCHEMA.id, id)));
            }
        }
    }

    /// Adds those with the name that it has or had, and papers with the numbers beside its own.
    fn namesakes(&self, reached: &mut Reached) {
        for (world, record) in self.worlds.into_iter().zip(&self.records) {
            let Some(record) = record else { continue };
            for (_, field) in NAMES.iter().filter(|(schema, _)| *schema == self.schema) {
                let Some(name) = record.get(field).and_then(likeness) else { continue };
                let twins = self.worlds.into_iter().flat_map(|world| world.alike(self.schema, *field, &name));
                reached.extend(twins.map(|id| (self.schema.id, id)));
            }
            if let Some(number) = record.integer(document::NUMBER).filter(|_| self.schema.id == document::SCHEMA.id) {
                for near in [number, number.saturating_add(1)] {
                    let papers = world.alike(self.schema, document::NUMBER, &near.to_string());
                    reached.extend(papers.into_iter().map(|id| (self.schema.id, id)));
                }
            }
        }
    }

    /// Adds those that claim the place that it has or had.
    fn claimants(&self, reached: &mut Reached) {
        for record in self.records.iter().flatten() {
            for set in 0..self.schema.unique.len() {
                let Some(claim) = claim(self.schema, set, record) else { continue };
                let others = self.worlds.into_iter().filter_map(|world| world.claimed(self.schema, set, &claim));
                reached.extend(others.map(|id| (self.schema.id, id)));
            }
        }
    }

    /// Adds the results that are, or were, the same figure.
    fn same_figures(&self, reached: &mut Reached) {
        for (world, record) in self.worlds.into_iter().zip(&self.records) {
            let Some(record) = record else { continue };
            let (target, field) = match (record.link(progress::MODEL_YEAR), record.link(progress::NEIGHBOURHOOD)) {
                (Some(registration), _) => (registration, progress::MODEL_YEAR),
                (None, Some(place)) => (place, progress::NEIGHBOURHOOD),
                (None, None) => continue,
            };
            let same = |id: &Id| {
                let other = world.get(&progress::SCHEMA, *id);
                other.is_some_and(|other| SAME_FIGURE.iter().all(|field| other.get(field) == record.get(field)))
            };
            let others = world.linked(target, &progress::SCHEMA, field);
            reached.extend(others.into_iter().filter(same).map(|id| (progress::SCHEMA.id, id)));
        }
    }
}

/// Returns where steps lead from a record.
pub fn walk(from: (u16, Id), steps: &[Step], records: &dyn Records) -> Reached {
    let mut here = Reached::from([from]);
    for step in steps {
        here = here.into_iter().flat_map(|at| take(at, *step, records)).collect();
    }
    here
}

fn take((entity, id): (u16, Id), step: Step, records: &dyn Records) -> Vec<(u16, Id)> {
    let dictionary = records.dictionary();
    match step {
        To(field) => {
            let schema = dictionary.entity_by_id(entity);
            let target = schema.and_then(|schema| dictionary.entity(schema.field(field)?.kind.target()?));
            let record = schema.and_then(|schema| records.get(schema, id)).unwrap_or_default();
            target.into_iter().flat_map(|target| record.links(field).iter().map(|id| (target.id, *id))).collect()
        }
        From(source, field) => records.linked(id, source, field).into_iter().map(|id| (source.id, id)).collect(),
    }
}
