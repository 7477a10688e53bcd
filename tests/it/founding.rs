//! From an empty folder to a ward at work: the set-up by keys, and a committee that is re-made.
#![allow(clippy::expect_used, reason = "a test ends where something is missing")]

use danvan::input::script;
use danvan::register::schema::{body, membership, neighbourhood, organisation, person, ward};
use danvan::register::setup::furnish;
use danvan::register::{Id, MemoryRecords, Query, REGISTER, Read, Records, Schema};

use danvan::ui::app::Settings;
use danvan::ui::theme::Theme;

use crate::desk::{Desk, settings};

/// A register with its catalogues and nothing else, as the first start makes it.
fn empty() -> MemoryRecords {
    let mut desk = Desk::new(MemoryRecords::new(REGISTER));
    let mut last = 1_u128 << 90;
    let request = furnish(&mut || {
        last += 1;
        Id::from_bits(last)
    });
    desk.apply(&request).expect("the catalogues");
    desk.records
}

/// An officer before an empty register, in colours.
pub fn empty_desk() -> Desk {
    Desk::with(Settings { theme: Theme::COLOURS, ..settings() }, empty())
}

fn count(desk: &Desk, schema: &'static Schema) -> usize {
    desk.records.page(&Query::all(schema), 0, 0).total
}

/// What an officer types, step by step.
const WARD: &str = "Phường Trường Sơn, Thanh Hóa<C-g>";
const PEOPLE: &str = "Cao Thị Quỳnh, Bí thư Đảng ủy, Trưởng ban<Enter>Lương Văn Hùng, Chủ tịch UBND, Phó Trưởng ban<Enter>\
    Vy Văn Tàng, Chủ tịch MTTQ<Enter>Lê Thị Bình, Hội Phụ nữ<Enter>Trần Đức, Công an<C-g>";
const PLACES: &str = "TDP 1..12<C-g>";
const UNITS: &str = "Hội Nông dân phường<Enter>Công an phường<C-g>";

#[test]
fn a_ward_is_set_up_in_some_hundred_keys() {
    let mut desk = Desk::new(empty());
    desk.sees(&["Lập sổ", "1/5", "Phường, xã"]);
    desk.press(WARD).sees(&["2/5", "Ban Chỉ đạo"]);
    desk.press(PEOPLE).sees(&["3/5"]);
    desk.press("TDP 1..12").sees(&["TDP01  Tổ dân phố 1", "TDP12  Tổ dân phố 12"]);
    desk.press("<C-g>").sees(&["4/5", "F4"]);
    desk.press(UNITS);
    desk.sees(&["5/5", "phường Trường Sơn, Thanh Hóa: sổ năm 2026", "Khu dân cư: 12", "… và 10 dòng nữa"]);
    assert_eq!(count(&desk, &ward::SCHEMA), 0, "nothing is saved before the last yes");
    desk.press("<C-g>").sees(&["Đã lập sổ", "Phường Trường Sơn · 2026"]);
    assert_eq!((count(&desk, &neighbourhood::SCHEMA), count(&desk, &organisation::SCHEMA)), (12, 2));
    assert_eq!((count(&desk, &person::SCHEMA), count(&desk, &membership::SCHEMA)), (5, 5));
    assert_eq!(desk.log.len(), 1, "one change, one undo");
    assert!(desk.drafts.is_empty());
    let keys: usize = [WARD, PEOPLE, PLACES, UNITS].iter().map(|part| script(part).expect(part).len()).sum();
    assert!(keys <= 320, "{keys} keys: five minutes are enough at one key a second");
}

#[test]
fn organisations_are_marked_in_the_catalogue() {
    let mut desk = Desk::new(empty());
    desk.press(WARD).press("<C-g><C-g><F4>").sees(&["Đơn vị", "Hội Nông dân"]);
    desk.press("<Ins><Ins><Enter>").sees(&["Đảng ủy", "Văn phòng Đảng ủy"]);
    desk.press("<C-g>").sees(&["Đơn vị đăng ký: 2"]);
}

#[test]
fn what_is_wrong_stops_a_step_and_nothing_is_lost() {
    let mut desk = Desk::new(empty());
    desk.press("Trường Sơn<C-g>").sees(&["1/5", "Ghi loại và tên"]);
    assert_eq!(desk.beeps, 1);
    desk.press("<Home>Phường <End>, Thanh Hóa<C-g>").sees(&["2/5"]);
    desk.press("An, Bí thư, Trưởng ban<Enter>Bình, Chủ tịch, Trưởng ban<C-g>").sees(&["chức danh này đã có người"]);
    desk.press("<Esc>").sees(&["1/5", "Phường Trường Sơn, Thanh Hóa"]);
    desk.press("<Esc>").sees(&["Phần đã gõ được giữ lại", "1 Mô hình"]);
    let settings = Settings { drafts: desk.drafts.clone(), ..settings() };
    let mut later = Desk::with(settings, desk.records);
    later.sees(&["Phường Trường Sơn, Thanh Hóa"]).press("<C-g>").sees(&["Bình, Chủ tịch, Trưởng ban"]);
}

#[test]
fn a_committee_is_re_made_in_one_reviewed_change() {
    let mut desk = Desk::new(empty());
    desk.press(WARD).press(PEOPLE).press(PLACES).press("<C-g><C-g>").sees(&["Đã lập sổ"]);
    desk.press("5<Enter>").sees(&[
        "Ban chỉ đạo, tổ giúp việc",
        " 1  Cao Thị Quỳnh",
        "Khu dân cư chưa có người phụ trách: 12",
    ]);
    desk.press("<C-l>").sees(&["Kiện toàn", "1/3"]);
    desk.press("15-QĐ/ĐU, 1/3<C-g>").sees(&["2/3", "giữ   Cao Thị Quỳnh"]);
    // The last line is the officer who leaves; another comes in.
    desk.press("<PgDn><PgDn><End>").press(&"<BS>".repeat("Trần Đức, Công an, Thành viên".chars().count()));
    desk.press("Hà Văn Mới, Công an").sees(&["thêm  Hà Văn Mới", "thôi  Trần Đức"]);
    desk.press("<C-g>").sees(&["3/3", "Quyết định 15-QĐ/ĐU ngày 01/03/2026"]);
    desk.press("<C-g>").sees(&["Đã kiện toàn", " 5  Hà Văn Mới", "Đến 01/03/2026: Ban Chỉ đạo"]);
    let bodies = desk.records.page(&Query::all(&body::SCHEMA), 0, 9).rows;
    assert_eq!(bodies.len(), 2);
    assert_eq!(bodies.iter().filter(|(_, body)| body.contains_key(&body::VALID_TO)).count(), 1);
    let seats = desk.records.page(&Query::all(&membership::SCHEMA), 0, 99).rows;
    let open = seats.iter().filter(|(_, seat)| seat.day(membership::TO).is_none());
    assert_eq!((seats.len(), open.count()), (10, 5));
    assert_eq!(count(&desk, &person::SCHEMA), 6, "who stays is the same person");
    desk.press("<C-u><Enter>").sees(&["Đã hoàn tác", " 5  Trần Đức"]);
}
