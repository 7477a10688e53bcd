//! A question: yes or no, or one line to be typed. It stays until what it leads to is done.

use chrono::NaiveDate;
use ratatui::Frame;
use ratatui::layout::Rect;

use crate::register::{Label, Request, Words};
use crate::say;
use crate::text::day::{Day, DayCx, parse_day};
use crate::text::width::wrap;
use crate::ui::action::{Action, Context};
use crate::ui::layout::centred;
use crate::ui::screen::{Answer, Ask, Cx, Notice, Screen, Ticket};
use crate::ui::theme::Look;
use crate::ui::widget::frame::{cursor, line, popup};
use crate::ui::widget::window::page;
use crate::ui::widget::{Edit, Window};

/// The widest box.
const COLS: u16 = 72;
const YES: Label = Label::new("Enter: đồng ý · Esc: thôi", "Enter: yes · Esc: no");

/// What Enter leads to, given what was typed; `Err` says what is wrong with that.
type Then = Box<dyn Fn(&str, &Cx<'_>) -> Result<Vec<Ask>, Words> + Send>;

/// A question in a box of its own.
pub struct Dialog {
    question: Words,
    lines: Vec<String>,
    window: Window,
    typed: Option<Edit>,
    then: Then,
    /// Said when the register was changed.
    done: Words,
}

impl Dialog {
    /// Asks a question that Enter answers with `then`.
    pub fn ask(question: Words, then: impl Fn() -> Vec<Ask> + Send + 'static) -> Self {
        Self::with(question, Vec::new(), None, Box::new(move |_, _| Ok(then())), Words::default())
    }

    /// Asks whether the register is to be changed, with what would change; says `done` when it was.
    pub fn commit(question: Words, lines: Vec<String>, request: Request, done: Words) -> Self {
        let then = move |_: &str, cx: &Cx<'_>| Ok(vec![Ask::Commit(cx.ticket(0), request.clone())]);
        Self::with(question, lines, None, Box::new(then), done)
    }

    /// Asks for a reason, which `request` makes a change of; an empty one is refused.
    pub fn reason(
        question: Words,
        lines: Vec<String>,
        request: impl Fn(&str) -> Request + Send + 'static,
        done: Words,
    ) -> Self {
        let read = move |typed: &str| {
            let reason = crate::text::fold::tidy(typed);
            if reason.is_empty() {
                return Err(say!("Gõ lý do rồi bấm Enter.", "Type the reason, then press Enter."));
            }
            Ok(request(&reason))
        };
        Self::fill(question, lines, "", read, done)
    }

    /// Asks for a line, begun with what is there, out of which `read` makes a change or says what is wrong with it.
    pub fn fill(
        question: Words,
        lines: Vec<String>,
        begun: &str,
        read: impl Fn(&str) -> Result<Request, Words> + Send + 'static,
        done: Words,
    ) -> Self {
        let then = move |typed: &str, cx: &Cx<'_>| Ok(vec![Ask::Commit(cx.ticket(0), read(typed)?)]);
        Self::with(question, lines, Some(Edit::new(begun)), Box::new(then), done)
    }

    /// Asks for a line, begun with what is there, which `request` makes a change of; without one the question closes.
    pub fn write(
        question: Words,
        begun: &str,
        request: impl Fn(&str) -> Option<Request> + Send + 'static,
        done: Words,
    ) -> Self {
        let then = move |typed: &str, cx: &Cx<'_>| {
            Ok(vec![request(typed).map_or(Ask::Close, |request| Ask::Commit(cx.ticket(0), request))])
        };
        Self::with(question, Vec::new(), Some(Edit::new(begun)), Box::new(then), done)
    }

    /// Asks for one line, and brings it to whoever holds the ticket.
    pub fn line(question: Words, begun: &str, ticket: Ticket) -> Self {
        let then = move |typed: &str, _: &Cx<'_>| Ok(vec![Ask::Return(ticket, Answer::Typed(typed.to_owned()))]);
        Self::with(question, Vec::new(), Some(Edit::new(begun)), Box::new(then), Words::default())
    }

    /// Asks which year is to be opened.
    pub fn year(open: i32) -> Self {
        let then = |typed: &str, _: &Cx<'_>| {
            let year = typed.trim().parse().ok().filter(|year| (2000..=2100).contains(year));
            match year {
                Some(year) => Ok(vec![Ask::OpenYear(year), Ask::Close]),
                None => Err(say!(
                    "\"{typed}\" không phải năm. Gõ bốn chữ số, ví dụ 2026.",
                    "\"{typed}\" is no year. Type four digits, such as 2026.",
                    typed = typed
                )),
            }
        };
        let question = say!("Mở sổ năm nào? Đang mở năm {open}.", "Which year? The open one is {open}.", open = open);
        Self::with(question, Vec::new(), Some(Edit::default()), Box::new(then), Words::default())
    }

    /// Asks as on which day the register is to be shown.
    pub fn day(today: NaiveDate) -> Self {
        let then = move |typed: &str, cx: &Cx<'_>| {
            if typed.trim().is_empty() {
                return Ok(vec![Ask::View(None), Ask::Close]);
            }
            let day = parse_day(typed, &DayCx { today, year: cx.year }).map(Day::last);
            match day {
                Ok(day) if day <= today => Ok(vec![Ask::View(Some(day)), Ask::Close]),
                Ok(_) | Err(_) => Err(say!(
                    "\"{typed}\" không phải ngày đã qua. Gõ như 30/6/2026; để trống là hiện nay.",
                    "\"{typed}\" is no past day. Type it like 30/6/2026; nothing stands for now.",
                    typed = typed
                )),
            }
        };
        let question = say!(
            "Xem sổ như cuối ngày nào? (để trống: như hiện nay)",
            "The register as at the end of which day? (nothing: as it is now)"
        );
        Self::with(question, Vec::new(), Some(Edit::default()), Box::new(then), Words::default())
    }

    /// Asks whether to leave although a form is half typed.
    pub fn leave_half_typed() -> Self {
        let question = say!(
            "Còn biểu đang nhập dở. Nháp được giữ, lần sau mở sổ sẽ hiện lại. Thoát?",
            "A form is half typed. It is kept and comes back next time. Leave?"
        );
        Self::ask(question, || vec![Ask::Quit])
    }

    fn with(question: Words, lines: Vec<String>, typed: Option<Edit>, then: Then, done: Words) -> Self {
        Self { question, lines, window: Window::default(), typed, then, done }
    }

    /// Rows of the box left to the lines, in a body of this height.
    fn room(&self, height: u16) -> usize {
        // Two borders, the line typed or the hint, and at least one line of the question.
        usize::from(height).saturating_sub(4).saturating_sub(self.question_lines(usize::from(COLS) - 4))
    }

    fn question_lines(&self, cols: usize) -> usize {
        wrap(&self.question.vi, cols).len().max(wrap(&self.question.en, cols).len())
    }
}

impl Screen for Dialog {
    fn name(&self) -> Words {
        Words::default()
    }

    fn context(&self) -> Context {
        Context::Dialog
    }

    fn act(&mut self, action: Action, cx: &Cx<'_>) -> Vec<Ask> {
        let (len, height) = (self.lines.len(), self.room(cx.size.1));
        match action {
            Action::Enter => {
                let typed = self.typed.as_ref().map_or("", Edit::text);
                return (self.then)(typed, cx).unwrap_or_else(|words| vec![Ask::Say(Notice::refused(words))]);
            }
            Action::Back => return vec![Ask::Close],
            Action::Up => self.window.go(self.window.top.saturating_sub(1), len, height),
            Action::Down => self.window.go(self.window.top + height, len, height),
            Action::PageUp => self.window.step(-page(height), len, height),
            Action::PageDown => self.window.step(page(height), len, height),
            other => {
                if let Some(edit) = &mut self.typed {
                    edit.act(other);
                }
            }
        }
        Vec::new()
    }

    fn text(&mut self, typed: &str, _cx: &Cx<'_>) -> Vec<Ask> {
        if let Some(edit) = &mut self.typed {
            edit.type_in(typed);
        }
        Vec::new()
    }

    fn answered(&mut self, _ticket: Ticket, answer: Answer, _cx: &Cx<'_>) -> Vec<Ask> {
        match answer {
            Answer::Committed(Ok(_)) => vec![Ask::Close, Ask::Say(Notice::done(self.done.clone()))],
            // The refusal is on the message line; the question stays with what was typed.
            Answer::Committed(Err(_))
            | Answer::History(_)
            | Answer::Copies(_)
            | Answer::Picked(_)
            | Answer::Typed(_)
            | Answer::Asked(_)
            | Answer::Agreed => Vec::new(),
        }
    }

    fn refresh(&mut self, cx: &Cx<'_>) {
        self.window.fit(self.lines.len(), self.room(cx.size.1));
    }

    fn draw(&self, frame: &mut Frame<'_>, area: Rect, look: &Look) {
        let cols = area.width.min(COLS);
        let question = self.question.get(look.lang);
        let inner_cols = usize::from(cols.saturating_sub(4));
        let asked: Vec<&str> =
            wrap(question, inner_cols).into_iter().filter_map(|range| question.get(range)).map(str::trim_end).collect();
        let rows = asked.len() + self.lines.len() + 3;
        let inner = popup(frame, centred(area, cols, u16::try_from(rows).unwrap_or(u16::MAX)), "", look);
        let mut y = 0;
        for text in &asked {
            line(frame, inner, y, text, look.theme.title);
            y += 1;
        }
        let last = inner.height.saturating_sub(1);
        let room = usize::from(last.saturating_sub(y));
        for text in self.lines.iter().skip(self.window.top).take(room) {
            line(frame, inner, y, text, look.theme.text);
            y += 1;
        }
        if let Some(edit) = &self.typed {
            let place = Rect { y: inner.y + last, height: inner.height.min(1), ..inner };
            if let Some(at) = edit.draw(place, frame.buffer_mut(), look.theme.focus, look.ascii) {
                frame.set_cursor_position(at);
            }
        } else {
            let x = line(frame, inner, last, YES.get(look.lang), look.theme.label);
            cursor(frame, inner, x, last);
        }
    }

    fn is_popup(&self) -> bool {
        true
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_year_is_four_digits_of_this_century() {
        let dialog = Dialog::year(2026);
        let records = crate::register::MemoryRecords::new(crate::register::Dictionary(&[]));
        let actor = crate::register::Actor::sole("vp01");
        let now = chrono::DateTime::parse_from_rfc3339("2026-03-05T08:00:00+07:00").unwrap();
        let cx = Cx {
            records: &records,
            size: (80, 21),
            now,
            today: now.date_naive(),
            year: 2026,
            lang: crate::register::Lang::Vi,
            actor: &actor,
            fresh: crate::register::Id::from_bits(1),
            layer: 1,
            enter_goes: crate::ui::action::EnterGoes::default(),
            drafts: &[],
            habits: &crate::ui::habit::Habits::default(),
            chosen: &std::collections::BTreeMap::new(),
            watch: &crate::register::Watch::default(),
        };
        assert!(matches!((dialog.then)(" 2025 ", &cx).unwrap().as_slice(), [Ask::OpenYear(2025), Ask::Close]));
        for slip in ["", "25", "hai", "20266"] {
            assert!((dialog.then)(slip, &cx).is_err(), "{slip}");
        }
    }
}
