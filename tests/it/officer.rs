//! An officer at a real terminal of 80×24: what was typed and saved is there after the program was killed.
#![allow(clippy::unwrap_used, reason = "a test ends where something is missing")]

use std::path::PathBuf;

use crate::program::Program;
use crate::pty::{Backspace, Pty};

/// Whole letters, or bursts of an input method with either Backspace.
#[derive(Clone, Copy)]
enum Typing {
    Letters,
    Bursts(Backspace),
}

/// Three models of the Mộc Nam article, each typed in another way.
const MODELS: [(&str, &str, Typing); 3] = [
    ("Chính quyền thân thiện vì nhân dân phục vụ", "UBND", Typing::Letters),
    ("Trồng và chăm sóc tuyến đường cây tự quản", "HND", Typing::Bursts(Backspace::Del)),
    ("Phân loại, xử lý rác thải hữu cơ bằng thùng compost", "HPN", Typing::Bursts(Backspace::Bs)),
];

/// Two tasks.
const TASKS: [(&str, Typing); 2] = [
    ("Tham mưu kế hoạch phát động phong trào năm 2022", Typing::Letters),
    ("Kiểm tra, đôn đốc các thôn, xóm thực hiện mô hình", Typing::Bursts(Backspace::Del)),
];

const UNITS: &str = r#"{"save":"organisation","set":{"code":"UBND","name":"UBND xã Mộc Nam","kind":"UBND","bloc":"CHINH_QUYEN"}}
{"save":"organisation","set":{"code":"HND","name":"Hội Nông dân xã Mộc Nam","kind":"HND","bloc":"MTTQ_DT"}}
{"save":"organisation","set":{"code":"HPN","name":"Hội Liên hiệp Phụ nữ xã Mộc Nam","kind":"HPN","bloc":"MTTQ_DT"}}
"#;

fn at_desk(program: &Program) -> Pty {
    let pty = Pty::start(&program.data(), &[], 80, 24);
    pty.wait_for("Enter Chọn");
    pty
}

fn type_in(pty: &mut Pty, text: &str, typing: Typing) {
    match typing {
        Typing::Letters => pty.press(text),
        Typing::Bursts(backspace) => pty.burst(text, backspace),
    }
}

/// Opens a table from anywhere by its name, typed without marks.
fn open(pty: &mut Pty, bare: &str, title: &str) {
    pty.press("<C-k>");
    pty.wait_for("Tìm nhanh:");
    pty.press(bare);
    let is_first = |line: &str| line.contains("> bảng ") && line.contains(&format!("  {title}"));
    pty.wait(title, |screen| screen.lines().any(is_first));
    pty.press("<Enter>");
    pty.wait(title, |screen| screen.lines().next().unwrap_or_default().ends_with(&format!("› {title}")));
}

#[test]
fn what_was_saved_is_there_after_a_kill() {
    let program = Program::set_up();
    program.apply(UNITS).done();

    for (name, unit, typing) in MODELS {
        let mut pty = at_desk(&program);
        open(&mut pty, "mo hinh", "Mô hình");
        pty.press("<F5>");
        pty.wait_for("Mô hình mới");
        type_in(&mut pty, name, typing);
        pty.press("<Enter>");
        let start: String = name.chars().take(30).collect();
        pty.wait(&start, |screen| screen.contains(&start) && screen.contains("> 3"));
        pty.press(unit);
        pty.press("<C-g>");
        pty.wait_for("Đã lưu");
        pty.kill();
    }
    for (title, typing) in TASKS {
        let mut pty = at_desk(&program);
        open(&mut pty, "nhiem vu", "Nhiệm vụ");
        pty.press("<F5>");
        pty.wait_for("Nhiệm vụ mới");
        type_in(&mut pty, title, typing);
        pty.press("<C-g>");
        pty.wait_for("Đã lưu");
        pty.kill();
    }

    let mut pty = at_desk(&program);
    open(&mut pty, "mo hinh", "Mô hình");
    let screen = pty.wait_for("1/3");
    for (name, _, _) in MODELS {
        let start: String = name.chars().take(20).collect();
        assert!(screen.contains(&start), "{start} is missing:\n{screen}");
    }
    pty.kill();
    let named = |entity: &str, field: &str| -> Vec<String> {
        let records = program.records(entity);
        let mut named: Vec<String> =
            records.iter().map(|record| record["set"][field].as_str().unwrap().to_owned()).collect();
        named.sort();
        named
    };
    let sorted = |mut names: Vec<&'static str>| {
        names.sort_unstable();
        names
    };
    assert_eq!(named("model", "name"), sorted(MODELS.map(|(name, _, _)| name).to_vec()));
    assert_eq!(named("task", "title"), sorted(TASKS.map(|(title, _)| title).to_vec()));
    program.run(&["doctor", "--verify"]).done();
}

#[test]
fn a_half_typed_form_comes_back_after_a_kill() {
    let program = Program::set_up();
    program.apply(UNITS).done();
    let mut pty = at_desk(&program);
    open(&mut pty, "mo hinh", "Mô hình");
    pty.press("<F5>");
    pty.wait_for("Mô hình mới");
    pty.press("Đường cờ kiểu mẫu<Enter>HPN<Enter>");
    pty.wait(">  4", |screen| screen.contains("> 4"));
    // The draft is written behind the picture, aside first; it is there once the file itself has the field.
    let drafts = program.data().join("drafts");
    let is_kept = |path: PathBuf| {
        path.extension().is_some_and(|ending| ending == "json")
            && std::fs::read_to_string(path).is_ok_and(|text| text.contains("HPN"))
    };
    while !std::fs::read_dir(&drafts).is_ok_and(|mut files| files.any(|file| is_kept(file.unwrap().path()))) {
        std::thread::yield_now();
    }
    pty.kill();

    let pty = Pty::start(&program.data(), &[], 80, 24);
    let screen = pty.wait_for("Đường cờ kiểu mẫu");
    assert!(screen.contains("Mô hình mới") && screen.contains("HPN"), "{screen}");
    assert!(screen.contains("> 4"), "the cursor stands where it stood:\n{screen}");
    pty.kill();
    assert!(program.records("model").is_empty(), "a draft is no record");
}

#[test]
fn an_empty_folder_begins_with_the_ward() {
    let program = Program::new();
    std::fs::create_dir_all(program.data()).unwrap();
    let mut pty = Pty::start(&program.data(), &[], 80, 24);
    pty.wait_for("Phường, xã");
    pty.press("Xã Mộc Nam, Hà Nam<C-g>");
    pty.wait_for("2/5");
    pty.press("<C-g>");
    pty.wait_for("3/5");
    pty.press("Thôn 1..3<C-g>");
    pty.wait_for("4/5");
    pty.press("<C-g>");
    pty.wait_for("Khu dân cư: 3");
    pty.press("<C-g>");
    pty.wait("the ward in the path", |screen| screen.starts_with("Xã Mộc Nam · "));
    pty.kill();
    let wards = program.records("ward");
    assert_eq!((wards.len(), wards[0]["set"]["province"].as_str()), (1, Some("Hà Nam")));
    assert!(program.records("metric").len() > 30, "the metrics are there from the beginning");
}

#[test]
fn leaving_puts_the_terminal_back() {
    let program = Program::set_up();
    let mut pty = at_desk(&program);
    pty.press("<F9>");
    pty.wait_for("Thoát");
    pty.press("<End><Enter>");
    assert!(pty.end());
}
