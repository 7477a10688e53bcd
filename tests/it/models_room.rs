//! The room of the year's models: the table with its detail, the steps, results as quick lines, carrying over, spreading.
#![allow(clippy::expect_used, clippy::unwrap_used)]

use danvan::input::script;
use danvan::register::schema::model_year::status;
use danvan::register::schema::{indicator, metric, model, model_year, neighbourhood, organisation, progress, task};
use danvan::register::{Id, MemoryRecords, Quantity, REGISTER, Read, Record, Records, Value};
use danvan::ui::action::Context;
use danvan::ui::screens::{Models, Table};

use crate::desk::{Desk, register, settings, text};

const UNIT: u128 = 1;
const WOMEN: u128 = 2;
const PLACE: u128 = 3;
const LAND: u128 = 4;
const FLOWERS: u128 = 11;
const FLAGS: u128 = 12;
const FLOWERS_2026: u128 = 21;
const FLAGS_2026: u128 = 22;
const FLOWERS_2025: u128 = 23;

fn link(id: u128) -> Value {
    Value::Link(Id::from_bits(id))
}

fn code(code: &str) -> Value {
    Value::Choice(code.to_owned())
}

fn day(iso: &str) -> Value {
    Value::Day(danvan::text::day::Day::from_iso(iso).unwrap())
}

/// The fields of a registration with all nine items.
fn form(model: u128, year: i64, state: &str) -> Vec<(u16, Value)> {
    use model_year::{
        AREA_PEOPLE, END, GOALS, JOINING_FORCE, LEAD_FORCE, METHOD, OUTPUTS, PARTNER_FORCE, RESOURCES, SITUATION,
        START, SUSTAIN,
    };
    let memo =
        [SITUATION, GOALS, METHOD, AREA_PEOPLE, LEAD_FORCE, PARTNER_FORCE, JOINING_FORCE, OUTPUTS, SUSTAIN, RESOURCES];
    let mut fields: Vec<(u16, Value)> = memo.iter().map(|field| (*field, text("đã ghi"))).collect();
    fields.extend([
        (model_year::MODEL, link(model)),
        (model_year::YEAR, Value::Integer(year)),
        (model_year::REG_TYPE, code("MOI")),
        (model_year::YEAR_STATUS, code(state)),
        (START, day(&format!("{year}-03"))),
        (END, day(&format!("{year}-11"))),
    ]);
    fields
}

/// A ward with two models: one of 2025 and 2026 at work in one neighbourhood, one of 2026 that is being written.
fn ward() -> MemoryRecords {
    let model = |code_text: &str, name: &str, org, field| {
        vec![
            (model::CODE, text(code_text)),
            (model::NAME, text(name)),
            (model::ORG, link(org)),
            (model::FIELD, code(field)),
            (model::STATE, code(model::AT_WORK)),
        ]
    };
    let mut flowers = model("DVK-2025-001", "Đường hoa Lê Lợi", UNIT, "VHXH");
    flowers.extend([
        (model::SCOPE, code(model::ONE_NEIGHBOURHOOD)),
        (model::NEIGHBOURHOODS, Value::Links(vec![Id::from_bits(PLACE)])),
    ]);
    let mut flags = model("DVK-2026-001", "Đường cờ", WOMEN, "QPAN");
    flags.push((model::SCOPE, code(model::SEVERAL)));
    let mut running = form(FLOWERS, 2026, status::RUNNING);
    running.push((model_year::RECEIVED_ON, day("2026-02-20")));
    register(
        REGISTER,
        &[
            (
                &organisation::SCHEMA,
                UNIT,
                &[(organisation::CODE, text("UBND")), (organisation::NAME, text("UBND phường"))],
            ),
            (
                &organisation::SCHEMA,
                WOMEN,
                &[(organisation::CODE, text("HPN")), (organisation::NAME, text("Hội Phụ nữ"))],
            ),
            (
                &neighbourhood::SCHEMA,
                PLACE,
                &[(neighbourhood::CODE, text("TDP05")), (neighbourhood::NAME, text("Tổ 5"))],
            ),
            (
                &metric::SCHEMA,
                LAND,
                &[
                    (metric::CODE, text("DAT")),
                    (metric::NAME, text("Đất hiến")),
                    (metric::UNIT, text("m²")),
                    (metric::CLASS, code(metric::FLOW)),
                ],
            ),
            (&model::SCHEMA, FLOWERS, &flowers),
            (&model::SCHEMA, FLAGS, &flags),
            (&model_year::SCHEMA, FLOWERS_2026, &running),
            (&model_year::SCHEMA, FLAGS_2026, &form(FLAGS, 2026, status::DRAFT)),
            (&model_year::SCHEMA, FLOWERS_2025, &form(FLOWERS, 2025, status::RECOGNISED)),
            (
                &indicator::SCHEMA,
                31,
                &[
                    (indicator::MODEL_YEAR, link(FLOWERS_2026)),
                    (indicator::METRIC, link(LAND)),
                    (indicator::TARGET, Value::Quantity(Quantity::exact(400))),
                ],
            ),
        ],
    )
}

/// A desk that stands in the room of the year's models.
fn room() -> Desk {
    let mut desk = Desk::new(ward());
    desk.open(|_| Box::new(Models::new()));
    desk
}

fn registration(desk: &Desk, id: u128) -> Record {
    desk.records.get(&model_year::SCHEMA, Id::from_bits(id)).unwrap()
}

fn state(desk: &Desk, id: u128) -> String {
    registration(desk, id).choice(model_year::YEAR_STATUS).unwrap().to_owned()
}

#[test]
fn the_table_shows_the_model_its_state_and_what_is_the_models() {
    let mut desk = room();
    desk.sees(&["Mô hình của năm", "DVK-2025-001 · Đường hoa", "● Đang triển khai", "· Nháp", "UBND", "1/2"]);
    desk.misses(&["Đã công nhận"]);
    desk.press("duong co").sees(&["Tìm: duong co", "DVK-2026-001", "1/1"]).press("<Esc>");
    // The unit is the model's: it filters all the same.
    desk.press("<Right><Right><C-f>").sees(&["Đơn vị đăng ký = Hội Phụ nữ", "1/1"]).press("<C-f>").sees(&["2/2"]);
    desk.press("<C-o>").sees(&["lấy từ mô hình nên không sắp theo được"]);
    desk.press("<Left><C-o>").sees(&["↑Trạng thái năm"]);
}

#[test]
fn the_columns_are_the_officers_and_stay() {
    let mut desk = room();
    desk.misses(&["Loại đăng ký"]).choose("Chọn cột");
    assert_eq!(desk.app.context(), Context::Pick);
    desk.press("loai dang ky<Insert><Enter><Resize 110x24>").sees(&["Loại đăng ký", "Mới", "Đơn vị đăng ký"]);
    let columns = |codes: &str| format!("{{\"model_year\":{{\"columns\":[{codes}]}}}}");
    assert_eq!(desk.remembered, [("tables", columns("\"org\",\"reg_type\""))]);
    let chosen = [("tables", columns("\"end\",\"level\""))].into();
    let mut again = Desk::with(danvan::ui::app::Settings { chosen, ..settings() }, ward());
    again.open(|_| Box::new(Models::new()));
    again.sees(&["Kết thúc", "11/2026", "Cấp"]).misses(&["Đơn vị đăng ký"]);
}

#[test]
fn the_detail_stands_beside_the_table_where_there_is_room() {
    let mut desk = room();
    desk.misses(&["Chín mục"]);
    desk.press("<Resize 130x30>");
    desk.sees(&[
        "Chín mục của bản đăng ký: đủ",
        "Đất hiến: 0 / 400 m²",
        "2025: Đã công nhận",
        "Khu dân cư: TDP05 · Tổ 5",
    ]);
    desk.press("<Down>").sees(&["Lĩnh vực: Quốc phòng - an ninh"]).misses(&["Đất hiến: 0"]);
    desk.press("<Resize 119x30>").misses(&["Chín mục"]);
}

#[test]
fn twins_and_copies_are_told() {
    let mut desk = room();
    desk.press("<Resize 130x40><C-k>").press("<Esc>");
    let twin = format!(
        r#"{{"save":"model","id":"{}","set":{{"name":"Đường hoa Lê Lợi số 2","org":"HPN"}}}}"#,
        Id::from_bits(99)
    );
    crate::models_room::apply(&mut desk, &twin);
    desk.press("<Down><Up>").sees(&["Có thể trùng", "Đường hoa Lê Lợi số 2"]);
}

/// Applies a line of commands as another desk would.
pub fn apply(desk: &mut Desk, line: &str) {
    use danvan::register::wire::{Reader, Source};
    use danvan::register::{Actor, Commit, Words};
    struct Ids;
    impl Source for Ids {
        fn new_id(&mut self) -> Id {
            Id::from_bits(1 << 90)
        }
        fn commit(&self, _: u64) -> Result<Option<Commit>, Words> {
            Ok(None)
        }
    }
    let records = desk.records.clone();
    let request = Reader::new(&records, &Actor::sole("vp01"), crate::desk::now(), 2026, &mut Ids).read(line);
    let commit = desk.apply(&request.unwrap()).unwrap();
    desk.feed(danvan::ui::screen::Event::Committed(commit));
}

#[test]
fn the_steps_say_what_is_missing_and_who_may() {
    let mut desk = room();
    desk.press("<Down><C-l>").sees(&[
        "Bước tiếp theo: 2026 · DVK-2026-001",
        "Nộp bản đăng ký",
        "! còn thiếu 1",
        "Rút đăng ký",
    ]);
    desk.sees(&["Ai làm: đơn vị đăng ký", "Còn thiếu: Ngày nhận"]);
    // The form asks for what is missing and for nothing else.
    desk.press("<Enter>").sees(&["Ngày nhận"]).misses(&["Thực trạng", "Chỉ tiêu"]);
    desk.press("T<C-g>").sees(&["Đã nộp bản đăng ký"]);
    assert_eq!(state(&desk, FLAGS_2026), status::REGISTERED);
    assert_eq!(desk.app.context(), Context::Models);
    assert_eq!(desk.log.len(), 1);
}

#[test]
fn a_step_that_cannot_be_taken_says_why_and_stays() {
    let mut desk = room();
    desk.press("<Down><C-l>1T<C-g><C-l>").sees(&["Khảo sát, thẩm định"]);
    let row = desk.row_of("Khảo sát, thẩm định");
    let number = desk
        .screen()
        .lines()
        .nth(row)
        .unwrap()
        .split_whitespace()
        .find(|word| word.parse::<u8>().is_ok())
        .unwrap()
        .to_owned();
    let beeps = desk.beeps;
    desk.press(&number);
    assert_eq!((desk.beeps, state(&desk, FLAGS_2026).as_str()), (beeps + 1, status::REGISTERED));
    desk.sees(&["Bước tiếp theo"]);
}

#[test]
fn a_reason_is_asked_for_and_an_empty_one_is_refused() {
    let mut desk = room();
    desk.press("<C-l>").sees(&["Tạm dừng"]).press("<Down><Enter>").sees(&["Tạm dừng: vì sao?"]);
    desk.press("<Enter>").sees(&["Gõ lý do"]);
    desk.press("chờ mặt bằng<Enter>").sees(&["Đã tạm dừng", "‖ Tạm dừng"]);
    let record = registration(&desk, FLOWERS_2026);
    assert_eq!(
        (record.choice(model_year::YEAR_STATUS), record.text(model_year::STATUS_REASON)),
        (Some(status::PAUSED), "chờ mặt bằng")
    );
    desk.press("<C-u><Enter>").sees(&["● Đang triển khai"]);
}

#[test]
fn steps_are_in_every_table_and_form_whose_records_have_them() {
    let the_task = [(task::TITLE, text("Báo cáo sơ kết")), (task::STATUS, code(task::SET))];
    let mut desk = Desk::new(register(
        REGISTER,
        &[(&task::SCHEMA, 1, &the_task), (&organisation::SCHEMA, UNIT, &[(organisation::NAME, text("UBND"))])],
    ));
    desk.open(|_| Box::new(Table::new(&task::SCHEMA)));
    desk.choose("Mọi năm")
        .press("<C-l>")
        .sees(&["Bước tiếp theo", "Hoàn thành"])
        .press("<Esc><Enter><C-l>")
        .sees(&["Bước tiếp theo"]);
    desk.press("<Esc>x<C-l>").sees(&["Lưu biểu này trước"]);
    desk.press("<Esc><Esc>");
    desk.open(|_| Box::new(Table::new(&organisation::SCHEMA)));
    desk.press("<C-l>").sees(&["không có bước nào"]);
}

#[test]
fn a_half_typed_record_is_not_passed_over_by_a_step() {
    let mut desk = room();
    desk.press("<Enter><F6>ket qua tong ket<Enter>Đang viết dở<Esc>");
    desk.press("<C-l><Enter>").sees(&["còn bản gõ dở"]);
    assert_eq!(desk.drafts.len(), 1);
}

/// What a result takes from the table: the metric, the figure, the date of yesterday.
const RESULT: &str = "<Insert>DAT<Enter>hon 320<Enter><Enter>T-1<C-g>";

#[test]
fn a_result_takes_no_more_than_22_keys_and_the_next_one_begins() {
    let mut desk = room();
    assert!(script(RESULT).unwrap().len() <= 22, "{}", script(RESULT).unwrap().len());
    desk.press(RESULT).sees(&["Đã lưu", "Chỉ số"]);
    let saved = |desk: &Desk| desk.records.all(&progress::SCHEMA).map(|(_, record)| record.clone()).collect::<Vec<_>>();
    let record = saved(&desk).remove(0);
    assert_eq!(record.link(progress::MODEL_YEAR), Some(Id::from_bits(FLOWERS_2026)));
    assert_eq!(record.link(progress::NEIGHBOURHOOD), Some(Id::from_bits(PLACE)), "the model's only one");
    assert_eq!(record.get(&progress::QUANTITY).and_then(Value::as_quantity).unwrap().amount, 320.into());
    assert_eq!(record.day(progress::DATE).unwrap().iso(), "2026-03-04");
    desk.press("DAT<Enter>50<C-g>").sees(&["Đã lưu"]);
    assert_eq!(saved(&desk).len(), 2);
    assert!(saved(&desk).iter().all(|record| record.link(progress::MODEL_YEAR) == Some(Id::from_bits(FLOWERS_2026))));
    desk.press("<Esc><Resize 130x40>").sees(&["Đất hiến: trên 370 / 400 m²", "Kết quả mới nhất"]);
}

#[test]
fn a_half_typed_result_comes_back_in_the_same_short_form() {
    let mut desk = room();
    desk.press("<Insert>DAT<Enter>hon 3<Esc>").sees(&["Mô hình của năm"]);
    desk.press("<Insert>").sees(&["hơn 3", "đang gõ dở"]).misses(&["Ghi chú"]);
    desk.press("<End>20<C-g>").sees(&["Đã lưu"]);
    let record = desk.records.all(&progress::SCHEMA).next().unwrap().1.clone();
    assert_eq!(record.get(&progress::QUANTITY).and_then(Value::as_quantity).unwrap().amount, 320.into());
    assert_eq!(record.link(progress::MODEL_YEAR), Some(Id::from_bits(FLOWERS_2026)));
}

#[test]
fn a_refused_result_keeps_its_text() {
    let mut desk = room();
    desk.press("<Insert>DAT<Enter>ba trăm rưỡi gì đó<Enter>").sees(&["ba trăm rưỡi gì đó"]);
    desk.press("<Insert>").sees(&["ba trăm rưỡi gì đó"]);
}

#[test]
fn the_years_models_are_carried_over_once_the_list_was_seen() {
    let mut desk = room();
    desk.choose("Chuyển năm").sees(&["Chuyển 1 mô hình của năm 2026 sang năm 2027", "Đường hoa Lê Lợi"]);
    assert!(desk.log.is_empty(), "nothing before Enter");
    desk.press("<Enter>").sees(&["Đã chuyển 1 mô hình"]);
    let next = desk
        .records
        .all(&model_year::SCHEMA)
        .filter(|(_, record)| record.integer(model_year::YEAR) == Some(2027))
        .count();
    assert_eq!((next, desk.log.len(), desk.records.all(&indicator::SCHEMA).count()), (1, 1, 2));
    desk.choose("Chuyển năm").sees(&["Không còn mô hình nào của năm 2026 để chuyển"]);
    desk.press("<C-u><Enter>");
    let live = |record: &Record| record.contains_key(&model_year::YEAR);
    assert_eq!(desk.records.all(&model_year::SCHEMA).filter(|(_, record)| live(record)).count(), 3);
}

#[test]
fn a_model_spreads_to_the_units_that_are_chosen() {
    let mut desk = room();
    desk.choose("Nhân rộng").press("phu nu<Insert><Enter>").sees(&[
        "Nhân rộng DVK-2025-001",
        "ra 1 đơn vị",
        "Hội Phụ nữ",
    ]);
    desk.press("<Enter>").sees(&["Đã nhân rộng ra 1 đơn vị", "DVK-2026-002 · Đường hoa"]);
    assert_eq!(desk.log.len(), 1);
    let copy =
        desk.records.all(&model::SCHEMA).find(|(_, record)| record.link(model::REPLICATED_FROM).is_some()).unwrap();
    assert_eq!(copy.1.link(model::REPLICATED_FROM), Some(Id::from_bits(FLOWERS)));
}
