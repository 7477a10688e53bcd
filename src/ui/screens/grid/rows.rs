//! The rows of a grid: records of the register, a page of them at a time, those that were typed in, and new ones.

use std::collections::BTreeMap;

use super::line::Line;
use super::sheet::{Board, show};
use crate::register::{Field, FieldId, Id, Query, Record, Schema, Scope, Words};
use crate::say;
use crate::ui::draft::Draft;
use crate::ui::screen::Cx;
use crate::ui::screens::table::columns::{Column, Sight};
use crate::ui::widget::Cell;

/// Columns before the first one: the marker, the sign of the row, the sign of its first cell.
pub const SIGNS: u16 = 3;

/// One row in sight in which nothing was typed.
struct Seen {
    id: Id,
    shown: Vec<String>,
}

/// The rows of a grid.
pub struct Rows {
    /// The entity.
    pub schema: &'static Schema,
    /// Which of its rows are listed, and in which order.
    pub query: Query,
    /// What a new row begins with.
    pub prefill: Record,
    columns: Vec<Column>,
    frozen: usize,
    /// How many rows answer the query.
    total: usize,
    /// The first row in sight, and what is seen from there on.
    top: usize,
    seen: Vec<Seen>,
    /// Rows in which something was typed.
    pub lines: BTreeMap<Id, Line>,
    /// Rows behind those of the query: new ones, and half-typed ones that do not answer it.
    extra: Vec<Id>,
    /// The row that was made ready last, in sight or not.
    ready: Option<(usize, Id)>,
    /// Ids that were given to new rows.
    given: u128,
}

impl Rows {
    /// Lists what answers a query; new rows begin with `prefill`.
    pub fn new(schema: &'static Schema, query: Query, prefill: Record) -> Self {
        let (columns, frozen) = columns(schema);
        Self {
            schema,
            query,
            prefill,
            columns,
            frozen,
            total: 0,
            top: 0,
            seen: Vec::new(),
            lines: BTreeMap::new(),
            extra: Vec::new(),
            ready: None,
            given: 0,
        }
    }

    /// Returns the record of a row.
    pub fn id_at(&self, row: usize, cx: &Cx<'_>) -> Option<Id> {
        if let Some(extra) = row.checked_sub(self.total) {
            return self.extra.get(extra).copied();
        }
        let seen = row.checked_sub(self.top).and_then(|at| self.seen.get(at)).map(|seen| seen.id);
        seen.or_else(|| Some(cx.records.page(&self.query, row, 1).rows.first()?.0))
    }

    /// Returns the record of a row in sight, or of the one that was made ready last.
    pub fn id_in_sight(&self, row: usize) -> Option<Id> {
        if let Some(extra) = row.checked_sub(self.total) {
            return self.extra.get(extra).copied();
        }
        let seen = row.checked_sub(self.top).and_then(|at| self.seen.get(at)).map(|seen| seen.id);
        seen.or_else(|| self.ready.filter(|(at, _)| *at == row).map(|(_, id)| id))
    }

    /// Returns the row in which a record stands.
    pub fn place(&self, id: Id, cx: &Cx<'_>) -> Option<usize> {
        let behind = || self.extra.iter().position(|extra| *extra == id).map(|at| self.total + at);
        cx.records.place(&self.query, id).or_else(behind)
    }

    /// Returns the column of a field.
    pub fn column_of(&self, field: FieldId) -> Option<usize> {
        self.columns.iter().position(|column| column.field.id == field)
    }

    /// Counts the rows, by themselves.
    pub fn count(&mut self, cx: &Cx<'_>) {
        self.total = cx.records.page(&self.query, 0, 0).total;
        // A row that was saved stands among the others from now on.
        let query = &self.query;
        self.extra.retain(|id| cx.records.place(query, *id).is_none());
    }

    /// Returns the line of a row, made where nothing was typed in it yet.
    fn line(&mut self, row: usize, cx: &Cx<'_>) -> Option<&mut Line> {
        let id = self.id_at(row, cx)?;
        if !self.lines.contains_key(&id) {
            let mut line = Line::of(id, cx.records.get(self.schema, id)?, &self.columns, cx);
            // What was half typed in the form of the record goes on here.
            if let Some(draft) = cx.drafts.iter().rev().find(|draft| draft.id == id.to_string()) {
                line.bring_back(&draft.cells, cx);
            }
            self.lines.insert(id, line);
        }
        self.lines.get_mut(&id)
    }

    fn line_in_sight(&self, row: usize) -> Option<&Line> {
        self.lines.get(&self.id_in_sight(row)?)
    }

    /// Brings a half-typed row back; `false` where it is known already or nothing of it is left to save.
    pub fn bring_back(&mut self, draft: &Draft, cx: &Cx<'_>) -> bool {
        let Some(id) = draft.id.parse::<Id>().ok().filter(|id| !self.lines.contains_key(id)) else { return false };
        if draft.entity != self.schema.key {
            return false;
        }
        let mut line = match cx.records.get(self.schema, id) {
            Some(record) => Line::of(id, record, &self.columns, cx),
            None => Line::new(id, self.schema, &self.prefill, &self.columns, cx),
        };
        line.bring_back(&draft.cells, cx);
        if !line.is_touched() {
            return false;
        }
        self.lines.insert(id, line);
        if cx.records.place(&self.query, id).is_none() {
            self.extra.push(id);
        }
        true
    }

    /// Adds a row with this id.
    pub fn add_line(&mut self, id: Id, cx: &Cx<'_>) {
        self.lines.insert(id, Line::new(id, self.schema, &self.prefill, &self.columns, cx));
        self.extra.push(id);
    }

    /// Forgets the rows that the register has now as they were typed.
    pub fn saved(&mut self, ids: &[Id]) {
        for id in ids {
            self.lines.remove(id);
        }
    }

    /// Lists the rows in which something is left to save, in their order on the screen as far as that is known.
    pub fn touched(&self) -> Vec<Id> {
        let listed = self.lines.keys().filter(|id| !self.extra.contains(id));
        listed.chain(&self.extra).filter(|id| self.lines.get(id).is_some_and(Line::is_touched)).copied().collect()
    }

    /// Takes over what the register holds now.
    pub fn refresh(&mut self, cx: &Cx<'_>) {
        let schema = self.schema;
        for (id, line) in &mut self.lines {
            line.refresh(cx.records.get(schema, *id), cx);
        }
        self.lines.retain(|_, line| line.is_new || line.is_touched() || line.is_wrong());
        self.count(cx);
    }
}

impl Board for Rows {
    fn rows(&self) -> usize {
        self.total + self.extra.len()
    }

    fn columns(&self) -> &[Column] {
        &self.columns
    }

    fn sight(&self) -> Sight {
        Sight { frozen: self.frozen, signs: SIGNS }
    }

    fn open(&mut self, row: usize, column: usize, cx: &Cx<'_>) -> Result<(), Words> {
        let field = self.columns.get(column).map(|column| column.field);
        match field {
            Some(field) if field.is_open() => {}
            Some(field) => {
                return Err(say!(
                    "Cột \"{field}\" do chương trình tính, không gõ vào.",
                    "The program fills the column \"{field}\"; it cannot be typed in.",
                    field = field.label
                ));
            }
            None => return Err(no_row()),
        }
        let id = self.line(row, cx).map(|line| line.id).ok_or_else(no_row)?;
        self.ready = Some((row, id));
        Ok(())
    }

    fn cell(&self, row: usize, column: usize) -> Option<&Cell> {
        self.line_in_sight(row)?.cells.get(column)
    }

    fn cell_mut(&mut self, row: usize, column: usize) -> Option<&mut Cell> {
        let id = self.id_in_sight(row)?;
        self.lines.get_mut(&id)?.cells.get_mut(column)
    }

    fn record(&self, row: usize, _column: usize) -> Record {
        self.line_in_sight(row).map(Line::record).unwrap_or_default()
    }

    fn peek(&self, row: usize, column: usize, cx: &Cx<'_>) -> Option<Cell> {
        let id = self.id_at(row, cx)?;
        if let Some(line) = self.lines.get(&id) {
            return line.cells.get(column).cloned();
        }
        let field = self.columns.get(column)?.field;
        let value = cx.records.get(self.schema, id)?.get(&field.id).cloned();
        Some(Cell::new(field, value.clone(), value, show(cx)))
    }

    fn settle(&mut self, row: usize, column: usize, cx: &Cx<'_>) {
        if let Some(line) = self.line(row, cx) {
            line.settle(column);
            line.retell(cx);
        }
    }

    fn face(&self, row: usize, column: usize) -> &str {
        if let Some(line) = self.line_in_sight(row) {
            return line.face(column);
        }
        let seen = row.checked_sub(self.top).and_then(|at| self.seen.get(at));
        seen.and_then(|seen| seen.shown.get(column)).map_or("", String::as_str)
    }

    fn problem(&self, row: usize, column: usize) -> Option<Words> {
        let line = self.line_in_sight(row)?;
        line.problem(column)
    }

    fn is_changed(&self, row: usize, column: usize) -> bool {
        let cell = self.line_in_sight(row).and_then(|line| line.cells.get(column));
        cell.is_some_and(Cell::is_touched)
    }

    fn sign(&self, row: usize) -> char {
        match self.line_in_sight(row) {
            Some(line) if line.is_wrong() => '!',
            Some(line) if line.is_new => '+',
            Some(line) if line.is_touched() => '~',
            Some(_) | None => ' ',
        }
    }

    fn look(&mut self, top: usize, height: usize, cx: &Cx<'_>) {
        self.top = top;
        self.ready = None;
        let page = cx.records.page(&self.query, top, height);
        self.total = page.total;
        let seen = |(id, record): (Id, Record)| Seen {
            id,
            shown: self.columns.iter().map(|column| shown(column.field, &record, cx)).collect(),
        };
        self.seen = page.rows.into_iter().map(seen).collect();
    }

    fn add(&mut self, cx: &Cx<'_>) -> bool {
        // Ids behind the moment's own are free too.
        let id = Id::from_bits(cx.fresh.bits() + self.given);
        self.given += 1;
        self.add_line(id, cx);
        true
    }
}

fn shown(field: &Field, record: &Record, cx: &Cx<'_>) -> String {
    record.get(&field.id).map(|value| field.show_value(value, show(cx))).unwrap_or_default()
}

fn no_row() -> Words {
    say!("Chưa có dòng nào ở đây. Bấm F5 để thêm.", "There is no row here. Press F5 to add one.")
}

/// Lists the columns, one a field of the form: those that name a record first and frozen, the others in the form's order.
fn columns(schema: &'static Schema) -> (Vec<Column>, usize) {
    let code = schema.code.map(|code| code.field);
    // A year that is the same in all rows names none of them.
    let same = |id: &FieldId| schema.scope == Scope::Year(*id) && schema.field(*id).is_some_and(Field::is_year);
    let title = schema.title.iter().copied().filter(|id| !same(id));
    let names: Vec<FieldId> = code.into_iter().chain(title).take(2).collect();
    let is_name = |field: &&'static Field| names.contains(&field.id);
    let fields: Vec<&'static Field> = schema.shown_fields().collect();
    let first = fields.iter().copied().filter(is_name);
    let rest = fields.iter().copied().filter(|field| !is_name(field));
    let columns: Vec<Column> = first.chain(rest).map(Column::of).collect();
    (columns, fields.iter().copied().filter(is_name).count())
}
