//! The year at a glance: its twelve months with their days, and what comes next.

use chrono::{Datelike, NaiveDate, Weekday};
use ratatui::Frame;
use ratatui::layout::Rect;

use crate::register::calendar::Event;
use crate::register::{Label, Lang, Words};
use crate::say;
use crate::text::day::Day;
use crate::text::width::width;
use crate::ui::theme::Look;
use crate::ui::widget::frame::{line, put};

/// Widest that a month is drawn.
const WIDEST: u16 = 8;
const SEPARATOR: &str = " · ";

/// Draws three rows: the months, the days of each, today and what comes next.
pub fn draw(events: &[Event], today: NaiveDate, frame: &mut Frame<'_>, area: Rect, look: &Look) {
    let wide = (area.width.saturating_sub(1) / 12).min(WIDEST);
    for (place, month) in (0_u16..).zip(1_u32..=12) {
        let x = 1 + place * wide;
        let here = (today.year(), today.month()) == (look.year, month);
        let name = month_name(month, look.lang);
        let name = if here { format!("[{name}]") } else { name };
        put(
            frame,
            area,
            (x - u16::from(here), 0),
            wide + 1,
            &name,
            if here { look.theme.title } else { look.theme.label },
        );
        let days = days_of(events, month);
        put(frame, area, (x, 1), wide.saturating_sub(1), &days, look.theme.text);
    }
    line(frame, area, 2, &news(events, today, usize::from(area.width), look), look.theme.text);
}

fn month_name(month: u32, lang: Lang) -> String {
    match lang {
        Lang::Vi => format!("T{month}"),
        Lang::En => {
            let names = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
            usize::try_from(month).ok().and_then(|month| names.get(month - 1)).copied().unwrap_or_default().to_owned()
        }
    }
}

/// Lists the days of a month on which something is; `~` for what has no day yet.
fn days_of(events: &[Event], month: u32) -> String {
    let of_month = events.iter().filter(|event| event.day.last().month() == month);
    let mut days: Vec<String> = Vec::new();
    for event in of_month {
        let day = match event.day {
            Day::Date(date) => date.day().to_string(),
            _ => "~".to_owned(),
        };
        if !days.contains(&day) {
            days.push(day);
        }
    }
    days.join(",")
}

/// Says which day it is and what comes next, as far as that fits whole.
fn news(events: &[Event], today: NaiveDate, cols: usize, look: &Look) -> String {
    let date = Day::Date(today).show();
    let mut text = format!(" {} {date}", weekday(today.weekday()).get(look.lang));
    for event in events.iter().filter(|event| event.day.last() >= today) {
        let said = said(event, today);
        let said = said.get(look.lang);
        if width(&text) + SEPARATOR.chars().count() + width(said) > cols {
            break;
        }
        text.push_str(if look.ascii { " - " } else { SEPARATOR });
        text.push_str(said);
    }
    text
}

fn said(event: &Event, today: NaiveDate) -> Words {
    let Day::Date(date) = event.day else {
        return say!("{what} {when}", "{what} {when}", what = event.words, when = event.day.show());
    };
    let left = (date - today).num_days();
    let when = date.format("%d/%m").to_string();
    if left == 0 {
        return say!("{what}: hôm nay", "{what}: today", what = event.words);
    }
    say!("{what} {when} (còn {n} ngày)", "{what} {when} (in {n} days)", what = event.words, when = when, n = left)
}

const fn weekday(day: Weekday) -> Label {
    match day {
        Weekday::Mon => Label::new("Thứ Hai", "Monday"),
        Weekday::Tue => Label::new("Thứ Ba", "Tuesday"),
        Weekday::Wed => Label::new("Thứ Tư", "Wednesday"),
        Weekday::Thu => Label::new("Thứ Năm", "Thursday"),
        Weekday::Fri => Label::new("Thứ Sáu", "Friday"),
        Weekday::Sat => Label::new("Thứ Bảy", "Saturday"),
        Weekday::Sun => Label::new("Chủ nhật", "Sunday"),
    }
}
