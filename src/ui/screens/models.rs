//! The registrations of the year: a table with columns of the model and of its registration, and beside it on wide
//! screens all that is known of the one under the cursor.

mod columns;
pub mod detail;
mod renew;

use ratatui::Frame;
use ratatui::layout::Rect;

use self::columns::offered;
use super::beside::{self, Line, Sheet, left, left_cols};
use super::{Pick, Source, Table, Tasks, about, add, results, steps};
use crate::register::docket::Only;
use crate::register::schema::{model, model_sheet, model_year, organisation, task};
use crate::register::{Id, Label, Read, Record, Value, Words};
use crate::say;
use crate::ui::action::{Action, Context};
use crate::ui::screen::{Answer, Ask, Cx, Notice, Screen, Subject, Ticket};
use crate::ui::theme::Look;

const WHO: Label = Label::new("Đơn vị làm theo mô hình này", "Units that take the model up");

/// The requests of the room; its table has lower numbers.
mod ticket {
    pub(super) const TAKERS: u32 = 102;
}

/// The registrations of the open year.
pub struct Models {
    table: Table,
    /// What is known of the registration under the cursor; empty where there is no room for it.
    detail: Vec<Line>,
}

impl Models {
    /// Its name in the path and in the finder.
    pub const NAME: Label = Label::new("Mô hình của năm", "Models of the year");

    /// Lists the registrations of the open year.
    pub fn new() -> Self {
        Self { table: Table::with(&model_year::SCHEMA, Self::NAME.into(), offered), detail: Vec::new() }
    }

    /// Begins with a named view of the table.
    #[must_use]
    pub fn viewing(self, name: &str) -> Self {
        Self { table: self.table.viewing(name), ..self }
    }

    /// Reads again what stands beside the table.
    fn tell(&mut self, cx: &Cx<'_>) {
        let here = self.table.current_id().filter(|_| beside::has_room(cx.size.0));
        self.detail = here.map_or_else(Vec::new, |id| detail::lines(id, Sheet::beside(cx)));
    }

    fn act_on(&self, cx: &Cx<'_>, then: impl FnOnce(Id, &Cx<'_>) -> Vec<Ask>) -> Vec<Ask> {
        match self.table.current_id() {
            Some(id) => then(id, cx),
            None => vec![Ask::Say(Notice::refused(say!(
                "Chưa có mô hình nào ở đây. Bấm F5 để thêm.",
                "There is no model here. Press F5 to add one."
            )))],
        }
    }

    fn ask_takers(&self, cx: &Cx<'_>) -> Vec<Ask> {
        self.act_on(cx, |_, cx| {
            let source = Source::Records(&organisation::SCHEMA);
            vec![Ask::Open(Box::new(Pick::several(WHO, source, cx.ticket(ticket::TAKERS), "", &[], cx)))]
        })
    }
}

impl Default for Models {
    fn default() -> Self {
        Self::new()
    }
}

/// Opens the tasks that serve the model of a registration.
fn tasks_of(registration: Id, cx: &Cx<'_>) -> Vec<Ask> {
    let model = cx.records.get(&model_year::SCHEMA, registration).and_then(|record| record.link(model_year::MODEL));
    let tasks = model.map(|id| Tasks::of(Only { field: task::MODEL, id }));
    tasks.map(|tasks| Ask::Open(Box::new(tasks))).into_iter().collect()
}

impl Screen for Models {
    fn name(&self) -> Words {
        Self::NAME.into()
    }

    fn context(&self) -> Context {
        Context::Models
    }

    fn act(&mut self, action: Action, cx: &Cx<'_>) -> Vec<Ask> {
        match action {
            Action::Results => self.act_on(cx, |id, cx| vec![Ask::Open(results(id, cx))]),
            Action::Step => self.act_on(cx, |id, cx| steps(&model_year::SCHEMA, Some(id), cx)),
            Action::Detail => about(&model_year::SCHEMA, self.table.current_id(), cx),
            Action::TasksOf => self.act_on(cx, tasks_of),
            // The paper that comes in is of a model and of its registration in one, however little of it is known.
            Action::New => {
                let year = Record::from([(model_sheet::YEAR, Value::Integer(cx.year.into()))]);
                vec![Ask::Open(add(&model::SCHEMA, year, cx))]
            }
            Action::CarryOver => renew::carry_over(cx),
            Action::Replicate => self.ask_takers(cx),
            other => {
                let asks = self.table.act(other, &left(cx));
                self.tell(cx);
                asks
            }
        }
    }

    fn text(&mut self, typed: &str, cx: &Cx<'_>) -> Vec<Ask> {
        let asks = self.table.text(typed, &left(cx));
        self.tell(cx);
        asks
    }

    fn answered(&mut self, ticket: Ticket, answer: Answer, cx: &Cx<'_>) -> Vec<Ask> {
        if ticket.n != ticket::TAKERS {
            let asks = self.table.answered(ticket, answer, &left(cx));
            self.tell(cx);
            return asks;
        }
        let Answer::Picked(values) = answer else { return Vec::new() };
        let orgs: Vec<Id> = values.iter().filter_map(Value::as_link).collect();
        self.act_on(cx, |id, cx| renew::replicate(id, &orgs, cx))
    }

    fn opened(&mut self, cx: &Cx<'_>) -> Vec<Ask> {
        let asks = self.table.opened(&left(cx));
        self.tell(cx);
        asks
    }

    fn refresh(&mut self, cx: &Cx<'_>) {
        self.table.refresh(&left(cx));
        self.tell(cx);
    }

    fn draw(&self, frame: &mut Frame<'_>, area: Rect, look: &Look) {
        self.table.draw(frame, Rect { width: left_cols(area.width), ..area }, look);
        beside::draw(frame, area, &self.detail, look);
    }

    fn subject(&self) -> Subject {
        self.table.subject()
    }
}
