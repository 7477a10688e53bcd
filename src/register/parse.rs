//! Reading what people type, field by field: the same in the form, in the grid, from files and from `apply`.

use chrono::NaiveDate;

use super::catalogue::{Entry, of_year};
use super::field::{Choices, Field, Kind};
use super::id::Id;
use super::query::Query;
use super::record::Record;
use super::records::Records;
use super::refusal::{Refusal, day_words, number_words};
use super::schema::Schema;
use super::show::ShowCx;
use super::unique;
use super::value::{Quantity, Value};
use crate::say;
use crate::text::day::{DayCx, parse_day};
use crate::text::fold::{fold, tidy, tidy_memo};
use crate::text::number::{
    Figure, NumberError, Qualifier, convert, parse_decimal, parse_figure, parse_figure_in, parse_integer, parse_money,
};

/// What reading needs: the day, the open year, the register for names and catalogues, the record's other fields.
#[derive(Clone, Copy)]
pub struct ParseCx<'a> {
    /// Today, for `T+3`.
    pub today: NaiveDate,
    /// The open year, for `5/3`.
    pub year: i32,
    /// The register.
    pub records: &'a dyn Records,
    /// The record as typed so far.
    pub record: &'a Record,
}

impl Field {
    /// Reads what was typed: `None` for nothing, `-` for not known, `--` for not applicable.
    pub fn parse(&self, typed: &str, cx: &ParseCx<'_>) -> Result<Option<Value>, Refusal> {
        let line = tidy(typed);
        match line.as_str() {
            "" => return Ok(None),
            "-" => return Ok(Some(Value::NotKnown)),
            "--" => return Ok(Some(Value::NotApplicable)),
            _ => {}
        }
        let value = match &self.kind {
            Kind::Text { .. } => Value::Text(line),
            Kind::Memo { .. } => Value::Text(tidy_memo(typed)),
            Kind::Integer { unit, .. } => Value::Integer(parse_whole(&line, unit)?),
            Kind::Decimal { unit, .. } => Value::Decimal(parse_with_unit(&line, unit)?),
            Kind::Money => Value::Money(parse_money(&line).map_err(|error| number_words(&error))?),
            Kind::Quantity { .. } => Value::Quantity(parse_quantity(self, &line, cx)?),
            Kind::Date => {
                let day = parse_day(&line, &DayCx { today: cx.today, year: cx.year });
                Value::Day(day.map_err(|error| day_words(&error))?)
            }
            Kind::Bool => Value::Bool(parse_flag(&line)?),
            Kind::Choice(choices) => Value::Choice(parse_choice(*choices, &line, cx)?),
            Kind::Choices(choices) => {
                let codes = parts(typed, |part| parse_choice(*choices, part, cx))?;
                Value::Choices(codes)
            }
            Kind::Link(entity) => Value::Link(parse_link(entity, &line, cx)?),
            Kind::Links(entity) => Value::Links(parts(typed, |part| parse_link(entity, part, cx))?),
            Kind::List { .. } => Value::List(list_items(typed)),
        };
        self.check(&value).map_err(Refusal::from)?;
        Ok(Some(value))
    }
}

fn parse_whole(line: &str, unit: &str) -> Result<i64, Refusal> {
    parse_integer(line).or_else(|error| {
        let number = parse_with_unit(line, unit).map_err(|_| number_words(&error))?;
        i64::try_from(number.normalize())
            .ok()
            .filter(|_| number.fract().is_zero())
            .ok_or_else(|| number_words(&NumberError::NotWhole))
    })
}

/// Reads "12,5", or a figure with scale words or a unit that can be turned into the field's own.
fn parse_with_unit(line: &str, unit: &str) -> Result<rust_decimal::Decimal, Refusal> {
    let error = match parse_decimal(line) {
        Ok(number) => return Ok(number),
        Err(error) => error,
    };
    if let NumberError::Ambiguous { .. } = error {
        return Err(number_words(&error));
    }
    let figure = parse_figure(line).map_err(|_| number_words(&error))?;
    if figure.qualifier != Qualifier::Exact {
        return Err(say!(
            "Ô này cần con số đúng, không nhận \"trên\", \"gần\".",
            "This field takes an exact number, no \"over\" or \"nearly\"."
        )
        .into());
    }
    in_unit(&figure, unit)
}

/// Turns a figure into `unit`; a figure without a unit is taken to be in it.
fn in_unit(figure: &Figure, unit: &str) -> Result<rust_decimal::Decimal, Refusal> {
    let Some(typed) = &figure.unit else { return Ok(figure.amount) };
    if fold(typed) == fold(unit) {
        return Ok(figure.amount);
    }
    convert(figure.amount, typed, unit).ok_or_else(|| {
        let wanted = if unit.is_empty() { "không có đơn vị" } else { unit };
        say!(
            "Đơn vị \"{typed}\" không đổi được ra đơn vị của ô này ({wanted}).",
            "The unit \"{typed}\" cannot be turned into this field's unit ({wanted}).",
            typed = typed,
            wanted = wanted
        )
        .into()
    })
}

fn parse_quantity(field: &Field, line: &str, cx: &ParseCx<'_>) -> Result<Quantity, Refusal> {
    let unit = ShowCx::vi(cx.records).unit(field, cx.record);
    let figure = parse_figure_in(line, &unit).map_err(|error| number_words(&error))?;
    if figure.qualifier == Qualifier::Unknown {
        let words = figure.words.clone().or_else(|| Some(line.to_owned()));
        return Ok(Quantity { amount: 0.into(), qualifier: Qualifier::Unknown, words });
    }
    let amount = if unit.is_empty() { figure.amount } else { in_unit(&figure, &unit)? };
    Ok(Quantity { amount: amount.normalize(), qualifier: figure.qualifier, words: None })
}

fn parse_flag(line: &str) -> Result<bool, Refusal> {
    match fold(line).as_str() {
        "co" | "c" | "x" | "1" | "yes" | "y" | "true" | "dung" | "dat" => Ok(true),
        "khong" | "k" | "0" | "no" | "n" | "false" | "sai" | "chua" => Ok(false),
        _ => Err(say!("Ghi \"có\" hoặc \"không\".", "Write \"yes\" or \"no\".").into()),
    }
}

/// Finds the one entry whose code or label is typed, or whose label alone begins with or contains it.
///
/// A whole code or label may be of any year, for a record of that year is changed in this one too; the rest of a label
/// is looked for among the open year's entries.
fn parse_choice(choices: Choices, typed: &str, cx: &ParseCx<'_>) -> Result<String, Refusal> {
    let entries = offered(choices, Some(cx.year), cx.records);
    let wanted = fold(typed);
    let is_whole = |(code, labels): &&Named| fold(code) == wanted || labels.iter().any(|label| fold(label) == wanted);
    let whole = |named: &[Named]| named.iter().find(is_whole).map(|(code, _)| code.clone());
    if let Some(code) = whole(&entries).or_else(|| whole(&offered(choices, None, cx.records))) {
        return Ok(code);
    }
    let near = |test: &dyn Fn(&str) -> bool| -> Vec<&Named> {
        entries.iter().filter(|(_, labels)| labels.iter().any(|label| test(&fold(label)))).collect()
    };
    let mut found = near(&|label| label.starts_with(&wanted));
    if found.is_empty() {
        found = near(&|label| label.contains(&wanted));
    }
    match found.as_slice() {
        [(code, _)] => Ok(code.clone()),
        [] => Err(Refusal {
            words: say!(
                "Danh mục không có \"{typed}\". Bấm F4 để chọn.",
                "The list has no \"{typed}\". Press F4 to choose.",
                typed = typed
            ),
            candidates: entries.iter().map(|(_, labels)| labels[0].clone()).collect(),
        }),
        many => Err(Refusal {
            words: say!(
                "\"{typed}\" khớp {n} mục. Gõ thêm hoặc bấm F4 để chọn.",
                "\"{typed}\" fits {n} entries. Type more or press F4 to choose.",
                typed = typed,
                n = many.len()
            ),
            candidates: many.iter().map(|(_, labels)| labels[0].clone()).collect(),
        }),
    }
}

/// A code that may be chosen, with its labels.
type Named = (String, [String; 2]);

/// Lists the codes that may be chosen, each with its labels; those of one year, or all.
fn offered(choices: Choices, year: Option<i32>, records: &dyn Records) -> Vec<Named> {
    match choices {
        Choices::Fixed(list) => list
            .iter()
            .map(|choice| (choice.code.to_owned(), [choice.label.vi.to_owned(), choice.label.en.to_owned()]))
            .collect(),
        Choices::Catalogue(name) => {
            let entries = records.catalogue(name);
            let chosen = match year {
                Some(year) => of_year(&entries, year),
                None => entries.iter().filter(|entry| entry.active).collect(),
            };
            let named = |entry: &Entry| (entry.code.clone(), [entry.label.vi.clone(), entry.label.en.clone()]);
            chosen.into_iter().map(named).collect()
        }
    }
}

/// Finds the one record that is meant: by id, by code, by its whole title, or by words that only it has.
pub fn parse_link(entity: &str, typed: &str, cx: &ParseCx<'_>) -> Result<Id, Refusal> {
    let Some(schema) = cx.records.dictionary().entity(entity) else {
        return Err(say!("Sổ không có bảng \"{entity}\".", "The register has no \"{entity}\".", entity = entity).into());
    };
    if let Ok(id) = typed.parse::<Id>()
        && cx.records.get(schema, id).is_some()
    {
        return Ok(id);
    }
    let claim = unique::claim_of(typed);
    if let Some(id) = unique::codes(schema).find_map(|set| cx.records.claimed(schema, set, &claim)) {
        return Ok(id);
    }
    find_by_title(schema, typed, cx.records)
}

/// Most candidates that a refusal lists.
const CANDIDATES: usize = 6;

fn find_by_title(schema: &'static Schema, typed: &str, records: &dyn Records) -> Result<Id, Refusal> {
    let page = records.page(&Query::all(schema).search(typed), 0, CANDIDATES);
    let show = ShowCx::vi(records);
    let wanted = fold(typed);
    let whole: Vec<Id> = page
        .rows
        .iter()
        .filter(|(_, record)| {
            fold(&show.title_of(schema, record)) == wanted
                || schema.title.iter().filter_map(|&id| schema.field(id)).any(|f| fold(&f.show(record, show)) == wanted)
        })
        .map(|(id, _)| *id)
        .collect();
    match (whole.as_slice(), page.rows.as_slice()) {
        ([id], _) | ([], [(id, _)]) => Ok(*id),
        ([], []) => Err(say!(
            "Không tìm thấy {name} \"{typed}\". Bấm F4 để chọn, hoặc thêm mới trước.",
            "No {name} \"{typed}\" was found. Press F4 to choose, or add it first.",
            name = schema.name,
            typed = typed
        )
        .into()),
        (_, rows) => Err(Refusal {
            words: say!(
                "\"{typed}\" khớp {n} {name}. Gõ thêm hoặc bấm F4 để chọn.",
                "\"{typed}\" fits {n} of {name}. Type more or press F4 to choose.",
                typed = typed,
                n = page.total,
                name = schema.plural
            ),
            candidates: rows.iter().map(|(_, record)| show.title_of(schema, record)).collect(),
        }),
    }
}

/// Reads several entries parted by `;` or new lines, or by commas where every part alone is an entry.
fn parts<T>(typed: &str, read: impl Fn(&str) -> Result<T, Refusal>) -> Result<Vec<T>, Refusal> {
    let items = list_items(typed);
    let whole: Result<Vec<T>, Refusal> = items.iter().map(|item| read(item)).collect();
    if whole.is_ok() || !typed.contains(',') {
        return whole;
    }
    let split: Result<Vec<T>, Refusal> = items
        .iter()
        .flat_map(|item| item.split(','))
        .map(tidy)
        .filter(|item| !item.is_empty())
        .map(|item| read(&item))
        .collect();
    split.or(whole)
}

fn list_items(typed: &str) -> Vec<String> {
    typed.split([';', '\n']).map(tidy).filter(|item| !item.is_empty()).collect()
}
