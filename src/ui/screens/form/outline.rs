//! The sections of a form, each with what stands in it, and the way to any field by number or name.

use ratatui::Frame;
use ratatui::layout::Rect;

use super::Form;
use crate::register::{Label, Words};
use crate::text::width::{pad_right, width};
use crate::ui::action::{Action, Context};
use crate::ui::layout::centred;
use crate::ui::screen::{Answer, Ask, Cx, Screen, Ticket};
use crate::ui::theme::Look;
use crate::ui::widget::frame::{line, popup};
use crate::ui::widget::{Edit, Lack, Window};

const TITLE: Label = Label::new("Đến ô số hoặc tên; 5. là mục 5", "Go to field number or name; 5. is item 5");
/// Widest the box gets.
const COLS: u16 = 64;

/// What stands in a section.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Standing {
    Wrong,
    Empty,
    Part,
    Done,
}

impl Standing {
    const fn label(self) -> Label {
        match self {
            Self::Wrong => Label::new("có chỗ sai", "wrong"),
            Self::Empty => Label::new("trống", "empty"),
            Self::Part => Label::new("còn thiếu", "part"),
            Self::Done => Label::new("đủ", "done"),
        }
    }
}

/// One section: its first field's number, its title, what stands in it.
pub(super) struct Section {
    first: usize,
    title: Label,
    standing: Standing,
}

impl Form {
    /// Lists the sections; a form without any is one section by its entity's name.
    pub(super) fn sections(&self) -> Vec<Section> {
        let begins = |at: usize| at == 0 || self.cells[at].field.section.is_some();
        let starts: Vec<usize> = (0..self.cells.len()).filter(|at| begins(*at)).collect();
        let ends = starts.iter().skip(1).copied().chain([self.cells.len()]);
        let section = |(first, end): (usize, usize)| Section {
            first,
            title: self.cells[first].field.section.unwrap_or(self.schema.name),
            standing: self.standing(first..end),
        };
        starts.iter().copied().zip(ends).map(section).collect()
    }

    fn standing(&self, range: std::ops::Range<usize>) -> Standing {
        let open = || self.cells[range.clone()].iter().filter(|cell| cell.field.is_open());
        let empty = |cell: &&crate::ui::widget::Cell| cell.editor.text().is_empty();
        if open().any(|cell| cell.refusal.is_some() || self.issue(cell.field.id).is_some()) {
            Standing::Wrong
        } else if open().all(|cell| empty(&cell)) {
            Standing::Empty
        } else if open().any(|cell| empty(&cell) && cell.lack != Lack::Nothing) {
            Standing::Part
        } else {
            Standing::Done
        }
    }
}

/// A line to type a number or a name in, and the sections to choose from.
pub(super) struct Outline {
    typed: Edit,
    sections: Vec<Section>,
    window: Window,
    ticket: Ticket,
}

impl Outline {
    pub(super) fn new(sections: Vec<Section>, ticket: Ticket) -> Self {
        Self { typed: Edit::default(), sections, window: Window::default(), ticket }
    }

    fn height(cx: &Cx<'_>) -> usize {
        usize::from(cx.size.1.saturating_sub(3)).max(1)
    }

    /// Answers with what was typed, or with the number of the first field of the section chosen.
    fn answer(&self) -> Vec<Ask> {
        let typed = self.typed.text().trim();
        let place = match self.sections.get(self.window.at) {
            Some(section) if typed.is_empty() => (section.first + 1).to_string(),
            _ => typed.to_owned(),
        };
        vec![Ask::Return(self.ticket, Answer::Typed(place))]
    }
}

impl Screen for Outline {
    fn name(&self) -> Words {
        Words::default()
    }

    fn context(&self) -> Context {
        Context::Dialog
    }

    fn act(&mut self, action: Action, cx: &Cx<'_>) -> Vec<Ask> {
        let (len, height) = (self.sections.len(), Self::height(cx));
        match action {
            Action::Enter => return self.answer(),
            Action::Back => return vec![Ask::Close],
            Action::Up => self.window.step(-1, len, height),
            Action::Down => self.window.step(1, len, height),
            other => {
                self.typed.act(other);
            }
        }
        Vec::new()
    }

    fn text(&mut self, typed: &str, _cx: &Cx<'_>) -> Vec<Ask> {
        self.typed.type_in(typed);
        Vec::new()
    }

    fn refresh(&mut self, cx: &Cx<'_>) {
        self.window.fit(self.sections.len(), Self::height(cx));
    }

    fn draw(&self, frame: &mut Frame<'_>, area: Rect, look: &Look) {
        let rows = u16::try_from(self.sections.len() + 3).unwrap_or(u16::MAX);
        let inner = popup(frame, centred(area, COLS, rows), TITLE.get(look.lang), look);
        if inner.is_empty() {
            return;
        }
        let widest = self.sections.iter().map(|section| width(section.title.get(look.lang))).max().unwrap_or(0);
        let seen = self.window.seen(self.sections.len(), usize::from(inner.height.saturating_sub(1)));
        for (y, at) in (1..inner.height).zip(seen) {
            let section = &self.sections[at];
            let sign = if at == self.window.at { look.marker() } else { " " };
            let title = pad_right(section.title.get(look.lang), widest);
            let text = format!("{sign}{:>3}  {title}  {}", section.first + 1, section.standing.label().get(look.lang));
            let style = match section.standing {
                Standing::Wrong => look.theme.wrong,
                Standing::Part => look.theme.warn,
                Standing::Empty | Standing::Done => look.theme.text,
            };
            line(frame, inner, y, &text, style);
        }
        let place = Rect { height: 1, ..inner };
        if let Some(at) = self.typed.draw(place, frame.buffer_mut(), look.theme.focus, look.ascii) {
            frame.set_cursor_position(at);
        }
    }

    fn is_popup(&self) -> bool {
        true
    }
}
