//! What stands beside a list on wide screens: all that is known of the row under the cursor, in few lines.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::style::Style;

use crate::register::record::is_withdrawn;
use crate::register::{Field, FieldId, Id, Label, Record, Schema, ShowCx};
use crate::text::width::wrap;
use crate::ui::screen::Cx;
use crate::ui::theme::Look;
use crate::ui::widget::frame::put;

/// Narrowest window in which there is room beside the list.
const WIDE: u16 = 120;
/// Columns beside the list, with the rule and a blank.
const COLS: u16 = 46;
/// Columns of the rule and the blank.
const RULE: u16 = 2;

/// How a line is meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tone {
    /// What it is about.
    Title,
    /// The name of a part.
    Heading,
    /// A fact.
    Text,
    /// Something to look at.
    Warn,
}

/// One line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    tone: Tone,
    /// What it says.
    pub text: String,
}

impl Line {
    /// Returns the style in which it is drawn.
    pub const fn style(&self, look: &Look) -> Style {
        match self.tone {
            Tone::Title => look.theme.title,
            Tone::Heading => look.theme.label,
            Tone::Text => look.theme.text,
            Tone::Warn => look.theme.warn,
        }
    }
}

/// Lines while they are written.
pub struct Sheet<'a, 'b> {
    /// The register and the moment.
    pub cx: &'a Cx<'b>,
    /// How values are shown.
    pub show: ShowCx<'a>,
    cols: usize,
    /// What was written so far.
    pub lines: Vec<Line>,
}

impl<'a, 'b> Sheet<'a, 'b> {
    /// Begins the lines beside a list.
    pub fn beside(cx: &'a Cx<'b>) -> Self {
        Self::of(cx, usize::from(COLS - RULE))
    }

    /// Begins lines that are wrapped to so many columns.
    pub const fn of(cx: &'a Cx<'b>, cols: usize) -> Self {
        Self { cx, show: ShowCx { records: cx.records, lang: cx.lang }, cols, lines: Vec::new() }
    }

    /// Writes a text, in as many lines as it needs.
    pub fn push(&mut self, tone: Tone, text: &str) {
        let text = text.replace('\n', " ");
        let ranges = wrap(&text, self.cols);
        let lines = ranges.into_iter().filter_map(|range| text.get(range));
        self.lines.extend(lines.map(|line| Line { tone, text: line.trim_end().to_owned() }));
    }

    /// Begins a part, behind an empty line where something stands above.
    pub fn heading(&mut self, label: Label) {
        if !self.lines.is_empty() {
            self.lines.push(Line { tone: Tone::Text, text: String::new() });
        }
        self.push(Tone::Heading, label.get(self.cx.lang));
    }

    /// Writes fields that hold something, each with its label.
    pub fn fields(&mut self, schema: &'static Schema, record: &Record, ids: &[FieldId]) {
        for field in ids.iter().filter_map(|id| schema.field(*id)) {
            let shown = Field::show(field, record, self.show);
            if !shown.is_empty() {
                self.push(Tone::Text, &format!("{}: {shown}", field.label.get(self.cx.lang)));
            }
        }
    }

    /// Lists the records that are not withdrawn and whose field links to a target.
    pub fn live(&self, schema: &'static Schema, by: FieldId, target: Id) -> Vec<(Id, Record)> {
        let ids = self.cx.records.linked(target, schema, by);
        let rows = ids.into_iter().filter_map(|id| Some((id, self.cx.records.get(schema, id)?)));
        rows.filter(|(_, record)| !is_withdrawn(record)).collect()
    }
}

/// Returns whether there is room beside the list.
pub const fn has_room(cols: u16) -> bool {
    cols >= WIDE
}

/// Returns the columns that are left to the list.
pub const fn left_cols(cols: u16) -> u16 {
    if has_room(cols) { cols - COLS } else { cols }
}

/// Narrows the window to the part in which the list stands.
pub fn left<'a>(cx: &Cx<'a>) -> Cx<'a> {
    Cx { size: (left_cols(cx.size.0), cx.size.1), ..*cx }
}

/// Draws the lines beside the list, where there is room.
pub fn draw(frame: &mut Frame<'_>, area: Rect, lines: &[Line], look: &Look) {
    let cols = left_cols(area.width);
    if cols == area.width {
        return;
    }
    let beside = Rect { x: area.x + cols, width: area.width - cols, ..area };
    for y in 0..beside.height {
        put(frame, beside, (0, y), 1, look.rule(), look.theme.quiet);
    }
    for (y, line) in (0..beside.height).zip(lines) {
        put(frame, beside, (RULE, y), beside.width.saturating_sub(RULE), &line.text, line.style(look));
    }
}
