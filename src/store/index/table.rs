//! The index of one entity.

use std::cmp::Ordering;
use std::collections::{BTreeMap, BTreeSet};

use super::order::{Order, Ordered};
use crate::register::query::year_of;
use crate::register::record::is_withdrawn;
use crate::register::unique::{claim, likeness, number_after};
use crate::register::{FieldId, Id, Record, Schema, Scope};
use crate::text::fold::{Pattern, fold};

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

/// What is kept of one record.
#[derive(Debug)]
struct Card {
    id: Id,
    /// Bytes that sort it.
    key: Box<[u8]>,
    /// The text in which words are looked for.
    text: Box<str>,
    /// The same text folded; empty where it is the same.
    folded: Box<str>,
    year: Option<i32>,
    withdrawn: bool,
    /// Whether it stands in the order yet.
    placed: bool,
}

/// The index of one entity.
pub struct Table {
    schema: &'static Schema,
    cards: Cards,
    free: Vec<u32>,
    by_id: BTreeMap<Id, u32>,
    order: Order,
    /// Target, field, slot of the record that links. Bytes, for they need no padding.
    links: BTreeSet<([u8; 16], FieldId, u32)>,
    /// Set, claim, id of the record that claims.
    claims: BTreeSet<(u16, Box<str>, [u8; 16])>,
    /// Field, print of what its records are found by, slot of the record.
    alike: BTreeSet<(FieldId, u32, u32)>,
}

/// Cards by slot; a slot without a record keeps an old card.
#[derive(Debug, Default)]
struct Cards(Vec<Card>);

impl Ordered for Cards {
    fn compare(&self, a: u32, b: u32) -> Ordering {
        let (a, b) = (&self.0[a as usize], &self.0[b as usize]);
        a.key.cmp(&b.key).then(a.id.cmp(&b.id))
    }

    fn is_hidden(&self, slot: u32) -> bool {
        self.0[slot as usize].withdrawn
    }
}

impl Table {
    /// Makes the index of an entity without records.
    pub fn new(schema: &'static Schema) -> Self {
        let (cards, free, by_id, order) = (Cards::default(), Vec::new(), BTreeMap::new(), Order::default());
        Self {
            schema,
            cards,
            free,
            by_id,
            order,
            links: BTreeSet::new(),
            claims: BTreeSet::new(),
            alike: BTreeSet::new(),
        }
    }

    /// Returns the entity.
    pub const fn schema(&self) -> &'static Schema {
        self.schema
    }

    /// Lists all records by id, withdrawn ones included.
    pub fn ids(&self) -> impl Iterator<Item = Id> + '_ {
        self.by_id.keys().copied()
    }

    /// Notes what a changed record links to and claims, and whether it is there.
    pub fn change(&mut self, touched: &Touched) {
        if touched.before.is_none() && touched.after.is_none() {
            return;
        }
        let slot = self.slot(touched.id);
        if let Some(before) = &touched.before {
            self.note(slot, touched.id, before, false);
        }
        if self.cards.0[slot as usize].placed {
            self.order.remove(slot, &self.cards);
            self.cards.0[slot as usize].placed = false;
        }
        if let Some(after) = &touched.after {
            self.note(slot, touched.id, after, true);
            let card = &mut self.cards.0[slot as usize];
            card.withdrawn = is_withdrawn(after);
            card.year = match self.schema.scope {
                Scope::Year(field) => after.get(&field).and_then(year_of),
                Scope::Ward => None,
            };
        } else {
            self.by_id.remove(&touched.id);
            self.free.push(slot);
        }
    }

    fn slot(&mut self, id: Id) -> u32 {
        if let Some(slot) = self.by_id.get(&id) {
            return *slot;
        }
        let (key, text, folded) = (Box::default(), Box::default(), Box::default());
        let card = Card { id, key, text, folded, year: None, withdrawn: false, placed: false };
        let slot = if let Some(slot) = self.free.pop() {
            self.cards.0[slot as usize] = card;
            slot
        } else {
            self.cards.0.push(card);
            // More than four milliards of records are beyond any ward, and beyond the memory that would hold them.
            u32::try_from(self.cards.0.len() - 1).unwrap_or(u32::MAX)
        };
        self.by_id.insert(id, slot);
        slot
    }

    /// Notes, or takes back, what a record links to and claims.
    fn note(&mut self, slot: u32, id: Id, record: &Record, present: bool) {
        for (field, value) in record {
            for target in value.links() {
                let link = (target.to_bytes(), *field, slot);
                if present {
                    self.links.insert(link);
                } else {
                    self.links.remove(&link);
                }
            }
        }
        for field in self.schema.sought {
            let Some(likeness) = record.get(field).and_then(likeness) else { continue };
            let found = (*field, print(&likeness), slot);
            if present {
                self.alike.insert(found);
            } else {
                self.alike.remove(&found);
            }
        }
        for (number, set) in (0..).zip(0..self.schema.unique.len()) {
            let Some(text) = claim(self.schema, set, record) else { continue };
            let claimed = (number, text.into_boxed_str(), id.to_bytes());
            if present {
                self.claims.insert(claimed);
            } else {
                self.claims.remove(&claimed);
            }
        }
    }

    /// Lists the records whose field may be alike, and some that are not; in no certain order.
    pub fn alike(&self, field: FieldId, likeness: &str) -> impl Iterator<Item = Id> + '_ {
        let print = print(likeness);
        let alike = self.alike.range((field, print, 0)..=(field, print, u32::MAX));
        alike.map(|(_, _, slot)| self.cards.0[*slot as usize].id)
    }

    /// Gives a record its sort key and search text; returns whether its text is another than before.
    pub fn place_row(&mut self, id: Id, key: Vec<u8>, text: String) -> bool {
        let Some(&slot) = self.by_id.get(&id) else { return false };
        let card = &self.cards.0[slot as usize];
        let changed = *card.text != *text;
        if card.placed {
            if !changed && *card.key == *key {
                return false;
            }
            self.order.remove(slot, &self.cards);
        }
        self.cards.0[slot as usize].write(key, text);
        self.order.insert(slot, &self.cards);
        changed
    }

    /// Gives a record its sort key and search text; [`Table::sort`] puts all in order afterwards.
    pub fn set_row(&mut self, id: Id, key: Vec<u8>, text: String) {
        if let Some(&slot) = self.by_id.get(&id) {
            self.cards.0[slot as usize].write(key, text);
        }
    }

    /// Puts all rows in order.
    pub fn sort(&mut self) {
        let placed = |slot: &u32| self.cards.0[*slot as usize].placed;
        self.order = Order::new(self.by_id.values().copied().filter(placed).collect(), &self.cards);
    }

    /// Lists the records whose `field` links to `target`, in no certain order.
    pub fn linked(&self, target: Id, field: FieldId) -> impl Iterator<Item = Id> + '_ {
        self.linked_slots(target, field).map(|slot| self.cards.0[slot as usize].id)
    }

    fn linked_slots(&self, target: Id, field: FieldId) -> impl Iterator<Item = u32> + '_ {
        let target = target.to_bytes();
        self.links.range((target, field, 0)..=(target, field, u32::MAX)).map(|(_, _, slot)| *slot)
    }

    /// Returns the first record, by id, with this claim.
    pub fn claimed(&self, set: usize, claim: &str) -> Option<Id> {
        let set = u16::try_from(set).ok()?;
        let (first, last) = ((set, claim.into(), [0; 16]), (set, claim.into(), [0xff; 16]));
        self.claims.range(first..=last).next().map(|(_, _, id)| Id::from_bytes(*id))
    }

    /// Returns the highest number behind `prefix` in the claims of a set.
    pub fn last_number(&self, set: usize, prefix: &str) -> Option<u64> {
        let set = u16::try_from(set).ok()?;
        let claims = self.claims.range((set, prefix.into(), [0; 16])..);
        claims
            .take_while(|(of, claim, _)| *of == set && claim.starts_with(prefix))
            .filter_map(|(_, claim, _)| number_after(claim, prefix))
            .max()
    }

    /// Counts the rows.
    pub fn len(&self, withdrawn: bool) -> usize {
        self.order.len(withdrawn)
    }

    /// Returns the rows `from .. from + n` of the entity's own order.
    pub fn page(&self, withdrawn: bool, from: usize, n: usize) -> Vec<Id> {
        let slots = self.order.page(withdrawn, from, n, &self.cards);
        slots.into_iter().map(|slot| self.cards.0[slot as usize].id).collect()
    }

    /// Returns how many rows of the entity's own order stand before this one.
    pub fn rank(&self, id: Id, withdrawn: bool) -> Option<usize> {
        self.order.rank(*self.by_id.get(&id)?, withdrawn, &self.cards)
    }

    /// Lists the rows that may answer: those that link as `narrow` says, where it says; in the entity's own order where
    /// that is `wanted`.
    pub fn candidates(&self, narrow: Option<(Id, FieldId)>, wanted: bool) -> Vec<Candidate<'_>> {
        let slots: Vec<u32> = match narrow {
            None if wanted => self.order.iter().collect(),
            None => self.by_id.values().copied().collect(),
            Some((target, field)) => {
                let mut slots: Vec<u32> = self.linked_slots(target, field).collect();
                if wanted {
                    slots.sort_unstable_by(|a, b| self.cards.compare(*a, *b));
                }
                slots
            }
        };
        slots.into_iter().map(|slot| Candidate(&self.cards.0[slot as usize])).collect()
    }
}

/// Returns 32 bits that tell most texts apart; who finds a record by them looks at the record.
fn print(text: &str) -> u32 {
    crc32fast::hash(text.as_bytes())
}

impl Card {
    fn write(&mut self, key: Vec<u8>, text: String) {
        let folded = fold(&text);
        self.folded = if folded == text { Box::default() } else { folded.into_boxed_str() };
        self.text = text.into_boxed_str();
        self.key = key.into_boxed_slice();
        self.placed = true;
    }
}

/// A row that may answer a query, as far as the index knows it.
#[derive(Clone, Copy)]
pub struct Candidate<'a>(&'a Card);

impl Candidate<'_> {
    /// Returns the record's id.
    pub const fn id(self) -> Id {
        self.0.id
    }

    /// Returns whether the record was withdrawn.
    pub const fn is_withdrawn(self) -> bool {
        self.0.withdrawn
    }

    /// Returns the year of its scope.
    pub const fn year(self) -> Option<i32> {
        self.0.year
    }

    /// Returns whether the words are found in it.
    pub fn matches(self, pattern: &Pattern) -> bool {
        let folded = if self.0.folded.is_empty() { &self.0.text } else { &self.0.folded };
        pattern.matches_folded(folded, &self.0.text).is_some()
    }
}
