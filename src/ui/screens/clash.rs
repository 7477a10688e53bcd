//! Two people changed the same fields: both values side by side, and a person chooses.

use ratatui::Frame;
use ratatui::layout::Rect;

use crate::register::{Clash, Label, ShowCx, Value, Words};
use crate::say;
use crate::ui::action::{Action, Context};
use crate::ui::screen::{Answer, Ask, Cx, Notice, Screen, Ticket};
use crate::ui::theme::Look;
use crate::ui::widget::frame;

/// Widest the box gets.
const COLS: u16 = 76;
/// Lines of one field: its name and both values.
const LINES: usize = 3;

const TITLE: Label = Label::new("Người khác vừa sửa cùng ô", "Someone else changed the same field");
const MINE: Label = Label::new("Tôi gõ", "Mine");
const THEIRS: Label = Label::new("Trong sổ", "In the register");
const HOW: Label =
    Label::new("1: giữ của tôi · 2: lấy trong sổ · Enter: lưu", "1: keep mine · 2: take theirs · Enter: save");
const EMPTY: Label = Label::new("(để trống)", "(empty)");

/// One field that two people changed.
struct Row {
    label: Label,
    mine: String,
    theirs: String,
    /// Whether the author's value stays, once that is chosen.
    keep_mine: Option<bool>,
}

/// The question which value stays; answered with a yes/no value for each field, yes for the author's own.
pub(super) struct Clashes {
    rows: Vec<Row>,
    at: usize,
    ticket: Ticket,
}

impl Clashes {
    pub(super) fn new(clashes: &[Clash], ticket: Ticket, show: ShowCx<'_>) -> Self {
        let row = |clash: &Clash| {
            let field = clash.schema.field(clash.field);
            let text = |value: &Option<Value>| match (field, value) {
                (Some(field), Some(value)) => field.show_value(value, show),
                (Some(_), None) | (None, _) => EMPTY.get(show.lang).to_owned(),
            };
            Row {
                label: field.map_or(Label::NONE, |field| field.label),
                mine: text(&clash.wanted),
                theirs: text(&clash.current),
                keep_mine: None,
            }
        };
        Self { rows: clashes.iter().map(row).collect(), at: 0, ticket }
    }

    fn choose(&mut self, mine: bool) {
        if let Some(row) = self.rows.get_mut(self.at) {
            row.keep_mine = Some(mine);
        }
        self.at = self.open_row().unwrap_or(self.at);
    }

    fn open_row(&self) -> Option<usize> {
        self.rows.iter().position(|row| row.keep_mine.is_none())
    }

    fn answer(&mut self) -> Vec<Ask> {
        if let Some(row) = self.open_row() {
            self.at = row;
            let words = say!("Chọn 1 hoặc 2 cho ô này.", "Choose 1 or 2 for this field.");
            return vec![Ask::Say(Notice::refused(words))];
        }
        let answers = self.rows.iter().map(|row| Value::Bool(row.keep_mine == Some(true))).collect();
        vec![Ask::Return(self.ticket, Answer::Picked(answers))]
    }

    fn step(&mut self, by: isize) {
        self.at = self.at.saturating_add_signed(by).min(self.rows.len().saturating_sub(1));
    }
}

impl Screen for Clashes {
    fn name(&self) -> Words {
        TITLE.into()
    }

    fn context(&self) -> Context {
        Context::Menu
    }

    fn act(&mut self, action: Action, _cx: &Cx<'_>) -> Vec<Ask> {
        match action {
            Action::Enter => return self.answer(),
            Action::Back => return vec![Ask::Close],
            Action::Up | Action::Previous => self.step(-1),
            Action::Down | Action::Next => self.step(1),
            Action::Left => self.choose(true),
            Action::Right => self.choose(false),
            _ => {}
        }
        Vec::new()
    }

    fn text(&mut self, typed: &str, _cx: &Cx<'_>) -> Vec<Ask> {
        for letter in typed.chars() {
            match letter {
                '1' => self.choose(true),
                '2' => self.choose(false),
                _ => {}
            }
        }
        Vec::new()
    }

    fn refresh(&mut self, _cx: &Cx<'_>) {}

    fn draw(&self, frame: &mut Frame<'_>, area: Rect, look: &Look) {
        let wanted = u16::try_from(self.rows.len() * LINES + 3).unwrap_or(u16::MAX);
        let (width, height) = (COLS.min(area.width), wanted.min(area.height));
        let place =
            Rect { x: area.x + (area.width - width) / 2, y: area.y + (area.height - height) / 2, width, height };
        let inside = frame::popup(frame, place, TITLE.get(look.lang), look);
        if inside.is_empty() {
            return;
        }
        let room = usize::from(inside.height - 1);
        let first = (self.at * LINES + LINES).saturating_sub(room);
        let lines = self.rows.iter().enumerate().flat_map(|(at, row)| {
            let here = at == self.at;
            let style = if here { look.theme.focus } else { look.theme.text };
            let sign = |mine| if row.keep_mine == Some(mine) { "(*)" } else { "( )" };
            let cursor = if here { look.marker() } else { " " };
            [
                (format!("{cursor} {}", row.label.get(look.lang)), look.theme.label),
                (format!("  {} 1 {}: {}", sign(true), MINE.get(look.lang), row.mine), style),
                (format!("  {} 2 {}: {}", sign(false), THEIRS.get(look.lang), row.theirs), style),
            ]
        });
        for (y, (text, style)) in (0..inside.height - 1).zip(lines.skip(first)) {
            frame::line(frame, inside, y, &text, style);
        }
        frame::line(frame, inside, inside.height - 1, HOW.get(look.lang), look.theme.quiet);
    }

    fn is_popup(&self) -> bool {
        true
    }
}
