//! Drafts: writing down what is half typed, and bringing it back.

use std::collections::BTreeMap;

use super::{Form, Part, show};
use crate::register::{Id, Record, Schema, Value};
use crate::say;
use crate::ui::draft::Draft;
use crate::ui::screen::{Ask, Cx, Notice};
use crate::ui::screens::Grid;
use crate::ui::widget::Cell;

/// Returns whether a draft is of a new record of this entity that begins with these values.
pub(super) fn is_new_like(draft: &Draft, schema: &'static Schema, prefill: &Record, cx: &Cx<'_>) -> bool {
    let fits = |(id, value): (&u16, &Value)| {
        let field = schema.field(*id);
        let cell = draft.cells.iter().find(|cell| field.is_some_and(|field| field.key == cell.field));
        cell.is_some_and(|cell| cell.value.as_ref() == Some(&value.to_json()))
    };
    let id: Result<Id, _> = draft.id.parse();
    draft.entity == schema.key && id.is_ok_and(|id| cx.records.get(schema, id).is_none()) && prefill.iter().all(fits)
}

/// Finds an entity, or the form of a sheet, by key.
fn schema_named(key: &str, cx: &Cx<'_>) -> Option<&'static Schema> {
    let dictionary = cx.records.dictionary();
    let sheets = || dictionary.0.iter().filter_map(|entity| entity.sheet).map(|sheet| sheet.schema);
    dictionary.entity(key).or_else(|| sheets().find(|schema| schema.key == key))
}

impl Form {
    /// Brings a half-typed form back, into the field in which it stood; `None` for an entity that is not known, and where
    /// the register holds by now whatever was typed.
    pub fn reopen(draft: &Draft, cx: &Cx<'_>) -> Option<Self> {
        let schema = schema_named(&draft.entity, cx)?;
        let mut form = Self::bare(schema, draft.id.parse().ok()?, cx);
        if form.sheet.and_then(|sheet| cx.records.get(sheet.entity(0, cx.records)?, form.id)).is_some() {
            return None;
        }
        match cx.records.get(schema, form.id) {
            Some(record) => form.open(&record, cx),
            None => form.begin(cx),
        }
        form.bring_back(draft, cx)
    }

    /// Writes what was half typed into the fields again; `None` where the register holds it by now.
    pub(super) fn bring_back(self, draft: &Draft, cx: &Cx<'_>) -> Option<Self> {
        let mut form = self;
        for cell in &mut form.cells {
            if let Some(kept) = draft.cells.iter().find(|kept| kept.field == cell.field.key) {
                cell.bring_back(kept);
            }
            cell.rewrite(show(cx));
        }
        for (key, text) in &draft.notes {
            let noted = form.cells.iter().find(|cell| cell.field.key == key).map(|cell| cell.field.id);
            form.ahead.extend(noted.map(|field| (field, text.clone())));
        }
        if !form.is_touched() {
            return None;
        }
        let focus = form.cells.iter().position(|cell| cell.field.key == draft.field && cell.field.is_open());
        form.focus = focus.unwrap_or(form.focus);
        form.is_kept = true;
        form.greeting = Some(say!(
            "Đã mở lại bản đang gõ dở. Gõ tiếp rồi bấm Ctrl+G để lưu.",
            "What was half typed is back. Go on, then press Ctrl+G to save."
        ));
        form.retell(cx);
        form.scroll(cx.size);
        Some(form)
    }

    /// Writes the form down as it stands.
    pub fn draft(&self) -> Draft {
        let at = self.cells.get(self.focus).or(self.cells.last());
        Draft {
            entity: self.schema.key.to_owned(),
            id: self.id.to_string(),
            field: at.map(|cell| cell.field.key).unwrap_or_default().to_owned(),
            cells: self.cells.iter().filter(|cell| cell.has_say()).map(Cell::to_draft).collect(),
            in_grid: false,
            notes: self.named_notes(),
        }
    }

    fn named_notes(&self) -> BTreeMap<String, String> {
        let noted =
            self.cells.iter().filter_map(|cell| Some((cell.field.key.to_owned(), self.ahead.get(&cell.field.id)?)));
        noted.map(|(key, text)| (key, text.clone())).collect()
    }

    /// Keeps what differs from the register, or forgets the draft of a record to which nothing is left to do.
    pub(super) fn keep_draft(&mut self) -> Vec<Ask> {
        if self.is_touched() {
            self.is_kept = true;
            return vec![Ask::KeepDraft(self.draft())];
        }
        if std::mem::take(&mut self.is_kept) { vec![Ask::DropDraft(self.id)] } else { Vec::new() }
    }

    /// Goes away; what is half typed stays and comes back with the form.
    pub(super) fn leave(&mut self, cx: &Cx<'_>) -> Vec<Ask> {
        self.try_read(cx);
        let mut asks = self.keep_draft();
        if self.is_kept {
            let words = if self.is_new {
                say!(
                    "Chưa lưu. Bản đang gõ được giữ lại; thêm {name} lần nữa là gõ tiếp.",
                    "Not saved. What you typed is kept; begin a new {name} to go on with it.",
                    name = self.schema.name
                )
            } else {
                say!(
                    "Chưa lưu. Bản đang gõ được giữ lại; mở lại bản ghi này là gõ tiếp.",
                    "Not saved. What you typed is kept; open the record again to go on with it."
                )
            };
            asks.push(Ask::Say(Notice::note(words)));
        }
        asks.push(Ask::Close);
        asks
    }

    /// Shows the record among the others as a row of a grid, in the same field.
    pub(super) fn open_grid(&mut self, cx: &Cx<'_>) -> Vec<Ask> {
        if self.sheet.is_some() {
            return vec![Ask::Say(Notice::refused(say!(
                "Biểu này ghi nhiều bản ghi cùng lúc nên không có lưới. Mở lưới từ bảng (Ctrl+T).",
                "This form makes several records at once and has no grid. Open one from a table (Ctrl+T)."
            )))];
        }
        if !self.ahead.is_empty() {
            return vec![Ask::Say(Notice::refused(say!(
                "Biểu có ghi chú chưa lưu. Lưu trước (Ctrl+G), rồi mở lưới.",
                "The form has notes that are not saved. Save it first (Ctrl+G), then open the grid."
            )))];
        }
        self.try_read(cx);
        let mut asks = self.keep_draft();
        let grid = if self.is_touched() {
            Grid::with(&self.draft(), self.schema, self.prefill.clone(), cx)
        } else {
            let at = self.cell().map(|cell| (self.id, cell.field.id)).filter(|_| !self.is_new);
            Grid::of(self.schema, self.prefill.clone(), at, cx)
        };
        asks.push(Ask::Replace(Box::new(grid)));
        asks
    }

    /// Keeps this form as a draft and begins an empty record.
    pub(super) fn another(&mut self, cx: &Cx<'_>) -> Vec<Ask> {
        self.try_read(cx);
        let mut asks = self.keep_draft();
        let next = match &self.part {
            Part::Some(fields) => Self::short_of(self.schema, cx.fresh, fields, &self.prefill, cx),
            Part::Whole | Part::Step(..) => Self::empty(self.schema, self.prefill.clone(), cx),
        };
        asks.push(Ask::Replace(Box::new(next)));
        asks
    }

    /// Opens a new form with the values of this one.
    pub(super) fn duplicate(&mut self, cx: &Cx<'_>) -> Vec<Ask> {
        self.try_read(cx);
        let mut asks = self.keep_draft();
        let copy = if self.is_new {
            Self::copy(self.schema, &self.record(), cx)
        } else {
            Self::copy_of(self.schema, (self.id, &self.record()), cx)
        };
        asks.push(Ask::Open(Box::new(copy)));
        asks
    }
}
