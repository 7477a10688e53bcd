//! An example of what a field accepts, for whoever was refused.

use super::field::{Choices, Field, Kind};
use super::parse::ParseCx;
use super::query::Query;
use super::record::Record;
use super::rule::{Rule, RuleCx};
use super::show::ShowCx;
use super::value::Value;

/// Most records of a link's entity that are tried.
const TRIED: usize = 8;

impl Field {
    /// Lists values that the field by itself accepts, the plainest first; none for words, which nobody can make up.
    fn examples(&self, cx: &ParseCx<'_>) -> Vec<Value> {
        let read = |typed: &[&str]| -> Vec<Value> {
            let values = typed.iter().filter_map(|typed| self.parse(typed, cx).ok().flatten());
            values.filter(|value| self.check(value).is_ok()).collect()
        };
        match self.kind {
            Kind::Integer { min, max, .. } => {
                let wanted = [if self.is_year() { i64::from(cx.year) } else { 12 }, min, 0];
                wanted.into_iter().filter(|n| (min..=max).contains(n)).map(Value::Integer).collect()
            }
            Kind::Decimal { .. } => read(&["12,5", "12", "0"]),
            Kind::Money => read(&["310tr", "0"]),
            Kind::Quantity { .. } => read(&["12", "3.000", "0"]),
            Kind::Date => read(&["T", "T-1", "T+1W"]),
            Kind::Bool => vec![Value::Bool(true), Value::Bool(false)],
            Kind::Choice(choices) => codes(choices, cx).into_iter().map(Value::Choice).collect(),
            Kind::Choices(choices) => codes(choices, cx).into_iter().map(|code| Value::Choices(vec![code])).collect(),
            Kind::Link(_) | Kind::Links(_) => {
                let schema = self.kind.target().and_then(|key| cx.records.dictionary().entity(key));
                let rows = schema.map(|schema| cx.records.page(&Query::all(schema), 0, TRIED).rows).unwrap_or_default();
                let several = matches!(self.kind, Kind::Links(_));
                let value = |id| if several { Value::Links(vec![id]) } else { Value::Link(id) };
                rows.into_iter().map(|(id, _)| value(id)).collect()
            }
            Kind::Text { .. } | Kind::Memo { .. } | Kind::List { .. } => Vec::new(),
        }
    }

    /// Writes an example that the field, and a rule that was broken there, accept in this record; as it would be typed.
    pub fn example(&self, broken: Option<(&Rule, super::id::Id)>, cx: &ParseCx<'_>) -> Option<String> {
        let keeps = |value: &Value| {
            let Some((rule, id)) = broken else { return true };
            let mut record: Record = cx.record.clone();
            record.insert(self.id, value.clone());
            (rule.check)(&RuleCx { record: &record, id, records: cx.records, today: cx.today }).is_none()
        };
        // What stands in the other fields of the rule is the likeliest: an end on the day of the start.
        let beside = broken.iter().flat_map(|(rule, _)| rule.on).filter_map(|field| cx.record.get(field));
        let fitting = beside.filter(|value| self.check(value).is_ok()).cloned();
        let value = fitting.chain(self.examples(cx)).find(keeps)?;
        Some(self.edit(&value, ShowCx::vi(cx.records)))
    }
}

fn codes(choices: Choices, cx: &ParseCx<'_>) -> Vec<String> {
    match choices {
        Choices::Fixed(list) => list.iter().map(|choice| choice.code.to_owned()).collect(),
        Choices::Catalogue(name) => {
            let entries = cx.records.catalogue(name);
            entries.iter().filter(|entry| entry.active).map(|entry| entry.code.clone()).collect()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::register::rule::trial::{SELF, Trial};
    use crate::register::schema::{ENTITIES, model_year};

    #[test]
    fn every_example_is_accepted_by_its_field() {
        let trial = Trial::new();
        let record = Record::new();
        let cx = ParseCx { today: trial.today(), year: 2026, records: trial.records(), record: &record };
        for schema in ENTITIES {
            for field in schema.fields.iter().filter(|field| field.is_open()) {
                let Some(example) = field.example(None, &cx) else { continue };
                let value = field.parse(&example, &cx).unwrap_or_else(|refusal| panic!("{}: {refusal:?}", field.key));
                assert!(value.is_some_and(|value| field.check(&value).is_ok()), "{}: {example}", field.key);
            }
        }
    }

    #[test]
    fn an_example_keeps_the_rule_that_was_broken() {
        let trial = Trial::new();
        let record =
            trial.typed(&model_year::SCHEMA, &[(model_year::START, "1/12/2027"), (model_year::END, "1/3/2026")]);
        let cx = ParseCx { today: trial.today(), year: 2026, records: trial.records(), record: &record };
        let rule = model_year::SCHEMA.rules.iter().find(|rule| rule.id == "model_year.dates.order").unwrap();
        let end = model_year::SCHEMA.field(model_year::END).unwrap();
        assert_eq!(end.example(Some((rule, SELF)), &cx).as_deref(), Some("01/12/2027"));
    }
}
