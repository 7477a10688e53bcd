//! What is typed arrives, however it is typed, and survives the line that drops.
#![allow(clippy::expect_used, clippy::unwrap_used)]

use danvan::register::{Read, Record, Value};
use danvan::ui::app::Settings;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::decompose_canonical;

use crate::desk::{Desk, settings};
use crate::entry::{MODEL, added, id, new_model, the_model, ward};

/// A model as it is typed, each field with the key that leaves it.
const FIELDS: &[&str] = &[
    "2026<Enter>",
    "Tuyến đường nở hoa \"Vì phường sạch đẹp\"<Enter>",
    "xã hội<Enter>",
    "ntmk<Enter>",
    "TDP15<Enter>",
    "Vận động nhân dân hiến đất.<Enter>Mở rộng kiệt 12.<Tab>",
    "12/4/2023<Enter>",
    "310tr<Enter>",
    "đất hiến<Enter>",
    "hơn 4.000<Enter>",
    "12,5<Enter>",
    "có<Enter>",
    "gpmb; nông thôn<Enter>",
    "Trần Đình Thọ; ntmk<Enter>",
    "Đội 8; Đội 9<Enter>",
    "0905 123 456<Enter>",
];

/// Returns the only model that was added.
fn the_added(desk: &Desk) -> Record {
    let mut models = added(desk);
    assert_eq!(models.len(), 1, "{models:?}");
    models.remove(0)
}

/// Retypes letters as an input method does: the bare letter, an erasure, the letter with its marks, once for each mark.
fn as_bursts(keys: &str) -> String {
    let mut burst = String::new();
    let mut in_key = false;
    for letter in keys.chars() {
        in_key = letter == '<' || in_key && letter != '>';
        let mut parts = Vec::new();
        decompose_canonical(letter, |part| parts.push(part));
        if in_key || parts.len() == 1 {
            burst.push(letter);
            continue;
        }
        for n in 1..=parts.len() {
            if n > 1 {
                burst.push_str("<BS>");
            }
            // Marks compose with the letter as far as they were typed; what does not compose yet is typed over.
            let so_far: String = parts[..n].iter().copied().nfc().collect();
            burst.push(so_far.chars().next().unwrap());
        }
        burst.push_str("<BS>");
        burst.push(letter);
    }
    burst
}

#[test]
fn a_whole_model_is_typed_and_saved() {
    let mut desk = new_model();
    desk.press(&FIELDS.concat()).press("<C-g>").sees(&["Đã lưu DVK-2026-002"]);
    let model = the_added(&desk);
    assert_eq!(model.text(1), "DVK-2026-002");
    assert_eq!(model.text(3), "Tuyến đường nở hoa \"Vì phường sạch đẹp\"");
    assert_eq!(model.choice(4), Some("VHXH"));
    assert_eq!(model.link(5), Some(id(11)));
    assert_eq!(model.link(6), Some(id(22)));
    assert_eq!(model.text(7), "Vận động nhân dân hiến đất.\nMở rộng kiệt 12.");
    assert_eq!(model.day(8).map(danvan::text::day::Day::iso), Some("2023-04-12".to_owned()));
    assert_eq!(model.integer(9), Some(310_000_000));
    assert_eq!(model.get(&11).map(|value| value.to_json().to_string()), Some(r#"{"n":"4000","q":"hon"}"#.to_owned()));
    assert_eq!(model.get(&13), Some(&Value::Bool(true)));
    assert_eq!(model.get(&14), Some(&Value::Choices(vec!["GPMB".to_owned(), "NTM".to_owned()])));
    assert_eq!(model.links(15), &[id(13), id(11)]);
    assert_eq!(model.get(&16), Some(&Value::List(vec!["Đội 8".to_owned(), "Đội 9".to_owned()])));
    assert!(desk.drafts.is_empty(), "a saved form leaves no draft");
}

#[test]
fn input_methods_and_letters_in_parts_give_the_same_record() {
    let mut whole = new_model();
    whole.press(&FIELDS.concat()).press("<C-g>");
    let expected = the_added(&whole);
    let bursts = as_bursts(&FIELDS.concat());
    assert!(bursts.matches("<BS>").count() > 50, "the bursts erase");
    let in_parts: String = FIELDS.concat().nfd().collect();
    for keys in [bursts, in_parts] {
        let mut desk = new_model();
        desk.press(&keys).press("<C-g>");
        assert_eq!(the_added(&desk), expected);
    }
}

#[test]
fn a_dropped_line_brings_the_form_back_at_every_field() {
    let mut whole = new_model();
    whole.press(&FIELDS.concat()).press("<C-g>");
    let expected = the_added(&whole);
    for typed in 1..=FIELDS.len() {
        let mut before = new_model();
        before.press(&FIELDS[..typed].concat());
        // No hang-up is heard: the program was killed right behind the last field left.
        let drafts = before.drafts;
        assert_eq!(drafts.len(), 1);
        let mut after = Desk::with(Settings { drafts: drafts.clone(), ..settings() }, ward());
        after.drafts = drafts;
        after.press(&FIELDS[typed..].concat()).press("<C-g>");
        assert_eq!(the_added(&after), expected, "killed behind field {typed}");
        assert!(after.drafts.is_empty());
    }
}

#[test]
fn a_hang_up_keeps_the_letters_of_the_field_that_was_not_left() {
    let mut before = new_model();
    before.press("2026<Enter>Tuyến đường no<HangUp>");
    let drafts = before.drafts;
    let mut after = Desk::with(Settings { drafts, ..settings() }, ward());
    after.sees(&["Tuyến đường no"]).press("<BS>ở hoa<Enter><C-g>");
    assert_eq!(the_added(&after).text(3), "Tuyến đường nở hoa");
}

#[test]
fn a_refused_text_stays_and_holds_up_going_on_but_not_going_back() {
    let mut desk = new_model();
    desk.press("2026<Enter>Tên<Enter><Enter><Enter><Enter><Tab>31/2/2023<Enter>");
    assert!(desk.marked().contains("31/2/2023"), "the cursor stays: {}", desk.marked());
    assert_eq!(desk.beeps, 1);
    let refusal = desk.screen();
    assert!(refusal.lines().any(|line| line.starts_with("! ")), "{refusal}");
    desk.press("<Up>");
    assert!(desk.marked().contains("Nội dung"), "{}", desk.marked());
    desk.sees(&["31/2/2023"]);
    desk.press("<Down><BS><BS><BS><BS><BS><BS><BS><BS><BS>8/2/2023<Enter>").sees(&["08/02/2023"]);
    let kept = desk.drafts[0].cells.iter().find(|cell| cell.field == "start").unwrap();
    assert_eq!(kept.value, Some(serde_json::json!("2023-02-08")));
}

#[test]
fn a_refused_text_is_kept_through_esc_and_comes_back() {
    let mut desk = new_model();
    desk.press("2026<Enter>Tên<Enter><Enter><Enter><Enter><Tab>hôm qua kia<Esc>").sees(&["Bản đang gõ được giữ lại"]);
    let settings = Settings { drafts: desk.drafts.clone(), ..settings() };
    let mut again = Desk::with(settings, ward());
    again.sees(&["hôm qua kia", "Đã mở lại bản đang gõ dở"]);
}

#[test]
fn saving_goes_to_the_first_text_that_is_refused() {
    let mut desk = new_model();
    desk.press("2026<Enter>Tên<Enter><Enter><Enter><Enter><Tab>hôm kia kìa<Up><Up>TDP01<C-g>");
    assert!(desk.marked().contains("hôm kia kìa"), "{}", desk.marked());
    assert!(added(&desk).is_empty());
}

#[test]
fn enter_goes_on_and_never_saves() {
    let mut desk = new_model();
    desk.press("2026<Enter>Tên<Enter>");
    for _ in 0..40 {
        desk.press("<Tab>");
    }
    desk.press("<Enter>").sees(&["Đây là ô cuối. Bấm Ctrl+G để lưu."]);
    assert!(added(&desk).is_empty());
}

#[test]
fn going_back_follows_the_path_really_travelled() {
    let mut desk = new_model();
    desk.press("2026<Enter><F6>kinh phi<Enter>");
    assert!(desk.marked().contains("Kinh phí"), "{}", desk.marked());
    desk.press("<F6>5<Enter>");
    assert!(desk.marked().contains("Người phụ trách"), "{}", desk.marked());
    desk.press("<Up>");
    assert!(desk.marked().contains("Kinh phí"));
    desk.press("<Up>");
    assert!(desk.marked().contains("Tên mô hình"));
    desk.press("<F6>19<Enter>").sees(&["Không có ô \"19\""]);
}

#[test]
fn what_a_record_lacks_is_marked_until_it_is_typed() {
    let mut desk = new_model();
    let row = |desk: &mut Desk, label: &str| {
        let at = desk.row_of(label);
        desk.screen().lines().nth(at).unwrap().to_owned()
    };
    assert!(row(&mut desk, "Tên mô hình").contains('*'));
    assert!(row(&mut desk, "Lĩnh vực").contains('○'));
    desk.press("2026<Enter>Tên<Enter>kt<Enter>");
    assert!(!row(&mut desk, "Tên mô hình").contains('*'));
    assert!(!row(&mut desk, "Lĩnh vực").contains('○'));
}

#[test]
fn figures_are_read_back_beside_what_is_typed() {
    let mut desk = new_model();
    desk.press("<F6>kinh phi<Enter>1,2 tỷ").sees(&["= 1.200.000.000 đồng"]);
    desk.press("<Enter>đất<Enter>trên 3 nghìn").sees(&["= trên 3.000 m²"]);
    desk.press("<F6>6<Enter>tdp15<Enter>").sees(&["TDP15                Hải Thành"]);
}

#[test]
fn a_private_field_shows_only_where_the_cursor_stands() {
    let mut desk = the_model();
    desk.misses(&["0905123456"]).press("<F6>17<Enter>").sees(&["0905123456"]);
    desk.press("<Up>").misses(&["0905123456"]).sees(&["***"]);
}

#[test]
fn typing_over_an_entry_of_a_list_means_another_entry() {
    let mut desk = the_model();
    desk.press("<F6>4<Enter>qpan<Enter>").sees(&["Quốc phòng - an ninh"]);
    desk.press("<Up><BS><BS><BS><BS><BS><BS><BS><BS><BS><BS>").sees(&["Quốc phòng"]);
    desk.press("<C-g>");
    assert_eq!(desk.records.all(MODEL).next().unwrap().1.choice(4), Some("QPAN"));
}
