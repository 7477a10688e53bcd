//! Which columns a table can show, and choosing among them: one piece for every table.

use super::columns::columns;
use super::view::remember;
use super::{Column, Table, same_in_all, ticket};
use crate::register::{Label, Schema, Scope, Value};
use crate::ui::screen::{Ask, Cx};
use crate::ui::screens::{Offer, Pick, Source};
use crate::ui::views::Views;

const WHICH: Label = Label::new("Các cột của bảng", "Columns of the table");
/// Width of the column of years.
const YEAR_COLS: u16 = 4;

/// A column that can be chosen.
pub struct Choice {
    /// Under what it is remembered.
    pub code: &'static str,
    /// What the list calls it.
    pub label: Label,
    /// The column.
    pub column: Column,
}

/// The columns of a table.
pub struct Offered {
    /// Those that always stand first.
    pub first: Vec<Column>,
    /// Those to choose from.
    pub choices: Vec<Choice>,
    /// Codes of those that are shown until some are chosen.
    pub usual: Vec<&'static str>,
}

impl Offered {
    /// Lists the columns of an entity: the first of its own stays, every field that is open to all can be chosen.
    fn of(schema: &'static Schema, all_years: bool) -> Self {
        let same = same_in_all(schema, all_years);
        let mut usual = columns(schema, same);
        let first: Vec<Column> = usual.drain(..usual.len().min(1)).collect();
        let stays = |id| first.iter().any(|column| column.field.id == id);
        let open = schema.shown_fields().filter(|field| !field.private && Some(field.id) != same && !stays(field.id));
        let choices = open.map(|field| Choice { code: field.key, label: field.label, column: Column::of(field) });
        Self { choices: choices.collect(), usual: usual.iter().map(|column| column.field.key).collect(), first }
    }

    /// Makes the columns of these codes; one that is no longer there is passed over.
    fn columns(&self, codes: &[String]) -> Vec<Column> {
        let named = |code: &str| self.choices.iter().find(|choice| choice.code == code);
        let chosen = |code: &str| named(code).map(|choice| choice.column.clone());
        let others: Vec<Column> = codes.iter().filter_map(|code| chosen(code)).collect();
        let others =
            if others.is_empty() { self.usual.iter().filter_map(|code| chosen(code)).collect() } else { others };
        self.first.iter().cloned().chain(others).collect()
    }
}

impl Table {
    fn offered(&self) -> Offered {
        self.own.map_or_else(|| Offered::of(self.schema, self.all_years), |own| own())
    }

    /// Takes the columns that were chosen, else the usual ones; the year's first where all years are listed.
    pub(super) fn choose_columns(&mut self) {
        self.columns = self.offered().columns(&self.chosen);
        if let (Scope::Year(year), true) = (self.schema.scope, self.all_years) {
            let is_year = |column: &Column| column.via.is_none() && column.field.id == year;
            let field = self.schema.field(year).filter(|field| field.is_year());
            if let Some(field) = field.filter(|_| !self.columns.iter().any(is_year)) {
                self.columns.insert(1.min(self.columns.len()), Column::new(field, YEAR_COLS));
            }
        }
        self.column = self.column.min(self.columns.len().saturating_sub(1));
        self.first = 1;
    }

    /// Lists the columns to choose from, with those marked that are shown.
    pub(super) fn ask_columns(&self, cx: &Cx<'_>) -> Vec<Ask> {
        let offered = self.offered();
        let value = |code: &str| Value::Choice(code.to_owned());
        let shown = |choice: &&Choice| {
            let (field, via) = (choice.column.field, choice.column.via);
            self.columns.iter().any(|column| column.field == field && column.via == via)
        };
        let mut marked: Vec<&Choice> = offered.choices.iter().filter(shown).collect();
        // In the order in which they stand, so that choosing one more leaves the others where they are.
        let place = |choice: &&Choice| self.columns.iter().position(|column| column.field == choice.column.field);
        marked.sort_by_key(place);
        let marked: Vec<Value> = marked.iter().map(|choice| value(choice.code)).collect();
        let offer = |choice: &Choice| Offer {
            value: value(choice.code),
            code: String::new(),
            label: choice.label.get(cx.lang).to_owned(),
        };
        let source = Source::Listed(offered.choices.iter().map(offer).collect());
        vec![Ask::Open(Box::new(Pick::several(WHICH, source, cx.ticket(ticket::COLUMNS), "", &marked, cx)))]
    }

    /// Shows other columns, and remembers them for this table.
    pub(super) fn chose_columns(&mut self, picked: &[Value], cx: &Cx<'_>) -> Vec<Ask> {
        self.chosen = picked.iter().filter_map(Value::as_choice).map(str::to_owned).collect();
        self.view.clear();
        self.choose_columns();
        self.return_to_row(cx);
        let mut views = Views::read(cx.chosen);
        views.of_mut(self.schema.key).columns.clone_from(&self.chosen);
        remember(&views)
    }

    /// Takes over the columns that were chosen before, unless a view has its own.
    pub(super) fn take_chosen(&mut self, cx: &Cx<'_>) {
        let views = Views::read(cx.chosen);
        let chosen = views.of(self.schema.key).map(|looks| looks.columns.as_slice()).unwrap_or_default();
        if self.view.is_empty() && self.chosen != chosen {
            self.chosen = chosen.to_vec();
            self.choose_columns();
        }
    }
}
