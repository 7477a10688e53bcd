//! Keys that it takes: from anywhere to any screen at most three, to a known record at most six.
#![allow(clippy::expect_used, reason = "a test ends where something is missing")]

use danvan::input::script;
use danvan::register::schema::{model, organisation, task};
use danvan::register::{Accepted, Command, Id, Query, REGISTER, Records, Seen, Set, Value};
use danvan::ui::screens::{ROOMS, Shows};

use crate::desk::{Desk, text};
use crate::pictures;

/// Places to start from: the first screen, a table, a form, a form half typed, a list of several lines, help.
const PLACES: &[&str] = &["", "1<Enter>", "1<Enter><Enter>", "4<Enter><F5>Việc mới<Enter>", "0<Enter>"];

/// Most keys to a screen, and to a record that is known.
const SCREEN: usize = 3;
const RECORD: usize = 6;

fn keys(way: &str) -> usize {
    script(way).expect(way).len()
}

/// Returns the last part of the path on the top line.
fn here(desk: &mut Desk) -> String {
    let screen = desk.screen();
    let path = screen.lines().next().unwrap_or_default().to_owned();
    path.rsplit('›').next().unwrap_or_default().trim().to_owned()
}

#[test]
fn any_screen_is_three_keys_away_from_anywhere() {
    let mut desk = pictures::desk();
    desk.is_wired = false;
    for (place, room) in PLACES.iter().flat_map(|place| ROOMS.iter().map(move |room| (place, room))) {
        let way = format!("<C-k>{}<Enter>", room.key);
        assert!(keys(&way) <= SCREEN, "{way}");
        desk.press(place).press(&way);
        match room.shows {
            Shows::Home => drop(desk.sees(&["1 Mô hình", "0 Tất cả bảng"])),
            Shows::Own(_) | Shows::Entity(_) => {
                let name = room.name(REGISTER, danvan::register::Lang::Vi);
                assert_eq!(here(&mut desk), name, "{place} {way}\n{}", desk.screen());
            }
        }
        desk.press("<C-k>d<Enter>");
    }
}

/// Records that an officer would look for, and what he would type: the part of the name that he has in mind.
const KNOWN: &[(&str, &str)] = &[
    ("Tổ 6 (mẫu)", "to 6"),
    ("Hội Nông dân (tập)", "hnd"),
    ("Người tập 07", "nt07"),
    ("Báo cáo sơ kết quý I", "bcsk"),
    ("Hẻm 12 không rác", "h12k"),
];

#[test]
fn a_known_record_is_six_keys_away() {
    let mut desk = pictures::desk();
    desk.is_wired = false;
    for (schema, id, name) in [
        (&task::SCHEMA, 1, (task::TITLE, "Báo cáo sơ kết quý I")),
        (&model::SCHEMA, 2, (model::NAME, "Hẻm 12 không rác")),
    ] {
        let org = desk.records.page(&Query::all(&organisation::SCHEMA), 0, 1).rows[0].0;
        let mut values = vec![(name.0, text(name.1))];
        values.extend((schema == &model::SCHEMA).then_some((model::ORG, Value::Link(org))));
        let set = values.into_iter().map(|(field, value)| Set { field, seen: Seen::Any, new: Some(value) });
        let (set, accepted) = (set.collect(), Accepted::All("thử".to_owned()));
        desk.apply(&Command::Save { schema, id: Id::from_bits(id), set, accepted }.into()).expect("a record");
    }
    for place in PLACES {
        for (shown, typed) in KNOWN {
            let way = format!("<C-k>{typed}<Enter>");
            assert!(keys(&way) <= RECORD, "{way}");
            desk.press(place).press(&way);
            assert!(desk.screen().contains(shown), "{place} {way}: no {shown} on\n{}", desk.screen());
            assert!(here(&mut desk) != "Tìm nhanh" && desk.screen().contains("Ctrl+G"), "{}", desk.screen());
            desk.press("<C-k>d<Enter>");
        }
    }
}
