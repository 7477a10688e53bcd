//! Ways of looking at tables that a person named: columns, conditions, order; kept from one session to the next.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::Value as Json;

use crate::text::fold::fold;

/// Under what they are remembered.
pub const TABLES: &str = "tables";
/// Most views of one table.
pub const MOST: usize = 20;
/// Longest name, in letters.
pub const NAME: usize = 40;
/// Bytes beyond which no more is remembered: a person's settings are a small file.
const ROOM: usize = 24 << 10;

/// One named way of looking at a table.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct View {
    /// Its name.
    pub name: String,
    /// Codes of the columns behind those that always stand; none for the usual ones.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub columns: Vec<String>,
    /// Conditions, each by key of its field, as they were typed on the blank form.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub asked: Vec<(String, String)>,
    /// The value that one column must have.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub value: Option<ByKey>,
    /// Key of the field by which the rows are sorted, and whether downwards.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sort: Option<(String, bool)>,
    /// Whether the rows of all years are listed.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub all_years: bool,
}

/// A value that rows must have, with its field by key.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ByKey {
    /// The field.
    pub field: String,
    /// The link through which the field is another record's.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub via: Option<String>,
    /// The value in its JSON form; `null` for an empty cell.
    pub value: Json,
}

/// What is remembered of one table.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Looks {
    /// Codes of the columns that were chosen; none for the usual ones.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub columns: Vec<String>,
    /// The named views, in the order in which they were first saved.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub views: Vec<View>,
}

/// What is remembered of all tables, by key of the entity.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Views(BTreeMap<String, Looks>);

impl Views {
    /// Reads what is remembered; nothing where that cannot be read.
    pub fn read(chosen: &BTreeMap<&'static str, String>) -> Self {
        chosen.get(TABLES).and_then(|text| serde_json::from_str(text).ok()).unwrap_or_default()
    }

    /// Writes it as it is remembered; `None` where it would be too much.
    pub fn write(&self) -> Option<String> {
        serde_json::to_string(self).ok().filter(|text| text.len() <= ROOM)
    }

    /// Returns what is remembered of a table.
    pub fn of(&self, entity: &str) -> Option<&Looks> {
        self.0.get(entity)
    }

    /// Returns what is remembered of a table, to be changed.
    pub fn of_mut(&mut self, entity: &str) -> &mut Looks {
        self.0.entry(entity.to_owned()).or_default()
    }

    /// Lists the tables with what is remembered of each.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &Looks)> {
        self.0.iter().map(|(entity, looks)| (entity.as_str(), looks))
    }
}

impl Looks {
    /// Finds a view by its name; marks and capitals do not matter.
    pub fn view(&self, name: &str) -> Option<&View> {
        self.views.iter().find(|view| fold(&view.name) == fold(name))
    }

    /// Takes a view over, in the place of the one of this name; `false` where there are as many as there may be.
    pub fn save(&mut self, view: View) -> bool {
        let count = self.views.len();
        match self.views.iter_mut().find(|kept| fold(&kept.name) == fold(&view.name)) {
            Some(kept) => *kept = view,
            None if count >= MOST => return false,
            None => self.views.push(view),
        }
        true
    }

    /// Forgets a view.
    pub fn drop_view(&mut self, name: &str) {
        self.views.retain(|view| fold(&view.name) != fold(name));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn named(name: &str) -> View {
        View { name: name.to_owned(), ..View::default() }
    }

    #[test]
    fn what_is_written_is_read_back_and_damage_is_nothing() {
        let mut views = Views::default();
        let looks = views.of_mut("model");
        looks.columns = vec!["org".to_owned()];
        let by = ByKey { field: "org".to_owned(), via: None, value: Json::Null };
        assert!(looks.save(View { value: Some(by), sort: Some(("name".to_owned(), true)), ..named("Chậm") }));
        let chosen = [(TABLES, views.write().unwrap())].into();
        assert_eq!(Views::read(&chosen), views);
        assert_eq!(Views::read(&[(TABLES, "{".to_owned())].into()), Views::default());
    }

    #[test]
    fn a_name_is_one_view_however_it_is_written_and_there_is_an_end() {
        let mut looks = Looks::default();
        assert!(looks.save(named("Chậm")) && looks.save(View { all_years: true, ..named("cham") }));
        assert_eq!(looks.views.len(), 1);
        assert!(looks.view("CHẬM").is_some_and(|view| view.all_years));
        for n in 1..MOST {
            assert!(looks.save(named(&n.to_string())));
        }
        assert!(!looks.save(named("một nữa")));
        looks.drop_view("cham");
        assert!(looks.save(named("một nữa")) && looks.view("Chậm").is_none());
    }
}
