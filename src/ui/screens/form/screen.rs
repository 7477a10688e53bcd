//! The form as a screen: which key does what.

use ratatui::Frame;
use ratatui::layout::Rect;

use super::{Form, draw, show, ticket};
use crate::register::Words;
use crate::register::standing::{Standing, standing_of};
use crate::say;
use crate::ui::action::{Action, Context};
use crate::ui::screen::{Answer, Ask, Cx, Screen, Subject, Ticket, Trouble};
use crate::ui::screens::about;
use crate::ui::theme::Look;
use crate::ui::widget::{Cell, Editor};

impl Screen for Form {
    fn name(&self) -> Words {
        match self.standing {
            Standing::Draft => self.title.clone(),
            told => say!("{title} · {state}", "{title} · {state}", title = self.title, state = told.label()),
        }
    }

    fn context(&self) -> Context {
        match self.cell().map(|cell| &cell.editor) {
            Some(Editor::Lines(_)) => Context::Memo,
            Some(Editor::Line(_)) | None => Context::Form,
        }
    }

    fn act(&mut self, action: Action, cx: &Cx<'_>) -> Vec<Ask> {
        self.greeting = None;
        if std::mem::take(&mut self.went_on) && matches!(action, Action::Enter | Action::Next) {
            return Vec::new();
        }
        let in_memo = self.context() == Context::Memo;
        match action {
            Action::Enter if in_memo => {
                self.edit_action(action, cx);
                Vec::new()
            }
            Action::Up | Action::Down | Action::PageUp | Action::PageDown if in_memo && self.climb(action, cx) => {
                Vec::new()
            }
            Action::Enter if self.focus >= self.cells.len() => self.open_children(),
            Action::Enter => {
                self.take_by_enter(cx);
                self.go_on(cx)
            }
            Action::Next | Action::Down => self.go_on(cx),
            Action::Right | Action::End if self.take_ghost(cx) => Vec::new(),
            Action::Up | Action::Previous => self.go_back(cx),
            Action::PageUp => self.jump(false, cx),
            Action::PageDown => self.jump(true, cx),
            Action::Left | Action::Right | Action::Home | Action::End | Action::Erase | Action::Delete => {
                self.edit_action(action, cx);
                Vec::new()
            }
            Action::Save => self.save(cx),
            Action::Accept => self.accept(cx),
            Action::Problem => self.next_place(cx),
            Action::Note => self.note(cx),
            Action::Back => self.leave(cx),
            Action::List => self.list(cx),
            Action::Ditto => self.ditto(cx),
            Action::Carry => self.carry(cx),
            Action::GoTo => self.ask_where(cx),
            Action::NextEmpty => self.next_empty(cx),
            Action::Duplicate if self.part.step().is_none() => self.duplicate(cx),
            Action::New if self.part.step().is_none() => self.another(cx),
            Action::Toggle if self.part.is_whole() => self.open_grid(cx),
            Action::Step => self.next_step(cx),
            Action::Detail => about(self.schema, Some(self.id).filter(|_| !self.is_new), cx),
            // What belongs to other screens, and to the machine.
            _ => Vec::new(),
        }
    }

    fn text(&mut self, typed: &str, cx: &Cx<'_>) -> Vec<Ask> {
        let anew = self.is_fresh && self.cell().is_some_and(Cell::gives_way);
        self.edit_text(cx, |editor| {
            if anew {
                editor.set("");
            }
            editor.type_in(typed);
        });
        self.go_on_when_full(cx)
    }

    fn answered(&mut self, ticket: Ticket, answer: Answer, cx: &Cx<'_>) -> Vec<Ask> {
        match (ticket.n, answer) {
            (ticket::SAVE, Answer::Committed(Ok(commit))) => self.saved(&commit, cx),
            (ticket::SAVE, Answer::Committed(Err(reject))) => self.refused(reject, cx),
            (ticket::PICK, Answer::Picked(values)) => self.picked(&values, cx),
            (ticket::REASON, Answer::Typed(reason)) => self.accepted(&reason, cx),
            (ticket::GO_TO, Answer::Typed(place)) => self.go_to(&place, cx),
            (ticket::NOTE, Answer::Typed(text)) => self.take_note(&text, cx),
            (ticket::CLASH, Answer::Picked(mine)) => self.settled(&mine, cx),
            _ => Vec::new(),
        }
    }

    fn keep(&mut self, _cx: &Cx<'_>) -> Vec<Ask> {
        self.keep_draft()
    }

    fn refresh(&mut self, cx: &Cx<'_>) {
        self.habit = cx.habits.of(self.schema);
        let now = cx.records.get(self.schema, self.id);
        if let Some(record) = now.filter(|_| !self.is_new) {
            for cell in &mut self.cells {
                cell.keep_up(record.get(&cell.field.id).cloned(), show(cx));
            }
        }
        for cell in &mut self.cells {
            cell.rewrite(show(cx));
        }
        self.standing = if self.is_new { Standing::Draft } else { standing_of(self.schema, self.id, cx.records) };
        self.retell(cx);
        self.scroll(cx.size);
    }

    fn draw(&self, frame: &mut Frame<'_>, area: Rect, look: &Look) {
        draw::draw(self, frame, area, look);
    }

    fn trouble(&self, cx: &Cx<'_>) -> Option<Trouble> {
        self.why_refused(cx)
    }

    fn takes_words(&self) -> bool {
        self.cell().is_some_and(|cell| cell.field.is_words())
    }

    fn subject(&self) -> Subject {
        let field = self.cell().map(|cell| cell.field);
        Subject { schema: Some(self.schema), id: Some(self.id).filter(|_| !self.is_new), field }
    }
}
