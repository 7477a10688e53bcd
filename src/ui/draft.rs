//! A half-typed form, as it is written down when a field is left.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

/// What brings a form back: its record, the field it stood in and every text that differs from what is saved.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Draft {
    /// Key of the entity.
    pub entity: String,
    /// The record's id, also of one that is not saved yet.
    pub id: String,
    /// Key of the field in which the cursor stood.
    pub field: String,
    /// Fields that were typed in or picked.
    pub cells: Vec<DraftCell>,
    /// Whether it was typed as a row of a grid, which then comes back in the place of the form.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub in_grid: bool,
    /// Notes on fields of a record that is not saved yet, by key of the field; they are saved with it.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub notes: BTreeMap<String, String>,
}

/// One field of a draft.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DraftCell {
    /// Key of the field.
    pub field: String,
    /// The text as typed.
    pub text: String,
    /// The value where it was picked or already read, in its JSON form.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub value: Option<serde_json::Value>,
    /// The value that the author saw in the register, in its JSON form; `null` for an empty field.
    #[serde(default)]
    pub seen: Option<serde_json::Value>,
}
