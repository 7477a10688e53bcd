//! The tasks that are followed: by due day, by who is in charge, by model, by state; done, told of and extended where
//! they stand.

mod acts;
pub mod detail;
mod list;
mod paint;

use chrono::NaiveDate;
use ratatui::Frame;
use ratatui::layout::Rect;

use self::list::{Seen, Slot};
use super::beside::{self, Line, Sheet, left_cols};
use super::{Table, about, add, edit, steps};
use crate::register::docket::{Docket, Grouping, Only, docket};
use crate::register::schema::task;
use crate::register::{Id, Label, Lang, Query, Record, ShowCx, Value, Words};
use crate::text::typing::Sought;
use crate::ui::action::{Action, Context};
use crate::ui::screen::{Answer, Ask, Cx, Screen, Subject, Ticket};
use crate::ui::theme::Look;
use crate::ui::widget::Window;
use crate::ui::widget::window::page;

/// Under what the grouping is remembered.
pub const GROUPING: &str = "tasks.grouping";
/// Most tasks among which the one that is typed is looked for.
const FOUND: usize = 200;

/// What the list was made of: commit, day, open year, language, grouping, what it is narrowed to.
type Known = (u64, NaiveDate, i32, Lang, Grouping, Option<Only>);

/// The tasks that are followed.
#[derive(Default)]
pub struct Tasks {
    /// The link that all of them have, where the list is narrowed.
    only: Option<Only>,
    /// The task to stand on once the list is there.
    wanted: Option<Id>,
    known: Option<Known>,
    docket: Docket,
    /// The lines of the list: headings and tasks.
    slots: Vec<Slot>,
    /// The lines that are seen, from `window.top` on.
    seen: Vec<Seen>,
    window: Window,
    /// What the first line says: to the left what is looked at, to the right how many there are.
    about: (String, String),
    typed: String,
    /// What is known of the task under the cursor; empty where there is no room for it.
    detail: Vec<Line>,
}

impl Tasks {
    /// Its name in the path.
    pub const NAME: Label = Label::new("Nhiệm vụ", "Tasks");

    /// Lists the tasks of the ward.
    pub fn new() -> Self {
        Self::default()
    }

    /// Lists the tasks that have a link.
    pub fn of(only: Only) -> Self {
        Self { only: Some(only), ..Self::default() }
    }

    /// Lists the tasks of the ward, and stands on one of them.
    pub fn at(task: Id) -> Self {
        Self { wanted: Some(task), ..Self::default() }
    }

    fn height(cx: &Cx<'_>) -> usize {
        usize::from(cx.size.1.saturating_sub(paint::FRAME)).max(1)
    }

    /// Returns the task under the cursor.
    fn current(&self) -> Option<Id> {
        self.slots.get(self.window.at).and_then(|slot| slot.task())
    }

    /// Goes to a line; a heading is passed by.
    fn go(&mut self, to: usize, cx: &Cx<'_>) {
        let (onwards, len, height) = (to >= self.window.at, self.slots.len(), Self::height(cx));
        self.window.go(to, len, height);
        for forth in [onwards, true, false] {
            while self.slots.get(self.window.at).is_some_and(|slot| slot.task().is_none()) {
                let at = self.window.at;
                self.window.step(if forth { 1 } else { -1 }, len, height);
                if self.window.at == at {
                    break;
                }
            }
        }
        // The heading above the first task of a group comes into sight with it, where there is room for both.
        let heading = self.window.at.checked_sub(1).and_then(|above| self.slots.get(above));
        if height > 1 && self.window.top == self.window.at && heading.is_some_and(|slot| slot.task().is_none()) {
            self.window.top -= 1;
        }
        self.show(cx);
    }

    fn step(&mut self, by: isize, cx: &Cx<'_>) {
        self.go(self.window.at.saturating_add_signed(by), cx);
    }

    /// Reads the lines that are seen, and what stands beside them.
    fn show(&mut self, cx: &Cx<'_>) {
        let seen = self.window.seen(self.slots.len(), Self::height(cx));
        let by_lead = self.known.is_some_and(|known| known.4 == Grouping::Lead);
        let slots = self.slots.get(seen).unwrap_or_default();
        self.seen = slots.iter().map(|slot| list::seen(*slot, &self.docket, by_lead, cx)).collect();
        let here = self.current().filter(|_| beside::has_room(cx.size.0));
        self.detail = here.map_or_else(Vec::new, |id| detail::lines(id, Sheet::beside(cx)));
    }

    /// Lists the tasks anew where something changed. The cursor stays on its task, but lets one go that is over now.
    fn read(&mut self, cx: &Cx<'_>) {
        let chosen = cx.chosen.get(GROUPING).and_then(|code| Grouping::from_code(code)).unwrap_or_default();
        let known = (cx.records.seq(), cx.today, cx.year, cx.lang, chosen, self.only);
        if self.known.replace(known) != Some(known) {
            let before = self.slots.get(self.window.at).copied();
            self.docket = docket(cx.records, (cx.today, cx.year), chosen, self.only);
            self.slots = list::slots(&self.docket);
            self.about = list::about(&self.docket, chosen, self.only, cx);
            let kept = before.and_then(|before| {
                let at = self.slots.iter().position(|slot| slot.task().is_some() && slot.task() == before.task())?;
                (before.is_over() || !self.slots[at].is_over()).then_some(at)
            });
            let wanted = self.wanted.take();
            let wanted = wanted.and_then(|id| self.slots.iter().position(|slot| slot.task() == Some(id)));
            self.window.at = wanted.or(kept).unwrap_or(self.window.at);
        }
        self.go(self.window.at, cx);
    }

    /// Goes to the task whose name or code was typed.
    fn search(&mut self, cx: &Cx<'_>) {
        let typed = self.typed.trim();
        if typed.is_empty() {
            return;
        }
        let pattern = Sought::new(typed);
        let show = ShowCx { records: cx.records, lang: cx.lang };
        let rows = cx.records.page(&Query::all(&task::SCHEMA).search(typed), 0, FOUND).rows;
        let ranked = rows.into_iter().filter_map(|(id, record)| {
            let at = self.slots.iter().position(|slot| slot.task() == Some(id))?;
            Some((pattern.matches(&show.title_of(&task::SCHEMA, &record))?, at))
        });
        if let Some((_, at)) = ranked.min() {
            self.go(at, cx);
        }
    }

    /// Begins a task, which belongs to what the list is narrowed to.
    fn add(&self, cx: &Cx<'_>) -> Vec<Ask> {
        let prefill = self.only.map(|only| (only.field, Value::Link(only.id)));
        vec![Ask::Open(add(&task::SCHEMA, prefill.into_iter().collect::<Record>(), cx))]
    }

    fn change(&mut self, action: Action, cx: &Cx<'_>) -> Option<Vec<Ask>> {
        let asks = match action {
            Action::Enter => {
                self.current().and_then(|id| edit(&task::SCHEMA, id, cx)).map(Ask::Open).into_iter().collect()
            }
            Action::New => self.add(cx),
            Action::Finish => acts::finish(self.current(), cx),
            Action::Tell => acts::tell(self.current(), cx),
            Action::Extend => acts::extend(self.current(), cx),
            Action::Step => steps(&task::SCHEMA, self.current(), cx),
            Action::Narrow => acts::narrow(self.only, cx),
            Action::Arrange => {
                let next = self.known.map_or(Grouping::Due, |known| known.4).next();
                vec![Ask::Remember(GROUPING, next.code().to_owned())]
            }
            Action::Detail => about(&task::SCHEMA, self.current(), cx),
            Action::Plain => vec![Ask::Open(Box::new(Table::new(&task::SCHEMA)))],
            _ => return None,
        };
        Some(asks)
    }
}

impl Screen for Tasks {
    fn name(&self) -> Words {
        Self::NAME.into()
    }

    fn context(&self) -> Context {
        Context::Tasks
    }

    fn act(&mut self, action: Action, cx: &Cx<'_>) -> Vec<Ask> {
        if let Some(asks) = self.change(action, cx) {
            return asks;
        }
        let height = Self::height(cx);
        match action {
            Action::Back if self.typed.is_empty() => return vec![Ask::Close],
            Action::Back => {}
            Action::Erase => {
                self.typed.pop();
                self.search(cx);
                return Vec::new();
            }
            Action::Up | Action::Previous => self.step(-1, cx),
            Action::Down | Action::Next => self.step(1, cx),
            Action::PageUp => self.step(-page(height), cx),
            Action::PageDown => self.step(page(height), cx),
            Action::Home => self.go(0, cx),
            Action::End => self.go(usize::MAX, cx),
            _ => return Vec::new(),
        }
        self.typed.clear();
        Vec::new()
    }

    fn text(&mut self, typed: &str, cx: &Cx<'_>) -> Vec<Ask> {
        self.typed.push_str(typed.lines().next().unwrap_or_default());
        self.search(cx);
        Vec::new()
    }

    fn answered(&mut self, _ticket: Ticket, answer: Answer, cx: &Cx<'_>) -> Vec<Ask> {
        match answer {
            Answer::Committed(Ok(commit)) => acts::finished(&commit, cx),
            Answer::Picked(values) => {
                self.only = values.first().and_then(|value| acts::picked(value, cx));
                self.read(cx);
                Vec::new()
            }
            // What the register refused is on the message line.
            Answer::Committed(Err(_))
            | Answer::History(_)
            | Answer::Copies(_)
            | Answer::Typed(_)
            | Answer::Asked(_)
            | Answer::Agreed => Vec::new(),
        }
    }

    fn refresh(&mut self, cx: &Cx<'_>) {
        self.read(cx);
    }

    fn draw(&self, frame: &mut Frame<'_>, area: Rect, look: &Look) {
        self.paint(frame, Rect { width: left_cols(area.width), ..area }, look);
        beside::draw(frame, area, &self.detail, look);
    }

    fn subject(&self) -> Subject {
        Subject { schema: Some(&task::SCHEMA), id: self.current(), field: None }
    }
}
