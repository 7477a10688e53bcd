//! The index of one entity.

use std::collections::BTreeSet;
use std::sync::{Mutex, PoisonError};

use serde::{Deserialize, Serialize};

use super::depend::shows_others;
use super::ids::Ids;
use super::numbers::{self, Numbers};
use super::pairs::{Pairs, link, print};
use super::rows::Rows;
use super::sorting::Asked;
use super::texts::Texts;
use crate::register::query::year_of;
use crate::register::record::is_withdrawn;
use crate::register::unique::{claim, likeness};
use crate::register::{FieldId, Id, Kind, Record, Schema, Scope};

/// A record before and after a change.
#[derive(Clone, Debug)]
pub struct Touched {
    /// Its entity.
    pub schema: &'static Schema,
    /// Its id.
    pub id: Id,
    /// As it was; `None` for one that was not there.
    pub before: Option<Record>,
    /// As it is; `None` for one that is no longer there.
    pub after: Option<Record>,
}

/// What is known of a record without reading it, in two bytes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Flags(u16);

impl Flags {
    const THERE: u16 = 1 << 15;
    const WITHDRAWN: u16 = 1 << 14;

    fn of(schema: &Schema, record: &Record) -> Self {
        let year = match schema.scope {
            Scope::Year(field) => record.get(&field).and_then(year_of),
            Scope::Ward => None,
        };
        // A year beyond what fits is that of no screen.
        let year = year.and_then(|year| u16::try_from(year).ok()).filter(|year| *year < Self::WITHDRAWN);
        let withdrawn = if is_withdrawn(record) { Self::WITHDRAWN } else { 0 };
        Self(Self::THERE | withdrawn | year.unwrap_or_default())
    }

    const fn is_there(self) -> bool {
        self.0 & Self::THERE != 0
    }

    pub(super) const fn is_withdrawn(self) -> bool {
        self.0 & Self::WITHDRAWN != 0
    }

    fn year(self) -> Option<i32> {
        Some(i32::from(self.0 & (Self::WITHDRAWN - 1))).filter(|year| *year > 0)
    }
}

/// The index of one entity: arrays by slot, as small as they can be.
pub struct Table {
    pub(super) schema: &'static Schema,
    pub(super) kept: Kept,
    /// How many records are there, and how many of them are withdrawn.
    pub(super) there: usize,
    withdrawn: usize,
    texts: Texts,
    /// The order that was asked for last, but for the entity's own.
    pub(super) asked: Mutex<Option<Asked>>,
}

/// What of an index lasts from one start to the next.
#[derive(Debug, Default, Serialize, Deserialize)]
pub struct Kept {
    pub(super) ids: Ids,
    pub(super) flags: Vec<Flags>,
    pub(super) rows: Rows,
    /// By target and field, the records that link.
    pub(super) links: Pairs<18>,
    /// By unique set and claim, the records that may claim it.
    claims: Pairs<6>,
    /// By field and likeness, the records that may be alike.
    alike: Pairs<6>,
    numbers: Numbers,
}

/// What a change does to a record's row.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Moved {
    /// Whether its place in the order is to be found anew.
    place: bool,
    /// Whether the words by which it is found are others.
    text: bool,
}

impl Table {
    /// Makes the index out of what was kept.
    pub fn of(schema: &'static Schema, kept: Kept) -> Self {
        let there = kept.flags.iter().filter(|flags| flags.is_there()).count();
        let withdrawn = kept.flags.iter().filter(|flags| flags.is_withdrawn()).count();
        Self { schema, kept, there, withdrawn, texts: Texts::default(), asked: Mutex::default() }
    }

    /// Gives what is to be kept, in as few arrays as it can be; rows that are not placed yet are lost by it.
    pub fn kept(&mut self) -> &Kept {
        self.settle();
        &self.kept
    }

    /// Returns the entity.
    pub const fn schema(&self) -> &'static Schema {
        self.schema
    }

    /// Lists all records by id, withdrawn ones included.
    pub fn ids(&self) -> impl Iterator<Item = Id> + '_ {
        self.slots().map(|slot| self.kept.ids.id(slot))
    }

    /// Lists the records after this one by id, or all of them, without looking at those before.
    pub fn ids_after(&self, after: Option<Id>) -> impl Iterator<Item = Id> + '_ {
        let there = |slot: &u32| self.flags(*slot).is_there();
        self.kept.ids.slots_after(after).filter(there).map(|slot| self.kept.ids.id(slot))
    }

    pub(super) fn slots(&self) -> impl Iterator<Item = u32> + '_ {
        self.kept.ids.slots_after(None).filter(|slot| self.flags(*slot).is_there())
    }

    pub(super) fn flags(&self, slot: u32) -> Flags {
        self.kept.flags[slot as usize]
    }

    /// Returns the slot of a record that is there.
    pub fn slot(&self, id: Id) -> Option<u32> {
        self.kept.ids.find(id).filter(|slot| self.flags(*slot).is_there())
    }

    /// Tells whether a record is there, and if so whether it was withdrawn.
    pub fn withdrawn(&self, id: Id) -> Option<bool> {
        self.slot(id).map(|slot| self.flags(slot).is_withdrawn())
    }

    /// Notes what a changed record links to and claims, and whether it is there.
    pub fn change(&mut self, touched: &Touched) {
        if touched.before.is_none() && touched.after.is_none() {
            return;
        }
        let moved = self.moved(touched);
        let slot = self.kept.ids.slot(touched.id);
        if self.kept.flags.len() < self.kept.ids.len() {
            self.kept.flags.push(Flags::default());
        }
        let old = self.flags(slot);
        if let Some(before) = &touched.before {
            self.note(slot, before, false);
        }
        let new = match &touched.after {
            Some(after) => {
                self.note(slot, after, true);
                Flags::of(self.schema, after)
            }
            None => Flags::default(),
        };
        self.kept.flags[slot as usize] = new;
        self.there = self.there + usize::from(new.is_there()) - usize::from(old.is_there());
        self.withdrawn = self.withdrawn + usize::from(new.is_withdrawn()) - usize::from(old.is_withdrawn());
        let stood = old.is_there().then(|| old.is_withdrawn());
        let asked = self.asked.get_mut().unwrap_or_else(PoisonError::into_inner);
        for (rows, moves) in
            [(&mut self.kept.rows, moved.place)].into_iter().chain(asked.as_mut().map(|asked| (&mut asked.rows, true)))
        {
            if !new.is_there() {
                rows.remove(slot, old.is_withdrawn());
            } else if moves {
                rows.loosen(slot, stood);
            }
        }
        if moved.text {
            self.texts.forget(slot);
        }
    }

    fn moved(&self, touched: &Touched) -> Moved {
        let (Some(before), Some(after)) = (&touched.before, &touched.after) else {
            return Moved { place: true, text: true };
        };
        let differs = |field: &FieldId| before.get(field) != after.get(field);
        // A figure's words take the unit of its metric, and a title may lack the code that is found all the same.
        let shown = |field: &FieldId| {
            let metric = self.schema.field(*field).and_then(|field| match field.kind {
                Kind::Quantity { metric } => Some(metric),
                _ => None,
            });
            differs(field) || metric.is_some_and(|metric| differs(&metric))
        };
        let code =
            self.schema.unique.iter().flat_map(|unique| unique.fields).chain(self.schema.code.iter().map(|c| &c.field));
        Moved {
            place: is_withdrawn(before) != is_withdrawn(after) || self.schema.order.iter().any(differs),
            text: self.schema.title.iter().any(shown) || code.into_iter().any(differs),
        }
    }

    /// Notes, or takes back, what a record links to, claims, and is found by.
    fn note(&mut self, slot: u32, record: &Record, present: bool) {
        fn put<const N: usize>(pairs: &mut Pairs<N>, key: [u8; N], slot: u32, present: bool) {
            if present { pairs.insert(key, slot) } else { pairs.remove(key, slot) }
        }
        for (field, value) in record {
            for target in value.links() {
                put(&mut self.kept.links, link(*target, *field), slot, present);
            }
        }
        for field in self.schema.sought {
            if let Some(likeness) = record.get(field).and_then(likeness) {
                put(&mut self.kept.alike, print(*field, &likeness), slot, present);
            }
        }
        for (number, set) in (0..).zip(0..self.schema.unique.len()) {
            let Some(text) = claim(self.schema, set, record) else { continue };
            put(&mut self.kept.claims, print(number, &text), slot, present);
            if self.is_code(set) {
                self.kept.numbers.note(number, &text, present);
            }
        }
    }

    /// Returns whether a unique set is one text field, so that its claims may end with numbers.
    fn is_code(&self, set: usize) -> bool {
        let Some([field]) = self.schema.unique.get(set).map(|unique| unique.fields) else { return false };
        self.schema.field(*field).is_some_and(|field| matches!(field.kind, Kind::Text { .. }))
    }

    /// Lets go of rows that show what has changed elsewhere.
    pub fn loosen(&mut self, ids: &BTreeSet<Id>) {
        let slots: BTreeSet<u32> = ids.iter().filter_map(|id| self.slot(*id)).collect();
        let Self { kept: Kept { rows, flags, .. }, .. } = self;
        rows.loosen_all(&slots, |slot| flags[slot as usize].is_withdrawn());
    }

    /// Forgets the order that was asked for where it shows more than the records of this entity.
    pub fn forget_linked(&mut self) {
        let asked = self.asked.get_mut().unwrap_or_else(PoisonError::into_inner);
        let is_own =
            |(field, _): &(FieldId, bool)| self.schema.field(*field).is_some_and(|field| !shows_others(field.kind));
        if asked.as_ref().is_some_and(|asked| !asked.by.iter().all(is_own)) {
            *asked = None;
        }
    }

    /// Returns whether every row has its place in the order.
    pub fn is_placed(&self) -> bool {
        self.kept.rows.is_placed()
    }

    /// Forgets the words by which a row is found.
    pub fn forget_text(&self, id: Id) {
        if let Some(slot) = self.slot(id) {
            self.texts.forget(slot);
        }
    }

    /// Puts what is kept into as few arrays as it can be in.
    pub fn settle(&mut self) {
        self.kept.links.settle();
        self.kept.claims.settle();
        self.kept.alike.settle();
    }

    /// Lists the records whose `field` links to `target`, in no certain order.
    pub fn linked(&self, target: Id, field: FieldId) -> impl Iterator<Item = Id> + '_ {
        self.kept.links.of(link(target, field)).map(|slot| self.kept.ids.id(slot))
    }

    /// Lists the records that may have this claim, and some that have not.
    pub fn claimed(&self, set: usize, claim: &str) -> impl Iterator<Item = Id> + '_ {
        let key = print(u16::try_from(set).unwrap_or(u16::MAX), claim);
        self.kept.claims.of(key).map(|slot| self.kept.ids.id(slot))
    }

    /// Lists the records whose field may be alike, and some that are not; in no certain order.
    pub fn alike(&self, field: FieldId, likeness: &str) -> impl Iterator<Item = Id> + '_ {
        self.kept.alike.of(print(field, likeness)).map(|slot| self.kept.ids.id(slot))
    }

    /// Returns the highest number behind `prefix` in the claims of a set; `Err` where only the records tell.
    pub fn last_number(&self, set: usize, prefix: &str) -> Result<Option<u64>, ()> {
        if !self.is_code(set) || !numbers::is_known(prefix) {
            return Err(());
        }
        Ok(self.kept.numbers.last(u16::try_from(set).unwrap_or(u16::MAX), prefix))
    }

    /// Counts the rows.
    pub const fn len(&self, withdrawn: bool) -> usize {
        if withdrawn { self.there } else { self.there - self.withdrawn }
    }

    /// Returns the id of a row.
    pub fn id(&self, row: Candidate) -> Id {
        self.kept.ids.id(row.slot)
    }

    /// Returns the words by which rows are found, made by `make` for those that lack them.
    pub fn texts(&self) -> &Texts {
        &self.texts
    }
}

/// A row that may answer a query, as far as the index knows it.
#[derive(Clone, Copy, Debug)]
pub struct Candidate {
    /// Its slot.
    pub slot: u32,
    pub(super) flags: Flags,
}

impl Candidate {
    /// Returns whether the record was withdrawn.
    pub const fn is_withdrawn(self) -> bool {
        self.flags.is_withdrawn()
    }

    /// Returns the year of its scope.
    pub fn year(self) -> Option<i32> {
        self.flags.year()
    }
}
