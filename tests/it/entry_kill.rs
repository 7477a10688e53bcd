//! A half-typed form and a kill -9 at any key: at most the unfinished text of the field under the cursor differs.
//!
//! A dozen kills run with the tests; two hundred with
//! `cargo nextest run -E 'test(two_hundred_kills)' --run-ignored all`.
#![allow(clippy::unwrap_used, reason = "a test ends where something is missing")]

use std::path::Path;

use crate::program::Program;
use crate::pty::Pty;

/// What is typed into the form of a new model, field by field; each text is read when its field is left.
const FIELDS: &[(&str, &str)] = &[
    ("name", "Đường hoa Lê Lợi, đoạn Hồ Xuân Hương"),
    ("org", "HPN"),
    ("field", "VHXH"),
    ("kind", "Mô hình"),
    ("subject", "Tập thể"),
    ("reg_type", "Mới"),
    ("neighbourhoods", "KDC01"),
    ("place_text", "đường Lê Lợi, từ số 1 đến số 99"),
    ("start", "15/3/2026"),
    ("owner", "Khai"),
    ("level", "PHUONG"),
    ("metric", "CHAU"),
    ("target", "310"),
];

const KNOWN: &str = r#"{"save":"organisation","set":{"code":"HPN","name":"Hội Phụ nữ","kind":"HPN","bloc":"MTTQ_DT"}}
{"save":"neighbourhood","set":{"code":"KDC01","name":"Tổ dân phố 1","kind":"TDP"}}
{"save":"person","set":{"full_name":"Nguyễn Thị Minh Khai"}}
"#;

/// Opens the form of a new model.
fn new_form(program: &Program) -> Pty {
    let mut pty = Pty::start(&program.data(), &[], 80, 24);
    pty.wait_for("Enter Chọn");
    pty.press("<C-k>");
    pty.wait_for("Tìm nhanh:");
    pty.press("mo hinh");
    pty.wait_for("Mô hình");
    pty.press("<Enter>");
    pty.wait_for("F5 Thêm");
    pty.press("<F5>");
    pty.wait_for("Mô hình mới");
    pty
}

/// Reads which fields the kept draft holds, each with its text.
fn kept(data: &Path) -> Vec<(String, String)> {
    let Ok(dir) = std::fs::read_dir(data.join("drafts")) else { return Vec::new() };
    let mut fields = Vec::new();
    for file in dir.map(|file| file.unwrap().path()).filter(|path| path.extension().is_some_and(|end| end == "json")) {
        let drafts: serde_json::Value = serde_json::from_str(&std::fs::read_to_string(file).unwrap()).unwrap();
        for cell in drafts.as_array().unwrap().iter().flat_map(|draft| draft["cells"].as_array().unwrap()) {
            fields.push((cell["field"].as_str().unwrap().to_owned(), cell["text"].as_str().unwrap().to_owned()));
        }
    }
    fields
}

/// Types so many letters of the fields, the field left by Enter, and kills the program when it has taken the last key.
fn kill_after(program: &Program, letters: usize) {
    let mut pty = new_form(program);
    let (mut left, mut done) = (letters, 0);
    for (at, (_, text)) in FIELDS.iter().enumerate() {
        let typed: String = text.chars().take(left).collect();
        left -= typed.chars().count();
        pty.press(&typed);
        if typed.chars().count() < text.chars().count() || left == 0 {
            break;
        }
        left -= 1;
        pty.press("<Enter>");
        let number = at + 3;
        pty.wait("the next field", |screen| screen.lines().any(|line| line.starts_with(&format!(">{number:>2}"))));
        done = at + 1;
    }
    // The picture shows a field as left only once it is on the disk: the kill may come at once.
    pty.kill();

    let fields = kept(&program.data());
    for (field, text) in &FIELDS[..done] {
        let is = fields.iter().find(|(kept, _)| kept == field).map(|(_, text)| text.as_str());
        assert!(is.is_some() || is_default(field), "{field} ({text}) is lost after {letters} keys: {fields:?}");
    }
    let pty = Pty::start(&program.data(), &[], 80, 24);
    if done > 0 {
        let screen = pty.wait_for("Mô hình mới");
        assert!(screen.contains("Đường hoa Lê Lợi, đoạn Hồ Xuân Hương"), "{screen}");
    } else {
        pty.wait_for("Enter Chọn");
    }
    pty.kill();
    let _ = std::fs::remove_dir_all(program.data().join("drafts"));
    assert!(program.records("model").is_empty(), "a draft is no record");
}

/// Fields that hold by default what is typed there: nothing of them has to be kept.
fn is_default(field: &str) -> bool {
    matches!(field, "kind" | "subject")
}

/// Kills at `n` keys spread over the form, at other ones for each `seed`.
fn kills(n: usize, seed: usize) {
    let program = Program::set_up();
    program.apply(KNOWN).done();
    let all: usize = FIELDS.iter().map(|(_, text)| text.chars().count() + 1).sum();
    for kill in 0..n {
        // Steps by a number that shares no divisor with the length reach every key before they repeat one.
        kill_after(&program, 1 + (seed + kill * 61) % (all - 1));
    }
}

#[test]
fn a_dozen_kills_lose_at_most_the_unfinished_text() {
    kills(12, 7);
}

#[test]
#[ignore = "two hundred starts of the program take minutes; see the head of the file"]
fn two_hundred_kills_lose_at_most_the_unfinished_text() {
    kills(200, 0);
}
