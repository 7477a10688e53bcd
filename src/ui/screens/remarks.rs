//! One list of what people wrote beside the values: notes that are not settled, or warnings that were accepted.

use ratatui::Frame;
use ratatui::layout::Rect;

use super::edit_at;
use crate::register::remark::{Remark, accepted, notes};
use crate::register::{Label, ShowCx, Words};
use crate::ui::action::{Action, Context};
use crate::ui::screen::{Ask, Cx, Screen};
use crate::ui::theme::Look;
use crate::ui::widget::Window;
use crate::ui::widget::frame::{cursor, line};

const TITLE: Label = Label::new("Ghi chú, cảnh báo đã chấp nhận", "Notes, accepted warnings");
const NONE: Label = Label::new(
    "Không có ghi chú nào chưa xong, chưa có cảnh báo nào được chấp nhận. Ctrl+N ở một ô để ghi chú.",
    "No note is open, and no warning was accepted. Ctrl+N at a field writes a note.",
);

/// The list; two lines each: where it is, and what was written.
#[derive(Default)]
pub struct Remarks {
    found: Vec<Remark>,
    /// Where each of them is, in words.
    places: Vec<String>,
    window: Window,
}

impl Remarks {
    fn height(cx: &Cx<'_>) -> usize {
        usize::from(cx.size.1 / 2).max(1)
    }
}

impl Screen for Remarks {
    fn name(&self) -> Words {
        TITLE.into()
    }

    fn context(&self) -> Context {
        Context::Reader
    }

    fn act(&mut self, action: Action, cx: &Cx<'_>) -> Vec<Ask> {
        let (len, height) = (self.found.len(), Self::height(cx));
        match action {
            Action::Enter => {
                let here = self.found.get(self.window.at);
                let form = here.and_then(|remark| edit_at(remark.schema, remark.id, remark.field, cx));
                return form.map(Ask::Open).into_iter().collect();
            }
            Action::Back => return vec![Ask::Close],
            other => {
                self.window.act(other, len, height);
            }
        }
        Vec::new()
    }

    fn text(&mut self, _typed: &str, _cx: &Cx<'_>) -> Vec<Ask> {
        Vec::new()
    }

    fn refresh(&mut self, cx: &Cx<'_>) {
        self.found = notes(cx.records);
        self.found.extend(accepted(cx.records));
        let show = ShowCx { records: cx.records, lang: cx.lang };
        self.places = self.found.iter().map(|remark| remark.place(show)).collect();
        self.window.fit(self.found.len(), Self::height(cx));
    }

    fn draw(&self, frame: &mut Frame<'_>, area: Rect, look: &Look) {
        if self.found.is_empty() {
            line(frame, area, 0, NONE.get(look.lang), look.theme.quiet);
            return;
        }
        let seen = self.window.seen(self.found.len(), usize::from(area.height / 2).max(1));
        for (y, at) in (0..area.height).step_by(2).zip(seen) {
            let sign = if at == self.window.at { look.marker() } else { " " };
            line(frame, area, y, &format!("{sign} {}", self.places[at]), look.theme.label);
            let words = self.found[at].words.get(look.lang).replace('\n', " ");
            line(frame, area, y + 1, &format!("    {words}"), look.theme.text);
            if at == self.window.at {
                cursor(frame, area, 0, y);
            }
        }
    }
}
