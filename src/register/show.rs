//! Values written for people, and the keys by which they are sorted and found.

use super::field::{Choices, Field, FieldId, Kind};
use super::id::Id;
use super::record::{Read, Record};
use super::records::Records;
use super::schema::Schema;
use super::schema::metric::RATIO;
use super::value::{Quantity, Value};
use super::words::{Label, Lang};
use crate::text::number::{Qualifier, show_decimal, show_integer, show_money};
use crate::text::order::{name_sort_key, sort_key};

/// Shown for a value that nobody knows.
const NOT_KNOWN: Label = Label::new("không rõ", "not known");
/// Shown where the question does not arise.
const NOT_APPLICABLE: Label = Label::new("không áp dụng", "not applicable");
/// Shown for a link whose record is gone.
const GONE: Label = Label::new("(không còn)", "(gone)");
const YES: Label = Label::new("có", "yes");
/// The largest percentage that a part of a whole can be.
const HUNDRED: rust_decimal::Decimal = rust_decimal::Decimal::ONE_HUNDRED;
const NO: Label = Label::new("không", "no");

/// What showing needs: the register, for names and catalogues, and the reader's language.
#[derive(Clone, Copy)]
pub struct ShowCx<'a> {
    /// The register.
    pub records: &'a dyn Records,
    /// The reader's language.
    pub lang: Lang,
}

impl<'a> ShowCx<'a> {
    /// Shows in Vietnamese, as files do.
    pub const fn vi(records: &'a dyn Records) -> Self {
        Self { records, lang: Lang::Vi }
    }

    /// Shows a record in a list or a link: its title fields that are filled, joined by ` · `.
    pub fn title(&self, schema: &'static Schema, id: Id) -> String {
        match self.records.shared(schema, id) {
            Some(record) => self.title_of(schema, &record),
            None => GONE.get(self.lang).to_owned(),
        }
    }

    /// Shows a record that is at hand by its title.
    pub fn title_of(&self, schema: &'static Schema, record: &Record) -> String {
        let parts: Vec<String> = schema
            .title
            .iter()
            .filter_map(|&id| schema.field(id))
            .map(|field| field.show(record, *self))
            .filter(|part| !part.is_empty())
            .collect();
        parts.join(" · ")
    }

    /// Shows the shortest name of a record: its code, else its title.
    pub fn code(&self, schema: &'static Schema, id: Id) -> String {
        let Some(record) = self.records.shared(schema, id) else {
            return GONE.get(self.lang).to_owned();
        };
        match code_of(schema, &record) {
            Some(code) => code.to_owned(),
            None => self.title_of(schema, &record),
        }
    }

    /// Shows one entry of a list of choices.
    pub fn choice(&self, choices: Choices, code: &str) -> String {
        match choices {
            Choices::Fixed(list) => list
                .iter()
                .find(|choice| choice.code == code)
                .map_or_else(|| code.to_owned(), |choice| choice.label.get(self.lang).to_owned()),
            Choices::Catalogue(name) => self
                .records
                .catalogue(name)
                .iter()
                .find(|entry| entry.code == code)
                .map_or_else(|| code.to_owned(), |entry| entry.show(self.lang).to_owned()),
        }
    }

    /// Returns the unit in which a field counts: that of the metric that its record links to.
    ///
    /// The parts of a ratio have none, for only the quotient is a percentage; a figure alone is the percentage that its
    /// source gave, unless it is beyond a hundred and can only be a numerator.
    pub fn unit(&self, field: &Field, record: &Record) -> String {
        let Kind::Quantity { metric } = field.kind else { return String::new() };
        let Some(schema) = self.records.dictionary().entity("metric") else { return String::new() };
        let Some(metric) = record.link(metric).and_then(|id| self.records.shared(schema, id)) else {
            return String::new();
        };
        let is_ratio = schema.field_by_key("class").is_some_and(|class| metric.choice(class.id) == Some(RATIO));
        let beyond =
            || record.get(&field.id).and_then(Value::as_quantity).is_some_and(|figure| figure.amount > HUNDRED);
        if is_ratio && field.ratio_with.is_some_and(|other| record.contains_key(&other) || beyond()) {
            return String::new();
        }
        schema.field_by_key("unit").map(|unit| unit.show(&metric, *self)).unwrap_or_default()
    }
}

/// Returns the code of a record: the field that its code rule fills, else its first unique text.
pub fn code_of<'a>(schema: &Schema, record: &'a Record) -> Option<&'a str> {
    let field = schema.code.as_ref().map(|code| code.field).or_else(|| {
        schema.unique.iter().find(|unique| unique.fields.len() == 1 && unique.for_ever).map(|unique| unique.fields[0])
    })?;
    record.get(&field).and_then(Value::as_text)
}

impl Field {
    /// Shows what the field of `record` holds, with its unit; empty for nothing.
    pub fn show(&self, record: &Record, cx: ShowCx<'_>) -> String {
        let Some(value) = record.get(&self.id) else { return String::new() };
        let shown = self.show_value(value, cx);
        let unit = match (&self.kind, value) {
            (Kind::Quantity { .. }, Value::Quantity(quantity)) if quantity.words.is_none() => cx.unit(self, record),
            (Kind::Integer { unit, .. }, Value::Integer(_)) | (Kind::Decimal { unit, .. }, Value::Decimal(_)) => {
                (*unit).to_owned()
            }
            (Kind::Money, Value::Money(_)) => "đồng".to_owned(),
            _ => String::new(),
        };
        if unit.is_empty() { shown } else { format!("{shown} {unit}") }
    }

    /// Shows a value of this field without its unit.
    pub fn show_value(&self, value: &Value, cx: ShowCx<'_>) -> String {
        match value {
            Value::Text(text) => text.clone(),
            // A bare year is a name rather than an amount.
            Value::Integer(number) if self.is_year() => number.to_string(),
            Value::Integer(number) => show_integer(*number),
            Value::Money(number) => show_money(*number),
            Value::Decimal(number) => show_decimal(*number),
            Value::Quantity(quantity) => show_quantity(quantity),
            Value::Day(day) if cx.lang == Lang::En => day.show_en(),
            Value::Day(day) => day.show(),
            Value::Bool(flag) => (if *flag { YES } else { NO }).get(cx.lang).to_owned(),
            Value::Choice(code) => self.show_choice(code, cx),
            Value::Choices(codes) => codes.iter().map(|code| self.show_choice(code, cx)).collect::<Vec<_>>().join("; "),
            Value::Link(id) => self.show_link(*id, cx),
            Value::Links(ids) => ids.iter().map(|id| self.show_link(*id, cx)).collect::<Vec<_>>().join("; "),
            Value::List(items) => items.join("; "),
            Value::NotKnown => NOT_KNOWN.get(cx.lang).to_owned(),
            Value::NotApplicable => NOT_APPLICABLE.get(cx.lang).to_owned(),
        }
    }

    /// Writes a value as a person would type it, so that [`Field::parse`] gives it back; links by code where they have one.
    pub fn edit(&self, value: &Value, cx: ShowCx<'_>) -> String {
        let code = |id: Id| match self.kind.target().and_then(|key| cx.records.dictionary().entity(key)) {
            Some(schema) => cx.code(schema, id),
            None => id.to_string(),
        };
        match value {
            Value::Link(id) => code(*id),
            Value::Links(ids) => ids.iter().map(|id| code(*id)).collect::<Vec<_>>().join("; "),
            Value::NotKnown => "-".to_owned(),
            Value::NotApplicable => "--".to_owned(),
            _ => self.show_value(value, cx),
        }
    }

    /// Returns whether the field is a calendar year, which is written without grouping.
    pub const fn is_year(&self) -> bool {
        matches!(self.kind, Kind::Integer { min: 1900.., max: ..=2200, .. })
    }

    /// Returns whether the field holds a figure: right-aligned, and measured anew each time rather than carried on.
    pub const fn is_figure(&self) -> bool {
        match self.kind {
            Kind::Integer { .. } => !self.is_year(),
            Kind::Decimal { .. } | Kind::Money | Kind::Quantity { .. } => true,
            Kind::Text { .. }
            | Kind::Memo { .. }
            | Kind::Date
            | Kind::Bool
            | Kind::Choice(_)
            | Kind::Choices(_)
            | Kind::Link(_)
            | Kind::Links(_)
            | Kind::List { .. } => false,
        }
    }

    fn show_choice(&self, code: &str, cx: ShowCx<'_>) -> String {
        self.kind.choices().map_or_else(|| code.to_owned(), |choices| cx.choice(choices, code))
    }

    fn show_link(&self, id: Id, cx: ShowCx<'_>) -> String {
        match self.kind.target().and_then(|key| cx.records.dictionary().entity(key)) {
            Some(schema) => cx.title(schema, id),
            None => id.to_string(),
        }
    }

    /// Returns bytes that sort records by this field; `None` for an empty one, which comes last.
    pub fn sort_key(&self, record: &Record, cx: ShowCx<'_>) -> Option<Vec<u8>> {
        let value = record.get(&self.id)?;
        Some(match value {
            Value::Integer(number) | Value::Money(number) => ordered(i128::from(*number)),
            Value::Decimal(number) => decimal_key(*number),
            Value::Quantity(quantity) => decimal_key(quantity.amount),
            Value::Day(day) => {
                let mut key = ordered(i128::from(chrono::Datelike::num_days_from_ce(&day.first())));
                key.extend(ordered(i128::from(chrono::Datelike::num_days_from_ce(&day.last()))));
                key
            }
            Value::Bool(flag) => vec![u8::from(*flag)],
            Value::Text(text) if self.person_name => name_sort_key(text),
            Value::Text(text) => sort_key(text),
            Value::Choice(code) => self.choice_place(code, cx),
            Value::NotKnown | Value::NotApplicable => vec![0xff],
            Value::Choices(_) | Value::Link(_) | Value::Links(_) | Value::List(_) => {
                sort_key(&self.show_value(value, cx))
            }
        })
    }

    /// Sorts a choice by its place in its list, not by its words.
    fn choice_place(&self, code: &str, cx: ShowCx<'_>) -> Vec<u8> {
        let place = match self.kind.choices() {
            Some(Choices::Fixed(list)) => list.iter().position(|choice| choice.code == code),
            Some(Choices::Catalogue(name)) => cx.records.catalogue(name).iter().position(|entry| entry.code == code),
            None => None,
        };
        ordered(place.map_or(i128::MAX, |place| place as i128))
    }
}

/// Writes a figure with its qualifier, word for word as its source had it, without the unit.
pub fn show_quantity(quantity: &Quantity) -> String {
    match (&quantity.words, quantity.qualifier) {
        (Some(words), _) => words.clone(),
        (None, Qualifier::Exact) => show_decimal(quantity.amount),
        (None, Qualifier::Unknown) => Qualifier::Unknown.word().to_owned(),
        (None, qualifier) => format!("{} {}", qualifier.word(), show_decimal(quantity.amount)),
    }
}

/// Writes what is known of a ratio whose denominator nobody gave: the percentage that its source has, or, beyond a hundred,
/// a numerator that lacks its denominator.
pub fn show_bare_ratio(figure: &Quantity) -> String {
    match &figure.words {
        Some(words) => words.clone(),
        None if figure.amount > HUNDRED => format!("{} (thiếu mẫu số)", show_quantity(figure)),
        None => format!("{}%", show_quantity(figure)),
    }
}

/// Bytes that sort like the number.
fn ordered(number: i128) -> Vec<u8> {
    (number.cast_unsigned() ^ (1 << 127)).to_be_bytes().to_vec()
}

/// Bytes that sort like the decimal: its millionths, which no figure of a register goes below.
fn decimal_key(number: rust_decimal::Decimal) -> Vec<u8> {
    let scaled = number.round_dp(6).normalize();
    let missing = 6_u32.saturating_sub(scaled.scale());
    ordered(scaled.mantissa().saturating_mul(10_i128.pow(missing)))
}

/// Returns bytes that sort the records of `schema` by `sort`, or by the entity's own order where that is empty.
pub fn row_key(schema: &'static Schema, sort: &[(FieldId, bool)], record: &Record, cx: ShowCx<'_>) -> Vec<u8> {
    let mut key = Vec::new();
    let own = schema.order.iter().map(|&field| (field, false));
    let given = sort.iter().copied();
    for (field, descending) in given.chain(own.filter(|_| sort.is_empty())) {
        let part = schema.field(field).and_then(|field| field.sort_key(record, cx));
        push_part(&mut key, part.as_deref(), descending);
    }
    key
}

/// Appends one part so that a shorter part sorts before its continuations, and an empty field after all.
fn push_part(key: &mut Vec<u8>, part: Option<&[u8]>, descending: bool) {
    let Some(part) = part else {
        key.push(0xff);
        return;
    };
    let flip = if descending { 0xff } else { 0 };
    key.push(1);
    for &byte in part {
        // 0 ends a part, so 0 and 1 within are written as two bytes.
        match byte {
            0 | 1 => key.extend([1 ^ flip, (byte + 1) ^ flip]),
            _ => key.push(byte ^ flip),
        }
    }
    key.push(flip);
}

/// Returns the text in which a query's words are looked for: the record's title, and its code where the title lacks it.
pub fn search_text(schema: &'static Schema, record: &Record, cx: ShowCx<'_>) -> String {
    let title = cx.title_of(schema, record);
    match code_of(schema, record) {
        Some(code) if !title.contains(code) => format!("{code} {title}"),
        _ => title,
    }
}
