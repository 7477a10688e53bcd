//! The picture of the list: what is looked at, heads, tasks under their headings, where one is.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::style::Style;

use super::Tasks;
use super::list::{Row, Seen};
use crate::register::Label;
use crate::register::docket::Standing;
use crate::text::width::{clip, pad_left, pad_right, width};
use crate::ui::theme::Look;
use crate::ui::widget::frame::{cursor, line, put};

/// Lines of the body that are no tasks: what is looked at, the heads, the strip.
pub(super) const FRAME: u16 = 3;
/// The line of the first task or heading.
const FIRST: u16 = 2;
/// Columns before the first one: the marker and the sign.
const SIGNS: u16 = 4;
/// Columns of the due day, of how early or late it is, of who is in charge, of the percentage.
const DUE: u16 = 10;
const LEFT: u16 = 13;
const LEAD: u16 = 16;
const WIDE_LEAD: u16 = 28;
const PERCENT: u16 = 4;
/// Narrowest list that shows who is in charge; and the one that shows long names whole.
const WITH_LEAD: u16 = 74;
const WIDE: u16 = 96;

const HEADS: [Label; 5] = [
    Label::new("Hạn", "Due"),
    Label::new("Còn, trễ", "Left, late"),
    Label::new("Nhiệm vụ", "Task"),
    Label::new("Chủ trì", "In charge"),
    Label::new("%", "%"),
];
const FIND: Label = Label::new("Tìm: ", "Find: ");
const NONE: Label = Label::new("Chưa có nhiệm vụ nào. F5: thêm.", "There are no tasks yet. F5: add one.");
const NONE_HERE: Label =
    Label::new("Không có nhiệm vụ nào. F5: thêm. F4: xem mọi người.", "No tasks here. F5: add one. F4: everybody's.");

/// The columns: each with where it begins and how wide it is; one that is left out has no width.
fn columns(cols: u16) -> [(u16, u16); 5] {
    let lead = match cols {
        ..WITH_LEAD => 0,
        WITH_LEAD..WIDE => LEAD,
        WIDE.. => WIDE_LEAD,
    };
    let behind = |wide: u16| if wide == 0 { 0 } else { wide + 1 };
    let left = SIGNS + DUE + 1;
    let title = left + LEFT + 1;
    let percent = cols.saturating_sub(PERCENT);
    let lead_at = percent.saturating_sub(behind(lead));
    [(SIGNS, DUE), (left, LEFT), (title, lead_at.saturating_sub(title + 1)), (lead_at, lead), (percent, PERCENT)]
}

impl Tasks {
    pub(super) fn paint(&self, frame: &mut Frame<'_>, area: Rect, look: &Look) {
        let (about, counts) = &self.about;
        let cols = u16::try_from(width(counts)).unwrap_or(u16::MAX).min(area.width / 2);
        put(frame, area, (0, 0), area.width.saturating_sub(cols + 1), about, look.theme.title);
        put(frame, area, (area.width - cols, 0), cols, counts, look.theme.quiet);
        let places = columns(area.width);
        for ((x, cols), head) in places.into_iter().zip(HEADS) {
            let head = head.get(look.lang);
            let head = if x == places[4].0 { pad_left(head, cols.into()) } else { head.to_owned() };
            put(frame, area, (x, 1), cols, &head, look.theme.label);
        }
        for (y, (at, seen)) in (FIRST..area.height.saturating_sub(1)).zip((self.window.top..).zip(&self.seen)) {
            let here = at == self.window.at;
            put(frame, area, (0, y), 1, if here { look.marker() } else { " " }, look.theme.focus);
            match seen {
                Seen::Heading(name, counts, late) => {
                    let style = if *late { look.theme.warn } else { look.theme.label };
                    let counts = format!(" · {counts}");
                    let room = usize::from(area.width).saturating_sub(2 + width(&counts));
                    let x = put(frame, area, (2, y), u16::try_from(room).unwrap_or(0), name, style);
                    put(frame, area, (2 + x, y), area.width, &counts, style);
                }
                Seen::Task(row) => paint_row(frame, (area, y), row, places, look),
            }
            if here && self.typed.is_empty() {
                cursor(frame, area, 0, y);
            }
        }
        if self.slots.is_empty() {
            let words = if self.only.is_some() { NONE_HERE } else { NONE };
            line(frame, area, FIRST, words.get(look.lang), look.theme.quiet);
        }
        self.paint_strip(frame, area, places[2].1, look);
    }

    /// Writes the line below: what is typed, else what is cut or left out above; to the right, where one is.
    fn paint_strip(&self, frame: &mut Frame<'_>, area: Rect, room: u16, look: &Look) {
        let Some(y) = area.height.checked_sub(1) else { return };
        if !self.typed.is_empty() {
            let x = line(frame, area, y, &format!("{}{}", FIND.get(look.lang), self.typed), look.theme.label);
            cursor(frame, area, x, y);
            return;
        }
        let here = self.window.at.checked_sub(self.window.top).and_then(|at| self.seen.get(at));
        let Some(Seen::Task(row)) = here else { return };
        let all = self.docket.groups.iter().map(|group| group.tasks.len()).sum::<usize>();
        let place = format!("{}/{all}", row.number);
        let cols = u16::try_from(width(&place)).unwrap_or(u16::MAX).min(area.width / 3);
        put(frame, area, (area.width - cols, y), cols, &place, look.theme.quiet);
        let cut = cut_off(&row.title, room.into());
        let beside = if area.width < WITH_LEAD { row.beside.as_str() } else { "" };
        let parts: Vec<&str> = [cut.as_str(), beside].into_iter().filter(|part| !part.is_empty()).collect();
        put(frame, area, (0, y), area.width.saturating_sub(cols + 1), &parts.join(" · "), look.theme.text);
    }
}

/// Returns what a column leaves of a title, from the word that is cut; the rest stands in the row, and writing it again
/// would cost as much as all else of a step.
fn cut_off(title: &str, cols: usize) -> String {
    if width(title) <= cols {
        return String::new();
    }
    let seen = clip(title, cols);
    let seen = seen.trim_end_matches('…');
    let seen = seen.rfind(' ').and_then(|blank| seen.get(..=blank)).unwrap_or(seen);
    format!("…{}", title.strip_prefix(seen).unwrap_or(title))
}

fn paint_row(frame: &mut Frame<'_>, (area, y): (Rect, u16), row: &Row, places: [(u16, u16); 5], look: &Look) {
    let style = style(row.standing, look);
    put(frame, area, (2, y), 1, look.task(&row.state, row.standing), style);
    let texts = [&row.due, &row.left, &row.title, &row.beside, &row.percent];
    for (number, ((x, cols), text)) in places.into_iter().zip(texts).enumerate() {
        let fit = if number == 4 { pad_left(text, cols.into()) } else { pad_right(text, cols.into()) };
        let style = if number == 1 || row.standing.is_over() { style } else { look.theme.text };
        put(frame, area, (x, y), cols, &fit, style);
    }
}

/// Returns the style of how a task stands; its sign and its words say the same.
const fn style(standing: Standing, look: &Look) -> Style {
    match standing {
        Standing::Overdue(_) => look.theme.warn,
        Standing::Open(Some(0 | 1)) => look.theme.focus,
        Standing::Open(_) => look.theme.text,
        Standing::Early(_) | Standing::OnTime | Standing::Late(_) | Standing::CalledOff => look.theme.quiet,
    }
}
