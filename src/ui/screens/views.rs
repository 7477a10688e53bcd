//! The named views of a table: one to open, to save, to delete.

use ratatui::Frame;
use ratatui::layout::Rect;

use crate::register::{Label, Words};
use crate::say;
use crate::text::width::{clip, pad_right, width};
use crate::ui::action::{Action, Context};
use crate::ui::layout::centred;
use crate::ui::screen::{Answer, Ask, Cx, Notice, Screen, Ticket};
use crate::ui::screens::Dialog;
use crate::ui::theme::Look;
use crate::ui::views::NAME;
use crate::ui::widget::Window;
use crate::ui::widget::frame::{cursor, line, popup};

/// Widest the box gets.
const COLS: u16 = 72;
const TITLE: Label = Label::new("Cách xem bảng này", "Views of this table");
const SAVE: Label = Label::new("Lưu cách đang xem…", "Save what is seen…");
const USUAL: Label = Label::new("Về cách xem thường", "Back to the usual view");
const HOW: Label = Label::new("Enter: mở · Delete: xóa cách xem", "Enter opens · Delete deletes the view");

/// Where the answers go.
#[derive(Clone, Copy, Debug)]
pub struct Tickets {
    /// Opens the view of this name; the usual one, where it is empty.
    pub open: Ticket,
    /// Saves what is seen under this name.
    pub save: Ticket,
    /// Forgets the view of this name.
    pub forget: Ticket,
}

/// The box of a table's views.
pub struct ViewBox {
    /// Each view's name, and what it asks for in words.
    views: Vec<(String, String)>,
    /// The name of the one that is open.
    current: String,
    tickets: Tickets,
    window: Window,
}

impl ViewBox {
    /// Makes the box; `current` is the view that is open.
    pub fn new(views: Vec<(String, String)>, current: &str, tickets: Tickets) -> Self {
        let at = views.iter().position(|(name, _)| name == current).unwrap_or(0);
        Self { views, current: current.to_owned(), tickets, window: Window { at, top: 0 } }
    }

    /// Counts the lines: the views, then what can be done besides.
    const fn len(&self) -> usize {
        self.views.len() + 2
    }

    fn height(cx: &Cx<'_>) -> usize {
        usize::from(cx.size.1.saturating_sub(3)).max(1)
    }

    fn choose(&self, at: usize) -> Vec<Ask> {
        match self.views.get(at) {
            Some((name, _)) => vec![Ask::Return(self.tickets.open, Answer::Typed(name.clone()))],
            None if at == self.views.len() => {
                let question = say!("Tên của cách xem này", "The name of this view");
                vec![Ask::Replace(Box::new(Dialog::line(question, &self.current, self.tickets.save)))]
            }
            None => vec![Ask::Return(self.tickets.open, Answer::Typed(String::new()))],
        }
    }

    fn forget(&self) -> Vec<Ask> {
        let Some((name, _)) = self.views.get(self.window.at).cloned() else {
            let words = say!("Đứng ở một cách xem rồi bấm Delete.", "Stand on a view, then press Delete.");
            return vec![Ask::Say(Notice::note(words))];
        };
        let question = say!("Xóa cách xem \"{name}\"?", "Delete the view \"{name}\"?", name = name);
        let ticket = self.tickets.forget;
        let yes = move || vec![Ask::Return(ticket, Answer::Typed(name.clone()))];
        vec![Ask::Replace(Box::new(Dialog::ask(question, yes)))]
    }
}

impl Screen for ViewBox {
    fn name(&self) -> Words {
        Words::default()
    }

    fn context(&self) -> Context {
        Context::Menu
    }

    fn act(&mut self, action: Action, cx: &Cx<'_>) -> Vec<Ask> {
        let (len, height) = (self.len(), Self::height(cx));
        match action {
            Action::Enter => return self.choose(self.window.at),
            Action::Back => return vec![Ask::Close],
            Action::Delete => return self.forget(),
            other => {
                self.window.act(other, len, height);
            }
        }
        Vec::new()
    }

    fn text(&mut self, typed: &str, _cx: &Cx<'_>) -> Vec<Ask> {
        // Letters are no commands: input methods rewrite them.
        let number = typed.parse::<usize>().ok().and_then(|number| number.checked_sub(1));
        number.filter(|at| *at < self.len()).map_or_else(Vec::new, |at| self.choose(at))
    }

    fn takes_words(&self) -> bool {
        false
    }

    fn refresh(&mut self, cx: &Cx<'_>) {
        self.window.fit(self.len(), Self::height(cx));
    }

    fn draw(&self, frame: &mut Frame<'_>, area: Rect, look: &Look) {
        let rows = u16::try_from(self.len() + 3).unwrap_or(u16::MAX);
        let inner = popup(frame, centred(area, COLS, rows), TITLE.get(look.lang), look);
        if inner.is_empty() {
            return;
        }
        let own = [SAVE, USUAL].map(|label| (label.get(look.lang).to_owned(), String::new()));
        let lines: Vec<&(String, String)> = self.views.iter().chain(&own).collect();
        let widest = lines.iter().map(|(name, _)| width(name)).max().unwrap_or(0).min(NAME);
        let height = inner.height.saturating_sub(1);
        for (y, at) in (0..height).zip(self.window.seen(lines.len(), usize::from(height))) {
            let sign = if at == self.window.at { look.marker() } else { " " };
            let (name, words) = lines[at];
            let text = format!("{sign} {:>2}  {}  {words}", at + 1, pad_right(&clip(name, NAME), widest));
            line(frame, inner, y, text.trim_end(), look.theme.text);
            if at == self.window.at {
                cursor(frame, inner, 0, y);
            }
        }
        line(frame, inner, inner.height - 1, HOW.get(look.lang), look.theme.quiet);
    }

    fn is_popup(&self) -> bool {
        true
    }
}
