//! Records as rows and their fields as columns: for many of them at once.
//!
//! It is the form in another shape: the same cells, the same reading, the same rules when it is saved. Rows are saved
//! together as one commit; until then they are drafts, row by row, as those of forms are.

mod down;
mod keep;
pub mod line;
mod paint;
pub mod rows;
mod save;
mod series;
pub mod sheet;
mod travel;

use std::collections::{BTreeMap, BTreeSet};

use ratatui::Frame;
use ratatui::layout::Rect;

use self::line::Line;
use self::rows::Rows;
use self::sheet::{Board, Sheet};
use crate::register::{Clash, FieldId, Id, Query, Record, Schema, Words};
use crate::say;
use crate::ui::action::{Action, Context};
use crate::ui::draft::Draft;
use crate::ui::screen::{Answer, Ask, Cx, Notice, Screen, Subject, Ticket};
use crate::ui::theme::Look;

/// The requests of a grid beside those of its sheet.
mod ticket {
    use super::sheet::ticket::OWN;

    pub(super) const SAVE: u32 = OWN;
    pub(super) const PARTLY: u32 = OWN + 1;
    pub(super) const CLASH: u32 = OWN + 2;
    pub(super) const REASON: u32 = OWN + 3;
    pub(super) const PASTED: u32 = OWN + 4;
}

/// Records as rows.
pub struct Grid {
    name: Words,
    sheet: Sheet<Rows>,
    /// The rows whose save is awaited, in the order of its commands.
    saving: Vec<Id>,
    /// Fields that someone else changed too, while the question is open which value stays.
    clashes: Vec<Clash>,
    /// Such fields that nobody was asked about yet.
    found: Vec<Clash>,
    /// Rows of which a draft is kept.
    kept: BTreeSet<Id>,
}

impl Grid {
    /// Lists the rows that answer a query under a name, with new ones that begin with `prefill`, and stands on a record's
    /// field.
    pub fn new(name: Words, query: Query, prefill: Record, at: Option<(Id, FieldId)>, cx: &Cx<'_>) -> Self {
        let mut grid = Self {
            name,
            sheet: Sheet::new(Rows::new(query.schema, query, prefill)),
            saving: Vec::new(),
            clashes: Vec::new(),
            found: Vec::new(),
            kept: BTreeSet::new(),
        };
        grid.take_up(cx);
        if let Some((id, field)) = at {
            let column = grid.rows().column_of(field).unwrap_or(grid.sheet.column);
            let row = grid.rows().place(id, cx).unwrap_or(0);
            grid.sheet.go(row, column, cx);
        }
        if grid.rows().rows() == 0 {
            grid.sheet.board.add(cx);
        }
        grid.sheet.refresh(cx);
        grid
    }

    /// Shows the half-typed record of a form among the rows of its entity.
    pub fn with(draft: &Draft, schema: &'static Schema, prefill: Record, cx: &Cx<'_>) -> Self {
        let mut grid = Self::of(schema, prefill, None, cx);
        grid.sheet.board.bring_back(draft, cx);
        grid.sheet.board.count(cx);
        grid.stand_at(draft, cx);
        grid
    }

    /// Lists the rows of an entity; where it is kept by year, those of the open year.
    pub fn of(schema: &'static Schema, prefill: Record, at: Option<(Id, FieldId)>, cx: &Cx<'_>) -> Self {
        Self::new(schema.plural.into(), Query::of_year(schema, cx.year), prefill, at, cx)
    }

    /// Brings a half-typed grid back; `None` for an entity that is not known, and where nothing of it is left to save.
    pub fn reopen(draft: &Draft, cx: &Cx<'_>) -> Option<Self> {
        let schema = cx.records.dictionary().entity(&draft.entity)?;
        let mut grid = Self::of(schema, Record::new(), None, cx);
        if grid.rows().touched().is_empty() {
            return None;
        }
        grid.stand_at(draft, cx);
        Some(grid)
    }

    const fn rows(&self) -> &Rows {
        &self.sheet.board
    }

    const fn rows_mut(&mut self) -> &mut Rows {
        &mut self.sheet.board
    }

    const fn lines(&self) -> &BTreeMap<Id, Line> {
        &self.sheet.board.lines
    }

    const fn lines_mut(&mut self) -> &mut BTreeMap<Id, Line> {
        &mut self.sheet.board.lines
    }

    /// Adds the drafts of the rows that changed to what is asked for; they are written down before anything else is done.
    fn with_drafts(&mut self, asks: Vec<Ask>, cx: &Cx<'_>) -> Vec<Ask> {
        let mut all = self.keep_drafts(cx);
        all.extend(asks);
        all
    }
}

impl Screen for Grid {
    fn name(&self) -> Words {
        say!("lưới {name}", "grid of {name}", name = self.name)
    }

    fn context(&self) -> Context {
        Context::Grid
    }

    fn act(&mut self, action: Action, cx: &Cx<'_>) -> Vec<Ask> {
        if let Some(asks) = self.sheet.act(action, cx) {
            return self.with_drafts(asks, cx);
        }
        match action {
            Action::Save => self.save(cx),
            Action::Accept => self.accept(cx),
            Action::Back => self.leave(cx),
            Action::Toggle => self.open_form(cx),
            _ => Vec::new(),
        }
    }

    fn text(&mut self, typed: &str, cx: &Cx<'_>) -> Vec<Ask> {
        // One cell that was copied ends in a line break, which is no letter of it.
        let letters = typed.strip_suffix('\n').unwrap_or(typed);
        if self.sheet.before.is_none() && letters.contains(['\t', '\n']) {
            return self.paste(typed, cx);
        }
        self.sheet.type_in(letters, cx)
    }

    fn answered(&mut self, ticket: Ticket, answer: Answer, cx: &Cx<'_>) -> Vec<Ask> {
        match (ticket.n, answer) {
            (sheet::ticket::PICK, Answer::Picked(values)) => {
                let asks = self.sheet.picked(&values, cx);
                self.with_drafts(asks, cx)
            }
            (sheet::ticket::GO_TO, Answer::Typed(place)) => self.sheet.go_to(&place, cx),
            (ticket::SAVE, Answer::Committed(Ok(commit))) => self.saved(&commit, cx),
            (ticket::SAVE, Answer::Committed(Err(reject))) => self.refused(reject, cx),
            (ticket::PARTLY, Answer::Agreed) => self.save_partly(cx),
            (ticket::PASTED, Answer::Agreed) => self.pasted(cx),
            (ticket::CLASH, Answer::Picked(mine)) => self.settled(&mine, cx),
            (ticket::REASON, Answer::Typed(reason)) => self.accepted(&reason, cx),
            _ => Vec::new(),
        }
    }

    fn opened(&mut self, _cx: &Cx<'_>) -> Vec<Ask> {
        let left = self.rows().touched().len();
        if left == 0 {
            return Vec::new();
        }
        let mut asks = self.keep_all();
        let words = say!(
            "Có {n} dòng đang gõ dở (dấu + hoặc ~). Gõ tiếp rồi bấm Ctrl+G để lưu.",
            "{n} rows are half typed (sign + or ~). Go on, then press Ctrl+G to save.",
            n = left
        );
        asks.push(Ask::Say(Notice::note(words)));
        asks
    }

    fn keep(&mut self, cx: &Cx<'_>) -> Vec<Ask> {
        self.sheet.finish(cx);
        self.keep_all()
    }

    fn refresh(&mut self, cx: &Cx<'_>) {
        let here = self.rows().id_in_sight(self.sheet.row());
        self.sheet.board.refresh(cx);
        if let Some(row) = here.and_then(|id| self.rows().place(id, cx)) {
            self.sheet.window.at = row;
        }
        self.sheet.refresh(cx);
    }

    fn draw(&self, frame: &mut Frame<'_>, area: Rect, look: &Look) {
        let left = self.rows().touched().len();
        let unsaved = say!(" · {n} chưa lưu", " · {n} unsaved", n = left);
        self.sheet.paint(frame, area, if left == 0 { "" } else { unsaved.get(look.lang) }, look);
    }

    fn takes_words(&self) -> bool {
        self.rows().columns().get(self.sheet.column).is_some_and(|column| column.field.is_words())
    }

    fn subject(&self) -> Subject {
        let id =
            self.rows().id_in_sight(self.sheet.row()).filter(|id| self.lines().get(id).is_none_or(|line| !line.is_new));
        let field = self.rows().columns().get(self.sheet.column).map(|column| column.field);
        Subject { schema: Some(self.rows().schema), id, field }
    }
}
