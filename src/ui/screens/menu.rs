//! The menu: what can be done here, numbered.

use ratatui::Frame;
use ratatui::layout::Rect;

use crate::register::{Label, Words};
use crate::text::width::{pad_right, width};
use crate::ui::action::{ACTIONS, Action, ActionRow, Context, key_of};
use crate::ui::layout::centred;
use crate::ui::screen::{Ask, Cx, Screen};
use crate::ui::theme::Look;
use crate::ui::widget::Window;
use crate::ui::widget::frame::{cursor, line, popup};

const TITLE: Label = Label::new("Menu: gõ số, hoặc chọn rồi Enter", "Menu: type the number, or choose and press Enter");

/// The commands of the screen below.
pub struct Menu {
    below: Context,
    rows: Vec<&'static ActionRow>,
    window: Window,
    /// Digits typed of a number that may go on.
    digits: String,
}

impl Menu {
    /// Lists the commands of a context.
    pub fn new(below: Context) -> Self {
        let rows = ACTIONS.iter().filter(|row| row.menu.contains(&below)).collect();
        Self { below, rows, window: Window::default(), digits: String::new() }
    }

    fn height(cx: &Cx<'_>) -> usize {
        usize::from(cx.size.1.saturating_sub(2))
    }

    fn choose(&self, at: usize) -> Vec<Ask> {
        self.rows.get(at).map(|row| Ask::Do(row.action)).into_iter().collect()
    }

    /// Takes one more digit: chooses the command when no other number goes on from here.
    fn digit(&mut self, digit: char, cx: &Cx<'_>) -> Vec<Ask> {
        self.digits.push(digit);
        let number = |text: &str| text.parse::<usize>().ok().filter(|n| (1..=self.rows.len()).contains(n));
        let Some(chosen) = number(&self.digits) else {
            self.digits.clear();
            return Vec::new();
        };
        let more = (0..=9).any(|next| number(&format!("{}{next}", self.digits)).is_some());
        if !more {
            return self.choose(chosen - 1);
        }
        self.window.go(chosen - 1, self.rows.len(), Self::height(cx));
        Vec::new()
    }
}

impl Screen for Menu {
    fn name(&self) -> Words {
        Words::default()
    }

    fn context(&self) -> Context {
        Context::Menu
    }

    fn act(&mut self, action: Action, cx: &Cx<'_>) -> Vec<Ask> {
        let (len, height) = (self.rows.len(), Self::height(cx));
        self.digits.clear();
        match action {
            Action::Enter => return self.choose(self.window.at),
            Action::Back => return vec![Ask::Close],
            other => {
                self.window.act(other, len, height);
            }
        }
        Vec::new()
    }

    fn text(&mut self, typed: &str, cx: &Cx<'_>) -> Vec<Ask> {
        // Letters are no commands: input methods rewrite them.
        match typed.chars().next() {
            Some(digit) if typed.len() == 1 && digit.is_ascii_digit() => self.digit(digit, cx),
            _ => Vec::new(),
        }
    }

    fn takes_words(&self) -> bool {
        false
    }

    fn refresh(&mut self, cx: &Cx<'_>) {
        self.window.fit(self.rows.len(), Self::height(cx));
    }

    fn draw(&self, frame: &mut Frame<'_>, area: Rect, look: &Look) {
        let title = TITLE.get(look.lang);
        let labels: Vec<String> = self.rows.iter().map(|row| row.label.get(look.lang).to_owned()).collect();
        let widest = labels.iter().map(|label| width(label)).max().unwrap_or(0);
        let text: Vec<String> = labels
            .iter()
            .zip(&self.rows)
            .enumerate()
            .map(|(at, (label, row))| {
                let sign = if at == self.window.at { look.marker() } else { " " };
                let key = key_of(self.below, row.action).unwrap_or_default();
                format!("{sign} {:>2}  {}  {key}", at + 1, pad_right(label, widest))
            })
            .collect();
        let cols = text.iter().map(|text| width(text)).max().unwrap_or(0).max(width(title) + 4) + 4;
        let size = |n: usize| u16::try_from(n).unwrap_or(u16::MAX);
        let inner = popup(frame, centred(area, size(cols), size(text.len() + 2)), title, look);
        for (y, at) in (0..).zip(self.window.seen(text.len(), usize::from(inner.height))) {
            line(frame, inner, y, &text[at], look.theme.text);
            if at == self.window.at {
                cursor(frame, inner, 0, y);
            }
        }
    }

    fn is_popup(&self) -> bool {
        true
    }
}
