//! Named views of tables: columns, conditions and order under a name, from one session to the next.

use std::collections::BTreeMap;

use danvan::ui::action::Context;
use danvan::ui::app::Settings;
use danvan::ui::screens::Table;

use crate::desk::{Desk, MODEL, TDP, settings, ward};

fn table(chosen: BTreeMap<&'static str, String>) -> Desk {
    let mut desk = Desk::with(Settings { chosen, ..settings() }, ward());
    desk.open(|_| Box::new(Table::new(TDP)));
    desk
}

/// What the session was told to remember, as the next one gets it.
fn remembered(desk: &Desk) -> BTreeMap<&'static str, String> {
    desk.remembered.iter().map(|(name, value)| (*name, value.clone())).collect()
}

#[test]
fn any_table_has_its_columns_chosen_and_they_stay() {
    let mut desk = table(BTreeMap::new());
    desk.sees(&["Số hộ", "Ghi chú"]).misses(&["Lập ngày"]).choose("Chọn cột");
    assert_eq!(desk.app.context(), Context::Pick);
    desk.misses(&["Điện thoại"]).press("ghi chu<Insert><Enter>");
    desk.sees(&["Mã", "Số hộ", "Lập ngày"]).misses(&["Ghi chú"]);
    table(remembered(&desk)).sees(&["Lập ngày"]).misses(&["Ghi chú"]);
}

#[test]
fn a_view_keeps_columns_conditions_and_order_and_is_found_by_key_and_by_name() {
    let mut desk = table(BTreeMap::new());
    let all = desk.screen();
    desk.press("<F7><Down><Down>>100<F8>").press("<Right><Right><C-o><C-o>").sees(&["↓Số hộ", "Số hộ >100"]);
    let seen = desk.screen();
    desk.press("<C-r>").sees(&["Lưu cách đang xem", "Về cách xem thường"]).press("1").sees(&["Tên của cách xem"]);
    desk.press("Tổ đông hộ<Enter>").sees(&["Đã lưu cách xem", "Tổ đông hộ"]);
    desk.press("<C-r>3").misses(&["Số hộ >100", "Tổ đông hộ"]);
    assert_eq!(desk.screen().lines().nth(2), all.lines().nth(2));

    let mut again = table(remembered(&desk));
    again.press("<C-r>").sees(&["Tổ đông hộ", "Số hộ >100", "Delete"]).press("<Enter>").sees(&["↓Số hộ", "Số hộ >100"]);
    assert_eq!(again.screen().lines().nth(2), seen.lines().nth(2));
    let mut again = Desk::with(Settings { chosen: remembered(&desk), ..settings() }, ward());
    again.press("<C-k>dong ho<Enter>").sees(&["Số hộ >100", "Tổ đông hộ"]);
}

#[test]
fn a_view_is_replaced_or_deleted_only_after_a_question() {
    let mut desk = table(BTreeMap::new());
    desk.press("<C-r>1Một<Enter><C-r>3<C-o><C-r>2mot<Enter>").sees(&["Đã có cách xem \"Một\""]);
    desk.press("<Esc><C-r><Delete>").sees(&["Xóa cách xem \"Một\"?"]).press("<Esc><C-r>").sees(&["Một"]);
    desk.press("<Delete><Enter>").sees(&["Đã xóa cách xem"]).press("<C-r>").misses(&["Một"]);
    desk.press("<Delete>").sees(&["Đứng ở một cách xem"]);
}

#[test]
fn a_value_of_a_cell_and_all_years_are_part_of_a_view_and_what_is_gone_is_told() {
    let mut desk = Desk::new(ward());
    desk.open(|_| Box::new(Table::new(MODEL)));
    desk.choose("Mọi năm").press("<Right><Right><C-f><C-r>1Năm đó<Enter>");
    let mut kept = remembered(&desk);
    let mut again = Desk::with(Settings { chosen: kept.clone(), ..settings() }, ward());
    again.open(|_| Box::new(Table::new(MODEL)));
    again.misses(&["Năm "]).press("<C-r>1").sees(&["Năm đó", "Mã             Năm "]);
    let text = kept.get_mut("tables").map(std::mem::take).unwrap_or_default();
    let gone = text.replace("\"name\":\"Năm đó\"", "\"name\":\"Năm đó\",\"asked\":[[\"gone\",\">3\"]]");
    assert_ne!(text, gone);
    kept.insert("tables", gone);
    let mut again = Desk::with(Settings { chosen: kept, ..settings() }, ward());
    again.open(|_| Box::new(Table::new(MODEL)));
    again.press("<C-r>1").sees(&["không còn đọc được: >3"]);
}
