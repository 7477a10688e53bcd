//! Where one can go from anywhere: each room with the key that finds it, as the first screen and the finder list them.
//!
//! The most used rooms have digits, the board the sign of a sum, and stand at the bottom of the first screen; the others have
//! letters, for the finder alone.

use super::{Board, Committee, FigureGrid, Models, Table, Tables, Tasks};
use crate::register::schema::{model_year, task};
use crate::register::{Dictionary, Label, Lang, Schema};
use crate::ui::screen::{Cx, Screen};
use crate::ui::widget::capital;

/// What a room shows.
#[derive(Clone, Copy)]
pub enum Shows {
    /// The first screen.
    Home,
    /// A screen that is of no single entity.
    Own(fn() -> Box<dyn Screen>),
    /// The entity with this key, in its table or in a screen of its own.
    Entity(&'static str),
}

/// Opens the screen of an entity.
type Open = fn(&'static Schema) -> Box<dyn Screen>;

/// One room.
pub struct Room {
    /// Typed alone in the finder, it stands before whatever else fits.
    pub key: char,
    /// What it shows.
    pub shows: Shows,
    /// Its name at the bottom of the first screen; none for a room that does not stand there.
    pub short: Label,
    /// Its name in the finder; that of the entity where there is none.
    name: Label,
    open: Open,
}

const fn room(key: char, entity: &'static str, short: (&'static str, &'static str)) -> Room {
    let (shows, short) = (Shows::Entity(entity), Label::new(short.0, short.1));
    Room { key, shows, short, name: Label::NONE, open: plain }
}

const fn table(key: char, entity: &'static str) -> Room {
    room(key, entity, ("", ""))
}

fn plain(schema: &'static Schema) -> Box<dyn Screen> {
    Box::new(Table::new(schema))
}

/// Opens the registrations of the year; a register of another kind keeps its table.
fn models(schema: &'static Schema) -> Box<dyn Screen> {
    if *schema == model_year::SCHEMA { Box::new(Models::new()) } else { plain(schema) }
}

/// Opens the tasks that are followed; a register of another kind keeps its table.
fn tasks(schema: &'static Schema) -> Box<dyn Screen> {
    if *schema == task::SCHEMA { Box::new(Tasks::new()) } else { plain(schema) }
}

/// The rooms, most used first.
pub const ROOMS: &[Room] = &[
    Room { open: models, name: Models::NAME, ..room('1', "model_year", ("Mô hình", "Models")) },
    room('2', "neighbourhood", ("Khu dân cư", "Neighbourhoods")),
    room('3', "progress", ("Kết quả", "Results")),
    Room { open: tasks, name: Tasks::NAME, ..room('4', "task", ("Nhiệm vụ", "Tasks")) },
    Room { open: |_| Box::new(Committee::new()), ..room('5', "body", ("Ban Chỉ đạo", "Committee")) },
    room('6', "inspection", ("Kiểm tra", "Inspections")),
    room('7', "activity", ("Hoạt động", "Activities")),
    room('8', "document", ("Văn bản", "Papers")),
    room('9', "organisation", ("Đơn vị", "Units")),
    Room {
        key: '0',
        shows: Shows::Own(|| Box::new(Tables::new())),
        short: Label::new("Tất cả bảng", "All tables"),
        name: Label::new("Tất cả các bảng", "All tables"),
        open: plain,
    },
    Room {
        key: '=',
        shows: Shows::Own(|| Box::new(Board::new())),
        short: Label::new("Tổng hợp", "Board"),
        name: Label::new("Tổng hợp khu dân cư", "Neighbourhoods at a glance"),
        open: plain,
    },
    Room {
        key: 'd',
        shows: Shows::Home,
        short: Label::NONE,
        name: Label::new("Đầu sổ: việc đến hạn", "First screen: what is due"),
        open: plain,
    },
    Room {
        key: 'f',
        shows: Shows::Own(|| Box::new(FigureGrid::new())),
        short: Label::NONE,
        name: Label::new("Lưới số liệu khu dân cư", "Grid of figures by neighbourhood"),
        open: plain,
    },
    table('m', "model"),
    table('c', "person"),
    table('t', "membership"),
    table('n', "neighbourhood_year"),
    table('s', "boundary_change"),
    table('k', "year_plan"),
    table('o', "round"),
    table('i', "indicator"),
    table('g', "budget_line"),
    table('v', "commitment"),
    table('e', "evaluation"),
    table('r', "recognition"),
    table('l', "award"),
    table('b', "report"),
    table('q', "period_lock"),
    table('x', "metric"),
    table('y', "catalogue_entry"),
    table('u', "rubric"),
    table('a', "note"),
    table('p', "standing"),
    table('h', "ward"),
];

impl Room {
    /// Returns the room's name in the finder.
    pub fn name(&self, dictionary: Dictionary, lang: Lang) -> String {
        match self.shows {
            Shows::Entity(key) if self.name.is_empty() => {
                dictionary.entity(key).map(|schema| capital(schema.plural.get(lang))).unwrap_or_default()
            }
            Shows::Entity(_) | Shows::Home | Shows::Own(_) => self.name.get(lang).to_owned(),
        }
    }

    /// Opens the room; `None` for the first screen, which lies below all others, and for an entity that is not known.
    pub fn open(&self, cx: &Cx<'_>) -> Option<Box<dyn Screen>> {
        match self.shows {
            Shows::Home => None,
            Shows::Own(open) => Some(open()),
            Shows::Entity(key) => cx.records.dictionary().entity(key).map(|schema| (self.open)(schema)),
        }
    }

    /// Returns the entity that the room holds.
    pub fn entity(&self, dictionary: Dictionary) -> Option<&'static Schema> {
        match self.shows {
            Shows::Entity(key) => dictionary.entity(key),
            Shows::Home | Shows::Own(_) => None,
        }
    }

    fn is_of(&self, schema: &Schema) -> bool {
        matches!(self.shows, Shows::Entity(key) if key == schema.key)
    }

    fn is_there(&self, dictionary: Dictionary) -> bool {
        match self.shows {
            Shows::Entity(key) => dictionary.entity(key).is_some(),
            Shows::Home | Shows::Own(_) => true,
        }
    }
}

/// Lists the entities that have no room of their own: they are found by name.
pub fn others(dictionary: Dictionary) -> impl Iterator<Item = &'static Schema> {
    let has_room = |schema: &Schema| ROOMS.iter().any(|room| room.is_of(schema));
    dictionary.0.iter().copied().filter(move |schema| !has_room(schema))
}

/// Lists the rooms of a register.
pub fn rooms(dictionary: Dictionary) -> impl Iterator<Item = &'static Room> {
    ROOMS.iter().filter(move |room| room.is_there(dictionary))
}

/// Opens the room of an entity; its table where it has none of its own.
pub fn room_of(schema: &'static Schema) -> Box<dyn Screen> {
    ROOMS.iter().find(|room| room.is_of(schema)).map_or(plain as Open, |room| room.open)(schema)
}

/// Opens the table of an entity with a named view of it.
pub fn room_viewing(schema: &'static Schema, name: &str) -> Box<dyn Screen> {
    if *schema == model_year::SCHEMA {
        return Box::new(Models::new().viewing(name));
    }
    Box::new(Table::new(schema).viewing(name))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::register::REGISTER;
    use std::collections::BTreeSet;

    #[test]
    fn every_room_is_there_and_has_a_key_of_its_own() {
        let keys: BTreeSet<char> = ROOMS.iter().map(|room| room.key).collect();
        assert_eq!(keys.len(), ROOMS.len());
        // The letter w is rewritten by Telex.
        assert!(
            keys.iter()
                .all(|key| key.is_ascii_digit() || "=".contains(*key) || key.is_ascii_lowercase() && *key != 'w')
        );
        assert_eq!(rooms(REGISTER).count(), ROOMS.len(), "each is of an entity that is known");
    }

    #[test]
    fn the_first_screen_lists_the_rooms_with_digits_and_each_has_a_name() {
        for room in ROOMS {
            // No letter is a key there: what is typed looks for something.
            assert_eq!(room.key.is_ascii_lowercase(), room.short.is_empty(), "{}", room.key);
            assert!(!room.name(REGISTER, Lang::Vi).is_empty() && !room.name(REGISTER, Lang::En).is_empty());
        }
    }
}
