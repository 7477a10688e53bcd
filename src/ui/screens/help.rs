//! Help: the field, then the keys, then the manual.

use ratatui::Frame;
use ratatui::layout::Rect;

use crate::register::catalogue::of_year;
use crate::register::field::Choices;
use crate::register::{Field, Kind, Label, Lang, Need, Severity, Words};
use crate::say;
use crate::text::number::show_integer;
use crate::text::width::{pad_right, width, wrap};
use crate::ui::action::{Action, BINDINGS, Context, KeyMap};
use crate::ui::manual;
use crate::ui::screen::{Ask, Cx, Screen, Subject, Trouble};
use crate::ui::theme::Look;
use crate::ui::widget::frame::line;
use crate::ui::widget::window::page;

const NAME: Label = Label::new("Trợ giúp", "Help");
const KEYS: Label = Label::new("Các phím ở đây", "The keys here");
const KEYS_NEXT: Label = Label::new("F1 lần nữa: các phím. Esc: về.", "F1 again: the keys. Esc: back.");
const MANUAL_NEXT: Label = Label::new("F1 lần nữa: sổ tay. Esc: về.", "F1 again: the manual. Esc: back.");
/// Most entries of a list that are written out.
const MOST_CHOICES: usize = 40;

/// What is explained.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Page {
    /// The field under the cursor.
    Field,
    /// The keys of the screen below.
    Keys,
    /// The manual, from the section about the screen below.
    Manual,
}

/// A page to read.
pub struct Help {
    subject: Subject,
    trouble: Option<Trouble>,
    context: Context,
    map: KeyMap,
    page: Page,
    lines: Vec<manual::Line>,
    top: usize,
}

impl Help {
    /// Explains the field that the screen below is about, or its keys where it is about none.
    pub fn new(subject: Subject, trouble: Option<Trouble>, (context, map): (Context, KeyMap)) -> Self {
        let page = if subject.field.is_some() { Page::Field } else { Page::Keys };
        Self { subject, trouble, context, map, page, lines: Vec::new(), top: 0 }
    }

    /// Turns to the next page, and from the last to the first.
    fn turn(&mut self, cx: &Cx<'_>) {
        self.page = match self.page {
            Page::Keys => Page::Manual,
            Page::Manual if self.subject.field.is_some() => Page::Field,
            Page::Field | Page::Manual => Page::Keys,
        };
        self.top = 0;
        self.refresh(cx);
        if self.page == Page::Manual {
            self.scroll(manual::start(&self.lines, self.context, cx.lang), cx);
        }
    }

    fn scroll(&mut self, to: usize, cx: &Cx<'_>) {
        self.top = to.min(self.lines.len().saturating_sub(usize::from(cx.size.1)));
    }
}

/// Explains a field: what it holds, its limits, what to write, and its form in files.
fn field_lines(field: &'static Field, cx: &Cx<'_>) -> Vec<String> {
    let lang = cx.lang;
    let mut lines = vec![field.label.get(lang).to_owned(), String::new()];
    if !field.help.is_empty() {
        lines.extend([field.help.get(lang).to_owned(), String::new()]);
    }
    let mut facts: Vec<Words> = vec![say!("Loại: {kind}", "Kind: {kind}", kind = field.kind.label())];
    facts.extend(limits(&field.kind));
    facts.push(match field.need {
        Need::Optional => say!("Bỏ trống được.", "May be left empty."),
        Need::Complete => say!(
            "Cần có để bản ghi đầy đủ; bản nháp bỏ trống được.",
            "Needed for a complete record; a draft may lack it."
        ),
        Need::Draft => say!("Bắt buộc: thiếu thì chưa lưu được.", "Needed: nothing is saved without it."),
        Need::When(_) => say!("Cần có trong một số trường hợp.", "Needed in some cases."),
    });
    if field.computed {
        facts.push(say!("Máy tự điền.", "Filled by the program."));
    }
    facts.push(say!("Không rõ: gõ -    Không áp dụng: gõ --", "Not known: type -    Not applicable: type --"));
    facts.push(say!("Trong tệp (jsonl): {form}", "In files (jsonl): {form}", form = field.kind.json_form()));
    facts.push(say!("Tên cột: {key}", "Column name: {key}", key = field.key));
    lines.extend(facts.iter().map(|fact| fact.get(lang).to_owned()));
    lines.extend(choice_lines(field, cx));
    lines.extend([String::new(), KEYS_NEXT.get(lang).to_owned()]);
    lines
}

/// Explains why a field is refused: what is wrong, what to do, what would be accepted.
fn trouble_lines(trouble: &Trouble, subject: Subject, lang: Lang) -> Vec<String> {
    let rule = subject.schema.and_then(|schema| schema.rules.iter().find(|rule| rule.id == trouble.rule));
    let mut told =
        vec![say!("Vì sao ô này bị dừng", "Why the field is refused"), Words::default(), trouble.words.clone()];
    if let Some(rule) = rule {
        let labels = |lang| {
            let fields = rule.on.iter().filter_map(|id| subject.schema?.field(*id));
            fields.map(|field| Label::get(field.label, lang)).collect::<Vec<_>>().join("; ")
        };
        told.push(say!("Mức: {kind}", "Severity: {kind}", kind = rule.severity.label()));
        let fields = Words { vi: labels(Lang::Vi), en: labels(Lang::En) };
        told.push(say!("Quy tắc xét các ô: {fields}", "The rule looks at: {fields}", fields = fields));
        told.push(say!("Phải làm gì: {remedy}", "What to do: {remedy}", remedy = rule.remedy));
        if rule.severity == Severity::Soft {
            told.push(say!(
                "Số liệu đúng là như vậy thì F2: vẫn lưu, kèm lý do.",
                "Where it is so all the same, F2 saves it with a reason."
            ));
        }
    }
    if let Some(example) = &trouble.example {
        told.push(say!("Gõ như sau thì được nhận: {example}", "This is accepted: {example}", example = example));
    }
    told.push(Words::default());
    told.iter().map(|words| words.get(lang).to_owned()).collect()
}

/// Says what a kind limits.
fn limits(kind: &Kind) -> Option<Words> {
    match *kind {
        Kind::Text { max } | Kind::Memo { max } => {
            Some(say!("Tối đa {max} chữ.", "At most {max} letters.", max = show_integer(max.into())))
        }
        Kind::List { max } => Some(say!(
            "Nhiều mục, ngăn bằng dấu chấm phẩy; mỗi mục tối đa {max} chữ.",
            "Several entries, parted by semicolons, each of at most {max} letters.",
            max = max
        )),
        Kind::Integer { min, max, unit } | Kind::Decimal { min, max, unit, .. } => {
            let words = if max == i64::MAX {
                say!("Từ {min} trở lên {unit}", "From {min} up {unit}", min = show_integer(min), unit = unit)
            } else {
                say!(
                    "Từ {min} đến {max} {unit}",
                    "From {min} to {max} {unit}",
                    min = show_integer(min),
                    max = show_integer(max),
                    unit = unit
                )
            };
            Some(words)
        }
        Kind::Money => Some(say!("Ví dụ: 310tr, 1,2 tỷ, 500.000", "Such as 310tr, 1,2 tỷ, 500.000")),
        Kind::Quantity { .. } => {
            Some(say!("Ví dụ: hơn 4.000; gần 2 km; 86 triệu", "Such as hơn 4.000; gần 2 km; 86 triệu"))
        }
        Kind::Date => Some(say!(
            "Ví dụ: 12/4/2026, 12/4, 4/2026, quý 2/2026, 2026, T (hôm nay), T-1",
            "Such as 12/4/2026, 12/4, 4/2026, quý 2/2026, 2026, T (today), T-1"
        )),
        Kind::Choices(_) | Kind::Links(_) => Some(say!(
            "Nhiều mục, ngăn bằng dấu chấm phẩy. F4: danh sách.",
            "Several, parted by semicolons. F4: the list."
        )),
        Kind::Choice(_) | Kind::Link(_) => Some(say!("F4: danh sách.", "F4: the list.")),
        Kind::Bool => None,
    }
}

/// Writes out what a choice offers.
fn choice_lines(field: &Field, cx: &Cx<'_>) -> Vec<String> {
    let entries: Vec<(String, String)> = match field.kind.choices() {
        None => return Vec::new(),
        Some(Choices::Fixed(list)) => {
            list.iter().map(|choice| (choice.code.to_owned(), choice.label.get(cx.lang).to_owned())).collect()
        }
        Some(Choices::Catalogue(name)) => {
            let entries = cx.records.catalogue(name);
            let offered = of_year(&entries, cx.year).into_iter();
            offered.map(|entry| (entry.code.clone(), entry.show(cx.lang).to_owned())).collect()
        }
    };
    let widest = entries.iter().map(|(code, _)| width(code)).max().unwrap_or(0);
    let more = entries.len().saturating_sub(MOST_CHOICES);
    let written = entries.iter().take(MOST_CHOICES);
    let mut lines = vec![String::new()];
    lines.extend(written.map(|(code, label)| format!("  {}  {label}", pad_right(code, widest))));
    if more > 0 {
        lines.push(say!("  … và {more} mục nữa", "  … and {more} more", more = more).get(cx.lang).to_owned());
    }
    lines
}

/// Lists the keys of a context, several keys of one action on one line.
fn key_lines(context: Context, map: KeyMap, lang: Lang) -> Vec<String> {
    let mut rows: Vec<(Action, String)> = Vec::new();
    for binding in BINDINGS.iter().filter(|binding| binding.contexts.contains(&context)) {
        let key = map.show(binding.chord);
        match rows.iter_mut().find(|(action, _)| *action == binding.action) {
            Some((_, keys)) if keys.split(", ").any(|known| known == key) => {}
            Some((_, keys)) => *keys = format!("{keys}, {key}"),
            None => rows.push((binding.action, key)),
        }
    }
    let widest = rows.iter().map(|(_, keys)| width(keys)).max().unwrap_or(0);
    let mut lines = vec![format!("{}: {}", KEYS.get(lang), context.label().get(lang)), String::new()];
    for (action, keys) in rows {
        if let Some(row) = action.row() {
            lines.push(format!("{}  {}", pad_right(&keys, widest), row.help.get(lang)));
        }
    }
    lines.extend([String::new(), MANUAL_NEXT.get(lang).to_owned()]);
    lines
}

/// Breaks lines to the width; the first is the heading.
fn laid_out(lines: &[String], cols: usize) -> Vec<manual::Line> {
    let broken = lines.iter().flat_map(|text| {
        let ranges = wrap(text, cols);
        ranges.into_iter().filter_map(|range| text.get(range)).map(|part| part.trim_end().to_owned())
    });
    broken.enumerate().map(|(at, text)| manual::Line { text, is_title: at == 0, heading: None }).collect()
}

impl Screen for Help {
    fn name(&self) -> Words {
        NAME.into()
    }

    fn context(&self) -> Context {
        Context::Reader
    }

    fn act(&mut self, action: Action, cx: &Cx<'_>) -> Vec<Ask> {
        let height = usize::from(cx.size.1);
        let step = page(height).unsigned_abs();
        match action {
            Action::Back | Action::Enter => return vec![Ask::Close],
            Action::Help => self.turn(cx),
            Action::Up => self.scroll(self.top.saturating_sub(1), cx),
            Action::Down => self.scroll(self.top + 1, cx),
            Action::PageUp => self.scroll(self.top.saturating_sub(step), cx),
            Action::PageDown => self.scroll(self.top + step, cx),
            Action::Home => self.scroll(0, cx),
            Action::End => self.scroll(usize::MAX, cx),
            _ => {}
        }
        Vec::new()
    }

    fn text(&mut self, _typed: &str, _cx: &Cx<'_>) -> Vec<Ask> {
        Vec::new()
    }

    fn refresh(&mut self, cx: &Cx<'_>) {
        let cols = usize::from(cx.size.0);
        self.lines = match (self.page, self.subject.field) {
            (Page::Manual, _) => manual::lines(cx.lang, cols),
            (Page::Field, Some(field)) => {
                let why = self.trouble.iter().flat_map(|trouble| trouble_lines(trouble, self.subject, cx.lang));
                let lines: Vec<String> = why.chain(field_lines(field, cx)).collect();
                laid_out(&lines, cols)
            }
            (Page::Field, None) | (Page::Keys, _) => laid_out(&key_lines(self.context, self.map, cx.lang), cols),
        };
        self.scroll(self.top, cx);
    }

    fn draw(&self, frame: &mut Frame<'_>, area: Rect, look: &Look) {
        for (y, shown) in (0..area.height).zip(self.lines.iter().skip(self.top)) {
            let style = if shown.is_title { look.theme.title } else { look.theme.text };
            line(frame, area, y, &shown.text, style);
        }
    }
}
