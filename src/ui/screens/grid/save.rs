//! Saving the rows that changed: one commit, so that one undo takes all of it back.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::line::Line;
use super::sheet::show;
use super::{Grid, ticket};
use crate::register::{Clash, Command, Commit, Id, Issue, Reject, Request, Value, rehearse};
use crate::say;
use crate::ui::screen::{Answer, Ask, Cx, Notice};
use crate::ui::screens::Dialog;
use crate::ui::screens::clash::Clashes;

/// Rows that could be saved, and rows that could not.
struct Sorted {
    right: Vec<(Id, Command)>,
    wrong: Vec<Id>,
}

impl Grid {
    /// Saves what changed; where some rows are wrong, asks whether the right ones are to be saved alone.
    pub(super) fn save(&mut self, cx: &Cx<'_>) -> Vec<Ask> {
        self.sheet.finish(cx);
        let mut asks = self.keep_drafts(cx);
        let sorted = self.sort_out(cx);
        if let Some(first) = sorted.wrong.first() {
            asks.extend(self.go_to_problem(*first, cx));
            let clashes = self.clashes();
            if !clashes.is_empty() {
                asks.push(Ask::Open(Box::new(Clashes::new(&clashes, cx.ticket(ticket::CLASH), show(cx)))));
                self.clashes = clashes;
            } else if !sorted.right.is_empty() {
                asks.push(Self::ask_partly(sorted.right.len(), sorted.wrong.len(), cx));
            }
            return asks;
        }
        if sorted.right.is_empty() {
            let words = say!("Chưa có gì thay đổi để lưu.", "Nothing was changed, so there is nothing to save.");
            asks.push(Ask::Say(Notice::note(words)));
            return asks;
        }
        asks.push(self.commit(sorted.right, cx));
        asks
    }

    /// Saves the rows that are right; the others stay as they are.
    pub(super) fn save_partly(&mut self, cx: &Cx<'_>) -> Vec<Ask> {
        let right = self.sort_out(cx).right;
        if right.is_empty() { Vec::new() } else { vec![self.commit(right, cx)] }
    }

    fn commit(&mut self, right: Vec<(Id, Command)>, cx: &Cx<'_>) -> Ask {
        let (ids, commands): (Vec<Id>, Vec<Command>) = right.into_iter().unzip();
        let why = self.why();
        self.saving = ids;
        Ask::Commit(cx.ticket(ticket::SAVE), Request { command: Command::Batch(commands), why })
    }

    /// Returns the reasons that were given for rows, as one.
    fn why(&self) -> String {
        let given = self.lines().values().map(|line| line.why.as_str()).filter(|why| !why.is_empty());
        given.collect::<BTreeSet<_>>().into_iter().collect::<Vec<_>>().join("; ")
    }

    /// Parts the rows that changed into those that the register would take and those that it would not.
    fn sort_out(&mut self, cx: &Cx<'_>) -> Sorted {
        let schema = self.rows().schema;
        let mut sorted = Sorted { right: Vec::new(), wrong: Vec::new() };
        for id in self.rows().touched() {
            let Some(line) = self.lines_mut().get_mut(&id) else { continue };
            line.issues.clear();
            if line.read(cx).is_err() {
                sorted.wrong.push(id);
            } else if let Some(command) = line.command(schema) {
                sorted.right.push((id, command));
            }
            line.retell(cx);
        }
        let commands: Vec<Command> = sorted.right.iter().map(|(_, command)| command.clone()).collect();
        let results = rehearse(&commands, &self.why(), cx.records, cx.actor, cx.now);
        let mut right = Vec::new();
        for ((id, command), result) in std::mem::take(&mut sorted.right).into_iter().zip(results) {
            match result {
                Ok(_) | Err(Reject::Nothing) => right.push((id, command)),
                Err(reject) => {
                    self.refuse_line(id, reject);
                    sorted.wrong.push(id);
                }
            }
        }
        sorted.right = right;
        sorted
    }

    fn refuse_line(&mut self, id: Id, reject: Reject) {
        let schema = self.rows().schema;
        if let Some(line) = self.lines_mut().get_mut(&id) {
            line.refuse(&reject, schema);
        }
        if let Reject::Conflict(clashes) = reject {
            self.found.extend(clashes);
        }
    }

    fn clashes(&mut self) -> Vec<Clash> {
        std::mem::take(&mut self.found)
    }

    /// Goes to the first cell with a problem, and says what it is.
    fn go_to_problem(&mut self, id: Id, cx: &Cx<'_>) -> Vec<Ask> {
        let row = self.rows().place(id, cx).unwrap_or(self.sheet.row());
        let Some(line) = self.lines().get(&id) else { return Vec::new() };
        let column = (0..line.cells.len()).find(|&at| line.problem(at).is_some());
        let field = column.map(|at| line.cells[at].field.label);
        let told = column.and_then(|at| line.problem(at)).or_else(|| line.issues.first().map(Issue::told));
        let is_soft =
            line.cells.iter().all(|cell| cell.refusal.is_none()) && line.issues.iter().all(Issue::wants_reason);
        self.sheet.go(row, column.unwrap_or(self.sheet.column), cx);
        let told = told.unwrap_or_default();
        let place = if let Some(field) = field {
            say!("dòng {row}, {field}", "row {row}, {field}", row = row + 1, field = field)
        } else {
            say!("dòng {row}", "row {row}", row = row + 1)
        };
        let what = say!("{place}: {told}", "{place}: {told}", place = place, told = told);
        let words = if is_soft {
            say!("Chưa lưu: {what} (F2: vẫn lưu, kèm lý do)", "Not saved: {what} (F2: save with a reason)", what = what)
        } else {
            say!("Chưa lưu: {what}", "Not saved: {what}", what = what)
        };
        vec![Ask::Say(Notice::refused(words))]
    }

    fn ask_partly(right: usize, wrong: usize, cx: &Cx<'_>) -> Ask {
        let question = say!(
            "{wrong} dòng chưa lưu được (dấu !), {right} dòng đúng. Lưu {right} dòng đúng, để lại {wrong} dòng kia trong lưới?",
            "{wrong} rows cannot be saved (sign !), {right} can. Save those {right}, and leave the other {wrong} in the grid?",
            wrong = wrong,
            right = right
        );
        let ticket = cx.ticket(ticket::PARTLY);
        Ask::Open(Box::new(Dialog::ask(question, move || vec![Ask::Return(ticket, Answer::Agreed)])))
    }

    /// The register has the rows: they are no longer half typed.
    pub(super) fn saved(&mut self, commit: &Arc<Commit>, cx: &Cx<'_>) -> Vec<Ask> {
        let ids = std::mem::take(&mut self.saving);
        let here = self.sheet.board.id_at(self.sheet.row(), cx);
        self.rows_mut().saved(&ids);
        let mut asks: Vec<Ask> = ids.iter().map(|id| Ask::DropDraft(*id)).collect();
        self.sheet.board.refresh(cx);
        if let Some(row) = here.and_then(|id| self.rows().place(id, cx)) {
            self.sheet.go(row, self.sheet.column, cx);
        }
        self.sheet.refresh(cx);
        self.kept.retain(|id| !ids.contains(id));
        asks.extend(self.keep_all());
        let rows: BTreeSet<Id> = commit.changes.iter().map(|change| change.id).collect();
        let left = self.rows().touched().len();
        let words = say!("Đã lưu {n} dòng", "Saved {n} rows", n = rows.len());
        let words = if left == 0 {
            say!("{words}. Ctrl+U: hoàn tác cả lần lưu.", "{words}. Ctrl+U takes all of them back.", words = words)
        } else {
            say!("{words}; còn {left} dòng chưa lưu.", "{words}; {left} rows are left.", words = words, left = left)
        };
        asks.push(Ask::Say(Notice::done(words)));
        asks
    }

    /// The register refused after all: someone else was quicker. Everything stays as it was typed.
    pub(super) fn refused(&mut self, reject: Reject, cx: &Cx<'_>) -> Vec<Ask> {
        let ids = std::mem::take(&mut self.saving);
        let Reject::At { index, reject } = reject else { return Vec::new() };
        let Some(id) = ids.get(index).copied() else { return Vec::new() };
        self.refuse_line(id, *reject);
        let clashes = self.clashes();
        let mut asks = self.go_to_problem(id, cx);
        if !clashes.is_empty() {
            asks.push(Ask::Open(Box::new(Clashes::new(&clashes, cx.ticket(ticket::CLASH), show(cx)))));
            self.clashes = clashes;
        }
        asks
    }

    /// Takes the answers, one for each field that clashed (yes for the author's own value), and saves again.
    pub(super) fn settled(&mut self, answers: &[Value], cx: &Cx<'_>) -> Vec<Ask> {
        for (clash, answer) in std::mem::take(&mut self.clashes).into_iter().zip(answers) {
            if let Some(line) = self.lines_mut().get_mut(&clash.id) {
                line.agree(clash.field, clash.current, *answer == Value::Bool(true), cx);
            }
        }
        self.save(cx)
    }

    /// Asks for the reason why soft refusals are accepted.
    pub(super) fn accept(&mut self, cx: &Cx<'_>) -> Vec<Ask> {
        let soft = |line: &Line| !line.issues.is_empty() && line.issues.iter().all(Issue::wants_reason);
        let count = self.lines().values().filter(|line| soft(line)).count();
        if count == 0 {
            let words = if self.lines().values().any(Line::is_wrong) {
                say!(
                    "Lỗi phải sửa; chỉ cảnh báo mới chấp nhận được.",
                    "Errors must be mended; only warnings can be accepted."
                )
            } else {
                say!(
                    "Không có cảnh báo nào đang chờ. Bấm Ctrl+G để lưu.",
                    "No warning is waiting. Press Ctrl+G to save."
                )
            };
            return vec![Ask::Say(Notice::refused(words))];
        }
        let title = say!("Vì sao vẫn lưu {n} dòng", "Why {n} rows are saved all the same", n = count);
        vec![Ask::Open(Box::new(Dialog::line(title, "", cx.ticket(ticket::REASON))))]
    }

    /// Accepts the warnings for this reason, and saves again.
    pub(super) fn accepted(&mut self, reason: &str, cx: &Cx<'_>) -> Vec<Ask> {
        let reason = crate::text::fold::tidy(reason);
        if reason.is_empty() {
            let words = say!("Chưa lưu: cần ghi lý do.", "Not saved: a reason is needed.");
            return vec![Ask::Say(Notice::refused(words))];
        }
        for line in self.lines_mut().values_mut() {
            if !line.issues.is_empty() && line.issues.iter().all(Issue::wants_reason) {
                line.accept(&reason);
            }
        }
        self.save(cx)
    }
}
