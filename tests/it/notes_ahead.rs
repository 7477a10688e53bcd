//! Notes on the fields of a record that is not saved yet: kept with its draft, stored with it in one commit.

use danvan::register::remark::notes;
use danvan::register::schema::{REGISTER, indicator, model, organisation};
use danvan::register::{MemoryRecords, Record};
use danvan::ui::app::Settings;
use danvan::ui::screens::add;

use crate::desk::{Desk, register, settings, text};

fn ward() -> MemoryRecords {
    let unit = [(organisation::CODE, text("HPN")), (organisation::NAME, text("Hội Phụ nữ"))];
    register(REGISTER, &[(&organisation::SCHEMA, 11, &unit)])
}

fn new_model() -> Desk {
    let mut desk = Desk::new(ward());
    desk.open(|cx| add(&model::SCHEMA, Record::new(), cx));
    desk
}

#[test]
fn a_note_waits_for_its_record_and_is_saved_with_it() {
    let mut desk = new_model();
    desk.press("<F6>ten mo hinh<Enter>Đường hoa<C-n>hỏi lại chi bộ<Enter>").sees(&["#", "Đường hoa"]);
    assert!(desk.log.is_empty() && notes(&desk.records).is_empty());
    // It comes back with the half-typed form, in another session too, and can be changed or emptied.
    let drafts = desk.drafts.clone();
    assert_eq!(drafts[0].notes.values().collect::<Vec<_>>(), ["hỏi lại chi bộ"]);
    let mut desk = Desk::with(Settings { drafts, ..settings() }, ward());
    desk.sees(&["Đường hoa", "#"]).press("<C-n>").sees(&["hỏi lại chi bộ"]).press(" 3<Enter>");
    desk.press("<F6>don vi dang ky<Enter>HPN<C-n>bỏ<Enter><C-n><Backspace><Backspace><Enter><C-g>");
    assert_eq!(desk.log.len(), 1, "{}", desk.screen());
    let kept = notes(&desk.records);
    assert_eq!((kept.len(), kept[0].words.vi.as_str()), (1, "hỏi lại chi bộ 3"));
    assert_eq!((kept[0].schema, kept[0].field), (&model::SCHEMA, Some(model::NAME)));
    assert!(desk.log[0].changes.iter().any(|change| change.id == kept[0].id), "with its record");
    desk.sees(&["Mô hình mới"]).misses(&["#"]);
    desk.press("<C-u><Enter>");
    assert!(notes(&desk.records).is_empty(), "one undo takes the record and its note back");
}

#[test]
fn a_note_alone_keeps_the_draft_and_one_on_a_part_that_is_not_made_stands_on_the_model() {
    let mut desk = new_model();
    desk.press("<F6>chi tieu<Enter><C-n>chưa thống nhất<Enter><Esc>").sees(&["được giữ lại"]);
    assert_eq!(desk.drafts.len(), 1);
    desk.open(|cx| add(&model::SCHEMA, Record::new(), cx));
    desk.press("<F6>ten mo hinh<Enter>Đường hoa<F6>don vi dang ky<Enter>HPN<Enter><C-g>");
    let kept = notes(&desk.records);
    assert_eq!(kept.len(), 1, "{}", desk.screen());
    assert!(kept[0].field.is_none() && kept[0].words.vi.ends_with(": chưa thống nhất"), "{:?}", kept[0]);
    assert!(desk.log[0].changes.iter().all(|change| *change.schema != indicator::SCHEMA));
}
