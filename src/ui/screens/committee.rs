//! The steering bodies: their members in order, who is in charge of what, and which neighbourhoods nobody is in charge of.

use ratatui::Frame;
use ratatui::layout::Rect;

use super::{RENEWAL, Tasks, Wizard, add, edit, edit_at};
use crate::register::agenda::{Kind, unled};
use crate::register::docket::Only;
use crate::register::renewal::{held, moved};
use crate::register::schema::{body, membership, neighbourhood, task};
use crate::register::{Id, Label, Query, Read, Record, Schema, ShowCx, Value, Words};
use crate::say;
use crate::text::width::pad_right;
use crate::ui::action::{Action, Context};
use crate::ui::screen::{Answer, Ask, Cx, Notice, Screen, Subject, Ticket};
use crate::ui::theme::Look;
use crate::ui::widget::Window;
use crate::ui::widget::frame::{cursor, line, put};
use crate::ui::widget::window::page;

/// Most bodies and most neighbourhoods that are listed.
const MOST: usize = 200;
/// Columns of a member's name, and of the position.
const NAME: usize = 24;
const POSITION: usize = 20;
/// The request that changes the order.
const MOVE: u32 = 1;
const NONE: Label = Label::new(
    "Chưa có ban nào. F5: thêm Ban Chỉ đạo, Tổ giúp việc.",
    "There is no body yet. F5: add a committee or a support team.",
);

/// What a row is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Row {
    Body(Id),
    Seat {
        body: Id,
        seat: Id,
    },
    Neighbourhood(Id),
    /// A heading that leads nowhere.
    Heading,
}

/// The steering bodies.
#[derive(Default)]
pub struct Committee {
    rows: Vec<(Row, String)>,
    window: Window,
}

impl Committee {
    /// Makes the screen; its rows come with the first refresh.
    pub fn new() -> Self {
        Self::default()
    }

    fn current(&self) -> Option<Row> {
        self.rows.get(self.window.at).map(|(row, _)| *row)
    }

    /// Returns the body of the row on which the cursor stands.
    fn body(&self) -> Option<Id> {
        match self.current()? {
            Row::Body(body) | Row::Seat { body, .. } => Some(body),
            Row::Neighbourhood(_) | Row::Heading => None,
        }
    }

    fn go(&mut self, to: usize, cx: &Cx<'_>) {
        self.window.go(to, self.rows.len(), usize::from(cx.size.1));
    }

    fn open(&self, cx: &Cx<'_>) -> Vec<Ask> {
        let form = match self.current() {
            Some(Row::Body(id)) => edit(&body::SCHEMA, id, cx),
            Some(Row::Seat { seat, .. }) => edit(&membership::SCHEMA, seat, cx),
            Some(Row::Neighbourhood(id)) => {
                edit_at(&neighbourhood::SCHEMA, id, Some(neighbourhood::ASSIGNED_MEMBER), cx)
            }
            Some(Row::Heading) | None => None,
        };
        form.map(Ask::Open).into_iter().collect()
    }

    /// Begins a member of the body, or a body where there is none.
    fn add(&self, cx: &Cx<'_>) -> Vec<Ask> {
        let form = match self.body() {
            Some(body) => add(&membership::SCHEMA, Record::from([(membership::BODY, Value::Link(body))]), cx),
            None => add(&body::SCHEMA, Record::new(), cx),
        };
        vec![Ask::Open(form)]
    }

    /// Moves the member under the cursor one place up or down.
    fn shift(&self, up: bool, cx: &Cx<'_>) -> Vec<Ask> {
        let Some(Row::Seat { body, seat }) = self.current() else {
            return vec![Ask::Say(Notice::refused(say!(
                "Đứng ở một thành viên để đổi thứ tự.",
                "Stand on a member to change the order."
            )))];
        };
        match moved(cx.records, body, seat, up, cx.today) {
            Some(request) => vec![Ask::Commit(cx.ticket(MOVE), request)],
            None => vec![Ask::Say(Notice::note(say!(
                "Đã ở đầu hoặc cuối danh sách.",
                "It is the first or the last of the list already."
            )))],
        }
    }

    /// Opens the tasks of the member under the cursor.
    fn tasks(&self, cx: &Cx<'_>) -> Vec<Ask> {
        let seat = match self.current() {
            Some(Row::Seat { seat, .. }) => cx.records.get(&membership::SCHEMA, seat),
            Some(Row::Body(_) | Row::Neighbourhood(_) | Row::Heading) | None => None,
        };
        match seat.and_then(|seat| seat.link(membership::PERSON)) {
            Some(id) => vec![Ask::Open(Box::new(Tasks::of(Only { field: task::LEAD_PERSON, id })))],
            None => vec![Ask::Say(Notice::refused(say!(
                "Đứng ở một thành viên để xem nhiệm vụ của người đó.",
                "Stand on a member to see his or her tasks."
            )))],
        }
    }

    fn renew(&self, cx: &Cx<'_>) -> Vec<Ask> {
        let open = |id: &Id| cx.records.get(&body::SCHEMA, *id).is_some_and(|body| !body.contains_key(&body::VALID_TO));
        match self.body().filter(open) {
            Some(body) => vec![Ask::Open(Box::new(Wizard::new(&RENEWAL, body, cx)))],
            None => vec![Ask::Say(Notice::refused(say!(
                "Đứng ở ban đang hoạt động cần kiện toàn, rồi bấm lại.",
                "Stand on the body that is to be re-made, then press the key again."
            )))],
        }
    }
}

/// Lists the rows: bodies that work with their members, neighbourhoods without anyone, bodies of before.
fn rows(cx: &Cx<'_>) -> Vec<(Row, String)> {
    let bodies = cx.records.page(&Query::all(&body::SCHEMA), 0, MOST).rows;
    let (old, now): (Vec<_>, Vec<_>) = bodies.into_iter().partition(|(_, record)| record.contains_key(&body::VALID_TO));
    let mut rows = Vec::new();
    for (id, record) in &now {
        let since = shown(&body::SCHEMA, record, body::VALID_FROM, cx);
        let words = say!("Từ {day}: {name}", "Since {day}: {name}", name = record.text(body::NAME), day = since);
        rows.push((Row::Body(*id), words.get(cx.lang).to_owned()));
        for (number, seat) in (1..).zip(held(cx.records, *id, cx.today)) {
            rows.push((Row::Seat { body: *id, seat: seat.id }, member(number, &seat.name, &seat.record, cx)));
        }
    }
    let unled = unled(cx.records, cx.today);
    let show = ShowCx { records: cx.records, lang: cx.lang };
    if !unled.is_empty() {
        rows.push((Row::Heading, format!("{}: {}", Kind::Unled.label().get(cx.lang), unled.len())));
        rows.extend(
            unled.into_iter().take(MOST).map(|id| (Row::Neighbourhood(id), show.title(&neighbourhood::SCHEMA, id))),
        );
    }
    rows.extend(old.iter().map(|(id, record)| {
        let until = shown(&body::SCHEMA, record, body::VALID_TO, cx);
        let words = say!("Đến {day}: {name}", "Until {day}: {name}", name = record.text(body::NAME), day = until);
        (Row::Body(*id), words.get(cx.lang).to_owned())
    }));
    rows
}

fn shown(schema: &'static Schema, record: &Record, field: u16, cx: &Cx<'_>) -> String {
    let show = ShowCx { records: cx.records, lang: cx.lang };
    schema.field(field).map(|field| field.show(record, show)).unwrap_or_default()
}

/// Writes a member: number, name, position, what the member is in charge of, else the post.
fn member(number: usize, name: &str, seat: &Record, cx: &Cx<'_>) -> String {
    let of = |field| shown(&membership::SCHEMA, seat, field, cx);
    let show = ShowCx { records: cx.records, lang: cx.lang };
    let codes = |field, schema: &'static Schema| {
        seat.links(field).iter().map(|id| show.code(schema, *id)).collect::<Vec<_>>().join(", ")
    };
    let places = codes(membership::NEIGHBOURHOODS, &neighbourhood::SCHEMA);
    let charge = [places, of(membership::FIELDS_IN_CHARGE), of(membership::ORGS)];
    let charge: Vec<String> = charge.into_iter().filter(|part| !part.is_empty()).collect();
    let last = if charge.is_empty() { seat.text(membership::POST_HELD).to_owned() } else { charge.join(" · ") };
    let (name, position) = (pad_right(name, NAME), pad_right(&of(membership::POSITION), POSITION));
    format!("{number:>2}  {name}  {position}  {last}")
}

impl Screen for Committee {
    fn name(&self) -> Words {
        body::SCHEMA.plural.into()
    }

    fn context(&self) -> Context {
        Context::Committee
    }

    fn act(&mut self, action: Action, cx: &Cx<'_>) -> Vec<Ask> {
        let height = usize::from(cx.size.1);
        let step = |by: isize| self.window.at.saturating_add_signed(by);
        let to = match action {
            Action::Enter => return self.open(cx),
            Action::New => return self.add(cx),
            Action::Renew => return self.renew(cx),
            Action::TasksOf => return self.tasks(cx),
            Action::Raise | Action::Lower => return self.shift(action == Action::Raise, cx),
            Action::Back => return vec![Ask::Close],
            Action::Up | Action::Previous => step(-1),
            Action::Down | Action::Next => step(1),
            Action::PageUp => step(-page(height)),
            Action::PageDown => step(page(height)),
            Action::Home => 0,
            Action::End => usize::MAX,
            _ => return Vec::new(),
        };
        self.go(to, cx);
        Vec::new()
    }

    fn text(&mut self, _typed: &str, _cx: &Cx<'_>) -> Vec<Ask> {
        Vec::new()
    }

    fn answered(&mut self, _ticket: Ticket, answer: Answer, _cx: &Cx<'_>) -> Vec<Ask> {
        match answer {
            Answer::Committed(Ok(_)) => vec![Ask::Say(Notice::done(say!(
                "Đã đổi thứ tự. Ctrl+U: lấy lại.",
                "The order is changed. Ctrl+U takes it back."
            )))],
            Answer::Committed(Err(_))
            | Answer::History(_)
            | Answer::Copies(_)
            | Answer::Picked(_)
            | Answer::Typed(_)
            | Answer::Asked(_)
            | Answer::Agreed => Vec::new(),
        }
    }

    fn refresh(&mut self, cx: &Cx<'_>) {
        let kept = self.current();
        self.rows = rows(cx);
        let at = kept.and_then(|kept| self.rows.iter().position(|(row, _)| *row == kept));
        self.go(at.unwrap_or(self.window.at), cx);
    }

    fn draw(&self, frame: &mut Frame<'_>, area: Rect, look: &Look) {
        if self.rows.is_empty() {
            line(frame, area, 0, NONE.get(look.lang), look.theme.quiet);
        }
        for (y, at) in (0..).zip(self.window.seen(self.rows.len(), usize::from(area.height))) {
            let (row, text) = &self.rows[at];
            let (x, style) = match row {
                Row::Body(_) => (2, look.theme.title),
                Row::Seat { .. } | Row::Neighbourhood(_) => (4, look.theme.text),
                Row::Heading => (2, look.theme.warn),
            };
            let here = at == self.window.at;
            put(frame, area, (0, y), 1, if here { look.marker() } else { " " }, look.theme.focus);
            put(frame, area, (x, y), area.width, text, style);
            if here {
                cursor(frame, area, 0, y);
            }
        }
    }

    fn subject(&self) -> Subject {
        let about = match self.current() {
            Some(Row::Body(id)) => Some((&body::SCHEMA, id)),
            Some(Row::Seat { seat, .. }) => Some((&membership::SCHEMA, seat)),
            Some(Row::Neighbourhood(id)) => Some((&neighbourhood::SCHEMA, id)),
            Some(Row::Heading) | None => None,
        };
        let (schema, id) = about.unzip();
        Subject { schema, id, field: None }
    }
}
