//! What is asked of a table: conditions typed on a blank form, the count of a column's values, the next empty cell.

use std::collections::BTreeMap;

use super::value::{ByValue, EMPTY, held};
use super::{Table, no_row, ticket};
use crate::register::{Query, ShowCx, Value};
use crate::say;
use crate::text::fold::fold;
use crate::ui::screen::{Ask, Cx, Notice};
use crate::ui::screens::tally::{Counted, TallyBox};
use crate::ui::screens::{AskForm, Asked};

/// Rows that are in memory at once while the next empty cell is looked for.
const CHUNK: usize = 64;

impl Table {
    /// Opens the blank form, with what was asked before.
    pub(super) fn ask(&self, cx: &Cx<'_>) -> Vec<Ask> {
        vec![Ask::Open(Box::new(AskForm::new(self.schema, &self.asked, cx.ticket(ticket::ASK))))]
    }

    /// Lists the rows that meet the conditions.
    pub(super) fn asked(&mut self, asked: Vec<Asked>, cx: &Cx<'_>) -> Vec<Ask> {
        self.asked = asked;
        self.ask_again(cx);
        Vec::new()
    }

    /// Says what is asked, as it was typed.
    pub(super) fn asked_words(&self, lang: crate::register::Lang) -> Vec<String> {
        let words = |asked: &Asked| {
            let label = self.schema.field(asked.field).map_or("", |field| field.label.get(lang));
            format!("{label} {}", asked.typed)
        };
        self.asked.iter().map(words).collect()
    }

    /// Counts the values of the column under the cursor among the rows that are listed.
    pub(super) fn tally(&self, cx: &Cx<'_>) -> Vec<Ask> {
        let Some(column) = self.columns.get(self.column) else { return Vec::new() };
        let field = column.field;
        let show = ShowCx { records: cx.records, lang: cx.lang };
        let mut counts: BTreeMap<String, Counted> = BTreeMap::new();
        let mut add = |value: Option<Value>| {
            let label = match &value {
                Some(value) => field.show_value(value, show),
                None => EMPTY.get(cx.lang).to_owned(),
            };
            let counted = counts.entry(fold(&label)).or_insert(Counted { value, label, count: 0 });
            counted.count += 1;
        };
        let query = self.query(cx);
        let whole = Query { search: String::new(), ..query.clone() };
        // What is typed to find a row narrows the list, not the count.
        cx.records.scan(self.schema, &mut |_, record| {
            if whole.accepts(&record) {
                match held(column, &record, cx.records) {
                    Some(Value::Links(ids)) => ids.into_iter().for_each(|id| add(Some(Value::Link(id)))),
                    Some(Value::Choices(codes)) => codes.into_iter().for_each(|code| add(Some(Value::Choice(code)))),
                    value => add(value),
                }
            }
        });
        let mut counts: Vec<Counted> = counts.into_values().collect();
        counts.sort_by_key(|counted| std::cmp::Reverse(counted.count));
        vec![Ask::Open(Box::new(TallyBox::new(field.label, counts, cx.ticket(ticket::TALLY))))]
    }

    /// Keeps only the rows with a value that was counted; none stands for an empty cell.
    pub(super) fn dive(&mut self, value: Option<&Value>, cx: &Cx<'_>) -> Vec<Ask> {
        let Some(column) = self.columns.get(self.column) else { return Vec::new() };
        self.by_value = Some(ByValue::new(column.field, column.via, value.cloned(), cx));
        self.ask_again(cx);
        Vec::new()
    }

    /// Goes to the next row whose cell in this column is empty, from the top again after the last.
    pub(super) fn next_empty(&mut self, cx: &Cx<'_>) -> Vec<Ask> {
        let Some(field) = self.columns.get(self.column).map(|column| column.field) else { return no_row() };
        let query = self.query(cx);
        let find = |from: usize, to: usize| {
            let mut at = from;
            while at < to {
                let rows = cx.records.page(&query, at, CHUNK.min(to - at)).rows;
                if rows.is_empty() {
                    return None;
                }
                if let Some(n) = rows.iter().position(|(_, record)| !record.contains_key(&field.id)) {
                    return Some(at + n);
                }
                at += rows.len();
            }
            None
        };
        let here = self.window.at;
        match find(here + 1, self.total).or_else(|| find(0, here + 1)) {
            Some(at) => self.go(at, cx),
            None => vec![Ask::Say(Notice::note(say!(
                "Cột \"{field}\" không còn ô nào trống.",
                "No cell of \"{field}\" is empty.",
                field = field.label
            )))],
        }
    }
}
