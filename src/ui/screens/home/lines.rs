//! The lines of the first screen's list: a heading a kind, and its first entries.

use ratatui::Frame;
use ratatui::layout::Rect;

use crate::register::agenda::{Entry, Kind};
use crate::register::{Agenda, ShowCx};
use crate::text::number::show_integer;
use crate::text::width::{pad_right, width};
use crate::ui::screen::Cx;
use crate::ui::theme::Look;
use crate::ui::widget::frame::{cursor, put};

/// Columns before the text of an entry.
const INDENT: usize = 4;
/// Widest that is said beside a record's title.
const WORDS: usize = 40;

/// One row of the list.
#[derive(Clone, Debug)]
pub enum Row {
    /// A kind, with how many there are.
    Heading(Kind),
    /// One thing that is due or wrong.
    Entry(Entry),
}

impl Row {
    /// Returns whether both are about the same thing.
    pub fn same_as(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Heading(a), Self::Heading(b)) => a == b,
            (Self::Entry(a), Self::Entry(b)) => a.place() == b.place(),
            (Self::Heading(_), Self::Entry(_)) | (Self::Entry(_), Self::Heading(_)) => false,
        }
    }
}

/// Returns how many entries of a kind are listed before somebody asks for all: the more urgent, the more.
const fn shown(kind: Kind) -> usize {
    match kind {
        Kind::Overdue | Kind::Soon | Kind::Fault => 4,
        Kind::Late | Kind::Waits => 3,
        Kind::Silent | Kind::Coming => 2,
        Kind::Unled | Kind::Warning | Kind::Hint => 0,
    }
}

/// Lists the rows of an agenda; of the kinds in `open`, all entries.
pub fn rows(agenda: &Agenda, open: &[Kind]) -> Vec<Row> {
    let mut rows = Vec::new();
    for of_kind in agenda.entries.chunk_by(|a, b| a.kind == b.kind) {
        let Some(kind) = of_kind.first().map(|entry| entry.kind) else { continue };
        let most = if open.contains(&kind) { usize::MAX } else { shown(kind) };
        rows.push(Row::Heading(kind));
        rows.extend(of_kind.iter().take(most).cloned().map(Row::Entry));
    }
    rows
}

/// A row as it is written.
pub struct Line {
    kind: Kind,
    is_heading: bool,
    /// Whether there are more entries than are listed; of a heading.
    is_cut: bool,
    text: String,
}

/// Writes rows; titles take the room that what is said of the same kind leaves.
pub fn lines(rows: &[Row], agenda: &Agenda, cx: &Cx<'_>) -> Vec<Line> {
    let show = ShowCx { records: cx.records, lang: cx.lang };
    let said = |kind: Kind| {
        let entries = rows.iter().filter_map(|row| match row {
            Row::Entry(entry) if entry.kind == kind => Some(width(entry.words.get(cx.lang))),
            Row::Entry(_) | Row::Heading(_) => None,
        });
        entries.max().unwrap_or(0).min(WORDS)
    };
    let line = |row: &Row| match row {
        Row::Heading(kind) => {
            let count = agenda.count(*kind);
            let number = show_integer(i64::try_from(count).unwrap_or(i64::MAX));
            let text = format!("{}: {number}", kind.label().get(cx.lang));
            Line { kind: *kind, is_heading: true, is_cut: count > shown(*kind), text }
        }
        Row::Entry(entry) => {
            let room = usize::from(cx.size.0).saturating_sub(INDENT + said(entry.kind) + 2);
            let title = pad_right(&show.title(entry.schema, entry.id), room);
            let text = format!("{title}  {}", entry.words.get(cx.lang)).replace('\n', " ");
            Line { kind: entry.kind, is_heading: false, is_cut: false, text }
        }
    };
    rows.iter().map(line).collect()
}

impl Line {
    /// Writes the line; the sign of a heading says that Enter lists more, its words what is the matter.
    pub fn draw(&self, frame: &mut Frame<'_>, area: Rect, y: u16, here: bool, look: &Look) {
        let theme = &look.theme;
        let style = match self.kind {
            _ if !self.is_heading => theme.text,
            Kind::Overdue | Kind::Fault | Kind::Late => theme.wrong,
            Kind::Soon | Kind::Waits | Kind::Silent => theme.warn,
            Kind::Coming | Kind::Unled | Kind::Warning | Kind::Hint => theme.label,
        };
        put(frame, area, (0, y), 1, if here { look.marker() } else { " " }, theme.focus);
        let sign = if self.is_cut { "+" } else { " " };
        let x = if self.is_heading { put(frame, area, (1, y), 1, sign, theme.label) + 2 } else { 4 };
        put(frame, area, (x, y), area.width, &self.text, style);
        if here {
            cursor(frame, area, 0, y);
        }
    }
}
