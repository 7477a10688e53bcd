//! The neighbourhoods that have a line, and how they are grouped.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use super::Focus;
use crate::register::boundary::{FORMER, Successors};
use crate::register::id::Id;
use crate::register::period::Period;
use crate::register::record::{Read, Record, is_withdrawn};
use crate::register::records::Records;
use crate::register::schema::{membership, neighbourhood, neighbourhood_year, person};
use crate::register::show::ShowCx;
use crate::register::sum::View;
use crate::register::words::{Label, Words};
use crate::say;
use crate::text::order::sort_key;

/// By what neighbourhoods are grouped.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Grouping {
    /// The ward's own group; the former ward where it has none.
    #[default]
    Own,
    /// The former ward.
    FormerWard,
    /// The kind.
    Kind,
    /// The member of the committee in charge.
    Member,
}

impl Grouping {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Own, Self::FormerWard, Self::Kind, Self::Member];

    /// Names it.
    pub const fn label(self) -> Label {
        match self {
            Self::Own => Label::new("cụm của phường", "the ward's groups"),
            Self::FormerWard => Label::new("phường, xã cũ", "former ward"),
            Self::Kind => Label::new("loại khu dân cư", "kind"),
            Self::Member => Label::new("người phụ trách", "member in charge"),
        }
    }

    /// Names the group of the neighbourhoods of which none is said.
    pub fn none(self) -> Words {
        match self {
            Self::Own | Self::FormerWard => say!("Chưa ghi phường, xã cũ", "Former ward not said"),
            Self::Kind => say!("Chưa ghi loại", "Kind not said"),
            Self::Member => say!("Chưa có người phụ trách", "Nobody in charge"),
        }
    }
}

/// A neighbourhood that has a line.
#[derive(Clone, Debug)]
pub struct Place {
    /// The neighbourhood.
    pub id: Id,
    /// Its code.
    pub code: String,
    /// Its name, with a mark when it is of the past.
    pub name: Words,
    /// Its group; empty where none is said.
    pub group: String,
    /// The member of the committee in charge of it.
    pub member: String,
}

/// Lists the neighbourhoods by group and name: those of the period, and all for which `counted` says that something stands
/// under them.
pub fn places(
    records: &dyn Records,
    focus: &Focus,
    grouping: Grouping,
    successors: &Successors,
    counted: &dyn Fn(Id) -> bool,
) -> Vec<Place> {
    let mut places = Vec::new();
    records.scan(&neighbourhood::SCHEMA, &mut |id, record| {
        let member = || member(records, id, &record, focus.as_of);
        if counted(id) || (!is_withdrawn(&record) && is_of_the_period(focus, successors, id, &record)) {
            let member = member();
            let group = group(records, grouping, &record, &member);
            let code = record.text(neighbourhood::CODE).to_owned();
            places.push(Place { id, code, name: name(successors, id, &record), group, member });
        }
    });
    places.sort_by_cached_key(|place| {
        (place.group.is_empty(), sort_key(&place.group), sort_key(&place.name.vi), place.id)
    });
    places
}

/// Returns whether some neighbourhood says its group of this kind.
pub fn is_grouped(records: &dyn Records, grouping: Grouping) -> bool {
    let mut grouped = false;
    records.scan(&neighbourhood::SCHEMA, &mut |_, record| {
        let field = match grouping {
            Grouping::Own => neighbourhood::OWN_GROUP,
            Grouping::FormerWard => neighbourhood::FORMER_WARD,
            Grouping::Kind => neighbourhood::KIND,
            Grouping::Member => neighbourhood::ASSIGNED_MEMBER,
        };
        grouped |= !is_withdrawn(&record) && record.contains_key(&field);
    });
    grouped
}

fn is_of_the_period(focus: &Focus, successors: &Successors, id: Id, record: &Record) -> bool {
    let period = focus.period;
    let begun = record.day(neighbourhood::VALID_FROM).is_none_or(|day| day.first() <= period.last());
    let lasts = record.day(neighbourhood::VALID_TO).is_none_or(|day| day.last() >= period.first());
    match focus.view {
        View::AsItWas => begun && lasts,
        View::AsItIsNow => begun && !successors.has_ended(id),
    }
}

fn name(successors: &Successors, id: Id, record: &Record) -> Words {
    let name = record.text(neighbourhood::NAME);
    let name = if name.is_empty() { record.text(neighbourhood::CODE) } else { name };
    if successors.is_former(id) {
        return say!("{name} {mark}", "{name} {mark}", name = name, mark = FORMER);
    }
    Words { vi: name.to_owned(), en: name.to_owned() }
}

fn group(records: &dyn Records, grouping: Grouping, record: &Record, member: &str) -> String {
    match grouping {
        Grouping::Own if record.contains_key(&neighbourhood::OWN_GROUP) => record.text(neighbourhood::OWN_GROUP),
        Grouping::Own | Grouping::FormerWard => record.text(neighbourhood::FORMER_WARD),
        Grouping::Kind => {
            let field = neighbourhood::SCHEMA.field(neighbourhood::KIND);
            return field.map(|field| field.show(record, ShowCx::vi(records))).unwrap_or_default();
        }
        Grouping::Member => member,
    }
    .to_owned()
}

/// Names the member of the committee in charge of a neighbourhood on a day: whom the neighbourhood names, else who has it
/// among the places of a seat that is held.
fn member(records: &dyn Records, id: Id, record: &Record, on: NaiveDate) -> String {
    let held = |seat: &Record| !is_withdrawn(seat) && seat.day(membership::TO).is_none_or(|to| to.first() > on);
    let seat = |id: Id| records.get(&membership::SCHEMA, id);
    let named = record.link(neighbourhood::ASSIGNED_MEMBER).and_then(seat);
    let seats = || records.linked(id, &membership::SCHEMA, membership::NEIGHBOURHOODS).into_iter().filter_map(seat);
    let seat = named.or_else(|| seats().find(held));
    let who = seat.and_then(|seat| records.get(&person::SCHEMA, seat.link(membership::PERSON)?));
    who.map(|who| who.text(person::FULL_NAME).to_owned()).unwrap_or_default()
}

/// Returns the households of each neighbourhood, of the latest year up to the period's.
pub(super) fn households(records: &dyn Records, period: Period) -> BTreeMap<Id, i64> {
    latest_households(records, period).into_iter().map(|(id, (_, count, _))| (id, count)).collect()
}

/// Finds for each neighbourhood the latest year up to the period's that says its households: year, number, record.
pub(super) fn latest_households(records: &dyn Records, period: Period) -> BTreeMap<Id, (i64, i64, Id)> {
    let mut latest: BTreeMap<Id, (i64, i64, Id)> = BTreeMap::new();
    let last = i64::from(*period.years().end());
    records.scan(&neighbourhood_year::SCHEMA, &mut |id, record| {
        let of = record.link(neighbourhood_year::NEIGHBOURHOOD);
        let (year, count) = (record.integer(neighbourhood_year::YEAR), record.integer(neighbourhood_year::HOUSEHOLDS));
        if let (false, Some(of), Some(year), Some(count)) = (is_withdrawn(&record), of, year, count)
            && year <= last
        {
            let kept = latest.entry(of).or_insert((year, count, id));
            *kept = (*kept).max((year, count, id));
        }
    });
    latest
}
