//! The picture of the board: what is looked at, heads, lines, the total that stays, the cell in full.

use ratatui::Frame;
use ratatui::layout::Rect;

use super::Board;
use super::grid::{BAR, Cell, Grid, Kind, Row, Shows};
use crate::register::Label;
use crate::register::board::{Counts, Figure, Spot};
use crate::text::width::{pad_left, pad_right, width};
use crate::ui::theme::Look;
use crate::ui::widget::frame::{cursor, line, put};

/// Columns before the names: the sign of the row.
const SIGNS: u16 = 2;
/// Blank columns before a column.
const GAP: u16 = 2;
const FIND: Label = Label::new("Tìm: ", "Find: ");
const NEIGHBOURHOODS: [Label; 2] = [Label::new("Khu", "Neighbour-"), Label::new("dân cư", "hood")];
const NONE_YET: Label = Label::new(
    "Sổ chưa có khu dân cư nào. Ctrl+K, gõ \"khu dan cu\" để thêm.",
    "The register has no neighbourhoods yet. Ctrl+K, type \"neigh\" to add some.",
);
const WITHOUT_TARGET: Label = Label::new("mô hình chưa có chỉ tiêu", "models without a target");
const NOTHING: Label = Label::new("không có", "none");

/// A column as it is seen: its number from 1, where it begins, how wide it is.
type Place = (usize, u16, u16);

/// Lays out the columns from `first` on: as many as fit whole, but at least one.
fn layout(grid: &Grid, first: usize, cols: u16) -> Vec<Place> {
    let wide = |cols: usize| u16::try_from(cols).unwrap_or(u16::MAX);
    let mut x = SIGNS.saturating_add(wide(grid.names));
    let mut places = Vec::new();
    for (at, column) in grid.columns.iter().enumerate().skip(first.max(1) - 1) {
        let begin = x.saturating_add(GAP);
        let end = begin.saturating_add(wide(column.width));
        if end > cols && !places.is_empty() || begin >= cols {
            break;
        }
        places.push((at + 1, begin, wide(column.width).min(cols - begin)));
        x = end;
    }
    places
}

/// Returns the first column with which `wanted` is seen whole, moving as little as possible from `first`.
pub fn reveal(grid: &Grid, first: usize, wanted: usize, cols: u16) -> usize {
    if wanted == 0 {
        return 1;
    }
    let first = first.clamp(1, wanted);
    let seen = |first: usize| layout(grid, first, cols).iter().any(|(at, ..)| *at == wanted);
    (first..=wanted).find(|first| seen(*first)).unwrap_or(wanted)
}

/// Writes a bar of tenths and the percentage behind it.
pub fn bar(percent: u16, cells: usize, look: &Look) -> String {
    let (full, empty) = look.bar();
    let filled = (usize::from(percent.min(100)) * cells + 50) / 100;
    format!("{}{} {percent:>3}%", full.repeat(filled), empty.repeat(cells - filled))
}

impl Board {
    pub(super) fn paint(&self, frame: &mut Frame<'_>, area: Rect, look: &Look) {
        let low = area.height < super::LOW;
        let first = if low { 0 } else { line(frame, area, 0, &self.looked_at, look.theme.quiet).min(1) };
        let places = layout(&self.grid, self.first, area.width);
        self.paint_heads(frame, (area, first), &places, look);
        let height = usize::from(area.height.saturating_sub(super::frame(area.height)));
        for (y, at) in (first + 2..).zip(self.window.seen(self.len(), height)) {
            let here = !self.on_total && at == self.window.at;
            self.paint_row(frame, (area, y), &self.grid.rows[at], here, &places, look);
        }
        if self.counted.as_ref().is_some_and(|board| board.groups.is_empty()) {
            line(frame, area, first + 4, NONE_YET.get(look.lang), look.theme.quiet);
        }
        let total = self.grid.rows.last().filter(|_| self.on_total || !low);
        if let Some(total) = total {
            let y = area.height.saturating_sub(2);
            self.paint_row(frame, (area, y), total, self.on_total, &places, look);
        }
        self.paint_strip(frame, area, look);
    }

    fn paint_heads(&self, frame: &mut Frame<'_>, (area, first): (Rect, u16), places: &[Place], look: &Look) {
        for (y, label) in (first..).zip(NEIGHBOURHOODS) {
            let style = if self.column == 0 { look.theme.title } else { look.theme.label };
            let cols = u16::try_from(self.grid.names).unwrap_or(u16::MAX);
            put(frame, area, (SIGNS, y), cols, label.get(look.lang), style);
            for (at, x, cols) in places {
                let column = &self.grid.columns[at - 1];
                let style = if *at == self.column { look.theme.title } else { look.theme.label };
                let head = &column.head[usize::from(y - first)];
                put(frame, area, (*x, y), *cols, &fit(head, column.shows, *cols), style);
            }
        }
    }

    fn paint_row(
        &self,
        frame: &mut Frame<'_>,
        (area, y): (Rect, u16),
        row: &Row,
        here: bool,
        places: &[Place],
        look: &Look,
    ) {
        let style = if row.kind == Kind::Line { look.theme.text } else { look.theme.title };
        put(frame, area, (0, y), 1, if here { look.marker() } else { " " }, look.theme.focus);
        let indent = if row.indented { "  " } else { "" };
        let names = pad_right(&format!("{indent}{}", row.name), self.grid.names);
        put(frame, area, (SIGNS, y), area.width, &names, style);
        let mut at_cursor = SIGNS;
        for (at, x, cols) in places {
            let shows = self.grid.columns[at - 1].shows;
            let (text, style) = match &row.cells[at - 1] {
                Cell::Nothing => (look.nothing().to_owned(), look.theme.quiet),
                Cell::Text(text) => (text.clone(), style),
                Cell::Late(text) => (text.clone(), look.theme.warn),
                Cell::Bar(percent) => (bar(*percent, BAR, look), style),
            };
            put(frame, area, (*x, y), *cols, &fit(&text, shows, *cols), style);
            if *at == self.column {
                let blank = usize::from(*cols).saturating_sub(width(&text));
                let blank = if shows == Shows::Member { 0 } else { blank };
                at_cursor = x.saturating_add(u16::try_from(blank).unwrap_or(0));
            }
        }
        if here && self.typed.is_empty() {
            cursor(frame, area, at_cursor, y);
        }
    }

    /// Writes the line below: what is typed, or the cell in full; to the right, where one is.
    fn paint_strip(&self, frame: &mut Frame<'_>, area: Rect, look: &Look) {
        let Some(y) = area.height.checked_sub(1) else { return };
        if !self.typed.is_empty() {
            let x = line(frame, area, y, &format!("{}{}", FIND.get(look.lang), self.typed), look.theme.label);
            cursor(frame, area, x, y);
            return;
        }
        let place = format!("{}/{}", if self.on_total { self.len() } else { self.window.at + 1 }, self.len());
        let cols = u16::try_from(width(&place)).unwrap_or(u16::MAX).min(area.width / 3);
        put(frame, area, (area.width - cols, y), cols, &place, look.theme.quiet);
        let left = area.width.saturating_sub(cols + 1);
        put(frame, area, (0, y), left, &self.cell_words(look), look.theme.text);
    }

    /// Says what the cell under the cursor shows, with its unit.
    fn cell_words(&self, look: &Look) -> String {
        let Some(row) = self.current() else { return String::new() };
        let Some(column) = self.column.checked_sub(1).and_then(|at| self.grid.columns.get(at)) else {
            // The name stands in the row: writing it again would cost as much as the rest of a step.
            let code = row.found_by.strip_suffix(row.name.as_str()).unwrap_or_default().trim_end();
            return if code.is_empty() { row.name.clone() } else { code.to_owned() };
        };
        let nothing = || NOTHING.get(look.lang).to_owned();
        let text = match (&row.cells[self.column - 1], column.shows) {
            (Cell::Bar(_) | Cell::Nothing, Shows::Figure(Figure::Average)) => {
                let counts = self.counts(&row.spot);
                let percent = counts.map_or_else(String::new, |counts| super::shown(counts, Figure::Average));
                let without = counts.map_or(0, |counts| counts.average.without_target);
                let percent = if percent.is_empty() { nothing() } else { percent };
                let note = WITHOUT_TARGET.get(look.lang);
                if without == 0 { percent } else { format!("{percent} · {without} {note}") }
            }
            (Cell::Nothing | Cell::Bar(_), _) => nothing(),
            (Cell::Text(text) | Cell::Late(text), _) => text.clone(),
        };
        format!("{}: {text}", column.name)
    }

    /// Returns what a line counts.
    fn counts(&self, spot: &Spot) -> Option<&Counts> {
        let board = self.counted.as_ref()?;
        let lines = board.groups.iter().flat_map(|group| &group.places).chain(&board.several).chain([&board.ward]);
        match spot {
            Spot::Total => Some(&board.total),
            Spot::Group(name) => board.groups.iter().find(|group| group.name == *name).map(|group| &group.counts),
            Spot::Place(_) | Spot::Several | Spot::Ward => {
                lines.into_iter().find(|line| line.spot == *spot).map(|line| &line.counts)
            }
        }
    }
}

/// Fits a text into its column: figures to the right, names to the left.
fn fit(text: &str, shows: Shows, cols: u16) -> String {
    match shows {
        Shows::Member | Shows::Figure(Figure::Average) => pad_right(text, cols.into()),
        Shows::Figure(_) => pad_left(text, cols.into()),
    }
}
