//! What the grid sends to the terminal, in bytes.

use crate::line_budget::{practice, walk};
use crate::pty::Pty;

#[test]
fn moving_and_typing_in_the_grid_stay_within_their_bytes() {
    let program = practice();
    let mut pty = Pty::start(&program.data(), &[], 80, 24);
    pty.wait_for("Enter Chọn");
    pty.press("<C-k>mo hinh");
    pty.wait_for("> bảng");
    pty.press("<Enter>");
    pty.wait_for("1/60");
    pty.press("<C-t>");
    pty.wait_for("Ctrl+D");
    let down = walk(&mut pty, "<Down>", 2..=13);
    assert!((1..=60).contains(&down), "cell down: {down}");
    // Two columns are frozen, and two more are seen whole.
    let before = pty.settle();
    pty.press("<Right><Right>");
    let right = (pty.settle() - before) / 2;
    assert!((1..=60).contains(&right), "cell right: {right}");
    let up = walk(&mut pty, "<Up>", (1..=12).rev());
    assert!((1..=60).contains(&up), "cell up: {up}");
    // The first letter opens the cell; the others cost what they cost in a form.
    pty.press("<Home><Right>T");
    pty.wait_for("1 chưa lưu");
    let name = "uyến phố văn minh không rác";
    let (before, start) = (pty.settle(), pty.cursor());
    for (n, letter) in (1..).zip(name.chars()) {
        pty.press(&letter.to_string());
        pty.wait_modes("the cursor behind the letter", |screen| screen.cursor_position() == (start.0, start.1 + n));
    }
    let (cost, letters) = (pty.settle() - before, name.chars().count());
    assert!(cost <= 3 * letters, "{letters} letters: {cost}");
    pty.kill();
}
