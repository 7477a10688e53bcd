//! What stands beside the list: all that is known of one task, in few lines.

use crate::register::docket::Standing;
use crate::register::schema::task;
use crate::register::{Id, Label, Read, Value};
use crate::ui::screens::beside::{Line, Sheet, Tone};

const EXTENSIONS: Label = Label::new("Gia hạn", "Extensions");
const SERVES: Label = Label::new("Phục vụ", "It serves");
const CAME: Label = Label::new("Kết quả, ghi chú", "Result and notes");

/// Tells what is known of a task.
pub fn lines(id: Id, mut sheet: Sheet<'_, '_>) -> Vec<Line> {
    let cx = sheet.cx;
    let Some(record) = cx.records.get(&task::SCHEMA, id) else { return Vec::new() };
    let standing = Standing::of(&record, cx.today);
    sheet.push(Tone::Title, &sheet.show.title_of(&task::SCHEMA, &record));
    let tone = if matches!(standing, Standing::Overdue(_)) { Tone::Warn } else { Tone::Text };
    let due = task::SCHEMA.field(task::DUE).map(|field| field.show(&record, sheet.show)).unwrap_or_default();
    sheet.push(tone, &format!("{due}: {}", standing.words().get(cx.lang)));
    sheet.fields(
        &task::SCHEMA,
        &record,
        &[
            task::STATUS,
            task::PROGRESS,
            task::DONE_ON,
            task::LEAD_PERSON,
            task::LEAD_ORG,
            task::PARTNERS,
            task::PRODUCT,
        ],
    );
    sheet.fields(&task::SCHEMA, &record, &[task::ASSIGNER, task::ASSIGNED_ON, task::PRIORITY, task::ORIGIN_DOC]);
    if let Some(Value::List(lines)) = record.get(&task::EXTENSIONS) {
        sheet.heading(EXTENSIONS);
        for (number, text) in (1..).zip(lines) {
            let number: usize = number;
            sheet.push(Tone::Text, &format!("{number}. {text}"));
        }
    }
    let served = [task::MODEL, task::NEIGHBOURHOOD, task::YEAR_PLAN, task::INDICATOR, task::INSPECTION, task::ACTIVITY];
    if served.iter().any(|field| record.contains_key(field)) {
        sheet.heading(SERVES);
        sheet.fields(&task::SCHEMA, &record, &served);
    }
    if [task::RESULT_TEXT, task::NOTE].iter().any(|field| !record.text(*field).is_empty()) {
        sheet.heading(CAME);
        sheet.fields(&task::SCHEMA, &record, &[task::RESULT_TEXT, task::NOTE]);
    }
    sheet.lines
}
