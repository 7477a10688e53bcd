//! Trouble as an officer meets it at the terminal: somebody else has the register, the real disk is full or read-only.
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test ends where something is missing")]
#![allow(clippy::print_stdout, reason = "what was skipped is told")]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::faults::{SmallDisk, fill_up};
use crate::line_terminal::assert_given_back;
use crate::program::Program;
use crate::pty::{Pty, danvan};

/// Gives the text of a screen as if no line of it were broken.
fn flowing(screen: &str) -> String {
    screen.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn wait_flowing(pty: &Pty, text: &str) -> String {
    flowing(&pty.wait(text, |screen| flowing(screen).contains(text)))
}

/// Waits until the system gives the room of a removed file back: a program that is just being started beside this test may
/// hold it for a moment more.
fn wait_for_room(dir: &Path) {
    let free = || rustix::fs::statvfs(dir).map(|room| room.f_bavail * room.f_frsize).unwrap();
    while free() < 20 << 20 {
        std::thread::yield_now();
    }
}

/// Begins the form of a new unit and types its name and a code.
fn type_unit(pty: &mut Pty, name: &str, code: &str) {
    pty.wait_for("Enter Chọn");
    pty.press("<C-k>don vi<Enter>");
    pty.wait_for("F5 Thêm");
    pty.press("<F5>");
    pty.wait_for("Ctrl+G Lưu");
    pty.press(&format!("{name}<Enter>{code}"));
    pty.wait_for(name);
    pty.wait_for(code);
}

#[test]
fn who_comes_second_is_told_who_has_it_may_look_and_leaves_with_code_3() {
    let program = Program::set_up();
    let mut command = danvan(&program.data(), &[]);
    command.env("USER", "lan");
    let first = Pty::run(command, 80, 24);
    first.wait_for("Enter Chọn");
    let mut second = Pty::start(&program.data(), &[], 80, 24);
    let screen = wait_flowing(&second, "Sổ đang do lan mở trên máy");
    assert!(screen.contains("[CHỈ XEM]") && screen.contains("đóng bên kia rồi mở lại"), "{screen}");
    // Nothing can be begun that could not be saved.
    second.press("<C-k>don vi<Enter>");
    second.wait_for("đơn vị");
    second.press("<F5>");
    wait_flowing(&second, "Đang mở chỉ để xem");
    second.press("<Esc>");
    second.wait_for("0 Tất cả bảng");
    second.press("<F9>");
    second.wait_for("Thoát");
    second.press("<End><Enter>");
    second.wait_end();
    assert_given_back(&second);
    wait_ended(&second, "Sổ đang do lan mở trên máy");
    assert_eq!(second.code(), 3);
    first.kill();
    // Now the register is free.
    let third = Pty::start(&program.data(), &[], 80, 24);
    third.wait_for("Enter Chọn");
    assert!(!third.screen().contains("CHỈ XEM"));
    third.kill();
}

/// Looks for words that a program left on the terminal.
fn wait_ended(pty: &Pty, text: &str) {
    let screen = flowing(&pty.screen());
    assert!(screen.contains(text), "{screen}");
}

#[test]
fn a_full_disk_at_the_terminal_keeps_the_text_and_saves_it_when_there_is_room() {
    let program = Program::new();
    let Some(_disk) = SmallDisk::new(program.data(), "48m") else { return };
    program.run(&["init", "--name", "Thử", "--province", "Tỉnh Thử", "--year", "2026"]).done();
    let mut pty = Pty::start(&program.data(), &[], 80, 24);
    type_unit(&mut pty, "Hội giữ nguyên", "HPN9");
    let filler = fill_up(&program.data());
    pty.press("<C-g>");
    let screen = wait_flowing(&pty, "Chưa lưu: đĩa");
    assert!(screen.contains("Hội giữ nguyên") && screen.contains("Nội dung đang gõ vẫn còn"), "{screen}");
    fs::remove_file(filler).unwrap();
    wait_for_room(&program.data());
    pty.press("<C-g>");
    wait_flowing(&pty, "Đã lưu");
    pty.kill();
    assert_eq!(program.records("organisation")[0]["set"]["name"], "Hội giữ nguyên");
}

/// A disk with a real file system in a file; `None` where the system does not let one be made.
struct LoopDisk {
    device: String,
    at: PathBuf,
}

impl LoopDisk {
    fn new(file: &Path, at: PathBuf) -> Option<Self> {
        let run = |program: &str, args: &[&str]| {
            let run = Command::new(program).args(args).output().ok().filter(|run| run.status.success())?;
            Some(String::from_utf8_lossy(&run.stdout).trim().to_owned())
        };
        fs::File::create(file).unwrap().set_len(64 << 20).unwrap();
        let path = file.to_str().unwrap();
        let made = run("mkfs.ext4", &["-q", "-F", path]).and_then(|_| run("losetup", &["-f", "--show", path]));
        let Some(device) = made else {
            println!("skipped: a file system in a file (mkfs.ext4, losetup) can only be made by root");
            return None;
        };
        let disk = Self { device, at };
        disk.mount().then_some(disk)
    }

    fn mount(&self) -> bool {
        fs::create_dir_all(&self.at).unwrap();
        let mut command = Command::new("mount");
        command.args(["-o", "errors=remount-ro", &self.device]).arg(&self.at);
        let mounted = command.output().is_ok_and(|run| run.status.success());
        if !mounted {
            println!("skipped: {} could not be mounted", self.device);
        }
        mounted
    }

    /// Has the system find an error on the disk, upon which it turns read-only; false where it cannot be asked to.
    fn fail(&self) -> bool {
        let name = self.device.trim_start_matches("/dev/");
        fs::write(format!("/sys/fs/ext4/{name}/trigger_fs_error"), "1").is_ok()
    }

    fn unmount(&self) {
        let _ = Command::new("umount").arg("-l").arg(&self.at).output();
    }
}

impl Drop for LoopDisk {
    fn drop(&mut self) {
        self.unmount();
        let _ = Command::new("losetup").args(["-d", &self.device]).output();
    }
}

#[test]
fn a_disk_that_fails_at_the_terminal_keeps_the_text_and_the_next_start_brings_it_back() {
    let program = Program::new();
    let image = program.temporary().join("đĩa.img");
    let Some(disk) = LoopDisk::new(&image, program.data()) else { return };
    program.run(&["init", "--name", "Thử", "--province", "Tỉnh Thử", "--year", "2026"]).done();
    let mut pty = Pty::start(&program.data(), &[], 80, 24);
    type_unit(&mut pty, "Hội giữ nguyên", "HPN9");
    pty.press("<Enter>");
    pty.settle();
    if !disk.fail() {
        println!("skipped: this system cannot be asked to fail a disk");
        pty.kill();
        return;
    }
    pty.press("<C-g>");
    let screen = wait_flowing(&pty, "chỉ đọc");
    assert!(screen.contains("Hội giữ nguyên") && screen.contains("Nội dung đang gõ vẫn còn"), "{screen}");
    pty.kill();
    // Whoever looks after the machine mends the disk.
    disk.unmount();
    let _ = Command::new("fsck.ext4").args(["-p", &disk.device]).output();
    assert!(disk.mount());
    let mut pty = Pty::start(&program.data(), &[], 80, 24);
    pty.wait_for("Hội giữ nguyên");
    pty.press("<C-g>");
    wait_flowing(&pty, "Đã lưu");
    pty.kill();
    assert_eq!(program.records("organisation")[0]["set"]["name"], "Hội giữ nguyên");
    program.run(&["doctor", "--verify"]).done();
}
