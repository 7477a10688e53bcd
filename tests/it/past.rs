//! The register as it was, its printed heads, and values that were taken out, at the command line.
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test ends where something is missing")]

use crate::program::Program;

fn unit(number: u32, name: &str) -> String {
    format!(
        "{{\"save\":\"organisation\",\"id\":\"D{number}\",\"set\":{{\"code\":\"D{number}\",\"name\":\"{name}\"}}}}\n"
    )
}

#[test]
fn a_table_and_a_report_can_be_had_as_after_a_commit_or_a_day() {
    let program = Program::set_up();
    let new = "{\"save\":\"organisation\",\"set\":{\"code\":\"D1\",\"name\":\"Tên cũ\"}}\n";
    let seq = program.apply(new).done().answers()[0]["seq"].to_string();
    program.apply(&unit(1, "Tên mới")).done();
    let export = |as_of: &[&str]| program.run(&[&["export", "organisation"], as_of].concat());
    assert!(export(&[]).done().out.contains("Tên mới"));
    let past = export(&["--as-of", &seq]).done().out;
    assert!(past.contains("Tên cũ") && !past.contains("Tên mới"), "{past}");
    assert_eq!(export(&["--as-of", "1999-12-31"]).code, 1);
    assert_eq!(export(&["--as-of", "9999"]).code, 1);
    assert_eq!(export(&["--as-of", "hôm qua"]).code, 2);
    let now = program.run(&["report", "R8", "--year", "2026"]).done().out;
    let then = program.run(&["report", "R8", "--year", "2026", "--as-of", &seq]).done().out;
    let head = |text: &str| text.split("--verify ").nth(1).unwrap().chars().take(32).collect::<String>();
    assert_ne!(head(&now), head(&then));
    let found = program.run(&["--lang", "en", "doctor", "--verify", &head(&then)]).done().out;
    assert!(found.contains(&format!("is that of commit {seq};")), "{found}");
    let unknown = program.run(&["--lang", "en", "doctor", "--verify", &"0".repeat(32)]);
    assert_eq!((unknown.code, unknown.out.contains("is NOT in the journal")), (1, true), "{unknown:?}");
    assert_eq!(program.run(&["doctor", "--verify", "abc"]).code, 2);
    assert!(program.run(&["doctor", "--verify"]).done().out.contains("khớp với nhật ký"));
}

#[test]
fn values_are_taken_out_only_by_who_types_the_record_back() {
    let program = Program::set_up();
    let person = "{\"save\":\"person\",\"set\":{\"full_name\":\"Nguyễn Văn Thử\",\"phone\":\"0900000001\"}}\n";
    let again = "{\"save\":\"person\",\"id\":\"ID\",\"set\":{\"phone\":\"0900000002\"}}\n";
    program.apply(person).done();
    let id = program.records("person")[0]["id"].as_str().unwrap().to_owned();
    program.apply(&again.replace("ID", &id)).done();
    let place = program.temporary().join("usb");
    program.run(&["backup", "--to", place.to_str().unwrap()]).done();
    let asked = ["redact", "person", &id, "--field", "phone", "--why", "theo đơn"];
    let run = program.feed(&asked, "khác\n");
    assert_eq!((run.code, run.err.contains("chưa xóa gì")), (1, true), "{run:?}");
    let run = program.feed(&asked, format!("{id}\n")).done();
    assert!(run.out.contains("2 lần ghi") && run.out.contains("1 bản sao lưu cũ"), "{}", run.out);
    for dir in [program.data(), place] {
        let found = std::process::Command::new("grep").args(["-rl", "090000000"]).arg(&dir).output().unwrap();
        assert!(found.stdout.is_empty(), "{}", String::from_utf8_lossy(&found.stdout));
    }
    let person = &program.records("person")[0];
    assert_eq!((person["set"]["full_name"].as_str(), person["set"].get("phone")), (Some("Nguyễn Văn Thử"), None));
    assert!(program.run(&["history"]).done().out.contains("giá trị đã bị xóa khỏi nhật ký"));
    program.run(&["doctor", "--verify"]).done();
    assert_eq!(program.run(&[&asked[..5], &["--why", " "]].concat()).code, 2);
    assert_eq!(program.run(&["redact", "person", &id, "--field", "nothing", "--why", "x"]).code, 2);
    // A second time there is nothing left.
    assert_eq!(program.run(&[&asked[..], &["--yes"]].concat()).code, 1);
}

#[test]
fn a_damaged_register_is_explained_and_mended() {
    let program = Program::set_up();
    let line = |n| format!("{{\"save\":\"organisation\",\"set\":{{\"code\":\"D{n}\",\"name\":\"Đơn vị {n}\"}}}}\n");
    program.apply(&(1..9).map(line).collect::<String>()).done();
    program.run(&["backup", "--mirror", program.temporary().join("gương").to_str().unwrap()]).done();
    let device = std::fs::read_dir(program.data().join("journal")).unwrap().next().unwrap().unwrap().path();
    let segment = device.join("000001.jsonl");
    let mut bytes = std::fs::read(&segment).unwrap();
    let middle = bytes.len() / 2;
    bytes[middle] ^= 1;
    std::fs::write(&segment, bytes).unwrap();
    // It can still be read, with a warning.
    assert_eq!(program.run(&["export", "organisation"]).code, 1);
    let told = program.run(&["doctor"]);
    assert_eq!(told.code, 3);
    assert!(told.out.contains("HỎNG") && told.out.contains("An toàn: lần ghi 1 đến"), "{told:?}");
    let mended = program.run(&["doctor", "--repair"]).done().out;
    assert!(mended.contains("Đã sửa xong") && mended.contains("gương"), "{mended}");
    program.run(&["doctor", "--verify"]).done();
    assert_eq!(program.records("organisation").len(), 8);
}
