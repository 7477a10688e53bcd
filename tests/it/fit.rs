//! Lists that follow what is typed: what fits comes first, and the whole list is one key away.
#![allow(clippy::expect_used, reason = "a test ends where something is missing")]

use danvan::register::schema::{REGISTER, membership, model, model_year, neighbourhood, organisation, person, task};
use danvan::register::{Id, MemoryRecords, Query, Read, Record, Records, Value};
use danvan::ui::action::Context;
use danvan::ui::screens::add;

use crate::desk::{Desk, register, text};

fn link(n: u128) -> Value {
    Value::Link(Id::from_bits(n))
}

fn ward() -> MemoryRecords {
    let unit = |code: &str, name: &str| [(organisation::CODE, text(code)), (organisation::NAME, text(name))];
    let place = |code: &str, name: &str| [(neighbourhood::CODE, text(code)), (neighbourhood::NAME, text(name))];
    let who = |name: &str, org| [(person::FULL_NAME, text(name)), (person::ORG, link(org))];
    let places = Value::Links(vec![Id::from_bits(22)]);
    register(
        REGISTER,
        &[
            (&organisation::SCHEMA, 11, &unit("HPN", "Hội Phụ nữ")),
            (&organisation::SCHEMA, 12, &unit("HND", "Hội Nông dân")),
            (&neighbourhood::SCHEMA, 21, &place("TDP01", "Tổ 1")),
            (&neighbourhood::SCHEMA, 22, &place("TDP02", "Tổ 2")),
            (&person::SCHEMA, 31, &who("Nguyễn Thị Minh Khai", 11)),
            (&person::SCHEMA, 32, &who("Trần Văn Khai", 12)),
            (&person::SCHEMA, 33, &who("Lê Thị Hoa", 11)),
            (&membership::SCHEMA, 41, &[(membership::PERSON, link(32))]),
            (
                &model::SCHEMA,
                51,
                &[(model::NAME, text("Đường hoa")), (model::ORG, link(11)), (model::NEIGHBOURHOODS, places)],
            ),
            (&model_year::SCHEMA, 61, &[(model_year::MODEL, link(51)), (model_year::YEAR, Value::Integer(2026))]),
        ],
    )
}

fn form(key: &'static str) -> Desk {
    let mut desk = Desk::new(ward());
    desk.open(|cx| add(cx.records.dictionary().entity(key).expect(key), Record::new(), cx));
    desk
}

#[test]
fn people_of_the_unit_come_first_and_the_whole_list_is_one_key_away() {
    let mut desk = form("task");
    desk.press("<F6>don vi chu tri<Enter>HPN<Enter><F6>nguoi chu tri<Enter><F4>");
    assert_eq!(desk.app.context(), Context::Pick);
    desk.sees(&["Minh Khai", "Lê Thị Hoa", "hợp các ô đã gõ", "F4 Tất cả"]).misses(&["Trần Văn Khai"]);
    desk.press("<F4>").sees(&["Trần Văn Khai", "1/3"]).press("<F4>").misses(&["Trần Văn Khai"]);
    // Initials find there too; what only the whole list has is found without asking for it.
    desk.press("ntmk").sees(&["Minh Khai"]).misses(&["Lê Thị Hoa"]);
    desk.press("<Backspace><Backspace><Backspace><Backspace>tvk").sees(&["Trần Văn Khai"]).press("<Enter>");
    desk.press("<Up>").sees(&["Trần Văn Khai"]);
    // A list that opens on somebody else is whole.
    desk.press("<F4>").sees(&["Lê Thị Hoa", "/3"]);
}

#[test]
fn a_name_that_several_bear_means_the_one_who_fits() {
    let mut desk = form("task");
    desk.press("<F6>don vi chu tri<Enter>HPN<Enter><F6>nguoi chu tri<Enter>khai<Enter>");
    assert_eq!(desk.app.context(), Context::Form, "no list had to be opened");
    desk.sees(&["Nguyễn Thị Minh Khai"]);
    let mut desk = form("task");
    desk.press("<F6>nguoi chu tri<Enter>khai<Enter>");
    assert_eq!(desk.app.context(), Context::Pick, "without a unit either may be meant");
}

#[test]
fn places_units_and_members_follow_the_model() {
    let mut desk = form("progress");
    desk.press("<F6>mo hinh<Enter>duong hoa<Enter><F6>khu dan cu<Enter><F4>").sees(&["Tổ 2"]).misses(&["Tổ 1"]);
    let mut desk = form("inspection");
    desk.press("<F6>mo hinh<Enter>duong hoa<Enter><F6>don vi<Enter><F4>")
        .sees(&["Hội Phụ nữ"])
        .misses(&["Hội Nông dân"]);
    desk.press("<Esc><F6>thanh phan<Enter><F4>").sees(&["Trần Văn Khai"]).misses(&["Lê Thị Hoa"]);
    assert_eq!(desk.records.page(&Query::all(&task::SCHEMA), 0, 1).total, 0);
}

#[test]
fn the_sheet_of_a_model_asks_about_its_own_part() {
    let mut desk = form("model");
    desk.press("<F6>don vi dang ky<Enter>HPN<Enter><F6>nguoi phu trach<Enter><F4>");
    desk.sees(&["Minh Khai"]).misses(&["Trần Văn Khai"]).press("<Enter><F6>ten<Enter>Thử<Enter><C-g>");
    let made = desk.records.page(&Query::all(&model::SCHEMA), 0, 9).rows;
    assert!(made.iter().any(|(_, record)| record.link(model::OWNER).is_some()), "{made:?}\n{}", desk.screen());
}
