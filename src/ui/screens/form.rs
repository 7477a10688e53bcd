//! The form of one record, for any entity: it reads the table of fields and knows no entity by name.
//!
//! Nothing typed is ever cleared before the store has said yes. A refused text stays where it is, and only going on is
//! held up by it; a person can always go back or leave. Whatever differs from the register is written down as a draft
//! each time a field is left.

mod carry;
mod check;
mod child;
mod draw;
mod ghost;
mod hint;
mod keep;
mod layout;
mod list;
mod outline;
mod part;
mod refill;
mod remark;
mod save;
mod screen;
mod travel;

use std::collections::BTreeMap;

use self::child::{Child, children};
use self::part::Part;
use crate::register::sheet::Sheet;
use crate::register::standing::Standing;
use crate::register::{Clash, Field, FieldId, Id, Issue, Record, Schema, ShowCx, Words};
use crate::ui::action::Action;
use crate::ui::habit::Habit;
use crate::ui::screen::Cx;
use crate::ui::screens::pick::fill::reading as parse_cx;
use crate::ui::widget::{Cell, Editor};

/// The requests of a form.
mod ticket {
    pub(super) const SAVE: u32 = 1;
    pub(super) const PICK: u32 = 2;
    pub(super) const REASON: u32 = 3;
    pub(super) const GO_TO: u32 = 4;
    pub(super) const CLASH: u32 = 5;
    pub(super) const NOTE: u32 = 6;
}

/// The form of one record.
#[expect(clippy::struct_excessive_bools, reason = "each is a state of its own")]
pub struct Form {
    schema: &'static Schema,
    /// The sheet of which this is the form, where it makes several records.
    sheet: Option<&'static Sheet>,
    id: Id,
    /// Whether the register does not have the record yet.
    is_new: bool,
    /// Which fields it shows.
    part: Part,
    cells: Vec<Cell>,
    children: Vec<Child>,
    /// The field that the next key touches; behind the fields come the child rows.
    focus: usize,
    /// The fields that led here, in the order in which they were left.
    path: Vec<usize>,
    /// What every new record of this form begins with.
    prefill: Record,
    /// What goes over from the record saved before this one.
    habit: Habit,
    /// What is offered for the field under the cursor.
    ghost: Option<ghost::Ghost>,
    /// What was wrong at the last attempt to save.
    issues: Vec<Issue>,
    /// What the checks said of fields while they were keyed.
    early: Vec<Issue>,
    /// Fields on which a note is open.
    noted: Vec<FieldId>,
    /// Notes on fields of a record that is not saved yet.
    ahead: BTreeMap<FieldId, String>,
    /// The field for which a note is asked.
    noting: usize,
    /// Fields that someone else changed too, while the question is open which value stays.
    clashes: Vec<Clash>,
    /// Soft refusals that were accepted, each with its reason.
    accepted: Vec<(String, String)>,
    /// Why the change is made, where the register asked for a reason.
    why: String,
    /// Whether a save goes on to the next place at which something is due or wrong.
    is_on_round: bool,
    /// Whether the cursor went on by itself, so that an Enter typed out of habit does not go on once more.
    went_on: bool,
    /// Whether the cursor has just come into the field.
    is_fresh: bool,
    /// The field for which a list is open.
    listing: usize,
    /// Whether a draft of this record is kept.
    is_kept: bool,
    /// Something to know that was not said yet.
    greeting: Option<Words>,
    /// The name of the record in the path.
    title: Words,
    /// How far the record has come.
    standing: Standing,
    /// What the field under the cursor takes.
    hint: Words,
    /// The first line shown.
    top: usize,
    size: (u16, u16),
}

impl Form {
    /// Makes the form of a new record that begins with `prefill`; a draft of such a record is brought back.
    pub fn new(schema: &'static Schema, prefill: Record, cx: &Cx<'_>) -> Self {
        let kept = cx.drafts.iter().rev().find(|draft| keep::is_new_like(draft, schema, &prefill, cx));
        let reopened = kept.and_then(|draft| Self::reopen(draft, cx));
        match reopened {
            Some(form) => Self { prefill, ..form },
            None => Self::empty(schema, prefill, cx),
        }
    }

    /// Makes the form of a new record, whatever drafts there are.
    pub fn empty(schema: &'static Schema, prefill: Record, cx: &Cx<'_>) -> Self {
        let mut form = Self::bare(schema, cx.fresh, cx);
        form.prefill = prefill;
        form.begin(cx);
        form
    }

    /// Stands in a field at which something is due or wrong, and goes on to the next such place once it is saved.
    #[must_use]
    pub fn on_the_round(mut self, field: Option<FieldId>, cx: &Cx<'_>) -> Self {
        self.is_on_round = true;
        match field {
            Some(field) => self.standing_in(field, cx),
            None => self,
        }
    }

    /// Makes the form of a new record that is like one of the register, with the records that its sheet makes.
    pub fn copy_of(schema: &'static Schema, (id, like): (Id, &Record), cx: &Cx<'_>) -> Self {
        match schema.sheet {
            Some(sheet) => Self::copy(sheet.schema, &sheet.gather(id, cx.records), cx),
            None => Self::copy(schema, like, cx),
        }
    }

    /// Makes the form of a new record that is like another one, but for what belongs to one record only: codes, and what
    /// the program fills.
    pub fn copy(schema: &'static Schema, like: &Record, cx: &Cx<'_>) -> Self {
        let mut form = Self::empty(schema, Record::new(), cx);
        let own = schema.unique.iter().filter(|unique| unique.fields.len() == 1).map(|unique| unique.fields[0]);
        let code = schema.code.iter().map(|code| code.field);
        // A copy begins its life as any new record does.
        let state = schema.flow.iter().flat_map(|flow| std::iter::once(flow.state).chain(flow.reason));
        // The year is the open one, not that of the record copied.
        let year =
            schema.fields.iter().filter(|field| field.is_year() && field.default.is_some()).map(|field| field.id);
        let left_out: Vec<FieldId> = own.chain(code).chain(state).chain(year).collect();
        for cell in form.cells.iter_mut().filter(|cell| cell.field.is_open() && !left_out.contains(&cell.field.id)) {
            cell.put(like.get(&cell.field.id).cloned(), show(cx));
        }
        form.retell(cx);
        form
    }

    /// Makes the form of a record of the register; `None` where there is no such record.
    pub fn edit(schema: &'static Schema, id: Id, cx: &Cx<'_>) -> Option<Self> {
        let record = cx.records.get(schema, id)?;
        let draft = cx.drafts.iter().rev().find(|draft| draft.entity == schema.key && draft.id == id.to_string());
        if let Some(form) = draft.and_then(|draft| Self::reopen(draft, cx)) {
            return Some(form);
        }
        let mut form = Self::bare(schema, id, cx);
        form.open(&record, cx);
        Some(form)
    }

    fn bare(schema: &'static Schema, id: Id, cx: &Cx<'_>) -> Self {
        Self {
            schema,
            sheet: sheet_of(schema, cx),
            id,
            is_new: true,
            part: Part::default(),
            cells: Vec::new(),
            children: Vec::new(),
            focus: 0,
            path: Vec::new(),
            prefill: Record::new(),
            habit: cx.habits.of(schema),
            ghost: None,
            issues: Vec::new(),
            early: Vec::new(),
            noted: Vec::new(),
            ahead: BTreeMap::new(),
            noting: 0,
            clashes: Vec::new(),
            accepted: Vec::new(),
            why: String::new(),
            is_on_round: false,
            went_on: false,
            is_fresh: true,
            listing: 0,
            is_kept: false,
            greeting: None,
            title: schema.name.into(),
            standing: Standing::Draft,
            hint: Words::default(),
            top: 0,
            size: cx.size,
        }
    }

    /// Begins an empty record, with the values that every new one begins with.
    fn begin(&mut self, cx: &Cx<'_>) {
        let show = show(cx);
        self.is_new = true;
        self.cells.clear();
        let mut record = self.prefill.clone();
        for field in self.part.fields(self.schema) {
            let made = if field.is_open() { field.default_value(&parse_cx(&record, cx)) } else { None };
            let carried = self.carried(field.id).filter(|_| field.is_open());
            let value = record.get(&field.id).cloned().or(carried).or(made);
            if let Some(value) = &value {
                record.insert(field.id, value.clone());
            }
            self.cells.push(Cell::new(field, value, None, show));
        }
        self.settle_in(cx);
    }

    /// Takes up a record of the register.
    fn open(&mut self, record: &Record, cx: &Cx<'_>) {
        let show = show(cx);
        self.is_new = false;
        let cell = |field: &'static Field| {
            let value = record.get(&field.id).cloned();
            Cell::new(field, value.clone(), value, show)
        };
        self.cells = self.part.fields(self.schema).into_iter().map(cell).collect();
        self.settle_in(cx);
    }

    /// Stands in the first field, with nothing behind.
    fn settle_in(&mut self, cx: &Cx<'_>) {
        self.path.clear();
        self.issues.clear();
        self.early.clear();
        self.accepted.clear();
        self.ahead.clear();
        self.why.clear();
        self.is_kept = false;
        self.top = 0;
        self.is_fresh = true;
        // A code that the program makes is passed by; whoever knows one goes up to it.
        let made = |at: usize| self.schema.code.is_some_and(|code| self.cells[at].field.id == code.field);
        let first = self.first_stop().unwrap_or(0);
        let next =
            if self.is_new && first < self.cells.len() && made(first) { self.next_stop(Some(first)) } else { None };
        self.focus = next.unwrap_or(first);
        self.retell(cx);
        self.suggest(cx);
        self.scroll(cx.size);
    }

    /// Returns the record as it is typed so far, as far as it was read.
    fn record(&self) -> Record {
        let known = |cell: &Cell| Some((cell.field.id, cell.known()?.clone()));
        self.cells.iter().filter_map(known).collect()
    }

    /// Writes again what stands beside the fields: units, titles of links, the name of the record, its child rows.
    fn retell(&mut self, cx: &Cx<'_>) {
        let record = self.record();
        for cell in &mut self.cells {
            cell.tell(&parse_cx(&record, cx), show(cx));
            cell.is_carried = self.is_new && self.habit.carried.contains(&cell.field.id);
        }
        self.title = hint::title(self, &record, cx);
        self.noted = self.notes_here(cx);
        self.children =
            if self.is_new || !self.part.is_whole() { Vec::new() } else { children(self.schema, self.id, cx) };
        self.focus = self.focus.min((self.cells.len() + self.children.len()).saturating_sub(1));
        self.hint = hint::of(self, cx);
    }

    fn cell(&self) -> Option<&Cell> {
        self.cells.get(self.focus)
    }

    /// Returns whether anything would be lost if the form were gone now.
    fn is_touched(&self) -> bool {
        !self.ahead.is_empty() || self.cells.iter().any(Cell::is_touched)
    }

    /// Does with the field under the cursor what changes its text.
    fn edit_text(&mut self, cx: &Cx<'_>, change: impl FnOnce(&mut Editor)) {
        self.greeting = None;
        self.is_fresh = false;
        let record = self.record();
        let open = self.cell().is_some_and(|cell| cell.field.is_open());
        if let Some(cell) = self.cells.get_mut(self.focus).filter(|_| open) {
            let known = cell.value().is_some();
            change(&mut cell.editor);
            if cell.value().is_none() {
                cell.refusal = None;
            }
            cell.tell(&parse_cx(&record, cx), show(cx));
            if known && cell.value().is_none() {
                self.settle_issue(self.focus);
            }
        }
        self.forget_ghost();
        self.scroll(cx.size);
    }

    fn edit_action(&mut self, action: Action, cx: &Cx<'_>) {
        self.edit_text(cx, |editor| {
            editor.act(action);
        });
    }
}

fn show<'a>(cx: &Cx<'a>) -> ShowCx<'a> {
    ShowCx { records: cx.records, lang: cx.lang }
}

/// Returns the sheet whose form this schema is.
fn sheet_of(schema: &'static Schema, cx: &Cx<'_>) -> Option<&'static Sheet> {
    cx.records.dictionary().0.iter().find_map(|entity| entity.sheet.filter(|sheet| sheet.schema == schema))
}
