//! What goes from year to year with the real program: sets of fields, reports that were sent, models carried over.
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test ends where something is missing")]

use crate::program::Program;

const UNIT: &str =
    "{\"save\":\"organisation\",\"set\":{\"code\":\"HND\",\"name\":\"Hội Nông dân\",\"bloc\":\"MTTQ_DT\"}}\n";

/// A register with a model at work in 2026 that has a target.
fn at_work() -> Program {
    let program = Program::set_up();
    let lines = "{\"save\":\"model\",\"set\":{\"name\":\"Đường hoa\",\"org\":\"HND\",\"field\":\"VHXH\",\"level\":\"PHUONG\"}}\n\
        {\"save\":\"model_year\",\"id\":\"01M00000000000000000000001\",\"set\":{\"model\":\"DVK-2026-001\",\"year\":2026,\"reg_type\":\"MOI\",\"year_status\":\"N5\",\"goals\":\"310 chậu\",\"start\":\"2026-03\"},\"accept\":{\"*\":\"hồ sơ cũ\"}}\n\
        {\"save\":\"indicator\",\"set\":{\"model_year\":\"01M00000000000000000000001\",\"metric\":\"CHAU\",\"due\":\"2026-09\"},\"typed\":{\"target\":\"310\"}}\n";
    program.apply(&format!("{UNIT}{lines}")).done();
    program
}

#[test]
fn a_years_models_go_on_in_one_commit_that_one_undo_takes_back() {
    let program = at_work();
    let listed = program.run(&["carry-over", "--year", "2026", "--list"]).done();
    assert!(listed.out.contains("Đường hoa"), "{listed:?}");
    assert_eq!(program.records("model_year").len(), 1, "a list changes nothing");
    let run = program.run(&["carry-over", "--year", "2026"]).done();
    assert!(run.out.contains("Đã chuyển 1 mô hình sang năm 2027"), "{run:?}");
    let years = program.records("model_year");
    let next = years.iter().find(|line| line["set"]["year"] == 2027).expect("the next year");
    assert_eq!((&next["set"]["reg_type"], &next["set"]["goals"]), (&"DUY_TRI".into(), &"310 chậu".into()));
    assert!(next["set"].get("start").is_none());
    let targets = program.records("indicator");
    let copy = targets.iter().find(|line| line["set"]["model_year"] == next["id"]).expect("its target");
    assert_eq!((&copy["set"]["target"]["n"], copy["set"].get("due")), (&"310".into(), None));
    assert!(program.run(&["carry-over", "--year", "2026"]).done().err.contains("0 mô hình"), "a second time");
    let seq = run.out.split('#').nth(1).unwrap().split(';').next().unwrap().to_owned();
    program.run(&["undo", &seq]).done();
    assert_eq!((program.records("model_year").len(), program.records("indicator").len()), (1, 1));
}

#[test]
fn a_model_spreads_to_other_units_in_one_line() {
    let program = at_work();
    let places = "{\"save\":\"organisation\",\"set\":{\"code\":\"HPN\",\"name\":\"Hội Phụ nữ\",\"bloc\":\"MTTQ_DT\"}}\n\
        {\"save\":\"neighbourhood\",\"set\":{\"code\":\"TDP05\",\"name\":\"Tổ 5\"}}\n";
    let spread = "{\"replicate\":\"DVK-2026-001\",\"year\":2027,\"to\":[{\"org\":\"HPN\",\"neighbourhood\":\"TDP05\"},{\"org\":\"HPN\"}]}\n";
    let answers = program.apply(&format!("{places}{spread}")).done().answers();
    let models = program.records("model");
    let names: Vec<_> = models.iter().map(|line| line["set"]["name"].as_str().unwrap()).collect();
    assert_eq!(names, ["Đường hoa", "Đường hoa (Tổ 5)", "Đường hoa (Hội Phụ nữ)"]);
    assert_eq!(models[1]["set"]["replicated_from"], models[0]["id"]);
    assert_eq!(models[1]["set"]["field"], "VHXH");
    let years = program.records("model_year");
    let spread: Vec<_> = years.iter().filter(|line| line["set"]["reg_type"] == "NHAN_RONG").collect();
    assert_eq!(spread.len(), 2);
    assert!(spread.iter().all(|line| line["set"]["goals"] == "310 chậu" && line["set"]["year"] == 2027));
    assert_eq!(program.records("indicator").len(), 3);
    program.run(&["undo", &answers[2]["seq"].to_string()]).done();
    assert_eq!((program.records("model").len(), program.records("indicator").len()), (1, 1));
    let fault = &program.apply("{\"replicate\":\"DVK-2026-009\",\"to\":[]}\n").answers()[0];
    assert_eq!(fault["error"]["field"], "replicate");
    let nested = program.apply("{\"batch\":[{\"carry_over\":2026}]}\n").answers();
    assert_eq!(nested[0]["error"]["code"], "unknown_key");
}

#[test]
fn a_report_is_frozen_and_later_held_against_what_the_register_says() {
    let program = at_work();
    let r2 = |more: &[&str]| program.run(&[&["report", "R2", "--year", "2026"], more].concat());
    assert_eq!(r2(&["--against", "last"]).code, 1, "nothing was frozen yet");
    let run = r2(&["--freeze"]).done();
    assert!(run.out.contains("TỔNG CỘNG") && run.err.contains("Đã chốt R2"), "{run:?}");
    assert!(run.err.contains("chưa khóa"), "{run:?}");
    assert!(r2(&["--against", "last"]).done().out.contains(": 0 chênh lệch"));
    let kept = program.records("report");
    assert_eq!((kept.len(), &kept[0]["set"]["status"]), (1, &"DA_CHOT".into()));
    let model = "{\"save\":\"model\",\"set\":{\"name\":\"Đường cờ\",\"org\":\"HND\",\"field\":\"KT\",\"level\":\"PHUONG\"}}\n\
        {\"save\":\"model_year\",\"set\":{\"model\":\"DVK-2026-002\",\"year\":2026,\"reg_type\":\"MOI\",\"year_status\":\"N5\"},\"accept\":{\"*\":\"hồ sơ cũ\"}}\n";
    program.apply(model).done();
    let id = kept[0]["id"].as_str().unwrap();
    for which in ["last", id] {
        let told = r2(&["--against", which]).done().out;
        assert!(told.contains("TỔNG CỘNG · Tổng số: 1 → 2 (+1)"), "{told}");
        assert!(told.contains("TỔNG CỘNG · KT: (trống) → 1"), "{told}");
    }
    assert_eq!(program.run(&["report", "R5", "--year", "2026", "--against", id]).code, 1, "it is another report");
    assert_eq!(r2(&["--freeze", "--against", "last"]).code, 2);
}

#[test]
fn freezing_a_closed_period_needs_no_opening() {
    let program = at_work();
    let lock = "{\"save\":\"period_lock\",\"set\":{\"year\":2026,\"period\":\"N\",\"status\":\"DA_CHOT\"},\"accept\":{\"*\":\"chốt năm\"}}\n";
    program.apply(lock).done();
    let run = program.run(&["report", "R5", "--year", "2026", "--freeze"]).done();
    assert!(run.err.contains("Đã chốt R5") && !run.err.contains("chưa khóa"), "{run:?}");
}

#[test]
fn a_ready_made_set_is_taken_on_by_one_command() {
    let program = Program::set_up();
    let list = program.run(&["adopt"]).done().out;
    assert!(list.contains("bac_kan") && list.contains("br_vt"), "{list}");
    program.run(&["adopt", "bac_kan", "--year", "2023"]).done();
    let heads = |year: &str| program.run(&["report", "R2", "--year", year, "--format", "csv"]).done().out;
    assert!(heads("2023").contains("Nông thôn mới, đô thị văn minh") && !heads("2023").contains("QP-AN"));
    assert!(heads("2024").contains("QP-AN") && !heads("2024").contains("Nông thôn mới"));
    assert_eq!(program.run(&["adopt", "ha_noi"]).code, 2);
    assert_eq!(program.run(&["check", "--year", "2026"]).done().code, 0);
}
