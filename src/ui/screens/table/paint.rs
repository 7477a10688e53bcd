//! The picture of a table: header, rows, the cell under the cursor in full, where one is.

use ratatui::Frame;
use ratatui::layout::Rect;

use super::value::EMPTY;
use super::{Column, FRAME, Row, SIGHT, Table};
use crate::register::standing::Standing;
use crate::register::{Label, Read, Scope};
use crate::say;
use crate::text::width::width;
use crate::ui::theme::Look;
use crate::ui::widget::frame::{cursor, line, put};

const FIND: Label = Label::new("Tìm: ", "Find: ");
const ALL_YEARS: Label = Label::new("mọi năm", "all years");
const WITHDRAWN: Label = Label::new("cả dòng đã rút", "with withdrawn rows");

impl Table {
    pub(super) fn paint(&self, frame: &mut Frame<'_>, area: Rect, look: &Look) {
        let places = SIGHT.layout(&self.columns, self.first, area.width);
        for place in &places {
            let column = &self.columns[place.column];
            let mut label = column.heading(look.lang);
            if let Some((_, down)) = self.sort.filter(|(by, _)| *by == column.field.id) {
                let sign = match (look.ascii, down) {
                    (true, false) => "^",
                    (true, true) => "v",
                    (false, false) => "↑",
                    (false, true) => "↓",
                };
                label = format!("{sign}{label}");
            }
            let style = if place.column == self.column { look.theme.title } else { look.theme.label };
            put(frame, area, (place.x, 0), place.width, &column.fit(&label, place.width), style);
        }
        let height = area.height.saturating_sub(FRAME);
        for (y, row) in (0..height).zip(&self.rows) {
            let here = self.window.top + usize::from(y) == self.window.at;
            // The sign alone tells where the cursor is: a row painted otherwise would be sent whole, twice a step.
            let style = if row.withdrawn { look.theme.quiet } else { look.theme.text };
            put(frame, area, (0, y + 1), 1, if here { look.marker() } else { " " }, look.theme.focus);
            let sign = if row.withdrawn { look.withdrawn() } else { look.standing(row.standing) };
            put(frame, area, (1, y + 1), 1, sign, look.theme.warn);
            for place in &places {
                let column = &self.columns[place.column];
                let cell = row.cells.get(place.column).map_or("", String::as_str);
                let sign = self.state_sign(column, row, look);
                let text = column.fit(&format!("{sign}{cell}"), place.width);
                put(frame, area, (place.x, y + 1), place.width, &text, style);
            }
            if here {
                let x = places.iter().find(|place| place.column == self.column).map_or(0, |place| place.x);
                cursor(frame, area, x, y + 1);
            }
        }
        if self.rows.is_empty() {
            line(frame, area, 1, &self.nothing(look), look.theme.quiet);
        }
        self.paint_strip(frame, area, look);
    }

    /// Returns the sign of a row's state in a room of its own, so that the eye finds what the words say.
    fn state_sign(&self, column: &Column, row: &Row, look: &Look) -> &'static str {
        let state = self.schema.flow.filter(|flow| column.via.is_none() && column.field.id == flow.state);
        match state.and_then(|flow| row.record.choice(flow.state)) {
            Some(code) if self.own.is_some() => look.state(code),
            _ => "",
        }
    }

    /// Says why there is no row, and what to do.
    fn nothing(&self, look: &Look) -> String {
        let plural = self.schema.plural;
        let words = if !self.typed.is_empty() {
            say!(
                "Không có dòng nào khớp \"{typed}\". Esc: bỏ tìm. F5: thêm mới.",
                "No row fits \"{typed}\". Esc: all rows. F5: add one.",
                typed = self.typed
            )
        } else if !self.asked.is_empty() {
            say!("Không có dòng nào hợp điều kiện. F7: sửa điều kiện.", "No row meets the conditions. F7 changes them.")
        } else if self.by_value.is_some() {
            say!("Không có dòng nào như vậy. Ctrl+F: bỏ lọc.", "There is no such row. Ctrl+F: all rows.")
        } else if self.year_field().is_some() {
            say!(
                "Năm {year} chưa có {name}. F5: thêm mới. F9: năm khác.",
                "No {name} in {year} yet. F5: add one. F9: another year.",
                year = look.year,
                name = plural
            )
        } else if !self.fixed.is_empty() {
            say!("Không có dòng nào.", "There are no rows.")
        } else {
            say!("Chưa có {name}. F5: thêm mới.", "No {name} yet. F5: add one.", name = plural)
        };
        words.get(look.lang).to_owned()
    }

    /// Writes the line below the rows: what is typed, or the cell in full; to the right, where one is and what is left out.
    fn paint_strip(&self, frame: &mut Frame<'_>, area: Rect, look: &Look) {
        let Some(y) = area.height.checked_sub(1).filter(|y| *y > 0) else { return };
        let place = self.place_words(look);
        let cols = u16::try_from(width(&place)).unwrap_or(u16::MAX).min(area.width / 2);
        let left = area.width.saturating_sub(cols + 1);
        put(frame, area, (area.width - cols, y), cols, &place, look.theme.quiet);
        if self.typed.is_empty() {
            put(frame, area, (0, y), left, &self.cell_words(look), look.theme.text);
        } else {
            let typed = format!("{}{}", FIND.get(look.lang), self.typed);
            let x = put(frame, area, (0, y), left, &typed, look.theme.label);
            cursor(frame, area, x, y);
        }
    }

    fn cell_words(&self, look: &Look) -> String {
        let cell = self.columns.get(self.column).zip(self.current());
        cell.map_or_else(String::new, |(column, row): (_, &Row)| {
            let text = row.cells.get(self.column).map_or("", String::as_str).replace('\n', " ");
            let text = if text.is_empty() { EMPTY.get(look.lang) } else { &text };
            let text = format!("{}: {text}", column.field.label.get(look.lang));
            match row.standing {
                Standing::Draft => text,
                told => format!("{text} · {}", told.label().get(look.lang)),
            }
        })
    }

    fn place_words(&self, look: &Look) -> String {
        let mut parts: Vec<String> = Vec::new();
        if self.total > 0 {
            parts.push(format!("{}/{}", self.window.at + 1, self.total));
        }
        if !self.view.is_empty() {
            parts.push(self.view.clone());
        }
        if let Some(by) = &self.by_value {
            parts.push(by.words.clone());
        }
        parts.extend(self.asked_words(look.lang));
        if self.all_years && self.fixed.is_empty() && matches!(self.schema.scope, Scope::Year(_)) {
            parts.push(ALL_YEARS.get(look.lang).to_owned());
        }
        if self.withdrawn {
            parts.push(WITHDRAWN.get(look.lang).to_owned());
        }
        parts.join(" · ")
    }
}
