//! Records as CSV that a spreadsheet opens without asking: UTF-8 with its mark, no cell that runs as a formula.

use std::io::{self, Write};

use crate::register::{Field, Id, Lang, Record, Schema, ShowCx, Value};

/// How a table is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Heads {
    /// Labels above, values as people read them.
    Labels,
    /// Field keys above, values as one would type them: codes of choices and links, `-` for not known.
    Keys,
}

/// Writes the records of one entity.
pub struct Table<W: Write> {
    writer: csv::Writer<W>,
    fields: Vec<&'static Field>,
    heads: Heads,
}

/// Heads of the column that holds the record's id.
const ID: (&str, &str, &str) = ("id", "Mã nội bộ", "Internal id");

impl<W: Write> Table<W> {
    /// Writes the mark and the heads; one column a field, the record's id last.
    pub fn begin(
        mut out: W,
        schema: &Schema,
        fields: Vec<&'static Field>,
        heads: Heads,
        lang: Lang,
    ) -> io::Result<Self> {
        out.write_all("\u{feff}".as_bytes())?;
        let mut writer = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(out);
        let twice = |label: &str| schema.fields.iter().filter(|field| field.label.get(lang) == label).count() > 1;
        let head = |field: &&'static Field| match (heads, field.label.get(lang)) {
            (Heads::Keys, _) => field.key.to_owned(),
            // Two fields under one label would be one column to whoever reads the file back.
            (Heads::Labels, label) if twice(label) => format!("{label} ({})", field.key),
            (Heads::Labels, label) => label.to_owned(),
        };
        let id = match (heads, lang) {
            (Heads::Keys, _) => ID.0,
            (Heads::Labels, Lang::Vi) => ID.1,
            (Heads::Labels, Lang::En) => ID.2,
        };
        let row: Vec<String> = fields.iter().map(head).chain([id.to_owned()]).map(|cell| guarded(&cell)).collect();
        writer.write_record(&row).map_err(io_error)?;
        Ok(Self { writer, fields, heads })
    }

    /// Writes one record.
    pub fn row(&mut self, id: Id, record: &Record, cx: ShowCx<'_>) -> io::Result<()> {
        let cell = |field: &&'static Field| {
            let value = record.get(&field.id)?;
            Some(match self.heads {
                Heads::Labels => field.show(record, cx),
                Heads::Keys => typed(field, value, cx),
            })
        };
        let cells = self.fields.iter().map(|field| cell(field).unwrap_or_default()).chain([id.to_string()]);
        let row: Vec<String> = cells.map(|cell| guarded(&cell)).collect();
        self.writer.write_record(&row).map_err(io_error)
    }

    /// Writes what is still held back and gives the output back.
    pub fn finish(self) -> io::Result<W> {
        self.writer.into_inner().map_err(|error| io::Error::from(error.error().kind()))
    }
}

/// Writes a value as one would type it, choices by their codes.
fn typed(field: &Field, value: &Value, cx: ShowCx<'_>) -> String {
    match value {
        Value::Choice(code) => code.clone(),
        Value::Choices(codes) => codes.join("; "),
        _ => field.edit(value, cx),
    }
}

/// Puts `'` before a cell that a spreadsheet would run as a formula.
fn guarded(cell: &str) -> String {
    if cell.starts_with(['=', '+', '-', '@', '\t', '\r']) { format!("'{cell}") } else { cell.to_owned() }
}

fn io_error(error: csv::Error) -> io::Error {
    match error.into_kind() {
        csv::ErrorKind::Io(error) => error,
        other => io::Error::other(format!("{other:?}")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::register::field::choice;
    use crate::register::{Dictionary, MemoryRecords};

    static NOTE: Schema = Schema::new(
        1,
        "note",
        ("ghi chú", "note"),
        ("ghi chú", "notes"),
        &[
            Field::text(1, "name", 40, "Tên", "Name"),
            Field::integer(2, "homes", (0, 9_999_999, "hộ"), "Số hộ", "Homes"),
            Field::memo(3, "first", "Ghi chú", "Note"),
            Field::memo(4, "second", "Ghi chú", "Note"),
            Field::fixed(5, "state", &[choice("A", "Mới", "New")], "Trạng thái", "State"),
        ],
    );
    static ENTITIES: [&Schema; 1] = [&NOTE];

    fn state() -> (u16, Value) {
        (5, Value::Choice("A".into()))
    }

    fn written(record: &[(u16, Value)], heads: Heads) -> Vec<String> {
        let records = MemoryRecords::new(Dictionary(&ENTITIES));
        let record: Record = record.iter().cloned().collect();
        let fields = NOTE.fields.iter().collect();
        let mut table = Table::begin(Vec::new(), &NOTE, fields, heads, Lang::Vi).unwrap();
        table.row(Id::from_bits(7), &record, ShowCx::vi(&records)).unwrap();
        let text = String::from_utf8(table.finish().unwrap()).unwrap();
        text.split("\r\n").map(str::to_owned).collect()
    }

    #[test]
    fn labels_and_values_as_people_read_them() {
        let lines = written(&[(1, Value::Text("a, \"b\"".into())), (2, Value::Integer(1234)), state()], Heads::Labels);
        assert_eq!(lines[0], "\u{feff}Tên,Số hộ,Ghi chú (first),Ghi chú (second),Trạng thái,Mã nội bộ");
        assert_eq!(lines[1], "\"a, \"\"b\"\"\",1.234 hộ,,,Mới,00000000000000000000000007");
        assert_eq!(lines[2], "");
    }

    #[test]
    fn keys_and_values_as_typed() {
        let lines = written(&[(2, Value::NotKnown), (3, Value::Text("hai\ndòng".into())), state()], Heads::Keys);
        assert_eq!(lines[0], "\u{feff}name,homes,first,second,state,id");
        assert_eq!(lines[1], ",'-,\"hai\ndòng\",,A,00000000000000000000000007");
    }

    #[test]
    fn no_cell_runs() {
        for text in ["=1+1", "+84", "-2", "@SUM(A1)", "\t=1"] {
            let lines = written(&[(1, Value::Text(text.into()))], Heads::Labels);
            assert!(lines[1].trim_start_matches('"').starts_with('\''), "{text}");
        }
        assert!(written(&[(1, Value::Text("a=b".into()))], Heads::Labels)[1].starts_with("a=b"));
    }
}
