//! How far a record has come, to be chosen: draft, complete, checked, locked.

use ratatui::Frame;
use ratatui::layout::Rect;

use crate::register::schema::standing as states;
use crate::register::standing::{Standing, standing_of, standing_record};
use crate::register::{Accepted, Command, Id, Label, Request, Schema, Seen, Set, ShowCx, Value, Words};
use crate::say;
use crate::text::day::Day;
use crate::text::width::{clip, pad_right, width};
use crate::ui::action::{Action, Context};
use crate::ui::layout::centred;
use crate::ui::screen::{Answer, Ask, Cx, Notice, Screen, Subject, Ticket};
use crate::ui::theme::Look;
use crate::ui::widget::Window;
use crate::ui::widget::frame::{cursor, line, popup};

const TITLE: Label = Label::new("Trạng thái bản ghi", "Record state");
const PRESENT: Label = Label::new("(đang ở đây)", "(now)");
/// The widest box.
const COLS: u16 = 72;

/// The states that a record can be given.
pub struct States {
    schema: &'static Schema,
    id: Id,
    title: String,
    present: Standing,
    chosen: Standing,
    window: Window,
}

/// Opens the states of the record that a screen is about, or says why it has none.
pub fn states(subject: Subject, cx: &Cx<'_>) -> Result<States, Words> {
    let Some((schema, id)) =
        subject.schema.zip(subject.id).filter(|(schema, id)| cx.records.get(schema, *id).is_some())
    else {
        return Err(say!(
            "Lưu bản ghi này trước (Ctrl+G), rồi đặt trạng thái.",
            "Save the record first (Ctrl+G), then give it a state."
        ));
    };
    if *schema == states::SCHEMA {
        return Err(say!(
            "Dòng này đã là trạng thái của một bản ghi. Mở dòng (Enter) để sửa.",
            "This row is itself the state of a record. Open it (Enter) to change it."
        ));
    }
    let present = standing_of(schema, id, cx.records);
    let mut states = States { schema, id, title: String::new(), present, chosen: present, window: Window::default() };
    states.refresh(cx);
    let at = Standing::ALL.iter().position(|standing| *standing == present).unwrap_or(0);
    states.window.go(at, Standing::ALL.len(), Standing::ALL.len());
    Ok(states)
}

/// Makes the change that gives a record a state.
fn request(schema: &'static Schema, id: Id, standing: Standing, cx: &Cx<'_>) -> Option<Request> {
    let known = cx.records.dictionary().entity(states::SCHEMA.key)?;
    let at = standing_record(schema, id, cx.records).map_or(cx.fresh, |(at, _)| at);
    let set = [
        (states::ENTITY_KEY, Value::Text(schema.key.to_owned())),
        (states::RECORD_ID, Value::Text(id.to_string())),
        (states::STATE, Value::Choice(standing.code().to_owned())),
        (states::BY, Value::Text(cx.actor.id.clone())),
        (states::ON, Value::Day(Day::Date(cx.today))),
    ];
    let set = set.into_iter().map(|(field, value)| Set { field, seen: Seen::Any, new: Some(value) }).collect();
    Some(Command::Save { schema: known, id: at, set, accepted: Accepted::None }.into())
}

impl States {
    fn choose(&mut self, at: usize, cx: &Cx<'_>) -> Vec<Ask> {
        let Some(standing) = Standing::ALL.get(at).copied() else { return Vec::new() };
        if standing == self.present {
            return vec![Ask::Close];
        }
        let id = self.id.to_string();
        if cx.drafts.iter().any(|draft| draft.entity == self.schema.key && draft.id == id) {
            return vec![Ask::Say(Notice::refused(say!(
                "Bản ghi này còn bản gõ dở. Lưu (Ctrl+G) trước, rồi đặt trạng thái.",
                "The record is half typed. Save it (Ctrl+G) first, then give it a state."
            )))];
        }
        self.chosen = standing;
        let request = request(self.schema, self.id, standing, cx);
        request.map(|request| Ask::Commit(cx.ticket(0), request)).into_iter().collect()
    }
}

/// Says what a state asks for or leads to.
const fn told(standing: Standing) -> Label {
    match standing {
        Standing::Draft => Label::new("còn có thể thiếu", "may lack something"),
        Standing::Complete => Label::new("không còn ô nào thiếu", "no field is missing"),
        Standing::Checked => Label::new("đã đối chiếu với giấy tờ", "compared with the papers"),
        Standing::Locked => Label::new("không ai sửa, rút bỏ được", "nobody changes or withdraws it"),
    }
}

impl Screen for States {
    fn name(&self) -> Words {
        TITLE.into()
    }

    fn context(&self) -> Context {
        Context::Menu
    }

    fn act(&mut self, action: Action, cx: &Cx<'_>) -> Vec<Ask> {
        match action {
            Action::Enter => return self.choose(self.window.at, cx),
            Action::Back => return vec![Ask::Close],
            other => {
                self.window.act(other, Standing::ALL.len(), Standing::ALL.len());
            }
        }
        Vec::new()
    }

    fn text(&mut self, typed: &str, cx: &Cx<'_>) -> Vec<Ask> {
        // Letters are no commands: input methods rewrite them.
        let all = Standing::ALL.len();
        let digit = typed.parse::<usize>().ok().filter(|n| typed.len() == 1 && (1..=all).contains(n));
        digit.map_or_else(Vec::new, |n| {
            self.window.go(n - 1, all, all);
            self.choose(n - 1, cx)
        })
    }

    fn answered(&mut self, _ticket: Ticket, answer: Answer, _cx: &Cx<'_>) -> Vec<Ask> {
        match answer {
            Answer::Committed(Ok(_)) => {
                let words = say!("Trạng thái bản ghi: {state}.", "Record state: {state}.", state = self.chosen.label());
                vec![Ask::Close, Ask::Say(Notice::done(words))]
            }
            // The refusal is on the message line; the choice stays open.
            _ => Vec::new(),
        }
    }

    fn takes_words(&self) -> bool {
        false
    }

    fn refresh(&mut self, cx: &Cx<'_>) {
        self.title = ShowCx { records: cx.records, lang: cx.lang }.title(self.schema, self.id);
        self.present = standing_of(self.schema, self.id, cx.records);
    }

    fn draw(&self, frame: &mut Frame<'_>, area: Rect, look: &Look) {
        let lang = look.lang;
        let cols = area.width.min(COLS);
        let title = format!("{}: {}", TITLE.get(lang), self.title);
        let title = clip(&title, usize::from(cols.saturating_sub(6))).into_owned();
        let rows = u16::try_from(Standing::ALL.len()).unwrap_or(u16::MAX).saturating_add(2);
        let inner = popup(frame, centred(area, cols, rows), &title, look);
        let widest = Standing::ALL.iter().map(|standing| width(standing.label().get(lang))).max().unwrap_or(0);
        for ((y, at), standing) in (0..inner.height).zip(0..).zip(Standing::ALL) {
            let sign = if at == self.window.at { look.marker() } else { " " };
            let name = pad_right(standing.label().get(lang), widest);
            let now = if standing == self.present { PRESENT.get(lang) } else { "" };
            line(
                frame,
                inner,
                y,
                &format!("{sign} {}  {name}  {}  {now}", at + 1, told(standing).get(lang)),
                look.theme.text,
            );
            if at == self.window.at {
                cursor(frame, inner, 0, y);
            }
        }
    }

    fn subject(&self) -> Subject {
        Subject { schema: Some(self.schema), id: Some(self.id), field: None }
    }

    fn is_popup(&self) -> bool {
        true
    }
}
