//! All that is known of a model, a registration or a task on one page: what stands beside the list on wide screens.

use ratatui::Frame;
use ratatui::layout::Rect;

use super::beside::{Line, Sheet};
use super::{models, tasks};
use crate::register::schema::{model, model_year, task};
use crate::register::{Id, Label, Schema, Words};
use crate::say;
use crate::ui::action::{Action, Context};
use crate::ui::screen::{Ask, Cx, Notice, Screen, Subject};
use crate::ui::theme::Look;
use crate::ui::widget::Window;
use crate::ui::widget::frame::put;

const NAME: Label = Label::new("chi tiết", "details");

/// Tells what is known of a record; `None` for an entity of which no page is written.
fn lines(schema: &'static Schema, id: Id, sheet: Sheet<'_, '_>) -> Option<Vec<Line>> {
    match schema {
        schema if *schema == model_year::SCHEMA => Some(models::detail::lines(id, sheet)),
        schema if *schema == model::SCHEMA => Some(models::detail::of_model(id, sheet)),
        schema if *schema == task::SCHEMA => Some(tasks::detail::lines(id, sheet)),
        _ => None,
    }
}

/// The page about one record.
pub struct About {
    schema: &'static Schema,
    id: Id,
    lines: Vec<Line>,
    window: Window,
}

/// Opens the page about a record, or says why there is none.
pub fn about(schema: &'static Schema, id: Option<Id>, cx: &Cx<'_>) -> Vec<Ask> {
    let Some(id) = id else {
        return vec![Ask::Say(Notice::refused(say!(
            "Lưu bản ghi này trước (Ctrl+G), rồi xem chi tiết.",
            "Save the record first (Ctrl+G), then look at the details."
        )))];
    };
    if lines(schema, id, Sheet::of(cx, 1)).is_none() {
        return vec![Ask::Say(Notice::note(say!(
            "Trang chi tiết chỉ có ở mô hình, lượt đăng ký, nhiệm vụ.",
            "Only models, registrations and tasks have a page of details."
        )))];
    }
    vec![Ask::Open(Box::new(About { schema, id, lines: Vec::new(), window: Window::default() }))]
}

impl About {
    /// Moves the first line that is seen; the page has no cursor.
    fn scroll(&mut self, to: usize, height: usize) {
        self.window.top = to.min(self.lines.len().saturating_sub(height));
    }
}

impl Screen for About {
    fn name(&self) -> Words {
        NAME.into()
    }

    fn context(&self) -> Context {
        Context::Reader
    }

    fn act(&mut self, action: Action, cx: &Cx<'_>) -> Vec<Ask> {
        let (top, height) = (self.window.top, usize::from(cx.size.1));
        match action {
            Action::Back | Action::Enter => return vec![Ask::Close],
            Action::Up => self.scroll(top.saturating_sub(1), height),
            Action::Down => self.scroll(top + 1, height),
            Action::PageUp => self.scroll(top.saturating_sub(height.saturating_sub(1)), height),
            Action::PageDown => self.scroll(top + height.saturating_sub(1), height),
            Action::Home => self.scroll(0, height),
            Action::End => self.scroll(usize::MAX, height),
            _ => {}
        }
        Vec::new()
    }

    fn text(&mut self, _typed: &str, _cx: &Cx<'_>) -> Vec<Ask> {
        Vec::new()
    }

    fn refresh(&mut self, cx: &Cx<'_>) {
        let cols = usize::from(cx.size.0.saturating_sub(2)).max(1);
        self.lines = lines(self.schema, self.id, Sheet::of(cx, cols)).unwrap_or_default();
        self.scroll(self.window.top, usize::from(cx.size.1));
    }

    fn draw(&self, frame: &mut Frame<'_>, area: Rect, look: &Look) {
        for (y, line) in (0..area.height).zip(self.lines.iter().skip(self.window.top)) {
            put(frame, area, (1, y), area.width.saturating_sub(1), &line.text, line.style(look));
        }
    }

    fn subject(&self) -> Subject {
        Subject { schema: Some(self.schema), id: Some(self.id), field: None }
    }
}
