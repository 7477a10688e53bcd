//! Query by example: the fields of an entity's form, blank, for conditions on them.

use ratatui::Frame;
use ratatui::layout::Rect;

use crate::register::condition::conditions;
use crate::register::{Field, FieldId, Filter, Label, ParseCx, Record, Schema, Words};
use crate::say;
use crate::text::width::{clip, pad_left, pad_right, width};
use crate::ui::action::{Action, Context};
use crate::ui::screen::{Answer, Ask, Cx, Notice, Screen, Subject, Ticket};
use crate::ui::screens::pick::fill::source;
use crate::ui::theme::Look;
use crate::ui::widget::frame::{line, put};
use crate::ui::widget::window::page;
use crate::ui::widget::{Edit, Window};

/// Widest column of labels.
const LABELS: usize = 34;
const HOW: Label = Label::new(
    ">100 · 10..20 · = trống · * có ghi · !x khác x · chữ: có chứa   F8: xem",
    ">100 · 10..20 · = empty · * filled · !x other · words: contains   F8: list",
);

/// What is asked of one field: its words as typed, and what they mean.
#[derive(Clone, Debug, PartialEq)]
pub struct Asked {
    /// The field.
    pub field: FieldId,
    /// The condition as it was typed.
    pub typed: String,
    /// What a row must hold.
    pub filters: Vec<Filter>,
}

/// The blank form.
pub struct AskForm {
    schema: &'static Schema,
    fields: Vec<(&'static Field, Edit)>,
    window: Window,
    ticket: Ticket,
}

impl AskForm {
    /// Makes the form, with what was asked before.
    pub fn new(schema: &'static Schema, asked: &[Asked], ticket: Ticket) -> Self {
        let begun = |field: &Field| {
            let before = asked.iter().find(|asked| asked.field == field.id);
            Edit::new(before.map_or("", |asked| asked.typed.as_str()))
        };
        let open = schema.shown_fields().filter(|field| !field.private);
        let fields = open.map(|field| (field, begun(field))).collect();
        Self { schema, fields, window: Window::default(), ticket }
    }

    fn height(cx: &Cx<'_>) -> usize {
        usize::from(cx.size.1.saturating_sub(1)).max(1)
    }

    fn edit(&mut self) -> Option<&mut Edit> {
        self.fields.get_mut(self.window.at).map(|(_, edit)| edit)
    }

    fn step(&mut self, by: isize, cx: &Cx<'_>) {
        self.window.step(by, self.fields.len(), Self::height(cx));
    }

    /// Answers with all conditions; a field that cannot be read keeps the cursor.
    fn run(&mut self, cx: &Cx<'_>) -> Vec<Ask> {
        let mut asked = Vec::new();
        for (at, (field, edit)) in self.fields.iter().enumerate() {
            match condition(field, edit.text(), cx) {
                Ok(filters) if filters.is_empty() => {}
                Ok(filters) => asked.push(Asked { field: field.id, typed: edit.text().trim().to_owned(), filters }),
                Err(words) => {
                    self.window.go(at, self.fields.len(), Self::height(cx));
                    return vec![Ask::Say(Notice::refused(words))];
                }
            }
        }
        vec![Ask::Return(self.ticket, Answer::Asked(asked))]
    }
}

/// Reads what is asked of one field; a text that names a single entry of the field's list means that entry.
pub fn condition(field: &'static Field, typed: &str, cx: &Cx<'_>) -> Result<Vec<Filter>, Words> {
    let record = Record::new();
    let parse = ParseCx { today: cx.today, year: cx.year, records: cx.records, record: &record };
    conditions(field, typed, &parse).or_else(|refusal| {
        let only = source(field, cx).and_then(|source| source.only(typed.trim(), cx).ok());
        let test = only.map(crate::register::Test::Is).ok_or(refusal.words)?;
        Ok(vec![Filter { field: field.id, test }])
    })
}

impl Screen for AskForm {
    fn name(&self) -> Words {
        say!("Tìm {name}", "Find {name}", name = self.schema.plural)
    }

    fn context(&self) -> Context {
        Context::Ask
    }

    fn act(&mut self, action: Action, cx: &Cx<'_>) -> Vec<Ask> {
        match action {
            Action::Enter | Action::Next if self.window.at + 1 >= self.fields.len() => return self.run(cx),
            Action::Enter | Action::Next | Action::Down => self.step(1, cx),
            Action::Up | Action::Previous => self.step(-1, cx),
            Action::PageUp => self.step(-page(Self::height(cx)), cx),
            Action::PageDown => self.step(page(Self::height(cx)), cx),
            Action::Run => return self.run(cx),
            Action::Ask => self.fields.iter_mut().for_each(|(_, edit)| edit.set("")),
            Action::Back => return vec![Ask::Close],
            other => {
                if let Some(edit) = self.edit() {
                    edit.act(other);
                }
            }
        }
        Vec::new()
    }

    fn text(&mut self, typed: &str, _cx: &Cx<'_>) -> Vec<Ask> {
        if let Some(edit) = self.edit() {
            edit.type_in(typed);
        }
        Vec::new()
    }

    fn takes_words(&self) -> bool {
        self.fields.get(self.window.at).is_some_and(|(field, _)| field.is_words())
    }

    fn refresh(&mut self, cx: &Cx<'_>) {
        self.window.fit(self.fields.len(), Self::height(cx));
    }

    fn draw(&self, frame: &mut Frame<'_>, area: Rect, look: &Look) {
        let label = |field: &Field| field.label.get(look.lang);
        let widest = self.fields.iter().map(|(field, _)| width(label(field))).max().unwrap_or(0).min(LABELS);
        let height = usize::from(area.height.saturating_sub(1));
        for (y, at) in (0..).zip(self.window.seen(self.fields.len(), height)) {
            let (field, edit) = &self.fields[at];
            let here = at == self.window.at;
            let sign = if here { look.marker() } else { " " };
            let name = pad_right(&clip(label(field), widest), widest);
            let number = pad_left(&(at + 1).to_string(), 2);
            let style = if here { look.theme.focus } else { look.theme.label };
            let x = line(frame, area, y, &format!("{sign}{number} {name}  "), style);
            let place = Rect { x: area.x + x, y: area.y + y, width: area.width.saturating_sub(x), height: 1 };
            if here {
                if let Some(cursor) = edit.draw(place, frame.buffer_mut(), look.theme.text, look.ascii) {
                    frame.set_cursor_position(cursor);
                }
            } else {
                put(frame, area, (x, y), area.width, edit.text(), look.theme.text);
            }
        }
        line(frame, area, area.height.saturating_sub(1), HOW.get(look.lang), look.theme.quiet);
    }

    fn subject(&self) -> Subject {
        let field = self.fields.get(self.window.at).map(|(field, _)| *field);
        Subject { schema: Some(self.schema), id: None, field }
    }
}
