//! What a form brings along: fields that go over into the next record, and what past records offer.
#![allow(clippy::unwrap_used)]

use danvan::register::{Id, Records, Value};
use danvan::ui::screens::Table;

use crate::desk::Desk;
use crate::entry::{MODEL, added, new_model, ward};

#[test]
fn a_carried_field_goes_over_until_it_is_switched_off() {
    let mut desk = new_model();
    desk.press("2026<Tab>Hẻm hoa<Tab><Tab><Tab><Tab>Làm đêm<C-r>").sees(&["»", "chép sang các bản thêm sau"]);
    desk.press("<C-g>").sees(&["Đã lưu", "Làm đêm"]);
    assert!(desk.drafts.is_empty(), "what only went over is nothing typed");
    desk.press("2026<Tab>Hẻm cờ<C-g>");
    let content = |desk: &Desk, name: &str| {
        let named = |record: &danvan::register::Record| record.get(&3) == Some(&Value::Text(name.to_owned()));
        added(desk).into_iter().find(named).unwrap().remove(&7)
    };
    assert_eq!(content(&desk, "Hẻm cờ"), Some(Value::Text("Làm đêm".to_owned())));
    // It is kept when the form is left and begun again.
    desk.press("<Esc>");
    desk.open(|_| Box::new(Table::new(MODEL)));
    desk.press("<F5>").sees(&["Làm đêm"]);
    desk.press("<F6>7<Enter><C-r>").sees(&["không chép sang bản sau nữa"]);
    desk.press("<F6>2<Enter>2026<Tab>Hẻm mới<C-g>").misses(&["Làm đêm"]);
}

#[test]
fn what_a_past_record_holds_is_offered_and_kept_only_when_taken() {
    let mut desk = new_model();
    desk.press("2026<Tab>Hẻm hoa<Tab>").sees(&["Văn hóa - xã hội"]);
    desk.press("<Tab>").misses(&["Văn hóa - xã hội"]);
    desk.press("<Up>").sees(&["Văn hóa - xã hội"]);
    // The field is wanted, so Enter takes the offer; the place is not, so Enter passes it by.
    desk.press("<Enter>").sees(&["Văn hóa - xã hội"]);
    desk.press("<Enter><Enter><C-g>").sees(&["Đã lưu"]);
    let record = added(&desk).remove(0);
    assert_eq!(record.get(&4), Some(&Value::Choice("VHXH".to_owned())));
    assert_eq!(record.get(&5), Some(&Value::Link(Id::from_bits(11))));
    assert_eq!(record.get(&6), None);
}

#[test]
fn an_offer_goes_on_while_the_letters_are_its_own_and_right_takes_the_rest() {
    let mut desk = Desk::new(ward());
    desk.open(|cx| danvan::ui::screens::add(MODEL, danvan::register::Record::new(), cx));
    desk.press("2026<Tab>").sees(&["Hẻm sạch"]);
    desk.press("Hẻm").sees(&["Hẻm sạch"]);
    desk.press("x<Backspace>").misses(&["Hẻm sạch"]);
    desk.press("<Backspace><Backspace><Backspace><Up><Down>").sees(&["Hẻm sạch"]);
    desk.press("<Right> đẹp<C-g>").sees(&["Đã lưu"]);
    assert_eq!(added(&desk)[0].get(&3), Some(&Value::Text("Hẻm sạch đẹp".to_owned())));
    assert_eq!(desk.records.page(&danvan::register::Query::all(MODEL), 0, 0).total, 2);
}
