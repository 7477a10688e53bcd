//! A few steps that make one change: in each a text is typed or pasted, and beside it stands what it comes to.
//!
//! Ctrl+G goes on, Esc goes back a step and from the first one leaves; what is typed is kept as a draft and comes back. The
//! last step shows the whole once more, and Ctrl+G there makes the one change.

mod courses;
mod paint;

use ratatui::Frame;
use ratatui::layout::Rect;

pub use self::courses::{FOUNDING, RENEWAL};
use super::{Dialog, Pick, Source};
use crate::register::{Accepted, Choices, Id, Issue, Label, Lang, Reject, Request, Severity, ShowCx, Value, Words};
use crate::say;
use crate::text::fold::tidy;
use crate::text::width::wrap;
use crate::ui::action::{Action, Context};
use crate::ui::draft::{Draft, DraftCell};
use crate::ui::screen::{Answer, Ask, Cx, Notice, Screen, Ticket};
use crate::ui::theme::Look;
use crate::ui::widget::Memo;

/// Most rows of what to type.
const HELP_ROWS: usize = 3;
const SAVE: u32 = 1;
const PICK: u32 = 2;
const REASON: u32 = 3;
/// The cell of a draft that names the record that the course is about.
const ABOUT: &str = "#about";
const REVIEW: Label = Label::new("Xem lại", "Look once more");
const SAVES: Label = Label::new(
    "Ctrl+G ghi tất cả một lần; Esc để về sửa. Ghi rồi vẫn lấy lại được: Ctrl+U.",
    "Ctrl+G saves all of it at once; Esc goes back to change it. Ctrl+U can take it back later.",
);
const STEPS: Label = Label::new("Ctrl+G bước sau · Esc bước trước", "Ctrl+G next · Esc back");
const HERE: Label = Label::new("Gõ ở đây", "Type here");
const COMES_TO: Label = Label::new("Sổ sẽ ghi", "What it comes to");

/// One thing that a text comes to, or what is wrong with it.
pub type Told = Result<Words, Words>;

/// What the functions of a course may look at: the texts so far and the record that it is about.
pub struct Papers<'a> {
    /// The text of each step.
    pub texts: &'a [String],
    /// The record that the course is about; the text's own where there is none.
    pub about: Id,
}

/// One step.
pub struct Step {
    /// Its name in the draft.
    pub key: &'static str,
    /// Its name.
    pub title: Label,
    /// What to type, with an example.
    pub help: Label,
    /// The text that it begins with.
    pub begin: fn(&Papers<'_>, &Cx<'_>) -> String,
    /// Says what its text comes to, one entry a thing.
    pub read: fn(&Papers<'_>, &Cx<'_>) -> Vec<Told>,
    /// The catalogue from which lines can be picked.
    pub source: Option<&'static str>,
}

/// What the steps of a wizard are and what they make.
pub struct Course {
    /// Its name among the drafts; no entity has it.
    pub key: &'static str,
    /// Its name in the path.
    pub name: Label,
    /// Its steps.
    pub steps: &'static [Step],
    /// Makes the one change.
    pub finish: fn(&Papers<'_>, &Cx<'_>) -> Result<Request, Words>,
    /// Said when it is made.
    pub done: Label,
}

/// The screen of a course.
pub struct Wizard {
    course: &'static Course,
    about: Id,
    /// The id of its draft, which is no record's.
    own: Id,
    texts: Vec<String>,
    memo: Memo,
    at: usize,
    told: Vec<Told>,
    /// The soft refusals that wait for a reason, and those that were accepted, each with its reason.
    refused: Vec<&'static str>,
    accepted: Vec<(String, String)>,
}

impl Wizard {
    /// Begins a course about a record, or goes on where its draft was left.
    pub fn new(course: &'static Course, about: Id, cx: &Cx<'_>) -> Self {
        let texts = vec![String::new(); course.steps.len()];
        let mut wizard = Self {
            course,
            about,
            own: cx.fresh,
            texts,
            memo: Memo::default(),
            at: 0,
            told: Vec::new(),
            refused: Vec::new(),
            accepted: Vec::new(),
        };
        let draft = cx.drafts.iter().rev().find(|draft| draft.entity == course.key && about_of(draft) == Some(about));
        if let Some(draft) = draft {
            wizard.bring_back(draft);
        } else {
            let begin: Vec<String> = course.steps.iter().map(|step| (step.begin)(&wizard.papers(), cx)).collect();
            wizard.texts = begin;
        }
        wizard.enter(wizard.at.min(course.steps.len()), cx);
        wizard
    }

    /// Opens the course of a draft; `None` for a draft of something else.
    pub fn reopen(draft: &Draft, cx: &Cx<'_>) -> Option<Self> {
        let course = [&FOUNDING, &RENEWAL].into_iter().find(|course| course.key == draft.entity)?;
        Some(Self::new(course, about_of(draft)?, cx))
    }

    const fn papers(&self) -> Papers<'_> {
        Papers { texts: self.texts.as_slice(), about: self.about }
    }

    fn step(&self) -> Option<&'static Step> {
        self.course.steps.get(self.at)
    }

    fn bring_back(&mut self, draft: &Draft) {
        self.own = draft.id.parse().unwrap_or(self.own);
        for (text, step) in self.texts.iter_mut().zip(self.course.steps) {
            let kept = draft.cells.iter().find(|cell| cell.field == step.key);
            *text = kept.map(|cell| cell.text.clone()).unwrap_or_default();
        }
        let at = self.course.steps.iter().position(|step| step.key == draft.field);
        self.at = at.unwrap_or(self.course.steps.len());
    }

    fn draft(&self) -> Draft {
        let cell = |field: &str, text: String| DraftCell { field: field.to_owned(), text, value: None, seen: None };
        let texts = self.course.steps.iter().zip(&self.texts).map(|(step, text)| cell(step.key, text.clone()));
        Draft {
            entity: self.course.key.to_owned(),
            id: self.own.to_string(),
            field: self.step().map(|step| step.key).unwrap_or_default().to_owned(),
            cells: texts.chain([cell(ABOUT, self.about.to_string())]).collect(),
            in_grid: false,
            notes: std::collections::BTreeMap::new(),
        }
    }

    /// Stands in a step; behind the last one is the review.
    fn enter(&mut self, at: usize, cx: &Cx<'_>) {
        self.at = at;
        self.memo = Memo::new(self.texts.get(at).map_or("", String::as_str));
        self.read(cx);
    }

    fn read(&mut self, cx: &Cx<'_>) {
        if let Some(text) = self.texts.get_mut(self.at) {
            self.memo.text().clone_into(text);
        }
        self.told = match self.step() {
            Some(step) => (step.read)(&self.papers(), cx),
            None => self.review(cx),
        };
        let (cols, rows) = cx.size;
        let above = self.above(cols, cx.lang);
        self.memo.settle(usize::from(halves(cols).0), usize::from(rows.saturating_sub(above)));
    }

    /// Returns what to type in this step; in the review, what comes next.
    fn help(&self) -> Label {
        self.step().map_or(SAVES, |step| step.help)
    }

    /// Counts the rows above the text: the step, what to type, the headings.
    fn above(&self, cols: u16, lang: Lang) -> u16 {
        let help = wrap(self.help().get(lang), usize::from(cols)).len().min(HELP_ROWS);
        u16::try_from(help).unwrap_or(1) + 2
    }

    /// Shows all steps once more, each with how many things it makes and as many of them as there is room for.
    fn review(&self, cx: &Cx<'_>) -> Vec<Told> {
        let mut told = Vec::new();
        let rows = usize::from(cx.size.1.saturating_sub(self.above(cx.size.0, cx.lang)));
        let room = (rows / self.course.steps.len().max(1)).saturating_sub(1).clamp(1, MOST_SHOWN);
        for step in self.course.steps {
            let parts = (step.read)(&self.papers(), cx);
            told.extend(parts.iter().filter(|part| part.is_err()).cloned());
            let made: Vec<Words> = parts.into_iter().flatten().collect();
            told.push(Ok(match made.len() {
                1 => step.title.into(),
                n => say!("{title}: {n}", "{title}: {n}", title = step.title, n = n),
            }));
            let most = if made.len() > room { room - 1 } else { room };
            let more = made.len().saturating_sub(most);
            told.extend(made.into_iter().take(most).map(|words| Ok(say!("  {words}", "  {words}", words = words))));
            if more > 0 {
                told.push(Ok(say!("  … và {n} dòng nữa", "  … and {n} more", n = more)));
            }
        }
        told
    }

    /// Goes on once nothing in this step is wrong.
    fn go_on(&mut self, cx: &Cx<'_>) -> Vec<Ask> {
        if let Some(wrong) = self.told.iter().find_map(|told| told.as_ref().err()) {
            return vec![Ask::Say(Notice::refused(wrong.clone()))];
        }
        if self.at < self.course.steps.len() {
            self.enter(self.at + 1, cx);
            return vec![Ask::KeepDraft(self.draft())];
        }
        match (self.course.finish)(&self.papers(), cx) {
            Ok(request) => {
                let accepted = Accepted::Rules(self.accepted.clone());
                let request = Request { command: request.command.accepting(&accepted), ..request };
                vec![Ask::Commit(cx.ticket(SAVE), request)]
            }
            Err(words) => vec![Ask::Say(Notice::refused(words))],
        }
    }

    /// Says why the register refused; what only wants a reason can be accepted.
    fn refuse(&mut self, reject: &Reject) -> Vec<Ask> {
        let issues = issues_of(reject);
        let soft = !issues.is_empty() && issues.iter().all(|issue| issue.severity == Severity::Soft);
        self.refused = if soft { issues.iter().map(|issue| issue.rule).collect() } else { Vec::new() };
        let words = match issues.first() {
            Some(issue) if soft => {
                let what = &issue.words;
                say!("{what} (F2: vẫn ghi, kèm lý do)", "{what} (F2: save all the same, with a reason)", what = what)
            }
            Some(_) | None => say!("Chưa ghi: {words}", "Not saved: {words}", words = reject.words()),
        };
        vec![Ask::Say(Notice::refused(words))]
    }

    /// Asks for the reason why soft refusals are accepted.
    fn accept(&self, cx: &Cx<'_>) -> Vec<Ask> {
        if self.refused.is_empty() {
            let words = say!("Không có cảnh báo nào đang chờ.", "No warning is waiting.");
            return vec![Ask::Say(Notice::note(words))];
        }
        let title = say!("Vì sao vẫn ghi", "Why it is saved all the same");
        vec![Ask::Open(Box::new(Dialog::line(title, "", cx.ticket(REASON))))]
    }

    /// Saves again with the warnings accepted for this reason.
    fn accepted(&mut self, reason: &str, cx: &Cx<'_>) -> Vec<Ask> {
        let reason = tidy(reason);
        if reason.is_empty() {
            let words = say!(
                "Chưa ghi: cần lý do thì mới bỏ qua được cảnh báo.",
                "Not saved: a warning can be passed over with a reason only."
            );
            return vec![Ask::Say(Notice::refused(words))];
        }
        let rules = std::mem::take(&mut self.refused).into_iter();
        self.accepted.extend(rules.map(|rule| (rule.to_owned(), reason.clone())));
        self.go_on(cx)
    }

    fn go_back(&mut self, cx: &Cx<'_>) -> Vec<Ask> {
        let mut asks = vec![Ask::KeepDraft(self.draft())];
        if self.at == 0 {
            let words =
                say!("Phần đã gõ được giữ lại, lần sau làm tiếp.", "What you typed is kept; go on with it later.");
            asks.extend([Ask::Say(Notice::note(words)), Ask::Close]);
        } else {
            self.enter(self.at - 1, cx);
        }
        asks
    }

    fn list(&self, cx: &Cx<'_>) -> Vec<Ask> {
        let Some((step, name)) = self.step().and_then(|step| Some((step, step.source?))) else { return Vec::new() };
        let source = Source::Entries(Choices::Catalogue(name));
        vec![Ask::Open(Box::new(Pick::several(step.title, source, cx.ticket(PICK), "", &[], cx)))]
    }
}

/// Returns the record that the course of a draft is about.
fn about_of(draft: &Draft) -> Option<Id> {
    draft.cells.iter().find(|cell| cell.field == ABOUT)?.text.parse().ok()
}

/// Lists what a refusal finds wrong with single fields.
fn issues_of(reject: &Reject) -> &[Issue] {
    match reject {
        Reject::Invalid(issues) => issues,
        Reject::At { reject, .. } => issues_of(reject),
        Reject::Conflict(_)
        | Reject::Locked(_)
        | Reject::Forbidden(_)
        | Reject::Missing(_)
        | Reject::Storage(_)
        | Reject::Nothing => &[],
    }
}

/// Most things of one step that the review shows.
const MOST_SHOWN: usize = 4;

/// Parts the columns into those of the text and those of what it comes to.
const fn halves(cols: u16) -> (u16, u16) {
    let left = cols / 2;
    (left.saturating_sub(1), cols - left - 1)
}

impl Screen for Wizard {
    fn name(&self) -> Words {
        self.course.name.into()
    }

    fn context(&self) -> Context {
        Context::Wizard
    }

    fn act(&mut self, action: Action, cx: &Cx<'_>) -> Vec<Ask> {
        match action {
            Action::GoOn => return self.go_on(cx),
            Action::Back => return self.go_back(cx),
            Action::List => return self.list(cx),
            Action::Accept => return self.accept(cx),
            // The review has no text: Enter there means yes.
            Action::Enter if self.step().is_none() => return self.go_on(cx),
            other => {
                if self.step().is_some() && self.memo.act(other) {
                    self.read(cx);
                }
            }
        }
        Vec::new()
    }

    fn text(&mut self, typed: &str, cx: &Cx<'_>) -> Vec<Ask> {
        if self.step().is_some() {
            self.memo.type_in(typed);
            self.read(cx);
        }
        Vec::new()
    }

    fn answered(&mut self, ticket: Ticket, answer: Answer, cx: &Cx<'_>) -> Vec<Ask> {
        match (ticket.n, answer) {
            (SAVE, Answer::Committed(Ok(_))) => {
                vec![Ask::DropDraft(self.own), Ask::Close, Ask::Say(Notice::done(self.course.done))]
            }
            (SAVE, Answer::Committed(Err(reject))) => self.refuse(&reject),
            (REASON, Answer::Typed(reason)) => self.accepted(&reason, cx),
            (PICK, Answer::Picked(values)) => {
                let show = ShowCx { records: cx.records, lang: Lang::Vi };
                let Some(name) = self.step().and_then(|step| step.source) else { return Vec::new() };
                for value in values {
                    let Value::Choice(code) = value else { continue };
                    let gap = if self.memo.text().is_empty() || self.memo.text().ends_with('\n') { "" } else { "\n" };
                    let text = format!("{}{gap}{}", self.memo.text(), show.choice(Choices::Catalogue(name), &code));
                    self.memo.set(&text);
                }
                self.read(cx);
                vec![Ask::KeepDraft(self.draft())]
            }
            _ => Vec::new(),
        }
    }

    fn keep(&mut self, _cx: &Cx<'_>) -> Vec<Ask> {
        vec![Ask::KeepDraft(self.draft())]
    }

    fn refresh(&mut self, cx: &Cx<'_>) {
        self.read(cx);
    }

    fn draw(&self, frame: &mut Frame<'_>, area: Rect, look: &Look) {
        self.paint(frame, area, look);
    }
}
