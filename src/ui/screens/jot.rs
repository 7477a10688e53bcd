//! What can be noted about a neighbourhood, a model or a paper from wherever one stands on it: the form opens filled in.

use ratatui::Frame;
use ratatui::layout::Rect;

use super::add;
use crate::register::follow::task_of_paper;
use crate::register::record::Read;
use crate::register::schema::{activity, document, inspection, model, model_year, progress, task};
use crate::register::{FieldId, Id, Label, Record, Schema, ShowCx, Value, Words};
use crate::text::width::width;
use crate::ui::action::{Action, Context};
use crate::ui::layout::centred;
use crate::ui::screen::{Ask, Cx, Screen, Subject};
use crate::ui::theme::Look;
use crate::ui::widget::Window;
use crate::ui::widget::frame::{cursor, line, popup};

const TITLE: Label = Label::new("Ghi thêm gì?", "What is to be noted?");
const RESULT: Label = Label::new("Kết quả", "A result");
const VISIT: Label = Label::new("Kiểm tra, khảo sát, đôn đốc", "An inspection or a visit");
const MEETING: Label = Label::new("Họp dân, hội nghị, tuyên truyền", "A meeting or propaganda work");
const TASK: Label = Label::new("Nhiệm vụ", "A task");

/// One line: what it is called, and the form that it opens.
struct Entry {
    label: Label,
    schema: &'static Schema,
    prefill: Record,
}

/// The list of what can be noted.
pub struct Jot {
    /// What it is about.
    about: String,
    entries: Vec<Entry>,
    window: Window,
}

impl Jot {
    /// Lists what can be noted about a record; about none, the same forms without anything filled in.
    pub fn new(subject: Subject, cx: &Cx<'_>) -> Self {
        let target = subject.schema.zip(subject.id);
        let show = ShowCx { records: cx.records, lang: cx.lang };
        let about = target.map_or_else(String::new, |(schema, id)| show.title(schema, id));
        Self { about, entries: entries(target, cx), window: Window::default() }
    }

    fn choose(&self, at: usize, cx: &Cx<'_>) -> Vec<Ask> {
        let entry = self.entries.get(at);
        entry.map(|entry| Ask::Replace(add(entry.schema, entry.prefill.clone(), cx))).into_iter().collect()
    }
}

fn entries(target: Option<(&'static Schema, Id)>, cx: &Cx<'_>) -> Vec<Entry> {
    let entry = |label, schema: &'static Schema, prefill| Entry { label, schema, prefill };
    if let Some((schema, id)) = target.filter(|(schema, _)| schema.key == document::SCHEMA.key) {
        let paper = cx.records.get(schema, id).unwrap_or_default();
        return vec![entry(TASK, &task::SCHEMA, task_of_paper(id, &paper, cx.today))];
    }
    let about = About::of(target, cx);
    vec![
        entry(RESULT, &progress::SCHEMA, about.filled(progress::NEIGHBOURHOOD, progress::MODEL_YEAR, about.year)),
        entry(VISIT, &inspection::SCHEMA, about.filled(inspection::NEIGHBOURHOOD, inspection::MODEL, about.model)),
        entry(MEETING, &activity::SCHEMA, about.filled(activity::NEIGHBOURHOOD, activity::MODEL, about.model)),
        entry(TASK, &task::SCHEMA, about.filled(task::NEIGHBOURHOOD, task::MODEL, about.model)),
    ]
}

/// The neighbourhood, the model and the registration that a record is about.
#[derive(Clone, Copy, Default)]
struct About {
    place: Option<Id>,
    model: Option<Id>,
    year: Option<Id>,
}

impl About {
    fn of(target: Option<(&'static Schema, Id)>, cx: &Cx<'_>) -> Self {
        let Some((schema, id)) = target else { return Self::default() };
        match schema.key {
            "neighbourhood" => Self { place: Some(id), ..Self::default() },
            "model" => Self { model: Some(id), place: only_place(id, cx), year: year_of(id, cx) },
            "model_year" => {
                let record = cx.records.get(schema, id).unwrap_or_default();
                let model = record.link(model_year::MODEL);
                Self { model, place: model.and_then(|model| only_place(model, cx)), year: Some(id) }
            }
            _ => Self::default(),
        }
    }

    fn filled(self, place: FieldId, model: FieldId, of: Option<Id>) -> Record {
        let place = self.place.map(|id| (place, Value::Link(id)));
        place.into_iter().chain(of.map(|id| (model, Value::Link(id)))).collect()
    }
}

/// Returns the neighbourhood of a model that has one only.
fn only_place(id: Id, cx: &Cx<'_>) -> Option<Id> {
    match cx.records.get(&model::SCHEMA, id)?.links(model::NEIGHBOURHOODS) {
        [one] => Some(*one),
        _ => None,
    }
}

/// Returns the registration of a model in the open year.
fn year_of(id: Id, cx: &Cx<'_>) -> Option<Id> {
    let of_year = |year: &Id| {
        let record = cx.records.get(&model_year::SCHEMA, *year).unwrap_or_default();
        record.integer(model_year::YEAR) == Some(cx.year.into())
    };
    cx.records.linked(id, &model_year::SCHEMA, model_year::MODEL).into_iter().find(of_year)
}

impl Screen for Jot {
    fn name(&self) -> Words {
        Words::default()
    }

    fn context(&self) -> Context {
        Context::Menu
    }

    fn act(&mut self, action: Action, cx: &Cx<'_>) -> Vec<Ask> {
        let len = self.entries.len();
        match action {
            Action::Enter => return self.choose(self.window.at, cx),
            Action::Back => return vec![Ask::Close],
            other => {
                self.window.act(other, len, len);
            }
        }
        Vec::new()
    }

    fn text(&mut self, typed: &str, cx: &Cx<'_>) -> Vec<Ask> {
        // Letters are no commands: input methods rewrite them.
        let number = typed.parse::<usize>().ok().and_then(|number| number.checked_sub(1));
        number.map_or_else(Vec::new, |at| self.choose(at, cx))
    }

    fn takes_words(&self) -> bool {
        false
    }

    fn refresh(&mut self, _cx: &Cx<'_>) {}

    fn draw(&self, frame: &mut Frame<'_>, area: Rect, look: &Look) {
        let title = TITLE.get(look.lang);
        let text: Vec<String> = (self.entries.iter().enumerate())
            .map(|(at, entry)| {
                let sign = if at == self.window.at { look.marker() } else { " " };
                format!("{sign} {}  {}", at + 1, entry.label.get(look.lang))
            })
            .collect();
        let widest =
            text.iter().map(|text| width(text)).chain([width(title) + 4, width(&self.about)]).max().unwrap_or(0);
        let size = |n: usize| u16::try_from(n).unwrap_or(u16::MAX);
        let about = usize::from(!self.about.is_empty());
        let place = centred(area, size(widest + 4).min(area.width), size(text.len() + about + 2));
        let inner = popup(frame, place, title, look);
        if about > 0 {
            line(frame, inner, 0, &self.about, look.theme.label);
        }
        for (y, (at, text)) in (size(about)..).zip(text.iter().enumerate()) {
            line(frame, inner, y, text, look.theme.text);
            if at == self.window.at {
                cursor(frame, inner, 0, y);
            }
        }
    }

    fn is_popup(&self) -> bool {
        true
    }
}
