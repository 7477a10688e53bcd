//! Half-typed rows: written down as cells are left, and brought back into the grid.

use super::Grid;
use crate::register::Id;
use crate::say;
use crate::ui::draft::Draft;
use crate::ui::screen::{Ask, Cx, Notice};
use crate::ui::screens::grid::sheet::Board as _;
use crate::ui::screens::{self, Form, Preview};

impl Grid {
    /// Writes down the rows that changed since this was last done, and forgets those in which nothing is left to save.
    pub(super) fn keep_drafts(&mut self, cx: &Cx<'_>) -> Vec<Ask> {
        let rows = self.sheet.take_dirty();
        let ids: Vec<Id> = rows.into_iter().filter_map(|row| self.rows().id_at(row, cx)).collect();
        ids.into_iter().filter_map(|id| self.keep_line(id)).collect()
    }

    /// Writes down every row in which something is left to save.
    pub(super) fn keep_all(&mut self) -> Vec<Ask> {
        let ids = self.rows().touched();
        ids.into_iter().filter_map(|id| self.keep_line(id)).collect()
    }

    fn keep_line(&mut self, id: Id) -> Option<Ask> {
        let line = self.lines().get(&id)?;
        if line.is_touched() {
            let draft = line.draft(self.rows().schema, self.sheet.column);
            self.kept.insert(id);
            return Some(Ask::KeepDraft(draft));
        }
        self.kept.remove(&id).then_some(Ask::DropDraft(id))
    }

    /// Brings back what was half typed in a grid of this entity.
    pub(super) fn take_up(&mut self, cx: &Cx<'_>) -> usize {
        let mut count = 0;
        for draft in cx.drafts.iter().filter(|draft| draft.in_grid) {
            if self.sheet.board.bring_back(draft, cx) {
                self.kept.extend(draft.id.parse::<Id>());
                count += 1;
            }
        }
        self.sheet.board.count(cx);
        count
    }

    /// Shows what a block that was pasted would come to.
    pub(super) fn paste(&mut self, text: &str, cx: &Cx<'_>) -> Vec<Ask> {
        let fields = self.rows().columns().iter().skip(self.sheet.column).map(|column| column.field);
        let fields = fields.filter(|field| field.is_open()).collect();
        let over = (self.rows().query.clone(), self.sheet.row());
        let ticket = cx.ticket(super::ticket::PASTED);
        let preview = Preview::of_block(text, over, fields, self.rows().prefill.clone(), ticket, cx);
        let mut asks = self.keep_drafts(cx);
        asks.push(Ask::Open(Box::new(preview)));
        asks
    }

    /// A block was saved: its wrong rows came back as drafts, and the cursor goes to the first of them.
    pub(super) fn pasted(&mut self, cx: &Cx<'_>) -> Vec<Ask> {
        self.sheet.board.refresh(cx);
        let before = self.rows().touched();
        self.take_up(cx);
        let first = self.rows().touched().into_iter().find(|id| !before.contains(id));
        let line = first.and_then(|id| self.lines().get(&id));
        let column = line.and_then(|line| (0..line.cells.len()).find(|&at| line.problem(at).is_some()));
        let row = first.and_then(|id| self.rows().place(id, cx));
        self.sheet.go(row.unwrap_or(self.sheet.row()), column.unwrap_or(self.sheet.column), cx);
        self.keep_all()
    }

    /// Stands in the row and the field of a draft.
    pub(super) fn stand_at(&mut self, draft: &Draft, cx: &Cx<'_>) {
        let row = draft.id.parse().ok().and_then(|id| self.rows().place(id, cx));
        let field = self.rows().schema.field_by_key(&draft.field);
        let column = field.and_then(|field| self.rows().column_of(field.id));
        self.sheet.go(row.unwrap_or(0), column.unwrap_or(self.sheet.column), cx);
    }

    /// Goes away; what is half typed stays and comes back with the grid.
    pub(super) fn leave(&mut self, cx: &Cx<'_>) -> Vec<Ask> {
        self.sheet.finish(cx);
        let mut asks = self.keep_drafts(cx);
        let left = self.rows().touched().len();
        if left > 0 {
            asks.push(Ask::Say(Notice::note(say!(
                "Chưa lưu {n} dòng. Được giữ lại; mở lại lưới (Ctrl+T) là gõ tiếp.",
                "{n} rows are not saved. They are kept; open the grid again (Ctrl+T) to go on.",
                n = left
            ))));
        }
        asks.push(Ask::Close);
        asks
    }

    /// Shows the row under the cursor as a form.
    pub(super) fn open_form(&mut self, cx: &Cx<'_>) -> Vec<Ask> {
        self.sheet.finish(cx);
        let mut asks = self.keep_drafts(cx);
        let schema = self.rows().schema;
        let Some(id) = self.rows().id_at(self.sheet.row(), cx) else { return asks };
        let half_typed = self.lines().get(&id).filter(|line| line.is_touched());
        let half_typed = half_typed.map(|line| line.draft(schema, self.sheet.column));
        let form = match half_typed.and_then(|draft| Form::reopen(&draft, cx)) {
            Some(form) => Some(Box::new(form) as Box<dyn crate::ui::screen::Screen>),
            None => screens::edit(schema, id, cx),
        };
        let form = form.unwrap_or_else(|| screens::add(schema, self.rows().prefill.clone(), cx));
        asks.push(Ask::Replace(form));
        asks
    }
}
