//! Small manners of forms: what typing replaces, where a refusal stands, what the path and help say.
#![allow(clippy::expect_used, clippy::unwrap_used)]

use danvan::register::{Record, Value};

use crate::desk::{Desk, ward as plain_ward};
use crate::entry::{MODEL, ward};
use crate::program::Program;
use crate::pty::Pty;

#[test]
fn typing_at_once_replaces_what_was_filled_in_and_a_figure_or_a_date() {
    let mut desk = Desk::new(ward());
    let filled: Record = [(2, Value::Integer(2026)), (3, Value::Text("Đường hoa".into()))].into_iter().collect();
    desk.open(|cx| danvan::ui::screens::add(MODEL, filled.clone(), cx));
    desk.press("2025<Enter>").sees(&["2025"]).misses(&["20262025"]);
    desk.press("Kiệt sáng<Enter>").sees(&["Kiệt sáng"]).misses(&["Đường hoa"]);
    // What a person typed grows when the cursor comes back; a date makes way.
    desk.press("<Up> đèn<Enter>").sees(&["Kiệt sáng đèn"]);
    desk.press("<F6>8<Enter>22/11/2026<Enter><Up>5/3<Enter>").sees(&["05/03/2026"]).misses(&["22/11/2026"]);
    desk.press("<Up><BS>5<Enter>").sees(&["05/03/2025"]);
}

#[test]
fn a_refusal_stands_in_one_place_and_whole() {
    let mut desk = Desk::new(ward());
    desk.open(|cx| danvan::ui::screens::add(MODEL, Record::new(), cx));
    desk.press("<F6>8<Enter>31/2/2023<Enter>");
    let screen = desk.screen();
    let refusal = screen.lines().find_map(|line| line.strip_prefix("! ")).expect("a refusal").to_owned();
    let opening: String = refusal.chars().take(20).collect();
    assert_eq!(screen.matches(&opening).count(), 1, "{screen}");
    assert_eq!(desk.beeps, 1);
    desk.press("<Resize 60x20>");
    let narrow = desk.screen();
    assert!(narrow.lines().any(|line| line.starts_with("! ")), "{narrow}");
    let told: String = narrow.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(told.contains(refusal.trim_end_matches('…').trim()), "{narrow}");
}

#[test]
fn the_path_names_the_record_and_not_its_table_twice() {
    let mut desk = Desk::new(plain_ward());
    desk.press("to dan pho<Enter><Enter>");
    let path = desk.screen().lines().next().unwrap().to_owned();
    assert!(path.ends_with("› Tổ dân phố › TDP01"), "{path}");
}

#[test]
fn help_in_the_history_explains_the_history() {
    let mut desk = Desk::new(plain_ward());
    desk.press("to dan pho<Enter>").choose("Lịch sử");
    desk.press("<F1>").sees(&["Các phím ở đây"]).misses(&["Tên cột"]);
}

#[test]
fn the_language_asked_for_by_name_wins_over_the_one_remembered() {
    let program = Program::set_up();
    let mut pty = Pty::start(&program.data(), &[], 80, 24);
    pty.wait_for("Enter Chọn");
    pty.press("<C-k>english<Enter>");
    pty.wait_for("Enter Choose");
    pty.press("<C-k>quit<Enter>");
    pty.wait_end();
    for (asked, shown) in [(&[][..], "Enter Choose"), (&["--lang", "vi"], "Enter Chọn")] {
        let pty = Pty::start(&program.data(), asked, 80, 24);
        pty.wait_for(shown);
        pty.kill();
    }
}
