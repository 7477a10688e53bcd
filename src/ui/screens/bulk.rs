//! One value for one field of many records: all that a table shows.
//!
//! Which field and which value is chosen here; what that changes, and what is refused, is seen in the preview before
//! anything is saved.

use ratatui::Frame;
use ratatui::layout::Rect;

use crate::register::intake::{Incoming, Intake, MOST_ROWS, Typed};
use crate::register::{Field, FieldId, Label, Query, Record, ShowCx, Value, Words};
use crate::say;
use crate::text::width::{pad_right, width};
use crate::ui::action::{Action, Context};
use crate::ui::screen::{Answer, Ask, Cx, Notice, Screen, Subject, Ticket};
use crate::ui::screens::Preview;
use crate::ui::screens::pick::fill::{self, reading};
use crate::ui::theme::Look;
use crate::ui::widget::frame::{line, put};
use crate::ui::widget::window::page;
use crate::ui::widget::{Cell, Editor, Window};

const PICK: u32 = 1;
/// Lines above the fields: what is set, the value, what it is read as, a blank.
const ABOVE: u16 = 4;
/// Widest the labels of fields get.
const LABEL_COLS: usize = 34;
const VALUE: Label = Label::new("Giá trị mới: ", "New value: ");
const HOW: Label = Label::new(
    "Mũi tên: chọn ô. Gõ giá trị (để trống là xóa). Enter: xem trước, chưa ghi gì.",
    "Arrows: choose the field. Type the value (none empties it). Enter: see what it does first.",
);

/// One value for one field of many records.
pub struct Bulk {
    query: Query,
    /// How many records there are.
    count: usize,
    /// One cell a field, so that going to another one loses nothing that was typed.
    cells: Vec<Cell>,
    window: Window,
}

impl Bulk {
    /// Begins for the records that answer a query, with one of their fields; `Err` says why not.
    pub fn new(query: Query, field: Option<FieldId>, cx: &Cx<'_>) -> Result<Self, Words> {
        let count = cx.records.page(&query, 0, 0).total;
        if count == 0 {
            return Err(say!("Không có dòng nào để sửa.", "There is no row to change."));
        }
        if count > MOST_ROWS {
            return Err(say!(
                "Có {n} dòng; mỗi lần sửa được nhiều nhất {most} dòng. Lọc bớt (Ctrl+F), rồi làm lại.",
                "There are {n} rows; at most {most} are changed at once. Filter them (Ctrl+F), then try again.",
                n = count,
                most = MOST_ROWS
            ));
        }
        let open = query.schema.shown_fields().filter(|field| field.is_open());
        let cells: Vec<Cell> = open.map(|field| Cell::new(field, None, None, show(cx))).collect();
        let at = cells.iter().position(|cell| Some(cell.field.id) == field).unwrap_or(0);
        let mut window = Window::default();
        window.go(at, cells.len(), Self::height(cx.size.1));
        Ok(Self { query, count, cells, window })
    }

    fn height(rows: u16) -> usize {
        usize::from(rows.saturating_sub(ABOVE + 1)).max(1)
    }

    fn cell(&mut self) -> Option<&mut Cell> {
        self.cells.get_mut(self.window.at)
    }

    fn step(&mut self, by: isize, cx: &Cx<'_>) {
        self.window.step(by, self.cells.len(), Self::height(cx.size.1));
        self.tell(cx);
    }

    /// Writes what the value is read as.
    fn tell(&mut self, cx: &Cx<'_>) {
        let room = usize::from(cx.size.0).saturating_sub(width(VALUE.get(cx.lang)));
        if let Some(cell) = self.cell() {
            let record = Record::new();
            cell.tell(&reading(&record, cx), show(cx));
            match &mut cell.editor {
                Editor::Line(edit) => edit.settle(room),
                Editor::Lines(memo) => memo.settle(room, 1),
            }
        }
    }

    fn edit(&mut self, action: Action, cx: &Cx<'_>) {
        if let Some(cell) = self.cell() {
            cell.editor.act(action);
            cell.refusal = None;
        }
        self.tell(cx);
    }

    fn list(&mut self, cx: &Cx<'_>) -> Vec<Ask> {
        let ticket = cx.ticket(PICK);
        let Some(cell) = self.cell() else { return Vec::new() };
        if let Some(turned) = fill::turned(cell) {
            cell.put(Some(turned), show(cx));
            return Vec::new();
        }
        match fill::list(cell, &Record::new(), ticket, cx) {
            Some(pick) => vec![Ask::Open(Box::new(pick))],
            None => vec![Ask::Say(Notice::refused(fill::no_list()))],
        }
    }

    /// Reads the value for every record, and shows what that would change.
    fn preview(&mut self, cx: &Cx<'_>) -> Vec<Ask> {
        let query = self.query.clone();
        let Some(cell) = self.cell() else { return Vec::new() };
        let field = cell.field;
        let mut rows = Vec::new();
        for (number, (id, record)) in (1..).zip(cx.records.page(&query, 0, MOST_ROWS).rows) {
            // A figure is read by the record that it stands in: its metric tells the unit.
            let value = match Self::value(cell, &record, cx) {
                Ok(value) => value,
                Err(words) => {
                    cell.refusal = Some(words.clone());
                    return vec![Ask::Say(Notice::refused(words))];
                }
            };
            let typed = Typed { field, text: cell.editor.text().to_owned(), value };
            rows.push(Incoming::of_record(number, (id, record), vec![typed]));
        }
        let schema = query.schema;
        let intake =
            Intake { schema, columns: Vec::new(), prefill: Record::new(), targets: Vec::new(), fresh: cx.fresh };
        let name = say!("đổi {field}", "set {field}", field = field.label);
        vec![Ask::Replace(Box::new(Preview::of_rows(name, intake, rows, cx)))]
    }

    fn value(cell: &Cell, record: &Record, cx: &Cx<'_>) -> Result<Option<Value>, Words> {
        if let Some(value) = cell.value() {
            return Ok(value.clone());
        }
        let field: &Field = cell.field;
        match field.parse(cell.editor.text(), &reading(record, cx)) {
            Ok(value) => Ok(value),
            Err(refusal) => fill::meant(cell, record, cx).map(Some).ok_or(refusal.words),
        }
    }
}

impl Screen for Bulk {
    fn name(&self) -> Words {
        say!("đổi hàng loạt", "set many")
    }

    fn context(&self) -> Context {
        Context::Bulk
    }

    fn act(&mut self, action: Action, cx: &Cx<'_>) -> Vec<Ask> {
        match action {
            Action::Enter => return self.preview(cx),
            Action::Back => return vec![Ask::Close],
            Action::List => return self.list(cx),
            Action::Up | Action::Previous => self.step(-1, cx),
            Action::Down | Action::Next => self.step(1, cx),
            Action::PageUp => self.step(-page(Self::height(cx.size.1)), cx),
            Action::PageDown => self.step(page(Self::height(cx.size.1)), cx),
            other => self.edit(other, cx),
        }
        Vec::new()
    }

    fn text(&mut self, typed: &str, cx: &Cx<'_>) -> Vec<Ask> {
        if let Some(cell) = self.cell() {
            cell.editor.type_in(typed);
            cell.refusal = None;
        }
        self.tell(cx);
        Vec::new()
    }

    fn answered(&mut self, _ticket: Ticket, answer: Answer, cx: &Cx<'_>) -> Vec<Ask> {
        if let Answer::Picked(values) = answer
            && let Some(cell) = self.cell()
        {
            cell.put(fill::together(cell.field, &values), show(cx));
            self.tell(cx);
        }
        Vec::new()
    }

    fn takes_words(&self) -> bool {
        self.cells.get(self.window.at).is_some_and(|cell| cell.field.is_words())
    }

    fn refresh(&mut self, cx: &Cx<'_>) {
        self.count = cx.records.page(&self.query, 0, 0).total;
        self.window.fit(self.cells.len(), Self::height(cx.size.1));
        self.tell(cx);
    }

    fn draw(&self, frame: &mut Frame<'_>, area: Rect, look: &Look) {
        let area = area.intersection(frame.area());
        let Some(cell) = self.cells.get(self.window.at) else { return };
        let title = say!(
            "Đổi \"{field}\" của {n} {name} đang hiện trong bảng",
            "Set \"{field}\" of the {n} {name} that the table shows",
            field = cell.field.label,
            n = self.count,
            name = self.query.schema.plural
        );
        line(frame, area, 0, title.get(look.lang), look.theme.title);
        let x = put(frame, area, (0, 1), area.width, VALUE.get(look.lang), look.theme.label);
        let (told, style) = match &cell.refusal {
            Some(words) => (format!("! {}", words.get(look.lang)), look.theme.wrong),
            None if cell.echo.is_empty() => (HOW.get(look.lang).to_owned(), look.theme.quiet),
            None => (cell.echo.clone(), look.theme.quiet),
        };
        line(frame, area, 2, &told, style);
        let marks = self.window.seen(self.cells.len(), Self::height(area.height));
        for (y, at) in (ABOVE..area.height).zip(marks) {
            let here = at == self.window.at;
            put(frame, area, (0, y), 1, if here { look.marker() } else { " " }, look.theme.focus);
            let cell = &self.cells[at];
            let label = pad_right(cell.field.label.get(look.lang), LABEL_COLS);
            put(frame, area, (2, y), area.width.saturating_sub(2), &label, look.theme.text);
        }
        let inside =
            Rect { x: area.x + x, y: area.y + 1, width: area.width.saturating_sub(x), height: 1 }.intersection(area);
        let at = match &cell.editor {
            Editor::Line(edit) => edit.draw(inside, frame.buffer_mut(), look.theme.focus, look.ascii),
            Editor::Lines(memo) => memo.draw(inside, frame.buffer_mut(), look.theme.focus),
        };
        if let Some(at) = at {
            frame.set_cursor_position(at);
        }
    }

    fn subject(&self) -> Subject {
        let field = self.cells.get(self.window.at).map(|cell| cell.field);
        Subject { schema: Some(self.query.schema), id: None, field }
    }
}

fn show<'a>(cx: &Cx<'a>) -> ShowCx<'a> {
    ShowCx { records: cx.records, lang: cx.lang }
}
