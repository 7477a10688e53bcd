//! The list from which a field is filled: entries of a catalogue or records, found by what is typed.

pub mod fill;
mod source;

use ratatui::Frame;
use ratatui::layout::Rect;

pub use source::{Offer, Source};

use crate::register::{Label, Value, Words};
use crate::say;
use crate::text::width::{pad_right, width};
use crate::ui::action::{Action, Context};
use crate::ui::screen::{Answer, Ask, Cx, Notice, Screen, Ticket};
use crate::ui::theme::Look;
use crate::ui::widget::window::{Window, page};
use crate::ui::widget::{Edit, frame};

/// Widest the box gets.
const COLS: u16 = 76;
/// Widest the column of codes gets.
const CODE_COLS: usize = 16;
/// Lines of the box that are no rows: two borders, what is typed, the count.
const FRAME_ROWS: u16 = 4;

/// A list over a form: typing narrows it down, Enter picks.
pub struct Pick {
    title: Label,
    source: Source,
    /// The part of the list that fits what else is typed, and whether only that is shown.
    part: Option<(Source, bool)>,
    ticket: Ticket,
    /// Whether several may be picked, and which are so far, in order.
    marked: Option<Vec<Offer>>,
    search: Edit,
    window: Window,
    total: usize,
    /// The rows that are shown, from `window.top` on.
    rows: Vec<Offer>,
    /// Rows of the box, as many as the whole list needs or the screen has.
    height: usize,
    cols: usize,
}

impl Pick {
    /// Makes a list for one value, with `typed` to look for at once, standing on `current`.
    pub fn one(
        title: Label,
        source: Source,
        ticket: Ticket,
        typed: &str,
        current: Option<&Value>,
        cx: &Cx<'_>,
    ) -> Self {
        let mut pick = Self::new(title, source, ticket, typed, cx);
        if let Some(place) = current.and_then(|value| pick.source.place(value, typed, cx)) {
            pick.go(place, cx);
        }
        pick
    }

    /// Makes a list for several values, with some marked already.
    pub fn several(title: Label, source: Source, ticket: Ticket, typed: &str, marked: &[Value], cx: &Cx<'_>) -> Self {
        let mut pick = Self::new(title, source, ticket, typed, cx);
        pick.marked = Some(marked.iter().map(|value| pick.source.offer(value, cx)).collect());
        pick
    }

    /// Shows only what fits what else is typed, until a key asks for the whole list; where what the field holds is none of
    /// that, the whole list at once.
    #[must_use]
    pub fn fitting(mut self, part: Source, current: Option<&Value>, cx: &Cx<'_>) -> Self {
        let typed = self.search.text().to_owned();
        let is_in = |value: &Value| part.place(value, &typed, cx).is_some();
        let narrow = match (current, &self.marked) {
            (Some(value), None) => is_in(value),
            (_, Some(marked)) => marked.iter().all(|offer| is_in(&offer.value)),
            (None, None) => true,
        };
        self.part = Some((part, narrow));
        self.window = Window::default();
        self.measure(cx);
        self.load(cx);
        if let Some(place) = current.and_then(|value| self.shown().place(value, &typed, cx)) {
            self.go(place, cx);
        }
        self
    }

    /// Returns the list as it is shown: all of it, or the part that fits.
    const fn shown(&self) -> &Source {
        match &self.part {
            Some((part, true)) => part,
            Some((_, false)) | None => &self.source,
        }
    }

    /// Shows the whole list, or again only the part that fits what else is typed.
    fn widen(&mut self, cx: &Cx<'_>) -> Vec<Ask> {
        let Some((_, narrow)) = &mut self.part else {
            let words = say!("Đây đã là cả danh sách.", "This is the whole list.");
            return vec![Ask::Say(Notice::note(words))];
        };
        *narrow = !*narrow;
        let here = self.here().map(|offer| offer.value.clone());
        self.window = Window::default();
        self.measure(cx);
        self.load(cx);
        let typed = self.search.text().to_owned();
        if let Some(place) = here.and_then(|value| self.shown().place(&value, &typed, cx)) {
            self.go(place, cx);
        }
        Vec::new()
    }

    fn new(title: Label, source: Source, ticket: Ticket, typed: &str, cx: &Cx<'_>) -> Self {
        let mut pick = Self {
            title,
            source,
            part: None,
            ticket,
            marked: None,
            search: Edit::new(typed),
            window: Window::default(),
            total: 0,
            rows: Vec::new(),
            height: 1,
            cols: 1,
        };
        pick.measure(cx);
        pick.load(cx);
        pick
    }

    fn measure(&mut self, cx: &Cx<'_>) {
        let (all, _) = self.shown().offers("", 0, 0, cx);
        let room = usize::from(cx.size.1.saturating_sub(FRAME_ROWS)).max(1);
        self.height = all.clamp(1, room);
        self.cols = usize::from(cx.size.0.min(COLS).saturating_sub(4));
        self.search.settle(self.search_cols());
    }

    /// Reads the rows that are shown.
    fn load(&mut self, cx: &Cx<'_>) {
        let typed = self.search.text();
        let (mut total, mut rows) = self.shown().offers(typed, self.window.top, self.height, cx);
        if let Some((_, narrow @ true)) = &mut self.part
            && total == 0
            && !typed.trim().is_empty()
        {
            // What is looked for is not in the part that fits: no reason to say that there is none.
            *narrow = false;
            self.measure(cx);
            (total, rows) = self.shown().offers(self.search.text(), self.window.top, self.height, cx);
        }
        let top = self.window.top;
        self.total = total;
        self.window.fit(total, self.height);
        self.rows = if self.window.top == top {
            rows
        } else {
            self.shown().offers(self.search.text(), self.window.top, self.height, cx).1
        };
    }

    fn go(&mut self, to: usize, cx: &Cx<'_>) {
        self.window.go(to, self.total, self.height);
        self.load(cx);
    }

    fn step(&mut self, by: isize, cx: &Cx<'_>) -> Vec<Ask> {
        self.go(self.window.at.saturating_add_signed(by), cx);
        Vec::new()
    }

    fn typed(&mut self, cx: &Cx<'_>) {
        self.search.settle(self.search_cols());
        self.window = Window::default();
        self.load(cx);
    }

    fn search_cols(&self) -> usize {
        self.cols.saturating_sub(2)
    }

    fn here(&self) -> Option<&Offer> {
        self.rows.get(self.window.at.checked_sub(self.window.top)?)
    }

    fn mark(&mut self, cx: &Cx<'_>) -> Vec<Ask> {
        let Some(here) = self.here().cloned() else { return Vec::new() };
        let Some(marked) = &mut self.marked else {
            let words = say!("Ô này chỉ nhận một mục: bấm Enter để chọn.", "This field takes one entry: press Enter.");
            return vec![Ask::Say(Notice::refused(words))];
        };
        match marked.iter().position(|offer| offer.value == here.value) {
            Some(at) => {
                marked.remove(at);
            }
            None => marked.push(here),
        }
        if self.search.text().is_empty() {
            return self.step(1, cx);
        }
        // The next one is looked for by another name.
        self.search.set("");
        self.typed(cx);
        Vec::new()
    }

    /// Gives the marked entries back, or the one under the cursor where none is marked.
    fn pick(&mut self) -> Vec<Ask> {
        let mut values: Vec<Value> = self.marked.iter().flatten().map(|offer| offer.value.clone()).collect();
        if let Some(here) = self.here() {
            let found_by_name = !self.search.text().trim().is_empty() && !values.contains(&here.value);
            if values.is_empty() || self.marked.is_some() && found_by_name {
                values.push(here.value.clone());
            }
        }
        if values.is_empty() {
            let words = say!(
                "Không có mục nào khớp. Xóa bớt chữ đã gõ, hoặc Esc để về.",
                "Nothing fits. Erase some of what you typed, or Esc to go back."
            );
            return vec![Ask::Say(Notice::refused(words))];
        }
        vec![Ask::Return(self.ticket, Answer::Picked(values))]
    }

    fn is_marked(&self, offer: &Offer) -> bool {
        self.marked.iter().flatten().any(|marked| marked.value == offer.value)
    }

    /// Says how many there are and what to press.
    fn foot(&self) -> Words {
        let place = (self.window.at + 1).min(self.total);
        let marked = match &self.marked {
            None => Words::default(),
            Some(marked) => say!(
                " · đã đánh dấu {n} (Tab để đánh dấu, Enter để lấy)",
                " · {n} marked (Tab marks, Enter takes them)",
                n = marked.len()
            ),
        };
        let part = match self.part {
            Some((_, true)) => say!(" hợp các ô đã gõ · F4: tất cả", " that fit what is typed · F4: all"),
            Some((_, false)) => say!(" · F4: chỉ mục hợp các ô đã gõ", " · F4: only what fits"),
            None => Words::default(),
        };
        say!(
            "{at}/{total}{part}{marked}",
            "{at}/{total}{part}{marked}",
            at = place,
            total = self.total,
            part = part,
            marked = marked
        )
    }
}

impl Screen for Pick {
    fn name(&self) -> Words {
        self.title.into()
    }

    fn context(&self) -> Context {
        Context::Pick
    }

    fn act(&mut self, action: Action, cx: &Cx<'_>) -> Vec<Ask> {
        let by_page = page(self.height);
        match action {
            Action::Enter => return self.pick(),
            Action::Back => return vec![Ask::Close],
            Action::Mark | Action::Next => return self.mark(cx),
            Action::Widen => return self.widen(cx),
            Action::Up | Action::Previous => return self.step(-1, cx),
            Action::Down => return self.step(1, cx),
            Action::PageUp => return self.step(-by_page, cx),
            Action::PageDown => return self.step(by_page, cx),
            Action::Home => self.go(0, cx),
            Action::End => self.go(usize::MAX, cx),
            Action::Erase | Action::Delete => {
                self.search.act(action);
                self.typed(cx);
            }
            Action::Left | Action::Right => {
                self.search.act(action);
                self.search.settle(self.search_cols());
            }
            _ => {}
        }
        Vec::new()
    }

    fn text(&mut self, typed: &str, cx: &Cx<'_>) -> Vec<Ask> {
        self.search.type_in(typed);
        self.typed(cx);
        Vec::new()
    }

    fn refresh(&mut self, cx: &Cx<'_>) {
        self.measure(cx);
        self.load(cx);
        if let Some(marked) = &mut self.marked {
            for offer in marked {
                *offer = self.source.offer(&offer.value, cx);
            }
        }
    }

    fn draw(&self, frame: &mut Frame<'_>, area: Rect, look: &Look) {
        let rows = u16::try_from(self.height).unwrap_or(u16::MAX).saturating_add(FRAME_ROWS);
        let (width_, height) = (COLS.min(area.width), rows.min(area.height));
        let place = Rect {
            x: area.x + (area.width - width_) / 2,
            y: area.y + (area.height - height) / 2,
            width: width_,
            height,
        };
        let inside = frame::popup(frame, place, self.title.get(look.lang), look);
        if inside.is_empty() {
            return;
        }
        let codes = self.rows.iter().map(|offer| width(&offer.code)).max().unwrap_or(0).min(CODE_COLS);
        for (n, offer) in self.rows.iter().enumerate() {
            let here = self.window.top + n == self.window.at;
            let Some(y) = u16::try_from(n).ok().filter(|y| y + 2 < inside.height) else { break };
            let mark = if self.is_marked(offer) { '*' } else { ' ' };
            let cursor = if here { '>' } else { ' ' };
            let code = if codes == 0 { String::new() } else { format!("{} ", pad_right(&offer.code, codes)) };
            let text = format!("{cursor}{mark}{code}{}", offer.label);
            frame::line(frame, inside, y + 1, &text, if here { look.theme.focus } else { look.theme.text });
        }
        let foot = self.foot();
        frame::line(frame, inside, inside.height.saturating_sub(1), foot.get(look.lang), look.theme.quiet);
        frame::put(frame, inside, (0, 0), 2, ": ", look.theme.label);
        let line = Rect { x: inside.x + 2, width: inside.width.saturating_sub(2), height: 1, ..inside };
        if let Some(at) = self.search.draw(line, frame.buffer_mut(), look.theme.focus, look.ascii) {
            frame.set_cursor_position(at);
        }
    }

    fn is_popup(&self) -> bool {
        true
    }
}
