//! The set-up of a ward in one request: who it is, its committee, its neighbourhoods, its organisations.

use std::collections::BTreeSet;

use chrono::NaiveDate;

use super::roster::{Place, Read, Seat, Unit, places, seats, units};
use super::{Ward, plan_of_the_year, profile, save};
use crate::register::change::{Command, Request};
use crate::register::field::FieldId;
use crate::register::id::Id;
use crate::register::record::Record;
use crate::register::records::Records;
use crate::register::schema::{body, membership, neighbourhood, organisation, person};
use crate::register::seed::Seed;
use crate::register::value::Value;
use crate::say;
use crate::text::day::Day;
use crate::text::fold::{fold, tidy};

/// The texts of the set-up, as typed or pasted.
#[derive(Clone, Copy, Debug, Default)]
pub struct Texts<'a> {
    /// `Phường Trường Sơn, Thanh Hóa, 2026`.
    pub ward: &'a str,
    /// The members of the committee, a line each.
    pub committee: &'a str,
    /// The neighbourhoods, a line each or a range.
    pub neighbourhoods: &'a str,
    /// The organisations, a line each.
    pub organisations: &'a str,
}

/// Kinds of units, by the word with which their name begins.
const KINDS: &[(&str, &str)] = &[("phuong", "PHUONG"), ("xa", "XA"), ("dac khu", "DAC_KHU")];

/// Reads the ward: its kind and name, the province, the year (that of `today` where there is none).
pub fn ward(text: &str, today: NaiveDate) -> Read<Ward> {
    let cells: Vec<String> = text.split([',', ';', '\n', '\t']).map(tidy).filter(|cell| !cell.is_empty()).collect();
    let first = cells.first().map_or("", String::as_str);
    let begins = |(word, _): &&(&str, &str)| fold(first).strip_prefix(word).is_some_and(|rest| rest.starts_with(' '));
    let Some((word, kind)) = KINDS.iter().find(begins) else {
        return Err(say!(
            "Ghi loại và tên, rồi tỉnh. Ví dụ: Phường Trường Sơn, Thanh Hóa, 2026",
            "Write kind and name, then the province: Phường Trường Sơn, Thanh Hóa, 2026"
        ));
    };
    let name: Vec<&str> = first.split_whitespace().skip(word.split(' ').count()).collect();
    let number = |cell: &String| cell.parse::<i32>().ok().filter(|year| (1990..=2100).contains(year));
    let year = cells.iter().skip(1).find_map(number).unwrap_or_else(|| Day::Date(today).year());
    let Some(province) = cells.iter().skip(1).find(|cell| number(cell).is_none()) else {
        return Err(say!(
            "Thiếu tên tỉnh, thành phố. Ví dụ: {ward}, Thanh Hóa",
            "The province is missing, for example: {ward}, Thanh Hóa",
            ward = first
        ));
    };
    Ok(Ward { kind, name: name.join(" "), province: province.clone(), year })
}

/// Makes the one request that sets the ward up; refuses while a line cannot be read.
///
/// The register has its catalogues already.
pub fn found(
    texts: Texts<'_>,
    records: &dyn Records,
    today: NaiveDate,
    new_id: &mut dyn FnMut() -> Id,
) -> Read<Request> {
    let ward = ward(texts.ward, today)?;
    let members: Vec<Seat> = seats(texts.committee, records).into_iter().collect::<Result<_, _>>()?;
    let areas: Vec<Place> = places(texts.neighbourhoods, records).into_iter().collect::<Result<_, _>>()?;
    let units: Vec<Unit> = units(texts.organisations, records).into_iter().collect::<Result<_, _>>()?;
    let from = NaiveDate::from_ymd_opt(ward.year, 1, 1).map_or(Value::NotKnown, |day| Value::Day(Day::Date(day)));
    let mut commands = vec![save(profile(&ward), new_id)];
    commands.extend(plan_of_the_year(&ward).map(|plan| save(plan, new_id)));
    commands.extend(areas.into_iter().map(|place| save(area(place, &from), new_id)));
    let mut taken = BTreeSet::new();
    commands.extend(units.into_iter().map(|unit| {
        let code = usual_code(&unit).filter(|code| taken.insert((*code).to_owned())).map(str::to_owned);
        save(organisation(unit, code), new_id)
    }));
    if !members.is_empty() {
        commands.extend(committee(&ward, members, &from, new_id));
    }
    Ok(Request { command: Command::Batch(commands), why: "Lập sổ".to_owned() })
}

fn text(text: impl Into<String>) -> Value {
    Value::Text(text.into())
}

fn area(place: Place, from: &Value) -> Seed {
    let mut values = vec![
        (neighbourhood::KIND, Value::Choice(place.kind)),
        (neighbourhood::NAME, text(place.name)),
        (neighbourhood::STATUS, Value::Choice(neighbourhood::ACTIVE.to_owned())),
        (neighbourhood::VALID_FROM, from.clone()),
    ];
    if !place.code.is_empty() {
        values.push((neighbourhood::CODE, text(place.code)));
    }
    (&neighbourhood::SCHEMA, values)
}

/// Blocs in which a ward has one organisation of a kind, known by the kind's letters.
const KNOWN_BY_LETTERS: &[&str] = &["DANG", "CHINH_QUYEN", "MTTQ_DT", "LLVT"];

/// Returns the letters by which everybody knows an organisation, as HPN; none where its kind has only a name.
fn usual_code(unit: &Unit) -> Option<&str> {
    let is_letters = !unit.kind.contains('_') && KNOWN_BY_LETTERS.contains(&unit.bloc);
    is_letters.then_some(unit.kind.as_str())
}

fn organisation(unit: Unit, code: Option<String>) -> Seed {
    let mut values = vec![
        (organisation::NAME, text(unit.name)),
        (organisation::KIND, Value::Choice(unit.kind)),
        (organisation::BLOC, Value::Choice(unit.bloc.to_owned())),
        (organisation::MUST_REGISTER, Value::Bool(true)),
    ];
    values.extend(code.map(|code| (organisation::CODE, text(code))));
    (&organisation::SCHEMA, values)
}

fn committee(ward: &Ward, members: Vec<Seat>, from: &Value, new_id: &mut dyn FnMut() -> Id) -> Vec<Command> {
    let body = new_id();
    let set = |schema, id, values: Vec<(FieldId, Value)>| put(schema, id, values.into_iter().collect());
    let values = vec![
        (body::KIND, Value::Choice(body::COMMITTEE.to_owned())),
        (
            body::NAME,
            text(format!("Ban Chỉ đạo phong trào thi đua \"Dân vận khéo\" {} {}", ward.kind_word(), ward.name)),
        ),
        (body::VALID_FROM, from.clone()),
    ];
    let mut commands = vec![set(&body::SCHEMA, body, values)];
    for (seat, number) in members.into_iter().zip(1_i64..) {
        let person = new_id();
        commands.push(put(&person::SCHEMA, person, human(&seat)));
        commands.push(put(&membership::SCHEMA, new_id(), sits(&seat, number, (body, person), from)));
    }
    commands
}

/// Makes the command that saves a record.
pub(in crate::register) fn put(schema: &'static crate::register::Schema, id: Id, record: Record) -> Command {
    use crate::register::change::{Accepted, Seen, Set};
    let set = record.into_iter().map(|(field, value)| Set { field, seen: Seen::Any, new: Some(value) }).collect();
    Command::Save { schema, id, set, accepted: Accepted::None }
}

/// Gives the person of a seat.
pub(in crate::register) fn human(seat: &Seat) -> Record {
    let post = (!seat.post.is_empty()).then(|| (person::TITLE, text(&*seat.post)));
    [(person::FULL_NAME, text(&*seat.name)), (person::ACTIVE, Value::Bool(true))].into_iter().chain(post).collect()
}

/// Gives the membership of a seat.
pub(in crate::register) fn sits(seat: &Seat, number: i64, (body, person): (Id, Id), from: &Value) -> Record {
    let post = (!seat.post.is_empty()).then(|| (membership::POST_HELD, text(&*seat.post)));
    let values = [
        (membership::BODY, Value::Link(body)),
        (membership::PERSON, Value::Link(person)),
        (membership::POSITION, Value::Choice(seat.position.clone())),
        (membership::ORDER_NO, Value::Integer(number)),
        (membership::FROM, from.clone()),
    ];
    values.into_iter().chain(post).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::register::change::Actor;
    use crate::register::query::Query;
    use crate::register::setup::furnish;
    use crate::register::{MemoryRecords, REGISTER, Read as _, plan};

    fn today() -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, 3, 5).unwrap()
    }

    #[test]
    fn a_ward_is_read_from_one_line() {
        let read = ward("Phường Trường Sơn, Thanh Hóa, 2025", today()).unwrap();
        assert_eq!(
            (read.kind, read.name.as_str(), read.province.as_str(), read.year),
            ("PHUONG", "Trường Sơn", "Thanh Hóa", 2025)
        );
        let read = ward("đặc khu Phú Quốc\nAn Giang", today()).unwrap();
        assert_eq!((read.kind, read.name.as_str(), read.year), ("DAC_KHU", "Phú Quốc", 2026));
        for slip in ["", "Trường Sơn, Thanh Hóa", "Phường Trường Sơn", "Xamoc, Hà Nam", "phường, Hà Nam"]
        {
            assert!(ward(slip, today()).is_err(), "{slip}");
        }
    }

    #[test]
    fn all_of_it_is_one_change_that_the_register_takes() {
        let (mut records, actor) = (MemoryRecords::new(REGISTER), Actor::sole("thu"));
        let now = chrono::DateTime::parse_from_rfc3339("2026-03-05T08:00:00+07:00").unwrap();
        let mut last = 0;
        let mut new_id = || {
            last += 1;
            Id::from_bits(last)
        };
        let seeds = plan(&furnish(&mut new_id), &records, &actor, now).unwrap();
        records.apply(1, &seeds.changes);
        let texts = Texts {
            ward: "Phường Trường Sơn, Thanh Hóa",
            committee: "Cao Thị Quỳnh, Bí thư Đảng ủy, Trưởng ban\nLương Văn Hùng, Chủ tịch UBND",
            neighbourhoods: "TDP 1..27",
            organisations: "Hội Nông dân phường\nUBND phường\nHội Nông dân cơ quan\nTrường THCS Trường Sơn",
        };
        let request = found(texts, &records, today(), &mut new_id).unwrap();
        let planned = plan(&request, &records, &actor, now).unwrap();
        records.apply(2, &planned.changes);
        let count = |schema| records.page(&Query::all(schema), 0, 0).total;
        assert_eq!(count(&neighbourhood::SCHEMA), 27);
        assert_eq!((count(&organisation::SCHEMA), count(&person::SCHEMA), count(&membership::SCHEMA)), (4, 2, 2));
        let units = records.page(&Query::all(&organisation::SCHEMA), 0, 9).rows;
        let mut codes: Vec<String> = units.iter().map(|(_, unit)| unit.text(organisation::CODE).to_owned()).collect();
        codes.sort();
        assert_eq!(codes, ["DV01", "DV02", "HND", "UBND"], "the letters of a kind are one organisation's");
        assert_eq!((count(&crate::register::schema::ward::SCHEMA), count(&body::SCHEMA)), (1, 1));
    }

    #[test]
    fn a_line_that_cannot_be_read_stops_all_of_it() {
        let records = MemoryRecords::new(REGISTER);
        let texts = Texts { ward: "Phường A, B", neighbourhoods: "TDP 9..1", ..Texts::default() };
        assert!(found(texts, &records, today(), &mut || Id::from_bits(1)).is_err());
    }
}
