//! What is asked of a table: by example, by count, the next empty cell.
#![allow(clippy::unwrap_used)]

use danvan::ui::screens::Table;

use crate::desk::{Desk, TDP, ward};

fn table() -> Desk {
    let mut desk = Desk::new(ward());
    desk.open(|_| Box::new(Table::new(TDP)));
    desk
}

#[test]
fn conditions_on_a_blank_form_narrow_the_table() {
    let mut desk = table();
    desk.press("<F7>").sees(&["Số hộ", ">100 · 10..20"]);
    desk.press("<Down><Down>>100<F8>").sees(&["TDP01", "TDP10", "Số hộ >100", "1/2"]).misses(&["TDP02"]);
    // The form comes back with what was asked, and a second field narrows further.
    desk.press("<F7>").sees(&[">100"]).press("<Down>da phuoc<C-g>").sees(&["Đa Phước", "1/1"]).misses(&["TDP01"]);
    desk.press("<F7><F7><F8>").sees(&["TDP02", "/3"]);
    desk.press("<F7><Down><Down><Down>=<F8>").sees(&["TDP01", "TDP02", "TDP10", "/3", "Ghi chú ="]);
    desk.press("<F7><F7><Down><Down>nhiều<F8>").sees(&["Không đọc được con số"]);
    assert!(desk.marked().contains("nhiều"), "{}", desk.screen());
    desk.press("<Esc>").sees(&["TDP02"]);
}

#[test]
fn enter_at_the_end_of_the_form_lists_the_rows() {
    let mut desk = table();
    desk.press("<F7>tdp02").press(&"<Enter>".repeat(5)).sees(&["TDP02", "1/1"]).misses(&["TDP10"]);
}

#[test]
fn the_values_of_a_column_are_counted_and_one_is_dived_into() {
    let mut desk = table();
    desk.press("<Right><Right><Right><F4>").sees(&["(trống)", "100%"]);
    desk.press("<Enter>").sees(&["Ghi chú = (trống)", "1/3"]);
    desk.press("<C-f><Left><F4>").sees(&["95", "33%"]);
    desk.press("<Down><Enter>").sees(&["1/1"]);
}

#[test]
fn the_next_empty_cell_is_found_from_the_row_on() {
    let mut desk = table();
    desk.press("<Right><Right><C-e>").sees(&["không còn ô nào trống"]);
    desk.press("<Right><C-e>");
    assert!(desk.marked().contains("TDP02"));
    desk.press("<C-e><C-e>");
    assert!(desk.marked().contains("TDP01"), "from the top again: {}", desk.screen());
}
