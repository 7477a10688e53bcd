//! What the real program does with its terminal: gives it back whatever happens, and learns what it can show.

#![allow(clippy::unwrap_used, reason = "a test ends where something is missing")]

use std::path::Path;
use std::time::Duration;

use rustix::process::{Pid, Signal, kill_process};

use crate::program::Program;
use crate::pty::{Answering, Pty, danvan};

/// A part of the first screen's key line.
const FIRST_SCREEN: &str = "Enter Chọn";

/// Half a name, as it stands when the line is cut.
const HALF_TYPED: &str = "Tuyến phố văn minh";

fn signal(pty: &Pty, signal: Signal) {
    kill_process(Pid::from_raw(i32::try_from(pty.pid()).unwrap()).unwrap(), signal).unwrap();
}

/// Begins the form of a new model and types half a name.
fn type_half(pty: &mut Pty) {
    pty.wait_for(FIRST_SCREEN);
    pty.press("<C-k>mo hinh");
    pty.wait_for("> bảng");
    pty.press("<Enter>");
    pty.wait_for("F5 Thêm");
    pty.press("<F5>");
    pty.wait_for("Ctrl+G Lưu");
    pty.press(HALF_TYPED);
    pty.wait_for(HALF_TYPED);
}

/// Gives the lines of a screen without blanks at their ends, which no one sees.
fn lines(screen: &str) -> Vec<String> {
    screen.lines().map(|line| line.trim_end().to_owned()).collect()
}

/// Waits until the screen shows a text and nothing more comes; gives its lines.
fn picture(pty: &Pty, text: &str) -> Vec<String> {
    pty.wait_for(text);
    pty.settle();
    lines(&pty.screen())
}

/// Fails unless the terminal is as a shell expects it.
pub fn assert_given_back(pty: &Pty) {
    pty.wait_modes("the ordinary screen", |screen| {
        !screen.alternate_screen() && !screen.hide_cursor() && !screen.bracketed_paste()
    });
    assert!(pty.is_cooked(), "lines are edited by the terminal again");
}

#[test]
fn a_signal_to_end_gives_the_terminal_back_and_keeps_what_is_half_typed() {
    for ending in [Signal::TERM, Signal::HUP] {
        let program = Program::set_up();
        let mut pty = Pty::start(&program.data(), &[], 80, 24);
        type_half(&mut pty);
        signal(&pty, ending);
        pty.wait_end();
        assert_given_back(&pty);
        let again = Pty::start(&program.data(), &[], 80, 24);
        again.wait(&format!("the half-typed form after {ending:?}"), |screen| screen.contains(HALF_TYPED));
        again.kill();
    }
}

#[test]
fn a_stop_gives_the_terminal_back_and_going_on_paints_everything() {
    let program = Program::set_up();
    let mut pty = Pty::start(&program.data(), &[], 80, 24);
    type_half(&mut pty);
    let before = picture(&pty, HALF_TYPED);
    signal(&pty, Signal::TSTP);
    pty.wait_modes("the ordinary screen", |screen| !screen.alternate_screen());
    let stat = format!("/proc/{}/stat", pty.pid());
    while Path::new(&stat).exists() && !std::fs::read_to_string(&stat).unwrap().contains(") T ") {
        std::thread::sleep(Duration::from_millis(5));
    }
    assert_given_back(&pty);
    signal(&pty, Signal::CONT);
    pty.wait("the form as it was", |screen| lines(screen) == before);
    pty.press("x");
    pty.wait_for(&format!("{HALF_TYPED}x"));
    assert!(!pty.is_cooked());
    pty.kill();
}

#[test]
fn a_window_that_shrank_and_grew_again_is_whole() {
    let program = Program::set_up();
    let pty = Pty::start(&program.data(), &[], 80, 24);
    let before = picture(&pty, FIRST_SCREEN);
    assert!(before[0].starts_with("Phường Thử Nghiệm"), "the ward has its name from the first frame on: {before:?}");
    // The emulator forgets what stood outside the small window, as terminals do.
    for (cols, rows) in [(50, 12), (80, 24)] {
        pty.resize(cols, rows);
    }
    pty.wait("the whole picture", |screen| lines(screen) == before);
    for n in 0..20 {
        pty.resize(60 + n, 12 + n / 2);
    }
    pty.resize(80, 24);
    pty.wait("the whole picture again", |screen| lines(screen) == before);
    pty.kill();
}

#[test]
fn redraw_paints_everything() {
    let program = Program::set_up();
    let mut pty = Pty::start(&program.data(), &[], 80, 24);
    type_half(&mut pty);
    let before = picture(&pty, HALF_TYPED);
    pty.scribble(b"\x1b[10;20Hwrite: message of the day\x1b[1;1Hx\x1b[5;9H");
    assert_ne!(lines(&pty.screen()), before);
    pty.press("<C-k>ve lai");
    pty.wait_for("Vẽ lại màn hình");
    pty.press("<Enter>");
    pty.wait("the picture without the message", |screen| lines(screen) == before);
    pty.kill();
}

#[test]
fn a_lone_esc_goes_back_by_itself() {
    let program = Program::set_up();
    let mut pty = Pty::start(&program.data(), &[], 80, 24);
    let before = picture(&pty, FIRST_SCREEN);
    pty.press("<C-k>");
    pty.wait_for("Tìm nhanh:");
    pty.press("<Esc>");
    pty.wait("the first screen", |screen| lines(screen) == before);
    pty.kill();
}

#[test]
fn pasted_text_is_typed_and_commands_nothing() {
    let program = Program::set_up();
    let mut pty = Pty::start(&program.data(), &[], 80, 24);
    type_half(&mut pty);
    pty.send("\x1b[200~, sạch\x07\r đẹp\x1b[201~".as_bytes());
    let screen = pty.wait_for("đẹp");
    assert!(screen.contains("Ctrl+G Lưu") && screen.contains(&format!("{HALF_TYPED}, sạch")), "{screen}");
    pty.kill();
}

#[test]
fn a_terminal_without_utf8_is_told_in_ascii_how_to_change() {
    let program = Program::set_up();
    let mut pty = Pty::over(danvan(&program.data(), &[]), (80, 24), Answering::Columns([4, 3]), |wire| wire);
    let page = pty.wait("the page", |screen| screen.contains("Remote character set: UTF-8"));
    assert!(page.is_ascii(), "{page}");
    pty.press("<Enter>");
    let screen = pty.wait_for(FIRST_SCREEN);
    assert!(!screen.contains(";3R") && !screen.contains(";4R"), "an answer was taken for letters:\n{screen}");
    pty.kill();
}

#[test]
fn wide_letters_bring_a_warning_and_ascii_signs() {
    let program = Program::set_up();
    let pty = Pty::over(danvan(&program.data(), &[]), (80, 24), Answering::Columns([2, 3]), |wire| wire);
    let screen = pty.wait("the warning", |screen| screen.contains("đang chiếm hai cột"));
    assert!(!screen.contains(|letter: char| ('\u{2500}'..='\u{25ff}').contains(&letter)), "{screen}");
    pty.kill();
}

#[test]
fn a_terminal_that_answers_nothing_is_waited_for_by_nobody() {
    let program = Program::set_up();
    let mut pty = Pty::over(danvan(&program.data(), &[]), (80, 24), Answering::Never, |wire| wire);
    type_half(&mut pty);
    pty.kill();
}
