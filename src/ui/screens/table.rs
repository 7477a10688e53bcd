//! Rows of an entity, whichever it is: found by typing, sorted and filtered by the cell under the cursor.

mod ask;
pub mod columns;
pub mod offered;
mod paint;
mod prefill;
mod travel;
mod value;
mod view;

use crate::register::record::{common, is_withdrawn};
use crate::register::standing::{Standing, standing_of};
use crate::register::{Command, FieldId, Filter, Id, Query, Record, Schema, Scope, ShowCx, Test, Value, Words};
use crate::say;
use crate::text::fold::nfc;
use crate::ui::action::{Action, Context};
use crate::ui::screen::{Answer, Ask, Cx, Notice, Screen, Subject, Ticket};
use crate::ui::screens::{Asked, Bulk, Dialog, Grid, add, copy, edit, note, steps};
use crate::ui::theme::Look;
use crate::ui::widget::Window;
use crate::ui::widget::window::page;
pub use columns::Column;
use columns::Sight;
use offered::Offered;
use ratatui::Frame;
use ratatui::layout::Rect;
use value::{ByValue, cell};

/// Lines of the body that are no rows: the header and the strip below.
const FRAME: u16 = 2;
/// How the columns lie: the first one stays.
const SIGHT: Sight = Sight { frozen: 1, signs: 2 };

/// Requests of a table.
mod ticket {
    pub(super) const ASK: u32 = 1;
    pub(super) const TALLY: u32 = 2;
    pub(super) const COLUMNS: u32 = 3;
    pub(super) const OPEN_VIEW: u32 = 4;
    pub(super) const SAVE_VIEW: u32 = 5;
    pub(super) const REPLACE_VIEW: u32 = 6;
    pub(super) const FORGET_VIEW: u32 = 7;
}

/// One row that is seen.
struct Row {
    id: Id,
    record: Record,
    /// What its cells show, one a column.
    cells: Vec<String>,
    withdrawn: bool,
    /// How far it has come.
    standing: Standing,
}

/// The rows of an entity.
pub struct Table {
    schema: &'static Schema,
    name: Words,
    /// Conditions that this table is about, whatever else is filtered.
    fixed: Vec<Filter>,
    columns: Vec<Column>,
    /// Lists the columns of a room of its own.
    own: Option<fn() -> Offered>,
    /// Codes of the columns that were chosen; none for the usual ones.
    chosen: Vec<String>,
    /// The name of the view that is open; empty for none.
    view: String,
    /// The view to begin with.
    wanted: Option<String>,
    /// Whether the rows of all years are listed.
    all_years: bool,
    /// The value that rows must have.
    by_value: Option<ByValue>,
    /// What was asked on a blank form.
    asked: Vec<Asked>,
    sort: Option<(FieldId, bool)>,
    withdrawn: bool,
    /// What is typed to find a row.
    typed: String,
    total: usize,
    /// The rows that are seen, from `window.top` on.
    rows: Vec<Row>,
    window: Window,
    /// The record that the cursor is on, wherever it moves.
    id: Option<Id>,
    /// The column that the cursor is on, and the first scrolled one that is seen.
    column: usize,
    first: usize,
}

impl Table {
    /// Lists the rows of an entity; where it is kept by year, those of the open year.
    pub fn new(schema: &'static Schema) -> Self {
        Self::part(schema, schema.plural.into(), Vec::new())
    }

    /// Lists the rows that meet conditions, of all years, under a name of their own.
    pub fn part(schema: &'static Schema, name: Words, fixed: Vec<Filter>) -> Self {
        let all_years = !fixed.is_empty();
        let mut table = Self {
            schema,
            name,
            all_years,
            fixed,
            columns: Vec::new(),
            own: None,
            chosen: Vec::new(),
            view: String::new(),
            wanted: None,
            by_value: None,
            asked: Vec::new(),
            sort: None,
            withdrawn: false,
            typed: String::new(),
            total: 0,
            rows: Vec::new(),
            window: Window::default(),
            id: None,
            column: 0,
            first: 1,
        };
        table.choose_columns();
        table
    }

    /// Lists the rows of an entity under a name and with columns of its own.
    pub fn with(schema: &'static Schema, name: Words, own: fn() -> Offered) -> Self {
        let mut table = Self { name, own: Some(own), ..Self::new(schema) };
        table.choose_columns();
        table
    }

    /// Returns the record that the cursor is on.
    pub fn current_id(&self) -> Option<Id> {
        self.current().map(|row| row.id)
    }

    /// Returns the field by which the entity is kept by year, while only the open year is listed.
    const fn year_field(&self) -> Option<FieldId> {
        match self.schema.scope {
            Scope::Year(field) if !self.all_years => Some(field),
            Scope::Year(_) | Scope::Ward => None,
        }
    }

    fn query(&self, cx: &Cx<'_>) -> Query {
        let year = self.year_field().map(|field| Filter { field, test: Test::InYear(cx.year) });
        let by_value = self.by_value.as_ref().map(|by| by.filter.clone());
        let asked = self.asked.iter().flat_map(|asked| asked.filters.iter().cloned());
        Query {
            schema: self.schema,
            filters: self.fixed.iter().cloned().chain(year).chain(by_value).chain(asked).collect(),
            search: nfc(self.typed.trim()),
            sort: self.sort.into_iter().collect(),
            withdrawn: self.withdrawn,
        }
    }

    /// Reads the rows that are seen, for the row number at which the window stands.
    fn read(&mut self, cx: &Cx<'_>) {
        let (query, height) = (self.query(cx), Self::height(cx));
        let mut page = cx.records.page(&query, self.window.top, height);
        let before = self.window.top;
        self.window.fit(page.total, height);
        if self.window.top != before {
            page = cx.records.page(&query, self.window.top, height);
        }
        self.total = page.total;
        let show = ShowCx { records: cx.records, lang: cx.lang };
        let cells = |record: &Record| self.columns.iter().map(|column| cell(column, record, show)).collect();
        let row = |(id, record): (Id, Record)| {
            let standing = standing_of(self.schema, id, cx.records);
            Row { id, cells: cells(&record), withdrawn: is_withdrawn(&record), record, standing }
        };
        self.rows = page.rows.into_iter().map(row).collect();
        self.id = self.current().map(|row| row.id);
    }

    fn current(&self) -> Option<&Row> {
        self.rows.get(self.window.at.checked_sub(self.window.top)?)
    }

    fn sort(&mut self, cx: &Cx<'_>) -> Vec<Ask> {
        let Some(column) = self.columns.get(self.column) else { return Vec::new() };
        if column.via.is_some() {
            let words = say!(
                "Cột \"{column}\" lấy từ mô hình nên không sắp theo được. Lọc bằng Ctrl+F.",
                "\"{column}\" is the model's and nothing to sort by. Ctrl+F filters by it.",
                column = column.field.label
            );
            return vec![Ask::Say(Notice::refused(words))];
        }
        let field = column.field.id;
        self.sort = match self.sort {
            Some((by, false)) if by == field => Some((field, true)),
            Some((by, true)) if by == field => None,
            _ => Some((field, false)),
        };
        self.ask_again(cx);
        Vec::new()
    }

    fn filter(&mut self, cx: &Cx<'_>) -> Vec<Ask> {
        let cell = self.columns.get(self.column).zip(self.current());
        let filter = cell.map(|(column, row)| ByValue::of(column, &row.record, cx));
        self.by_value = if self.by_value.is_some() { None } else { filter };
        self.ask_again(cx);
        Vec::new()
    }

    /// Asks for the reason of a withdrawal, or whether a withdrawn row is to come back.
    fn withdraw(&self, cx: &Cx<'_>) -> Vec<Ask> {
        let Some(row) = self.current() else { return no_row() };
        let (schema, id) = (self.schema, row.id);
        let title = ShowCx { records: cx.records, lang: cx.lang }.title_of(schema, &row.record);
        let dialog = if row.withdrawn {
            let why = row.record.get(&common::WITHDRAWN).and_then(Value::as_text).unwrap_or_default().to_owned();
            Dialog::commit(
                say!("Khôi phục {name} này?", "Restore this {name}?", name = schema.name),
                vec![title, why],
                Command::Restore { schema, id }.into(),
                say!("Đã khôi phục.", "Restored."),
            )
        } else {
            Dialog::reason(
                say!("Rút bỏ {name} này vì sao?", "Why is this {name} withdrawn?", name = schema.name),
                vec![title],
                move |reason| Command::Withdraw { schema, id, reason: reason.to_owned() }.into(),
                say!("Đã rút bỏ. Hiện lại bằng F9.", "Withdrawn. F9 shows withdrawn rows again."),
            )
        };
        vec![Ask::Open(Box::new(dialog))]
    }

    /// Shows the same rows, and the cell under the cursor, as a grid.
    fn grid(&self, cx: &Cx<'_>) -> Grid {
        let at = self.id.zip(self.columns.get(self.column).map(|column| column.field.id));
        let query = Query { search: String::new(), withdrawn: false, ..self.query(cx) };
        Grid::new(self.name.clone(), query, self.prefill(cx), at, cx)
    }

    /// Begins to set one field of all rows that are listed.
    fn set_many(&self, cx: &Cx<'_>) -> Vec<Ask> {
        let field = self.columns.get(self.column).map(|column| column.field.id);
        match Bulk::new(Query { withdrawn: false, ..self.query(cx) }, field, cx) {
            Ok(bulk) => vec![Ask::Open(Box::new(bulk))],
            Err(words) => vec![Ask::Say(Notice::refused(words))],
        }
    }

    fn open(&self, cx: &Cx<'_>) -> Vec<Ask> {
        match self.current().and_then(|row| edit(self.schema, row.id, cx)) {
            Some(form) => vec![Ask::Open(form)],
            None => no_row(),
        }
    }
}

/// Returns the field of the year where only one year is listed; a date still tells the day.
fn same_in_all(schema: &'static Schema, all_years: bool) -> Option<FieldId> {
    match schema.scope {
        Scope::Year(field) if !all_years => schema.field(field).filter(|field| field.is_year()).map(|field| field.id),
        Scope::Year(_) | Scope::Ward => None,
    }
}

fn no_row() -> Vec<Ask> {
    vec![Ask::Say(Notice::refused(say!(
        "Chưa có dòng nào ở đây. Bấm F5 để thêm.",
        "There is no row here. Press F5 to add one."
    )))]
}

impl Screen for Table {
    fn name(&self) -> Words {
        self.name.clone()
    }

    fn context(&self) -> Context {
        Context::Table
    }

    fn act(&mut self, action: Action, cx: &Cx<'_>) -> Vec<Ask> {
        let height = Self::height(cx);
        match action {
            Action::Enter => self.open(cx),
            Action::Back if self.typed.is_empty() => vec![Ask::Close],
            Action::Back => {
                self.typed.clear();
                self.ask_again(cx);
                Vec::new()
            }
            Action::Erase => {
                // A stray Backspace of an input method changes nothing.
                match self.typed.pop() {
                    Some(_) if self.typed.is_empty() => self.ask_again(cx),
                    Some(_) => self.search(cx),
                    None => {}
                }
                Vec::new()
            }
            Action::New => vec![Ask::Open(add(self.schema, self.prefill(cx), cx))],
            Action::Duplicate => match self.current() {
                Some(row) => vec![Ask::Open(copy(self.schema, (row.id, &row.record), cx))],
                None => no_row(),
            },
            Action::SetMany => self.set_many(cx),
            Action::Toggle => vec![Ask::Open(Box::new(self.grid(cx)))],
            Action::Note => match self.current().zip(self.columns.get(self.column)) {
                Some((row, column)) => note::ask(self.schema, row.id, column.field, cx),
                None => no_row(),
            },
            Action::Sort => self.sort(cx),
            Action::Columns => self.ask_columns(cx),
            Action::Views => self.ask_view(cx),
            Action::Ask => self.ask(cx),
            Action::Tally => self.tally(cx),
            Action::NextEmpty => self.next_empty(cx),
            Action::FilterByValue => self.filter(cx),
            Action::Withdraw => self.withdraw(cx),
            Action::Step => steps(self.schema, self.current_id(), cx),
            Action::ShowWithdrawn => {
                self.withdrawn = !self.withdrawn;
                self.ask_again(cx);
                Vec::new()
            }
            Action::AllYears => {
                self.all_years = !self.all_years;
                self.choose_columns();
                self.ask_again(cx);
                self.aside(self.column, cx)
            }
            Action::Up => self.step(-1, cx),
            Action::Down => self.step(1, cx),
            Action::PageUp => self.step(-page(height), cx),
            Action::PageDown => self.step(page(height), cx),
            Action::Home => self.go(0, cx),
            Action::End => self.go(usize::MAX, cx),
            Action::Left | Action::Previous => self.aside(self.column.saturating_sub(1), cx),
            Action::Right | Action::Next => self.aside(self.column + 1, cx),
            _ => Vec::new(),
        }
    }

    fn text(&mut self, typed: &str, cx: &Cx<'_>) -> Vec<Ask> {
        let line = typed.lines().next().unwrap_or_default();
        self.typed.push_str(if self.typed.is_empty() { line.trim_start() } else { line });
        self.search(cx);
        Vec::new()
    }

    fn answered(&mut self, ticket: Ticket, answer: Answer, cx: &Cx<'_>) -> Vec<Ask> {
        match (ticket.n, answer) {
            (ticket::ASK, Answer::Asked(asked)) => self.asked(asked, cx),
            (ticket::TALLY, Answer::Picked(values)) => self.dive(values.first(), cx),
            (ticket::COLUMNS, Answer::Picked(values)) => self.chose_columns(&values, cx),
            (ticket::OPEN_VIEW, Answer::Typed(name)) => self.open_view(&name, cx),
            (ticket::SAVE_VIEW, Answer::Typed(name)) => self.save_view(&name, cx),
            (ticket::REPLACE_VIEW, Answer::Typed(name)) => self.keep_view(&name, cx),
            (ticket::FORGET_VIEW, Answer::Typed(name)) => self.forget_view(&name, cx),
            _ => Vec::new(),
        }
    }

    fn opened(&mut self, cx: &Cx<'_>) -> Vec<Ask> {
        match self.wanted.take() {
            Some(name) => self.open_view(&name, cx),
            None => Vec::new(),
        }
    }

    fn refresh(&mut self, cx: &Cx<'_>) {
        self.take_chosen(cx);
        self.return_to_row(cx);
    }

    fn draw(&self, frame: &mut Frame<'_>, area: Rect, look: &Look) {
        self.paint(frame, area, look);
    }

    fn subject(&self) -> Subject {
        Subject {
            schema: Some(self.schema),
            id: self.current().map(|row| row.id),
            field: self.columns.get(self.column).map(|column| column.field),
        }
    }
}
