//! `danvan export`: one entity's records as a table or as commands.

use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::Path;

use super::args::{Export, ExportFormat};
use super::out::{End, Out, Outcome, Stop};
use super::place::Place;
use crate::exchange::csv::Table;
use crate::exchange::jsonl;
use crate::register::record::common;
use crate::register::schema::Scope;
use crate::register::{Field, FieldId, Id, Query, REGISTER, Read, Record, Records, Schema, ShowCx, Test};
use crate::say;

/// Rows taken from the register at once.
const ROWS: usize = 1024;

/// Writes the records to the file that was named, or prints them.
pub(super) fn run(place: &Place, asked: &Export, out: &mut Out) -> Outcome {
    let schema = entity(&asked.entity)?;
    let past = asked.as_of.as_deref().map(|asked| place.as_of(asked)).transpose()?;
    let records = past.as_ref().unwrap_or(&place.store).read();
    let selection = Selection::new(schema, asked, &records)?;
    let lang = out.lang;
    deliver(asked.output.as_deref(), out, |mut to| selection.write(&mut to, lang))
}

/// Writes to the file that was named, whole or not at all, or prints where none was.
pub(super) fn deliver(
    output: Option<&Path>,
    out: &mut Out,
    write: impl FnOnce(&mut dyn Write) -> std::io::Result<()>,
) -> Outcome {
    match output {
        Some(path) if path != Path::new("-") => {
            let aside = path.with_extension("part");
            let made = File::create(&aside).and_then(|file| {
                let mut file = BufWriter::new(file);
                write(&mut file)?;
                file.into_inner().map_err(std::io::IntoInnerError::into_error)?.sync_all()?;
                std::fs::rename(&aside, path)
            });
            made.map_err(|error| {
                // What was half written is of no use to anyone.
                let _ = std::fs::remove_file(&aside);
                let (file, error) = (path.display(), error);
                Stop::Refused(say!(
                    "Không ghi được {file}: {error}.",
                    "{file} cannot be written: {error}.",
                    file = file,
                    error = error
                ))
            })?;
        }
        _ => write(out.raw())?,
    }
    Ok(End::Done)
}

/// Finds the entity with this key.
pub(super) fn entity(key: &str) -> Result<&'static Schema, Stop> {
    REGISTER.entity(key).ok_or_else(|| {
        let known: Vec<&str> = REGISTER.0.iter().map(|schema| schema.key).collect();
        Stop::Usage(say!(
            "Sổ không có bảng \"{key}\". Có: {known}.",
            "The register has no entity \"{key}\". There are: {known}.",
            key = key,
            known = known.join(", ")
        ))
    })
}

/// Which records and fields are written, and how.
struct Selection<'a> {
    asked: &'a Export,
    schema: &'static Schema,
    query: Query,
    of_year: Option<(OfYear, i32)>,
    records: &'a dyn Records,
}

impl<'a> Selection<'a> {
    fn new(schema: &'static Schema, asked: &'a Export, records: &'a dyn Records) -> Result<Self, Stop> {
        let mut query = Query::all(schema);
        query.withdrawn = asked.withdrawn;
        let mut of_year = None;
        if let Some(year) = asked.year {
            match OfYear::of(schema) {
                Some(OfYear::Own(field)) => query = query.filter(field, Test::InYear(year)),
                Some(parents) => of_year = Some((parents, year)),
                None => {
                    return Err(Stop::Usage(say!(
                        "Bảng \"{key}\" không chia theo năm. Bỏ --year.",
                        "The entity \"{key}\" has no years. Leave --year out.",
                        key = schema.key
                    )));
                }
            }
        }
        Ok(Self { asked, schema, query, of_year, records })
    }

    fn shows(&self, field: &Field) -> bool {
        self.asked.private || !field.private
    }

    fn wants(&self, record: &Record) -> bool {
        self.of_year.as_ref().is_none_or(|(of_year, year)| of_year.holds(record, *year, self.records))
    }

    fn write(&self, out: &mut impl Write, lang: crate::register::Lang) -> std::io::Result<()> {
        match self.asked.format {
            ExportFormat::Csv => self.table(out, lang),
            ExportFormat::Jsonl => {
                let wanted = |id: Id| self.records.get(self.schema, id).is_some_and(|record| self.wants(&record));
                jsonl::write(out, self.records, &self.query, wanted, |field| self.shows(field))
            }
        }
    }

    fn table(&self, out: &mut impl Write, lang: crate::register::Lang) -> std::io::Result<()> {
        let kept = |field: &Field| match field.id {
            common::WITHDRAWN => self.asked.withdrawn,
            _ => self.shows(field),
        };
        let fields = self.schema.all_fields().filter(|field| kept(field)).collect();
        let mut table = Table::begin(out, self.schema, fields, self.asked.heads(), lang)?;
        let cx = ShowCx { records: self.records, lang };
        let mut from = 0;
        loop {
            let rows = self.records.page(&self.query, from, ROWS).rows;
            from += rows.len();
            for (id, record) in rows.iter().filter(|(_, record)| self.wants(record)) {
                table.row(*id, record, cx)?;
            }
            if rows.len() < ROWS {
                table.finish()?;
                return Ok(());
            }
        }
    }
}

/// How an entity knows its year.
enum OfYear {
    /// By a field of its own.
    Own(FieldId),
    /// As a child row: by the record that this field links to.
    Parent(FieldId, &'static Schema, Box<OfYear>),
}

impl OfYear {
    fn of(schema: &'static Schema) -> Option<Self> {
        if let Scope::Year(field) = schema.scope {
            return Some(Self::Own(field));
        }
        let link = schema.parent?;
        let parent = REGISTER.entity(schema.field(link)?.kind.target()?)?;
        if parent == schema {
            return None;
        }
        Some(Self::Parent(link, parent, Box::new(Self::of(parent)?)))
    }

    fn holds(&self, record: &Record, year: i32, records: &dyn Records) -> bool {
        match self {
            Self::Own(field) => record.get(field).and_then(crate::register::query::year_of) == Some(year),
            Self::Parent(link, schema, of_parent) => {
                let parent = record.link(*link).and_then(|id| records.get(schema, id));
                parent.is_some_and(|parent| of_parent.holds(&parent, year, records))
            }
        }
    }
}
