//! One field of a record while it is typed, in a form or in a grid: what is typed, what it was read as, and what the
//! register held when it was seen.

use super::{Edit, Memo};
use crate::register::{Field, Kind, Need, ParseCx, Record, Refusal, ShowCx, Value, Words};
use crate::text::width::width;
use crate::ui::action::Action;
use crate::ui::draft::DraftCell;

/// Where the letters of a field go.
#[derive(Clone, Debug)]
pub enum Editor {
    /// One line.
    Line(Edit),
    /// Several lines.
    Lines(Memo),
}

impl Editor {
    fn new(kind: &Kind) -> Self {
        if matches!(kind, Kind::Memo { .. }) { Self::Lines(Memo::default()) } else { Self::Line(Edit::default()) }
    }

    /// Returns the text exactly as it was typed.
    pub fn text(&self) -> &str {
        match self {
            Self::Line(edit) => edit.text(),
            Self::Lines(memo) => memo.text(),
        }
    }

    /// Replaces the text and puts the cursor behind it.
    pub fn set(&mut self, text: &str) {
        match self {
            Self::Line(edit) => edit.set(text),
            Self::Lines(memo) => memo.set(text),
        }
    }

    /// Inserts what was typed or pasted at the cursor.
    pub fn type_in(&mut self, typed: &str) {
        match self {
            Self::Line(edit) => edit.type_in(typed),
            Self::Lines(memo) => memo.type_in(typed),
        }
    }

    /// Returns the line and the column of the cursor in the text.
    pub fn cursor(&self) -> (usize, usize) {
        match self {
            Self::Line(edit) => (0, edit.column()),
            Self::Lines(memo) => memo.cursor(usize::MAX),
        }
    }

    /// Carries out an action of the keys that edit; returns whether it did something.
    pub fn act(&mut self, action: Action) -> bool {
        match self {
            Self::Line(edit) => edit.act(action),
            Self::Lines(memo) => memo.act(action),
        }
    }
}

/// What a record lacks while a field is empty.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lack {
    /// Nothing.
    Nothing,
    /// It can be saved but is not complete.
    Complete,
    /// It cannot be saved.
    Draft,
}

impl Lack {
    fn of(field: &Field, record: &Record) -> Self {
        match field.need {
            Need::Optional => Self::Nothing,
            Need::Complete => Self::Complete,
            Need::Draft => Self::Draft,
            Need::When(holds) => {
                if holds(record) {
                    Self::Complete
                } else {
                    Self::Nothing
                }
            }
        }
    }
}

/// A text together with the value that it was read as, or that it was written for.
#[derive(Clone, Debug)]
struct Reading {
    text: String,
    value: Option<Value>,
}

/// One field of a record while it is typed.
#[derive(Clone, Debug)]
pub struct Cell {
    /// The field.
    pub field: &'static Field,
    /// Where its letters go.
    pub editor: Editor,
    /// What the register held when the author looked.
    pub seen: Option<Value>,
    /// What the field held when the form began: a default, or the value that is being changed.
    start: Option<Value>,
    /// The last text that was understood, if any.
    reading: Option<Reading>,
    /// Why the text was refused, until it is typed in again.
    pub refusal: Option<Words>,
    /// What is shown beside the text: its unit, what it was read as, where it links to.
    pub echo: String,
    /// What the record lacks while the field is empty.
    pub lack: Lack,
    /// Whether its value goes over into the next new record.
    pub is_carried: bool,
}

impl Cell {
    /// Makes a field that holds `value` where the register holds `seen`.
    pub fn new(field: &'static Field, value: Option<Value>, seen: Option<Value>, show: ShowCx<'_>) -> Self {
        let mut cell = Self {
            field,
            editor: Editor::new(&field.kind),
            seen,
            start: value.clone(),
            reading: None,
            refusal: None,
            echo: String::new(),
            lack: Lack::Nothing,
            is_carried: false,
        };
        cell.put(value, show);
        cell
    }

    /// Returns what the text holds, a value or nothing; `None` while nobody has read it as one.
    pub fn value(&self) -> Option<&Option<Value>> {
        // Nothing typed needs no reading: it is nothing.
        if self.editor.text().is_empty() {
            return Some(&None);
        }
        let reading = self.reading.as_ref().filter(|reading| reading.text == self.editor.text())?;
        Some(&reading.value)
    }

    /// Returns the value that the text is known to hold.
    pub fn known(&self) -> Option<&Value> {
        self.value()?.as_ref()
    }

    /// Returns whether the field differs from what the register held.
    pub fn is_changed(&self) -> bool {
        self.value() != Some(&self.seen)
    }

    /// Returns whether a save has to name this field: it differs from the register, or its author emptied what a new
    /// record would hold by itself.
    pub fn has_say(&self) -> bool {
        self.is_changed() || self.is_touched()
    }

    /// Returns whether a person typed or picked something here.
    pub fn is_touched(&self) -> bool {
        self.value() != Some(&self.start)
    }

    /// Gives the field a value, and the text in which a person would type it.
    pub fn put(&mut self, value: Option<Value>, show: ShowCx<'_>) {
        let text = value.as_ref().map(|value| self.field.edit(value, show)).unwrap_or_default();
        self.editor.set(&text);
        self.understand(value);
    }

    /// Takes the text as it stands in the editor, which may have dropped what cannot be shown, for this value.
    fn understand(&mut self, value: Option<Value>) {
        self.reading = Some(Reading { text: self.editor.text().to_owned(), value });
        self.refusal = None;
    }

    /// Fills in what follows from other fields, for as long as nobody typed here.
    pub fn follow(&mut self, value: Value, show: ShowCx<'_>) {
        if !self.is_touched() && self.known() != Some(&value) {
            self.start = Some(value.clone());
            self.put(Some(value), show);
        }
    }

    /// Begins anew with what the register holds now.
    pub fn restart(&mut self, value: Option<Value>, show: ShowCx<'_>) {
        self.seen.clone_from(&value);
        self.start.clone_from(&value);
        self.put(value, show);
    }

    /// Takes note that the register holds `current` now: where that is what is typed here too, nothing is left to save.
    fn agree(&mut self, current: Option<Value>) {
        if self.value() == Some(&current) {
            self.seen.clone_from(&current);
            self.start = current;
        }
    }

    /// Keeps up with the register, which holds `current` now: that shows at once where nothing is being typed; where something
    /// is, the save will tell.
    pub fn keep_up(&mut self, current: Option<Value>, show: ShowCx<'_>) {
        if self.is_changed() {
            self.agree(current);
        } else if self.seen != current {
            self.restart(current, show);
        }
    }

    /// Writes a known value in the language spoken now.
    pub fn rewrite(&mut self, show: ShowCx<'_>) {
        let Some(value) = self.value().cloned() else { return };
        let text = value.as_ref().map(|value| self.field.edit(value, show)).unwrap_or_default();
        if text != self.editor.text() {
            self.put(value, show);
        }
    }

    /// Reads the text as the field does everywhere. What is refused stays as it was typed.
    pub fn read(&mut self, cx: &ParseCx<'_>, show: ShowCx<'_>) -> Result<(), Refusal> {
        if self.value().is_some() {
            self.refusal = None;
            return Ok(());
        }
        match self.field.parse(self.editor.text(), cx) {
            Ok(value) => {
                self.put(value, show);
                Ok(())
            }
            Err(refusal) => {
                self.refusal = Some(refusal.words.clone());
                Err(refusal)
            }
        }
    }

    /// Writes beside the text what it stands for; a half-typed one is read where that costs no search.
    pub fn tell(&mut self, cx: &ParseCx<'_>, show: ShowCx<'_>) {
        let read_now = |cell: &Self| cell.is_figure().then(|| cell.field.parse(cell.editor.text(), cx).ok()).flatten();
        let value = self.value().cloned().or_else(|| read_now(self)).flatten();
        self.lack = Lack::of(self.field, cx.record);
        self.echo = match value {
            None => self.unit(cx.record, show),
            Some(value) => self.beside(value, cx.record, show),
        };
    }

    /// Writes what the text leaves out: the unit, the title behind a code, or the whole reading where that differs.
    fn beside(&self, value: Value, record: &Record, show: ShowCx<'_>) -> String {
        if self.is_words() {
            return String::new();
        }
        let mut with = record.clone();
        with.insert(self.field.id, value);
        let shown = self.field.show(&with, show);
        match shown.strip_prefix(self.editor.text().trim()) {
            Some(rest) if rest.is_empty() || rest.starts_with(' ') => rest.trim_start_matches([' ', '·']).to_owned(),
            Some(_) | None => format!("= {shown}"),
        }
    }

    /// Returns whether the text is read as something else while it is typed.
    fn is_figure(&self) -> bool {
        match self.field.kind {
            Kind::Integer { .. }
            | Kind::Decimal { .. }
            | Kind::Money
            | Kind::Quantity { .. }
            | Kind::Date
            | Kind::Bool
            | Kind::Choice(_) => true,
            Kind::Text { .. }
            | Kind::Memo { .. }
            | Kind::Choices(_)
            | Kind::Link(_)
            | Kind::Links(_)
            | Kind::List { .. } => false,
        }
    }

    /// Returns whether the text says all there is to say.
    fn is_words(&self) -> bool {
        let words = matches!(self.field.kind, Kind::Text { .. } | Kind::Memo { .. } | Kind::List { .. });
        words && !self.known().is_some_and(Value::is_missing)
    }

    /// Returns whether whoever types at once where this text stands means another one instead of a longer one: an entry
    /// of a list, a figure or a date, and whatever the program filled in by itself.
    pub fn gives_way(&self) -> bool {
        let is_filled_in = self.seen.is_none() && !self.is_touched();
        let is_short = self.is_figure() || matches!(self.field.kind, Kind::Link(_));
        self.known().is_some() && matches!(self.editor, Editor::Line(_)) && (is_short || is_filled_in)
    }

    /// Returns how many columns the text usually takes; `None` where it may take all there are.
    pub fn usual_cols(&self) -> Option<u16> {
        match self.field.kind {
            Kind::Integer { .. } | Kind::Decimal { .. } | Kind::Date => Some(14),
            Kind::Money | Kind::Quantity { .. } | Kind::Link(_) => Some(20),
            Kind::Bool => Some(8),
            // One or two codes leave the names beside them more room.
            Kind::Links(_) if width(self.editor.text()) < 20 => Some(20),
            Kind::Choice(_) | Kind::Links(_) => Some(32),
            Kind::Text { .. } | Kind::Memo { .. } | Kind::Choices(_) | Kind::List { .. } => None,
        }
    }

    fn unit(&self, record: &Record, show: ShowCx<'_>) -> String {
        if !self.field.is_open() {
            return String::new();
        }
        match self.field.kind {
            Kind::Integer { unit, .. } | Kind::Decimal { unit, .. } => unit.to_owned(),
            Kind::Money => "đồng".to_owned(),
            Kind::Quantity { .. } => show.unit(self.field, record),
            Kind::Text { .. }
            | Kind::Memo { .. }
            | Kind::Date
            | Kind::Bool
            | Kind::Choice(_)
            | Kind::Choices(_)
            | Kind::Link(_)
            | Kind::Links(_)
            | Kind::List { .. } => String::new(),
        }
    }

    /// Writes the field down as it stands.
    pub fn to_draft(&self) -> DraftCell {
        DraftCell {
            field: self.field.key.to_owned(),
            text: self.editor.text().to_owned(),
            value: self.known().map(Value::to_json),
            seen: self.seen.as_ref().map(Value::to_json),
        }
    }

    /// Brings back what was written down. A value that no longer reads leaves its text to be read again.
    pub fn bring_back(&mut self, draft: &DraftCell) {
        let read = |json: &Option<serde_json::Value>| {
            json.as_ref().and_then(|json| Value::from_json(&self.field.kind, json).ok())
        };
        let (value, seen) = (read(&draft.value), read(&draft.seen));
        self.editor.set(&draft.text);
        self.reading = None;
        if value.is_some() || draft.text.is_empty() {
            self.understand(value);
        }
        // Someone else may have written the same meanwhile: then there is nothing left to save here.
        if self.value() != Some(&self.seen) {
            self.seen = seen;
        }
    }
}
