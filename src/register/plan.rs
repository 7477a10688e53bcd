//! Deciding what a wish changes, or why it is refused: pure, on the register as it is.

mod case;
mod several;
mod step;
mod undo;

pub use case::measure;
pub use several::{Several, rehearse};

use chrono::NaiveDate;

use self::case::Case;
use super::change::{Accepted, Actor, Change, Clash, Command, Issue, Reject, Request, Role, Seen, Set, Time};
use super::default;
use super::field::FieldId;
use super::id::Id;
use super::overlay::Overlay;
use super::period::lock;
use super::record::{Read, Record, common, is_withdrawn};
use super::records::Records;
use super::rule::Severity;
use super::schema::Schema;
use super::show::ShowCx;
use super::standing;
use super::unique;
use super::value::Value;
use super::words::Words;
use crate::say;

/// What a wish comes to: the changes that make a commit once the journal has them.
#[derive(Clone, Debug, PartialEq)]
pub struct Planned {
    /// What changes, one entry a record.
    pub changes: Vec<Change>,
    /// Why, as its author said.
    pub why: String,
    /// The number of the commit that is taken back.
    pub undoes: Option<u64>,
}

/// Decides what `request` changes in `records`, or refuses it whole.
///
/// Limits and rules are measured here and nowhere else: a form, a grid, a file and a merge all come through.
pub fn plan(request: &Request, records: &dyn Records, actor: &Actor, at: Time) -> Result<Planned, Reject> {
    may_write(actor)?;
    let mut desk = Desk::new(actor, at, &request.why);
    let changes = merge(desk.plan(&request.command, records)?);
    if changes.is_empty() {
        return Err(Reject::Nothing);
    }
    let undoes = match &request.command {
        Command::Undo { commit, .. } => Some(commit.seq),
        _ => None,
    };
    Ok(Planned { changes, why: reason(request, desk.adjusts), undoes })
}

/// Refuses whoever may only read.
fn may_write(actor: &Actor) -> Result<(), Reject> {
    if !actor.roles.iter().all(|role| *role == Role::Superior) {
        return Ok(());
    }
    Err(Reject::Forbidden(say!(
        "Tài khoản \"{who}\" chỉ được xem. Nhờ người phụ trách sổ ghi giúp.",
        "The account \"{who}\" may only read. Ask whoever keeps the register.",
        who = actor.id
    )))
}

/// Says why, as history shows it: an adjustment of what was approved is marked as one.
fn reason(request: &Request, adjusts: bool) -> String {
    let why = request.why.trim();
    match &request.command {
        Command::Step { reason, .. } if why.is_empty() => reason.trim().to_owned(),
        _ => adjusted(why, adjusts),
    }
}

fn adjusted(why: &str, adjusts: bool) -> String {
    if adjusts { format!("{ADJUSTS}{}", why.strip_prefix(ADJUSTS).unwrap_or(why)) } else { why.to_owned() }
}

/// What history puts before the reason of an adjustment.
const ADJUSTS: &str = "Điều chỉnh: ";

/// Who plans, when and why, and whether anything that was approved is adjusted by it.
struct Desk<'a> {
    actor: &'a Actor,
    today: NaiveDate,
    why: &'a str,
    adjusts: bool,
}

impl<'a> Desk<'a> {
    fn new(actor: &'a Actor, at: Time, why: &'a str) -> Self {
        Self { actor, today: at.date_naive(), why: why.trim(), adjusts: false }
    }

    /// Decides what one command changes.
    fn plan(&mut self, command: &Command, records: &dyn Records) -> Result<Vec<Change>, Reject> {
        let mut changes = match command {
            Command::Save { schema, id, set, accepted } => vec![self.save(schema, *id, set, accepted, records)?],
            Command::Step { schema, id, to, reason, set, accepted } => {
                let reason = Some(reason.trim()).filter(|reason| !reason.is_empty()).unwrap_or(self.why);
                let wish = Wish { to, reason, set, accepted };
                vec![self.take_step(schema, *id, &wish, records)?]
            }
            Command::Withdraw { schema, id, reason } => vec![withdraw(schema, *id, reason, records)?],
            Command::Restore { schema, id } => vec![restore(schema, *id, records)?],
            Command::Undo { commit, only } => undo::undo(commit, only, records)?,
            Command::Batch(commands) => return self.batch(commands, records),
        };
        lock::check(&changes, records)?;
        standing::check(&changes, records)?;
        changes.extend(standing::follow(&changes, records));
        Ok(changes)
    }

    /// Decides what several commands change, each on the register as the earlier ones leave it.
    fn batch(&mut self, commands: &[Command], records: &dyn Records) -> Result<Vec<Change>, Reject> {
        let mut layer = Overlay::new(records);
        let mut all = Vec::new();
        for (index, command) in commands.iter().enumerate() {
            match self.plan(command, &layer) {
                Ok(changes) => {
                    layer.apply(&changes);
                    all.extend(changes);
                }
                // One line of many that says what is already there is no reason to refuse the others.
                Err(Reject::Nothing) => {}
                Err(reject) => return Err(Reject::At { index, reject: Box::new(reject) }),
            }
        }
        Ok(all)
    }
}

/// Joins the changes of one record: the first old value, the last new one; what comes back to where it was is dropped.
fn merge(changes: Vec<Change>) -> Vec<Change> {
    let mut merged: Vec<Change> = Vec::with_capacity(changes.len());
    let mut places = std::collections::BTreeMap::new();
    for change in changes {
        let place = *places.entry((change.schema.id, change.id)).or_insert_with(|| {
            merged.push(Change { schema: change.schema, id: change.id, set: Vec::new() });
            merged.len() - 1
        });
        let set = &mut merged[place].set;
        for (field, old, new) in change.set {
            match set.iter_mut().find(|(at, _, _)| *at == field) {
                Some(earlier) => earlier.2 = new,
                None => set.push((field, old, new)),
            }
        }
    }
    for change in &mut merged {
        change.set.retain(|(_, old, new)| old != new);
        change.set.sort_by_key(|(field, _, _)| *field);
    }
    merged.retain(|change| !change.set.is_empty());
    merged
}

/// A step that is wished for.
struct Wish<'a> {
    to: &'a str,
    reason: &'a str,
    set: &'a [Set],
    accepted: &'a Accepted,
}

impl Desk<'_> {
    fn save(
        &mut self,
        schema: &'static Schema,
        id: Id,
        set: &[Set],
        accepted: &Accepted,
        records: &dyn Records,
    ) -> Result<Change, Reject> {
        let before = records.shared(schema, id).unwrap_or_default();
        check_live(schema, &before)?;
        let mut after = wanted(schema, id, set, &before)?;
        if before.is_empty() {
            default::fill(schema, set, &mut after, records, self.today);
        }
        fill_code(schema, &before, &mut after, records);
        default::compute(schema, &mut after, records, self.today);
        let mut issues = Vec::new();
        let case = Case { schema, id, before: &before, after: &after, records };
        case.check_state(&mut issues);
        self.adjusts |= case.check_fixed(self.why, &mut issues);
        let noted = case.check(accepted, self.today, &mut issues);
        finish(&case, noted, issues)
    }

    fn take_step(
        &mut self,
        schema: &'static Schema,
        id: Id,
        wish: &Wish<'_>,
        records: &dyn Records,
    ) -> Result<Change, Reject> {
        let before = records.get(schema, id).ok_or_else(|| missing(schema))?;
        check_live(schema, &before)?;
        let (flow, step) = step::chosen(schema, &before, wish.to, self.actor)?;
        let mut after = wanted(schema, id, wish.set, &before)?;
        step::take(flow, step, &mut after, wish.reason, self.today);
        default::compute(schema, &mut after, records, self.today);
        let mut issues = Vec::new();
        let case = Case { schema, id, before: &before, after: &after, records };
        case.check_step(step, wish.reason, self.today, &mut issues);
        self.adjusts |= case.check_fixed(wish.reason, &mut issues);
        let noted = case.check(wish.accepted, self.today, &mut issues);
        finish(&case, noted, issues)
    }
}

/// Refuses to change what was withdrawn.
fn check_live(schema: &Schema, before: &Record) -> Result<(), Reject> {
    if !is_withdrawn(before) {
        return Ok(());
    }
    Err(Reject::Missing(say!(
        "{name} này đã rút bỏ ({why}). Khôi phục trước khi sửa.",
        "This {name} was withdrawn ({why}). Restore it before changing it.",
        name = schema.name,
        why = before.text(common::WITHDRAWN)
    )))
}

/// Gives what changes once nothing stands against it.
fn finish(case: &Case<'_>, noted: Vec<(&'static str, String)>, issues: Vec<Issue>) -> Result<Change, Reject> {
    if !issues.is_empty() {
        return Err(Reject::Invalid(issues));
    }
    if case.after == case.before {
        return Err(Reject::Nothing);
    }
    let mut after = case.after.clone();
    note_accepted(&mut after, noted);
    Ok(difference(case.schema, case.id, case.before, &after))
}

/// Gives the record as its author wants it; refuses where someone else changed the same field.
fn wanted(schema: &'static Schema, id: Id, set: &[Set], before: &Record) -> Result<Record, Reject> {
    let mut after = before.clone();
    let mut clashes = Vec::new();
    for Set { field, seen, new } in set {
        let current = before.get(field);
        if let Seen::Value(seen) = seen
            && current != seen.as_ref()
            && current != new.as_ref()
        {
            let (seen, current, wanted) = (seen.clone(), current.cloned(), new.clone());
            clashes.push(Clash { schema, id, field: *field, seen, current, wanted });
        }
        match new {
            Some(value) => after.insert(*field, value.clone()),
            None => after.remove(field),
        };
    }
    if clashes.is_empty() { Ok(after) } else { Err(Reject::Conflict(clashes)) }
}

/// Gives a record its code where its author left that to the program, as soon as the year that it needs is known.
fn fill_code(schema: &'static Schema, before: &Record, after: &mut Record, records: &dyn Records) {
    let Some(code) = &schema.code else { return };
    if after.contains_key(&code.field) || before.contains_key(&code.field) {
        return;
    }
    let Some(set) = schema.unique.iter().position(|unique| unique.fields == [code.field]) else { return };
    let prefix = match code.year {
        None => code.prefix.to_owned(),
        Some(field) => match after.get(&field).and_then(super::query::year_of) {
            Some(year) => format!("{}{year}-", code.prefix),
            None => return,
        },
    };
    let next = records.last_number(schema, set, &unique::claim_of(&prefix)).unwrap_or(0) + 1;
    after.insert(code.field, Value::Text(format!("{prefix}{next:0digits$}", digits = code.digits)));
}

/// Writes the accepted soft refusals into the record, the last reason for each rule.
fn note_accepted(after: &mut Record, noted: Vec<(&'static str, String)>) {
    if noted.is_empty() {
        return;
    }
    let mut items = match after.remove(&common::ACCEPTED) {
        Some(Value::List(items)) => items,
        _ => Vec::new(),
    };
    for (rule, reason) in noted {
        items.retain(|item| item.split_once(": ").is_none_or(|(named, _)| named != rule));
        items.push(format!("{rule}: {reason}"));
    }
    after.insert(common::ACCEPTED, Value::List(items));
}

/// Lists the fields in which two states of a record differ.
fn difference(schema: &'static Schema, id: Id, before: &Record, after: &Record) -> Change {
    let fields: std::collections::BTreeSet<FieldId> = before.keys().chain(after.keys()).copied().collect();
    let set = fields
        .into_iter()
        .map(|field| (field, before.get(&field).cloned(), after.get(&field).cloned()))
        .filter(|(_, old, new)| old != new)
        .collect();
    Change { schema, id, set }
}

fn missing(schema: &'static Schema) -> Reject {
    Reject::Missing(say!("Không còn {name} này trong sổ.", "This {name} is not in the register.", name = schema.name))
}

fn withdraw(schema: &'static Schema, id: Id, reason: &str, records: &dyn Records) -> Result<Change, Reject> {
    let before = records.get(schema, id).ok_or_else(|| missing(schema))?;
    if is_withdrawn(&before) {
        return Err(Reject::Nothing);
    }
    let reason = crate::text::fold::tidy(reason);
    let issue = |words| Issue { schema, id, field: None, severity: Severity::Hard, rule: "record.withdraw", words };
    if reason.is_empty() {
        let words = say!("Ghi lý do rút bỏ.", "Say why it is withdrawn.");
        return Err(Reject::Invalid(vec![issue(words)]));
    }
    if let Some(words) = used_by(schema, id, records) {
        return Err(Reject::Invalid(vec![issue(words)]));
    }
    Ok(Change { schema, id, set: vec![(common::WITHDRAWN, None, Some(Value::Text(reason)))] })
}

/// Says which live records still link to this one.
fn used_by(schema: &'static Schema, id: Id, records: &dyn Records) -> Option<Words> {
    for (source, field) in records.dictionary().links_to(schema.key) {
        let users = records.linked(id, source, field.id);
        let live = |user: &Id| records.get(source, *user).is_some_and(|record| !is_withdrawn(&record));
        let mut live_users = users.into_iter().filter(|user| *user != id).filter(live);
        if let Some(first) = live_users.next() {
            let more = live_users.count();
            return Some(say!(
                "Còn {n} {name} đang dùng, trước hết là \"{title}\" (ô \"{field}\"). Sửa hoặc rút các bản ghi đó trước.",
                "{n} of {name} still use it, first \"{title}\" (field \"{field}\"). Change or withdraw those first.",
                n = more + 1,
                name = source.plural,
                title = ShowCx::vi(records).title(source, first),
                field = field.label
            ));
        }
    }
    None
}

fn restore(schema: &'static Schema, id: Id, records: &dyn Records) -> Result<Change, Reject> {
    let before = records.get(schema, id).ok_or_else(|| missing(schema))?;
    let mut after = before.clone();
    let Some(reason) = after.remove(&common::WITHDRAWN) else { return Err(Reject::Nothing) };
    let mut issues = Vec::new();
    Case { schema, id, before: &before, after: &after, records }.check_claims(&mut issues);
    if !issues.is_empty() {
        return Err(Reject::Invalid(issues));
    }
    Ok(Change { schema, id, set: vec![(common::WITHDRAWN, Some(reason), None)] })
}

#[cfg(test)]
mod tests;
