use super::*;
use crate::register::change::Actor;
use crate::register::memory::MemoryRecords;
use crate::register::plan::plan;
use crate::register::schema::{REGISTER, neighbourhood};

const TODAY: &str = "2026-03-05T08:00:00+07:00";

fn now() -> Time {
    Time::parse_from_rfc3339(TODAY).unwrap()
}

fn row(cells: &[&str]) -> Vec<String> {
    cells.iter().map(|cell| (*cell).to_owned()).collect()
}

fn intake(columns: Vec<Option<&'static Field>>) -> Intake {
    Intake {
        schema: &neighbourhood::SCHEMA,
        columns,
        prefill: Record::new(),
        targets: Vec::new(),
        fresh: Id::from_bits(100),
    }
}

fn cx(records: &MemoryRecords) -> IntakeCx<'_> {
    IntakeCx { records, today: now().date_naive(), year: 2026 }
}

#[test]
fn a_header_names_fields_by_label_or_alias_without_marks_and_with_units() {
    let schema = &neighbourhood::SCHEMA;
    let named = |cells: &[&str]| header(schema, &row(cells));
    let code = schema.field(neighbourhood::CODE).unwrap();
    let name = schema.field(neighbourhood::NAME).unwrap();
    let label = code.label.vi.to_uppercase();
    assert_eq!(named(&[&label, "Không có cột này", name.label.en]), Some(vec![Some(code), None, Some(name)]));
    assert_eq!(named(&[&format!("{} (chữ)", name.label.vi), code.key]), Some(vec![Some(name), Some(code)]));
    assert_eq!(named(&["TDP01", "Thanh Lộc Đán"]), None);
    assert_eq!(named(&[]), None);
    // The same field is not named twice.
    assert_eq!(named(&[code.label.vi, code.label.vi]).unwrap()[1], None);
}

#[test]
fn rows_are_new_changed_same_or_wrong_and_find_their_record_by_its_code() {
    let schema = &neighbourhood::SCHEMA;
    let columns = || {
        let names = [neighbourhood::CODE, neighbourhood::NAME];
        names.map(|id| schema.field(id)).to_vec()
    };
    let mut records = MemoryRecords::new(REGISTER);
    let actor = Actor::sole("vp01");
    let first = intake(columns());
    let mut rows = first.read(&[row(&["TDP01", "Tổ 1"]), row(&["TDP02", "Tổ 2"])], 1, cx(&records));
    first.judge(&mut rows, &Accepted::None, &records, &actor, now());
    assert_eq!(rows.iter().map(|row| row.verdict).collect::<Vec<_>>(), [Verdict::New; 2]);
    let commands = rows.iter().filter_map(|row| row.command(&first, &Accepted::None)).collect();
    let planned = plan(&Command::Batch(commands).into(), &records, &actor, now()).unwrap();
    records.apply(1, &planned.changes);

    let second = Intake { fresh: Id::from_bits(200), ..intake(columns()) };
    let block = [
        row(&["tdp01", "Tổ 1"]),
        row(&["TDP02", "Tổ hai"]),
        row(&["TDP03", "Tổ 3"]),
        row(&["TDP03", "Tổ 3 lần nữa"]),
        row(&["", ""]),
        row(&["TDP09", ""]),
    ];
    let mut rows = second.read(&block, 2, cx(&records));
    second.judge(&mut rows, &Accepted::None, &records, &actor, now());
    let told: Vec<(usize, Verdict)> = rows.iter().map(|row| (row.number, row.verdict)).collect();
    assert_eq!(
        told,
        [(2, Verdict::Changed), (3, Verdict::Changed), (4, Verdict::New), (5, Verdict::Wrong), (7, Verdict::Wrong)]
    );
    let fields: Vec<_> = rows[3..].iter().map(|row| row.faults().next().unwrap().field.unwrap().id).collect();
    assert_eq!(fields, [neighbourhood::CODE, neighbourhood::NAME]);
}
