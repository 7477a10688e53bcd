//! Ready-made sets of entries that a ward takes on for some years.

use std::ops::RangeInclusive;

use super::own;
use crate::register::change::{Accepted, Command, Seen, Set};
use crate::register::field::FieldId;
use crate::register::id::Id;
use crate::register::record::{Read, Record};
use crate::register::records::Records;
use crate::register::schema::Schema;
use crate::register::schema::catalogue_entry::{
    ACTIVE, CATALOGUE, CODE, MAPS_TO, NAME, NAME_EN, ORDER, SCHEMA, SET, VALID_FROM_YEAR, VALID_TO_YEAR,
};
use crate::register::seed::entries;
use crate::register::unique;
use crate::register::value::Value;
use crate::register::words::{Label, Words};
use crate::say;

/// One ready-made set.
pub struct Ready {
    /// Its name in commands.
    pub name: &'static str,
    /// What people call it.
    pub title: Label,
    /// The catalogue that it belongs to.
    pub catalogue: &'static str,
    /// Whether its entries join the usual ones; otherwise they stand in their place.
    pub joins: bool,
    /// Code, Vietnamese, English, and the code as which it counts, tab-separated.
    table: &'static str,
}

/// The ready-made sets, from `data/sets/`.
pub const READY: &[Ready] = &[
    Ready {
        name: "bac_kan",
        title: Label::new("Bốn nội dung của Bắc Kạn năm 2023", "The four contents of Bắc Kạn in 2023"),
        catalogue: "linh_vuc",
        joins: false,
        table: include_str!("../../../data/sets/bac_kan.tsv"),
    },
    Ready {
        name: "br_vt",
        title: Label::new(
            "Bốn lĩnh vực và nông thôn mới, như Bà Rịa – Vũng Tàu",
            "The four fields and new countryside, as in Bà Rịa – Vũng Tàu",
        ),
        catalogue: "linh_vuc",
        joins: true,
        table: include_str!("../../../data/sets/br_vt.tsv"),
    },
];

/// Place of the first entry of a set, behind the built-in ones.
const FIRST_PLACE: i64 = 1000;
/// Step between the places of neighbours.
const STEP: i64 = 10;

/// Gives the commands by which a ward takes a set on for these years; `Err` says which sets there are, or that the ward's
/// own years of the set are not beside these.
///
/// A set that was taken on before is used longer. `new_id` makes ids that were never used.
pub fn adopt(
    records: &dyn Records,
    name: &str,
    years: &RangeInclusive<i32>,
    new_id: &mut dyn FnMut() -> Id,
) -> Result<Vec<Command>, Words> {
    let Some(ready) = READY.iter().find(|ready| ready.name == name) else {
        let known: Vec<&str> = READY.iter().map(|ready| ready.name).collect();
        return Err(say!(
            "Không có bộ \"{name}\". Có: {known}.",
            "There is no set \"{name}\". There are: {known}.",
            name = name,
            known = known.join(", ")
        ));
    };
    // Entries of the ward's own take the place of the built-in ones, so those must be the ward's own by then.
    let mut commands: Vec<Command> = if own(ready.catalogue, records).is_empty() {
        entries(ready.catalogue).map(|(schema, values)| save(schema, new_id(), values)).collect()
    } else {
        Vec::new()
    };
    let lines = ready.table.lines().filter(|line| !line.is_empty() && !line.starts_with('#'));
    for (line, at) in lines.zip(0..) {
        commands.push(entry(ready, line, at, (records, years), new_id)?);
    }
    Ok(commands)
}

fn entry(
    ready: &Ready,
    line: &str,
    at: i64,
    (records, years): (&dyn Records, &RangeInclusive<i32>),
    new_id: &mut dyn FnMut() -> Id,
) -> Result<Command, Words> {
    let mut cells = line.split('\t');
    let mut text = || Value::Text(cells.next().unwrap_or_default().to_owned());
    let named = [(CATALOGUE, Value::Text(ready.catalogue.to_owned())), (CODE, text())];
    let known = known(records, &named);
    let years = match &known {
        Some((_, record)) => longer(record, years)?,
        None => years.clone(),
    };
    let mut values = vec![(VALID_FROM_YEAR, year(*years.start())), (VALID_TO_YEAR, year(*years.end()))];
    let id = known.map_or_else(
        || {
            values.extend(named);
            values.extend([(NAME, text()), (NAME_EN, text()), (MAPS_TO, text())]);
            values.extend([(ORDER, Value::Integer(FIRST_PLACE + at * STEP)), (ACTIVE, Value::Bool(true))]);
            values.extend((!ready.joins).then(|| (SET, Value::Text(ready.title.vi.to_owned()))));
            new_id()
        },
        |(id, _)| id,
    );
    Ok(save(&SCHEMA, id, values))
}

fn save(schema: &'static Schema, id: Id, values: Vec<(FieldId, Value)>) -> Command {
    let set = values.into_iter().map(|(field, value)| Set { field, seen: Seen::Any, new: Some(value) }).collect();
    Command::Save { schema, id, set, accepted: Accepted::None }
}

fn year(year: i32) -> Value {
    Value::Integer(year.into())
}

/// Finds the ward's own entry with this code.
fn known(records: &dyn Records, named: &[(FieldId, Value)]) -> Option<(Id, Record)> {
    let set = SCHEMA.unique.iter().position(|unique| unique.fields == [CATALOGUE, CODE])?;
    let claim = unique::claim(&SCHEMA, set, &named.iter().cloned().collect())?;
    let id = records.claimed(&SCHEMA, set, &claim)?;
    Some((id, records.get(&SCHEMA, id)?))
}

/// Joins an entry's years with others that are beside them or overlap.
fn longer(record: &Record, years: &RangeInclusive<i32>) -> Result<RangeInclusive<i32>, Words> {
    let bound = |field, open| record.integer(field).and_then(|year| i32::try_from(year).ok()).unwrap_or(open);
    let (from, to) = (bound(VALID_FROM_YEAR, *years.start()), bound(VALID_TO_YEAR, *years.end()));
    if *years.end() < from - 1 || *years.start() > to + 1 {
        return Err(say!(
            "Mục {code} đang dùng cho {from}–{to}, không liền với năm {year}. Sửa năm của mục trong bảng danh mục.",
            "The entry {code} holds for {from}–{to}, which is not beside {year}. Change its years in the catalogue.",
            code = record.text(CODE),
            from = from,
            to = to,
            year = years.start()
        ));
    }
    Ok(from.min(*years.start())..=to.max(*years.end()))
}
