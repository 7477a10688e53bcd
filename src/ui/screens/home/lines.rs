//! The lines of the first screen's list: a heading a kind, and its first entries.

use ratatui::Frame;
use ratatui::layout::Rect;

use crate::register::agenda::{Entry, Kind};
use crate::register::{Agenda, Label, ShowCx, Words};
use crate::text::number::show_integer;
use crate::text::width::{pad_right, width};
use crate::ui::screen::Cx;
use crate::ui::theme::Look;
use crate::ui::widget::frame::{cursor, put};

/// Columns before the text of an entry.
const INDENT: usize = 4;
/// Widest that is said beside a record's title.
const WORDS: usize = 40;
/// Before a number that may still grow.
const AT_LEAST: Label = Label::new("ít nhất ", "at least ");

/// One row of the list.
#[derive(Clone, Copy, Debug)]
pub enum Row {
    /// A kind, and how many there are.
    Heading(Kind, usize),
    /// One thing that is due or wrong.
    Entry(Entry),
}

impl Row {
    /// Returns whether both are about the same thing.
    pub fn same_as(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Heading(a, _), Self::Heading(b, _)) => a == b,
            (Self::Entry(a), Self::Entry(b)) => a.place() == b.place(),
            (Self::Heading(..), Self::Entry(_)) | (Self::Entry(_), Self::Heading(..)) => false,
        }
    }

    /// Says what is the matter with an entry.
    fn words(&self, cx: &Cx<'_>) -> Words {
        match self {
            Self::Heading(..) => Words::default(),
            Self::Entry(entry) => entry.words(cx.records, cx.today, cx.year),
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
    for kind in Kind::ALL.into_iter().filter(|kind| agenda.count(*kind) > 0) {
        let most = if open.contains(&kind) { usize::MAX } else { shown(kind) };
        rows.push(Row::Heading(kind, agenda.count(kind)));
        rows.extend(agenda.of(kind).take(most).copied().map(Row::Entry));
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

/// Writes rows; titles take the room that what is said of the same kind leaves. What is counted so far (`partly`) is at least
/// what there is.
pub fn lines(rows: &[Row], partly: bool, cx: &Cx<'_>) -> Vec<Line> {
    let show = ShowCx { records: cx.records, lang: cx.lang };
    let words: Vec<Words> = rows.iter().map(|row| row.words(cx)).collect();
    let said = |kind: Kind| {
        let of_kind = rows.iter().zip(&words).filter(|(row, _)| matches!(row, Row::Entry(entry) if entry.kind == kind));
        of_kind.map(|(_, words)| width(words.get(cx.lang))).max().unwrap_or(0).min(WORDS)
    };
    let line = |(row, words): (&Row, &Words)| match row {
        Row::Heading(kind, count) => {
            let number = show_integer(i64::try_from(*count).unwrap_or(i64::MAX));
            let least = if partly { AT_LEAST.get(cx.lang) } else { "" };
            let text = format!("{}: {least}{number}", kind.label().get(cx.lang));
            Line { kind: *kind, is_heading: true, is_cut: *count > shown(*kind), text }
        }
        Row::Entry(entry) => {
            let room = usize::from(cx.size.0).saturating_sub(INDENT + said(entry.kind) + 2);
            let title = pad_right(&show.title(entry.schema, entry.id), room);
            let text = format!("{title}  {}", words.get(cx.lang)).replace('\n', " ");
            Line { kind: entry.kind, is_heading: false, is_cut: false, text }
        }
    };
    rows.iter().zip(&words).map(line).collect()
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
