//! The pictures of the README and the manual: real screens over the practice ward, always of the same morning.
#![allow(clippy::expect_used)]

use danvan::register::practice::{Size, practice};
use danvan::register::schema::{body, membership, neighbourhood, person};
use danvan::register::{Accepted, Command, Id, MemoryRecords, Query, REGISTER, Records, Seen, Set, Value};
use danvan::text::day::Day;
use danvan::ui::app::Settings;
use danvan::ui::screens::Board;
use danvan::ui::theme::Theme;

use crate::desk::{Desk, now, settings, text};
use crate::founding;
use crate::picture::compare;

/// The seed of the ward that `danvan --demo` opens.
const SEED: u64 = 1;

/// A result on its way in: the model by part of its name, the figure as people say it.
const FORM: &str =
    "<C-k>nhat ky<Enter><F5><Enter>2026 duong hoa so 12<Enter>tdp06<Enter><Enter>dat<Enter>hơn 4.000 m2<Enter>";

/// Ways from the first screen to each picture, and something that is seen there.
const WAYS: &[(&str, &str, &str)] = &[
    ("home", "", "Nhiệm vụ quá hạn"),
    ("models", "<C-k>luot dang ky<Enter><Right><Right><Down><Down>", "Trạng thái năm"),
    ("room", "<C-k>1<Enter><Down><Down>", "Đang triển khai"),
    ("steps", "<C-k>1<Enter><C-l>", "Bước tiếp theo"),
    ("tasks", "<C-k>4<Enter><Down>", "Quá hạn"),
    ("form", FORM, "hơn 4.000"),
    ("pick", "<C-k>nhat ky<Enter><F5><Enter>2026 duong hoa<Enter>", "Tuyến đường hoa"),
    ("menu", "<C-k>luot dang ky<Enter><F9>", "Lọc theo ô"),
    ("help", "<C-k>nhat ky<Enter><F5><F6>so luong<Enter><F1>", "hơn 4.000"),
    ("history", "<C-k>luot dang ky<Enter>duong hoa<C-k>lich su<Enter>", "→"),
    ("palette", "<C-k>hien dat", "Hiến đất"),
];

/// Makes the practice ward.
fn practice_desk() -> Desk {
    let mut made = Desk::new(MemoryRecords::new(REGISTER));
    for request in practice(SEED, now().date_naive(), Size::WARD) {
        made.apply(&request).expect("a practice ward");
    }
    made
}

/// Returns the records of the practice ward.
pub fn practice_records() -> MemoryRecords {
    practice_desk().records
}

/// Sits down in the practice ward, with all its past.
pub fn desk() -> Desk {
    let made = practice_desk();
    let seen = Settings { ward: "Phường Thực Hành".to_owned(), theme: Theme::COLOURS, ..settings() };
    let mut desk = Desk::with(seen, made.records);
    desk.log = made.log;
    desk
}

/// Ways from the board of neighbourhoods to each of its pictures, and something that is seen there.
const BOARD_WAYS: &[(&str, &str, &str)] = &[
    ("board", "<Right><Down><Down><Down><Down><Down><Down><Down>", "TỔNG"),
    ("heat", "<Right><Down><C-t><Down><Down>", "HTCT"),
    ("chart", "<Right><Right><Right><Right><Right><Right><Right><Right><Right><End><C-t><C-t>", "Theo tháng"),
    ("why", "<Right><Right><Right><Right><Right><Right><Right><Right><Right><End><Enter>", "lần ghi kết quả"),
];

#[test]
fn the_pictures_of_the_board_show_it() {
    for (name, way, seen) in BOARD_WAYS {
        let mut desk = desk();
        desk.open(|_| Box::new(Board::new()));
        desk.press(way).sees(&[seen]);
        compare(name, &desk.picture());
    }
}

/// Ways from the first screen to each picture of the committee, and something that is seen there.
const COMMITTEE_WAYS: &[(&str, &str, &str)] = &[
    ("committee", "<C-k>5<Enter><Down>", "Trưởng ban"),
    ("wizard", "<C-k>5<Enter><C-l>15-QĐ/ĐU, 05/03/2026<C-g>", "Danh sách mới"),
];

/// The committee of the pictures: number, person of the ward, position, post.
const SEATS: &[(i64, &str, &str)] = &[
    (1, "TRUONG_BAN", "Bí thư Đảng ủy"),
    (2, "PHO_TT", "Chủ tịch UB MTTQ"),
    (3, "THANH_VIEN", "Công an phường"),
    (4, "THANH_VIEN", "Hội LHPN"),
];

const BODY: u128 = 1;

/// Gives the practice ward a committee, whose members share the neighbourhoods.
fn appoint(desk: &mut Desk) {
    let records = desk.records.clone();
    let day = |iso: &str| Value::Day(Day::from_iso(iso).expect("a day"));
    let code = |code: &str| Value::Choice(code.to_owned());
    let mut save = |schema, id: u128, values: &[(u16, Value)]| {
        let set = values.iter().cloned().map(|(field, value)| Set { field, seen: Seen::Any, new: Some(value) });
        let (id, set, accepted) = (Id::from_bits(id), set.collect(), Accepted::All("mẫu".to_owned()));
        desk.apply(&Command::Save { schema, id, set, accepted }.into()).expect("a committee");
    };
    let name = text("Ban Chỉ đạo phong trào \"Dân vận khéo\" phường");
    let committee = [(body::KIND, code(body::COMMITTEE)), (body::NAME, name), (body::VALID_FROM, day("2026-01-15"))];
    save(&body::SCHEMA, BODY, &committee);
    let people = records.page(&Query::all(&person::SCHEMA), 0, SEATS.len()).rows;
    let places = records.page(&Query::all(&neighbourhood::SCHEMA), 0, 12).rows;
    for ((number, position, post), (person, _)) in SEATS.iter().zip(people) {
        let own =
            places.iter().map(|(id, _)| *id).skip(usize::try_from(*number).expect("small") - 1).step_by(SEATS.len());
        let seat = [
            (membership::BODY, Value::Link(Id::from_bits(BODY))),
            (membership::PERSON, Value::Link(person)),
            (membership::POSITION, code(position)),
            (membership::POST_HELD, text(post)),
            (membership::ORDER_NO, Value::Integer(*number)),
            (membership::NEIGHBOURHOODS, Value::Links(own.collect())),
            (membership::FROM, day("2026-01-15")),
        ];
        save(&membership::SCHEMA, BODY + u128::try_from(*number).expect("small"), &seat);
    }
}

#[test]
fn the_pictures_of_the_committee_show_it() {
    for (name, way, seen) in COMMITTEE_WAYS {
        let mut desk = desk();
        appoint(&mut desk);
        desk.press(way).sees(&[seen]);
        compare(name, &desk.picture());
    }
}

#[test]
fn the_pictures_of_the_set_up_show_it() {
    let mut desk = founding::empty_desk();
    desk.press("Phường Thực Hành, Thanh Hóa<C-g>");
    desk.press("Nguyễn Thị Tập, Bí thư Đảng ủy, Trưởng ban<Enter>Trần Văn Mẫu, Chủ tịch UBND<C-g>");
    desk.press("TDP 1..12").sees(&["TDP12  Tổ dân phố 12"]);
    compare("set-up", &desk.picture());
}

#[test]
fn the_pictures_show_the_screens() {
    for (name, way, seen) in WAYS {
        let mut desk = desk();
        desk.press(way).sees(&[seen]);
        compare(name, &desk.picture());
    }
}
