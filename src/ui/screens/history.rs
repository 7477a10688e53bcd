//! Who changed what, when and why: commits of one record or of the whole register, newest first.

use std::sync::Arc;

use ratatui::Frame;
use ratatui::layout::Rect;

use super::changes;
use crate::register::{Commit, Id, Label, Schema, ShowCx, Words};
use crate::say;
use crate::ui::action::{Action, Context};
use crate::ui::screen::{Answer, Ask, Cx, Notice, Screen, Subject, Ticket};
use crate::ui::theme::Look;
use crate::ui::widget::Window;
use crate::ui::widget::frame::{cursor, line};

/// Commits read at a time.
const PAGE: usize = 40;
const NAME: Label = Label::new("Lịch sử", "History");
const READING: Label = Label::new("Đang đọc…", "Reading…");
/// Stands between an old and a new value; drawn as the terminal has it.
const ARROW: &str = "→";
const NONE: Label = Label::new("Chưa có thay đổi nào.", "Nothing was changed yet.");

/// The commits of something.
pub struct History {
    of: Option<(&'static Schema, Id)>,
    commits: Vec<Arc<Commit>>,
    /// What is shown: the text, and the number of its commit in `commits`.
    lines: Vec<(String, usize)>,
    window: Window,
    /// Whether older commits are being read.
    reading: bool,
    /// Whether there are no older ones.
    complete: bool,
}

impl History {
    /// Shows the commits of the record that a screen is about, or of the whole register.
    pub fn new(subject: Subject) -> Self {
        let of = subject.schema.zip(subject.id);
        let (commits, lines) = (Vec::new(), Vec::new());
        Self { of, commits, lines, window: Window::default(), reading: false, complete: false }
    }

    fn read(&mut self, cx: &Cx<'_>) -> Vec<Ask> {
        if self.reading || self.complete {
            return Vec::new();
        }
        self.reading = true;
        let before = self.commits.last().map(|commit| commit.seq);
        vec![Ask::History { ticket: cx.ticket(0), of: self.of, before, n: PAGE }]
    }

    fn is_about(&self, commit: &Commit) -> bool {
        let touches = |(schema, id): (&Schema, Id)| {
            commit.changes.iter().any(|change| change.schema == schema && change.id == id)
        };
        self.of.is_none_or(|(schema, id)| touches((schema, id)))
    }

    /// Returns the number of the commit under the cursor.
    fn current(&self) -> Option<usize> {
        self.lines.get(self.window.at).map(|(_, commit)| *commit)
    }

    /// Goes to the first line of another commit.
    fn step(&mut self, by: isize, cx: &Cx<'_>) {
        let wanted = self.current().unwrap_or(0).saturating_add_signed(by).min(self.commits.len().saturating_sub(1));
        let at = self.lines.iter().position(|(_, commit)| *commit == wanted).unwrap_or(0);
        let (len, height) = (self.lines.len(), usize::from(cx.size.1));
        // The end of the commit comes into sight first, then its beginning, which must be seen.
        let end = self.lines.iter().rposition(|(_, commit)| *commit == wanted).unwrap_or(at);
        self.window.go(end, len, height);
        self.window.go(at, len, height);
    }

    fn take_back(&self, cx: &Cx<'_>) -> Vec<Ask> {
        let Some(commit) = self.current().and_then(|number| self.commits.get(number)) else { return Vec::new() };
        let show = ShowCx { records: cx.records, lang: cx.lang };
        let question = say!("Hoàn tác lần sửa #{seq}?", "Take change #{seq} back?", seq = commit.seq);
        vec![Ask::Open(Box::new(changes::undo(commit, question, show, ARROW)))]
    }
}

impl Screen for History {
    fn name(&self) -> Words {
        NAME.into()
    }

    fn context(&self) -> Context {
        Context::Reader
    }

    fn opened(&mut self, cx: &Cx<'_>) -> Vec<Ask> {
        self.read(cx)
    }

    fn act(&mut self, action: Action, cx: &Cx<'_>) -> Vec<Ask> {
        let (len, height) = (self.lines.len(), usize::from(cx.size.1));
        match action {
            Action::Back => return vec![Ask::Close],
            Action::Enter => return self.take_back(cx),
            Action::Up => self.step(-1, cx),
            Action::Down => self.step(1, cx),
            other => {
                self.window.act(other, len, height);
            }
        }
        if self.current().is_some_and(|at| at + 1 >= self.commits.len()) { self.read(cx) } else { Vec::new() }
    }

    fn text(&mut self, _typed: &str, _cx: &Cx<'_>) -> Vec<Ask> {
        Vec::new()
    }

    fn answered(&mut self, _ticket: Ticket, answer: Answer, cx: &Cx<'_>) -> Vec<Ask> {
        let Answer::History(read) = answer else { return Vec::new() };
        self.reading = false;
        match read {
            Ok(commits) => {
                self.complete = commits.len() < PAGE;
                self.commits.extend(commits.into_iter().map(Arc::new));
                self.refresh(cx);
                Vec::new()
            }
            Err(words) => {
                self.complete = true;
                vec![Ask::Say(Notice::refused(words))]
            }
        }
    }

    fn heard(&mut self, commit: &Arc<Commit>) {
        // Before the first page is here it will be in that page.
        let newer = self.commits.first().is_some_and(|first| commit.seq > first.seq && commit.dev == first.dev);
        if self.is_about(commit) && (newer || (self.commits.is_empty() && self.complete)) {
            self.commits.insert(0, Arc::clone(commit));
        }
    }

    fn refresh(&mut self, cx: &Cx<'_>) {
        let show = ShowCx { records: cx.records, lang: cx.lang };
        self.lines.clear();
        for (number, commit) in self.commits.iter().enumerate() {
            self.lines.push((changes::heading(commit, show), number));
            self.lines
                .extend(changes::lines(commit, show, ARROW).into_iter().map(|text| (format!("  {text}"), number)));
        }
        self.window.fit(self.lines.len(), usize::from(cx.size.1));
    }

    fn draw(&self, frame: &mut Frame<'_>, area: Rect, look: &Look) {
        if self.lines.is_empty() {
            let words = if self.reading { READING } else { NONE };
            line(frame, area, 0, words.get(look.lang), look.theme.quiet);
            return;
        }
        let current = self.current();
        for (y, at) in (0..).zip(self.window.seen(self.lines.len(), usize::from(area.height))) {
            let (text, commit) = &self.lines[at];
            let first = at == 0 || self.lines[at - 1].1 != *commit;
            let here = at == self.window.at;
            let style = match (first, Some(*commit) == current) {
                (true, true) => look.theme.focus,
                (true, false) => look.theme.label,
                (false, _) => look.theme.text,
            };
            let sign = if here { look.marker() } else { " " };
            let text = if look.ascii { text.replace(ARROW, look.arrow()) } else { text.clone() };
            line(frame, area, y, &format!("{sign} {text}"), style);
            if here {
                cursor(frame, area, 0, y);
            }
        }
    }

    fn subject(&self) -> Subject {
        let (schema, id) = self.of.unzip();
        Subject { schema, id, field: None }
    }
}
