//! What a session has got used to in its forms: which fields go over into the next record, and which record was last.

use std::collections::{BTreeMap, BTreeSet};

use crate::register::{FieldId, Record, Schema};

/// The habits of one entity's form.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Habit {
    /// Fields whose value goes over into the next new record.
    pub carried: BTreeSet<FieldId>,
    /// The new record that was saved last.
    pub last: Option<Record>,
}

/// The habits of a session; they end with it.
#[derive(Clone, Debug, Default)]
pub struct Habits(BTreeMap<&'static str, Habit>);

impl Habits {
    /// Returns the habits of an entity's form.
    pub fn of(&self, schema: &'static Schema) -> Habit {
        self.0.get(schema.key).cloned().unwrap_or_default()
    }

    /// Takes over the habits of an entity's form.
    pub fn set(&mut self, schema: &'static Schema, habit: Habit) {
        self.0.insert(schema.key, habit);
    }
}
