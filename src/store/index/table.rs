//! The index of one entity.

use std::cmp::Ordering;
use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use super::ids::Ids;
use super::numbers::{self, Numbers};
use super::order::Order;
use super::pairs::{Pairs, link, print};
use super::rows::Rows;
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
struct Flags(u16);

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

    const fn is_withdrawn(self) -> bool {
        self.0 & Self::WITHDRAWN != 0
    }

    fn year(self) -> Option<i32> {
        Some(i32::from(self.0 & (Self::WITHDRAWN - 1))).filter(|year| *year > 0)
    }
}

/// The index of one entity: arrays by slot, as small as they can be.
pub struct Table {
    schema: &'static Schema,
    kept: Kept,
    /// How many records are there, and how many of them are withdrawn.
    there: usize,
    withdrawn: usize,
    texts: Texts,
}

/// What of an index lasts from one start to the next.
#[derive(Debug, Default, Serialize, Deserialize)]
pub struct Kept {
    ids: Ids,
    flags: Vec<Flags>,
    rows: Rows,
    /// By target and field, the records that link.
    links: Pairs<18>,
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

/// Makes the bytes by which a record's row is sorted; `None` where it cannot be read.
pub type KeyOf<'a> = &'a mut dyn FnMut(Id) -> Option<Vec<u8>>;

/// Most rows whose order is found by their keys alone, although that of all rows is known.
const FEW: usize = 16;
/// The same, while the places of some rows are not known.
const SOME: usize = 256;

impl Table {
    /// Makes the index out of what was kept.
    pub fn of(schema: &'static Schema, kept: Kept) -> Self {
        let there = kept.flags.iter().filter(|flags| flags.is_there()).count();
        let withdrawn = kept.flags.iter().filter(|flags| flags.is_withdrawn()).count();
        Self { schema, kept, there, withdrawn, texts: Texts::default() }
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

    fn slots(&self) -> impl Iterator<Item = u32> + '_ {
        self.kept.ids.slots_after(None).filter(|slot| self.flags(*slot).is_there())
    }

    fn flags(&self, slot: u32) -> Flags {
        self.kept.flags[slot as usize]
    }

    fn slot(&self, id: Id) -> Option<u32> {
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
        if !new.is_there() {
            self.kept.rows.remove(slot, old.is_withdrawn());
        } else if moved.place {
            self.kept.rows.loosen(slot, old.is_there().then(|| old.is_withdrawn()));
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

    /// Returns whether every row has its place in the order.
    pub fn is_placed(&self) -> bool {
        self.kept.rows.is_placed()
    }

    /// Shows the order of all rows; those that are loose are placed first, by keys that `key` makes.
    pub fn in_order<T>(&self, key: KeyOf<'_>, look: impl FnOnce(&Order) -> T) -> T {
        let place = |order: &mut Order, loose: Vec<u32>| {
            if order.is_worth_sorting(loose.len()) {
                let all: Vec<u32> = order.iter().chain(loose).collect();
                *order = Order::new(&self.sorted(all, key), |slot| self.flags(slot).is_withdrawn());
            } else {
                self.put_rows(order, &loose, key);
            }
        };
        self.kept.rows.read(place, look)
    }

    /// Sorts rows by keys that `key` makes.
    fn sorted(&self, slots: Vec<u32>, key: KeyOf<'_>) -> Vec<u32> {
        let mut keyed: Vec<(Vec<u8>, u32)> = Vec::with_capacity(slots.len());
        keyed.extend(slots.into_iter().filter_map(|slot| Some((key(self.kept.ids.id(slot))?, slot))));
        keyed.sort_by(|a, b| a.0.cmp(&b.0).then_with(|| self.kept.ids.id(a.1).cmp(&self.kept.ids.id(b.1))));
        keyed.into_iter().map(|(_, slot)| slot).collect()
    }

    /// Puts rows into the order, each where its key says.
    fn put_rows(&self, order: &mut Order, rows: &[u32], key: KeyOf<'_>) {
        let mut keys: BTreeMap<u32, Option<Vec<u8>>> = BTreeMap::new();
        for slot in rows {
            let id = self.kept.ids.id(*slot);
            let Some(own) = key(id) else { continue };
            let hidden = self.flags(*slot).is_withdrawn();
            order.insert(*slot, hidden, |other| {
                let of = self.kept.ids.id(other);
                let other = keys.entry(other).or_insert_with(|| key(of));
                other.as_deref().map_or(Ordering::Greater, |other| other.cmp(&own)).then_with(|| of.cmp(&id))
            });
            keys.insert(*slot, Some(own));
            order.split(|slot| self.flags(slot).is_withdrawn());
        }
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

    /// Returns the rows `from .. from + n` of the entity's own order.
    pub fn page(&self, withdrawn: bool, from: usize, n: usize, key: KeyOf<'_>) -> Vec<Id> {
        let page = |order: &Order| order.page(withdrawn, from, n, |slot| self.flags(slot).is_withdrawn());
        let slots = if n == 0 { Vec::new() } else { self.in_order(key, page) };
        slots.into_iter().map(|slot| self.kept.ids.id(slot)).collect()
    }

    /// Returns how many rows of the entity's own order stand before this one.
    pub fn rank(&self, id: Id, withdrawn: bool, key: KeyOf<'_>) -> Option<usize> {
        let slot = self.slot(id).filter(|slot| withdrawn || !self.flags(*slot).is_withdrawn())?;
        self.in_order(key, |order| order.rank(slot, withdrawn, |slot| self.flags(slot).is_withdrawn()))
    }

    /// Lists the rows that may answer: those that link as `narrow` says, where it says; in the entity's own order where
    /// `ordered` tells how it is made.
    pub fn candidates(&self, narrow: Option<(Id, FieldId)>, ordered: Option<KeyOf<'_>>) -> Vec<Candidate> {
        let candidate = |slot| Candidate { slot, flags: self.flags(slot) };
        let linked = narrow.map(|(target, field)| self.kept.links.of(link(target, field)).collect::<Vec<u32>>());
        match (linked, ordered) {
            (None, None) => self.slots().map(candidate).collect(),
            (Some(linked), None) => linked.into_iter().map(candidate).collect(),
            (None, Some(key)) => self.in_order(key, |order| order.iter().map(candidate).collect()),
            (Some(linked), Some(key)) => {
                let few = if self.kept.rows.is_placed() { FEW } else { SOME };
                if linked.len() <= few {
                    return self.sorted(linked, key).into_iter().map(candidate).collect();
                }
                let mut links = vec![false; self.kept.flags.len()];
                for slot in linked {
                    links[slot as usize] = true;
                }
                self.in_order(key, |order| order.iter().filter(|slot| links[*slot as usize]).map(candidate).collect())
            }
        }
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
    flags: Flags,
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
