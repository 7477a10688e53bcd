//! Short words about the field under the cursor, and the name of the record.
//!
//! The sentence of help is one key away (F1). Sent with every field, it would be most of what a slow line carries; so a
//! field says only what cannot be guessed: which entries there are, how a date or a sum may be written, which limits
//! hold.

use super::{Form, show};
use crate::register::catalogue::of_year;
use crate::register::field::Choices;
use crate::register::show::code_of;
use crate::register::{Field, Kind, Label, Lang, Record, Severity, Words};
use crate::say;
use crate::text::number::show_integer;
use crate::text::width::{clip, width};
use crate::ui::screen::Cx;

/// Most columns of a list that is written out; a longer one is a key away, and often what is meant stands in the field.
const LIST_COLS: usize = 18;
/// Most columns of a record's name in the path.
const TITLE_COLS: usize = 40;

const MEMO: Label = Label::new("Enter: xuống dòng · Tab: ô tiếp", "Enter: new line · Tab: next field");
const MONEY: Label = Label::new("310tr · 1,2 tỷ", "310tr · 1,2 tỷ");
const QUANTITY: Label = Label::new("4.000 · hơn 2km", "4.000 · hơn 2km");
const DATE: Label = Label::new("12/4 · quý 2 · T", "12/4 · quý 2 · T");
const BOOL: Label = Label::new("có · không", "có · không");
const PARTED: Label = Label::new("ngăn bằng ;", "parted by ;");
const LIST: Label = Label::new("F4: danh sách", "F4: the list");
const ROWS: Label = Label::new("Enter: mở", "Enter: open");

/// Says what the field under the cursor takes.
pub(super) fn of(form: &Form, cx: &Cx<'_>) -> Words {
    match form.cell() {
        Some(cell) if cell.field.is_open() => field(cell.field, cx),
        Some(_) => Words::default(),
        None => ROWS.into(),
    }
}

fn field(field: &Field, cx: &Cx<'_>) -> Words {
    match field.kind {
        Kind::Text { .. } => Words::default(),
        Kind::Memo { .. } => MEMO.into(),
        Kind::Integer { min, max, .. } | Kind::Decimal { min, max, .. } => between(min, max),
        Kind::Money => MONEY.into(),
        Kind::Quantity { .. } => QUANTITY.into(),
        Kind::Date => DATE.into(),
        Kind::Bool => BOOL.into(),
        Kind::Choice(choices) => listed(choices, cx),
        Kind::Choices(_) | Kind::Link(_) | Kind::Links(_) => LIST.into(),
        Kind::List { .. } => PARTED.into(),
    }
}

fn between(min: i64, max: i64) -> Words {
    if max == i64::MAX {
        return say!("từ {min}", "from {min}", min = show_integer(min));
    }
    // A year is no figure that is read in thousands.
    let written = |n: i64| if (1900..=2100).contains(&n) { n.to_string() } else { show_integer(n) };
    say!("{min} - {max}", "{min} - {max}", min = written(min), max = written(max))
}

/// Writes a short list out; of a longer one it tells the way to it, in the same words for every field, so that a slow
/// line carries them once.
fn listed(choices: Choices, cx: &Cx<'_>) -> Words {
    let labels: Vec<Words> = match choices {
        Choices::Fixed(list) => list.iter().map(|one| one.label.into()).collect(),
        Choices::Catalogue(name) => {
            let entries = cx.records.catalogue(name);
            of_year(&entries, cx.year).into_iter().map(|one| one.label.clone()).collect()
        }
    };
    let joined = |lang| labels.iter().map(|label| label.get(lang)).collect::<Vec<_>>().join(" · ");
    let labels = Words { vi: joined(Lang::Vi), en: joined(Lang::En) };
    if width(&labels.vi).max(width(&labels.en)) <= LIST_COLS { labels } else { LIST.into() }
}

/// Names the record in the path, where its table's name stands before it: by its code, else by its title.
pub(super) fn title(form: &Form, record: &Record, cx: &Cx<'_>) -> Words {
    let schema = form.schema;
    if let Some(step) = form.part.step() {
        return step.label.into();
    }
    if form.is_new {
        return say!("{name} mới", "New {name}", name = schema.name);
    }
    let title = code_of(schema, record).map_or_else(|| show(cx).title_of(schema, record), str::to_owned);
    if title.is_empty() { schema.name.into() } else { say!("{title}", "{title}", title = clip(&title, TITLE_COLS)) }
}

impl Form {
    /// Says what is wrong with the field under the cursor, and whether that forbids saving.
    pub(super) fn complaint(&self) -> Option<(Words, bool)> {
        let cell = self.cell()?;
        if let Some(refusal) = &cell.refusal {
            return Some((say!("! {words}", "! {words}", words = refusal), true));
        }
        let issue = self.issue(cell.field.id)?;
        let kind = issue.severity.label();
        let words = say!("! {kind}: {words}", "! {kind}: {words}", kind = kind, words = issue.words);
        Some((words, issue.severity == Severity::Hard))
    }

    /// Forgets what was wrong with a field, because it changed.
    pub(super) fn settle_issue(&mut self, at: usize) {
        let field = self.cells.get(at).map(|cell| cell.field.id);
        self.issues.retain(|issue| issue.field != field);
        self.early.retain(|issue| issue.field != field);
    }
}
