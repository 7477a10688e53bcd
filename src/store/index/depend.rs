//! Which rows show what of other records, worked out from the dictionary once.

use std::collections::BTreeSet;

use super::Touched;
use crate::register::field::{Choices, Kind};
use crate::register::{Dictionary, FieldId, Schema};

/// What rows show of other records. Entities are named by their place in the dictionary.
pub struct Dependence {
    /// For each entity, the link fields by which rows of another one show its records.
    showing: Vec<Vec<(usize, FieldId)>>,
    /// For each entity, the fields that others show.
    shown: Vec<BTreeSet<FieldId>>,
    /// The entities whose rows show a catalogue's words or order.
    by_catalogue: Vec<usize>,
}

impl Dependence {
    /// Works it out.
    pub fn of(dictionary: Dictionary) -> Self {
        let count = dictionary.0.len();
        let place = |key: &str| dictionary.0.iter().position(|schema| schema.key == key);
        let metric = place("metric");
        let mut showing = vec![BTreeSet::new(); count];
        let mut by_catalogue = Vec::new();
        for (source, schema) in dictionary.0.iter().enumerate() {
            let mut catalogue = false;
            for field in schema.row_fields() {
                match field.kind {
                    Kind::Link(target) | Kind::Links(target) => {
                        if let Some(target) = place(target) {
                            showing[target].insert((source, field.id));
                        }
                    }
                    // A figure is shown with the unit of its metric, and that may be a catalogue's.
                    Kind::Quantity { metric: link } => {
                        catalogue = true;
                        if let Some(metric) = metric {
                            showing[metric].insert((source, link));
                        }
                    }
                    Kind::Choice(Choices::Catalogue(_)) | Kind::Choices(Choices::Catalogue(_)) => catalogue = true,
                    _ => {}
                }
            }
            if catalogue {
                by_catalogue.push(source);
            }
        }
        let shown = dictionary.0.iter().map(|schema| shown_fields(schema)).collect();
        Self { showing: showing.into_iter().map(|links| links.into_iter().collect()).collect(), shown, by_catalogue }
    }

    /// Lists the link fields by which rows show records of the entity at `place`.
    pub fn showing(&self, place: usize) -> &[(usize, FieldId)] {
        &self.showing[place]
    }

    /// Returns whether a change shows in the rows of other records.
    pub fn shows_in_others(&self, place: usize, touched: &Touched) -> bool {
        let (Some(before), Some(after)) = (&touched.before, &touched.after) else { return true };
        self.shown[place].iter().any(|field| before.get(field) != after.get(field))
    }

    /// Lists the entities whose rows show a catalogue.
    pub fn by_catalogue(&self) -> impl Iterator<Item = usize> + use<> {
        self.by_catalogue.clone().into_iter()
    }
}

/// Lists the fields of a record that others show: its title, and a metric's unit with what the title's figures need.
fn shown_fields(schema: &'static Schema) -> BTreeSet<FieldId> {
    let unit = schema.field_by_key("unit").filter(|_| schema.key == "metric").map(|field| field.id);
    let metrics = schema.row_fields().filter_map(|field| match field.kind {
        Kind::Quantity { metric } => Some(metric),
        _ => None,
    });
    schema.title.iter().copied().chain(unit).chain(metrics).collect()
}

/// Returns whether what a field of this kind shows depends on other records.
pub const fn shows_others(kind: Kind) -> bool {
    matches!(
        kind,
        Kind::Link(_)
            | Kind::Links(_)
            | Kind::Quantity { .. }
            | Kind::Choice(Choices::Catalogue(_))
            | Kind::Choices(Choices::Catalogue(_))
    )
}
