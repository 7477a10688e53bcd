//! The ward's grid: neighbourhoods as rows, metrics as columns, one period.

use danvan::input::Input;
use danvan::register::schema::{REGISTER, metric, neighbourhood, progress, ward};
use danvan::register::{Id, MemoryRecords, Query, Read, Record, Records, Value};
use danvan::ui::action::Context;
use danvan::ui::screen::Event;

use crate::desk::{Desk, register, settings, text};

fn records() -> MemoryRecords {
    let tdp = |code: &str, name: &str| [(neighbourhood::CODE, text(code)), (neighbourhood::NAME, text(name))];
    let metric = |code: &str, name: &str, unit: &str, order| {
        let class = Value::Choice(metric::FLOW.to_owned());
        [
            (metric::CODE, text(code)),
            (metric::NAME, text(name)),
            (metric::UNIT, text(unit)),
            (metric::CLASS, class),
            (metric::ORDER, Value::Integer(order)),
            (metric::ACTIVE, Value::Bool(true)),
        ]
    };
    register(
        REGISTER,
        &[
            (&ward::SCHEMA, 1, &[(ward::WARD_NAME, text("Thử"))]),
            (&neighbourhood::SCHEMA, 11, &tdp("TDP01", "Tổ 1")),
            (&neighbourhood::SCHEMA, 12, &tdp("TDP02", "Tổ 2")),
            (&metric::SCHEMA, 21, &metric("DAT", "Đất hiến", "m²", 1)),
            (&metric::SCHEMA, 22, &metric("CONG", "Ngày công", "công", 2)),
        ],
    )
}

fn figures() -> Desk {
    let mut desk = Desk::new(records());
    desk.press("<C-k>luoi so lieu<Enter>");
    assert_eq!(desk.app.context(), Context::Figures);
    desk
}

fn entries(desk: &Desk) -> Vec<Record> {
    desk.records.page(&Query::all(&progress::SCHEMA), 0, 100).rows.into_iter().map(|(_, record)| record).collect()
}

#[test]
fn a_figure_makes_an_entry_corrects_it_and_is_summed_below() {
    let mut desk = figures();
    desk.sees(&[
        "Lưới số liệu khu dân cư",
        "Tháng 3/2026",
        "TDP01",
        "Toàn phường",
        "Đất hiến (m²)",
        "Ngày công (công)",
        "Cộng (đã lưu)",
    ]);
    desk.press("hơn 4.000<Enter>500<Up><Right>15<Enter>").sees(&["3 chưa lưu"]);
    assert!(entries(&desk).is_empty());
    desk.press("<C-g>").sees(&["Đã lưu 3 số liệu", "hơn 4.000", "trên 4.500"]);
    assert_eq!((entries(&desk).len(), desk.log.len(), desk.drafts.len()), (3, 1, 0));
    let first = &entries(&desk)[0];
    assert_eq!(first.day(progress::DATE).map(danvan::text::day::Day::iso).as_deref(), Some("2026-03"));
    // The same cell again: the entry is corrected, no second one is made.
    desk.press("<PgUp><Home><Right>4.100<Enter><C-g>").sees(&["Đã lưu 1 số liệu", "4.600"]);
    assert_eq!(entries(&desk).len(), 3);
    desk.press("<C-u><Enter>").sees(&["trên 4.500"]).press("<C-u><Enter>");
    assert!(entries(&desk).is_empty(), "one undo takes all three back");
}

#[test]
fn a_cell_of_several_entries_is_closed_and_another_period_is_a_grid_of_its_own() {
    let mut desk = figures();
    desk.press("100<Enter><C-g>");
    let made = entries(&desk)[0].clone();
    let set = made.into_iter().map(|(field, value)| (field, None, Some(value))).collect();
    let change = danvan::register::Change { schema: &progress::SCHEMA, id: Id::from_bits(99), set };
    let seq = desk.records.seq() + 1;
    desk.records.apply(seq, &[change]);
    desk.press("<PgUp>5").sees(&["Ô này cộng từ 2 bản ghi kết quả"]);
    desk.press("<F7>quy 1<Enter>").sees(&["Quý I/2026", "200"]);
    desk.press("<F7>2/2026<Enter>").sees(&["Tháng 2/2026"]).misses(&["200"]);
    desk.press("<F7>15/2/2026<Enter>").sees(&["không phải tháng, quý hay năm"]);
}

#[test]
fn what_is_wrong_stays_and_what_is_half_typed_comes_back() {
    let mut desk = figures();
    desk.press("5 kg<Enter>7,5<C-g>").sees(&["Chưa lưu, 1 ô phải xem", "5 kg"]);
    assert!(desk.log.is_empty());
    desk.press("<Esc>").sees(&["Chưa lưu 2 số liệu"]);
    let drafts = desk.drafts.clone();
    assert_eq!(drafts.len(), 2);
    let mut again = Desk::with(danvan::ui::app::Settings { drafts, ..settings() }, records());
    again.press("<Esc><C-k>luoi so lieu<Enter>").sees(&["5 kg", "7,5", "2 chưa lưu"]);
    again.press("8<Enter><C-g>").sees(&["Đã lưu 2 số liệu"]);
    assert!(again.drafts.is_empty());
}

#[test]
fn a_block_of_figures_is_laid_over_the_cells_and_every_size_is_drawn() {
    let mut desk = figures();
    desk.feed(Event::Input(Input::Paste("1\t2\n3\t4\n5\t6\n7\t8\n".to_owned())));
    desk.feed(Event::Idle);
    desk.sees(&["Đã đặt 6 trên 8 số liệu"]).press("<C-g>").sees(&["Đã lưu 6 số liệu"]);
    assert_eq!(entries(&desk).len(), 6);
    desk.is_wired = false;
    for cols in (1..=120).step_by(13) {
        for rows in [1, 2, 7, 8, 9, 20, 50] {
            desk.resize(cols, rows);
            desk.feed(Event::Input(Input::Resize { cols, rows }));
            desk.feed(Event::Idle);
            desk.screen();
            desk.press("<End><Up><Home><Down>");
            desk.screen();
        }
    }
}

#[test]
fn the_grid_opens_from_board_and_table_on_the_neighbourhood_and_its_metrics_are_remembered() {
    let mut desk = Desk::new(records());
    desk.press("<C-k>=<Enter><F2>q1<Enter><Down><Insert>");
    assert_eq!(desk.app.context(), Context::Figures);
    desk.sees(&["Quý I/2026", "Đất hiến (m²)"]).press("7<Enter><C-g>").sees(&["Đã lưu 1 số liệu"]);
    assert_eq!(entries(&desk)[0].link(progress::NEIGHBOURHOOD), Some(Id::from_bits(12)), "it stood on that line");
    desk.press("<F6><Tab><Enter>").misses(&["Đất hiến (m²)"]).sees(&["Ngày công (công)"]);
    let chosen = desk.remembered.iter().map(|(name, value)| (*name, value.clone())).collect();
    let mut again = Desk::with(danvan::ui::app::Settings { chosen, ..settings() }, records());
    again.press("<C-k>khu dan cu<Enter><Down><Insert>").sees(&["Tháng 3/2026", "Ngày công"]).misses(&["Đất hiến"]);
    again.press("<Esc><Esc><C-k>van ban<Enter><Insert>").sees(&["Kết quả ghi ở bảng"]);
}
