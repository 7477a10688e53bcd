//! The commands of the real program: what they print, what they keep, how they end.
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test ends where something is missing")]

use std::io::{BufRead, BufReader, Read, Write};

use crate::program::{Program, repository};

const UNIT: &str = "{\"save\":\"organisation\",\"set\":{\"code\":\"HND\",\"name\":\"Hội Nông dân\"}}\n";

#[test]
fn an_answer_comes_once_its_line_is_durable_and_before_the_next_is_sent() {
    let program = Program::set_up();
    let mut child = program.start(&["apply"]);
    let mut stdin = child.stdin.take().unwrap();
    let mut answers = BufReader::new(child.stdout.take().unwrap()).lines();
    for number in 1..=3 {
        writeln!(stdin, "{{\"save\":\"organisation\",\"set\":{{\"name\":\"Đơn vị {number}\"}}}}").unwrap();
        assert!(answers.next().unwrap().unwrap().starts_with("{\"seq\":"));
    }
    // Killed, not closed: what was answered must be there.
    child.kill().unwrap();
    child.wait().unwrap();
    assert_eq!(program.records("organisation").len(), 3);
}

#[test]
fn lines_that_wait_together_are_answered_in_order() {
    let program = Program::set_up();
    let lines = "{\"save\":\"model\",\"set\":{\"name\":\"Đường hoa\",\"org\":\"HND\",\"first_year\":2026}}\n\
                 {\"save\":\"model\",\"id\":\"DVK-2026-001\",\"set\":{\"name\":\"Đường hoa\"}}\n\
                 {\"save\":\"model\",\"id\":\"DVK-2026-001\",\"set\":{\"name\":\"Đường cờ\"}}\n";
    let run = program.apply(&format!("{UNIT}{lines}")).done();
    let first = run.answers()[0]["seq"].as_u64().unwrap();
    let wanted = format!(
        "{{\"seq\":{first}}}\n{{\"seq\":{}}}\n{{\"seq\":{},\"unchanged\":true}}\n{{\"seq\":{}}}\n",
        first + 1,
        first + 1,
        first + 2
    );
    assert_eq!(run.out, wanted);
    let undo = format!("{{\"undo\":{}}}\n", first + 2);
    let again = "{\"save\":\"model\",\"id\":\"DVK-2026-001\",\"set\":{\"name\":\"Đường đèn\"}}\n";
    // The undo names a commit that a line of the same input makes.
    program.apply(&format!("{undo}{again}{{\"undo\":{}}}\n", first + 4)).done();
    assert_eq!(program.records("model")[0]["set"]["name"], "Đường hoa");
}

#[test]
fn undo_and_history_tell_who_what_and_when() {
    let program = Program::set_up();
    let seq = program.apply(UNIT).done().answers()[0]["seq"].to_string();
    let run = program.run(&["undo", &seq, "--why", "nhập nhầm"]).done();
    assert!(run.out.contains(&format!("#{seq}")), "{}", run.out);
    assert!(program.records("organisation").is_empty());
    let run = program.run(&["--lang", "en", "history", "-n", "2"]).done();
    assert!(run.out.contains("· thu · takes") && run.out.contains("nhập nhầm"), "{}", run.out);
    assert!(run.out.contains("Name: Hội Nông dân → ∅"), "{}", run.out);
    assert_eq!(program.run(&["undo", "999"]).code, 1);
    assert_eq!(program.run(&["history", "organisation", "HND"]).code, 1);
    assert_eq!(program.run(&["history", "organisation"]).code, 2);
}

#[test]
fn what_is_exported_in_lines_makes_the_same_register() {
    let from = Program::new();
    let lines = from.run(&["practice"]).done().out;
    from.apply(&lines).done();
    let to = Program::new();
    for entity in [
        "ward",
        "catalogue_entry",
        "metric",
        "neighbourhood",
        "person",
        "organisation",
        "model",
        "model_year",
        "progress",
        "task",
    ] {
        let given = from.run(&["export", entity, "--format", "jsonl", "--private"]).done().out;
        assert!(!given.is_empty(), "{entity}");
        to.apply(&given).done();
        assert_eq!(to.run(&["export", entity, "--format", "jsonl", "--private"]).done().out, given, "{entity}");
    }
}

#[test]
fn a_table_goes_to_a_file_whole_or_not_at_all() {
    let program = Program::set_up();
    program.apply(UNIT).done();
    let file = program.temporary().join("đơn vị.csv");
    let path = file.to_str().unwrap();
    assert_eq!(program.run(&["export", "organisation", "-o", path]).done().out, "");
    let bytes = std::fs::read(&file).unwrap();
    assert!(bytes.starts_with(b"\xef\xbb\xbf"), "a spreadsheet knows it for UTF-8 by its mark");
    assert!(String::from_utf8(bytes).unwrap().contains("HND,Hội Nông dân"));
    assert_eq!(program.run(&["export", "organisation", "-o", "/nowhere/at/all.csv"]).code, 1);
    assert_eq!(program.run(&["export", "organisation", "--year", "2026"]).code, 2, "organisations have no years");
    assert_eq!(program.run(&["export", "nothing"]).code, 2);
}

#[test]
fn a_private_field_is_given_only_on_demand() {
    let program = Program::set_up();
    program.apply("{\"save\":\"person\",\"set\":{\"full_name\":\"Người tập 01\",\"phone\":\"0900 000 000\"}}\n").done();
    for format in ["csv", "jsonl"] {
        let shown = |args: &[&str]| program.run(&[&["export", "person", "--format", format], args].concat()).done().out;
        assert!(!shown(&[]).contains("0900 000 000"));
        assert!(shown(&["--private"]).contains("0900 000 000"));
    }
    assert!(!program.run(&["history", "-n", "1"]).done().out.contains("0900 000 000"));
}

#[test]
fn wrong_usage_ends_with_2_and_says_why() {
    let program = Program::new();
    let refused = |args: &[&str]| {
        let run = program.run(args);
        assert_eq!(run.code, 2, "{args:?}: {run:?}");
        assert!(run.out.is_empty(), "{run:?}");
        run.err
    };
    assert!(refused(&["aply"]).contains("Có phải \"apply\"?"));
    assert!(refused(&["--lang", "en", "export"]).contains("required"));
    assert!(refused(&["export", "model"]).contains("danvan init"), "no register, and what to do");
    assert!(refused(&["apply", "/nowhere/at/all.jsonl"]).contains("/nowhere/at/all.jsonl"));
    for later in ["import", "serve", "account"] {
        assert!(refused(&[later, "--what", "ever"]).contains(later));
        assert!(refused(&["--lang", "en", later]).contains("not in this version"));
    }
    assert!(!program.data().exists() || std::fs::read_dir(program.data()).unwrap().next().is_none());
}

#[test]
fn a_register_is_set_up_once() {
    let program = Program::set_up();
    assert!(program.records("metric").len() > 30 && program.records("catalogue_entry").len() > 100);
    let again = program.run(&["init", "--name", "Khác", "--province", "Tỉnh Thử"]);
    assert_eq!(again.code, 2, "{again:?}");
    assert_eq!(program.records("ward").len(), 1);
}

#[test]
fn beside_a_program_that_writes_one_can_read_but_not_write() {
    let program = Program::set_up();
    let mut writing = program.start(&["apply"]);
    let mut stdin = writing.stdin.take().unwrap();
    stdin.write_all(UNIT.as_bytes()).unwrap();
    let mut answer = [0; 7];
    writing.stdout.as_mut().unwrap().read_exact(&mut answer).unwrap();
    let second = program.apply(UNIT);
    assert_eq!(second.code, 3, "{second:?}");
    assert!(second.out.is_empty() && second.err.contains("thu"), "it says who has it: {second:?}");
    assert_eq!(program.records("organisation").len(), 1);
    drop(stdin);
    assert_eq!(writing.wait().unwrap().code(), Some(0));
}

#[test]
fn the_doctor_builds_a_lost_database_anew() {
    let program = Program::set_up();
    program.apply(UNIT).done();
    std::fs::remove_dir_all(program.data().join("db")).unwrap();
    program.run(&["doctor", "--repair"]).done();
    program.run(&["doctor", "--verify"]).done();
    assert_eq!(program.records("organisation").len(), 1);
}

#[test]
fn the_doctor_finds_a_changed_journal() {
    let program = Program::set_up();
    program.apply(UNIT).done();
    program.apply(&UNIT.replace("HND", "HPN").replace("Nông dân", "Phụ nữ")).done();
    let mut files: Vec<_> = walk(&program.data().join("journal"));
    files.retain(|path| path.extension().is_some_and(|ending| ending == "jsonl"));
    let text = std::fs::read_to_string(&files[0]).unwrap();
    std::fs::write(&files[0], text.replacen("Hội Nông dân", "Hội Nông gian", 1)).unwrap();
    let run = program.run(&["doctor"]);
    assert_eq!(run.code, 3, "{run:?}");
    assert!(run.out.contains("HỎNG"), "{run:?}");
    assert_eq!(program.apply(UNIT).code, 3);
}

fn walk(dir: &std::path::Path) -> Vec<std::path::PathBuf> {
    let entries = std::fs::read_dir(dir).unwrap().map(|entry| entry.unwrap().path());
    entries.flat_map(|path| if path.is_dir() { walk(&path) } else { vec![path] }).collect()
}

#[test]
fn a_reader_who_leaves_is_no_panic() {
    let program = Program::new();
    program.apply(&program.run(&["practice", "--models", "300"]).done().out).done();
    for args in
        [&["export", "progress"][..], &["practice"], &["fields"], &["completions", "bash"], &["man"], &["history"]]
    {
        let mut child = program.command(args).spawn().unwrap();
        drop(child.stdout.take());
        let mut err = String::new();
        child.stderr.take().unwrap().read_to_string(&mut err).unwrap();
        assert_eq!(child.wait().unwrap().code(), Some(0), "{args:?}: {err}");
        assert_eq!(err, "", "{args:?}");
    }
}

#[test]
fn documentation_is_made_from_the_tables() {
    let program = Program::new();
    let fields = program.run(&["fields", "--format", "jsonl"]).done().out;
    assert!(fields.lines().all(|line| serde_json::from_str::<serde_json::Value>(line).is_ok()));
    assert!(fields.contains("\"entity\":\"progress\",\"field\":\"quantity\""));
    assert!(program.run(&["fields", "model"]).done().out.contains("Tên mô hình"));
    assert!(
        program.run(&["--lang", "en", "fields", "model", "--format", "md"]).done().out.contains("| `name` | Name |")
    );
    assert!(program.run(&["keys"]).done().out.contains("F9"));
    assert!(program.run(&["completions", "bash"]).done().out.contains("danvan"));
    assert!(program.run(&["man"]).done().out.starts_with(".ie"));
    assert!(program.run(&["--help"]).done().out.contains("Cách dùng:"));
    assert!(program.run(&["--lang=en", "--help"]).done().out.contains("Usage:"));
}

#[test]
fn the_practice_ward_leaves_nothing_behind() {
    let program = Program::new();
    let run = program.run(&["--demo"]);
    assert_eq!(run.out, "");
    assert_eq!(std::fs::read_dir(program.temporary()).unwrap().count(), 0);
    assert!(!program.data().exists());
}

#[test]
fn check_lists_problems_and_fails_on_errors_only() {
    let program = Program::set_up();
    let run = program.run(&["--lang", "en", "check"]).done();
    assert!(!run.out.contains("error ·"), "{}", run.out);
    let later = concat!(
        r#"{"save":"organisation","set":{"code":"HND","name":"Hội Nông dân","must_register":true}}"#,
        "\n",
        r#"{"save":"model","set":{"name":"Đường hoa","org":"HND","first_year":2026}}"#,
        "\n",
        r#"{"save":"model_year","set":{"model":"DVK-2026-001","year":2026,"year_status":"N8"},"accept":{"*":"thử"}}"#,
        "\n",
        r#"{"save":"neighbourhood","set":{"code":"TDP01","name":"Hải Thành"}}"#,
        "\n",
    );
    program.apply(later).done();
    let run = program.run(&["--lang", "en", "check", "--year", "2026"]).done();
    assert!(run.out.contains("warning · total.split · model DVK-2026-001 · Đường hoa · Field of work"), "{}", run.out);
    assert!(run.out.contains("hint · neighbourhood.member.none · neighbourhood TDP01"), "{}", run.out);
    assert!(run.err.contains("0 errors"), "{}", run.err);
}

#[test]
fn reports_are_made_for_people_and_for_spreadsheets() {
    let program = Program::set_up();
    let sample = std::fs::read_to_string(repository("data/samples/dien-chau-2022.jsonl")).unwrap();
    program.apply(&sample).done();
    let text = program.run(&["report", "R2", "--year", "2022"]).done().out;
    let total = text.lines().find(|line| line.contains("TỔNG CỘNG")).expect("a total").to_owned();
    for figure in ["255", "61", "107", "51", "36"] {
        assert!(total.split_whitespace().any(|word| word == figure), "{figure} in {total}");
    }
    assert!(text.contains("37/37") && text.contains("31/12/2022"), "{text}");
    let csv = program.run(&["report", "r2", "--year", "2022", "--format", "csv"]).done().out;
    assert!(csv.starts_with('\u{feff}') && csv.contains("TỔNG CỘNG,255,61,107,51,36"), "{csv}");
    for wrong in [&["report", "R3"][..], &["report", "R2", "--period", "T13"]] {
        let run = program.run(wrong);
        assert_eq!((run.code, run.out.as_str()), (2, ""), "{run:?}");
    }
}
