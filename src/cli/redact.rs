//! `danvan redact`: takes what a field of a record ever held out of the journal.

use std::io::{BufRead, Write};
use std::path::Path;

use super::args::Redact;
use super::export::entity;
use super::history::record;
use super::out::{End, Out, Outcome, Stop};
use super::place::{Place, now, options, refuse_missing};
use crate::register::{Actor, ShowCx};
use crate::say;
use crate::store::{OpenError, Redaction, redact};

/// Takes the values out, once whoever asked for it has typed the record's name back.
pub(super) fn run(dir: &Path, asked: &Redact, out: &mut Out) -> Outcome {
    refuse_missing(dir)?;
    let schema = entity(&asked.entity)?;
    let field = schema.field_by_key(&asked.field).ok_or_else(|| {
        Stop::Usage(say!(
            "Bảng \"{entity}\" không có ô \"{field}\"; xem \"danvan fields {entity}\".",
            "The entity \"{entity}\" has no field \"{field}\"; see \"danvan fields {entity}\".",
            entity = schema.key,
            field = asked.field
        ))
    })?;
    let why = crate::text::fold::tidy(&asked.why);
    if why.is_empty() {
        return Err(Stop::Usage(say!("Ghi lý do: --why \"…\".", "Give the reason: --why \"…\".")));
    }
    let (id, actor) = {
        let place = Place::open(dir, out)?;
        let found = {
            let records = place.store.read();
            let id = record(schema, &asked.id, &records)?;
            let cx = ShowCx { records: &records, lang: out.lang };
            out.say(&say!(
                "Sẽ xóa hẳn mọi giá trị từ trước tới nay của ô \"{field}\", {name} \"{title}\". Không lấy lại được.",
                "All that the field \"{field}\" of the {name} \"{title}\" ever held will be taken out for good.",
                field = field.label,
                name = schema.name,
                title = cx.title(schema, id)
            ))?;
            id
        };
        let actor: Actor = place.actor.clone();
        super::place::close(place)?;
        (found, actor)
    };
    if !asked.yes && !agreed(&asked.id, out)? {
        return Err(Stop::Refused(say!("Không khớp; chưa xóa gì.", "That is another one; nothing was taken out.")));
    }
    let wish = Redaction { schema, id, field: field.id, why: &why };
    let redacted = redact(dir, &options(), wish, (&actor, now())).map_err(|error| match error {
        OpenError::Missing(words) => Stop::Refused(words),
        other => Stop::Store(other.words()),
    })?;
    let numbers: Vec<String> = redacted.commits.iter().map(|seq| format!("#{seq}")).collect();
    out.say(&say!(
        "Đã xóa giá trị trong {n} lần ghi ({which}). Chuỗi kiểm tra vẫn liền; mã cuối nay là {head}.",
        "Taken out of {n} commits ({which}). The chain still verifies; the head is {head} now.",
        n = numbers.len(),
        which = numbers.join(" "),
        head = redacted.head.hash
    ))?;
    renew_copies(dir, out)
}

/// Asks to type the record's name back.
fn agreed(id: &str, out: &mut Out) -> Result<bool, Stop> {
    out.say(&say!("Gõ lại \"{id}\" rồi Enter để đồng ý:", "Type \"{id}\" and press Enter to agree:", id = id))?;
    out.flush()?;
    let mut typed = String::new();
    std::io::stdin().lock().read_line(&mut typed)?;
    Ok(typed.trim() == id)
}

/// Makes a new copy where copies go and takes the older ones away, which still hold the values; brings the mirror to the same.
fn renew_copies(dir: &Path, out: &mut Out) -> Outcome {
    let place = Place::open(dir, out)?;
    let renewed = place.store.renew_copies(now());
    super::place::close(place)?;
    match renewed {
        Ok(0) => {}
        Ok(n) => out.say(&say!(
            "Đã thay {n} bản sao lưu cũ bằng một bản mới không còn giá trị ấy.",
            "{n} older copies gave way to a new one without the values.",
            n = n
        ))?,
        Err(error) => out.note(error.words()),
    }
    out.say(&say!(
        "Các bản sao khác, tệp đã xuất, báo cáo đã in và thư mục quarantine có thể vẫn còn giá trị ấy.",
        "Other copies, exported files, printed reports and the quarantine folder may still have the values."
    ))?;
    out.raw().flush()?;
    Ok(End::Done)
}
