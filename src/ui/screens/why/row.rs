//! One record that makes a figure, in one line.

use crate::register::board::{Gauge, Reason};
use crate::register::record::{Read, Record};
use crate::register::schema::{activity, model, model_year, neighbourhood, neighbourhood_year, progress, task};
use crate::register::{Id, Label, Schema, ShowCx};
use crate::say;
use crate::ui::screen::Cx;
use crate::ui::screens::board::{percent, tally};
use rust_decimal::Decimal;

const WITHOUT_TARGET: Label = Label::new("chưa có chỉ tiêu", "no target");
const WHOLE_WARD: Label = Label::new("toàn phường", "whole ward");

/// One line: when, what, how much.
#[derive(Debug, Default)]
pub struct Row {
    pub when: String,
    pub title: String,
    pub amount: String,
}

impl Row {
    /// Writes a record and what it adds.
    pub fn of(schema: &'static Schema, id: Id, reason: &Reason, cx: &Cx<'_>) -> Self {
        let show = ShowCx { records: cx.records, lang: cx.lang };
        let Some(record) = cx.records.get(schema, id) else { return Self::default() };
        let field = |number| schema.field(number).map(|field| field.show(&record, show)).unwrap_or_default();
        match schema.key {
            "progress" => Self {
                when: field(progress::DATE),
                title: result_title(&record, cx),
                amount: field(progress::QUANTITY),
            },
            "model_year" => {
                let state = field(model_year::YEAR_STATUS);
                let amount = match reason {
                    Reason::Adds(_) => state,
                    Reason::Reached(Some(share)) => format!("{state}  {:>6}", percent(*share * Decimal::ONE_HUNDRED)),
                    Reason::Reached(None) => format!("{state}  {}", WITHOUT_TARGET.get(cx.lang)),
                };
                Self { when: String::new(), title: model_of(id, cx), amount }
            }
            "task" => {
                let late = record.day(task::DUE).map_or(0, |due| (cx.today - due.last()).num_days());
                let amount = say!("muộn {n} ngày", "{n} days late", n = late);
                let title = show.title_of(schema, &record);
                Self { when: field(task::DUE), title, amount: amount.get(cx.lang).to_owned() }
            }
            "activity" => Self {
                when: field(activity::DATE),
                title: record.text(activity::TITLE).to_owned(),
                amount: added(reason),
            },
            "neighbourhood_year" => {
                let place = record.link(neighbourhood_year::NEIGHBOURHOOD);
                let title = place.map(|id| show.title(&neighbourhood::SCHEMA, id)).unwrap_or_default();
                Self { when: field(neighbourhood_year::YEAR), title, amount: added(reason) }
            }
            _ => Self { when: String::new(), title: show.title_of(schema, &record), amount: added(reason) },
        }
    }
}

fn added(reason: &Reason) -> String {
    match reason {
        Reason::Adds(adds) => tally(adds),
        Reason::Reached(_) => String::new(),
    }
}

/// Names the model of a registration: its code and name.
pub fn model_of(registration: Id, cx: &Cx<'_>) -> String {
    let model = cx.records.get(&model_year::SCHEMA, registration).and_then(|record| record.link(model_year::MODEL));
    model.map(|id| ShowCx { records: cx.records, lang: cx.lang }.title(&model::SCHEMA, id)).unwrap_or_default()
}

/// Names a result: its neighbourhood, its metric, and the model or what it says.
fn result_title(record: &Record, cx: &Cx<'_>) -> String {
    let show = ShowCx { records: cx.records, lang: cx.lang };
    let place = match record.link(progress::NEIGHBOURHOOD) {
        Some(id) if !record.flag(progress::WHOLE_WARD) => show.code(&neighbourhood::SCHEMA, id),
        _ => WHOLE_WARD.get(cx.lang).to_owned(),
    };
    let metric = record.link(progress::METRIC).map(|id| metric_name(id, cx)).unwrap_or_default();
    let model = record.link(progress::MODEL_YEAR).map(|id| model_of(id, cx));
    let what = model.unwrap_or_else(|| record.text(progress::TEXT).replace('\n', " "));
    [place, metric, what].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" · ")
}

fn metric_name(id: Id, cx: &Cx<'_>) -> String {
    Gauge::of_metric(cx.records, id).map(|gauge| gauge.name.get(cx.lang).to_owned()).unwrap_or_default()
}
