//! Lines that stand for many commands, which are made here and committed as one.

use serde_json::Value as Json;

use super::super::answer::Fault;
use super::super::parts::{Object, expected, known_keys, text_of};
use super::Desk;
use crate::register::catalogue::sets;
use crate::register::change::Command;
use crate::register::flow::{Taker, carry_over, replicate};
use crate::register::id::Id;
use crate::register::parse::parse_link;
use crate::register::record::{Read, Record};
use crate::register::schema::{model, organisation};

impl Desk<'_> {
    /// Reads the line by which a ward takes a ready-made set on.
    pub(super) fn adopt(&mut self, object: &Object, why: &mut String) -> Result<Command, Fault> {
        let name = text_of(object, "adopt")?.ok_or_else(|| expected("adopt", r#""bac_kan""#))?;
        let from = year(object, "year")?;
        let to = if object.contains_key("to_year") { year(object, "to_year")? } else { from };
        let commands = sets::adopt(self.layer, &name, &(from..=to), &mut || self.source.new_id());
        let commands = commands.map_err(|words| Fault::on("adopt", "value", words))?;
        explain(why, || format!("Dùng bộ {name} cho năm {from}–{to}"));
        Ok(Command::Batch(commands))
    }

    /// Reads the line that carries the models of a year into the next one.
    pub(super) fn carry_over(&mut self, object: &Object, why: &mut String) -> Result<Command, Fault> {
        let from = year(object, "carry_over")?;
        let renewal = carry_over(self.layer, from, &mut || self.source.new_id());
        explain(why, || format!("Chuyển năm {from} sang {}", from + 1));
        Ok(Command::Batch(renewal.commands))
    }

    /// Reads the line that spreads a model to other units.
    pub(super) fn replicate(&mut self, object: &Object, why: &mut String) -> Result<Command, Fault> {
        let text = text_of(object, "replicate")?.ok_or_else(|| expected("replicate", r#""DVK-2026-014""#))?;
        let source = self.link("replicate", model::SCHEMA.key, &text)?;
        let year = if object.contains_key("year") { year(object, "year")? } else { self.year };
        let takers = object.get("to").and_then(Json::as_array).ok_or_else(|| expected("to", TAKERS))?;
        let takers: Result<Vec<Taker>, Fault> = takers.iter().map(|json| self.taker(json)).collect();
        let renewal = replicate(self.layer, source, &takers?, year, &mut || self.source.new_id());
        let renewal = renewal.map_err(|words| Fault::on("replicate", "missing", words))?;
        explain(why, || {
            let record = self.layer.get(&model::SCHEMA, source).unwrap_or_default();
            format!("Nhân rộng {}", record.text(model::CODE))
        });
        Ok(Command::Batch(renewal.commands))
    }

    fn taker(&self, json: &Json) -> Result<Taker, Fault> {
        let object = json.as_object().ok_or_else(|| expected("to", TAKERS))?;
        known_keys(object, &["org", "neighbourhood"])?;
        let org = text_of(object, "org")?.ok_or_else(|| expected("org", r#""HPN""#))?;
        let place = text_of(object, "neighbourhood")?;
        Ok(Taker {
            org: self.link("org", organisation::SCHEMA.key, &org)?,
            neighbourhood: place.map(|place| self.link("neighbourhood", "neighbourhood", &place)).transpose()?,
        })
    }

    fn link(&self, key: &str, entity: &str, text: &str) -> Result<Id, Fault> {
        let record = Record::new();
        parse_link(entity, text, &self.parse_cx(&record)).map_err(|refusal| Fault::typed(key, refusal))
    }
}

/// An example of what `to` takes.
const TAKERS: &str = r#"[{"org":"HPN","neighbourhood":"TDP05"}]"#;

fn year(object: &Object, key: &str) -> Result<i32, Fault> {
    let year = object.get(key).and_then(Json::as_i64).filter(|year| (1990..=2100).contains(year));
    year.and_then(|year| i32::try_from(year).ok()).ok_or_else(|| expected(key, "2026"))
}

/// Says why where the line does not, for the one entry in the history.
fn explain(why: &mut String, words: impl FnOnce() -> String) {
    if why.is_empty() {
        *why = words();
    }
}
