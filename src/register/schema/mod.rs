//! Entities, each described by one constant table in a file of its own.
//!
//! To add a field, add a row to its entity's table. To add an entity, add a file and its line in [`ENTITIES`].

pub mod activity;
pub mod award;
pub mod body;
pub mod boundary_change;
pub mod budget_line;
pub mod catalogue_entry;
pub mod commitment;
pub mod document;
pub mod evaluation;
pub mod indicator;
pub mod inspection;
pub mod membership;
pub mod metric;
pub mod model;
pub mod model_sheet;
pub mod model_year;
pub mod neighbourhood;
pub mod neighbourhood_year;
pub mod note;
pub mod organisation;
pub mod period_lock;
pub mod person;
pub mod progress;
pub mod recognition;
pub mod report;
pub mod round;
pub mod rubric;
pub mod standing;
pub mod task;
pub mod ward;
pub mod year_plan;

use super::field::{Field, FieldId};
use super::flow::Flow;
use super::record::{Record, common};
use super::rule::Rule;
use super::sheet::Sheet;
use super::words::Label;

/// Fields that name a record together: no two records may have the same values in them.
#[derive(Clone, Copy, Debug)]
pub struct Unique {
    /// The fields.
    pub fields: &'static [FieldId],
    /// Whether a withdrawn record keeps its claim (a code is never reused).
    pub for_ever: bool,
}

/// How a code is made when none is typed: `prefix`, the year where wanted, and a number of at least `digits` digits.
#[derive(Clone, Copy, Debug)]
pub struct Code {
    /// The field that holds it.
    pub field: FieldId,
    /// What it begins with, such as `DVK-`.
    pub prefix: &'static str,
    /// The field whose year follows the prefix; `None` for a code without a year.
    pub year: Option<FieldId>,
    /// Digits of the running number.
    pub digits: usize,
}

/// Which part of the register a screen of the entity shows at first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scope {
    /// The whole ward's.
    Ward,
    /// The open year's, told by this field (a number or a date).
    Year(FieldId),
}

/// One entity.
pub struct Schema {
    /// Number in the database; never reused.
    pub id: u16,
    /// Name in files and in the journal.
    pub key: &'static str,
    /// One of them.
    pub name: Label,
    /// Several of them.
    pub plural: Label,
    /// Its fields, in the order of its form.
    pub fields: &'static [Field],
    /// Fields that together show a record in a list or a link, most telling first.
    pub title: &'static [FieldId],
    /// Order of its table as it first shows.
    pub order: &'static [FieldId],
    /// What must not occur twice.
    pub unique: &'static [Unique],
    /// Fields by whose content rules look for other records; an index finds these without going through all.
    pub sought: &'static [FieldId],
    /// How its code is made.
    pub code: Option<Code>,
    /// What is shown at first.
    pub scope: Scope,
    /// The link to the record inside which it is shown (child rows).
    pub parent: Option<FieldId>,
    /// Its rules beyond the limits of the fields.
    pub rules: &'static [Rule],
    /// Its life cycle.
    pub flow: Option<&'static Flow>,
    /// The form in which a new one is typed together with others that belong to it.
    pub sheet: Option<&'static Sheet>,
}

impl Schema {
    /// Makes an entity without codes, rules or uniqueness; the words are Vietnamese first.
    pub const fn new(
        id: u16,
        key: &'static str,
        name: (&'static str, &'static str),
        plural: (&'static str, &'static str),
        fields: &'static [Field],
    ) -> Self {
        Self {
            id,
            key,
            name: Label::new(name.0, name.1),
            plural: Label::new(plural.0, plural.1),
            fields,
            title: &[],
            order: &[],
            unique: &[],
            sought: &[],
            code: None,
            scope: Scope::Ward,
            parent: None,
            rules: &[],
            flow: None,
            sheet: None,
        }
    }

    /// Sets the fields that show a record; the table is first sorted by them too.
    #[must_use]
    pub const fn title(mut self, fields: &'static [FieldId]) -> Self {
        self.title = fields;
        self.order = fields;
        self
    }

    /// Sets the order of the table.
    #[must_use]
    pub const fn order(mut self, fields: &'static [FieldId]) -> Self {
        self.order = fields;
        self
    }

    /// Sets what must not occur twice.
    #[must_use]
    pub const fn unique(mut self, unique: &'static [Unique]) -> Self {
        self.unique = unique;
        self
    }

    /// Sets the fields by whose content rules look for other records.
    #[must_use]
    pub const fn sought(mut self, fields: &'static [FieldId]) -> Self {
        self.sought = fields;
        self
    }

    /// Sets how the code is made.
    #[must_use]
    pub const fn code(mut self, code: Code) -> Self {
        self.code = Some(code);
        self
    }

    /// Shows the open year's records at first.
    #[must_use]
    pub const fn by_year(mut self, field: FieldId) -> Self {
        self.scope = Scope::Year(field);
        self
    }

    /// Shows its records inside the record that `field` links to.
    #[must_use]
    pub const fn child_of(mut self, field: FieldId) -> Self {
        self.parent = Some(field);
        self
    }

    /// Sets the rules.
    #[must_use]
    pub const fn rules(mut self, rules: &'static [Rule]) -> Self {
        self.rules = rules;
        self
    }

    /// Sets the life cycle.
    #[must_use]
    pub const fn flow(mut self, flow: &'static Flow) -> Self {
        self.flow = Some(flow);
        self
    }

    /// Sets the form in which a new one is typed.
    #[must_use]
    pub const fn typed_on(mut self, sheet: &'static Sheet) -> Self {
        self.sheet = Some(sheet);
        self
    }

    /// Finds a field by number, the common ones included.
    pub fn field(&self, id: FieldId) -> Option<&'static Field> {
        self.all_fields().find(|field| field.id == id)
    }

    /// Finds a field by key, the common ones included.
    pub fn field_by_key(&self, key: &str) -> Option<&'static Field> {
        self.all_fields().find(|field| field.key == key)
    }

    /// Lists its fields, then the common ones.
    pub fn all_fields(&self) -> impl Iterator<Item = &'static Field> + use<> {
        self.fields.iter().chain(common::FIELDS)
    }

    /// Lists the fields that make a record's row: its title, its order.
    pub fn row_fields(&self) -> impl Iterator<Item = &'static Field> + use<'_> {
        self.title.iter().chain(self.order).filter_map(|field| self.field(*field))
    }

    /// Lists the fields that people see: neither retired nor common.
    pub fn shown_fields(&self) -> impl Iterator<Item = &'static Field> + use<> {
        self.fields.iter().filter(|field| !field.retired)
    }

    /// Lists the fields for want of which `record` is incomplete.
    pub fn wanted<'a>(&self, record: &'a Record) -> impl Iterator<Item = &'static Field> + use<'a> {
        self.fields.iter().filter(|field| field.is_wanted(record))
    }
}

impl std::fmt::Debug for Schema {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Schema({})", self.key)
    }
}

impl PartialEq for Schema {
    fn eq(&self, other: &Self) -> bool {
        self.id == other.id
    }
}

impl Eq for Schema {}

/// All entities that a register knows; a test may pass its own.
#[derive(Clone, Copy, Debug)]
pub struct Dictionary(pub &'static [&'static Schema]);

impl Dictionary {
    /// Finds an entity by key.
    pub fn entity(self, key: &str) -> Option<&'static Schema> {
        self.0.iter().copied().find(|schema| schema.key == key)
    }

    /// Finds an entity by number.
    pub fn entity_by_id(self, id: u16) -> Option<&'static Schema> {
        self.0.iter().copied().find(|schema| schema.id == id)
    }

    /// Lists the fields of other records that may link to a record of the entity with this key.
    pub fn links_to(self, key: &str) -> impl Iterator<Item = (&'static Schema, &'static Field)> {
        self.0.iter().copied().flat_map(move |schema| {
            schema.fields.iter().filter(move |field| field.kind.target() == Some(key)).map(move |field| (schema, field))
        })
    }
}

/// The entities of the register, in the order in which they are listed.
pub const ENTITIES: &[&Schema] = &[
    &ward::SCHEMA,
    &neighbourhood::SCHEMA,
    &neighbourhood_year::SCHEMA,
    &boundary_change::SCHEMA,
    &organisation::SCHEMA,
    &person::SCHEMA,
    &body::SCHEMA,
    &membership::SCHEMA,
    &document::SCHEMA,
    &year_plan::SCHEMA,
    &model::SCHEMA,
    &model_year::SCHEMA,
    &indicator::SCHEMA,
    &progress::SCHEMA,
    &task::SCHEMA,
    &round::SCHEMA,
    &inspection::SCHEMA,
    &activity::SCHEMA,
    &evaluation::SCHEMA,
    &recognition::SCHEMA,
    &award::SCHEMA,
    &report::SCHEMA,
    &period_lock::SCHEMA,
    &catalogue_entry::SCHEMA,
    &metric::SCHEMA,
    &budget_line::SCHEMA,
    &commitment::SCHEMA,
    &rubric::SCHEMA,
    &note::SCHEMA,
    &standing::SCHEMA,
];

/// The register's dictionary.
pub const REGISTER: Dictionary = Dictionary(ENTITIES);

#[cfg(test)]
mod tests;
