//! What a block of rows would come to, before anything is saved: each row with what the register says to it.
//!
//! Wrong rows stand first. What is right is saved as one commit; wrong rows that were pasted stay in the grid as drafts, so
//! that nothing of the block is lost.

mod paint;

use ratatui::Frame;
use ratatui::layout::Rect;

use crate::register::intake::{Incoming, Intake, IntakeCx, MOST_ROWS, Verdict, header};
use crate::register::{Accepted, Command, Field, Query, Record, Reject, Request, Value, Words};
use crate::say;
use crate::text::block::cells;
use crate::text::legacy::{Legacy, guess};
use crate::ui::action::{Action, Context};
use crate::ui::draft::{Draft, DraftCell};
use crate::ui::screen::{Answer, Ask, Cx, Notice, Screen, Ticket};
use crate::ui::screens::Dialog;
use crate::ui::theme::Look;
use crate::ui::widget::Window;
use crate::ui::widget::window::page;

mod ticket {
    pub(super) const SAVE: u32 = 1;
    pub(super) const PARTLY: u32 = 2;
    pub(super) const REASON: u32 = 3;
}

/// A block as it was pasted.
struct Pasted {
    text: String,
    /// The old encoding in which its letters seem to be.
    legacy: Option<Legacy>,
    /// Whether they are read in that encoding.
    converts: bool,
    /// The fields from the cursor on, for a block without a header.
    fields: Vec<&'static Field>,
    /// The rows over which a block without a header is laid, from this one on.
    over: (Query, usize),
    /// Whoever has to hear that it was saved.
    ticket: Ticket,
}

/// Rows that would be saved.
pub struct Preview {
    name: Words,
    pasted: Option<Pasted>,
    intake: Intake,
    rows: Vec<Incoming>,
    /// The rows as they are listed: wrong ones first.
    order: Vec<usize>,
    /// Why nothing of it can be taken.
    refusal: Option<Words>,
    /// Whether the first row names the fields.
    has_header: bool,
    accepted: Accepted,
    window: Window,
    /// What is written of the rows in sight.
    seen: Vec<paint::Line>,
    /// The rows whose save is awaited.
    saving: Vec<usize>,
}

impl Preview {
    /// Shows a block that was pasted into a grid: over the rows of a query from a row on, and the fields from the cursor on.
    pub fn of_block(
        text: &str,
        (query, row): (Query, usize),
        fields: Vec<&'static Field>,
        prefill: Record,
        ticket: Ticket,
        cx: &Cx<'_>,
    ) -> Self {
        let schema = query.schema;
        let legacy = guess(text);
        let pasted =
            Pasted { text: text.to_owned(), legacy, converts: legacy.is_some(), fields, over: (query, row), ticket };
        let intake = Intake { schema, columns: Vec::new(), prefill, targets: Vec::new(), fresh: cx.fresh };
        let name = say!("dán vào {name}", "paste into {name}", name = schema.plural);
        let mut preview = Self::empty(name, intake);
        preview.pasted = Some(pasted);
        preview.read(cx);
        preview
    }

    /// Shows rows that are read already.
    pub fn of_rows(name: Words, intake: Intake, rows: Vec<Incoming>, cx: &Cx<'_>) -> Self {
        let mut preview = Self::empty(name, intake);
        preview.rows = rows;
        preview.judge(cx);
        preview
    }

    const fn empty(name: Words, intake: Intake) -> Self {
        Self {
            name,
            pasted: None,
            intake,
            rows: Vec::new(),
            order: Vec::new(),
            refusal: None,
            has_header: false,
            accepted: Accepted::None,
            window: Window { at: 0, top: 0 },
            seen: Vec::new(),
            saving: Vec::new(),
        }
    }

    /// Reads the block from its beginning.
    fn read(&mut self, cx: &Cx<'_>) {
        let Some(pasted) = &self.pasted else { return };
        let decoded = pasted.legacy.filter(|_| pasted.converts).map(|legacy| legacy.decode(&pasted.text));
        let block = cells(decoded.as_deref().unwrap_or(&pasted.text), '\t');
        if block.len() > MOST_ROWS + 1 {
            self.rows.clear();
            self.refusal = Some(say!(
                "Khối dán có hơn {most} dòng nên không nhận. Chia thành nhiều khối, mỗi khối tối đa {most} dòng, rồi dán lại.",
                "The block has more than {most} rows and is not taken. Paste it in parts of at most {most} rows.",
                most = MOST_ROWS
            ));
            return self.judge(cx);
        }
        let named = block.first().and_then(|first| header(self.intake.schema, first));
        self.has_header = named.is_some();
        let (columns, first) = match named {
            Some(columns) => (columns, 1),
            None => (pasted.fields.iter().copied().map(Some).collect(), 0),
        };
        self.intake.columns = columns;
        let rows = block.get(first..).unwrap_or_default();
        let over =
            if first == 0 { cx.records.page(&pasted.over.0, pasted.over.1, rows.len()).rows } else { Vec::new() };
        self.intake.targets = over.into_iter().map(|(id, _)| id).collect();
        let at = IntakeCx { records: cx.records, today: cx.today, year: cx.year };
        self.rows = self.intake.read(rows, first + 1, at);
        self.refusal = None;
        self.judge(cx);
    }

    /// Asks the register what it would say.
    fn judge(&mut self, cx: &Cx<'_>) {
        self.intake.judge(&mut self.rows, &self.accepted, cx.records, cx.actor, cx.now);
        self.list(cx);
    }

    /// Lists the rows anew, wrong ones first.
    fn list(&mut self, cx: &Cx<'_>) {
        self.order = (0..self.rows.len()).collect();
        self.order.sort_by_key(|&row| self.rows[row].verdict != Verdict::Wrong);
        self.look(cx);
    }

    fn look(&mut self, cx: &Cx<'_>) {
        self.window.fit(self.order.len(), Self::height(cx.size.1));
        let seen = self.window.seen(self.order.len(), Self::height(cx.size.1));
        self.seen = self.order[seen].iter().map(|&row| paint::Line::of(&self.rows[row], &self.intake, cx)).collect();
    }

    fn step(&mut self, by: isize, cx: &Cx<'_>) {
        self.window.step(by, self.order.len(), Self::height(cx.size.1));
        self.look(cx);
    }

    fn count(&self, verdict: Verdict) -> usize {
        self.rows.iter().filter(|row| row.verdict == verdict).count()
    }

    /// Returns the rows that would be saved.
    fn right(&self) -> Vec<usize> {
        let changes = |row: &usize| matches!(self.rows[*row].verdict, Verdict::New | Verdict::Changed);
        (0..self.rows.len()).filter(changes).collect()
    }

    fn save(&mut self, cx: &Cx<'_>) -> Vec<Ask> {
        let (right, wrong) = (self.right().len(), self.count(Verdict::Wrong));
        if let Some(words) = &self.refusal {
            return vec![Ask::Say(Notice::refused(words.clone()))];
        }
        if right == 0 {
            let words = say!("Không có dòng nào để ghi.", "There is no row to save.");
            return vec![Ask::Say(Notice::refused(words))];
        }
        if wrong == 0 {
            return self.commit(cx);
        }
        let question = if self.pasted.is_some() {
            say!(
                "{wrong} dòng sai, {right} dòng đúng. Ghi {right} dòng đúng, để {wrong} dòng sai lại trong lưới mà sửa?",
                "{wrong} rows are wrong, {right} are right. Save those {right}, and leave the wrong {wrong} in the grid?",
                wrong = wrong,
                right = right
            )
        } else {
            say!(
                "{wrong} dòng không sửa được, {right} dòng sửa được. Ghi {right} dòng, để nguyên {wrong} dòng kia?",
                "{wrong} rows are refused, {right} are not. Save those {right}, and leave the other {wrong} as they are?",
                wrong = wrong,
                right = right
            )
        };
        let ticket = cx.ticket(ticket::PARTLY);
        vec![Ask::Open(Box::new(Dialog::ask(question, move || vec![Ask::Return(ticket, Answer::Agreed)])))]
    }

    /// Saves what is right, as one commit.
    fn commit(&mut self, cx: &Cx<'_>) -> Vec<Ask> {
        self.saving = self.right();
        let commands = self.saving.iter().filter_map(|&row| self.rows[row].command(&self.intake, &self.accepted));
        let command = Command::Batch(commands.collect());
        let why = match &self.accepted {
            Accepted::All(reason) => reason.clone(),
            Accepted::None | Accepted::Rules(_) => String::new(),
        };
        vec![Ask::Commit(cx.ticket(ticket::SAVE), Request { command, why })]
    }

    /// The register has the right rows: the wrong ones become drafts.
    fn saved(&self) -> Vec<Ask> {
        let (right, wrong) = (self.saving.len(), self.count(Verdict::Wrong));
        let saved = say!(
            "Đã ghi {n} dòng. Ctrl+U: hoàn tác cả {n} dòng.",
            "Saved {n} rows. Ctrl+U takes all {n} back.",
            n = right
        );
        let Some(pasted) = &self.pasted else { return vec![Ask::Close, Ask::Say(Notice::done(saved))] };
        let left = self.rows.iter().filter(|row| row.verdict == Verdict::Wrong);
        let mut asks: Vec<Ask> = left.map(|row| Ask::KeepDraft(self.draft(row))).collect();
        asks.push(Ask::Return(pasted.ticket, Answer::Agreed));
        let words = if wrong == 0 {
            saved
        } else {
            say!(
                "{saved} Còn {wrong} dòng sai trong lưới.",
                "{saved} {wrong} wrong rows are in the grid.",
                saved = saved,
                wrong = wrong
            )
        };
        asks.push(Ask::Say(Notice::done(words)));
        asks
    }

    fn draft(&self, row: &Incoming) -> Draft {
        let fault = row.faults().find_map(|fault| fault.field).or(row.cells.first().map(|cell| cell.field));
        Draft {
            entity: self.intake.schema.key.to_owned(),
            id: row.id.to_string(),
            field: fault.map(|field| field.key).unwrap_or_default().to_owned(),
            cells: row
                .cells
                .iter()
                .map(|cell| DraftCell {
                    field: cell.field.key.to_owned(),
                    text: cell.text.clone(),
                    value: cell.value.as_ref().map(Value::to_json),
                    seen: row.before.get(&cell.field.id).map(Value::to_json),
                })
                .collect(),
            in_grid: true,
            notes: std::collections::BTreeMap::new(),
        }
    }

    /// Someone else was quicker: the row that was refused is wrong now, and nothing was saved.
    fn refused(&mut self, reject: &Reject, cx: &Cx<'_>) -> Vec<Ask> {
        let saving = std::mem::take(&mut self.saving);
        if let Reject::At { index, reject } = reject
            && let Some(&row) = saving.get(*index)
        {
            self.rows[row].refuse(reject);
            self.list(cx);
        }
        Vec::new()
    }

    fn accept(&self, cx: &Cx<'_>) -> Vec<Ask> {
        let soft = |row: &&Incoming| row.faults().next().is_some() && row.faults().all(|fault| fault.wants_reason);
        let count = self.rows.iter().filter(soft).count();
        if count == 0 {
            let words = say!("Không có dòng nào chỉ có cảnh báo.", "No row has warnings only.");
            return vec![Ask::Say(Notice::refused(words))];
        }
        let title = say!("Vì sao vẫn ghi {n} dòng có cảnh báo", "Why {n} rows with warnings are saved", n = count);
        vec![Ask::Open(Box::new(Dialog::line(title, "", cx.ticket(ticket::REASON))))]
    }

    fn accepted(&mut self, reason: &str, cx: &Cx<'_>) -> Vec<Ask> {
        let reason = crate::text::fold::tidy(reason);
        if reason.is_empty() {
            return vec![Ask::Say(Notice::refused(say!("Cần ghi lý do.", "A reason is needed.")))];
        }
        self.accepted = Accepted::All(reason);
        self.judge(cx);
        Vec::new()
    }

    /// Reads the letters of the block in the other way: as they came, or in the old encoding in which they seem to be.
    fn convert(&mut self, cx: &Cx<'_>) -> Vec<Ask> {
        let Some(pasted) = self.pasted.as_mut().filter(|pasted| pasted.legacy.is_some()) else {
            let words = say!("Chữ đã là Unicode, không phải đổi.", "The letters are Unicode already.");
            return vec![Ask::Say(Notice::note(words))];
        };
        pasted.converts = !pasted.converts;
        self.read(cx);
        Vec::new()
    }
}

impl Screen for Preview {
    fn name(&self) -> Words {
        self.name.clone()
    }

    fn context(&self) -> Context {
        Context::Preview
    }

    fn act(&mut self, action: Action, cx: &Cx<'_>) -> Vec<Ask> {
        let height = Self::height(cx.size.1);
        match action {
            Action::Save => return self.save(cx),
            Action::Accept => return self.accept(cx),
            Action::Convert => return self.convert(cx),
            Action::Back => return vec![Ask::Close],
            Action::Up => self.step(-1, cx),
            Action::Down | Action::Enter => self.step(1, cx),
            Action::PageUp => self.step(-page(height), cx),
            Action::PageDown => self.step(page(height), cx),
            Action::Home => self.step(isize::MIN, cx),
            Action::End => self.step(isize::MAX, cx),
            _ => {}
        }
        Vec::new()
    }

    fn text(&mut self, typed: &str, cx: &Cx<'_>) -> Vec<Ask> {
        // A large block arrives in pieces; a letter that is typed here means nothing.
        let too_much = self.refusal.is_some();
        if let Some(pasted) = self.pasted.as_mut().filter(|_| !too_much && typed.contains(['\n', '\t'])) {
            pasted.text.push_str(typed);
            self.read(cx);
        }
        Vec::new()
    }

    fn answered(&mut self, ticket: Ticket, answer: Answer, cx: &Cx<'_>) -> Vec<Ask> {
        match (ticket.n, answer) {
            (ticket::SAVE, Answer::Committed(Ok(_))) => self.saved(),
            (ticket::SAVE, Answer::Committed(Err(reject))) => self.refused(&reject, cx),
            (ticket::PARTLY, Answer::Agreed) => self.commit(cx),
            (ticket::REASON, Answer::Typed(reason)) => self.accepted(&reason, cx),
            _ => Vec::new(),
        }
    }

    fn refresh(&mut self, cx: &Cx<'_>) {
        self.look(cx);
    }

    fn draw(&self, frame: &mut Frame<'_>, area: Rect, look: &Look) {
        self.paint(frame, area, look);
    }
}
