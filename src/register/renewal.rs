//! Re-consolidation ("kiện toàn"): one decision closes the seats of a body and opens those of the one that replaces it.
//!
//! Who stays keeps what the old seat was in charge of. The whole is one change: nobody ever sees a committee without a
//! head, and one undo takes all of it back.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use super::change::{Accepted, Command, Request, Seen, Set};
use super::field::FieldId;
use super::id::Id;
use super::parse::ParseCx;
use super::query::{Query, Test};
use super::record::{Read, Record, is_withdrawn};
use super::records::Records;
use super::schema::{Schema, body, document, membership, neighbourhood, person, ward};
use super::setup::founding::{human, put, sits};
use super::setup::roster::Seat;
use super::show::ShowCx;
use super::value::Value;
use super::words::Words;
use crate::say;
use crate::text::day::Day;
use crate::text::fold::{fold, tidy};

/// Code of the reason for which all seats of the old body end.
const REASON: &str = "KIEN_TOAN";
/// The highest number that a list has.
const LAST_NUMBER: i64 = 500;
/// Code of the position of the head of a support team.
const TEAM_HEAD: &str = "TO_TRUONG";

/// The decision that re-makes a body.
#[derive(Clone, Debug, PartialEq)]
pub struct Decision {
    /// Number and symbol as printed: `15-QĐ/ĐU`.
    pub cited: String,
    /// The day on which it takes effect.
    pub day: NaiveDate,
}

impl Decision {
    /// Reads `15-QĐ/ĐU ngày 20/11/2026`, with a comma instead of the word too.
    pub fn read(typed: &str, cx: &ParseCx<'_>) -> Result<Self, Words> {
        let typed = tidy(typed);
        let parts = typed.split_once(" ngày ").or_else(|| typed.rsplit_once([',', ' ']));
        let usage = || {
            say!(
                "Ghi số và ngày quyết định. Ví dụ: 15-QĐ/ĐU, 20/11/2026",
                "Write number and day of the decision, for example 15-QĐ/ĐU, 20/11/2026"
            )
        };
        let (cited, day) = parts.ok_or_else(usage)?;
        let cited = tidy(cited.trim_end_matches(','));
        if !cited.starts_with(|letter: char| letter.is_ascii_digit()) {
            return Err(usage());
        }
        let field = document::SCHEMA.field(document::ISSUED_ON).ok_or_else(usage)?;
        match field.parse(day, cx).map_err(|refusal| refusal.words)? {
            Some(Value::Day(Day::Date(day))) => Ok(Self { cited, day }),
            _ => Err(usage()),
        }
    }
}

/// A seat that is held: who, where in the list, and its whole record.
#[derive(Clone, Debug)]
pub struct Held {
    /// The membership.
    pub id: Id,
    /// Its fields.
    pub record: Record,
    /// The holder's name.
    pub name: String,
}

/// Lists the seats of a body that are held on a day, in the order of the list.
pub fn held(records: &dyn Records, body: Id, today: NaiveDate) -> Vec<Held> {
    let query = Query::all(&membership::SCHEMA).filter(membership::BODY, Test::Is(Value::Link(body)));
    let rows = records.page(&query, 0, usize::MAX).rows;
    let lasts = |record: &Record| record.day(membership::TO).is_none_or(|to| to.last() > today);
    let held = rows.into_iter().filter(|(_, record)| lasts(record)).map(|(id, record)| {
        let holder =
            record.link(membership::PERSON).and_then(|id| records.get(&person::SCHEMA, id)).unwrap_or_default();
        Held { id, record, name: holder.text(person::FULL_NAME).to_owned() }
    });
    let mut held: Vec<Held> = held.collect();
    held.sort_by_key(|seat| (seat.record.integer(membership::ORDER_NO), seat.id));
    held
}

/// Makes the request that moves a seat one place up or down in the list of its body; `None` where it is the first or the
/// last one already.
///
/// Whoever has no number, or another one than the place, gets it on the way.
pub fn moved(records: &dyn Records, body: Id, seat: Id, up: bool, today: NaiveDate) -> Option<Request> {
    let mut seats = held(records, body, today);
    let at = seats.iter().position(|held| held.id == seat)?;
    let to = if up { at.checked_sub(1)? } else { at + 1 };
    if to >= seats.len() {
        return None;
    }
    seats.swap(at, to);
    let other = |(held, number): &(&Held, i64)| held.record.integer(membership::ORDER_NO) != Some(*number);
    let changed: Vec<(&Held, i64)> = seats.iter().zip(1..).filter(other).collect();
    let number = |held: &Held, number: i64| {
        put(&membership::SCHEMA, held.id, [(membership::ORDER_NO, Value::Integer(number))].into())
    };
    // A number is free only once nobody has it: all of them step aside first.
    let aside = changed.iter().zip(1_i64..).map(|((held, _), n)| number(held, LAST_NUMBER - n));
    let placed = changed.iter().map(|(held, n)| number(held, *n));
    Some(Request { command: Command::Batch(aside.chain(placed).collect()), why: "Đổi thứ tự".to_owned() })
}

/// Writes the seats that are held as lines that [`seats`](super::setup::roster::seats) reads: what a new list begins with.
pub fn as_lines(records: &dyn Records, body: Id, today: NaiveDate) -> String {
    let show = ShowCx::vi(records);
    let position = membership::SCHEMA.field(membership::POSITION);
    let line = |seat: &Held| {
        let place = position.map(|field| field.show(&seat.record, show)).unwrap_or_default();
        let cells = [seat.name.as_str(), seat.record.text(membership::POST_HELD), &place];
        cells.iter().filter(|cell| !cell.is_empty()).copied().collect::<Vec<_>>().join(", ")
    };
    held(records, body, today).iter().map(line).collect::<Vec<_>>().join("\n")
}

/// Says what a new list means for whoever is on it or was: stays, new, leaves.
pub fn compared(old: &[Held], new: &[Seat]) -> Vec<Words> {
    let stays = |name: &str| old.iter().any(|seat| fold(&seat.name) == fold(name));
    let goes = |seat: &&Held| !new.iter().any(|other| fold(&other.name) == fold(&seat.name));
    let of_new = new.iter().map(|seat| {
        if stays(&seat.name) {
            say!("giữ   {name}", "stays {name}", name = seat.name)
        } else {
            say!("thêm  {name}", "new   {name}", name = seat.name)
        }
    });
    let of_old = old.iter().filter(goes).map(|seat| say!("thôi  {name}", "ends  {name}", name = seat.name));
    of_new.chain(of_old).collect()
}

/// Makes the one request that re-makes a body by a decision; refuses a list without exactly one head.
pub fn renew(
    records: &dyn Records,
    body: Id,
    decision: &Decision,
    seats: &[Seat],
    new_id: &mut dyn FnMut() -> Id,
) -> Result<Request, Words> {
    let old = records
        .get(&body::SCHEMA, body)
        .filter(|record| !is_withdrawn(record))
        .ok_or_else(|| say!("Ban này không còn trong sổ.", "This body is no longer in the register."))?;
    check(&old, decision, seats)?;
    let held = held(records, body, decision.day);
    if let Some(late) =
        held.iter().find(|seat| seat.record.day(membership::FROM).is_some_and(|from| from.first() > decision.day))
    {
        return Err(say!(
            "{name} vào ban sau ngày quyết định. Sửa ngày quyết định.",
            "{name} joined after the day of the decision. Change the day.",
            name = late.name
        ));
    }
    let day = Value::Day(Day::Date(decision.day));
    let (paper, new_body) = (new_id(), new_id());
    let mut plan = Plan { records, commands: Vec::new(), day, new_id };
    let paper = plan.paper(decision, &old, paper);
    plan.close(&held, body);
    plan.open(&old, (body, new_body), paper, &held, seats);
    Ok(Request { command: Command::Batch(plan.commands), why: format!("Kiện toàn theo {}", decision.cited) })
}

/// Refuses a list or a day that cannot be.
fn check(old: &Record, decision: &Decision, seats: &[Seat]) -> Result<(), Words> {
    let head = if old.choice(body::KIND) == Some(body::SUPPORT_TEAM) { TEAM_HEAD } else { membership::HEAD };
    let heads = seats.iter().filter(|seat| seat.position == head).count();
    if heads != 1 {
        return Err(say!(
            "Danh sách phải có đúng một người đứng đầu (Trưởng ban, Tổ trưởng); đang có {n}.",
            "The list needs exactly one head; it has {n}.",
            n = heads
        ));
    }
    if old.contains_key(&body::VALID_TO) {
        return Err(say!("Ban này đã được kiện toàn, thay thế rồi.", "This body was replaced already."));
    }
    if old.day(body::VALID_FROM).is_some_and(|from| from.first() > decision.day) {
        return Err(say!(
            "Ngày quyết định trước ngày thành lập ban. Sửa ngày.",
            "The decision is before the body began. Change the day."
        ));
    }
    Ok(())
}

struct Plan<'a> {
    records: &'a dyn Records,
    commands: Vec<Command>,
    day: Value,
    new_id: &'a mut dyn FnMut() -> Id,
}

impl Plan<'_> {
    /// Returns the paper of the decision: the one that the register has, or a new one.
    fn paper(&mut self, decision: &Decision, old: &Record, id: Id) -> Id {
        let digits: String = decision.cited.chars().take_while(char::is_ascii_digit).collect();
        let symbol = decision.cited.strip_prefix(&digits).unwrap_or_default();
        let number = Value::Integer(digits.parse().unwrap_or_default());
        let known = Query::all(&document::SCHEMA)
            .filter(document::NUMBER, Test::Is(number.clone()))
            .filter(document::SYMBOL, Test::Is(Value::Text(symbol.to_owned())))
            .filter(document::ISSUED_ON, Test::Is(self.day.clone()));
        if let Some((known, _)) = self.records.page(&known, 0, 1).rows.pop() {
            return known;
        }
        let choice = |code: &str| Value::Choice(code.to_owned());
        let party = symbol.starts_with('-');
        let mut record = Record::from([
            (document::DIRECTION, choice(document::OUTGOING)),
            (document::DOC_TYPE, choice("QĐ")),
            (document::SUMMARY, Value::Text(format!("Kiện toàn {}", old.text(body::NAME)))),
            (document::LAYOUT, choice(if party { document::PARTY } else { document::STATE })),
            (document::NUMBER, number),
            (document::SYMBOL, Value::Text(symbol.to_owned())),
            (document::ISSUED_ON, self.day.clone()),
            (document::STATUS, choice(document::ISSUED)),
        ]);
        let profile = self.day.as_day().and_then(|day| ward::in_force(self.records, day.first()));
        let term = profile.map(|(_, profile)| profile.text(ward::TERM_LABEL).to_owned()).unwrap_or_default();
        if party && !term.is_empty() {
            record.insert(document::TERM, Value::Text(term));
        }
        self.commands.push(put(&document::SCHEMA, id, record));
        id
    }

    /// Ends all seats and the body on the day of the decision.
    fn close(&mut self, held: &[Held], body: Id) {
        for seat in held {
            let why = Value::Choice(REASON.to_owned());
            let values = [(membership::TO, self.day.clone()), (membership::END_REASON, why)];
            self.commands.push(put(&membership::SCHEMA, seat.id, values.into_iter().collect()));
        }
        self.commands.push(put(&body::SCHEMA, body, Record::from([(body::VALID_TO, self.day.clone())])));
    }

    /// Opens the new body and its seats; who stays keeps what the old seat was in charge of.
    fn open(&mut self, old: &Record, (body, new_body): (Id, Id), paper: Id, held: &[Held], seats: &[Seat]) {
        let kept = [body::KIND, body::NAME, 3, body::NEIGHBOURHOOD];
        let mut record: Record = kept.iter().filter_map(|field| Some((*field, old.get(field)?.clone()))).collect();
        record.insert(body::ESTABLISHED_DOC, Value::Link(paper));
        record.insert(body::VALID_FROM, self.day.clone());
        record.insert(body::REPLACES, Value::Link(body));
        self.commands.push(put(&body::SCHEMA, new_body, record));
        let mut moved: BTreeMap<Id, Id> = BTreeMap::new();
        for (seat, number) in seats.iter().zip(1_i64..) {
            let before = held.iter().find(|held| fold(&held.name) == fold(&seat.name));
            let person = self.person(seat, before);
            let mut record = sits(seat, number, (new_body, person), &self.day);
            record.insert(membership::APPOINTED_DOC, Value::Link(paper));
            let id = (self.new_id)();
            if let Some(before) = before {
                let charge = IN_CHARGE.iter().filter_map(|field| Some((*field, before.record.get(field)?.clone())));
                record.extend(charge);
                moved.insert(before.id, id);
            }
            self.commands.push(put(&membership::SCHEMA, id, record));
        }
        for seat in held {
            self.hand_over(seat.id, moved.get(&seat.id).copied());
        }
    }

    /// Finds the person of a seat by name, or makes one.
    fn person(&mut self, seat: &Seat, before: Option<&Held>) -> Id {
        if let Some(known) = before.and_then(|before| before.record.link(membership::PERSON)) {
            return known;
        }
        let named = |record: &Record| fold(record.text(person::FULL_NAME)) == fold(&seat.name);
        let found = self.records.page(&Query::all(&person::SCHEMA).search(&seat.name), 0, 16).rows;
        if let Some((known, _)) = found.into_iter().find(|(_, record)| named(record)) {
            return known;
        }
        let id = (self.new_id)();
        self.commands.push(put(&person::SCHEMA, id, human(seat)));
        id
    }

    /// Points the neighbourhoods of an old seat to the new one, or to nobody.
    fn hand_over(&mut self, old: Id, new: Option<Id>) {
        let field = neighbourhood::ASSIGNED_MEMBER;
        for id in self.records.linked(old, &neighbourhood::SCHEMA, field) {
            let set = vec![Set { field, seen: Seen::Any, new: new.map(Value::Link) }];
            let schema: &'static Schema = &neighbourhood::SCHEMA;
            self.commands.push(Command::Save { schema, id, set, accepted: Accepted::None });
        }
    }
}

/// What a seat is in charge of, and stays in charge of.
const IN_CHARGE: &[FieldId] =
    &[membership::DUTIES, membership::FIELDS_IN_CHARGE, membership::NEIGHBOURHOODS, membership::ORGS];

#[cfg(test)]
mod tests;
