//! Where the lines of a form stand: worked out from its state and a size alone, for scrolling and for drawing alike.

use super::{Child, Form};
use std::borrow::Cow;

use crate::register::{Field, Label, Lang};
use crate::text::width::{width, wrap};
use crate::ui::widget::{Cell, Editor};

/// Widest column of labels.
const LABEL_COLS: usize = 34;
/// Lines of a memo in which the cursor does not stand.
const CLOSED: usize = 3;
/// Lowest window in which the last lines explain the field.
const STRIP: u16 = 4;
/// Most lines of a complaint.
const COMPLAINT: usize = 3;
/// Fewest columns in which something is written beside a value.
const ECHO_COLS: u16 = 6;

/// What stands on some lines of the form.
#[derive(Clone, Copy)]
pub(super) enum Part<'a> {
    /// The title of a section.
    Heading(Label),
    /// A field, by its place.
    Field(usize, &'a Cell),
    /// Rows of another entity, by their place behind the fields.
    Child(usize, Child),
}

/// Some lines of the form.
pub(super) struct Block<'a> {
    pub(super) part: Part<'a>,
    /// The first line, from the top of the form.
    pub(super) y: usize,
    pub(super) height: usize,
}

/// The columns of a form in a window.
#[derive(Clone, Copy, Debug)]
pub(super) struct Shape {
    /// Columns of the number before a label.
    pub(super) number_cols: u16,
    pub(super) label_cols: u16,
    pub(super) value_x: u16,
    pub(super) value_cols: u16,
    /// Rows of the fields.
    pub(super) rows: u16,
    /// Rows below, where the field is explained.
    pub(super) strip: u16,
}

impl Shape {
    pub(super) fn of(form: &Form, (cols, rows): (u16, u16)) -> Self {
        let digits = form.cells.len().max(10).to_string().len();
        let number_cols = u16::try_from(digits).unwrap_or(2);
        // A marker, the number, a blank; behind the label the two signs between blanks.
        let before = 1 + number_cols + 1;
        let after = 4;
        let longest = form.cells.iter().map(|cell| label_width(cell.field)).max().unwrap_or(0).min(LABEL_COLS);
        let longest = u16::try_from(longest).unwrap_or(0);
        let label_cols = longest.min(cols.saturating_sub(before + after) * 2 / 5);
        let value_x = before + label_cols + after;
        let strip = if rows < STRIP { 0 } else { form.strip_lines(usize::from(cols)).min(rows / 3).max(1) };
        Self { number_cols, label_cols, value_x, value_cols: cols.saturating_sub(value_x), rows: rows - strip, strip }
    }

    /// Returns the columns in which the text of a field stands, and those of what is written beside it.
    pub(super) fn split(&self, cell: &Cell) -> (u16, u16) {
        let Some(usual) = cell.usual_cols().filter(|_| !cell.echo.is_empty()) else { return (self.value_cols, 0) };
        let beside = self.value_cols.saturating_sub(usual + 1);
        if beside < ECHO_COLS { (self.value_cols, 0) } else { (usual, beside) }
    }

    /// Returns how many lines a field takes.
    fn height(&self, cell: &Cell, is_focus: bool) -> usize {
        match &cell.editor {
            Editor::Line(_) => 1,
            Editor::Lines(memo) => {
                let lines = memo.lines(usize::from(self.value_cols)).len();
                let room = usize::from(self.rows).saturating_sub(2).max(1);
                if is_focus { lines.min(room) } else { lines.clamp(1, CLOSED) }
            }
        }
    }
}

/// Returns the label of a field, with the number of its item on the paper.
pub(super) fn label_of(field: &Field, lang: Lang) -> Cow<'static, str> {
    match field.item {
        Some(item) => format!("{item}. {}", field.label.get(lang)).into(),
        None => field.label.get(lang).into(),
    }
}

fn label_width(field: &Field) -> usize {
    width(&label_of(field, Lang::Vi)).max(width(&label_of(field, Lang::En)))
}

impl Form {
    /// Returns how many lines of the window are left to explaining the field: more than one for a long complaint only.
    fn strip_lines(&self, cols: usize) -> u16 {
        let lines = |words: &str| wrap(words, cols).len();
        let longest = self.complaint().map_or(1, |(words, _)| lines(&words.vi).max(lines(&words.en)));
        u16::try_from(longest.min(COMPLAINT)).unwrap_or(1)
    }

    /// Lists what stands on the lines of the form, from the top.
    pub(super) fn blocks(&self, shape: &Shape) -> Vec<Block<'_>> {
        let mut blocks = Vec::with_capacity(self.cells.len() + self.children.len());
        let mut y = 0;
        let mut add = |part, height| {
            blocks.push(Block { part, y, height });
            y += height;
        };
        for (at, cell) in self.cells.iter().enumerate() {
            if let Some(title) = cell.field.section.filter(|_| self.part.is_whole()) {
                add(Part::Heading(title), 1);
            }
            add(Part::Field(at, cell), shape.height(cell, at == self.focus));
        }
        for (n, child) in self.children.iter().enumerate() {
            add(Part::Child(self.cells.len() + n, *child), 1);
        }
        blocks
    }

    /// Returns the first line to show so that the field under the cursor is seen, with its section's title if it can be.
    pub(super) fn top_for(&self, shape: &Shape, blocks: &[Block<'_>]) -> usize {
        let rows = usize::from(shape.rows).max(1);
        let is_here = |block: &&Block<'_>| match block.part {
            Part::Heading(_) => false,
            Part::Field(at, _) | Part::Child(at, _) => at == self.focus,
        };
        let Some(here) = blocks.iter().find(is_here) else { return 0 };
        let whole = blocks.last().map_or(0, |last| last.y + last.height);
        let titled = blocks.iter().any(|block| matches!(block.part, Part::Heading(_)) && block.y + 1 == here.y);
        let highest = if titled && here.height < rows { here.y - 1 } else { here.y };
        let lowest = (here.y + here.height).saturating_sub(rows).min(here.y);
        let last = whole.saturating_sub(rows).max(lowest);
        // Going below the window brings some of what comes next with it: it is seen before it is typed, and one move of
        // several lines costs a slow line less than several of one.
        let onward = if self.top < lowest { (lowest + rows / 4).min(highest) } else { self.top.min(highest) };
        onward.max(lowest).min(last)
    }

    /// Scrolls the form, and the field under the cursor, so that the cursor is seen in a window of this size.
    pub(super) fn scroll(&mut self, size: (u16, u16)) {
        self.size = size;
        let shape = Shape::of(self, size);
        let blocks = self.blocks(&shape);
        let top = self.top_for(&shape, &blocks);
        let height = self.cells.get(self.focus).map_or(1, |cell| shape.height(cell, true));
        self.top = top;
        if let Some(cell) = self.cells.get_mut(self.focus) {
            let (cols, _) = shape.split(cell);
            match &mut cell.editor {
                Editor::Line(edit) => edit.settle(usize::from(cols)),
                Editor::Lines(memo) => {
                    memo.settle(usize::from(shape.value_cols), height);
                }
            }
        }
    }
}
