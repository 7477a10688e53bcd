//! The picture of a preview: what the block comes to, its columns, its rows, all of the row under the cursor.

use ratatui::Frame;
use ratatui::layout::Rect;

use super::Preview;
use crate::register::intake::{Fault, Incoming, Intake, Typed, Verdict};
use crate::register::{Field, Label, Lang, ShowCx, Words};
use crate::say;
use crate::text::legacy::Legacy;
use crate::text::width::{pad_left, pad_right, width, wrap};
use crate::ui::screen::Cx;
use crate::ui::theme::Look;
use crate::ui::widget::frame::{cursor, line, put};

/// Lines above the rows, and below them.
const ABOVE: u16 = 2;
const BELOW: u16 = 3;
/// Columns of a row's number and of what it comes to.
const NUMBER: usize = 5;
const VERDICT: usize = 7;
/// Columns of a row's name.
const NAME: usize = 22;
const NOTHING: Label = Label::new("(trống)", "(empty)");

/// What is written of a row.
pub(super) struct Line {
    number: usize,
    verdict: Verdict,
    name: String,
    told: Words,
}

impl Line {
    pub(super) fn of(row: &Incoming, intake: &Intake, cx: &Cx<'_>) -> Self {
        let show = ShowCx { records: cx.records, lang: cx.lang };
        let first = || row.cells.first().map(|cell| cell.text.replace('\n', " ")).unwrap_or_default();
        let name = if row.is_new { first() } else { show.title_of(intake.schema, &row.before) };
        let fault = |fault: &Fault| match fault.field {
            Some(field) => say!("{field}: {words}", "{field}: {words}", field = field.label, words = fault.words),
            None => fault.words.clone(),
        };
        let faults: Vec<Words> = row.faults().map(fault).collect();
        let told = if faults.is_empty() { changes(row, cx) } else { joined(&faults) };
        Self { number: row.number, verdict: row.verdict, name, told }
    }
}

/// Says what a row would change.
fn changes(row: &Incoming, cx: &Cx<'_>) -> Words {
    let told = |lang: Lang| {
        let show = ShowCx { records: cx.records, lang };
        let value = |cell: &Typed| match &cell.value {
            Some(value) => cell.field.show_value(value, show).replace('\n', " "),
            None => NOTHING.get(lang).to_owned(),
        };
        let change = |cell: &Typed| {
            let before = row.before.get(&cell.field.id);
            if before == cell.value.as_ref() {
                return None;
            }
            let label = cell.field.label.get(lang);
            let old = before.map(|value| cell.field.show_value(value, show).replace('\n', " "));
            Some(match old {
                Some(old) => format!("{label}: {old} -> {}", value(cell)),
                None => format!("{label}: {}", value(cell)),
            })
        };
        row.cells.iter().filter_map(change).collect::<Vec<_>>().join("; ")
    };
    Words { vi: told(Lang::Vi), en: told(Lang::En) }
}

fn joined(words: &[Words]) -> Words {
    let all = |lang| words.iter().map(|words| words.get(lang)).collect::<Vec<_>>().join("; ");
    Words { vi: all(Lang::Vi), en: all(Lang::En) }
}

const fn verdict(verdict: Verdict) -> Label {
    match verdict {
        Verdict::New => Label::new("mới", "new"),
        Verdict::Changed => Label::new("sửa", "change"),
        Verdict::Same => Label::new("như cũ", "same"),
        Verdict::Wrong => Label::new("sai", "wrong"),
    }
}

impl Preview {
    /// Counts the rows that a body of this height shows.
    pub(super) fn height(rows: u16) -> usize {
        usize::from(rows.saturating_sub(ABOVE + BELOW)).max(1)
    }

    pub(super) fn paint(&self, frame: &mut Frame<'_>, area: Rect, look: &Look) {
        let area = area.intersection(frame.area());
        line(frame, area, 0, self.summary().get(look.lang), look.theme.title);
        line(frame, area, 1, self.columns().get(look.lang), look.theme.label);
        let height = u16::try_from(Self::height(area.height)).unwrap_or(u16::MAX);
        for (y, (at, row)) in (ABOVE..ABOVE.saturating_add(height)).zip((self.window.top..).zip(&self.seen)) {
            let here = at == self.window.at;
            put(frame, area, (0, y), 1, if here { look.marker() } else { " " }, look.theme.focus);
            let is_wrong = row.verdict == Verdict::Wrong;
            put(frame, area, (1, y), 1, if is_wrong { "!" } else { " " }, look.theme.wrong);
            let number = pad_left(&row.number.to_string(), NUMBER);
            let kind = pad_right(verdict(row.verdict).get(look.lang), VERDICT);
            let style = if row.verdict == Verdict::Same { look.theme.quiet } else { look.theme.text };
            let text = format!("{number}  {kind} {}  {}", pad_right(&row.name, NAME), row.told.get(look.lang));
            put(frame, area, (2, y), area.width.saturating_sub(2), &text, style);
            if here {
                cursor(frame, area, 0, y);
            }
        }
        self.foot(frame, area, look);
    }

    /// Writes all of the row under the cursor where its line cuts it.
    fn foot(&self, frame: &mut Frame<'_>, area: Rect, look: &Look) {
        let Some(top) = area.height.checked_sub(BELOW).filter(|top| *top >= ABOVE) else { return };
        let (text, style) =
            match (&self.refusal, self.window.at.checked_sub(self.window.top).and_then(|at| self.seen.get(at))) {
                (Some(words), _) => (words.get(look.lang), look.theme.wrong),
                (None, Some(row)) if row.verdict == Verdict::Wrong => (row.told.get(look.lang), look.theme.wrong),
                (None, Some(row)) => (row.told.get(look.lang), look.theme.text),
                (None, None) => ("", look.theme.text),
            };
        let room = usize::from(area.width).saturating_sub(2 + NUMBER + VERDICT + NAME + 5);
        if width(text) <= room && self.refusal.is_none() {
            return;
        }
        for (y, range) in (top..area.height).zip(wrap(text, usize::from(area.width).max(1))) {
            line(frame, area, y, text.get(range).unwrap_or_default().trim_end(), style);
        }
    }

    /// Says how many rows are new, change, stay and are wrong.
    fn summary(&self) -> Words {
        let count = |verdict| self.count(verdict);
        let (new, changed) = (count(Verdict::New), count(Verdict::Changed));
        let (same, wrong) = (count(Verdict::Same), count(Verdict::Wrong));
        say!(
            "{all} dòng: {new} mới, {changed} sửa, {same} như cũ, {wrong} sai. Chưa ghi gì.",
            "{all} rows: {new} new, {changed} changed, {same} the same, {wrong} wrong. Nothing is saved yet.",
            all = self.rows.len(),
            new = new,
            changed = changed,
            same = same,
            wrong = wrong
        )
    }

    /// Says which fields the columns are, and how the letters are read.
    fn columns(&self) -> Words {
        let Some(pasted) = &self.pasted else { return Words::default() };
        let names = |lang: Lang| {
            let name = |column: Option<&'static Field>| column.map_or("–", |field| field.label.get(lang)).to_owned();
            let widest = self.rows.iter().map(|row| row.cells.len()).max().unwrap_or(0);
            let shown = if self.has_header { self.intake.columns.len() } else { widest };
            self.intake.columns.iter().copied().take(shown).map(name).collect::<Vec<_>>().join(", ")
        };
        let names = Words { vi: names(Lang::Vi), en: names(Lang::En) };
        let letters = match (pasted.legacy, pasted.converts) {
            (None, _) => Words::default(),
            (Some(legacy), true) => {
                say!(" · đã đổi từ {name} (F4: chữ gốc)", " · read as {name} (F4: as it came)", name = encoding(legacy))
            }
            (Some(legacy), false) => {
                say!(" · có vẻ là {name} (F4: đổi)", " · seems to be {name} (F4: convert)", name = encoding(legacy))
            }
        };
        let by = if self.has_header {
            Label::new("Cột theo dòng tiêu đề", "Columns by the header")
        } else {
            Label::new("Cột từ chỗ con trỏ", "Columns from the cursor on")
        };
        say!("{by}: {names}{letters}", "{by}: {names}{letters}", by = by, names = names, letters = letters)
    }
}

const fn encoding(legacy: Legacy) -> &'static str {
    match legacy {
        Legacy::Tcvn3 => "TCVN3",
        Legacy::Vni => "VNI",
    }
}
