//! Bad input to the real program: one clear message with line and field, and nothing half done.
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test ends where something is missing")]

use std::io::{BufRead, BufReader, Write};

use serde_json::Value as Json;

use crate::program::Program;

/// Applies lines of which the named one is bad, between two good ones, and gives its error.
fn refused(line: &[u8]) -> Json {
    let program = Program::set_up();
    let good = |code: &str| {
        format!("{{\"save\":\"organisation\",\"set\":{{\"code\":\"{code}\",\"name\":\"Đơn vị {code}\"}}}}\n")
    };
    let mut input = good("A").into_bytes();
    input.extend_from_slice(line);
    input.push(b'\n');
    input.extend(good("B").into_bytes());
    let run = program.feed(&["apply"], input);
    assert_eq!(run.code, 1, "{run:?}");
    let answers = run.answers();
    assert_eq!(answers.len(), 3, "one answer a line: {answers:?}");
    assert!(answers[0]["seq"].is_u64() && answers[2]["seq"].is_u64(), "the lines beside it are applied: {answers:?}");
    assert_eq!(answers[2]["seq"].as_u64().unwrap(), answers[0]["seq"].as_u64().unwrap() + 1, "nothing came between");
    assert_eq!(program.records("organisation").len(), 2);
    assert!(program.records("model").is_empty() && program.records("progress").is_empty());
    let error = answers[1]["error"].clone();
    assert_eq!(error["line"], 2);
    assert!(error["message"].as_str().is_some_and(|message| message.len() > 10), "{error}");
    error
}

#[track_caller]
fn expect(line: &str, code: &str, field: Option<&str>) {
    let error = refused(line.as_bytes());
    assert_eq!(error["code"], code, "{error}");
    assert_eq!(error["field"].as_str(), field, "{error}");
}

#[test]
fn malformed_json() {
    expect(r#"{"save":"model","set":{"name":"#, "json", None);
    expect("không phải JSON", "json", None);
    expect(r#"["save"]"#, "json", None);
}

#[test]
fn an_unknown_field_key_or_entity() {
    expect(r#"{"save":"model","set":{"nane":"x"}}"#, "unknown_field", Some("nane"));
    expect(r#"{"save":"model","sett":{"name":"x"}}"#, "unknown_key", Some("sett"));
    expect(r#"{"save":"modell","set":{"name":"x"}}"#, "unknown_entity", Some("save"));
}

#[test]
fn a_link_to_nothing() {
    expect(r#"{"save":"model","set":{"name":"x","org":"KHONG_CO"}}"#, "value", Some("org"));
    let nobody = "01JD0000000000000000000000";
    expect(&format!(r#"{{"save":"model","set":{{"name":"x","org":"{nobody}"}}}}"#), "invalid", Some("org"));
    expect(r#"{"save":"model","id":"DVK-1999-001","set":{"name":"x"}}"#, "missing", Some("id"));
}

#[test]
fn a_value_out_of_range_or_of_another_kind() {
    let of = |set: &str| format!(r#"{{"save":"model","set":{{"name":"x","org":"A",{set}}}}}"#);
    expect(&of(r#""first_year":1850"#), "invalid", Some("first_year"));
    expect(&of(r#""first_year":"2026""#), "json", Some("first_year"));
    expect(&of(r#""field":"KHONG_CO""#), "invalid", Some("field"));
    expect(r#"{"save":"model","set":{"org":"A"}}"#, "invalid", Some("name"));
    expect(
        r#"{"save":"progress","set":{"date":"2026-01-05","metric":"DAT","whole_ward":true},"typed":{"quantity":"-5 m²"}}"#,
        "value",
        Some("quantity"),
    );
}

#[test]
fn bytes_that_are_no_utf8() {
    let error = refused(b"{\"save\":\"model\",\"set\":{\"name\":\"Tr\xb5n\"}}");
    assert_eq!(error["code"], "utf8", "{error}");
    assert!(error["message"].as_str().unwrap().contains("34"), "it tells the byte: {error}");
}

#[test]
fn a_batch_with_one_bad_item_is_not_done_at_all() {
    let batch = r#"{"batch":[{"save":"model","set":{"name":"x","org":"A"}},{"save":"model","set":{"name":"y","org":"A","first_year":1}}]}"#;
    let error = refused(batch.as_bytes());
    assert_eq!((&error["code"], &error["item"], &error["field"]), (&"invalid".into(), &2.into(), &"first_year".into()));
}

#[test]
fn deep_nesting() {
    expect(&format!("{{\"save\":{}", "[".repeat(500_000)), "json", None);
}

#[test]
fn a_message_speaks_the_language_that_is_asked_for() {
    let program = Program::set_up();
    let line = "{\"save\":\"model\",\"set\":{\"nane\":\"x\"}}\n";
    let message =
        |args: &[&str]| program.feed(args, line).answers()[0]["error"]["message"].as_str().unwrap().to_owned();
    assert!(message(&["apply"]).contains("Có phải \"name\"?"));
    assert!(message(&["--lang", "en", "apply"]).contains("Did you mean \"name\"?"));
}

/// Kilobytes of memory that a process had at most.
#[cfg(target_os = "linux")]
fn peak_kb(pid: u32) -> u64 {
    let status = std::fs::read_to_string(format!("/proc/{pid}/status")).unwrap();
    let line = status.lines().find(|line| line.starts_with("VmHWM:")).unwrap();
    line.split_whitespace().nth(1).unwrap().parse().unwrap()
}

#[cfg(target_os = "linux")]
#[test]
fn a_line_of_100_mb_costs_no_memory_and_the_next_is_read() {
    let program = Program::set_up();
    let mut child = program.start(&["apply"]);
    let mut stdin = child.stdin.take().unwrap();
    let mut answers = BufReader::new(child.stdout.take().unwrap()).lines();
    let good = "{\"save\":\"organisation\",\"set\":{\"name\":\"Đơn vị\"}}\n";
    stdin.write_all(good.as_bytes()).unwrap();
    assert!(answers.next().unwrap().unwrap().contains("seq"));
    let before = peak_kb(child.id());
    let chunk = vec![b'x'; 1 << 20];
    for _ in 0..100 {
        stdin.write_all(&chunk).unwrap();
    }
    stdin.write_all(b"\n").unwrap();
    stdin.write_all(good.replace("Đơn vị", "Đơn vị hai").as_bytes()).unwrap();
    let error: Json = serde_json::from_str(&answers.next().unwrap().unwrap()).unwrap();
    assert_eq!((&error["error"]["code"], &error["error"]["line"]), (&"too_long".into(), &2.into()));
    assert!(answers.next().unwrap().unwrap().contains("seq"), "the next line is still read");
    let grown = peak_kb(child.id()) - before;
    assert!(grown < 8 << 10, "the line cost {grown} kB");
    drop(stdin);
    assert_eq!(child.wait().unwrap().code(), Some(1));
}
