//! How often each value of a column occurs, most often first; Enter keeps only its rows.

use ratatui::Frame;
use ratatui::layout::Rect;

use crate::register::{Label, Value, Words};
use crate::text::number::show_integer;
use crate::text::width::{clip, pad_left, pad_right};
use crate::ui::action::{Action, Context};
use crate::ui::layout::centred;
use crate::ui::screen::{Answer, Ask, Cx, Screen, Ticket};
use crate::ui::theme::Look;
use crate::ui::widget::Window;
use crate::ui::widget::frame::{cursor, line, popup};

/// Widest the box gets.
const COLS: u16 = 64;
/// Columns of a value, and of its share drawn as a bar.
const VALUE: usize = 34;
const BAR: usize = 12;

/// One value and how many rows hold it.
pub struct Counted {
    /// The value; none for empty cells.
    pub value: Option<Value>,
    /// What people see.
    pub label: String,
    /// How many rows.
    pub count: usize,
}

/// The values of a column, each with its count.
pub struct TallyBox {
    title: Label,
    rows: Vec<Counted>,
    total: usize,
    window: Window,
    ticket: Ticket,
}

impl TallyBox {
    /// Makes the box of a column's values.
    pub fn new(title: Label, rows: Vec<Counted>, ticket: Ticket) -> Self {
        let total = rows.iter().map(|row| row.count).sum();
        Self { title, rows, total, window: Window::default(), ticket }
    }

    fn height(cx: &Cx<'_>) -> usize {
        usize::from(cx.size.1.saturating_sub(2)).max(1)
    }

    fn line(&self, row: &Counted, look: &Look) -> String {
        let share = row.count * BAR / self.total.max(1);
        let bar = if look.ascii { "=" } else { "█" }.repeat(share);
        let count = show_integer(i64::try_from(row.count).unwrap_or(i64::MAX));
        let percent = format!("{}%", row.count * 100 / self.total.max(1));
        let label = pad_right(&clip(&row.label.replace('\n', " "), VALUE), VALUE);
        format!("{label} {} {} {bar}", pad_left(&count, 7), pad_left(&percent, 4))
    }
}

impl Screen for TallyBox {
    fn name(&self) -> Words {
        Words::default()
    }

    fn context(&self) -> Context {
        Context::Menu
    }

    fn act(&mut self, action: Action, cx: &Cx<'_>) -> Vec<Ask> {
        let (len, height) = (self.rows.len(), Self::height(cx));
        match action {
            Action::Enter => {
                let Some(row) = self.rows.get(self.window.at) else { return vec![Ask::Close] };
                return vec![Ask::Return(self.ticket, Answer::Picked(row.value.iter().cloned().collect()))];
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
        self.window.fit(self.rows.len(), Self::height(cx));
    }

    fn draw(&self, frame: &mut Frame<'_>, area: Rect, look: &Look) {
        let rows = u16::try_from(self.rows.len() + 2).unwrap_or(u16::MAX);
        let inner = popup(frame, centred(area, COLS, rows), self.title.get(look.lang), look);
        for (y, at) in (0..inner.height).zip(self.window.seen(self.rows.len(), usize::from(inner.height))) {
            let here = at == self.window.at;
            let sign = if here { look.marker() } else { " " };
            line(frame, inner, y, &format!("{sign} {}", self.line(&self.rows[at], look)), look.theme.text);
            if here {
                cursor(frame, inner, 0, y);
            }
        }
    }

    fn is_popup(&self) -> bool {
        true
    }
}
