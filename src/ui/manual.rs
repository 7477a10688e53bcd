//! The officers' manual as it is kept in `data/manual`, laid out for the screen, and where each screen opens it.

use super::action::Context;
use crate::register::{Label, Lang};
use crate::text::width::wrap;

/// The manual in both languages, in the little Markdown that [`lines`] knows.
const MANUAL: Label = Label::new(include_str!("../../data/manual/vi.md"), include_str!("../../data/manual/en.md"));

const TABLES: Label = Label::new("Bảng: tìm, lọc, sắp xếp", "Tables: find, filter, sort");
const MODELS: Label = Label::new("Mô hình của năm", "Models of the year");
const FORMS: Label = Label::new("Điền biểu", "Filling in a form");
const LISTS: Label = Label::new("Danh sách để chọn", "Lists to pick from");
const FINDER: Label = Label::new("Tìm nhanh và menu", "The finder and the menu");
const UNDO: Label =
    Label::new("Sửa sai: hoàn tác, lịch sử, rút bỏ", "Setting things right: undo, history, withdrawing");
const GRID: Label = Label::new("Lưới: gõ nhiều dòng một lúc", "The grid: many rows at once");

/// The section at which each context opens the manual, by its heading.
pub const SECTIONS: &[(Context, Label)] = &[
    (Context::Home, Label::new("Các màn hình", "The screens")),
    (Context::Table, TABLES),
    (Context::Ask, TABLES),
    (Context::Board, Label::new("Tổng hợp khu dân cư", "Neighbourhoods at a glance")),
    (Context::Grid, GRID),
    (Context::Figures, GRID),
    (Context::Preview, GRID),
    (Context::Bulk, GRID),
    (Context::Committee, Label::new("Ban Chỉ đạo, kiện toàn", "The committee and its re-making")),
    (Context::Models, MODELS),
    (Context::Tasks, Label::new("Nhiệm vụ", "Tasks")),
    (Context::Wizard, Label::new("Lập sổ lần đầu", "Setting the register up")),
    (Context::Form, FORMS),
    (Context::Memo, FORMS),
    (Context::Pick, LISTS),
    (Context::Menu, FINDER),
    (Context::Dialog, UNDO),
    (Context::Reader, UNDO),
];

/// One line of the manual on a screen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// What it says.
    pub text: String,
    /// Whether it is of a heading.
    pub is_title: bool,
    /// The whole heading that begins on this line, if one does.
    pub heading: Option<&'static str>,
}

/// Returns the manual as it is kept, in Markdown.
pub const fn text(lang: Lang) -> &'static str {
    MANUAL.get(lang)
}

/// Lays the manual out in lines of at most `cols` columns: pictures are left out, paragraphs flow, marks of code become
/// quotation marks.
pub fn lines(lang: Lang, cols: usize) -> Vec<Line> {
    parts(text(lang)).iter().flat_map(|part| part.lay_out(cols)).collect()
}

/// Returns the line at which the manual is opened from a context.
pub fn start(lines: &[Line], context: Context, lang: Lang) -> usize {
    let heading = SECTIONS.iter().find(|(of, _)| *of == context).map(|(_, heading)| heading.get(lang));
    lines.iter().position(|line| line.heading.is_some() && line.heading == heading).unwrap_or(0)
}

/// A part of the manual that flows by itself: a heading, a paragraph, an entry of a list, a line of commands.
#[derive(Default)]
struct Part {
    text: String,
    /// Columns by which every line but the first is set in.
    hang: usize,
    heading: Option<&'static str>,
}

impl Part {
    fn lay_out(&self, cols: usize) -> Vec<Line> {
        let room = cols.saturating_sub(self.hang).max(1);
        let first = self.text.get(..self.hang).unwrap_or_default();
        let rest = self.text.get(self.hang..).unwrap_or_default();
        let ranges = wrap(rest, room);
        let texts = ranges.into_iter().filter_map(|range| rest.get(range)).enumerate().map(|(at, text)| {
            let before = if at == 0 { first.to_owned() } else { " ".repeat(self.hang) };
            format!("{before}{}", text.trim_end())
        });
        let mut heading = self.heading;
        texts.map(|text| Line { text, is_title: self.heading.is_some(), heading: heading.take() }).collect()
    }
}

/// Takes Markdown apart.
fn parts(markdown: &'static str) -> Vec<Part> {
    let mut parts: Vec<Part> = Vec::new();
    // Whether the next line goes on with the last part.
    let mut goes_on = false;
    for line in markdown.lines().filter(|line| !line.starts_with("![")) {
        let heading = line.strip_prefix("## ").or_else(|| line.strip_prefix("# "));
        let hang = hang(line);
        if line.is_empty() || line.starts_with("    ") || heading.is_some() {
            // A picture that was left out leaves one blank line, not two.
            let doubled = line.is_empty() && parts.last().is_none_or(|part| part.text.is_empty());
            if !doubled {
                parts.push(Part { text: heading.unwrap_or(line).to_owned(), hang: 0, heading });
            }
            goes_on = false;
        } else if let Some(last) = parts.last_mut().filter(|_| goes_on && hang == 0) {
            last.text.push(' ');
            last.text.push_str(&plain(line.trim_start()));
        } else {
            parts.push(Part { text: plain(line), hang, heading: None });
            goes_on = true;
        }
    }
    parts
}

/// Returns how many columns the mark of a list's entry takes; 0 for a line that is none.
fn hang(line: &str) -> usize {
    let digits = line.chars().take_while(char::is_ascii_digit).count();
    match line.get(digits..) {
        Some(rest) if digits > 0 && rest.starts_with(". ") => digits + 2,
        Some(rest) if digits == 0 && rest.starts_with("- ") => 2,
        _ => 0,
    }
}

/// Writes marks of code as quotation marks.
fn plain(text: &str) -> String {
    text.replace('`', "\"")
}

#[cfg(test)]
mod tests;
