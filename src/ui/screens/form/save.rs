//! Saving: reading every field, asking for the change, and what the answer leads to.

use std::sync::Arc;

use super::{Form, show, ticket};
use crate::register::follow::with_tasks;
use crate::register::memory::change_record;
use crate::register::{
    Accepted, Clash, Command, Commit, Field, Id, Issue, Label, Record, Reject, Request, Seen, Set, Severity, Sheet,
    Value, Words,
};
use crate::say;
use crate::ui::screen::{Ask, Cx, Notice};
use crate::ui::screens::Dialog;
use crate::ui::screens::clash::Clashes;
use crate::ui::widget::Cell;

/// Most missing fields that a message names.
const NAMED: usize = 4;

impl Form {
    /// Reads every field, goes to the first that is refused, or asks for the change.
    pub(super) fn save(&mut self, cx: &Cx<'_>) -> Vec<Ask> {
        let changed: Vec<usize> = (0..self.cells.len()).filter(|&at| self.cells[at].is_changed()).collect();
        for at in changed {
            if let Err(asks) = self.finish_at(at, cx) {
                return asks;
            }
        }
        self.retell(cx);
        self.scroll(cx.size);
        let wanted = |cell: &Cell| {
            let new = cell.value()?.clone();
            let seen = Seen::Value(cell.seen.clone());
            Some(Set { field: cell.field.id, seen, new })
        };
        let set: Vec<Set> = self.cells.iter().filter(|cell| cell.has_say()).filter_map(wanted).collect();
        if set.is_empty() && self.part.step().is_none() || self.is_new && !self.is_touched() {
            let words = say!("Chưa có gì thay đổi để lưu.", "Nothing was changed, so there is nothing to save.");
            return vec![Ask::Say(Notice::note(words))];
        }
        let mut fresh = (cx.fresh.bits()..).map(Id::from_bits);
        let mut new_id = || fresh.next().unwrap_or(cx.fresh);
        let command = with_tasks(self.command(set, cx), cx.records, &mut new_id);
        let command = self.with_notes(command, &mut new_id, cx);
        let request = Request { command, why: self.why.clone() };
        let mut asks = self.keep_draft();
        asks.push(Ask::Commit(cx.ticket(ticket::SAVE), request));
        asks
    }

    /// Makes the change: a save, or a step of the life cycle where the state of a record is among what changed.
    fn command(&self, set: Vec<Set>, cx: &Cx<'_>) -> Command {
        let (schema, id) = (self.schema, self.id);
        let accepted = if self.accepted.is_empty() { Accepted::None } else { Accepted::Rules(self.accepted.clone()) };
        if let Some(sheet) = self.sheet {
            return sheet.command((id, self.begun()), &set, &accepted, cx.records);
        }
        match self.part.step() {
            Some(step) => {
                let given = schema.flow.and_then(|flow| flow.reason).and_then(|reason| self.said(reason));
                let reason = given.unwrap_or_else(|| self.why.clone());
                Command::Step { schema, id, to: step.to.to_owned(), reason, set, accepted }
            }
            None => Command::save_or_step(schema, (id, self.is_new), set, accepted, &self.why),
        }
    }

    /// Returns the last part of the sheet in which something stands that is no default, or stood from the beginning.
    pub(super) fn begun(&self) -> usize {
        let said = |cell: &&Cell| {
            cell.known().is_some() && (cell.field.default.is_none() || self.prefill.contains_key(&cell.field.id))
        };
        self.cells.iter().filter(said).map(|cell| Sheet::part_of(cell.field.id)).max().unwrap_or(0)
    }

    /// The register has it: a new record makes way for the next one, a changed one closes.
    pub(super) fn saved(&mut self, commit: &Arc<Commit>, cx: &Cx<'_>) -> Vec<Ask> {
        let record = self.committed(commit, cx);
        let words = done_words(self, &record, cx);
        let mut asks = vec![Ask::DropDraft(self.id), Ask::Say(Notice::done(words))];
        if self.is_new {
            asks.push(self.remember(record));
            self.id = cx.fresh;
            self.begin(cx);
        } else {
            asks.push(if self.is_on_round { Ask::NextProblem } else { Ask::Close });
        }
        asks
    }

    /// Returns the record as the register has it now.
    fn committed(&self, commit: &Commit, cx: &Cx<'_>) -> Record {
        if let Some(sheet) = self.sheet {
            return sheet.made(self.id, &commit.changes);
        }
        let mut record = cx.records.get(self.schema, self.id).unwrap_or_default();
        for change in commit.changes.iter().filter(|change| change.schema == self.schema && change.id == self.id) {
            change_record(&mut record, change);
        }
        record
    }

    /// The register refused: every text stays, and the cursor goes where there is something to do.
    pub(super) fn refused(&mut self, reject: Reject, cx: &Cx<'_>) -> Vec<Ask> {
        match reject {
            Reject::Invalid(issues) => self.show_issues(issues, cx),
            Reject::Conflict(clashes) => self.ask_which(clashes, cx),
            Reject::At { reject, .. } => self.refused(*reject, cx),
            Reject::Locked(_) | Reject::Forbidden(_) | Reject::Missing(_) | Reject::Storage(_) => {
                vec![Ask::Say(Notice::refused(reject.unsaved()))]
            }
            Reject::Nothing => {
                // Someone else wrote the very same: nothing is left to do here.
                for cell in &mut self.cells {
                    if let Some(value) = cell.value().cloned() {
                        cell.restart(value, show(cx));
                    }
                }
                self.is_kept = false;
                let words =
                    say!("Sổ đã có đúng những giá trị này.", "The register already holds exactly these values.");
                vec![Ask::DropDraft(self.id), Ask::Say(Notice::note(words))]
            }
        }
    }

    fn show_issues(&mut self, mut issues: Vec<Issue>, cx: &Cx<'_>) -> Vec<Ask> {
        if let Some(sheet) = self.sheet {
            issues = issues.into_iter().map(|issue| sheet.issue(issue)).collect();
        }
        let place = |issue: &Issue| self.cells.iter().position(|cell| Some(cell.field.id) == issue.field);
        let first = issues.iter().filter(|issue| issue.severity == Severity::Hard).chain(&issues).next();
        let Some(first) = first.cloned() else { return Vec::new() };
        let at = place(&first).filter(|&at| self.cells[at].field.is_open());
        self.issues = issues;
        let mut asks = at.map(|at| self.stand(at, cx)).unwrap_or_default();
        self.scroll(cx.size);
        let what = match first.field() {
            // What is wrong with the field under the cursor stands right above the message.
            Some(field) if at.is_some() => field.label.into(),
            Some(field) => say!("{field}: {words}", "{field}: {words}", field = field.label, words = first.words),
            None => first.words.clone(),
        };
        let soft = self.issues.iter().all(Issue::wants_reason);
        let words = if soft {
            say!("{what} (F2: vẫn lưu, kèm lý do)", "{what} (F2: save all the same, with a reason)", what = what)
        } else {
            say!("Chưa lưu: {what}", "Not saved: {what}", what = what)
        };
        asks.push(Ask::Say(Notice::refused(words)));
        asks
    }

    /// Asks for the reason why soft refusals are accepted.
    pub(super) fn accept(&mut self, cx: &Cx<'_>) -> Vec<Ask> {
        if !self.issues.iter().all(Issue::wants_reason) {
            let words = say!(
                "Còn lỗi phải sửa trước: lỗi thì không bỏ qua được, chỉ cảnh báo mới chấp nhận được.",
                "There is an error to mend first: errors cannot be passed over, only warnings can."
            );
            return vec![Ask::Say(Notice::refused(words))];
        }
        if self.issues.is_empty() {
            let words = say!(
                "Không có cảnh báo nào đang chờ. Bấm Ctrl+G để lưu.",
                "No warning is waiting. Press Ctrl+G to save."
            );
            return vec![Ask::Say(Notice::note(words))];
        }
        let title = say!("Vì sao vẫn lưu", "Why it is saved all the same");
        vec![Ask::Open(Box::new(Dialog::line(title, "", cx.ticket(ticket::REASON))))]
    }

    /// Saves again with the warnings accepted for this reason.
    pub(super) fn accepted(&mut self, reason: &str, cx: &Cx<'_>) -> Vec<Ask> {
        let reason = crate::text::fold::tidy(reason);
        if reason.is_empty() {
            let words = say!(
                "Chưa lưu: cần ghi lý do thì mới bỏ qua được cảnh báo.",
                "Not saved: a warning can be passed over with a reason only."
            );
            return vec![Ask::Say(Notice::refused(words))];
        }
        for issue in std::mem::take(&mut self.issues) {
            if issue.severity == Severity::Hard {
                self.why.clone_from(&reason);
                continue;
            }
            self.accepted.retain(|(rule, _)| rule != issue.rule);
            self.accepted.push((issue.rule.to_owned(), reason.clone()));
        }
        self.save(cx)
    }

    /// Shows both values of each field that someone else changed, and asks which one is to stay.
    fn ask_which(&mut self, clashes: Vec<Clash>, cx: &Cx<'_>) -> Vec<Ask> {
        let question = Clashes::new(&clashes, cx.ticket(ticket::CLASH), show(cx));
        self.clashes = clashes;
        let words = say!("Chưa lưu: người khác vừa sửa cùng ô.", "Not saved: someone else changed the same field.");
        vec![Ask::Open(Box::new(question)), Ask::Say(Notice::refused(words))]
    }

    /// Takes the answers, one for each field that clashed (yes for the author's own value), and saves again.
    pub(super) fn settled(&mut self, answers: &[Value], cx: &Cx<'_>) -> Vec<Ask> {
        for (clash, answer) in std::mem::take(&mut self.clashes).into_iter().zip(answers) {
            let Some(cell) = self.cells.iter_mut().find(|cell| cell.field.id == clash.field) else { continue };
            // The author has now seen what was shown beside; whatever came after that clashes again.
            if *answer == Value::Bool(true) {
                cell.seen = clash.current;
            } else {
                cell.restart(clash.current, show(cx));
            }
        }
        self.retell(cx);
        if self.cells.iter().any(Cell::is_changed) {
            return self.save(cx);
        }
        let mut asks = self.keep_draft();
        let words = say!(
            "Đã lấy giá trị của người kia; không còn gì phải lưu.",
            "The other values were taken; nothing is left to save."
        );
        asks.push(Ask::Say(Notice::done(words)));
        asks
    }
}

/// Says that a record is saved, and what it still lacks to be complete.
fn done_words(form: &Form, record: &Record, cx: &Cx<'_>) -> Words {
    let name = match crate::register::show::code_of(form.schema, record) {
        Some(code) => code.to_owned(),
        None => show(cx).title_of(form.schema, record),
    };
    if let Some(step) = form.part.step() {
        return super::super::steps::done_words(step, &name);
    }
    let saved = say!("Đã lưu {name}", "Saved {name}", name = name);
    let lacking: Vec<&Field> = form.schema.wanted(record).filter(|field| field.is_open()).collect();
    if lacking.is_empty() {
        return saved;
    }
    let names = |lang| {
        let labels: Vec<&str> = lacking.iter().take(NAMED).map(|field| Label::get(field.label, lang)).collect();
        let more = if lacking.len() > NAMED { ", …" } else { "" };
        format!("{}{more}", labels.join(", "))
    };
    let names = Words { vi: names(crate::register::Lang::Vi), en: names(crate::register::Lang::En) };
    say!(
        "{saved}; còn thiếu {n} ô: {names}",
        "{saved}; {n} fields still missing: {names}",
        saved = saved,
        n = lacking.len(),
        names = names
    )
}
